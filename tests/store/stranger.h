/* stranger.h - saves that no honest program writes, made by hand, and how laptops refuse them. */
#ifndef AUDITWALK_TESTS_STORE_STRANGER_H
#define AUDITWALK_TESTS_STORE_STRANGER_H

#include "store/crew.h"

/* A laptop whose key was never seen. */
struct device stranger_device(uint8_t seed_byte);
void parcel_send_as(struct parcel *parcel, const struct device *device);
struct operation *batch_add_text(struct batch *batch, uint32_t type, const struct ident *record,
                                 uint16_t field, const char *text);

/* The first save of a laptop: who it is, as the program writes it. */
struct hash parcel_introduce(const struct crew *crew, struct parcel *parcel,
                             const struct device *device);

/* The next save of this chain by the name of the one before: a site with this name. */
void batch_next(const struct crew *crew, struct batch *batch, const struct device *device,
                const struct hash *previous, uint64_t sequence, const char *text);
struct hash parcel_sign_next(const struct crew *crew, struct parcel *parcel,
                             const struct device *device, const struct hash *previous,
                             uint64_t sequence, const char *text);
size_t laptop_sites(struct laptop *laptop);
size_t laptop_waiting(struct laptop *laptop);

/* Refused with this code, and not a byte of the file is another one. */
void laptop_refuses(struct laptop *laptop, const struct parcel *parcels, size_t count,
                    enum err_code expected, struct err *err);

#endif

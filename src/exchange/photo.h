/* photo.h - small pictures of photos, made by the program auditwalk-thumbnail.
 *
 * It reads what anybody may have made, in a process of its own with little memory and time. What it
 * gives is checked here: a plain JPEG of the size that was asked for, without any EXIF.
 */
#ifndef AUDITWALK_EXCHANGE_PHOTO_H
#define AUDITWALK_EXCHANGE_PHOTO_H

#include "store/object.h"
#include "store/store.h"

struct photo {
    uint8_t *bytes; /* JPEG, heap; NULL: it can't be shown */
    size_t length;
    int width; /* pixels */
    int height;
};

/* A picture that fits into width x height pixels, upright; smaller ones keep their size. The same
 * photo gives the same bytes. Never fails: what can't be read, for whatever reason, gives none. */
void photo_of_object(struct store *store, const struct hash *object, uint64_t size, int width,
                     int height, struct photo *photo);
void photo_of_bytes(const void *bytes, size_t length, int width, int height, struct photo *photo);
void photo_clear(struct photo *photo);

/* True if the program is there, so that what can't be shown is the fault of the photo. */
bool photo_available(void);

enum photo_kind {
    PHOTO_NONE,   /* no image at all */
    PHOTO_SHOWN,  /* JPEG or PNG */
    PHOTO_UNKNOWN /* another kind of image, such as WebP or HEIC */
};
enum photo_kind photo_kind_of(const char *media_type);

#endif

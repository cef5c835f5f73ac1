/* device.h - this laptop's identity: an Ed25519 key pair kept outside the audit files.
 *
 * Lives in $XDG_DATA_HOME/auditwalk/device (mode 0600), made on first start; so an audit file that
 * is copied to another laptop is written by another device by itself (MERGE "Batch"). The device id
 * is the first 16 bytes of BLAKE2b-256 of the public key, so a key can't claim another device's id.
 */
#ifndef AUDITWALK_STORE_DEVICE_H
#define AUDITWALK_STORE_DEVICE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/ident.h"

enum { DEVICE_PUBLIC_SIZE = 32, DEVICE_SECRET_SIZE = 64, DEVICE_NAME_SIZE = 64 };

struct device {
    struct ident id;
    uint8_t public_key[DEVICE_PUBLIC_SIZE];
    uint8_t secret_key[DEVICE_SECRET_SIZE];
    char name[DEVICE_NAME_SIZE]; /* host name at the time it was made; clean text */
    char *directory;             /* where it remembers the files it wrote; heap */
};

/* Reads the device file or makes it. ERR_DATA if it is damaged (never replaced silently: a new key
 * would look like another laptop). */
enum err_code device_load(struct device *device, struct err *err);
void device_clear(struct device *device); /* wipes the secret key */

/* Another key in place of this one, which is kept beside it under the device's id: for a laptop
 * that was copied with its key. On an error the old one stays. */
enum err_code device_renew(struct device *device, struct err *err);

struct ident device_id_of(const uint8_t public_key[DEVICE_PUBLIC_SIZE]);

/* What the device remembers of a file it wrote: its last batch there. A file that lacks this batch
 * is an older copy that was put back. Losing this memory is harmless, so it is never synced and
 * errors are swallowed; a torn or foreign record counts as none. */
struct device_memory {
    uint64_t epoch;
    struct hash last; /* name of the last batch */
};
bool device_recall(const struct device *device, const struct ident *file,
                   struct device_memory *memory);
void device_remember(const struct device *device, const struct ident *file,
                     const struct device_memory *memory);

/* The same for how a file lay on the disk (a stamp, one line) when it was closed in order: as long
 * as it lies there like that, nothing has touched it since. */
enum { DEVICE_STAMP_SIZE = 128 };
bool device_closed_as(const struct device *device, const struct ident *file, const char *stamp);
void device_note_closed(const struct device *device, const struct ident *file, const char *stamp);

#endif

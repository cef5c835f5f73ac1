/* object.h - files inside the audit file: content-addressed, in chunks, never a path.
 *
 * Addressed by BLAKE2b-256; SHA-256 is kept too, because people check with sha256sum. The same
 * bytes are stored once. The original name is data of the attachment record only.
 */
#ifndef AUDITWALK_STORE_OBJECT_H
#define AUDITWALK_STORE_OBJECT_H

#include <stdbool.h>
#include <stdint.h>

#include "store/store.h"

enum { OBJECT_CHUNK = 256 * 1024 };
#define OBJECT_LIMIT_DEFAULT ((uint64_t)100 * 1024 * 1024)

struct object_options {
    uint64_t limit; /* bytes of one file; 0: OBJECT_LIMIT_DEFAULT */
    /* Called between chunks; false stops with ERR_CANCELLED and nothing kept. NULL: never asked. */
    bool (*progress)(void *context, uint64_t done, uint64_t total);
    void *context;
};

struct object_info {
    struct hash hash;
    struct hash sha256;
    uint64_t size;
    char media_type[96]; /* by content: libmagic where built in, else a few signatures */
};

/* Reads an object in order; sink returns false to stop (ERR_CANCELLED). The hash is checked while
 * reading: ERR_DATA at the end if the bytes are not the ones that were stored. */
enum err_code object_read(struct store *store, const struct hash *hash,
                          bool (*sink)(void *context, const void *bytes, size_t length),
                          void *context, struct err *err);

/* The hash that a file would have as an object; up to OBJECT_LIMIT_DEFAULT bytes, more is ERR_DATA. */
enum err_code object_hash_file(const char *path, struct hash *hash, struct err *err);

/* Writes it to a new file beside path and renames. */
enum err_code object_save_as(struct store *store, const struct hash *hash, const char *path,
                             struct err *err);

#endif

/* log_read.h - batches of the log by their name or its beginning. Not for other rooms. */
#ifndef AUDITWALK_STORE_LOG_READ_H
#define AUDITWALK_STORE_LOG_READ_H

#include "store/batch.h"
#include "store/heads.h"
#include "store/internal.h"

/* Decodes the batch that an operation is in. ERR_DATA if it is damaged; *found false (and the batch
 * empty) if the log does not have it. name may be NULL. The caller clears the batch. */
enum err_code log_read(struct store *store, const uint8_t prefix[HEAD_BATCH_SIZE],
                       struct batch *batch, struct hash *name, bool *found, struct err *err);

/* Is there one? */
enum err_code log_has(struct store *store, const uint8_t prefix[HEAD_BATCH_SIZE], bool *has,
                      struct err *err);

/* Between which moments a save can have been made: since the file was, and until now. */
struct log_clock {
    int64_t made;
    int64_t now;
};
enum err_code log_clock_load(struct store *store, struct log_clock *clock, struct err *err);

/* Is there one of this name? */
enum err_code log_has_name(struct store *store, const struct hash *name, bool *has,
                           struct err *err);

/* Fills scope, device, epoch, sequence and Lamport counter of place with what the log says of the
 * batch of this name; *there false if it has none. */
enum err_code log_place(struct store *store, const struct hash *name, struct batch *place,
                        bool *there, struct err *err);

#endif

/* fold.h - what operations leave in a record: the heart of merging (MERGE "Fold"). Not for other
 * rooms.
 *
 * The heads of a cell are its known operations that no known operation supersedes; a set, so the
 * order in which operations come does not matter. Of several heads the one with the highest
 * (Lamport, device, name) is shown; where their values differ the cell is a conflict. A withdrawal
 * holds only if it saw everything that was written to the record (its operation names those heads
 * among the superseded ones), else the record stays visible and contested.
 */
#ifndef AUDITWALK_STORE_FOLD_H
#define AUDITWALK_STORE_FOLD_H

#include "store/batch.h"
#include "store/internal.h"

/* A batch that is in the log, or about to be. */
struct fold_batch {
    const struct batch *batch;
    struct hash name;
};

/* One operation to fold. */
struct fold_operation {
    const struct record *record; /* its type's row */
    const struct fold_batch *source;
    uint32_t index;
};

/* What a record becomes. */
struct folded {
    const struct record *record;
    struct ident id;
    struct ident scope; /* of one of its saves */
    bool existed;
    bool changed; /* something that is shown changes */
    struct heads heads;
    struct buf packed;    /* heads as they are written */
    bool *dirty;          /* by field index: the shown value may change, write it */
    struct value *values; /* by field index, of the dirty ones; owned */
    uint8_t *contested;   /* by field index: 0 no, 1 as before, 2 new */
    struct ident *scopes; /* by field index, where contested: that of the save that is shown */
    bool was_contested;   /* rows of the conflict table may have to go */
    size_t conflicts_new;
    size_t conflicts_gone;
    struct operation_ref *unknown; /* superseded by these operations, but not in the log */
    uint16_t *unknown_fields;
    size_t unknown_count;
    size_t unknown_capacity;
};

/* Is the batch of this prefix among those about to be in the log? NULL where there are none. */
struct fold_context {
    struct store *store;
    bool unknowns; /* the table of what is superseded but unknown is not empty */
    const struct fold_batch *(*find)(void *context, const uint8_t prefix[HEAD_BATCH_SIZE]);
    void *context;
};

/* Folds operations on one record into what the tables have. Nothing is written. */
enum err_code fold_record(const struct fold_context *context,
                          const struct fold_operation *operations, size_t count,
                          struct folded *folded, struct err *err);

/* Writes it: the row, its conflicts, what is superseded but unknown. */
enum err_code fold_write(struct store *store, struct folded *folded, struct err *err);
void folded_clear(struct folded *folded);

/* Is anything superseded that is not here yet? And: a batch is here now, after all its records were
 * folded. */
enum err_code fold_unknowns(struct store *store, bool *any, struct err *err);
enum err_code fold_arrived(struct store *store, const struct hash *name, struct err *err);

/* Sorts operations so that those of one record stand together, by type and id. */
void fold_sort(struct fold_operation *operations, size_t count);

/* How many operations from the first on are of its record. */
size_t fold_run(const struct fold_operation *operations, size_t count);

/* The value of a head, by its batch; null if the log does not have it. */
enum err_code fold_value(const struct fold_context *context, const struct head *head,
                         struct value *value, struct ident *device, struct err *err);

/* The order of heads by rank: positive if a is shown before b. */
int fold_rank(const struct head *a, const struct ident *device_a, const struct head *b,
              const struct ident *device_b);

#endif

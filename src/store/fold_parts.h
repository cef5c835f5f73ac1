/* fold_parts.h - what the files of folding share. Not for other rooms.
 *
 *   fold.c         heads: which operations of a record nothing supersedes
 *   fold_cells.c   which head of a cell is shown, and where they disagree
 *   fold_write.c   the row and what goes with it
 */
#ifndef AUDITWALK_STORE_FOLD_PARTS_H
#define AUDITWALK_STORE_FOLD_PARTS_H

#include "store/fold.h"

struct superseded {
    struct operation_ref ref;
    uint16_t field; /* of the operation that says so */
    bool met;       /* it was one of the heads or of the operations */
};

struct folding {
    const struct fold_context *context;
    const struct fold_operation *operations;
    size_t count;
    struct folded *out;
    struct superseded *superseded; /* sorted */
    size_t superseded_count;
    bool *touched;        /* by field index: what is shown must be worked out again */
    bool *before;         /* by field index: contested in the file */
    size_t *heads_before; /* by field index: how many the file has */
};

/* The rows of the conflict table for this record. */
enum err_code fold_load_contested(struct folding *fold, struct err *err);

/* Shown values and conflicts of the touched cells. */
enum err_code fold_fields(struct folding *fold, struct err *err);

/* Whether the record is out of every list. */
enum err_code fold_withdrawal(struct folding *fold, struct err *err);

#endif

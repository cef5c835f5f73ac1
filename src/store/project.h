/* project.h - from the log to the tables: what one batch does to the projection.
 *
 * The tables are the fold of all batches (MERGE "Fold"): each cell shows its head. Applying the
 * same batches in any order that respects who saw what gives the same bytes.
 */
#ifndef AUDITWALK_STORE_PROJECT_H
#define AUDITWALK_STORE_PROJECT_H

#include "store/batch.h"
#include "store/internal.h"

/* A record as the projection has it: its packed heads and, by field, its values. */
struct projected {
    bool exists;
    struct heads heads;
    struct row row;
};

/* Loads what the table has for a record; one that is not there is empty with exists false. */
enum err_code project_load(struct store *store, const struct record *record, const struct ident *id,
                           struct projected *projected, struct err *err);
void projected_clear(struct projected *projected);

/* Applies a batch that has this name; unknown types stay in the log only. */
enum err_code project_batch(struct store *store, const struct batch *batch, const struct hash *name,
                            struct err *err);

/* Records the batch as the end of its chain, if it is: where two laptops wrote under one key (a
 * chain forks), the longer branch, then the greater name. */
enum err_code project_chain(struct store *store, const struct batch *batch, const struct hash *name,
                            struct err *err);

#endif

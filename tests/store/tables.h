/* tables.h - all that is made from the log, as bytes to compare. */
#ifndef AUDITWALK_TESTS_STORE_TABLES_H
#define AUDITWALK_TESTS_STORE_TABLES_H

#include "store/internal.h"

/* Every row of every table of records, of conflicts, of what is superseded but unknown, of chains;
 * with snapshots also those (their numbers left out). */
void tables_dump(struct store *store, bool snapshots, struct buf *out);

/* False, and what differs is printed, unless they are the same bytes. */
bool tables_equal(const struct buf *a, const struct buf *b);

/* The names of all batches of the log, in their order. */
void tables_dump_log(struct store *store, struct buf *out);

#endif

/* save.h - writing batches, and what undo needs of them. Not for other rooms. */
#ifndef AUDITWALK_STORE_SAVE_H
#define AUDITWALK_STORE_SAVE_H

#include "store/batch.h"
#include "store/internal.h"

/* The row of the log itself; the projection is the caller's. */
enum err_code save_insert_batch(struct store *store, const struct batch *batch,
                                const struct hash *name, const struct buf *bytes, struct err *err);

/* Commits; after an error it looks whether the save is in the file all the same. */
enum err_code save_commit(struct store *store, const struct save *save, struct err *err);

/* The session's memory after a commit: counters, clock, the device's own record of the file; frees
 * the undo entry. save_committed is this plus keeping the entry. */
void save_remember(struct store *store, struct save *save);

/* Keeps an entry (emptied) as the last save; what was undone before can't be redone any more. */
void undo_push(struct store *store, struct undo_entry *entry);
void undo_entry_clear(struct undo_entry *entry);
void undo_stack_clear(struct undo_stack *stack);

#endif

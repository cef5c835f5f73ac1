/* snapshot.h - the checklist as it was when the audit took it, kept as an object with its digest.
 */
#ifndef AUDITWALK_STORE_SNAPSHOT_H
#define AUDITWALK_STORE_SNAPSHOT_H

#include "base/mem.h"
#include "core/checklist.h"
#include "store/store.h"

/* The checklist in deterministic CBOR (equal checklists give equal bytes); *out is init'ed. */
void snapshot_encode(const struct checklist *checklist, struct buf *out);

/* And back; bytes are not trusted: ERR_DATA. */
enum err_code snapshot_decode(const void *bytes, size_t length, struct checklist *checklist,
                              struct err *err);

/* The checklists of an audit in their order; the caller clears each and frees the array. */
enum err_code snapshot_load(struct store *store, const struct hash *digest,
                            struct checklist *checklist, struct err *err);

#endif

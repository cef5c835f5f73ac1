/* outgoing.h - what a package takes along: the batches and content of some scopes (MERGE
 * "Package"). */
#ifndef AUDITWALK_STORE_OUTGOING_H
#define AUDITWALK_STORE_OUTGOING_H

#include "base/mem.h"
#include "core/team.h"
#include "store/merge.h"

/* The end of one device's chain in one scope. */
struct outgoing_head {
    struct ident device;
    struct chain_end end;
};

struct outgoing {
    struct hash *batches; /* names, in an order in which each follows what it needs */
    uint64_t *batch_sizes;
    size_t batch_count;
    size_t batch_capacity;
    uint64_t batch_bytes;
    struct merge_object *objects; /* what those batches name, each once, ordered by hash */
    size_t object_count;
    size_t object_capacity;
    uint64_t object_bytes;
    struct outgoing_head *heads; /* of everything that the scopes hold */
    size_t head_count;
    size_t head_capacity;
};

/* audits: only these and the programme; NULL with count 0: all. since: heads that the receiver has
 * already (of an earlier package), NULL: none. A chain that forks is taken whole. */
enum err_code outgoing_build(struct store *store, const struct ident *audits, size_t audit_count,
                             const struct outgoing_head *since, size_t since_count,
                             struct outgoing *outgoing, struct err *err);
void outgoing_clear(struct outgoing *outgoing);

/* The bytes of one batch, appended to *bytes. */
enum err_code outgoing_batch(struct store *store, const struct hash *name, struct buf *bytes,
                             struct err *err);

#endif

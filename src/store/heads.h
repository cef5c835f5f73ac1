/* heads.h - which operations stand at the end of each cell of a record, packed into one blob.
 *
 * The heads of a cell are its operations that no known operation supersedes (MERGE "Fold"). An
 * operation is named by the first 16 bytes of its batch's name and its place in the batch. Packed
 * by batch, in the order of batch names and then fields, so that equal sets of operations give
 * equal bytes: group := batch[16] lamport:varint count:varint { field:varint index:varint } * count
 */
#ifndef AUDITWALK_STORE_HEADS_H
#define AUDITWALK_STORE_HEADS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/mem.h"

enum { HEAD_BATCH_SIZE = 16 };

struct operation_ref {
    uint8_t batch[HEAD_BATCH_SIZE];
    uint32_t index;
};

struct head {
    struct operation_ref ref;
    uint64_t lamport;
    uint16_t field;
};

struct heads {
    struct head *items;
    size_t count;
    size_t capacity;
};

/* Unpacks; ERR_DATA if the bytes are not a whole packed list. heads is init'ed ({0}) or reused. */
enum err_code heads_unpack(const void *bytes, size_t length, struct heads *heads, struct err *err);
void heads_pack(struct heads *heads, struct buf *out); /* sorts */
void heads_clear(struct heads *heads);

bool operation_ref_equal(const struct operation_ref *a, const struct operation_ref *b);

void heads_add(struct heads *heads, const struct head *head);

/* How many heads a field has (0: never written, 2 or more: contested); fills up to max of them. */
size_t heads_of(const struct heads *heads, uint16_t field, struct head *out, size_t max);

#endif

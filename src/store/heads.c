/* heads.c - the heads of a record's cells. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/heads.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"

static void put_varint(struct buf *out, uint64_t number)
{
    while (number >= 0x80) {
        buf_putc(out, (char)(uint8_t)(number | 0x80));
        number >>= 7;
    }
    buf_putc(out, (char)(uint8_t)number);
}

struct reader {
    const uint8_t *at;
    const uint8_t *end;
    bool bad;
};

static uint64_t get_varint(struct reader *reader)
{
    uint64_t number = 0;

    for (unsigned shift = 0; shift < 63; shift += 7) {
        if (reader->at == reader->end)
            break;
        uint8_t byte = *reader->at++;
        number |= (uint64_t)(byte & 0x7f) << shift;
        if ((byte & 0x80) == 0)
            return number;
    }
    reader->bad = true;
    return 0;
}

void heads_add(struct heads *heads, const struct head *head)
{
    heads->items = mem_grow(heads->items, heads->count, &heads->capacity, sizeof *heads->items);
    heads->items[heads->count++] = *head;
}

static void unpack_group(struct reader *reader, struct heads *heads)
{
    struct head head = {0};

    if (reader->end - reader->at < HEAD_BATCH_SIZE) {
        reader->bad = true;
        return;
    }
    memcpy(head.ref.batch, reader->at, HEAD_BATCH_SIZE);
    reader->at += HEAD_BATCH_SIZE;
    head.lamport = get_varint(reader);
    uint64_t count = get_varint(reader);
    for (uint64_t i = 0; i < count && !reader->bad; i++) {
        uint64_t field = get_varint(reader);
        uint64_t index = get_varint(reader);
        if (field > UINT16_MAX || index > UINT32_MAX)
            reader->bad = true;
        head.field = (uint16_t)field;
        head.ref.index = (uint32_t)index;
        if (!reader->bad)
            heads_add(heads, &head);
    }
}

enum err_code heads_unpack(const void *bytes, size_t length, struct heads *heads, struct err *err)
{
    struct reader reader = {bytes, (const uint8_t *)bytes + length, false};

    heads->count = 0;
    while (length > 0 && reader.at < reader.end && !reader.bad)
        unpack_group(&reader, heads);
    if (!reader.bad)
        return ERR_OK;
    heads->count = 0;
    return err_set(err, ERR_DATA, _("the heads of a record are damaged"));
}

static int head_compare(const void *left, const void *right)
{
    const struct head *a = left;
    const struct head *b = right;
    int order = memcmp(a->ref.batch, b->ref.batch, HEAD_BATCH_SIZE);

    if (order == 0)
        order = (a->field > b->field) - (a->field < b->field);
    if (order == 0)
        order = (a->ref.index > b->ref.index) - (a->ref.index < b->ref.index);
    return order;
}

static size_t group_length(const struct heads *heads, size_t from)
{
    size_t to = from;

    while (to < heads->count &&
           memcmp(heads->items[to].ref.batch, heads->items[from].ref.batch, HEAD_BATCH_SIZE) == 0)
        to++;
    return to - from;
}

void heads_pack(struct heads *heads, struct buf *out)
{
    buf_reset(out);
    if (heads->count > 1)
        qsort(heads->items, heads->count, sizeof *heads->items, head_compare);
    for (size_t i = 0; i < heads->count;) {
        size_t count = group_length(heads, i);
        buf_add(out, heads->items[i].ref.batch, HEAD_BATCH_SIZE);
        put_varint(out, heads->items[i].lamport);
        put_varint(out, count);
        for (size_t end = i + count; i < end; i++) {
            put_varint(out, heads->items[i].field);
            put_varint(out, heads->items[i].ref.index);
        }
    }
}

void heads_clear(struct heads *heads)
{
    free(heads->items);
    *heads = (struct heads){0};
}

bool operation_ref_equal(const struct operation_ref *a, const struct operation_ref *b)
{
    return a->index == b->index && memcmp(a->batch, b->batch, HEAD_BATCH_SIZE) == 0;
}

size_t heads_of(const struct heads *heads, uint16_t field, struct head *out, size_t max)
{
    size_t count = 0;

    for (size_t i = 0; i < heads->count; i++) {
        if (heads->items[i].field != field)
            continue;
        if (count < max)
            out[count] = heads->items[i];
        count++;
    }
    return count;
}

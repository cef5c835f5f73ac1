/* batch.c - signed batches: encode, decode, sign, check. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/batch.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "store/wire.h"

#define BATCH_TAG "auditwalk-batch-1"

enum { BODY_ITEMS = 14, OPERATION_ITEMS = 5 };

void batch_init(struct batch *batch)
{
    *batch = (struct batch){0};
}

void batch_clear(struct batch *batch)
{
    for (size_t i = 0; i < batch->count; i++) {
        value_clear(&batch->operations[i].value);
        free(batch->operations[i].superseded);
    }
    free(batch->operations);
    free(batch->label);
    batch_init(batch);
}

struct operation *batch_add(struct batch *batch)
{
    batch->operations =
        mem_grow(batch->operations, batch->count, &batch->capacity, sizeof *batch->operations);
    struct operation *operation = &batch->operations[batch->count++];
    *operation = (struct operation){0};
    return operation;
}

/* ---- encoding -------------------------------------------------------------------------------- */

static void put_id_or_null(struct buf *out, const struct ident *id)
{
    if (ident_is_none(id))
        wire_put_null(out);
    else
        wire_put_bytes(out, id->bytes, IDENT_SIZE);
}

static void put_value(struct buf *out, const struct value *value)
{
    switch (value->kind) {
    case VALUE_IS_NULL:
        wire_put_null(out);
        break;
    case VALUE_IS_INT:
        wire_put_int(out, value->integer);
        break;
    case VALUE_IS_TEXT:
        wire_put_text(out, value->bytes, value->length);
        break;
    case VALUE_IS_BYTES:
        wire_put_bytes(out, value->bytes, value->length);
        break;
    }
}

static void put_operation(struct buf *out, const struct operation *operation)
{
    wire_put_array(out, OPERATION_ITEMS);
    wire_put_uint(out, operation->type);
    wire_put_bytes(out, operation->record.bytes, IDENT_SIZE);
    wire_put_uint(out, operation->field);
    put_value(out, &operation->value);
    wire_put_array(out, operation->superseded_count);
    for (size_t i = 0; i < operation->superseded_count; i++) {
        wire_put_array(out, 2);
        wire_put_bytes(out, operation->superseded[i].batch, HEAD_BATCH_SIZE);
        wire_put_uint(out, operation->superseded[i].index);
    }
}

static void put_body(struct buf *out, const struct batch *batch)
{
    wire_put_array(out, BODY_ITEMS);
    wire_put_text(out, BATCH_TAG, strlen(BATCH_TAG));
    wire_put_bytes(out, batch->file.bytes, IDENT_SIZE);
    wire_put_bytes(out, batch->scope.bytes, IDENT_SIZE);
    wire_put_bytes(out, batch->device.bytes, IDENT_SIZE);
    wire_put_uint(out, batch->epoch);
    wire_put_uint(out, batch->sequence);
    if (batch->has_previous)
        wire_put_bytes(out, batch->previous.bytes, HASH_SIZE);
    else
        wire_put_null(out);
    if (batch->has_prior)
        wire_put_bytes(out, batch->prior.bytes, HASH_SIZE);
    else
        wire_put_null(out);
    wire_put_uint(out, batch->lamport);
    wire_put_int(out, batch->wall);
    wire_put_int(out, batch->zone);
    put_id_or_null(out, &batch->author);
    if (batch->label != NULL)
        wire_put_text(out, batch->label, strlen(batch->label));
    else
        wire_put_null(out);
    wire_put_array(out, batch->count);
    for (size_t i = 0; i < batch->count; i++)
        put_operation(out, &batch->operations[i]);
}

/* What is signed: the tag keeps a signature from being taken for one over anything else. */
static void put_signed(struct buf *out, const void *body, size_t length)
{
    buf_add(out, BATCH_TAG, sizeof BATCH_TAG); /* with its NUL */
    buf_add(out, body, length);
}

void batch_encode(const struct batch *batch, const struct device *device, struct buf *out)
{
    struct buf body;
    struct buf message;
    unsigned char signature[crypto_sign_BYTES];

    buf_init(&body);
    buf_init(&message);
    put_body(&body, batch);
    put_signed(&message, body.data, body.length);
    crypto_sign_detached(signature, NULL, (const unsigned char *)message.data, message.length,
                         device->secret_key);
    wire_put_array(out, 2);
    wire_put_bytes(out, body.data, body.length);
    wire_put_bytes(out, signature, sizeof signature);
    buf_clear(&message);
    buf_clear(&body);
}

/* ---- decoding -------------------------------------------------------------------------------- */

/* Counters that leave room to go on counting. */
static const uint64_t counter_limit = INT64_MAX / 2;

/* Text of others passes the door like any other: what can't be shown or exported safely goes. Our
 * own is clean already, and plain ASCII is most of it. */
static char *through_the_door(struct wire_reader *reader, char *text, enum text_kind kind)
{
    char *clean = NULL;
    bool plain = text != NULL;

    for (const char *at = text; plain && *at != '\0'; at++)
        plain = *at >= ' ' && *at <= '~';
    if (text == NULL || plain)
        return text;
    if (text_clean(text, strlen(text), kind, &clean, NULL) != ERR_OK)
        reader->bad = true;
    free(text);
    return clean;
}

static struct value get_value(struct wire_reader *reader)
{
    const uint8_t *start = reader->at;
    struct wire_token token = wire_next(reader);
    struct value value = value_null();

    switch (token.kind) {
    case WIRE_INT:
        value = value_int(token.integer);
        break;
    case WIRE_BYTES:
        value = value_bytes(token.data, token.length);
        break;
    case WIRE_TEXT: {
        reader->at = start; /* again, through the check for UTF-8 */
        char *text = wire_get_text(reader);
        if (text == NULL || text[0] == '\0') /* "" is never written: null is */
            reader->bad = true;
        text = through_the_door(reader, text, TEXT_BLOCK);
        value = value_text(text);
        free(text);
        break;
    }
    case WIRE_NULL:
        break;
    case WIRE_ARRAY:
    case WIRE_BAD:
        reader->bad = true;
        break;
    }
    return value;
}

static uint64_t get_bounded(struct wire_reader *reader, uint64_t max)
{
    uint64_t number = wire_get_uint(reader);

    if (number <= max)
        return number;
    reader->bad = true;
    return 0;
}

static void get_superseded(struct wire_reader *reader, struct operation *operation)
{
    size_t count = wire_get_array(reader);

    operation->superseded = mem_zalloc(count, sizeof *operation->superseded);
    for (size_t i = 0; i < count && !reader->bad; i++) {
        struct operation_ref *ref = &operation->superseded[operation->superseded_count++];
        if (wire_get_array(reader) != 2)
            reader->bad = true;
        wire_get_fixed(reader, ref->batch, HEAD_BATCH_SIZE);
        ref->index = (uint32_t)get_bounded(reader, UINT32_MAX);
    }
}

static void get_operation(struct wire_reader *reader, struct batch *batch)
{
    struct operation *operation = batch_add(batch);

    if (wire_get_array(reader) != OPERATION_ITEMS)
        reader->bad = true;
    operation->type = (uint32_t)get_bounded(reader, UINT32_MAX);
    wire_get_fixed(reader, operation->record.bytes, IDENT_SIZE);
    operation->field = (uint16_t)get_bounded(reader, UINT16_MAX);
    operation->value = get_value(reader);
    get_superseded(reader, operation);
}

static void get_tag(struct wire_reader *reader)
{
    char *tag = wire_get_text(reader);

    if (tag == NULL || strcmp(tag, BATCH_TAG) != 0)
        reader->bad = true;
    free(tag);
}

/* All of a body but its operations; returns how many they are. */
static size_t get_head(struct wire_reader *reader, struct batch *batch)
{
    if (wire_get_array(reader) != BODY_ITEMS)
        reader->bad = true;
    get_tag(reader);
    wire_get_fixed(reader, batch->file.bytes, IDENT_SIZE);
    wire_get_fixed(reader, batch->scope.bytes, IDENT_SIZE);
    wire_get_fixed(reader, batch->device.bytes, IDENT_SIZE);
    batch->epoch = get_bounded(reader, counter_limit);
    batch->sequence = get_bounded(reader, counter_limit);
    batch->has_previous = wire_get_fixed_or_null(reader, batch->previous.bytes, HASH_SIZE);
    batch->has_prior = wire_get_fixed_or_null(reader, batch->prior.bytes, HASH_SIZE);
    batch->lamport = get_bounded(reader, counter_limit);
    batch->wall = wire_get_int(reader);
    int64_t zone = wire_get_int(reader);
    if (zone < -24 * 60 || zone > 24 * 60)
        reader->bad = true;
    else
        batch->zone = (int)zone;
    wire_get_fixed_or_null(reader, batch->author.bytes, IDENT_SIZE);
    batch->label = through_the_door(reader, wire_get_text_or_null(reader), TEXT_LINE);
    return wire_get_array(reader);
}

static void get_body(struct wire_reader *reader, struct batch *batch)
{
    size_t count = get_head(reader, batch);

    for (size_t i = 0; i < count && !reader->bad; i++)
        get_operation(reader, batch);
    if (reader->at != reader->end)
        reader->bad = true;
}

/* The two parts of a batch file; false if it has not exactly these. */
static bool split(const void *bytes, size_t length, struct wire_token *body,
                  struct wire_token *signature)
{
    struct wire_reader reader;

    wire_reader_init(&reader, bytes, length);
    size_t parts = wire_get_array(&reader);
    *body = wire_get_bytes(&reader);
    *signature = wire_get_bytes(&reader);
    return parts == 2 && !reader.bad && reader.at == reader.end &&
           signature->length == crypto_sign_BYTES;
}

enum err_code batch_decode(const void *bytes, size_t length, struct batch *batch, struct err *err)
{
    struct wire_token body;
    struct wire_token signature;
    struct wire_reader reader;

    batch_init(batch);
    if (!split(bytes, length, &body, &signature))
        return err_set(err, ERR_DATA, _("an entry of the change log is damaged"));
    wire_reader_init(&reader, body.data, body.length);
    get_body(&reader, batch);
    if (!reader.bad)
        return ERR_OK;
    batch_clear(batch);
    return err_set(err, ERR_DATA, _("an entry of the change log is damaged"));
}

enum err_code batch_decode_head(const void *bytes, size_t length, struct batch *batch,
                                size_t *operations, struct err *err)
{
    struct wire_token body = {0};
    struct wire_token signature;
    struct wire_reader reader;

    batch_init(batch);
    bool whole = split(bytes, length, &body, &signature);
    wire_reader_init(&reader, body.data, body.length);
    size_t count = whole ? get_head(&reader, batch) : 0;
    if (operations != NULL)
        *operations = count;
    if (whole && !reader.bad)
        return ERR_OK;
    batch_clear(batch);
    return err_set(err, ERR_DATA, _("an entry of the change log is damaged"));
}

bool batch_signed_by(const void *bytes, size_t length, const uint8_t key[DEVICE_PUBLIC_SIZE])
{
    struct wire_token body;
    struct wire_token signature;
    struct buf message;

    if (!split(bytes, length, &body, &signature))
        return false;
    buf_init(&message);
    put_signed(&message, body.data, body.length);
    bool good = crypto_sign_verify_detached(signature.data, (const unsigned char *)message.data,
                                            message.length, key) == 0;
    buf_clear(&message);
    return good;
}

struct hash batch_name(const void *bytes, size_t length)
{
    return hash_bytes(bytes, length);
}

bool batch_follows(const struct batch *batch, const struct batch *before)
{
    if (!ident_equal(&batch->scope, &before->scope) ||
        !ident_equal(&batch->device, &before->device) || batch->lamport <= before->lamport)
        return false;
    if (batch->epoch == before->epoch)
        return batch->sequence == before->sequence + 1;
    return batch->epoch > before->epoch && batch->sequence == 1;
}

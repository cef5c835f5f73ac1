/* wire.c - deterministic CBOR, item by item. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/wire.h"

#include <cbor.h>
#include <string.h>

#include "base/text.h"

enum { HEAD_MAX = 9 };

void wire_put_array(struct buf *out, size_t count)
{
    unsigned char head[HEAD_MAX];

    buf_add(out, head, cbor_encode_array_start(count, head, sizeof head));
}

void wire_put_uint(struct buf *out, uint64_t number)
{
    unsigned char head[HEAD_MAX];

    buf_add(out, head, cbor_encode_uint(number, head, sizeof head));
}

void wire_put_int(struct buf *out, int64_t number)
{
    unsigned char head[HEAD_MAX];

    if (number >= 0)
        wire_put_uint(out, (uint64_t)number);
    else /* CBOR keeps -1 - n */
        buf_add(out, head, cbor_encode_negint((uint64_t)(-(number + 1)), head, sizeof head));
}

void wire_put_bytes(struct buf *out, const void *bytes, size_t length)
{
    unsigned char head[HEAD_MAX];

    buf_add(out, head, cbor_encode_bytestring_start(length, head, sizeof head));
    buf_add(out, bytes, length);
}

void wire_put_text(struct buf *out, const char *text, size_t length)
{
    unsigned char head[HEAD_MAX];

    buf_add(out, head, cbor_encode_string_start(length, head, sizeof head));
    buf_add(out, text, length);
}

void wire_put_null(struct buf *out)
{
    unsigned char head[HEAD_MAX];

    buf_add(out, head, cbor_encode_null(head, sizeof head));
}

/* ---- reading --------------------------------------------------------------------------------- */

static void on_uint(struct wire_token *token, uint64_t number)
{
    token->kind = WIRE_INT;
    token->number = number;
    token->integer = number > INT64_MAX ? INT64_MAX : (int64_t)number;
}

static void on_uint8(void *token, uint8_t number)
{
    on_uint(token, number);
}

static void on_uint16(void *token, uint16_t number)
{
    on_uint(token, number);
}

static void on_uint32(void *token, uint32_t number)
{
    on_uint(token, number);
}

static void on_uint64(void *token, uint64_t number)
{
    on_uint(token, number);
}

static void on_negint(struct wire_token *token, uint64_t number)
{
    if (number > INT64_MAX)
        return; /* stays WIRE_BAD: no record holds such a number */
    token->kind = WIRE_INT;
    token->number = number;
    token->integer = -1 - (int64_t)number;
}

static void on_negint8(void *token, uint8_t number)
{
    on_negint(token, number);
}

static void on_negint16(void *token, uint16_t number)
{
    on_negint(token, number);
}

static void on_negint32(void *token, uint32_t number)
{
    on_negint(token, number);
}

static void on_negint64(void *token, uint64_t number)
{
    on_negint(token, number);
}

static void on_bytes(void *context, cbor_data data, size_t length)
{
    struct wire_token *token = context;

    *token =
        (struct wire_token){.kind = WIRE_BYTES, .number = length, .data = data, .length = length};
}

static void on_text(void *context, cbor_data data, size_t length)
{
    on_bytes(context, data, length);
    ((struct wire_token *)context)->kind = WIRE_TEXT;
}

static void on_array(void *context, size_t count)
{
    struct wire_token *token = context;

    token->kind = WIRE_ARRAY;
    token->number = count;
}

static void on_null(void *context)
{
    ((struct wire_token *)context)->kind = WIRE_NULL;
}

static struct cbor_callbacks callbacks(void)
{
    struct cbor_callbacks set = cbor_empty_callbacks;

    set.uint8 = on_uint8;
    set.uint16 = on_uint16;
    set.uint32 = on_uint32;
    set.uint64 = on_uint64;
    set.negint8 = on_negint8;
    set.negint16 = on_negint16;
    set.negint32 = on_negint32;
    set.negint64 = on_negint64;
    set.byte_string = on_bytes;
    set.string = on_text;
    set.array_start = on_array;
    set.null = on_null;
    return set;
}

void wire_reader_init(struct wire_reader *reader, const void *bytes, size_t length)
{
    *reader = (struct wire_reader){bytes, (const uint8_t *)bytes + length, false};
}

static struct wire_token reader_fail(struct wire_reader *reader)
{
    reader->bad = true;
    return (struct wire_token){.kind = WIRE_BAD};
}

/* A head longer than the number needs would give one content two encodings, so two names. */
static bool head_is_shortest(const struct wire_token *token, size_t read)
{
    unsigned char head[HEAD_MAX];

    if (token->kind == WIRE_NULL)
        return read == 1;
    return read - token->length == cbor_encode_uint(token->number, head, sizeof head);
}

struct wire_token wire_next(struct wire_reader *reader)
{
    struct wire_token token = {.kind = WIRE_BAD};
    struct cbor_callbacks set = callbacks();

    if (reader->bad || reader->at >= reader->end)
        return reader_fail(reader);
    struct cbor_decoder_result result =
        cbor_stream_decode(reader->at, (size_t)(reader->end - reader->at), &set, &token);
    if (result.status != CBOR_DECODER_FINISHED || token.kind == WIRE_BAD ||
        !head_is_shortest(&token, result.read))
        return reader_fail(reader);
    reader->at += result.read;
    return token;
}

static struct wire_token expect(struct wire_reader *reader, enum wire_kind kind)
{
    struct wire_token token = wire_next(reader);

    return token.kind == kind ? token : reader_fail(reader);
}

size_t wire_get_array(struct wire_reader *reader)
{
    struct wire_token token = expect(reader, WIRE_ARRAY);

    /* Every element takes a byte at least, so a count beyond the rest is a lie. */
    if (token.number > (uint64_t)(reader->end - reader->at)) {
        reader_fail(reader);
        return 0;
    }
    return (size_t)token.number;
}

uint64_t wire_get_uint(struct wire_reader *reader)
{
    struct wire_token token = expect(reader, WIRE_INT);

    if (token.integer < 0) {
        reader_fail(reader);
        return 0;
    }
    return token.number;
}

int64_t wire_get_int(struct wire_reader *reader)
{
    return expect(reader, WIRE_INT).integer;
}

struct wire_token wire_get_bytes(struct wire_reader *reader)
{
    return expect(reader, WIRE_BYTES);
}

static char *take_text(struct wire_reader *reader, struct wire_token token)
{
    if (token.kind == WIRE_TEXT && text_is_utf8((const char *)token.data, token.length))
        return mem_strndup((const char *)token.data, token.length);
    reader_fail(reader);
    return NULL;
}

char *wire_get_text(struct wire_reader *reader)
{
    return take_text(reader, wire_next(reader));
}

char *wire_get_text_or_null(struct wire_reader *reader)
{
    struct wire_token token = wire_next(reader);

    return token.kind == WIRE_NULL ? NULL : take_text(reader, token);
}

bool wire_get_fixed_or_null(struct wire_reader *reader, void *out, size_t length)
{
    struct wire_token token = wire_next(reader);

    memset(out, 0, length);
    if (token.kind == WIRE_NULL)
        return false;
    if (token.kind != WIRE_BYTES || token.length != length) {
        reader_fail(reader);
        return false;
    }
    memcpy(out, token.data, length);
    return true;
}

void wire_get_fixed(struct wire_reader *reader, void *out, size_t length)
{
    if (!wire_get_fixed_or_null(reader, out, length))
        reader_fail(reader);
}

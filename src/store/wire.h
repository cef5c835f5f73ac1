/* wire.h - writing and strictly reading deterministic CBOR, item by item, over libcbor.
 *
 * Only what RFC 8949 section 4.2 allows: shortest heads, definite lengths; arrays, integers, texts,
 * bytes and null. The reader takes hostile bytes: every length is checked against what is left
 * before it is used, and after the first fault every call answers with an empty value and
 * reader->bad set.
 */
#ifndef AUDITWALK_STORE_WIRE_H
#define AUDITWALK_STORE_WIRE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"

void wire_put_array(struct buf *out, size_t count);
void wire_put_uint(struct buf *out, uint64_t number);
void wire_put_int(struct buf *out, int64_t number);
void wire_put_bytes(struct buf *out, const void *bytes, size_t length);
void wire_put_text(struct buf *out, const char *text, size_t length);
void wire_put_null(struct buf *out);

enum wire_kind { WIRE_BAD, WIRE_INT, WIRE_BYTES, WIRE_TEXT, WIRE_ARRAY, WIRE_NULL };

struct wire_token {
    enum wire_kind kind;
    uint64_t number;     /* array: count; int that is not negative */
    int64_t integer;     /* int, if it fits */
    const uint8_t *data; /* bytes, text: inside the input */
    size_t length;
};

struct wire_reader {
    const uint8_t *at;
    const uint8_t *end;
    bool bad;
};

void wire_reader_init(struct wire_reader *reader, const void *bytes, size_t length);
struct wire_token wire_next(struct wire_reader *reader);

/* The next item must be of this kind; else bad. An array's count is also bounded by what is left.
 */
size_t wire_get_array(struct wire_reader *reader);
uint64_t wire_get_uint(struct wire_reader *reader);
int64_t wire_get_int(struct wire_reader *reader);
struct wire_token wire_get_bytes(struct wire_reader *reader);
char *wire_get_text(struct wire_reader *reader); /* heap, UTF-8 checked; NULL when bad */
char *wire_get_text_or_null(struct wire_reader *reader);

/* Exactly length bytes into out; else bad and out zeroed. */
void wire_get_fixed(struct wire_reader *reader, void *out, size_t length);

/* The same, or null: false. */
bool wire_get_fixed_or_null(struct wire_reader *reader, void *out, size_t length);

#endif

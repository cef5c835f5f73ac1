/* value.h - the value of one cell, and a change: the cells that one save writes.
 *
 * A change is built by pure code (a rule or a form) and handed to the store, which turns it into
 * signed batches and writes them in one transaction. Building it touches no file.
 */
#ifndef AUDITWALK_CORE_VALUE_H
#define AUDITWALK_CORE_VALUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/ident.h"
#include "core/record.h"

enum value_kind { VALUE_IS_NULL, VALUE_IS_INT, VALUE_IS_TEXT, VALUE_IS_BYTES };

/* Owns bytes (heap, NUL behind them for text) unless a comment says borrowed. */
struct value {
    enum value_kind kind;
    int64_t integer;
    char *bytes;
    size_t length;
};

struct value value_null(void);
struct value value_int(int64_t integer);
struct value value_text(const char *text); /* copies; NULL and "" give null */
struct value value_bytes(const void *bytes, size_t length);
struct value value_id(const struct ident *id); /* none gives null */
struct value value_copy(const struct value *value);
bool value_equal(const struct value *a, const struct value *b);
void value_clear(struct value *value);

struct cell {
    enum record_type type;
    struct ident record;
    uint16_t field;
    struct value value;
};

struct change {
    struct ident audit; /* scope of the audit records in it; none if there are only others */
    struct cell *cells;
    size_t count;
    size_t capacity;
};

void change_init(struct change *change, const struct ident *audit); /* NULL: programme only */
void change_clear(struct change *change);

/* Adds a cell; a second one for the same cell replaces the first. Takes over the value. */
void change_set(struct change *change, enum record_type type, const struct ident *record,
                uint16_t field, struct value value);
void change_set_text(struct change *change, enum record_type type, const struct ident *record,
                     uint16_t field, const char *text);
void change_set_int(struct change *change, enum record_type type, const struct ident *record,
                    uint16_t field, int64_t integer);
void change_set_id(struct change *change, enum record_type type, const struct ident *record,
                   uint16_t field, const struct ident *id);

#endif

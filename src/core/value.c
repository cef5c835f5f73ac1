/* value.c - cells and changes. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "core/value.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* A copy with a NUL behind it, so that text can be used as a C string. */
static char *copy_bytes(const void *bytes, size_t length)
{
    char *copy = mem_alloc(length + 1);

    if (length > 0)
        memcpy(copy, bytes, length);
    copy[length] = '\0';
    return copy;
}

struct value value_null(void)
{
    return (struct value){.kind = VALUE_IS_NULL};
}

struct value value_int(int64_t integer)
{
    return (struct value){.kind = VALUE_IS_INT, .integer = integer};
}

struct value value_text(const char *text)
{
    if (text == NULL || text[0] == '\0')
        return value_null();
    return (struct value){.kind = VALUE_IS_TEXT, .bytes = mem_strdup(text), .length = strlen(text)};
}

struct value value_bytes(const void *bytes, size_t length)
{
    return (struct value){
        .kind = VALUE_IS_BYTES, .bytes = copy_bytes(bytes, length), .length = length};
}

struct value value_id(const struct ident *id)
{
    if (id == NULL || ident_is_none(id))
        return value_null();
    return value_bytes(id->bytes, IDENT_SIZE);
}

struct value value_copy(const struct value *value)
{
    struct value copy = *value;

    if (value->bytes != NULL)
        copy.bytes = copy_bytes(value->bytes, value->length);
    return copy;
}

bool value_equal(const struct value *a, const struct value *b)
{
    if (a->kind != b->kind)
        return false;
    switch (a->kind) {
    case VALUE_IS_NULL:
        return true;
    case VALUE_IS_INT:
        return a->integer == b->integer;
    case VALUE_IS_TEXT:
    case VALUE_IS_BYTES:
        break;
    }
    return a->length == b->length && (a->length == 0 || memcmp(a->bytes, b->bytes, a->length) == 0);
}

void value_clear(struct value *value)
{
    free(value->bytes);
    *value = value_null();
}

void change_init(struct change *change, const struct ident *audit)
{
    *change = (struct change){.audit = audit != NULL ? *audit : ident_none()};
}

void change_clear(struct change *change)
{
    for (size_t i = 0; i < change->count; i++)
        value_clear(&change->cells[i].value);
    free(change->cells);
    *change = (struct change){0};
}

static struct cell *change_find(const struct change *change, enum record_type type,
                                const struct ident *record, uint16_t field)
{
    for (size_t i = change->count; i-- > 0;) {
        struct cell *cell = &change->cells[i];
        if (cell->type == type && cell->field == field && ident_equal(&cell->record, record))
            return cell;
    }
    return NULL;
}

void change_set(struct change *change, enum record_type type, const struct ident *record,
                uint16_t field, struct value value)
{
    struct cell *cell = change_find(change, type, record, field);

    if (cell != NULL) {
        value_clear(&cell->value);
        cell->value = value;
        return;
    }
    change->cells =
        mem_grow(change->cells, change->count, &change->capacity, sizeof *change->cells);
    change->cells[change->count++] =
        (struct cell){.type = type, .record = *record, .field = field, .value = value};
}

void change_set_text(struct change *change, enum record_type type, const struct ident *record,
                     uint16_t field, const char *text)
{
    change_set(change, type, record, field, value_text(text));
}

void change_set_int(struct change *change, enum record_type type, const struct ident *record,
                    uint16_t field, int64_t integer)
{
    change_set(change, type, record, field, value_int(integer));
}

void change_set_id(struct change *change, enum record_type type, const struct ident *record,
                   uint16_t field, const struct ident *id)
{
    change_set(change, type, record, field, value_id(id));
}

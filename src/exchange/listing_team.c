/* listing_team.c - laptops, conflicts, candidates for one finding, final numbers as JSON (jansson).
 *
 * The orders are those of the store's lists, which follow from the saves and never from the order
 * of merging; so two laptops with the same saves print the same bytes (but for who is "self").
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/listing.h"

#include <stdlib.h>
#include <string.h>

#include "exchange/listing_parts.h"
#include "store/conflicts.h"
#include "store/consolidate.h"
#include "store/findings.h"
#include "store/team.h"

/* ---- team ---- */

static json_t *device_object(const struct team_device *device)
{
    json_t *object = json_object();

    listing_set_text(object, "name", device->name);
    listing_set_text(object, "fingerprint", device->fingerprint);
    listing_set_flag(object, "self", device->self);
    listing_set_flag(object, "accepted", device->accepted);
    listing_set_flag(object, "revoked", device->revoked);
    listing_set_text(object, "person", device->person);
    listing_set_id(object, "id", &device->id);
    listing_set_count(object, "saves", (size_t)device->batches);
    listing_set_time(object, "last", device->last_wall);
    listing_set_flag(object, "clock_suspect", device->clock_suspect);
    listing_set_flag(object, "cloned", device->cloned);
    listing_set_count(object, "waiting", (size_t)device->waiting);
    listing_set_text(object, "decided_by", device->decided_by);
    listing_set_text(object, "decided_at", device->decided_at);
    listing_set_text(object, "reason", device->reason);
    return object;
}

enum err_code listing_team(struct store *store, struct buf *out, struct err *err)
{
    struct team team = {0};
    enum err_code code = team_list(store, &team, err);

    if (code == ERR_OK) {
        json_t *array = json_array();
        for (size_t i = 0; i < team.count; i++)
            json_array_append_new(array, device_object(&team.items[i]));
        listing_append(out, array);
    }
    team_clear(&team);
    return code;
}

/* ---- conflicts ---- */

static json_t *value_json(const struct value *value)
{
    struct buf digits;
    json_t *text;

    switch (value->kind) {
    case VALUE_IS_INT:
        return json_integer((json_int_t)value->integer);
    case VALUE_IS_TEXT:
        return json_stringn(value->bytes, value->length);
    case VALUE_IS_BYTES: /* an id, a hash */
        buf_init(&digits);
        for (size_t i = 0; i < value->length; i++)
            buf_printf(&digits, "%02x", (unsigned char)value->bytes[i]);
        text = json_string(digits.length > 0 ? digits.data : "");
        buf_clear(&digits);
        return text;
    default:
        return json_null();
    }
}

/* As people read it, but in no language: the label of a code as it is in English, a time as it is
 * in the file; what is emptied, or stays, says nothing. */
static const char *side_text(const struct field *field, const struct conflict_side *side)
{
    const struct code *code = NULL;

    if (field == NULL || side->value.kind == VALUE_IS_NULL)
        return NULL;
    if (side->value.kind != VALUE_IS_TEXT)
        return side->text; /* a number, or the name behind an id */
    if (field->type == VALUE_CODE)
        code = code_find(field->codes, side->value.bytes);
    return code != NULL ? code->label : side->value.bytes;
}

static json_t *side_object(const struct field *field, const struct conflict_side *side, size_t at)
{
    char letter[CONFLICT_LETTER_SIZE];
    json_t *object = json_object();

    listing_conflict_letter(at, letter);
    listing_set_text(object, "take", letter);
    json_object_set_new(object, "value", value_json(&side->value));
    listing_set_text(object, "text", side_text(field, side));
    listing_set_text(object, "author", side->author);
    listing_set_text(object, "device", side->device);
    listing_set_time(object, "at", side->wall);
    listing_set_flag(object, "clock_suspect", side->clock_suspect);
    listing_set_count(object, "evidence", side->evidence);
    listing_set_flag(object, "shown", side->shown);
    return object;
}

static json_t *conflict_object(const struct conflict *conflict)
{
    const struct record *record = record_find((int)conflict->type);
    const struct field *field = record != NULL ? record_field(record, conflict->field) : NULL;
    json_t *object = json_object();
    json_t *sides = json_array();

    listing_set_text(object, "id", conflict->id);
    listing_set_text(object, "kind", code_at(&code_conflict_kinds, (int)conflict->kind)->word);
    listing_set_text(object, "audit", conflict->audit_number);
    listing_set_text(object, "type", record != NULL ? record->table : NULL);
    listing_set_id(object, "record", &conflict->record);
    listing_set_text(object, "subject", conflict->subject);
    listing_set_text(object, "field", field != NULL ? field->column : NULL);
    for (size_t i = 0; i < conflict->side_count; i++)
        json_array_append_new(sides, side_object(field, &conflict->sides[i], i));
    json_object_set_new(object, "sides", sides);
    return object;
}

void listing_conflict_letter(size_t side, char out[CONFLICT_LETTER_SIZE])
{
    if (side < 26) {
        out[0] = (char)('A' + side);
        out[1] = '\0';
        return;
    }
    size_t at = CONFLICT_LETTER_SIZE - 1;
    out[at] = '\0';
    for (size_t number = side + 1; number > 0 && at > 0; number /= 10)
        out[--at] = (char)('0' + number % 10);
    memmove(out, out + at, CONFLICT_LETTER_SIZE - at);
}

enum err_code listing_conflicts(struct store *store, const struct ident *audit, struct buf *out,
                                struct err *err)
{
    struct conflicts conflicts = {0};
    enum err_code code = conflicts_list(store, audit, "en", &conflicts, err);

    if (code == ERR_OK) {
        json_t *array = json_array();
        for (size_t i = 0; i < conflicts.count; i++)
            json_array_append_new(array, conflict_object(&conflicts.items[i]));
        listing_append(out, array);
    }
    conflicts_clear(&conflicts);
    return code;
}

/* ---- findings that may be one ---- */

static json_t *candidate_object(const struct ident *id, const char *number, const char *text,
                                const char *author)
{
    json_t *object = json_object();

    listing_set_id(object, "id", id);
    listing_set_text(object, "number", number);
    listing_set_text(object, "statement", text);
    listing_set_text(object, "raised_by", author);
    return object;
}

static json_t *duplicate_object(const struct duplicate *pair)
{
    json_t *object = json_object();

    json_object_set_new(
        object, "first",
        candidate_object(&pair->left, pair->left_number, pair->left_text, pair->left_author));
    json_object_set_new(
        object, "second",
        candidate_object(&pair->right, pair->right_number, pair->right_text, pair->right_author));
    listing_set_list(object, "refs", pair->refs, ",");
    listing_set_count(object, "similarity", pair->similarity);
    return object;
}

enum err_code listing_duplicates(struct store *store, const struct ident *audit, struct buf *out,
                                 struct err *err)
{
    struct duplicates duplicates = {0};
    enum err_code code = duplicates_list(store, audit, &duplicates, err);

    if (code == ERR_OK) {
        json_t *array = json_array();
        for (size_t i = 0; i < duplicates.count; i++)
            json_array_append_new(array, duplicate_object(&duplicates.items[i]));
        listing_append(out, array);
    }
    duplicates_clear(&duplicates);
    return code;
}

/* ---- final numbers ---- */

static enum err_code add_number(struct store *store, const struct finding_line *line, json_t *array,
                                struct err *err)
{
    struct row row = {0};
    enum err_code code = store_get(store, RECORD_FINDING, &line->id, &row, err);

    if (code == ERR_OK && !row_is_null(&row, FINDING_NUMBER)) {
        json_t *object = json_object();
        listing_set_id(object, "id", &line->id);
        listing_set_text(object, "number", row_text(&row, FINDING_NUMBER));
        listing_set_text(object, "draft", row_text(&row, FINDING_DRAFT));
        listing_set_text(object, "grade", code_at(&code_grades, (int)line->grade)->word);
        json_array_append_new(array, object);
    }
    row_clear(&row);
    return code;
}

enum err_code listing_numbers(struct store *store, const struct ident *audit, size_t given,
                              struct buf *out, struct err *err)
{
    struct finding_lines lines = {0};
    const struct finding_query query = {.audit = audit, .sort = FINDING_BY_GRADE};
    enum err_code code = findings_list(store, &query, &lines, err);
    json_t *object = json_object();
    json_t *array = json_array();

    for (size_t i = 0; code == ERR_OK && i < lines.count; i++)
        code = add_number(store, &lines.items[i], array, err);
    listing_set_count(object, "given", given);
    json_object_set_new(object, "findings", array);
    if (code == ERR_OK)
        listing_append(out, object);
    else
        json_decref(object);
    finding_lines_clear(&lines);
    return code;
}

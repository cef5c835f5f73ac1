/* directory.c - writing and listing processes, sites, areas, people and meetings, by one table. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/directory.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/text.h"
#include "core/rules.h"
#include "store/audits.h"
#include "store/programme.h"
#include "store/query.h"

enum { FIELDS_MAX = 8, NEEDED_MAX = 3 };

struct directory_type {
    enum record_type type;
    uint16_t name;     /* what it is known by; no two have the same. 0: none */
    uint16_t within;   /* ... inside of the record that this field names */
    uint16_t position; /* its place in an order, 0: none */
    uint16_t order;    /* of the list, 0: by position */
    uint16_t by;
    uint16_t at;
    uint16_t fields[FIELDS_MAX];
    uint16_t needed[NEEDED_MAX];
};

static const struct directory_type types[] = {
    {RECORD_PROCESS,
     PROCESS_NAME,
     0,
     0,
     PROCESS_NAME,
     0,
     0,
     {PROCESS_NAME, PROCESS_OWNER, PROCESS_SITE, PROCESS_IMPORTANCE, PROCESS_RISK,
      PROCESS_CHANGED_ON, PROCESS_NOTE},
     {PROCESS_NAME}},
    {RECORD_SITE,
     SITE_NAME,
     0,
     SITE_POSITION,
     0,
     0,
     0,
     {SITE_NAME, SITE_KIND, SITE_ADDRESS, SITE_NOTE},
     {SITE_NAME}},
    {RECORD_AREA,
     AREA_NAME,
     AREA_SITE,
     AREA_POSITION,
     0,
     0,
     0,
     {AREA_NAME, AREA_SITE, AREA_PLACE, AREA_NOTE},
     {AREA_NAME, AREA_SITE}},
    {RECORD_PERSON,
     PERSON_NAME,
     0,
     0,
     PERSON_NAME,
     0,
     0,
     {PERSON_NAME, PERSON_UNIT, PERSON_ROLES, PERSON_CONTACT, PERSON_COMPETENCE,
      PERSON_COMPETENCE_PROOF, PERSON_COMPETENCE_UNTIL, PERSON_NOTE},
     {PERSON_NAME}},
    {RECORD_MEETING,
     0,
     0,
     0,
     MEETING_ON,
     MEETING_BY,
     MEETING_AT,
     {MEETING_KIND, MEETING_ON, MEETING_HOURS, MEETING_PLACE, MEETING_PEOPLE, MEETING_NOTES},
     {MEETING_KIND, MEETING_ON}}};

static const struct directory_type *type_find(enum record_type type)
{
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
        if (types[i].type == type)
            return &types[i];
    return NULL;
}

const uint16_t *directory_fields(enum record_type type, size_t *count)
{
    const struct directory_type *found = type_find(type);

    *count = 0;
    if (found == NULL)
        return NULL;
    while (*count < FIELDS_MAX && found->fields[*count] != 0)
        (*count)++;
    return found->fields;
}

static bool is_blank(const char *text)
{
    return text == NULL || text[strspn(text, " \n\t")] == '\0';
}

static const struct field *field_of(const struct directory_type *type, uint16_t number)
{
    return record_field(record_find((int)type->type), number);
}

/* ---- lists ----------------------------------------------------------------------------------- */

static int compare_rows(const void *a, const void *b)
{
    const struct row *left = a;
    const struct row *right = b;
    const struct directory_type *type = type_find(left->record->type);
    int order = text_compare_natural(row_text(left, type->order), row_text(right, type->order));

    if (order == 0 && type->type == RECORD_MEETING)
        order = text_compare_natural(row_text(left, MEETING_HOURS), row_text(right, MEETING_HOURS));
    return order != 0 ? order : ident_compare(&left->id, &right->id);
}

static enum err_code list_by(struct store *store, enum record_type type, uint16_t where,
                             const struct ident *equals, uint16_t order, struct rows *rows,
                             struct err *err)
{
    struct list_query query = {.type = type, .where = where, .order = order};

    if (equals != NULL)
        query.equals = value_id(equals);
    enum err_code code = store_list(store, &query, rows, err);
    value_clear(&query.equals);
    return code;
}

static bool has_site(const struct rows *sites, const struct row *area)
{
    struct ident site = row_id(area, AREA_SITE);

    for (size_t i = 0; i < sites->count; i++)
        if (ident_equal(&sites->items[i].id, &site))
            return true;
    return false;
}

static void move_row(struct rows *to, struct row *row)
{
    to->items = mem_grow(to->items, to->count, &to->capacity, sizeof *to->items);
    to->items[to->count++] = *row;
    *row = (struct row){0};
}

/* Site after site, each in walking order; last those of no site. */
static enum err_code list_areas(struct store *store, struct rows *rows, struct err *err)
{
    struct rows sites = {0};
    struct rows all = {0};
    enum err_code code = list_by(store, RECORD_SITE, 0, NULL, SITE_POSITION, &sites, err);

    if (code == ERR_OK)
        code = list_by(store, RECORD_AREA, 0, NULL, AREA_POSITION, &all, err);
    for (size_t i = 0; i <= sites.count && code == ERR_OK; i++)
        for (size_t j = 0; j < all.count; j++) {
            struct row *row = &all.items[j];
            if (row->record == NULL)
                continue;
            struct ident site = row_id(row, AREA_SITE);
            if (i < sites.count ? ident_equal(&site, &sites.items[i].id) : !has_site(&sites, row))
                move_row(rows, row);
        }
    rows_clear(&sites);
    rows_clear(&all);
    return code;
}

enum err_code directory_list(struct store *store, const struct ident *audit, enum record_type type,
                             struct rows *rows, struct err *err)
{
    const struct directory_type *found = type_find(type);

    *rows = (struct rows){0};
    if (found == NULL)
        return err_set(err, ERR_INTERNAL, "no such list");
    if (type == RECORD_AREA)
        return list_areas(store, rows, err);
    enum err_code code = list_by(store, type, type == RECORD_MEETING ? MEETING_AUDIT : 0,
                                 type == RECORD_MEETING ? audit : NULL, found->position, rows, err);
    if (code == ERR_OK && found->order != 0 && rows->count > 1)
        qsort(rows->items, rows->count, sizeof *rows->items, compare_rows);
    return code;
}

enum err_code meeting_find(struct store *store, const struct ident *audit, const char *text,
                           struct ident *id, struct err *err)
{
    struct rows rows;
    struct ident wanted = ident_none();
    char *end = NULL;
    long number = strtol(text, &end, 10);
    enum err_code code = directory_list(store, audit, RECORD_MEETING, &rows, err);

    *id = ident_none();
    if (code != ERR_OK)
        return code;
    bool by_id = ident_parse(text, &wanted);
    for (size_t i = 0; i < rows.count; i++)
        if ((*end == '\0' && number == (long)i + 1) ||
            (by_id && ident_equal(&rows.items[i].id, &wanted)))
            *id = rows.items[i].id;
    if (ident_is_none(id)) {
        code = err_set(err, ERR_USAGE, _("there is no meeting '%s'"), text);
        err_hint(err, _("meetings go by their number in the list: auditwalk meeting list"));
    }
    rows_clear(&rows);
    return code;
}

/* ---- writing --------------------------------------------------------------------------------- */

struct writing {
    struct store *store;
    const struct directory_type *type;
    const struct ident *audit;
    struct ident id;
    struct row row; /* as it is; empty if it is new */
    bool is_new;
    const struct closure_text *texts;
    size_t count;
    struct change change;
};

static const char *given_text(const struct writing *writing, uint16_t field)
{
    for (size_t i = writing->count; i-- > 0;)
        if (writing->texts[i].field == field)
            return writing->texts[i].text != NULL ? writing->texts[i].text : "";
    return NULL;
}

static enum err_code check_needed(const struct writing *writing, struct err *err)
{
    for (size_t i = 0; i < NEEDED_MAX && writing->type->needed[i] != 0; i++) {
        uint16_t field = writing->type->needed[i];
        const char *text = given_text(writing, field);
        if (writing->is_new ? is_blank(text) : text != NULL && is_blank(text))
            return err_set(err, ERR_USAGE, _("%s: \"%s\" is empty"),
                           _(record_find((int)writing->type->type)->name),
                           _(field_of(writing->type, field)->label));
    }
    return ERR_OK;
}

static const struct value *find_cell(const struct writing *writing, uint16_t field)
{
    for (size_t i = 0; i < writing->change.count; i++) {
        const struct cell *cell = &writing->change.cells[i];
        if (cell->type == writing->type->type && cell->field == field &&
            ident_equal(&cell->record, &writing->id))
            return &cell->value;
    }
    return NULL;
}

/* The record inside of which the name must be the only one; none where there is nothing around. */
static struct ident around(const struct writing *writing)
{
    const struct directory_type *type = writing->type;

    if (type->within == 0)
        return ident_none();
    const struct value *set = find_cell(writing, type->within);
    if (set != NULL && set->kind == VALUE_IS_BYTES && set->length == IDENT_SIZE) {
        struct ident id;
        memcpy(id.bytes, set->bytes, IDENT_SIZE);
        return id;
    }
    return writing->is_new ? ident_none() : row_id(&writing->row, type->within);
}

static enum err_code check_name(const struct writing *writing, struct err *err)
{
    const struct directory_type *type = writing->type;
    const char *name = type->name != 0 ? given_text(writing, type->name) : NULL;
    struct rows rows;
    struct ident inside = around(writing);

    if (name == NULL && type->within != 0 && given_text(writing, type->within) != NULL &&
        !writing->is_new)
        name = row_text(&writing->row, type->name); /* moved to another site */
    if (name == NULL)
        return ERR_OK;
    enum err_code code = list_by(writing->store, type->type, type->within,
                                 type->within != 0 ? &inside : NULL, 0, &rows, err);
    for (size_t i = 0; code == ERR_OK && i < rows.count; i++)
        if ((writing->is_new || !ident_equal(&rows.items[i].id, &writing->id)) &&
            text_is_same(row_text(&rows.items[i], type->name), name)) {
            code = err_set(err, ERR_USAGE, _("the %s '%s' is there already"),
                           _(record_find((int)type->type)->name), name);
            err_hint(err, _("choose another name, or edit that one"));
        }
    rows_clear(&rows);
    return code;
}

static enum err_code put_field(struct writing *writing, const struct closure_text *given,
                               struct err *err)
{
    const struct directory_type *type = writing->type;
    const struct field *field = field_of(type, given->field);
    struct ident id = ident_none();
    enum err_code code = ERR_OK;

    if (is_blank(given->text)) {
        change_set(&writing->change, type->type, &writing->id, given->field, value_null());
        return ERR_OK;
    }
    if (field->type == VALUE_CODE && code_find(field->codes, given->text) == NULL) {
        char *words = code_words(field->codes);
        err_set(err, ERR_USAGE, _("%s: '%s' is not known here"), _(field->label), given->text);
        err_hint(err, _("known are: %s"), words);
        free(words);
        return ERR_USAGE;
    }
    if (field->type == VALUE_DATE && !clock_is_date(given->text)) {
        err_set(err, ERR_USAGE, _("'%s' is not a date"), given->text);
        err_hint(err, _("write it as year-month-day, for example 2026-03-09"));
        return ERR_USAGE;
    }
    if (field->type == VALUE_ID) {
        if (field->target == RECORD_PERSON)
            id = person_for(writing->store, &writing->change, given->text);
        else
            code = programme_find(writing->store, field->target, given->text, &id, err);
        if (code == ERR_OK)
            change_set_id(&writing->change, type->type, &writing->id, given->field, &id);
        return code;
    }
    change_set_text(&writing->change, type->type, &writing->id, given->field, given->text);
    return ERR_OK;
}

/* A new one comes last. */
static enum err_code add_position(struct writing *writing, struct err *err)
{
    const struct directory_type *type = writing->type;
    struct ident inside = around(writing);
    struct rows rows;
    int64_t last = 0;
    enum err_code code = list_by(writing->store, type->type, type->within,
                                 type->within != 0 ? &inside : NULL, 0, &rows, err);

    if (code != ERR_OK)
        return code;
    for (size_t i = 0; i < rows.count; i++)
        if (row_int(&rows.items[i], type->position) > last)
            last = row_int(&rows.items[i], type->position);
    rows_clear(&rows);
    change_set_int(&writing->change, type->type, &writing->id, type->position, last + 1);
    return ERR_OK;
}

static enum err_code fill(struct writing *writing, struct err *err)
{
    const struct directory_type *type = writing->type;
    enum err_code code = ERR_OK;
    char now[CLOCK_ISO_SIZE];

    for (size_t i = 0; i < writing->count && code == ERR_OK; i++)
        code = put_field(writing, &writing->texts[i], err);
    if (code == ERR_OK)
        code = check_name(writing, err);
    if (code != ERR_OK || !writing->is_new)
        return code;
    if (type->type == RECORD_MEETING)
        change_set_id(&writing->change, type->type, &writing->id, MEETING_AUDIT, writing->audit);
    if (type->type == RECORD_PERSON) /* who was withdrawn and comes back */
        change_set_text(&writing->change, type->type, &writing->id, FIELD_WITHDRAWN, NULL);
    if (type->by != 0) {
        clock_now_iso(now);
        change_set_id(&writing->change, type->type, &writing->id, type->by,
                      &writing->store->author);
        change_set_text(&writing->change, type->type, &writing->id, type->at, now);
    }
    return type->position != 0 ? add_position(writing, err) : ERR_OK;
}

/* The record that is changed; a new person has the id of the name, on every laptop the same. */
static enum err_code choose(struct writing *writing, const struct ident *record, struct err *err)
{
    const char *name = NULL;

    writing->is_new = record == NULL;
    writing->id = record != NULL ? *record : ident_random();
    if (record == NULL && writing->type->type == RECORD_PERSON) {
        name = given_text(writing, PERSON_NAME);
        if (!is_blank(name))
            writing->id = person_id(&writing->store->file, name);
    }
    if (record == NULL)
        return ERR_OK;
    enum err_code code = store_get(writing->store, writing->type->type, record, &writing->row, err);
    if (code == ERR_OK && !row_is_null(&writing->row, FIELD_WITHDRAWN))
        code = err_set(err, ERR_USAGE, _("there is no such %s"),
                       _(record_find((int)writing->type->type)->name));
    return code;
}

static enum err_code save(struct writing *writing, struct err *err)
{
    enum err_code code = fill(writing, err);

    return code == ERR_OK ? store_save(writing->store, &writing->change,
                                       _(record_find((int)writing->type->type)->name), err)
                          : code;
}

enum err_code directory_put(struct store *store, const struct ident *audit, enum record_type type,
                            const struct ident *record, const struct closure_text *texts,
                            size_t count, struct ident *id, struct err *err)
{
    struct writing writing = {
        .store = store, .type = type_find(type), .audit = audit, .texts = texts, .count = count};
    enum err_code code = ERR_OK;

    if (writing.type == NULL)
        return err_set(err, ERR_INTERNAL, "no such list");
    if (type == RECORD_MEETING)
        code = audit_require_open(store, audit, err);
    if (code == ERR_OK)
        code = choose(&writing, record, err);
    if (code == ERR_OK)
        code = check_needed(&writing, err);
    if (code == ERR_OK) {
        change_init(&writing.change, type == RECORD_MEETING ? audit : NULL);
        code = save(&writing, err);
        change_clear(&writing.change);
    }
    if (code == ERR_OK && id != NULL)
        *id = writing.id;
    row_clear(&writing.row);
    return code;
}

/* ---- out of the lists, and in another order -------------------------------------------------- */

/* What stands on a record: the type and field that name it. */
static const struct {
    enum record_type type;
    enum record_type by;
    uint16_t field;
} stands[] = {{RECORD_SITE, RECORD_AREA, AREA_SITE},
              {RECORD_SITE, RECORD_PROCESS, PROCESS_SITE},
              {RECORD_PERSON, RECORD_PROCESS, PROCESS_OWNER}};

static enum err_code check_alone(struct store *store, enum record_type type,
                                 const struct ident *record, struct err *err)
{
    enum err_code code = ERR_OK;

    for (size_t i = 0; i < sizeof stands / sizeof stands[0] && code == ERR_OK; i++) {
        struct rows rows = {0};
        if (stands[i].type != type)
            continue;
        code = list_by(store, stands[i].by, stands[i].field, record, 0, &rows, err);
        if (code == ERR_OK && rows.count > 0) {
            char *name = store_name(store, stands[i].by, &rows.items[0].id);
            code = err_set(err, ERR_DENIED, _("it is needed by the %s '%s'"),
                           _(record_find((int)stands[i].by)->name), name);
            err_hint(err, _("change that first; records that need it: %zu"), rows.count);
            free(name);
        }
        rows_clear(&rows);
    }
    return code;
}

enum err_code directory_withdraw(struct store *store, enum record_type type,
                                 const struct ident *record, const char *reason, struct err *err)
{
    struct row row;
    struct change change;
    struct ident audit = ident_none();
    enum err_code code = store_get(store, type, record, &row, err);

    if (code == ERR_OK && type == RECORD_MEETING)
        audit = row_id(&row, MEETING_AUDIT);
    row_clear(&row);
    if (code == ERR_OK && type == RECORD_MEETING)
        code = audit_require_open(store, &audit, err);
    if (code == ERR_OK && is_blank(reason))
        code = err_set(err, ERR_USAGE, _("the reason is empty"));
    if (code == ERR_OK)
        code = check_alone(store, type, record, err);
    if (code != ERR_OK)
        return code;
    char *label = mem_printf(_("%s withdrawn"), _(record_find((int)type)->name));
    change_init(&change, type == RECORD_MEETING ? &audit : NULL);
    change_set_text(&change, type, record, FIELD_WITHDRAWN, reason);
    code = store_save(store, &change, label, err);
    change_clear(&change);
    free(label);
    return code;
}

/* Numbers the others 1, 2, ... around the place that is kept free. */
static void renumber(struct change *change, const struct directory_type *type,
                     const struct rows *rows, const struct ident *record, long position)
{
    long next = 1;

    if (position < 1)
        position = 1;
    if (position > (long)rows->count)
        position = (long)rows->count;
    for (size_t i = 0; i < rows->count; i++) {
        const struct row *row = &rows->items[i];
        if (ident_equal(&row->id, record)) {
            change_set_int(change, type->type, &row->id, type->position, position);
            continue;
        }
        next += next == position;
        change_set_int(change, type->type, &row->id, type->position, next++);
    }
}

enum err_code directory_place(struct store *store, enum record_type type,
                              const struct ident *record, long position, struct err *err)
{
    const struct directory_type *found = type_find(type);
    struct row row;
    struct rows rows = {0};
    struct change change;

    if (found == NULL || found->position == 0)
        return err_set(err, ERR_INTERNAL, "no such order");
    enum err_code code = store_get(store, type, record, &row, err);
    if (code == ERR_OK) {
        struct ident inside = found->within != 0 ? row_id(&row, found->within) : ident_none();
        code = list_by(store, type, found->within, found->within != 0 ? &inside : NULL,
                       found->position, &rows, err);
    }
    row_clear(&row);
    if (code != ERR_OK)
        return code;
    change_init(&change, NULL);
    renumber(&change, found, &rows, record, position);
    code = store_save(store, &change, _("walking order"), err);
    change_clear(&change);
    rows_clear(&rows);
    return code;
}

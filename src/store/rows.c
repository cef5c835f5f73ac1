/* rows.c - reading records by the tables of core/record. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/rows.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"

void rows_select(struct buf *sql, const struct record *record)
{
    buf_puts(sql, "SELECT id, heads");
    for (size_t i = 0; i < record->field_count; i++)
        buf_printf(sql, ", %s", record->fields[i].column);
    buf_printf(sql, " FROM %s", record->table);
}

void rows_blank(const struct record *record, const struct ident *id, struct row *row)
{
    row->record = record;
    row->id = *id;
    row->values = mem_zalloc(record->field_count, sizeof *row->values);
}

void rows_read(sqlite3_stmt *stmt, const struct record *record, struct row *row)
{
    struct ident id = db_ident(stmt, 0);

    rows_blank(record, &id, row);
    for (size_t i = 0; i < record->field_count; i++)
        row->values[i] = db_value(stmt, (int)i + 2);
}

struct value rows_fit(const struct field *field, const struct value *value)
{
    enum value_kind wanted = VALUE_IS_TEXT;

    if (field->type == VALUE_INT)
        wanted = VALUE_IS_INT;
    else if (field->type == VALUE_ID || field->type == VALUE_BYTES)
        wanted = VALUE_IS_BYTES;
    if (value->kind != wanted)
        return value_null();
    if (field->type == VALUE_ID && value->length != IDENT_SIZE)
        return value_null();
    return value_copy(value);
}

void row_clear(struct row *row)
{
    if (row->values != NULL)
        for (size_t i = 0; i < row->record->field_count; i++)
            value_clear(&row->values[i]);
    free(row->values);
    *row = (struct row){0};
}

void rows_clear(struct rows *rows)
{
    for (size_t i = 0; i < rows->count; i++)
        row_clear(&rows->items[i]);
    free(rows->items);
    *rows = (struct rows){0};
}

static const struct value null_value;

const struct value *row_value(const struct row *row, uint16_t field)
{
    const struct field *known = row->record == NULL ? NULL : record_field(row->record, field);

    if (known == NULL || row->values == NULL)
        return &null_value;
    return &row->values[known - row->record->fields];
}

const char *row_text(const struct row *row, uint16_t field)
{
    const struct value *value = row_value(row, field);

    return value->kind == VALUE_IS_TEXT ? value->bytes : "";
}

int64_t row_int(const struct row *row, uint16_t field)
{
    const struct value *value = row_value(row, field);

    return value->kind == VALUE_IS_INT ? value->integer : 0;
}

bool row_is_null(const struct row *row, uint16_t field)
{
    return row_value(row, field)->kind == VALUE_IS_NULL;
}

struct ident row_id(const struct row *row, uint16_t field)
{
    const struct value *value = row_value(row, field);
    struct ident id = ident_none();

    if (value->kind == VALUE_IS_BYTES && value->length == IDENT_SIZE)
        memcpy(id.bytes, value->bytes, IDENT_SIZE);
    return id;
}

int row_code(const struct row *row, uint16_t field)
{
    const struct field *known = row->record == NULL ? NULL : record_field(row->record, field);

    if (known == NULL || known->codes == NULL || row_is_null(row, field))
        return -1;
    return code_index(known->codes, row_text(row, field));
}

/* ---- texts of queries ------------------------------------------------------------------------ */

enum shape { SHAPE_ONE = 1, SHAPE_LIMITED = 2, SHAPE_WITHDRAWN = 4 };

static void write_sql(const struct record *record, uint16_t where, uint16_t order, unsigned shape,
                      struct buf *sql)
{
    const struct field *condition = record_field(record, where);
    const struct field *sorted = record_field(record, order);

    rows_select(sql, record);
    if (shape & SHAPE_ONE) {
        buf_puts(sql, " WHERE id = ?1");
        return;
    }
    buf_puts(sql, shape & SHAPE_WITHDRAWN ? " WHERE 1" : " WHERE withdrawn IS NULL");
    if (condition != NULL)
        buf_printf(sql, " AND %s IS ?1", condition->column);
    buf_puts(sql, " ORDER BY ");
    if (sorted != NULL)
        buf_printf(sql, "%s, ", sorted->column);
    buf_puts(sql, "id");
    if (shape & SHAPE_LIMITED)
        buf_puts(sql, " LIMIT ?2");
}

static const char *made_sql(struct store *store, const struct record *record, uint16_t where,
                            uint16_t order, unsigned shape)
{
    struct buf sql;

    for (size_t i = 0; i < store->made_count; i++) {
        const struct made_sql *made = &store->made[i];
        if (made->record == record && made->where == where && made->order == order &&
            made->shape == shape)
            return made->sql;
    }
    buf_init(&sql);
    write_sql(record, where, order, shape, &sql);
    store->made =
        mem_grow(store->made, store->made_count, &store->made_capacity, sizeof *store->made);
    store->made[store->made_count++] =
        (struct made_sql){record, where, order, shape, buf_take(&sql)};
    return store->made[store->made_count - 1].sql;
}

void rows_forget(struct store *store)
{
    for (size_t i = 0; i < store->made_count; i++)
        free(store->made[i].sql);
    free(store->made);
    store->made = NULL;
    store->made_count = store->made_capacity = 0;
}

/* ---- records --------------------------------------------------------------------------------- */

enum err_code store_get(struct store *store, enum record_type type, const struct ident *id,
                        struct row *row, struct err *err)
{
    const struct record *record = record_find((int)type);
    bool found = false;

    *row = (struct row){0};
    sqlite3_stmt *stmt = db_use(store, made_sql(store, record, 0, 0, SHAPE_ONE), err);
    if (stmt == NULL)
        return err_code_of(err);
    db_bind_ident(stmt, 1, id);
    enum err_code code = db_step(store, stmt, &found, err);
    if (code == ERR_OK && found)
        rows_read(stmt, record, row);
    else if (code == ERR_OK)
        code = err_set(err, ERR_USAGE, _("there is no such %s"), _(record->name));
    db_done(store, stmt);
    return code;
}

static enum err_code list_rows(struct store *store, sqlite3_stmt *stmt, const struct record *record,
                               struct rows *rows, struct err *err)
{
    bool found = false;
    enum err_code code = db_step(store, stmt, &found, err);

    while (code == ERR_OK && found) {
        rows->items = mem_grow(rows->items, rows->count, &rows->capacity, sizeof *rows->items);
        rows_read(stmt, record, &rows->items[rows->count++]);
        code = db_step(store, stmt, &found, err);
    }
    return code;
}

enum err_code store_list(struct store *store, const struct list_query *query, struct rows *rows,
                         struct err *err)
{
    const struct record *record = record_find((int)query->type);
    unsigned shape =
        (query->limit > 0 ? SHAPE_LIMITED : 0U) | (query->with_withdrawn ? SHAPE_WITHDRAWN : 0U);

    *rows = (struct rows){0};
    sqlite3_stmt *stmt =
        db_use(store, made_sql(store, record, query->where, query->order, shape), err);
    if (stmt == NULL)
        return err_code_of(err);
    if (query->where != 0)
        db_bind_value(stmt, 1, &query->equals);
    if (query->limit > 0)
        sqlite3_bind_int64(stmt, 2, (int64_t)query->limit);
    enum err_code code = list_rows(store, stmt, record, rows, err);
    db_done(store, stmt);
    if (code != ERR_OK)
        rows_clear(rows);
    return code;
}

/* The field people know a record by. */
static uint16_t name_field(enum record_type type)
{
    switch (type) {
    case RECORD_AUDIT:
        return AUDIT_NUMBER;
    case RECORD_AREA:
        return AREA_NAME;
    case RECORD_EVIDENCE:
        return EVIDENCE_NUMBER;
    case RECORD_FINDING:
        return FINDING_DRAFT;
    default: /* organization, site, process, person, device */
        return 10;
    }
}

char *store_name(struct store *store, enum record_type type, const struct ident *id)
{
    struct row row;

    if (id == NULL || ident_is_none(id) || store_get(store, type, id, &row, NULL) != ERR_OK)
        return mem_strdup("");
    const char *name = row_text(&row, name_field(type));
    if (type == RECORD_FINDING && !row_is_null(&row, FINDING_NUMBER))
        name = row_text(&row, FINDING_NUMBER);
    char *copy = mem_strdup(name);
    row_clear(&row);
    return copy;
}

/* Inside a write, or another read, the state is one already. */
enum err_code store_begin_read(struct store *store, struct err *err)
{
    bool outer = store->reads == 0 && (store->db == NULL || sqlite3_get_autocommit(store->db));
    enum err_code code = outer ? db_run(store, "BEGIN", err) : ERR_OK;

    if (code != ERR_OK)
        return code;
    store->reads++;
    if (outer)
        store->own_read = true;
    return ERR_OK;
}

void store_end_read(struct store *store)
{
    if (store->reads == 0 || --store->reads > 0 || !store->own_read)
        return;
    store->own_read = false;
    db_rollback(store);
}

/* project.c - applying batches to the tables of records. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/project.h"

#include <stdlib.h>
#include <string.h>

#include "store/rows.h"

void projected_clear(struct projected *projected)
{
    heads_clear(&projected->heads);
    row_clear(&projected->row);
    *projected = (struct projected){0};
}

enum err_code project_load(struct store *store, const struct record *record, const struct ident *id,
                           struct projected *projected, struct err *err)
{
    struct buf sql;
    bool row = false;

    *projected = (struct projected){0};
    buf_init(&sql);
    rows_select(&sql, record);
    buf_puts(&sql, " WHERE id = ?1");
    sqlite3_stmt *stmt = db_use(store, sql.data, err);
    buf_clear(&sql);
    if (stmt == NULL)
        return err_code_of(err);
    db_bind_ident(stmt, 1, id);
    enum err_code code = db_step(store, stmt, &row, err);
    if (code == ERR_OK && row) {
        projected->exists = true;
        rows_read(stmt, record, &projected->row);
        code = heads_unpack(sqlite3_column_blob(stmt, 1), (size_t)sqlite3_column_bytes(stmt, 1),
                            &projected->heads, err);
    }
    db_done(store, stmt);
    return code;
}

/* The order that decides which of several heads is shown: Lamport, then device, then name. Devices
 * are looked up only when two saves had the same Lamport counter. */
static enum err_code batch_device(struct store *store, const struct operation_ref *ref,
                                  struct ident *device, struct err *err)
{
    uint8_t last[HASH_SIZE];
    uint8_t first[HASH_SIZE] = {0};
    bool row = false;

    memset(last, 0xff, sizeof last);
    memcpy(first, ref->batch, HEAD_BATCH_SIZE);
    memcpy(last, ref->batch, HEAD_BATCH_SIZE);
    sqlite3_stmt *stmt =
        db_use(store, "SELECT device FROM batch WHERE name BETWEEN ?1 AND ?2", err);
    if (stmt == NULL)
        return err_code_of(err);
    sqlite3_bind_blob(stmt, 1, first, HASH_SIZE, SQLITE_TRANSIENT);
    sqlite3_bind_blob(stmt, 2, last, HASH_SIZE, SQLITE_TRANSIENT);
    enum err_code code = db_step(store, stmt, &row, err);
    *device = row ? db_ident(stmt, 0) : ident_none();
    db_done(store, stmt);
    return code;
}

static enum err_code head_wins(struct store *store, const struct head *a, const struct head *b,
                               bool *wins, struct err *err)
{
    struct ident device_a;
    struct ident device_b;

    *wins = a->lamport > b->lamport;
    if (a->lamport != b->lamport)
        return ERR_OK;
    enum err_code code = batch_device(store, &a->ref, &device_a, err);
    if (code == ERR_OK)
        code = batch_device(store, &b->ref, &device_b, err);
    if (code != ERR_OK)
        return code;
    int order = ident_compare(&device_a, &device_b);
    if (order == 0)
        order = memcmp(a->ref.batch, b->ref.batch, HEAD_BATCH_SIZE);
    *wins = order > 0;
    return ERR_OK;
}

/* Does the new head show? It does unless another head of its field outranks it. */
static enum err_code is_shown(struct store *store, const struct heads *heads,
                              const struct head *added, bool *shown, struct err *err)
{
    *shown = true;
    for (size_t i = 0; i < heads->count && *shown; i++) {
        const struct head *other = &heads->items[i];
        if (other->field != added->field || operation_ref_equal(&other->ref, &added->ref))
            continue;
        enum err_code code = head_wins(store, added, other, shown, err);
        if (code != ERR_OK)
            return code;
    }
    return ERR_OK;
}

/* The operations of a batch on one record, and what they leave in its row. */
struct folding {
    const struct record *record;
    struct projected projected;
    bool *dirty; /* by field index of the record */
};

static enum err_code fold_operation(struct store *store, const struct batch *batch,
                                    const struct hash *name, size_t index, struct folding *fold,
                                    struct err *err)
{
    const struct operation *operation = &batch->operations[index];
    const struct field *field = record_field(fold->record, operation->field);
    struct head head = {.lamport = batch->lamport, .field = operation->field};
    bool shown = false;

    memcpy(head.ref.batch, name->bytes, HEAD_BATCH_SIZE);
    head.ref.index = (uint32_t)index;
    heads_supersede(&fold->projected.heads, &head, operation->superseded,
                    operation->superseded_count);
    if (field == NULL)
        return ERR_OK;
    enum err_code code = is_shown(store, &fold->projected.heads, &head, &shown, err);
    if (code != ERR_OK || !shown)
        return code;
    size_t at = (size_t)(field - fold->record->fields);
    value_clear(&fold->projected.row.values[at]);
    fold->projected.row.values[at] = rows_fit(field, &operation->value);
    fold->dirty[at] = true;
    return ERR_OK;
}

static void write_sql(const struct folding *fold, struct buf *sql)
{
    const struct record *record = fold->record;
    int parameter = 3;

    if (fold->projected.exists) {
        buf_printf(sql, "UPDATE %s SET heads = ?2", record->table);
        for (size_t i = 0; i < record->field_count; i++)
            if (fold->dirty[i])
                buf_printf(sql, ", %s = ?%d", record->fields[i].column, parameter++);
        buf_puts(sql, " WHERE id = ?1");
        return;
    }
    buf_printf(sql, "INSERT INTO %s (id, heads", record->table);
    for (size_t i = 0; i < record->field_count; i++)
        if (fold->dirty[i])
            buf_printf(sql, ", %s", record->fields[i].column);
    buf_puts(sql, ") VALUES (?1, ?2");
    for (size_t i = 0; i < record->field_count; i++)
        if (fold->dirty[i])
            buf_printf(sql, ", ?%d", parameter++);
    buf_puts(sql, ")");
}

static enum err_code write_row(struct store *store, const struct ident *id, struct folding *fold,
                               struct err *err)
{
    struct buf sql;
    struct buf heads;
    int parameter = 3;

    buf_init(&sql);
    buf_init(&heads);
    write_sql(fold, &sql);
    heads_pack(&fold->projected.heads, &heads);
    sqlite3_stmt *stmt = db_use(store, sql.data, err);
    if (stmt != NULL) {
        sqlite3_bind_blob64(stmt, 1, id->bytes, IDENT_SIZE, SQLITE_TRANSIENT);
        sqlite3_bind_blob64(stmt, 2, heads.data, heads.length, SQLITE_TRANSIENT);
        for (size_t i = 0; i < fold->record->field_count; i++)
            if (fold->dirty[i])
                db_bind_value(stmt, parameter++, &fold->projected.row.values[i]);
    }
    enum err_code code = stmt == NULL ? err_code_of(err) : db_finish(store, stmt, err);
    buf_clear(&heads);
    buf_clear(&sql);
    return code;
}

static bool same_record(const struct operation *a, const struct operation *b)
{
    return a->type == b->type && ident_equal(&a->record, &b->record);
}

/* Folds the operation at index and all later ones on the same record. */
static enum err_code project_record(struct store *store, const struct batch *batch,
                                    const struct hash *name, size_t index, struct err *err)
{
    const struct operation *first = &batch->operations[index];
    struct folding fold = {.record = record_find((int)first->type)};

    enum err_code code = project_load(store, fold.record, &first->record, &fold.projected, err);
    if (code != ERR_OK)
        return code;
    if (!fold.projected.exists)
        rows_blank(fold.record, &first->record, &fold.projected.row);
    fold.dirty = mem_zalloc(fold.record->field_count, sizeof *fold.dirty);
    for (size_t i = index; i < batch->count && code == ERR_OK; i++)
        if (same_record(first, &batch->operations[i]))
            code = fold_operation(store, batch, name, i, &fold, err);
    if (code == ERR_OK)
        code = write_row(store, &first->record, &fold, err);
    free(fold.dirty);
    projected_clear(&fold.projected);
    return code;
}

static bool is_first_of_record(const struct batch *batch, size_t index)
{
    /* Writers keep the cells of a record together, so this almost always looks at one. */
    for (size_t i = index; i-- > 0;)
        if (same_record(&batch->operations[i], &batch->operations[index]))
            return false;
    return true;
}

enum err_code project_batch(struct store *store, const struct batch *batch, const struct hash *name,
                            struct err *err)
{
    for (size_t i = 0; i < batch->count; i++) {
        if (record_find((int)batch->operations[i].type) == NULL || !is_first_of_record(batch, i))
            continue;
        enum err_code code = project_record(store, batch, name, i, err);
        if (code != ERR_OK)
            return code;
    }
    return ERR_OK;
}

enum err_code project_chain(struct store *store, const struct batch *batch, const struct hash *name,
                            struct err *err)
{
    sqlite3_stmt *stmt =
        db_use(store,
               "INSERT INTO chain (scope, device, epoch, sequence, head, lamport)"
               " VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (scope, device, epoch) DO UPDATE SET"
               " sequence = excluded.sequence, head = excluded.head, lamport = excluded.lamport"
               " WHERE excluded.sequence > sequence",
               err);

    if (stmt == NULL)
        return err_code_of(err);
    sqlite3_bind_blob(stmt, 1, batch->scope.bytes, IDENT_SIZE, SQLITE_TRANSIENT);
    db_bind_ident(stmt, 2, &batch->device);
    sqlite3_bind_int64(stmt, 3, (int64_t)batch->epoch);
    sqlite3_bind_int64(stmt, 4, (int64_t)batch->sequence);
    db_bind_hash(stmt, 5, name);
    sqlite3_bind_int64(stmt, 6, (int64_t)batch->lamport);
    return db_finish(store, stmt, err);
}

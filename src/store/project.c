/* project.c - applying batches to the tables of records. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/project.h"

#include <stdlib.h>
#include <string.h>

#include "store/fold.h"
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

/* ---- one batch --------------------------------------------------------------------------------
 */

static const struct fold_batch *find_itself(void *context, const uint8_t prefix[HEAD_BATCH_SIZE])
{
    const struct fold_batch *source = context;

    return memcmp(source->name.bytes, prefix, HEAD_BATCH_SIZE) == 0 ? source : NULL;
}

static enum err_code project_records(const struct fold_context *context,
                                     const struct fold_operation *operations, size_t count,
                                     struct err *err)
{
    enum err_code code = ERR_OK;

    for (size_t at = 0; at < count && code == ERR_OK;) {
        size_t run = fold_run(operations + at, count - at);
        struct folded folded;
        code = fold_record(context, operations + at, run, &folded, err);
        if (code == ERR_OK) {
            code = fold_write(context->store, &folded, err);
            folded_clear(&folded);
        }
        at += run;
    }
    return code;
}

enum err_code project_batch(struct store *store, const struct batch *batch, const struct hash *name,
                            struct err *err)
{
    struct fold_batch source = {.batch = batch, .name = *name};
    struct fold_context context = {.store = store, .find = find_itself, .context = &source};
    struct fold_operation *operations = mem_zalloc(batch->count, sizeof *operations);
    size_t count = 0;

    enum err_code code = fold_unknowns(store, &context.unknowns, err);
    for (size_t i = 0; i < batch->count; i++) {
        const struct record *record = record_find((int)batch->operations[i].type);
        if (record != NULL)
            operations[count++] =
                (struct fold_operation){.record = record, .source = &source, .index = (uint32_t)i};
    }
    fold_sort(operations, count);
    if (code == ERR_OK)
        code = project_records(&context, operations, count, err);
    if (code == ERR_OK && context.unknowns)
        code = fold_arrived(store, name, err);
    free(operations);
    return code;
}

/* ---- chains -----------------------------------------------------------------------------------
 */

enum err_code project_chain(struct store *store, const struct batch *batch, const struct hash *name,
                            struct err *err)
{
    sqlite3_stmt *stmt =
        db_use(store,
               "INSERT INTO chain (scope, device, epoch, sequence, head, lamport)"
               " VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (scope, device, epoch) DO UPDATE SET"
               " sequence = excluded.sequence, head = excluded.head, lamport = excluded.lamport"
               " WHERE (excluded.sequence, excluded.head) > (sequence, head)",
               err);

    if (stmt == NULL)
        return err_code_of(err);
    db_bind_blob(stmt, 1, batch->scope.bytes, IDENT_SIZE);
    db_bind_ident(stmt, 2, &batch->device);
    sqlite3_bind_int64(stmt, 3, (int64_t)batch->epoch);
    sqlite3_bind_int64(stmt, 4, (int64_t)batch->sequence);
    db_bind_hash(stmt, 5, name);
    sqlite3_bind_int64(stmt, 6, (int64_t)batch->lamport);
    return db_finish(store, stmt, err);
}

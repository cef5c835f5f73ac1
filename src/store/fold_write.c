/* fold_write.c - a folded record into the tables: its row, its conflicts, what is still unknown. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/fold.h"

#include <stdlib.h>

#include "store/search_parts.h"

static void write_sql(const struct folded *folded, struct buf *sql)
{
    const struct record *record = folded->record;
    int parameter = 3;

    if (folded->existed) {
        buf_printf(sql, "UPDATE %s SET heads = ?2", record->table);
        for (size_t i = 0; i < record->field_count; i++)
            if (folded->dirty[i])
                buf_printf(sql, ", %s = ?%d", record->fields[i].column, parameter++);
        buf_puts(sql, " WHERE id = ?1");
        return;
    }
    buf_printf(sql, "INSERT INTO %s (id, heads", record->table);
    for (size_t i = 0; i < record->field_count; i++)
        if (folded->dirty[i])
            buf_printf(sql, ", %s", record->fields[i].column);
    buf_puts(sql, ") VALUES (?1, ?2");
    for (size_t i = 0; i < record->field_count; i++)
        if (folded->dirty[i])
            buf_printf(sql, ", ?%d", parameter++);
    buf_puts(sql, ")");
}

static enum err_code write_row(struct store *store, const struct folded *folded, struct err *err)
{
    struct buf sql;
    int parameter = 3;

    buf_init(&sql);
    write_sql(folded, &sql);
    sqlite3_stmt *stmt = db_use(store, sql.data, err);
    if (stmt != NULL) {
        db_bind_blob(stmt, 1, folded->id.bytes, IDENT_SIZE);
        db_bind_blob(stmt, 2, folded->packed.data, folded->packed.length);
        for (size_t i = 0; i < folded->record->field_count; i++)
            if (folded->dirty[i])
                db_bind_value(stmt, parameter++, &folded->values[i]);
    }
    enum err_code code = stmt == NULL ? err_code_of(err) : db_finish(store, stmt, err);
    buf_clear(&sql);
    return code;
}

/* ---- conflicts ------------------------------------------------------------------------------- */

static enum err_code forget_conflicts(struct store *store, const struct folded *folded,
                                      struct err *err)
{
    sqlite3_stmt *stmt = db_use(store, "DELETE FROM conflict WHERE type = ?1 AND record = ?2", err);

    if (stmt == NULL)
        return err_code_of(err);
    sqlite3_bind_int(stmt, 1, (int)folded->record->type);
    db_bind_ident(stmt, 2, &folded->id);
    return db_finish(store, stmt, err);
}

static enum err_code note_conflict(struct store *store, const struct folded *folded, size_t field,
                                   struct err *err)
{
    sqlite3_stmt *stmt = db_use(
        store,
        "INSERT OR REPLACE INTO conflict (type, record, field, scope) VALUES (?1, ?2, ?3, ?4)",
        err);

    if (stmt == NULL)
        return err_code_of(err);
    sqlite3_bind_int(stmt, 1, (int)folded->record->type);
    db_bind_ident(stmt, 2, &folded->id);
    sqlite3_bind_int(stmt, 3, folded->record->fields[field].number);
    db_bind_blob(stmt, 4, folded->scopes[field].bytes, IDENT_SIZE);
    return db_finish(store, stmt, err);
}

static enum err_code write_conflicts(struct store *store, const struct folded *folded,
                                     struct err *err)
{
    enum err_code code = ERR_OK;

    if (folded->was_contested)
        code = forget_conflicts(store, folded, err);
    for (size_t i = 0; i < folded->record->field_count && code == ERR_OK; i++)
        if (folded->contested[i])
            code = note_conflict(store, folded, i, err);
    return code;
}

/* ---- superseded, but not here yet ------------------------------------------------------------ */

static enum err_code note_unknown(struct store *store, const struct folded *folded, size_t at,
                                  struct err *err)
{
    sqlite3_stmt *stmt = db_use(store,
                                "INSERT OR IGNORE INTO superseded_unknown"
                                " (batch, operation, type, record, field)"
                                " VALUES (?1, ?2, ?3, ?4, ?5)",
                                err);

    if (stmt == NULL)
        return err_code_of(err);
    db_bind_blob(stmt, 1, folded->unknown[at].batch, HEAD_BATCH_SIZE);
    sqlite3_bind_int64(stmt, 2, folded->unknown[at].index);
    sqlite3_bind_int(stmt, 3, (int)folded->record->type);
    db_bind_ident(stmt, 4, &folded->id);
    sqlite3_bind_int(stmt, 5, folded->unknown_fields[at]);
    return db_finish(store, stmt, err);
}

enum err_code fold_write(struct store *store, struct folded *folded, struct err *err)
{
    enum err_code code = write_row(store, folded, err);

    if (code == ERR_OK)
        code = write_conflicts(store, folded, err);
    for (size_t i = 0; i < folded->unknown_count && code == ERR_OK; i++)
        code = note_unknown(store, folded, i, err);
    return code == ERR_OK ? search_update(store, folded, err) : code;
}

enum err_code fold_unknowns(struct store *store, bool *any, struct err *err)
{
    sqlite3_stmt *stmt = db_use(store, "SELECT 1 FROM superseded_unknown LIMIT 1", err);

    if (stmt == NULL)
        return err_code_of(err);
    enum err_code code = db_step(store, stmt, any, err);
    db_done(store, stmt);
    return code;
}

enum err_code fold_arrived(struct store *store, const struct hash *name, struct err *err)
{
    sqlite3_stmt *stmt = db_use(store, "DELETE FROM superseded_unknown WHERE batch = ?1", err);

    if (stmt == NULL)
        return err_code_of(err);
    db_bind_blob(stmt, 1, name->bytes, HEAD_BATCH_SIZE);
    return db_finish(store, stmt, err);
}

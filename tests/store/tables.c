/* tables.c - all that is made from the log, as bytes to compare. */
#include "store/tables.h"

#include <CUnit/CUnit.h>
#include <stdio.h>
#include <string.h>

static void dump_column(sqlite3_stmt *stmt, int column, struct buf *out)
{
    const uint8_t *bytes = sqlite3_column_blob(stmt, column);
    int type = sqlite3_column_type(stmt, column);

    if (type == SQLITE_NULL) {
        buf_puts(out, " -");
    } else if (type == SQLITE_INTEGER) {
        buf_printf(out, " %lld", (long long)sqlite3_column_int64(stmt, column));
    } else {
        buf_puts(out, type == SQLITE_TEXT ? " t" : " b");
        for (int i = 0; i < sqlite3_column_bytes(stmt, column); i++) {
            buf_putc(out, "0123456789abcdef"[bytes[i] >> 4]);
            buf_putc(out, "0123456789abcdef"[bytes[i] & 15]);
        }
    }
}

static void dump(struct store *store, const char *name, const char *sql, struct buf *out)
{
    bool row = false;
    struct err err = {0};
    sqlite3_stmt *stmt = db_use(store, sql, &err);

    if (stmt == NULL)
        printf("\n%s: %s\n", sql, err.message);
    CU_ASSERT_PTR_NOT_NULL_FATAL(stmt);
    CU_ASSERT_EQUAL_FATAL(db_step(store, stmt, &row, NULL), ERR_OK);
    while (row) {
        buf_puts(out, name);
        for (int i = 0; i < sqlite3_column_count(stmt); i++)
            dump_column(stmt, i, out);
        buf_putc(out, '\n');
        CU_ASSERT_EQUAL_FATAL(db_step(store, stmt, &row, NULL), ERR_OK);
    }
    db_done(store, stmt);
}

void tables_dump(struct store *store, bool snapshots, struct buf *out)
{
    char sql[128];

    for (size_t i = 0; i < record_count; i++) {
        snprintf(sql, sizeof sql, "SELECT * FROM %s ORDER BY id", records[i].table);
        dump(store, records[i].table, sql, out);
    }
    dump(store, "conflict", "SELECT * FROM conflict ORDER BY 1, 2, 3", out);
    dump(store, "unknown", "SELECT * FROM superseded_unknown ORDER BY 1, 2, 3, 4, 5", out);
    dump(store, "chain", "SELECT * FROM chain ORDER BY 1, 2, 3", out);
    if (!snapshots)
        return;
    dump(store, "snapshot", "SELECT digest, checklist, version, standard FROM snapshot ORDER BY 1",
         out);
    dump(store, "item",
         "SELECT digest, position, item, ref, clause FROM snapshot JOIN snapshot_item i"
         " ON i.snapshot = id ORDER BY 1, 2",
         out);
    dump(store, "object", "SELECT hash, sha256, size FROM object ORDER BY 1", out);
}

void tables_dump_log(struct store *store, struct buf *out)
{
    dump(store, "batch", "SELECT name FROM batch ORDER BY name", out);
}

bool tables_equal(const struct buf *a, const struct buf *b)
{
    size_t at = 0;

    if (a->length == b->length && (a->length == 0 || memcmp(a->data, b->data, a->length) == 0))
        return true;
    while (at < a->length && at < b->length && a->data[at] == b->data[at])
        at++;
    while (at > 0 && a->data[at - 1] != '\n')
        at--;
    printf("\n< %.300s\n> %.300s\n", at < a->length ? a->data + at : "",
           at < b->length ? b->data + at : "");
    return false;
}

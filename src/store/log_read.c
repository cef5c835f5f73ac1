/* log_read.c - batches of the log by their name or its beginning. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/log_read.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "store/query.h"

/* Names that begin so, as parameters 1 and 2. */
static void bind_prefix(sqlite3_stmt *stmt, const uint8_t prefix[HEAD_BATCH_SIZE])
{
    uint8_t first[HASH_SIZE] = {0};
    uint8_t last[HASH_SIZE];

    memset(last, 0xff, sizeof last);
    memcpy(first, prefix, HEAD_BATCH_SIZE);
    memcpy(last, prefix, HEAD_BATCH_SIZE);
    db_bind_blob(stmt, 1, first, HASH_SIZE);
    db_bind_blob(stmt, 2, last, HASH_SIZE);
}

enum err_code log_has(struct store *store, const uint8_t prefix[HEAD_BATCH_SIZE], bool *has,
                      struct err *err)
{
    sqlite3_stmt *stmt = db_use(store, "SELECT 1 FROM batch WHERE name BETWEEN ?1 AND ?2", err);

    *has = false;
    if (stmt == NULL)
        return err_code_of(err);
    bind_prefix(stmt, prefix);
    enum err_code code = db_step(store, stmt, has, err);
    db_done(store, stmt);
    return code;
}

enum err_code log_read(struct store *store, const uint8_t prefix[HEAD_BATCH_SIZE],
                       struct batch *batch, struct hash *name, bool *found, struct err *err)
{
    batch_init(batch);
    *found = false;
    sqlite3_stmt *stmt =
        db_use(store, "SELECT name, bytes FROM batch WHERE name BETWEEN ?1 AND ?2", err);
    if (stmt == NULL)
        return err_code_of(err);
    bind_prefix(stmt, prefix);
    enum err_code code = db_step(store, stmt, found, err);
    if (code == ERR_OK && *found) {
        if (name != NULL)
            db_hash(stmt, 0, name);
        code = batch_decode(sqlite3_column_blob(stmt, 1), (size_t)sqlite3_column_bytes(stmt, 1),
                            batch, err);
    }
    db_done(store, stmt);
    return code;
}

enum err_code log_clock_load(struct store *store, struct log_clock *clock, struct err *err)
{
    char *created = NULL;
    sqlite3_stmt *stmt = db_use(store, "SELECT created_at FROM audit_file", err);
    enum err_code code = query_text(store, stmt, &created, err);

    clock->now = clock_now();
    if (created == NULL || !clock_parse(created, &clock->made))
        clock->made = clock->now;
    free(created);
    return code;
}

enum err_code log_has_name(struct store *store, const struct hash *name, bool *has, struct err *err)
{
    sqlite3_stmt *stmt = db_use(store, "SELECT 1 FROM batch WHERE name = ?1", err);

    *has = false;
    if (stmt == NULL)
        return err_code_of(err);
    db_bind_hash(stmt, 1, name);
    enum err_code code = db_step(store, stmt, has, err);
    db_done(store, stmt);
    return code;
}

enum err_code log_place(struct store *store, const struct hash *name, struct batch *place,
                        bool *there, struct err *err)
{
    sqlite3_stmt *stmt = db_use(
        store, "SELECT scope, device, epoch, sequence, lamport FROM batch WHERE name = ?1", err);

    *there = false;
    if (stmt == NULL)
        return err_code_of(err);
    db_bind_hash(stmt, 1, name);
    enum err_code code = db_step(store, stmt, there, err);
    if (code == ERR_OK && *there) {
        place->scope = db_ident(stmt, 0);
        place->device = db_ident(stmt, 1);
        place->epoch = (uint64_t)sqlite3_column_int64(stmt, 2);
        place->sequence = (uint64_t)sqlite3_column_int64(stmt, 3);
        place->lamport = (uint64_t)sqlite3_column_int64(stmt, 4);
    }
    db_done(store, stmt);
    return code;
}

/* verify_rebuild.c - the tables of records made anew from the log. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include <stdio.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "core/checklist.h"
#include "store/open_check.h"
#include "store/project.h"
#include "store/save.h"
#include "store/snapshot.h"
#include "store/verify.h"

struct rebuilding {
    struct store *store;
    bool (*progress)(void *context, unsigned percent);
    void *context;
    size_t batches;
};

static enum err_code empty_tables(struct store *store, struct err *err)
{
    static const char *const others[] = {
        "conflict",        "superseded_unknown", "chain",
        "snapshot_text",   "snapshot_item",      "snapshot_clause_title",
        "snapshot_clause", "snapshot",           "search",
        "search_row",      "search_todo"};
    enum err_code code = ERR_OK;
    char sql[96];

    for (size_t i = 0; i < record_count && code == ERR_OK; i++) {
        snprintf(sql, sizeof sql, "DELETE FROM %s", records[i].table);
        code = db_run(store, sql, err);
    }
    for (size_t i = 0; i < sizeof others / sizeof others[0] && code == ERR_OK; i++) {
        snprintf(sql, sizeof sql, "DELETE FROM %s", others[i]);
        code = db_run(store, sql, err);
    }
    return code;
}

static enum err_code tell(struct rebuilding *rebuild, struct err *err)
{
    if (rebuild->progress == NULL || ++rebuild->batches % 256 != 0 ||
        rebuild->progress(rebuild->context, 50))
        return ERR_OK;
    return err_set(err, ERR_CANCELLED, _("stopped; the tables are as they were"));
}

static enum err_code project_row(struct rebuilding *rebuild, sqlite3_stmt *stmt, struct err *err)
{
    size_t length = (size_t)sqlite3_column_bytes(stmt, 0);
    const void *bytes = sqlite3_column_blob(stmt, 0);
    struct hash name = batch_name(bytes, length);
    struct hash written;
    struct batch batch;

    batch_init(&batch);
    if (!db_hash(stmt, 1, &written) || !hash_equal(&written, &name) ||
        batch_decode(bytes, length, &batch, NULL) != ERR_OK) {
        err_set(err, ERR_DATA, _("%s: the log itself is damaged"), rebuild->store->path);
        return err_hint(err, _("go on from a backup or a colleague's copy"));
    }
    enum err_code code = project_batch(rebuild->store, &batch, &name, err);
    if (code == ERR_OK)
        code = project_chain(rebuild->store, &batch, &name, err);
    batch_clear(&batch);
    return code == ERR_OK ? tell(rebuild, err) : code;
}

static enum err_code project_log(struct rebuilding *rebuild, struct err *err)
{
    bool row = false;
    sqlite3_stmt *stmt =
        db_use(rebuild->store, "SELECT bytes, name FROM batch ORDER BY lamport, device, name", err);

    if (stmt == NULL)
        return err_code_of(err);
    enum err_code code = db_step(rebuild->store, stmt, &row, err);
    while (code == ERR_OK && row) {
        code = project_row(rebuild, stmt, err);
        if (code == ERR_OK)
            code = db_step(rebuild->store, stmt, &row, err);
    }
    db_done(rebuild->store, stmt);
    return code;
}

static enum err_code run(struct rebuilding *rebuild, struct err *err)
{
    enum err_code code = empty_tables(rebuild->store, err);

    if (code == ERR_OK)
        code = project_log(rebuild, err);
    if (code == ERR_OK)
        code = snapshot_unfold_all(rebuild->store, err);
    return code;
}

enum err_code store_rebuild(struct store *store, bool (*progress)(void *context, unsigned percent),
                            void *context, struct err *err)
{
    struct rebuilding rebuild = {.store = store, .progress = progress, .context = context};

    if (store->read_only) {
        err_set(err, ERR_CANTCREAT, _("%s was opened read-only"), store->path);
        return err_hint(err, _("copy it to a place where you may write"));
    }
    enum err_code code = db_begin(store, err);
    if (code != ERR_OK)
        return code;
    code = run(&rebuild, err);
    if (code == ERR_OK)
        code = db_commit(store, err);
    else
        db_rollback(store);
    if (code != ERR_OK)
        return code;
    undo_stack_clear(&store->undo);
    undo_stack_clear(&store->redo);
    code = open_load_identity(store, err);
    return code;
}

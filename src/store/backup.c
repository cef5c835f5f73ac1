/* backup.c - a checked copy of the open audit file, by SQLite's backup API. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"
#include "store/merge_parts.h"

enum { BACKUP_PAGES = 2048 };

static enum err_code failed(const struct store *store, sqlite3 *copy, struct err *err)
{
    bool broken = (sqlite3_errcode(copy) & 0xff) == SQLITE_IOERR;

    err_set(err, broken ? ERR_IO : ERR_CANTCREAT, _("%s can't be copied: %s"), store->path,
            sqlite3_errmsg(copy));
    return err_hint(err, broken ? _("check the disk; nothing was changed")
                                : _("make room on the disk; nothing was changed"));
}

static enum err_code copy_pages(struct store *store, sqlite3 *copy,
                                bool (*progress)(void *context, unsigned percent), void *context,
                                struct err *err)
{
    sqlite3_backup *backup = sqlite3_backup_init(copy, "main", store->db, "main");
    int step = SQLITE_OK;

    if (backup == NULL)
        return failed(store, copy, err);
    while (step == SQLITE_OK) {
        step = sqlite3_backup_step(backup, BACKUP_PAGES);
        if (step == SQLITE_OK && progress != NULL && !progress(context, 5)) {
            sqlite3_backup_finish(backup);
            return err_set(err, ERR_CANCELLED, _("the merge was stopped; nothing was merged"));
        }
    }
    int finish = sqlite3_backup_finish(backup);
    return step == SQLITE_DONE && finish == SQLITE_OK ? ERR_OK : failed(store, copy, err);
}

static int64_t ask(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *stmt = NULL;
    int64_t answer = -1;

    if (sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) == SQLITE_OK &&
        sqlite3_step(stmt) == SQLITE_ROW)
        answer = sqlite3_column_int64(stmt, 0);
    sqlite3_finalize(stmt);
    return answer;
}

/* Read back: SQLite finds no damage, and all saves are in it. */
static enum err_code check_copy(struct store *store, sqlite3 *copy, struct err *err)
{
    static const char count[] = "SELECT count(*) FROM batch";
    static const char damage[] = "SELECT quick_check = 'ok' FROM pragma_quick_check(1)";

    if (ask(copy, damage) == 1 && ask(copy, count) == ask(store->db, count))
        return ERR_OK;
    err_set(err, ERR_IO, _("the copy of %s is not what was copied"), store->path);
    return err_hint(err, _("check the disk; nothing was changed"));
}

/* The copy is one file: without a journal of its own. */
static enum err_code copy_into(struct store *store, const char *temporary,
                               bool (*progress)(void *context, unsigned percent), void *context,
                               struct err *err)
{
    sqlite3 *copy = NULL;

    if (sqlite3_open_v2(temporary, &copy, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK) {
        enum err_code code = failed(store, copy, err);
        sqlite3_close(copy);
        return code;
    }
    sqlite3_exec(copy, "PRAGMA locking_mode = EXCLUSIVE", NULL, NULL, NULL);
    sqlite3_exec(copy, "PRAGMA synchronous = OFF", NULL, NULL, NULL); /* synced at the end */
    enum err_code code = copy_pages(store, copy, progress, context, err);
    if (code == ERR_OK)
        code = check_copy(store, copy, err);
    sqlite3_close(copy);
    return code;
}

static void remove_journals(const char *path)
{
    static const char *const endings[] = {"-wal", "-shm", "-journal"};

    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        char *name = mem_printf("%s%s", path, endings[i]);
        unlink(name);
        free(name);
    }
}

enum err_code backup_copy(struct store *store, const char *path,
                          bool (*progress)(void *context, unsigned percent), void *context,
                          struct err *err)
{
    struct file_replace replace;

    enum err_code code = file_replace_begin(&replace, path, err);
    if (code != ERR_OK)
        return code;
    code = copy_into(store, replace.temporary, progress, context, err);
    remove_journals(replace.temporary);
    if (code == ERR_OK)
        return file_replace_commit(&replace, err);
    file_replace_abort(&replace);
    return code;
}

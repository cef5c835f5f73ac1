/* create.c - making an audit file: everything of it in one transaction.
 *
 * A laptop that dies meanwhile leaves a finished file or one with nothing in it. The latter is in
 * nobody's way: a new file is made in its place.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/store.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/i18n.h"
#include "core/rules.h"
#include "store/merge.h"
#include "store/open_check.h"
#include "store/save.h"
#include "store/schema.h"
#include "store/search_parts.h"

static enum err_code exists(const char *path, struct err *err)
{
    err_set(err, ERR_CANTCREAT, _("%s exists already"), path);
    return err_hint(err, _("choose another name; nothing was changed"));
}

/* Another program may have made the file since its name was found free. */
static enum err_code require_empty(struct store *store, struct err *err)
{
    bool row = false;
    sqlite3_stmt *stmt = db_use(store, "SELECT 1 FROM sqlite_schema LIMIT 1", err);

    if (stmt == NULL)
        return err_code_of(err);
    enum err_code code = db_step(store, stmt, &row, err);
    db_done(store, stmt);
    return code == ERR_OK && row ? exists(store->path, err) : code;
}

/* In the transaction of the first records, so that no file is half made. */
static enum err_code write_identity(struct store *store, struct change *change, void *context,
                                    struct err *err)
{
    char now[CLOCK_ISO_SIZE];
    (void)change;
    (void)context;
    enum err_code code = require_empty(store, err);

    if (code == ERR_OK)
        code = schema_write(store, 0, err);
    if (code == ERR_OK)
        code = search_begin(store, err);
    if (code != ERR_OK)
        return code;
    sqlite3_stmt *stmt =
        db_use(store, "INSERT INTO audit_file (one, id, created_at) VALUES (1, ?1, ?2)", err);
    if (stmt == NULL)
        return err_code_of(err);
    clock_now_iso(now);
    db_bind_ident(stmt, 1, &store->file);
    db_bind_text(stmt, 2, now);
    return db_finish(store, stmt, err);
}

static enum err_code write_first_records(struct store *store, const char *organization,
                                         const char *person, struct err *err)
{
    struct change change;
    struct ident id = ident_random();

    if (person == NULL || person[0] == '\0') {
        err_set(err, ERR_USAGE, _("the name of the person is empty"));
        return err_hint(err, _("give --person NAME"));
    }
    store->file = ident_random();
    store->epoch = 1;
    store->device_unknown = true;
    store->author = person_id(&store->file, person); /* nobody is in the file yet */
    store->author_unknown = true;
    mem_replace(&store->author_name, person);
    change_init(&change, NULL);
    change_set_text(&change, RECORD_ORGANIZATION, &id, ORGANIZATION_NAME, organization);
    enum err_code code = save_with(store, &change, NULL, write_identity, NULL, err);
    change_clear(&change);
    undo_stack_clear(&store->undo); /* a file without its organization makes no sense */
    store->saved_at = 0;
    return code;
}

/* Who makes the file, and how its first records come in. */
struct founding {
    const char *organization; /* NULL: a merge brings everything, file is whose */
    const char *person;
    const struct ident *file;
};

/* An identity without a record: the merge that follows brings them. */
static enum err_code write_only_identity(struct store *store, const struct founding *founding,
                                         struct err *err)
{
    store->file = *founding->file;
    enum err_code code = db_begin(store, err);
    if (code != ERR_OK)
        return code;
    code = write_identity(store, NULL, NULL, err);
    if (code == ERR_OK)
        code = db_commit(store, err);
    else
        db_rollback(store);
    if (code == ERR_OK)
        code = open_choose_epoch(store, err);
    mem_replace(&store->notice, NULL); /* that the file lacks what was saved once is expected */
    if (code == ERR_OK)
        code = open_device_known(store, err);
    return code == ERR_OK ? store_set_author(store, founding->person, err) : code;
}

static enum err_code fill_new_file(struct store *store, const struct founding *founding,
                                   struct err *err)
{
    enum err_code code = db_open(store, SQLITE_OPEN_READWRITE, err);

    if (code == ERR_OK)
        code = db_start_journal(store, err);
    if (code != ERR_OK)
        return code;
    if (founding->organization == NULL)
        return write_only_identity(store, founding, err);
    return write_first_records(store, founding->organization, founding->person, err);
}

/* ---- the name ---------------------------------------------------------------------------------
 */

static void remove_with_journals(const char *path)
{
    static const char *const endings[] = {"", "-wal", "-shm", "-journal"};

    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        char *name = mem_printf("%s%s", path, endings[i]);
        unlink(name);
        free(name);
    }
}

/* SQLite finds no table in it, nor in its journals; false also where somebody is at work on it. */
static bool has_no_table(const char *path)
{
    static const char sql[] = "SELECT count(*) FROM sqlite_schema";
    sqlite3 *db = NULL;
    sqlite3_stmt *stmt = NULL;
    bool none = false;

    if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK) {
        sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
        none = sqlite3_exec(db, "PRAGMA locking_mode = EXCLUSIVE", NULL, NULL, NULL) == SQLITE_OK &&
               sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) == SQLITE_OK &&
               sqlite3_step(stmt) == SQLITE_ROW && sqlite3_column_int(stmt, 0) == 0;
    }
    sqlite3_finalize(stmt);
    sqlite3_close(db);
    return none;
}

/* What a laptop that died while it made a file leaves of it: an empty file, or a database of one
 * page without anything in it. Beside an empty file a journal is of another one that had its name.
 */
static bool is_remnant(const char *path)
{
    enum { ONE_PAGE = 4096 };
    struct stat status;

    if (lstat(path, &status) != 0 || !S_ISREG(status.st_mode) || status.st_uid != geteuid() ||
        status.st_size > ONE_PAGE || (status.st_size == 0 && open_has_journal(path)))
        return false;
    return has_no_table(path);
}

/* An empty file of mode 0600 that did not exist before, or a remnant; so nobody's file is taken
 * over. */
static enum err_code reserve(const char *path, struct err *err)
{
    if (is_remnant(path) && chmod(path, 0600) == 0)
        return ERR_OK;
    if (open_has_journal(
            path)) { /* SQLite would delete it, and with it the saves of a file moved away */
        err_set(err, ERR_CANTCREAT, _("%s-wal holds saves of an earlier file of this name"), path);
        return err_hint(err, _("put that file back beside it and open it, or choose another name"));
    }
    int fd = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, 0600);

    if (fd >= 0) {
        close(fd);
        return ERR_OK;
    }
    if (errno == EEXIST)
        return exists(path, err);
    int number = errno;
    err_errno(err, number, _("%s can't be made"), path);
    if (err != NULL)
        err->code = ERR_CANTCREAT; /* even where the cause is a missing folder or a permission */
    return ERR_CANTCREAT;
}

static enum err_code create(const char *path, const struct device *device,
                            const struct founding *founding, struct store **out, struct err *err)
{
    char *absolute = NULL;

    *out = NULL;
    enum err_code code = file_absolute(path, &absolute, err);
    if (code == ERR_OK)
        code = reserve(absolute, err);
    if (code != ERR_OK) {
        free(absolute);
        return code == ERR_NOINPUT ? ERR_CANTCREAT : code;
    }
    struct store *store = store_new(absolute, device);
    code = fill_new_file(store, founding, err);
    if (code != ERR_OK) {
        store_close(store);
        if (is_remnant(absolute)) /* else another program was faster: it is theirs */
            remove_with_journals(absolute);
    } else {
        store->sound = true;
        *out = store;
    }
    free(absolute);
    return code;
}

enum err_code store_create(const char *path, const struct device *device, const char *organization,
                           const char *person, struct store **out, struct err *err)
{
    struct founding founding = {.organization = organization, .person = person};

    return create(path, device, &founding, out, err);
}

enum err_code store_create_for_merge(const char *path, const struct device *device,
                                     const struct ident *file, const char *person,
                                     struct store **out, struct err *err)
{
    struct founding founding = {.file = file, .person = person};

    return create(path, device, &founding, out, err);
}

void store_discard(struct store *store)
{
    if (store == NULL)
        return;
    char *path = mem_strdup(store->path);
    store_close(store);
    remove_with_journals(path);
    free(path);
}

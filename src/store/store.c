/* store.c - opening and closing an audit file.
 *
 * A file is trusted only after: it is a regular file with SQLite's and our own mark, its version is
 * not newer than ours, SQLite finds no damage in it, and the end of this device's chain is the one
 * the device remembers (else an older copy was put back). MERGE "The working file".
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/store.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/i18n.h"
#include "core/rules.h"
#include "store/merge.h"
#include "store/open_check.h"
#include "store/save.h"
#include "store/schema.h"
#include "store/rows.h"

struct store *store_new(const char *absolute, const struct device *device)
{
    struct store *store = mem_zalloc(1, sizeof *store);

    ident_init();
    store->path = mem_strdup(absolute);
    store->device = device;
    return store;
}

void store_close(struct store *store)
{
    if (store == NULL)
        return;
    undo_stack_clear(&store->undo);
    undo_stack_clear(&store->redo);
    db_close(store);
    if (store->sound)
        open_note_closed(store);
    rows_forget(store);
    free(store->author_name);
    free(store->notice);
    free(store->path);
    free(store);
}

bool store_is_read_only(const struct store *store)
{
    return store->read_only;
}

const char *store_path(const struct store *store)
{
    return store->path;
}

struct ident store_file_id(const struct store *store)
{
    return store->file;
}

const char *store_notice(const struct store *store)
{
    return store->notice;
}

struct ident store_author(const struct store *store)
{
    return store->author;
}

const char *store_author_name(const struct store *store)
{
    return store->author_name != NULL ? store->author_name : "";
}

int64_t store_saved_at(const struct store *store)
{
    return store->saved_at;
}

static bool is_same_file(const char *a, const char *b)
{
    struct stat left;
    struct stat right;

    return stat(a, &left) == 0 && stat(b, &right) == 0 && left.st_dev == right.st_dev &&
           left.st_ino == right.st_ino;
}

enum err_code store_refuse_itself(const struct store *store, const char *path, struct err *err)
{
    char *journal = mem_printf("%s-wal", store->path);
    bool same = is_same_file(store->path, path) || is_same_file(journal, path);

    free(journal);
    if (!same)
        return ERR_OK;
    err_set(err, ERR_USAGE, _("%s is the audit file that is open"), path);
    err_hint(err, _("name another file"));
    return ERR_USAGE;
}

char *store_device_person(struct store *store)
{
    struct row device;

    if (store->device == NULL ||
        store_get(store, RECORD_DEVICE, &store->device->id, &device, NULL) != ERR_OK)
        return mem_strdup("");
    struct ident person = row_id(&device, DEVICE_PERSON);
    row_clear(&device);
    return store_name(store, RECORD_PERSON, &person);
}

/* ---- open ------------------------------------------------------------------------------------ */

/* True where nothing can be written: the medium, or the permissions of the file or its folder. */
static bool is_read_only_place(const char *path)
{
    struct statvfs place;
    char *directory = mem_strdup(path);
    char *slash = strrchr(directory, '/');

    if (slash != NULL)
        slash[slash == directory ? 1 : 0] = '\0';
    bool read_only = statvfs(path, &place) == 0 && (place.f_flag & ST_RDONLY) != 0;
    read_only = read_only || access(path, W_OK) != 0 || access(directory, W_OK) != 0;
    free(directory);
    return read_only;
}

/* Nobody else can be at work on copies of a file that we have for ourselves. */
static void sweep_copies(const struct store *store)
{
    static const char *const endings[] = {".before-merge", ".before-merge-2"};

    for (size_t i = 0; i < sizeof endings / sizeof endings[0] && !store->read_only; i++) {
        char *copy = mem_printf("%s%s", store->path, endings[i]);
        file_sweep(copy);
        free(copy);
    }
}

enum err_code store_open(const char *path, const struct device *device, unsigned flags,
                         struct store **out, struct err *err)
{
    /* Behind symbolic links: SQLite keeps the journal beside the file itself. */
    char *real = realpath(path, NULL);
    int number = errno;

    *out = NULL;
    enum err_code code = open_check_header(path, real != NULL ? real : path, err);
    if (code == ERR_OK && real == NULL)
        code = err_errno(err, number, _("cannot open '%s'"), path);
    if (code != ERR_OK) {
        free(real);
        return code;
    }
    struct store *store = store_new(real, device);
    free(real);
    store->read_only = (flags & STORE_READ_ONLY) != 0 || is_read_only_place(store->path);
    if (store->read_only && open_has_journal(store->path)) {
        code = err_set(err, ERR_CANTCREAT,
                       _("%s has saves that wait in %s-wal and can't be read here"), store->path,
                       file_base_name(store->path));
        err_hint(err, _("copy both files to a place where you may write, and open the copy"));
        store_close(store);
        return code;
    }
    code = db_open(store, store->read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE, err);
    if (code == ERR_OK)
        code = open_check_and_load(store, err);
    if (code == ERR_OK && store->read_only && (flags & STORE_READ_ONLY) == 0 &&
        store->notice == NULL)
        store->notice = mem_strdup(_("opened read-only: this place can't be written"));
    if (code != ERR_OK) {
        store_close(store);
        return code;
    }
    store->sound = true;
    sweep_copies(store);
    *out = store;
    return ERR_OK;
}

/* ---- the author ------------------------------------------------------------------------------ */

enum err_code store_set_author(struct store *store, const char *name, struct err *err)
{
    bool row = false;

    if (name == NULL || name[0] == '\0') {
        err_set(err, ERR_USAGE, _("the name of the person is empty"));
        return err_hint(err, _("give --person NAME"));
    }
    sqlite3_stmt *stmt = db_use(
        store, "SELECT id FROM person WHERE name = ?1 AND withdrawn IS NULL ORDER BY id LIMIT 1",
        err);
    if (stmt == NULL)
        return err_code_of(err);
    db_bind_text(stmt, 1, name);
    enum err_code code = db_step(store, stmt, &row, err);
    if (code == ERR_OK) {
        store->author = row ? db_ident(stmt, 0) : person_id(&store->file, name);
        store->author_unknown = !row;
        mem_replace(&store->author_name, name);
    }
    db_done(store, stmt);
    return code;
}

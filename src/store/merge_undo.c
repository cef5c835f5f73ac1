/* merge_undo.c - taking the last merge back; a new key for a copied laptop. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"
#include "store/merge_parts.h"
#include "store/open_check.h"
#include "store/save.h"

/* ---- taking it back -------------------------------------------------------------------------- */

struct undo_note {
    struct hash last;
    char *copy; /* path */
};

static enum err_code nothing_to_undo(const char *path, struct err *err)
{
    return err_set(err, ERR_DENIED, _("%s: there is no merge to take back"), path);
}

static char *beside(const char *path, const char *name)
{
    char *directory = mem_strdup(path);
    char *slash = strrchr(directory, '/');

    if (slash != NULL)
        *slash = '\0';
    char *joined = file_join(slash != NULL ? directory : ".", name);
    free(directory);
    return joined;
}

static enum err_code load_note(struct store *store, struct undo_note *note, struct err *err)
{
    bool row = false;
    sqlite3_stmt *stmt = db_use(store, "SELECT last, copy FROM merge_undo", err);

    if (stmt == NULL)
        return err_code_of(err);
    enum err_code code = db_step(store, stmt, &row, err);
    if (code == ERR_OK && row && db_hash(stmt, 0, &note->last)) {
        char *name = db_text(stmt, 1);
        note->copy = beside(store->path, file_base_name(name));
        free(name);
    }
    db_done(store, stmt);
    /* A file that came back has the note of an older merge, whose copy is gone. */
    bool there = note->copy != NULL && access(note->copy, F_OK) == 0;
    return code == ERR_OK && !there ? nothing_to_undo(store->path, err) : code;
}

/* Whoever saved after the merge would lose that. */
static enum err_code check_nothing_since(const struct store *store, const struct undo_note *note,
                                         struct err *err)
{
    if (store->has_last && hash_equal(&store->last, &note->last))
        return ERR_OK;
    err_set(err, ERR_DENIED, _("%s: something was saved since the merge and would be lost"),
            store->path);
    return err_hint(err, _("the file from before it is %s"), note->copy);
}

/* Is the copy a good audit file, and this one before the merge? A new epoch begins in it, so that
 * no number is given twice. */
static enum err_code prepare_copy(const struct store *store, const struct undo_note *note,
                                  struct device_memory *memory, struct err *err)
{
    struct store *copy = NULL;
    bool row = false;

    enum err_code code = store_open(note->copy, store->device, STORE_READ_ONLY, &copy, err);
    if (code != ERR_OK)
        return code;
    if (!ident_equal(&copy->file, &store->file))
        code = err_set(err, ERR_DATA, _("%s is another file, not the one from before the merge"),
                       note->copy);
    memory->epoch = store->epoch + 1;
    memory->last = copy->last;
    if (code == ERR_OK && !copy->has_last) { /* this laptop wrote nothing before the merge */
        sqlite3_stmt *stmt = db_use(copy, "SELECT name FROM batch ORDER BY id LIMIT 1", err);
        code = stmt == NULL ? err_code_of(err) : db_step(copy, stmt, &row, err);
        if (code == ERR_OK && row)
            db_hash(stmt, 0, &memory->last);
        db_done(copy, stmt);
    }
    store_close(copy);
    return code;
}

/* There is a file at path at every moment. */
static enum err_code exchange(const char *path, const char *copy, struct err *err)
{
    char *kept = mem_printf("%s.undone-merge", path);
    int number = 0;

    if (renameat2(AT_FDCWD, copy, AT_FDCWD, path, RENAME_EXCHANGE) == 0) {
        if (rename(copy, kept) != 0)
            number = errno;
    } else {
        unlink(kept);
        if (link(path, kept) != 0 || rename(copy, path) != 0)
            number = errno;
    }
    enum err_code code = ERR_OK;
    if (number != 0)
        code = err_errno(err, number, _("%s can't be put back"), copy);
    free(kept);
    return code;
}

static enum err_code sync_folder(const char *path, struct err *err)
{
    char *folder = beside(path, "");
    enum err_code code = file_sync_directory(folder, err);

    free(folder);
    return code;
}

enum err_code merge_undo(const char *path, const struct device *device, struct err *err)
{
    struct undo_note note = {0};
    struct device_memory memory = {0};
    struct store *store = NULL;

    enum err_code code = store_open(path, device, 0, &store, err);
    if (code != ERR_OK)
        return code;
    if (store->read_only)
        code = err_set(err, ERR_CANTCREAT, _("%s was opened read-only"), store->path);
    if (code == ERR_OK)
        code = load_note(store, &note, err);
    if (code == ERR_OK)
        code = check_nothing_since(store, &note, err);
    if (code == ERR_OK)
        code = prepare_copy(store, &note, &memory, err);
    struct ident file = store->file;
    char *real = mem_strdup(store->path);
    store_close(store); /* what waits in the journal goes into the file that is kept */
    if (code == ERR_OK && open_has_journal(real)) /* it would be played into the other file */
        code = err_set(err, ERR_IO, _("%s could not be closed: its last saves are in %s-wal"), real,
                       real);
    if (code == ERR_OK) {
        device_remember(device, &file, &memory); /* first: it does no harm to the file as it is */
        code = exchange(real, note.copy, err);
    }
    if (code == ERR_OK)
        code = sync_folder(real, err);
    free(real);
    free(note.copy);
    return code;
}

/* ---- a copied laptop ------------------------------------------------------------------------- */

enum err_code store_renew_device(struct store *store, struct device *device, struct err *err)
{
    enum err_code code = device_renew(device, err);

    if (code != ERR_OK)
        return code;
    store->epoch = 1;
    store->has_last = false;
    undo_stack_clear(&store->undo);
    undo_stack_clear(&store->redo);
    code = open_choose_epoch(store, err);
    return code == ERR_OK ? open_device_known(store, err) : code;
}

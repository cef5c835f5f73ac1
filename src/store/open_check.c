/* open_check.c - a file is trusted only after these checks (MERGE "The working file").
 *
 * Nothing here may write to a file that is not known to be ours, nor drop what waits in its
 * journal.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/open_check.h"

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
#include "store/log_read.h"
#include "store/merge_parts.h"
#include "store/query.h"
#include "store/save.h"
#include "store/schema.h"
#include "store/search_parts.h"

/* A file that lies there as this laptop closed it needs no check. Others are checked whole up to
 * this size, larger ones after a crash and in verify: 2 GB take 3.3 s. */
static const int64_t check_limit = (int64_t)32 * 1024 * 1024;
/* ---- single answers -------------------------------------------------------------------------- */

static enum err_code ask_int(struct store *store, const char *sql, int64_t *answer, struct err *err)
{
    bool row = false;
    sqlite3_stmt *stmt = db_use(store, sql, err);

    if (stmt == NULL)
        return err_code_of(err);
    enum err_code code = db_step(store, stmt, &row, err);
    *answer = row ? sqlite3_column_int64(stmt, 0) : 0;
    db_done(store, stmt);
    return code;
}

/* ---- checks at opening ----------------------------------------------------------------------- */

static enum err_code not_an_audit_file(const char *path, struct err *err)
{
    err_set(err, ERR_DATA, _("%s is not an audit file"), path);
    return err_hint(err, _("name a file that auditwalk made"));
}

/* Saves that are not in the file itself yet: another program was killed or is still running. */
bool open_has_journal(const char *path)
{
    struct stat status;
    char *journal = mem_printf("%s-wal", path);
    bool has = stat(journal, &status) == 0 && status.st_size > 0;

    free(journal);
    return has;
}

/* SQLite's file format, "The Database Header": the application id stands at byte 68. */
static bool has_our_mark(const unsigned char *head)
{
    uint32_t mark = 0;

    for (size_t i = 0; i < 4; i++)
        mark = mark << 8 | head[68 + i];
    return mark == STORE_APPLICATION_ID;
}

/* SQLite opens an empty file as an empty database and makes a missing one; so look first. A
 * stranger's file is not even opened, since that would play its rollback journal back into it; only
 * in one with a write-ahead log the mark may stand elsewhere. */
enum err_code open_check_header(const char *path, const char *real, struct err *err)
{
    static const char magic[16] = "SQLite format 3";
    unsigned char head[100];
    uint64_t size = 0;
    int fd = -1;

    enum err_code code = file_open_regular(path, &fd, &size, err);
    if (code != ERR_OK)
        return code;
    ssize_t got = pread(fd, head, sizeof head, 0);
    close(fd);
    if (got != (ssize_t)sizeof head || memcmp(head, magic, sizeof magic) != 0 ||
        (!has_our_mark(head) && !open_has_journal(real)))
        return not_an_audit_file(path, err);
    return ERR_OK;
}

static enum err_code check_version(struct store *store, int *version, struct err *err)
{
    int64_t application = 0;
    int64_t number = 0;

    enum err_code code = ask_int(store, "PRAGMA application_id", &application, err);
    if (code == ERR_OK)
        code = ask_int(store, "PRAGMA user_version", &number, err);
    if (code != ERR_OK)
        return code;
    if (application != STORE_APPLICATION_ID || number < 1)
        return not_an_audit_file(store->path, err);
    if (number > schema_newest()) {
        err_set(err, ERR_DATA, _("%s was written by a newer auditwalk (format %d, known up to %d)"),
                store->path, (int)number, schema_newest());
        return err_hint(err, _("update auditwalk on this machine; the file was not touched"));
    }
    *version = (int)number;
    return ERR_OK;
}

/* A file whose pages are missing at the end reads well until one of them is wanted. */
static enum err_code check_complete(struct store *store, struct err *err)
{
    int64_t pages = 0;
    int64_t page_size = 0;
    struct stat status;

    enum err_code code = ask_int(store, "PRAGMA page_count", &pages, err);
    if (code == ERR_OK)
        code = ask_int(store, "PRAGMA page_size", &page_size, err);
    if (code != ERR_OK)
        return code;
    if (stat(store->path, &status) == 0 && !open_has_journal(store->path) &&
        status.st_size < pages * page_size) {
        err_set(err, ERR_DATA, _("%s is truncated: %lld of %lld bytes are there"), store->path,
                (long long)status.st_size, (long long)(pages * page_size));
        return err_hint(err, _("keep this file and go on from a backup or a colleague's copy"));
    }
    return ERR_OK;
}

/* The check goes on over pages that the disk does not give; that is no damage in them. */
static bool is_unread(const char *answer)
{
    static const char mark[] = "error code=";
    const char *at = strstr(answer, mark);
    int code = at != NULL ? atoi(at + sizeof mark - 1) & 0xff : SQLITE_OK;

    return code == SQLITE_IOERR || code == SQLITE_NOMEM;
}

/* Which file it is and when it was written last: any write to it in between changes this. */
static bool stamp_of(const char *path, char stamp[DEVICE_STAMP_SIZE])
{
    struct stat status;

    if (stat(path, &status) != 0)
        return false;
    snprintf(stamp, DEVICE_STAMP_SIZE, "%llu %llu %lld %lld.%09ld %lld.%09ld\n",
             (unsigned long long)status.st_dev, (unsigned long long)status.st_ino,
             (long long)status.st_size, (long long)status.st_mtim.tv_sec, status.st_mtim.tv_nsec,
             (long long)status.st_ctim.tv_sec, status.st_ctim.tv_nsec);
    return true;
}

static bool was_closed_in_order(struct store *store)
{
    char stamp[DEVICE_STAMP_SIZE];
    struct ident file = ident_none();

    if (store->device == NULL || open_has_journal(store->path) || !stamp_of(store->path, stamp))
        return false;
    enum err_code code =
        query_ident(store, db_use(store, "SELECT id FROM audit_file", NULL), &file, NULL);
    return code == ERR_OK && device_closed_as(store->device, &file, stamp);
}

void open_note_closed(const struct store *store)
{
    char stamp[DEVICE_STAMP_SIZE];

    if (store->device != NULL && store->device->directory != NULL && !store->read_only &&
        !store->scratch && !open_has_journal(store->path) && stamp_of(store->path, stamp))
        device_note_closed(store->device, &store->file, stamp);
}

static enum err_code check_pages(struct store *store, struct err *err)
{
    bool row = false;
    int64_t pages = 0;

    enum err_code code = ask_int(store, "PRAGMA page_count", &pages, err);
    if (code != ERR_OK || was_closed_in_order(store) ||
        (pages * 4096 > check_limit && !open_has_journal(store->path)))
        return code;
    sqlite3_stmt *stmt = db_use(store, "PRAGMA quick_check(1)", err);
    if (stmt == NULL)
        return err_code_of(err);
    code = db_step(store, stmt, &row, err);
    if (code == ERR_OK && row) {
        const char *answer = (const char *)sqlite3_column_text(stmt, 0);
        if (answer != NULL && is_unread(answer)) {
            err_set(err, ERR_IO, _("%s: input/output error (%s)"), store->path, answer);
            code = err_hint(err, _("check the disk; the last complete save is in the file"));
        } else if (answer == NULL || strcmp(answer, "ok") != 0) {
            err_set(err, ERR_DATA, _("%s is damaged (%s)"), store->path,
                    answer != NULL ? answer : "?");
            code = err_hint(err, _("keep this file and go on from a backup or a colleague's copy"));
        }
    }
    db_done(store, stmt);
    return code;
}

static enum err_code upgrade(struct store *store, int version, struct err *err)
{
    if (version == schema_newest())
        return ERR_OK;
    if (store->read_only) {
        err_set(err, ERR_CANTCREAT, _("%s has an older format and can't be upgraded here"),
                store->path);
        return err_hint(err, _("copy it to a place where you may write"));
    }
    /* What stays if an upgrade to a newer format goes wrong. */
    char *path = mem_printf("%s.format-%d", store->path, version);
    enum err_code code = backup_copy(store, path, NULL, NULL, err);
    free(path);
    return code == ERR_OK ? schema_upgrade(store, version, err) : code;
}

/* ---- what the file says about us ------------------------------------------------------------- */

/* No team ever saves so often. A counter beyond it was written to exhaust all others', which must
 * only follow on where that is this laptop's own chain. */
static const int64_t plausible_lamport = (int64_t)1 << 48;

static enum err_code count_on(struct store *store, int64_t highest, int64_t *counted,
                              struct err *err)
{
    bool row = false;

    *counted = highest;
    if (highest < plausible_lamport)
        return ERR_OK;
    sqlite3_stmt *stmt =
        db_use(store, "SELECT max(lamport) FROM chain WHERE lamport < ?1 OR device = ?2", err);
    if (stmt == NULL)
        return err_code_of(err);
    sqlite3_bind_int64(stmt, 1, plausible_lamport);
    db_bind_ident(stmt, 2, store->device != NULL ? &store->device->id : NULL);
    enum err_code code = db_step(store, stmt, &row, err);
    *counted = row ? sqlite3_column_int64(stmt, 0) : 0;
    db_done(store, stmt);
    return code;
}

enum err_code open_load_identity(struct store *store, struct err *err)
{
    bool row = false;
    sqlite3_stmt *stmt = db_use(store, "SELECT id FROM audit_file", err);

    if (stmt == NULL)
        return err_code_of(err);
    enum err_code code = db_step(store, stmt, &row, err);
    struct ident file = row ? db_ident(stmt, 0) : ident_none();
    db_done(store, stmt);
    if (code == ERR_OK && ident_is_none(&file))
        code = not_an_audit_file(store->path, err);
    int64_t lamport = 0;
    int64_t counted = 0;
    if (code == ERR_OK)
        code = ask_int(store, "SELECT max(lamport) FROM chain", &lamport, err);
    /* Counting on from there would write a batch that nobody could read. */
    if (code == ERR_OK && (lamport < 0 || lamport > INT64_MAX / 2)) {
        err_set(err, ERR_DATA, _("%s is damaged (%s)"), store->path, "chain.lamport");
        code = err_hint(err, _("keep this file and go on from a backup or a colleague's copy"));
    }
    if (code == ERR_OK)
        code = count_on(store, lamport, &counted, err);
    if (code != ERR_OK) /* the session goes on with what it knows */
        return code;
    store->file = file;
    store->lamport = (uint64_t)counted;
    return ERR_OK;
}

/* This device's newest epoch in the file, and its last batch. */
static enum err_code own_end(struct store *store, int64_t *epoch, struct err *err)
{
    bool row = false;
    sqlite3_stmt *stmt = db_use(store,
                                "SELECT epoch, head FROM chain WHERE device = ?1"
                                " ORDER BY epoch DESC, lamport DESC LIMIT 1",
                                err);

    if (stmt == NULL)
        return err_code_of(err);
    db_bind_ident(stmt, 1, &store->device->id);
    enum err_code code = db_step(store, stmt, &row, err);
    *epoch = row ? sqlite3_column_int64(stmt, 0) : 0;
    if (code == ERR_OK)
        store->has_last = row && db_hash(stmt, 1, &store->last);
    db_done(store, stmt);
    return code;
}

/* An older copy that was put back must not continue the chain it once had: a new epoch begins. */
enum err_code open_choose_epoch(struct store *store, struct err *err)
{
    struct device_memory memory;
    int64_t known = 0;
    bool there = true;

    enum err_code code = own_end(store, &known, err);
    if (code != ERR_OK)
        return code;
    bool remembers = device_recall(store->device, &store->file, &memory);
    if (remembers)
        code = log_has_name(store, &memory.last, &there, err);
    if (code != ERR_OK)
        return code;
    store->epoch = known > 0 ? (uint64_t)known : 1;
    if (!remembers)
        return ERR_OK;
    if (memory.epoch > store->epoch) /* begun, but not written to yet: after a merge was undone */
        store->epoch = memory.epoch;
    if (!there) {
        store->epoch++;
        mem_replace(
            &store->notice,
            _("this is an older copy: later saves of this laptop are missing in it; if you have "
              "the newer file, close this one and open that"));
    }
    return ERR_OK;
}

enum err_code open_device_known(struct store *store, struct err *err)
{
    bool row = false;
    sqlite3_stmt *stmt = db_use(store, "SELECT 1 FROM device WHERE id = ?1", err);

    if (stmt == NULL)
        return err_code_of(err);
    db_bind_ident(stmt, 1, &store->device->id);
    enum err_code code = db_step(store, stmt, &row, err);
    store->device_unknown = !row;
    db_done(store, stmt);
    return code;
}

/* ---- all of it ----------------------------------------------------------------------------- */

enum err_code open_check_and_load(struct store *store, struct err *err)
{
    int version = 0;

    enum err_code code = check_version(store, &version, err);
    if (code == ERR_OK)
        code = check_complete(store, err);
    if (code == ERR_OK)
        code = check_pages(store, err);
    if (code == ERR_OK)
        code = db_start_journal(store, err);
    if (code == ERR_OK)
        code = upgrade(store, version, err);
    if (code == ERR_OK)
        code = search_complete(store, err);
    if (code == ERR_OK)
        code = open_load_identity(store, err);
    if (code == ERR_OK && store->device != NULL)
        code = open_choose_epoch(store, err);
    if (code == ERR_OK && store->device != NULL)
        code = open_device_known(store, err);
    return code;
}

/* db.c - the connection: its settings, its statements, its errors in our words.
 *
 * Settings are those of MERGE "The working file" and are read back after they were set. Knows
 * nothing of audits or logs.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/internal.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/text.h"

/* ---- errors ---------------------------------------------------------------------------------- */

/* SQLite's byte-range locks on the database file (its documented file format, "The Lock-Byte
 * Page"). */
enum { LOCK_PENDING = 0x40000000, LOCK_LENGTH = 512 };

/* The process that holds a lock on the file, as "vim (process 123)"; "" if none can be told. */
static void lock_holder(const char *path, char *out, size_t size)
{
    struct flock lock = {
        .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = LOCK_PENDING, .l_len = LOCK_LENGTH};
    char name[64];

    out[0] = '\0';
    int fd = open(path, O_RDWR | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return;
    int asked = fcntl(fd, F_GETLK, &lock);
    close(fd);
    if (asked != 0 || lock.l_type == F_UNLCK || lock.l_pid <= 0)
        return;
    snprintf(name, sizeof name, "/proc/%ld/comm", (long)lock.l_pid);
    FILE *comm = fopen(name, "re");
    if (comm == NULL || fgets(name, sizeof name, comm) == NULL)
        snprintf(name, sizeof name, "%s", "another program");
    if (comm != NULL)
        fclose(comm);
    name[strcspn(name, "\n")] = '\0';
    snprintf(out, size, "%s (process %ld)", name, (long)lock.l_pid);
}

static enum err_code busy_error(struct store *store, struct err *err)
{
    char holder[128];

    lock_holder(store->path, holder, sizeof holder);
    if (holder[0] != '\0')
        err_set(err, ERR_BUSY, _("%s is in use by %s"), store->path, holder);
    else
        err_set(err, ERR_BUSY, _("%s is in use by another program"), store->path);
    return err_hint(err, _("close it there, then try again"));
}

enum err_code db_error(struct store *store, struct err *err)
{
    int code = sqlite3_errcode(store->db);

    switch (code & 0xff) {
    case SQLITE_FULL:
        err_set(err, ERR_CANTCREAT, _("%s was not changed: the disk is full"), store->path);
        return err_hint(err, _("make room on the disk, then try again"));
    case SQLITE_READONLY:
        err_set(err, ERR_CANTCREAT, _("%s can't be written: it is read-only"), store->path);
        return err_hint(err, _("copy it to a place where you may write"));
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return busy_error(store, err);
    case SQLITE_NOTADB:
        err_set(err, ERR_DATA, _("%s is not an audit file"), store->path);
        return err_hint(err, _("name a file that auditwalk made"));
    case SQLITE_CORRUPT:
        store->sound = false;
        err_set(err, ERR_DATA, _("%s is damaged (%s)"), store->path, sqlite3_errmsg(store->db));
        return err_hint(err, _("keep this file and go on from a backup or a colleague's copy"));
    case SQLITE_CANTOPEN:
        err_set(err, ERR_CANTCREAT, _("%s can't be opened (%s)"), store->path,
                sqlite3_errmsg(store->db));
        return err_hint(err, _("check the folder and its permissions"));
    case SQLITE_IOERR:
        err_set(err, ERR_IO, _("%s: input/output error (%s)"), store->path,
                sqlite3_errmsg(store->db));
        return err_hint(err, _("check the disk; the last complete save is in the file"));
    case SQLITE_NOMEM:
        store->spoiled = true;
        err_set(err, ERR_INTERNAL, _("%s was not changed: there is not enough memory"),
                store->path);
        return err_hint(err, _("close other programs, then try again"));
    default:
        return err_set(err, ERR_INTERNAL, "%s: %s (%d)", store->path, sqlite3_errmsg(store->db),
                       sqlite3_extended_errcode(store->db));
    }
}

/* ---- statements ------------------------------------------------------------------------------ */

static int statement_compare(const void *key, const void *element)
{
    return strcmp(key, ((const struct statement *)element)->sql);
}

static struct statement *statement_find(const struct store *store, const char *sql)
{
    if (store->statement_count == 0)
        return NULL;
    return bsearch(sql, store->statements, store->statement_count, sizeof *store->statements,
                   statement_compare);
}

static void statement_insert(struct store *store, const char *sql, sqlite3_stmt *stmt)
{
    store->statements = mem_grow(store->statements, store->statement_count,
                                 &store->statement_capacity, sizeof *store->statements);
    size_t at = store->statement_count++;
    while (at > 0 && strcmp(store->statements[at - 1].sql, sql) > 0) {
        store->statements[at] = store->statements[at - 1];
        at--;
    }
    store->statements[at] = (struct statement){.sql = mem_strdup(sql), .stmt = stmt, .busy = true};
}

sqlite3_stmt *db_use(struct store *store, const char *sql, struct err *err)
{
    sqlite3_stmt *stmt = NULL;

    if (db_reopen(store, err) != ERR_OK)
        return NULL;
    struct statement *known = statement_find(store, sql);
    if (known != NULL && !known->busy) {
        known->busy = true;
        return known->stmt;
    }
    if (sqlite3_prepare_v3(store->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &stmt, NULL) !=
        SQLITE_OK) {
        db_error(store, err);
        return NULL;
    }
    /* A statement used again inside its own rows gets a second one, which db_done finalizes. */
    if (known == NULL)
        statement_insert(store, sql, stmt);
    return stmt;
}

void db_done(struct store *store, sqlite3_stmt *stmt)
{
    if (stmt == NULL)
        return;
    sqlite3_reset(stmt);
    sqlite3_clear_bindings(stmt);
    struct statement *known = statement_find(store, sqlite3_sql(stmt));
    if (known != NULL && known->stmt == stmt)
        known->busy = false;
    else
        sqlite3_finalize(stmt);
}

enum err_code db_step(struct store *store, sqlite3_stmt *stmt, bool *row, struct err *err)
{
    int code = sqlite3_step(stmt);

    *row = code == SQLITE_ROW;
    if (code == SQLITE_ROW || code == SQLITE_DONE)
        return ERR_OK;
    return db_error(store, err);
}

enum err_code db_finish(struct store *store, sqlite3_stmt *stmt, struct err *err)
{
    bool row = false;
    enum err_code code = db_step(store, stmt, &row, err);

    db_done(store, stmt);
    return code;
}

enum err_code db_run(struct store *store, const char *sql, struct err *err)
{
    enum err_code code = db_reopen(store, err);

    if (code != ERR_OK)
        return code;
    if (sqlite3_exec(store->db, sql, NULL, NULL, NULL) != SQLITE_OK)
        return db_error(store, err);
    return ERR_OK;
}

/* ---- values ---------------------------------------------------------------------------------- */

/* SQLite gets a copy of ours, so that binding needs no memory of its own: a value that it could not
 * copy would stay null without anybody noticing. */
void db_bind_blob(sqlite3_stmt *stmt, int at, const void *bytes, size_t length)
{
    if (bytes == NULL)
        sqlite3_bind_null(stmt, at);
    else
        sqlite3_bind_blob64(stmt, at, mem_dup(bytes, length), length, free);
}

static void bind_text(sqlite3_stmt *stmt, int at, const void *text, size_t length)
{
    if (text == NULL)
        sqlite3_bind_null(stmt, at);
    else
        sqlite3_bind_text64(stmt, at, mem_dup(text, length), length, free, SQLITE_UTF8);
}

void db_bind_ident(sqlite3_stmt *stmt, int at, const struct ident *id)
{
    db_bind_blob(stmt, at, id == NULL || ident_is_none(id) ? NULL : id->bytes, IDENT_SIZE);
}

void db_bind_hash(sqlite3_stmt *stmt, int at, const struct hash *hash)
{
    db_bind_blob(stmt, at, hash->bytes, HASH_SIZE);
}

void db_bind_text(sqlite3_stmt *stmt, int at, const char *text)
{
    bind_text(stmt, at, text, text != NULL ? strlen(text) : 0);
}

void db_bind_value(sqlite3_stmt *stmt, int at, const struct value *value)
{
    switch (value->kind) {
    case VALUE_IS_NULL:
        sqlite3_bind_null(stmt, at);
        break;
    case VALUE_IS_INT:
        sqlite3_bind_int64(stmt, at, value->integer);
        break;
    case VALUE_IS_TEXT:
        bind_text(stmt, at, value->bytes, value->length);
        break;
    case VALUE_IS_BYTES:
        db_bind_blob(stmt, at, value->bytes, value->length);
        break;
    }
}

struct ident db_ident(sqlite3_stmt *stmt, int column)
{
    struct ident id = ident_none();
    const void *bytes = sqlite3_column_blob(stmt, column);

    if (bytes != NULL && sqlite3_column_bytes(stmt, column) == IDENT_SIZE)
        memcpy(id.bytes, bytes, IDENT_SIZE);
    return id;
}

bool db_hash(sqlite3_stmt *stmt, int column, struct hash *hash)
{
    const void *bytes = sqlite3_column_blob(stmt, column);

    if (bytes == NULL || sqlite3_column_bytes(stmt, column) != HASH_SIZE)
        return false;
    memcpy(hash->bytes, bytes, HASH_SIZE);
    return true;
}

char *db_text(sqlite3_stmt *stmt, int column)
{
    const unsigned char *text = sqlite3_column_text(stmt, column);
    int length = sqlite3_column_bytes(stmt, column);

    return text == NULL ? mem_strdup("") : mem_strndup((const char *)text, (size_t)length);
}

/* As long as the column says: what stands behind a NUL is seen by SQL, so it must not be lost here.
 */
static struct value text_value(sqlite3_stmt *stmt, int column)
{
    const unsigned char *text = sqlite3_column_text(stmt, column);
    size_t length = (size_t)sqlite3_column_bytes(stmt, column);
    struct value value = value_bytes(text, length);

    value.kind = VALUE_IS_TEXT;
    return value;
}

struct value db_value(sqlite3_stmt *stmt, int column)
{
    const void *bytes;

    switch (sqlite3_column_type(stmt, column)) {
    case SQLITE_INTEGER:
        return value_int(sqlite3_column_int64(stmt, column));
    case SQLITE_TEXT:
        return text_value(stmt, column);
    case SQLITE_BLOB:
        bytes = sqlite3_column_blob(stmt, column);
        return value_bytes(bytes, (size_t)sqlite3_column_bytes(stmt, column));
    default:
        return value_null();
    }
}

/* ---- transactions ---------------------------------------------------------------------------- */

static const char roll_back[] = "ROLLBACK";

/* What may have to take it back is prepared first, as long as there is memory for it. */
enum err_code db_begin(struct store *store, struct err *err)
{
    sqlite3_stmt *stmt = db_use(store, roll_back, err);

    if (stmt == NULL)
        return err_code_of(err);
    db_done(store, stmt);
    return db_run(store, "BEGIN IMMEDIATE", err);
}

enum err_code db_commit(struct store *store, struct err *err)
{
    if (sqlite3_exec(store->db, "COMMIT", NULL, NULL, NULL) == SQLITE_OK)
        return ERR_OK;
    enum err_code code = db_error(store, err);
    db_rollback(store);
    return code;
}

/* A connection that can't even do that is closed, which takes the transaction back, too. */
void db_rollback(struct store *store)
{
    if (store->db == NULL)
        return;
    if (!sqlite3_get_autocommit(store->db)) {
        sqlite3_stmt *stmt = db_use(store, roll_back, NULL);
        if (stmt != NULL) {
            sqlite3_step(stmt);
            db_done(store, stmt);
        }
    }
    /* What FTS5 keeps in memory of its index can be half made where memory ran out, and the next
     * save would write it: such a connection is not used again. */
    bool spoiled = store->spoiled && !store->scratch;
    if (spoiled || !sqlite3_get_autocommit(store->db))
        db_close(store);
}

/* ---- open and close -------------------------------------------------------------------------- */

struct setting {
    const char *set;
    const char *expected; /* NULL: the answer does not matter */
};

/* Each answers with its new value. EXCLUSIVE comes before WAL, so that no shared memory is used. */
static const struct setting settings[] = {
    {"PRAGMA locking_mode=EXCLUSIVE", "exclusive"},
    {"PRAGMA foreign_keys=ON; PRAGMA foreign_keys", "1"},
    {"PRAGMA trusted_schema=OFF; PRAGMA trusted_schema", "0"},
    {"PRAGMA cell_size_check=ON; PRAGMA cell_size_check", "1"},
    {"PRAGMA synchronous=FULL; PRAGMA synchronous", "2"},
    {"PRAGMA temp_store=MEMORY; PRAGMA temp_store", "2"},
    {"PRAGMA mmap_size=0", NULL},
    {"PRAGMA cache_size=-4096", NULL}};

static int keep_answer(void *context, int columns, char **values, char **names)
{
    char *answer = context;

    (void)names;
    snprintf(answer, 32, "%s", columns > 0 && values[0] != NULL ? values[0] : "");
    return 0;
}

static enum err_code apply_setting(struct store *store, const struct setting *setting,
                                   struct err *err)
{
    char answer[32] = "";

    if (sqlite3_exec(store->db, setting->set, keep_answer, answer, NULL) != SQLITE_OK)
        return db_error(store, err);
    if (setting->expected != NULL && strcmp(answer, setting->expected) != 0)
        return err_set(err, ERR_INTERNAL, "%s: '%s' gave '%s'", store->path, setting->set, answer);
    return ERR_OK;
}

static const struct setting wal_setting = {"PRAGMA journal_mode=WAL", "wal"};

enum err_code db_start_journal(struct store *store, struct err *err)
{
    if (store->read_only || store->scratch)
        return ERR_OK;
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, NULL);
    char before[32] = "";
    if (sqlite3_exec(store->db, "PRAGMA journal_mode", keep_answer, before, NULL) != SQLITE_OK)
        return db_error(store, err);
    if (strcmp(before, wal_setting.expected) == 0)
        return ERR_OK;
    enum err_code code = apply_setting(store, &wal_setting, err);
    if (code != ERR_OK)
        return code;
    /* SQLite syncs the file but not the directory entry of a journal mode that just changed. */
    char *directory = mem_strdup(store->path);
    char *slash = strrchr(directory, '/');
    if (slash != NULL)
        slash[slash == directory ? 1 : 0] = '\0';
    code = file_sync_directory(directory, err);
    free(directory);
    return code;
}

static enum err_code apply_settings(struct store *store, struct err *err)
{
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    /* Until the file is known to be ours, closing it must not write its journal back into it. */
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
    sqlite3_extended_result_codes(store->db, 1);
    for (size_t i = 0; i < sizeof settings / sizeof settings[0]; i++) {
        enum err_code code = apply_setting(store, &settings[i], err);
        if (code != ERR_OK)
            return code;
    }
    return ERR_OK;
}

/* A URI only for immutable: the path's own characters are escaped, so none of them is taken for
 * one. */
static char *immutable_uri(const char *path)
{
    struct buf uri;

    buf_init(&uri);
    buf_puts(&uri, "file:");
    for (const char *at = path; *at != '\0'; at++) {
        if (strchr("?#% ", *at) != NULL)
            buf_printf(&uri, "%%%02X", (unsigned)(unsigned char)*at);
        else
            buf_putc(&uri, *at);
    }
    buf_puts(&uri, "?immutable=1");
    return buf_take(&uri);
}

enum err_code db_open(struct store *store, int flags, struct err *err)
{
    char *uri = store->read_only ? immutable_uri(store->path) : NULL;
    const char *name = store->scratch ? "" : store->path; /* "": a temporary file of SQLite's own */
    int code =
        sqlite3_open_v2(uri != NULL ? uri : name, &store->db,
                        flags | (uri != NULL ? SQLITE_OPEN_URI : 0) | SQLITE_OPEN_NOMUTEX, NULL);

    free(uri);
    if (code != SQLITE_OK)
        return db_error(store, err);
    return apply_settings(store, err);
}

enum err_code db_reopen(struct store *store, struct err *err)
{
    if (store->db != NULL)
        return ERR_OK;
    store->spoiled = false;
    enum err_code code =
        db_open(store, store->read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE, err);
    if (code == ERR_OK)
        code = db_start_journal(store, err);
    if (code != ERR_OK)
        db_close(store);
    return code;
}

enum err_code db_checkpoint(struct store *store, struct err *err)
{
    if (sqlite3_wal_checkpoint_v2(store->db, NULL, SQLITE_CHECKPOINT_FULL, NULL, NULL) == SQLITE_OK)
        return ERR_OK;
    return db_error(store, err);
}

void db_close(struct store *store)
{
    for (size_t i = 0; i < store->statement_count; i++) {
        sqlite3_finalize(store->statements[i].stmt);
        free(store->statements[i].sql);
    }
    free(store->statements);
    store->statements = NULL;
    store->statement_count = store->statement_capacity = 0;
    sqlite3_close(store->db);
    store->db = NULL;
}

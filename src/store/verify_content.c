/* verify_content.c - attached content against its hashes, tables against the replayed log. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/verify_parts.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "core/checklist.h"
#include "store/object.h"
#include "store/search_parts.h"
#include "store/snapshot.h"

/* ---- objects --------------------------------------------------------------------------------- */

/* What an object's bytes add up to, beside the hash that object_read checks. */
struct sum {
    uint64_t length;
    crypto_hash_sha256_state sha;
};

static bool add_up(void *context, const void *bytes, size_t length)
{
    struct sum *sum = context;

    sum->length += length;
    crypto_hash_sha256_update(&sum->sha, bytes, length);
    return true;
}

static void check_object(struct verification *check, sqlite3_stmt *stmt)
{
    struct hash hash;
    struct hash sha;
    struct hash written;
    struct sum sum = {0};
    struct err fault;
    char name[HASH_TEXT_SIZE] = "?";
    bool read = false;

    crypto_hash_sha256_init(&sum.sha);
    if (db_hash(stmt, 0, &hash)) {
        hash_text(&hash, name);
        read = object_read(check->store, &hash, add_up, &sum, &fault) == ERR_OK;
        if (!read)
            verify_problem(check, _("attachment %.12s: %s"), name, fault.message);
    }
    crypto_hash_sha256_final(&sum.sha, sha.bytes);
    if (sum.length != (uint64_t)sqlite3_column_int64(stmt, 1))
        verify_problem(check, _("attachment %.12s: its size was changed"), name);
    else if (read && (!db_hash(stmt, 2, &written) || !hash_equal(&written, &sha)))
        verify_problem(check, _("attachment %.12s: its SHA-256 was changed"), name);
    check->report->objects++;
    check->report->object_bytes += sum.length;
}

enum err_code verify_objects(struct verification *check, struct err *err)
{
    bool row = false;
    sqlite3_stmt *stmt =
        db_use(check->store, "SELECT hash, size, sha256 FROM object ORDER BY hash", err);

    if (stmt == NULL)
        return err_code_of(err);
    enum err_code code = db_step(check->store, stmt, &row, err);
    while (code == ERR_OK && row) {
        check_object(check, stmt);
        code = verify_tell(check, 40, err);
        if (code == ERR_OK)
            code = db_step(check->store, stmt, &row, err);
    }
    db_done(check->store, stmt);
    return code;
}

enum err_code verify_missing_objects(struct verification *check, struct err *err)
{
    bool row = false;
    sqlite3_stmt *stmt = db_use(
        check->store,
        "SELECT name FROM attachment WHERE object IS NOT NULL AND NOT EXISTS"
        " (SELECT 1 FROM object WHERE hash = attachment.object)"
        " UNION ALL SELECT checklist FROM audit_checklist WHERE snapshot IS NOT NULL AND NOT EXISTS"
        " (SELECT 1 FROM object WHERE hash = audit_checklist.snapshot) ORDER BY 1",
        err);

    if (stmt == NULL)
        return err_code_of(err);
    enum err_code code = db_step(check->store, stmt, &row, err);
    while (code == ERR_OK && row) {
        char *name = db_text(stmt, 0);
        verify_problem(check, _("the content of %s is missing"), name);
        free(name);
        code = db_step(check->store, stmt, &row, err);
    }
    db_done(check->store, stmt);
    return code;
}

/* ---- projection ------------------------------------------------------------------------------ */

static bool same_column(sqlite3_stmt *a, sqlite3_stmt *b, int column)
{
    struct value left = db_value(a, column);
    struct value right = db_value(b, column);
    bool same = value_equal(&left, &right);

    value_clear(&left);
    value_clear(&right);
    return same;
}

static void compare_rows(struct verification *check, const char *table, sqlite3_stmt *a,
                         sqlite3_stmt *b)
{
    struct ident id = db_ident(a, 0);
    char name[IDENT_TEXT_SIZE];

    ident_text(&id, name);
    for (int column = 0; column < sqlite3_column_count(a); column++)
        if (!same_column(a, b, column))
            verify_problem(check, _("%s %.8s: %s is not what the log says"), table, name,
                           sqlite3_column_name(a, column));
}

/* Walks two ordered results side by side; key columns decide which row stands alone. */
static enum err_code compare_query(struct verification *check, const char *table, const char *sql,
                                   bool count, struct err *err)
{
    sqlite3_stmt *file = db_use(check->store, sql, err);
    sqlite3_stmt *log = file == NULL ? NULL : db_use(check->scratch, sql, err);
    enum err_code code = log == NULL ? err_code_of(err) : ERR_OK;
    bool in_file = false;
    bool in_log = false;

    if (code == ERR_OK)
        code = db_step(check->store, file, &in_file, err);
    if (code == ERR_OK)
        code = db_step(check->scratch, log, &in_log, err);
    while (code == ERR_OK && in_file && in_log) {
        check->report->rows += count;
        compare_rows(check, table, file, log);
        code = db_step(check->store, file, &in_file, err);
        if (code == ERR_OK)
            code = db_step(check->scratch, log, &in_log, err);
    }
    if (code == ERR_OK && in_file != in_log)
        verify_problem(check,
                       in_file ? _("%s: there are more rows than in the log")
                               : _("%s: rows of the log are missing"),
                       table);
    db_done(check->store, file);
    db_done(check->scratch, log);
    return code;
}

/* What else is made from the log; the first column is the one a problem names. */
static const struct {
    const char *table;
    const char *sql;
} derived[] = {
    {"chain", "SELECT device, scope, epoch, sequence, head, lamport FROM chain"
              " ORDER BY scope, device, epoch"},
    {"conflict", "SELECT record, type, field, scope FROM conflict ORDER BY type, record, field"},
    {"superseded_unknown", "SELECT batch, operation, type, record, field FROM superseded_unknown"
                           " ORDER BY batch, operation, type, record, field"},
};

/* Which id a record got depends on the order of saves where two are of one moment. What a merge
 * left for later is put in first; where that can't be written there is nothing to compare yet. */
static enum err_code verify_search(struct verification *check, struct err *err)
{
    bool behind = false;
    enum err_code code = search_is_behind(check->store, &behind, err);

    if (code != ERR_OK || behind)
        return code;
    code = compare_query(check, "search",
                         "SELECT r.record, r.type, r.audit, r.id >> 20, s.text FROM search_row r"
                         " FULL JOIN search s ON s.rowid = r.id ORDER BY r.type, r.record",
                         false, err);
    if (code == ERR_OK && !search_is_sound(check->store))
        verify_problem(check, _("search: the index does not agree with its texts"));
    return code;
}

enum err_code verify_records(struct verification *check, struct err *err)
{
    enum err_code code = ERR_OK;
    struct buf sql;

    buf_init(&sql);
    for (size_t i = 0; i < record_count && code == ERR_OK; i++) {
        buf_reset(&sql);
        buf_printf(&sql, "SELECT * FROM %s ORDER BY id", records[i].table);
        code = compare_query(check, records[i].table, sql.data, true, err);
        if (code == ERR_OK)
            code = verify_tell(check, (unsigned)(60 + 30 * i / record_count), err);
    }
    buf_clear(&sql);
    for (size_t i = 0; i < sizeof derived / sizeof derived[0] && code == ERR_OK; i++)
        code = compare_query(check, derived[i].table, derived[i].sql, false, err);
    return code == ERR_OK ? verify_search(check, err) : code;
}

static enum err_code unfold_again(struct verification *check, sqlite3_stmt *stmt, struct err *err)
{
    struct checklist checklist;
    struct hash digest;

    if (!db_hash(stmt, 0, &digest))
        return ERR_OK;
    checklist_init(&checklist);
    enum err_code code = db_run(check->scratch, "SAVEPOINT unfolding", err);
    if (code == ERR_OK && (snapshot_load(check->store, &digest, &checklist, NULL) != ERR_OK ||
                           snapshot_unfold(check->scratch, &checklist, &digest, NULL) != ERR_OK)) {
        verify_problem(check, _("the snapshot of a checklist can't be read"));
        code = db_run(check->scratch, "ROLLBACK TO unfolding", err);
    }
    if (code == ERR_OK)
        code = db_run(check->scratch, "RELEASE unfolding", err);
    checklist_clear(&checklist);
    return code;
}

/* Snapshot numbers are the database's own, so rows are compared by digest. */
static const char *const snapshot_queries[] = {
    "SELECT digest, checklist, version, standard FROM snapshot ORDER BY digest",
    "SELECT digest, position, clause FROM snapshot JOIN snapshot_clause c ON c.snapshot = id"
    " ORDER BY digest, position",
    "SELECT digest, position, language, title FROM snapshot JOIN snapshot_clause_title t"
    " ON t.snapshot = id ORDER BY digest, position, language",
    "SELECT digest, position, item, ref, clause, chapter, obligation, methods, places, pdca,"
    " documented FROM snapshot JOIN snapshot_item i ON i.snapshot = id ORDER BY digest, position",
    "SELECT digest, position, language, heading, ask, look_for FROM snapshot JOIN snapshot_text t"
    " ON t.snapshot = id ORDER BY digest, position, language"};

/* Those that are unfolded and those that the audits name. */
enum err_code verify_snapshots(struct verification *check, struct err *err)
{
    bool row = false;
    sqlite3_stmt *stmt = db_use(check->store,
                                "SELECT digest FROM snapshot UNION SELECT snapshot"
                                " FROM audit_checklist WHERE snapshot IS NOT NULL ORDER BY 1",
                                err);

    if (stmt == NULL)
        return err_code_of(err);
    enum err_code code = db_step(check->store, stmt, &row, err);
    while (code == ERR_OK && row) {
        code = unfold_again(check, stmt, err);
        if (code == ERR_OK)
            code = db_step(check->store, stmt, &row, err);
    }
    db_done(check->store, stmt);
    for (size_t i = 0; code == ERR_OK && i < sizeof snapshot_queries / sizeof *snapshot_queries;
         i++)
        code = compare_query(check, "snapshot", snapshot_queries[i], false, err);
    return code;
}

/* ---- the database itself --------------------------------------------------------------------- */

/* Tables, indexes, triggers and views of one database that the other has not, or has otherwise. */
static enum err_code compare_schema(struct verification *check, struct store *from,
                                    struct store *against, struct err *err)
{
    bool row = false;
    sqlite3_stmt *stmt = db_use(from,
                                "SELECT type, name, sql FROM sqlite_schema"
                                " WHERE name NOT GLOB 'sqlite_*' ORDER BY type, name",
                                err);

    if (stmt == NULL)
        return err_code_of(err);
    enum err_code code = db_step(from, stmt, &row, err);
    while (code == ERR_OK && row) {
        bool same = false;
        sqlite3_stmt *find =
            db_use(against,
                   "SELECT 1 FROM sqlite_schema WHERE type = ?1 AND name = ?2 AND sql IS ?3", err);
        code = find == NULL ? err_code_of(err) : ERR_OK;
        for (int i = 0; i < 3 && find != NULL; i++)
            sqlite3_bind_value(find, i + 1, sqlite3_column_value(stmt, i));
        if (code == ERR_OK)
            code = db_step(against, find, &same, err);
        db_done(against, find);
        if (code == ERR_OK && !same)
            verify_problem(check,
                           from == check->store ? _("SQLite: %s is not what auditwalk made")
                                                : _("SQLite: %s of auditwalk is missing"),
                           (const char *)sqlite3_column_text(stmt, 1));
        if (code == ERR_OK)
            code = db_step(from, stmt, &row, err);
    }
    db_done(from, stmt);
    return code;
}

enum err_code verify_schema(struct verification *check, struct err *err)
{
    enum err_code code = compare_schema(check, check->store, check->scratch, err);

    return code == ERR_OK ? compare_schema(check, check->scratch, check->store, err) : code;
}

/* Rows that belong to none, such as the bytes of no attachment. */
enum err_code verify_references(struct verification *check, struct err *err)
{
    bool row = false;
    sqlite3_stmt *stmt = db_use(check->store, "PRAGMA foreign_key_check", err);

    if (stmt == NULL)
        return err_code_of(err);
    enum err_code code = db_step(check->store, stmt, &row, err);
    while (code == ERR_OK && row && check->report->problem_count < VERIFY_PROBLEM_LIMIT) {
        char *table = db_text(stmt, 0);
        verify_problem(check, _("SQLite: a row of %s belongs to nothing"), table);
        free(table);
        code = db_step(check->store, stmt, &row, err);
    }
    db_done(check->store, stmt);
    return code;
}

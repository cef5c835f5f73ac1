/* verify.c - checks an audit file against its own log.
 *
 * Every batch must be what its name says, signed by its device and next in its chain; folding all
 * of them into a scratch database must give exactly the tables that are there; every object must
 * have its hash.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/verify.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "base/i18n.h"
#include "store/project.h"
#include "store/save.h"
#include "store/schema.h"
#include "store/snapshot.h"

enum { PROBLEM_LIMIT = 1000 }; /* enough to see the pattern, and bounded for a hostile file */

struct key {
    struct ident device;
    uint8_t bytes[DEVICE_PUBLIC_SIZE];
};

struct verification {
    struct store *store;
    struct store *scratch;
    struct verify_report *report;
    struct key *keys;
    size_t key_count;
    size_t key_capacity;
    bool (*progress)(void *context, unsigned percent);
    void *context;
};

void verify_report_clear(struct verify_report *report)
{
    for (size_t i = 0; i < report->problem_count; i++)
        free(report->problems[i]);
    free(report->problems);
    *report = (struct verify_report){0};
}

static void problem(struct verification *check, const char *format, ...) BASE_PRINTF(2, 3);

static void problem(struct verification *check, const char *format, ...)
{
    struct verify_report *report = check->report;
    struct err text;
    char line[ERR_MESSAGE_SIZE];
    va_list arguments;

    if (report->problem_count >= PROBLEM_LIMIT)
        return;
    va_start(arguments, format);
    vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    err_set(&text, ERR_FOUND, "%s", line); /* makes it safe to show: parts come from the file */
    report->problems = mem_grow(report->problems, report->problem_count, &report->problem_capacity,
                                sizeof *report->problems);
    report->problems[report->problem_count++] = mem_strdup(text.message);
}

static enum err_code tell(struct verification *check, unsigned percent, struct err *err)
{
    if (check->progress == NULL || check->progress(check->context, percent))
        return ERR_OK;
    return err_set(err, ERR_CANCELLED, _("the check was stopped"));
}

/* ---- batches --------------------------------------------------------------------------------- */

/* A device brings its public key in a record whose id is the key's hash, so a wrong key can't pose.
 */
static void learn_keys(struct verification *check, const struct batch *batch)
{
    for (size_t i = 0; i < batch->count; i++) {
        const struct operation *operation = &batch->operations[i];
        if (operation->type != RECORD_DEVICE || operation->field != DEVICE_KEY ||
            operation->value.kind != VALUE_IS_BYTES ||
            operation->value.length != DEVICE_PUBLIC_SIZE)
            continue;
        struct key key;
        memcpy(key.bytes, operation->value.bytes, DEVICE_PUBLIC_SIZE);
        key.device = device_id_of(key.bytes);
        if (!ident_equal(&key.device, &operation->record))
            continue;
        check->keys =
            mem_grow(check->keys, check->key_count, &check->key_capacity, sizeof *check->keys);
        check->keys[check->key_count++] = key;
    }
}

static const struct key *find_key(const struct verification *check, const struct ident *device)
{
    for (size_t i = 0; i < check->key_count; i++)
        if (ident_equal(&check->keys[i].device, device))
            return &check->keys[i];
    return NULL;
}

static void batch_title(const struct batch *batch, char *out, size_t size)
{
    char device[5];

    ident_short(&batch->device, device);
    snprintf(out, size, "%s/%llu/%llu", device, (unsigned long long)batch->epoch,
             (unsigned long long)batch->sequence);
}

static void check_signature(struct verification *check, const struct batch *batch,
                            const struct buf *bytes)
{
    const struct key *key = find_key(check, &batch->device);
    char title[64];

    batch_title(batch, title, sizeof title);
    if (key == NULL)
        problem(check, _("batch %s: the device that signed it is not known"), title);
    else if (!batch_signed_by(bytes->data, bytes->length, key->bytes))
        problem(check, _("batch %s: the signature is not that of its device"), title);
    if (!ident_equal(&batch->file, &check->store->file))
        problem(check, _("batch %s: it belongs to another file"), title);
}

static void check_columns(struct verification *check, sqlite3_stmt *stmt, const struct batch *batch,
                          const struct hash *name)
{
    struct ident device = db_ident(stmt, 3);
    struct ident scope = db_ident(stmt, 2);
    struct hash written;
    char title[64];

    batch_title(batch, title, sizeof title);
    if (!db_hash(stmt, 0, &written) || !hash_equal(&written, name))
        problem(check, _("batch %s: its content was changed"), title);
    if (!ident_equal(&device, &batch->device) || !ident_equal(&scope, &batch->scope) ||
        (uint64_t)sqlite3_column_int64(stmt, 4) != batch->epoch ||
        (uint64_t)sqlite3_column_int64(stmt, 5) != batch->sequence ||
        (uint64_t)sqlite3_column_int64(stmt, 6) != batch->lamport)
        problem(check, _("batch %s: its place in the log was changed"), title);
}

static enum err_code replay(struct verification *check, const struct batch *batch,
                            const struct hash *name, const struct buf *bytes, struct err *err)
{
    enum err_code code = save_insert_batch(check->scratch, batch, name, bytes, err);

    if (code == ERR_OK)
        code = project_batch(check->scratch, batch, name, err);
    if (code == ERR_OK)
        code = project_chain(check->scratch, batch, name, err);
    return code;
}

/* The same save under two names. */
static enum err_code was_replayed(struct verification *check, const struct hash *name, bool *was,
                                  struct err *err)
{
    sqlite3_stmt *stmt = db_use(check->scratch, "SELECT 1 FROM batch WHERE name = ?1", err);

    *was = false;
    if (stmt == NULL)
        return err_code_of(err);
    db_bind_hash(stmt, 1, name);
    enum err_code code = db_step(check->scratch, stmt, was, err);
    db_done(check->scratch, stmt);
    return code;
}

static enum err_code check_batch(struct verification *check, sqlite3_stmt *stmt, struct err *err)
{
    struct batch batch;
    bool again = false;
    struct buf bytes;
    enum err_code code = ERR_OK;

    buf_init(&bytes);
    buf_add(&bytes, sqlite3_column_blob(stmt, 1), (size_t)sqlite3_column_bytes(stmt, 1));
    struct hash name = batch_name(bytes.data, bytes.length);
    check->report->batches++;
    if (batch_decode(bytes.data, bytes.length, &batch, NULL) != ERR_OK) {
        problem(check, _("batch %zu of the log can't be read"), check->report->batches);
    } else {
        check->report->operations += batch.count;
        learn_keys(check, &batch);
        check_columns(check, stmt, &batch, &name);
        check_signature(check, &batch, &bytes);
        code = was_replayed(check, &name, &again, err);
        if (code == ERR_OK && !again)
            code = replay(check, &batch, &name, &bytes, err);
        batch_clear(&batch);
    }
    buf_clear(&bytes);
    return code;
}

static enum err_code check_batches(struct verification *check, struct err *err)
{
    bool row = false;
    sqlite3_stmt *stmt = db_use(check->store,
                                "SELECT name, bytes, scope, device, epoch, sequence, lamport"
                                " FROM batch ORDER BY lamport, device, name",
                                err);

    if (stmt == NULL)
        return err_code_of(err);
    enum err_code code = db_step(check->store, stmt, &row, err);
    while (code == ERR_OK && row) {
        code = check_batch(check, stmt, err);
        if (code == ERR_OK && check->report->batches % 256 == 0)
            code = tell(check, 10, err);
        if (code == ERR_OK)
            code = db_step(check->store, stmt, &row, err);
    }
    db_done(check->store, stmt);
    return code;
}

/* ---- chains ---------------------------------------------------------------------------------- */

struct link {
    struct ident scope;
    struct ident device;
    uint64_t epoch;
    uint64_t sequence;
    struct hash name;
    bool any;
};

static bool continues(const struct link *last, const struct batch *batch)
{
    return last->any && ident_equal(&last->scope, &batch->scope) &&
           ident_equal(&last->device, &batch->device) && last->epoch == batch->epoch;
}

/* The first batch of an epoch may name the end of the one before; any other names its predecessor.
 */
static void check_link(struct verification *check, const struct link *last,
                       const struct batch *batch)
{
    char title[64];

    batch_title(batch, title, sizeof title);
    if (!continues(last, batch)) {
        if (batch->sequence != 1)
            problem(check, _("batch %s: the ones before it are missing"), title);
        return;
    }
    if (batch->sequence != last->sequence + 1)
        problem(check, _("batch %s: a batch before it is missing"), title);
    else if (!batch->has_previous || !hash_equal(&batch->previous, &last->name))
        problem(check, _("batch %s: it does not follow the one before it"), title);
}

static enum err_code has_batch(struct verification *check, const struct hash *name, bool *has,
                               struct err *err)
{
    sqlite3_stmt *stmt = db_use(check->store, "SELECT 1 FROM batch WHERE name = ?1", err);

    if (stmt == NULL)
        return err_code_of(err);
    db_bind_hash(stmt, 1, name);
    enum err_code code = db_step(check->store, stmt, has, err);
    db_done(check->store, stmt);
    return code;
}

/* All that this laptop wrote must be here, in every scope: each of its batches names the one before
 * it. What others wrote may have come in part, so it is only asked of them while the file has one
 * device. */
static enum err_code check_prior(struct verification *check, const struct batch *batch,
                                 struct err *err)
{
    const struct device *own = check->store->device;
    bool mine = own != NULL && ident_equal(&own->id, &batch->device);
    bool there = true;
    char title[64];

    if (!batch->has_prior || (!mine && check->key_count > 1))
        return ERR_OK;
    enum err_code code = has_batch(check, &batch->prior, &there, err);
    batch_title(batch, title, sizeof title);
    if (code == ERR_OK && !there)
        problem(check, _("batch %s: the one its device wrote before it is missing"), title);
    return code;
}

static enum err_code check_chains(struct verification *check, struct err *err)
{
    struct link last = {0};
    bool row = false;
    sqlite3_stmt *stmt = db_use(
        check->store, "SELECT bytes FROM batch ORDER BY scope, device, epoch, sequence, name", err);

    if (stmt == NULL)
        return err_code_of(err);
    enum err_code code = db_step(check->store, stmt, &row, err);
    while (code == ERR_OK && row) {
        const void *bytes = sqlite3_column_blob(stmt, 0);
        size_t length = (size_t)sqlite3_column_bytes(stmt, 0);
        struct batch batch;
        if (batch_decode(bytes, length, &batch, NULL) == ERR_OK) {
            check_link(check, &last, &batch);
            code = check_prior(check, &batch, err);
            last = (struct link){
                batch.scope, batch.device, batch.epoch, batch.sequence, batch_name(bytes, length),
                true};
            batch_clear(&batch);
        }
        if (code == ERR_OK)
            code = db_step(check->store, stmt, &row, err);
    }
    db_done(check->store, stmt);
    return code;
}

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
            problem(check, _("attachment %.12s: %s"), name, fault.message);
    }
    crypto_hash_sha256_final(&sum.sha, sha.bytes);
    if (sum.length != (uint64_t)sqlite3_column_int64(stmt, 1))
        problem(check, _("attachment %.12s: its size was changed"), name);
    else if (read && (!db_hash(stmt, 2, &written) || !hash_equal(&written, &sha)))
        problem(check, _("attachment %.12s: its SHA-256 was changed"), name);
    check->report->objects++;
    check->report->object_bytes += sum.length;
}

static enum err_code check_objects(struct verification *check, struct err *err)
{
    bool row = false;
    sqlite3_stmt *stmt =
        db_use(check->store, "SELECT hash, size, sha256 FROM object ORDER BY hash", err);

    if (stmt == NULL)
        return err_code_of(err);
    enum err_code code = db_step(check->store, stmt, &row, err);
    while (code == ERR_OK && row) {
        check_object(check, stmt);
        code = tell(check, 40, err);
        if (code == ERR_OK)
            code = db_step(check->store, stmt, &row, err);
    }
    db_done(check->store, stmt);
    return code;
}

static enum err_code check_missing_objects(struct verification *check, struct err *err)
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
        problem(check, _("the content of %s is missing"), name);
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
            problem(check, _("%s %.8s: %s is not what the log says"), table, name,
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
        problem(check,
                in_file ? _("%s: there are more rows than in the log")
                        : _("%s: rows of the log are missing"),
                table);
    db_done(check->store, file);
    db_done(check->scratch, log);
    return code;
}

static enum err_code compare_records(struct verification *check, struct err *err)
{
    enum err_code code = ERR_OK;
    struct buf sql;

    buf_init(&sql);
    for (size_t i = 0; i < record_count && code == ERR_OK; i++) {
        buf_reset(&sql);
        buf_printf(&sql, "SELECT * FROM %s ORDER BY id", records[i].table);
        code = compare_query(check, records[i].table, sql.data, true, err);
        if (code == ERR_OK)
            code = tell(check, (unsigned)(60 + 30 * i / record_count), err);
    }
    buf_clear(&sql);
    if (code == ERR_OK)
        code = compare_query(check, "chain",
                             "SELECT device, scope, epoch, sequence, head, lamport FROM chain"
                             " ORDER BY scope, device, epoch",
                             false, err);
    return code;
}

static enum err_code unfold_again(struct verification *check, sqlite3_stmt *stmt, struct err *err)
{
    struct checklist checklist;
    struct hash digest;

    if (!db_hash(stmt, 0, &digest))
        return ERR_OK;
    checklist_init(&checklist);
    enum err_code code = ERR_OK;
    if (snapshot_load(check->store, &digest, &checklist, NULL) != ERR_OK)
        problem(check, _("the snapshot of a checklist can't be read"));
    else
        code = snapshot_unfold(check->scratch, &checklist, &digest, err);
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
static enum err_code compare_snapshots(struct verification *check, struct err *err)
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
            problem(check,
                    from == check->store ? _("SQLite: %s is not what auditwalk made")
                                         : _("SQLite: %s of auditwalk is missing"),
                    (const char *)sqlite3_column_text(stmt, 1));
        if (code == ERR_OK)
            code = db_step(from, stmt, &row, err);
    }
    db_done(from, stmt);
    return code;
}

static enum err_code check_schema(struct verification *check, struct err *err)
{
    enum err_code code = compare_schema(check, check->store, check->scratch, err);

    return code == ERR_OK ? compare_schema(check, check->scratch, check->store, err) : code;
}

/* Rows that belong to none, such as the bytes of no attachment. */
static enum err_code check_references(struct verification *check, struct err *err)
{
    bool row = false;
    sqlite3_stmt *stmt = db_use(check->store, "PRAGMA foreign_key_check", err);

    if (stmt == NULL)
        return err_code_of(err);
    enum err_code code = db_step(check->store, stmt, &row, err);
    while (code == ERR_OK && row && check->report->problem_count < PROBLEM_LIMIT) {
        char *table = db_text(stmt, 0);
        problem(check, _("SQLite: a row of %s belongs to nothing"), table);
        free(table);
        code = db_step(check->store, stmt, &row, err);
    }
    db_done(check->store, stmt);
    return code;
}

/* ---- all of it ------------------------------------------------------------------------------- */

static enum err_code check_pages(struct verification *check, struct err *err)
{
    bool row = false;
    sqlite3_stmt *stmt = db_use(check->store, "PRAGMA integrity_check(20)", err);

    if (stmt == NULL)
        return err_code_of(err);
    enum err_code code = db_step(check->store, stmt, &row, err);
    while (code == ERR_OK && row) {
        char *answer = db_text(stmt, 0);
        if (strcmp(answer, "ok") != 0)
            problem(check, "SQLite: %s", answer);
        free(answer);
        code = db_step(check->store, stmt, &row, err);
    }
    db_done(check->store, stmt);
    return code;
}

static enum err_code open_scratch(struct verification *check, struct err *err)
{
    struct store *scratch = mem_zalloc(1, sizeof *scratch);

    scratch->path = mem_strdup(_("the temporary database"));
    scratch->scratch = true;
    check->scratch = scratch;
    enum err_code code = db_open(scratch, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, err);
    if (code == ERR_OK)
        code = schema_upgrade(scratch, 0, err);
    return code == ERR_OK ? db_begin(scratch, err) : code;
}

static enum err_code run_checks(struct verification *check, struct err *err)
{
    static enum err_code (*const steps[])(struct verification *, struct err *) = {
        check_pages,     check_batches,     check_chains, check_objects,   check_missing_objects,
        compare_records, compare_snapshots, check_schema, check_references};
    enum err_code code = open_scratch(check, err);

    for (size_t i = 0; i < sizeof steps / sizeof steps[0] && code == ERR_OK; i++)
        code = steps[i](check, err);
    check->report->devices = check->key_count;
    return code == ERR_OK ? tell(check, 100, err) : code;
}

enum err_code store_verify(struct store *store, bool (*progress)(void *context, unsigned percent),
                           void *context, struct verify_report *report, struct err *err)
{
    struct verification check = {
        .store = store, .report = report, .progress = progress, .context = context};

    *report = (struct verify_report){0};
    enum err_code code = run_checks(&check, err);
    store_close(check.scratch);
    free(check.keys);
    return code;
}

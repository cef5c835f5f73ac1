/* sign.c - the digest of an audit, signatures over it, and revisions of its report.
 *
 * A signature is Ed25519 of the device's key over "auditwalk-sign-off-1" NUL, audit, word of the
 * step NUL, revision (8 bytes, little-endian), person, time NUL, device, digest.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/ready.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "core/closure.h"
#include "store/audits.h"
#include "store/query.h"
#include "store/ready_parts.h"
#include "store/shown.h"

/* ---- the digest ------------------------------------------------------------------------------ */

/* How the records of an audit are found; what has no audit of its own by what it belongs to. */
static const struct {
    enum record_type type;
    const char *where;
    bool later; /* came with a later version: without a record it is as if it was not there */
} contents[] = {
    {RECORD_AUDIT, "id = ?1", false},
    {RECORD_AUDIT_SITE, "audit = ?1", false},
    {RECORD_AUDIT_PROCESS, "audit = ?1", false},
    {RECORD_TEAM_MEMBER, "audit = ?1", false},
    {RECORD_AUDIT_CHECKLIST, "audit = ?1", false},
    {RECORD_ASSESSMENT, "audit = ?1", false},
    {RECORD_EVIDENCE, "audit = ?1", false},
    {RECORD_ATTACHMENT, "evidence IN (SELECT id FROM evidence WHERE audit = ?1)", false},
    {RECORD_EVIDENCE_LINK, "evidence IN (SELECT id FROM evidence WHERE audit = ?1)", false},
    {RECORD_FINDING, "audit = ?1", false},
    {RECORD_CRITERION, "finding IN (SELECT id FROM finding WHERE audit = ?1)", false},
    {RECORD_DEPLOYMENT, "audit = ?1", false},
    {RECORD_FOLLOW_UP, "audit = ?1", false},
    {RECORD_MEETING, "audit = ?1", true}};

static void add_number(struct buf *out, uint32_t number)
{
    for (int i = 0; i < 4; i++)
        buf_putc(out, (char)(number >> (8 * i) & 0xff));
}

static void add_value(struct buf *out, sqlite3_stmt *stmt, int column)
{
    int length = 0;
    const void *bytes = NULL;

    buf_putc(out, (char)sqlite3_column_type(stmt, column));
    if (sqlite3_column_type(stmt, column) != SQLITE_NULL) {
        bytes = sqlite3_column_blob(stmt, column);
        length = sqlite3_column_bytes(stmt, column);
    }
    add_number(out, (uint32_t)length);
    if (length > 0)
        buf_add(out, bytes, (size_t)length);
}

/* Only what says something: an empty column of a later version changes nothing. */
static void add_row(struct buf *out, sqlite3_stmt *stmt, const struct record *record)
{
    add_value(out, stmt, 0);
    for (size_t i = 0; i < record->field_count; i++) {
        const struct field *field = &record->fields[i];
        if (closure_is_open_field(record->type, field->number) ||
            sqlite3_column_type(stmt, (int)i + 1) == SQLITE_NULL)
            continue;
        add_number(out, field->number);
        add_value(out, stmt, (int)i + 1);
    }
}

static enum err_code add_type(struct store *store, const struct ident *audit, size_t at,
                              struct buf *out, struct err *err)
{
    const struct record *record = record_find((int)contents[at].type);
    struct buf sql;
    bool row = false;

    buf_init(&sql);
    buf_puts(&sql, "SELECT id");
    for (size_t i = 0; i < record->field_count; i++)
        buf_printf(&sql, ", %s", record->fields[i].column);
    buf_printf(&sql, " FROM %s WHERE %s ORDER BY id", record->table, contents[at].where);
    sqlite3_stmt *stmt = db_use(store, sql.data, err);
    buf_clear(&sql);
    if (stmt == NULL)
        return err_code_of(err);
    db_bind_ident(stmt, 1, audit);
    enum err_code code = db_step(store, stmt, &row, err);
    if (row || !contents[at].later)
        buf_puts(out, record->table);
    while (code == ERR_OK && row) {
        add_row(out, stmt, record);
        code = db_step(store, stmt, &row, err);
    }
    db_done(store, stmt);
    return code;
}

enum err_code audit_digest(struct store *store, const struct ident *audit, struct hash *digest,
                           struct err *err)
{
    enum err_code code = ERR_OK;
    struct buf all;

    buf_init(&all);
    for (size_t i = 0; i < sizeof contents / sizeof contents[0] && code == ERR_OK; i++)
        code = add_type(store, audit, i, &all, err);
    if (code == ERR_OK)
        *digest = hash_bytes(all.data, all.length);
    buf_clear(&all);
    return code;
}

enum err_code audit_revision(struct store *store, const struct ident *audit, int64_t *revision,
                             struct err *err)
{
    sqlite3_stmt *stmt = db_use(store,
                                "SELECT coalesce(max(number), 0) FROM issue_revision"
                                " WHERE audit = ?1 AND withdrawn IS NULL",
                                err);

    *revision = 0;
    if (stmt != NULL)
        db_bind_ident(stmt, 1, audit);
    return query_int(store, stmt, revision, err);
}

enum err_code audit_revisions(struct store *store, const struct ident *audit, struct rows *rows,
                              struct err *err)
{
    struct list_query query = {.type = RECORD_REVISION,
                               .where = REVISION_AUDIT,
                               .equals = value_id(audit),
                               .order = REVISION_NUMBER};
    enum err_code code = store_list(store, &query, rows, err);

    value_clear(&query.equals);
    return code;
}

/* ---- signing --------------------------------------------------------------------------------- */

struct statement_parts {
    struct ident audit;
    const char *step;
    int64_t revision;
    struct ident person;
    const char *at;
    struct ident device;
    struct hash digest;
};

static void put_statement(struct buf *out, const struct statement_parts *parts)
{
    static const char tag[] = "auditwalk-sign-off-1";

    buf_add(out, tag, sizeof tag);
    buf_add(out, parts->audit.bytes, IDENT_SIZE);
    buf_add(out, parts->step, strlen(parts->step) + 1);
    for (int i = 0; i < 8; i++)
        buf_putc(out, (char)((uint64_t)parts->revision >> (8 * i) & 0xff));
    buf_add(out, parts->person.bytes, IDENT_SIZE);
    buf_add(out, parts->at, strlen(parts->at) + 1);
    buf_add(out, parts->device.bytes, IDENT_SIZE);
    buf_add(out, parts->digest.bytes, HASH_SIZE);
}

enum err_code sign_add(struct store *store, struct change *change, const struct ident *audit,
                       enum sign_step step, int64_t revision, const char *note, struct err *err)
{
    struct ident id = ident_random();
    unsigned char signature[crypto_sign_BYTES];
    char now[CLOCK_ISO_SIZE];
    struct statement_parts parts = {.audit = *audit,
                                    .step = code_at(&code_sign_steps, (int)step)->word,
                                    .revision = revision,
                                    .person = store->author,
                                    .at = now,
                                    .device = store->device->id};
    struct buf message;
    enum err_code code = audit_digest(store, audit, &parts.digest, err);

    if (code != ERR_OK)
        return code;
    clock_now_iso(now);
    buf_init(&message);
    put_statement(&message, &parts);
    crypto_sign_detached(signature, NULL, (const unsigned char *)message.data, message.length,
                         store->device->secret_key);
    buf_clear(&message);
    change_set_id(change, RECORD_SIGN_OFF, &id, SIGN_OFF_AUDIT, audit);
    change_set_text(change, RECORD_SIGN_OFF, &id, SIGN_OFF_STEP, parts.step);
    change_set_int(change, RECORD_SIGN_OFF, &id, SIGN_OFF_REVISION, revision);
    change_set_id(change, RECORD_SIGN_OFF, &id, SIGN_OFF_PERSON, &store->author);
    change_set_text(change, RECORD_SIGN_OFF, &id, SIGN_OFF_AT, now);
    change_set(change, RECORD_SIGN_OFF, &id, SIGN_OFF_DIGEST,
               value_bytes(parts.digest.bytes, HASH_SIZE));
    change_set_id(change, RECORD_SIGN_OFF, &id, SIGN_OFF_DEVICE, &store->device->id);
    change_set(change, RECORD_SIGN_OFF, &id, SIGN_OFF_SIGNATURE,
               value_bytes(signature, sizeof signature));
    change_set_text(change, RECORD_SIGN_OFF, &id, SIGN_OFF_NOTE, note);
    return ERR_OK;
}

static bool is_signed(const struct sign_lines *lines, enum sign_step step, int64_t revision)
{
    for (size_t i = 0; i < lines->count; i++)
        if (lines->items[i].step == step && lines->items[i].revision == revision &&
            lines->items[i].valid && lines->items[i].current)
            return true;
    return false;
}

static enum err_code check_order(struct store *store, const struct ident *audit,
                                 enum sign_step step, int64_t revision, struct err *err)
{
    struct sign_lines lines;
    enum err_code code = audit_signatures(store, audit, &lines, err);

    if (code == ERR_OK && step > SIGN_PREPARED &&
        !is_signed(&lines, (enum sign_step)(step - 1), revision)) {
        err_set(err, ERR_DENIED, _("before \"%s\" it is signed as \"%s\", as it is now"),
                _(code_at(&code_sign_steps, (int)step)->label),
                _(code_at(&code_sign_steps, (int)step - 1)->label));
        code = ERR_DENIED;
    }
    sign_lines_clear(&lines);
    return code;
}

static enum err_code check_reporting(struct store *store, const struct ident *audit,
                                     struct err *err)
{
    struct row row;
    enum err_code code = store_get(store, RECORD_AUDIT, audit, &row, err);

    if (code == ERR_OK && row_code(&row, AUDIT_STATE) != AUDIT_REPORTING) {
        int state = row_code(&row, AUDIT_STATE);
        err_set(err, ERR_DENIED, _("audit %s is %s: a report is signed while it is reporting"),
                row_text(&row, AUDIT_NUMBER), _(code_at(&code_audit_states, state)->label));
        code = ERR_DENIED;
    }
    row_clear(&row);
    return code;
}

enum err_code audit_sign(struct store *store, const struct ident *audit, enum sign_step step,
                         const char *note, struct err *err)
{
    int64_t revision = 0;
    struct change change;
    enum err_code code = check_reporting(store, audit, err);

    if (code == ERR_OK && step == SIGN_ISSUED)
        code = err_set(err, ERR_DENIED, _("\"issued\" is signed by issuing the report"));
    if (code == ERR_OK)
        code = audit_revision(store, audit, &revision, err);
    if (code == ERR_OK)
        code = check_order(store, audit, step, revision, err);
    if (code != ERR_OK)
        return code;
    change_init(&change, audit);
    code = sign_add(store, &change, audit, step, revision, note, err);
    if (code == ERR_OK)
        code = store_save(store, &change, _(code_at(&code_sign_steps, (int)step)->label), err);
    change_clear(&change);
    return code;
}

/* ---- reading --------------------------------------------------------------------------------- */

void sign_lines_clear(struct sign_lines *lines)
{
    for (size_t i = 0; i < lines->count; i++) {
        free(lines->items[i].person);
        free(lines->items[i].signed_at);
        free(lines->items[i].device);
        free(lines->items[i].note);
    }
    free(lines->items);
    *lines = (struct sign_lines){0};
}

/* The key is the one whose hash the device's id is, so nobody can put another in its place. */
static bool is_valid(struct store *store, const struct row *row, const struct hash *digest)
{
    const struct value *signature = row_value(row, SIGN_OFF_SIGNATURE);
    struct statement_parts parts = {.audit = row_id(row, SIGN_OFF_AUDIT),
                                    .step = row_text(row, SIGN_OFF_STEP),
                                    .revision = row_int(row, SIGN_OFF_REVISION),
                                    .person = row_id(row, SIGN_OFF_PERSON),
                                    .at = row_text(row, SIGN_OFF_AT),
                                    .device = row_id(row, SIGN_OFF_DEVICE),
                                    .digest = *digest};
    struct row device;
    struct buf message;
    bool good = false;

    if (signature->length != crypto_sign_BYTES ||
        store_get(store, RECORD_DEVICE, &parts.device, &device, NULL) != ERR_OK)
        return false;
    const struct value *key = row_value(&device, DEVICE_KEY);
    if (key->length == DEVICE_PUBLIC_SIZE) {
        struct ident owner = device_id_of((const uint8_t *)key->bytes);
        buf_init(&message);
        put_statement(&message, &parts);
        good = ident_equal(&owner, &parts.device) &&
               crypto_sign_verify_detached((const unsigned char *)signature->bytes,
                                           (const unsigned char *)message.data, message.length,
                                           (const unsigned char *)key->bytes) == 0;
        buf_clear(&message);
    }
    row_clear(&device);
    return good;
}

static void add_line(struct store *store, const struct row *row, const struct hash *now,
                     struct sign_lines *lines)
{
    const struct value *digest = row_value(row, SIGN_OFF_DIGEST);
    struct ident person = row_id(row, SIGN_OFF_PERSON);
    struct ident device = row_id(row, SIGN_OFF_DEVICE);
    int step = row_code(row, SIGN_OFF_STEP);
    struct sign_line line = {.id = row->id,
                             .step = step < 0 ? SIGN_PREPARED : (enum sign_step)step,
                             .revision = row_int(row, SIGN_OFF_REVISION),
                             .person = store_name(store, RECORD_PERSON, &person),
                             .signed_at = mem_strdup(row_text(row, SIGN_OFF_AT)),
                             .device = shown_device(store, &device),
                             .note = mem_strdup(row_text(row, SIGN_OFF_NOTE))};

    if (digest->length == HASH_SIZE) {
        memcpy(line.digest.bytes, digest->bytes, HASH_SIZE);
        line.valid = step >= 0 && is_valid(store, row, &line.digest);
    }
    line.current = hash_equal(&line.digest, now);
    lines->items = mem_grow(lines->items, lines->count, &lines->capacity, sizeof *lines->items);
    lines->items[lines->count++] = line;
}

static int compare_lines(const void *a, const void *b)
{
    const struct sign_line *left = a;
    const struct sign_line *right = b;

    if (left->revision != right->revision)
        return left->revision < right->revision ? -1 : 1;
    if (left->step != right->step)
        return left->step < right->step ? -1 : 1;
    int order = strcmp(left->signed_at, right->signed_at);
    return order != 0 ? order : ident_compare(&left->id, &right->id);
}

enum err_code audit_signatures(struct store *store, const struct ident *audit,
                               struct sign_lines *lines, struct err *err)
{
    struct hash now;
    struct rows rows = {0};
    struct list_query query = {
        .type = RECORD_SIGN_OFF, .where = SIGN_OFF_AUDIT, .equals = value_id(audit)};

    *lines = (struct sign_lines){0};
    enum err_code code = audit_digest(store, audit, &now, err);
    if (code == ERR_OK)
        code = store_list(store, &query, &rows, err);
    value_clear(&query.equals);
    for (size_t i = 0; i < rows.count && code == ERR_OK; i++)
        add_line(store, &rows.items[i], &now, lines);
    rows_clear(&rows);
    if (lines->count > 1)
        qsort(lines->items, lines->count, sizeof *lines->items, compare_lines);
    return code;
}

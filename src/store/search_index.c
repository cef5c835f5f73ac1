/* search_index.c - keeping the words of every record in the index: with each save and merge, and
 * once for a file from before.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/search_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "store/rows.h"

/* Types and fields that hold text for the program, not for people. */
static const struct {
    enum record_type type;
    uint16_t field; /* 0: all */
} silent[] = {{RECORD_DEVICE, 0},
              {RECORD_ROSTER, 0},
              {RECORD_MERGE, 0},
              {RECORD_AUDIT_CHECKLIST, 0},
              {RECORD_AREA, AREA_PLACE},
              {RECORD_ASSESSMENT, ASSESSMENT_CHECKLIST},
              {RECORD_ASSESSMENT, ASSESSMENT_ITEM},
              {RECORD_ASSESSMENT, ASSESSMENT_REF},
              {RECORD_ASSESSMENT, ASSESSMENT_SAMPLE_SEED},
              {RECORD_ATTACHMENT, ATTACHMENT_MEDIA_TYPE},
              {RECORD_CRITERION, CRITERION_CHECKLIST},
              {RECORD_CRITERION, CRITERION_ITEM},
              {RECORD_CRITERION, CRITERION_REF},
              {RECORD_CRITERION, CRITERION_CLAUSE},
              {RECORD_DECISION, DECISION_SUBJECT_TYPE},
              {RECORD_DECISION, DECISION_TAKEN},
              {RECORD_DECISION, DECISION_POSITIONS},
              {RECORD_PROGRAMME_DECISION, DECISION_SUBJECT_TYPE},
              {RECORD_PROGRAMME_DECISION, DECISION_TAKEN},
              {RECORD_PROGRAMME_DECISION, DECISION_POSITIONS}};

bool search_has_field(const struct record *record, const struct field *field)
{
    if (field->type != VALUE_TEXT || field->number == FIELD_WITHDRAWN)
        return false;
    for (size_t i = 0; i < sizeof silent / sizeof silent[0]; i++)
        if (silent[i].type == record->type &&
            (silent[i].field == 0 || silent[i].field == field->number))
            return false;
    return true;
}

static bool has_text(const struct record *record)
{
    for (size_t i = 0; i < record->field_count; i++)
        if (search_has_field(record, &record->fields[i]))
            return true;
    return false;
}

/* The first time of a record is its own: when it was raised, collected, assessed, decided. */
static const struct field *time_field(const struct record *record)
{
    for (size_t i = 0; i < record->field_count; i++)
        if (record->fields[i].type == VALUE_TIME)
            return &record->fields[i];
    return NULL;
}

static struct ident audit_of(const struct row *row)
{
    if (row->record->type == RECORD_AUDIT)
        return row->id;
    for (size_t i = 0; i < row->record->field_count; i++)
        if (row->record->fields[i].target == RECORD_AUDIT)
            return row_id(row, row->record->fields[i].number);
    return ident_none();
}

/* ---- one record ------------------------------------------------------------------------------ */

static char *words_of(const struct row *row)
{
    struct buf text;

    buf_init(&text);
    for (size_t i = 0; i < row->record->field_count; i++) {
        const struct field *field = &row->record->fields[i];
        const char *value = row_text(row, field->number);
        if (value[0] == '\0' || !search_has_field(row->record, field))
            continue;
        char *spaced = text_spaced(value);
        buf_printf(&text, "%s%s", text.length > 0 ? "\n" : "", spaced);
        free(spaced);
    }
    return buf_take(&text);
}

/* Milliseconds, then bits of the record's id; the next free one where that is taken. */
static enum err_code choose_id(struct store *store, const struct row *row, int64_t *id,
                               struct err *err)
{
    const struct field *field = time_field(row->record);
    int64_t ms = 0;
    bool taken = true;
    enum err_code code = ERR_OK;

    if (field == NULL || !clock_parse(row_text(row, field->number), &ms) || ms < 0 ||
        ms >= INT64_C(1) << 42)
        ms = 0;
    *id = (ms << 20) + 1 + ((int64_t)row->id.bytes[0] << 11 | (int64_t)row->id.bytes[1] << 3);
    while (code == ERR_OK && taken) {
        sqlite3_stmt *stmt = db_use(store, "SELECT 1 FROM search_row WHERE id = ?1", err);
        if (stmt == NULL)
            return err_code_of(err);
        sqlite3_bind_int64(stmt, 1, *id);
        code = db_step(store, stmt, &taken, err);
        db_done(store, stmt);
        *id += taken;
    }
    return code;
}

static enum err_code forget(struct store *store, const struct record *record,
                            const struct ident *id, struct err *err)
{
    bool row = false;
    sqlite3_stmt *stmt =
        db_use(store, "DELETE FROM search_row WHERE type = ?1 AND record = ?2 RETURNING id", err);

    if (stmt == NULL)
        return err_code_of(err);
    sqlite3_bind_int(stmt, 1, (int)record->type);
    db_bind_ident(stmt, 2, id);
    enum err_code code = db_step(store, stmt, &row, err);
    int64_t old = row ? sqlite3_column_int64(stmt, 0) : 0;
    db_done(store, stmt);
    if (code != ERR_OK || !row)
        return code;
    stmt = db_use(store, "DELETE FROM search WHERE rowid = ?1", err);
    if (stmt == NULL)
        return err_code_of(err);
    sqlite3_bind_int64(stmt, 1, old);
    return db_finish(store, stmt, err);
}

static enum err_code put(struct store *store, const struct row *row, const char *words,
                         struct err *err)
{
    struct ident audit = audit_of(row);
    int64_t id = 0;
    enum err_code code = choose_id(store, row, &id, err);

    if (code != ERR_OK)
        return code;
    sqlite3_stmt *stmt = db_use(
        store, "INSERT INTO search_row (id, type, record, audit) VALUES (?1, ?2, ?3, ?4)", err);
    if (stmt == NULL)
        return err_code_of(err);
    sqlite3_bind_int64(stmt, 1, id);
    sqlite3_bind_int(stmt, 2, (int)row->record->type);
    db_bind_ident(stmt, 3, &row->id);
    db_bind_ident(stmt, 4, &audit);
    code = db_finish(store, stmt, err);
    if (code != ERR_OK)
        return code;
    stmt = db_use(store, "INSERT INTO search (rowid, text) VALUES (?1, ?2)", err);
    if (stmt == NULL)
        return err_code_of(err);
    sqlite3_bind_int64(stmt, 1, id);
    db_bind_text(stmt, 2, words);
    return db_finish(store, stmt, err);
}

static enum err_code index_row(struct store *store, const struct row *row, bool known,
                               struct err *err)
{
    char *words = words_of(row);
    bool stands = words[0] != '\0' && row_is_null(row, FIELD_WITHDRAWN);
    enum err_code code = known ? forget(store, row->record, &row->id, err) : ERR_OK;

    if (code == ERR_OK && stands)
        code = put(store, row, words, err);
    free(words);
    return code;
}

/* ---- with every write ------------------------------------------------------------------------ */

static bool matters(const struct folded *folded)
{
    const struct record *record = folded->record;

    for (size_t i = 0; i < record->field_count; i++) {
        const struct field *field = &record->fields[i];
        if (folded->dirty[i] &&
            (search_has_field(record, field) || field->number == FIELD_WITHDRAWN ||
             field == time_field(record) || field->target == RECORD_AUDIT))
            return true;
    }
    return false;
}

static enum err_code note_for_later(struct store *store, const struct folded *folded,
                                    struct err *err)
{
    sqlite3_stmt *stmt =
        db_use(store, "INSERT OR IGNORE INTO search_todo (type, record) VALUES (?1, ?2)", err);

    if (stmt == NULL)
        return err_code_of(err);
    sqlite3_bind_int(stmt, 1, (int)folded->record->type);
    db_bind_ident(stmt, 2, &folded->id);
    return db_finish(store, stmt, err);
}

enum err_code search_update(struct store *store, const struct folded *folded, struct err *err)
{
    struct row row;

    if (!has_text(folded->record) || !matters(folded))
        return ERR_OK;
    if (store->index_later)
        return note_for_later(store, folded, err);
    enum err_code code = store_get(store, folded->record->type, &folded->id, &row, err);
    if (code != ERR_OK)
        return code;
    code = index_row(store, &row, folded->existed, err);
    row_clear(&row);
    return code;
}

/* ---- after a merge --------------------------------------------------------------------------- */

static enum err_code next_todo(struct store *store, const struct record **record, struct ident *id,
                               struct err *err)
{
    bool row = false;
    sqlite3_stmt *stmt = db_use(store,
                                "DELETE FROM search_todo WHERE (type, record) ="
                                " (SELECT type, record FROM search_todo WHERE type >= 0"
                                "  ORDER BY type, record LIMIT 1)"
                                " RETURNING type, record",
                                err);

    if (stmt == NULL)
        return err_code_of(err);
    enum err_code code = db_step(store, stmt, &row, err);
    *record = row ? record_find(sqlite3_column_int(stmt, 0)) : NULL;
    *id = row ? db_ident(stmt, 1) : ident_none();
    db_done(store, stmt);
    return code;
}

static enum err_code index_todo(struct store *store, struct err *err)
{
    const struct record *record = NULL;
    struct ident id;
    enum err_code code = next_todo(store, &record, &id, err);

    while (code == ERR_OK && record != NULL) {
        struct row row;
        if (store_get(store, record->type, &id, &row, NULL) == ERR_OK) {
            code = index_row(store, &row, true, err);
            row_clear(&row);
        }
        if (code == ERR_OK)
            code = next_todo(store, &record, &id, err);
    }
    return code;
}

enum err_code search_is_behind(struct store *store, bool *behind, struct err *err)
{
    sqlite3_stmt *stmt = db_use(store, "SELECT 1 FROM search_todo WHERE type >= 0 LIMIT 1", err);

    if (stmt == NULL)
        return err_code_of(err);
    enum err_code code = db_step(store, stmt, behind, err);
    db_done(store, stmt);
    return code;
}

enum err_code search_catch_up(struct store *store, struct err *err)
{
    bool behind = false;
    enum err_code code = search_is_behind(store, &behind, err);

    if (code != ERR_OK || !behind || store->read_only || !sqlite3_get_autocommit(store->db))
        return code;
    code = db_begin(store, err);
    if (code != ERR_OK)
        return code;
    code = index_todo(store, err);
    if (code == ERR_OK)
        return db_commit(store, err);
    db_rollback(store);
    return code;
}

/* ---- a file from before ---------------------------------------------------------------------- */

static enum err_code index_type(struct store *store, const struct record *record, struct err *err)
{
    struct buf sql;
    bool more = false;

    buf_init(&sql);
    rows_select(&sql, record);
    sqlite3_stmt *stmt = db_use(store, sql.data, err);
    enum err_code code = stmt == NULL ? err_code_of(err) : db_step(store, stmt, &more, err);
    while (code == ERR_OK && more) {
        struct row row;
        rows_read(stmt, record, &row);
        code = index_row(store, &row, true, err);
        row_clear(&row);
        if (code == ERR_OK)
            code = db_step(store, stmt, &more, err);
    }
    db_done(store, stmt);
    buf_clear(&sql);
    return code;
}

static enum err_code is_complete(struct store *store, bool *complete, struct err *err)
{
    sqlite3_stmt *stmt = db_use(store, "SELECT 1 FROM search_state WHERE complete = 1", err);

    if (stmt == NULL)
        return err_code_of(err);
    enum err_code code = db_step(store, stmt, complete, err);
    db_done(store, stmt);
    return code;
}

enum err_code search_begin(struct store *store, struct err *err)
{
    return db_run(store, "INSERT INTO search_state (complete) VALUES (1)", err);
}

enum err_code search_complete(struct store *store, struct err *err)
{
    bool complete = false;
    enum err_code code = is_complete(store, &complete, err);

    if (code != ERR_OK || complete || store->read_only)
        return code;
    code = db_begin(store, err);
    if (code != ERR_OK)
        return code;
    for (size_t i = 0; i < record_count && code == ERR_OK; i++)
        if (has_text(&records[i]))
            code = index_type(store, &records[i], err);
    if (code == ERR_OK)
        code = search_begin(store, err);
    if (code == ERR_OK)
        return db_commit(store, err);
    db_rollback(store);
    return code;
}

bool search_is_sound(struct store *store)
{
    static const char check[] = "INSERT INTO search (search) VALUES ('integrity-check')";

    return store->read_only || sqlite3_exec(store->db, check, NULL, NULL, NULL) == SQLITE_OK;
}

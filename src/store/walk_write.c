/* walk_write.c - recording the result of a requirement, and its note. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/walk.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "core/ref.h"
#include "store/audits.h"
#include "store/heads.h"
#include "store/query.h"
#include "store/walk_parts.h"

enum walk_write_sql { SQL_STATE };

static const char *const sql[] = {
    [SQL_STATE] =
        "SELECT i.ref, a.result, a.note, a.heads, a.review, i.obligation,"
        " (SELECT count(*) FROM finding f CROSS JOIN criterion c ON c.finding = f.id"
        " WHERE f.audit = ?1 AND f.withdrawn IS NULL AND c.withdrawn IS NULL"
        " AND f.grade IN ('major', 'minor') AND c.checklist = ?2 AND c.item = ?3)" QUERY_ITEMS
        " AND k.checklist = ?2 AND i.item = ?3" QUERY_ITEMS_ORDER " LIMIT 1"};

/* A requirement as it is before the save. */
struct state {
    bool found;
    char *ref;
    char *note;
    enum result result;
    /* Two laptops said different things; saying it again decides. */
    bool again; /* a newer version of the checklist asks for the result anew */
    enum obligation obligation;
    size_t nonconformities; /* findings, each with the reason for its grade */
    bool result_contested;
    bool note_contested;
};

static void take_state(sqlite3_stmt *stmt, void *context)
{
    struct state *state = context;
    struct heads heads = {0};

    state->found = true;
    state->ref = db_text(stmt, 0);
    state->result = walk_result(stmt, 1);
    state->note = db_text(stmt, 2);
    state->again = sqlite3_column_type(stmt, 4) == SQLITE_TEXT;
    state->obligation = (enum obligation)walk_code(stmt, 5, &code_obligations);
    state->nonconformities = (size_t)sqlite3_column_int64(stmt, 6);
    const void *bytes = sqlite3_column_blob(stmt, 3);
    size_t length = (size_t)sqlite3_column_bytes(stmt, 3);
    if (bytes != NULL && heads_unpack(bytes, length, &heads, NULL) == ERR_OK) {
        state->result_contested = heads_of(&heads, ASSESSMENT_RESULT, NULL, 0) > 1;
        state->note_contested = heads_of(&heads, ASSESSMENT_NOTE, NULL, 0) > 1;
    }
    heads_clear(&heads);
}

static void state_clear(struct state *state)
{
    free(state->ref);
    free(state->note);
}

static enum err_code load_state(struct store *store, const struct ident *audit,
                                const char *checklist, const char *item, struct state *state,
                                struct err *err)
{
    enum err_code code = audit_require_open(store, audit, err);

    if (code != ERR_OK)
        return code;
    sqlite3_stmt *stmt = db_use(store, sql[SQL_STATE], err);
    if (stmt != NULL) {
        db_bind_ident(stmt, 1, audit);
        db_bind_text(stmt, 2, checklist);
        db_bind_text(stmt, 3, item);
    }
    code = query_each(store, stmt, take_state, state, err);
    if (code == ERR_OK && !state->found)
        code = err_set(err, ERR_USAGE, _("the audit has no requirement '%s'"), item);
    return code;
}

struct ident walk_touch(struct change *change, const struct ident *audit, const char *checklist,
                        const char *item, const char *ref)
{
    struct ident id = assessment_id(audit, checklist, item, NULL);

    change_set_id(change, RECORD_ASSESSMENT, &id, ASSESSMENT_AUDIT, audit);
    change_set_text(change, RECORD_ASSESSMENT, &id, ASSESSMENT_CHECKLIST, checklist);
    change_set_text(change, RECORD_ASSESSMENT, &id, ASSESSMENT_ITEM, item);
    change_set_text(change, RECORD_ASSESSMENT, &id, ASSESSMENT_REF, ref);
    return id;
}

static char *shown_ref(const struct state *state, const char *item)
{
    return ref_display(state->ref[0] != '\0' ? state->ref : item);
}

static void set_result(struct store *store, struct change *change, const struct ident *id,
                       enum result result)
{
    char now[CLOCK_ISO_SIZE];
    bool assessed = result != RESULT_NOT_ASSESSED;

    clock_now_iso(now);
    change_set_text(change, RECORD_ASSESSMENT, id, ASSESSMENT_RESULT,
                    code_at(&code_results, (int)result)->word);
    change_set_id(change, RECORD_ASSESSMENT, id, ASSESSMENT_BY, assessed ? &store->author : NULL);
    change_set_text(change, RECORD_ASSESSMENT, id, ASSESSMENT_AT, assessed ? now : NULL);
}

static enum err_code save_result(struct store *store, const struct ident *audit,
                                 const char *checklist, const char *item, enum result result,
                                 const char *note, const struct ident *area,
                                 const struct state *state, struct err *err)
{
    struct change change;
    char *ref = shown_ref(state, item);
    char *label = mem_printf("%s %s", ref, code_at(&code_results, (int)result)->word);

    change_init(&change, audit);
    struct ident id = walk_touch(&change, audit, checklist, item, state->ref);
    set_result(store, &change, &id, result);
    if (state->again)
        change_set_text(&change, RECORD_ASSESSMENT, &id, ASSESSMENT_REVIEW, NULL);
    if (note != NULL)
        change_set_text(&change, RECORD_ASSESSMENT, &id, ASSESSMENT_NOTE, note);
    if (area != NULL)
        change_set_id(&change, RECORD_ASSESSMENT, &id, ASSESSMENT_AREA, area);
    enum err_code code = store_save(store, &change, label, err);
    change_clear(&change);
    free(label);
    free(ref);
    return code;
}

static bool is_same_note(const struct state *state, const char *note)
{
    return !state->note_contested && strcmp(note != NULL ? note : "", state->note) == 0;
}

enum err_code assessment_set(struct store *store, const struct ident *audit, const char *checklist,
                             const char *item, enum result result, const char *note,
                             const struct ident *area, struct err *err)
{
    struct state state = {0};

    enum err_code code = load_state(store, audit, checklist, item, &state, err);
    if (code == ERR_OK && state.nonconformities == 0)
        code = result_check(result, state.obligation, note != NULL ? note : state.note, err);
    bool same = code == ERR_OK && result == state.result && !state.result_contested &&
                !state.again && (note == NULL || is_same_note(&state, note));
    if (code == ERR_OK && !same)
        code = save_result(store, audit, checklist, item, result, note, area, &state, err);
    state_clear(&state);
    return code;
}

enum err_code assessment_note(struct store *store, const struct ident *audit, const char *checklist,
                              const char *item, const char *note, struct err *err)
{
    struct state state = {0};
    struct change change;

    enum err_code code = load_state(store, audit, checklist, item, &state, err);
    if (code == ERR_OK && !is_same_note(&state, note)) {
        char *ref = shown_ref(&state, item);
        char *label = mem_printf(_("%s note"), ref);
        change_init(&change, audit);
        struct ident id = walk_touch(&change, audit, checklist, item, state.ref);
        change_set_text(&change, RECORD_ASSESSMENT, &id, ASSESSMENT_NOTE, note);
        code = store_save(store, &change, label, err);
        change_clear(&change);
        free(label);
        free(ref);
    }
    state_clear(&state);
    return code;
}

/* audit_step.c - taking an audit one step on, overrides of independence, and follow-up. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "core/rules.h"
#include "store/audits.h"
#include "store/closure_parts.h"
#include "store/programme.h"
#include "store/query.h"
#include "store/ready_parts.h"
#include "store/save.h"

enum audit_step_sql { SQL_LEADS, SQL_IS_LEAD, SQL_OPEN, SQL_FOLLOWED, SQL_JUDGEMENT };

static const char *const sql[] = {
    [SQL_LEADS] = "SELECT count(*) FROM team_member WHERE audit = ?1 AND role = 'lead' AND"
                  " withdrawn IS NULL",
    [SQL_IS_LEAD] = "SELECT count(*) FROM team_member WHERE audit = ?1 AND role = 'lead' AND"
                    " withdrawn IS NULL AND person = ?2",
    [SQL_OPEN] = "SELECT f.id FROM finding f WHERE f.audit = ?1 AND " QUERY_COUNTED(
        "f") " AND f.grade IN ('major', 'minor') AND f.state IS NOT 'closed' ORDER BY f.id",
    [SQL_FOLLOWED] =
        "SELECT u.id, u.finding, coalesce(f.number, f.draft), (SELECT number FROM"
        " audit WHERE id = f.audit), f.grade, f.state, coalesce(f.title,"
        " f.statement), u.note FROM follow_up u CROSS JOIN finding f ON f.id ="
        " u.finding WHERE u.audit = ?1 AND u.withdrawn IS NULL AND f.withdrawn IS NULL",
    /* Of the last round that was judged, if that was since the follow-up audit was made. */
    [SQL_JUDGEMENT] = ("SELECT k.result, (SELECT name FROM person WHERE id = k.verified_by),"
                       " k.verified_at, k.note FROM effectiveness k WHERE k.finding = ?1 AND"
                       " k.withdrawn IS NULL AND k.result IS NOT NULL AND k.verified_at >= (SELECT"
                       " created_at FROM audit WHERE id = ?2) ORDER BY k.round")};

/* ---- the step -------------------------------------------------------------------------------- */

static enum err_code count_of(struct store *store, enum audit_step_sql which,
                              const struct ident *audit, int64_t *count, struct err *err)
{
    sqlite3_stmt *stmt = db_use(store, sql[which], err);

    if (stmt != NULL)
        db_bind_ident(stmt, 1, audit);
    if (stmt != NULL && which == SQL_IS_LEAD)
        db_bind_ident(stmt, 2, &store->author);
    return query_int(store, stmt, count, err);
}

static enum err_code read_facts(struct store *store, const struct row *audit,
                                enum audit_action action, const char *reason,
                                struct audit_facts *facts, struct err *err)
{
    struct ready_list list = {0};
    int state = row_code(audit, AUDIT_STATE);
    int64_t leads = 0;
    int64_t is_lead = 0;

    *facts = (struct audit_facts){.number = row_text(audit, AUDIT_NUMBER),
                                  .state = state < 0 ? AUDIT_PLANNED : (enum audit_state)state,
                                  .reason = reason};
    enum err_code code = count_of(store, SQL_LEADS, &audit->id, &leads, err);
    if (code == ERR_OK)
        code = count_of(store, SQL_IS_LEAD, &audit->id, &is_lead, err);
    if (code == ERR_OK)
        code = audit_ready(store, &audit->id, action, "en", &list, err);
    facts->has_lead = leads > 0;
    facts->is_lead = is_lead > 0;
    for (size_t i = 0; i < list.count; i++)
        facts->missing[list.items[i].gate]++;
    ready_list_clear(&list);
    return code;
}

struct going {
    struct store *store;
    const struct row *audit;
    const struct audit_rule *rule;
    const char *reason;
    struct change change;
};

/* The day as it was, where nobody gave another. */
static void set_day(struct going *going, uint16_t field)
{
    char today[CLOCK_DATE_SIZE];

    clock_local_date(clock_now(), today);
    if (row_is_null(going->audit, field))
        change_set_text(&going->change, RECORD_AUDIT, &going->audit->id, field, today);
}

static enum err_code add_revision(struct going *going, struct err *err)
{
    int64_t last = 0;
    char now[CLOCK_ISO_SIZE];
    unsigned char number[8];
    struct change *change = &going->change;
    enum err_code code = audit_revision(going->store, &going->audit->id, &last, err);

    if (code != ERR_OK)
        return code;
    last++;
    for (size_t i = 0; i < sizeof number; i++)
        number[i] = (unsigned char)((uint64_t)last >> (8 * i));
    struct ident_part parts[] = {{going->audit->id.bytes, IDENT_SIZE}, {number, sizeof number}};
    struct ident id = ident_derive("revision", parts, 2);
    clock_now_iso(now);
    change_set_id(change, RECORD_REVISION, &id, REVISION_AUDIT, &going->audit->id);
    change_set_int(change, RECORD_REVISION, &id, REVISION_NUMBER, last);
    change_set_text(change, RECORD_REVISION, &id, REVISION_REASON, going->reason);
    change_set_id(change, RECORD_REVISION, &id, REVISION_BY, &going->store->author);
    change_set_text(change, RECORD_REVISION, &id, REVISION_AT, now);
    return ERR_OK;
}

static enum err_code add_effects(struct going *going, struct err *err)
{
    int64_t revision = 0;
    enum err_code code = ERR_OK;

    switch (going->rule->action) {
    case AUDIT_START:
        set_day(going, AUDIT_ACTUAL_FROM);
        return ERR_OK;
    case AUDIT_REPORT:
        set_day(going, AUDIT_ACTUAL_TO);
        return ERR_OK;
    case AUDIT_REVISE:
        return add_revision(going, err);
    case AUDIT_ISSUE:
        code = audit_revision(going->store, &going->audit->id, &revision, err);
        if (code == ERR_OK)
            code = sign_add(going->store, &going->change, &going->audit->id, SIGN_ISSUED, revision,
                            NULL, err);
        return code;
    default:
        return ERR_OK;
    }
}

static enum err_code go(struct going *going, struct err *err)
{
    const struct audit_rule *rule = going->rule;
    const struct step_words words = {code_at(&code_audit_actions, (int)rule->action)->word,
                                     code_at(&code_audit_states, (int)rule->from)->word,
                                     code_at(&code_audit_states, (int)rule->to)->word, NULL,
                                     going->reason};
    enum err_code code = add_effects(going, err);

    if (code != ERR_OK)
        return code;
    change_set_text(&going->change, RECORD_AUDIT, &going->audit->id, AUDIT_STATE, words.to);
    closure_add_step(going->store, &going->change, &going->audit->id, NULL, &words);
    code = store_save(going->store, &going->change,
                      _(code_at(&code_audit_actions, (int)rule->action)->label), err);
    if (code != ERR_OK)
        return code;
    /* What was issued is not taken back by a key, nor is what was signed changed by one. */
    undo_stack_clear(&going->store->undo);
    undo_stack_clear(&going->store->redo);
    return ERR_OK;
}

enum err_code audit_advance(struct store *store, const struct ident *audit,
                            enum audit_action action, const char *reason, struct err *err)
{
    struct row row;
    struct audit_facts facts;
    struct going going = {.store = store, .audit = &row, .reason = reason};
    enum err_code code = store_get(store, RECORD_AUDIT, audit, &row, err);

    if (code == ERR_OK)
        code = read_facts(store, &row, action, reason, &facts, err);
    if (code == ERR_OK)
        code = audit_check_step(&facts, action, &going.rule, err);
    if (code == ERR_OK) {
        change_init(&going.change, audit);
        code = go(&going, err);
        change_clear(&going.change);
    }
    row_clear(&row);
    return code;
}

/* ---- independence ---------------------------------------------------------------------------- */

static bool is_blank(const char *text)
{
    return text == NULL || text[strspn(text, " \n\t")] == '\0';
}

enum err_code audit_override(struct store *store, const struct ident *audit, const char *person,
                             const struct ident *finding, const char *reason, struct err *err)
{
    struct ident who;
    struct change change;
    enum err_code code = audit_require_closure(store, audit, err);

    if (code == ERR_OK && is_blank(reason))
        code = err_set(err, ERR_USAGE, _("the reason is empty"));
    if (code == ERR_OK)
        code = programme_find(store, RECORD_PERSON, person, &who, err);
    if (code != ERR_OK)
        return code;
    change_init(&change, audit);
    closure_add_override(store, &change, audit, finding != NULL ? "verifier" : "auditor", &who,
                         finding, reason);
    code = store_save(store, &change, person, err);
    change_clear(&change);
    return code;
}

/* ---- follow-up ------------------------------------------------------------------------------- */

struct adding {
    struct change *change;
    const struct ident *audit;
    size_t count;
};

static void take_open(sqlite3_stmt *stmt, void *context)
{
    struct adding *adding = context;
    struct ident finding = db_ident(stmt, 0);
    struct ident id = link_id(adding->audit, &finding);

    change_set_id(adding->change, RECORD_FOLLOW_UP, &id, FOLLOW_UP_AUDIT, adding->audit);
    change_set_id(adding->change, RECORD_FOLLOW_UP, &id, FOLLOW_UP_FINDING, &finding);
    change_set_text(adding->change, RECORD_FOLLOW_UP, &id, FIELD_WITHDRAWN, NULL);
    adding->count++;
}

enum err_code audit_follow_up(struct store *store, const struct ident *audit,
                              const struct ident *earlier, size_t earlier_count, size_t *count,
                              struct err *err)
{
    struct change change;
    struct adding adding = {.change = &change, .audit = audit};
    enum err_code code = audit_require_open(store, audit, err);

    *count = 0;
    change_init(&change, audit);
    for (size_t i = 0; i < earlier_count && code == ERR_OK; i++) {
        sqlite3_stmt *stmt = db_use(store, sql[SQL_OPEN], err);
        if (stmt != NULL)
            db_bind_ident(stmt, 1, &earlier[i]);
        code = query_each(store, stmt, take_open, &adding, err);
    }
    if (code == ERR_OK && earlier_count > 0)
        change_set_id(&change, RECORD_AUDIT, audit, AUDIT_FOLLOWS, &earlier[0]);
    if (code == ERR_OK)
        code = store_save(store, &change, _("nonconformities taken for follow-up"), err);
    if (code == ERR_OK)
        *count = adding.count;
    change_clear(&change);
    return code;
}

enum err_code follow_up_note(struct store *store, const struct ident *audit,
                             const struct ident *finding, const char *note, struct err *err)
{
    struct row row;
    struct change change;
    struct ident id = link_id(audit, finding);
    enum err_code code = audit_require_open(store, audit, err);

    if (code == ERR_OK)
        code = store_get(store, RECORD_FOLLOW_UP, &id, &row, err);
    if (code != ERR_OK)
        return code;
    row_clear(&row);
    change_init(&change, audit);
    change_set_text(&change, RECORD_FOLLOW_UP, &id, FOLLOW_UP_NOTE, note);
    code = store_save(store, &change, NULL, err);
    change_clear(&change);
    return code;
}

void follow_lines_clear(struct follow_lines *lines)
{
    for (size_t i = 0; i < lines->count; i++) {
        struct follow_line *line = &lines->items[i];
        free(line->number);
        free(line->audit);
        free(line->statement);
        free(line->verified_by);
        free(line->verified_at);
        free(line->note);
    }
    free(lines->items);
    *lines = (struct follow_lines){0};
}

static void take_followed(sqlite3_stmt *stmt, void *context)
{
    struct follow_lines *lines = context;
    char *grade = db_text(stmt, 4);
    char *state = db_text(stmt, 5);
    int grade_row = code_index(&code_grades, grade);
    int state_row = code_index(&code_finding_states, state);
    struct follow_line line = {.id = db_ident(stmt, 0),
                               .finding = db_ident(stmt, 1),
                               .number = db_text(stmt, 2),
                               .audit = db_text(stmt, 3),
                               .grade = grade_row < 0 ? GRADE_MINOR : (enum grade)grade_row,
                               .state =
                                   state_row < 0 ? FINDING_RAISED : (enum finding_state)state_row,
                               .statement = db_text(stmt, 6),
                               .effect = -1,
                               .verified_by = mem_strdup(""),
                               .verified_at = mem_strdup(""),
                               .note = db_text(stmt, 7)};

    line.statement[strcspn(line.statement, "\n")] = '\0';
    lines->items = mem_grow(lines->items, lines->count, &lines->capacity, sizeof *lines->items);
    lines->items[lines->count++] = line;
    free(grade);
    free(state);
}

static void take_judgement(sqlite3_stmt *stmt, void *context)
{
    struct follow_line *line = context;
    char *result = db_text(stmt, 0);
    char *note = db_text(stmt, 3);

    line->effect = code_index(&code_effects, result);
    free(line->verified_by);
    free(line->verified_at);
    line->verified_by = db_text(stmt, 1);
    line->verified_at = db_text(stmt, 2);
    if (note[0] != '\0')
        mem_replace(&line->note, note);
    free(result);
    free(note);
}

enum err_code follow_up_list(struct store *store, const struct ident *audit,
                             struct follow_lines *lines, struct err *err)
{
    sqlite3_stmt *stmt = db_use(store, sql[SQL_FOLLOWED], err);

    *lines = (struct follow_lines){0};
    if (stmt != NULL)
        db_bind_ident(stmt, 1, audit);
    enum err_code code = query_each(store, stmt, take_followed, lines, err);
    for (size_t i = 0; i < lines->count && code == ERR_OK; i++) {
        stmt = db_use(store, sql[SQL_JUDGEMENT], err);
        if (stmt != NULL) {
            db_bind_ident(stmt, 1, &lines->items[i].finding);
            db_bind_ident(stmt, 2, audit);
        }
        code = query_each(store, stmt, take_judgement, &lines->items[i], err);
    }
    if (code != ERR_OK)
        follow_lines_clear(lines);
    return code;
}

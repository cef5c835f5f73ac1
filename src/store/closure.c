/* closure.c - all records of a finding's closure, the facts they make, and the steps that lead on.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/closure.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "store/closure_parts.h"
#include "store/query.h"

enum closure_sql { SQL_MERGED, SQL_CONTESTED, SQL_TEAM, SQL_MEMBER };

#define OF_FINDING(table) " UNION ALL SELECT id FROM " table " WHERE finding = ?1"

static const char *const sql[] = {
    [SQL_MERGED] = "SELECT NOT " QUERY_COUNTED("f") " FROM finding f WHERE f.id = ?1",
    [SQL_CONTESTED] = "SELECT count(*) FROM conflict WHERE record IN (SELECT ?1" OF_FINDING(
        "correction") OF_FINDING("cause_analysis") OF_FINDING("cause") OF_FINDING("similar_case")
        OF_FINDING("corrective_action") OF_FINDING("risk_review") OF_FINDING("effectiveness") ")",
    /* Who audits: those of this audit and of the ones that follow the finding up. */
    [SQL_TEAM] = "SELECT count(*) FROM team_member WHERE audit = ?1 AND withdrawn IS NULL"
                 " AND role IN ('lead', 'auditor')",
    [SQL_MEMBER] = ("SELECT count(*) FROM team_member WHERE person = ?2 AND withdrawn IS NULL"
                    " AND role IN ('lead', 'auditor') AND (audit = ?1 OR audit IN (SELECT audit"
                    " FROM follow_up WHERE finding = ?3 AND withdrawn IS NULL))")};

/* ---- loading --------------------------------------------------------------------------------- */

static enum err_code load_rows(struct store *store, const struct ident *id, enum record_type type,
                               uint16_t where, uint16_t order, struct rows *rows, struct err *err)
{
    struct list_query query = {
        .type = type, .where = where, .equals = value_id(id), .order = order};
    enum err_code code = store_list(store, &query, rows, err);

    value_clear(&query.equals);
    return code;
}

static enum err_code load_extensions(struct store *store, struct closure *closure, struct err *err)
{
    enum err_code code = ERR_OK;

    for (size_t i = 0; i < closure->actions.count && code == ERR_OK; i++) {
        struct rows some = {0};
        code = load_rows(store, &closure->actions.items[i].id, RECORD_EXTENSION, EXTENSION_ACTION,
                         EXTENSION_AT, &some, err);
        for (size_t j = 0; j < some.count; j++) {
            struct rows *all = &closure->extensions;
            all->items = mem_grow(all->items, all->count, &all->capacity, sizeof *all->items);
            all->items[all->count++] = some.items[j];
        }
        free(some.items);
    }
    return code;
}

static enum err_code load_lists(struct store *store, const struct ident *id,
                                struct closure *closure, struct err *err)
{
    const struct {
        enum record_type type;
        uint16_t where;
        uint16_t order;
        struct rows *rows;
    } lists[] = {
        {RECORD_CORRECTION, CORRECTION_FINDING, CORRECTION_AT, &closure->corrections},
        {RECORD_CAUSE_ANALYSIS, CAUSE_ANALYSIS_FINDING, CAUSE_ANALYSIS_ROUND, &closure->analyses},
        {RECORD_CAUSE, CAUSE_FINDING, CAUSE_POSITION, &closure->causes},
        {RECORD_SIMILAR_CASE, SIMILAR_FINDING, SIMILAR_AT, &closure->similar},
        {RECORD_ACTION, CORRECTIVE_FINDING, CORRECTIVE_AT, &closure->actions},
        {RECORD_RISK_REVIEW, RISK_REVIEW_FINDING, RISK_REVIEW_ROUND, &closure->reviews},
        {RECORD_EFFECTIVENESS, EFFECTIVENESS_FINDING, EFFECTIVENESS_ROUND, &closure->checks}};
    enum err_code code = ERR_OK;

    for (size_t i = 0; i < sizeof lists / sizeof lists[0] && code == ERR_OK; i++)
        code =
            load_rows(store, id, lists[i].type, lists[i].where, lists[i].order, lists[i].rows, err);
    return code == ERR_OK ? load_extensions(store, closure, err) : code;
}

static enum err_code load_path(struct store *store, const struct ident *id, struct closure *closure,
                               struct err *err)
{
    enum err_code code =
        load_rows(store, id, RECORD_STEP, STEP_FINDING, STEP_AT, &closure->steps, err);

    if (code == ERR_OK)
        code = load_rows(store, id, RECORD_OVERRIDE, OVERRIDE_FINDING, OVERRIDE_AT,
                         &closure->overrides, err);
    return code;
}

static enum err_code ask(struct store *store, enum closure_sql which, const struct ident *id,
                         int64_t *answer, struct err *err)
{
    sqlite3_stmt *stmt = db_use(store, sql[which], err);

    if (stmt != NULL)
        db_bind_ident(stmt, 1, id);
    return query_int(store, stmt, answer, err);
}

/* The number, the audit's state, and what other laptops say about it. */
static enum err_code load_head(struct store *store, const struct ident *id, struct closure *closure,
                               struct err *err)
{
    struct row audit = {0};
    int64_t merged = 0;
    int64_t contested = 0;

    closure->audit = row_id(&closure->finding, FINDING_AUDIT);
    closure->number = store_name(store, RECORD_FINDING, id);
    if (!row_is_null(&closure->finding, FIELD_WITHDRAWN))
        return err_set(err, ERR_DENIED, _("%s is withdrawn"), closure->number);
    enum err_code code = store_get(store, RECORD_AUDIT, &closure->audit, &audit, err);
    if (code == ERR_OK) {
        int state = row_code(&audit, AUDIT_STATE);
        closure->audit_state = state < 0 ? AUDIT_PLANNED : (enum audit_state)state;
        code = ask(store, SQL_MERGED, id, &merged, err);
    }
    if (code == ERR_OK)
        code = ask(store, SQL_CONTESTED, id, &contested, err);
    closure->merged = merged != 0;
    closure->contested = contested != 0;
    row_clear(&audit);
    return code;
}

/* Every judgement that it did not do ends a round. */
static int64_t count_rounds(const struct rows *checks)
{
    int64_t round = 0;

    for (size_t i = 0; i < checks->count; i++)
        if (row_code(&checks->items[i], EFFECTIVENESS_RESULT) > EFFECT_EFFECTIVE)
            round++;
    return round;
}

enum err_code closure_load(struct store *store, const struct ident *finding,
                           struct closure *closure, struct err *err)
{
    *closure = (struct closure){0};
    enum err_code code = store_get(store, RECORD_FINDING, finding, &closure->finding, err);
    if (code == ERR_OK)
        code = load_head(store, finding, closure, err);
    if (code == ERR_OK)
        code = load_lists(store, finding, closure, err);
    if (code == ERR_OK)
        code = load_path(store, finding, closure, err);
    closure->round = count_rounds(&closure->checks);
    if (code != ERR_OK)
        closure_clear(closure);
    return code;
}

enum err_code closure_load_work(struct store *store, const struct ident *finding,
                                struct closure *closure, struct err *err)
{
    *closure = (struct closure){0};
    enum err_code code = load_lists(store, finding, closure, err);
    closure->round = count_rounds(&closure->checks);
    if (code != ERR_OK)
        closure_clear(closure);
    return code;
}

void closure_clear(struct closure *closure)
{
    row_clear(&closure->finding);
    free(closure->number);
    rows_clear(&closure->corrections);
    rows_clear(&closure->analyses);
    rows_clear(&closure->causes);
    rows_clear(&closure->similar);
    rows_clear(&closure->actions);
    rows_clear(&closure->reviews);
    rows_clear(&closure->checks);
    rows_clear(&closure->extensions);
    rows_clear(&closure->steps);
    rows_clear(&closure->overrides);
    *closure = (struct closure){0};
}

const struct row *closure_current(const struct closure *closure, const struct rows *rows,
                                  uint16_t round)
{
    for (size_t i = 0; i < rows->count; i++)
        if (row_int(&rows->items[i], round) == closure->round)
            return &rows->items[i];
    return NULL;
}

/* ---- facts ----------------------------------------------------------------------------------- */

static bool is_proven(const struct row *row, uint16_t done, uint16_t proof, uint16_t evidence)
{
    return !row_is_null(row, done) && (!row_is_null(row, proof) || !row_is_null(row, evidence));
}

static bool is_same_person(struct store *store, const struct ident *owner)
{
    char *name = NULL;

    if (ident_is_none(owner))
        return false;
    if (ident_equal(owner, &store->author))
        return true;
    name = store_name(store, RECORD_PERSON, owner);
    bool same = name[0] != '\0' && text_is_same(name, store_author_name(store));
    free(name);
    return same;
}

static void count_corrections(struct store *store, const struct closure *closure,
                              struct closure_facts *facts)
{
    for (size_t i = 0; i < closure->corrections.count; i++) {
        const struct row *row = &closure->corrections.items[i];
        struct ident owner = row_id(row, CORRECTION_OWNER);
        facts->corrections++;
        facts->corrections_open +=
            !is_proven(row, CORRECTION_DONE, CORRECTION_PROOF, CORRECTION_EVIDENCE);
        facts->is_owner = facts->is_owner || is_same_person(store, &owner);
    }
}

static void count_actions(struct store *store, const struct closure *closure,
                          struct closure_facts *facts)
{
    for (size_t i = 0; i < closure->actions.count; i++) {
        const struct row *row = &closure->actions.items[i];
        struct ident owner = row_id(row, CORRECTIVE_OWNER);
        facts->is_owner = facts->is_owner || is_same_person(store, &owner);
        if (row_int(row, CORRECTIVE_ROUND) != closure->round)
            continue;
        facts->actions++;
        facts->actions_unowned += ident_is_none(&owner) || row_is_null(row, CORRECTIVE_DUE) ||
                                  row_is_null(row, CORRECTIVE_SYSTEM);
        facts->actions_open +=
            !is_proven(row, CORRECTIVE_DONE, CORRECTIVE_PROOF, CORRECTIVE_EVIDENCE);
    }
}

static void read_cause(const struct closure *closure, struct closure_facts *facts)
{
    const struct row *analysis = closure_current(closure, &closure->analyses, CAUSE_ANALYSIS_ROUND);

    facts->has_method = analysis != NULL && !row_is_null(analysis, CAUSE_ANALYSIS_METHOD);
    facts->has_root = analysis != NULL && !row_is_null(analysis, CAUSE_ANALYSIS_ROOT);
    for (size_t i = 0; i < closure->causes.count; i++)
        facts->whys += row_int(&closure->causes.items[i], CAUSE_ROUND) == closure->round;
    facts->similar = closure->similar.count;
}

static void read_review(const struct closure *closure, struct closure_facts *facts)
{
    const struct row *review = closure_current(closure, &closure->reviews, RISK_REVIEW_ROUND);

    if (review == NULL || row_is_null(review, RISK_REVIEW_TEXT))
        return;
    facts->exempt = strcmp(row_text(review, RISK_REVIEW_KIND), "emergency") == 0;
    facts->reviewed = facts->exempt || !row_is_null(review, RISK_REVIEW_RESULT);
    facts->acceptable =
        facts->exempt || strcmp(row_text(review, RISK_REVIEW_RESULT), "unacceptable") != 0;
}

static void read_check(const struct closure *closure, const struct closure_given *given,
                       struct closure_facts *facts)
{
    const struct row *check = closure_current(closure, &closure->checks, EFFECTIVENESS_ROUND);

    facts->criterion = check != NULL ? row_text(check, EFFECTIVENESS_CRITERION) : "";
    facts->not_before = check != NULL ? row_text(check, EFFECTIVENESS_NOT_BEFORE) : "";
    facts->effect = given->effect;
    facts->effect_proof = (given->note != NULL && given->note[0] != '\0') ||
                          (given->evidence != NULL && given->evidence[0] != '\0');
}

static enum err_code read_author(struct store *store, const struct closure *closure,
                                 struct closure_facts *facts, struct err *err)
{
    int64_t team = 0;
    int64_t member = 0;
    enum err_code code = ask(store, SQL_TEAM, &closure->audit, &team, err);

    if (code != ERR_OK)
        return code;
    sqlite3_stmt *stmt = db_use(store, sql[SQL_MEMBER], err);
    if (stmt != NULL) {
        db_bind_ident(stmt, 1, &closure->audit);
        db_bind_ident(stmt, 2, &store->author);
        db_bind_ident(stmt, 3, &closure->finding.id);
    }
    code = query_int(store, stmt, &member, err);
    facts->is_auditor = team == 0 || member > 0;
    for (size_t i = 0; i < closure->overrides.count; i++) {
        const struct row *row = &closure->overrides.items[i];
        struct ident person = row_id(row, OVERRIDE_PERSON);
        if (!row_is_null(row, OVERRIDE_REASON) && is_same_person(store, &person))
            facts->overridden = true;
    }
    return code;
}

enum err_code closure_facts(struct store *store, const struct closure *closure,
                            const struct closure_given *given, struct closure_day *day,
                            struct closure_facts *facts, struct err *err)
{
    int grade = row_code(&closure->finding, FINDING_GRADE);
    int state = row_code(&closure->finding, FINDING_STATE);

    clock_local_date(clock_now(), day->today);
    *facts =
        (struct closure_facts){.grade = grade < 0 ? GRADE_MINOR : (enum grade)grade,
                               .state = state < 0 ? FINDING_RAISED : (enum finding_state)state,
                               .number = closure->number,
                               .merged = closure->merged,
                               .contested = closure->contested,
                               .disputed = row_int(&closure->finding, FINDING_DISPUTED) != 0,
                               .today = day->today,
                               .person = given->person,
                               .note = given->note,
                               .overridden = given->override != NULL && given->override[0] != '\0'};
    count_corrections(store, closure, facts);
    count_actions(store, closure, facts);
    read_cause(closure, facts);
    read_review(closure, facts);
    read_check(closure, given, facts);
    return read_author(store, closure, facts, err);
}

/* ---- what leads on --------------------------------------------------------------------------- */

void closure_options_clear(struct closure_options *options)
{
    for (size_t i = 0; i < options->count; i++)
        free(options->items[i].reason);
    free(options->items);
    *options = (struct closure_options){0};
}

/* What a form asks for with the step is taken as given. */
static void assume_given(enum finding_action action, struct closure_facts *facts)
{
    facts->person = ".";
    facts->note = ".";
    facts->effect_proof = true;
    facts->effect = action == FINDING_FAIL ? EFFECT_NOT : EFFECT_EFFECTIVE;
}

enum err_code closure_options_list(struct store *store, const struct closure *closure,
                                   struct closure_options *options, struct err *err)
{
    const struct closure_given nothing = {.effect = -1};
    struct closure_facts facts;
    struct closure_day day;

    *options = (struct closure_options){0};
    enum err_code code = closure_facts(store, closure, &nothing, &day, &facts, err);
    for (size_t i = 0; i < closure_rule_count && code == ERR_OK; i++) {
        struct err why = {0};
        const struct closure_rule *rule = &closure_rules[i];
        if (rule->from != facts.state || !closure_is_for(rule, facts.grade))
            continue;
        assume_given(rule->action, &facts);
        bool allowed = closure_check(&facts, rule->action, NULL, &why) == ERR_OK;
        options->items =
            mem_grow(options->items, options->count, &options->capacity, sizeof *options->items);
        options->items[options->count++] = (struct closure_option){
            rule->action, rule, allowed, mem_strdup(allowed ? "" : why.message)};
    }
    return code;
}

/* finding_write.c - raising a finding against requirements, with its evidence, in one save. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/findings.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "core/ref.h"
#include "store/audits.h"
#include "store/query.h"
#include "store/walk.h"
#include "store/walk_parts.h"

enum finding_write_sql { SQL_NEXT, SQL_SITES, SQL_AREA_SITE, SQL_EVIDENCE };

static const char *const sql[] = {
    [SQL_NEXT] = "SELECT max(CAST(substr(draft, length(?2) + 1) AS INTEGER)) FROM finding"
                 " WHERE audit = ?1 AND substr(draft, 1, length(?2)) = ?2",
    [SQL_SITES] = "SELECT j.site FROM audit_site j CROSS JOIN site s ON s.id = j.site"
                  " WHERE j.audit = ?1 AND j.withdrawn IS NULL AND s.withdrawn IS NULL",
    [SQL_AREA_SITE] = "SELECT site FROM area WHERE id = ?1",
    [SQL_EVIDENCE] = ("SELECT count(*) FROM evidence WHERE id = ?1 AND audit = ?2"
                      " AND withdrawn IS NULL")};

/* The requirements it is raised against, each once. */
struct criteria {
    struct walk_detail *items;
    size_t count;
    size_t capacity;
};

static void criteria_clear(struct criteria *criteria)
{
    for (size_t i = 0; i < criteria->count; i++)
        walk_detail_clear(&criteria->items[i]);
    free(criteria->items);
}

static bool has_criterion(const struct criteria *criteria, const struct ident *assessment)
{
    for (size_t i = 0; i < criteria->count; i++)
        if (ident_equal(&criteria->items[i].line.id, assessment))
            return true;
    return false;
}

static enum err_code add_criterion(struct store *store, const struct ident *audit, const char *ref,
                                   struct criteria *criteria, struct err *err)
{
    struct walk_detail detail = {0};
    char *checklist = NULL;
    char *item = NULL;

    enum err_code code = walk_find(store, audit, ref, &checklist, &item, err);
    if (code == ERR_OK)
        code = walk_detail(store, audit, checklist, item, "en", &detail, err);
    free(checklist);
    free(item);
    if (code != ERR_OK)
        return code;
    if (has_criterion(criteria, &detail.line.id)) {
        walk_detail_clear(&detail);
        return ERR_OK;
    }
    criteria->items =
        mem_grow(criteria->items, criteria->count, &criteria->capacity, sizeof *criteria->items);
    criteria->items[criteria->count++] = detail;
    return ERR_OK;
}

/* ---- checks ---------------------------------------------------------------------------------- */

static bool is_given(const char *text)
{
    return text != NULL && text[0] != '\0';
}

static enum err_code check_word(const struct code_list *list, const char *word, struct err *err)
{
    if (!is_given(word) || code_find(list, word) != NULL)
        return ERR_OK;
    char *words = code_words(list);
    err_set(err, ERR_USAGE, _("'%s' is not known here"), word);
    err_hint(err, _("known are: %s"), words);
    free(words);
    return ERR_USAGE;
}

static enum err_code check_rules(const struct finding_new *what, const struct criteria *criteria,
                                 struct err *err)
{
    struct finding_draft draft = {.grade = what->grade,
                                  .statement = what->statement,
                                  .grade_reason = what->grade_reason,
                                  .criteria = criteria->count,
                                  .source = what->source};

    for (size_t i = 0; i < criteria->count; i++)
        draft.recommendations += criteria->items[i].line.obligation == OBLIGATION_SHOULD;
    enum err_code code = finding_check(&draft, err);
    if (code == ERR_OK)
        code = check_word(&code_importance, what->risk, err);
    return code == ERR_OK ? check_word(&code_finding_sources, what->source, err) : code;
}

static enum err_code check_evidence(struct store *store, const struct ident *audit,
                                    const struct finding_new *what, struct err *err)
{
    enum err_code code = ERR_OK;

    for (size_t i = 0; i < what->evidence_count && code == ERR_OK; i++) {
        int64_t there = 0;
        sqlite3_stmt *stmt = db_use(store, sql[SQL_EVIDENCE], err);
        if (stmt != NULL) {
            db_bind_ident(stmt, 1, &what->evidence[i]);
            db_bind_ident(stmt, 2, audit);
        }
        code = query_int(store, stmt, &there, err);
        if (code == ERR_OK && there == 0)
            code = err_set(err, ERR_USAGE, _("the audit has no such evidence"));
    }
    return code;
}

/* ---- where ----------------------------------------------------------------------------------- */

struct only {
    struct ident id;
    size_t count;
};

static void take_only(sqlite3_stmt *stmt, void *context)
{
    struct only *only = context;

    only->id = db_ident(stmt, 0);
    only->count++;
}

/* The site given, else that of the area, else the only one of the audit, else none. */
static enum err_code choose_site(struct store *store, const struct ident *audit,
                                 const struct finding_new *what, struct ident *site,
                                 struct err *err)
{
    struct only only = {0};

    *site = what->site != NULL ? *what->site : ident_none();
    if (!ident_is_none(site))
        return ERR_OK;
    bool by_area = what->area != NULL && !ident_is_none(what->area);
    sqlite3_stmt *stmt = db_use(store, sql[by_area ? SQL_AREA_SITE : SQL_SITES], err);
    if (stmt != NULL)
        db_bind_ident(stmt, 1, by_area ? what->area : audit);
    enum err_code code = query_each(store, stmt, take_only, &only, err);
    if (only.count == 1)
        *site = only.id;
    return code;
}

/* ---- the change ------------------------------------------------------------------------------ */

struct raising {
    struct ident audit;
    struct ident id;
    struct ident site;
    char *draft;
    char now[CLOCK_ISO_SIZE];
    struct criteria criteria;
};

static void set_text(struct change *change, const struct ident *id, uint16_t field,
                     const char *text)
{
    if (is_given(text))
        change_set_text(change, RECORD_FINDING, id, field, text);
}

static void set_id(struct change *change, const struct ident *id, uint16_t field,
                   const struct ident *target)
{
    if (target != NULL && !ident_is_none(target))
        change_set_id(change, RECORD_FINDING, id, field, target);
}

static void set_finding(struct store *store, struct change *change, const struct raising *raising,
                        const struct finding_new *what)
{
    const struct ident *id = &raising->id;

    set_id(change, id, FINDING_AUDIT, &raising->audit);
    set_text(change, id, FINDING_DRAFT, raising->draft);
    set_text(change, id, FINDING_GRADE, code_at(&code_grades, (int)what->grade)->word);
    set_text(change, id, FINDING_GRADE_REASON, what->grade_reason);
    set_text(change, id, FINDING_TITLE, what->title);
    set_text(change, id, FINDING_STATEMENT, what->statement);
    set_text(change, id, FINDING_OBJECTIVE_EVIDENCE, what->objective_evidence);
    set_text(change, id, FINDING_REQUIREMENT, what->requirement);
    set_id(change, id, FINDING_SITE, &raising->site);
    set_id(change, id, FINDING_PROCESS, what->process);
    set_id(change, id, FINDING_AREA, what->area);
    set_text(change, id, FINDING_CONSEQUENCE, what->consequence);
    set_text(change, id, FINDING_RISK, what->risk);
    set_text(change, id, FINDING_SOURCE, is_given(what->source) ? what->source : "audit");
    set_id(change, id, FINDING_RAISED_BY, &store->author);
    set_text(change, id, FINDING_RAISED_AT, raising->now);
    set_text(change, id, FINDING_STATE, code_at(&code_finding_states, 0)->word);
}

/* Named by checklist and item, since several items may ask about one ref. */
static void set_criterion(struct change *change, const struct raising *raising, size_t index)
{
    const struct walk_item *line = &raising->criteria.items[index].line;
    struct ident id = criterion_id(&raising->id, line->checklist, line->item);

    change_set_id(change, RECORD_CRITERION, &id, CRITERION_FINDING, &raising->id);
    change_set_text(change, RECORD_CRITERION, &id, CRITERION_CHECKLIST, line->checklist);
    change_set_text(change, RECORD_CRITERION, &id, CRITERION_ITEM, line->item);
    change_set_text(change, RECORD_CRITERION, &id, CRITERION_REF, line->ref);
    change_set_text(change, RECORD_CRITERION, &id, CRITERION_CLAUSE, line->clause);
    change_set_text(change, RECORD_CRITERION, &id, CRITERION_TEXT, line->heading);
    change_set_int(change, RECORD_CRITERION, &id, CRITERION_POSITION, (int64_t)index + 1);
}

/* The result follows the worst finding and is never improved by one; good practice says nothing
 * about the whole requirement. */
static void set_result(struct store *store, struct change *change, const struct raising *raising,
                       size_t index, enum grade grade)
{
    const struct walk_item *line = &raising->criteria.items[index].line;
    struct ident id = walk_touch(change, &raising->audit, line->checklist, line->item, line->ref);
    enum result result = grade_result(grade);

    if (grade == GRADE_GOOD_PRACTICE || !result_is_worse(result, line->result))
        return;
    change_set_text(change, RECORD_ASSESSMENT, &id, ASSESSMENT_RESULT,
                    code_at(&code_results, (int)result)->word);
    change_set_id(change, RECORD_ASSESSMENT, &id, ASSESSMENT_BY, &store->author);
    change_set_text(change, RECORD_ASSESSMENT, &id, ASSESSMENT_AT, raising->now);
    if (line->again)
        change_set_text(change, RECORD_ASSESSMENT, &id, ASSESSMENT_REVIEW, NULL);
}

static void link_evidence(struct change *change, const struct ident *evidence,
                          const struct ident *finding)
{
    struct ident id = link_id(evidence, finding);

    change_set_id(change, RECORD_EVIDENCE_LINK, &id, EVIDENCE_LINK_EVIDENCE, evidence);
    change_set_id(change, RECORD_EVIDENCE_LINK, &id, EVIDENCE_LINK_FINDING, finding);
}

static enum err_code save_finding(struct store *store, const struct raising *raising,
                                  const struct finding_new *what, struct err *err)
{
    struct change change;
    const struct walk_item *line =
        raising->criteria.count > 0 ? &raising->criteria.items[0].line : NULL;
    char *ref = line == NULL ? mem_strdup(what->source)
                             : ref_display(line->ref[0] != '\0' ? line->ref : line->item);
    char *label =
        mem_printf("%s %s %s", raising->draft, code_at(&code_grades, (int)what->grade)->word, ref);

    change_init(&change, &raising->audit);
    set_finding(store, &change, raising, what);
    for (size_t i = 0; i < raising->criteria.count; i++) {
        set_criterion(&change, raising, i);
        set_result(store, &change, raising, i, what->grade);
    }
    for (size_t i = 0; i < what->evidence_count; i++)
        link_evidence(&change, &what->evidence[i], &raising->id);
    enum err_code code = store_save(store, &change, label, err);
    change_clear(&change);
    free(label);
    free(ref);
    return code;
}

static enum err_code prepare(struct store *store, struct raising *raising,
                             const struct finding_new *what, struct err *err)
{
    const struct ident *audit = &raising->audit;
    enum err_code code = audit_require_open(store, audit, err);

    for (size_t i = 0; i < what->ref_count && code == ERR_OK; i++)
        code = add_criterion(store, audit, what->refs[i], &raising->criteria, err);
    if (code == ERR_OK)
        code = check_rules(what, &raising->criteria, err);
    if (code == ERR_OK)
        code = check_evidence(store, audit, what, err);
    if (code == ERR_OK)
        code = choose_site(store, audit, what, &raising->site, err);
    if (code == ERR_OK)
        code = query_next_number(store, sql[SQL_NEXT], 'F', audit, &raising->draft, err);
    return code;
}

enum err_code finding_add(struct store *store, const struct ident *audit,
                          const struct finding_new *what, struct ident *id, struct err *err)
{
    struct raising raising = {.audit = *audit, .id = ident_random()};

    *id = ident_none();
    clock_now_iso(raising.now);
    enum err_code code = prepare(store, &raising, what, err);
    if (code == ERR_OK)
        code = save_finding(store, &raising, what, err);
    if (code == ERR_OK)
        *id = raising.id;
    criteria_clear(&raising.criteria);
    free(raising.draft);
    return code;
}

/* ---- editing --------------------------------------------------------------------------------- */

static bool is_recommendation(struct store *store, const struct ident *audit,
                              const struct row *criterion)
{
    struct walk_detail detail;

    if (walk_detail(store, audit, row_text(criterion, CRITERION_CHECKLIST),
                    row_text(criterion, CRITERION_ITEM), "en", &detail, NULL) != ERR_OK)
        return false;
    bool should = detail.line.obligation == OBLIGATION_SHOULD;
    walk_detail_clear(&detail);
    return should;
}

static bool is_nonconformity(int grade)
{
    return grade == GRADE_MAJOR || grade == GRADE_MINOR;
}

/* On the way to closure a nonconformity stays one, or its records would be of no path. */
static enum err_code check_path(const struct row *row, enum grade grade, struct err *err)
{
    if (row_code(row, FINDING_STATE) <= FINDING_ACKNOWLEDGED ||
        is_nonconformity(row_code(row, FINDING_GRADE)) == is_nonconformity((int)grade))
        return ERR_OK;
    err_set(err, ERR_DENIED, _("the finding is %s: it can't become a %s any more"),
            _(code_at(&code_finding_states, row_code(row, FINDING_STATE))->label),
            code_at(&code_grades, (int)grade)->word);
    err_hint(err, _("withdraw it with a reason and raise another"));
    return ERR_DENIED;
}

enum err_code finding_check_edit(struct store *store, const struct ident *finding, enum grade grade,
                                 const char *statement, const char *grade_reason,
                                 const char *source, struct err *err)
{
    struct row row;
    struct rows criteria;
    struct value id = value_id(finding);
    struct list_query query = {.type = RECORD_CRITERION, .where = CRITERION_FINDING, .equals = id};
    struct finding_draft draft = {
        .grade = grade, .statement = statement, .grade_reason = grade_reason};

    enum err_code code = store_get(store, RECORD_FINDING, finding, &row, err);
    if (code == ERR_OK)
        code = store_list(store, &query, &criteria, err);
    value_clear(&id);
    if (code == ERR_OK) {
        struct ident audit = row_id(&row, FINDING_AUDIT);
        draft.criteria = criteria.count;
        draft.source = source != NULL ? source : row_text(&row, FINDING_SOURCE);
        for (size_t i = 0; i < criteria.count; i++)
            draft.recommendations += is_recommendation(store, &audit, &criteria.items[i]);
        rows_clear(&criteria);
        code = finding_check(&draft, err);
    }
    if (code == ERR_OK)
        code = check_path(&row, grade, err);
    row_clear(&row);
    return code;
}

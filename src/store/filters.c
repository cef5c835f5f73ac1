/* filters.c - asking the criteria of a filter of findings, evidence and requirements.
 *
 * The rows are read once with what the criteria need and judged by core; only lists with a filter
 * pay for it.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/filters.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "store/closure.h"
#include "store/programme.h"
#include "store/query.h"
#include "store/walk_parts.h"

enum filters_sql { SQL_FINDINGS, SQL_EVIDENCE, SQL_WALK, SQL_RAISED };

/* Lines of clause and reference of what a finding is against. */
#define CRITERIA(of)                                                                               \
    "(SELECT group_concat(coalesce(c.clause, '') || ' ' || coalesce(c.ref, c.item, ''), char(10))" \
    " FROM criterion c WHERE c.finding " of " AND c.withdrawn IS NULL)"

static const char *const sql[] = {
    [SQL_FINDINGS] =
        "SELECT f.id, f.grade, f.state, (SELECT name FROM area WHERE id = f.area),"
        " (SELECT name FROM process WHERE id = f.process),"
        " (SELECT name FROM person WHERE id = f.raised_by), f.raised_at, " CRITERIA(
            "IN " QUERY_WITH_MERGED("f.id")) ", f.number, f.draft, f.title, f.statement,"
                                             " f.objective_evidence, f.requirement, f.consequence"
                                             " FROM finding f WHERE (?1 IS NULL OR f.audit = ?1)"
                                             " AND f.withdrawn IS NULL ORDER BY f.id",
    [SQL_EVIDENCE] =
        "SELECT e.id, e.kind, (SELECT name FROM area WHERE id = e.area),"
        " (SELECT name FROM person WHERE id = e.collected_by), e.collected_at,"
        " (SELECT group_concat(coalesce(i.clause, '') || ' ' || coalesce(a.ref, a.item), char(10))"
        " FROM evidence_link l CROSS JOIN assessment a ON a.id = l.assessment"
        " LEFT JOIN audit_checklist k ON k.audit = e.audit AND k.checklist = a.checklist"
        " AND k.withdrawn IS NULL LEFT JOIN snapshot s ON s.digest = k.snapshot"
        " LEFT JOIN snapshot_item i ON i.snapshot = s.id AND i.item = a.item"
        " WHERE l.evidence = e.id AND l.withdrawn IS NULL),"
        " (SELECT group_concat(a.checklist || ':' || a.item, char(10)) FROM evidence_link l"
        " CROSS JOIN assessment a ON a.id = l.assessment WHERE l.evidence = e.id"
        " AND l.withdrawn IS NULL), e.number, e.title, e.detail, e.source, e.asked"
        " FROM evidence e WHERE e.audit = ?1 AND e.withdrawn IS NULL ORDER BY e.id",
    [SQL_WALK] =
        "SELECT k.checklist, i.item, i.ref, i.clause, a.result,"
        " (SELECT name FROM area WHERE id = a.area),"
        " (SELECT name FROM person WHERE id = a.assessed_by), a.assessed_at, "
        "a.note, " QUERY_LANGUAGE("heading", "snapshot_text", "i", "?2") ", " QUERY_LANGUAGE(
            "ask", "snapshot_text", "i", "?2") QUERY_ITEMS QUERY_ITEMS_ORDER,
    [SQL_RAISED] = "SELECT f.id, f.grade, c.checklist, c.item FROM finding f"
                   " CROSS JOIN criterion c ON c.finding = f.id WHERE f.audit = ?1"
                   " AND f.withdrawn IS NULL AND c.withdrawn IS NULL ORDER BY c.checklist,"
                   " c.item"};

/* ---- ids ------------------------------------------------------------------------------------- */

void filter_ids_clear(struct filter_ids *ids)
{
    free(ids->items);
    *ids = (struct filter_ids){0};
}

static int compare_ids(const void *a, const void *b)
{
    return ident_compare(a, b);
}

bool filter_ids_has(const struct filter_ids *ids, const struct ident *id)
{
    return ids->count > 0 &&
           bsearch(id, ids->items, ids->count, sizeof *ids->items, compare_ids) != NULL;
}

static void add_id(struct filter_ids *ids, const struct ident *id)
{
    ids->items = mem_grow(ids->items, ids->count, &ids->capacity, sizeof *ids->items);
    ids->items[ids->count++] = *id;
}

static void sort_ids(struct filter_ids *ids)
{
    if (ids->count > 1)
        qsort(ids->items, ids->count, sizeof *ids->items, compare_ids);
}

/* ---- what all of them need ------------------------------------------------------------------- */

struct judging {
    const struct filter *filter;
    struct filter_ids *ids;
    struct filter_ids overdue; /* findings with something late on their path */
    char *process;             /* the requirements of the process that is asked for, NULL: none */
    struct walk_names raised;  /* "checklist" and "item", ref: its findings' grades as bits */
    char today[CLOCK_DATE_SIZE];
    struct buf only;
};

static const char *column_text(sqlite3_stmt *stmt, int column)
{
    return (const char *)sqlite3_column_text(stmt, column);
}

static void local_date(const char *iso, char out[CLOCK_DATE_SIZE])
{
    int64_t ms = 0;

    out[0] = '\0';
    if (iso != NULL && clock_parse(iso, &ms))
        clock_local_date(ms, out);
}

static enum err_code load_overdue(struct store *store, const struct ident *audit,
                                  struct judging *judging, struct err *err)
{
    struct due_query query = {.audit = audit, .within = 0};
    struct due_lines lines = {0};
    enum err_code code = ERR_OK;

    if (judging->filter->bits[FILTER_OVERDUE] != 0)
        code = due_list(store, &query, &lines, err);
    for (size_t i = 0; i < lines.count; i++)
        if (lines.items[i].overdue > 0)
            add_id(&judging->overdue, &lines.items[i].finding_id);
    sort_ids(&judging->overdue);
    due_lines_clear(&lines);
    return code;
}

/* The requirements of the processes that the filter names: two laptops may each have made one of
 * that name. Of one that is not there none. */
static enum err_code load_process(struct store *store, const struct ident *audit,
                                  struct judging *judging, struct err *err)
{
    const struct list_query query = {.type = RECORD_PROCESS};
    const char *name = judging->filter->texts[FILTER_PROCESS];
    char key[IDENT_TEXT_SIZE];
    struct rows rows;
    struct buf all;

    if (name == NULL)
        return ERR_OK;
    enum err_code code = store_list(store, &query, &rows, err);
    if (code != ERR_OK)
        return code;
    buf_init(&all);
    for (size_t i = 0; i < rows.count && code == ERR_OK; i++) {
        char *only = NULL;
        ident_text(&rows.items[i].id, key);
        if (!text_is_same(row_text(&rows.items[i], PROCESS_NAME), name) && strcmp(key, name) != 0)
            continue;
        code = walk_process_only(store, audit, key, &only, err);
        buf_puts(&all, only != NULL ? only : "");
        free(only);
    }
    rows_clear(&rows);
    judging->process = buf_take(&all);
    return code;
}

static void judging_clear(struct judging *judging)
{
    filter_ids_clear(&judging->overdue);
    walk_names_clear(&judging->raised);
    free(judging->process);
}

static struct judging judging_new(const struct filter *filter, struct filter_ids *ids)
{
    struct judging judging = {.filter = filter, .ids = ids};

    clock_local_date(clock_now(), judging.today);
    return judging;
}

/* ---- findings -------------------------------------------------------------------------------- */

static void judge_finding(sqlite3_stmt *stmt, void *context)
{
    struct judging *judging = context;
    struct ident id = db_ident(stmt, 0);
    int grade = walk_code(stmt, 1, &code_grades);
    char date[CLOCK_DATE_SIZE];
    const char *process = column_text(stmt, 4);
    const char *wanted = judging->filter->texts[FILTER_PROCESS];

    local_date(column_text(stmt, 6), date);
    struct filter_subject subject = {.result = -1,
                                     .grades = grade >= 0 ? 1U << grade : 0,
                                     .state = walk_code(stmt, 2, &code_finding_states),
                                     .kind = -1,
                                     .area = column_text(stmt, 3),
                                     .in_process = wanted != NULL && process != NULL &&
                                                   text_is_same(process, wanted),
                                     .author = column_text(stmt, 5),
                                     .date = date,
                                     .refs = column_text(stmt, 7),
                                     .overdue = filter_ids_has(&judging->overdue, &id)};
    for (int i = 0; i < 7; i++)
        subject.texts[i] = column_text(stmt, 8 + i);
    if (filter_passes(judging->filter, &subject, judging->today))
        add_id(judging->ids, &id);
}

enum err_code filter_findings(struct store *store, const struct ident *audit,
                              const struct filter *filter, struct filter_ids *ids, struct err *err)
{
    struct judging judging = judging_new(filter, ids);

    *ids = (struct filter_ids){0};
    enum err_code code = load_overdue(store, audit, &judging, err);
    if (code == ERR_OK) {
        sqlite3_stmt *stmt = db_use(store, sql[SQL_FINDINGS], err);
        if (stmt != NULL)
            db_bind_ident(stmt, 1, audit);
        code = query_each(store, stmt, judge_finding, &judging, err);
    }
    judging_clear(&judging);
    sort_ids(ids);
    if (code != ERR_OK)
        filter_ids_clear(ids);
    return code;
}

/* ---- evidence -------------------------------------------------------------------------------- */

/* Is one of these "CHECKLIST:ITEM" lines in the list? */
static bool any_in(const char *only, const char *lines)
{
    bool found = false;

    for (const char *at = lines != NULL ? lines : ""; *at != '\0' && !found;) {
        size_t length = strcspn(at, "\n");
        char *wanted = mem_printf(" %.*s ", (int)length, at);
        found = only != NULL && strstr(only, wanted) != NULL;
        free(wanted);
        at += length + (at[length] == '\n');
    }
    return found;
}

static void judge_evidence(sqlite3_stmt *stmt, void *context)
{
    struct judging *judging = context;
    struct ident id = db_ident(stmt, 0);
    char date[CLOCK_DATE_SIZE];

    local_date(column_text(stmt, 4), date);
    struct filter_subject subject = {.result = -1,
                                     .state = -1,
                                     .kind = walk_code(stmt, 1, &code_evidence_kinds),
                                     .area = column_text(stmt, 2),
                                     .author = column_text(stmt, 3),
                                     .date = date,
                                     .refs = column_text(stmt, 5),
                                     .in_process = any_in(judging->process, column_text(stmt, 6))};
    for (int i = 0; i < 5; i++)
        subject.texts[i] = column_text(stmt, 7 + i);
    if (filter_passes(judging->filter, &subject, judging->today))
        add_id(judging->ids, &id);
}

enum err_code filter_evidence(struct store *store, const struct ident *audit,
                              const struct filter *filter, struct filter_ids *ids, struct err *err)
{
    struct judging judging = judging_new(filter, ids);

    *ids = (struct filter_ids){0};
    enum err_code code = load_process(store, audit, &judging, err);
    if (code == ERR_OK) {
        sqlite3_stmt *stmt = db_use(store, sql[SQL_EVIDENCE], err);
        if (stmt != NULL)
            db_bind_ident(stmt, 1, audit);
        code = query_each(store, stmt, judge_evidence, &judging, err);
    }
    judging_clear(&judging);
    sort_ids(ids);
    if (code != ERR_OK)
        filter_ids_clear(ids);
    return code;
}

/* ---- requirements ---------------------------------------------------------------------------- */

/* One row a requirement that a finding is against: its grades, and "!" if it is late. */
static void take_raised(sqlite3_stmt *stmt, void *context)
{
    struct judging *judging = context;
    struct walk_names *raised = &judging->raised;
    struct ident id = db_ident(stmt, 0);
    int grade = walk_code(stmt, 1, &code_grades);

    raised->items =
        mem_grow(raised->items, raised->count, &raised->capacity, sizeof *raised->items);
    raised->items[raised->count++] =
        (struct walk_name){.checklist = db_text(stmt, 2),
                           .item = db_text(stmt, 3),
                           .ref = mem_printf("%d", grade),
                           .clause = mem_strdup(filter_ids_has(&judging->overdue, &id) ? "!" : "")};
}

static void add_raised(const struct judging *judging, const char *checklist, const char *item,
                       struct filter_subject *subject)
{
    for (size_t i = 0; i < judging->raised.count; i++) {
        const struct walk_name *raised = &judging->raised.items[i];
        if (strcmp(raised->item, item) != 0 || strcmp(raised->checklist, checklist) != 0)
            continue;
        int grade = (int)strtol(raised->ref, NULL, 10);
        subject->grades |= grade >= 0 ? 1U << grade : 0;
        subject->overdue = subject->overdue || raised->clause[0] == '!';
    }
}

static void judge_item(sqlite3_stmt *stmt, void *context)
{
    struct judging *judging = context;
    char *checklist = db_text(stmt, 0);
    char *item = db_text(stmt, 1);
    char *ref = db_text(stmt, 2);
    char *refs = mem_printf("%s %s", column_text(stmt, 3) != NULL ? column_text(stmt, 3) : "",
                            ref[0] != '\0' ? ref : item);
    char date[CLOCK_DATE_SIZE];

    local_date(column_text(stmt, 7), date);
    struct filter_subject subject = {
        .result = (int)walk_result(stmt, 4),
        .state = -1,
        .kind = -1,
        .area = column_text(stmt, 5),
        .author = column_text(stmt, 6),
        .date = date,
        .refs = refs,
        .in_process = judging->process != NULL && walk_only_has(judging->process, checklist, item),
        .texts = {ref, item, column_text(stmt, 8), column_text(stmt, 9), column_text(stmt, 10)}};
    add_raised(judging, checklist, item, &subject);
    if (filter_passes(judging->filter, &subject, judging->today))
        walk_only_add(&judging->only, checklist, item);
    free(refs);
    free(ref);
    free(item);
    free(checklist);
}

enum err_code filter_walk(struct store *store, const struct ident *audit,
                          const struct filter *filter, const char *language, char **only,
                          struct err *err)
{
    struct judging judging = judging_new(filter, NULL);
    sqlite3_stmt *stmt = NULL;

    buf_init(&judging.only);
    enum err_code code = load_process(store, audit, &judging, err);
    if (code == ERR_OK)
        code = load_overdue(store, audit, &judging, err);
    if (code == ERR_OK) {
        stmt = db_use(store, sql[SQL_RAISED], err);
        if (stmt != NULL)
            db_bind_ident(stmt, 1, audit);
        code = query_each(store, stmt, take_raised, &judging, err);
    }
    if (code == ERR_OK) {
        stmt = db_use(store, sql[SQL_WALK], err);
        if (stmt != NULL) {
            db_bind_ident(stmt, 1, audit);
            db_bind_text(stmt, 2, language);
        }
        code = query_each(store, stmt, judge_item, &judging, err);
    }
    judging_clear(&judging);
    *only = buf_take(&judging.only);
    return code;
}

/* ---- names ----------------------------------------------------------------------------------- */

enum err_code filter_check_names(struct store *store, const struct filter *filter, struct err *err)
{
    static const struct {
        enum filter_criterion criterion;
        enum record_type type;
    } names[] = {{FILTER_AREA, RECORD_AREA},
                 {FILTER_PROCESS, RECORD_PROCESS},
                 {FILTER_AUTHOR, RECORD_PERSON}};
    enum err_code code = ERR_OK;

    for (size_t i = 0; i < sizeof names / sizeof names[0] && code == ERR_OK; i++) {
        struct ident id;
        const char *name = filter->texts[names[i].criterion];
        struct err found = {0};
        if (name == NULL || programme_find(store, names[i].type, name, &id, &found) == ERR_OK ||
            !ident_is_none(&id))
            continue; /* several of one name are all meant */
        *err = found;
        code = found.code;
    }
    return code;
}

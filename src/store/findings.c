/* findings.c - lists of findings, and finding one by its number. New ones are finding_write.c.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/findings.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "store/filters.h"
#include "store/query.h"
#include "store/walk_parts.h"

enum findings_sql {
    SQL_ALL,
    SQL_OF_AUDIT,
    SQL_OF_ASSESSMENT,
    SQL_OF_ID,
    SQL_REFS,
    SQL_CLAUSES,
    SQL_EVIDENCE,
    SQL_MERGED,
    SQL_FIND_ANY,
    SQL_FIND,
    SQL_NUMBERS,
    SQL_COUNTS
};

#define COLUMNS                                                                                    \
    "SELECT f.id, coalesce(f.number, f.draft), f.grade, f.state,"                                  \
    " (SELECT number FROM audit WHERE id = f.audit), coalesce(f.title, f.statement),"              \
    " (SELECT name FROM site WHERE id = f.site),"                                                  \
    " (SELECT name FROM person WHERE id = f.raised_by), f.raised_at,"                              \
    " coalesce((SELECT coalesce(whole.number, whole.draft) FROM finding whole WHERE whole.id ="    \
    " nullif(" QUERY_COUNTED_IN("f") ", f.id)), '') FROM finding f"
/* ?9: 1 with those that were merged into others. */
#define STANDS "f.withdrawn IS NULL AND (?9 OR " QUERY_COUNTED("f") ")"
/* Findings of which few have others merged into them are asked for those only where there are some.
 */
#define NAMED(which)                                                                               \
    "EXISTS (SELECT 1 FROM criterion c WHERE c.finding " which                                     \
    " AND c.checklist = ?2 AND +c.item = ?3 AND c.withdrawn IS NULL)"
#define IS_NAMED " AND (f.id = ?2 OR lower(f.number) = lower(?3) OR lower(f.draft) = lower(?3))"

static const char *const sql[] = {
    /* Findings of an audit that was taken back go with it. */
    [SQL_ALL] = COLUMNS " WHERE " STANDS " AND EXISTS"
                        " (SELECT 1 FROM audit WHERE id = f.audit AND withdrawn IS NULL)",
    [SQL_OF_AUDIT] = COLUMNS " WHERE f.audit = ?1 AND " STANDS,
    [SQL_OF_ASSESSMENT] = COLUMNS " WHERE f.audit = ?1 AND " STANDS " AND (" NAMED(
        "= f.id") " OR (" QUERY_HAS_PARTS("f") " AND " NAMED("IN " QUERY_WITH_MERGED("f.id")) "))",
    [SQL_OF_ID] = COLUMNS " WHERE f.id = ?1 AND " STANDS,
    [SQL_REFS] = "SELECT coalesce(ref, item) FROM criterion WHERE finding IN " QUERY_WITH_MERGED(
        "?1") " AND withdrawn IS NULL",
    [SQL_CLAUSES] = "SELECT clause FROM criterion WHERE finding IN " QUERY_WITH_MERGED(
        "?1") " AND withdrawn IS NULL",
    [SQL_EVIDENCE] =
        "SELECT count(DISTINCT e.id) FROM evidence_link l"
        " CROSS JOIN evidence e ON e.id = l.evidence WHERE l.finding IN " QUERY_WITH_MERGED(
            "?1") " AND l.withdrawn IS NULL AND e.withdrawn IS NULL",
    [SQL_MERGED] =
        "SELECT coalesce(number, draft) FROM finding WHERE id <> ?1 AND id IN " QUERY_WITH_MERGED(
            "?1"),
    [SQL_FIND_ANY] =
        "SELECT f.id FROM finding f WHERE f.withdrawn IS NULL AND EXISTS"
        " (SELECT 1 FROM audit WHERE id = f.audit AND withdrawn IS NULL)" IS_NAMED " ORDER BY f.id",
    [SQL_FIND] = "SELECT f.id FROM finding f WHERE f.audit = ?1 AND f.withdrawn IS NULL" IS_NAMED
                 " ORDER BY f.id",
    [SQL_NUMBERS] = ("SELECT coalesce(number, draft) FROM finding"
                     " WHERE (?1 IS NULL OR audit = ?1) AND withdrawn IS NULL"),
    [SQL_COUNTS] = "SELECT f.grade, f.state, count(*) FROM finding f WHERE f.audit = ?1"
                   " AND " QUERY_COUNTED("f") " GROUP BY f.grade, f.state"};

static void line_clear(struct finding_line *line)
{
    free(line->number);
    free(line->audit);
    free(line->statement);
    free(line->refs);
    free(line->clauses);
    free(line->site);
    free(line->raised_by);
    free(line->raised_at);
    free(line->merged_into);
    free(line->merged);
}

void finding_lines_clear(struct finding_lines *lines)
{
    for (size_t i = 0; i < lines->count; i++)
        line_clear(&lines->items[i]);
    free(lines->items);
    *lines = (struct finding_lines){0};
}

/* ---- reading --------------------------------------------------------------------------------- */

struct taking {
    const struct finding_query *query;
    struct finding_lines *lines;
    struct filter_ids passing;
};

static bool is_in(unsigned mask, int row)
{
    return mask == 0 || (row >= 0 && (mask >> row & 1) != 0);
}

static char *first_line(char *text)
{
    text[strcspn(text, "\n")] = '\0';
    return text;
}

static void take_line(sqlite3_stmt *stmt, void *context)
{
    const struct taking *taking = context;
    struct finding_lines *lines = taking->lines;
    int grade = walk_code(stmt, 2, &code_grades);
    int state = walk_code(stmt, 3, &code_finding_states);

    struct ident id = db_ident(stmt, 0);

    if (!is_in(taking->query->grades, grade) || !is_in(taking->query->states, state) ||
        (taking->query->filter != NULL && !filter_ids_has(&taking->passing, &id)))
        return;
    lines->items = mem_grow(lines->items, lines->count, &lines->capacity, sizeof *lines->items);
    lines->items[lines->count++] =
        (struct finding_line){.id = db_ident(stmt, 0),
                              .number = db_text(stmt, 1),
                              .grade = grade < 0 ? GRADE_OFI : (enum grade)grade,
                              .state = state < 0 ? 0 : state,
                              .audit = db_text(stmt, 4),
                              .statement = first_line(db_text(stmt, 5)),
                              .site = db_text(stmt, 6),
                              .raised_by = db_text(stmt, 7),
                              .raised_at = db_text(stmt, 8),
                              .merged_into = db_text(stmt, 9)};
}

/* The audit and requirement that an assessment id stands for, whichever of them is asked for. */
static enum err_code load_of_assessment(struct store *store, const struct taking *taking,
                                        struct err *err)
{
    struct ident audit = taking->query->audit != NULL ? *taking->query->audit : ident_none();
    char *checklist = NULL;
    char *item = NULL;
    char *ref = NULL;
    enum err_code code = ERR_OK;

    if (taking->query->audit == NULL) {
        sqlite3_stmt *stmt = db_use(store, "SELECT audit FROM assessment WHERE id = ?1", err);
        if (stmt != NULL)
            db_bind_ident(stmt, 1, taking->query->assessment);
        code = query_ident(store, stmt, &audit, err);
    }
    if (code != ERR_OK || ident_is_none(&audit))
        return code; /* never assessed, so nothing was raised against it */
    if (taking->query->item != NULL) {
        checklist = mem_strdup(taking->query->checklist);
        item = mem_strdup(taking->query->item);
    } else {
        code =
            walk_identify(store, &audit, taking->query->assessment, &checklist, &item, &ref, err);
    }
    if (code == ERR_OK) {
        sqlite3_stmt *stmt = db_use(store, sql[SQL_OF_ASSESSMENT], err);
        if (stmt != NULL) {
            db_bind_ident(stmt, 1, &audit);
            db_bind_text(stmt, 2, checklist);
            db_bind_text(stmt, 3, item);
            sqlite3_bind_int(stmt, 9, taking->query->with_merged);
        }
        code = query_each(store, stmt, take_line, (void *)(uintptr_t)taking, err);
    }
    free(checklist);
    free(item);
    free(ref);
    return code;
}

static enum err_code load_of_ids(struct store *store, const struct taking *taking, struct err *err)
{
    enum err_code code = ERR_OK;

    for (size_t i = 0; i < taking->query->id_count && code == ERR_OK; i++) {
        sqlite3_stmt *stmt = db_use(store, sql[SQL_OF_ID], err);
        if (stmt != NULL) {
            db_bind_ident(stmt, 1, &taking->query->ids[i]);
            sqlite3_bind_int(stmt, 9, taking->query->with_merged);
        }
        code = query_each(store, stmt, take_line, (void *)(uintptr_t)taking, err);
    }
    return code;
}

static enum err_code load_all(struct store *store, struct taking *taking, struct err *err)
{
    const struct finding_query *query = taking->query;

    if (query->assessment != NULL)
        return load_of_assessment(store, taking, err);
    sqlite3_stmt *stmt = db_use(store, sql[query->audit != NULL ? SQL_OF_AUDIT : SQL_ALL], err);
    if (stmt != NULL && query->audit != NULL)
        db_bind_ident(stmt, 1, query->audit);
    if (stmt != NULL)
        sqlite3_bind_int(stmt, 9, query->with_merged);
    return query_each(store, stmt, take_line, taking, err);
}

static enum err_code load_lines(struct store *store, const struct finding_query *query,
                                struct finding_lines *lines, struct err *err)
{
    struct taking taking = {.query = query, .lines = lines};
    enum err_code code = ERR_OK;

    if (query->ids != NULL)
        return load_of_ids(store, &taking, err);
    if (query->filter != NULL)
        code = filter_findings(store, query->audit, query->filter, &taking.passing, err);
    if (code == ERR_OK)
        code = load_all(store, &taking, err);
    filter_ids_clear(&taking.passing);
    return code;
}

static sqlite3_stmt *use_for(struct store *store, enum findings_sql which,
                             const struct ident *finding, struct err *err)
{
    sqlite3_stmt *stmt = db_use(store, sql[which], err);

    if (stmt != NULL)
        db_bind_ident(stmt, 1, finding);
    return stmt;
}

static enum err_code load_refs(struct store *store, struct finding_line *line, struct err *err)
{
    return query_joined(store, use_for(store, SQL_REFS, &line->id, err), &line->refs, err);
}

static enum err_code load_rest(struct store *store, struct finding_line *line, struct err *err)
{
    int64_t evidence = 0;
    enum err_code code = line->refs == NULL ? load_refs(store, line, err) : ERR_OK;

    if (code == ERR_OK)
        code =
            query_joined(store, use_for(store, SQL_CLAUSES, &line->id, err), &line->clauses, err);
    if (code == ERR_OK)
        code = query_joined(store, use_for(store, SQL_MERGED, &line->id, err), &line->merged, err);
    if (code == ERR_OK)
        code = query_int(store, use_for(store, SQL_EVIDENCE, &line->id, err), &evidence, err);
    line->evidence = (size_t)evidence;
    return code;
}

/* ---- order ----------------------------------------------------------------------------------- */

static int compare_numbers(const struct finding_line *left, const struct finding_line *right)
{
    int order = text_compare_natural(left->number, right->number);

    return order != 0 ? order : ident_compare(&left->id, &right->id);
}

static int compare_by_grade(const void *a, const void *b)
{
    const struct finding_line *left = a;
    const struct finding_line *right = b;

    if (left->grade != right->grade)
        return left->grade < right->grade ? -1 : 1;
    return compare_numbers(left, right);
}

/* The newest first. */
static int compare_by_raised(const void *a, const void *b)
{
    const struct finding_line *left = a;
    const struct finding_line *right = b;
    int order = strcmp(right->raised_at, left->raised_at);

    return order != 0 ? order : compare_numbers(right, left);
}

static int compare_by_ref(const void *a, const void *b)
{
    const struct finding_line *left = a;
    const struct finding_line *right = b;
    int order = text_compare_natural(left->refs, right->refs);

    return order != 0 ? order : compare_by_grade(a, b);
}

static void sort_lines(struct finding_lines *lines, enum finding_sort sort)
{
    static int (*const compare[FINDING_SORT_COUNT])(const void *, const void *) = {
        [FINDING_BY_GRADE] = compare_by_grade,
        [FINDING_BY_RAISED] = compare_by_raised,
        [FINDING_BY_REF] = compare_by_ref};

    if (lines->count > 1)
        qsort(lines->items, lines->count, sizeof *lines->items, compare[sort]);
}

static void cut(struct finding_lines *lines, size_t limit)
{
    while (limit > 0 && lines->count > limit)
        line_clear(&lines->items[--lines->count]);
}

enum err_code findings_list(struct store *store, const struct finding_query *query,
                            struct finding_lines *lines, struct err *err)
{
    *lines = (struct finding_lines){0};
    enum err_code code = load_lines(store, query, lines, err);
    for (size_t i = 0; i < lines->count && query->sort == FINDING_BY_REF && code == ERR_OK; i++)
        code = load_refs(store, &lines->items[i], err);
    if (code == ERR_OK) {
        sort_lines(lines, query->sort);
        cut(lines, query->limit);
    }
    for (size_t i = 0; i < lines->count && !query->brief && code == ERR_OK; i++)
        code = load_rest(store, &lines->items[i], err);
    if (code != ERR_OK)
        finding_lines_clear(lines);
    return code;
}

/* ---- finding one ----------------------------------------------------------------------------- */

static enum err_code no_finding(struct store *store, const struct ident *audit, const char *text,
                                struct err *err)
{
    char *near = NULL;
    enum err_code code = query_near_number(store, sql[SQL_NUMBERS], audit, text, &near, err);

    if (code != ERR_OK)
        return code;
    err_set(err, ERR_USAGE, _("there is no finding '%s'"), text);
    if (near[0] != '\0')
        err_hint(err, _("near it are: %s"), near);
    free(near);
    return ERR_USAGE;
}

enum err_code finding_find(struct store *store, const struct ident *audit, const char *text,
                           struct ident *id, struct err *err)
{
    struct number_match match;

    *id = ident_none();
    enum err_code code = query_by_number(store, sql[audit != NULL ? SQL_FIND : SQL_FIND_ANY], audit,
                                         text, &match, err);
    if (code != ERR_OK)
        return code;
    if (match.count == 0)
        return no_finding(store, audit, text, err);
    if (match.count > 1) {
        char shown[IDENT_TEXT_SIZE];
        ident_text(&match.id, shown);
        err_set(err, ERR_USAGE, _("%zu findings have the number '%s'"), match.count, text);
        err_hint(err, _("name the audit too, or give the id; one is %s"), shown);
        return ERR_USAGE;
    }
    *id = match.id;
    return ERR_OK;
}

/* ---- counting -------------------------------------------------------------------------------- */

/* What has no state yet was raised. */
static void take_counts(sqlite3_stmt *stmt, void *context)
{
    struct finding_counts *counts = context;
    int grade = walk_code(stmt, 0, &code_grades);
    int state = walk_code(stmt, 1, &code_finding_states);

    if (grade >= 0)
        counts->by[grade][state >= 0 ? state : FINDING_RAISED] +=
            (size_t)sqlite3_column_int64(stmt, 2);
}

enum err_code findings_count(struct store *store, const struct ident *audit,
                             struct finding_counts *counts, struct err *err)
{
    sqlite3_stmt *stmt = db_use(store, sql[SQL_COUNTS], err);

    *counts = (struct finding_counts){0};
    if (stmt != NULL)
        db_bind_ident(stmt, 1, audit);
    return query_each(store, stmt, take_counts, counts, err);
}

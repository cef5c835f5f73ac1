/* due.c - what is due across audits: corrections, corrective actions, checks of effectiveness.
 *
 * How late something is and how old is worked out here each time and never stored.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/closure.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/text.h"
#include "store/query.h"
#include "store/walk_parts.h"

/* The columns of a line. x: the record; only of findings that count, of audits that stand. */
#define COLUMNS(number, text, owner, due, done, extensions)                                        \
    "SELECT x.id, f.id, a.number, coalesce(f.number, f.draft), " number                            \
    ", f.grade, f.state, " text ", (SELECT name FROM person WHERE id = " owner "), " due ", " done \
    ", f.raised_at, " extensions
#define STANDS                                                                                     \
    " WHERE x.withdrawn IS NULL AND f.withdrawn IS NULL AND a.withdrawn IS NULL"                   \
    " AND a.state IS NOT 'cancelled' AND " QUERY_COUNTED("f")
#define RECORD_FIRST(table)                                                                        \
    " FROM " table                                                                                 \
    " CROSS JOIN finding f ON f.id = x.finding CROSS JOIN audit a ON a.id = f.audit" STANDS
#define FINDING_FIRST(table)                                                                       \
    " FROM finding f CROSS JOIN " table                                                            \
    " ON x.finding = f.id CROSS JOIN audit a ON a.id = f.audit" STANDS

/* What is asked about decides where SQLite begins, so that no list reads all that was ever done but
 * the one that is about that. Of a finding or an audit: ?1. */
enum due_scope { SCOPE_FINDING, SCOPE_OF_AUDIT, SCOPE_OPEN, SCOPE_ALL, SCOPE_COUNT };
#define SCOPES(columns, table, open)                                                               \
    {                                                                                              \
        [SCOPE_FINDING] = columns RECORD_FIRST(table) " AND x.finding = ?1",                       \
        [SCOPE_OF_AUDIT] = columns FINDING_FIRST(table) " AND f.audit = ?1", [SCOPE_OPEN] = open,  \
        [SCOPE_ALL] = columns RECORD_FIRST(table)                                                  \
    }

#define CORRECTION COLUMNS("''", "x.text", "x.owner", "x.due", "x.done_on", "0")
#define ACTION                                                                                     \
    COLUMNS("x.number", "x.text", "x.owner", "x.due", "x.done_on",                                 \
            "(SELECT count(*) FROM extension e WHERE e.corrective_action = x.id"                   \
            " AND e.withdrawn IS NULL)")
#define JUDGED " AND (x.result IS NOT NULL OR f.state = 'implemented')"
/* Once everything is carried out a check waits for its judgement. */
#define CHECK                                                                                      \
    COLUMNS("''", "x.criterion", "x.assigned", "x.not_before", "substr(x.verified_at, 1, 10)", "0")

static const char *const sql[DUE_KIND_COUNT][SCOPE_COUNT] = {
    [DUE_CORRECTION] =
        SCOPES(CORRECTION, "correction x",
               CORRECTION RECORD_FIRST(
                   "correction x INDEXED BY correction_open") " AND x.done_on IS NULL"),
    [DUE_ACTION] = SCOPES(
        ACTION, "corrective_action x",
        ACTION RECORD_FIRST(
            "corrective_action x INDEXED BY corrective_action_due") " AND x.done_on IS NULL"),
    [DUE_CHECK] = {
        [SCOPE_FINDING] = CHECK RECORD_FIRST("effectiveness x") " AND x.finding = ?1" JUDGED,
        [SCOPE_OF_AUDIT] = CHECK FINDING_FIRST("effectiveness x") " AND f.audit = ?1" JUDGED,
        [SCOPE_OPEN] = CHECK FINDING_FIRST("effectiveness x") " AND f.state ="
                                                              " 'implemented'",
        [SCOPE_ALL] = CHECK RECORD_FIRST("effectiveness x") JUDGED}};

const char *due_kind_word(enum due_kind kind)
{
    static const char *const words[DUE_KIND_COUNT] = {"correction", "action", "effectiveness"};

    return words[kind];
}

const char *due_kind_text(enum due_kind kind)
{
    static const char *const texts[DUE_KIND_COUNT] = {N_("Correction"), N_("Corrective action"),
                                                      N_("Effectiveness check")};

    return texts[kind];
}

static void line_clear(struct due_line *line)
{
    free(line->audit);
    free(line->finding);
    free(line->number);
    free(line->text);
    free(line->owner);
    free(line->due);
    free(line->done);
}

void due_lines_clear(struct due_lines *lines)
{
    for (size_t i = 0; i < lines->count; i++)
        line_clear(&lines->items[i]);
    free(lines->items);
    *lines = (struct due_lines){0};
}

/* ---- reading --------------------------------------------------------------------------------- */

struct taking {
    const struct due_query *query;
    struct due_lines *lines;
    enum due_kind kind;
    char today[CLOCK_DATE_SIZE];
};

static long age_of(const char *raised_at, const char *today)
{
    int64_t ms = 0;
    char date[CLOCK_DATE_SIZE];

    if (!clock_parse(raised_at, &ms))
        return 0;
    clock_local_date(ms, date);
    return clock_days_between(date, today);
}

static bool is_wanted(const struct taking *taking, const struct due_line *line)
{
    const struct due_query *query = taking->query;

    if (line->done[0] != '\0' && !query->with_done)
        return false;
    if (query->owner != NULL && !text_is_same(line->owner, query->owner))
        return false;
    if (query->within < 0)
        return true;
    return line->due[0] != '\0' && clock_days_between(taking->today, line->due) <= query->within;
}

static void take_line(sqlite3_stmt *stmt, void *context)
{
    struct taking *taking = context;
    struct due_lines *lines = taking->lines;
    int grade = walk_code(stmt, 5, &code_grades);
    int state = walk_code(stmt, 6, &code_finding_states);
    struct due_line line = {.kind = taking->kind,
                            .id = db_ident(stmt, 0),
                            .finding_id = db_ident(stmt, 1),
                            .audit = db_text(stmt, 2),
                            .finding = db_text(stmt, 3),
                            .number = db_text(stmt, 4),
                            .grade = grade < 0 ? GRADE_MINOR : (enum grade)grade,
                            .state = state < 0 ? FINDING_RAISED : (enum finding_state)state,
                            .text = db_text(stmt, 7),
                            .owner = db_text(stmt, 8),
                            .due = db_text(stmt, 9),
                            .done = db_text(stmt, 10),
                            .extensions = (size_t)sqlite3_column_int64(stmt, 12)};
    char *raised = db_text(stmt, 11);

    if (!clock_is_date(line.due)) /* a merge may bring anything */
        line.due[0] = '\0';
    line.age = age_of(raised, taking->today);
    line.overdue = line.done[0] != '\0' ? 0 : closure_overdue(line.due, taking->today);
    free(raised);
    if (!is_wanted(taking, &line)) {
        line_clear(&line);
        return;
    }
    lines->items = mem_grow(lines->items, lines->count, &lines->capacity, sizeof *lines->items);
    lines->items[lines->count++] = line;
}

/* The longest overdue first, then what has no date, then what is done. */
static int compare_lines(const void *a, const void *b)
{
    const struct due_line *left = a;
    const struct due_line *right = b;
    bool left_done = left->done[0] != '\0';
    bool right_done = right->done[0] != '\0';

    if (left_done != right_done)
        return left_done ? 1 : -1;
    if ((left->due[0] == '\0') != (right->due[0] == '\0'))
        return left->due[0] == '\0' ? 1 : -1;
    int order = strcmp(left->due, right->due);
    if (order == 0)
        order = text_compare_natural(left->finding, right->finding);
    if (order == 0)
        order = text_compare_natural(left->number, right->number);
    return order != 0 ? order : ident_compare(&left->id, &right->id);
}

static enum due_scope scope_of(const struct due_query *query, const struct ident **about)
{
    *about = query->finding != NULL ? query->finding : query->audit;
    if (query->finding != NULL)
        return SCOPE_FINDING;
    if (query->audit != NULL)
        return SCOPE_OF_AUDIT;
    return query->with_done ? SCOPE_ALL : SCOPE_OPEN;
}

enum err_code due_list(struct store *store, const struct due_query *query, struct due_lines *lines,
                       struct err *err)
{
    struct taking taking = {.query = query, .lines = lines};
    const struct ident *about = NULL;
    enum due_scope scope = scope_of(query, &about);
    enum err_code code = ERR_OK;

    *lines = (struct due_lines){0};
    clock_local_date(clock_now(), taking.today);
    for (int kind = 0; kind < DUE_KIND_COUNT && code == ERR_OK; kind++) {
        if (query->actions_only && kind != DUE_ACTION)
            continue;
        taking.kind = (enum due_kind)kind;
        sqlite3_stmt *stmt = db_use(store, sql[kind][scope], err);
        if (stmt != NULL && about != NULL)
            db_bind_ident(stmt, 1, about);
        code = query_each(store, stmt, take_line, &taking, err);
    }
    if (code != ERR_OK)
        due_lines_clear(lines);
    else if (lines->count > 1)
        qsort(lines->items, lines->count, sizeof *lines->items, compare_lines);
    return code;
}

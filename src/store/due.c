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
#include "store/filters.h"
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

static const char one_action[] = ACTION RECORD_FIRST("corrective_action x") " AND x.id = ?1";

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

void due_line_clear(struct due_line *line)
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
        due_line_clear(&lines->items[i]);
    free(lines->items);
    *lines = (struct due_lines){0};
}

/* ---- reading --------------------------------------------------------------------------------- */

struct taking {
    const struct due_query *query;
    struct due_lines *lines;
    enum due_kind kind;
    char today[CLOCK_DATE_SIZE];
    struct filter_ids findings; /* that pass the filter's criteria of findings */
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

static bool passes(const struct taking *taking, const struct due_line *line)
{
    struct filter own = {0}; /* what is asked of the line itself */
    struct filter_subject subject = {.result = -1,
                                     .state = -1,
                                     .kind = -1,
                                     .author = line->owner,
                                     .date = line->due,
                                     .overdue = line->overdue > 0,
                                     .texts = {line->number, line->text, line->finding}};
    const struct filter *filter = taking->query->filter;

    own.texts[FILTER_AUTHOR] = filter->texts[FILTER_AUTHOR];
    own.texts[FILTER_FROM] = filter->texts[FILTER_FROM];
    own.texts[FILTER_TO] = filter->texts[FILTER_TO];
    own.texts[FILTER_TEXT] = filter->texts[FILTER_TEXT];
    own.bits[FILTER_OVERDUE] = filter->bits[FILTER_OVERDUE];
    return filter_ids_has(&taking->findings, &line->finding_id) &&
           filter_passes(&own, &subject, taking->today);
}

/* The findings whose grade, state, clause, area and process are asked for. */
static enum err_code load_findings(struct store *store, struct taking *taking, struct err *err)
{
    struct filter of_finding = {0};
    const struct filter *filter = taking->query->filter;

    if (filter == NULL)
        return ERR_OK;
    of_finding.bits[FILTER_GRADE] = filter->bits[FILTER_GRADE];
    of_finding.bits[FILTER_STATE] = filter->bits[FILTER_STATE];
    of_finding.texts[FILTER_CLAUSE] = filter->texts[FILTER_CLAUSE];
    of_finding.texts[FILTER_AREA] = filter->texts[FILTER_AREA];
    of_finding.texts[FILTER_PROCESS] = filter->texts[FILTER_PROCESS];
    return filter_findings(store, taking->query->audit, &of_finding, &taking->findings, err);
}

static bool wants_done(const struct due_query *query)
{
    return query->with_done || (query->filter != NULL && query->filter->bits[FILTER_DONE] != 0);
}

static bool is_wanted(const struct taking *taking, const struct due_line *line)
{
    const struct due_query *query = taking->query;

    if (line->done[0] != '\0' && !wants_done(query))
        return false;
    if (query->owner != NULL && !text_is_same(line->owner, query->owner))
        return false;
    if (query->filter != NULL && !passes(taking, line))
        return false;
    if (query->within < 0)
        return true;
    return line->due[0] != '\0' && clock_days_between(taking->today, line->due) <= query->within;
}

static struct due_line read_line(const struct taking *taking, sqlite3_stmt *stmt)
{
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
    return line;
}

static void take_line(sqlite3_stmt *stmt, void *context)
{
    struct taking *taking = context;
    struct due_lines *lines = taking->lines;
    struct due_line line = read_line(taking, stmt);

    if (!is_wanted(taking, &line)) {
        due_line_clear(&line);
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

static enum due_scope scope_of(const struct due_query *query)
{
    if (query->finding != NULL)
        return SCOPE_FINDING;
    if (query->audit != NULL)
        return SCOPE_OF_AUDIT;
    return wants_done(query) ? SCOPE_ALL : SCOPE_OPEN;
}

static sqlite3_stmt *use_for(struct store *store, enum due_kind kind, const struct due_query *query,
                             struct err *err)
{
    const struct ident *about = query->finding != NULL ? query->finding : query->audit;
    sqlite3_stmt *stmt = db_use(store, sql[kind][scope_of(query)], err);

    if (stmt != NULL && about != NULL)
        db_bind_ident(stmt, 1, about);
    return stmt;
}

enum err_code due_list(struct store *store, const struct due_query *query, struct due_lines *lines,
                       struct err *err)
{
    struct taking taking = {.query = query, .lines = lines};

    *lines = (struct due_lines){0};
    clock_local_date(clock_now(), taking.today);
    enum err_code code = load_findings(store, &taking, err);
    for (int kind = 0; kind < DUE_KIND_COUNT && code == ERR_OK; kind++) {
        if (query->actions_only && kind != DUE_ACTION)
            continue;
        taking.kind = (enum due_kind)kind;
        code = query_each(store, use_for(store, taking.kind, query, err), take_line, &taking, err);
    }
    filter_ids_clear(&taking.findings);
    if (code != ERR_OK)
        due_lines_clear(lines);
    else if (lines->count > 1)
        qsort(lines->items, lines->count, sizeof *lines->items, compare_lines);
    return code;
}

/* ---- many actions ---------------------------------------------------------------------------- */

/* What decides where an action stands; texts by their places in one buffer. */
struct due_key {
    struct ident id;
    uint32_t finding;
    uint32_t number;
    char due[CLOCK_DATE_SIZE];
    bool done;
};
struct due_keys {
    struct taking taking;
    bool (*keep)(const struct ident *finding, const void *context);
    const void *context;
    struct due_key *items;
    size_t count;
    size_t capacity;
    struct buf texts;
};

static uint32_t keep_text(struct buf *texts, const char *text)
{
    size_t at = texts->length;

    buf_add(texts, text, strlen(text) + 1);
    return (uint32_t)at;
}

static void take_key(sqlite3_stmt *stmt, void *context)
{
    struct due_keys *keys = context;
    struct due_line line = read_line(&keys->taking, stmt);

    if (is_wanted(&keys->taking, &line) &&
        (keys->keep == NULL || keys->keep(&line.finding_id, keys->context))) {
        keys->items = mem_grow(keys->items, keys->count, &keys->capacity, sizeof *keys->items);
        struct due_key *key = &keys->items[keys->count++];
        *key = (struct due_key){.id = line.id,
                                .finding = keep_text(&keys->texts, line.finding),
                                .number = keep_text(&keys->texts, line.number),
                                .done = line.done[0] != '\0'};
        memcpy(key->due, line.due, strlen(line.due) + 1);
    }
    due_line_clear(&line);
}

/* As compare_lines. */
static int compare_keys(const void *a, const void *b, void *context)
{
    const struct due_key *left = a;
    const struct due_key *right = b;
    const char *texts = context;

    if (left->done != right->done)
        return left->done ? 1 : -1;
    if ((left->due[0] == '\0') != (right->due[0] == '\0'))
        return left->due[0] == '\0' ? 1 : -1;
    int order = strcmp(left->due, right->due);
    if (order == 0)
        order = text_compare_natural(texts + left->finding, texts + right->finding);
    if (order == 0)
        order = text_compare_natural(texts + left->number, texts + right->number);
    return order != 0 ? order : ident_compare(&left->id, &right->id);
}

enum err_code due_action_ids(struct store *store, const struct due_query *query,
                             bool (*keep)(const struct ident *finding, const void *context),
                             const void *context, struct due_ids *ids, struct err *err)
{
    struct due_keys keys = {
        .taking = {.query = query, .kind = DUE_ACTION}, .keep = keep, .context = context};

    *ids = (struct due_ids){0};
    clock_local_date(clock_now(), keys.taking.today);
    enum err_code code =
        query_each(store, use_for(store, DUE_ACTION, query, err), take_key, &keys, err);
    if (code == ERR_OK && keys.count > 0) {
        qsort_r(keys.items, keys.count, sizeof *keys.items, compare_keys, keys.texts.data);
        ids->items = mem_zalloc(keys.count, sizeof *ids->items);
        ids->count = keys.count;
        for (size_t i = 0; i < keys.count; i++)
            ids->items[i] = keys.items[i].id;
    }
    free(keys.items);
    buf_clear(&keys.texts);
    return code;
}

void due_ids_clear(struct due_ids *ids)
{
    free(ids->items);
    *ids = (struct due_ids){0};
}

struct reading {
    struct taking taking;
    struct due_line *line;
    bool found;
};

static void take_one(sqlite3_stmt *stmt, void *context)
{
    struct reading *reading = context;

    if (!reading->found)
        *reading->line = read_line(&reading->taking, stmt);
    reading->found = true;
}

enum err_code due_action_get(struct store *store, const struct ident *action, struct due_line *line,
                             struct err *err)
{
    struct reading reading = {.taking = {.kind = DUE_ACTION}, .line = line};

    *line = (struct due_line){0};
    clock_local_date(clock_now(), reading.taking.today);
    sqlite3_stmt *stmt = db_use(store, one_action, err);
    if (stmt != NULL)
        db_bind_ident(stmt, 1, action);
    enum err_code code = query_each(store, stmt, take_one, &reading, err);
    if (code == ERR_OK && !reading.found)
        code = err_set(err, ERR_FOUND, _("there is no such %s"), _("corrective action"));
    return code;
}

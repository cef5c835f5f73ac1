/* register.c - pages of the register: which findings, in which order; what a line says is
 * register_line.c.
 *
 * Every order is a row of parts one behind the other (a grade, an audit, what is due). In a part
 * findings are in the order of a text (when raised, when due), then of their ids, and come out of
 * an index in several streams that are merged: one a state, one a table of things to do. A stream
 * is left as soon as its next row stands behind all that are wanted.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/register.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "store/register_parts.h"

enum {
    SEARCH_PAGE = 256,
    STATES_ALL = (1 << FINDING_STATE_COUNT) - 1,
    GRADES_ALL = (1 << GRADE_COUNT) - 1
};

/* ---- queries --------------------------------------------------------------------------------- */

/* ?5 site, ?6 audit, ?7 late are those of before this day, ?9 those without a date, ?10 with those
 * that were merged into others. Findings of an audit that was taken back go with it, and nothing is
 * late in a cancelled one. */
#define STANDS                                                                                     \
    " AND f.withdrawn IS NULL AND (?5 IS NULL OR f.site = ?5) AND (?6 IS NULL OR f.audit = ?6)"    \
    " AND (?10 OR f.merged_into IS NULL OR " QUERY_COUNTED(                                        \
        "f") ") AND EXISTS (SELECT 1 FROM audit a WHERE a.id = f.audit AND a.withdrawn IS NULL"    \
             " AND (?7 IS NULL OR a.state IS NOT 'cancelled')) AND (NOT ?9 OR " REGISTER_UNDATED(  \
                 "f") ")"

/* The first bound stands by itself too: an index on an expression takes no bound of a pair. */
#define BEHIND(text, id)                                                                           \
    " AND " text " >= ?3 AND (" text ", " id ") > (?3, ?4)" STANDS " ORDER BY " text ", " id
#define BEFORE(text, id)                                                                           \
    " AND " text " <= ?3 AND (" text ", " id ") < (?3, ?4)" STANDS " ORDER BY " text " DESC, " id  \
    " DESC"
#define BOTH(head, text, id)                                                                       \
    {                                                                                              \
        head BEHIND(text, id), head BEFORE(text, id)                                               \
    }

#define OF_STATE                                                                                   \
    "SELECT f.id, " REGISTER_RAISED("f") ", " REGISTER_GRADE("f") ", " REGISTER_STATE(             \
        "f") " FROM finding f INDEXED BY finding_register "                                        \
             "WHERE " REGISTER_GRADE("f") " = ?1 AND " REGISTER_STATE("f") " = ?2"
#define OF_AUDIT                                                                                   \
    "SELECT f.id, " REGISTER_RAISED("f") ", " REGISTER_GRADE("f") ", " REGISTER_STATE(             \
        "f") " FROM finding f INDEXED BY finding_by_audit WHERE f.audit "                          \
             "= ?2 AND " REGISTER_GRADE("f") " = ?1"
#define OF_DUE(table, date, done)                                                                  \
    "SELECT f.id, x." date ", " REGISTER_GRADE("f") ", " REGISTER_STATE(                           \
        "f") " FROM " table " x INDEXED BY " table                                                 \
             "_next CROSS JOIN finding f ON f.id = x.finding"                                      \
             " WHERE x.withdrawn IS NULL AND x." done " IS NULL AND x." date                       \
             " IS NOT NULL AND (?7 IS NULL OR x." date " < ?7) AND x." date                        \
             " = " REGISTER_NEXT("f")

enum stream { STREAM_STATE, STREAM_AUDIT, STREAM_CORRECTION, STREAM_ACTION, STREAM_CHECK };

/* Ascending, descending. */
static const char *const sql[][2] = {
    [STREAM_STATE] = BOTH(OF_STATE, REGISTER_RAISED("f"), "f.id"),
    [STREAM_AUDIT] = BOTH(OF_AUDIT, REGISTER_RAISED("f"), "f.id"),
    [STREAM_CORRECTION] = BOTH(OF_DUE("correction", "due", "done_on"), "x.due", "x.finding"),
    [STREAM_ACTION] = BOTH(OF_DUE("corrective_action", "due", "done_on"), "x.due", "x.finding"),
    [STREAM_CHECK] =
        BOTH(OF_DUE("effectiveness", "not_before", "verified_at"), "x.not_before", "x.finding")};

/* The audit beside one, in the order of the numbers; those without a number before all others. */
#define AUDITS "SELECT id, number FROM audit INDEXED BY audit_list WHERE withdrawn IS NULL AND "
static const char *const numbered_sql[2] = {
    AUDITS "number >= ?1 AND (number, id) > (?1, ?2) ORDER BY number, id LIMIT 1",
    AUDITS "number <= ?1 AND (number, id) < (?1, ?2) ORDER BY number DESC, id DESC LIMIT 1"};
static const char *const unnumbered_sql[2] = {
    AUDITS "number IS NULL AND id > ?2 ORDER BY id LIMIT 1",
    AUDITS "number IS NULL AND id < ?2 ORDER BY id DESC LIMIT 1"};

const char *register_sort_word(enum register_sort sort)
{
    static const char *const words[REGISTER_SORT_COUNT] = {"grade", "raised", "due", "audit"};

    return words[sort];
}

void register_open_only(struct register_query *query)
{
    unsigned grades = query->grades != 0 ? query->grades : GRADES_ALL;
    unsigned states = query->states != 0 ? query->states : STATES_ALL;

    query->grades = grades & ~(1U << GRADE_GOOD_PRACTICE);
    query->states = states & ~(1U << FINDING_CLOSED);
}

/* ---- merging streams ------------------------------------------------------------------------- */

struct candidate {
    struct ident id;
    char *text;
};

struct scan {
    struct store *store;
    const struct register_query *query;
    unsigned grades;
    unsigned states;
    const char *today;
    size_t limit;
    bool counting; /* only count is of interest */
    struct candidate *items;
    size_t count;
    size_t part; /* where the part that is read begins */
    bool down;   /* the part is read against the order of its texts */
    struct register_sets sets;
    struct err *err;
};

/* Where a stream begins: behind a text and id; text NULL: at its end. */
struct bound {
    const char *text;
    const struct ident *id;
};
static const struct bound no_bound = {NULL, NULL};

static bool is_full(const struct scan *scan)
{
    return scan->count >= scan->limit;
}

static int compare(const struct scan *scan, const char *text, const struct ident *id,
                   const struct candidate *other)
{
    int order = strcmp(text, other->text);

    if (order == 0)
        order = ident_compare(id, &other->id);
    return scan->down ? -order : order;
}

/* False if it stands behind everything that is wanted, and so does what follows it. */
static bool offer(struct scan *scan, const char *text, const struct ident *id)
{
    size_t low = scan->part;
    size_t high = scan->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = compare(scan, text, id, &scan->items[middle]);
        if (order == 0)
            return true; /* two things to do on one day */
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    if (low >= scan->limit)
        return false;
    if (is_full(scan))
        free(scan->items[--scan->count].text);
    memmove(&scan->items[low + 1], &scan->items[low], (scan->count - low) * sizeof *scan->items);
    scan->items[low] = (struct candidate){*id, mem_strdup(text)};
    scan->count++;
    return true;
}

static bool take(struct scan *scan, sqlite3_stmt *stmt)
{
    const char *text = (const char *)sqlite3_column_text(stmt, 1);
    struct ident id = db_ident(stmt, 0);

    if (!(scan->grades >> sqlite3_column_int(stmt, 2) & 1U) ||
        !(scan->states >> sqlite3_column_int(stmt, 3) & 1U) ||
        !register_sets_have(&scan->sets, &id, (enum finding_state)sqlite3_column_int(stmt, 3)))
        return true;
    if (!scan->counting)
        return offer(scan, text != NULL ? text : "", &id);
    return ++scan->count < scan->limit;
}

static void bind_bound(sqlite3_stmt *stmt, int at, struct bound bound, bool down)
{
    if (bound.text != NULL) {
        db_bind_text(stmt, at, bound.text);
        db_bind_ident(stmt, at + 1, bound.id);
    } else if (down) { /* every blob is behind every text */
        sqlite3_bind_zeroblob(stmt, at, 0);
        sqlite3_bind_zeroblob(stmt, at + 1, 0);
    } else {
        sqlite3_bind_text(stmt, at, "", 0, SQLITE_STATIC);
        sqlite3_bind_zeroblob(stmt, at + 1, 0);
    }
}

static void bind_filters(const struct scan *scan, sqlite3_stmt *stmt, bool undated)
{
    const struct register_query *query = scan->query;

    db_bind_ident(stmt, 5, &query->site);
    db_bind_ident(stmt, 6, &query->audit);
    db_bind_text(stmt, 7, query->overdue ? scan->today : NULL);
    sqlite3_bind_int(stmt, 9, undated);
    sqlite3_bind_int(stmt, 10, query->with_merged);
}

static enum err_code run_stream(struct scan *scan, sqlite3_stmt *stmt)
{
    bool row = false;
    enum err_code code = db_step(scan->store, stmt, &row, scan->err);

    while (code == ERR_OK && row && take(scan, stmt))
        code = db_step(scan->store, stmt, &row, scan->err);
    db_done(scan->store, stmt);
    return code;
}

static sqlite3_stmt *use_stream(struct scan *scan, enum stream stream, struct bound bound,
                                bool undated)
{
    sqlite3_stmt *stmt = db_use(scan->store, sql[stream][scan->down], scan->err);

    if (stmt != NULL) {
        bind_bound(stmt, 3, bound, scan->down);
        bind_filters(scan, stmt, undated);
    }
    return stmt;
}

static void begin_part(struct scan *scan, bool down)
{
    scan->part = scan->count;
    scan->down = down;
}

/* ---- the parts of each order ----------------------------------------------------------------- */

/* All states of a grade, which are merged with what is in the part already. */
static enum err_code scan_grade(struct scan *scan, int grade, struct bound bound, bool undated)
{
    enum err_code code = ERR_OK;

    if (!(scan->grades >> grade & 1U))
        return ERR_OK;
    for (int state = 0; state < FINDING_STATE_COUNT && code == ERR_OK; state++) {
        if (!(scan->states >> state & 1U) || (scan->counting && is_full(scan)))
            continue;
        sqlite3_stmt *stmt = use_stream(scan, STREAM_STATE, bound, undated);
        if (stmt == NULL)
            return err_code_of(scan->err);
        sqlite3_bind_int(stmt, 1, grade);
        sqlite3_bind_int(stmt, 2, state);
        code = run_stream(scan, stmt);
    }
    return code;
}

static enum err_code scan_grades(struct scan *scan, struct bound bound, bool undated)
{
    enum err_code code = ERR_OK;

    for (int grade = 0; grade < GRADE_COUNT && code == ERR_OK; grade++)
        code = scan_grade(scan, grade, bound, undated);
    return code;
}

static struct bound raised_bound(const struct register_key *from)
{
    return from == NULL ? no_bound : (struct bound){from->raised, &from->id};
}

/* Is the part with this number one that the key has behind it already? */
static bool is_passed(const struct register_key *from, int part, int of_key, bool forward)
{
    return from != NULL && (forward ? part < of_key : part > of_key);
}

static enum err_code scan_by_grade(struct scan *scan, const struct register_key *from, bool forward)
{
    enum err_code code = ERR_OK;

    for (int i = 0; i < GRADE_COUNT && code == ERR_OK && !is_full(scan); i++) {
        int grade = forward ? i : GRADE_COUNT - 1 - i;
        if (is_passed(from, grade, from != NULL ? (int)from->grade : 0, forward))
            continue;
        begin_part(scan, !forward);
        bool here = from != NULL && grade == (int)from->grade;
        code = scan_grade(scan, grade, here ? raised_bound(from) : no_bound, false);
    }
    return code;
}

static enum err_code scan_by_raised(struct scan *scan, const struct register_key *from,
                                    bool forward)
{
    begin_part(scan, forward);
    return scan_grades(scan, raised_bound(from), false);
}

static enum err_code scan_dated(struct scan *scan, struct bound bound)
{
    enum err_code code = ERR_OK;

    for (int stream = STREAM_CORRECTION; stream <= STREAM_CHECK && code == ERR_OK; stream++) {
        sqlite3_stmt *stmt = use_stream(scan, (enum stream)stream, bound, false);
        if (stmt == NULL)
            return err_code_of(scan->err);
        code = run_stream(scan, stmt);
    }
    return code;
}

/* Two parts: what has a date, and what has none. */
static enum err_code scan_by_due(struct scan *scan, const struct register_key *from, bool forward)
{
    enum err_code code = ERR_OK;
    int of_key = from != NULL && strcmp(from->due, REGISTER_NO_DUE) == 0;

    for (int i = 0; i < 2 && code == ERR_OK && !is_full(scan); i++) {
        int undated = forward ? i : 1 - i;
        if (is_passed(from, undated, of_key, forward) || (undated && scan->query->overdue))
            continue;
        bool here = from != NULL && undated == of_key;
        begin_part(scan, !forward);
        if (undated)
            code = scan_grades(scan, here ? raised_bound(from) : no_bound, true);
        else
            code = scan_dated(scan, here ? (struct bound){from->due, &from->id} : no_bound);
    }
    return code;
}

/* ---- audit after audit ----------------------------------------------------------------------- */

struct place {
    struct ident audit;
    char *number;
    bool numbered;
};

static enum err_code scan_audit(struct scan *scan, const struct ident *audit,
                                const struct register_key *from, bool forward)
{
    enum err_code code = ERR_OK;

    for (int i = 0; i < GRADE_COUNT && code == ERR_OK && !is_full(scan); i++) {
        int grade = forward ? i : GRADE_COUNT - 1 - i;
        bool here = from != NULL && grade == (int)from->grade;
        if (!(scan->grades >> grade & 1U) ||
            is_passed(from, grade, from != NULL ? (int)from->grade : 0, forward))
            continue;
        begin_part(scan, !forward);
        sqlite3_stmt *stmt =
            use_stream(scan, STREAM_AUDIT, here ? raised_bound(from) : no_bound, false);
        if (stmt == NULL)
            return err_code_of(scan->err);
        sqlite3_bind_int(stmt, 1, grade);
        db_bind_ident(stmt, 2, audit);
        code = run_stream(scan, stmt);
    }
    return code;
}

static void take_place(sqlite3_stmt *stmt, void *context)
{
    struct place *place = context;

    place->audit = db_ident(stmt, 0);
    place->numbered = sqlite3_column_type(stmt, 1) != SQLITE_NULL;
    free(place->number);
    place->number = db_text(stmt, 1);
}

/* start: the end that the list begins at, wherever the place is. */
static enum err_code look_beside(struct scan *scan, const char *text, struct place *place,
                                 bool start, bool down)
{
    sqlite3_stmt *stmt = db_use(scan->store, text, scan->err);
    static const unsigned char last[IDENT_SIZE + 1] = {255, 255, 255, 255, 255, 255, 255, 255, 255,
                                                       255, 255, 255, 255, 255, 255, 255, 255};

    if (stmt != NULL && start) {
        bind_bound(stmt, 1, no_bound, down);
        if (down) /* behind every id */
            sqlite3_bind_blob(stmt, 2, last, sizeof last, SQLITE_STATIC);
    } else if (stmt != NULL) {
        db_bind_text(stmt, 1, place->number);
        db_bind_ident(stmt, 2, &place->audit);
    }
    place->audit = ident_none();
    return query_each(scan->store, stmt, take_place, place, scan->err);
}

/* The next audit, none if there is no more. The list goes against the order of the numbers. */
static enum err_code go_beside(struct scan *scan, struct place *place, bool start, bool forward)
{
    bool down = forward;
    bool first_numbered = start ? forward : place->numbered;
    enum err_code code = look_beside(
        scan, first_numbered ? numbered_sql[down] : unnumbered_sql[down], place, start, down);

    if (code != ERR_OK || !ident_is_none(&place->audit) || first_numbered != forward)
        return code;
    return look_beside(scan, first_numbered ? unnumbered_sql[down] : numbered_sql[down], place,
                       true, down);
}

static enum err_code scan_by_audit(struct scan *scan, const struct register_key *from, bool forward)
{
    struct place place = {.audit = ident_none()};
    enum err_code code = ERR_OK;

    if (!ident_is_none(&scan->query->audit))
        return scan_audit(scan, &scan->query->audit, from, forward);
    if (from != NULL) {
        place = (struct place){from->audit, mem_strdup(from->number), from->numbered};
        code = scan_audit(scan, &from->audit, from, forward);
    } else {
        code = go_beside(scan, &place, true, forward);
    }
    while (code == ERR_OK && !is_full(scan) && !ident_is_none(&place.audit)) {
        if (from == NULL)
            code = scan_audit(scan, &place.audit, NULL, forward);
        from = NULL;
        if (code == ERR_OK && !is_full(scan))
            code = go_beside(scan, &place, false, forward);
    }
    free(place.number);
    return code;
}

/* ---- pages ----------------------------------------------------------------------------------- */

static enum err_code (*const scans[REGISTER_SORT_COUNT])(struct scan *, const struct register_key *,
                                                         bool) = {
    [REGISTER_BY_GRADE] = scan_by_grade,
    [REGISTER_BY_RAISED] = scan_by_raised,
    [REGISTER_BY_DUE] = scan_by_due,
    [REGISTER_BY_AUDIT] = scan_by_audit};

static struct scan scan_of(struct store *store, const struct register_query *query,
                           const char *today, size_t limit, struct err *err)
{
    return (struct scan){.store = store,
                         .query = query,
                         .grades = query->grades != 0 ? query->grades : GRADES_ALL,
                         .states = query->states != 0 ? query->states : STATES_ALL,
                         .today = today,
                         .limit = limit,
                         .err = err};
}

static enum err_code fill_lines(const struct scan *scan, bool forward, struct register_lines *lines)
{
    enum err_code code = ERR_OK;

    lines->items = mem_zalloc(scan->count + 1, sizeof *lines->items);
    lines->capacity = scan->count + 1;
    for (size_t i = 0; i < scan->count && code == ERR_OK; i++) {
        struct register_line *line = &lines->items[lines->count++];
        line->key.id = scan->items[forward ? i : scan->count - 1 - i].id;
        code = register_line_fill(scan->store, line, scan->query->brief, scan->today, scan->err);
    }
    return code;
}

/* In one transaction, so that a line is what it was chosen for, and nothing is asked of the file
 * system between two queries. */
static enum err_code load_page(struct scan *scan, const struct register_key *from, bool forward,
                               struct register_lines *lines)
{
    bool own = sqlite3_get_autocommit(scan->store->db) != 0;
    enum err_code code = own ? store_begin_read(scan->store, scan->err) : ERR_OK;

    if (code != ERR_OK)
        return code;
    code = register_sets_load(scan->store, scan->query, scan->today,
                              scan->query->overdue && scan->query->sort != REGISTER_BY_DUE,
                              &scan->sets, scan->err);
    if (code == ERR_OK)
        code = scans[scan->query->sort](scan, from, forward);
    if (code == ERR_OK)
        code = fill_lines(scan, forward, lines);
    if (own)
        store_end_read(scan->store);
    return code;
}

enum err_code register_page(struct store *store, const struct register_query *query,
                            const struct register_key *from, bool forward, size_t limit,
                            struct register_lines *lines, struct err *err)
{
    char today[CLOCK_DATE_SIZE];

    *lines = (struct register_lines){0};
    clock_local_date(clock_now(), today);
    struct scan scan = scan_of(store, query, today, limit, err);
    enum err_code code = db_reopen(store, err);
    scan.items = mem_zalloc(limit + 1, sizeof *scan.items);
    if (code == ERR_OK && limit > 0)
        code = load_page(&scan, from, forward, lines);
    register_sets_clear(&scan.sets);
    for (size_t i = 0; i < scan.count; i++)
        free(scan.items[i].text);
    free(scan.items);
    if (code != ERR_OK)
        register_lines_clear(lines);
    return code;
}

enum err_code register_count(struct store *store, const struct register_query *query, size_t limit,
                             size_t *count, struct err *err)
{
    char today[CLOCK_DATE_SIZE];

    clock_local_date(clock_now(), today);
    struct scan scan = scan_of(store, query, today, limit, err);
    scan.counting = true;
    enum err_code code = register_sets_load(store, query, today, query->overdue, &scan.sets, err);
    if (code == ERR_OK && limit > 0)
        code = scan_grades(&scan, no_bound, false);
    register_sets_clear(&scan.sets);
    *count = scan.count;
    return code;
}

/* ---- searching ------------------------------------------------------------------------------- */

bool register_line_matches(const struct register_line *line, const char *needle)
{
    return line->number != NULL &&
           (text_contains(line->title, needle) || text_contains(line->number, needle) ||
            text_contains(line->key.number, needle));
}

/* Takes the first hit of a page out of it. */
static bool take_hit(struct register_lines *page, const struct register_search *search,
                     struct register_line *line)
{
    for (size_t i = 0; i < page->count; i++) {
        size_t at = search->forward ? i : page->count - 1 - i;
        if (!register_line_matches(&page->items[at], search->needle))
            continue;
        *line = page->items[at];
        page->items[at] = (struct register_line){0};
        return true;
    }
    return false;
}

enum err_code register_find(struct store *store, const struct register_query *query,
                            const struct register_key *from, const struct register_search *search,
                            struct register_line *line, struct err *err)
{
    struct register_query brief = *query;
    struct register_key at = from != NULL ? register_key_copy(from) : (struct register_key){0};
    bool begun = from != NULL;
    size_t passed = 0;
    enum err_code code = ERR_OK;

    *line = (struct register_line){0};
    brief.brief = true;
    for (bool more = true; more && code == ERR_OK && line->number == NULL;) {
        struct register_lines page;
        code = register_page(store, &brief, begun ? &at : NULL, search->forward, SEARCH_PAGE, &page,
                             err);
        more = code == ERR_OK && page.count == SEARCH_PAGE;
        passed += page.count;
        if (page.count > 0) {
            register_key_clear(&at);
            at = register_key_copy(&page.items[search->forward ? page.count - 1 : 0].key);
            begun = true;
        }
        if (!take_hit(&page, search, line) && more && search->goes_on != NULL &&
            !search->goes_on(search->context, passed))
            code = err_set(err, ERR_CANCELLED, _("the search was stopped"));
        register_lines_clear(&page);
    }
    register_key_clear(&at);
    return code;
}

/* test_register.c - pages of the register are the sorted whole, in every order and filter, both
 * ways; and no page, at any depth, reads more than its rows.
 *
 * The whole comes from the lists of findings and of what is due, which know nothing of pages. */
#include <CUnit/CUnit.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "core/rules.h"
#include "store/closure.h"
#include "store/consolidate.h"
#include "store/findings.h"
#include "store/fixture.h"
#include "store/internal.h"
#include "store/register_parts.h"
#include "store/suites.h"

enum { AUDITS = 5, FINDINGS = 40, ALL = AUDITS * FINDINGS, PAGE = 7 };
static const char now[] = "2026-11-26T12:00:00.000Z";

struct town {
    struct fixture fixture;
    struct ident audits[AUDITS];
    struct ident findings[ALL];
    struct ident owners[2];
    struct ident site;
};

/* The same numbers in every run. */
static unsigned draw(unsigned below)
{
    static unsigned state = 12345;

    state = state * 1103515245U + 12345U;
    return (state >> 16) % below;
}

static void put_person(struct change *change, const struct ident *id, const char *name)
{
    change_set_text(change, RECORD_PERSON, id, PERSON_NAME, name);
}

/* Something to do: of one of three kinds, done or not, with a date, a wrong one, or none. */
static void put_work(struct town *town, struct change *change, const struct ident *finding)
{
    static const char *const dates[] = {"2026-10-01", "2026-11-20", "2026-11-25", "2026-11-26",
                                        "2026-12-24", "2027-01-05", "2026-02-30", "soon"};
    struct ident id = ident_random();
    enum record_type type = RECORD_CORRECTION;
    const char *due = draw(6) > 0 ? dates[draw(8)] : NULL;
    const char *done = draw(4) == 0 ? "2026-11-24" : NULL;
    const struct ident *owner = draw(4) > 0 ? &town->owners[draw(2)] : NULL;

    switch (draw(3)) {
    case 0:
        change_set_id(change, RECORD_CORRECTION, &id, CORRECTION_FINDING, finding);
        change_set_text(change, RECORD_CORRECTION, &id, CORRECTION_DUE, due);
        change_set_text(change, RECORD_CORRECTION, &id, CORRECTION_DONE, done);
        change_set_id(change, RECORD_CORRECTION, &id, CORRECTION_OWNER, owner);
        break;
    case 1:
        type = RECORD_ACTION;
        change_set_id(change, RECORD_ACTION, &id, CORRECTIVE_FINDING, finding);
        change_set_text(change, RECORD_ACTION, &id, CORRECTIVE_DUE, due);
        change_set_text(change, RECORD_ACTION, &id, CORRECTIVE_DONE, done);
        change_set_id(change, RECORD_ACTION, &id, CORRECTIVE_OWNER, owner);
        break;
    default:
        type = RECORD_EFFECTIVENESS;
        change_set_id(change, RECORD_EFFECTIVENESS, &id, EFFECTIVENESS_FINDING, finding);
        change_set_text(change, RECORD_EFFECTIVENESS, &id, EFFECTIVENESS_NOT_BEFORE, due);
        change_set_text(change, RECORD_EFFECTIVENESS, &id, EFFECTIVENESS_AT,
                        done != NULL ? "2026-11-24T10:00:00.000Z" : NULL);
        change_set_id(change, RECORD_EFFECTIVENESS, &id, EFFECTIVENESS_ASSIGNED, owner);
    }
    if (draw(10) == 0)
        change_set_text(change, type, &id, FIELD_WITHDRAWN, "a slip");
}

static void put_finding(struct town *town, struct change *change, const struct ident *id,
                        const struct ident *audit, int number)
{
    char text[40];

    snprintf(text, sizeof text, "F-test-%d", number);
    change_set_id(change, RECORD_FINDING, id, FINDING_AUDIT, audit);
    change_set_text(change, RECORD_FINDING, id, FINDING_DRAFT, text);
    snprintf(text, sizeof text, "Fact %d\nwith more", number % 17);
    change_set_text(change, RECORD_FINDING, id, FINDING_STATEMENT, text);
    if (draw(9) > 0) /* a merge may bring none, and words of a newer version */
        change_set_text(change, RECORD_FINDING, id, FINDING_GRADE,
                        draw(20) == 0 ? "dreadful" : code_grades.rows[draw(GRADE_COUNT)].word);
    if (draw(9) > 0)
        change_set_text(change, RECORD_FINDING, id, FINDING_STATE,
                        draw(20) == 0 ? "lost" : code_finding_states.rows[draw(9)].word);
    snprintf(text, sizeof text, "2026-%02u-%02uT10:00:00.000Z", 1 + draw(11), 1 + draw(3));
    if (draw(15) > 0) /* many at the same moment */
        change_set_text(change, RECORD_FINDING, id, FINDING_RAISED_AT, text);
    if (draw(3) == 0)
        change_set_id(change, RECORD_FINDING, id, FINDING_SITE, &town->site);
    for (unsigned i = draw(4); i > 0; i--)
        put_work(town, change, id);
}

static void save(struct town *town, struct change *change)
{
    struct err err = {0};

    if (store_save(town->fixture.store, change, NULL, &err) != ERR_OK)
        printf("\n%s\n", err.message);
    CU_ASSERT_EQUAL_FATAL(err.code, ERR_OK);
    change_clear(change);
}

static void fill_audit(struct town *town, int at)
{
    struct change change;
    struct ident *findings = &town->findings[at * FINDINGS];

    change_init(&change, &town->audits[at]);
    for (int i = 0; i < FINDINGS; i++) {
        findings[i] = ident_random();
        put_finding(town, &change, &findings[i], &town->audits[at], at * FINDINGS + i);
    }
    /* Withdrawn ones, chains and circles of merged ones, one into a withdrawn one. */
    change_set_text(&change, RECORD_FINDING, &findings[0], FIELD_WITHDRAWN, "a slip");
    change_set_id(&change, RECORD_FINDING, &findings[1], FINDING_MERGED_INTO, &findings[2]);
    change_set_id(&change, RECORD_FINDING, &findings[2], FINDING_MERGED_INTO, &findings[3]);
    change_set_id(&change, RECORD_FINDING, &findings[4], FINDING_MERGED_INTO, &findings[5]);
    change_set_id(&change, RECORD_FINDING, &findings[5], FINDING_MERGED_INTO, &findings[4]);
    change_set_id(&change, RECORD_FINDING, &findings[6], FINDING_MERGED_INTO, &findings[0]);
    save(town, &change);
}

static void build(struct town *town)
{
    static const char *const numbers[AUDITS] = {"IA-2026-11", "IA-2026-12", "IA-2026-13",
                                                "IA-2026-14", NULL};
    struct change change;

    memset(town, 0, sizeof *town);
    fixture_make(&town->fixture);
    fixture_time(now);
    town->site = town->fixture.site;
    change_init(&change, NULL);
    for (int i = 0; i < 2; i++) {
        town->owners[i] = ident_random();
        put_person(&change, &town->owners[i], i == 0 ? "Zhou Yan" : "Ana Ruiz");
    }
    save(town, &change);
    for (int i = 0; i < AUDITS; i++) {
        town->audits[i] = fixture_audit(&town->fixture, numbers[i] != NULL ? numbers[i] : "IA-9");
        fixture_set(&town->fixture, RECORD_AUDIT, &town->audits[i], AUDIT_NUMBER, numbers[i]);
        fill_audit(town, i);
    }
    fixture_set(&town->fixture, RECORD_AUDIT, &town->audits[1], FIELD_WITHDRAWN, "a slip");
    fixture_set(&town->fixture, RECORD_AUDIT, &town->audits[2], AUDIT_STATE, "cancelled");
}

/* ---- the whole, sorted ----------------------------------------------------------------------- */

struct whole {
    struct finding_lines lines;
    struct due_lines due;
    struct register_query query;
    struct register_line items[ALL];
    size_t count;
};

/* Of all that is open the first with a date; *owned: the owner of the query is named by some. */
static const char *next_of(const struct whole *whole, const struct ident *finding, bool *owned)
{
    const char *next = REGISTER_NO_DUE;

    *owned = false;
    for (size_t i = 0; i < whole->due.count; i++) {
        const struct due_line *line = &whole->due.items[i];
        if (!ident_equal(&line->finding_id, finding) || line->done[0] != '\0')
            continue;
        if (line->due[0] != '\0' && strcmp(line->due, next) < 0)
            next = line->due;
    }
    return next;
}

static bool is_owned(struct town *town, const struct ident *finding, const char *owner)
{
    static const char sql[] =
        "SELECT (SELECT count(*) FROM correction x JOIN person p ON p.id = x.owner WHERE"
        " x.finding = ?1 AND p.name = ?2 AND x.withdrawn IS NULL AND x.done_on IS NULL)"
        " + (SELECT count(*) FROM corrective_action x JOIN person p ON p.id = x.owner WHERE"
        " x.finding = ?1 AND p.name = ?2 AND x.withdrawn IS NULL AND x.done_on IS NULL)"
        " + (SELECT count(*) FROM effectiveness x JOIN person p ON p.id = x.assigned"
        " JOIN finding f ON f.id = x.finding WHERE x.finding = ?1 AND p.name = ?2"
        " AND x.withdrawn IS NULL AND x.verified_at IS NULL"
        " AND (x.result IS NOT NULL OR f.state = 'implemented'))";
    sqlite3_stmt *stmt = db_use(town->fixture.store, sql, NULL);
    bool row = false;

    db_bind_ident(stmt, 1, finding);
    db_bind_text(stmt, 2, owner);
    CU_ASSERT_EQUAL(db_step(town->fixture.store, stmt, &row, NULL), ERR_OK);
    bool owned = sqlite3_column_int(stmt, 0) > 0;
    db_done(town->fixture.store, stmt);
    return owned;
}

static int compare_raised(const struct register_line *a, const struct register_line *b)
{
    int order = strcmp(a->key.raised, b->key.raised);

    return order != 0 ? order : ident_compare(&a->key.id, &b->key.id);
}

static int compare_graded(const struct register_line *a, const struct register_line *b)
{
    return a->grade != b->grade ? (int)a->grade - (int)b->grade : compare_raised(a, b);
}

static enum register_sort sorted_by;

static int compare_lines(const void *left, const void *right)
{
    const struct register_line *a = left;
    const struct register_line *b = right;
    int order = 0;

    if (sorted_by == REGISTER_BY_RAISED)
        return compare_raised(b, a);
    if (sorted_by == REGISTER_BY_DUE) {
        order = strcmp(a->key.due, b->key.due);
        if (order == 0 && strcmp(a->key.due, REGISTER_NO_DUE) != 0)
            order = ident_compare(&a->key.id, &b->key.id);
        return order != 0 ? order : compare_raised(a, b);
    }
    if (sorted_by == REGISTER_BY_AUDIT) {
        order = (int)b->key.numbered - (int)a->key.numbered;
        if (order == 0)
            order = strcmp(b->key.number, a->key.number);
        if (order == 0)
            order = ident_compare(&b->key.audit, &a->key.audit);
    }
    return order != 0 ? order : compare_graded(a, b);
}

static void make_whole(struct town *town, const struct register_query *query, struct whole *whole)
{
    struct finding_query findings = {.with_merged = query->with_merged};
    struct due_query due = {.within = -1};

    memset(whole, 0, sizeof *whole);
    CU_ASSERT_EQUAL_FATAL(findings_list(town->fixture.store, &findings, &whole->lines, NULL),
                          ERR_OK);
    CU_ASSERT_EQUAL_FATAL(due_list(town->fixture.store, &due, &whole->due, NULL), ERR_OK);
    for (size_t i = 0; i < whole->lines.count; i++) {
        const struct ident *id = &whole->lines.items[i].id;
        struct register_line *line = &whole->items[whole->count];
        bool owned = false;
        CU_ASSERT_EQUAL(register_line_load(town->fixture.store, id, line, NULL), ERR_OK);
        if (!query->with_merged && strcmp(line->key.due, next_of(whole, id, &owned)) != 0)
            printf("\n%s %s: %s for %s\n", line->number, line->key.number, line->key.due,
                   next_of(whole, id, &owned));
        if (!query->with_merged) /* what is due is listed of findings that count alone */
            CU_ASSERT_STRING_EQUAL(line->key.due, next_of(whole, id, &owned));
        CU_ASSERT_EQUAL(line->grade, whole->lines.items[i].grade);
        CU_ASSERT_EQUAL((int)line->state, whole->lines.items[i].state);
        CU_ASSERT_STRING_EQUAL(line->title, whole->lines.items[i].statement);
        CU_ASSERT_STRING_EQUAL(line->merged_into, whole->lines.items[i].merged_into);
        struct row row;
        CU_ASSERT_EQUAL(store_get(town->fixture.store, RECORD_FINDING, id, &row, NULL), ERR_OK);
        struct ident site = row_id(&row, FINDING_SITE);
        row_clear(&row);
        if ((query->grades != 0 && !(query->grades >> line->grade & 1U)) ||
            (query->states != 0 && !(query->states >> line->state & 1U)) ||
            (query->overdue && line->overdue <= 0) ||
            (!ident_is_none(&query->site) && !ident_equal(&site, &query->site)) ||
            (!ident_is_none(&query->audit) && !ident_equal(&line->key.audit, &query->audit)) ||
            (query->owner != NULL && !is_owned(town, id, query->owner)))
            register_line_clear(line);
        else
            whole->count++;
    }
    sorted_by = query->sort;
    qsort(whole->items, whole->count, sizeof *whole->items, compare_lines);
}

static void clear_whole(struct whole *whole)
{
    for (size_t i = 0; i < whole->count; i++)
        register_line_clear(&whole->items[i]);
    finding_lines_clear(&whole->lines);
    due_lines_clear(&whole->due);
}

/* ---- pages against it ------------------------------------------------------------------------ */

static void expect_page(struct town *town, const struct register_query *query,
                        const struct whole *whole, bool forward, size_t page)
{
    struct register_lines lines;
    struct register_key from = {0};
    size_t seen = 0;

    do {
        CU_ASSERT_EQUAL_FATAL(register_page(town->fixture.store, query, seen > 0 ? &from : NULL,
                                            forward, page, &lines, NULL),
                              ERR_OK);
        CU_ASSERT_FATAL(seen + lines.count <= whole->count);
        for (size_t i = 0; i < lines.count; i++) {
            size_t at = forward ? seen + i : whole->count - seen - lines.count + i;
            if (!ident_equal(&lines.items[i].key.id, &whole->items[at].key.id))
                printf("\nsort %d, row %zu of %zu: %s for %s\n", (int)query->sort, at, whole->count,
                       lines.items[i].number, whole->items[at].number);
            CU_ASSERT_FATAL(ident_equal(&lines.items[i].key.id, &whole->items[at].key.id));
        }
        seen += lines.count;
        if (lines.count > 0) {
            register_key_clear(&from);
            from = register_key_copy(&lines.items[forward ? lines.count - 1 : 0].key);
        }
        page = lines.count == page ? page : 0;
        register_lines_clear(&lines);
    } while (page > 0);
    if (seen != whole->count)
        printf("\nsort %d forward %d: %zu of %zu, grades %u states %u\n", (int)query->sort, forward,
               seen, whole->count, query->grades, query->states);
    CU_ASSERT_EQUAL(seen, whole->count);
    register_key_clear(&from);
}

static void expect_whole(struct town *town, const struct register_query *query)
{
    static struct whole whole;
    size_t count = 0;

    for (int sort = 0; sort < REGISTER_SORT_COUNT; sort++) {
        struct register_query sorted = *query;
        sorted.sort = (enum register_sort)sort;
        make_whole(town, &sorted, &whole);
        expect_page(town, &sorted, &whole, true, PAGE);
        expect_page(town, &sorted, &whole, false, PAGE);
        expect_page(town, &sorted, &whole, true, ALL + 1);
        CU_ASSERT_EQUAL(register_count(town->fixture.store, &sorted, ALL + 1, &count, NULL),
                        ERR_OK);
        CU_ASSERT_EQUAL(count, whole.count);
        clear_whole(&whole);
    }
}

static void pages_are_the_sorted_whole(void)
{
    struct town town;

    build(&town);
    struct register_query queries[] = {
        {.grades = 0},
        {.with_merged = true},
        {.overdue = true},
        {.grades = 1U << GRADE_MINOR},
        {.states = 1U << FINDING_RAISED | 1U << FINDING_CLOSED},
        {.site = town.site},
        {.owner = "Zhou Yan"},
        {.owner = "nobody"},
        {.audit = town.audits[3]},
        {.audit = town.audits[1]}, /* was taken back */
        {.overdue = true, .owner = "Ana Ruiz", .grades = 3, .site = town.site},
        {.grades = 0}};
    size_t count = sizeof queries / sizeof queries[0];

    register_open_only(&queries[count - 1]);
    for (size_t i = 0; i < count; i++)
        expect_whole(&town, &queries[i]);
    fixture_verify(&town.fixture);
    fixture_remove(&town.fixture);
}

/* A key is a place in the order: the finding that it was taken from may be gone or elsewhere. */
static void pages_go_on_where_rows_changed(void)
{
    struct town town;
    struct register_lines first;
    struct register_lines next;
    struct register_query query = {.sort = REGISTER_BY_GRADE};
    static struct whole whole;

    build(&town);
    struct store *store = town.fixture.store;
    make_whole(&town, &query, &whole);
    CU_ASSERT_EQUAL_FATAL(register_page(store, &query, NULL, true, PAGE, &first, NULL), ERR_OK);
    const struct register_key *last = &first.items[PAGE - 1].key;
    fixture_set(&town.fixture, RECORD_FINDING, &last->id, FIELD_WITHDRAWN, "a slip");
    CU_ASSERT_EQUAL_FATAL(register_page(store, &query, last, true, PAGE, &next, NULL), ERR_OK);
    CU_ASSERT_TRUE(ident_equal(&next.items[0].key.id, &whole.items[PAGE].key.id));
    register_lines_clear(&next);
    /* It goes to the end: not twice in what was paged over, and back over the rest. */
    fixture_set(&town.fixture, RECORD_FINDING, &whole.items[PAGE].key.id, FINDING_GRADE,
                "good-practice");
    CU_ASSERT_EQUAL_FATAL(
        register_page(store, &query, &whole.items[PAGE].key, true, PAGE, &next, NULL), ERR_OK);
    CU_ASSERT_TRUE(ident_equal(&next.items[0].key.id, &whole.items[PAGE + 1].key.id));
    register_lines_clear(&next);
    CU_ASSERT_EQUAL_FATAL(
        register_page(store, &query, &whole.items[PAGE].key, false, PAGE, &next, NULL), ERR_OK);
    CU_ASSERT_EQUAL_FATAL(next.count, PAGE - 1);
    CU_ASSERT_TRUE(ident_equal(&next.items[PAGE - 2].key.id, &whole.items[PAGE - 2].key.id));
    register_lines_clear(&next);
    register_lines_clear(&first);
    clear_whole(&whole);
    fixture_remove(&town.fixture);
}

/* So many that a search asks between two pages of it whether it goes on. */
static void add_more(struct town *town)
{
    struct change change;

    change_init(&change, &town->audits[0]);
    for (int i = 0; i < 500; i++) {
        struct ident id = ident_random();
        put_finding(town, &change, &id, &town->audits[0], 1000 + i);
    }
    save(town, &change);
}

static bool stops(void *context, size_t looked_at)
{
    (void)looked_at;
    return --*(int *)context > 0;
}

static void searches_find_the_next_one(void)
{
    struct town town;
    struct register_query query = {.sort = REGISTER_BY_RAISED};
    struct register_search search = {.needle = "FACT 13", .forward = true};
    struct register_line hit;
    static struct whole whole;
    size_t at = 0;

    build(&town);
    make_whole(&town, &query, &whole);
    while (at < whole.count && strcmp(whole.items[at].title, "Fact 13") != 0)
        at++;
    CU_ASSERT_FATAL(at < whole.count);
    CU_ASSERT_EQUAL(register_find(town.fixture.store, &query, NULL, &search, &hit, NULL), ERR_OK);
    CU_ASSERT_TRUE(ident_equal(&hit.key.id, &whole.items[at].key.id));
    register_line_clear(&hit);
    search.forward = false;
    CU_ASSERT_EQUAL(
        register_find(town.fixture.store, &query, &whole.items[at].key, &search, &hit, NULL),
        ERR_OK);
    CU_ASSERT_PTR_NULL(hit.number);
    register_line_clear(&hit);
    search.needle = "not there";
    int rounds = 1;
    search.goes_on = stops;
    search.context = &rounds;
    CU_ASSERT_EQUAL(register_find(town.fixture.store, &query, NULL, &search, &hit, NULL), ERR_OK);
    CU_ASSERT_PTR_NULL(hit.number); /* all were looked at in one page: nobody was asked */
    CU_ASSERT_EQUAL(rounds, 1);
    add_more(&town);
    CU_ASSERT_EQUAL(register_find(town.fixture.store, &query, NULL, &search, &hit, NULL),
                    ERR_CANCELLED);
    CU_ASSERT_PTR_NULL(hit.number);
    CU_ASSERT_EQUAL(rounds, 0);
    rounds = 100;
    CU_ASSERT_EQUAL(register_find(town.fixture.store, &query, NULL, &search, &hit, NULL), ERR_OK);
    CU_ASSERT_PTR_NULL(hit.number);
    CU_ASSERT_TRUE(rounds < 100);
    clear_whole(&whole);
    fixture_remove(&town.fixture);
}

/* ---- indexes --------------------------------------------------------------------------------- */

static void words_are_the_rows_of_their_lists(void)
{
    struct town town;
    struct {
        const char *sql;
        const struct code_list *list;
    } lists[] = {
        {"SELECT " REGISTER_GRADE("f") " FROM (SELECT ?1 AS grade) f", &code_grades},
        {"SELECT " REGISTER_STATE("f") " FROM (SELECT ?1 AS state) f", &code_finding_states}};

    memset(&town, 0, sizeof town);
    fixture_make(&town.fixture);
    for (size_t i = 0; i < 2; i++)
        for (size_t row = 0; row < lists[i].list->count; row++) {
            sqlite3_stmt *stmt = db_use(town.fixture.store, lists[i].sql, NULL);
            bool found = false;
            db_bind_text(stmt, 1, lists[i].list->rows[row].word);
            CU_ASSERT_EQUAL(db_step(town.fixture.store, stmt, &found, NULL), ERR_OK);
            CU_ASSERT_EQUAL(sqlite3_column_int(stmt, 0), (int)row);
            db_done(town.fixture.store, stmt);
        }
    fixture_remove(&town.fixture);
}

/* Steps that read a table from its beginning, or sort what they read. */
static void expect_searches(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *plan = NULL;
    char *explain = mem_printf("EXPLAIN QUERY PLAN %s", sql);

    CU_ASSERT_EQUAL_FATAL(sqlite3_prepare_v2(db, explain, -1, &plan, NULL), SQLITE_OK);
    while (sqlite3_step(plan) == SQLITE_ROW) {
        const char *step = (const char *)sqlite3_column_text(plan, 3);
        bool own = strncmp(step, "SCAN path", 9) == 0 || strncmp(step, "SCAN merged", 11) == 0 ||
                   strncmp(step, "SCAN CONSTANT", 13) == 0;
        bool reads_all = strncmp(step, "SCAN ", 5) == 0 && !own;
        bool sorts = strstr(step, "USE TEMP B-TREE FOR ORDER") != NULL;
        bool by_table = strncmp(step, "SEARCH f USING INDEX finding_register", 37) == 0 ||
                        strncmp(step, "SEARCH f USING INDEX finding_by_audit", 37) == 0;
        if (reads_all || sorts || by_table)
            printf("\n%s\n  in %s\n", step, sql);
        CU_ASSERT_FALSE(reads_all || sorts || by_table);
    }
    sqlite3_finalize(plan);
    free(explain);
}

static void pages_read_no_whole_table(void)
{
    struct town town;
    struct register_lines lines;
    size_t count = 0;
    size_t checked = 0;

    build(&town);
    fixture_reopen(&town.fixture);
    struct store *store = town.fixture.store;
    for (int sort = 0; sort < REGISTER_SORT_COUNT; sort++)
        for (int forward = 0; forward < 2; forward++) {
            struct register_query query = {.sort = (enum register_sort)sort,
                                           .overdue = sort == 0,
                                           .owner = sort == 1 ? "Zhou Yan" : NULL};
            register_open_only(&query);
            CU_ASSERT_EQUAL(register_page(store, &query, NULL, forward != 0, ALL, &lines, NULL),
                            ERR_OK);
            CU_ASSERT_TRUE(lines.count > 0);
            CU_ASSERT_EQUAL(register_count(store, &query, ALL, &count, NULL), ERR_OK);
            register_lines_clear(&lines);
        }
    for (size_t i = 0; i < store->statement_count; i++) {
        const char *sql = store->statements[i].sql;
        if (strstr(sql, "finding") == NULL && strstr(sql, "FROM audit ") == NULL)
            continue;
        expect_searches(store->db, sql);
        checked++;
    }
    CU_ASSERT_TRUE(checked >= 12);
    fixture_remove(&town.fixture);
}

CU_ErrorCode test_register_add(void)
{
    CU_pSuite suite = CU_add_suite("register", NULL, NULL);

    CU_add_test(suite, "pages are the sorted whole", pages_are_the_sorted_whole);
    CU_add_test(suite, "pages go on where rows changed", pages_go_on_where_rows_changed);
    CU_add_test(suite, "searches find the next one", searches_find_the_next_one);
    CU_add_test(suite, "words are the rows of their lists", words_are_the_rows_of_their_lists);
    CU_add_test(suite, "pages read no whole table", pages_read_no_whole_table);
    return CU_get_error();
}

/* test_speed.c - what a key press asks the file: looked up in indexes, never a whole table; and
 * when a file is checked at its opening. Times are measured by tests/bench, not here. */
#include <CUnit/CUnit.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/audits.h"
#include "store/evidence.h"
#include "store/findings.h"
#include "store/fixture.h"
#include "store/internal.h"
#include "store/suites.h"
#include "store/walk.h"

/* A table that the query itself made of what it had looked up. */
static bool is_own(const char *step)
{
    static const char *const own[] = {"SCAN raised", "SCAN path", "SCAN merged", "SCAN CONSTANT",
                                      "SCAN version" /* of checklists: a few */};

    for (size_t i = 0; i < sizeof own / sizeof own[0]; i++)
        if (strncmp(step, own[i], strlen(own[i])) == 0)
            return true;
    return false;
}

static void expect_no_scan(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *plan = NULL;
    char *explain = mem_printf("EXPLAIN QUERY PLAN %s", sql);

    CU_ASSERT_EQUAL_FATAL(sqlite3_prepare_v2(db, explain, -1, &plan, NULL), SQLITE_OK);
    while (sqlite3_step(plan) == SQLITE_ROW) {
        const char *step = (const char *)sqlite3_column_text(plan, 3);
        if (strncmp(step, "SCAN ", 5) != 0 || is_own(step))
            continue;
        printf("\n%s\n  in %s\n", step, sql);
        CU_FAIL("a whole table is read");
    }
    sqlite3_finalize(plan);
    free(explain);
}

static void raise(struct fixture *fixture)
{
    const char *refs[] = {"8.4-c"};
    struct finding_new what = {
        .grade = GRADE_MINOR, .statement = "The log has gaps.", .refs = refs, .ref_count = 1};
    struct ident id;

    CU_ASSERT_EQUAL_FATAL(finding_add(fixture->store, &fixture->audit, &what, &id, NULL), ERR_OK);
}

/* What moving over the requirements loads. */
static void walk(struct fixture *fixture)
{
    struct walk_items items;
    struct walk_detail detail;
    struct evidence_lines evidence;
    struct finding_lines findings;

    CU_ASSERT_EQUAL_FATAL(
        walk_items(fixture->store, &fixture->audit, WALK_CLAUSE, "8", "en", &items, NULL), ERR_OK);
    CU_ASSERT_EQUAL(
        walk_detail(fixture->store, &fixture->audit, "walk", "gate-log", "en", &detail, NULL),
        ERR_OK);
    struct evidence_query of = {.assessment = &detail.line.id, .limit = 50};
    CU_ASSERT_EQUAL(evidence_list(fixture->store, &of, &evidence, NULL), ERR_OK);
    const struct walk_item *item = NULL;
    for (size_t i = 0; i < items.count; i++)
        if (strcmp(items.items[i].item, "gate-log") == 0)
            item = &items.items[i];
    CU_ASSERT_PTR_NOT_NULL_FATAL(item);
    struct finding_query against = {
        .ids = item->raised, .id_count = item->findings, .brief = true, .limit = 50};
    CU_ASSERT_EQUAL(findings_list(fixture->store, &against, &findings, NULL), ERR_OK);
    CU_ASSERT_EQUAL(findings.count, 1);
    finding_lines_clear(&findings);
    evidence_lines_clear(&evidence);
    walk_detail_clear(&detail);
    walk_items_clear(&items);
}

static void keys_read_no_whole_table(void)
{
    struct fixture fixture;
    struct audit_line line;

    fixture_make(&fixture);
    raise(&fixture);
    fixture_reopen(&fixture); /* without the statements of making it */
    size_t before = fixture.store->statement_count;
    walk(&fixture);
    CU_ASSERT_EQUAL(audit_line_load(fixture.store, &fixture.audit, &line, NULL), ERR_OK);
    audit_line_clear(&line);
    CU_ASSERT_TRUE(fixture.store->statement_count > before + 5);
    for (size_t i = 0; i < fixture.store->statement_count; i++) {
        const char *sql = fixture.store->statements[i].sql;
        /* audit_file, chain and device are small: one row a laptop; they are asked at opening. */
        if (strncmp(sql, "PRAGMA", 6) != 0 && strstr(sql, "FROM audit_file") == NULL &&
            strstr(sql, "FROM chain") == NULL)
            expect_no_scan(fixture.store->db, sql);
    }
    fixture_remove(&fixture);
}

/* A line counts by indexes what the walk counts requirement by requirement. */
static void lines_count_as_the_walk_does(void)
{
    struct fixture fixture;
    struct audit_lines lines;
    struct audit_heads heads;

    fixture_make(&fixture);
    fixture_audit(&fixture, "IA-2026-10");
    fixture_audit(&fixture, "IA-2026-9");
    raise(&fixture);
    CU_ASSERT_EQUAL_FATAL(audits_list(fixture.store, &lines, NULL), ERR_OK);
    CU_ASSERT_EQUAL_FATAL(audits_heads(fixture.store, &heads, NULL), ERR_OK);
    CU_ASSERT_EQUAL_FATAL(heads.count, lines.count);
    CU_ASSERT_EQUAL(heads.count, 3);
    for (size_t i = 0; i < heads.count; i++) {
        const struct audit_line *line = &lines.items[i];
        struct tally tally;
        size_t findings[GRADE_COUNT];
        size_t evidence = 0;
        CU_ASSERT_TRUE(ident_equal(&heads.items[i].id, &line->id));
        CU_ASSERT_STRING_EQUAL(heads.items[i].title, line->title);
        CU_ASSERT_STRING_EQUAL(heads.items[i].number, line->number);
        CU_ASSERT_EQUAL_FATAL(
            audit_tally(fixture.store, &line->id, &tally, findings, &evidence, NULL), ERR_OK);
        CU_ASSERT_EQUAL(memcmp(&line->tally, &tally, sizeof tally), 0);
        CU_ASSERT_EQUAL(memcmp(line->findings, findings, sizeof findings), 0);
        CU_ASSERT_EQUAL(line->evidence, evidence);
    }
    audit_heads_clear(&heads);
    audit_lines_clear(&lines);
    fixture_remove(&fixture);
}

static bool was_checked(const struct fixture *fixture)
{
    for (size_t i = 0; i < fixture->store->statement_count; i++)
        if (strstr(fixture->store->statements[i].sql, "quick_check") != NULL)
            return true;
    return false;
}

static void a_file_closed_in_order_is_not_read_whole(void)
{
    struct fixture fixture;

    fixture_make(&fixture);
    fixture_reopen(&fixture);
    CU_ASSERT_FALSE(was_checked(&fixture));
    fixture_reopen(&fixture);
    CU_ASSERT_FALSE(was_checked(&fixture));
    store_close(fixture.store);

    /* Somebody else touched it. */
    FILE *file = fopen(fixture.path, "r+b");
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    int first = fgetc(file);
    rewind(file);
    fputc(first, file);
    fclose(file);
    CU_ASSERT_EQUAL_FATAL(store_open(fixture.path, &fixture.device, 0, &fixture.store, NULL),
                          ERR_OK);
    CU_ASSERT_TRUE(was_checked(&fixture));
    fixture_remove(&fixture);
}

/* A read inside a write neither begins nor ends anything: what was written so far is not lost. */
static void reads_stand_in_reads_and_writes(void)
{
    struct fixture fixture;
    struct audit_line line;

    fixture_make(&fixture);
    CU_ASSERT_EQUAL(store_begin_read(fixture.store, NULL), ERR_OK);
    CU_ASSERT_EQUAL(audit_line_load(fixture.store, &fixture.audit, &line, NULL), ERR_OK);
    audit_line_clear(&line);
    CU_ASSERT_FALSE(sqlite3_get_autocommit(fixture.store->db)); /* the outer one goes on */
    store_end_read(fixture.store);
    CU_ASSERT_TRUE(sqlite3_get_autocommit(fixture.store->db));
    CU_ASSERT_EQUAL(db_begin(fixture.store, NULL), ERR_OK);
    CU_ASSERT_EQUAL(audit_line_load(fixture.store, &fixture.audit, &line, NULL), ERR_OK);
    audit_line_clear(&line);
    CU_ASSERT_FALSE(sqlite3_get_autocommit(fixture.store->db));
    db_rollback(fixture.store);
    CU_ASSERT_TRUE(sqlite3_get_autocommit(fixture.store->db));
    fixture_remove(&fixture);
}

CU_ErrorCode test_speed_add(void)
{
    CU_TestInfo tests[] = {
        {"keys read no whole table", keys_read_no_whole_table},
        {"lines count as the walk does", lines_count_as_the_walk_does},
        {"reads stand in reads and writes", reads_stand_in_reads_and_writes},
        {"a file closed in order is not read whole", a_file_closed_in_order_is_not_read_whole},
        CU_TEST_INFO_NULL};
    CU_SuiteInfo suites[] = {{"store/speed", NULL, NULL, NULL, NULL, tests}, CU_SUITE_INFO_NULL};

    return CU_register_suites(suites);
}

/* test_walk.c - groups, items, details and results of an audit's requirements. */
#include <CUnit/CUnit.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/fixture.h"
#include "store/internal.h"
#include "store/suites.h"
#include "store/walk.h"

/* "4:1 4.1:1 ..." */
static void expect_groups(struct fixture *fixture, enum walk_order order, const char *expected)
{
    struct walk_groups groups;
    struct buf text;

    CU_ASSERT_EQUAL_FATAL(walk_groups(fixture->store, &fixture->audit, order, "en", &groups, NULL),
                          ERR_OK);
    buf_init(&text);
    for (size_t i = 0; i < groups.count; i++)
        buf_printf(&text, "%s%s:%zu", i > 0 ? " " : "", groups.items[i].key,
                   tally_total(&groups.items[i].tally));
    char *got = buf_take(&text);
    if (strcmp(got, expected) != 0)
        printf("\n%s\n", got);
    CU_ASSERT_STRING_EQUAL(got, expected);
    free(got);
    walk_groups_clear(&groups);
}

static void expect_items(struct fixture *fixture, enum walk_order order, const char *key,
                         const char *expected)
{
    struct walk_items items;
    struct buf text;

    CU_ASSERT_EQUAL_FATAL(
        walk_items(fixture->store, &fixture->audit, order, key, "en", &items, NULL), ERR_OK);
    buf_init(&text);
    for (size_t i = 0; i < items.count; i++)
        buf_printf(&text, "%s%s", i > 0 ? " " : "", items.items[i].item);
    char *got = buf_take(&text);
    if (strcmp(got, expected) != 0)
        printf("\n%s\n", got);
    CU_ASSERT_STRING_EQUAL(got, expected);
    free(got);
    walk_items_clear(&items);
}

static enum err_code set(struct fixture *fixture, const char *item, enum result result,
                         const char *note, struct err *err)
{
    return assessment_set(fixture->store, &fixture->audit, "walk", item, result, note, NULL, err);
}

static void groups_by_clause(void)
{
    struct fixture fixture;
    struct walk_groups groups;

    fixture_make(&fixture);
    expect_groups(&fixture, WALK_CLAUSE, "4:1 4.1:1 5:1 5.2:1 5.2.1:1 8:6 8.4:5 8.10:1");
    CU_ASSERT_EQUAL(set(&fixture, "gate-log", RESULT_MINOR, NULL, NULL), ERR_OK);
    CU_ASSERT_EQUAL_FATAL(
        walk_groups(fixture.store, &fixture.audit, WALK_CLAUSE, "zh_CN", &groups, NULL), ERR_OK);
    CU_ASSERT_STRING_EQUAL(groups.items[5].title, "运行");
    CU_ASSERT_EQUAL(groups.items[5].depth, 0);
    CU_ASSERT_EQUAL(groups.items[5].tally.by[RESULT_MINOR], 1);
    CU_ASSERT_EQUAL(groups.items[6].depth, 1);
    CU_ASSERT_EQUAL(groups.items[6].tally.by[RESULT_MINOR], 1);
    CU_ASSERT_EQUAL(groups.items[4].depth, 2);
    CU_ASSERT_STRING_EQUAL(groups.items[4].title, "");
    walk_groups_clear(&groups);
    fixture_remove(&fixture);
}

static void groups_by_area_method_and_person(void)
{
    struct fixture fixture;
    struct walk_groups groups;

    fixture_make(&fixture);
    expect_groups(&fixture, WALK_AREA, "yard:3 gate:2 management-office:1 crane:1 -:2");
    CU_ASSERT_EQUAL_FATAL(
        walk_groups(fixture.store, &fixture.audit, WALK_AREA, "en", &groups, NULL), ERR_OK);
    CU_ASSERT_STRING_EQUAL(groups.items[0].title, "Back yard");
    CU_ASSERT_STRING_EQUAL(groups.items[1].title, "North gate, South gate");
    CU_ASSERT_STRING_EQUAL(groups.items[2].title, "Management office");
    CU_ASSERT_STRING_EQUAL(groups.items[3].title, "crane");
    walk_groups_clear(&groups);
    expect_groups(&fixture, WALK_METHOD, "interview:3 observation:3 records:3 -:1");
    expect_groups(&fixture, WALK_MINE, "");
    CU_ASSERT_EQUAL(set(&fixture, "context", RESULT_CONFORMING, NULL, NULL), ERR_OK);
    expect_groups(&fixture, WALK_MINE, "4:1");
    expect_groups(&fixture, WALK_OPEN, "5:1 8:6");
    CU_ASSERT_EQUAL(store_set_author(fixture.store, "Wang Wei", NULL), ERR_OK);
    expect_groups(&fixture, WALK_MINE, "");
    fixture_remove(&fixture);
}

static void items_of_groups(void)
{
    struct fixture fixture;

    fixture_make(&fixture);
    expect_items(&fixture, WALK_CLAUSE, "",
                 "context policy gate-log gate-people lock-a lock-b crane drill");
    expect_items(&fixture, WALK_CLAUSE, "8", "gate-log gate-people lock-a lock-b crane drill");
    expect_items(&fixture, WALK_CLAUSE, "8.1", "");
    expect_items(&fixture, WALK_CLAUSE, "8.10", "drill");
    expect_items(&fixture, WALK_CLAUSE, "5.2", "policy");
    expect_items(&fixture, WALK_AREA, "gate", "gate-log gate-people");
    expect_items(&fixture, WALK_AREA, "-", "context drill");
    expect_items(&fixture, WALK_METHOD, "interview", "context gate-people drill");
    expect_items(&fixture, WALK_METHOD, "-", "crane");
    expect_items(&fixture, WALK_METHOD, "no-method", "");
    CU_ASSERT_EQUAL(set(&fixture, "lock-a", RESULT_CONFORMING, NULL, NULL), ERR_OK);
    expect_items(&fixture, WALK_OPEN, "8", "gate-log gate-people lock-b crane drill");
    expect_items(&fixture, WALK_MINE, "", "lock-a");
    fixture_remove(&fixture);
}

static void texts_fall_back(void)
{
    struct fixture fixture;
    struct walk_items items;
    struct walk_detail detail;

    fixture_make(&fixture);
    CU_ASSERT_EQUAL_FATAL(
        walk_items(fixture.store, &fixture.audit, WALK_CLAUSE, "", "fr", &items, NULL), ERR_OK);
    CU_ASSERT_STRING_EQUAL(items.items[0].heading, "Issues");
    CU_ASSERT_STRING_EQUAL(items.items[1].heading, "Show me the policy.");
    CU_ASSERT_STRING_EQUAL(items.items[7].heading, "Wann wird geübt?");
    CU_ASSERT_STRING_EQUAL(items.items[6].ref, "");
    CU_ASSERT_EQUAL(items.items[3].obligation, OBLIGATION_SHOULD);
    walk_items_clear(&items);
    CU_ASSERT_EQUAL_FATAL(
        walk_detail(fixture.store, &fixture.audit, "walk", "gate-log", "zh_CN", &detail, NULL),
        ERR_OK);
    CU_ASSERT_STRING_EQUAL(detail.ask, "出入登记是否签字？");
    CU_ASSERT_STRING_EQUAL(detail.look_for, "last 30 days\nsignatures");
    CU_ASSERT_STRING_EQUAL(detail.clause_title, "控制");
    CU_ASSERT_STRING_EQUAL(detail.places, "gate yard");
    CU_ASSERT_EQUAL(detail.methods, 6);
    CU_ASSERT_EQUAL(detail.pdca, 1);
    CU_ASSERT_TRUE(detail.documented);
    CU_ASSERT_STRING_EQUAL(detail.assessed_by, "");
    walk_detail_clear(&detail);
    CU_ASSERT_EQUAL(walk_detail(fixture.store, &fixture.audit, "walk", "none", "en", &detail, NULL),
                    ERR_USAGE);
    fixture_remove(&fixture);
}

static void expect_found(struct fixture *fixture, const char *typed, const char *item)
{
    char *checklist = NULL;
    char *found = NULL;

    CU_ASSERT_EQUAL(walk_find(fixture->store, &fixture->audit, typed, &checklist, &found, NULL),
                    ERR_OK);
    CU_ASSERT_PTR_NOT_NULL_FATAL(found);
    CU_ASSERT_STRING_EQUAL(found, item);
    free(checklist);
    free(found);
}

static void finding_a_requirement(void)
{
    struct fixture fixture;
    struct err err;
    char *checklist = NULL;
    char *item = NULL;

    fixture_make(&fixture);
    expect_found(&fixture, "8.4-c", "gate-log");
    expect_found(&fixture, " 8.4 c) ", "gate-log");
    expect_found(&fixture, "8.4C", "gate-log");
    expect_found(&fixture, "8.4 (1)", "gate-people");
    expect_found(&fixture, "crane", "crane");
    expect_found(&fixture, "lock-b", "lock-b");
    CU_ASSERT_EQUAL(walk_find(fixture.store, &fixture.audit, "8.4 d)", &checklist, &item, &err),
                    ERR_USAGE);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.hint, "lock-a, lock-b"));
    CU_ASSERT_EQUAL(walk_find(fixture.store, &fixture.audit, "8.4 x)", &checklist, &item, &err),
                    ERR_USAGE);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.hint, "8.4 c)"));
    CU_ASSERT_EQUAL(walk_find(fixture.store, &fixture.audit, "gatelog", &checklist, &item, &err),
                    ERR_USAGE);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.hint, "gate-log"));
    CU_ASSERT_EQUAL(walk_find(fixture.store, &fixture.audit, "", &checklist, &item, &err),
                    ERR_USAGE);
    CU_ASSERT_PTR_NULL(item);
    fixture_remove(&fixture);
}

static void a_result_has_its_author_and_time(void)
{
    struct fixture fixture;
    struct walk_detail detail;

    fixture_make(&fixture);
    fixture_time("2026-03-10T08:30:00.000Z");
    CU_ASSERT_EQUAL(set(&fixture, "gate-log", RESULT_CONFORMING, "30 days seen", NULL), ERR_OK);
    fixture_reopen(&fixture);
    CU_ASSERT_EQUAL_FATAL(
        walk_detail(fixture.store, &fixture.audit, "walk", "gate-log", "en", &detail, NULL),
        ERR_OK);
    struct ident id = assessment_id(&fixture.audit, "walk", "gate-log", NULL);
    CU_ASSERT_TRUE(ident_equal(&detail.line.id, &id));
    CU_ASSERT_EQUAL(detail.line.result, RESULT_CONFORMING);
    CU_ASSERT_TRUE(detail.line.has_note);
    CU_ASSERT_STRING_EQUAL(detail.note, "30 days seen");
    CU_ASSERT_STRING_EQUAL(detail.assessed_by, "Li Na");
    CU_ASSERT_STRING_EQUAL(detail.assessed_at, "2026-03-10T08:30:00.000Z");
    walk_detail_clear(&detail);
    fixture_verify(&fixture);
    fixture_remove(&fixture);
}

static void saying_it_again_writes_nothing(void)
{
    struct fixture fixture;

    fixture_make(&fixture);
    CU_ASSERT_EQUAL(set(&fixture, "gate-log", RESULT_CONFORMING, "seen", NULL), ERR_OK);
    int64_t batches = fixture_batches(&fixture);
    fixture_time("2026-03-11T08:30:00.000Z");
    CU_ASSERT_EQUAL(set(&fixture, "gate-log", RESULT_CONFORMING, NULL, NULL), ERR_OK);
    CU_ASSERT_EQUAL(set(&fixture, "gate-log", RESULT_CONFORMING, "seen", NULL), ERR_OK);
    CU_ASSERT_EQUAL(set(&fixture, "lock-a", RESULT_NOT_ASSESSED, NULL, NULL), ERR_OK);
    CU_ASSERT_EQUAL(
        assessment_note(fixture.store, &fixture.audit, "walk", "gate-log", "seen", NULL), ERR_OK);
    CU_ASSERT_EQUAL(fixture_batches(&fixture), batches);
    CU_ASSERT_EQUAL(set(&fixture, "gate-log", RESULT_CONFORMING, "", NULL), ERR_OK);
    CU_ASSERT_EQUAL(fixture_batches(&fixture), batches + 1);
    fixture_remove(&fixture);
}

/* One key gives a result in the field; the reason may follow, and is asked for until it is there.
 */
static void an_exclusion_can_wait_for_its_reason(void)
{
    struct fixture fixture;
    struct walk_detail detail;

    fixture_make(&fixture);
    CU_ASSERT_EQUAL(set(&fixture, "crane", RESULT_NA, NULL, NULL), ERR_OK);
    CU_ASSERT_EQUAL(
        walk_detail(fixture.store, &fixture.audit, "walk", "crane", "en", &detail, NULL), ERR_OK);
    CU_ASSERT_PTR_NOT_NULL(result_missing(detail.line.result, detail.note));
    walk_detail_clear(&detail);
    CU_ASSERT_EQUAL(
        assessment_note(fixture.store, &fixture.audit, "walk", "crane", "there is no crane", NULL),
        ERR_OK);
    CU_ASSERT_EQUAL(
        walk_detail(fixture.store, &fixture.audit, "walk", "crane", "en", &detail, NULL), ERR_OK);
    CU_ASSERT_EQUAL(detail.line.result, RESULT_NA);
    CU_ASSERT_PTR_NULL(result_missing(detail.line.result, detail.note));
    walk_detail_clear(&detail);
    fixture_remove(&fixture);
}

static void what_can_not_be_set_is_refused(void)
{
    struct fixture fixture;
    struct err err;

    fixture_make(&fixture);
    CU_ASSERT_EQUAL(set(&fixture, "no-such", RESULT_MINOR, NULL, &err), ERR_USAGE);
    fixture_set(&fixture, RECORD_AUDIT, &fixture.audit, AUDIT_STATE, "issued");
    CU_ASSERT_EQUAL(set(&fixture, "gate-log", RESULT_MINOR, NULL, &err), ERR_DENIED);
    CU_ASSERT_EQUAL(
        assessment_note(fixture.store, &fixture.audit, "walk", "gate-log", "late", &err),
        ERR_DENIED);
    fixture_remove(&fixture);
    fixture_make(&fixture);
    store_close(fixture.store);
    CU_ASSERT_EQUAL_FATAL(store_open(fixture.path, &fixture.device, 0, &fixture.store, NULL),
                          ERR_OK);
    CU_ASSERT_EQUAL(set(&fixture, "gate-log", RESULT_MINOR, NULL, &err), ERR_USAGE);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.hint, "--person"));
    fixture_remove(&fixture);
}

static void undo_gives_the_earlier_result(void)
{
    struct fixture fixture;
    char *label = NULL;

    fixture_make(&fixture);
    CU_ASSERT_EQUAL(set(&fixture, "gate-log", RESULT_CONFORMING, NULL, NULL), ERR_OK);
    CU_ASSERT_EQUAL(set(&fixture, "gate-log", RESULT_MINOR, NULL, NULL), ERR_OK);
    CU_ASSERT_EQUAL(store_undo(fixture.store, &label, NULL), ERR_OK);
    CU_ASSERT_STRING_EQUAL(label, "8.4 c) minor");
    free(label);
    expect_items(&fixture, WALK_MINE, "", "gate-log");
    CU_ASSERT_EQUAL(store_undo(fixture.store, NULL, NULL), ERR_OK);
    expect_items(&fixture, WALK_MINE, "", "");
    expect_groups(&fixture, WALK_OPEN, "4:1 5:1 8:6");
    CU_ASSERT_EQUAL(store_redo(fixture.store, NULL, NULL), ERR_OK);
    expect_items(&fixture, WALK_MINE, "", "gate-log");
    fixture_verify(&fixture);
    fixture_remove(&fixture);
}

/* A second checklist with its own chapter titles: chapters of both are one. */
static enum err_code take_second(struct store *store, struct change *change, void *context,
                                 struct err *err)
{
    struct fixture *fixture = context;
    struct hash digest;
    struct ident id = ident_random();

    mem_replace(&fixture->checklist.id, "second");
    mem_replace(&fixture->checklist.items[0].id, "context-2");
    enum err_code code = snapshot_put(store, &fixture->checklist, &digest, err);
    change_set_id(change, RECORD_AUDIT_CHECKLIST, &id, AUDIT_CHECKLIST_AUDIT, &fixture->audit);
    change_set_text(change, RECORD_AUDIT_CHECKLIST, &id, AUDIT_CHECKLIST_ID, "second");
    change_set(change, RECORD_AUDIT_CHECKLIST, &id, AUDIT_CHECKLIST_SNAPSHOT,
               value_bytes(digest.bytes, HASH_SIZE));
    change_set_int(change, RECORD_AUDIT_CHECKLIST, &id, AUDIT_CHECKLIST_POSITION, 2);
    return code;
}

static void two_checklists_in_one_audit(void)
{
    struct fixture fixture;
    struct change change;

    fixture_make(&fixture);
    change_init(&change, &fixture.audit);
    CU_ASSERT_EQUAL_FATAL(save_with(fixture.store, &change, "second", take_second, &fixture, NULL),
                          ERR_OK);
    change_clear(&change);
    expect_groups(
        &fixture, WALK_CLAUSE,
        "walk::8 walk:4:1 walk:4.1:1 walk:5:1 walk:5.2:1 walk:5.2.1:1 walk:8:6 "
        "walk:8.4:5 walk:8.10:1 second::8 second:4:1 second:4.1:1 second:5:1 second:5.2:1 "
        "second:5.2.1:1 second:8:6 second:8.4:5 second:8.10:1");
    expect_groups(&fixture, WALK_OPEN,
                  "walk::8 walk:4:1 walk:5:1 walk:8:6 second::8 second:4:1 second:5:1 second:8:6");
    expect_items(&fixture, WALK_CLAUSE, "second:4", "context-2");
    expect_items(&fixture, WALK_CLAUSE, "4", "context context-2");
    expect_found(&fixture, "8.4 c)", "gate-log");
    CU_ASSERT_EQUAL(set(&fixture, "gate-log", RESULT_MAJOR, NULL, NULL), ERR_OK);
    expect_items(&fixture, WALK_MINE, "", "gate-log");
    fixture_verify(&fixture);
    fixture_remove(&fixture);
}

/* What a statement made for itself is small and may be scanned. */
static bool is_scan(const char *plan)
{
    return strncmp(plan, "SCAN ", 5) == 0 && strstr(plan, "CONSTANT") == NULL &&
           strstr(plan, "raised") == NULL && strcmp(plan, "SCAN path") != 0 &&
           strcmp(plan, "SCAN merged") != 0;
}

/* Every statement of the room that was used so far reads through an index what belongs to an audit.
 */
static void no_table_of_many_audits_is_scanned(void)
{
    struct fixture fixture;
    struct walk_detail detail;

    fixture_make(&fixture);
    expect_groups(&fixture, WALK_AREA, "yard:3 gate:2 management-office:1 crane:1 -:2");
    expect_groups(&fixture, WALK_OPEN, "4:1 5:1 8:6");
    expect_items(&fixture, WALK_CLAUSE, "4", "context");
    CU_ASSERT_EQUAL(
        walk_detail(fixture.store, &fixture.audit, "walk", "drill", "en", &detail, NULL), ERR_OK);
    walk_detail_clear(&detail);
    CU_ASSERT_EQUAL(set(&fixture, "gate-log", RESULT_MAJOR, NULL, NULL), ERR_OK);
    for (size_t i = 0; i < fixture.store->statement_count; i++) {
        const char *sql = fixture.store->statements[i].sql;
        sqlite3_stmt *stmt = NULL;
        if (strstr(sql, "snapshot_item") == NULL)
            continue;
        char *explain = mem_printf("EXPLAIN QUERY PLAN %s", sql);
        CU_ASSERT_EQUAL_FATAL(sqlite3_prepare_v2(fixture.store->db, explain, -1, &stmt, NULL),
                              SQLITE_OK);
        while (sqlite3_step(stmt) == SQLITE_ROW) {
            const char *plan = (const char *)sqlite3_column_text(stmt, 3);
            if (is_scan(plan))
                printf("\n%s\n%s\n", sql, plan);
            CU_ASSERT_FALSE(is_scan(plan));
        }
        sqlite3_finalize(stmt);
        free(explain);
    }
    fixture_remove(&fixture);
}

static void a_sample_is_recorded(void)
{
    struct fixture fixture;
    struct row row;
    struct err err;
    struct sample sample = {340, 5, "k7q2"};

    fixture_make(&fixture);
    struct ident id = assessment_id(&fixture.audit, "walk", "gate-log", NULL);
    CU_ASSERT_EQUAL(
        assessment_sample_failures(fixture.store, &fixture.audit, "walk", "gate-log", 1, &err),
        ERR_USAGE);
    CU_ASSERT_EQUAL_FATAL(
        assessment_sample(fixture.store, &fixture.audit, "walk", "gate-log", &sample, &err),
        ERR_OK);
    CU_ASSERT_EQUAL(
        assessment_sample_failures(fixture.store, &fixture.audit, "walk", "gate-log", 6, &err),
        ERR_USAGE);
    CU_ASSERT_EQUAL(
        assessment_sample_failures(fixture.store, &fixture.audit, "walk", "gate-log", 2, &err),
        ERR_OK);
    CU_ASSERT_EQUAL_FATAL(store_get(fixture.store, RECORD_ASSESSMENT, &id, &row, NULL), ERR_OK);
    CU_ASSERT_EQUAL(row_int(&row, ASSESSMENT_SAMPLE_POPULATION), 340);
    CU_ASSERT_EQUAL(row_int(&row, ASSESSMENT_SAMPLE_SIZE), 5);
    CU_ASSERT_STRING_EQUAL(row_text(&row, ASSESSMENT_SAMPLE_SEED), "k7q2");
    CU_ASSERT_STRING_EQUAL(row_text(&row, ASSESSMENT_SAMPLE_METHOD), "random");
    CU_ASSERT_STRING_EQUAL(row_text(&row, ASSESSMENT_SAMPLE_DRAWN), "1, 124, 163, 227, 260");
    CU_ASSERT_EQUAL(row_int(&row, ASSESSMENT_SAMPLE_FAILURES), 2);
    row_clear(&row);

    sample.seed = "another";
    CU_ASSERT_EQUAL_FATAL(
        assessment_sample(fixture.store, &fixture.audit, "walk", "gate-log", &sample, &err),
        ERR_OK);
    CU_ASSERT_EQUAL_FATAL(store_get(fixture.store, RECORD_ASSESSMENT, &id, &row, NULL), ERR_OK);
    CU_ASSERT_TRUE(row_is_null(&row, ASSESSMENT_SAMPLE_FAILURES));
    row_clear(&row);
    sample.size = 400;
    CU_ASSERT_EQUAL(
        assessment_sample(fixture.store, &fixture.audit, "walk", "gate-log", &sample, &err),
        ERR_USAGE);
    fixture_verify(&fixture);
    fixture_set(&fixture, RECORD_AUDIT, &fixture.audit, AUDIT_STATE, "closed");
    sample.size = 4;
    CU_ASSERT_EQUAL(
        assessment_sample(fixture.store, &fixture.audit, "walk", "gate-log", &sample, &err),
        ERR_DENIED);
    fixture_remove(&fixture);
}

CU_ErrorCode test_walk_add(void)
{
    CU_pSuite suite = CU_add_suite("walk", NULL, NULL);

    CU_add_test(suite, "groups by clause", groups_by_clause);
    CU_add_test(suite, "groups by area, method, person", groups_by_area_method_and_person);
    CU_add_test(suite, "items of groups", items_of_groups);
    CU_add_test(suite, "texts fall back", texts_fall_back);
    CU_add_test(suite, "finding a requirement", finding_a_requirement);
    CU_add_test(suite, "a result has its author and time", a_result_has_its_author_and_time);
    CU_add_test(suite, "saying it again writes nothing", saying_it_again_writes_nothing);
    CU_add_test(suite, "an exclusion can wait for its reason",
                an_exclusion_can_wait_for_its_reason);
    CU_add_test(suite, "what can't be set is refused", what_can_not_be_set_is_refused);
    CU_add_test(suite, "undo gives the earlier result", undo_gives_the_earlier_result);
    CU_add_test(suite, "two checklists in one audit", two_checklists_in_one_audit);
    CU_add_test(suite, "other audits are not scanned", no_table_of_many_audits_is_scanned);
    CU_add_test(suite, "a sample is recorded", a_sample_is_recorded);
    return CU_get_error();
}

/* test_findings.c - raising findings: criteria, results that follow, lists. */
#include <CUnit/CUnit.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/audits.h"
#include "store/evidence.h"
#include "store/findings.h"
#include "store/fixture.h"
#include "store/ready.h"
#include "store/suites.h"
#include "store/walk.h"

static enum err_code raise_finding(struct fixture *fixture, enum grade grade,
                                   const char *const *refs, size_t count, struct ident *id,
                                   struct err *err)
{
    const struct finding_new what = {.grade = grade,
                                     .statement = "Entries are not signed.\nSeen twice.",
                                     .refs = refs,
                                     .ref_count = count};

    return finding_add(fixture->store, &fixture->audit, &what, id, err);
}

static struct ident raise_one(struct fixture *fixture, enum grade grade, const char *ref)
{
    struct ident id;
    struct err err = {0};

    enum err_code code = raise_finding(fixture, grade, &ref, 1, &id, &err);
    if (code != ERR_OK)
        printf("\n%s\n", err.message);
    CU_ASSERT_EQUAL_FATAL(code, ERR_OK);
    return id;
}

static enum result result_of(struct fixture *fixture, const char *item)
{
    struct walk_detail detail;

    CU_ASSERT_EQUAL_FATAL(
        walk_detail(fixture->store, &fixture->audit, "walk", item, "en", &detail, NULL), ERR_OK);
    enum result result = detail.line.result;
    walk_detail_clear(&detail);
    return result;
}

static void a_finding_is_complete(void)
{
    static const char *const refs[] = {"8.4 c)", "4.1", "gate-log"};
    struct fixture fixture;
    struct finding_lines lines;
    struct ident id;
    struct row row;

    fixture_make(&fixture);
    CU_ASSERT_EQUAL_FATAL(raise_finding(&fixture, GRADE_MINOR, refs, 3, &id, NULL), ERR_OK);
    CU_ASSERT_EQUAL_FATAL(store_get(fixture.store, RECORD_FINDING, &id, &row, NULL), ERR_OK);
    CU_ASSERT_STRING_EQUAL(row_text(&row, FINDING_STATE), "raised");
    CU_ASSERT_STRING_EQUAL(row_text(&row, FINDING_SOURCE), "audit");
    CU_ASSERT_STRING_EQUAL(row_text(&row, FINDING_RAISED_AT), "2026-03-09T10:00:00.000Z");
    struct ident site = row_id(&row, FINDING_SITE);
    CU_ASSERT_TRUE(ident_equal(&site, &fixture.site));
    row_clear(&row);
    const struct finding_query query = {.audit = &fixture.audit};
    CU_ASSERT_EQUAL_FATAL(findings_list(fixture.store, &query, &lines, NULL), ERR_OK);
    CU_ASSERT_EQUAL_FATAL(lines.count, 1);
    CU_ASSERT_EQUAL(lines.items[0].grade, GRADE_MINOR);
    CU_ASSERT_STRING_EQUAL(lines.items[0].audit, "IA-2026-01");
    CU_ASSERT_STRING_EQUAL(lines.items[0].statement, "Entries are not signed.");
    CU_ASSERT_STRING_EQUAL(lines.items[0].refs, "4.1, 8.4-c");
    CU_ASSERT_STRING_EQUAL(lines.items[0].clauses, "4.1, 8.4");
    CU_ASSERT_STRING_EQUAL(lines.items[0].site, "Harbour");
    CU_ASSERT_STRING_EQUAL(lines.items[0].raised_by, "Li Na");
    finding_lines_clear(&lines);
    CU_ASSERT_EQUAL(result_of(&fixture, "gate-log"), RESULT_MINOR);
    CU_ASSERT_EQUAL(result_of(&fixture, "context"), RESULT_MINOR);
    fixture_verify(&fixture);
    fixture_remove(&fixture);
}

static void results_follow_the_worst(void)
{
    struct fixture fixture;

    fixture_make(&fixture);
    raise_one(&fixture, GRADE_GOOD_PRACTICE, "8.4 c)");
    CU_ASSERT_EQUAL(result_of(&fixture, "gate-log"), RESULT_NOT_ASSESSED);
    raise_one(&fixture, GRADE_OFI, "8.4 c)");
    CU_ASSERT_EQUAL(result_of(&fixture, "gate-log"), RESULT_OFI);
    raise_one(&fixture, GRADE_MAJOR, "8.4 c)");
    CU_ASSERT_EQUAL(result_of(&fixture, "gate-log"), RESULT_MAJOR);
    raise_one(&fixture, GRADE_MINOR, "8.4 c)");
    CU_ASSERT_EQUAL(result_of(&fixture, "gate-log"), RESULT_MAJOR);
    raise_one(&fixture, GRADE_GOOD_PRACTICE, "8.4 c)");
    CU_ASSERT_EQUAL(result_of(&fixture, "gate-log"), RESULT_MAJOR);
    fixture_remove(&fixture);
}

static void one_undo_takes_back_finding_and_result(void)
{
    struct fixture fixture;
    struct tally tally;
    size_t findings[GRADE_COUNT];
    size_t evidence;
    char *label = NULL;

    fixture_make(&fixture);
    raise_one(&fixture, GRADE_MAJOR, "8.4 c)");
    CU_ASSERT_EQUAL(audit_tally(fixture.store, &fixture.audit, &tally, findings, &evidence, NULL),
                    ERR_OK);
    CU_ASSERT_EQUAL(findings[GRADE_MAJOR], 1);
    CU_ASSERT_EQUAL(tally.by[RESULT_MAJOR], 1);
    CU_ASSERT_EQUAL(store_undo(fixture.store, &label, NULL), ERR_OK);
    CU_ASSERT_PTR_NOT_NULL(strstr(label, "major 8.4 c)"));
    free(label);
    CU_ASSERT_EQUAL(result_of(&fixture, "gate-log"), RESULT_NOT_ASSESSED);
    CU_ASSERT_EQUAL(audit_tally(fixture.store, &fixture.audit, &tally, findings, &evidence, NULL),
                    ERR_OK);
    CU_ASSERT_EQUAL(findings[GRADE_MAJOR], 0);
    fixture_verify(&fixture);
    fixture_remove(&fixture);
}

static void the_rules_hold(void)
{
    struct fixture fixture;
    struct ident id;
    struct err err;
    const char *ref = "8.4 (1)";
    const char *wrong = "8.4 z)";

    fixture_make(&fixture);
    int64_t batches = fixture_batches(&fixture);
    CU_ASSERT_EQUAL(raise_finding(&fixture, GRADE_MINOR, &ref, 0, &id, &err), ERR_DENIED);
    CU_ASSERT_EQUAL(raise_finding(&fixture, GRADE_MINOR, &ref, 1, &id, &err), ERR_DENIED);
    CU_ASSERT_EQUAL(raise_finding(&fixture, GRADE_MINOR, &wrong, 1, &id, &err), ERR_USAGE);
    struct finding_new what = {.grade = GRADE_OFI, .refs = &ref, .ref_count = 1};
    CU_ASSERT_EQUAL(finding_add(fixture.store, &fixture.audit, &what, &id, &err), ERR_DENIED);
    what.statement = "Nobody was there.";
    what.risk = "enormous";
    CU_ASSERT_EQUAL(finding_add(fixture.store, &fixture.audit, &what, &id, &err), ERR_USAGE);
    what.risk = NULL;
    struct ident nobody = ident_random();
    what.evidence = &nobody;
    what.evidence_count = 1;
    CU_ASSERT_EQUAL(finding_add(fixture.store, &fixture.audit, &what, &id, &err), ERR_USAGE);
    CU_ASSERT_EQUAL(fixture_batches(&fixture), batches);
    what.evidence_count = 0;
    what.grade = GRADE_MINOR;
    what.grade_reason = "the customer asks for it";
    CU_ASSERT_EQUAL(finding_add(fixture.store, &fixture.audit, &what, &id, &err), ERR_OK);
    fixture_set(&fixture, RECORD_AUDIT, &fixture.audit, AUDIT_STATE, "issued");
    CU_ASSERT_EQUAL(finding_add(fixture.store, &fixture.audit, &what, &id, &err), ERR_DENIED);
    fixture_remove(&fixture);
}

/* The rule that holds when a finding is raised holds when it is graded again. */
static void a_recommendation_stays_one_when_edited(void)
{
    struct fixture fixture;
    struct err err;

    fixture_make(&fixture);
    struct ident id = raise_one(&fixture, GRADE_OFI, "8.4 (1)");
    CU_ASSERT_EQUAL(finding_check_edit(fixture.store, &id, GRADE_OFI, "Said.", "", NULL, &err),
                    ERR_OK);
    CU_ASSERT_EQUAL(finding_check_edit(fixture.store, &id, GRADE_MAJOR, "Said.", "", NULL, &err),
                    ERR_DENIED);
    CU_ASSERT_EQUAL(
        finding_check_edit(fixture.store, &id, GRADE_MAJOR, "Said.", "Own rule 7.", NULL, &err),
        ERR_OK);
    CU_ASSERT_EQUAL(finding_check_edit(fixture.store, &id, GRADE_OFI, " ", "", NULL, &err),
                    ERR_DENIED);
    fixture_remove(&fixture);
}

/* What did not come from the audit may stand outside of any requirement, and does not stop the
 * report; one that is said to be of the audit after all does. */
static void an_incident_needs_no_criterion(void)
{
    struct fixture fixture;
    struct finding_new what = {
        .grade = GRADE_MAJOR, .statement = "A van followed a lorry in.", .source = "near-miss"};
    struct ready_list list;
    struct ident id;
    struct err err;

    fixture_make(&fixture);
    CU_ASSERT_EQUAL(finding_add(fixture.store, &fixture.audit, &what, &id, &err), ERR_OK);
    CU_ASSERT_EQUAL(finding_check_edit(fixture.store, &id, GRADE_MINOR, "Said.", "", NULL, &err),
                    ERR_OK);
    CU_ASSERT_EQUAL(finding_check_edit(fixture.store, &id, GRADE_MINOR, "Said.", "", "audit", &err),
                    ERR_DENIED);
    CU_ASSERT_EQUAL_FATAL(
        audit_ready(fixture.store, &fixture.audit, AUDIT_ISSUE, "en", &list, &err), ERR_OK);
    for (size_t i = 0; i < list.count; i++)
        CU_ASSERT_NOT_EQUAL(list.items[i].gate, GATE_CRITERION);
    ready_list_clear(&list);
    what.source = "audit";
    CU_ASSERT_EQUAL(finding_add(fixture.store, &fixture.audit, &what, &id, &err), ERR_DENIED);
    what.source = "rumour";
    CU_ASSERT_EQUAL(finding_add(fixture.store, &fixture.audit, &what, &id, &err), ERR_USAGE);
    fixture_verify(&fixture);
    fixture_remove(&fixture);
}

static void evidence_is_linked(void)
{
    struct fixture fixture;
    struct ident evidence;
    struct ident id;
    struct finding_lines lines;
    struct evidence_lines pieces;
    const char *ref = "8.4 c)";

    fixture_make(&fixture);
    const struct evidence_new piece = {.title = "Gate log"};
    CU_ASSERT_EQUAL_FATAL(
        evidence_add(fixture.store, &fixture.audit, &piece, NULL, &evidence, NULL), ERR_OK);
    const struct finding_new what = {.grade = GRADE_MINOR,
                                     .statement = "Not signed.",
                                     .refs = &ref,
                                     .ref_count = 1,
                                     .evidence = &evidence,
                                     .evidence_count = 1};
    CU_ASSERT_EQUAL_FATAL(finding_add(fixture.store, &fixture.audit, &what, &id, NULL), ERR_OK);
    struct ident assessment = assessment_id(&fixture.audit, "walk", "gate-log", NULL);
    struct ident other = assessment_id(&fixture.audit, "walk", "lock-a", NULL);
    struct finding_query query = {.assessment = &assessment};
    CU_ASSERT_EQUAL_FATAL(findings_list(fixture.store, &query, &lines, NULL), ERR_OK);
    CU_ASSERT_EQUAL_FATAL(lines.count, 1);
    CU_ASSERT_EQUAL(lines.items[0].evidence, 1);
    const struct evidence_query of_finding = {.finding = &id};
    CU_ASSERT_EQUAL_FATAL(evidence_list(fixture.store, &of_finding, &pieces, NULL), ERR_OK);
    CU_ASSERT_EQUAL_FATAL(pieces.count, 1);
    CU_ASSERT_STRING_EQUAL(pieces.items[0].findings, lines.items[0].number);
    evidence_lines_clear(&pieces);
    finding_lines_clear(&lines);
    query.assessment = &other;
    CU_ASSERT_EQUAL_FATAL(findings_list(fixture.store, &query, &lines, NULL), ERR_OK);
    CU_ASSERT_EQUAL(lines.count, 0);
    finding_lines_clear(&lines);
    fixture_remove(&fixture);
}

static void expect_list(struct fixture *fixture, const struct finding_query *query,
                        const char *expected)
{
    struct finding_lines lines;
    struct buf text;

    CU_ASSERT_EQUAL_FATAL(findings_list(fixture->store, query, &lines, NULL), ERR_OK);
    buf_init(&text);
    for (size_t i = 0; i < lines.count; i++)
        buf_printf(&text, "%s%s", i > 0 ? " " : "", strrchr(lines.items[i].number, '-') + 1);
    char *got = buf_take(&text);
    CU_ASSERT_STRING_EQUAL(got, expected);
    free(got);
    finding_lines_clear(&lines);
}

static void lists_are_sorted_and_filtered(void)
{
    struct fixture fixture;

    fixture_make(&fixture);
    raise_one(&fixture, GRADE_OFI, "4.1");
    raise_one(&fixture, GRADE_MAJOR, "8.10 a)");
    fixture_time("2026-03-09T12:00:00.000Z");
    raise_one(&fixture, GRADE_MINOR, "8.4 c)");
    raise_one(&fixture, GRADE_MAJOR, "lock-a");
    struct finding_query query = {.audit = &fixture.audit};
    expect_list(&fixture, &query, "2 4 3 1");
    query.limit = 2;
    expect_list(&fixture, &query, "2 4");
    query.limit = 0;
    query.sort = FINDING_BY_RAISED;
    expect_list(&fixture, &query, "4 3 2 1");
    query.sort = FINDING_BY_REF;
    expect_list(&fixture, &query, "1 3 4 2");
    query.grades = 1u << GRADE_MAJOR | 1u << GRADE_OFI;
    expect_list(&fixture, &query, "1 4 2");
    query.states = 1u << 8;
    expect_list(&fixture, &query, "");
    query = (struct finding_query){.audit = NULL};
    expect_list(&fixture, &query, "2 4 3 1");
    fixture_audit(&fixture, "IA-2026-02");
    fixture_set(&fixture, RECORD_AUDIT, &fixture.audit, FIELD_WITHDRAWN, "entered twice");
    expect_list(&fixture, &query, "");
    fixture_remove(&fixture);
}

static void they_are_counted_by_grade_and_state(void)
{
    struct fixture fixture;
    struct finding_counts counts;
    struct change change;

    fixture_make(&fixture);
    raise_one(&fixture, GRADE_MINOR, "8.4 c)");
    raise_one(&fixture, GRADE_MINOR, "4.1");
    struct ident major = raise_one(&fixture, GRADE_MAJOR, "8.4 c)");
    struct ident gone = raise_one(&fixture, GRADE_MAJOR, "8.4 c)");
    change_init(&change, &fixture.audit);
    change_set_text(&change, RECORD_FINDING, &major, FINDING_STATE, "contained");
    CU_ASSERT_EQUAL_FATAL(store_save(fixture.store, &change, NULL, NULL), ERR_OK);
    change_clear(&change);
    CU_ASSERT_EQUAL_FATAL(record_withdraw(fixture.store, RECORD_FINDING, &gone, "twice", NULL),
                          ERR_OK);
    CU_ASSERT_EQUAL_FATAL(findings_count(fixture.store, &fixture.audit, &counts, NULL), ERR_OK);
    CU_ASSERT_EQUAL(counts.by[GRADE_MINOR][FINDING_RAISED], 2);
    CU_ASSERT_EQUAL(counts.by[GRADE_MAJOR][FINDING_CONTAINED], 1);
    CU_ASSERT_EQUAL(counts.by[GRADE_MAJOR][FINDING_RAISED], 0);
    CU_ASSERT_EQUAL(counts.by[GRADE_OFI][FINDING_RAISED], 0);
    fixture_remove(&fixture);
}

static void finding_a_finding(void)
{
    struct fixture fixture;
    struct ident found;
    struct err err;
    char device[5];

    fixture_make(&fixture);
    struct ident id = raise_one(&fixture, GRADE_MINOR, "8.4 c)");
    ident_short(&fixture.device.id, device);
    char *draft = mem_printf("f-%s-1", device);
    CU_ASSERT_EQUAL(finding_find(fixture.store, &fixture.audit, draft, &found, NULL), ERR_OK);
    CU_ASSERT_TRUE(ident_equal(&found, &id));
    CU_ASSERT_EQUAL(finding_find(fixture.store, NULL, draft, &found, NULL), ERR_OK);
    fixture_set(&fixture, RECORD_FINDING, &id, FINDING_NUMBER, "NC-2026-014");
    CU_ASSERT_EQUAL(finding_find(fixture.store, NULL, "nc-2026-014", &found, NULL), ERR_OK);
    CU_ASSERT_TRUE(ident_equal(&found, &id));
    CU_ASSERT_EQUAL(finding_find(fixture.store, NULL, draft, &found, NULL), ERR_OK);
    CU_ASSERT_EQUAL(finding_find(fixture.store, NULL, "NC-2026-015", &found, &err), ERR_USAGE);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.hint, "NC-2026-014"));
    fixture_set(&fixture, RECORD_AUDIT, &fixture.audit, FIELD_WITHDRAWN, "a slip");
    CU_ASSERT_EQUAL(finding_find(fixture.store, NULL, draft, &found, NULL), ERR_USAGE);
    free(draft);
    fixture_remove(&fixture);
}

CU_ErrorCode test_findings_add(void)
{
    CU_pSuite suite = CU_add_suite("findings", NULL, NULL);

    CU_add_test(suite, "a finding is complete", a_finding_is_complete);
    CU_add_test(suite, "results follow the worst", results_follow_the_worst);
    CU_add_test(suite, "a recommendation stays one", a_recommendation_stays_one_when_edited);
    CU_add_test(suite, "an incident needs no criterion", an_incident_needs_no_criterion);
    CU_add_test(suite, "one undo for all", one_undo_takes_back_finding_and_result);
    CU_add_test(suite, "the rules hold", the_rules_hold);
    CU_add_test(suite, "evidence is linked", evidence_is_linked);
    CU_add_test(suite, "lists are sorted and filtered", lists_are_sorted_and_filtered);
    CU_add_test(suite, "counted by grade and state", they_are_counted_by_grade_and_state);
    CU_add_test(suite, "finding a finding", finding_a_finding);
    return CU_get_error();
}

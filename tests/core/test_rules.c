/* test_rules.c - the rules of an audit: tallies, findings, open audits, agreed ids. */
#include <CUnit/CUnit.h>
#include <string.h>

#include "core/rules.h"
#include "suites.h"

static void progress_counts_all_but_not_assessed(void)
{
    struct tally tally = {
        {[RESULT_NOT_ASSESSED] = 3, [RESULT_CONFORMING] = 5, [RESULT_NA] = 1, [RESULT_MINOR] = 1}};

    CU_ASSERT_EQUAL(tally_total(&tally), 10);
    CU_ASSERT_EQUAL(tally_assessed(&tally), 7);
    CU_ASSERT_EQUAL(tally_percent(&tally), 70);
}

static void one_open_item_is_not_a_hundred_percent(void)
{
    struct tally tally = {{[RESULT_NOT_ASSESSED] = 1, [RESULT_CONFORMING] = 999}};
    struct tally none = {{0}};

    CU_ASSERT_EQUAL(tally_percent(&tally), 99);
    CU_ASSERT_EQUAL(tally_percent(&none), 0);
}

static void conformity_leaves_exclusions_out(void)
{
    struct tally tally = {{[RESULT_NOT_ASSESSED] = 50,
                           [RESULT_CONFORMING] = 6,
                           [RESULT_OFI] = 1,
                           [RESULT_MINOR] = 1,
                           [RESULT_NA] = 20,
                           [RESULT_NOT_COVERED] = 20}};
    struct tally nothing = {{[RESULT_NA] = 4}};

    CU_ASSERT_EQUAL(tally_conformity(&tally), 875); /* 7 of 8 */
    CU_ASSERT_EQUAL(tally_conformity(&nothing), -1);
}

static void exclusions_want_a_reason(void)
{
    CU_ASSERT_PTR_NOT_NULL(result_missing(RESULT_NA, NULL));
    CU_ASSERT_PTR_NOT_NULL(result_missing(RESULT_NOT_COVERED, " \n"));
    CU_ASSERT_PTR_NULL(result_missing(RESULT_NA, "no rail siding"));
    CU_ASSERT_PTR_NULL(result_missing(RESULT_CONFORMING, NULL));
}

static void grades_and_results_answer_each_other(void)
{
    for (int grade = 0; grade < GRADE_COUNT; grade++) {
        enum result result = grade_result((enum grade)grade);
        if (grade == GRADE_GOOD_PRACTICE) {
            CU_ASSERT_EQUAL(result, RESULT_CONFORMING);
            continue;
        }
        CU_ASSERT_TRUE(result_has_finding(result));
        CU_ASSERT_EQUAL((int)result_grade(result), grade);
    }
    CU_ASSERT_TRUE(result_is_worse(RESULT_MAJOR, RESULT_MINOR));
    CU_ASSERT_TRUE(result_is_worse(RESULT_OFI, RESULT_CONFORMING));
    CU_ASSERT_FALSE(result_is_worse(RESULT_MINOR, RESULT_MINOR));
    CU_ASSERT_TRUE(result_is_worse(RESULT_CONFORMING, RESULT_NOT_ASSESSED));
}

static void findings_need_statement_and_criterion(void)
{
    struct err err;
    struct finding_draft draft = {GRADE_MINOR, "The gate log has gaps.", NULL, 1, 0, NULL};

    CU_ASSERT_EQUAL(finding_check(&draft, &err), ERR_OK);
    draft.statement = "  ";
    CU_ASSERT_EQUAL(finding_check(&draft, &err), ERR_DENIED);
    draft.statement = "The gate log has gaps.";
    draft.criteria = 0;
    CU_ASSERT_EQUAL(finding_check(&draft, &err), ERR_DENIED);
    draft.source = "audit";
    CU_ASSERT_EQUAL(finding_check(&draft, &err), ERR_DENIED);
    draft.source = "incident"; /* outside of any requirement */
    CU_ASSERT_EQUAL(finding_check(&draft, &err), ERR_OK);
    draft.statement = "";
    CU_ASSERT_EQUAL(finding_check(&draft, &err), ERR_DENIED);
}

static void recommendations_are_no_nonconformity_without_a_reason(void)
{
    struct err err;
    struct finding_draft draft = {GRADE_MINOR, "No alternates are named.", NULL, 2, 2, "audit"};

    CU_ASSERT_EQUAL(finding_check(&draft, &err), ERR_DENIED);
    CU_ASSERT_TRUE(err.hint[0] != '\0');
    draft.recommendations = 1; /* the other one is a requirement */
    CU_ASSERT_EQUAL(finding_check(&draft, &err), ERR_OK);
    draft.recommendations = 2;
    draft.grade_reason = "The organization's own plan demands alternates.";
    CU_ASSERT_EQUAL(finding_check(&draft, &err), ERR_OK);
    draft.grade_reason = NULL;
    draft.grade = GRADE_OFI;
    CU_ASSERT_EQUAL(finding_check(&draft, &err), ERR_OK);
}

static void issued_audits_are_closed_to_changes(void)
{
    struct err err;

    CU_ASSERT_EQUAL(audit_check_open(AUDIT_FIELDWORK, "IA-1", &err), ERR_OK);
    CU_ASSERT_EQUAL(audit_check_open(AUDIT_REPORTING, "IA-1", &err), ERR_OK);
    CU_ASSERT_EQUAL(audit_check_open(AUDIT_ISSUED, "IA-1", &err), ERR_DENIED);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "IA-1"));
    CU_ASSERT_EQUAL(audit_check_open(AUDIT_CLOSED, "IA-1", &err), ERR_DENIED);
    CU_ASSERT_EQUAL(audit_check_open(AUDIT_CANCELLED, "IA-1", &err), ERR_DENIED);
}

static void two_laptops_make_the_same_ids(void)
{
    struct ident audit = ident_random();
    struct ident unit = ident_random();
    struct ident a = assessment_id(&audit, "iso28000-2022", "8.4-c", NULL);
    struct ident b = assessment_id(&audit, "iso28000-2022", "8.4-c", NULL);
    struct ident other_item = assessment_id(&audit, "iso28000-2022", "8.4-d", NULL);
    struct ident other_unit = assessment_id(&audit, "iso28000-2022", "8.4-c", &unit);
    struct ident shifted = assessment_id(&audit, "iso28000-20228", ".4-c", NULL);

    CU_ASSERT_TRUE(ident_equal(&a, &b));
    CU_ASSERT_FALSE(ident_equal(&a, &other_item));
    CU_ASSERT_FALSE(ident_equal(&a, &other_unit));
    CU_ASSERT_FALSE(ident_equal(&a, &shifted));
}

CU_ErrorCode test_rules_add(void)
{
    CU_TestInfo tests[] = {
        {"progress counts all but not assessed", progress_counts_all_but_not_assessed},
        {"one open item is not a hundred percent", one_open_item_is_not_a_hundred_percent},
        {"conformity leaves exclusions out", conformity_leaves_exclusions_out},
        {"exclusions want a reason", exclusions_want_a_reason},
        {"grades and results answer each other", grades_and_results_answer_each_other},
        {"findings need statement and criterion", findings_need_statement_and_criterion},
        {"recommendations are no nonconformity without a reason",
         recommendations_are_no_nonconformity_without_a_reason},
        {"issued audits are closed to changes", issued_audits_are_closed_to_changes},
        {"two laptops make the same ids", two_laptops_make_the_same_ids},
        CU_TEST_INFO_NULL};
    CU_SuiteInfo suites[] = {{"core/rules", NULL, NULL, NULL, NULL, tests}, CU_SUITE_INFO_NULL};

    return CU_register_suites(suites);
}

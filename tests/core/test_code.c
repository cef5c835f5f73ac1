/* test_code.c - the closed lists: words unique, found, near ones guessed. */
#include <CUnit/CUnit.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "core/code.h"
#include "suites.h"

static void every_row_is_complete(void)
{
    for (const struct code_list *const *list = code_lists; *list != NULL; list++) {
        CU_ASSERT_PTR_NULL((*list)->rows[(*list)->count].word);
        for (size_t i = 0; i < (*list)->count; i++) {
            const struct code *row = &(*list)->rows[i];
            CU_ASSERT_TRUE(row->label[0] != '\0');
            CU_ASSERT_EQUAL(text_width(row->symbol), 1);
            CU_ASSERT_TRUE(row->ascii >= ' ' && row->ascii < 127);
        }
    }
}

static void words_are_unique(void)
{
    for (const struct code_list *const *list = code_lists; *list != NULL; list++)
        for (size_t i = 0; i < (*list)->count; i++)
            CU_ASSERT_EQUAL(code_index(*list, (*list)->rows[i].word), (int)i);
}

static void enums_fit_their_tables(void)
{
    CU_ASSERT_EQUAL(code_results.count, RESULT_COUNT);
    CU_ASSERT_EQUAL(code_grades.count, GRADE_COUNT);
    CU_ASSERT_EQUAL(code_obligations.count, OBLIGATION_COUNT);
    CU_ASSERT_EQUAL(code_evidence_kinds.count, EVIDENCE_KIND_COUNT);
    CU_ASSERT_EQUAL(code_audit_states.count, AUDIT_STATE_COUNT);
    CU_ASSERT_EQUAL(code_finding_states.count, FINDING_STATE_COUNT);
    CU_ASSERT_EQUAL(code_finding_actions.count, FINDING_ACTION_COUNT);
    CU_ASSERT_EQUAL(code_audit_actions.count, AUDIT_ACTION_COUNT);
    CU_ASSERT_EQUAL(code_sign_steps.count, SIGN_STEP_COUNT);
    CU_ASSERT_EQUAL(code_effects.count, EFFECT_COUNT);
    CU_ASSERT_EQUAL(code_index(&code_finding_states, "closed"), FINDING_CLOSED);
    CU_ASSERT_EQUAL(code_index(&code_finding_actions, "reopen"), FINDING_REOPEN);
    CU_ASSERT_EQUAL(code_index(&code_audit_actions, "cancel"), AUDIT_CANCEL);
    CU_ASSERT_EQUAL(code_index(&code_results, "not-covered"), RESULT_NOT_COVERED);
    CU_ASSERT_EQUAL(code_index(&code_grades, "good-practice"), GRADE_GOOD_PRACTICE);
    CU_ASSERT_EQUAL(code_index(&code_audit_states, "issued"), AUDIT_ISSUED);
}

static void strangers_are_not_found_but_guessed(void)
{
    CU_ASSERT_EQUAL(code_index(&code_results, "bad"), -1);
    CU_ASSERT_EQUAL(code_index(&code_results, NULL), -1);
    CU_ASSERT_PTR_NULL(code_find(&code_results, ""));
    CU_ASSERT_STRING_EQUAL(code_nearest(&code_results, "confroming"), "conforming");
    CU_ASSERT_STRING_EQUAL(code_nearest(&code_results, "mayor"), "major");
    CU_ASSERT_PTR_NULL(code_nearest(&code_results, "something else"));
    CU_ASSERT_STRING_EQUAL(code_at(&code_results, 99)->word, "not-assessed");
}

static void words_are_listed_for_messages(void)
{
    char *words = code_words(&code_grades);

    CU_ASSERT_STRING_EQUAL(words, "major, minor, ofi, good-practice");
    free(words);
}

CU_ErrorCode test_code_add(void)
{
    CU_TestInfo tests[] = {
        {"every row is complete", every_row_is_complete},
        {"words are unique", words_are_unique},
        {"enums fit their tables", enums_fit_their_tables},
        {"strangers are not found but guessed", strangers_are_not_found_but_guessed},
        {"words are listed for messages", words_are_listed_for_messages},
        CU_TEST_INFO_NULL};
    CU_SuiteInfo suites[] = {{"core/code", NULL, NULL, NULL, NULL, tests}, CU_SUITE_INFO_NULL};

    return CU_register_suites(suites);
}

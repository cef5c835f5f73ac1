/* test_ref.c - references as files, people and lists write them. */
#include <CUnit/CUnit.h>
#include <stdlib.h>

#include "core/ref.h"
#include "suites.h"

static void check(char *(*convert)(const char *), const char *given, const char *expected)
{
    char *got = convert(given);

    CU_ASSERT_STRING_EQUAL(got, expected);
    free(got);
}

static void shown_as_the_standard_writes(void)
{
    check(ref_display, "8.4-c", "8.4 c)");
    check(ref_display, "8.4-1", "8.4 (1)");
    check(ref_display, "8.6.4-10", "8.6.4 (10)");
    check(ref_display, "6.1.1-b.1", "6.1.1 b) 1)");
    check(ref_display, "4.2.3.9", "4.2.3.9");
    check(ref_display, "own-7", "own-7");
    check(ref_display, "", "");
    check(ref_display, "8.4-", "8.4-");
}

static void read_as_people_type(void)
{
    check(ref_normalise, "8.4-c", "8.4-c");
    check(ref_normalise, " 8.4 c) ", "8.4-c");
    check(ref_normalise, "8.4C", "8.4-c");
    check(ref_normalise, "8.4 (1)", "8.4-1");
    check(ref_normalise, "8.4-1", "8.4-1");
    check(ref_normalise, "6.1.1 b) 1)", "6.1.1-b.1");
    check(ref_normalise, "6.1.1b1", "6.1.1-b.1");
    check(ref_normalise, "8.6.4-10", "8.6.4-10");
    check(ref_normalise, "4.1", "4.1");
    check(ref_normalise, "", "");
}

static void every_shown_ref_reads_back(void)
{
    static const char *const refs[] = {"4.1",       "8.4-c",   "8.4-1",
                                       "6.1.1-b.2", "10.2-17", "9.3.2-d.3"};

    for (size_t i = 0; i < sizeof refs / sizeof refs[0]; i++) {
        char *shown = ref_display(refs[i]);
        check(ref_normalise, shown, refs[i]);
        free(shown);
    }
}

static void clauses_hold_their_own(void)
{
    check(ref_clause, "8.4-c", "8.4");
    check(ref_clause, "4.4", "4.4");
    CU_ASSERT_TRUE(clause_inside("8.4", "8.4"));
    CU_ASSERT_TRUE(clause_inside("8.4.1", "8"));
    CU_ASSERT_FALSE(clause_inside("8.10", "8.1"));
    CU_ASSERT_FALSE(clause_inside("10.2", "1"));
}

CU_ErrorCode test_ref_add(void)
{
    CU_TestInfo tests[] = {{"shown as the standard writes", shown_as_the_standard_writes},
                           {"read as people type", read_as_people_type},
                           {"every shown ref reads back", every_shown_ref_reads_back},
                           {"clauses hold their own", clauses_hold_their_own},
                           CU_TEST_INFO_NULL};
    CU_SuiteInfo suites[] = {{"core/ref", NULL, NULL, NULL, NULL, tests}, CU_SUITE_INFO_NULL};

    return CU_register_suites(suites);
}

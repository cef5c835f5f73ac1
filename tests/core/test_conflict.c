/* test_conflict.c - which values disagree, which go together, and both texts as one. */
#include <CUnit/CUnit.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "core/conflict.h"
#include "suites.h"

static enum conflict_kind kind_of(enum record_type type, uint16_t field)
{
    const struct record *record = record_find((int)type);

    return conflict_kind_of(record, record_field(record, field));
}

static void kinds(void)
{
    CU_ASSERT_EQUAL(kind_of(RECORD_ASSESSMENT, ASSESSMENT_RESULT), CONFLICT_OPINION);
    CU_ASSERT_EQUAL(kind_of(RECORD_FINDING, FINDING_GRADE), CONFLICT_OPINION);
    CU_ASSERT_EQUAL(kind_of(RECORD_ROSTER, ROSTER_STATE), CONFLICT_OPINION);
    CU_ASSERT_EQUAL(kind_of(RECORD_FINDING, FINDING_STATEMENT), CONFLICT_TEXT);
    CU_ASSERT_EQUAL(kind_of(RECORD_ASSESSMENT, ASSESSMENT_NOTE), CONFLICT_TEXT);
    CU_ASSERT_EQUAL(kind_of(RECORD_FINDING, FINDING_SITE), CONFLICT_VALUE);
    CU_ASSERT_EQUAL(kind_of(RECORD_EVIDENCE, EVIDENCE_OBSERVED_AT), CONFLICT_VALUE);
    CU_ASSERT_EQUAL(kind_of(RECORD_FINDING, FIELD_WITHDRAWN), CONFLICT_WITHDRAWAL);
    CU_ASSERT_EQUAL(kind_of(RECORD_SITE, FIELD_WITHDRAWN), CONFLICT_WITHDRAWAL);
    CU_ASSERT_EQUAL(kind_of(RECORD_EFFECTIVENESS, EFFECTIVENESS_RESULT), CONFLICT_OPINION);
}

/* A companion names a field of its own record that leads itself: no chains, no strangers. */
static void companions_have_one_leader(void)
{
    size_t companions = 0;

    for (size_t i = 0; i < record_count; i++)
        for (size_t j = 0; j < records[i].field_count; j++) {
            uint16_t leader = conflict_leader(records[i].type, records[i].fields[j].number);
            if (leader == 0)
                continue;
            companions++;
            CU_ASSERT_PTR_NOT_NULL(record_field(&records[i], leader));
            CU_ASSERT_EQUAL(conflict_leader(records[i].type, leader), 0);
            CU_ASSERT_NOT_EQUAL(leader, records[i].fields[j].number);
        }
    CU_ASSERT(companions > 30);
    CU_ASSERT_EQUAL(conflict_leader(RECORD_ACTION, CORRECTIVE_DONE_BY), CORRECTIVE_DONE);
    CU_ASSERT_EQUAL(conflict_leader(RECORD_ASSESSMENT, ASSESSMENT_BY), ASSESSMENT_RESULT);
    CU_ASSERT_EQUAL(conflict_leader(RECORD_ASSESSMENT, ASSESSMENT_NOTE), 0);
    CU_ASSERT_EQUAL(conflict_leader(RECORD_ROSTER, ROSTER_VALID), ROSTER_STATE);
    CU_ASSERT_EQUAL(conflict_leader(RECORD_FINDING, ASSESSMENT_BY), 0);
}

static bool is_silent(enum record_type type, uint16_t field, const char *text)
{
    struct value value = value_text(text);
    bool silent = conflict_is_silent(type, field, &value);

    value_clear(&value);
    return silent;
}

static void not_assessed_is_silent(void)
{
    struct value number = value_int(0);

    CU_ASSERT_TRUE(is_silent(RECORD_ASSESSMENT, ASSESSMENT_RESULT, "not-assessed"));
    CU_ASSERT_TRUE(is_silent(RECORD_ASSESSMENT, ASSESSMENT_RESULT, NULL));
    CU_ASSERT_FALSE(is_silent(RECORD_ASSESSMENT, ASSESSMENT_RESULT, "conforming"));
    CU_ASSERT_FALSE(is_silent(RECORD_ASSESSMENT, ASSESSMENT_NOTE, NULL));
    CU_ASSERT_FALSE(is_silent(RECORD_FINDING, FINDING_GRADE, NULL));
    CU_ASSERT_FALSE(is_silent(RECORD_FINDING, ASSESSMENT_RESULT, "not-assessed"));
    CU_ASSERT_FALSE(conflict_is_silent(RECORD_ASSESSMENT, ASSESSMENT_RESULT, &number));
}

/* Up to three results; NULL is an empty one. */
static bool disagree(uint16_t field, size_t count, const char *a, const char *b, const char *c)
{
    struct value values[3] = {value_text(a), value_text(b), value_text(c)};
    const struct value *list[3] = {&values[0], &values[1], &values[2]};
    bool answer = conflict_disagree(RECORD_ASSESSMENT, field, list, count);

    for (size_t i = 0; i < 3; i++)
        value_clear(&values[i]);
    return answer;
}

static void who_disagrees(void)
{
    const uint16_t result = ASSESSMENT_RESULT;

    CU_ASSERT_FALSE(disagree(result, 0, NULL, NULL, NULL));
    CU_ASSERT_FALSE(disagree(result, 1, "minor", NULL, NULL));
    CU_ASSERT_FALSE(disagree(result, 2, "minor", "minor", NULL));
    CU_ASSERT_TRUE(disagree(result, 2, "minor", "major", NULL));
    CU_ASSERT_FALSE(disagree(result, 2, "minor", "not-assessed", NULL));
    CU_ASSERT_FALSE(disagree(result, 3, "not-assessed", "minor", NULL));
    CU_ASSERT_TRUE(disagree(result, 3, "minor", NULL, "major"));
    CU_ASSERT_FALSE(disagree(result, 3, NULL, "not-assessed", NULL));
    CU_ASSERT_TRUE(disagree(result, 3, "minor", "minor", "major"));
    CU_ASSERT_TRUE(disagree(ASSESSMENT_NOTE, 2, "text", NULL, NULL)); /* emptied is a statement */
    CU_ASSERT_TRUE(disagree(ASSESSMENT_NOTE, 2, NULL, "text", NULL));
    CU_ASSERT_FALSE(disagree(ASSESSMENT_NOTE, 2, NULL, NULL, NULL));
}

static void joins_to(const char *expected, const char *a, const char *b)
{
    const char *texts[] = {a, b};
    char *clean = NULL;
    char *joined = conflict_join_texts(texts, 2);

    CU_ASSERT_STRING_EQUAL(joined, expected);
    CU_ASSERT_EQUAL(text_clean(joined, strlen(joined), TEXT_BLOCK, &clean, NULL), ERR_OK);
    CU_ASSERT_STRING_EQUAL(clean, joined); /* stored texts must pass the door unchanged */
    free(clean);
    free(joined);
}

static void both_texts(void)
{
    joins_to("one\ntwo", "one", "two");
    joins_to("one", "one", "one");
    joins_to("one", "one", "");
    joins_to("one", "", "one");
    joins_to("", "", "");
    joins_to("same\nfirst\nsecond", "same\nfirst", "same\nsecond");
    joins_to("first\nsame\nsecond", "first\nsame", "second\nsame");
    joins_to("a\n\nb\n\nc", "a\n\nb", "a\n\nc");
    joins_to("a\n\nb\nc", "a\n\nb\nc", "a\n\nb");
    joins_to("a\nb", "a\nb", "a\n\nb");
    joins_to("yes\nyes\nno", "yes\nyes", "no");
    joins_to("yes\nno\nno", "yes", "no\nno");
    joins_to("one\nonly", "one", "one\nonly\none");
    joins_to("围栏有缺口\n大门没有锁", "围栏有缺口", "大门没有锁");
}

static void three_texts(void)
{
    const char *texts[] = {"a\nb", "b\nc", "c\nd\na"};
    char *joined = conflict_join_texts(texts, 3);

    CU_ASSERT_STRING_EQUAL(joined, "a\nb\nc\nd");
    free(joined);
    joined = conflict_join_texts(texts, 0);
    CU_ASSERT_STRING_EQUAL(joined, "");
    free(joined);
}

CU_ErrorCode test_conflict_add(void)
{
    CU_TestInfo tests[] = {{"kinds", kinds},
                           {"companions have one leader", companions_have_one_leader},
                           {"not assessed is silent", not_assessed_is_silent},
                           {"who disagrees", who_disagrees},
                           {"both texts", both_texts},
                           {"three texts", three_texts},
                           CU_TEST_INFO_NULL};
    CU_SuiteInfo suites[] = {{"core/conflict", NULL, NULL, NULL, NULL, tests}, CU_SUITE_INFO_NULL};

    return CU_register_suites(suites);
}

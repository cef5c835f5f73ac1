/* test_filter.c - criteria of lists: from words and back, what passes, what people read. */
#include <CUnit/CUnit.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "core/filter.h"
#include "suites.h"

#define TODAY "2026-03-12"

static void set(struct filter *filter, enum filter_criterion criterion, const char *value)
{
    struct err err = {0};

    CU_ASSERT_EQUAL(filter_set(filter, criterion, value, &err), ERR_OK);
    char *back = filter_get(filter, criterion);
    CU_ASSERT_STRING_EQUAL(back, value);
    free(back);
}

static struct filter_subject finding(void)
{
    return (struct filter_subject){.result = -1,
                                   .grades = 1U << GRADE_MINOR,
                                   .state = FINDING_RAISED,
                                   .kind = -1,
                                   .refs = "8.4 8.4-c\n9.1 9.1-2",
                                   .area = "Gate 2",
                                   .author = "Li Na",
                                   .date = "2026-03-10",
                                   .texts = {"F-1", NULL, "Seal 封志 missing"}};
}

/* One criterion lets the finding through, or not. */
static void passes(enum filter_criterion criterion, const char *value, bool expected)
{
    struct filter filter = {0};
    struct filter_subject subject = finding();

    set(&filter, criterion, value);
    CU_ASSERT_EQUAL(filter_passes(&filter, &subject, TODAY), expected);
    filter_clear(&filter);
}

static void each_criterion(void)
{
    passes(FILTER_GRADE, "major,minor", true);
    passes(FILTER_GRADE, "major", false);
    passes(FILTER_STATE, "raised", true);
    passes(FILTER_STATE, "closed", false);
    passes(FILTER_RESULT, "minor", false); /* a finding has none */
    passes(FILTER_CLAUSE, "8", true);
    passes(FILTER_CLAUSE, "8.4 c)", true);
    passes(FILTER_CLAUSE, "8.4-c, 7", true);
    passes(FILTER_CLAUSE, "iso28000-2022:9.1", true);
    passes(FILTER_CLAUSE, "8.1-8.4", true);
    passes(FILTER_CLAUSE, "8.5–9", true);
    passes(FILTER_CLAUSE, "8.4 d)", false);
    passes(FILTER_CLAUSE, "8.5-8.9", false);
    passes(FILTER_AREA, "gate 2", true);
    passes(FILTER_AREA, "Gate", false);
    passes(FILTER_AUTHOR, "Li Na", true);
    passes(FILTER_AUTHOR, "Wang", false);
    passes(FILTER_FROM, "2026-03-10", true);
    passes(FILTER_FROM, "2026-03-11", false);
    passes(FILTER_FROM, "today-2", true);
    passes(FILTER_FROM, "today-1", false);
    passes(FILTER_TO, "today", true);
    passes(FILTER_TO, "today-3", false);
    passes(FILTER_TEXT, "seal", true);
    passes(FILTER_TEXT, "封志", true);
    passes(FILTER_TEXT, "lamp", false);
    passes(FILTER_OVERDUE, "yes", false);
    passes(FILTER_PROCESS, "Seals", false);
}

static void all_must_be_met(void)
{
    struct filter filter = {0};
    struct filter_subject subject = finding();

    CU_ASSERT_TRUE(filter_is_empty(&filter));
    CU_ASSERT_TRUE(filter_passes(&filter, &subject, TODAY));
    set(&filter, FILTER_GRADE, "minor");
    set(&filter, FILTER_AREA, "Gate 2");
    CU_ASSERT_TRUE(filter_passes(&filter, &subject, TODAY));
    set(&filter, FILTER_TEXT, "lamp");
    CU_ASSERT_FALSE(filter_passes(&filter, &subject, TODAY));
    set(&filter, FILTER_TEXT, "");
    CU_ASSERT_TRUE(filter_passes(&filter, &subject, TODAY));
    /* What has no date is in no time. */
    set(&filter, FILTER_TO, "2030-01-01");
    subject.date = "";
    CU_ASSERT_FALSE(filter_passes(&filter, &subject, TODAY));
    filter_clear(&filter);
}

static void refuses(enum filter_criterion criterion, const char *value)
{
    struct filter filter = {0};
    struct err err = {0};

    CU_ASSERT_EQUAL(filter_set(&filter, criterion, value, &err), ERR_USAGE);
    CU_ASSERT_NOT_EQUAL(err.hint[0], '\0');
    CU_ASSERT_TRUE(filter_is_empty(&filter));
    filter_clear(&filter);
}

static void bad_words(void)
{
    refuses(FILTER_GRADE, "major,mayor");
    refuses(FILTER_KIND, "film");
    refuses(FILTER_FROM, "2026-02-30");
    refuses(FILTER_FROM, "yesterday");
    refuses(FILTER_TO, "today+");
    refuses(FILTER_TO, "today--3");
    refuses(FILTER_TO, "today+99999999999999999999");
    refuses(FILTER_TO, "today 3");
}

static void dates_count_from_today(void)
{
    char date[CLOCK_DATE_SIZE];

    CU_ASSERT_TRUE(filter_date("today", "2024-02-29", date));
    CU_ASSERT_STRING_EQUAL(date, "2024-02-29");
    CU_ASSERT_TRUE(filter_date("today+1", "2024-02-29", date));
    CU_ASSERT_STRING_EQUAL(date, "2024-03-01");
    CU_ASSERT_TRUE(filter_date("today-60", "2024-02-29", date));
    CU_ASSERT_STRING_EQUAL(date, "2023-12-31");
    CU_ASSERT_FALSE(filter_date("", TODAY, date));
}

static void what_people_read(void)
{
    struct filter filter = {0};
    struct filter other = {0};

    set(&filter, FILTER_GRADE, "major,minor");
    set(&filter, FILTER_CLAUSE, "8.4");
    set(&filter, FILTER_TEXT, "100%s %n");
    char *text = filter_describe(&filter);
    CU_ASSERT_STRING_EQUAL(text,
                           "Major nonconformity, Minor nonconformity · clause 8.4 · \"100%s %n\"");
    free(text);
    filter_copy(&other, &filter);
    CU_ASSERT_TRUE(filter_equal(&filter, &other));
    other.name = mem_strdup("graves");
    CU_ASSERT_TRUE(filter_equal(&filter, &other));
    text = filter_describe(&other);
    CU_ASSERT_STRING_EQUAL(text, "graves");
    free(text);
    set(&other, FILTER_CLAUSE, "8");
    CU_ASSERT_FALSE(filter_equal(&filter, &other));
    filter_clear(&filter);
    filter_clear(&other);
}

CU_ErrorCode test_filter_add(void)
{
    CU_TestInfo tests[] = {
        {"each criterion", each_criterion},     {"all criteria must be met", all_must_be_met},
        {"bad words are refused", bad_words},   {"dates count from today", dates_count_from_today},
        {"what people read", what_people_read}, CU_TEST_INFO_NULL,
    };
    CU_SuiteInfo suites[] = {{"core/filter", NULL, NULL, NULL, NULL, tests}, CU_SUITE_INFO_NULL};
    return CU_register_suites(suites);
}

/* test_sample.c - samples that anybody can draw again. */
#include <CUnit/CUnit.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/sample.h"
#include "core/suites.h"

static void expect(const struct sample *sample, const char *expected)
{
    uint32_t items[SAMPLE_SIZE_MOST];

    CU_ASSERT_EQUAL_FATAL(sample_check(sample, NULL), ERR_OK);
    sample_draw(sample, items);
    char *text = sample_text(items, sample->size);
    CU_ASSERT_STRING_EQUAL(text, expected);
    free(text);
}

/* Drawn by another program from the rule in the header: it must never change. */
static void the_same_everywhere(void)
{
    expect(&(struct sample){340, 5, "k7q2"}, "1, 124, 163, 227, 260");
    expect(&(struct sample){1000000000, 3, "2026-03-12"}, "648538174, 802111025, 831406973");
    expect(&(struct sample){7, 7, "门卫"}, "1, 2, 3, 4, 5, 6, 7");
    expect(&(struct sample){1, 1, "x"}, "1");
}

/* Of 10 items in 2,000 samples of 3 each is drawn about 600 times. */
static void every_item_is_as_likely(void)
{
    size_t drawn[11] = {0};

    for (int i = 0; i < 2000; i++) {
        char seed[16];
        uint32_t items[3];
        snprintf(seed, sizeof seed, "seed %d", i);
        sample_draw(&(struct sample){10, 3, seed}, items);
        CU_ASSERT_TRUE(items[0] < items[1] && items[1] < items[2]);
        for (int j = 0; j < 3; j++)
            drawn[items[j]]++;
    }
    for (int item = 1; item <= 10; item++)
        CU_ASSERT_TRUE(drawn[item] > 500 && drawn[item] < 700);
}

static void what_can_not_be_drawn(void)
{
    static const struct sample bad[] = {{0, 1, "x"},   {-5, 1, "x"},      {10, 0, "x"},
                                        {10, 11, "x"}, {10, -1, "x"},     {10, 3, ""},
                                        {10, 3, NULL}, {5000, 1001, "x"}, {1000000001, 1, "x"}};

    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        CU_ASSERT_EQUAL(sample_check(&bad[i], NULL), ERR_USAGE);
}

static void seeds_differ(void)
{
    char first[SAMPLE_SEED_SIZE];
    char second[SAMPLE_SEED_SIZE];

    sample_seed(first);
    sample_seed(second);
    CU_ASSERT_EQUAL(strlen(first), SAMPLE_SEED_SIZE - 1);
    CU_ASSERT_STRING_NOT_EQUAL(first, second);
}

CU_ErrorCode test_sample_add(void)
{
    CU_TestInfo tests[] = {{"the same everywhere", the_same_everywhere},
                           {"every item is as likely", every_item_is_as_likely},
                           {"what can't be drawn", what_can_not_be_drawn},
                           {"seeds differ", seeds_differ},
                           CU_TEST_INFO_NULL};
    CU_SuiteInfo suites[] = {{"core/sample", NULL, NULL, NULL, NULL, tests}, CU_SUITE_INFO_NULL};

    return CU_register_suites(suites);
}

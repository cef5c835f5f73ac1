/* test_similar.c - how alike texts are, in English and Chinese. */
#include <CUnit/CUnit.h>
#include <stdlib.h>

#include "base/mem.h"
#include "core/similar.h"
#include "suites.h"

static unsigned both_ways(const char *a, const char *b)
{
    unsigned percent = text_similarity(a, b);

    CU_ASSERT_EQUAL(text_similarity(b, a), percent);
    CU_ASSERT(percent <= 100);
    return percent;
}

static void what_does_not_matter(void)
{
    CU_ASSERT_EQUAL(both_ways("Fence open at F-12.", "fence  OPEN at F12"), 100);
    CU_ASSERT_EQUAL(both_ways("a", "A"), 100);
    CU_ASSERT_EQUAL(both_ways("围栏，有缺口。", "围栏有缺口"), 100);
}

static void nothing_in_common(void)
{
    CU_ASSERT_EQUAL(both_ways("", ""), 0);
    CU_ASSERT_EQUAL(both_ways("--", "..."), 0);
    CU_ASSERT_EQUAL(both_ways("", "Fence open"), 0);
    CU_ASSERT_EQUAL(both_ways("a", "b"), 0);
    CU_ASSERT_EQUAL(both_ways("a", "ab"), 0);
    CU_ASSERT_EQUAL(both_ways("Fence", "Book"), 0);
    CU_ASSERT_EQUAL(both_ways("围栏", "日志"), 0);
}

static void in_between(void)
{
    CU_ASSERT_EQUAL(both_ways("night", "nacht"), 25);
    CU_ASSERT_EQUAL(both_ways("aaaa", "aa"), 50);
    CU_ASSERT_EQUAL(both_ways("北门围栏有缺口", "北门的围栏有缺口"), 76);
    CU_ASSERT_EQUAL(both_ways("abcbab", "abbcab"), 60);
    CU_ASSERT_EQUAL(both_ways("abacab", "acabab"), 99); /* the same pairs, not the same text */
    CU_ASSERT(both_ways("The fence at post 12 is open", "Fence open at post 12") > 60);
    CU_ASSERT(both_ways("The fence at post 12 is open", "Visitors wear no badge") < 30);
}

static void long_texts(void)
{
    enum { LENGTH = 300000 };
    char *a = mem_alloc(LENGTH + 1);
    char *b = mem_alloc(LENGTH + 1);

    for (size_t i = 0; i < LENGTH; i++) {
        a[i] = (char)('a' + i % 26);
        b[i] = (char)('a' + i % 25);
    }
    a[LENGTH] = b[LENGTH] = '\0';
    unsigned percent = both_ways(a, b);
    CU_ASSERT(percent > 90 && percent < 100);
    free(a);
    free(b);
}

CU_ErrorCode test_similar_add(void)
{
    CU_TestInfo tests[] = {{"what does not matter", what_does_not_matter},
                           {"nothing in common", nothing_in_common},
                           {"in between", in_between},
                           {"long texts", long_texts},
                           CU_TEST_INFO_NULL};
    CU_SuiteInfo suites[] = {{"core/similar", NULL, NULL, NULL, NULL, tests}, CU_SUITE_INFO_NULL};

    return CU_register_suites(suites);
}

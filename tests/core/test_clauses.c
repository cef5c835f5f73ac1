/* test_clauses.c - lists of clauses as auditors write them: read, covered, written in one way. */
#include <CUnit/CUnit.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "core/clauses.h"
#include "suites.h"

static const struct clause_item items[] = {
    {"iso", "i41", "4.1", "4.1"},        {"iso", "i81", "8.1-1", "8.1"},
    {"iso", "i84c", "8.4-c", "8.4"},     {"iso", "i84-1", "8.4-1", "8.4"},
    {"iso", "i851", "8.5.1-1", "8.5.1"}, {"iso", "i852", "8.5.2-1", "8.5.2"},
    {"iso", "i810", "8.10-1", "8.10"},   {"iso", "i91", "9.1-1", "9.1"},
    {"own", "fence", "", "8.4"},         {"own", "boat", "11-1", "11"}};
static const struct clause_catalog catalog = {items, sizeof items / sizeof items[0]};

/* Which items a list covers, a letter each: "x" covered, "." not. */
static void covers(const char *text, const char *expected, const char *written)
{
    struct clause_set set;
    struct err err = {0};
    char got[16] = "";

    CU_ASSERT_EQUAL_FATAL(clauses_read(text, &catalog, &set, NULL, &err), ERR_OK);
    for (size_t i = 0; i < catalog.count; i++)
        strcat(got, clauses_cover(&set, &items[i]) ? "x" : ".");
    CU_ASSERT_STRING_EQUAL(got, expected);
    char *again = clauses_text(&set, &catalog);
    CU_ASSERT_STRING_EQUAL(again, written);
    clauses_clear(&set);
    /* What is written is read as the same, and written the same once more. */
    CU_ASSERT_EQUAL_FATAL(clauses_read(again, &catalog, &set, NULL, &err), ERR_OK);
    char *once_more = clauses_text(&set, &catalog);
    CU_ASSERT_STRING_EQUAL(once_more, written);
    clauses_clear(&set);
    free(once_more);
    free(again);
}

static void a_clause_is_all_inside_it(void)
{
    covers("", "..........", "");
    covers(" , ;\n", "..........", "");
    covers("8", ".xxxxxx...", "8");
    covers("8.1", ".x........", "8.1");
    covers("8.5", "....xx....", "8.5");
    covers("8.4, 9.1, 8.5.2", "..xx.x.x..", "8.4, 8.5.2, 9.1");
    covers("8.4；9.1、4.1，8.4", "x.xx...x..", "4.1, 8.4, 9.1");
}

static void ranges_and_single_ones(void)
{
    covers("8.1-8.4", ".xxx......", "8.1–8.4");
    covers("8.4 – 8.10", "..xxxxx...", "8.4–8.10");
    covers("4～8", "xxxxxxx...", "4–8");
    covers("8.5.1至8.5.2", "....xx....", "8.5.1–8.5.2");
    covers("8.4 c)", "..x.......", "8.4 c)");
    covers("8.4-c", "..x.......", "8.4 c)");
    covers("8.4-1", "...x......", "8.4 (1)"); /* no range: there is such a requirement */
    covers("i91", ".......x..", "9.1 (1)");
}

static void several_checklists(void)
{
    covers("11", ".........x", "11");
    covers("own:8.4", "........x.", "own:8.4");
    covers("own： fence", "........x.", "fence");
    covers("own", "........xx", "own");
    covers("own:, 8.4", "..xx....xx", "8.4, own");
    covers("iso:8.4", "..xx......", "8.4");
}

static void what_others_include_is_not_said(void)
{
    covers("8.4 c), 8.4, 8", ".xxxxxx...", "8");
    covers("8.1-8.4, 8.1", ".xxx......", "8.1–8.4");
    covers("9.1, 9", ".......x..", "9.1"); /* the same: the first stays */
}

static void refuses(const char *text, const char *named)
{
    struct clause_set set;
    struct err err = {0};
    char *unknown = NULL;

    CU_ASSERT_EQUAL(clauses_read(text, &catalog, &set, NULL, &err), ERR_USAGE);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, named));
    CU_ASSERT_NOT_EQUAL(err.hint[0], '\0');
    CU_ASSERT_EQUAL(set.count, 0);
    /* What was written once is read as far as it goes. */
    CU_ASSERT_EQUAL(clauses_read(text, &catalog, &set, &unknown, NULL), ERR_OK);
    CU_ASSERT_STRING_EQUAL(unknown, named);
    free(unknown);
    clauses_clear(&set);
}

static void what_is_not_asked_is_refused(void)
{
    refuses("8.4, 8.99", "8.99");
    refuses("7", "7");
    refuses("8.4-8.1", "8.4-8.1"); /* backwards */
    refuses("8.", "8.");
    refuses("iso:11", "iso:11");
    refuses("none:8", "none:8");
    refuses("-", "-");
}

static void a_list_ends(void)
{
    struct buf long_one;
    struct clause_set set;
    struct err err = {0};
    char *unknown = NULL;

    buf_init(&long_one);
    for (int i = 0; i < 5000; i++)
        buf_puts(&long_one, "8.4,");
    CU_ASSERT_EQUAL(clauses_read(long_one.data, &catalog, &set, NULL, &err), ERR_USAGE);
    CU_ASSERT_EQUAL(clauses_read(long_one.data, &catalog, &set, &unknown, NULL), ERR_OK);
    CU_ASSERT_EQUAL(set.count, CLAUSES_MOST);
    free(unknown);
    clauses_clear(&set);
    buf_clear(&long_one);
    const struct clause_catalog nothing = {NULL, 0};
    CU_ASSERT_EQUAL(clauses_read("8", &nothing, &set, NULL, &err), ERR_USAGE);
}

/* As nobody types it, but a package may bring it: as long as a text may be. */
static void one_entry_without_end(void)
{
    static const char *const signs[] = {"-", ":", "～", "：", "8.4-", "iso:"};
    struct buf text;
    char *unknown = NULL;

    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
        struct clause_set set;
        struct err err = {0};
        buf_init(&text);
        while (text.length < 1000000)
            buf_puts(&text, signs[i]);
        CU_ASSERT_EQUAL(clauses_read(text.data, &catalog, &set, &unknown, NULL), ERR_OK);
        CU_ASSERT_EQUAL(set.count, 0);
        CU_ASSERT_STRING_EQUAL(unknown, text.data);
        free(unknown);
        clauses_clear(&set);
        CU_ASSERT_EQUAL(clauses_read(text.data, &catalog, &set, NULL, &err), ERR_USAGE);
        CU_ASSERT_FALSE(clauses_name(text.data, "8.4", "8.4-1"));
        buf_clear(&text);
    }
}

CU_ErrorCode test_clauses_add(void)
{
    CU_TestInfo tests[] = {
        {"a clause is all that is inside it", a_clause_is_all_inside_it},
        {"ranges and single requirements", ranges_and_single_ones},
        {"several checklists", several_checklists},
        {"what others include is not said", what_others_include_is_not_said},
        {"what the audit does not ask is refused", what_is_not_asked_is_refused},
        {"a list ends", a_list_ends},
        {"one entry without end", one_entry_without_end},
        CU_TEST_INFO_NULL,
    };
    CU_SuiteInfo suites[] = {{"core/clauses", NULL, NULL, NULL, NULL, tests}, CU_SUITE_INFO_NULL};
    return CU_register_suites(suites);
}

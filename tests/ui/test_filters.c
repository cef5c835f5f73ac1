/* test_filters.c - kept filters, and F over the lists, on a screen model. */
#include <CUnit/CUnit.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "stage.h"
#include "suites.h"
#include "ui/kept.h"
#include "ui/screens.h"

static size_t count_of(const struct kept *kept, enum filter_list list)
{
    size_t count = 0;

    for (size_t i = 0; i < kept->count; i++)
        count += kept->items[i].list == list;
    return count;
}

static void kept_under_a_name(void)
{
    struct stage stage;
    struct kept kept = {.count = 0};
    struct filter filter = {0};
    struct err err = {0};

    stage_make(&stage);
    kept_load(&kept);
    CU_ASSERT_EQUAL(kept.count, 0);
    filter_set(&filter, FILTER_GRADE, "major", NULL);
    CU_ASSERT_EQUAL(kept_set(&kept, FILTER_FINDINGS, "Grave 严重", &filter, false, &err), ERR_OK);
    CU_ASSERT_EQUAL(kept_set(&kept, FILTER_FINDINGS, "grave 严重", &filter, false, &err),
                    ERR_USAGE);
    CU_ASSERT_EQUAL(kept_set(&kept, FILTER_WALK, "Grave 严重", &filter, false, &err), ERR_OK);
    CU_ASSERT_EQUAL(kept_set(&kept, FILTER_WALK, "", &filter, false, &err), ERR_USAGE);
    kept_clear(&kept);
    kept_load(&kept);
    CU_ASSERT_EQUAL(kept.count, 2);
    const struct filter *found = kept_find(&kept, FILTER_FINDINGS, "GRAVE 严重");
    CU_ASSERT_PTR_NOT_NULL_FATAL(found);
    CU_ASSERT_TRUE(filter_equal(found, &filter));
    CU_ASSERT_EQUAL(kept_rename(&kept, FILTER_WALK, "none", "x", &err), ERR_USAGE);
    CU_ASSERT_EQUAL(kept_rename(&kept, FILTER_WALK, "Grave 严重", "other", &err), ERR_OK);
    CU_ASSERT_EQUAL(kept_remove(&kept, FILTER_FINDINGS, "Grave 严重", &err), ERR_OK);
    CU_ASSERT_EQUAL(kept_remove(&kept, FILTER_FINDINGS, "Grave 严重", &err), ERR_USAGE);
    kept_clear(&kept);
    kept_load(&kept);
    CU_ASSERT_EQUAL(kept.count, 1);
    CU_ASSERT_EQUAL(count_of(&kept, FILTER_WALK), 1);
    kept_clear(&kept);
    filter_clear(&filter);
    stage_remove(&stage);
}

/* What can't be read is not written over, and nothing is written that can't be read. */
static void not_written_over(void)
{
    struct stage stage;
    struct kept kept = {.count = 0};
    struct filter filter = {0};
    struct err err = {0};
    struct buf large;

    stage_make(&stage);
    char *home = file_state_home();
    char *path = file_join(home, "filters");
    filter_set(&filter, FILTER_GRADE, "major", NULL);
    buf_init(&large);
    buf_puts(&large, "findings\tmine\tgrade=major\n");
    while (large.length <= 1024 * 1024)
        buf_puts(&large, "a line that is longer than nothing\n");
    CU_ASSERT_EQUAL_FATAL(file_make_directories(home, NULL), ERR_OK);
    CU_ASSERT_EQUAL_FATAL(file_write_atomic(path, large.data, large.length, NULL), ERR_OK);
    CU_ASSERT_EQUAL(kept_set(&kept, FILTER_WALK, "one", &filter, false, &err), ERR_DATA);
    CU_ASSERT_EQUAL(kept_rename(&kept, FILTER_FINDINGS, "mine", "x", &err), ERR_DATA);
    CU_ASSERT_EQUAL(kept_remove(&kept, FILTER_FINDINGS, "mine", &err), ERR_DATA);
    struct buf after;
    buf_init(&after);
    CU_ASSERT_EQUAL_FATAL(file_read(path, 1 << 24, &after, NULL), ERR_OK);
    CU_ASSERT_EQUAL(after.length, large.length);
    buf_clear(&after);
    CU_ASSERT_EQUAL(remove(path), 0);
    CU_ASSERT_EQUAL(kept_set(&kept, FILTER_WALK, "one", &filter, false, &err), ERR_OK);
    filter_set(&filter, FILTER_TEXT, large.data, NULL);
    CU_ASSERT_NOT_EQUAL(kept_set(&kept, FILTER_FINDINGS, "two", &filter, false, &err), ERR_OK);
    kept_clear(&kept);
    kept_load(&kept);
    CU_ASSERT_EQUAL(kept.count, 1);
    kept_clear(&kept);
    filter_clear(&filter);
    buf_clear(&large);
    free(path);
    free(home);
    stage_remove(&stage);
}

/* What others wrote there is read as far as it is good. */
static void a_damaged_file(void)
{
    static const char lines[] = "findings\tone\tgrade=major\tcolour=red\n"
                                "findings\n"
                                "nothing\tname\tgrade=major\n"
                                "\n"
                                "findings\tone\tgrade=minor\n"
                                "evidence\ttwo\x1b[31m\tgrade=major\tkind=photo\tkind=film\n"
                                "walk\tbad\xff\tresult=na\n"
                                "actions\tthree\tfrom=never\tdone=yes";
    struct stage stage;
    struct kept kept = {.count = 0};
    struct err err = {0};

    stage_make(&stage);
    char *home = file_state_home();
    CU_ASSERT_EQUAL(file_make_directories(home, &err), ERR_OK);
    char *path = file_join(home, "filters");
    CU_ASSERT_EQUAL(file_write_atomic(path, lines, sizeof lines - 1, &err), ERR_OK);
    kept_load(&kept);
    const struct filter *one = kept_find(&kept, FILTER_FINDINGS, "one");
    CU_ASSERT_PTR_NOT_NULL_FATAL(one);
    CU_ASSERT_EQUAL(one->bits[FILTER_GRADE], 1U << GRADE_MAJOR);
    CU_ASSERT_EQUAL(count_of(&kept, FILTER_FINDINGS), 1);
    CU_ASSERT_EQUAL_FATAL(count_of(&kept, FILTER_EVIDENCE), 1);
    for (size_t i = 0; i < kept.count; i++)
        CU_ASSERT_PTR_NULL(strchr(kept.items[i].filter.name, '\x1b'));
    const struct filter *three = kept_find(&kept, FILTER_ACTIONS, "three");
    CU_ASSERT_PTR_NOT_NULL_FATAL(three);
    CU_ASSERT_PTR_NULL(three->texts[FILTER_FROM]);
    CU_ASSERT_EQUAL(three->bits[FILTER_DONE], 1);
    kept_clear(&kept);
    free(path);
    free(home);
    stage_remove(&stage);
}

static void filtered_on_the_screen(void)
{
    struct stage stage;

    stage_make_audit(&stage);
    stage_add_finding(&stage, "8.4-c", GRADE_MINOR, "Entries are not signed.", NULL);
    stage_add_finding(&stage, "4.1-1", GRADE_OFI, "Issues are listed twice.", NULL);
    stage_show(&stage, findings_screen_new(&stage.audit, NULL), 24, 100);
    stage_has(&stage, "Entries are not");
    stage_has(&stage, "Issues are listed");
    stage_type(&stage, "F");
    stage_has(&stage, "All, no filter");
    stage_type(&stage, "/Minor");
    stage_key(&stage, K_ENTER);
    stage_key(&stage, K_ENTER);
    stage_has(&stage, "filter: Minor nonconformity");
    stage_has(&stage, "Entries are not");
    stage_lacks(&stage, "Issues are listed");
    stage_type(&stage, "Fjs");
    stage_has(&stage, "Keep the filter");
    stage_key(&stage, K_CONTROL('u'));
    stage_type(&stage, "small ones");
    stage_key(&stage, K_ENTER);
    stage_has(&stage, "small ones");
    stage_type(&stage, "r");
    stage_key(&stage, K_CONTROL('u'));
    stage_type(&stage, "little ones");
    stage_key(&stage, K_ENTER);
    stage_key(&stage, K_ENTER);
    stage_has(&stage, "filter: little ones");
    /* One that lets nothing through says so, and how all come back. */
    stage_type(&stage, "Fe");
    stage_has(&stage, "Filter · Findings");
    for (int i = 0; i < 8; i++)
        stage_key(&stage, K_TAB);
    stage_type(&stage, "zebra");
    stage_key(&stage, K_CONTROL('s'));
    stage_has(&stage, "Nothing passes the filter. F and Enter show all again.");
    stage_type(&stage, "F");
    stage_key(&stage, K_ENTER);
    stage_has(&stage, "Issues are listed");
    stage_lacks(&stage, "filter:");
    stage_type(&stage, "F/little");
    stage_key(&stage, K_ENTER);
    stage_type(&stage, "dy");
    stage_lacks(&stage, "little ones");
    stage_remove(&stage);
}

static void the_walk_is_filtered(void)
{
    struct stage stage;

    stage_make_audit(&stage);
    stage_show(&stage, walk_screen_new(&stage.audit), 24, 120);
    stage_type(&stage, "c");
    stage_type(&stage, "T/Not assessed");
    stage_key(&stage, K_ENTER);
    stage_key(&stage, K_ENTER);
    stage_has(&stage, "filter: Not assessed");
    stage_lacks(&stage, "4.1 (1)"); /* it conforms */
    stage_type(&stage, "6");
    stage_has(&stage, "[Open]");
    stage_type(&stage, "T/Major");
    stage_key(&stage, K_ENTER);
    stage_key(&stage, K_ENTER);
    stage_has(&stage, "T and Enter show");
    stage_type(&stage, "T");
    stage_key(&stage, K_ENTER);
    stage_type(&stage, "1");
    stage_has(&stage, "4.1 (1)");
    stage_remove(&stage);
}

CU_ErrorCode test_filters_add(void)
{
    CU_TestInfo tests[] = {
        {"filters are kept under a name", kept_under_a_name},
        {"not written over", not_written_over},
        {"a damaged file is read as far as it is good", a_damaged_file},
        {"findings are filtered on the screen", filtered_on_the_screen},
        {"the walk is filtered", the_walk_is_filtered},
        CU_TEST_INFO_NULL,
    };
    CU_SuiteInfo suites[] = {{"filters", NULL, NULL, NULL, NULL, tests}, CU_SUITE_INFO_NULL};
    return CU_register_suites(suites);
}

/* test_checklist.c - a checklist in memory and the choice of its language. */
#include <CUnit/CUnit.h>

#include "base/mem.h"
#include "core/checklist.h"
#include "suites.h"

static void the_language_asked_for_wins(void)
{
    struct local_text text = {0};

    CU_ASSERT_STRING_EQUAL(local_text_get(&text, "en"), "");
    local_text_set(&text, "zh_CN", "场区");
    CU_ASSERT_STRING_EQUAL(local_text_get(&text, "en"), "场区");
    local_text_set(&text, "en", "Yard");
    CU_ASSERT_STRING_EQUAL(local_text_get(&text, "zh_CN"), "场区");
    CU_ASSERT_STRING_EQUAL(local_text_get(&text, "zh"), "场区");
    CU_ASSERT_STRING_EQUAL(local_text_get(&text, "en_GB"), "Yard");
    CU_ASSERT_STRING_EQUAL(local_text_get(&text, "de"), "Yard");
    CU_ASSERT_PTR_NULL(local_text_exact(&text, "zh"));
    local_text_set(&text, "en", "Terminal yard");
    CU_ASSERT_EQUAL(text.count, 2);
    CU_ASSERT_STRING_EQUAL(local_text_get(&text, "en"), "Terminal yard");
    local_text_clear(&text);
}

static void items_are_found_by_id(void)
{
    struct checklist checklist;

    checklist_init(&checklist);
    for (int i = 0; i < 40; i++) {
        struct checklist_item *item = checklist_add_item(&checklist);
        item->id = mem_printf("item-%d", i);
        local_text_set(&item->ask, "en", "How?");
    }
    CU_ASSERT_PTR_EQUAL(checklist_find(&checklist, "item-33"), &checklist.items[33]);
    CU_ASSERT_PTR_NULL(checklist_find(&checklist, "item-40"));
    CU_ASSERT_STRING_EQUAL(checklist_item_heading(&checklist.items[1], "en"), "How?");
    local_text_set(&checklist.items[1].topic, "en", "Gate log");
    CU_ASSERT_STRING_EQUAL(checklist_item_heading(&checklist.items[1], "en"), "Gate log");
    CU_ASSERT_EQUAL(checklist.items[2].pdca, -1);
    checklist_clear(&checklist);
    CU_ASSERT_EQUAL(checklist.item_count, 0);
}

CU_ErrorCode test_checklist_add(void)
{
    CU_TestInfo tests[] = {{"the language asked for wins", the_language_asked_for_wins},
                           {"items are found by id", items_are_found_by_id},
                           CU_TEST_INFO_NULL};
    CU_SuiteInfo suites[] = {{"core/checklist", NULL, NULL, NULL, NULL, tests}, CU_SUITE_INFO_NULL};

    return CU_register_suites(suites);
}

/* test_search.c - searching everything as one types, going to a hit, and back with Ctrl-O. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include <stdlib.h>
#include <string.h>

#include "stage.h"
#include "suites.h"
#include "ui/screens.h"

static void it_finds_as_one_types(void)
{
    struct stage stage;

    stage_make_audit(&stage);
    stage_add_evidence(&stage, "8.4-d", "Seal list 封条清单", EVIDENCE_DOCUMENT, NULL);
    stage_show(&stage, walk_screen_new(&stage.audit), 24, 100);
    stage_type(&stage, "*");
    stage_has(&stage, "Type two letters or more");
    stage_type(&stage, "se");
    stage_has(&stage, "Seal list 封条清单");
    stage_has(&stage, "requirement"); /* "Are seals counted?" */
    stage_type(&stage, "zz");
    stage_has(&stage, "Nothing found.");
    stage_key(&stage, K_CONTROL('u'));
    stage_type(&stage, "条清");
    stage_has(&stage, "Seal list 封条清单");
    stage_key(&stage, K_ENTER);
    stage_has(&stage, "Evidence");
    stage_lacks(&stage, "Nothing found.");
    stage_key(&stage, K_ESCAPE);
    stage_has(&stage, "Found"); /* the search is still there */
    stage_key(&stage, K_ESCAPE);
    stage_has(&stage, "Issues known");
    stage_remove(&stage);
}

static void a_requirement_is_gone_to_and_left_again(void)
{
    struct stage stage;

    stage_make_audit(&stage);
    stage_show(&stage, walk_screen_new(&stage.audit), 24, 80);
    stage_type(&stage, "*gate lo");
    stage_key(&stage, K_ENTER);
    stage_has(&stage, "8.4 Controls");
    stage_type(&stage, "c");
    CU_ASSERT_EQUAL(stage_result(&stage, "8.4-c"), RESULT_CONFORMING);
    stage_key(&stage, K_CONTROL('o')); /* to where the search was opened, in the same walk */
    stage_type(&stage, "o");
    CU_ASSERT_EQUAL(stage_result(&stage, "4.1-1"), RESULT_OFI);
    stage_key(&stage, K_CONTROL('o'));
    stage_has(&stage, "no place to go back to");
    stage_remove(&stage);
}

static void space_can_be_taken_back(void)
{
    struct stage stage;

    stage_make_audit(&stage);
    stage_show(&stage, walk_screen_new(&stage.audit), 24, 80);
    stage_key(&stage, K_SPACE);
    stage_key(&stage, K_SPACE);
    stage_key(&stage, K_CONTROL('o'));
    stage_key(&stage, K_CONTROL('o'));
    stage_type(&stage, "c");
    CU_ASSERT_EQUAL(stage_result(&stage, "4.1-1"), RESULT_CONFORMING);
    stage_remove(&stage);
}

static void a_search_is_kept_and_forgotten(void)
{
    struct stage stage;

    stage_make_audit(&stage);
    stage_show(&stage, walk_screen_new(&stage.audit), 24, 80);
    stage_type(&stage, "*gate lo");
    stage_key(&stage, K_CONTROL('s'));
    stage_has(&stage, "kept: gate lo");
    stage_key(&stage, K_ESCAPE);
    stage_type(&stage, "*");
    stage_has(&stage, "gate lo");
    stage_key(&stage, K_ENTER);
    stage_has(&stage, "8.4 c)");
    stage_key(&stage, K_CONTROL('s'));
    stage_has(&stage, "not kept any more");
    stage_key(&stage, K_CONTROL('u'));
    stage_has(&stage, "Type two letters or more");
    stage_remove(&stage);
}

static void odd_text_and_sizes(void)
{
    struct stage stage;

    stage_make_audit(&stage);
    stage_show(&stage, walk_screen_new(&stage.audit), 24, 80);
    stage_type(&stage, "*\"' AND (a* OR b) 门");
    stage_key(&stage, K_ENTER);
    stage_key(&stage, K_DOWN);
    stage_key(&stage, K_PAGE_UP);
    for (int rows = 1; rows < 40; rows += 4)
        stage_size(&stage, rows, 20 + 3 * rows);
    stage_size(&stage, 24, 80);
    stage_has(&stage, "Found");
    stage_remove(&stage);
}

CU_ErrorCode test_search_add(void)
{
    static const struct suite_test tests[] = {
        {"it finds as one types", it_finds_as_one_types},
        {"a requirement is gone to and left again", a_requirement_is_gone_to_and_left_again},
        {"Space can be taken back", space_can_be_taken_back},
        {"a search is kept and forgotten", a_search_is_kept_and_forgotten},
        {"odd text and sizes", odd_text_and_sizes},
        {NULL, NULL}};
    return suite_add("search", tests);
}

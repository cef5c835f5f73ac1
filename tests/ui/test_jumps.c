/* test_jumps.c - Ctrl-O back and Ctrl-Y forward through all screens. */
#include <CUnit/CUnit.h>

#include "stage.h"
#include "suites.h"
#include "ui/screens.h"

static void back_and_forward(void)
{
    struct stage stage;

    stage_make_audit(&stage);
    stage_add_finding(&stage, "8.4-c", GRADE_MINOR, "Entries are not signed.", NULL);
    stage_show(&stage, audits_screen_new(), 24, 100);
    stage_key(&stage, K_CONTROL('o'));
    stage_has(&stage, "There is no place to go back to");
    stage_key(&stage, K_ENTER);
    stage_has(&stage, "[Clause]");
    stage_type(&stage, "F");
    stage_has(&stage, "Findings · IA-2026-01");
    stage_key(&stage, K_ENTER);
    stage_has(&stage, "Finding F-");
    stage_type(&stage, "H");
    stage_has(&stage, "History");
    size_t depth = stage.app->depth;
    stage_key(&stage, K_CONTROL('o'));
    stage_has(&stage, "Finding F-");
    CU_ASSERT_EQUAL(stage.app->depth, depth - 1); /* it was there below */
    stage_key(&stage, K_CONTROL('o'));
    stage_has(&stage, "Findings · IA-2026-01");
    stage_key(&stage, K_CONTROL('o'));
    stage_has(&stage, "[Clause]");
    stage_key(&stage, K_CONTROL('o'));
    stage_has(&stage, "Audits");
    stage_key(&stage, K_CONTROL('y'));
    stage_has(&stage, "[Clause]");
    stage_key(&stage, K_CONTROL('y'));
    stage_has(&stage, "Findings · IA-2026-01");
    stage_key(&stage, K_CONTROL('y'));
    stage_has(&stage, "Finding F-");
    stage_key(&stage, K_CONTROL('y'));
    stage_has(&stage, "History");
    stage_key(&stage, K_CONTROL('y'));
    stage_has(&stage, "There is no place to go forward to");
    /* Left with Esc it is a place to go back to as well. */
    stage_key(&stage, K_ESCAPE);
    stage_key(&stage, K_ESCAPE);
    stage_key(&stage, K_ESCAPE);
    stage_has(&stage, "[Clause]");
    stage_remove(&stage);
}

/* The walk keeps its order where the place is on it. */
static void within_the_walk(void)
{
    struct stage stage;

    stage_make_audit(&stage);
    stage_show(&stage, walk_screen_new(&stage.audit), 24, 100);
    stage_type(&stage, "3");
    stage_has(&stage, "[Process]");
    stage_type(&stage, " ");
    stage_key(&stage, K_CONTROL('o'));
    stage_has(&stage, "[Process]");
    stage_type(&stage, "S");
    stage_has(&stage, "Processes of IA-2026-01");
    stage_key(&stage, K_CONTROL('o'));
    stage_has(&stage, "[Process]");
    /* However often one goes back and forth, screens do not pile up. */
    for (int i = 0; i < 50; i++) {
        stage_key(&stage, K_CONTROL('y'));
        stage_key(&stage, K_CONTROL('o'));
    }
    stage_has(&stage, "[Process]");
    CU_ASSERT_TRUE(stage.app->depth <= 2);
    stage_remove(&stage);
}

CU_ErrorCode test_jumps_add(void)
{
    CU_TestInfo tests[] = {
        {"back and forward through all screens", back_and_forward},
        {"within the walk", within_the_walk},
        CU_TEST_INFO_NULL,
    };
    CU_SuiteInfo suites[] = {{"jumps", NULL, NULL, NULL, NULL, tests}, CU_SUITE_INFO_NULL};
    return CU_register_suites(suites);
}

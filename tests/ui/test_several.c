/* test_several.c - several pieces of evidence at once, and what is taken along over a restart. */
#include <CUnit/CUnit.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/mem.h"
#include "stage.h"
#include "suites.h"
#include "ui/screens.h"
#include "ui/sticky.h"

static size_t count(const struct stage *stage)
{
    struct evidence_lines lines;

    stage_evidence(stage, &lines);
    size_t found = lines.count;
    evidence_lines_clear(&lines);
    return found;
}

static void one_after_another(void)
{
    struct stage stage;
    struct evidence_lines lines;

    stage_make_audit(&stage);
    stage_show(&stage, walk_screen_new(&stage.audit), 24, 100);
    stage_type(&stage, "e");
    stage_type(&stage, "First thing");
    for (int i = 0; i < 5; i++)
        stage_key(&stage, K_TAB);
    stage_type(&stage, "Shift leader");
    stage_key(&stage, K_CONTROL('t'));
    stage_has(&stage, "recorded; the next one");
    stage_has(&stage, "Shift leader"); /* who is asked stays */
    stage_lacks(&stage, "First thing");
    stage_type(&stage, "第二项");
    stage_key(&stage, K_ENTER);
    stage_has(&stage, "4.1 (1)");
    stage_evidence(&stage, &lines);
    CU_ASSERT_EQUAL_FATAL(lines.count, 2);
    for (size_t i = 0; i < 2; i++) {
        struct row row;
        CU_ASSERT_EQUAL_FATAL(
            store_get(stage.app->store, RECORD_EVIDENCE, &lines.items[i].id, &row, NULL), ERR_OK);
        CU_ASSERT_STRING_EQUAL(row_text(&row, EVIDENCE_ASKED), "Shift leader");
        row_clear(&row);
    }
    evidence_lines_clear(&lines);
    /* Nothing is saved that says nothing. */
    stage_type(&stage, "e");
    stage_key(&stage, K_CONTROL('t'));
    stage_has(&stage, "something must stand here");
    CU_ASSERT_EQUAL(count(&stage), 2);
    stage_remove(&stage);
}

static void several_files(void)
{
    struct stage stage;

    stage_make_audit(&stage);
    stage_show(&stage, walk_screen_new(&stage.audit), 24, 100);
    char *folder = stage_path(&stage, "phone");
    CU_ASSERT_EQUAL_FATAL(mkdir(folder, 0700), 0);
    stage_write(&stage, "phone/a.txt", "one");
    stage_write(&stage, "phone/b.txt", "two");
    stage_write(&stage, "phone/c.txt", "three");
    stage.app->photos = folder;
    setenv("AUDITWALK_PREVIEW", "/no/such/program", 1);
    stage_type(&stage, "p");
    stage_type(&stage, "  ");
    stage_has(&stage, "marked: 2");
    stage_key(&stage, K_ENTER);
    stage_has(&stage, "one piece of evidence with all files");
    stage_type(&stage, "Both");
    stage_key(&stage, K_ENTER);
    stage_lacks(&stage, "marked:"); /* they are used */
    CU_ASSERT_EQUAL(count(&stage), 1);
    stage_type(&stage, "g   k ");
    stage_has(&stage, "marked: 2"); /* the last one twice: unmarked again */
    stage_key(&stage, K_ENTER);
    stage_type(&stage, "Each");
    stage_key(&stage, K_TAB);
    stage_key(&stage, K_TAB);
    stage_key(&stage, K_RIGHT);
    stage_has(&stage, "a piece for each file");
    stage_key(&stage, K_CONTROL('s'));
    CU_ASSERT_EQUAL(count(&stage), 3);
    stage_type(&stage, "qu");
    stage_has(&stage, "taken back: evidence E-");
    CU_ASSERT_EQUAL(count(&stage), 1);
    unsetenv("AUDITWALK_PREVIEW");
    stage_remove(&stage);
    free(folder);
}

static void linked_at_once(void)
{
    struct stage stage;

    stage_make_audit(&stage);
    stage_add_evidence(&stage, "8.4-d", "One", EVIDENCE_OBSERVATION, NULL);
    stage_add_evidence(&stage, "8.4-d", "Two", EVIDENCE_OBSERVATION, NULL);
    stage_show(&stage, walk_screen_new(&stage.audit), 24, 100);
    stage_type(&stage, "i");
    stage_has(&stage, "which evidence counts here, too?");
    stage_type(&stage, "  ");
    stage_has(&stage, "marked: 2");
    stage_key(&stage, K_ENTER);
    stage_has(&stage, "E2");
    stage_type(&stage, "u");
    stage_has(&stage, "taken back: 2 pieces of evidence");
    stage_type(&stage, "V i");
    stage_has(&stage, "Evidence to link: 1");
    stage_type(&stage, "8.99");
    stage_key(&stage, K_ENTER);
    stage_has(&stage, "8.99");
    stage_key(&stage, K_CONTROL('u'));
    stage_type(&stage, "4.1 (1)");
    stage_key(&stage, K_ENTER);
    stage_lacks(&stage, "marked:");
    stage_type(&stage, "q");
    stage_has(&stage, "E1");
    stage_remove(&stage);
}

/* The place, the role and the confidentiality are there after a restart; an area that is gone is
 * not. */
static void taken_along_over_a_restart(void)
{
    struct stage stage;
    struct change change;

    stage_make_audit(&stage);
    stage_show(&stage, walk_screen_new(&stage.audit), 24, 100);
    stage_type(&stage, "aj");
    stage_key(&stage, K_ENTER);
    stage_has(&stage, " · at ");
    sticky_set(stage.app, "Guard", "confidential");
    struct ident area = stage.app->area;
    CU_ASSERT_FALSE(ident_is_none(&area));
    stage_reopen(&stage);
    stage_show(&stage, walk_screen_new(&stage.audit), 24, 100);
    CU_ASSERT_TRUE(ident_equal(&stage.app->area, &area));
    stage_type(&stage, "e");
    stage_has(&stage, "· Guard ·");
    stage_key(&stage, K_ESCAPE);
    change_init(&change, NULL);
    change_set_text(&change, RECORD_AREA, &area, FIELD_WITHDRAWN, "pulled down");
    CU_ASSERT_EQUAL(store_save(stage.app->store, &change, NULL, NULL), ERR_OK);
    change_clear(&change);
    stage_reopen(&stage);
    stage_show(&stage, walk_screen_new(&stage.audit), 24, 100);
    CU_ASSERT_TRUE(ident_is_none(&stage.app->area));
    CU_ASSERT_STRING_EQUAL(stage.app->sticky->asked, "Guard");
    /* A damaged file is no reason not to walk. */
    char *home = file_state_home();
    char *path = file_join(home, "places");
    CU_ASSERT_EQUAL(file_write_atomic(path, "\xff\t\t\n\n", 5, NULL), ERR_OK);
    stage_reopen(&stage);
    stage_show(&stage, walk_screen_new(&stage.audit), 24, 100);
    CU_ASSERT_PTR_NULL(stage.app->sticky->asked);
    stage_has(&stage, "4.1 (1)");
    free(path);
    free(home);
    stage_remove(&stage);
}

CU_ErrorCode test_several_add(void)
{
    CU_TestInfo tests[] = {
        {"one piece after another", one_after_another},
        {"several files at once", several_files},
        {"several are linked at once", linked_at_once},
        {"what is taken along over a restart", taken_along_over_a_restart},
        CU_TEST_INFO_NULL,
    };
    CU_SuiteInfo suites[] = {{"several", NULL, NULL, NULL, NULL, tests}, CU_SUITE_INFO_NULL};
    return CU_register_suites(suites);
}

/* test_palette.c - actions found by their names, in English and Chinese, and done below. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include <stdlib.h>
#include <string.h>

#include "stage.h"
#include "suites.h"
#include "ui/fuzzy.h"
#include "ui/palette.h"
#include "ui/screens.h"

static void scores_order_names(void)
{
    int whole = fuzzy_score("undo", "undo");
    CU_ASSERT(whole > fuzzy_score("undo", "undo merge"));
    CU_ASSERT(fuzzy_score("und", "undo merge") > fuzzy_score("merge", "undo merge"));
    CU_ASSERT(fuzzy_score("merge", "undo merge") > fuzzy_score("ume", "undo merge"));
    CU_ASSERT(fuzzy_score("ume", "undo merge") > FUZZY_NONE);
    CU_ASSERT_EQUAL(fuzzy_score("mu", "undo"), FUZZY_NONE);
    CU_ASSERT_EQUAL(fuzzy_score("", "undo"), 0);
    CU_ASSERT_EQUAL(fuzzy_score("...", "undo"), 0);
    CU_ASSERT_EQUAL(fuzzy_score("x", ""), FUZZY_NONE);
    CU_ASSERT(fuzzy_score("UNDO", "undo") == whole);
    CU_ASSERT(fuzzy_score("N/A", "n/a") > FUZZY_NONE);
    CU_ASSERT(fuzzy_score("不符合", "轻微不符合") > FUZZY_NONE);
    CU_ASSERT(fuzzy_score("轻符", "轻微不符合") > FUZZY_NONE);
    CU_ASSERT_EQUAL(fuzzy_score("合轻", "轻微不符合"), FUZZY_NONE);
}

static void an_action_is_found_and_done(void)
{
    struct stage stage;

    stage_make_audit(&stage);
    stage_show(&stage, walk_screen_new(&stage.audit), 24, 80);
    stage_type(&stage, ":");
    stage_has(&stage, "Actions");
    stage_has(&stage, "conforms"); /* of the walk first */
    stage_type(&stage, "conf");
    stage_key(&stage, K_ENTER);
    stage_lacks(&stage, "Actions");
    CU_ASSERT_EQUAL(stage_result(&stage, "4.1-1"), RESULT_CONFORMING);
    stage_type(&stage, ":undo");
    stage_key(&stage, K_ENTER);
    CU_ASSERT_EQUAL(stage_result(&stage, "4.1-1"), RESULT_NOT_ASSESSED);
    stage_type(&stage, ":help");
    stage_key(&stage, K_ENTER);
    stage_has(&stage, "Keys · Walk");
    stage_remove(&stage);
}

/* Where text is typed a colon is text; Ctrl-G lists what the form and its field can do. */
static void forms_have_their_own_actions(void)
{
    struct stage stage;

    stage_make_audit(&stage);
    stage_show(&stage, walk_screen_new(&stage.audit), 24, 80);
    stage_type(&stage, "f");
    stage_type(&stage, "Seals: a:b");
    stage_has(&stage, "Seals: a:b");
    stage_key(&stage, K_CONTROL('g'));
    stage_has(&stage, "Actions");
    stage_has(&stage, "next field");
    stage_type(&stage, "conforms");
    stage_has(&stage, "No action of this name."); /* of the walk below it */
    for (int i = 0; i < 8; i++)
        stage_key(&stage, K_BACKSPACE);
    stage_type(&stage, "undo typing"); /* of the field */
    stage_key(&stage, K_ENTER);
    stage_lacks(&stage, "Seals: a:b");
    stage_has(&stage, "Seals:");
    stage_key(&stage, K_CONTROL('g'));
    stage_type(&stage, "leave");
    stage_key(&stage, K_ENTER);
    stage_has(&stage, "What you typed is not saved.");
    stage_key(&stage, 'y');
    stage_lacks(&stage, "Seals");
    stage_remove(&stage);
}

static void a_question_for_a_text_has_them_too(void)
{
    struct stage stage;

    stage_make_audit(&stage);
    stage_show(&stage, walk_screen_new(&stage.audit), 24, 80);
    stage_type(&stage, "t");
    stage_type(&stage, "Seen at 9:40");
    stage_key(&stage, K_CONTROL('g'));
    stage_type(&stage, "save");
    stage_key(&stage, K_ENTER);
    stage_lacks(&stage, "Note: Issues");
    struct walk_detail detail = stage_detail(&stage, "4.1-1");
    CU_ASSERT_STRING_EQUAL(detail.note, "Seen at 9:40");
    walk_detail_clear(&detail);
    stage_remove(&stage);
}

static void what_opens_a_screen_opens_it(void)
{
    struct stage stage;

    stage_make_audit(&stage);
    stage_show(&stage, walk_screen_new(&stage.audit), 24, 80);
    stage_type(&stage, ":note");
    stage_key(&stage, K_ENTER);
    stage_has(&stage, "Note: Issues known");
    stage_key(&stage, K_ESCAPE);
    stage_type(&stage, ":back");
    stage_key(&stage, K_ENTER);
    CU_ASSERT_TRUE(stage.app->depth <= 1);
    stage_remove(&stage);
}

static void leaving_and_finding_nothing(void)
{
    struct stage stage;

    stage_make_audit(&stage);
    stage_show(&stage, walk_screen_new(&stage.audit), 24, 80);
    stage_type(&stage, ":zzzz");
    stage_has(&stage, "No action of this name.");
    stage_key(&stage, K_ENTER);
    stage_has(&stage, "No action of this name.");
    stage_key(&stage, K_DOWN);
    stage_key(&stage, K_PAGE_DOWN);
    stage_key(&stage, K_ESCAPE);
    stage_lacks(&stage, "No action of this name.");
    for (int rows = 1; rows < 30; rows += 3) {
        stage_type(&stage, ":");
        stage_size(&stage, rows, 60 + rows);
        stage_size(&stage, 24, 80);
        stage_key(&stage, K_ESCAPE);
    }
    stage_remove(&stage);
}

/* What the palette offers is what the screen's keys do: every row of the nearest contexts is in it.
 */
static void every_action_is_listed(void)
{
    struct stage stage;

    stage_make_audit(&stage);
    stage_show(&stage, walk_screen_new(&stage.audit), 40, 120);
    for (size_t i = 0; i < key_binding_count; i++) {
        const struct binding *row = &key_bindings[i];
        if (row->context != CONTEXT_WALK && row->context != CONTEXT_GLOBAL)
            continue;
        if (row->action == ACTION_PALETTE)
            continue;
        stage_type(&stage, ":");
        stage_type(&stage, row->label);
        stage_has(&stage, row->label);
        stage_lacks(&stage, "No action of this name.");
        stage_key(&stage, K_ESCAPE);
    }
    stage_remove(&stage);
}

CU_ErrorCode test_palette_add(void)
{
    static const struct suite_test tests[] = {
        {"scores order names", scores_order_names},
        {"an action is found and done", an_action_is_found_and_done},
        {"forms have their own actions", forms_have_their_own_actions},
        {"a question for a text has them too", a_question_for_a_text_has_them_too},
        {"what opens a screen opens it", what_opens_a_screen_opens_it},
        {"leaving, and finding nothing", leaving_and_finding_nothing},
        {"every action is listed", every_action_is_listed},
        {NULL, NULL}};
    return suite_add("palette", tests);
}

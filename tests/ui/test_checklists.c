/* test_checklists.c - what the screens do with checklists: wording beside the questions, several in
 * one audit, newer versions, and what is only recommended.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include <stdlib.h>

#include "base/file.h"
#include "stage.h"
#include "suites.h"
#include "ui/screens.h"

/* Puts a file among the user's own checklists. */
static void own_file(const struct stage *stage, const char *name, const char *text)
{
    char *folder = stage_path(stage, "auditwalk/checklists");
    char *path = mem_printf("auditwalk/checklists/%s", name);

    CU_ASSERT_EQUAL(file_make_directories(folder, NULL), ERR_OK);
    stage_write(stage, path, text);
    free(path);
    free(folder);
}

static void the_owners_wording_is_shown(void)
{
    struct stage stage;

    stage_make_audit(&stage);
    own_file(
        &stage, "mine.yaml",
        "format: \"1\"\noverlay: small\ntext:\n  \"8.4-c\": {en: The words of my copy., zh_CN: "
        "我的文本。}\n");
    stage_show(&stage, audits_screen_new(), 40, 120);
    stage_key(&stage, K_ENTER);
    stage_has(&stage, "Are issues known?");
    stage_lacks(&stage, "Wording");
    stage_type(&stage, "hjjl");
    stage_has(&stage, "Who signs the gate log?");
    stage_has(&stage, "Wording (your overlay)");
    stage_has(&stage, "The words of my copy.");
    stage_type(&stage, "j");
    stage_lacks(&stage, "The words of my copy.");
    stage_remove(&stage);
}

static void a_broken_overlay_is_told_and_left(void)
{
    struct stage stage;

    stage_make_audit(&stage);
    own_file(&stage, "mine.yaml", "format: \"1\"\noverlay: small\ntexts: {a: b}\n");
    stage_show(&stage, audits_screen_new(), 40, 120);
    stage_key(&stage, K_ENTER);
    stage_has(&stage, "error E106");
    stage_key(&stage, K_ENTER);
    stage_lacks(&stage, "error E106");
    stage_has(&stage, "Are issues known?");
    stage_type(&stage, "c");
    stage_has(&stage, "1/4");
    stage_remove(&stage);
}

/* ---- several, and newer versions --------------------------------------------------------------
 */

static const char advice[] =
    "format: \"1\"\nid: advice\nversion: \"1\"\ntitle: {en: Good advice, zh_CN: 建议}\n"
    "clauses:\n  - {clause: \"8\", title: {en: Advice on gates, zh_CN: 大门}}\n"
    "items:\n  - {id: \"8.4-c\", ref: \"8.4-c\", clause: \"8.4\", obligation: should,\n"
    "     ask: {en: Is the gate painted?, zh_CN: 大门是否上漆？}}\n";

static const char small_2[] =
    "format: \"1\"\nid: small\nversion: \"2\"\ntitle: {en: Small walk, zh_CN: 小清单}\n"
    "items:\n"
    "  - {id: \"4.1-1\", ref: \"4.1-1\", clause: \"4.1\", ask: {en: Which issues are known?}}\n"
    "  - {id: \"8.4-c\", ref: \"8.4-c\", clause: \"8.4\", ask: {en: Who signs the gate log?,\n"
    "     zh_CN: 谁签登记?}, look_for: {en: [Thirty days of logs, Two names]}}\n"
    "  - {id: new, clause: \"8.4\", obligation: own, ask: {en: Is it new?}}\n";

static void two_checklists_stand_apart(void)
{
    struct stage stage;

    stage_make_audit(&stage);
    stage_write(&stage, "checklists/advice.yaml", advice);
    stage_show(&stage, audits_screen_new(), 40, 120);
    stage_type(&stage, "K");
    stage_has(&stage, "Checklists of IA-2026-01");
    stage_type(&stage, "a");
    stage_has(&stage, "advice 1  Good advice");
    stage_lacks(&stage, "small 1  Small walk");
    stage_key(&stage, K_ENTER);
    stage_has(&stage, "0/1");
    stage_key(&stage, K_ESCAPE);
    stage_key(&stage, K_ENTER);
    stage_has(&stage, "Small walk");
    stage_has(&stage, "Good advice");
    stage_has(&stage, "8 Advice on gates");
    stage_has(&stage, "0/5");
    stage_remove(&stage);
}

static void a_recommendation_asks_for_its_reason(void)
{
    struct stage stage;

    stage_make_audit(&stage);
    stage_write(&stage, "checklists/advice.yaml", advice);
    stage_show(&stage, audits_screen_new(), 40, 120);
    stage_type(&stage, "Ka");
    stage_key(&stage, K_ENTER);
    stage_key(&stage, K_ESCAPE);
    stage_key(&stage, K_ENTER);
    stage_type(&stage, "hGl");
    stage_has(&stage, "Is the gate painted?");
    stage_has(&stage, "Only recommended");
    stage_type(&stage, "m");
    stage_has(&stage, "advice:8.4-c"); /* its ref alone would be the other checklist's */
    stage_type(&stage, "It is not painted.");
    stage_key(&stage, K_CONTROL('s'));
    stage_has(&stage, "only recommends this");
    stage_key(&stage, K_ENTER);
    stage_key(&stage, K_ESCAPE);
    stage_key(&stage, K_ESCAPE);
    CU_ASSERT_EQUAL(stage_result(&stage, "advice:8.4-c"), RESULT_NOT_ASSESSED);
    stage_remove(&stage);
}

static void a_newer_version_is_shown_then_taken(void)
{
    struct stage stage;

    stage_make_audit(&stage);
    stage_show(&stage, audits_screen_new(), 40, 120);
    stage_key(&stage, K_ENTER);
    stage_type(&stage, "chjjlc"); /* 4.1 and 8.4 c) conform */
    stage_has(&stage, "2/4");
    stage_key(&stage, K_ESCAPE);
    stage_type(&stage, "K");
    stage_key(&stage, K_ENTER);
    stage_has(&stage, "exactly this small 1 already");
    stage_write(&stage, "checklists/small.yaml", small_2);
    stage_key(&stage, K_ESCAPE);
    stage_type(&stage, "K");
    stage_has(&stage, "→ 2");
    stage_key(&stage, K_ENTER);
    stage_has(&stage, "small: 1 becomes 2");
    stage_has(&stage, "unchanged: 1, answers carried over: 1");
    stage_has(&stage, "changed: 1, answers to look at again: 1");
    stage_has(&stage, "~ 4.1 (1) changed: Which issues are known? (Conforming)");
    stage_has(&stage, "+ new new: Is it new?");
    stage_key(&stage, K_ENTER); /* no */
    stage_has(&stage, "→ 2");
    stage_key(&stage, K_ENTER);
    stage_type(&stage, "y");
    stage_lacks(&stage, "→ 2");
    stage_has(&stage, "!1");
    stage_key(&stage, K_ESCAPE);
    stage_key(&stage, K_ENTER);
    stage_has(&stage, "2/3");
    stage_has(&stage, "The question has changed since version");
    stage_type(&stage, "c");
    stage_lacks(&stage, "The question has changed");

    stage_reopen(&stage);
    CU_ASSERT_EQUAL(stage_result(&stage, "8.4-c"), RESULT_CONFORMING);
    stage_remove(&stage);
}

static void taking_one_out_wants_a_reason(void)
{
    struct stage stage;

    stage_make_audit(&stage);
    stage_write(&stage, "checklists/advice.yaml", advice);
    stage_show(&stage, audits_screen_new(), 24, 80);
    stage_type(&stage, "Ka");
    stage_key(&stage, K_ENTER);
    stage_type(&stage, "Gd");
    stage_has(&stage, "Take advice out of the audit?");
    stage_type(&stage, "Not agreed");
    stage_key(&stage, K_ENTER);
    stage_lacks(&stage, "Good advice");
    stage_type(&stage, "d");
    stage_type(&stage, "x");
    stage_key(&stage, K_ENTER);
    stage_has(&stage, "only checklist");
    stage_remove(&stage);
}

static void a_new_audit_takes_several(void)
{
    struct stage stage;

    stage_make_audit(&stage);
    stage_write(&stage, "checklists/advice.yaml", advice);
    stage_show(&stage, audits_screen_new(), 40, 120);
    stage_type(&stage, "a");
    stage_has(&stage, "Further checklists");
    stage_remove(&stage);
}

static const struct suite_test tests[] = {
    {"the_owners_wording_is_shown", the_owners_wording_is_shown},
    {"a_broken_overlay_is_told_and_left", a_broken_overlay_is_told_and_left},
    {"two_checklists_stand_apart", two_checklists_stand_apart},
    {"a_recommendation_asks_for_its_reason", a_recommendation_asks_for_its_reason},
    {"a_newer_version_is_shown_then_taken", a_newer_version_is_shown_then_taken},
    {"taking_one_out_wants_a_reason", taking_one_out_wants_a_reason},
    {"a_new_audit_takes_several", a_new_audit_takes_several},
    {NULL, NULL}};

CU_ErrorCode test_checklists_add(void)
{
    return suite_add("checklists", tests);
}

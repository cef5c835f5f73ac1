/* test_checklists.c - what the screens do with checklists: wording beside the questions.
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

static const struct suite_test tests[] = {
    {"the_owners_wording_is_shown", the_owners_wording_is_shown},
    {"a_broken_overlay_is_told_and_left", a_broken_overlay_is_told_and_left},
    {NULL, NULL}};

CU_ErrorCode test_checklists_add(void)
{
    return suite_add("checklists", tests);
}

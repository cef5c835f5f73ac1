/* test_checklist_overlay.c - the owner's wording beside the questions: found, private, never
 * listed.
 *
 * What is wrong with an overlay is told by the golden lists of test_checklist_file.c (overlay-*).
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include <CUnit/CUnit.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "exchange/checklist_overlay.h"
#include "suites.h"

#ifndef TOP_SRCDIR
#define TOP_SRCDIR "."
#endif

static const char fixture[] = TOP_SRCDIR "/tests/fixtures/checklists/overlay-good.yaml";

static void make_home(char *root)
{
    CU_ASSERT_PTR_NOT_NULL_FATAL(mkdtemp(root));
    setenv("XDG_DATA_HOME", root, 1);
    setenv("AUDITWALK_CHECKLISTS", TOP_SRCDIR "/tests/fixtures/checklists", 1);
}

static void remove_home(const char *root)
{
    char *command = mem_printf("rm -rf -- '%s'", root);

    CU_ASSERT_EQUAL(system(command), 0);
    free(command);
    unsetenv("XDG_DATA_HOME");
    unsetenv("AUDITWALK_CHECKLISTS");
}

static void import_fixture(struct checklist_imported *imported, enum err_code expected)
{
    struct err err = {0};
    struct checklist_import import = {.file = fixture};

    CU_ASSERT_EQUAL(checklist_file_import(&import, imported, &err), expected);
    if (err.code != expected)
        printf("\n%s\n", err.message);
}

static void an_imported_one_is_found(void)
{
    char root[] = "/tmp/auditwalk-test-XXXXXX";
    struct checklist_imported imported;
    struct checklist_overlay overlay;
    struct stat status;

    make_home(root);
    /* The shared places of $AUDITWALK_CHECKLISTS are not looked at. */
    CU_ASSERT_EQUAL(checklist_overlay_load("yard-demo", &overlay, NULL), ERR_OK);
    CU_ASSERT_PTR_NULL(overlay.checklist);
    import_fixture(&imported, ERR_OK);
    CU_ASSERT_EQUAL(imported.items, 2);
    CU_ASSERT_EQUAL(imported.warnings, 1);
    CU_ASSERT_PTR_NOT_NULL(strstr(imported.path, "/auditwalk/checklists/yard-demo.overlay.yaml"));
    CU_ASSERT_EQUAL(stat(imported.path, &status), 0);
    CU_ASSERT_EQUAL(status.st_mode & 07777, 0600);
    checklist_imported_clear(&imported);
    CU_ASSERT_EQUAL(checklist_overlay_load("yard-demo", &overlay, NULL), ERR_OK);
    CU_ASSERT_STRING_EQUAL(checklist_overlay_text(&overlay, "gate-log", "zh_CN"),
                           "Exactly what the owner's copy says.");
    CU_ASSERT_STRING_EQUAL(checklist_overlay_text(&overlay, "lamp", "zh_CN"), "另一段文字。");
    CU_ASSERT_PTR_NULL(checklist_overlay_text(&overlay, "gate", "en"));
    checklist_overlay_clear(&overlay);
    import_fixture(&imported, ERR_OK);
    CU_ASSERT_TRUE(imported.unchanged);
    checklist_imported_clear(&imported);
    remove_home(root);
}

static void a_changed_one_is_not_replaced_silently(void)
{
    char root[] = "/tmp/auditwalk-test-XXXXXX";
    struct checklist_imported imported;
    static const char text[] = "format: \"1\"\noverlay: yard-demo\ntext: {gate-log: Mine.}\n";

    make_home(root);
    char *folder = mem_printf("%s/auditwalk/checklists", root);
    file_make_directories(folder, NULL);
    char *path = mem_printf("%s/mine.yaml", folder);
    CU_ASSERT_EQUAL(file_write_atomic(path, text, strlen(text), NULL), ERR_OK);
    import_fixture(&imported, ERR_CANTCREAT);
    struct checklist_import import = {.file = fixture, .replace = true};
    CU_ASSERT_EQUAL(checklist_file_import(&import, &imported, NULL), ERR_OK);
    CU_ASSERT_STRING_EQUAL(imported.path, path); /* else there would be two */
    checklist_imported_clear(&imported);
    free(path);
    free(folder);
    remove_home(root);
}

/* Even without the checklist, since an audit has its own copy; and it is no checklist itself. */
static void an_overlay_is_no_checklist(void)
{
    char root[] = "/tmp/auditwalk-test-XXXXXX";
    struct checklist_imported imported;
    struct checklist_overlay overlay;
    struct checklist list;
    struct err err;
    char **paths;
    size_t count = 0;

    make_home(root);
    import_fixture(&imported, ERR_OK);
    setenv("AUDITWALK_CHECKLISTS", "/nonexistent", 1);
    CU_ASSERT_EQUAL(checklist_overlay_load("yard-demo", &overlay, NULL), ERR_OK);
    CU_ASSERT_EQUAL(overlay.count, 2);
    checklist_overlay_clear(&overlay);
    CU_ASSERT_EQUAL(checklist_list_files(&paths, &count, NULL), ERR_OK);
    for (size_t i = 0; i < count; i++) {
        CU_ASSERT_PTR_NULL(strstr(paths[i], "overlay"));
        free(paths[i]);
    }
    free(paths);
    CU_ASSERT_EQUAL(checklist_file_read(imported.path, &list, NULL, &err), ERR_DATA);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "error E133: this is an overlay for \"yard-demo\""));
    checklist_imported_clear(&imported);
    remove_home(root);
}

CU_ErrorCode test_checklist_overlay_add(void)
{
    CU_pSuite suite = CU_add_suite("checklist_overlay", NULL, NULL);

    if (suite == NULL || CU_ADD_TEST(suite, an_imported_one_is_found) == NULL ||
        CU_ADD_TEST(suite, a_changed_one_is_not_replaced_silently) == NULL ||
        CU_ADD_TEST(suite, an_overlay_is_no_checklist) == NULL)
        return CU_get_error();
    return CUE_SUCCESS;
}

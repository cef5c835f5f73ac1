/* main.c - runs every suite of the room ui; the exit status is 0 only if all passed. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <CUnit/Basic.h>

#include "suites.h"

CU_ErrorCode suite_add(const char *name, const struct suite_test *tests)
{
    CU_pSuite suite = CU_add_suite(name, NULL, NULL);
    if (suite == NULL)
        return CU_get_error();
    for (; tests->name != NULL; tests++)
        if (CU_add_test(suite, tests->name, tests->run) == NULL)
            return CU_get_error();
    return CUE_SUCCESS;
}

void screen_is(const struct canvas *canvas, int row, const char *expected)
{
    char *text = canvas_row(canvas, row);
    if (strcmp(text, expected) != 0)
        printf("\n    row %d: \"%s\"\n    not    \"%s\"\n", row, text, expected);
    CU_ASSERT_STRING_EQUAL(text, expected);
    free(text);
}

bool screen_has(const struct canvas *canvas, const char *text)
{
    char *all = canvas_text(canvas);
    bool found = strstr(all, text) != NULL;
    if (!found)
        printf("\n    \"%s\" is not in\n%s", text, all);
    free(all);
    return found;
}

struct input key_input(enum context context, int key)
{
    struct input input = {.event = {.type = EVENT_KEY, .key = key}};
    input.action = keys_lookup(context, key);
    return input;
}

struct input paste_input(const char *bytes, size_t length)
{
    return (struct input){.event = {.type = EVENT_PASTE, .paste = bytes, .paste_length = length}};
}

int main(void)
{
    static CU_ErrorCode (*const add[])(void) = {
        test_draw_add,     test_keys_add,    test_editor_add,  test_list_add,
        test_form_add,     test_dialog_add,  test_screens_add, test_checklists_add,
        test_records_add,  test_team_add,    test_drafts_add,  test_palette_add,
        test_search_add,   test_keymap_add,  test_closure_add, test_tree_add,
        test_tabs_add,     test_chart_add,   test_filters_add, test_directory_add,
        test_register_add, test_several_add, test_jumps_add,
    };
    setlocale(LC_ALL, "C.UTF-8");
    if (CU_initialize_registry() != CUE_SUCCESS)
        return EXIT_FAILURE;
    for (size_t i = 0; i < sizeof add / sizeof add[0]; i++) {
        if (add[i]() != CUE_SUCCESS) {
            fprintf(stderr, "%s\n", CU_get_error_msg());
            CU_cleanup_registry();
            return EXIT_FAILURE;
        }
    }
    CU_basic_set_mode(CU_BRM_NORMAL);
    CU_ErrorCode ran = CU_basic_run_tests();
    unsigned failures = CU_get_number_of_failures();
    CU_cleanup_registry();
    return ran == CUE_SUCCESS && failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

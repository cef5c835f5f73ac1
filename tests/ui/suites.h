/* suites.h - the suites of the room ui, and what they share. All run on a canvas in memory. */
#ifndef AUDITWALK_TESTS_UI_SUITES_H
#define AUDITWALK_TESTS_UI_SUITES_H

#include <CUnit/CUnit.h>

#include "ui/draw.h"
#include "ui/screen.h"

CU_ErrorCode test_draw_add(void);
CU_ErrorCode test_keymap_add(void);
CU_ErrorCode test_keys_add(void);
CU_ErrorCode test_editor_add(void);
CU_ErrorCode test_list_add(void);
CU_ErrorCode test_form_add(void);
CU_ErrorCode test_drafts_add(void);
CU_ErrorCode test_dialog_add(void);
CU_ErrorCode test_palette_add(void);
CU_ErrorCode test_chart_add(void);
CU_ErrorCode test_filters_add(void);
CU_ErrorCode test_jumps_add(void);
CU_ErrorCode test_several_add(void);
CU_ErrorCode test_checklists_add(void);
CU_ErrorCode test_closure_add(void);
CU_ErrorCode test_records_add(void);
CU_ErrorCode test_directory_add(void);
CU_ErrorCode test_register_add(void);
CU_ErrorCode test_screens_add(void);
CU_ErrorCode test_search_add(void);
CU_ErrorCode test_tabs_add(void);
CU_ErrorCode test_team_add(void);
CU_ErrorCode test_tree_add(void);

/* Makes a suite of the tests, the last of which has no name. */
struct suite_test {
    const char *name;
    void (*run)(void);
};
CU_ErrorCode suite_add(const char *name, const struct suite_test *tests);

/* Checks the text of a row of the canvas, without trailing blanks. */
void screen_is(const struct canvas *canvas, int row, const char *expected);
/* True if the text stands somewhere; else prints the canvas. */
bool screen_has(const struct canvas *canvas, const char *text);

struct input key_input(enum context context, int key);
struct input paste_input(const char *bytes, size_t length);

#endif

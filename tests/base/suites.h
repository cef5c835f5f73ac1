/* suites.h - the suites of the room base, and what they share. */
#ifndef AUDITWALK_TESTS_BASE_SUITES_H
#define AUDITWALK_TESTS_BASE_SUITES_H

#include <CUnit/CUnit.h>

CU_ErrorCode test_err_add(void);
CU_ErrorCode test_mem_add(void);
CU_ErrorCode test_text_add(void);
CU_ErrorCode test_clock_add(void);
CU_ErrorCode test_ident_add(void);
CU_ErrorCode test_file_add(void);
CU_ErrorCode test_file_name_add(void);
CU_ErrorCode test_folder_add(void);
CU_ErrorCode test_folder_replace_add(void);
CU_ErrorCode test_translate_add(void);

/* Makes a suite of the tests, the last of which has no name. */
struct suite_test {
    const char *name;
    void (*run)(void);
};
CU_ErrorCode suite_add(const char *name, const struct suite_test *tests);

/* Runs body in a child process, for what ends a process or changes its rights. Returns its exit
 * status (body's result), or minus the signal that ended it. */
enum { CHILD_PASSED = 0, CHILD_FAILED = 1, CHILD_SKIPPED = 77 };
int in_child(int (*body)(void));

/* Says why something was not tested. */
void skip(const char *what, const char *why);

#endif

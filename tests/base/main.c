/* main.c - runs every suite of the room base; the exit status is 0 only if all passed. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

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

int in_child(int (*body)(void))
{
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        const struct rlimit no_core = {0, 0};
        setrlimit(RLIMIT_CORE, &no_core);
        _exit(body());
    }
    int status;
    if (child < 0 || waitpid(child, &status, 0) != child)
        return CHILD_FAILED;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

void skip(const char *what, const char *why)
{
    printf("\n    skipped: %s (%s)\n", what, why);
}

int main(void)
{
    static CU_ErrorCode (*const add[])(void) = {
        test_err_add,      test_mem_add,       test_text_add,
        test_clock_add,    test_ident_add,     test_file_add,
        test_folder_add,   test_file_name_add, test_folder_replace_add,
        test_translate_add};
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

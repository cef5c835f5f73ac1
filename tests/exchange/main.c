/* main.c - runs the suites of the room exchange. A new suite is one line in suites.h and one here.
 */
#include <CUnit/Basic.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/ident.h"
#include "suites.h"

static CU_ErrorCode (*const suites[])(void) = {
    test_checklist_csv_add, test_checklist_file_add, test_checklist_overlay_add,
    test_demo_add,          test_export_add,         test_export_kinds_add,
    test_fields_add,        test_listing_add,        test_pack_add,
    test_package_add,       test_package_file_add,   test_package_forged_add,
    test_photo_add,         test_report_add,         test_shipped_add,
    test_template_add,      test_stream_add,
};

int main(void)
{
    setlocale(LC_ALL, "C.UTF-8");
    ident_init();
    if (CU_initialize_registry() != CUE_SUCCESS)
        return EXIT_FAILURE;
    for (size_t i = 0; i < sizeof suites / sizeof suites[0]; i++) {
        if (suites[i]() != CUE_SUCCESS) {
            fprintf(stderr, "%s\n", CU_get_error_msg());
            CU_cleanup_registry();
            return EXIT_FAILURE;
        }
    }
    CU_basic_set_mode(CU_BRM_NORMAL);
    CU_basic_run_tests();
    unsigned failed = CU_get_number_of_failures();
    CU_cleanup_registry();
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

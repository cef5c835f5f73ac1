/* main.c - runs the suites of the room core. */
#include <CUnit/Basic.h>

#include "base/ident.h"
#include "suites.h"

int main(void)
{
    ident_init();
    if (CU_initialize_registry() != CUE_SUCCESS)
        return (int)CU_get_error();
    if (test_audit_path_add() != CUE_SUCCESS || test_checklist_add() != CUE_SUCCESS ||
        test_clauses_add() != CUE_SUCCESS || test_filter_add() != CUE_SUCCESS ||
        test_closure_add() != CUE_SUCCESS || test_code_add() != CUE_SUCCESS ||
        test_conflict_add() != CUE_SUCCESS || test_record_add() != CUE_SUCCESS ||
        test_ref_add() != CUE_SUCCESS || test_rules_add() != CUE_SUCCESS ||
        test_similar_add() != CUE_SUCCESS || test_sample_add() != CUE_SUCCESS ||
        test_team_add() != CUE_SUCCESS || test_value_add() != CUE_SUCCESS)
        return (int)CU_get_error();
    CU_basic_set_mode(CU_BRM_NORMAL);
    CU_basic_run_tests();
    unsigned failed = CU_get_number_of_failures();
    CU_cleanup_registry();
    return failed == 0 ? 0 : 1;
}

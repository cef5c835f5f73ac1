/* main.c - runs the suites of the room store. */
#include <CUnit/Basic.h>

#include "base/ident.h"
#include "store/suites.h"

static CU_ErrorCode (*const suites[])(void) = {
    test_device_add,
    test_object_add,
    test_batch_add,
    test_save_add,
    test_open_add,
    test_snapshot_add,
    test_audits_add,
    test_walk_add,
    test_processes_add,
    test_evidence_add,
    test_findings_add,
    test_shown_add,
    test_team_add,
    test_history_add,
    test_outgoing_add,
    test_consolidate_add,
    test_verify_add,
    test_fold_add,
    test_merge_add,
    test_audit_checklists_add,
    test_conflicts_add,
    test_trust_add,
    test_undo_merge_add,
    test_forged_add,
    test_memory_add,
    test_power_add,
    test_faults_add,
    test_draft_add,
    test_search_add,
    test_speed_add,
    test_closure_add,
    test_deployment_add,
    test_ready_add,
    test_filters_add,
    test_directory_add,
    test_register_add,
};

/* All suites, or the one that is named. */
int main(int argc, char **argv)
{
    ident_init();
    if (CU_initialize_registry() != CUE_SUCCESS)
        return (int)CU_get_error();
    for (size_t i = 0; i < sizeof suites / sizeof suites[0]; i++)
        if (suites[i]() != CUE_SUCCESS)
            return (int)CU_get_error();
    CU_basic_set_mode(CU_BRM_NORMAL);
    if (argc == 2)
        CU_basic_run_suite(CU_get_suite(argv[1]));
    else
        CU_basic_run_tests();
    unsigned failed = CU_get_number_of_failures();
    CU_cleanup_registry();
    return failed == 0 ? 0 : 1;
}

/* suites.h - the suites of the room store. Each adds itself to CUnit's registry. */
#ifndef AUDITWALK_TESTS_STORE_SUITES_H
#define AUDITWALK_TESTS_STORE_SUITES_H

#include <CUnit/CUnit.h>

CU_ErrorCode test_audit_checklists_add(void);
CU_ErrorCode test_audits_add(void);
CU_ErrorCode test_batch_add(void);
CU_ErrorCode test_closure_add(void);
CU_ErrorCode test_conflicts_add(void);
CU_ErrorCode test_consolidate_add(void);
CU_ErrorCode test_deployment_add(void);
CU_ErrorCode test_device_add(void);
CU_ErrorCode test_draft_add(void);
CU_ErrorCode test_evidence_add(void);
CU_ErrorCode test_faults_add(void);
CU_ErrorCode test_findings_add(void);
CU_ErrorCode test_fold_add(void);
CU_ErrorCode test_forged_add(void);
CU_ErrorCode test_history_add(void);
CU_ErrorCode test_memory_add(void);
CU_ErrorCode test_merge_add(void);
CU_ErrorCode test_object_add(void);
CU_ErrorCode test_open_add(void);
CU_ErrorCode test_outgoing_add(void);
CU_ErrorCode test_ready_add(void);
CU_ErrorCode test_directory_add(void);
CU_ErrorCode test_power_add(void);
CU_ErrorCode test_save_add(void);
CU_ErrorCode test_register_add(void);
CU_ErrorCode test_search_add(void);
CU_ErrorCode test_shown_add(void);
CU_ErrorCode test_snapshot_add(void);
CU_ErrorCode test_speed_add(void);
CU_ErrorCode test_team_add(void);
CU_ErrorCode test_trust_add(void);
CU_ErrorCode test_undo_merge_add(void);
CU_ErrorCode test_verify_add(void);
CU_ErrorCode test_walk_add(void);
CU_ErrorCode test_processes_add(void);
CU_ErrorCode test_filters_add(void);

#endif

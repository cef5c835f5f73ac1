/* suites.h - the suites of the room core. Each adds itself to CUnit's registry. */
#ifndef AUDITWALK_TESTS_CORE_SUITES_H
#define AUDITWALK_TESTS_CORE_SUITES_H

#include <CUnit/CUnit.h>

CU_ErrorCode test_audit_path_add(void);
CU_ErrorCode test_checklist_add(void);
CU_ErrorCode test_clauses_add(void);
CU_ErrorCode test_filter_add(void);
CU_ErrorCode test_closure_add(void);
CU_ErrorCode test_code_add(void);
CU_ErrorCode test_conflict_add(void);
CU_ErrorCode test_record_add(void);
CU_ErrorCode test_ref_add(void);
CU_ErrorCode test_rules_add(void);
CU_ErrorCode test_sample_add(void);
CU_ErrorCode test_similar_add(void);
CU_ErrorCode test_team_add(void);
CU_ErrorCode test_value_add(void);

#endif

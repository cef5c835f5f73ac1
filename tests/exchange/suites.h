/* suites.h - the suites of the room exchange. Each adds itself to CUnit's registry. */
#ifndef AUDITWALK_TESTS_EXCHANGE_SUITES_H
#define AUDITWALK_TESTS_EXCHANGE_SUITES_H

#include <CUnit/CUnit.h>

CU_ErrorCode test_checklist_csv_add(void);
CU_ErrorCode test_checklist_file_add(void);
CU_ErrorCode test_checklist_overlay_add(void);
CU_ErrorCode test_demo_add(void);
CU_ErrorCode test_export_add(void);
CU_ErrorCode test_export_kinds_add(void);
CU_ErrorCode test_fields_add(void);
CU_ErrorCode test_stream_add(void);
CU_ErrorCode test_listing_add(void);
CU_ErrorCode test_pack_add(void);
CU_ErrorCode test_package_add(void);
CU_ErrorCode test_package_file_add(void);
CU_ErrorCode test_package_forged_add(void);
CU_ErrorCode test_photo_add(void);
CU_ErrorCode test_report_add(void);
CU_ErrorCode test_report_add(void);
CU_ErrorCode test_photo_add(void);
CU_ErrorCode test_shipped_add(void);
CU_ErrorCode test_template_add(void);

#endif

/* test_record.c - the record tables are sound: numbers unique, columns unique, codes and targets
 * set. */
#include <CUnit/CUnit.h>
#include <string.h>

#include "core/record.h"
#include "suites.h"

static void numbers_and_names_are_unique(void)
{
    for (size_t i = 0; i < record_count; i++) {
        CU_ASSERT_PTR_EQUAL(record_find((int)records[i].type), &records[i]);
        CU_ASSERT_PTR_EQUAL(record_find_table(records[i].table), &records[i]);
        for (size_t j = 0; j < records[i].field_count; j++) {
            const struct field *field = &records[i].fields[j];
            CU_ASSERT_PTR_EQUAL(record_field(&records[i], field->number), field);
            for (size_t k = 0; k < j; k++)
                CU_ASSERT_STRING_NOT_EQUAL(records[i].fields[k].column, field->column);
        }
    }
}

static void fields_say_what_they_hold(void)
{
    for (size_t i = 0; i < record_count; i++) {
        CU_ASSERT_EQUAL(records[i].fields[0].number, FIELD_WITHDRAWN);
        for (size_t j = 0; j < records[i].field_count; j++) {
            const struct field *field = &records[i].fields[j];
            CU_ASSERT_EQUAL(field->type == VALUE_CODE, field->codes != NULL);
            CU_ASSERT_TRUE(field->target == 0 || record_find((int)field->target) != NULL);
            CU_ASSERT_TRUE(field->label[0] != '\0');
        }
    }
}

/* Numbers are in files of users: this list only grows at its end. */
static void numbers_never_move(void)
{
    CU_ASSERT_EQUAL(RECORD_CRITERION, 26);
    CU_ASSERT_EQUAL(AUDIT_CREATED_BY, 36);
    CU_ASSERT_EQUAL(ASSESSMENT_AT, 26);
    CU_ASSERT_EQUAL(EVIDENCE_CONFIDENTIALITY, 21);
    CU_ASSERT_EQUAL(ATTACHMENT_POSITION, 16);
    CU_ASSERT_EQUAL(FINDING_CLOSED_AT, 35);
    CU_ASSERT_EQUAL(CRITERION_POSITION, 16);
    CU_ASSERT_EQUAL(PERSON_NOTE, 17);
    CU_ASSERT_EQUAL(DEVICE_PERSON, 12);
    CU_ASSERT_EQUAL(TEAM_MEMBER_NOTE, 14);
    CU_ASSERT_EQUAL(AUDIT_CHECKLIST_POSITION, 15);
    CU_ASSERT_EQUAL(RECORD_CORRECTION, 48);
    CU_ASSERT_EQUAL(RECORD_DEPLOYMENT, 60);
    CU_ASSERT_EQUAL(RECORD_MEETING, 62);
    CU_ASSERT_EQUAL(MEETING_AT, 18);
    CU_ASSERT_EQUAL(CORRECTIVE_AT, 24);
    CU_ASSERT_EQUAL(EFFECTIVENESS_AT, 19);
    CU_ASSERT_EQUAL(SIGN_OFF_NOTE, 18);
    CU_ASSERT_EQUAL(STEP_AT, 18);
    CU_ASSERT_EQUAL(DEPLOYMENT_NOTE, 28);
}

static void unknown_ones_are_null(void)
{
    CU_ASSERT_PTR_NULL(record_find(9999));
    CU_ASSERT_PTR_NULL(record_find_table("sqlite_master"));
    CU_ASSERT_PTR_NULL(record_field(&records[0], 9999));
}

CU_ErrorCode test_record_add(void)
{
    CU_TestInfo tests[] = {{"numbers and names are unique", numbers_and_names_are_unique},
                           {"fields say what they hold", fields_say_what_they_hold},
                           {"numbers never move", numbers_never_move},
                           {"unknown ones are null", unknown_ones_are_null},
                           CU_TEST_INFO_NULL};
    CU_SuiteInfo suites[] = {{"core/record", NULL, NULL, NULL, NULL, tests}, CU_SUITE_INFO_NULL};

    return CU_register_suites(suites);
}

/* test_deployment.c - planned against found: rows, from a checklist, and the finding of a failing
 * one.
 */
#include <CUnit/CUnit.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/audits.h"
#include "store/deployment.h"
#include "store/findings.h"
#include "store/fixture.h"
#include "store/suites.h"

static struct fixture fixture;

static enum err_code put(const struct ident *record, const struct closure_text *texts, size_t count,
                         struct ident *id)
{
    struct err err = {0};
    enum err_code code =
        deployment_put(fixture.store, &fixture.audit, record, texts, count, id, &err);

    CU_ASSERT_TRUE(code == ERR_OK || err.message[0] != '\0');
    return code;
}

static struct ident add_guards(void)
{
    struct ident id;
    const struct closure_text texts[] = {{DEPLOYMENT_KIND, "guard"},
                                         {DEPLOYMENT_WHAT, "Guards at the gate"},
                                         {DEPLOYMENT_AREA, "North gate"},
                                         {DEPLOYMENT_PLANNED_COUNT, "2"},
                                         {DEPLOYMENT_PLANNED_HOURS, "00-24"}};

    CU_ASSERT_EQUAL_FATAL(put(NULL, texts, 5, &id), ERR_OK);
    return id;
}

static void planned_against_found(void)
{
    struct deployment_lines lines;

    fixture_make(&fixture);
    struct ident id = add_guards();
    CU_ASSERT_EQUAL_FATAL(deployment_list(fixture.store, &fixture.audit, NULL, &lines, NULL),
                          ERR_OK);
    CU_ASSERT_EQUAL_FATAL(lines.count, 1);
    CU_ASSERT_FALSE(lines.items[0].checked);
    CU_ASSERT_FALSE(lines.items[0].fails);
    CU_ASSERT_STRING_EQUAL(lines.items[0].area, "North gate");
    CU_ASSERT_STRING_EQUAL(lines.items[0].site, "Harbour");
    CU_ASSERT_EQUAL(lines.items[0].found_count, -1);
    deployment_lines_clear(&lines);
    const struct closure_text found[] = {{DEPLOYMENT_FOUND_COUNT, "1"}};
    CU_ASSERT_EQUAL(put(&id, found, 1, NULL), ERR_OK);
    CU_ASSERT_EQUAL_FATAL(deployment_list(fixture.store, &fixture.audit, NULL, &lines, NULL),
                          ERR_OK);
    CU_ASSERT_TRUE(lines.items[0].checked && lines.items[0].fails);
    CU_ASSERT_STRING_EQUAL(lines.items[0].checked_by, "Li Na");
    deployment_lines_clear(&lines);
    fixture_verify(&fixture);
    fixture_remove(&fixture);
}

static void bad_rows_are_refused(void)
{
    const struct closure_text nothing[] = {{DEPLOYMENT_KIND, "guard"}};
    const struct closure_text count[] = {{DEPLOYMENT_FOUND_COUNT, "two"}};
    const struct closure_text negative[] = {{DEPLOYMENT_FOUND_COUNT, "-1"}};
    const struct closure_text huge[] = {{DEPLOYMENT_FOUND_COUNT, "99999999999999999999"}};
    const struct closure_text kind[] = {{DEPLOYMENT_KIND, "tank"}};
    const struct closure_text area[] = {{DEPLOYMENT_AREA, "Moon"}};
    const struct closure_text empty[] = {{DEPLOYMENT_WHAT, " "}};
    const struct closure_text other[] = {{DEPLOYMENT_AUDIT, "x"}};

    fixture_make(&fixture);
    struct ident id = add_guards();
    CU_ASSERT_EQUAL(put(NULL, nothing, 1, NULL), ERR_USAGE);
    CU_ASSERT_EQUAL(put(&id, count, 1, NULL), ERR_USAGE);
    CU_ASSERT_EQUAL(put(&id, negative, 1, NULL), ERR_USAGE);
    CU_ASSERT_EQUAL(put(&id, huge, 1, NULL), ERR_USAGE);
    CU_ASSERT_EQUAL(put(&id, kind, 1, NULL), ERR_USAGE);
    CU_ASSERT_EQUAL(put(&id, area, 1, NULL), ERR_USAGE);
    CU_ASSERT_EQUAL(put(&id, empty, 1, NULL), ERR_USAGE);
    CU_ASSERT_EQUAL(put(&id, other, 1, NULL), ERR_INTERNAL);
    CU_ASSERT_EQUAL(put(&fixture.audit, count, 1, NULL), ERR_USAGE);
    fixture_remove(&fixture);
}

static void a_checklist_makes_its_rows_once(void)
{
    size_t count = 0;
    struct deployment_lines lines;
    char *label = NULL;

    fixture_make(&fixture);
    CU_ASSERT_EQUAL(
        deployment_from_checklist(fixture.store, &fixture.audit, "none", NULL, "en", &count, NULL),
        ERR_USAGE);
    CU_ASSERT_EQUAL(
        deployment_from_checklist(fixture.store, &fixture.audit, "walk", NULL, "en", &count, NULL),
        ERR_OK);
    CU_ASSERT_EQUAL(count, FIXTURE_ITEMS);
    CU_ASSERT_EQUAL(
        deployment_from_checklist(fixture.store, &fixture.audit, "walk", NULL, "en", &count, NULL),
        ERR_OK);
    CU_ASSERT_EQUAL(count, 0);
    CU_ASSERT_EQUAL_FATAL(deployment_list(fixture.store, &fixture.audit, NULL, &lines, NULL),
                          ERR_OK);
    CU_ASSERT_EQUAL_FATAL(lines.count, FIXTURE_ITEMS);
    CU_ASSERT_STRING_EQUAL(lines.items[2].what, "Gate log");
    deployment_lines_clear(&lines);
    CU_ASSERT_EQUAL(store_undo(fixture.store, &label, NULL), ERR_OK);
    free(label);
    CU_ASSERT_EQUAL_FATAL(deployment_list(fixture.store, &fixture.audit, NULL, &lines, NULL),
                          ERR_OK);
    CU_ASSERT_EQUAL(lines.count, 0);
    deployment_lines_clear(&lines);
    CU_ASSERT_EQUAL(deployment_kind_of("seal-stock"), code_index(&code_deployment_kinds, "seal"));
    CU_ASSERT_EQUAL(deployment_kind_of("x"), code_index(&code_deployment_kinds, "other"));
    fixture_remove(&fixture);
}

static void a_failing_row_makes_a_finding(void)
{
    struct ident finding;
    struct row row;
    const struct closure_text found[] = {{DEPLOYMENT_FOUND_COUNT, "1"}};

    fixture_make(&fixture);
    struct ident id = add_guards();
    CU_ASSERT_EQUAL(deployment_raise(fixture.store, &fixture.audit, &id, GRADE_MINOR, "crane", NULL,
                                     &finding, NULL),
                    ERR_DENIED);
    CU_ASSERT_EQUAL(put(&id, found, 1, NULL), ERR_OK);
    CU_ASSERT_EQUAL_FATAL(deployment_raise(fixture.store, &fixture.audit, &id, GRADE_MINOR, "crane",
                                           NULL, &finding, NULL),
                          ERR_OK);
    CU_ASSERT_EQUAL_FATAL(store_get(fixture.store, RECORD_FINDING, &finding, &row, NULL), ERR_OK);
    CU_ASSERT_STRING_EQUAL(row_text(&row, FINDING_OBJECTIVE_EVIDENCE),
                           "planned: 2, 00-24; found: 1");
    CU_ASSERT_STRING_EQUAL(row_text(&row, FINDING_STATEMENT),
                           "Guards at the gate: planned: 2, 00-24; found: 1");
    row_clear(&row);
    CU_ASSERT_EQUAL(deployment_raise(fixture.store, &fixture.audit, &id, GRADE_MINOR, "crane", NULL,
                                     &finding, NULL),
                    ERR_DENIED);
    CU_ASSERT_EQUAL(deployment_withdraw(fixture.store, &id, " ", NULL), ERR_USAGE);
    CU_ASSERT_EQUAL(deployment_withdraw(fixture.store, &id, "twice", NULL), ERR_OK);
    CU_ASSERT_EQUAL(put(&id, found, 1, NULL), ERR_USAGE);
    fixture_remove(&fixture);
}

CU_ErrorCode test_deployment_add(void)
{
    CU_TestInfo tests[] = {{"planned against found", planned_against_found},
                           {"bad rows are refused", bad_rows_are_refused},
                           {"a checklist makes its rows once", a_checklist_makes_its_rows_once},
                           {"a failing row makes a finding", a_failing_row_makes_a_finding},
                           CU_TEST_INFO_NULL};
    CU_SuiteInfo suites[] = {{"store/deployment", NULL, NULL, NULL, NULL, tests},
                             CU_SUITE_INFO_NULL};

    return CU_register_suites(suites);
}

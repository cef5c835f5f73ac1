/* test_filters.c - which findings, evidence and requirements a filter lets through. */
#include <CUnit/CUnit.h>
#include <stdlib.h>
#include <string.h>

#include "store/audit_processes.h"
#include "store/closure.h"
#include "store/evidence.h"
#include "store/filters.h"
#include "store/findings.h"
#include "store/fixture.h"
#include "store/suites.h"
#include "store/walk.h"

static struct ident raise(struct fixture *fixture, enum grade grade, const char *ref,
                          const char *statement, const struct ident *process)
{
    const char *refs[] = {ref};
    struct finding_new what = {
        .grade = grade, .statement = statement, .refs = refs, .ref_count = 1, .process = process};
    struct ident id;
    struct err err = {0};

    CU_ASSERT_EQUAL_FATAL(finding_add(fixture->store, &fixture->audit, &what, &id, &err), ERR_OK);
    return id;
}

static void record(struct fixture *fixture, const char *item, int kind, const char *title)
{
    struct evidence_new what = {.kind = kind, .title = title, .checklist = "walk", .item = item};
    struct ident id;

    CU_ASSERT_EQUAL_FATAL(evidence_add(fixture->store, &fixture->audit, &what, NULL, &id, NULL),
                          ERR_OK);
}

static size_t findings(struct fixture *fixture, enum filter_criterion criterion, const char *value)
{
    struct filter filter = {0};
    struct finding_lines lines;
    struct finding_query query = {.audit = &fixture->audit, .filter = &filter};

    CU_ASSERT_EQUAL(filter_set(&filter, criterion, value, NULL), ERR_OK);
    CU_ASSERT_EQUAL_FATAL(findings_list(fixture->store, &query, &lines, NULL), ERR_OK);
    size_t count = lines.count;
    finding_lines_clear(&lines);
    filter_clear(&filter);
    return count;
}

static size_t evidence(struct fixture *fixture, enum filter_criterion criterion, const char *value)
{
    struct filter filter = {0};
    struct evidence_lines lines;
    struct evidence_query query = {.audit = &fixture->audit, .limit = 1, .filter = &filter};

    CU_ASSERT_EQUAL(filter_set(&filter, criterion, value, NULL), ERR_OK);
    CU_ASSERT_EQUAL_FATAL(evidence_list(fixture->store, &query, &lines, NULL), ERR_OK);
    size_t count = lines.count;
    evidence_lines_clear(&lines);
    filter_clear(&filter);
    return count;
}

static size_t items(struct fixture *fixture, enum filter_criterion criterion, const char *value)
{
    struct filter filter = {0};
    struct walk_items lines;
    char *only = NULL;

    CU_ASSERT_EQUAL(filter_set(&filter, criterion, value, NULL), ERR_OK);
    CU_ASSERT_EQUAL_FATAL(filter_walk(fixture->store, &fixture->audit, &filter, "en", &only, NULL),
                          ERR_OK);
    CU_ASSERT_EQUAL_FATAL(walk_items_among(fixture->store, &fixture->audit, WALK_CLAUSE, "", only,
                                           "en", &lines, NULL),
                          ERR_OK);
    size_t count = lines.count;
    walk_items_clear(&lines);
    free(only);
    filter_clear(&filter);
    return count;
}

static struct ident make(struct fixture *fixture)
{
    struct change change;
    struct ident seals = ident_random();

    fixture_make(fixture);
    change_init(&change, NULL);
    change_set_text(&change, RECORD_PROCESS, &seals, PROCESS_NAME, "Seals");
    CU_ASSERT_EQUAL_FATAL(store_save(fixture->store, &change, NULL, NULL), ERR_OK);
    change_clear(&change);
    CU_ASSERT_EQUAL(audit_process_set(fixture->store, &fixture->audit, &seals, "8.4 c), 4.1", NULL),
                    ERR_OK);
    raise(fixture, GRADE_MINOR, "8.4-c", "No seal on the box", &seals);
    raise(fixture, GRADE_OFI, "4.1", "Lists are long", NULL);
    record(fixture, "gate-log", EVIDENCE_PHOTO, "Box without a seal");
    record(fixture, "policy", EVIDENCE_DOCUMENT, "Policy, signed");
    return seals;
}

static void what_passes(void)
{
    struct fixture fixture;

    make(&fixture);
    CU_ASSERT_EQUAL(findings(&fixture, FILTER_GRADE, "minor"), 1);
    CU_ASSERT_EQUAL(findings(&fixture, FILTER_GRADE, "minor,ofi"), 2);
    CU_ASSERT_EQUAL(findings(&fixture, FILTER_CLAUSE, "8"), 1);
    CU_ASSERT_EQUAL(findings(&fixture, FILTER_PROCESS, "seals"), 1);
    CU_ASSERT_EQUAL(findings(&fixture, FILTER_AUTHOR, "Li Na"), 2);
    CU_ASSERT_EQUAL(findings(&fixture, FILTER_TEXT, "SEAL"), 1);
    CU_ASSERT_EQUAL(findings(&fixture, FILTER_FROM, "today"), 2);
    CU_ASSERT_EQUAL(findings(&fixture, FILTER_TO, "today-1"), 0);
    CU_ASSERT_EQUAL(findings(&fixture, FILTER_OVERDUE, "yes"), 0);
    CU_ASSERT_EQUAL(evidence(&fixture, FILTER_KIND, "photo,document"), 2); /* past the limit, too */
    CU_ASSERT_EQUAL(evidence(&fixture, FILTER_KIND, "photo"), 1);
    CU_ASSERT_EQUAL(evidence(&fixture, FILTER_CLAUSE, "5.2"), 1);
    CU_ASSERT_EQUAL(evidence(&fixture, FILTER_PROCESS, "Seals"), 1);
    CU_ASSERT_EQUAL(evidence(&fixture, FILTER_PROCESS, "None"), 0);
    CU_ASSERT_EQUAL(evidence(&fixture, FILTER_TEXT, "signed"), 1);
    CU_ASSERT_EQUAL(items(&fixture, FILTER_RESULT, "minor"), 1);
    CU_ASSERT_EQUAL(items(&fixture, FILTER_RESULT, "not-assessed"), FIXTURE_ITEMS - 2);
    CU_ASSERT_EQUAL(items(&fixture, FILTER_GRADE, "minor"), 1);
    CU_ASSERT_EQUAL(items(&fixture, FILTER_PROCESS, "Seals"), 2);
    CU_ASSERT_EQUAL(items(&fixture, FILTER_CLAUSE, "8.4 c), 8.4 d)"), 3);
    CU_ASSERT_EQUAL(items(&fixture, FILTER_AUTHOR, "Li Na"), 2);
    CU_ASSERT_EQUAL(items(&fixture, FILTER_TEXT, "no such words"), 0);
    fixture_remove(&fixture);
}

/* Two laptops made the process before they met: both are meant. */
static void two_of_one_name(void)
{
    struct fixture fixture;
    struct change change;
    struct ident again = ident_random();

    make(&fixture);
    change_init(&change, NULL);
    change_set_text(&change, RECORD_PROCESS, &again, PROCESS_NAME, "Seals");
    CU_ASSERT_EQUAL_FATAL(store_save(fixture.store, &change, NULL, NULL), ERR_OK);
    change_clear(&change);
    CU_ASSERT_EQUAL(items(&fixture, FILTER_PROCESS, "Seals"), 2);
    CU_ASSERT_EQUAL(evidence(&fixture, FILTER_PROCESS, "Seals"), 1);
    CU_ASSERT_EQUAL(audit_process_set(fixture.store, &fixture.audit, &again, "5.2", NULL), ERR_OK);
    CU_ASSERT_EQUAL(items(&fixture, FILTER_PROCESS, "seals"), 3);
    CU_ASSERT_EQUAL(evidence(&fixture, FILTER_PROCESS, "Seals"), 2);
    CU_ASSERT_EQUAL(items(&fixture, FILTER_PROCESS, "None"), 0);
    fixture_remove(&fixture);
}

static void names_are_checked(void)
{
    struct fixture fixture;
    struct filter filter = {0};
    struct err err = {0};

    make(&fixture);
    filter_set(&filter, FILTER_PROCESS, "seals", NULL);
    filter_set(&filter, FILTER_AREA, "Quay", NULL);
    filter_set(&filter, FILTER_AUTHOR, "li na", NULL);
    CU_ASSERT_EQUAL(filter_check_names(fixture.store, &filter, &err), ERR_OK);
    filter_set(&filter, FILTER_AREA, "Quai", NULL);
    CU_ASSERT_EQUAL(filter_check_names(fixture.store, &filter, &err), ERR_USAGE);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "Quai"));
    filter_clear(&filter);
    fixture_remove(&fixture);
}

CU_ErrorCode test_filters_add(void)
{
    CU_TestInfo tests[] = {
        {"what passes", what_passes},
        {"two of one name", two_of_one_name},
        {"names are checked", names_are_checked},
        CU_TEST_INFO_NULL,
    };
    CU_SuiteInfo suites[] = {{"store/filters", NULL, NULL, NULL, NULL, tests}, CU_SUITE_INFO_NULL};
    return CU_register_suites(suites);
}

/* test_shown.c - values and records as people read them. */
#include <CUnit/CUnit.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "core/rules.h"
#include "store/evidence.h"
#include "store/findings.h"
#include "store/fixture.h"
#include "store/shown.h"
#include "store/suites.h"
#include "store/walk.h"

static void expect(char *shown, const char *expected)
{
    CU_ASSERT_STRING_EQUAL(shown, expected);
    free(shown);
}

static void expect_value(struct fixture *fixture, enum record_type type, uint16_t field,
                         struct value value, const char *expected)
{
    expect(shown_value(fixture->store, record_field(record_find((int)type), field), &value),
           expected);
    value_clear(&value);
}

static void values(void)
{
    struct fixture fixture;
    struct ident nobody = {{0xab, 0xcd}};

    fixture_make(&fixture);
    setenv("TZ", "UTC", 1);
    struct ident author = store_author(fixture.store);
    expect_value(&fixture, RECORD_ASSESSMENT, ASSESSMENT_RESULT, value_null(), "");
    expect_value(&fixture, RECORD_ASSESSMENT, ASSESSMENT_RESULT, value_text("minor"),
                 "Minor nonconformity");
    expect_value(&fixture, RECORD_ASSESSMENT, ASSESSMENT_RESULT, value_text("of-tomorrow"),
                 "of-tomorrow");
    expect_value(&fixture, RECORD_STEP, STEP_ACTION, value_text("contain"), "corrected");
    expect_value(&fixture, RECORD_STEP, STEP_TO, value_text("analysed"), "cause analysed");
    expect_value(&fixture, RECORD_STEP, STEP_ACTION, value_text("issue"), "issue the report");
    expect_value(&fixture, RECORD_STEP, STEP_FROM, value_text("fieldwork"), "fieldwork");
    expect_value(&fixture, RECORD_STEP, STEP_NOTE, value_text("contain"), "contain");
    expect_value(&fixture, RECORD_ASSESSMENT, ASSESSMENT_BY, value_id(&author), "Li Na");
    expect_value(&fixture, RECORD_ASSESSMENT, ASSESSMENT_BY, value_id(&nobody),
                 "abcd0000000000000000000000000000");
    expect_value(&fixture, RECORD_ASSESSMENT, ASSESSMENT_UNIT, value_id(&fixture.site), "Harbour");
    expect_value(&fixture, RECORD_ASSESSMENT, ASSESSMENT_AT, value_text("2026-03-09T10:00:00.000Z"),
                 "2026-03-09 10:00");
    expect_value(&fixture, RECORD_ASSESSMENT, ASSESSMENT_AT, value_text("soon"), "soon");
    expect_value(&fixture, RECORD_ASSESSMENT, ASSESSMENT_SAMPLE_SIZE, value_int(-7), "-7");
    expect_value(&fixture, RECORD_ATTACHMENT, ATTACHMENT_SHA256, value_bytes("\x01\xff", 2),
                 "01ff");
    fixture_remove(&fixture);
}

/* The log of another laptop may hold what no door let in. */
static void hostile_values_are_tamed(void)
{
    struct fixture fixture;

    fixture_make(&fixture);
    expect_value(&fixture, RECORD_ASSESSMENT, ASSESSMENT_NOTE,
                 value_text("\033[2Ja\xe2\x80\xae"
                            "b\nc"),
                 "[2Jab\nc");
    expect_value(&fixture, RECORD_ASSESSMENT, ASSESSMENT_SAMPLE_SIZE, value_text("many"), "many");
    expect_value(&fixture, RECORD_ASSESSMENT, ASSESSMENT_NOTE, value_bytes("\x1b", 1), "1b");
    fixture_remove(&fixture);
}

static void records_in_a_line(void)
{
    struct fixture fixture;
    struct ident evidence;
    struct ident finding;
    const char *ref = "8.4 c)";
    char code[5];

    fixture_make(&fixture);
    ident_short(&fixture.device.id, code);
    struct store *store = fixture.store;
    const struct evidence_new piece = {
        .title = "Gate log\nof May", .checklist = "walk", .item = "gate-log"};
    CU_ASSERT_EQUAL_FATAL(evidence_add(store, &fixture.audit, &piece, NULL, &evidence, NULL),
                          ERR_OK);
    const struct finding_new what = {.grade = GRADE_MINOR,
                                     .statement = "Not signed.",
                                     .refs = &ref,
                                     .ref_count = 1,
                                     .evidence = &evidence,
                                     .evidence_count = 1};
    CU_ASSERT_EQUAL_FATAL(finding_add(store, &fixture.audit, &what, &finding, NULL), ERR_OK);
    struct ident assessment = assessment_id(&fixture.audit, "walk", "gate-log", NULL);
    struct ident criterion = criterion_id(&finding, "walk", "gate-log");
    struct ident link = link_id(&evidence, &finding);
    struct ident nobody = ident_random();
    char *draft = mem_printf("F-%s-1 Not signed.", code);
    char *piece_name = mem_printf("E-%s-1 Gate log", code);
    expect(shown_subject(store, RECORD_ASSESSMENT, &assessment, "en"), "8.4 c) Gate log");
    expect(shown_subject(store, RECORD_FINDING, &finding, "en"), draft);
    expect(shown_subject(store, RECORD_CRITERION, &criterion, "en"), draft);
    expect(shown_subject(store, RECORD_EVIDENCE, &evidence, "en"), piece_name);
    expect(shown_subject(store, RECORD_EVIDENCE_LINK, &link, "en"), piece_name);
    expect(shown_subject(store, RECORD_SITE, &fixture.site, "en"), "Harbour");
    expect(shown_subject(store, RECORD_AUDIT, &fixture.audit, "en"), "IA-2026-01 Walk");
    expect(shown_subject(store, RECORD_FINDING, &nobody, "en"), "");
    expect(shown_subject(store, (enum record_type)9999, &nobody, "en"), "");
    free(piece_name);
    free(draft);
    fixture_remove(&fixture);
}

static void laptops(void)
{
    struct fixture fixture;
    struct ident other = {{0xff, 0xff, 0xff}};
    struct ident none = ident_none();
    char code[5];

    fixture_make(&fixture);
    ident_short(&fixture.device.id, code);
    char *own = mem_printf("%s (%s)", fixture.device.name, code);
    expect(shown_device(fixture.store, &fixture.device.id), own);
    expect(shown_device(fixture.store, &other), "zzzz");
    expect(shown_device(fixture.store, &none), "");
    free(own);
    fixture_remove(&fixture);
}

/* A decision may name any record as its subject, itself included. */
static void a_decision_about_itself_ends(void)
{
    struct fixture fixture;
    struct ident id = ident_random();
    struct change change;

    fixture_make(&fixture);
    change_init(&change, &fixture.audit);
    change_set_text(&change, RECORD_DECISION, &id, DECISION_SUBJECT_TYPE, "decision");
    change_set_id(&change, RECORD_DECISION, &id, DECISION_SUBJECT, &id);
    CU_ASSERT_EQUAL_FATAL(store_save(fixture.store, &change, NULL, NULL), ERR_OK);
    change_clear(&change);
    expect(shown_subject(fixture.store, RECORD_DECISION, &id, "en"), "");
    change_init(&change, &fixture.audit);
    change_set_text(&change, RECORD_DECISION, &id, DECISION_SUBJECT_TYPE, "site");
    change_set_id(&change, RECORD_DECISION, &id, DECISION_SUBJECT, &fixture.site);
    CU_ASSERT_EQUAL_FATAL(store_save(fixture.store, &change, NULL, NULL), ERR_OK);
    change_clear(&change);
    expect(shown_subject(fixture.store, RECORD_DECISION, &id, "en"), "Harbour");
    fixture_remove(&fixture);
}

CU_ErrorCode test_shown_add(void)
{
    CU_pSuite suite = CU_add_suite("shown", NULL, NULL);

    CU_add_test(suite, "values", values);
    CU_add_test(suite, "hostile values are tamed", hostile_values_are_tamed);
    CU_add_test(suite, "records in a line", records_in_a_line);
    CU_add_test(suite, "laptops", laptops);
    CU_add_test(suite, "a decision about itself ends", a_decision_about_itself_ends);
    return CU_get_error();
}

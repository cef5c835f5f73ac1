/* test_ready.c - the steps of an audit through the store: gates, sign-off, issue, revision. */
#include <CUnit/CUnit.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/audits.h"
#include "store/closure.h"
#include "store/findings.h"
#include "store/fixture.h"
#include "store/internal.h"
#include "store/ready.h"
#include "store/suites.h"
#include "store/walk.h"

static struct fixture fixture;

static enum err_code go(enum audit_action action, const char *reason)
{
    struct err err = {0};
    enum err_code code = audit_advance(fixture.store, &fixture.audit, action, reason, &err);

    CU_ASSERT_TRUE(code == ERR_OK || err.message[0] != '\0');
    return code;
}

static size_t missing(enum audit_action action, enum gate gate)
{
    struct ready_list list;
    size_t count = 0;

    CU_ASSERT_EQUAL_FATAL(audit_ready(fixture.store, &fixture.audit, action, "en", &list, NULL),
                          ERR_OK);
    for (size_t i = 0; i < list.count; i++)
        count += list.items[i].gate == gate;
    ready_list_clear(&list);
    return count;
}

/* Of the fixture's checklist, in its order. */
static const char *const items[] = {"context", "policy", "gate-log", "gate-people",
                                    "lock-a",  "lock-b", "crane",    "drill"};

static void expect_walking_order(enum audit_action action, enum gate gate)
{
    struct ready_list list;
    size_t next = 0;

    CU_ASSERT_EQUAL_FATAL(audit_ready(fixture.store, &fixture.audit, action, "en", &list, NULL),
                          ERR_OK);
    for (size_t i = 0; i < list.count; i++) {
        if (list.items[i].gate != gate)
            continue;
        CU_ASSERT_FATAL(next < FIXTURE_ITEMS);
        struct ident id = assessment_id(&fixture.audit, "walk", items[next++], NULL);
        CU_ASSERT_TRUE(ident_equal(&list.items[i].id, &id));
    }
    CU_ASSERT_EQUAL(next, FIXTURE_ITEMS);
    ready_list_clear(&list);
}

static void assess_all(void)
{
    for (size_t i = 0; i < FIXTURE_ITEMS; i++) {
        struct ident id = assessment_id(&fixture.audit, "walk", items[i], NULL);
        struct change change;
        change_init(&change, &fixture.audit);
        change_set_id(&change, RECORD_ASSESSMENT, &id, ASSESSMENT_AUDIT, &fixture.audit);
        change_set_text(&change, RECORD_ASSESSMENT, &id, ASSESSMENT_CHECKLIST, "walk");
        change_set_text(&change, RECORD_ASSESSMENT, &id, ASSESSMENT_ITEM, items[i]);
        change_set_text(&change, RECORD_ASSESSMENT, &id, ASSESSMENT_RESULT, "conforming");
        CU_ASSERT_EQUAL(store_save(fixture.store, &change, NULL, NULL), ERR_OK);
        change_clear(&change);
    }
}

static void set(uint16_t field, const char *text)
{
    fixture_set(&fixture, RECORD_AUDIT, &fixture.audit, field, text);
}

static enum err_code sign(enum sign_step step)
{
    return audit_sign(fixture.store, &fixture.audit, step, NULL, NULL);
}

static void sign_all(void)
{
    CU_ASSERT_EQUAL(sign(SIGN_PREPARED), ERR_OK);
    CU_ASSERT_EQUAL(sign(SIGN_REVIEWED), ERR_OK);
    CU_ASSERT_EQUAL(sign(SIGN_APPROVED), ERR_OK);
}

static void to_issued(void)
{
    assess_all();
    CU_ASSERT_EQUAL(go(AUDIT_REPORT, NULL), ERR_OK);
    set(AUDIT_CONCLUSION, "Fit.");
    sign_all();
    CU_ASSERT_EQUAL_FATAL(go(AUDIT_ISSUE, NULL), ERR_OK);
}

static void gates_name_what_is_missing(void)
{
    fixture_make(&fixture);
    CU_ASSERT_EQUAL(missing(AUDIT_ACTION_COUNT, GATE_UNASSESSED), FIXTURE_ITEMS);
    CU_ASSERT_EQUAL(missing(AUDIT_PREPARE, GATE_SCOPE), 1);
    CU_ASSERT_EQUAL(missing(AUDIT_PREPARE, GATE_DATES), 1);
    CU_ASSERT_EQUAL(missing(AUDIT_PREPARE, GATE_LEAD), 0);
    CU_ASSERT_EQUAL(missing(AUDIT_PREPARE, GATE_STATEMENT), 1);
    CU_ASSERT_EQUAL(go(AUDIT_REPORT, NULL), ERR_OK); /* advice only */
    CU_ASSERT_EQUAL(go(AUDIT_ISSUE, NULL), ERR_DENIED);
    assess_all();
    CU_ASSERT_EQUAL(missing(AUDIT_ISSUE, GATE_UNASSESSED), 0);
    CU_ASSERT_EQUAL(missing(AUDIT_ISSUE, GATE_CONFORMING), FIXTURE_ITEMS);
    expect_walking_order(AUDIT_ISSUE, GATE_CONFORMING);
    struct ident id = assessment_id(&fixture.audit, "walk", "crane", NULL);
    fixture_set(&fixture, RECORD_ASSESSMENT, &id, ASSESSMENT_RESULT, "na");
    CU_ASSERT_EQUAL(missing(AUDIT_ISSUE, GATE_EXCLUSION), 1);
    fixture_set(&fixture, RECORD_ASSESSMENT, &id, ASSESSMENT_NOTE, "no crane here");
    CU_ASSERT_EQUAL(missing(AUDIT_ISSUE, GATE_EXCLUSION), 0);
    fixture_set(&fixture, RECORD_ASSESSMENT, &id, ASSESSMENT_RESULT, "minor");
    CU_ASSERT_EQUAL(missing(AUDIT_ISSUE, GATE_FINDINGS), 1);
    const char *ref = "crane";
    struct ident finding;
    const struct finding_new what = {
        .grade = GRADE_MINOR, .statement = "Not locked.", .refs = &ref, .ref_count = 1};
    CU_ASSERT_EQUAL_FATAL(finding_add(fixture.store, &fixture.audit, &what, &finding, NULL),
                          ERR_OK);
    CU_ASSERT_EQUAL(missing(AUDIT_ISSUE, GATE_FINDINGS), 0);
    CU_ASSERT_EQUAL(missing(AUDIT_ISSUE, GATE_EVIDENCE), 1);
    CU_ASSERT_EQUAL(missing(AUDIT_ISSUE, GATE_NUMBER), 1);
    fixture_set(&fixture, RECORD_FINDING, &finding, FINDING_OBJECTIVE_EVIDENCE, "seen at 14:00");
    fixture_set(&fixture, RECORD_FINDING, &finding, FINDING_NUMBER, "NC-2026-001");
    CU_ASSERT_EQUAL(missing(AUDIT_ISSUE, GATE_EVIDENCE), 0);
    CU_ASSERT_EQUAL(missing(AUDIT_ISSUE, GATE_NUMBER), 0);
    CU_ASSERT_EQUAL(missing(AUDIT_CLOSE, GATE_OPEN), 1);
    fixture_remove(&fixture);
}

static void only_the_lead_goes_on(void)
{
    fixture_make(&fixture);
    CU_ASSERT_EQUAL_FATAL(store_set_author(fixture.store, "Zhao Min", NULL), ERR_OK);
    CU_ASSERT_EQUAL(go(AUDIT_REPORT, NULL), ERR_DENIED);
    CU_ASSERT_EQUAL(go(AUDIT_CANCEL, "no time"), ERR_DENIED);
    CU_ASSERT_EQUAL_FATAL(store_set_author(fixture.store, "Li Na", NULL), ERR_OK);
    CU_ASSERT_EQUAL(go(AUDIT_CANCEL, ""), ERR_DENIED);
    CU_ASSERT_EQUAL(go(AUDIT_CANCEL, "no time"), ERR_OK);
    CU_ASSERT_EQUAL(go(AUDIT_RESUME, NULL), ERR_DENIED);
    fixture_remove(&fixture);
}

static void signatures_are_for_what_was_there(void)
{
    struct sign_lines lines;

    fixture_make(&fixture);
    CU_ASSERT_EQUAL(sign(SIGN_PREPARED), ERR_DENIED); /* not yet at the report */
    assess_all();
    CU_ASSERT_EQUAL(go(AUDIT_REPORT, NULL), ERR_OK);
    CU_ASSERT_EQUAL(sign(SIGN_APPROVED), ERR_DENIED); /* nobody prepared it */
    CU_ASSERT_EQUAL(sign(SIGN_ISSUED), ERR_DENIED);
    sign_all();
    CU_ASSERT_EQUAL(missing(AUDIT_ISSUE, GATE_APPROVED), 0);
    CU_ASSERT_EQUAL(go(AUDIT_ISSUE, NULL), ERR_DENIED); /* no conclusion */
    set(AUDIT_CONCLUSION, "Fit.");
    CU_ASSERT_EQUAL(missing(AUDIT_ISSUE, GATE_PREPARED), 1); /* it is not what was signed */
    CU_ASSERT_EQUAL(go(AUDIT_ISSUE, NULL), ERR_DENIED);
    set(AUDIT_CONCLUSION, NULL);
    CU_ASSERT_EQUAL(missing(AUDIT_ISSUE, GATE_PREPARED), 0);
    CU_ASSERT_EQUAL_FATAL(audit_signatures(fixture.store, &fixture.audit, &lines, NULL), ERR_OK);
    CU_ASSERT_EQUAL_FATAL(lines.count, 3);
    CU_ASSERT_TRUE(lines.items[0].valid && lines.items[0].current);
    CU_ASSERT_STRING_EQUAL(lines.items[0].person, "Li Na");
    struct ident id = lines.items[0].id;
    sign_lines_clear(&lines);
    fixture_set(&fixture, RECORD_SIGN_OFF, &id, SIGN_OFF_AT, "2026-01-01T00:00:00.000Z");
    CU_ASSERT_EQUAL_FATAL(audit_signatures(fixture.store, &fixture.audit, &lines, NULL), ERR_OK);
    CU_ASSERT_FALSE(lines.items[0].valid);
    sign_lines_clear(&lines);
    CU_ASSERT_EQUAL(missing(AUDIT_ISSUE, GATE_PREPARED), 1);
    fixture_verify(&fixture);
    fixture_remove(&fixture);
}

static void what_is_issued_stays(void)
{
    struct sign_lines lines;
    struct rows rows;
    struct ident finding;
    const char *ref = "crane";
    const struct finding_new what = {
        .grade = GRADE_OFI, .statement = "Paint it.", .refs = &ref, .ref_count = 1};

    fixture_make(&fixture);
    to_issued();
    CU_ASSERT_EQUAL(finding_add(fixture.store, &fixture.audit, &what, &finding, NULL), ERR_DENIED);
    CU_ASSERT_EQUAL(store_undo(fixture.store, NULL, NULL), ERR_FOUND);
    CU_ASSERT_EQUAL(go(AUDIT_RESUME, NULL), ERR_DENIED);
    CU_ASSERT_EQUAL(go(AUDIT_REVISE, " "), ERR_DENIED);
    CU_ASSERT_EQUAL(go(AUDIT_REVISE, "wrong site on page 2"), ERR_OK);
    CU_ASSERT_EQUAL(finding_add(fixture.store, &fixture.audit, &what, &finding, NULL), ERR_OK);
    fixture_set(&fixture, RECORD_FINDING, &finding, FINDING_NUMBER, "OFI-2026-001");
    CU_ASSERT_EQUAL(go(AUDIT_ISSUE, NULL), ERR_DENIED); /* the revision is not signed */
    sign_all();
    CU_ASSERT_EQUAL(go(AUDIT_ISSUE, NULL), ERR_OK);
    CU_ASSERT_EQUAL_FATAL(audit_signatures(fixture.store, &fixture.audit, &lines, NULL), ERR_OK);
    CU_ASSERT_EQUAL_FATAL(lines.count, 8);
    CU_ASSERT_EQUAL(lines.items[3].step, SIGN_ISSUED);
    CU_ASSERT_TRUE(lines.items[3].valid && !lines.items[3].current);
    CU_ASSERT_EQUAL(lines.items[7].revision, 1);
    CU_ASSERT_TRUE(lines.items[7].valid && lines.items[7].current);
    sign_lines_clear(&lines);
    CU_ASSERT_EQUAL_FATAL(audit_revisions(fixture.store, &fixture.audit, &rows, NULL), ERR_OK);
    CU_ASSERT_EQUAL_FATAL(rows.count, 1);
    CU_ASSERT_STRING_EQUAL(row_text(&rows.items[0], REVISION_REASON), "wrong site on page 2");
    rows_clear(&rows);
    fixture_remove(&fixture);
}

/* The actions go on after issue and change nothing of what was signed. */
static void closure_goes_on_after_issue(void)
{
    struct sign_lines lines;
    struct ident finding;
    const char *ref = "crane";
    const struct finding_new what = {.grade = GRADE_MINOR,
                                     .statement = "Not locked.",
                                     .objective_evidence = "seen",
                                     .refs = &ref,
                                     .ref_count = 1};
    const struct closure_given given = {.person = "Zhao Min", .effect = -1};
    const struct closure_text text = {CORRECTIVE_TEXT, "Lock it"};

    fixture_make(&fixture);
    assess_all();
    CU_ASSERT_EQUAL(finding_add(fixture.store, &fixture.audit, &what, &finding, NULL), ERR_OK);
    fixture_set(&fixture, RECORD_FINDING, &finding, FINDING_NUMBER, "NC-2026-001");
    to_issued();
    CU_ASSERT_EQUAL(
        finding_advance(fixture.store, &finding, FINDING_ACKNOWLEDGE, &given, NULL, NULL), ERR_OK);
    CU_ASSERT_EQUAL(closure_put(fixture.store, &finding, RECORD_ACTION, NULL, &text, 1, NULL, NULL),
                    ERR_OK);
    CU_ASSERT_EQUAL_FATAL(audit_signatures(fixture.store, &fixture.audit, &lines, NULL), ERR_OK);
    CU_ASSERT_TRUE(lines.items[3].valid && lines.items[3].current);
    sign_lines_clear(&lines);
    CU_ASSERT_EQUAL(go(AUDIT_BEGIN_FOLLOW_UP, NULL), ERR_OK);
    CU_ASSERT_EQUAL(go(AUDIT_CLOSE, NULL), ERR_DENIED); /* one is open */
    fixture_remove(&fixture);
}

static struct ident add_person(const char *name, const char *unit)
{
    struct change change;
    struct ident id = ident_random();

    change_init(&change, NULL);
    change_set_text(&change, RECORD_PERSON, &id, PERSON_NAME, name);
    change_set_text(&change, RECORD_PERSON, &id, PERSON_UNIT, unit);
    CU_ASSERT_EQUAL(store_save(fixture.store, &change, NULL, NULL), ERR_OK);
    change_clear(&change);
    return id;
}

static void nobody_audits_their_own_unit(void)
{
    struct change change;
    struct ident process = ident_random();
    struct ident link = ident_random();

    fixture_make(&fixture);
    struct ident owner = add_person("Zhao Min", "Gate operations");
    struct ident author = store_author(fixture.store);
    change_init(&change, &fixture.audit);
    change_set_text(&change, RECORD_PROCESS, &process, PROCESS_NAME, "Gate");
    change_set_id(&change, RECORD_PROCESS, &process, PROCESS_OWNER, &owner);
    change_set_id(&change, RECORD_AUDIT_PROCESS, &link, AUDIT_PROCESS_AUDIT, &fixture.audit);
    change_set_id(&change, RECORD_AUDIT_PROCESS, &link, AUDIT_PROCESS_PROCESS, &process);
    CU_ASSERT_EQUAL(store_save(fixture.store, &change, NULL, NULL), ERR_OK);
    change_clear(&change);
    CU_ASSERT_EQUAL(missing(AUDIT_ISSUE, GATE_AUDITOR), 0);
    change_init(&change, NULL);
    change_set_text(&change, RECORD_PERSON, &author, PERSON_UNIT, " gate Operations");
    CU_ASSERT_EQUAL(store_save(fixture.store, &change, NULL, NULL), ERR_OK);
    change_clear(&change);
    CU_ASSERT_EQUAL(missing(AUDIT_ISSUE, GATE_AUDITOR), 1);
    CU_ASSERT_EQUAL(audit_override(fixture.store, &fixture.audit, "Li Na", NULL, "", NULL),
                    ERR_USAGE);
    CU_ASSERT_EQUAL(
        audit_override(fixture.store, &fixture.audit, "Li Na", NULL, "the only one trained", NULL),
        ERR_OK);
    CU_ASSERT_EQUAL(missing(AUDIT_ISSUE, GATE_AUDITOR), 0);
    fixture_remove(&fixture);
}

/* On one laptop the owner changes, on another they verify: only the merge brings it together. */
static void own_verification_shows_after_a_merge(void)
{
    struct ident finding;
    struct ident action = ident_random();
    struct change change;
    const char *ref = "crane";
    const struct finding_new what = {
        .grade = GRADE_MINOR, .statement = "Not locked.", .refs = &ref, .ref_count = 1};

    fixture_make(&fixture);
    struct ident author = store_author(fixture.store);
    CU_ASSERT_EQUAL(finding_add(fixture.store, &fixture.audit, &what, &finding, NULL), ERR_OK);
    struct ident check = closure_id(RECORD_EFFECTIVENESS, &finding, 0);
    change_init(&change, &fixture.audit);
    change_set_id(&change, RECORD_ACTION, &action, CORRECTIVE_FINDING, &finding);
    change_set_id(&change, RECORD_ACTION, &action, CORRECTIVE_OWNER, &author);
    change_set_id(&change, RECORD_EFFECTIVENESS, &check, EFFECTIVENESS_FINDING, &finding);
    change_set_text(&change, RECORD_EFFECTIVENESS, &check, EFFECTIVENESS_RESULT, "effective");
    change_set_id(&change, RECORD_EFFECTIVENESS, &check, EFFECTIVENESS_BY, &author);
    CU_ASSERT_EQUAL(store_save(fixture.store, &change, NULL, NULL), ERR_OK);
    change_clear(&change);
    CU_ASSERT_EQUAL(missing(AUDIT_CLOSE, GATE_VERIFIER), 1);
    CU_ASSERT_EQUAL(audit_override(fixture.store, &fixture.audit, "Li Na", &finding,
                                   "nobody else on site", NULL),
                    ERR_OK);
    CU_ASSERT_EQUAL(missing(AUDIT_CLOSE, GATE_VERIFIER), 0);
    fixture_remove(&fixture);
}

static void the_team_is_kept(void)
{
    struct member_given given = {.name = "Zhao Min", .role = "auditee", .unit = "Gate"};

    fixture_make(&fixture);
    CU_ASSERT_EQUAL(audit_member_set(fixture.store, &fixture.audit, &given, NULL), ERR_OK);
    given = (struct member_given){.name = "Li Na", .unit = "gate", .statement = "none"};
    CU_ASSERT_EQUAL(audit_member_set(fixture.store, &fixture.audit, &given, NULL), ERR_OK);
    CU_ASSERT_EQUAL(missing(AUDIT_ISSUE, GATE_AUDITOR), 1);
    CU_ASSERT_EQUAL(missing(AUDIT_ISSUE, GATE_STATEMENT), 0);
    CU_ASSERT_EQUAL(missing(AUDIT_ISSUE, GATE_LEAD), 0); /* the role stayed */
    given = (struct member_given){.name = "Zhao Min", .reason = "another shift"};
    CU_ASSERT_EQUAL(audit_member_set(fixture.store, &fixture.audit, &given, NULL), ERR_OK);
    CU_ASSERT_EQUAL(audit_member_set(fixture.store, &fixture.audit, &given, NULL), ERR_USAGE);
    CU_ASSERT_EQUAL(missing(AUDIT_ISSUE, GATE_AUDITOR), 0);
    given = (struct member_given){.name = "Zhao Min", .role = "boss"};
    CU_ASSERT_EQUAL(audit_member_set(fixture.store, &fixture.audit, &given, NULL), ERR_USAGE);
    fixture_remove(&fixture);
}

static void open_ones_are_followed_up(void)
{
    struct follow_lines lines;
    struct ident finding;
    size_t count = 0;
    const char *ref = "crane";
    const struct finding_new what = {
        .grade = GRADE_MINOR, .statement = "Not locked.", .refs = &ref, .ref_count = 1};

    fixture_make(&fixture);
    CU_ASSERT_EQUAL(finding_add(fixture.store, &fixture.audit, &what, &finding, NULL), ERR_OK);
    struct ident earlier = fixture.audit;
    fixture.audit = fixture_audit(&fixture, "FU-2026-01");
    CU_ASSERT_EQUAL(audit_follow_up(fixture.store, &fixture.audit, &earlier, 1, &count, NULL),
                    ERR_OK);
    CU_ASSERT_EQUAL(count, 1);
    CU_ASSERT_EQUAL(missing(AUDIT_ISSUE, GATE_PREVIOUS), 1);
    CU_ASSERT_EQUAL(
        follow_up_note(fixture.store, &fixture.audit, &finding, "not due before May", NULL),
        ERR_OK);
    CU_ASSERT_EQUAL(missing(AUDIT_ISSUE, GATE_PREVIOUS), 0);
    CU_ASSERT_EQUAL_FATAL(follow_up_list(fixture.store, &fixture.audit, &lines, NULL), ERR_OK);
    CU_ASSERT_EQUAL_FATAL(lines.count, 1);
    CU_ASSERT_STRING_EQUAL(lines.items[0].audit, "IA-2026-01");
    CU_ASSERT_STRING_EQUAL(lines.items[0].note, "not due before May");
    CU_ASSERT_EQUAL(lines.items[0].effect, -1);
    follow_lines_clear(&lines);
    fixture_remove(&fixture);
}

CU_ErrorCode test_ready_add(void)
{
    CU_TestInfo tests[] = {
        {"gates name what is missing", gates_name_what_is_missing},
        {"only the lead goes on", only_the_lead_goes_on},
        {"signatures are for what was there", signatures_are_for_what_was_there},
        {"what is issued stays", what_is_issued_stays},
        {"closure goes on after issue", closure_goes_on_after_issue},
        {"nobody audits their own unit", nobody_audits_their_own_unit},
        {"own verification shows after a merge", own_verification_shows_after_a_merge},
        {"the team is kept", the_team_is_kept},
        {"open ones are followed up", open_ones_are_followed_up},
        CU_TEST_INFO_NULL};
    CU_SuiteInfo suites[] = {{"store/ready", NULL, NULL, NULL, NULL, tests}, CU_SUITE_INFO_NULL};

    return CU_register_suites(suites);
}

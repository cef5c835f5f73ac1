/* test_closure.c - a nonconformity's way to its closure through the store: records, steps, dues. */
#include <CUnit/CUnit.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/audits.h"
#include "store/closure.h"
#include "store/evidence.h"
#include "store/findings.h"
#include "store/fixture.h"
#include "store/suites.h"

static struct fixture fixture;
static struct ident finding;

static void raise_one(enum grade grade)
{
    static const char *const ref = "8.4 c)";
    const struct finding_new what = {
        .grade = grade, .statement = "Entries are not signed.", .refs = &ref, .ref_count = 1};

    CU_ASSERT_EQUAL_FATAL(finding_add(fixture.store, &fixture.audit, &what, &finding, NULL),
                          ERR_OK);
}

static void start(void)
{
    fixture_make(&fixture);
    raise_one(GRADE_MINOR);
}

static void be(const char *person)
{
    CU_ASSERT_EQUAL_FATAL(store_set_author(fixture.store, person, NULL), ERR_OK);
}

static enum err_code put(enum record_type type, const struct ident *record,
                         const struct closure_text *texts, size_t count, struct ident *id)
{
    struct err err = {0};
    enum err_code code = closure_put(fixture.store, &finding, type, record, texts, count, id, &err);

    CU_ASSERT_TRUE(code == ERR_OK || err.message[0] != '\0');
    return code;
}
#define PUT(type, record, ...)                                                                     \
    put(type, record, (const struct closure_text[]){__VA_ARGS__},                                  \
        sizeof((const struct closure_text[]){__VA_ARGS__}) / sizeof(struct closure_text), NULL)

static enum err_code step_with(enum finding_action action, const struct closure_given *given)
{
    struct err err = {0};
    enum err_code code = finding_advance(fixture.store, &finding, action, given, NULL, &err);

    CU_ASSERT_TRUE(code == ERR_OK || err.message[0] != '\0');
    return code;
}

static enum err_code step(enum finding_action action)
{
    return step_with(action, &(struct closure_given){.person = "Zhao Min", .effect = -1});
}

static enum err_code step_why(enum finding_action action, const char *note)
{
    return step_with(action, &(struct closure_given){.note = note, .effect = -1});
}

static const char *state(void)
{
    static char word[32];
    struct row row;

    CU_ASSERT_EQUAL_FATAL(store_get(fixture.store, RECORD_FINDING, &finding, &row, NULL), ERR_OK);
    snprintf(word, sizeof word, "%s", row_text(&row, FINDING_STATE));
    row_clear(&row);
    return word;
}

static struct ident add_action(const char *text, const char *owner, const char *due)
{
    struct ident id;
    const struct closure_text texts[] = {{CORRECTIVE_TEXT, text},
                                         {CORRECTIVE_OWNER, owner},
                                         {CORRECTIVE_DUE, due},
                                         {CORRECTIVE_SYSTEM, "no"}};

    CU_ASSERT_EQUAL_FATAL(put(RECORD_ACTION, NULL, texts, 4, &id), ERR_OK);
    return id;
}

static void correct(void)
{
    CU_ASSERT_EQUAL(step(FINDING_ACKNOWLEDGE), ERR_OK);
    CU_ASSERT_EQUAL(step(FINDING_CONTAIN), ERR_DENIED);
    CU_ASSERT_EQUAL(PUT(RECORD_CORRECTION, NULL, {CORRECTION_KIND, "correction"},
                        {CORRECTION_TEXT, "Log signed again"}, {CORRECTION_OWNER, "Zhao Min"},
                        {CORRECTION_DONE, "2026-03-09"}, {CORRECTION_PROOF, "page 12"}),
                    ERR_OK);
    CU_ASSERT_EQUAL(step(FINDING_CONTAIN), ERR_OK);
}

static void analyse(void)
{
    CU_ASSERT_EQUAL(PUT(RECORD_CAUSE_ANALYSIS, NULL, {CAUSE_ANALYSIS_METHOD, "five-whys"},
                        {CAUSE_ANALYSIS_ROOT, "nobody owns the log"}),
                    ERR_OK);
    CU_ASSERT_EQUAL(step(FINDING_ANALYSE), ERR_DENIED);
    CU_ASSERT_EQUAL(PUT(RECORD_CAUSE, NULL, {CAUSE_TEXT, "no time"}, {CAUSE_CATEGORY, "people"}),
                    ERR_OK);
    CU_ASSERT_EQUAL(PUT(RECORD_CAUSE, NULL, {CAUSE_TEXT, "one guard"}), ERR_OK);
    CU_ASSERT_EQUAL(
        PUT(RECORD_SIMILAR_CASE, NULL, {SIMILAR_PLACE, "South gate"}, {SIMILAR_RESULT, "found"}),
        ERR_OK);
    CU_ASSERT_EQUAL(step(FINDING_ANALYSE), ERR_OK);
}

static struct ident propose(void)
{
    struct ident action = add_action("A second guard", "Zhao Min", "2026-04-01");

    CU_ASSERT_EQUAL(step(FINDING_PROPOSE), ERR_DENIED);
    CU_ASSERT_EQUAL(PUT(RECORD_EFFECTIVENESS, NULL,
                        {EFFECTIVENESS_CRITERION, "30 days without a gap"},
                        {EFFECTIVENESS_NOT_BEFORE, "2026-05-01"}),
                    ERR_OK);
    CU_ASSERT_EQUAL(step(FINDING_PROPOSE), ERR_OK);
    return action;
}

static void review(const char *result)
{
    CU_ASSERT_EQUAL(PUT(RECORD_RISK_REVIEW, NULL, {RISK_REVIEW_KIND, "review"},
                        {RISK_REVIEW_RESULT, result}, {RISK_REVIEW_TEXT, "no new gap"}),
                    ERR_OK);
}

static enum err_code done(const struct ident *action, const char *day)
{
    return PUT(RECORD_ACTION, action, {CORRECTIVE_DONE, day}, {CORRECTIVE_PROOF, "roster 14"});
}

static void from_raised_to_closed(void)
{
    start();
    correct();
    analyse();
    struct ident action = propose();
    CU_ASSERT_EQUAL(done(&action, "2026-03-09"), ERR_DENIED); /* before the risk review */
    CU_ASSERT_EQUAL(step(FINDING_ACCEPT), ERR_DENIED);
    review("acceptable");
    CU_ASSERT_EQUAL(step(FINDING_ACCEPT), ERR_OK);
    CU_ASSERT_EQUAL(step(FINDING_IMPLEMENT), ERR_DENIED);
    CU_ASSERT_EQUAL(PUT(RECORD_ACTION, &action, {CORRECTIVE_TEXT, "Something else"}), ERR_DENIED);
    CU_ASSERT_EQUAL(done(&action, "2026-03-10"), ERR_USAGE); /* tomorrow */
    CU_ASSERT_EQUAL(PUT(RECORD_ACTION, &action, {CORRECTIVE_DONE, "2026-03-09"}), ERR_DENIED);
    CU_ASSERT_EQUAL(done(&action, "2026-03-09"), ERR_OK);
    CU_ASSERT_EQUAL(step(FINDING_IMPLEMENT), ERR_OK);
    CU_ASSERT_EQUAL(step_why(FINDING_VERIFY, "30 days seen"), ERR_DENIED); /* too early */
    CU_ASSERT_EQUAL(step(FINDING_CLOSE), ERR_DENIED); /* without verification */
    fixture_time("2026-05-02T10:00:00.000Z");
    CU_ASSERT_EQUAL(step(FINDING_VERIFY), ERR_DENIED); /* without proof */
    CU_ASSERT_EQUAL(step_why(FINDING_VERIFY, "30 days seen"), ERR_OK);
    CU_ASSERT_STRING_EQUAL(state(), "verified");
    CU_ASSERT_EQUAL(step(FINDING_CLOSE), ERR_OK);
    CU_ASSERT_STRING_EQUAL(state(), "closed");
    CU_ASSERT_EQUAL(done(&action, "2026-03-08"), ERR_DENIED);
    struct closure closure;
    CU_ASSERT_EQUAL_FATAL(closure_load(fixture.store, &finding, &closure, NULL), ERR_OK);
    CU_ASSERT_EQUAL(closure.steps.count, 8);
    CU_ASSERT_EQUAL(closure.causes.count, 2);
    CU_ASSERT_EQUAL(row_int(&closure.causes.items[1], CAUSE_POSITION), 2);
    CU_ASSERT_STRING_EQUAL(row_text(&closure.checks.items[0], EFFECTIVENESS_RESULT), "effective");
    CU_ASSERT_FALSE(row_is_null(&closure.finding, FINDING_CLOSED_AT));
    closure_clear(&closure);
    fixture_verify(&fixture);
    fixture_remove(&fixture);
}

static void to_implemented(void)
{
    correct();
    analyse();
    struct ident action = propose();
    review("conditions");
    CU_ASSERT_EQUAL(step(FINDING_ACCEPT), ERR_OK);
    CU_ASSERT_EQUAL(done(&action, "2026-03-09"), ERR_OK);
    CU_ASSERT_EQUAL(step(FINDING_IMPLEMENT), ERR_OK);
    fixture_time("2026-05-02T10:00:00.000Z");
}

/* What did not work starts a new round: cause, plan, review are due again. */
static void not_effective_goes_round_again(void)
{
    start();
    to_implemented();
    CU_ASSERT_EQUAL(finding_check_edit(fixture.store, &finding, GRADE_OFI, "x", NULL, NULL, NULL),
                    ERR_DENIED);
    CU_ASSERT_EQUAL(finding_check_edit(fixture.store, &finding, GRADE_MAJOR, "x", NULL, NULL, NULL),
                    ERR_OK);
    CU_ASSERT_EQUAL(step_why(FINDING_FAIL, "two gaps"), ERR_DENIED); /* what was the judgement? */
    CU_ASSERT_EQUAL(step_with(FINDING_FAIL,
                              &(struct closure_given){.note = "two gaps", .effect = EFFECT_PARTLY}),
                    ERR_OK);
    CU_ASSERT_STRING_EQUAL(state(), "contained");
    CU_ASSERT_EQUAL(step(FINDING_ANALYSE), ERR_DENIED);
    analyse();
    CU_ASSERT_EQUAL(step(FINDING_PROPOSE), ERR_DENIED);
    propose();
    CU_ASSERT_EQUAL(step(FINDING_ACCEPT), ERR_DENIED);
    review("unacceptable");
    CU_ASSERT_EQUAL(step(FINDING_ACCEPT), ERR_DENIED);
    review("acceptable");
    CU_ASSERT_EQUAL(step(FINDING_ACCEPT), ERR_OK);
    struct closure closure;
    CU_ASSERT_EQUAL_FATAL(closure_load(fixture.store, &finding, &closure, NULL), ERR_OK);
    CU_ASSERT_EQUAL(closure.round, 1);
    CU_ASSERT_EQUAL(closure.actions.count, 2);
    CU_ASSERT_EQUAL(closure.analyses.count, 2);
    CU_ASSERT_EQUAL(done(&closure.actions.items[0].id, "2026-03-08"), ERR_DENIED);
    closure_clear(&closure);
    fixture_remove(&fixture);
}

static void a_rejected_plan_is_reviewed_anew(void)
{
    start();
    correct();
    analyse();
    propose();
    review("acceptable");
    CU_ASSERT_EQUAL(step(FINDING_REJECT), ERR_DENIED);
    CU_ASSERT_EQUAL(step_why(FINDING_REJECT, "one guard is not enough"), ERR_OK);
    CU_ASSERT_STRING_EQUAL(state(), "contained");
    CU_ASSERT_EQUAL(step(FINDING_ANALYSE), ERR_OK);
    CU_ASSERT_EQUAL(step(FINDING_PROPOSE), ERR_OK);
    CU_ASSERT_EQUAL(step(FINDING_ACCEPT), ERR_DENIED);
    fixture_remove(&fixture);
}

static void owners_do_not_judge_themselves(void)
{
    start();
    to_implemented();
    be("Zhao Min");
    CU_ASSERT_EQUAL(step_why(FINDING_VERIFY, "fine"), ERR_DENIED); /* no auditor */
    struct change change;
    struct ident id = link_id(&fixture.audit, &(struct ident){{1}});
    struct ident author = store_author(fixture.store);
    change_init(&change, &fixture.audit);
    change_set_id(&change, RECORD_TEAM_MEMBER, &id, TEAM_MEMBER_AUDIT, &fixture.audit);
    change_set_id(&change, RECORD_TEAM_MEMBER, &id, TEAM_MEMBER_PERSON, &author);
    change_set_text(&change, RECORD_TEAM_MEMBER, &id, TEAM_MEMBER_ROLE, "auditor");
    CU_ASSERT_EQUAL(store_save(fixture.store, &change, NULL, NULL), ERR_OK);
    change_clear(&change);
    CU_ASSERT_EQUAL(step_why(FINDING_VERIFY, "fine"), ERR_DENIED); /* the owner */
    CU_ASSERT_EQUAL(step_with(FINDING_VERIFY,
                              &(struct closure_given){
                                  .note = "fine", .effect = -1, .override = "nobody else on site"}),
                    ERR_OK);
    struct closure closure;
    CU_ASSERT_EQUAL_FATAL(closure_load(fixture.store, &finding, &closure, NULL), ERR_OK);
    CU_ASSERT_EQUAL_FATAL(closure.overrides.count, 1);
    CU_ASSERT_STRING_EQUAL(row_text(&closure.overrides.items[0], OVERRIDE_REASON),
                           "nobody else on site");
    closure_clear(&closure);
    fixture_remove(&fixture);
}

static void an_emergency_goes_first(void)
{
    start();
    CU_ASSERT_EQUAL(step(FINDING_ACKNOWLEDGE), ERR_OK);
    struct ident action = add_action("Guard the gap", "Zhao Min", "2026-03-09");
    CU_ASSERT_EQUAL(done(&action, "2026-03-09"), ERR_DENIED);
    CU_ASSERT_EQUAL(PUT(RECORD_RISK_REVIEW, NULL, {RISK_REVIEW_KIND, "emergency"}), ERR_USAGE);
    CU_ASSERT_EQUAL(PUT(RECORD_RISK_REVIEW, NULL, {RISK_REVIEW_KIND, "review"},
                        {RISK_REVIEW_RESULT, "acceptable"}, {RISK_REVIEW_TEXT, "fine"}),
                    ERR_DENIED); /* there is no plan yet */
    CU_ASSERT_EQUAL(PUT(RECORD_RISK_REVIEW, NULL, {RISK_REVIEW_KIND, "emergency"},
                        {RISK_REVIEW_TEXT, "the fence is open"}),
                    ERR_OK);
    CU_ASSERT_EQUAL(done(&action, "2026-03-09"), ERR_OK);
    fixture_remove(&fixture);
}

static void disputes_are_settled_first(void)
{
    struct row row;

    start();
    CU_ASSERT_EQUAL(step(FINDING_DISPUTE), ERR_DENIED);
    CU_ASSERT_EQUAL(step_with(FINDING_DISPUTE, &(struct closure_given){.person = "Zhao Min",
                                                                       .note = "it was signed",
                                                                       .effect = -1}),
                    ERR_OK);
    CU_ASSERT_EQUAL(step(FINDING_ACKNOWLEDGE), ERR_OK);
    CU_ASSERT_EQUAL(step_why(FINDING_SETTLE, "page 12 is not"), ERR_OK);
    CU_ASSERT_EQUAL(step_why(FINDING_SETTLE, "page 12 is not"), ERR_DENIED);
    CU_ASSERT_EQUAL_FATAL(store_get(fixture.store, RECORD_FINDING, &finding, &row, NULL), ERR_OK);
    CU_ASSERT_STRING_EQUAL(row_text(&row, FINDING_AUDITEE_POSITION), "it was signed");
    CU_ASSERT_STRING_EQUAL(row_text(&row, FINDING_AUDITOR_POSITION), "page 12 is not");
    CU_ASSERT_EQUAL(row_int(&row, FINDING_DISPUTED), 0);
    row_clear(&row);
    fixture_remove(&fixture);
}

static void what_comes_back_is_a_recurrence(void)
{
    struct ident made;
    struct row row;
    struct finding_lines lines;

    start();
    to_implemented();
    CU_ASSERT_EQUAL(step_why(FINDING_VERIFY, "30 days seen"), ERR_OK);
    CU_ASSERT_EQUAL(step(FINDING_CLOSE), ERR_OK);
    struct ident next = fixture_audit(&fixture, "IA-2026-02");
    const struct closure_given given = {.note = "Again unsigned.", .effect = -1, .audit = &next};
    CU_ASSERT_EQUAL(step_why(FINDING_REOPEN, "Again unsigned."), ERR_USAGE);
    CU_ASSERT_EQUAL_FATAL(
        finding_advance(fixture.store, &finding, FINDING_REOPEN, &given, &made, NULL), ERR_OK);
    CU_ASSERT_STRING_EQUAL(state(), "closed");
    CU_ASSERT_EQUAL_FATAL(store_get(fixture.store, RECORD_FINDING, &made, &row, NULL), ERR_OK);
    struct ident of = row_id(&row, FINDING_RECURRENCE_OF);
    CU_ASSERT_TRUE(ident_equal(&of, &finding));
    CU_ASSERT_STRING_EQUAL(row_text(&row, FINDING_STATE), "raised");
    row_clear(&row);
    const struct finding_query query = {.audit = &next};
    CU_ASSERT_EQUAL_FATAL(findings_list(fixture.store, &query, &lines, NULL), ERR_OK);
    CU_ASSERT_EQUAL_FATAL(lines.count, 1);
    CU_ASSERT_STRING_EQUAL(lines.items[0].refs, "8.4-c");
    finding_lines_clear(&lines);
    fixture_remove(&fixture);
}

static void dues_are_worked_out(void)
{
    struct due_lines lines;
    struct due_query query = {.within = -1};

    start();
    correct();
    analyse();
    struct ident action = propose();
    review("acceptable");
    CU_ASSERT_EQUAL(step(FINDING_ACCEPT), ERR_OK);
    CU_ASSERT_EQUAL(action_extend(fixture.store, &action, "2026-03-01", "Li Na", "late", NULL),
                    ERR_USAGE);
    CU_ASSERT_EQUAL(action_extend(fixture.store, &action, "2026-04-10", "", "late", NULL),
                    ERR_USAGE);
    CU_ASSERT_EQUAL(action_extend(fixture.store, &action, "2026-04-10", "Li Na", "late", NULL),
                    ERR_OK);
    CU_ASSERT_EQUAL_FATAL(due_list(fixture.store, &query, &lines, NULL), ERR_OK);
    CU_ASSERT_EQUAL_FATAL(lines.count, 1); /* the correction is done, the check not yet due */
    CU_ASSERT_EQUAL(lines.items[0].kind, DUE_ACTION);
    CU_ASSERT_STRING_EQUAL(lines.items[0].due, "2026-04-10");
    CU_ASSERT_STRING_EQUAL(lines.items[0].owner, "Zhao Min");
    CU_ASSERT_EQUAL(lines.items[0].extensions, 1);
    CU_ASSERT_EQUAL(lines.items[0].overdue, -32);
    due_lines_clear(&lines);
    fixture_time("2026-04-13T10:00:00.000Z");
    query.within = 7;
    query.owner = "zhao min";
    CU_ASSERT_EQUAL_FATAL(due_list(fixture.store, &query, &lines, NULL), ERR_OK);
    CU_ASSERT_EQUAL_FATAL(lines.count, 1);
    CU_ASSERT_EQUAL(lines.items[0].overdue, 3);
    CU_ASSERT_EQUAL(lines.items[0].age, 35);
    due_lines_clear(&lines);
    query.owner = "Li Na";
    CU_ASSERT_EQUAL_FATAL(due_list(fixture.store, &query, &lines, NULL), ERR_OK);
    CU_ASSERT_EQUAL(lines.count, 0);
    due_lines_clear(&lines);
    fixture_remove(&fixture);
}

static void options_say_why_not(void)
{
    struct closure closure;
    struct closure_options options;

    start();
    CU_ASSERT_EQUAL(step(FINDING_ACKNOWLEDGE), ERR_OK);
    CU_ASSERT_EQUAL_FATAL(closure_load(fixture.store, &finding, &closure, NULL), ERR_OK);
    CU_ASSERT_EQUAL_FATAL(closure_options_list(fixture.store, &closure, &options, NULL), ERR_OK);
    CU_ASSERT_EQUAL_FATAL(options.count, 3);
    CU_ASSERT_TRUE(options.items[0].allowed);  /* dispute */
    CU_ASSERT_FALSE(options.items[1].allowed); /* settle */
    CU_ASSERT_EQUAL(options.items[2].action, FINDING_CONTAIN);
    CU_ASSERT_PTR_NOT_NULL(strstr(options.items[2].reason, "correction"));
    closure_options_clear(&options);
    closure_clear(&closure);
    fixture_remove(&fixture);
}

static void opportunities_take_the_short_way(void)
{
    fixture_make(&fixture);
    raise_one(GRADE_OFI);
    CU_ASSERT_EQUAL(step(FINDING_ACKNOWLEDGE), ERR_OK);
    CU_ASSERT_EQUAL(step(FINDING_CONTAIN), ERR_DENIED);
    CU_ASSERT_EQUAL(
        PUT(RECORD_CORRECTION, NULL, {CORRECTION_KIND, "correction"}, {CORRECTION_TEXT, "x"}),
        ERR_DENIED);
    struct ident action = add_action("Try it", "Zhao Min", "2026-04-01");
    CU_ASSERT_EQUAL(done(&action, "2026-03-09"), ERR_OK);
    CU_ASSERT_EQUAL(step_why(FINDING_CLOSE, "taken up"), ERR_OK);
    CU_ASSERT_STRING_EQUAL(state(), "closed");
    fixture_remove(&fixture);
}

static void bad_input_is_refused(void)
{
    start();
    CU_ASSERT_EQUAL(step(FINDING_ACKNOWLEDGE), ERR_OK);
    CU_ASSERT_EQUAL(PUT(RECORD_ACTION, NULL, {CORRECTIVE_TEXT, " "}), ERR_USAGE);
    CU_ASSERT_EQUAL(PUT(RECORD_ACTION, NULL, {CORRECTIVE_TEXT, "x"}, {CORRECTIVE_DUE, "soon"}),
                    ERR_USAGE);
    CU_ASSERT_EQUAL(PUT(RECORD_ACTION, NULL, {CORRECTIVE_TEXT, "x"}, {CORRECTIVE_SYSTEM, "maybe"}),
                    ERR_USAGE);
    CU_ASSERT_EQUAL(PUT(RECORD_ACTION, NULL, {CORRECTIVE_TEXT, "x"}, {CORRECTIVE_SYSTEM, "yes"}),
                    ERR_USAGE);
    CU_ASSERT_EQUAL(PUT(RECORD_ACTION, NULL, {CORRECTIVE_TEXT, "x"}, {CORRECTIVE_EVIDENCE, "E-9"}),
                    ERR_DENIED);
    CU_ASSERT_EQUAL(PUT(RECORD_CORRECTION, NULL, {CORRECTION_KIND, "containment"},
                        {CORRECTION_TEXT, "x"}, {CORRECTION_EVIDENCE, "E-9"}),
                    ERR_USAGE);
    CU_ASSERT_EQUAL(PUT(RECORD_ACTION, NULL, {CORRECTIVE_NUMBER, "A-1"}), ERR_USAGE);
    CU_ASSERT_EQUAL(PUT(RECORD_ACTION, &finding, {CORRECTIVE_TEXT, "x"}), ERR_USAGE);
    CU_ASSERT_EQUAL(PUT(RECORD_FINDING, NULL, {FINDING_STATE, "closed"}), ERR_INTERNAL);
    fixture_remove(&fixture);
}

static void withdrawn_ones_are_out(void)
{
    struct due_lines lines;
    const struct due_query query = {.within = -1};

    start();
    CU_ASSERT_EQUAL(step(FINDING_ACKNOWLEDGE), ERR_OK);
    struct ident action = add_action("Guard the gap", "Zhao Min", "2026-03-09");
    CU_ASSERT_EQUAL(closure_withdraw(fixture.store, RECORD_ACTION, &action, " ", NULL), ERR_USAGE);
    CU_ASSERT_EQUAL(closure_withdraw(fixture.store, RECORD_ACTION, &action, "twice", NULL), ERR_OK);
    CU_ASSERT_EQUAL(PUT(RECORD_ACTION, &action, {CORRECTIVE_TEXT, "x"}), ERR_USAGE);
    CU_ASSERT_EQUAL_FATAL(due_list(fixture.store, &query, &lines, NULL), ERR_OK);
    CU_ASSERT_EQUAL(lines.count, 0);
    due_lines_clear(&lines);
    fixture_remove(&fixture);
}

CU_ErrorCode test_closure_add(void)
{
    CU_TestInfo tests[] = {{"from raised to closed", from_raised_to_closed},
                           {"not effective goes round again", not_effective_goes_round_again},
                           {"a rejected plan is reviewed anew", a_rejected_plan_is_reviewed_anew},
                           {"owners do not judge themselves", owners_do_not_judge_themselves},
                           {"an emergency goes first", an_emergency_goes_first},
                           {"disputes are settled first", disputes_are_settled_first},
                           {"what comes back is a recurrence", what_comes_back_is_a_recurrence},
                           {"dues are worked out", dues_are_worked_out},
                           {"options say why not", options_say_why_not},
                           {"opportunities take the short way", opportunities_take_the_short_way},
                           {"bad input is refused", bad_input_is_refused},
                           {"withdrawn ones are out", withdrawn_ones_are_out},
                           CU_TEST_INFO_NULL};
    CU_SuiteInfo suites[] = {{"store/closure", NULL, NULL, NULL, NULL, tests}, CU_SUITE_INFO_NULL};

    return CU_register_suites(suites);
}

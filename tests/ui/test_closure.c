/* test_closure.c - the path of a finding, its actions, sign-off and deployment, by keys alone; what
 * was done is read back from the file.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "stage.h"
#include "store/audits.h"
#include "store/closure.h"
#include "store/deployment.h"
#include "store/ready.h"
#include "suites.h"
#include "ui/screens.h"

static void must(enum err_code code, const struct err *err)
{
    if (code != ERR_OK)
        printf("\n    %s (%s)\n", err->message, err->hint);
    CU_ASSERT_EQUAL_FATAL(code, ERR_OK);
}

static void resize_through(struct stage *stage)
{
    static const int sizes[][2] = {{16, 60}, {40, 120}, {5, 20}, {16, 59}, {1, 1}, {24, 80}};

    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++)
        stage_size(stage, sizes[i][0], sizes[i][1]);
}

static enum finding_state state_of(const struct stage *stage, const struct ident *finding)
{
    struct row row;
    struct err err = {0};

    must(store_get(stage->store, RECORD_FINDING, finding, &row, &err), &err);
    enum finding_state state = (enum finding_state)row_code(&row, FINDING_STATE);
    row_clear(&row);
    return state;
}

static struct ident put(const struct stage *stage, const struct ident *finding,
                        enum record_type type, const struct closure_text *texts, size_t count)
{
    struct err err = {0};
    struct ident id;

    must(closure_put(stage->store, finding, type, NULL, texts, count, &id, &err), &err);
    return id;
}

static void advance(const struct stage *stage, const struct ident *finding,
                    enum finding_action action, const struct closure_given *given)
{
    struct err err = {0};

    must(finding_advance(stage->store, finding, action, given, NULL, &err), &err);
}

static const struct closure_given nothing = {.effect = -1};
static const struct closure_given zhao = {.effect = -1, .person = "Zhao Min"};

/* A finding whose correction is done. */
static struct ident contained(struct stage *stage)
{
    struct ident finding =
        stage_add_finding(stage, "8.4-c", GRADE_MINOR, "Three nights unsigned", NULL);
    const struct closure_text correction[] = {{CORRECTION_KIND, "correction"},
                                              {CORRECTION_TEXT, "Log signed"},
                                              {CORRECTION_DONE, "2026-03-31"},
                                              {CORRECTION_PROOF, "Seen"}};

    advance(stage, &finding, FINDING_ACKNOWLEDGE, &zhao);
    put(stage, &finding, RECORD_CORRECTION, correction, 4);
    advance(stage, &finding, FINDING_CONTAIN, &nothing);
    return finding;
}

/* ---- the path -------------------------------------------------------------------------------- */

/* From the list of findings: acknowledged by a name, then corrected with proof, by the keys. */
static void path_leads_from_raised_to_contained(void)
{
    struct stage stage;

    stage_make_audit(&stage);
    struct ident finding =
        stage_add_finding(&stage, "8.4-c", GRADE_MINOR, "Three nights unsigned", NULL);
    stage_show(&stage, findings_screen_new(&stage.audit, NULL), 24, 80);
    stage_type(&stage, "p");
    stage_has(&stage, "Path to closure · F-");
    stage_has(&stage, "acknowledge");
    stage_has(&stage, "10.2 a)");
    resize_through(&stage);
    stage_key(&stage, K_ENTER);
    stage_has(&stage, "Who speaks for the auditee");
    stage_key(&stage, K_CONTROL('s'));
    CU_ASSERT_EQUAL(state_of(&stage, &finding), FINDING_RAISED);
    stage_type(&stage, "赵敏");
    stage_key(&stage, K_CONTROL('s'));
    CU_ASSERT_EQUAL(state_of(&stage, &finding), FINDING_ACKNOWLEDGED);
    stage_has(&stage, "missing: a correction or containment");
    stage_key(&stage, K_ENTER);
    stage_has(&stage, "What is done");
    stage_type(&stage, "Log signed");
    stage_key(&stage, K_CONTROL('s'));
    stage_has(&stage, "missing: every correction done");
    stage_has(&stage, "Corrections");
    resize_through(&stage);
    stage_key(&stage, K_ESCAPE);
    stage_has(&stage, "Findings · IA-2026-01");
    stage_remove(&stage);
}

static void path_of_a_record_shows_what_is_done(void)
{
    struct stage stage;

    stage_make_audit(&stage);
    struct ident finding = contained(&stage);
    stage_show(&stage, record_screen_new(RECORD_FINDING, &finding), 24, 80);
    stage_type(&stage, "p");
    stage_has(&stage, "Path to closure");
    stage_has(&stage, "cause found");
    stage_has(&stage, "missing: the cause");
    stage_key(&stage, K_ENTER);
    stage_has(&stage, "Root cause");
    stage_key(&stage, K_ESCAPE);
    stage_type(&stage, "a");
    stage_has(&stage, "Similar case");
    stage_type(&stage, "jjj");
    stage_key(&stage, K_ENTER);
    stage_type(&stage, "South gate");
    stage_key(&stage, K_CONTROL('s'));
    stage_has(&stage, "\"Result\" is empty");
    stage_lacks(&stage, "Path to closure ·");
    stage_remove(&stage);
}

/* A step that comes later, and a record that is not written any more, say why in one line. */
static void refusals_are_one_line(void)
{
    struct stage stage;

    stage_make_audit(&stage);
    struct ident finding = contained(&stage);
    stage_show(&stage, closure_screen_new(&finding), 24, 80);
    stage_type(&stage, "G");
    stage_type(&stage, "d");
    stage_has(&stage, "steps that were taken stay");
    stage_type(&stage, "g");
    stage_key(&stage, K_ENTER);
    stage_has(&stage, "This step was taken already");
    CU_ASSERT_EQUAL(state_of(&stage, &finding), FINDING_CONTAINED);
    stage_remove(&stage);
}

static void ascii_path(void)
{
    struct stage stage;

    stage_make_audit(&stage);
    struct ident finding = contained(&stage);
    stage_show(&stage, closure_screen_new(&finding), 24, 80);
    stage.app->canvas->ascii = true;
    stage_size(&stage, 24, 100);
    stage_has(&stage, "+ acknowledge");
    stage_lacks(&stage, "✓");
    stage_remove(&stage);
}

/* ---- what is due ----------------------------------------------------------------------------- */

static struct ident analysed(struct stage *stage)
{
    struct ident finding = contained(stage);
    const struct closure_text analysis[] = {{CAUSE_ANALYSIS_METHOD, "five-whys"},
                                            {CAUSE_ANALYSIS_ROOT, "No relief at night"}};
    const struct closure_text why[] = {{CAUSE_TEXT, "Nobody signs"}};
    const struct closure_text similar[] = {{SIMILAR_PLACE, "South gate"}, {SIMILAR_RESULT, "none"}};

    put(stage, &finding, RECORD_CAUSE_ANALYSIS, analysis, 2);
    put(stage, &finding, RECORD_CAUSE, why, 1);
    put(stage, &finding, RECORD_SIMILAR_CASE, similar, 2);
    advance(stage, &finding, FINDING_ANALYSE, &nothing);
    return finding;
}

/* Planned by keys, seen at home as overdue and mine, its proof refused before the plan's review. */
static void actions_are_planned_and_due(void)
{
    struct stage stage;
    struct due_lines lines = {0};
    struct due_query query = {.within = -1, .actions_only = true};

    stage_make_audit(&stage);
    struct ident finding = analysed(&stage);
    stage_show(&stage, audits_screen_new(), 24, 80);
    stage_type(&stage, "A");
    stage_has(&stage, "Actions due · all audits · to do");
    stage_key(&stage, K_ESCAPE);
    stage_show(&stage, closure_screen_new(&finding), 24, 80);
    stage_type(&stage, "A");
    stage_has(&stage, "With those done");
    stage_type(&stage, "a");
    stage_type(&stage, "A second guard at night");
    stage_key(&stage, K_TAB);
    stage_type(&stage, "Li Na");
    stage_key(&stage, K_TAB);
    stage_type(&stage, "2026-03-21");
    stage_key(&stage, K_CONTROL('s'));
    stage_has(&stage, "10 days late");
    stage_has(&stage, "open 1 · overdue 1");
    resize_through(&stage);
    CU_ASSERT_EQUAL_FATAL(due_list(stage.store, &query, &lines, NULL), ERR_OK);
    CU_ASSERT_EQUAL_FATAL(lines.count, 1);
    CU_ASSERT_STRING_EQUAL(lines.items[0].owner, "Li Na");
    due_lines_clear(&lines);
    stage_type(&stage, "x");
    stage_has(&stage, "carried out");
    stage_type(&stage, "2026-03-31");
    stage_key(&stage, K_TAB);
    stage_type(&stage, "Roster seen");
    stage_key(&stage, K_CONTROL('s'));
    stage_has(&stage, "no action is carried out before");
    stage_remove(&stage);
}

static void actions_across_audits_are_filtered(void)
{
    struct stage stage;

    stage_make_audit(&stage);
    struct ident finding = analysed(&stage);
    const struct closure_text late[] = {
        {CORRECTIVE_TEXT, "Late one"}, {CORRECTIVE_OWNER, "Li Na"}, {CORRECTIVE_DUE, "2026-03-01"}};
    const struct closure_text soon[] = {
        {CORRECTIVE_TEXT, "Soon one"}, {CORRECTIVE_OWNER, "赵敏"}, {CORRECTIVE_DUE, "2026-04-03"}};
    put(&stage, &finding, RECORD_ACTION, late, 3);
    put(&stage, &finding, RECORD_ACTION, soon, 3);
    stage_show(&stage, actions_screen_new(NULL), 24, 80);
    stage_has(&stage, "Late one");
    stage_has(&stage, "in 3 days");
    stage_type(&stage, "Fj");
    stage_key(&stage, K_ENTER);
    stage_has(&stage, "filter: mine");
    stage_lacks(&stage, "Soon one");
    stage_type(&stage, "Fjj");
    stage_key(&stage, K_ENTER);
    stage_has(&stage, "Soon one");
    stage_lacks(&stage, "Late one");
    stage_type(&stage, "Fjjj");
    stage_key(&stage, K_ENTER);
    stage_has(&stage, "Late one");
    stage_lacks(&stage, "Soon one");
    stage_type(&stage, "s");
    stage_has(&stage, "oldest first");
    stage_type(&stage, "p");
    stage_has(&stage, "Path to closure · F-");
    stage_key(&stage, K_ESCAPE);
    stage_type(&stage, "t");
    stage_has(&stage, "Another due date for A-");
    stage_has(&stage, "(so far 20");
    stage_has(&stage, "New due date");
    stage_key(&stage, K_CONTROL('s'));
    stage_has(&stage, "no new due date is given");
    stage_remove(&stage);
}

static void save(struct stage *stage)
{
    stage_key(stage, K_CONTROL('s'));
}

/* Plan, criterion, review, proof and judgement, each by Enter on the step that misses it. */
static void plan_is_carried_out_and_closed(void)
{
    struct stage stage;
    struct evidence_lines evidence;

    stage_make_audit(&stage);
    struct ident finding = analysed(&stage);
    stage_add_evidence(&stage, "8.4-c", "Log of April", EVIDENCE_RECORD, NULL);
    stage_evidence(&stage, &evidence);
    stage_show(&stage, closure_screen_new(&finding), 24, 80);
    stage_key(&stage, K_ENTER);
    stage_type(&stage, "A second guard");
    stage_key(&stage, K_TAB);
    stage_type(&stage, "Zhao Min");
    stage_key(&stage, K_TAB);
    stage_type(&stage, "2026-04-30");
    stage_key(&stage, K_TAB);
    for (int i = 0; i < 3; i++)
        stage_key(&stage, K_RIGHT);
    save(&stage);
    stage_has(&stage, "missing: how effectiveness is judged");
    stage_key(&stage, K_ENTER);
    stage_type(&stage, "No gap in April");
    stage_key(&stage, K_TAB);
    stage_type(&stage, "2026-03-31");
    save(&stage);
    stage_key(&stage, K_ENTER);
    stage_type(&stage, "y");
    CU_ASSERT_EQUAL(state_of(&stage, &finding), FINDING_PROPOSED);
    stage_key(&stage, K_ENTER);
    stage_key(&stage, K_RIGHT);
    stage_key(&stage, K_TAB);
    stage_type(&stage, "No new risk");
    save(&stage);
    stage_key(&stage, K_ENTER);
    stage_type(&stage, "y");
    CU_ASSERT_EQUAL(state_of(&stage, &finding), FINDING_ACCEPTED);
    stage_key(&stage, K_ENTER);
    stage_type(&stage, "t");
    stage_key(&stage, K_TAB);
    stage_type(&stage, "Roster seen");
    save(&stage);
    stage_key(&stage, K_ENTER);
    stage_type(&stage, "y");
    CU_ASSERT_EQUAL(state_of(&stage, &finding), FINDING_IMPLEMENTED);
    stage_key(&stage, K_ENTER);
    stage_type(&stage, evidence.items[0].number);
    save(&stage);
    CU_ASSERT_EQUAL(state_of(&stage, &finding), FINDING_VERIFIED);
    stage_key(&stage, K_ENTER);
    stage_type(&stage, "y");
    CU_ASSERT_EQUAL(state_of(&stage, &finding), FINDING_CLOSED);
    stage_has(&stage, "raise again");
    evidence_lines_clear(&evidence);
    stage_remove(&stage);
}

/* ---- sign-off -------------------------------------------------------------------------------- */

static enum audit_state audit_state_of(const struct stage *stage)
{
    struct row row;
    struct err err = {0};

    must(store_get(stage->store, RECORD_AUDIT, &stage->audit, &row, &err), &err);
    enum audit_state state = (enum audit_state)row_code(&row, AUDIT_STATE);
    row_clear(&row);
    return state;
}

static void assess_all(const struct stage *stage)
{
    static const char *const items[] = {"4.1-1", "8.4-c", "8.4-d", "own-1"};
    struct err err = {0};

    for (size_t i = 0; i < sizeof items / sizeof items[0]; i++)
        must(assessment_set(stage->store, &stage->audit, "small", items[i], RESULT_CONFORMING,
                            "Seen", NULL, &err),
             &err);
}

/* The step that is offered first, taken. */
static void take_offered(struct stage *stage, const char *key)
{
    stage_type(stage, key);
    stage_key(stage, K_ENTER);
    stage_type(stage, "y");
}

static void what_is_missing_is_reached(void)
{
    struct stage stage;

    stage_make_audit(&stage);
    stage_show(&stage, audits_screen_new(), 24, 80);
    stage_type(&stage, "R");
    stage_has(&stage, "Sign-off · IA-2026-01");
    stage_has(&stage, "Before the step: begin the report");
    stage_has(&stage, "not assessed");
    resize_through(&stage);
    stage_type(&stage, "G");
    stage_key(&stage, K_ENTER);
    stage_has(&stage, "Fence walk");
    stage_key(&stage, K_ESCAPE);
    stage_type(&stage, "s");
    stage_has(&stage, "cancel the audit");
    stage_key(&stage, K_ESCAPE);
    CU_ASSERT_EQUAL(audit_state_of(&stage), AUDIT_FIELDWORK);
    stage_remove(&stage);
}

/* The first signature that is missing, with a remark. */
static void sign_offered(struct stage *stage, const char *remark)
{
    stage_type(stage, "S");
    stage_key(stage, K_ENTER);
    stage_has(stage, "Remark");
    stage_type(stage, remark);
    stage_key(stage, K_ENTER);
    stage_type(stage, "y");
}

/* How an earlier nonconformity stands, where it was not verified; a note is for nothing else. */
static void note_on_what_is_followed_up(void)
{
    struct stage stage;
    struct follow_lines lines;
    struct err err = {0};
    size_t count = 0;

    stage_make_audit(&stage);
    stage_add_finding(&stage, "8.4-c", GRADE_MINOR, "The log is not signed.", NULL);
    must(audit_follow_up(stage.store, &stage.audit, &stage.audit, 1, &count, &err), &err);
    CU_ASSERT_EQUAL_FATAL(count, 1);
    stage_show(&stage, ready_screen_new(&stage.audit), 24, 80);
    stage_type(&stage, "t");
    stage_has(&stage, "A note is for");
    stage_key(&stage, 'G'); /* what is followed up stands last */
    stage_type(&stage, "t");
    stage_has(&stage, "How it stands");
    stage_type(&stage, "Not due before May.");
    stage_key(&stage, K_CONTROL('s'));
    stage_has(&stage, "Not due before May.");
    must(follow_up_list(stage.store, &stage.audit, &lines, &err), &err);
    CU_ASSERT_EQUAL_FATAL(lines.count, 1);
    CU_ASSERT_STRING_EQUAL(lines.items[0].note, "Not due before May.");
    follow_lines_clear(&lines);
    stage_remove(&stage);
}

/* A follow-up audit is made of an earlier one by its key; another takes what is open by one, too.
 */
static void earlier_audit_is_followed_up(void)
{
    struct stage stage;
    struct follow_lines lines;
    struct ident made;
    struct err err = {0};

    stage_make_audit(&stage);
    stage_add_finding(&stage, "8.4-c", GRADE_MINOR, "The log is not signed.", NULL);
    stage_show(&stage, audits_screen_new(), 40, 100);
    stage_type(&stage, "U");
    stage_has(&stage, "Follow-up of IA-2026-01");
    stage_has(&stage, "Follow-up audit");
    stage_key(&stage, K_CONTROL('s'));
    must(audit_find(stage.store, "IA-2026-02", &made, &err), &err);
    must(follow_up_list(stage.store, &made, &lines, &err), &err);
    CU_ASSERT_EQUAL(lines.count, 1);
    follow_lines_clear(&lines);
    stage_remove(&stage);
}

/* What an incident brought to light stands without any requirement; from the audit it does not. */
static void incident_without_requirement(void)
{
    struct stage stage;
    struct finding_lines lines;

    stage_make_audit(&stage);
    stage_show(&stage, findings_screen_new(&stage.audit, NULL), 40, 100);
    stage_type(&stage, "a");
    stage_type(&stage, "A van followed a lorry in.");
    stage_key(&stage, K_CONTROL('s'));
    stage_has(&stage, "no criterion");
    stage_key(&stage, K_ENTER);
    for (int i = 0; i < 6; i++)
        stage_key(&stage, K_TAB);
    stage_has(&stage, "needs no requirement");
    stage_key(&stage, K_RIGHT); /* from the audit to the incident */
    stage_key(&stage, K_CONTROL('s'));
    stage_findings(&stage, &lines);
    CU_ASSERT_EQUAL_FATAL(lines.count, 1);
    CU_ASSERT_STRING_EQUAL(lines.items[0].refs, "");
    finding_lines_clear(&lines);
    stage_remove(&stage);
}

/* Signed in order and issued, all by keys; read-only afterwards, and corrected with a reason. */
static void report_is_signed_and_issued(void)
{
    struct stage stage;

    stage_make_audit(&stage);
    assess_all(&stage);
    stage_show(&stage, ready_screen_new(&stage.audit), 24, 80);
    take_offered(&stage, "s");
    CU_ASSERT_EQUAL(audit_state_of(&stage), AUDIT_REPORTING);
    stage_type(&stage, "s");
    stage_key(&stage, K_ENTER); /* said at once, without asking to sign first */
    stage_has(&stage, "Not ready: ");
    stage_lacks(&stage, "The report is issued as it is now");
    CU_ASSERT_EQUAL(audit_state_of(&stage), AUDIT_REPORTING); /* the conclusion is missing */
    stage_type(&stage, "e");
    stage_key(&stage, K_TAB);
    stage_key(&stage, K_TAB);
    stage_type(&stage, "ISO 28000");
    stage_key(&stage, K_TAB);
    stage_type(&stage, "Fit.");
    stage_key(&stage, K_CONTROL('s'));
    stage_lacks(&stage, "conclusion is empty");
    for (int i = 0; i < 3; i++)
        sign_offered(&stage, i == 1 ? "Read twice." : "");
    stage_has(&stage, "as it is now");
    stage_has(&stage, "Read twice.");
    stage_has(&stage, "stops the step: 0");
    take_offered(&stage, "s");
    CU_ASSERT_EQUAL(audit_state_of(&stage), AUDIT_ISSUED);
    stage_has(&stage, "Read-only: the report is issued");
    stage_type(&stage, "e");
    stage_key(&stage, K_TAB);
    stage_type(&stage, "x");
    stage_key(&stage, K_CONTROL('s'));
    stage_has(&stage, "issued");
    stage_remove(&stage);
}

/* ---- deployment ------------------------------------------------------------------------------ */

static void add_post(const struct stage *stage, const char *what, const char *area)
{
    const struct closure_text texts[] = {{DEPLOYMENT_KIND, "guard"},
                                         {DEPLOYMENT_WHAT, what},
                                         {DEPLOYMENT_AREA, area},
                                         {DEPLOYMENT_PLANNED_COUNT, "2"},
                                         {DEPLOYMENT_PLANNED_HOURS, "00-24"}};
    struct err err = {0};

    must(deployment_put(stage->store, &stage->audit, NULL, texts, 5, NULL, &err), &err);
}

static void posts_are_walked_by_area(void)
{
    struct stage stage;
    struct finding_lines findings;

    stage_make_audit(&stage);
    add_post(&stage, "Night guards", "Gate 2");
    add_post(&stage, "堆场照明", "堆场");
    stage_show(&stage, audits_screen_new(), 24, 80);
    stage_type(&stage, "I");
    stage_has(&stage, "Deployment · IA-2026-01 · checked 0/2");
    stage_has(&stage, "Harbour · Gate 2");
    resize_through(&stage);
    stage_type(&stage, "m");
    stage_findings(&stage, &findings);
    CU_ASSERT_EQUAL(findings.count, 0); /* nobody looked: it does not fail */
    finding_lines_clear(&findings);
    stage_key(&stage, K_ESCAPE);
    stage_type(&stage, "I");
    stage_type(&stage, "x");
    stage_has(&stage, "no finding");
    stage_type(&stage, "m"); /* the small checklist has no 9.2.2 d) */
    stage_has(&stage, "As in the checklist");
    stage_type(&stage, "8.4 c)");
    stage_key(&stage, K_ENTER);
    stage_has(&stage, "Finding raised: F-");
    stage_findings(&stage, &findings);
    CU_ASSERT_EQUAL_FATAL(findings.count, 1);
    CU_ASSERT_EQUAL(findings.items[0].grade, GRADE_MINOR);
    finding_lines_clear(&findings);
    stage_type(&stage, " w");
    stage_has(&stage, "checked 2/2 · failing 1");
    stage_type(&stage, " ");
    stage_has(&stage, "Every row is checked");
    stage_remove(&stage);
}

static void a_post_is_planned_by_keys(void)
{
    struct stage stage;
    struct deployment_lines lines = {0};

    stage_make_audit(&stage);
    stage_show(&stage, deployment_screen_new(&stage.audit), 24, 100);
    stage_has(&stage, "Press a to add a row");
    stage_type(&stage, "a");
    stage_type(&stage, "Seal shed");
    stage_key(&stage, K_CONTROL('s'));
    stage_has(&stage, "Seal shed");
    stage_has(&stage, "No place");
    CU_ASSERT_EQUAL_FATAL(deployment_list(stage.store, &stage.audit, NULL, &lines, NULL), ERR_OK);
    CU_ASSERT_EQUAL_FATAL(lines.count, 1);
    CU_ASSERT_STRING_EQUAL(lines.items[0].what, "Seal shed");
    deployment_lines_clear(&lines);
    stage_remove(&stage);
}

CU_ErrorCode test_closure_add(void)
{
    static const struct suite_test tests[] = {
        {"the path leads from raised to contained", path_leads_from_raised_to_contained},
        {"the path of a record shows what is done", path_of_a_record_shows_what_is_done},
        {"refusals are one line", refusals_are_one_line},
        {"the path in ASCII", ascii_path},
        {"actions are planned and due", actions_are_planned_and_due},
        {"actions across audits are filtered", actions_across_audits_are_filtered},
        {"a plan is carried out and closed", plan_is_carried_out_and_closed},
        {"what is missing is reached", what_is_missing_is_reached},
        {"a report is signed and issued", report_is_signed_and_issued},
        {"a note on what is followed up", note_on_what_is_followed_up},
        {"an earlier audit is followed up", earlier_audit_is_followed_up},
        {"an incident without requirement", incident_without_requirement},
        {"posts are walked by area", posts_are_walked_by_area},
        {"a post is planned by keys", a_post_is_planned_by_keys},
        {NULL, NULL}};

    return suite_add("closure", tests);
}

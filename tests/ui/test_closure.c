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
#include "store/closure.h"
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

CU_ErrorCode test_closure_add(void)
{
    static const struct suite_test tests[] = {
        {"the path leads from raised to contained", path_leads_from_raised_to_contained},
        {"the path of a record shows what is done", path_of_a_record_shows_what_is_done},
        {"refusals are one line", refusals_are_one_line},
        {"the path in ASCII", ascii_path},
        {NULL, NULL}};

    return suite_add("closure", tests);
}

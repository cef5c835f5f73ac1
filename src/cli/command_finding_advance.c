/* command_finding_advance.c - auditwalk finding advance: what a step needs, and the step. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "cli/closure_cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "store/audits.h"

static const struct closure_option_field correction[] = {{"correction", CORRECTION_TEXT},
                                                         {"kind", CORRECTION_KIND},
                                                         {"owner", CORRECTION_OWNER},
                                                         {"due", CORRECTION_DUE},
                                                         {"done", CORRECTION_DONE},
                                                         {"proof", CORRECTION_PROOF},
                                                         {NULL, 0}};
static const struct closure_option_field analysis[] = {{"method", CAUSE_ANALYSIS_METHOD},
                                                       {"root", CAUSE_ANALYSIS_ROOT},
                                                       {"category", CAUSE_ANALYSIS_CATEGORY},
                                                       {NULL, 0}};
static const struct closure_option_field similar[] = {
    {"similar", SIMILAR_PLACE}, {"similar-result", SIMILAR_RESULT}, {NULL, 0}};
static const struct closure_option_field check[] = {{"criterion", EFFECTIVENESS_CRITERION},
                                                    {"not-before", EFFECTIVENESS_NOT_BEFORE},
                                                    {"judge", EFFECTIVENESS_ASSIGNED},
                                                    {NULL, 0}};

/* Every why a record of its own, in the order given. */
static enum err_code put_whys(struct session *session, const struct ident *finding, struct err *err)
{
    size_t count = 0;
    enum err_code code = ERR_OK;
    const char **whys = args_list(session->args, "why", &count);

    for (size_t i = 0; i < count && code == ERR_OK; i++) {
        const struct closure_text text = {CAUSE_TEXT, whys[i]};
        code = closure_put(session->store, finding, RECORD_CAUSE, NULL, &text, 1, NULL, err);
    }
    free(whys);
    return code;
}

/* --review with its result, or --emergency. */
static enum err_code put_review(struct session *session, const struct ident *finding,
                                struct err *err)
{
    const struct args *args = session->args;
    bool emergency = args_has(args, "emergency");
    const struct closure_text texts[] = {
        {RISK_REVIEW_KIND, emergency ? "emergency" : "review"},
        {RISK_REVIEW_TEXT, args_text(args, emergency ? "emergency" : "review")},
        {RISK_REVIEW_RESULT, args_text(args, "review-result")}};

    if (!emergency && !args_has(args, "review"))
        return ERR_OK;
    return closure_put(session->store, finding, RECORD_RISK_REVIEW, NULL, texts, emergency ? 2 : 3,
                       NULL, err);
}

/* A correction without a kind is a correction. */
static enum err_code put_correction(struct session *session, const struct ident *finding,
                                    struct err *err)
{
    struct ident id = ident_none();

    if (!args_has(session->args, "correction"))
        return ERR_OK;
    if (args_has(session->args, "kind"))
        return closure_cli_put(session, finding, RECORD_CORRECTION, NULL, correction, &id, err);
    const struct args *args = session->args;
    const struct closure_text texts[] = {{CORRECTION_TEXT, args_text(args, "correction")},
                                         {CORRECTION_KIND, "correction"},
                                         {CORRECTION_OWNER, args_text(args, "owner")},
                                         {CORRECTION_DUE, args_text(args, "due")},
                                         {CORRECTION_DONE, args_text(args, "done")},
                                         {CORRECTION_PROOF, args_text(args, "proof")}};
    return closure_put(session->store, finding, RECORD_CORRECTION, NULL, texts, 6, &id, err);
}

static enum err_code put_records(struct session *session, const struct ident *finding,
                                 struct err *err)
{
    enum err_code code = put_correction(session, finding, err);

    if (code == ERR_OK)
        code = closure_cli_put(session, finding, RECORD_CAUSE_ANALYSIS, NULL, analysis, NULL, err);
    if (code == ERR_OK)
        code = put_whys(session, finding, err);
    if (code == ERR_OK)
        code = closure_cli_put(session, finding, RECORD_SIMILAR_CASE, NULL, similar, NULL, err);
    if (code == ERR_OK)
        code = closure_cli_put(session, finding, RECORD_EFFECTIVENESS, NULL, check, NULL, err);
    return code == ERR_OK ? put_review(session, finding, err) : code;
}

/* The step, told as "NC-2026-001  raised -> acknowledged". */
static enum err_code take_step(struct session *session, const struct ident *finding,
                               enum finding_action action, struct err *err)
{
    const struct args *args = session->args;
    struct ident audit;
    struct ident made;
    struct closure_given given = {.person = args_text(args, "auditee"),
                                  .note = args_text(args, "note"),
                                  .evidence = args_text(args, "evidence"),
                                  .effect = args_code(args, "effect"),
                                  .override = args_text(args, "override")};
    enum err_code code = ERR_OK;

    if (args_has(args, "seen-in")) {
        code = audit_find(session->store, args_text(args, "seen-in"), &audit, err);
        given.audit = &audit;
    }
    if (code == ERR_OK)
        code = finding_advance(session->store, finding, action, &given, &made, err);
    if (code == ERR_OK && !ident_is_none(&made)) {
        edit_tell(session, RECORD_FINDING, &made, _("raised as a recurrence"));
        putchar('\n');
    }
    return code;
}

static enum err_code tell(struct session *session, const struct ident *finding, struct err *err)
{
    struct row row;
    enum err_code code = store_get(session->store, RECORD_FINDING, finding, &row, err);

    if (code != ERR_OK)
        return code;
    edit_tell(session, RECORD_FINDING, finding,
              _(code_at(&code_finding_states, row_code(&row, FINDING_STATE))->label));
    putchar('\n');
    row_clear(&row);
    return ERR_OK;
}

static enum err_code run(struct session *session, const struct args *args, struct err *err)
{
    struct ident finding;
    int action = -1;
    enum err_code code = ERR_OK;

    if (args->word_count > 1)
        code = code_check(&code_finding_actions, "STEP", args->words[1], &action, err);
    if (code == ERR_OK)
        code = session_open(session, OPEN_TO_WRITE, err);
    if (code == ERR_OK)
        code = closure_cli_finding(session, args->words[0], &finding, err);
    if (code == ERR_OK)
        code = put_records(session, &finding, err);
    if (code == ERR_OK && action >= 0)
        code = take_step(session, &finding, (enum finding_action)action, err);
    return code == ERR_OK ? tell(session, &finding, err) : code;
}

static const struct option options[] = {
    {"audit", 0, ARGUMENT_LINE, 0, NULL, "NUMBER", N_("the audit (else any)")},
    {"auditee", 0, ARGUMENT_LINE, 0, NULL, "NAME",
     N_("who speaks for the auditee (acknowledge, dispute)")},
    {"note", 0, ARGUMENT_BLOCK, 0, NULL, "TEXT", N_("the reason or judgement in words")},
    {"correction", 0, ARGUMENT_BLOCK, 0, NULL, "TEXT", N_("what is done at once (contain)")},
    {"kind", 0, ARGUMENT_CODE, 0, &code_correction_kinds, "KIND", N_("what --correction is")},
    {"owner", 0, ARGUMENT_LINE, 0, NULL, "NAME", N_("who owns the correction")},
    {"due", 0, ARGUMENT_DATE, 0, NULL, "DATE", N_("when the correction is due")},
    {"done", 0, ARGUMENT_DATE, 0, NULL, "DATE", N_("when the correction was done")},
    {"proof", 0, ARGUMENT_BLOCK, 0, NULL, "TEXT", N_("what proves the correction")},
    {"method", 0, ARGUMENT_CODE, 0, &code_cause_methods, "WORD",
     N_("how the cause was looked for (analyse)")},
    {"why", 0, ARGUMENT_BLOCK, OPTION_MANY, NULL, "TEXT", N_("the next why")},
    {"root", 0, ARGUMENT_BLOCK, 0, NULL, "TEXT", N_("the root cause")},
    {"category", 0, ARGUMENT_CODE, 0, &code_cause_categories, "WORD", N_("the kind of cause")},
    {"similar", 0, ARGUMENT_LINE, 0, NULL, "PLACE", N_("where similar cases were looked for")},
    {"similar-result", 0, ARGUMENT_CODE, 0, &code_similar_results, "WORD",
     N_("what was seen there")},
    {"criterion", 0, ARGUMENT_BLOCK, 0, NULL, "TEXT",
     N_("how effectiveness will be judged (propose)")},
    {"not-before", 0, ARGUMENT_DATE, 0, NULL, "DATE", N_("not before this day")},
    {"judge", 0, ARGUMENT_LINE, 0, NULL, "NAME", N_("who will judge it")},
    {"review", 0, ARGUMENT_BLOCK, 0, NULL, "TEXT", N_("the risk review of the plan (accept)")},
    {"review-result", 0, ARGUMENT_CODE, 0, &code_review_results, "WORD",
     N_("what the risk review finds")},
    {"emergency", 0, ARGUMENT_BLOCK, 0, NULL, "TEXT",
     N_("why urgent danger goes without a risk review")},
    {"effect", 0, ARGUMENT_CODE, 0, &code_effects, "WORD",
     N_("whether the actions did what they should (verify, fail)")},
    {"evidence", 0, ARGUMENT_LINE, 0, NULL, "NUMBER", N_("the evidence of that judgement")},
    {"override", 0, ARGUMENT_BLOCK, 0, NULL, "TEXT",
     N_("why the owner of an action takes this step all the same")},
    {"seen-in", 0, ARGUMENT_LINE, 0, NULL, "NUMBER",
     N_("the open audit in which it was seen again (reopen)")},
    {NULL, 0, ARGUMENT_NONE, 0, NULL, NULL, NULL}};

const struct command command_finding_advance = {
    .name = "finding advance",
    .words = "FINDING STEP",
    .summary = N_("take a finding a step on towards its closure"),
    .details = N_("Records what is given, then takes the step. Without STEP it only records. The "
                  "steps are acknowledge, dispute, settle, contain, analyse, propose, accept, "
                  "reject, implement, verify, fail, close and reopen; one that is refused says "
                  "what is missing, and what was recorded before it stays. Corrective actions "
                  "are made with action add."),
    .options = options,
    .word_kind = ARGUMENT_LINE,
    .words_min = 1,
    .words_max = 2,
    .run = run};

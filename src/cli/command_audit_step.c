/* command_audit_step.c - auditwalk audit advance, issue, sign, override, follow-up. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "cli/closure_cli.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "store/audits.h"
#include "store/ready.h"

static enum err_code find(struct session *session, struct ident *audit, struct err *err)
{
    enum err_code code = session_open(session, OPEN_TO_WRITE, err);

    return code == ERR_OK ? audit_find(session->store, session->args->words[0], audit, err) : code;
}

/* ---- advance and issue ----------------------------------------------------------------------- */

static enum err_code advance(struct session *session, enum audit_action action, const char *reason,
                             struct err *err)
{
    struct ident audit;
    struct row row;
    enum err_code code = find(session, &audit, err);

    if (code == ERR_OK)
        code = audit_advance(session->store, &audit, action, reason, err);
    if (code == ERR_OK)
        code = store_get(session->store, RECORD_AUDIT, &audit, &row, err);
    if (code != ERR_OK)
        return code;
    edit_tell(session, RECORD_AUDIT, &audit,
              _(code_at(&code_audit_states, row_code(&row, AUDIT_STATE))->label));
    putchar('\n');
    row_clear(&row);
    return ERR_OK;
}

static enum err_code run_advance(struct session *session, const struct args *args, struct err *err)
{
    int action = 0;
    enum err_code code = code_check(&code_audit_actions, "STEP", args->words[1], &action, err);

    if (code != ERR_OK)
        return code;
    return advance(session, (enum audit_action)action, args_text(args, "reason"), err);
}

static const struct option advance_options[] = {
    {"reason", 0, ARGUMENT_BLOCK, 0, NULL, "TEXT", N_("why (revise, cancel)")},
    {NULL, 0, ARGUMENT_NONE, 0, NULL, NULL, NULL}};

const struct command command_audit_advance = {
    .name = "audit advance",
    .words = "NUMBER STEP",
    .summary = N_("take an audit a step on"),
    .details = N_("The steps are prepare, start, report, resume, issue, revise, follow-up, close "
                  "and cancel; they are the lead's. What stops one is listed by audit ready. An "
                  "issued audit is read-only but for its corrective actions; revise makes the "
                  "next revision of it, with a reason."),
    .options = advance_options,
    .word_kind = ARGUMENT_LINE,
    .words_min = 2,
    .words_max = 2,
    .run = run_advance};

static enum err_code run_issue(struct session *session, const struct args *args, struct err *err)
{
    (void)args;
    return advance(session, AUDIT_ISSUE, NULL, err);
}

const struct command command_audit_issue = {
    .name = "audit issue",
    .words = "NUMBER",
    .summary = N_("issue the report of an audit, signed with this laptop's key"),
    .details = N_("Wants the sign-off as prepared, reviewed and approved for the audit as it is "
                  "now, and nothing else that stops it (audit ready)."),
    .word_kind = ARGUMENT_LINE,
    .words_min = 1,
    .words_max = 1,
    .run = run_issue};

/* ---- sign ------------------------------------------------------------------------------------ */

static enum err_code run_sign(struct session *session, const struct args *args, struct err *err)
{
    struct ident audit;
    int step = 0;
    enum err_code code = code_check(&code_sign_steps, "STEP", args->words[1], &step, err);

    if (code == ERR_OK)
        code = find(session, &audit, err);
    if (code == ERR_OK)
        code =
            audit_sign(session->store, &audit, (enum sign_step)step, args_text(args, "note"), err);
    if (code != ERR_OK)
        return code;
    char *name = printable(store_author_name(session->store));
    edit_tell(session, RECORD_AUDIT, &audit, _(code_at(&code_sign_steps, step)->label));
    printf(": %s\n", name);
    free(name);
    return ERR_OK;
}

static const struct option sign_options[] = {
    {"note", 0, ARGUMENT_BLOCK, 0, NULL, "TEXT", N_("a remark")},
    {NULL, 0, ARGUMENT_NONE, 0, NULL, NULL, NULL}};

const struct command command_audit_sign = {
    .name = "audit sign",
    .words = "NUMBER STEP",
    .summary = N_("sign the report of an audit: prepared, reviewed or approved"),
    .details = N_("The signature is the author's with this laptop's key, over the audit as it is "
                  "now; a later change needs it again."),
    .options = sign_options,
    .word_kind = ARGUMENT_LINE,
    .words_min = 2,
    .words_max = 2,
    .run = run_sign};

/* ---- override and follow-up ------------------------------------------------------------------ */

static enum err_code run_override(struct session *session, const struct args *args, struct err *err)
{
    struct ident audit;
    struct ident finding;
    const struct ident *about = NULL;
    enum err_code code = find(session, &audit, err);

    if (code == ERR_OK && args_has(args, "finding")) {
        code = closure_cli_finding(session, args_text(args, "finding"), &finding, err);
        about = &finding;
    }
    if (code == ERR_OK)
        code = audit_override(session->store, &audit, args_text(args, "name"), about,
                              args_text(args, "reason"), err);
    if (code != ERR_OK)
        return code;
    edit_tell(session, RECORD_AUDIT, &audit, _("override recorded"));
    putchar('\n');
    return ERR_OK;
}

static const struct option override_options[] = {
    {"name", 0, ARGUMENT_LINE, OPTION_REQUIRED, NULL, "NAME", N_("whom it is about")},
    {"finding", 0, ARGUMENT_LINE, 0, NULL, "NUMBER",
     N_("may verify this finding though they own an action of it")},
    {"reason", 0, ARGUMENT_BLOCK, OPTION_REQUIRED, NULL, "TEXT", N_("why")},
    {NULL, 0, ARGUMENT_NONE, 0, NULL, NULL, NULL}};

const struct command command_audit_override = {
    .name = "audit override",
    .words = "NUMBER",
    .summary = N_("put on record why somebody audits or verifies what is their own"),
    .details = N_("Nobody audits the unit they belong to, nobody verifies their own action. An "
                  "override is shown in the report."),
    .options = override_options,
    .word_kind = ARGUMENT_LINE,
    .words_min = 1,
    .words_max = 1,
    .run = run_override};

static enum err_code run_follow(struct session *session, const struct args *args, struct err *err)
{
    struct ident audit;
    struct ident finding;
    enum err_code code = find(session, &audit, err);

    if (code == ERR_OK)
        code = closure_cli_finding(session, args->words[1], &finding, err);
    if (code == ERR_OK)
        code = follow_up_note(session->store, &audit, &finding, args_text(args, "note"), err);
    if (code != ERR_OK)
        return code;
    edit_tell(session, RECORD_FINDING, &finding, _("noted"));
    putchar('\n');
    return ERR_OK;
}

static const struct option follow_options[] = {
    {"note", 0, ARGUMENT_BLOCK, OPTION_REQUIRED, NULL, "TEXT", N_("what was found of it")},
    {NULL, 0, ARGUMENT_NONE, 0, NULL, NULL, NULL}};

const struct command command_audit_follow_up = {
    .name = "audit follow-up",
    .words = "NUMBER FINDING",
    .summary = N_("note in a follow-up audit how an earlier nonconformity stands"),
    .details = N_("For one that can't be verified yet; a verification is reported by itself."),
    .options = follow_options,
    .word_kind = ARGUMENT_LINE,
    .words_min = 2,
    .words_max = 2,
    .run = run_follow};

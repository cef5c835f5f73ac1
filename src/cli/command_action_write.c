/* command_action_write.c - auditwalk action add, edit, done, extend, withdraw. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "cli/closure_cli.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/i18n.h"

static const struct closure_option_field fields[] = {
    {"text", CORRECTIVE_TEXT},     {"owner", CORRECTIVE_OWNER},        {"due", CORRECTIVE_DUE},
    {"system", CORRECTIVE_SYSTEM}, {"change", CORRECTIVE_SYSTEM_TEXT}, {NULL, 0}};

static void tell(struct session *session, const struct ident *action, const char *what)
{
    struct row row;

    if (store_get(session->store, RECORD_ACTION, action, &row, NULL) != ERR_OK)
        return;
    char *number = printable(row_text(&row, CORRECTIVE_NUMBER));
    printf("%s  %s\n", number, what);
    free(number);
    row_clear(&row);
}

/* ---- add ------------------------------------------------------------------------------------- */

static enum err_code run_add(struct session *session, const struct args *args, struct err *err)
{
    struct ident finding;
    struct ident id;
    enum err_code code = session_open(session, OPEN_TO_WRITE, err);

    if (code == ERR_OK)
        code = closure_cli_finding(session, args->words[0], &finding, err);
    if (code == ERR_OK)
        code = closure_cli_put(session, &finding, RECORD_ACTION, NULL, fields, &id, err);
    if (code == ERR_OK)
        tell(session, &id, _("corrective action made"));
    return code;
}

static const struct option add_options[] = {
    {"audit", 0, ARGUMENT_LINE, 0, NULL, "NUMBER", N_("the audit (else any)")},
    {"text", 0, ARGUMENT_BLOCK, OPTION_REQUIRED, NULL, "TEXT", N_("what will be done")},
    {"owner", 0, ARGUMENT_LINE, 0, NULL, "NAME", N_("who answers for it")},
    {"due", 0, ARGUMENT_DATE, 0, NULL, "DATE", N_("when it is due")},
    {"system", 0, ARGUMENT_CODE, 0, &code_yes_partly_no, "WORD",
     N_("whether the management system changes")},
    {"change", 0, ARGUMENT_BLOCK, 0, NULL, "TEXT", N_("what changes in it")},
    {NULL, 0, ARGUMENT_NONE, 0, NULL, NULL, NULL}};

const struct command command_action_add = {
    .name = "action add",
    .alias = "action new",
    .words = "FINDING",
    .summary = N_("plan a corrective action for a finding"),
    .details = N_("Prints its number first. A plan wants owner, due date and --system before it "
                  "is proposed."),
    .options = add_options,
    .word_kind = ARGUMENT_LINE,
    .words_min = 1,
    .words_max = 1,
    .run = run_add};

/* ---- edit and done --------------------------------------------------------------------------- */

static enum err_code find(struct session *session, struct ident *action, struct ident *finding,
                          struct err *err)
{
    enum err_code code = session_open(session, OPEN_TO_WRITE, err);

    if (code == ERR_OK)
        code = closure_cli_action(session, session->args->words[0], action, err);
    if (code == ERR_OK)
        *finding = closure_finding(session->store, RECORD_ACTION, action);
    return code;
}

static enum err_code run_edit(struct session *session, const struct args *args, struct err *err)
{
    struct ident action;
    struct ident finding;
    enum err_code code = edit_check(args, err);

    if (code == ERR_OK)
        code = find(session, &action, &finding, err);
    if (code == ERR_OK)
        code = closure_cli_put(session, &finding, RECORD_ACTION, &action, fields, NULL, err);
    if (code == ERR_OK)
        tell(session, &action, _("changed"));
    return code;
}

static const struct option edit_options[] = {
    {"audit", 0, ARGUMENT_LINE, 0, NULL, "NUMBER", N_("the audit (else any)")},
    {"text", 0, ARGUMENT_BLOCK, 0, NULL, "TEXT", N_("what will be done")},
    {"owner", 0, ARGUMENT_LINE, 0, NULL, "NAME", N_("who answers for it")},
    {"due", 0, ARGUMENT_DATE, 0, NULL, "DATE", N_("when it is due")},
    {"system", 0, ARGUMENT_CODE, 0, &code_yes_partly_no, "WORD",
     N_("whether the management system changes")},
    {"change", 0, ARGUMENT_BLOCK, 0, NULL, "TEXT", N_("what changes in it")},
    {NULL, 0, ARGUMENT_NONE, 0, NULL, NULL, NULL}};

const struct command command_action_edit = {
    .name = "action edit",
    .words = "ACTION",
    .summary = N_("change a corrective action that is not proposed yet"),
    .details = N_("A plan that was proposed stays as it is, unless it is rejected; its due date "
                  "moves with action extend."),
    .options = edit_options,
    .word_kind = ARGUMENT_LINE,
    .words_min = 1,
    .words_max = 1,
    .run = run_edit};

static enum err_code run_done(struct session *session, const struct args *args, struct err *err)
{
    struct ident action;
    struct ident finding;
    char today[CLOCK_DATE_SIZE];
    const char *on = args_text(args, "on");
    struct closure_text texts[3] = {{CORRECTIVE_DONE, on != NULL ? on : today}};
    size_t count = 1;

    clock_local_date(clock_now(), today);
    if (args_has(args, "proof"))
        texts[count++] = (struct closure_text){CORRECTIVE_PROOF, args_text(args, "proof")};
    if (args_has(args, "evidence"))
        texts[count++] = (struct closure_text){CORRECTIVE_EVIDENCE, args_text(args, "evidence")};
    enum err_code code = find(session, &action, &finding, err);
    if (code == ERR_OK)
        code =
            closure_put(session->store, &finding, RECORD_ACTION, &action, texts, count, NULL, err);
    if (code == ERR_OK)
        tell(session, &action, _("done"));
    return code;
}

static const struct option done_options[] = {
    {"audit", 0, ARGUMENT_LINE, 0, NULL, "NUMBER", N_("the audit (else any)")},
    {"on", 0, ARGUMENT_DATE, 0, NULL, "DATE", N_("when it was done (else today)")},
    {"proof", 0, ARGUMENT_BLOCK, 0, NULL, "TEXT", N_("what proves it")},
    {"evidence", 0, ARGUMENT_LINE, 0, NULL, "NUMBER", N_("evidence that proves it")},
    {NULL, 0, ARGUMENT_NONE, 0, NULL, NULL, NULL}};

const struct command command_action_done = {
    .name = "action done",
    .words = "ACTION",
    .summary = N_("say that a corrective action is carried out, with its proof"),
    .details = N_("Refused before the plan is accepted, unless an emergency exemption is on "
                  "record."),
    .options = done_options,
    .word_kind = ARGUMENT_LINE,
    .words_min = 1,
    .words_max = 1,
    .run = run_done};

/* ---- extend and withdraw --------------------------------------------------------------------- */

static enum err_code run_extend(struct session *session, const struct args *args, struct err *err)
{
    struct ident action;
    struct ident finding;
    enum err_code code = find(session, &action, &finding, err);

    if (code == ERR_OK)
        code = action_extend(session->store, &action, args_text(args, "due"),
                             args_text(args, "agreed-by"), args_text(args, "reason"), err);
    if (code == ERR_OK)
        tell(session, &action, args_text(args, "due"));
    return code;
}

static const struct option extend_options[] = {
    {"audit", 0, ARGUMENT_LINE, 0, NULL, "NUMBER", N_("the audit (else any)")},
    {"due", 0, ARGUMENT_DATE, OPTION_REQUIRED, NULL, "DATE", N_("the new due date")},
    {"agreed-by", 0, ARGUMENT_LINE, OPTION_REQUIRED, NULL, "NAME", N_("who agreed")},
    {"reason", 0, ARGUMENT_BLOCK, OPTION_REQUIRED, NULL, "TEXT", N_("why")},
    {NULL, 0, ARGUMENT_NONE, 0, NULL, NULL, NULL}};

const struct command command_action_extend = {
    .name = "action extend",
    .words = "ACTION",
    .summary = N_("move the due date of a corrective action"),
    .details = N_("The old date, who agreed and why stay on record."),
    .options = extend_options,
    .word_kind = ARGUMENT_LINE,
    .words_min = 1,
    .words_max = 1,
    .run = run_extend};

static enum err_code run_withdraw(struct session *session, const struct args *args, struct err *err)
{
    struct ident action;
    struct ident finding;
    enum err_code code = find(session, &action, &finding, err);

    if (code == ERR_OK)
        code = closure_withdraw(session->store, RECORD_ACTION, &action, args_text(args, "reason"),
                                err);
    if (code == ERR_OK)
        tell(session, &action, _("withdrawn"));
    return code;
}

static const struct option withdraw_options[] = {
    {"audit", 0, ARGUMENT_LINE, 0, NULL, "NUMBER", N_("the audit (else any)")},
    {"reason", 0, ARGUMENT_BLOCK, OPTION_REQUIRED, NULL, "TEXT", N_("why")},
    {NULL, 0, ARGUMENT_NONE, 0, NULL, NULL, NULL}};

const struct command command_action_withdraw = {
    .name = "action withdraw",
    .words = "ACTION",
    .summary = N_("take a corrective action out of the plan"),
    .details = N_("It stays in the file's history, with the reason."),
    .options = withdraw_options,
    .word_kind = ARGUMENT_LINE,
    .words_min = 1,
    .words_max = 1,
    .run = run_withdraw};

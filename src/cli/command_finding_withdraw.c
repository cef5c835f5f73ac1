/* command_finding_withdraw.c - auditwalk finding withdraw: out of the lists, never erased. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "cli/cli.h"

#include "base/i18n.h"
#include "store/findings.h"

static enum err_code run(struct session *session, const struct args *args, struct err *err)
{
    (void)args;
    return edit_withdraw(session, RECORD_FINDING, finding_find, err);
}

static const struct option options[] = {
    {"audit", 0, ARGUMENT_LINE, 0, NULL, "NUMBER", N_("the audit (else the one that is open)")},
    {"reason", 0, ARGUMENT_LINE, OPTION_REQUIRED, NULL, "TEXT", N_("why it is withdrawn")},
    {NULL, 0, ARGUMENT_NONE, 0, NULL, NULL, NULL}};

const struct command command_finding_withdraw = {
    .name = "finding withdraw",
    .words = "NUMBER",
    .summary = N_("take a finding out of the lists and reports"),
    .details = N_("It leaves the lists and reports; the reason and its history stay in the file."),
    .options = options,
    .word_kind = ARGUMENT_LINE,
    .words_min = 1,
    .words_max = 1,
    .run = run};

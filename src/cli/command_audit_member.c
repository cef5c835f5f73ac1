/* command_audit_member.c - auditwalk audit member: who is in the team, as what, of which unit. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "cli/cli.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "store/audits.h"
#include "store/ready.h"

static enum err_code run(struct session *session, const struct args *args, struct err *err)
{
    struct ident audit;
    const struct member_given given = {.name = args->words[1],
                                       .role = args_text(args, "role"),
                                       .statement = args_text(args, "statement"),
                                       .unit = args_text(args, "unit"),
                                       .reason = args_text(args, "withdraw")};
    enum err_code code = session_open(session, OPEN_TO_WRITE, err);

    if (code == ERR_OK)
        code = audit_find(session->store, args->words[0], &audit, err);
    if (code == ERR_OK)
        code = audit_member_set(session->store, &audit, &given, err);
    if (code != ERR_OK)
        return code;
    char *name = printable(given.name);
    edit_tell(session, RECORD_AUDIT, &audit, given.reason != NULL ? _("withdrawn") : _("changed"));
    printf(": %s\n", name);
    free(name);
    return ERR_OK;
}

static const struct option options[] = {
    {"role", 0, ARGUMENT_CODE, 0, &code_team_roles, "ROLE",
     N_("what they are in the team (else an auditor)")},
    {"statement", 0, ARGUMENT_BLOCK, 0, NULL, "TEXT", N_("their statement of impartiality")},
    {"unit", 0, ARGUMENT_LINE, 0, NULL, "TEXT", N_("the unit of the organization they belong to")},
    {"withdraw", 0, ARGUMENT_BLOCK, 0, NULL, "REASON", N_("take them out of the team")},
    {NULL, 0, ARGUMENT_NONE, 0, NULL, NULL, NULL}};

const struct command command_audit_member = {
    .name = "audit member",
    .words = "NUMBER NAME",
    .summary = N_("put somebody into the team of an audit, or change what they are there"),
    .details = N_("An auditor of the same unit as an auditee representative or as the owner of a "
                  "process audited is not independent: audit ready says so."),
    .options = options,
    .word_kind = ARGUMENT_LINE,
    .words_min = 2,
    .words_max = 2,
    .run = run};

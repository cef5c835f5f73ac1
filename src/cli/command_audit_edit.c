/* command_audit_edit.c - auditwalk audit edit: another plan or conclusion for an audit. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "cli/cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "store/audits.h"

static const struct edit_field texts[] = {{"title", AUDIT_TITLE},
                                          {"type", AUDIT_TYPE},
                                          {"from", AUDIT_PLANNED_FROM},
                                          {"to", AUDIT_PLANNED_TO},
                                          {"objectives", AUDIT_OBJECTIVES},
                                          {"scope", AUDIT_SCOPE},
                                          {"criteria", AUDIT_CRITERIA},
                                          {"conclusion", AUDIT_CONCLUSION},
                                          {"effectiveness", AUDIT_EFFECTIVENESS},
                                          {"recommendations", AUDIT_RECOMMENDATIONS},
                                          {NULL, 0}};

/* By the word or by --audit. */
static enum err_code find(struct session *session, struct ident *id, struct err *err)
{
    const struct args *args = session->args;

    if (args->word_count == 0)
        return session_audit(session, id, err);
    if (args_has(args, "audit"))
        return err_set(err, ERR_USAGE, _("%s: \"%s\" is too much"), args->command->name,
                       args->words[0]);
    return audit_find(session->store, args->words[0], id, err);
}

static enum err_code check_dates(struct session *session, const struct ident *id, struct err *err)
{
    struct row row;
    const struct args *args = session->args;

    enum err_code code = store_get(session->store, RECORD_AUDIT, id, &row, err);
    if (code != ERR_OK)
        return code;
    const char *from =
        args_has(args, "from") ? args_text(args, "from") : row_text(&row, AUDIT_PLANNED_FROM);
    const char *to =
        args_has(args, "to") ? args_text(args, "to") : row_text(&row, AUDIT_PLANNED_TO);
    if (from[0] != '\0' && to[0] != '\0' && strcmp(from, to) > 0)
        code = err_set(err, ERR_USAGE, _("the audit would end on %s, before it starts on %s"), to,
                       from);
    row_clear(&row);
    return code;
}

static enum err_code edit(struct session *session, const struct ident *id, struct err *err)
{
    struct change change;
    char *number = store_name(session->store, RECORD_AUDIT, id);

    change_init(&change, id);
    edit_texts(session->args, texts, RECORD_AUDIT, id, &change);
    enum err_code code = audit_require_open(session->store, id, err);
    if (code == ERR_OK)
        code = check_dates(session, id, err);
    if (code == ERR_OK)
        code = store_save(session->store, &change, number, err);
    change_clear(&change);
    free(number);
    return code;
}

static enum err_code run(struct session *session, const struct args *args, struct err *err)
{
    struct ident id;

    enum err_code code = edit_check(args, err);
    if (code == ERR_OK)
        code = edit_check_title(args, err);
    if (code == ERR_OK)
        code = session_open(session, OPEN_TO_WRITE, err);
    if (code == ERR_OK)
        code = find(session, &id, err);
    if (code == ERR_OK)
        code = edit(session, &id, err);
    if (code != ERR_OK)
        return code;
    edit_tell(session, RECORD_AUDIT, &id, _("changed"));
    putchar('\n');
    return ERR_OK;
}

static const struct option options[] = {
    {"audit", 0, ARGUMENT_LINE, 0, NULL, "NUMBER", N_("the audit (else the one that is open)")},
    {"title", 0, ARGUMENT_LINE, 0, NULL, "TEXT", N_("what is audited, in short")},
    {"type", 0, ARGUMENT_CODE, 0, &code_audit_types, "TYPE", N_("the kind of audit")},
    {"from", 0, ARGUMENT_DATE, 0, NULL, "DATE", N_("planned first day, as 2026-03-12")},
    {"to", 0, ARGUMENT_DATE, 0, NULL, "DATE", N_("planned last day")},
    {"scope", 0, ARGUMENT_BLOCK, 0, NULL, "TEXT", N_("extent and boundaries of the audit")},
    {"objectives", 0, ARGUMENT_BLOCK, 0, NULL, "TEXT", N_("what the audit is to find out")},
    {"criteria", 0, ARGUMENT_BLOCK, 0, NULL, "TEXT", N_("what is audited against")},
    {"conclusion", 0, ARGUMENT_BLOCK, 0, NULL, "TEXT", N_("the audit conclusion")},
    {"effectiveness", 0, ARGUMENT_BLOCK, 0, NULL, "TEXT", N_("how effective the system is")},
    {"recommendations", 0, ARGUMENT_BLOCK, 0, NULL, "TEXT", N_("advice for the next audits")},
    {NULL, 0, ARGUMENT_NONE, 0, NULL, NULL, NULL}};

const struct command command_audit_edit = {
    .name = "audit edit",
    .words = "NUMBER",
    .summary = N_("change the plan or conclusion of an audit"),
    .details = N_("Only what is given is changed; an empty text removes what was there."),
    .options = options,
    .word_kind = ARGUMENT_LINE,
    .words_max = 1,
    .run = run};

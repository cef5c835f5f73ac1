/* command_finding_edit.c - auditwalk finding edit: another grade, other texts. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "cli/cli.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "store/audits.h"
#include "store/findings.h"

static const struct edit_field texts[] = {{"title", FINDING_TITLE},
                                          {"statement", FINDING_STATEMENT},
                                          {"grade", FINDING_GRADE},
                                          {"reason", FINDING_GRADE_REASON},
                                          {"objective-evidence", FINDING_OBJECTIVE_EVIDENCE},
                                          {"requirement", FINDING_REQUIREMENT},
                                          {"consequence", FINDING_CONSEQUENCE},
                                          {"risk", FINDING_RISK},
                                          {"source", FINDING_SOURCE},
                                          {NULL, 0}};
static const struct edit_field site = {"site", FINDING_SITE};
static const struct edit_field area = {"area", FINDING_AREA};
static const struct edit_field process = {"process", FINDING_PROCESS};

/* The rules of a finding, with what it says already where nothing else is given. */
static enum err_code check(struct session *session, const struct ident *id, struct err *err)
{
    struct row row;
    const struct args *args = session->args;

    enum err_code code = store_get(session->store, RECORD_FINDING, id, &row, err);
    if (code != ERR_OK)
        return code;
    int grade = args_has(args, "grade") ? args_code(args, "grade") : row_code(&row, FINDING_GRADE);
    const char *statement = args_has(args, "statement") ? args_text(args, "statement")
                                                        : row_text(&row, FINDING_STATEMENT);
    const char *reason =
        args_has(args, "reason") ? args_text(args, "reason") : row_text(&row, FINDING_GRADE_REASON);
    code = finding_check_edit(session->store, id, (enum grade)grade, statement, reason,
                              args_text(session->args, "source"), err);
    row_clear(&row);
    return code;
}

static enum err_code edit(struct session *session, const struct ident *audit,
                          const struct ident *id, struct err *err)
{
    struct change change;
    char *number = store_name(session->store, RECORD_FINDING, id);

    change_init(&change, audit);
    edit_texts(session->args, texts, RECORD_FINDING, id, &change);
    enum err_code code = audit_require_open(session->store, audit, err);
    if (code == ERR_OK)
        code = check(session, id, err);
    if (code == ERR_OK)
        code = edit_place(session, &site, RECORD_SITE, RECORD_FINDING, id, &change, err);
    if (code == ERR_OK)
        code = edit_place(session, &area, RECORD_AREA, RECORD_FINDING, id, &change, err);
    if (code == ERR_OK)
        code = edit_place(session, &process, RECORD_PROCESS, RECORD_FINDING, id, &change, err);
    if (code == ERR_OK)
        code = store_save(session->store, &change, number, err);
    change_clear(&change);
    free(number);
    return code;
}

static enum err_code run(struct session *session, const struct args *args, struct err *err)
{
    struct ident audit;
    struct ident id;

    enum err_code code = edit_check(args, err);
    if (code == ERR_OK)
        code = session_open(session, OPEN_TO_WRITE, err);
    if (code == ERR_OK)
        code = session_audit(session, &audit, err);
    if (code == ERR_OK)
        code = finding_find(session->store, &audit, args->words[0], &id, err);
    if (code == ERR_OK)
        code = edit(session, &audit, &id, err);
    if (code != ERR_OK)
        return code;
    edit_tell(session, RECORD_FINDING, &id, _("changed"));
    putchar('\n');
    return ERR_OK;
}

static const struct option options[] = {
    {"audit", 0, ARGUMENT_LINE, 0, NULL, "NUMBER", N_("the audit (else the one that is open)")},
    {"grade", 0, ARGUMENT_CODE, 0, &code_grades, "GRADE", N_("how grave it is")},
    {"statement", 0, ARGUMENT_BLOCK, 0, NULL, "TEXT",
     N_("what is not as required, or could be better")},
    {"title", 0, ARGUMENT_LINE, 0, NULL, "TEXT", N_("a short heading")},
    {"objective-evidence", 0, ARGUMENT_BLOCK, 0, NULL, "TEXT", N_("the facts it rests on")},
    {"requirement", 0, ARGUMENT_BLOCK, 0, NULL, "TEXT", N_("what is required, in words")},
    {"reason", 0, ARGUMENT_BLOCK, 0, NULL, "TEXT", N_("why this grade")},
    {"consequence", 0, ARGUMENT_BLOCK, 0, NULL, "TEXT", N_("what may come of it")},
    {"risk", 0, ARGUMENT_CODE, 0, &code_importance, "WORD", N_("the security risk")},
    {"source", 0, ARGUMENT_CODE, 0, &code_finding_sources, "WORD", N_("how it came to light")},
    {"site", 0, ARGUMENT_LINE, 0, NULL, "NAME", N_("the site it concerns")},
    {"process", 0, ARGUMENT_LINE, 0, NULL, "NAME", N_("the process it concerns")},
    {"area", 0, ARGUMENT_LINE, 0, NULL, "NAME", N_("where in the facility")},
    {NULL, 0, ARGUMENT_NONE, 0, NULL, NULL, NULL}};

const struct command command_finding_edit = {
    .name = "finding edit",
    .words = "NUMBER",
    .summary = N_("change the grade, texts or places of a finding"),
    .details = N_("Only what is given is changed; an empty text removes what was there."),
    .options = options,
    .word_kind = ARGUMENT_LINE,
    .words_min = 1,
    .words_max = 1,
    .run = run};

/* command_evidence_link.c - auditwalk evidence link: the same evidence for one more requirement or
 * finding. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "cli/cli.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "store/evidence.h"
#include "store/findings.h"
#include "store/walk.h"

struct work {
    struct ident audit;
    struct ident evidence;
    struct ident assessment;
    struct ident finding;
};

static enum err_code resolve(struct session *session, const struct args *args, struct work *work,
                             struct err *err)
{
    char *checklist = NULL;
    char *item = NULL;

    enum err_code code = session_audit(session, &work->audit, err);
    if (code == ERR_OK)
        code = evidence_find(session->store, &work->audit, args->words[0], &work->evidence, err);
    if (code == ERR_OK && args_has(args, "ref"))
        code =
            walk_find(session->store, &work->audit, args_text(args, "ref"), &checklist, &item, err);
    if (code == ERR_OK && item != NULL)
        work->assessment = assessment_id(&work->audit, checklist, item, NULL);
    if (code == ERR_OK && args_has(args, "finding"))
        code = finding_find(session->store, &work->audit, args_text(args, "finding"),
                            &work->finding, err);
    free(checklist);
    free(item);
    return code;
}

static enum err_code run(struct session *session, const struct args *args, struct err *err)
{
    struct work work = {0};

    if (!args_has(args, "ref") && !args_has(args, "finding")) {
        err_set(err, ERR_USAGE, _("evidence link needs --ref or --finding"));
        err_hint(err, _("auditwalk evidence link --help tells more"));
        return ERR_USAGE;
    }
    enum err_code code = session_open(session, OPEN_TO_WRITE, err);
    if (code == ERR_OK)
        code = resolve(session, args, &work, err);
    if (code == ERR_OK)
        code = evidence_link(session->store, &work.evidence,
                             ident_is_none(&work.assessment) ? NULL : &work.assessment,
                             ident_is_none(&work.finding) ? NULL : &work.finding, err);
    if (code == ERR_OK) {
        char *shown = printable(args->words[0]);
        printf(_("%s  linked\n"), shown);
        free(shown);
    }
    return code;
}

static const struct option options[] = {
    {"audit", 0, ARGUMENT_LINE, 0, NULL, "NUMBER", N_("the audit (else the one that is open)")},
    {"ref", 0, ARGUMENT_LINE, 0, NULL, "REF", N_("a requirement that it is evidence for, too")},
    {"finding", 0, ARGUMENT_LINE, 0, NULL, "NUMBER", N_("a finding that it is evidence for, too")},
    {NULL, 0, ARGUMENT_NONE, 0, NULL, NULL, NULL}};

const struct command command_evidence_link = {
    .name = "evidence link",
    .words = "NUMBER",
    .summary = N_("use evidence for one more requirement or finding"),
    .details = N_("It stays one piece of evidence with one number; both show it."),
    .options = options,
    .word_kind = ARGUMENT_LINE,
    .words_min = 1,
    .words_max = 1,
    .run = run};

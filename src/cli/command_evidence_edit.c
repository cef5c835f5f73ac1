/* command_evidence_edit.c - auditwalk evidence edit: other texts, further files. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "cli/cli.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "store/evidence.h"

static const struct edit_field texts[] = {{"title", EVIDENCE_TITLE},
                                          {"detail", EVIDENCE_DETAIL},
                                          {"source", EVIDENCE_SOURCE},
                                          {"asked", EVIDENCE_ASKED},
                                          {"kind", EVIDENCE_KIND},
                                          {"confidentiality", EVIDENCE_CONFIDENTIALITY},
                                          {NULL, 0}};
static const struct edit_field area = {"area", EVIDENCE_AREA};

static enum err_code edit(struct session *session, const struct ident *audit,
                          const struct ident *id, struct err *err)
{
    size_t count = 0;
    struct change change;
    struct object_options how = session_object_options(session);
    const char **paths = args_list(session->args, "attach", &count);

    change_init(&change, audit);
    edit_texts(session->args, texts, RECORD_EVIDENCE, id, &change);
    enum err_code code = edit_place(session, &area, RECORD_AREA, RECORD_EVIDENCE, id, &change, err);
    if (code == ERR_OK) {
        job_begin(&session->job, _("Attaching"));
        code = evidence_edit(session->store, id, &change, paths, count, &how, err);
        job_end(&session->job);
    }
    change_clear(&change);
    free(paths);
    if (code != ERR_OK)
        return code;
    edit_tell(session, RECORD_EVIDENCE, id, _("changed"));
    if (count > 0)
        printf(_(", files attached: %zu"), count);
    putchar('\n');
    return ERR_OK;
}

static enum err_code run(struct session *session, const struct args *args, struct err *err)
{
    struct ident audit;
    struct ident id;

    enum err_code code = edit_check(args, err);
    if (code == ERR_OK)
        code = edit_check_title(args, err);
    if (code == ERR_OK)
        code = session_open(session, OPEN_TO_WRITE, err);
    if (code == ERR_OK)
        code = session_audit(session, &audit, err);
    if (code == ERR_OK)
        code = evidence_find(session->store, &audit, args->words[0], &id, err);
    return code == ERR_OK ? edit(session, &audit, &id, err) : code;
}

static const struct option options[] = {
    {"audit", 0, ARGUMENT_LINE, 0, NULL, "NUMBER", N_("the audit (else the one that is open)")},
    {"kind", 0, ARGUMENT_CODE, 0, &code_evidence_kinds, "KIND", N_("what kind of evidence it is")},
    {"title", 0, ARGUMENT_LINE, 0, NULL, "TEXT", N_("what it is, in short")},
    {"attach", 0, ARGUMENT_PATH, OPTION_MANY, NULL, "PATH",
     N_("a file to keep in the audit file; all are attached or none")},
    {"detail", 0, ARGUMENT_BLOCK, 0, NULL, "TEXT", N_("what was seen or said")},
    {"source", 0, ARGUMENT_LINE, 0, NULL, "TEXT", N_("where it comes from, or who said it")},
    {"asked", 0, ARGUMENT_BLOCK, 0, NULL, "TEXT", N_("the question that was asked")},
    {"area", 0, ARGUMENT_LINE, 0, NULL, "NAME", N_("where in the facility")},
    {"confidentiality", 0, ARGUMENT_CODE, 0, &code_confidentiality, "WORD", N_("who may see it")},
    {NULL, 0, ARGUMENT_NONE, 0, NULL, NULL, NULL}};

const struct command command_evidence_edit = {
    .name = "evidence edit",
    .words = "NUMBER",
    .summary = N_("change evidence, or attach more files to it"),
    .details = N_("Only what is given is changed; an empty text removes what was there."),
    .options = options,
    .word_kind = ARGUMENT_LINE,
    .words_min = 1,
    .words_max = 1,
    .run = run};

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
    struct ident *evidence;
    struct ident *assessments;
    struct ident *findings;
    size_t assessment_count;
    size_t finding_count;
};

static enum err_code resolve_refs(struct session *session, struct work *work, struct err *err)
{
    size_t count = 0;
    const char **refs = args_list(session->args, "ref", &count);
    enum err_code code = ERR_OK;

    work->assessments = mem_zalloc(count + 1, sizeof *work->assessments);
    for (size_t i = 0; i < count && code == ERR_OK; i++) {
        char *checklist = NULL;
        char *item = NULL;
        code = walk_find(session->store, &work->audit, refs[i], &checklist, &item, err);
        if (code == ERR_OK)
            work->assessments[work->assessment_count++] =
                assessment_id(&work->audit, checklist, item, NULL);
        free(checklist);
        free(item);
    }
    free(refs);
    return code;
}

static enum err_code resolve_findings(struct session *session, struct work *work, struct err *err)
{
    size_t count = 0;
    const char **numbers = args_list(session->args, "finding", &count);
    enum err_code code = ERR_OK;

    work->findings = mem_zalloc(count + 1, sizeof *work->findings);
    for (size_t i = 0; i < count && code == ERR_OK; i++) {
        code = finding_find(session->store, &work->audit, numbers[i],
                            &work->findings[work->finding_count], err);
        work->finding_count += code == ERR_OK;
    }
    free(numbers);
    return code;
}

static enum err_code resolve(struct session *session, const struct args *args, struct work *work,
                             struct err *err)
{
    enum err_code code = session_audit(session, &work->audit, err);

    work->evidence = mem_zalloc(args->word_count + 1, sizeof *work->evidence);
    for (size_t i = 0; i < args->word_count && code == ERR_OK; i++)
        code = evidence_find(session->store, &work->audit, args->words[i], &work->evidence[i], err);
    if (code == ERR_OK)
        code = resolve_refs(session, work, err);
    return code == ERR_OK ? resolve_findings(session, work, err) : code;
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
    const struct evidence_targets targets = {.assessments = work.assessments,
                                             .assessment_count = work.assessment_count,
                                             .findings = work.findings,
                                             .finding_count = work.finding_count};
    if (code == ERR_OK)
        code = evidence_link_all(session->store, work.evidence, args->word_count, &targets, err);
    for (size_t i = 0; i < args->word_count && code == ERR_OK; i++) {
        char *shown = printable(args->words[i]);
        printf(_("%s  linked\n"), shown);
        free(shown);
    }
    free(work.evidence);
    free(work.assessments);
    free(work.findings);
    return code;
}

static const struct option options[] = {
    {"audit", 0, ARGUMENT_LINE, 0, NULL, "NUMBER", N_("the audit (else the one that is open)")},
    {"ref", 0, ARGUMENT_LINE, OPTION_MANY, NULL, "REF",
     N_("a requirement that it is evidence for, too")},
    {"finding", 0, ARGUMENT_LINE, OPTION_MANY, NULL, "NUMBER",
     N_("a finding that it is evidence for, too")},
    {NULL, 0, ARGUMENT_NONE, 0, NULL, NULL, NULL}};

const struct command command_evidence_link = {
    .name = "evidence link",
    .words = "NUMBER...",
    .summary = N_("use evidence for one more requirement or finding"),
    .details = N_(
        "It stays one piece of evidence with one number; both show it. Several pieces, and several "
        "requirements and findings, are linked in one save or not at all."),
    .options = options,
    .word_kind = ARGUMENT_LINE,
    .words_min = 1,
    .words_max = 200,
    .run = run};

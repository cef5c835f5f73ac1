/* command_assess.c - auditwalk assess: the result of one requirement. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "cli/cli.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "core/ref.h"
#include "store/ready.h"
#include "store/walk.h"

/* What was written, as it now stands; advice goes to standard error, so that output stays one line.
 */
static enum err_code tell(struct session *session, const struct ident *audit, const char *checklist,
                          const char *item, struct err *err)
{
    struct walk_detail detail = {0};

    enum err_code code =
        walk_detail(session->store, audit, checklist, item, session->language, &detail, err);
    if (code != ERR_OK)
        return code;
    const char *ref = detail.line.ref;
    char *shown = ref != NULL && ref[0] != '\0' ? ref_display(ref) : mem_strdup(item);
    const char *missing = result_missing(detail.line.result, detail.note);
    printf("%s  %s\n", shown, _(code_at(&code_results, (int)detail.line.result)->label));
    if (missing != NULL)
        message_note("%s: %s (--note TEXT)", shown, _(missing));
    free(shown);
    walk_detail_clear(&detail);
    return ERR_OK;
}

/* Who is not independent may assess, but not unawares. */
static enum err_code tell_doubt(struct session *session, const struct ident *audit, struct err *err)
{
    char *doubt = NULL;
    enum err_code code = audit_author_doubt(session->store, audit, &doubt, err);

    if (code == ERR_OK && doubt[0] != '\0')
        message_note(_("%s is not independent in this audit: %s (auditwalk audit override puts the "
                       "reason on record)"),
                     store_author_name(session->store), doubt);
    free(doubt);
    return code;
}

static enum err_code run(struct session *session, const struct args *args, struct err *err)
{
    int result = 0;
    struct ident audit;
    struct ident area;
    const struct ident *chosen = NULL;
    char *checklist = NULL;
    char *item = NULL;

    enum err_code code = code_check(&code_results, "RESULT", args->words[1], &result, err);
    if (code == ERR_OK)
        code = session_open(session, OPEN_TO_WRITE, err);
    if (code == ERR_OK)
        code = session_audit(session, &audit, err);
    if (code == ERR_OK)
        code = walk_find(session->store, &audit, args->words[0], &checklist, &item, err);
    if (code == ERR_OK)
        code = session_record(session, RECORD_AREA, "area", &area, &chosen, err);
    if (code == ERR_OK)
        code = assessment_set(session->store, &audit, checklist, item, (enum result)result,
                              args_text(args, "note"), chosen, err);
    if (code == ERR_OK)
        code = tell(session, &audit, checklist, item, err);
    if (code == ERR_OK && result != RESULT_NOT_ASSESSED)
        code = tell_doubt(session, &audit, err);
    free(checklist);
    free(item);
    return code;
}

static const struct option options[] = {
    {"audit", 0, ARGUMENT_LINE, 0, NULL, "NUMBER", N_("the audit (else the one that is open)")},
    {"note", 0, ARGUMENT_BLOCK, 0, NULL, "TEXT", N_("why; an empty text removes the note")},
    {"area", 0, ARGUMENT_LINE, 0, NULL, "NAME", N_("where in the facility it was assessed")},
    {NULL, 0, ARGUMENT_NONE, 0, NULL, NULL, NULL}};

const struct command command_assess = {
    .name = "assess",
    .words = "REF RESULT",
    .summary = N_("record the result of a requirement"),
    .details =
        N_("REF is a requirement of the audit's checklists: 8.4-c, also written \"8.4 c)\"; "
           "house:8.4-c names it in the checklist house of several. "
           "RESULT is one of: not-assessed, conforming, ofi, minor, major, na, not-covered. "
           "na and not-covered want their reason as a note, and so do minor and major for what is "
           "only recommended."),
    .options = options,
    .word_kind = ARGUMENT_LINE,
    .words_min = 2,
    .words_max = 2,
    .run = run};

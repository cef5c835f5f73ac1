/* command_evidence_copy.c - auditwalk evidence copy: the same evidence once more, for another
 * requirement. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "cli/cli.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "store/evidence.h"
#include "store/walk.h"

static enum err_code copy(struct session *session, const struct args *args,
                          const struct ident *audit, struct ident *id, struct err *err)
{
    struct ident evidence;
    char *checklist = NULL;
    char *item = NULL;

    enum err_code code = evidence_find(session->store, audit, args->words[0], &evidence, err);
    if (code == ERR_OK)
        code = walk_find(session->store, audit, args_text(args, "ref"), &checklist, &item, err);
    if (code == ERR_OK) {
        struct ident assessment = assessment_id(audit, checklist, item, NULL);
        code = evidence_copy(session->store, &evidence, &assessment, id, err);
    }
    free(checklist);
    free(item);
    return code;
}

static enum err_code run(struct session *session, const struct args *args, struct err *err)
{
    struct ident audit;
    struct ident id;
    struct row row;

    enum err_code code = session_open(session, OPEN_TO_WRITE, err);
    if (code == ERR_OK)
        code = session_audit(session, &audit, err);
    if (code == ERR_OK)
        code = copy(session, args, &audit, &id, err);
    if (code == ERR_OK)
        code = store_get(session->store, RECORD_EVIDENCE, &id, &row, err);
    if (code != ERR_OK)
        return code;
    char *number = printable(row_text(&row, EVIDENCE_NUMBER));
    char *from = printable(args->words[0]);
    printf(_("%s  copied from %s\n"), number, from);
    free(from);
    free(number);
    row_clear(&row);
    return ERR_OK;
}

static const struct option options[] = {
    {"audit", 0, ARGUMENT_LINE, 0, NULL, "NUMBER", N_("the audit (else the one that is open)")},
    {"ref", 0, ARGUMENT_LINE, OPTION_REQUIRED, NULL, "REF", N_("the requirement it is copied to")},
    {NULL, 0, ARGUMENT_NONE, 0, NULL, NULL, NULL}};

const struct command command_evidence_copy = {
    .name = "evidence copy",
    .words = "NUMBER",
    .summary = N_("record the same evidence for another requirement"),
    .details =
        N_("The copy has its own number, and the same files; its texts can be edited without "
           "changing the first. Prints its number first."),
    .options = options,
    .word_kind = ARGUMENT_LINE,
    .words_min = 1,
    .words_max = 1,
    .run = run};

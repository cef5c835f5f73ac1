/* command_finding_merge.c - auditwalk finding merge, separate, apart: two findings for one fact, or
 * not. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "cli/cli.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "store/consolidate.h"
#include "store/findings.h"

/* Opens the file and finds the findings that the words name. */
static enum err_code find(struct session *session, struct ident *ids, struct err *err)
{
    struct ident audit;
    const struct args *args = session->args;
    enum err_code code = session_open(session, OPEN_TO_WRITE, err);

    if (code == ERR_OK)
        code = session_audit(session, &audit, err);
    for (size_t i = 0; code == ERR_OK && i < args->word_count; i++)
        code = finding_find(session->store, &audit, args->words[i], &ids[i], err);
    return code;
}

static enum err_code run_merge(struct session *session, const struct args *args, struct err *err)
{
    struct ident ids[2];
    enum err_code code = find(session, ids, err);

    if (code == ERR_OK)
        code = finding_merge(session->store, &ids[0], &ids[1], args_text(args, "reason"), err);
    if (code != ERR_OK)
        return code;
    char *other = printable(args->words[1]);
    edit_tell(session, RECORD_FINDING, &ids[0], "");
    printf(_("went into %s (auditwalk finding separate takes it out again)\n"), other);
    free(other);
    return ERR_OK;
}

static enum err_code run_separate(struct session *session, const struct args *args, struct err *err)
{
    struct ident id;
    enum err_code code = find(session, &id, err);

    if (code == ERR_OK)
        code = finding_separate(session->store, &id, args_text(args, "reason"), err);
    if (code != ERR_OK)
        return code;
    edit_tell(session, RECORD_FINDING, &id, _("stands for itself again"));
    putchar('\n');
    return ERR_OK;
}

static enum err_code run_apart(struct session *session, const struct args *args, struct err *err)
{
    struct ident ids[2];
    enum err_code code = find(session, ids, err);

    if (code == ERR_OK)
        code = finding_keep_apart(session->store, &ids[0], &ids[1], args_text(args, "reason"), err);
    if (code != ERR_OK)
        return code;
    char *other = printable(args->words[1]);
    edit_tell(session, RECORD_FINDING, &ids[0], "");
    printf(_("is another matter than %s; the two are not proposed again\n"), other);
    free(other);
    return ERR_OK;
}

static const struct option merge_options[] = {
    {"audit", 0, ARGUMENT_LINE, 0, NULL, "NUMBER", N_("the audit (else the one that is open)")},
    {"reason", 0, ARGUMENT_BLOCK, OPTION_REQUIRED, NULL, "TEXT", N_("why they are one")},
    {NULL, 0, ARGUMENT_NONE, 0, NULL, NULL, NULL}};

const struct command command_finding_merge = {
    .name = "finding merge",
    .words = "A B",
    .summary = N_("let one finding go into another, for two that tell of one fact"),
    .details = N_("A goes into B: reports and counts know B only. A keeps its texts, author and "
                  "evidence, is listed under B, and can be separated again."),
    .options = merge_options,
    .word_kind = ARGUMENT_LINE,
    .words_min = 2,
    .words_max = 2,
    .run = run_merge};

static const struct option separate_options[] = {
    {"audit", 0, ARGUMENT_LINE, 0, NULL, "NUMBER", N_("the audit (else the one that is open)")},
    {"reason", 0, ARGUMENT_BLOCK, OPTION_REQUIRED, NULL, "TEXT", N_("why it stands for itself")},
    {NULL, 0, ARGUMENT_NONE, 0, NULL, NULL, NULL}};

const struct command command_finding_separate = {
    .name = "finding separate",
    .words = "NUMBER",
    .summary = N_("take a finding out of the one it went into"),
    .options = separate_options,
    .word_kind = ARGUMENT_LINE,
    .words_min = 1,
    .words_max = 1,
    .run = run_separate};

static const struct option apart_options[] = {
    {"audit", 0, ARGUMENT_LINE, 0, NULL, "NUMBER", N_("the audit (else the one that is open)")},
    {"reason", 0, ARGUMENT_BLOCK, OPTION_REQUIRED, NULL, "TEXT", N_("why they are two")},
    {NULL, 0, ARGUMENT_NONE, 0, NULL, NULL, NULL}};

const struct command command_finding_apart = {
    .name = "finding apart",
    .words = "A B",
    .summary = N_("note that two findings which look alike are two"),
    .details = N_("They are not proposed as duplicates any more."),
    .options = apart_options,
    .word_kind = ARGUMENT_LINE,
    .words_min = 2,
    .words_max = 2,
    .run = run_apart};

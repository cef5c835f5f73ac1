/* command_export_list.c - auditwalk export csv, export json: any list of the program. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "cli/closure_cli.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "exchange/lists.h"

/* ---- what is asked ----------------------------------------------------------------------------
 */

static enum err_code find_list(const char *word, const struct list_kind **kind, struct err *err)
{
    struct nearest nearest = {NULL, 0};
    struct buf words;

    *kind = list_kind_find(word);
    if (*kind != NULL)
        return ERR_OK;
    buf_init(&words);
    for (size_t i = 0; i < list_kind_count; i++) {
        buf_printf(&words, "%s%s", i > 0 ? ", " : "", list_kinds[i].word);
        nearest_try(&nearest, word, list_kinds[i].word);
    }
    err_set(err, ERR_USAGE, _("there is no list \"%s\""), word);
    if (nearest.word != NULL)
        err_hint(err, _("did you mean %s? Known are: %s"), nearest.word, words.data);
    else
        err_hint(err, _("known are: %s"), words.data);
    buf_clear(&words);
    return ERR_USAGE;
}

/* Which lists an option belongs to. */
static const struct {
    const char *option;
    unsigned takes;
} belongs[] = {{"audit", LIST_NEEDS_AUDIT | LIST_OF_AUDIT},
               {"merged", LIST_MERGED},
               {"finding", LIST_DUE},
               {"owner", LIST_DUE},
               {"within", LIST_DUE},
               {"all", LIST_DUE},
               {"limit", LIST_LIMIT}};

static enum err_code check_options(const struct args *args, const struct list_kind *kind,
                                   enum list_format format, struct err *err)
{
    for (size_t i = 0; i < sizeof belongs / sizeof belongs[0]; i++)
        if (args_has(args, belongs[i].option) && (kind->takes & belongs[i].takes) == 0)
            return err_set(err, ERR_USAGE, _("--%s does not belong to the list %s"),
                           belongs[i].option, kind->word);
    if (args_has(args, "bom") && format != LIST_CSV)
        return err_set(err, ERR_USAGE, _("--bom belongs to: export csv"));
    bool text = (kind->takes & LIST_TEXT) != 0;
    if (text && args->word_count < 2)
        return err_set(err, ERR_USAGE, _("the list %s needs a text behind its name"), kind->word);
    if (!text && args->word_count > 1)
        return err_set(err, ERR_USAGE, _("the list %s takes no text: %s"), kind->word,
                       args->words[1]);
    return ERR_OK;
}

static enum err_code find_subject(struct session *session, const struct args *args,
                                  struct list_request *request, struct ident *audit,
                                  struct ident *finding, struct err *err)
{
    unsigned takes = request->kind->takes;

    if ((takes & LIST_NO_FILE) != 0)
        return ERR_OK;
    enum err_code code = session_open(session, OPEN_TO_READ, err);
    request->store = session->store;
    if (code == ERR_OK && ((takes & LIST_NEEDS_AUDIT) != 0 || args_has(args, "audit"))) {
        code = session_audit(session, audit, err);
        request->audit = audit;
    }
    if (code == ERR_OK && args_has(args, "finding")) {
        code = closure_cli_finding(session, args_text(args, "finding"), finding, err);
        request->finding = finding;
    }
    return code;
}

/* ---- writing ----------------------------------------------------------------------------------
 */

static int put_bytes(void *out, const void *bytes, size_t length)
{
    errno = 0;
    if (length == 0 || fwrite(bytes, 1, length, out) == length)
        return 0;
    return errno != 0 ? errno : EIO;
}

static enum err_code write_list(struct session *session, struct list_request *request,
                                const char *output, struct err *err)
{
    bool file = output != NULL && strcmp(output, "-") != 0;
    size_t rows = 0;

    request->path = file ? output : NULL;
    request->put = put_bytes;
    request->out = stdout;
    request->progress = job_percent;
    request->context = &session->job;
    job_begin(&session->job, _("Writing the list"));
    enum err_code code = list_write(request, &rows, err);
    job_end(&session->job);
    if (code == ERR_OK && file) {
        char *shown = printable(output);
        printf(_("%s  rows: %zu\n"), shown, rows);
        free(shown);
    }
    return code;
}

static enum err_code run(struct session *session, const struct args *args, enum list_format format,
                         struct err *err)
{
    struct ident audit = ident_none();
    struct ident finding = ident_none();
    struct list_request request = {
        .format = format,
        .owner = args_text(args, "owner"),
        .within = args_has(args, "within") ? (long)args_number(args, "within", 0) : -1,
        .all = args_has(args, "all"),
        .merged = args_has(args, "merged"),
        .limit = args_number(args, "limit", 0),
        .text = args->word_count > 1 ? args->words[1] : NULL,
        .language = session->language,
        .bom = args_has(args, "bom")};
    enum err_code code = find_list(args->words[0], &request.kind, err);

    if (code == ERR_OK)
        code = check_options(args, request.kind, format, err);
    if (code == ERR_OK)
        code = find_subject(session, args, &request, &audit, &finding, err);
    return code == ERR_OK ? write_list(session, &request, args_text(args, "output"), err) : code;
}

static enum err_code run_csv(struct session *session, const struct args *args, struct err *err)
{
    return run(session, args, LIST_CSV, err);
}

static enum err_code run_json(struct session *session, const struct args *args, struct err *err)
{
    return run(session, args, LIST_JSON, err);
}

/* ---- the two commands -------------------------------------------------------------------------
 */

#define OPTIONS                                                                                     \
    {"audit",                                                                                       \
     0,                                                                                             \
     ARGUMENT_LINE,                                                                                 \
     0,                                                                                             \
     NULL,                                                                                          \
     "NUMBER",                                                                                      \
     N_("the audit (lists of one audit: else the one that is open; the others: else all)")},        \
        {"merged",                                                                                  \
         0,                                                                                         \
         ARGUMENT_NONE,                                                                             \
         0,                                                                                         \
         NULL,                                                                                      \
         NULL,                                                                                      \
         N_("findings: also those that went into others")},                                         \
        {"finding", 0, ARGUMENT_LINE, 0, NULL, "NUMBER", N_("actions, due: only of this finding")}, \
        {"owner", 0, ARGUMENT_LINE, 0, NULL, "NAME", N_("actions, due: only of this owner")},       \
        {"within",                                                                                  \
         0,                                                                                         \
         ARGUMENT_NUMBER,                                                                           \
         0,                                                                                         \
         NULL,                                                                                      \
         "DAYS",                                                                                    \
         N_("actions, due: overdue or due in so many days")},                                       \
        {"all", 0, ARGUMENT_NONE, 0, NULL, NULL, N_("actions, due: those that are done too")},      \
        {"limit",                                                                                   \
         0,                                                                                         \
         ARGUMENT_NUMBER,                                                                           \
         0,                                                                                         \
         NULL,                                                                                      \
         "COUNT",                                                                                   \
         N_("log, search: at most so many (else all)")},                                            \
    {                                                                                               \
        "output", 'o', ARGUMENT_PATH, 0, NULL, "FILE",                                              \
            N_("the file to write; - or none: standard output")                                     \
    }

static const struct option csv_options[] = {
    OPTIONS,
    {"bom", 0, ARGUMENT_NONE, 0, NULL, NULL,
     N_("begin with a byte-order mark, by which Excel knows that it is UTF-8")},
    {NULL, 0, ARGUMENT_NONE, 0, NULL, NULL, NULL}};
static const struct option json_options[] = {OPTIONS,
                                             {NULL, 0, ARGUMENT_NONE, 0, NULL, NULL, NULL}};

const struct command command_export_csv = {
    .name = "export csv",
    .words = "LIST [TEXT]",
    .summary = N_("write a list as CSV"),
    .details =
        N_("LIST is one of audits, requirements, clauses, findings, nonconformities, previous, "
           "actions, due, evidence, deployment, ready, opinions, conflicts, duplicates, members, "
           "team, merges, log, history, search, sites, areas, processes, people, checklists; "
           "history and search need TEXT, a record or words. The columns are those of the "
           "workbooks. UTF-8 after RFC 4180, headings and words in the language of --lang, dates "
           "as 2026-03-09. A text that begins like a formula (=, +, -, @) or with an apostrophe "
           "gets an apostrophe in front: take one leading apostrophe off, and every text is as it "
           "was. Clauses such as 8.10 are texts: import the column as text."),
    .options = csv_options,
    .word_kind = ARGUMENT_LINE,
    .words_min = 1,
    .words_max = 2,
    .run = run_csv};

const struct command command_export_json = {
    .name = "export json",
    .words = "LIST [TEXT]",
    .summary = N_("write a list as JSON"),
    .details = N_("The lists of export csv as one array of objects, an object a line: keys and "
                  "words of codes in no language, times in UTC, null for what is not known."),
    .options = json_options,
    .word_kind = ARGUMENT_LINE,
    .words_min = 1,
    .words_max = 2,
    .run = run_json};

/* command_export.c - auditwalk export: workbooks. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "cli/cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/translate.h"
#include "exchange/checklist_file.h"
#include "exchange/export.h"
#include "exchange/template.h"
#include "store/audits.h"
#include "store/findings.h"

/* Options that make another kind of the one whose word is given. */
static const char *kind_option(const struct args *args)
{
    for (int i = 0; i < EXPORT_COUNT; i++)
        if (export_kinds[i].option != NULL && args_has(args, export_kinds[i].option))
            return export_kinds[i].option;
    return NULL;
}

static enum err_code unknown_kind(const char *word, struct err *err)
{
    struct buf words;
    struct nearest nearest = {NULL, 0};

    buf_init(&words);
    for (int i = 0; i < EXPORT_COUNT; i++) {
        const char *known = export_kinds[i].word;
        if (export_kinds[i].option != NULL)
            continue;
        buf_printf(&words, "%s%s", words.length > 0 ? ", " : "", known);
        nearest_try(&nearest, word, known);
    }
    err_set(err, ERR_USAGE, _("export: there is no \"%s\" to export"), word);
    if (nearest.word != NULL)
        err_hint(err, _("did you mean %s? Known are: %s"), nearest.word, words.data);
    else
        err_hint(err, _("known are: %s"), words.data);
    buf_clear(&words);
    return ERR_USAGE;
}

static bool has_checklist(const struct export_kind_row *kind)
{
    return kind->subject == EXPORT_OF_CHECKLIST;
}

static bool has_requirements(const struct export_kind_row *kind)
{
    return kind->counts_rows;
}

static bool has_period(const struct export_kind_row *kind)
{
    return kind->period;
}

static bool has_finding(const struct export_kind_row *kind)
{
    return kind->finding;
}

static bool is_filled(const struct export_kind_row *kind)
{
    return kind == &export_kinds[EXPORT_FILLED];
}

/* A folder of evidence files beside it: nothing is beside one, nor of what has no answers. */
static bool has_folder(const struct export_kind_row *kind)
{
    return kind->sheets != NULL && kind->subject != EXPORT_OF_CHECKLIST;
}

static bool is_workbook(const struct export_kind_row *kind)
{
    return kind->sheets != NULL;
}

static bool has_files(const struct export_kind_row *kind)
{
    return kind->sheets == NULL || has_folder(kind);
}

/* Options that not every kind has. */
static const struct {
    const char *option;
    bool (*belongs)(const struct export_kind_row *kind);
} narrow[] = {{"checklist", has_checklist}, {"wording", has_requirements}, {"filled", is_filled},
              {"finding", has_finding},     {"from", has_period},          {"to", has_period},
              {"template", is_workbook},    {"evidence", has_folder},      {"up-to", has_files}};

static enum err_code refuse_option(size_t index, enum export_kind kind, struct err *err)
{
    char *typed = export_kind_typed(kind);
    struct buf words;

    buf_init(&words);
    for (int i = 0; i < EXPORT_COUNT; i++) {
        char *word = export_kind_typed((enum export_kind)i);
        if (narrow[index].belongs(&export_kinds[i]))
            buf_printf(&words, "%sexport %s", words.length > 0 ? ", " : "", word);
        free(word);
    }
    err_set(err, ERR_USAGE, _("export %s has no --%s"), typed, narrow[index].option);
    err_hint(err, _("it belongs to: %s"), words.data);
    buf_clear(&words);
    free(typed);
    return ERR_USAGE;
}

/* Messages may fall back to English; a workbook that goes out must not do so unasked. */
static enum err_code check_language(const struct args *args, struct err *err)
{
    const char *typed = args_text(args, "lang");
    char *tag = typed != NULL && !translate_is_both(typed) ? locale_tag(typed) : NULL;
    bool known = tag == NULL || strcmp(tag, TRANSLATE_FIRST) == 0 ||
                 strncmp(tag, TRANSLATE_FIRST "_", 3) == 0 || strncmp(tag, "zh", 2) == 0;

    free(tag);
    if (known)
        return ERR_OK;
    err_set(err, ERR_USAGE, _("export: workbooks are not written in \"%s\""), typed);
    return err_hint(err, _("known are: %s"),
                    TRANSLATE_FIRST ", " TRANSLATE_SECOND ", " TRANSLATE_BOTH);
}

static enum err_code check_options(const struct args *args, enum export_kind kind, struct err *err)
{
    for (size_t i = 0; i < sizeof narrow / sizeof narrow[0]; i++)
        if (args_has(args, narrow[i].option) && !narrow[i].belongs(&export_kinds[kind]))
            return refuse_option(i, kind, err);
    if (args_has(args, "up-to") && export_kinds[kind].sheets != NULL && !args_has(args, "evidence"))
        return err_set(err, ERR_USAGE, _("--up-to goes with --evidence or: export evidence"));
    enum err_code code = check_language(args, err);
    return code == ERR_OK ? export_check_period(args_text(args, "from"), args_text(args, "to"), err)
                          : code;
}

static enum err_code find_kind(const struct args *args, enum export_kind *kind, struct err *err)
{
    int found = export_kind_find(args->words[0], kind_option(args));

    if (found < 0) /* an option that it does not have is told later */
        found = export_kind_find(args->words[0], NULL);
    if (found < 0)
        return unknown_kind(args->words[0], err);
    *kind = (enum export_kind)found;
    return check_options(args, *kind, err);
}

/* What was written, a line for the workbook and one for the folder. */
static void tell(const struct export_request *request, const struct export_result *result)
{
    const struct export_kind_row *kind = &export_kinds[request->kind];
    const char *folder = kind->sheets == NULL ? request->path : request->evidence;
    char *shown = printable(request->path);
    char *beside = folder != NULL ? printable(folder) : NULL;

    if (kind->sheets != NULL && kind->counts_rows)
        printf(_("%s  requirements: %zu\n"), shown, result->records);
    else if (kind->sheets != NULL)
        printf(_("%s  sheets: %zu, findings: %zu\n"), shown, result->sheets, result->findings);
    if (beside != NULL && request->evidence_level != NULL)
        printf(_("%s  evidence files: %zu, left out as too confidential: %zu\n"), beside,
               result->files, result->left_out);
    else if (beside != NULL)
        printf(_("%s  evidence files: %zu\n"), beside, result->files);
    free(beside);
    free(shown);
}

static enum err_code write_workbook(struct session *session, struct export_request *request,
                                    struct err *err)
{
    struct export_result result = {0};
    const char *named = args_text(session->args, "output");
    char *path = named != NULL ? mem_strdup(named) : export_default_name(session->store, request);

    request->path = path;
    request->progress = job_percent;
    request->context = &session->job;
    job_begin(&session->job, export_kinds[request->kind].sheets != NULL
                                 ? _("Writing the workbook")
                                 : _("Copying the evidence files"));
    enum err_code code = export_workbook(session->store, request, &result, err);
    job_end(&session->job);
    if (code == ERR_OK)
        tell(request, &result);
    free(path);
    return code;
}

/* What an export is about: an audit of the file, one of its findings, or a checklist without any.
 */
struct subject {
    struct ident audit;
    struct ident finding;
    struct checklist checklist;
};

/* A finding says which audit it is of; where one is named too it has to be that. */
static enum err_code find_finding(struct session *session, const struct args *args,
                                  struct export_request *request, struct subject *subject,
                                  struct err *err)
{
    struct row row = {0};
    const struct ident *audit = NULL;
    enum err_code code = ERR_OK;

    if (args_has(args, "audit")) {
        code = session_audit(session, &subject->audit, err);
        audit = &subject->audit;
    }
    if (code == ERR_OK)
        code =
            finding_find(session->store, audit, args_text(args, "finding"), &subject->finding, err);
    if (code == ERR_OK)
        code = store_get(session->store, RECORD_FINDING, &subject->finding, &row, err);
    if (code != ERR_OK)
        return code;
    subject->audit = row_id(&row, FINDING_AUDIT);
    request->audit = &subject->audit;
    request->finding = &subject->finding;
    row_clear(&row);
    return ERR_OK;
}

static enum err_code find_audit(struct session *session, const struct args *args,
                                struct export_request *request, struct subject *subject,
                                struct err *err)
{
    enum err_code code = session_open(session, OPEN_TO_READ, err);

    if (code == ERR_OK && args_has(args, "finding"))
        return find_finding(session, args, request, subject, err);
    if (code != ERR_OK ||
        (export_kinds[request->kind].subject == EXPORT_OF_FILE && !args_has(args, "audit")))
        return code;
    request->audit = &subject->audit;
    return session_audit(session, &subject->audit, err);
}

/* A checklist by its name needs no audit file. */
static enum err_code find_checklist(const struct args *args, struct export_request *request,
                                    struct checklist *checklist, struct err *err)
{
    char *path = NULL;

    enum err_code code = checklist_locate(args_text(args, "checklist"), &path, err);
    if (code == ERR_OK)
        code = checklist_file_read(path, checklist, NULL, err);
    request->checklist = checklist;
    free(path);
    return code;
}

/* --template, else that of the configuration; "none" for neither. */
static enum err_code find_template(struct session *session, const struct args *args,
                                   struct export_request *request, struct template *template,
                                   struct err *err)
{
    const char *path = args_text(args, "template");
    bool none = path != NULL && strcmp(path, "none") == 0;

    if (path == NULL)
        path = session->config.template;
    if (path == NULL || none || export_kinds[request->kind].sheets == NULL)
        return ERR_OK;
    request->template = template;
    return template_read(path, template, NULL, err);
}

static enum err_code run(struct session *session, const struct args *args, struct err *err)
{
    struct subject subject = {0};
    struct template template = {0};
    int level = args_code(args, "up-to");
    struct export_request request = {.language = session->both ? TRANSLATE_BOTH : session->language,
                                     .wording = args_has(args, "wording"),
                                     .from = args_text(args, "from"),
                                     .to = args_text(args, "to"),
                                     .evidence = args_text(args, "evidence")};

    if (level >= 0)
        request.evidence_level = code_at(&code_confidentiality, level)->word;

    enum err_code code = find_kind(args, &request.kind, err);
    if (code == ERR_OK)
        code = find_template(session, args, &request, &template, err);
    if (code == ERR_OK && args_has(args, "checklist"))
        code = find_checklist(args, &request, &subject.checklist, err);
    else if (code == ERR_OK)
        code = find_audit(session, args, &request, &subject, err);
    if (code == ERR_OK)
        code = write_workbook(session, &request, err);
    checklist_clear(&subject.checklist);
    template_clear(&template);
    return code;
}

static const struct option options[] = {
    {"audit", 0, ARGUMENT_LINE, 0, NULL, "NUMBER",
     N_("the audit (register, pack: else all; the others: else the one that is open)")},
    {"from", 0, ARGUMENT_DATE, 0, NULL, "DATE",
     N_("register, pack: first day of the period, as 2026-01-01 (else from the beginning)")},
    {"to", 0, ARGUMENT_DATE, 0, NULL, "DATE",
     N_("register, pack: last day of the period, it included (else until today)")},
    {"checklist", 0, ARGUMENT_PATH, 0, NULL, "ID",
     N_("checklist: this one by its id or path, without an audit")},
    {"finding", 0, ARGUMENT_LINE, 0, NULL, "NUMBER",
     N_("response: for this finding alone (else for the open nonconformities of the audit)")},
    {"filled", 0, ARGUMENT_NONE, 0, NULL, NULL,
     N_("checklist: with the answers of the audit and room for remarks")},
    {"wording", 0, ARGUMENT_NONE, 0, NULL, NULL, N_("checklist: with the texts of your overlay")},
    {"template", 0, ARGUMENT_PATH, 0, NULL, "FILE",
     N_("cover, footer and columns of your own, see auditwalk-template(5); none: without")},
    {"evidence", 0, ARGUMENT_PATH, 0, NULL, "DIR",
     N_("the evidence files too, in this new or empty folder")},
    {"up-to", 0, ARGUMENT_CODE, 0, &code_confidentiality, "LEVEL",
     N_("of the evidence files only those that are not more confidential")},
    {"output", 'o', ARGUMENT_PATH, 0, NULL, "FILE",
     N_("the workbook or folder to write (else a name made of the audit's number)")},
    {NULL, 0, ARGUMENT_NONE, 0, NULL, NULL, NULL}};

const struct command command_export = {
    .name = "export",
    .words = "report|register|pack|checklist|response|evidence",
    .summary =
        N_("write a report, register, review pack, checklist, response form or evidence files"),
    .details = N_(
        "An Excel workbook: the audit report; the register of nonconformities; the pack for a "
        "management review (9.3), with all its inputs, trends, coverage, open actions, recurrence, "
        "figures of the audit programme, and room for what no file can know and for the results; a "
        "checklist to print, without answers or with those of an audit; or a form on which the "
        "auditee answers one finding or all open nonconformities, with only correction, cause and "
        "plan unlocked. Into a period belongs what was raised in it, into a pack also what was "
        "raised before and was still open on its first day, and the audits with a day in it; "
        "states "
        "and ages are those of today. The language of the workbook is that of --lang; with --lang "
        "both English and Chinese stand side by side, and what people typed stands once. A file of "
        "that name is replaced in one step when the new one is complete; Ctrl-C leaves it as it "
        "was. Findings for one fact are counted once; the report keeps every diverging opinion "
        "with "
        "its positions, what was decided and why, and whose packages were merged. "
        "Its sheet of evidence shows photos (JPEG, PNG) small "
        "and without what the camera wrote into them; a photo that can't be read says so. "
        "export evidence copies the files themselves into a folder, by finding number (those "
        "without a finding by requirement), with a README.txt that tells what is in it and how "
        "confidential, and SHA256SUMS for sha256sum -c; each is compared with its stored hash. "
        "Files are as they were attached, with what a camera wrote into them. The folder must "
        "not be there or be empty, and comes into being whole or not at all."),
    .options = options,
    .word_kind = ARGUMENT_LINE,
    .words_min = 1,
    .words_max = 1,
    .run = run,
    .both_languages = true};

/* export.c - from the audit file to a workbook: load, write beside, rename. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/export.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/file_name.h"
#include "exchange/checklist_overlay.h"
#include "exchange/export_parts.h"
#include "exchange/report_model.h"
#include "exchange/report_photos.h"
#include "exchange/report_stream.h"
#include "exchange/workbook.h"
#include "store/consolidate.h"
#include "store/finding_keys.h"

enum { NAME_BYTES = 160 }; /* of the audit number in a file name */

char *export_name_part(const char *number)
{
    return *number != '\0' ? file_name_safe(number, NAME_BYTES) : mem_strdup("");
}

char *export_default_name(struct store *store, const struct export_request *request)
{
    const struct export_kind_row *kind = &export_kinds[request->kind];
    char *number = NULL;

    if (request->checklist != NULL)
        number = mem_strdup(request->checklist->id);
    else if (request->finding != NULL)
        number = store_name(store, RECORD_FINDING, request->finding);
    else if (request->audit != NULL)
        number = store_name(store, RECORD_AUDIT, request->audit);
    char *part = export_name_part(number != NULL ? number : "");
    char *name = mem_printf(
        "%s%s%s%s%s%s", part, *part != '\0' ? "-" : "", kind->word, kind->option != NULL ? "-" : "",
        kind->option != NULL ? kind->option : "", kind->sheets != NULL ? ".xlsx" : "");

    free(part);
    free(number);
    return name;
}

enum err_code export_check_period(const char *from, const char *to, struct err *err)
{
    if (from == NULL || to == NULL || strcmp(to, from) >= 0)
        return ERR_OK;
    err_set(err, ERR_USAGE, _("--to: %s is before --from %s"), to, from);
    return err_hint(err, _("the period begins with its first day"));
}

/* One finding asks for a response unless it is counted in another one or needs none. */
static enum err_code check_finding(struct store *store, const struct export_request *request,
                                   struct err *err)
{
    struct row row = {0};
    struct ident counted = ident_none();

    if (request->finding == NULL)
        return ERR_OK;
    enum err_code code = store_get(store, RECORD_FINDING, request->finding, &row, err);
    if (code != ERR_OK)
        return code;
    struct ident audit = row_id(&row, FINDING_AUDIT);
    bool good = row_code(&row, FINDING_GRADE) == GRADE_GOOD_PRACTICE;
    char *number = store_name(store, RECORD_FINDING, request->finding);
    row_clear(&row);
    code = finding_counted_in(store, request->finding, &counted, err);
    if (code == ERR_OK && !ident_equal(&counted, request->finding)) {
        char *whole = store_name(store, RECORD_FINDING, &counted);
        code = err_set(err, ERR_USAGE, _("%s is counted in %s"), number, whole);
        err_hint(err, _("ask for that one"));
        free(whole);
    } else if (code == ERR_OK && good) {
        code = err_set(err, ERR_USAGE, _("%s is good practice: it asks for no response"), number);
    } else if (code == ERR_OK && !ident_equal(&audit, request->audit)) {
        code = err_set(err, ERR_USAGE, _("%s is a finding of another audit"), number);
    }
    free(number);
    return code;
}

static enum err_code check(const struct export_request *request, struct err *err)
{
    if (request->kind >= EXPORT_COUNT)
        return err_set(err, ERR_INTERNAL, _("no such kind of export: %d"), (int)request->kind);
    const struct export_kind_row *kind = &export_kinds[request->kind];
    if (request->checklist != NULL && kind->subject != EXPORT_OF_CHECKLIST)
        return err_set(err, ERR_INTERNAL, _("this is not made of a checklist: %s"), kind->word);
    if (kind->subject != EXPORT_OF_FILE && request->audit == NULL && request->checklist == NULL)
        return err_set(err, ERR_INTERNAL, _("no audit is named"));
    if (!kind->finding && request->finding != NULL)
        return err_set(err, ERR_INTERNAL, _("this is not about one finding: %s"), kind->word);
    if (request->evidence != NULL && request->audit == NULL && request->checklist != NULL)
        return err_set(err, ERR_INTERNAL, _("no audit is named"));
    if (!kind->period && (request->from != NULL || request->to != NULL))
        return err_set(err, ERR_INTERNAL, _("this has no period: %s"), kind->word);
    return export_check_period(request->from, request->to, err);
}

/* tmpdir: where the file will be, so that the space is looked for at the right place. */
static enum err_code write_beside(const struct export_request *request, const struct report *report,
                                  struct file_replace *replace, struct export_result *result,
                                  struct err *err)
{
    struct span span = {request->progress, request->context, request->evidence != NULL ? 60 : 0,
                        100};
    size_t length = (size_t)(file_base_name(replace->temporary) - replace->temporary);
    char *directory = mem_strndup(replace->temporary, length > 1 ? length - 1 : length);
    struct workbook_job job = {.kind = request->kind,
                               .path = replace->temporary,
                               .tmpdir = directory,
                               .shown = request->path,
                               .large = request->large,
                               .template = request->template,
                               .progress = span_progress,
                               .context = &span};
    enum err_code code = workbook_write(report, &job, result, err);

    free(directory);
    return code;
}

/* The texts of the user's overlays into the rows of their checklists. */
static enum err_code add_wording(struct report *report, struct err *err)
{
    enum err_code code = ERR_OK;

    for (size_t i = 0; i < report->checklists.count && code == ERR_OK; i++) {
        const char *id = report->checklists.items[i].id;
        struct checklist_overlay overlay;
        code = checklist_overlay_load(id, &overlay, err);
        for (size_t j = 0; j < report->rows.count && overlay.count > 0; j++) {
            struct report_row *row = &report->rows.items[j];
            const char *text = strcmp(row->checklist, id) == 0
                                   ? checklist_overlay_text(&overlay, row->item, report->language)
                                   : NULL;
            if (text != NULL)
                mem_replace(&row->wording, text);
        }
        checklist_overlay_clear(&overlay);
    }
    return code;
}

/* A register of many findings is read while it is written. */
static enum err_code is_streamed(struct store *store, const struct export_request *request,
                                 bool *streamed, struct err *err)
{
    size_t findings = 0;
    size_t actions = 0;
    size_t limit = request->large > 0 ? request->large : WORKBOOK_STREAMED;

    *streamed = false;
    if (request->kind != EXPORT_REGISTER)
        return ERR_OK;
    enum err_code code = finding_keys_count(store, request->audit, &findings, &actions, err);
    *streamed = findings + actions > limit;
    return code;
}

static enum err_code load(struct store *store, const struct export_request *request,
                          struct report *report, struct report_stream **stream, struct err *err)
{
    struct report_scope scope = {.audit = request->audit,
                                 .with_pack = export_kinds[request->kind].pack,
                                 .with_rows = export_kinds[request->kind].with_rows,
                                 .period = {.from = request->from,
                                            .to = request->to,
                                            .with_open = export_kinds[request->kind].pack,
                                            .unsettled = export_kinds[request->kind].finding},
                                 .finding = request->finding,
                                 .progress = request->progress,
                                 .context = request->context};
    bool streamed = false;
    enum err_code code = is_streamed(store, request, &streamed, err);

    if (code != ERR_OK)
        return code;
    if (request->checklist != NULL)
        report_take_checklist(report, request->checklist);
    else if (streamed)
        code = report_stream_open(store, &scope, report, stream, err);
    else
        code = report_load(store, &scope, report, err);
    if (code == ERR_OK && export_kinds[request->kind].photos)
        code = report_load_photos(store, &scope, !workbook_is_large(report, request->large), report,
                                  err);
    return code == ERR_OK && request->wording ? add_wording(report, err) : code;
}

static enum err_code write_workbook(struct store *store, const struct export_request *request,
                                    struct evidence_folder *folder, struct export_result *done,
                                    struct err *err)
{
    struct report_stream *stream = NULL;
    struct file_replace replace;
    struct report report;

    /* First, so that a place that can't be written to is told before the work. */
    enum err_code code = file_replace_begin(&replace, request->path, err);
    if (code != ERR_OK)
        return code;
    report_init(&report, request->language);
    code = load(store, request, &report, &stream, err);
    if (code == ERR_OK && request->evidence != NULL)
        code = export_fill_folder(store, request, &report, folder, err);
    if (code == ERR_OK)
        code = write_beside(request, &report, &replace, done, err);
    report_stream_close(stream);
    /* Packing takes long and asks nobody: a wish to stop meanwhile counts. */
    if (code == ERR_OK && request->progress != NULL && !request->progress(request->context, 99))
        code = err_set(err, ERR_CANCELLED, _("the export was stopped; nothing was written"));
    if (code == ERR_OK)
        code = file_replace_commit(&replace, err);
    else
        file_replace_abort(&replace);
    report_clear(&report);
    return code;
}

enum err_code export_workbook(struct store *store, const struct export_request *request,
                              struct export_result *result, struct err *err)
{
    struct export_result done = {0};
    struct evidence_folder folder = {0};
    enum err_code code = check(request, err);

    if (code == ERR_OK)
        code = check_finding(store, request, err);
    if (code == ERR_OK && store != NULL)
        code = store_refuse_itself(store, request->path, err);
    bool alone = code == ERR_OK && export_kinds[request->kind].sheets == NULL;
    if (code == ERR_OK && (alone || request->evidence != NULL))
        code = export_begin_folder(request, &folder, err);
    if (code == ERR_OK && alone)
        code = export_fill_folder(store, request, NULL, &folder, err);
    else if (code == ERR_OK)
        code = write_workbook(store, request, &folder, &done, err);
    done.files = folder.files;
    done.left_out = folder.left_out;
    if (code == ERR_OK && folder.language != NULL)
        code = evidence_folder_commit(&folder, err);
    else
        evidence_folder_abort(&folder);
    if (code == ERR_OK && result != NULL)
        *result = done;
    return code;
}

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
#include "exchange/checklist_overlay.h"
#include "exchange/report_model.h"
#include "exchange/report_stream.h"
#include "exchange/workbook.h"
#include "store/finding_keys.h"

enum { NAME_BYTES = 160 }; /* of the audit number in a file name */

char *export_name_part(const char *number)
{
    size_t length = strnlen(number, NAME_BYTES);

    while (length > 0 && number[length] != '\0' && ((unsigned char)number[length] & 0xC0) == 0x80)
        length--;
    char *name = mem_strndup(number, length);
    for (char *at = name; *at != '\0'; at++)
        if ((unsigned char)*at < 0x20 || *at == 0x7F || strchr("/\\:*?\"<>| ", *at) != NULL)
            *at = '-';
    size_t start = strspn(name, ".-~");
    memmove(name, name + start, strlen(name + start) + 1);
    return name;
}

char *export_default_name(struct store *store, enum export_kind kind, const struct ident *audit)
{
    char *number = audit != NULL ? store_name(store, RECORD_AUDIT, audit) : mem_strdup("");
    char *part = export_name_part(number);
    char *name = mem_printf("%s%s%s.xlsx", part, *part != '\0' ? "-" : "", export_kinds[kind].word);

    free(part);
    free(number);
    return name;
}

static enum err_code check(const struct export_request *request, struct err *err)
{
    if (request->kind >= EXPORT_KIND_COUNT)
        return err_set(err, ERR_INTERNAL, _("no such kind of export: %d"), (int)request->kind);
    const struct export_kind_row *kind = &export_kinds[request->kind];
    if (request->checklist != NULL && kind->subject != EXPORT_OF_CHECKLIST)
        return err_set(err, ERR_INTERNAL, _("this is not made of a checklist: %s"), kind->word);
    if (kind->subject != EXPORT_OF_FILE && request->audit == NULL && request->checklist == NULL)
        return err_set(err, ERR_INTERNAL, _("no audit is named"));
    return ERR_OK;
}

/* tmpdir: where the file will be, so that the space is looked for at the right place. */
static enum err_code write_beside(const struct export_request *request, const struct report *report,
                                  struct file_replace *replace, struct export_result *result,
                                  struct err *err)
{
    size_t length = (size_t)(file_base_name(replace->temporary) - replace->temporary);
    char *directory = mem_strndup(replace->temporary, length > 1 ? length - 1 : length);
    struct workbook_job job = {.kind = request->kind,
                               .path = replace->temporary,
                               .tmpdir = directory,
                               .shown = request->path,
                               .large = request->large,
                               .progress = request->progress,
                               .context = request->context};
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
    size_t limit = request->large > 0 ? request->large : WORKBOOK_LARGE;

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
    struct report_scope scope = {request->audit, export_kinds[request->kind].with_rows,
                                 request->progress, request->context};
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
    return code == ERR_OK && request->wording ? add_wording(report, err) : code;
}

enum err_code export_workbook(struct store *store, const struct export_request *request,
                              struct export_result *result, struct err *err)
{
    struct export_result done = {0};
    struct report_stream *stream = NULL;
    struct file_replace replace;
    struct report report;
    enum err_code code = check(request, err);

    if (code == ERR_OK && store != NULL)
        code = store_refuse_itself(store, request->path, err);
    if (code != ERR_OK)
        return code;
    /* First, so that a place that can't be written to is told before the work. */
    code = file_replace_begin(&replace, request->path, err);
    if (code != ERR_OK)
        return code;
    report_init(&report, request->language);
    code = load(store, request, &report, &stream, err);
    if (code == ERR_OK)
        code = write_beside(request, &report, &replace, &done, err);
    report_stream_close(stream);
    if (code == ERR_OK)
        code = file_replace_commit(&replace, err);
    else
        file_replace_abort(&replace);
    report_clear(&report);
    if (code == ERR_OK && result != NULL)
        *result = done;
    return code;
}

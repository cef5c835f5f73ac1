/* export_evidence.c - the evidence files of one audit or of all, beside a workbook or alone. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/export_parts.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "store/audits.h"

bool span_progress(void *context, unsigned percent)
{
    const struct span *span = context;

    return span->progress == NULL ||
           span->progress(span->context, span->from + (span->to - span->from) * percent / 100);
}

enum err_code export_begin_folder(const struct export_request *request,
                                  struct evidence_folder *folder, struct err *err)
{
    bool alone = export_kinds[request->kind].sheets == NULL;
    const char *path = alone ? request->path : request->evidence;
    int most = request->evidence_level != NULL
                   ? code_index(&code_confidentiality, request->evidence_level)
                   : -1;

    if (request->evidence_level != NULL && most < 0)
        return err_set(err, ERR_INTERNAL, _("there is no confidentiality \"%s\""),
                       request->evidence_level);
    enum err_code code = evidence_folder_begin(folder, path, request->language, err);
    folder->most = most;
    folder->of_findings =
        request->from != NULL || request->to != NULL || export_kinds[request->kind].finding;
    return code;
}

static enum err_code add_audit(struct store *store, const struct export_request *request,
                               const struct ident *audit, const char *prefix,
                               const struct span *span, struct evidence_folder *folder,
                               struct err *err)
{
    const struct export_kind_row *kind = &export_kinds[request->kind];
    struct span own = *span;
    const struct report_scope scope = {.audit = audit,
                                       .with_rows = true,
                                       .period = {.from = request->from,
                                                  .to = request->to,
                                                  .with_open = kind->pack,
                                                  .unsettled = kind->finding},
                                       .finding = request->finding,
                                       .progress = span_progress,
                                       .context = &own};
    struct report report;

    report_init(&report, folder->language);
    folder->progress = span_progress;
    folder->context = &own;
    enum err_code code = report_load(store, &scope, &report, err);
    if (code == ERR_OK)
        code = evidence_folder_add(folder, store, &report, prefix, err);
    folder->progress = NULL;
    folder->context = NULL;
    report_clear(&report);
    return code;
}

static enum err_code add_audits(struct store *store, const struct export_request *request,
                                const struct span *span, struct evidence_folder *folder,
                                struct err *err)
{
    struct audit_heads heads = {0};
    enum err_code code = audits_heads(store, &heads, err);

    for (size_t i = 0; code == ERR_OK && i < heads.count; i++) {
        unsigned wide = span->to - span->from;
        struct span part = {span->progress, span->context,
                            span->from + (unsigned)(wide * i / heads.count),
                            span->from + (unsigned)(wide * (i + 1) / heads.count)};
        code = add_audit(store, request, &heads.items[i].id, heads.items[i].number, &part, folder,
                         err);
    }
    audit_heads_clear(&heads);
    return code;
}

enum err_code export_fill_folder(struct store *store, const struct export_request *request,
                                 const struct report *report, struct evidence_folder *folder,
                                 struct err *err)
{
    bool alone = export_kinds[request->kind].sheets == NULL;
    /* Beside a workbook whose report was loaded before, and which is written after. */
    struct span span = {request->progress, request->context, alone ? 0 : 30, alone ? 100 : 60};
    enum err_code code;

    if (request->audit != NULL && report != NULL && export_kinds[request->kind].with_rows) {
        folder->progress = span_progress;
        folder->context = &span;
        code = evidence_folder_add(folder, store, report, "", err);
        folder->progress = NULL;
        folder->context = NULL;
    } else if (request->audit != NULL) {
        code = add_audit(store, request, request->audit, "", &span, folder, err);
    } else {
        code = add_audits(store, request, &span, folder, err);
    }
    return code == ERR_OK ? evidence_folder_finish(folder, err) : code;
}

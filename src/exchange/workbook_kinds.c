/* workbook_kinds.c - the table of kinds. A further kind is one more row here and its sheets. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/export.h"

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "exchange/workbook_sheets.h"

const struct export_kind_row export_kinds[EXPORT_COUNT] = {
    [EXPORT_REPORT] = {.word = "report",
                       .label = N_("Audit report"),
                       .subject = EXPORT_OF_AUDIT,
                       .with_rows = true,
                       .photos = true,
                       .sheets = workbook_report_sheets},
    [EXPORT_REGISTER] = {.word = "register",
                         .label = N_("Register of nonconformities"),
                         .subject = EXPORT_OF_FILE,
                         .period = true,
                         .sheets = workbook_register_sheets},
    [EXPORT_PACK] = {.word = "pack",
                     .label = N_("Pack for the management review"),
                     .subject = EXPORT_OF_FILE,
                     .period = true,
                     .pack = true,
                     .sheets = workbook_pack_sheets},
    [EXPORT_CHECKLIST] = {.word = "checklist",
                          .label = N_("Blank checklist to print"),
                          .subject = EXPORT_OF_CHECKLIST,
                          .with_rows = true,
                          .counts_rows = true,
                          .sheets = workbook_blank_sheets},
    [EXPORT_FILLED] = {.word = "checklist",
                       .option = "filled",
                       .label = N_("Checklist with its answers, to print"),
                       .subject = EXPORT_OF_AUDIT,
                       .with_rows = true,
                       .counts_rows = true,
                       .sheets = workbook_filled_sheets},
    [EXPORT_RESPONSE] = {.word = "response",
                         .label = N_("Response form for the auditee"),
                         .subject = EXPORT_OF_AUDIT,
                         .finding = true,
                         .sheets = workbook_response_sheets},
    [EXPORT_EVIDENCE] = {.word = "evidence",
                         .label = N_("Evidence files in a folder"),
                         .subject = EXPORT_OF_AUDIT,
                         .with_rows = true},
};

static bool is_same(const char *a, const char *b)
{
    return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

int export_kind_find(const char *word, const char *option)
{
    for (int i = 0; i < EXPORT_COUNT; i++)
        if (strcmp(export_kinds[i].word, word) == 0 && is_same(export_kinds[i].option, option))
            return i;
    return -1;
}

char *export_kind_typed(enum export_kind kind)
{
    const struct export_kind_row *row = &export_kinds[kind];

    return row->option == NULL ? mem_strdup(row->word)
                               : mem_printf("%s --%s", row->word, row->option);
}

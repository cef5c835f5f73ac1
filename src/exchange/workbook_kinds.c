/* workbook_kinds.c - the table of kinds. A further kind is one more row here and its sheets. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/export.h"

#include <string.h>

#include "base/i18n.h"
#include "exchange/workbook_sheets.h"

const struct export_kind_row export_kinds[EXPORT_KIND_COUNT] = {
    [EXPORT_REPORT] = {.word = "report",
                       .label = N_("Audit report"),
                       .subject = EXPORT_OF_AUDIT,
                       .with_rows = true,
                       .photos = true,
                       .sheets = workbook_report_sheets},
    [EXPORT_REGISTER] = {.word = "register",
                         .label = N_("Register of nonconformities"),
                         .subject = EXPORT_OF_FILE,
                         .sheets = workbook_register_sheets},
    [EXPORT_CHECKLIST] = {.word = "checklist",
                          .label = N_("Blank checklist to print"),
                          .subject = EXPORT_OF_CHECKLIST,
                          .with_rows = true,
                          .counts_rows = true,
                          .sheets = workbook_blank_sheets},
    [EXPORT_EVIDENCE] = {.word = "evidence",
                         .label = N_("Evidence files in a folder"),
                         .subject = EXPORT_OF_AUDIT,
                         .with_rows = true},
};

int export_kind_find(const char *word)
{
    for (int i = 0; i < EXPORT_KIND_COUNT; i++)
        if (strcmp(export_kinds[i].word, word) == 0)
            return i;
    return -1;
}

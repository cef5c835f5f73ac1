/* workbook_tables.c - which tables templates know, and by what name. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/workbook_tables.h"

#include "base/i18n.h"
#include "exchange/workbook_columns.h"
#include "exchange/workbook_pack.h"
#include "exchange/workbook_template.h"

static const struct {
    const char *key;
    const char *title;
    const struct table *table;
} sheets[] = {
    {"checklist", N_("Report: checklist"), &table_checklist},
    {"findings", N_("Report: findings"), &table_findings},
    {"nonconformities", N_("Report: nonconformities"), &table_nonconformities},
    {"actions", N_("Report, register and pack: corrective actions"), &table_actions},
    {"previous", N_("Report: previous nonconformities"), &table_previous},
    {"deployment", N_("Report: deployment"), &table_deployment},
    {"evidence", N_("Report: evidence"), &table_evidence},
    {"matrix", N_("Report: results by clause"), &table_matrix},
    {"opinions", N_("Report: diverging opinions"), &table_opinions},
    {"merges", N_("Report: merge record"), &table_merges},
    {"register", N_("Register and pack: nonconformities"), &table_register},
    {"pack_audits", N_("Pack: audits"), &table_pack_audits},
    {"pack_dues", N_("Pack: open actions"), &table_pack_dues},
    {"pack_again", N_("Pack: recurrence"), &table_pack_again},
    {"pack_chances", N_("Pack: opportunities and good practice"), &table_pack_chances},
    {"blank", N_("Blank checklist"), &table_blank},
    {"filled", N_("Checklist with its answers"), &table_filled},
};

size_t workbook_sheet_count(void)
{
    return sizeof sheets / sizeof sheets[0];
}

const char *workbook_sheet_key(size_t sheet)
{
    return sheets[sheet].key;
}

const char *workbook_sheet_title(size_t sheet)
{
    return sheets[sheet].title;
}

/* The column that is so many in the table, those for a second language not counted. */
static const struct column *column_at(size_t sheet, size_t column)
{
    const struct table *table = sheets[sheet].table;

    for (size_t i = 0; i < table->column_count; i++) {
        if (table->columns[i].tongue == TONGUE_SECOND)
            continue;
        if (column-- == 0)
            return &table->columns[i];
    }
    return NULL;
}

size_t workbook_column_count(size_t sheet)
{
    size_t count = 0;

    while (column_at(sheet, count) != NULL)
        count++;
    return count;
}

const char *workbook_column_key(size_t sheet, size_t column)
{
    return column_at(sheet, column)->key;
}

const char *workbook_column_heading(size_t sheet, size_t column)
{
    return column_at(sheet, column)->heading;
}

/* A table that is written is a copy with records; its columns are those of the original. */
const char *template_key(const struct table *table)
{
    for (size_t i = 0; i < sizeof sheets / sizeof sheets[0]; i++)
        if (sheets[i].table->columns == table->columns)
            return sheets[i].key;
    return NULL;
}

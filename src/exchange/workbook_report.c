/* workbook_report.c - the sheets of an audit report, in their order. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/workbook_sheets.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "exchange/workbook_columns.h"

static const struct {
    enum sheet_id id;
    const char *title;
} sheets[] = {
    {SHEET_COVER, N_("Cover")},
    {SHEET_SUMMARY, N_("Summary")},
    {SHEET_CHECKLIST, N_("Checklist")},
    {SHEET_FINDINGS, N_("Findings")},
    {SHEET_NONCONFORMITIES, N_("Nonconformities")},
    {SHEET_ACTIONS, N_("Corrective actions")},
    {SHEET_PREVIOUS, N_("Previous nonconformities")},
    {SHEET_DEPLOYMENT, N_("Deployment")},
    {SHEET_MEETINGS, N_("Meetings")},
    {SHEET_EVIDENCE, N_("Evidence")},
    {SHEET_MATRIX, N_("Matrix")},
    {SHEET_SITES, N_("Clauses by site")},
    {SHEET_OPINIONS, N_("Diverging opinions")},
    {SHEET_MERGES, N_("Merge record")},
    {SHEET_ANNEX, N_("Annex")},
    {SHEET_LISTS, N_("Lists")},
};

enum { TABLE_COUNT = 13, TABLE_SITES = 9 };

/* Pointers to all elements of an array. */
static const void **pointers(const void *items, size_t count, size_t size)
{
    const void **list = mem_zalloc(count + 1, sizeof *list);

    for (size_t i = 0; i < count; i++)
        list[i] = (const char *)items + i * size;
    return list;
}

static void set_nonconformities(struct table *table, const struct report *report)
{
    table->records = mem_zalloc(report->findings.count + 1, sizeof *table->records);
    for (size_t i = 0; i < report->findings.count; i++)
        if (report_is_nonconformity(&report->findings.items[i]) &&
            report_counts(&report->findings.items[i]))
            table->records[table->count++] = &report->findings.items[i];
}

static void set_all(struct table *table, const void *items, size_t count, size_t size)
{
    table->records = pointers(items, count, size);
    table->count = count;
}

/* The summary counts the texts that went on, so the cover and the layout of all tables come first;
 * tables are written in the order of their sheets. */
void workbook_report_sheets(struct book *book)
{
    const struct report *report = book->report;
    struct table tables[TABLE_COUNT] = {table_checklist,
                                        table_findings,
                                        table_nonconformities,
                                        table_actions,
                                        table_previous,
                                        table_deployment,
                                        table_meetings,
                                        table_evidence,
                                        table_matrix,
                                        {0},
                                        table_opinions,
                                        table_merges,
                                        table_annex};
    struct site_columns sites;

    for (size_t i = 0; i < sizeof sheets / sizeof *sheets; i++)
        if (book_add_sheet(book, sheets[i].id, sheets[i].title) == NULL)
            return;
    set_all(&tables[0], report->rows.items, report->rows.count, sizeof *report->rows.items);
    set_all(&tables[1], report->findings.items, report->findings.count,
            sizeof *report->findings.items);
    set_nonconformities(&tables[2], report);
    set_all(&tables[3], report->actions.items, report->actions.count,
            sizeof *report->actions.items);
    set_all(&tables[4], report->previous.items, report->previous.count,
            sizeof *report->previous.items);
    set_all(&tables[5], report->deployment.items, report->deployment.count,
            sizeof *report->deployment.items);
    set_all(&tables[6], report->meetings.items, report->meetings.count,
            sizeof *report->meetings.items);
    set_all(&tables[7], report->evidence.items, report->evidence.count,
            sizeof *report->evidence.items);
    set_all(&tables[8], report->clauses.items, report->clauses.count,
            sizeof *report->clauses.items);
    site_table_init(book, &tables[TABLE_SITES], &sites);
    set_all(&tables[TABLE_SITES], report->clauses.items, report->clauses.count,
            sizeof *report->clauses.items);
    set_all(&tables[10], report->opinions.items, report->opinions.count,
            sizeof *report->opinions.items);
    set_all(&tables[11], report->merges.items, report->merges.count, sizeof *report->merges.items);
    set_all(&tables[12], report->annex.items, report->annex.count, sizeof *report->annex.items);
    for (size_t i = 0; i < TABLE_COUNT; i++) {
        table_choose_columns(book, &tables[i]);
        table_layout(book, &tables[i]);
    }
    workbook_cover(book);
    workbook_summary(book);
    for (size_t i = 0; i < TABLE_COUNT && !book_failed(book); i++)
        table_write(book, &tables[i]);
    lists_write(book);
    for (size_t i = 0; i < TABLE_COUNT; i++)
        table_clear(&tables[i]);
    site_columns_clear(&sites);
}

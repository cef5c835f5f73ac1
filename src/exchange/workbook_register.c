/* workbook_register.c - the register of nonconformities: open ones first, the worst and oldest on
 * top. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/workbook_sheets.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "exchange/workbook_columns.h"

static bool is_closed(const struct report_finding *finding)
{
    return finding->state == code_index(&code_finding_states, "closed");
}

static int by_urgency(const void *a, const void *b)
{
    const struct report_finding *first = *(const struct report_finding *const *)a;
    const struct report_finding *second = *(const struct report_finding *const *)b;
    int order = (int)is_closed(first) - (int)is_closed(second);

    if (order == 0)
        order = first->grade - second->grade;
    if (order == 0)
        order = strcmp(first->raised_at, second->raised_at);
    if (order == 0)
        order = text_compare_natural(first->audit, second->audit);
    if (order == 0)
        order = text_compare_natural(first->number, second->number);
    return order != 0 ? order : ident_compare(&first->id, &second->id);
}

void workbook_register_records(const struct report *report, struct table *table)
{
    table->records = mem_zalloc(report->findings.count + 1, sizeof *table->records);
    for (size_t i = 0; i < report->findings.count; i++)
        if (report_is_nonconformity(&report->findings.items[i]) &&
            report_counts(&report->findings.items[i]))
            table->records[table->count++] = &report->findings.items[i];
    qsort(table->records, table->count, sizeof *table->records, by_urgency);
}

void workbook_register_sheets(struct book *book)
{
    const struct report *report = book->report;
    struct table table = table_register;
    struct table actions = table_actions;

    if (book_add_sheet(book, SHEET_NONCONFORMITIES, N_("Nonconformities")) == NULL ||
        book_add_sheet(book, SHEET_ACTIONS, N_("Corrective actions")) == NULL ||
        book_add_sheet(book, SHEET_AGEING, N_("Ageing and trend")) == NULL ||
        book_add_sheet(book, SHEET_TREND, N_("Trend over audits")) == NULL ||
        book_add_sheet(book, SHEET_LISTS, N_("Lists")) == NULL)
        return;
    workbook_register_records(report, &table);
    actions.records = mem_zalloc(report->actions.count + 1, sizeof *actions.records);
    for (size_t i = 0; i < report->actions.count; i++)
        actions.records[actions.count++] = &report->actions.items[i];
    book->listed = table.records;
    book->listed_count = table.count;
    table_layout(book, &table);
    table_layout(book, &actions);
    table_write(book, &table);
    if (!book_failed(book))
        table_write(book, &actions);
    if (!book_failed(book)) {
        workbook_ageing(book);
        workbook_trend(book);
        lists_write(book);
    }
    book->listed = NULL;
    book->listed_count = 0;
    table_clear(&table);
    table_clear(&actions);
}

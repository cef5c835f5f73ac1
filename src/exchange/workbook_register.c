/* workbook_register.c - the register of nonconformities: open ones first, the worst and oldest on
 * top. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/workbook_sheets.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "exchange/workbook_columns.h"

static struct report_urgency urgency(const struct report_finding *finding)
{
    int64_t raised = INT64_MIN;

    if (!clock_parse(finding->raised_at, &raised))
        raised = *finding->raised_at == '\0' ? INT64_MIN : INT64_MIN + 1;
    return (struct report_urgency){finding->state == FINDING_CLOSED,
                                   finding->grade,
                                   raised,
                                   finding->audit,
                                   finding->number,
                                   &finding->id};
}

static int by_urgency(const void *a, const void *b)
{
    struct report_urgency first = urgency(*(const struct report_finding *const *)a);
    struct report_urgency second = urgency(*(const struct report_finding *const *)b);

    return report_compare_urgency(&first, &second);
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

static void set_actions(const struct report *report, struct table *actions)
{
    actions->records = mem_zalloc(report->actions.count + 1, sizeof *actions->records);
    for (size_t i = 0; i < report->actions.count; i++)
        actions->records[actions->count++] = &report->actions.items[i];
}

static void write_tables(struct book *book, struct table *table, struct table *actions)
{
    if (book->report->source != NULL) {
        table_choose_wanted(book, table);
        table_choose_wanted(book, actions);
        book->expected = book->report->source->total;
        table_stream(book, table, REPORT_LIST_NONCONFORMITIES);
        table_stream(book, actions, REPORT_LIST_ACTIONS);
        return;
    }
    workbook_register_records(book->report, table);
    set_actions(book->report, actions);
    book->listed = table->records;
    book->listed_count = table->count;
    table_choose_wanted(book, table);
    table_choose_wanted(book, actions);
    table_layout(book, table);
    table_layout(book, actions);
    table_write(book, table);
    if (!book_failed(book))
        table_write(book, actions);
}

void workbook_register_sheets(struct book *book)
{
    struct table table = table_register;
    struct table actions = table_actions;

    if (book_add_sheet(book, SHEET_NONCONFORMITIES, N_("Nonconformities")) == NULL ||
        book_add_sheet(book, SHEET_ACTIONS, N_("Corrective actions")) == NULL ||
        book_add_sheet(book, SHEET_AGEING, N_("Ageing and trend")) == NULL ||
        book_add_sheet(book, SHEET_TREND, N_("Trend over audits")) == NULL ||
        book_add_sheet(book, SHEET_LISTS, N_("Lists")) == NULL)
        return;
    write_tables(book, &table, &actions);
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

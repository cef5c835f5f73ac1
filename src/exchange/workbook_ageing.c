/* workbook_ageing.c - the register's charts: how old the open ones are, raised and closed by month.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/workbook_sheets.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "exchange/workbook_page.h"

static const unsigned widths[] = {24, 15, 15, 15, 16, 16, 16, 16, 16};
enum { COLUMNS = sizeof widths / sizeof widths[0] };
/* Charts stand beside their tables. */
enum { CHART_COLUMN = 4, CHART_WIDTH_PIXELS = 570, CHART_HEIGHT_PIXELS = 270, ROWS_BELOW = 7 };
enum { MONTHS = 12 };

static const struct {
    long from;
    long to; /* -1: no end */
    const char *label;
} ages[] = {{0, 30, N_("up to 30 days")},
            {31, 60, N_("31 to 60 days")},
            {61, 90, N_("61 to 90 days")},
            {91, 180, N_("91 to 180 days")},
            {181, -1, N_("more than 180 days")}};
enum { AGES = sizeof ages / sizeof ages[0] };

static size_t count_age(const struct report *report, size_t age, int grade)
{
    size_t count = 0;

    for (size_t i = 0; i < report->ages.count; i++) {
        const struct report_age *one = &report->ages.items[i];
        if (one->open && one->grade == grade && one->days_open >= ages[age].from &&
            (ages[age].to < 0 || one->days_open <= ages[age].to))
            count++;
    }
    return count;
}

static void write_ageing(struct page *page)
{
    static const char *const labels[] = {N_("Open for"), N_("Major nonconformity"),
                                         N_("Minor nonconformity")};
    static const struct chart_series series[] = {
        {1, 0x9B1C1C, LXW_CHART_PATTERN_NONE},
        {2, 0xB7791F, LXW_CHART_PATTERN_WIDE_UPWARD_DIAGONAL}};

    page_section(page, N_("Age of the open nonconformities"));
    size_t heading = page->row;
    page_headings(page, labels, sizeof labels / sizeof *labels);
    for (size_t i = 0; i < AGES; i++) {
        size_t counts[] = {count_age(page->book->report, i, GRADE_MAJOR),
                           count_age(page->book->report, i, GRADE_MINOR)};
        page_counts(page, book_label(page->book, ages[i].label), counts, 2);
    }
    struct chart_plan plan = {
        .type = LXW_CHART_COLUMN_STACKED,
        .title = N_("Age of the open nonconformities"),
        .category_name = N_("Open for"),
        .value_name = N_("Nonconformities"),
        .description = N_("Stacked columns: how many nonconformities are open for how long, by "
                          "grade. The numbers are in the table beside it."),
        .heading_row = heading,
        .first_row = heading + 1,
        .last_row = page->row - 1,
        .series = series,
        .series_count = 2,
        .largest = page->book->report->ages.count,
        .row = heading,
        .column = CHART_COLUMN,
        .width = CHART_WIDTH_PIXELS,
        .height = CHART_HEIGHT_PIXELS};
    chart_add(page->book, page->sheet, &plan);
    page_skip(page, ROWS_BELOW);
}

/* "2026-11" of so many months before the month of today. */
static void month_before(const char *today, int months, char out[8])
{
    int year = 0;
    int month = 1;

    if (sscanf(today, "%4d-%2d", &year, &month) != 2)
        year = 1970;
    int total = year * 12 + month - 1 - months;
    snprintf(out, 8, "%04u-%02u", (unsigned)(total / 12) % 10000U, (unsigned)(total % 12) + 1);
}

/* Of the period, or today. */
static const char *last_day(const struct report *report)
{
    return *report->to != '\0' && strcmp(report->to, report->today) < 0 ? report->to
                                                                        : report->today;
}

/* Raised and closed in the month, open at its end. */
static void count_month(const struct report *report, const char *month, size_t counts[3])
{
    counts[0] = counts[1] = counts[2] = 0;
    for (size_t i = 0; i < report->ages.count; i++) {
        const struct report_age *age = &report->ages.items[i];
        const char *closed = age->closed[0] != '\0' ? age->closed : "9999";
        if (age->raised[0] == '\0')
            continue;
        counts[0] += strncmp(age->raised, month, 7) == 0 ? 1 : 0;
        counts[1] += strncmp(closed, month, 7) == 0 ? 1 : 0;
        counts[2] += strncmp(age->raised, month, 7) <= 0 && strncmp(closed, month, 7) > 0 ? 1 : 0;
    }
}

static void write_months(struct page *page)
{
    static const char *const labels[] = {N_("Month"), N_("Raised"), N_("Closed"),
                                         N_("Open at the end")};
    static const struct chart_series series[] = {
        {1, 0xB7791F, LXW_CHART_PATTERN_WIDE_UPWARD_DIAGONAL},
        {2, 0x8FBF8F, LXW_CHART_PATTERN_NONE},
        {3, 0x52606D, LXW_CHART_PATTERN_SMALL_GRID}};

    page_section(page, N_("Raised and closed by month"));
    size_t heading = page->row;
    page_headings(page, labels, sizeof labels / sizeof *labels);
    for (int i = MONTHS - 1; i >= 0; i--) {
        char month[8];
        size_t counts[3];
        month_before(last_day(page->book->report), i, month);
        count_month(page->book->report, month, counts);
        page_counts(page, month, counts, 3);
    }
    struct chart_plan plan = {
        .type = LXW_CHART_COLUMN,
        .title = N_("Raised and closed by month"),
        .category_name = N_("Month"),
        .value_name = N_("Nonconformities"),
        .description = N_("Columns: nonconformities raised, closed, and open at the end of each of "
                          "twelve months. The numbers are in the table beside it."),
        .heading_row = heading,
        .first_row = heading + 1,
        .last_row = page->row - 1,
        .series = series,
        .series_count = 3,
        .largest = page->book->report->ages.count,
        .row = heading,
        .column = CHART_COLUMN,
        .width = CHART_WIDTH_PIXELS,
        .height = CHART_HEIGHT_PIXELS};
    chart_add(page->book, page->sheet, &plan);
    page_skip(page, 2);
}

void workbook_ageing(struct book *book)
{
    struct page page;

    page_begin(&page, book, SHEET_AGEING, widths, COLUMNS);
    char *subtitle = book_subtitle(book, "");
    page_title(&page, book_label(book, N_("Ageing and trend")), subtitle);
    free(subtitle);
    write_ageing(&page);
    page_break(&page); /* no table or chart over two pages */
    write_months(&page);
    char *continued = workbook_continued(book);
    if (continued != NULL)
        page_note(&page, continued);
    page_end(&page);
    free(continued);
}

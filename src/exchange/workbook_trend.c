/* workbook_trend.c - findings, conformity and coverage from audit to audit. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/workbook_trend.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "exchange/report_trend.h"
#include "exchange/workbook_sheets.h"

/* A chart of more would be no chart; the tables have all. */
enum { CHART_AUDITS = 24 };
enum { FIRST_GRADE = 2, CONFORMITY = FIRST_GRADE + GRADE_COUNT };
enum { CHART_HEIGHT = 270, CHART_ROWS = 15, MARGIN = 12 };
enum { COVERAGE_CHART_COLUMN = 4, COVERAGE_CHART_ROWS = 15 };

/* The first row of the table that charts show. */
static size_t first_shown(const struct page *page, size_t heading)
{
    size_t count = page->book->report->audits.count;

    return heading + 1 + (count > CHART_AUDITS ? count - CHART_AUDITS : 0);
}

static bool has_audits(struct page *page)
{
    if (page->book->report->audits.count > 0)
        return true;
    page_note(page, book_label(page->book, N_("No audit of this file has results yet.")));
    return false;
}

static void write_audit(struct page *page, const struct report_audit *audit)
{
    struct book *book = page->book;
    int conformity = tally_conformity(&audit->tally);
    size_t row = page->row;

    page_counts(page, audit->number, NULL, 0);
    if (!book_date(book, page->sheet, row, 1, audit->date, false, STYLE_DATE))
        book_text(book, page->sheet, row, 1, audit->date, STYLE_TEXT);
    for (unsigned i = 0; i < GRADE_COUNT; i++)
        book_number(book, page->sheet, row, FIRST_GRADE + i, (double)audit->grades[i],
                    STYLE_NUMBER);
    if (conformity >= 0)
        book_number(book, page->sheet, row, CONFORMITY, conformity / 1000.0, STYLE_PERCENT);
    else
        book_blank(book, page->sheet, row, CONFORMITY, STYLE_PERCENT);
}

static size_t largest(const struct report *report)
{
    size_t most = 0;

    for (size_t i = 0; i < report->audits.count; i++) {
        size_t count = report_audit_findings(&report->audits.items[i]);
        most = count > most ? count : most;
    }
    return most;
}

/* In pixels, but for a margin. */
static double width_between(const struct page *page, unsigned first, unsigned end)
{
    unsigned width = 0;

    for (unsigned i = first; i < end; i++)
        width += page->widths[i];
    return (double)width * PIXELS_A_COLUMN - MARGIN;
}

/* The column where the right half of the page begins. */
static unsigned middle(const struct page *page)
{
    double whole = width_between(page, 0, page->columns);
    unsigned column = 1;

    while (column + 1 < page->columns && width_between(page, 0, column + 1) <= whole / 2)
        column++;
    return column;
}

static void add_findings_chart(struct page *page, size_t heading, size_t row)
{
    static const struct chart_series series[GRADE_COUNT] = {
        [GRADE_MAJOR] = {FIRST_GRADE + GRADE_MAJOR, 0x9B1C1C, LXW_CHART_PATTERN_NONE},
        [GRADE_MINOR] = {FIRST_GRADE + GRADE_MINOR, 0xB7791F,
                         LXW_CHART_PATTERN_WIDE_UPWARD_DIAGONAL},
        [GRADE_OFI] = {FIRST_GRADE + GRADE_OFI, 0x3C78B4, LXW_CHART_PATTERN_LIGHT_HORIZONTAL},
        [GRADE_GOOD_PRACTICE] = {FIRST_GRADE + GRADE_GOOD_PRACTICE, 0xB7E0B7,
                                 LXW_CHART_PATTERN_NONE}};
    struct chart_plan plan = {
        .type = LXW_CHART_COLUMN_STACKED,
        .title = N_("Findings from audit to audit"),
        .category_name = N_("Audit"),
        .value_name = N_("Findings"),
        .description = N_("Stacked columns: how many findings of each grade each audit had, by "
                          "date. The numbers are in the table above."),
        .heading_row = heading,
        .first_row = first_shown(page, heading),
        .last_row = row - 1,
        .series = series,
        .series_count = GRADE_COUNT,
        .largest = largest(page->book->report),
        .row = row,
        .column = 0,
        .width = width_between(page, 0, middle(page)),
        .height = CHART_HEIGHT};

    chart_add(page->book, page->sheet, &plan);
}

static void add_conformity_chart(struct page *page, size_t heading, size_t row)
{
    static const struct chart_series series = {CONFORMITY, 0x1F2933, LXW_CHART_PATTERN_NONE};
    struct chart_plan plan = {
        .type = LXW_CHART_LINE,
        .title = N_("Degree of conformity from audit to audit"),
        .category_name = N_("Audit"),
        .value_name = N_("Degree of conformity"),
        .description = N_("Line: the degree of conformity of each audit, without what is not "
                          "applicable, by date. The numbers are in the table above."),
        .heading_row = heading,
        .first_row = first_shown(page, heading),
        .last_row = row - 1,
        .series = &series,
        .series_count = 1,
        .percent = true,
        .row = row,
        .column = middle(page),
        .width = width_between(page, middle(page), page->columns),
        .height = CHART_HEIGHT};

    chart_add(page->book, page->sheet, &plan);
}

void page_trend(struct page *page)
{
    static const char *const labels[] = {
        N_("Audit"),
        N_("Date"),
        N_("Major nonconformity"),
        N_("Minor nonconformity"),
        N_("Opportunity for improvement"),
        N_("Good practice"),
        N_("Degree of conformity"),
    };
    const struct report *report = page->book->report;

    page_section(page, N_("Findings and conformity by audit"));
    if (!has_audits(page))
        return;
    size_t heading = page->row;
    page_headings(page, labels, sizeof labels / sizeof *labels);
    for (size_t i = 0; i < report->audits.count; i++)
        write_audit(page, &report->audits.items[i]);
    size_t row = page->row;
    add_findings_chart(page, heading, row);
    add_conformity_chart(page, heading, row);
    page_skip(page, CHART_ROWS);
}

static void add_coverage_chart(struct page *page, size_t heading)
{
    static const struct chart_series series[] = {
        {1, 0xF1F3F5, LXW_CHART_PATTERN_NONE},
        {2, 0x8FBF8F, LXW_CHART_PATTERN_WIDE_UPWARD_DIAGONAL},
        {3, 0x52606D, LXW_CHART_PATTERN_NONE}};
    const struct report *report = page->book->report;
    struct chart_plan plan = {
        .type = LXW_CHART_COLUMN,
        .title = N_("Coverage by audit"),
        .category_name = N_("Audit"),
        .value_name = N_("Requirements"),
        .description = N_("Columns: the requirements of each audit, how many were assessed, and "
                          "how many have evidence. The numbers are in the table beside it."),
        .heading_row = heading,
        .first_row = first_shown(page, heading),
        .last_row = page->row - 1,
        .series = series,
        .series_count = sizeof series / sizeof *series,
        .row = heading,
        .column = COVERAGE_CHART_COLUMN,
        .width = width_between(page, COVERAGE_CHART_COLUMN, page->columns),
        .height = CHART_HEIGHT};

    for (size_t i = 0; i < report->audits.count; i++) {
        size_t total = tally_total(&report->audits.items[i].tally);
        plan.largest = total > plan.largest ? total : plan.largest;
    }
    chart_add(page->book, page->sheet, &plan);
}

void page_coverage(struct page *page)
{
    static const char *const labels[] = {N_("Audit"), N_("Requirements"), N_("Assessed"),
                                         N_("With evidence")};
    const struct report *report = page->book->report;

    page_section(page, N_("Coverage by audit"));
    if (!has_audits(page))
        return;
    size_t heading = page->row;
    page_headings(page, labels, sizeof labels / sizeof *labels);
    for (size_t i = 0; i < report->audits.count; i++) {
        const struct report_audit *audit = &report->audits.items[i];
        size_t counts[] = {tally_total(&audit->tally), tally_assessed(&audit->tally),
                           audit->evidenced};
        page_counts(page, audit->number, counts, sizeof counts / sizeof *counts);
    }
    add_coverage_chart(page, heading);
    if (page->row < heading + COVERAGE_CHART_ROWS)
        page_skip(page, (unsigned)(heading + COVERAGE_CHART_ROWS - page->row));
}

void workbook_trend(struct book *book)
{
    static const unsigned widths[] = {24, 15, 15, 15, 16, 16, 16, 16, 16};
    struct page page;

    page_begin(&page, book, SHEET_TREND, widths, sizeof widths / sizeof *widths);
    page_title(&page, book_label(book, N_("Trend over audits")), book->report->organization);
    page_trend(&page);
    page_break(&page);
    page_coverage(&page);
    page_end(&page);
}

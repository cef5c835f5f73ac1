/* workbook_pack_trends.c - what changed over the pieces of the period, and from audit to audit. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/workbook_pack.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "exchange/workbook_page.h"

static const unsigned widths[] = {20, 15, 15, 16, 15, 15, 15, 15};
enum { COLUMNS = sizeof widths / sizeof widths[0] };
/* The charts stand side by side above the tables, where no end of a page cuts them. */
enum { CHART_HEIGHT_PIXELS = 290, CHART_ROWS = 15, HALF = COLUMNS / 2 };
enum { LEFT_PIXELS = 478, RIGHT_PIXELS = 430 };

/* -1: nothing to say. */
static void write_numbers(struct page *page, const char *label, const double *numbers, size_t count)
{
    struct book *book = page->book;

    book_set_height(book, page->sheet, page->row, book_height(book, 1) + 2);
    book_text(book, page->sheet, page->row, 0, label, STYLE_LABEL);
    for (size_t i = 0; i < count; i++) {
        if (numbers[i] < 0)
            book_blank(book, page->sheet, page->row, (unsigned)i + 1, STYLE_NUMBER);
        else
            book_number(book, page->sheet, page->row, (unsigned)i + 1, numbers[i], STYLE_NUMBER);
    }
    page->row++;
}

/* Over the rows below the heading to where the page is now. */
static void add_chart(struct page *page, struct chart_plan *plan, size_t row, bool left)
{
    plan->row = row;
    plan->column = left ? 0 : HALF;
    plan->width = left ? LEFT_PIXELS : RIGHT_PIXELS;
    plan->height = CHART_HEIGHT_PIXELS;
    plan->first_row = plan->heading_row + 1;
    plan->last_row = page->row - 1;
    chart_add(page->book, page->sheet, plan);
}

/* ---- pieces of the period ----------------------------------------------------------------------
 */

static double mean(size_t sum, size_t count)
{
    return count > 0 ? (double)((sum + count / 2) / count) : -1;
}

static size_t write_pieces(struct page *page)
{
    const struct report *report = page->book->report;
    size_t count = 0;
    size_t largest = 0;
    struct pack_piece *pieces = pack_pieces(report, &count);

    for (size_t i = 0; i < count; i++) {
        struct pack_sums sums;
        pack_sum(report, pieces[i].first, pieces[i].last, &sums);
        const double numbers[] = {(double)sums.raised[GRADE_MAJOR],
                                  (double)sums.raised[GRADE_MINOR],
                                  (double)sums.closed,
                                  (double)sums.open,
                                  (double)sums.raised[GRADE_OFI],
                                  (double)sums.actions_done,
                                  mean(sums.closing_days, sums.closed)};
        write_numbers(page, pieces[i].label, numbers, sizeof numbers / sizeof *numbers);
        largest = sums.open > largest ? sums.open : largest;
        largest = sums.raised[GRADE_MINOR] > largest ? sums.raised[GRADE_MINOR] : largest;
    }
    free(pieces);
    return largest;
}

static void write_period(struct page *page, size_t chart_row)
{
    static const char *const labels[] = {N_("Time"),
                                         N_("Major nonconformity"),
                                         N_("Minor nonconformity"),
                                         N_("Closed"),
                                         N_("Open at its end"),
                                         N_("Opportunity for improvement"),
                                         N_("Actions carried out"),
                                         N_("Mean days to close")};
    static const struct chart_series series[] = {
        {1, 0x9B1C1C, LXW_CHART_PATTERN_NONE},
        {2, 0xB7791F, LXW_CHART_PATTERN_WIDE_UPWARD_DIAGONAL},
        {3, 0x8FBF8F, LXW_CHART_PATTERN_NONE},
        {4, 0x52606D, LXW_CHART_PATTERN_SMALL_GRID}};
    struct chart_plan plan = {
        .type = LXW_CHART_COLUMN,
        .title = N_("Nonconformities over time"),
        .category_name = N_("Time"),
        .value_name = N_("Nonconformities"),
        .description =
            N_("Columns: nonconformities raised by grade, closed, and open at the end of "
               "each part of the period. The numbers are in the table below."),
        .series = series,
        .series_count = sizeof series / sizeof *series};

    page_section(page, N_("Nonconformities over time"));
    plan.heading_row = page->row;
    page_headings(page, labels, sizeof labels / sizeof *labels);
    plan.largest = write_pieces(page);
    add_chart(page, &plan, chart_row, true);
}

/* ---- audits ------------------------------------------------------------------------------------
 */

static size_t write_audit_rows(struct page *page)
{
    const struct report_pack *pack = page->book->report->pack;
    size_t largest = 0;

    for (size_t i = 0; i < pack->audits.count; i++) {
        const struct pack_audit *audit = &pack->audits.items[i];
        size_t sum = 0;
        if (audit->progress == PACK_CANCELLED || audit->progress == PACK_NOT_BEGUN)
            continue;
        const double numbers[] = {
            (double)audit->findings[GRADE_MAJOR], (double)audit->findings[GRADE_MINOR],
            (double)audit->findings[GRADE_OFI],   (double)audit->findings[GRADE_GOOD_PRACTICE],
            (double)audit->requirements,          (double)audit->assessed};
        write_numbers(page, audit->number, numbers, sizeof numbers / sizeof *numbers);
        if (audit->conformity >= 0)
            book_number(page->book, page->sheet, page->row - 1, COLUMNS - 1,
                        audit->conformity / 1000.0, STYLE_PERCENT);
        else
            book_blank(page->book, page->sheet, page->row - 1, COLUMNS - 1, STYLE_PERCENT);
        for (int grade = 0; grade < GRADE_COUNT; grade++)
            sum += (size_t)audit->findings[grade];
        largest = sum > largest ? sum : largest;
    }
    return largest;
}

static void write_audits(struct page *page, size_t chart_row)
{
    static const char *const labels[] = {N_("Audit"),
                                         N_("Major nonconformity"),
                                         N_("Minor nonconformity"),
                                         N_("Opportunity for improvement"),
                                         N_("Good practice"),
                                         N_("Requirements"),
                                         N_("Assessed"),
                                         N_("Degree of conformity")};
    /* The looks of the grades as in the charts of reports and registers. */
    static const struct chart_series series[] = {
        {1, 0x9B1C1C, LXW_CHART_PATTERN_NONE},
        {2, 0xB7791F, LXW_CHART_PATTERN_WIDE_UPWARD_DIAGONAL},
        {3, 0x3C78B4, LXW_CHART_PATTERN_LIGHT_HORIZONTAL},
        {4, 0xB7E0B7, LXW_CHART_PATTERN_NONE}};
    struct chart_plan plan = {
        .type = LXW_CHART_COLUMN_STACKED,
        .title = N_("Findings from audit to audit"),
        .category_name = N_("Audit"),
        .value_name = N_("Findings"),
        .description = N_("Stacked columns: how many findings of each grade every audit of the "
                          "period has, the earliest first. The numbers are in the table below."),
        .series = series,
        .series_count = sizeof series / sizeof *series};

    page_break(page);
    page_section(page, N_("Findings from audit to audit"));
    plan.heading_row = page->row;
    page_headings(page, labels, sizeof labels / sizeof *labels);
    plan.largest = write_audit_rows(page);
    if (page->row > plan.heading_row + 1)
        add_chart(page, &plan, chart_row, false);
    else
        page_note(page, book_label(page->book, N_("No audit of this period has begun.")));
}

void workbook_pack_trends(struct book *book)
{
    struct page page;
    char *subtitle = book_subtitle(book, "");

    page_begin(&page, book, SHEET_PACK_TRENDS, widths, COLUMNS);
    page_title(&page, book_label(book, N_("Trends")), subtitle);
    size_t chart_row = page.row;
    page_skip(&page, CHART_ROWS);
    write_period(&page, chart_row);
    write_audits(&page, chart_row);
    page_end(&page);
    free(subtitle);
}

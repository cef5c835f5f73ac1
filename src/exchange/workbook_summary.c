/* workbook_summary.c - what management reads: key figures, results by chapter, charts, conclusion,
 * and what is still missing. */
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

static const unsigned widths[] = {36, 13, 13, 13, 13, 13, 13, 13, 13, 13};
enum { COLUMNS = sizeof widths / sizeof widths[0] };
enum { CHART_ROWS = 21, CHART_HEIGHT_PIXELS = 400, CHAPTER_COLUMNS = 64, CHAPTERS_A_PAGE = 9 };
enum { GRADE_COLUMN = 4, GRADE_VALUE = 7 }; /* the small table beside the key figures */

/* Columns of the chapters: requirements, then these, then conformity. */
static const struct {
    enum result result;
    struct chart_series series;
} results[] = {
    {RESULT_CONFORMING, {2, 0x8FBF8F, LXW_CHART_PATTERN_NONE}},
    {RESULT_OFI, {3, 0x3C78B4, LXW_CHART_PATTERN_LIGHT_HORIZONTAL}},
    {RESULT_MINOR, {4, 0xB7791F, LXW_CHART_PATTERN_WIDE_UPWARD_DIAGONAL}},
    {RESULT_MAJOR, {5, 0x9B1C1C, LXW_CHART_PATTERN_NONE}},
    {RESULT_NA, {6, 0x9AA5B1, LXW_CHART_PATTERN_PERCENT_20}},
    {RESULT_NOT_COVERED, {7, 0x52606D, LXW_CHART_PATTERN_SMALL_GRID}},
    {RESULT_NOT_ASSESSED, {8, 0xF1F3F5, LXW_CHART_PATTERN_NONE}},
};
enum { RESULTS = sizeof results / sizeof results[0], CONFORMITY_COLUMN = 9 };

struct figure {
    const char *label;
    double value;
    bool percent;
    bool known;
};

/* One row: a key figure on the left, the count of a grade on the right. */
static void write_figure(struct page *page, const struct figure *figure, int grade)
{
    struct book *book = page->book;
    lxw_format *format = book->styles[STYLE_TEXT];

    book_set_height(book, page->sheet, page->row, book_height(book, 1) + 3);
    book_text(book, page->sheet, page->row, 0, book_label(book, figure->label), STYLE_LABEL);
    if (!figure->known)
        book_text(book, page->sheet, page->row, 1, "\xE2\x80\x93", STYLE_VALUE);
    else
        book_number(book, page->sheet, page->row, 1, figure->value,
                    figure->percent ? STYLE_VALUE_PERCENT : STYLE_VALUE_NUMBER);
    if (grade >= 0) {
        char *label = book_code(book, &code_grades, grade);
        book_keep(book,
                  worksheet_merge_range(page->sheet->worksheet, (lxw_row_t)page->row, GRADE_COLUMN,
                                        (lxw_row_t)page->row, GRADE_VALUE - 1, "", format));
        book_text(book, page->sheet, page->row, GRADE_COLUMN, label, STYLE_TEXT);
        book_number(book, page->sheet, page->row, GRADE_VALUE, (double)book->report->grades[grade],
                    STYLE_NUMBER);
        free(label);
    }
    page->row++;
}

/* Heading of the grades and the figures; returns the row of the first grade. */
static size_t write_figures(struct page *page)
{
    struct book *book = page->book;
    const struct report *report = book->report;
    int conformity = tally_conformity(&report->tally);
    size_t findings = 0;

    for (int i = 0; i < GRADE_COUNT; i++)
        findings += report->grades[i];
    struct figure figures[] = {
        {N_("Degree of conformity"), conformity / 1000.0, true, conformity >= 0},
        {N_("Requirements"), (double)tally_total(&report->tally), false, true},
        {N_("Assessed"), (double)tally_assessed(&report->tally), false, true},
        {N_("Findings"), (double)findings, false, true},
        {N_("Evidence"), (double)report->evidence.count, false, true},
    };
    page->row++;
    book_set_height(book, page->sheet, page->row,
                    book_height(book, report_is_both(report) ? 2 : 1) + 4);
    book_text(book, page->sheet, page->row, 0, book_label(book, N_("Key figures")), STYLE_HEADER);
    book_text(book, page->sheet, page->row, 1, "", STYLE_HEADER);
    book_keep(book, worksheet_merge_range(page->sheet->worksheet, (lxw_row_t)page->row,
                                          GRADE_COLUMN, (lxw_row_t)page->row, GRADE_VALUE - 1, "",
                                          book->styles[STYLE_HEADER]));
    book_text(book, page->sheet, page->row, GRADE_COLUMN, book_label(book, N_("Findings by grade")),
              STYLE_HEADER);
    book_text(book, page->sheet, page->row++, GRADE_VALUE, book_label(book, N_("Findings")),
              STYLE_HEADER);
    size_t first = page->row;
    for (int i = 0; i < (int)(sizeof figures / sizeof *figures); i++)
        write_figure(page, &figures[i], i < GRADE_COUNT ? i : -1);
    return first;
}

/* "8 Operation", with the checklist where the audit has several; heap. */
static char *chapter_label(const struct report_clause *clause)
{
    char *title = translate_join(clause->title, clause->title_other);
    char *label = clause->list[0] == '\0'
                      ? mem_printf("%s %s", clause->clause, title)
                      : mem_printf("%s %s · %s", clause->clause, title, clause->list);
    char *clean = book_clean(label);
    char *shown = text_ellipsis(clean, CHAPTER_COLUMNS);

    free(clean);
    free(label);
    free(title);
    return shown;
}

static void write_chapter(struct page *page, const struct report_clause *clause)
{
    struct book *book = page->book;
    char *shown = chapter_label(clause);
    int conformity = tally_conformity(&clause->tally);

    struct parts parts = {0};
    book_split(book, shown, widths[0], &parts);
    book_set_height(book, page->sheet, page->row, book_height(book, parts.items[0].lines) + 2);
    book_text(book, page->sheet, page->row, 0, shown, STYLE_LABEL);
    book_number(book, page->sheet, page->row, 1, (double)tally_total(&clause->tally), STYLE_NUMBER);
    for (size_t i = 0; i < RESULTS; i++)
        book_number(book, page->sheet, page->row, results[i].series.column,
                    (double)clause->tally.by[results[i].result], STYLE_NUMBER);
    if (conformity >= 0)
        book_number(book, page->sheet, page->row, CONFORMITY_COLUMN, conformity / 1000.0,
                    STYLE_PERCENT);
    else
        book_blank(book, page->sheet, page->row, CONFORMITY_COLUMN, STYLE_PERCENT);
    page->row++;
    free(parts.items);
    free(shown);
}

/* The table of the chapters; returns the row of its headings. */
static size_t write_chapters(struct page *page)
{
    struct book *book = page->book;
    const struct report *report = book->report;
    const char *headings[COLUMNS] = {book_label(book, N_("Chapter")),
                                     book_label(book, N_("Requirements"))};

    for (size_t i = 0; i < RESULTS; i++)
        headings[results[i].series.column] =
            book_label(book, code_at(&code_results, (int)results[i].result)->label);
    headings[CONFORMITY_COLUMN] = book_label(book, N_("Degree of conformity"));
    page_section(page, N_("Results by clause chapter"));
    size_t heading = page->row;
    page_cells(page, headings, STYLE_HEADER, 0);
    for (size_t i = 0; i < report->clauses.count; i++)
        if (report->clauses.items[i].chapter)
            write_chapter(page, &report->clauses.items[i]);
    if (page->row == heading + 1)
        page_cells(page, (const char *const[COLUMNS]){"", "", "", "", "", "", "", "", "", ""},
                   STYLE_TEXT, 0);
    return heading;
}

static size_t largest_chapter(const struct report *report)
{
    size_t largest = 0;

    for (size_t i = 0; i < report->clauses.count; i++) {
        size_t total = tally_total(&report->clauses.items[i].tally);
        if (report->clauses.items[i].chapter && total > largest)
            largest = total;
    }
    return largest;
}

static size_t largest_grade(const struct report *report)
{
    size_t largest = 0;

    for (int i = 0; i < GRADE_COUNT; i++)
        if (report->grades[i] > largest)
            largest = report->grades[i];
    return largest;
}

/* Findings of each chapter by grade, and how far its requirements were looked into; returns the row
 * of the headings. */
static size_t write_coverage(struct page *page)
{
    static const char *const labels[] = {N_("Chapter"),
                                         N_("Major nonconformity"),
                                         N_("Minor nonconformity"),
                                         N_("Opportunity for improvement"),
                                         N_("Good practice"),
                                         N_("Requirements"),
                                         N_("Assessed"),
                                         N_("With evidence")};
    const struct report *report = page->book->report;

    page_section(page, N_("Findings and coverage by clause chapter"));
    size_t heading = page->row;
    page_headings(page, labels, sizeof labels / sizeof *labels);
    for (size_t i = 0; i < report->clauses.count; i++) {
        const struct report_clause *clause = &report->clauses.items[i];
        const size_t counts[] = {clause->findings[GRADE_MAJOR],
                                 clause->findings[GRADE_MINOR],
                                 clause->findings[GRADE_OFI],
                                 clause->findings[GRADE_GOOD_PRACTICE],
                                 tally_total(&clause->tally),
                                 tally_assessed(&clause->tally),
                                 clause->evidenced};
        if (!clause->chapter)
            continue;
        char *label = chapter_label(clause);
        page_counts(page, label, counts, sizeof counts / sizeof *counts);
        free(label);
    }
    if (page->row == heading + 1)
        page_counts(page, "", NULL, 0);
    return heading;
}

static void write_coverage_chart(struct page *page, size_t heading, size_t last)
{
    static const struct chart_series series[] = {
        {5, 0xF1F3F5, LXW_CHART_PATTERN_NONE},
        {6, 0x8FBF8F, LXW_CHART_PATTERN_WIDE_UPWARD_DIAGONAL},
        {7, 0x52606D, LXW_CHART_PATTERN_NONE}};
    struct chart_plan plan = {
        .type = LXW_CHART_BAR,
        .title = N_("Coverage by clause chapter"),
        .category_name = N_("Chapter"),
        .value_name = N_("Requirements"),
        .description = N_("Bars: for each chapter how many requirements there are, how many were "
                          "assessed, and how many have evidence. The numbers are in the table "
                          "above."),
        .heading_row = heading,
        .first_row = heading + 1,
        .last_row = last,
        .category_column = 0,
        .series = series,
        .series_count = sizeof series / sizeof *series,
        .largest = largest_chapter(page->book->report),
        .row = page->row,
        .column = 0,
        .width = 720,
        .height = CHART_HEIGHT_PIXELS};

    chart_add(page->book, page->sheet, &plan);
}

static void write_charts(struct page *page, size_t first_grade, size_t chapter_heading, size_t last)
{
    struct chart_series series[RESULTS];
    struct chart_series count = {GRADE_VALUE, 0x7B8794, LXW_CHART_PATTERN_WIDE_UPWARD_DIAGONAL};
    struct chart_plan chapters = {
        .type = LXW_CHART_BAR_STACKED,
        .title = N_("Results by clause chapter"),
        .category_name = N_("Chapter"),
        .value_name = N_("Requirements"),
        .description = N_("Stacked bars: for each chapter of the standard how many requirements "
                          "have each result. The numbers are in the table above."),
        .heading_row = chapter_heading,
        .first_row = chapter_heading + 1,
        .last_row = last,
        .category_column = 0,
        .series = series,
        .series_count = RESULTS,
        .largest = largest_chapter(page->book->report),
        .row = page->row,
        .column = 0,
        .width = 720,
        .height = CHART_HEIGHT_PIXELS};
    struct chart_plan grades = {
        .type = LXW_CHART_BAR,
        .title = N_("Findings by grade"),
        .category_name = N_("Grade"),
        .value_name = N_("Findings"),
        .description = N_("Bars: how many findings have each grade. The numbers are in the "
                          "table at the top of the sheet."),
        .heading_row = first_grade - 1,
        .first_row = first_grade,
        .last_row = first_grade + GRADE_COUNT - 1,
        .category_column = GRADE_COLUMN,
        .series = &count,
        .series_count = 1,
        .largest = largest_grade(page->book->report),
        .row = page->row,
        .column = 6,
        .width = 370,
        .height = CHART_HEIGHT_PIXELS};

    for (size_t i = 0; i < RESULTS; i++)
        series[i] = results[i].series;
    chart_add(page->book, page->sheet, &chapters);
    chart_add(page->book, page->sheet, &grades);
    page_skip(page, CHART_ROWS);
}

void workbook_summary(struct book *book)
{
    struct page page;
    char *subtitle = mem_printf("%s \xC2\xB7 %s", book->report->organization, book->report->title);

    page_begin(&page, book, SHEET_SUMMARY, widths, COLUMNS);
    page_title(&page, book_label(book, N_("Summary")), subtitle);
    size_t first_grade = write_figures(&page);
    summary_conclusion(&page);
    summary_words(&page);
    page_break(&page);
    size_t heading = write_chapters(&page);
    size_t last = page.row - 1;
    if (last - heading > CHAPTERS_A_PAGE) /* no room for the charts on the page of the table */
        page_break(&page);
    write_charts(&page, first_grade, heading, last);
    page_break(&page);
    heading = write_coverage(&page);
    write_coverage_chart(&page, heading, page.row - 1);
    page_skip(&page, CHART_ROWS);
    page_break(&page);
    summary_missing(&page);
    page_end(&page);
    free(subtitle);
}

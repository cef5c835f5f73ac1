/* workbook_response.c - the form an auditee answers a finding on: what was found stands there to be
 * read, only correction, cause and plan can be written to.
 *
 * A sheet a finding, so that each is printed and handed out alone. It leaves the house: nothing
 * else of the audit may be in the file, neither other findings nor evidence, notes or who was
 * asked.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/workbook_sheets.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "exchange/workbook_page.h"
#include "exchange/workbook_template.h"
#include "exchange/workbook_table.h"

#define FINDING(member) offsetof(struct report_finding, member)

static const unsigned widths[] = {22, 34, 17, 13, 15, 25};
enum { COLUMNS = sizeof widths / sizeof widths[0], LAST = COLUMNS - 1, ANSWER_WIDTH = 104 };
enum { LINE_POINTS = 19, ROOM_POINTS = 28, TALL_POINTS = 39 };
enum { CORRECTIONS = 3, ACTIONS = 4, SIGNATURE_COLUMN = 2 };
/* Of a page, and what headings and rows without a height of their own take of the first one. */
enum { PAGE_POINTS = 575, PLAIN_POINTS = 45, HEADING_POINTS = 37 };

/* ---- what was found ----------------------------------------------------------------------------
 */

#define TEXT(id, title, at)                                                                        \
    {                                                                                              \
        .key = id, .heading = title, .style = STYLE_VALUE, .source = source_text, .offset = at,    \
        .optional = true                                                                           \
    }
#define CODE(id, title, at, list)                                                                  \
    {                                                                                              \
        .key = id, .heading = title, .style = STYLE_VALUE, .source = source_code, .offset = at,    \
        .codes = &list, .optional = true                                                           \
    }

/* That it came back is part of it; the earlier finding is another one, and not named. */
static void source_recurrence(const struct book *book, const struct column *column,
                              const void *record, size_t part, struct table_cell *cell)
{
    const struct report_finding *finding = record;

    (void)column;
    (void)part;
    cell->kind = CELL_TEXT;
    cell->text = *finding->recurrence_of != '\0' ? book_label(book, N_("Yes")) : "";
}

static const struct column found_columns[] = {
    TEXT("number", N_("Number"), FINDING(number)),
    CODE("grade", N_("Grade"), FINDING(grade), code_grades),
    TEXT("grade_reason", N_("Reason for the grade"), FINDING(grade_reason)),
    {.key = "raised_at",
     .heading = N_("Raised"),
     .style = STYLE_VALUE_DATE,
     .source = source_date,
     .offset = FINDING(raised_at),
     .optional = true},
    TEXT("refs", N_("Requirements"), FINDING(refs)),
    TEXT("edition", N_("Edition"), FINDING(edition)),
    TEXT("criteria", N_("Other criteria"), FINDING(criteria)),
    TEXT("requirement", N_("Requirement in words"), FINDING(requirement)),
    TEXT("site", N_("Site"), FINDING(site)),
    TEXT("process", N_("Process"), FINDING(process)),
    TEXT("area", N_("Area"), FINDING(area)),
    TEXT("title", N_("Title"), FINDING(title)),
    TEXT("statement", N_("Statement of failure"), FINDING(statement)),
    TEXT("objective_evidence", N_("Objective evidence"), FINDING(objective_evidence)),
    TEXT("consequence", N_("Consequence"), FINDING(consequence)),
    {.key = "recurrence",
     .heading = N_("Was there before"),
     .style = STYLE_VALUE,
     .source = source_recurrence,
     .optional = true},
};

/* What the auditee said already. */
static const struct column known_columns[] = {
    TEXT("correction", N_("Correction"), FINDING(correction)),
    TEXT("cause", N_("Cause"), FINDING(cause)),
    TEXT("similar", N_("Similar cases"), FINDING(similar)),
    TEXT("actions", N_("Corrective actions"), FINDING(actions)),
    TEXT("action_owners", N_("Owners of the actions"), FINDING(action_owners)),
    TEXT("action_due", N_("Actions due"), FINDING(action_due)),
};

static void write_known(struct page *page, const struct column *column,
                        const struct report_finding *finding)
{
    struct table_cell cell = {0};

    column->source(page->book, column, finding, 0, &cell);
    const char *text = cell.owned != NULL ? cell.owned : cell.text;
    if (cell.kind == CELL_DATE)
        page_pair_date(page, column->heading, cell.text);
    else if (*text != '\0')
        page_pair(page, column->heading, text);
    free(cell.owned);
}

/* Points on paper of what the auditee said already, its heading too; 0: nothing was said. */
static double known_points(struct book *book, const struct report_finding *finding)
{
    double points = 0;

    for (size_t i = 0; i < sizeof known_columns / sizeof *known_columns; i++) {
        struct parts parts = {0};
        const char *text =
            *(char *const *)(const void *)((const char *)finding + known_columns[i].offset);
        if (*text == '\0')
            continue;
        book_split(book, text, ANSWER_WIDTH, &parts);
        for (size_t part = 0; part < parts.count; part++)
            points += book_height(book, parts.items[part].lines) + 2;
        free(parts.items);
    }
    return points > 0 ? points + HEADING_POINTS : 0;
}

static void write_found(struct page *page, const struct report_finding *finding)
{
    page_section(page, N_("What was found"));
    for (size_t i = 0; i < sizeof found_columns / sizeof *found_columns; i++)
        write_known(page, &found_columns[i], finding);
    double points = known_points(page->book, finding);
    if (points <= 0)
        return;
    double used = page->sheet->points + PLAIN_POINTS;
    if (used < PAGE_POINTS && used + points > PAGE_POINTS) /* never a heading alone */
        page_break(page);
    page_section(page, N_("What is on record of it"));
    for (size_t i = 0; i < sizeof known_columns / sizeof *known_columns; i++)
        write_known(page, &known_columns[i], finding);
}

/* ---- what is answered --------------------------------------------------------------------------
 */

/* A field to fill in: behind its label (pages of rows), or below its heading (a grid). width: how
 * many columns of the sheet it takes. */
#define INPUT(id, title, columns)                                                                  \
    {                                                                                              \
        .key = id, .heading = title, .width = columns, .style = STYLE_INPUT                        \
    }
#define INPUT_DATE(id, title)                                                                      \
    {                                                                                              \
        .key = id, .heading = title, .width = 1, .style = STYLE_INPUT_DATE                         \
    }
#define INPUT_CODE(id, title, columns, list)                                                       \
    {                                                                                              \
        .key = id, .heading = title, .width = columns, .style = STYLE_INPUT, .codes = &list        \
    }

static const struct column correction_columns[] = {
    INPUT("correction", N_("What was done at once"), 2),
    INPUT_CODE("kind", N_("Kind"), 1, code_correction_kinds),
    INPUT_DATE("due", N_("Due")),
    INPUT_DATE("done", N_("Done")),
    INPUT("owner", N_("Owner"), 1),
};

static const struct column cause_columns[] = {
    INPUT_CODE("method", N_("Method"), 2, code_cause_methods),
    INPUT("why", N_("Why did it happen? Why that?"), LAST),
    INPUT("root", N_("Root cause"), LAST),
    INPUT_CODE("category", N_("Kind of cause"), 2, code_cause_categories),
    INPUT("similar", N_("Looked for elsewhere: where, what was found"), LAST),
};

static const struct column plan_columns[] = {
    INPUT("action", N_("Action against the cause"), 2),
    INPUT("owner", N_("Owner"), 1),
    INPUT_DATE("due", N_("Due")),
    INPUT_CODE("system", N_("System change needed"), 1, code_yes_partly_no),
    INPUT("system_text", N_("What changes in the system"), 1),
};

static const struct column check_columns[] = {
    INPUT("criterion", N_("How it will show that it worked"), LAST),
    INPUT_DATE("not_before", N_("Not to be judged before")),
};

static void write_input(struct page *page, const struct column *column, unsigned first)
{
    unsigned last = first + column->width - 1;

    page_span(page, first, last, "", column->style);
    if (column->codes != NULL)
        book_validate_list(page->book, page->sheet, column->codes, page->row, first, page->row,
                           last);
    if (column->style == STYLE_INPUT_DATE)
        book_validate_date(page->book, page->sheet, page->row, first, page->row, last);
}

/* Headings and so many empty rows below them. */
static void write_grid(struct page *page, const struct column *columns, size_t count, size_t rows)
{
    size_t lines = 1;

    for (unsigned i = 0, at = 0; i < count; at += columns[i++].width) {
        struct parts parts = {0};
        const char *label = book_label(page->book, columns[i].heading);
        unsigned width = columns[i].width > 1 ? widths[at] + widths[at + 1] : widths[at];
        book_split(page->book, label, width, &parts);
        if (parts.items[0].lines > lines)
            lines = parts.items[0].lines;
        page_span(page, at, at + columns[i].width - 1, label, STYLE_HEADER);
        free(parts.items);
    }
    book_set_height(page->book, page->sheet, page->row++, book_height(page->book, lines) + 2);
    for (size_t row = 0; row < rows; row++, page->row++) {
        book_set_height(page->book, page->sheet, page->row, ROOM_POINTS);
        for (unsigned i = 0, at = 0; i < count; at += columns[i++].width)
            write_input(page, &columns[i], at);
    }
}

/* Points that a row of at least so many needs for a label in the first column. */
static double height_for(struct book *book, const char *label, double least)
{
    struct parts parts = {0};

    book_split(book, label, widths[0], &parts);
    double need = book_height(book, parts.items[0].lines) + 2;
    free(parts.items);
    return need > least ? need : least;
}

/* A label and the field behind it, one a row. */
static void write_fields(struct page *page, const struct column *columns, size_t count)
{
    for (size_t i = 0; i < count; i++, page->row++) {
        const char *label = book_label(page->book, columns[i].heading);
        bool wide = columns[i].width == LAST;
        book_set_height(page->book, page->sheet, page->row,
                        height_for(page->book, label, wide ? TALL_POINTS : LINE_POINTS));
        page_span(page, 0, 0, label, STYLE_LABEL);
        write_input(page, &columns[i], 1);
    }
}

static void write_answer(struct page *page)
{
    page_break(page); /* what is answered takes one page of its own */
    page_section(page, N_("Correction: what was done about the thing itself"));
    write_grid(page, correction_columns, sizeof correction_columns / sizeof *correction_columns,
               CORRECTIONS);
    page_section(page, N_("Cause: why it could happen"));
    write_fields(page, cause_columns, sizeof cause_columns / sizeof *cause_columns);
    if (report_is_both(page->book->report)) /* labels of two languages take two */
        page_break(page);
    page_section(page, N_("Plan: what keeps it from coming back"));
    write_grid(page, plan_columns, sizeof plan_columns / sizeof *plan_columns, ACTIONS);
    write_fields(page, check_columns, sizeof check_columns / sizeof *check_columns);
}

/* ---- sheets ------------------------------------------------------------------------------------
 */

/* What to do, and whom it goes back to. */
static void write_instructions(struct page *page)
{
    const char *lead = page->book->report->lead;

    page_note(page,
              book_label(page->book,
                         N_("Fill in the tinted fields: correction, cause and plan. All else is "
                            "locked. Where a field has a list, choose from it; dates as "
                            "2026-03-12. On paper write into the same fields.")));
    if (*lead == '\0')
        return;
    char *text = translate_words(page->book->report->language, N_("Back to: %s"), lead);
    page_note(page, text);
    free(text);
}

/* For the signature on paper, beside the last field, which is narrow. */
static void write_signature(struct page *page)
{
    static const char line[] = "______________";
    struct book *book = page->book;
    char *text =
        mem_printf("   %s %s  %s %s  %s %s", book_label(book, N_("Answered by:")), line,
                   book_label(book, N_("Date:")), line, book_label(book, N_("Signature:")), line);

    book_text(book, page->sheet, page->row - 1, SIGNATURE_COLUMN, text, STYLE_SUBTITLE);
    free(text);
}

static void write_form(struct book *book, struct sheet *sheet, const struct report_finding *finding)
{
    struct page page;
    char *title =
        mem_printf("%s %s", book_label(book, N_("Response to the finding")), finding->number);
    char *subtitle = book_subtitle(book, book->report->title);

    page_begin_on(&page, book, sheet, widths, COLUMNS);
    page_title(&page, title, subtitle);
    write_instructions(&page);
    write_found(&page, finding);
    write_answer(&page);
    write_signature(&page);
    page_end(&page);
    book_protect(book, sheet);
    free(subtitle);
    free(title);
}

/* Which findings there are, each leading to its sheet. */
static void write_contents(struct book *book)
{
    const struct report *report = book->report;
    struct page page;
    char *subtitle = book_subtitle(book, report->title);
    char *none = book_clean(book_label(book, N_("This audit has no open nonconformities.")));

    page_begin(&page, book, SHEET_COVER, widths, COLUMNS);
    page_title(&page, book_label(book, N_("Responses to the findings")), subtitle);
    template_cover(&page);
    write_instructions(&page);
    page_section(&page, N_("Findings"));
    for (size_t i = 0; i < report->findings.count; i++) {
        const struct report_finding *finding = &report->findings.items[i];
        const char *said = *finding->title != '\0' ? finding->title : finding->statement;
        char *number = book_clean(finding->number);
        size_t row = page.row;
        page_pair(&page, "", said);
        book_link_to(book, page.sheet, row, 0, number, strlen(number), &book->own_sheets[i], 0);
        free(number);
    }
    if (report->findings.count == 0)
        page_note(&page, none);
    page_end(&page);
    book_protect(book, page.sheet);
    free(none);
    free(subtitle);
}

static bool add_sheets(struct book *book)
{
    const struct report *report = book->report;
    size_t count = report->findings.count;

    book->own_sheets = mem_zalloc(count + 1, sizeof *book->own_sheets);
    book->own_count = count;
    if (count != 1 && book_add_sheet(book, SHEET_COVER, N_("Contents")) == NULL)
        return false;
    for (size_t i = 0; i < count; i++)
        if (book_add_own_sheet(book, &book->own_sheets[i], report->findings.items[i].number) ==
            NULL)
            return false;
    return book_add_sheet(book, SHEET_LISTS, N_("Lists")) != NULL;
}

void workbook_response_sheets(struct book *book)
{
    const struct report *report = book->report;

    if (!add_sheets(book))
        return;
    if (book->sheets[SHEET_COVER].worksheet != NULL)
        write_contents(book);
    for (size_t i = 0; i < report->findings.count; i++) {
        if (!book_go_on(book, i, report->findings.count))
            return;
        write_form(book, &book->own_sheets[i], &report->findings.items[i]);
    }
    lists_write(book);
    book_protect(book, &book->sheets[SHEET_LISTS]);
}

/* workbook_results.c - what the management review decides (9.3.3), to be filled in. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/workbook_pack.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "exchange/workbook_page.h"

static const struct code decisions[] = {
    {"improvement", N_("Improvement"), " ", ' ', TONE_PLAIN},
    {"system", N_("Change of the system"), " ", ' ', TONE_PLAIN},
    {"resources", N_("Resources"), " ", ' ', TONE_PLAIN},
    {"objective", N_("Objective or target"), " ", ' ', TONE_PLAIN},
    {"risk", N_("Risk treatment"), " ", ' ', TONE_PLAIN},
    {"programme", N_("Audit programme"), " ", ' ', TONE_PLAIN},
    {"none", N_("No need for change"), " ", ' ', TONE_PLAIN},
    {NULL, NULL, NULL, 0, TONE_PLAIN}};
const struct code_list pack_decisions = {"review decision", decisions,
                                         sizeof decisions / sizeof *decisions - 1};

static const struct code states[] = {{"open", N_("open"), " ", ' ', TONE_PLAIN},
                                     {"running", N_("running"), " ", ' ', TONE_PLAIN},
                                     {"done", N_("done"), " ", ' ', TONE_PLAIN},
                                     {"dropped", N_("dropped"), " ", ' ', TONE_PLAIN},
                                     {NULL, NULL, NULL, 0, TONE_PLAIN}};
const struct code_list pack_states = {"review decision state", states,
                                      sizeof states / sizeof *states - 1};

static const unsigned widths[] = {8, 22, 50, 36, 20, 13, 13};
enum { COLUMNS = sizeof widths / sizeof widths[0], LAST = COLUMNS - 1 };
enum { DECISIONS = 12, LINE_POINTS = 22, ROOM_POINTS = 36 };

/* A field behind its label. width is not used: a field takes the rest of the row. */
static const struct column head_columns[] = {
    {.key = "held", .heading = N_("Held on"), .style = STYLE_INPUT_DATE},
    {.key = "chair", .heading = N_("In the chair"), .style = STYLE_INPUT},
    {.key = "present", .heading = N_("Present"), .style = STYLE_INPUT},
    {.key = "suitable",
     .heading = N_("Does the system still suit us?"),
     .style = STYLE_INPUT,
     .codes = &code_yes_partly_no},
    {.key = "adequate",
     .heading = N_("Is there enough of it?"),
     .style = STYLE_INPUT,
     .codes = &code_yes_partly_no},
    {.key = "effective",
     .heading = N_("Does it work?"),
     .style = STYLE_INPUT,
     .codes = &code_yes_partly_no},
    {.key = "reasons", .heading = N_("Reasons"), .style = STYLE_INPUT},
};

static const struct column decision_columns[] = {
    {.key = "kind", .heading = N_("Kind"), .style = STYLE_INPUT, .codes = &pack_decisions},
    {.key = "decision", .heading = N_("Decision"), .style = STYLE_INPUT},
    {.key = "input", .heading = N_("Because of"), .style = STYLE_INPUT, .codes = &pack_inputs},
    {.key = "owner", .heading = N_("Owner"), .style = STYLE_INPUT},
    {.key = "due", .heading = N_("Due"), .style = STYLE_INPUT_DATE},
    {.key = "state", .heading = N_("State"), .style = STYLE_INPUT, .codes = &pack_states},
};

static void validate(struct page *page, const struct column *column, unsigned first,
                     size_t last_row, unsigned last)
{
    if (column->codes != NULL)
        book_validate_list(page->book, page->sheet, column->codes, page->row, first, last_row,
                           last);
    if (column->style == STYLE_INPUT_DATE)
        book_validate_date(page->book, page->sheet, page->row, first, last_row, last);
}

static void write_head(struct page *page)
{
    for (size_t i = 0; i < sizeof head_columns / sizeof *head_columns; i++, page->row++) {
        const struct column *column = &head_columns[i];
        bool tall = column->codes == NULL && column->style == STYLE_INPUT;
        book_set_height(page->book, page->sheet, page->row, tall ? ROOM_POINTS : LINE_POINTS);
        page_span(page, 0, 1, book_label(page->book, column->heading), STYLE_LABEL);
        page_span(page, 2, tall ? LAST : 2, "", column->style);
        validate(page, column, 2, page->row, tall ? LAST : 2);
    }
}

static void write_decisions(struct page *page)
{
    struct book *book = page->book;
    const char *headings[COLUMNS] = {book_label(book, N_("No."))};
    size_t count = sizeof decision_columns / sizeof *decision_columns;

    for (size_t i = 0; i < count; i++)
        headings[i + 1] = book_label(book, decision_columns[i].heading);
    page_section(page, N_("Decisions"));
    page_cells(page, headings, STYLE_HEADER, 0);
    for (unsigned i = 0; i < count; i++)
        validate(page, &decision_columns[i], i + 1, page->row + DECISIONS - 1, i + 1);
    for (unsigned row = 0; row < DECISIONS; row++, page->row++) {
        book_set_height(book, page->sheet, page->row, ROOM_POINTS);
        book_number(book, page->sheet, page->row, 0, row + 1, STYLE_VALUE_NUMBER);
        for (unsigned i = 0; i < count; i++)
            book_blank(book, page->sheet, page->row, i + 1, decision_columns[i].style);
    }
}

void workbook_pack_results(struct book *book)
{
    struct page page;
    char *subtitle = book_subtitle(book, "");

    page_begin(&page, book, SHEET_PACK_RESULTS, widths, COLUMNS);
    page_title(&page, book_label(book, N_("Results of the review")), subtitle);
    page_note(&page, book_label(book, N_("To be filled in at the review; choose from the lists, "
                                         "dates as 2026-03-12. What is decided here is the record "
                                         "of it.")));
    page_section(&page, N_("The review"));
    write_head(&page);
    write_decisions(&page);
    page_end(&page);
    free(subtitle);
}

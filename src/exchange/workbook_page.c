/* workbook_page.c - rows of the sheets that are read from top to bottom. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/workbook_page.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"

enum { TITLE_HEIGHT = 30, SECTION_HEIGHT = 22, DEFAULT_HEIGHT = 15, COLUMN_LIMIT = 16 };

void page_begin(struct page *page, struct book *book, enum sheet_id id, const unsigned *widths,
                unsigned columns)
{
    page_begin_on(page, book, &book->sheets[id], widths, columns);
}

void page_begin_on(struct page *page, struct book *book, struct sheet *sheet,
                   const unsigned *widths, unsigned columns)
{
    *page = (struct page){.book = book, .sheet = sheet, .widths = widths, .columns = columns};
    for (unsigned i = 0; i < columns; i++)
        book_keep(book, worksheet_set_column(page->sheet->worksheet, (lxw_col_t)i, (lxw_col_t)i,
                                             widths[i], NULL));
}

void page_break(struct page *page)
{
    if (page->row > 0 && page->break_count < PAGE_BREAKS)
        page->breaks[page->break_count++] = (lxw_row_t)page->row;
}

void page_end(struct page *page)
{
    if (page->break_count > 0)
        book_keep(page->book, worksheet_set_h_pagebreaks(page->sheet->worksheet, page->breaks));
    page->sheet->end = page->row;
    book_keep(page->book, worksheet_print_area(page->sheet->worksheet, 0, 0, (lxw_row_t)page->row,
                                               (lxw_col_t)(page->columns - 1)));
}

/* A cell over the columns [first, last] of the row. */
static void merge(struct page *page, unsigned first, unsigned last, enum style style)
{
    if (last > first)
        book_keep(page->book,
                  worksheet_merge_range(page->sheet->worksheet, (lxw_row_t)page->row,
                                        (lxw_col_t)first, (lxw_row_t)page->row, (lxw_col_t)last, "",
                                        page->book->styles[style]));
}

void page_span(struct page *page, unsigned first, unsigned last, const char *text, enum style style)
{
    merge(page, first, last, style);
    book_text(page->book, page->sheet, page->row, first, text, style);
}

static unsigned width_of(const struct page *page, unsigned first, unsigned last)
{
    unsigned width = 0;

    for (unsigned i = first; i <= last; i++)
        width += page->widths[i];
    return width;
}

/* Text over columns [first, columns), in as many rows as it needs; label in front of the first. */
static void write_long(struct page *page, const char *label, unsigned first, const char *text,
                       enum style style)
{
    struct book *book = page->book;
    char *clean = book_clean(text);
    struct parts parts = {0};
    struct parts labels = {0};

    book_split(book, clean, width_of(page, first, page->columns - 1), &parts);
    book_split(book, label, page->widths[0], &labels);
    for (size_t i = 0; i < parts.count; i++) {
        size_t lines = parts.items[i].lines;
        if (first > 0 && i == 0 && labels.items[0].lines > lines)
            lines = labels.items[0].lines;
        book_set_height(book, page->sheet, page->row, book_height(book, lines) + 2);
        if (first > 0)
            book_text(book, page->sheet, page->row, 0, i == 0 ? label : "", STYLE_LABEL);
        merge(page, first, page->columns - 1, style);
        book_part(book, page->sheet, page->row, first, clean + parts.items[i].start,
                  parts.items[i].length, style);
        page->row++;
    }
    book->continued += parts.count > 1 ? 1 : 0;
    free(labels.items);
    free(parts.items);
    free(clean);
}

void page_title(struct page *page, const char *title, const char *subtitle)
{
    book_set_height(page->book, page->sheet, page->row, TITLE_HEIGHT);
    book_text(page->book, page->sheet, page->row++, 0, title, STYLE_TITLE);
    book_text(page->book, page->sheet, page->row++, 0, subtitle, STYLE_SUBTITLE);
}

void page_section(struct page *page, const char *label)
{
    page->row++;
    book_set_height(page->book, page->sheet, page->row, SECTION_HEIGHT);
    book_text(page->book, page->sheet, page->row++, 0, book_label(page->book, label),
              STYLE_SECTION);
}

void page_pair(struct page *page, const char *label, const char *text)
{
    write_long(page, book_label(page->book, label), 1, text, STYLE_VALUE);
}

void page_pair_named(struct page *page, const char *name, const char *text)
{
    write_long(page, name, 1, text, STYLE_VALUE);
}

void page_note(struct page *page, const char *text)
{
    write_long(page, "", 0, text, STYLE_NOTE);
}

void page_line(struct page *page, const char *text)
{
    write_long(page, "", 0, text, STYLE_LINE);
}

void page_pair_date(struct page *page, const char *label, const char *date)
{
    char day[11];

    if (!report_local_date(date, day)) {
        page_pair(page, label, date);
        return;
    }
    book_set_height(page->book, page->sheet, page->row, book_height(page->book, 1) + 2);
    book_text(page->book, page->sheet, page->row, 0, book_label(page->book, label), STYLE_LABEL);
    merge(page, 1, page->columns - 1, STYLE_VALUE_DATE);
    if (!book_date(page->book, page->sheet, page->row, 1, day, false, STYLE_VALUE_DATE))
        book_text(page->book, page->sheet, page->row, 1, day, STYLE_VALUE);
    page->row++;
}

void page_field(struct page *page, const struct report_field *field)
{
    if (field->kind == REPORT_DATE) {
        page_pair_date(page, field->label, field->text);
    } else if (field->kind == REPORT_CODE) {
        char *text = book_code(page->book, field->codes, code_index(field->codes, field->text));
        page_pair(page, field->label, text);
        free(text);
    } else {
        page_pair(page, field->label, field->text);
    }
}

static void write_cell_part(struct page *page, unsigned column, const char *text,
                            const struct parts *parts, size_t part, enum style style)
{
    if (part < parts->count)
        book_part(page->book, page->sheet, page->row, column, text + parts->items[part].start,
                  parts->items[part].length, style);
    else
        book_blank(page->book, page->sheet, page->row, column, style);
}

void page_cells(struct page *page, const char *const *texts, enum style style, double height)
{
    char *clean[COLUMN_LIMIT] = {0};
    struct parts parts[COLUMN_LIMIT] = {0};
    size_t rows = 1;

    for (unsigned i = 0; i < page->columns; i++) {
        if (texts[i] == NULL)
            continue;
        clean[i] = book_clean(texts[i]);
        book_split(page->book, clean[i], page->widths[i], &parts[i]);
        rows = parts[i].count > rows ? parts[i].count : rows;
    }
    for (size_t part = 0; part < rows; part++, page->row++) {
        size_t lines = 1;
        for (unsigned i = 0; i < page->columns; i++)
            if (part < parts[i].count && parts[i].items[part].lines > lines)
                lines = parts[i].items[part].lines;
        double need = book_height(page->book, lines) + 2;
        book_set_height(page->book, page->sheet, page->row, need > height ? need : height);
        for (unsigned i = 0; i < page->columns; i++)
            if (clean[i] != NULL)
                write_cell_part(page, i, clean[i], &parts[i], part, style);
    }
    page->book->continued += rows > 1 ? 1 : 0;
    for (unsigned i = 0; i < page->columns; i++) {
        free(clean[i]);
        free(parts[i].items);
    }
}

void page_headings(struct page *page, const char *const *labels, size_t count)
{
    const char *texts[COLUMN_LIMIT] = {0};

    for (size_t i = 0; i < count && i < COLUMN_LIMIT; i++)
        texts[i] = book_label(page->book, labels[i]);
    page_cells(page, texts, STYLE_HEADER, 0);
}

void page_counts(struct page *page, const char *label, const size_t *counts, size_t count)
{
    struct book *book = page->book;
    char *clean = book_clean(label);
    struct parts parts = {0};

    book_split(book, clean, page->widths[0], &parts);
    book_set_height(book, page->sheet, page->row, book_height(book, parts.items[0].lines) + 2);
    book_part(book, page->sheet, page->row, 0, clean, parts.items[0].length, STYLE_LABEL);
    for (size_t i = 0; i < count; i++)
        book_number(book, page->sheet, page->row, (unsigned)i + 1, (double)counts[i], STYLE_NUMBER);
    page->row++;
    free(parts.items);
    free(clean);
}

void page_skip(struct page *page, unsigned rows)
{
    for (unsigned i = 0; i < rows; i++)
        book_set_height(page->book, page->sheet, page->row++, DEFAULT_HEIGHT);
}

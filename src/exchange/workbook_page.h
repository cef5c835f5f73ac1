/* workbook_page.h - sheets that are read from top to bottom: cover, summary, charts. */
#ifndef AUDITWALK_EXCHANGE_WORKBOOK_PAGE_H
#define AUDITWALK_EXCHANGE_WORKBOOK_PAGE_H

#include "exchange/workbook_style.h"

enum { PIXELS_A_COLUMN = 7 }; /* of a character of width */

enum { PAGE_BREAKS = 8 };

/* Where the next row goes; rows are written in order. */
struct page {
    struct book *book;
    struct sheet *sheet;
    const unsigned *widths; /* of the columns */
    unsigned columns;
    size_t row;
    lxw_row_t breaks[PAGE_BREAKS + 1]; /* rows that begin a page, ended by 0 */
    size_t break_count;
};

void page_begin(struct page *page, struct book *book, enum sheet_id id, const unsigned *widths,
                unsigned columns);
void page_begin_on(struct page *page, struct book *book, struct sheet *sheet,
                   const unsigned *widths, unsigned columns);
void page_end(struct page *page); /* print area */

void page_title(struct page *page, const char *title, const char *subtitle);
void page_break(struct page *page); /* what follows begins a new page when printed */
void page_section(struct page *page, const char *label); /* msgid; an empty row above */

/* "label | value over the other columns"; long texts go on in further rows. An empty value too. */
void page_pair(struct page *page, const char *label, const char *text);
void page_pair_named(struct page *page, const char *name, const char *text); /* name as it is */
void page_pair_date(struct page *page, const char *label, const char *date);
void page_field(struct page *page, const struct report_field *field);
void page_note(struct page *page, const char *text);
void page_line(struct page *page, const char *text); /* a paragraph without a box */

/* One row of texts, one a column; NULL leaves the cell as it is. */
void page_cells(struct page *page, const char *const *texts, enum style style, double height);

/* A text or blank over the columns [first, last] of the row, which is not left. */
void page_span(struct page *page, unsigned first, unsigned last, const char *text,
               enum style style);

/* Room for a chart: so many rows of the usual height. */
void page_skip(struct page *page, unsigned rows);

/* A row of headings (msgids), and one of a label and numbers behind it; at most as many as columns.
 */
void page_headings(struct page *page, const char *const *labels, size_t count);
void page_counts(struct page *page, const char *label, const size_t *counts, size_t count);

/* ---- charts ---- */

/* Series in the columns [first_column, ...) of rows [first_row, last_row], names in heading_row. */
struct chart_series {
    unsigned column;
    lxw_color_t color;
    uint8_t pattern; /* reads without colour; LXW_CHART_PATTERN_NONE: solid */
};
struct chart_plan {
    uint8_t type;
    const char *title; /* msgids */
    const char *category_name;
    const char *value_name;
    const char *description; /* for those who can't see it */
    size_t heading_row;
    size_t first_row;
    size_t last_row;
    unsigned category_column;
    const struct chart_series *series;
    size_t series_count;
    size_t largest; /* value of a category: few are counted by ones on the axis */
    bool percent;   /* shares of one, not counts */
    size_t row;     /* where it stands */
    unsigned column;
    double width; /* pixels */
    double height;
};
void chart_add(struct book *book, struct sheet *sheet, const struct chart_plan *plan);

#endif

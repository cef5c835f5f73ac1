/* workbook_style.h - the workbook being written, its looks, and safe cells.
 *
 * One format object a style; texts are always string cells; a text that a cell can't hold or a row
 * can't show is cut into parts that go on in the rows below.
 */
#ifndef AUDITWALK_EXCHANGE_WORKBOOK_STYLE_H
#define AUDITWALK_EXCHANGE_WORKBOOK_STYLE_H

#include "base/text.h"
#include "exchange/workbook.h"
#include "exchange/workbook_library.h"

enum style {
    STYLE_TITLE,
    STYLE_SUBTITLE,
    STYLE_SECTION,
    STYLE_LABEL,
    STYLE_VALUE,
    STYLE_VALUE_DATE,
    STYLE_VALUE_PERCENT,
    STYLE_VALUE_NUMBER,
    STYLE_NOTE,
    STYLE_HEADER,
    STYLE_TEXT,
    STYLE_KEY,
    STYLE_LINK,
    STYLE_CENTER,
    STYLE_NUMBER,
    STYLE_PERCENT,
    STYLE_DATE,
    STYLE_STAMP,
    STYLE_MONO,
    STYLE_BOX,
    STYLE_LINE, /* text without a box */
    STYLE_COUNT
};

enum sheet_id {
    SHEET_NONE,
    SHEET_COVER,
    SHEET_SUMMARY,
    SHEET_CHECKLIST,
    SHEET_FINDINGS,
    SHEET_NONCONFORMITIES,
    SHEET_ACTIONS,
    SHEET_PREVIOUS,
    SHEET_DEPLOYMENT,
    SHEET_EVIDENCE,
    SHEET_MATRIX,
    SHEET_OPINIONS,
    SHEET_MERGES,
    SHEET_AGEING,
    SHEET_LISTS,
    SHEET_COUNT
};

struct sheet {
    lxw_worksheet *worksheet; /* NULL: not in this workbook */
    char *name;
    size_t *first; /* row of each record of its table */
    size_t *parts; /* and how many rows it takes */
    size_t count;
    size_t end; /* row behind the last one */
    size_t urls;
};

/* A part of a text: what one cell shows. */
struct part {
    size_t start;
    size_t length;
    size_t lines;
};
struct parts {
    struct part *items;
    size_t count;
    size_t capacity;
};

struct book {
    lxw_workbook *workbook;
    lxw_format *styles[STYLE_COUNT];
    lxw_format *tones[TONE_MUTED + 1]; /* conditional; NULL: plain */
    lxw_format *emphasis;              /* conditional */
    const struct report *report;
    const struct workbook_job *job;
    const char *font;
    double line_height; /* points */
    size_t part_lines;  /* lines that the tallest row shows */
    bool large;         /* constant memory: rows in order, no tables */
    struct sheet sheets[SHEET_COUNT];
    size_t sheet_count;
    size_t rows;         /* written to tables */
    size_t expected;     /* rows to write, for the progress */
    size_t continued;    /* texts that went on in another row */
    struct buf left_out; /* columns that the template leaves out, a table a line */
    uint64_t bytes;      /* rough size of what was written */
    lxw_error failed;    /* first error of the library */
    bool cancelled;
    struct text_lines lines; /* scratch */
};

/* Makes all formats. */
void book_make_styles(struct book *book);

/* A label in the report's language, in "both" the two with a slash. Formats: book_words, heap. */
const char *book_label(const struct book *book, const char *msgid) REPORT_FORMAT_ARG(2);
#define book_words(book, ...) translate_words((book)->report->language, __VA_ARGS__)

/* "▲ Minor nonconformity", "Photo"; "" for -1. Heap. */
char *book_code(const struct book *book, const struct code_list *codes, int index);

/* Remembers the first error; true if all is well so far. */
bool book_keep(struct book *book, lxw_error error);
bool book_failed(const struct book *book);

/* What may stand in a cell: valid UTF-8 without control characters. Heap. */
char *book_clean(const char *text);

/* Cuts clean text into parts of at most so many lines of columns. At least one part. */
void book_split(struct book *book, const char *text, unsigned columns, struct parts *parts);
double book_height(const struct book *book, size_t lines);

/* Cells. Text must be clean; length bytes of it. */
void book_part(struct book *book, struct sheet *sheet, size_t row, unsigned column,
               const char *text, size_t length, enum style style);
void book_text(struct book *book, struct sheet *sheet, size_t row, unsigned column,
               const char *text, enum style style); /* cleans */
void book_number(struct book *book, struct sheet *sheet, size_t row, unsigned column, double number,
                 enum style style);
void book_blank(struct book *book, struct sheet *sheet, size_t row, unsigned column,
                enum style style);
/* A date, or date and time, of the file as a real one; false: it is none, nothing written. */
bool book_date(struct book *book, struct sheet *sheet, size_t row, unsigned column,
               const char *time, bool with_time, enum style style);
/* Text that leads to a row of another sheet. */
void book_link(struct book *book, struct sheet *sheet, size_t row, unsigned column,
               const char *text, size_t length, enum sheet_id target, size_t target_row);
void book_set_height(struct book *book, struct sheet *sheet, size_t row, double points);

/* Adds the sheet with its page set-up: A4 landscape, one page wide, header and footer. */
struct sheet *book_add_sheet(struct book *book, enum sheet_id id, const char *title);

/* "Organization · IA-2026-03 · raised from ... to ... · what": what stands under a title, without
 * what is empty; heap. */
char *book_subtitle(const struct book *book, const char *what);

/* Quoted for formulas: 'Lists'; heap. */
char *book_reference(const struct sheet *sheet);

#endif

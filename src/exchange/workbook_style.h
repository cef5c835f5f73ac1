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
    STYLE_VALUE_DECIMAL,
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
    STYLE_LINE,  /* text without a box */
    STYLE_INPUT, /* to be filled in: unlocked where the sheet is protected */
    STYLE_INPUT_DATE,
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
    SHEET_MEETINGS,
    SHEET_EVIDENCE,
    SHEET_MATRIX,
    SHEET_SITES,
    SHEET_OPINIONS,
    SHEET_MERGES,
    SHEET_ANNEX,
    SHEET_AGEING,
    SHEET_TREND,
    SHEET_PACK_INDEX, /* of a management review */
    SHEET_PACK_INPUTS,
    SHEET_PACK_TRENDS,
    SHEET_PACK_AUDITS,
    SHEET_PACK_PROGRAMME,
    SHEET_PACK_COVERAGE,
    SHEET_PACK_DUES,
    SHEET_PACK_AGAIN,
    SHEET_PACK_CHANCES,
    SHEET_PACK_RESULTS,
    SHEET_LISTS,
    SHEET_COUNT
};

struct sheet {
    lxw_worksheet *worksheet; /* NULL: not in this workbook */
    char *name;
    size_t *first;  /* row of each record of its table */
    size_t *parts;  /* and how many rows it takes */
    uint8_t *lines; /* lines of each cell of a record, where it is one part; else 0 */
    size_t count;
    size_t end; /* row behind the last one */
    size_t urls;
    bool wide;     /* printed on several pages side by side */
    double points; /* height of the rows that got one */
};

enum { BOOK_CELL_BYTES = 72 }; /* XML around a cell */

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

/* Where a finding stands: in the report, and among those listed (SIZE_MAX: nowhere). */
struct finding_place {
    struct ident id;
    size_t index;
    size_t listed;
};

/* What the codes of a list are called in this workbook. */
struct book_labels {
    const struct code_list *codes;
    char **texts;
};

struct book {
    lxw_workbook *workbook;
    lxw_format *styles[STYLE_COUNT];
    lxw_format *tones[TONE_MUTED + 1]; /* conditional; NULL: plain */
    lxw_format *emphasis;              /* conditional */
    const struct report *report;
    const struct workbook_job *job;
    const char *font;
    bool han;           /* the font is one for Chinese: its letters are wider */
    double line_height; /* points */
    size_t part_lines;  /* lines that the tallest row shows */
    bool large;         /* constant memory: rows in order, no tables */
    struct sheet sheets[SHEET_COUNT];
    const void *const *listed; /* findings in the order of the sheet of nonconformities; borrowed */
    size_t listed_count;
    struct sheet *own_sheets; /* one a record, of kinds that have such; heap */
    size_t own_count;
    size_t sheet_count;
    struct buf left_out; /* columns that the template leaves out, a table a line */
    size_t rows;         /* written to tables */
    size_t expected;     /* rows to write, for the progress */
    size_t continued;    /* texts that went on in another row */
    uint64_t bytes;      /* rough size of what was written */
    uint64_t room;       /* up to which there is room for it on the disk; only if large */
    lxw_error failed;    /* first error of the library */
    bool no_room;        /* and the disk was full then */
    bool cancelled;
    enum err_code stopped; /* why the source of records gave no more; the reason is in *err */
    struct err *err;
    struct text_lines lines;      /* scratch */
    struct buf cell;              /* scratch: the text of a cell, with its end */
    struct finding_place *places; /* of all findings by id, made when first asked for */
    const void *places_for;       /* and these were listed then */
    struct book_labels *labels;   /* of code lists, made once */
    size_t label_count;
    size_t label_capacity;
};

/* Makes all formats. */
void book_make_styles(struct book *book);

/* A label in the report's language, in "both" the two with a slash. Formats: book_words, heap. */
const char *book_label(const struct book *book, const char *msgid) REPORT_FORMAT_ARG(2);
#define book_words(book, ...) translate_words((book)->report->language, __VA_ARGS__)

/* "▲ Minor nonconformity", "Photo"; "" for -1. Heap. */
char *book_code(const struct book *book, const struct code_list *codes, int index);

/* The same, kept by the book; borrowed. */
const char *book_code_text(struct book *book, const struct code_list *codes, int index);

/* Where the finding of an id stands; NULL: it is not in the report. */
const struct finding_place *book_finding(struct book *book, const struct ident *id);

/* Frees the scratch and the labels; the rest is the writer's. */
void book_clear_scratch(struct book *book);

/* Remembers the first error; true if all is well so far. */
bool book_keep(struct book *book, lxw_error error);
bool book_failed(const struct book *book);
void book_stop(struct book *book, enum err_code code); /* ERR_OK: go on */

/* What may stand in a cell: valid UTF-8 without control characters. Heap. Text that needs no
 * cleaning is told by book_is_plain: printable ASCII. */
char *book_clean(const char *text);
bool book_is_plain(const char *text);

/* Cuts clean text in place to so many characters as workbooks count them, at a grapheme. */
void book_cut(char *text, size_t characters);

/* What a string has to be that Excel reads as this text ("_x0041_" would be an A); heap. */
char *book_escaped(const char *text);

/* Cuts clean text into parts of at most so many lines of columns. At least one part. */
void book_split(struct book *book, const char *text, unsigned columns, struct parts *parts);
/* The same where it is known to be one part of so many lines. */
void book_whole(const char *text, size_t lines, struct parts *parts);
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

/* As many pages wide as keep the print of so many columns readable, of which the first repeated
 * ones stand on each page; mostly one. */
void book_fit(struct book *book, struct sheet *sheet, const unsigned *widths, size_t count,
              size_t repeated);

/* The same for a sheet that is named by a record, in place of a msgid. Two of one name get
 * different ones. */
struct sheet *book_add_own_sheet(struct book *book, struct sheet *sheet, const char *name);

/* Tells how far it is: done of all; false to stop. */
bool book_go_on(struct book *book, size_t done, size_t all);

/* Only unlocked cells can be written to; without a password. Rows may be made higher. */
void book_protect(struct book *book, struct sheet *sheet);

/* Cells that take a value of the list, or a date. */
void book_validate_list(struct book *book, struct sheet *sheet, const struct code_list *codes,
                        size_t row, unsigned column, size_t last_row, unsigned last_column);
void book_validate_date(struct book *book, struct sheet *sheet, size_t row, unsigned column,
                        size_t last_row, unsigned last_column);

/* Text that leads to a row of a sheet. */
void book_link_to(struct book *book, struct sheet *sheet, size_t row, unsigned column,
                  const char *text, size_t length, const struct sheet *to, size_t target_row);

/* Quoted for formulas: 'Lists'; heap. */
char *book_reference(const struct sheet *sheet);

#endif

/* checklist_csv.h - checklists as CSV: its columns, and reading rows of cells with their places.
 *
 * One table for all: a row of the kind "checklist" says what the whole file says in YAML, rows of
 * the kind "clause" are the headings, all others items. Columns come in any order, texts have one
 * a language: ask[en], ask[zh_CN].
 */
#ifndef AUDITWALK_EXCHANGE_CHECKLIST_CSV_H
#define AUDITWALK_EXCHANGE_CHECKLIST_CSV_H

#include "exchange/checklist_parts.h"

/* How the cells of a column become a value. */
enum csv_shape {
    CSV_KIND,   /* which kind of row it is */
    CSV_LINE,   /* a text */
    CSV_LOCAL,  /* a text a language */
    CSV_WORDS,  /* a list of words */
    CSV_TRUTH,  /* true or false, in the letters of any spreadsheet */
    CSV_SOURCE, /* a text below the key "source" */
    CSV_SHAPE_COUNT
};

/* Kinds of rows, as bits. */
enum { CSV_CHECKLIST_ROW = 1, CSV_CLAUSE_ROW = 2, CSV_ITEM_ROW = 4 };

struct csv_column {
    const char *name; /* the key in YAML */
    enum csv_shape shape;
    unsigned rows; /* kinds that have it */
};

enum { CSV_COLUMN_COUNT = 17 };
extern const struct csv_column csv_columns[CSV_COLUMN_COUNT]; /* in the order they are written */

/* The row of a kind in "kind", NULL ends: "checklist", "clause", "item". */
extern const struct code_list csv_row_kinds;

/* A cell that a spreadsheet would take for a formula is written with an apostrophe before it; one
 * is taken off again when read. True if text (NUL-terminated) must get one. */
bool csv_needs_guard(const char *text);
/* Length of the guard at the start of a cell that is read: 0 or 1. */
size_t csv_guard_length(const char *text);

struct csv_cell {
    const char *text; /* NUL-terminated, valid during the call */
    size_t length;
    uint32_t line;
    uint32_t column;
};

/* Cells of a row that are kept; a sheet of all columns in a hundred languages fits. */
enum { CSV_CELL_LIMIT = 500 };

/* Gets each row, with at least one cell; wider: it had more than CSV_CELL_LIMIT. False stops. */
typedef bool csv_row_function(void *context, const struct csv_cell *cells, size_t count,
                              bool wider);

/* Reads text (checked, without byte-order mark). False if it was stopped or is no CSV, which is
 * reported. */
bool csv_read(const char *bytes, size_t length, csv_row_function *take, void *context,
              struct checklist_problems *problems);

#endif

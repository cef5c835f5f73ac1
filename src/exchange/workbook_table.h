/* workbook_table.h - a sheet that is one table: a column is one row of a constant table. */
#ifndef AUDITWALK_EXCHANGE_WORKBOOK_TABLE_H
#define AUDITWALK_EXCHANGE_WORKBOOK_TABLE_H

#include "exchange/workbook_style.h"

enum cell_kind { CELL_EMPTY, CELL_TEXT, CELL_NUMBER, CELL_DATE, CELL_STAMP, CELL_PHOTO };

/* What a column shows of a record. */
struct table_cell {
    enum cell_kind kind;
    const char *text;              /* borrowed from the model (text, date, stamp) */
    char *owned;                   /* or made here; freed by the table */
    const struct code_list *codes; /* or the label of a row of a list */
    int code;
    const char *word; /* what it is called where language does not matter; NULL: as the text */
    double number;
    const struct photo *photo; /* borrowed; owned says what it shows */
    enum sheet_id target;      /* leads there, to this record of its table */
    size_t record;
    size_t parts; /* for sources that show a list, one entry a row; else 0 */
};

struct column;
typedef void (*column_source)(const struct book *book, const struct column *column,
                              const void *record, size_t part, struct table_cell *cell);

/* Of two columns for one text that checklists have in several languages: each is headed by its own;
 * the second is left out of a workbook in one language. */
enum tongue { TONGUE_ALL, TONGUE_FIRST, TONGUE_SECOND };

struct column {
    const char *key;     /* stable name, for tests and messages */
    const char *heading; /* msgid; unique in its table */
    unsigned width;      /* characters */
    enum style style;
    column_source source;
    size_t offset;                 /* of the member in the record, for the common sources */
    const struct code_list *codes; /* its values come from this list: validated and marked */
    enum sheet_id target;          /* links lead there */
    bool optional;                 /* left out when no record has anything in it */
    bool many;                     /* the source shows a list, one entry a row (table_cell.parts) */
    bool literal;                  /* the heading is a name that people gave, no msgid */
    enum tongue tongue;
};

struct table {
    enum sheet_id sheet;
    const char *name;  /* of the Excel table, ASCII */
    const char *title; /* msgids */
    const char *empty; /* said when there are no records */
    const struct column *columns;
    size_t column_count;
    unsigned frozen; /* columns that stay */
    /* Condition, as in the first row, of records to stress; NULL: none. "{key}" is the cell of that
     * column; where the column is left out nothing is stressed. */
    const char *emphasis;
    const char *note;     /* over the headings, NULL: none; borrowed */
    const void **records; /* heap */
    size_t count;
    char *left_out;             /* heap: says which columns there are not; NULL: none lacks */
    struct column *own_columns; /* NULL, or what columns points to; heap */
};

/* Works out which row each record will be in; all tables before the first is written, since links
 * lead to rows. */
void table_layout(struct book *book, const struct table *table);
void table_write(struct book *book, const struct table *table);

/* A table of which no other leads to a row, record by record from the report's source: without a
 * layout before, rows are worked out as they come. */
void table_stream(struct book *book, struct table *table, enum report_list list);

/* Takes the columns that the template wants, or leaves out optional ones that are empty; before the
 * layout. The columns become the table's own and table_clear frees them and the list of records. */
void table_choose_columns(struct book *book, struct table *table);
void table_narrow_first(struct column *column);
void table_fit_stamp(const struct book *book,
                     struct column *column); /* beside its second language a text has less room */
void table_choose_wanted(struct book *book, struct table *table); /* by the template alone */
bool table_column_used(struct book *book, const struct table *table,
                       const struct column *column); /* not optional, or not empty */
void table_clear(struct table *table);

/* Title, subtitle, an empty row, the headings, the records. */
enum { TABLE_TITLE_ROW, TABLE_SUBTITLE_ROW, TABLE_GAP_ROW, TABLE_HEADING_ROW, TABLE_FIRST_ROW };

/* workbook_feature.c: the heading of a column (heap), different for each; the Excel table over the
 * rows down to last, before any cell; then what stands on the columns. */
char *table_heading(const struct book *book, const struct table *table, size_t index);
void table_add_filter(struct book *book, const struct table *table, lxw_row_t last);
void table_add_features(struct book *book, const struct table *table);

/* Common sources. */
void source_text(const struct book *book, const struct column *column, const void *record,
                 size_t part, struct table_cell *cell);
void source_code(const struct book *book, const struct column *column, const void *record,
                 size_t part, struct table_cell *cell);
void source_date(const struct book *book, const struct column *column, const void *record,
                 size_t part, struct table_cell *cell);
void source_stamp(const struct book *book, const struct column *column, const void *record,
                  size_t part, struct table_cell *cell);
void source_links(const struct book *book, const struct column *column, const void *record,
                  size_t part, struct table_cell *cell); /* struct report_links */

/* Members of size_t and int64_t; a bool as yes or no. */
void source_count(const struct book *book, const struct column *column, const void *record,
                  size_t part, struct table_cell *cell);
void source_integer(const struct book *book, const struct column *column, const void *record,
                    size_t part, struct table_cell *cell);
void source_flag(const struct book *book, const struct column *column, const void *record,
                 size_t part, struct table_cell *cell);

/* The records a column of source_links leads to, and what each is called there. */
const struct report_links *table_links(const struct column *column, const void *record);
const char *table_link_text(const struct book *book, const struct column *column, size_t index);

/* An int64_t member; left empty below zero: not known, or nothing to say. */
void source_natural(const struct book *book, const struct column *column, const void *record,
                    size_t part, struct table_cell *cell);

/* The defined name of a list of codes on the sheet of lists: "List_finding_state"; heap. */
char *list_name(const struct code_list *codes);

/* Writes the sheet of lists, and its names. */
void lists_write(struct book *book);

#endif

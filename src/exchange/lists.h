/* lists.h - any list of the program as CSV or JSON, row by row.
 *
 * The columns are those of the workbooks where a sheet shows the list, else tables like theirs
 * (lists_columns.c): a further column is one row there.
 *
 * CSV is RFC 4180: UTF-8, CRLF, headings and labels of codes in the language asked for, dates as
 * 2026-03-09 and times as 2026-03-09 14:05 in the local zone. A text that a spreadsheet might take
 * for a formula (=, +, -, @ in front, also full width, blanks before them) and one that begins with
 * an apostrophe get an apostrophe in front; taking one leading apostrophe off gives back every text
 * as it was. Numbers stand as they are. JSON is one array of objects, an object a line: keys, words
 * of codes and times (UTC) in no language; what is not known is null.
 *
 * Memory does not grow with findings, actions, evidence and saves, but for what decides on their
 * order.
 */
#ifndef AUDITWALK_EXCHANGE_LISTS_H
#define AUDITWALK_EXCHANGE_LISTS_H

#include "store/store.h"

enum list_format { LIST_CSV, LIST_JSON, LIST_FORMAT_COUNT };
const char *list_format_word(enum list_format format); /* "csv" */

/* What can be asked of a list. */
enum list_takes {
    LIST_NEEDS_AUDIT = 1, /* is of one audit */
    LIST_OF_AUDIT = 2,    /* of all audits, unless one is named */
    LIST_MERGED = 4,
    LIST_DUE = 8, /* finding, owner, within, all */
    LIST_LIMIT = 16,
    LIST_TEXT = 32,   /* text is needed: the words to search for, the record to tell of */
    LIST_NO_FILE = 64 /* needs no audit file */
};

struct list_request;
struct list_writer;
struct list_kind {
    const char *word;  /* "findings" */
    const char *label; /* msgid */
    unsigned takes;
    enum err_code (*write)(const struct list_request *request, struct list_writer *writer,
                           struct err *err);
};
extern const struct list_kind list_kinds[];
extern const size_t list_kind_count;
const struct list_kind *list_kind_find(const char *word); /* NULL if there is none */

struct list_request {
    const struct list_kind *kind;
    enum list_format format;
    struct store *store;         /* NULL only where none is needed */
    const struct ident *audit;   /* NULL: all */
    const struct ident *finding; /* LIST_DUE, NULL: all */
    const char *owner;           /* the same, by name */
    long within;                 /* due in so many days; -1: whenever */
    bool all;                    /* what is done too */
    bool merged;                 /* findings that went into others too */
    size_t limit;                /* 0: all */
    const char *text;
    const char *language; /* of CSV; NULL: "en" */
    bool bom;             /* CSV begins with a byte-order mark, by which Excel knows UTF-8 */
    /* A file, replaced in one step when it is complete; NULL: put gets the bytes. put returns 0 or
     * an errno value. */
    const char *path;
    int (*put)(void *out, const void *bytes, size_t length);
    void *out;
    bool (*progress)(void *context, unsigned percent); /* NULL allowed; false: ERR_CANCELLED */
    void *context;
};

/* *rows (may be NULL): how many records were written. */
enum err_code list_write(const struct list_request *request, size_t *rows, struct err *err);

/* "IA-2026-03-findings.csv"; heap. */
char *list_default_name(const struct list_request *request);

#endif

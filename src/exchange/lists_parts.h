/* lists_parts.h - between the files of lists. */
#ifndef AUDITWALK_EXCHANGE_LISTS_PARTS_H
#define AUDITWALK_EXCHANGE_LISTS_PARTS_H

#include "base/file.h"
#include "exchange/lists.h"
#include "exchange/workbook_columns.h"

struct list_writer {
    const struct list_request *request;
    struct book book; /* for the sources: the report and its language; no workbook is open */
    struct report report;
    struct column *columns; /* own */
    size_t column_count;
    struct buf out;
    struct file_replace replace; /* if the request has a path */
    size_t rows;
    size_t expected; /* 0: not known */
};

/* Before the first row, once: writes the headings. */
enum err_code list_begin(struct list_writer *writer, const struct column *columns, size_t count,
                         struct err *err);
enum err_code list_row(struct list_writer *writer, const void *record, struct err *err);

/* ---- columns (lists_columns.c) ---- */

struct list_columns {
    const struct column *items;
    size_t count;
};
extern const struct list_columns list_audit_columns;     /* struct audit_line */
extern const struct list_columns list_due_columns;       /* struct due_line */
extern const struct list_columns list_conflict_columns;  /* struct list_side */
extern const struct list_columns list_duplicate_columns; /* struct duplicate */
extern const struct list_columns list_device_columns;    /* struct team_device */
extern const struct list_columns list_save_columns;      /* struct log_line */
extern const struct list_columns list_history_columns;   /* struct history_line */
extern const struct list_columns list_hit_columns;       /* struct search_hit */
extern const struct list_columns list_ready_columns;     /* struct ready_item */
extern const struct list_columns list_own_columns;       /* struct list_checklist */
extern const struct list_columns list_finding_columns;   /* struct report_finding */

/* A side of a conflict with the conflict it is of. */
struct list_side {
    const char *id;
    int kind;
    const char *audit;
    const char *subject;
    const char *field;      /* msgid */
    const char *field_word; /* its column */
    char letter[32];
    const char *text;
    const char *author;
    const char *device;
    int64_t wall;
    bool clock_suspect;
    bool shown;
    size_t evidence;
};

/* A checklist on this computer. */
struct list_checklist {
    char *id;
    char *version;
    const char *title;
    char *standard;
    char *path;
    size_t items;
};

/* A record with its fields as columns, made of core/record. */
struct list_record {
    struct store *store;
    const struct row *row;
};
struct column *list_record_columns(const struct record *record, size_t *count); /* heap */

#endif

/* history.h - who changed what, when, on which laptop, from what to what: read from the log. */
#ifndef AUDITWALK_STORE_HISTORY_H
#define AUDITWALK_STORE_HISTORY_H

#include "store/store.h"

/* One cell written by one save. Texts owned. */
struct history_line {
    int64_t wall; /* ms, of the laptop that wrote */
    bool clock_suspect;
    char *author;
    char *device; /* "laptop-7 (k7q2)" */
    enum record_type type;
    struct ident record;
    uint16_t field;
    const char *label; /* msgid of the field */
    char *from;        /* as people read it; several with " | " where the cell was contested */
    char *to;
    char *action;   /* label of the save ("undo: ...", "8.4 c) conforming"), "" if it has none */
    bool contested; /* one of several heads */
};
struct history {
    struct history_line *items;
    size_t count;
    size_t capacity;
};

/* Everything that was ever written to a record, oldest first (Lamport order). */
enum err_code history_of(struct store *store, enum record_type type, const struct ident *record,
                         struct history *history, struct err *err);
void history_clear(struct history *history);

/* One save of the log. */
struct log_line {
    struct hash name;
    int64_t wall;
    bool clock_suspect;
    char *author;
    char *device;
    char *audit;  /* number, "" for the programme */
    char *action; /* its label, else what kinds of record it wrote */
    size_t cells;
    uint64_t lamport;
};
struct log_lines {
    struct log_line *items;
    size_t count;
    size_t capacity;
};

/* Saves of one scope (audit), or all (NULL), newest first in Lamport order; limit 0: all. */
enum err_code log_list(struct store *store, const struct ident *audit, size_t limit,
                       struct log_lines *lines, struct err *err);
void log_lines_clear(struct log_lines *lines);

/* The same, a line at a time, which take must not keep; it stops at what take returns but ERR_OK.
 */
enum err_code log_each(struct store *store, const struct ident *audit, size_t limit,
                       enum err_code (*take)(const struct log_line *line, void *context),
                       void *context, struct err *err);

/* The record that people name: a requirement of the audit ("8.4-c", "8.4 c)"), an evidence or
 * finding number, an audit number, an id of 32 hexadecimal digits. ERR_USAGE if nothing has this
 * name. */
enum err_code history_find(struct store *store, const struct ident *audit, const char *text,
                           enum record_type *type, struct ident *record, struct err *err);

#endif

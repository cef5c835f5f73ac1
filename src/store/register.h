/* register.h - the register: the findings of all audits, in several orders, page by page.
 *
 * A page is found by where the one beside it ended (its key), at any depth in the same time, and is
 * all that is read. What is due next, how late and how old a finding is is worked out each time.
 */
#ifndef AUDITWALK_STORE_REGISTER_H
#define AUDITWALK_STORE_REGISTER_H

#include "core/closure.h"
#include "store/filters.h"
#include "store/store.h"

enum register_sort {
    REGISTER_BY_GRADE,  /* the gravest first, of these the oldest */
    REGISTER_BY_RAISED, /* the newest first */
    REGISTER_BY_DUE,    /* the longest overdue first; those without a date last, the oldest first */
    REGISTER_BY_AUDIT,  /* the last audit first; in it by grade */
    REGISTER_SORT_COUNT
};
/* The word of an order ("grade"), for commands and JSON. */
const char *register_sort_word(enum register_sort sort);

/* What is shown. Bit masks over the code lists; 0 and none and NULL: all. */
struct register_query {
    enum register_sort sort;
    unsigned grades;
    unsigned states;
    bool overdue; /* only what has something to do that is late */
    struct ident audit;
    struct ident site;
    const char *owner;              /* of something that is to be done: this very name */
    const struct filter_ids *among; /* only these (store/filters.h); NULL: all; borrowed */
    bool with_merged;               /* also those that were merged into others */
    bool brief;                     /* lines without refs, owner and merged_into: these stay NULL */
};
/* The findings that something is left to be done about: no good practice, nothing closed. */
void register_open_only(struct register_query *query);

/* Where a finding stands in each of the orders. */
struct register_key {
    struct ident id;
    struct ident audit;
    enum grade grade;
    char *raised; /* as stored, "" */
    char *due;    /* REGISTER_NO_DUE if there is none */
    char *number; /* of the audit */
    bool numbered;
};
#define REGISTER_NO_DUE "~" /* behind every date */

struct register_line {
    struct register_key key;
    char *number; /* final number, else the draft */
    enum grade grade;
    enum finding_state state;
    char *audit_title;
    char *title; /* first line of the title or statement */
    char *site;
    char *refs;
    char *owner;       /* of what is due next, "" */
    char *merged_into; /* number of the finding in which it is counted, "" for one that counts */
    long age;          /* days since it was raised; of a closed one, until it was closed */
    long overdue;      /* days: >0 late, <0 to go; 0: today, or nothing has a date */
};
struct register_lines {
    struct register_line *items;
    size_t count;
    size_t capacity;
};
void register_lines_clear(struct register_lines *lines);
void register_line_clear(struct register_line *line);
/* "2026-11-03", "" if nothing has a date. */
const char *register_due(const struct register_line *line);

/* At most limit lines behind the key (before it, if not forward), which need not stand any more;
 * from NULL: the first (last) ones. Always in the order of the list. */
enum err_code register_page(struct store *store, const struct register_query *query,
                            const struct register_key *from, bool forward, size_t limit,
                            struct register_lines *lines, struct err *err);

/* One line as it is now, whatever a query says; line->number is NULL if the finding is gone. */
enum err_code register_line_load(struct store *store, const struct ident *finding,
                                 struct register_line *line, struct err *err);

/* How many there are, counted up to a limit. */
enum err_code register_count(struct store *store, const struct register_query *query, size_t limit,
                             size_t *count, struct err *err);

/* Do number, audit or title contain it? */
bool register_line_matches(const struct register_line *line, const char *needle);

/* The next line behind the key (before it) that matches; *line is
 * empty (number NULL) if there is none. Every so many lines goes_on is asked, with how many were
 * looked at; false ends it with ERR_CANCELLED. */
struct register_search {
    const char *needle;
    bool forward;
    bool (*goes_on)(void *context, size_t looked_at);
    void *context;
};
enum err_code register_find(struct store *store, const struct register_query *query,
                            const struct register_key *from, const struct register_search *search,
                            struct register_line *line, struct err *err);

void register_key_clear(struct register_key *key);
struct register_key register_key_copy(const struct register_key *key);

#endif

/* search.h - finding what people wrote, in every record of the file, and requirements by their
 * texts.
 */
#ifndef AUDITWALK_STORE_SEARCH_H
#define AUDITWALK_STORE_SEARCH_H

#include "store/store.h"

enum { SEARCH_LETTERS = 2 }; /* that a text must have to be searched for */

struct search_hit {
    enum record_type type; /* 0: a requirement, found by its own texts */
    struct ident record;
    struct ident audit; /* none: of no audit */
    char *audit_number;
    char *name;       /* the number, reference or name people know it by */
    const char *what; /* msgid of the field the text stands in; "" */
    char *text;       /* one line around what was found */
    char *checklist;  /* of a requirement or its assessment, else NULL */
    char *item;
    int64_t order; /* for the next page; 0 for a requirement */
};
struct search_hits {
    struct search_hit *items;
    size_t count;
    size_t capacity;
};

struct search_query {
    const char *text; /* words; each must be there, as a phrase, the last letters may lack */
    const struct ident *audit;           /* only of this audit; NULL: all */
    const struct ident *requirements_of; /* requirements of this audit too; NULL: none */
    const char *language;                /* theirs */
    size_t limit;                        /* records, and requirements; 0: all */
    int64_t before; /* the order of the last hit of the page before; 0: the first page */
};

/* Requirements found by reference or heading, in checklist order; then records, the newest first;
 * behind the last of them requirements found by their other texts. Too few letters find nothing. */
enum err_code search_run(struct store *store, const struct search_query *query,
                         struct search_hits *hits, struct err *err);
void search_hits_clear(struct search_hits *hits);

/* Puts the words that merges left for later into the index: call it once a merge was applied and
 * told. search_run does it too; nothing happens in a running transaction or a file that can't be
 * written. */
enum err_code search_catch_up(struct store *store, struct err *err);

/* True if the text has enough letters. */
bool search_is_enough(const char *text);

/* The newest audit: whose requirements are meant where no audit is named; none. */
struct ident search_newest_audit(struct store *store);

#endif

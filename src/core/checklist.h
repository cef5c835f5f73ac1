/* checklist.h - a checklist in memory: clauses and items, all languages (CHECKLISTS).
 *
 * Built by the YAML reader of exchange or from a snapshot in the audit file; no input or output
 * here.
 */
#ifndef AUDITWALK_CORE_CHECKLIST_H
#define AUDITWALK_CORE_CHECKLIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/code.h"

/* One text in several languages; language tags as "en", "zh_CN". Lists such as look_for are one
 * text with a line for each entry. */
struct local_text_entry {
    char *language;
    char *text;
};

struct local_text {
    struct local_text_entry *items;
    size_t count;
    size_t capacity;
};

struct checklist_clause {
    char *clause; /* "8.4" */
    struct local_text title;
};

struct checklist_item {
    char *id;     /* stable, never reused */
    char *ref;    /* "8.4-c"; may be NULL in an own checklist */
    char *clause; /* "8.4" */
    enum obligation obligation;
    struct local_text topic; /* short heading for lists; may be empty */
    struct local_text ask;
    struct local_text look_for;
    uint32_t methods; /* bit i: row i of code_methods */
    char *places; /* words of code_places or own ones, each between single spaces: " gate yard " */
    int pdca;     /* row of code_pdca, -1 unknown */
    bool documented; /* the standard asks for documented information here */
};

struct checklist {
    char *id;
    char *version;
    char *language; /* of plain scalars */
    char *standard; /* "ISO 28000:2022"; may be NULL */
    struct local_text title;
    struct checklist_clause *clauses;
    size_t clause_count;
    size_t clause_capacity;
    struct checklist_item *items;
    size_t item_count;
    size_t item_capacity;
};

void checklist_init(struct checklist *checklist);
void checklist_clear(struct checklist *checklist);

/* New element at the end, zeroed, owned by the checklist; valid until the next call. */
struct checklist_clause *checklist_add_clause(struct checklist *checklist);
struct checklist_item *checklist_add_item(struct checklist *checklist);

void local_text_set(struct local_text *text, const char *language, const char *value); /* copies */
void local_text_clear(struct local_text *text);

/* The text in a language, else in English, else the first, else "". "zh_CN" also finds "zh". */
const char *local_text_get(const struct local_text *text, const char *language);

/* Exact language only, or NULL. */
const char *local_text_exact(const struct local_text *text, const char *language);

const struct checklist_item *checklist_find(const struct checklist *checklist, const char *id);
const struct checklist_clause *checklist_find_clause(const struct checklist *checklist,
                                                     const char *clause);

/* The heading of an item in a list: its topic, else the start of its question. Borrowed. */
const char *checklist_item_heading(const struct checklist_item *item, const char *language);

#endif

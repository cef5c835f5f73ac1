/* checklist_parts.h - what the checklist_*.c files share; nothing else includes it.
 *
 * Reading goes in three steps: checklist_yaml.c or checklist_csv.c turns bytes into a bounded tree
 * of nodes, checklist_build.c turns the tree into a checklist, and both tell checklist_problems.c
 * what is wrong. Writing (checklist_write.c) goes straight from the checklist to bytes.
 */
#ifndef AUDITWALK_EXCHANGE_CHECKLIST_PARTS_H
#define AUDITWALK_EXCHANGE_CHECKLIST_PARTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"
#include "exchange/checklist_file.h"

/* ---- problems (checklist_problems.c) ---- */

enum problem_id {
    PROBLEM_NOT_UTF8,
    PROBLEM_CONTROL,
    PROBLEM_UTF16,
    PROBLEM_UNKNOWN_KEY,
    PROBLEM_DUPLICATE_KEY,
    PROBLEM_MISSING_KEY,
    PROBLEM_KIND,
    PROBLEM_UNKNOWN_WORD,
    PROBLEM_QUOTE,
    PROBLEM_ID,
    PROBLEM_DUPLICATE_ID,
    PROBLEM_REF_CLAUSE,
    PROBLEM_CLAUSE,
    PROBLEM_EMPTY,
    PROBLEM_TEXT,
    PROBLEM_LANGUAGE,
    PROBLEM_ANCHOR,
    PROBLEM_TAG,
    PROBLEM_DOCUMENTS,
    PROBLEM_DEPTH,
    PROBLEM_TOO_MANY,
    PROBLEM_SYNTAX,
    PROBLEM_NOTHING,
    PROBLEM_FORMAT,
    PROBLEM_TOO_LARGE,
    PROBLEM_DUPLICATE_CLAUSE,
    PROBLEM_PLACE_WORD,
    PROBLEM_VERSION,
    PROBLEM_KEY_KIND,
    PROBLEM_LACKS_LANGUAGE,
    PROBLEM_UNKNOWN_PLACE,
    PROBLEM_ODD_LANGUAGE,
    PROBLEM_NO_CLAUSE_TITLE,
    PROBLEM_REPEATED,
    PROBLEM_CSV,
    PROBLEM_BEHIND,
    PROBLEM_OVERLAY,
    PROBLEM_IS_OVERLAY,
    PROBLEM_NO_ITEM,
    PROBLEM_LONG, /* of a template, as those below */
    PROBLEM_LOGO,
    PROBLEM_COLUMN,
    PROBLEM_TWICE,
    PROBLEM_FIRST_COLUMN,
    PROBLEM_ID_COUNT
};

/* One row a problem, in the order of the enum; auditwalk-checklist(5) and auditwalk-template(5)
 * have the same rows. message is a msgid in which {1}, {2} and {3} stand for values of the file or
 * words of ours. */
struct problem_row {
    int code;
    bool error;
    const char *message;
};
extern const struct problem_row problem_rows[PROBLEM_ID_COUNT];

/* What to say beside the message: values for {1} to {3} (NULL: empty; cleaned and shortened here)
 * and a tail that is appended as it is (NULL: none). */
struct problem_note {
    const char *values[3];
    const char *tail;
};

enum { PROBLEM_LIST_LIMIT = 1000 };

/* Adds a problem; beyond PROBLEM_LIST_LIMIT it is only counted. line and column from 1. */
void problem_add(struct checklist_problems *problems, enum problem_id id, size_t line,
                 size_t column, const struct problem_note *note);

/* True once further problems are only counted: what would be said of them need not be worked out.
 */
bool problems_are_full(const struct checklist_problems *problems);

/* True for what is not too large to be read; else reports it. */
bool problems_check_size(struct checklist_problems *problems, size_t length);

/* ERR_DATA with the first error in the file's order and how many there are, as one message. */
enum err_code problems_fail(const char *name, const struct checklist_problems *problems,
                            struct err *err);

/* Sorts by position, keeping the order of problems at one place. */
void problems_sort(struct checklist_problems *problems);

/* ---- bytes (checklist_bytes.c) ---- */

/* True if the bytes are UTF-8 text without control characters; else reports the first place. */
bool checklist_bytes_are_text(const char *bytes, size_t length,
                              struct checklist_problems *problems);
bool checklist_bytes_are_utf16(const char *bytes, size_t length);

/* Length of the byte-order mark at the start, 0: none. */
size_t checklist_bytes_mark(const char *bytes, size_t length);

/* ---- nodes (checklist_tree.c) ---- */

enum node_kind {
    NODE_SCALAR,
    NODE_LIST,
    NODE_MAP,
    NODE_REFUSED /* an alias: reported already, asks for no second error */
};

struct node {
    enum node_kind kind;
    bool plain;    /* scalar without quotes, not a block */
    bool complete; /* false: reading stopped inside */
    uint32_t line;
    uint32_t column;
    uint32_t
        first; /* index of the first child, 0: none; a map's children are key, value, key, ... */
    uint32_t next; /* index of the next sibling, 0: none */
    size_t text;   /* offset in the tree's texts; read it with node_text */
    size_t length;
};

enum { NODE_LIMIT = 500000 };

struct node_tree {
    struct node *nodes; /* [0] is the root */
    size_t count;
    size_t capacity;
    struct buf texts;
    bool complete;
};

void node_tree_init(struct node_tree *tree);
void node_tree_clear(struct node_tree *tree);

/* A list or map that is being filled, and its last child so far (0: none). */
struct node_parent {
    uint32_t node;
    uint32_t last;
};

/* A new node below parent (NULL: the root); valid until the next call. */
struct node *node_tree_add(struct node_tree *tree, struct node_parent *parent, enum node_kind kind,
                           uint32_t line, uint32_t column);
struct node_parent node_tree_last(const struct node_tree *tree); /* the newest node, to be filled */

/* Makes a scalar complete. */
void node_tree_set_text(struct node_tree *tree, struct node *node, const char *text, size_t length);

/* Checks that the bytes are text and reads them into the (init'ed) tree, as YAML or as CSV
 * (checklist_yaml.c, checklist_csv.c). What is wrong goes to problems; the tree then holds what
 * stood before it. */
void node_tree_read_csv(struct node_tree *tree, const char *bytes, size_t length,
                        struct checklist_problems *problems);
void node_tree_read(struct node_tree *tree, const char *bytes, size_t length,
                    struct checklist_problems *problems);

const char *node_text(const struct node_tree *tree, const struct node *node); /* "" if no scalar */
const struct node *node_first(const struct node_tree *tree, const struct node *node);
const struct node *node_next(const struct node_tree *tree, const struct node *node);

/* What a YAML file is at its top: the id of a checklist, or (*overlay) that of the checklist it
 * lies over; NULL for neither. Reads no further than that. Heap. */
char *node_peek(const char *bytes, size_t length, bool *overlay);

/* ---- values (checklist_values.c): one scalar or list each ---- */

/* How many entries a list of words or texts and a text's languages may have. */
enum { CHECKLIST_ENTRY_LIMIT = 100, CHECKLIST_ITEM_LIMIT = 10000, CHECKLIST_CLAUSE_LIMIT = 1000 };

struct seen_id {
    const char *id; /* borrowed from the checklist */
    size_t order;
    uint32_t line;
    uint32_t column;
};

struct reading {
    const struct node_tree *tree;
    struct checklist *checklist;
    struct checklist_problems *problems;
    struct seen_id *ids;
    size_t id_count;
    size_t id_capacity;
    struct local_text odd; /* languages told about already that the title does not have */
};

void reading_report(struct reading *reading, enum problem_id id, const struct node *at,
                    const char *first, const char *second, const char *third);

/* The same with "; did you mean ...?" or, if nearest is NULL, "; known: ..." (unless that is NULL)
 * behind it. */
void reading_report_known(struct reading *reading, enum problem_id id, const struct node *at,
                          const char *first, const char *second, const char *nearest,
                          const char *known);

/* Clean text of a scalar, heap; NULL if it is none, empty or unusable (reported with the key). */
char *value_line(struct reading *reading, const struct node *node, const char *key);
char *value_block(struct reading *reading, const struct node *node, const char *key);

/* A line that a spreadsheet or another program may take for a number and so must be quoted. */
char *value_quoted(struct reading *reading, const struct node *node, const char *key);

/* True if the node is of the kind; else reports. */
bool value_kind(struct reading *reading, const struct node *node, enum node_kind kind,
                const char *key);

/* Is what was typed likely a misspelt known word? And the word of a list that it likely is, or
 * NULL. */
bool value_is_near(const char *known, const char *typed);
const char *value_nearest(const struct code_list *list, const char *word);

/* The row of a word in a list, -1 after reporting. */
int value_word(struct reading *reading, const struct node *node, const char *key,
               const struct code_list *list);

/* A text in the checklist's language or one a language; with lists each language may be a list of
 * lines. Compares the languages with the title's if compare is set. */
struct value_local {
    bool block;
    bool lists;
    bool compare;
};
void value_local_text(struct reading *reading, const struct node *node, const char *key,
                      const struct value_local *how, struct local_text *text);

/* A language tag, heap; NULL after reporting. */
char *value_language(struct reading *reading, const struct node *node);

/* Reports that more than limit of something (translated, plural) stand here. */
void reading_report_limit(struct reading *reading, const struct node *at, const char *what,
                          int limit);

/* A clause ("8.4.1", "A.5") or a ref ("8.4-c", "6.1.1-b.1"), heap; NULL after reporting. ref, which
 * may be NULL, tells what a clause was before a spreadsheet had it. */
char *value_clause(struct reading *reading, const struct node *node, const char *key,
                   const char *ref);
char *value_ref(struct reading *reading, const struct node *node, const char *key);

bool value_is_language(const char *text); /* "en", "sr_Latn", "zh_Hant_TW" */
bool value_is_id(const char *text);       /* [a-z0-9._-]{1,64} */
bool value_is_version(const char *text);  /* [A-Za-z0-9.+-]{1,32} */

/* ---- maps and the file (checklist_build.c), items (checklist_item.c) ---- */

/* One key that a map may have. take gets what the map describes: a checklist_item, checklist_clause
 * or nothing. */
struct key {
    const char *name;
    bool required;
    void (*take)(struct reading *reading, const struct node *value, const struct key *key,
                 void *target);
};

/* Reads a map; what it is called in messages is the key it stands under. False if it is no map. */
bool checklist_take_map(struct reading *reading, const struct node *map, const char *called,
                        const struct key *keys, size_t count, void *target);

#define TAKE_MAP(reading, map, called, keys, target)                                               \
    checklist_take_map(reading, map, called, keys, sizeof(keys) / sizeof(keys)[0], target)

void checklist_take_items(struct reading *reading, const struct node *value, const struct key *key,
                          void *target);

/* Fills the (init'ed) checklist from the tree; incomplete where something was reported. */
void checklist_build(const struct node_tree *tree, struct checklist *checklist,
                     struct checklist_problems *problems);

#endif

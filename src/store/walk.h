/* walk.h - the requirements of an audit as the auditor walks them, and their results. */
#ifndef AUDITWALK_STORE_WALK_H
#define AUDITWALK_STORE_WALK_H

#include "core/rules.h"
#include "core/sample.h"
#include "store/store.h"

enum walk_order {
    WALK_CLAUSE,
    WALK_AREA,
    WALK_PROCESS,
    WALK_METHOD,
    WALK_MINE,
    WALK_OPEN,
    WALK_ORDER_COUNT
};

/* Its rows are in the order of the enum. */
extern const struct code_list walk_orders;

/* A line of the left pane. key is what walk_items takes: a clause, an area's place word, the id of
 * a process of the audit, a method word, "-" for what names no place or method or belongs to no
 * process, or "" for all (mine and open are grouped by clause chapter). An item may belong to
 * several places, processes or methods, so these tallies overlap. In an audit of
 * several checklists the clauses of each stand apart, below a line for the checklist: their keys
 * are "CHECKLIST:" and "CHECKLIST:CLAUSE". */
struct walk_group {
    char *key;
    char *clause; /* "8.4"; "" for what is none */
    char *title;  /* "Controls", "Gate" in the language asked for; msgids for places and methods; of
                     a checklist as its record says it */
    unsigned depth; /* 0 chapter, 1 clause, 2 and more subclauses; one more below a checklist */
    size_t again;   /* answers that a newer version of the checklist asks to look at again */
    struct tally tally;
};
struct walk_groups {
    struct walk_group *items;
    size_t count;
    size_t capacity;
};

/* One requirement. Never assessed ones have no record yet; id is then what it will have. */
struct walk_item {
    struct ident id; /* assessment */
    char *checklist;
    char *item; /* id in the checklist */
    char *ref;
    char *clause;
    char *heading;
    enum obligation obligation;
    enum result result;
    bool has_note;
    bool again; /* answered to an older version of the checklist; the question has changed */
    size_t evidence;
    size_t findings;
    struct ident *raised; /* these findings, those that count */
};
struct walk_items {
    struct walk_item *items;
    size_t count;
    size_t capacity;
};

/* All that the right pane and the forms show of one requirement. */
struct walk_detail {
    struct walk_item line; /* its evidence and findings not counted: the list has done so */
    char *ask;
    char *look_for; /* one entry a line */
    char *clause_title;
    char *places; /* words */
    uint32_t methods;
    int pdca;
    bool documented;
    char *note;
    char *assessed_by; /* name */
    char *assessed_at; /* ISO time, "" */
    char *method;      /* word, "" */
    char *review;      /* the version of the checklist that was answered, if line.again; "" */
};

/* Groups of the left pane in walking order; chapters that hold subclauses precede them. */
enum err_code walk_groups(struct store *store, const struct ident *audit, enum walk_order order,
                          const char *language, struct walk_groups *groups, struct err *err);

/* Items of a group in checklist order. A clause key takes the items of exactly that clause and what
 * is inside it. */
enum err_code walk_items(struct store *store, const struct ident *audit, enum walk_order order,
                         const char *key, const char *language, struct walk_items *items,
                         struct err *err);

/* The same for some of the requirements: only is " CHECKLIST:ITEM CHECKLIST:ITEM ", what a filter
 * lets through (store/filters.h); NULL: all. Groups without any are left out. */
enum err_code walk_groups_among(struct store *store, const struct ident *audit,
                                enum walk_order order, const char *only, const char *language,
                                struct walk_groups *groups, struct err *err);
enum err_code walk_items_among(struct store *store, const struct ident *audit,
                               enum walk_order order, const char *key, const char *only,
                               const char *language, struct walk_items *items, struct err *err);

enum err_code walk_detail(struct store *store, const struct ident *audit, const char *checklist,
                          const char *item, const char *language, struct walk_detail *detail,
                          struct err *err);

void walk_groups_clear(struct walk_groups *groups);
void walk_items_clear(struct walk_items *items);
void walk_detail_clear(struct walk_detail *detail);

/* Finds a requirement by its ref ("8.4-c", also as people write it) or item id over the audit's
 * checklists, in one of them by "CHECKLIST:REF"; ERR_USAGE naming near ones. *checklist and *item
 * are heap. */
enum err_code walk_find(struct store *store, const struct ident *audit, const char *ref,
                        char **checklist, char **item, struct err *err);

/* The shortest name by which walk_find finds this requirement: its ref, its id, or one of them
 * behind its checklist; heap. */
char *walk_name(struct store *store, const struct ident *audit, const char *checklist,
                const char *item, const char *ref);

/* Records a result (and note: NULL keeps it, "" empties it) by the author, now. area may be NULL.
 * Refused: the audit is issued; the rules of core. Setting what is already set writes nothing,
 * but for an answer that is to be looked at again: it is then confirmed. */
enum err_code assessment_set(struct store *store, const struct ident *audit, const char *checklist,
                             const char *item, enum result result, const char *note,
                             const struct ident *area, struct err *err);

/* Only the note. */
enum err_code assessment_note(struct store *store, const struct ident *audit, const char *checklist,
                              const char *item, const char *note, struct err *err);

/* Draws a sample for a requirement (core/sample.h) and records population, size, seed and the items
 * drawn; the failures of a sample before are forgotten. */
enum err_code assessment_sample(struct store *store, const struct ident *audit,
                                const char *checklist, const char *item,
                                const struct sample *sample, struct err *err);

/* How many of the items drawn failed. ERR_USAGE if none were drawn, or more than were. */
enum err_code assessment_sample_failures(struct store *store, const struct ident *audit,
                                         const char *checklist, const char *item, int64_t failures,
                                         struct err *err);

#endif

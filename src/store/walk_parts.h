/* walk_parts.h - what the files of the walk share. Not for other rooms. */
#ifndef AUDITWALK_STORE_WALK_PARTS_H
#define AUDITWALK_STORE_WALK_PARTS_H

#include "core/clauses.h"
#include "store/internal.h"
#include "store/walk.h"

/* The key of the group of items that name no place or no method. */
#define WALK_NONE "-"

/* The index of a column's word in a list, -1; a result column that is null is not assessed. */
int walk_code(sqlite3_stmt *stmt, int column, const struct code_list *list);
enum result walk_result(sqlite3_stmt *stmt, int column);

/* What the items of an audit are called, in walking order. */
struct walk_name {
    char *checklist;
    char *item;
    char *ref; /* "" if it has none */
    char *clause;
};
struct walk_names {
    struct walk_name *items;
    size_t count;
    size_t capacity;
};
enum err_code walk_names_load(struct store *store, const struct ident *audit,
                              struct walk_names *names, struct err *err);
void walk_names_clear(struct walk_names *names);

/* The same for core/clauses.h; items borrow the texts, the caller frees catalog.items. */
struct clause_catalog walk_catalog(const struct walk_names *names);

/* "CHECKLIST:ITEM", one of those between blanks that walk_items_among takes. */
void walk_only_add(struct buf *only, const char *checklist, const char *item);
bool walk_only_has(const char *only, const char *checklist, const char *item); /* NULL has all */

/* The groups of the processes of the audit, in the order of their names, and WALK_NONE; nothing is
 * counted yet. */
enum err_code walk_processes(struct store *store, const struct ident *audit,
                             struct walk_groups *groups, struct err *err);

/* Which requirements the group of a process has, as such a list; heap. key: 32 hexadecimal digits,
 * or WALK_NONE for those that no process of the audit covers. */
enum err_code walk_process_only(struct store *store, const struct ident *audit, const char *key,
                                char **only, struct err *err);

/* Which requirement of the audit has this assessment id, assessed or not; texts are heap. */
enum err_code walk_identify(struct store *store, const struct ident *audit,
                            const struct ident *assessment, char **checklist, char **item,
                            char **ref, struct err *err);

/* Adds the cells that say what an assessment is about, so that what links to it can be read before
 * it has a result. Returns its id. */
struct ident walk_touch(struct change *change, const struct ident *audit, const char *checklist,
                        const char *item, const char *ref);

#endif

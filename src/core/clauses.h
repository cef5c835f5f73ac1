/* clauses.h - what a process is audited against: "8.4, 8.5.2, 9.1–9.3, facility-walk:4.2".
 *
 * A list as auditors write it into the matrix of processes and clauses. An entry is a clause with
 * all that is inside it ("8" is the whole chapter), a range of clauses, one requirement ("8.4 c)"
 * or the id of an item), or a whole checklist by its id; "CHECKLIST:" before an entry says which of
 * the audit's checklists is meant, else it is the first that has it. Entries stand between commas,
 * semicolons or line ends, Chinese ones too.
 */
#ifndef AUDITWALK_CORE_CLAUSES_H
#define AUDITWALK_CORE_CLAUSES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

/* A requirement of the audit; texts are borrowed. */
struct clause_item {
    const char *checklist;
    const char *item;
    const char *ref; /* "" if it has none */
    const char *clause;
};
/* All of them in walking order, those of a checklist together. */
struct clause_catalog {
    const struct clause_item *items;
    size_t count;
};

struct clause_entry {
    char *checklist;
    char *from; /* clause, or the id of an item; "" for the whole checklist */
    char *to;   /* last clause of a range; NULL: none */
    bool single;
};
struct clause_set {
    struct clause_entry *items;
    size_t count;
    size_t capacity;
};

enum { CLAUSES_MOST = 200 }; /* entries of one list */

/* Reads a list against what the audit asks. unknown NULL: ERR_USAGE for an entry that is nothing of
 * the audit's, naming it, and for a list of too many. Else what is unknown is left out, and
 * *unknown gets it (heap, "" for none): a checklist may have been taken out since the list was
 * written. */
enum err_code clauses_read(const char *text, const struct clause_catalog *catalog,
                           struct clause_set *set, char **unknown, struct err *err);
void clauses_clear(struct clause_set *set);

bool clauses_cover(const struct clause_set *set, const struct clause_item *item);

/* Does a list name this requirement, whatever the audit's checklists are? For filters: a checklist
 * in front of an entry is not looked at. */
bool clauses_name(const char *list, const char *clause, const char *ref);

/* The same list in one way of writing it: in walking order, without entries that others include, so
 * that two people who mean the same write the same. Heap. */
char *clauses_text(const struct clause_set *set, const struct clause_catalog *catalog);

#endif

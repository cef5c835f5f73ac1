/* audit_processes.h - the processes of an audit, and the clauses each is audited against. */
#ifndef AUDITWALK_STORE_AUDIT_PROCESSES_H
#define AUDITWALK_STORE_AUDIT_PROCESSES_H

#include "core/rules.h"
#include "store/store.h"

struct audit_process {
    struct ident id; /* of the entry in the plan */
    struct ident process;
    char *name;
    char *owner; /* "" if none, as all below */
    char *site;
    char *clauses;      /* in the one way of writing them (core/clauses.h) */
    char *unknown;      /* of the list, what no checklist of the audit has any more */
    struct tally tally; /* of what they cover */
};
struct audit_processes {
    struct audit_process *items;
    size_t count;
    size_t capacity;
    struct tally rest; /* of the requirements that no process covers */
};

/* In the order of their names. */
enum err_code audit_processes_list(struct store *store, const struct ident *audit,
                                   struct audit_processes *processes, struct err *err);
void audit_processes_clear(struct audit_processes *processes);
/* By name (exact, else but for case) or id; NULL: not there. */
const struct audit_process *audit_processes_find(const struct audit_processes *processes,
                                                 const char *name);

/* Puts a process into the plan, or gives the one that is there other clauses ("" takes them away,
 * NULL keeps them). ERR_USAGE for a list with something that the audit does not ask. The audit must
 * be open. Two laptops that add the same process write one record. */
enum err_code audit_process_set(struct store *store, const struct ident *audit,
                                const struct ident *process, const char *clauses, struct err *err);

/* Takes it out of the plan. ERR_USAGE if it is not there, or without a reason. */
enum err_code audit_process_remove(struct store *store, const struct ident *audit,
                                   const struct ident *process, const char *reason,
                                   struct err *err);

#endif

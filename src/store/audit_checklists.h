/* audit_checklists.h - the checklists of an audit: list, add, remove, take a newer version. */
#ifndef AUDITWALK_STORE_AUDIT_CHECKLISTS_H
#define AUDITWALK_STORE_AUDIT_CHECKLISTS_H

#include "core/checklist_compare.h"
#include "core/rules.h"
#include "store/store.h"

struct audit_checklist {
    struct ident id; /* of the record */
    char *checklist;
    char *version;
    char *title; /* in the language asked for */
    struct hash digest;
    int64_t position;
    struct tally tally;
    size_t again; /* answers that a newer version asks to look at again */
};
struct audit_checklists {
    struct audit_checklist *items;
    size_t count;
    size_t capacity;
};

/* Those of an audit in their order. */
enum err_code audit_checklists_list(struct store *store, const struct ident *audit,
                                    const char *language, struct audit_checklists *lists,
                                    struct err *err);
void audit_checklists_clear(struct audit_checklists *lists);
const struct audit_checklist *audit_checklists_find(const struct audit_checklists *lists,
                                                    const char *checklist);

/* Puts a copy of a checklist behind those the audit has. Refused (ERR_USAGE) if it has one of that
 * id. One that was removed before comes back with its answers. */
enum err_code audit_checklist_add(struct store *store, const struct ident *audit,
                                  const struct checklist *checklist, struct err *err);

/* Takes a checklist out, with a reason (ERR_USAGE without); its answers and findings stay in the
 * file. The last one is not taken out (ERR_DENIED). */
enum err_code audit_checklist_remove(struct store *store, const struct ident *audit,
                                     const char *checklist, const char *reason, struct err *err);

/* What taking a newer version would do; nothing is written. */
struct update_step {
    enum item_step step;
    char *item;
    char *ref;
    char *heading;
    enum result result; /* its answer now */
};
struct update_plan {
    char *checklist;
    char *from; /* versions */
    char *to;
    bool same; /* the audit has exactly this one */
    size_t counts[ITEM_STEP_COUNT];
    size_t answered[ITEM_STEP_COUNT]; /* of these, how many have a result */
    struct update_step *steps;        /* those that are not kept */
    size_t step_count;
    size_t step_capacity;
};
enum err_code audit_checklist_plan(struct store *store, const struct ident *audit,
                                   const struct checklist *newer, const char *language,
                                   struct update_plan *plan, struct err *err);
void update_plan_clear(struct update_plan *plan);

/* Does it, in one save. Answers to unchanged items stay as they are; those to changed ones stay and
 * are marked to be looked at again (ASSESSMENT_REVIEW: the version they answered) until their
 * result is given anew; those of removed items stay in the history. Taking what the audit has
 * already writes nothing. */
enum err_code audit_checklist_update(struct store *store, const struct ident *audit,
                                     const struct checklist *newer, struct err *err);

/* For audit_write.c: the cells of a checklist's record, whose snapshot is stored. */
void audit_checklist_set(struct change *change, const struct ident *audit,
                         const struct checklist *checklist, const struct hash *digest,
                         int64_t position);

#endif

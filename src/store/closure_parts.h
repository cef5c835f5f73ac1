/* closure_parts.h - what the files of closure share. Not for other rooms. */
#ifndef AUDITWALK_STORE_CLOSURE_PARTS_H
#define AUDITWALK_STORE_CLOSURE_PARTS_H

#include "store/closure.h"
#include "store/internal.h"

/* The row of closure's current round, or NULL. round: its field. */
const struct row *closure_current(const struct closure *closure, const struct rows *rows,
                                  uint16_t round);

/* Evidence by its number or id: of the finding's audit, else of any (a follow-up's). */
enum err_code closure_evidence(struct store *store, const struct ident *audit, const char *text,
                               struct ident *id, struct err *err);

/* Adds the record of a step; finding NULL: of the audit itself. */
struct step_words {
    const char *action;
    const char *from;
    const char *to;
    const char *person;
    const char *note;
};
void closure_add_step(struct store *store, struct change *change, const struct ident *audit,
                      const struct ident *finding, const struct step_words *words);

/* Adds why a person may, against a rule of independence. finding NULL: for the whole audit. */
void closure_add_override(struct store *store, struct change *change, const struct ident *audit,
                          const char *kind, const struct ident *person, const struct ident *finding,
                          const char *reason);

#endif

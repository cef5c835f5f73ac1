/* closure.h - a finding's way to its closure: the records of 10.2, its steps, what is due.
 *
 * The rules are core/closure.h; they hold here, at the door, for screens and commands alike. All of
 * it may be written until the audit is closed or cancelled, so after its report was issued too.
 */
#ifndef AUDITWALK_STORE_CLOSURE_H
#define AUDITWALK_STORE_CLOSURE_H

#include "core/audit_path.h"
#include "core/closure.h"
#include "store/store.h"

/* ---- reading --------------------------------------------------------------------------------- */

/* All of one finding; rows in the order people want them. Of causes, actions, reviews and checks
 * those of every round are here; the current one is round. */
struct closure {
    struct row finding;
    struct ident audit;
    char *number;
    enum audit_state audit_state;
    int64_t round;
    bool merged;
    bool contested;
    struct rows corrections;
    struct rows analyses;
    struct rows causes;
    struct rows similar;
    struct rows actions;
    struct rows reviews;
    struct rows checks;
    struct rows extensions;
    struct rows steps;
    struct rows overrides;
};
enum err_code closure_load(struct store *store, const struct ident *finding,
                           struct closure *closure, struct err *err);
void closure_clear(struct closure *closure);

/* Only what was done about it: corrections to checks, and the round; for lists of many findings.
 * finding, number, states, steps and overrides stay empty. */
enum err_code closure_load_work(struct store *store, const struct ident *finding,
                                struct closure *closure, struct err *err);

/* What comes with a step. Texts are borrowed, NULL where not given. */
struct closure_given {
    const char *person;   /* who speaks for the auditee: acknowledge, dispute */
    const char *note;     /* reason; the judgement in words */
    const char *evidence; /* number of the evidence of a judgement */
    int effect;           /* row of code_effects; -1: what the step says, if it says it alone */
    const char *override; /* why an owner may verify all the same */
    const struct ident *audit; /* reopen: the open audit in which it was seen again */
};

/* The facts a step of the author is judged by; texts borrowed from closure and given. */
struct closure_day {
    char today[11];
};
enum err_code closure_facts(struct store *store, const struct closure *closure,
                            const struct closure_given *given, struct closure_day *day,
                            struct closure_facts *facts, struct err *err);

/* The steps that lead on from where the finding is, in the order of the path, for a menu. allowed
 * takes for granted what the step asks for (person, reason, judgement). reason: why not, else "".
 */
struct closure_option {
    enum finding_action action;
    const struct closure_rule *rule;
    bool allowed;
    char *reason;
};
struct closure_options {
    struct closure_option *items;
    size_t count;
    size_t capacity;
};
enum err_code closure_options_list(struct store *store, const struct closure *closure,
                                   struct closure_options *options, struct err *err);
void closure_options_clear(struct closure_options *options);

/* ---- steps ----------------------------------------------------------------------------------- */

/* Takes a step, in one save with all that belongs to it. ERR_DENIED says why not. *made (may be
 * NULL) gets the finding that FINDING_REOPEN raises as a recurrence, else none. */
enum err_code finding_advance(struct store *store, const struct ident *finding,
                              enum finding_action action, const struct closure_given *given,
                              struct ident *made, struct err *err);

/* ---- records --------------------------------------------------------------------------------- */

/* A field of a record as text: dates, code words; people by name (made if new), evidence by number,
 * sites by name. NULL or "" empties it. */
struct closure_text {
    uint16_t field;
    const char *text;
};

/* Writes a record of the path: RECORD_CORRECTION, CAUSE_ANALYSIS, CAUSE, SIMILAR_CASE, ACTION,
 * RISK_REVIEW, EFFECTIVENESS (criterion and day; the judgement comes with its step). record NULL:
 * a new one, or that of the current round for the types that have one a round. Finding, round,
 * number, who and when are set here. *id gets the record. */
enum err_code closure_put(struct store *store, const struct ident *finding, enum record_type type,
                          const struct ident *record, const struct closure_text *texts,
                          size_t count, struct ident *id, struct err *err);

/* The fields of a type that closure_put takes, in their order on a form. */
const uint16_t *closure_fields(enum record_type type, size_t *count);

/* Takes a record out of the lists, where it could be written. */
enum err_code closure_withdraw(struct store *store, enum record_type type,
                               const struct ident *record, const char *reason, struct err *err);

/* Another due date for an action; all four are needed. */
enum err_code action_extend(struct store *store, const struct ident *action, const char *due,
                            const char *agreed_by, const char *reason, struct err *err);

/* An action by its number ("A-k7q2-1") or id; audit NULL: of any. */
enum err_code action_find(struct store *store, const struct ident *audit, const char *text,
                          struct ident *id, struct err *err);

/* The finding that a record of the path belongs to; none if it is not there. */
struct ident closure_finding(struct store *store, enum record_type type,
                             const struct ident *record);

/* ---- what is due, across audits ---------------------------------------------------------------
 */

enum due_kind { DUE_CORRECTION, DUE_ACTION, DUE_CHECK, DUE_KIND_COUNT };
const char *due_kind_word(enum due_kind kind); /* "correction", for JSON */
const char *due_kind_text(enum due_kind kind); /* msgid */

struct filter;

struct due_line {
    enum due_kind kind;
    struct ident id;
    struct ident finding_id;
    char *audit; /* its number */
    char *finding;
    char *number; /* of the action, "" for others */
    enum grade grade;
    enum finding_state state; /* of the finding */
    char *text;
    char *owner;  /* "" if nobody is named */
    char *due;    /* "" if there is no date; of a check: not before */
    char *done;   /* "" while open */
    long overdue; /* days: >0 late, <0 to go; 0: today or no date, or done */
    long age;     /* days since the finding was raised */
    size_t extensions;
};
struct due_lines {
    struct due_line *items;
    size_t count;
    size_t capacity;
};

/* The latest due first. NULL and 0 ask for nothing. within: due in so many days or overdue; -1:
 * all.
 */
struct due_query {
    const struct ident *audit;
    const struct ident *finding;
    const char *owner; /* by name, case does not matter */
    long within;
    bool with_done;
    bool actions_only;
    const struct filter *filter; /* NULL; its person is the owner, its date when it is due */
};
enum err_code due_list(struct store *store, const struct due_query *query, struct due_lines *lines,
                       struct err *err);
void due_lines_clear(struct due_lines *lines);
void due_line_clear(struct due_line *line);

/* The same for corrective actions alone when they are too many to hold: ids in the order of
 * due_list, then one line at a time. keep (NULL: all): only actions of these findings. ERR_FOUND if
 * the action is not there any more. */
struct due_ids {
    struct ident *items;
    size_t count;
};
enum err_code due_action_ids(struct store *store, const struct due_query *query,
                             bool (*keep)(const struct ident *finding, const void *context),
                             const void *context, struct due_ids *ids, struct err *err);
void due_ids_clear(struct due_ids *ids);
enum err_code due_action_get(struct store *store, const struct ident *action, struct due_line *line,
                             struct err *err);

#endif

/* ready.h - the steps of an audit: what is missing before one, sign-off, issue, revision.
 *
 * Which gate stands before which step is core/audit_path.h. What is signed is the audit as it was:
 * a digest of its records but for what is still written on the way to closure (core/closure.h).
 */
#ifndef AUDITWALK_STORE_READY_H
#define AUDITWALK_STORE_READY_H

#include "core/audit_path.h"
#include "store/device.h"
#include "store/store.h"

/* ---- what is missing --------------------------------------------------------------------------
 */

struct ready_item {
    enum gate gate;
    bool stops;            /* else advice */
    enum record_type type; /* where to jump; id may be none */
    struct ident id;
    char
        *subject; /* "8.4 c) Gate log", "NC-2026-001 Fence open", a name; "" for the audit itself */
};
struct ready_list {
    struct ready_item *items;
    size_t count;
    size_t capacity;
    enum audit_action action; /* the step it is about */
    size_t stops;
};

/* Everything missing before a step; AUDIT_ACTION_COUNT: before the one that leads on from the
 * audit's state. What stops comes first, then in the order of the gates. Empty for an audit at its
 * end. language: for topics of requirements. */
enum err_code audit_ready(struct store *store, const struct ident *audit, enum audit_action action,
                          const char *language, struct ready_list *list, struct err *err);
void ready_list_clear(struct ready_list *list);

/* Takes a step, refused (ERR_DENIED) while a gate stops it. AUDIT_ISSUE signs as issued,
 * AUDIT_REVISE makes the next revision with its reason. None of the session's saves can be undone
 * afterwards. */
enum err_code audit_advance(struct store *store, const struct ident *audit,
                            enum audit_action action, const char *reason, struct err *err);

/* ---- sign-off ---------------------------------------------------------------------------------
 */

enum err_code audit_digest(struct store *store, const struct ident *audit, struct hash *digest,
                           struct err *err);

/* 0 for the report itself, then the number of its last correction. */
enum err_code audit_revision(struct store *store, const struct ident *audit, int64_t *revision,
                             struct err *err);

/* The author signs the report as it is now: prepared, reviewed, approved, in this order, each while
 * the audit is at its report. SIGN_ISSUED comes with the step. */
enum err_code audit_sign(struct store *store, const struct ident *audit, enum sign_step step,
                         const char *note, struct err *err);

struct sign_line {
    struct ident id;
    enum sign_step step;
    int64_t revision;
    char *person;
    char *signed_at;
    char *device; /* "laptop-7 (k7q2)" */
    char *note;
    struct hash digest;
    bool valid;   /* the signature is that of the device for exactly this */
    bool current; /* the audit still is what was signed */
};
struct sign_lines {
    struct sign_line *items;
    size_t count;
    size_t capacity;
};

/* Oldest revision first, in the order of the steps, then of time. */
enum err_code audit_signatures(struct store *store, const struct ident *audit,
                               struct sign_lines *lines, struct err *err);
void sign_lines_clear(struct sign_lines *lines);

/* Corrections of the issued report, oldest first: rows of RECORD_REVISION. */
enum err_code audit_revisions(struct store *store, const struct ident *audit, struct rows *rows,
                              struct err *err);

/* ---- independence -----------------------------------------------------------------------------
 */

/* Puts on record why a person audits their own unit (finding NULL), or verifies their own action.
 */
enum err_code audit_override(struct store *store, const struct ident *audit, const char *person,
                             const struct ident *finding, const char *reason, struct err *err);

/* Puts a person into the team of an audit, or changes what is given (NULL: stays): role, statement
 * of impartiality, and the unit they belong to, by which independence is judged. The person is made
 * if the file has none of the name. reason: takes the person out of the team instead. */
struct member_given {
    const char *name;
    const char *role; /* code word; NULL for a new one: auditor */
    const char *statement;
    const char *note;
    const char *unit;
    const char *reason;
};
enum err_code audit_member_set(struct store *store, const struct ident *audit,
                               const struct member_given *given, struct err *err);

/* The team: the lead first, then by role and name. */
struct member_line {
    struct ident id;
    struct ident person;
    char *name;
    int role; /* row of code_team_roles, -1 */
    char *unit;
    char *statement;
    char *note;
    char *doubt;    /* why they are not independent, in words; "" if they are or do not audit */
    char *override; /* why they audit all the same, "" */
};
struct member_lines {
    struct member_line *items;
    size_t count;
    size_t capacity;
};
enum err_code audit_members(struct store *store, const struct ident *audit,
                            struct member_lines *lines, struct err *err);
void member_lines_clear(struct member_lines *lines);

/* Why a person would not be independent in an audit, in words; "" if nothing speaks against them.
 * Heap. The rule of GATE_AUDITOR: owner of a process audited, of the unit of one, or of the unit of
 * who speaks for the auditee. */
enum err_code audit_doubt(struct store *store, const struct ident *audit,
                          const struct ident *person, char **doubt, struct err *err);

/* The same of the author; also "" once a reason is on record why they audit all the same. What is
 * said when they assess: nothing is refused for it. */
enum err_code audit_author_doubt(struct store *store, const struct ident *audit, char **doubt,
                                 struct err *err);

/* Do people of this role judge, so that they have to be independent? */
bool role_audits(int role);

/* ---- follow-up --------------------------------------------------------------------------------
 */

/* Takes the open nonconformities of these audits into a follow-up audit. *count: how many. */
enum err_code audit_follow_up(struct store *store, const struct ident *audit,
                              const struct ident *earlier, size_t earlier_count, size_t *count,
                              struct err *err);

/* What is said of one of them where nothing was verified ("not due before May"). */
enum err_code follow_up_note(struct store *store, const struct ident *audit,
                             const struct ident *finding, const char *note, struct err *err);

struct follow_line {
    struct ident id;
    struct ident finding;
    char *number;
    char *audit; /* of the finding */
    enum grade grade;
    enum finding_state state;
    char *statement; /* first line of the title or statement */
    int effect;      /* row of code_effects of the last judgement since it was taken; -1: none */
    char *verified_by;
    char *verified_at;
    char *note; /* of the judgement, else what was said here */
};
struct follow_lines {
    struct follow_line *items;
    size_t count;
    size_t capacity;
};
enum err_code follow_up_list(struct store *store, const struct ident *audit,
                             struct follow_lines *lines, struct err *err);
void follow_lines_clear(struct follow_lines *lines);

#endif

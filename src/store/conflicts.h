/* conflicts.h - what laptops disagree about, and deciding it (MERGE "Fold").
 *
 * A conflict is one cell; its id is derived from the cell, so it is the same on every laptop and
 * after every order of merging. Its sides are the cell's heads with different values, A first;
 * their order depends on the saves only, never on the order of merging.
 */
#ifndef AUDITWALK_STORE_CONFLICTS_H
#define AUDITWALK_STORE_CONFLICTS_H

#include "core/conflict.h"
#include "store/heads.h"
#include "store/store.h"

enum { CONFLICT_ID_SIZE = 9 }; /* eight characters of base 32 and NUL */

struct conflict_side {
    struct value value; /* null: emptied; for a withdrawal: the reason, or null for "stays" */
    char *text;         /* as people read it: label, name, text; owned, as all below */
    char *author;       /* several who say the same: comma separated, as the devices */
    char *device;       /* "laptop-7 (k7q2)" */
    int64_t wall;       /* ms */
    bool clock_suspect;
    bool shown;      /* what lists show meanwhile */
    size_t evidence; /* pieces of evidence this author linked to the requirement or finding */
    struct operation_ref ref;
};

struct conflict {
    char id[CONFLICT_ID_SIZE];
    enum conflict_kind kind;
    enum record_type type;
    struct ident record;
    uint16_t field;     /* FIELD_WITHDRAWN for a withdrawal */
    struct ident audit; /* none: of the programme */
    char *audit_number;
    char *subject;     /* "8.4 c) Policy, objectives", "F-k7q2-1 Fence open", "Gate 2" */
    const char *label; /* msgid of the field */
    struct conflict_side *sides;
    size_t side_count;
};
struct conflicts {
    struct conflict *items;
    size_t count;
    size_t capacity;
};

/* Of one audit, or all (NULL), ordered by kind, subject (natural order), field, id. language: for
 * topics of requirements. */
enum err_code conflicts_list(struct store *store, const struct ident *audit, const char *language,
                             struct conflicts *conflicts, struct err *err);
void conflicts_clear(struct conflicts *conflicts);
void conflict_clear(struct conflict *conflict);

/* How many there are; cheap. */
enum err_code conflicts_count(struct store *store, const struct ident *audit, size_t *count,
                              struct err *err);

/* By id (a unique beginning of four characters is enough). ERR_USAGE with the nearest. */
enum err_code conflict_find(struct store *store, const char *id, const char *language,
                            struct conflict *conflict, struct err *err);

/* What is taken. */
enum conflict_take { TAKE_SIDE, TAKE_BOTH, TAKE_VALUE };
struct conflict_choice {
    enum conflict_take take;
    size_t side;        /* TAKE_SIDE: 0 is A */
    struct value value; /* TAKE_VALUE: an edited text or another value; borrowed */
    const char *reason; /* must not be empty */
};

/* Decides: one save that supersedes the sides (those of *conflict, as they were on screen) and
 * records both positions and the reason as a decision. TAKE_BOTH is for texts only (ERR_DENIED
 * otherwise). Fields that go with this one follow the chosen side. A decision can't be
 * undone, only decided anew by writing the cell; this session's undo is cleared. ERR_BUSY if the
 * cell has changed since it was read: look again. */
enum err_code conflict_resolve(struct store *store, const struct conflict *conflict,
                               const struct conflict_choice *choice, struct err *err);

/* Decisions of an audit, or all with those of the programme (NULL), oldest first, for the report's
 * record of diverging opinions. */
struct decision_line {
    struct ident id;
    int kind; /* row of code_decision_kinds */
    char *subject;
    const char *label; /* msgid of the field, or NULL */
    char *taken;
    char *positions; /* a line each: "Minor nonconformity: Li Na, laptop-7 (k7q2), 2026-11-23" */
    char *reason;
    char *decided_by;
    char *decided_at;
};
struct decision_lines {
    struct decision_line *items;
    size_t count;
    size_t capacity;
};
enum err_code decisions_list(struct store *store, const struct ident *audit, const char *language,
                             struct decision_lines *lines, struct err *err);
void decision_lines_clear(struct decision_lines *lines);

#endif

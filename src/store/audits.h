/* audits.h - audits of a file: list, make, progress, team. */
#ifndef AUDITWALK_STORE_AUDITS_H
#define AUDITWALK_STORE_AUDITS_H

#include "core/checklist.h"
#include "core/rules.h"
#include "store/store.h"

struct audit_line {
    struct ident id;
    char *number;
    char *title;
    enum audit_state state;
    char *type;         /* code word */
    char *planned_from; /* "" if not set, as all below */
    char *planned_to;
    char *sites; /* names, comma separated */
    char *lead;
    struct tally tally;
    size_t findings[GRADE_COUNT];
    size_t evidence;
};

struct audit_lines {
    struct audit_line *items;
    size_t count;
    size_t capacity;
};

/* All audits that are not withdrawn, newest number first (natural order, descending). */
enum err_code audits_list(struct store *store, struct audit_lines *lines, struct err *err);
void audit_lines_clear(struct audit_lines *lines);

/* The same for a list that shows few of many: the names of all, in that order, and one at a time
 * what stands beside it (evidence is not counted). */
struct audit_head {
    struct ident id;
    char *number;
    char *title;
    enum audit_state state; /* from audits_heads_more, as the next; planned and NULL before */
    char *planned_from;     /* "" if not set */
};
struct audit_heads {
    struct audit_head *items;
    size_t count;
    size_t capacity;
};
enum err_code audits_heads(struct store *store, struct audit_heads *heads, struct err *err);
void audit_heads_clear(struct audit_heads *heads);

/* What a list of them is sorted and filtered by, in one pass over the audits: fills state and
 * planned_from of every head. */
enum err_code audits_heads_more(struct store *store, struct audit_heads *heads, struct err *err);
enum err_code audit_line_load(struct store *store, const struct ident *audit,
                              struct audit_line *line, struct err *err);
void audit_line_clear(struct audit_line *line);

/* Finds an audit by number. number NULL: the only open audit of the file (state before issued),
 * else the one most recently written to. ERR_USAGE with what there is. */
enum err_code audit_find(struct store *store, const char *number, struct ident *id,
                         struct err *err);

/* What a new audit starts with; texts borrowed, NULL or "" where not known. sites may be empty. */
struct audit_new {
    const char *number;
    const char *title;
    const char *type; /* NULL: internal */
    const char *objectives;
    const char *scope;
    const char *criteria;
    const char *planned_from;
    const char *planned_to;
    bool planned; /* begins as planned, else with the fieldwork */
    const struct ident *sites;
    size_t site_count;
    const char *const
        *leads; /* names of the team's people; the first is the lead; NULL: the author */
    size_t lead_count;
};

/* Makes the audit with a snapshot of the checklist, all in one save: the author as
 * lead if leads is empty. ERR_USAGE if the number is taken or empty. */
enum err_code audit_create(struct store *store, const struct audit_new *what,
                           const struct checklist *checklist, struct ident *id, struct err *err);

/* Refuses with the reason if the audit can't be changed any more. */
enum err_code audit_require_open(struct store *store, const struct ident *audit, struct err *err);

/* The same for what is written on the way to closure: still allowed after issue, refused once the
 * audit is closed or cancelled. */
enum err_code audit_require_closure(struct store *store, const struct ident *audit,
                                    struct err *err);

/* Results by clause chapter ("4" ... "10"), for the status. In an audit of several checklists those
 * of each stand behind a line for the whole checklist. */
struct clause_tally {
    char *checklist; /* "" where the audit has only one */
    char *clause;    /* "" in the line of a checklist */
    char *title;     /* in the language asked for */
    struct tally tally;
};
struct clause_tallies {
    struct clause_tally *items;
    size_t count;
    size_t capacity;
};
enum err_code audit_chapters(struct store *store, const struct ident *audit, const char *language,
                             struct clause_tallies *tallies, struct err *err);
void clause_tallies_clear(struct clause_tallies *tallies);

enum err_code audit_tally(struct store *store, const struct ident *audit, struct tally *tally,
                          size_t findings[GRADE_COUNT], size_t *evidence, struct err *err);

/* How many requirements of the audit's checklists have evidence. */
enum err_code audit_evidenced(struct store *store, const struct ident *audit, size_t *count,
                              struct err *err);

#endif

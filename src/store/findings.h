/* findings.h - findings, their criteria and their evidence. */
#ifndef AUDITWALK_STORE_FINDINGS_H
#define AUDITWALK_STORE_FINDINGS_H

#include "core/rules.h"
#include "store/store.h"

struct filter;

struct finding_line {
    struct ident id;
    char *number; /* final number, else the draft: "F-k7q2-1" */
    enum grade grade;
    int state;       /* row of code_finding_states */
    char *audit;     /* its number */
    char *statement; /* first line of the title or statement */
    char *refs;
    char *clauses;
    char *site;
    char *raised_by;
    char *raised_at;
    size_t evidence;   /* as refs and clauses: with what belongs to those merged into it */
    char *merged_into; /* number of the finding in which it is counted, "" for one that counts */
    char *merged;      /* numbers of those that were merged into it, comma separated */
};
struct finding_lines {
    struct finding_line *items;
    size_t count;
    size_t capacity;
};

enum finding_sort { FINDING_BY_GRADE, FINDING_BY_RAISED, FINDING_BY_REF, FINDING_SORT_COUNT };

/* audit NULL: all audits. Only findings that count (consolidate.h). grades/states:
 * bit masks over the code lists, 0: all. By raised: the newest first. Ties by number. */
struct finding_query {
    const struct ident *audit;
    const struct ident *assessment; /* those raised against this requirement, NULL: all */
    const char *checklist;          /* what the assessment is about, where the caller knows it: */
    const char *item;               /* then it is not looked for; NULL: not known */
    const struct ident *ids;        /* or just these, of a walk_item */
    size_t id_count;
    bool brief; /* without refs, clauses, evidence and merged: they stay NULL and 0 */
    unsigned grades;
    unsigned states;
    const struct filter *filter; /* NULL: nothing is left out */
    enum finding_sort sort;
    bool with_merged; /* also those that were merged into others */
    size_t limit;     /* 0: all */
};
enum err_code findings_list(struct store *store, const struct finding_query *query,
                            struct finding_lines *lines, struct err *err);
void finding_lines_clear(struct finding_lines *lines);

/* How many findings of an audit have each grade and state; those that count. */
struct finding_counts {
    size_t by[GRADE_COUNT][FINDING_STATE_COUNT];
};
enum err_code findings_count(struct store *store, const struct ident *audit,
                             struct finding_counts *counts, struct err *err);

enum err_code finding_find(struct store *store, const struct ident *audit, const char *text,
                           struct ident *id, struct err *err);

/* New finding. refs: requirements as people write them, at least one where the source needs it
 * (core's finding_check). The results of these requirements follow the worst grade raised against
 * them, in the same save. Texts are borrowed, NULL where unknown; evidence: ids to link. */
struct finding_new {
    enum grade grade;
    const char *title;
    const char *statement;
    const char *objective_evidence;
    const char *requirement;
    const char *grade_reason;
    const char *consequence;
    const char *risk; /* code word */
    const char *source;
    const struct ident *site;
    const struct ident *process;
    const struct ident *area;
    const char *const *refs;
    size_t ref_count;
    const struct ident *evidence;
    size_t evidence_count;
};
enum err_code finding_add(struct store *store, const struct ident *audit,
                          const struct finding_new *what, struct ident *id, struct err *err);

/* May an existing finding say this? The rules of core's finding_check with the criteria it has.
 * source NULL: as it is. */
enum err_code finding_check_edit(struct store *store, const struct ident *finding, enum grade grade,
                                 const char *statement, const char *grade_reason,
                                 const char *source, struct err *err);

#endif

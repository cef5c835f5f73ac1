/* report_load.h - reading records for a report. Between report_load.c and report_records.c. */
#ifndef AUDITWALK_EXCHANGE_REPORT_LOAD_H
#define AUDITWALK_EXCHANGE_REPORT_LOAD_H

#include "exchange/report_model.h"
#include "store/closure.h"

/* Names already asked for, sorted by id, and the standards of checklists by audit. */
struct loader_name {
    struct ident id;
    char *name;
};
struct loader_standard {
    struct ident audit;
    char *checklist;
    char *standard;
};
struct loader_edition {
    struct hash digest; /* of a checklist */
    char *standard;
};
struct loader {
    bool several; /* the audit has more than one checklist */
    struct store *store;
    const struct report_scope *scope;
    struct report *report;
    struct loader_name *names;
    size_t name_count;
    size_t name_capacity;
    struct loader_standard *standards;
    size_t standard_count;
    size_t standard_capacity;
    struct loader_edition *editions;
    size_t edition_count;
    size_t edition_capacity;
};

/* Frees what the loader remembers; only the names, where there get too many. */
void loader_clear(struct loader *loader);
void loader_forget_names(struct loader *loader);

/* Organization, audit, team, places: all that is no list of records. */
enum err_code loader_cover(struct loader *loader, struct err *err);

/* Says what the scope asks for, and takes out the findings and actions that it leaves out. */
void loader_choose(struct loader *loader);

/* The name people know a record by; borrowed from the loader, "" for none. */
const char *loader_name(struct loader *loader, enum record_type type, const struct ident *id);

/* The name of the site, else of the one in which the area is; borrowed, "" for none. */
const char *loader_site(struct loader *loader, const struct ident *site, const struct ident *area);

/* Records whose field has this id; ERR_OK with rows init'ed and the caller's to clear. */
enum err_code loader_list(struct loader *loader, enum record_type type, uint16_t where,
                          const struct ident *id, uint16_t order, struct rows *rows,
                          struct err *err);

/* ERR_CANCELLED if the user wants to stop. */
enum err_code loader_progress(const struct loader *loader, unsigned percent, struct err *err);

/* report_checklists.c: the checklists with their clauses and requirements. */
enum err_code loader_checklists(struct loader *loader, struct err *err);

/* How a requirement was sampled for a finding, in words, "" if it was not; heap. */
char *loader_sample(struct loader *loader, const struct ident *audit, const char *checklist,
                    const char *item, const struct ident *site);

/* The standard that a checklist of an audit is about, else its title, "" if unknown; borrowed. */
const char *loader_standard(struct loader *loader, const struct ident *audit,
                            const char *checklist);

/* report_records.c: findings with criteria, evidence with attachments, and the links between. */
enum err_code loader_findings(struct loader *loader, struct err *err);
enum err_code loader_evidence(struct loader *loader, struct err *err);
enum err_code loader_evidence_of(struct loader *loader, const struct row *row, struct err *err);

/* One finding of its record, and what one that was merged into it adds. */
enum err_code loader_finding(struct loader *loader, const struct row *row,
                             struct report_finding *finding, struct err *err);
enum err_code loader_finding_part(struct loader *loader, const struct ident *part,
                                  struct report_finding *finding, struct err *err);
enum err_code loader_link(struct loader *loader, struct err *err);

/* report_closure.c: the way of each finding to its closure, actions, earlier nonconformities,
 * deployment, sign-off. */
enum err_code loader_closure(struct loader *loader, struct err *err);
enum err_code loader_actions(struct loader *loader, struct err *err);
enum err_code loader_closure_of(struct loader *loader, struct report_finding *finding,
                                struct err *err);
void loader_action(struct loader *loader, const struct due_line *line);
enum err_code loader_audit_path(struct loader *loader, struct err *err);

/* report_pack.c, report_again.c: what a management review is told; the findings must be there. */
struct report_pack;
enum err_code loader_pack(struct loader *loader, struct err *err);
enum err_code loader_again(struct loader *loader, struct report_pack *pack, struct err *err);

/* The clauses of another audit with their tallies, into an init'ed report. */
enum err_code loader_clauses(const struct loader *loader, const struct ident *audit,
                             struct report *report, struct err *err);

/* report_annex.c: records with all their fields; after the findings. */
enum err_code loader_annex(struct loader *loader, struct err *err);

/* report_team.c: what the team differed about, and whose work was merged. */
enum err_code loader_opinions(struct loader *loader, struct err *err);
enum err_code loader_merges(struct loader *loader, struct err *err);

#endif

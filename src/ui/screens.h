/* screens.h - the screens of the program; each constructor gives one ready for app_push. */
#ifndef AUDITWALK_UI_SCREENS_H
#define AUDITWALK_UI_SCREENS_H

#include "store/walk.h"
#include "ui/app.h"

/* Home: the audits of the open file with their progress; without a file (first start) the choice of
 * new, demo and open. Enter opens the walk. */
struct screen *audits_screen_new(void);

/* A new audit: number, title, checklist, sites, dates, scope. Opens its walk when saved. */
struct screen *audit_form_new(struct app *app);

/* The same as a follow-up audit: it takes the open nonconformities of an earlier one. */
struct screen *audit_form_follow(struct app *app, const struct ident *earlier);

/* The plan of an existing audit: its texts and dates. */
struct screen *audit_form_edit(struct app *app, const struct ident *audit);

/* The checklists of an audit: add, take out, take a newer version with its plan shown first. */
struct screen *checklists_screen_new(const struct ident *audit);

/* The processes of an audit, and the clauses each is audited against. */
struct screen *processes_screen_new(const struct ident *audit);

/* The walk: clauses, items, and the item with its question, evidence and findings. */
struct screen *walk_screen_new(const struct ident *audit);
/* The same with a requirement selected (NULL: the first); where it is not there, the first. */
struct screen *walk_screen_at(const struct ident *audit, const char *checklist, const char *item);
/* Of a walk that is on the stack: the reference of the requirement that is selected (heap), and
 * writing its note. */
/* A walk of this audit goes to the requirement with its next load; false: it is another screen. */
bool walk_screen_go(struct screen *screen, const struct ident *audit, const char *checklist,
                    const char *item);
char *walk_screen_ref(const struct screen *screen);
unsigned walk_screen_note(struct screen *screen, struct app *app);

/* Evidence for an item (checklist and item may be NULL: unlinked) or for existing evidence (id not
 * NULL: edits its texts). Copies what it is given. */
struct evidence_form_spec {
    struct ident audit;
    const char *checklist;
    const char *item;
    const char *ref; /* shown in the title */
    const struct ident *finding;
    const struct ident *evidence;
    int kind;         /* starting kind */
    bool attach;      /* the focus starts at the file */
    const char *path; /* a file that is chosen already, with the time of its photo; NULL: none */
    int64_t taken_at; /* ms since 1970, 0: not known */
    const char *const *paths; /* several in its place, with the times of theirs (NULL: not known) */
    const int64_t *taken;
    size_t path_count;
};
struct screen *evidence_form_new(struct app *app, const struct evidence_form_spec *spec);

/* The files of the watched folder (app->photos, which must be set), newest first, to attach one to
 * evidence of an item. */
struct photos_spec {
    struct ident audit;
    const char *checklist;
    const char *item;
    const char *ref;
};
struct screen *photos_screen_new(const struct photos_spec *spec);

/* The sample of a requirement. */
struct screen *sample_form_new(struct app *app, const struct ident *audit,
                               const struct walk_item *item);

/* A finding raised at an item (its grade from the key pressed; everything known is filled in), or
 * an existing one (finding not NULL). */
struct finding_form_spec {
    struct ident audit;
    const char *checklist;
    const char *item;
    const char *ref;
    enum grade grade;
    const struct ident *finding;
    const struct ident *process; /* that it is about, NULL: not known */
};
struct screen *finding_form_new(struct app *app, const struct finding_form_spec *spec);

/* Everything in the file by its words, as one types; text is what it starts with, may be NULL. */
struct screen *search_screen_new(const char *text);

/* Findings of an audit (none: of all), or of one requirement (assessment not NULL). */
struct screen *findings_screen_new(const struct ident *audit, const struct ident *assessment);

/* The register: the findings of all audits, open ones first. */
struct screen *register_screen_new(void);

/* Evidence of an audit, a requirement or a finding (the others NULL). */
struct screen *evidence_screen_new(const struct ident *audit, const struct ident *assessment,
                                   const struct ident *finding);

/* Evidence of an audit to be linked to a requirement of it: Enter links what is marked. */
struct screen *evidence_screen_pick(const struct ident *audit, const struct ident *assessment,
                                    const char *ref);

/* What to export, in which language, where; runs it with progress. */
struct screen *export_form_new(struct app *app, const struct ident *audit);

/* Everything a record says, to read: finding or evidence with its links and files. */
struct screen *record_screen_new(enum record_type type, const struct ident *id);

/* The path of a finding to its closure: steps, what they miss, its records. */
struct screen *closure_screen_new(const struct ident *finding);

/* What is due on the way to closure: of a finding, NULL: in all audits. */
struct screen *actions_screen_new(const struct ident *finding);

/* What is missing before the next step of an audit; its steps and signatures. */
struct screen *ready_screen_new(const struct ident *audit);

/* How an audit stands: results by clause, area and method, findings by grade, as bars. */
struct screen *results_screen_new(const struct ident *audit);

/* Security equipment and people of an audit, by area: planned against found. */
struct screen *deployment_screen_new(const struct ident *audit);

/* The organization's processes, sites, areas and people. */
struct screen *organization_screen_new(void);

/* The meetings of an audit: opening, daily, closing. */
struct screen *meetings_screen_new(const struct ident *audit);

/* One record of these lists; audit: of a meeting, else NULL. record NULL: a new one. */
struct screen *directory_form_new(struct app *app, const struct ident *audit, enum record_type type,
                                  const struct ident *record);

/* The team of an audit: roles, statements, units, and who is not independent. */
struct screen *members_screen_new(const struct ident *audit);

/* Who changed a record, when, from what to what. */
struct screen *history_screen_new(enum record_type type, const struct ident *id);

/* The laptops of the file, packages in and out, undoing a merge. */
struct screen *team_screen_new(void);

/* A package to write: what of the file, for whom, where to. */
struct screen *package_form_new(struct app *app);

/* A package to merge: reads it, asks for its signer if nobody accepted that one yet, and shows the
 * plan. With app->store NULL (first start): into a new file. */
struct screen *merge_form_new(struct app *app);

/* What laptops disagree about: of an audit, NULL: of all. */
struct screen *conflicts_screen_new(const struct ident *audit);

/* One conflict, its sides beside each other; id is borrowed for the call. The next ones of the
 * audit (NULL: all) follow it. */
struct screen *conflict_screen_new(const struct ident *audit, const char *id);

/* Pairs of findings that may describe one fact: of an audit, NULL: of all. */
struct screen *duplicates_screen_new(const struct ident *audit);

#endif

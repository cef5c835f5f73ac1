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

/* The plan of an existing audit: its texts and dates. */
struct screen *audit_form_edit(struct app *app, const struct ident *audit);

/* The checklists of an audit: add, take out, take a newer version with its plan shown first. */
struct screen *checklists_screen_new(const struct ident *audit);

/* The walk: clauses, items, and the item with its question, evidence and findings. */
struct screen *walk_screen_new(const struct ident *audit);

/* Evidence for an item (checklist and item may be NULL: unlinked) or for existing evidence (id not
 * NULL: edits its texts). Copies what it is given. */
struct evidence_form_spec {
    struct ident audit;
    const char *checklist;
    const char *item;
    const char *ref; /* shown in the title */
    const struct ident *finding;
    const struct ident *evidence;
    int kind;    /* starting kind */
    bool attach; /* the focus starts at the file */
};
struct screen *evidence_form_new(struct app *app, const struct evidence_form_spec *spec);

/* A finding raised at an item (its grade from the key pressed; everything known is filled in), or
 * an existing one (finding not NULL). */
struct finding_form_spec {
    struct ident audit;
    const char *checklist;
    const char *item;
    const char *ref;
    enum grade grade;
    const struct ident *finding;
};
struct screen *finding_form_new(struct app *app, const struct finding_form_spec *spec);

/* Findings of an audit (none: of all), or of one requirement (assessment not NULL). */
struct screen *findings_screen_new(const struct ident *audit, const struct ident *assessment);

/* Evidence of an audit, a requirement or a finding (the others NULL). */
struct screen *evidence_screen_new(const struct ident *audit, const struct ident *assessment,
                                   const struct ident *finding);

/* What to export, in which language, where; runs it with progress. */
struct screen *export_form_new(struct app *app, const struct ident *audit);

/* Everything a record says, to read: finding or evidence with its links and files. */
struct screen *record_screen_new(enum record_type type, const struct ident *id);

#endif

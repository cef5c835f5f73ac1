/* evidence_screen.h - the state of the list of evidence, shared by its files. Not for other
 * screens.
 *
 *   evidence_screen.c  what is listed, how it is painted, where keys lead
 *   evidence_link.c    marks, and linking what is marked
 */
#ifndef AUDITWALK_UI_EVIDENCE_SCREEN_H
#define AUDITWALK_UI_EVIDENCE_SCREEN_H

#include "store/evidence.h"
#include "store/filters.h"
#include "ui/filters.h"
#include "ui/list.h"
#include "ui/record_text.h"

enum evidence_sort { SORT_NEWEST, SORT_NUMBER, SORT_REF, SORT_COUNT };

struct evidence_screen {
    struct screen screen;
    struct store *store;     /* borrowed, for the pages that the list asks for */
    struct ident audit;      /* of what is shown; none: not known */
    struct ident assessment; /* none: not asked for */
    struct ident finding;    /* none: not asked for */
    char *number;            /* of the audit, "" */
    char *about;             /* requirement or finding, "" */
    char *checklist;         /* of the requirement, NULL */
    char *item;
    char *ref;
    enum evidence_sort sort;
    struct filter filter;
    struct evidence_lines lines; /* as read, in pages */
    size_t *shown;               /* their order */
    size_t shown_count;
    size_t shown_capacity;
    bool complete; /* all pages are read */
    struct list list;
    struct ident target; /* what the open dialog is about */
    struct filter_ids marked;
    struct ident *chosen; /* what is to be linked: the marked, else the selected; by the dialog */
    size_t chosen_count;
    bool picking; /* Enter links to this requirement, and that is all */
    struct ident pick;
    char *pick_ref;
    struct withdrawal withdrawal;
};

/* NULL if the list is empty. */
struct evidence_line *evidence_selected(const struct evidence_screen *screen);

bool evidence_is_marked(const struct evidence_screen *screen, const struct ident *id);
/* Marks the selected line or takes its mark away, and goes on to the next. */
unsigned evidence_mark(struct evidence_screen *screen);
/* Links what is marked, else what is selected: to the requirement it is picked for; to what is then
 * asked for. */
unsigned evidence_link_picked(struct evidence_screen *screen, struct app *app);
unsigned evidence_ask_targets(struct evidence_screen *screen, struct app *app);

#endif

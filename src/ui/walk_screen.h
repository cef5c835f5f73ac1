/* walk_screen.h - the state of the walk, shared by its files. Not for other screens.
 *
 *   walk_screen.c   what is loaded and where keys lead
 *   walk_results.c  what keys do to the selected requirement
 *   walk_doubt.c    who assesses without being independent
 *   walk_draw.c     how it is painted
 */
#ifndef AUDITWALK_UI_WALK_SCREEN_H
#define AUDITWALK_UI_WALK_SCREEN_H

#include "exchange/checklist_overlay.h"
#include "store/audit_checklists.h"
#include "store/audits.h"
#include "store/conflicts.h"
#include "store/evidence.h"
#include "store/findings.h"
#include "ui/filters.h"
#include "ui/list.h"
#include "ui/screens.h"
#include "ui/tabs.h"
#include "ui/tree.h"

enum walk_pane { PANE_GROUPS, PANE_ITEMS, PANE_DETAIL, PANE_COUNT };

struct walk_screen {
    struct screen screen;
    struct ident audit;
    enum walk_order order;
    struct tabs orders;
    enum walk_pane pane;
    struct row record; /* the audit */
    struct tally tally;
    size_t graded[GRADE_COUNT];
    size_t evidence_count;
    size_t conflicts;   /* open ones of the audit */
    char *area_name;    /* the sticky place, "" */
    char *wanted_group; /* after the next load this group is selected */
    struct filter filter;
    char *only; /* requirements that pass it; NULL: all */
    struct walk_groups groups;
    struct walk_items items;
    struct walk_detail detail; /* of the selected item; line.item NULL: none */
    struct evidence_lines evidence;
    struct finding_lines findings;
    struct evidence_lines offered;      /* to be copied here */
    char *sample;                       /* of the selected item, for people; "": none */
    struct checklist_overlay *overlays; /* one a checklist that an item was shown of */
    size_t overlay_count;
    size_t overlay_capacity;
    const char *wording;           /* of the selected item, borrowed from its overlay; NULL: none */
    struct audit_checklists lists; /* of the audit, titles in the language below */
    char lists_language[16];
    struct tree group_tree;
    struct list item_list;
    int detail_top;
    int detail_rows; /* lines the detail has, of the last drawing */
    struct area detail_area;
    char *wanted_item;      /* after the next load this item is selected, */
    char *wanted_checklist; /* of this checklist */
    bool landing;           /* the next load also selects the group of that item */
    char *asked_checklist;  /* the requirement whose note is being written */
    char *asked_item;
};

enum err_code walk_load(struct screen *screen, struct app *app, struct err *err);
/* NULL if the list is empty. */
const struct walk_item *walk_selected(const struct walk_screen *walk);
/* REACT_NONE for an action that is not about the requirement. */
unsigned walk_act_on_item(struct walk_screen *walk, struct app *app, enum action action);
unsigned walk_offer_evidence(struct walk_screen *walk, struct app *app, bool copying);
unsigned walk_open_sample(struct walk_screen *walk, struct app *app);
unsigned walk_act_on_paste(struct walk_screen *walk, struct app *app, const struct event *event);
/* The message line says at the first result in an audit why the author is not independent there. */
void walk_tell_doubt(struct walk_screen *walk, struct app *app);
/* Asks the author for the reason why they audit all the same. */
unsigned walk_ask_override(struct walk_screen *walk, struct app *app);
unsigned walk_choose_place(struct walk_screen *walk, struct app *app);

void walk_draw(struct screen *screen, struct app *app, struct canvas *canvas, struct area area);
void walk_draw_group(void *owner, size_t index, int width, struct list_row *row);
void walk_draw_item(void *owner, size_t index, int width, struct list_row *row);
char *walk_title(const struct screen *screen, const struct app *app);

#endif

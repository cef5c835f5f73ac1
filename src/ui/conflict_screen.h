/* conflict_screen.h - the state of one conflict on screen, shared by its files. Not for others.
 *
 *   conflict_screen.c  what is loaded and where keys lead
 *   conflict_act.c     deciding: what is taken, why
 *   conflict_draw.c    how the sides are painted
 */
#ifndef AUDITWALK_UI_CONFLICT_SCREEN_H
#define AUDITWALK_UI_CONFLICT_SCREEN_H

#include "store/conflicts.h"
#include "store/walk.h"
#include "ui/app.h"

struct conflict_screen {
    struct screen screen;
    struct ident audit; /* none: all */
    struct conflicts conflicts;
    size_t at;
    char wanted[CONFLICT_ID_SIZE]; /* shown after the next load, if it is still open */
    struct walk_detail question;   /* of an assessment; ask NULL: none */
    size_t left;                   /* the pair that is shown: this side and the next one */
    size_t focus;                  /* side */
    int top;                       /* first line shown, of both */
    int lines;                     /* of the longest side, when drawn last */
    struct area panes[2];          /* where the pair was drawn last; no rows: not shown */
    int rows;                      /* of a pane's inside */
    struct conflict_choice choice; /* that a reason is being asked for */
    struct value value;            /* choice.value */
};

/* The conflict that is shown; NULL if none is open any more. */
const struct conflict *conflict_shown(const struct conflict_screen *screen);
/* "A" for 0; past "Z" the last. */
char conflict_letter(size_t side);

void conflict_draw(struct screen *base, struct app *app, struct canvas *canvas, struct area area);

/* True for a text that stands on one line: a title, a name. */
bool conflict_is_line(const struct conflict *conflict);
/* REACT_NONE for an action that does not decide. */
unsigned conflict_act_on_it(struct conflict_screen *screen, struct app *app,
                            const struct input *input);

#endif

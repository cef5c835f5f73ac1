/* tabs.h - the views of one thing side by side, the chosen one in brackets: "1[Clause] 2 Area ".
 *
 * Each stands with its key of the key table, and can be clicked. Where they do not all fit, only
 * the chosen one has its name.
 */
#ifndef AUDITWALK_UI_TABS_H
#define AUDITWALK_UI_TABS_H

#include "ui/screen.h"

enum { TABS_MAX = 10, TABS_NONE = -1 };

struct tab {
    enum action action; /* that chooses it */
    const char *label;  /* msgid */
};

struct tabs {
    const struct tab *items; /* at most TABS_MAX, as in the next */
    size_t count;
    enum context context; /* where the keys of the actions are looked up */
    size_t selected;
    bool narrow; /* the owner needs the room behind them: one blank less between them */
    struct area places[TABS_MAX]; /* where each was drawn last */
};

void tabs_init(struct tabs *tabs, const struct tab *items, size_t count, enum context context);

/* Paints them from the left; returns the columns used. Told apart without colours too. */
int tabs_draw(struct tabs *tabs, struct canvas *canvas, int row, int column, int width);

/* The tab of an action, or that was clicked; TABS_NONE. The owner changes the view, and selected.
 */
long tabs_act(const struct tabs *tabs, const struct input *input);

#endif

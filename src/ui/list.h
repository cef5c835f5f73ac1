/* list.h - the one list widget.
 *
 * Virtual: it asks its owner for the rows it shows and for no other. A list of a million rows costs
 * what its visible rows cost. The owner holds a struct list, gives inputs to list_act first and
 * paints it with list_draw.
 */
#ifndef AUDITWALK_UI_LIST_H
#define AUDITWALK_UI_LIST_H

#include "ui/editor.h"
#include "ui/screen.h"

enum { LIST_CELLS = 12, LIST_NONE = -1 };

/* What a row looks like; filled by the owner with the functions below while it is drawn. */
struct list_cell {
    char *text; /* heap */
    int width;  /* columns; 0: shares what is left */
    bool right; /* right-aligned */
    enum style style;
};
struct list_row {
    struct list_cell cells[LIST_CELLS];
    size_t count;
    const struct canvas *canvas; /* for draw_symbol */
    bool heading;                /* a line between rows: bold, can't be selected by the keys */
};
/* Adds a cell; text is copied, and cut or padded to the width when painted. One blank stands
 * between cells. Cells past LIST_CELLS are dropped. */
void list_cell(struct list_row *row, int width, enum style style, const char *text);
void list_cell_right(struct list_row *row, int width, enum style style, const char *text);
void list_cell_format(struct list_row *row, int width, enum style style, const char *format, ...)
    BASE_PRINTF(4, 5);
/* The symbol of a code in its tone, one column. */
void list_cell_code(struct list_row *row, const struct code *code);

/* A list of which the owner holds a window of rows only, those near the selected one: its row 0 is
 * then the first of the window. The list asks for more as the selection comes near an end. */
enum list_hit {
    LIST_HIT,
    LIST_NO_HIT,   /* there is none */
    LIST_NOT_YET,  /* none among those that were looked at in the time of a key */
    LIST_HIT_ENDED /* the user stopped it */
};
struct list_window_ops {
    /* Moves the window down (up): loads rows behind its last (before its first) one, and may drop
     * some at the other end. Returns how far the rows that stay have moved: a row that was at index
     * i is at i + that; *count gets the new number of rows. False: there are no more rows. */
    bool (*slide)(void *owner, bool down, long *moved, size_t *count);
    /* Moves it to the first (last) rows; returns their number. */
    size_t (*jump)(void *owner, bool bottom);
    /* Looks for the next row behind (before) row from that matches, or from the row of mark on if
     * from is LIST_MARK, from the other end on if need be; moves the window there, and sets *at and
     * *count. whole: among all rows, until the user stops it; else only among as many as can be
     * looked at while somebody types. */
    enum list_hit (*seek)(void *owner, size_t from, const char *needle, bool down, bool whole,
                          size_t *at, size_t *count);
    /* Notes row index, where a search begins; moves the window back there. */
    void (*mark)(void *owner, size_t index);
    void (*back)(void *owner, size_t *at, size_t *count);
};
#define LIST_MARK ((size_t)-1)

struct list_ops {
    /* Fills row index (< count). width: columns of the list, to leave out cells when narrow. */
    void (*row)(void *owner, size_t index, int width, struct list_row *row);
    /* True if row index matches what is searched for; NULL: compares the row's cells. */
    bool (*matches)(void *owner, size_t index, const char *needle);
    /* More rows are wanted: load a page and return the new count (the same: there are no more).
     * NULL: count is all there is. */
    size_t (*more)(void *owner, size_t count);
    /* Shown when there are no rows; translated, borrowed. NULL or "": nothing. */
    const char *(*empty)(void *owner);
    const struct list_window_ops *window; /* NULL: the owner knows all rows, or gets more of them */
};

struct list {
    const struct list_ops *ops;
    void *owner;
    size_t count;
    size_t selected;
    size_t top;
    bool all_loaded;  /* ops->more has nothing more */
    struct area area; /* where it was drawn last, for the mouse */
    bool bar;         /* its last column was the scroll bar */
    bool finding;     /* the search line is open: all keys go there */
    bool not_found;
    bool not_yet; /* nothing among the rows near by; Enter searches on */
    size_t find_from;
    struct editor find;
};

void list_init(struct list *list, const struct list_ops *ops, void *owner);
void list_clear(struct list *list);

/* After load: the selection stays on its index, or the last row. */
void list_set_count(struct list *list, size_t count);
void list_select(struct list *list, size_t index); /* clamped */
/* The selected index, LIST_NONE if the list is empty. */
long list_selected(const struct list *list);

/* Handles ACTION_UP .. ACTION_PREVIOUS_MATCH, ACTION_OPEN and the mouse in its area (click selects,
 * a second click or double click opens, the wheel scrolls). Returns REACT_HANDLED | REACT_REDRAW
 * with REACT_MOVED and REACT_OPENED; 0 if it is not for a list. With the search line open it takes
 * all keys. */
unsigned list_act(struct list *list, const struct input *input);

/* Where to look keys up: CONTEXT_LINE while the search line is open, else context. */
enum context list_context(const struct list *list, enum context context);

/* focused: the selected row in STYLE_SELECTED, else SELECTED_INACTIVE. The search line takes the
 * last row of area. */
void list_draw(struct list *list, struct canvas *canvas, struct area area, bool focused);

/* The next row after (or before) the selected one for which test is true, wrapping around;
 * LIST_NONE. */
long list_find(const struct list *list, bool forward, bool (*test)(void *owner, size_t index));

#endif

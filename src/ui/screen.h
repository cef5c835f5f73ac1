/* screen.h - what a screen is.
 *
 * A screen is a struct that begins with a struct screen and is made by its own xxx_screen_new(),
 * which fills .ops. app_push() hands it over to the app, which calls:
 *
 *   open    once, when it came on the stack (may be NULL); on an error it is taken off again and
 *           the error is shown.
 *   load    reads the rows it shows from the store: after open, when a handler returned
 *           REACT_RELOAD, when a full screen above it was closed, and when the language changed.
 *           May be NULL. On an error the screen stays and shows what it had; the app shows the
 *           error.
 *   draw    paints the area between title line and footer (a modal one: it chooses its rectangle
 *           inside the whole canvas). The area is blank. Must cope with any size from 1x1.
 *   act     one input; returns reactions. REACT_HANDLED must be in them if the screen used it, else
 *           the app does what it does with ACTION_BACK, HELP, LANGUAGE, UNDO, REDO, QUIT.
 *   resize  the size changed (may be NULL: draw is told its area anyway).
 *   finish  it was taken off the stack, and nothing of it is drawn any more: hand results to the
 *           screen below. The reactions returned go to the screen below. May be NULL. Not called
 *           when the whole program ends.
 *   keep    keeps what was typed and not saved (drafts.h); called after every painting, and with
 *           sync when nothing was typed for a while. May be NULL.
 *   place   what it shows: what a jump leaves and Ctrl-O comes back to (place.h). False if it shows
 *           nothing that has a place. May be NULL.
 *   close   frees it.
 */
#ifndef AUDITWALK_UI_SCREEN_H
#define AUDITWALK_UI_SCREEN_H

#include "base/err.h"
#include "ui/draw.h"
#include "ui/input.h"
#include "ui/keys.h"

struct app;
struct place;
struct screen;

enum reaction {
    REACT_NONE = 0,
    REACT_HANDLED = 1, /* the input was used */
    REACT_REDRAW = 2,
    REACT_RELOAD = 4, /* load again, then draw */
    REACT_POP = 8,    /* close this screen */
    REACT_QUIT = 16,  /* end the program */
    /* from widgets to the screen that holds them; the app ignores them */
    REACT_MOVED = 32,   /* list: the selection changed */
    REACT_OPENED = 64,  /* list: Enter or a double click on the selected row */
    REACT_SUBMIT = 128, /* form: save what it holds; editor: Enter in a line */
    REACT_CANCEL = 256, /* form, list search, prompt: left without result */
    REACT_CHANGED = 512 /* editor, form: the value changed */
};
/* The usual answer to an input that changed what is seen. */
enum { REACT_DONE = REACT_HANDLED | REACT_REDRAW };

struct input {
    struct event event;
    enum action action; /* of the key in the screen's context; ACTION_NONE for all else */
};

struct screen_ops {
    /* Title line; heap text, the app frees. May be NULL for a modal screen. */
    char *(*title)(const struct screen *screen, const struct app *app);
    /* Where keys are looked up; may depend on the focus (see form_context). */
    enum context (*context)(const struct screen *screen);
    bool modal; /* drawn over the screen below, which stays visible */
    enum err_code (*open)(struct screen *screen, struct app *app, struct err *err);
    enum err_code (*load)(struct screen *screen, struct app *app, struct err *err);
    void (*draw)(struct screen *screen, struct app *app, struct canvas *canvas, struct area area);
    unsigned (*act)(struct screen *screen, struct app *app, const struct input *input);
    void (*resize)(struct screen *screen, int rows, int columns);
    unsigned (*finish)(struct screen *screen, struct app *app);
    void (*keep)(struct screen *screen, struct app *app, bool sync);
    bool (*place)(const struct screen *screen, struct place *place);
    void (*close)(struct screen *screen);
};

struct screen {
    const struct screen_ops *ops;
};

/* The screen's context, the root if it tells none. */
enum context screen_context(const struct screen *screen);

/* The result of a dialog or picker: called after it was closed, when a result was chosen. owner is
 * what was given with it, usually the screen below, which still lives. The reactions returned go to
 * the screen below. Each widget tells the parameters its callback takes. */

#endif

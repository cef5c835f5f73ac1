/* app.h - the running program on a terminal: the stack of screens and the loop.
 *
 * Everything that is shared between screens hangs on struct app; there is no other state. With no
 * terminal (app->term NULL) the same code runs in tests: app_feed an input, app_paint, read the
 * canvas.
 */
#ifndef AUDITWALK_UI_APP_H
#define AUDITWALK_UI_APP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/ident.h"
#include "store/store.h"
#include "ui/screen.h"

struct term;

enum {
    APP_DEPTH = 32,
    APP_MIN_ROWS = 16,
    APP_MIN_COLUMNS = 60,
    APP_WIDE_COLUMNS = 100,
    APP_MESSAGE_SIZE = 1280
};

struct jumps;
struct sticky;

struct app {
    struct store
        *store; /* borrowed or NULL (first start); a screen may set it, see app_set_store */
    struct device *device; /* borrowed; a merge may have to give it a new key */
    char language[16];     /* "en" or "zh_CN": what is given to store and exchange */
    struct ident audit;    /* the audit that is open; none: ident_none() */
    struct ident area;     /* the sticky place on the walk; none */
    bool plain;            /* --plain */
    const char *photos;    /* the watched folder, borrowed; NULL: none */
    const char *capture;   /* command that takes a photo, borrowed; NULL: none */
    const char *template;  /* of workbooks, a path, borrowed; NULL: none */

    struct term *term; /* NULL in tests */
    struct canvas *canvas;
    struct screen *stack[APP_DEPTH];
    size_t depth;
    char message[APP_MESSAGE_SIZE]; /* shown in the footer's row until the next key */
    enum tone tone;
    int64_t saved_at; /* ms; 0: nothing saved in this session */
    bool owns_store;
    bool quit;
    bool dirty;            /* must be painted */
    struct jumps *jumps;   /* places left by a jump */
    struct sticky *sticky; /* what new evidence takes along beside the area */
    char *clip;            /* what was cut or copied in a field; NULL: nothing */
    bool unsynced;         /* drafts were written that may not be on disk yet */
    bool draft_warned;     /* it was said that drafts can't be kept */
    bool repaint;          /* whatever the terminal shows now */
    struct ident *doubted; /* audits in which the author was told not to be independent */
    size_t doubted_count;
    size_t doubted_capacity;
};

struct app_options {
    struct store *store;             /* may be NULL */
    bool owns_store;                 /* the app closes it, even if app_run fails */
    struct device *device;           /* must outlive the app */
    const char *language;            /* "en", "zh_CN", NULL: from the environment */
    const char *theme;               /* a word of theme.h; NULL: $AUDITWALK_THEME or default */
    const struct theme_looks *looks; /* in place of the theme's; NULL */
    bool plain;
    const char *photos;   /* watched folder; must outlive the app, as the next; NULL: none */
    const char *capture;  /* command that writes a photo to {file}; NULL: none */
    const char *template; /* of workbooks, a path; NULL: none */
};

/* An app without a terminal (tests), of that size. */
struct app *app_new(const struct app_options *options, int rows, int columns);
void app_free(struct app *app); /* closes all screens; closes the store only if it was set with
                                   app_set_store */

/* Starts the terminal, shows first (taken over) and runs until the user quits or the terminal is
 * gone; the terminal is restored in any case. ERR_IO / ERR_USAGE if the terminal can't be used
 * (dumb, unknown, none): the hint names the commands instead. */
enum err_code app_run(const struct app_options *options, struct screen *first, struct err *err);

/* Puts a screen on the stack and opens and loads it; takes it over even on failure (then it is
 * closed and the error shown). Returns REACT_DONE so that act can `return app_push(...)`. */
unsigned app_push(struct app *app, struct screen *screen);

/* Takes a screen off the stack as REACT_POP does; for work that runs inside one act (dialog.c). */
void app_pop(struct app *app, struct screen *screen);

/* Replaces the open file: the old store is closed if the app owns it. Takes store over (NULL: no
 * file is open). Forgets audit and area. */
void app_set_store(struct app *app, struct store *store);

/* One line in the message row until the next key. */
void app_message(struct app *app, enum tone tone, const char *format, ...) BASE_PRINTF(3, 4);
/* Message and hint of an error: in the message row if they fit, else in a dialog. ERR_CANCELLED is
 * shown as a notice. */
void app_error(struct app *app, const struct err *err);
/* Notes that a save went to disk: "saved 14:32:07" in the title line (from store_saved_at). Call it
 * after every store function that wrote. */
void app_saved(struct app *app);
/* The two together: code ERR_OK does app_saved and returns REACT_DONE | REACT_RELOAD, else
 * app_error and REACT_DONE. */
unsigned app_result(struct app *app, enum err_code code, const struct err *err);

/* "en" or "zh_CN"; screens are loaded again. */
void app_set_language(struct app *app, const char *language);

/* The pieces of the loop, for tests and for progress dialogs. */
void app_feed(struct app *app, const struct event *event); /* handles one event */
void app_feed_key(struct app *app, int key);
void app_feed_text(struct app *app, const char *utf8); /* its characters as keys */
void app_paint(struct app *app); /* draws all into app->canvas, and shows it; keeps drafts */
/* Lets every screen keep what is not saved. */
void app_keep(struct app *app, bool sync);
/* Has the screen on top do an action, as if this key of it had been pressed; for a screen's finish,
 * which returns what this returns. */
unsigned app_perform(struct app *app, enum action action, int key);
struct screen *app_top(const struct app *app);
/* True if Esc was pressed since the last call (reads what keys have come, drops the others). */
bool app_poll_cancel(struct app *app);

/* The screen that explains the keys of a context, made from the key table. */
struct screen *help_screen_new(enum context context);

#endif

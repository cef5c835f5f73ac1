/* app.c - the stack of screens, and what every input and reaction does to it. The loop on a
 * terminal is in app_run.c. Knows no particular screen but the help.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "ui/app.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "ui/dialog.h"
#include "ui/drafts.h"
#include "ui/language.h"
#include "ui/palette.h"
#include "ui/place.h"
#include "ui/screens.h"
#include "ui/sticky.h"

struct app *app_new(const struct app_options *options, int rows, int columns)
{
    struct app *app = mem_zalloc(1, sizeof *app);
    const char *language = options->language != NULL ? options->language : language_current();
    app->store = options->store;
    app->owns_store = options->owns_store;
    app->device = options->device;
    app->plain = options->plain;
    app->photos = options->photos;
    app->template = options->template;
    app->capture = options->capture;
    snprintf(app->language, sizeof app->language, "%s", language);
    language_set(language);
    app->jumps = mem_zalloc(1, sizeof *app->jumps);
    app->sticky = mem_zalloc(1, sizeof *app->sticky);
    app->canvas = canvas_new(rows, columns);
    app->canvas->plain = options->plain;
    app->dirty = true;
    return app;
}

void app_free(struct app *app)
{
    if (app == NULL)
        return;
    while (app->depth > 0) {
        struct screen *screen = app->stack[--app->depth];
        screen->ops->close(screen);
    }
    if (app->owns_store)
        store_close(app->store);
    canvas_free(app->canvas);
    jumps_clear(app->jumps);
    free(app->jumps);
    sticky_clear(app->sticky);
    free(app->sticky);
    free(app->clip);
    free(app->doubted);
    free(app);
}

struct screen *app_top(const struct app *app)
{
    return app->depth > 0 ? app->stack[app->depth - 1] : NULL;
}

void app_set_store(struct app *app, struct store *store)
{
    if (app->owns_store && app->store != store)
        store_close(app->store);
    app->store = store;
    app->owns_store = store != NULL;
    app->audit = ident_none();
    app->area = ident_none();
    sticky_clear(app->sticky);
    app->saved_at = 0;
    jumps_clear(app->jumps);
    app->dirty = true;
}

/* ---- messages ----------------------------------------------------------------------------------
 */

void app_message(struct app *app, enum tone tone, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(app->message, sizeof app->message, format, arguments);
    va_end(arguments);
    app->tone = tone;
    app->dirty = true;
}

void app_error(struct app *app, const struct err *err)
{
    enum tone tone = err->code == ERR_CANCELLED ? TONE_NOTICE : TONE_BAD;
    const char *gap = err->hint[0] != '\0' ? " · " : "";
    char *line = mem_printf("%s%s%s", err->message, gap, err->hint);
    if ((int)text_width(line) <= app->canvas->columns - 2) {
        app_message(app, tone, "%s", line);
    } else {
        char *text =
            mem_printf("%s%s%s", err->message, err->hint[0] != '\0' ? "\n\n" : "", err->hint);
        dialog_message(app, tone, tone == TONE_BAD ? _("This did not work") : _("Stopped"), text);
        free(text);
    }
    free(line);
}

void app_saved(struct app *app)
{
    if (app->store != NULL)
        app->saved_at = store_saved_at(app->store);
    app->dirty = true;
}

unsigned app_result(struct app *app, enum err_code code, const struct err *err)
{
    if (code == ERR_OK) {
        app_saved(app);
        return REACT_DONE | REACT_RELOAD;
    }
    app_error(app, err);
    return REACT_DONE;
}

/* ---- the stack ---------------------------------------------------------------------------------
 */

static void load(struct app *app, struct screen *screen)
{
    struct err err;
    err_clear(&err);
    app->dirty = true;
    if (screen->ops->load != NULL && screen->ops->load(screen, app, &err) != ERR_OK)
        app_error(app, &err);
}

unsigned app_push(struct app *app, struct screen *screen)
{
    struct err err;
    err_clear(&err);
    if (app->depth == APP_DEPTH) {
        screen->ops->close(screen);
        app_message(app, TONE_WARN, "%s", _("too many screens are open"));
        return REACT_DONE;
    }
    if (!screen->ops->modal)
        place_remember(app);
    app->stack[app->depth++] = screen;
    if (screen->ops->open != NULL && screen->ops->open(screen, app, &err) != ERR_OK) {
        app->depth--;
        screen->ops->close(screen);
        app_error(app, &err);
        return REACT_DONE;
    }
    load(app, screen);
    return REACT_DONE;
}

/* Its place on the stack; depth if it is not there. */
static size_t place_of(const struct app *app, const struct screen *screen)
{
    size_t at = 0;
    while (at < app->depth && app->stack[at] != screen)
        at++;
    return at;
}

static void react(struct app *app, struct screen *screen, unsigned reactions);

void app_pop(struct app *app, struct screen *screen)
{
    size_t at = place_of(app, screen);
    if (at == app->depth)
        return;
    struct screen *below = at > 0 ? app->stack[at - 1] : NULL;
    memmove(&app->stack[at], &app->stack[at + 1], (app->depth - at - 1) * sizeof(struct screen *));
    app->depth--;
    app->dirty = true;
    if (app->depth == 0)
        app->quit = true;
    unsigned reactions = screen->ops->finish != NULL ? screen->ops->finish(screen, app) : 0U;
    if (!screen->ops->modal)
        reactions |= REACT_RELOAD;
    screen->ops->close(screen);
    if (below != NULL)
        react(app, below, reactions);
}

/* The screen may have left the stack meanwhile. */
static void react(struct app *app, struct screen *screen, unsigned reactions)
{
    if (reactions & REACT_QUIT)
        app->quit = true;
    if (reactions & REACT_REDRAW)
        app->dirty = true;
    if (reactions & REACT_POP)
        app_pop(app, screen);
    else if ((reactions & REACT_RELOAD) && place_of(app, screen) < app->depth)
        load(app, screen);
}

/* ---- what every screen can do ------------------------------------------------------------------
 */

void app_set_language(struct app *app, const char *language)
{
    language_set(language);
    snprintf(app->language, sizeof app->language, "%s", language);
    for (size_t i = 0; i < app->depth; i++)
        load(app, app->stack[i]);
}

static unsigned undo(struct app *app, bool again)
{
    struct err err;
    char *label = NULL;
    err_clear(&err);
    if (app->store == NULL)
        return REACT_DONE;
    enum err_code code =
        again ? store_redo(app->store, &label, &err) : store_undo(app->store, &label, &err);
    if (code == ERR_OK)
        app_message(app, TONE_NOTICE, again ? _("done again: %s") : _("taken back: %s"),
                    label != NULL ? label : "");
    free(label);
    return app_result(app, code, &err);
}

/* q on the first screen ends the program; Esc there does not, a slip should not. It may have got
 * another key by the configuration. */
static unsigned back(struct app *app, const struct input *input)
{
    if (app->depth > 1 || (input->event.key != K_ESCAPE && input->event.key != K_CONTROL('c')))
        return REACT_POP;
    app_message(app, TONE_NOTICE, "%s", _("q ends the program"));
    return REACT_DONE;
}

enum context screen_context(const struct screen *screen)
{
    return screen->ops->context != NULL ? screen->ops->context(screen) : CONTEXT_ROOT;
}

static unsigned act_default(struct app *app, struct screen *screen, const struct input *input)
{
    switch (input->action) {
    case ACTION_BACK:
        return back(app, input);
    case ACTION_QUIT:
        return REACT_QUIT;
    case ACTION_HELP:
        return app_push(app, help_screen_new(screen_context(screen)));
    case ACTION_SEARCH:
        if (app->store == NULL)
            return REACT_DONE;
        place_remember(app);
        return app_push(app, search_screen_new(NULL));
    case ACTION_JUMP_BACK:
        return app->store != NULL ? place_back(app) : REACT_DONE;
    case ACTION_JUMP_FORWARD:
        return app->store != NULL ? place_forward(app) : REACT_DONE;
    case ACTION_PALETTE:
        return app_push(app, palette_new(screen_context(screen)));
    case ACTION_REDRAW:
        if (app->term != NULL)
            app->repaint = true;
        return REACT_DONE;
    case ACTION_LANGUAGE:
        app_set_language(app, language_next(app->language));
        app_message(app, TONE_NOTICE, "%s", language_name(app->language));
        return REACT_DONE;
    case ACTION_DRAFTS:
        drafts_offer(app, true);
        return REACT_DONE;
    case ACTION_UNDO:
        return undo(app, false);
    case ACTION_REDO:
        return undo(app, true);
    default:
        return REACT_NONE;
    }
}

static bool too_small(const struct app *app)
{
    return app->canvas->rows < APP_MIN_ROWS || app->canvas->columns < APP_MIN_COLUMNS;
}

static void resize(struct app *app, int rows, int columns)
{
    canvas_resize(app->canvas, rows, columns);
    for (size_t i = 0; i < app->depth; i++)
        if (app->stack[i]->ops->resize != NULL)
            app->stack[i]->ops->resize(app->stack[i], rows, columns);
    app->dirty = true;
}

static unsigned deliver(struct app *app, struct screen *screen, const struct input *input)
{
    unsigned reactions =
        screen->ops->act != NULL ? screen->ops->act(screen, app, input) : REACT_NONE;
    if (!(reactions & REACT_HANDLED) && place_of(app, screen) < app->depth)
        reactions |= act_default(app, screen, input);
    return reactions;
}

unsigned app_perform(struct app *app, enum action action, int key)
{
    struct input input = {.event = {.type = EVENT_KEY, .key = key}, .action = action};
    struct screen *screen = app_top(app);

    return screen != NULL ? deliver(app, screen, &input) : REACT_NONE;
}

static void act(struct app *app, const struct event *event)
{
    struct screen *screen = app_top(app);
    struct input input = {.event = *event, .action = ACTION_NONE};
    if (screen == NULL)
        return;
    if (event->type == EVENT_KEY)
        input.action = keys_lookup(screen_context(screen), event->key);
    if (too_small(app)) { /* nothing is seen: nothing is done but leaving */
        app->quit = app->quit || input.action == ACTION_QUIT;
        return;
    }
    if (event->type != EVENT_MOUSE && app->message[0] != '\0') {
        app->message[0] = '\0';
        app->dirty = true;
    }
    react(app, screen, deliver(app, screen, &input));
}

void app_feed(struct app *app, const struct event *event)
{
    switch (event->type) {
    case EVENT_RESIZE:
        resize(app, event->rows, event->columns);
        break;
    case EVENT_CLOSED:
        app->quit = true;
        break;
    case EVENT_KEY:
    case EVENT_PASTE:
    case EVENT_MOUSE:
        act(app, event);
        break;
    case EVENT_NONE:
    default:
        break;
    }
}

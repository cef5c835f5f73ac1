/* app_run.c - painting the stack, the loop on a terminal, and feeding inputs in tests. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "ui/app.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <unistr.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "ui/term.h"

enum {
    BATCH = 64,       /* inputs for one painting */
    SYNC_PAUSE = 1000 /* ms without input, then drafts go to disk */
};

/* "saved 14:32:07  ?=help" */
static char *right_side(const struct app *app, const struct screen *screen)
{
    char time[9];
    char name[KEY_NAME_SIZE];
    struct buf buf;
    buf_init(&buf);
    if (app->saved_at > 0) {
        clock_local_time(app->saved_at, time);
        buf_printf(&buf, _("saved %s"), time);
        buf_puts(&buf, "  ");
    }
    const struct binding *help = keys_find(screen_context(screen), ACTION_HELP);
    if (help != NULL && help->keys[0] != 0)
        buf_printf(&buf, _("%s=help"), keys_name(help->keys[0], name));
    return buf_take(&buf);
}

static void draw_title(struct app *app, struct screen *screen, struct area line)
{
    char *title = screen->ops->title != NULL ? screen->ops->title(screen, app) : NULL;
    char *right = right_side(app, screen);
    int width = (int)text_width(right);
    draw_fill(app->canvas, line, STYLE_TITLE);
    area_take_left(&line, 1);
    area_take_right(&line, 1);
    if (width + 8 < line.columns) {
        struct area end = area_take_right(&line, width);
        area_take_right(&line, 2);
        draw_text(app->canvas, end.row, end.column, end.columns, STYLE_TITLE, right);
    }
    draw_text(app->canvas, line.row, line.column, line.columns, STYLE_TITLE, title);
    free(right);
    free(title);
}

static void draw_footer(struct app *app, const struct screen *screen, struct area line)
{
    struct area inner = line;
    area_take_left(&inner, 1);
    area_take_right(&inner, 1);
    draw_fill(app->canvas, line, STYLE_LABEL);
    if (app->message[0] == '\0') {
        keys_draw_footer(app->canvas, inner.row, inner.column, inner.columns,
                         screen_context(screen));
        return;
    }
    enum style style = app->tone == TONE_BAD     ? STYLE_ERROR
                       : app->tone == TONE_PLAIN ? STYLE_MESSAGE
                                                 : theme_tone(app->tone);
    draw_text(app->canvas, inner.row, inner.column, inner.columns, style, app->message);
}

static void draw_too_small(struct canvas *canvas)
{
    char *text = mem_printf(_("The window is %dx%d; %dx%d is needed. Nothing is lost."),
                            canvas->columns, canvas->rows, APP_MIN_COLUMNS, APP_MIN_ROWS);
    draw_block(canvas, canvas_area(canvas), STYLE_WARN, text, 0);
    free(text);
}

static void draw_stack(struct app *app)
{
    size_t first = app->depth;
    while (first > 1 && app->stack[first - 1]->ops->modal)
        first--;
    for (size_t i = first - 1; i < app->depth; i++) {
        struct screen *screen = app->stack[i];
        struct area area = canvas_area(app->canvas);
        app->canvas->caret = false;
        if (!screen->ops->modal) {
            draw_title(app, screen, area_take_top(&area, 1));
            draw_footer(app, screen, area_take_bottom(&area, 1));
        }
        if (screen->ops->modal && app->canvas->plain)
            canvas_clear(
                app->canvas); /* without a box around it, what is below would run into it */
        screen->ops->draw(screen, app, app->canvas, area);
    }
    /* Over a dialog the message and its keys are seen too. */
    struct area whole = canvas_area(app->canvas);
    if (app_top(app)->ops->modal)
        draw_footer(app, app_top(app), area_take_bottom(&whole, 1));
}

void app_keep(struct app *app, bool sync)
{
    if (sync)
        app->unsynced = false;
    for (size_t i = 0; i < app->depth; i++)
        if (app->stack[i]->ops->keep != NULL)
            app->stack[i]->ops->keep(app->stack[i], app, sync);
}

void app_paint(struct app *app)
{
    canvas_clear(app->canvas);
    if (app->canvas->rows < APP_MIN_ROWS || app->canvas->columns < APP_MIN_COLUMNS)
        draw_too_small(app->canvas);
    else if (app->depth > 0)
        draw_stack(app);
    if (app->term != NULL)
        term_show(app->term, app->canvas, app->repaint);
    app->repaint = false;
    app->dirty = false;
    app_keep(app, false); /* after the key is seen, before the next one is waited for */
}

void app_feed_key(struct app *app, int key)
{
    app_feed(app, &(struct event){.type = EVENT_KEY, .key = key});
}

void app_feed_text(struct app *app, const char *utf8)
{
    ucs4_t c;
    const uint8_t *at = (const uint8_t *)utf8;
    for (int step; (step = u8_strmbtouc(&c, at)) > 0; at += step)
        app_feed_key(app, (int)c);
}

bool app_poll_cancel(struct app *app)
{
    struct event event;
    bool cancel = false;
    if (app->term == NULL)
        return false;
    for (;;) {
        term_read(app->term, 0, &event);
        if (event.type == EVENT_NONE)
            return cancel;
        if (event.type == EVENT_RESIZE) {
            app_feed(app, &event);
        } else if (event.type == EVENT_CLOSED) {
            app->quit = true;
            return true;
        } else if (event.type == EVENT_KEY &&
                   (event.key == K_ESCAPE || event.key == K_CONTROL('c'))) {
            cancel = true;
        }
    }
}

static void loop(struct app *app)
{
    struct event event;
    while (!app->quit) {
        if (app->dirty)
            app_paint(app);
        term_read(app->term, app->unsynced ? SYNC_PAUSE : -1, &event);
        if (event.type == EVENT_NONE && app->unsynced)
            app_keep(app, true);
        for (int i = 0; i < BATCH && event.type != EVENT_NONE && !app->quit; i++) {
            app_feed(app, &event);
            if (!app->quit)
                term_read(app->term, 0, &event);
        }
        if (event.type != EVENT_NONE && !app->quit)
            app_feed(app, &event); /* the batch is full: what was read last is not lost */
    }
}

static enum theme choose_theme(const struct app_options *options)
{
    const char *word = options->theme != NULL ? options->theme : getenv("AUDITWALK_THEME");
    int theme = theme_find(word);
    return theme < 0 ? THEME_DEFAULT : (enum theme)theme;
}

enum err_code app_run(const struct app_options *options, struct screen *first, struct err *err)
{
    struct term *term;
    enum err_code code = term_start(choose_theme(options), options->looks, &term, err);
    if (code != ERR_OK) {
        first->ops->close(first);
        if (options->owns_store)
            store_close(options->store);
        return code;
    }
    int rows;
    int columns;
    term_size(term, &rows, &columns);
    struct app *app = app_new(options, rows, columns);
    app->term = term;
    app->canvas->ascii = !term_utf8(term);
    if (app->canvas->ascii)
        app_set_language(app, "en"); /* no other can be shown */
    app_push(app, first);
    if (app->depth == 0) { /* it could not be opened; a longer reason is in a dialog */
        code = err_set(err, ERR_IO, "%s", app->message);
        app->quit = true;
    }
    if (app->canvas->ascii)
        app_message(app, TONE_NOTICE, "%s",
                    _("no UTF-8 here: ASCII symbols are shown (set LANG to a UTF-8 locale)"));
    if (app->store != NULL && store_notice(app->store) != NULL)
        app_message(app, TONE_WARN, "%s", store_notice(app->store));
    loop(app);
    app_free(app);
    term_end(term);
    return code;
}

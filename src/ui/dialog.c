/* dialog.c - message, confirmation and progress. Choice and prompt are in dialog_pick.c. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "ui/dialog.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "ui/dialog_internal.h"

enum { TEXT_COLUMNS = 64, PROGRESS_DELAY = 150, PROGRESS_PAUSE = 60 };

struct area dialog_frame(struct canvas *canvas, const char *title, enum style style, int rows,
                         int columns)
{
    struct area whole = canvas_area(canvas);
    area_take_bottom(&whole, 1);
    int height = rows + 2 < whole.rows ? rows + 2 : whole.rows;
    int width = columns + 4 < whole.columns ? columns + 4 : whole.columns;
    struct area box = {whole.row + (whole.rows - height) / 2,
                       whole.column + (whole.columns - width) / 2, height, width};
    draw_restyle(canvas, whole, STYLE_MUTED);
    draw_fill(canvas, box, STYLE_NORMAL);
    draw_box(canvas, box, title, style);
    canvas->caret = false;
    return area_inset(box, 1, 2);
}

/* ---- message and confirmation ------------------------------------------------------------------
 */

struct text_dialog {
    struct screen screen;
    char *title;
    char *text;
    enum tone tone;
    int first; /* line shown first */
    int lines; /* of the text, when drawn last */
    int rows;
    bool asks;
    char *yes;
    char *no;
    int yes_key;
    bool answer;
    unsigned (*done)(struct app *app, void *owner);
    void *owner;
};

static enum context dialog_context(const struct screen *screen)
{
    (void)screen;
    return CONTEXT_DIALOG;
}

static void draw_answers(const struct text_dialog *dialog, struct canvas *canvas, struct area line)
{
    char key[KEY_NAME_SIZE];
    const struct hint answers[] = {{keys_name(dialog->yes_key, key), dialog->yes},
                                   {"Enter", dialog->no}};
    const struct hint close[] = {{"Enter", _("close")}};
    if (dialog->asks)
        draw_hints(canvas, line.row, line.column, line.columns, answers, 2);
    else
        draw_hints(canvas, line.row, line.column, line.columns, close, 1);
}

static void text_draw(struct screen *screen, struct app *app, struct canvas *canvas,
                      struct area area)
{
    struct text_dialog *dialog = (struct text_dialog *)screen;
    int width = area.columns - 8 < TEXT_COLUMNS ? area.columns - 8 : TEXT_COLUMNS;
    (void)app;
    dialog->lines = draw_block_rows(dialog->text, width);
    struct area inside =
        dialog_frame(canvas, dialog->title, theme_tone(dialog->tone), dialog->lines + 2, width);
    draw_answers(dialog, canvas, area_take_bottom(&inside, 1));
    if (inside.rows > dialog->lines)
        area_take_bottom(&inside, 1);
    dialog->rows = inside.rows;
    if (dialog->first > dialog->lines - dialog->rows)
        dialog->first = dialog->lines > dialog->rows ? dialog->lines - dialog->rows : 0;
    draw_block(canvas, inside, STYLE_NORMAL, dialog->text, dialog->first);
    draw_scrollbar(canvas, inside.row, inside.column + inside.columns, inside.rows,
                   (size_t)dialog->first, (size_t)dialog->lines);
}

static unsigned text_scroll(struct text_dialog *dialog, int key)
{
    enum action action = keys_lookup(CONTEXT_LIST, key);
    int step = action == ACTION_UP          ? -1
               : action == ACTION_DOWN      ? 1
               : action == ACTION_PAGE_UP   ? -dialog->rows
               : action == ACTION_PAGE_DOWN ? dialog->rows
                                            : 0;
    dialog->first += step;
    dialog->first = dialog->first > 0 ? dialog->first : 0;
    return REACT_DONE;
}

static unsigned text_act(struct screen *screen, struct app *app, const struct input *input)
{
    struct text_dialog *dialog = (struct text_dialog *)screen;
    int key = input->event.key;
    (void)app;
    if (input->event.type != EVENT_KEY)
        return REACT_HANDLED;
    if (dialog->asks && key == dialog->yes_key) {
        dialog->answer = true;
        return REACT_DONE | REACT_POP;
    }
    if (key == K_ENTER || key == 'q' || input->action == ACTION_NO ||
        (key == K_SPACE && !dialog->asks))
        return REACT_DONE | REACT_POP;
    return text_scroll(dialog, key);
}

static unsigned text_finish(struct screen *screen, struct app *app)
{
    struct text_dialog *dialog = (struct text_dialog *)screen;
    return dialog->answer && dialog->done != NULL ? dialog->done(app, dialog->owner) : REACT_NONE;
}

static void text_close(struct screen *screen)
{
    struct text_dialog *dialog = (struct text_dialog *)screen;
    free(dialog->title);
    free(dialog->text);
    free(dialog->yes);
    free(dialog->no);
    free(dialog);
}

static const struct screen_ops text_ops = {.context = dialog_context,
                                           .modal = true,
                                           .draw = text_draw,
                                           .act = text_act,
                                           .finish = text_finish,
                                           .close = text_close};

static struct text_dialog *text_dialog_new(const char *title, const char *text)
{
    struct text_dialog *dialog = mem_zalloc(1, sizeof *dialog);
    dialog->screen.ops = &text_ops;
    dialog->title = mem_strdup(title != NULL ? title : "");
    dialog->text = mem_strdup(text != NULL ? text : "");
    return dialog;
}

unsigned dialog_message(struct app *app, enum tone tone, const char *title, const char *text)
{
    struct text_dialog *dialog = text_dialog_new(title, text);
    dialog->tone = tone;
    return app_push(app, &dialog->screen);
}

unsigned dialog_confirm(struct app *app, const struct dialog_confirm *confirm)
{
    struct text_dialog *dialog = text_dialog_new(confirm->title, confirm->text);
    dialog->tone = TONE_WARN;
    dialog->asks = true;
    dialog->yes = mem_strdup(confirm->yes != NULL ? confirm->yes : _("Yes"));
    dialog->no = mem_strdup(confirm->no != NULL ? confirm->no : _("Cancel"));
    dialog->yes_key = confirm->opener == 'y' ? 'x' : 'y';
    dialog->done = confirm->done;
    dialog->owner = confirm->owner;
    return app_push(app, &dialog->screen);
}

/* ---- progress ----------------------------------------------------------------------------------
 */

/* Not base/clock: that one may be frozen. */
static int64_t milliseconds_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void progress_draw(struct screen *screen, struct app *app, struct canvas *canvas,
                          struct area area)
{
    struct progress *progress = (struct progress *)screen;
    const struct hint hints[] = {{"Esc", _("stop; nothing is left half done")}};
    int width = area.columns - 8 < TEXT_COLUMNS ? area.columns - 8 : TEXT_COLUMNS;
    (void)app;
    struct area inside = dialog_frame(canvas, progress->title, STYLE_HEADING, 3, width);
    draw_progress(canvas, inside.row, inside.column, inside.columns, progress->percent, 100);
    draw_hints(canvas, inside.row + 2, inside.column, inside.columns, hints, 1);
}

static void progress_close(struct screen *screen)
{
    (void)screen; /* it is the caller's */
}

static const struct screen_ops progress_ops = {
    .context = dialog_context, .modal = true, .draw = progress_draw, .close = progress_close};

void progress_begin(struct progress *progress, struct app *app, const char *title)
{
    memset(progress, 0, sizeof *progress);
    progress->screen.ops = &progress_ops;
    progress->app = app;
    progress->title = mem_strdup(title);
    progress->started = milliseconds_now();
}

bool progress_percent(void *context, unsigned percent)
{
    struct progress *progress = context;
    int64_t now = milliseconds_now();
    progress->percent = percent < 100 ? percent : 100;
    if (now - progress->started < PROGRESS_DELAY || now - progress->painted < PROGRESS_PAUSE)
        return !progress->cancelled;
    if (!progress->shown)
        app_push(progress->app, &progress->screen);
    progress->shown = true;
    progress->painted = now;
    progress->cancelled = app_poll_cancel(progress->app) || progress->cancelled;
    app_paint(progress->app);
    return !progress->cancelled;
}

bool progress_bytes(void *progress, uint64_t done, uint64_t total)
{
    return progress_percent(progress,
                            total == 0 ? 0 : (unsigned)((double)done / (double)total * 100.0));
}

void progress_end(struct progress *progress)
{
    if (progress->shown)
        app_pop(progress->app, &progress->screen);
    progress->app->dirty = true;
    free(progress->title);
    progress->title = NULL;
}

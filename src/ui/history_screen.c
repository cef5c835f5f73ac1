/* history_screen.c - who changed a record, when, on which laptop, from what to what; newest first.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "store/history.h"
#include "store/shown.h"
#include "ui/dialog.h"
#include "ui/list.h"
#include "ui/place.h"
#include "ui/record_text.h"
#include "ui/screens.h"

enum { WIDE = 108 };

struct history_screen {
    struct screen screen;
    enum record_type type;
    struct ident id;
    char *subject;
    struct history history; /* oldest first */
    size_t *rows;           /* index in the history for each row of the list */
    size_t row_count;
    struct list list;
};

static struct history_screen *history_of_screen(const struct screen *screen)
{
    return (struct history_screen *)(uintptr_t)screen;
}

/* What only says which subject a record that laptops make alike is about never changes. */
static bool is_told(const struct history_line *line)
{
    const struct record *record = record_find((int)line->type);

    return record == NULL || line->field == FIELD_WITHDRAWN || line->field > record->subject;
}

static void choose_rows(struct history_screen *screen)
{
    free(screen->rows);
    screen->rows = mem_zalloc(screen->history.count + 1, sizeof *screen->rows);
    screen->row_count = 0;
    for (size_t i = screen->history.count; i > 0; i--)
        if (is_told(&screen->history.items[i - 1]))
            screen->rows[screen->row_count++] = i - 1;
    list_set_count(&screen->list, screen->row_count);
}

static enum err_code load(struct screen *base, struct app *app, struct err *err)
{
    struct history_screen *screen = history_of_screen(base);

    free(screen->subject);
    screen->subject = shown_subject(app->store, screen->type, &screen->id, app->language);
    history_clear(&screen->history);
    enum err_code code = history_of(app->store, screen->type, &screen->id, &screen->history, err);
    choose_rows(screen);
    return code;
}

static const struct history_line *line_at(const struct history_screen *screen, size_t index)
{
    return &screen->history.items[screen->rows[index]];
}

/* ---- drawing --------------------------------------------------------------------------------- */

static char *title(const struct screen *base, const struct app *app)
{
    const struct history_screen *screen = history_of_screen(base);

    (void)app;
    return mem_printf(_("History, newest first · %s"),
                      screen->subject != NULL && screen->subject[0] != '\0'
                          ? screen->subject
                          : record_text_type(screen->type));
}

/* "from → to"; what was empty before is not told. */
static char *change_text(const struct history_line *line, bool ascii)
{
    char *from = record_text_flat(line->from);
    char *to = record_text_flat(line->to);
    const char *arrow = ascii ? "->" : "→";
    char *text = from[0] == '\0'
                     ? mem_strdup(to)
                     : mem_printf("%s %s %s", from, arrow, to[0] != '\0' ? to : _("(emptied)"));

    free(from);
    free(to);
    return text;
}

static void draw_row(void *owner, size_t index, int width, struct list_row *row)
{
    const struct history_line *line = line_at(owner, index);
    bool ascii = row->canvas != NULL && row->canvas->ascii;
    char *change = change_text(line, ascii);
    char wall[RECORD_WALL_SIZE];

    record_text_wall(line->wall, line->clock_suspect, wall);
    list_cell(row, 17, line->clock_suspect ? STYLE_WARN : STYLE_MUTED, wall);
    list_cell(row, width >= WIDE ? 16 : 10, STYLE_NORMAL, line->author);
    if (width >= WIDE)
        list_cell(row, 18, STYLE_MUTED, line->device);
    list_cell(row, width >= WIDE ? 18 : 12, STYLE_LABEL, line->label != NULL ? _(line->label) : "");
    list_cell(row, 1, STYLE_WARN, !line->contested ? " " : ascii ? "#" : "≠");
    list_cell(row, 0, STYLE_NORMAL, change);
    free(change);
}

static const char *no_rows(void *owner)
{
    (void)owner;
    return _("Nobody has written to this yet.");
}

static void draw(struct screen *base, struct app *app, struct canvas *canvas, struct area area)
{
    struct history_screen *screen = history_of_screen(base);

    (void)app;
    draw_box(canvas, area, _("History"), STYLE_HEADING);
    list_draw(&screen->list, canvas, area_inset(area, 1, 2), true);
}

/* ---- keys ------------------------------------------------------------------------------------ */

static unsigned show_line(struct history_screen *screen, struct app *app)
{
    long index = list_selected(&screen->list);
    char wall[RECORD_WALL_SIZE];
    struct buf text;

    if (index < 0)
        return REACT_HANDLED;
    const struct history_line *line = line_at(screen, (size_t)index);
    record_text_wall(line->wall, false, wall);
    buf_init(&text);
    buf_printf(&text, "%s · %s · %s\n", wall, line->author, line->device);
    if (line->clock_suspect)
        buf_printf(&text, "%s\n", _("The clock of this laptop can't have been right."));
    if (line->contested)
        buf_printf(&text, "%s\n", _("Others say something else: this is an open conflict."));
    if (line->action[0] != '\0') {
        buf_printf(&text, _("Saved as: %s"), line->action);
        buf_putc(&text, '\n');
    }
    buf_printf(&text, "\n%s\n%s\n\n%s\n%s", _("Before:"),
               line->from[0] != '\0' ? line->from : _("(nothing)"), _("After:"),
               line->to[0] != '\0' ? line->to : _("(nothing)"));
    unsigned reactions = dialog_message(
        app, TONE_PLAIN, line->label != NULL ? _(line->label) : _("Change"), text.data);
    buf_clear(&text);
    return reactions;
}

static unsigned act(struct screen *base, struct app *app, const struct input *input)
{
    struct history_screen *screen = history_of_screen(base);
    unsigned flags = list_act(&screen->list, input);

    return flags & REACT_OPENED ? show_line(screen, app) : flags;
}

static enum context context(const struct screen *base)
{
    return list_context(&history_of_screen(base)->list, CONTEXT_HISTORY);
}

static void close_screen(struct screen *base)
{
    struct history_screen *screen = history_of_screen(base);

    history_clear(&screen->history);
    list_clear(&screen->list);
    free(screen->rows);
    free(screen->subject);
    free(screen);
}

static const struct list_ops list_ops = {.row = draw_row, .empty = no_rows};

static bool place(const struct screen *base, struct place *place)
{
    const struct history_screen *screen = (const struct history_screen *)base;

    return place_list(place, PLACE_HISTORY, NULL, screen->type, &screen->id);
}

static const struct screen_ops ops = {.title = title,
                                      .context = context,
                                      .load = load,
                                      .draw = draw,
                                      .act = act,
                                      .place = place,
                                      .close = close_screen};

struct screen *history_screen_new(enum record_type type, const struct ident *id)
{
    struct history_screen *screen = mem_zalloc(1, sizeof *screen);

    screen->screen.ops = &ops;
    screen->type = type;
    screen->id = *id;
    list_init(&screen->list, &list_ops, screen);
    return &screen->screen;
}

/* duplicates_screen.c - pairs of findings that may describe one fact: merge them, or keep them
 * apart. Each is an ordinary save, which u takes back.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "store/consolidate.h"
#include "ui/flow.h"
#include "ui/list.h"
#include "ui/record_text.h"
#include "ui/place.h"
#include "ui/screens.h"

enum { LIST_LEAST = 5, PAIR_LEAST = 8 };

struct duplicates_screen {
    struct screen screen;
    struct ident audit; /* none: all */
    char *number;       /* of the audit, "" */
    struct duplicates pairs;
    struct list list;
    enum action asked; /* what a reason is being asked for */
};

static struct duplicates_screen *duplicates_of(const struct screen *screen)
{
    return (struct duplicates_screen *)(uintptr_t)screen;
}

static const struct duplicate *selected(const struct duplicates_screen *screen)
{
    long index = list_selected(&screen->list);

    return index < 0 ? NULL : &screen->pairs.items[index];
}

static enum err_code load(struct screen *base, struct app *app, struct err *err)
{
    struct duplicates_screen *screen = duplicates_of(base);
    const struct ident *audit = ident_is_none(&screen->audit) ? NULL : &screen->audit;

    free(screen->number);
    screen->number = store_name(app->store, RECORD_AUDIT, &screen->audit);
    duplicates_clear(&screen->pairs);
    enum err_code code = duplicates_list(app->store, audit, &screen->pairs, err);
    list_set_count(&screen->list, screen->pairs.count);
    return code;
}

/* ---- drawing --------------------------------------------------------------------------------- */

static char *title(const struct screen *base, const struct app *app)
{
    const struct duplicates_screen *screen = duplicates_of(base);

    (void)app;
    return mem_printf(_("Possible duplicates · %s · pairs: %zu"),
                      screen->number != NULL && screen->number[0] != '\0' ? screen->number
                                                                          : _("all audits"),
                      screen->pairs.count);
}

static void draw_row(void *owner, size_t index, int width, struct list_row *row)
{
    const struct duplicates_screen *screen = owner;
    const struct duplicate *pair = &screen->pairs.items[index];
    char *refs = record_text_refs(pair->refs);
    char *left = record_text_flat(pair->left_text);
    char *right = record_text_flat(pair->right_text);

    list_cell_format(row, 4, pair->similarity >= 80 ? STYLE_WARN : STYLE_NORMAL, "%u%%",
                     pair->similarity);
    list_cell(row, width >= APP_WIDE_COLUMNS ? 16 : 10, STYLE_MUTED, refs);
    list_cell(row, 12, STYLE_HEADING, pair->left_number);
    list_cell(row, 0, STYLE_NORMAL, left);
    list_cell(row, 12, STYLE_HEADING, pair->right_number);
    list_cell(row, 0, STYLE_NORMAL, right);
    free(right);
    free(left);
    free(refs);
}

static const char *no_rows(void *owner)
{
    (void)owner;
    return _("No two findings look alike.");
}

static void draw_side(struct canvas *canvas, struct area area, const char *number,
                      const char *author, const char *text)
{
    struct flow flow = {.canvas = canvas, .area = area_inset(area, 1, 2)};

    draw_box(canvas, area, number, STYLE_HEADING);
    flow_text(&flow, STYLE_MUTED, author, 0);
    flow_gap(&flow);
    flow_text(&flow, STYLE_NORMAL, text, 0);
}

static void draw_pair(const struct duplicate *pair, struct canvas *canvas, struct area area)
{
    int half = area.columns / 2;
    struct area left = {area.row, area.column, area.rows, half + 1};
    struct area right = {area.row, area.column + half, area.rows, area.columns - half};

    draw_side(canvas, left, pair->left_number, pair->left_author, pair->left_text);
    draw_side(canvas, right, pair->right_number, pair->right_author, pair->right_text);
}

static void draw(struct screen *base, struct app *app, struct canvas *canvas, struct area area)
{
    struct duplicates_screen *screen = duplicates_of(base);
    const struct duplicate *pair = selected(screen);
    int below = area.rows * 3 / 5;

    (void)app;
    if (pair != NULL && below >= PAIR_LEAST && area.rows - below >= LIST_LEAST) {
        struct area place = area_take_bottom(&area, below);
        area.rows++; /* the boxes share a border */
        draw_pair(pair, canvas, place);
    }
    draw_box(canvas, area, _("Possible duplicates"), STYLE_HEADING);
    list_draw(&screen->list, canvas, area_inset(area, 1, 2), true);
}

/* ---- deciding -------------------------------------------------------------------------------- */

static bool reason_given(struct app *app, void *owner, const char *text, unsigned *reactions,
                         struct err *err)
{
    struct duplicates_screen *screen = owner;
    const struct duplicate *pair = selected(screen);
    enum err_code code;

    if (screen->asked == ACTION_INTO_RIGHT)
        code = finding_merge(app->store, &pair->left, &pair->right, text, err);
    else if (screen->asked == ACTION_INTO_LEFT)
        code = finding_merge(app->store, &pair->right, &pair->left, text, err);
    else
        code = finding_keep_apart(app->store, &pair->left, &pair->right, text, err);
    if (code != ERR_OK)
        return false;
    app_saved(app);
    app_message(app, TONE_GOOD, "%s", _("Decided; u takes that back"));
    *reactions = REACT_DONE | REACT_RELOAD;
    return true;
}

static unsigned ask(struct duplicates_screen *screen, struct app *app, enum action action)
{
    const struct duplicate *pair = selected(screen);
    bool apart = action == ACTION_KEEP_APART;
    bool into_right = action == ACTION_INTO_RIGHT;

    if (pair == NULL)
        return REACT_HANDLED;
    screen->asked = action;
    const char *from = into_right ? pair->left_number : pair->right_number;
    const char *to = into_right ? pair->right_number : pair->left_number;
    char *what = apart
                     ? mem_printf(_("Keep %s and %s apart"), pair->left_number, pair->right_number)
                     : mem_printf(_("Merge %s into %s"), from, to);
    unsigned reactions = record_ask_reason(
        app, what,
        apart ? _("They are not proposed again.")
              : _("Its text, author and evidence stay; reports count the other one only."),
        reason_given, screen);
    free(what);
    return reactions;
}

static unsigned act_on_pair(struct duplicates_screen *screen, struct app *app, enum action action)
{
    const struct duplicate *pair = selected(screen);

    switch (action) {
    case ACTION_INTO_RIGHT:
    case ACTION_INTO_LEFT:
    case ACTION_KEEP_APART:
        return ask(screen, app, action);
    case ACTION_OPEN:
    case ACTION_OPEN_RIGHT:
        return pair == NULL ? REACT_HANDLED
                            : app_push(app, record_screen_new(RECORD_FINDING, action == ACTION_OPEN
                                                                                  ? &pair->left
                                                                                  : &pair->right));
    default:
        return REACT_NONE;
    }
}

static unsigned act(struct screen *base, struct app *app, const struct input *input)
{
    struct duplicates_screen *screen = duplicates_of(base);
    unsigned flags = screen->list.finding ? REACT_NONE : act_on_pair(screen, app, input->action);

    if (flags != REACT_NONE)
        return flags;
    flags = list_act(&screen->list, input);
    return flags & REACT_OPENED ? act_on_pair(screen, app, ACTION_OPEN) : flags;
}

static enum context context(const struct screen *base)
{
    return list_context(&duplicates_of(base)->list, CONTEXT_DUPLICATES);
}

/* ---- life ------------------------------------------------------------------------------------ */

static void close_screen(struct screen *base)
{
    struct duplicates_screen *screen = duplicates_of(base);

    duplicates_clear(&screen->pairs);
    list_clear(&screen->list);
    free(screen->number);
    free(screen);
}

static const struct list_ops list_ops = {.row = draw_row, .empty = no_rows};

static bool place(const struct screen *base, struct place *place)
{
    const struct duplicates_screen *screen = (const struct duplicates_screen *)base;

    return place_list(place, PLACE_DUPLICATES, &screen->audit, 0, NULL);
}

static const struct screen_ops ops = {.title = title,
                                      .context = context,
                                      .load = load,
                                      .draw = draw,
                                      .act = act,
                                      .place = place,
                                      .close = close_screen};

struct screen *duplicates_screen_new(const struct ident *audit)
{
    struct duplicates_screen *screen = mem_zalloc(1, sizeof *screen);

    screen->screen.ops = &ops;
    screen->audit = audit != NULL ? *audit : ident_none();
    list_init(&screen->list, &list_ops, screen);
    return &screen->screen;
}

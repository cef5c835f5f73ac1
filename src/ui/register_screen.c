/* register_screen.c - the register: the findings of all audits, sorted, filtered, in groups, how
 * old and how late each is. Of a long list only the rows near the selected one are here.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "ui/list.h"
#include "ui/record_text.h"
#include "ui/register_filter.h"
#include "ui/register_window.h"
#include "ui/place.h"
#include "ui/screens.h"

enum { WIDE = 96, COUNTED = 10000, SOON = 7 };

struct register_screen {
    struct screen screen;
    enum register_sort sort;
    struct register_filter filter;
    struct register_window window;
    struct list list;
    bool from_top; /* another order or filter: the first row is shown */
    bool counted;  /* only the order is another one */
    size_t count;  /* at most COUNTED */
    struct withdrawal withdrawal;
};

static struct register_screen *register_of(const struct screen *screen)
{
    return (struct register_screen *)(uintptr_t)screen;
}

static const char *const sort_labels[REGISTER_SORT_COUNT] = {[REGISTER_BY_GRADE] = N_("by grade"),
                                                             [REGISTER_BY_RAISED] =
                                                                 N_("by date raised"),
                                                             [REGISTER_BY_DUE] = N_("by due date"),
                                                             [REGISTER_BY_AUDIT] = N_("by audit")};

static const struct register_line *selected(const struct register_screen *screen)
{
    return register_window_line(&screen->window, screen->list.selected);
}

/* ---- loading --------------------------------------------------------------------------------- */

/* Where the selected finding stands now; where it stood, if it is gone. */
static enum err_code load_around(struct register_screen *screen, const struct register_line *line,
                                 struct err *err)
{
    struct register_line now;
    enum err_code code = register_line_load(screen->window.app->store, &line->key.id, &now, err);

    if (code != ERR_OK)
        return code;
    struct register_key key = register_key_copy(now.number != NULL ? &now.key : &line->key);
    code = register_window_around(&screen->window, &key, err);
    register_key_clear(&key);
    register_line_clear(&now);
    return code;
}

static enum err_code load_rows(struct register_screen *screen, struct err *err)
{
    const struct register_line *line = screen->from_top ? NULL : selected(screen);
    struct ident id = line != NULL ? line->key.id : ident_none();
    size_t row = screen->list.selected;
    size_t below_top = row - (screen->list.top < row ? screen->list.top : row);
    enum err_code code =
        line != NULL ? load_around(screen, line, err) : register_window_first(&screen->window, err);

    if (code != ERR_OK)
        return code;
    size_t at = line != NULL ? register_window_row(&screen->window, &id, row) : 0;
    list_set_count(&screen->list, screen->window.count);
    list_select(&screen->list, at);
    screen->list.top = screen->list.selected -
                       (below_top < screen->list.selected ? below_top : screen->list.selected);
    screen->from_top = false;
    return ERR_OK;
}

static enum err_code load(struct screen *base, struct app *app, struct err *err)
{
    struct register_screen *screen = register_of(base);
    size_t count = screen->count;
    bool counted = screen->counted;

    screen->window.app = app;
    screen->counted = false;
    screen->window.query = register_filter_query(&screen->filter, screen->sort);
    enum err_code code = load_rows(screen, err);
    if (code == ERR_OK && !counted)
        code = register_count(app->store, &screen->window.query, COUNTED, &count, err);
    screen->count = screen->window.total = count;
    return code;
}

/* ---- drawing --------------------------------------------------------------------------------- */

static char *title(const struct screen *base, const struct app *app)
{
    const struct register_screen *screen = register_of(base);
    char *filter = register_filter_text(&screen->filter);
    bool more = screen->count >= COUNTED;

    (void)app;
    char *text = mem_printf("%s · %s%s · %zu%s", _("Register"), _(sort_labels[screen->sort]),
                            filter, more ? (size_t)COUNTED - 1 : screen->count, more ? "+" : "");
    free(filter);
    return text;
}

/* What is late stands out by a sign and in words. */
static void draw_due(const struct register_line *line, struct list_row *row)
{
    const char *due = register_due(line);

    if (due[0] == '\0')
        list_cell(row, 12, STYLE_MUTED, "");
    else if (line->overdue > 0)
        list_cell_format(row, 12, STYLE_BAD, _("! %ld d late"), line->overdue);
    else if (line->overdue == 0)
        list_cell(row, 12, STYLE_WARN, _("today"));
    else
        list_cell(row, 12, line->overdue >= -SOON ? STYLE_WARN : STYLE_MUTED, due);
}

static void draw_finding(const struct register_line *line, int width, struct list_row *row)
{
    const struct code *state = code_at(&code_finding_states, (int)line->state);
    bool wide = width >= WIDE;

    list_cell_code(row, code_at(&code_grades, (int)line->grade));
    list_cell(row, 12, STYLE_HEADING, line->number);
    list_cell(row, wide ? 12 : 8, theme_tone(state->tone), _(state->label));
    if (wide) {
        char *refs = record_text_refs(line->refs);
        list_cell(row, 10, STYLE_MUTED, line->key.number);
        list_cell(row, 10, STYLE_NORMAL, refs);
        free(refs);
    }
    list_cell(row, 0, STYLE_NORMAL, line->title);
    if (wide)
        list_cell(row, 10, STYLE_MUTED, line->site);
    char *age = mem_printf(_("%ld d"), line->age > 0 ? line->age : 0);
    list_cell_right(row, 7, STYLE_MUTED, age);
    free(age);
    draw_due(line, row);
    if (wide)
        list_cell(row, 9, STYLE_NORMAL, line->owner);
}

static void draw_row(void *owner, size_t index, int width, struct list_row *row)
{
    const struct register_window *window = owner;
    const struct register_line *line = register_window_line(window, index);

    if (line != NULL) {
        draw_finding(line, width, row);
        return;
    }
    row->heading = true;
    if (index >= window->count)
        return;
    char *group = register_window_group(window, &window->lines.items[window->entries[index].line]);
    list_cell(row, 0, STYLE_HEADING, group);
    free(group);
}

static const char *no_rows(void *owner)
{
    const struct register_window *window = owner;
    const struct register_query *query = &window->query;

    if (query->grades != 0 || query->states != 0 || query->overdue || query->owner != NULL ||
        !ident_is_none(&query->site))
        return _("No findings of this kind. F shows others, o those that are not open too.");
    return _("No findings yet. Open an audit, and raise one at a requirement with m, M, o or f.");
}

static void draw(struct screen *base, struct app *app, struct canvas *canvas, struct area area)
{
    struct register_screen *screen = register_of(base);

    (void)app;
    draw_box(canvas, area, _("Findings of all audits"), STYLE_HEADING);
    list_draw(&screen->list, canvas, area_inset(area, 1, 2), true);
}

/* ---- keys ------------------------------------------------------------------------------------ */

static unsigned show_anew(struct register_screen *screen)
{
    screen->from_top = true;
    return REACT_DONE | REACT_RELOAD;
}

/* The longest overdue first is what one wants to see of these. */
static unsigned filter_changed(struct app *app, void *owner)
{
    struct register_screen *screen = owner;

    (void)app;
    if (screen->filter.overdue && !screen->window.query.overdue)
        screen->sort = REGISTER_BY_DUE;
    return show_anew(screen);
}

static unsigned act_on_selected(struct register_screen *screen, struct app *app, enum action action)
{
    const struct register_line *line = selected(screen);

    if (line == NULL)
        return REACT_HANDLED;
    struct finding_form_spec spec = {.audit = line->key.audit, .finding = &line->key.id};
    switch (action) {
    case ACTION_CLOSURE:
        return app_push(app, closure_screen_new(&line->key.id));
    case ACTION_HISTORY:
        return app_push(app, history_screen_new(RECORD_FINDING, &line->key.id));
    case ACTION_EDIT:
        return app_push(app, finding_form_new(app, &spec));
    case ACTION_EXPORT:
        return app_push(app, export_form_new(app, &line->key.audit));
    case ACTION_DELETE:
        screen->withdrawal = (struct withdrawal){RECORD_FINDING, line->key.id};
        return record_ask_withdraw(app, &screen->withdrawal);
    default:
        return app_push(app, record_screen_new(RECORD_FINDING, &line->key.id));
    }
}

static unsigned act_on_screen(struct register_screen *screen, struct app *app, enum action action)
{
    switch (action) {
    case ACTION_SORT:
        screen->sort = (enum register_sort)((screen->sort + 1) % REGISTER_SORT_COUNT);
        screen->counted = true;
        return show_anew(screen);
    case ACTION_FILTER:
        return register_filter_ask(&screen->filter, app);
    case ACTION_BY_OPEN:
        screen->filter.open = !screen->filter.open;
        return show_anew(screen);
    case ACTION_DUPLICATES:
        return app_push(app, duplicates_screen_new(NULL));
    case ACTION_CLOSURE:
    case ACTION_HISTORY:
    case ACTION_EDIT:
    case ACTION_EXPORT:
    case ACTION_DELETE:
        return act_on_selected(screen, app, action);
    default:
        return REACT_NONE;
    }
}

static unsigned act(struct screen *base, struct app *app, const struct input *input)
{
    struct register_screen *screen = register_of(base);
    unsigned flags = screen->list.finding ? REACT_NONE : act_on_screen(screen, app, input->action);

    if (flags != REACT_NONE)
        return flags;
    flags = list_act(&screen->list, input);
    if (screen->window.failed) {
        screen->window.failed = false;
        app_error(app, &screen->window.err);
    }
    return flags & REACT_OPENED ? act_on_selected(screen, app, ACTION_OPEN) : flags;
}

static enum context context(const struct screen *base)
{
    return list_context(&register_of(base)->list, CONTEXT_REGISTER);
}

/* ---- life ------------------------------------------------------------------------------------ */

static void close_screen(struct screen *base)
{
    struct register_screen *screen = register_of(base);

    register_window_clear(&screen->window);
    register_filter_clear(&screen->filter);
    list_clear(&screen->list);
    free(screen);
}

static const struct list_ops list_ops = {
    .row = draw_row, .empty = no_rows, .window = &register_window_ops};

static bool place(const struct screen *base, struct place *place)
{
    (void)base;
    return place_list(place, PLACE_REGISTER, NULL, 0, NULL);
}

static const struct screen_ops ops = {.title = title,
                                      .context = context,
                                      .load = load,
                                      .draw = draw,
                                      .act = act,
                                      .place = place,
                                      .close = close_screen};

struct screen *register_screen_new(void)
{
    struct register_screen *screen = mem_zalloc(1, sizeof *screen);

    screen->screen.ops = &ops;
    screen->filter.open = true;
    screen->filter.screen = screen;
    screen->filter.changed = filter_changed;
    list_init(&screen->list, &list_ops, &screen->window);
    return &screen->screen;
}

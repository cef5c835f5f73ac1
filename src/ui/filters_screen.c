/* filters_screen.c - F over a list: all, ready filters, those that were kept; keeping, renaming and
 * removing them.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "ui/dialog.h"
#include "ui/filters.h"
#include "ui/kept.h"
#include "ui/list.h"

struct filters_screen {
    struct screen screen;
    struct filters_spec spec;
    struct filter now; /* that is on */
    struct kept kept;
    struct filter *rows; /* all, what is on, kept ones, ready ones */
    bool *of_kept;
    size_t count;
    size_t capacity;
    size_t flag_capacity;
    struct list list;
    struct filter chosen;
    bool has_chosen;
};

static struct filters_screen *filters_of(const struct screen *screen)
{
    return (struct filters_screen *)(uintptr_t)screen;
}

const char *filters_empty(enum context context)
{
    return context == CONTEXT_WALK ? _("Nothing passes the filter. T and Enter show all again.")
                                   : _("Nothing passes the filter. F and Enter show all again.");
}

char *filters_title(const struct filter *filter)
{
    if (filter_is_empty(filter))
        return mem_strdup("");
    char *text = filter_describe(filter);
    char *title = mem_printf(_(" · filter: %s"), text);
    free(text);
    return title;
}

/* ---- rows ------------------------------------------------------------------------------------ */

static void rows_free(struct filters_screen *screen)
{
    for (size_t i = 0; i < screen->count; i++)
        filter_clear(&screen->rows[i]);
    screen->count = 0;
}

static struct filter *add_row(struct filters_screen *screen, bool of_kept)
{
    screen->rows = mem_grow(screen->rows, screen->count, &screen->capacity, sizeof *screen->rows);
    screen->of_kept =
        mem_grow(screen->of_kept, screen->count, &screen->flag_capacity, sizeof *screen->of_kept);
    screen->of_kept[screen->count] = of_kept;
    screen->rows[screen->count] = (struct filter){0};
    return &screen->rows[screen->count++];
}

static void add_codes(struct filters_screen *screen, enum filter_criterion criterion)
{
    for (size_t i = 0;
         filter_fits(screen->spec.list, criterion) && i < filter_rows[criterion].codes->count; i++)
        add_row(screen, false)->bits[criterion] = 1U << i;
}

/* What is due is looked at in the same ways all the time. */
static void add_due(struct filters_screen *screen, struct app *app)
{
    struct filter *mine = add_row(screen, false);
    filter_set(mine, FILTER_AUTHOR, store_author_name(app->store), NULL);
    mem_replace(&mine->name, _("mine"));
    struct filter *week = add_row(screen, false);
    filter_set(week, FILTER_FROM, "today", NULL);
    filter_set(week, FILTER_TO, "today+7", NULL);
    mem_replace(&week->name, _("due this week"));
}

static bool has_row(const struct filters_screen *screen, const struct filter *filter)
{
    for (size_t i = 0; i < screen->count; i++)
        if (filter_equal(&screen->rows[i], filter))
            return true;
    return false;
}

static void fill_rows(struct filters_screen *screen, struct app *app, bool with_now)
{
    enum filter_list list = screen->spec.list;

    rows_free(screen);
    add_row(screen, false);
    if (with_now)
        filter_copy(add_row(screen, false), &screen->now);
    for (size_t i = 0; i < screen->kept.count; i++)
        if (screen->kept.items[i].list == list)
            filter_copy(add_row(screen, true), &screen->kept.items[i].filter);
    if (list == FILTER_ACTIONS)
        add_due(screen, app);
    if (filter_fits(list, FILTER_OVERDUE))
        add_row(screen, false)->bits[FILTER_OVERDUE] = 1;
    if (filter_fits(list, FILTER_DONE))
        add_row(screen, false)->bits[FILTER_DONE] = 1;
    add_codes(screen, FILTER_RESULT);
    add_codes(screen, FILTER_GRADE);
    add_codes(screen, FILTER_STATE);
    add_codes(screen, FILTER_KIND);
}

/* What is on and neither ready nor kept is a row of its own, to be kept or changed. */
static void make_rows(struct filters_screen *screen, struct app *app)
{
    fill_rows(screen, app, false);
    if (!has_row(screen, &screen->now))
        fill_rows(screen, app, true);
    list_set_count(&screen->list, screen->count);
}

static enum err_code load(struct screen *base, struct app *app, struct err *err)
{
    struct filters_screen *screen = filters_of(base);

    (void)err;
    kept_clear(&screen->kept);
    kept_load(&screen->kept);
    make_rows(screen, app);
    return ERR_OK;
}

static void draw_row(void *owner, size_t index, int width, struct list_row *row)
{
    const struct filters_screen *screen = owner;
    const struct filter *filter = &screen->rows[index];
    bool on = filter_equal(filter, &screen->now);
    struct filter bare = {0};

    filter_copy(&bare, filter);
    mem_replace(&bare.name, NULL);
    char *text = index == 0 ? mem_strdup("") : filter_describe(&bare);
    list_cell(row, 1, STYLE_KEY, on ? "*" : " ");
    list_cell(row, 5, STYLE_MUTED, screen->of_kept[index] ? _("kept") : "");
    if (index == 0)
        list_cell(row, 0, STYLE_NORMAL, _("All, no filter"));
    else if (filter->name != NULL)
        list_cell(row, width / 3, STYLE_HEADING, filter->name);
    if (index > 0)
        list_cell(row, 0, filter->name != NULL ? STYLE_MUTED : STYLE_NORMAL, text);
    free(text);
    filter_clear(&bare);
}

static void draw(struct screen *base, struct app *app, struct canvas *canvas, struct area area)
{
    (void)app;
    draw_box(canvas, area, _("Filters"), STYLE_HEADING);
    list_draw(&filters_of(base)->list, canvas, area_inset(area, 1, 2), true);
}

static char *title(const struct screen *base, const struct app *app)
{
    (void)app;
    return mem_printf(_("Filters · %s"),
                      _(code_at(&filter_lists, (int)filters_of(base)->spec.list)->label));
}

/* ---- keeping --------------------------------------------------------------------------------- */

static const struct filter *selected(const struct filters_screen *screen)
{
    long index = list_selected(&screen->list);

    return index < 0 ? NULL : &screen->rows[index];
}

static void select_name(struct filters_screen *screen, const char *name)
{
    for (size_t i = 0; i < screen->count; i++)
        if (screen->of_kept[i] && strcmp(screen->rows[i].name, name) == 0)
            list_select(&screen->list, i);
}

static bool name_given(struct app *app, void *owner, const char *text, unsigned *reactions,
                       struct err *err)
{
    struct filters_screen *screen = owner;
    const struct filter *filter = selected(screen);

    if (kept_set(&screen->kept, screen->spec.list, text, filter, false, err) != ERR_OK)
        return false;
    make_rows(screen, app);
    select_name(screen, text);
    *reactions = REACT_DONE;
    return true;
}

static bool other_name_given(struct app *app, void *owner, const char *text, unsigned *reactions,
                             struct err *err)
{
    struct filters_screen *screen = owner;
    const struct filter *filter = selected(screen);

    if (kept_rename(&screen->kept, screen->spec.list, filter->name, text, err) != ERR_OK)
        return false;
    make_rows(screen, app);
    select_name(screen, text);
    *reactions = REACT_DONE;
    return true;
}

static unsigned ask_name(struct filters_screen *screen, struct app *app, bool rename)
{
    const struct filter *filter = selected(screen);
    struct filter bare = {0};

    filter_copy(&bare, filter);
    if (!rename)
        mem_replace(&bare.name, NULL);
    char *value = filter_describe(&bare);
    struct dialog_prompt prompt = {.title = rename ? _("Another name") : _("Keep the filter"),
                                   .label = _("Name"),
                                   .value = value,
                                   .kind = TEXT_LINE,
                                   .required = true,
                                   .done = rename ? other_name_given : name_given,
                                   .owner = screen};
    unsigned reactions = dialog_prompt(app, &prompt);
    free(value);
    filter_clear(&bare);
    return reactions;
}

static unsigned remove_done(struct app *app, void *owner)
{
    struct filters_screen *screen = owner;
    const struct filter *filter = selected(screen);
    struct err err;

    if (filter->name != NULL &&
        kept_remove(&screen->kept, screen->spec.list, filter->name, &err) != ERR_OK)
        app_error(app, &err);
    make_rows(screen, app);
    return REACT_DONE;
}

static unsigned ask_remove(struct filters_screen *screen, struct app *app)
{
    char *text = mem_printf(_("The filter \"%s\" is forgotten; the records it shows stay."),
                            selected(screen)->name);
    struct dialog_confirm confirm = {.title = _("Remove the filter?"),
                                     .text = text,
                                     .yes = _("remove it"),
                                     .done = remove_done,
                                     .owner = screen};
    unsigned reactions = dialog_confirm(app, &confirm);
    free(text);
    return reactions;
}

/* ---- keys ------------------------------------------------------------------------------------ */

static unsigned choose(struct filters_screen *screen, const struct filter *filter)
{
    filter_copy(&screen->chosen, filter);
    screen->has_chosen = true;
    return REACT_DONE | REACT_POP;
}

/* Of the form: the criteria are used at once. */
static unsigned criteria_given(struct app *app, void *owner, const struct filter *filter)
{
    (void)app;
    return choose(owner, filter);
}

static unsigned edit(struct filters_screen *screen, struct app *app)
{
    struct filters_spec spec = {.list = screen->spec.list,
                                .filter = selected(screen),
                                .done = criteria_given,
                                .owner = screen};

    return app_push(app, filter_form_new(app, &spec));
}

static unsigned act_on_selected(struct filters_screen *screen, struct app *app, enum action action)
{
    long index = list_selected(&screen->list);

    if (index < 0)
        return REACT_NONE;
    switch (action) {
    case ACTION_EDIT:
        return edit(screen, app);
    case ACTION_KEEP:
        if (index == 0 || screen->of_kept[index])
            return REACT_HANDLED;
        return ask_name(screen, app, false);
    case ACTION_RENAME:
        return screen->of_kept[index] ? ask_name(screen, app, true) : REACT_HANDLED;
    case ACTION_DELETE:
        return screen->of_kept[index] ? ask_remove(screen, app) : REACT_HANDLED;
    default:
        return REACT_NONE;
    }
}

static unsigned act(struct screen *base, struct app *app, const struct input *input)
{
    struct filters_screen *screen = filters_of(base);
    unsigned flags =
        screen->list.finding ? REACT_NONE : act_on_selected(screen, app, input->action);

    if (flags != REACT_NONE)
        return flags;
    flags = list_act(&screen->list, input);
    return flags & REACT_OPENED ? choose(screen, selected(screen)) : flags;
}

static unsigned finish(struct screen *base, struct app *app)
{
    struct filters_screen *screen = filters_of(base);

    return screen->has_chosen ? screen->spec.done(app, screen->spec.owner, &screen->chosen)
                              : REACT_DONE;
}

/* ---- life ------------------------------------------------------------------------------------ */

static enum context context(const struct screen *base)
{
    return list_context(&filters_of(base)->list, CONTEXT_FILTERS);
}

static void close_screen(struct screen *base)
{
    struct filters_screen *screen = filters_of(base);

    rows_free(screen);
    free(screen->rows);
    free(screen->of_kept);
    kept_clear(&screen->kept);
    filter_clear(&screen->now);
    filter_clear(&screen->chosen);
    list_clear(&screen->list);
    free(screen);
}

static const struct list_ops list_ops = {.row = draw_row};

static const struct screen_ops ops = {.title = title,
                                      .context = context,
                                      .load = load,
                                      .draw = draw,
                                      .act = act,
                                      .finish = finish,
                                      .close = close_screen};

unsigned filters_choose(struct app *app, const struct filters_spec *spec)
{
    struct filters_screen *screen = mem_zalloc(1, sizeof *screen);

    screen->screen.ops = &ops;
    screen->spec = *spec;
    filter_copy(&screen->now, spec->filter);
    list_init(&screen->list, &list_ops, screen);
    return app_push(app, &screen->screen);
}

/* actions_screen.c - what is due on the way to closure, of one finding or across all audits: mine,
 * this week, overdue, and how old it is.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "store/closure.h"
#include "ui/dialog.h"
#include "ui/fields_form.h"
#include "ui/filters.h"
#include "ui/list.h"
#include "ui/record_text.h"
#include "ui/place.h"
#include "ui/screens.h"

enum { WEEK = 7, MONTH = 30, QUARTER = 90, MIDDLE = 70 };

/* Of what is open, before the view leaves anything out. */
struct ageing {
    size_t open;
    size_t overdue;
    size_t week;
    size_t young; /* raised at most a month ago */
    size_t old;
    size_t oldest; /* more than a quarter */
};

struct actions_screen {
    struct screen screen;
    struct ident finding; /* none: of all */
    char *number;         /* of the finding, "" */
    struct filter filter;
    bool by_age;
    struct ageing ageing;
    struct due_lines lines;
    struct list list;
    struct ident asked;
};

static struct actions_screen *actions_of(const struct screen *screen)
{
    return (struct actions_screen *)(uintptr_t)screen;
}

/* ---- loading --------------------------------------------------------------------------------- */

static bool is_open(const struct due_line *line)
{
    return line->done[0] == '\0';
}

static bool is_this_week(const struct due_line *line)
{
    return is_open(line) && line->due[0] != '\0' && line->overdue <= 0 && line->overdue >= -WEEK;
}

static bool is_late(const struct due_line *line)
{
    return is_open(line) && line->overdue > 0;
}

static void count_ages(const struct due_lines *lines, struct ageing *ageing)
{
    *ageing = (struct ageing){0};
    for (size_t i = 0; i < lines->count; i++) {
        const struct due_line *line = &lines->items[i];
        if (!is_open(line))
            continue;
        ageing->open++;
        ageing->overdue += is_late(line);
        ageing->week += is_this_week(line);
        ageing->young += line->age <= MONTH;
        ageing->old += line->age > MONTH && line->age <= QUARTER;
        ageing->oldest += line->age > QUARTER;
    }
}

static int older_first(const void *a, const void *b)
{
    const struct due_line *left = a;
    const struct due_line *right = b;

    if (left->age != right->age)
        return left->age < right->age ? 1 : -1;
    return strcmp(left->number, right->number);
}

static enum err_code load(struct screen *base, struct app *app, struct err *err)
{
    struct actions_screen *screen = actions_of(base);
    struct due_query query = {.finding = ident_is_none(&screen->finding) ? NULL : &screen->finding,
                              .within = -1};
    bool filtered = !filter_is_empty(&screen->filter);

    due_lines_clear(&screen->lines);
    screen->lines = (struct due_lines){0};
    enum err_code code = due_list(app->store, &query, &screen->lines, err);
    count_ages(&screen->lines, &screen->ageing);
    if (code == ERR_OK && filtered) { /* the ages are those of all */
        query.filter = &screen->filter;
        due_lines_clear(&screen->lines);
        code = due_list(app->store, &query, &screen->lines, err);
    }
    if (screen->by_age && screen->lines.count > 1)
        qsort(screen->lines.items, screen->lines.count, sizeof *screen->lines.items, older_first);
    list_set_count(&screen->list, screen->lines.count);
    mem_replace(&screen->number, "");
    if (!ident_is_none(&screen->finding)) {
        free(screen->number);
        screen->number = store_name(app->store, RECORD_FINDING, &screen->finding);
    }
    return code;
}

/* ---- drawing --------------------------------------------------------------------------------- */

static char *title(const struct screen *base, const struct app *app)
{
    const struct actions_screen *screen = actions_of(base);

    (void)app;
    char *filter = filters_title(&screen->filter);
    bool open = filter_is_empty(&screen->filter);
    char *text = mem_printf("%s · %s%s%s%s%s%s", _("Actions due"),
                            screen->number[0] != '\0' ? screen->number : _("all audits"),
                            open ? " · " : "", open ? _("to do") : "", screen->by_age ? " · " : "",
                            screen->by_age ? _("oldest first") : "", filter);
    free(filter);
    return text;
}

static void draw_when(const struct due_line *line, struct list_row *row)
{
    if (!is_open(line))
        list_cell(row, 12, STYLE_GOOD, _("done"));
    else if (line->due[0] == '\0')
        list_cell(row, 12, STYLE_WARN, _("no date"));
    else if (line->overdue == 0)
        list_cell(row, 12, STYLE_WARN, _("today"));
    else if (line->overdue > 0)
        list_cell_format(row, 12, STYLE_BAD, _("%ld days late"), line->overdue);
    else
        list_cell_format(row, 12, line->overdue >= -WEEK ? STYLE_WARN : STYLE_MUTED,
                         _("in %ld days"), -line->overdue);
}

static void draw_row(void *owner, size_t index, int width, struct list_row *row)
{
    const struct actions_screen *screen = owner;
    const struct due_line *line = &screen->lines.items[index];
    const struct code *grade = code_at(&code_grades, (int)line->grade);
    char *text = record_text_flat(line->text);

    list_cell_code(row, grade);
    list_cell(row, 10, STYLE_HEADING,
              line->number[0] != '\0' ? line->number : _(due_kind_text(line->kind)));
    if (ident_is_none(&screen->finding))
        list_cell(row, 12, STYLE_NORMAL, line->finding);
    list_cell(row, 0, STYLE_NORMAL, text);
    list_cell(row, width >= MIDDLE ? 12 : 8, line->owner[0] != '\0' ? STYLE_NORMAL : STYLE_WARN,
              line->owner[0] != '\0' ? line->owner : _("nobody"));
    if (width >= MIDDLE + 15)
        list_cell(row, 10, STYLE_MUTED, is_open(line) ? line->due : line->done);
    draw_when(line, row);
    list_cell_format(row, 5, STYLE_MUTED, _("%ld d"), line->age > 0 ? line->age : 0);
    free(text);
}

/* That what is done is shown too leaves nothing out. */
static bool shows_done_only(const struct filter *filter)
{
    struct filter done = {.bits = {[FILTER_DONE] = 1}};

    return filter_equal(filter, &done);
}

static const char *no_rows(void *owner)
{
    const struct actions_screen *screen = owner;

    if (!filter_is_empty(&screen->filter) && !shows_done_only(&screen->filter))
        return filters_empty(CONTEXT_ACTIONS);
    if (!ident_is_none(&screen->finding))
        return _("No corrective actions yet. Press a to plan one.");
    return _("Nothing is due. Actions are planned on the path of a finding (p).");
}

static void draw_summary(const struct actions_screen *screen, struct canvas *canvas,
                         struct area *area)
{
    const struct ageing *ageing = &screen->ageing;
    struct area line = area_inset(area_take_top(area, 1), 0, 1);

    draw_format(canvas, line.row, line.column, line.columns,
                ageing->overdue > 0 ? STYLE_BAD : STYLE_GOOD,
                _("open %zu · overdue %zu · due this week %zu"), ageing->open, ageing->overdue,
                ageing->week);
    line = area_inset(area_take_top(area, 1), 0, 1);
    draw_format(canvas, line.row, line.column, line.columns, STYLE_MUTED,
                _("age: to 30 days %zu · to 90 days %zu · over 90 days %zu"), ageing->young,
                ageing->old, ageing->oldest);
}

static void draw(struct screen *base, struct app *app, struct canvas *canvas, struct area area)
{
    struct actions_screen *screen = actions_of(base);

    (void)app;
    draw_summary(screen, canvas, &area);
    draw_box(canvas, area, _("Actions due"), STYLE_HEADING);
    list_draw(&screen->list, canvas, area_inset(area, 1, 2), true);
}

/* ---- keys ------------------------------------------------------------------------------------ */

static const struct due_line *selected(const struct actions_screen *screen)
{
    long index = list_selected(&screen->list);

    return index < 0 ? NULL : &screen->lines.items[index];
}

static unsigned filter_chosen(struct app *app, void *owner, const struct filter *filter)
{
    struct actions_screen *screen = owner;

    (void)app;
    filter_copy(&screen->filter, filter);
    list_select(&screen->list, 0);
    return REACT_DONE | REACT_RELOAD;
}

static unsigned choose_filter(struct actions_screen *screen, struct app *app)
{
    return filters_choose(app, &(struct filters_spec){.list = FILTER_ACTIONS,
                                                      .filter = &screen->filter,
                                                      .done = filter_chosen,
                                                      .owner = screen});
}

static unsigned add(struct actions_screen *screen, struct app *app)
{
    if (!ident_is_none(&screen->finding))
        return app_push(app, closure_form_new(app, &screen->finding, RECORD_ACTION, NULL));
    app_message(app, TONE_NOTICE, "%s",
                _("An action is planned for a finding: open its path first (p)"));
    return REACT_DONE;
}

static unsigned only_actions(struct app *app)
{
    app_message(app, TONE_NOTICE, "%s", _("Only a corrective action has this; p shows the path"));
    return REACT_DONE;
}

static bool withdraw_now(struct app *app, void *owner, const char *text, unsigned *reactions,
                         struct err *err)
{
    struct actions_screen *screen = owner;

    if (closure_withdraw(app->store, RECORD_ACTION, &screen->asked, text, err) != ERR_OK)
        return false;
    app_saved(app);
    *reactions = REACT_DONE | REACT_RELOAD;
    return true;
}

static unsigned ask_withdraw(struct actions_screen *screen, struct app *app,
                             const struct due_line *line)
{
    char *name = mem_printf(_("Withdraw %s"), line->number);

    screen->asked = line->id;
    unsigned reactions = record_ask_reason(
        app, name, _("It leaves the path; the reason and its history stay in the file."),
        withdraw_now, screen);
    free(name);
    return reactions;
}

static enum record_type record_of(enum due_kind kind)
{
    switch (kind) {
    case DUE_ACTION:
        return RECORD_ACTION;
    case DUE_CORRECTION:
        return RECORD_CORRECTION;
    default:
        return RECORD_EFFECTIVENESS;
    }
}

static unsigned act_on_selected(struct actions_screen *screen, struct app *app, enum action action)
{
    const struct due_line *line = selected(screen);

    if (line == NULL)
        return REACT_HANDLED;
    switch (action) {
    case ACTION_CLOSURE:
        return app_push(app, closure_screen_new(&line->finding_id));
    case ACTION_HISTORY:
        return app_push(app, history_screen_new(record_of(line->kind), &line->id));
    case ACTION_CARRIED_OUT:
        if (line->kind == DUE_CHECK)
            return app_push(app, closure_screen_new(&line->finding_id));
        if (line->kind == DUE_ACTION)
            return app_push(app, action_done_form_new(app, &line->id));
        break;
    case ACTION_EXTEND:
        return line->kind == DUE_ACTION ? app_push(app, action_extend_form_new(app, &line->id))
                                        : only_actions(app);
    case ACTION_DELETE:
        return line->kind == DUE_ACTION ? ask_withdraw(screen, app, line) : only_actions(app);
    default:
        break;
    }
    return app_push(app,
                    closure_form_new(app, &line->finding_id, record_of(line->kind), &line->id));
}

static unsigned act_on_screen(struct actions_screen *screen, struct app *app, enum action action)
{
    switch (action) {
    case ACTION_ADD:
        return add(screen, app);
    case ACTION_FILTER:
        return choose_filter(screen, app);
    case ACTION_SORT:
        screen->by_age = !screen->by_age;
        return REACT_DONE | REACT_RELOAD;
    case ACTION_CLOSURE:
    case ACTION_HISTORY:
    case ACTION_CARRIED_OUT:
    case ACTION_EXTEND:
    case ACTION_DELETE:
        return act_on_selected(screen, app, action);
    default:
        return REACT_NONE;
    }
}

static unsigned act(struct screen *base, struct app *app, const struct input *input)
{
    struct actions_screen *screen = actions_of(base);
    unsigned flags = screen->list.finding ? REACT_NONE : act_on_screen(screen, app, input->action);

    if (flags != REACT_NONE)
        return flags;
    flags = list_act(&screen->list, input);
    return flags & REACT_OPENED ? act_on_selected(screen, app, ACTION_OPEN) : flags;
}

static enum context context(const struct screen *base)
{
    return list_context(&actions_of(base)->list, CONTEXT_ACTIONS);
}

/* ---- life ------------------------------------------------------------------------------------ */

static void close_screen(struct screen *base)
{
    struct actions_screen *screen = actions_of(base);

    due_lines_clear(&screen->lines);
    filter_clear(&screen->filter);
    list_clear(&screen->list);
    free(screen->number);
    free(screen);
}

static const struct list_ops list_ops = {.row = draw_row, .empty = no_rows};

static bool place(const struct screen *base, struct place *place)
{
    const struct actions_screen *screen = (const struct actions_screen *)base;

    return place_list(place, PLACE_ACTIONS, NULL, RECORD_FINDING, &screen->finding);
}

static const struct screen_ops ops = {.title = title,
                                      .context = context,
                                      .load = load,
                                      .draw = draw,
                                      .act = act,
                                      .place = place,
                                      .close = close_screen};

struct screen *actions_screen_new(const struct ident *finding)
{
    struct actions_screen *screen = mem_zalloc(1, sizeof *screen);

    screen->screen.ops = &ops;
    screen->number = mem_strdup("");
    if (finding != NULL) {
        screen->finding = *finding;
        screen->filter.bits[FILTER_DONE] = 1;
    }
    list_init(&screen->list, &list_ops, screen);
    return &screen->screen;
}

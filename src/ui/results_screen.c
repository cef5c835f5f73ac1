/* results_screen.c - how an audit stands: results by clause, area and method, findings by grade and
 * how far they are on their path; each as a bar. `auditwalk status` says the same.
 *
 * Only the view that is shown is counted, when it is opened or something changed below it.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "store/audits.h"
#include "store/findings.h"
#include "store/walk.h"
#include "ui/chart.h"
#include "ui/list.h"
#include "ui/place.h"
#include "ui/screens.h"
#include "ui/tabs.h"

enum view { VIEW_CLAUSE, VIEW_AREA, VIEW_PROCESS, VIEW_METHOD, VIEW_GRADE, VIEW_COUNT };
enum { NAME_MIN = 20, NAME_MAX = 44, BAR_MIN = 10 };

/* A row: what it is called, and how many of each there are. */
struct line {
    char *name;
    char *group; /* of the walk, "" for none */
    unsigned depth;
    size_t values[CHART_PARTS];
    size_t total;
    size_t done; /* assessed; closed */
};

struct results_screen {
    struct screen screen;
    struct ident audit;
    char *number;
    enum view view;
    struct tabs tabs;
    struct tally tally;
    struct line *lines;
    size_t count;
    size_t capacity;
    size_t longest; /* total of the longest bar */
    size_t sums[CHART_PARTS];
    struct list list;
};

static struct results_screen *results_of(const struct screen *screen)
{
    return (struct results_screen *)(uintptr_t)screen;
}

/* ---- loading --------------------------------------------------------------------------------- */

static void clear_lines(struct results_screen *screen)
{
    for (size_t i = 0; i < screen->count; i++) {
        free(screen->lines[i].name);
        free(screen->lines[i].group);
    }
    screen->count = 0;
    screen->longest = 0;
    memset(screen->sums, 0, sizeof screen->sums);
}

/* Takes the texts over. */
static struct line *add_line(struct results_screen *screen, char *name, char *group, unsigned depth)
{
    screen->lines =
        mem_grow(screen->lines, screen->count, &screen->capacity, sizeof *screen->lines);
    struct line *line = &screen->lines[screen->count++];
    *line = (struct line){.name = name, .group = group, .depth = depth};
    return line;
}

static void set_tally(struct results_screen *screen, struct line *line, const struct tally *tally)
{
    memcpy(line->values, tally->by, sizeof tally->by);
    line->total = tally_total(tally);
    line->done = tally_assessed(tally);
    screen->longest = line->total > screen->longest ? line->total : screen->longest;
}

/* A checklist stands above its chapters, its bar is theirs together. */
static enum err_code load_chapters(struct results_screen *screen, struct app *app, struct err *err)
{
    struct clause_tallies chapters = {0};
    enum err_code code = audit_chapters(app->store, &screen->audit, app->language, &chapters, err);

    for (size_t i = 0; i < chapters.count; i++) {
        const struct clause_tally *chapter = &chapters.items[i];
        bool several = chapter->checklist[0] != '\0';
        struct line *line =
            add_line(screen,
                     mem_printf("%s%s%s", chapter->clause, chapter->clause[0] != '\0' ? " " : "",
                                chapter->title),
                     mem_printf("%s%s%s", chapter->checklist, several ? ":" : "", chapter->clause),
                     several && chapter->clause[0] != '\0');
        set_tally(screen, line, &chapter->tally);
    }
    clause_tallies_clear(&chapters);
    return code;
}

static enum err_code load_groups(struct results_screen *screen, struct app *app,
                                 enum walk_order order, struct err *err)
{
    struct walk_groups groups = {0};
    enum err_code code =
        walk_groups(app->store, &screen->audit, order, app->language, &groups, err);

    for (size_t i = 0; i < groups.count; i++)
        set_tally(screen,
                  add_line(screen, mem_strdup(_(groups.items[i].title)),
                           mem_strdup(groups.items[i].key), 0),
                  &groups.items[i].tally);
    walk_groups_clear(&groups);
    return code;
}

static enum err_code load_grades(struct results_screen *screen, struct app *app, struct err *err)
{
    struct finding_counts counts;
    enum err_code code = findings_count(app->store, &screen->audit, &counts, err);

    for (int grade = 0; grade < GRADE_COUNT && code == ERR_OK; grade++) {
        struct line *line =
            add_line(screen, mem_strdup(_(code_at(&code_grades, grade)->label)), mem_strdup(""), 0);
        for (int state = 0; state < FINDING_STATE_COUNT; state++) {
            line->values[state] = counts.by[grade][state];
            line->total += counts.by[grade][state];
        }
        line->done = counts.by[grade][FINDING_CLOSED];
        screen->longest = line->total > screen->longest ? line->total : screen->longest;
    }
    return code;
}

static enum err_code load_view(struct results_screen *screen, struct app *app, struct err *err)
{
    switch (screen->view) {
    case VIEW_AREA:
        return load_groups(screen, app, WALK_AREA, err);
    case VIEW_PROCESS:
        return load_groups(screen, app, WALK_PROCESS, err);
    case VIEW_METHOD:
        return load_groups(screen, app, WALK_METHOD, err);
    case VIEW_GRADE:
        return load_grades(screen, app, err);
    default:
        return load_chapters(screen, app, err);
    }
}

/* Of findings all rows together; requirements stand at several places, so there the audit's. */
static void sum_up(struct results_screen *screen)
{
    if (screen->view != VIEW_GRADE) {
        memcpy(screen->sums, screen->tally.by, sizeof screen->tally.by);
        return;
    }
    for (size_t i = 0; i < screen->count; i++)
        for (size_t j = 0; j < CHART_PARTS; j++)
            screen->sums[j] += screen->lines[i].values[j];
}

static enum err_code load(struct screen *base, struct app *app, struct err *err)
{
    struct results_screen *screen = results_of(base);
    enum err_code code = audit_tally(app->store, &screen->audit, &screen->tally, NULL, NULL, err);

    clear_lines(screen);
    free(screen->number);
    screen->number = store_name(app->store, RECORD_AUDIT, &screen->audit);
    if (code == ERR_OK)
        code = load_view(screen, app, err);
    sum_up(screen);
    list_set_count(&screen->list, screen->count);
    return code;
}

/* ---- drawing --------------------------------------------------------------------------------- */

static char *title(const struct screen *base, const struct app *app)
{
    const struct results_screen *screen = results_of(base);

    (void)app;
    return mem_printf("%s · %s", _("Results"), screen->number != NULL ? screen->number : "");
}

/* What is open stands last. */
static struct chart chart_of(const struct results_screen *screen, const size_t *values)
{
    if (screen->view == VIEW_GRADE)
        return (struct chart){&code_finding_states, 0, values};
    return (struct chart){&code_results, RESULT_CONFORMING, values};
}

static int name_width(int width)
{
    int name = width / 3;

    return name < NAME_MIN ? NAME_MIN : name > NAME_MAX ? NAME_MAX : name;
}

/* What is left behind name and numbers, with a blank on each side. */
static int bar_width(int width)
{
    return width - name_width(width) - 10;
}

/* The bar is painted over the last cell. */
static void draw_row(void *owner, size_t index, int width, struct list_row *row)
{
    const struct results_screen *screen = owner;
    const struct line *line = &screen->lines[index];

    if (screen->view == VIEW_GRADE)
        list_cell_code(row, code_at(&code_grades, (int)index));
    list_cell_format(row, name_width(width) - (screen->view == VIEW_GRADE ? 2 : 0), STYLE_NORMAL,
                     "%*s%s", (int)line->depth * 2, "", line->name);
    char *count = mem_printf("%zu/%zu", line->done, line->total);
    list_cell_right(row, 8, line->done == line->total ? STYLE_GOOD : STYLE_MUTED, count);
    list_cell(row, 0, STYLE_NORMAL, "");
    free(count);
}

/* Over the rows that the list shows now; the selected row keeps its looks. */
static void draw_bars(const struct results_screen *screen, struct canvas *canvas)
{
    struct area area = screen->list.area;

    if (screen->list.bar)
        area_take_right(&area, 1);
    if (canvas->plain)
        area_take_left(&area, 2);
    int width = bar_width(area.columns);
    for (int i = 0; i < area.rows && screen->list.top + (size_t)i < screen->count; i++) {
        size_t index = screen->list.top + (size_t)i;
        const struct line *line = &screen->lines[index];
        if (width < BAR_MIN || (line->depth == 0 && screen->view == VIEW_CLAUSE &&
                                screen->count > index + 1 && line[1].depth > 0))
            continue;
        int column = area.column + area.columns - width;
        struct chart chart = chart_of(screen, line->values);
        chart_draw_bar(canvas, area.row + i, column, width, &chart, screen->longest);
        if (index == screen->list.selected && canvas->plain)
            draw_restyle(canvas, (struct area){area.row + i, column, 1, width}, STYLE_SELECTED);
    }
}

static void draw_head(struct results_screen *screen, struct canvas *canvas, struct area line)
{
    int used = draw_text(canvas, line.row, line.column, line.columns, STYLE_MUTED, _("by "));
    int conformity = tally_conformity(&screen->tally);

    screen->tabs.selected = screen->view;
    screen->tabs.narrow = line.columns < APP_WIDE_COLUMNS;
    used += tabs_draw(&screen->tabs, canvas, line.row, line.column + used, line.columns - used);
    struct area rest = {line.row, line.column + used + 1, 1, line.columns - used - 1};
    if (conformity >= 0) {
        char *text = mem_printf(_("conformity %d.%d%%"), conformity / 10, conformity % 10);
        int width = (int)text_width(text);
        if (width + 2 <= rest.columns) {
            struct area end = area_take_right(&rest, width + 2);
            draw_right(canvas, end.row, end.column, end.columns, STYLE_NORMAL, text);
        }
        free(text);
    }
    if (rest.columns >= 12)
        draw_progress(canvas, rest.row, rest.column, rest.columns > 44 ? 44 : rest.columns,
                      tally_assessed(&screen->tally), tally_total(&screen->tally));
}

static void draw(struct screen *base, struct app *app, struct canvas *canvas, struct area area)
{
    struct results_screen *screen = results_of(base);

    (void)app;
    draw_head(screen, canvas, area_take_top(&area, 1));
    draw_box(canvas, area, _("Results"), STYLE_HEADING);
    struct area inside = area_inset(area, 1, 2);
    struct chart sums = chart_of(screen, screen->sums);
    int rows = chart_draw_legend(canvas, (struct area){.columns = inside.columns}, &sums);
    struct area legend = area_take_bottom(&inside, rows);
    list_draw(&screen->list, canvas, inside, true);
    draw_bars(screen, canvas);
    chart_draw_legend(canvas, legend, &sums);
}

/* ---- keys ------------------------------------------------------------------------------------ */

static const struct tab views[VIEW_COUNT] = {[VIEW_CLAUSE] = {ACTION_BY_CLAUSE, N_("Clause")},
                                             [VIEW_AREA] = {ACTION_BY_AREA, N_("Area")},
                                             [VIEW_PROCESS] = {ACTION_BY_PROCESS, N_("Process")},
                                             [VIEW_METHOD] = {ACTION_BY_METHOD, N_("Method")},
                                             [VIEW_GRADE] = {ACTION_BY_GRADE, N_("Findings")}};

static unsigned set_view(struct results_screen *screen, enum view view)
{
    screen->view = view;
    list_select(&screen->list, 0);
    return REACT_DONE | REACT_RELOAD;
}

/* The first requirement of the row on the walk: one that is open, if there is one. */
static unsigned open_walk(struct results_screen *screen, struct app *app, const struct line *line)
{
    static const enum walk_order orders[VIEW_COUNT] = {[VIEW_CLAUSE] = WALK_CLAUSE,
                                                       [VIEW_AREA] = WALK_AREA,
                                                       [VIEW_PROCESS] = WALK_PROCESS,
                                                       [VIEW_METHOD] = WALK_METHOD};
    struct walk_items items = {0};
    struct err err;
    unsigned reactions = REACT_HANDLED;

    if (walk_items(app->store, &screen->audit, orders[screen->view], line->group, app->language,
                   &items, &err) != ERR_OK)
        app_error(app, &err);
    size_t at = 0;
    while (at < items.count && items.items[at].result != RESULT_NOT_ASSESSED)
        at++;
    at = at < items.count ? at : 0;
    if (items.count > 0)
        reactions = app_push(
            app, walk_screen_at(&screen->audit, items.items[at].checklist, items.items[at].item));
    walk_items_clear(&items);
    return reactions;
}

static unsigned open_selected(struct results_screen *screen, struct app *app)
{
    long index = list_selected(&screen->list);

    if (index < 0)
        return REACT_HANDLED;
    if (screen->view == VIEW_GRADE)
        return app_push(app, findings_screen_new(&screen->audit, NULL));
    return open_walk(screen, app, &screen->lines[index]);
}

static unsigned act(struct screen *base, struct app *app, const struct input *input)
{
    struct results_screen *screen = results_of(base);

    if (!screen->list.finding) {
        long view = tabs_act(&screen->tabs, input);
        if (view >= 0)
            return set_view(screen, (enum view)view);
        if (input->action == ACTION_NEXT_PANE || input->action == ACTION_PREVIOUS_PANE)
            return set_view(screen,
                            (screen->view +
                             (input->action == ACTION_NEXT_PANE ? 1U : (unsigned)VIEW_COUNT - 1)) %
                                VIEW_COUNT);
        if (input->action == ACTION_FINDINGS)
            return app_push(app, findings_screen_new(&screen->audit, NULL));
        if (input->action == ACTION_EXPORT)
            return app_push(app, export_form_new(app, &screen->audit));
    }
    unsigned flags = list_act(&screen->list, input);
    return flags & REACT_OPENED ? open_selected(screen, app) : flags;
}

static enum context context(const struct screen *base)
{
    return list_context(&results_of(base)->list, CONTEXT_RESULTS);
}

static void close_screen(struct screen *base)
{
    struct results_screen *screen = results_of(base);

    clear_lines(screen);
    free(screen->lines);
    free(screen->number);
    list_clear(&screen->list);
    free(screen);
}

static const char *no_rows(void *owner)
{
    (void)owner;
    return _("No items.");
}

static bool row_matches(void *owner, size_t index, const char *needle)
{
    return text_contains(((const struct results_screen *)owner)->lines[index].name, needle);
}

static const struct list_ops list_ops = {.row = draw_row, .matches = row_matches, .empty = no_rows};

static bool place(const struct screen *base, struct place *place)
{
    const struct results_screen *screen = (const struct results_screen *)base;

    return place_list(place, PLACE_RESULTS, &screen->audit, 0, NULL);
}

static const struct screen_ops ops = {.title = title,
                                      .context = context,
                                      .load = load,
                                      .draw = draw,
                                      .act = act,
                                      .place = place,
                                      .close = close_screen};

struct screen *results_screen_new(const struct ident *audit)
{
    struct results_screen *screen = mem_zalloc(1, sizeof *screen);

    screen->screen.ops = &ops;
    screen->audit = *audit;
    tabs_init(&screen->tabs, views, VIEW_COUNT, CONTEXT_RESULTS);
    list_init(&screen->list, &list_ops, screen);
    return &screen->screen;
}

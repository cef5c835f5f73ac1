/* deployment_screen.c - security equipment and people by area: what the plan puts there against
 * what was found. One key says that a row works or fails, one makes a finding of a row that fails.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "store/audit_checklists.h"
#include "store/deployment.h"
#include "ui/dialog.h"
#include "ui/drafts.h"
#include "ui/fields_form.h"
#include "ui/list.h"
#include "ui/record_text.h"
#include "ui/place.h"
#include "ui/screens.h"

enum { WIDE = 96, MIDDLE = 68 };

/* A row of the list: an area, or a line of it. */
struct walk_row {
    bool heading;
    size_t line; /* of heading: the first of the area */
};

struct deployment_screen {
    struct screen screen;
    struct ident audit;
    char *number;
    struct deployment_lines lines;
    struct walk_row *rows;
    size_t count;
    size_t capacity;
    struct list list;
    struct audit_checklists checklists; /* that are offered */
    struct ident asked;                 /* the row a question is about */
    enum grade grade;                   /* of the finding that is asked about */
};

static struct deployment_screen *deployment_of(const struct screen *screen)
{
    return (struct deployment_screen *)(uintptr_t)screen;
}

/* ---- loading --------------------------------------------------------------------------------- */

static bool is_same_place(const struct deployment_line *a, const struct deployment_line *b)
{
    return ident_equal(&a->area_id, &b->area_id) && strcmp(a->site, b->site) == 0;
}

static void add_row(struct deployment_screen *screen, bool heading, size_t line)
{
    screen->rows = mem_grow(screen->rows, screen->count, &screen->capacity, sizeof *screen->rows);
    screen->rows[screen->count++] = (struct walk_row){heading, line};
}

static void make_rows(struct deployment_screen *screen)
{
    const struct deployment_line *lines = screen->lines.items;

    screen->count = 0;
    for (size_t i = 0; i < screen->lines.count; i++) {
        if (i == 0 || !is_same_place(&lines[i - 1], &lines[i]))
            add_row(screen, true, i);
        add_row(screen, false, i);
    }
    list_set_count(&screen->list, screen->count);
    if (list_selected(&screen->list) == 0 && screen->count > 1)
        list_select(&screen->list, 1); /* below the heading */
}

static const struct deployment_line *selected(const struct deployment_screen *screen)
{
    long index = list_selected(&screen->list);

    if (index < 0 || screen->rows[index].heading)
        return NULL;
    return &screen->lines.items[screen->rows[index].line];
}

static enum err_code load(struct screen *base, struct app *app, struct err *err)
{
    struct deployment_screen *screen = deployment_of(base);
    const struct deployment_line *line = selected(screen);
    struct ident before = line != NULL ? line->id : ident_none();

    deployment_lines_clear(&screen->lines);
    screen->lines = (struct deployment_lines){0};
    enum err_code code = deployment_list(app->store, &screen->audit, NULL, &screen->lines, err);
    make_rows(screen);
    for (size_t i = 0; i < screen->count; i++)
        if (!screen->rows[i].heading &&
            ident_equal(&screen->lines.items[screen->rows[i].line].id, &before))
            list_select(&screen->list, i);
    free(screen->number);
    screen->number = store_name(app->store, RECORD_AUDIT, &screen->audit);
    return code;
}

/* ---- drawing --------------------------------------------------------------------------------- */

static char *title(const struct screen *base, const struct app *app)
{
    const struct deployment_screen *screen = deployment_of(base);
    size_t checked = 0;
    size_t failing = 0;

    (void)app;
    for (size_t i = 0; i < screen->lines.count; i++) {
        checked += screen->lines.items[i].checked;
        failing += screen->lines.items[i].fails;
    }
    return mem_printf(_("Deployment · %s · checked %zu/%zu · failing %zu"),
                      screen->number != NULL ? screen->number : "", checked, screen->lines.count,
                      failing);
}

/* "2 · 00-24", "—" for nothing; heap. */
static char *amount(int64_t count, const char *hours)
{
    if (count < 0)
        return mem_strdup(hours[0] != '\0' ? hours : "—");
    return mem_printf("%lld%s%s", (long long)count, hours[0] != '\0' ? " · " : "", hours);
}

static void draw_post(const struct deployment_line *line, int width, struct list_row *row)
{
    bool ascii = row->canvas != NULL && row->canvas->ascii;
    const char *symbol = ascii ? "." : "·";
    enum style style = STYLE_MUTED;
    char *planned = amount(line->planned_count, line->planned_hours);
    char *found = amount(line->found_count, line->found_hours);

    if (line->fails)
        symbol = ascii ? "x" : "✖";
    else if (line->checked)
        symbol = ascii ? "+" : "✓";
    if (line->checked)
        style = line->fails ? STYLE_BAD : STYLE_GOOD;
    list_cell(row, 1, style, symbol);
    list_cell_format(row, 3, STYLE_MUTED, "%lld", (long long)line->position);
    if (width >= MIDDLE)
        list_cell(row, 10, STYLE_MUTED,
                  line->kind >= 0 ? _(code_at(&code_deployment_kinds, line->kind)->label) : "");
    list_cell(row, 0, STYLE_NORMAL, line->what);
    list_cell(row, width >= WIDE ? 18 : 10, STYLE_NORMAL, planned);
    list_cell(row, width >= WIDE ? 18 : 10, style, found);
    list_cell(row, 12, line->fails && line->finding[0] == '\0' ? STYLE_WARN : STYLE_HEADING,
              line->fails && line->finding[0] == '\0' ? _("no finding") : line->finding);
    free(planned);
    free(found);
}

static void draw_row(void *owner, size_t index, int width, struct list_row *row)
{
    const struct deployment_screen *screen = owner;
    const struct deployment_line *line = &screen->lines.items[screen->rows[index].line];

    row->heading = screen->rows[index].heading;
    if (row->heading)
        list_cell_format(row, 0, STYLE_HEADING, "%s%s%s", line->site,
                         line->site[0] != '\0' && line->area[0] != '\0' ? " · " : "",
                         line->area[0] != '\0'   ? line->area
                         : line->site[0] != '\0' ? ""
                                                 : _("No place"));
    else
        draw_post(line, width, row);
}

static const char *no_rows(void *owner)
{
    (void)owner;
    return _("Nothing is planned here yet. Press a to add a row, K to make rows from a checklist.");
}

static void draw(struct screen *base, struct app *app, struct canvas *canvas, struct area area)
{
    struct deployment_screen *screen = deployment_of(base);

    (void)app;
    draw_box(canvas, area, _("Planned against found"), STYLE_HEADING);
    list_draw(&screen->list, canvas, area_inset(area, 1, 2), true);
}

/* ---- what was found -------------------------------------------------------------------------- */

static enum err_code save_row(struct store *store, const struct ident *owner, enum record_type type,
                              const struct ident *record, const struct closure_text *texts,
                              size_t count, struct err *err)
{
    (void)type;
    return deployment_put(store, owner, record, texts, count, NULL, err);
}

static unsigned edit(struct deployment_screen *screen, struct app *app, const struct ident *record)
{
    static const uint16_t fields[] = {
        DEPLOYMENT_KIND,         DEPLOYMENT_WHAT,          DEPLOYMENT_SITE,
        DEPLOYMENT_AREA,         DEPLOYMENT_PLANNED_COUNT, DEPLOYMENT_PLANNED_HOURS,
        DEPLOYMENT_PLANNED_SPEC, DEPLOYMENT_FOUND_COUNT,   DEPLOYMENT_FOUND_HOURS,
        DEPLOYMENT_FOUND_SPEC,   DEPLOYMENT_WORKING,       DEPLOYMENT_EVIDENCE,
        DEPLOYMENT_FINDING,      DEPLOYMENT_NOTE};
    struct fields_form_spec spec = {.title = _("Planned against found"),
                                    .type = RECORD_DEPLOYMENT,
                                    .owner = screen->audit,
                                    .record = record,
                                    .fields = fields,
                                    .count = sizeof fields / sizeof fields[0],
                                    .save = save_row};

    return app_push(app, fields_form_new(app, &spec));
}

static unsigned set_working(struct deployment_screen *screen, struct app *app, const char *word)
{
    const struct deployment_line *line = selected(screen);
    const struct closure_text text = {DEPLOYMENT_WORKING, word};
    struct err err;

    if (line == NULL)
        return REACT_HANDLED;
    return app_result(
        app, deployment_put(app->store, &screen->audit, &line->id, &text, 1, NULL, &err), &err);
}

static void tell_raised(struct app *app, const struct ident *finding)
{
    char *number = store_name(app->store, RECORD_FINDING, finding);

    app_message(app, TONE_GOOD, _("Finding raised: %s"), number);
    free(number);
}

static bool raise_against(struct app *app, void *owner, const char *text, unsigned *reactions,
                          struct err *err)
{
    struct deployment_screen *screen = owner;
    struct ident finding;

    if (deployment_raise(app->store, &screen->audit, &screen->asked, screen->grade, text, NULL,
                         &finding, err) != ERR_OK)
        return false;
    app_saved(app);
    tell_raised(app, &finding);
    *reactions = REACT_DONE | REACT_RELOAD;
    return true;
}

/* The audit has not the requirement that the row stands for by itself. */
static unsigned ask_requirement(struct deployment_screen *screen, struct app *app)
{
    char *place = draft_place_record("deployment-requirement", &screen->asked);
    unsigned reactions =
        dialog_prompt(app, &(struct dialog_prompt){.title = _("Raise a finding"),
                                                   .place = place,
                                                   .label = _("Requirement"),
                                                   .hint = _("As in the checklist: 8.4 c)"),
                                                   .kind = TEXT_LINE,
                                                   .required = true,
                                                   .done = raise_against,
                                                   .owner = screen});
    free(place);
    return reactions;
}

static unsigned raise_finding(struct deployment_screen *screen, struct app *app, enum grade grade)
{
    const struct deployment_line *line = selected(screen);
    struct ident finding;
    struct err err;

    if (line == NULL)
        return REACT_HANDLED;
    screen->asked = line->id;
    screen->grade = grade;
    enum err_code code =
        deployment_raise(app->store, &screen->audit, &line->id, grade, NULL, NULL, &finding, &err);
    if (code == ERR_USAGE)
        return ask_requirement(screen, app);
    unsigned result = app_result(app, code, &err);
    if (code == ERR_OK)
        tell_raised(app, &finding);
    return result;
}

static unsigned open_finding(struct deployment_screen *screen, struct app *app)
{
    const struct deployment_line *line = selected(screen);

    if (line != NULL && !ident_is_none(&line->finding_id))
        return app_push(app, closure_screen_new(&line->finding_id));
    app_message(app, TONE_NOTICE, "%s", _("The row has no finding; m or M raises one if it fails"));
    return REACT_DONE;
}

static bool is_unchecked(void *owner, size_t index)
{
    const struct deployment_screen *screen = owner;

    return !screen->rows[index].heading && !screen->lines.items[screen->rows[index].line].checked;
}

static unsigned next_unchecked(struct deployment_screen *screen, struct app *app)
{
    long index = list_find(&screen->list, true, is_unchecked);

    if (index >= 0)
        list_select(&screen->list, (size_t)index);
    else
        app_message(app, TONE_GOOD, "%s", _("Every row is checked"));
    return REACT_DONE;
}

/* ---- rows in and out ------------------------------------------------------------------------- */

static bool withdraw_now(struct app *app, void *owner, const char *text, unsigned *reactions,
                         struct err *err)
{
    struct deployment_screen *screen = owner;

    if (deployment_withdraw(app->store, &screen->asked, text, err) != ERR_OK)
        return false;
    app_saved(app);
    *reactions = REACT_DONE | REACT_RELOAD;
    return true;
}

static unsigned ask_withdraw(struct deployment_screen *screen, struct app *app)
{
    const struct deployment_line *line = selected(screen);

    if (line == NULL)
        return REACT_HANDLED;
    screen->asked = line->id;
    char *name = mem_printf(_("Withdraw %s"), line->what);
    unsigned reactions = record_ask_reason(
        app, name, _("It leaves the list; the reason and its history stay in the file."),
        withdraw_now, screen);
    free(name);
    return reactions;
}

static unsigned checklist_chosen(struct app *app, void *owner, size_t index)
{
    struct deployment_screen *screen = owner;
    const struct ident *area = ident_is_none(&app->area) ? NULL : &app->area;
    struct err err;
    size_t made = 0;
    enum err_code code = deployment_from_checklist(app->store, &screen->audit,
                                                   screen->checklists.items[index].checklist, area,
                                                   app->language, &made, &err);
    unsigned result = app_result(app, code, &err);

    if (code == ERR_OK)
        app_message(app, TONE_GOOD, _("Rows made: %zu"), made);
    return result;
}

static unsigned choose_checklist(struct deployment_screen *screen, struct app *app)
{
    struct err err;

    audit_checklists_clear(&screen->checklists);
    screen->checklists = (struct audit_checklists){0};
    if (audit_checklists_list(app->store, &screen->audit, app->language, &screen->checklists,
                              &err) != ERR_OK) {
        app_error(app, &err);
        return REACT_DONE;
    }
    const char **labels = mem_zalloc(screen->checklists.count + 1, sizeof *labels);
    for (size_t i = 0; i < screen->checklists.count; i++)
        labels[i] = screen->checklists.items[i].title;
    unsigned reactions =
        dialog_choose(app, &(struct dialog_choose){.title = _("A row for every item of"),
                                                   .labels = labels,
                                                   .count = screen->checklists.count,
                                                   .done = checklist_chosen,
                                                   .owner = screen});
    free(labels);
    return reactions;
}

/* ---- keys ------------------------------------------------------------------------------------ */

static unsigned act_on_screen(struct deployment_screen *screen, struct app *app, enum action action)
{
    const struct deployment_line *line = selected(screen);

    switch (action) {
    case ACTION_WORKING:
        return set_working(screen, app, "yes");
    case ACTION_FAILING:
        return set_working(screen, app, "no");
    case ACTION_MINOR:
        return raise_finding(screen, app, GRADE_MINOR);
    case ACTION_MAJOR:
        return raise_finding(screen, app, GRADE_MAJOR);
    case ACTION_NEXT_OPEN:
        return next_unchecked(screen, app);
    case ACTION_CLOSURE:
        return open_finding(screen, app);
    case ACTION_ADD:
        return edit(screen, app, NULL);
    case ACTION_CHECKLISTS:
        return choose_checklist(screen, app);
    case ACTION_DELETE:
        return ask_withdraw(screen, app);
    case ACTION_HISTORY:
        return line == NULL ? REACT_HANDLED
                            : app_push(app, history_screen_new(RECORD_DEPLOYMENT, &line->id));
    default:
        return REACT_NONE;
    }
}

static unsigned act(struct screen *base, struct app *app, const struct input *input)
{
    struct deployment_screen *screen = deployment_of(base);
    unsigned flags = screen->list.finding ? REACT_NONE : act_on_screen(screen, app, input->action);

    if (flags != REACT_NONE)
        return flags;
    flags = list_act(&screen->list, input);
    if (!(flags & REACT_OPENED))
        return flags;
    const struct deployment_line *line = selected(screen);
    return line == NULL ? REACT_HANDLED : edit(screen, app, &line->id);
}

static enum context context(const struct screen *base)
{
    return list_context(&deployment_of(base)->list, CONTEXT_DEPLOYMENT);
}

/* ---- life ------------------------------------------------------------------------------------ */

static void close_screen(struct screen *base)
{
    struct deployment_screen *screen = deployment_of(base);

    deployment_lines_clear(&screen->lines);
    audit_checklists_clear(&screen->checklists);
    list_clear(&screen->list);
    free(screen->rows);
    free(screen->number);
    free(screen);
}

static const struct list_ops list_ops = {.row = draw_row, .empty = no_rows};

static bool place(const struct screen *base, struct place *place)
{
    const struct deployment_screen *screen = (const struct deployment_screen *)base;

    return place_list(place, PLACE_DEPLOYMENT, &screen->audit, 0, NULL);
}

static const struct screen_ops ops = {.title = title,
                                      .context = context,
                                      .load = load,
                                      .draw = draw,
                                      .act = act,
                                      .place = place,
                                      .close = close_screen};

struct screen *deployment_screen_new(const struct ident *audit)
{
    struct deployment_screen *screen = mem_zalloc(1, sizeof *screen);

    screen->screen.ops = &ops;
    screen->audit = *audit;
    list_init(&screen->list, &list_ops, screen);
    return &screen->screen;
}

/* findings_screen.c - findings of one audit, of all, or of one requirement: sort, filter, read. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "store/consolidate.h"
#include "store/findings.h"
#include "ui/dialog.h"
#include "ui/filters.h"
#include "ui/list.h"
#include "ui/record_text.h"
#include "ui/place.h"
#include "ui/screens.h"

enum { WIDE = 96, MIDDLE = 70 }; /* columns of the list from which more cells are shown */

struct findings_screen {
    struct screen screen;
    struct ident audit;      /* none: all */
    struct ident assessment; /* none: all of the audit */
    char *number;            /* of the audit, "" */
    char *checklist;         /* of the requirement, NULL: all */
    char *item;
    char *ref;
    enum finding_sort sort;
    struct filter filter;
    struct finding_lines findings;
    struct list list;
    int number_columns;
    struct withdrawal withdrawal;
};

static struct findings_screen *findings_of(const struct screen *screen)
{
    return (struct findings_screen *)(uintptr_t)screen;
}

static const char *const sort_labels[FINDING_SORT_COUNT] = {
    [FINDING_BY_GRADE] = N_("by grade"),
    [FINDING_BY_RAISED] = N_("by date raised"),
    [FINDING_BY_REF] = N_("by requirement")};

/* ---- loading --------------------------------------------------------------------------------- */

static struct finding_line *selected(const struct findings_screen *screen)
{
    long index = list_selected(&screen->list);

    return index < 0 ? NULL : &screen->findings.items[index];
}

static void select_again(struct findings_screen *screen, const struct ident *id)
{
    for (size_t i = 0; i < screen->findings.count; i++)
        if (ident_equal(&screen->findings.items[i].id, id))
            list_select(&screen->list, i);
}

/* The requirement tells its audit, and what a finding raised here is against. */
static enum err_code load_requirement(struct findings_screen *screen, struct app *app,
                                      struct err *err)
{
    struct row row;

    if (ident_is_none(&screen->assessment))
        return ERR_OK;
    enum err_code code = store_get(app->store, RECORD_ASSESSMENT, &screen->assessment, &row, err);
    if (code != ERR_OK)
        return code;
    screen->audit = row_id(&row, ASSESSMENT_AUDIT);
    mem_replace(&screen->checklist, row_text(&row, ASSESSMENT_CHECKLIST));
    mem_replace(&screen->item, row_text(&row, ASSESSMENT_ITEM));
    mem_replace(&screen->ref, row_text(&row, ASSESSMENT_REF));
    row_clear(&row);
    return ERR_OK;
}

static enum err_code open_screen(struct screen *base, struct app *app, struct err *err)
{
    struct findings_screen *screen = findings_of(base);
    enum err_code code = load_requirement(screen, app, err);

    free(screen->number);
    screen->number = store_name(app->store, RECORD_AUDIT, &screen->audit);
    return code;
}

/* "F-k7q2-1" or, once they are final, "OFI-2026-003". */
static int columns_of_numbers(const struct findings_screen *screen)
{
    size_t most = 10;

    for (size_t i = 0; i < screen->findings.count; i++) {
        size_t width = text_width(screen->findings.items[i].number);
        most = width > most ? width : most;
    }
    return most < 14 ? (int)most : 14;
}

static enum err_code load(struct screen *base, struct app *app, struct err *err)
{
    struct findings_screen *screen = findings_of(base);
    const struct finding_line *before = selected(screen);
    struct ident id = before != NULL ? before->id : ident_none();
    struct finding_query query = {
        .audit = ident_is_none(&screen->audit) ? NULL : &screen->audit,
        .assessment = ident_is_none(&screen->assessment) ? NULL : &screen->assessment,
        .filter = filter_is_empty(&screen->filter) ? NULL : &screen->filter,
        .sort = screen->sort};

    finding_lines_clear(&screen->findings);
    enum err_code code = findings_list(app->store, &query, &screen->findings, err);
    list_set_count(&screen->list, screen->findings.count);
    screen->number_columns = columns_of_numbers(screen);
    select_again(screen, &id);
    return code;
}

/* ---- drawing --------------------------------------------------------------------------------- */

static char *title(const struct screen *base, const struct app *app)
{
    const struct findings_screen *screen = findings_of(base);
    struct buf text;

    (void)app;
    buf_init(&text);
    buf_puts(&text, _("Findings"));
    buf_printf(&text, " · %s", screen->number[0] != '\0' ? screen->number : _("all audits"));
    if (screen->ref != NULL) {
        char *ref = record_text_refs(screen->ref[0] != '\0' ? screen->ref : screen->item);
        buf_printf(&text, " · %s", ref);
        free(ref);
    }
    buf_printf(&text, " · %s", _(sort_labels[screen->sort]));
    char *filter = filters_title(&screen->filter);
    buf_puts(&text, filter);
    free(filter);
    return buf_take(&text);
}

static void draw_row(void *owner, size_t index, int width, struct list_row *row)
{
    const struct findings_screen *screen = owner;
    const struct finding_line *finding = &screen->findings.items[index];
    const struct code *state = code_at(&code_finding_states, finding->state);
    char *refs = record_text_refs(finding->refs);
    char raised[RECORD_STAMP_SIZE];

    record_text_stamp(finding->raised_at, raised);
    raised[raised[0] != '\0' ? CLOCK_DATE_SIZE - 1 : 0] = '\0';
    list_cell_code(row, code_at(&code_grades, (int)finding->grade));
    list_cell(row, screen->number_columns, STYLE_HEADING, finding->number);
    if (ident_is_none(&screen->audit) && width >= MIDDLE)
        list_cell(row, 12, STYLE_MUTED, finding->audit);
    list_cell(row, width >= WIDE ? 16 : width >= MIDDLE ? 11 : 9, STYLE_NORMAL, refs);
    list_cell(row, 0, STYLE_NORMAL, finding->statement);
    if (width >= WIDE)
        list_cell(row, 16, STYLE_MUTED, finding->site);
    list_cell(row, width >= MIDDLE ? 12 : 8, theme_tone(state->tone), _(state->label));
    if (width >= MIDDLE)
        list_cell(row, 10, STYLE_MUTED, raised);
    list_cell_format(row, 3, finding->evidence > 0 ? STYLE_NORMAL : STYLE_WARN, "E%zu",
                     finding->evidence);
    free(refs);
}

static const char *no_rows(void *owner)
{
    const struct findings_screen *screen = owner;

    if (!filter_is_empty(&screen->filter))
        return filters_empty(CONTEXT_FINDINGS);
    if (ident_is_none(&screen->audit))
        return _("No findings yet. Open an audit, and raise one at a requirement with m, M, o or "
                 "f.");
    return _("No findings yet. Press a to raise one, or go back to the walk and press m, M, o or f "
             "at a requirement.");
}

static void draw(struct screen *base, struct app *app, struct canvas *canvas, struct area area)
{
    struct findings_screen *screen = findings_of(base);

    (void)app;
    draw_box(canvas, area, _("Findings"), STYLE_HEADING);
    list_draw(&screen->list, canvas, area_inset(area, 1, 2), true);
}

/* ---- keys ------------------------------------------------------------------------------------ */

static unsigned filter_chosen(struct app *app, void *owner, const struct filter *filter)
{
    struct findings_screen *screen = owner;

    (void)app;
    filter_copy(&screen->filter, filter);
    list_select(&screen->list, 0);
    return REACT_DONE | REACT_RELOAD;
}

static unsigned choose_filter(struct findings_screen *screen, struct app *app)
{
    return filters_choose(app, &(struct filters_spec){.list = FILTER_FINDINGS,
                                                      .filter = &screen->filter,
                                                      .done = filter_chosen,
                                                      .owner = screen});
}

/* The grade that is looked at, where it is one. */
static enum grade shown_grade(const struct findings_screen *screen)
{
    for (int grade = 0; grade < GRADE_COUNT; grade++)
        if (screen->filter.bits[FILTER_GRADE] == 1U << grade)
            return (enum grade)grade;
    return GRADE_OFI;
}

static unsigned add(struct findings_screen *screen, struct app *app)
{
    struct finding_form_spec spec = {.audit = screen->audit,
                                     .checklist = screen->checklist,
                                     .item = screen->item,
                                     .ref = screen->ref,
                                     .grade = shown_grade(screen)};

    if (ident_is_none(&screen->audit)) {
        app_message(app, TONE_NOTICE, "%s",
                    _("A finding is raised in an audit: open one, or its findings, first"));
        return REACT_DONE;
    }
    return app_push(app, finding_form_new(app, &spec));
}

static unsigned act_on_selected(struct findings_screen *screen, struct app *app, enum action action)
{
    const struct finding_line *finding = selected(screen);
    struct finding_form_spec spec = {.audit = screen->audit};

    if (finding == NULL)
        return REACT_HANDLED;
    if (action == ACTION_OPEN)
        return app_push(app, record_screen_new(RECORD_FINDING, &finding->id));
    if (action == ACTION_CLOSURE)
        return app_push(app, closure_screen_new(&finding->id));
    if (action == ACTION_HISTORY)
        return app_push(app, history_screen_new(RECORD_FINDING, &finding->id));
    if (action == ACTION_DELETE) {
        screen->withdrawal = (struct withdrawal){RECORD_FINDING, finding->id};
        return record_ask_withdraw(app, &screen->withdrawal);
    }
    spec.finding = &finding->id;
    return app_push(app, finding_form_new(app, &spec));
}

/* ---- final numbers --------------------------------------------------------------------------- */

/* How many findings have none and count. */
static enum err_code count_drafts(struct app *app, const struct ident *audit, size_t *count,
                                  struct err *err)
{
    struct value equals = value_id(audit);
    struct list_query query = {.type = RECORD_FINDING, .where = FINDING_AUDIT, .equals = equals};
    struct rows rows = {0};
    enum err_code code = store_list(app->store, &query, &rows, err);

    value_clear(&equals);
    *count = 0;
    for (size_t i = 0; code == ERR_OK && i < rows.count; i++)
        *count += row_is_null(&rows.items[i], FINDING_NUMBER) &&
                  row_is_null(&rows.items[i], FINDING_MERGED_INTO);
    rows_clear(&rows);
    return code;
}

static unsigned number_now(struct app *app, void *owner)
{
    struct findings_screen *screen = owner;
    struct err err;
    size_t given = 0;
    enum err_code code = findings_number(app->store, &screen->audit, &given, &err);

    if (code == ERR_OK)
        app_message(app, TONE_GOOD, _("Final numbers given: %zu"), given);
    return app_result(app, code, &err);
}

static unsigned ask_number(struct findings_screen *screen, struct app *app)
{
    struct err err;
    size_t count = 0;

    if (ident_is_none(&screen->audit)) {
        app_message(app, TONE_NOTICE, "%s",
                    _("Numbers are given in one audit: open it, or its findings, first"));
        return REACT_DONE;
    }
    if (count_drafts(app, &screen->audit, &count, &err) != ERR_OK) {
        app_error(app, &err);
        return REACT_DONE;
    }
    if (count == 0) {
        app_message(app, TONE_NOTICE, "%s", _("Every finding has its final number already"));
        return REACT_DONE;
    }
    char *text = mem_printf(
        _("Findings of %s that have a draft number: %zu. They get their final numbers, by grade "
          "and requirement. Do this when all laptops are merged and duplicates are settled: "
          "numbers are given once."),
        screen->number, count);
    struct dialog_confirm confirm = {.title = _("Give final numbers?"),
                                     .text = text,
                                     .yes = _("give the numbers"),
                                     .opener = '#',
                                     .done = number_now,
                                     .owner = screen};
    unsigned reactions = dialog_confirm(app, &confirm);
    free(text);
    return reactions;
}

static unsigned act_on_screen(struct findings_screen *screen, struct app *app, enum action action)
{
    switch (action) {
    case ACTION_ADD:
        return add(screen, app);
    case ACTION_SORT:
        screen->sort = (enum finding_sort)((screen->sort + 1) % FINDING_SORT_COUNT);
        return REACT_DONE | REACT_RELOAD;
    case ACTION_FILTER:
        return choose_filter(screen, app);
    case ACTION_EXPORT:
        return app_push(
            app, export_form_new(app, ident_is_none(&screen->audit) ? NULL : &screen->audit));
    case ACTION_DUPLICATES:
        return app_push(
            app, duplicates_screen_new(ident_is_none(&screen->audit) ? NULL : &screen->audit));
    case ACTION_NUMBER:
        return ask_number(screen, app);
    case ACTION_EDIT:
    case ACTION_DELETE:
    case ACTION_HISTORY:
    case ACTION_CLOSURE:
        return act_on_selected(screen, app, action);
    default:
        return REACT_NONE;
    }
}

static unsigned act(struct screen *base, struct app *app, const struct input *input)
{
    struct findings_screen *screen = findings_of(base);
    unsigned flags = screen->list.finding ? REACT_NONE : act_on_screen(screen, app, input->action);

    if (flags != REACT_NONE)
        return flags;
    flags = list_act(&screen->list, input);
    return flags & REACT_OPENED ? act_on_selected(screen, app, ACTION_OPEN) : flags;
}

static enum context context(const struct screen *base)
{
    return list_context(&findings_of(base)->list, CONTEXT_FINDINGS);
}

/* ---- life ------------------------------------------------------------------------------------ */

static void close_screen(struct screen *base)
{
    struct findings_screen *screen = findings_of(base);

    finding_lines_clear(&screen->findings);
    filter_clear(&screen->filter);
    list_clear(&screen->list);
    free(screen->number);
    free(screen->checklist);
    free(screen->item);
    free(screen->ref);
    free(screen);
}

static const struct list_ops list_ops = {.row = draw_row, .empty = no_rows};

static bool place(const struct screen *base, struct place *place)
{
    const struct findings_screen *screen = (const struct findings_screen *)base;

    return place_list(place, PLACE_FINDINGS, &screen->audit, RECORD_ASSESSMENT,
                      &screen->assessment);
}

static const struct screen_ops ops = {.title = title,
                                      .context = context,
                                      .open = open_screen,
                                      .load = load,
                                      .draw = draw,
                                      .act = act,
                                      .place = place,
                                      .close = close_screen};

struct screen *findings_screen_new(const struct ident *audit, const struct ident *assessment)
{
    struct findings_screen *screen = mem_zalloc(1, sizeof *screen);

    screen->screen.ops = &ops;
    screen->audit = audit != NULL ? *audit : ident_none();
    screen->assessment = assessment != NULL ? *assessment : ident_none();
    list_init(&screen->list, &list_ops, screen);
    return &screen->screen;
}

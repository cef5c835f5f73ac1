/* filter_form.c - the criteria of a filter, those that fit the list. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "ui/filters.h"
#include "ui/form.h"

enum { NAMES_MOST = 1000 };

struct criteria_form {
    struct screen screen;
    struct form form;
    struct filters_spec spec;
    struct filter filter; /* what it was opened with, then what it says */
    bool chosen;
};

static struct criteria_form *form_of(const struct screen *screen)
{
    return (struct criteria_form *)(uintptr_t)screen;
}

/* ---- fields ---------------------------------------------------------------------------------- */

/* Areas, processes and people by their names, each once; and the one that is asked for already. */
static void add_names(struct criteria_form *form, struct app *app, enum filter_criterion criterion)
{
    static const struct {
        enum record_type type;
        uint16_t field;
    } sources[FILTER_CRITERION_COUNT] = {[FILTER_AREA] = {RECORD_AREA, AREA_NAME},
                                         [FILTER_PROCESS] = {RECORD_PROCESS, PROCESS_NAME},
                                         [FILTER_AUTHOR] = {RECORD_PERSON, PERSON_NAME}};
    struct rows rows = {0};
    struct list_query query = {
        .type = sources[criterion].type, .order = sources[criterion].field, .limit = NAMES_MOST};
    const char *wanted = form->filter.texts[criterion];
    int selected = -1;
    size_t count = 0;

    if (store_list(app->store, &query, &rows, NULL) != ERR_OK)
        rows_clear(&rows);
    struct form_choice *choices = mem_zalloc(rows.count + 1, sizeof *choices);
    for (size_t i = 0; i < rows.count; i++) {
        const char *name = row_text(&rows.items[i], sources[criterion].field);
        if (name[0] == '\0' || (count > 0 && strcmp(choices[count - 1].label, name) == 0))
            continue;
        if (wanted != NULL && strcmp(name, wanted) == 0)
            selected = (int)count;
        choices[count++].label = name;
    }
    if (wanted != NULL && selected < 0) {
        selected = (int)count;
        choices[count++].label = wanted;
    }
    form_add(&form->form, &(struct form_spec){.id = (int)criterion,
                                              .kind = FORM_CHOICE,
                                              .label = _(filter_rows[criterion].label),
                                              .choices = choices,
                                              .choice_count = count,
                                              .selected = selected});
    free(choices);
    rows_clear(&rows);
}

static const char *hint_of(enum filter_criterion criterion)
{
    switch (criterion) {
    case FILTER_CLAUSE:
        return _("8.4, 8.5.2, 9.1-9.3; 8 is the whole chapter, 8.4 c) one requirement");
    case FILTER_FROM:
    case FILTER_TO:
        return _("2026-03-12, or counted from today: today, today-30, today+7");
    case FILTER_TEXT:
        return _("Found anywhere in number, title and texts");
    default:
        return NULL;
    }
}

static void add_field(struct criteria_form *form, struct app *app, enum filter_criterion criterion)
{
    const struct filter_row *row = &filter_rows[criterion];
    const struct form_choice yes = {.label = _("yes")};
    struct form_spec spec = {.id = (int)criterion,
                             .kind = FORM_LINE,
                             .label = _(row->label),
                             .hint = hint_of(criterion)};

    if (criterion == FILTER_AREA || criterion == FILTER_PROCESS || criterion == FILTER_AUTHOR) {
        add_names(form, app, criterion);
        return;
    }
    if (row->form == FILTER_CODES) {
        spec.kind = FORM_MULTI;
        spec.codes = row->codes;
        spec.chosen = form->filter.bits[criterion];
    } else if (row->form == FILTER_FLAG) {
        spec.kind = FORM_MULTI;
        spec.choices = &yes;
        spec.choice_count = 1;
        spec.chosen = form->filter.bits[criterion];
    } else {
        spec.value = form->filter.texts[criterion];
    }
    form_add(&form->form, &spec);
}

/* ---- saving ---------------------------------------------------------------------------------- */

static bool take_field(struct criteria_form *form, enum filter_criterion criterion)
{
    const struct filter_row *row = &filter_rows[criterion];
    struct err err;

    if (row->form == FILTER_CODES || row->form == FILTER_FLAG) {
        form->filter.bits[criterion] = (unsigned)form_chosen(&form->form, (int)criterion);
        return true;
    }
    if (filter_set(&form->filter, criterion, form_text(&form->form, (int)criterion), &err) ==
        ERR_OK)
        return true;
    char *text = mem_printf("%s · %s", err.message, err.hint);
    form_error(&form->form, (int)criterion, text);
    free(text);
    return false;
}

static unsigned act(struct screen *base, struct app *app, const struct input *input)
{
    struct criteria_form *form = form_of(base);
    unsigned flags = form_act(&form->form, app, input);

    if (!(flags & REACT_SUBMIT))
        return flags;
    for (int i = 0; i < FILTER_CRITERION_COUNT; i++)
        if (filter_fits(form->spec.list, (enum filter_criterion)i) &&
            !take_field(form, (enum filter_criterion)i))
            return REACT_DONE;
    form->chosen = true;
    return REACT_DONE | REACT_POP;
}

static unsigned finish(struct screen *base, struct app *app)
{
    struct criteria_form *form = form_of(base);

    return form->chosen ? form->spec.done(app, form->spec.owner, &form->filter) : REACT_DONE;
}

/* ---- life ------------------------------------------------------------------------------------ */

static char *title(const struct screen *base, const struct app *app)
{
    (void)app;
    return mem_printf(_("Filter · %s"),
                      _(code_at(&filter_lists, (int)form_of(base)->spec.list)->label));
}

static enum context context(const struct screen *base)
{
    return form_context(&form_of(base)->form, CONTEXT_FILTER_FORM);
}

static void draw(struct screen *base, struct app *app, struct canvas *canvas, struct area area)
{
    (void)app;
    form_draw(&form_of(base)->form, canvas, area_inset(area, 0, 1));
}

static void close_screen(struct screen *base)
{
    struct criteria_form *form = form_of(base);

    form_clear(&form->form);
    filter_clear(&form->filter);
    free(form);
}

static const struct screen_ops ops = {.title = title,
                                      .context = context,
                                      .draw = draw,
                                      .act = act,
                                      .finish = finish,
                                      .close = close_screen};

struct screen *filter_form_new(struct app *app, const struct filters_spec *spec)
{
    struct criteria_form *form = mem_zalloc(1, sizeof *form);

    form->screen.ops = &ops;
    form->spec = *spec;
    filter_copy(&form->filter, spec->filter);
    mem_replace(&form->filter.name, NULL); /* other criteria are another filter */
    form_init(&form->form);
    for (int i = 0; i < FILTER_CRITERION_COUNT; i++)
        if (filter_fits(spec->list, (enum filter_criterion)i))
            add_field(form, app, (enum filter_criterion)i);
    form_set_clean(&form->form);
    return &form->screen;
}

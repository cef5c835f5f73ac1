/* sample_form.c - the sample of a requirement: how many there are, how many are looked at, which
 * ones (drawn with a recorded seed), and how many of them failed. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "core/ref.h"
#include "store/walk.h"
#include "ui/form.h"
#include "ui/screens.h"

enum { FIELD_POPULATION, FIELD_SIZE, FIELD_SEED, FIELD_DRAWN, FIELD_FAILURES };

struct sample_form {
    struct screen screen;
    struct form form;
    struct ident audit;
    char *checklist;
    char *item;
    char *ref;
    struct row row; /* the assessment; empty: not assessed yet */
    bool known;
};

static struct sample_form *form_of(const struct screen *screen)
{
    return (struct sample_form *)(uintptr_t)screen;
}

/* ---- saving ---------------------------------------------------------------------------------- */

/* -1: no number, and said so at the field. */
static int64_t number_in(struct form *form, int field)
{
    const char *text = form_text(form, field);
    char *end = NULL;
    long long number = strtoll(text, &end, 10);

    if (text[0] != '\0' && *end == '\0' && number >= 0 &&
        strspn(text, "0123456789") == strlen(text))
        return number;
    form_error(form, field, _("a number is needed"));
    return -1;
}

static bool is_drawn(const struct sample_form *sample, const struct sample *wanted)
{
    return sample->known &&
           row_int(&sample->row, ASSESSMENT_SAMPLE_POPULATION) == wanted->population &&
           row_int(&sample->row, ASSESSMENT_SAMPLE_SIZE) == wanted->size &&
           strcmp(row_text(&sample->row, ASSESSMENT_SAMPLE_SEED), wanted->seed) == 0;
}

/* Shows what was drawn; the failures are for afterwards. */
static void show_drawn(struct sample_form *sample, struct app *app)
{
    struct ident id = assessment_id(&sample->audit, sample->checklist, sample->item, NULL);

    row_clear(&sample->row);
    sample->known = store_get(app->store, RECORD_ASSESSMENT, &id, &sample->row, NULL) == ERR_OK;
    if (!sample->known)
        return;
    form_set_text(&sample->form, FIELD_DRAWN, row_text(&sample->row, ASSESSMENT_SAMPLE_DRAWN));
    form_hide(&sample->form, FIELD_DRAWN, false);
    form_hide(&sample->form, FIELD_FAILURES, false);
    form_focus(&sample->form, FIELD_FAILURES);
    form_set_clean(&sample->form);
}

static unsigned draw_sample(struct sample_form *sample, struct app *app,
                            const struct sample *wanted)
{
    struct err err;
    enum err_code code = assessment_sample(app->store, &sample->audit, sample->checklist,
                                           sample->item, wanted, &err);
    unsigned result = app_result(app, code, &err);

    if (code == ERR_OK)
        show_drawn(sample, app);
    return result;
}

static unsigned submit(struct sample_form *sample, struct app *app)
{
    struct form *form = &sample->form;
    struct err err;
    int64_t population = number_in(form, FIELD_POPULATION);
    int64_t size = population < 0 ? -1 : number_in(form, FIELD_SIZE);
    struct sample wanted = {population, size, form_text(form, FIELD_SEED)};

    if (size < 0)
        return REACT_DONE;
    if (!is_drawn(sample, &wanted))
        return draw_sample(sample, app, &wanted);
    if (form_text(form, FIELD_FAILURES)[0] == '\0')
        return REACT_DONE | REACT_POP;
    int64_t failures = number_in(form, FIELD_FAILURES);
    if (failures < 0)
        return REACT_DONE;
    enum err_code code = assessment_sample_failures(app->store, &sample->audit, sample->checklist,
                                                    sample->item, failures, &err);
    unsigned result = app_result(app, code, &err);
    return code == ERR_OK ? REACT_DONE | REACT_POP : result;
}

static unsigned act(struct screen *base, struct app *app, const struct input *input)
{
    struct sample_form *sample = form_of(base);
    unsigned flags = form_act(&sample->form, app, input);

    return flags & REACT_SUBMIT ? submit(sample, app) : flags;
}

static void keep(struct screen *base, struct app *app, bool sync)
{
    form_keep(&form_of(base)->form, app, sync);
}

static unsigned finish(struct screen *base, struct app *app)
{
    form_keep_end(&form_of(base)->form, app);
    return REACT_DONE | REACT_RELOAD;
}

/* ---- making ---------------------------------------------------------------------------------- */

static void add_number(struct sample_form *sample, int id, const char *label, const char *hint,
                       uint16_t field, bool required)
{
    bool there = sample->known && !row_is_null(&sample->row, field);
    char *value =
        there ? mem_printf("%lld", (long long)row_int(&sample->row, field)) : mem_strdup("");

    form_add(&sample->form, &(struct form_spec){.id = id,
                                                .kind = FORM_LINE,
                                                .label = label,
                                                .hint = hint,
                                                .value = value,
                                                .required = required});
    free(value);
}

static void add_fields(struct sample_form *sample)
{
    char seed[SAMPLE_SEED_SIZE];
    const char *drawn = sample->known ? row_text(&sample->row, ASSESSMENT_SAMPLE_DRAWN) : "";
    const char *before = sample->known ? row_text(&sample->row, ASSESSMENT_SAMPLE_SEED) : "";

    sample_seed(seed);
    add_number(sample, FIELD_POPULATION, _("Population"), _("How many there are"),
               ASSESSMENT_SAMPLE_POPULATION, true);
    add_number(sample, FIELD_SIZE, _("Sample size"), _("How many of them are drawn"),
               ASSESSMENT_SAMPLE_SIZE, true);
    form_add(&sample->form,
             &(struct form_spec){.id = FIELD_SEED,
                                 .kind = FORM_LINE,
                                 .label = _("Sample seed"),
                                 .hint = _("By chance; the same seed draws the same items again"),
                                 .value = before[0] != '\0' ? before : seed,
                                 .limit = 64,
                                 .required = true});
    form_add(&sample->form, &(struct form_spec){.id = FIELD_DRAWN,
                                                .kind = FORM_STATIC,
                                                .label = _("Items drawn"),
                                                .value = drawn});
    add_number(sample, FIELD_FAILURES, _("Failures in sample"),
               _("How many of the items drawn failed"), ASSESSMENT_SAMPLE_FAILURES, false);
    form_hide(&sample->form, FIELD_DRAWN, drawn[0] == '\0');
    form_hide(&sample->form, FIELD_FAILURES, drawn[0] == '\0');
    if (drawn[0] != '\0')
        form_focus(&sample->form, FIELD_FAILURES);
    form_set_clean(&sample->form);
}

static char *title(const struct screen *base, const struct app *app)
{
    char *ref = ref_display(form_of(base)->ref);
    char *text = mem_printf(_("Sample for %s"), ref);

    (void)app;
    free(ref);
    return text;
}

static enum context context(const struct screen *base)
{
    return form_context(&form_of(base)->form, CONTEXT_FORM);
}

static void draw(struct screen *base, struct app *app, struct canvas *canvas, struct area area)
{
    (void)app;
    form_draw(&form_of(base)->form, canvas, area_inset(area, 0, 1));
}

static void close_screen(struct screen *base)
{
    struct sample_form *sample = form_of(base);

    form_clear(&sample->form);
    row_clear(&sample->row);
    free(sample->checklist);
    free(sample->item);
    free(sample->ref);
    free(sample);
}

static const struct screen_ops ops = {.title = title,
                                      .context = context,
                                      .draw = draw,
                                      .act = act,
                                      .finish = finish,
                                      .keep = keep,
                                      .close = close_screen};

struct screen *sample_form_new(struct app *app, const struct ident *audit,
                               const struct walk_item *item)
{
    struct sample_form *sample = mem_zalloc(1, sizeof *sample);

    sample->screen.ops = &ops;
    sample->audit = *audit;
    sample->checklist = mem_strdup(item->checklist);
    sample->item = mem_strdup(item->item);
    sample->ref = mem_strdup(item->ref[0] != '\0' ? item->ref : item->item);
    sample->known =
        store_get(app->store, RECORD_ASSESSMENT, &item->id, &sample->row, NULL) == ERR_OK;
    form_init(&sample->form);
    add_fields(sample);
    char *place = draft_place_item("sample", audit, item->checklist, item->item);
    char *name = title(&sample->screen, app);
    form_keep_at(&sample->form, app, place, name);
    free(name);
    free(place);
    return &sample->screen;
}

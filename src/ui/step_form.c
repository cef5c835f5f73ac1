/* step_form.c - what a step on a finding's path asks for: a name, a reason, a judgement. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "ui/closure_screen.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "ui/form.h"

enum { STEP_PERSON_NAME, STEP_REASON, STEP_EFFECT, STEP_EVIDENCE, STEP_OVERRIDE, STEP_SEEN_IN };

struct step_form {
    struct screen screen;
    struct form form;
    struct ident finding;
    enum finding_action action;
    bool asks_effect;
    bool asks_audit;
    char *title;
};

static struct step_form *form_of(const struct screen *screen)
{
    return (struct step_form *)(uintptr_t)screen;
}

/* ---- saving ---------------------------------------------------------------------------------- */

static unsigned take(struct step_form *step, struct app *app)
{
    struct err err;
    struct ident made;
    struct ident audit = form_choice_id(&step->form, STEP_SEEN_IN);
    struct closure_given given = {
        .person = form_text(&step->form, STEP_PERSON_NAME),
        .note = form_text(&step->form, STEP_REASON),
        .evidence = form_text(&step->form, STEP_EVIDENCE),
        .effect = step->asks_effect ? form_choice(&step->form, STEP_EFFECT) : -1,
        .override = form_text(&step->form, STEP_OVERRIDE),
        .audit = step->asks_audit && !ident_is_none(&audit) ? &audit : NULL};
    enum err_code code =
        finding_advance(app->store, &step->finding, step->action, &given, &made, &err);
    unsigned result = app_result(app, code, &err);

    if (code == ERR_OK && !ident_is_none(&made)) {
        char *number = store_name(app->store, RECORD_FINDING, &made);
        app_message(app, TONE_GOOD, _("Raised as a recurrence: %s"), number);
        free(number);
    }
    return code == ERR_OK ? REACT_DONE | REACT_POP : result;
}

static unsigned act(struct screen *base, struct app *app, const struct input *input)
{
    struct step_form *step = form_of(base);
    unsigned flags = form_act(&step->form, app, input);

    return flags & REACT_SUBMIT ? take(step, app) : flags;
}

/* ---- the screen ------------------------------------------------------------------------------ */

static char *title(const struct screen *base, const struct app *app)
{
    (void)app;
    return mem_strdup(form_of(base)->title);
}

static enum context context(const struct screen *base)
{
    return form_context(&form_of(base)->form, CONTEXT_FINDING_FORM);
}

static void draw(struct screen *base, struct app *app, struct canvas *canvas, struct area area)
{
    (void)app;
    form_draw(&form_of(base)->form, canvas, area_inset(area, 0, 1));
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

static void close_screen(struct screen *base)
{
    struct step_form *step = form_of(base);

    form_clear(&step->form);
    free(step->title);
    free(step);
}

static const struct screen_ops ops = {.title = title,
                                      .context = context,
                                      .draw = draw,
                                      .act = act,
                                      .finish = finish,
                                      .keep = keep,
                                      .close = close_screen};

/* ---- what it asks for ------------------------------------------------------------------------ */

static void add_judgement(struct step_form *step, const struct closure_rule *rule)
{
    if ((rule->needs & (NEED_EFFECTIVE | NEED_FAILED)) == 0)
        return;
    step->asks_effect = (rule->needs & NEED_FAILED) != 0;
    if (step->asks_effect)
        form_add(&step->form, &(struct form_spec){.id = STEP_EFFECT,
                                                  .kind = FORM_CHOICE,
                                                  .label = _("Effectiveness"),
                                                  .codes = &code_effects,
                                                  .selected = EFFECT_NOT,
                                                  .required = true});
    form_add(&step->form, &(struct form_spec){.id = STEP_EVIDENCE,
                                              .kind = FORM_LINE,
                                              .label = _("Evidence"),
                                              .hint = _("The number of recorded evidence"),
                                              .required = true});
}

/* The audits in which it may have been seen again. */
static void add_audits(struct step_form *step, struct app *app)
{
    struct rows rows;
    struct list_query query = {.type = RECORD_AUDIT, .order = AUDIT_NUMBER};
    size_t count = 0;

    if (store_list(app->store, &query, &rows, NULL) != ERR_OK)
        return;
    struct form_choice *choices = mem_zalloc(rows.count + 1, sizeof *choices);
    for (size_t i = 0; i < rows.count; i++)
        if (row_code(&rows.items[i], AUDIT_STATE) < (int)AUDIT_ISSUED)
            choices[count++] =
                (struct form_choice){row_text(&rows.items[i], AUDIT_NUMBER), rows.items[i].id};
    step->asks_audit = true;
    form_add(&step->form, &(struct form_spec){.id = STEP_SEEN_IN,
                                              .kind = FORM_CHOICE,
                                              .label = _("Seen again in"),
                                              .hint = _("An audit whose report is not issued yet"),
                                              .choices = choices,
                                              .choice_count = count,
                                              .selected = count > 0 ? 0 : -1,
                                              .required = true});
    free(choices);
    rows_clear(&rows);
}

static void add_fields(struct step_form *step, struct app *app, const struct closure_screen *screen,
                       const struct closure_rule *rule)
{
    if (rule->needs & NEED_PERSON)
        form_add(&step->form, &(struct form_spec){.id = STEP_PERSON_NAME,
                                                  .kind = FORM_LINE,
                                                  .label = _("For the auditee"),
                                                  .hint = _("Who speaks for the auditee"),
                                                  .required = true});
    add_judgement(step, rule);
    if (rule->action == FINDING_REOPEN)
        add_audits(step, app);
    if (rule->needs & (NEED_NOTE | NEED_EFFECTIVE | NEED_FAILED))
        form_add(&step->form, &(struct form_spec){.id = STEP_REASON,
                                                  .kind = FORM_BLOCK,
                                                  .label = _("Reason"),
                                                  .rows = 3,
                                                  .required = (rule->needs & NEED_NOTE) != 0});
    if (rule->who == WHO_INDEPENDENT && screen->facts.is_owner)
        form_add(&step->form,
                 &(struct form_spec){
                     .id = STEP_OVERRIDE,
                     .kind = FORM_BLOCK,
                     .label = _("You own an action"),
                     .hint = _("Why you take the step all the same; the report shows it"),
                     .rows = 2,
                     .required = true});
}

struct screen *step_form_new(struct app *app, const struct closure_screen *screen,
                             const struct closure_rule *rule)
{
    struct step_form *step = mem_zalloc(1, sizeof *step);
    const struct code *code = code_at(&code_finding_actions, (int)rule->action);

    step->screen.ops = &ops;
    step->finding = screen->finding;
    step->action = rule->action;
    step->title = mem_printf("%s · %s", screen->closure.number, _(code->label));
    form_init(&step->form);
    add_fields(step, app, screen, rule);
    if (step->form.count == 0) {
        close_screen(&step->screen);
        return NULL;
    }
    form_set_clean(&step->form);
    char *word = mem_printf("step-%s", code->word);
    char *place = draft_place_record(word, &step->finding);
    form_keep_at(&step->form, app, place, step->title);
    free(place);
    free(word);
    return &step->screen;
}

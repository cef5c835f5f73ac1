/* closure_screen.c - the path of a finding to its closure, as steps: done, next, what is missing.
 *
 * Rows and rules come from core/closure.h. Enter takes the next step, or opens the form of the
 * first thing it misses; below the path stand the records of the finding, Enter edits one.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "ui/closure_screen.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "ui/dialog.h"
#include "ui/fields_form.h"
#include "ui/place.h"
#include "ui/record_text.h"

enum { WIDE = 96 }; /* columns of the list from which it is told who may */

static struct closure_screen *closure_of(const struct screen *screen)
{
    return (struct closure_screen *)(uintptr_t)screen;
}

/* ---- loading --------------------------------------------------------------------------------- */

static void select_next_step(struct closure_screen *screen)
{
    for (size_t i = 0; i < screen->count; i++) {
        const struct path_row *row = &screen->rows[i];
        if (row->kind == PATH_STEP && row->rule->from == screen->facts.state &&
            row->rule->to > row->rule->from) {
            list_select(&screen->list, i);
            return;
        }
    }
    list_select(&screen->list, screen->count > 1 ? 1 : 0);
}

static enum err_code load(struct screen *base, struct app *app, struct err *err)
{
    static const struct closure_given nothing = {.effect = -1};
    struct closure_screen *screen = closure_of(base);
    struct closure fresh;
    enum finding_state before = screen->facts.state;
    enum err_code code = closure_load(app->store, &screen->finding, &fresh, err);

    if (code != ERR_OK)
        return code;
    if (screen->loaded)
        closure_clear(&screen->closure);
    screen->closure = fresh;
    code = closure_facts(app->store, &screen->closure, &nothing, &screen->day, &screen->facts, err);
    closure_rows_make(screen, app);
    if (!screen->loaded || before != screen->facts.state)
        select_next_step(screen);
    screen->loaded = true;
    return code;
}

/* ---- drawing --------------------------------------------------------------------------------- */

static char *title(const struct screen *base, const struct app *app)
{
    const struct closure_screen *screen = closure_of(base);

    (void)app;
    if (!screen->loaded)
        return mem_strdup(_("Path to closure"));
    return mem_printf(_("Path to closure · %s · %s%s"), screen->closure.number,
                      _(code_at(&code_finding_states, (int)screen->facts.state)->label),
                      screen->facts.disputed ? _(" · disputed") : "");
}

static void draw_step(const struct path_row *step, int width, struct list_row *row)
{
    static const struct {
        const char *symbol;
        const char *ascii;
        enum style style;
        const char *text;
    } looks[] = {[PATH_DONE] = {"✓", "+", STYLE_GOOD, N_("done")},
                 [PATH_NEXT] = {"▶", ">", STYLE_HEADING, N_("Enter takes it")},
                 [PATH_BLOCKED] = {"▷", "-", STYLE_WARN, N_("not yet")},
                 [PATH_LATER] = {"·", ".", STYLE_MUTED, ""}};
    bool ascii = row->canvas != NULL && row->canvas->ascii;
    enum style style = looks[step->standing].style;
    const char *text = looks[step->standing].text;

    list_cell(row, 1, style, ascii ? looks[step->standing].ascii : looks[step->standing].symbol);
    list_cell(row, 0, style, step->text);
    list_cell(row, 15, style, text[0] != '\0' ? _(text) : "");
    if (width >= WIDE)
        list_cell(row, 28, STYLE_MUTED, _(closure_who_text(step->rule->who)));
    list_cell(row, 11, STYLE_MUTED, step->rule->clause);
}

static void draw_row(void *owner, size_t index, int width, struct list_row *row)
{
    const struct closure_screen *screen = owner;
    const struct path_row *path = &screen->rows[index];

    row->heading = path->kind == PATH_HEADING;
    if (path->kind == PATH_STEP) {
        draw_step(path, width, row);
        return;
    }
    if (!row->heading)
        list_cell(row, path->kind == PATH_MISSING ? 3 : 1, STYLE_NORMAL, "");
    list_cell(row, 0, path->kind == PATH_MISSING ? STYLE_WARN : STYLE_NORMAL, path->text);
}

static void draw(struct screen *base, struct app *app, struct canvas *canvas, struct area area)
{
    struct closure_screen *screen = closure_of(base);

    (void)app;
    list_draw(&screen->list, canvas, area_inset(area, 0, 1), true);
}

/* ---- what is missing ------------------------------------------------------------------------- */

/* The first record of which a date of done or its proof, or its plan, is not there. */
static const struct ident *first_open(const struct rows *rows, uint16_t done, uint16_t proof,
                                      uint16_t evidence)
{
    for (size_t i = 0; i < rows->count; i++) {
        const struct row *row = &rows->items[i];
        if (row_is_null(row, done) || (row_is_null(row, proof) && row_is_null(row, evidence)))
            return &row->id;
    }
    return NULL;
}

/* An action of this attempt that is not carried out, or not planned in full. */
static const struct ident *open_action(const struct closure *closure, bool planned)
{
    for (size_t i = 0; i < closure->actions.count; i++) {
        const struct row *row = &closure->actions.items[i];
        bool unplanned = row_is_null(row, CORRECTIVE_OWNER) || row_is_null(row, CORRECTIVE_DUE) ||
                         row_is_null(row, CORRECTIVE_SYSTEM);
        bool open = row_is_null(row, CORRECTIVE_DONE) ||
                    (row_is_null(row, CORRECTIVE_PROOF) && row_is_null(row, CORRECTIVE_EVIDENCE));
        if (row_int(row, CORRECTIVE_ROUND) == closure->round && (planned ? unplanned : open))
            return &row->id;
    }
    return NULL;
}

/* The one record of this attempt, where a type has one; NULL: there is none yet. */
static const struct ident *of_round(const struct rows *rows, uint16_t round, int64_t wanted)
{
    for (size_t i = 0; i < rows->count; i++)
        if (row_int(&rows->items[i], round) == wanted)
            return &rows->items[i].id;
    return NULL;
}

static const struct ident *existing(const struct closure *closure, enum record_type type)
{
    switch (type) {
    case RECORD_CAUSE_ANALYSIS:
        return of_round(&closure->analyses, CAUSE_ANALYSIS_ROUND, closure->round);
    case RECORD_RISK_REVIEW:
        return of_round(&closure->reviews, RISK_REVIEW_ROUND, closure->round);
    case RECORD_EFFECTIVENESS:
        return of_round(&closure->checks, EFFECTIVENESS_ROUND, closure->round);
    default:
        return NULL;
    }
}

static unsigned write_record(struct closure_screen *screen, struct app *app, enum record_type type,
                             const struct ident *record)
{
    return app_push(app,
                    closure_form_new(app, &screen->finding, type,
                                     record != NULL ? record : existing(&screen->closure, type)));
}

static unsigned write_action(struct closure_screen *screen, struct app *app, bool planned)
{
    const struct ident *action = open_action(&screen->closure, planned);

    if (action != NULL && !planned)
        return app_push(app, action_done_form_new(app, action));
    return write_record(screen, app, RECORD_ACTION, action);
}

/* What Enter opens for something that is missing. */
static unsigned supply(struct closure_screen *screen, struct app *app, int bit)
{
    const struct closure *closure = &screen->closure;

    switch (1U << bit) {
    case NEED_CORRECTION:
        return write_record(screen, app, RECORD_CORRECTION, NULL);
    case NEED_CORRECTED:
        return write_record(screen, app, RECORD_CORRECTION,
                            first_open(&closure->corrections, CORRECTION_DONE, CORRECTION_PROOF,
                                       CORRECTION_EVIDENCE));
    case NEED_CAUSE:
        return write_record(screen, app,
                            screen->facts.has_method && screen->facts.has_root
                                ? RECORD_CAUSE
                                : RECORD_CAUSE_ANALYSIS,
                            NULL);
    case NEED_SIMILAR:
        return write_record(screen, app, RECORD_SIMILAR_CASE, NULL);
    case NEED_ACTION:
        return write_record(screen, app, RECORD_ACTION, NULL);
    case NEED_OWNERS:
        return write_action(screen, app, true);
    case NEED_CRITERION:
        return write_record(screen, app, RECORD_EFFECTIVENESS, NULL);
    case NEED_RISK_REVIEW:
    case NEED_RISK_ACCEPTED:
        return write_record(screen, app, RECORD_RISK_REVIEW, NULL);
    case NEED_DONE:
        return write_action(screen, app, false);
    case NEED_SETTLED:
        return app_push(app, conflicts_screen_new(&closure->audit));
    default:
        app_message(app, TONE_NOTICE, _("missing: %s"), _(closure_need_text(bit)));
        return REACT_DONE;
    }
}

/* ---- steps ----------------------------------------------------------------------------------- */

static unsigned take_now(struct app *app, void *owner)
{
    struct closure_screen *screen = owner;
    const struct closure_given nothing = {.effect = -1};
    struct err err;

    return app_result(
        app,
        finding_advance(app->store, &screen->finding, screen->step->action, &nothing, NULL, &err),
        &err);
}

static unsigned ask_step(struct closure_screen *screen, struct app *app,
                         const struct closure_rule *rule)
{
    struct screen *form = step_form_new(app, screen, rule);

    if (form != NULL)
        return app_push(app, form);
    screen->step = rule;
    char *name = mem_printf("%s · %s", screen->closure.number,
                            _(code_at(&code_finding_actions, (int)rule->action)->label));
    char *text = mem_printf(_("The finding is then: %s"),
                            _(code_at(&code_finding_states, (int)rule->to)->label));
    struct dialog_confirm confirm = {
        .title = name, .text = text, .yes = _("take the step"), .done = take_now, .owner = screen};
    unsigned reactions = dialog_confirm(app, &confirm);
    free(text);
    free(name);
    return reactions;
}

/* The rule of a refusal that no record can heal: who may. */
static unsigned refuse(struct closure_screen *screen, struct app *app,
                       const struct closure_rule *rule)
{
    struct err err = {0};
    struct closure_facts facts = screen->facts;

    if (closure_check(&facts, rule->action, NULL, &err) == ERR_OK)
        return REACT_HANDLED;
    app_message(app, TONE_WARN, "%s", err.message);
    return REACT_DONE;
}

static unsigned take_step(struct closure_screen *screen, struct app *app,
                          const struct path_row *row)
{
    const struct closure_rule *rule = row->rule;
    unsigned missing = closure_rows_missing(screen, rule);

    if (row->kind == PATH_STEP && row->standing == PATH_DONE) {
        app_message(app, TONE_NOTICE, "%s", _("This step was taken already"));
        return REACT_DONE;
    }
    if (row->kind == PATH_STEP && row->standing == PATH_LATER)
        return refuse(screen, app, rule);
    if (screen->facts.merged || (rule->who != WHO_ANYBODY && !screen->facts.is_auditor))
        return refuse(screen, app, rule);
    for (int bit = 0; bit < NEED_COUNT; bit++)
        if ((missing >> bit & 1) != 0)
            return supply(screen, app, bit);
    return ask_step(screen, app, rule);
}

/* ---- records --------------------------------------------------------------------------------- */

static const struct {
    enum record_type type;
    const char *label;
} addable[] = {{RECORD_CORRECTION, N_("Correction or containment")},
               {RECORD_CAUSE_ANALYSIS, N_("Cause analysis")},
               {RECORD_CAUSE, N_("Why")},
               {RECORD_SIMILAR_CASE, N_("Similar case")},
               {RECORD_ACTION, N_("Corrective action")},
               {RECORD_EFFECTIVENESS, N_("How effectiveness is judged")},
               {RECORD_RISK_REVIEW, N_("Risk review or emergency exemption")}};
enum { ADDABLE = sizeof addable / sizeof addable[0] };

static unsigned type_chosen(struct app *app, void *owner, size_t index)
{
    return write_record(owner, app, addable[index].type, NULL);
}

static unsigned choose_type(struct closure_screen *screen, struct app *app)
{
    const char *labels[ADDABLE];

    for (size_t i = 0; i < ADDABLE; i++)
        labels[i] = _(addable[i].label);
    return dialog_choose(app, &(struct dialog_choose){.title = _("Add to the finding"),
                                                      .labels = labels,
                                                      .count = ADDABLE,
                                                      .done = type_chosen,
                                                      .owner = screen});
}

static bool is_written(enum record_type type)
{
    for (size_t i = 0; i < ADDABLE; i++)
        if (addable[i].type == type)
            return true;
    return false;
}

static bool withdraw_now(struct app *app, void *owner, const char *text, unsigned *reactions,
                         struct err *err)
{
    struct closure_screen *screen = owner;

    if (closure_withdraw(app->store, screen->asked_type, &screen->asked, text, err) != ERR_OK)
        return false;
    app_saved(app);
    *reactions = REACT_DONE | REACT_RELOAD;
    return true;
}

static const struct path_row *selected(const struct closure_screen *screen)
{
    long index = list_selected(&screen->list);

    return index < 0 ? NULL : &screen->rows[index];
}

static unsigned ask_withdraw(struct closure_screen *screen, struct app *app)
{
    const struct path_row *row = selected(screen);

    if (row == NULL || row->kind != PATH_RECORD || !is_written(row->type)) {
        app_message(app, TONE_NOTICE, "%s",
                    _("Choose a record below the path: steps that were taken stay"));
        return REACT_DONE;
    }
    screen->asked = row->id;
    screen->asked_type = row->type;
    char *name = mem_printf(_("Withdraw: %s"), _(record_find((int)row->type)->name));
    unsigned reactions = record_ask_reason(
        app, name, _("It leaves the path; the reason and its history stay in the file."),
        withdraw_now, screen);
    free(name);
    return reactions;
}

static unsigned open_selected(struct closure_screen *screen, struct app *app)
{
    const struct path_row *row = selected(screen);

    if (row == NULL || row->kind == PATH_HEADING || row->kind == PATH_TEXT)
        return REACT_HANDLED;
    if (row->kind == PATH_STEP)
        return take_step(screen, app, row);
    if (row->kind == PATH_MISSING)
        return row->bit >= 0 && !screen->facts.merged ? supply(screen, app, row->bit)
                                                      : take_step(screen, app, row);
    if (is_written(row->type))
        return write_record(screen, app, row->type, &row->id);
    return dialog_message(app, TONE_PLAIN, _(record_find((int)row->type)->name), row->text);
}

static unsigned act_on_screen(struct closure_screen *screen, struct app *app, enum action action)
{
    const struct path_row *row = selected(screen);
    bool record = row != NULL && row->kind == PATH_RECORD;

    switch (action) {
    case ACTION_ADD:
        return choose_type(screen, app);
    case ACTION_ACTIONS:
        return app_push(app, actions_screen_new(&screen->finding));
    case ACTION_DELETE:
        return ask_withdraw(screen, app);
    case ACTION_HISTORY:
        return app_push(app, history_screen_new(record ? row->type : RECORD_FINDING,
                                                record ? &row->id : &screen->finding));
    default:
        return REACT_NONE;
    }
}

static unsigned act(struct screen *base, struct app *app, const struct input *input)
{
    struct closure_screen *screen = closure_of(base);
    unsigned flags = screen->list.finding ? REACT_NONE : act_on_screen(screen, app, input->action);

    if (flags != REACT_NONE)
        return flags;
    flags = list_act(&screen->list, input);
    return flags & REACT_OPENED ? open_selected(screen, app) : flags;
}

static enum context context(const struct screen *base)
{
    return list_context(&closure_of(base)->list, CONTEXT_CLOSURE);
}

/* ---- life ------------------------------------------------------------------------------------ */

static bool place(const struct screen *base, struct place *place)
{
    return place_list(place, PLACE_CLOSURE, NULL, RECORD_FINDING, &closure_of(base)->finding);
}

static void close_screen(struct screen *base)
{
    struct closure_screen *screen = closure_of(base);

    closure_rows_clear(screen);
    free(screen->rows);
    if (screen->loaded)
        closure_clear(&screen->closure);
    list_clear(&screen->list);
    free(screen);
}

static const struct list_ops list_ops = {.row = draw_row};

static const struct screen_ops ops = {.title = title,
                                      .context = context,
                                      .load = load,
                                      .draw = draw,
                                      .act = act,
                                      .place = place,
                                      .close = close_screen};

struct screen *closure_screen_new(const struct ident *finding)
{
    struct closure_screen *screen = mem_zalloc(1, sizeof *screen);

    screen->screen.ops = &ops;
    screen->finding = *finding;
    list_init(&screen->list, &list_ops, screen);
    return &screen->screen;
}

/* ready_act.c - what one does on the screen of an audit's sign-off: jump, go on, sign. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "ui/ready_screen.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "core/rules.h"
#include "store/audits.h"
#include "ui/dialog.h"
#include "ui/fields_form.h"
#include "ui/place.h"
#include "ui/record_text.h"

/* ---- texts ----------------------------------------------------------------------------------- */

static enum err_code save_texts(struct store *store, const struct ident *owner,
                                enum record_type type, const struct ident *record,
                                const struct closure_text *texts, size_t count, struct err *err)
{
    struct change change;
    enum err_code code = audit_require_open(store, owner, err);

    if (code != ERR_OK)
        return code;
    change_init(&change, owner);
    for (size_t i = 0; i < count; i++)
        change_set_text(&change, type, record, texts[i].field, texts[i].text);
    code = store_save(store, &change, _(record_find((int)type)->name), err);
    change_clear(&change);
    return code;
}

unsigned ready_edit_texts(struct ready_screen *screen, struct app *app)
{
    static const uint16_t fields[] = {AUDIT_OBJECTIVES, AUDIT_SCOPE, AUDIT_CRITERIA,
                                      AUDIT_CONCLUSION, AUDIT_EFFECTIVENESS};
    char *name = mem_printf(_("Audit %s: plan and conclusion"), screen->number);
    struct fields_form_spec spec = {.title = name,
                                    .type = RECORD_AUDIT,
                                    .owner = screen->audit,
                                    .record = &screen->audit,
                                    .fields = fields,
                                    .count = sizeof fields / sizeof fields[0],
                                    .save = save_texts};
    struct screen *form = fields_form_new(app, &spec);

    free(name);
    return app_push(app, form);
}

static unsigned edit_statement(struct ready_screen *screen, struct app *app,
                               const struct ident *member)
{
    static const uint16_t fields[] = {TEAM_MEMBER_STATEMENT};
    struct fields_form_spec spec = {.title = _("Impartiality statement"),
                                    .type = RECORD_TEAM_MEMBER,
                                    .owner = screen->audit,
                                    .record = member,
                                    .fields = fields,
                                    .count = 1,
                                    .save = save_texts};

    return app_push(app, fields_form_new(app, &spec));
}

/* ---- jumps ----------------------------------------------------------------------------------- */

static bool override_now(struct app *app, void *owner, const char *text, unsigned *reactions,
                         struct err *err)
{
    struct ready_screen *screen = owner;
    struct row row;

    if (store_get(app->store, RECORD_TEAM_MEMBER, &screen->member, &row, err) != ERR_OK)
        return false;
    struct ident person = row_id(&row, TEAM_MEMBER_PERSON);
    char *name = store_name(app->store, RECORD_PERSON, &person);
    enum err_code code = audit_override(app->store, &screen->audit, name, NULL, text, err);

    free(name);
    row_clear(&row);
    if (code != ERR_OK)
        return false;
    app_saved(app);
    *reactions = REACT_DONE | REACT_RELOAD;
    return true;
}

/* A requirement: of one never assessed there is no record, only the id it will have. */
static unsigned jump_to_item(struct ready_screen *screen, struct app *app, const struct ident *id)
{
    struct walk_items items;
    struct err err;
    unsigned reactions = REACT_HANDLED;

    if (walk_items(app->store, &screen->audit, WALK_CLAUSE, "", app->language, &items, &err) !=
        ERR_OK) {
        app_error(app, &err);
        return REACT_DONE;
    }
    for (size_t i = 0; i < items.count && reactions == REACT_HANDLED; i++)
        if (ident_equal(&items.items[i].id, id))
            reactions = app_push(
                app, walk_screen_at(&screen->audit, items.items[i].checklist, items.items[i].item));
    walk_items_clear(&items);
    return reactions != REACT_HANDLED ? reactions : app_push(app, walk_screen_new(&screen->audit));
}

static unsigned jump_of_record(struct ready_screen *screen, struct app *app,
                               const struct ready_item *item)
{
    struct place place = {.type = item->type, .record = item->id};

    switch (item->type) {
    case RECORD_ASSESSMENT:
        return jump_to_item(screen, app, &item->id);
    case RECORD_AUDIT:
        return ready_edit_texts(screen, app);
    case RECORD_TEAM_MEMBER:
        return edit_statement(screen, app, &item->id);
    default:
        return place_open(app, &place);
    }
}

unsigned ready_jump(struct ready_screen *screen, struct app *app, const struct ready_item *item)
{
    switch (item->gate) {
    case GATE_LEAD:
        return app_push(app, members_screen_new(&screen->audit));
    case GATE_DATES:
        return app_push(app, audit_form_edit(app, &screen->audit));
    case GATE_CHECKLIST:
        return app_push(app, checklists_screen_new(&screen->audit));
    case GATE_CONFLICT:
        return app_push(app, conflicts_screen_new(&screen->audit));
    case GATE_WAITING:
        return app_push(app, team_screen_new());
    case GATE_NUMBER:
        return app_push(app, findings_screen_new(&screen->audit, NULL));
    case GATE_DEPLOYMENT:
    case GATE_DEPLOYED:
        return app_push(app, deployment_screen_new(&screen->audit));
    case GATE_PREPARED:
    case GATE_REVIEWED:
    case GATE_APPROVED:
        return ready_choose_signature(screen, app);
    case GATE_PREVIOUS:
    case GATE_OPEN:
    case GATE_VERIFIER:
        return app_push(app, closure_screen_new(&item->id));
    case GATE_AUDITOR:
        screen->member = item->id;
        return record_ask_reason(app, _("Audits their own unit"),
                                 _("Why all the same; the report shows it."), override_now, screen);
    default:
        return jump_of_record(screen, app, item);
    }
}

/* ---- steps ----------------------------------------------------------------------------------- */

static unsigned step_now(struct app *app, void *owner)
{
    struct ready_screen *screen = owner;
    struct err err;

    return app_result(app, audit_advance(app->store, &screen->audit, screen->step, NULL, &err),
                      &err);
}

static bool step_with_reason(struct app *app, void *owner, const char *text, unsigned *reactions,
                             struct err *err)
{
    struct ready_screen *screen = owner;

    if (audit_advance(app->store, &screen->audit, screen->step, text, err) != ERR_OK)
        return false;
    app_saved(app);
    *reactions = REACT_DONE | REACT_RELOAD;
    return true;
}

static unsigned ask_step(struct ready_screen *screen, struct app *app,
                         const struct audit_rule *rule)
{
    const char *state = _(code_at(&code_audit_states, (int)rule->to)->label);
    char *text =
        rule->action == AUDIT_ISSUE
            ? mem_printf(_("The report is issued as it is now and signed with this "
                           "laptop's key. The audit is read-only afterwards.\n\ndigest %s"),
                         screen->digest)
            : mem_printf(_("The audit is then: %s"), state);
    struct dialog_confirm confirm = {.title =
                                         _(code_at(&code_audit_actions, (int)rule->action)->label),
                                     .text = text,
                                     .yes = _("take the step"),
                                     .done = step_now,
                                     .owner = screen};
    unsigned reactions = dialog_confirm(app, &confirm);

    free(text);
    return reactions;
}

static unsigned step_chosen(struct app *app, void *owner, size_t index)
{
    struct ready_screen *screen = owner;
    const struct audit_rule *rule = audit_rule_find(screen->state, screen->steps[index]);

    screen->step = screen->steps[index];
    if (rule == NULL)
        return REACT_HANDLED;
    /* Nobody confirms a signature to be told then that it is too early. */
    if (rule->action == screen->list_ready.action && screen->list_ready.stops > 0) {
        app_message(app, TONE_WARN, _("Not ready: %zu of what is listed here stop the step"),
                    screen->list_ready.stops);
        return REACT_DONE;
    }
    if (!rule->reason)
        return ask_step(screen, app, rule);
    return record_ask_reason(app, _(code_at(&code_audit_actions, (int)rule->action)->label),
                             _("It stays on record with the step."), step_with_reason, screen);
}

unsigned ready_choose_step(struct ready_screen *screen, struct app *app)
{
    const char *labels[AUDIT_ACTION_COUNT];
    enum audit_action next = audit_next_action(screen->state);
    size_t count = 0;
    size_t chosen = 0;

    for (size_t i = 0; i < audit_rule_count; i++) {
        if (audit_rules[i].from != screen->state)
            continue;
        if (audit_rules[i].action == next)
            chosen = count;
        screen->steps[count] = audit_rules[i].action;
        labels[count++] = _(code_at(&code_audit_actions, (int)audit_rules[i].action)->label);
    }
    if (count == 0) {
        app_message(app, TONE_NOTICE, "%s", _("The audit is at its end."));
        return REACT_DONE;
    }
    return dialog_choose(app, &(struct dialog_choose){.title = _("Step of the audit"),
                                                      .labels = labels,
                                                      .count = count,
                                                      .selected = chosen,
                                                      .done = step_chosen,
                                                      .owner = screen});
}

/* ---- signatures ------------------------------------------------------------------------------ */

static unsigned sign_now(struct app *app, void *owner)
{
    struct ready_screen *screen = owner;
    struct err err;

    return app_result(
        app, audit_sign(app->store, &screen->audit, screen->signing, screen->remark, &err), &err);
}

static unsigned confirm_signature(struct ready_screen *screen, struct app *app)
{
    char *text = mem_printf(_("%s signs the report of %s as it is now, with this laptop's key.\n\n"
                              "digest %s"),
                            store_author_name(app->store), screen->number, screen->digest);
    struct dialog_confirm confirm = {.title =
                                         _(code_at(&code_sign_steps, (int)screen->signing)->label),
                                     .text = text,
                                     .yes = _("sign"),
                                     .done = sign_now,
                                     .owner = screen};
    unsigned reactions = dialog_confirm(app, &confirm);
    free(text);
    return reactions;
}

static bool remark_given(struct app *app, void *owner, const char *text, unsigned *reactions,
                         struct err *err)
{
    struct ready_screen *screen = owner;

    (void)err;
    mem_replace(&screen->remark, text);
    *reactions = confirm_signature(screen, app);
    return true;
}

static unsigned signature_chosen(struct app *app, void *owner, size_t index)
{
    struct ready_screen *screen = owner;

    screen->signing = (enum sign_step)index;
    return dialog_prompt(
        app, &(struct dialog_prompt){.title = _(code_at(&code_sign_steps, (int)index)->label),
                                     .label = _("Remark"),
                                     .hint = _("It stands beside the signature; may be empty"),
                                     .kind = TEXT_LINE,
                                     .done = remark_given,
                                     .owner = screen});
}

/* The first signature that is missing is offered. */
unsigned ready_choose_signature(struct ready_screen *screen, struct app *app)
{
    const char *labels[SIGN_ISSUED];
    size_t chosen = 0;

    for (size_t i = 0; i < SIGN_ISSUED; i++)
        labels[i] = _(code_at(&code_sign_steps, (int)i)->label);
    for (size_t i = screen->list_ready.count; i-- > 0;) {
        enum gate gate = screen->list_ready.items[i].gate;
        if (gate >= GATE_PREPARED && gate <= GATE_APPROVED)
            chosen = (size_t)(gate - GATE_PREPARED);
    }
    return dialog_choose(app, &(struct dialog_choose){.title = _("Sign the report"),
                                                      .labels = labels,
                                                      .count = SIGN_ISSUED,
                                                      .selected = chosen,
                                                      .done = signature_chosen,
                                                      .owner = screen});
}

/* ---- follow-up ------------------------------------------------------------------------------- */

static bool note_given(struct app *app, void *owner, const char *text, unsigned *reactions,
                       struct err *err)
{
    struct ready_screen *screen = owner;

    if (follow_up_note(app->store, &screen->audit, &screen->followed, text, err) != ERR_OK)
        return false;
    app_saved(app);
    *reactions = REACT_DONE | REACT_RELOAD;
    return true;
}

/* Only of a nonconformity that is followed up here. */
static char *note_of(struct ready_screen *screen, struct app *app, const struct ident *finding)
{
    struct ident id = link_id(&screen->audit, finding);
    struct row row;
    char *note = NULL;

    if (store_get(app->store, RECORD_FOLLOW_UP, &id, &row, NULL) == ERR_OK)
        note = mem_strdup(row_text(&row, FOLLOW_UP_NOTE));
    row_clear(&row);
    return note;
}

unsigned ready_note(struct ready_screen *screen, struct app *app, const struct ready_row *row)
{
    struct ident finding = ident_none();

    if (row != NULL && row->kind == READY_RECORD && row->type == RECORD_FINDING)
        finding = row->id;
    if (row != NULL && row->kind == READY_MISSING &&
        screen->list_ready.items[row->item].gate == GATE_PREVIOUS)
        finding = screen->list_ready.items[row->item].id;
    char *note = ident_is_none(&finding) ? NULL : note_of(screen, app, &finding);
    if (note == NULL) {
        app_message(app, TONE_NOTICE, "%s",
                    _("A note is for a nonconformity that is followed up here"));
        return REACT_DONE;
    }
    screen->followed = finding;
    char *number = store_name(app->store, RECORD_FINDING, &finding);
    unsigned reactions = dialog_prompt(
        app, &(struct dialog_prompt){.title = number,
                                     .label = _("How it stands"),
                                     .hint = _("Where nothing was verified: why, what was seen"),
                                     .value = note,
                                     .kind = TEXT_BLOCK,
                                     .done = note_given,
                                     .owner = screen});
    free(number);
    free(note);
    return reactions;
}

static unsigned earlier_chosen(struct app *app, void *owner, size_t index)
{
    struct ready_screen *screen = owner;
    struct err err;
    size_t count = 0;
    enum err_code code =
        audit_follow_up(app->store, &screen->audit, &screen->earlier[index], 1, &count, &err);
    unsigned reactions = app_result(app, code, &err);

    if (code == ERR_OK)
        app_message(app, TONE_GOOD, _("Open nonconformities taken: %zu"), count);
    return reactions;
}

/* Audits whose report is issued and that are not closed yet. */
unsigned ready_follow_up(struct ready_screen *screen, struct app *app)
{
    struct list_query query = {.type = RECORD_AUDIT, .order = AUDIT_NUMBER};
    struct rows rows;
    struct err err;
    size_t count = 0;

    if (store_list(app->store, &query, &rows, &err) != ERR_OK) {
        app_error(app, &err);
        return REACT_DONE;
    }
    const char **labels = mem_zalloc(rows.count + 1, sizeof *labels);
    free(screen->earlier);
    screen->earlier = mem_zalloc(rows.count + 1, sizeof *screen->earlier);
    for (size_t i = 0; i < rows.count; i++) {
        int state = row_code(&rows.items[i], AUDIT_STATE);
        if (state != AUDIT_ISSUED && state != AUDIT_FOLLOW_UP)
            continue;
        screen->earlier[count] = rows.items[i].id;
        labels[count++] = row_text(&rows.items[i], AUDIT_NUMBER);
    }
    unsigned reactions = REACT_DONE;
    if (count == 0)
        app_message(app, TONE_NOTICE, "%s", _("No earlier audit is issued and still open"));
    else
        reactions = dialog_choose(app, &(struct dialog_choose){.title = _("Follow up which audit?"),
                                                               .labels = labels,
                                                               .count = count,
                                                               .done = earlier_chosen,
                                                               .owner = screen});
    free(labels);
    rows_clear(&rows);
    return reactions;
}

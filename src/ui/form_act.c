/* form_act.c - what keys, pastes and the mouse do to a form. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "ui/form.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "ui/app.h"
#include "ui/dialog.h"
#include "ui/form_internal.h"

enum context form_context(const struct form *form, enum context base)
{
    (void)form; /* the field in focus takes its keys before anybody looks them up */
    return base;
}

/* ---- choices -----------------------------------------------------------------------------------
 */

static unsigned select_choice(struct form_field *field, int index)
{
    if (index != field->selected)
        field->touched = true;
    field->selected = index;
    form_set_error(field, NULL);
    return REACT_DONE | REACT_CHANGED;
}

static unsigned step_choice(struct form_field *field, int step)
{
    int count = (int)field->choice_count;
    if (count == 0)
        return REACT_DONE;
    int from = field->selected < 0 ? (step > 0 ? -1 : count) : field->selected;
    return select_choice(field, (from + step + count) % count);
}

static unsigned chosen_in_dialog(struct app *app, void *owner, size_t index)
{
    struct form *form = owner;
    (void)app;
    return select_choice(&form->fields[form->focus], (int)index);
}

static unsigned open_choices(struct form *form, struct app *app, const struct form_field *field)
{
    const char **labels = mem_zalloc(field->choice_count + 1, sizeof *labels);
    for (size_t i = 0; i < field->choice_count; i++)
        labels[i] = field->labels[i];
    unsigned flags = dialog_choose(
        app, &(struct dialog_choose){.title = field->label,
                                     .labels = labels,
                                     .count = field->choice_count,
                                     .selected = field->selected < 0 ? 0 : (size_t)field->selected,
                                     .done = chosen_in_dialog,
                                     .owner = form});
    free(labels);
    return flags;
}

/* The first character of a label, ASCII in lower case. */
static int initial(const char *label)
{
    unsigned char c = (unsigned char)label[0];
    return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c < 0x80 ? c : 0;
}

static unsigned jump_to_initial(struct form_field *field, int key)
{
    int count = (int)field->choice_count;
    int want = key >= 'A' && key <= 'Z' ? key - 'A' + 'a' : key;
    for (int i = 1; i <= count; i++) {
        int at = (field->selected + i) % count;
        if (initial(field->labels[at]) == want)
            return select_choice(field, at);
    }
    return REACT_DONE;
}

static unsigned act_choice(struct form *form, struct app *app, struct form_field *field, int key)
{
    if (key == K_LEFT || key == K_RIGHT)
        return step_choice(field, key == K_RIGHT ? 1 : -1);
    if (key == K_SPACE)
        return app != NULL ? open_choices(form, app, field) : step_choice(field, 1);
    if ((key == K_BACKSPACE || key == K_DELETE) && !field->required)
        return select_choice(field, -1);
    if (keys_is_text(key))
        return jump_to_initial(field, key);
    return REACT_NONE;
}

static unsigned act_multi(struct form_field *field, int key)
{
    int count = (int)field->choice_count;
    if ((key == K_LEFT || key == K_UP) && field->cursor > 0)
        field->cursor--;
    else if ((key == K_RIGHT || key == K_DOWN) && field->cursor + 1 < count)
        field->cursor++;
    else if (key == K_SPACE && count > 0) {
        field->chosen ^= 1UL << field->cursor;
        field->touched = true;
        form_set_error(field, NULL);
        return REACT_DONE | REACT_CHANGED;
    } else
        return keys_is_text(key) ? REACT_HANDLED : REACT_NONE;
    return REACT_DONE;
}

/* ---- text --------------------------------------------------------------------------------------
 */

static unsigned act_text(struct form_field *field, struct app *app, const struct input *input)
{
    field->editor.clip = app != NULL ? &app->clip : NULL;
    if (field->kind == FORM_DATE && input->event.type == EVENT_KEY && input->event.key == 't') {
        char today[CLOCK_DATE_SIZE];
        clock_local_date(clock_now(), today);
        editor_replace(&field->editor, today);
        form_set_error(field, NULL);
        return REACT_DONE | REACT_CHANGED;
    }
    unsigned flags = editor_act(&field->editor, input);
    if (field->editor.refused)
        form_set_error(field, field->editor.refusal.message);
    else if (flags & REACT_CHANGED)
        form_set_error(field, NULL);
    return flags;
}

static unsigned open_external(struct form_field *field, struct app *app)
{
    struct err err;
    char *text = NULL;
    err_clear(&err);
    if (!form_is_text(field) || field->kind == FORM_SECRET || app == NULL)
        return REACT_DONE;
    if (editor_external(app->term, editor_text(&field->editor), field->editor.kind, &text, &err) ==
        ERR_OK)
        editor_replace(&field->editor, text);
    else
        app_error(app, &err);
    free(text);
    return REACT_DONE | REACT_CHANGED;
}

/* ---- the form ----------------------------------------------------------------------------------
 */

static unsigned submit(struct form *form)
{
    return form_check(form) ? REACT_DONE | REACT_SUBMIT : REACT_DONE;
}

static unsigned left_after_question(struct app *app, void *owner)
{
    (void)app;
    (void)owner;
    return REACT_POP;
}

static unsigned leave(struct form *form, struct app *app)
{
    if (app == NULL || !form_dirty(form))
        return REACT_DONE | REACT_POP | REACT_CANCEL;
    return dialog_confirm(app, &(struct dialog_confirm){.title = _("Leave?"),
                                                        .text = _("What you typed is not saved."),
                                                        .yes = _("throw it away"),
                                                        .no = _("keep editing"),
                                                        .done = left_after_question});
}

static unsigned next_field(struct form *form)
{
    if (form->quick && !form->expanded)
        form->expanded = true;
    form_step(form, true);
    return REACT_DONE;
}

static unsigned enter(struct form *form)
{
    if (form->quick || !form_step(form, true))
        return submit(form);
    return REACT_DONE;
}

/* The action of a form, whatever context the owner looked the key up in. */
static enum action form_action(const struct input *input)
{
    enum action action = input->action;
    if (action == ACTION_EXTERNAL || (action >= ACTION_NEXT_FIELD && action <= ACTION_CANCEL))
        return action;
    enum action own = keys_lookup(CONTEXT_FORM, input->event.key);
    if (own == ACTION_NONE)
        own = keys_lookup(CONTEXT_BLOCK, input->event.key);
    return own;
}

static unsigned act_form(struct form *form, struct app *app, const struct input *input)
{
    switch (form_action(input)) {
    case ACTION_NEXT_FIELD:
        return next_field(form);
    case ACTION_PREVIOUS_FIELD:
        form_step(form, false);
        return REACT_DONE;
    case ACTION_ENTER:
        return enter(form);
    case ACTION_SAVE:
        return submit(form);
    case ACTION_CANCEL:
        return leave(form, app);
    case ACTION_EXTERNAL:
        return open_external(&form->fields[form->focus], app);
    default:
        return REACT_NONE;
    }
}

static unsigned act_mouse(struct form *form, const struct input *input)
{
    const struct event *event = &input->event;
    if (event->mouse == MOUSE_WHEEL_UP || event->mouse == MOUSE_WHEEL_DOWN) {
        form_step(form, event->mouse == MOUSE_WHEEL_DOWN);
        return REACT_DONE;
    }
    for (size_t i = 0; i < form->count; i++) {
        struct form_field *field = &form->fields[i];
        if (!area_contains(field->area, event->row, event->column) || !form_can_focus(form, i))
            continue;
        form->focus = i;
        if (form_is_text(field))
            editor_act(&field->editor, input);
        else if (field->kind == FORM_MULTI &&
                 event->row - field->area.row < (int)field->choice_count)
            field->cursor = event->row - field->area.row;
        return REACT_DONE;
    }
    return REACT_NONE;
}

static unsigned act_field(struct form *form, struct app *app, const struct input *input)
{
    struct form_field *field = &form->fields[form->focus];
    if (form_is_text(field))
        return act_text(field, app, input);
    if (input->event.type != EVENT_KEY)
        return REACT_NONE;
    if (field->kind == FORM_CHOICE)
        return act_choice(form, app, field, input->event.key);
    if (field->kind == FORM_MULTI)
        return act_multi(field, input->event.key);
    return REACT_NONE;
}

unsigned form_act(struct form *form, struct app *app, const struct input *input)
{
    if (input->event.type == EVENT_MOUSE)
        return act_mouse(form, input);
    if (form->focus >= form->count)
        return input->event.type == EVENT_KEY && input->event.key == K_ESCAPE ? leave(form, app)
                                                                              : REACT_NONE;
    unsigned flags = act_field(form, app, input);
    if ((flags & REACT_HANDLED) || input->event.type != EVENT_KEY)
        return flags;
    return act_form(form, app, input);
}

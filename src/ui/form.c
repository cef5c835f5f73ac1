/* form.c - the fields of a form and their values. Acting is in form_act.c, painting in form_draw.c.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "ui/form.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "ui/form_internal.h"

void form_init(struct form *form)
{
    memset(form, 0, sizeof *form);
}

static void clear_choices(struct form_field *field)
{
    for (size_t i = 0; i < field->choice_count; i++)
        free(field->labels[i]);
    free(field->labels);
    free(field->ids);
    field->labels = NULL;
    field->ids = NULL;
    field->choice_count = 0;
}

void form_clear(struct form *form)
{
    for (size_t i = 0; i < form->count; i++) {
        struct form_field *field = &form->fields[i];
        clear_choices(field);
        free(field->label);
        free(field->hint);
        free(field->error);
        free(field->value);
        editor_clear(&field->editor);
    }
    free(form->fields);
    keeper_clear(&form->keeper);
    form_init(form);
}

bool form_is_text(const struct form_field *field)
{
    return field->kind <= FORM_PATH;
}

bool form_can_focus(const struct form *form, size_t index)
{
    const struct form_field *field = &form->fields[index];
    return field->kind != FORM_STATIC && field->kind != FORM_HEADING && form_is_shown(form, index);
}

bool form_is_shown(const struct form *form, size_t index)
{
    if (form->fields[index].hidden)
        return false;
    if (!form->quick || form->expanded)
        return true;
    size_t before = 0;
    for (size_t i = 0; i < index; i++)
        before += !form->fields[i].hidden;
    return before < form->quick_fields;
}

static void copy_choices(struct form_field *field, const struct form_choice *choices, size_t count)
{
    clear_choices(field);
    field->choice_count = count;
    field->labels = mem_zalloc(count + 1, sizeof *field->labels);
    field->ids = mem_zalloc(count + 1, sizeof *field->ids);
    for (size_t i = 0; i < count; i++) {
        field->labels[i] = mem_strdup(choices[i].label != NULL ? choices[i].label : "");
        field->ids[i] = choices[i].id;
    }
}

static void copy_codes(struct form_field *field, const struct code_list *codes)
{
    clear_choices(field);
    field->codes = codes;
    field->choice_count = codes->count;
    field->labels = mem_zalloc(codes->count + 1, sizeof *field->labels);
    field->ids = mem_zalloc(codes->count + 1, sizeof *field->ids);
    for (size_t i = 0; i < codes->count; i++)
        field->labels[i] = mem_strdup(_(codes->rows[i].label));
}

void form_add(struct form *form, const struct form_spec *spec)
{
    form->fields = mem_grow(form->fields, form->count, &form->capacity, sizeof *form->fields);
    struct form_field *field = &form->fields[form->count++];
    memset(field, 0, sizeof *field);
    field->id = spec->id;
    field->kind = spec->kind;
    field->label = mem_strdup(spec->label != NULL ? spec->label : "");
    field->hint = mem_strdup(spec->hint);
    field->required = spec->required;
    field->rows = spec->rows > 0 ? spec->rows : 3;
    field->chosen = spec->chosen;
    bool block = spec->kind == FORM_BLOCK || spec->kind == FORM_STATIC;
    editor_init(&field->editor, block ? TEXT_BLOCK : TEXT_LINE, spec->limit);
    field->editor.secret = spec->kind == FORM_SECRET;
    editor_set(&field->editor, spec->value);
    if (spec->codes != NULL)
        copy_codes(field, spec->codes);
    else if (spec->choice_count > 0)
        copy_choices(field, spec->choices, spec->choice_count);
    bool chosen = spec->selected >= 0 && (size_t)spec->selected < field->choice_count;
    field->selected = chosen ? spec->selected : -1;
    if (form->count == 1 || !form_can_focus(form, form->focus))
        form->focus = form->count - 1;
}

static struct form_field *find(const struct form *form, int id)
{
    for (size_t i = 0; i < form->count; i++)
        if (form->fields[i].id == id)
            return &form->fields[i];
    return NULL;
}

static const char *choice_text(const struct form_field *field)
{
    if (field->selected < 0)
        return "";
    return field->codes != NULL ? field->codes->rows[field->selected].word
                                : field->labels[field->selected];
}

/* "~/x" is what people type for a path at home. */
static char *expand_home(char *path)
{
    const char *home = getenv("HOME");
    if (path[0] != '~' || (path[1] != '/' && path[1] != '\0') || home == NULL || home[0] != '/')
        return path;
    char *full = mem_printf("%s%s", home, path + 1);
    free(path);
    return full;
}

const char *form_text(const struct form *form, int id)
{
    struct form_field *field = find(form, id);
    if (field == NULL)
        return "";
    if (field->kind == FORM_CHOICE)
        return choice_text(field);
    char *value = NULL;
    if (editor_value(&field->editor, &value, NULL) != ERR_OK)
        return "";
    if (field->kind == FORM_PATH)
        value = expand_home(value);
    free(field->value);
    field->value = value;
    return value;
}

void form_set_text(struct form *form, int id, const char *text)
{
    struct form_field *field = find(form, id);
    if (field == NULL)
        return;
    editor_set(&field->editor, text);
    field->touched = true;
}

int form_choice(const struct form *form, int id)
{
    const struct form_field *field = find(form, id);
    return field != NULL ? field->selected : -1;
}

struct ident form_choice_id(const struct form *form, int id)
{
    const struct form_field *field = find(form, id);
    if (field == NULL || field->selected < 0)
        return ident_none();
    return field->ids[field->selected];
}

void form_set_choice(struct form *form, int id, int index)
{
    struct form_field *field = find(form, id);
    if (field != NULL)
        field->selected = index >= 0 && (size_t)index < field->choice_count ? index : -1;
}

void form_set_choices(struct form *form, int id, const struct form_choice *choices, size_t count)
{
    struct form_field *field = find(form, id);
    if (field == NULL)
        return;
    struct ident before = form_choice_id(form, id);
    copy_choices(field, choices, count);
    field->selected = -1;
    for (size_t i = 0; i < count && !ident_is_none(&before); i++)
        if (ident_equal(&field->ids[i], &before))
            field->selected = (int)i;
}

unsigned long form_chosen(const struct form *form, int id)
{
    const struct form_field *field = find(form, id);
    return field != NULL ? field->chosen : 0;
}

bool form_dirty(const struct form *form)
{
    for (size_t i = 0; i < form->count; i++)
        if (form->fields[i].touched || form->fields[i].editor.changed)
            return true;
    return false;
}

void form_set_clean(struct form *form)
{
    for (size_t i = 0; i < form->count; i++) {
        form->fields[i].touched = false;
        form->fields[i].editor.changed = false;
    }
}

void form_hide(struct form *form, int id, bool hidden)
{
    struct form_field *field = find(form, id);
    if (field == NULL)
        return;
    field->hidden = hidden;
    if (form->focus < form->count && !form_can_focus(form, form->focus))
        form_step(form, true);
}

void form_set_error(struct form_field *field, const char *message)
{
    free(field->error);
    field->error = mem_strdup(message);
}

void form_error(struct form *form, int id, const char *message)
{
    struct form_field *field = find(form, id);
    if (field == NULL)
        return;
    form_set_error(field, message);
    if (message != NULL)
        form_focus(form, id);
}

void form_focus(struct form *form, int id)
{
    for (size_t i = 0; i < form->count; i++) {
        if (form->fields[i].id != id)
            continue;
        if (!form->fields[i].hidden && !form_is_shown(form, i))
            form->expanded = true;
        if (form_can_focus(form, i))
            form->focus = i;
        return;
    }
}

int form_focused(const struct form *form)
{
    return form->focus < form->count ? form->fields[form->focus].id : -1;
}

bool form_step(struct form *form, bool forward)
{
    for (size_t at = form->focus; form->count > 0;) {
        if (forward ? at + 1 >= form->count : at == 0)
            return false;
        at = forward ? at + 1 : at - 1;
        if (form_can_focus(form, at)) {
            form->focus = at;
            return true;
        }
    }
    return false;
}

/* What keeps a field from being saved, heap; NULL: nothing. */
static char *problem(const struct form_field *field)
{
    struct err err;
    char *value = NULL;
    if (field->kind == FORM_CHOICE)
        return mem_strdup(field->required && field->selected < 0 ? _("choose one") : NULL);
    if (field->kind == FORM_MULTI)
        return mem_strdup(field->required && field->chosen == 0 ? _("choose at least one") : NULL);
    if (!form_is_text(field))
        return NULL;
    if (editor_value(&field->editor, &value, &err) != ERR_OK)
        return mem_strdup(err.message);
    const char *text = NULL;
    if (field->required && value[0] == '\0')
        text = _("something must stand here");
    else if (field->kind == FORM_DATE && value[0] != '\0' && !clock_is_date(value))
        text = _("not a date: write it like 2026-03-31");
    free(value);
    return mem_strdup(text);
}

bool form_check(struct form *form)
{
    long first = -1;
    for (size_t i = 0; i < form->count; i++) {
        struct form_field *field = &form->fields[i];
        char *text = field->hidden ? NULL : problem(field);
        form_set_error(field, text);
        if (text != NULL && first < 0)
            first = (long)i;
        free(text);
    }
    if (first >= 0)
        form_focus(form, form->fields[first].id);
    return first < 0;
}

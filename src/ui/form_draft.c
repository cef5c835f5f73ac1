/* form_draft.c - what a form keeps of itself while it is not saved, and taking it back. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "ui/form_internal.h"

enum { NAME_SIZE = 16 };

static void field_name(const struct form_field *field, char name[NAME_SIZE])
{
    snprintf(name, NAME_SIZE, "%d", field->id);
}

/* The choice in words that another language and another order of the list can't change. */
static void choice_word(const struct form_field *field, size_t index, struct buf *out)
{
    char id[IDENT_TEXT_SIZE];

    if (field->codes != NULL) {
        buf_puts(out, field->codes->rows[index].word);
    } else if (!ident_is_none(&field->ids[index])) {
        ident_text(&field->ids[index], id);
        buf_puts(out, id);
    } else {
        buf_puts(out, field->labels[index]);
    }
}

static char *value_of(const struct form_field *field)
{
    struct buf out;

    if (form_is_text(field))
        return mem_strdup(editor_text(&field->editor));
    buf_init(&out);
    for (size_t i = 0; i < field->choice_count && i < 64; i++) {
        bool chosen =
            field->kind == FORM_MULTI ? (field->chosen >> i & 1UL) != 0 : field->selected == (int)i;
        if (!chosen)
            continue;
        choice_word(field, i, &out);
        buf_putc(&out, '\n');
    }
    return buf_take(&out);
}

static bool is_kept(const struct form_field *field)
{
    return field->kind != FORM_SECRET && field->kind != FORM_STATIC &&
           field->kind != FORM_HEADING && (field->touched || field->editor.changed);
}

static bool is_along(const struct form_field *field)
{
    return field->along && !editor_is_empty(&field->editor);
}

static void collect(const struct form *form, struct draft *draft)
{
    char name[NAME_SIZE];
    char number[24];
    bool any = false;

    for (size_t i = 0; i < form->count && !any; i++)
        any = is_kept(&form->fields[i]);
    for (size_t i = 0; i < form->count && draft->count < DRAFT_FIELDS - 2 && any; i++) {
        if (!is_kept(&form->fields[i]) && !is_along(&form->fields[i]))
            continue;
        char *value = value_of(&form->fields[i]);
        field_name(&form->fields[i], name);
        draft_add(draft, name, value);
        free(value);
    }
    if (draft->count == 0 || form->focus >= form->count)
        return;
    field_name(&form->fields[form->focus], name);
    draft_add(draft, "focus", name);
    snprintf(number, sizeof number, "%zu", form->fields[form->focus].editor.caret);
    draft_add(draft, "caret", number);
}

void form_keep_along(struct form *form, int id)
{
    for (size_t i = 0; i < form->count; i++)
        if (form->fields[i].id == id)
            form->fields[i].along = true;
}

void form_keep(struct form *form, struct app *app, bool sync)
{
    struct draft draft = {.place = NULL};

    if (form->keeper.place == NULL)
        return;
    collect(form, &draft);
    keeper_keep(&form->keeper, app, &draft, sync);
    draft_clear(&draft);
}

void form_keep_end(struct form *form, struct app *app)
{
    keeper_end(&form->keeper, app);
}

/* ---- taking it back -------------------------------------------------------------------------- */

static bool has_line(const char *lines, const char *word)
{
    size_t length = strlen(word);

    for (const char *at = lines; *at != '\0'; at += strcspn(at, "\n")) {
        at += *at == '\n';
        if (strncmp(at, word, length) == 0 && (at[length] == '\n' || at[length] == '\0'))
            return *at != '\0';
    }
    return false;
}

static void take_choices(struct form_field *field, const char *value)
{
    unsigned long chosen = 0;
    int selected = -1;

    for (size_t i = 0; i < field->choice_count && i < 64; i++) {
        struct buf word;
        buf_init(&word);
        choice_word(field, i, &word);
        if (word.length > 0 && has_line(value, word.data)) {
            chosen |= 1UL << i;
            selected = (int)i;
        }
        buf_clear(&word);
    }
    if (field->kind == FORM_MULTI)
        field->chosen = chosen;
    else if (selected >= 0 || !field->required)
        field->selected = selected;
    field->touched = true;
}

static void take_field(struct form *form, size_t index, const char *value)
{
    struct form_field *field = &form->fields[index];

    if (field->kind == FORM_SECRET || field->kind == FORM_STATIC || field->kind == FORM_HEADING)
        return;
    if (form_is_text(field))
        editor_replace(&field->editor, value);
    else
        take_choices(field, value);
    if (!field->hidden && !form_is_shown(form, index))
        form->expanded = true;
}

/* The caret where it was, if that is between two characters still. */
static void take_caret(struct form *form, const struct draft *draft)
{
    const char *focus = draft_text(draft, "focus");
    const char *caret = draft_text(draft, "caret");

    if (focus == NULL)
        return;
    form_focus(form, atoi(focus));
    if (caret == NULL || form->focus >= form->count)
        return;
    struct editor *editor = &form->fields[form->focus].editor;
    size_t want = (size_t)strtoull(caret, NULL, 10);
    size_t at = 0;
    while (at < want && at < editor->text.length)
        at += text_grapheme_next(editor_text(editor) + at);
    editor->caret = at;
}

void form_keep_at(struct form *form, struct app *app, const char *place, const char *title)
{
    struct draft draft;
    char name[NAME_SIZE];

    keeper_clear(&form->keeper); /* a form that begins anew has one already */
    if (!keeper_begin(&form->keeper, app, place, title, &draft))
        return;
    for (size_t i = 0; i < form->count; i++) {
        field_name(&form->fields[i], name);
        const char *value = draft_text(&draft, name);
        if (value != NULL)
            take_field(form, i, value);
    }
    take_caret(form, &draft);
    if (form_dirty(form))
        drafts_say_restored(app, &draft);
    draft_clear(&draft);
}

/* form_draw.c - the layout of a form: labels on the left, or above where it is narrow. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "ui/form.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "ui/form_internal.h"

enum { LABEL_MOST = 26, BESIDE_LEAST = 56, BLOCK_MOST = 14, MARKS = 4 };

struct layout {
    int label;   /* columns of the labels */
    int value;   /* columns of the values */
    bool beside; /* labels stand beside the values, not above */
    int rows;    /* of the whole form */
};

static struct layout plan(const struct form *form, struct area area)
{
    struct layout layout = {.rows = area.rows, .beside = area.columns >= BESIDE_LEAST};
    for (size_t i = 0; i < form->count; i++) {
        int width = (int)text_width(form->fields[i].label) + 2; /* and the star of required ones */
        if (form->fields[i].kind != FORM_HEADING && width > layout.label)
            layout.label = width;
    }
    layout.label = layout.label < LABEL_MOST ? layout.label : LABEL_MOST;
    layout.value = area.columns - (layout.beside ? layout.label + 1 : 2) - 1;
    return layout;
}

/* Rows of the value alone. */
static int value_rows(const struct layout *layout, struct form_field *field)
{
    if (field->kind == FORM_MULTI)
        return field->choice_count > 0 ? (int)field->choice_count : 1;
    if (field->kind != FORM_BLOCK && field->kind != FORM_STATIC)
        return 1;
    int least = field->kind == FORM_BLOCK ? field->rows : 1;
    int most = layout->rows - 3 < BLOCK_MOST ? layout->rows - 3 : BLOCK_MOST;
    int rows = editor_rows(&field->editor, layout->value);
    rows = rows < least ? least : rows;
    return most < 1 ? 1 : rows > most ? most : rows;
}

/* The line below the value: the error, or the hint of the field in focus. */
static const char *note_of(const struct form_field *field, bool focused)
{
    if (field->error != NULL)
        return field->error;
    return focused && field->hint != NULL ? field->hint : NULL;
}

static int field_rows(const struct form *form, const struct layout *layout, size_t index)
{
    struct form_field *field = &form->fields[index];
    const char *note = note_of(field, index == form->focus);
    if (!form_is_shown(form, index))
        return 0;
    if (field->kind == FORM_HEADING)
        return index == 0 ? 1 : 2;
    return value_rows(layout, field) + (layout->beside ? 0 : 1) +
           (note != NULL ? draw_block_rows(note, layout->value) : 0);
}

/* The first field shown, such that the one in focus is seen whole. */
static size_t first_shown(const struct form *form, const struct layout *layout)
{
    size_t first = form->top > 0 ? (size_t)form->top : 0;
    if (first > form->focus)
        first = form->focus;
    int rows = 0;
    size_t at = form->focus + 1;
    while (at > first) {
        rows += field_rows(form, layout, at - 1);
        if (rows > layout->rows && at - 1 < form->focus) {
            rows -= field_rows(form, layout, at - 1);
            break;
        }
        at--;
    }
    /* In a window that grew the rest is shown again. */
    for (size_t i = form->focus + 1; i < form->count; i++)
        rows += field_rows(form, layout, i);
    while (at > 0 && rows + field_rows(form, layout, at - 1) <= layout->rows)
        rows += field_rows(form, layout, --at);
    return at;
}

static void draw_choice(const struct form_field *field, struct canvas *canvas, struct area area,
                        bool focused)
{
    enum style style = focused ? STYLE_INPUT_FOCUS : STYLE_INPUT;
    const char *label = field->selected >= 0 ? field->labels[field->selected] : "—";
    char ascii[2];
    draw_fill(canvas, area, style);
    int at = area.column;
    if (focused)
        draw_text(canvas, area.row, at, 1, STYLE_KEY, canvas->ascii ? "<" : "‹");
    at += 2;
    if (field->codes != NULL && field->selected >= 0) {
        const struct code *code = &field->codes->rows[field->selected];
        draw_text(canvas, area.row, at, 1, theme_tone(code->tone),
                  draw_symbol(canvas, code, ascii));
        at += 2;
    }
    int left = area.column + area.columns - at - 2;
    at += draw_text(canvas, area.row, at, left, style, label);
    if (focused) {
        draw_text(canvas, area.row, at + 1, 1, STYLE_KEY, canvas->ascii ? ">" : "›");
        draw_caret(canvas, area.row, area.column + 2);
    }
}

static void draw_multi(const struct form_field *field, struct canvas *canvas, struct area area,
                       bool focused)
{
    for (int i = 0; i < (int)field->choice_count && i < area.rows; i++) {
        bool here = focused && i == field->cursor;
        enum style style = here ? STYLE_INPUT_FOCUS : STYLE_INPUT;
        draw_text(canvas, area.row + i, area.column, MARKS, style,
                  (field->chosen >> i & 1) != 0 ? "[x] " : "[ ] ");
        draw_text(canvas, area.row + i, area.column + MARKS, area.columns - MARKS, style,
                  field->labels[i]);
        if (here)
            draw_caret(canvas, area.row + i, area.column + 1);
    }
}

static void draw_value(struct form_field *field, struct canvas *canvas, struct area area,
                       bool focused)
{
    field->area = area;
    if (field->kind == FORM_CHOICE)
        draw_choice(field, canvas, area, focused);
    else if (field->kind == FORM_MULTI)
        draw_multi(field, canvas, area, focused);
    else if (field->kind == FORM_STATIC)
        draw_block(canvas, area, STYLE_NORMAL, editor_text(&field->editor), 0);
    else
        editor_draw(&field->editor, canvas, area, focused);
}

static void draw_label(const struct form_field *field, struct canvas *canvas, struct area area,
                       bool focused)
{
    enum style style = focused ? STYLE_HEADING : STYLE_LABEL;
    int used = draw_text(canvas, area.row, area.column, area.columns - 1, style, field->label);
    if (field->required)
        draw_text(canvas, area.row, area.column + used, 1, STYLE_KEY, "*");
    if (canvas->plain && focused)
        draw_text(canvas, area.row, area.column + used + 1, 1, style, ">");
}

static void draw_field(struct form_field *field, const struct layout *layout, struct canvas *canvas,
                       struct area area, bool focused)
{
    const char *note = note_of(field, focused);
    struct area label = area;
    if (layout->beside) {
        label = area_take_left(&area, layout->label);
        area_take_left(&area, 1);
    } else {
        label = area_take_top(&area, 1);
        area_take_left(&area, 2);
    }
    area_take_right(&area, 1);
    if (label.rows > 0)
        draw_label(field, canvas, label, focused);
    struct area value = area_take_top(&area, value_rows(layout, field));
    draw_value(field, canvas, value, focused);
    if (note != NULL)
        draw_block(canvas, area, field->error != NULL ? STYLE_ERROR : STYLE_MUTED, note, 0);
}

void form_draw(struct form *form, struct canvas *canvas, struct area area)
{
    form->area = area;
    for (size_t i = 0; i < form->count; i++)
        form->fields[i].area.rows = 0;
    if (area.rows <= 0 || area.columns <= 4)
        return;
    struct layout layout = plan(form, area);
    form->top = (int)first_shown(form, &layout);
    size_t at = (size_t)form->top;
    for (; at < form->count && area.rows > 0; at++) {
        struct form_field *field = &form->fields[at];
        struct area place = area_take_top(&area, field_rows(form, &layout, at));
        if (!form_is_shown(form, at))
            continue;
        if (field->kind == FORM_HEADING)
            draw_text(canvas, place.row + place.rows - 1, place.column, place.columns,
                      STYLE_HEADING, field->label);
        else
            draw_field(field, &layout, canvas, place, at == form->focus);
    }
    if (form->quick && !form->expanded && area.rows > 0)
        draw_text(canvas, area.row + (area.rows > 1 ? 1 : 0), area.column, area.columns,
                  STYLE_MUTED, _("Tab: more fields"));
}

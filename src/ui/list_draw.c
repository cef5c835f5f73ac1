/* list_draw.c - the cells of a row and painting the visible ones. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "ui/list.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "ui/list_internal.h"

static void add(struct list_row *row, int width, bool right, enum style style, char *text)
{
    if (row->count == LIST_CELLS || text == NULL) {
        free(text);
        return;
    }
    row->cells[row->count++] =
        (struct list_cell){.text = text, .width = width, .right = right, .style = style};
}

void list_cell(struct list_row *row, int width, enum style style, const char *text)
{
    add(row, width, false, style, mem_strdup(text != NULL ? text : ""));
}

void list_cell_right(struct list_row *row, int width, enum style style, const char *text)
{
    add(row, width, true, style, mem_strdup(text != NULL ? text : ""));
}

void list_cell_format(struct list_row *row, int width, enum style style, const char *format, ...)
{
    char *text = NULL;
    va_list arguments;
    va_start(arguments, format);
    int length = vasprintf(&text, format, arguments);
    va_end(arguments);
    add(row, width, false, style, length >= 0 ? text : NULL);
}

void list_cell_code(struct list_row *row, const struct code *code)
{
    char ascii[2];
    const char *symbol = row->canvas != NULL ? draw_symbol(row->canvas, code, ascii) : code->symbol;
    list_cell(row, 1, theme_tone(code->tone), symbol);
}

void list_row_get(const struct list *list, size_t index, int width, const struct canvas *canvas,
                  struct list_row *row)
{
    memset(row, 0, sizeof *row);
    row->canvas = canvas;
    list->ops->row(list->owner, index, width, row);
}

void list_row_clear(struct list_row *row)
{
    for (size_t i = 0; i < row->count; i++)
        free(row->cells[i].text);
    row->count = 0;
}

/* What is left for the cells without a width, shared among them. */
static int shared_width(const struct list_row *row, int width)
{
    int fixed = 0;
    int sharing = 0;
    for (size_t i = 0; i < row->count; i++) {
        fixed += row->cells[i].width;
        sharing += row->cells[i].width == 0;
    }
    fixed += row->count > 0 ? (int)row->count - 1 : 0;
    return sharing > 0 && width > fixed ? (width - fixed) / sharing : 0;
}

static void draw_row(const struct list_row *row, struct canvas *canvas, struct area line)
{
    int share = shared_width(row, line.columns);
    int at = 0;
    for (size_t i = 0; i < row->count && at < line.columns; i++) {
        const struct list_cell *cell = &row->cells[i];
        int width = cell->width > 0 ? cell->width : share;
        width = width < line.columns - at ? width : line.columns - at;
        enum style style = row->heading ? STYLE_HEADING : cell->style;
        if (cell->right)
            draw_right(canvas, line.row, line.column + at, width, style, cell->text);
        else
            draw_text(canvas, line.row, line.column + at, width, style, cell->text);
        at += width + 1;
    }
}

static void draw_visible(struct list *list, struct canvas *canvas, struct area area, bool focused)
{
    bool scrolls = list->count > (size_t)area.rows && !canvas->plain && area.columns > 2 &&
                   list->ops->window == NULL; /* how long such a list is is not known */
    for (int i = 0; i < area.rows; i++) {
        size_t index = list->top + (size_t)i;
        struct area line = {area.row + i, area.column, 1, area.columns - (scrolls ? 1 : 0)};
        struct list_row row;
        if (index >= list->count)
            break;
        struct area inner = line;
        if (canvas->plain)
            area_take_left(&inner, 2);
        list_row_get(list, index, inner.columns, canvas, &row);
        draw_row(&row, canvas, inner);
        list_row_clear(&row);
        if (index != list->selected)
            continue;
        draw_restyle(canvas, line, focused ? STYLE_SELECTED : STYLE_SELECTED_INACTIVE);
        if (canvas->plain) { /* for those who hear the screen: a mark, and the cursor on it */
            draw_text(canvas, line.row, line.column, 1, STYLE_SELECTED, ">");
            if (focused && !list->finding)
                draw_caret(canvas, line.row, line.column);
        }
    }
    list->bar = scrolls;
    if (scrolls)
        draw_scrollbar(canvas, area.row, area.column + area.columns - 1, area.rows, list->top,
                       list->count);
}

static void scroll_to_selected(struct list *list, int rows)
{
    size_t visible = rows > 0 ? (size_t)rows : 1;
    if (list->selected < list->top)
        list->top = list->selected;
    if (list->ops->window != NULL && list->top > 0 && list->top == list->selected && visible > 1 &&
        list_is_heading(list, list->top - 1))
        list->top--; /* the heading of the first row */
    if (list->selected >= list->top + visible)
        list->top = list->selected - visible + 1;
    if (list->top + visible > list->count)
        list->top = list->count > visible ? list->count - visible : 0;
}

static void draw_find(struct list *list, struct canvas *canvas, struct area line, bool focused)
{
    draw_fill(canvas, line, STYLE_INPUT);
    area_take_left(&line, draw_text(canvas, line.row, line.column, line.columns, STYLE_KEY, "/"));
    if (list->not_found || list->not_yet) {
        const char *nothing =
            list->not_found ? _("nothing found") : _("not near by; Enter searches on");
        struct area right = area_take_right(&line, line.columns / 3);
        draw_right(canvas, right.row, right.column, right.columns, STYLE_ERROR, nothing);
    }
    editor_draw(&list->find, canvas, line, focused);
}

void list_draw(struct list *list, struct canvas *canvas, struct area area, bool focused)
{
    list->bar = false;
    if (area.rows <= 0 || area.columns <= 0) {
        list->area = area;
        return;
    }
    draw_fill(canvas, area, STYLE_NORMAL);
    if (list->finding)
        draw_find(list, canvas, area_take_bottom(&area, 1), focused);
    list->area = area;
    scroll_to_selected(list, area.rows);
    const char *empty = list->ops->empty != NULL ? list->ops->empty(list->owner) : NULL;
    if (list->count == 0 && empty != NULL)
        draw_block(canvas, area, STYLE_MUTED, empty, 0);
    else
        draw_visible(list, canvas, area, focused);
}

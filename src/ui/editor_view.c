/* editor_view.c - the lines of a field on the screen: wrapping, scrolling, where the caret stands.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "ui/editor_internal.h"

#include <stdlib.h>
#include <string.h>

/* One column is kept free for the caret behind a full line. */
static size_t wrap_columns(int width)
{
    return width > 3 ? (size_t)width - 1 : 2;
}

static void wrap(struct editor *editor)
{
    if (editor->wrapped)
        return;
    text_wrap(editor_text(editor), wrap_columns(editor->width), &editor->lines);
    editor->wrapped = true;
}

/* Caret moves need the width of the last drawing. */
static size_t caret_line(struct editor *editor)
{
    wrap(editor);
    size_t low = 0;
    size_t high = editor->lines.count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (editor->lines.items[middle].start <= editor->caret)
            low = middle;
        else
            high = middle;
    }
    return low;
}

static int caret_column(const struct editor *editor, const struct text_line *line)
{
    size_t length = editor->caret - line->start;
    length = length < line->length ? length : line->length;
    return (int)text_width_n(editor_text(editor) + line->start, length);
}

static void place_in_line(struct editor *editor, size_t index, int column)
{
    const struct text_line *line = &editor->lines.items[index];
    size_t fits =
        text_fit(editor_text(editor) + line->start, column > 0 ? (size_t)column : 0, NULL);
    editor->caret = line->start + (fits < line->length ? fits : line->length);
    bool soft =
        index + 1 < editor->lines.count && editor->lines.items[index + 1].start == editor->caret;
    if (soft && line->length > 0) /* that place is drawn as the start of the next line */
        editor->caret -= text_grapheme_previous(editor_text(editor), editor->caret);
}

bool editor_move_line(struct editor *editor, bool down)
{
    size_t line = caret_line(editor);
    if (down ? line + 1 >= editor->lines.count : line == 0)
        return false;
    if (editor->goal < 0)
        editor->goal = caret_column(editor, &editor->lines.items[line]);
    place_in_line(editor, down ? line + 1 : line - 1, editor->goal);
    editor->typing = false;
    return true;
}

void editor_click(struct editor *editor, int row, int column)
{
    editor->goal = -1;
    editor->typing = false;
    if (editor->kind == TEXT_BLOCK) {
        wrap(editor);
        size_t line = editor->top + (size_t)(row > 0 ? row : 0);
        line = line < editor->lines.count ? line : editor->lines.count - 1;
        place_in_line(editor, line, column);
        return;
    }
    size_t fits =
        text_fit(editor_text(editor) + editor->top, column > 0 ? (size_t)column : 0, NULL);
    editor->caret = editor->top + fits;
}

int editor_rows(struct editor *editor, int width)
{
    if (editor->kind == TEXT_LINE)
        return 1;
    if (width != editor->width) {
        editor->width = width;
        editor->wrapped = false;
    }
    wrap(editor);
    return editor->lines.count < 1 ? 1 : (int)editor->lines.count;
}

/* The start from which columns reach up to the caret. */
static size_t start_before(const struct editor *editor, int columns)
{
    const char *text = editor_text(editor);
    size_t at = editor->caret;
    int used = 0;
    while (at > 0) {
        size_t length = text_grapheme_previous(text, at);
        used += (int)text_width_n(text + at - length, length);
        if (used > columns)
            break;
        at -= length;
    }
    return at;
}

/* Of the selected part what stands on a row of the screen, which shows the text from..to. */
static void draw_selection(const struct editor *editor, struct canvas *canvas, struct area row,
                           size_t from, size_t to)
{
    const char *text = editor_text(editor);
    size_t start;
    size_t end;
    if (!editor_selection(editor, &start, &end) || start >= to || end <= from)
        return;
    start = start > from ? start : from;
    end = end < to ? end : to;
    int column = (int)text_width_n(text + from, start - from);
    int columns = (int)text_width_n(text + start, end - start);
    draw_restyle(canvas, (struct area){row.row, row.column + column, 1, columns}, STYLE_SELECTED);
}

static void draw_single(struct editor *editor, struct canvas *canvas, struct area area,
                        enum style style, bool focused)
{
    const char *text = editor_text(editor);
    if (focused) {
        size_t lowest = start_before(editor, area.columns - 1);
        if (editor->top > editor->text.length || editor->caret <= editor->top)
            editor->top = start_before(editor, area.columns / 3);
        if (editor->top < lowest)
            editor->top = lowest;
    }
    size_t top = focused ? editor->top : 0;
    if (focused) { /* cut without a mark: the caret may stand on the last column */
        size_t fits = text_fit(text + top, (size_t)area.columns, NULL);
        char *seen = mem_strndup(text + top, fits);
        draw_line(canvas, area.row, area.column, area.columns, style, seen);
        free(seen);
        draw_selection(editor, canvas, area, top, top + fits);
        draw_caret(canvas, area.row,
                   area.column + (int)text_width_n(text + top, editor->caret - top));
    } else {
        draw_line(canvas, area.row, area.column, area.columns, style, text);
    }
}

static void scroll_to(struct editor *editor, size_t line, int rows)
{
    size_t count = editor->lines.count;
    size_t visible = rows > 0 ? (size_t)rows : 1;
    if (line < editor->top)
        editor->top = line;
    if (line >= editor->top + visible)
        editor->top = line - visible + 1;
    if (editor->top + visible > count)
        editor->top = count > visible ? count - visible : 0;
}

static void draw_many(struct editor *editor, struct canvas *canvas, struct area area,
                      enum style style, bool focused)
{
    size_t line = caret_line(editor);
    if (focused)
        scroll_to(editor, line, area.rows);
    else
        editor->top = 0;
    for (int i = 0; i < area.rows; i++) {
        size_t index = editor->top + (size_t)i;
        char *text = NULL;
        if (index < editor->lines.count)
            text = mem_strndup(editor_text(editor) + editor->lines.items[index].start,
                               editor->lines.items[index].length);
        draw_line(canvas, area.row + i, area.column, area.columns, style, text != NULL ? text : "");
        free(text);
        if (focused && index < editor->lines.count)
            draw_selection(editor, canvas,
                           (struct area){area.row + i, area.column, 1, area.columns},
                           editor->lines.items[index].start,
                           editor->lines.items[index].start + editor->lines.items[index].length);
    }
    if (focused)
        draw_caret(canvas, area.row + (int)(line - editor->top),
                   area.column + caret_column(editor, &editor->lines.items[line]));
    draw_scrollbar(canvas, area.row, area.column + area.columns - 1, area.rows, editor->top,
                   editor->lines.count);
}

/* As many dots as there are characters, the last of them seen. */
static void draw_secret(const struct editor *editor, struct canvas *canvas, struct area area,
                        enum style style, bool focused)
{
    const char *text = editor_text(editor);
    int count = 0;
    int caret = 0;
    for (size_t at = 0; text[at] != '\0'; at += text_grapheme_next(text + at)) {
        count++;
        caret += at < editor->caret ? 1 : 0;
    }
    int first = caret < area.columns ? 0 : caret - area.columns + 1;
    draw_fill(canvas, area, style);
    for (int i = first; i < count; i++)
        draw_text(canvas, area.row, area.column + i - first, area.columns - i + first, style,
                  canvas->ascii ? "*" : "•");
    if (focused)
        draw_caret(canvas, area.row, area.column + caret - first);
}

void editor_draw(struct editor *editor, struct canvas *canvas, struct area area, bool focused)
{
    enum style style = focused ? STYLE_INPUT_FOCUS : STYLE_INPUT;
    editor->area = area;
    editor->rows = area.rows;
    if (area.columns != editor->width) {
        editor->width = area.columns;
        editor->wrapped = false;
    }
    if (area.rows <= 0 || area.columns <= 0)
        return;
    if (editor->secret)
        draw_secret(editor, canvas, area, style, focused);
    else if (editor->kind == TEXT_LINE)
        draw_single(editor, canvas, area, style, focused);
    else
        draw_many(editor, canvas, area, style, focused);
}

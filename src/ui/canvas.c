/* canvas.c - the grid of cells: making, clearing, putting one character, reading it back. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "ui/draw.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum { CANVAS_LIMIT = 4096 }; /* rows or columns; no terminal has more */

static const struct glyph blank = {" ", 1, STYLE_NORMAL, 0};

static int within(int value, int low, int high)
{
    return value < low ? low : value > high ? high : value;
}

struct canvas *canvas_new(int rows, int columns)
{
    struct canvas *canvas = mem_zalloc(1, sizeof *canvas);
    canvas_resize(canvas, rows, columns);
    return canvas;
}

void canvas_free(struct canvas *canvas)
{
    if (canvas == NULL)
        return;
    free(canvas->glyphs);
    free(canvas);
}

void canvas_resize(struct canvas *canvas, int rows, int columns)
{
    canvas->rows = within(rows, 1, CANVAS_LIMIT);
    canvas->columns = within(columns, 1, CANVAS_LIMIT);
    canvas->glyphs = mem_resize(canvas->glyphs, (size_t)canvas->rows * (size_t)canvas->columns,
                                sizeof *canvas->glyphs);
    canvas_clear(canvas);
}

void canvas_clear(struct canvas *canvas)
{
    size_t columns = (size_t)canvas->columns;
    for (size_t i = 0; i < columns; i++)
        canvas->glyphs[i] = blank;
    for (size_t row = 1; row < (size_t)canvas->rows; row++)
        memcpy(canvas->glyphs + row * columns, canvas->glyphs, columns * sizeof *canvas->glyphs);
    canvas->caret = false;
}

struct area canvas_area(const struct canvas *canvas)
{
    return (struct area){0, 0, canvas->rows, canvas->columns};
}

static struct glyph *glyph_at(const struct canvas *canvas, int row, int column)
{
    if (row < 0 || column < 0 || row >= canvas->rows || column >= canvas->columns)
        return NULL;
    return &canvas->glyphs[(size_t)row * (size_t)canvas->columns + (size_t)column];
}

/* Turns a glyph into a blank of the style it had. */
static void blank_out(struct glyph *glyph)
{
    uint8_t style = glyph->style;
    *glyph = blank;
    glyph->style = style;
}

/* Before a column is overwritten: the other half of a wide character there becomes a blank. */
static void split_wide(struct canvas *canvas, int row, int column)
{
    struct glyph *glyph = glyph_at(canvas, row, column);
    struct glyph *left = glyph_at(canvas, row, column - 1);
    struct glyph *right = glyph_at(canvas, row, column + 1);
    if (glyph->width == 0 && left != NULL)
        blank_out(left);
    if (glyph->width == 2 && right != NULL)
        blank_out(right);
}

void canvas_put(struct canvas *canvas, int row, int column, enum style style, const char *text,
                size_t length, int width, unsigned lines)
{
    struct glyph *glyph = glyph_at(canvas, row, column);
    struct glyph *right = width == 2 ? glyph_at(canvas, row, column + 1) : NULL;
    if (glyph == NULL || length == 0)
        return;
    if (width == 2 && right == NULL) { /* half of it would be outside */
        text = " ";
        length = 1;
        width = 1;
    }
    split_wide(canvas, row, column);
    if (right != NULL)
        split_wide(canvas, row, column + 1);
    length = length < GLYPH_SIZE ? length : GLYPH_SIZE - 1;
    memset(glyph, 0, sizeof *glyph);
    memcpy(glyph->text, text, length);
    glyph->width = (uint8_t)width;
    glyph->style = (uint8_t)style;
    glyph->lines = (uint8_t)lines;
    if (right != NULL) {
        memset(right, 0, sizeof *right);
        right->style = (uint8_t)style;
    }
}

/* The part of length cells from column on that lies on the canvas; the cells beside it are left
 * whole. NULL if there is none. */
static struct glyph *open_run(struct canvas *canvas, int row, int *column, int *length)
{
    int before = *column < 0 ? -*column : 0;

    *column += before;
    *length -= before;
    if (*length > canvas->columns - *column)
        *length = canvas->columns - *column;
    if (row < 0 || row >= canvas->rows || *length <= 0)
        return NULL;
    split_wide(canvas, row, *column);
    split_wide(canvas, row, *column + *length - 1);
    return glyph_at(canvas, row, *column);
}

void canvas_put_plain(struct canvas *canvas, int row, int column, enum style style,
                      const char *text, size_t length)
{
    int start = column;
    int count = length < (size_t)canvas->columns ? (int)length : canvas->columns;
    struct glyph glyph = blank;
    struct glyph *at = open_run(canvas, row, &column, &count);

    glyph.style = (uint8_t)style;
    for (int i = 0; at != NULL && i < count; i++) {
        glyph.text[0] = text[column - start + i];
        at[i] = glyph;
    }
}

char *canvas_row(const struct canvas *canvas, int row)
{
    struct buf buf;
    buf_init(&buf);
    size_t ink = 0;
    for (int column = 0; column < canvas->columns; column++) {
        const struct glyph *glyph = glyph_at(canvas, row, column);
        if (glyph == NULL)
            break;
        buf_puts(&buf, glyph->text);
        if (glyph->text[0] != '\0' && strcmp(glyph->text, " ") != 0)
            ink = buf.length;
    }
    char *text = mem_strndup(buf.length > 0 ? buf.data : "", ink);
    buf_clear(&buf);
    return text;
}

char *canvas_text(const struct canvas *canvas)
{
    struct buf buf;
    buf_init(&buf);
    for (int row = 0; row < canvas->rows; row++) {
        char *line = canvas_row(canvas, row);
        buf_puts(&buf, line);
        buf_putc(&buf, '\n');
        free(line);
    }
    return buf_take(&buf);
}

enum style canvas_style(const struct canvas *canvas, int row, int column)
{
    const struct glyph *glyph = glyph_at(canvas, row, column);
    return glyph != NULL ? (enum style)glyph->style : STYLE_NORMAL;
}

void draw_restyle(struct canvas *canvas, struct area area, enum style style)
{
    for (int row = area.row; row < area.row + area.rows; row++) {
        for (int column = area.column; column < area.column + area.columns; column++) {
            struct glyph *glyph = glyph_at(canvas, row, column);
            if (glyph != NULL)
                glyph->style = (uint8_t)style;
        }
    }
}

void draw_fill(struct canvas *canvas, struct area area, enum style style)
{
    struct glyph glyph = blank;
    glyph.style = (uint8_t)style;
    for (int row = area.row; row < area.row + area.rows; row++) {
        int column = area.column;
        int count = area.columns;
        struct glyph *at = open_run(canvas, row, &column, &count);
        for (int i = 0; at != NULL && i < count; i++)
            at[i] = glyph;
    }
}

void draw_caret(struct canvas *canvas, int row, int column)
{
    canvas->caret = glyph_at(canvas, row, column) != NULL;
    canvas->caret_row = row;
    canvas->caret_column = column;
}

struct area area_inset(struct area area, int rows, int columns)
{
    struct area inner = {area.row + rows, area.column + columns, area.rows - 2 * rows,
                         area.columns - 2 * columns};
    inner.rows = inner.rows > 0 ? inner.rows : 0;
    inner.columns = inner.columns > 0 ? inner.columns : 0;
    return inner;
}

struct area area_take_top(struct area *area, int rows)
{
    struct area taken = *area;
    taken.rows = within(rows, 0, area->rows);
    area->row += taken.rows;
    area->rows -= taken.rows;
    return taken;
}

struct area area_take_bottom(struct area *area, int rows)
{
    struct area taken = *area;
    taken.rows = within(rows, 0, area->rows);
    area->rows -= taken.rows;
    taken.row = area->row + area->rows;
    return taken;
}

struct area area_take_left(struct area *area, int columns)
{
    struct area taken = *area;
    taken.columns = within(columns, 0, area->columns);
    area->column += taken.columns;
    area->columns -= taken.columns;
    return taken;
}

struct area area_take_right(struct area *area, int columns)
{
    struct area taken = *area;
    taken.columns = within(columns, 0, area->columns);
    area->columns -= taken.columns;
    taken.column = area->column + area->columns;
    return taken;
}

bool area_contains(struct area area, int row, int column)
{
    return row >= area.row && row < area.row + area.rows && column >= area.column &&
           column < area.column + area.columns;
}

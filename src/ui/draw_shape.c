/* draw_shape.c - borders, bars and key hints. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "ui/draw.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"

/* By LINE_ bits: up 1, down 2, left 4, right 8. */
static const char *const joints[16] = {" ", "│", "│", "│", "─", "┘", "┐", "┤",
                                       "─", "└", "┌", "├", "─", "┴", "┬", "┼"};

static void put_lines(struct canvas *canvas, int row, int column, unsigned lines)
{
    if (row < 0 || column < 0 || row >= canvas->rows || column >= canvas->columns)
        return;
    lines |= canvas->glyphs[(size_t)row * (size_t)canvas->columns + (size_t)column].lines;
    const char *joint = joints[lines & 15];
    if (canvas->ascii) {
        bool vertical = (lines & (LINE_UP | LINE_DOWN)) != 0;
        bool horizontal = (lines & (LINE_LEFT | LINE_RIGHT)) != 0;
        joint = vertical && horizontal ? "+" : vertical ? "|" : "-";
    }
    canvas_put(canvas, row, column, STYLE_BORDER, joint, strlen(joint), 1, lines);
}

void draw_horizontal(struct canvas *canvas, int row, int column, int width)
{
    if (canvas->plain)
        return;
    for (int i = 0; i < width; i++)
        put_lines(canvas, row, column + i,
                  (i > 0 ? LINE_LEFT : 0U) | (i < width - 1 ? LINE_RIGHT : 0U));
}

void draw_vertical(struct canvas *canvas, int row, int column, int height)
{
    if (canvas->plain)
        return;
    for (int i = 0; i < height; i++)
        put_lines(canvas, row + i, column,
                  (i > 0 ? LINE_UP : 0U) | (i < height - 1 ? LINE_DOWN : 0U));
}

void draw_box(struct canvas *canvas, struct area area, const char *title, enum style title_style)
{
    if (area.rows < 2 || area.columns < 2)
        return;
    draw_horizontal(canvas, area.row, area.column, area.columns);
    draw_horizontal(canvas, area.row + area.rows - 1, area.column, area.columns);
    draw_vertical(canvas, area.row, area.column, area.rows);
    draw_vertical(canvas, area.row, area.column + area.columns - 1, area.rows);
    if (title == NULL || title[0] == '\0' || area.columns < 6)
        return;
    int used = draw_text(canvas, area.row, area.column + 2, area.columns - 4, title_style, title);
    draw_text(canvas, area.row, area.column + 1, 1, title_style, " ");
    draw_text(canvas, area.row, area.column + 2 + used, 1, title_style, " ");
}

static void draw_bar(struct canvas *canvas, int row, int column, int width, size_t done,
                     size_t total)
{
    int filled = total == 0 ? 0 : (int)((double)done / (double)total * width);
    filled = filled > width ? width : filled;
    for (int i = 0; i < width; i++)
        draw_text(canvas, row, column + i, 1, i < filled ? STYLE_BAR : STYLE_BAR_EMPTY,
                  canvas->ascii ? (i < filled ? "#" : "-") : (i < filled ? "█" : "░"));
}

void draw_progress(struct canvas *canvas, int row, int column, int width, size_t done, size_t total)
{
    char before[48];
    char after[8];
    size_t percent = total == 0 ? 0 : (size_t)((double)done * 100.0 / (double)total);
    snprintf(before, sizeof before, "%zu/%zu ", done, total);
    snprintf(after, sizeof after, " %zu%%", percent > 100 ? (size_t)100 : percent);
    int bar = width - (int)strlen(before) - (int)strlen(after);
    int used = draw_text(canvas, row, column, width, STYLE_NORMAL, before);
    if (bar >= 4 && !canvas->plain) {
        draw_bar(canvas, row, column + used, bar, done, total);
        used += bar;
        draw_text(canvas, row, column + used, width - used, STYLE_NORMAL, after);
    } else if (bar >= -1) {
        draw_text(canvas, row, column + used, width - used, STYLE_NORMAL, after + 1);
    }
}

void draw_scrollbar(struct canvas *canvas, int row, int column, int rows, size_t first,
                    size_t total)
{
    if (canvas->plain || rows < 2 || total <= (size_t)rows)
        return;
    double scale = (double)rows / (double)total;
    int size = (int)((double)rows * scale);
    int at = (int)((double)first * scale);
    size = size < 1 ? 1 : size;
    at = at > rows - size ? rows - size : at;
    for (int i = 0; i < rows; i++) {
        bool thumb = i >= at && i < at + size;
        draw_text(canvas, row + i, column, 1, STYLE_BORDER,
                  canvas->ascii ? (thumb ? "#" : "|") : (thumb ? "█" : "│"));
    }
}

void draw_hints(struct canvas *canvas, int row, int column, int width, const struct hint *hints,
                size_t count)
{
    int at = 0;
    draw_fill(canvas, (struct area){row, column, 1, width}, STYLE_LABEL);
    for (size_t i = 0; i < count; i++) {
        int key = (int)text_width(hints[i].key);
        int label = (int)text_width(hints[i].label);
        int gap = at > 0 ? 2 : 0;
        if (at + gap + key + 1 + label > width)
            continue;
        at += gap;
        at += draw_text(canvas, row, column + at, key, STYLE_KEY, hints[i].key);
        at++;
        at += draw_text(canvas, row, column + at, label, STYLE_LABEL, hints[i].label);
    }
}

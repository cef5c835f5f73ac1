/* draw.h - painting text into a grid of cells in memory.
 *
 * All screens and widgets draw on a struct canvas; only term.c turns it into bytes for a terminal.
 * So tests read back what was drawn, a dialog is simply drawn over the screen below, and half of a
 * wide character can never stay behind: whoever overwrites one half blanks the other.
 *
 * Coordinates are int, row 0 and column 0 at the top left; everything outside the canvas (or
 * negative, or of no size) is clipped silently, so no caller has to check for tiny windows. Text is
 * UTF-8; it was cleaned at the door, and is still filtered here: control characters, bidi controls,
 * newlines and broken bytes are painted as a blank or U+FFFD.
 */
#ifndef AUDITWALK_UI_DRAW_H
#define AUDITWALK_UI_DRAW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "core/code.h"
#include "ui/theme.h"

enum { GLYPH_SIZE = 28 };

/* One column: a character with the combining marks on it. width 2: this and the next column, whose
 * own glyph has width 0 and no text. */
struct glyph {
    char text[GLYPH_SIZE]; /* NUL-terminated; " " for a blank */
    uint8_t width;
    uint8_t style; /* enum style */
    uint8_t lines; /* border lines that leave this cell: LINE_ bits, 0 for text */
};

struct canvas {
    int rows;
    int columns;
    struct glyph *glyphs;
    bool ascii; /* the terminal has no UTF-8: ASCII symbols and borders */
    bool plain; /* no boxes, no bars (--plain) */
    bool caret; /* show the cursor at: */
    int caret_row;
    int caret_column;
};

/* A rectangle. */
struct area {
    int row;
    int column;
    int rows;
    int columns;
};

struct canvas *canvas_new(int rows, int columns);
void canvas_free(struct canvas *canvas);
void canvas_resize(struct canvas *canvas, int rows, int columns); /* blank afterwards */
void canvas_clear(struct canvas *canvas);                         /* blank, no caret */
struct area canvas_area(const struct canvas *canvas);

/* The text of a row without trailing blanks (tests); heap. */
char *canvas_row(const struct canvas *canvas, int row);
char *canvas_text(const struct canvas *canvas); /* all rows, a newline behind each; heap */
enum style canvas_style(const struct canvas *canvas, int row, int column);

enum { LINE_UP = 1, LINE_DOWN = 2, LINE_LEFT = 4, LINE_RIGHT = 8 };
/* Puts one character of 1 or 2 columns (length bytes with its marks); lines: LINE_ bits if it is
 * part of a border. For the files of this module. */
void canvas_put(struct canvas *canvas, int row, int column, enum style style, const char *text,
                size_t length, int width, unsigned lines);

/* The same for many characters of one byte and one column each, side by side. */
void canvas_put_plain(struct canvas *canvas, int row, int column, enum style style,
                      const char *text, size_t length);

/* The rectangle inside by that many rows and columns on each side. */
struct area area_inset(struct area area, int rows, int columns);
/* Cuts rows off the top / bottom, columns off the left / right of *area, and returns them. */
struct area area_take_top(struct area *area, int rows);
struct area area_take_bottom(struct area *area, int rows);
struct area area_take_left(struct area *area, int columns);
struct area area_take_right(struct area *area, int columns);
bool area_contains(struct area area, int row, int column);

/* Paints text in at most width columns (cut at a grapheme with an ellipsis); returns the columns
 * used. The rest of the width is left as it was. A newline ends it. */
int draw_text(struct canvas *canvas, int row, int column, int width, enum style style,
              const char *text);
int draw_format(struct canvas *canvas, int row, int column, int width, enum style style,
                const char *format, ...) BASE_PRINTF(6, 7);
/* The same, then blanks in the style up to the width; for whole rows. */
void draw_line(struct canvas *canvas, int row, int column, int width, enum style style,
               const char *text);
/* The same, right-aligned. */
void draw_right(struct canvas *canvas, int row, int column, int width, enum style style,
                const char *text);

/* Paints text wrapped into area from its line first on; returns how many lines the text has at this
 * width. */
int draw_block(struct canvas *canvas, struct area area, enum style style, const char *text,
               int first);
int draw_block_rows(const char *text, int width); /* only counts */

void draw_fill(struct canvas *canvas, struct area area, enum style style); /* blanks */
/* Changes the style of what is there. */
void draw_restyle(struct canvas *canvas, struct area area, enum style style);

/* The symbol of a code: its UTF-8 symbol, or its ASCII one; borrowed from the table or *out. */
const char *draw_symbol(const struct canvas *canvas, const struct code *code, char out[2]);

/* Lines and boxes; where they meet lines drawn before in the same frame they are joined (├ ┬ ┼).
 * Nothing but the title is drawn on a plain canvas. title may be NULL. */
void draw_box(struct canvas *canvas, struct area area, const char *title, enum style title_style);
void draw_horizontal(struct canvas *canvas, int row, int column, int width);
void draw_vertical(struct canvas *canvas, int row, int column, int height);

/* "142/265 ███████████░░░░░░░░░ 54%" in width columns; narrow or plain: without the bar. */
void draw_progress(struct canvas *canvas, int row, int column, int width, size_t done,
                   size_t total);

/* A scroll bar of one column: rows first.. of total are visible in area.rows. Nothing if all are
 * visible or on a plain canvas. */
void draw_scrollbar(struct canvas *canvas, int row, int column, int rows, size_t first,
                    size_t total);

/* Key hints "c conforms  o OFI  ..." from the left; a hint that does not fit any more is left out
 * whole. Fills the row. Texts are translated already. */
struct hint {
    const char *key;
    const char *label;
};
void draw_hints(struct canvas *canvas, int row, int column, int width, const struct hint *hints,
                size_t count);

/* The cursor of the terminal is shown here (input methods open there); last call wins. */
void draw_caret(struct canvas *canvas, int row, int column);

#endif

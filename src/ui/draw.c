/* draw.c - painting text: filtered, clipped at graphemes, never half of a wide character. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "ui/draw.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

/* A character with its marks takes at most this many of them: what the terminal library holds. */
enum { MARKS = 4 };

static const char replacement[] = "\xef\xbf\xbd";
static const char ellipsis[] = "\xe2\x80\xa6";

/* Bytes of the UTF-8 sequence at text (at most left), 0 if it is not well-formed. */
static size_t sequence(const char *text, size_t left)
{
    unsigned char c = (unsigned char)text[0];
    size_t length = c < 0x80 ? 1 : c >= 0xf0 ? 4 : c >= 0xe0 ? 3 : 2;
    if (length == 1)
        return 1;
    return length <= left && text_is_utf8(text, length) ? length : 0;
}

/* Controls, bidi controls, line separators, BOM: what could steer or reorder a line. Knows the
 * encoded forms, so that the common characters are passed by their first byte. */
static bool is_hostile(const char *text, size_t length)
{
    unsigned char a = (unsigned char)text[0];
    unsigned char b = length > 1 ? (unsigned char)text[1] : 0;
    unsigned char c = length > 2 ? (unsigned char)text[2] : 0;
    if (length == 1)
        return a < 0x20 || a == 0x7f;
    if (a == 0xc2)
        return b < 0xa0; /* C1 */
    if (a == 0xd8)
        return b == 0x9c; /* U+061C */
    if (a == 0xef)
        return b == 0xbb && c == 0xbf; /* U+FEFF */
    if (a != 0xe2)
        return false;
    if (b == 0x80)
        return c == 0x8e || c == 0x8f || (c >= 0xa8 && c <= 0xae); /* U+200E/F, U+2028..202E */
    return b == 0x81 && c >= 0xa6 && c <= 0xa9;                    /* U+2066..2069 */
}

/* One character as it is painted. */
struct piece {
    const char *bytes;
    size_t length; /* bytes to paint */
    size_t step;   /* bytes of the text it stands for */
    int width;
};

static struct piece piece_next(const char *text, size_t left)
{
    size_t length = sequence(text, left);
    if (length == 0)
        return (struct piece){replacement, sizeof replacement - 1, 1, 1};
    if (is_hostile(text, length))
        return (struct piece){" ", 1, length, 1};
    if (length == 1)
        return (struct piece){text, 1, 1, 1};
    return (struct piece){text, length, length, (int)text_width_n(text, length)};
}

/* Columns of the first grapheme as painted, *length its bytes. */
static int grapheme_width(const char *text, size_t left, size_t *length)
{
    int width = 0;
    size_t size = sequence(text, left) == 0 ? 1 : text_grapheme_next(text);
    size = size == 0 ? 1 : size > left ? left : size;
    for (size_t at = 0; at < size;) {
        struct piece piece = piece_next(text + at, size - at);
        width += piece.width;
        at += piece.step;
    }
    *length = size;
    return width;
}

/* Bytes of text that fit into columns. */
static size_t fit(const char *text, size_t length, int columns)
{
    size_t at = 0;
    int used = 0;
    while (at < length) {
        size_t size;
        used += grapheme_width(text + at, length - at, &size);
        if (used > columns)
            break;
        at += size;
    }
    return at;
}

/* What stands for punctuation where there is no UTF-8; "?" for all else. */
static const char *in_ascii(const char *character)
{
    static const char *const signs[][2] = {{"·", "-"}, {"—", "-"},  {"–", "-"},  {"‹", "<"},
                                           {"›", ">"}, {"“", "\""}, {"”", "\""}, {"‘", "'"},
                                           {"’", "'"}, {"×", "x"},  {"…", "~"}};
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++)
        if (strcmp(signs[i][0], character) == 0)
            return signs[i][1];
    return "?";
}

/* Puts a character and the marks behind it; returns the bytes used up. */
static size_t put_piece(struct canvas *canvas, int row, int column, enum style style,
                        const char *text, size_t left, struct piece piece)
{
    char bytes[GLYPH_SIZE];
    size_t used = piece.length;
    size_t at = piece.step;
    memcpy(bytes, piece.bytes, used);
    for (int marks = 0; at < left; marks++) {
        struct piece mark = piece_next(text + at, left - at);
        if (mark.width != 0)
            break;
        if (marks < MARKS && used + mark.length < GLYPH_SIZE) {
            memcpy(bytes + used, mark.bytes, mark.length);
            used += mark.length;
        }
        at += mark.step;
    }
    bytes[used] = '\0';
    if (canvas->ascii && (unsigned char)bytes[0] >= 0x80) {
        const char *sign = in_ascii(bytes);
        for (int i = 0; i < piece.width; i++)
            canvas_put(canvas, row, column + i, style, sign, 1, 1, 0);
    } else {
        canvas_put(canvas, row, column, style, bytes, used, piece.width, 0);
    }
    return at;
}

/* Paints length bytes that fit; returns the columns. */
static int put_text(struct canvas *canvas, int row, int column, enum style style, const char *text,
                    size_t length)
{
    int used = 0;
    for (size_t at = 0; at < length;) {
        struct piece piece = piece_next(text + at, length - at);
        if (piece.width == 0) { /* a mark on nothing */
            at += piece.step;
            continue;
        }
        at += put_piece(canvas, row, column + used, style, text + at, length - at, piece);
        used += piece.width;
    }
    return used;
}

/* Letters of one byte and one column each, nothing to filter: most of all text. */
static bool is_plain(const char *text, size_t length)
{
    size_t at = 0;

    while (at < length && text[at] >= 0x20 && text[at] < 0x7f)
        at++;
    return at == length;
}

/* Paints a slice without newline, with an ellipsis if it does not fit or more says so. */
static int put_clipped(struct canvas *canvas, int row, int column, int width, enum style style,
                       const char *text, size_t length, bool more)
{
    if (width <= 0 || row < 0 || row >= canvas->rows)
        return 0;
    bool plain = is_plain(text, length < (size_t)width ? length : (size_t)width);
    size_t fits = plain && length > (size_t)width ? (size_t)width : length;
    if (!plain)
        fits = fit(text, length, width);
    if (fits == length && !more) {
        if (!plain)
            return put_text(canvas, row, column, style, text, length);
        canvas_put_plain(canvas, row, column, style, text, length);
        return (int)length;
    }
    int used = width - 1 < (int)fits ? width - 1 : (int)fits;
    if (plain)
        canvas_put_plain(canvas, row, column, style, text, (size_t)used);
    else
        used = put_text(canvas, row, column, style, text, fit(text, length, width - 1));
    const char *dots = canvas->ascii ? "~" : ellipsis;
    canvas_put(canvas, row, column + used, style, dots, strlen(dots), 1, 0);
    return used + 1;
}

int draw_text(struct canvas *canvas, int row, int column, int width, enum style style,
              const char *text)
{
    if (text == NULL)
        return 0;
    size_t length = strcspn(text, "\n");
    return put_clipped(canvas, row, column, width, style, text, length, text[length] != '\0');
}

int draw_format(struct canvas *canvas, int row, int column, int width, enum style style,
                const char *format, ...)
{
    char *text = NULL;
    va_list arguments;
    va_start(arguments, format);
    int length = vasprintf(&text, format, arguments);
    va_end(arguments);
    if (length < 0)
        return 0;
    int used = draw_text(canvas, row, column, width, style, text);
    free(text);
    return used;
}

void draw_line(struct canvas *canvas, int row, int column, int width, enum style style,
               const char *text)
{
    int used = draw_text(canvas, row, column, width, style, text);
    draw_fill(canvas, (struct area){row, column + used, 1, width - used}, style);
}

void draw_right(struct canvas *canvas, int row, int column, int width, enum style style,
                const char *text)
{
    if (text == NULL || width <= 0)
        return;
    size_t length = strcspn(text, "\n");
    int wanted = 0;
    for (size_t at = 0; at < length && wanted < width;) {
        size_t size;
        wanted += grapheme_width(text + at, length - at, &size);
        at += size;
    }
    int left = wanted < width ? width - wanted : 0;
    draw_fill(canvas, (struct area){row, column, 1, left}, style);
    draw_line(canvas, row, column + left, width - left, style, text);
}

int draw_block(struct canvas *canvas, struct area area, enum style style, const char *text,
               int first)
{
    struct text_lines lines = {NULL, 0, 0};
    if (text == NULL || area.columns <= 0)
        return 0;
    if (!text_is_utf8(text, strlen(text))) { /* never wrapped: the line breaker wants UTF-8 */
        draw_text(canvas, area.row, area.column, area.rows > 0 && first == 0 ? area.columns : 0,
                  style, text);
        return 1;
    }
    text_wrap(text, (size_t)area.columns, &lines);
    for (int i = 0; i < area.rows && (size_t)(first + i) < lines.count; i++) {
        const struct text_line *line = &lines.items[first + i];
        put_clipped(canvas, area.row + i, area.column, area.columns, style, text + line->start,
                    line->length, false);
    }
    int count = (int)lines.count;
    text_lines_clear(&lines);
    return count;
}

int draw_block_rows(const char *text, int width)
{
    struct text_lines lines = {NULL, 0, 0};
    if (text == NULL || width <= 0 || !text_is_utf8(text, strlen(text)))
        return 1;
    text_wrap(text, (size_t)width, &lines);
    int count = (int)lines.count;
    text_lines_clear(&lines);
    return count;
}

const char *draw_symbol(const struct canvas *canvas, const struct code *code, char out[2])
{
    if (canvas == NULL || !canvas->ascii) /* none while a list is searched, not painted */
        return code->symbol;
    out[0] = code->ascii;
    out[1] = '\0';
    return out;
}

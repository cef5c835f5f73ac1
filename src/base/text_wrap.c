/* text_wrap.c - columns, graphemes and line breaks of checked text. The door is in text.c.
 *
 * The width of a grapheme is the sum of the widths of its code points, as wcwidth() of the C
 * library gives them: joiners, variation selectors and combining marks count 0, so a family joined
 * by ZWJ counts 2 for each person. That is what ncurses reckons with and what tmux and most
 * terminals draw; to know better here would shift the line behind it.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "base/text.h"

#include <stdlib.h>
#include <string.h>

#include <unictype.h>
#include <unigbrk.h>
#include <unilbrk.h>
#include <unistr.h>
#include <uniwidth.h>

enum { ZERO_WIDTH_JOINER = 0x200d, REPLACEMENT = 0xfffd };
static const char ELLIPSIS[] = "\xe2\x80\xa6";

/* Where libunistring 1.0 and the C library (glibc 2.36), and with it ncurses, disagree about
 * assigned characters: the soft hyphen and format characters that are drawn, four combining vowel
 * signs, numbers on black squares, the Yijing hexagrams. */
static const struct {
    ucs4_t first;
    ucs4_t last;
    int width;
} exceptions[] = {
    {0x00ad, 0x00ad, 1},   {0x0600, 0x0605, 1},   {0x06dd, 0x06dd, 1},   {0x070f, 0x070f, 1},
    {0x0890, 0x0891, 1},   {0x08e2, 0x08e2, 1},   {0x0cbf, 0x0cbf, 0},   {0x0cc6, 0x0cc6, 0},
    {0x3248, 0x324f, 2},   {0x4dc0, 0x4dff, 2},   {0x110bd, 0x110bd, 1}, {0x110cd, 0x110cd, 1},
    {0x11a07, 0x11a08, 0}, {0x11c3f, 0x11c3f, 0},
};

static size_t character_width(ucs4_t c)
{
    if (c < 0x7f)
        return c >= 0x20;
    if (c >= 0x4e00 && c <= 0x9fff)
        return 2;
    for (size_t i = 0; i < sizeof exceptions / sizeof exceptions[0]; i++)
        if (c >= exceptions[i].first && c <= exceptions[i].last)
            return (size_t)exceptions[i].width;
    int width = uc_width(c, "UTF-8");
    return width > 0 ? (size_t)width : 0; /* -1: a control character, which nothing paints */
}

/* The first character of a NUL-terminated text and its bytes, 0 at the end; a byte that is not
 * UTF-8 counts as one character, so that no caller can loop for ever. */
static size_t first_character(const char *text, ucs4_t *c)
{
    *c = (unsigned char)*text;
    if (*c < 0x80)
        return *c != 0;
    int length = u8_strmbtouc(c, (const uint8_t *)text);
    if (length > 0)
        return (size_t)length;
    *c = REPLACEMENT;
    return 1;
}

/* The character that ends at text[at], at > 0. */
static size_t last_character(const char *text, size_t at, ucs4_t *c)
{
    const uint8_t *start = (const uint8_t *)text;
    const uint8_t *previous = u8_prev(c, start + at, start);
    if (previous != NULL)
        return (size_t)(start + at - previous);
    *c = REPLACEMENT;
    return 1;
}

static bool is_flag_half(ucs4_t c)
{
    return c >= 0x1f1e6 && c <= 0x1f1ff;
}

/* What the rules GB11 to GB13 of UAX 29 need to remember; uc_is_grapheme_break sees only a pair. */
struct cluster {
    ucs4_t previous;
    bool half_flag;                        /* an odd number of regional indicators stands before */
    enum { PLAIN, PICTURE, JOINED } emoji; /* a picture, a picture and a joiner */
};

static void cluster_take(struct cluster *cluster, ucs4_t c)
{
    cluster->half_flag = is_flag_half(c) && !cluster->half_flag;
    if (uc_is_property_extended_pictographic(c))
        cluster->emoji = PICTURE;
    else if (cluster->emoji == PICTURE && c == ZERO_WIDTH_JOINER)
        cluster->emoji = JOINED;
    else if (cluster->emoji != PICTURE || uc_graphemeclusterbreak_property(c) != GBP_EXTEND)
        cluster->emoji = PLAIN;
    cluster->previous = c;
}

static bool cluster_ends_before(const struct cluster *cluster, ucs4_t c)
{
    if (is_flag_half(cluster->previous) && is_flag_half(c))
        return !cluster->half_flag;
    if (cluster->emoji == JOINED && uc_is_property_extended_pictographic(c))
        return false;
    return uc_is_grapheme_break(cluster->previous, c);
}

/* The bytes of the first grapheme and its columns. Looks no further than the character behind it,
 * so that walking through a text stays linear. */
static size_t first_grapheme(const char *text, size_t *width)
{
    unsigned char first = (unsigned char)text[0];
    if (first >= 0x20 && first < 0x7f && (unsigned char)text[1] < 0x80) {
        *width = 1;
        return 1;
    }
    struct cluster cluster = {0, false, PLAIN};
    ucs4_t c;
    *width = 0;
    size_t length = first_character(text, &c);
    for (size_t step = length; step > 0; length += step) {
        cluster_take(&cluster, c);
        *width += character_width(c);
        step = first_character(text + length, &c);
        if (step == 0 || cluster_ends_before(&cluster, c))
            break;
    }
    return length;
}

size_t text_width(const char *text)
{
    return text_width_n(text, strlen(text));
}

size_t text_width_n(const char *text, size_t length)
{
    size_t width = 0;
    for (size_t at = 0; at < length;) {
        ucs4_t c = (unsigned char)text[at];
        if (c < 0x80) {
            width += c >= 0x20 && c < 0x7f;
            at++;
            continue;
        }
        int step = u8_mbtouc(&c, (const uint8_t *)text + at, length - at);
        width += character_width(c);
        at += (size_t)step;
    }
    return width;
}

size_t text_grapheme_next(const char *text)
{
    size_t width;
    return first_grapheme(text, &width);
}

/* Goes back to a place that is a boundary whatever stands before it, and forward from there: the
 * halves of flags can only be paired from the front. */
size_t text_grapheme_previous(const char *text, size_t at)
{
    if (at == 0)
        return 0;
    ucs4_t behind;
    ucs4_t before;
    size_t start = at - last_character(text, at, &behind);
    while (start > 0) {
        size_t step = last_character(text, start, &before);
        bool depends =
            before == ZERO_WIDTH_JOINER || (is_flag_half(before) && is_flag_half(behind));
        if (!depends && uc_is_grapheme_break(before, behind))
            break;
        start -= step;
        behind = before;
    }
    for (;;) {
        size_t length = text_grapheme_next(text + start);
        if (length == 0 || start + length >= at)
            return at - start;
        start += length;
    }
}

size_t text_fit(const char *text, size_t columns, size_t *width)
{
    size_t at = 0;
    size_t used = 0;
    while (text[at] != '\0') {
        size_t wide;
        size_t length = first_grapheme(text + at, &wide);
        if (wide > columns - used)
            break;
        at += length;
        used += wide;
    }
    if (width != NULL)
        *width = used;
    return at;
}

char *text_ellipsis(const char *text, size_t columns)
{
    const char *newline = strchr(text, '\n');
    bool cut = newline != NULL && newline[1] != '\0';
    char *line = mem_strndup(text, newline != NULL ? (size_t)(newline - text) : strlen(text));
    if (columns == 0) {
        line[0] = '\0';
        return line;
    }
    cut = cut || line[text_fit(line, columns, NULL)] != '\0';
    if (!cut)
        return line;
    line[text_fit(line, columns - 1, NULL)] = '\0';
    char *shortened = mem_printf("%s%s", line, ELLIPSIS);
    free(line);
    return shortened;
}

/* White space that a break swallows: all but the kinds that are there to prevent one. */
static bool is_swallowed(const char *text, size_t length)
{
    ucs4_t c;
    return first_character(text, &c) == length && uc_is_property_white_space(c) && c != 0x00a0 &&
           c != 0x2007 && c != 0x202f;
}

/* A place in the line being filled: the columns before it, and the end of the text before it that
 * is not white space. */
struct place {
    size_t at;
    size_t width;
    size_t ink_end;
    size_t ink_width;
};

struct wrapping {
    const char *text;
    const char *breaks; /* UC_BREAK_... before each byte */
    size_t columns;
    size_t start; /* of the line being filled */
    bool breakable;
    struct place last_break; /* if breakable */
    struct place here;
    struct text_lines *lines;
};

static void add_line(struct wrapping *wrapping, size_t end, size_t width)
{
    struct text_lines *lines = wrapping->lines;
    lines->items = mem_grow(lines->items, lines->count, &lines->capacity, sizeof *lines->items);
    lines->items[lines->count++] =
        (struct text_line){wrapping->start, end - wrapping->start, width};
}

/* Ends the line at its last break, or, where the word alone is too long, right here. */
static void break_line(struct wrapping *wrapping)
{
    struct place *here = &wrapping->here;
    struct place from = wrapping->breakable ? wrapping->last_break : *here;
    add_line(wrapping, from.ink_end, from.ink_width);
    wrapping->start = from.at;
    wrapping->breakable = false;
    here->width -= from.width;
    if (here->ink_end > from.at) {
        here->ink_width -= from.width;
    } else {
        here->ink_end = from.at;
        here->ink_width = 0;
    }
}

/* The rest of a paragraph keeps the white space at its end as far as it fits, since somebody may
 * just be typing it. */
static void last_line(struct wrapping *wrapping, size_t end)
{
    size_t at = wrapping->here.ink_end;
    size_t used = wrapping->here.ink_width;
    while (at < end) {
        size_t width;
        size_t length = first_grapheme(wrapping->text + at, &width);
        if (used + width > wrapping->columns)
            break;
        at += length;
        used += width;
    }
    add_line(wrapping, at, used);
}

static void wrap_paragraph(struct wrapping *wrapping, size_t start, size_t end)
{
    struct place *here = &wrapping->here;
    *here = (struct place){start, 0, start, 0};
    wrapping->start = start;
    wrapping->breakable = false;
    while (here->at < end) {
        size_t width;
        size_t length = first_grapheme(wrapping->text + here->at, &width);
        if (here->at > wrapping->start && wrapping->breaks[here->at] == UC_BREAK_POSSIBLE) {
            wrapping->last_break = *here;
            wrapping->breakable = true;
        }
        bool blank = is_swallowed(wrapping->text + here->at, length);
        while (!blank && here->width + width > wrapping->columns && here->at > wrapping->start)
            break_line(wrapping);
        here->at += length;
        here->width += width;
        if (!blank) {
            here->ink_end = here->at;
            here->ink_width = here->width;
        }
    }
    last_line(wrapping, end);
}

void text_wrap(const char *text, size_t columns, struct text_lines *lines)
{
    size_t length = strlen(text);
    char *breaks = mem_alloc(length);
    if (length > 0)
        u8_possible_linebreaks((const uint8_t *)text, length, "UTF-8", breaks);
    struct wrapping wrapping = {.text = text, .breaks = breaks, .lines = lines};
    wrapping.columns = columns < 2 ? 2 : columns;
    lines->count = 0;
    for (size_t start = 0; start <= length;) {
        const char *newline = memchr(text + start, '\n', length - start);
        size_t end = newline != NULL ? (size_t)(newline - text) : length;
        wrap_paragraph(&wrapping, start, end);
        start = end + 1;
    }
    free(breaks);
}

void text_lines_clear(struct text_lines *lines)
{
    free(lines->items);
    *lines = (struct text_lines){NULL, 0, 0};
}

/* text.h - UTF-8 text: the door check, display width, graphemes, line breaks.
 *
 * The only place that knows how wide a character is on a terminal or where a line may break.
 * Widths are terminal columns: 0 for combining marks, 2 for wide East Asian characters (Unicode
 * Standard Annex 11, ambiguous counted as 1) and emoji. Graphemes after UAX 29, line breaks after
 * UAX 14 (libunistring).
 */
#ifndef AUDITWALK_BASE_TEXT_H
#define AUDITWALK_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/mem.h"

/* How many bytes of a single text field the program takes; longer input is refused, never cut. */
enum { TEXT_LIMIT = 1024 * 1024 };

enum text_kind {
    TEXT_LINE, /* one line: newlines and tabs become a space, outer white space goes */
    TEXT_BLOCK /* many lines: CRLF and CR become LF, trailing white space of the whole goes */
};

/* The door: everything from a file, a keyboard or an argument passes here once, so nothing inside
 * checks again. Validates UTF-8 (ERR_DATA with the byte offset), refuses more than TEXT_LIMIT
 * bytes, drops control characters (C0 but newline in a block, DEL, C1), bidi controls
 * (U+202A..U+202E, U+2066..U+2069, U+200E, U+200F, U+061C), U+FEFF and what XML can't hold (U+FFFE,
 * U+FFFF); a tab becomes a space, U+2028/2029 a newline; and normalises to NFC. A NUL inside is
 * refused, not dropped. *out is new heap text (NULL on error), the caller frees. */
enum err_code text_clean(const char *bytes, size_t length, enum text_kind kind, char **out,
                         struct err *err);

/* True if the bytes are well-formed UTF-8 (no surrogates, no overlong forms, no NUL). */
bool text_is_utf8(const char *bytes, size_t length);

/* Columns that the text takes on a terminal; text is valid UTF-8 without control characters. */
size_t text_width(const char *text);
size_t text_width_n(const char *text, size_t length);

/* Byte length of the first grapheme of text (0 at the end), and, for going back, of the grapheme
 * that ends at text[at] (0 at the start). */
size_t text_grapheme_next(const char *text);
size_t text_grapheme_previous(const char *text, size_t at);

/* Byte offset behind the last whole grapheme that fits into columns; *width (may be NULL) gets the
 * columns used. */
size_t text_fit(const char *text, size_t columns, size_t *width);

/* New heap text of at most columns, cut at a grapheme with an ellipsis (U+2026, 1 column) if it did
 * not fit; a newline ends it (and counts as cut if more text follows). */
char *text_ellipsis(const char *text, size_t columns);

/* One line of wrapped text: bytes [start, start+length), without the newline or the white space
 * that the break swallowed. */
struct text_line {
    size_t start;
    size_t length;
    size_t width; /* columns */
};

struct text_lines {
    struct text_line *items;
    size_t count;
    size_t capacity;
};

/* Wraps text to columns (at least 2) at the breaks UAX 14 allows, an over-long word at a grapheme;
 * newlines end lines. An empty text has one empty line. Reuses the memory of *lines. */
void text_wrap(const char *text, size_t columns, struct text_lines *lines);
void text_lines_clear(struct text_lines *lines);

/* Case-folded search (uc casefold, NFC): true if needle ("" always) stands in text. */
bool text_contains(const char *text, const char *needle);

/* The text case-folded and in NFC, for comparing; heap. */
char *text_fold(const char *text);

/* The order for people's lists: case-folded, digits by value ("8.10" after "8.9"). */
int text_compare_natural(const char *a, const char *b);

/* The text with every Han character (and kana) between blanks, so that a tokenizer that splits at
 * blanks makes words of one character of them; heap. */
char *text_spaced(const char *text);
/* The letters and digits of valid UTF-8 text, case-folded, as code points: what is left of it
 * without spaces, marks and punctuation. Heap array of *count (NULL if there are none). */
uint32_t *text_letters(const char *text, size_t *count);

/* The number of small edits between two short ASCII keys, for "did you mean" (Levenshtein, capped).
 */
size_t text_distance(const char *a, const char *b);

#endif

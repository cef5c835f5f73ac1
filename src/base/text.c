/* text.c - the door for all text, and comparing texts as people do. Columns are in text_wrap.c. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "base/text.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>
#include <unistr.h>

#include "base/i18n.h"

bool text_is_utf8(const char *bytes, size_t length)
{
    if (length == 0)
        return true;
    return memchr(bytes, 0, length) == NULL && u8_check((const uint8_t *)bytes, length) == NULL;
}

/* The first byte that is not well-formed UTF-8 or is NUL; length if there is none. */
static size_t first_bad(const char *bytes, size_t length)
{
    if (length == 0)
        return 0;
    const uint8_t *bad = u8_check((const uint8_t *)bytes, length);
    const char *nul = memchr(bytes, 0, length);
    size_t at = bad != NULL ? (size_t)(bad - (const uint8_t *)bytes) : length;
    return nul != NULL && (size_t)(nul - bytes) < at ? (size_t)(nul - bytes) : at;
}

static enum err_code too_long(struct err *err, size_t length)
{
    err_set(err, ERR_DATA, _("the text is too long: %zu bytes, at most %d are taken"), length,
            (int)TEXT_LIMIT);
    err_hint(err, _("shorten the text, or keep it in a file of its own as evidence"));
    return ERR_DATA;
}

static enum err_code check_input(const char *bytes, size_t length, struct err *err)
{
    if (length > TEXT_LIMIT)
        return too_long(err, length);
    size_t bad = first_bad(bytes, length);
    if (bad == length)
        return ERR_OK;
    err_set(err, ERR_DATA, _("the text is not UTF-8: wrong byte 0x%02x at byte offset %zu"),
            (unsigned)(unsigned char)bytes[bad], bad);
    err_hint(err, _("convert the text to UTF-8, for example with iconv or \"Save as\""));
    return ERR_DATA;
}

/* Characters that could steer a terminal, hide or reorder what is read, or that XML has no way to
 * hold (U+FFFE, U+FFFF: a workbook with one does not open). */
static bool is_dropped(ucs4_t c)
{
    return c < 0x20 || (c >= 0x7f && c <= 0x9f) || c == 0x061c || c == 0x200e || c == 0x200f ||
           (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0xfeff ||
           c == 0xfffe || c == 0xffff;
}

/* Length of what needs no look at each character: printable ASCII. */
static size_t plain_length(const uint8_t *text, size_t length)
{
    size_t at = 0;
    while (at < length && text[at] >= 0x20 && text[at] < 0x7f)
        at++;
    return at;
}

/* Copies checked bytes to out (of the same size), filtered; returns the length. */
static size_t filter(const char *bytes, size_t length, enum text_kind kind, uint8_t *out)
{
    const uint8_t *in = (const uint8_t *)bytes;
    const uint8_t newline = kind == TEXT_BLOCK ? '\n' : ' ';
    size_t used = 0;
    for (size_t at = 0; at < length;) {
        ucs4_t c;
        size_t plain = plain_length(in + at, length - at);
        if (plain > 0) {
            memcpy(out + used, in + at, plain);
            used += plain;
            at += plain;
            continue;
        }
        size_t step = (size_t)u8_mbtouc_unsafe(&c, in + at, length - at);
        if (c == '\r' && at + 1 < length && in[at + 1] == '\n')
            step = 2;
        if (c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029) {
            out[used++] = newline;
        } else if (c == '\t') {
            out[used++] = ' ';
        } else if (!is_dropped(c)) {
            memcpy(out + used, in + at, step);
            used += step;
        }
        at += step;
    }
    return used;
}

/* Byte lengths of the white space at either end. */
static size_t blank_head(const uint8_t *text, size_t length)
{
    size_t at = 0;
    while (at < length) {
        ucs4_t c;
        int step = u8_mbtouc_unsafe(&c, text + at, length - at);
        if (!uc_is_property_white_space(c))
            break;
        at += (size_t)step;
    }
    return at;
}

static size_t blank_tail(const uint8_t *text, size_t length)
{
    size_t end = length;
    ucs4_t c;
    while (end > 0) {
        const uint8_t *previous = u8_prev(&c, text + end, text);
        if (previous == NULL || !uc_is_property_white_space(c))
            break;
        end = (size_t)(previous - text);
    }
    return length - end;
}

static bool is_ascii(const uint8_t *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (text[i] >= 0x80)
            return false;
    return true;
}

/* Characters that NFC leaves as they are, whatever stands beside them: all below the first
 * combining mark, and of the others ideographs with the punctuation and full-width forms among
 * them. */
static bool is_settled(ucs4_t c)
{
    return c < 0x300 || (c >= 0x4e00 && c <= 0x9fff) || (c >= 0x3001 && c <= 0x3020) ||
           (c >= 0xff01 && c <= 0xff60) || (c >= 0x2010 && c <= 0x2027);
}

static bool is_normal(const uint8_t *text, size_t length)
{
    for (size_t at = 0; at < length;) {
        ucs4_t c = text[at];
        at += c < 0x80 ? 1 : (size_t)u8_mbtouc_unsafe(&c, text + at, length - at);
        if (!is_settled(c))
            return false;
    }
    return true;
}

/* Normalises *text (heap) to NFC; what plainly is so already is left alone. */
static enum err_code normalise(uint8_t **text, size_t *length, struct err *err)
{
    if (is_normal(*text, *length))
        return ERR_OK;
    size_t size = 0;
    uint8_t *composed = u8_normalize(UNINORM_NFC, *text, *length, NULL, &size);
    if (composed == NULL)
        return err_errno(err, errno, _("the text cannot be normalised"));
    free(*text);
    *text = composed;
    *length = size;
    return ERR_OK;
}

enum err_code text_clean(const char *bytes, size_t length, enum text_kind kind, char **out,
                         struct err *err)
{
    *out = NULL;
    enum err_code code = check_input(bytes, length, err);
    if (code != ERR_OK)
        return code;
    uint8_t *text = mem_alloc(length);
    size_t size = filter(bytes, length, kind, text);
    code = normalise(&text, &size, err);
    if (code == ERR_OK) {
        size_t head = kind == TEXT_LINE ? blank_head(text, size) : 0;
        size_t tail = blank_tail(text + head, size - head);
        /* Composing can make a text longer, and what is stored must pass this door again. */
        if (size - head - tail > TEXT_LIMIT)
            code = too_long(err, size - head - tail);
        else
            *out = mem_strndup((const char *)text + head, size - head - tail);
    }
    free(text);
    return code;
}

/* ASCII goes the short way: lists are searched and sorted
 * row by row. */
char *text_fold(const char *text)
{
    size_t length = strlen(text);
    if (!is_ascii((const uint8_t *)text, length)) {
        size_t size = 0;
        uint8_t *folded =
            u8_casefold((const uint8_t *)text, length, NULL, UNINORM_NFC, NULL, &size);
        if (folded != NULL) {
            char *copy = mem_strndup((const char *)folded, size);
            free(folded);
            return copy;
        }
    }
    char *copy = mem_strndup(text, length);
    for (char *c = copy; *c != '\0'; c++)
        if (*c >= 'A' && *c <= 'Z')
            *c = (char)(*c - 'A' + 'a');
    return copy;
}

bool text_contains(const char *text, const char *needle)
{
    char *in = text_fold(text);
    char *what = text_fold(needle);
    bool found = strstr(in, what) != NULL;
    free(what);
    free(in);
    return found;
}

uint32_t *text_letters(const char *text, size_t *count)
{
    char *folded = text_fold(text);
    size_t length = strlen(folded);
    size_t capacity = 0;
    uint32_t *letters = NULL;
    ucs4_t c = 0;

    *count = 0;
    for (size_t at = 0; at < length;) {
        int step = u8_mbtouc(&c, (const uint8_t *)folded + at, length - at);
        at += step > 0 ? (size_t)step : 1;
        if (!uc_is_property_alphabetic(c) && !uc_is_general_category(c, UC_NUMBER))
            continue;
        letters = mem_grow(letters, *count, &capacity, sizeof *letters);
        letters[(*count)++] = c;
    }
    free(folded);
    return letters;
}

static bool is_written_without_blanks(ucs4_t c)
{
    return uc_is_property_ideographic(c) || (c >= 0x3040 && c <= 0x30ff);
}

char *text_spaced(const char *text)
{
    struct buf out;
    size_t length = strlen(text);
    ucs4_t c = 0;

    buf_init(&out);
    for (size_t at = 0; at < length;) {
        int step = u8_mbtouc(&c, (const uint8_t *)text + at, length - at);
        size_t bytes = step > 0 ? (size_t)step : 1;
        bool apart = is_written_without_blanks(c);
        if (apart && out.length > 0 && out.data[out.length - 1] != ' ')
            buf_putc(&out, ' ');
        buf_add(&out, text + at, bytes);
        if (apart)
            buf_putc(&out, ' ');
        at += bytes;
    }
    return buf_take(&out);
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Compares the numbers that a and b begin with, of any length, and moves both behind them. */
static int compare_numbers(const char **a, const char **b)
{
    while (**a == '0')
        ++*a;
    while (**b == '0')
        ++*b;
    size_t in_a = 0;
    size_t in_b = 0;
    while (is_digit((*a)[in_a]))
        in_a++;
    while (is_digit((*b)[in_b]))
        in_b++;
    int order = in_a == in_b ? memcmp(*a, *b, in_a) : in_a < in_b ? -1 : 1;
    *a += in_a;
    *b += in_b;
    return order;
}

static int compare_folded(const char *a, const char *b)
{
    int order = 0;
    while (order == 0 && (*a != '\0' || *b != '\0')) {
        if (is_digit(*a) && is_digit(*b)) {
            order = compare_numbers(&a, &b);
        } else {
            /* The order of UTF-8 bytes is the order of code points. */
            order = (int)(unsigned char)*a++ - (int)(unsigned char)*b++;
        }
    }
    return order;
}

int text_compare_natural(const char *a, const char *b)
{
    char *folded_a = text_fold(a);
    char *folded_b = text_fold(b);
    int order = compare_folded(folded_a, folded_b);
    free(folded_b);
    free(folded_a);
    return order;
}

enum { DISTANCE_LIMIT = 64 };

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

size_t text_distance(const char *a, const char *b)
{
    size_t length_a = strnlen(a, DISTANCE_LIMIT + 1);
    size_t length_b = strnlen(b, DISTANCE_LIMIT + 1);
    if (length_a > DISTANCE_LIMIT || length_b > DISTANCE_LIMIT)
        return DISTANCE_LIMIT; /* keys are short: this is none */
    size_t row[DISTANCE_LIMIT + 1];
    for (size_t j = 0; j <= length_b; j++)
        row[j] = j;
    for (size_t i = 1; i <= length_a; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= length_b; j++) {
            size_t change = diagonal + (a[i - 1] != b[j - 1]);
            diagonal = row[j];
            row[j] = smaller(change, smaller(row[j], row[j - 1]) + 1);
        }
    }
    return row[length_b];
}

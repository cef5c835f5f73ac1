/* test_text.c - the door, columns, graphemes, wrapping, comparing. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "suites.h"

#define FAMILY "\U0001F468\u200d\U0001F469\u200d\U0001F467"

static void clean_equals(const char *in, size_t length, enum text_kind kind, const char *expected)
{
    struct err err;
    char *out = NULL;
    CU_ASSERT_EQUAL(text_clean(in, length, kind, &out, &err), ERR_OK);
    CU_ASSERT_PTR_NOT_NULL_FATAL(out);
    CU_ASSERT_STRING_EQUAL(out, expected);
    free(out);
}

static void line_equals(const char *in, const char *expected)
{
    clean_equals(in, strlen(in), TEXT_LINE, expected);
}

static void block_equals(const char *in, const char *expected)
{
    clean_equals(in, strlen(in), TEXT_BLOCK, expected);
}

static void lines_are_cleaned(void)
{
    clean_equals(NULL, 0, TEXT_LINE, "");
    line_equals("plain", "plain");
    line_equals(" \t\u3000 a b \u00a0\n", "a b");
    line_equals("   ", "");
    line_equals("a\tb\nc\r\nd\re", "a b c d e");
    line_equals("a\x01\x1b[31m\x7f\xc2\x85\xc2\x9b"
                "b",
                "a[31mb");
    line_equals("a\u202eb\u2066c\u2069\u200e\u200f\u061c\ufeff\ufffe\uffff", "abc");
    line_equals("\ufeffhead", "head");
    line_equals("a\u2028b\u2029c", "a b c");
    line_equals("e\u0301", "\u00e9");
    line_equals("\u212b \u1112\u1161\u11ab", "\u00c5 \ud55c");
    line_equals("e\x01\u0301", "\u00e9");        /* what dropping brings together is composed too */
    line_equals("\uff21\ufb01", "\uff21\ufb01"); /* NFC, not NFKC */
    line_equals("审核 8.10 " FAMILY, "审核 8.10 " FAMILY);
}

static void blocks_are_cleaned(void)
{
    block_equals("a\r\nb\rc\nd\n\n \t", "a\nb\nc\nd");
    block_equals("  indented\n\n  more", "  indented\n\n  more");
    block_equals("a\u2028b\u2029c", "a\nb\nc");
    block_equals("a\tb\x0b\x0c", "a b");
    block_equals("\n", "");
    block_equals("\r\r\n\n", "");
}

static void clean_fails(const char *bytes, size_t length, const char *part)
{
    struct err err;
    char *out = (char *)&err;
    CU_ASSERT_EQUAL(text_clean(bytes, length, TEXT_BLOCK, &out, &err), ERR_DATA);
    CU_ASSERT_PTR_NULL(out);
    CU_ASSERT_EQUAL(err.code, ERR_DATA);
    CU_ASSERT(strstr(err.message, part) != NULL);
    CU_ASSERT(err.hint[0] != '\0');
    CU_ASSERT_EQUAL(text_clean(bytes, length, TEXT_LINE, &out, NULL), ERR_DATA);
}

static void bad_bytes_are_refused(void)
{
    static const struct {
        const char *bytes;
        size_t length;
        size_t at;
    } cases[] = {
        {"ab\xff", 3, 2},           /* never in UTF-8 */
        {"a\x80", 2, 1},            /* a tail without a head */
        {"\xc0\xaf", 2, 0},         /* overlong '/' */
        {"\xc0\x80", 2, 0},         /* overlong NUL */
        {"\xe0\x80\xaf", 3, 0},     /* overlong in three */
        {"\xf0\x80\x80\xaf", 4, 0}, /* overlong in four */
        {"x\xed\xa0\x80", 4, 1},    /* a surrogate */
        {"x\xed\xbf\xbf", 4, 1},    /* another */
        {"\xf4\x90\x80\x80", 4, 0}, /* beyond U+10FFFF */
        {"\xf8\x88\x80\x80\x80", 5, 0},
        {"abc\xe5\xae", 5, 3}, /* cut off */
        {"\xe5\xae\xa1\xf0\x9f\x98", 6, 3},
        {"\xe5", 1, 0},
        {"a\0b", 3, 1},
        {"\0", 1, 0},
        {"a\0\xff", 3, 1},  /* the first of two is told */
        {"\xd6\xd0", 2, 0}, /* GBK */
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char part[32];
        snprintf(part, sizeof part, "offset %zu", cases[i].at);
        clean_fails(cases[i].bytes, cases[i].length, part);
        CU_ASSERT_FALSE(text_is_utf8(cases[i].bytes, cases[i].length));
    }
    CU_ASSERT(text_is_utf8(NULL, 0));
    CU_ASSERT(text_is_utf8("\xf4\x8f\xbf\xbf审", 7));
}

/* count copies of unit, heap. */
static char *repeat(const char *unit, size_t count)
{
    struct buf buf;
    buf_init(&buf);
    while (count-- > 0)
        buf_puts(&buf, unit);
    return buf_take(&buf);
}

static void the_limit_holds(void)
{
    char *text = repeat("x", TEXT_LIMIT + 1);
    clean_fails(text, TEXT_LIMIT + 1, "1048577");
    text[TEXT_LIMIT] = '\0';
    clean_equals(text, TEXT_LIMIT, TEXT_LINE, text);
    free(text);
    text = repeat(" ", TEXT_LIMIT + 1); /* also what would be taken off */
    clean_fails(text, TEXT_LIMIT + 1, "1048577");
    free(text);
    /* U+0958 becomes two characters in NFC: what comes out must fit as well. */
    text = repeat("\u0958", TEXT_LIMIT / 3);
    clean_fails(text, strlen(text), "too long");
    free(text);
}

/* Cleaned text passes the door again as it is, whatever characters it was made of. */
static void cleaning_twice_changes_nothing(void)
{
    static const char *const units[] = {
        "a",      " ",      "\n",     "\r",     "\t",     "\u0301", "\u0323", "\u3000",
        "\u200d", "\ufeff", "\u2028", "\u1100", "\u1161", "\u0958", "审",     "\U0001d160"};
    size_t count = sizeof units / sizeof units[0];
    unsigned seed = 7;
    for (int round = 0; round < 3000; round++) {
        struct buf buf;
        buf_init(&buf);
        for (int i = 0; i < 8; i++) {
            seed = seed * 1103515245u + 12345u;
            buf_puts(&buf, units[(seed >> 16) % count]);
        }
        char *once = NULL;
        char *twice = NULL;
        enum text_kind kind = round % 2 ? TEXT_LINE : TEXT_BLOCK;
        if (text_clean(buf.data, buf.length, kind, &once, NULL) != ERR_OK ||
            text_clean(once, strlen(once), kind, &twice, NULL) != ERR_OK ||
            strcmp(once, twice) != 0)
            CU_FAIL("cleaning again changed the text");
        free(once);
        free(twice);
        buf_clear(&buf);
    }
}

static void widths(void)
{
    static const struct {
        const char *text;
        size_t width;
    } cases[] = {{"", 0},           {"abc", 3},          {"审核", 4},
                 {"\uff21", 2},     {"\uff76", 1},       {"e\u0301", 1},
                 {"\u00a7", 1}, /* ambiguous */
                 {"\u2026", 1},     {"\u00ad", 1},       {"\u200b\u200d\ufe0f", 0},
                 {"\U0001F600", 2}, {"\u2764\ufe0f", 1}, {"\U0001F1E9\U0001F1EA", 2},
                 {FAMILY, 6},       {"\u4dc0", 2},       {"a\nb\x1b", 2}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        CU_ASSERT_EQUAL(text_width(cases[i].text), cases[i].width);
    CU_ASSERT_EQUAL(text_width_n("审核", 3), 2);
    CU_ASSERT_EQUAL(text_width_n("审核", 0), 0);
    CU_ASSERT(text_width_n("审核", 4) <= 3); /* cut within a character: no reading beyond */
}

/* lengths: the bytes of each grapheme. */
static void graphemes_are(const char *text, const size_t *lengths, size_t count)
{
    size_t at = 0;
    for (size_t i = 0; i < count; i++) {
        CU_ASSERT_EQUAL(text_grapheme_next(text + at), lengths[i]);
        at += lengths[i];
        CU_ASSERT_EQUAL(text_grapheme_previous(text, at), lengths[i]);
    }
    CU_ASSERT_EQUAL(at, strlen(text));
    CU_ASSERT_EQUAL(text_grapheme_next(text + at), 0);
    CU_ASSERT_EQUAL(text_grapheme_previous(text, 0), 0);
}

static void graphemes(void)
{
    graphemes_are("", NULL, 0);
    graphemes_are("ab审e\u0301x", (size_t[]){1, 1, 3, 3, 1}, 5);
    graphemes_are(FAMILY "a" FAMILY, (size_t[]){18, 1, 18}, 3);
    graphemes_are("\U0001F1E9\U0001F1EA\U0001F1EB\U0001F1F7\U0001F1E9", (size_t[]){8, 8, 4}, 3);
    graphemes_are("a\U0001F1E9\U0001F1EAb", (size_t[]){1, 8, 1}, 3);
    graphemes_are("\U0001F44D\U0001F3FD\u2764\ufe0f", (size_t[]){8, 6}, 2);
    graphemes_are("\u1112\u1161\u11ab\ud55c", (size_t[]){9, 3}, 2);
    graphemes_are("a\u200d\U0001F468", (size_t[]){4, 4}, 2); /* no picture before the joiner */
    graphemes_are("\r\n\n\u0301", (size_t[]){2, 1, 2}, 3);
    CU_ASSERT_EQUAL(text_grapheme_next("\xff\xfe"), 1); /* no endless loop on what never comes */
    CU_ASSERT_EQUAL(text_grapheme_previous("\xff\xfe", 2), 1);
}

static void fitting(void)
{
    size_t width = 99;
    CU_ASSERT_EQUAL(text_fit("审核x", 3, &width), 3);
    CU_ASSERT_EQUAL(width, 2);
    CU_ASSERT_EQUAL(text_fit("审核x", 5, &width), 7);
    CU_ASSERT_EQUAL(width, 5);
    CU_ASSERT_EQUAL(text_fit("e\u0301e\u0301", 1, NULL), 3);
    CU_ASSERT_EQUAL(text_fit("审", 1, &width), 0);
    CU_ASSERT_EQUAL(width, 0);
    CU_ASSERT_EQUAL(text_fit("", 5, &width), 0);
    CU_ASSERT_EQUAL(text_fit("abc", 0, &width), 0);
    CU_ASSERT_EQUAL(text_fit("abc", (size_t)-1, &width), 3);
}

static void ellipsis_is(const char *text, size_t columns, const char *expected)
{
    char *cut = text_ellipsis(text, columns);
    CU_ASSERT_STRING_EQUAL(cut, expected);
    CU_ASSERT(text_width(cut) <= columns);
    free(cut);
}

static void ellipses(void)
{
    ellipsis_is("abc", 3, "abc");
    ellipsis_is("abcd", 3, "ab\u2026");
    ellipsis_is("审核员", 5, "审核\u2026");
    ellipsis_is("审核员", 4, "审\u2026");
    ellipsis_is("审核", 4, "审核");
    ellipsis_is("abc", 1, "\u2026");
    ellipsis_is("abc", 0, "");
    ellipsis_is("", 0, "");
    ellipsis_is("ab\ncd", 10, "ab\u2026");
    ellipsis_is("ab\ncd", 2, "a\u2026");
    ellipsis_is("ab\n", 2, "ab");
    ellipsis_is("e\u0301e\u0301e\u0301", 2, "e\u0301\u2026");
}

/* expected: the lines, joined by '|'. Every line must be no wider than the columns. */
static void wraps_to(const char *text, size_t columns, const char *expected)
{
    struct text_lines lines = {NULL, 0, 0};
    struct buf joined;
    buf_init(&joined);
    buf_puts(&joined, "");
    text_wrap(text, columns, &lines);
    for (size_t i = 0; i < lines.count; i++) {
        const struct text_line *line = &lines.items[i];
        if (i > 0)
            buf_putc(&joined, '|');
        buf_add(&joined, text + line->start, line->length);
        CU_ASSERT(line->width <= columns);
        CU_ASSERT_EQUAL(line->width, text_width_n(text + line->start, line->length));
    }
    CU_ASSERT_STRING_EQUAL(joined.data, expected);
    buf_clear(&joined);
    text_lines_clear(&lines);
}

static void wrapping(void)
{
    wraps_to("", 10, "");
    wraps_to("\n", 10, "|");
    wraps_to("one two three", 7, "one two|three");
    wraps_to("one two three", 8, "one two|three");
    wraps_to("one     two", 4, "one|two");
    wraps_to("abcdefghij", 4, "abcd|efgh|ij");
    wraps_to("ab cdefghij", 4, "ab|cdef|ghij");
    wraps_to("a\n\nb", 4, "a||b");
    wraps_to("  in", 4, "  in");
    wraps_to("abc   ", 4, "abc "); /* what fits stays, for a cursor behind it */
    wraps_to("审核员，你好", 6, "审核|员，你|好");
    wraps_to("审核ISO 28000标准", 8, "审核ISO|28000标|准");
    wraps_to("1\u00a02 3", 3, "1\u00a02|3");
    wraps_to("e\u0301e\u0301e\u0301", 2, "e\u0301e\u0301|e\u0301");
    wraps_to("\U0001F1E9\U0001F1EA\U0001F1EB\U0001F1F7", 3,
             "\U0001F1E9\U0001F1EA|\U0001F1EB\U0001F1F7");
    wraps_to("see clause 8.10, then 6.1.1-b.1", 11, "see clause|8.10, then|6.1.1-b.1");
    wraps_to("      x", 4, "|x"); /* indented beyond the width */
}

static void wrapping_reuses_and_clamps(void)
{
    struct text_lines lines = {NULL, 0, 0};
    text_wrap("a b c d e f", 2, &lines);
    CU_ASSERT_EQUAL(lines.count, 6);
    const struct text_line *before = lines.items;
    text_wrap("审核", 0, &lines); /* as if 2 */
    CU_ASSERT_EQUAL(lines.count, 2);
    CU_ASSERT_PTR_EQUAL(lines.items, before);
    text_wrap("ab", 1, &lines);
    CU_ASSERT_EQUAL(lines.count, 1);
    text_wrap("\xff\xff ab", 2, &lines); /* bad bytes never come, yet must not hang */
    CU_ASSERT(lines.count > 0);
    text_lines_clear(&lines);
    CU_ASSERT(lines.items == NULL && lines.count == 0 && lines.capacity == 0);
    text_lines_clear(&lines);
}

/* Random texts: lines in order, none too wide, nothing but white space and newlines left out. */
static void wrapping_loses_nothing(void)
{
    static const char *const units[] = {"a",  "b",   " ",      "\n",     "审",
                                        "，", ")",   "\u200b", "\u2060", "e\u0301",
                                        "-",  "8.1", FAMILY,   "\u3000"};
    unsigned seed = 3;
    struct text_lines lines = {NULL, 0, 0};
    for (int round = 0; round < 3000; round++) {
        struct buf buf;
        buf_init(&buf);
        buf_puts(&buf, "");
        for (int i = 0; i < 30; i++) {
            seed = seed * 1103515245u + 12345u;
            buf_puts(&buf, units[(seed >> 16) % (sizeof units / sizeof units[0])]);
        }
        size_t columns = 6 + (size_t)round % 7;
        size_t at = 0;
        text_wrap(buf.data, columns, &lines);
        for (size_t i = 0; i <= lines.count; i++) {
            size_t start = i < lines.count ? lines.items[i].start : buf.length;
            for (; at < start; at++)
                if (strchr(" \n\xe3\x80", buf.data[at]) == NULL)
                    CU_FAIL("a character was left out");
            if (at != start)
                CU_FAIL("lines overlap");
            if (i < lines.count) {
                at = start + lines.items[i].length;
                if (lines.items[i].width > columns ||
                    lines.items[i].width != text_width_n(buf.data + start, at - start))
                    CU_FAIL("a line has a wrong width");
            }
        }
        buf_clear(&buf);
    }
    text_lines_clear(&lines);
}

static double seconds_to_walk(const char *unit, size_t bytes)
{
    char *text = repeat(unit, bytes / strlen(unit));
    struct text_lines lines = {NULL, 0, 0};
    struct timespec from;
    struct timespec to;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
    text_wrap(text, 40, &lines);
    for (size_t at = 0, step = 1; step > 0; at += step)
        step = text_grapheme_next(text + at);
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
    text_lines_clear(&lines);
    free(text);
    return (double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec) / 1e9;
}

/* Eight times the text in about eight times the time; 64 times would be the square. */
static void a_long_text_takes_linear_time(void)
{
    static const char *const units[] = {
        "x",      "word ", "审核", "\u0301",     "\u2060",          " ",
        "\u200b", "\n",    "\"(",  "\U0001F1E9", "\U0001F468\u200d"};
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        double shorter = seconds_to_walk(units[i], TEXT_LIMIT / 8);
        double longer = seconds_to_walk(units[i], TEXT_LIMIT);
        CU_ASSERT(longer < 30 * shorter + 0.05);
    }
}

static void searching(void)
{
    CU_ASSERT(text_contains("anything", ""));
    CU_ASSERT(text_contains("", ""));
    CU_ASSERT_FALSE(text_contains("", "x"));
    CU_ASSERT(text_contains("ISO 28000 Security", "iso 28000 SEC"));
    CU_ASSERT(text_contains("内部审核Audit计划", "审核aUDIT计"));
    CU_ASSERT_FALSE(text_contains("内部审核", "核审"));
    CU_ASSERT(text_contains("STRASSE", "stra\u00dfe"));
    CU_ASSERT(text_contains("R\u00c9SUM\u00c9", "re\u0301sume\u0301"));
    CU_ASSERT_FALSE(text_contains("r\u00e9sum\u00e9", "resume"));
    CU_ASSERT(text_contains("\u03a3\u0399\u03a3\u03a5\u03a6\u039f\u03a3", "\u03c3\u03b9\u03c3"));
}

static void order_is(const char *a, const char *b, int sign)
{
    int ab = text_compare_natural(a, b);
    int ba = text_compare_natural(b, a);
    CU_ASSERT_EQUAL((ab > 0) - (ab < 0), sign);
    CU_ASSERT_EQUAL((ba > 0) - (ba < 0), -sign);
}

static void natural_order(void)
{
    static const char *const ascending[] = {
        "",  "4",   "6.1.1-a.2", "6.1.1-b.1", "6.1.1-b.2", "6.1.1-b.10", "6.1.2",
        "8", "8.2", "8.9",       "8.10",      "8.10.1",    "8.11",       "10.1",
        "A", "b",   "item 9",    "Item 10",   "审核 9",    "审核 10"};
    size_t count = sizeof ascending / sizeof ascending[0];
    for (size_t i = 0; i < count; i++)
        for (size_t j = i; j < count; j++)
            order_is(ascending[i], ascending[j], i < j ? -1 : 0);
    order_is("ISO", "iso", 0);
    order_is("\u00c9", "e\u0301", 0);
    order_is("007", "7", 0);
    order_is("0", "00", 0);
    order_is("0", "1", -1);
    order_is("99999999999999999999999998", "99999999999999999999999999", -1);
    order_is("18446744073709551616", "1", 1);
}

static void distances(void)
{
    CU_ASSERT_EQUAL(text_distance("", ""), 0);
    CU_ASSERT_EQUAL(text_distance("abc", ""), 3);
    CU_ASSERT_EQUAL(text_distance("kitten", "sitting"), 3);
    CU_ASSERT_EQUAL(text_distance("status", "statsu"), 2);
    CU_ASSERT_EQUAL(text_distance("export", "export"), 0);
    char *text = repeat("x", 100000);
    CU_ASSERT_EQUAL(text_distance(text, "x"), 64);
    CU_ASSERT_EQUAL(text_distance("x", text), 64);
    CU_ASSERT_EQUAL(text_distance(text, text), 64);
    CU_ASSERT_EQUAL(text_distance(text + 100000 - 64, ""), 64);
    free(text);
}

static void letters_are(const char *text, const char *expected)
{
    size_t count = 0;
    uint32_t *letters = text_letters(text, &count);
    struct buf got;

    buf_init(&got);
    for (size_t i = 0; i < count; i++)
        buf_printf(&got, "%s%X", i > 0 ? " " : "", (unsigned)letters[i]);
    char *shown = buf_take(&got);
    CU_ASSERT_STRING_EQUAL(shown, expected);
    free(shown);
    free(letters);
}

static void letters_only(void)
{
    letters_are("", "");
    letters_are(" -- \u2026\n", "");
    letters_are("Gate 2!", "67 61 74 65 32");
    letters_are("\u00c9t\u00e9", "E9 74 E9");
    letters_are("\u95e8\u5c97\uff0c", "95E8 5C97");
}

CU_ErrorCode test_text_add(void)
{
    static const struct suite_test tests[] = {
        {"lines are cleaned", lines_are_cleaned},
        {"blocks are cleaned", blocks_are_cleaned},
        {"bad bytes are refused", bad_bytes_are_refused},
        {"the limit holds", the_limit_holds},
        {"cleaning twice changes nothing", cleaning_twice_changes_nothing},
        {"widths", widths},
        {"graphemes", graphemes},
        {"fitting", fitting},
        {"ellipses", ellipses},
        {"wrapping", wrapping},
        {"wrapping reuses and clamps", wrapping_reuses_and_clamps},
        {"wrapping loses nothing", wrapping_loses_nothing},
        {"a long text takes linear time", a_long_text_takes_linear_time},
        {"searching", searching},
        {"natural order", natural_order},
        {"distances", distances},
        {"letters only", letters_only},
        {NULL, NULL}};
    return suite_add("text", tests);
}

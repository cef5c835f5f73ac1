/* test_draw.c - painting: clipping, wide characters, hostile text, borders, bars, hints. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include <stdlib.h>
#include <string.h>

#include "suites.h"

static void clips_with_ellipsis(void)
{
    struct canvas *canvas = canvas_new(4, 20);
    CU_ASSERT_EQUAL(draw_text(canvas, 0, 0, 10, STYLE_NORMAL, "abc"), 3);
    CU_ASSERT_EQUAL(draw_text(canvas, 1, 0, 5, STYLE_NORMAL, "abcdefgh"), 5);
    CU_ASSERT_EQUAL(draw_text(canvas, 2, 0, 5, STYLE_NORMAL, "安全管理体系"), 5);
    CU_ASSERT_EQUAL(draw_text(canvas, 3, 0, 6, STYLE_NORMAL, "安全管理体系"), 5);
    screen_is(canvas, 0, "abc");
    screen_is(canvas, 1, "abcd…");
    screen_is(canvas, 2, "安全…");
    screen_is(canvas, 3, "安全…");
    canvas_free(canvas);
}

static void newline_ends_a_text(void)
{
    struct canvas *canvas = canvas_new(2, 20);
    draw_text(canvas, 0, 0, 20, STYLE_NORMAL, "first\nsecond");
    screen_is(canvas, 0, "first…");
    screen_is(canvas, 1, "");
    canvas_free(canvas);
}

static void halves_never_stay(void)
{
    struct canvas *canvas = canvas_new(2, 8);
    draw_text(canvas, 0, 0, 8, STYLE_NORMAL, "安全管理");
    draw_text(canvas, 0, 1, 1, STYLE_NORMAL, "x");
    screen_is(canvas, 0, " x全管理");
    draw_text(canvas, 0, 4, 1, STYLE_NORMAL, "y");
    screen_is(canvas, 0, " x全y 理");
    draw_text(canvas, 1, 7, 8, STYLE_NORMAL, "安");
    screen_is(canvas, 1, "");
    canvas_free(canvas);
}

static void marks_stay_on_their_letter(void)
{
    struct canvas *canvas = canvas_new(1, 10);
    CU_ASSERT_EQUAL(draw_text(canvas, 0, 0, 10, STYLE_NORMAL, "e\xcc\x81x"), 2);
    CU_ASSERT_STRING_EQUAL(canvas->glyphs[0].text, "e\xcc\x81");
    CU_ASSERT_STRING_EQUAL(canvas->glyphs[1].text, "x");
    char many[400] = "a";
    for (int i = 0; i < 150; i++)
        strcat(many, "\xcc\x81");
    canvas_clear(canvas);
    CU_ASSERT_EQUAL(draw_text(canvas, 0, 0, 10, STYLE_NORMAL, many), 1);
    CU_ASSERT(strlen(canvas->glyphs[0].text) < GLYPH_SIZE);
    CU_ASSERT_EQUAL(draw_text(canvas, 0, 0, 10, STYLE_NORMAL, "\xcc\x81"), 0);
    canvas_free(canvas);
}

static void hostile_text_is_harmless(void)
{
    struct canvas *canvas = canvas_new(1, 40);
    draw_text(canvas, 0, 0, 40, STYLE_NORMAL,
              "a\033[31mb\tc\x7f\xe2\x80\xaex\xe2\x81\xa6y\xef\xbb\xbfz\xc2\x9bq\xd8\x9cw");
    screen_is(canvas, 0, "a [31mb c  x y z q w");
    canvas_clear(canvas);
    draw_text(canvas, 0, 0, 40, STYLE_NORMAL, "ok\xff\xc3(\xe5\xae");
    screen_is(canvas, 0, "ok\xef\xbf\xbd\xef\xbf\xbd(\xef\xbf\xbd\xef\xbf\xbd");
    draw_block(canvas, canvas_area(canvas), STYLE_NORMAL, "x\xff", 0);
    canvas_free(canvas);
}

static void emoji_keep_columns(void)
{
    struct canvas *canvas = canvas_new(1, 20);
    int used = draw_text(canvas, 0, 0, 20, STYLE_NORMAL, "📷👨‍👩‍👧|");
    CU_ASSERT_EQUAL(used, 9);
    CU_ASSERT_STRING_EQUAL(canvas->glyphs[8].text, "|");
    CU_ASSERT_EQUAL(draw_text(canvas, 0, 0, 5, STYLE_NORMAL, "ab👨‍👩‍👧"),
                    3); /* never half a family */
    canvas_free(canvas);
}

static void outside_is_clipped(void)
{
    struct canvas *canvas = canvas_new(1, 1);
    const struct hint hints[] = {{"c", "conforms"}};
    struct area huge = {-5, -5, 100, 100};
    draw_text(canvas, -1, -3, 50, STYLE_NORMAL, "安全管理体系");
    draw_text(canvas, 0, -3, 50, STYLE_NORMAL, "安全管理体系");
    draw_box(canvas, huge, "title", STYLE_TITLE);
    draw_fill(canvas, huge, STYLE_BAR);
    draw_block(canvas, huge, STYLE_NORMAL, "some text", 0);
    draw_progress(canvas, 0, 0, 1, 3, 5);
    draw_hints(canvas, 0, 0, 1, hints, 1);
    draw_scrollbar(canvas, 0, 0, 1, 3, 500);
    draw_caret(canvas, 9, 9);
    CU_ASSERT_FALSE(canvas->caret);
    canvas_resize(canvas, 0, -1);
    CU_ASSERT_EQUAL(canvas->rows, 1);
    canvas_free(canvas);
}

static void borders_join(void)
{
    struct canvas *canvas = canvas_new(3, 9);
    draw_box(canvas, (struct area){0, 0, 3, 5}, NULL, STYLE_TITLE);
    draw_box(canvas, (struct area){0, 4, 3, 5}, NULL, STYLE_TITLE);
    screen_is(canvas, 0, "┌───┬───┐");
    screen_is(canvas, 1, "│   │   │");
    screen_is(canvas, 2, "└───┴───┘");
    canvas_clear(canvas);
    canvas->ascii = true;
    draw_box(canvas, (struct area){0, 0, 3, 9}, "ab", STYLE_TITLE);
    screen_is(canvas, 0, "+ ab ---+");
    screen_is(canvas, 1, "|       |");
    canvas_clear(canvas);
    canvas->plain = true;
    draw_box(canvas, (struct area){0, 0, 3, 9}, "ab", STYLE_TITLE);
    screen_is(canvas, 0, "  ab");
    screen_is(canvas, 1, "");
    canvas_free(canvas);
}

static void ascii_has_no_unicode(void)
{
    struct canvas *canvas = canvas_new(1, 30);
    char out[2];
    canvas->ascii = true;
    draw_text(canvas, 0, 0, 8, STYLE_NORMAL, "é 安全 abcdef");
    screen_is(canvas, 0, "? ???? ~");
    CU_ASSERT_STRING_EQUAL(draw_symbol(canvas, code_at(&code_results, RESULT_MAJOR), out), "X");
    canvas_free(canvas);
}

static void progress_and_hints(void)
{
    struct canvas *canvas = canvas_new(3, 40);
    const struct hint hints[] = {{"c", "conforms"}, {"M", "a very long label here"}, {"q", "back"}};
    draw_progress(canvas, 0, 0, 22, 5, 10);
    screen_is(canvas, 0, "5/10 ██████░░░░░░░ 50%");
    draw_progress(canvas, 1, 0, 9, 5, 10);
    screen_is(canvas, 1, "5/10 50%");
    draw_hints(canvas, 2, 0, 24, hints, 3);
    screen_is(canvas, 2, "c conforms  q back");
    canvas_free(canvas);
}

static void blocks_wrap(void)
{
    struct canvas *canvas = canvas_new(3, 12);
    CU_ASSERT_EQUAL(
        draw_block(canvas, canvas_area(canvas), STYLE_NORMAL, "one two three four five", 0), 3);
    screen_is(canvas, 0, "one two");
    screen_is(canvas, 1, "three four");
    screen_is(canvas, 2, "five");
    CU_ASSERT_EQUAL(draw_block_rows("安全管理体系审核", 6), 3);
    canvas_free(canvas);
}

static void areas_are_cut(void)
{
    struct area area = {0, 0, 10, 20};
    struct area top = area_take_top(&area, 3);
    struct area right = area_take_right(&area, 50);
    CU_ASSERT_EQUAL(top.rows, 3);
    CU_ASSERT_EQUAL(area.row, 3);
    CU_ASSERT_EQUAL(right.columns, 20);
    CU_ASSERT_EQUAL(area.columns, 0);
    CU_ASSERT_EQUAL(area_inset(top, 5, 5).rows, 0);
    CU_ASSERT(area_contains(top, 2, 19));
    CU_ASSERT_FALSE(area_contains(top, 3, 0));
}

CU_ErrorCode test_draw_add(void)
{
    static const struct suite_test tests[] = {
        {"text is clipped with an ellipsis", clips_with_ellipsis},
        {"a newline ends a text", newline_ends_a_text},
        {"half of a wide character never stays", halves_never_stay},
        {"combining marks stay on their letter", marks_stay_on_their_letter},
        {"hostile text is harmless", hostile_text_is_harmless},
        {"emoji keep their columns", emoji_keep_columns},
        {"everything outside is clipped", outside_is_clipped},
        {"borders join", borders_join},
        {"ASCII has no Unicode", ascii_has_no_unicode},
        {"progress and hints", progress_and_hints},
        {"blocks wrap", blocks_wrap},
        {"areas are cut", areas_are_cut},
        {NULL, NULL}};
    return suite_add("draw", tests);
}

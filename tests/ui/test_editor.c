/* test_editor.c - typing, pasting, moving and undoing in the one text editor. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <unistr.h>

#include "base/mem.h"
#include "suites.h"
#include "ui/editor.h"

static void press(struct editor *editor, int key)
{
    struct input input = key_input(CONTEXT_ROOT, key);
    editor_act(editor, &input);
}

static void type(struct editor *editor, const char *text)
{
    ucs4_t c;
    const uint8_t *at = (const uint8_t *)text;
    for (int step; (step = u8_strmbtouc(&c, at)) > 0; at += step)
        press(editor, (int)c);
}

static bool paste(struct editor *editor, const char *text, size_t length)
{
    struct input input = paste_input(text, length);
    return (editor_act(editor, &input) & REACT_CHANGED) != 0;
}

static void types_and_erases_graphemes(void)
{
    struct editor editor;
    editor_init(&editor, TEXT_LINE, 0);
    type(&editor, "ae\xcc\x81安👨‍👩‍👧");
    press(&editor, K_BACKSPACE);
    CU_ASSERT_STRING_EQUAL(editor_text(&editor), "ae\xcc\x81安");
    press(&editor, K_BACKSPACE);
    press(&editor, K_BACKSPACE);
    CU_ASSERT_STRING_EQUAL(editor_text(&editor), "a");
    press(&editor, K_LEFT);
    press(&editor, K_LEFT);
    press(&editor, K_DELETE);
    press(&editor, K_DELETE);
    CU_ASSERT(editor_is_empty(&editor));
    CU_ASSERT(editor.changed);
    editor_clear(&editor);
}

static void moves_by_words_and_lines(void)
{
    struct editor editor;
    editor_init(&editor, TEXT_BLOCK, 0);
    editor_set(&editor, "one two\nthree 安全 x");
    press(&editor, K_CTRL_LEFT);
    press(&editor, K_CTRL_LEFT);
    CU_ASSERT_EQUAL(editor.caret, strlen("one two\nthree "));
    press(&editor, K_CONTROL('a'));
    CU_ASSERT_EQUAL(editor.caret, strlen("one two\n"));
    press(&editor, K_CTRL_HOME);
    press(&editor, K_CTRL_RIGHT);
    CU_ASSERT_EQUAL(editor.caret, strlen("one"));
    press(&editor, K_CONTROL('k'));
    CU_ASSERT_STRING_EQUAL(editor_text(&editor), "one\nthree 安全 x");
    press(&editor, K_CONTROL('u'));
    CU_ASSERT_STRING_EQUAL(editor_text(&editor), "\nthree 安全 x");
    press(&editor, K_CTRL_END);
    press(&editor, K_CONTROL('w'));
    press(&editor, K_CONTROL('w'));
    CU_ASSERT_STRING_EQUAL(editor_text(&editor), "\nthree ");
    editor_clear(&editor);
}

static void undo_takes_runs_back(void)
{
    struct editor editor;
    editor_init(&editor, TEXT_LINE, 0);
    editor_set(&editor, "start");
    type(&editor, " one");
    press(&editor, K_BACKSPACE);
    press(&editor, K_CONTROL('z'));
    CU_ASSERT_STRING_EQUAL(editor_text(&editor), "start one");
    for (int i = 0; i < 5; i++)
        press(&editor, K_CONTROL('z'));
    CU_ASSERT_STRING_EQUAL(editor_text(&editor), "start");
    for (int i = 0; i < 3 * EDITOR_UNDO; i++) {
        type(&editor, "x");
        press(&editor, K_BACKSPACE);
    }
    CU_ASSERT(editor.undo_count <= EDITOR_UNDO);
    editor_clear(&editor);
}

static void paste_is_cleaned_at_the_door(void)
{
    struct editor editor;
    static const char hostile[] = " a\r\nb\033[0m\xe2\x80\xae\tc ";
    editor_init(&editor, TEXT_LINE, 0);
    CU_ASSERT(paste(&editor, hostile, sizeof hostile - 1));
    CU_ASSERT_STRING_EQUAL(editor_text(&editor), " a b[0m c ");
    char *value = NULL;
    CU_ASSERT_EQUAL(editor_value(&editor, &value, NULL), ERR_OK);
    CU_ASSERT_STRING_EQUAL(value, "a b[0m c");
    free(value);
    CU_ASSERT_FALSE(paste(&editor, "\xff\xfe", 2));
    CU_ASSERT(editor.refused);
    CU_ASSERT_STRING_EQUAL(editor_text(&editor), " a b[0m c ");
    press(&editor, K_CONTROL('z'));
    CU_ASSERT(editor_is_empty(&editor)); /* one paste is one step */
    editor_clear(&editor);
}

static void value_is_composed(void)
{
    struct editor editor;
    char *value = NULL;
    editor_init(&editor, TEXT_LINE, 0);
    type(&editor, "e\xcc\x81");
    CU_ASSERT_EQUAL(editor_value(&editor, &value, NULL), ERR_OK);
    CU_ASSERT_STRING_EQUAL(value, "\xc3\xa9");
    free(value);
    editor_clear(&editor);
}

static void a_megabyte_is_one_paste(void)
{
    struct editor editor;
    struct canvas *canvas = canvas_new(10, 40);
    struct buf buf;
    buf_init(&buf);
    while (buf.length + 12 <= TEXT_LIMIT)
        buf_puts(&buf, "安全 words\n");
    editor_init(&editor, TEXT_BLOCK, 0);
    CU_ASSERT(paste(&editor, buf.data, buf.length));
    editor_draw(&editor, canvas, canvas_area(canvas), true);
    press(&editor, K_UP);
    type(&editor, "x");
    editor_draw(&editor, canvas, canvas_area(canvas), true);
    CU_ASSERT(canvas->caret);
    CU_ASSERT_FALSE(paste(&editor, buf.data, buf.length)); /* over the limit: refused whole */
    CU_ASSERT(editor.refused);
    press(&editor, K_CONTROL('z'));
    press(&editor, K_CONTROL('z'));
    CU_ASSERT(editor_is_empty(&editor));
    editor_clear(&editor);
    editor_init(&editor, TEXT_LINE, 0);
    CU_ASSERT(paste(&editor, buf.data, buf.length));
    editor_draw(&editor, canvas, (struct area){0, 0, 1, 40}, true);
    CU_ASSERT(canvas->caret && canvas->caret_column < 40);
    buf_clear(&buf);
    editor_clear(&editor);
    canvas_free(canvas);
}

static void the_limit_refuses(void)
{
    struct editor editor;
    editor_init(&editor, TEXT_LINE, 5);
    type(&editor, "abcd安");
    CU_ASSERT_STRING_EQUAL(editor_text(&editor), "abcd");
    CU_ASSERT(editor.refused);
    type(&editor, "e");
    CU_ASSERT_STRING_EQUAL(editor_text(&editor), "abcde");
    CU_ASSERT_FALSE(editor.refused);
    editor_clear(&editor);
}

static void a_line_scrolls_sideways(void)
{
    struct editor editor;
    struct canvas *canvas = canvas_new(1, 8);
    editor_init(&editor, TEXT_LINE, 0);
    editor_set(&editor, "abcdefghijklm");
    editor_draw(&editor, canvas, canvas_area(canvas), true);
    screen_is(canvas, 0, "ghijklm");
    CU_ASSERT_EQUAL(canvas->caret_column, 7);
    press(&editor, K_HOME);
    editor_draw(&editor, canvas, canvas_area(canvas), true);
    screen_is(canvas, 0, "abcdefgh");
    CU_ASSERT_EQUAL(canvas->caret_column, 0);
    canvas_free(canvas);
    editor_clear(&editor);
}

static void a_block_wraps_and_moves(void)
{
    struct editor editor;
    struct canvas *canvas = canvas_new(3, 8);
    editor_init(&editor, TEXT_BLOCK, 0);
    editor_set(&editor, "安全管理体系\nlast");
    editor_draw(&editor, canvas, canvas_area(canvas), true);
    screen_is(canvas, 0, "安全管");
    screen_is(canvas, 1, "理体系");
    screen_is(canvas, 2, "last");
    press(&editor, K_UP);
    press(&editor, K_UP);
    editor_draw(&editor, canvas, canvas_area(canvas), true);
    CU_ASSERT_EQUAL(canvas->caret_row, 0);
    CU_ASSERT_EQUAL(canvas->caret_column, 4);
    struct input up = key_input(CONTEXT_ROOT, K_UP);
    CU_ASSERT_EQUAL(editor_act(&editor, &up), REACT_NONE);
    press(&editor, K_DOWN);
    press(&editor, K_DOWN);
    editor_draw(&editor, canvas, canvas_area(canvas), true);
    CU_ASSERT_EQUAL(canvas->caret_row, 2);
    CU_ASSERT_EQUAL(canvas->caret_column, 4);
    canvas_free(canvas);
    editor_clear(&editor);
}

static void every_size_can_be_drawn(void)
{
    struct editor editor;
    editor_init(&editor, TEXT_BLOCK, 0);
    editor_set(&editor, "安全👨‍👩‍👧 e\xcc\x81 words and words\n\nend");
    for (int rows = 1; rows < 6; rows++) {
        for (int columns = 1; columns < 20; columns++) {
            struct canvas *canvas = canvas_new(rows, columns);
            editor_draw(&editor, canvas, canvas_area(canvas), true);
            press(&editor, K_UP);
            press(&editor, K_LEFT);
            editor_draw(&editor, canvas, canvas_area(canvas), true);
            press(&editor, K_CTRL_END);
            canvas_free(canvas);
        }
    }
    editor_clear(&editor);
}

static void a_click_places_the_caret(void)
{
    struct editor editor;
    struct canvas *canvas = canvas_new(3, 12);
    struct input click = {.event = {.type = EVENT_MOUSE, .row = 1, .column = 4}};
    editor_init(&editor, TEXT_BLOCK, 0);
    editor_set(&editor, "安全\n安全管理");
    editor_draw(&editor, canvas, canvas_area(canvas), true);
    editor_act(&editor, &click);
    CU_ASSERT_EQUAL(editor.caret, strlen("安全\n安全"));
    canvas_free(canvas);
    editor_clear(&editor);
}

static void commands_are_split_without_a_shell(void)
{
    char **words = editor_split_words("code --wait 'two words' \"a \\\" b\" c\\ d ''");
    CU_ASSERT_PTR_NOT_NULL_FATAL(words);
    CU_ASSERT_STRING_EQUAL(words[0], "code");
    CU_ASSERT_STRING_EQUAL(words[1], "--wait");
    CU_ASSERT_STRING_EQUAL(words[2], "two words");
    CU_ASSERT_STRING_EQUAL(words[3], "a \" b");
    CU_ASSERT_STRING_EQUAL(words[4], "c d");
    CU_ASSERT_STRING_EQUAL(words[5], "");
    CU_ASSERT_PTR_NULL(words[6]);
    editor_free_words(words);
    CU_ASSERT_PTR_NULL(editor_split_words("vi 'open"));
    CU_ASSERT_PTR_NULL(editor_split_words("  "));
}

static void external_editor_keeps_the_text(void)
{
    struct err err;
    char *out = NULL;
    setenv("VISUAL", "sed -i -e 's/^one/安全 two/' -e 's/$/\\r/'", 1);
    CU_ASSERT_EQUAL(editor_external(NULL, "one\nlast", TEXT_BLOCK, &out, &err), ERR_OK);
    CU_ASSERT_STRING_EQUAL(out, "安全 two\nlast");
    free(out);
    setenv("VISUAL", "false --arg", 1);
    CU_ASSERT_EQUAL(editor_external(NULL, "one", TEXT_BLOCK, &out, &err), ERR_USAGE);
    CU_ASSERT_PTR_NULL(out);
    setenv("VISUAL", "/no/such/editor", 1);
    CU_ASSERT_EQUAL(editor_external(NULL, "one", TEXT_BLOCK, &out, &err), ERR_USAGE);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "/no/such/editor"));
    unsetenv("VISUAL");
}

/* What a person sees as one character is one for the keys, whatever it is made of. */
static void characters_are_what_people_see(void)
{
    static const char *const units[] = {
        "e\xcc\x81\xcc\xa3",                            /* two marks on a letter */
        "\xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab",         /* a Hangul syllable of three jamo */
        "한",                                           /* the same composed */
        "\xf0\x9f\x87\xa9\xf0\x9f\x87\xaa",             /* regional indicators: a flag */
        "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x9a\x92", /* joined by ZWJ */
        "\xf0\x9f\x91\x8d\xf0\x9f\x8f\xbd",             /* with a tone of skin */
        "\xe2\x9d\xa4\xef\xb8\x8f"};                    /* with a variation selector */
    struct editor editor;

    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        char *text = mem_printf("a%sz", units[i]);
        editor_init(&editor, TEXT_LINE, 0);
        CU_ASSERT_TRUE(editor_insert(&editor, text, strlen(text)));
        size_t length = editor.text.length;
        press(&editor, K_LEFT);
        press(&editor, K_LEFT);
        CU_ASSERT_EQUAL(editor.caret, 1);
        press(&editor, K_SHIFT_RIGHT);
        CU_ASSERT_EQUAL(editor.caret, length - 1);
        press(&editor, K_BACKSPACE);
        CU_ASSERT_STRING_EQUAL(editor_text(&editor), "az");
        press(&editor, K_CONTROL('z'));
        CU_ASSERT_EQUAL(editor.text.length, length);
        editor_clear(&editor);
        free(text);
    }
}

static void a_part_is_selected_and_replaced(void)
{
    struct editor editor;
    size_t start = 0;
    size_t end = 0;
    editor_init(&editor, TEXT_LINE, 0);
    type(&editor, "gate 门岗 log");
    CU_ASSERT_FALSE(editor_selection(&editor, &start, &end));
    press(&editor, K_SHIFT_HOME);
    CU_ASSERT_TRUE(editor_selection(&editor, &start, &end));
    CU_ASSERT(start == 0 && end == editor.text.length);
    press(&editor, K_RIGHT); /* without Shift that ends it */
    CU_ASSERT_FALSE(editor_selection(&editor, &start, &end));
    press(&editor, K_HOME);
    for (int i = 0; i < 5; i++)
        press(&editor, K_SHIFT_RIGHT);
    type(&editor, "No ");
    CU_ASSERT_STRING_EQUAL(editor_text(&editor), "No 门岗 log");
    press(&editor, K_CONTROL('z'));
    press(&editor, K_CONTROL('z'));
    CU_ASSERT_STRING_EQUAL(editor_text(&editor), "gate 门岗 log");
    press(&editor, K_END);
    press(&editor, K_CTRL_SPACE); /* a mark: all moving goes on */
    press(&editor, K_CTRL_LEFT);
    press(&editor, K_LEFT);
    CU_ASSERT_TRUE(paste(&editor, "日志", 6));
    CU_ASSERT_STRING_EQUAL(editor_text(&editor), "gate 门岗日志");
    press(&editor, K_CTRL_SPACE);
    press(&editor, K_HOME);
    press(&editor, K_ESCAPE);
    CU_ASSERT_FALSE(editor_selection(&editor, &start, &end));
    press(&editor, K_DELETE);
    CU_ASSERT_STRING_EQUAL(editor_text(&editor), "ate 门岗日志");
    editor_clear(&editor);
}

static void a_replacement_fits_where_what_it_replaces_goes(void)
{
    struct editor editor;
    editor_init(&editor, TEXT_LINE, 8);
    type(&editor, "12345678");
    press(&editor, K_SHIFT_HOME);
    CU_ASSERT_TRUE(paste(&editor, "abcdefgh", 8));
    press(&editor, K_SHIFT_HOME);
    CU_ASSERT_FALSE(paste(&editor, "abcdefghi", 9));
    CU_ASSERT_STRING_EQUAL(editor_text(&editor), "abcdefgh"); /* refused, nothing is lost */
    CU_ASSERT_TRUE(editor.refused);
    editor_clear(&editor);
}

static void cut_copied_and_put(void)
{
    struct editor editor;
    struct editor other;
    char *clip = NULL;
    editor_init(&editor, TEXT_BLOCK, 0);
    editor_init(&other, TEXT_LINE, 0);
    editor.clip = other.clip = &clip;
    editor_set(&editor, "one\ntwo\nthree");
    press(&editor, K_CTRL_HOME);
    press(&editor, K_SHIFT_DOWN);
    press(&editor, K_SHIFT_RIGHT);
    press(&editor, K_CONTROL('x'));
    CU_ASSERT_STRING_EQUAL(editor_text(&editor), "wo\nthree");
    CU_ASSERT_STRING_EQUAL(clip, "one\nt");
    press(&editor, K_CONTROL('v'));
    press(&editor, K_CONTROL('v'));
    CU_ASSERT_STRING_EQUAL(editor_text(&editor), "one\ntone\ntwo\nthree");
    press(&other, K_CONTROL('v')); /* cleaned as a paste is: one line */
    CU_ASSERT_STRING_EQUAL(editor_text(&other), "one t");
    press(&editor, K_CONTROL('z'));
    press(&editor, K_CTRL_END);
    press(&editor, K_SHIFT_UP);
    press(&editor, K_CONTROL('y'));
    CU_ASSERT_STRING_EQUAL(clip, "\nthree");
    CU_ASSERT_STRING_EQUAL(editor_text(&editor), "one\ntwo\nthree");
    other.secret = true;
    press(&other, K_SHIFT_HOME);
    press(&other, K_CONTROL('x'));
    CU_ASSERT_STRING_EQUAL(clip, "\nthree");
    CU_ASSERT_STRING_EQUAL(editor_text(&other), "one t");
    free(clip);
    editor_clear(&editor);
    editor_clear(&other);
}

static void what_is_selected_is_seen(void)
{
    struct editor editor;
    struct canvas *canvas = canvas_new(3, 12);
    struct input click = {.event = {.type = EVENT_MOUSE, .mouse = MOUSE_DOUBLE, .column = 5}};
    editor_init(&editor, TEXT_BLOCK, 0);
    editor_set(&editor, "门岗 log of the night");
    editor_draw(&editor, canvas, canvas_area(canvas), true);
    press(&editor, K_CTRL_HOME);
    press(&editor, K_SHIFT_DOWN);
    press(&editor, K_SHIFT_RIGHT);
    editor_draw(&editor, canvas, canvas_area(canvas), true);
    screen_is(canvas, 1, "the night");
    CU_ASSERT_EQUAL(canvas_style(canvas, 0, 0), STYLE_SELECTED);
    CU_ASSERT_EQUAL(canvas_style(canvas, 1, 0), STYLE_SELECTED);
    CU_ASSERT_EQUAL(canvas_style(canvas, 1, 1), STYLE_INPUT_FOCUS);
    editor_act(&editor, &click);
    editor_draw(&editor, canvas, canvas_area(canvas), true);
    CU_ASSERT_EQUAL(canvas_style(canvas, 0, 4), STYLE_INPUT_FOCUS);
    CU_ASSERT_EQUAL(canvas_style(canvas, 0, 5), STYLE_SELECTED);
    CU_ASSERT_EQUAL(canvas_style(canvas, 0, 7), STYLE_SELECTED);
    CU_ASSERT_EQUAL(canvas_style(canvas, 0, 8), STYLE_INPUT_FOCUS);
    editor_clear(&editor);
    editor_init(&editor, TEXT_LINE, 0);
    editor_set(&editor, "a line that is longer than the field");
    press(&editor, K_SHIFT_HOME);
    press(&editor, K_SHIFT_RIGHT);
    editor_draw(&editor, canvas, (struct area){0, 0, 1, 12}, true);
    CU_ASSERT_EQUAL(canvas_style(canvas, 0, 0), STYLE_INPUT_FOCUS);
    CU_ASSERT_EQUAL(canvas_style(canvas, 0, 1), STYLE_SELECTED);
    CU_ASSERT_EQUAL(canvas_style(canvas, 0, 11), STYLE_SELECTED);
    editor_clear(&editor);
    canvas_free(canvas);
}

CU_ErrorCode test_editor_add(void)
{
    static const struct suite_test tests[] = {
        {"types and erases graphemes", types_and_erases_graphemes},
        {"moves by words and lines", moves_by_words_and_lines},
        {"characters are what people see", characters_are_what_people_see},
        {"a part is selected and replaced", a_part_is_selected_and_replaced},
        {"a replacement fits where what it replaces goes",
         a_replacement_fits_where_what_it_replaces_goes},
        {"cut, copied and put", cut_copied_and_put},
        {"what is selected is seen", what_is_selected_is_seen},
        {"undo takes runs back", undo_takes_runs_back},
        {"a paste is cleaned at the door", paste_is_cleaned_at_the_door},
        {"the value is composed", value_is_composed},
        {"a megabyte is one paste", a_megabyte_is_one_paste},
        {"the limit refuses", the_limit_refuses},
        {"a line scrolls sideways", a_line_scrolls_sideways},
        {"a block wraps and moves", a_block_wraps_and_moves},
        {"every size can be drawn", every_size_can_be_drawn},
        {"a click places the caret", a_click_places_the_caret},
        {"commands are split without a shell", commands_are_split_without_a_shell},
        {"an external editor keeps the text", external_editor_keeps_the_text},
        {NULL, NULL}};
    return suite_add("editor", tests);
}

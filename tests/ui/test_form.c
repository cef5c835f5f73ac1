/* test_form.c - fields: values, focus, refusals, quick forms, every size. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include <stdlib.h>
#include <string.h>

#include "suites.h"
#include "ui/form.h"

enum { TITLE = 1, DETAIL, GRADE, WHEN, PEOPLE, WHERE, SHOWN };

static void make(struct form *form)
{
    static const struct form_choice people[] = {{"Li Na", {{1}}}, {"Wang", {{2}}}, {"Zoe", {{3}}}};
    form_init(form);
    form_add(form, &(struct form_spec){
                       .id = SHOWN, .kind = FORM_STATIC, .label = "For", .value = "8.4 c)"});
    form_add(form, &(struct form_spec){.id = TITLE,
                                       .kind = FORM_LINE,
                                       .label = "Title",
                                       .required = true,
                                       .hint = "One sentence"});
    form_add(form, &(struct form_spec){.id = DETAIL, .kind = FORM_BLOCK, .label = "Detail"});
    form_add(form, &(struct form_spec){.id = GRADE,
                                       .kind = FORM_CHOICE,
                                       .label = "Grade",
                                       .codes = &code_grades,
                                       .selected = 1});
    form_add(form, &(struct form_spec){.id = WHEN, .kind = FORM_DATE, .label = "Due"});
    form_add(form, &(struct form_spec){.id = PEOPLE,
                                       .kind = FORM_MULTI,
                                       .label = "People",
                                       .choices = people,
                                       .choice_count = 3});
    form_add(form, &(struct form_spec){.id = WHERE,
                                       .kind = FORM_CHOICE,
                                       .label = "Person",
                                       .choices = people,
                                       .choice_count = 3,
                                       .selected = -1});
}

static unsigned press(struct form *form, int key)
{
    struct input input = key_input(form_context(form, CONTEXT_FORM), key);
    return form_act(form, NULL, &input);
}

static void type(struct form *form, const char *ascii)
{
    for (; *ascii != '\0'; ascii++)
        press(form, *ascii);
}

static void values_come_out_clean(void)
{
    struct form form;
    make(&form);
    CU_ASSERT_EQUAL(form_focused(&form), TITLE);
    CU_ASSERT_FALSE(form_dirty(&form));
    type(&form, "  q is text here ");
    CU_ASSERT_STRING_EQUAL(form_text(&form, TITLE), "q is text here");
    CU_ASSERT(form_dirty(&form));
    CU_ASSERT_STRING_EQUAL(form_text(&form, GRADE), "minor");
    CU_ASSERT_EQUAL(form_choice(&form, WHERE), -1);
    CU_ASSERT_STRING_EQUAL(form_text(&form, 99), "");
    form_set_clean(&form);
    CU_ASSERT_FALSE(form_dirty(&form));
    form_clear(&form);
}

static void tab_and_enter_walk_the_fields(void)
{
    struct form form;
    make(&form);
    press(&form, K_TAB);
    CU_ASSERT_EQUAL(form_focused(&form), DETAIL);
    press(&form, K_ENTER); /* a new line, not the next field */
    CU_ASSERT_EQUAL(form_focused(&form), DETAIL);
    press(&form, K_TAB);
    press(&form, K_RIGHT);
    CU_ASSERT_EQUAL(form_choice(&form, GRADE), GRADE_OFI);
    press(&form, 'm');
    CU_ASSERT_EQUAL(form_choice(&form, GRADE), GRADE_MAJOR);
    press(&form, K_ENTER);
    press(&form, K_ENTER);
    CU_ASSERT_EQUAL(form_focused(&form), PEOPLE);
    press(&form, K_RIGHT);
    press(&form, K_SPACE);
    CU_ASSERT_EQUAL(form_chosen(&form, PEOPLE), 2);
    press(&form, K_TAB);
    press(&form, 'z');
    struct ident id = form_choice_id(&form, WHERE);
    CU_ASSERT_EQUAL(id.bytes[0], 3);
    press(&form, K_BACKSPACE);
    CU_ASSERT_EQUAL(form_choice(&form, WHERE), -1);
    press(&form, K_BACK_TAB);
    CU_ASSERT_EQUAL(form_focused(&form), PEOPLE);
    form_clear(&form);
}

static void refuses_what_is_wrong(void)
{
    struct form form;
    make(&form);
    form_focus(&form, WHEN);
    type(&form, "2026-02-30");
    CU_ASSERT_FALSE(press(&form, K_CONTROL('s')) & REACT_SUBMIT);
    CU_ASSERT_EQUAL(form_focused(&form), TITLE); /* the first that is wrong */
    type(&form, "x");
    CU_ASSERT_FALSE(press(&form, K_CONTROL('s')) & REACT_SUBMIT);
    CU_ASSERT_EQUAL(form_focused(&form), WHEN);
    struct canvas *canvas = canvas_new(24, 80);
    form_draw(&form, canvas, canvas_area(canvas));
    CU_ASSERT(screen_has(canvas, "not a date"));
    canvas_free(canvas);
    setenv("AUDITWALK_NOW", "2026-11-23T12:00:00.000Z", 1);
    press(&form, 't');
    CU_ASSERT_STRING_EQUAL(form_text(&form, WHEN), "2026-11-23");
    CU_ASSERT(press(&form, K_CONTROL('s')) & REACT_SUBMIT);
    unsetenv("AUDITWALK_NOW");
    form_clear(&form);
}

static void quick_forms_start_with_one_line(void)
{
    struct form form;
    make(&form);
    form.quick = true;
    form.quick_fields = 2;
    struct canvas *canvas = canvas_new(24, 80);
    form_draw(&form, canvas, canvas_area(canvas));
    char *text = canvas_text(canvas);
    CU_ASSERT_PTR_NULL(strstr(text, "Detail"));
    free(text);
    CU_ASSERT(screen_has(canvas, "more fields"));
    type(&form, "seal 4411");
    CU_ASSERT(press(&form, K_ENTER) & REACT_SUBMIT);
    press(&form, K_TAB);
    CU_ASSERT_EQUAL(form_focused(&form), DETAIL);
    canvas_clear(canvas);
    form_draw(&form, canvas, canvas_area(canvas));
    CU_ASSERT(screen_has(canvas, "Detail"));
    CU_ASSERT(canvas->caret);
    canvas_free(canvas);
    form_clear(&form);
}

static void leaving_pops(void)
{
    struct form form;
    make(&form);
    CU_ASSERT(press(&form, K_ESCAPE) & REACT_POP);
    CU_ASSERT(press(&form, K_CONTROL('c')) & REACT_POP);
    form_clear(&form);
}

static void errors_stand_under_the_field(void)
{
    struct form form;
    struct canvas *canvas = canvas_new(24, 80);
    make(&form);
    form_error(&form, DETAIL, "the store said no");
    CU_ASSERT_EQUAL(form_focused(&form), DETAIL);
    form_draw(&form, canvas, canvas_area(canvas));
    CU_ASSERT(screen_has(canvas, "the store said no"));
    type(&form, "x");
    canvas_clear(canvas);
    form_draw(&form, canvas, canvas_area(canvas));
    char *text = canvas_text(canvas);
    CU_ASSERT_PTR_NULL(strstr(text, "the store said no"));
    free(text);
    canvas_free(canvas);
    form_clear(&form);
}

static void choices_can_be_replaced(void)
{
    static const struct form_choice now[] = {{"New", {{9}}}, {"Wang", {{2}}}};
    struct form form;
    make(&form);
    form_set_choice(&form, WHERE, 1);
    form_set_choices(&form, WHERE, now, 2);
    CU_ASSERT_EQUAL(form_choice(&form, WHERE), 1);
    form_set_choices(&form, WHERE, now, 1);
    CU_ASSERT_EQUAL(form_choice(&form, WHERE), -1);
    form_clear(&form);
}

static void hidden_fields_are_passed(void)
{
    struct form form;
    make(&form);
    form_hide(&form, DETAIL, true);
    press(&form, K_TAB);
    CU_ASSERT_EQUAL(form_focused(&form), GRADE);
    form_hide(&form, TITLE, true);
    CU_ASSERT(press(&form, K_CONTROL('s')) & REACT_SUBMIT); /* it can't be filled in */
    form_clear(&form);
}

static void every_size_shows_the_focus(void)
{
    struct form form;
    make(&form);
    for (int rows = 1; rows < 26; rows++) {
        for (int columns = 1; columns < 100; columns += 7) {
            struct canvas *canvas = canvas_new(rows, columns);
            form_focus(&form, TITLE);
            for (int i = 0; i < 7; i++) {
                canvas_clear(canvas);
                form_draw(&form, canvas, canvas_area(canvas));
                if (rows >= 8 && columns >= 30)
                    CU_ASSERT(canvas->caret);
                press(&form, K_TAB);
            }
            canvas_free(canvas);
        }
    }
    form_clear(&form);
}

static void a_click_focuses(void)
{
    struct form form;
    struct canvas *canvas = canvas_new(24, 80);
    make(&form);
    form_draw(&form, canvas, canvas_area(canvas));
    struct area place = form.fields[3].area;
    struct input click = {.event = {.type = EVENT_MOUSE, .row = place.row, .column = place.column}};
    form_act(&form, NULL, &click);
    CU_ASSERT_EQUAL(form_focused(&form), GRADE);
    canvas_free(canvas);
    form_clear(&form);
}

CU_ErrorCode test_form_add(void)
{
    static const struct suite_test tests[] = {
        {"values come out clean", values_come_out_clean},
        {"Tab and Enter walk the fields", tab_and_enter_walk_the_fields},
        {"what is wrong is refused", refuses_what_is_wrong},
        {"quick forms start with one line", quick_forms_start_with_one_line},
        {"leaving pops", leaving_pops},
        {"errors stand under the field", errors_stand_under_the_field},
        {"choices can be replaced", choices_can_be_replaced},
        {"hidden fields are passed", hidden_fields_are_passed},
        {"every size shows the focus", every_size_shows_the_focus},
        {"a click focuses", a_click_focuses},
        {NULL, NULL}};
    return suite_add("form", tests);
}

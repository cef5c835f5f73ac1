/* test_list.c - the one list: only visible rows, paging, searching, the mouse. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include <stdio.h>
#include <stdlib.h>

#include "suites.h"
#include "ui/list.h"

struct rows_owner {
    size_t total;
    size_t asked;
    size_t pages;
    size_t heading_every;
};

static void row(void *context, size_t index, int width, struct list_row *out)
{
    struct rows_owner *owner = context;
    owner->asked++;
    (void)width;
    out->heading = owner->heading_every > 0 && index % owner->heading_every == 0;
    list_cell_format(out, 6, STYLE_NORMAL, "r%zu", index);
    list_cell(out, 0, STYLE_MUTED, "安全管理体系审核");
    list_cell_right(out, 3, STYLE_NORMAL, "7");
}

static size_t more(void *context, size_t count)
{
    struct rows_owner *owner = context;
    owner->pages++;
    return count + 50 < owner->total ? count + 50 : owner->total;
}

static const char *empty(void *context)
{
    (void)context;
    return "nothing yet";
}

static const struct list_ops ops = {.row = row, .empty = empty};
static const struct list_ops paged = {.row = row, .more = more};

static unsigned press(struct list *list, int key)
{
    struct input input = key_input(list_context(list, CONTEXT_LIST), key);
    return list_act(list, &input);
}

static void draws_only_what_is_seen(void)
{
    struct rows_owner owner = {.total = 1000000};
    struct list list;
    struct canvas *canvas = canvas_new(10, 30);
    list_init(&list, &ops, &owner);
    list_set_count(&list, owner.total);
    owner.asked = 0;
    list_draw(&list, canvas, canvas_area(canvas), true);
    CU_ASSERT_EQUAL(owner.asked, 10);
    screen_is(canvas, 0, "r0     安全管理体系审核     7█");
    press(&list, 'G');
    owner.asked = 0;
    list_draw(&list, canvas, canvas_area(canvas), true);
    CU_ASSERT_EQUAL(owner.asked, 10);
    CU_ASSERT_EQUAL(list_selected(&list), 999999);
    CU_ASSERT_EQUAL(canvas_style(canvas, 9, 0), STYLE_SELECTED);
    canvas_free(canvas);
    list_clear(&list);
}

static void moves_by_keys(void)
{
    struct rows_owner owner = {.total = 100};
    struct list list;
    struct canvas *canvas = canvas_new(10, 30);
    list_init(&list, &ops, &owner);
    list_set_count(&list, 100);
    list_draw(&list, canvas, canvas_area(canvas), true);
    CU_ASSERT(press(&list, 'j') & REACT_MOVED);
    CU_ASSERT_EQUAL(list_selected(&list), 1);
    press(&list, K_PAGE_DOWN);
    CU_ASSERT_EQUAL(list_selected(&list), 10);
    press(&list, K_CONTROL('u'));
    CU_ASSERT_EQUAL(list_selected(&list), 5);
    press(&list, 'g');
    press(&list, 'k');
    CU_ASSERT_EQUAL(list_selected(&list), 0);
    CU_ASSERT(press(&list, K_ENTER) & REACT_OPENED);
    CU_ASSERT_EQUAL(press(&list, 'z'), REACT_NONE);
    list_set_count(&list, 0);
    CU_ASSERT_EQUAL(list_selected(&list), LIST_NONE);
    CU_ASSERT_EQUAL(press(&list, K_ENTER), REACT_NONE);
    canvas_clear(canvas);
    list_draw(&list, canvas, canvas_area(canvas), true);
    screen_is(canvas, 0, "nothing yet");
    press(&list, 'G');
    press(&list, 'j');
    canvas_free(canvas);
    list_clear(&list);
}

static void pages_are_loaded_when_wanted(void)
{
    struct rows_owner owner = {.total = 120};
    struct list list;
    struct canvas *canvas = canvas_new(10, 30);
    list_init(&list, &paged, &owner);
    list_set_count(&list, 50);
    list_draw(&list, canvas, canvas_area(canvas), true);
    CU_ASSERT_EQUAL(owner.pages, 0);
    for (int i = 0; i < 6; i++)
        press(&list, K_PAGE_DOWN);
    CU_ASSERT_EQUAL(list.count, 100);
    press(&list, 'G');
    CU_ASSERT_EQUAL(list_selected(&list), 119);
    canvas_free(canvas);
    list_clear(&list);
}

static void headings_are_skipped(void)
{
    struct rows_owner owner = {.total = 9, .heading_every = 3};
    struct list list;
    list_init(&list, &ops, &owner);
    list_set_count(&list, 9);
    CU_ASSERT_EQUAL(list_selected(&list), 1);
    press(&list, 'j');
    press(&list, 'j');
    CU_ASSERT_EQUAL(list_selected(&list), 4);
    press(&list, 'k');
    CU_ASSERT_EQUAL(list_selected(&list), 2);
    press(&list, 'g');
    CU_ASSERT_EQUAL(list_selected(&list), 1);
    press(&list, 'k');
    CU_ASSERT_EQUAL(list_selected(&list), 1);
    list_clear(&list);
}

static void searches_as_typed(void)
{
    struct rows_owner owner = {.total = 60};
    struct list list;
    struct canvas *canvas = canvas_new(10, 30);
    list_init(&list, &ops, &owner);
    list_set_count(&list, 60);
    press(&list, '/');
    CU_ASSERT_EQUAL(list_context(&list, CONTEXT_WALK), CONTEXT_LINE);
    press(&list, 'R');
    press(&list, '4');
    CU_ASSERT_EQUAL(list_selected(&list), 4);
    press(&list, '2');
    CU_ASSERT_EQUAL(list_selected(&list), 42);
    list_draw(&list, canvas, canvas_area(canvas), true);
    screen_is(canvas, 9, "/R42");
    CU_ASSERT(canvas->caret);
    press(&list, 'q');
    CU_ASSERT(list.not_found);
    list_draw(&list, canvas, canvas_area(canvas), true);
    press(&list, K_ESCAPE);
    CU_ASSERT_EQUAL(list_selected(&list), 0);
    press(&list, '/');
    press(&list, '5');
    press(&list, K_ENTER);
    CU_ASSERT_EQUAL(list_selected(&list), 5);
    press(&list, 'n');
    CU_ASSERT_EQUAL(list_selected(&list), 15);
    press(&list, 'N');
    CU_ASSERT_EQUAL(list_selected(&list), 5);
    canvas_free(canvas);
    list_clear(&list);
}

static void the_mouse_works(void)
{
    struct rows_owner owner = {.total = 60};
    struct list list;
    struct canvas *canvas = canvas_new(12, 30);
    struct input input = {.event = {.type = EVENT_MOUSE, .row = 5, .column = 3}};
    list_init(&list, &ops, &owner);
    list_set_count(&list, 60);
    list_draw(&list, canvas, (struct area){2, 0, 8, 30}, true);
    CU_ASSERT(list_act(&list, &input) & REACT_MOVED);
    CU_ASSERT_EQUAL(list_selected(&list), 3);
    input.event.mouse = MOUSE_DOUBLE;
    CU_ASSERT(list_act(&list, &input) & REACT_OPENED);
    input.event.mouse = MOUSE_WHEEL_DOWN;
    list_act(&list, &input);
    CU_ASSERT_EQUAL(list_selected(&list), 6);
    input.event = (struct event){.type = EVENT_MOUSE, .row = 9, .column = 29}; /* the bar's end */
    CU_ASSERT(list_act(&list, &input) & REACT_MOVED);
    CU_ASSERT_EQUAL(list_selected(&list), 59);
    input.event.row = 2;
    list_act(&list, &input);
    CU_ASSERT_EQUAL(list_selected(&list), 0);
    input.event.mouse = MOUSE_DOUBLE; /* on the bar opens nothing */
    CU_ASSERT_FALSE(list_act(&list, &input) & REACT_OPENED);
    input.event.row = 11;
    CU_ASSERT_EQUAL(list_act(&list, &input), REACT_NONE);
    canvas_free(canvas);
    list_clear(&list);
}

static void every_size_can_be_drawn(void)
{
    struct rows_owner owner = {.total = 30, .heading_every = 7};
    struct list list;
    list_init(&list, &ops, &owner);
    list_set_count(&list, 30);
    for (int rows = 1; rows < 5; rows++) {
        for (int columns = 1; columns < 24; columns++) {
            struct canvas *canvas = canvas_new(rows, columns);
            canvas->plain = columns % 2 == 0;
            list_draw(&list, canvas, canvas_area(canvas), true);
            press(&list, 'j');
            press(&list, '/');
            list_draw(&list, canvas, canvas_area(canvas), false);
            press(&list, K_ENTER);
            canvas_free(canvas);
        }
    }
    list_clear(&list);
}

CU_ErrorCode test_list_add(void)
{
    static const struct suite_test tests[] = {
        {"draws only what is seen", draws_only_what_is_seen},
        {"moves by keys", moves_by_keys},
        {"pages are loaded when wanted", pages_are_loaded_when_wanted},
        {"headings are skipped", headings_are_skipped},
        {"searches as typed", searches_as_typed},
        {"the mouse works", the_mouse_works},
        {"every size can be drawn", every_size_can_be_drawn},
        {NULL, NULL}};
    return suite_add("list", tests);
}

/* test_tabs.c - views side by side: their keys, what is chosen, narrow windows, the mouse. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "stage.h"
#include "suites.h"
#include "ui/keymap.h"
#include "ui/screens.h"
#include "ui/tabs.h"

static const struct tab items[] = {
    {ACTION_BY_CLAUSE, "Clause"}, {ACTION_BY_AREA, "Area"}, {ACTION_BY_OPEN, "Open"}};

static void the_chosen_one_stands_in_brackets(void)
{
    struct tabs tabs;
    struct canvas *canvas = canvas_new(1, 60);

    tabs_init(&tabs, items, 3, CONTEXT_WALK);
    tabs.selected = 1;
    CU_ASSERT_EQUAL(tabs_draw(&tabs, canvas, 0, 0, 60), 26);
    screen_is(canvas, 0, "1 Clause  2[Area] 6 Open");
    CU_ASSERT_EQUAL(canvas_style(canvas, 0, 11), STYLE_HEADING);
    canvas_free(canvas);
}

static void without_room_only_the_chosen_has_its_name(void)
{
    struct tabs tabs;
    struct canvas *canvas = canvas_new(1, 60);

    tabs_init(&tabs, items, 3, CONTEXT_WALK);
    tabs.selected = 2;
    tabs_draw(&tabs, canvas, 0, 0, 20);
    screen_is(canvas, 0, "1 2 6[Open]");
    canvas_clear(canvas);
    tabs_draw(&tabs, canvas, 0, 58, 2);
    tabs_draw(&tabs, canvas, 0, 0, 0);
    canvas_free(canvas);
}

static void keys_are_those_of_the_table(void)
{
    struct err err;
    struct tabs tabs;
    struct canvas *canvas = canvas_new(1, 60);
    struct keymap *keymap = keymap_new();

    CU_ASSERT_EQUAL(keymap_set(keymap, "walk.by-area", "F7", "x", &err), ERR_OK);
    CU_ASSERT_EQUAL(keymap_set(keymap, "walk.open-only", "none", "x", &err), ERR_OK);
    keymap_use(keymap);
    tabs_init(&tabs, items, 3, CONTEXT_WALK);
    tabs_draw(&tabs, canvas, 0, 0, 60);
    screen_is(canvas, 0, "1[Clause] F7 Area   Open");
    keymap_use(NULL);
    keymap_free(keymap);
    canvas_free(canvas);
}

static void keys_and_clicks_choose(void)
{
    struct tabs tabs;
    struct canvas *canvas = canvas_new(2, 60);
    struct input key = key_input(CONTEXT_WALK, '2');
    struct input other = key_input(CONTEXT_WALK, 'c');
    struct input click = {.event = {.type = EVENT_MOUSE, .mouse = MOUSE_PRESS, .column = 11}};

    tabs_init(&tabs, items, 3, CONTEXT_WALK);
    CU_ASSERT_EQUAL(tabs_act(&tabs, &click), TABS_NONE); /* not drawn yet */
    tabs_draw(&tabs, canvas, 0, 0, 60);
    CU_ASSERT_EQUAL(tabs_act(&tabs, &key), 1);
    CU_ASSERT_EQUAL(tabs_act(&tabs, &other), TABS_NONE);
    CU_ASSERT_EQUAL(tabs_act(&tabs, &click), 1);
    click.event.mouse = MOUSE_WHEEL_DOWN;
    CU_ASSERT_EQUAL(tabs_act(&tabs, &click), TABS_NONE);
    click.event.mouse = MOUSE_PRESS;
    click.event.row = 1;
    CU_ASSERT_EQUAL(tabs_act(&tabs, &click), TABS_NONE);
    canvas_free(canvas);
}

static void the_walk_changes_its_order_by_a_click(void)
{
    struct stage stage;
    struct event click = {.type = EVENT_MOUSE, .mouse = MOUSE_PRESS, .row = 1, .column = 16};

    stage_make_audit(&stage);
    stage_show(&stage, walk_screen_new(&stage.audit), 30, 120);
    stage_has(&stage, "by 1[Clause] 2 Area");
    app_feed(stage.app, &click);
    app_paint(stage.app);
    stage_has(&stage, "2[Area]");
    stage_has(&stage, "┌ Area ─");
    stage_key(&stage, '1');
    stage_has(&stage, "1[Clause]");
    stage_remove(&stage);
}

CU_ErrorCode test_tabs_add(void)
{
    static const struct suite_test tests[] = {
        {"the chosen one stands in brackets", the_chosen_one_stands_in_brackets},
        {"without room only the chosen has its name", without_room_only_the_chosen_has_its_name},
        {"keys are those of the table", keys_are_those_of_the_table},
        {"keys and clicks choose", keys_and_clicks_choose},
        {"the walk changes its order by a click", the_walk_changes_its_order_by_a_click},
        {NULL, NULL}};

    return suite_add("tabs", tests);
}

/* test_register.c - a list of which only a window is there, and the register, by keys alone: what
 * is seen is what the whole list, sorted, would show at that place. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "stage.h"
#include "store/register.h"
#include "suites.h"
#include "ui/list.h"
#include "ui/screens.h"

/* ---- a million rows, of which a few hundred are there ---------------------------------------- */

enum { MILLION = 1000001, STEP = 50, MOST = 200, EVERY = 7 };

struct window_owner {
    size_t total;
    size_t from; /* the row of all that is row 0 of the window */
    size_t count;
    size_t loaded; /* rows that were loaded */
    size_t asked;  /* rows that were drawn or asked about */
    size_t mark;
};

static size_t window_jump(void *context, bool bottom)
{
    struct window_owner *owner = context;

    owner->count = owner->total < STEP ? owner->total : STEP;
    owner->from = bottom ? owner->total - owner->count : 0;
    owner->loaded += owner->count;
    return owner->count;
}

static bool window_slide(void *context, bool down, long *moved, size_t *count)
{
    struct window_owner *owner = context;
    size_t left = down ? owner->total - owner->from - owner->count : owner->from;
    size_t step = left < STEP ? left : STEP;
    size_t before = owner->from;

    if (left == 0)
        return false;
    owner->count += step;
    owner->loaded += step;
    if (!down)
        owner->from -= step;
    if (owner->count > MOST) {
        if (down)
            owner->from += owner->count - MOST;
        owner->count = MOST;
    }
    *moved = (long)before - (long)owner->from;
    *count = owner->count;
    return true;
}

static enum list_hit window_seek(void *context, size_t from, const char *needle, bool down,
                                 bool whole, size_t *at, size_t *count)
{
    struct window_owner *owner = context;
    size_t row = strtoul(needle, NULL, 10);

    (void)down;
    (void)from;
    if (row >= owner->total)
        return LIST_NO_HIT;
    if (!whole && (row < owner->mark || row - owner->mark > 2 * MOST))
        return LIST_NOT_YET;
    owner->from = row;
    owner->count = owner->total - row < STEP ? owner->total - row : STEP;
    *at = 0;
    *count = owner->count;
    return LIST_HIT;
}

static void window_mark(void *context, size_t index)
{
    struct window_owner *owner = context;

    owner->mark = owner->from + index;
}

static void window_back(void *context, size_t *at, size_t *count)
{
    struct window_owner *owner = context;

    owner->from = owner->mark;
    owner->count = owner->total - owner->mark < STEP ? owner->total - owner->mark : STEP;
    *at = 0;
    *count = owner->count;
}

static void window_row(void *context, size_t index, int width, struct list_row *out)
{
    struct window_owner *owner = context;

    (void)width;
    owner->asked++;
    CU_ASSERT_TRUE(index < owner->count);
    out->heading = (owner->from + index) % EVERY == 0;
    list_cell_format(out, 0, STYLE_NORMAL, out->heading ? "group %zu" : "r%zu",
                     owner->from + index);
}

static const struct list_window_ops window_ops = {.slide = window_slide,
                                                  .jump = window_jump,
                                                  .seek = window_seek,
                                                  .mark = window_mark,
                                                  .back = window_back};
static const struct list_ops fake_ops = {.row = window_row, .window = &window_ops};

struct fake {
    struct window_owner owner;
    struct list list;
    struct canvas *canvas;
};

static void fake_open(struct fake *fake, size_t total)
{
    memset(fake, 0, sizeof *fake);
    fake->owner.total = total;
    fake->canvas = canvas_new(20, 100);
    list_init(&fake->list, &fake_ops, &fake->owner);
    list_set_count(&fake->list, window_jump(&fake->owner, false));
    list_draw(&fake->list, fake->canvas, canvas_area(fake->canvas), true);
}

static void fake_close(struct fake *fake)
{
    list_clear(&fake->list);
    canvas_free(fake->canvas);
}

static void press(struct fake *fake, int key)
{
    struct input input = key_input(list_context(&fake->list, CONTEXT_LIST), key);

    fake->owner.asked = 0;
    list_act(&fake->list, &input);
    list_draw(&fake->list, fake->canvas, canvas_area(fake->canvas), true);
    CU_ASSERT_TRUE(fake->owner.asked <= 24); /* those on the screen, and a few to see headings */
}

static size_t here(const struct fake *fake)
{
    return fake->owner.from + fake->list.selected;
}

/* Every row comes once, in its order, and headings are never selected. */
static void a_window_moves_through_all_rows(void)
{
    struct fake fake;

    fake_open(&fake, 1000);
    CU_ASSERT_EQUAL(here(&fake), 1);
    for (size_t row = 1; row < 1000; row++) {
        if (row % EVERY == 0)
            continue;
        CU_ASSERT_EQUAL(here(&fake), row);
        press(&fake, 'j');
    }
    CU_ASSERT_EQUAL(here(&fake), 999);
    for (size_t row = 999; row > 0; row--) {
        if (row % EVERY == 0)
            continue;
        CU_ASSERT_EQUAL(here(&fake), row);
        press(&fake, 'k');
    }
    CU_ASSERT_EQUAL(here(&fake), 1);
    screen_is(fake.canvas, 0, "group 0");
    screen_is(fake.canvas, 1, "r1");
    fake_close(&fake);
}

static void a_million_rows_are_not_loaded(void)
{
    struct fake fake;

    fake_open(&fake, MILLION);
    press(&fake, 'G');
    CU_ASSERT_EQUAL(here(&fake), MILLION - 1);
    screen_is(fake.canvas, 19, "r1000000");
    press(&fake, K_PAGE_UP);
    CU_ASSERT_EQUAL(here(&fake), MILLION - 20);
    CU_ASSERT_TRUE(fake.owner.loaded <= 4 * STEP);
    press(&fake, 'g');
    CU_ASSERT_EQUAL(here(&fake), 1);
    fake.owner.loaded = 0;
    for (int i = 0; i < 100; i++)
        press(&fake, K_PAGE_DOWN);
    CU_ASSERT_EQUAL(fake.owner.loaded / 100, 19); /* what it passed, and no more */
    CU_ASSERT_TRUE(fake.owner.count <= MOST);
    press(&fake, K_CONTROL('u'));
    press(&fake, K_CONTROL('d'));
    size_t row = here(&fake);
    CU_ASSERT_TRUE(row >= 1900 && row < 2000);
    fake_close(&fake);
}

static void type_text(struct fake *fake, const char *text)
{
    for (; *text != '\0'; text++)
        press(fake, *text);
}

static void a_search_looks_near_and_then_everywhere(void)
{
    struct fake fake;

    fake_open(&fake, MILLION);
    press(&fake, '/');
    type_text(&fake, "30");
    CU_ASSERT_EQUAL(here(&fake), 30);
    type_text(&fake, "000");
    CU_ASSERT_TRUE(screen_has(fake.canvas, "not near by"));
    CU_ASSERT_TRUE(here(&fake) >= 30 && here(&fake) <= 300);
    press(&fake, K_ENTER);
    CU_ASSERT_EQUAL(here(&fake), 30000);
    press(&fake, '/');
    type_text(&fake, "9999999");
    CU_ASSERT_TRUE(screen_has(fake.canvas, "nothing found"));
    press(&fake, K_ESCAPE);
    CU_ASSERT_EQUAL(here(&fake), 30000);
    press(&fake, 'n'); /* the same again: not there, and nothing moves */
    CU_ASSERT_EQUAL(here(&fake), 30000);
    fake_close(&fake);
}

static void empty_and_tiny_windows_do_no_harm(void)
{
    static const int keys[] = {'j', 'k', 'g', 'G', K_PAGE_DOWN, K_PAGE_UP, '/', 'x', K_ENTER, 'n'};

    for (size_t total = 0; total < 3; total++)
        for (int rows = 1; rows < 4; rows++) {
            struct fake fake;
            fake_open(&fake, total);
            canvas_resize(fake.canvas, rows, rows);
            for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
                press(&fake, keys[i]);
            CU_ASSERT_TRUE(total == 0 || fake.list.selected < total);
            fake_close(&fake);
        }
}

/* ---- the register ---------------------------------------------------------------------------- */

enum { MANY = 700 };

/* Fact 0000 is the oldest; grades and states go round. */
static void add_many(struct stage *stage)
{
    struct change change;
    struct err err = {0};
    char text[40];

    change_init(&change, &stage->audit);
    for (int i = 0; i < MANY; i++) {
        struct ident id = ident_random();
        change_set_id(&change, RECORD_FINDING, &id, FINDING_AUDIT, &stage->audit);
        snprintf(text, sizeof text, "F-test-%d", i);
        change_set_text(&change, RECORD_FINDING, &id, FINDING_DRAFT, text);
        snprintf(text, sizeof text, "Fact %04d", i);
        change_set_text(&change, RECORD_FINDING, &id, FINDING_STATEMENT, text);
        change_set_text(&change, RECORD_FINDING, &id, FINDING_GRADE, code_grades.rows[i % 3].word);
        change_set_text(&change, RECORD_FINDING, &id, FINDING_STATE,
                        i % 10 == 9 ? "closed" : "raised");
        snprintf(text, sizeof text, "2026-01-%02dT%02d:%02d:00.000Z", 1 + i / 60, 1 + i % 60 / 10,
                 i % 10);
        change_set_text(&change, RECORD_FINDING, &id, FINDING_RAISED_AT, text);
    }
    if (store_save(stage->store, &change, NULL, &err) != ERR_OK)
        printf("\n    %s\n", err.message);
    CU_ASSERT_EQUAL_FATAL(err.code, ERR_OK);
    change_clear(&change);
}

/* The number behind "Fact" in the selected row, -1. */
static int fact_here(const struct stage *stage)
{
    for (int row = 1; row < stage->app->canvas->rows; row++) {
        if (canvas_style(stage->app->canvas, row, 3) != STYLE_SELECTED)
            continue;
        char *text = canvas_row(stage->app->canvas, row);
        const char *fact = strstr(text, "Fact ");
        int number = fact != NULL ? atoi(fact + 5) : -1;
        free(text);
        return number;
    }
    return -1;
}

static void expect_order(struct stage *stage, enum register_sort sort, int key, bool down)
{
    struct register_query query = {.sort = sort};
    struct register_lines lines;
    struct err err = {0};

    register_open_only(&query);
    CU_ASSERT_EQUAL_FATAL(register_page(stage->store, &query, NULL, true, MANY, &lines, &err),
                          ERR_OK);
    CU_ASSERT_EQUAL(lines.count, MANY - MANY / 10);
    for (size_t i = 0; i < lines.count; i++) {
        const struct register_line *line = &lines.items[down ? i : lines.count - 1 - i];
        CU_ASSERT_EQUAL(fact_here(stage), atoi(line->title + 5));
        stage_key(stage, key);
    }
    register_lines_clear(&lines);
}

static void the_register_shows_all_in_order(void)
{
    struct stage stage;

    stage_make_audit(&stage);
    add_many(&stage);
    stage_show(&stage, register_screen_new(), 24, 80);
    stage_has(&stage, "Register · by grade · still open · 630");
    stage_has(&stage, "Major nonconformity");
    expect_order(&stage, REGISTER_BY_GRADE, 'j', true);
    expect_order(&stage, REGISTER_BY_GRADE, 'k', false);
    stage_key(&stage, 's');
    stage_has(&stage, "by date raised");
    stage_has(&stage, "2026-01");
    expect_order(&stage, REGISTER_BY_RAISED, 'j', true);
    stage_key(&stage, 's');
    stage_has(&stage, "Without a date");
    stage_key(&stage, 's');
    stage_has(&stage, "IA-2026-01  ");
    stage_key(&stage, 'G');
    stage_key(&stage, 'o');
    stage_has(&stage, "by audit · 700");
    stage_remove(&stage);
}

static void the_place_stays_where_records_change(void)
{
    struct stage stage;

    stage_make_audit(&stage);
    add_many(&stage);
    stage_show(&stage, register_screen_new(), 24, 80);
    for (int i = 0; i < 20; i++)
        stage_key(&stage, K_PAGE_DOWN);
    int fact = fact_here(&stage);
    CU_ASSERT_TRUE(fact > 0);
    stage_key(&stage, K_ENTER); /* reads it, and comes back to it */
    stage_has(&stage, "Statement");
    stage_key(&stage, 'q');
    CU_ASSERT_EQUAL(fact_here(&stage), fact);
    stage_key(&stage, 'd');
    stage_type(&stage, "raised twice");
    stage_key(&stage, K_ENTER);
    stage_has(&stage, "629");
    CU_ASSERT_EQUAL(fact_here(&stage), fact + 3); /* the next of its grade */
    stage_key(&stage, 'u');
    stage_has(&stage, "630");
    stage_remove(&stage);
}

static void the_register_is_searched(void)
{
    struct stage stage;

    stage_make_audit(&stage);
    add_many(&stage);
    stage_show(&stage, register_screen_new(), 24, 80);
    stage_key(&stage, '/');
    stage_type(&stage, "fact 0698");
    CU_ASSERT_EQUAL(fact_here(&stage), 698);
    stage_key(&stage, K_ESCAPE);
    CU_ASSERT_EQUAL(fact_here(&stage), 0);
    stage_key(&stage, '/');
    stage_type(&stage, "fact 05");
    stage_key(&stage, K_ENTER);
    CU_ASSERT_EQUAL(fact_here(&stage), 501);
    stage_key(&stage, 'n');
    CU_ASSERT_EQUAL(fact_here(&stage), 504);
    stage_key(&stage, 'N');
    stage_key(&stage, 'N');
    CU_ASSERT_EQUAL(fact_here(&stage), 596); /* from the other end */
    stage_key(&stage, '/');
    stage_type(&stage, "fact 9");
    stage_has(&stage, "nothing found");
    stage_remove(&stage);
}

static void filters_are_chosen(void)
{
    struct stage stage;

    stage_make_audit(&stage);
    add_many(&stage);
    stage_show(&stage, register_screen_new(), 40, 120);
    stage_key(&stage, 'F');
    stage_has(&stage, "[x] Still open");
    stage_key(&stage, 'j');
    stage_key(&stage, K_ENTER);
    stage_has(&stage, "by due date · still open · overdue · 0");
    stage_has(&stage, "No findings of this kind");
    stage_key(&stage, 'F');
    stage_key(&stage, 'g');
    stage_key(&stage, K_ENTER);
    stage_has(&stage, "by due date · 700");
    stage_key(&stage, 'F');
    stage_key(&stage, '/');
    stage_type(&stage, "Minor");
    stage_key(&stage, K_ENTER);
    stage_key(&stage, K_ENTER);
    stage_has(&stage, "Minor nonconformity · 233");
    stage_key(&stage, 'F');
    stage_key(&stage, '/');
    stage_type(&stage, "Owner");
    stage_key(&stage, K_ENTER);
    stage_key(&stage, K_ENTER);
    stage_has(&stage, "Everybody");
    stage_key(&stage, '/');
    stage_type(&stage, "Li Na");
    stage_key(&stage, K_ENTER);
    stage_key(&stage, K_ENTER);
    stage_has(&stage, "Minor nonconformity · Li Na · 0");
    stage_remove(&stage);
}

static void every_size_shows_something(void)
{
    struct stage stage;

    stage_make_audit(&stage);
    stage_show(&stage, register_screen_new(), 24, 80);
    stage_has(&stage, "No findings of this kind");
    stage_key(&stage, 'G');
    stage_key(&stage, 'p');
    add_many(&stage);
    stage_key(&stage, 'o');
    for (int rows = 1; rows < 60; rows += 7)
        for (int columns = 1; columns < 200; columns += 23) {
            stage_size(&stage, rows, columns);
            stage_key(&stage, K_PAGE_DOWN);
        }
    stage_remove(&stage);
}

CU_ErrorCode test_register_add(void)
{
    static const struct suite_test tests[] = {
        {"a window moves through all rows", a_window_moves_through_all_rows},
        {"a million rows are not loaded", a_million_rows_are_not_loaded},
        {"a search looks near, then everywhere", a_search_looks_near_and_then_everywhere},
        {"empty and tiny windows do no harm", empty_and_tiny_windows_do_no_harm},
        {"the register shows all in order", the_register_shows_all_in_order},
        {"the place stays where records change", the_place_stays_where_records_change},
        {"the register is searched", the_register_is_searched},
        {"filters are chosen", filters_are_chosen},
        {"every size shows something", every_size_shows_something},
        {NULL, NULL}};
    return suite_add("register", tests);
}

/* test_tree.c - rows in one another: folding, what stays selected, only visible rows. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include <stdio.h>
#include <string.h>

#include "stage.h"
#include "suites.h"
#include "ui/screens.h"
#include "ui/tree.h"

struct nodes {
    const char *const *names; /* two blanks a level */
    size_t asked;
    size_t many; /* nodes of a tree made up: every tenth is a parent */
};

static const char *const clauses[] = {"4",     "  4.1", "  4.2", "    4.2.1", "    4.2.2",
                                      "  4.3", "8",     "  8.4", "10"};
enum { CLAUSES = 9, TEN = 8 };

static void row(void *context, size_t node, int width, struct list_row *out)
{
    struct nodes *nodes = context;

    (void)width;
    nodes->asked++;
    if (nodes->many > 0)
        list_cell_format(out, 0, STYLE_NORMAL, "n%zu", node);
    else
        list_cell(out, 0, STYLE_NORMAL, nodes->names[node]);
}

static unsigned depth(void *context, size_t node)
{
    const struct nodes *nodes = context;

    return nodes->many > 0 ? node % 10 > 0 : (unsigned)strspn(nodes->names[node], " ") / 2;
}

static const char *key(void *context, size_t node)
{
    static char made[24];
    const struct nodes *nodes = context;

    if (nodes->many == 0)
        return nodes->names[node];
    snprintf(made, sizeof made, "%zu", node);
    return made;
}

static const struct tree_ops ops = {.row = row, .depth = depth, .key = key};

struct trial {
    struct nodes nodes;
    struct tree tree;
    struct canvas *canvas;
};

static void begin(struct trial *trial, size_t count)
{
    *trial = (struct trial){.nodes = {.names = clauses, .many = count > CLAUSES ? count : 0}};
    trial->canvas = canvas_new(10, 20);
    tree_init(&trial->tree, &ops, &trial->nodes);
    tree_set_count(&trial->tree, count);
}

static void paint(struct trial *trial)
{
    canvas_clear(trial->canvas);
    trial->nodes.asked = 0;
    tree_draw(&trial->tree, trial->canvas, canvas_area(trial->canvas), true);
}

static unsigned press(struct trial *trial, int c)
{
    struct input input = key_input(list_context(&trial->tree.list, CONTEXT_WALK_GROUPS), c);
    unsigned flags = tree_act(&trial->tree, &input);

    paint(trial);
    return flags;
}

static void end(struct trial *trial)
{
    tree_clear(&trial->tree);
    canvas_free(trial->canvas);
}

static void folds_and_unfolds(void)
{
    struct trial trial;

    begin(&trial, CLAUSES);
    paint(&trial);
    screen_is(trial.canvas, 0, "▾ 4");
    screen_is(trial.canvas, 2, "▾   4.2");
    screen_is(trial.canvas, 3, "      4.2.1");
    tree_select(&trial.tree, 2);
    CU_ASSERT_EQUAL(press(&trial, 'h'), REACT_DONE);
    screen_is(trial.canvas, 2, "▸   4.2");
    screen_is(trial.canvas, 3, "    4.3");
    CU_ASSERT_EQUAL(tree_selected(&trial.tree), 2);
    CU_ASSERT(press(&trial, 'h') & REACT_MOVED); /* folded already: to its parent */
    CU_ASSERT_EQUAL(tree_selected(&trial.tree), 0);
    press(&trial, 'h');
    screen_is(trial.canvas, 1, "▾ 8");
    CU_ASSERT_EQUAL(press(&trial, 'h'), REACT_NONE); /* a screen of panes may use it */
    CU_ASSERT_EQUAL(press(&trial, 'l'), REACT_DONE);
    screen_is(trial.canvas, 2, "▸   4.2"); /* what was folded inside stays so */
    CU_ASSERT_EQUAL(press(&trial, 'l'), REACT_NONE);
    end(&trial);
}

static void what_hides_the_selection_gets_it(void)
{
    struct trial trial;

    begin(&trial, CLAUSES);
    tree_select(&trial.tree, 4);
    CU_ASSERT(press(&trial, 'z') & REACT_MOVED); /* a leaf folds what it stands in */
    CU_ASSERT_EQUAL(tree_selected(&trial.tree), 2);
    tree_select(&trial.tree, 4); /* going there opens it */
    CU_ASSERT_EQUAL(tree_selected(&trial.tree), 4);
    CU_ASSERT_FALSE(tree_is_folded(&trial.tree, 2));
    press(&trial, 'Z');
    CU_ASSERT_EQUAL(tree_selected(&trial.tree), 0);
    screen_is(trial.canvas, 1, "▸ 8");
    screen_is(trial.canvas, 2, "  10");
    press(&trial, 'G');
    CU_ASSERT_EQUAL(tree_selected(&trial.tree), TEN);
    CU_ASSERT_EQUAL(press(&trial, 'z'), REACT_DONE); /* nothing to fold */
    press(&trial, 'Z');
    screen_is(trial.canvas, 8, "  10");
    CU_ASSERT_EQUAL(tree_selected(&trial.tree), TEN);
    end(&trial);
}

static void stays_folded_over_a_load(void)
{
    static const char *const newer[] = {"3", "4", "  4.1", "8", "  8.4"};
    struct trial trial;

    begin(&trial, CLAUSES);
    press(&trial, 'z');
    trial.nodes.names = newer;
    tree_set_count(&trial.tree, 5);
    paint(&trial);
    screen_is(trial.canvas, 1, "▸ 4");
    screen_is(trial.canvas, 2, "▾ 8");
    trial.nodes.names = clauses;
    tree_set_count(&trial.tree, 0);
    CU_ASSERT_EQUAL(tree_selected(&trial.tree), LIST_NONE);
    CU_ASSERT_EQUAL(press(&trial, 'z'), REACT_NONE);
    CU_ASSERT_EQUAL(press(&trial, 'Z'), REACT_NONE);
    end(&trial);
}

static void a_search_looks_into_what_is_folded(void)
{
    struct trial trial;

    begin(&trial, CLAUSES);
    press(&trial, 'Z');
    press(&trial, '/');
    press(&trial, '2');
    press(&trial, '.');
    press(&trial, '2');
    CU_ASSERT_EQUAL(tree_selected(&trial.tree), 4);
    press(&trial, K_ENTER);
    CU_ASSERT_EQUAL(tree_selected(&trial.tree), 4);
    CU_ASSERT_FALSE(tree_is_folded(&trial.tree, 0));
    CU_ASSERT_TRUE(tree_is_folded(&trial.tree, 6)); /* only what leads there */
    press(&trial, 'g');
    press(&trial, 'Z');
    press(&trial, '/');
    press(&trial, '8');
    press(&trial, K_ESCAPE);
    CU_ASSERT_EQUAL(tree_selected(&trial.tree), 0);
    end(&trial);
}

static void asks_for_visible_rows_only(void)
{
    struct trial trial;

    begin(&trial, 1000000);
    paint(&trial);
    CU_ASSERT_EQUAL(trial.nodes.asked, 10);
    press(&trial, 'Z');
    CU_ASSERT_EQUAL(trial.tree.list.count, 100000);
    CU_ASSERT_EQUAL(trial.nodes.asked, 10);
    press(&trial, 'G');
    CU_ASSERT_EQUAL(tree_selected(&trial.tree), 999990);
    CU_ASSERT_EQUAL(trial.nodes.asked, 10);
    end(&trial);
}

static void marks_without_utf8_and_in_plain(void)
{
    struct trial trial;

    begin(&trial, CLAUSES);
    trial.canvas->ascii = true;
    paint(&trial);
    screen_is(trial.canvas, 0, "- 4");
    press(&trial, 'z');
    screen_is(trial.canvas, 0, "+ 4");
    trial.canvas->ascii = false;
    trial.canvas->plain = true;
    paint(&trial);
    screen_is(trial.canvas, 0, "> + 4");
    end(&trial);
}

static void the_mouse_folds_by_the_mark(void)
{
    struct trial trial;
    struct input input = {.event = {.type = EVENT_MOUSE, .mouse = MOUSE_PRESS, .row = 2}};

    begin(&trial, CLAUSES);
    paint(&trial);
    CU_ASSERT(tree_act(&trial.tree, &input) & REACT_MOVED);
    CU_ASSERT_TRUE(tree_is_folded(&trial.tree, 2));
    input.event.column = 6;
    tree_act(&trial.tree, &input);
    CU_ASSERT_TRUE(tree_is_folded(&trial.tree, 2));
    input.event.column = 0;
    input.event.row = 9; /* below the last row */
    tree_act(&trial.tree, &input);
    CU_ASSERT_EQUAL(tree_selected(&trial.tree), 2);
    end(&trial);
}

/* On the walk Left and Right fold before they change the pane, and Tab changes it always. */
static void the_walk_folds_its_clauses(void)
{
    struct stage stage;

    stage_make_audit(&stage);
    stage_show(&stage, walk_screen_new(&stage.audit), 30, 120);
    stage_key(&stage, K_LEFT);
    stage_key(&stage, 'g');
    stage_has(&stage, "▾ 4 Context");
    stage_has(&stage, "4.1 Issues");
    stage_key(&stage, 'h');
    stage_has(&stage, "▸ 4 Context");
    stage_lacks(&stage, "4.1 Issues");
    stage_key(&stage, K_SPACE); /* the next open one is in what was folded */
    stage_key(&stage, K_LEFT);
    stage_key(&stage, 'g');
    stage_key(&stage, 'z');
    stage_key(&stage, 'j');
    stage_has(&stage, "8 Operation ─");
    stage_key(&stage, 'l'); /* nothing folded: to the items */
    stage_key(&stage, 'c');
    stage_has(&stage, "1/4");
    stage_has(&stage, "▸ 4 Context");
    stage_key(&stage, K_BACK_TAB);
    stage_key(&stage, K_TAB);
    stage_key(&stage, 'c');
    stage_remove(&stage);
}

CU_ErrorCode test_tree_add(void)
{
    static const struct suite_test tests[] = {
        {"folds and unfolds", folds_and_unfolds},
        {"what hides the selection gets it", what_hides_the_selection_gets_it},
        {"stays folded over a load", stays_folded_over_a_load},
        {"a search looks into what is folded", a_search_looks_into_what_is_folded},
        {"asks for visible rows only", asks_for_visible_rows_only},
        {"marks without UTF-8 and in plain", marks_without_utf8_and_in_plain},
        {"the mouse folds by the mark", the_mouse_folds_by_the_mark},
        {"the walk folds its clauses", the_walk_folds_its_clauses},
        {NULL, NULL}};

    return suite_add("tree", tests);
}

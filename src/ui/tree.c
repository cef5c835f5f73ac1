/* tree.c - which nodes of a tree are seen, and folding them; all else is list.c's. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "ui/tree.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* ---- what is folded -------------------------------------------------------------------------- */

static int compare_keys(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Where a key stands among the folded ones, or belongs. */
static size_t place_of(const struct tree *tree, const char *key, bool *there)
{
    size_t low = 0;
    size_t high = tree->folded_count;

    *there = false;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(tree->folded[middle], key);
        *there = *there || order == 0;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void add_key(struct tree *tree, const char *key)
{
    tree->folded =
        mem_grow(tree->folded, tree->folded_count, &tree->folded_capacity, sizeof *tree->folded);
    tree->folded[tree->folded_count++] = mem_strdup(key);
}

static void set_folded(struct tree *tree, size_t node, bool folded)
{
    const char *key = tree->ops->key(tree->owner, node);
    bool there;
    size_t at = place_of(tree, key, &there);

    if (there == folded)
        return;
    if (folded) {
        add_key(tree, key);
        qsort(tree->folded, tree->folded_count, sizeof *tree->folded, compare_keys);
        return;
    }
    free(tree->folded[at]);
    tree->folded_count--;
    memmove(&tree->folded[at], &tree->folded[at + 1],
            (tree->folded_count - at) * sizeof *tree->folded);
}

static void unfold_all(struct tree *tree)
{
    for (size_t i = 0; i < tree->folded_count; i++)
        free(tree->folded[i]);
    tree->folded_count = 0;
}

static void fold_all(struct tree *tree)
{
    unfold_all(tree);
    for (size_t i = 0; i < tree->count; i++)
        if (tree_is_parent(tree, i))
            add_key(tree, tree->ops->key(tree->owner, i));
    if (tree->folded_count > 1)
        qsort(tree->folded, tree->folded_count, sizeof *tree->folded, compare_keys);
}

bool tree_is_parent(const struct tree *tree, size_t node)
{
    return node + 1 < tree->count && tree->depths[node + 1] > tree->depths[node];
}

bool tree_is_folded(const struct tree *tree, size_t node)
{
    bool there = false;

    if (!tree->all_open && tree_is_parent(tree, node))
        place_of(tree, tree->ops->key(tree->owner, node), &there);
    return there;
}

/* ---- what is seen ---------------------------------------------------------------------------- */

long tree_selected(const struct tree *tree)
{
    long index = list_selected(&tree->list);

    return index < 0 ? LIST_NONE : (long)tree->visible[index];
}

/* The row of a node, or of the folded one that it is in. */
static size_t row_of(const struct tree *tree, size_t node)
{
    size_t low = 0;
    size_t high = tree->list.count;

    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (tree->visible[middle] <= node)
            low = middle;
        else
            high = middle;
    }
    return low;
}

static void find_visible(struct tree *tree)
{
    size_t rows = 0;

    for (size_t i = 0; i < tree->count; i++) {
        tree->visible[rows++] = i;
        if (!tree_is_folded(tree, i))
            continue;
        unsigned depth = tree->depths[i];
        while (i + 1 < tree->count && tree->depths[i + 1] > depth)
            i++;
    }
    list_set_count(&tree->list, rows);
}

/* Folding changed: the selection stays on its node, or goes to the one that hides it. */
static void show_again(struct tree *tree)
{
    long node = tree_selected(tree);

    find_visible(tree);
    if (node >= 0)
        list_select(&tree->list, row_of(tree, (size_t)node));
}

/* The node that this one stands in; itself at the top. */
static size_t parent_of(const struct tree *tree, size_t node)
{
    size_t at = node;

    while (at > 0 && tree->depths[at] >= tree->depths[node])
        at--;
    return tree->depths[at] < tree->depths[node] ? at : node;
}

static void open_around(struct tree *tree, size_t node)
{
    for (size_t at = parent_of(tree, node); at != node; at = parent_of(tree, node)) {
        set_folded(tree, at, false);
        node = at;
    }
}

void tree_select(struct tree *tree, size_t node)
{
    if (tree->count == 0)
        return;
    node = node < tree->count ? node : tree->count - 1;
    open_around(tree, node);
    find_visible(tree);
    list_select(&tree->list, row_of(tree, node));
}

void tree_set_count(struct tree *tree, size_t count)
{
    free(tree->depths);
    free(tree->visible);
    tree->depths = mem_zalloc(count + 1, sizeof *tree->depths);
    tree->visible = mem_zalloc(count + 1, sizeof *tree->visible);
    tree->count = count;
    tree->nested = false;
    for (size_t i = 0; i < count; i++) {
        unsigned depth = tree->ops->depth(tree->owner, i);
        tree->depths[i] = (unsigned char)(depth < 255 ? depth : 255);
        tree->nested = tree->nested || (i > 0 && tree->depths[i] > tree->depths[i - 1]);
    }
    find_visible(tree);
}

/* ---- acting ---------------------------------------------------------------------------------- */

static bool fold(struct tree *tree, size_t node)
{
    if (tree_is_parent(tree, node) && !tree_is_folded(tree, node)) {
        set_folded(tree, node, true);
        show_again(tree);
        return true;
    }
    size_t parent = parent_of(tree, node);
    if (parent != node)
        list_select(&tree->list, row_of(tree, parent));
    return parent != node;
}

static bool unfold(struct tree *tree, size_t node)
{
    if (!tree_is_folded(tree, node))
        return false;
    set_folded(tree, node, false);
    show_again(tree);
    return true;
}

/* What stands alone folds the one around it. */
static void toggle(struct tree *tree, size_t node)
{
    if (!tree_is_parent(tree, node))
        node = parent_of(tree, node);
    if (!unfold(tree, node) && tree_is_parent(tree, node))
        fold(tree, node);
}

static void toggle_all(struct tree *tree)
{
    bool any_open = false;

    for (size_t i = 0; i < tree->count && !any_open; i++)
        any_open = tree_is_parent(tree, i) && !tree_is_folded(tree, i);
    if (any_open)
        fold_all(tree);
    else
        unfold_all(tree);
    show_again(tree);
}

static bool act_fold(struct tree *tree, enum action action)
{
    long node = tree_selected(tree);

    if (node < 0)
        return false;
    if (action == ACTION_FOLD)
        return fold(tree, (size_t)node);
    if (action == ACTION_UNFOLD)
        return unfold(tree, (size_t)node);
    if (action == ACTION_FOLD_ALL)
        toggle_all(tree);
    else
        toggle(tree, (size_t)node);
    return true;
}

/* The row whose mark was clicked; LIST_NONE. */
static long clicked_mark(const struct tree *tree, const struct event *event)
{
    const struct area *area = &tree->list.area;
    size_t row = tree->list.top + (size_t)(event->row - area->row);

    if (!tree->nested || event->mouse > MOUSE_DOUBLE || event->column != area->column ||
        !area_contains(*area, event->row, event->column) || row >= tree->list.count)
        return LIST_NONE;
    return tree_is_parent(tree, tree->visible[row]) ? (long)row : LIST_NONE;
}

/* A search finds what is folded away, and opens only that. */
static unsigned act_search(struct tree *tree, const struct input *input)
{
    if (!tree->all_open) {
        tree->all_open = true;
        show_again(tree);
    }
    unsigned flags = list_act(&tree->list, input);
    if (!tree->list.finding) {
        long node = tree_selected(tree);
        tree->all_open = false;
        if (node >= 0)
            tree_select(tree, (size_t)node);
    }
    return flags;
}

unsigned tree_act(struct tree *tree, const struct input *input)
{
    long before = tree_selected(tree);
    bool mouse = input->event.type == EVENT_MOUSE;
    long mark = mouse ? clicked_mark(tree, &input->event) : LIST_NONE;
    unsigned flags = REACT_NONE;

    if (mark >= 0) {
        list_select(&tree->list, (size_t)mark);
        toggle(tree, tree->visible[mark]);
        flags = REACT_DONE;
    } else if (tree->list.finding || input->action == ACTION_FIND ||
               input->action == ACTION_NEXT_MATCH || input->action == ACTION_PREVIOUS_MATCH) {
        flags = act_search(tree, input);
    } else if (input->action >= ACTION_FOLD && input->action <= ACTION_FOLD_ALL) {
        flags = act_fold(tree, input->action) ? REACT_DONE : REACT_NONE;
    } else {
        return list_act(&tree->list, input);
    }
    return flags | (tree_selected(tree) != before ? REACT_MOVED : 0U);
}

/* ---- painting and life ----------------------------------------------------------------------- */

static const char *mark_of(const struct tree *tree, const struct canvas *canvas, size_t node)
{
    bool ascii = canvas != NULL && (canvas->ascii || canvas->plain);

    if (!tree_is_parent(tree, node))
        return " ";
    if (tree_is_folded(tree, node))
        return ascii ? "+" : "▸";
    return ascii ? "-" : "▾";
}

static void row(void *owner, size_t index, int width, struct list_row *out)
{
    const struct tree *tree = owner;
    size_t node = tree->visible[index];

    if (tree->nested)
        list_cell(out, 1, STYLE_MUTED, mark_of(tree, out->canvas, node));
    tree->ops->row(tree->owner, node, tree->nested ? width - 2 : width, out);
}

static const char *empty(void *owner)
{
    const struct tree *tree = owner;

    return tree->ops->empty != NULL ? tree->ops->empty(tree->owner) : NULL;
}

static const struct list_ops list_ops = {.row = row, .empty = empty};

void tree_draw(struct tree *tree, struct canvas *canvas, struct area area, bool focused)
{
    list_draw(&tree->list, canvas, area, focused);
}

void tree_init(struct tree *tree, const struct tree_ops *ops, void *owner)
{
    memset(tree, 0, sizeof *tree);
    tree->ops = ops;
    tree->owner = owner;
    list_init(&tree->list, &list_ops, tree);
    tree_set_count(tree, 0);
}

void tree_clear(struct tree *tree)
{
    unfold_all(tree);
    free(tree->folded);
    free(tree->depths);
    free(tree->visible);
    list_clear(&tree->list);
}

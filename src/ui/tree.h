/* tree.h - a list whose rows stand in one another, and can be folded.
 *
 * The owner has its nodes in one array, a parent before what stands in it, and tells how deep each
 * is; the tree is a list (list.h) of those that are not folded away, and asks for the rows of no
 * other than the visible ones. What is folded is remembered by key, so that it stays folded when
 * the nodes are loaded anew.
 */
#ifndef AUDITWALK_UI_TREE_H
#define AUDITWALK_UI_TREE_H

#include "ui/list.h"

struct tree_ops {
    /* Fills the row of a node; the mark of a folded or open one stands before it. */
    void (*row)(void *owner, size_t node, int width, struct list_row *row);
    unsigned (*depth)(void *owner, size_t node); /* one more than its parent, or less */
    /* What it is known by after another load; borrowed. */
    const char *(*key)(void *owner, size_t node);
    const char *(*empty)(void *owner); /* as in list_ops */
};

struct tree {
    const struct tree_ops *ops;
    void *owner;
    struct list list; /* of the visible nodes */
    unsigned char *depths;
    size_t count;    /* of all nodes */
    size_t *visible; /* their nodes, ascending */
    bool nested;     /* some node stands in another */
    bool all_open;   /* for a search: it looks into what is folded */
    char **folded;   /* keys, sorted */
    size_t folded_count;
    size_t folded_capacity;
};

void tree_init(struct tree *tree, const struct tree_ops *ops, void *owner);
void tree_clear(struct tree *tree);

/* After load. The selection stays on its row. */
void tree_set_count(struct tree *tree, size_t count);
/* Selects a node (clamped) and opens what it stands in. */
void tree_select(struct tree *tree, size_t node);
/* The selected node, LIST_NONE if there are none. */
long tree_selected(const struct tree *tree);

bool tree_is_parent(const struct tree *tree, size_t node);
bool tree_is_folded(const struct tree *tree, size_t node);

/* What list_act handles, ACTION_FOLD .. ACTION_FOLD_ALL, and a click on a mark. ACTION_FOLD on what
 * can't be folded goes to its parent, and is not handled at the top; ACTION_UNFOLD is not handled
 * where nothing is folded: a screen of panes goes to the next one then. REACT_MOVED as list_act. */
unsigned tree_act(struct tree *tree, const struct input *input);
void tree_draw(struct tree *tree, struct canvas *canvas, struct area area, bool focused);

#endif

/* checklist_tree.c - the bounded tree of nodes that a checklist file is read into. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/checklist_parts.h"

#include <stdlib.h>

void node_tree_init(struct node_tree *tree)
{
    *tree = (struct node_tree){0};
    buf_init(&tree->texts);
}

void node_tree_clear(struct node_tree *tree)
{
    free(tree->nodes);
    buf_clear(&tree->texts);
    *tree = (struct node_tree){0};
}

const char *node_text(const struct node_tree *tree, const struct node *node)
{
    return node->kind == NODE_SCALAR && tree->texts.data != NULL ? tree->texts.data + node->text
                                                                 : "";
}

const struct node *node_first(const struct node_tree *tree, const struct node *node)
{
    return node->first != 0 ? &tree->nodes[node->first] : NULL;
}

const struct node *node_next(const struct node_tree *tree, const struct node *node)
{
    return node->next != 0 ? &tree->nodes[node->next] : NULL;
}

struct node *node_tree_add(struct node_tree *tree, struct node_parent *parent, enum node_kind kind,
                           uint32_t line, uint32_t column)
{
    tree->nodes = mem_grow(tree->nodes, tree->count, &tree->capacity, sizeof *tree->nodes);
    uint32_t index = (uint32_t)tree->count++;
    if (parent != NULL) {
        if (parent->last == 0)
            tree->nodes[parent->node].first = index;
        else
            tree->nodes[parent->last].next = index;
        parent->last = index;
    }
    tree->nodes[index] = (struct node){.kind = kind, .line = line, .column = column};
    return &tree->nodes[index];
}

struct node_parent node_tree_last(const struct node_tree *tree)
{
    return (struct node_parent){.node = (uint32_t)(tree->count - 1)};
}

void node_tree_set_text(struct node_tree *tree, struct node *node, const char *text, size_t length)
{
    node->text = tree->texts.length;
    node->length = length;
    node->complete = true;
    buf_add(&tree->texts, text, length);
    buf_putc(&tree->texts, '\0');
}

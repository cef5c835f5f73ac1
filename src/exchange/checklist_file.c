/* checklist_file.c - reading a checklist file: bounded bytes in, a checklist or problems out. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/checklist_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/file.h"
#include "base/i18n.h"
#include "exchange/checklist_parts.h"

enum checklist_format checklist_format_of(const char *path)
{
    size_t length = strlen(path);

    return length > 4 && strcasecmp(path + length - 4, ".csv") == 0 ? CHECKLIST_CSV
                                                                    : CHECKLIST_YAML;
}

/* An overlay would lack nearly every key of a checklist: that it is one says it all. */
static bool report_overlay(const struct node_tree *tree, struct checklist_problems *problems)
{
    const struct node *root = tree->count > 0 ? &tree->nodes[0] : NULL;

    if (root == NULL || root->kind != NODE_MAP)
        return false;
    for (const struct node *name = node_first(tree, root); name != NULL;) {
        const struct node *value = node_next(tree, name);
        if (value != NULL && strcmp(node_text(tree, name), "overlay") == 0) {
            problem_add(problems, PROBLEM_IS_OVERLAY, name->line, name->column,
                        &(struct problem_note){.values = {node_text(tree, value)}});
            return true;
        }
        name = value != NULL ? node_next(tree, value) : NULL;
    }
    return false;
}

static void read_bytes(const char *bytes, size_t length, enum checklist_format format,
                       struct checklist *checklist, struct checklist_problems *problems)
{
    struct node_tree tree;

    if (!problems_check_size(problems, length))
        return;
    node_tree_init(&tree);
    if (format == CHECKLIST_CSV)
        node_tree_read_csv(&tree, bytes, length, problems);
    else
        node_tree_read(&tree, bytes, length, problems);
    if (!report_overlay(&tree, problems))
        checklist_build(&tree, checklist, problems);
    node_tree_clear(&tree);
    problems_sort(problems);
}

enum err_code checklist_file_parse_as(const char *name, enum checklist_format format,
                                      const char *bytes, size_t length, struct checklist *checklist,
                                      struct checklist_problems *problems, struct err *err)
{
    struct checklist_problems own = {0};
    enum err_code code = ERR_OK;

    checklist_init(checklist);
    if (problems == NULL)
        problems = &own;
    else
        *problems = own;
    read_bytes(bytes, length, format, checklist, problems);
    if (problems->errors > 0) {
        checklist_clear(checklist);
        code = problems_fail(name, problems, err);
    }
    checklist_problems_clear(&own);
    return code;
}

enum err_code checklist_file_parse(const char *name, const char *bytes, size_t length,
                                   struct checklist *checklist, struct checklist_problems *problems,
                                   struct err *err)
{
    return checklist_file_parse_as(name, checklist_format_of(name), bytes, length, checklist,
                                   problems, err);
}

enum err_code checklist_file_read_as(const char *path, enum checklist_format format,
                                     struct checklist *checklist,
                                     struct checklist_problems *problems, struct err *err)
{
    struct buf bytes;

    checklist_init(checklist);
    if (problems != NULL)
        *problems = (struct checklist_problems){0};
    buf_init(&bytes);
    enum err_code code = file_read(path, CHECKLIST_FILE_LIMIT, &bytes, err);
    if (code == ERR_OK)
        code = checklist_file_parse_as(path, format, bytes.data != NULL ? bytes.data : "",
                                       bytes.length, checklist, problems, err);
    buf_clear(&bytes);
    return code;
}

enum err_code checklist_file_read(const char *path, struct checklist *checklist,
                                  struct checklist_problems *problems, struct err *err)
{
    return checklist_file_read_as(path, checklist_format_of(path), checklist, problems, err);
}

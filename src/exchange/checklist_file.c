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

static void read_bytes(const char *bytes, size_t length, enum checklist_format format,
                       struct checklist *checklist, struct checklist_problems *problems)
{
    struct node_tree tree;

    if (length > CHECKLIST_FILE_LIMIT) {
        char limit[24];
        snprintf(limit, sizeof limit, "%d", CHECKLIST_FILE_LIMIT / (1024 * 1024));
        problem_add(problems, PROBLEM_TOO_LARGE, 1, 1, &(struct problem_note){.values = {limit}});
        return;
    }
    node_tree_init(&tree);
    if (format == CHECKLIST_CSV)
        node_tree_read_csv(&tree, bytes, length, problems);
    else
        node_tree_read(&tree, bytes, length, problems);
    checklist_build(&tree, checklist, problems);
    node_tree_clear(&tree);
    problems_sort(problems);
}

/* The first error in the file's order and how many follow, as one message. */
static enum err_code fail(const char *name, const struct checklist_problems *problems,
                          struct err *err)
{
    const struct checklist_problem *first = NULL;

    for (size_t i = 0; i < problems->count && first == NULL; i++)
        if (problems->items[i].error)
            first = &problems->items[i];
    if (first == NULL) /* a thousand warnings came before the first error */
        return err_set(err, ERR_DATA, _("%s: %zu errors"), name, problems->errors);
    char *text = checklist_problem_text(name, first);
    if (problems->errors > 1)
        err_set(err, ERR_DATA, _("%s (errors in all: %zu)"), text, problems->errors);
    else
        err_set(err, ERR_DATA, "%s", text);
    free(text);
    err_hint(err, _("auditwalk checklist check %s shows every problem of the file"), name);
    return ERR_DATA;
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
        code = fail(name, problems, err);
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

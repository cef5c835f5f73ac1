/* problems.c - the problems of a file, a line each or as JSON. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "cli/problems.h"

#include <stdio.h>
#include <stdlib.h>

#include "cli/cli.h"

static void json_problems(const char *path, const struct checklist_problems *problems)
{
    struct buf json;

    buf_init(&json);
    buf_puts(&json, "{\"path\": ");
    output_json_text(&json, path);
    buf_printf(&json, ", \"errors\": %zu, \"problems\": [", problems->errors);
    for (size_t i = 0; i < problems->count; i++) {
        const struct checklist_problem *problem = &problems->items[i];
        buf_printf(&json, "%s\n  {\"line\": %zu, \"column\": %zu, \"severity\": \"%s\", ",
                   i > 0 ? "," : "", problem->line, problem->column,
                   problem->error ? "error" : "warning");
        buf_printf(&json, "\"code\": \"%c%03d\", \"message\": ", problem->error ? 'E' : 'W',
                   problem->code);
        output_json_text(&json, problem->message);
        buf_putc(&json, '}');
    }
    buf_puts(&json, "]}\n");
    output_buf(&json);
}

static void print_problems(const char *path, const struct checklist_problems *problems)
{
    for (size_t i = 0; i < problems->count; i++) {
        char *text = checklist_problem_text(path, &problems->items[i]);
        printf("%s\n", text);
        free(text);
    }
}

void problems_print(const char *path, const struct checklist_problems *problems, bool json)
{
    if (json)
        json_problems(path, problems);
    else
        print_problems(path, problems);
}

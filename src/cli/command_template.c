/* command_template.c - auditwalk template check, columns: how workbooks of one's own look. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "cli/cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "cli/problems.h"
#include "exchange/template.h"
#include "exchange/workbook_tables.h"

static const struct option json_option[] = {
    {"json", 0, ARGUMENT_NONE, 0, NULL, NULL, N_("as JSON")},
    {NULL, 0, ARGUMENT_NONE, 0, NULL, NULL, NULL}};

/* The problems are the result and go to standard output; the message only counts them. */
static enum err_code run_check(struct session *session, const struct args *args, struct err *err)
{
    const char *path = args->words[0];
    char *shown = printable(path);
    struct checklist_problems problems;
    struct template template;

    (void)session;
    enum err_code code = template_read(path, &template, &problems, err);
    if (code == ERR_OK || problems.count > 0)
        problems_print(shown, &problems, args_has(args, "json"));
    if (code == ERR_OK && !args_has(args, "json"))
        printf(_("%s  good: lines of the cover: %zu, sheets with columns of their own: %zu\n"),
               shown, template.cover_count, template.count);
    if (code == ERR_DATA && problems.errors > 0) {
        err_set(err, code, _("%s: errors: %zu"), shown, problems.errors);
        err_hint(err, _("auditwalk-template(5) explains them; nothing of the file is used"));
    }
    template_clear(&template);
    checklist_problems_clear(&problems);
    free(shown);
    return code;
}

const struct command command_template_check = {
    .name = "template check",
    .words = "FILE",
    .summary = N_("check a template of workbooks and list all its problems"),
    .details =
        N_("A template gives the workbooks cover lines, a logo, a footer and columns of your "
           "own, see auditwalk-template(5). Problems are listed one a line as "
           "FILE:LINE:COLUMN; the exit status is 65 if there are errors."),
    .options = json_option,
    .word_kind = ARGUMENT_PATH,
    .words_min = 1,
    .words_max = 1,
    .run = run_check};

/* ---- columns --------------------------------------------------------------------------------- */

static void add_column(struct buf *json, size_t sheet, size_t column)
{
    buf_puts(json, column > 0 ? ",\n    {\"key\": " : "\n    {\"key\": ");
    output_json_text(json, workbook_column_key(sheet, column));
    buf_puts(json, ", \"heading\": ");
    output_json_text(json, _(workbook_column_heading(sheet, column)));
    buf_putc(json, '}');
}

static void add_sheet(struct buf *json, size_t sheet)
{
    buf_puts(json, sheet > 0 ? ",\n  {\"sheet\": " : "\n  {\"sheet\": ");
    output_json_text(json, workbook_sheet_key(sheet));
    buf_puts(json, ", \"title\": ");
    output_json_text(json, _(workbook_sheet_title(sheet)));
    buf_puts(json, ", \"columns\": [");
    for (size_t i = 0; i < workbook_column_count(sheet); i++)
        add_column(json, sheet, i);
    buf_puts(json, "]}");
}

/* As it stands in a template: what is not wanted is taken out, the rest put into order. */
static void print_sheet(size_t sheet)
{
    printf("  # %s\n  %s:\n    columns:\n", _(workbook_sheet_title(sheet)),
           workbook_sheet_key(sheet));
    for (size_t i = 0; i < workbook_column_count(sheet); i++)
        printf("      - %-20s # %s\n", workbook_column_key(sheet, i),
               _(workbook_column_heading(sheet, i)));
}

static enum err_code run_columns(struct session *session, const struct args *args, struct err *err)
{
    struct buf json;

    (void)session;
    (void)err;
    buf_init(&json);
    buf_putc(&json, '[');
    if (!args_has(args, "json"))
        printf("format: \"1\"\nsheets:\n");
    for (size_t i = 0; i < workbook_sheet_count(); i++) {
        if (args_has(args, "json"))
            add_sheet(&json, i);
        else
            print_sheet(i);
    }
    buf_puts(&json, "]\n");
    if (args_has(args, "json"))
        output_buf(&json);
    buf_clear(&json);
    return ERR_OK;
}

const struct command command_template_columns = {
    .name = "template columns",
    .summary = N_("list the sheets and columns that a template can choose from"),
    .details = N_("Written as a template that has all of them in their usual order: take out what "
                  "you do not want and put the rest into your order. The first column of a sheet "
                  "names its rows and stays."),
    .options = json_option,
    .run = run_columns};

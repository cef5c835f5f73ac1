/* command_action.c - auditwalk action list, and due: corrective actions across audits. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "cli/closure_cli.h"
#include "cli/filter_cli.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "exchange/listing.h"

static const struct column columns[] = {{N_("Action"), false, false}, {N_("Finding"), false, false},
                                        {N_("Due"), false, false},    {N_("Late"), true, false},
                                        {N_("Age"), true, false},     {N_("Owner"), false, false},
                                        {N_("Done"), false, false},   {N_("Text"), false, true}};

static void add_line(struct table *table, const struct due_line *line)
{
    enum tone tone = line->overdue > 0 ? TONE_BAD : TONE_PLAIN;
    char *text = mem_strdup(line->text);

    for (char *at = text; *at != '\0'; at++)
        if (*at == '\n')
            *at = ' ';
    table_cell(table, TONE_PLAIN, line->number);
    table_cell(table, code_at(&code_grades, (int)line->grade)->tone, line->finding);
    table_cell(table, tone, line->due);
    table_number(table, tone, line->overdue > 0 ? (size_t)line->overdue : 0);
    table_number(table, TONE_MUTED, line->age > 0 ? (size_t)line->age : 0);
    table_cell(table, TONE_PLAIN, line->owner);
    table_cell(table, TONE_GOOD, line->done);
    table_cell(table, TONE_PLAIN, text);
    free(text);
}

static enum err_code load(struct session *session, const struct filter *filter,
                          struct due_lines *lines, struct err *err)
{
    const struct args *args = session->args;
    struct ident audit;
    struct ident finding;
    struct due_query query = {.owner = args_text(args, "owner"),
                              .within = -1,
                              .with_done = args_has(args, "all"),
                              .filter = filter_is_empty(filter) ? NULL : filter,
                              .actions_only = true};
    enum err_code code = ERR_OK;

    if (args_has(args, "audit")) {
        code = session_audit(session, &audit, err);
        query.audit = &audit;
    }
    if (code == ERR_OK && args_has(args, "finding")) {
        code = closure_cli_finding(session, args_text(args, "finding"), &finding, err);
        query.finding = &finding;
    }
    if (args_has(args, "within"))
        query.within = (long)args_number(args, "within", 0);
    return code == ERR_OK ? due_list(session->store, &query, lines, err) : code;
}

static enum err_code run(struct session *session, const struct args *args, struct err *err)
{
    struct due_lines lines = {0};
    struct buf json;
    struct filter filter = {0};
    enum err_code code = session_open(session, OPEN_TO_READ, err);

    if (code == ERR_OK)
        code = filter_given_for(session, FILTER_ACTIONS, &filter, err);
    if (code == ERR_OK)
        code = load(session, &filter, &lines, err);
    if (code == ERR_OK && args_has(args, "json")) {
        buf_init(&json);
        listing_due(&lines, &json);
        output_buf(&json);
    } else if (code == ERR_OK && lines.count == 0) {
        printf("%s\n", filter_is_empty(&filter)
                           ? _("no corrective actions (auditwalk action add makes one)")
                           : _("nothing passes the filter"));
    } else if (code == ERR_OK) {
        struct table *table = table_new(columns, sizeof columns / sizeof columns[0]);
        for (size_t i = 0; i < lines.count; i++)
            add_line(table, &lines.items[i]);
        table_print(table);
    }
    due_lines_clear(&lines);
    filter_clear(&filter);
    return code;
}

static const struct option options[] = {
    {"audit", 0, ARGUMENT_LINE, 0, NULL, "NUMBER", N_("only of this audit")},
    {"finding", 0, ARGUMENT_LINE, 0, NULL, "NUMBER", N_("only of this finding")},
    {"owner", 0, ARGUMENT_LINE, 0, NULL, "NAME", N_("only of this owner")},
    {"within", 0, ARGUMENT_NUMBER, 0, NULL, "DAYS", N_("overdue or due in so many days")},
    {"all", 0, ARGUMENT_NONE, 0, NULL, NULL, N_("those that are done too")},
    FILTER_OPTION_NAME,
    FILTER_OPTION_GRADE,
    FILTER_OPTION_STATE,
    FILTER_OPTIONS_EVERY,
    FILTER_OPTION_OVERDUE,
    {"json", 0, ARGUMENT_NONE, 0, NULL, NULL, N_("as JSON")},
    {NULL, 0, ARGUMENT_NONE, 0, NULL, NULL, NULL}};

const struct command command_action_list = {
    .name = "action list",
    .alias = "actions",
    .summary = N_("list the corrective actions of all audits"),
    .details = N_("The longest overdue first. How late and how old something is is counted from "
                  "today."),
    .options = options,
    .run = run};

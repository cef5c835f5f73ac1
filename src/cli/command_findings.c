/* command_findings.c - auditwalk findings: of one audit, or of all. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "cli/filter_cli.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "exchange/listing.h"
#include "store/audits.h"
#include "store/findings.h"

static const struct column columns[] = {
    {N_("Finding"), false, false}, {N_("Grade"), false, false}, {N_("State"), false, false},
    {N_("Audit"), false, false},   {N_("Refs"), false, true},   {N_("Statement"), false, true},
};

static void add_line(struct table *table, const struct finding_line *line)
{
    const struct code *grade = code_at(&code_grades, (int)line->grade);
    const struct code *state = code_at(&code_finding_states, line->state);
    bool counts = line->merged_into[0] == '\0';
    char *where = counts ? mem_strdup(_(state->label)) : mem_printf("→ %s", line->merged_into);

    table_cell(table, TONE_PLAIN, line->number);
    table_cell(table, grade->tone, grade->word);
    table_cell(table, counts ? state->tone : TONE_MUTED, where);
    table_cell(table, TONE_PLAIN, line->audit);
    table_cell(table, TONE_PLAIN, line->refs);
    table_cell(table, TONE_PLAIN, line->statement);
    free(where);
}

static enum err_code print_list(struct store *store, const struct ident *audit,
                                const struct filter *filter, bool with_merged, struct err *err)
{
    struct finding_lines lines = {0};
    struct finding_query query = {
        .audit = audit, .filter = filter, .sort = FINDING_BY_GRADE, .with_merged = with_merged};

    enum err_code code = findings_list(store, &query, &lines, err);
    if (code == ERR_OK && lines.count == 0)
        printf("%s\n", filter == NULL ? _("no findings") : _("nothing passes the filter"));
    if (code == ERR_OK && lines.count > 0) {
        struct table *table = table_new(columns, sizeof columns / sizeof columns[0]);
        for (size_t i = 0; i < lines.count; i++)
            add_line(table, &lines.items[i]);
        table_print(table);
    }
    finding_lines_clear(&lines);
    return code;
}

static enum err_code run(struct session *session, const struct args *args, struct err *err)
{
    struct ident id = ident_none();
    struct buf json;
    const struct ident *audit = args_has(args, "audit") ? &id : NULL;
    bool with_merged = args_has(args, "merged");
    struct filter filter = {0};

    enum err_code code = session_open(session, OPEN_TO_READ, err);
    if (code == ERR_OK && audit != NULL)
        code = session_audit(session, &id, err);
    if (code == ERR_OK)
        code = filter_given_for(session, FILTER_FINDINGS, &filter, err);
    const struct filter *on = filter_is_empty(&filter) ? NULL : &filter;
    if (code == ERR_OK && args_has(args, "json")) {
        buf_init(&json);
        code = output_json(listing_findings(session->store, audit, on, with_merged, &json, err),
                           &json);
    } else if (code == ERR_OK) {
        code = print_list(session->store, audit, on, with_merged, err);
    }
    filter_clear(&filter);
    return code;
}

static const struct option options[] = {
    {"audit", 0, ARGUMENT_LINE, 0, NULL, "NUMBER", N_("only those of this audit (else of all)")},
    {"merged", 0, ARGUMENT_NONE, 0, NULL, NULL, N_("also those that went into others")},
    FILTER_OPTION_NAME,
    FILTER_OPTION_GRADE,
    FILTER_OPTION_STATE,
    FILTER_OPTIONS_EVERY,
    FILTER_OPTION_OVERDUE,
    {"json", 0, ARGUMENT_NONE, 0, NULL, NULL, N_("as JSON")},
    {NULL, 0, ARGUMENT_NONE, 0, NULL, NULL, NULL}};

const struct command command_findings = {.name = "findings",
                                         .alias = "finding list",
                                         .summary = N_("list findings, gravest first"),
                                         .options = options,
                                         .run = run};

/* command_evidence_list.c - auditwalk evidence list. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "cli/filter_cli.h"

#include <stdio.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "exchange/listing.h"
#include "store/evidence.h"

static const struct column columns[] = {
    {N_("Evidence"), false, false}, {N_("Kind"), false, false}, {N_("Files"), true, false},
    {N_("Refs"), false, true},      {N_("On"), false, false},   {N_("Title"), false, true},
};

static void add_line(struct table *table, const struct evidence_line *line)
{
    int64_t moment = 0;
    char date[CLOCK_DATE_SIZE] = "";
    const struct code *kind = code_at(&code_evidence_kinds, line->kind);

    if (clock_parse(line->collected_at, &moment))
        clock_local_date(moment, date);
    table_cell(table, TONE_PLAIN, line->number);
    table_cell(table, kind->tone, _(kind->label));
    table_number(table, TONE_PLAIN, line->attachments);
    table_cell(table, TONE_PLAIN, line->refs);
    table_cell(table, TONE_PLAIN, date);
    table_cell(table, TONE_PLAIN, line->title);
}

static enum err_code print_list(struct store *store, const struct ident *audit,
                                const struct filter *filter, struct err *err)
{
    struct evidence_lines lines = {0};
    struct evidence_query query = {.audit = audit, .filter = filter};

    enum err_code code = evidence_list(store, &query, &lines, err);
    if (code == ERR_OK && lines.count == 0)
        printf("%s\n", filter == NULL ? _("no evidence yet") : _("nothing passes the filter"));
    if (code == ERR_OK && lines.count > 0) {
        struct table *table = table_new(columns, sizeof columns / sizeof columns[0]);
        for (size_t i = 0; i < lines.count; i++)
            add_line(table, &lines.items[i]);
        table_print(table);
    }
    evidence_lines_clear(&lines);
    return code;
}

static enum err_code run(struct session *session, const struct args *args, struct err *err)
{
    struct ident audit;
    struct filter filter = {0};
    struct buf json;

    enum err_code code = session_open(session, OPEN_TO_READ, err);
    if (code == ERR_OK)
        code = session_audit(session, &audit, err);
    if (code == ERR_OK)
        code = filter_given_for(session, FILTER_EVIDENCE, &filter, err);
    const struct filter *on = filter_is_empty(&filter) ? NULL : &filter;
    if (code == ERR_OK && args_has(args, "json")) {
        buf_init(&json);
        code = output_json(listing_evidence(session->store, &audit, on, &json, err), &json);
    } else if (code == ERR_OK) {
        code = print_list(session->store, &audit, on, err);
    }
    filter_clear(&filter);
    return code;
}

static const struct option options[] = {
    {"audit", 0, ARGUMENT_LINE, 0, NULL, "NUMBER", N_("the audit (else the one that is open)")},
    FILTER_OPTION_NAME,
    FILTER_OPTION_KIND,
    FILTER_OPTIONS_EVERY,
    {"json", 0, ARGUMENT_NONE, 0, NULL, NULL, N_("as JSON")},
    {NULL, 0, ARGUMENT_NONE, 0, NULL, NULL, NULL}};

const struct command command_evidence_list = {.name = "evidence list",
                                              .summary = N_("list the evidence of an audit"),
                                              .options = options,
                                              .run = run};

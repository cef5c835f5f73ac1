/* command_audits.c - auditwalk audits: all audits of the file with their progress. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "cli/cli.h"

#include <stdio.h>

#include "base/i18n.h"
#include "exchange/listing.h"
#include "store/audits.h"

static const struct column columns[] = {
    {N_("Audit"), false, false}, {N_("State"), false, false}, {N_("Done"), true, false},
    {N_("Major"), true, false},  {N_("Minor"), true, false},  {N_("OFI"), true, false},
    {N_("From"), false, false},  {N_("Title"), false, true},
};

static void add_line(struct table *table, const struct audit_line *line)
{
    char done[8];
    const struct code *state = code_at(&code_audit_states, (int)line->state);

    snprintf(done, sizeof done, "%u%%", tally_percent(&line->tally));
    table_cell(table, TONE_PLAIN, line->number);
    table_cell(table, state->tone, _(state->label));
    table_cell(table, TONE_PLAIN, done);
    table_number(table, TONE_BAD, line->findings[GRADE_MAJOR]);
    table_number(table, TONE_WARN, line->findings[GRADE_MINOR]);
    table_number(table, TONE_NOTICE, line->findings[GRADE_OFI]);
    table_cell(table, TONE_PLAIN, line->planned_from);
    table_cell(table, TONE_PLAIN, line->title);
}

static enum err_code print_list(struct store *store, struct err *err)
{
    struct audit_lines lines = {0};

    enum err_code code = audits_list(store, &lines, err);
    if (code == ERR_OK && lines.count == 0)
        printf("%s\n", _("no audits yet (auditwalk audit new makes one)"));
    if (code == ERR_OK && lines.count > 0) {
        struct table *table = table_new(columns, sizeof columns / sizeof columns[0]);
        for (size_t i = 0; i < lines.count; i++)
            add_line(table, &lines.items[i]);
        table_print(table);
    }
    audit_lines_clear(&lines);
    return code;
}

static enum err_code run(struct session *session, const struct args *args, struct err *err)
{
    struct buf json;

    enum err_code code = session_open(session, OPEN_TO_READ, err);
    if (code != ERR_OK || !args_has(args, "json"))
        return code == ERR_OK ? print_list(session->store, err) : code;
    buf_init(&json);
    return output_json(listing_audits(session->store, &json, err), &json);
}

static const struct option options[] = {{"json", 0, ARGUMENT_NONE, 0, NULL, NULL, N_("as JSON")},
                                        {NULL, 0, ARGUMENT_NONE, 0, NULL, NULL, NULL}};

const struct command command_audits = {.name = "audits",
                                       .alias = "audit list",
                                       .summary = N_("list the audits and how far they are"),
                                       .options = options,
                                       .run = run};

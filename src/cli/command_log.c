/* command_log.c - auditwalk log: the saves of a file, or all that was ever written to one record.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "cli/cli.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "exchange/listing.h"
#include "store/audits.h"
#include "store/history.h"

enum { LOG_SAVES = 50 }; /* shown to people who ask for no number */

/* ---- saves ----------------------------------------------------------------------------------- */

static const struct column save_columns[] = {
    {N_("When"), false, false},  {N_("Who"), false, true},   {N_("Laptop"), false, true},
    {N_("Audit"), false, false}, {N_("Cells"), true, false}, {N_("What"), false, true},
};

static void when_cell(struct table *table, int64_t wall, bool suspect)
{
    char stamp[17];

    clock_local_stamp(wall, stamp);
    char *text = mem_printf("%s%s", stamp, suspect ? " ?" : "");
    table_cell(table, suspect ? TONE_WARN : TONE_PLAIN, text);
    free(text);
}

static void add_save(struct table *table, const struct log_line *line)
{
    when_cell(table, line->wall, line->clock_suspect);
    table_cell(table, TONE_PLAIN, line->author);
    table_cell(table, TONE_PLAIN, line->device);
    table_cell(table, TONE_PLAIN, line->audit);
    table_number(table, TONE_PLAIN, line->cells);
    table_cell(table, TONE_PLAIN, line->action);
}

static enum err_code print_saves(struct store *store, const struct ident *audit, size_t limit,
                                 struct err *err)
{
    struct log_lines lines = {0};
    enum err_code code = log_list(store, audit, limit > 0 ? limit + 1 : 0, &lines, err);
    bool more = limit > 0 && lines.count > limit;

    if (code == ERR_OK && lines.count == 0)
        printf("%s\n", _("no saves"));
    if (code == ERR_OK && lines.count > 0) {
        struct table *table = table_new(save_columns, sizeof save_columns / sizeof save_columns[0]);
        for (size_t i = 0; i < lines.count && (limit == 0 || i < limit); i++)
            add_save(table, &lines.items[i]);
        table_print(table);
    }
    if (more)
        printf("%s\n", _("There are older ones: --limit 0 shows all."));
    log_lines_clear(&lines);
    return code;
}

static enum err_code saves(struct session *session, const struct args *args, struct err *err)
{
    struct ident id = ident_none();
    struct buf json;
    const struct ident *audit = args_has(args, "audit") ? &id : NULL;
    enum err_code code = audit != NULL ? session_audit(session, &id, err) : ERR_OK;

    if (code != ERR_OK)
        return code;
    if (!args_has(args, "json"))
        return print_saves(session->store, audit, args_number(args, "limit", LOG_SAVES), err);
    buf_init(&json);
    return output_json(
        listing_log(session->store, audit, args_number(args, "limit", 0), &json, err), &json);
}

/* ---- a record -------------------------------------------------------------------------------- */

static const struct column cell_columns[] = {
    {N_("When"), false, false}, {N_("Who"), false, true},  {N_("Laptop"), false, true},
    {N_("Field"), false, true}, {N_("From"), false, true}, {N_("To"), false, true},
};

static void add_cell(struct table *table, const struct history_line *line)
{
    when_cell(table, line->wall, line->clock_suspect);
    table_cell(table, TONE_PLAIN, line->author);
    table_cell(table, TONE_PLAIN, line->device);
    char *label = mem_printf("%s%s", _(line->label), line->contested ? " ≠" : "");
    table_cell(table, line->contested ? TONE_WARN : TONE_PLAIN, label);
    free(label);
    table_cell(table, TONE_PLAIN, line->from);
    table_cell(table, line->contested ? TONE_WARN : TONE_PLAIN, line->to);
}

static enum err_code print_history(struct store *store, enum record_type type,
                                   const struct ident *record, size_t limit, struct err *err)
{
    struct history history = {0};
    enum err_code code = history_of(store, type, record, &history, err);

    if (code == ERR_OK && history.count == 0)
        printf("%s\n", _("nothing was written to it"));
    if (code == ERR_OK && history.count > 0) {
        size_t first = limit > 0 && history.count > limit ? history.count - limit : 0;
        struct table *table = table_new(cell_columns, sizeof cell_columns / sizeof cell_columns[0]);
        for (size_t i = first; i < history.count; i++)
            add_cell(table, &history.items[i]);
        table_print(table);
    }
    history_clear(&history);
    return code;
}

static enum err_code one_record(struct session *session, const struct args *args, struct err *err)
{
    enum record_type type = RECORD_ORGANIZATION;
    struct ident id = ident_none();
    struct ident record = ident_none();
    struct buf json;
    size_t limit = args_number(args, "limit", 0);
    const struct ident *audit = args_has(args, "audit") ? &id : NULL;
    enum err_code code = audit != NULL ? session_audit(session, &id, err) : ERR_OK;

    if (code == ERR_OK)
        code = history_find(session->store, audit, args->words[0], &type, &record, err);
    if (code != ERR_OK)
        return code;
    if (!args_has(args, "json"))
        return print_history(session->store, type, &record, limit, err);
    buf_init(&json);
    return output_json(listing_history(session->store, type, &record, limit, &json, err), &json);
}

static enum err_code run(struct session *session, const struct args *args, struct err *err)
{
    enum err_code code = session_open(session, OPEN_TO_READ, err);

    if (code != ERR_OK)
        return code;
    return args->word_count > 0 ? one_record(session, args, err) : saves(session, args, err);
}

static const struct option options[] = {
    {"audit", 0, ARGUMENT_LINE, 0, NULL, "NUMBER",
     N_("the audit (saves: else all; a record: else the audit that is open)")},
    {"limit", 0, ARGUMENT_NUMBER, 0, NULL, "COUNT",
     N_("only the newest (saves: else 50, with --json all; 0: all)")},
    {"json", 0, ARGUMENT_NONE, 0, NULL, NULL, N_("as JSON")},
    {NULL, 0, ARGUMENT_NONE, 0, NULL, NULL, NULL}};

const struct command command_log = {
    .name = "log",
    .words = "REF|NUMBER|ID",
    .summary = N_("tell who changed what, when, on which laptop, from what to what"),
    .details = N_("Of a requirement (8.4-c), a finding, evidence, an audit, or a record by its id "
                  "of 32 digits, as JSON lists print it; oldest first. Without a word the saves of "
                  "the file, newest first, in the order of the work and not of the clocks: a time "
                  "that can't be right has a question mark. A field with ≠ is contested."),
    .options = options,
    .word_kind = ARGUMENT_LINE,
    .words_min = 0,
    .words_max = 1,
    .run = run};

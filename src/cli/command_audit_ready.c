/* command_audit_ready.c - auditwalk audit ready and audit show: how far an audit is on its path. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "cli/closure_cli.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "exchange/listing.h"
#include "store/audits.h"

/* ---- ready ----------------------------------------------------------------------------------- */

static void print_item(const struct ready_item *item)
{
    char *subject = printable(item->subject);

    printf("%s %s%s%s\n", item->stops ? "x" : "-", _(gate_rows[item->gate].text),
           subject[0] != '\0' ? ": " : "", subject);
    free(subject);
}

static void print_list(const struct ready_list *list)
{
    if (list->action == AUDIT_ACTION_COUNT) {
        printf("%s\n", _("the audit is at its end"));
        return;
    }
    for (size_t i = 0; i < list->count; i++)
        print_item(&list->items[i]);
    printf(_("step \"%s\": %zu stop it, %zu advised\n"),
           code_at(&code_audit_actions, (int)list->action)->word, list->stops,
           list->count - list->stops);
}

static enum err_code run_ready(struct session *session, const struct args *args, struct err *err)
{
    struct ident audit;
    struct buf json;
    struct ready_list list = {0};
    int step = args_code(args, "step");
    enum audit_action action = step < 0 ? AUDIT_ACTION_COUNT : (enum audit_action)step;
    enum err_code code = session_open(session, OPEN_TO_READ, err);

    if (code == ERR_OK)
        code =
            audit_find(session->store, args->word_count > 0 ? args->words[0] : NULL, &audit, err);
    if (code == ERR_OK)
        code = audit_ready(session->store, &audit, action, session->language, &list, err);
    if (code != ERR_OK)
        return code;
    if (args_has(args, "json")) {
        buf_init(&json);
        listing_ready(&list, &json);
        output_buf(&json);
    } else {
        print_list(&list);
    }
    if (list.stops > 0)
        code = err_set(err, ERR_FOUND, _("not ready for the step \"%s\": %zu"),
                       code_at(&code_audit_actions, (int)list.action)->word, list.stops);
    ready_list_clear(&list);
    return code;
}

static const struct option ready_options[] = {
    {"step", 0, ARGUMENT_CODE, 0, &code_audit_actions, "STEP",
     N_("the step (else the one that leads on)")},
    {"json", 0, ARGUMENT_NONE, 0, NULL, NULL, N_("as JSON")},
    {NULL, 0, ARGUMENT_NONE, 0, NULL, NULL, NULL}};

const struct command command_audit_ready = {
    .name = "audit ready",
    .words = "NUMBER",
    .summary = N_("list what is missing before the next step of an audit"),
    .details = N_("What stops the step is marked x, advice -. Exit status 1 while something stops "
                  "it."),
    .options = ready_options,
    .word_kind = ARGUMENT_LINE,
    .words_max = 1,
    .run = run_ready};

/* ---- show ------------------------------------------------------------------------------------ */

static enum err_code print_signatures(struct store *store, const struct ident *audit,
                                      struct err *err)
{
    struct sign_lines lines;
    enum err_code code = audit_signatures(store, audit, &lines, err);

    for (size_t i = 0; i < lines.count; i++) {
        const struct sign_line *line = &lines.items[i];
        const char *what = N_("changed since then");
        char *person = printable(line->person);
        char *device = printable(line->device);
        if (!line->valid)
            what = N_("the signature is wrong");
        else if (line->current)
            what = N_("as it is now");
        printf(_("%s (revision %lld): %s, %s, %s: %s\n"),
               _(code_at(&code_sign_steps, (int)line->step)->label), (long long)line->revision,
               person, line->signed_at, device, _(what));
        free(person);
        free(device);
    }
    sign_lines_clear(&lines);
    return code;
}

static enum err_code print_revisions(struct store *store, const struct ident *audit,
                                     struct err *err)
{
    struct rows rows;
    enum err_code code = audit_revisions(store, audit, &rows, err);

    for (size_t i = 0; i < rows.count; i++) {
        char *reason = printable(row_text(&rows.items[i], REVISION_REASON));
        printf(_("revision %lld: %s\n"), (long long)row_int(&rows.items[i], REVISION_NUMBER),
               reason);
        free(reason);
    }
    rows_clear(&rows);
    return code;
}

static const struct column follow_columns[] = {
    {N_("Finding"), false, false}, {N_("Audit"), false, false},       {N_("State"), false, false},
    {N_("Effect"), false, false},  {N_("Verified by"), false, false}, {N_("Text"), false, true}};

static enum err_code print_followed(struct store *store, const struct ident *audit, struct err *err)
{
    struct follow_lines lines;
    enum err_code code = follow_up_list(store, audit, &lines, err);

    if (code != ERR_OK || lines.count == 0)
        return code;
    struct table *table =
        table_new(follow_columns, sizeof follow_columns / sizeof follow_columns[0]);
    for (size_t i = 0; i < lines.count; i++) {
        const struct follow_line *line = &lines.items[i];
        const struct code *state = code_at(&code_finding_states, (int)line->state);
        const struct code *effect = code_at(&code_effects, line->effect);
        table_cell(table, code_at(&code_grades, (int)line->grade)->tone, line->number);
        table_cell(table, TONE_PLAIN, line->audit);
        table_cell(table, state->tone, _(state->label));
        table_cell(table, effect->tone, line->effect < 0 ? "" : _(effect->label));
        table_cell(table, TONE_PLAIN, line->verified_by);
        table_cell(table, TONE_PLAIN, line->note[0] != '\0' ? line->note : line->statement);
    }
    table_print(table);
    follow_lines_clear(&lines);
    return ERR_OK;
}

static enum err_code print_show(struct store *store, const struct ident *audit, struct err *err)
{
    struct row row;
    enum err_code code = store_get(store, RECORD_AUDIT, audit, &row, err);

    if (code != ERR_OK)
        return code;
    char *number = printable(row_text(&row, AUDIT_NUMBER));
    char *title = printable(row_text(&row, AUDIT_TITLE));
    printf("%s  %s (%s)\n", number, title,
           _(code_at(&code_audit_states, row_code(&row, AUDIT_STATE))->label));
    free(number);
    free(title);
    row_clear(&row);
    code = print_revisions(store, audit, err);
    if (code == ERR_OK)
        code = print_signatures(store, audit, err);
    return code == ERR_OK ? print_followed(store, audit, err) : code;
}

static enum err_code run_show(struct session *session, const struct args *args, struct err *err)
{
    struct ident audit;
    struct buf json;
    enum err_code code = session_open(session, OPEN_TO_READ, err);

    if (code == ERR_OK)
        code =
            audit_find(session->store, args->word_count > 0 ? args->words[0] : NULL, &audit, err);
    if (code != ERR_OK || !args_has(args, "json"))
        return code == ERR_OK ? print_show(session->store, &audit, err) : code;
    buf_init(&json);
    return output_json(listing_audit(session->store, &audit, &json, err), &json);
}

static const struct option show_options[] = {
    {"json", 0, ARGUMENT_NONE, 0, NULL, NULL, N_("as JSON")},
    {NULL, 0, ARGUMENT_NONE, 0, NULL, NULL, NULL}};

const struct command command_audit_show = {
    .name = "audit show",
    .words = "NUMBER",
    .summary = N_("show an audit's state, revisions, signatures and what it follows up"),
    .details = N_("A signature is for the audit as it was: \"changed since then\" says that it is "
                  "not what was signed any more."),
    .options = show_options,
    .word_kind = ARGUMENT_LINE,
    .words_max = 1,
    .run = run_show};

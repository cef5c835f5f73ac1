/* command_finding_show.c - auditwalk finding show: a finding with all of its way to closure. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "cli/closure_cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "exchange/listing.h"

/* "Label: text", lines behind the first one indented. */
static void print_text(const char *label, const char *text, const char *indent)
{
    char *clean = printable_block(text);

    printf("%s%s: ", indent, label);
    for (const char *at = clean; *at != '\0'; at++) {
        putchar(*at);
        if (*at == '\n')
            printf("%s  ", indent);
    }
    putchar('\n');
    free(clean);
}

static char *shown_text(struct store *store, const struct field *field, const struct row *row)
{
    struct ident id;

    switch (field->type) {
    case VALUE_INT:
        return row_is_null(row, field->number)
                   ? mem_strdup("")
                   : mem_printf("%lld", (long long)row_int(row, field->number));
    case VALUE_ID:
        id = row_id(row, field->number);
        return field->target != 0 ? store_name(store, field->target, &id) : mem_strdup("");
    case VALUE_CODE:
        if (row_code(row, field->number) >= 0)
            return mem_strdup(_(code_at(field->codes, row_code(row, field->number))->label));
        return mem_strdup(row_text(row, field->number));
    case VALUE_BYTES:
        return mem_strdup("");
    default:
        return mem_strdup(row_text(row, field->number));
    }
}

/* Every field that says something, but the finding and audit it is of. */
static void print_row(struct store *store, const struct row *row, const char *indent)
{
    for (size_t i = 0; i < row->record->field_count; i++) {
        const struct field *field = &row->record->fields[i];
        if (row->record->type != RECORD_FINDING &&
            (field->target == RECORD_FINDING || field->target == RECORD_AUDIT))
            continue;
        char *text = shown_text(store, field, row);
        if (text[0] != '\0')
            print_text(_(field->label), text, indent);
        free(text);
    }
}

static void print_rows(struct store *store, const struct rows *rows)
{
    for (size_t i = 0; i < rows->count; i++) {
        printf("\n%s\n", _(rows->items[i].record->name));
        print_row(store, &rows->items[i], "  ");
    }
}

static void print_options(const struct closure_options *options)
{
    if (options->count == 0)
        return;
    printf("\n%s\n", _("from here lead"));
    for (size_t i = 0; i < options->count; i++) {
        const struct closure_option *option = &options->items[i];
        char *reason = printable(option->reason);
        printf("  %s (%s)%s%s\n", code_at(&code_finding_actions, (int)option->action)->word,
               option->rule->clause, option->allowed ? "" : ": ", reason);
        free(reason);
    }
}

static enum err_code print_all(struct store *store, const struct ident *finding, struct err *err)
{
    struct closure closure;
    struct closure_options options = {0};
    enum err_code code = closure_load(store, finding, &closure, err);

    if (code == ERR_OK)
        code = closure_options_list(store, &closure, &options, err);
    if (code == ERR_OK) {
        print_row(store, &closure.finding, "");
        print_rows(store, &closure.corrections);
        print_rows(store, &closure.analyses);
        print_rows(store, &closure.causes);
        print_rows(store, &closure.similar);
        print_rows(store, &closure.actions);
        print_rows(store, &closure.extensions);
        print_rows(store, &closure.reviews);
        print_rows(store, &closure.checks);
        print_rows(store, &closure.overrides);
        print_rows(store, &closure.steps);
        print_options(&options);
    }
    closure_options_clear(&options);
    closure_clear(&closure);
    return code;
}

static enum err_code run(struct session *session, const struct args *args, struct err *err)
{
    struct ident finding;
    struct buf json;
    /* The reasons why a step is not possible are those of the person who asks. */
    enum err_code code = session_open(session, OPEN_TO_WRITE, err);

    if (code == ERR_OK)
        code = closure_cli_finding(session, args->words[0], &finding, err);
    if (code != ERR_OK || !args_has(args, "json"))
        return code == ERR_OK ? print_all(session->store, &finding, err) : code;
    buf_init(&json);
    return output_json(listing_finding(session->store, &finding, &json, err), &json);
}

static const struct option options[] = {
    {"audit", 0, ARGUMENT_LINE, 0, NULL, "NUMBER", N_("the audit (else any)")},
    {"json", 0, ARGUMENT_NONE, 0, NULL, NULL, N_("as JSON")},
    {NULL, 0, ARGUMENT_NONE, 0, NULL, NULL, NULL}};

const struct command command_finding_show = {
    .name = "finding show",
    .words = "FINDING",
    .summary = N_("show a finding with its corrections, causes, actions and steps"),
    .details = N_("At the end stand the steps that lead on, each with its clause and, if it is "
                  "not possible, what is missing."),
    .options = options,
    .word_kind = ARGUMENT_LINE,
    .words_min = 1,
    .words_max = 1,
    .run = run};

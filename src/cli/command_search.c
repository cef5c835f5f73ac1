/* command_search.c - auditwalk search: what people wrote, and requirements, by their words. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "cli/cli.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "exchange/listing.h"
#include "store/audits.h"
#include "store/search.h"

static const struct column columns[] = {{N_("Audit"), false, false},
                                        {N_("Kind"), false, false},
                                        {N_("Where"), false, true},
                                        {N_("Text"), false, true}};

static void add_hit(struct table *table, const struct search_hit *hit)
{
    const struct record *record = hit->type != 0 ? record_find((int)hit->type) : NULL;

    table_cell(table, TONE_PLAIN, hit->audit_number);
    table_cell(table, TONE_PLAIN, record != NULL ? _(record->name) : _("requirement"));
    table_cell(table, TONE_PLAIN, hit->name);
    table_cell(table, TONE_PLAIN, hit->text);
}

static enum err_code print_hits(struct store *store, const struct search_query *query,
                                struct err *err)
{
    struct search_hits hits = {0};
    enum err_code code = search_run(store, query, &hits, err);

    if (code == ERR_OK && hits.count == 0)
        printf("%s\n", _("nothing found"));
    if (code == ERR_OK && hits.count > 0) {
        struct table *table = table_new(columns, sizeof columns / sizeof columns[0]);
        for (size_t i = 0; i < hits.count; i++)
            add_hit(table, &hits.items[i]);
        table_print(table);
    }
    search_hits_clear(&hits);
    return code;
}

static enum err_code check_text(const char *text, struct err *err)
{
    if (search_is_enough(text))
        return ERR_OK;
    err_set(err, ERR_USAGE, _("\"%s\" is too short to search for"), text);
    return err_hint(err, _("give at least %d letters or characters"), SEARCH_LETTERS);
}

static enum err_code run(struct session *session, const struct args *args, struct err *err)
{
    struct ident audit = ident_none();
    struct ident requirements;
    struct buf json;
    bool one = args_has(args, "audit");
    enum err_code code = check_text(args->words[0], err);

    if (code == ERR_OK)
        code = session_open(session, OPEN_TO_READ, err);
    if (code == ERR_OK && one)
        code = session_audit(session, &audit, err);
    if (code != ERR_OK)
        return code;
    requirements = one ? audit : search_newest_audit(session->store);
    struct search_query query = {.text = args->words[0],
                                 .audit = one ? &audit : NULL,
                                 .requirements_of = &requirements,
                                 .language = session->language,
                                 .limit =
                                     args_number(args, "limit", args_has(args, "json") ? 0 : 50)};
    if (!args_has(args, "json"))
        return print_hits(session->store, &query, err);
    buf_init(&json);
    return output_json(listing_search(session->store, &query, &json, err), &json);
}

static const struct option options[] = {
    {"audit", 0, ARGUMENT_LINE, 0, NULL, "NUMBER", N_("only in this audit (else in all)")},
    {"limit", 0, ARGUMENT_NUMBER, 0, NULL, "COUNT",
     N_("at most so many requirements, and so many records (else 50, with --json all; 0: all)")},
    {"json", 0, ARGUMENT_NONE, 0, NULL, NULL, N_("as JSON")},
    {NULL, 0, ARGUMENT_NONE, 0, NULL, NULL, NULL}};

const struct command command_search = {
    .name = "search",
    .words = "TEXT",
    .summary = N_("find requirements, notes, evidence, findings and all else by their words"),
    .details = N_("Every word of TEXT must be there; the last letters of a word may be left out, "
                  "and of Chinese two characters are enough. First requirements of the audit "
                  "(else of the newest one) by reference and heading, then what was written, the "
                  "newest first, then requirements by their questions. What was withdrawn is not "
                  "found."),
    .options = options,
    .word_kind = ARGUMENT_LINE,
    .words_min = 1,
    .words_max = 1,
    .run = run};

/* command_finding_duplicates.c - auditwalk finding duplicates: findings that may tell of one fact.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "cli/cli.h"

#include <stdio.h>

#include "base/i18n.h"
#include "exchange/listing.h"
#include "store/consolidate.h"

static const struct column columns[] = {
    {N_("Alike"), true, false}, {N_("Finding"), false, false},  {N_("Raised by"), false, true},
    {N_("Refs"), false, true},  {N_("Statement"), false, true},
};

static void add_side(struct table *table, const char *alike, const char *number, const char *author,
                     const char *refs, const char *text)
{
    table_cell(table, TONE_PLAIN, alike);
    table_cell(table, TONE_PLAIN, number);
    table_cell(table, TONE_PLAIN, author);
    table_cell(table, TONE_PLAIN, refs);
    table_cell(table, TONE_PLAIN, text);
}

static void add_pair(struct table *table, const struct duplicate *pair)
{
    char alike[8];

    snprintf(alike, sizeof alike, "%u%%", pair->similarity);
    add_side(table, alike, pair->left_number, pair->left_author, pair->refs, pair->left_text);
    add_side(table, "", pair->right_number, pair->right_author, "", pair->right_text);
}

static enum err_code print_list(struct store *store, const struct ident *audit, struct err *err)
{
    struct duplicates list = {0};
    enum err_code code = duplicates_list(store, audit, &list, err);

    if (code == ERR_OK && list.count == 0)
        printf("%s\n", _("no findings that look alike"));
    if (code == ERR_OK && list.count > 0) {
        struct table *table = table_new(columns, sizeof columns / sizeof columns[0]);
        for (size_t i = 0; i < list.count; i++)
            add_pair(table, &list.items[i]);
        table_print(table);
        printf("%s\n", _("One fact: auditwalk finding merge A B (A goes into B); two: auditwalk "
                         "finding apart A B"));
    }
    duplicates_clear(&list);
    return code;
}

static enum err_code run(struct session *session, const struct args *args, struct err *err)
{
    struct ident id = ident_none();
    struct buf json;
    const struct ident *audit = args_has(args, "audit") ? &id : NULL;
    enum err_code code = session_open(session, OPEN_TO_READ, err);

    if (code == ERR_OK && audit != NULL)
        code = session_audit(session, &id, err);
    if (code != ERR_OK || !args_has(args, "json"))
        return code == ERR_OK ? print_list(session->store, audit, err) : code;
    buf_init(&json);
    return output_json(listing_duplicates(session->store, audit, &json, err), &json);
}

static const struct option options[] = {
    {"audit", 0, ARGUMENT_LINE, 0, NULL, "NUMBER", N_("only those of this audit (else of all)")},
    {"json", 0, ARGUMENT_NONE, 0, NULL, NULL, N_("as JSON")},
    {NULL, 0, ARGUMENT_NONE, 0, NULL, NULL, NULL}};

const struct command command_finding_duplicates = {
    .name = "finding duplicates",
    .summary = N_("list pairs of findings that may tell of one fact"),
    .details = N_("Two findings of one audit against a common requirement and not of different "
                  "sites, with texts that are alike; the most alike first."),
    .options = options,
    .run = run};

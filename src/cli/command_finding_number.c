/* command_finding_number.c - auditwalk finding number: the final numbers of an audit's findings. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "cli/cli.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "exchange/listing.h"
#include "store/consolidate.h"
#include "store/findings.h"

/* "F-k7q2-1  NC-2026-014" of every finding that had no number before. */
static enum err_code tell_one(struct store *store, const struct ident *id, const char *before,
                              struct err *err)
{
    struct row row = {0};
    enum err_code code = store_get(store, RECORD_FINDING, id, &row, err);

    if (code == ERR_OK && row_text(&row, FINDING_NUMBER)[0] != '\0') {
        char *draft = printable(before);
        char *number = printable(row_text(&row, FINDING_NUMBER));
        printf("%s  %s\n", draft, number);
        free(draft);
        free(number);
    }
    row_clear(&row);
    return code;
}

/* Those of the list that have none. */
static enum err_code keep_unnumbered(struct store *store, struct finding_lines *lines, bool *keep,
                                     struct err *err)
{
    enum err_code code = ERR_OK;

    for (size_t i = 0; code == ERR_OK && i < lines->count; i++) {
        struct row row = {0};
        code = store_get(store, RECORD_FINDING, &lines->items[i].id, &row, err);
        keep[i] = code == ERR_OK && row_text(&row, FINDING_NUMBER)[0] == '\0';
        row_clear(&row);
    }
    return code;
}

static enum err_code number(struct store *store, const struct ident *audit, size_t *given,
                            bool tell, struct err *err)
{
    struct finding_lines lines = {0};
    const struct finding_query query = {.audit = audit, .sort = FINDING_BY_GRADE};
    enum err_code code = findings_list(store, &query, &lines, err);
    bool *had_none = mem_zalloc(lines.count + 1, sizeof *had_none);

    if (code == ERR_OK)
        code = keep_unnumbered(store, &lines, had_none, err);
    if (code == ERR_OK)
        code = findings_number(store, audit, given, err);
    for (size_t i = 0; code == ERR_OK && tell && i < lines.count; i++)
        if (had_none[i])
            code = tell_one(store, &lines.items[i].id, lines.items[i].number, err);
    free(had_none);
    finding_lines_clear(&lines);
    return code;
}

static enum err_code run(struct session *session, const struct args *args, struct err *err)
{
    struct ident audit;
    struct buf json;
    size_t given = 0;
    bool as_json = args_has(args, "json");
    enum err_code code = session_open(session, OPEN_TO_WRITE, err);

    if (code == ERR_OK)
        code = session_audit(session, &audit, err);
    if (code == ERR_OK)
        code = number(session->store, &audit, &given, !as_json, err);
    if (code != ERR_OK)
        return code;
    if (!as_json) {
        printf(_("numbers given: %zu\n"), given);
        return ERR_OK;
    }
    buf_init(&json);
    return output_json(listing_numbers(session->store, &audit, given, &json, err), &json);
}

static const struct option options[] = {
    {"audit", 0, ARGUMENT_LINE, OPTION_REQUIRED, NULL, "NUMBER", N_("the audit")},
    {"json", 0, ARGUMENT_NONE, 0, NULL, NULL, N_("as JSON")},
    {NULL, 0, ARGUMENT_NONE, 0, NULL, NULL, NULL}};

const struct command command_finding_number = {
    .name = "finding number",
    .summary = N_("give the findings of an audit their final numbers"),
    .details = N_("The lead auditor does this once the team's packages are merged and the "
                  "duplicates are decided: NC-2026-014, OFI-2026-003, GP-2026-001. A number that "
                  "was given stays; draft numbers (F-k7q2-1) still find the finding."),
    .options = options,
    .run = run};

/* status_due.c - auditwalk status --due: what is overdue, a line each, for a mail from cron. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "cli/closure_cli.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "exchange/listing.h"

/* "overdue 12 days  NC-2026-001 A-k7q2-1  Zhao Min  2026-03-01  A second guard" */
static void print_line(const struct due_line *line)
{
    char *text = printable(line->text);
    char *owner = printable(line->owner[0] != '\0' ? line->owner : "-");
    char *finding = printable(line->finding);
    char *number = printable(line->number);

    if (line->overdue > 0)
        printf(_("overdue %ld days"), line->overdue);
    else
        printf(_("due in %ld days"), -line->overdue);
    printf("  %s  %s%s%s  %s  %s  %s\n", _(due_kind_text(line->kind)), finding,
           number[0] != '\0' ? " " : "", number, line->due, owner, text);
    free(text);
    free(owner);
    free(finding);
    free(number);
}

static enum err_code load(struct session *session, struct due_lines *lines, struct err *err)
{
    const struct args *args = session->args;
    struct ident audit;
    struct due_query query = {.owner = args_text(args, "owner"),
                              .within = (long)args_number(args, "within", 0)};
    enum err_code code = ERR_OK;

    if (args_has(args, "audit")) {
        code = session_audit(session, &audit, err);
        query.audit = &audit;
    }
    return code == ERR_OK ? due_list(session->store, &query, lines, err) : code;
}

/* Only what is late, unless days ahead are asked for: silence means that nothing is. */
static void keep_overdue(struct due_lines *lines, size_t *overdue, bool all)
{
    *overdue = 0;
    for (size_t i = 0; i < lines->count; i++)
        *overdue += lines->items[i].overdue > 0;
    if (!all) { /* they come first */
        struct due_lines rest = {.items = mem_zalloc(lines->count + 1, sizeof *rest.items)};
        for (size_t i = *overdue; i < lines->count; i++)
            rest.items[rest.count++] = lines->items[i];
        lines->count = *overdue;
        due_lines_clear(&rest);
    }
}

enum err_code status_due(struct session *session, struct err *err)
{
    struct due_lines lines = {0};
    struct buf json;
    size_t overdue = 0;
    enum err_code code = load(session, &lines, err);

    if (code != ERR_OK)
        return code;
    keep_overdue(&lines, &overdue, args_has(session->args, "within"));
    if (args_has(session->args, "json")) {
        buf_init(&json);
        listing_due(&lines, &json);
        output_buf(&json);
    } else {
        for (size_t i = 0; i < lines.count; i++)
            print_line(&lines.items[i]);
    }
    due_lines_clear(&lines);
    return overdue > 0 ? err_set(err, ERR_FOUND, _("overdue: %zu"), overdue) : ERR_OK;
}

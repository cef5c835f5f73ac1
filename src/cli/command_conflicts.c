/* command_conflicts.c - auditwalk conflicts: what two laptops wrote differently, side by side. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "cli/cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "exchange/listing.h"
#include "store/conflicts.h"

/* A text of many lines under its letter. */
static void print_text(const char *text)
{
    char *clean = printable_block(text);

    for (const char *line = clean;; line++) {
        size_t length = strcspn(line, "\n");
        printf("%s%.*s\n", line == clean ? "" : "     ", (int)length, line);
        line += length;
        if (*line == '\0')
            break;
    }
    free(clean);
}

static void print_side(const struct conflict *conflict, size_t at)
{
    char stamp[17];
    char letter[CONFLICT_LETTER_SIZE];
    const struct conflict_side *side = &conflict->sides[at];
    char *author = printable(side->author);
    char *device = printable(side->device);

    listing_conflict_letter(at, letter);
    clock_local_stamp(side->wall, stamp);
    printf("  %s  ", letter);
    print_text(side->text);
    printf("     %s, %s, %s", author, device, stamp);
    if (side->clock_suspect)
        printf(" (%s)", _("clock suspect"));
    if (side->evidence > 0)
        printf(_(", evidence %zu"), side->evidence);
    if (side->shown)
        printf(", %s", _("shown meanwhile"));
    putchar('\n');
    free(author);
    free(device);
}

static void print_conflict(const struct conflict *conflict)
{
    char *audit = printable(conflict->audit_number);
    char *subject = printable(conflict->subject);

    printf("%s  %s", conflict->id, _(code_at(&code_conflict_kinds, (int)conflict->kind)->label));
    printf(audit[0] != '\0' ? "  %s" : "%s", audit);
    printf("  %s: %s\n", subject, _(conflict->label));
    for (size_t i = 0; i < conflict->side_count; i++)
        print_side(conflict, i);
    free(subject);
    free(audit);
}

static enum err_code print_list(struct session *session, const struct ident *audit, struct err *err)
{
    struct conflicts list = {0};
    enum err_code code = conflicts_list(session->store, audit, session->language, &list, err);

    if (code == ERR_OK && list.count == 0)
        printf("%s\n", _("no conflicts"));
    for (size_t i = 0; code == ERR_OK && i < list.count; i++)
        print_conflict(&list.items[i]);
    if (code == ERR_OK && list.count > 0)
        printf(_("%zu open; decide one with auditwalk conflicts resolve %s --take A|B|both "
                 "--reason TEXT\n"),
               list.count, list.items[0].id);
    conflicts_clear(&list);
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
        return code == ERR_OK ? print_list(session, audit, err) : code;
    buf_init(&json);
    return output_json(listing_conflicts(session->store, audit, &json, err), &json);
}

static const struct option options[] = {
    {"audit", 0, ARGUMENT_LINE, 0, NULL, "NUMBER", N_("only those of this audit (else of all)")},
    {"json", 0, ARGUMENT_NONE, 0, NULL, NULL, N_("as JSON")},
    {NULL, 0, ARGUMENT_NONE, 0, NULL, NULL, NULL}};

const struct command command_conflicts = {
    .name = "conflicts",
    .alias = "conflicts list",
    .summary = N_("list what two laptops wrote differently, both sides of each"),
    .details = N_("A conflict is one field of one record. Until somebody decides, both sides stay "
                  "and one of them, the same on every laptop, is shown in lists and reports."),
    .options = options,
    .run = run};

/* command_status.c - auditwalk status: how far an audit is, chapter by chapter. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "cli/closure_cli.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "exchange/listing.h"
#include "store/audit_checklists.h"
#include "store/audits.h"
#include "store/conflicts.h"
#include "store/team.h"
#include "store/walk.h"

static const struct column columns[] = {
    {N_("Chapter"), false, true}, {N_("Done"), true, false},      {N_("of"), true, false},
    {N_("Conf."), true, false},   {N_("OFI"), true, false},       {N_("Minor"), true, false},
    {N_("Major"), true, false},   {N_("Not appl."), true, false}, {N_("Not cov."), true, false},
};

static void add_line(struct table *table, const char *title, const struct tally *tally)
{
    static const enum result shown[] = {RESULT_CONFORMING, RESULT_OFI, RESULT_MINOR,
                                        RESULT_MAJOR,      RESULT_NA,  RESULT_NOT_COVERED};

    table_cell(table, TONE_PLAIN, title);
    table_number(table, TONE_PLAIN, tally_assessed(tally));
    table_number(table, TONE_PLAIN, tally_total(tally));
    for (size_t i = 0; i < sizeof shown / sizeof shown[0]; i++)
        table_number(table, code_at(&code_results, (int)shown[i])->tone, tally->by[shown[i]]);
}

static enum err_code print_head(struct store *store, const struct ident *audit, struct err *err)
{
    struct row row = {0};

    enum err_code code = store_get(store, RECORD_AUDIT, audit, &row, err);
    if (code == ERR_OK) {
        const struct code *state = code_at(&code_audit_states, row_code(&row, AUDIT_STATE));
        char *number = printable(row_text(&row, AUDIT_NUMBER));
        char *title = printable(row_text(&row, AUDIT_TITLE));
        printf("%s  %s (%s)\n", number, title, _(state->label));
        free(number);
        free(title);
    }
    row_clear(&row);
    return code;
}

static void print_counts(const struct tally *tally, const size_t findings[GRADE_COUNT],
                         size_t evidence)
{
    int conformity = tally_conformity(tally);

    printf("%s", _("Findings:"));
    for (int i = 0; i < GRADE_COUNT; i++)
        printf("%s %zu %s", i > 0 ? "," : "", findings[i], code_at(&code_grades, i)->word);
    putchar('\n');
    printf(_("Evidence: %zu\n"), evidence);
    printf(_("Assessed: %u%%\n"), tally_percent(tally));
    if (conformity >= 0)
        printf(_("Conformity: %d.%d%% of what was judged\n"), conformity / 10, conformity % 10);
}

/* What the team has left to decide or to hand over. */
static enum err_code print_open(struct store *store, const struct ident *audit, struct err *err)
{
    size_t conflicts = 0;
    uint64_t waiting = 0;
    enum err_code code = conflicts_count(store, audit, &conflicts, err);

    if (code == ERR_OK)
        code = team_waiting(store, &waiting, err);
    if (code == ERR_OK && conflicts > 0)
        printf(_("Open conflicts: %zu (auditwalk conflicts)\n"), conflicts);
    if (code == ERR_OK && waiting > 0)
        printf(_("Waiting saves: %llu (auditwalk team list tells whose)\n"),
               (unsigned long long)waiting);
    return code;
}

/* Answers that a newer version of a checklist asks to look at again, if there are any. */
static enum err_code print_again(struct store *store, const struct ident *audit, struct err *err)
{
    struct audit_checklists lists;
    size_t again = 0;

    enum err_code code = audit_checklists_list(store, audit, NULL, &lists, err);
    if (code != ERR_OK)
        return code;
    for (size_t i = 0; i < lists.count; i++)
        again += lists.items[i].again;
    if (again > 0)
        printf(_("To be assessed again, the question has changed: %zu\n"), again);
    audit_checklists_clear(&lists);
    return ERR_OK;
}

static enum err_code print_status(struct session *session, const struct ident *audit,
                                  struct err *err)
{
    struct tally tally = {{0}};
    size_t findings[GRADE_COUNT] = {0};
    size_t evidence = 0;
    struct clause_tallies chapters = {0};
    struct store *store = session->store;

    enum err_code code = audit_tally(store, audit, &tally, findings, &evidence, err);
    if (code == ERR_OK)
        code = audit_chapters(store, audit, session->language, &chapters, err);
    if (code == ERR_OK)
        code = print_head(store, audit, err);
    if (code == ERR_OK) {
        struct table *table = table_new(columns, sizeof columns / sizeof columns[0]);
        for (size_t i = 0; i < chapters.count; i++) {
            const struct clause_tally *chapter = &chapters.items[i];
            bool whole = chapter->clause[0] == '\0';
            char *title = whole ? mem_strdup(chapter->title)
                                : mem_printf("%s%s %s", chapter->checklist[0] != '\0' ? "  " : "",
                                             chapter->clause, chapter->title);
            add_line(table, title, &chapter->tally);
            free(title);
        }
        add_line(table, _("All"), &tally);
        table_print(table);
        print_counts(&tally, findings, evidence);
        code = print_open(store, audit, err);
        if (code == ERR_OK)
            code = print_again(store, audit, err);
    }
    clause_tallies_clear(&chapters);
    return code;
}

/* The groups of the walk in one of its orders, with their tallies. */
static enum err_code print_groups(struct session *session, const struct ident *audit,
                                  enum walk_order order, struct err *err)
{
    struct walk_groups groups;
    struct buf json;
    enum err_code code = walk_groups(session->store, audit, order, session->language, &groups, err);

    if (code == ERR_OK && args_has(session->args, "json")) {
        buf_init(&json);
        listing_groups(&groups, order, &json);
        output_buf(&json);
    } else if (code == ERR_OK) {
        struct table *table = table_new(columns, sizeof columns / sizeof columns[0]);
        bool named = order == WALK_AREA || order == WALK_METHOD || order == WALK_PROCESS;
        for (size_t i = 0; i < groups.count; i++) {
            const struct walk_group *group = &groups.items[i];
            char *title = mem_printf("%*s%s%s%s", (int)group->depth * 2, "", group->clause,
                                     group->clause[0] != '\0' ? " " : "",
                                     named ? _(group->title) : group->title);
            add_line(table, title, &group->tally);
            free(title);
        }
        table_print(table);
    }
    walk_groups_clear(&groups);
    return code;
}

static enum err_code run(struct session *session, const struct args *args, struct err *err)
{
    struct ident audit;
    struct buf json;

    enum err_code code = session_open(session, OPEN_TO_READ, err);
    if (code == ERR_OK && args_has(args, "due"))
        return status_due(session, err);
    if (code == ERR_OK)
        code = session_audit(session, &audit, err);
    if (code == ERR_OK && args_has(args, "by"))
        return print_groups(session, &audit, (enum walk_order)args_code(args, "by"), err);
    if (code != ERR_OK || !args_has(args, "json"))
        return code == ERR_OK ? print_status(session, &audit, err) : code;
    buf_init(&json);
    return output_json(listing_status(session->store, &audit, &json, err), &json);
}

static const struct option options[] = {
    {"audit", 0, ARGUMENT_LINE, 0, NULL, "NUMBER", N_("the audit (else the one that is open)")},
    {"by", 0, ARGUMENT_CODE, 0, &walk_orders, "ORDER",
     N_("only the groups of the walk in this order, with what is done in each")},
    {"due", 0, ARGUMENT_NONE, 0, NULL, NULL,
     N_("corrections, actions and checks of all audits that are overdue, a line each")},
    {"within", 0, ARGUMENT_NUMBER, 0, NULL, "DAYS",
     N_("with --due: those due in so many days too")},
    {"owner", 0, ARGUMENT_LINE, 0, NULL, "NAME", N_("with --due: only of this owner")},
    {"json", 0, ARGUMENT_NONE, 0, NULL, NULL, N_("as JSON")},
    {NULL, 0, ARGUMENT_NONE, 0, NULL, NULL, NULL}};

const struct command command_status = {
    .name = "status",
    .summary = N_("tell how far an audit is, by chapter"),
    .details = N_("With --due it fits a mail from cron: silent and status 0 while nothing is "
                  "overdue, else a line each and status 1."),
    .options = options,
    .run = run};

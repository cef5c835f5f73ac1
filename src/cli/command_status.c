/* command_status.c - auditwalk status: how far an audit is, chapter by chapter. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "cli/closure_cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "exchange/listing.h"
#include "store/audit_checklists.h"
#include "store/audits.h"
#include "store/conflicts.h"
#include "store/findings.h"
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

/* ---- what the table is by -------------------------------------------------------------------- */

enum by { BY_CLAUSE, BY_AREA, BY_PROCESS, BY_METHOD, BY_GRADE, BY_COUNT };

static const struct code by_rows[] = {
    [BY_CLAUSE] = {"clause", N_("Clause"), "", '\0', TONE_PLAIN},
    [BY_AREA] = {"area", N_("Area"), "", '\0', TONE_PLAIN},
    [BY_PROCESS] = {"process", N_("Process"), "", '\0', TONE_PLAIN},
    [BY_METHOD] = {"method", N_("Method"), "", '\0', TONE_PLAIN},
    [BY_GRADE] = {"grade", N_("Grade"), "", '\0', TONE_PLAIN},
    {NULL, NULL, NULL, '\0', TONE_PLAIN}};
static const struct code_list bys = {"view", by_rows, BY_COUNT};

static enum err_code add_chapters(struct table *table, struct session *session,
                                  const struct ident *audit, struct err *err)
{
    struct clause_tallies chapters = {0};
    enum err_code code = audit_chapters(session->store, audit, session->language, &chapters, err);

    for (size_t i = 0; i < chapters.count; i++) {
        const struct clause_tally *chapter = &chapters.items[i];
        bool whole = chapter->clause[0] == '\0';
        char *title = whole ? mem_strdup(chapter->title)
                            : mem_printf("%s%s %s", chapter->checklist[0] != '\0' ? "  " : "",
                                         chapter->clause, chapter->title);
        add_line(table, title, &chapter->tally);
        free(title);
    }
    clause_tallies_clear(&chapters);
    return code;
}

/* A requirement may stand in several places and processes and have several methods. */
static enum err_code add_groups(struct table *table, struct session *session,
                                const struct ident *audit, enum walk_order order, struct err *err)
{
    struct walk_groups groups = {0};
    enum err_code code = walk_groups(session->store, audit, order, session->language, &groups, err);

    for (size_t i = 0; i < groups.count; i++)
        add_line(table, _(groups.items[i].title), &groups.items[i].tally);
    walk_groups_clear(&groups);
    return code;
}

static const struct column grade_columns[] = {
    {N_("Grade"), false, false}, {N_("State"), false, true}, {N_("Findings"), true, false}};

static enum err_code print_grades(struct session *session, const struct ident *audit,
                                  struct err *err)
{
    struct finding_counts counts;
    enum err_code code = findings_count(session->store, audit, &counts, err);

    if (code != ERR_OK)
        return code;
    struct table *table = table_new(grade_columns, sizeof grade_columns / sizeof grade_columns[0]);
    for (int grade = 0; grade < GRADE_COUNT; grade++)
        for (int state = 0; state < FINDING_STATE_COUNT; state++) {
            if (counts.by[grade][state] == 0)
                continue;
            const struct code *code_of_grade = code_at(&code_grades, grade);
            const struct code *code_of_state = code_at(&code_finding_states, state);
            table_cell(table, code_of_grade->tone, _(code_of_grade->label));
            table_cell(table, code_of_state->tone, _(code_of_state->label));
            table_number(table, TONE_PLAIN, counts.by[grade][state]);
        }
    table_print(table);
    return ERR_OK;
}

static enum err_code print_results(struct session *session, const struct ident *audit, enum by by,
                                   const struct tally *all, struct err *err)
{
    if (by == BY_GRADE)
        return print_grades(session, audit, err);
    struct column shown[sizeof columns / sizeof columns[0]];
    memcpy(shown, columns, sizeof columns);
    if (by != BY_CLAUSE)
        shown[0].title = by_rows[by].label;
    static const enum walk_order orders[BY_COUNT] = {
        [BY_AREA] = WALK_AREA, [BY_PROCESS] = WALK_PROCESS, [BY_METHOD] = WALK_METHOD};
    struct table *table = table_new(shown, sizeof shown / sizeof shown[0]);
    enum err_code code = by == BY_CLAUSE ? add_chapters(table, session, audit, err)
                                         : add_groups(table, session, audit, orders[by], err);
    add_line(table, _("All"), all);
    table_print(table);
    return code;
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

static enum err_code print_status(struct session *session, const struct ident *audit, enum by by,
                                  struct err *err)
{
    struct tally tally = {{0}};
    size_t findings[GRADE_COUNT] = {0};
    size_t evidence = 0;
    struct store *store = session->store;

    enum err_code code = audit_tally(store, audit, &tally, findings, &evidence, err);
    if (code == ERR_OK)
        code = print_head(store, audit, err);
    if (code == ERR_OK)
        code = print_results(session, audit, by, &tally, err);
    if (code != ERR_OK)
        return code;
    print_counts(&tally, findings, evidence);
    code = print_open(store, audit, err);
    return code == ERR_OK ? print_again(store, audit, err) : code;
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
    int by = args_code(args, "by");
    if (code != ERR_OK || !args_has(args, "json"))
        return code == ERR_OK ? print_status(session, &audit, by < 0 ? BY_CLAUSE : (enum by)by, err)
                              : code;
    buf_init(&json);
    return output_json(listing_status(session->store, &audit, &json, err), &json);
}

static const struct option options[] = {
    {"audit", 0, ARGUMENT_LINE, 0, NULL, "NUMBER", N_("the audit (else the one that is open)")},
    {"by", 0, ARGUMENT_CODE, 0, &bys, "VIEW",
     N_("the table by clause, area, process, method, or of findings by grade (else clause)")},
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

/* command_deployment.c - auditwalk deployment list, add, set: planned against found. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "cli/cli.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "exchange/listing.h"
#include "store/deployment.h"

enum { FIELDS_MAX = 16 };

static const struct {
    const char *option;
    uint16_t field;
} option_fields[] = {{"kind", DEPLOYMENT_KIND},
                     {"what", DEPLOYMENT_WHAT},
                     {"site", DEPLOYMENT_SITE},
                     {"area", DEPLOYMENT_AREA},
                     {"planned", DEPLOYMENT_PLANNED_COUNT},
                     {"planned-hours", DEPLOYMENT_PLANNED_HOURS},
                     {"planned-spec", DEPLOYMENT_PLANNED_SPEC},
                     {"found", DEPLOYMENT_FOUND_COUNT},
                     {"found-hours", DEPLOYMENT_FOUND_HOURS},
                     {"found-spec", DEPLOYMENT_FOUND_SPEC},
                     {"working", DEPLOYMENT_WORKING},
                     {"evidence", DEPLOYMENT_EVIDENCE},
                     {"finding", DEPLOYMENT_FINDING},
                     {"note", DEPLOYMENT_NOTE}};

static size_t collect(const struct args *args, struct closure_text texts[FIELDS_MAX])
{
    size_t count = 0;

    for (size_t i = 0; i < sizeof option_fields / sizeof option_fields[0]; i++)
        if (args_has(args, option_fields[i].option))
            texts[count++] = (struct closure_text){option_fields[i].field,
                                                   args_text(args, option_fields[i].option)};
    return count;
}

/* ---- list ------------------------------------------------------------------------------------ */

static const struct column columns[] = {
    {N_("No."), true, false},      {N_("Area"), false, false},  {N_("Kind"), false, false},
    {N_("Planned"), false, false}, {N_("Found"), false, false}, {N_("Working"), false, false},
    {N_("Finding"), false, false}, {N_("What"), false, true}};

/* "2, 00-24, armed" */
static void cell_of(struct table *table, enum tone tone, int64_t count, const char *hours,
                    const char *spec)
{
    struct buf out;

    buf_init(&out);
    if (count >= 0)
        buf_printf(&out, "%lld", (long long)count);
    if (hours[0] != '\0')
        buf_printf(&out, "%s%s", out.length > 0 ? ", " : "", hours);
    if (spec[0] != '\0')
        buf_printf(&out, "%s%s", out.length > 0 ? ", " : "", spec);
    table_cell(table, tone, out.data != NULL ? out.data : "");
    buf_clear(&out);
}

static void add_line(struct table *table, const struct deployment_line *line)
{
    const struct code *working = code_at(&code_yes_partly_no, line->working);
    enum tone tone = line->fails ? TONE_BAD : TONE_PLAIN;

    table_number(table, TONE_PLAIN, (size_t)line->position);
    table_cell(table, TONE_PLAIN, line->area);
    table_cell(table, TONE_PLAIN, _(code_at(&code_deployment_kinds, line->kind)->label));
    cell_of(table, TONE_PLAIN, line->planned_count, line->planned_hours, line->planned_spec);
    cell_of(table, tone, line->found_count, line->found_hours, line->found_spec);
    table_cell(table, tone, line->working < 0 ? "" : _(working->label));
    table_cell(table, TONE_PLAIN, line->finding);
    table_cell(table, TONE_PLAIN, line->what);
}

static enum err_code load(struct session *session, struct deployment_lines *lines, struct err *err)
{
    struct ident audit;
    struct ident area;
    const struct ident *chosen = NULL;
    enum err_code code = session_open(session, OPEN_TO_READ, err);

    if (code == ERR_OK)
        code = session_audit(session, &audit, err);
    if (code == ERR_OK)
        code = session_record(session, RECORD_AREA, "area", &area, &chosen, err);
    return code == ERR_OK ? deployment_list(session->store, &audit, chosen, lines, err) : code;
}

static enum err_code run_list(struct session *session, const struct args *args, struct err *err)
{
    struct deployment_lines lines = {0};
    struct buf json;
    enum err_code code = load(session, &lines, err);

    if (code != ERR_OK)
        return code;
    if (args_has(args, "json")) {
        buf_init(&json);
        listing_deployment(&lines, &json);
        output_buf(&json);
    } else if (lines.count == 0) {
        printf("%s\n", _("no deployment yet (auditwalk deployment add makes a row)"));
    } else {
        struct table *table = table_new(columns, sizeof columns / sizeof columns[0]);
        for (size_t i = 0; i < lines.count; i++)
            add_line(table, &lines.items[i]);
        table_print(table);
    }
    deployment_lines_clear(&lines);
    return ERR_OK;
}

static const struct option list_options[] = {
    {"audit", 0, ARGUMENT_LINE, 0, NULL, "NUMBER", N_("the audit (else the one that is open)")},
    {"area", 0, ARGUMENT_LINE, 0, NULL, "NAME", N_("only of this area")},
    {"json", 0, ARGUMENT_NONE, 0, NULL, NULL, N_("as JSON")},
    {NULL, 0, ARGUMENT_NONE, 0, NULL, NULL, NULL}};

const struct command command_deployment_list = {
    .name = "deployment list",
    .summary = N_("list security equipment and people: planned against found"),
    .options = list_options,
    .run = run_list};

/* ---- add ------------------------------------------------------------------------------------- */

static enum err_code add_from(struct session *session, const struct ident *audit,
                              const char *checklist, struct err *err)
{
    struct ident area;
    const struct ident *chosen = NULL;
    size_t count = 0;
    enum err_code code = session_record(session, RECORD_AREA, "area", &area, &chosen, err);

    if (code == ERR_OK)
        code = deployment_from_checklist(session->store, audit, checklist, chosen,
                                         session->language, &count, err);
    if (code == ERR_OK)
        printf(_("deployment rows made: %zu\n"), count);
    return code;
}

static void tell(struct session *session, const struct ident *id, const char *what)
{
    struct row row;

    if (store_get(session->store, RECORD_DEPLOYMENT, id, &row, NULL) != ERR_OK)
        return;
    char *name = printable(row_text(&row, DEPLOYMENT_WHAT));
    printf("%lld  %s: %s\n", (long long)row_int(&row, DEPLOYMENT_POSITION), name, what);
    free(name);
    row_clear(&row);
}

static enum err_code run_add(struct session *session, const struct args *args, struct err *err)
{
    struct ident audit;
    struct ident id;
    struct closure_text texts[FIELDS_MAX];
    size_t count = collect(args, texts);
    enum err_code code = session_open(session, OPEN_TO_WRITE, err);

    if (code == ERR_OK)
        code = session_audit(session, &audit, err);
    if (code == ERR_OK && args_has(args, "from-checklist"))
        return add_from(session, &audit, args_text(args, "from-checklist"), err);
    if (code == ERR_OK)
        code = deployment_put(session->store, &audit, NULL, texts, count, &id, err);
    if (code == ERR_OK)
        tell(session, &id, _("made"));
    return code;
}

#define PLANNED_OPTIONS                                                                            \
    {"audit", 0, ARGUMENT_LINE, 0, NULL, "NUMBER", N_("the audit (else the one that is open)")},   \
        {"kind", 0, ARGUMENT_CODE, 0, &code_deployment_kinds, "KIND", N_("what kind it is")},      \
        {"what", 0, ARGUMENT_LINE, 0, NULL, "TEXT", N_("which post, guards or device")},           \
        {"site", 0, ARGUMENT_LINE, 0, NULL, "NAME", N_("the site")},                               \
        {"area", 0, ARGUMENT_LINE, 0, NULL, "NAME", N_("where in the facility")},                  \
        {"planned", 0, ARGUMENT_NUMBER, 0, NULL, "COUNT", N_("how many the plan puts there")},     \
        {"planned-hours", 0, ARGUMENT_LINE, 0, NULL, "TEXT", N_("at what hours")},                 \
        {"planned-spec", 0, ARGUMENT_LINE, 0, NULL, "TEXT", N_("to what specification")},          \
        {"found", 0, ARGUMENT_NUMBER, 0, NULL, "COUNT", N_("how many were found there")},          \
        {"found-hours", 0, ARGUMENT_LINE, 0, NULL, "TEXT", N_("at what hours they were")},         \
        {"found-spec", 0, ARGUMENT_LINE, 0, NULL, "TEXT", N_("of what specification they were")},  \
        {"working", 0, ARGUMENT_CODE, 0, &code_yes_partly_no, "WORD", N_("whether it works")},     \
        {"evidence", 0, ARGUMENT_LINE, 0, NULL, "NUMBER", N_("evidence of it")},                   \
    {                                                                                              \
        "note", 0, ARGUMENT_BLOCK, 0, NULL, "TEXT", N_("a remark")                                 \
    }

static const struct option add_options[] = {
    PLANNED_OPTIONS,
    {"from-checklist", 0, ARGUMENT_LINE, 0, NULL, "ID",
     N_("a row for every item of this checklist of the audit (deployment)")},
    {NULL, 0, ARGUMENT_NONE, 0, NULL, NULL, NULL}};

const struct command command_deployment_add = {
    .name = "deployment add",
    .alias = "deployment new",
    .summary = N_("add what the plan puts where, by hand or from a checklist"),
    .details = N_("Prints the number of the row first. With --from-checklist every item makes a "
                  "row once, also if it is done again or on another laptop."),
    .options = add_options,
    .run = run_add};

/* ---- set ------------------------------------------------------------------------------------- */

static enum err_code raise_finding(struct session *session, const struct ident *audit,
                                   const struct ident *id, struct err *err)
{
    const struct args *args = session->args;
    struct ident finding;
    enum err_code code =
        deployment_raise(session->store, audit, id, (enum grade)args_code(args, "raise"),
                         args_text(args, "ref"), args_text(args, "statement"), &finding, err);

    if (code != ERR_OK)
        return code;
    edit_tell(session, RECORD_FINDING, &finding,
              code_at(&code_grades, args_code(args, "raise"))->word);
    putchar('\n');
    return ERR_OK;
}

static enum err_code set_row(struct session *session, const struct ident *audit,
                             const struct ident *id, struct err *err)
{
    const struct args *args = session->args;
    struct closure_text texts[FIELDS_MAX];
    size_t count = collect(args, texts);
    enum err_code code = ERR_OK;

    if (args_has(args, "withdraw"))
        return deployment_withdraw(session->store, id, args_text(args, "withdraw"), err);
    if (count > 0)
        code = deployment_put(session->store, audit, id, texts, count, NULL, err);
    if (code == ERR_OK && args_has(args, "raise"))
        code = raise_finding(session, audit, id, err);
    return code;
}

static enum err_code run_set(struct session *session, const struct args *args, struct err *err)
{
    struct ident audit;
    struct ident id;
    enum err_code code = edit_check(args, err);

    if (code == ERR_OK)
        code = session_open(session, OPEN_TO_WRITE, err);
    if (code == ERR_OK)
        code = session_audit(session, &audit, err);
    if (code == ERR_OK)
        code = deployment_find(session->store, &audit, args->words[0], &id, err);
    if (code == ERR_OK)
        code = set_row(session, &audit, &id, err);
    if (code == ERR_OK)
        tell(session, &id, args_has(args, "withdraw") ? _("withdrawn") : _("changed"));
    return code;
}

static const struct option set_options[] = {
    PLANNED_OPTIONS,
    {"finding", 0, ARGUMENT_LINE, 0, NULL, "NUMBER", N_("a finding that stands for it already")},
    {"raise", 0, ARGUMENT_CODE, 0, &code_grades, "GRADE",
     N_("raise a finding, since it fails, of this grade")},
    {"ref", 0, ARGUMENT_LINE, 0, NULL, "REF",
     N_("the requirement it is raised against (else its item, or 9.2.2-d)")},
    {"statement", 0, ARGUMENT_BLOCK, 0, NULL, "TEXT", N_("its statement (else planned and found)")},
    {"withdraw", 0, ARGUMENT_BLOCK, 0, NULL, "REASON", N_("take the row out of the list")},
    {NULL, 0, ARGUMENT_NONE, 0, NULL, NULL, NULL}};

const struct command command_deployment_set = {
    .name = "deployment set",
    .words = "ROW",
    .summary = N_("record what was found of a deployment row, and raise its finding"),
    .details = N_("ROW is its number of the list. A row fails if there is less than planned or it "
                  "does not fully work; --raise makes a finding of it."),
    .options = set_options,
    .word_kind = ARGUMENT_LINE,
    .words_min = 1,
    .words_max = 1,
    .run = run_set};

/* command_findings.c - auditwalk findings: the register of all audits, or of one, page by page. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "cli/filter_cli.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "base/text.h"
#include "exchange/listing.h"
#include "store/audits.h"
#include "store/findings.h"
#include "store/register.h"

enum { PAGE = 256, WIDE = 110 };

static const struct code sorts[] = {{"grade", N_("by grade"), " ", ' ', TONE_PLAIN},
                                    {"raised", N_("by date raised"), " ", ' ', TONE_PLAIN},
                                    {"due", N_("by due date"), " ", ' ', TONE_PLAIN},
                                    {"audit", N_("by audit"), " ", ' ', TONE_PLAIN},
                                    {NULL, NULL, NULL, 0, TONE_PLAIN}};
static const struct code_list code_sorts = {"order", sorts, sizeof sorts / sizeof sorts[0] - 1};

/* A narrow terminal leaves out what is in the middle. */
static const struct column wide_columns[] = {
    {N_("Finding"), false, false}, {N_("Grade"), false, false},   {N_("State"), false, false},
    {N_("Audit"), false, false},   {N_("Refs"), false, true},     {N_("Age"), true, false},
    {N_("Due"), false, false},     {N_("Late"), true, false},     {N_("Owner"), false, false},
    {N_("Site"), false, false},    {N_("Statement"), false, true}};
static const struct column columns[] = {{N_("Finding"), false, false}, {N_("Grade"), false, false},
                                        {N_("State"), false, false},   {N_("Audit"), false, false},
                                        {N_("Refs"), false, true},     {N_("Late"), true, false},
                                        {N_("Statement"), false, true}};

static bool is_wide(void)
{
    size_t room = output_columns();

    return room == 0 || room >= WIDE;
}

static void add_line(struct table *table, const struct register_line *line, bool wide)
{
    const struct code *grade = code_at(&code_grades, (int)line->grade);
    const struct code *state = code_at(&code_finding_states, (int)line->state);
    bool counts = line->merged_into[0] == '\0';
    char *where = counts ? mem_strdup(_(state->label)) : mem_printf("→ %s", line->merged_into);
    enum tone late = line->overdue > 0 ? TONE_BAD : TONE_PLAIN;

    table_cell(table, TONE_PLAIN, line->number);
    table_cell(table, grade->tone, grade->word);
    table_cell(table, counts ? state->tone : TONE_MUTED, where);
    table_cell(table, TONE_PLAIN, line->key.number);
    table_cell(table, TONE_PLAIN, line->refs);
    if (wide) {
        table_number(table, TONE_MUTED, line->age > 0 ? (size_t)line->age : 0);
        table_cell(table, late, register_due(line));
    }
    table_number(table, late, line->overdue > 0 ? (size_t)line->overdue : 0);
    if (wide) {
        table_cell(table, TONE_PLAIN, line->owner);
        table_cell(table, TONE_MUTED, line->site);
    }
    table_cell(table, TONE_PLAIN, line->title);
    free(where);
}

/* ---- what is asked for ----------------------------------------------------------------------- */

struct asking {
    struct register_query query;
    char *owner;
    struct filter filter;
    struct filter_ids among;    /* what passes those criteria that the register has not */
    struct register_line after; /* number NULL: from the first on */
    size_t limit;               /* 0: all */
};

static void asking_clear(struct asking *asking)
{
    register_line_clear(&asking->after);
    filter_clear(&asking->filter);
    filter_ids_clear(&asking->among);
    free(asking->owner);
}

/* The name as the file has it, so that capital letters do not matter. */
static enum err_code find_owner(struct store *store, const char *typed, char **name,
                                struct err *err)
{
    struct list_query query = {.type = RECORD_PERSON, .order = PERSON_NAME};
    struct rows rows = {0};
    enum err_code code = store_list(store, &query, &rows, err);

    for (size_t i = 0; code == ERR_OK && i < rows.count && *name == NULL; i++) {
        const char *known = row_text(&rows.items[i], PERSON_NAME);
        if (text_contains(known, typed) && text_contains(typed, known))
            *name = mem_strdup(known);
    }
    rows_clear(&rows);
    if (code == ERR_OK && *name == NULL) {
        code = err_set(err, ERR_USAGE, _("there is no person '%s'"), typed);
        err_hint(err, "%s", _("owners are those of corrections, corrective actions and checks"));
    }
    return code;
}

static enum err_code find_start(struct session *session, struct asking *asking, struct err *err)
{
    struct ident id;
    const char *number = args_text(session->args, "after");
    const struct ident *audit = ident_is_none(&asking->query.audit) ? NULL : &asking->query.audit;
    enum err_code code = finding_find(session->store, audit, number, &id, err);

    return code == ERR_OK ? register_line_load(session->store, &id, &asking->after, err) : code;
}

/* Grade, state and overdue have indexes; for all else the filter says which findings pass. */
static enum err_code read_filter(struct session *session, struct asking *asking, struct err *err)
{
    struct register_query *query = &asking->query;
    struct filter *filter = &asking->filter;
    struct filter rest = {0};
    const struct ident *audit = ident_is_none(&query->audit) ? NULL : &query->audit;
    enum err_code code = filter_given_for(session, FILTER_FINDINGS, filter, err);

    query->grades = filter->bits[FILTER_GRADE];
    query->states = filter->bits[FILTER_STATE];
    query->overdue = filter->bits[FILTER_OVERDUE] != 0;
    filter_copy(&rest, filter);
    rest.bits[FILTER_GRADE] = 0;
    rest.bits[FILTER_STATE] = 0;
    rest.bits[FILTER_OVERDUE] = 0;
    if (code == ERR_OK && !filter_is_empty(&rest)) {
        query->among = &asking->among;
        code = filter_findings(session->store, audit, &rest, &asking->among, err);
    }
    filter_clear(&rest);
    return code;
}

static enum err_code read_query(struct session *session, struct asking *asking, struct err *err)
{
    const struct args *args = session->args;
    const struct ident *site = NULL;
    struct register_query *query = &asking->query;
    enum err_code code = ERR_OK;

    query->sort =
        args_has(args, "sort") ? (enum register_sort)args_code(args, "sort") : REGISTER_BY_GRADE;
    query->with_merged = args_has(args, "merged");
    if (args_has(args, "audit"))
        code = session_audit(session, &query->audit, err);
    if (code == ERR_OK)
        code = read_filter(session, asking, err);
    if (args_has(args, "open"))
        register_open_only(query);
    if (code == ERR_OK)
        code = session_record(session, RECORD_SITE, "site", &query->site, &site, err);
    if (code == ERR_OK && args_has(args, "owner"))
        code = find_owner(session->store, args_text(args, "owner"), &asking->owner, err);
    query->owner = asking->owner;
    if (code == ERR_OK && args_has(args, "after"))
        code = find_start(session, asking, err);
    asking->limit = args_number(args, "limit", 0);
    return code;
}

/* ---- output ---------------------------------------------------------------------------------- */

struct output {
    struct store *store;
    bool json;
    bool wide;
    bool filtered;
    struct table *table;
    size_t printed;
};

static enum err_code print_page(struct output *output, const struct register_lines *lines,
                                struct err *err)
{
    struct buf json;
    enum err_code code = ERR_OK;

    if (output->json) {
        buf_init(&json);
        code = listing_register(output->store, lines, output->printed == 0, &json, err);
        output_json(code, &json);
    } else {
        for (size_t i = 0; i < lines->count; i++)
            add_line(output->table, &lines->items[i], output->wide);
        table_flush(output->table);
    }
    output->printed += lines->count;
    return code;
}

static void print_end(struct output *output, enum err_code code)
{
    struct buf json;

    if (code == ERR_OK && output->json) {
        buf_init(&json);
        listing_register_end(output->printed > 0, &json);
        output_buf(&json);
    } else if (code == ERR_OK && output->printed == 0) {
        printf("%s\n", output->filtered ? _("nothing passes the filter") : _("no findings"));
    }
    table_print(output->table);
}

static enum err_code print_pages(struct output *output, const struct asking *asking,
                                 struct err *err)
{
    struct register_lines lines = {0};
    struct register_key from = {0};
    bool begun = asking->after.number != NULL;
    enum err_code code = ERR_OK;

    if (begun)
        from = register_key_copy(&asking->after.key);
    for (bool more = true; more && code == ERR_OK && !ferror(stdout);) {
        size_t left = asking->limit > 0 ? asking->limit - output->printed : PAGE;
        size_t wanted = left < PAGE ? left : PAGE;
        code = register_page(output->store, &asking->query, begun ? &from : NULL, true, wanted,
                             &lines, err);
        more = code == ERR_OK && lines.count == wanted && wanted > 0;
        if (code == ERR_OK)
            code = print_page(output, &lines, err);
        if (more) {
            register_key_clear(&from);
            from = register_key_copy(&lines.items[lines.count - 1].key);
            begun = true;
        }
        register_lines_clear(&lines);
    }
    register_key_clear(&from);
    return code;
}

static enum err_code run(struct session *session, const struct args *args, struct err *err)
{
    struct asking asking = {0};
    enum err_code code = session_open(session, OPEN_TO_READ, err);

    if (code == ERR_OK)
        code = read_query(session, &asking, err);
    if (code == ERR_OK) {
        bool wide = is_wide();
        struct output output = {
            .store = session->store,
            .json = args_has(args, "json"),
            .wide = wide,
            .filtered = !filter_is_empty(&asking.filter),
            .table = wide ? table_new(wide_columns, sizeof wide_columns / sizeof *wide_columns)
                          : table_new(columns, sizeof columns / sizeof *columns)};
        code = print_pages(&output, &asking, err);
        print_end(&output, code);
    }
    asking_clear(&asking);
    return code;
}

static const struct option options[] = {
    {"audit", 0, ARGUMENT_LINE, 0, NULL, "NUMBER", N_("only those of this audit (else of all)")},
    {"open", 0, ARGUMENT_NONE, 0, NULL, NULL,
     N_("only those that something is left to be done about: no good practice, nothing closed")},
    FILTER_OPTION_NAME,
    FILTER_OPTION_GRADE,
    FILTER_OPTION_STATE,
    FILTER_OPTIONS_EVERY,
    FILTER_OPTION_OVERDUE,
    {"site", 0, ARGUMENT_LINE, 0, NULL, "NAME", N_("only at this site")},
    {"owner", 0, ARGUMENT_LINE, 0, NULL, "NAME",
     N_("only those about which this person has something to do")},
    {"sort", 0, ARGUMENT_CODE, 0, &code_sorts, "ORDER",
     N_("the gravest first (else), the newest, the longest overdue, or audit by audit")},
    {"after", 0, ARGUMENT_LINE, 0, NULL, "NUMBER", N_("only those behind this finding")},
    {"limit", 0, ARGUMENT_NUMBER, 0, NULL, "COUNT", N_("at most so many (0: all)")},
    {"merged", 0, ARGUMENT_NONE, 0, NULL, NULL, N_("also those that went into others")},
    {"json", 0, ARGUMENT_NONE, 0, NULL, NULL, N_("as JSON")},
    {NULL, 0, ARGUMENT_NONE, 0, NULL, NULL, NULL}};

const struct command command_findings = {
    .name = "findings",
    .alias = "finding list",
    .summary = N_("list findings, gravest first"),
    .details = N_("Of one grade the oldest come first. How old a finding is and how late what is "
                  "due next is counted from today. With --limit the list comes in pages: the next "
                  "one is behind the last finding of the page (--after)."),
    .options = options,
    .run = run};

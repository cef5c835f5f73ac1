/* command_directory.c - auditwalk process, site, area, person, meeting: add, edit, list, withdraw.
 *
 * The five differ by their tables alone: which option writes which field, which fields are columns.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "cli/cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "exchange/listing.h"
#include "store/programme.h"
#include "store/directory.h"

enum { FIELDS_MAX = 8, COLUMNS_MAX = 6 };

struct noun {
    enum record_type type;
    const char *word;
    uint16_t named; /* the field of the word that a new one is given, 0: none */
    struct edit_field fields[FIELDS_MAX + 1];
    uint16_t columns[COLUMNS_MAX];
};

static const struct noun nouns[] = {
    {RECORD_PROCESS,
     "process",
     PROCESS_NAME,
     {{"name", PROCESS_NAME},
      {"owner", PROCESS_OWNER},
      {"site", PROCESS_SITE},
      {"importance", PROCESS_IMPORTANCE},
      {"risk", PROCESS_RISK},
      {"changed", PROCESS_CHANGED_ON},
      {"note", PROCESS_NOTE},
      {NULL, 0}},
     {PROCESS_NAME, PROCESS_OWNER, PROCESS_SITE, PROCESS_IMPORTANCE, PROCESS_RISK,
      PROCESS_CHANGED_ON}},
    {RECORD_SITE,
     "site",
     SITE_NAME,
     {{"name", SITE_NAME},
      {"kind", SITE_KIND},
      {"address", SITE_ADDRESS},
      {"note", SITE_NOTE},
      {NULL, 0}},
     {SITE_NAME, SITE_KIND, SITE_ADDRESS}},
    {RECORD_AREA,
     "area",
     AREA_NAME,
     {{"name", AREA_NAME},
      {"site", AREA_SITE},
      {"place", AREA_PLACE},
      {"note", AREA_NOTE},
      {NULL, 0}},
     {AREA_NAME, AREA_SITE, AREA_PLACE, AREA_NOTE}},
    {RECORD_PERSON,
     "person",
     PERSON_NAME,
     {{"name", PERSON_NAME},
      {"unit", PERSON_UNIT},
      {"roles", PERSON_ROLES},
      {"contact", PERSON_CONTACT},
      {"competence", PERSON_COMPETENCE},
      {"proof", PERSON_COMPETENCE_PROOF},
      {"until", PERSON_COMPETENCE_UNTIL},
      {"note", PERSON_NOTE},
      {NULL, 0}},
     {PERSON_NAME, PERSON_UNIT, PERSON_ROLES, PERSON_COMPETENCE_UNTIL}},
    {RECORD_MEETING,
     "meeting",
     0,
     {{"kind", MEETING_KIND},
      {"date", MEETING_ON},
      {"time", MEETING_HOURS},
      {"place", MEETING_PLACE},
      {"people", MEETING_PEOPLE},
      {"notes", MEETING_NOTES},
      {NULL, 0}},
     {MEETING_KIND, MEETING_ON, MEETING_HOURS, MEETING_PLACE, MEETING_PEOPLE}}};

/* The noun of the command that runs. */
static const struct noun *noun_of(const struct args *args)
{
    size_t length = strcspn(args->command->name, " ");

    for (size_t i = 0; i < sizeof nouns / sizeof nouns[0]; i++)
        if (strlen(nouns[i].word) == length &&
            strncmp(nouns[i].word, args->command->name, length) == 0)
            return &nouns[i];
    return &nouns[0];
}

/* The audit that meetings belong to; none for the others. */
static enum err_code open_for(struct session *session, const struct noun *noun,
                              enum open_purpose purpose, struct ident *audit, struct err *err)
{
    enum err_code code = session_open(session, purpose, err);

    *audit = ident_none();
    return code == ERR_OK && noun->type == RECORD_MEETING ? session_audit(session, audit, err)
                                                          : code;
}

static enum err_code find(struct session *session, const struct noun *noun,
                          const struct ident *audit, struct ident *id, struct err *err)
{
    const char *word = session->args->words[0];

    return noun->type == RECORD_MEETING ? meeting_find(session->store, audit, word, id, err)
                                        : programme_find(session->store, noun->type, word, id, err);
}

static size_t collect(const struct args *args, const struct noun *noun, struct closure_text *texts)
{
    size_t count = 0;

    for (const struct edit_field *each = noun->fields; each->option != NULL; each++)
        if (args_has(args, each->option))
            texts[count++] = (struct closure_text){each->field, args_text(args, each->option)};
    return count;
}

static void tell(struct session *session, const struct noun *noun, const struct ident *id,
                 const char *what)
{
    struct row row;

    if (noun->type != RECORD_MEETING) {
        edit_tell(session, noun->type, id, what);
        putchar('\n');
        return;
    }
    if (store_get(session->store, noun->type, id, &row, NULL) != ERR_OK)
        return;
    printf("%s %s  %s\n", _(code_at(&code_meeting_kinds, row_code(&row, MEETING_KIND))->label),
           row_text(&row, MEETING_ON), what);
    row_clear(&row);
}

/* ---- add, edit, withdraw --------------------------------------------------------------------- */

static enum err_code run_add(struct session *session, const struct args *args, struct err *err)
{
    const struct noun *noun = noun_of(args);
    struct closure_text texts[FIELDS_MAX + 1];
    size_t count = collect(args, noun, texts);
    struct ident audit;
    struct ident id;
    enum err_code code = open_for(session, noun, OPEN_TO_WRITE, &audit, err);

    if (noun->named != 0)
        texts[count++] = (struct closure_text){noun->named, args->words[0]};
    if (code == ERR_OK)
        code = directory_put(session->store, &audit, noun->type, NULL, texts, count, &id, err);
    if (code == ERR_OK)
        tell(session, noun, &id, _("made"));
    return code;
}

static enum err_code run_edit(struct session *session, const struct args *args, struct err *err)
{
    const struct noun *noun = noun_of(args);
    struct closure_text texts[FIELDS_MAX + 1];
    size_t count = collect(args, noun, texts);
    struct ident audit;
    struct ident id;
    enum err_code code = edit_check(args, err);

    if (code == ERR_OK)
        code = open_for(session, noun, OPEN_TO_WRITE, &audit, err);
    if (code == ERR_OK)
        code = find(session, noun, &audit, &id, err);
    if (code == ERR_OK && count > 0)
        code = directory_put(session->store, &audit, noun->type, &id, texts, count, NULL, err);
    if (code == ERR_OK && (noun->type == RECORD_AREA || noun->type == RECORD_SITE) &&
        args_has(args, "position"))
        code = directory_place(session->store, noun->type, &id,
                               (long)args_number(args, "position", 1), err);
    if (code == ERR_OK)
        tell(session, noun, &id, _("changed"));
    return code;
}

static enum err_code run_withdraw(struct session *session, const struct args *args, struct err *err)
{
    const struct noun *noun = noun_of(args);
    struct ident audit;
    struct ident id;
    enum err_code code = open_for(session, noun, OPEN_TO_WRITE, &audit, err);

    if (code == ERR_OK)
        code = find(session, noun, &audit, &id, err);
    if (code == ERR_OK)
        code = directory_withdraw(session->store, noun->type, &id, args_text(args, "reason"), err);
    if (code == ERR_OK)
        tell(session, noun, &id, _("withdrawn"));
    return code;
}

/* ---- list ------------------------------------------------------------------------------------ */

static void add_cell(struct session *session, struct table *table, const struct row *row,
                     uint16_t number)
{
    const struct field *field = record_field(row->record, number);
    struct ident id = ident_none();
    char *name = NULL;

    if (field->type == VALUE_CODE && row_code(row, number) >= 0) {
        const struct code *code = code_at(field->codes, row_code(row, number));
        table_cell(table, code->tone, _(code->label));
        return;
    }
    if (field->type == VALUE_ID) {
        id = row_id(row, number);
        name = store_name(session->store, field->target, &id);
    } else {
        const char *text = row_text(row, number);
        name = mem_strndup(text, strcspn(text, "\n"));
    }
    table_cell(table, TONE_PLAIN, name);
    free(name);
}

static void print_rows(struct session *session, const struct noun *noun, const struct rows *rows)
{
    struct column columns[COLUMNS_MAX + 1] = {{N_("No."), true, false}};
    size_t count = noun->type == RECORD_MEETING ? 1 : 0; /* what has no name goes by its number */
    size_t first = count;

    for (size_t i = 0; i < COLUMNS_MAX && noun->columns[i] != 0; i++)
        columns[count++] = (struct column){
            record_field(record_find((int)noun->type), noun->columns[i])->label, false, false};
    columns[count - 1].flexible = true;
    struct table *table = table_new(columns, count);
    for (size_t i = 0; i < rows->count; i++) {
        if (first > 0)
            table_number(table, TONE_PLAIN, i + 1);
        for (size_t j = 0; j < count - first; j++)
            add_cell(session, table, &rows->items[i], noun->columns[j]);
    }
    table_print(table);
}

static enum err_code run_list(struct session *session, const struct args *args, struct err *err)
{
    const struct noun *noun = noun_of(args);
    struct ident audit;
    struct rows rows = {0};
    struct buf json;
    enum err_code code = open_for(session, noun, OPEN_TO_READ, &audit, err);

    if (code == ERR_OK)
        code = directory_list(session->store, &audit, noun->type, &rows, err);
    if (code == ERR_OK && args_has(args, "json")) {
        buf_init(&json);
        listing_rows(session->store, &rows, &json);
        output_buf(&json);
    } else if (code == ERR_OK && rows.count == 0) {
        printf(_("none yet (auditwalk %s add makes one)\n"), noun->word);
    } else if (code == ERR_OK) {
        print_rows(session, noun, &rows);
    }
    rows_clear(&rows);
    return code;
}

/* ---- the commands ---------------------------------------------------------------------------- */

#define END                                                                                        \
    {                                                                                              \
        NULL, 0, ARGUMENT_NONE, 0, NULL, NULL, NULL                                                \
    }
#define NAME_OPTION                                                                                \
    {                                                                                              \
        "name", 0, ARGUMENT_LINE, 0, NULL, "NAME", N_("another name")                              \
    }
#define POSITION_OPTION                                                                            \
    {                                                                                              \
        "position", 0, ARGUMENT_NUMBER, 0, NULL, "NUMBER",                                         \
            N_("its place in the walking order, 1 the first; the others close up")                 \
    }
#define AUDIT_OPTION                                                                               \
    {                                                                                              \
        "audit", 0, ARGUMENT_LINE, 0, NULL, "NUMBER", N_("the audit (else the one that is open)")  \
    }

#define PROCESS_OPTIONS                                                                            \
    {"owner", 0, ARGUMENT_LINE, 0, NULL, "NAME", N_("who owns it; a new name makes a person")},    \
        {"site", 0, ARGUMENT_LINE, 0, NULL, "NAME", N_("the site where it runs (else all)")},      \
        {"importance",                                                                             \
         0,                                                                                        \
         ARGUMENT_CODE,                                                                            \
         0,                                                                                        \
         &code_importance,                                                                         \
         "WORD",                                                                                   \
         N_("how important it is for security")},                                                  \
        {"risk",                                                                                   \
         0,                                                                                        \
         ARGUMENT_CODE,                                                                            \
         0,                                                                                        \
         &code_importance,                                                                         \
         "WORD",                                                                                   \
         N_("its rating in the risk assessment")},                                                 \
        {"changed", 0, ARGUMENT_DATE, 0, NULL, "DATE", N_("when it was last changed")},            \
    {                                                                                              \
        "note", 0, ARGUMENT_BLOCK, 0, NULL, "TEXT", N_("a remark")                                 \
    }
#define SITE_OPTIONS                                                                               \
    {"kind", 0, ARGUMENT_LINE, 0, NULL, "TEXT", N_("what kind of site it is")},                    \
        {"address", 0, ARGUMENT_LINE, 0, NULL, "TEXT", N_("where it is")},                         \
    {                                                                                              \
        "note", 0, ARGUMENT_BLOCK, 0, NULL, "TEXT", N_("a remark")                                 \
    }
#define AREA_OPTIONS(flags)                                                                        \
    {"site", 0, ARGUMENT_LINE, flags, NULL, "NAME", N_("the site it belongs to")},                 \
        {"place",                                                                                  \
         0,                                                                                        \
         ARGUMENT_CODE,                                                                            \
         0,                                                                                        \
         &code_places,                                                                             \
         "WORD",                                                                                   \
         N_("the place of checklists that it is")},                                                \
    {                                                                                              \
        "note", 0, ARGUMENT_BLOCK, 0, NULL, "TEXT", N_("a remark")                                 \
    }
#define PERSON_OPTIONS                                                                             \
    {                                                                                              \
        "unit",                                                                                    \
        0,                                                                                         \
        ARGUMENT_LINE,                                                                             \
        0,                                                                                         \
        NULL,                                                                                      \
        "TEXT",                                                                                    \
        N_("the unit of the organization they belong to")},                                        \
        {"roles", 0, ARGUMENT_LINE, 0, NULL, "TEXT", N_("what they are")},                         \
        {"contact", 0, ARGUMENT_LINE, 0, NULL, "TEXT", N_("how they are reached")},                \
        {"competence", 0, ARGUMENT_BLOCK, 0, NULL, "TEXT", N_("what they are able to do")},        \
        {"proof", 0, ARGUMENT_BLOCK, 0, NULL, "TEXT", N_("what shows it")},                        \
        {"until", 0, ARGUMENT_DATE, 0, NULL, "DATE", N_("the day it ends")},                       \
    {                                                                                              \
        "note", 0, ARGUMENT_BLOCK, 0, NULL, "TEXT", N_("a remark")                                 \
    }
#define MEETING_OPTIONS(flags)                                                                     \
    AUDIT_OPTION,                                                                                  \
        {"kind", 0, ARGUMENT_CODE, flags, &code_meeting_kinds, "KIND", N_("which meeting it is")}, \
        {"date", 0, ARGUMENT_DATE, flags, NULL, "DATE", N_("the day it was held")},                \
        {"time", 0, ARGUMENT_LINE, 0, NULL, "TEXT", N_("from when to when")},                      \
        {"place", 0, ARGUMENT_LINE, 0, NULL, "TEXT", N_("where")},                                 \
        {"people", 0, ARGUMENT_BLOCK, 0, NULL, "TEXT", N_("who was there")},                       \
    {                                                                                              \
        "notes", 0, ARGUMENT_BLOCK, 0, NULL, "TEXT", N_("what was said and agreed")                \
    }

static const struct option process_add[] = {PROCESS_OPTIONS, END};
static const struct option process_edit[] = {NAME_OPTION, PROCESS_OPTIONS, END};
static const struct option site_add[] = {SITE_OPTIONS, END};
static const struct option site_edit[] = {NAME_OPTION, POSITION_OPTION, SITE_OPTIONS, END};
static const struct option area_add[] = {AREA_OPTIONS(OPTION_REQUIRED), END};
static const struct option area_edit[] = {NAME_OPTION, POSITION_OPTION, AREA_OPTIONS(0), END};
static const struct option person_add[] = {PERSON_OPTIONS, END};
static const struct option person_edit[] = {NAME_OPTION, PERSON_OPTIONS, END};
static const struct option meeting_add[] = {MEETING_OPTIONS(OPTION_REQUIRED), END};
static const struct option meeting_edit[] = {MEETING_OPTIONS(0), END};
static const struct option meeting_list[] = {
    AUDIT_OPTION, {"json", 0, ARGUMENT_NONE, 0, NULL, NULL, N_("as JSON")}, END};
static const struct option meeting_withdraw[] = {
    AUDIT_OPTION,
    {"reason", 0, ARGUMENT_BLOCK, OPTION_REQUIRED, NULL, "TEXT", N_("why it is withdrawn")},
    END};
static const struct option any_list[] = {{"json", 0, ARGUMENT_NONE, 0, NULL, NULL, N_("as JSON")},
                                         END};
static const struct option any_withdraw[] = {
    {"reason", 0, ARGUMENT_BLOCK, OPTION_REQUIRED, NULL, "TEXT", N_("why it is withdrawn")}, END};

#define COMMANDS(noun, word, count, list_options, withdraw_options, add_text, edit_text,           \
                 list_text, withdraw_text, more)                                                   \
    const struct command command_##noun##_add = {.name = #noun " add",                             \
                                                 .alias = #noun " new",                            \
                                                 .words = count > 0 ? word : NULL,                 \
                                                 .summary = add_text,                              \
                                                 .details = more,                                  \
                                                 .options = noun##_add,                            \
                                                 .word_kind = ARGUMENT_LINE,                       \
                                                 .words_min = count,                               \
                                                 .words_max = count,                               \
                                                 .run = run_add};                                  \
    const struct command command_##noun##_edit = {.name = #noun " edit",                           \
                                                  .words = word,                                   \
                                                  .summary = edit_text,                            \
                                                  .options = noun##_edit,                          \
                                                  .word_kind = ARGUMENT_LINE,                      \
                                                  .words_min = 1,                                  \
                                                  .words_max = 1,                                  \
                                                  .run = run_edit};                                \
    const struct command command_##noun##_list = {                                                 \
        .name = #noun " list", .summary = list_text, .options = list_options, .run = run_list};    \
    const struct command command_##noun##_withdraw = {.name = #noun " withdraw",                   \
                                                      .words = word,                               \
                                                      .summary = withdraw_text,                    \
                                                      .options = withdraw_options,                 \
                                                      .word_kind = ARGUMENT_LINE,                  \
                                                      .words_min = 1,                              \
                                                      .words_max = 1,                              \
                                                      .run = run_withdraw}

COMMANDS(process, "PROCESS", 1, any_list, any_withdraw,
         N_("add a process of the organization, with its owner and rating"),
         N_("change a process: name, owner, site, importance, risk, last change"),
         N_("list the processes with their owners and ratings"),
         N_("take a process out of the lists, with a reason"),
         N_("Nobody audits a process they own, or one of their unit's: audit ready says so by the "
            "owners given here."));
COMMANDS(site, "SITE", 1, any_list, any_withdraw, N_("add a site of the organization"),
         N_("change a site, or its place in the order"), N_("list the sites in walking order"),
         N_("take a site out of the lists, with a reason"), NULL);
COMMANDS(area, "AREA", 1, any_list, any_withdraw,
         N_("add an area of a site, at the end of its walk"),
         N_("change an area, or its place in the walk"), N_("list the areas in walking order"),
         N_("take an area out of the lists, with a reason"), NULL);
COMMANDS(person, "PERSON", 1, any_list, any_withdraw,
         N_("add a person: unit, roles, competence and until when"),
         N_("change what is known of a person"), N_("list the people and their units"),
         N_("take a person out of the lists, with a reason"),
         N_("The unit is what independence is judged by."));
COMMANDS(meeting, "MEETING", 0, meeting_list, meeting_withdraw,
         N_("record a meeting of an audit: opening, daily, closing"),
         N_("change a meeting by its number in the list"), N_("list the meetings of an audit"),
         N_("take a meeting out of the list, with a reason"), NULL);

/* command_checklist.c - auditwalk checklist check, list, show: checklist files. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "cli/cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "cli/problems.h"
#include "core/ref.h"
#include "exchange/checklist_file.h"
#include "exchange/checklist_overlay.h"
#include "exchange/listing.h"

static const struct option json_option[] = {
    {"json", 0, ARGUMENT_NONE, 0, NULL, NULL, N_("as JSON")},
    {NULL, 0, ARGUMENT_NONE, 0, NULL, NULL, NULL}};

/* ---- check ----------------------------------------------------------------------------------- */

/* What is in the file, to be told if it is good. */
struct checked {
    char *id;
    char *version;
    size_t items;
};

static enum err_code read_checked(const struct args *args, const char *path,
                                  struct checked *checked, struct checklist_problems *problems,
                                  struct err *err)
{
    int format = args_code(args, "as");
    struct checklist checklist;
    struct checklist_overlay overlay;
    enum err_code code;

    if (format != CHECKLIST_CSV && checklist_is_overlay(path)) {
        code = checklist_overlay_read(path, &overlay, problems, err);
        *checked = (struct checked){mem_strdup(overlay.checklist), mem_strdup(_("overlay")),
                                    overlay.count};
        checklist_overlay_clear(&overlay);
        return code;
    }
    code = checklist_file_read_as(
        path, format >= 0 ? (enum checklist_format)format : checklist_format_of(path), &checklist,
        problems, err);
    *checked = (struct checked){mem_strdup(checklist.id), mem_strdup(checklist.version),
                                checklist.item_count};
    checklist_clear(&checklist);
    return code;
}

/* The problems are the result and go to standard output; the message only counts them. */
static enum err_code check_file(const struct args *args, const char *path, struct err *err)
{
    struct checked checked;
    struct checklist_problems problems = {0};
    char *shown = printable(path);

    enum err_code code = read_checked(args, path, &checked, &problems, err);
    if (code == ERR_OK || problems.count > 0)
        problems_print(shown, &problems, args_has(args, "json"));
    if (code == ERR_OK && !args_has(args, "json"))
        printf(_("%s  good: %s %s, requirements: %zu, warnings: %zu\n"), shown, checked.id,
               checked.version, checked.items, problems.count);
    if (code == ERR_DATA && problems.errors > 0) {
        err_set(err, code, _("%s: errors: %zu"), shown, problems.errors);
        err_hint(err, _("auditwalk-checklist(5) explains them; nothing of the file is used"));
    }
    checklist_problems_clear(&problems);
    free(checked.id);
    free(checked.version);
    free(shown);
    return code;
}

static enum err_code run_check(struct session *session, const struct args *args, struct err *err)
{
    char *path = NULL;

    (void)session;
    enum err_code code = checklist_locate(args->words[0], &path, err);
    if (code == ERR_OK)
        code = check_file(args, path, err);
    free(path);
    return code;
}

static const struct option check_options[] = {
    {"as", 0, ARGUMENT_CODE, 0, &checklist_formats, "FORMAT",
     N_("what the file is (else CSV for NAME.csv, YAML for all others)")},
    {"json", 0, ARGUMENT_NONE, 0, NULL, NULL, N_("as JSON")},
    {NULL, 0, ARGUMENT_NONE, 0, NULL, NULL, NULL}};

const struct command command_checklist_check = {
    .name = "checklist check",
    .words = "PATH-OR-ID",
    .summary = N_("check a checklist file and list all its problems"),
    .details = N_("Problems are listed one a line as FILE:LINE:COLUMN; the exit status is 65 if "
                  "there are errors, 0 with warnings only."),
    .options = check_options,
    .word_kind = ARGUMENT_PATH,
    .words_min = 1,
    .words_max = 1,
    .run = run_check};

/* ---- list ------------------------------------------------------------------------------------ */

static const struct column list_columns[] = {
    {N_("Checklist"), false, false}, {N_("Version"), false, false}, {N_("Items"), true, false},
    {N_("Title"), false, true},      {N_("File"), false, true},
};

/* Where the lines go: one of the two. */
struct list {
    struct table *table;
    struct buf *json;
    size_t count;
    const char *language;
};

static void add_json(struct list *list, const struct checklist *checklist, const char *path)
{
    buf_puts(list->json, list->count > 0 ? ",\n  {\"id\": " : "\n  {\"id\": ");
    output_json_text(list->json, checklist->id);
    buf_puts(list->json, ", \"version\": ");
    output_json_text(list->json, checklist->version);
    buf_printf(list->json, ", \"items\": %zu, \"title\": ", checklist->item_count);
    output_json_text(list->json, local_text_get(&checklist->title, list->language));
    buf_puts(list->json, ", \"path\": ");
    output_json_text(list->json, path);
    buf_putc(list->json, '}');
}

static void add_file(struct list *list, const char *path)
{
    struct checklist checklist;
    struct err err = {0};
    char *shown = printable(path);

    checklist_init(&checklist);
    if (checklist_file_read(path, &checklist, NULL, &err) != ERR_OK) {
        message_error(&err);
    } else if (list->json != NULL) {
        add_json(list, &checklist, shown);
        list->count++;
    } else {
        table_cell(list->table, TONE_PLAIN, checklist.id);
        table_cell(list->table, TONE_PLAIN, checklist.version);
        table_number(list->table, TONE_PLAIN, checklist.item_count);
        table_cell(list->table, TONE_PLAIN, local_text_get(&checklist.title, list->language));
        table_cell(list->table, TONE_MUTED, shown);
        list->count++;
    }
    checklist_clear(&checklist);
    free(shown);
}

static enum err_code run_list(struct session *session, const struct args *args, struct err *err)
{
    char **paths = NULL;
    size_t count = 0;
    struct buf json;
    struct list list = {.language = session->language};

    enum err_code code = checklist_list_files(&paths, &count, err);
    if (code != ERR_OK)
        return code;
    buf_init(&json);
    if (args_has(args, "json"))
        list.json = &json;
    else
        list.table = table_new(list_columns, sizeof list_columns / sizeof list_columns[0]);
    if (list.json != NULL)
        buf_putc(&json, '[');
    for (size_t i = 0; i < count; i++) {
        add_file(&list, paths[i]);
        free(paths[i]);
    }
    free(paths);
    if (list.json != NULL)
        buf_puts(&json, list.count > 0 ? "\n]\n" : "]\n");
    else
        table_print(list.table);
    output_buf(&json);
    if (list.count == 0)
        message_note("%s", _("no checklists found (set AUDITWALK_CHECKLISTS to their directory)"));
    return ERR_OK;
}

const struct command command_checklist_list = {
    .name = "checklist list",
    .summary = N_("list the checklists that are there"),
    .details = N_("They lie in the directories of $AUDITWALK_CHECKLISTS, in "
                  "~/.local/share/auditwalk/checklists and with the program."),
    .options = json_option,
    .run = run_list};

/* ---- show ------------------------------------------------------------------------------------ */

enum { SHOW_INDENT = 4, SHOW_NARROWEST = 40 };

static void print_wrapped(const char *text, size_t columns)
{
    struct text_lines lines = {0};

    if (columns == 0)
        columns = TEXT_LIMIT;
    else if (columns < SHOW_NARROWEST)
        columns = SHOW_NARROWEST;
    text_wrap(text, columns - SHOW_INDENT, &lines);
    for (size_t i = 0; i < lines.count; i++)
        printf("%*s%.*s\n", SHOW_INDENT, "", (int)lines.items[i].length,
               text + lines.items[i].start);
    text_lines_clear(&lines);
}

/* The ref, what is asked below it, and the owner's wording if there is one. */
static void print_item(const struct checklist_item *item, const struct checklist_overlay *overlay,
                       const char *language, size_t columns)
{
    char *ref = item->ref != NULL ? ref_display(item->ref) : mem_strdup(item->id);
    const char *wording = checklist_overlay_text(overlay, item->id, language);

    if (item->obligation == OBLIGATION_SHALL)
        printf("  %s\n", ref);
    else
        printf("  %s  [%s]\n", ref, _(code_at(&code_obligations, (int)item->obligation)->label));
    print_wrapped(local_text_get(&item->ask, language), columns);
    if (wording != NULL) {
        char *marked = mem_printf("| %s", wording);
        print_wrapped(marked, columns);
        free(marked);
    }
    free(ref);
}

static void print_checklist(const struct checklist *checklist,
                            const struct checklist_overlay *overlay, const char *language)
{
    const char *clause = "";
    size_t columns = output_columns();

    printf("%s %s  %s\n", checklist->id, checklist->version,
           local_text_get(&checklist->title, language));
    for (size_t i = 0; i < checklist->item_count; i++) {
        const struct checklist_item *item = &checklist->items[i];
        if (strcmp(item->clause, clause) != 0) {
            const struct checklist_clause *head = checklist_find_clause(checklist, item->clause);
            clause = item->clause;
            printf("\n%s %s\n", clause, head != NULL ? local_text_get(&head->title, language) : "");
        }
        print_item(item, overlay, language, columns);
    }
}

/* An overlay that can't be used must not hide the checklist. */
static void show_checklist(const struct checklist *checklist, const char *language)
{
    struct checklist_overlay overlay;
    struct err err = {0};

    if (checklist_overlay_load(checklist->id, &overlay, &err) != ERR_OK)
        message_error(&err);
    print_checklist(checklist, &overlay, language);
    checklist_overlay_clear(&overlay);
}

static enum err_code run_show(struct session *session, const struct args *args, struct err *err)
{
    char *path = NULL;
    struct buf json;
    struct checklist checklist;

    checklist_init(&checklist);
    enum err_code code = checklist_locate(args->words[0], &path, err);
    if (code == ERR_OK)
        code = checklist_file_read(path, &checklist, NULL, err);
    if (code == ERR_OK && args_has(args, "json")) {
        buf_init(&json);
        listing_checklist(&checklist, &json);
        output_buf(&json);
    } else if (code == ERR_OK) {
        show_checklist(&checklist, session->language);
    }
    checklist_clear(&checklist);
    free(path);
    return code;
}

const struct command command_checklist_show = {
    .name = "checklist show",
    .words = "PATH-OR-ID",
    .summary = N_("print the requirements and questions of a checklist"),
    .details = N_("Recommendations and the organization's own requirements are marked. The wording "
                  "of your overlay, if you have one, stands under the question, behind a bar; "
                  "--json never has it."),
    .options = json_option,
    .word_kind = ARGUMENT_PATH,
    .words_min = 1,
    .words_max = 1,
    .run = run_show};

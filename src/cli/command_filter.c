/* command_filter.c - the filters that are kept under a name: list, keep, rename, remove. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "cli/filter_cli.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "ui/kept.h"

/* ---- list ------------------------------------------------------------------------------------ */

static const struct column columns[] = {
    {N_("List"), false, false}, {N_("Name"), false, true}, {N_("Criteria"), false, true}};

static void put_json(const struct kept *kept, int list)
{
    struct buf json;
    bool first = true;

    buf_init(&json);
    buf_putc(&json, '[');
    for (size_t i = 0; i < kept->count; i++) {
        const struct kept_filter *item = &kept->items[i];
        if (list >= 0 && (int)item->list != list)
            continue;
        buf_printf(&json, "%s\n  {\"list\": \"%s\", \"name\": ", first ? "" : ",",
                   code_at(&filter_lists, (int)item->list)->word);
        output_json_text(&json, item->filter.name);
        for (int c = 0; c < FILTER_CRITERION_COUNT; c++) {
            char *value = filter_get(&item->filter, (enum filter_criterion)c);
            if (value[0] != '\0') {
                buf_printf(&json, ", \"%s\": ", filter_rows[c].word);
                output_json_text(&json, value);
            }
            free(value);
        }
        buf_putc(&json, '}');
        first = false;
    }
    buf_puts(&json, first ? "]\n" : "\n]\n");
    output_buf(&json);
}

static void put_table(const struct kept *kept, int list)
{
    size_t count = 0;

    for (size_t i = 0; i < kept->count; i++)
        count += list < 0 || (int)kept->items[i].list == list;
    if (count == 0) {
        printf("%s\n", _("no filter is kept"));
        return;
    }
    struct table *table = table_new(columns, sizeof columns / sizeof columns[0]);
    for (size_t i = 0; i < kept->count; i++) {
        const struct kept_filter *item = &kept->items[i];
        struct filter bare = {0};
        if (list >= 0 && (int)item->list != list)
            continue;
        filter_copy(&bare, &item->filter);
        mem_replace(&bare.name, NULL);
        char *criteria = filter_describe(&bare);
        table_cell(table, TONE_PLAIN, code_at(&filter_lists, (int)item->list)->word);
        table_cell(table, TONE_PLAIN, item->filter.name);
        table_cell(table, TONE_PLAIN, criteria);
        free(criteria);
        filter_clear(&bare);
    }
    table_print(table);
}

static enum err_code run_list(struct session *session, const struct args *args, struct err *err)
{
    struct kept *kept = mem_zalloc(1, sizeof *kept);

    (void)session;
    (void)err;
    kept_load(kept);
    if (args_has(args, "json"))
        put_json(kept, args_code(args, "list"));
    else
        put_table(kept, args_code(args, "list"));
    kept_clear(kept);
    free(kept);
    return ERR_OK;
}

/* ---- keep, rename, remove -------------------------------------------------------------------- */

/* A criterion that does not fit the list is a slip, not to be passed over. */
static enum err_code check_fits(const struct args *args, enum filter_list list, struct err *err)
{
    for (int i = 0; i < FILTER_CRITERION_COUNT; i++) {
        if (!args_has(args, filter_rows[i].word) || filter_fits(list, (enum filter_criterion)i))
            continue;
        err_set(err, ERR_USAGE, _("--%s does not fit a list of %s"), filter_rows[i].word,
                code_at(&filter_lists, (int)list)->word);
        return err_hint(err, "%s", _("auditwalk filter keep --help tells more"));
    }
    return ERR_OK;
}

static void tell(const char *name, const char *what)
{
    char *shown = printable(name);

    printf("%s  %s\n", shown, what);
    free(shown);
}

static enum err_code run_keep(struct session *session, const struct args *args, struct err *err)
{
    struct kept *kept = mem_zalloc(1, sizeof *kept);
    struct filter filter = {0};
    enum filter_list list = (enum filter_list)args_code(args, "list");
    enum err_code code = check_fits(args, list, err);

    (void)session;
    if (code == ERR_OK)
        code = filter_given(args, list, &filter, err);
    if (code == ERR_OK && filter_is_empty(&filter)) {
        err_set(err, ERR_USAGE, "%s", _("the filter leaves nothing out"));
        code = err_hint(err, "%s", _("give a criterion: --grade major"));
    }
    if (code == ERR_OK)
        code = kept_set(kept, list, args->words[0], &filter, args_has(args, "replace"), err);
    if (code == ERR_OK)
        tell(args->words[0], _("kept"));
    filter_clear(&filter);
    kept_clear(kept);
    free(kept);
    return code;
}

static enum err_code run_rename(struct session *session, const struct args *args, struct err *err)
{
    struct kept *kept = mem_zalloc(1, sizeof *kept);
    enum err_code code = kept_rename(kept, (enum filter_list)args_code(args, "list"),
                                     args->words[0], args->words[1], err);

    (void)session;
    if (code == ERR_OK)
        tell(args->words[1], _("renamed"));
    kept_clear(kept);
    free(kept);
    return code;
}

static enum err_code run_remove(struct session *session, const struct args *args, struct err *err)
{
    struct kept *kept = mem_zalloc(1, sizeof *kept);
    enum err_code code =
        kept_remove(kept, (enum filter_list)args_code(args, "list"), args->words[0], err);

    (void)session;
    if (code == ERR_OK)
        tell(args->words[0], _("removed"));
    kept_clear(kept);
    free(kept);
    return code;
}

/* ---- the rows -------------------------------------------------------------------------------- */

#define LIST_NEEDED                                                                                \
    {                                                                                              \
        "list", 0, ARGUMENT_CODE, OPTION_REQUIRED, &filter_lists, "LIST", N_("the list it is for") \
    }

static const struct option list_options[] = {
    {"list", 0, ARGUMENT_CODE, 0, &filter_lists, "LIST", N_("only those of this list")},
    {"json", 0, ARGUMENT_NONE, 0, NULL, NULL, N_("as JSON")},
    {NULL, 0, ARGUMENT_NONE, 0, NULL, NULL, NULL}};
static const struct option keep_options[] = {
    LIST_NEEDED,
    FILTER_OPTION_NAME,
    FILTER_OPTION_RESULT,
    FILTER_OPTION_GRADE,
    FILTER_OPTION_STATE,
    FILTER_OPTION_KIND,
    FILTER_OPTIONS_EVERY,
    FILTER_OPTION_OVERDUE,
    FILTER_OPTION_DONE,
    {"replace", 0, ARGUMENT_NONE, 0, NULL, NULL, N_("in place of one that has the name already")},
    {NULL, 0, ARGUMENT_NONE, 0, NULL, NULL, NULL}};
static const struct option one_options[] = {LIST_NEEDED,
                                            {NULL, 0, ARGUMENT_NONE, 0, NULL, NULL, NULL}};

const struct command command_filter_list = {
    .name = "filter list",
    .alias = "filters",
    .summary = N_("list the filters that are kept"),
    .details = N_("They belong to this login, not to an audit file, and are those that F shows on "
                  "a list."),
    .options = list_options,
    .run = run_list};

const struct command command_filter_keep = {
    .name = "filter keep",
    .words = "NAME",
    .summary = N_("keep criteria under a name, for --filter and F"),
    .details = N_("Several words of one criterion are alternatives, several criteria must all be "
                  "met. Dates may count from today, so that the filter stays true."),
    .options = keep_options,
    .word_kind = ARGUMENT_LINE,
    .words_min = 1,
    .words_max = 1,
    .run = run_keep};

const struct command command_filter_rename = {.name = "filter rename",
                                              .words = "NAME OTHER",
                                              .summary = N_("give a kept filter another name"),
                                              .options = one_options,
                                              .word_kind = ARGUMENT_LINE,
                                              .words_min = 2,
                                              .words_max = 2,
                                              .run = run_rename};

const struct command command_filter_remove = {.name = "filter remove",
                                              .words = "NAME",
                                              .summary = N_("forget a kept filter"),
                                              .options = one_options,
                                              .word_kind = ARGUMENT_LINE,
                                              .words_min = 1,
                                              .words_max = 1,
                                              .run = run_remove};

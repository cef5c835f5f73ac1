/* command_walk.c - auditwalk walk: the requirements of an audit in one of the orders of the walk.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "cli/filter_cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "core/ref.h"
#include "exchange/listing.h"
#include "store/filters.h"
#include "store/walk.h"

static const struct column columns[] = {{N_("Requirement"), false, false},
                                        {N_("Result"), false, false},
                                        {N_("Evidence"), true, false},
                                        {N_("Findings"), true, false},
                                        {N_("Topic"), false, true}};

static void print_items(const struct walk_items *items, bool filtered)
{
    if (items->count == 0) {
        printf("%s\n", filtered ? _("nothing passes the filter") : _("no requirements"));
        return;
    }
    struct table *table = table_new(columns, sizeof columns / sizeof columns[0]);
    for (size_t i = 0; i < items->count; i++) {
        const struct walk_item *item = &items->items[i];
        const struct code *result = code_at(&code_results, (int)item->result);
        char *ref = ref_display(item->ref[0] != '\0' ? item->ref : item->item);
        table_cell(table, TONE_PLAIN, ref);
        table_cell(table, result->tone,
                   item->result == RESULT_NOT_ASSESSED ? "" : _(result->label));
        table_number(table, TONE_PLAIN, item->evidence);
        table_number(table, TONE_PLAIN, item->findings);
        table_cell(table, TONE_PLAIN, item->heading);
        free(ref);
    }
    table_print(table);
}

static bool is_named(const struct walk_group *group, const char *name)
{
    size_t length = strlen(name);
    const char *title = _(group->title);

    if (strcmp(group->key, name) == 0)
        return true;
    if (strncmp(group->key, name, length) == 0 && strcmp(group->key + length, ":") == 0)
        return true; /* a checklist */
    return length > 0 && text_contains(title, name) && text_contains(name, title);
}

/* The key of the group that is named by its key or title; heap, NULL: there is none. */
static enum err_code find_group(struct session *session, const struct ident *audit,
                                enum walk_order order, const char *name, char **key,
                                struct err *err)
{
    struct walk_groups groups;
    struct buf known;
    enum err_code code = walk_groups(session->store, audit, order, session->language, &groups, err);

    *key = NULL;
    buf_init(&known);
    for (size_t i = 0; i < groups.count && code == ERR_OK && *key == NULL; i++) {
        const struct walk_group *group = &groups.items[i];
        bool keyed = order == WALK_PROCESS || group->key[0] == '-';
        if (is_named(group, name))
            *key = mem_strdup(group->key);
        else if (known.length < 160)
            buf_printf(&known, "%s%s", known.length > 0 ? ", " : "",
                       keyed ? _(group->title) : group->key);
    }
    if (code == ERR_OK && *key == NULL) {
        err_set(err, ERR_USAGE, _("the walk has no group '%s'"), name);
        code = known.length > 0 ? err_hint(err, _("known are: %s"), known.data) : ERR_USAGE;
    }
    buf_clear(&known);
    walk_groups_clear(&groups);
    return code;
}

static enum err_code run(struct session *session, const struct args *args, struct err *err)
{
    struct ident audit;
    struct walk_items items = {0};
    struct filter filter = {0};
    char *key = NULL;
    char *only = NULL;
    struct buf json;
    enum walk_order order =
        args_has(args, "by") ? (enum walk_order)args_code(args, "by") : WALK_CLAUSE;
    enum err_code code = session_open(session, OPEN_TO_READ, err);

    if (code == ERR_OK)
        code = session_audit(session, &audit, err);
    if (code == ERR_OK && args_has(args, "group"))
        code = find_group(session, &audit, order, args_text(args, "group"), &key, err);
    if (code == ERR_OK)
        code = filter_given_for(session, FILTER_WALK, &filter, err);
    if (code == ERR_OK && !filter_is_empty(&filter))
        code = filter_walk(session->store, &audit, &filter, session->language, &only, err);
    if (code == ERR_OK)
        code = walk_items_among(session->store, &audit, order, key, only, session->language, &items,
                                err);
    free(key);
    if (code == ERR_OK && args_has(args, "json")) {
        buf_init(&json);
        listing_items(&items, &json);
        output_buf(&json);
    } else if (code == ERR_OK) {
        print_items(&items, only != NULL);
    }
    walk_items_clear(&items);
    filter_clear(&filter);
    free(only);
    return code;
}

static const struct option options[] = {
    {"audit", 0, ARGUMENT_LINE, 0, NULL, "NUMBER", N_("the audit (else the one that is open)")},
    {"by", 0, ARGUMENT_CODE, 0, &walk_orders, "ORDER",
     N_("the order of the walk (else by clause); mine and open leave the others out")},
    {"group", 0, ARGUMENT_LINE, 0, NULL, "GROUP",
     N_("only of this group: a clause, place, process or method; - for what has none")},
    FILTER_OPTION_NAME,
    FILTER_OPTION_RESULT,
    FILTER_OPTION_GRADE,
    FILTER_OPTIONS_EVERY,
    FILTER_OPTION_OVERDUE,
    {"json", 0, ARGUMENT_NONE, 0, NULL, NULL, N_("as JSON")},
    {NULL, 0, ARGUMENT_NONE, 0, NULL, NULL, NULL}};

const struct command command_walk = {
    .name = "walk",
    .summary = N_("list the requirements of an audit, as the walk shows them"),
    .details = N_("status --by VIEW tells the groups."),
    .options = options,
    .run = run};

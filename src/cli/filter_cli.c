/* filter_cli.c - see filter_cli.h. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "cli/filter_cli.h"

#include <stdlib.h>

#include "store/filters.h"
#include "ui/kept.h"

static enum err_code take_kept(const struct args *args, enum filter_list list,
                               struct filter *filter, struct err *err)
{
    struct kept *kept = mem_zalloc(1, sizeof *kept);
    const struct filter *found = NULL;
    enum err_code code = ERR_OK;

    kept_load(kept);
    if (args_has(args, "filter"))
        code = kept_need(kept, list, args_text(args, "filter"), &found, err);
    if (found != NULL)
        filter_copy(filter, found);
    kept_clear(kept);
    free(kept);
    return code;
}

enum err_code filter_given(const struct args *args, enum filter_list list, struct filter *filter,
                           struct err *err)
{
    *filter = (struct filter){0};
    enum err_code code = take_kept(args, list, filter, err);

    for (int i = 0; i < FILTER_CRITERION_COUNT && code == ERR_OK; i++) {
        const struct filter_row *row = &filter_rows[i];
        const char *text = args_text(args, row->word);
        if (!filter_fits(list, (enum filter_criterion)i) || !args_has(args, row->word))
            continue;
        code = filter_set(filter, (enum filter_criterion)i, text != NULL ? text : "yes", err);
        mem_replace(&filter->name, NULL);
    }
    return code;
}

enum err_code filter_given_for(struct session *session, enum filter_list list,
                               struct filter *filter, struct err *err)
{
    enum err_code code = filter_given(session->args, list, filter, err);

    return code == ERR_OK ? filter_check_names(session->store, filter, err) : code;
}

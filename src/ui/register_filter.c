/* register_filter.c - choosing what the register shows. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "ui/register_filter.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "ui/dialog.h"

enum choice {
    CHOICE_ALL,
    CHOICE_OPEN,
    CHOICE_OVERDUE,
    CHOICE_SITE,
    CHOICE_OWNER,
    CHOICE_GRADE,
    CHOICE_STATE = CHOICE_GRADE + GRADE_COUNT,
    CHOICE_COUNT = CHOICE_STATE + FINDING_STATE_COUNT
};

static void clear_names(struct register_filter *filter)
{
    for (size_t i = 0; i < filter->name_count; i++)
        free(filter->names[i]);
    free(filter->names);
    free(filter->ids);
    filter->names = NULL;
    filter->ids = NULL;
    filter->name_count = 0;
}

static void show_all(struct register_filter *filter)
{
    filter->open = false;
    filter->overdue = false;
    filter->grades = 0;
    filter->states = 0;
    filter->site = ident_none();
    free(filter->site_name);
    filter->site_name = NULL;
    free(filter->owner);
    filter->owner = NULL;
}

void register_filter_clear(struct register_filter *filter)
{
    show_all(filter);
    clear_names(filter);
}

struct register_query register_filter_query(const struct register_filter *filter,
                                            enum register_sort sort)
{
    struct register_query query = {.sort = sort,
                                   .grades = filter->grades,
                                   .states = filter->states,
                                   .overdue = filter->overdue,
                                   .site = filter->site,
                                   .owner = filter->owner};

    if (filter->open)
        register_open_only(&query);
    return query;
}

bool register_filter_is_any(const struct register_filter *filter)
{
    return filter->open || filter->overdue || filter->grades != 0 || filter->states != 0 ||
           filter->site_name != NULL || filter->owner != NULL;
}

static void add_words(struct buf *text, const struct code_list *list, unsigned mask)
{
    for (size_t i = 0; i < list->count; i++)
        if (mask >> i & 1U)
            buf_printf(text, " · %s", _(list->rows[i].label));
}

char *register_filter_text(const struct register_filter *filter)
{
    struct buf text;

    buf_init(&text);
    if (filter->open)
        buf_printf(&text, " · %s", _("still open"));
    if (filter->overdue)
        buf_printf(&text, " · %s", _("overdue"));
    add_words(&text, &code_grades, filter->grades);
    add_words(&text, &code_finding_states, filter->states);
    if (filter->site_name != NULL)
        buf_printf(&text, " · %s", filter->site_name);
    if (filter->owner != NULL)
        buf_printf(&text, " · %s", filter->owner);
    return buf_take(&text);
}

/* ---- sites and people ------------------------------------------------------------------------ */

static unsigned site_chosen(struct app *app, void *owner, size_t index)
{
    struct register_filter *filter = owner;

    free(filter->site_name);
    filter->site_name = index == 0 ? NULL : mem_strdup(filter->names[index]);
    filter->site = filter->ids[index];
    return filter->changed(app, filter->screen);
}

static unsigned owner_chosen(struct app *app, void *owner, size_t index)
{
    struct register_filter *filter = owner;

    free(filter->owner);
    filter->owner = index == 0 ? NULL : mem_strdup(filter->names[index]);
    return filter->changed(app, filter->screen);
}

/* Names of all records of a type; the first row means any. */
static enum err_code load_names(struct register_filter *filter, struct store *store,
                                enum record_type type, uint16_t name, const char *any,
                                struct err *err)
{
    struct list_query query = {.type = type, .order = name};
    struct rows rows = {0};
    enum err_code code = store_list(store, &query, &rows, err);

    clear_names(filter);
    filter->names = mem_zalloc(rows.count + 1, sizeof *filter->names);
    filter->ids = mem_zalloc(rows.count + 1, sizeof *filter->ids);
    filter->names[filter->name_count++] = mem_strdup(any);
    for (size_t i = 0; i < rows.count; i++) {
        filter->ids[filter->name_count] = rows.items[i].id;
        filter->names[filter->name_count++] = mem_strdup(row_text(&rows.items[i], name));
    }
    rows_clear(&rows);
    return code;
}

static unsigned ask_name(struct register_filter *filter, struct app *app, bool site)
{
    struct err err;
    enum err_code code =
        site ? load_names(filter, app->store, RECORD_SITE, SITE_NAME, _("All sites"), &err)
             : load_names(filter, app->store, RECORD_PERSON, PERSON_NAME, _("Everybody"), &err);

    if (code != ERR_OK) {
        app_error(app, &err);
        return REACT_DONE;
    }
    return dialog_choose(
        app, &(struct dialog_choose){.title = site ? _("Site") : _("Owner of what is to be done"),
                                     .labels = (const char *const *)filter->names,
                                     .count = filter->name_count,
                                     .done = site ? site_chosen : owner_chosen,
                                     .owner = filter});
}

/* ---- the menu -------------------------------------------------------------------------------- */

static unsigned chosen(struct app *app, void *owner, size_t index)
{
    struct register_filter *filter = owner;

    if (index == CHOICE_SITE || index == CHOICE_OWNER)
        return ask_name(filter, app, index == CHOICE_SITE);
    if (index == CHOICE_ALL)
        show_all(filter);
    else if (index == CHOICE_OPEN)
        filter->open = !filter->open;
    else if (index == CHOICE_OVERDUE)
        filter->overdue = !filter->overdue;
    else if (index < CHOICE_STATE)
        filter->grades ^= 1U << (index - CHOICE_GRADE);
    else
        filter->states ^= 1U << (index - CHOICE_STATE);
    return filter->changed(app, filter->screen);
}

static char *marked(bool on, const char *text)
{
    return mem_printf("[%c] %s", on ? 'x' : ' ', text);
}

/* Takes the text over. */
static char *marked_text(bool on, char *text)
{
    char *label = marked(on, text);

    free(text);
    return label;
}

static char *label_of(const struct register_filter *filter, size_t index)
{
    if (index == CHOICE_ALL)
        return marked(!register_filter_is_any(filter), _("All findings"));
    if (index == CHOICE_OPEN)
        return marked(filter->open, _("Still open: no good practice, nothing closed"));
    if (index == CHOICE_OVERDUE)
        return marked(filter->overdue, _("Overdue only"));
    if (index == CHOICE_SITE)
        return marked_text(
            filter->site_name != NULL,
            mem_printf(_("Site: %s"), filter->site_name != NULL ? filter->site_name : _("all")));
    if (index == CHOICE_OWNER)
        return marked_text(
            filter->owner != NULL,
            mem_printf(_("Owner: %s"), filter->owner != NULL ? filter->owner : _("everybody")));
    if (index < CHOICE_STATE) {
        size_t grade = index - CHOICE_GRADE;
        return marked(filter->grades >> grade & 1U, _(code_grades.rows[grade].label));
    }
    size_t state = index - CHOICE_STATE;
    return marked_text(filter->states >> state & 1U,
                       mem_printf(_("State: %s"), _(code_finding_states.rows[state].label)));
}

unsigned register_filter_ask(struct register_filter *filter, struct app *app)
{
    char *labels[CHOICE_COUNT];

    for (size_t i = 0; i < CHOICE_COUNT; i++)
        labels[i] = label_of(filter, i);
    unsigned reactions =
        dialog_choose(app, &(struct dialog_choose){.title = _("Show only"),
                                                   .labels = (const char *const *)labels,
                                                   .count = CHOICE_COUNT,
                                                   .selected = CHOICE_OPEN,
                                                   .done = chosen,
                                                   .owner = filter});
    for (size_t i = 0; i < CHOICE_COUNT; i++)
        free(labels[i]);
    return reactions;
}

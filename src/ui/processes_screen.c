/* processes_screen.c - the processes of an audit and the clauses each is audited against: the
 * matrix that the walk by process follows. Rules and writing are the store's.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "store/audit_processes.h"
#include "ui/dialog.h"
#include "ui/list.h"
#include "ui/place.h"
#include "ui/screens.h"

enum { WIDE = 90, CHOICES_MOST = 500 };

struct processes_screen {
    struct screen screen;
    struct ident audit;
    char *number;
    struct audit_processes processes;
    struct list list;
    struct ident asked;     /* the process that the open dialog is about */
    struct rows candidates; /* that can be added, in the order of the dialog */
};

static struct processes_screen *processes_of(const struct screen *screen)
{
    return (struct processes_screen *)(uintptr_t)screen;
}

/* ---- loading and drawing --------------------------------------------------------------------- */

static void select_process(struct processes_screen *screen, const struct ident *process)
{
    for (size_t i = 0; i < screen->processes.count; i++)
        if (ident_equal(&screen->processes.items[i].process, process))
            list_select(&screen->list, i);
}

static enum err_code load(struct screen *base, struct app *app, struct err *err)
{
    struct processes_screen *screen = processes_of(base);

    free(screen->number);
    screen->number = store_name(app->store, RECORD_AUDIT, &screen->audit);
    audit_processes_clear(&screen->processes);
    enum err_code code = audit_processes_list(app->store, &screen->audit, &screen->processes, err);
    list_set_count(&screen->list, screen->processes.count);
    select_process(screen, &screen->asked);
    return code;
}

static char *title(const struct screen *base, const struct app *app)
{
    const struct processes_screen *screen = processes_of(base);

    (void)app;
    return mem_printf(_("Processes of %s"), screen->number != NULL ? screen->number : "");
}

static void draw_row(void *owner, size_t index, int width, struct list_row *row)
{
    const struct processes_screen *screen = owner;
    const struct audit_process *process = &screen->processes.items[index];
    size_t done = tally_assessed(&process->tally);
    size_t total = tally_total(&process->tally);

    list_cell(row, width >= WIDE ? 32 : 26, STYLE_HEADING, process->name);
    if (width >= WIDE)
        list_cell(row, 16, STYLE_MUTED, process->owner);
    if (process->clauses[0] != '\0')
        list_cell(row, 0, STYLE_NORMAL, process->clauses);
    else
        list_cell(row, 0, STYLE_WARN, _("no clauses yet"));
    if (process->unknown[0] != '\0')
        list_cell_format(row, 12, STYLE_WARN, _("gone: %s"), process->unknown);
    list_cell_format(row, 7, done == total ? STYLE_GOOD : STYLE_MUTED, "%zu/%zu", done, total);
}

static const char *no_rows(void *owner)
{
    (void)owner;
    return _("The plan names no process. Press a to add one.");
}

static void draw(struct screen *base, struct app *app, struct canvas *canvas, struct area area)
{
    struct processes_screen *screen = processes_of(base);
    size_t rest = tally_total(&screen->processes.rest);
    struct area line = area_inset(area_take_top(&area, 1), 0, 1);

    (void)app;
    draw_format(canvas, line.row, line.column, line.columns, rest > 0 ? STYLE_WARN : STYLE_GOOD,
                _("requirements that no process covers: %zu"), rest);
    draw_box(canvas, area, _("Processes and clauses"), STYLE_HEADING);
    list_draw(&screen->list, canvas, area_inset(area, 1, 2), true);
}

/* ---- clauses --------------------------------------------------------------------------------- */

static bool clauses_given(struct app *app, void *owner, const char *text, unsigned *reactions,
                          struct err *err)
{
    struct processes_screen *screen = owner;

    if (audit_process_set(app->store, &screen->audit, &screen->asked, text, err) != ERR_OK)
        return false;
    app_saved(app);
    *reactions = REACT_DONE | REACT_RELOAD;
    return true;
}

static unsigned ask_clauses(struct processes_screen *screen, struct app *app,
                            const struct ident *process, const char *clauses)
{
    char *name = store_name(app->store, RECORD_PROCESS, process);
    char *shown = mem_printf(_("%s: audited against"), name);
    struct dialog_prompt prompt = {
        .title = shown,
        .label = _("Clauses"),
        .hint = _("8.4, 8.5.2, 9.1-9.3; 8 is the whole chapter, 8.4 c) one requirement"),
        .value = clauses,
        .kind = TEXT_LINE,
        .done = clauses_given,
        .owner = screen};

    screen->asked = *process;
    unsigned reactions = dialog_prompt(app, &prompt);
    free(shown);
    free(name);
    return reactions;
}

/* ---- adding ---------------------------------------------------------------------------------- */

static unsigned add_chosen(struct app *app, void *owner, size_t index)
{
    struct processes_screen *screen = owner;
    struct err err;

    if (index >= screen->candidates.count)
        return REACT_HANDLED;
    struct ident process = screen->candidates.items[index].id;
    enum err_code code = audit_process_set(app->store, &screen->audit, &process, NULL, &err);
    unsigned reactions = app_result(app, code, &err);
    return code == ERR_OK ? reactions | ask_clauses(screen, app, &process, NULL) : reactions;
}

static bool is_in_plan(const struct processes_screen *screen, const struct ident *process)
{
    for (size_t i = 0; i < screen->processes.count; i++)
        if (ident_equal(&screen->processes.items[i].process, process))
            return true;
    return false;
}

/* The processes of the file that the plan does not have yet. */
static enum err_code find_candidates(struct processes_screen *screen, struct app *app,
                                     struct err *err)
{
    struct rows *rows = &screen->candidates;
    struct list_query query = {
        .type = RECORD_PROCESS, .order = PROCESS_NAME, .limit = CHOICES_MOST};
    size_t kept = 0;

    rows_clear(rows);
    enum err_code code = store_list(app->store, &query, rows, err);
    for (size_t i = 0; i < rows->count && code == ERR_OK; i++) {
        if (is_in_plan(screen, &rows->items[i].id))
            row_clear(&rows->items[i]);
        else
            rows->items[kept++] = rows->items[i];
    }
    if (code == ERR_OK)
        rows->count = kept;
    return code;
}

static unsigned add(struct processes_screen *screen, struct app *app)
{
    struct err err;

    if (find_candidates(screen, app, &err) != ERR_OK) {
        app_error(app, &err);
        return REACT_DONE;
    }
    size_t count = screen->candidates.count;
    if (count == 0) {
        app_message(app, TONE_NOTICE, "%s", _("The file has no other process."));
        return REACT_DONE;
    }
    const char **labels = mem_zalloc(count, sizeof *labels);
    for (size_t i = 0; i < count; i++)
        labels[i] = row_text(&screen->candidates.items[i], PROCESS_NAME);
    struct dialog_choose choose = {.title = _("Which process is audited?"),
                                   .labels = labels,
                                   .count = count,
                                   .done = add_chosen,
                                   .owner = screen};
    unsigned reactions = dialog_choose(app, &choose);
    free(labels);
    return reactions;
}

/* ---- taking out ------------------------------------------------------------------------------ */

static bool remove_done(struct app *app, void *owner, const char *text, unsigned *reactions,
                        struct err *err)
{
    struct processes_screen *screen = owner;

    if (audit_process_remove(app->store, &screen->audit, &screen->asked, text, err) != ERR_OK)
        return false;
    app_saved(app);
    *reactions = REACT_DONE | REACT_RELOAD;
    return true;
}

static unsigned ask_remove(struct processes_screen *screen, struct app *app,
                           const struct audit_process *process)
{
    char *asked = mem_printf(_("Take %s out of the plan?"), process->name);
    struct dialog_prompt prompt = {.title = asked,
                                   .label = _("Reason"),
                                   .hint = _("What was recorded stays; the process too."),
                                   .kind = TEXT_LINE,
                                   .required = true,
                                   .done = remove_done,
                                   .owner = screen};

    screen->asked = process->process;
    unsigned reactions = dialog_prompt(app, &prompt);
    free(asked);
    return reactions;
}

/* ---- keys and life --------------------------------------------------------------------------- */

static unsigned act_on_selected(struct processes_screen *screen, struct app *app,
                                enum action action)
{
    long index = list_selected(&screen->list);

    if (index < 0)
        return REACT_HANDLED;
    const struct audit_process *process = &screen->processes.items[index];
    if (action == ACTION_DELETE)
        return ask_remove(screen, app, process);
    if (action == ACTION_HISTORY)
        return app_push(app, history_screen_new(RECORD_AUDIT_PROCESS, &process->id));
    return ask_clauses(screen, app, &process->process, process->clauses);
}

static unsigned act(struct screen *base, struct app *app, const struct input *input)
{
    struct processes_screen *screen = processes_of(base);

    if (!screen->list.finding && input->action == ACTION_ADD)
        return add(screen, app);
    if (!screen->list.finding &&
        (input->action == ACTION_DELETE || input->action == ACTION_HISTORY))
        return act_on_selected(screen, app, input->action);
    unsigned flags = list_act(&screen->list, input);
    return flags & REACT_OPENED ? act_on_selected(screen, app, ACTION_OPEN) : flags;
}

static enum context context(const struct screen *base)
{
    return list_context(&processes_of(base)->list, CONTEXT_PROCESSES);
}

static void close_screen(struct screen *base)
{
    struct processes_screen *screen = processes_of(base);

    audit_processes_clear(&screen->processes);
    rows_clear(&screen->candidates);
    list_clear(&screen->list);
    free(screen->number);
    free(screen);
}

static const struct list_ops list_ops = {.row = draw_row, .empty = no_rows};

static bool place(const struct screen *base, struct place *place)
{
    const struct processes_screen *screen = (const struct processes_screen *)base;

    return place_list(place, PLACE_PROCESSES, &screen->audit, 0, NULL);
}

static const struct screen_ops ops = {.title = title,
                                      .context = context,
                                      .load = load,
                                      .draw = draw,
                                      .act = act,
                                      .place = place,
                                      .close = close_screen};

struct screen *processes_screen_new(const struct ident *audit)
{
    struct processes_screen *screen = mem_zalloc(1, sizeof *screen);

    screen->screen.ops = &ops;
    screen->audit = *audit;
    list_init(&screen->list, &list_ops, screen);
    return &screen->screen;
}

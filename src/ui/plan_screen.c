/* plan_screen.c - what a merge would do: packages, numbers, warnings, records; then doing it.
 *
 * Until it is applied nothing is written. Works out nothing itself: the plan is the store's.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "ui/plan_screen.h"

#include <stdlib.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "store/conflicts.h"
#include "store/consolidate.h"
#include "store/search.h"
#include "ui/dialog.h"
#include "ui/flow.h"
#include "ui/list.h"
#include "ui/plan_head.h"
#include "ui/record_text.h"
#include "ui/screens.h"

enum { LIST_LEAST = 8, HEAD_LEAST = 4 };

struct plan_screen {
    struct screen screen;
    struct plan_start start;
    struct merge_plan *plan;
    const struct merge_summary *summary;
    struct plan_head head; /* what stands above the list */
    char *language;        /* for the titles of rows */
    struct list list;
    bool applied;
    char *outcome; /* told when the screen is gone */
    bool to_decide;
};

static struct plan_screen *plan_of(const struct screen *screen)
{
    return (struct plan_screen *)(uintptr_t)screen;
}

/* ---- building -------------------------------------------------------------------------------- */

static enum err_code build(struct plan_screen *screen, struct err *err)
{
    const struct plan_start *start = &screen->start;
    struct merge_options options = {.accept = &start->accepted,
                                    .accept_count = ident_is_none(&start->accepted) ? 0 : 1,
                                    .accept_first = start->fresh};
    struct merge_plan *plan = NULL;
    enum err_code code =
        merge_plan_build(start->store, package_content(start->package), 1, &options, &plan, err);

    if (code != ERR_OK)
        return code;
    merge_plan_free(screen->plan);
    screen->plan = plan;
    screen->summary = merge_plan_summary(plan);
    list_set_count(&screen->list, screen->summary->line_count);
    return ERR_OK;
}

static enum err_code open_screen(struct screen *base, struct app *app, struct err *err)
{
    struct plan_screen *screen = plan_of(base);

    mem_replace(&screen->language, app->language);
    return build(screen, err);
}

/* The words of the head, in the language there is now. */
static enum err_code load(struct screen *base, struct app *app, struct err *err)
{
    struct plan_screen *screen = plan_of(base);

    (void)err;
    mem_replace(&screen->language, app->language);
    plan_head_clear(&screen->head);
    plan_head_build(&screen->head, screen->summary, package_info(screen->start.package));
    return ERR_OK;
}

/* ---- drawing --------------------------------------------------------------------------------- */

static char *title(const struct screen *base, const struct app *app)
{
    const struct plan_screen *screen = plan_of(base);

    (void)app;
    return mem_printf(_("Merge plan · %s · nothing is written yet"),
                      file_base_name(store_path(screen->start.store)));
}

static const char *change_label(const struct merge_line *line)
{
    return line->change == MERGE_NEW       ? _("new")
           : line->change == MERGE_CHANGED ? _("changed")
                                           : _("same");
}

static void draw_row(void *owner, size_t index, int width, struct list_row *row)
{
    const struct plan_screen *screen = owner;
    const struct merge_line *line = &screen->summary->lines[index];
    const struct code *conflict = code_at(&code_conflict_kinds, CONFLICT_OPINION);
    char *name = merge_line_title(screen->plan, line, screen->language);
    char ascii[2];

    if (line->conflicts > 0)
        list_cell(row, 1, STYLE_WARN,
                  row->canvas != NULL ? draw_symbol(row->canvas, conflict, ascii)
                                      : conflict->symbol);
    else
        list_cell(row, 1, line->change == MERGE_NEW ? STYLE_GOOD : STYLE_NOTICE,
                  line->change == MERGE_NEW       ? "+"
                  : line->change == MERGE_CHANGED ? "~"
                                                  : "=");
    list_cell(row, 8, STYLE_NORMAL, change_label(line));
    list_cell(row, width >= APP_WIDE_COLUMNS ? 18 : 14, STYLE_LABEL, record_text_type(line->type));
    list_cell(row, 0, STYLE_NORMAL, name[0] != '\0' ? name : "—");
    if (line->conflicts > 0)
        list_cell_format(row, 13, STYLE_WARN, _("conflicts: %zu"), line->conflicts);
    free(name);
}

static const char *no_rows(void *owner)
{
    const struct plan_screen *screen = owner;

    return screen->summary != NULL && screen->summary->nothing_new
               ? _("There is nothing to merge. Esc goes back.")
               : _("No record changes.");
}

static int head_rows(const struct plan_screen *screen, int width)
{
    int rows = 0;

    for (size_t i = 0; i < screen->head.count; i++)
        rows += draw_block_rows(screen->head.items[i].text, width);
    return rows;
}

/* What does not fit is told by the key that shows all. */
static void draw_head(const struct plan_screen *screen, struct canvas *canvas, struct area area,
                      int rows)
{
    struct flow flow = {.canvas = canvas, .area = area};
    bool cut = rows > area.rows;
    struct area last = {0};

    if (cut)
        last = area_take_bottom(&flow.area, 1);
    for (size_t i = 0; i < screen->head.count; i++)
        flow_text(&flow, screen->head.items[i].style, screen->head.items[i].text, 0);
    if (cut)
        draw_text(canvas, last.row, last.column, last.columns, STYLE_MUTED,
                  _("... and more: i shows all of the plan"));
}

static void draw(struct screen *base, struct app *app, struct canvas *canvas, struct area area)
{
    struct plan_screen *screen = plan_of(base);
    int rows = head_rows(screen, area.columns - 2);
    int most = area.rows - LIST_LEAST > HEAD_LEAST ? area.rows - LIST_LEAST : HEAD_LEAST;
    struct area head = area_take_top(&area, rows < most ? rows : most);
    char *name = mem_printf(_("Records · %zu"), screen->summary->line_count);

    (void)app;
    draw_head(screen, canvas, area_inset(head, 0, 1), rows);
    draw_box(canvas, area, name, STYLE_HEADING);
    list_draw(&screen->list, canvas, area_inset(area, 1, 2), true);
    free(name);
}

/* ---- applying -------------------------------------------------------------------------------- */

static size_t new_conflicts(const struct merge_summary *summary)
{
    size_t count = 0;

    for (int kind = 0; kind < CONFLICT_KIND_COUNT; kind++)
        count += summary->conflicts[kind];
    return count;
}

/* The key that another laptop uses too is given up. */
static enum err_code renew_key(struct plan_screen *screen, struct app *app, struct buf *outcome,
                               struct err *err)
{
    char fingerprint[FINGERPRINT_SIZE];
    enum err_code code = store_renew_device(screen->start.store, app->device, err);

    if (code != ERR_OK)
        return code;
    fingerprint_text(&app->device->id, fingerprint);
    buf_printf(outcome, "\n\n");
    buf_printf(outcome,
               _("Another laptop writes under the key this laptop had. This one has a new key now, "
                 "which the others must accept:\n%s"),
               fingerprint);
    return ERR_OK;
}

static enum err_code write_plan(struct plan_screen *screen, struct app *app, struct err *err)
{
    struct progress progress;

    progress_begin(&progress, app, _("Merging"));
    enum err_code code = merge_apply(screen->plan, progress_percent, &progress, err);
    if (code == ERR_OK) /* the merge stands, whatever becomes of the index */
        search_catch_up(screen->start.store, NULL);
    progress_end(&progress);
    return code;
}

/* Somebody wrote to the file meanwhile (undo does): the plan is made anew, to be looked at. */
static unsigned rebuild(struct plan_screen *screen, struct app *app)
{
    struct err err;

    if (build(screen, &err) != ERR_OK) {
        app_error(app, &err);
        return REACT_DONE | REACT_POP;
    }
    app_message(app, TONE_NOTICE, "%s",
                _("The file has changed since; this is the plan as it is now"));
    return REACT_DONE | REACT_RELOAD;
}

/* Looked for once, after the merge that may have brought them: it takes its time. */
static void add_duplicates(struct app *app, struct store *store, struct buf *outcome)
{
    struct duplicates pairs = {0};
    struct err err;

    if (duplicates_list(store, NULL, &pairs, &err) != ERR_OK)
        app_error(app, &err);
    if (pairs.count > 0) {
        buf_puts(outcome, "\n\n");
        buf_printf(outcome,
                   _("Pairs of findings that may describe one fact: %zu. D compares them."),
                   pairs.count);
    }
    duplicates_clear(&pairs);
}

static unsigned finish_apply(struct plan_screen *screen, struct app *app)
{
    const struct merge_summary *summary = screen->summary;
    struct buf outcome;
    struct err err;

    buf_init(&outcome);
    buf_printf(&outcome, _("Records: new %zu, changed %zu. New conflicts: %zu."),
               summary->records[MERGE_NEW], summary->records[MERGE_CHANGED],
               new_conflicts(summary));
    add_duplicates(app, screen->start.store, &outcome);
    if (summary->self_cloned && renew_key(screen, app, &outcome, &err) != ERR_OK)
        app_error(app, &err);
    screen->to_decide = new_conflicts(summary) > 0;
    screen->outcome = buf_take(&outcome);
    screen->applied = true;
    if (screen->start.fresh)
        app_set_store(app, screen->start.store);
    app_saved(app);
    return REACT_DONE | REACT_POP;
}

static unsigned apply(struct app *app, void *owner)
{
    struct plan_screen *screen = owner;
    struct err err;
    enum err_code code = write_plan(screen, app, &err);

    if (code == ERR_OK)
        return finish_apply(screen, app);
    if (code == ERR_BUSY)
        return rebuild(screen, app);
    app_error(app, &err);
    return REACT_DONE;
}

static unsigned ask_apply(struct plan_screen *screen, struct app *app)
{
    const struct merge_summary *summary = screen->summary;

    if (summary->nothing_new && !summary->self_cloned) {
        app_message(app, TONE_NOTICE, "%s", _("There is nothing to merge"));
        return REACT_DONE;
    }
    char *text = mem_printf(
        screen->start.fresh
            ? _("The new file %s gets what is in the package. Records: new %zu, changed %zu; "
                "conflicts to decide: %zu.")
            : _("%s gets what is in the package. Records: new %zu, changed %zu; conflicts to "
                "decide: %zu. A copy of the file as it is now stays beside it; undoing the merge "
                "brings it back."),
        file_base_name(store_path(screen->start.store)), summary->records[MERGE_NEW],
        summary->records[MERGE_CHANGED], new_conflicts(summary));
    struct dialog_confirm confirm = {.title = _("Merge?"),
                                     .text = text,
                                     .yes = _("merge"),
                                     .opener = 'a',
                                     .done = apply,
                                     .owner = screen};
    unsigned reactions = dialog_confirm(app, &confirm);

    free(text);
    return reactions;
}

/* ---- keys ------------------------------------------------------------------------------------ */

static unsigned show_all(struct plan_screen *screen, struct app *app)
{
    struct buf text;

    buf_init(&text);
    for (size_t i = 0; i < screen->head.count; i++)
        buf_printf(&text, "%s%s", i > 0 ? "\n" : "", screen->head.items[i].text);
    unsigned reactions = dialog_message(app, TONE_PLAIN, _("Merge plan"), text.data);
    buf_clear(&text);
    return reactions;
}

static unsigned show_line(struct plan_screen *screen, struct app *app)
{
    long index = list_selected(&screen->list);
    struct buf text;

    if (index < 0)
        return REACT_HANDLED;
    const struct merge_line *line = &screen->summary->lines[index];
    char *name = merge_line_title(screen->plan, line, app->language);
    char *audit = store_name(screen->start.store, RECORD_AUDIT, &line->audit);
    buf_init(&text);
    buf_printf(&text, "%s\n\n", name);
    if (audit[0] != '\0')
        buf_printf(&text, "%s %s\n", _("Audit"), audit);
    buf_puts(&text, line->change == MERGE_NEW ? _("It is new in this file.")
                                              : _("It is here already and will be changed."));
    if (line->conflicts > 0) {
        buf_putc(&text, '\n');
        buf_printf(&text,
                   _("Cells in which laptops will disagree: %zu. Nothing of either is lost; you "
                     "decide after the merge."),
                   line->conflicts);
    }
    unsigned reactions = dialog_message(app, line->conflicts > 0 ? TONE_WARN : TONE_PLAIN,
                                        record_text_type(line->type), text.data);
    buf_clear(&text);
    free(audit);
    free(name);
    return reactions;
}

static unsigned act(struct screen *base, struct app *app, const struct input *input)
{
    struct plan_screen *screen = plan_of(base);

    if (!screen->list.finding && input->action == ACTION_APPLY)
        return ask_apply(screen, app);
    if (!screen->list.finding && input->action == ACTION_DETAILS)
        return show_all(screen, app);
    unsigned flags = list_act(&screen->list, input);
    return flags & REACT_OPENED ? show_line(screen, app) : flags;
}

static enum context context(const struct screen *base)
{
    return list_context(&plan_of(base)->list, CONTEXT_PLAN);
}

/* ---- life ------------------------------------------------------------------------------------ */

static unsigned go_to_conflicts(struct app *app, void *owner)
{
    (void)owner;
    return app_push(app, conflicts_screen_new(NULL));
}

static unsigned finish(struct screen *base, struct app *app)
{
    struct plan_screen *screen = plan_of(base);
    struct dialog_confirm confirm = {.title = _("Merged"),
                                     .text = screen->outcome,
                                     .yes = _("decide the conflicts"),
                                     .no = _("later"),
                                     .done = go_to_conflicts};

    if (!screen->applied)
        return REACT_DONE;
    if (screen->to_decide)
        dialog_confirm(app, &confirm);
    else
        dialog_message(app, TONE_GOOD, _("Merged"), screen->outcome);
    return REACT_DONE | REACT_POP; /* the form that read the package has done its work */
}

static void close_screen(struct screen *base)
{
    struct plan_screen *screen = plan_of(base);

    plan_head_clear(&screen->head);
    free(screen->head.items);
    list_clear(&screen->list);
    merge_plan_free(screen->plan);
    package_close(screen->start.package);
    if (screen->start.fresh && !screen->applied)
        store_discard(screen->start.store);
    free(screen->language);
    free(screen->outcome);
    free(screen);
}

static const struct list_ops list_ops = {.row = draw_row, .empty = no_rows};

static const struct screen_ops ops = {.title = title,
                                      .context = context,
                                      .open = open_screen,
                                      .load = load,
                                      .draw = draw,
                                      .act = act,
                                      .finish = finish,
                                      .close = close_screen};

struct screen *plan_screen_new(const struct plan_start *start)
{
    struct plan_screen *screen = mem_zalloc(1, sizeof *screen);

    screen->screen.ops = &ops;
    screen->start = *start;
    list_init(&screen->list, &list_ops, screen);
    return &screen->screen;
}

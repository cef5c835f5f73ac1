/* checklists_screen.c - the checklists of an audit: add one, take one out, take a newer version.
 *
 * What a newer version would do is shown before it is done. Rules and writing are the store's.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "core/ref.h"
#include "exchange/checklist_file.h"
#include "store/audit_checklists.h"
#include "ui/dialog.h"
#include "ui/drafts.h"
#include "ui/list.h"
#include "ui/place.h"
#include "ui/screens.h"

struct checklists_screen {
    struct screen screen;
    struct ident audit;
    char *number;
    struct audit_checklists lists;
    char **newer; /* for each list the version that a file here has instead; NULL: none */
    size_t newer_count;
    struct list list;
    char **candidates; /* files that can be added, in the order of the dialog */
    size_t candidate_count;
    struct checklist update; /* what the plan on the screen is about */
    char *removed;           /* the checklist whose removal is being asked for */
};

static struct checklists_screen *checklists_of(const struct screen *screen)
{
    return (struct checklists_screen *)(uintptr_t)screen;
}

/* ---- loading and drawing --------------------------------------------------------------------- */

static void texts_free(char ***texts, size_t *count)
{
    for (size_t i = 0; i < *count; i++)
        free((*texts)[i]);
    free(*texts);
    *texts = NULL;
    *count = 0;
}

/* The checklist that a file here has under this id. */
static enum err_code read_file(const char *id, struct checklist *checklist, struct err *err)
{
    char *path = NULL;

    checklist_init(checklist);
    enum err_code code = checklist_locate(id, &path, err);
    if (code == ERR_OK)
        code = checklist_file_read(path, checklist, NULL, err);
    free(path);
    return code;
}

static void look_for_newer(struct checklists_screen *screen, struct app *app)
{
    screen->newer_count = screen->lists.count;
    screen->newer = mem_zalloc(screen->newer_count + 1, sizeof *screen->newer);
    for (size_t i = 0; i < screen->newer_count; i++) {
        struct checklist checklist;
        struct update_plan plan = {0};
        if (read_file(screen->lists.items[i].checklist, &checklist, NULL) == ERR_OK &&
            audit_checklist_plan(app->store, &screen->audit, &checklist, app->language, &plan,
                                 NULL) == ERR_OK &&
            !plan.same)
            screen->newer[i] = mem_strdup(checklist.version);
        update_plan_clear(&plan);
        checklist_clear(&checklist);
    }
}

static enum err_code load(struct screen *base, struct app *app, struct err *err)
{
    struct checklists_screen *screen = checklists_of(base);

    audit_checklists_clear(&screen->lists);
    texts_free(&screen->newer, &screen->newer_count);
    free(screen->number);
    screen->number = store_name(app->store, RECORD_AUDIT, &screen->audit);
    enum err_code code =
        audit_checklists_list(app->store, &screen->audit, app->language, &screen->lists, err);
    if (code == ERR_OK)
        look_for_newer(screen, app);
    list_set_count(&screen->list, screen->lists.count);
    return code;
}

static char *title(const struct screen *base, const struct app *app)
{
    const struct checklists_screen *screen = checklists_of(base);

    (void)app;
    return mem_printf(_("Checklists of %s"), screen->number != NULL ? screen->number : "");
}

static void draw_row(void *owner, size_t index, int width, struct list_row *row)
{
    const struct checklists_screen *screen = owner;
    const struct audit_checklist *list = &screen->lists.items[index];
    const char *newer = index < screen->newer_count ? screen->newer[index] : NULL;

    list_cell(row, width >= 72 ? 18 : 14, STYLE_HEADING, list->checklist);
    list_cell(row, 8, STYLE_NORMAL, list->version);
    if (newer != NULL)
        list_cell_format(row, 10, STYLE_NOTICE, "→ %s", newer);
    list_cell(row, 0, STYLE_NORMAL, list->title);
    if (list->again > 0)
        list_cell_format(row, 4, STYLE_WARN, "!%zu", list->again);
    list_cell_format(row, 9, STYLE_NORMAL, "%zu/%zu", tally_assessed(&list->tally),
                     tally_total(&list->tally));
}

static const char *no_rows(void *owner)
{
    (void)owner;
    return _("The audit has no checklist.");
}

static void draw(struct screen *base, struct app *app, struct canvas *canvas, struct area area)
{
    struct checklists_screen *screen = checklists_of(base);

    (void)app;
    draw_box(canvas, area, _("Checklists"), STYLE_HEADING);
    list_draw(&screen->list, canvas, area_inset(area, 1, 2), true);
}

/* ---- a newer version ------------------------------------------------------------------------- */

static void plan_steps(const struct update_plan *plan, struct buf *text)
{
    for (size_t i = 0; i < plan->step_count; i++) {
        const struct update_step *step = &plan->steps[i];
        const struct code *what = code_at(&code_item_steps, (int)step->step);
        const struct code *answer = code_at(&code_results, (int)step->result);
        char *ref = ref_display(step->ref[0] != '\0' ? step->ref : step->item);
        buf_printf(text, "\n%s %s %s: %s", what->symbol, ref, _(what->label), step->heading);
        if (step->result != RESULT_NOT_ASSESSED)
            buf_printf(text, " (%s)", _(answer->label));
        free(ref);
    }
}

static char *plan_text(const struct update_plan *plan)
{
    struct buf text;

    buf_init(&text);
    buf_printf(&text, _("%s: %s becomes %s\n"), plan->checklist, plan->from, plan->to);
    buf_printf(&text, _("unchanged: %zu, answers carried over: %zu\n"), plan->counts[ITEM_KEPT],
               plan->answered[ITEM_KEPT]);
    buf_printf(&text, _("changed: %zu, answers to look at again: %zu\n"),
               plan->counts[ITEM_CHANGED], plan->answered[ITEM_CHANGED]);
    buf_printf(&text, _("new: %zu\n"), plan->counts[ITEM_ADDED]);
    buf_printf(&text, _("removed: %zu, answers that stay in the history only: %zu\n"),
               plan->counts[ITEM_REMOVED], plan->answered[ITEM_REMOVED]);
    plan_steps(plan, &text);
    return buf_take(&text);
}

static unsigned update_done(struct app *app, void *owner)
{
    struct checklists_screen *screen = owner;
    struct err err;

    return app_result(
        app, audit_checklist_update(app->store, &screen->audit, &screen->update, &err), &err);
}

static unsigned ask_update(struct checklists_screen *screen, struct app *app,
                           const struct update_plan *plan)
{
    if (plan->same) {
        app_message(app, TONE_GOOD, _("The audit has exactly this %s %s already."), plan->checklist,
                    plan->to);
        return REACT_DONE;
    }
    char *text = plan_text(plan);
    struct dialog_confirm confirm = {.title = _("Take this version?"),
                                     .text = text,
                                     .yes = _("Take it"),
                                     .done = update_done,
                                     .owner = screen};
    unsigned reactions = dialog_confirm(app, &confirm);
    free(text);
    return reactions;
}

static unsigned update(struct checklists_screen *screen, struct app *app)
{
    long index = list_selected(&screen->list);
    struct update_plan plan = {0};
    struct err err = {0};
    unsigned reactions = REACT_DONE;

    if (index < 0)
        return REACT_HANDLED;
    checklist_clear(&screen->update);
    enum err_code code = read_file(screen->lists.items[index].checklist, &screen->update, &err);
    if (code == ERR_OK)
        code = audit_checklist_plan(app->store, &screen->audit, &screen->update, app->language,
                                    &plan, &err);
    if (code == ERR_OK)
        reactions = ask_update(screen, app, &plan);
    else
        app_error(app, &err);
    update_plan_clear(&plan);
    return reactions;
}

/* ---- adding ---------------------------------------------------------------------------------- */

static unsigned add_chosen(struct app *app, void *owner, size_t index)
{
    struct checklists_screen *screen = owner;
    struct checklist checklist;
    struct err err;

    if (index >= screen->candidate_count)
        return REACT_DONE;
    enum err_code code = checklist_file_read(screen->candidates[index], &checklist, NULL, &err);
    if (code == ERR_OK)
        code = audit_checklist_add(app->store, &screen->audit, &checklist, &err);
    checklist_clear(&checklist);
    return app_result(app, code, &err);
}

/* Files with errors can't be added and are left out: checklist check tells about them. */
static size_t find_candidates(struct checklists_screen *screen, const char *language,
                              char ***labels)
{
    char **paths = NULL;
    size_t count = 0;

    texts_free(&screen->candidates, &screen->candidate_count);
    checklist_list_files(&paths, &count, NULL);
    screen->candidates = mem_zalloc(count + 1, sizeof *screen->candidates);
    *labels = mem_zalloc(count + 1, sizeof **labels);
    for (size_t i = 0; i < count; i++) {
        struct checklist checklist;
        if (checklist_file_read(paths[i], &checklist, NULL, NULL) == ERR_OK &&
            audit_checklists_find(&screen->lists, checklist.id) == NULL) {
            (*labels)[screen->candidate_count] =
                mem_printf("%s %s  %s", checklist.id, checklist.version,
                           local_text_get(&checklist.title, language));
            screen->candidates[screen->candidate_count++] = mem_strdup(paths[i]);
        }
        checklist_clear(&checklist);
        free(paths[i]);
    }
    free(paths);
    return screen->candidate_count;
}

static unsigned add(struct checklists_screen *screen, struct app *app)
{
    char **labels = NULL;
    size_t count = find_candidates(screen, app->language, &labels);
    struct dialog_choose choose = {.title = _("Add a checklist"),
                                   .labels = (const char *const *)labels,
                                   .count = count,
                                   .done = add_chosen,
                                   .owner = screen};
    unsigned reactions = REACT_DONE;

    if (count > 0)
        reactions = dialog_choose(app, &choose);
    else
        app_message(app, TONE_NOTICE, "%s",
                    _("There is no other checklist here: auditwalk checklist import adds one."));
    texts_free(&labels, &count);
    return reactions;
}

/* ---- removing -------------------------------------------------------------------------------- */

static bool remove_done(struct app *app, void *owner, const char *text, unsigned *reactions,
                        struct err *err)
{
    struct checklists_screen *screen = owner;

    if (audit_checklist_remove(app->store, &screen->audit, screen->removed, text, err) != ERR_OK)
        return false;
    app_saved(app);
    *reactions = REACT_DONE | REACT_RELOAD;
    return true;
}

static unsigned ask_remove(struct checklists_screen *screen, struct app *app)
{
    long index = list_selected(&screen->list);

    if (index < 0)
        return REACT_HANDLED;
    mem_replace(&screen->removed, screen->lists.items[index].checklist);
    char *asked = mem_printf(_("Take %s out of the audit?"), screen->removed);
    char *place = draft_place_item("remove-checklist", &screen->audit, screen->removed, NULL);
    struct dialog_prompt prompt = {.title = asked,
                                   .place = place,
                                   .label = _("Reason"),
                                   .hint = _("Its answers and findings stay in the file."),
                                   .kind = TEXT_LINE,
                                   .required = true,
                                   .done = remove_done,
                                   .owner = screen};
    unsigned reactions = dialog_prompt(app, &prompt);
    free(place);
    free(asked);
    return reactions;
}

/* ---- keys and life --------------------------------------------------------------------------- */

static unsigned act(struct screen *base, struct app *app, const struct input *input)
{
    struct checklists_screen *screen = checklists_of(base);

    if (!screen->list.finding && input->action == ACTION_ADD)
        return add(screen, app);
    if (!screen->list.finding && input->action == ACTION_DELETE)
        return ask_remove(screen, app);
    unsigned flags = list_act(&screen->list, input);
    return flags & REACT_OPENED ? update(screen, app) : flags;
}

static enum context context(const struct screen *base)
{
    return list_context(&checklists_of(base)->list, CONTEXT_CHECKLISTS);
}

static void close_screen(struct screen *base)
{
    struct checklists_screen *screen = checklists_of(base);

    audit_checklists_clear(&screen->lists);
    texts_free(&screen->newer, &screen->newer_count);
    texts_free(&screen->candidates, &screen->candidate_count);
    checklist_clear(&screen->update);
    list_clear(&screen->list);
    free(screen->removed);
    free(screen->number);
    free(screen);
}

static const struct list_ops list_ops = {.row = draw_row, .empty = no_rows};

static bool place(const struct screen *base, struct place *place)
{
    const struct checklists_screen *screen = (const struct checklists_screen *)base;

    return place_list(place, PLACE_CHECKLISTS, &screen->audit, 0, NULL);
}

static const struct screen_ops ops = {.title = title,
                                      .context = context,
                                      .load = load,
                                      .draw = draw,
                                      .act = act,
                                      .place = place,
                                      .close = close_screen};

struct screen *checklists_screen_new(const struct ident *audit)
{
    struct checklists_screen *screen = mem_zalloc(1, sizeof *screen);

    screen->screen.ops = &ops;
    screen->audit = *audit;
    checklist_init(&screen->update);
    list_init(&screen->list, &list_ops, screen);
    return &screen->screen;
}

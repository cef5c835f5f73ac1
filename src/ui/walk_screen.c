/* walk_screen.c - the screen that is open all day: requirements, their results, one key each.
 *
 * Left the groups (clauses, areas, methods), in the middle the requirements of the group, right the
 * requirement with its question, note, evidence and findings. A result is saved by its key at once;
 * the place, the time and the author are taken along. Rules are core's, writing is the store's.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "ui/walk_screen.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "store/filters.h"
#include "ui/place.h"
#include "ui/sticky.h"

static struct walk_screen *walk_of(const struct screen *screen)
{
    return (struct walk_screen *)(uintptr_t)screen;
}

/* ---- loading --------------------------------------------------------------------------------- */

static const struct walk_group *selected_group(const struct walk_screen *walk)
{
    long index = tree_selected(&walk->group_tree);

    return index < 0 ? NULL : &walk->groups.items[index];
}

const struct walk_item *walk_selected(const struct walk_screen *walk)
{
    long index = list_selected(&walk->item_list);

    return index < 0 ? NULL : &walk->items.items[index];
}

/* The overlay of a checklist, read when its first item is shown. One with errors says so once and
 * is then none. */
static const struct checklist_overlay *overlay_of(struct walk_screen *walk, struct app *app,
                                                  const char *checklist)
{
    struct err err;

    for (size_t i = 0; i < walk->overlay_count; i++)
        if (strcmp(walk->overlays[i].checklist, checklist) == 0)
            return &walk->overlays[i];
    walk->overlays = mem_grow(walk->overlays, walk->overlay_count, &walk->overlay_capacity,
                              sizeof *walk->overlays);
    struct checklist_overlay *overlay = &walk->overlays[walk->overlay_count++];
    if (checklist_overlay_load(checklist, overlay, &err) != ERR_OK)
        app_error(app, &err);
    mem_replace(&overlay->checklist, checklist);
    return overlay;
}

/* What was drawn, and how many failed. */
static void load_sample(struct walk_screen *walk, struct app *app, const struct walk_item *item)
{
    struct row row;
    struct buf text;

    mem_replace(&walk->sample, NULL);
    if (item == NULL || store_get(app->store, RECORD_ASSESSMENT, &item->id, &row, NULL) != ERR_OK)
        return;
    buf_init(&text);
    if (!row_is_null(&row, ASSESSMENT_SAMPLE_SIZE))
        buf_printf(&text, _("%lld of %lld"), (long long)row_int(&row, ASSESSMENT_SAMPLE_SIZE),
                   (long long)row_int(&row, ASSESSMENT_SAMPLE_POPULATION));
    if (row_text(&row, ASSESSMENT_SAMPLE_DRAWN)[0] != '\0')
        buf_printf(&text, ": %s", row_text(&row, ASSESSMENT_SAMPLE_DRAWN));
    if (!row_is_null(&row, ASSESSMENT_SAMPLE_FAILURES))
        buf_printf(&text, _("; failed: %lld"),
                   (long long)row_int(&row, ASSESSMENT_SAMPLE_FAILURES));
    row_clear(&row);
    walk->sample = buf_take(&text);
}

static enum err_code load_detail(struct walk_screen *walk, struct app *app, struct err *err)
{
    const struct walk_item *item = walk_selected(walk);

    walk_detail_clear(&walk->detail);
    evidence_lines_clear(&walk->evidence);
    finding_lines_clear(&walk->findings);
    load_sample(walk, app, item);
    walk->detail_top = 0;
    walk->wording = NULL;
    if (item == NULL)
        return ERR_OK;
    walk->wording =
        checklist_overlay_text(overlay_of(walk, app, item->checklist), item->item, app->language);
    enum err_code code = walk_detail(app->store, &walk->audit, item->checklist, item->item,
                                     app->language, &walk->detail, err);
    struct evidence_query evidence = {.assessment = &item->id, .limit = 50};
    if (code == ERR_OK && item->evidence > 0)
        code = evidence_list(app->store, &evidence, &walk->evidence, err);
    struct finding_query findings = {.ids = item->raised,
                                     .id_count = item->findings,
                                     .brief = true,
                                     .sort = FINDING_BY_GRADE,
                                     .limit = 50};
    if (code == ERR_OK && item->findings > 0)
        code = findings_list(app->store, &findings, &walk->findings, err);
    return code;
}

/* The item that was wanted, else the same place in the list as before. */
static void select_wanted(struct walk_screen *walk)
{
    for (size_t i = 0; walk->wanted_item != NULL && i < walk->items.count; i++) {
        const struct walk_item *item = &walk->items.items[i];
        if (strcmp(item->item, walk->wanted_item) == 0 &&
            (walk->wanted_checklist == NULL ||
             strcmp(item->checklist, walk->wanted_checklist) == 0)) {
            list_select(&walk->item_list, i);
            break;
        }
    }
    mem_replace(&walk->wanted_item, NULL);
    mem_replace(&walk->wanted_checklist, NULL);
}

static enum err_code load_items(struct walk_screen *walk, struct app *app, struct err *err)
{
    const struct walk_group *group = selected_group(walk);

    walk_items_clear(&walk->items);
    enum err_code code = group == NULL
                             ? ERR_OK
                             : walk_items_among(app->store, &walk->audit, walk->order, group->key,
                                                walk->only, app->language, &walk->items, err);
    list_set_count(&walk->item_list, walk->items.count);
    select_wanted(walk);
    return code == ERR_OK ? load_detail(walk, app, err) : code;
}

static void select_group(struct walk_screen *walk, const char *key)
{
    for (size_t i = 0; key != NULL && i < walk->groups.count; i++)
        if (strcmp(walk->groups.items[i].key, key) == 0)
            tree_select(&walk->group_tree, i);
}

static enum err_code load_groups(struct walk_screen *walk, struct app *app, struct err *err)
{
    const struct walk_group *before = selected_group(walk);
    char *key = before == NULL ? mem_strdup(walk->wanted_group) : mem_strdup(before->key);

    walk_groups_clear(&walk->groups);
    enum err_code code = walk_groups_among(app->store, &walk->audit, walk->order, walk->only,
                                           app->language, &walk->groups, err);
    tree_set_count(&walk->group_tree, walk->groups.count);
    select_group(walk, key);
    mem_replace(&walk->wanted_group, NULL);
    free(key);
    return code;
}

/* The walk was opened at an item: its group is that of its clause. */
static void want_clause_of_item(struct walk_screen *walk, const struct app *app)
{
    struct walk_detail detail;

    if (!walk->landing || walk->wanted_checklist == NULL || walk->wanted_item == NULL)
        return;
    walk->landing = false;
    if (walk_detail(app->store, &walk->audit, walk->wanted_checklist, walk->wanted_item,
                    app->language, &detail, NULL) == ERR_OK) {
        mem_replace(&walk->wanted_group, detail.line.clause);
        walk_detail_clear(&detail);
    }
}

/* Titles of checklists stand in their snapshots, which are too large to be read at every key. */
static enum err_code load_lists(struct walk_screen *walk, struct app *app, struct err *err)
{
    if (walk->lists.count > 0 && strcmp(walk->lists_language, app->language) == 0)
        return ERR_OK;
    audit_checklists_clear(&walk->lists);
    snprintf(walk->lists_language, sizeof walk->lists_language, "%s", app->language);
    return audit_checklists_list(app->store, &walk->audit, app->language, &walk->lists, err);
}

static enum err_code load_filter(struct walk_screen *walk, struct app *app, struct err *err)
{
    mem_replace(&walk->only, NULL);
    if (filter_is_empty(&walk->filter))
        return ERR_OK;
    return filter_walk(app->store, &walk->audit, &walk->filter, app->language, &walk->only, err);
}

enum err_code walk_load(struct screen *screen, struct app *app, struct err *err)
{
    struct walk_screen *walk = walk_of(screen);

    if (walk->wanted_item == NULL && walk->detail.line.item != NULL) {
        mem_replace(&walk->wanted_item, walk->detail.line.item);
        mem_replace(&walk->wanted_checklist, walk->detail.line.checklist);
    }
    want_clause_of_item(walk, app);
    row_clear(&walk->record);
    enum err_code code = store_get(app->store, RECORD_AUDIT, &walk->audit, &walk->record, err);
    if (code == ERR_OK)
        code = audit_tally(app->store, &walk->audit, &walk->tally, walk->graded,
                           &walk->evidence_count, err);
    if (code == ERR_OK)
        code = conflicts_count(app->store, &walk->audit, &walk->conflicts, err);
    free(walk->area_name);
    walk->area_name = store_name(app->store, RECORD_AREA, &app->area);
    if (code == ERR_OK)
        code = load_lists(walk, app, err);
    if (code == ERR_OK)
        code = load_filter(walk, app, err);
    if (code == ERR_OK)
        code = load_groups(walk, app, err);
    return code == ERR_OK ? load_items(walk, app, err) : code;
}

static enum err_code walk_open(struct screen *screen, struct app *app, struct err *err)
{
    struct walk_screen *walk = walk_of(screen);

    (void)err;
    bool other = !ident_equal(&app->audit, &walk->audit);
    app->audit = walk->audit;
    if (other)
        sticky_load(app); /* a place belongs to the audit it was chosen in */
    return ERR_OK;
}

/* ---- moving ---------------------------------------------------------------------------------- */

static unsigned reload_part(struct walk_screen *walk, struct app *app,
                            enum err_code (*load)(struct walk_screen *, struct app *, struct err *))
{
    struct err err;

    if (load(walk, app, &err) != ERR_OK)
        app_error(app, &err);
    return REACT_DONE;
}

static unsigned move_pane(struct walk_screen *walk, int step)
{
    int pane = (int)walk->pane + step;

    if (pane < 0 || pane >= PANE_COUNT)
        return REACT_HANDLED;
    walk->pane = (enum walk_pane)pane;
    return REACT_DONE;
}

/* The group of items to look at where one stands: its key is the kind of place. */
static void want_own_place(struct walk_screen *walk, const struct app *app)
{
    struct row area;

    if (ident_is_none(&app->area) ||
        store_get(app->store, RECORD_AREA, &app->area, &area, NULL) != ERR_OK)
        return;
    mem_replace(&walk->wanted_group, row_text(&area, AREA_PLACE));
    row_clear(&area);
}

static unsigned set_order(struct walk_screen *walk, const struct app *app, enum walk_order order)
{
    walk->order = order;
    if (order == WALK_AREA)
        want_own_place(walk, app);
    walk_groups_clear(&walk->groups); /* their keys mean nothing in another order */
    tree_set_count(&walk->group_tree, 0);
    list_select(&walk->item_list, 0);
    walk->pane = PANE_ITEMS;
    return REACT_DONE | REACT_RELOAD;
}

static bool item_is_open(void *owner, size_t index)
{
    const struct walk_screen *walk = owner;
    const struct walk_item *item = &walk->items.items[index];

    return item->result == RESULT_NOT_ASSESSED || item->again;
}

static size_t count_open(const struct walk_group *group)
{
    return group->tally.by[RESULT_NOT_ASSESSED] + group->again;
}

/* A group with something open of its own: not only in the groups inside it, which come later. */
static bool group_is_open(const struct walk_screen *walk, size_t index)
{
    const struct walk_group *group = &walk->groups.items[index];
    size_t inside = 0;
    size_t at = index + 1;

    while (at < walk->groups.count && walk->groups.items[at].depth > group->depth) {
        const struct walk_group *part = &walk->groups.items[at++];
        inside += count_open(part);
        while (at < walk->groups.count && walk->groups.items[at].depth > part->depth)
            at++;
    }
    return count_open(group) > inside;
}

static bool is_ahead(const struct walk_screen *walk, long found, bool forward)
{
    long here = list_selected(&walk->item_list);

    return found >= 0 && (forward ? found > here : found < here);
}

/* The next open item: in this group behind the selected one, else in the next group that has one,
 * around the whole list; the chapter that is open stays when it has one. */
static unsigned next_open(struct walk_screen *walk, struct app *app, bool forward)
{
    long found = list_find(&walk->item_list, forward, item_is_open);
    size_t count = walk->groups.count;

    place_remember(app);
    if (is_ahead(walk, found, forward)) {
        list_select(&walk->item_list, (size_t)found);
        return reload_part(walk, app, load_detail);
    }
    size_t start = (size_t)tree_selected(&walk->group_tree);
    for (size_t step = 1; step <= count; step++) {
        size_t index = forward ? (start + step) % count : (start + count - step % count) % count;
        if (!group_is_open(walk, index))
            continue;
        tree_select(&walk->group_tree, index);
        reload_part(walk, app, load_items);
        for (size_t i = 0; i < walk->items.count; i++) {
            size_t at = forward ? i : walk->items.count - 1 - i;
            if (item_is_open(walk, at)) {
                list_select(&walk->item_list, at);
                break;
            }
        }
        walk->pane = PANE_ITEMS;
        return reload_part(walk, app, load_detail);
    }
    app_message(app, TONE_GOOD, "%s",
                walk->only != NULL ? _("Nothing that passes the filter is open.")
                                   : _("Nothing is open any more."));
    return REACT_DONE;
}

/* ---- keys ------------------------------------------------------------------------------------ */

static unsigned filter_chosen(struct app *app, void *owner, const struct filter *filter)
{
    struct walk_screen *walk = owner;

    (void)app;
    filter_copy(&walk->filter, filter);
    return REACT_DONE | REACT_RELOAD;
}

static unsigned act_on_screen(struct walk_screen *walk, struct app *app, enum action action)
{
    switch (action) {
    case ACTION_NEXT_OPEN:
        return next_open(walk, app, true);
    case ACTION_PREVIOUS_OPEN:
        return next_open(walk, app, false);
    case ACTION_NEXT_PANE:
        return move_pane(walk, 1);
    case ACTION_PREVIOUS_PANE:
        return move_pane(walk, -1);
    case ACTION_PLACE:
        return walk_choose_place(walk, app);
    case ACTION_FILTER:
        return filters_choose(app, &(struct filters_spec){.list = FILTER_WALK,
                                                          .filter = &walk->filter,
                                                          .done = filter_chosen,
                                                          .owner = walk});
    case ACTION_FINDINGS:
        return app_push(app, findings_screen_new(&walk->audit, NULL));
    case ACTION_PROCESSES:
        return app_push(app, processes_screen_new(&walk->audit));
    case ACTION_READY:
        return app_push(app, ready_screen_new(&walk->audit));
    case ACTION_RESULTS:
        return app_push(app, results_screen_new(&walk->audit));
    case ACTION_DEPLOYMENT:
        return app_push(app, deployment_screen_new(&walk->audit));
    case ACTION_EVIDENCE_LIST:
        return app_push(app, evidence_screen_new(&walk->audit, NULL, NULL));
    case ACTION_EXPORT:
        return app_push(app, export_form_new(app, &walk->audit));
    case ACTION_CONFLICTS:
        return app_push(app, conflicts_screen_new(&walk->audit));
    default:
        return REACT_NONE;
    }
}

/* The detail pane scrolls; Enter shows what is linked to the item. */
static unsigned act_on_detail(struct walk_screen *walk, struct app *app, enum action action)
{
    int page = walk->detail_area.rows > 2 ? walk->detail_area.rows - 1 : 1;
    int last = walk->detail_rows - walk->detail_area.rows;
    int top = walk->detail_top;

    switch (action) {
    case ACTION_UP:
        top--;
        break;
    case ACTION_DOWN:
        top++;
        break;
    case ACTION_PAGE_UP:
    case ACTION_HALF_UP:
        top -= page;
        break;
    case ACTION_PAGE_DOWN:
    case ACTION_HALF_DOWN:
        top += page;
        break;
    case ACTION_TOP:
        top = 0;
        break;
    case ACTION_BOTTOM:
        top = last;
        break;
    case ACTION_OPEN:
        if (walk->detail.line.item == NULL || walk->evidence.count + walk->findings.count == 0)
            return REACT_HANDLED;
        if (walk->evidence.count == 0)
            return app_push(app, findings_screen_new(NULL, &walk->detail.line.id));
        return app_push(app, evidence_screen_new(NULL, &walk->detail.line.id, NULL));
    default:
        return REACT_NONE;
    }
    top = top > last ? last : top;
    walk->detail_top = top < 0 ? 0 : top;
    return REACT_DONE;
}

static bool is_searching(const struct walk_screen *walk)
{
    return walk->group_tree.list.finding || walk->item_list.finding;
}

/* Where the mouse points decides the pane, so that a click never acts on another one. A search
 * keeps its pane: keys go to it until it ends. */
static void focus_by_mouse(struct walk_screen *walk, const struct event *event)
{
    if (event->type != EVENT_MOUSE || is_searching(walk))
        return;
    if (area_contains(walk->group_tree.list.area, event->row, event->column))
        walk->pane = PANE_GROUPS;
    else if (area_contains(walk->item_list.area, event->row, event->column))
        walk->pane = PANE_ITEMS;
    else if (area_contains(walk->detail_area, event->row, event->column))
        walk->pane = PANE_DETAIL;
}

/* The wheel moves the detail as the keys do. */
static enum action wheel_action(const struct input *input)
{
    if (input->event.type != EVENT_MOUSE)
        return input->action;
    return input->event.mouse == MOUSE_WHEEL_UP     ? ACTION_UP
           : input->event.mouse == MOUSE_WHEEL_DOWN ? ACTION_DOWN
                                                    : ACTION_NONE;
}

static unsigned act_on_list(struct walk_screen *walk, struct app *app, const struct input *input)
{
    bool groups = walk->pane == PANE_GROUPS;
    unsigned flags =
        groups ? tree_act(&walk->group_tree, input) : list_act(&walk->item_list, input);

    if (flags == REACT_NONE && input->action == ACTION_UNFOLD)
        return move_pane(walk, 1);
    if (flags == REACT_NONE && input->action == ACTION_FOLD)
        return REACT_HANDLED;
    if (flags & REACT_OPENED) {
        walk->pane = groups ? PANE_ITEMS : PANE_DETAIL;
        return flags | REACT_DONE;
    }
    if (flags & REACT_MOVED) {
        if (groups)
            list_select(&walk->item_list, 0);
        flags |= reload_part(walk, app, groups ? load_items : load_detail);
    }
    return flags;
}

/* By walk_order. */
static const struct tab order_tabs[WALK_ORDER_COUNT] = {
    [WALK_CLAUSE] = {ACTION_BY_CLAUSE, N_("Clause")},
    [WALK_AREA] = {ACTION_BY_AREA, N_("Area")},
    [WALK_PROCESS] = {ACTION_BY_PROCESS, N_("Process")},
    [WALK_METHOD] = {ACTION_BY_METHOD, N_("Method")},
    [WALK_MINE] = {ACTION_BY_MINE, N_("Mine")},
    [WALK_OPEN] = {ACTION_BY_OPEN, N_("Open")}};

static unsigned walk_act(struct screen *screen, struct app *app, const struct input *input)
{
    struct walk_screen *walk = walk_of(screen);
    unsigned flags = REACT_NONE;

    focus_by_mouse(walk, &input->event);
    if (is_searching(walk))
        return act_on_list(walk, app, input);
    if (input->event.type == EVENT_PASTE)
        return walk_act_on_paste(walk, app, &input->event);
    /* Esc and Left lead back pane by pane before they leave. */
    if (input->action == ACTION_BACK && input->event.key == K_ESCAPE && walk->pane == PANE_DETAIL)
        return move_pane(walk, -1);
    long order = tabs_act(&walk->orders, input);
    if (order >= 0)
        return set_order(walk, app, (enum walk_order)order);
    flags = walk_act_on_item(walk, app, input->action);
    if (flags == REACT_NONE)
        flags = act_on_screen(walk, app, input->action);
    if (flags == REACT_NONE && walk->pane == PANE_DETAIL)
        flags = act_on_detail(walk, app, wheel_action(input));
    else if (flags == REACT_NONE)
        flags = act_on_list(walk, app, input);
    return flags;
}

static enum context walk_context(const struct screen *screen)
{
    const struct walk_screen *walk = walk_of(screen);

    if (walk->pane == PANE_GROUPS)
        return list_context(&walk->group_tree.list, CONTEXT_WALK_GROUPS);
    return list_context(&walk->item_list, CONTEXT_WALK);
}

/* ---- life ------------------------------------------------------------------------------------ */

static void walk_close(struct screen *screen)
{
    struct walk_screen *walk = walk_of(screen);

    row_clear(&walk->record);
    walk_groups_clear(&walk->groups);
    walk_items_clear(&walk->items);
    walk_detail_clear(&walk->detail);
    evidence_lines_clear(&walk->evidence);
    finding_lines_clear(&walk->findings);
    for (size_t i = 0; i < walk->overlay_count; i++)
        checklist_overlay_clear(&walk->overlays[i]);
    free(walk->overlays);
    tree_clear(&walk->group_tree);
    list_clear(&walk->item_list);
    evidence_lines_clear(&walk->offered);
    filter_clear(&walk->filter);
    free(walk->only);
    free(walk->sample);
    free(walk->area_name);
    free(walk->wanted_group);
    free(walk->wanted_item);
    free(walk->wanted_checklist);
    audit_checklists_clear(&walk->lists);
    free(walk->asked_checklist);
    free(walk->asked_item);
    free(walk);
}

static const char *no_groups(void *owner)
{
    (void)owner;
    return _("No items.");
}

static const char *no_items(void *owner)
{
    const struct walk_screen *walk = owner;

    if (walk->only != NULL)
        return filters_empty(CONTEXT_WALK);
    if (walk->order == WALK_OPEN)
        return _("Nothing is open any more.");
    if (walk->order == WALK_MINE)
        return _("You have not assessed anything yet.");
    return _("No items.");
}

static unsigned group_depth(void *owner, size_t index)
{
    return ((const struct walk_screen *)owner)->groups.items[index].depth;
}

static const char *group_key(void *owner, size_t index)
{
    return ((const struct walk_screen *)owner)->groups.items[index].key;
}

static const struct tree_ops group_ops = {
    .row = walk_draw_group, .depth = group_depth, .key = group_key, .empty = no_groups};
static const struct list_ops item_ops = {.row = walk_draw_item, .empty = no_items};

static bool walk_place(const struct screen *screen, struct place *place)
{
    const struct walk_screen *walk = walk_of(screen);

    if (walk->detail.line.item == NULL)
        return false;
    *place = (struct place){.audit = walk->audit,
                            .checklist = mem_strdup(walk->detail.line.checklist),
                            .item = mem_strdup(walk->detail.line.item)};
    return true;
}

static const struct screen_ops walk_ops = {.title = walk_title,
                                           .context = walk_context,
                                           .open = walk_open,
                                           .load = walk_load,
                                           .draw = walk_draw,
                                           .act = walk_act,
                                           .place = walk_place,
                                           .close = walk_close};

struct screen *walk_screen_new(const struct ident *audit)
{
    struct walk_screen *walk = mem_zalloc(1, sizeof *walk);

    walk->screen.ops = &walk_ops;
    walk->audit = *audit;
    walk->pane = PANE_ITEMS;
    tree_init(&walk->group_tree, &group_ops, walk);
    tabs_init(&walk->orders, order_tabs, WALK_ORDER_COUNT, CONTEXT_WALK);
    list_init(&walk->item_list, &item_ops, walk);
    return &walk->screen;
}

bool walk_screen_go(struct screen *screen, const struct ident *audit, const char *checklist,
                    const char *item)
{
    struct walk_screen *walk = walk_of(screen);

    if (screen->ops != &walk_ops || !ident_equal(&walk->audit, audit))
        return false;
    walk->pane = PANE_ITEMS;
    mem_replace(&walk->wanted_checklist, checklist);
    mem_replace(&walk->wanted_item, item);
    for (size_t i = 0; i < walk->items.count; i++)
        if (strcmp(walk->items.items[i].item, item) == 0 &&
            strcmp(walk->items.items[i].checklist, checklist) == 0)
            return true;       /* it is on the screen: the order and the filter stay */
    walk->order = WALK_CLAUSE; /* every item has its place there */
    filter_clear(&walk->filter);
    walk_groups_clear(&walk->groups);
    tree_set_count(&walk->group_tree, 0);
    walk->landing = true;
    return true;
}

struct screen *walk_screen_at(const struct ident *audit, const char *checklist, const char *item)
{
    struct screen *screen = walk_screen_new(audit);
    struct walk_screen *walk = walk_of(screen);

    mem_replace(&walk->wanted_checklist, checklist);
    mem_replace(&walk->wanted_item, item);
    walk->landing = true;
    return screen;
}

char *walk_screen_ref(const struct screen *screen)
{
    const struct walk_screen *walk = walk_of(screen);

    return walk->detail.line.item != NULL ? mem_strdup(walk->detail.line.ref) : NULL;
}

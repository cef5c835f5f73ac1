/* list.c - selection, scrolling and searching of a list. Painting is in list_draw.c. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "ui/list.h"

#include <string.h>

#include "ui/list_internal.h"

void list_init(struct list *list, const struct list_ops *ops, void *owner)
{
    memset(list, 0, sizeof *list);
    list->ops = ops;
    list->owner = owner;
    list->all_loaded = ops->more == NULL;
    editor_init(&list->find, TEXT_LINE, 1024);
}

void list_clear(struct list *list)
{
    editor_clear(&list->find);
}

/* Loads pages until row index is there or there are no more. */
static void want_row(struct list *list, size_t index)
{
    while (index >= list->count && !list->all_loaded) {
        size_t count = list->ops->more(list->owner, list->count);
        list->all_loaded = count <= list->count;
        list->count = count;
    }
}

bool list_is_heading(const struct list *list, size_t index)
{
    struct list_row row;
    list_row_get(list, index, LIST_FULL_WIDTH, NULL, &row);
    bool heading = row.heading;
    list_row_clear(&row);
    return heading;
}

size_t list_past_headings(const struct list *list, size_t index, bool down)
{
    for (size_t at = index; at < list->count; at = down ? at + 1 : at - 1)
        if (!list_is_heading(list, at))
            return at;
    for (size_t at = index; at < list->count; at = down ? at - 1 : at + 1)
        if (!list_is_heading(list, at))
            return at;
    return index;
}

static void select_toward(struct list *list, size_t index, bool down)
{
    want_row(list, index);
    if (list->count == 0) {
        list->selected = 0;
        return;
    }
    list->selected = list_past_headings(list, index < list->count ? index : list->count - 1, down);
}

void list_set_count(struct list *list, size_t count)
{
    list->count = count;
    list->all_loaded = list->ops->more == NULL;
    if (list->selected >= count)
        list->selected = count > 0 ? count - 1 : 0;
    if (count > 0)
        list->selected = list_past_headings(list, list->selected, true);
}

void list_select(struct list *list, size_t index)
{
    select_toward(list, index, true);
}

long list_selected(const struct list *list)
{
    return list->selected < list->count ? (long)list->selected : LIST_NONE;
}

static size_t page(const struct list *list)
{
    return list->area.rows > 2 ? (size_t)list->area.rows - 1 : 1;
}

static void move(struct list *list, size_t step, bool down)
{
    size_t at = list->selected;
    if (list->ops->window != NULL) {
        list_window_move(list, step, down, page(list));
    } else if (down) {
        want_row(list, at + step + page(list));
        select_toward(list, at + step, true);
    } else {
        select_toward(list, at > step ? at - step : 0, false);
    }
}

/* ---- searching ---------------------------------------------------------------------------------
 */

static bool row_matches(const struct list *list, size_t index, const char *needle)
{
    if (list->ops->matches != NULL)
        return list->ops->matches(list->owner, index, needle);
    struct list_row row;
    bool found = false;
    list_row_get(list, index, LIST_FULL_WIDTH, NULL, &row);
    for (size_t i = 0; i < row.count && !found && !row.heading; i++)
        found = text_contains(row.cells[i].text, needle);
    list_row_clear(&row);
    return found;
}

/* The first match from row start on, wrapping around; LIST_NONE. Looks through all pages. */
static long search(struct list *list, size_t start, bool down, const char *needle)
{
    want_row(list, (size_t)-1);
    for (size_t i = 0; i < list->count; i++) {
        size_t at = down ? (start + i) % list->count : (start + list->count - i) % list->count;
        if (row_matches(list, at, needle))
            return (long)at;
    }
    return LIST_NONE;
}

static void go_to_match(struct list *list, size_t start, bool down)
{
    const char *needle = editor_text(&list->find);
    list->not_found = false;
    list->not_yet = false;
    if (needle[0] == '\0' || list->count == 0)
        return;
    if (list->ops->window != NULL) {
        list_window_seek(list, list->finding ? LIST_MARK : start, down, !list->finding);
        return;
    }
    long found = search(list, start, down, needle);
    list->not_found = found == LIST_NONE;
    if (found != LIST_NONE)
        list->selected = (size_t)found;
}

static void next_match(struct list *list, bool down)
{
    if (list->ops->window != NULL)
        go_to_match(list, list->selected, down);
    else if (list->count > 0)
        go_to_match(list, down ? list->selected + 1 : list->selected + list->count - 1, down);
}

static unsigned act_find(struct list *list, const struct input *input)
{
    size_t before = list->selected;
    if (input->event.type == EVENT_KEY && input->event.key == K_ENTER) {
        list->finding = false;
        if (list->not_yet)
            list_window_seek(list, LIST_MARK, true, true);
    } else if (input->event.type == EVENT_KEY &&
               (input->event.key == K_ESCAPE || input->event.key == K_CONTROL('c'))) {
        list->finding = false;
        list->not_found = false;
        list->not_yet = false;
        if (list->ops->window != NULL)
            list_window_back(list);
        else
            list->selected = list->find_from < list->count ? list->find_from : 0;
    } else {
        unsigned flags = editor_act(&list->find, input);
        if (flags & REACT_CHANGED)
            go_to_match(list, list->find_from, true);
    }
    return REACT_DONE | (before != list->selected ? REACT_MOVED : 0U);
}

static void start_find(struct list *list)
{
    list->finding = true;
    list->not_found = false;
    list->not_yet = false;
    list->find_from = list->selected;
    if (list->ops->window != NULL && list->count > 0)
        list->ops->window->mark(list->owner, list->selected);
    editor_set(&list->find, "");
}

enum context list_context(const struct list *list, enum context context)
{
    return list->finding ? CONTEXT_LINE : context;
}

long list_find(const struct list *list, bool forward, bool (*test)(void *owner, size_t index))
{
    for (size_t i = 1; i <= list->count; i++) {
        size_t at = forward ? (list->selected + i) % list->count
                            : (list->selected + list->count - i) % list->count;
        if (test(list->owner, at))
            return (long)at;
    }
    return LIST_NONE;
}

/* ---- acting ------------------------------------------------------------------------------------
 */

static bool is_on_bar(const struct list *list, const struct event *event)
{
    return list->bar && event->column == list->area.column + list->area.columns - 1 &&
           list->area.rows > 1;
}

static void go_to_bar(struct list *list, const struct event *event)
{
    size_t down = (size_t)(event->row - list->area.row);
    select_toward(list, down * (list->count - 1) / (size_t)(list->area.rows - 1), true);
}

static unsigned act_mouse(struct list *list, const struct event *event)
{
    if (!area_contains(list->area, event->row, event->column))
        return REACT_NONE;
    size_t before = list->selected;
    size_t row = list->top + (size_t)(event->row - list->area.row);
    unsigned flags = REACT_DONE;
    if (event->mouse == MOUSE_WHEEL_UP) {
        move(list, 3, false);
    } else if (event->mouse == MOUSE_WHEEL_DOWN) {
        move(list, 3, true);
    } else if (is_on_bar(list, event)) {
        go_to_bar(list, event);
    } else if (row < list->count && !list_is_heading(list, row)) {
        list->selected = row;
        if (event->mouse == MOUSE_DOUBLE)
            flags |= REACT_OPENED;
    }
    return flags | (before != list->selected ? REACT_MOVED : 0U);
}

static bool act_move(struct list *list, enum action action)
{
    switch (action) {
    case ACTION_UP:
    case ACTION_DOWN:
        move(list, 1, action == ACTION_DOWN);
        return true;
    case ACTION_PAGE_UP:
    case ACTION_PAGE_DOWN:
        move(list, page(list), action == ACTION_PAGE_DOWN);
        return true;
    case ACTION_HALF_UP:
    case ACTION_HALF_DOWN:
        move(list, (page(list) + 1) / 2, action == ACTION_HALF_DOWN);
        return true;
    case ACTION_TOP:
        if (list->ops->window != NULL)
            list_window_jump(list, false);
        else
            select_toward(list, 0, true);
        return true;
    case ACTION_BOTTOM:
        if (list->ops->window != NULL) {
            list_window_jump(list, true);
            return true;
        }
        want_row(list, (size_t)-1);
        select_toward(list, list->count > 0 ? list->count - 1 : 0, false);
        return true;
    case ACTION_NEXT_MATCH:
    case ACTION_PREVIOUS_MATCH:
        next_match(list, action == ACTION_NEXT_MATCH);
        return true;
    default:
        return false;
    }
}

unsigned list_act(struct list *list, const struct input *input)
{
    if (input->event.type == EVENT_MOUSE)
        return act_mouse(list, &input->event);
    if (list->finding)
        return act_find(list, input);
    if (input->event.type != EVENT_KEY)
        return REACT_NONE;
    size_t before = list->selected;
    if (input->action == ACTION_OPEN)
        return list->count > 0 ? REACT_HANDLED | REACT_OPENED : REACT_NONE;
    if (input->action == ACTION_FIND)
        start_find(list);
    else if (!act_move(list, input->action))
        return REACT_NONE;
    return REACT_DONE | (before != list->selected ? REACT_MOVED : 0U);
}

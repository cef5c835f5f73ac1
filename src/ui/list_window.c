/* list_window.c - moving in a list of which only a window of rows is there. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "ui/list_internal.h"

static size_t shifted(size_t index, long moved)
{
    if (moved < 0 && index < (size_t)-moved)
        return 0;
    return (size_t)((long)index + moved);
}

/* The rows on the screen stay where they are. */
static bool slide(struct list *list, bool down)
{
    long moved = 0;
    size_t count = list->count;

    if (!list->ops->window->slide(list->owner, down, &moved, &count))
        return false;
    list->count = count;
    list->selected = shifted(list->selected, moved);
    list->top = shifted(list->top, moved);
    return true;
}

/* A page more than the step, so that no end of the window is ever seen. */
void list_window_move(struct list *list, size_t step, bool down, size_t page)
{
    if (list->count == 0)
        return;
    while (down ? list->selected + step + page >= list->count : list->selected < step + page)
        if (!slide(list, down))
            break;
    size_t last = list->count > 0 ? list->count - 1 : 0;
    size_t at = list->selected;
    if (down)
        at = step < last - at ? at + step : last;
    else
        at = at > step ? at - step : 0;
    list->selected = list_past_headings(list, at, down);
}

void list_window_jump(struct list *list, bool bottom)
{
    list->count = list->ops->window->jump(list->owner, bottom);
    list->selected = 0;
    list->top = bottom ? list->count : 0; /* drawing puts the last row at the bottom */
    if (list->count > 0)
        list->selected = list_past_headings(list, bottom ? list->count - 1 : 0, !bottom);
}

/* The window may be another one. */
static void go_to(struct list *list, size_t at, size_t count)
{
    list->count = count;
    list->selected = list_past_headings(list, at < count ? at : 0, true);
    if (list->top > list->selected)
        list->top = list->selected;
}

void list_window_seek(struct list *list, size_t from, bool down, bool whole)
{
    size_t at = list->selected;
    size_t count = list->count;
    enum list_hit hit = list->ops->window->seek(list->owner, from, editor_text(&list->find), down,
                                                whole, &at, &count);

    list->not_found = hit == LIST_NO_HIT;
    list->not_yet = hit == LIST_NOT_YET;
    if (hit != LIST_HIT)
        return;
    go_to(list, at, count);
}

void list_window_back(struct list *list)
{
    size_t at = list->selected;
    size_t count = list->count;

    list->ops->window->back(list->owner, &at, &count);
    go_to(list, at, count);
}

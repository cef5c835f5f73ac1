/* tabs.c - see tabs.h. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "ui/tabs.h"

#include <string.h>

#include "base/i18n.h"
#include "base/text.h"

void tabs_init(struct tabs *tabs, const struct tab *items, size_t count, enum context context)
{
    memset(tabs, 0, sizeof *tabs);
    tabs->items = items;
    tabs->count = count < TABS_MAX ? count : TABS_MAX;
    tabs->context = context;
}

/* "" if the configuration took it away. */
static const char *key_of(const struct tabs *tabs, size_t index, char name[KEY_NAME_SIZE])
{
    const struct binding *row = keys_find(tabs->context, tabs->items[index].action);

    return row != NULL && row->keys[0] != 0 ? keys_name(row->keys[0], name) : "";
}

/* Name, key and what stands around them. */
static int width_of(const struct tabs *tabs, size_t index, bool named)
{
    char name[KEY_NAME_SIZE];
    int width = (int)text_width(key_of(tabs, index, name));

    if (!named)
        return width + 1;
    return width + (int)text_width(_(tabs->items[index].label)) + (tabs->narrow ? 2 : 3);
}

static bool all_fit(const struct tabs *tabs, int width)
{
    int used = 0;

    for (size_t i = 0; i < tabs->count; i++)
        used += width_of(tabs, i, true);
    return used - 1 <= width; /* the last blank may fall away */
}

static int draw_tab(const struct tabs *tabs, struct canvas *canvas, int row, int column, int width,
                    size_t index, bool named)
{
    char name[KEY_NAME_SIZE];
    bool chosen = index == tabs->selected;
    int used = draw_text(canvas, row, column, width, STYLE_KEY, key_of(tabs, index, name));

    if (!named)
        return used + draw_text(canvas, row, column + used, width - used, STYLE_MUTED, " ");
    return used + draw_format(canvas, row, column + used, width - used,
                              chosen ? STYLE_HEADING : STYLE_MUTED,
                              chosen         ? "[%s] "
                              : tabs->narrow ? " %s "
                                             : " %s  ",
                              _(tabs->items[index].label));
}

int tabs_draw(struct tabs *tabs, struct canvas *canvas, int row, int column, int width)
{
    bool named = all_fit(tabs, width);
    int used = 0;

    for (size_t i = 0; i < tabs->count; i++) {
        int columns = draw_tab(tabs, canvas, row, column + used, width - used, i,
                               named || i == tabs->selected);
        tabs->places[i] = (struct area){row, column + used, 1, columns};
        used += columns;
    }
    return used;
}

long tabs_act(const struct tabs *tabs, const struct input *input)
{
    const struct event *event = &input->event;
    bool click = event->type == EVENT_MOUSE && event->mouse <= MOUSE_DOUBLE;

    for (size_t i = 0; i < tabs->count; i++)
        if ((click && area_contains(tabs->places[i], event->row, event->column)) ||
            (event->type == EVENT_KEY && input->action == tabs->items[i].action))
            return (long)i;
    return TABS_NONE;
}

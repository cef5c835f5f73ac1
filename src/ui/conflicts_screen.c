/* conflicts_screen.c - what laptops disagree about: of one audit, or of all. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "store/conflicts.h"
#include "ui/list.h"
#include "ui/record_text.h"
#include "ui/place.h"
#include "ui/screens.h"

enum { WIDE = 100 };

struct conflicts_screen {
    struct screen screen;
    struct ident audit; /* none: all */
    char *number;       /* of the audit, "" */
    struct conflicts conflicts;
    struct list list;
};

static struct conflicts_screen *conflicts_of(const struct screen *screen)
{
    return (struct conflicts_screen *)(uintptr_t)screen;
}

static const struct ident *audit_of(const struct conflicts_screen *screen)
{
    return ident_is_none(&screen->audit) ? NULL : &screen->audit;
}

static enum err_code load(struct screen *base, struct app *app, struct err *err)
{
    struct conflicts_screen *screen = conflicts_of(base);

    free(screen->number);
    screen->number = store_name(app->store, RECORD_AUDIT, &screen->audit);
    conflicts_clear(&screen->conflicts);
    enum err_code code =
        conflicts_list(app->store, audit_of(screen), app->language, &screen->conflicts, err);
    list_set_count(&screen->list, screen->conflicts.count);
    return code;
}

/* ---- drawing --------------------------------------------------------------------------------- */

static char *title(const struct screen *base, const struct app *app)
{
    const struct conflicts_screen *screen = conflicts_of(base);
    size_t counts[CONFLICT_KIND_COUNT] = {0};
    struct buf text;

    (void)app;
    for (size_t i = 0; i < screen->conflicts.count; i++)
        counts[screen->conflicts.items[i].kind]++;
    buf_init(&text);
    buf_printf(&text, "%s · %s", _("Conflicts"),
               screen->number != NULL && screen->number[0] != '\0' ? screen->number
                                                                   : _("all audits"));
    for (int kind = 0; kind < CONFLICT_KIND_COUNT; kind++)
        if (counts[kind] > 0)
            buf_printf(&text, " · %s %zu", _(code_at(&code_conflict_kinds, kind)->label),
                       counts[kind]);
    return buf_take(&text);
}

/* "conforming | minor nonconformity", "" for what was emptied; heap. */
static char *sides_text(const struct conflict *conflict)
{
    struct buf text;

    buf_init(&text);
    for (size_t i = 0; i < conflict->side_count; i++) {
        char *flat = record_text_flat(conflict->sides[i].text);
        buf_printf(&text, "%s%s", i > 0 ? " | " : "", flat[0] != '\0' ? flat : "—");
        free(flat);
    }
    return buf_take(&text);
}

static void draw_row(void *owner, size_t index, int width, struct list_row *row)
{
    const struct conflicts_screen *screen = owner;
    const struct conflict *conflict = &screen->conflicts.items[index];
    const struct code *kind = code_at(&code_conflict_kinds, (int)conflict->kind);
    char *sides = sides_text(conflict);

    list_cell_code(row, kind);
    if (audit_of(screen) == NULL && width >= WIDE)
        list_cell(row, 12, STYLE_MUTED, conflict->audit_number);
    list_cell(row, 0, STYLE_HEADING, conflict->subject);
    list_cell(row, width >= WIDE ? 18 : 12, STYLE_LABEL,
              conflict->label != NULL ? _(conflict->label) : "");
    list_cell(row, 0, STYLE_NORMAL, sides);
    free(sides);
}

static const char *no_rows(void *owner)
{
    (void)owner;
    return _("No conflicts: nobody disagrees, or all is decided.");
}

static void draw(struct screen *base, struct app *app, struct canvas *canvas, struct area area)
{
    struct conflicts_screen *screen = conflicts_of(base);

    (void)app;
    draw_box(canvas, area, _("Conflicts"), STYLE_HEADING);
    list_draw(&screen->list, canvas, area_inset(area, 1, 2), true);
}

/* ---- keys ------------------------------------------------------------------------------------ */

static unsigned act_on_selected(struct conflicts_screen *screen, struct app *app,
                                enum action action)
{
    long index = list_selected(&screen->list);

    if (index < 0)
        return REACT_HANDLED;
    const struct conflict *conflict = &screen->conflicts.items[index];
    if (action == ACTION_HISTORY)
        return app_push(app, history_screen_new(conflict->type, &conflict->record));
    return app_push(app, conflict_screen_new(audit_of(screen), conflict->id));
}

static unsigned act(struct screen *base, struct app *app, const struct input *input)
{
    struct conflicts_screen *screen = conflicts_of(base);

    if (!screen->list.finding && input->action == ACTION_HISTORY)
        return act_on_selected(screen, app, ACTION_HISTORY);
    if (!screen->list.finding && input->action == ACTION_DUPLICATES)
        return app_push(app, duplicates_screen_new(audit_of(screen)));
    unsigned flags = list_act(&screen->list, input);
    return flags & REACT_OPENED ? act_on_selected(screen, app, ACTION_OPEN) : flags;
}

static enum context context(const struct screen *base)
{
    return list_context(&conflicts_of(base)->list, CONTEXT_CONFLICTS);
}

static void close_screen(struct screen *base)
{
    struct conflicts_screen *screen = conflicts_of(base);

    conflicts_clear(&screen->conflicts);
    list_clear(&screen->list);
    free(screen->number);
    free(screen);
}

static const struct list_ops list_ops = {.row = draw_row, .empty = no_rows};

static bool place(const struct screen *base, struct place *place)
{
    const struct conflicts_screen *screen = (const struct conflicts_screen *)base;

    return place_list(place, PLACE_CONFLICTS, &screen->audit, 0, NULL);
}

static const struct screen_ops ops = {.title = title,
                                      .context = context,
                                      .load = load,
                                      .draw = draw,
                                      .act = act,
                                      .place = place,
                                      .close = close_screen};

struct screen *conflicts_screen_new(const struct ident *audit)
{
    struct conflicts_screen *screen = mem_zalloc(1, sizeof *screen);

    screen->screen.ops = &ops;
    screen->audit = audit != NULL ? *audit : ident_none();
    list_init(&screen->list, &list_ops, screen);
    return &screen->screen;
}

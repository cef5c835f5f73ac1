/* palette.c - every action of a screen by its name, found as one types, with its key. Made from the
 * key table; names are found in the language of the screen and in English.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "ui/palette.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "ui/app.h"
#include "ui/dialog_internal.h"
#include "ui/editor.h"
#include "ui/fuzzy.h"
#include "ui/list.h"

enum { COLUMNS = 72, ROWS = 14, KEYS_COLUMNS = 14, NAME_COLUMNS = 18, HELP_COST = 1500 };

struct palette_row {
    const struct binding *binding;
    size_t order; /* nearer contexts first, then the table's order */
    int score;
};

struct palette {
    struct screen screen;
    enum context about;
    struct palette_row *rows;
    size_t count;
    size_t capacity;
    struct editor editor;
    struct list list; /* of the rows that fit: they stand first */
    const struct binding *chosen;
};

/* ---- rows ------------------------------------------------------------------------------------ */

static bool has_action(const struct palette *palette, enum action action)
{
    for (size_t i = 0; i < palette->count; i++)
        if (palette->rows[i].binding->action == action)
            return true;
    return false;
}

static void add_row(struct palette *palette, const struct binding *row)
{
    palette->rows =
        mem_grow(palette->rows, palette->count, &palette->capacity, sizeof *palette->rows);
    palette->rows[palette->count] = (struct palette_row){.binding = row, .order = palette->count};
    palette->count++;
}

/* The rows of a context and its parents, but for actions that a nearer one has. */
static void collect(struct palette *palette, enum context about)
{
    for (enum context at = about;; at = keys_parent(at)) {
        for (size_t i = 0; i < key_binding_count; i++) {
            const struct binding *row = &key_bindings[i];
            if (row->context != at || row->action == ACTION_PALETTE ||
                has_action(palette, row->action))
                continue;
            add_row(palette, row);
        }
        if (keys_parent(at) == at)
            break;
    }
}

static bool is_below(enum context context, enum context parent)
{
    while (context != parent && keys_parent(context) != context)
        context = keys_parent(context);
    return context == parent;
}

/* In a form text is typed, and a question for a text is saved and left like a form. */
static void collect_all(struct palette *palette)
{
    collect(palette, palette->about);
    if (is_below(palette->about, CONTEXT_FORM))
        collect(palette, CONTEXT_BLOCK);
    if (is_below(palette->about, CONTEXT_EDITOR)) {
        add_row(palette, keys_find(CONTEXT_FORM, ACTION_SAVE));
        add_row(palette, keys_find(CONTEXT_FORM, ACTION_CANCEL));
    }
}

static int better(int a, int b)
{
    return a > b ? a : b;
}

/* The name counts more than the sentence that explains it. */
static int score_of(const struct binding *binding, const char *typed)
{
    char *keys = keys_names(binding);
    int name = better(fuzzy_score(typed, _(binding->label)), fuzzy_score(typed, binding->label));
    int help = text_contains(_(binding->help), typed) || text_contains(binding->help, typed)
                   ? HELP_COST
                   : FUZZY_NONE;
    int key = strcmp(keys, typed) == 0 ? HELP_COST : FUZZY_NONE;

    free(keys);
    return better(name, better(help, key));
}

static int by_score(const void *a, const void *b)
{
    const struct palette_row *left = a;
    const struct palette_row *right = b;

    if (left->score != right->score)
        return left->score > right->score ? -1 : 1;
    return left->order < right->order ? -1 : left->order > right->order;
}

static void filter(struct palette *palette)
{
    const char *typed = editor_text(&palette->editor);
    size_t fitting = 0;

    for (size_t i = 0; i < palette->count; i++)
        palette->rows[i].score = score_of(palette->rows[i].binding, typed);
    qsort(palette->rows, palette->count, sizeof *palette->rows, by_score);
    while (fitting < palette->count && palette->rows[fitting].score != FUZZY_NONE)
        fitting++;
    list_set_count(&palette->list, fitting);
    list_select(&palette->list, 0);
}

static void draw_row(void *owner, size_t index, int width, struct list_row *row)
{
    const struct palette *palette = owner;
    const struct binding *binding = palette->rows[index].binding;
    char *keys = keys_names_in(
        binding, is_below(palette->about, binding->context) ? palette->about : binding->context);

    list_cell(row, NAME_COLUMNS, STYLE_NORMAL, _(binding->label));
    if (width > NAME_COLUMNS + KEYS_COLUMNS + 10)
        list_cell(row, 0, STYLE_MUTED, _(binding->help));
    list_cell_right(row, KEYS_COLUMNS, STYLE_KEY, keys);
    free(keys);
}

static const char *no_rows(void *owner)
{
    (void)owner;
    return _("No action of this name.");
}

static const struct list_ops list_ops = {.row = draw_row, .empty = no_rows};

/* ---- the screen ------------------------------------------------------------------------------ */

static struct palette *palette_of(const struct screen *screen)
{
    return (struct palette *)(uintptr_t)screen;
}

static enum context context(const struct screen *screen)
{
    (void)screen;
    return CONTEXT_PALETTE;
}

static void draw(struct screen *screen, struct app *app, struct canvas *canvas, struct area area)
{
    struct palette *palette = palette_of(screen);
    int width = area.columns - 8 < COLUMNS ? area.columns - 8 : COLUMNS;
    int rows = area.rows - 6 < ROWS ? area.rows - 6 : ROWS;
    struct area inside =
        dialog_frame(canvas, _("Actions"), STYLE_HEADING, (rows > 1 ? rows : 1) + 1, width);
    struct area line = area_take_top(&inside, 1);

    (void)app;
    list_draw(&palette->list, canvas, inside, true);
    draw_text(canvas, line.row, line.column, 2, STYLE_KEY, ":");
    area_take_left(&line, 1);
    editor_draw(&palette->editor, canvas, line, true);
}

static bool is_for_list(const struct input *input)
{
    return input->event.type == EVENT_MOUSE ||
           (input->event.type == EVENT_KEY && input->action >= ACTION_UP &&
            input->action <= ACTION_OPEN);
}

static unsigned act(struct screen *screen, struct app *app, const struct input *input)
{
    struct palette *palette = palette_of(screen);
    long selected = list_selected(&palette->list);

    (void)app;
    if (is_for_list(input)) {
        unsigned flags = list_act(&palette->list, input);
        if ((flags & REACT_OPENED) && selected >= 0) {
            palette->chosen = palette->rows[list_selected(&palette->list)].binding;
            return REACT_DONE | REACT_POP;
        }
        return flags | REACT_HANDLED;
    }
    if (input->action == ACTION_BACK)
        return REACT_DONE | REACT_POP;
    unsigned flags = editor_act(&palette->editor, input);
    if (flags & REACT_CHANGED)
        filter(palette);
    return flags;
}

/* As if its key had been pressed on the screen below. */
static unsigned finish(struct screen *screen, struct app *app)
{
    const struct binding *binding = palette_of(screen)->chosen;

    return binding != NULL ? app_perform(app, binding->action, binding->keys[0]) : REACT_NONE;
}

static void close_screen(struct screen *screen)
{
    struct palette *palette = palette_of(screen);

    free(palette->rows);
    editor_clear(&palette->editor);
    list_clear(&palette->list);
    free(palette);
}

static const struct screen_ops ops = {.context = context,
                                      .modal = true,
                                      .draw = draw,
                                      .act = act,
                                      .finish = finish,
                                      .close = close_screen};

struct screen *palette_new(enum context about)
{
    struct palette *palette = mem_zalloc(1, sizeof *palette);

    palette->screen.ops = &ops;
    palette->about = about;
    editor_init(&palette->editor, TEXT_LINE, 256);
    list_init(&palette->list, &list_ops, palette);
    collect_all(palette);
    filter(palette);
    return &palette->screen;
}

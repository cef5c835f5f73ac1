/* help.c - the screen that explains keys, made from the key table alone. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "ui/app.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "ui/list.h"

enum { KEYS_COLUMNS = 20, MARGIN = 4 };

struct help_line {
    const struct binding *row; /* NULL: a heading, or the rest of the text above */
    char *keys;
    char *text;
    bool heading;
};

struct help {
    struct screen screen;
    enum context about;
    int width; /* of the texts */
    struct help_line *lines;
    size_t count;
    size_t capacity;
    struct list list;
};

static void clear_lines(struct help *help)
{
    for (size_t i = 0; i < help->count; i++) {
        free(help->lines[i].keys);
        free(help->lines[i].text);
    }
    help->count = 0;
}

static void add(struct help *help, char *keys, char *text, bool heading)
{
    help->lines = mem_grow(help->lines, help->count, &help->capacity, sizeof *help->lines);
    help->lines[help->count++] = (struct help_line){.keys = keys, .text = text, .heading = heading};
}

static void add_row(struct help *help, const struct binding *row, char *keys)
{
    struct text_lines lines = {NULL, 0, 0};
    const char *text = _(row->help);
    text_wrap(text, (size_t)help->width, &lines);
    for (size_t i = 0; i < lines.count; i++)
        add(help, i == 0 ? keys : mem_strdup(""),
            mem_strndup(text + lines.items[i].start, lines.items[i].length), false);
    text_lines_clear(&lines);
}

static void add_context(struct help *help, enum context context, enum context about)
{
    bool headed = false;
    for (size_t i = 0; i < key_binding_count; i++) {
        const struct binding *row = &key_bindings[i];
        if (row->context != context || (context != about && keys_find(about, row->action) != row))
            continue;
        char *keys = keys_names_in(row, about);
        if (keys[0] == '\0') {
            free(keys);
            continue;
        }
        if (!headed)
            add(help, mem_strdup(""), mem_strdup(_(keys_context_title(context))), true);
        headed = true;
        add_row(help, row, keys);
    }
}

static bool has_parent(enum context context, enum context parent)
{
    while (context != parent && keys_parent(context) != context)
        context = keys_parent(context);
    return context == parent;
}

static void build(struct help *help, int columns)
{
    help->width = columns - KEYS_COLUMNS - MARGIN;
    clear_lines(help);
    for (enum context at = help->about;; at = keys_parent(at)) {
        add_context(help, at, help->about);
        if (keys_parent(at) == at)
            break;
    }
    if (has_parent(help->about, CONTEXT_FORM)) {
        add_context(help, CONTEXT_EDITOR, CONTEXT_EDITOR);
        add_context(help, CONTEXT_BLOCK, CONTEXT_BLOCK);
    }
    list_set_count(&help->list, help->count);
}

static void help_row(void *owner, size_t index, int width, struct list_row *row)
{
    const struct help *help = owner;
    const struct help_line *line = &help->lines[index];
    (void)width;
    row->heading = line->heading;
    if (!line->heading)
        list_cell(row, KEYS_COLUMNS, STYLE_KEY, line->keys);
    list_cell(row, 0, STYLE_NORMAL, line->text);
}

static const struct list_ops help_list_ops = {.row = help_row};

static char *help_title(const struct screen *screen, const struct app *app)
{
    const struct help *help = (const struct help *)screen;
    (void)app;
    return mem_printf("%s · %s", _("Keys"), _(keys_context_title(help->about)));
}

static enum context help_context(const struct screen *screen)
{
    return list_context(&((const struct help *)screen)->list, CONTEXT_HELP);
}

static enum err_code help_load(struct screen *screen, struct app *app, struct err *err)
{
    (void)err;
    build((struct help *)screen, app->canvas->columns);
    return ERR_OK;
}

static void help_resize(struct screen *screen, int rows, int columns)
{
    (void)rows;
    build((struct help *)screen, columns);
}

static void help_draw(struct screen *screen, struct app *app, struct canvas *canvas,
                      struct area area)
{
    (void)app;
    list_draw(&((struct help *)screen)->list, canvas, area_inset(area, 0, 1), true);
}

/* ? again goes back, as people expect. */
static unsigned help_act(struct screen *screen, struct app *app, const struct input *input)
{
    struct help *help = (struct help *)screen;
    (void)app;
    unsigned flags = list_act(&help->list, input);
    if (!(flags & REACT_HANDLED) && (input->action == ACTION_HELP || input->action == ACTION_UNDO ||
                                     input->action == ACTION_REDO))
        return REACT_DONE | (input->action == ACTION_HELP ? REACT_POP : 0U);
    return flags;
}

static void help_close(struct screen *screen)
{
    struct help *help = (struct help *)screen;
    clear_lines(help);
    free(help->lines);
    list_clear(&help->list);
    free(help);
}

static const struct screen_ops help_ops = {.title = help_title,
                                           .context = help_context,
                                           .load = help_load,
                                           .draw = help_draw,
                                           .act = help_act,
                                           .resize = help_resize,
                                           .close = help_close};

struct screen *help_screen_new(enum context context)
{
    struct help *help = mem_zalloc(1, sizeof *help);
    help->screen.ops = &help_ops;
    help->about = context;
    list_init(&help->list, &help_list_ops, help);
    return &help->screen;
}

/* register_window.c - rows of the register near the selected one; more come as it moves. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "ui/register_window.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "ui/dialog.h"

/* A page is more than most terminals show. While somebody types a search looks at so many rows. */
enum { PAGE = 64, WINDOW = 512, TYPING = 2000, MONTH = 7 };

void register_window_clear(struct register_window *window)
{
    register_lines_clear(&window->lines);
    register_key_clear(&window->mark);
    free(window->entries);
    *window = (struct register_window){0};
}

const struct register_line *register_window_line(const struct register_window *window, size_t index)
{
    if (index >= window->count || window->entries[index].heading)
        return NULL;
    return &window->lines.items[window->entries[index].line];
}

size_t register_window_row(const struct register_window *window, const struct ident *id,
                           size_t where)
{
    for (size_t i = 0; i < window->count; i++) {
        const struct register_line *line = register_window_line(window, i);
        if (line != NULL && ident_equal(&line->key.id, id))
            return i;
    }
    return where < window->count ? where : window->count;
}

/* ---- groups ---------------------------------------------------------------------------------- */

static char *month_of(const char *date)
{
    return date[0] != '\0' ? mem_strndup(date, MONTH) : mem_strdup(_("Without a date"));
}

static char *month_raised(const struct register_line *line)
{
    char date[CLOCK_DATE_SIZE] = "";
    int64_t ms = 0;

    if (clock_parse(line->key.raised, &ms))
        clock_local_date(ms, date);
    return month_of(date);
}

char *register_window_group(const struct register_window *window, const struct register_line *line)
{
    switch (window->query.sort) {
    case REGISTER_BY_RAISED:
        return month_raised(line);
    case REGISTER_BY_DUE:
        return line->overdue > 0 ? mem_strdup(_("Overdue")) : month_of(register_due(line));
    case REGISTER_BY_AUDIT:
        return mem_printf("%s  %s", line->key.number, line->audit_title);
    default:
        return mem_strdup(_(code_at(&code_grades, (int)line->grade)->label));
    }
}

static void add_entry(struct register_window *window, size_t line, bool heading)
{
    window->entries =
        mem_grow(window->entries, window->count, &window->capacity, sizeof *window->entries);
    window->entries[window->count++] = (struct register_entry){line, heading};
}

/* Whether the first line of a window in the middle begins a group is not known: it has no heading,
 * and is off the screen. */
static void make_entries(struct register_window *window)
{
    char *before = NULL;

    window->count = 0;
    for (size_t i = 0; i < window->lines.count; i++) {
        char *group = register_window_group(window, &window->lines.items[i]);
        if (before == NULL ? window->top : strcmp(before, group) != 0)
            add_entry(window, i, true);
        add_entry(window, i, false);
        free(before);
        before = group;
    }
    free(before);
}

/* ---- loading --------------------------------------------------------------------------------- */

static enum err_code load(const struct register_window *window, const struct register_key *from,
                          bool forward, size_t limit, struct register_lines *lines, struct err *err)
{
    return register_page(window->app->store, &window->query, from, forward, limit, lines, err);
}

/* Puts lines behind (before) those that are there; takes them over. */
static void join(struct register_window *window, struct register_lines *more, bool behind)
{
    struct register_lines *first = behind ? &window->lines : more;
    struct register_lines *second = behind ? more : &window->lines;
    size_t count = first->count + second->count;
    struct register_line *items = mem_zalloc(count + 1, sizeof *items);

    for (size_t i = 0; i < count; i++)
        items[i] = i < first->count ? first->items[i] : second->items[i - first->count];
    free(first->items);
    free(second->items);
    *more = (struct register_lines){0};
    window->lines = (struct register_lines){items, count, count + 1};
}

static void replace(struct register_window *window, struct register_lines *before,
                    struct register_lines *behind)
{
    register_lines_clear(&window->lines);
    join(window, before, true);
    join(window, behind, true);
    make_entries(window);
}

enum err_code register_window_first(struct register_window *window, struct err *err)
{
    struct register_lines none = {0};
    struct register_lines lines;
    enum err_code code = load(window, NULL, true, PAGE, &lines, err);

    if (code != ERR_OK)
        return code;
    window->top = true;
    window->bottom = lines.count < PAGE;
    replace(window, &none, &lines);
    return ERR_OK;
}

enum err_code register_window_around(struct register_window *window, const struct register_key *key,
                                     struct err *err)
{
    struct register_lines before;
    struct register_lines behind = {0};
    enum err_code code = load(window, key, false, PAGE, &before, err);

    if (code == ERR_OK)
        code = load(window, before.count > 0 ? &before.items[before.count - 1].key : NULL, true,
                    2 * PAGE, &behind, err);
    if (code == ERR_OK) {
        window->top = before.count < PAGE;
        window->bottom = behind.count < 2 * PAGE;
        replace(window, &before, &behind);
    }
    register_lines_clear(&before);
    register_lines_clear(&behind);
    return code;
}

/* What is far from the end that the selection moves to. */
static void drop_far(struct register_window *window, bool down)
{
    struct register_lines *lines = &window->lines;
    size_t far = lines->count > WINDOW ? lines->count - WINDOW : 0;
    size_t from = down ? 0 : lines->count - far;

    if (far == 0)
        return;
    for (size_t i = 0; i < far; i++)
        register_line_clear(&lines->items[from + i]);
    if (down)
        memmove(lines->items, lines->items + far, (lines->count - far) * sizeof *lines->items);
    lines->count -= far;
    if (down)
        window->top = false;
    else
        window->bottom = false;
}

static void keep_error(struct register_window *window, const struct err *err)
{
    window->failed = true;
    window->err = *err;
}

static bool slide(void *owner, bool down, long *moved, size_t *count)
{
    struct register_window *window = owner;
    struct register_lines *lines = &window->lines;
    struct register_lines more;
    struct err err;

    if (lines->count == 0 || (down ? window->bottom : window->top))
        return false;
    const struct register_key *end = &lines->items[down ? lines->count - 1 : 0].key;
    struct ident id = end->id;
    size_t at = register_window_row(window, &id, 0);
    if (load(window, end, down, PAGE, &more, &err) != ERR_OK) {
        keep_error(window, &err);
        return false;
    }
    if (down)
        window->bottom = more.count < PAGE;
    else
        window->top = more.count < PAGE;
    join(window, &more, down);
    drop_far(window, down);
    make_entries(window);
    *moved = (long)register_window_row(window, &id, 0) - (long)at;
    *count = window->count;
    return true;
}

static size_t jump(void *owner, bool bottom)
{
    struct register_window *window = owner;
    struct register_lines none = {0};
    struct register_lines lines;
    struct err err;

    if (bottom ? window->bottom : window->top)
        return window->count;
    if (load(window, NULL, !bottom, PAGE, &lines, &err) != ERR_OK) {
        keep_error(window, &err);
        return window->count;
    }
    window->top = !bottom || lines.count < PAGE;
    window->bottom = bottom || lines.count < PAGE;
    replace(window, &none, &lines);
    return window->count;
}

/* ---- searching ------------------------------------------------------------------------------- */

struct seeking {
    struct progress progress;
    bool whole;
    size_t total;
};

static bool goes_on(void *context, size_t looked_at)
{
    struct seeking *seeking = context;
    size_t percent = looked_at * 100 / (seeking->total > 0 ? seeking->total : 1);

    if (!seeking->whole)
        return looked_at < TYPING;
    return progress_percent(&seeking->progress, percent < 99 ? (unsigned)percent : 99);
}

/* Shows the line that was found. */
static enum list_hit go_to(struct register_window *window, struct register_line *hit, size_t *at,
                           size_t *count)
{
    struct err err;
    size_t row = register_window_row(window, &hit->key.id, window->count);

    if (row >= window->count) {
        if (register_window_around(window, &hit->key, &err) != ERR_OK)
            keep_error(window, &err);
        row = register_window_row(window, &hit->key.id, 0);
    }
    register_line_clear(hit);
    *at = row;
    *count = window->count;
    return LIST_HIT;
}

/* From the key to the end, then from the other end on. */
static enum list_hit look(struct register_window *window, const struct register_key *from,
                          const char *needle, bool down, bool whole, struct register_line *hit)
{
    struct seeking seeking = {.whole = whole, .total = window->total};
    struct register_search search = {needle, down, goes_on, &seeking};
    struct err err;

    if (whole)
        progress_begin(&seeking.progress, window->app, _("Searching"));
    enum err_code code =
        register_find(window->app->store, &window->query, from, &search, hit, &err);
    if (code == ERR_OK && hit->number == NULL)
        code = register_find(window->app->store, &window->query, NULL, &search, hit, &err);
    if (whole)
        progress_end(&seeking.progress);
    if (code == ERR_CANCELLED)
        return whole ? LIST_HIT_ENDED : LIST_NOT_YET;
    if (code != ERR_OK)
        keep_error(window, &err);
    return hit->number != NULL ? LIST_HIT : LIST_NO_HIT;
}

static const struct register_line *line_of(const struct register_window *window,
                                           const struct ident *id)
{
    return register_window_line(window, register_window_row(window, id, window->count));
}

static enum list_hit seek(void *owner, size_t from, const char *needle, bool down, bool whole,
                          size_t *at, size_t *count)
{
    struct register_window *window = owner;
    struct register_line hit = {0};
    const struct register_line *line =
        from == LIST_MARK ? line_of(window, &window->mark.id) : register_window_line(window, from);

    if (from == LIST_MARK && line != NULL && register_line_matches(line, needle)) {
        *at = register_window_row(window, &window->mark.id, *at);
        return LIST_HIT;
    }
    if (from != LIST_MARK && line == NULL)
        return LIST_NO_HIT;
    struct register_key key = register_key_copy(from == LIST_MARK ? &window->mark : &line->key);
    enum list_hit result = look(window, &key, needle, down, whole, &hit);
    register_key_clear(&key);
    return result == LIST_HIT ? go_to(window, &hit, at, count) : result;
}

static void mark(void *owner, size_t index)
{
    struct register_window *window = owner;
    const struct register_line *line = register_window_line(window, index);

    if (line == NULL)
        return;
    register_key_clear(&window->mark);
    window->mark = register_key_copy(&line->key);
    window->marked = true;
}

static void back(void *owner, size_t *at, size_t *count)
{
    struct register_window *window = owner;
    struct err err;

    if (!window->marked)
        return;
    if (line_of(window, &window->mark.id) == NULL &&
        register_window_around(window, &window->mark, &err) != ERR_OK)
        keep_error(window, &err);
    *at = register_window_row(window, &window->mark.id, 0);
    *count = window->count;
}

const struct list_window_ops register_window_ops = {
    .slide = slide, .jump = jump, .seek = seek, .mark = mark, .back = back};

/* search_screen.c - everything in the file by its words, as one types; Enter goes to the place of a
 * hit. A page is read at a time. With nothing typed it lists the searches that were kept.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "store/search.h"
#include "ui/editor.h"
#include "ui/list.h"
#include "ui/place.h"
#include "ui/saved.h"
#include "ui/screens.h"

enum { PAGE = 50, NAME_COLUMNS = 12, WHAT_COLUMNS = 11, AUDIT_COLUMNS = 10, WIDE = 70 };

struct search_screen {
    struct screen screen;
    struct app *app; /* for the next page */
    struct ident requirements;
    struct editor editor;
    struct search_hits hits;
    struct saved saved;
    bool choosing; /* the list shows what was kept */
    struct list list;
};

static struct search_screen *search_of(const struct screen *screen)
{
    return (struct search_screen *)(uintptr_t)screen;
}

/* ---- hits ------------------------------------------------------------------------------------ */

static enum err_code run(struct search_screen *search, int64_t before, struct search_hits *hits,
                         struct err *err)
{
    struct search_query query = {.text = editor_text(&search->editor),
                                 .requirements_of = &search->requirements,
                                 .language = search->app->language,
                                 .limit = PAGE,
                                 .before = before};

    return search_run(search->app->store, &query, hits, err);
}

static enum err_code load(struct screen *screen, struct app *app, struct err *err)
{
    struct search_screen *search = search_of(screen);

    search->app = app;
    search->requirements =
        ident_is_none(&app->audit) ? search_newest_audit(app->store) : app->audit;
    search_hits_clear(&search->hits);
    search->choosing = !search_is_enough(editor_text(&search->editor));
    if (search->choosing) {
        list_set_count(&search->list, search->saved.count);
        return ERR_OK;
    }
    enum err_code code = run(search, 0, &search->hits, err);
    list_set_count(&search->list, search->hits.count);
    return code;
}

static size_t more(void *owner, size_t count)
{
    struct search_screen *search = owner;
    struct search_hits page;
    struct search_hits *hits = &search->hits;

    if (search->choosing || count == 0 || hits->items[count - 1].order == 0 ||
        run(search, hits->items[count - 1].order, &page, NULL) != ERR_OK)
        return count;
    for (size_t i = 0; i < page.count; i++) {
        hits->items = mem_grow(hits->items, hits->count, &hits->capacity, sizeof *hits->items);
        hits->items[hits->count++] = page.items[i];
    }
    free(page.items); /* what they hold moved over */
    return hits->count;
}

static void draw_row(void *owner, size_t index, int width, struct list_row *row)
{
    const struct search_screen *search = owner;
    if (search->choosing) {
        list_cell(row, WHAT_COLUMNS, STYLE_MUTED, _("kept"));
        list_cell(row, 0, STYLE_NORMAL, search->saved.items[index]);
        return;
    }
    const struct search_hit *hit = &search->hits.items[index];
    const struct record *record = hit->type != 0 ? record_find((int)hit->type) : NULL;

    if (width >= WIDE)
        list_cell(row, AUDIT_COLUMNS, STYLE_MUTED, hit->audit_number);
    list_cell(row, WHAT_COLUMNS, STYLE_MUTED,
              record == NULL         ? _("requirement")
              : hit->what[0] != '\0' ? _(hit->what)
                                     : _(record->name));
    list_cell(row, NAME_COLUMNS, STYLE_HEADING, hit->name);
    list_cell(row, 0, STYLE_NORMAL, hit->text);
}

static const char *no_rows(void *owner)
{
    const struct search_screen *search = owner;

    return search_is_enough(editor_text(&search->editor))
               ? _("Nothing found.")
               : _("Type two letters or more: requirements, notes, evidence, findings, names.");
}

static const struct list_ops list_ops = {.row = draw_row, .more = more, .empty = no_rows};

/* ---- the screen ------------------------------------------------------------------------------ */

static char *title(const struct screen *screen, const struct app *app)
{
    (void)screen;
    (void)app;
    return mem_strdup(_("Search"));
}

static enum context context(const struct screen *screen)
{
    (void)screen;
    return CONTEXT_SEARCH;
}

static void draw(struct screen *screen, struct app *app, struct canvas *canvas, struct area area)
{
    struct search_screen *search = search_of(screen);
    struct area line = area_take_top(&area, 1);

    (void)app;
    area_take_left(&line, 1);
    draw_text(canvas, line.row, line.column, line.columns, STYLE_KEY, "/");
    area_take_left(&line, 2);
    draw_box(canvas, area, _("Found"), STYLE_HEADING);
    list_draw(&search->list, canvas, area_inset(area, 1, 2), true);
    editor_draw(&search->editor, canvas, line, true);
}

static unsigned open_selected(struct search_screen *search, struct app *app)
{
    long index = list_selected(&search->list);

    if (index < 0)
        return REACT_HANDLED;
    if (search->choosing) {
        editor_set(&search->editor, search->saved.items[index]);
        list_select(&search->list, 0);
        return REACT_DONE | REACT_RELOAD;
    }
    const struct search_hit *hit = &search->hits.items[index];
    struct place place = {.type = hit->type, .record = hit->record, .audit = hit->audit};
    struct row row;
    bool owned = hit->type == RECORD_ATTACHMENT || hit->type == RECORD_CRITERION;
    if (owned && store_get(app->store, hit->type, &hit->record, &row, NULL) == ERR_OK) {
        bool attachment = hit->type == RECORD_ATTACHMENT;
        place.type = attachment ? RECORD_EVIDENCE : RECORD_FINDING;
        place.record = row_id(&row, attachment ? ATTACHMENT_EVIDENCE : CRITERION_FINDING);
        row_clear(&row);
    }
    place.checklist = mem_strdup(hit->checklist);
    place.item = mem_strdup(hit->item);
    unsigned reactions = place_open(app, &place);
    place_clear(&place);
    return reactions;
}

static unsigned keep_search(struct search_screen *search, struct app *app)
{
    struct err err;
    char *text = NULL;
    bool kept = false;

    if (search->choosing || editor_value(&search->editor, &text, &err) != ERR_OK)
        return REACT_HANDLED;
    if (saved_toggle(&search->saved, text, &kept, &err) != ERR_OK)
        app_error(app, &err);
    else
        app_message(app, TONE_GOOD, kept ? _("kept: %s") : _("not kept any more: %s"), text);
    free(text);
    return REACT_DONE;
}

static unsigned act(struct screen *screen, struct app *app, const struct input *input)
{
    struct search_screen *search = search_of(screen);
    struct err err;
    bool moves = input->event.type == EVENT_MOUSE ||
                 (input->event.type == EVENT_KEY && input->action >= ACTION_UP &&
                  input->action <= ACTION_OPEN);

    if (moves) {
        unsigned flags = list_act(&search->list, input);
        return flags & REACT_OPENED ? open_selected(search, app) : flags;
    }
    if (input->action == ACTION_SAVE)
        return keep_search(search, app);
    unsigned flags = editor_act(&search->editor, input);
    if (flags & REACT_CHANGED) {
        list_select(&search->list, 0);
        if (load(screen, app, &err) != ERR_OK)
            app_error(app, &err);
    }
    return flags;
}

static void close_screen(struct screen *screen)
{
    struct search_screen *search = search_of(screen);

    search_hits_clear(&search->hits);
    saved_clear(&search->saved);
    editor_clear(&search->editor);
    list_clear(&search->list);
    free(search);
}

static const struct screen_ops ops = {.title = title,
                                      .context = context,
                                      .load = load,
                                      .draw = draw,
                                      .act = act,
                                      .close = close_screen};

struct screen *search_screen_new(const char *text)
{
    struct search_screen *search = mem_zalloc(1, sizeof *search);

    search->screen.ops = &ops;
    editor_init(&search->editor, TEXT_LINE, 512);
    editor_set(&search->editor, text);
    saved_load(&search->saved);
    list_init(&search->list, &list_ops, search);
    return &search->screen;
}

/* team_screen.c - the laptops of the file, whom the team accepts; the way to packages and merging.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include <stdlib.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "store/conflicts.h"
#include "store/merge.h"
#include "ui/dialog.h"
#include "ui/flow.h"
#include "ui/list.h"
#include "ui/record_text.h"
#include "ui/place.h"
#include "ui/screens.h"

enum { WIDE = 112, DETAIL_ROWS = 8, LIST_LEAST = 5 };

struct team_screen {
    struct screen screen;
    struct team team;
    size_t conflicts;
    char *merged; /* about the last merge, "" */
    struct list list;
    struct ident asked; /* the laptop that a question is about */
};

static struct team_screen *team_of(const struct screen *screen)
{
    return (struct team_screen *)(uintptr_t)screen;
}

/* ---- loading --------------------------------------------------------------------------------- */

static const struct team_device *selected(const struct team_screen *screen)
{
    long index = list_selected(&screen->list);

    return index < 0 ? NULL : &screen->team.items[index];
}

/* The latest merge by who works here; those of others are told in the file too. NULL: none. */
static const struct row *own_merge(struct store *store, const struct rows *rows)
{
    struct ident author = store_author(store);

    for (size_t i = rows->count; i > 0; i--) {
        struct ident by = row_id(&rows->items[i - 1], MERGE_BY);
        if (ident_equal(&by, &author))
            return &rows->items[i - 1];
    }
    return NULL;
}

/* "Last merge 2026-11-23 14:32: saves 30, records new 12, changed 4, conflicts 1"; heap, "". */
static char *last_merge(struct store *store)
{
    struct list_query query = {.type = RECORD_MERGE, .order = MERGE_AT};
    struct rows rows = {0};
    char *text = NULL;
    char stamp[RECORD_STAMP_SIZE];

    const struct row *row =
        store_list(store, &query, &rows, NULL) == ERR_OK ? own_merge(store, &rows) : NULL;
    if (row != NULL) {
        record_text_stamp(row_text(row, MERGE_AT), stamp);
        text = mem_printf(_("Last merge %s: saves %lld, records new %lld, changed %lld, "
                            "conflicts %lld"),
                          stamp, (long long)row_int(row, MERGE_BATCHES),
                          (long long)row_int(row, MERGE_RECORDS_NEW),
                          (long long)row_int(row, MERGE_RECORDS_CHANGED),
                          (long long)row_int(row, MERGE_CONFLICTS));
    }
    rows_clear(&rows);
    return text != NULL ? text : mem_strdup("");
}

static enum err_code load(struct screen *base, struct app *app, struct err *err)
{
    struct team_screen *screen = team_of(base);

    team_clear(&screen->team);
    if (app->store == NULL) {
        list_set_count(&screen->list, 0);
        return ERR_OK;
    }
    enum err_code code = team_list(app->store, &screen->team, err);
    list_set_count(&screen->list, screen->team.count);
    free(screen->merged);
    screen->merged = last_merge(app->store);
    return code == ERR_OK ? conflicts_count(app->store, NULL, &screen->conflicts, err) : code;
}

/* ---- drawing --------------------------------------------------------------------------------- */

static char *title(const struct screen *base, const struct app *app)
{
    (void)base;
    return mem_printf(_("Team and merging · %s"),
                      app->store != NULL ? file_base_name(store_path(app->store)) : "");
}

struct standing {
    const char *symbol;
    const char *ascii;
    enum style style;
    const char *label;
};

static struct standing standing_of(const struct team_device *device)
{
    if (device->self)
        return (struct standing){"●", "*", STYLE_GOOD, _("this laptop")};
    if (device->revoked)
        return (struct standing){"×", "x", STYLE_BAD, _("revoked")};
    if (device->accepted)
        return (struct standing){"✓", "+", STYLE_GOOD, _("accepted")};
    return (struct standing){"?", "?", STYLE_WARN, _("not accepted")};
}

/* What is odd about a laptop, in few words; heap, "" for nothing. */
static char *oddities(const struct team_device *device)
{
    struct buf text;

    buf_init(&text);
    if (device->cloned)
        buf_printf(&text, "%s", _("key copied"));
    if (device->clock_suspect)
        buf_printf(&text, "%s%s", text.length > 0 ? ", " : "", _("clock suspect"));
    if (device->waiting > 0) {
        buf_puts(&text, text.length > 0 ? ", " : "");
        buf_printf(&text, _("waiting: %llu"), (unsigned long long)device->waiting);
    }
    return buf_take(&text);
}

static void draw_row(void *owner, size_t index, int width, struct list_row *row)
{
    const struct team_screen *screen = owner;
    const struct team_device *device = &screen->team.items[index];
    struct standing standing = standing_of(device);
    char *odd = oddities(device);
    char last[RECORD_WALL_SIZE];

    record_text_wall(device->last_wall, device->clock_suspect, last);
    list_cell(row, 1, standing.style,
              row->canvas != NULL && row->canvas->ascii ? standing.ascii : standing.symbol);
    list_cell(row, 12, STYLE_HEADING, device->person[0] != '\0' ? device->person : "—");
    list_cell(row, 0, STYLE_NORMAL, device->name);
    if (width >= WIDE)
        list_cell(row, FINGERPRINT_SIZE - 1, STYLE_MUTED, device->fingerprint);
    else
        list_cell_format(row, 4, STYLE_MUTED, "%.4s", device->fingerprint);
    list_cell(row, 12, standing.style, standing.label);
    list_cell_format(row, 5, STYLE_NORMAL, "%llu", (unsigned long long)device->batches);
    list_cell(row, 17, device->clock_suspect ? STYLE_WARN : STYLE_MUTED, last);
    if (width >= WIDE)
        list_cell(row, 14, STYLE_WARN, odd);
    else
        list_cell(row, 1, STYLE_WARN, odd[0] != '\0' ? "!" : " ");
    free(odd);
}

static const char *no_rows(void *owner)
{
    (void)owner;
    return _("No laptops.");
}

/* Who it is and who decided about it; heap. */
static char *facts_text(const struct team_device *device)
{
    struct buf text;
    char stamp[RECORD_STAMP_SIZE];
    char last[RECORD_WALL_SIZE];

    record_text_stamp(device->decided_at, stamp);
    record_text_wall(device->last_wall, false, last);
    buf_init(&text);
    buf_printf(&text, _("Fingerprint  %s"), device->fingerprint);
    buf_putc(&text, '\n');
    if (device->decided_by[0] != '\0') {
        buf_printf(&text, _("decided by %s, %s%s%s"), device->decided_by, stamp,
                   device->reason[0] != '\0' ? " · " : "", device->reason);
        buf_putc(&text, '\n');
    }
    buf_printf(&text, _("saves %llu%s%s"), (unsigned long long)device->batches,
               last[0] != '\0' ? _(", the last on ") : "", last);
    return buf_take(&text);
}

/* What is odd about it, in sentences; heap, "" for nothing. */
static char *warnings_text(const struct team_device *device)
{
    struct buf text;

    buf_init(&text);
    if (device->clock_suspect)
        buf_printf(&text, "%s\n", _("Its clock can't have been right; nothing depends on it."));
    if (device->cloned)
        buf_printf(&text, "%s\n",
                   _("Two laptops write under its key (a copied home folder?). Both are kept."));
    if (device->waiting > 0)
        buf_printf(&text, _("Saves that wait for an earlier package of this laptop: %llu"),
                   (unsigned long long)device->waiting);
    return buf_take(&text);
}

/* "Wang Wei · laptop-7 · accepted"; heap. */
static char *heading_text(const struct team_device *device)
{
    return mem_printf("%s%s%s · %s", device->person, device->person[0] != '\0' ? " · " : "",
                      device->name, standing_of(device).label);
}

static void draw_device(struct canvas *canvas, struct area area, const struct team_device *device)
{
    struct flow flow = {.canvas = canvas, .area = area};
    char *heading = heading_text(device);
    char *facts = facts_text(device);
    char *warnings = warnings_text(device);

    flow_text(&flow, STYLE_HEADING, heading, 0);
    flow_text(&flow, STYLE_NORMAL, facts, 0);
    if (warnings[0] != '\0')
        flow_text(&flow, STYLE_WARN, warnings, 0);
    free(warnings);
    free(facts);
    free(heading);
}

/* Open conflicts; below that the last merge, where there was one. */
static void draw_status(const struct team_screen *screen, struct canvas *canvas, struct area *area)
{
    struct area line = area_inset(area_take_top(area, 1), 0, 1);

    draw_format(canvas, line.row, line.column, line.columns,
                screen->conflicts > 0 ? STYLE_WARN : STYLE_GOOD, _("open conflicts: %zu"),
                screen->conflicts);
    if (screen->merged[0] == '\0')
        return;
    line = area_inset(area_take_top(area, 1), 0, 1);
    draw_text(canvas, line.row, line.column, line.columns, STYLE_MUTED, screen->merged);
}

static void draw(struct screen *base, struct app *app, struct canvas *canvas, struct area area)
{
    struct team_screen *screen = team_of(base);
    const struct team_device *device = selected(screen);

    (void)app;
    draw_status(screen, canvas, &area);
    int below = area.rows - LIST_LEAST < DETAIL_ROWS ? area.rows - LIST_LEAST : DETAIL_ROWS;
    struct area detail = area_take_bottom(&area, below > 0 ? below : 0);
    if (detail.rows > 0) { /* both boxes share a border */
        area.rows++;
        draw_box(canvas, detail, NULL, STYLE_HEADING);
    }
    draw_box(canvas, area, _("Laptops"), STYLE_HEADING);
    list_draw(&screen->list, canvas, area_inset(area, 1, 2), true);
    if (device != NULL && detail.rows > 2)
        draw_device(canvas, area_inset(detail, 1, 2), device);
}

/* ---- accepting and revoking ------------------------------------------------------------------ */

static unsigned accept_now(struct app *app, void *owner)
{
    struct team_screen *screen = owner;
    struct err err;

    return app_result(app, team_accept(app->store, &screen->asked, NULL, &err), &err);
}

static unsigned ask_accept(struct team_screen *screen, struct app *app)
{
    const struct team_device *device = selected(screen);

    if (device == NULL)
        return REACT_HANDLED;
    if (device->self || device->accepted) {
        app_message(app, TONE_NOTICE, "%s",
                    device->self ? _("This laptop itself is always trusted")
                                 : _("This laptop is accepted already"));
        return REACT_DONE;
    }
    screen->asked = device->id;
    char *text = mem_printf(
        _("%s%s%s\n\n%s\n\nCompare the whole fingerprint on both screens: its user finds it there "
          "with T on the list of audits, marked as that laptop itself. Accept it only if every "
          "group is the same: from then on all that it signs is trusted."),
        device->person, device->person[0] != '\0' ? " · " : "", device->name, device->fingerprint);
    struct dialog_confirm confirm = {.title = _("Accept this laptop?"),
                                     .text = text,
                                     .yes = _("both are the same: accept"),
                                     .no = _("do not accept"),
                                     .opener = 'a',
                                     .done = accept_now,
                                     .owner = screen};
    unsigned reactions = dialog_confirm(app, &confirm);
    free(text);
    return reactions;
}

static bool revoke_now(struct app *app, void *owner, const char *text, unsigned *reactions,
                       struct err *err)
{
    struct team_screen *screen = owner;

    if (team_revoke(app->store, &screen->asked, text, err) != ERR_OK)
        return false;
    app_saved(app);
    *reactions = REACT_DONE | REACT_RELOAD;
    return true;
}

static unsigned ask_revoke(struct team_screen *screen, struct app *app)
{
    const struct team_device *device = selected(screen);

    if (device == NULL)
        return REACT_HANDLED;
    if (device->self || device->revoked) {
        app_message(app, TONE_NOTICE, "%s",
                    device->self ? _("This laptop itself can't be revoked here; do it on another")
                                 : _("This laptop is revoked already"));
        return REACT_DONE;
    }
    screen->asked = device->id;
    char *who = mem_printf("%s%s%s (%.4s)", device->person, device->person[0] != '\0' ? " · " : "",
                           device->name, device->fingerprint);
    char *name = mem_printf(_("Revoke %s"), who);
    unsigned reactions = record_ask_reason(app, name,
                                           _("What it wrote up to now and is in this file stays. "
                                             "What it writes later is never merged."),
                                           revoke_now, screen);
    free(name);
    free(who);
    return reactions;
}

/* ---- undoing a merge ------------------------------------------------------------------------- */

/* The file must be closed meanwhile; whatever happens, what is at its path is opened again. */
static enum err_code undo_closed(struct app *app, struct err *err)
{
    char *path = mem_strdup(store_path(app->store));
    char *person = mem_strdup(store_author_name(app->store));
    struct store *store = NULL;
    struct err second;

    app_set_store(app, NULL);
    enum err_code code = merge_undo(path, app->device, err);
    enum err_code reopened = store_open(path, app->device, 0, &store, &second);
    if (reopened == ERR_OK) {
        app_set_store(app, store);
        if (person[0] != '\0')
            reopened = store_set_author(store, person, &second);
    }
    if (code == ERR_OK && reopened != ERR_OK) {
        if (err != NULL)
            *err = second;
        code = reopened;
    }
    free(person);
    free(path);
    return code;
}

static unsigned undo_now(struct app *app, void *owner)
{
    struct err err;

    (void)owner;
    enum err_code code = undo_closed(app, &err);
    if (code == ERR_OK)
        app_message(app, TONE_NOTICE, "%s", _("The merge is taken back"));
    else
        app_error(app, &err);
    return app->store == NULL ? REACT_DONE | REACT_POP : REACT_DONE | REACT_RELOAD;
}

static unsigned ask_undo(struct team_screen *screen, struct app *app)
{
    if (!app->owns_store || store_is_read_only(app->store)) {
        app_message(app, TONE_NOTICE, "%s", _("The file is open for reading only"));
        return REACT_DONE;
    }
    char *text = mem_printf(
        _("%s%sThe copy of %s that was made before the last merge takes its place. The file as it "
          "is now stays beside it, with .undone-merge behind its name. Refused if anything was "
          "saved since the merge."),
        screen->merged, screen->merged[0] != '\0' ? "\n\n" : "",
        file_base_name(store_path(app->store)));
    struct dialog_confirm confirm = {.title = _("Take the last merge back?"),
                                     .text = text,
                                     .yes = _("take it back"),
                                     .opener = 'U',
                                     .done = undo_now,
                                     .owner = screen};
    unsigned reactions = dialog_confirm(app, &confirm);
    free(text);
    return reactions;
}

/* ---- keys ------------------------------------------------------------------------------------ */

static unsigned act_on_screen(struct team_screen *screen, struct app *app, enum action action)
{
    switch (action) {
    case ACTION_MERGE:
        return app_push(app, merge_form_new(app));
    case ACTION_PACK:
        return app_push(app, package_form_new(app));
    case ACTION_ACCEPT:
        return ask_accept(screen, app);
    case ACTION_REVOKE:
        return ask_revoke(screen, app);
    case ACTION_CONFLICTS:
        return app_push(app, conflicts_screen_new(NULL));
    case ACTION_DUPLICATES:
        return app_push(app, duplicates_screen_new(NULL));
    case ACTION_MERGE_UNDO:
        return ask_undo(screen, app);
    default:
        return REACT_NONE;
    }
}

static unsigned show_device(struct team_screen *screen, struct app *app)
{
    const struct team_device *device = selected(screen);

    if (device == NULL)
        return REACT_HANDLED;
    char *heading = heading_text(device);
    char *facts = facts_text(device);
    char *warnings = warnings_text(device);
    char *text = mem_printf("%s\n\n%s", facts, warnings);
    unsigned reactions =
        dialog_message(app, warnings[0] != '\0' ? TONE_WARN : TONE_PLAIN, heading, text);
    free(text);
    free(warnings);
    free(facts);
    free(heading);
    return reactions;
}

static unsigned act(struct screen *base, struct app *app, const struct input *input)
{
    struct team_screen *screen = team_of(base);
    unsigned flags = screen->list.finding ? REACT_NONE : act_on_screen(screen, app, input->action);

    if (flags != REACT_NONE)
        return flags;
    flags = list_act(&screen->list, input);
    return flags & REACT_OPENED ? show_device(screen, app) : flags;
}

static enum context context(const struct screen *base)
{
    return list_context(&team_of(base)->list, CONTEXT_TEAM);
}

/* ---- life ------------------------------------------------------------------------------------ */

static void close_screen(struct screen *base)
{
    struct team_screen *screen = team_of(base);

    team_clear(&screen->team);
    list_clear(&screen->list);
    free(screen->merged);
    free(screen);
}

static const struct list_ops list_ops = {.row = draw_row, .empty = no_rows};

static bool place(const struct screen *base, struct place *place)
{
    (void)base;
    return place_list(place, PLACE_TEAM, NULL, 0, NULL);
}

static const struct screen_ops ops = {.title = title,
                                      .context = context,
                                      .load = load,
                                      .draw = draw,
                                      .act = act,
                                      .place = place,
                                      .close = close_screen};

struct screen *team_screen_new(void)
{
    struct team_screen *screen = mem_zalloc(1, sizeof *screen);

    screen->screen.ops = &ops;
    screen->merged = mem_strdup("");
    list_init(&screen->list, &list_ops, screen);
    return &screen->screen;
}

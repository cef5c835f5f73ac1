/* directory_screen.c - lists of records that people keep: the organization's processes, sites,
 * areas and people (Tab goes from one to the next), and the meetings of an audit.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "store/directory.h"
#include "ui/dialog.h"
#include "ui/fields_form.h"
#include "ui/list.h"
#include "ui/record_text.h"
#include "ui/place.h"
#include "ui/screens.h"

enum { WIDE = 96, COLUMNS_MAX = 5 };

/* The columns of a list: a field, its width (0: shares what is left), and whether a narrow screen
 * has it. */
struct directory_column {
    uint16_t field;
    int width;
    bool narrow;
};
struct directory_list {
    enum record_type type;
    const char *title; /* msgid */
    struct directory_column columns[COLUMNS_MAX];
};

static const struct directory_list lists[] = {
    {RECORD_PROCESS,
     N_("Processes"),
     {{PROCESS_NAME, 0, true},
      {PROCESS_OWNER, 18, true},
      {PROCESS_SITE, 18, false},
      {PROCESS_RISK, 10, true},
      {PROCESS_CHANGED_ON, 10, true}}},
    {RECORD_SITE,
     N_("Sites"),
     {{SITE_NAME, 0, true}, {SITE_KIND, 0, true}, {SITE_ADDRESS, 0, false}}},
    {RECORD_AREA,
     N_("Areas in walking order"),
     {{AREA_NAME, 0, true}, {AREA_PLACE, 18, true}, {AREA_NOTE, 0, true}}},
    {RECORD_PERSON,
     N_("People"),
     {{PERSON_NAME, 0, true},
      {PERSON_UNIT, 0, true},
      {PERSON_ROLES, 0, false},
      {PERSON_COMPETENCE_UNTIL, 10, true}}},
    {RECORD_MEETING,
     N_("Meetings"),
     {{MEETING_KIND, 18, true},
      {MEETING_ON, 10, true},
      {MEETING_HOURS, 12, true},
      {MEETING_PEOPLE, 0, true},
      {MEETING_NOTES, 0, false}}}};

enum { LIST_MEETINGS = 4, ORGANIZATION_LISTS = 4 };

struct directory_row {
    bool heading; /* a site, above its areas */
    size_t index;
};

struct directory_screen {
    struct screen screen;
    size_t which; /* of lists */
    struct ident audit;
    char *number;
    struct store *store; /* borrowed, of the last load */
    struct rows records;
    struct directory_row *rows;
    size_t count;
    size_t capacity;
    struct list list;
    struct ident asked;
};

static struct directory_screen *directory_of(const struct screen *screen)
{
    return (struct directory_screen *)(uintptr_t)screen;
}

static const struct directory_list *shown_list(const struct directory_screen *screen)
{
    return &lists[screen->which];
}

/* ---- loading --------------------------------------------------------------------------------- */

static void add_row(struct directory_screen *screen, bool heading, size_t index)
{
    screen->rows = mem_grow(screen->rows, screen->count, &screen->capacity, sizeof *screen->rows);
    screen->rows[screen->count++] = (struct directory_row){heading, index};
}

static void make_rows(struct directory_screen *screen)
{
    struct ident before = ident_none();

    screen->count = 0;
    for (size_t i = 0; i < screen->records.count; i++) {
        if (shown_list(screen)->type == RECORD_AREA) {
            struct ident site = row_id(&screen->records.items[i], AREA_SITE);
            if (i == 0 || !ident_equal(&site, &before))
                add_row(screen, true, i);
            before = site;
        }
        add_row(screen, false, i);
    }
    list_set_count(&screen->list, screen->count);
    if (list_selected(&screen->list) == 0 && screen->count > 1 && screen->rows[0].heading)
        list_select(&screen->list, 1); /* below the heading */
}

static const struct row *selected(const struct directory_screen *screen)
{
    long index = list_selected(&screen->list);

    if (index < 0 || screen->rows[index].heading)
        return NULL;
    return &screen->records.items[screen->rows[index].index];
}

static enum err_code load(struct screen *base, struct app *app, struct err *err)
{
    struct directory_screen *screen = directory_of(base);
    const struct row *row = selected(screen);
    struct ident before = row != NULL ? row->id : ident_none();

    screen->store = app->store;
    rows_clear(&screen->records);
    enum err_code code =
        directory_list(app->store, &screen->audit, shown_list(screen)->type, &screen->records, err);
    make_rows(screen);
    for (size_t i = 0; i < screen->count; i++)
        if (!screen->rows[i].heading &&
            ident_equal(&screen->records.items[screen->rows[i].index].id, &before))
            list_select(&screen->list, i);
    free(screen->number);
    screen->number = store_name(app->store, RECORD_AUDIT, &screen->audit);
    return code;
}

/* ---- drawing --------------------------------------------------------------------------------- */

static char *title(const struct screen *base, const struct app *app)
{
    const struct directory_screen *screen = directory_of(base);

    (void)app;
    return screen->which == LIST_MEETINGS
               ? mem_printf(_("Meetings · %s"), screen->number != NULL ? screen->number : "")
               : mem_printf(_("Organization · %s"), _(shown_list(screen)->title));
}

static void draw_cell(const struct directory_screen *screen, const struct row *record,
                      const struct directory_column *column, struct list_row *row)
{
    const struct field *field = record_field(record->record, column->field);
    enum style style = column->width == 0 ? STYLE_NORMAL : STYLE_MUTED;

    if (field->type == VALUE_CODE && row_code(record, column->field) >= 0) {
        const struct code *code = code_at(field->codes, row_code(record, column->field));
        list_cell(row, column->width, theme_tone(code->tone), _(code->label));
        return;
    }
    if (field->type == VALUE_ID) {
        struct ident id = row_id(record, column->field);
        char *name = store_name(screen->store, field->target, &id);
        list_cell(row, column->width, style, name);
        free(name);
        return;
    }
    char *flat = record_text_flat(row_text(record, column->field));
    list_cell(row, column->width, style, flat);
    free(flat);
}

static void draw_row(void *owner, size_t index, int width, struct list_row *row)
{
    const struct directory_screen *screen = owner;
    const struct directory_list *list = shown_list(screen);
    const struct row *record = &screen->records.items[screen->rows[index].index];

    row->heading = screen->rows[index].heading;
    if (row->heading) {
        struct ident site = row_id(record, AREA_SITE);
        char *name = store_name(screen->store, RECORD_SITE, &site);
        list_cell(row, 0, STYLE_HEADING, name[0] != '\0' ? name : _("No site"));
        free(name);
        return;
    }
    for (size_t i = 0; i < COLUMNS_MAX && list->columns[i].field != 0; i++)
        if (list->columns[i].narrow || width >= WIDE)
            draw_cell(screen, record, &list->columns[i], row);
}

static const char *no_rows(void *owner)
{
    (void)owner;
    return _("Nothing here yet. Press a to add the first.");
}

/* "Processes │ Sites │ Areas │ People", the open one marked. */
static void draw_tabs(const struct directory_screen *screen, struct canvas *canvas,
                      struct area *area)
{
    struct area line = area_inset(area_take_top(area, 1), 0, 1);
    int column = line.column;

    for (size_t i = 0; i < ORGANIZATION_LISTS; i++) {
        bool open = i == screen->which;
        char *name = mem_printf(open ? "[%s]" : " %s ", _(lists[i].title));
        int room = line.column + line.columns - column;
        if (room > 0)
            column += draw_text(canvas, line.row, column, room, open ? STYLE_HEADING : STYLE_MUTED,
                                name) +
                      1;
        free(name);
    }
}

static void draw(struct screen *base, struct app *app, struct canvas *canvas, struct area area)
{
    struct directory_screen *screen = directory_of(base);

    (void)app;
    if (screen->which != LIST_MEETINGS)
        draw_tabs(screen, canvas, &area);
    draw_box(canvas, area, _(shown_list(screen)->title), STYLE_HEADING);
    list_draw(&screen->list, canvas, area_inset(area, 1, 2), true);
}

/* ---- writing --------------------------------------------------------------------------------- */

static enum err_code save_record(struct store *store, const struct ident *owner,
                                 enum record_type type, const struct ident *record,
                                 const struct closure_text *texts, size_t count, struct err *err)
{
    return directory_put(store, owner, type, record, texts, count, NULL, err);
}

struct screen *directory_form_new(struct app *app, const struct ident *audit, enum record_type type,
                                  const struct ident *record)
{
    size_t count = 0;
    const uint16_t *fields = directory_fields(type, &count);
    char *known = record != NULL ? store_name(app->store, type, record) : mem_strdup("");
    char *name = known[0] != '\0' ? mem_printf("%s · %s", _(record_text_type(type)), known)
                                  : mem_strdup(_(record_text_type(type)));
    const struct fields_form_spec spec = {.title = name,
                                          .type = type,
                                          .owner = audit != NULL ? *audit : ident_none(),
                                          .record = record,
                                          .fields = fields,
                                          .count = count,
                                          .save = save_record};
    struct screen *form = fields_form_new(app, &spec);

    free(known);
    free(name);
    return form;
}

static unsigned move(struct directory_screen *screen, struct app *app, int by)
{
    const struct row *row = selected(screen);
    struct ident site;
    long position = 1;
    struct err err;

    if (row == NULL || (row->record->type != RECORD_AREA && row->record->type != RECORD_SITE)) {
        app_message(app, TONE_NOTICE, "%s", _("Only sites and areas have an order of their own"));
        return REACT_DONE;
    }
    site = row->record->type == RECORD_AREA ? row_id(row, AREA_SITE) : ident_none();
    for (size_t i = 0; i < screen->records.count; i++) {
        const struct row *each = &screen->records.items[i];
        struct ident other = row->record->type == RECORD_AREA ? row_id(each, AREA_SITE) : site;
        if (each == row)
            break;
        position += ident_equal(&other, &site);
    }
    if (position + by < 1)
        return REACT_HANDLED;
    return app_result(
        app, directory_place(app->store, row->record->type, &row->id, position + by, &err), &err);
}

static bool withdraw_now(struct app *app, void *owner, const char *text, unsigned *reactions,
                         struct err *err)
{
    struct directory_screen *screen = owner;

    if (directory_withdraw(app->store, shown_list(screen)->type, &screen->asked, text, err) !=
        ERR_OK)
        return false;
    app_saved(app);
    *reactions = REACT_DONE | REACT_RELOAD;
    return true;
}

static unsigned ask_withdraw(struct directory_screen *screen, struct app *app)
{
    const struct row *row = selected(screen);

    if (row == NULL)
        return REACT_HANDLED;
    screen->asked = row->id;
    char *known = store_name(app->store, row->record->type, &row->id);
    char *name = mem_printf(_("Withdraw %s"),
                            known[0] != '\0' ? known : record_text_type(row->record->type));
    unsigned reactions = record_ask_reason(
        app, name, _("It leaves the list; the reason and its history stay in the file."),
        withdraw_now, screen);
    free(name);
    free(known);
    return reactions;
}

/* ---- keys ------------------------------------------------------------------------------------ */

static unsigned turn(struct directory_screen *screen, size_t by)
{
    if (screen->which == LIST_MEETINGS)
        return REACT_HANDLED;
    /* Nothing of the list before, which has other fields, is drawn as a row of the next. */
    screen->count = 0;
    list_set_count(&screen->list, 0);
    list_select(&screen->list, 0);
    screen->list.top = 0;
    screen->which = (screen->which + by) % ORGANIZATION_LISTS;
    return REACT_DONE | REACT_RELOAD;
}

static unsigned act_on_screen(struct directory_screen *screen, struct app *app, enum action action)
{
    const struct row *row = selected(screen);
    enum record_type type = shown_list(screen)->type;

    switch (action) {
    case ACTION_NEXT_PANE:
        return turn(screen, 1);
    case ACTION_PREVIOUS_PANE:
        return turn(screen, ORGANIZATION_LISTS - 1);
    case ACTION_ADD:
        return app_push(app, directory_form_new(app, &screen->audit, type, NULL));
    case ACTION_EARLIER:
        return move(screen, app, -1);
    case ACTION_LATER:
        return move(screen, app, 1);
    case ACTION_DELETE:
        return ask_withdraw(screen, app);
    case ACTION_HISTORY:
        return row == NULL ? REACT_HANDLED : app_push(app, history_screen_new(type, &row->id));
    default:
        return REACT_NONE;
    }
}

static unsigned act(struct screen *base, struct app *app, const struct input *input)
{
    struct directory_screen *screen = directory_of(base);
    unsigned flags = screen->list.finding ? REACT_NONE : act_on_screen(screen, app, input->action);

    if (flags != REACT_NONE)
        return flags;
    flags = list_act(&screen->list, input);
    if (!(flags & REACT_OPENED))
        return flags;
    const struct row *row = selected(screen);
    return row == NULL ? REACT_HANDLED
                       : app_push(app, directory_form_new(app, &screen->audit, row->record->type,
                                                          &row->id));
}

static enum context context(const struct screen *base)
{
    const struct directory_screen *screen = directory_of(base);

    return list_context(&screen->list,
                        screen->which == LIST_MEETINGS ? CONTEXT_MEETINGS : CONTEXT_ORGANIZATION);
}

/* ---- life ------------------------------------------------------------------------------------ */

static void close_screen(struct screen *base)
{
    struct directory_screen *screen = directory_of(base);

    rows_clear(&screen->records);
    list_clear(&screen->list);
    free(screen->rows);
    free(screen->number);
    free(screen);
}

static const struct list_ops list_ops = {.row = draw_row, .empty = no_rows};

static bool place(const struct screen *base, struct place *place)
{
    const struct directory_screen *screen = (const struct directory_screen *)base;

    return screen->which == LIST_MEETINGS
               ? place_list(place, PLACE_MEETINGS, &screen->audit, 0, NULL)
               : place_list(place, PLACE_ORGANIZATION, NULL, 0, NULL);
}

static const struct screen_ops ops = {.title = title,
                                      .context = context,
                                      .load = load,
                                      .draw = draw,
                                      .act = act,
                                      .place = place,
                                      .close = close_screen};

static struct screen *screen_new(size_t which, const struct ident *audit)
{
    struct directory_screen *screen = mem_zalloc(1, sizeof *screen);

    screen->screen.ops = &ops;
    screen->which = which;
    screen->audit = audit != NULL ? *audit : ident_none();
    list_init(&screen->list, &list_ops, screen);
    return &screen->screen;
}

struct screen *organization_screen_new(void)
{
    return screen_new(0, NULL);
}

struct screen *meetings_screen_new(const struct ident *audit)
{
    return screen_new(LIST_MEETINGS, audit);
}

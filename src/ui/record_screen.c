/* record_screen.c - everything a finding or a piece of evidence says, to read.
 *
 * Made from the tables of core/record, so that a new field is shown without a line here; then what
 * is linked to it and its files. Enter on a linked record opens it, on a file saves a copy.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "ui/record_screen.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "store/audits.h"
#include "store/consolidate.h"
#include "ui/dialog.h"
#include "ui/paths.h"
#include "ui/place.h"
#include "ui/record_text.h"

enum { LABEL_COLUMNS = 22, MARGIN = 4, VALUE_LEAST = 8 };

static struct record_screen *record_of(const struct screen *screen)
{
    return (struct record_screen *)(uintptr_t)screen;
}

/* ---- entries --------------------------------------------------------------------------------- */

struct entry *record_add(struct record_screen *screen, enum entry_kind kind, const char *label,
                         char *text)
{
    screen->entries = mem_grow(screen->entries, screen->entry_count, &screen->entry_capacity,
                               sizeof *screen->entries);
    struct entry *entry = &screen->entries[screen->entry_count++];
    *entry = (struct entry){.kind = kind, .label = mem_strdup(label), .text = text};
    return entry;
}

void record_add_heading(struct record_screen *screen, const char *text)
{
    record_add(screen, ENTRY_HEADING, "", mem_strdup(text))->style = STYLE_HEADING;
}

static void clear_lines(struct record_screen *screen)
{
    for (size_t i = 0; i < screen->line_count; i++)
        free(screen->lines[i].text);
    screen->line_count = 0;
}

static void clear_entries(struct record_screen *screen)
{
    for (size_t i = 0; i < screen->entry_count; i++) {
        free(screen->entries[i].label);
        free(screen->entries[i].text);
        free(screen->entries[i].name);
    }
    screen->entry_count = 0;
}

/* ---- lines ----------------------------------------------------------------------------------- */

static void add_line(struct record_screen *screen, size_t entry, bool first, char *text)
{
    screen->lines =
        mem_grow(screen->lines, screen->line_count, &screen->line_capacity, sizeof *screen->lines);
    screen->lines[screen->line_count++] = (struct line){entry, first, text};
}

static void wrap(struct record_screen *screen, int columns)
{
    int width = columns - MARGIN - LABEL_COLUMNS - 2;
    struct text_lines wrapped = {NULL, 0, 0};

    clear_lines(screen);
    for (size_t i = 0; i < screen->entry_count; i++) {
        const struct entry *entry = &screen->entries[i];
        if (entry->kind == ENTRY_HEADING) {
            add_line(screen, i, true, mem_strdup(entry->text));
            continue;
        }
        text_wrap(entry->text, (size_t)(width > VALUE_LEAST ? width : VALUE_LEAST), &wrapped);
        for (size_t j = 0; j < wrapped.count; j++)
            add_line(screen, i, j == 0,
                     mem_strndup(entry->text + wrapped.items[j].start, wrapped.items[j].length));
    }
    text_lines_clear(&wrapped);
    list_set_count(&screen->list, screen->line_count);
}

/* ---- what the record says -------------------------------------------------------------------- */

enum style record_field_style(const struct field *field, const struct value *value)
{
    if (field->number == FIELD_WITHDRAWN)
        return STYLE_WARN;
    if (field->type != VALUE_CODE || value->kind != VALUE_IS_TEXT)
        return STYLE_NORMAL;
    const struct code *code = code_find(field->codes, value->bytes);
    return code != NULL ? theme_tone(code->tone) : STYLE_NORMAL;
}

static void add_fields(struct record_screen *screen, struct app *app, const struct row *row)
{
    for (size_t i = 0; i < row->record->field_count; i++) {
        const struct field *field = &row->record->fields[i];
        const struct value *value = &row->values[i];
        if (value->kind == VALUE_IS_NULL)
            continue;
        char *text = record_text_value(app->store, field, value, app->canvas);
        record_add(screen, ENTRY_TEXT, _(field->label), text)->style =
            record_field_style(field, value);
    }
}

/* ---- loading --------------------------------------------------------------------------------- */

static enum err_code add_all(struct record_screen *screen, struct app *app, struct err *err)
{
    struct row row;
    enum err_code code = store_get(app->store, screen->type, &screen->id, &row, err);

    if (code != ERR_OK)
        return code;
    screen->audit = record_audit(app->store, screen->type, &screen->id);
    free(screen->name);
    free(screen->audit_number);
    screen->name = store_name(app->store, screen->type, &screen->id);
    screen->audit_number = store_name(app->store, RECORD_AUDIT, &screen->audit);
    add_fields(screen, app, &row);
    screen->merged_into =
        screen->type == RECORD_FINDING ? row_id(&row, FINDING_MERGED_INTO) : ident_none();
    row_clear(&row);
    return record_add_links(screen, app, err);
}

static enum err_code load(struct screen *base, struct app *app, struct err *err)
{
    struct record_screen *screen = record_of(base);

    clear_lines(screen);
    clear_entries(screen);
    enum err_code code = add_all(screen, app, err);
    wrap(screen, app->canvas->columns);
    return code;
}

static void resize(struct screen *base, int rows, int columns)
{
    (void)rows;
    wrap(record_of(base), columns);
}

/* ---- drawing --------------------------------------------------------------------------------- */

static char *title(const struct screen *base, const struct app *app)
{
    const struct record_screen *screen = record_of(base);

    (void)app;
    return screen->type == RECORD_FINDING
               ? mem_printf(_("Finding %s · %s"), screen->name, screen->audit_number)
               : mem_printf(_("Evidence %s · %s"), screen->name, screen->audit_number);
}

static void draw_row(void *owner, size_t index, int width, struct list_row *row)
{
    const struct record_screen *screen = owner;
    const struct line *line = &screen->lines[index];
    const struct entry *entry = &screen->entries[line->entry];

    (void)width;
    row->heading = entry->kind == ENTRY_HEADING;
    if (!row->heading)
        list_cell(row, LABEL_COLUMNS, STYLE_LABEL, line->first ? entry->label : "");
    list_cell(row, 0, entry->style, line->text);
}

static void draw(struct screen *base, struct app *app, struct canvas *canvas, struct area area)
{
    struct record_screen *screen = record_of(base);

    (void)app;
    list_draw(&screen->list, canvas, area_inset(area, 0, 1), true);
}

/* ---- keys ------------------------------------------------------------------------------------ */

/* A file that is there already is never written over. */
static bool save_file(struct app *app, void *owner, const char *text, unsigned *reactions,
                      struct err *err)
{
    struct record_screen *screen = owner;
    const struct entry *entry = &screen->entries[screen->saving];
    char *path = path_typed(text);
    struct stat status;
    enum err_code code = ERR_OK;

    if (lstat(path, &status) == 0)
        code = err_set(err, ERR_CANTCREAT, _("%s exists already: choose another name"), path);
    else
        code = object_save_as(app->store, &entry->object, path, err);
    if (code == ERR_OK) {
        app_message(app, TONE_GOOD, _("saved as %s"), path);
        *reactions = REACT_DONE;
    }
    free(path);
    return code == ERR_OK;
}

static unsigned ask_path(struct record_screen *screen, struct app *app, size_t index)
{
    const struct entry *entry = &screen->entries[index];
    char *place = mem_printf("save-file %s", entry->name);
    struct dialog_prompt prompt = {.title = _("Save a copy of the file"),
                                   .place = place,
                                   .label = _("File"),
                                   .hint = _("A new file; an existing one is never replaced"),
                                   .value = file_base_name(entry->name),
                                   .kind = TEXT_LINE,
                                   .required = true,
                                   .done = save_file,
                                   .owner = screen};

    screen->saving = index;
    unsigned reactions = dialog_prompt(app, &prompt);
    free(place);
    return reactions;
}

static unsigned open_selected(struct record_screen *screen, struct app *app)
{
    long index = list_selected(&screen->list);

    if (index < 0)
        return REACT_HANDLED;
    size_t at = screen->lines[index].entry;
    const struct entry *entry = &screen->entries[at];
    if (entry->kind == ENTRY_RECORD)
        return app_push(app, record_screen_new(entry->type, &entry->id));
    if (entry->kind == ENTRY_FILE)
        return ask_path(screen, app, at);
    return REACT_HANDLED;
}

static unsigned edit(struct record_screen *screen, struct app *app)
{
    struct finding_form_spec finding = {.audit = screen->audit, .finding = &screen->id};
    struct evidence_form_spec evidence = {.audit = screen->audit, .evidence = &screen->id};

    if (screen->type == RECORD_FINDING)
        return app_push(app, finding_form_new(app, &finding));
    return app_push(app, evidence_form_new(app, &evidence));
}

static bool reason_given(struct app *app, void *owner, const char *text, unsigned *reactions,
                         struct err *err)
{
    struct record_screen *screen = owner;

    if (finding_separate(app->store, &screen->id, text, err) != ERR_OK)
        return false;
    app_saved(app);
    *reactions = REACT_DONE | REACT_RELOAD;
    return true;
}

static unsigned ask_separate(struct record_screen *screen, struct app *app)
{
    if (ident_is_none(&screen->merged_into)) {
        app_message(app, TONE_NOTICE, "%s", _("This is not a finding merged into another one"));
        return REACT_DONE;
    }
    char *other = store_name(app->store, RECORD_FINDING, &screen->merged_into);
    char *what = mem_printf(_("Take %s out of %s"), screen->name, other);
    unsigned reactions =
        record_ask_reason(app, what, _("It counts by itself again."), reason_given, screen);
    free(what);
    free(other);
    return reactions;
}

static unsigned open_path(const struct record_screen *screen, struct app *app)
{
    if (screen->type == RECORD_FINDING)
        return app_push(app, closure_screen_new(&screen->id));
    app_message(app, TONE_NOTICE, "%s", _("Only a finding has a path to its closure"));
    return REACT_DONE;
}

static unsigned act(struct screen *base, struct app *app, const struct input *input)
{
    struct record_screen *screen = record_of(base);

    if (!screen->list.finding && input->action == ACTION_EDIT)
        return edit(screen, app);
    if (!screen->list.finding && input->action == ACTION_HISTORY)
        return app_push(app, history_screen_new(screen->type, &screen->id));
    if (!screen->list.finding && input->action == ACTION_SEPARATE)
        return ask_separate(screen, app);
    if (!screen->list.finding && input->action == ACTION_CLOSURE)
        return open_path(screen, app);
    unsigned flags = list_act(&screen->list, input);
    return flags & REACT_OPENED ? open_selected(screen, app) : flags;
}

static enum context context(const struct screen *base)
{
    return list_context(&record_of(base)->list, CONTEXT_RECORD);
}

/* ---- life ------------------------------------------------------------------------------------ */

static void close_screen(struct screen *base)
{
    struct record_screen *screen = record_of(base);

    clear_lines(screen);
    clear_entries(screen);
    free(screen->lines);
    free(screen->entries);
    free(screen->name);
    free(screen->audit_number);
    list_clear(&screen->list);
    free(screen);
}

static const struct list_ops list_ops = {.row = draw_row};

static bool place(const struct screen *base, struct place *place)
{
    const struct record_screen *screen = record_of(base);

    *place = (struct place){.type = screen->type, .record = screen->id};
    return true;
}

static const struct screen_ops ops = {.title = title,
                                      .context = context,
                                      .load = load,
                                      .draw = draw,
                                      .act = act,
                                      .place = place,
                                      .resize = resize,
                                      .close = close_screen};

struct screen *record_screen_new(enum record_type type, const struct ident *id)
{
    struct record_screen *screen = mem_zalloc(1, sizeof *screen);

    screen->screen.ops = &ops;
    screen->type = type;
    screen->id = *id;
    screen->name = mem_strdup("");
    screen->audit_number = mem_strdup("");
    list_init(&screen->list, &list_ops, screen);
    return &screen->screen;
}

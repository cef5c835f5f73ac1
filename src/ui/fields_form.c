/* fields_form.c - a form over fields of one record, made from the table of its type.
 *
 * Only what was changed is given to the store: nobody's text is written anew by looking at it, and
 * the rules see what the person did.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "ui/fields_form.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "ui/form.h"

enum { FIELDS_MAX = 16 };

struct fields_form {
    struct screen screen;
    struct form form;
    char *title;
    struct fields_form_spec spec;
    struct ident record; /* none: new */
    char *before[FIELDS_MAX];
};

static struct fields_form *form_of(const struct screen *screen)
{
    return (struct fields_form *)(uintptr_t)screen;
}

/* ---- fields ---------------------------------------------------------------------------------- */

/* Names and hours are one line; what people tell may be many. */
static bool is_line(enum record_type type, uint16_t field)
{
    switch ((int)type) {
    case RECORD_MEETING:
        return field == MEETING_HOURS || field == MEETING_PLACE;
    case RECORD_PERSON:
        return field < PERSON_COMPETENCE;
    case RECORD_PROCESS:
        return field != PROCESS_NOTE;
    case RECORD_SITE:
        return field != SITE_NOTE;
    case RECORD_AREA:
        return field != AREA_NOTE;
    default:
        break;
    }
    return (type == RECORD_SIMILAR_CASE && field == SIMILAR_PLACE) ||
           (type == RECORD_DEPLOYMENT && field != DEPLOYMENT_NOTE);
}

static enum form_kind kind_of(enum record_type type, const struct field *field)
{
    switch (field->type) {
    case VALUE_CODE:
        return FORM_CHOICE;
    case VALUE_DATE:
        return FORM_DATE;
    case VALUE_ID:
        return field->target == RECORD_SITE || field->target == RECORD_AREA ? FORM_CHOICE
                                                                            : FORM_LINE;
    case VALUE_TEXT:
        return is_line(type, field->number) ? FORM_LINE : FORM_BLOCK;
    default:
        return FORM_LINE;
    }
}

static const char *hint_of(const struct field *field)
{
    if (field->type == VALUE_DATE)
        return _("Year-month-day; t sets today");
    if (field->type == VALUE_ID && field->target == RECORD_PERSON)
        return _("A name; one that is not known yet is added");
    if (field->type == VALUE_ID && field->target == RECORD_EVIDENCE)
        return _("The number of recorded evidence");
    return NULL;
}

/* A kind that a new record has unless one says otherwise: it stands first in its list. */
static bool is_usual(enum record_type type, uint16_t field)
{
    return (type == RECORD_CORRECTION && field == CORRECTION_KIND) ||
           (type == RECORD_RISK_REVIEW && field == RISK_REVIEW_KIND) ||
           (type == RECORD_MEETING && field == MEETING_KIND) ||
           (type == RECORD_DEPLOYMENT && field == DEPLOYMENT_KIND);
}

/* As the store takes it: codes by their word, ids by the name of what they mean. Heap. */
static char *text_of(struct app *app, const struct row *row, const struct field *field)
{
    if (row->record == NULL || row_is_null(row, field->number))
        return mem_strdup("");
    if (field->type == VALUE_INT)
        return mem_printf("%lld", (long long)row_int(row, field->number));
    if (field->type != VALUE_ID)
        return mem_strdup(row_text(row, field->number));
    struct ident id = row_id(row, field->number);
    return store_name(app->store, field->target, &id);
}

/* Sites and areas by name. */
static void add_named(struct fields_form *fields, struct app *app, const struct field *field,
                      struct form_spec *spec)
{
    struct rows rows;
    uint16_t name = field->target == RECORD_AREA ? AREA_NAME : SITE_NAME;
    struct list_query query = {.type = field->target, .order = name};

    if (store_list(app->store, &query, &rows, NULL) != ERR_OK)
        return;
    struct form_choice *choices = mem_zalloc(rows.count + 1, sizeof *choices);
    for (size_t i = 0; i < rows.count; i++) {
        choices[i] = (struct form_choice){row_text(&rows.items[i], name), rows.items[i].id};
        if (strcmp(choices[i].label, spec->value) == 0)
            spec->selected = (int)i;
    }
    spec->choices = choices;
    spec->choice_count = rows.count;
    form_add(&fields->form, spec);
    free(choices);
    rows_clear(&rows);
}

static void add_field(struct fields_form *fields, struct app *app, const struct row *row, size_t at)
{
    enum record_type type = fields->spec.type;
    const struct field *field = record_field(record_find((int)type), fields->spec.fields[at]);

    fields->before[at] = text_of(app, row, field);
    struct form_spec spec = {.id = field->number,
                             .kind = kind_of(type, field),
                             .label = _(field->label),
                             .hint = hint_of(field),
                             .value = fields->before[at],
                             .codes = field->codes,
                             .selected = -1,
                             .rows = 2};
    if (field->type == VALUE_CODE)
        spec.selected = row->record == NULL && is_usual(type, field->number)
                            ? 0
                            : code_index(field->codes, fields->before[at]);
    if (field->type == VALUE_ID && spec.kind == FORM_CHOICE)
        add_named(fields, app, field, &spec);
    else
        form_add(&fields->form, &spec);
}

/* ---- saving ---------------------------------------------------------------------------------- */

static size_t collect(const struct fields_form *fields, struct closure_text *texts)
{
    size_t count = 0;

    for (size_t i = 0; i < fields->spec.count; i++) {
        const char *text = form_text(&fields->form, fields->spec.fields[i]);
        if (strcmp(text, fields->before[i]) != 0)
            texts[count++] = (struct closure_text){fields->spec.fields[i], text};
    }
    return count;
}

static unsigned act(struct screen *base, struct app *app, const struct input *input)
{
    struct fields_form *fields = form_of(base);
    const struct ident *record = ident_is_none(&fields->record) ? NULL : &fields->record;
    struct closure_text texts[FIELDS_MAX];
    struct err err;
    unsigned flags = form_act(&fields->form, app, input);

    if (!(flags & REACT_SUBMIT))
        return flags;
    size_t count = collect(fields, texts);
    if (count == 0 && record != NULL)
        return REACT_DONE | REACT_POP;
    enum err_code code = fields->spec.save(app->store, &fields->spec.owner, fields->spec.type,
                                           record, texts, count, &err);
    unsigned result = app_result(app, code, &err);
    return code == ERR_OK ? REACT_DONE | REACT_POP : result;
}

/* ---- the screen ------------------------------------------------------------------------------ */

static char *title(const struct screen *base, const struct app *app)
{
    (void)app;
    return mem_strdup(form_of(base)->title);
}

static enum context context(const struct screen *base)
{
    return form_context(&form_of(base)->form, CONTEXT_FINDING_FORM);
}

static void draw(struct screen *base, struct app *app, struct canvas *canvas, struct area area)
{
    (void)app;
    form_draw(&form_of(base)->form, canvas, area_inset(area, 0, 1));
}

static void keep(struct screen *base, struct app *app, bool sync)
{
    form_keep(&form_of(base)->form, app, sync);
}

static unsigned finish(struct screen *base, struct app *app)
{
    form_keep_end(&form_of(base)->form, app);
    return REACT_DONE | REACT_RELOAD;
}

static void close_screen(struct screen *base)
{
    struct fields_form *fields = form_of(base);

    for (size_t i = 0; i < fields->spec.count; i++)
        free(fields->before[i]);
    form_clear(&fields->form);
    free(fields->title);
    free(fields);
}

static const struct screen_ops ops = {.title = title,
                                      .context = context,
                                      .draw = draw,
                                      .act = act,
                                      .finish = finish,
                                      .keep = keep,
                                      .close = close_screen};

static void keep_at(struct fields_form *fields, struct app *app)
{
    char *word = mem_printf("fields-%s-%d", record_find((int)fields->spec.type)->table,
                            (int)fields->spec.fields[0]);
    char *place = draft_place_record(word, ident_is_none(&fields->record) ? &fields->spec.owner
                                                                          : &fields->record);

    form_keep_at(&fields->form, app, place, fields->title);
    free(place);
    free(word);
}

struct screen *fields_form_new(struct app *app, const struct fields_form_spec *spec)
{
    struct fields_form *fields = mem_zalloc(1, sizeof *fields);
    struct row row = {0};

    fields->screen.ops = &ops;
    fields->spec = *spec;
    fields->title = mem_strdup(spec->title);
    if (spec->count > FIELDS_MAX)
        fields->spec.count = FIELDS_MAX;
    if (spec->record != NULL &&
        store_get(app->store, spec->type, spec->record, &row, NULL) == ERR_OK)
        fields->record = *spec->record;
    form_init(&fields->form);
    for (size_t i = 0; i < fields->spec.count; i++)
        add_field(fields, app, &row, i);
    if (fields->spec.count > 1 && is_usual(spec->type, spec->fields[0]))
        form_focus(&fields->form, spec->fields[1]);
    form_set_clean(&fields->form);
    row_clear(&row);
    keep_at(fields, app);
    return &fields->screen;
}

/* ---- the records of a finding's path --------------------------------------------------------- */

static enum err_code save_closure(struct store *store, const struct ident *owner,
                                  enum record_type type, const struct ident *record,
                                  const struct closure_text *texts, size_t count, struct err *err)
{
    return closure_put(store, owner, type, record, texts, count, NULL, err);
}

struct screen *closure_form_new(struct app *app, const struct ident *finding, enum record_type type,
                                const struct ident *record)
{
    static const uint16_t plan[] = {CORRECTIVE_TEXT, CORRECTIVE_OWNER, CORRECTIVE_DUE,
                                    CORRECTIVE_SYSTEM, CORRECTIVE_SYSTEM_TEXT};
    size_t count = 0;
    const uint16_t *fields = closure_fields(type, &count);
    char *number = store_name(app->store, RECORD_FINDING, finding);
    char *name = mem_printf("%s · %s", number, _(record_find((int)type)->name));
    struct fields_form_spec spec = {.title = name,
                                    .type = type,
                                    .owner = *finding,
                                    .record = record,
                                    .fields = type == RECORD_ACTION ? plan : fields,
                                    .count = type == RECORD_ACTION ? 5 : count,
                                    .save = save_closure};
    struct screen *screen = fields_form_new(app, &spec);

    free(name);
    free(number);
    return screen;
}

/* ---- an action ------------------------------------------------------------------------------- */

static char *action_number(struct app *app, const struct ident *action)
{
    struct row row;

    if (store_get(app->store, RECORD_ACTION, action, &row, NULL) != ERR_OK)
        return mem_strdup("");
    char *number = mem_strdup(row_text(&row, CORRECTIVE_NUMBER));
    row_clear(&row);
    return number;
}

struct screen *action_done_form_new(struct app *app, const struct ident *action)
{
    static const uint16_t fields[] = {CORRECTIVE_DONE, CORRECTIVE_PROOF, CORRECTIVE_EVIDENCE};
    char *number = action_number(app, action);
    char *name = mem_printf(_("%s carried out"), number);
    struct fields_form_spec spec = {.title = name,
                                    .type = RECORD_ACTION,
                                    .owner = closure_finding(app->store, RECORD_ACTION, action),
                                    .record = action,
                                    .fields = fields,
                                    .count = 3,
                                    .save = save_closure};
    struct screen *screen = fields_form_new(app, &spec);

    free(name);
    free(number);
    return screen;
}

static const char *given(const struct closure_text *texts, size_t count, uint16_t field)
{
    for (size_t i = 0; i < count; i++)
        if (texts[i].field == field)
            return texts[i].text;
    return "";
}

static enum err_code save_extension(struct store *store, const struct ident *owner,
                                    enum record_type type, const struct ident *record,
                                    const struct closure_text *texts, size_t count, struct err *err)
{
    (void)type;
    (void)record;
    return action_extend(store, owner, given(texts, count, EXTENSION_NEW),
                         given(texts, count, EXTENSION_AGREED),
                         given(texts, count, EXTENSION_REASON), err);
}

/* The date that is to be moved stands in the title: nobody remembers it. */
static char *extend_title(struct app *app, const struct ident *action)
{
    struct row row;

    if (store_get(app->store, RECORD_ACTION, action, &row, NULL) != ERR_OK)
        return mem_strdup("");
    char *title =
        mem_printf(_("Another due date for %s (so far %s)"), row_text(&row, CORRECTIVE_NUMBER),
                   row_is_null(&row, CORRECTIVE_DUE) ? "—" : row_text(&row, CORRECTIVE_DUE));
    row_clear(&row);
    return title;
}

struct screen *action_extend_form_new(struct app *app, const struct ident *action)
{
    static const uint16_t fields[] = {EXTENSION_NEW, EXTENSION_AGREED, EXTENSION_REASON};
    char *name = extend_title(app, action);
    struct fields_form_spec spec = {.title = name,
                                    .type = RECORD_EXTENSION,
                                    .owner = *action,
                                    .fields = fields,
                                    .count = 3,
                                    .save = save_extension};
    struct screen *screen = fields_form_new(app, &spec);

    free(name);
    return screen;
}

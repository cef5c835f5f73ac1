/* members_screen.c - the team of an audit: who is in it as what, their statements of impartiality,
 * and who is not independent; a reason why they audit all the same is put on record here.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "store/programme.h"
#include "store/ready.h"
#include "store/directory.h"
#include "ui/dialog.h"
#include "ui/fields_form.h"
#include "ui/list.h"
#include "ui/record_text.h"
#include "ui/place.h"
#include "ui/screens.h"

enum { WIDE = 96 };

struct members_screen {
    struct screen screen;
    struct ident audit;
    char *number;
    struct member_lines lines;
    struct list list;
    struct rows people; /* that are offered */
    char *chosen;       /* the name of who is being added */
    char *asked_name;
};

static struct members_screen *members_of(const struct screen *screen)
{
    return (struct members_screen *)(uintptr_t)screen;
}

static const struct member_line *selected(const struct members_screen *screen)
{
    long index = list_selected(&screen->list);

    return index < 0 ? NULL : &screen->lines.items[index];
}

static enum err_code load(struct screen *base, struct app *app, struct err *err)
{
    struct members_screen *screen = members_of(base);

    member_lines_clear(&screen->lines);
    enum err_code code = audit_members(app->store, &screen->audit, &screen->lines, err);
    list_set_count(&screen->list, screen->lines.count);
    free(screen->number);
    screen->number = store_name(app->store, RECORD_AUDIT, &screen->audit);
    return code;
}

/* ---- drawing --------------------------------------------------------------------------------- */

static char *title(const struct screen *base, const struct app *app)
{
    const struct members_screen *screen = members_of(base);
    size_t doubts = 0;

    (void)app;
    for (size_t i = 0; i < screen->lines.count; i++)
        doubts += screen->lines.items[i].doubt[0] != '\0';
    return mem_printf(_("Audit team · %s · not independent %zu"),
                      screen->number != NULL ? screen->number : "", doubts);
}

/* What has to be said of a member: the doubt, else the missing statement, else what they do. */
static void draw_remark(const struct member_line *line, struct list_row *row)
{
    if (line->doubt[0] != '\0')
        list_cell_format(row, 0, line->override[0] != '\0' ? STYLE_WARN : STYLE_BAD, "%s%s",
                         line->doubt,
                         line->override[0] != '\0' ? _(" · all the same, with a reason") : "");
    else if (role_audits(line->role) && line->statement[0] == '\0')
        list_cell(row, 0, STYLE_WARN, _("no statement yet"));
    else
        list_cell(row, 0, STYLE_MUTED, line->note);
}

static void draw_row(void *owner, size_t index, int width, struct list_row *row)
{
    const struct members_screen *screen = owner;
    const struct member_line *line = &screen->lines.items[index];
    bool ascii = row->canvas != NULL && row->canvas->ascii;
    const char *symbol = line->doubt[0] != '\0' ? (ascii ? "!" : "▲") : " ";

    list_cell(row, 1, line->override[0] != '\0' ? STYLE_WARN : STYLE_BAD, symbol);
    list_cell(row, 18, STYLE_NORMAL, line->name);
    list_cell(row, 18, line->role == TEAM_LEAD ? STYLE_HEADING : STYLE_MUTED,
              line->role < 0 ? "" : _(code_at(&code_team_roles, line->role)->label));
    if (width >= WIDE)
        list_cell(row, 20, STYLE_MUTED, line->unit);
    draw_remark(line, row);
}

static const char *no_rows(void *owner)
{
    (void)owner;
    return _("Nobody is in the team yet. Press a to choose somebody.");
}

/* The statement of the one selected, whole, below the list. */
static void draw_statement(const struct members_screen *screen, struct canvas *canvas,
                           struct area *area)
{
    enum { LINES = 3 };
    const struct member_line *line = selected(screen);

    if (line == NULL || area->rows < 12)
        return;
    struct area below = area_inset(area_take_bottom(area, LINES), 0, 2);
    const char *text = line->override[0] != '\0' ? line->override : line->statement;
    char *flat = record_text_flat(text);
    draw_text(canvas, below.row, below.column, below.columns, STYLE_HEADING,
              line->override[0] != '\0' ? _("All the same, because:")
                                        : _("Impartiality statement:"));
    draw_text(canvas, below.row + 1, below.column, below.columns, STYLE_NORMAL,
              flat[0] != '\0' ? flat : "—");
    free(flat);
}

static void draw(struct screen *base, struct app *app, struct canvas *canvas, struct area area)
{
    struct members_screen *screen = members_of(base);

    (void)app;
    draw_statement(screen, canvas, &area);
    draw_box(canvas, area, _("Team of the audit"), STYLE_HEADING);
    list_draw(&screen->list, canvas, area_inset(area, 1, 2), true);
}

/* ---- independence ---------------------------------------------------------------------------- */

static bool override_now(struct app *app, void *owner, const char *text, unsigned *reactions,
                         struct err *err)
{
    struct members_screen *screen = owner;

    if (audit_override(app->store, &screen->audit, screen->asked_name, NULL, text, err) != ERR_OK)
        return false;
    app_saved(app);
    *reactions = REACT_DONE | REACT_RELOAD;
    return true;
}

/* doubt: what speaks against it, shown with the question. */
static unsigned ask_override(struct members_screen *screen, struct app *app, const char *name,
                             const char *doubt)
{
    mem_replace(&screen->asked_name, name);
    char *heading = mem_printf("%s: %s", name, doubt);
    unsigned reactions = record_ask_reason(
        app, heading, _("Why all the same; the report shows it."), override_now, screen);
    free(heading);
    return reactions;
}

static unsigned override_selected(struct members_screen *screen, struct app *app)
{
    const struct member_line *line = selected(screen);

    if (line == NULL)
        return REACT_HANDLED;
    if (line->doubt[0] == '\0') {
        app_message(app, TONE_NOTICE, "%s", _("Nothing speaks against this member"));
        return REACT_DONE;
    }
    return ask_override(screen, app, line->name, line->doubt);
}

/* ---- adding ---------------------------------------------------------------------------------- */

static unsigned role_chosen(struct app *app, void *owner, size_t index)
{
    struct members_screen *screen = owner;
    const struct member_given given = {.name = screen->chosen,
                                       .role = code_at(&code_team_roles, (int)index)->word};
    struct err err;
    struct ident person;
    char *doubt = NULL;
    enum err_code code = audit_member_set(app->store, &screen->audit, &given, &err);
    unsigned reactions = app_result(app, code, &err);

    if (code != ERR_OK || !role_audits((int)index) ||
        programme_find(app->store, RECORD_PERSON, screen->chosen, &person, NULL) != ERR_OK ||
        audit_doubt(app->store, &screen->audit, &person, &doubt, NULL) != ERR_OK)
        return reactions;
    if (doubt[0] != '\0')
        reactions |= ask_override(screen, app, screen->chosen, doubt);
    free(doubt);
    return reactions;
}

static unsigned choose_role(struct members_screen *screen, struct app *app)
{
    const char *labels[TEAM_ROLE_COUNT];
    size_t usual = TEAM_LEAD;

    for (size_t i = 0; i < TEAM_ROLE_COUNT; i++)
        labels[i] = _(code_at(&code_team_roles, (int)i)->label);
    for (size_t i = 0; i < screen->lines.count; i++)
        if (screen->lines.items[i].role == TEAM_LEAD)
            usual = TEAM_AUDITOR;
    return dialog_choose(app, &(struct dialog_choose){.title = screen->chosen,
                                                      .labels = labels,
                                                      .count = TEAM_ROLE_COUNT,
                                                      .selected = usual,
                                                      .done = role_chosen,
                                                      .owner = screen});
}

static bool name_given(struct app *app, void *owner, const char *text, unsigned *reactions,
                       struct err *err)
{
    struct members_screen *screen = owner;

    (void)err;
    mem_replace(&screen->chosen, text);
    *reactions = choose_role(screen, app);
    return true;
}

static unsigned person_chosen(struct app *app, void *owner, size_t index)
{
    struct members_screen *screen = owner;

    if (index < screen->people.count) {
        mem_replace(&screen->chosen, row_text(&screen->people.items[index], PERSON_NAME));
        return choose_role(screen, app);
    }
    return dialog_prompt(app, &(struct dialog_prompt){.title = _("Somebody new"),
                                                      .label = _("Name"),
                                                      .kind = TEXT_LINE,
                                                      .required = true,
                                                      .done = name_given,
                                                      .owner = screen});
}

/* "Dev Raman · Security · ▲ owns the process Surveillance"; heap. */
static char *label_of(struct members_screen *screen, struct app *app, const struct row *row)
{
    const char *unit = row_text(row, PERSON_UNIT);
    char *doubt = NULL;

    if (audit_doubt(app->store, &screen->audit, &row->id, &doubt, NULL) != ERR_OK)
        doubt = mem_strdup("");
    char *label = mem_printf("%s%s%s%s%s", row_text(row, PERSON_NAME), unit[0] != '\0' ? " · " : "",
                             unit, doubt[0] != '\0' ? " · ! " : "", doubt);
    free(doubt);
    return label;
}

static unsigned add_member(struct members_screen *screen, struct app *app)
{
    struct err err;

    rows_clear(&screen->people);
    if (directory_list(app->store, NULL, RECORD_PERSON, &screen->people, &err) != ERR_OK) {
        app_error(app, &err);
        return REACT_DONE;
    }
    size_t count = screen->people.count;
    char **labels = mem_zalloc(count + 1, sizeof *labels);
    for (size_t i = 0; i < count; i++)
        labels[i] = label_of(screen, app, &screen->people.items[i]);
    labels[count] = mem_strdup(_("Somebody else ..."));
    unsigned reactions =
        dialog_choose(app, &(struct dialog_choose){.title = _("Who joins the team?"),
                                                   .labels = (const char *const *)labels,
                                                   .count = count + 1,
                                                   .done = person_chosen,
                                                   .owner = screen});
    for (size_t i = 0; i <= count; i++)
        free(labels[i]);
    free(labels);
    return reactions;
}

/* ---- changing -------------------------------------------------------------------------------- */

static const char *given_of(const struct closure_text *texts, size_t count, uint16_t field)
{
    for (size_t i = 0; i < count; i++)
        if (texts[i].field == field)
            return texts[i].text != NULL ? texts[i].text : "";
    return NULL;
}

static enum err_code save_member(struct store *store, const struct ident *owner,
                                 enum record_type type, const struct ident *record,
                                 const struct closure_text *texts, size_t count, struct err *err)
{
    struct row row;
    enum err_code code = store_get(store, type, record, &row, err);

    if (code != ERR_OK)
        return code;
    struct ident person = row_id(&row, TEAM_MEMBER_PERSON);
    char *name = store_name(store, RECORD_PERSON, &person);
    const struct member_given given = {.name = name,
                                       .role = given_of(texts, count, TEAM_MEMBER_ROLE),
                                       .statement = given_of(texts, count, TEAM_MEMBER_STATEMENT),
                                       .note = given_of(texts, count, TEAM_MEMBER_NOTE)};
    code = audit_member_set(store, owner, &given, err);
    free(name);
    row_clear(&row);
    return code;
}

static unsigned edit(struct members_screen *screen, struct app *app, const struct member_line *line)
{
    static const uint16_t fields[] = {TEAM_MEMBER_ROLE, TEAM_MEMBER_STATEMENT, TEAM_MEMBER_NOTE};
    const struct fields_form_spec spec = {.title = line->name,
                                          .type = RECORD_TEAM_MEMBER,
                                          .owner = screen->audit,
                                          .record = &line->id,
                                          .fields = fields,
                                          .count = 3,
                                          .save = save_member};

    return app_push(app, fields_form_new(app, &spec));
}

static bool withdraw_now(struct app *app, void *owner, const char *text, unsigned *reactions,
                         struct err *err)
{
    struct members_screen *screen = owner;
    const struct member_given given = {.name = screen->asked_name, .reason = text};

    if (audit_member_set(app->store, &screen->audit, &given, err) != ERR_OK)
        return false;
    app_saved(app);
    *reactions = REACT_DONE | REACT_RELOAD;
    return true;
}

static unsigned ask_withdraw(struct members_screen *screen, struct app *app,
                             const struct member_line *line)
{
    mem_replace(&screen->asked_name, line->name);
    char *name = mem_printf(_("Take %s out of the team"), line->name);
    unsigned reactions = record_ask_reason(
        app, name, _("It leaves the list; the reason and its history stay in the file."),
        withdraw_now, screen);
    free(name);
    return reactions;
}

/* ---- keys ------------------------------------------------------------------------------------ */

static unsigned act_on_member(struct members_screen *screen, struct app *app, enum action action)
{
    const struct member_line *line = selected(screen);

    if (action == ACTION_ADD)
        return add_member(screen, app);
    if (line == NULL)
        return REACT_NONE;
    switch (action) {
    case ACTION_EDIT:
        return app_push(app, directory_form_new(app, NULL, RECORD_PERSON, &line->person));
    case ACTION_OVERRIDE:
        return override_selected(screen, app);
    case ACTION_DELETE:
        return ask_withdraw(screen, app, line);
    case ACTION_HISTORY:
        return app_push(app, history_screen_new(RECORD_TEAM_MEMBER, &line->id));
    default:
        return REACT_NONE;
    }
}

static unsigned act(struct screen *base, struct app *app, const struct input *input)
{
    struct members_screen *screen = members_of(base);
    unsigned flags = screen->list.finding ? REACT_NONE : act_on_member(screen, app, input->action);

    if (flags != REACT_NONE)
        return flags;
    flags = list_act(&screen->list, input);
    if (!(flags & REACT_OPENED))
        return flags;
    const struct member_line *line = selected(screen);
    return line == NULL ? REACT_HANDLED : edit(screen, app, line);
}

static enum context context(const struct screen *base)
{
    return list_context(&members_of(base)->list, CONTEXT_MEMBERS);
}

static void close_screen(struct screen *base)
{
    struct members_screen *screen = members_of(base);

    member_lines_clear(&screen->lines);
    rows_clear(&screen->people);
    list_clear(&screen->list);
    free(screen->number);
    free(screen->chosen);
    free(screen->asked_name);
    free(screen);
}

static const struct list_ops list_ops = {.row = draw_row, .empty = no_rows};

static bool place(const struct screen *base, struct place *place)
{
    const struct members_screen *screen = (const struct members_screen *)base;

    return place_list(place, PLACE_MEMBERS, &screen->audit, 0, NULL);
}

static const struct screen_ops ops = {.title = title,
                                      .context = context,
                                      .load = load,
                                      .draw = draw,
                                      .act = act,
                                      .place = place,
                                      .close = close_screen};

struct screen *members_screen_new(const struct ident *audit)
{
    struct members_screen *screen = mem_zalloc(1, sizeof *screen);

    screen->screen.ops = &ops;
    screen->audit = *audit;
    list_init(&screen->list, &list_ops, screen);
    return &screen->screen;
}

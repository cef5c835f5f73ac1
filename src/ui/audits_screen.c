/* audits_screen.c - home: the audits of the file, or, without a file, how to get one.
 *
 * First start offers a new file, the demo and opening one; nothing is written before the person
 * chose.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "exchange/demo.h"
#include "store/audits.h"
#include "store/conflicts.h"
#include "store/programme.h"
#include "ui/audits_view.h"
#include "ui/dialog.h"
#include "ui/drafts.h"
#include "ui/form.h"
#include "ui/list.h"
#include "ui/paths.h"
#include "ui/record_text.h"
#include "ui/place.h"
#include "ui/screens.h"

struct audits_screen {
    struct screen screen;
    char *organization;
    struct store *store; /* of what is shown; borrowed */
    struct audit_heads audits;
    struct audit_line
        *lines; /* one an audit, loaded when it is shown first: then it has a number */
    struct audits_view view;
    size_t conflicts; /* open ones */
    bool choosing;    /* the list shows the ways to get a file */
    char *offered;    /* the file whose unsaved texts were offered */
    struct list list;
};

static struct audits_screen *audits_of(const struct screen *screen)
{
    return (struct audits_screen *)(uintptr_t)screen;
}

/* ---- first start ----------------------------------------------------------------------------- */

enum start { START_NEW, START_DEMO, START_OPEN, START_MERGE, START_COUNT };

struct start_row {
    const char *label;
    const char *help;
};

static const struct start_row start_rows[START_COUNT] = {
    {N_("New audit file"), N_("for your organization; you are asked for its name and yours")},
    {N_("Demo audit file"), N_("a fictional container terminal with a running audit, to try out")},
    {N_("Open an audit file"), N_("one that you have already")},
    {N_("Merge a package"), N_("from the lead, into a new file: how a team begins")}};

static bool is_start(const struct audits_screen *screen, const struct app *app)
{
    (void)screen;
    return app->store == NULL;
}

/* ---- loading and drawing --------------------------------------------------------------------- */

/* What was typed into this file when the program ended comes first, once. */
static void offer_drafts(struct audits_screen *screen, struct app *app)
{
    if (screen->offered != NULL && strcmp(screen->offered, store_path(app->store)) == 0)
        return;
    mem_replace(&screen->offered, store_path(app->store));
    drafts_offer(app, false);
}

static void clear_audits(struct audits_screen *screen)
{
    for (size_t i = 0; i < screen->audits.count && screen->lines != NULL; i++)
        audit_line_clear(&screen->lines[i]);
    free(screen->lines);
    screen->lines = NULL;
    audit_heads_clear(&screen->audits);
    audits_view_clear(&screen->view);
}

/* The audit of a row, NULL past the last. */
static const struct audit_head *head_at(const struct audits_screen *screen, size_t row)
{
    return row < screen->view.count ? &screen->audits.items[screen->view.rows[row]] : NULL;
}

static void select_audit(struct audits_screen *screen, const struct ident *id)
{
    for (size_t i = 0; i < screen->view.count; i++)
        if (ident_equal(&head_at(screen, i)->id, id))
            list_select(&screen->list, i);
}

static enum err_code load(struct screen *base, struct app *app, struct err *err)
{
    struct audits_screen *screen = audits_of(base);
    struct row organization;

    clear_audits(screen);
    screen->store = app->store;
    if (is_start(screen, app)) {
        list_set_count(&screen->list, START_COUNT);
        screen->choosing = true;
        return ERR_OK;
    }
    enum err_code code = organization_get(app->store, &organization, err);
    if (code == ERR_OK) {
        mem_replace(&screen->organization, row_text(&organization, ORGANIZATION_NAME));
        row_clear(&organization);
        code = audits_heads(app->store, &screen->audits, err);
        screen->lines = mem_zalloc(screen->audits.count + 1, sizeof *screen->lines);
    }
    if (code == ERR_OK)
        code = audits_view_apply(&screen->view, app->store, &screen->audits, err);
    if (code == ERR_OK)
        code = conflicts_count(app->store, NULL, &screen->conflicts, err);
    list_set_count(&screen->list, screen->view.count);
    if (screen->choosing) /* the row chosen before was no audit */
        list_select(&screen->list, 0);
    screen->choosing = false;
    if (code == ERR_OK)
        offer_drafts(screen, app);
    return code;
}

static char *title(const struct screen *base, const struct app *app)
{
    const struct audits_screen *screen = audits_of(base);

    if (is_start(screen, app))
        return mem_strdup(_("auditwalk - internal audits under ISO 28000:2022"));
    char *conflicts = record_text_conflicts(screen->conflicts);
    char *text = mem_printf("%s%s · %s · %s", conflicts,
                            screen->organization != NULL ? screen->organization : "",
                            file_base_name(store_path(app->store)), store_author_name(app->store));
    free(conflicts);
    return text;
}

static void draw_audit(const struct audit_line *audit, int width, struct list_row *row)
{
    const struct code *state = code_at(&code_audit_states, (int)audit->state);
    bool wide = width >= 108;
    bool narrow = width < 72;

    list_cell(row, 12, STYLE_HEADING, audit->number);
    list_cell(row, 0, STYLE_NORMAL, audit->title);
    if (wide)
        list_cell(row, 22, STYLE_MUTED, audit->sites);
    if (wide)
        list_cell(row, 10, STYLE_MUTED, audit->planned_from);
    list_cell(row, narrow ? 9 : 10, theme_tone(state->tone), _(state->label));
    if (narrow)
        list_cell_format(row, 4, STYLE_NORMAL, "%u%%", tally_percent(&audit->tally));
    else
        list_cell_format(row, 13, STYLE_NORMAL, "%zu/%zu %u%%", tally_assessed(&audit->tally),
                         tally_total(&audit->tally), tally_percent(&audit->tally));
    for (int grade = GRADE_MAJOR; grade <= GRADE_OFI; grade++) {
        const struct code *code = code_at(&code_grades, grade);
        char ascii[2];
        const char *symbol =
            row->canvas != NULL ? draw_symbol(row->canvas, code, ascii) : code->symbol;
        list_cell_format(row, narrow ? 3 : 4,
                         audit->findings[grade] > 0 ? theme_tone(code->tone) : STYLE_MUTED, "%s%zu",
                         symbol, audit->findings[grade]);
    }
}

static void draw_row(void *owner, size_t index, int width, struct list_row *row)
{
    const struct audits_screen *screen = owner;
    struct err err;

    const struct audit_head *head = head_at(screen, index);
    if (head != NULL) {
        struct audit_line *line = &screen->lines[screen->view.rows[index]];
        if (line->number != NULL || audit_line_load(screen->store, &head->id, line, &err) == ERR_OK)
            draw_audit(line, width, row);
        else
            list_cell(row, 0, STYLE_ERROR, err.message);
    } else if (screen->choosing && index < START_COUNT) {
        list_cell(row, 24, STYLE_HEADING, _(start_rows[index].label));
        list_cell(row, 0, STYLE_MUTED, _(start_rows[index].help));
    }
}

/* Number and title: a search must not load what it only passes by. */
static bool row_matches(void *owner, size_t index, const char *needle)
{
    const struct audits_screen *screen = owner;

    const struct audit_head *head = head_at(screen, index);
    if (head != NULL)
        return text_contains(head->number, needle) || text_contains(head->title, needle);
    return index < START_COUNT && text_contains(_(start_rows[index].label), needle);
}

static const char *no_rows(void *owner)
{
    const struct audits_screen *screen = owner;

    return screen->audits.count > 0 ? _("No audit of this kind. F shows others.")
                                    : _("No audits yet. Press a to make the first one.");
}

/* "Audits · running ones · by title"; heap. */
static char *box_title(const struct audits_screen *screen, const struct app *app)
{
    bool filtered = screen->view.filter != AUDITS_ALL;
    bool sorted = screen->view.sort != AUDITS_BY_NUMBER;

    if (is_start(screen, app))
        return mem_strdup(_("Start"));
    return mem_printf("%s%s%s%s%s", _("Audits"), filtered ? " · " : "",
                      filtered ? audits_filter_label(screen->view.filter) : "", sorted ? " · " : "",
                      sorted ? audits_sort_label(screen->view.sort) : "");
}

static void draw(struct screen *base, struct app *app, struct canvas *canvas, struct area area)
{
    struct audits_screen *screen = audits_of(base);

    char *heading = box_title(screen, app);
    draw_box(canvas, area, heading, STYLE_HEADING);
    free(heading);
    list_draw(&screen->list, canvas, area_inset(area, 1, 2), true);
}

/* ---- a file at first start ------------------------------------------------------------------- */

enum { FIELD_PATH, FIELD_ORGANIZATION, FIELD_PERSON };

struct file_form {
    struct screen screen;
    enum start kind;
    struct form form;
};

static struct file_form *file_form_of(const struct screen *screen)
{
    return (struct file_form *)(uintptr_t)screen;
}

static enum err_code make_store(struct file_form *file, struct app *app, struct store **store,
                                struct err *err)
{
    char *path = path_typed(form_text(&file->form, FIELD_PATH));
    enum err_code code = app->store == NULL ? ERR_OK : store_refuse_itself(app->store, path, err);

    if (code != ERR_OK)
        ; /* opening it again would drop the locks on it */
    else if (file->kind == START_NEW)
        code = store_create(path, app->device, form_text(&file->form, FIELD_ORGANIZATION),
                            form_text(&file->form, FIELD_PERSON), store, err);
    else if (file->kind == START_DEMO)
        code = demo_create(path, app->device, store, err);
    else
        code = store_open(path, app->device, 0, store, err);
    if (code == ERR_OK && file->kind == START_OPEN)
        code = store_set_author(*store, form_text(&file->form, FIELD_PERSON), err);
    free(path);
    return code;
}

static unsigned file_form_act(struct screen *base, struct app *app, const struct input *input)
{
    struct file_form *file = file_form_of(base);
    unsigned flags = form_act(&file->form, app, input);
    struct store *store = NULL;
    struct err err;

    if (!(flags & REACT_SUBMIT))
        return flags;
    if (make_store(file, app, &store, &err) != ERR_OK) {
        store_close(store);
        app_error(app, &err);
        return REACT_DONE;
    }
    app_set_store(app, store);
    if (store_notice(store) != NULL)
        app_message(app, TONE_WARN, "%s", store_notice(store));
    return REACT_DONE | REACT_POP;
}

static unsigned file_form_finish(struct screen *base, struct app *app)
{
    (void)base;
    return app->store != NULL ? REACT_DONE | REACT_RELOAD : REACT_DONE;
}

static char *file_form_title(const struct screen *base, const struct app *app)
{
    (void)app;
    return mem_strdup(_(start_rows[file_form_of(base)->kind].label));
}

static enum context file_form_context(const struct screen *base)
{
    return form_context(&file_form_of(base)->form, CONTEXT_FORM);
}

static void file_form_draw(struct screen *base, struct app *app, struct canvas *canvas,
                           struct area area)
{
    (void)app;
    form_draw(&file_form_of(base)->form, canvas, area_inset(area, 1, 2));
}

static void file_form_close(struct screen *base)
{
    form_clear(&file_form_of(base)->form);
    free(base);
}

static const struct screen_ops file_form_ops = {.title = file_form_title,
                                                .context = file_form_context,
                                                .draw = file_form_draw,
                                                .act = file_form_act,
                                                .finish = file_form_finish,
                                                .close = file_form_close};

static struct screen *file_form_new(enum start kind)
{
    struct file_form *file = mem_zalloc(1, sizeof *file);
    const char *login = getenv("AUDITWALK_PERSON");

    file->screen.ops = &file_form_ops;
    file->kind = kind;
    form_init(&file->form);
    form_add(&file->form,
             &(struct form_spec){.id = FIELD_PATH,
                                 .kind = FORM_PATH,
                                 .label = _("File"),
                                 .hint = kind == START_OPEN
                                             ? _("Path of the audit file")
                                             : _("A new file; an existing one is never replaced"),
                                 .value = kind == START_DEMO ? "demo.audit" : NULL,
                                 .required = true});
    if (kind == START_NEW)
        form_add(&file->form, &(struct form_spec){.id = FIELD_ORGANIZATION,
                                                  .kind = FORM_LINE,
                                                  .label = _("Organization"),
                                                  .required = true});
    if (kind != START_DEMO)
        form_add(&file->form, &(struct form_spec){.id = FIELD_PERSON,
                                                  .kind = FORM_LINE,
                                                  .label = _("Your name"),
                                                  .hint = _("It stands with all you record"),
                                                  .value = login,
                                                  .required = true});
    return &file->screen;
}

/* ---- keys ------------------------------------------------------------------------------------ */

static unsigned open_selected(struct audits_screen *screen, struct app *app)
{
    long index = list_selected(&screen->list);

    if (index < 0)
        return REACT_HANDLED;
    if (is_start(screen, app))
        return app_push(app, index == START_MERGE ? merge_form_new(app)
                                                  : file_form_new((enum start)index));
    return app_push(app, walk_screen_new(&head_at(screen, (size_t)index)->id));
}

/* The rows that are there in another order: what was loaded of them stays. */
static unsigned show_view(struct audits_screen *screen, struct app *app)
{
    struct err err;
    long row = list_selected(&screen->list);
    struct ident id = row < 0 ? ident_none() : head_at(screen, (size_t)row)->id;

    if (audits_view_apply(&screen->view, app->store, &screen->audits, &err) != ERR_OK)
        app_error(app, &err);
    list_set_count(&screen->list, screen->view.count);
    list_select(&screen->list, 0);
    select_audit(screen, &id);
    return REACT_DONE;
}

static unsigned sort_chosen(struct app *app, void *owner, size_t index)
{
    struct audits_screen *screen = owner;

    screen->view.sort = (enum audits_sort)index;
    return show_view(screen, app);
}

static unsigned choose_sort(struct audits_screen *screen, struct app *app)
{
    const char *labels[AUDITS_SORT_COUNT];

    for (size_t i = 0; i < AUDITS_SORT_COUNT; i++)
        labels[i] = audits_sort_label((enum audits_sort)i);
    return dialog_choose(app, &(struct dialog_choose){.title = _("Sort"),
                                                      .labels = labels,
                                                      .count = AUDITS_SORT_COUNT,
                                                      .selected = screen->view.sort,
                                                      .done = sort_chosen,
                                                      .owner = screen});
}

static unsigned filter_chosen(struct app *app, void *owner, size_t index)
{
    struct audits_screen *screen = owner;

    screen->view.filter = index;
    return show_view(screen, app);
}

static unsigned choose_filter(struct audits_screen *screen, struct app *app)
{
    size_t count = audits_filter_count();
    const char **labels = mem_zalloc(count, sizeof *labels);

    for (size_t i = 0; i < count; i++)
        labels[i] = audits_filter_label(i);
    unsigned reactions = dialog_choose(app, &(struct dialog_choose){.title = _("Show only"),
                                                                    .labels = labels,
                                                                    .count = count,
                                                                    .selected = screen->view.filter,
                                                                    .done = filter_chosen,
                                                                    .owner = screen});
    free(labels);
    return reactions;
}

static unsigned act_on_audit(struct audits_screen *screen, struct app *app, enum action action)
{
    long index = list_selected(&screen->list);
    const struct ident *id = index < 0 ? NULL : &head_at(screen, (size_t)index)->id;

    switch (action) {
    case ACTION_ADD:
        return app_push(app, audit_form_new(app));
    case ACTION_EDIT:
        return id == NULL ? REACT_HANDLED : app_push(app, audit_form_edit(app, id));
    case ACTION_OPEN_FILE:
        return app_push(app, file_form_new(START_OPEN));
    case ACTION_DEMO:
        return app_push(app, file_form_new(START_DEMO));
    case ACTION_SORT:
        return choose_sort(screen, app);
    case ACTION_FILTER:
        return choose_filter(screen, app);
    case ACTION_FINDINGS:
        return app_push(app, findings_screen_new(id, NULL));
    case ACTION_READY:
        return id == NULL ? REACT_HANDLED : app_push(app, ready_screen_new(id));
    case ACTION_RESULTS:
        return id == NULL ? REACT_HANDLED : app_push(app, results_screen_new(id));
    case ACTION_DEPLOYMENT:
        return id == NULL ? REACT_HANDLED : app_push(app, deployment_screen_new(id));
    case ACTION_FOLLOW_UP:
        return id == NULL ? REACT_HANDLED : app_push(app, audit_form_follow(app, id));
    case ACTION_MEMBERS:
        return id == NULL ? REACT_HANDLED : app_push(app, members_screen_new(id));
    case ACTION_MEETINGS:
        return id == NULL ? REACT_HANDLED : app_push(app, meetings_screen_new(id));
    case ACTION_ORGANIZATION:
        return app_push(app, organization_screen_new());
    case ACTION_REGISTER:
        return app_push(app, register_screen_new());
    case ACTION_ACTIONS:
        return app_push(app, actions_screen_new(NULL));
    case ACTION_EVIDENCE_LIST:
        return id == NULL ? REACT_HANDLED : app_push(app, evidence_screen_new(id, NULL, NULL));
    case ACTION_CHECKLISTS:
        return id == NULL ? REACT_HANDLED : app_push(app, checklists_screen_new(id));
    case ACTION_PROCESSES:
        return id == NULL ? REACT_HANDLED : app_push(app, processes_screen_new(id));
    case ACTION_EXPORT:
        return id == NULL ? REACT_HANDLED : app_push(app, export_form_new(app, id));
    case ACTION_TEAM:
        return app_push(app, team_screen_new());
    case ACTION_CONFLICTS:
        return app_push(app, conflicts_screen_new(NULL));
    case ACTION_HISTORY:
        return id == NULL ? REACT_HANDLED : app_push(app, history_screen_new(RECORD_AUDIT, id));
    default:
        return REACT_NONE;
    }
}

static unsigned act(struct screen *base, struct app *app, const struct input *input)
{
    struct audits_screen *screen = audits_of(base);

    if (!screen->list.finding && is_start(screen, app)) {
        if (input->action == ACTION_ADD)
            return app_push(app, file_form_new(START_NEW));
        if (input->action == ACTION_DEMO)
            return app_push(app, file_form_new(START_DEMO));
        if (input->action == ACTION_OPEN_FILE)
            return app_push(app, file_form_new(START_OPEN));
        if (input->action == ACTION_TEAM)
            return app_push(app, merge_form_new(app));
        if (input->action == ACTION_UNDO || input->action == ACTION_REDO)
            return REACT_HANDLED;
    } else if (!screen->list.finding) {
        unsigned flags = act_on_audit(screen, app, input->action);
        if (flags != REACT_NONE)
            return flags;
    }
    unsigned flags = list_act(&screen->list, input);
    return flags & REACT_OPENED ? open_selected(screen, app) : flags;
}

static enum context context(const struct screen *base)
{
    return list_context(&audits_of(base)->list, CONTEXT_AUDITS);
}

static void close_screen(struct screen *base)
{
    struct audits_screen *screen = audits_of(base);

    clear_audits(screen);
    list_clear(&screen->list);
    free(screen->organization);
    free(screen->offered);
    free(screen);
}

static const struct list_ops list_ops = {.row = draw_row, .matches = row_matches, .empty = no_rows};

static bool place(const struct screen *base, struct place *place)
{
    (void)base;
    return place_list(place, PLACE_AUDITS, NULL, 0, NULL);
}

static const struct screen_ops ops = {.title = title,
                                      .context = context,
                                      .load = load,
                                      .draw = draw,
                                      .act = act,
                                      .place = place,
                                      .close = close_screen};

struct screen *audits_screen_new(void)
{
    struct audits_screen *screen = mem_zalloc(1, sizeof *screen);

    screen->screen.ops = &ops;
    list_init(&screen->list, &list_ops, screen);
    return &screen->screen;
}

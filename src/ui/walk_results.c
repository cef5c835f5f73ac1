/* walk_results.c - what keys do to the requirement that is selected on the walk: its result, note,
 * evidence, finding; and choosing the place one stands in. Painting and moving are elsewhere.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "ui/walk_screen.h"

#include <stdlib.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "ui/dialog.h"
#include "ui/drafts.h"
#include "ui/paths.h"
#include "ui/sticky.h"

/* ---- results --------------------------------------------------------------------------------- */

struct result_key {
    enum action action;
    enum result result;
};

static const struct result_key result_keys[] = {{ACTION_CONFORMS, RESULT_CONFORMING},
                                                {ACTION_OFI, RESULT_OFI},
                                                {ACTION_MINOR, RESULT_MINOR},
                                                {ACTION_MAJOR, RESULT_MAJOR},
                                                {ACTION_NA, RESULT_NA},
                                                {ACTION_NOT_COVERED, RESULT_NOT_COVERED},
                                                {ACTION_NOT_ASSESSED, RESULT_NOT_ASSESSED}};

/* The list may have been loaded again, without the requirement, since the question was asked. */
static bool save_note(struct app *app, void *owner, const char *text, unsigned *reactions,
                      struct err *err)
{
    struct walk_screen *walk = owner;

    if (assessment_note(app->store, &walk->audit, walk->asked_checklist, walk->asked_item, text,
                        err) != ERR_OK)
        return false;
    app_saved(app);
    *reactions = REACT_DONE | REACT_RELOAD;
    return true;
}

static unsigned ask_note(struct walk_screen *walk, struct app *app, const struct walk_item *item,
                         const char *title, const char *label, const char *hint, const char *note)
{
    char *shown = mem_printf("%s: %s", title, item->heading);
    char *place = draft_place_item("note", &walk->audit, item->checklist, item->item);
    struct dialog_prompt prompt = {.title = shown,
                                   .place = place,
                                   .label = label,
                                   .hint = hint,
                                   .value = note,
                                   .kind = TEXT_BLOCK,
                                   .done = save_note,
                                   .owner = walk};

    mem_replace(&walk->asked_checklist, item->checklist);
    mem_replace(&walk->asked_item, item->item);
    unsigned reactions = dialog_prompt(app, &prompt);
    free(place);
    free(shown);
    return reactions;
}

/* The process that is being walked. The requirement has one result in the audit, whichever process
 * it was asked in; a finding says which of them it is about. */
static bool walk_process(const struct walk_screen *walk, struct ident *process)
{
    long index = tree_selected(&walk->group_tree);

    return walk->order == WALK_PROCESS && index >= 0 &&
           ident_parse(walk->groups.items[index].key, process);
}

static unsigned open_finding(struct walk_screen *walk, struct app *app,
                             const struct walk_item *item, enum grade grade)
{
    struct finding_form_spec spec = {.audit = walk->audit,
                                     .checklist = item->checklist,
                                     .item = item->item,
                                     .ref = item->ref,
                                     .grade = grade};
    struct ident process;

    if (walk_process(walk, &process))
        spec.process = &process;
    return app_push(app, finding_form_new(app, &spec));
}

static enum err_code save_result(struct walk_screen *walk, struct app *app,
                                 const struct walk_item *item, enum result result, const char *note,
                                 struct err *err)
{
    const struct ident *area = ident_is_none(&app->area) ? NULL : &app->area;

    return assessment_set(app->store, &walk->audit, item->checklist, item->item, result, note, area,
                          err);
}

/* What follows a result at once: a nonconformity wants its finding, an exclusion its reason. Both
 * can be left with Esc: the result is saved already, and what is missing stays said. */
static unsigned follow_up(struct walk_screen *walk, struct app *app, const struct walk_item *item,
                          enum result result, const char *note)
{
    if (result == RESULT_MINOR || result == RESULT_MAJOR)
        return open_finding(walk, app, item, result_grade(result));
    /* A note that is there may be the reason, or one written for another result: it is shown and
     * kept with Ctrl-S. */
    if (result != RESULT_NA && result != RESULT_NOT_COVERED)
        return REACT_DONE;
    return ask_note(
        walk, app, item, _(code_at(&code_results, (int)result)->label), _("Reason"),
        result == RESULT_NA ? _("Why does it not apply?") : _("Why was it not covered?"), note);
}

/* Walking the open ones, the list loses the item with its result: hence the copies. */
static unsigned save_and_follow(struct walk_screen *walk, struct app *app,
                                const struct walk_item *item, enum result result)
{
    struct err err;
    struct walk_item copy = {.checklist = mem_strdup(item->checklist),
                             .item = mem_strdup(item->item),
                             .ref = mem_strdup(item->ref),
                             .heading = mem_strdup(item->heading)};
    char *note = mem_strdup(walk->detail.note);
    enum err_code code = save_result(walk, app, &copy, result, NULL, &err);
    unsigned reactions = app_result(app, code, &err);

    if (code == ERR_OK) {
        mem_replace(&walk->wanted_item, copy.item);
        mem_replace(&walk->wanted_checklist, copy.checklist);
        if (walk_load(&walk->screen, app, &err) != ERR_OK)
            app_error(app, &err);
        reactions = follow_up(walk, app, &copy, result, note);
    }
    free(note);
    free(copy.checklist);
    free(copy.item);
    free(copy.ref);
    free(copy.heading);
    return reactions;
}

static unsigned give_result(struct walk_screen *walk, struct app *app, enum result result)
{
    const struct walk_item *item = walk_selected(walk);

    /* What is only recommended is no nonconformity without a reason: the finding asks for it, and
     * sets the result when it is saved. */
    if ((result == RESULT_MINOR || result == RESULT_MAJOR) &&
        result_check(result, item->obligation, walk->detail.note, NULL) != ERR_OK)
        return open_finding(walk, app, item, result_grade(result));
    return save_and_follow(walk, app, item, result);
}

static unsigned set_result(struct walk_screen *walk, struct app *app, enum result result)
{
    if (walk_selected(walk) == NULL || walk->detail.line.item == NULL)
        return REACT_HANDLED;
    unsigned reactions = give_result(walk, app, result);
    if (result != RESULT_NOT_ASSESSED)
        walk_tell_doubt(walk, app);
    return reactions;
}

/* ---- evidence, findings, place --------------------------------------------------------------- */

static unsigned add_evidence(struct walk_screen *walk, struct app *app, bool attach,
                             const char *path)
{
    const struct walk_item *item = walk_selected(walk);

    if (item == NULL)
        return REACT_HANDLED;
    struct evidence_form_spec spec = {.audit = walk->audit,
                                      .checklist = item->checklist,
                                      .item = item->item,
                                      .ref = item->ref,
                                      .kind = attach ? EVIDENCE_PHOTO : EVIDENCE_OBSERVATION,
                                      .attach = attach,
                                      .path = path};
    return app_push(app, evidence_form_new(app, &spec));
}

/* A path that is pasted or dropped on the walk is a file to attach here. */
unsigned walk_act_on_paste(struct walk_screen *walk, struct app *app, const struct event *event)
{
    char *path = path_pasted(event->paste, event->paste_length);
    unsigned flags = path != NULL ? add_evidence(walk, app, true, path) : REACT_NONE;

    if (path != NULL)
        app_message(app, TONE_NOTICE, _("%s will be attached"), file_base_name(path));
    free(path);
    return flags;
}

/* From the watched folder where there is one, else a path is typed. */
static unsigned attach_photo(struct walk_screen *walk, struct app *app)
{
    const struct walk_item *item = walk_selected(walk);

    if (item == NULL)
        return REACT_HANDLED;
    if (app->photos == NULL)
        return add_evidence(walk, app, true, NULL);
    struct photos_spec spec = {
        .audit = walk->audit, .checklist = item->checklist, .item = item->item, .ref = item->ref};
    return app_push(app, photos_screen_new(&spec));
}

static unsigned add_finding(struct walk_screen *walk, struct app *app)
{
    const struct walk_item *item = walk_selected(walk);

    if (item == NULL)
        return REACT_HANDLED;
    return open_finding(walk, app, item,
                        result_has_finding(item->result) ? result_grade(item->result) : GRADE_OFI);
}

static bool has_site(const struct rows *of_audit, const struct ident *site)
{
    for (size_t i = 0; i < of_audit->count; i++) {
        struct ident known = row_id(&of_audit->items[i], AUDIT_SITE_SITE);
        if (ident_equal(&known, site))
            return true;
    }
    return false;
}

/* Those of one site behind the others. */
static enum err_code add_areas(struct app *app, const struct ident *site, struct rows *areas,
                               struct err *err)
{
    struct rows part;
    struct list_query query = {
        .type = RECORD_AREA, .where = AREA_SITE, .equals = value_id(site), .order = AREA_POSITION};
    enum err_code code = store_list(app->store, &query, &part, err);

    value_clear(&query.equals);
    for (size_t i = 0; code == ERR_OK && i < part.count; i++) {
        areas->items = mem_grow(areas->items, areas->count, &areas->capacity, sizeof *areas->items);
        areas->items[areas->count++] = part.items[i];
    }
    free(part.items); /* its rows moved over */
    return code;
}

/* The areas of the audit's sites, in walking order; of all sites where the audit names none. */
static enum err_code list_areas(struct walk_screen *walk, struct app *app, struct rows *areas,
                                struct err *err)
{
    struct rows of_audit;
    struct rows sites = {0};
    struct list_query query = {
        .type = RECORD_AUDIT_SITE, .where = AUDIT_SITE_AUDIT, .equals = value_id(&walk->audit)};
    struct list_query all = {.type = RECORD_SITE, .order = SITE_POSITION};

    *areas = (struct rows){0};
    enum err_code code = store_list(app->store, &query, &of_audit, err);
    value_clear(&query.equals);
    if (code == ERR_OK)
        code = store_list(app->store, &all, &sites, err);
    for (size_t i = 0; code == ERR_OK && i < sites.count; i++)
        if (of_audit.count == 0 || has_site(&of_audit, &sites.items[i].id))
            code = add_areas(app, &sites.items[i].id, areas, err);
    rows_clear(&sites);
    rows_clear(&of_audit);
    return code;
}

static unsigned place_chosen(struct app *app, void *owner, size_t index)
{
    struct walk_screen *walk = owner;
    struct rows areas;
    struct err err;

    app->area = ident_none();
    if (list_areas(walk, app, &areas, &err) != ERR_OK)
        app_error(app, &err);
    else if (index > 0 && index <= areas.count)
        app->area = areas.items[index - 1].id;
    rows_clear(&areas);
    sticky_set(app, NULL, app->sticky->confidentiality); /* somebody else is asked there */
    return REACT_DONE | REACT_RELOAD;
}

unsigned walk_choose_place(struct walk_screen *walk, struct app *app)
{
    struct rows areas;
    struct err err;

    if (list_areas(walk, app, &areas, &err) != ERR_OK) {
        rows_clear(&areas);
        app_error(app, &err);
        return REACT_DONE;
    }
    const char **labels = mem_zalloc(areas.count + 1, sizeof *labels);
    size_t selected = 0;
    labels[0] = _("(no place)");
    for (size_t i = 0; i < areas.count; i++) {
        labels[i + 1] = row_text(&areas.items[i], AREA_NAME);
        if (ident_equal(&areas.items[i].id, &app->area))
            selected = i + 1;
    }
    struct dialog_choose choose = {.title = _("Where are you?"),
                                   .labels = labels,
                                   .count = areas.count + 1,
                                   .selected = selected,
                                   .done = place_chosen,
                                   .owner = walk};
    unsigned reactions = dialog_choose(app, &choose);
    free(labels);
    rows_clear(&areas);
    return reactions;
}

/* ---- keys ------------------------------------------------------------------------------------ */

unsigned walk_screen_note(struct screen *screen, struct app *app)
{
    struct walk_screen *walk = (struct walk_screen *)screen;

    if (walk->detail.line.item == NULL)
        return REACT_HANDLED;
    return ask_note(walk, app, &walk->detail.line, _("Note"), _("Note"), NULL, walk->detail.note);
}

unsigned walk_act_on_item(struct walk_screen *walk, struct app *app, enum action action)
{
    for (size_t i = 0; i < sizeof result_keys / sizeof result_keys[0]; i++)
        if (result_keys[i].action == action)
            return set_result(walk, app, result_keys[i].result);
    switch (action) {
    case ACTION_EVIDENCE:
        return add_evidence(walk, app, false, NULL);
    case ACTION_ATTACH:
        return attach_photo(walk, app);
    case ACTION_LINK:
        return walk_offer_evidence(walk, app, false);
    case ACTION_COPY:
        return walk_offer_evidence(walk, app, true);
    case ACTION_SAMPLE:
        return walk_open_sample(walk, app);
    case ACTION_FINDING:
        return add_finding(walk, app);
    case ACTION_HISTORY:
        if (walk->detail.line.item == NULL)
            return REACT_HANDLED;
        return app_push(app, history_screen_new(RECORD_ASSESSMENT, &walk->detail.line.id));
    case ACTION_OVERRIDE:
        return walk_ask_override(walk, app);
    case ACTION_NOTE:
        return walk_screen_note(&walk->screen, app);
    default:
        return REACT_NONE;
    }
}

/* evidence_screen.c - evidence of an audit, a requirement or a finding, newest first.
 *
 * Pages are read as the list asks for them; only another order than the newest first needs all.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "store/audits.h"
#include "store/evidence.h"
#include "store/filters.h"
#include "store/findings.h"
#include "store/walk.h"
#include "ui/dialog.h"
#include "ui/drafts.h"
#include "ui/filters.h"
#include "ui/list.h"
#include "ui/paths.h"
#include "ui/place.h"
#include "ui/record_text.h"
#include "ui/screens.h"

enum { WIDE = 96, MIDDLE = 70, PAGE = 100, TARGETS_MOST = 50 };

enum evidence_sort { SORT_NEWEST, SORT_NUMBER, SORT_REF, SORT_COUNT };

struct evidence_screen {
    struct screen screen;
    struct store *store;     /* borrowed, for the pages that the list asks for */
    struct ident audit;      /* of what is shown; none: not known */
    struct ident assessment; /* none: not asked for */
    struct ident finding;    /* none: not asked for */
    char *number;            /* of the audit, "" */
    char *about;             /* requirement or finding, "" */
    char *checklist;         /* of the requirement, NULL */
    char *item;
    char *ref;
    enum evidence_sort sort;
    struct filter filter;
    struct evidence_lines lines; /* as read, in pages */
    size_t *shown;               /* their order */
    size_t shown_count;
    size_t shown_capacity;
    bool complete; /* all pages are read */
    struct list list;
    struct ident target; /* what the open dialog is about */
    struct filter_ids marked;
    struct ident *chosen; /* what is to be linked: the marked, else the selected; by the dialog */
    size_t chosen_count;
    bool picking; /* Enter links to this requirement, and that is all */
    struct ident pick;
    char *pick_ref;
    struct withdrawal withdrawal;
};

static struct evidence_screen *evidence_of(const struct screen *screen)
{
    return (struct evidence_screen *)(uintptr_t)screen;
}

static const char *const sort_labels[SORT_COUNT] = {[SORT_NEWEST] = N_("newest first"),
                                                    [SORT_NUMBER] = N_("by number"),
                                                    [SORT_REF] = N_("by requirement")};

/* ---- marks ----------------------------------------------------------------------------------- */

static bool is_marked(const struct evidence_screen *screen, const struct ident *id)
{
    for (size_t i = 0; i < screen->marked.count; i++)
        if (ident_equal(&screen->marked.items[i], id))
            return true;
    return false;
}

static void toggle(struct evidence_screen *screen, const struct ident *id)
{
    struct filter_ids *marked = &screen->marked;

    for (size_t i = 0; i < marked->count; i++)
        if (ident_equal(&marked->items[i], id)) {
            marked->items[i] = marked->items[--marked->count];
            return;
        }
    marked->items =
        mem_grow(marked->items, marked->count, &marked->capacity, sizeof *marked->items);
    marked->items[marked->count++] = *id;
}

/* ---- pages ----------------------------------------------------------------------------------- */

static void show_line(struct evidence_screen *screen, size_t index)
{
    screen->shown = mem_grow(screen->shown, screen->shown_count, &screen->shown_capacity,
                             sizeof *screen->shown);
    screen->shown[screen->shown_count++] = index;
}

/* Takes the lines of a page over. */
static void add_page(struct evidence_screen *screen, struct evidence_lines *page)
{
    struct evidence_lines *lines = &screen->lines;

    for (size_t i = 0; i < page->count; i++) {
        lines->items = mem_grow(lines->items, lines->count, &lines->capacity, sizeof *lines->items);
        lines->items[lines->count] = page->items[i];
        show_line(screen, lines->count++);
    }
    free(page->items);
}

static enum err_code read_page(struct evidence_screen *screen, size_t limit, struct err *err)
{
    const struct evidence_lines *lines = &screen->lines;
    bool linked = !ident_is_none(&screen->assessment) || !ident_is_none(&screen->finding);
    bool filtered = !filter_is_empty(&screen->filter);
    struct evidence_lines page;
    struct evidence_query query = {
        .audit = linked && !filtered ? NULL : &screen->audit,
        .assessment = ident_is_none(&screen->assessment) ? NULL : &screen->assessment,
        .finding = ident_is_none(&screen->finding) ? NULL : &screen->finding,
        .after = lines->count > 0 ? &lines->items[lines->count - 1] : NULL,
        .limit = limit,
        .filter = filtered ? &screen->filter : NULL};
    enum err_code code = evidence_list(screen->store, &query, &page, err);

    screen->complete = code != ERR_OK || limit == 0 || filtered || page.count < limit;
    if (code == ERR_OK)
        add_page(screen, &page);
    return code;
}

/* Reads on until so many are shown or there are no more. */
static enum err_code read_pages(struct evidence_screen *screen, size_t wanted, struct err *err)
{
    enum err_code code = ERR_OK;

    while (code == ERR_OK && !screen->complete && screen->shown_count < wanted)
        code = read_page(screen, screen->sort == SORT_NEWEST ? PAGE : 0, err);
    return code;
}

static size_t more(void *owner, size_t count)
{
    struct evidence_screen *screen = owner;

    read_pages(screen, count + PAGE, NULL);
    return screen->shown_count;
}

static int compare(const void *a, const void *b, void *context)
{
    const struct evidence_screen *screen = context;
    size_t left = *(const size_t *)a;
    size_t right = *(const size_t *)b;
    const struct evidence_line *one = &screen->lines.items[left];
    const struct evidence_line *other = &screen->lines.items[right];
    int order = screen->sort == SORT_REF ? text_compare_natural(one->refs, other->refs) : 0;

    if (order == 0)
        order = text_compare_natural(one->number, other->number);
    return order != 0 ? order : left < right ? -1 : left > right;
}

/* ---- loading --------------------------------------------------------------------------------- */

/* What the evidence is linked to tells the audit, and what new evidence is linked to. */
static enum err_code load_about(struct evidence_screen *screen, struct app *app, struct err *err)
{
    struct row row;
    bool of_finding = !ident_is_none(&screen->finding);
    enum record_type type = of_finding ? RECORD_FINDING : RECORD_ASSESSMENT;
    const struct ident *id = of_finding ? &screen->finding : &screen->assessment;

    if (ident_is_none(id))
        return ERR_OK;
    enum err_code code = store_get(app->store, type, id, &row, err);
    if (code != ERR_OK)
        return code;
    free(screen->about);
    if (of_finding) {
        screen->audit = row_id(&row, FINDING_AUDIT);
        screen->about = store_name(app->store, RECORD_FINDING, id);
    } else {
        const char *ref = row_text(&row, ASSESSMENT_REF);
        screen->audit = row_id(&row, ASSESSMENT_AUDIT);
        mem_replace(&screen->checklist, row_text(&row, ASSESSMENT_CHECKLIST));
        mem_replace(&screen->item, row_text(&row, ASSESSMENT_ITEM));
        mem_replace(&screen->ref, ref);
        screen->about = record_text_refs(ref[0] != '\0' ? ref : screen->item);
    }
    row_clear(&row);
    return ERR_OK;
}

static enum err_code open_screen(struct screen *base, struct app *app, struct err *err)
{
    struct evidence_screen *screen = evidence_of(base);
    enum err_code code = load_about(screen, app, err);

    free(screen->number);
    screen->number = store_name(app->store, RECORD_AUDIT, &screen->audit);
    return code;
}

static struct evidence_line *selected(const struct evidence_screen *screen)
{
    long index = list_selected(&screen->list);

    return index < 0 ? NULL : &screen->lines.items[screen->shown[index]];
}

static void select_again(struct evidence_screen *screen, const struct ident *id)
{
    for (size_t i = 0; i < screen->shown_count; i++)
        if (ident_equal(&screen->lines.items[screen->shown[i]].id, id))
            list_select(&screen->list, i);
}

static enum err_code load(struct screen *base, struct app *app, struct err *err)
{
    struct evidence_screen *screen = evidence_of(base);
    const struct evidence_line *before = selected(screen);
    struct ident id = before != NULL ? before->id : ident_none();
    size_t wanted = screen->shown_count > PAGE ? screen->shown_count : PAGE;

    screen->store = app->store;
    evidence_lines_clear(&screen->lines);
    screen->shown_count = 0;
    screen->complete = false;
    enum err_code code = read_pages(screen, wanted, err);
    if (screen->sort != SORT_NEWEST && screen->shown_count > 1)
        qsort_r(screen->shown, screen->shown_count, sizeof *screen->shown, compare, screen);
    list_set_count(&screen->list, screen->shown_count);
    select_again(screen, &id);
    return code;
}

/* ---- drawing --------------------------------------------------------------------------------- */

static char *title(const struct screen *base, const struct app *app)
{
    const struct evidence_screen *screen = evidence_of(base);
    struct buf text;

    (void)app;
    buf_init(&text);
    if (screen->marked.count > 0) /* first: the title may be cut */
        buf_printf(&text, _("marked: %zu · "), screen->marked.count);
    if (screen->picking) {
        char *ref = record_text_refs(screen->pick_ref);
        buf_printf(&text, _("%s: which evidence counts here, too?"), ref);
        free(ref);
    } else {
        buf_printf(&text, "%s · %s", _("Evidence"), screen->number);
    }
    if (screen->about[0] != '\0')
        buf_printf(&text, " · %s", screen->about);
    buf_printf(&text, " · %s", _(sort_labels[screen->sort]));
    char *filter = filters_title(&screen->filter);
    buf_puts(&text, filter);
    free(filter);
    return buf_take(&text);
}

static void draw_row(void *owner, size_t index, int width, struct list_row *row)
{
    const struct evidence_screen *screen = owner;
    const struct evidence_line *line = &screen->lines.items[screen->shown[index]];
    const struct code *kind = code_at(&code_evidence_kinds, line->kind);
    char *refs = record_text_refs(line->refs);
    char when[RECORD_STAMP_SIZE];

    record_text_stamp(line->collected_at, when);
    if (screen->picking || screen->marked.count > 0)
        list_cell(row, 1, STYLE_KEY, is_marked(screen, &line->id) ? "*" : " ");
    list_cell(row, 10, STYLE_HEADING, line->number);
    if (width >= MIDDLE)
        list_cell(row, 11, STYLE_MUTED, _(kind->label));
    else
        list_cell_code(row, kind);
    list_cell(row, 0, STYLE_NORMAL, line->title);
    list_cell(row, width >= WIDE ? 16 : 9, STYLE_NORMAL, refs);
    if (line->attachments > 0)
        list_cell_format(row, 4, STYLE_NOTICE, "[+%zu]", line->attachments);
    else
        list_cell(row, 4, STYLE_MUTED, "");
    if (width >= WIDE)
        list_cell(row, 14, STYLE_MUTED, line->collected_by);
    if (width >= MIDDLE)
        list_cell(row, RECORD_STAMP_SIZE - 1, STYLE_MUTED, when);
    free(refs);
}

static const char *no_rows(void *owner)
{
    const struct evidence_screen *screen = owner;

    if (!filter_is_empty(&screen->filter))
        return filters_empty(CONTEXT_EVIDENCE);
    return _("No evidence yet. Press a to record some, or e on the walk at a requirement.");
}

static void draw(struct screen *base, struct app *app, struct canvas *canvas, struct area area)
{
    struct evidence_screen *screen = evidence_of(base);

    (void)app;
    draw_box(canvas, area, _("Evidence"), STYLE_HEADING);
    list_draw(&screen->list, canvas, area_inset(area, 1, 2), true);
}

/* ---- what keys do to a line ------------------------------------------------------------------ */

static enum err_code attach(struct evidence_screen *screen, struct app *app, const char *text,
                            struct err *err)
{
    struct progress progress;
    struct object_options options = {.progress = progress_bytes, .context = &progress};
    char *path = path_typed(text);
    enum err_code code = audit_require_open(app->store, &screen->audit, err);

    progress_begin(&progress, app, _("Storing the file"));
    if (code == ERR_OK)
        code = evidence_attach(app->store, &screen->target, path, &options, err);
    progress_end(&progress);
    free(path);
    return code;
}

static bool path_given(struct app *app, void *owner, const char *text, unsigned *reactions,
                       struct err *err)
{
    if (attach(owner, app, text, err) != ERR_OK)
        return false;
    app_saved(app);
    *reactions = REACT_DONE | REACT_RELOAD;
    return true;
}

static unsigned ask_path(struct evidence_screen *screen, struct app *app,
                         const struct evidence_line *line)
{
    char *shown = mem_printf(_("Attach to %s"), line->number);
    char *place = draft_place_record("attach", &line->id);
    struct dialog_prompt prompt = {.title = shown,
                                   .place = place,
                                   .label = _("File"),
                                   .hint = _("Path of a photo or document; it is copied into the "
                                             "audit file"),
                                   .kind = TEXT_LINE,
                                   .required = true,
                                   .done = path_given,
                                   .owner = screen};

    screen->target = line->id;
    unsigned reactions = dialog_prompt(app, &prompt);
    free(place);
    free(shown);
    return reactions;
}

static unsigned act_on_selected(struct evidence_screen *screen, struct app *app, enum action action)
{
    const struct evidence_line *line = selected(screen);
    struct evidence_form_spec spec = {.audit = screen->audit};

    if (line == NULL)
        return REACT_HANDLED;
    switch (action) {
    case ACTION_OPEN:
        return app_push(app, record_screen_new(RECORD_EVIDENCE, &line->id));
    case ACTION_ATTACH:
        return ask_path(screen, app, line);
    case ACTION_HISTORY:
        return app_push(app, history_screen_new(RECORD_EVIDENCE, &line->id));
    case ACTION_DELETE:
        screen->withdrawal = (struct withdrawal){RECORD_EVIDENCE, line->id};
        return record_ask_withdraw(app, &screen->withdrawal);
    default:
        spec.evidence = &line->id;
        return app_push(app, evidence_form_new(app, &spec));
    }
}

/* ---- linking --------------------------------------------------------------------------------- */

/* What is marked, else what is selected. */
static bool choose_evidence(struct evidence_screen *screen)
{
    const struct evidence_line *line = selected(screen);
    size_t count = screen->marked.count;

    if (count == 0 && line == NULL)
        return false;
    free(screen->chosen);
    screen->chosen = mem_zalloc(count + 1, sizeof *screen->chosen);
    screen->chosen_count = count > 0 ? count : 1;
    if (count == 0)
        screen->chosen[0] = line->id;
    for (size_t i = 0; i < count; i++)
        screen->chosen[i] = screen->marked.items[i];
    return true;
}

static unsigned link_picked(struct evidence_screen *screen, struct app *app)
{
    const struct evidence_targets targets = {.assessments = &screen->pick, .assessment_count = 1};
    struct err err;

    if (!choose_evidence(screen))
        return REACT_HANDLED;
    enum err_code code =
        evidence_link_all(app->store, screen->chosen, screen->chosen_count, &targets, &err);
    unsigned reactions = app_result(app, code, &err);
    return code == ERR_OK ? REACT_DONE | REACT_POP : reactions;
}

/* "8.4 c), F-k7q2-1": requirements and findings of the audit. */
static enum err_code find_targets(struct evidence_screen *screen, struct app *app, char *text,
                                  struct ident assessments[], struct ident findings[],
                                  struct evidence_targets *targets, struct err *err)
{
    char *rest = NULL;
    enum err_code code = ERR_OK;

    for (char *word = strtok_r(text, ",;", &rest); word != NULL && code == ERR_OK;
         word = strtok_r(NULL, ",;", &rest)) {
        char *checklist = NULL;
        char *item = NULL;
        word += strspn(word, " ");
        for (size_t length = strlen(word); length > 0 && word[length - 1] == ' '; length--)
            word[length - 1] = '\0';
        if (word[0] == '\0')
            continue;
        if (targets->assessment_count + targets->finding_count == TARGETS_MOST)
            code = err_set(err, ERR_USAGE, _("more than %d at once"), TARGETS_MOST);
        else if (finding_find(app->store, &screen->audit, word, &findings[targets->finding_count],
                              NULL) == ERR_OK)
            targets->finding_count++;
        else if ((code = walk_find(app->store, &screen->audit, word, &checklist, &item, err)) ==
                 ERR_OK)
            assessments[targets->assessment_count++] =
                assessment_id(&screen->audit, checklist, item, NULL);
        free(checklist);
        free(item);
    }
    return code;
}

static bool targets_given(struct app *app, void *owner, const char *text, unsigned *reactions,
                          struct err *err)
{
    struct evidence_screen *screen = owner;
    struct ident assessments[TARGETS_MOST];
    struct ident findings[TARGETS_MOST];
    struct evidence_targets targets = {.assessments = assessments, .findings = findings};
    char *copy = mem_strdup(text);
    enum err_code code = find_targets(screen, app, copy, assessments, findings, &targets, err);

    free(copy);
    if (code == ERR_OK)
        code = evidence_link_all(app->store, screen->chosen, screen->chosen_count, &targets, err);
    if (code != ERR_OK)
        return false;
    app_saved(app);
    filter_ids_clear(&screen->marked);
    *reactions = REACT_DONE | REACT_RELOAD;
    return true;
}

static unsigned ask_targets(struct evidence_screen *screen, struct app *app)
{
    if (!choose_evidence(screen))
        return REACT_HANDLED;
    char *shown = mem_printf(_("Evidence to link: %zu"), screen->chosen_count);
    struct dialog_prompt prompt = {.title = shown,
                                   .label = _("Counts for"),
                                   .hint = _("Requirements and findings: 8.4 c), F-k7q2-1"),
                                   .kind = TEXT_LINE,
                                   .required = true,
                                   .done = targets_given,
                                   .owner = screen};
    unsigned reactions = dialog_prompt(app, &prompt);
    free(shown);
    return reactions;
}

static unsigned mark(struct evidence_screen *screen)
{
    const struct evidence_line *line = selected(screen);

    if (line == NULL)
        return REACT_HANDLED;
    toggle(screen, &line->id);
    list_select(&screen->list, (size_t)list_selected(&screen->list) + 1);
    return REACT_DONE;
}

/* ---- keys ------------------------------------------------------------------------------------ */

static unsigned filter_chosen(struct app *app, void *owner, const struct filter *filter)
{
    struct evidence_screen *screen = owner;

    (void)app;
    filter_copy(&screen->filter, filter);
    list_select(&screen->list, 0);
    return REACT_DONE | REACT_RELOAD;
}

static unsigned choose_filter(struct evidence_screen *screen, struct app *app)
{
    return filters_choose(app, &(struct filters_spec){.list = FILTER_EVIDENCE,
                                                      .filter = &screen->filter,
                                                      .done = filter_chosen,
                                                      .owner = screen});
}

/* The kind that is looked at, where it is one. */
static int shown_kind(const struct evidence_screen *screen)
{
    for (int kind = 0; kind < EVIDENCE_KIND_COUNT; kind++)
        if (screen->filter.bits[FILTER_KIND] == 1U << kind)
            return kind;
    return EVIDENCE_OBSERVATION;
}

static unsigned add(struct evidence_screen *screen, struct app *app)
{
    struct evidence_form_spec spec = {.audit = screen->audit,
                                      .checklist = screen->checklist,
                                      .item = screen->item,
                                      .ref = screen->ref,
                                      .finding =
                                          ident_is_none(&screen->finding) ? NULL : &screen->finding,
                                      .kind = shown_kind(screen)};

    if (ident_is_none(&screen->audit))
        return REACT_HANDLED;
    return app_push(app, evidence_form_new(app, &spec));
}

static unsigned act_on_screen(struct evidence_screen *screen, struct app *app, enum action action)
{
    switch (action) {
    case ACTION_ADD:
        return add(screen, app);
    case ACTION_MARK:
        return mark(screen);
    case ACTION_LINK:
        return ask_targets(screen, app);
    case ACTION_SORT:
        screen->sort = (enum evidence_sort)((screen->sort + 1) % SORT_COUNT);
        return REACT_DONE | REACT_RELOAD;
    case ACTION_FILTER:
        return choose_filter(screen, app);
    case ACTION_EXPORT:
        return ident_is_none(&screen->audit) ? REACT_HANDLED
                                             : app_push(app, export_form_new(app, &screen->audit));
    case ACTION_EDIT:
    case ACTION_ATTACH:
    case ACTION_DELETE:
    case ACTION_HISTORY:
        return act_on_selected(screen, app, action);
    default:
        return REACT_NONE;
    }
}

static unsigned act(struct screen *base, struct app *app, const struct input *input)
{
    struct evidence_screen *screen = evidence_of(base);
    unsigned flags = screen->list.finding ? REACT_NONE : act_on_screen(screen, app, input->action);

    if (flags != REACT_NONE)
        return flags;
    flags = list_act(&screen->list, input);
    if (!(flags & REACT_OPENED))
        return flags;
    return screen->picking ? link_picked(screen, app) : act_on_selected(screen, app, ACTION_OPEN);
}

static enum context context(const struct screen *base)
{
    return list_context(&evidence_of(base)->list,
                        evidence_of(base)->picking ? CONTEXT_EVIDENCE_PICK : CONTEXT_EVIDENCE);
}

/* ---- life ------------------------------------------------------------------------------------ */

static void close_screen(struct screen *base)
{
    struct evidence_screen *screen = evidence_of(base);

    evidence_lines_clear(&screen->lines);
    filter_clear(&screen->filter);
    list_clear(&screen->list);
    filter_ids_clear(&screen->marked);
    free(screen->chosen);
    free(screen->pick_ref);
    free(screen->shown);
    free(screen->number);
    free(screen->about);
    free(screen->checklist);
    free(screen->item);
    free(screen->ref);
    free(screen);
}

static const struct list_ops list_ops = {.row = draw_row, .more = more, .empty = no_rows};

static bool place(const struct screen *base, struct place *place)
{
    const struct evidence_screen *screen = evidence_of(base);
    bool of_finding = !ident_is_none(&screen->finding);

    if (screen->picking)
        return false;
    return place_list(place, PLACE_EVIDENCE, &screen->audit,
                      of_finding ? RECORD_FINDING : RECORD_ASSESSMENT,
                      of_finding ? &screen->finding : &screen->assessment);
}

static const struct screen_ops ops = {.title = title,
                                      .context = context,
                                      .open = open_screen,
                                      .load = load,
                                      .draw = draw,
                                      .act = act,
                                      .place = place,
                                      .close = close_screen};

struct screen *evidence_screen_new(const struct ident *audit, const struct ident *assessment,
                                   const struct ident *finding)
{
    struct evidence_screen *screen = mem_zalloc(1, sizeof *screen);

    screen->screen.ops = &ops;
    screen->audit = audit != NULL ? *audit : ident_none();
    screen->assessment = assessment != NULL ? *assessment : ident_none();
    screen->finding = finding != NULL ? *finding : ident_none();
    screen->about = mem_strdup("");
    list_init(&screen->list, &list_ops, screen);
    return &screen->screen;
}

struct screen *evidence_screen_pick(const struct ident *audit, const struct ident *assessment,
                                    const char *ref)
{
    struct screen *base = evidence_screen_new(audit, NULL, NULL);
    struct evidence_screen *screen = evidence_of(base);

    screen->picking = true;
    screen->pick = *assessment;
    screen->pick_ref = mem_strdup(ref);
    return base;
}

/* walk_draw.c - how the walk is painted: progress line, three panes, or one where it is narrow. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "core/ref.h"
#include "ui/flow.h"
#include "ui/record_text.h"
#include "ui/walk_screen.h"

/* ---- title and progress ---------------------------------------------------------------------- */

/* "IA-2026-03 Harbour terminal · fieldwork · Li Na · at Gate 2" */
char *walk_title(const struct screen *screen, const struct app *app)
{
    const struct walk_screen *walk = (const struct walk_screen *)screen;
    struct buf title;

    bool wide = app->canvas->columns >= APP_WIDE_COLUMNS;
    int state = row_code(&walk->record, AUDIT_STATE);
    char *conflicts = record_text_conflicts(walk->conflicts);
    buf_init(&title);
    buf_puts(&title, conflicts);
    free(conflicts);
    buf_puts(&title, row_text(&walk->record, AUDIT_NUMBER));
    /* Where it is narrow the place and who writes matter more than the name of the audit. */
    wide = wide || (filter_is_empty(&walk->filter) &&
                    (walk->area_name == NULL || walk->area_name[0] == '\0'));
    if (wide)
        buf_printf(&title, " %s", row_text(&walk->record, AUDIT_TITLE));
    if (state >= 0 && wide)
        buf_printf(&title, " · %s", _(code_at(&code_audit_states, state)->label));
    buf_printf(&title, " · %s", store_author_name(app->store));
    if (walk->area_name != NULL && walk->area_name[0] != '\0')
        buf_printf(&title, _(" · at %s"), walk->area_name);
    char *filter = filters_title(&walk->filter);
    buf_puts(&title, filter);
    free(filter);
    return buf_take(&title);
}

/* "✖2 major ▲7 minor ◆12 OFI ★1" right-aligned; the words only where there is room. */
static char *graded_text(const struct walk_screen *walk, const struct canvas *canvas, bool words)
{
    static const char *const names[GRADE_COUNT] = {N_("major"), N_("minor"), N_("OFI"), N_("good")};
    struct buf text;
    char ascii[2];

    buf_init(&text);
    for (int i = 0; i < GRADE_COUNT; i++) {
        if (i == GRADE_GOOD_PRACTICE && walk->graded[i] == 0)
            continue;
        buf_printf(&text, "%s%s%zu", i > 0 ? " " : "",
                   draw_symbol(canvas, code_at(&code_grades, i), ascii), walk->graded[i]);
        if (words)
            buf_printf(&text, " %s", _(names[i]));
    }
    return buf_take(&text);
}

/* "by 1[Clause] 2 Area ..." */
static int draw_orders(struct walk_screen *walk, struct canvas *canvas, struct area area)
{
    int used = draw_text(canvas, area.row, area.column, area.columns, STYLE_MUTED, _("by "));

    walk->orders.selected = walk->order;
    walk->orders.narrow = area.columns < APP_WIDE_COLUMNS;
    return used +
           tabs_draw(&walk->orders, canvas, area.row, area.column + used, area.columns - used);
}

static void draw_status(struct walk_screen *walk, struct canvas *canvas, struct area area)
{
    bool wide = area.columns >= APP_WIDE_COLUMNS;
    int used = draw_orders(walk, canvas, area);
    char *graded = graded_text(walk, canvas, wide);
    int right = (int)text_width(graded);
    int bar = area.columns - used - right - 3;

    if (bar >= 12)
        draw_progress(canvas, area.row, area.column + used + 1, bar > 44 ? 44 : bar,
                      tally_assessed(&walk->tally), tally_total(&walk->tally));
    if (area.columns - used - 1 >= right)
        draw_text(canvas, area.row, area.column + area.columns - right, right, STYLE_NORMAL,
                  graded);
    free(graded);
}

/* ---- rows ------------------------------------------------------------------------------------ */

/* Columns of the longest "done/total" of the groups: what is left is the titles'. */
static int count_width(const struct walk_screen *walk)
{
    size_t most = 0;
    int digits = 1;

    for (size_t i = 0; i < walk->groups.count; i++) {
        size_t total = tally_total(&walk->groups.items[i].tally);
        most = total > most ? total : most;
    }
    for (; most >= 10; most /= 10)
        digits++;
    return 2 * digits + 1;
}

/* Of a clause its own, of a checklist the one in the language of the screen. */
static const char *group_title(const struct walk_screen *walk, const struct walk_group *group)
{
    size_t length = strcspn(group->key, ":");

    for (size_t i = 0; i < walk->lists.count && group->clause[0] == '\0'; i++) {
        const struct audit_checklist *list = &walk->lists.items[i];
        if (strlen(list->checklist) == length && strncmp(list->checklist, group->key, length) == 0)
            return list->title;
    }
    return group->title;
}

/* Clauses stand below their chapter; below a checklist chapters do too. */
static int indent_of(const struct walk_group *group)
{
    unsigned least = strchr(group->key, ':') != NULL ? 0 : 1;

    return (int)(group->depth > least ? group->depth : 0);
}

/* Groups that are no clauses: their titles are names, or words of ours. */
static bool is_by_name(const struct walk_screen *walk)
{
    return walk->order == WALK_AREA || walk->order == WALK_METHOD || walk->order == WALK_PROCESS;
}

void walk_draw_group(void *owner, size_t index, int width, struct list_row *row)
{
    const struct walk_screen *walk = owner;
    const struct walk_group *group = &walk->groups.items[index];
    size_t total = tally_total(&group->tally);
    size_t done = tally_assessed(&group->tally);
    bool chapter = group->depth == 0;
    bool by_clause = !is_by_name(walk);

    (void)width;
    const char *title = by_clause ? group_title(walk, group) : _(group->title);
    list_cell_format(row, 0, chapter && by_clause ? STYLE_HEADING : STYLE_NORMAL, "%*s%s%s%s",
                     indent_of(group), "", group->clause, group->clause[0] != '\0' ? " " : "",
                     title);
    char *count = mem_printf("%zu/%zu", done, total);
    list_cell_right(row, count_width(walk), done == total ? STYLE_GOOD : STYLE_MUTED, count);
    free(count);
}

void walk_draw_item(void *owner, size_t index, int width, struct list_row *row)
{
    const struct walk_screen *walk = owner;
    const struct walk_item *item = &walk->items.items[index];
    char *ref = ref_display(item->ref[0] != '\0' ? item->ref : item->item);

    list_cell_code(row, code_at(&code_results, (int)item->result));
    list_cell(row, width >= 34 ? 13 : 10, STYLE_NORMAL, ref);
    list_cell(row, 0, item->obligation == OBLIGATION_SHOULD ? STYLE_MUTED : STYLE_NORMAL,
              item->heading);
    if (item->again)
        list_cell(row, 1, STYLE_WARN, "!");
    if (item->findings > 0)
        list_cell_format(row, 3, STYLE_WARN, "F%zu", item->findings);
    if (item->evidence > 0)
        list_cell_format(row, 3, STYLE_MUTED, "E%zu", item->evidence);
    if (item->has_note)
        list_cell(row, 1, STYLE_MUTED, "N");
    free(ref);
}

/* ---- the detail ------------------------------------------------------------------------------ */

static void flow_list(struct flow *flow, const char *lines)
{
    while (*lines != '\0') {
        size_t length = strcspn(lines, "\n");
        char *line = mem_strndup(lines, length);
        int before = flow->line;
        flow_text(flow, STYLE_NORMAL, line, 2);
        int at = before - flow->top;
        if (at >= 0 && at < flow->area.rows)
            draw_text(flow->canvas, flow->area.row + at, flow->area.column, 2, STYLE_MUTED, "- ");
        free(line);
        lines += length + (lines[length] == '\n');
    }
}

static char *methods_text(const struct walk_detail *detail)
{
    struct buf text;

    buf_init(&text);
    for (size_t i = 0; i < code_methods.count; i++)
        if (detail->methods & (1U << i))
            buf_printf(&text, "%s%s", text.length > 0 ? ", " : "", _(code_methods.rows[i].label));
    return buf_take(&text);
}

static char *places_text(const struct walk_detail *detail)
{
    struct buf text;
    char *words = mem_strdup(detail->places);
    char *rest = NULL;

    buf_init(&text);
    for (char *word = strtok_r(words, " ", &rest); word != NULL;
         word = strtok_r(NULL, " ", &rest)) {
        const struct code *place = code_find(&code_places, word);
        buf_printf(&text, "%s%s", text.length > 0 ? ", " : "",
                   place != NULL ? _(place->label) : word);
    }
    free(words);
    return buf_take(&text);
}

static void flow_facts(struct flow *flow, const struct walk_detail *detail)
{
    char *methods = methods_text(detail);
    char *places = places_text(detail);

    flow_format(flow, STYLE_MUTED, 0, "%s%s%s%s%s", methods,
                methods[0] != '\0' && places[0] != '\0' ? " · " : "", places,
                detail->documented ? " · " : "",
                detail->documented ? _("documented information required") : "");
    if (detail->line.obligation == OBLIGATION_SHOULD)
        flow_text(flow, STYLE_NOTICE, _("Only recommended: no nonconformity by itself"), 0);
    if (detail->line.obligation == OBLIGATION_OWN)
        flow_text(flow, STYLE_MUTED, _("Own requirement of the organization"), 0);
    free(methods);
    free(places);
}

/* From which checklist it is, where there are several. */
static void flow_list_title(struct flow *flow, const struct walk_screen *walk)
{
    const struct audit_checklist *list =
        audit_checklists_find(&walk->lists, walk->detail.line.checklist);

    if (list != NULL)
        flow_text(flow, STYLE_MUTED, list->title, 0);
}

static void flow_result(struct flow *flow, const struct walk_detail *detail)
{
    const struct code *result = code_at(&code_results, (int)detail->line.result);
    char ascii[2];
    char when[17] = "";
    int64_t ms = 0;

    if (clock_parse(detail->assessed_at, &ms))
        clock_local_stamp(ms, when);
    flow_format(flow, theme_tone(result->tone), 0, "%s %s%s%s%s%s",
                draw_symbol(flow->canvas, result, ascii), _(result->label),
                when[0] != '\0' ? " · " : "", when[0] != '\0' ? detail->assessed_by : "",
                when[0] != '\0' ? " · " : "", when);
    if (detail->review[0] != '\0')
        flow_format(flow, STYLE_WARN, 2,
                    _("The question has changed since version %s: give the result again, the same "
                      "key confirms it"),
                    detail->review);
    const char *missing = result_missing(detail->line.result, detail->note);
    if (missing != NULL)
        flow_text(flow, STYLE_WARN, _(missing), 2);
    if (detail->note[0] != '\0')
        flow_text(flow, STYLE_NORMAL, detail->note, 2);
}

static void flow_links(struct flow *flow, const struct walk_screen *walk)
{
    char ascii[2];

    if (walk->sample != NULL && walk->sample[0] != '\0') {
        flow_gap(flow);
        flow_text(flow, STYLE_LABEL, _("Sample"), 0);
        flow_text(flow, STYLE_NORMAL, walk->sample, 2);
    }
    if (walk->findings.count > 0) {
        flow_gap(flow);
        flow_text(flow, STYLE_LABEL, _("Findings"), 0);
    }
    for (size_t i = 0; i < walk->findings.count; i++) {
        const struct finding_line *finding = &walk->findings.items[i];
        const struct code *grade = code_at(&code_grades, (int)finding->grade);
        flow_format(flow, theme_tone(grade->tone), 2, "%s %s %s",
                    draw_symbol(flow->canvas, grade, ascii), finding->number, finding->statement);
    }
    if (walk->evidence.count > 0) {
        flow_gap(flow);
        flow_text(flow, STYLE_LABEL, _("Evidence"), 0);
    }
    for (size_t i = 0; i < walk->evidence.count; i++) {
        const struct evidence_line *evidence = &walk->evidence.items[i];
        flow_format(flow, STYLE_NORMAL, 2, "%s %s%s", evidence->number, evidence->title,
                    evidence->attachments > 0 ? " [+]" : "");
    }
}

static void draw_detail(struct walk_screen *walk, struct canvas *canvas, struct area area)
{
    const struct walk_detail *detail = &walk->detail;
    struct flow flow = {.canvas = canvas, .area = area, .top = walk->detail_top};

    walk->detail_area = area;
    if (detail->line.item == NULL)
        return;
    flow_text(&flow, STYLE_HEADING, detail->line.heading, 0);
    flow_text(&flow, STYLE_NORMAL, detail->ask, 0);
    if (walk->wording != NULL) {
        flow_gap(&flow);
        flow_text(&flow, STYLE_LABEL, _("Wording (your overlay)"), 0);
        flow_text(&flow, STYLE_MUTED, walk->wording, 2);
    }
    flow_gap(&flow);
    if (detail->look_for[0] != '\0')
        flow_text(&flow, STYLE_LABEL, _("Look for"), 0);
    flow_list(&flow, detail->look_for);
    flow_facts(&flow, detail);
    if (walk->lists.count > 1)
        flow_list_title(&flow, walk);
    flow_gap(&flow);
    flow_result(&flow, detail);
    flow_links(&flow, walk);
    walk->detail_rows = flow.line;
    draw_scrollbar(canvas, area.row, area.column + area.columns, area.rows,
                   (size_t)walk->detail_top, (size_t)flow.line);
}

/* ---- panes ----------------------------------------------------------------------------------- */

static char *items_title(const struct walk_screen *walk)
{
    long index = tree_selected(&walk->group_tree);

    if (index < 0)
        return mem_strdup(_("Items"));
    const struct walk_group *group = &walk->groups.items[index];
    if (is_by_name(walk))
        return mem_strdup(_(group->title));
    return mem_printf("%s%s%s", group->clause, group->clause[0] != '\0' ? " " : "",
                      group_title(walk, group));
}

static char *pane_title(const struct walk_screen *walk, enum walk_pane pane)
{
    if (pane == PANE_GROUPS)
        return mem_strdup(_(walk->orders.items[walk->order].label));
    if (pane == PANE_ITEMS)
        return items_title(walk);
    if (walk->detail.line.item == NULL)
        return mem_strdup("");
    const char *ref = walk->detail.line.ref;
    return ref_display(ref[0] != '\0' ? ref : walk->detail.line.item);
}

static void draw_pane(struct walk_screen *walk, struct canvas *canvas, struct area area,
                      enum walk_pane pane)
{
    bool focused = walk->pane == pane;
    char *title = pane_title(walk, pane);

    draw_box(canvas, area, title, focused ? STYLE_HEADING : STYLE_MUTED);
    struct area inside = area_inset(area, 1, 1);
    if (pane == PANE_GROUPS)
        tree_draw(&walk->group_tree, canvas, inside, focused);
    else if (pane == PANE_ITEMS)
        list_draw(&walk->item_list, canvas, inside, focused);
    else
        draw_detail(walk, canvas, area_inset(inside, 0, 1));
    free(title);
}

static void draw_three(struct walk_screen *walk, struct canvas *canvas, struct area area)
{
    /* Neighbours share a border: each pane begins on the line the one before ended with. */
    int left = area.columns * 26 / 100;
    int right = area.columns * 38 / 100;
    struct area groups = {area.row, area.column, area.rows, left};
    struct area items = {area.row, area.column + left - 1, area.rows,
                         area.columns - left - right + 2};
    struct area detail = {area.row, area.column + area.columns - right, area.rows, right};

    draw_pane(walk, canvas, groups, PANE_GROUPS);
    draw_pane(walk, canvas, items, PANE_ITEMS);
    draw_pane(walk, canvas, detail, PANE_DETAIL);
}

void walk_draw(struct screen *screen, struct app *app, struct canvas *canvas, struct area area)
{
    struct walk_screen *walk = (struct walk_screen *)screen;

    (void)app;
    /* What is not on the screen must not take clicks. */
    walk->group_tree.list.area = walk->item_list.area = walk->detail_area = (struct area){0};
    draw_status(walk, canvas, area_take_top(&area, 1));
    if (area.columns >= APP_WIDE_COLUMNS)
        draw_three(walk, canvas, area);
    else
        draw_pane(walk, canvas, area, walk->pane);
}

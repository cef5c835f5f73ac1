/* conflict_draw.c - the sides of a conflict: beside each other, below each other, or one at a time,
 * as they fit.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "ui/conflict_screen.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "ui/flow.h"
#include "ui/record_text.h"

enum { QUESTION_ROWS = 4, BORDERS = 2, PADDING = 4 };

/* ---- one side -------------------------------------------------------------------------------- */

/* What its author wrote as the note on the requirement: that may be contested too. Borrowed. */
static const char *note_of(const struct conflict_screen *screen, const struct conflict *conflict,
                           const struct conflict_side *side)
{
    for (size_t i = 0; i < screen->conflicts.count; i++) {
        const struct conflict *other = &screen->conflicts.items[i];
        if (other->type != RECORD_ASSESSMENT || other->field != ASSESSMENT_NOTE ||
            !ident_equal(&other->record, &conflict->record))
            continue;
        for (size_t j = 0; j < other->side_count; j++)
            if (strcmp(other->sides[j].author, side->author) == 0 &&
                strcmp(other->sides[j].device, side->device) == 0)
                return other->sides[j].text;
        return "";
    }
    return screen->question.note != NULL ? screen->question.note : "";
}

static void flow_value(struct flow *flow, const struct canvas *canvas,
                       const struct conflict *conflict, const struct conflict_side *side)
{
    const struct field *field = record_field(record_find((int)conflict->type), conflict->field);
    const struct code *code =
        field != NULL && field->type == VALUE_CODE && side->value.kind == VALUE_IS_TEXT
            ? code_find(field->codes, side->value.bytes)
            : NULL;
    bool empty = side->value.kind == VALUE_IS_NULL;
    char ascii[2];

    if (conflict->kind == CONFLICT_WITHDRAWAL && empty)
        flow_text(flow, STYLE_GOOD, _("It stays: somebody wrote to it."), 0);
    else if (conflict->kind == CONFLICT_WITHDRAWAL)
        flow_format(flow, STYLE_WARN, 0, _("Withdrawn: %s"), side->text);
    else if (empty)
        flow_text(flow, STYLE_MUTED, _("(emptied)"), 0);
    else if (code != NULL)
        flow_format(flow, theme_tone(code->tone), 0, "%s %s", draw_symbol(canvas, code, ascii),
                    _(code->label));
    else
        flow_text(flow, STYLE_NORMAL, side->text, 0);
}

static void flow_side(struct flow *flow, const struct conflict_screen *screen,
                      const struct canvas *canvas, size_t index)
{
    const struct conflict *conflict = conflict_shown(screen);
    const struct conflict_side *side = &conflict->sides[index];
    char wall[RECORD_WALL_SIZE];

    record_text_wall(side->wall, false, wall);
    flow_format(flow, STYLE_LABEL, 0, "%s · %s", side->author, side->device);
    flow_format(flow, side->clock_suspect ? STYLE_WARN : STYLE_MUTED, 0, "%s%s", wall,
                side->clock_suspect ? _(" - this clock can't be right") : "");
    if (side->evidence > 0 || conflict->kind == CONFLICT_OPINION)
        flow_format(flow, side->evidence > 0 ? STYLE_MUTED : STYLE_WARN, 0,
                    _("evidence linked by this author: %zu"), side->evidence);
    flow_gap(flow);
    flow_value(flow, canvas, conflict, side);
    if (conflict->type == RECORD_ASSESSMENT && conflict->field == ASSESSMENT_RESULT) {
        const char *note = note_of(screen, conflict, side);
        flow_format(flow, note[0] != '\0' ? STYLE_NORMAL : STYLE_MUTED, 0, _("Note: %s"),
                    note[0] != '\0' ? note : _("none"));
    }
}

static int side_lines(const struct conflict_screen *screen, const struct canvas *canvas,
                      size_t index, int width)
{
    struct flow flow = {.area = {.columns = width}};

    flow_side(&flow, screen, canvas, index);
    return flow.line;
}

/* "A", "B · shown meanwhile", where only one is seen "A (1 of 2)"; heap. */
static char *pane_title(const struct conflict *conflict, size_t index, bool alone)
{
    const char *shown = conflict->sides[index].shown ? _(" · shown meanwhile") : "";

    if (alone || conflict->side_count > 2)
        return mem_printf(_("%c (%zu of %zu)%s"), conflict_letter(index), index + 1,
                          conflict->side_count, shown);
    return mem_printf("%c%s", conflict_letter(index), shown);
}

static void draw_pane(struct conflict_screen *screen, struct canvas *canvas, struct area area,
                      size_t index, bool alone)
{
    const struct conflict *conflict = conflict_shown(screen);
    char *title = pane_title(conflict, index, alone);
    bool focused = index == screen->focus;
    struct area inside = area_inset(area, 1, 2);

    draw_box(canvas, area, title, focused ? STYLE_HEADING : STYLE_MUTED);
    if (focused && !alone) /* the style alone would not tell without colours */
        draw_text(canvas, area.row, area.column + 1, 1, STYLE_HEADING, canvas->ascii ? ">" : "▸");
    struct flow flow = {.canvas = canvas, .area = inside, .top = screen->top};
    flow_side(&flow, screen, canvas, index);
    draw_scrollbar(canvas, inside.row, inside.column + inside.columns, inside.rows,
                   (size_t)screen->top, (size_t)flow.line);
    free(title);
}

/* ---- the head -------------------------------------------------------------------------------- */

static void draw_head(const struct conflict_screen *screen, struct canvas *canvas,
                      struct area *area)
{
    const struct conflict *conflict = conflict_shown(screen);
    struct area line = area_inset(area_take_top(area, 1), 0, 1);
    const char *ask = screen->question.ask;

    draw_format(canvas, line.row, line.column, line.columns, STYLE_HEADING, "%s",
                conflict->subject);
    if (ask != NULL && ask[0] != '\0') {
        int rows = draw_block_rows(ask, line.columns);
        line = area_inset(area_take_top(area, rows < QUESTION_ROWS ? rows : QUESTION_ROWS), 0, 1);
        draw_block(canvas, line, STYLE_MUTED, ask, 0);
    }
    line = area_inset(area_take_top(area, 1), 0, 1);
    draw_format(canvas, line.row, line.column, line.columns, STYLE_LABEL, "%s",
                conflict->label != NULL ? _(conflict->label) : "");
}

/* ---- the pair -------------------------------------------------------------------------------- */

/* Both shown in two areas; each remembers where, for the mouse. */
static void draw_two(struct conflict_screen *screen, struct canvas *canvas, struct area left,
                     struct area right)
{
    size_t count = conflict_shown(screen)->side_count;

    screen->rows = (left.rows < right.rows ? left.rows : right.rows) - BORDERS;
    screen->panes[0] = left;
    screen->panes[1] = right;
    draw_pane(screen, canvas, left, screen->left, false);
    draw_pane(screen, canvas, right, (screen->left + 1) % count, false);
}

static void draw_beside(struct conflict_screen *screen, struct canvas *canvas, struct area area)
{
    int half = area.columns / 2;
    struct area left = {area.row, area.column, area.rows, half + 1};
    struct area right = {area.row, area.column + half, area.rows, area.columns - half};

    draw_two(screen, canvas, left, right);
}

static void draw_below(struct conflict_screen *screen, struct canvas *canvas, struct area area,
                       int upper_lines)
{
    struct area upper = area_take_top(&area, upper_lines + BORDERS);

    area.row--; /* they share a border */
    area.rows++;
    draw_two(screen, canvas, upper, area);
}

/* All sides in one line, the one that is shown in brackets: the others are not forgotten. */
static void draw_tabs(const struct conflict_screen *screen, struct canvas *canvas, struct area line)
{
    const struct conflict *conflict = conflict_shown(screen);
    int each = line.columns / (int)conflict->side_count;

    for (size_t i = 0; i < conflict->side_count; i++) {
        const struct conflict_side *side = &conflict->sides[i];
        bool here = i == screen->focus;
        char *flat = record_text_flat(side->text);
        draw_format(canvas, line.row, line.column + (int)i * each, each - 1,
                    here ? STYLE_HEADING : STYLE_MUTED, here ? "[%c %s: %s]" : " %c %s: %s",
                    conflict_letter(i), side->author, flat);
        free(flat);
    }
}

static void draw_alone(struct conflict_screen *screen, struct canvas *canvas, struct area area)
{
    if (conflict_shown(screen)->side_count > 1)
        draw_tabs(screen, canvas, area_inset(area_take_top(&area, 1), 0, 1));
    screen->rows = area.rows - BORDERS;
    screen->left = screen->focus;
    screen->panes[0] = area;
    draw_pane(screen, canvas, area, screen->focus, true);
}

/* Wide: beside each other (never without borders, where lines would run into each other). Else
 * below each other if all of both is seen so, or beside each other if it is seen so; else one at a
 * time. */
static void draw_sides(struct conflict_screen *screen, struct canvas *canvas, struct area area)
{
    size_t count = conflict_shown(screen)->side_count;
    size_t other = (screen->left + 1) % count;
    int half = area.columns / 2 - PADDING;
    int whole = area.columns - PADDING;
    int upper = side_lines(screen, canvas, screen->left, whole);
    int lower = side_lines(screen, canvas, other, whole);
    int left = side_lines(screen, canvas, screen->left, half);
    int right = side_lines(screen, canvas, other, half);
    int beside = left > right ? left : right;
    bool wide = area.columns >= APP_WIDE_COLUMNS;

    if (count < 2) {
        screen->lines = upper;
        draw_alone(screen, canvas, area);
    } else if ((!wide || canvas->plain) && upper + lower + BORDERS + 1 <= area.rows) {
        screen->lines = 0;
        screen->top = 0;
        draw_below(screen, canvas, area, upper);
    } else if (!canvas->plain && (wide || beside + BORDERS <= area.rows)) {
        screen->lines = beside;
        draw_beside(screen, canvas, area);
    } else {
        screen->lines = side_lines(screen, canvas, screen->focus, whole);
        draw_alone(screen, canvas, area);
    }
}

void conflict_draw(struct screen *base, struct app *app, struct canvas *canvas, struct area area)
{
    struct conflict_screen *screen = (struct conflict_screen *)base;

    (void)app;
    screen->panes[0] = screen->panes[1] = (struct area){0};
    if (conflict_shown(screen) == NULL) {
        draw_block(canvas, area_inset(area, 1, 2), STYLE_GOOD,
                   _("No conflict is open any more. Esc goes back."), 0);
        return;
    }
    draw_head(screen, canvas, &area);
    draw_sides(screen, canvas, area);
}

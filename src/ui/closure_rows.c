/* closure_rows.c - the rows of a finding's path: its steps, what the next ones miss, its records.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "ui/closure_screen.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "ui/record_text.h"

unsigned closure_rows_missing(const struct closure_screen *screen, const struct closure_rule *rule)
{
    return closure_missing(rule, &screen->facts) & ~(unsigned)CLOSURE_GIVEN;
}

static struct path_row *add(struct closure_screen *screen, enum path_kind kind, char *text)
{
    screen->rows = mem_grow(screen->rows, screen->count, &screen->capacity, sizeof *screen->rows);
    struct path_row *row = &screen->rows[screen->count++];
    *row = (struct path_row){.kind = kind, .text = text};
    return row;
}

void closure_rows_clear(struct closure_screen *screen)
{
    for (size_t i = 0; i < screen->count; i++)
        free(screen->rows[i].text);
    screen->count = 0;
}

/* ---- steps ----------------------------------------------------------------------------------- */

/* Leads on: a dispute, a rejection or a recurrence is no part of the straight way. */
static bool leads_on(const struct closure_rule *rule)
{
    return rule->to > rule->from;
}

/* Does a dispute that is not there, or one that is, make the step idle? */
static bool is_idle(const struct closure_screen *screen, const struct closure_rule *rule)
{
    if (rule->action == FINDING_DISPUTE)
        return screen->facts.disputed;
    return rule->action == FINDING_SETTLE && !screen->facts.disputed;
}

static enum path_standing standing_of(const struct closure_screen *screen,
                                      const struct closure_options *options,
                                      const struct closure_rule *rule)
{
    if (rule->from < screen->facts.state)
        return PATH_DONE;
    if (rule->from > screen->facts.state)
        return PATH_LATER;
    for (size_t i = 0; i < options->count; i++)
        if (options->items[i].rule == rule && options->items[i].allowed)
            return PATH_NEXT;
    return PATH_BLOCKED;
}

/* What is missing, a row each; else the reason of the refusal. */
static void add_missing(struct closure_screen *screen, const struct closure_options *options,
                        const struct closure_rule *rule)
{
    unsigned missing = closure_rows_missing(screen, rule);

    for (int bit = 0; bit < NEED_COUNT; bit++) {
        if ((missing >> bit & 1) == 0)
            continue;
        struct path_row *row =
            add(screen, PATH_MISSING, mem_printf(_("missing: %s"), _(closure_need_text(bit))));
        row->rule = rule;
        row->bit = bit;
    }
    for (size_t i = 0; i < options->count && missing == 0; i++) {
        if (options->items[i].rule != rule || options->items[i].allowed)
            continue;
        struct path_row *row =
            add(screen, PATH_MISSING, record_text_flat(options->items[i].reason));
        row->rule = rule;
        row->bit = -1;
    }
}

static void add_steps(struct closure_screen *screen, const struct closure_options *options)
{
    add(screen, PATH_HEADING, mem_strdup(_("Path")));
    for (size_t i = 0; i < closure_rule_count; i++) {
        const struct closure_rule *rule = &closure_rules[i];
        bool current = rule->from == screen->facts.state;
        if (!closure_is_for(rule, screen->facts.grade) || is_idle(screen, rule) ||
            (!leads_on(rule) && !current))
            continue;
        struct path_row *row =
            add(screen, PATH_STEP,
                mem_strdup(_(code_at(&code_finding_actions, (int)rule->action)->label)));
        row->rule = rule;
        row->standing = standing_of(screen, options, rule);
        if (row->standing == PATH_BLOCKED)
            add_missing(screen, options, rule);
    }
    if (screen->facts.grade == GRADE_GOOD_PRACTICE)
        add(screen, PATH_TEXT, mem_strdup(_("Good practice: there is nothing to correct.")));
}

/* ---- records --------------------------------------------------------------------------------- */

static uint16_t round_field(enum record_type type)
{
    switch (type) {
    case RECORD_CAUSE_ANALYSIS:
        return CAUSE_ANALYSIS_ROUND;
    case RECORD_CAUSE:
        return CAUSE_ROUND;
    case RECORD_ACTION:
        return CORRECTIVE_ROUND;
    case RECORD_RISK_REVIEW:
        return RISK_REVIEW_ROUND;
    case RECORD_EFFECTIVENESS:
        return EFFECTIVENESS_ROUND;
    default:
        return 0;
    }
}

/* All that a record says, in one line; heap. */
static char *describe(const struct closure_screen *screen, struct app *app, const struct row *row)
{
    struct buf text;
    uint16_t round = round_field(row->record->type);

    buf_init(&text);
    if (round != 0 && row_int(row, round) != screen->closure.round)
        buf_puts(&text, _("earlier attempt"));
    for (size_t i = 0; i < row->record->field_count; i++) {
        const struct field *field = &row->record->fields[i];
        if (field->target == RECORD_FINDING || field->target == RECORD_AUDIT ||
            field->type == VALUE_INT || row->values[i].kind == VALUE_IS_NULL)
            continue;
        char *value = record_text_value(app->store, field, &row->values[i], app->canvas);
        char *flat = record_text_flat(value);
        buf_printf(&text, "%s%s", text.length > 0 ? " · " : "", flat);
        free(flat);
        free(value);
    }
    return buf_take(&text);
}

static void add_records(struct closure_screen *screen, struct app *app, const struct rows *rows,
                        const char *heading)
{
    if (rows->count > 0)
        add(screen, PATH_HEADING, mem_strdup(heading));
    for (size_t i = 0; i < rows->count; i++) {
        const struct row *from = &rows->items[i];
        struct path_row *row = add(screen, PATH_RECORD, describe(screen, app, from));
        row->type = from->record->type;
        row->id = from->id;
    }
}

void closure_rows_make(struct closure_screen *screen, struct app *app)
{
    const struct closure *closure = &screen->closure;
    struct closure_options options;

    closure_rows_clear(screen);
    if (closure_options_list(app->store, closure, &options, NULL) == ERR_OK)
        add_steps(screen, &options);
    closure_options_clear(&options);
    add_records(screen, app, &closure->corrections, _("Corrections"));
    add_records(screen, app, &closure->analyses, _("Cause analysis"));
    add_records(screen, app, &closure->causes, _("Whys"));
    add_records(screen, app, &closure->similar, _("Similar cases"));
    add_records(screen, app, &closure->actions, _("Corrective actions"));
    add_records(screen, app, &closure->reviews, _("Risk review"));
    add_records(screen, app, &closure->checks, _("Effectiveness"));
    add_records(screen, app, &closure->extensions, _("Extensions"));
    add_records(screen, app, &closure->steps, _("Steps taken"));
    add_records(screen, app, &closure->overrides, _("Independence set aside"));
    list_set_count(&screen->list, screen->count);
}

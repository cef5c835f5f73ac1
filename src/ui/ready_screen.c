/* ready_screen.c - how far an audit is: what is missing before the next step, with a jump to each;
 * steps, signatures, revisions, and what a follow-up audit follows up.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "ui/ready_screen.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "ui/dialog.h"
#include "ui/place.h"
#include "ui/record_text.h"

static struct ready_screen *ready_of(const struct screen *screen)
{
    return (struct ready_screen *)(uintptr_t)screen;
}

/* ---- rows ------------------------------------------------------------------------------------ */

static struct ready_row *add(struct ready_screen *screen, enum ready_kind kind, char *text)
{
    screen->rows = mem_grow(screen->rows, screen->count, &screen->capacity, sizeof *screen->rows);
    struct ready_row *row = &screen->rows[screen->count++];
    *row = (struct ready_row){.kind = kind, .text = text};
    return row;
}

static void clear_rows(struct ready_screen *screen)
{
    for (size_t i = 0; i < screen->count; i++)
        free(screen->rows[i].text);
    screen->count = 0;
}

static void add_missing(struct ready_screen *screen)
{
    const struct ready_list *list = &screen->list_ready;

    if (list->action == AUDIT_ACTION_COUNT)
        return;
    add(screen, READY_HEADING,
        mem_printf(_("Before the step: %s"),
                   _(code_at(&code_audit_actions, (int)list->action)->label)));
    for (size_t i = 0; i < list->count; i++) {
        const struct ready_item *item = &list->items[i];
        const char *colon = item->subject[0] != '\0' ? ": " : "";
        struct ready_row *row =
            add(screen, READY_MISSING,
                mem_printf("%s%s%s", _(gate_rows[item->gate].text), colon, item->subject));
        row->item = i;
        row->style = item->stops ? STYLE_BAD : STYLE_WARN;
        row->stops = item->stops;
    }
    if (list->count == 0)
        add(screen, READY_TEXT, mem_strdup(_("Nothing is missing.")))->style = STYLE_GOOD;
}

static const char *validity(const struct sign_line *line)
{
    if (!line->valid)
        return N_("the signature is wrong");
    return line->current ? N_("as it is now") : N_("changed since then");
}

static enum err_code add_signatures(struct ready_screen *screen, struct app *app, struct err *err)
{
    struct sign_lines lines;
    enum err_code code = audit_signatures(app->store, &screen->audit, &lines, err);

    if (lines.count > 0)
        add(screen, READY_HEADING, mem_strdup(_("Sign-off")));
    for (size_t i = 0; i < lines.count; i++) {
        const struct sign_line *line = &lines.items[i];
        char at[RECORD_STAMP_SIZE];
        record_text_stamp(line->signed_at, at);
        char *text = mem_printf("%s · %s · %s · %s · %s%s%s",
                                _(code_at(&code_sign_steps, (int)line->step)->label), line->person,
                                at, line->device, _(validity(line)),
                                line->note[0] != '\0' ? " · " : "", line->note);
        struct ready_row *row = add(screen, READY_RECORD, text);
        row->type = RECORD_SIGN_OFF;
        row->id = line->id;
        row->style = line->valid && line->current ? STYLE_GOOD : STYLE_WARN;
    }
    sign_lines_clear(&lines);
    return code;
}

static enum err_code add_revisions(struct ready_screen *screen, struct app *app, struct err *err)
{
    struct rows rows;
    enum err_code code = audit_revisions(app->store, &screen->audit, &rows, err);

    if (code == ERR_OK && rows.count > 0)
        add(screen, READY_HEADING, mem_strdup(_("Corrections of the issued report")));
    for (size_t i = 0; code == ERR_OK && i < rows.count; i++) {
        char *reason = record_text_flat(row_text(&rows.items[i], REVISION_REASON));
        struct ready_row *row =
            add(screen, READY_RECORD,
                mem_printf(_("revision %lld: %s"),
                           (long long)row_int(&rows.items[i], REVISION_NUMBER), reason));
        row->type = RECORD_REVISION;
        row->id = rows.items[i].id;
        free(reason);
    }
    if (code == ERR_OK)
        rows_clear(&rows);
    return code;
}

static enum err_code add_followed(struct ready_screen *screen, struct app *app, struct err *err)
{
    struct follow_lines lines;
    enum err_code code = follow_up_list(app->store, &screen->audit, &lines, err);

    if (lines.count > 0)
        add(screen, READY_HEADING, mem_strdup(_("Followed up here")));
    for (size_t i = 0; i < lines.count; i++) {
        const struct follow_line *line = &lines.items[i];
        const struct code *state = code_at(&code_finding_states, (int)line->state);
        struct ready_row *row =
            add(screen, READY_RECORD,
                mem_printf("%s · %s · %s · %s", line->number, line->audit, _(state->label),
                           line->note[0] != '\0' ? line->note : line->statement));
        row->type = RECORD_FINDING;
        row->id = line->finding;
        row->style = theme_tone(state->tone);
    }
    follow_lines_clear(&lines);
    return code;
}

/* ---- loading --------------------------------------------------------------------------------- */

static enum err_code load_audit(struct ready_screen *screen, struct app *app, struct err *err)
{
    struct row row;
    struct hash digest;
    enum err_code code = store_get(app->store, RECORD_AUDIT, &screen->audit, &row, err);

    if (code != ERR_OK)
        return code;
    mem_replace(&screen->number, row_text(&row, AUDIT_NUMBER));
    screen->state = (enum audit_state)row_code(&row, AUDIT_STATE);
    row_clear(&row);
    code = audit_digest(app->store, &screen->audit, &digest, err);
    if (code == ERR_OK)
        hash_text(&digest, screen->digest);
    return code == ERR_OK ? audit_revision(app->store, &screen->audit, &screen->revision, err)
                          : code;
}

static enum err_code load(struct screen *base, struct app *app, struct err *err)
{
    struct ready_screen *screen = ready_of(base);

    clear_rows(screen);
    ready_list_clear(&screen->list_ready);
    screen->list_ready = (struct ready_list){.action = AUDIT_ACTION_COUNT};
    enum err_code code = load_audit(screen, app, err);
    if (code == ERR_OK)
        code = audit_ready(app->store, &screen->audit, AUDIT_ACTION_COUNT, app->language,
                           &screen->list_ready, err);
    if (code == ERR_OK) {
        add_missing(screen);
        code = add_signatures(screen, app, err);
    }
    if (code == ERR_OK)
        code = add_revisions(screen, app, err);
    if (code == ERR_OK)
        code = add_followed(screen, app, err);
    list_set_count(&screen->list, screen->count);
    if (list_selected(&screen->list) == 0 && screen->count > 1)
        list_select(&screen->list, 1); /* below the heading */
    return code;
}

/* ---- drawing --------------------------------------------------------------------------------- */

static char *title(const struct screen *base, const struct app *app)
{
    const struct ready_screen *screen = ready_of(base);

    (void)app;
    return mem_printf(_("Sign-off · %s · %s"), screen->number,
                      _(code_at(&code_audit_states, (int)screen->state)->label));
}

static void draw_row(void *owner, size_t index, int width, struct list_row *row)
{
    const struct ready_screen *screen = owner;
    const struct ready_row *ready = &screen->rows[index];
    bool ascii = row->canvas != NULL && row->canvas->ascii;
    const char *symbol = " ";

    (void)width;
    row->heading = ready->kind == READY_HEADING;
    if (ready->kind == READY_MISSING && ready->stops)
        symbol = ascii ? "x" : "✖";
    else if (ready->kind == READY_MISSING)
        symbol = ascii ? "-" : "◑";
    if (!row->heading)
        list_cell(row, 1, ready->style, symbol);
    list_cell(row, 0, ready->kind == READY_MISSING ? STYLE_NORMAL : ready->style, ready->text);
}

static const char *no_rows(void *owner)
{
    (void)owner;
    return _("The audit is at its end.");
}

static bool is_read_only(enum audit_state state)
{
    return state >= AUDIT_ISSUED;
}

static void draw_head(const struct ready_screen *screen, struct canvas *canvas, struct area *area)
{
    const struct ready_list *list = &screen->list_ready;
    struct area line = area_inset(area_take_top(area, 1), 0, 1);

    if (is_read_only(screen->state))
        draw_text(
            canvas, line.row, line.column, line.columns, STYLE_WARN,
            screen->state == AUDIT_CANCELLED || screen->state == AUDIT_CLOSED
                ? _("Read-only: the audit is at its end.")
                : _("Read-only: the report is issued. Findings still go on to their closure."));
    else
        draw_format(
            canvas, line.row, line.column, line.columns, list->stops > 0 ? STYLE_BAD : STYLE_GOOD,
            _("stops the step: %zu · advised: %zu"), list->stops, list->count - list->stops);
    line = area_inset(area_take_top(area, 1), 0, 1);
    draw_format(canvas, line.row, line.column, line.columns, STYLE_MUTED,
                _("revision %lld · digest %.16s"), (long long)screen->revision, screen->digest);
}

static void draw(struct screen *base, struct app *app, struct canvas *canvas, struct area area)
{
    struct ready_screen *screen = ready_of(base);

    (void)app;
    draw_head(screen, canvas, &area);
    list_draw(&screen->list, canvas, area_inset(area, 0, 1), true);
}

/* ---- keys ------------------------------------------------------------------------------------ */

static unsigned open_selected(struct ready_screen *screen, struct app *app)
{
    long index = list_selected(&screen->list);
    const struct ready_row *row = index < 0 ? NULL : &screen->rows[index];

    if (row == NULL || row->kind == READY_HEADING || row->kind == READY_TEXT)
        return REACT_HANDLED;
    if (row->kind == READY_MISSING)
        return ready_jump(screen, app, &screen->list_ready.items[row->item]);
    if (row->type == RECORD_FINDING)
        return app_push(app, closure_screen_new(&row->id));
    return app_push(app, history_screen_new(row->type, &row->id));
}

static unsigned act(struct screen *base, struct app *app, const struct input *input)
{
    struct ready_screen *screen = ready_of(base);

    if (!screen->list.finding && input->action == ACTION_STEP)
        return ready_choose_step(screen, app);
    if (!screen->list.finding && input->action == ACTION_SIGN)
        return ready_choose_signature(screen, app);
    if (!screen->list.finding && input->action == ACTION_FOLLOW_UP)
        return ready_follow_up(screen, app);
    if (!screen->list.finding && input->action == ACTION_NOTE) {
        long index = list_selected(&screen->list);
        return ready_note(screen, app, index < 0 ? NULL : &screen->rows[index]);
    }
    if (!screen->list.finding && input->action == ACTION_EDIT)
        return ready_edit_texts(screen, app);
    if (!screen->list.finding && input->action == ACTION_HISTORY)
        return app_push(app, history_screen_new(RECORD_AUDIT, &screen->audit));
    unsigned flags = list_act(&screen->list, input);
    return flags & REACT_OPENED ? open_selected(screen, app) : flags;
}

static enum context context(const struct screen *base)
{
    return list_context(&ready_of(base)->list, CONTEXT_READY);
}

/* ---- life ------------------------------------------------------------------------------------ */

static void close_screen(struct screen *base)
{
    struct ready_screen *screen = ready_of(base);

    clear_rows(screen);
    free(screen->rows);
    ready_list_clear(&screen->list_ready);
    list_clear(&screen->list);
    free(screen->number);
    free(screen->earlier);
    free(screen->remark);
    free(screen);
}

static const struct list_ops list_ops = {.row = draw_row, .empty = no_rows};

static bool place(const struct screen *base, struct place *place)
{
    const struct ready_screen *screen = (const struct ready_screen *)base;

    return place_list(place, PLACE_READY, &screen->audit, 0, NULL);
}

static const struct screen_ops ops = {.title = title,
                                      .context = context,
                                      .load = load,
                                      .draw = draw,
                                      .act = act,
                                      .place = place,
                                      .close = close_screen};

struct screen *ready_screen_new(const struct ident *audit)
{
    struct ready_screen *screen = mem_zalloc(1, sizeof *screen);

    screen->screen.ops = &ops;
    screen->audit = *audit;
    screen->number = mem_strdup("");
    screen->list_ready.action = AUDIT_ACTION_COUNT;
    list_init(&screen->list, &list_ops, screen);
    return &screen->screen;
}

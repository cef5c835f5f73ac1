/* conflict_screen.c - one conflict after the other: what is loaded, and where keys lead. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "ui/conflict_screen.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "ui/screens.h"

static struct conflict_screen *conflict_of(const struct screen *screen)
{
    return (struct conflict_screen *)(uintptr_t)screen;
}

const struct conflict *conflict_shown(const struct conflict_screen *screen)
{
    return screen->at < screen->conflicts.count ? &screen->conflicts.items[screen->at] : NULL;
}

char conflict_letter(size_t side)
{
    return (char)('A' + (side < 25 ? side : 25));
}

/* ---- loading --------------------------------------------------------------------------------- */

/* The question that an assessment answers: without it two results say little. */
static void load_question(struct conflict_screen *screen, struct app *app)
{
    const struct conflict *conflict = conflict_shown(screen);
    struct row row;

    walk_detail_clear(&screen->question);
    if (conflict == NULL || conflict->type != RECORD_ASSESSMENT ||
        store_get(app->store, RECORD_ASSESSMENT, &conflict->record, &row, NULL) != ERR_OK)
        return;
    struct ident audit = row_id(&row, ASSESSMENT_AUDIT);
    if (walk_detail(app->store, &audit, row_text(&row, ASSESSMENT_CHECKLIST),
                    row_text(&row, ASSESSMENT_ITEM), app->language, &screen->question,
                    NULL) != ERR_OK)
        walk_detail_clear(&screen->question);
    row_clear(&row);
}

static void show(struct conflict_screen *screen, size_t index)
{
    const struct conflict *before = conflict_shown(screen);
    bool same = before != NULL && index == screen->at;

    screen->at = index;
    const struct conflict *conflict = conflict_shown(screen);
    snprintf(screen->wanted, sizeof screen->wanted, "%s", conflict != NULL ? conflict->id : "");
    if (!same || (conflict != NULL && screen->focus >= conflict->side_count)) {
        screen->left = screen->focus = 0;
        screen->top = 0;
    }
}

static enum err_code load(struct screen *base, struct app *app, struct err *err)
{
    struct conflict_screen *screen = conflict_of(base);
    const struct ident *audit = ident_is_none(&screen->audit) ? NULL : &screen->audit;
    struct conflicts found = {0};
    enum err_code code = conflicts_list(app->store, audit, app->language, &found, err);

    if (code != ERR_OK) {
        conflicts_clear(&found);
        return code;
    }
    size_t index = screen->at < found.count ? screen->at : found.count > 0 ? found.count - 1 : 0;
    for (size_t i = 0; i < found.count; i++)
        if (strcmp(found.items[i].id, screen->wanted) == 0)
            index = i;
    const struct conflict *before = conflict_shown(screen);
    bool other =
        before == NULL || found.count == 0 || strcmp(before->id, found.items[index].id) != 0;
    conflicts_clear(&screen->conflicts);
    screen->conflicts = found;
    screen->at = other ? found.count : index; /* of another one the view starts anew */
    show(screen, index);
    load_question(screen, app);
    return ERR_OK;
}

/* ---- moving ---------------------------------------------------------------------------------- */

static unsigned step(struct conflict_screen *screen, struct app *app, bool forward)
{
    size_t count = screen->conflicts.count;

    if (count < 2) {
        app_message(app, TONE_NOTICE, "%s", _("This is the only conflict that is open"));
        return REACT_DONE;
    }
    show(screen, forward ? (screen->at + 1) % count : (screen->at + count - 1) % count);
    load_question(screen, app);
    return REACT_DONE;
}

/* The pair moves along, so that the side in focus is always seen. */
static unsigned step_side(struct conflict_screen *screen, bool forward)
{
    const struct conflict *conflict = conflict_shown(screen);
    size_t count = conflict != NULL ? conflict->side_count : 0;

    if (count < 2)
        return REACT_HANDLED;
    screen->focus = (screen->focus + (forward ? 1 : count - 1)) % count;
    size_t right = (screen->left + 1) % count;
    if (screen->focus != screen->left && screen->focus != right)
        screen->left = forward ? right : screen->focus;
    return REACT_DONE;
}

static unsigned scroll(struct conflict_screen *screen, enum action action)
{
    int page = screen->rows > 2 ? screen->rows - 1 : 1;
    int last = screen->lines > screen->rows ? screen->lines - screen->rows : 0;
    int top = screen->top;

    switch (action) {
    case ACTION_UP:
        top--;
        break;
    case ACTION_DOWN:
        top++;
        break;
    case ACTION_PAGE_UP:
    case ACTION_HALF_UP:
        top -= page;
        break;
    case ACTION_PAGE_DOWN:
    case ACTION_HALF_DOWN:
        top += page;
        break;
    case ACTION_TOP:
        top = 0;
        break;
    case ACTION_BOTTOM:
        top = last;
        break;
    default:
        return REACT_NONE;
    }
    top = top > last ? last : top;
    screen->top = top < 0 ? 0 : top;
    return REACT_DONE;
}

static unsigned act_mouse(struct conflict_screen *screen, const struct event *event)
{
    const struct conflict *conflict = conflict_shown(screen);

    if (event->mouse == MOUSE_WHEEL_UP || event->mouse == MOUSE_WHEEL_DOWN)
        return scroll(screen, event->mouse == MOUSE_WHEEL_UP ? ACTION_UP : ACTION_DOWN);
    for (size_t i = 0; i < 2 && conflict != NULL; i++)
        if (area_contains(screen->panes[i], event->row, event->column))
            screen->focus = (screen->left + i) % conflict->side_count;
    return REACT_DONE;
}

/* ---- keys ------------------------------------------------------------------------------------ */

static unsigned act_on_screen(struct conflict_screen *screen, struct app *app, enum action action)
{
    const struct conflict *conflict = conflict_shown(screen);

    switch (action) {
    case ACTION_NEXT_CONFLICT:
        return step(screen, app, true);
    case ACTION_PREVIOUS_CONFLICT:
        return step(screen, app, false);
    case ACTION_NEXT_PANE:
        return step_side(screen, true);
    case ACTION_PREVIOUS_PANE:
        return step_side(screen, false);
    case ACTION_HISTORY:
        return conflict == NULL
                   ? REACT_HANDLED
                   : app_push(app, history_screen_new(conflict->type, &conflict->record));
    default:
        return scroll(screen, action);
    }
}

static unsigned act(struct screen *base, struct app *app, const struct input *input)
{
    struct conflict_screen *screen = conflict_of(base);

    if (input->event.type == EVENT_MOUSE)
        return act_mouse(screen, &input->event);
    unsigned flags = conflict_act_on_it(screen, app, input);
    return flags != REACT_NONE ? flags : act_on_screen(screen, app, input->action);
}

static enum context context(const struct screen *base)
{
    (void)base;
    return CONTEXT_CONFLICT;
}

static char *title(const struct screen *base, const struct app *app)
{
    const struct conflict_screen *screen = conflict_of(base);
    const struct conflict *conflict = conflict_shown(screen);

    (void)app;
    if (conflict == NULL)
        return mem_strdup(_("Conflicts"));
    return mem_printf(_("Conflict %zu of %zu · %s · %s"), screen->at + 1, screen->conflicts.count,
                      _(code_at(&code_conflict_kinds, (int)conflict->kind)->label),
                      conflict->audit_number != NULL && conflict->audit_number[0] != '\0'
                          ? conflict->audit_number
                          : _("programme"));
}

static void close_screen(struct screen *base)
{
    struct conflict_screen *screen = conflict_of(base);

    conflicts_clear(&screen->conflicts);
    walk_detail_clear(&screen->question);
    value_clear(&screen->value);
    free(screen);
}

static const struct screen_ops ops = {.title = title,
                                      .context = context,
                                      .load = load,
                                      .draw = conflict_draw,
                                      .act = act,
                                      .close = close_screen};

struct screen *conflict_screen_new(const struct ident *audit, const char *id)
{
    struct conflict_screen *screen = mem_zalloc(1, sizeof *screen);

    screen->screen.ops = &ops;
    screen->audit = audit != NULL ? *audit : ident_none();
    snprintf(screen->wanted, sizeof screen->wanted, "%s", id);
    return &screen->screen;
}

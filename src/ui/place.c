/* place.c - opening a place, and the list of places that were left by a jump. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "ui/place.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "ui/screens.h"

void place_clear(struct place *place)
{
    free(place->checklist);
    free(place->item);
    *place = (struct place){0};
}

void jumps_clear(struct jumps *jumps)
{
    for (size_t i = 0; i < jumps->count; i++)
        place_clear(&jumps->items[i]);
    for (size_t i = 0; i < jumps->ahead_count; i++)
        place_clear(&jumps->ahead[i]);
    jumps->count = jumps->ahead_count = 0;
}

bool place_list(struct place *place, enum place_screen screen, const struct ident *audit,
                enum record_type type, const struct ident *record)
{
    *place = (struct place){.screen = screen,
                            .type = type,
                            .audit = audit != NULL ? *audit : ident_none(),
                            .record = record != NULL ? *record : ident_none()};
    return true;
}

static const struct ident *given(const struct ident *id)
{
    return ident_is_none(id) ? NULL : id;
}

/* The screen of a place of more than one record. */
static struct screen *list_at(const struct place *place)
{
    bool of_finding = place->type == RECORD_FINDING;
    const struct ident *record = given(&place->record);

    switch (place->screen) {
    case PLACE_FINDINGS:
        return findings_screen_new(given(&place->audit), record);
    case PLACE_EVIDENCE:
        return evidence_screen_new(given(&place->audit), of_finding ? NULL : record,
                                   of_finding ? record : NULL);
    case PLACE_ACTIONS:
        return actions_screen_new(record);
    case PLACE_CLOSURE:
        return closure_screen_new(&place->record);
    case PLACE_READY:
        return ready_screen_new(&place->audit);
    case PLACE_DEPLOYMENT:
        return deployment_screen_new(&place->audit);
    case PLACE_PROCESSES:
        return processes_screen_new(&place->audit);
    case PLACE_CHECKLISTS:
        return checklists_screen_new(&place->audit);
    case PLACE_RESULTS:
        return results_screen_new(&place->audit);
    case PLACE_CONFLICTS:
        return conflicts_screen_new(given(&place->audit));
    case PLACE_DUPLICATES:
        return duplicates_screen_new(given(&place->audit));
    case PLACE_TEAM:
        return team_screen_new();
    case PLACE_AUDITS:
        return audits_screen_new();
    case PLACE_REGISTER:
        return register_screen_new();
    case PLACE_ORGANIZATION:
        return organization_screen_new();
    case PLACE_MEETINGS:
        return meetings_screen_new(&place->audit);
    case PLACE_MEMBERS:
        return members_screen_new(&place->audit);
    default:
        return history_screen_new(place->type, &place->record);
    }
}

unsigned place_open(struct app *app, const struct place *place)
{
    struct screen *top = app_top(app);

    if (place->screen != PLACE_RECORD)
        return app_push(app, list_at(place));
    if (place->item != NULL) {
        if (top != NULL && walk_screen_go(top, &place->audit, place->checklist, place->item))
            return REACT_DONE | REACT_RELOAD;
        return app_push(app, walk_screen_at(&place->audit, place->checklist, place->item));
    }
    switch (place->type) {
    case RECORD_AUDIT:
        return app_push(app, walk_screen_new(&place->record));
    case RECORD_FINDING:
    case RECORD_EVIDENCE:
        return app_push(app, record_screen_new(place->type, &place->record));
    default:
        return app_push(app, history_screen_new(place->type, &place->record));
    }
}

static bool place_equal(const struct place *a, const struct place *b)
{
    if (a->screen != b->screen || a->type != b->type || !ident_equal(&a->record, &b->record) ||
        !ident_equal(&a->audit, &b->audit) || (a->item == NULL) != (b->item == NULL))
        return false;
    return a->item == NULL ||
           (strcmp(a->item, b->item) == 0 && strcmp(a->checklist, b->checklist) == 0);
}

/* Puts a place on a list of jumps; the oldest falls off. Takes it over. */
static void push(struct place *items, size_t *count, struct place place)
{
    if (*count > 0 && place_equal(&items[*count - 1], &place)) {
        place_clear(&place);
        return;
    }
    if (*count == JUMPS_MOST) {
        place_clear(&items[0]);
        memmove(&items[0], &items[1], (JUMPS_MOST - 1) * sizeof items[0]);
        (*count)--;
    }
    items[(*count)++] = place;
}

static bool place_here(const struct app *app, struct place *here)
{
    struct screen *top = app_top(app);

    *here = (struct place){0};
    return top != NULL && top->ops->place != NULL && top->ops->place(top, here);
}

void place_remember(struct app *app)
{
    struct jumps *jumps = app->jumps;
    struct place place;

    if (jumps->going || !place_here(app, &place))
        return;
    push(jumps->items, &jumps->count, place);
    for (size_t i = 0; i < jumps->ahead_count; i++)
        place_clear(&jumps->ahead[i]);
    jumps->ahead_count = 0;
}

/* The screen below the top that shows the place, or a walk of its audit, if nothing but such
 * screens lies over it: they hold nothing that leaving them would lose. app->depth: none. */
static size_t find_below(struct app *app, const struct place *place)
{
    for (size_t i = app->depth; i-- > 0;) {
        struct screen *screen = app->stack[i];
        struct place shown = {0};
        if (screen->ops->place == NULL)
            break;
        bool has = screen->ops->place(screen, &shown);
        bool same = has && (place_equal(&shown, place) ||
                            (place->item != NULL && shown.item != NULL &&
                             walk_screen_go(screen, &place->audit, place->checklist, place->item)));
        place_clear(&shown);
        if (same)
            return i;
    }
    return app->depth;
}

static unsigned go(struct app *app, const struct place *place)
{
    size_t below = find_below(app, place);
    unsigned reactions = REACT_DONE;

    app->jumps->going = true;
    if (below == app->depth)
        reactions = place_open(app, place);
    else if (below + 1 == app->depth)
        reactions = REACT_DONE | REACT_RELOAD;
    while (below + 1 < app->depth && below < app->depth)
        app_pop(app, app_top(app));
    app->jumps->going = false;
    return reactions;
}

/* Goes to the last of a list, and puts the place that is left on the other one. */
static unsigned step(struct app *app, struct place *from, size_t *count, struct place *to,
                     size_t *to_count)
{
    struct place here;
    bool known = place_here(app, &here);

    while (known && *count > 0 && place_equal(&from[*count - 1], &here))
        place_clear(&from[--*count]);
    if (*count == 0) {
        place_clear(&here);
        return REACT_NONE;
    }
    struct place place = from[--*count];
    from[*count] = (struct place){0};
    if (known)
        push(to, to_count, here);
    unsigned reactions = go(app, &place);
    place_clear(&place);
    return reactions;
}

unsigned place_back(struct app *app)
{
    struct jumps *jumps = app->jumps;
    unsigned reactions = step(app, jumps->items, &jumps->count, jumps->ahead, &jumps->ahead_count);

    if (reactions != REACT_NONE)
        return reactions;
    app_message(app, TONE_NOTICE, "%s", _("There is no place to go back to"));
    return REACT_DONE;
}

unsigned place_forward(struct app *app)
{
    struct jumps *jumps = app->jumps;
    unsigned reactions = step(app, jumps->ahead, &jumps->ahead_count, jumps->items, &jumps->count);

    if (reactions != REACT_NONE)
        return reactions;
    app_message(app, TONE_NOTICE, "%s", _("There is no place to go forward to"));
    return REACT_DONE;
}

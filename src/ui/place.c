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
    jumps->count = 0;
}

unsigned place_open(struct app *app, const struct place *place)
{
    struct screen *top = app_top(app);

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
    if (a->type != b->type || !ident_equal(&a->record, &b->record) ||
        !ident_equal(&a->audit, &b->audit) || (a->item == NULL) != (b->item == NULL))
        return false;
    return a->item == NULL ||
           (strcmp(a->item, b->item) == 0 && strcmp(a->checklist, b->checklist) == 0);
}

void place_remember(struct app *app)
{
    struct jumps *jumps = app->jumps;
    struct screen *top = app_top(app);
    struct place place = {0};

    if (top == NULL || top->ops->place == NULL || !top->ops->place(top, &place))
        return;
    if (jumps->count > 0 && place_equal(&jumps->items[jumps->count - 1], &place)) {
        place_clear(&place);
        return;
    }
    if (jumps->count == JUMPS_MOST) {
        place_clear(&jumps->items[0]);
        memmove(&jumps->items[0], &jumps->items[1], (JUMPS_MOST - 1) * sizeof jumps->items[0]);
        jumps->count--;
    }
    jumps->items[jumps->count++] = place;
}

unsigned place_back(struct app *app)
{
    struct jumps *jumps = app->jumps;
    struct screen *top = app_top(app);
    struct place here = {0};
    unsigned reactions = REACT_DONE;
    bool known = top != NULL && top->ops->place != NULL && top->ops->place(top, &here);

    while (known && jumps->count > 0 && place_equal(&jumps->items[jumps->count - 1], &here))
        place_clear(&jumps->items[--jumps->count]);
    place_clear(&here);
    if (jumps->count == 0) {
        app_message(app, TONE_NOTICE, "%s", _("There is no place to go back to"));
        return REACT_DONE;
    }
    struct place place = jumps->items[--jumps->count];
    jumps->items[jumps->count] = (struct place){0};
    reactions = place_open(app, &place);
    place_clear(&place);
    return reactions;
}

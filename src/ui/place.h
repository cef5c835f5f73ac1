/* place.h - where something is: what search, the jump list and links lead to. */
#ifndef AUDITWALK_UI_PLACE_H
#define AUDITWALK_UI_PLACE_H

#include "ui/app.h"

struct place {
    enum record_type type; /* 0: a requirement */
    struct ident record;   /* else */
    struct ident audit;
    char *checklist; /* of a requirement */
    char *item;
};

enum { JUMPS_MOST = 64 };

struct jumps {
    struct place items[JUMPS_MOST]; /* the newest last */
    size_t count;
};

void place_clear(struct place *place);

/* Opens it over the screens that are there: a requirement in the walk of its audit, a finding or
 * evidence to read, anything else with its history. A walk of that audit that is on top goes there
 * itself. */
unsigned place_open(struct app *app, const struct place *place);

/* Notes where the screen on top stands, before one leaves it by a jump; Ctrl-O leads back. */
void place_remember(struct app *app);
unsigned place_back(struct app *app);
void jumps_clear(struct jumps *jumps);

#endif

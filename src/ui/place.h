/* place.h - where something is: what search, the jump list and links lead to. */
#ifndef AUDITWALK_UI_PLACE_H
#define AUDITWALK_UI_PLACE_H

#include "ui/app.h"

/* Screens that show more than one record. */
enum place_screen {
    PLACE_RECORD, /* a record or requirement */
    PLACE_FINDINGS,
    PLACE_EVIDENCE,
    PLACE_ACTIONS,
    PLACE_CLOSURE,
    PLACE_READY,
    PLACE_DEPLOYMENT,
    PLACE_PROCESSES,
    PLACE_CHECKLISTS,
    PLACE_RESULTS,
    PLACE_HISTORY,
    PLACE_CONFLICTS,
    PLACE_DUPLICATES,
    PLACE_TEAM,
    PLACE_AUDITS,
    PLACE_REGISTER,
    PLACE_ORGANIZATION,
    PLACE_MEETINGS,
    PLACE_MEMBERS
};

struct place {
    enum place_screen screen;
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
    struct place ahead[JUMPS_MOST]; /* left by going back, the nearest last */
    size_t ahead_count;
    bool going; /* places are opened by going to them, not by leaving one */
};

void place_clear(struct place *place);

/* Opens it over the screens that are there: a requirement in the walk of its audit, a finding or
 * evidence to read, anything else with its history. A walk of that audit that is on top goes there
 * itself. */
unsigned place_open(struct app *app, const struct place *place);

/* What a screen of lists shows: of an audit, and of what in it (NULL: all). Always true, so that a
 * screen's place can return it. */
bool place_list(struct place *place, enum place_screen screen, const struct ident *audit,
                enum record_type type, const struct ident *record);

/* Notes where the screen on top stands, before another one is opened over it or one leaves it by a
 * jump. Ctrl-O leads back, through screens that were left since; Ctrl-Y the other way. A screen
 * that is still there below is shown as it was left, not opened once more. */
void place_remember(struct app *app);
unsigned place_back(struct app *app);
unsigned place_forward(struct app *app);
void jumps_clear(struct jumps *jumps);

#endif

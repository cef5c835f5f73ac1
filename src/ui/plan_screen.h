/* plan_screen.h - the plan of a merge, between merge_form.c and plan_screen.c. */
#ifndef AUDITWALK_UI_PLAN_SCREEN_H
#define AUDITWALK_UI_PLAN_SCREEN_H

#include "exchange/package.h"
#include "ui/app.h"

/* What is to be merged into what. */
struct plan_start {
    struct package *package; /* taken over */
    struct store *store;     /* the open file; or, if fresh, a new one that is taken over: it
                              * becomes the app's when the plan is applied, else it is discarded */
    bool fresh;
    struct ident accepted; /* whose fingerprint was compared just now; none */
};

/* Builds the plan when it is pushed (the error is shown if it can't be) and writes it when the
 * person says so; leaving it writes nothing. When it was written, the screen below is left too. */
struct screen *plan_screen_new(const struct plan_start *start);

#endif

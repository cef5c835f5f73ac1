/* filters.h - choosing what a list leaves out: ready ones, kept ones, criteria of one's own. */
#ifndef AUDITWALK_UI_FILTERS_H
#define AUDITWALK_UI_FILTERS_H

#include "core/filter.h"
#include "ui/app.h"

/* The screen over a list. done gets what was chosen (borrowed, empty: all), after the screen was
 * closed; the reactions it returns go to the screen below, which is owner. */
struct filters_spec {
    enum filter_list list;
    const struct filter *filter; /* that is on; copied */
    unsigned (*done)(struct app *app, void *owner, const struct filter *filter);
    void *owner;
};
unsigned filters_choose(struct app *app, const struct filters_spec *spec);

/* The criteria of a filter as a form. done as above: the screen below is the one that opened it. */
struct screen *filter_form_new(struct app *app, const struct filters_spec *spec);

/* What stands in a list that shows nothing because of its filter. */
const char *filters_empty(enum context context);

/* " · Overdue ones" for the title, "" if none is on; heap. */
char *filters_title(const struct filter *filter);

#endif

/* register_filter.h - what the register shows: open only, overdue, grades, states, site, owner. */
#ifndef AUDITWALK_UI_REGISTER_FILTER_H
#define AUDITWALK_UI_REGISTER_FILTER_H

#include "store/register.h"
#include "ui/app.h"

struct register_filter {
    bool open;
    bool overdue;
    unsigned grades; /* bits; 0: all */
    unsigned states;
    struct ident site; /* none: all */
    char *site_name;
    char *owner; /* NULL: all */
    void *screen;
    unsigned (*changed)(struct app *app, void *screen);
    char **names; /* of the choice that is open */
    struct ident *ids;
    size_t name_count;
};
void register_filter_clear(struct register_filter *filter);

/* A query of this filter; its owner is borrowed. */
struct register_query register_filter_query(const struct register_filter *filter,
                                            enum register_sort sort);
bool register_filter_is_any(const struct register_filter *filter);

/* " · open · overdue · Site: ..."; heap. */
char *register_filter_text(const struct register_filter *filter);

/* The menu of filters; changed is called once one was chosen. */
unsigned register_filter_ask(struct register_filter *filter, struct app *app);

#endif

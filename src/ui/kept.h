/* kept.h - filters that a person kept under a name: a line each in
 * $XDG_STATE_HOME/auditwalk/filters, for all audit files of this login, beside the searches
 * (saved.h).
 *
 * A line is the list, a tab, the name, and a tab before each "criterion=words". What this version
 * does not know of a line is left out when it is read.
 */
#ifndef AUDITWALK_UI_KEPT_H
#define AUDITWALK_UI_KEPT_H

#include "core/filter.h"

enum { KEPT_MOST = 200, KEPT_NAME_SIZE = 120 };

struct kept_filter {
    enum filter_list list;
    struct filter filter; /* with its name */
};
struct kept {
    struct kept_filter items[KEPT_MOST]; /* by list, then by name */
    size_t count;
};

void kept_load(struct kept *kept); /* what can't be read is not there */
void kept_clear(struct kept *kept);

/* By name, case does not matter; NULL: there is none. */
const struct filter *kept_find(const struct kept *kept, enum filter_list list, const char *name);
/* ERR_USAGE with the names that there are. */
enum err_code kept_need(const struct kept *kept, enum filter_list list, const char *name,
                        const struct filter **filter, struct err *err);

/* Keeps a filter under a name, in place of one of that name if replace, else that is ERR_USAGE.
 * Each writes the file; on an error nothing is kept that was not before. */
enum err_code kept_set(struct kept *kept, enum filter_list list, const char *name,
                       const struct filter *filter, bool replace, struct err *err);
enum err_code kept_rename(struct kept *kept, enum filter_list list, const char *name,
                          const char *other, struct err *err);
enum err_code kept_remove(struct kept *kept, enum filter_list list, const char *name,
                          struct err *err);

#endif

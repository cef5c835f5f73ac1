/* filters.h - which records a filter lets through (core/filter.h). */
#ifndef AUDITWALK_STORE_FILTERS_H
#define AUDITWALK_STORE_FILTERS_H

#include "core/filter.h"
#include "store/store.h"

/* Sorted. */
struct filter_ids {
    struct ident *items;
    size_t count;
    size_t capacity;
};
void filter_ids_clear(struct filter_ids *ids);
bool filter_ids_has(const struct filter_ids *ids, const struct ident *id);

/* Findings that pass; audit NULL: of all. Their date is that of raising, the person who raised
 * them. A finding is overdue if anything on its path is. */
enum err_code filter_findings(struct store *store, const struct ident *audit,
                              const struct filter *filter, struct filter_ids *ids, struct err *err);

/* Evidence of an audit that passes. It belongs to a clause, and to the processes, of the
 * requirements it is linked to. */
enum err_code filter_evidence(struct store *store, const struct ident *audit,
                              const struct filter *filter, struct filter_ids *ids, struct err *err);

/* Requirements of an audit that pass, as walk_items_among takes them; heap. Person, area and date
 * are those of the result, grades those of the findings. Texts are looked for in the language, too.
 */
enum err_code filter_walk(struct store *store, const struct ident *audit,
                          const struct filter *filter, const char *language, char **only,
                          struct err *err);

/* Names that a filter can have: of areas, of processes, of people. ERR_USAGE with near ones for a
 * name that the file does not have, so that a slip is not an empty list. */
enum err_code filter_check_names(struct store *store, const struct filter *filter, struct err *err);

#endif

/* programme.h - organization, sites, areas, processes, people: what audits stand on. */
#ifndef AUDITWALK_STORE_PROGRAMME_H
#define AUDITWALK_STORE_PROGRAMME_H

#include "store/store.h"

/* The one organization of the file. */
enum err_code organization_get(struct store *store, struct row *row, struct err *err);

/* Finds a site, process, person or area by its name (exact, else case-folded); ERR_USAGE with the
 * nearest names if there is none or several match. */
enum err_code programme_find(struct store *store, enum record_type type, const char *name,
                             struct ident *id, struct err *err);

/* The person of a name, made in the change if the file has none (id derived from file and name). */
struct ident person_for(struct store *store, struct change *change, const char *name);

#endif

/* merge_show.h - a merge plan as people read it on standard output. */
#ifndef AUDITWALK_CLI_MERGE_SHOW_H
#define AUDITWALK_CLI_MERGE_SHOW_H

#include "store/merge.h"

/* Packages, counts by kind of record and of conflict, what waits, whom the team vouches for,
 * warnings; with details also every new and changed record. */
void merge_show(struct merge_plan *plan, bool details, const char *language);

#endif

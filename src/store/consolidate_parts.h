/* consolidate_parts.h - what the files of consolidation share. Not for other rooms. */
#ifndef AUDITWALK_STORE_CONSOLIDATE_PARTS_H
#define AUDITWALK_STORE_CONSOLIDATE_PARTS_H

#include "store/consolidate.h"

/* The record that says two findings are not one fact, the same on every laptop and both ways
 * round. */
struct ident distinct_id(const struct ident *a, const struct ident *b);

#endif

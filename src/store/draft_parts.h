/* draft_parts.h - between draft.c and draft_read.c only. */
#ifndef AUDITWALK_STORE_DRAFT_PARTS_H
#define AUDITWALK_STORE_DRAFT_PARTS_H

#include "store/draft.h"

#define DRAFT_HEAD "auditwalk-draft 1\n"
#define DRAFT_ENDING ".draft"

enum { DRAFT_PLACES = 2 };

/* The directory, 0 the usual one, 1 where that can't be written; NULL: there is none. Heap. */
char *draft_directory(size_t which);
bool draft_is_name(const char *name);

#endif

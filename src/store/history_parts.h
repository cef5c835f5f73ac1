/* history_parts.h - what the files of the history share. Not for other rooms. */
#ifndef AUDITWALK_STORE_HISTORY_PARTS_H
#define AUDITWALK_STORE_HISTORY_PARTS_H

#include "store/batch.h"
#include "store/history.h"

/* What a save says it did, through the door; "" if it says nothing. Heap. */
char *history_action(const struct batch *batch);

#endif

/* saved.h - searches that a person kept: a line each in $XDG_STATE_HOME/auditwalk/searches, for all
 * audit files of this login, the newest first.
 */
#ifndef AUDITWALK_UI_SAVED_H
#define AUDITWALK_UI_SAVED_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

enum { SAVED_MOST = 50 };

struct saved {
    char *items[SAVED_MOST];
    size_t count;
};

void saved_load(struct saved *saved); /* what can't be read is not there */
void saved_clear(struct saved *saved);

/* Keeps the text, or forgets it if it was kept; *kept tells which. Writes the file. */
enum err_code saved_toggle(struct saved *saved, const char *text, bool *kept, struct err *err);

#endif

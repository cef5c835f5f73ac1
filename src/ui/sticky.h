/* sticky.h - what new evidence takes along without being asked: the place, who is asked, how
 * confidential it is. Kept over a restart in $XDG_STATE_HOME/auditwalk/places, a line an audit of a
 * file: this is where a person stands, no record of the audit.
 */
#ifndef AUDITWALK_UI_STICKY_H
#define AUDITWALK_UI_STICKY_H

#include "ui/app.h"

struct sticky {
    char *asked;           /* the role, NULL: none */
    char *confidentiality; /* word, NULL: none */
};

/* Of the audit that is open now: into app->area and app->sticky. An area that is not in the file,
 * or was withdrawn, is dropped, and so is a word that is none. */
void sticky_load(struct app *app);
/* Sets who is asked and the confidentiality ("" none), and writes that and the area down. A file
 * that can't be written only means that it is forgotten with the program. */
void sticky_set(struct app *app, const char *asked, const char *confidentiality);
void sticky_clear(struct sticky *sticky);

/* " · at Gate 2 · Guard · internal", what of it is set; heap. */
char *sticky_text(const struct app *app);

#endif

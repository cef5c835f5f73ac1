/* palette.h - the actions of a screen by their names. */
#ifndef AUDITWALK_UI_PALETTE_H
#define AUDITWALK_UI_PALETTE_H

#include "ui/screen.h"

/* For app_push: everything that can be done where keys are looked up in that context. What is
 * chosen is done by the screen below, as if its key had been pressed. */
struct screen *palette_new(enum context about);

#endif

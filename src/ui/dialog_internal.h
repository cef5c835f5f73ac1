/* dialog_internal.h - the frame that all dialogs share. */
#ifndef AUDITWALK_UI_DIALOG_INTERNAL_H
#define AUDITWALK_UI_DIALOG_INTERNAL_H

#include "ui/draw.h"

/* Mutes the screen below and draws an empty box in the middle; returns the inside, which has the
 * rows and columns wanted as far as the canvas allows. */
struct area dialog_frame(struct canvas *canvas, const char *title, enum style style, int rows,
                         int columns);

#endif

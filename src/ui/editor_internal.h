/* editor_internal.h - between editor.c and editor_view.c only. */
#ifndef AUDITWALK_UI_EDITOR_INTERNAL_H
#define AUDITWALK_UI_EDITOR_INTERNAL_H

#include "ui/editor.h"

/* The text was changed. */
void editor_touch(struct editor *editor);
/* The caret to the wrapped line above or below, aiming at the column it came from; false at the
 * first or last line. */
bool editor_move_line(struct editor *editor, bool down);
/* The caret to a place of the area it was drawn in. */
void editor_click(struct editor *editor, int row, int column);

#endif

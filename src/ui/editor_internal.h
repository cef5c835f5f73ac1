/* editor_internal.h - between editor.c, editor_select.c and editor_view.c only. */
#ifndef AUDITWALK_UI_EDITOR_INTERNAL_H
#define AUDITWALK_UI_EDITOR_INTERNAL_H

#include "ui/editor.h"

/* The text was changed. */
void editor_touch(struct editor *editor);
/* ACTION_LEFT .. ACTION_TEXT_END. */
void editor_move(struct editor *editor, enum action action);
bool editor_erase_selection(struct editor *editor); /* false: there is none */
void editor_select_none(struct editor *editor);
/* From the caret on, unless something is being selected already. */
void editor_select_from(struct editor *editor, enum select select);
/* ACTION_SELECT .. ACTION_PUT. */
unsigned editor_act_select(struct editor *editor, enum action action);
/* The caret to the wrapped line above or below, aiming at the column it came from; false at the
 * first or last line. */
bool editor_move_line(struct editor *editor, bool down);
/* The caret to a place of the area it was drawn in. */
void editor_click(struct editor *editor, int row, int column);

#endif

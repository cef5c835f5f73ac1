/* list_internal.h - between list.c and list_draw.c only. */
#ifndef AUDITWALK_UI_LIST_INTERNAL_H
#define AUDITWALK_UI_LIST_INTERNAL_H

#include "ui/list.h"

enum { LIST_FULL_WIDTH = 1000 }; /* asks for all cells of a row */

/* Asks the owner for a row; clear it afterwards. canvas may be NULL. */
void list_row_get(const struct list *list, size_t index, int width, const struct canvas *canvas,
                  struct list_row *row);
void list_row_clear(struct list_row *row);
bool list_is_heading(const struct list *list, size_t index);

/* The row itself, or the next one that can be selected in that direction, else in the other. */
size_t list_past_headings(const struct list *list, size_t index, bool down);

/* ---- list_window.c: the same for a list with ops->window ---- */

void list_window_move(struct list *list, size_t step, bool down, size_t page);
void list_window_jump(struct list *list, bool bottom);
void list_window_seek(struct list *list, size_t from, bool down, bool whole);
void list_window_back(struct list *list);

#endif

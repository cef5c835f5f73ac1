/* list_internal.h - between list.c and list_draw.c only. */
#ifndef AUDITWALK_UI_LIST_INTERNAL_H
#define AUDITWALK_UI_LIST_INTERNAL_H

#include "ui/list.h"

enum { LIST_FULL_WIDTH = 1000 }; /* asks for all cells of a row */

/* Asks the owner for a row; clear it afterwards. canvas may be NULL. */
void list_row_get(const struct list *list, size_t index, int width, const struct canvas *canvas,
                  struct list_row *row);
void list_row_clear(struct list_row *row);

#endif

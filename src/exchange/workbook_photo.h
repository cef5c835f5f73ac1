/* workbook_photo.h - photos in the cells of a table. */
#ifndef AUDITWALK_EXCHANGE_WORKBOOK_PHOTO_H
#define AUDITWALK_EXCHANGE_WORKBOOK_PHOTO_H

#include "exchange/workbook_table.h"

/* Of struct report_evidence, one a file: CELL_PHOTO, or why there is none. */
void source_photo(const struct book *book, const struct column *column, const void *record,
                  size_t part, struct table_cell *cell);

double photo_points(const struct photo *photo); /* height of a row that holds it */
void photo_write(struct book *book, struct sheet *sheet, size_t row, unsigned column,
                 const struct table_cell *cell);

/* The note of photos that are left out; NULL if none are. Heap. */
char *photos_left_out(const struct book *book);

#endif

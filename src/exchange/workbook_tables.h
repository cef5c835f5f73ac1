/* workbook_tables.h - the sheets of records and their columns by their keys, for templates.
 *
 * Knows nothing of the library. A further table is one row of workbook_tables.c.
 */
#ifndef AUDITWALK_EXCHANGE_WORKBOOK_TABLES_H
#define AUDITWALK_EXCHANGE_WORKBOOK_TABLES_H

#include <stddef.h>

size_t workbook_sheet_count(void);
const char *workbook_sheet_key(size_t sheet);   /* "findings" */
const char *workbook_sheet_title(size_t sheet); /* msgid */

/* Those that can be chosen; the first names the record and is always there. */
size_t workbook_column_count(size_t sheet);
const char *workbook_column_key(size_t sheet, size_t column);
const char *workbook_column_heading(size_t sheet, size_t column); /* msgid */

#endif

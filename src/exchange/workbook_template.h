/* workbook_template.h - what a template changes in a workbook. Between the workbook files. */
#ifndef AUDITWALK_EXCHANGE_WORKBOOK_TEMPLATE_H
#define AUDITWALK_EXCHANGE_WORKBOOK_TEMPLATE_H

#include "exchange/workbook_page.h"
#include "exchange/workbook_table.h"

/* The key of a table in templates (workbook_tables.c); NULL: it has none. Before its columns are
 * chosen. */
const char *template_key(const struct table *table);

/* Takes the columns that the template wants, in its order; false: it says nothing of the table.
 * What is left out is remembered for the subtitle and the cover. */
bool template_choose(struct book *book, struct table *table);

/* The left part of a footer, escaped; false: the template has none. */
bool template_footer(const struct book *book, struct buf *footer);

/* On the cover, below the title: its logo and lines. Then which columns are left out. */
void template_cover(struct page *page);
void template_cover_columns(struct page *page);

#endif

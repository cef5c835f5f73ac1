/* workbook_sheets.h - the sheets of each kind of workbook. Between the workbook files. */
#ifndef AUDITWALK_EXCHANGE_WORKBOOK_SHEETS_H
#define AUDITWALK_EXCHANGE_WORKBOOK_SHEETS_H

#include "exchange/workbook_style.h"

/* The kinds: rows of the table in workbook_kinds.c. */
void workbook_report_sheets(struct book *book);
void workbook_register_sheets(struct book *book);
void workbook_blank_sheets(struct book *book);
void workbook_filled_sheets(struct book *book);
void workbook_response_sheets(struct book *book);
void workbook_pack_sheets(struct book *book);

void workbook_cover(struct book *book);
void workbook_summary(struct book *book);
void workbook_ageing(struct book *book);
void workbook_trend(struct book *book); /* SHEET_TREND */

/* workbook_words.c: parts of the summary. */
struct page;
void summary_conclusion(struct page *page);
void summary_words(struct page *page);
void summary_missing(struct page *page);

/* The nonconformities that count as the table's records, the open ones first. */
struct table;
void workbook_register_records(const struct report *report, struct table *table);

/* In a large workbook, before so many bytes of text go into so many cells: the library puts them
 * into a file at once and does not look whether they went there. False if there is no room. */
bool workbook_need(struct book *book, size_t bytes, size_t cells);

/* The note of texts that went on in further rows, on the page that says so; NULL if none did. Heap.
 */
char *workbook_continued(const struct book *book);

#endif

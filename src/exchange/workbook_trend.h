/* workbook_trend.h - how the audits of a file develop, for the pages that show it.
 *
 * Each writes a section with a table of report->audits (report_load_audits) and its charts onto a
 * page of at least PAGE_TREND_COLUMNS columns, of which the first holds the number of the audit.
 */
#ifndef AUDITWALK_EXCHANGE_WORKBOOK_TREND_H
#define AUDITWALK_EXCHANGE_WORKBOOK_TREND_H

#include "exchange/workbook_page.h"

enum { PAGE_TREND_COLUMNS = 7 };

/* Findings by grade and degree of conformity of each audit, by date. */
void page_trend(struct page *page);

/* Requirements, how many of them were assessed and how many have evidence, of each audit. */
void page_coverage(struct page *page);

#endif

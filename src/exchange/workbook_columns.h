/* workbook_columns.h - the tables of columns of all sheets. A further column is one more row there.
 */
#ifndef AUDITWALK_EXCHANGE_WORKBOOK_COLUMNS_H
#define AUDITWALK_EXCHANGE_WORKBOOK_COLUMNS_H

#include "exchange/workbook_table.h"

/* Tables without records yet; records are struct report_row, report_finding, report_evidence,
 * report_clause, report_opinion, report_merge. */
extern const struct table table_checklist;
extern const struct table table_findings;
extern const struct table table_nonconformities; /* of a report */
extern const struct table table_register;
extern const struct table table_evidence;
extern const struct table table_matrix;
extern const struct table table_opinions;
extern const struct table table_merges;
extern const struct table table_annex; /* struct report_annex */

/* workbook_closure.c; records are struct report_action, report_previous, report_deployment,
 * report_meeting. */
extern const struct table table_actions;
extern const struct table table_previous;
extern const struct table table_deployment;
extern const struct table table_meetings;

/* workbook_blank.c; records are struct report_row. */
extern const struct table table_blank;
extern const struct table table_filled;
/* workbook_sites.c: clauses against sites. Its columns are made for the sites of the report and
 * live in *made, to be cleared after the table. Records are struct report_clause. */
struct site_columns {
    struct column *columns;
    char **texts; /* of the columns */
    size_t text_count;
    char *note;
};
void site_table_init(const struct book *book, struct table *table, struct site_columns *made);
void site_columns_clear(struct site_columns *made);

#endif

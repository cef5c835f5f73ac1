/* report_matrix.h - clauses against sites. Part of report_finish. */
#ifndef AUDITWALK_EXCHANGE_REPORT_MATRIX_H
#define AUDITWALK_EXCHANGE_REPORT_MATRIX_H

#include "exchange/report_model.h"

/* Fills report->site_matrix. Clauses, rows, findings and the links between must be there. */
void report_make_matrix(struct report *report);

#endif

/* report_trend.h - the audits of a file side by side: findings, conformity and coverage of each,
 * for whatever shows how they develop.
 */
#ifndef AUDITWALK_EXCHANGE_REPORT_TREND_H
#define AUDITWALK_EXCHANGE_REPORT_TREND_H

#include "exchange/report_model.h"

/* Fills report->audits, oldest first, with all audits of the file in which something was assessed
 * or found, but for cancelled ones; up to (YYYY-MM-DD, "" or NULL: no end): only those that were
 * held by then. Inside or outside of a read transaction. */
enum err_code report_load_audits(struct store *store, const char *up_to, struct report *report,
                                 struct err *err);

/* What the chart of an audit has to say: how many findings of all grades. */
size_t report_audit_findings(const struct report_audit *audit);

#endif

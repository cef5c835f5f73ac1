/* workbook.h - writes a report as a workbook. Knows the model of the report, never the audit file.
 */
#ifndef AUDITWALK_EXCHANGE_WORKBOOK_H
#define AUDITWALK_EXCHANGE_WORKBOOK_H

#include "exchange/export.h"
#include "exchange/report_model.h"
#include "exchange/template.h"

enum { WORKBOOK_LARGE = 10000 }; /* rows of records in all, from which memory is kept constant */

/* And from so many findings and actions a register is read while it is written. */
enum { WORKBOOK_STREAMED = 3000 };

struct workbook_job {
    enum export_kind kind;
    const char *path;   /* the caller made it and renames it */
    const char *tmpdir; /* for what does not fit into memory */
    const char *shown;  /* the path that messages name */
    size_t large;       /* table rows from which memory is kept constant; 0: the usual */
    const struct template *template;                   /* NULL: none */
    bool (*progress)(void *context, unsigned percent); /* NULL allowed */
    void *context;
};

/* True if the report is too large for memory: no tables then, no photos. limit 0: the usual. */
bool workbook_is_large(const struct report *report, size_t limit);

/* ERR_CANTCREAT where it can't be written (full disk ...), ERR_CANCELLED. *result is filled on
 * ERR_OK. Standard error is closed to the library meanwhile. */
enum err_code workbook_write(const struct report *report, const struct workbook_job *job,
                             struct export_result *result, struct err *err);

#endif

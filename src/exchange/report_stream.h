/* report_stream.h - the findings and actions of a file, one at a time: for lists too long to hold.
 *
 * Between report_stream_open and report_stream_close all reads see one state of the file. Memory is
 * what decides on the order, some sixty bytes a finding, and one record.
 */
#ifndef AUDITWALK_EXCHANGE_REPORT_STREAM_H
#define AUDITWALK_EXCHANGE_REPORT_STREAM_H

#include "exchange/report_model.h"

struct report_stream;

/* Fills an init'ed report with all that is no list of findings or actions, and makes it tell its
 * ages and its source; the stream and the report must stay where they are meanwhile. */
enum err_code report_stream_open(struct store *store, const struct report_scope *scope,
                                 struct report *report, struct report_stream **out,
                                 struct err *err);
void report_stream_close(struct report_stream *stream); /* NULL allowed; before report_clear */

/* What REPORT_LIST_FINDINGS and _ACTIONS leave out; by default nothing but what does not count. */
struct report_choice {
    bool with_merged;            /* findings that went into others too */
    const struct ident *finding; /* actions of this one; NULL: all */
    const char *owner;           /* actions of this person, by name */
    long within;                 /* actions due in so many days or overdue; -1: all */
    bool only_open;              /* actions that are not done */
};
void report_stream_choose(struct report_stream *stream, const struct report_choice *choice);

/* Findings come with the numbers of their evidence, as links into the report's evidence. */
void report_stream_with_evidence(struct report_stream *stream);

#endif

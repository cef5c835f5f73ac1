/* export_parts.h - what export.c and export_evidence.c share; nothing else includes it. */
#ifndef AUDITWALK_EXCHANGE_EXPORT_PARTS_H
#define AUDITWALK_EXCHANGE_EXPORT_PARTS_H

#include "exchange/evidence_folder.h"
#include "exchange/export.h"

/* A part of the work: its percents become those from one to another of the whole. */
struct span {
    bool (*progress)(void *context, unsigned percent); /* NULL allowed */
    void *context;
    unsigned from;
    unsigned to;
};
bool span_progress(void *span, unsigned percent);

/* The folder of the evidence files, beside a workbook or alone: checks its place; then fills it, of
 * the loaded report of an audit, or (NULL) of what the request is about. */
enum err_code export_begin_folder(const struct export_request *request,
                                  struct evidence_folder *folder, struct err *err);
enum err_code export_fill_folder(struct store *store, const struct export_request *request,
                                 const struct report *report, struct evidence_folder *folder,
                                 struct err *err);

#endif

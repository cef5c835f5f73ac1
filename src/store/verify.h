/* verify.h - is the file what its authors wrote: chains, signatures, attachments, projection. */
#ifndef AUDITWALK_STORE_VERIFY_H
#define AUDITWALK_STORE_VERIFY_H

#include "store/store.h"

struct verify_report {
    size_t batches;
    size_t operations;
    size_t devices;
    size_t objects;
    uint64_t object_bytes;
    size_t rows;
    size_t waiting;  /* saves that wait for earlier ones, not part of the log */
    char **problems; /* one line each */
    size_t problem_count;
    size_t problem_capacity;
};

/* Runs all checks. ERR_OK if it could run (problems are in the report), an error if not. progress
 * as in object_options. */
enum err_code store_verify(struct store *store, bool (*progress)(void *context, unsigned percent),
                           void *context, struct verify_report *report, struct err *err);
void verify_report_clear(struct verify_report *report);

/* Makes all tables of records anew from the log, in one transaction: for a projection that verify
 * found damaged while the log is good. Refused (ERR_DATA) if a batch of the log can't be read.
 * Clears this session's undo. */
enum err_code store_rebuild(struct store *store, bool (*progress)(void *context, unsigned percent),
                            void *context, struct err *err);

#endif

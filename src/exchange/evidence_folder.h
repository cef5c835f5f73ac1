/* evidence_folder.h - the evidence files of an audit as a folder, by finding, with a manifest.
 *
 *     DIR/README.txt                        what is in it and what was left out
 *     DIR/SHA256SUMS                        sha256sum -c SHA256SUMS
 *     DIR/FINDING/EVIDENCE-name.ext         under each finding that has the evidence
 *     DIR/REQUIREMENT/EVIDENCE-name.ext     evidence without a finding, else under "other"
 *
 * Every file is compared with its stored hashes while it is copied. The folder comes into being
 * whole or not at all; begin, add for each audit, finish, then commit, or abort at any time.
 */
#ifndef AUDITWALK_EXCHANGE_EVIDENCE_FOLDER_H
#define AUDITWALK_EXCHANGE_EVIDENCE_FOLDER_H

#include "base/file_name.h"
#include "base/folder_replace.h"
#include "core/code.h"
#include "exchange/report_model.h"

enum { EVIDENCE_LEVELS = 5 }; /* rows of code_confidentiality, and one for "not said" */

struct evidence_folder {
    struct folder_replace replace;
    struct file_names names;   /* paths in it */
    struct file_names folders; /* the first part of them */
    struct buf sums;
    struct buf heads; /* of the README: the audits */
    struct buf list;  /* and their files */
    char *language;
    int most; /* confidentiality: row of the list, -1: all */
    bool of_findings; /* only the evidence of the findings of the reports */
    size_t levels[EVIDENCE_LEVELS];
    size_t files;
    size_t left_out;
    uint64_t bytes;
    bool (*progress)(void *context, unsigned percent); /* NULL allowed; false: ERR_CANCELLED */
    void *context;
};

/* True if evidence of the confidentiality (row, -1 counts as internal) may go where at most most
 * may go. */
bool confidentiality_allows(int most, int level);

enum err_code evidence_folder_begin(struct evidence_folder *folder, const char *path,
                                    const char *language, struct err *err);

/* The files of a report with rows (report_load); below a folder of its own unless prefix is "". */
enum err_code evidence_folder_add(struct evidence_folder *folder, struct store *store,
                                  const struct report *report, const char *prefix, struct err *err);
enum err_code evidence_folder_finish(struct evidence_folder *folder, struct err *err);
enum err_code evidence_folder_commit(struct evidence_folder *folder, struct err *err);
void evidence_folder_abort(struct evidence_folder *folder);

#endif

/* listing.h - the lists of the audit file as JSON (jansson), for scripts: the same that screens show.
 *
 * Keys are stable English words, code words stay codes, times stay UTC; nothing depends on the language.
 * Every function appends one JSON document and a newline to *out (init'ed).
 */
#ifndef AUDITWALK_EXCHANGE_LISTING_H
#define AUDITWALK_EXCHANGE_LISTING_H

#include "base/mem.h"
#include "core/checklist.h"
#include "store/store.h"
#include "store/verify.h"

enum err_code listing_audits(struct store *store, struct buf *out, struct err *err);
enum err_code listing_findings(struct store *store, const struct ident *audit, struct buf *out,
                               struct err *err);
enum err_code listing_evidence(struct store *store, const struct ident *audit, struct buf *out,
                               struct err *err);
enum err_code listing_status(struct store *store, const struct ident *audit, struct buf *out,
                             struct err *err);
void listing_checklist(const struct checklist *checklist, struct buf *out);
void listing_verify(const struct verify_report *report, struct buf *out);

#endif

/* listing.h - the lists of the audit file as JSON (jansson), for scripts: the same that screens
 * show.
 *
 * Keys are stable English words, code words stay codes, times stay UTC; nothing depends on the
 * language. Every function appends one JSON document and a newline to *out (init'ed).
 */
#ifndef AUDITWALK_EXCHANGE_LISTING_H
#define AUDITWALK_EXCHANGE_LISTING_H

#include "base/mem.h"
#include "core/checklist.h"
#include "store/closure.h"
#include "store/deployment.h"
#include "store/merge.h"
#include "store/ready.h"
#include "store/store.h"
#include "store/verify.h"
#include "store/walk.h"

enum err_code listing_audits(struct store *store, struct buf *out, struct err *err);
/* A page of the register (listing_register.c); first: it begins the document. The end follows the
 * last page; any: there was one that was not empty. */
struct register_lines;
enum err_code listing_register(struct store *store, const struct register_lines *lines, bool first,
                               struct buf *out, struct err *err);
void listing_register_end(bool any, struct buf *out);
/* filter: NULL, or what is left out. */
struct filter;
enum err_code listing_evidence(struct store *store, const struct ident *audit,
                               const struct filter *filter, struct buf *out, struct err *err);
/* What is found, see store/search.h. */
struct search_query;
enum err_code listing_search(struct store *store, const struct search_query *query, struct buf *out,
                             struct err *err);
enum err_code listing_status(struct store *store, const struct ident *audit, struct buf *out,
                             struct err *err);

/* ---- the walk (listing_walk.c) ---- */

struct audit_processes;
void listing_processes(const struct audit_processes *processes, struct buf *out);
void listing_items(const struct walk_items *items, struct buf *out);

/* ---- teams (listing_team.c, listing_log.c, listing_merge.c) ---- */

enum err_code listing_team(struct store *store, struct buf *out, struct err *err);
enum err_code listing_conflicts(struct store *store, const struct ident *audit, struct buf *out,
                                struct err *err);
enum err_code listing_duplicates(struct store *store, const struct ident *audit, struct buf *out,
                                 struct err *err);

/* The findings of an audit that have their final number; given: how many of them got it now. */
enum err_code listing_numbers(struct store *store, const struct ident *audit, size_t given,
                              struct buf *out, struct err *err);

/* Saves, newest first; what was ever written to one record, oldest first. What a value reads as
 * (from, to) is in the language of the messages, all else is not. */
enum err_code listing_log(struct store *store, const struct ident *audit, size_t limit,
                          struct buf *out, struct err *err);
enum err_code listing_history(struct store *store, enum record_type type,
                              const struct ident *record, size_t limit, struct buf *out,
                              struct err *err);

/* A plan; before it is applied, since its titles are read from the file as it is then. */
void listing_merge(struct merge_plan *plan, bool dry_run, struct buf *out);

/* What a side of a conflict is called: "A" to "Z", then "27" and so on. */
enum { CONFLICT_LETTER_SIZE = 24 };
void listing_conflict_letter(size_t side, char out[CONFLICT_LETTER_SIZE]);

/* ---- from finding to closure (listing_closure.c) ---- */

enum err_code listing_finding(struct store *store, const struct ident *finding, struct buf *out,
                              struct err *err);
enum err_code listing_audit(struct store *store, const struct ident *audit, struct buf *out,
                            struct err *err);
void listing_due(const struct due_lines *lines, struct buf *out);
void listing_ready(const struct ready_list *list, struct buf *out);
/* Records by the table of their type: a key a column, other records by their names. */
void listing_rows(struct store *store, const struct rows *rows, struct buf *out);

void listing_deployment(const struct deployment_lines *lines, struct buf *out);

/* ---- what needs no file ---- */

void listing_checklist(const struct checklist *checklist, struct buf *out);
void listing_verify(const struct verify_report *report, struct buf *out);

#endif

/* directory.h - the records that people keep as lists: what the organization has (processes, sites,
 * areas, people), and the meetings of an audit.
 *
 * Independence is judged by the units of people and the owners of processes (core's and ready.h's
 * gates), so what is written here decides who may audit what.
 */
#ifndef AUDITWALK_STORE_DIRECTORY_H
#define AUDITWALK_STORE_DIRECTORY_H

#include "store/closure.h"
#include "store/store.h"

/* The fields a form or command writes, in their order. Types: RECORD_PROCESS, SITE, AREA, PERSON,
 * MEETING. */
const uint16_t *directory_fields(enum record_type type, size_t *count);

/* Writes a record, as closure_put does: codes by their word, people by name (an owner who is not
 * known yet is made), sites by name. audit: of a meeting, else NULL. record NULL: a new one. What
 * has a place in an order comes last. Refused: without its name, with a name that is taken (of an
 * area: on its site), a meeting of an issued audit. *id (may be NULL) gets the record. */
enum err_code directory_put(struct store *store, const struct ident *audit, enum record_type type,
                            const struct ident *record, const struct closure_text *texts,
                            size_t count, struct ident *id, struct err *err);

/* Takes a record out of the lists. Refused while others stand on it: a site with areas or
 * processes, a person who owns a process. */
enum err_code directory_withdraw(struct store *store, enum record_type type,
                                 const struct ident *record, const char *reason, struct err *err);

/* Sites, or the areas of one site, in walking order: puts the record at a position, 1 the first;
 * the others close up. Positions beyond an end mean the end. */
enum err_code directory_place(struct store *store, enum record_type type,
                              const struct ident *record, long position, struct err *err);

/* In the order people want them: areas by site and walk, meetings by date, people by name. audit:
 * of meetings. */
enum err_code directory_list(struct store *store, const struct ident *audit, enum record_type type,
                             struct rows *rows, struct err *err);

/* A meeting of the audit by its number in the list ("2") or id. The others: programme_find. */
enum err_code meeting_find(struct store *store, const struct ident *audit, const char *text,
                           struct ident *id, struct err *err);

#endif

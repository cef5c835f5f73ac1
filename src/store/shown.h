/* shown.h - values, people, laptops and records as people read them. Texts are heap, never NULL. */
#ifndef AUDITWALK_STORE_SHOWN_H
#define AUDITWALK_STORE_SHOWN_H

#include "store/store.h"

/* A cell: the label of a code (translated), the name behind an id, a local time, a number, the text
 * itself; "" for null. */
char *shown_value(struct store *store, const struct field *field, const struct value *value);

char *shown_person(struct store *store, const struct ident *person); /* name, "" if not known */
char *shown_device(struct store *store, const struct ident *device); /* "laptop-7 (k7q2)" */

/* What a record is, in one line: "8.4 c) Policy, objectives" for an assessment, "F-k7q2-1 Fence
 * open", "E-k7q2-3 Gate log", a name; for a link, criterion or attachment what it belongs to. */
char *shown_subject(struct store *store, enum record_type type, const struct ident *record,
                    const char *language);

#endif

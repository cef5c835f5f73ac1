/* search_parts.h - what the write path and opening need of the search. Not for other rooms. */
#ifndef AUDITWALK_STORE_SEARCH_PARTS_H
#define AUDITWALK_STORE_SEARCH_PARTS_H

#include "store/fold.h"
#include "store/search.h"

/* A record as fold_write left it: its words into the index, those before out of it. */
enum err_code search_update(struct store *store, const struct folded *folded, struct err *err);

/* Is there anything that search_catch_up would put in? */
enum err_code search_is_behind(struct store *store, bool *behind, struct err *err);

/* A new file, before its first record: nothing is to be indexed later. In the running transaction.
 */
enum err_code search_begin(struct store *store, struct err *err);

/* Indexes all records of a file that was made before there was an index; once. */
enum err_code search_complete(struct store *store, struct err *err);

/* True for a field whose text is searched. */
bool search_has_field(const struct record *record, const struct field *field);

/* The index agrees with its own words; nothing to check in a file that can't be written. False: it
 * does not. */
bool search_is_sound(struct store *store);

#endif

/* listing_parts.h - pieces of JSON that the files of listings share. Not for other rooms. */
#ifndef AUDITWALK_EXCHANGE_LISTING_PARTS_H
#define AUDITWALK_EXCHANGE_LISTING_PARTS_H

#include <jansson.h>
#include <stdbool.h>

#include "base/ident.h"
#include "base/mem.h"
#include "core/rules.h"

/* The document as text with a newline behind it; takes the document over. */
void listing_append(struct buf *out, json_t *document);

/* The document as an element of an array that is written piece by piece: with the margin it has
 * there, and nothing behind it. */
void listing_append_element(struct buf *out, json_t *document);

/* A text that is not set is null. */
json_t *listing_text_or_null(const char *text);
void listing_set_text(json_t *object, const char *key, const char *text);
void listing_set_count(json_t *object, const char *key, size_t count);
void listing_set_flag(json_t *object, const char *key, bool flag);
void listing_set_id(json_t *object, const char *key, const struct ident *id); /* none: null */
void listing_set_hash(json_t *object, const char *key, const struct hash *hash);
void listing_set_time(json_t *object, const char *key, int64_t ms); /* UTC; 0: null */

/* Results by their words, and how many of how many are assessed. */
void listing_set_tally(json_t *object, const struct tally *tally);

/* The parts of a text between separators, white space around them dropped, as an array. */
void listing_set_list(json_t *object, const char *key, const char *text, const char *separators);

#endif

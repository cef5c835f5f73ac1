/* ident.h - record identifiers and content hashes (libsodium).
 *
 * A record id is 128 bits: random for what a person creates, a hash of what it is about for what a
 * shared checklist creates, so that two laptops make the same one (MERGE: "Batch").
 */
#ifndef AUDITWALK_BASE_IDENT_H
#define AUDITWALK_BASE_IDENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { IDENT_SIZE = 16, IDENT_TEXT_SIZE = 33, HASH_SIZE = 32, HASH_TEXT_SIZE = 65 };

struct ident {
    uint8_t bytes[IDENT_SIZE];
};

struct hash {
    uint8_t bytes[HASH_SIZE];
};

/* Must be called once before anything here; aborts if libsodium can't start. Repeatable. */
void ident_init(void);

struct ident ident_random(void);
struct ident ident_none(void); /* all zero */
bool ident_is_none(const struct ident *id);
bool ident_equal(const struct ident *a, const struct ident *b);
int ident_compare(const struct ident *a, const struct ident *b);

/* The id derived from a domain word and parts; parts are length-prefixed, so ("ab","c") differs from
 * ("a","bc"). */
struct ident_part {
    const void *bytes;
    size_t length;
};
struct ident ident_derive(const char *domain, const struct ident_part *parts, size_t count);

/* 32 lower-case hexadecimal digits, and back (false if it is not exactly that). */
void ident_text(const struct ident *id, char out[IDENT_TEXT_SIZE]);
bool ident_parse(const char *text, struct ident *id);

/* BLAKE2b-256. */
struct hash hash_bytes(const void *bytes, size_t length);
bool hash_equal(const struct hash *a, const struct hash *b);
void hash_text(const struct hash *hash, char out[HASH_TEXT_SIZE]);

/* A short name people can say for an id: four characters of Crockford's base 32, lower case. */
void ident_short(const struct ident *id, char out[5]);

#endif

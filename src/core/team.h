/* team.h - who may bring saves into a file: fingerprints, the roster's "valid up to", clocks.
 *
 * Pure. A fingerprint is a device id (128 bits of the hash of its public key) as people read it to
 * each other: seven groups of four letters and digits of Crockford's base 32, the last two a check,
 * "k7q2-9fhd-3m5t-x0zw-1abc-d2ef-gh1j". Its first group is the short name in draft numbers.
 */
#ifndef AUDITWALK_CORE_TEAM_H
#define AUDITWALK_CORE_TEAM_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/ident.h"

enum { FINGERPRINT_SIZE = 35 }; /* with the NUL */

void fingerprint_text(const struct ident *device, char out[FINGERPRINT_SIZE]);

/* Case, hyphens and spaces do not matter; o, i and l are read as 0, 1 and 1. ERR_USAGE if it is no
 * fingerprint or its check characters do not fit (mistyped). */
enum err_code fingerprint_parse(const char *text, struct ident *device, struct err *err);

/* True if text is the beginning of the device's fingerprint, read as above; four characters at
 * least. */
bool fingerprint_begins(const struct ident *device, const char *text);

/* The chain ends up to which a revoked device counts, "SCOPE:EPOCH:SEQUENCE:NAME" separated by
 * spaces, hexadecimal ids. */
struct chain_end {
    struct ident scope;
    uint64_t epoch;
    uint64_t sequence;
    struct hash name;
};
struct chain_ends {
    struct chain_end *items;
    size_t count;
    size_t capacity;
};
char *chain_ends_text(const struct chain_ends *ends);             /* heap */
bool chain_ends_parse(const char *text, struct chain_ends *ends); /* false: damaged, ends empty */
void chain_ends_clear(struct chain_ends *ends);
const struct chain_end *chain_ends_find(const struct chain_ends *ends, const struct ident *scope,
                                        uint64_t epoch);

/* A save whose laptop clock can't be right: before the file was made or in the future, by more than
 * a day. ms since 1970. Nothing is decided by wall time; it is only marked. */
bool clock_is_suspect(int64_t wall, int64_t file_made, int64_t now);

#endif

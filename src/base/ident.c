/* ident.c - record identifiers and content hashes.
 *
 * What is hashed here stands in files for good: neither the order, the length prefixes nor the
 * sizes may change.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "base/ident.h"

#include <stdlib.h>
#include <string.h>

#include <sodium.h>

_Static_assert((int)IDENT_SIZE >= (int)crypto_generichash_BYTES_MIN, "BLAKE2b gives 16 bytes");

void ident_init(void)
{
    if (sodium_init() < 0)
        abort();
}

struct ident ident_random(void)
{
    struct ident id;
    randombytes_buf(id.bytes, sizeof id.bytes);
    return id;
}

struct ident ident_none(void)
{
    return (struct ident){{0}};
}

bool ident_is_none(const struct ident *id)
{
    struct ident none = ident_none();
    return ident_equal(id, &none);
}

bool ident_equal(const struct ident *a, const struct ident *b)
{
    return ident_compare(a, b) == 0;
}

int ident_compare(const struct ident *a, const struct ident *b)
{
    return memcmp(a->bytes, b->bytes, sizeof a->bytes);
}

/* The length goes first, in 8 bytes, the lowest first, so that parts can't run into each other. */
static void hash_part(crypto_generichash_state *state, const void *bytes, size_t length)
{
    uint8_t prefix[8];
    for (size_t i = 0; i < sizeof prefix; i++)
        prefix[i] = (uint8_t)((uint64_t)length >> (8 * i));
    crypto_generichash_update(state, prefix, sizeof prefix);
    if (length > 0)
        crypto_generichash_update(state, bytes, length);
}

struct ident ident_derive(const char *domain, const struct ident_part *parts, size_t count)
{
    crypto_generichash_state state;
    struct ident id;
    crypto_generichash_init(&state, NULL, 0, sizeof id.bytes);
    hash_part(&state, domain, strlen(domain));
    for (size_t i = 0; i < count; i++)
        hash_part(&state, parts[i].bytes, parts[i].length);
    crypto_generichash_final(&state, id.bytes, sizeof id.bytes);
    return id;
}

void ident_text(const struct ident *id, char out[IDENT_TEXT_SIZE])
{
    sodium_bin2hex(out, IDENT_TEXT_SIZE, id->bytes, sizeof id->bytes);
}

/* The value of a lower-case hexadecimal digit, -1 for anything else. */
static int digit_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool ident_parse(const char *text, struct ident *id)
{
    if (text == NULL || strnlen(text, IDENT_TEXT_SIZE) != IDENT_TEXT_SIZE - 1)
        return false;
    struct ident read = {{0}};
    for (size_t i = 0; i < sizeof read.bytes; i++) {
        int high = digit_value(text[2 * i]);
        int low = digit_value(text[2 * i + 1]);
        if (high < 0 || low < 0)
            return false;
        read.bytes[i] = (uint8_t)(high * 16 + low);
    }
    *id = read;
    return true;
}

struct hash hash_bytes(const void *bytes, size_t length)
{
    struct hash hash;
    const uint8_t nothing = 0;
    crypto_generichash(hash.bytes, sizeof hash.bytes, length > 0 ? bytes : &nothing, length, NULL,
                       0);
    return hash;
}

bool hash_equal(const struct hash *a, const struct hash *b)
{
    return memcmp(a->bytes, b->bytes, sizeof a->bytes) == 0;
}

void hash_text(const struct hash *hash, char out[HASH_TEXT_SIZE])
{
    sodium_bin2hex(out, HASH_TEXT_SIZE, hash->bytes, sizeof hash->bytes);
}

void ident_short(const struct ident *id, char out[5])
{
    static const char alphabet[] = "0123456789abcdefghjkmnpqrstvwxyz";
    uint32_t bits =
        (uint32_t)id->bytes[0] << 12 | (uint32_t)id->bytes[1] << 4 | (uint32_t)id->bytes[2] >> 4;
    for (int i = 3; i >= 0; i--, bits >>= 5)
        out[i] = alphabet[bits & 31];
    out[4] = '\0';
}

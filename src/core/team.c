/* team.c - fingerprints, "valid up to", clocks.
 *
 * What is written here stands in files for good and is read out over the phone: neither the
 * alphabet, the check nor the form of chain ends may change.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "core/team.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"

/* ---- fingerprints ---------------------------------------------------------------------------- */

/* 26 characters carry the 128 bits (and two zero bits), two check them. */
enum { DIGITS = 26, CHECKS = 2, LETTERS = DIGITS + CHECKS, GROUP = 4 };

static const char alphabet[] = "0123456789abcdefghjkmnpqrstvwxyz";

/* The five bits of a character as people write it, -1 if it is none. */
static int letter_value(char c)
{
    if (c >= 'A' && c <= 'Z')
        c = (char)(c - 'A' + 'a');
    if (c == 'o')
        c = '0';
    if (c == 'i' || c == 'l')
        c = '1';
    const char *at = c != '\0' ? strchr(alphabet, c) : NULL;
    return at != NULL ? (int)(at - alphabet) : -1;
}

/* Product in the field of 32 elements, modulo x^5 + x^2 + 1. */
static unsigned multiply(unsigned a, unsigned b)
{
    unsigned product = 0;

    for (int bit = 4; bit >= 0; bit--) {
        product <<= 1;
        if ((product & 32u) != 0)
            product ^= 37u;
        if ((b >> bit & 1u) != 0)
            product ^= a;
    }
    return product;
}

/* A Reed-Solomon code with the roots 2 and 4: finds every one or two wrong characters and every two
 * that changed places. */
static void add_checks(uint8_t letters[LETTERS])
{
    unsigned high = 0;
    unsigned low = 0;

    for (int i = 0; i < DIGITS; i++) {
        unsigned carry = letters[i] ^ high;
        high = low ^ multiply(carry, 2u ^ 4u);
        low = multiply(carry, multiply(2u, 4u));
    }
    letters[DIGITS] = (uint8_t)high;
    letters[DIGITS + 1] = (uint8_t)low;
}

static void device_letters(const struct ident *device, uint8_t letters[LETTERS])
{
    unsigned bits = 0;
    int have = 0;
    size_t next = 0;

    for (int i = 0; i < DIGITS; i++) {
        for (; have < 5; have += 8)
            bits = bits << 8 | (next < IDENT_SIZE ? device->bytes[next++] : 0u);
        have -= 5;
        letters[i] = (uint8_t)(bits >> have & 31u);
        bits &= (1u << have) - 1;
    }
    add_checks(letters);
}

void fingerprint_text(const struct ident *device, char out[FINGERPRINT_SIZE])
{
    uint8_t letters[LETTERS];
    char *at = out;

    device_letters(device, letters);
    for (int i = 0; i < LETTERS; i++) {
        if (i > 0 && i % GROUP == 0)
            *at++ = '-';
        *at++ = alphabet[letters[i]];
    }
    *at = '\0';
}

/* How many characters the text has but for hyphens and spaces; the first of them go into letters.
 * -1 if one is no character of a fingerprint. */
static int read_letters(const char *text, uint8_t letters[LETTERS])
{
    int count = 0;

    for (; *text != '\0' && count <= LETTERS; text++) {
        int value = letter_value(*text);
        if (*text == '-' || *text == ' ')
            continue;
        if (value < 0)
            return -1;
        if (count < LETTERS)
            letters[count] = (uint8_t)value;
        count++;
    }
    return count;
}

static struct ident letters_device(const uint8_t letters[LETTERS])
{
    struct ident device;
    unsigned bits = 0;
    int have = 0;

    for (int i = 0, next = 0; i < DIGITS; i++) {
        bits = bits << 5 | letters[i];
        have += 5;
        if (have < 8)
            continue;
        have -= 8;
        device.bytes[next++] = (uint8_t)(bits >> have);
        bits &= (1u << have) - 1;
    }
    return device;
}

enum err_code fingerprint_parse(const char *text, struct ident *device, struct err *err)
{
    uint8_t given[LETTERS] = {0};
    uint8_t expected[LETTERS];
    int count = read_letters(text, given);

    *device = ident_none();
    if (count != LETTERS) {
        err_set(err, ERR_USAGE, _("'%s' is no fingerprint"), text);
        return err_hint(err, _("it has seven groups of four letters and digits"));
    }
    struct ident read = letters_device(given);
    device_letters(&read, expected);
    if (memcmp(given, expected, sizeof given) != 0) {
        err_set(err, ERR_USAGE, _("the fingerprint '%s' is mistyped"), text);
        return err_hint(err, _("compare it with the other screen, group by group"));
    }
    *device = read;
    return ERR_OK;
}

bool fingerprint_begins(const struct ident *device, const char *text)
{
    uint8_t given[LETTERS] = {0};
    uint8_t letters[LETTERS];
    int count = read_letters(text, given);

    if (count < GROUP || count > LETTERS)
        return false;
    device_letters(device, letters);
    return memcmp(given, letters, (size_t)count) == 0;
}

/* ---- chain ends ------------------------------------------------------------------------------ */

char *chain_ends_text(const struct chain_ends *ends)
{
    struct buf out;
    char scope[IDENT_TEXT_SIZE];
    char name[HASH_TEXT_SIZE];

    buf_init(&out);
    for (size_t i = 0; i < ends->count; i++) {
        const struct chain_end *end = &ends->items[i];
        ident_text(&end->scope, scope);
        hash_text(&end->name, name);
        buf_printf(&out, "%s%s:%llu:%llu:%s", i > 0 ? " " : "", scope,
                   (unsigned long long)end->epoch, (unsigned long long)end->sequence, name);
    }
    return buf_take(&out);
}

/* Decimal digits up to stop, without a sign or leading zeros; *text moves behind stop. */
static bool read_number(const char **text, char stop, uint64_t *number)
{
    const char *at = *text;

    *number = 0;
    if (at[0] == '0' && at[1] != stop)
        return false;
    for (; *at >= '0' && *at <= '9'; at++) {
        uint64_t digit = (uint64_t)(*at - '0');
        if (*number > (UINT64_MAX - digit) / 10)
            return false;
        *number = *number * 10 + digit;
    }
    if (at == *text || *at != stop)
        return false;
    *text = at + 1;
    return true;
}

/* 32 hexadecimal digits; *text moves behind them. */
static bool read_ident(const char **text, struct ident *id)
{
    char digits[IDENT_TEXT_SIZE];

    if (strnlen(*text, IDENT_TEXT_SIZE - 1) != IDENT_TEXT_SIZE - 1)
        return false;
    memcpy(digits, *text, IDENT_TEXT_SIZE - 1);
    digits[IDENT_TEXT_SIZE - 1] = '\0';
    *text += IDENT_TEXT_SIZE - 1;
    return ident_parse(digits, id);
}

static bool read_end(const char **text, struct chain_end *end)
{
    struct ident half;

    if (!read_ident(text, &end->scope) || *(*text)++ != ':' ||
        !read_number(text, ':', &end->epoch) || !read_number(text, ':', &end->sequence))
        return false;
    for (size_t i = 0; i < HASH_SIZE / IDENT_SIZE; i++) {
        if (!read_ident(text, &half))
            return false;
        memcpy(end->name.bytes + i * IDENT_SIZE, half.bytes, IDENT_SIZE);
    }
    return true;
}

bool chain_ends_parse(const char *text, struct chain_ends *ends)
{
    struct chain_end end;

    *ends = (struct chain_ends){0};
    while (*text != '\0') {
        bool good = read_end(&text, &end);
        bool more = good && *text == ' ' && text[1] != '\0';
        if (!good || (!more && *text != '\0')) {
            chain_ends_clear(ends);
            return false;
        }
        text += more;
        ends->items = mem_grow(ends->items, ends->count, &ends->capacity, sizeof *ends->items);
        ends->items[ends->count++] = end;
    }
    return true;
}

void chain_ends_clear(struct chain_ends *ends)
{
    free(ends->items);
    *ends = (struct chain_ends){0};
}

const struct chain_end *chain_ends_find(const struct chain_ends *ends, const struct ident *scope,
                                        uint64_t epoch)
{
    for (size_t i = 0; i < ends->count; i++)
        if (ends->items[i].epoch == epoch && ident_equal(&ends->items[i].scope, scope))
            return &ends->items[i];
    return NULL;
}

/* ---- clocks ---------------------------------------------------------------------------------- */

bool clock_is_suspect(int64_t wall, int64_t file_made, int64_t now)
{
    const int64_t day = 24 * 60 * 60 * 1000;

    return wall < file_made - day || wall > now + day;
}

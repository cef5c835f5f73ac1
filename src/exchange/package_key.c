/* package_key.c - the key of a package's stream: sealed for laptops, or under a passphrase. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/package_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "core/team.h"

/* ---- sealing --------------------------------------------------------------------------------- */

static enum err_code seal(const struct ident *device, const uint8_t public[DEVICE_PUBLIC_SIZE],
                          const uint8_t *key, struct package_header *header, struct err *err)
{
    uint8_t curve[crypto_box_PUBLICKEYBYTES];
    char fingerprint[FINGERPRINT_SIZE];

    if (crypto_sign_ed25519_pk_to_curve25519(curve, public) != 0 ||
        crypto_box_seal(header->sealed[header->sealed_count], key, PACKAGE_KEY_SIZE, curve) != 0) {
        fingerprint_text(device, fingerprint);
        return err_set(err, ERR_DATA,
                       _("the key of laptop %s is no key: nothing can be sealed "
                         "for it"),
                       fingerprint);
    }
    header->sealed_count++;
    return ERR_OK;
}

static bool is_listed_before(const struct package_options *options, size_t at)
{
    const struct team_key *key = &options->receivers[at];

    if (ident_equal(&key->device, &options->key.device->id))
        return true;
    for (size_t i = 0; i < at; i++)
        if (ident_equal(&options->receivers[i].device, &key->device))
            return true;
    return false;
}

/* The header has the salt and the limits. */
static enum err_code passphrase_key(const struct package_header *header,
                                    const struct package_key *with, uint8_t *key, struct err *err)
{
    if (crypto_pwhash(key, crypto_secretbox_KEYBYTES, with->passphrase, with->passphrase_length,
                      header->salt, header->opslimit, (size_t)header->memlimit,
                      crypto_pwhash_ALG_ARGON2ID13) == 0)
        return ERR_OK;
    err_set(err, ERR_IO, _("there is not enough memory to check a passphrase: %llu MiB are needed"),
            (unsigned long long)(header->memlimit / (1024 * 1024)));
    err_hint(err, _("close other programs"));
    return ERR_IO;
}

static const uint8_t no_nonce[crypto_secretbox_NONCEBYTES]; /* every salt gives another key */

static enum err_code wrap(const struct package_key *with, const uint8_t *key,
                          struct package_header *header, struct err *err)
{
    uint8_t outer[crypto_secretbox_KEYBYTES];

    header->has_passphrase = true;
    header->opslimit = crypto_pwhash_OPSLIMIT_MODERATE;
    header->memlimit = crypto_pwhash_MEMLIMIT_MODERATE;
    randombytes_buf(header->salt, sizeof header->salt);
    enum err_code code = passphrase_key(header, with, outer, err);
    if (code == ERR_OK)
        crypto_secretbox_easy(header->wrapped, key, PACKAGE_KEY_SIZE, no_nonce, outer);
    sodium_memzero(outer, sizeof outer);
    return code;
}

enum err_code package_key_wrap(const struct package_options *options, const uint8_t *key,
                               struct package_header *header, struct err *err)
{
    const struct device *self = options->key.device;

    if (options->receiver_count >= PACKAGE_RECEIVERS)
        return err_set(err, ERR_USAGE, _("too many receivers: at most %d"), PACKAGE_RECEIVERS - 1);
    header->sealed = mem_zalloc(options->receiver_count + 1, sizeof *header->sealed);
    /* For this laptop too, with a passphrase as well: so that --since can go on from it. */
    enum err_code code = seal(&self->id, self->public_key, key, header, err);
    for (size_t i = 0; i < options->receiver_count && code == ERR_OK; i++)
        if (!is_listed_before(options, i))
            code = seal(&options->receivers[i].device, options->receivers[i].key, key, header, err);
    if (code == ERR_OK && options->receiver_count == 0)
        code = wrap(&options->key, key, header, err);
    return code;
}

/* ---- opening --------------------------------------------------------------------------------- */

/* Tries every box: none says for whom it is. */
static bool unseal(const struct package_header *header, const struct device *device, uint8_t *key)
{
    uint8_t public[crypto_box_PUBLICKEYBYTES];
    uint8_t secret[crypto_box_SECRETKEYBYTES];
    bool found = false;

    if (device == NULL || crypto_sign_ed25519_pk_to_curve25519(public, device->public_key) != 0 ||
        crypto_sign_ed25519_sk_to_curve25519(secret, device->secret_key) != 0)
        return false;
    for (size_t i = 0; i < header->sealed_count && !found; i++)
        found =
            crypto_box_seal_open(key, header->sealed[i], PACKAGE_SEALED_SIZE, public, secret) == 0;
    sodium_memzero(secret, sizeof secret);
    return found;
}

static enum err_code unwrap(const struct package_header *header, const struct package_key *with,
                            const char *name, uint8_t *key, struct err *err)
{
    uint8_t outer[crypto_secretbox_KEYBYTES];

    enum err_code code = passphrase_key(header, with, outer, err);
    if (code == ERR_OK && crypto_secretbox_open_easy(key, header->wrapped, PACKAGE_WRAPPED_SIZE,
                                                     no_nonce, outer) != 0) {
        err_set(err, ERR_DENIED, _("this passphrase does not open %s"), name);
        err_hint(err, _("look at it again, capitals and spaces count; the file itself is as "
                        "its sender wrote it, unless somebody changed it on purpose"));
        code = ERR_DENIED;
    }
    sodium_memzero(outer, sizeof outer);
    return code;
}

static enum err_code not_for_us(const struct package_header *header, const struct package_key *with,
                                const char *name, struct err *err)
{
    char fingerprint[FINGERPRINT_SIZE];

    if (header->has_passphrase) {
        err_set(err, ERR_DENIED, _("%s is sealed with a passphrase"), name);
        err_hint(err, _("put the passphrase into a file and give --passphrase-file FILE"));
        return ERR_DENIED;
    }
    err_set(err, ERR_DENIED, _("%s is not sealed for this laptop"), name);
    if (with->device == NULL) {
        err_hint(err, _("this laptop has no key yet"));
        return ERR_DENIED;
    }
    fingerprint_text(&with->device->id, fingerprint);
    err_hint(err,
             _("its sender can make one with --to %s, which is this laptop's "
               "fingerprint, or with a passphrase"),
             fingerprint);
    return ERR_DENIED;
}

enum err_code package_key_unwrap(const struct package_header *header,
                                 const struct package_key *with, const char *name, uint8_t *key,
                                 struct err *err)
{
    if (unseal(header, with->device, key))
        return ERR_OK;
    if (header->has_passphrase && with->passphrase != NULL)
        return unwrap(header, with, name, key, err);
    return not_for_us(header, with, name, err);
}

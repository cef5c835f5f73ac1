/* package_content.c - the plain bytes of a package: manifest, batches, objects, signature.
 *
 * Whoever sealed the package may have written anything here, so everything is checked: each length
 * against what is left, each object against both its hashes, the whole against the signature.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/package_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"

enum { STEP = 64 * 1024 };

void package_source_begin(struct package_source *source, const char *name, uint64_t length)
{
    source->name = name;
    source->left = length;
    crypto_generichash_init(&source->content, NULL, 0, HASH_SIZE);
}

static enum err_code take(struct package_source *source, void *bytes, size_t length,
                          struct err *err)
{
    if (length > source->left)
        return package_damaged(source->name, err);
    enum err_code code = source->read(source->context, bytes, length, err);
    if (code != ERR_OK)
        return code;
    source->left -= length;
    crypto_generichash_update(&source->content, bytes, length);
    return ERR_OK;
}

void package_content_clear(struct package_content *content)
{
    package_manifest_clear(&content->manifest);
    free(content->bytes);
    free(content->batches);
    *content = (struct package_content){0};
}

/* ---- manifest and batches -------------------------------------------------------------------- */

static enum err_code read_manifest(struct package_source *source, struct package_content *content,
                                   struct err *err)
{
    uint8_t start[PACKAGE_LENGTH_SIZE] = {0};
    uint64_t length = 0;

    enum err_code code = take(source, start, sizeof start, err);
    if (code != ERR_OK)
        return code;
    for (unsigned i = 0; i < PACKAGE_LENGTH_SIZE; i++)
        length |= (uint64_t)start[i] << (8 * i);
    if (length > PACKAGE_MANIFEST_LIMIT || source->left < PACKAGE_SIGNATURE_SIZE ||
        length > source->left - PACKAGE_SIGNATURE_SIZE)
        return package_damaged(source->name, err);
    content->manifest_length = length;
    char *bytes = mem_alloc((size_t)length + 1);
    code = take(source, bytes, (size_t)length, err);
    if (code == ERR_OK &&
        !package_manifest_parse(bytes, (size_t)length, source->left - PACKAGE_SIGNATURE_SIZE,
                                &content->manifest))
        code = package_damaged(source->name, err);
    free(bytes);
    return code;
}

/* All in one piece of memory: their lengths were held against the size of the file. */
static enum err_code read_batches(struct package_source *source, struct package_content *content,
                                  struct err *err)
{
    const struct package_manifest *manifest = &content->manifest;
    size_t at = 0;

    content->bytes = mem_alloc((size_t)manifest->batch_bytes + 1);
    content->batches = mem_zalloc(manifest->batch_count, sizeof *content->batches);
    enum err_code code = take(source, content->bytes, (size_t)manifest->batch_bytes, err);
    for (size_t i = 0; i < manifest->batch_count && code == ERR_OK; i++) {
        size_t length = (size_t)manifest->batch_sizes[i];
        content->batches[i] =
            (struct merge_blob){.bytes = (const uint8_t *)content->bytes + at, .length = length};
        at += length;
    }
    return code;
}

/* ---- objects --------------------------------------------------------------------------------- */

struct hashing {
    crypto_generichash_state blake;
    crypto_hash_sha256_state sha;
};

static bool is_as_announced(struct hashing *hashing, const struct merge_object *object)
{
    struct hash found;
    struct hash sha256;

    crypto_generichash_final(&hashing->blake, found.bytes, HASH_SIZE);
    crypto_hash_sha256_final(&hashing->sha, sha256.bytes);
    return hash_equal(&found, &object->hash) && hash_equal(&sha256, &object->sha256);
}

static enum err_code read_object(struct package_source *source, const struct merge_object *object,
                                 const struct package_taker *taker, uint8_t *step, struct err *err)
{
    struct hashing hashing;
    enum err_code code = ERR_OK;

    crypto_generichash_init(&hashing.blake, NULL, 0, HASH_SIZE);
    crypto_hash_sha256_init(&hashing.sha);
    if (taker != NULL)
        code = taker->begin(taker->context, object, err);
    for (uint64_t left = object->size; left > 0 && code == ERR_OK;) {
        size_t length = left < STEP ? (size_t)left : STEP;
        code = take(source, step, length, err);
        if (code != ERR_OK)
            break;
        crypto_generichash_update(&hashing.blake, step, length);
        crypto_hash_sha256_update(&hashing.sha, step, length);
        if (taker != NULL)
            code = taker->add(taker->context, step, length, err);
        left -= length;
    }
    if (code == ERR_OK && !is_as_announced(&hashing, object))
        code = package_damaged(source->name, err);
    return code == ERR_OK && taker != NULL ? taker->end(taker->context, err) : code;
}

static enum err_code read_objects(struct package_source *source,
                                  const struct package_manifest *manifest,
                                  const struct package_taker *taker, struct err *err)
{
    uint8_t *step = mem_alloc(STEP);
    enum err_code code = ERR_OK;

    for (size_t i = 0; i < manifest->object_count && code == ERR_OK; i++)
        code = read_object(source, &manifest->objects[i], taker, step, err);
    free(step);
    return code;
}

/* ---- the signature --------------------------------------------------------------------------- */

void package_signed(const struct hash *prefix, const struct hash *content,
                    uint8_t out[PACKAGE_SIGNED_SIZE])
{
    memcpy(out, PACKAGE_TAG, sizeof PACKAGE_TAG); /* with its NUL */
    memcpy(out + sizeof PACKAGE_TAG, prefix->bytes, HASH_SIZE);
    memcpy(out + sizeof PACKAGE_TAG + HASH_SIZE, content->bytes, HASH_SIZE);
}

static enum err_code check_signature(struct package_source *source, const struct hash *prefix,
                                     const uint8_t key[DEVICE_PUBLIC_SIZE], struct err *err)
{
    crypto_generichash_state so_far = source->content;
    uint8_t message[PACKAGE_SIGNED_SIZE];
    uint8_t signature[PACKAGE_SIGNATURE_SIZE];
    struct hash content;

    crypto_generichash_final(&so_far, content.bytes, HASH_SIZE);
    package_signed(prefix, &content, message);
    enum err_code code = take(source, signature, sizeof signature, err);
    if (code != ERR_OK)
        return code;
    if (source->left != 0)
        return package_damaged(source->name, err);
    if (crypto_sign_verify_detached(signature, message, sizeof message, key) == 0)
        return ERR_OK;
    err_set(err, ERR_DATA, _("%s is forged: its signature is not that of the laptop it names"),
            source->name);
    err_hint(err, _("nothing of it was taken; ask the person it is said to come from"));
    return ERR_DATA;
}

/* ---- all of it ------------------------------------------------------------------------------- */

enum err_code package_content_read(struct package_source *source, const struct hash *prefix,
                                   struct package_content *content, struct err *err)
{
    enum err_code code = read_manifest(source, content, err);

    if (code == ERR_OK)
        code = read_batches(source, content, err);
    if (code == ERR_OK)
        code = read_objects(source, &content->manifest, NULL, err);
    return code == ERR_OK ? check_signature(source, prefix, content->manifest.key, err) : code;
}

static enum err_code skip(struct package_source *source, uint64_t length, struct err *err)
{
    uint8_t *step = mem_alloc(STEP);
    enum err_code code = ERR_OK;

    while (length > 0 && code == ERR_OK) {
        size_t part = length < STEP ? (size_t)length : STEP;
        code = take(source, step, part, err);
        length -= part;
    }
    free(step);
    return code;
}

enum err_code package_content_send(struct package_source *source,
                                   const struct package_content *content,
                                   const struct package_taker *taker, struct err *err)
{
    const struct package_manifest *manifest = &content->manifest;
    uint64_t before = PACKAGE_LENGTH_SIZE + content->manifest_length + manifest->batch_bytes;

    enum err_code code = skip(source, before, err);
    if (code == ERR_OK)
        code = read_objects(source, manifest, taker, err);
    return code == ERR_OK ? skip(source, PACKAGE_SIGNATURE_SIZE, err) : code;
}

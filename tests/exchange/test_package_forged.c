/* test_package_forged.c - packages whose maker knows the receiver's key and the format, and lies.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include <CUnit/CUnit.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "exchange/package_parts.h"
#include "parcel.h"
#include "store/wire.h"
#include "suites.h"

/* What a forger hands in: taken as it is. */
struct forgery {
    struct parcel parcel;
    struct package_manifest manifest;
    struct buf manifest_bytes; /* used instead of manifest if not empty */
    uint32_t manifest_length;  /* announced, if not 0 */
    struct buf body;           /* batches and objects */
    const struct device *signer;
    struct hash prefix; /* signed instead of the real one, if not zero */
};

enum { BATCH = 120 };

static void forgery_make(struct forgery *forgery)
{
    struct package_manifest *manifest = &forgery->manifest;
    char batch[BATCH] = "no batch, but that is not looked at here";

    *forgery = (struct forgery){.manifest_length = 0};
    parcel_make(&forgery->parcel);
    const struct device *device = &forgery->parcel.fixture.device;
    forgery->signer = device;
    manifest->file = store_file_id(forgery->parcel.fixture.store);
    manifest->organization = mem_strdup("Harbour Ltd");
    manifest->sender = device->id;
    memcpy(manifest->key, device->public_key, DEVICE_PUBLIC_SIZE);
    manifest->sender_name = mem_strdup("laptop");
    manifest->sender_person = mem_strdup("Li Na");
    manifest->every_audit = true;
    manifest->batch_sizes = mem_zalloc(2, sizeof *manifest->batch_sizes);
    manifest->batch_sizes[0] = BATCH;
    manifest->batch_count = 1;
    manifest->heads = mem_zalloc(1, sizeof *manifest->heads);
    manifest->head_count = 1;
    manifest->objects = mem_zalloc(2, sizeof *manifest->objects);
    manifest->objects[0].hash = hash_bytes("hello", 5);
    crypto_hash_sha256(manifest->objects[0].sha256.bytes, (const uint8_t *)"hello", 5);
    manifest->objects[0].size = 5;
    manifest->object_count = 1;
    buf_add(&forgery->body, batch, sizeof batch);
    buf_add(&forgery->body, "hello", 5);
}

static void forgery_remove(struct forgery *forgery)
{
    package_manifest_clear(&forgery->manifest);
    buf_clear(&forgery->manifest_bytes);
    buf_clear(&forgery->body);
    parcel_remove(&forgery->parcel);
}

static void sign(const struct forgery *forgery, struct package_writer *writer)
{
    crypto_generichash_state so_far = writer->content;
    uint8_t message[PACKAGE_SIGNED_SIZE];
    uint8_t signature[PACKAGE_SIGNATURE_SIZE];
    struct hash content;
    const struct hash none = {{0}};
    bool real = hash_equal(&forgery->prefix, &none);

    crypto_generichash_final(&so_far, content.bytes, HASH_SIZE);
    package_signed(real ? &writer->prefix : &forgery->prefix, &content, message);
    crypto_sign_detached(signature, NULL, message, sizeof message, forgery->signer->secret_key);
    CU_ASSERT_EQUAL_FATAL(package_writer_add(writer, signature, sizeof signature, NULL), ERR_OK);
}

/* Seals it properly, whatever it is. */
static void forge(struct forgery *forgery)
{
    struct package_writer *writer = mem_zalloc(1, sizeof *writer);
    struct package_header header = {.has_passphrase = false};
    struct package_options options = parcel_options(&forgery->parcel);
    uint8_t key[PACKAGE_KEY_SIZE];
    uint8_t length[PACKAGE_LENGTH_SIZE];
    struct hash hash;

    if (forgery->manifest_bytes.length == 0)
        package_manifest_put(&forgery->manifest, &forgery->manifest_bytes);
    uint32_t announced = forgery->manifest_length != 0 ? forgery->manifest_length
                                                       : (uint32_t)forgery->manifest_bytes.length;
    for (unsigned i = 0; i < PACKAGE_LENGTH_SIZE; i++)
        length[i] = (uint8_t)(announced >> (8 * i));
    header.plain = PACKAGE_LENGTH_SIZE + forgery->manifest_bytes.length + forgery->body.length +
                   PACKAGE_SIGNATURE_SIZE;
    crypto_secretstream_xchacha20poly1305_keygen(key);
    CU_ASSERT_EQUAL_FATAL(package_key_wrap(&options, key, &header, NULL), ERR_OK);
    writer->fd = open(forgery->parcel.path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    CU_ASSERT_EQUAL_FATAL(package_writer_begin(writer, &header, key, NULL), ERR_OK);
    package_writer_add(writer, length, sizeof length, NULL);
    package_writer_add(writer, forgery->manifest_bytes.data, forgery->manifest_bytes.length, NULL);
    package_writer_add(writer, forgery->body.data, forgery->body.length, NULL);
    sign(forgery, writer);
    CU_ASSERT_EQUAL_FATAL(package_writer_end(writer, &hash, NULL), ERR_OK);
    buf_reset(&forgery->manifest_bytes);
    close(writer->fd);
    free(writer);
    package_header_clear(&header);
}

static void expect(struct forgery *forgery, enum err_code expected, const char *text)
{
    struct package *package = NULL;
    struct err err = {0};

    forge(forgery);
    CU_ASSERT_EQUAL(parcel_open(&forgery->parcel, &package, &err), expected);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, text));
    if (strstr(err.message, text) == NULL)
        printf("\n%s, not %s\n", err.message, text);
    package_close(package);
}

/* ---- who ------------------------------------------------------------------------------------- */

static void the_sender_must_have_signed(void)
{
    struct forgery forgery;
    struct device mallory = parcel_device(13);

    forgery_make(&forgery);
    expect(&forgery, ERR_OK, ""); /* what the others differ from */
    forgery.signer = &mallory;
    expect(&forgery, ERR_DATA, "forged");
    forgery.signer = &forgery.parcel.fixture.device;
    forgery.prefix = hash_bytes("another envelope", 16); /* passed on as if meant for this laptop */
    expect(&forgery, ERR_DATA, "forged");
    forgery.prefix = (struct hash){{0}};
    forgery.signer = &mallory; /* its own key under the other's id */
    memcpy(forgery.manifest.key, mallory.public_key, DEVICE_PUBLIC_SIZE);
    expect(&forgery, ERR_DATA, "damaged");
    device_clear(&mallory);
    forgery_remove(&forgery);
}

static void texts_are_cleaned(void)
{
    struct forgery forgery;
    struct package *package = NULL;

    forgery_make(&forgery);
    mem_replace(&forgery.manifest.organization, "Har\x1b[2Jbour\nLtd");
    mem_replace(&forgery.manifest.sender_person, "Li \xe2\x80\xaeNa");
    forge(&forgery);
    CU_ASSERT_EQUAL_FATAL(parcel_open(&forgery.parcel, &package, NULL), ERR_OK);
    CU_ASSERT_STRING_EQUAL(package_info(package)->organization, "Har[2Jbour Ltd");
    CU_ASSERT_STRING_EQUAL(package_info(package)->sender_person, "Li Na");
    package_close(package);
    mem_replace(&forgery.manifest.sender_name, "\xff\xfe");
    expect(&forgery, ERR_DATA, "damaged");
    forgery_remove(&forgery);
}

/* ---- how much -------------------------------------------------------------------------------- */

static void batch_lengths_must_fit(void)
{
    struct forgery forgery;
    static const uint64_t lengths[] = {0,         1,          99,        BATCH - 1, BATCH + 1,
                                       BATCH * 2, UINT32_MAX, INT64_MAX, UINT64_MAX};

    forgery_make(&forgery);
    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
        forgery.manifest.batch_sizes[0] = lengths[i];
        expect(&forgery, ERR_DATA, "damaged");
    }
    forgery.manifest.batch_sizes[0] = BATCH; /* two that together wrap around */
    forgery.manifest.batch_sizes[1] = UINT64_MAX - BATCH + 1;
    forgery.manifest.batch_count = 2;
    expect(&forgery, ERR_DATA, "damaged");
    forgery.manifest.batch_count = 0;
    expect(&forgery, ERR_DATA, "damaged");
    forgery_remove(&forgery);
}

static void objects_must_be_what_is_said(void)
{
    struct forgery forgery;
    static const uint64_t lengths[] = {0, 4, 6, 1 << 20, INT64_MAX, UINT64_MAX};

    forgery_make(&forgery);
    struct merge_object *object = &forgery.manifest.objects[0];
    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
        object->size = lengths[i];
        expect(&forgery, ERR_DATA, "damaged");
    }
    object->size = 5;
    object->hash.bytes[31] ^= 1;
    expect(&forgery, ERR_DATA, "damaged");
    object->hash.bytes[31] ^= 1;
    object->sha256.bytes[0] ^= 1;
    expect(&forgery, ERR_DATA, "damaged");
    object->sha256.bytes[0] ^= 1;
    forgery.manifest.objects[1] = *object; /* twice the same */
    forgery.manifest.object_count = 2;
    buf_add(&forgery.body, "hello", 5);
    expect(&forgery, ERR_DATA, "damaged");
    forgery_remove(&forgery);
}

static void numbers_must_fit_the_file(void)
{
    struct forgery forgery;

    forgery_make(&forgery);
    forgery.manifest.heads[0].end.sequence = UINT64_MAX;
    expect(&forgery, ERR_DATA, "damaged");
    forgery.manifest.heads[0].end.sequence = 1;
    forgery.manifest.heads[0].end.epoch = (uint64_t)INT64_MAX + 1;
    expect(&forgery, ERR_DATA, "damaged");
    forgery_remove(&forgery);
}

static void manifests_are_read_strictly(void)
{
    struct forgery forgery;
    struct buf bytes = {0};
    size_t taken = 0;
    static const uint32_t lengths[] = {1, 1 << 20, PACKAGE_MANIFEST_LIMIT + 1, UINT32_MAX};

    forgery_make(&forgery);
    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
        forgery.manifest_length = lengths[i];
        expect(&forgery, ERR_DATA, "damaged");
    }
    forgery.manifest_length = 0;
    package_manifest_put(&forgery.manifest, &bytes);
    for (size_t length = 1; length < bytes.length; length++) {
        struct package_manifest manifest = {.batch_count = 0};
        char *copy = mem_dup(bytes.data, length); /* of exactly that size */
        taken += package_manifest_parse(copy, length, forgery.body.length, &manifest);
        package_manifest_clear(&manifest);
        free(copy);
    }
    CU_ASSERT_EQUAL(taken, 0);
    buf_add(&forgery.manifest_bytes, bytes.data, bytes.length);
    buf_add(&forgery.manifest_bytes, "", 1);
    expect(&forgery, ERR_DATA, "damaged");
    buf_clear(&bytes);
    forgery_remove(&forgery);
}

/* A count that is a lie costs nothing: lists grow with what is there. */
static void counts_take_no_memory(void)
{
    struct package_manifest manifest = {.batch_count = 0};
    struct buf bytes = {0};
    struct forgery forgery;

    forgery_make(&forgery);
    package_manifest_put(&forgery.manifest, &bytes);
    size_t at = bytes.length; /* the list of batches: one head of an array, one number */
    while (at-- > 1 && memcmp(bytes.data + at, "\x81\x18\x78", 3) != 0)
        continue;
    CU_ASSERT_FATAL(at > 1);
    memset(bytes.data + at, 0, bytes.length - at);
    memcpy(bytes.data + at, "\x98\x60", 2); /* 96 batches of no bytes */
    CU_ASSERT_FALSE(package_manifest_parse(bytes.data, bytes.length, 1 << 20, &manifest));
    CU_ASSERT(manifest.batch_count <= 1);
    package_manifest_clear(&manifest);
    buf_clear(&bytes);
    forgery_remove(&forgery);
}

/* ---- the header ------------------------------------------------------------------------------ */

static void expect_header(struct forgery *forgery, struct package_header *header, const char *text)
{
    struct buf bytes = {0};
    struct package *package = NULL;
    struct err err = {0};

    package_header_put(header, &bytes);
    for (size_t i = 0; i < 200; i++)
        buf_putc(&bytes, 'x');
    parcel_fix_check(&bytes);
    parcel_write(forgery->parcel.path, bytes.data, bytes.length);
    const struct package_key key = {&forgery->parcel.other, "any passphrase", 14};
    CU_ASSERT_EQUAL(package_open(forgery->parcel.path, &key, &package, NULL, NULL, &err), ERR_DATA);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, text));
    if (strstr(err.message, text) == NULL)
        printf("\n%s, not %s\n", err.message, text);
    package_close(package);
    buf_clear(&bytes);
}

static void announced_sizes_are_held_against_the_file(void)
{
    struct forgery forgery;
    struct package_header header = {.plain = 100};
    static const uint64_t large[] = {1000, UINT32_MAX, (uint64_t)1 << 62, INT64_MAX, UINT64_MAX};

    forgery_make(&forgery);
    for (size_t i = 0; i < sizeof large / sizeof large[0]; i++) {
        header.plain = large[i];
        expect_header(&forgery, &header, large[i] > INT64_MAX / 2 ? "damaged" : "truncated");
    }
    header.plain = 67; /* no room for a signature */
    expect_header(&forgery, &header, "damaged");
    header.plain = 100; /* less than there is */
    expect_header(&forgery, &header, "damaged");
    forgery_remove(&forgery);
}

/* Whatever it asks for, checking a passphrase stays cheap. */
static void a_passphrase_costs_what_we_allow(void)
{
    struct forgery forgery;
    struct package_header header = {.plain = 151, .has_passphrase = true};
    static const uint64_t costs[][2] = {{1, crypto_pwhash_MEMLIMIT_INTERACTIVE},
                                        {4, crypto_pwhash_MEMLIMIT_INTERACTIVE},
                                        {UINT64_MAX, crypto_pwhash_MEMLIMIT_INTERACTIVE},
                                        {2, 8192},
                                        {2, crypto_pwhash_MEMLIMIT_MODERATE + 1},
                                        {2, crypto_pwhash_MEMLIMIT_SENSITIVE},
                                        {2, UINT64_MAX}};

    forgery_make(&forgery);
    for (size_t i = 0; i < sizeof costs / sizeof costs[0]; i++) {
        header.opslimit = costs[i][0];
        header.memlimit = costs[i][1];
        expect_header(&forgery, &header, "damaged");
    }
    forgery_remove(&forgery);
}

static void boxes_are_bounded(void)
{
    struct forgery forgery;
    struct package_header header = {.plain = 151};

    forgery_make(&forgery);
    header.sealed_count = PACKAGE_RECEIVERS + 1;
    header.sealed = mem_zalloc(header.sealed_count, sizeof *header.sealed);
    expect_header(&forgery, &header, "damaged");
    package_header_clear(&header);
    uint8_t start[300] = PACKAGE_MAGIC; /* a header as long as they come */
    memset(start + PACKAGE_MAGIC_SIZE, 0xff, 4);
    parcel_write(forgery.parcel.path, start, sizeof start);
    struct package *package = NULL;
    CU_ASSERT_EQUAL(parcel_open(&forgery.parcel, &package, NULL), ERR_DATA);
    forgery_remove(&forgery);
}

CU_ErrorCode test_package_forged_add(void)
{
    CU_pSuite suite = CU_add_suite("package forged", NULL, NULL);

    if (suite == NULL || CU_ADD_TEST(suite, the_sender_must_have_signed) == NULL ||
        CU_ADD_TEST(suite, texts_are_cleaned) == NULL ||
        CU_ADD_TEST(suite, batch_lengths_must_fit) == NULL ||
        CU_ADD_TEST(suite, objects_must_be_what_is_said) == NULL ||
        CU_ADD_TEST(suite, numbers_must_fit_the_file) == NULL ||
        CU_ADD_TEST(suite, manifests_are_read_strictly) == NULL ||
        CU_ADD_TEST(suite, counts_take_no_memory) == NULL ||
        CU_ADD_TEST(suite, announced_sizes_are_held_against_the_file) == NULL ||
        CU_ADD_TEST(suite, a_passphrase_costs_what_we_allow) == NULL ||
        CU_ADD_TEST(suite, boxes_are_bounded) == NULL)
        return CU_get_error();
    return CUE_SUCCESS;
}

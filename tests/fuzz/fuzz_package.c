/* fuzz_package.c - feeds the package reader with anything; seeds in corpus-package.
 *
 * The first byte says which layer: 0 the header; 1 the plain bytes without their signature, which
 * is made here under a key that is known to the seeds, so that what is behind it is reached too; 2
 * a whole file, sealed for the same key.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include <sodium.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/mem.h"
#include "exchange/package_parts.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static struct device make_device(void)
{
    struct device device = {.name = "fuzz"};
    unsigned char seed[crypto_sign_SEEDBYTES];

    memset(seed, 'f', sizeof seed);
    crypto_sign_seed_keypair(device.public_key, device.secret_key, seed);
    device.id = device_id_of(device.public_key);
    return device;
}

/* What is taken is what would be written: one content, one encoding. */
static void fuzz_header(const uint8_t *bytes, size_t length)
{
    struct package_header header = {.plain = 0};
    struct buf again;

    if (package_header_parse(bytes, length, &header)) {
        if (header.sealed_count > PACKAGE_RECEIVERS)
            abort();
        package_header_file_size(&header);
        buf_init(&again);
        package_header_put(&header, &again);
        if (again.length != PACKAGE_START_SIZE + length ||
            memcmp(again.data + PACKAGE_START_SIZE, bytes, length) != 0)
            abort();
        buf_clear(&again);
    }
    package_header_clear(&header);
}

struct input {
    const uint8_t *at;
    size_t left;
};

static enum err_code read_input(void *context, void *bytes, size_t length, struct err *err)
{
    struct input *input = context;

    (void)err;
    if (length > input->left) /* the source promised never to ask for more than there is */
        abort();
    memcpy(bytes, input->at, length);
    input->at += length;
    input->left -= length;
    return ERR_OK;
}

/* Everything that the lists announce is there. */
static void check_content(const struct package_content *content, size_t length)
{
    const struct package_manifest *manifest = &content->manifest;
    uint64_t sum = PACKAGE_LENGTH_SIZE + content->manifest_length + PACKAGE_SIGNATURE_SIZE;
    volatile uint8_t last = 0;

    for (size_t i = 0; i < manifest->batch_count; i++) {
        sum += content->batches[i].length;
        last = content->batches[i].bytes[content->batches[i].length - 1];
    }
    for (size_t i = 0; i < manifest->object_count; i++)
        sum += manifest->objects[i].size;
    (void)last;
    if (sum != length || manifest->organization == NULL || manifest->sender_name == NULL ||
        manifest->sender_person == NULL)
        abort();
}

static void fuzz_content(const uint8_t *bytes, size_t length)
{
    struct device device = make_device();
    const struct hash prefix = {{0}};
    struct hash hash = hash_bytes(bytes, length);
    uint8_t message[PACKAGE_SIGNED_SIZE];
    uint8_t *plain = mem_alloc(length + PACKAGE_SIGNATURE_SIZE);
    struct package_content content = {.bytes = NULL};
    struct err err;

    if (length > 0)
        memcpy(plain, bytes, length);
    package_signed(&prefix, &hash, message);
    crypto_sign_detached(plain + length, NULL, message, sizeof message, device.secret_key);
    length += PACKAGE_SIGNATURE_SIZE;
    struct input input = {plain, length};
    struct package_source source = {.read = read_input, .context = &input};
    package_source_begin(&source, "fuzz", length);
    if (package_content_read(&source, &prefix, &content, &err) == ERR_OK)
        check_content(&content, length);
    package_content_clear(&content);
    free(plain);
}

static void fuzz_file(const uint8_t *bytes, size_t length)
{
    struct device device = make_device();
    const struct package_key key = {.device = &device};
    struct package *package = NULL;
    struct err err;
    char path[64];
    int fd = memfd_create("fuzz", MFD_CLOEXEC);

    if (fd < 0 || write(fd, bytes, length) != (ssize_t)length)
        abort();
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    enum err_code code = package_open(path, &key, &package, NULL, NULL, &err);
    if ((code == ERR_OK) != (package != NULL) || (code != ERR_OK && err.message[0] == '\0'))
        abort();
    package_close(package);
    close(fd);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    if (length == 0)
        return 0;
    ident_init();
    /* A copy of exactly that size, so that reading past its end shows. */
    uint8_t *copy = mem_dup(bytes + 1, length - 1);
    switch (bytes[0] % 3) {
    case 0:
        fuzz_header(copy, length - 1);
        break;
    case 1:
        fuzz_content(copy, length - 1);
        break;
    default:
        fuzz_file(copy, length - 1);
        break;
    }
    free(copy);
    return 0;
}

/* parcel.c - a small audit file, two laptops, and packages between them. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "parcel.h"

#include <CUnit/CUnit.h>
#include <dirent.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "store/evidence.h"
#include "store/internal.h"

struct device parcel_device(uint8_t seed_byte)
{
    struct device device = {.name = "laptop-7"};
    unsigned char seed[crypto_sign_SEEDBYTES];

    memset(seed, seed_byte, sizeof seed);
    crypto_sign_seed_keypair(device.public_key, device.secret_key, seed);
    device.id = device_id_of(device.public_key);
    return device;
}

static void make_receiver(struct parcel *parcel)
{
    parcel->other = parcel_device(7);
    parcel->key.device = parcel->other.id;
    memcpy(parcel->key.key, parcel->other.public_key, DEVICE_PUBLIC_SIZE);
    parcel->path = mem_printf("%s/P.awpack", parcel->fixture.directory);
}

static enum err_code attach_bytes(struct store *store, struct change *change, void *context,
                                  struct err *err)
{
    struct object_info info;
    struct ident id = ident_random();

    enum err_code code = object_put_bytes(store, "a seal", 6, &info, err);
    change_set(change, RECORD_ATTACHMENT, &id, ATTACHMENT_OBJECT,
               value_bytes(info.hash.bytes, HASH_SIZE));
    (void)context;
    return code;
}

void parcel_make(struct parcel *parcel)
{
    struct fixture *fixture = &parcel->fixture;
    struct change change;

    *parcel = (struct parcel){.path = NULL};
    fixture_make_folder(fixture);
    CU_ASSERT_EQUAL_FATAL(store_create(fixture->path, &fixture->device, "Harbour Ltd", "Li Na",
                                       &fixture->store, NULL),
                          ERR_OK);
    fixture->audit = ident_random();
    change_init(&change, &fixture->audit);
    CU_ASSERT_EQUAL_FATAL(save_with(fixture->store, &change, NULL, attach_bytes, NULL, NULL),
                          ERR_OK);
    change_clear(&change);
    make_receiver(parcel);
}

void parcel_attach(struct parcel *parcel, const struct ident *audit, const void *bytes,
                   size_t length)
{
    struct ident id;
    char *path = fixture_file(&parcel->fixture, "photo.jpg", bytes, length);
    const char *const paths[] = {path};
    const struct evidence_new what = {
        .kind = EVIDENCE_PHOTO, .title = "Fence", .paths = paths, .path_count = 1};

    CU_ASSERT_EQUAL_FATAL(evidence_add(parcel->fixture.store, audit, &what, NULL, &id, NULL),
                          ERR_OK);
    unlink(path);
    free(path);
}

void parcel_make_full(struct parcel *parcel)
{
    *parcel = (struct parcel){.path = NULL};
    fixture_make(&parcel->fixture);
    make_receiver(parcel);
    parcel_attach(parcel, &parcel->fixture.audit, "not really a photo", 18);
}

void parcel_remove(struct parcel *parcel)
{
    device_clear(&parcel->other);
    free(parcel->path);
    fixture_remove(&parcel->fixture);
}

struct package_options parcel_options(const struct parcel *parcel)
{
    return (struct package_options){
        .receivers = &parcel->key, .receiver_count = 1, .key = {.device = &parcel->fixture.device}};
}

void parcel_pack(struct parcel *parcel, struct package_counts *counts)
{
    struct package_options options = parcel_options(parcel);
    struct err err = {0};

    enum err_code code =
        package_create(parcel->fixture.store, parcel->path, &options, counts, &err);
    if (code != ERR_OK)
        printf("\n%s\n", err.message);
    CU_ASSERT_EQUAL_FATAL(code, ERR_OK);
}

enum err_code parcel_open(const struct parcel *parcel, struct package **package, struct err *err)
{
    const struct package_key key = {.device = &parcel->other};

    return package_open(parcel->path, &key, package, NULL, NULL, err);
}

void parcel_read(const char *path, struct buf *bytes)
{
    buf_clear(bytes);
    CU_ASSERT_EQUAL_FATAL(file_read(path, 1 << 24, bytes, NULL), ERR_OK);
}

/* In place, as a stick that is written to while it is read. */
void parcel_write(const char *path, const void *bytes, size_t length)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

    CU_ASSERT_FATAL(fd >= 0);
    CU_ASSERT_EQUAL_FATAL(write(fd, bytes, length), (ssize_t)length);
    close(fd);
}

void parcel_fix_check(struct buf *bytes)
{
    struct hash hash = hash_bytes(bytes->data, bytes->length - HASH_SIZE);

    memcpy(bytes->data + bytes->length - HASH_SIZE, hash.bytes, HASH_SIZE);
}

size_t parcel_entries(const struct parcel *parcel)
{
    size_t count = 0;
    DIR *folder = opendir(parcel->fixture.directory);

    CU_ASSERT_PTR_NOT_NULL_FATAL(folder);
    while (readdir(folder) != NULL)
        count++;
    closedir(folder);
    return count - 2;
}

/* test_device.c - the key of this laptop and its memory of files. */
#include <CUnit/CUnit.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/text.h"
#include "store/fixture.h"
#include "store/suites.h"

static void the_key_stays_the_same(void)
{
    struct fixture place;
    struct device again;

    fixture_make_folder(&place);
    CU_ASSERT_EQUAL_FATAL(device_load(&again, NULL), ERR_OK);
    CU_ASSERT_TRUE(ident_equal(&again.id, &place.device.id));
    CU_ASSERT_EQUAL(memcmp(again.secret_key, place.device.secret_key, DEVICE_SECRET_SIZE), 0);
    CU_ASSERT_STRING_EQUAL(again.name, place.device.name);
    CU_ASSERT_TRUE(again.name[0] != '\0' && text_is_utf8(again.name, strlen(again.name)));
    struct ident id = device_id_of(again.public_key);
    CU_ASSERT_TRUE(ident_equal(&id, &again.id));
    device_clear(&again);
    CU_ASSERT_EQUAL(again.secret_key[0] | again.secret_key[31], 0);
    fixture_remove(&place);
}

static char *key_path(const struct fixture *place)
{
    return file_join(place->device.directory, "device");
}

static void the_key_is_private(void)
{
    struct fixture place;
    struct stat status;
    struct device again;

    fixture_make_folder(&place);
    char *path = key_path(&place);
    CU_ASSERT_EQUAL(stat(path, &status), 0);
    CU_ASSERT_EQUAL(status.st_mode & 0777, 0600);
    CU_ASSERT_EQUAL(stat(place.device.directory, &status), 0);
    CU_ASSERT_EQUAL(status.st_mode & 0777, 0700);
    CU_ASSERT_EQUAL(chmod(path, 0644), 0);
    CU_ASSERT_EQUAL_FATAL(device_load(&again, NULL), ERR_OK);
    CU_ASSERT_EQUAL(stat(path, &status), 0);
    CU_ASSERT_EQUAL(status.st_mode & 0777, 0600);
    device_clear(&again);
    free(path);
    fixture_remove(&place);
}

static void replace_by(const char *path, const struct buf *bytes)
{
    FILE *file = fopen(path, "wb");

    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    fwrite(bytes->data, 1, bytes->length, file);
    fclose(file);
}

/* Every byte matters: a flipped bit anywhere is noticed, and the file stays as it is. */
static void a_damaged_key_is_refused(void)
{
    struct fixture place;
    struct device again;
    struct err err;
    struct buf bytes;

    fixture_make_folder(&place);
    char *path = key_path(&place);
    buf_init(&bytes);
    CU_ASSERT_EQUAL_FATAL(file_read(path, 4096, &bytes, NULL), ERR_OK);
    for (size_t i = 0; i < bytes.length; i++) {
        bytes.data[i] ^= 1;
        replace_by(path, &bytes);
        CU_ASSERT_EQUAL(device_load(&again, &err), ERR_DATA);
        bytes.data[i] ^= 1;
    }
    size_t whole = bytes.length;
    for (bytes.length = 0; bytes.length < whole; bytes.length += 7) {
        replace_by(path, &bytes);
        CU_ASSERT_EQUAL(device_load(&again, &err), ERR_DATA);
        CU_ASSERT_TRUE(err.hint[0] != '\0');
    }
    bytes.length = whole;
    replace_by(path, &bytes);
    CU_ASSERT_EQUAL(device_load(&again, &err), ERR_OK);
    CU_ASSERT_TRUE(ident_equal(&again.id, &place.device.id));
    device_clear(&again);
    buf_clear(&bytes);
    free(path);
    fixture_remove(&place);
}

/* Many programs that start at once end with one key. */
static void a_race_has_one_winner(void)
{
    enum { RUNNERS = 8, ROUNDS = 10 };
    struct fixture place;

    fixture_make_folder(&place);
    char *path = key_path(&place);
    for (int round = 0; round < ROUNDS; round++) {
        struct ident ids[RUNNERS];
        int ends[2];
        CU_ASSERT_EQUAL_FATAL(unlink(path), 0);
        CU_ASSERT_EQUAL_FATAL(pipe(ends), 0);
        for (int i = 0; i < RUNNERS; i++) {
            if (fork() == 0) {
                struct device device;
                bool good = device_load(&device, NULL) == ERR_OK;
                struct ident id = good ? device.id : ident_none();
                _exit(write(ends[1], id.bytes, IDENT_SIZE) == IDENT_SIZE ? 0 : 1);
            }
        }
        for (int i = 0; i < RUNNERS; i++) {
            CU_ASSERT_EQUAL(read(ends[0], ids[i].bytes, IDENT_SIZE), IDENT_SIZE);
            CU_ASSERT_FALSE(ident_is_none(&ids[i]));
            CU_ASSERT_TRUE(ident_equal(&ids[i], &ids[0]));
        }
        for (int i = 0; i < RUNNERS; i++)
            wait(NULL);
        close(ends[0]);
        close(ends[1]);
    }
    free(path);
    fixture_remove(&place);
}

static void a_read_only_home_is_explained(void)
{
    struct fixture place;
    struct device device;
    struct err err = {0};

    fixture_make_folder(&place);
    setenv("XDG_DATA_HOME", "/proc/self", 1); /* nobody can make anything there, not even root */
    CU_ASSERT_NOT_EQUAL(device_load(&device, &err), ERR_OK);
    CU_ASSERT_TRUE(err.message[0] != '\0');
    CU_ASSERT_PTR_NOT_NULL(strstr(err.hint, "XDG_DATA_HOME"));
    fixture_remove(&place);
}

static void memory_of_a_file(void)
{
    struct fixture place;
    struct device_memory memory = {.epoch = 0x0102030405060708, .last = {{1, 2, 3}}};
    struct device_memory got;
    struct ident file = ident_random();
    struct ident other = ident_random();

    fixture_make_folder(&place);
    CU_ASSERT_FALSE(device_recall(&place.device, &file, &got));
    device_remember(&place.device, &file, &memory);
    CU_ASSERT_TRUE_FATAL(device_recall(&place.device, &file, &got));
    CU_ASSERT_EQUAL(got.epoch, memory.epoch);
    CU_ASSERT_TRUE(hash_equal(&got.last, &memory.last));
    memory.epoch = 9;
    device_remember(&place.device, &file, &memory);
    CU_ASSERT_TRUE(device_recall(&place.device, &file, &got));
    CU_ASSERT_EQUAL(got.epoch, 9);
    CU_ASSERT_FALSE(device_recall(&place.device, &other, &got));
    fixture_remove(&place);
}

static void a_torn_or_foreign_memory_is_none(void)
{
    struct fixture place;
    struct device_memory memory = {.epoch = 3};
    struct device_memory got;
    struct ident file = ident_random();
    struct ident other = ident_random();
    char name[IDENT_TEXT_SIZE];
    struct buf bytes;

    fixture_make_folder(&place);
    device_remember(&place.device, &file, &memory);
    ident_text(&file, name);
    char *path = mem_printf("%s/files/%s", place.device.directory, name);
    buf_init(&bytes);
    CU_ASSERT_EQUAL_FATAL(file_read(path, 4096, &bytes, NULL), ERR_OK);
    for (size_t i = 0; i < bytes.length; i++) {
        bytes.data[i] ^= 4;
        replace_by(path, &bytes);
        CU_ASSERT_FALSE(device_recall(&place.device, &file, &got));
        bytes.data[i] ^= 4;
    }
    ident_text(&other, name);
    char *elsewhere = mem_printf("%s/files/%s", place.device.directory, name);
    replace_by(elsewhere, &bytes);
    CU_ASSERT_FALSE(device_recall(&place.device, &other, &got));
    free(elsewhere);
    free(path);
    buf_clear(&bytes);
    fixture_remove(&place);
}

CU_ErrorCode test_device_add(void)
{
    CU_pSuite suite = CU_add_suite("device", NULL, NULL);

    CU_add_test(suite, "the key stays the same", the_key_stays_the_same);
    CU_add_test(suite, "the key is private", the_key_is_private);
    CU_add_test(suite, "a damaged key is refused", a_damaged_key_is_refused);
    CU_add_test(suite, "a race has one winner", a_race_has_one_winner);
    CU_add_test(suite, "a read-only home is explained", a_read_only_home_is_explained);
    CU_add_test(suite, "memory of a file", memory_of_a_file);
    CU_add_test(suite, "a torn or foreign memory is none", a_torn_or_foreign_memory_is_none);
    return CU_get_error();
}

/* test_object.c - files inside the audit file. */
#include <CUnit/CUnit.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "store/fixture.h"
#include "store/internal.h"
#include "store/suites.h"

static char *noise(size_t length, unsigned seed)
{
    char *bytes = mem_alloc(length + 1);

    for (size_t i = 0; i < length; i++) {
        seed = seed * 1103515245u + 12345u;
        bytes[i] = (char)(seed >> 16);
    }
    return bytes;
}

static enum err_code put(struct fixture *fixture, const char *path,
                         const struct object_options *options, struct object_info *info,
                         struct err *err)
{
    CU_ASSERT_EQUAL_FATAL(db_begin(fixture->store, NULL), ERR_OK);
    enum err_code code = object_put_file(fixture->store, path, options, info, err);
    if (code == ERR_OK)
        CU_ASSERT_EQUAL(db_commit(fixture->store, NULL), ERR_OK);
    db_rollback(fixture->store);
    return code;
}

static int64_t number_of(struct fixture *fixture, const char *sql)
{
    bool row = false;
    sqlite3_stmt *stmt = db_use(fixture->store, sql, NULL);

    CU_ASSERT_PTR_NOT_NULL_FATAL(stmt);
    CU_ASSERT_EQUAL_FATAL(db_step(fixture->store, stmt, &row, NULL), ERR_OK);
    int64_t answer = sqlite3_column_int64(stmt, 0);
    db_done(fixture->store, stmt);
    return answer;
}

static void a_file_comes_back_as_it_was(void)
{
    static const size_t lengths[] = {1, OBJECT_CHUNK - 1, OBJECT_CHUNK, OBJECT_CHUNK + 1,
                                     3 * OBJECT_CHUNK + 17};
    struct fixture fixture;
    struct object_info info;
    struct buf back;

    fixture_make(&fixture);
    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
        char *bytes = noise(lengths[i], (unsigned)i);
        char *path = fixture_file(&fixture, "in.bin", bytes, lengths[i]);
        char *out = file_join(fixture.directory, "out.bin");
        struct hash hash = hash_bytes(bytes, lengths[i]);
        CU_ASSERT_EQUAL_FATAL(put(&fixture, path, NULL, &info, NULL), ERR_OK);
        CU_ASSERT_TRUE(hash_equal(&info.hash, &hash));
        CU_ASSERT_EQUAL(info.size, lengths[i]);
        CU_ASSERT_EQUAL(object_save_as(fixture.store, &info.hash, out, NULL), ERR_OK);
        buf_init(&back);
        CU_ASSERT_EQUAL(file_read(out, 4 * OBJECT_CHUNK, &back, NULL), ERR_OK);
        CU_ASSERT_EQUAL_FATAL(back.length, lengths[i]);
        CU_ASSERT_EQUAL(memcmp(back.data, bytes, lengths[i]), 0);
        buf_clear(&back);
        free(out);
        free(path);
        free(bytes);
    }
    fixture_verify(&fixture);
    fixture_remove(&fixture);
}

static void sha256_is_what_people_check(void)
{
    static const uint8_t abc[] = {0xba, 0x78, 0x16, 0xbf, 0x8f, 0x01, 0xcf, 0xea};
    struct fixture fixture;
    struct object_info info;

    fixture_make(&fixture);
    char *path = fixture_file(&fixture, "abc.txt", "abc", 3);
    CU_ASSERT_EQUAL_FATAL(put(&fixture, path, NULL, &info, NULL), ERR_OK);
    CU_ASSERT_EQUAL(memcmp(info.sha256.bytes, abc, sizeof abc), 0);
    CU_ASSERT_STRING_EQUAL(info.media_type, "text/plain");
    free(path);
    fixture_remove(&fixture);
}

static void the_same_bytes_are_stored_once(void)
{
    struct fixture fixture;
    struct object_info first;
    struct object_info second;

    fixture_make(&fixture);
    char *bytes = noise(OBJECT_CHUNK * 2, 7);
    char *a = fixture_file(&fixture, "a.bin", bytes, OBJECT_CHUNK * 2);
    char *b = fixture_file(&fixture, "b.bin", bytes, OBJECT_CHUNK * 2);
    int64_t objects = number_of(&fixture, "SELECT count(*) FROM object");
    int64_t chunks = number_of(&fixture, "SELECT count(*) FROM object_chunk");
    CU_ASSERT_EQUAL_FATAL(put(&fixture, a, NULL, &first, NULL), ERR_OK);
    CU_ASSERT_EQUAL_FATAL(put(&fixture, b, NULL, &second, NULL), ERR_OK);
    CU_ASSERT_TRUE(hash_equal(&first.hash, &second.hash));
    CU_ASSERT_TRUE(hash_equal(&first.sha256, &second.sha256));
    CU_ASSERT_EQUAL(number_of(&fixture, "SELECT count(*) FROM object"), objects + 1);
    CU_ASSERT_EQUAL(number_of(&fixture, "SELECT count(*) FROM object_chunk"), chunks + 2);
    free(a);
    free(b);
    free(bytes);
    fixture_remove(&fixture);
}

static void empty_and_large_files_are_refused(void)
{
    const struct object_options small = {.limit = 10};
    struct fixture fixture;
    struct object_info info;
    struct err err;

    fixture_make(&fixture);
    char *empty = fixture_file(&fixture, "photo.jpg", "", 0);
    char *large = fixture_file(&fixture, "large.bin", "12345678901", 11);
    char *fits = fixture_file(&fixture, "fits.bin", "1234567890", 10);
    CU_ASSERT_EQUAL(put(&fixture, empty, NULL, &info, &err), ERR_DATA);
    CU_ASSERT_STRING_EQUAL(err.message, "photo.jpg has 0 bytes, so there is nothing to attach");
    CU_ASSERT_EQUAL(put(&fixture, large, &small, &info, &err), ERR_DATA);
    CU_ASSERT_EQUAL(put(&fixture, fits, &small, &info, &err), ERR_OK);
    CU_ASSERT_EQUAL(put(&fixture, "/dev/null", NULL, &info, &err), ERR_NOINPUT);
    CU_ASSERT_EQUAL(put(&fixture, fixture.directory, NULL, &info, &err), ERR_NOINPUT);
    CU_ASSERT_EQUAL(put(&fixture, "/no/such/file", NULL, &info, &err), ERR_NOINPUT);
    free(empty);
    free(large);
    free(fits);
    fixture_remove(&fixture);
}

struct meddler {
    const char *path;
    int calls;
    int stop_at; /* 0: never */
    bool grow;
};

static bool meddle(void *context, uint64_t done, uint64_t total)
{
    struct meddler *meddler = context;

    CU_ASSERT_TRUE(done > 0 && total > 0);
    meddler->calls++;
    if (meddler->grow && meddler->calls == 1) {
        FILE *file = fopen(meddler->path, "ab");
        fputs("more", file);
        fclose(file);
    }
    return meddler->calls != meddler->stop_at;
}

static void a_file_that_changes_is_refused(void)
{
    struct fixture fixture;
    struct object_info info;
    struct err err;
    char *bytes = noise(OBJECT_CHUNK * 3, 3);

    fixture_make(&fixture);
    int64_t chunks = number_of(&fixture, "SELECT count(*) FROM object_chunk");
    char *path = fixture_file(&fixture, "grows.bin", bytes, OBJECT_CHUNK * 3);
    struct meddler meddler = {.path = path, .grow = true};
    struct object_options options = {.progress = meddle, .context = &meddler};
    CU_ASSERT_EQUAL(put(&fixture, path, &options, &info, &err), ERR_IO);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "changed"));
    meddler = (struct meddler){.path = path, .stop_at = 2};
    CU_ASSERT_EQUAL(put(&fixture, path, &options, &info, &err), ERR_CANCELLED);
    CU_ASSERT_EQUAL(meddler.calls, 2);
    CU_ASSERT_EQUAL(number_of(&fixture, "SELECT count(*) FROM object_chunk"), chunks);
    free(path);
    free(bytes);
    fixture_remove(&fixture);
}

static bool swallow(void *context, const void *bytes, size_t length)
{
    (void)bytes;
    *(size_t *)context += length;
    return true;
}

static void damaged_bytes_are_noticed(void)
{
    struct fixture fixture;
    struct object_info info;
    struct hash nothing = {{9}};
    size_t length = 0;
    struct err err;

    fixture_make(&fixture);
    char *path = fixture_file(&fixture, "a.txt", "evidence", 8);
    CU_ASSERT_EQUAL_FATAL(put(&fixture, path, NULL, &info, NULL), ERR_OK);
    CU_ASSERT_EQUAL(object_read(fixture.store, &info.hash, swallow, &length, &err), ERR_OK);
    CU_ASSERT_EQUAL(length, 8);
    CU_ASSERT_EQUAL(object_read(fixture.store, &nothing, swallow, &length, &err), ERR_DATA);
    CU_ASSERT_EQUAL_FATAL(db_run(fixture.store,
                                 "UPDATE object_chunk SET bytes = x'00' WHERE object ="
                                 " (SELECT max(id) FROM object)",
                                 NULL),
                          ERR_OK);
    CU_ASSERT_EQUAL(object_read(fixture.store, &info.hash, swallow, &length, &err), ERR_DATA);
    char *out = file_join(fixture.directory, "out");
    CU_ASSERT_EQUAL(object_save_as(fixture.store, &info.hash, out, &err), ERR_DATA);
    CU_ASSERT_NOT_EQUAL(access(out, F_OK), 0);
    free(out);
    free(path);
    fixture_remove(&fixture);
}

struct sample {
    const char *name;
    const char *bytes;
    size_t length;
    const char *media_type;
};

static void media_types(void)
{
    static const struct sample samples[] = {
        {"a.jpg", "\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0", 20, "image/jpeg"},
        {"a.png", "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\2\0\0\0", 29, "image/png"},
        {"a.pdf", "%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", 15, "application/pdf"},
        {"a.txt", "门禁记录\n", 13, "text/plain"}};
    struct fixture fixture;
    struct object_info info;

    fixture_make(&fixture);
    for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++) {
        char *path = fixture_file(&fixture, samples[i].name, samples[i].bytes, samples[i].length);
        CU_ASSERT_EQUAL(put(&fixture, path, NULL, &info, NULL), ERR_OK);
        CU_ASSERT_STRING_EQUAL(info.media_type, samples[i].media_type);
        CU_ASSERT_EQUAL_FATAL(db_begin(fixture.store, NULL), ERR_OK);
        CU_ASSERT_EQUAL(
            object_put_bytes(fixture.store, samples[i].bytes, samples[i].length, &info, NULL),
            ERR_OK);
        CU_ASSERT_STRING_EQUAL(info.media_type, samples[i].media_type);
        db_rollback(fixture.store);
        free(path);
    }
    fixture_remove(&fixture);
}

CU_ErrorCode test_object_add(void)
{
    CU_pSuite suite = CU_add_suite("object", NULL, NULL);

    CU_add_test(suite, "a file comes back as it was", a_file_comes_back_as_it_was);
    CU_add_test(suite, "sha256 is what people check", sha256_is_what_people_check);
    CU_add_test(suite, "the same bytes are stored once", the_same_bytes_are_stored_once);
    CU_add_test(suite, "empty and large files are refused", empty_and_large_files_are_refused);
    CU_add_test(suite, "a file that changes is refused", a_file_that_changes_is_refused);
    CU_add_test(suite, "damaged bytes are noticed", damaged_bytes_are_noticed);
    CU_add_test(suite, "media types", media_types);
    return CU_get_error();
}

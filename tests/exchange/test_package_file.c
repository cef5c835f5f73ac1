/* test_package_file.c - packages on sticks: damaged, truncated, exchanged, full, pulled out. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include <CUnit/CUnit.h>
#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "exchange/package_parts.h"
#include "parcel.h"
#include "suites.h"

static void expect_refused(const struct parcel *parcel, enum err_code expected, const char *text)
{
    struct package *package = NULL;
    struct err err = {0};

    CU_ASSERT_EQUAL(parcel_open(parcel, &package, &err), expected);
    CU_ASSERT_PTR_NULL(package);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, text));
    if (strstr(err.message, text) == NULL)
        printf("\n%s\n", err.message);
    package_close(package);
}

/* ---- bad copies ------------------------------------------------------------------------------ */

static void every_byte_counts(void)
{
    struct parcel parcel;
    struct package_counts counts;
    struct package *package = NULL;
    struct buf bytes = {0};
    size_t opened = 0;
    size_t otherwise = 0;

    parcel_make(&parcel);
    parcel_pack(&parcel, &counts);
    parcel_read(parcel.path, &bytes);
    for (size_t i = 0; i < bytes.length; i++) {
        bytes.data[i] = (char)(bytes.data[i] ^ 1 << i % 8);
        parcel_write(parcel.path, bytes.data, bytes.length);
        enum err_code code = parcel_open(&parcel, &package, NULL);
        package_close(package);
        opened += code == ERR_OK;
        otherwise += code != ERR_OK && code != ERR_DATA;
        bytes.data[i] = (char)(bytes.data[i] ^ 1 << i % 8);
    }
    CU_ASSERT_EQUAL(opened, 0);
    CU_ASSERT_EQUAL(otherwise, 0); /* damage is told from "not for this laptop" */
    parcel_write(parcel.path, bytes.data, bytes.length);
    CU_ASSERT_EQUAL(parcel_open(&parcel, &package, NULL), ERR_OK);
    package_close(package);
    buf_clear(&bytes);
    parcel_remove(&parcel);
}

static void every_truncation_is_told(void)
{
    struct parcel parcel;
    struct package_counts counts;
    struct buf bytes = {0};

    parcel_make(&parcel);
    parcel_pack(&parcel, &counts);
    parcel_read(parcel.path, &bytes);
    for (size_t length = 0; length < bytes.length; length++) {
        parcel_write(parcel.path, bytes.data, length);
        expect_refused(&parcel, ERR_DATA, length < 6 ? "no package" : "truncated");
    }
    buf_add(&bytes, "", 1);
    parcel_write(parcel.path, bytes.data, bytes.length);
    expect_refused(&parcel, ERR_DATA, "damaged");
    buf_clear(&bytes);
    parcel_remove(&parcel);
}

/* Chunks in another order, with a check that fits: somebody did it on purpose. */
static void chunks_keep_their_order(void)
{
    struct parcel parcel;
    struct package_counts counts;
    struct buf bytes = {0};
    static char photo[5 * PACKAGE_CHUNK];
    enum { LENGTH = PACKAGE_CHUNK + PACKAGE_CHUNK_MORE };

    parcel_make_full(&parcel);
    parcel_attach(&parcel, &parcel.fixture.audit, photo, sizeof photo);
    parcel_pack(&parcel, &counts);
    parcel_read(parcel.path, &bytes);
    char *second = bytes.data + bytes.length - 3 * LENGTH;
    char *kept = mem_dup(second, LENGTH);
    memmove(second, second + LENGTH, LENGTH);
    memcpy(second + LENGTH, kept, LENGTH);
    parcel_fix_check(&bytes);
    parcel_write(parcel.path, bytes.data, bytes.length);
    expect_refused(&parcel, ERR_DATA, "damaged");
    free(kept);
    buf_clear(&bytes);
    parcel_remove(&parcel);
}

static void what_is_no_package(void)
{
    struct parcel parcel;
    uint8_t garbage[600];

    parcel_make(&parcel);
    for (size_t i = 0; i < 400; i++) {
        randombytes_buf(garbage, sizeof garbage);
        if (i % 2 == 0)
            memcpy(garbage, PACKAGE_MAGIC, PACKAGE_MAGIC_SIZE);
        if (i % 4 == 0)
            memset(garbage + PACKAGE_MAGIC_SIZE + 1, 0, 3); /* the header's length fits */
        parcel_write(parcel.path, garbage, sizeof garbage);
        expect_refused(&parcel, ERR_DATA, "");
    }
    static const char archive[] = "PK\003\004 not ours at all";
    parcel_write(parcel.path, archive, sizeof archive);
    expect_refused(&parcel, ERR_DATA, "no package of auditwalk");
    parcel_remove(&parcel);
}

static void newer_ones_and_other_things(void)
{
    struct parcel parcel;
    struct package_counts counts;
    struct buf bytes = {0};

    parcel_make(&parcel);
    expect_refused(&parcel, ERR_NOINPUT, "cannot open");
    parcel_pack(&parcel, &counts);
    parcel_read(parcel.path, &bytes);
    memcpy(bytes.data, "AWPACK2\n", PACKAGE_MAGIC_SIZE);
    parcel_write(parcel.path, bytes.data, bytes.length);
    expect_refused(&parcel, ERR_DATA, "newer version");
    unlink(parcel.path);
    CU_ASSERT_EQUAL_FATAL(mkfifo(parcel.path, 0600), 0);
    expect_refused(&parcel, ERR_NOINPUT, "FIFO");
    unlink(parcel.path);
    CU_ASSERT_EQUAL_FATAL(mkdir(parcel.path, 0700), 0);
    expect_refused(&parcel, ERR_NOINPUT, "directory");
    buf_clear(&bytes);
    parcel_remove(&parcel);
}

/* ---- changed while it is in use -------------------------------------------------------------- */

static enum err_code ignore_begin(void *context, const struct merge_object *object, struct err *err)
{
    (void)context;
    (void)object;
    (void)err;
    return ERR_OK;
}

static enum err_code ignore_add(void *context, const void *bytes, size_t length, struct err *err)
{
    (void)context;
    (void)bytes;
    (void)length;
    (void)err;
    return ERR_OK;
}

static enum err_code ignore_end(void *context, struct err *err)
{
    (void)context;
    (void)err;
    return ERR_OK;
}

static const struct package_taker ignore = {ignore_begin, ignore_add, ignore_end, NULL};

static void changed_between_two_readings(void)
{
    struct parcel parcel;
    struct package_counts counts;
    struct package *package = NULL;
    struct buf bytes = {0};
    size_t taken = 0;

    parcel_make(&parcel);
    parcel_pack(&parcel, &counts);
    CU_ASSERT_EQUAL_FATAL(parcel_open(&parcel, &package, NULL), ERR_OK);
    CU_ASSERT_EQUAL(package_send(package, &ignore, NULL), ERR_OK);
    parcel_read(parcel.path, &bytes);
    for (size_t i = 0; i < bytes.length; i += 7) {
        bytes.data[i] ^= 4;
        parcel_write(parcel.path, bytes.data, bytes.length);
        taken += package_send(package, &ignore, NULL) != ERR_DATA;
        bytes.data[i] ^= 4;
    }
    CU_ASSERT_EQUAL(taken, 0);
    parcel_write(parcel.path, bytes.data, bytes.length - 1);
    CU_ASSERT_EQUAL(package_send(package, &ignore, NULL), ERR_DATA);
    /* Another package under the same key can't be made; one put in its place by name is not read.
     */
    parcel_write(parcel.path, bytes.data, bytes.length);
    parcel_pack(&parcel, &counts);
    CU_ASSERT_EQUAL(package_send(package, &ignore, NULL), ERR_OK);
    package_close(package);
    buf_clear(&bytes);
    parcel_remove(&parcel);
}

/* ---- writing --------------------------------------------------------------------------------- */

/* Makes one and expects an error that leaves the old one and nothing else. */
static void expect_kept(struct parcel *parcel, const struct package_options *options,
                        enum err_code expected)
{
    struct package_counts counts;
    struct buf before = {0};
    struct buf after = {0};
    struct err err = {0};
    size_t entries = parcel_entries(parcel);

    parcel_read(parcel->path, &before);
    enum err_code code =
        package_create(parcel->fixture.store, parcel->path, options, &counts, &err);
    if (code != expected)
        printf("\n%s\n", err.message);
    CU_ASSERT_EQUAL(code, expected);
    parcel_read(parcel->path, &after);
    CU_ASSERT_EQUAL_FATAL(before.length, after.length);
    CU_ASSERT_EQUAL(memcmp(before.data, after.data, before.length), 0);
    CU_ASSERT_EQUAL(parcel_entries(parcel), entries);
    buf_clear(&before);
    buf_clear(&after);
}

static void a_full_disk_keeps_the_old_one(void)
{
    struct parcel parcel;
    struct package_counts counts;
    struct rlimit old;

    parcel_make(&parcel);
    parcel_pack(&parcel, &counts);
    struct package_options options = parcel_options(&parcel);
    CU_ASSERT_EQUAL_FATAL(getrlimit(RLIMIT_FSIZE, &old), 0);
    void (*handler)(int) = signal(SIGXFSZ, SIG_IGN);
    const rlim_t sizes[] = {0, 20, (rlim_t)counts.file_bytes / 2, (rlim_t)counts.file_bytes - 1};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        const struct rlimit limit = {sizes[i], old.rlim_max};
        CU_ASSERT_EQUAL_FATAL(setrlimit(RLIMIT_FSIZE, &limit), 0);
        expect_kept(&parcel, &options, ERR_IO);
        CU_ASSERT_EQUAL_FATAL(setrlimit(RLIMIT_FSIZE, &old), 0);
    }
    signal(SIGXFSZ, handler);
    parcel_remove(&parcel);
}

static bool stop_at(void *context, unsigned percent)
{
    return percent < *(unsigned *)context;
}

static void stopping_keeps_the_old_one(void)
{
    struct parcel parcel;
    struct package_counts counts;
    static char photo[6 * PACKAGE_CHUNK];

    parcel_make_full(&parcel);
    parcel_attach(&parcel, &parcel.fixture.audit, photo, sizeof photo);
    parcel_pack(&parcel, &counts);
    for (unsigned percent = 0; percent <= 90; percent += 15) {
        struct package_options options = parcel_options(&parcel);
        options.progress = stop_at;
        options.context = &percent;
        expect_kept(&parcel, &options, ERR_CANCELLED);
    }
    parcel_remove(&parcel);
}

/* As a stick that loses a bit: the temporary file is changed when all but its check is written. */
static bool lose_a_bit(void *context, unsigned percent)
{
    const struct parcel *parcel = context;
    DIR *folder = opendir(parcel->fixture.directory);
    struct dirent *entry;

    while (percent == 60 && folder != NULL && (entry = readdir(folder)) != NULL) {
        if (strncmp(entry->d_name, "P.awpack.", 9) != 0)
            continue;
        char *path = file_join(parcel->fixture.directory, entry->d_name);
        int fd = open(path, O_WRONLY | O_CLOEXEC);
        CU_ASSERT_EQUAL(pwrite(fd, "", 1, 700), 1);
        close(fd);
        free(path);
    }
    closedir(folder);
    return true;
}

static void what_reads_back_differently_is_not_kept(void)
{
    struct parcel parcel;
    struct package_counts counts;

    parcel_make(&parcel);
    parcel_pack(&parcel, &counts);
    struct package_options options = parcel_options(&parcel);
    options.progress = lose_a_bit;
    options.context = &parcel;
    expect_kept(&parcel, &options, ERR_IO);
    parcel_remove(&parcel);
}

static void expect_not_written(struct parcel *parcel, const char *path, enum err_code expected)
{
    struct package_counts counts;
    struct package_options options = parcel_options(parcel);
    struct err err = {0};

    enum err_code code = package_create(parcel->fixture.store, path, &options, &counts, &err);
    if (code != expected)
        printf("\n%s: %s\n", path, err.message);
    CU_ASSERT_EQUAL(code, expected);
}

static void other_files_are_not_written_over(void)
{
    struct parcel parcel;
    struct buf bytes = {0};

    parcel_make(&parcel);
    expect_not_written(&parcel, parcel.fixture.path, ERR_USAGE);
    char *journal = mem_printf("%s-wal", parcel.fixture.path);
    expect_not_written(&parcel, journal, ERR_USAGE);
    fixture_verify(&parcel.fixture);
    parcel_write(parcel.path, "my notes", 8);
    expect_not_written(&parcel, parcel.path, ERR_CANTCREAT);
    parcel_read(parcel.path, &bytes);
    CU_ASSERT_STRING_EQUAL(bytes.data, "my notes");
    expect_not_written(&parcel, parcel.fixture.directory, ERR_CANTCREAT);
    unlink(parcel.path);
    CU_ASSERT_EQUAL_FATAL(mkfifo(parcel.path, 0600), 0);
    expect_not_written(&parcel, parcel.path, ERR_CANTCREAT);
    char *absent = mem_printf("%s/absent/P.awpack", parcel.fixture.directory);
    expect_not_written(&parcel, absent, ERR_CANTCREAT);
    free(absent);
    buf_clear(&bytes);
    free(journal);
    parcel_remove(&parcel);
}

static void put_beside(struct parcel *parcel, const char *ending, const void *bytes, size_t length)
{
    char *path = mem_printf("%s.%s", parcel->path, ending);

    parcel_write(path, bytes, length);
    free(path);
}

static bool is_beside(struct parcel *parcel, const char *ending)
{
    char *path = mem_printf("%s.%s", parcel->path, ending);
    bool there = access(path, F_OK) == 0;

    free(path);
    return there;
}

/* What kill -9 leaves goes with the next package of that name; nothing else does. */
static void strays_are_swept(void)
{
    struct parcel parcel;
    struct package_counts counts;
    struct buf bytes = {0};

    parcel_make(&parcel);
    parcel_pack(&parcel, &counts);
    parcel_read(parcel.path, &bytes);
    put_beside(&parcel, "unfinished-a1B2c3", bytes.data, bytes.length / 2);
    put_beside(&parcel, "unfinished-locked", bytes.data, 20);
    put_beside(&parcel, "backup", bytes.data, bytes.length / 2);
    char *path = mem_printf("%s.unfinished-locked", parcel.path);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    CU_ASSERT_EQUAL_FATAL(flock(fd, LOCK_EX), 0); /* as one that is being written */
    parcel_pack(&parcel, &counts);
    CU_ASSERT_FALSE(is_beside(&parcel, "unfinished-a1B2c3"));
    CU_ASSERT_TRUE(is_beside(&parcel, "unfinished-locked") && is_beside(&parcel, "backup"));
    close(fd);
    free(path);
    buf_clear(&bytes);
    parcel_remove(&parcel);
}

/* ---- chunks ---------------------------------------------------------------------------------- */

static void stream_of(struct parcel *parcel, uint64_t length)
{
    uint8_t key[PACKAGE_KEY_SIZE] = {1};
    struct package_header header = {.plain = length};
    struct package_writer *writer = mem_zalloc(1, sizeof *writer);
    struct package_stream *stream = mem_zalloc(1, sizeof *stream);
    uint8_t *plain = mem_zalloc((size_t)length + 1, 1);
    struct hash written;
    struct hash read;

    for (size_t i = 0; i < length; i++)
        plain[i] = (uint8_t)(i * 7 >> 3);
    writer->fd = open(parcel->path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    CU_ASSERT_EQUAL_FATAL(package_writer_begin(writer, &header, key, NULL), ERR_OK);
    for (size_t at = 0, step = 1; at < length; at += step, step = step * 3 + 1) {
        step = step < length - at ? step : (size_t)length - at;
        CU_ASSERT_EQUAL_FATAL(package_writer_add(writer, plain + at, step, NULL), ERR_OK);
    }
    CU_ASSERT_EQUAL(package_writer_add(writer, "x", 1, NULL), ERR_INTERNAL);
    CU_ASSERT_EQUAL_FATAL(package_writer_end(writer, &written, NULL), ERR_OK);
    CU_ASSERT_EQUAL(writer->written, package_header_file_size(&header));
    CU_ASSERT_EQUAL_FATAL(package_stream_begin(stream, writer->fd, "P", &header, key, NULL),
                          ERR_OK);
    uint8_t *out = mem_zalloc((size_t)length + 1, 1);
    CU_ASSERT_EQUAL(package_stream_read(stream, out, (size_t)length / 2, NULL), ERR_OK);
    CU_ASSERT_EQUAL(package_stream_end(stream, &read, NULL), ERR_DATA);
    CU_ASSERT_EQUAL(
        package_stream_read(stream, out + length / 2, (size_t)length - (size_t)length / 2, NULL),
        ERR_OK);
    CU_ASSERT_EQUAL(memcmp(out, plain, (size_t)length), 0);
    CU_ASSERT_EQUAL(package_stream_read(stream, out, 1, NULL), ERR_DATA);
    CU_ASSERT_EQUAL(package_stream_end(stream, &read, NULL), ERR_OK);
    CU_ASSERT_TRUE(hash_equal(&written, &read));
    close(writer->fd);
    free(out);
    free(plain);
    free(writer);
    free(stream);
}

static void chunks_of_every_length(void)
{
    struct parcel parcel;
    static const uint64_t lengths[] = {1,
                                       2,
                                       PACKAGE_CHUNK - 1,
                                       PACKAGE_CHUNK,
                                       PACKAGE_CHUNK + 1,
                                       3 * PACKAGE_CHUNK,
                                       17,
                                       3 * PACKAGE_CHUNK + 1};

    parcel_make(&parcel);
    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++)
        stream_of(&parcel, lengths[i]);
    parcel_remove(&parcel);
}

CU_ErrorCode test_package_file_add(void)
{
    CU_pSuite suite = CU_add_suite("package file", NULL, NULL);

    if (suite == NULL || CU_ADD_TEST(suite, every_byte_counts) == NULL ||
        CU_ADD_TEST(suite, every_truncation_is_told) == NULL ||
        CU_ADD_TEST(suite, chunks_keep_their_order) == NULL ||
        CU_ADD_TEST(suite, what_is_no_package) == NULL ||
        CU_ADD_TEST(suite, newer_ones_and_other_things) == NULL ||
        CU_ADD_TEST(suite, changed_between_two_readings) == NULL ||
        CU_ADD_TEST(suite, a_full_disk_keeps_the_old_one) == NULL ||
        CU_ADD_TEST(suite, stopping_keeps_the_old_one) == NULL ||
        CU_ADD_TEST(suite, what_reads_back_differently_is_not_kept) == NULL ||
        CU_ADD_TEST(suite, other_files_are_not_written_over) == NULL ||
        CU_ADD_TEST(suite, strays_are_swept) == NULL ||
        CU_ADD_TEST(suite, chunks_of_every_length) == NULL)
        return CU_get_error();
    return CUE_SUCCESS;
}

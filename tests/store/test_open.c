/* test_open.c - what is no audit file, or no longer one, is refused with a reason and left alone;
 * and the schema fits the record tables. */
#include <CUnit/CUnit.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "store/internal.h"
#include "store/place.h"
#include "store/schema.h"
#include "store/suites.h"

static struct hash content(const char *path)
{
    struct buf bytes;

    buf_init(&bytes);
    CU_ASSERT_EQUAL(file_read(path, 100000000, &bytes, NULL), ERR_OK);
    struct hash hash = hash_bytes(bytes.data, bytes.length);
    buf_clear(&bytes);
    return hash;
}

/* Opening must fail with this code and a word of the reason, and change no byte. */
static void refused(struct place *place, enum err_code code, const char *word)
{
    struct err err = {0};
    struct stat status;
    bool regular = stat(place->path, &status) == 0 && S_ISREG(status.st_mode);
    struct hash before = {{0}};
    struct hash after = {{0}};

    place_close(place);
    if (regular)
        before = content(place->path);
    CU_ASSERT_EQUAL(store_open(place->path, &place->device, 0, &place->store, &err), code);
    CU_ASSERT_PTR_NULL(place->store);
    if (strstr(err.message, word) == NULL)
        printf("\n%s does not say '%s'\n", err.message, word);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, word));
    CU_ASSERT_TRUE(err.hint[0] != '\0');
    if (regular)
        after = content(place->path);
    CU_ASSERT_TRUE(hash_equal(&before, &after));
}

static void overwrite(struct place *place, const char *bytes, size_t length)
{
    place_close(place);
    FILE *file = fopen(place->path, "w");
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    fwrite(bytes, 1, length, file);
    fclose(file);
}

static void other_files_are_refused(void)
{
    struct place place;

    place_make(&place);
    overwrite(&place, "", 0);
    refused(&place, ERR_DATA, "not an audit file");
    overwrite(&place, "name,site\n1,2\n", 14);
    refused(&place, ERR_DATA, "not an audit file");
    unlink(place.path);
    place_tamper(&place, "CREATE TABLE x (a)");
    refused(&place, ERR_DATA, "not an audit file");
    unlink(place.path);
    refused(&place, ERR_NOINPUT, "file.audit");
    mkdir(place.path, 0700);
    refused(&place, ERR_NOINPUT, "directory");
    rmdir(place.path);
    mkfifo(place.path, 0600);
    refused(&place, ERR_NOINPUT, "FIFO");
    place_remove(&place);
}

/* A stranger's database whose program was killed: opening it would play its journal back. */
static void a_strangers_journal_is_left_alone(void)
{
    struct place place;
    struct stat status;
    sqlite3 *db = NULL;

    place_make(&place);
    place_close(&place);
    unlink(place.path);
    char *journal = mem_printf("%s-journal", place.path);
    pid_t child = fork();
    if (child == 0) {
        sqlite3_open(place.path, &db);
        sqlite3_exec(db,
                     "PRAGMA cache_size = 5; CREATE TABLE x (a); WITH RECURSIVE n(i) AS (SELECT 1"
                     " UNION ALL SELECT i + 1 FROM n WHERE i < 500) INSERT INTO x SELECT"
                     " randomblob(1000) FROM n; BEGIN; UPDATE x SET a = zeroblob(1000)",
                     NULL, NULL, NULL);
        _exit(0);
    }
    waitpid(child, NULL, 0);
    CU_ASSERT_EQUAL_FATAL(stat(journal, &status), 0);
    refused(&place, ERR_DATA, "not an audit file");
    CU_ASSERT_EQUAL(stat(journal, &status), 0);
    free(journal);
    place_remove(&place);
}

/* The journal of a killed program lies beside the file, not beside a link to it. */
static void a_link_finds_the_journal(void)
{
    struct place place;
    struct err err = {0};
    struct stat status;

    place_make(&place);
    place_close(&place);
    pid_t child = fork();
    if (child == 0) {
        place_reopen(&place);
        char *text = mem_zalloc(300001, 1);
        memset(text, 'x', 300000);
        place_write(&place, text, NULL);
        place_write(&place, "last", NULL);
        _exit(0);
    }
    waitpid(child, NULL, 0);
    char *journal = mem_printf("%s-wal", place.path);
    char *name = mem_printf("%s/link.audit", place.directory);
    CU_ASSERT_EQUAL_FATAL(stat(journal, &status), 0);
    CU_ASSERT_EQUAL_FATAL(symlink("file.audit", name), 0);
    CU_ASSERT_EQUAL(store_open(name, &place.device, STORE_READ_ONLY, &place.store, &err),
                    ERR_CANTCREAT);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "wait"));
    CU_ASSERT_EQUAL(store_open(name, &place.device, 0, &place.store, &err), ERR_OK);
    if (place.store != NULL)
        place_expect(&place, "last");
    free(name);
    free(journal);
    place_remove(&place);
}

/* A file that was moved away left its last saves here; a new one of its name would end them. */
static void the_journal_of_another_file_is_kept(void)
{
    struct place place;
    struct err err = {0};
    struct stat status;
    struct store *other = NULL;

    place_make(&place);
    place_close(&place);
    unlink(place.path);
    char *journal = mem_printf("%s-wal", place.path);
    int fd = open(journal, O_WRONLY | O_CREAT, 0600);
    CU_ASSERT_EQUAL(write(fd, "saves", 5), 5);
    close(fd);
    CU_ASSERT_EQUAL(store_create(place.path, &place.device, "O", "P", &other, &err), ERR_CANTCREAT);
    CU_ASSERT_EQUAL(stat(journal, &status), 0);
    CU_ASSERT_NOT_EQUAL(stat(place.path, &status), 0);
    free(journal);
    place_remove(&place);
}

/* Counting on from such a clock would write batches that can't be read. */
static void an_impossible_clock_is_refused(void)
{
    struct place place;

    place_make(&place);
    place_tamper(&place, "UPDATE chain SET lamport = 9223372036854775807");
    refused(&place, ERR_DATA, "lamport");
    place_remove(&place);
}

static void a_newer_file_is_refused(void)
{
    struct place place;

    place_make(&place);
    place_tamper(&place, "PRAGMA user_version = 999");
    refused(&place, ERR_DATA, "newer");
    place_remove(&place);
}

static void truncated_files_are_refused(void)
{
    struct place place;
    struct stat status;

    place_make(&place);
    place_close(&place);
    CU_ASSERT_EQUAL(stat(place.path, &status), 0);
    for (int part = 1; part < 10; part++) {
        place_reopen(&place);
        place_close(&place);
        struct buf whole;
        buf_init(&whole);
        file_read(place.path, 100000000, &whole, NULL);
        CU_ASSERT_EQUAL(truncate(place.path, status.st_size * part / 10), 0);
        refused(&place, ERR_DATA, part < 1 ? "not" : "file.audit");
        overwrite(&place, whole.data, whole.length);
        buf_clear(&whole);
    }
    place_remove(&place);
}

static void damaged_pages_are_noticed(void)
{
    struct place place;

    place_make(&place);
    place_close(&place);
    int fd = open(place.path, O_RDWR);
    char junk[4096];
    memset(junk, 0xa5, sizeof junk);
    CU_ASSERT_EQUAL(pwrite(fd, junk, sizeof junk, 4096 * 3), (ssize_t)sizeof junk);
    close(fd);
    refused(&place, ERR_DATA, "damaged");
    place_remove(&place);
}

static void two_programs_do_not_share_a_file(void)
{
    struct place place;
    int status = 0;

    place_make(&place);
    pid_t child = fork();
    if (child == 0) {
        struct err err;
        struct store *second = NULL;
        enum err_code code = store_open(place.path, &place.device, 0, &second, &err);
        _exit(code == ERR_BUSY && strstr(err.message, "process") != NULL ? 0 : 1);
    }
    waitpid(child, &status, 0);
    CU_ASSERT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    CU_ASSERT_EQUAL(place_write(&place, "still mine", NULL), ERR_OK);
    place_remove(&place);
}

/* Attaching, opening or exporting onto the file itself would destroy it or drop the locks on it. */
static void the_open_file_is_no_attachment(void)
{
    struct place place;
    struct err err;
    struct object_info info;
    int status = 0;

    place_make(&place);
    char *other_name = mem_printf("%s/link.audit", place.directory);
    CU_ASSERT_EQUAL(symlink(place.path, other_name), 0);
    CU_ASSERT_EQUAL(store_refuse_itself(place.store, place.path, &err), ERR_USAGE);
    CU_ASSERT_EQUAL(store_refuse_itself(place.store, other_name, &err), ERR_USAGE);
    CU_ASSERT_EQUAL(store_refuse_itself(place.store, "/nowhere/x", &err), ERR_OK);
    CU_ASSERT_EQUAL(object_put_file(place.store, other_name, NULL, &info, &err), ERR_USAGE);
    pid_t child = fork();
    if (child == 0) { /* the locks still hold */
        struct store *second = NULL;
        _exit(store_open(place.path, &place.device, 0, &second, &err) == ERR_BUSY ? 0 : 1);
    }
    waitpid(child, &status, 0);
    CU_ASSERT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    free(other_name);
    place_remove(&place);
}

static void a_file_is_never_made_over_another(void)
{
    struct place place;
    struct err err;
    struct store *other = NULL;

    place_make(&place);
    place_close(&place);
    struct hash before = content(place.path);
    CU_ASSERT_EQUAL(store_create(place.path, &place.device, "O", "P", &other, &err), ERR_CANTCREAT);
    struct hash after = content(place.path);
    CU_ASSERT_TRUE(hash_equal(&before, &after));
    char *nowhere = mem_printf("%s/none/file.audit", place.directory);
    CU_ASSERT_EQUAL(store_create(nowhere, &place.device, "O", "P", &other, &err), ERR_CANTCREAT);
    free(nowhere);
    place_remove(&place);
}

static void a_new_file_is_private(void)
{
    struct place place;
    struct stat status;

    place_make(&place);
    CU_ASSERT_EQUAL(stat(place.path, &status), 0);
    CU_ASSERT_EQUAL(status.st_mode & 0777, 0600);
    char *journal = mem_printf("%s-wal", place.path);
    CU_ASSERT_EQUAL(stat(journal, &status), 0);
    CU_ASSERT_EQUAL(status.st_mode & 0777, 0600);
    place_close(&place);
    CU_ASSERT_NOT_EQUAL(stat(journal, &status), 0); /* one file when closed */
    free(journal);
    place_remove(&place);
}

static void a_read_only_open_writes_nothing(void)
{
    struct place place;
    struct err err;

    place_make(&place);
    place_close(&place);
    struct hash before = content(place.path);
    CU_ASSERT_EQUAL_FATAL(
        store_open(place.path, &place.device, STORE_READ_ONLY, &place.store, &err), ERR_OK);
    CU_ASSERT_TRUE(store_is_read_only(place.store));
    place_expect(&place, "first");
    store_set_author(place.store, "Li Na", &err);
    CU_ASSERT_EQUAL(place_write(&place, "no", &err), ERR_CANTCREAT);
    CU_ASSERT_EQUAL(place_problems(&place, &err), 0);
    place_close(&place);
    struct hash after = content(place.path);
    CU_ASSERT_TRUE(hash_equal(&before, &after));
    place_remove(&place);
}

/* An older copy put back: said, and the next save starts a new epoch instead of a second chain with
 * the same numbers. */
static void an_older_copy_is_noticed(void)
{
    struct place place;
    struct buf older;
    struct err err;

    place_make(&place);
    place_close(&place);
    buf_init(&older);
    file_read(place.path, 100000000, &older, NULL);
    place_reopen(&place);
    CU_ASSERT_PTR_NULL(store_notice(place.store));
    place_write(&place, "lost with the newer file", NULL);
    place_close(&place);
    overwrite(&place, older.data, older.length);
    buf_clear(&older);
    place_reopen(&place);
    CU_ASSERT_PTR_NOT_NULL(store_notice(place.store));
    CU_ASSERT_EQUAL(place.store->epoch, 2);
    CU_ASSERT_EQUAL(place_write(&place, "goes on", &err), ERR_OK);
    CU_ASSERT_EQUAL(place_problems(&place, &err), 0);
    place_reopen(&place);
    CU_ASSERT_PTR_NULL(store_notice(place.store));
    CU_ASSERT_EQUAL(place.store->epoch, 2);
    place_remove(&place);
}

static void another_laptop_is_another_device(void)
{
    struct place place;
    struct err err;
    struct device other;
    struct rows devices;
    struct list_query query = {.type = RECORD_DEVICE};

    place_make(&place);
    place_close(&place);
    char *home = mem_printf("%s/other", place.directory);
    setenv("XDG_DATA_HOME", home, 1);
    CU_ASSERT_EQUAL_FATAL(device_load(&other, &err), ERR_OK);
    CU_ASSERT_FALSE(ident_equal(&other.id, &place.device.id));
    CU_ASSERT_EQUAL_FATAL(store_open(place.path, &other, 0, &place.store, &err), ERR_OK);
    store_set_author(place.store, "Wei Chen", &err);
    CU_ASSERT_EQUAL(place_write(&place, "from the other", &err), ERR_OK);
    CU_ASSERT_EQUAL(store_list(place.store, &query, &devices, &err), ERR_OK);
    CU_ASSERT_EQUAL(devices.count, 2);
    rows_clear(&devices);
    CU_ASSERT_EQUAL(place_problems(&place, &err), 0);
    place_close(&place);
    device_clear(&other);
    free(home);
    place_remove(&place);
}

/* The columns of the projection are the fields of the record tables, of the fitting type. */
static void the_schema_fits_the_records(void)
{
    static const char *const types[] = {
        [VALUE_TEXT] = "TEXT", [VALUE_CODE] = "TEXT", [VALUE_INT] = "INTEGER",
        [VALUE_TIME] = "TEXT", [VALUE_DATE] = "TEXT", [VALUE_ID] = "BLOB",
        [VALUE_BYTES] = "BLOB"};
    struct place place;

    place_make(&place);
    for (size_t i = 0; i < record_count; i++) {
        char *sql = mem_printf("PRAGMA table_info(%s)", records[i].table);
        sqlite3_stmt *stmt = db_use(place.store, sql, NULL);
        size_t columns = 0;
        CU_ASSERT_PTR_NOT_NULL_FATAL(stmt);
        while (sqlite3_step(stmt) == SQLITE_ROW) {
            const char *name = (const char *)sqlite3_column_text(stmt, 1);
            const char *type = (const char *)sqlite3_column_text(stmt, 2);
            columns++;
            for (size_t j = 0; j < records[i].field_count; j++)
                if (strcmp(records[i].fields[j].column, name) == 0)
                    CU_ASSERT_STRING_EQUAL(type, types[records[i].fields[j].type]);
        }
        CU_ASSERT_EQUAL(columns, records[i].field_count + 2); /* and id, heads */
        db_done(place.store, stmt);
        free(sql);
    }
    place_remove(&place);
}

static void the_settings_hold(void)
{
    char newest[16];
    snprintf(newest, sizeof newest, "%d", schema_newest());
    const char *const expected[][2] = {
        {"PRAGMA journal_mode", "wal"},          {"PRAGMA synchronous", "2"},
        {"PRAGMA locking_mode", "exclusive"},    {"PRAGMA foreign_keys", "1"},
        {"PRAGMA trusted_schema", "0"},          {"PRAGMA cell_size_check", "1"},
        {"PRAGMA application_id", "1096240203"}, {"PRAGMA user_version", newest}};
    struct place place;

    place_make(&place);
    for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++) {
        bool row = false;
        sqlite3_stmt *stmt = db_use(place.store, expected[i][0], NULL);
        CU_ASSERT_EQUAL(db_step(place.store, stmt, &row, NULL), ERR_OK);
        char *answer = db_text(stmt, 0);
        CU_ASSERT_STRING_EQUAL(answer, expected[i][1]);
        free(answer);
        db_done(place.store, stmt);
    }
    int defensive = 0;
    sqlite3_db_config(place.store->db, SQLITE_DBCONFIG_DEFENSIVE, -1, &defensive);
    CU_ASSERT_EQUAL(defensive, 1);
    place_remove(&place);
}

CU_ErrorCode test_open_add(void)
{
    CU_TestInfo tests[] = {
        {"other files are refused", other_files_are_refused},
        {"a stranger's journal is left alone", a_strangers_journal_is_left_alone},
        {"a link finds the journal", a_link_finds_the_journal},
        {"the journal of another file is kept", the_journal_of_another_file_is_kept},
        {"an impossible clock is refused", an_impossible_clock_is_refused},
        {"a newer file is refused", a_newer_file_is_refused},
        {"truncated files are refused", truncated_files_are_refused},
        {"damaged pages are noticed", damaged_pages_are_noticed},
        {"two programs do not share a file", two_programs_do_not_share_a_file},
        {"the open file is no attachment", the_open_file_is_no_attachment},
        {"a file is never made over another", a_file_is_never_made_over_another},
        {"a new file is private", a_new_file_is_private},
        {"a read-only open writes nothing", a_read_only_open_writes_nothing},
        {"an older copy is noticed", an_older_copy_is_noticed},
        {"another laptop is another device", another_laptop_is_another_device},
        {"the schema fits the records", the_schema_fits_the_records},
        {"the settings hold", the_settings_hold},
        CU_TEST_INFO_NULL};
    CU_SuiteInfo suites[] = {{"store/open", NULL, NULL, NULL, NULL, tests}, CU_SUITE_INFO_NULL};

    return CU_register_suites(suites);
}

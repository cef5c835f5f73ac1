/* test_undo_merge.c - merges that are taken back, stopped or fail; copied laptops and older copies;
 * upgraded files, and tables made anew. */
#include <CUnit/CUnit.h>
#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "store/crew.h"
#include "store/fixture.h"
#include "store/schema.h"
#include "store/suites.h"
#include "store/tables.h"
#include "store/verify.h"

enum { LEAD, WANG, ANNA };

static void dump(struct laptop *laptop, struct buf *out)
{
    buf_init(out);
    laptop_dump(laptop, out);
}

/* The same log and tables as then; frees what was noted. */
static void expect_as(struct laptop *laptop, struct buf *then)
{
    struct buf now;

    dump(laptop, &now);
    CU_ASSERT_TRUE(tables_equal(then, &now));
    buf_clear(&now);
    buf_clear(then);
    laptop_verify(laptop);
}

static size_t files(const struct crew *crew, const char *ending)
{
    DIR *directory = opendir(crew->directory);
    size_t count = 0;

    for (struct dirent *entry = readdir(directory); entry != NULL; entry = readdir(directory)) {
        size_t length = strlen(entry->d_name);
        size_t wanted = strlen(ending);
        count += length > wanted && strcmp(entry->d_name + length - wanted, ending) == 0;
    }
    closedir(directory);
    return count;
}

static enum err_code undo(struct laptop *laptop, struct err *err)
{
    laptop_close(laptop);
    enum err_code code = merge_undo(laptop->path, &laptop->device, err);
    laptop_open(laptop);
    return code;
}

/* ---- taking it back -------------------------------------------------------------------------- */

static void taken_back(void)
{
    struct crew crew;
    struct buf before;
    struct err err;

    crew_make(&crew, 2);
    struct laptop *lead = &crew.laptops[LEAD];
    laptop_attach(&crew, &crew.laptops[WANG], "page 12");
    laptop_judge(&crew, &crew.laptops[WANG], "minor");
    dump(lead, &before);
    crew_hand(&crew.laptops[WANG], lead);
    CU_ASSERT_EQUAL(laptop_count(lead, "SELECT count(*) FROM assessment"), 1);
    CU_ASSERT_EQUAL(files(&crew, ".before-merge"), 1);
    CU_ASSERT_EQUAL(undo(lead, &err), ERR_OK);
    expect_as(lead, &before);
    CU_ASSERT_EQUAL(files(&crew, ".before-merge"), 0);
    CU_ASSERT_EQUAL(files(&crew, ".undone-merge"), 1);
    CU_ASSERT_EQUAL(undo(lead, &err), ERR_DENIED); /* there is no other */
    /* Merged again, it is as it was with it; numbers of the file that went away are not reused. */
    laptop_judge(&crew, lead, "major");
    CU_ASSERT_EQUAL(laptop_count(lead,
                                 "SELECT count(*) FROM (SELECT 1 FROM batch GROUP BY scope, device,"
                                 " epoch, sequence HAVING count(*) > 1)"),
                    0);
    CU_ASSERT_EQUAL(laptop_count(lead, "SELECT max(epoch) FROM chain"), 2);
    crew_hand(&crew.laptops[WANG], lead);
    crew_settle(&crew);
    laptop_verify(lead);
    laptop_verify(&crew.laptops[WANG]);
    crew_remove(&crew);
}

/* What was handed on before the merge was taken back may come back from others: no fork. */
static void taken_back_after_handing_on(void)
{
    struct crew crew;
    struct err err;

    crew_make(&crew, 3);
    struct laptop *lead = &crew.laptops[LEAD];
    laptop_judge(&crew, &crew.laptops[WANG], "minor");
    crew_hand(&crew.laptops[WANG], lead);
    crew_hand(lead, &crew.laptops[ANNA]);
    CU_ASSERT_EQUAL(undo(lead, &err), ERR_OK);
    laptop_write(&crew, lead, RECORD_SITE, &crew.finding, SITE_NAME, "Gate");
    crew_hand(&crew.laptops[ANNA], lead);
    crew_settle(&crew);
    for (int i = 0; i < crew.count; i++) {
        laptop_verify(&crew.laptops[i]);
        CU_ASSERT_EQUAL(laptop_count(&crew.laptops[i],
                                     "SELECT count(*) FROM (SELECT 1 FROM batch GROUP BY scope,"
                                     " device, epoch, sequence HAVING count(*) > 1)"),
                        0);
    }
    crew_remove(&crew);
}

static void not_after_a_save(void)
{
    struct crew crew;
    struct buf before;
    struct err err;

    crew_make(&crew, 2);
    struct laptop *lead = &crew.laptops[LEAD];
    CU_ASSERT_EQUAL(undo(lead, &err), ERR_DENIED); /* nothing was merged yet */
    laptop_judge(&crew, &crew.laptops[WANG], "minor");
    crew_hand(&crew.laptops[WANG], lead);
    laptop_write(&crew, lead, RECORD_SITE, &crew.finding, SITE_NAME, "Gate");
    dump(lead, &before);
    CU_ASSERT_EQUAL(undo(lead, &err), ERR_DENIED);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.hint, ".before-merge"));
    expect_as(lead, &before);
    crew_remove(&crew);
}

/* Only the last merge: of two the second, and then none. */
static void only_the_last_one(void)
{
    struct crew crew;
    struct buf before;
    struct err err;

    crew_make(&crew, 3);
    struct laptop *lead = &crew.laptops[LEAD];
    laptop_judge(&crew, &crew.laptops[WANG], "minor");
    laptop_judge(&crew, &crew.laptops[ANNA], "major");
    crew_hand(&crew.laptops[WANG], lead);
    dump(lead, &before);
    crew_hand(&crew.laptops[ANNA], lead);
    CU_ASSERT_EQUAL(files(&crew, ".before-merge") + files(&crew, ".before-merge-2"), 1);
    CU_ASSERT_EQUAL(undo(lead, &err), ERR_OK);
    expect_as(lead, &before);
    dump(lead, &before);
    CU_ASSERT_EQUAL(undo(lead, &err), ERR_DENIED);
    expect_as(lead, &before);
    crew_hand(&crew.laptops[ANNA], lead);
    CU_ASSERT_EQUAL(undo(lead, &err), ERR_OK);
    crew_settle(&crew);
    crew_remove(&crew);
}

/* ---- stopped, or it fails -------------------------------------------------------------------- */

struct patience {
    int left;
    int asked;
};

static bool until_then(void *context, unsigned percent)
{
    struct patience *patience = context;

    CU_ASSERT(percent <= 100);
    patience->asked++;
    return patience->left-- > 0;
}

/* Stopped at every moment at which it can be: as before, and the merge before can be taken back. */
static void stopped(void)
{
    struct crew crew;
    struct parcel parcel;
    struct buf first;
    struct err err;
    bool done = false;

    crew_make(&crew, 3);
    struct laptop *lead = &crew.laptops[LEAD];
    laptop_judge(&crew, &crew.laptops[WANG], "minor");
    laptop_attach(&crew, &crew.laptops[ANNA], "page 12");
    dump(lead, &first);
    crew_hand(&crew.laptops[WANG], lead);
    parcel_make(&parcel, &crew.laptops[ANNA]);
    for (int moment = 0; !done; moment++) {
        struct patience patience = {.left = moment};
        struct merge_plan *plan = NULL;
        struct buf before;
        dump(lead, &before);
        CU_ASSERT_FATAL(moment < 100);
        CU_ASSERT_EQUAL_FATAL(laptop_plan(lead, &parcel, &plan, &err), ERR_OK);
        enum err_code code = merge_apply(plan, until_then, &patience, &err);
        merge_plan_free(plan);
        done = code == ERR_OK;
        CU_ASSERT(done || code == ERR_CANCELLED);
        if (done) {
            CU_ASSERT(moment > 3);
            buf_clear(&before);
        } else {
            expect_as(lead, &before);
        }
        if (moment == 3) { /* in the middle of it: the earlier one is taken back, and done again */
            CU_ASSERT_EQUAL(undo(lead, &err), ERR_OK);
            expect_as(lead, &first);
            crew_hand(&crew.laptops[WANG], lead);
        }
    }
    CU_ASSERT_EQUAL(laptop_count(lead, "SELECT count(*) FROM attachment"), 1);
    parcel_clear(&parcel);
    crew_settle(&crew);
    crew_remove(&crew);
}

static void plan_is_stale(void)
{
    struct crew crew;
    struct parcel parcel;
    struct merge_plan *plan = NULL;
    struct buf before;
    struct err err;

    crew_make(&crew, 2);
    struct laptop *lead = &crew.laptops[LEAD];
    laptop_judge(&crew, &crew.laptops[WANG], "minor");
    parcel_make(&parcel, &crew.laptops[WANG]);
    CU_ASSERT_EQUAL_FATAL(laptop_plan(lead, &parcel, &plan, &err), ERR_OK);
    laptop_write(&crew, lead, RECORD_SITE, &crew.finding, SITE_NAME, "Gate");
    dump(lead, &before);
    CU_ASSERT_EQUAL(merge_apply(plan, NULL, NULL, &err), ERR_BUSY);
    expect_as(lead, &before);
    merge_plan_free(plan);
    CU_ASSERT_EQUAL(laptop_take(lead, &parcel, 1, NULL, &err), ERR_OK);
    parcel_clear(&parcel);
    crew_remove(&crew);
}

/* Something stands where the copy goes. */
static void copy_cannot_be_made(void)
{
    struct crew crew;
    struct parcel parcel;
    struct buf before;
    struct err err;

    crew_make(&crew, 2);
    struct laptop *lead = &crew.laptops[LEAD];
    laptop_judge(&crew, &crew.laptops[WANG], "minor");
    parcel_make(&parcel, &crew.laptops[WANG]);
    dump(lead, &before);
    char *folder = mem_printf("%s.before-merge/full", lead->path);
    CU_ASSERT_EQUAL_FATAL(file_make_directories(folder, NULL), ERR_OK);
    CU_ASSERT_NOT_EQUAL(laptop_take(lead, &parcel, 1, NULL, &err), ERR_OK);
    expect_as(lead, &before);
    rmdir(folder);
    folder[strlen(folder) - 5] = '\0';
    rmdir(folder);
    free(folder);
    CU_ASSERT_EQUAL(laptop_take(lead, &parcel, 1, NULL, &err), ERR_OK);
    parcel_clear(&parcel);
    crew_remove(&crew);
}

static void file_limit(rlim_t bytes)
{
    struct rlimit limit;

    getrlimit(RLIMIT_FSIZE, &limit);
    limit.rlim_cur = bytes;
    CU_ASSERT_EQUAL_FATAL(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

/* No file can grow beyond a limit: first the copy fails, then the merge itself. */
static void disk_is_full(void)
{
    struct crew crew;
    struct parcel parcel;
    struct stat status;
    struct err err;
    char *big = mem_alloc(3 << 20);
    void (*handler)(int) = signal(SIGXFSZ, SIG_IGN);

    crew_make(&crew, 2);
    struct laptop *lead = &crew.laptops[LEAD];
    memset(big, 'x', (3 << 20) - 1);
    big[(3 << 20) - 1] = '\0';
    laptop_attach(&crew, &crew.laptops[WANG], big);
    parcel_make(&parcel, &crew.laptops[WANG]);
    free(big);
    laptop_open(lead); /* so its journal is empty */
    CU_ASSERT_EQUAL_FATAL(stat(lead->path, &status), 0);
    rlim_t limits[2] = {(rlim_t)status.st_size / 2, (rlim_t)status.st_size + (1 << 20)};
    for (size_t i = 0; i < 2; i++) {
        struct buf before;
        dump(lead, &before);
        file_limit(limits[i]);
        enum err_code code = laptop_take(lead, &parcel, 1, NULL, &err);
        file_limit(RLIM_INFINITY);
        CU_ASSERT(code == ERR_CANTCREAT || code == ERR_IO);
        expect_as(lead, &before);
        laptop_open(lead);
        laptop_verify(lead);
    }
    CU_ASSERT_EQUAL(laptop_take(lead, &parcel, 1, NULL, &err), ERR_OK);
    laptop_verify(lead);
    parcel_clear(&parcel);
    signal(SIGXFSZ, handler);
    crew_remove(&crew);
}

/* ---- copied laptops and older copies --------------------------------------------------------- */

static void cloned_laptop(void)
{
    struct crew crew;
    struct parcel parcel;
    struct merge_plan *plan = NULL;
    struct err err;

    crew_make(&crew, 2);
    struct laptop *clone = crew_clone(&crew, &crew.laptops[WANG]);
    struct laptop *wang = &crew.laptops[WANG];
    laptop_judge(&crew, wang, "minor");
    for (int i = 0; i < 3; i++)
        laptop_judge(&crew, clone, i % 2 == 0 ? "major" : "ofi");
    crew_hand(wang, &crew.laptops[LEAD]);
    parcel_make(&parcel, clone);
    CU_ASSERT_EQUAL_FATAL(laptop_plan(&crew.laptops[LEAD], &parcel, &plan, &err), ERR_OK);
    CU_ASSERT_EQUAL_FATAL(merge_plan_summary(plan)->warning_count, 1);
    CU_ASSERT_PTR_NOT_NULL(strstr(merge_plan_summary(plan)->warnings[0], "two laptops"));
    CU_ASSERT_FALSE(merge_plan_summary(plan)->self_cloned);
    CU_ASSERT_EQUAL(merge_apply(plan, NULL, NULL, &err), ERR_OK);
    merge_plan_free(plan);
    CU_ASSERT_EQUAL(laptop_count(&crew.laptops[LEAD], "SELECT count(*) FROM conflict"), 1);
    CU_ASSERT_EQUAL_FATAL(laptop_plan(wang, &parcel, &plan, &err), ERR_OK);
    CU_ASSERT_TRUE(merge_plan_summary(plan)->self_cloned);
    CU_ASSERT_EQUAL(merge_apply(plan, NULL, NULL, &err), ERR_OK);
    merge_plan_free(plan);
    struct ident old = wang->device.id;
    setenv("XDG_DATA_HOME", wang->home, 1);
    CU_ASSERT_EQUAL(store_renew_device(wang->store, &wang->device, &err), ERR_OK);
    CU_ASSERT_FALSE(ident_equal(&old, &wang->device.id));
    laptop_judge(&crew, wang, "conforming");
    laptop_verify(wang);
    laptop_open(wang);
    laptop_verify(wang);
    parcel_clear(&parcel);
    parcel_make(&parcel, wang);
    CU_ASSERT_EQUAL(laptop_take(&crew.laptops[LEAD], &parcel, 1, &wang->device.id, &err), ERR_OK);
    parcel_clear(&parcel);
    crew_settle(&crew);
    laptop_verify(clone);
    CU_ASSERT_EQUAL(laptop_count(clone, "SELECT count(*) FROM conflict"), 0);
    crew_remove(&crew);
}

static char *keep_aside(struct laptop *laptop)
{
    struct buf bytes;
    char *kept = mem_printf("%s.kept", laptop->path);

    buf_init(&bytes);
    laptop_close(laptop);
    CU_ASSERT_EQUAL_FATAL(file_read(laptop->path, 1 << 30, &bytes, NULL), ERR_OK);
    FILE *file = fopen(kept, "wb");
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    CU_ASSERT_EQUAL(fwrite(bytes.data, 1, bytes.length, file), bytes.length);
    fclose(file);
    buf_clear(&bytes);
    laptop_open(laptop);
    return kept;
}

/* An older copy put back: its own later saves come back from a colleague, none twice or lost. */
static void older_copy(void)
{
    struct crew crew;
    struct merge_plan *plan = NULL;
    struct parcel parcel;
    struct err err;

    crew_make(&crew, 2);
    struct laptop *wang = &crew.laptops[WANG];
    char *kept = keep_aside(wang);
    laptop_judge(&crew, wang, "minor");
    laptop_attach(&crew, wang, "page 12");
    crew_hand(wang, &crew.laptops[LEAD]);
    laptop_close(wang);
    CU_ASSERT_EQUAL_FATAL(rename(kept, wang->path), 0);
    laptop_open(wang);
    CU_ASSERT_PTR_NOT_NULL(store_notice(wang->store));
    laptop_write(&crew, wang, RECORD_FINDING, &crew.finding, FINDING_TITLE, "Fence");
    parcel_make(&parcel, &crew.laptops[LEAD]);
    CU_ASSERT_EQUAL_FATAL(laptop_plan(wang, &parcel, &plan, &err), ERR_OK);
    CU_ASSERT_FALSE(merge_plan_summary(plan)->self_cloned);
    CU_ASSERT_EQUAL(merge_plan_summary(plan)->warning_count, 0);
    CU_ASSERT_EQUAL(merge_apply(plan, NULL, NULL, &err), ERR_OK);
    merge_plan_free(plan);
    parcel_clear(&parcel);
    CU_ASSERT_EQUAL(laptop_count(wang, "SELECT count(*) FROM attachment"), 1);
    CU_ASSERT_EQUAL(laptop_count(wang, "SELECT count(*) FROM assessment"), 1);
    laptop_judge(&crew, wang, "major");
    CU_ASSERT_EQUAL(laptop_count(wang, "SELECT max(epoch) FROM chain"), 2);
    crew_settle(&crew);
    laptop_verify(wang);
    laptop_verify(&crew.laptops[LEAD]);
    free(kept);
    crew_remove(&crew);
}

/* Merged into at once, without a save before. */
static void older_copy_that_merges_first(void)
{
    struct crew crew;

    crew_make(&crew, 3);
    struct laptop *wang = &crew.laptops[WANG];
    char *kept = keep_aside(wang);
    laptop_judge(&crew, wang, "minor");
    laptop_close(wang);
    CU_ASSERT_EQUAL_FATAL(rename(kept, wang->path), 0);
    laptop_open(wang);
    laptop_judge(&crew, &crew.laptops[ANNA], "ofi");
    crew_hand(&crew.laptops[ANNA], wang); /* who does not have what is missing */
    laptop_judge(&crew, wang, "major");
    crew_settle(&crew);
    laptop_verify(wang);
    free(kept);
    crew_remove(&crew);
}

/* ---- files of older formats ------------------------------------------------------------------ */

static void schema_of(struct laptop *laptop, struct buf *out)
{
    bool row = false;
    sqlite3_stmt *stmt = db_use(
        laptop->store, "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY 1, 2", NULL);

    buf_init(out);
    CU_ASSERT_PTR_NOT_NULL_FATAL(stmt);
    while (db_step(laptop->store, stmt, &row, NULL) == ERR_OK && row)
        for (int i = 0; i < 4; i++) {
            char *text = db_text(stmt, i);
            buf_printf(out, "%s\n", text);
            free(text);
        }
    db_done(laptop->store, stmt);
}

/* Takes the file of a released format up to another by the steps that were released with it. */
static void step_up(const char *path, int from, int to)
{
    sqlite3 *db = NULL;
    char version[64];

    snprintf(version, sizeof version, "PRAGMA user_version = %d", to);
    CU_ASSERT_EQUAL_FATAL(sqlite3_open(path, &db), SQLITE_OK);
    for (size_t i = 0; i < schema_step_count; i++)
        if (schema_steps[i].version > from && schema_steps[i].version <= to)
            CU_ASSERT_EQUAL_FATAL(sqlite3_exec(db, schema_steps[i].sql, NULL, NULL, NULL),
                                  SQLITE_OK);
    CU_ASSERT_EQUAL_FATAL(sqlite3_exec(db, version, NULL, NULL, NULL), SQLITE_OK);
    CU_ASSERT_EQUAL_FATAL(sqlite3_close(db), SQLITE_OK);
}

static void take_fixture(struct crew *crew, struct laptop *laptop, int format, int stepped)
{
    struct buf bytes;
    char *path = mem_printf(TOP_SRCDIR "/tests/fixtures/files/format-%d.audit", format);

    buf_init(&bytes);
    laptop_close(laptop);
    CU_ASSERT_EQUAL_FATAL(file_read(path, 1 << 30, &bytes, NULL), ERR_OK);
    free(path);
    FILE *file = fopen(laptop->path, "wb");
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    CU_ASSERT_EQUAL_FATAL(fwrite(bytes.data, 1, bytes.length, file), bytes.length);
    fclose(file);
    buf_clear(&bytes);
    if (stepped > format)
        step_up(laptop->path, format, stepped);
    laptop_open(laptop);
    crew->file = store_file_id(laptop->store);
}

static void upgraded(void)
{
    struct crew crew;
    struct buf fresh;
    struct buf upgraded_schema;
    struct parcel parcel;
    struct err err;

    crew_make(&crew, 1);
    schema_of(&crew.laptops[LEAD], &fresh);
    struct laptop *lead = &crew.laptops[LEAD];
    take_fixture(&crew, lead, 1, 1);
    CU_ASSERT_EQUAL(files(&crew, ".format-1"), 1);
    schema_of(lead, &upgraded_schema);
    CU_ASSERT_STRING_EQUAL(fresh.data, upgraded_schema.data);
    laptop_verify(lead);
    CU_ASSERT_EQUAL(laptop_count(lead, "SELECT count(*) FROM evidence"), 2);
    CU_ASSERT_EQUAL(
        laptop_count(lead, "SELECT count(*) FROM evidence WHERE withdrawn = 'typed twice'"), 1);
    CU_ASSERT_EQUAL(laptop_count(lead, "SELECT count(*) FROM conflict"), 0);
    CU_ASSERT_EQUAL(store_rebuild(lead->store, NULL, NULL, &err), ERR_OK);
    laptop_verify(lead);
    CU_ASSERT_EQUAL(
        laptop_count(lead, "SELECT count(*) FROM evidence WHERE withdrawn = 'typed twice'"), 1);
    /* And it can be handed on and merged into. */
    struct laptop *wang = crew_add(&crew);
    laptop_write(&crew, lead, RECORD_SITE, &crew.finding, SITE_NAME, "Gate");
    CU_ASSERT_EQUAL_FATAL(store_create_for_merge(wang->path, &wang->device, &crew.file,
                                                 wang->person, &wang->store, &err),
                          ERR_OK);
    parcel_make(&parcel, lead);
    struct merge_options options = {.accept_first = true};
    struct merge_plan *plan = NULL;
    CU_ASSERT_EQUAL_FATAL(merge_plan_build(wang->store, &parcel.package, 1, &options, &plan, &err),
                          ERR_OK);
    CU_ASSERT_EQUAL(merge_apply(plan, NULL, NULL, &err), ERR_OK);
    merge_plan_free(plan);
    parcel_clear(&parcel);
    laptop_write(&crew, wang, RECORD_SITE, &crew.finding, SITE_NAME, "Gate 2");
    parcel_make(&parcel, wang);
    CU_ASSERT_EQUAL(laptop_take(lead, &parcel, 1, &wang->device.id, &err), ERR_OK);
    parcel_clear(&parcel);
    crew_settle(&crew);
    laptop_verify(lead);
    laptop_verify(wang);
    buf_clear(&fresh);
    buf_clear(&upgraded_schema);
    crew_remove(&crew);
}

/* What format 6 had stands in the tables, also when they are made anew. */
static void check_format_6(struct laptop *lead)
{
    static const struct {
        const char *sql;
        int64_t count;
    } facts[] = {
        {"SELECT count(*) FROM evidence WHERE withdrawn IS NULL", 1},
        {"SELECT count(*) FROM evidence WHERE withdrawn = 'typed twice'", 1},
        {"SELECT count(*) FROM attachment WHERE name = 'log.txt'", 1},
        {"SELECT count(*) FROM finding WHERE state = 'acknowledged' AND grade = 'minor'", 1},
        {"SELECT count(*) FROM assessment WHERE note = 'Every week'", 1},
        {"SELECT count(*) FROM correction WHERE due = '2026-03-10'", 1},
        {"SELECT count(*) FROM meeting", 0},
        {"SELECT count(*) FROM conflict", 0}};

    for (size_t i = 0; i < sizeof facts / sizeof facts[0]; i++)
        CU_ASSERT_EQUAL(laptop_count(lead, facts[i].sql), facts[i].count);
}

/* As the last release before meetings wrote it; the steps behind it need nothing but that. */
static void upgraded_from_6(void)
{
    struct crew crew;
    struct buf fresh;
    struct buf now;
    struct err err;

    crew_make(&crew, 1);
    struct laptop *lead = &crew.laptops[LEAD];
    schema_of(lead, &fresh);
    take_fixture(&crew, lead, 6, 6);
    CU_ASSERT_EQUAL(files(&crew, ".format-6"), 1);
    schema_of(lead, &now);
    CU_ASSERT_STRING_EQUAL(fresh.data, now.data);
    check_format_6(lead);
    laptop_verify(lead);
    CU_ASSERT_EQUAL(store_rebuild(lead->store, NULL, NULL, &err), ERR_OK);
    check_format_6(lead);
    laptop_verify(lead);
    buf_clear(&fresh);
    buf_clear(&now);
    crew_remove(&crew);
}

/* A file that was left at any format between. */
static void upgraded_from_any(void)
{
    for (int format = 1; format < schema_newest(); format++) {
        struct crew crew;
        struct buf fresh;
        struct buf now;
        crew_make(&crew, 1);
        struct laptop *lead = &crew.laptops[LEAD];
        schema_of(lead, &fresh);
        take_fixture(&crew, lead, format < 6 ? 1 : 6, format);
        schema_of(lead, &now);
        CU_ASSERT_STRING_EQUAL(fresh.data, now.data);
        CU_ASSERT_EQUAL(
            laptop_count(lead, "SELECT count(*) FROM evidence WHERE withdrawn = 'typed twice'"), 1);
        laptop_verify(lead);
        buf_clear(&fresh);
        buf_clear(&now);
        crew_remove(&crew);
    }
}

/* ---- tables made anew ------------------------------------------------------------------------ */

static void tamper(struct laptop *laptop, const char *sql)
{
    struct err err = {0};

    CU_ASSERT_EQUAL_FATAL(db_run(laptop->store, sql, &err), ERR_OK);
}

static size_t problems(struct laptop *laptop)
{
    struct verify_report report;

    CU_ASSERT_EQUAL_FATAL(store_verify(laptop->store, NULL, NULL, &report, NULL), ERR_OK);
    size_t count = report.problem_count;
    verify_report_clear(&report);
    return count;
}

static void make_conflicts(struct crew *crew)
{
    crew_make(crew, 3);
    laptop_attach(crew, &crew->laptops[WANG], "page 12");
    laptop_judge(crew, &crew->laptops[WANG], "minor");
    laptop_judge(crew, &crew->laptops[ANNA], "major");
    crew_settle(crew);
}

static void tables_are_made_anew(void)
{
    static const char *const damages[] = {
        "UPDATE finding SET statement = 'nicer'",
        "DELETE FROM evidence",
        "DELETE FROM conflict",
        "UPDATE conflict SET scope = zeroblob(16)",
        "INSERT INTO conflict VALUES (25, randomblob(16), 11, zeroblob(16))",
        "DELETE FROM chain",
        "UPDATE assessment SET heads = x''",
        "INSERT INTO superseded_unknown VALUES (randomblob(16), 0, 25, randomblob(16), 11)",
        "DELETE FROM snapshot_text",
        "INSERT INTO site (id, heads, name) VALUES (randomblob(16), x'', 'Ghost')"};

    for (size_t i = 0; i < sizeof damages / sizeof damages[0]; i++) {
        struct crew crew;
        struct buf before;
        struct err err = {0};
        make_conflicts(&crew);
        struct laptop *lead = &crew.laptops[LEAD];
        dump(lead, &before);
        tamper(lead, damages[i]);
        CU_ASSERT(problems(lead) > 0);
        CU_ASSERT_EQUAL(store_rebuild(lead->store, NULL, NULL, &err), ERR_OK);
        expect_as(lead, &before);
        laptop_judge(&crew, lead, "ofi"); /* and it can be written to */
        laptop_verify(lead);
        crew_remove(&crew);
    }
}

static void not_from_a_damaged_log(void)
{
    static const char *const damages[] = {
        "UPDATE batch SET bytes = substr(bytes, 1, length(bytes) - 1) WHERE id = 3",
        "UPDATE batch SET bytes = CAST(substr(bytes, 1, length(bytes) - 1) || x'ff' AS BLOB)"
        " WHERE id = 3",
        "UPDATE batch SET name = randomblob(32) WHERE id = 3",
        "UPDATE batch SET bytes = x'' WHERE id = 3"};

    for (size_t i = 0; i < sizeof damages / sizeof damages[0]; i++) {
        struct crew crew;
        struct buf before;
        struct buf after;
        struct err err = {0};
        make_conflicts(&crew);
        struct laptop *lead = &crew.laptops[LEAD];
        tamper(lead, damages[i]);
        dump(lead, &before);
        CU_ASSERT_EQUAL(store_rebuild(lead->store, NULL, NULL, &err), ERR_DATA);
        dump(lead, &after);
        CU_ASSERT_TRUE(tables_equal(&before, &after));
        buf_clear(&before);
        buf_clear(&after);
        crew_remove(&crew);
    }
}

CU_ErrorCode test_undo_merge_add(void)
{
    CU_TestInfo tests[] = {{"taken back", taken_back},
                           {"taken back after handing on", taken_back_after_handing_on},
                           {"not after a save", not_after_a_save},
                           {"only the last one", only_the_last_one},
                           {"stopped", stopped},
                           {"a plan is stale", plan_is_stale},
                           {"the copy can't be made", copy_cannot_be_made},
                           {"the disk is full", disk_is_full},
                           {"a cloned laptop", cloned_laptop},
                           {"an older copy", older_copy},
                           {"an older copy that merges first", older_copy_that_merges_first},
                           {"a file of format 1", upgraded},
                           {"a file of format 6", upgraded_from_6},
                           {"a file of any format", upgraded_from_any},
                           {"tables are made anew", tables_are_made_anew},
                           {"not from a damaged log", not_from_a_damaged_log},
                           CU_TEST_INFO_NULL};
    CU_SuiteInfo suites[] = {{"store/undo-merge", NULL, NULL, NULL, NULL, tests},
                             CU_SUITE_INFO_NULL};

    return CU_register_suites(suites);
}

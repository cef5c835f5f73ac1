/* test_faults.c - reads, writes, syncs and locks that fail one after the other: a message, the
 * right status, and nothing lost.
 *
 * Every call of a kind is made to fail once, then also all after it. What the store reports as
 * saved has to outlive a power cut right after it.
 */
#include <CUnit/CUnit.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "store/crew.h"
#include "store/disk.h"
#include "store/fixture.h"
#include "store/place.h"
#include "store/rounds.h"
#include "store/suites.h"
#include "store/tables.h"
#include "store/verify.h"

enum { TRIALS = 24, TRIALS_WHEN_SLOW = 3, CACHE_PAGES = 12 };

/* A file to begin with, always the same, and what is done to it. */
struct stage {
    const char *label;
    struct buf file;    /* empty: there is none */
    struct buf journal; /* its -wal, of a program that was killed */
    struct device device;
    struct ident audit;
    struct ident finding;
    struct parcel *parcel;
    bool opens; /* the call opens the store itself */
    enum err_code (*call)(const struct stage *stage, struct store **store, const char *path,
                          const struct device *device, struct err *err);
};

static const struct {
    enum fault_kind kind;
    int code;
    enum err_code expected;
} faults[] = {{FAULT_WRITE, SQLITE_IOERR_WRITE, ERR_IO},
              {FAULT_WRITE, SQLITE_FULL, ERR_CANTCREAT},
              {FAULT_SYNC, SQLITE_IOERR_FSYNC, ERR_IO},
              {FAULT_RESIZE, SQLITE_IOERR_TRUNCATE, ERR_IO},
              {FAULT_LOCK, SQLITE_IOERR_LOCK, ERR_IO},
              {FAULT_READ, SQLITE_IOERR_READ, ERR_IO},
              {FAULT_OPEN, SQLITE_CANTOPEN, ERR_CANTCREAT},
              {FAULT_REMOVE, SQLITE_IOERR_DELETE, ERR_IO},
              {FAULT_ANY, SQLITE_IOERR, ERR_IO}};

/* ---- calls ----------------------------------------------------------------------------------- */

static enum err_code save(const struct stage *stage, struct store **store, const char *path,
                          const struct device *device, struct err *err)
{
    struct change change;
    char text[30000];

    (void)path;
    (void)device;
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    change_init(&change, &stage->audit);
    change_set_text(&change, RECORD_FINDING, &stage->finding, FINDING_STATEMENT, "second");
    change_set_text(&change, RECORD_FINDING, &stage->finding, FINDING_CONSEQUENCE, text);
    enum err_code code = store_save(*store, &change, "second", err);
    change_clear(&change);
    return code;
}

static enum err_code rebuild(const struct stage *stage, struct store **store, const char *path,
                             const struct device *device, struct err *err)
{
    (void)stage;
    (void)path;
    (void)device;
    return store_rebuild(*store, NULL, NULL, err);
}

static enum err_code merge(const struct stage *stage, struct store **store, const char *path,
                           const struct device *device, struct err *err)
{
    struct merge_options options = {0};
    struct merge_plan *plan = NULL;

    (void)path;
    (void)device;
    enum err_code code = merge_plan_build(*store, &stage->parcel->package, 1, &options, &plan, err);
    if (code == ERR_OK)
        code = merge_apply(plan, NULL, NULL, err);
    merge_plan_free(plan);
    return code;
}

static enum err_code open_it(const struct stage *stage, struct store **store, const char *path,
                             const struct device *device, struct err *err)
{
    (void)stage;
    return store_open(path, device, 0, store, err);
}

static enum err_code make_it(const struct stage *stage, struct store **store, const char *path,
                             const struct device *device, struct err *err)
{
    (void)stage;
    return store_create(path, device, "Harbour Ltd", "Li Na", store, err);
}

static enum err_code close_it(const struct stage *stage, struct store **store, const char *path,
                              const struct device *device, struct err *err)
{
    (void)stage;
    (void)path;
    (void)device;
    (void)err;
    store_close(*store);
    *store = NULL;
    return ERR_OK;
}

/* ---- one trial ------------------------------------------------------------------------------- */

struct trial {
    const struct stage *stage;
    char *folder;
    char *path;
    struct device device;
    struct store *store;
    struct buf before;
};

static void put_file(const char *path, const char *ending, const struct buf *bytes)
{
    char *name = mem_printf("%s%s", path, ending);

    if (bytes->length > 0)
        CU_ASSERT_EQUAL(file_write_atomic(name, bytes->data, bytes->length, NULL), ERR_OK);
    free(name);
}

static void dump(struct store *store, struct buf *out)
{
    buf_init(out);
    if (store == NULL)
        return;
    tables_dump_log(store, out);
    tables_dump(store, true, out);
}

static void open_well(struct trial *trial)
{
    struct err err = {0};
    char sql[64];

    enum err_code code = store_open(trial->path, &trial->device, 0, &trial->store, &err);
    if (code != ERR_OK)
        printf("\n%s\n", err.message);
    CU_ASSERT_EQUAL_FATAL(code, ERR_OK);
    CU_ASSERT_EQUAL(store_set_author(trial->store, "Li Na", NULL), ERR_OK);
    snprintf(sql, sizeof sql, "PRAGMA cache_size = %d", CACHE_PAGES);
    CU_ASSERT_EQUAL(db_run(trial->store, sql, NULL), ERR_OK);
}

/* Opened once without faults where the call opens it itself, to know what is in it. */
static void trial_begin(struct trial *trial, const struct stage *stage)
{
    char shared[] = "/dev/shm/auditwalk-test-XXXXXX";
    char plain[] = "/tmp/auditwalk-test-XXXXXX";

    *trial = (struct trial){.stage = stage, .device = stage->device};
    char *made = mkdtemp(shared) != NULL ? shared : mkdtemp(plain);
    CU_ASSERT_PTR_NOT_NULL_FATAL(made);
    trial->folder = mem_strdup(made);
    trial->path = file_join(trial->folder, "file.audit");
    trial->device.directory = trial->folder;
    put_file(trial->path, "", &stage->file);
    put_file(trial->path, "-wal", &stage->journal);
    power_watch(trial->folder);
    buf_init(&trial->before);
    if (!stage->opens) {
        open_well(trial);
        dump(trial->store, &trial->before);
    }
}

static int remove_entry(const char *path, const struct stat *status, int type, struct FTW *walk)
{
    (void)status;
    (void)type;
    (void)walk;
    return remove(path);
}

static void trial_end(struct trial *trial)
{
    store_close(trial->store);
    power_stop(NULL);
    buf_clear(&trial->before);
    free(trial->path);
    nftw(trial->folder, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
    free(trial->folder);
}

static bool is_clean(struct store *store)
{
    struct verify_report report;
    struct err err = {0};

    bool ok = store_verify(store, NULL, NULL, &report, &err) == ERR_OK;
    if (!ok)
        printf("\n%s", err.message);
    for (size_t i = 0; i < report.problem_count; i++)
        printf("\n%s", report.problems[i]);
    ok = ok && report.problem_count == 0;
    verify_report_clear(&report);
    return ok;
}

static bool is_as_before(struct trial *trial)
{
    struct buf now;

    dump(trial->store, &now);
    bool same = now.length == trial->before.length &&
                (now.length == 0 || memcmp(now.data, trial->before.data, now.length) == 0);
    buf_clear(&now);
    return same;
}

/* What was reported as done is durable: the power goes now, and all that was not synced is lost. */
static bool outlives_the_power(struct trial *trial)
{
    struct trial after = {.device = trial->device};
    struct disk disk;
    struct power_log log;
    uint64_t chance = 0;

    power_stop(&log);
    after.folder = file_join(trial->folder, "after");
    CU_ASSERT_EQUAL_FATAL(mkdir(after.folder, 0700), 0);
    disk_begin(&disk, &log);
    disk_go(&disk, log.count);
    disk_cut(&disk, DISK_DROPS, &chance, after.folder);
    disk_clear(&disk);
    power_log_clear(&log);
    after.path = file_join(after.folder, "file.audit");
    after.device.directory = after.folder;
    dump(trial->store, &after.before);
    enum err_code code = store_open(after.path, &after.device, 0, &after.store, NULL);
    bool same = code == ERR_OK && is_as_before(&after);
    store_close(after.store);
    buf_clear(&after.before);
    free(after.path);
    free(after.folder);
    return same;
}

/* The store is as before; it goes on; and what is written then is there after opening it again. */
static bool goes_on(struct trial *trial, bool may_be_done)
{
    struct change change;
    struct err err = {0};
    struct ident site = ident_random();

    bool good = is_as_before(trial) || may_be_done;
    if (!good)
        printf("\nnot as before");
    change_init(&change, NULL);
    change_set_text(&change, RECORD_SITE, &site, SITE_NAME, "After the fault");
    enum err_code code = store_save(trial->store, &change, NULL, &err);
    if (code != ERR_OK)
        printf("\nno save after it: %s", err.message);
    change_clear(&change);
    store_close(trial->store);
    trial->store = NULL;
    open_well(trial);
    struct row row;
    bool there = store_get(trial->store, RECORD_SITE, &site, &row, NULL) == ERR_OK;
    if (there)
        row_clear(&row);
    return good && code == ERR_OK && there && is_clean(trial->store);
}

static bool is_said_well(const struct trial *trial, enum err_code code, enum err_code expected,
                         const struct err *err)
{
    /* A file that can't be made is told so, whatever the reason. */
    bool fits = code == expected || code == ERR_IO || code == ERR_CANTCREAT ||
                (trial->stage->opens && code == ERR_BUSY);

    if (!fits || err->message[0] == '\0' || err->hint[0] == '\0')
        printf("\n%d for %d: %s (%s)", (int)code, (int)expected, err->message, err->hint);
    return fits && err->message[0] != '\0' && err->hint[0] != '\0';
}

/* False: the fault did not come, since there were fewer calls. */
static bool try(const struct stage *stage, size_t which, unsigned at, bool for_good)
{
    struct trial trial;
    struct err err = {0};
    bool good = true;

    trial_begin(&trial, stage);
    power_fail(faults[which].kind, at, for_good, faults[which].code);
    enum err_code code = stage->call(stage, &trial.store, trial.path, &trial.device, &err);
    bool failed = power_heal();
    if (code != ERR_OK)
        good = is_said_well(&trial, code, faults[which].expected, &err);
    if (code == ERR_OK && failed && trial.store != NULL)
        good = outlives_the_power(&trial);
    if (good && code != ERR_OK && trial.store != NULL)
        good = goes_on(&trial, for_good);
    if (trial.store == NULL && failed && code != ERR_OK && stage->call == make_it)
        good = good && make_it(stage, &trial.store, trial.path, &trial.device, &err) == ERR_OK;
    else if (trial.store == NULL)
        open_well(&trial);
    good = good && is_clean(trial.store);
    if (!good)
        printf("\n%s: fault %zu at %u%s: %s\n", stage->label, which, at,
               for_good ? ", for good" : "", code != ERR_OK ? err.message : "done");
    CU_ASSERT_TRUE(good);
    trial_end(&trial);
    return failed;
}

/* Each call of a kind; where there are many, the first ones and then some. */
static void try_all(const struct stage *stage)
{
    unsigned trials = (unsigned)rounds_count(TRIALS, TRIALS_WHEN_SLOW);
    size_t came = 0;

    for (size_t which = 0; which < sizeof faults / sizeof faults[0]; which++) {
        unsigned at = 1;
        for (unsigned i = 0; i < trials && try(stage, which, at, i % 2 == 1); i++) {
            came++;
            at += i % 2 == 0 ? 0 : 1 + i / 8;
        }
    }
    CU_ASSERT_TRUE(came > 0);
}

/* ---- stages ---------------------------------------------------------------------------------- */

static void load(const char *path, struct buf *out)
{
    buf_init(out);
    CU_ASSERT_EQUAL_FATAL(file_read(path, (size_t)1 << 30, out, NULL), ERR_OK);
}

static void stage_clear(struct stage *stage)
{
    buf_clear(&stage->file);
    buf_clear(&stage->journal);
}

/* A small file; open: as a killed program leaves it, with a journal. */
static void with_a_place(struct stage *stage, bool killed)
{
    struct place place;
    char *journal;

    place_make(&place);
    if (!killed)
        place_close(&place);
    journal = mem_printf("%s-wal", place.path);
    load(place.path, &stage->file);
    if (killed)
        load(journal, &stage->journal);
    stage->device = place.device;
    stage->audit = place.audit;
    stage->finding = place.finding;
    try_all(stage);
    stage_clear(stage);
    free(journal);
    place_remove(&place);
}

static void a_save(void)
{
    with_a_place(&(struct stage){.label = "save", .call = save}, false);
    with_a_place(&(struct stage){.label = "second save", .call = save}, true);
}

static void closing(void)
{
    with_a_place(&(struct stage){.label = "close", .call = close_it}, true);
}

static void opening(void)
{
    with_a_place(&(struct stage){.label = "open", .call = open_it, .opens = true}, false);
    with_a_place(&(struct stage){.label = "open", .call = open_it, .opens = true}, true);
}

static void a_rebuild(void)
{
    with_a_place(&(struct stage){.label = "rebuild", .call = rebuild}, false);
}

static void making(void)
{
    struct stage stage = {.label = "make", .call = make_it, .opens = true};
    struct fixture fixture;

    fixture_make_folder(&fixture);
    stage.device = fixture.device;
    try_all(&stage);
    fixture_remove(&fixture);
}

static void an_upgrade(void)
{
    struct stage stage = {.label = "upgrade", .call = open_it, .opens = true};
    struct fixture fixture;

    fixture_make_folder(&fixture);
    stage.device = fixture.device;
    load(TOP_SRCDIR "/tests/fixtures/files/format-1.audit", &stage.file);
    try_all(&stage);
    stage_clear(&stage);
    fixture_remove(&fixture);
}

static void a_merge(void)
{
    struct stage stage = {.label = "merge", .call = merge};
    struct crew crew;
    struct parcel parcel;
    char content[64];

    crew_make(&crew, 2);
    struct laptop *lead = &crew.laptops[0];
    for (int i = 0; i < 4; i++) {
        snprintf(content, sizeof content, "file %d", i);
        laptop_attach(&crew, &crew.laptops[1], content);
    }
    parcel_make(&parcel, &crew.laptops[1]);
    laptop_close(lead);
    load(lead->path, &stage.file);
    stage.device = lead->device;
    stage.parcel = &parcel;
    try_all(&stage);
    stage_clear(&stage);
    parcel_clear(&parcel);
    crew_remove(&crew);
}

CU_ErrorCode test_faults_add(void)
{
    CU_TestInfo tests[] = {{"a save", a_save},         {"closing", closing},
                           {"opening", opening},       {"making", making},
                           {"a rebuild", a_rebuild},   {"a merge", a_merge},
                           {"an upgrade", an_upgrade}, CU_TEST_INFO_NULL};
    CU_SuiteInfo suites[] = {{"store/faults", NULL, NULL, NULL, NULL, tests}, CU_SUITE_INFO_NULL};

    return CU_register_suites(suites);
}

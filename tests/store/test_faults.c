/* test_faults.c - reads, writes, syncs and locks that fail one after the other: a message, the
 * right status, and nothing lost.
 *
 * Every call of a kind is made to fail once, then also all after it. What the store reports as
 * saved has to outlive a power cut right after it.
 */
#include <CUnit/CUnit.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "store/disk.h"
#include "store/rounds.h"
#include "store/suites.h"
#include "store/trial.h"

enum { TRIALS = 24, TRIALS_WHEN_SLOW = 3 };

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
    trial_dump(trial->store, &after.before);
    enum err_code code = store_open(after.path, &after.device, 0, &after.store, NULL);
    bool same = code == ERR_OK && trial_is_as_before(&after);
    store_close(after.store);
    buf_clear(&after.before);
    free(after.path);
    free(after.folder);
    return same;
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

    trial_begin(&trial, stage, power_watch);
    power_fail(faults[which].kind, at, for_good, faults[which].code);
    enum err_code code = stage->call(stage, &trial.store, trial.path, &trial.device, &err);
    bool failed = power_heal();
    if (code != ERR_OK)
        good = is_said_well(&trial, code, faults[which].expected, &err);
    if (code == ERR_OK && failed && trial.store != NULL)
        good = outlives_the_power(&trial);
    if (good && code != ERR_OK && trial.store != NULL)
        good = trial_goes_on(&trial, for_good);
    if (trial.store == NULL && failed && code != ERR_OK && stage->call == stage_make)
        good = good && stage_make(stage, &trial.store, trial.path, &trial.device, &err) == ERR_OK;
    else if (trial.store == NULL)
        trial_open(&trial);
    good = good && trial_is_clean(trial.store);
    if (!good)
        printf("\n%s: fault %zu at %u%s: %s\n", stage->label, which, at,
               for_good ? ", for good" : "", code != ERR_OK ? err.message : "done");
    CU_ASSERT_TRUE(good);
    power_stop(NULL);
    trial_end(&trial);
    return failed;
}

/* Each call of a kind; where there are many, the first ones and then some. */
static void try_all(const struct stage *stage)
{
    unsigned trials = (unsigned)rounds_count(TRIALS, TRIALS_WHEN_SLOW);
    size_t came = 0;

    size_t step = rounds_are_slow() ? 3 : 1; /* then not every kind in every run */
    for (size_t which = (size_t)(rounds_seed((uint64_t)getpid()) % step);
         which < sizeof faults / sizeof faults[0]; which += step) {
        unsigned at = 1;
        for (unsigned i = 0; i < trials && try(stage, which, at, i % 2 == 1); i++) {
            came++;
            at += i % 2 == 0 ? 0 : 1 + i / 8;
        }
    }
    CU_ASSERT_TRUE(came > 0 || step > 1);
}

static void a_save(void)
{
    stage_with_file(&(struct stage){.label = "save", .call = stage_save}, false, try_all);
    stage_with_file(&(struct stage){.label = "second save", .call = stage_save}, true, try_all);
}

static void closing(void)
{
    stage_with_file(&(struct stage){.label = "close", .call = stage_close}, true, try_all);
}

static void opening(void)
{
    struct stage stage = {.label = "open", .call = stage_open, .opens = true};

    stage_with_file(&stage, false, try_all);
    stage_with_file(&stage, true, try_all);
}

static void a_rebuild(void)
{
    stage_with_file(&(struct stage){.label = "rebuild", .call = stage_rebuild}, false, try_all);
}

static void making(void)
{
    struct stage stage = {.label = "make", .call = stage_make, .opens = true};

    stage_without_file(&stage, try_all);
}

static void an_upgrade(void)
{
    struct stage stage = {.label = "upgrade", .call = stage_open, .opens = true};

    stage_with_old_file(&stage, try_all);
}

static void a_merge(void)
{
    stage_with_crew(&(struct stage){.label = "merge", .call = stage_merge}, try_all);
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

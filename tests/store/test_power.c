/* test_power.c - the power goes at any moment: the file is as before or as after, never between.
 *
 * A run is recorded once; then, at many points of it, files are made as a power cut would leave
 * them, and the store opens those. AUDITWALK_TEST_SEED=N gambles again as a failure printed it.
 */
#include <CUnit/CUnit.h>
#include <dirent.h>
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

enum { CUTS = 160, CUTS_WHEN_SLOW = 20, STATES_MAX = 40, CACHE_PAGES = 12 };

/* A recorded run: the states of the file after each call that returned. */
struct run {
    struct power_log log;
    const char *name; /* of the audit file in the folder */
    const struct device *device;
    struct buf states[STATES_MAX];
    size_t count;
    bool checked; /* of each state: verify finds nothing, also in the first */
    void (*look)(struct run *run, const char *folder, size_t state);
};

static void dump(struct store *store, struct buf *out)
{
    buf_init(out);
    tables_dump_log(store, out);
    tables_dump(store, true, out);
}

static void returned(struct run *run, struct store *store)
{
    CU_ASSERT_FATAL(run->count < STATES_MAX);
    dump(store, &run->states[run->count++]);
    power_returned();
}

static void run_clear(struct run *run)
{
    for (size_t i = 0; i < run->count; i++)
        buf_clear(&run->states[i]);
    power_log_clear(&run->log);
}

/* Pages leave the cache early, and the journal goes into the file often. */
static void work_in_little_room(struct store *store)
{
    char sql[80];

    snprintf(sql, sizeof sql, "PRAGMA cache_size = %d; PRAGMA wal_autocheckpoint = 24",
             CACHE_PAGES);
    CU_ASSERT_EQUAL_FATAL(db_run(store, sql, NULL), ERR_OK);
}

/* ---- looking at what is left ----------------------------------------------------------------- */

static bool has_no_problems(struct store *store)
{
    struct verify_report report;

    bool ok = store_verify(store, NULL, NULL, &report, NULL) == ERR_OK;
    for (size_t i = 0; i < report.problem_count; i++)
        printf("\n%s", report.problems[i]);
    ok = ok && report.problem_count == 0;
    verify_report_clear(&report);
    return ok;
}

/* Which of the two states it can be; SIZE_MAX: neither. */
static size_t state_of(struct run *run, struct store *store, size_t least)
{
    struct buf now;
    size_t found = SIZE_MAX;

    dump(store, &now);
    for (size_t i = least; i < run->count && i <= least + 1 && found == SIZE_MAX; i++)
        if (now.length == run->states[i].length &&
            memcmp(now.data, run->states[i].data, now.length) == 0)
            found = i;
    if (found == SIZE_MAX)
        tables_equal(&now, &run->states[least]);
    buf_clear(&now);
    return found;
}

static bool goes_on(struct store *store)
{
    struct change change;
    struct ident site = ident_random();

    change_init(&change, NULL);
    change_set_text(&change, RECORD_SITE, &site, SITE_NAME, "After the cut");
    bool saved = store_set_author(store, "Li Na", NULL) == ERR_OK &&
                 store_save(store, &change, NULL, NULL) == ERR_OK;
    change_clear(&change);
    return saved;
}

/* With no file in the first state: a new one can be made under the name. */
static bool is_before_the_file(struct run *run, const char *path, const struct device *device)
{
    struct store *store = NULL;
    struct err err = {0};

    if (run->states[0].length > 0)
        return false;
    enum err_code code = store_create(path, device, "Again Ltd", "Li Na", &store, &err);
    if (code != ERR_OK)
        printf("\n%s\n", err.message);
    bool made = code == ERR_OK && goes_on(store);
    store_close(store);
    return made;
}

/* Whatever was being written when the power went is gone, once the file was opened. */
static bool has_no_strays(const char *path)
{
    DIR *folder = opendir(path);
    const struct dirent *entry;
    bool none = folder != NULL;

    while (folder != NULL && (entry = readdir(folder)) != NULL) {
        if (strstr(entry->d_name, FILE_UNFINISHED) == NULL)
            continue;
        printf("\n%s is left", entry->d_name);
        none = false;
    }
    if (folder != NULL)
        closedir(folder);
    return none;
}

static bool is_sound(struct run *run, const char *folder, size_t least)
{
    struct device device = *run->device;
    struct store *store = NULL;
    struct err err = {0};
    char *path = file_join(folder, run->name);

    device.directory = (char *)(uintptr_t)folder; /* remembers nothing of the time after */
    enum err_code code = store_open(path, &device, 0, &store, &err);
    bool sound = code == ERR_OK;
    if (!sound && least == 0 && is_before_the_file(run, path, &device)) {
        free(path);
        return true;
    }
    size_t state = sound ? state_of(run, store, least) : SIZE_MAX;
    if (!sound)
        printf("\n%s", err.message);
    sound = sound && state != SIZE_MAX;
    if (sound && (run->checked || state > 0))
        sound = has_no_problems(store);
    sound = sound && goes_on(store) && has_no_strays(folder);
    store_close(store);
    if (sound && run->look != NULL)
        run->look(run, folder, state);
    free(path);
    return sound;
}

/* ---- cutting --------------------------------------------------------------------------------- */

static int remove_entry(const char *path, const struct stat *status, int type, struct FTW *walk)
{
    (void)status;
    (void)type;
    (void)walk;
    return remove(path);
}

static void cut_here(struct run *run, const struct disk *disk, enum disk_cut cut, size_t least,
                     uint64_t *chance)
{
    char folder[] = "/dev/shm/auditwalk-test-XXXXXX";
    char plain[] = "/tmp/auditwalk-test-XXXXXX";
    uint64_t seed = *chance;

    char *made = mkdtemp(folder);
    if (made == NULL)
        made = mkdtemp(plain);
    CU_ASSERT_PTR_NOT_NULL_FATAL(made);
    disk_cut(disk, cut, chance, made);
    bool sound = is_sound(run, made, least);
    if (!sound)
        printf("\nAUDITWALK_TEST_SEED=%llu: cut %d at %zu of %zu, after call %zu\n",
               (unsigned long long)seed, (int)cut, disk->at, run->log.count, least);
    CU_ASSERT_TRUE(sound);
    if (sound || getenv("AUDITWALK_TEST_KEEP") == NULL)
        nftw(made, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
    else
        printf("%s\n", made);
}

/* At about so many points, evenly spread from a start by chance, each in every way. */
static void cut_everywhere(struct run *run)
{
    size_t wanted = (size_t)rounds_count(CUTS, CUTS_WHEN_SLOW) / DISK_CUT_COUNT;
    size_t length = run->log.count - run->log.settled;
    size_t step = wanted == 0 || length < wanted ? 1 : length / wanted;
    uint64_t chance = rounds_seed((uint64_t)getpid());
    struct disk disk;
    size_t least = 0;

    CU_ASSERT_FATAL(run->count > 1);
    disk_begin(&disk, &run->log);
    for (size_t at = disk.at + (size_t)(chance % step); at <= run->log.count; at += step) {
        for (size_t i = disk.at; i < at; i++)
            least += run->log.events[i].kind == POWER_RETURNED;
        disk_go(&disk, at);
        size_t returns = least > 0 ? least - 1 : 0; /* the first is that of the state before */
        cut_here(run, &disk, DISK_DROPS, returns, &chance);
        cut_here(run, &disk, DISK_KEEPS, returns, &chance);
        cut_here(run, &disk, DISK_GAMBLES, returns, &chance);
    }
    disk_clear(&disk);
    run_clear(run);
}

/* ---- runs ------------------------------------------------------------------------------------ */

static void during_saves(void)
{
    enum { SAVES = 14 };
    struct run run = {.name = "file.audit", .checked = true};
    struct place place;
    char text[9000];

    place_make(&place);
    place_close(&place);
    power_watch(place.directory);
    place_reopen(&place);
    run.device = &place.device;
    work_in_little_room(place.store);
    returned(&run, place.store);
    for (size_t i = 0; i < SAVES; i++) {
        memset(text, 'a' + (int)i, sizeof text);
        text[i % 3 == 0 ? sizeof text - 1 : 12] = '\0';
        if (i == SAVES / 2) {
            place_reopen(&place);
            work_in_little_room(place.store);
        }
        CU_ASSERT_EQUAL(place_write(&place, text, NULL), ERR_OK);
        returned(&run, place.store);
    }
    place_close(&place);
    power_stop(&run.log);
    cut_everywhere(&run);
    place_remove(&place);
}

static void during_creation(void)
{
    struct run run = {.name = "file.audit"};
    struct place place;

    place_make(&place);
    place_close(&place);
    CU_ASSERT_EQUAL(unlink(place.path), 0);
    run.device = &place.device;
    power_watch(place.directory);
    run.count = 1; /* no file */
    power_returned();
    CU_ASSERT_EQUAL_FATAL(
        store_create(place.path, &place.device, "Harbour", "Li Na", &place.store, NULL), ERR_OK);
    returned(&run, place.store);
    place_close(&place);
    power_stop(&run.log);
    cut_everywhere(&run);
    place_remove(&place);
}

/* Merged: the copy from before is there, whole. */
static void look_at_copy(struct run *run, const char *folder, size_t state)
{
    struct store *copy = NULL;
    struct buf now;
    char *path = mem_printf("%s/%s.before-merge", folder, run->name);

    if (state > 0) {
        enum err_code code = store_open(path, run->device, STORE_READ_ONLY, &copy, NULL);
        CU_ASSERT_EQUAL(code, ERR_OK);
        if (code == ERR_OK) {
            dump(copy, &now);
            CU_ASSERT_TRUE(tables_equal(&now, &run->states[0]));
            buf_clear(&now);
        }
        store_close(copy);
    }
    free(path);
}

static void during_a_merge(void)
{
    struct run run = {.name = "0.audit", .checked = true, .look = look_at_copy};
    struct crew crew;
    struct parcel parcel;
    char content[64];

    crew_make(&crew, 2);
    struct laptop *lead = &crew.laptops[0];
    for (int i = 0; i < 12; i++) {
        snprintf(content, sizeof content, "file %d", i);
        laptop_attach(&crew, &crew.laptops[1], content);
    }
    laptop_write(&crew, lead, RECORD_FINDING, &crew.finding, FINDING_STATEMENT, "Fence closed");
    laptop_write(&crew, &crew.laptops[1], RECORD_FINDING, &crew.finding, FINDING_STATEMENT, "Gap");
    parcel_make(&parcel, &crew.laptops[1]);
    laptop_close(lead);
    laptop_close(&crew.laptops[1]);
    power_watch(crew.directory);
    laptop_open(lead);
    run.device = &lead->device;
    work_in_little_room(lead->store);
    returned(&run, lead->store);
    CU_ASSERT_EQUAL_FATAL(laptop_take(lead, &parcel, 1, NULL, NULL), ERR_OK);
    returned(&run, lead->store);
    laptop_close(lead);
    power_stop(&run.log);
    cut_everywhere(&run);
    parcel_clear(&parcel);
    crew_remove(&crew);
}

static void during_a_rebuild(void)
{
    struct run run = {.name = "file.audit"};
    struct fixture fixture;

    fixture_make(&fixture);
    store_close(fixture.store);
    fixture.store = NULL;
    power_watch(fixture.directory);
    fixture_reopen(&fixture);
    CU_ASSERT_EQUAL(db_run(fixture.store, "UPDATE site SET name = 'Nowhere'", NULL), ERR_OK);
    run.device = &fixture.device;
    work_in_little_room(fixture.store);
    returned(&run, fixture.store);
    CU_ASSERT_EQUAL_FATAL(store_rebuild(fixture.store, NULL, NULL, NULL), ERR_OK);
    returned(&run, fixture.store);
    store_close(fixture.store);
    fixture.store = NULL;
    power_stop(&run.log);
    cut_everywhere(&run);
    fixture_remove(&fixture);
}

/* ---- an upgrade ------------------------------------------------------------------------------ */

static int version_of(const char *path)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *stmt = NULL;
    int version = -1;

    if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK &&
        sqlite3_prepare_v2(db, "PRAGMA user_version", -1, &stmt, NULL) == SQLITE_OK &&
        sqlite3_step(stmt) == SQLITE_ROW)
        version = sqlite3_column_int(stmt, 0);
    sqlite3_finalize(stmt);
    sqlite3_close(db);
    return version;
}

/* Whichever state was found, opening it upgraded it: the copy is of the old version. */
static void look_at_old_copy(struct run *run, const char *folder, size_t state)
{
    char *path = mem_printf("%s/%s.format-1", folder, run->name);

    (void)state;
    CU_ASSERT_EQUAL(version_of(path), 1);
    free(path);
}

static void during_an_upgrade(void)
{
    struct run run = {.name = "file.audit", .checked = true, .look = look_at_old_copy};
    struct fixture fixture;
    struct buf bytes;

    fixture_make_folder(&fixture);
    buf_init(&bytes);
    CU_ASSERT_EQUAL_FATAL(
        file_read(TOP_SRCDIR "/tests/fixtures/files/format-1.audit", 1 << 30, &bytes, NULL),
        ERR_OK);
    free(fixture_file(&fixture, "file.audit", bytes.data, bytes.length));
    buf_clear(&bytes);
    power_watch(fixture.directory);
    CU_ASSERT_EQUAL_FATAL(store_open(fixture.path, &fixture.device, 0, &fixture.store, NULL),
                          ERR_OK);
    run.device = &fixture.device;
    returned(&run, fixture.store);
    returned(&run, fixture.store); /* nothing more happens */
    store_close(fixture.store);
    fixture.store = NULL;
    power_stop(&run.log);
    cut_everywhere(&run);
    fixture_remove(&fixture);
}

CU_ErrorCode test_power_add(void)
{
    CU_TestInfo tests[] = {
        {"during saves", during_saves},           {"during creation", during_creation},
        {"during a merge", during_a_merge},       {"during a rebuild", during_a_rebuild},
        {"during an upgrade", during_an_upgrade}, CU_TEST_INFO_NULL};
    CU_SuiteInfo suites[] = {{"store/power", NULL, NULL, NULL, NULL, tests}, CU_SUITE_INFO_NULL};

    return CU_register_suites(suites);
}

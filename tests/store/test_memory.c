/* test_memory.c - memory runs out at any allocation: SQLite's gives a clean error and the state
 * before, our own ends the program and leaves the file as it was.
 *
 * Each in a child, since SQLite's allocator can only be exchanged before it starts.
 */
#include <CUnit/CUnit.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"
#include "store/fixture.h"
#include "store/rounds.h"
#include "store/suites.h"
#include "store/trial.h"

enum { TRIALS = 150, TRIALS_WHEN_SLOW = 6, DEATHS = 60, DEATHS_WHEN_SLOW = 3 };

/* ---- an allocator that fails ----------------------------------------------------------------- */

static sqlite3_mem_methods usual;

static struct {
    bool armed;
    bool ours; /* else SQLite's */
    bool for_good;
    bool failed;
    unsigned count;
    unsigned at;
} shortage;

static bool is_short(bool ours)
{
    if (!shortage.armed || shortage.ours != ours)
        return false;
    shortage.count++;
    bool now = shortage.count == shortage.at || (shortage.for_good && shortage.count > shortage.at);
    shortage.failed = shortage.failed || now;
    return now;
}

static void *short_malloc(int size)
{
    return is_short(false) ? NULL : usual.xMalloc(size);
}

static void *short_realloc(void *old, int size)
{
    return is_short(false) ? NULL : usual.xRealloc(old, size);
}

/* Before SQLite starts in this process; all its allocations come here then. */
static bool use_short_memory(void)
{
    sqlite3_mem_methods methods;

    if (sqlite3_shutdown() != SQLITE_OK ||
        sqlite3_config(SQLITE_CONFIG_GETMALLOC, &usual) != SQLITE_OK)
        return false;
    methods = usual;
    methods.xMalloc = short_malloc;
    methods.xRealloc = short_realloc;
    return sqlite3_config(SQLITE_CONFIG_MALLOC, &methods) == SQLITE_OK &&
           sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 0, 0) == SQLITE_OK &&
           sqlite3_initialize() == SQLITE_OK;
}

/* ---- trials ---------------------------------------------------------------------------------- */

/* A call that allocates memory: how much there is in the file after it, and how often it does. */
struct usual_call {
    size_t length;
    unsigned allocations;
};

static bool is_said_well(enum err_code code, const struct err *err)
{
    return code != ERR_DATA && code != ERR_OK && err->message[0] != '\0' && err->hint[0] != '\0';
}

static bool is_done_well(struct trial *trial, const struct usual_call *call)
{
    struct buf now;

    trial_dump(trial->store, &now);
    bool same = call == NULL || now.length == call->length;
    if (!same)
        printf("\n%zu bytes, not %zu", now.length, call->length);
    buf_clear(&now);
    return same && trial_is_clean(trial->store);
}

static bool try(const struct stage *stage, unsigned at, bool for_good, struct usual_call *call)
{
    struct trial trial;
    struct err err = {0};
    bool good = true;

    trial_begin(&trial, stage, NULL);
    memset(&shortage, 0, sizeof shortage);
    shortage.at = at;
    shortage.for_good = for_good;
    shortage.armed = true;
    enum err_code code = stage->call(stage, &trial.store, trial.path, &trial.device, &err);
    shortage.armed = false;
    if (code != ERR_OK)
        good = is_said_well(code, &err);
    if (code != ERR_OK && trial.store != NULL)
        good = trial_goes_on(&trial, for_good) && good;
    if (code != ERR_OK && trial.store == NULL && stage->file.length == 0)
        good = stage_make(stage, &trial.store, trial.path, &trial.device, NULL) == ERR_OK && good;
    if (trial.store == NULL)
        trial_open(&trial);
    good = is_done_well(&trial, code == ERR_OK && at > 0 ? call : NULL) && good;
    if (at == 0) {
        struct buf now;
        trial_dump(trial.store, &now);
        *call = (struct usual_call){now.length, shortage.count};
        buf_clear(&now);
    }
    if (!good)
        printf("\n%s: allocation %u of %u%s: %d %s (%s)\n", stage->label, at, call->allocations,
               for_good ? ", for good" : "", (int)code, code != ERR_OK ? err.message : "done",
               err.hint);
    trial_end(&trial);
    return good;
}

static bool try_all(const struct stage *stage)
{
    unsigned trials = (unsigned)rounds_count(TRIALS, TRIALS_WHEN_SLOW);
    struct usual_call call;
    bool good = use_short_memory() && try(stage, 0, false, &call);
    unsigned step = call.allocations / trials + 1;
    unsigned start = 1 + (unsigned)(rounds_seed((uint64_t)getpid()) % step);

    for (unsigned at = start; at <= call.allocations; at += step)
        good = try(stage, at, at / step % 4 == 3, &call) && good;
    return good && call.allocations > 0;
}

static void in_a_child(const struct stage *stage)
{
    int status = 0;

    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        fixture_time("2026-03-09T10:00:00.000Z");
        bool good = try_all(stage);
        fflush(stdout);
        _exit(good ? 0 : 1);
    }
    waitpid(child, &status, 0);
    CU_ASSERT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

static void a_save(void)
{
    stage_with_file(&(struct stage){.label = "save", .call = stage_save}, false, in_a_child);
}

static void opening(void)
{
    stage_with_file(&(struct stage){.label = "open", .call = stage_open, .opens = true}, true,
                    in_a_child);
}

static void making(void)
{
    stage_without_file(&(struct stage){.label = "make", .call = stage_make, .opens = true},
                       in_a_child);
}

static void a_rebuild(void)
{
    stage_with_file(&(struct stage){.label = "rebuild", .call = stage_rebuild}, false, in_a_child);
}

static void a_merge(void)
{
    stage_with_crew(&(struct stage){.label = "merge", .call = stage_merge}, in_a_child);
}

/* ---- our own memory -------------------------------------------------------------------------- */

/* The linker brings all allocations of the rooms here (--wrap), not those of SQLite. */
void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *old, size_t size);

void *__wrap_malloc(size_t size)
{
    return is_short(true) ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
    return is_short(true) ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *old, size_t size)
{
    return is_short(true) ? NULL : __real_realloc(old, size);
}

static int hook_pipe[2];

static void hook(void)
{
    if (write(hook_pipe[1], "h", 1) != 1)
        _exit(3);
}

/* With at 0 nothing fails, and the number of allocations comes out of the pipe. */
static void call_and_die(struct trial *trial, unsigned at)
{
    const struct rlimit none = {0, 0};

    setrlimit(RLIMIT_CORE, &none); /* it is meant to abort: no core, and nothing on the screen */
    if (freopen("/dev/null", "w", stderr) == NULL)
        _exit(4);
    mem_on_failure(hook);
    trial_open(trial);
    memset(&shortage, 0, sizeof shortage);
    shortage.at = at;
    shortage.ours = true;
    shortage.armed = true;
    enum err_code code =
        trial->stage->call(trial->stage, &trial->store, trial->path, &trial->device, NULL);
    shortage.armed = false;
    if (at == 0 && write(hook_pipe[1], &shortage.count, sizeof shortage.count) < 0)
        _exit(5);
    _exit(code == ERR_OK ? 0 : 2);
}

static bool ends_well(int status, unsigned at)
{
    char letter = '\0';

    if (at == 0)
        return WIFEXITED(status) && WEXITSTATUS(status) == 0;
    return WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT &&
           read(hook_pipe[0], &letter, 1) == 1 && letter == 'h';
}

/* Before or after, and sound. */
static bool is_whole(struct trial *trial, size_t *after, unsigned at)
{
    struct buf now;

    trial_open(trial);
    trial_dump(trial->store, &now);
    if (at == 0)
        *after = now.length;
    bool known = now.length == *after || trial_is_as_before(trial);
    buf_clear(&now);
    return known && trial_is_clean(trial->store);
}

static bool die(const struct stage *stage, unsigned at, size_t *after, unsigned *allocations)
{
    struct trial trial;
    int status = 0;

    trial_begin(&trial, stage, NULL);
    store_close(trial.store);
    trial.store = NULL;
    CU_ASSERT_EQUAL_FATAL(pipe(hook_pipe), 0);
    fflush(stdout);
    pid_t child = fork();
    if (child == 0)
        call_and_die(&trial, at);
    waitpid(child, &status, 0);
    close(hook_pipe[1]);
    bool good = ends_well(status, at);
    if (good && at == 0)
        good = read(hook_pipe[0], allocations, sizeof *allocations) == sizeof *allocations;
    close(hook_pipe[0]);
    good = is_whole(&trial, after, at) && good;
    if (!good)
        printf("\n%s: own allocation %u of %u: %x\n", stage->label, at, *allocations,
               (unsigned)status);
    CU_ASSERT_TRUE(good);
    trial_end(&trial);
    return good;
}

static void die_everywhere(const struct stage *stage)
{
    unsigned trials = (unsigned)rounds_count(DEATHS, DEATHS_WHEN_SLOW);
    unsigned allocations = 0;
    size_t after = 0;

    if (!die(stage, 0, &after, &allocations))
        return;
    unsigned step = allocations / trials + 1;
    CU_ASSERT_TRUE(allocations > 0);
    for (unsigned at = 1 + (unsigned)(rounds_seed((uint64_t)getpid()) % step); at <= allocations;
         at += step)
        die(stage, at, &after, &allocations);
}

static void our_own(void)
{
    stage_with_file(&(struct stage){.label = "save", .call = stage_save}, false, die_everywhere);
    stage_with_crew(&(struct stage){.label = "merge", .call = stage_merge}, die_everywhere);
}

CU_ErrorCode test_memory_add(void)
{
    CU_TestInfo tests[] = {{"a save", a_save},       {"opening", opening}, {"making", making},
                           {"a rebuild", a_rebuild}, {"a merge", a_merge}, {"our own", our_own},
                           CU_TEST_INFO_NULL};
    CU_SuiteInfo suites[] = {{"store/memory", NULL, NULL, NULL, NULL, tests}, CU_SUITE_INFO_NULL};

    return CU_register_suites(suites);
}

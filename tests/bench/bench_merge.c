/* bench_merge.c - what a merge costs: a package that changes a tenth of a file of 160,000
 * assessments, against the raw UPDATE of the same cells in the same run.
 *
 *     make bench, or tests/bench/bench-merge DIRECTORY for another disk
 *
 * Printed are: the merge itself (what the records become and writing them, the log included)
 * against the raw UPDATE; reading and verifying the batches; and the checked copy made before.
 * Twice: for a colleague who saved each change by itself, and for one whose saves hold a hundred.
 */
#include <fcntl.h>
#include <ftw.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <sqlite3.h>

#include "base/file.h"
#include "base/mem.h"
#include "core/rules.h"
#include "store/internal.h"
#include "store/merge.h"
#include "store/merge_parts.h"

enum { ROWS = 160000, CHANGED = 16000, ROUNDS = 5 };

static double now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static void check(enum err_code code, const struct err *err)
{
    if (code == ERR_OK)
        return;
    fprintf(stderr, "bench-merge: %s\n", err->message);
    exit(1);
}

static struct ident row_of(const struct ident *audit, int number)
{
    char item[16];

    snprintf(item, sizeof item, "item-%06d", number);
    return assessment_id(audit, "bench", item, NULL);
}

static void new_row(struct change *change, const struct ident *audit, int number)
{
    struct ident id = row_of(audit, number);
    char item[16];

    snprintf(item, sizeof item, "item-%06d", number);
    change_set_id(change, RECORD_ASSESSMENT, &id, ASSESSMENT_AUDIT, audit);
    change_set_text(change, RECORD_ASSESSMENT, &id, ASSESSMENT_CHECKLIST, "bench");
    change_set_text(change, RECORD_ASSESSMENT, &id, ASSESSMENT_ITEM, item);
    change_set_text(change, RECORD_ASSESSMENT, &id, ASSESSMENT_REF, "8.4-c");
    change_set_text(change, RECORD_ASSESSMENT, &id, ASSESSMENT_RESULT, "conforming");
    change_set_text(change, RECORD_ASSESSMENT, &id, ASSESSMENT_NOTE,
                    "Gate log of the last thirty days seen, all entries signed");
    change_set_text(change, RECORD_ASSESSMENT, &id, ASSESSMENT_METHOD, "records");
    change_set_text(change, RECORD_ASSESSMENT, &id, ASSESSMENT_AT, "2026-11-23T08:00:00.000Z");
}

static void changed_row(struct change *change, const struct ident *audit, int number)
{
    struct ident id = row_of(audit, number);

    change_set_text(change, RECORD_ASSESSMENT, &id, ASSESSMENT_RESULT, "minor");
    change_set_text(change, RECORD_ASSESSMENT, &id, ASSESSMENT_NOTE,
                    "Two of thirty entries without signature, night shift");
    change_set_text(change, RECORD_ASSESSMENT, &id, ASSESSMENT_AT, "2026-11-24T08:00:00.000Z");
}

static void save_rows(struct store *store, const struct ident *audit, int step, int count, int each,
                      void (*fill)(struct change *, const struct ident *, int))
{
    struct err err;

    for (int at = 0; at < count; at += each) {
        struct change change;
        change_init(&change, audit);
        for (int i = at; i < at + each && i < count; i++)
            fill(&change, audit, i * step);
        check(store_save(store, &change, NULL, &err), &err);
        change_clear(&change);
    }
}

static void copy_file(const char *from, const char *to)
{
    struct buf bytes;
    struct err err;

    buf_init(&bytes);
    check(file_read(from, (size_t)2 << 30, &bytes, &err), &err);
    check(file_write_atomic(to, bytes.data, bytes.length, &err), &err);
    buf_clear(&bytes);
}

/* ---- the floor ------------------------------------------------------------------------------- */

static double raw_update(const char *path, const struct ident *audit)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *stmt = NULL;

    if (sqlite3_open(path, &db) != SQLITE_OK)
        exit(1);
    sqlite3_exec(db,
                 "PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL;"
                 "PRAGMA synchronous=FULL; SELECT count(*) FROM assessment",
                 NULL, NULL, NULL);
    double start = now();
    sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL);
    sqlite3_prepare_v2(
        db, "UPDATE assessment SET result = ?2, note = ?3, assessed_at = ?4 WHERE id = ?1", -1,
        &stmt, NULL);
    for (int i = 0; i < CHANGED; i++) {
        struct ident id = row_of(audit, i * (ROWS / CHANGED));
        sqlite3_bind_blob(stmt, 1, id.bytes, IDENT_SIZE, SQLITE_STATIC);
        sqlite3_bind_text(stmt, 2, "minor", -1, SQLITE_STATIC);
        sqlite3_bind_text(stmt, 3, "Two of thirty entries without signature, night shift", -1,
                          SQLITE_STATIC);
        sqlite3_bind_text(stmt, 4, "2026-11-24T08:00:00.000Z", -1, SQLITE_STATIC);
        if (sqlite3_step(stmt) != SQLITE_DONE)
            exit(1);
        sqlite3_reset(stmt);
    }
    sqlite3_finalize(stmt);
    sqlite3_exec(db, "COMMIT", NULL, NULL, NULL);
    double took = now() - start;
    sqlite3_close(db);
    return took;
}

/* ---- the merge ------------------------------------------------------------------------------- */

struct bundle {
    struct merge_blob *blobs;
    size_t count;
    size_t capacity;
};

/* What the device wrote, as a package would bring it. */
static struct bundle take_bundle(struct store *store)
{
    struct bundle bundle = {0};
    struct err err;
    bool row = false;
    sqlite3_stmt *stmt =
        db_use(store, "SELECT bytes FROM batch WHERE device = ?1 ORDER BY id", &err);

    db_bind_ident(stmt, 1, &store->device->id);
    check(db_step(store, stmt, &row, &err), &err);
    while (row) {
        size_t length = (size_t)sqlite3_column_bytes(stmt, 0);
        bundle.blobs = mem_grow(bundle.blobs, bundle.count, &bundle.capacity, sizeof *bundle.blobs);
        bundle.blobs[bundle.count++] =
            (struct merge_blob){mem_dup(sqlite3_column_blob(stmt, 0), length), length};
        check(db_step(store, stmt, &row, &err), &err);
    }
    db_done(store, stmt);
    return bundle;
}

/* Reading and verifying alone: the linker puts these in the place of what names a batch by its
 * hash, decodes it and checks its signature, and they add up how long that takes. */
static double verifying;

struct hash __real_batch_name(const void *bytes, size_t length);
struct hash __wrap_batch_name(const void *bytes, size_t length);
struct hash __wrap_batch_name(const void *bytes, size_t length)
{
    double start = now();
    struct hash name = __real_batch_name(bytes, length);

    verifying += now() - start;
    return name;
}

enum err_code __real_batch_decode(const void *bytes, size_t length, struct batch *batch,
                                  struct err *err);
enum err_code __wrap_batch_decode(const void *bytes, size_t length, struct batch *batch,
                                  struct err *err);
enum err_code __wrap_batch_decode(const void *bytes, size_t length, struct batch *batch,
                                  struct err *err)
{
    double start = now();
    enum err_code code = __real_batch_decode(bytes, length, batch, err);

    verifying += now() - start;
    return code;
}

bool __real_batch_signed_by(const void *bytes, size_t length, const uint8_t *key);
bool __wrap_batch_signed_by(const void *bytes, size_t length, const uint8_t *key);
bool __wrap_batch_signed_by(const void *bytes, size_t length, const uint8_t *key)
{
    double start = now();
    bool good = __real_batch_signed_by(bytes, length, key);

    verifying += now() - start;
    return good;
}

struct times {
    double verify;
    double copy;
    double plan;
    double all; /* plan and apply, copy included */
};

static struct times time_merge(const char *path, const struct device *device,
                               const struct device *sender, const struct bundle *bundle)
{
    struct store *store = NULL;
    struct merge_plan *plan = NULL;
    struct err err;
    struct times times;
    struct merge_options options = {.accept = &sender->id, .accept_count = 1};
    struct merge_package package = {.name = "bench",
                                    .sender = sender->id,
                                    .batches = bundle->blobs,
                                    .batch_count = bundle->count};

    memcpy(package.key, sender->public_key, DEVICE_PUBLIC_SIZE);
    check(store_open(path, device, 0, &store, &err), &err);
    check(store_set_author(store, "Bench", &err), &err);
    package.file = store_file_id(store);
    char *copy = mem_printf("%s.copy", path);
    double start = now();
    check(backup_copy(store, copy, NULL, NULL, &err), &err);
    times.copy = now() - start;
    unlink(copy);
    verifying = 0;
    start = now();
    check(merge_plan_build(store, &package, 1, &options, &plan, &err), &err);
    times.plan = now() - start;
    if (merge_plan_summary(plan)->records[MERGE_CHANGED] != CHANGED)
        exit(1);
    check(merge_apply(plan, NULL, NULL, &err), &err);
    times.all = now() - start;
    times.verify = verifying;
    merge_plan_free(plan);
    store_close(store);
    free(copy);
    return times;
}

/* ---- one run --------------------------------------------------------------------------------- */

struct bench {
    char *directory;
    struct device lead;
    struct device auditor;
    struct ident audit;
    char *base;
};

static void make_device(const char *directory, const char *name, struct device *device)
{
    struct err err;
    char *home = mem_printf("%s/%s", directory, name);

    mkdir(home, 0700);
    setenv("XDG_DATA_HOME", home, 1);
    check(device_load(device, &err), &err);
    free(home);
}

static void make_base(struct bench *bench)
{
    struct store *store = NULL;
    struct err err;

    make_device(bench->directory, "lead", &bench->lead);
    make_device(bench->directory, "auditor", &bench->auditor);
    bench->base = mem_printf("%s/base.audit", bench->directory);
    bench->audit = ident_random();
    check(store_create(bench->base, &bench->lead, "Bench", "Lead", &store, &err), &err);
    save_rows(store, &bench->audit, 1, ROWS, 1000, new_row);
    store_close(store);
}

static int compare(const void *a, const void *b)
{
    double left = *(const double *)a;
    double right = *(const double *)b;

    return (left > right) - (left < right);
}

static double median(double times[ROUNDS])
{
    qsort(times, ROUNDS, sizeof *times, compare);
    return times[ROUNDS / 2];
}

static void run(const struct bench *bench, int each)
{
    double merge[ROUNDS];
    double verify[ROUNDS];
    double copy[ROUNDS];
    double raw[ROUNDS];
    struct store *store = NULL;
    struct err err;
    char *theirs = mem_printf("%s/theirs.audit", bench->directory);
    char *ours = mem_printf("%s/ours.audit", bench->directory);

    copy_file(bench->base, theirs);
    check(store_open(theirs, &bench->auditor, 0, &store, &err), &err);
    check(store_set_author(store, "Auditor", &err), &err);
    save_rows(store, &bench->audit, ROWS / CHANGED, CHANGED, each, changed_row);
    struct bundle bundle = take_bundle(store);
    store_close(store);
    for (int i = 0; i < ROUNDS; i++) {
        copy_file(bench->base, ours);
        raw[i] = raw_update(ours, &bench->audit);
        copy_file(bench->base, ours);
        struct times times = time_merge(ours, &bench->lead, &bench->auditor, &bundle);
        verify[i] = times.verify;
        copy[i] = times.copy;
        merge[i] = times.all - times.verify - times.copy;
        if (getenv("BENCH_ROUNDS") != NULL)
            printf("plan %.0f all %.0f verify %.0f copy %.0f raw %.0f\n", times.plan, times.all,
                   times.verify, times.copy, raw[i]);
    }
    double floor = median(raw);
    double work = median(merge);
    double check_ms = median(verify);
    printf("%d of %d rows, %zu saves: merge %.0f ms, raw UPDATE %.0f ms, ratio %.2f;"
           " with reading and verifying (%.0f ms) ratio %.2f; the copy before it %.0f ms\n",
           CHANGED, ROWS, bundle.count, work, floor, work / floor, check_ms,
           (work + check_ms) / floor, median(copy));
    for (size_t i = 0; i < bundle.count; i++)
        free((void *)(uintptr_t)bundle.blobs[i].bytes);
    free(bundle.blobs);
    unlink(theirs);
    unlink(ours);
    free(theirs);
    free(ours);
}

static int remove_entry(const char *path, const struct stat *status, int type, struct FTW *walk)
{
    (void)status;
    (void)type;
    (void)walk;
    return remove(path);
}

int main(int argc, char **argv)
{
    struct bench bench = {0};

    bench.directory = mem_printf("%s/bench-merge-XXXXXX", argc > 1 ? argv[1] : "/tmp");
    if (mkdtemp(bench.directory) == NULL)
        return 1;
    make_base(&bench);
    run(&bench, 100);
    run(&bench, 1);
    nftw(bench.directory, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
    device_clear(&bench.lead);
    device_clear(&bench.auditor);
    free(bench.base);
    free(bench.directory);
    return 0;
}

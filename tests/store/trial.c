/* trial.c - a call of the store that something goes wrong in, tried many times from the same start.
 */
#include "store/trial.h"

#include <CUnit/CUnit.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "store/fixture.h"
#include "store/place.h"
#include "store/tables.h"
#include "store/verify.h"

enum { CACHE_PAGES = 12 };

/* Also in a child of the test program, where CUnit's own would go on with the next test. */
static void must(bool ok, const char *what)
{
    if (ok)
        return;
    printf("\n%s\n", what);
    fflush(stdout);
    abort();
}

/* ---- calls ----------------------------------------------------------------------------------- */

enum err_code stage_save(const struct stage *stage, struct store **store, const char *path,
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

enum err_code stage_rebuild(const struct stage *stage, struct store **store, const char *path,
                            const struct device *device, struct err *err)
{
    (void)stage;
    (void)path;
    (void)device;
    return store_rebuild(*store, NULL, NULL, err);
}

enum err_code stage_merge(const struct stage *stage, struct store **store, const char *path,
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

enum err_code stage_open(const struct stage *stage, struct store **store, const char *path,
                         const struct device *device, struct err *err)
{
    (void)stage;
    return store_open(path, device, 0, store, err);
}

enum err_code stage_make(const struct stage *stage, struct store **store, const char *path,
                         const struct device *device, struct err *err)
{
    (void)stage;
    return store_create(path, device, "Harbour Ltd", "Li Na", store, err);
}

enum err_code stage_close(const struct stage *stage, struct store **store, const char *path,
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

static void put_file(const char *path, const char *ending, const struct buf *bytes)
{
    char *name = mem_printf("%s%s", path, ending);

    if (bytes->length > 0)
        must(file_write_atomic(name, bytes->data, bytes->length, NULL) == ERR_OK, name);
    free(name);
}

void trial_dump(struct store *store, struct buf *out)
{
    buf_init(out);
    if (store == NULL)
        return;
    tables_dump_log(store, out);
    tables_dump(store, true, out);
}

void trial_open(struct trial *trial)
{
    struct err err = {0};
    char sql[64];

    enum err_code code = store_open(trial->path, &trial->device, 0, &trial->store, &err);
    must(code == ERR_OK, err.message);
    must(store_set_author(trial->store, "Li Na", NULL) == ERR_OK, "no author");
    snprintf(sql, sizeof sql, "PRAGMA cache_size = %d", CACHE_PAGES);
    must(db_run(trial->store, sql, NULL) == ERR_OK, sql);
}

void trial_begin(struct trial *trial, const struct stage *stage, void (*begun)(const char *folder))
{
    char shared[] = "/dev/shm/auditwalk-test-XXXXXX";
    char plain[] = "/tmp/auditwalk-test-XXXXXX";

    *trial = (struct trial){.stage = stage, .device = stage->device};
    char *made = mkdtemp(shared) != NULL ? shared : mkdtemp(plain);
    must(made != NULL, "no folder");
    trial->folder = mem_strdup(made);
    trial->path = file_join(trial->folder, "file.audit");
    trial->device.directory = trial->folder;
    put_file(trial->path, "", &stage->file);
    put_file(trial->path, "-wal", &stage->journal);
    if (begun != NULL)
        begun(trial->folder);
    buf_init(&trial->before);
    if (!stage->opens) {
        trial_open(trial);
        trial_dump(trial->store, &trial->before);
    }
}

static int remove_entry(const char *path, const struct stat *status, int type, struct FTW *walk)
{
    (void)status;
    (void)type;
    (void)walk;
    return remove(path);
}

void trial_end(struct trial *trial)
{
    store_close(trial->store);
    buf_clear(&trial->before);
    free(trial->path);
    nftw(trial->folder, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
    free(trial->folder);
}

bool trial_is_clean(struct store *store)
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

bool trial_is_as_before(struct trial *trial)
{
    struct buf now;

    trial_dump(trial->store, &now);
    bool same = now.length == trial->before.length &&
                (now.length == 0 || memcmp(now.data, trial->before.data, now.length) == 0);
    buf_clear(&now);
    return same;
}

bool trial_goes_on(struct trial *trial, bool may_be_done)
{
    struct change change;
    struct err err = {0};
    struct ident site = ident_random();

    bool good = trial_is_as_before(trial) || may_be_done;
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
    trial_open(trial);
    struct row row;
    bool there = store_get(trial->store, RECORD_SITE, &site, &row, NULL) == ERR_OK;
    if (there)
        row_clear(&row);
    return good && code == ERR_OK && there && trial_is_clean(trial->store);
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

void stage_with_file(struct stage *stage, bool killed, stage_body *body)
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
    place_close(&place);
    stage->device = place.device;
    stage->audit = place.audit;
    stage->finding = place.finding;
    body(stage);
    stage_clear(stage);
    free(journal);
    place_remove(&place);
}

void stage_without_file(struct stage *stage, stage_body *body)
{
    struct fixture fixture;

    fixture_make_folder(&fixture);
    stage->device = fixture.device;
    body(stage);
    fixture_remove(&fixture);
}

void stage_with_old_file(struct stage *stage, stage_body *body)
{
    struct fixture fixture;

    fixture_make_folder(&fixture);
    stage->device = fixture.device;
    load(TOP_SRCDIR "/tests/fixtures/files/format-1.audit", &stage->file);
    body(stage);
    stage_clear(stage);
    fixture_remove(&fixture);
}

void stage_with_crew(struct stage *stage, stage_body *body)
{
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
    laptop_close(&crew.laptops[1]);
    load(lead->path, &stage->file);
    stage->device = lead->device;
    stage->parcel = &parcel;
    body(stage);
    stage_clear(stage);
    parcel_clear(&parcel);
    crew_remove(&crew);
}

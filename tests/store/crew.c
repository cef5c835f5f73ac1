/* crew.c - several laptops with an audit file each. */
#include "store/crew.h"

#include <CUnit/CUnit.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "store/audits.h"
#include "store/evidence.h"
#include "store/fixture.h"
#include "store/tables.h"
#include "store/team.h"
#include "store/verify.h"
#include "store/walk.h"

static const char *const people[CREW_MAX] = {"Li Na",   "Wang Wei", "Anna Berg",
                                             "Zhao Li", "Tom Hale", "Mei Lin"};

static void must(enum err_code code, const struct err *err)
{
    if (code != ERR_OK)
        printf("\n%s (%s)\n", err->message, err->hint);
    CU_ASSERT_EQUAL_FATAL(code, ERR_OK);
}

/* ---- laptops --------------------------------------------------------------------------------- */

void laptop_load_device(struct laptop *laptop)
{
    struct err err = {0};

    setenv("XDG_DATA_HOME", laptop->home, 1);
    must(device_load(&laptop->device, &err), &err);
}

struct laptop *crew_add(struct crew *crew)
{
    struct laptop *laptop = &crew->laptops[crew->count];

    CU_ASSERT_FATAL(crew->count < CREW_MAX);
    *laptop = (struct laptop){.person = people[crew->count]};
    laptop->home = mem_printf("%s/home-%d", crew->directory, crew->count);
    laptop->path = mem_printf("%s/%d.audit", crew->directory, crew->count);
    CU_ASSERT_EQUAL_FATAL(mkdir(laptop->home, 0700), 0);
    laptop_load_device(laptop);
    snprintf(laptop->device.name, sizeof laptop->device.name, "laptop-%d", crew->count);
    crew->count++;
    return laptop;
}

void laptop_close(struct laptop *laptop)
{
    store_close(laptop->store);
    laptop->store = NULL;
}

void laptop_open(struct laptop *laptop)
{
    struct err err = {0};

    laptop_close(laptop);
    must(store_open(laptop->path, &laptop->device, 0, &laptop->store, &err), &err);
    must(store_set_author(laptop->store, laptop->person, &err), &err);
}

static void copy_file(const char *from, const char *to)
{
    struct buf bytes;
    struct err err = {0};

    buf_init(&bytes);
    must(file_read(from, (size_t)1 << 30, &bytes, &err), &err);
    FILE *file = fopen(to, "wb");
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    CU_ASSERT_EQUAL_FATAL(fwrite(bytes.data, 1, bytes.length, file), bytes.length);
    CU_ASSERT_EQUAL_FATAL(fclose(file), 0);
    chmod(to, 0600);
    buf_clear(&bytes);
}

struct laptop *crew_clone(struct crew *crew, struct laptop *from)
{
    struct laptop *clone = crew_add(crew);
    char file[IDENT_TEXT_SIZE];
    char *names[2];

    ident_text(&crew->file, file);
    names[0] = mem_strdup("device");
    names[1] = mem_printf("files/%s", file);
    laptop_close(from);
    copy_file(from->path, clone->path);
    device_clear(&clone->device);
    for (size_t i = 0; i < 2; i++) {
        char *source = mem_printf("%s/auditwalk/%s", from->home, names[i]);
        char *target = mem_printf("%s/auditwalk/%s", clone->home, names[i]);
        char *folder = mem_printf("%s/auditwalk/files", clone->home);
        must(file_make_directories(folder, NULL), &(struct err){0});
        copy_file(source, target);
        free(folder);
        free(source);
        free(target);
        free(names[i]);
    }
    laptop_load_device(clone);
    clone->person = from->person;
    laptop_open(from);
    laptop_open(clone);
    return clone;
}

/* ---- writing --------------------------------------------------------------------------------- */

void laptop_write(struct crew *crew, struct laptop *laptop, enum record_type type,
                  const struct ident *record, uint16_t field, const char *text)
{
    struct change change;
    struct err err = {0};

    change_init(&change, record_find((int)type)->scope == SCOPE_AUDIT ? &crew->audit : NULL);
    change_set_text(&change, type, record, field, text);
    must(store_save(laptop->store, &change, "write", &err), &err);
    change_clear(&change);
}

void laptop_judge(struct crew *crew, struct laptop *laptop, const char *result)
{
    struct change change;
    struct err err = {0};
    char now[CLOCK_ISO_SIZE];
    struct ident author = store_author(laptop->store);

    clock_now_iso(now);
    change_init(&change, &crew->audit);
    change_set_id(&change, RECORD_ASSESSMENT, &crew->assessment, ASSESSMENT_AUDIT, &crew->audit);
    change_set_text(&change, RECORD_ASSESSMENT, &crew->assessment, ASSESSMENT_CHECKLIST, "walk");
    change_set_text(&change, RECORD_ASSESSMENT, &crew->assessment, ASSESSMENT_ITEM, "gate-log");
    change_set_text(&change, RECORD_ASSESSMENT, &crew->assessment, ASSESSMENT_REF, "8.4-c");
    change_set_text(&change, RECORD_ASSESSMENT, &crew->assessment, ASSESSMENT_RESULT, result);
    change_set_id(&change, RECORD_ASSESSMENT, &crew->assessment, ASSESSMENT_BY, &author);
    change_set_text(&change, RECORD_ASSESSMENT, &crew->assessment, ASSESSMENT_AT, now);
    must(store_save(laptop->store, &change, "judge", &err), &err);
    change_clear(&change);
}

struct attaching {
    struct crew *crew;
    const char *content;
};

static enum err_code put(struct store *store, struct change *change, void *context, struct err *err)
{
    struct attaching *attaching = context;
    struct crew *crew = attaching->crew;
    struct object_info info = {0};
    struct ident evidence = ident_random();
    struct ident attachment = ident_random();
    struct ident link = ident_random();
    struct ident author = store_author(store);

    enum err_code code =
        object_put_bytes(store, attaching->content, strlen(attaching->content), &info, err);
    change_set_id(change, RECORD_EVIDENCE, &evidence, EVIDENCE_AUDIT, &crew->audit);
    change_set_text(change, RECORD_EVIDENCE, &evidence, EVIDENCE_TITLE, attaching->content);
    change_set_id(change, RECORD_EVIDENCE, &evidence, EVIDENCE_BY, &author);
    change_set_id(change, RECORD_ATTACHMENT, &attachment, ATTACHMENT_EVIDENCE, &evidence);
    change_set(change, RECORD_ATTACHMENT, &attachment, ATTACHMENT_OBJECT,
               value_bytes(info.hash.bytes, HASH_SIZE));
    change_set_text(change, RECORD_ATTACHMENT, &attachment, ATTACHMENT_NAME, "note.txt");
    change_set_id(change, RECORD_EVIDENCE_LINK, &link, EVIDENCE_LINK_EVIDENCE, &evidence);
    change_set_id(change, RECORD_EVIDENCE_LINK, &link, EVIDENCE_LINK_ASSESSMENT, &crew->assessment);
    return code;
}

void laptop_attach(struct crew *crew, struct laptop *laptop, const char *content)
{
    struct change change;
    struct err err = {0};
    struct attaching attaching = {crew, content};

    change_init(&change, &crew->audit);
    must(save_with(laptop->store, &change, "attach", put, &attaching, &err), &err);
    change_clear(&change);
}

/* ---- looking --------------------------------------------------------------------------------- */

void laptop_verify(struct laptop *laptop)
{
    struct verify_report report;
    struct err err = {0};

    must(store_verify(laptop->store, NULL, NULL, &report, &err), &err);
    for (size_t i = 0; i < report.problem_count; i++)
        printf("\n%s: %s\n", laptop->path, report.problems[i]);
    CU_ASSERT_EQUAL(report.problem_count, 0);
    verify_report_clear(&report);
}

size_t laptop_count(struct laptop *laptop, const char *sql)
{
    bool row = false;
    sqlite3_stmt *stmt = db_use(laptop->store, sql, NULL);

    CU_ASSERT_PTR_NOT_NULL_FATAL(stmt);
    CU_ASSERT_EQUAL_FATAL(db_step(laptop->store, stmt, &row, NULL), ERR_OK);
    size_t count = row ? (size_t)sqlite3_column_int64(stmt, 0) : 0;
    db_done(laptop->store, stmt);
    return count;
}

char *laptop_text(struct laptop *laptop, enum record_type type, const struct ident *record,
                  uint16_t field)
{
    struct row row;

    if (store_get(laptop->store, type, record, &row, NULL) != ERR_OK)
        return mem_strdup("");
    char *text = mem_strdup(row_text(&row, field));
    row_clear(&row);
    return text;
}

void laptop_dump(struct laptop *laptop, struct buf *out)
{
    tables_dump_log(laptop->store, out);
    tables_dump(laptop->store, true, out);
}

/* ---- parcels --------------------------------------------------------------------------------- */

static bool gather(void *context, const void *bytes, size_t length)
{
    buf_add(context, bytes, length);
    return true;
}

static enum err_code send_all(void *context, struct object_sink *sink, struct err *err)
{
    struct parcel *parcel = context;
    enum err_code code = ERR_OK;

    for (size_t i = 0; i < parcel->package.object_count && code == ERR_OK; i++) {
        code = object_sink_begin(sink, &parcel->objects[i], err);
        if (code == ERR_OK)
            code = object_sink_add(sink, parcel->contents[i].bytes, parcel->objects[i].size, err);
        if (code == ERR_OK)
            code = object_sink_end(sink, err);
    }
    return code;
}

void parcel_add(struct parcel *parcel, const void *bytes, size_t length)
{
    size_t count = parcel->package.batch_count++;

    parcel->batches = mem_resize(parcel->batches, count + 1, sizeof *parcel->batches);
    parcel->batches[count] = (struct merge_blob){mem_dup(bytes, length), length};
    parcel->package.batches = parcel->batches;
    struct hash hash = hash_bytes(bytes, length); /* another parcel now */
    for (size_t i = 0; i < HASH_SIZE; i++)
        parcel->package.hash.bytes[i] ^= hash.bytes[i];
}

static void add_object(struct parcel *parcel, struct store *store, sqlite3_stmt *stmt)
{
    size_t count = parcel->package.object_count++;
    struct buf bytes;

    parcel->objects = mem_resize(parcel->objects, count + 1, sizeof *parcel->objects);
    parcel->contents = mem_resize(parcel->contents, count + 1, sizeof *parcel->contents);
    struct merge_object *object = &parcel->objects[count];
    db_hash(stmt, 0, &object->hash);
    db_hash(stmt, 1, &object->sha256);
    object->size = (uint64_t)sqlite3_column_int64(stmt, 2);
    buf_init(&bytes);
    CU_ASSERT_EQUAL_FATAL(object_read(store, &object->hash, gather, &bytes, NULL), ERR_OK);
    parcel->contents[count].bytes = buf_take(&bytes);
    parcel->package.objects = parcel->objects;
}

void parcel_make(struct parcel *parcel, struct laptop *from)
{
    bool row = false;
    struct store *store = from->store;

    *parcel = (struct parcel){.package = {.name = file_base_name(from->path),
                                          .file = store_file_id(store),
                                          .sender = from->device.id,
                                          .created = clock_now(),
                                          .send_objects = send_all}};
    parcel->package.context = parcel;
    memcpy(parcel->package.key, from->device.public_key, DEVICE_PUBLIC_SIZE);
    sqlite3_stmt *stmt = db_use(store, "SELECT bytes FROM batch ORDER BY name", NULL);
    while (db_step(store, stmt, &row, NULL) == ERR_OK && row)
        parcel_add(parcel, sqlite3_column_blob(stmt, 0), (size_t)sqlite3_column_bytes(stmt, 0));
    db_done(store, stmt);
    stmt = db_use(store, "SELECT hash, sha256, size FROM object ORDER BY hash", NULL);
    while (db_step(store, stmt, &row, NULL) == ERR_OK && row)
        add_object(parcel, store, stmt);
    db_done(store, stmt);
}

void parcel_clear(struct parcel *parcel)
{
    for (size_t i = 0; i < parcel->package.batch_count; i++)
        free((void *)(uintptr_t)parcel->batches[i].bytes);
    for (size_t i = 0; i < parcel->package.object_count; i++)
        free(parcel->contents[i].bytes);
    free(parcel->batches);
    free(parcel->objects);
    free(parcel->contents);
    *parcel = (struct parcel){0};
}

void parcel_drop(struct parcel *parcel, size_t at)
{
    CU_ASSERT_FATAL(at < parcel->package.batch_count);
    free((void *)(uintptr_t)parcel->batches[at].bytes);
    parcel->batches[at] = parcel->batches[--parcel->package.batch_count];
    parcel->package.hash.bytes[0]++;
}

void parcel_drop_object(struct parcel *parcel, size_t at)
{
    CU_ASSERT_FATAL(at < parcel->package.object_count);
    free(parcel->contents[at].bytes);
    size_t last = --parcel->package.object_count;
    parcel->objects[at] = parcel->objects[last];
    parcel->contents[at] = parcel->contents[last];
    parcel->package.hash.bytes[0]++;
}

struct hash parcel_sign(struct parcel *parcel, const struct batch *batch,
                        const struct device *device)
{
    struct buf bytes;

    buf_init(&bytes);
    batch_encode(batch, device, &bytes);
    struct hash name = batch_name(bytes.data, bytes.length);
    parcel_add(parcel, bytes.data, bytes.length);
    buf_clear(&bytes);
    return name;
}

size_t parcel_find(const struct parcel *parcel, const struct ident *device,
                   const struct ident *scope, uint64_t sequence)
{
    for (size_t i = 0; i < parcel->package.batch_count; i++) {
        struct batch batch;
        if (batch_decode_head(parcel->batches[i].bytes, parcel->batches[i].length, &batch, NULL,
                              NULL) != ERR_OK)
            continue;
        bool found = ident_equal(&batch.device, device) && ident_equal(&batch.scope, scope) &&
                     batch.epoch == 1 && batch.sequence == sequence;
        batch_clear(&batch);
        if (found)
            return i;
    }
    return SIZE_MAX;
}

/* ---- merging --------------------------------------------------------------------------------- */

enum err_code laptop_plan(struct laptop *laptop, const struct parcel *parcel,
                          struct merge_plan **plan, struct err *err)
{
    struct merge_options options = {0};

    return merge_plan_build(laptop->store, &parcel->package, 1, &options, plan, err);
}

enum err_code laptop_take(struct laptop *laptop, const struct parcel *parcels, size_t count,
                          const struct ident *accept, struct err *err)
{
    struct merge_options options = {.accept = accept, .accept_count = accept != NULL};
    struct merge_plan *plan = NULL;
    struct merge_package packages[8];

    CU_ASSERT_FATAL(count <= 8);
    for (size_t i = 0; i < count; i++)
        packages[i] = parcels[i].package;
    enum err_code code = merge_plan_build(laptop->store, packages, count, &options, &plan, err);
    if (code == ERR_OK)
        code = merge_apply(plan, NULL, NULL, err);
    merge_plan_free(plan);
    return code;
}

void crew_hand(struct laptop *from, struct laptop *to)
{
    struct parcel parcel;
    struct err err = {0};

    parcel_make(&parcel, from);
    must(laptop_take(to, &parcel, 1, NULL, &err), &err);
    parcel_clear(&parcel);
}

static bool same_logs(struct crew *crew)
{
    struct buf first;
    struct buf other;
    bool same = true;

    buf_init(&first);
    buf_init(&other);
    tables_dump_log(crew->laptops[0].store, &first);
    for (int i = 1; i < crew->count && same; i++) {
        buf_reset(&other);
        tables_dump_log(crew->laptops[i].store, &other);
        same = first.length == other.length && memcmp(first.data, other.data, first.length) == 0;
    }
    buf_clear(&first);
    buf_clear(&other);
    return same;
}

void crew_settle(struct crew *crew)
{
    for (int round = 0; round < 8 && !same_logs(crew); round++) {
        for (int i = 1; i < crew->count; i++)
            crew_hand(&crew->laptops[i], &crew->laptops[0]);
        for (int i = 1; i < crew->count; i++)
            crew_hand(&crew->laptops[0], &crew->laptops[i]);
    }
    CU_ASSERT_TRUE_FATAL(same_logs(crew));
}

/* ---- making and removing --------------------------------------------------------------------- */

static void make_records(struct crew *crew)
{
    const struct audit_new what = {.number = "IA-2026-01", .title = "Walk"};
    struct laptop *lead = &crew->laptops[0];
    struct ident_part part = {"gate-log", 8};
    struct err err = {0};

    must(audit_create(lead->store, &what, &crew->checklist, &crew->audit, &err), &err);
    crew->finding = ident_random();
    crew->evidence = ident_random();
    crew->assessment = ident_derive("assessment-of-test", &part, 1);
    laptop_write(crew, lead, RECORD_FINDING, &crew->finding, FINDING_STATEMENT, "Fence open");
    laptop_write(crew, lead, RECORD_EVIDENCE, &crew->evidence, EVIDENCE_TITLE, "Gate log");
}

void crew_make_lead(struct crew *crew)
{
    struct err err = {0};
    char shared[] = "/dev/shm/auditwalk-test-XXXXXX";
    char plain[] = "/tmp/auditwalk-test-XXXXXX";

    *crew = (struct crew){0};
    char *made = mkdtemp(shared);
    if (made == NULL)
        made = mkdtemp(plain);
    CU_ASSERT_PTR_NOT_NULL_FATAL(made);
    crew->directory = mem_strdup(made);
    fixture_time("2026-03-09T10:00:00.000Z");
    fixture_checklist(&crew->checklist);
    struct laptop *lead = crew_add(crew);
    must(store_create(lead->path, &lead->device, "Harbour Ltd", lead->person, &lead->store, &err),
         &err);
    crew->file = store_file_id(lead->store);
    make_records(crew);
}

static void begin_with(struct crew *crew, struct laptop *laptop, const struct parcel *parcel)
{
    struct merge_options options = {.accept_first = true};
    struct merge_plan *plan = NULL;
    struct err err = {0};

    must(store_create_for_merge(laptop->path, &laptop->device, &crew->file, laptop->person,
                                &laptop->store, &err),
         &err);
    must(merge_plan_build(laptop->store, &parcel->package, 1, &options, &plan, &err), &err);
    must(merge_apply(plan, NULL, NULL, &err), &err);
    merge_plan_free(plan);
}

void crew_make(struct crew *crew, int count)
{
    struct parcel parcel;
    struct err err = {0};

    crew_make_lead(crew);
    for (int i = 1; i < count; i++) {
        struct laptop *laptop = crew_add(crew);
        must(team_accept(crew->laptops[0].store, &laptop->device.id, NULL, &err), &err);
    }
    parcel_make(&parcel, &crew->laptops[0]);
    for (int i = 1; i < count; i++)
        begin_with(crew, &crew->laptops[i], &parcel);
    parcel_clear(&parcel);
}

static int remove_entry(const char *path, const struct stat *status, int type, struct FTW *walk)
{
    (void)status;
    (void)type;
    (void)walk;
    return remove(path);
}

void crew_remove(struct crew *crew)
{
    for (int i = 0; i < crew->count; i++) {
        laptop_close(&crew->laptops[i]);
        device_clear(&crew->laptops[i].device);
        free(crew->laptops[i].home);
        free(crew->laptops[i].path);
    }
    checklist_clear(&crew->checklist);
    nftw(crew->directory, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
    free(crew->directory);
    unsetenv("AUDITWALK_NOW");
}

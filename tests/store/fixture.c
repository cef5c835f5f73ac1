/* fixture.c - a private folder with a device, an audit file and one audit of a small checklist. */
#include "store/fixture.h"

#include <CUnit/CUnit.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "store/audits.h"
#include "store/internal.h"
#include "store/verify.h"

struct sample_clause {
    const char *clause;
    const char *en;
    const char *zh;
};

static const struct sample_clause sample_clauses[] = {
    {"4", "Context", "组织环境"},    {"4.1", "The organization", "组织"},
    {"5", "Leadership", "领导作用"}, {"5.2", "Policy", "方针"},
    {"8", "Operation", "运行"},      {"8.4", "Controls", "控制"},
    {"8.10", "Drills", "演练"},      {"9", "Evaluation", "绩效评价"}};

struct sample_item {
    const char *id;
    const char *ref;
    const char *clause;
    enum obligation obligation;
    const char *topic;
    const char *en;
    const char *zh;
    const char *places;
    uint32_t methods;
};

static const struct sample_item sample_items[FIXTURE_ITEMS] = {
    {"context", "4.1", "4.1", OBLIGATION_SHALL, "Issues", "Which issues matter?", "有哪些问题？",
     NULL, 5},
    {"policy", "5.2.1-a", "5.2.1", OBLIGATION_SHALL, NULL, "Show me the policy.", "请出示方针。",
     " management-office ", 4},
    {"gate-log", "8.4-c", "8.4", OBLIGATION_SHALL, "Gate log", "Are gate entries signed?",
     "出入登记是否签字？", " gate yard ", 6},
    {"gate-people", "8.4-1", "8.4", OBLIGATION_SHOULD, "People", "Who stands at the gate?",
     "谁在门岗？", " gate ", 1},
    {"lock-a", "8.4-d", "8.4", OBLIGATION_SHALL, "Lock A", "Is lock A closed?", "A锁是否关闭？",
     " yard ", 2},
    {"lock-b", "8.4-d", "8.4", OBLIGATION_SHALL, "Lock B", "Is lock B closed?", "B锁是否关闭？",
     " yard ", 2},
    {"crane", NULL, "8.4", OBLIGATION_OWN, "Crane", "Is the crane locked?", "起重机是否上锁？",
     " crane ", 0},
    {"drill", "8.10-a", "8.10", OBLIGATION_SHALL, NULL, NULL, "何时演练？", NULL, 1}};

void fixture_checklist(struct checklist *checklist)
{
    checklist_init(checklist);
    checklist->id = mem_strdup("walk");
    checklist->version = mem_strdup("1.0.0");
    checklist->language = mem_strdup("en");
    checklist->standard = mem_strdup("ISO 28000:2022");
    local_text_set(&checklist->title, "zh_CN", "巡查");
    local_text_set(&checklist->title, "en", "Walk");
    for (size_t i = 0; i < sizeof sample_clauses / sizeof sample_clauses[0]; i++) {
        struct checklist_clause *clause = checklist_add_clause(checklist);
        clause->clause = mem_strdup(sample_clauses[i].clause);
        local_text_set(&clause->title, "en", sample_clauses[i].en);
        local_text_set(&clause->title, "zh_CN", sample_clauses[i].zh);
    }
    for (size_t i = 0; i < FIXTURE_ITEMS; i++) {
        const struct sample_item *sample = &sample_items[i];
        struct checklist_item *item = checklist_add_item(checklist);
        item->id = mem_strdup(sample->id);
        item->ref = mem_strdup(sample->ref);
        item->clause = mem_strdup(sample->clause);
        item->obligation = sample->obligation;
        if (sample->topic != NULL)
            local_text_set(&item->topic, "en", sample->topic);
        local_text_set(&item->ask, "zh_CN", sample->zh);
        local_text_set(&item->ask, sample->en != NULL ? "en" : "de",
                       sample->en != NULL ? sample->en : "Wann wird geübt?");
        local_text_set(&item->look_for, "en", "last 30 days\nsignatures");
        item->methods = sample->methods;
        item->places = mem_strdup(sample->places);
        item->pdca = i % 2 == 0 ? 1 : -1;
        item->documented = i == 2;
    }
}

void fixture_time(const char *iso)
{
    setenv("AUDITWALK_NOW", iso, 1);
}

void fixture_make_folder(struct fixture *fixture)
{
    char directory[] = "/tmp/auditwalk-test-XXXXXX";
    struct err err;

    *fixture = (struct fixture){0};
    CU_ASSERT_PTR_NOT_NULL_FATAL(mkdtemp(directory));
    fixture->directory = mem_strdup(directory);
    fixture->path = mem_printf("%s/file.audit", directory);
    setenv("XDG_DATA_HOME", directory, 1);
    fixture_time("2026-03-09T10:00:00.000Z");
    CU_ASSERT_EQUAL_FATAL(device_load(&fixture->device, &err), ERR_OK);
}

static void add_area(struct change *change, const struct ident *site, const char *name,
                     const char *place, int64_t position)
{
    struct ident id = ident_random();

    change_set_id(change, RECORD_AREA, &id, AREA_SITE, site);
    change_set_text(change, RECORD_AREA, &id, AREA_NAME, name);
    change_set_text(change, RECORD_AREA, &id, AREA_PLACE, place);
    change_set_int(change, RECORD_AREA, &id, AREA_POSITION, position);
}

static void add_site(struct fixture *fixture)
{
    struct change change;

    fixture->site = ident_random();
    change_init(&change, NULL);
    change_set_text(&change, RECORD_SITE, &fixture->site, SITE_NAME, "Harbour");
    add_area(&change, &fixture->site, "Quay", "berth", 1);
    add_area(&change, &fixture->site, "Back yard", "yard", 2);
    add_area(&change, &fixture->site, "North gate", "gate", 3);
    add_area(&change, &fixture->site, "South gate", "gate", 4);
    CU_ASSERT_EQUAL_FATAL(store_save(fixture->store, &change, "site", NULL), ERR_OK);
    change_clear(&change);
}

struct ident fixture_audit(struct fixture *fixture, const char *number)
{
    const struct audit_new what = {
        .number = number, .title = "Walk", .sites = &fixture->site, .site_count = 1};
    struct ident id;
    struct err err = {0};

    enum err_code code = audit_create(fixture->store, &what, &fixture->checklist, &id, &err);
    if (code != ERR_OK)
        printf("\n%s\n", err.message);
    CU_ASSERT_EQUAL_FATAL(code, ERR_OK);
    return id;
}

void fixture_make(struct fixture *fixture)
{
    struct err err = {0};

    fixture_make_folder(fixture);
    enum err_code code = store_create(fixture->path, &fixture->device, "Harbour Ltd", "Li Na",
                                      &fixture->store, &err);
    if (code != ERR_OK)
        printf("\n%s\n", err.message);
    CU_ASSERT_EQUAL_FATAL(code, ERR_OK);
    fixture_checklist(&fixture->checklist);
    add_site(fixture);
    fixture->audit = fixture_audit(fixture, "IA-2026-01");
}

void fixture_reopen(struct fixture *fixture)
{
    store_close(fixture->store);
    CU_ASSERT_EQUAL_FATAL(store_open(fixture->path, &fixture->device, 0, &fixture->store, NULL),
                          ERR_OK);
    CU_ASSERT_EQUAL_FATAL(store_set_author(fixture->store, "Li Na", NULL), ERR_OK);
}

static int remove_entry(const char *path, const struct stat *status, int type, struct FTW *walk)
{
    (void)status;
    (void)type;
    (void)walk;
    return remove(path);
}

void fixture_remove(struct fixture *fixture)
{
    store_close(fixture->store);
    device_clear(&fixture->device);
    checklist_clear(&fixture->checklist);
    nftw(fixture->directory, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
    free(fixture->directory);
    free(fixture->path);
    unsetenv("AUDITWALK_NOW");
}

char *fixture_file(struct fixture *fixture, const char *name, const void *bytes, size_t length)
{
    char *path = mem_printf("%s/%s", fixture->directory, name);
    FILE *file = fopen(path, "wb");

    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    CU_ASSERT_EQUAL_FATAL(fwrite(bytes, 1, length, file), length);
    CU_ASSERT_EQUAL_FATAL(fclose(file), 0);
    return path;
}

int64_t fixture_batches(struct fixture *fixture)
{
    bool row = false;
    sqlite3_stmt *stmt = db_use(fixture->store, "SELECT count(*) FROM batch", NULL);

    CU_ASSERT_PTR_NOT_NULL_FATAL(stmt);
    CU_ASSERT_EQUAL_FATAL(db_step(fixture->store, stmt, &row, NULL), ERR_OK);
    int64_t count = sqlite3_column_int64(stmt, 0);
    db_done(fixture->store, stmt);
    return count;
}

void fixture_set(struct fixture *fixture, enum record_type type, const struct ident *record,
                 uint16_t field, const char *text)
{
    struct change change;

    change_init(&change, &fixture->audit);
    change_set_text(&change, type, record, field, text);
    CU_ASSERT_EQUAL_FATAL(store_save(fixture->store, &change, "set", NULL), ERR_OK);
    change_clear(&change);
}

void fixture_verify(struct fixture *fixture)
{
    struct verify_report report;

    CU_ASSERT_EQUAL_FATAL(store_verify(fixture->store, NULL, NULL, &report, NULL), ERR_OK);
    CU_ASSERT_EQUAL(report.problem_count, 0);
    for (size_t i = 0; i < report.problem_count; i++)
        printf("\n%s\n", report.problems[i]);
    verify_report_clear(&report);
}

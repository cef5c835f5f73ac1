/* place.c - a private folder with a device and an audit file in it. */
#include "store/place.h"

#include <CUnit/CUnit.h>
#include <ftw.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "store/verify.h"

void place_make(struct place *place)
{
    struct err err;
    struct change change;
    char directory[] = "/tmp/auditwalk-test-XXXXXX";

    *place = (struct place){0};
    CU_ASSERT_PTR_NOT_NULL_FATAL(mkdtemp(directory));
    place->directory = mem_strdup(directory);
    place->path = mem_printf("%s/file.audit", directory);
    setenv("XDG_DATA_HOME", directory, 1);
    CU_ASSERT_EQUAL_FATAL(device_load(&place->device, &err), ERR_OK);
    CU_ASSERT_EQUAL_FATAL(
        store_create(place->path, &place->device, "Harbour", "Li Na", &place->store, &err), ERR_OK);
    place->audit = ident_random();
    place->finding = ident_random();
    change_init(&change, &place->audit);
    change_set_text(&change, RECORD_AUDIT, &place->audit, AUDIT_NUMBER, "IA-1");
    change_set_id(&change, RECORD_FINDING, &place->finding, FINDING_AUDIT, &place->audit);
    change_set_text(&change, RECORD_FINDING, &place->finding, FINDING_STATEMENT, "first");
    CU_ASSERT_EQUAL_FATAL(store_save(place->store, &change, "first", &err), ERR_OK);
    change_clear(&change);
}

void place_close(struct place *place)
{
    store_close(place->store);
    place->store = NULL;
}

void place_reopen(struct place *place)
{
    struct err err = {0};

    place_close(place);
    enum err_code code = store_open(place->path, &place->device, 0, &place->store, &err);
    if (code != ERR_OK)
        printf("\n%s\n", err.message);
    CU_ASSERT_EQUAL_FATAL(code, ERR_OK);
    CU_ASSERT_EQUAL_FATAL(store_set_author(place->store, "Li Na", &err), ERR_OK);
}

static int remove_entry(const char *path, const struct stat *status, int type, struct FTW *walk)
{
    (void)status;
    (void)type;
    (void)walk;
    return remove(path);
}

void place_remove(struct place *place)
{
    place_close(place);
    device_clear(&place->device);
    nftw(place->directory, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
    free(place->directory);
    free(place->path);
}

enum err_code place_write(struct place *place, const char *statement, struct err *err)
{
    struct change change;

    change_init(&change, &place->audit);
    change_set_text(&change, RECORD_FINDING, &place->finding, FINDING_STATEMENT, statement);
    enum err_code code = store_save(place->store, &change, statement, err);
    change_clear(&change);
    return code;
}

void place_expect(struct place *place, const char *statement)
{
    struct row row;

    CU_ASSERT_EQUAL_FATAL(store_get(place->store, RECORD_FINDING, &place->finding, &row, NULL),
                          ERR_OK);
    CU_ASSERT_STRING_EQUAL(row_text(&row, FINDING_STATEMENT), statement);
    row_clear(&row);
}

int place_problems(struct place *place, struct err *err)
{
    struct verify_report report;
    int count = -1;

    if (store_verify(place->store, NULL, NULL, &report, err) == ERR_OK) {
        count = (int)report.problem_count;
        if (count > 0)
            err_set(err, ERR_FOUND, "%s", report.problems[0]);
    }
    verify_report_clear(&report);
    return count;
}

void place_tamper(struct place *place, const char *sql)
{
    sqlite3 *db = NULL;

    place_close(place);
    CU_ASSERT_EQUAL_FATAL(sqlite3_open(place->path, &db), SQLITE_OK);
    char *message = NULL;
    if (sqlite3_exec(db, sql, NULL, NULL, &message) != SQLITE_OK)
        printf("\n%s\n", message);
    CU_ASSERT_PTR_NULL(message);
    sqlite3_free(message);
    sqlite3_close(db);
}

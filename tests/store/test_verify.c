/* test_verify.c - verify sees what was changed behind the program's back, and only that. */
#include <CUnit/CUnit.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include "store/fixture.h"
#include "store/place.h"
#include "store/suites.h"
#include "store/verify.h"

struct tampering {
    const char *sql;
    const char *word; /* of the first problem */
};

static const struct tampering tamperings[] = {
    {"UPDATE finding SET statement = 'nicer'", "statement"},
    {"DELETE FROM finding", "missing"},
    {"UPDATE finding SET heads = x''", "heads"},
    {"INSERT INTO site (id, heads, name) VALUES (randomblob(16), x'', 'Ghost')", "more rows"},
    /* the top byte of a signature is at most 0x10, so this always changes it */
    {"UPDATE batch SET bytes = CAST(substr(bytes, 1, length(bytes) - 1) || x'ff' AS BLOB) WHERE id "
     "= 2",
     "batch"},
    {"DELETE FROM batch WHERE id = (SELECT max(id) - 1 FROM batch)", "before it"},
    {"UPDATE batch SET sequence = 9 WHERE id = 2", "place in the log"},
    {"UPDATE batch SET name = randomblob(32) WHERE id = 2", "content was changed"},
    {"UPDATE chain SET sequence = sequence + 1", "sequence"},
    {"UPDATE finding SET statement = statement || char(0) || 'more'", "statement"},
    {"UPDATE finding SET withdrawn = ''", "withdrawn"},
    {"INSERT INTO batch SELECT NULL, randomblob(32), scope, device, epoch, sequence, lamport, bytes"
     " FROM batch WHERE id = 2",
     "content was changed"},
    {"INSERT INTO object_chunk VALUES (99, 0, x'00')", "object_chunk"},
    {"CREATE TRIGGER t AFTER INSERT ON batch BEGIN DELETE FROM finding; END", "t is not what"},
    {"CREATE VIEW v AS SELECT 1", "v is not what"},
    {"ALTER TABLE evidence ADD COLUMN hidden TEXT", "evidence is not what"},
    {"DROP INDEX assessment_audit", "assessment_audit"}};

/* The same on a file that has a checklist in it. */
static const struct tampering content_tamperings[] = {
    {"UPDATE object SET sha256 = randomblob(32)", "SHA-256"},
    {"UPDATE object SET size = size + 1", "size"},
    {"DELETE FROM snapshot_text; DELETE FROM snapshot_item; DELETE FROM snapshot_clause_title;"
     " DELETE FROM snapshot_clause; DELETE FROM snapshot",
     "snapshot"},
    {"INSERT INTO snapshot_clause_title SELECT id, 9999, 'en', 'Ghost' FROM snapshot", "more rows"},
    {"UPDATE snapshot_item SET obligation = 'should' WHERE obligation = 'shall'", "obligation"}};

static void every_tampering_is_seen(void)
{
    for (size_t i = 0; i < sizeof tamperings / sizeof tamperings[0]; i++) {
        struct place place;
        struct err err = {0};

        place_make(&place);
        place_write(&place, "second", NULL);
        place_write(&place, "third", NULL);
        CU_ASSERT_EQUAL(place_problems(&place, &err), 0);
        place_tamper(&place, tamperings[i].sql);
        place_reopen(&place);
        CU_ASSERT_TRUE(place_problems(&place, &err) > 0);
        if (strstr(err.message, tamperings[i].word) == NULL)
            printf("\n%s: %s\n", tamperings[i].sql, err.message);
        CU_ASSERT_PTR_NOT_NULL(strstr(err.message, tamperings[i].word));
        place_remove(&place);
    }
}

static void tampering_with_content_is_seen(void)
{
    for (size_t i = 0; i < sizeof content_tamperings / sizeof content_tamperings[0]; i++) {
        struct fixture fixture;
        struct verify_report report;
        struct err err;
        sqlite3 *db = NULL;

        fixture_make(&fixture);
        fixture_verify(&fixture);
        store_close(fixture.store);
        fixture.store = NULL;
        CU_ASSERT_EQUAL_FATAL(sqlite3_open(fixture.path, &db), SQLITE_OK);
        CU_ASSERT_EQUAL(sqlite3_exec(db, content_tamperings[i].sql, NULL, NULL, NULL), SQLITE_OK);
        sqlite3_close(db);
        fixture_reopen(&fixture);
        CU_ASSERT_EQUAL(store_verify(fixture.store, NULL, NULL, &report, &err), ERR_OK);
        CU_ASSERT_TRUE_FATAL(report.problem_count > 0);
        CU_ASSERT_PTR_NOT_NULL(strstr(report.problems[0], content_tamperings[i].word));
        verify_report_clear(&report);
        fixture_remove(&fixture);
    }
}

/* A whole audit taken out with its chain and its rows, so that each table agrees with the log: what
 * the laptop wrote afterwards still names it. */
static void an_audit_taken_out_whole_is_missed(void)
{
    struct place place;
    struct change change;
    struct err err = {0};
    struct ident site = ident_random();

    place_make(&place);
    change_init(&change, NULL);
    change_set_text(&change, RECORD_SITE, &site, SITE_NAME, "North quay");
    CU_ASSERT_EQUAL(store_save(place.store, &change, NULL, &err), ERR_OK);
    change_clear(&change);
    CU_ASSERT_EQUAL(place_problems(&place, &err), 0);
    place_tamper(&place, "DELETE FROM batch WHERE scope <> zeroblob(16);"
                         "DELETE FROM chain WHERE scope <> zeroblob(16);"
                         "DELETE FROM audit; DELETE FROM finding;"
                         "DELETE FROM search WHERE rowid IN"
                         " (SELECT id FROM search_row WHERE audit IS NOT NULL);"
                         "DELETE FROM search_row WHERE audit IS NOT NULL");
    place_reopen(&place);
    CU_ASSERT_EQUAL(place_problems(&place, &err), 1);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "wrote before it is missing"));
    place_remove(&place);
}

static void a_long_history_is_sound(void)
{
    struct place place;
    struct err err = {0};

    place_make(&place);
    for (int i = 0; i < 60; i++) {
        char text[32];
        snprintf(text, sizeof text, "save %d", i);
        CU_ASSERT_EQUAL(place_write(&place, text, &err), ERR_OK);
        if (i % 7 == 3)
            CU_ASSERT_EQUAL(store_undo(place.store, NULL, &err), ERR_OK);
    }
    CU_ASSERT_EQUAL(place_problems(&place, &err), 0);
    place_reopen(&place);
    CU_ASSERT_EQUAL(place_problems(&place, &err), 0);
    place_remove(&place);
}

CU_ErrorCode test_verify_add(void)
{
    CU_TestInfo tests[] = {
        {"every tampering is seen", every_tampering_is_seen},
        {"tampering with content is seen", tampering_with_content_is_seen},
        {"an audit taken out whole is missed", an_audit_taken_out_whole_is_missed},
        {"a long history is sound", a_long_history_is_sound},
        CU_TEST_INFO_NULL};
    CU_SuiteInfo suites[] = {{"store/verify", NULL, NULL, NULL, NULL, tests}, CU_SUITE_INFO_NULL};

    return CU_register_suites(suites);
}

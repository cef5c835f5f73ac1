/* test_snapshot.c - a checklist as bytes and back; bytes are not trusted. */
#include <CUnit/CUnit.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/fixture.h"
#include "store/internal.h"
#include "store/snapshot.h"
#include "store/suites.h"

static void it_comes_back_the_same(void)
{
    struct checklist checklist;
    struct checklist back;
    struct buf bytes;
    struct buf again;

    fixture_checklist(&checklist);
    buf_init(&bytes);
    buf_init(&again);
    snapshot_encode(&checklist, &bytes);
    CU_ASSERT_EQUAL_FATAL(snapshot_decode(bytes.data, bytes.length, &back, NULL), ERR_OK);
    CU_ASSERT_STRING_EQUAL(back.id, "walk");
    CU_ASSERT_STRING_EQUAL(back.standard, "ISO 28000:2022");
    CU_ASSERT_EQUAL(back.item_count, FIXTURE_ITEMS);
    CU_ASSERT_EQUAL(back.clause_count, checklist.clause_count);
    const struct checklist_item *item = checklist_find(&back, "gate-log");
    CU_ASSERT_PTR_NOT_NULL_FATAL(item);
    CU_ASSERT_STRING_EQUAL(item->places, " gate yard ");
    CU_ASSERT_EQUAL(item->methods, 6);
    CU_ASSERT_EQUAL(item->pdca, 1);
    CU_ASSERT_TRUE(item->documented);
    CU_ASSERT_STRING_EQUAL(local_text_get(&item->ask, "zh_CN"), "出入登记是否签字？");
    CU_ASSERT_PTR_NULL(checklist_find(&back, "crane")->ref);
    snapshot_encode(&back, &again);
    CU_ASSERT_EQUAL_FATAL(again.length, bytes.length);
    CU_ASSERT_EQUAL(memcmp(again.data, bytes.data, bytes.length), 0);
    checklist_clear(&back);
    checklist_clear(&checklist);
    buf_clear(&bytes);
    buf_clear(&again);
}

/* The order in which languages were added is not part of a checklist. */
static void equal_checklists_give_equal_bytes(void)
{
    struct checklist a;
    struct checklist b;
    struct buf first;
    struct buf second;

    checklist_init(&a);
    checklist_init(&b);
    local_text_set(&a.title, "en", "Walk");
    local_text_set(&a.title, "zh_CN", "巡查");
    local_text_set(&b.title, "zh_CN", "巡查");
    local_text_set(&b.title, "en", "Walk");
    buf_init(&first);
    buf_init(&second);
    snapshot_encode(&a, &first);
    snapshot_encode(&b, &second);
    CU_ASSERT_EQUAL_FATAL(first.length, second.length);
    CU_ASSERT_EQUAL(memcmp(first.data, second.data, first.length), 0);
    checklist_clear(&a);
    checklist_clear(&b);
    buf_clear(&first);
    buf_clear(&second);
}

/* Whatever is accepted is exactly what its bytes say; nothing may crash. */
static void hostile_bytes_are_refused(void)
{
    struct checklist checklist;
    struct checklist back;
    struct buf bytes;
    struct err err;

    fixture_checklist(&checklist);
    buf_init(&bytes);
    snapshot_encode(&checklist, &bytes);
    for (size_t length = 0; length < bytes.length; length++)
        CU_ASSERT_EQUAL(snapshot_decode(bytes.data, length, &back, &err), ERR_DATA);
    for (size_t i = 0; i < bytes.length; i++) {
        for (int bit = 0; bit < 8; bit++) {
            struct buf again;
            bytes.data[i] = (char)(bytes.data[i] ^ (1 << bit));
            if (snapshot_decode(bytes.data, bytes.length, &back, &err) == ERR_OK) {
                buf_init(&again);
                snapshot_encode(&back, &again);
                CU_ASSERT_EQUAL(again.length, bytes.length);
                CU_ASSERT_EQUAL(memcmp(again.data, bytes.data, bytes.length), 0);
                buf_clear(&again);
                checklist_clear(&back);
            }
            bytes.data[i] = (char)(bytes.data[i] ^ (1 << bit));
        }
    }
    buf_putc(&bytes, 0);
    CU_ASSERT_EQUAL(snapshot_decode(bytes.data, bytes.length, &back, &err), ERR_DATA);
    /* An array of 2^63 elements in ten bytes. */
    CU_ASSERT_EQUAL(snapshot_decode("\x9b\x80\0\0\0\0\0\0\0\x01", 10, &back, &err), ERR_DATA);
    checklist_clear(&checklist);
    buf_clear(&bytes);
}

static void doubled_ids_are_refused(void)
{
    struct checklist checklist;
    struct checklist back;
    struct buf bytes;

    fixture_checklist(&checklist);
    mem_replace(&checklist.items[3].id, checklist.items[5].id);
    buf_init(&bytes);
    snapshot_encode(&checklist, &bytes);
    CU_ASSERT_EQUAL(snapshot_decode(bytes.data, bytes.length, &back, NULL), ERR_DATA);
    buf_clear(&bytes);
    checklist_clear(&checklist);
}

static int64_t number_of(struct fixture *fixture, const char *sql)
{
    bool row = false;
    sqlite3_stmt *stmt = db_use(fixture->store, sql, NULL);

    CU_ASSERT_PTR_NOT_NULL_FATAL(stmt);
    CU_ASSERT_EQUAL_FATAL(db_step(fixture->store, stmt, &row, NULL), ERR_OK);
    int64_t answer = sqlite3_column_int64(stmt, 0);
    db_done(fixture->store, stmt);
    return answer;
}

static void two_audits_share_one_snapshot(void)
{
    struct fixture fixture;

    fixture_make(&fixture);
    fixture_audit(&fixture, "IA-2026-02");
    CU_ASSERT_EQUAL(number_of(&fixture, "SELECT count(*) FROM snapshot"), 1);
    CU_ASSERT_EQUAL(number_of(&fixture, "SELECT count(*) FROM object"), 1);
    CU_ASSERT_EQUAL(number_of(&fixture, "SELECT count(*) FROM snapshot_item"), FIXTURE_ITEMS);
    CU_ASSERT_EQUAL(number_of(&fixture, "SELECT count(*) FROM snapshot_text"), 2 * FIXTURE_ITEMS);
    mem_replace(&fixture.checklist.version, "1.0.1");
    fixture_audit(&fixture, "IA-2026-03");
    CU_ASSERT_EQUAL(number_of(&fixture, "SELECT count(*) FROM snapshot"), 2);
    fixture_verify(&fixture);
    fixture_remove(&fixture);
}

static void it_is_loaded_by_its_digest(void)
{
    struct fixture fixture;
    struct checklist back;
    struct hash digest;
    struct hash other = {{1}};
    struct buf bytes;

    fixture_make(&fixture);
    buf_init(&bytes);
    snapshot_encode(&fixture.checklist, &bytes);
    digest = hash_bytes(bytes.data, bytes.length);
    CU_ASSERT_EQUAL_FATAL(snapshot_load(fixture.store, &digest, &back, NULL), ERR_OK);
    CU_ASSERT_STRING_EQUAL(back.version, "1.0.0");
    checklist_clear(&back);
    CU_ASSERT_EQUAL(snapshot_load(fixture.store, &other, &back, NULL), ERR_DATA);
    buf_clear(&bytes);
    fixture_remove(&fixture);
}

CU_ErrorCode test_snapshot_add(void)
{
    CU_pSuite suite = CU_add_suite("snapshot", NULL, NULL);

    CU_add_test(suite, "it comes back the same", it_comes_back_the_same);
    CU_add_test(suite, "equal checklists give equal bytes", equal_checklists_give_equal_bytes);
    CU_add_test(suite, "hostile bytes are refused", hostile_bytes_are_refused);
    CU_add_test(suite, "doubled ids are refused", doubled_ids_are_refused);
    CU_add_test(suite, "two audits share one snapshot", two_audits_share_one_snapshot);
    CU_add_test(suite, "it is loaded by its digest", it_is_loaded_by_its_digest);
    return CU_get_error();
}

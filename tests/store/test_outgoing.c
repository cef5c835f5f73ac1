/* test_outgoing.c - what a package takes along: which batches, in which order, with what content.
 */
#include <CUnit/CUnit.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/evidence.h"
#include "store/fixture.h"
#include "store/outgoing.h"
#include "store/save.h"
#include "store/suites.h"

static const char photo[] = "not really a photo";

static struct device make_device(const struct fixture *fixture, uint8_t seed_byte)
{
    struct device device = {.name = "other"};
    unsigned char seed[crypto_sign_SEEDBYTES];

    memset(seed, seed_byte, sizeof seed);
    crypto_sign_seed_keypair(device.public_key, device.secret_key, seed);
    device.id = device_id_of(device.public_key);
    device.directory = mem_strdup(fixture->directory);
    return device;
}

static void hand_over(struct fixture *fixture, const struct device *device, const char *person)
{
    store_close(fixture->store);
    CU_ASSERT_EQUAL_FATAL(store_open(fixture->path, device, 0, &fixture->store, NULL), ERR_OK);
    CU_ASSERT_EQUAL_FATAL(store_set_author(fixture->store, person, NULL), ERR_OK);
}

static void write_site(struct fixture *fixture, const char *name)
{
    struct change change;
    struct ident id = ident_random();

    change_init(&change, NULL);
    change_set_text(&change, RECORD_SITE, &id, SITE_NAME, name);
    CU_ASSERT_EQUAL_FATAL(store_save(fixture->store, &change, NULL, NULL), ERR_OK);
    change_clear(&change);
}

static void attach_photo(struct fixture *fixture, const struct ident *audit)
{
    struct ident id;
    char *path = fixture_file(fixture, "photo.jpg", photo, sizeof photo);
    const char *const paths[] = {path};
    const struct evidence_new what = {
        .kind = EVIDENCE_PHOTO, .title = "Fence", .paths = paths, .path_count = 1};

    CU_ASSERT_EQUAL_FATAL(evidence_add(fixture->store, audit, &what, NULL, &id, NULL), ERR_OK);
    free(path);
}

static void build(struct fixture *fixture, const struct ident *audit, const struct outgoing *since,
                  struct outgoing *outgoing)
{
    struct err err = {0};
    enum err_code code = outgoing_build(fixture->store, audit, audit != NULL ? 1 : 0,
                                        since != NULL ? since->heads : NULL,
                                        since != NULL ? since->head_count : 0, outgoing, &err);

    CU_ASSERT_STRING_EQUAL(err.message, "");
    CU_ASSERT_EQUAL_FATAL(code, ERR_OK);
}

static void load(struct fixture *fixture, const struct outgoing *outgoing, size_t at,
                 struct batch *batch)
{
    struct buf bytes;

    buf_init(&bytes);
    CU_ASSERT_EQUAL_FATAL(outgoing_batch(fixture->store, &outgoing->batches[at], &bytes, NULL),
                          ERR_OK);
    CU_ASSERT_EQUAL(bytes.length, outgoing->batch_sizes[at]);
    CU_ASSERT_EQUAL_FATAL(batch_decode(bytes.data, bytes.length, batch, NULL), ERR_OK);
    buf_clear(&bytes);
}

static bool has_object(const struct outgoing *outgoing, const void *bytes, size_t length)
{
    struct hash hash = hash_bytes(bytes, length);

    for (size_t i = 0; i < outgoing->object_count; i++)
        if (hash_equal(&outgoing->objects[i].hash, &hash))
            return outgoing->objects[i].size == length;
    return false;
}

static const struct outgoing_head *find_head(const struct outgoing *outgoing,
                                             const struct ident *device, const struct ident *scope)
{
    for (size_t i = 0; i < outgoing->head_count; i++)
        if (ident_equal(&outgoing->heads[i].device, device) &&
            ident_equal(&outgoing->heads[i].end.scope, scope))
            return &outgoing->heads[i];
    return NULL;
}

/* Every batch stands behind the one before it and behind those it supersedes. */
static void expect_order(struct fixture *fixture, const struct outgoing *outgoing)
{
    for (size_t i = 0; i < outgoing->batch_count; i++) {
        struct batch batch;
        load(fixture, outgoing, i, &batch);
        bool met = !batch.has_previous;
        for (size_t j = 0; j < i; j++)
            met = met || hash_equal(&outgoing->batches[j], &batch.previous);
        CU_ASSERT_TRUE(met);
        for (size_t j = i; j < outgoing->batch_count; j++)
            for (size_t k = 0; k < batch.count; k++)
                for (size_t m = 0; m < batch.operations[k].superseded_count; m++)
                    CU_ASSERT_NOT_EQUAL(memcmp(batch.operations[k].superseded[m].batch,
                                               outgoing->batches[j].bytes, HEAD_BATCH_SIZE),
                                        0);
        batch_clear(&batch);
    }
}

static void everything_in_order(void)
{
    struct fixture fixture;
    struct outgoing outgoing;
    const struct ident programme = ident_none();

    fixture_make(&fixture);
    struct device other = make_device(&fixture, 3);
    attach_photo(&fixture, &fixture.audit);
    hand_over(&fixture, &other, "Wang Wei");
    write_site(&fixture, "Depot");
    attach_photo(&fixture, &fixture.audit);
    build(&fixture, NULL, NULL, &outgoing);
    CU_ASSERT_EQUAL((int64_t)outgoing.batch_count, fixture_batches(&fixture));
    uint64_t bytes = 0;
    for (size_t i = 0; i < outgoing.batch_count; i++)
        bytes += outgoing.batch_sizes[i];
    CU_ASSERT_EQUAL(outgoing.batch_bytes, bytes);
    expect_order(&fixture, &outgoing);
    CU_ASSERT_EQUAL(outgoing.object_count, 2); /* the photo once, and the checklist */
    CU_ASSERT_TRUE(has_object(&outgoing, photo, sizeof photo));
    CU_ASSERT_EQUAL(outgoing.object_bytes, outgoing.objects[0].size + outgoing.objects[1].size);
    CU_ASSERT(memcmp(outgoing.objects[0].hash.bytes, outgoing.objects[1].hash.bytes, HASH_SIZE) <
              0);
    CU_ASSERT_EQUAL(outgoing.head_count, 4);
    CU_ASSERT_PTR_NOT_NULL(find_head(&outgoing, &fixture.device.id, &fixture.audit));
    const struct outgoing_head *head = find_head(&outgoing, &other.id, &programme);
    CU_ASSERT_PTR_NOT_NULL_FATAL(head);
    struct batch batch;
    for (size_t i = 0; i < outgoing.batch_count; i++) {
        if (!hash_equal(&outgoing.batches[i], &head->end.name))
            continue;
        load(&fixture, &outgoing, i, &batch);
        CU_ASSERT_EQUAL(batch.sequence, head->end.sequence);
        CU_ASSERT_TRUE(ident_equal(&batch.device, &other.id) && ident_is_none(&batch.scope));
        batch_clear(&batch);
    }
    outgoing_clear(&outgoing);
    device_clear(&other);
    fixture_remove(&fixture);
}

static void one_audit_with_its_files(void)
{
    struct fixture fixture;
    struct outgoing outgoing;
    struct batch batch;

    fixture_make(&fixture);
    struct ident second = fixture_audit(&fixture, "IA-2026-02");
    attach_photo(&fixture, &second);
    build(&fixture, &fixture.audit, NULL, &outgoing);
    CU_ASSERT((int64_t)outgoing.batch_count < fixture_batches(&fixture));
    CU_ASSERT_FALSE(has_object(&outgoing, photo, sizeof photo));
    bool audit = false;
    bool programme = false;
    for (size_t i = 0; i < outgoing.batch_count; i++) {
        load(&fixture, &outgoing, i, &batch);
        CU_ASSERT_FALSE(ident_equal(&batch.scope, &second));
        audit = audit || ident_equal(&batch.scope, &fixture.audit);
        programme = programme || ident_is_none(&batch.scope);
        batch_clear(&batch);
    }
    CU_ASSERT_TRUE(audit && programme);
    CU_ASSERT_PTR_NULL(find_head(&outgoing, &fixture.device.id, &second));
    CU_ASSERT_EQUAL(outgoing.head_count, 2);
    outgoing_clear(&outgoing);
    build(&fixture, &second, NULL, &outgoing);
    CU_ASSERT_TRUE(has_object(&outgoing, photo, sizeof photo));
    outgoing_clear(&outgoing);
    fixture_remove(&fixture);
}

static void only_what_is_new(void)
{
    struct fixture fixture;
    struct outgoing before;
    struct outgoing after;

    fixture_make(&fixture);
    build(&fixture, NULL, NULL, &before);
    build(&fixture, NULL, &before, &after);
    CU_ASSERT_EQUAL(after.batch_count, 0);
    CU_ASSERT_EQUAL(after.object_count, 0);
    CU_ASSERT_EQUAL(after.head_count, before.head_count);
    outgoing_clear(&after);
    attach_photo(&fixture, &fixture.audit);
    build(&fixture, NULL, &before, &after);
    CU_ASSERT_EQUAL(after.batch_count, 1);
    CU_ASSERT_EQUAL(after.object_count, 1); /* the checklist went with the first */
    CU_ASSERT_TRUE(has_object(&after, photo, sizeof photo));
    outgoing_clear(&after);
    outgoing_clear(&before);
    fixture_remove(&fixture);
}

/* An end that is not in this file may belong to another branch: better twice than not at all. */
static void an_unknown_end_leaves_nothing_out(void)
{
    struct fixture fixture;
    struct outgoing before;
    struct outgoing after;

    fixture_make(&fixture);
    build(&fixture, NULL, NULL, &before);
    for (size_t i = 0; i < before.head_count; i++) {
        before.heads[i].end.name.bytes[0] ^= 1;
        before.heads[i].end.sequence += i; /* one as far, one further */
    }
    build(&fixture, NULL, &before, &after);
    CU_ASSERT_EQUAL(after.batch_count, before.batch_count);
    outgoing_clear(&after);
    outgoing_clear(&before);
    fixture_remove(&fixture);
}

/* The last save of the device's chain in the audit, again with another content: what a copied
 * laptop does. */
static void fork_chain(struct fixture *fixture, const struct outgoing *outgoing)
{
    const struct outgoing_head *head = find_head(outgoing, &fixture->device.id, &fixture->audit);
    struct batch batch;
    struct buf bytes;

    CU_ASSERT_PTR_NOT_NULL_FATAL(head);
    for (size_t i = 0; i < outgoing->batch_count; i++) {
        if (!hash_equal(&outgoing->batches[i], &head->end.name))
            continue;
        load(fixture, outgoing, i, &batch);
        free(batch.label);
        batch.label = mem_strdup("twin");
        buf_init(&bytes);
        batch_encode(&batch, &fixture->device, &bytes);
        struct hash name = batch_name(bytes.data, bytes.length);
        CU_ASSERT_EQUAL_FATAL(save_insert_batch(fixture->store, &batch, &name, &bytes, NULL),
                              ERR_OK);
        buf_clear(&bytes);
        batch_clear(&batch);
    }
}

static void a_fork_is_taken_whole(void)
{
    struct fixture fixture;
    struct outgoing before;
    struct outgoing after;
    struct batch batch;
    size_t chain = 0;

    fixture_make(&fixture);
    attach_photo(&fixture, &fixture.audit);
    build(&fixture, NULL, NULL, &before);
    for (size_t i = 0; i < before.batch_count; i++) {
        load(&fixture, &before, i, &batch);
        chain += ident_equal(&batch.scope, &fixture.audit);
        batch_clear(&batch);
    }
    fork_chain(&fixture, &before);
    build(&fixture, NULL, &before, &after);
    CU_ASSERT_EQUAL(after.batch_count, chain + 1); /* and of the programme nothing */
    CU_ASSERT_EQUAL(after.object_count, 2);
    outgoing_clear(&after);
    outgoing_clear(&before);
    fixture_remove(&fixture);
}

static void run_sql(struct fixture *fixture, const char *sql)
{
    CU_ASSERT_EQUAL_FATAL(db_run(fixture->store, sql, NULL), ERR_OK);
}

static void what_is_missing_is_told(void)
{
    struct fixture fixture;
    struct outgoing before;
    struct outgoing after;
    struct err err = {0};

    fixture_make(&fixture);
    attach_photo(&fixture, &fixture.audit);
    build(&fixture, NULL, NULL, &before);
    run_sql(&fixture, "DELETE FROM object_chunk; DELETE FROM object");
    CU_ASSERT_EQUAL(outgoing_build(fixture.store, NULL, 0, NULL, 0, &after, &err), ERR_DATA);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "is not in this audit file"));
    CU_ASSERT_PTR_NULL(after.batches);
    write_site(&fixture, "Depot");
    build(&fixture, NULL, &before, &after); /* nothing new needs them */
    CU_ASSERT_EQUAL(after.batch_count, 1);
    outgoing_clear(&after);
    outgoing_clear(&before);
    fixture_remove(&fixture);
}

static void damage_is_not_passed_on(void)
{
    struct fixture fixture;
    struct outgoing outgoing;
    struct err err = {0};

    fixture_make(&fixture);
    /* The last byte of a signature is never so high. */
    run_sql(&fixture, "UPDATE batch SET bytes ="
                      " CAST(substr(bytes, 1, length(bytes) - 1) || x'ff' AS BLOB) WHERE id = 2");
    CU_ASSERT_EQUAL(outgoing_build(fixture.store, NULL, 0, NULL, 0, &outgoing, &err), ERR_DATA);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.hint, "verify"));
    fixture_remove(&fixture);
}

CU_ErrorCode test_outgoing_add(void)
{
    CU_pSuite suite = CU_add_suite("outgoing", NULL, NULL);

    if (suite == NULL || CU_ADD_TEST(suite, everything_in_order) == NULL ||
        CU_ADD_TEST(suite, one_audit_with_its_files) == NULL ||
        CU_ADD_TEST(suite, only_what_is_new) == NULL ||
        CU_ADD_TEST(suite, an_unknown_end_leaves_nothing_out) == NULL ||
        CU_ADD_TEST(suite, a_fork_is_taken_whole) == NULL ||
        CU_ADD_TEST(suite, what_is_missing_is_told) == NULL ||
        CU_ADD_TEST(suite, damage_is_not_passed_on) == NULL)
        return CU_get_error();
    return CUE_SUCCESS;
}

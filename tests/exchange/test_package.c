/* test_package.c - packages that are made, opened and passed on as they should be, and what is
 * refused on the way. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include <CUnit/CUnit.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/clock.h"
#include "core/team.h"
#include "exchange/package_parts.h"
#include "parcel.h"
#include "suites.h"

static const char good_passphrase[] = "correct horse battery staple";

static bool add_bytes(void *context, const void *bytes, size_t length)
{
    buf_add(context, bytes, length);
    return true;
}

/* ---- what arrives ---------------------------------------------------------------------------- */

/* Takes objects and compares each with the store's. */
struct arrival {
    struct store *store;
    struct hash hash;
    struct buf bytes;
    size_t count;
};

static enum err_code arrive_begin(void *context, const struct merge_object *object, struct err *err)
{
    struct arrival *arrival = context;

    (void)err;
    arrival->hash = object->hash;
    buf_reset(&arrival->bytes);
    return ERR_OK;
}

static enum err_code arrive_add(void *context, const void *bytes, size_t length, struct err *err)
{
    (void)err;
    buf_add(&((struct arrival *)context)->bytes, bytes, length);
    return ERR_OK;
}

static enum err_code arrive_end(void *context, struct err *err)
{
    struct arrival *arrival = context;
    struct buf stored;

    buf_init(&stored);
    CU_ASSERT_EQUAL_FATAL(object_read(arrival->store, &arrival->hash, add_bytes, &stored, err),
                          ERR_OK);
    CU_ASSERT_EQUAL_FATAL(stored.length, arrival->bytes.length);
    CU_ASSERT_EQUAL(memcmp(stored.data, arrival->bytes.data, stored.length), 0);
    buf_clear(&stored);
    arrival->count++;
    return ERR_OK;
}

static enum err_code send_all(const struct package *package, struct arrival *arrival,
                              struct err *err)
{
    const struct package_taker taker = {arrive_begin, arrive_add, arrive_end, arrival};

    buf_init(&arrival->bytes);
    arrival->count = 0;
    enum err_code code = package_send(package, &taker, err);
    buf_clear(&arrival->bytes);
    return code;
}

static void expect_same_batches(struct store *store, const struct merge_package *content,
                                const struct outgoing *outgoing)
{
    struct buf bytes;

    buf_init(&bytes);
    CU_ASSERT_EQUAL_FATAL(content->batch_count, outgoing->batch_count);
    for (size_t i = 0; i < content->batch_count; i++) {
        buf_reset(&bytes);
        CU_ASSERT_EQUAL_FATAL(outgoing_batch(store, &outgoing->batches[i], &bytes, NULL), ERR_OK);
        CU_ASSERT_EQUAL_FATAL(content->batches[i].length, bytes.length);
        CU_ASSERT_EQUAL(memcmp(content->batches[i].bytes, bytes.data, bytes.length), 0);
    }
    buf_clear(&bytes);
}

static void expect_info(const struct parcel *parcel, const struct package_info *info,
                        const struct package_counts *counts, const struct outgoing *outgoing)
{
    char fingerprint[FINGERPRINT_SIZE];
    struct ident file = store_file_id(parcel->fixture.store);

    fingerprint_text(&parcel->fixture.device.id, fingerprint);
    CU_ASSERT_TRUE(ident_equal(&info->file, &file));
    CU_ASSERT_TRUE(ident_equal(&info->sender, &parcel->fixture.device.id));
    CU_ASSERT_STRING_EQUAL(info->fingerprint, fingerprint);
    CU_ASSERT_STRING_EQUAL(info->organization, "Harbour Ltd");
    CU_ASSERT_STRING_EQUAL(info->sender_person, "Li Na");
    CU_ASSERT_STRING_EQUAL(info->sender_name, parcel->fixture.device.name);
    CU_ASSERT_EQUAL(info->created, clock_now());
    CU_ASSERT_EQUAL(info->batches, counts->batches);
    CU_ASSERT_EQUAL(info->objects, counts->objects);
    CU_ASSERT_EQUAL(info->object_bytes, counts->object_bytes);
    CU_ASSERT_EQUAL(info->file_bytes, counts->file_bytes);
    CU_ASSERT_EQUAL(info->receivers, 2);
    CU_ASSERT_FALSE(info->partial);
    CU_ASSERT_TRUE(hash_equal(&info->hash, &counts->hash));
    CU_ASSERT_EQUAL_FATAL(info->head_count, outgoing->head_count);
    CU_ASSERT_EQUAL(memcmp(info->heads, outgoing->heads, info->head_count * sizeof *info->heads),
                    0);
    CU_ASSERT_EQUAL_FATAL(info->audit_count, 1);
    CU_ASSERT_STRING_EQUAL(info->audits[0].number, "IA-2026-01");
}

static void all_of_it_arrives(void)
{
    struct parcel parcel;
    struct package_counts counts;
    struct outgoing outgoing;
    struct package *package = NULL;
    struct stat status;
    struct buf bytes = {0};

    parcel_make_full(&parcel);
    parcel_pack(&parcel, &counts);
    CU_ASSERT_EQUAL(stat(parcel.path, &status), 0);
    CU_ASSERT_EQUAL(status.st_mode & 0777, 0600);
    CU_ASSERT_EQUAL((uint64_t)status.st_size, counts.file_bytes);
    parcel_read(parcel.path, &bytes);
    struct hash hash = hash_bytes(bytes.data, bytes.length);
    CU_ASSERT_TRUE(hash_equal(&hash, &counts.hash));
    buf_clear(&bytes);
    CU_ASSERT_EQUAL_FATAL(outgoing_build(parcel.fixture.store, NULL, 0, NULL, 0, &outgoing, NULL),
                          ERR_OK);
    CU_ASSERT_EQUAL_FATAL(parcel_open(&parcel, &package, NULL), ERR_OK);
    const struct merge_package *content = package_content(package);
    expect_same_batches(parcel.fixture.store, content, &outgoing);
    expect_info(&parcel, package_info(package), &counts, &outgoing);
    CU_ASSERT_STRING_EQUAL(content->name, "P.awpack");
    CU_ASSERT_EQUAL(memcmp(content->key, parcel.fixture.device.public_key, DEVICE_PUBLIC_SIZE), 0);
    CU_ASSERT_EQUAL(content->object_count, 2);
    struct arrival arrival = {.store = parcel.fixture.store};
    CU_ASSERT_EQUAL(send_all(package, &arrival, NULL), ERR_OK);
    CU_ASSERT_EQUAL(arrival.count, 2);
    package_close(package);
    outgoing_clear(&outgoing);
    parcel_remove(&parcel);
}

/* Objects longer than a chunk, and ones that end inside it. */
static void large_files_arrive(void)
{
    struct parcel parcel;
    struct package_counts counts;
    struct package *package = NULL;
    static char bytes[3 * PACKAGE_CHUNK + 5];

    parcel_make_full(&parcel);
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (char)(i * 31 % 251);
    parcel_attach(&parcel, &parcel.fixture.audit, bytes, sizeof bytes);
    parcel_attach(&parcel, &parcel.fixture.audit, bytes, PACKAGE_CHUNK);
    parcel_pack(&parcel, &counts);
    CU_ASSERT_EQUAL_FATAL(parcel_open(&parcel, &package, NULL), ERR_OK);
    struct arrival arrival = {.store = parcel.fixture.store};
    CU_ASSERT_EQUAL(send_all(package, &arrival, NULL), ERR_OK);
    CU_ASSERT_EQUAL(arrival.count, 4);
    package_close(package);
    parcel_remove(&parcel);
}

/* Into a new file on the receiver's laptop; a second time there is nothing new. */
static void a_package_is_merged(void)
{
    struct parcel parcel;
    struct package_counts counts;
    struct package *package = NULL;
    struct merge_plan *plan = NULL;
    struct store *store = NULL;
    const struct merge_options first = {.accept_first = true};
    const struct merge_options again = {.accept_first = false};
    struct err err = {0};

    parcel_make_full(&parcel);
    parcel_pack(&parcel, &counts);
    parcel.other.directory = mem_printf("%s/other", parcel.fixture.directory);
    CU_ASSERT_EQUAL_FATAL(parcel_open(&parcel, &package, NULL), ERR_OK);
    char *path = mem_printf("%s/new.audit", parcel.fixture.directory);
    CU_ASSERT_EQUAL_FATAL(store_create_for_merge(path, &parcel.other, &package_info(package)->file,
                                                 "Wang Wei", &store, &err),
                          ERR_OK);
    CU_ASSERT_EQUAL_FATAL(merge_plan_build(store, package_content(package), 1, &first, &plan, &err),
                          ERR_OK);
    CU_ASSERT_EQUAL(merge_plan_summary(plan)->batches_new, counts.batches);
    CU_ASSERT_EQUAL(merge_plan_summary(plan)->objects_new, counts.objects);
    enum err_code code = merge_apply(plan, NULL, NULL, &err);
    if (code != ERR_OK)
        printf("\n%s\n", err.message);
    CU_ASSERT_EQUAL_FATAL(code, ERR_OK);
    merge_plan_free(plan);
    struct arrival arrival = {.store = store};
    CU_ASSERT_EQUAL(send_all(package, &arrival, NULL), ERR_OK); /* compares with what is there */
    CU_ASSERT_EQUAL(arrival.count, counts.objects);
    CU_ASSERT_EQUAL_FATAL(merge_plan_build(store, package_content(package), 1, &again, &plan, &err),
                          ERR_OK);
    CU_ASSERT_TRUE(merge_plan_summary(plan)->nothing_new);
    merge_plan_free(plan);
    store_close(store);
    package_close(package);
    free(path);
    parcel_remove(&parcel);
}

/* ---- who can open it ------------------------------------------------------------------------- */

static enum err_code open_as(const struct parcel *parcel, const struct device *device,
                             const char *passphrase, struct err *err)
{
    struct package *package = NULL;
    const struct package_key key = {device, passphrase,
                                    passphrase != NULL ? strlen(passphrase) : 0};

    *err = (struct err){0};
    enum err_code code = package_open(parcel->path, &key, &package, NULL, NULL, err);
    package_close(package);
    return code;
}

static void only_its_receivers_open_it(void)
{
    struct parcel parcel;
    struct package_counts counts;
    struct err err;
    char fingerprint[FINGERPRINT_SIZE];
    struct device stranger = parcel_device(9);

    parcel_make(&parcel);
    parcel_pack(&parcel, &counts);
    CU_ASSERT_EQUAL(counts.receivers, 2);
    CU_ASSERT_EQUAL(open_as(&parcel, &parcel.fixture.device, NULL, &err), ERR_OK);
    CU_ASSERT_EQUAL(open_as(&parcel, &parcel.other, "needs no passphrase", &err), ERR_OK);
    CU_ASSERT_EQUAL(open_as(&parcel, &stranger, NULL, &err), ERR_DENIED);
    fingerprint_text(&stranger.id, fingerprint);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "not sealed for this laptop"));
    CU_ASSERT_PTR_NOT_NULL(strstr(err.hint, fingerprint));
    CU_ASSERT_EQUAL(open_as(&parcel, NULL, "some passphrase", &err), ERR_DENIED);
    device_clear(&stranger);
    parcel_remove(&parcel);
}

static void a_passphrase_opens_it(void)
{
    struct parcel parcel;
    struct package_counts counts;
    struct buf bytes = {0};
    struct err err;

    parcel_make(&parcel);
    struct package_options options = {
        .key = {&parcel.fixture.device, good_passphrase, strlen(good_passphrase)}};
    CU_ASSERT_EQUAL_FATAL(
        package_create(parcel.fixture.store, parcel.path, &options, &counts, NULL), ERR_OK);
    CU_ASSERT_EQUAL(counts.receivers, 0);
    CU_ASSERT_EQUAL(open_as(&parcel, &parcel.other, good_passphrase, &err), ERR_OK);
    CU_ASSERT_EQUAL(open_as(&parcel, &parcel.other, "correct horse battery stable", &err),
                    ERR_DENIED);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "this passphrase does not open"));
    CU_ASSERT_EQUAL(open_as(&parcel, &parcel.other, NULL, &err), ERR_DENIED);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "sealed with a passphrase"));
    parcel_read(parcel.path, &bytes); /* a bit of the wrapped key: the passphrase is right */
    bytes.data[100] ^= 1;
    parcel_write(parcel.path, bytes.data, bytes.length);
    CU_ASSERT_EQUAL(open_as(&parcel, &parcel.other, good_passphrase, &err), ERR_DATA);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "damaged"));
    bytes.data[100] ^= 1;
    parcel_write(parcel.path, bytes.data, bytes.length);
    buf_clear(&bytes);
    /* The sender's own laptop always can, so that --since can go on from it. */
    CU_ASSERT_EQUAL(open_as(&parcel, &parcel.fixture.device, NULL, &err), ERR_OK);
    options.key.passphrase = NULL;
    CU_ASSERT_EQUAL(package_create(parcel.fixture.store, parcel.path, &options, &counts, &err),
                    ERR_USAGE);
    parcel_remove(&parcel);
}

static void receivers_count_once(void)
{
    struct parcel parcel;
    struct package_counts counts;

    parcel_make(&parcel);
    struct team_key self = {.device = parcel.fixture.device.id};
    memcpy(self.key, parcel.fixture.device.public_key, DEVICE_PUBLIC_SIZE);
    const struct team_key keys[] = {parcel.key, self, parcel.key};
    struct package_options options = parcel_options(&parcel);
    options.receivers = keys;
    options.receiver_count = 3;
    CU_ASSERT_EQUAL_FATAL(
        package_create(parcel.fixture.store, parcel.path, &options, &counts, NULL), ERR_OK);
    CU_ASSERT_EQUAL(counts.receivers, 2);
    struct team_key broken = {.device = ident_random()};
    options.receivers = &broken; /* all zero is no point of the curve that may be used */
    options.receiver_count = 1;
    CU_ASSERT_EQUAL(package_create(parcel.fixture.store, parcel.path, &options, &counts, NULL),
                    ERR_DATA);
    parcel_remove(&parcel);
}

/* ---- parts ----------------------------------------------------------------------------------- */

static void only_what_is_new(void)
{
    struct parcel parcel;
    struct package_counts counts;
    struct package *package = NULL;

    parcel_make_full(&parcel);
    parcel_pack(&parcel, &counts);
    struct hash first = counts.hash;
    char *next = mem_printf("%s/Q.awpack", parcel.fixture.directory);
    struct package_options options = parcel_options(&parcel);
    options.since = parcel.path;
    CU_ASSERT_EQUAL(package_create(parcel.fixture.store, next, &options, &counts, NULL), ERR_OK);
    CU_ASSERT_EQUAL(counts.batches, 0);
    parcel_attach(&parcel, &parcel.fixture.audit, "another", 7);
    CU_ASSERT_EQUAL(package_create(parcel.fixture.store, next, &options, &counts, NULL), ERR_OK);
    CU_ASSERT_EQUAL(counts.batches, 1);
    CU_ASSERT_EQUAL(counts.object_bytes, 7);
    free(parcel.path);
    parcel.path = next;
    CU_ASSERT_EQUAL_FATAL(parcel_open(&parcel, &package, NULL), ERR_OK);
    const struct package_info *info = package_info(package);
    CU_ASSERT_TRUE(info->partial && info->every_audit && info->has_since);
    CU_ASSERT_TRUE(hash_equal(&info->since, &first));
    package_close(package);
    parcel_remove(&parcel);
}

static void since_of_another_file(void)
{
    struct parcel parcel;
    struct parcel foreign;
    struct package_counts counts;
    struct err err = {0};

    parcel_make(&parcel);
    parcel_make(&foreign);
    foreign.key.device = parcel.fixture.device.id;
    memcpy(foreign.key.key, parcel.fixture.device.public_key, DEVICE_PUBLIC_SIZE);
    parcel_pack(&foreign, &counts);
    struct package_options options = parcel_options(&parcel);
    options.since = foreign.path;
    size_t entries = parcel_entries(&parcel);
    CU_ASSERT_EQUAL(package_create(parcel.fixture.store, parcel.path, &options, &counts, &err),
                    ERR_DATA);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "another audit file"));
    options.since = parcel.fixture.path; /* reading it would drop this process's lock on it */
    CU_ASSERT_EQUAL(package_create(parcel.fixture.store, parcel.path, &options, &counts, &err),
                    ERR_USAGE);
    CU_ASSERT_EQUAL(parcel_entries(&parcel), entries);
    parcel_remove(&foreign);
    parcel_remove(&parcel);
}

static void one_audit_only(void)
{
    struct parcel parcel;
    struct package_counts counts;
    struct package *package = NULL;

    parcel_make_full(&parcel);
    struct ident second = fixture_audit(&parcel.fixture, "IA-2026-02");
    struct package_options options = parcel_options(&parcel);
    options.audits = &second;
    options.audit_count = 1;
    CU_ASSERT_EQUAL_FATAL(
        package_create(parcel.fixture.store, parcel.path, &options, &counts, NULL), ERR_OK);
    CU_ASSERT_EQUAL(counts.objects, 1); /* the checklist, but not the other audit's photo */
    CU_ASSERT_EQUAL_FATAL(parcel_open(&parcel, &package, NULL), ERR_OK);
    const struct package_info *info = package_info(package);
    CU_ASSERT_TRUE(info->partial && !info->every_audit && !info->has_since);
    CU_ASSERT_EQUAL_FATAL(info->audit_count, 1);
    CU_ASSERT_STRING_EQUAL(info->audits[0].number, "IA-2026-02");
    for (size_t i = 0; i < info->head_count; i++)
        CU_ASSERT_FALSE(ident_equal(&info->heads[i].end.scope, &parcel.fixture.audit));
    package_close(package);
    parcel_remove(&parcel);
}

static void as_json(void)
{
    struct parcel parcel;
    struct package_counts counts;
    struct package *package = NULL;
    struct buf out;

    parcel_make_full(&parcel);
    parcel_pack(&parcel, &counts);
    CU_ASSERT_EQUAL_FATAL(parcel_open(&parcel, &package, NULL), ERR_OK);
    buf_init(&out);
    package_listing(package_info(package), &out);
    json_t *document = json_loadb(out.data, out.length, 0, NULL);
    CU_ASSERT_PTR_NOT_NULL_FATAL(document);
    CU_ASSERT_EQUAL((size_t)json_integer_value(json_object_get(document, "saves")), counts.batches);
    CU_ASSERT_TRUE(json_is_true(json_object_get(document, "complete")));
    CU_ASSERT_TRUE(json_is_null(json_object_get(document, "since")));
    const json_t *sender = json_object_get(document, "sender");
    CU_ASSERT_STRING_EQUAL(json_string_value(json_object_get(sender, "person")), "Li Na");
    CU_ASSERT_STRING_EQUAL(json_string_value(json_object_get(sender, "fingerprint")),
                           package_info(package)->fingerprint);
    CU_ASSERT_EQUAL(json_array_size(json_object_get(document, "heads")), 2);
    json_decref(document);
    buf_clear(&out);
    package_close(package);
    parcel_remove(&parcel);
}

/* ---- passphrase files ------------------------------------------------------------------------ */

static void expect_passphrase(struct parcel *parcel, const char *content, enum err_code expected,
                              const char *text)
{
    char *passphrase = NULL;
    size_t length = 0;
    struct err err = {0};
    char *path = fixture_file(&parcel->fixture, "words", content, strlen(content));

    CU_ASSERT_EQUAL(passphrase_read(path, &passphrase, &length, &err), expected);
    if (expected == ERR_OK) {
        CU_ASSERT_EQUAL_FATAL(length, strlen(text));
        CU_ASSERT_EQUAL(memcmp(passphrase, text, length), 0);
    } else {
        CU_ASSERT_PTR_NULL(passphrase);
        CU_ASSERT_PTR_NOT_NULL(strstr(err.message, text));
    }
    passphrase_clear(passphrase, length);
    free(path);
}

static void passphrase_files(void)
{
    struct parcel parcel;
    char *passphrase = NULL;
    size_t length = 0;
    char longest[1026];

    parcel_make(&parcel);
    memset(longest, 'p', sizeof longest);
    longest[1025] = '\0';
    expect_passphrase(&parcel, "eight ch", ERR_OK, "eight ch");
    expect_passphrase(&parcel, " first line \nsecond", ERR_OK, " first line ");
    expect_passphrase(&parcel, "from another system\r\n", ERR_OK, "from another system");
    expect_passphrase(&parcel, "seven c\nand more", ERR_USAGE, "too short");
    expect_passphrase(&parcel, "", ERR_USAGE, "too short");
    expect_passphrase(&parcel, longest, ERR_USAGE, "too long");
    longest[1024] = '\n';
    longest[1023] = '\0';
    expect_passphrase(&parcel, longest, ERR_OK, longest);
    CU_ASSERT_EQUAL(passphrase_read("/nonexistent/words", &passphrase, &length, NULL), ERR_NOINPUT);
    CU_ASSERT_EQUAL(passphrase_read(parcel.fixture.directory, &passphrase, &length, NULL),
                    ERR_NOINPUT);
    parcel_remove(&parcel);
}

CU_ErrorCode test_package_add(void)
{
    CU_pSuite suite = CU_add_suite("package", NULL, NULL);

    if (suite == NULL || CU_ADD_TEST(suite, all_of_it_arrives) == NULL ||
        CU_ADD_TEST(suite, large_files_arrive) == NULL ||
        CU_ADD_TEST(suite, a_package_is_merged) == NULL ||
        CU_ADD_TEST(suite, only_its_receivers_open_it) == NULL ||
        CU_ADD_TEST(suite, a_passphrase_opens_it) == NULL ||
        CU_ADD_TEST(suite, receivers_count_once) == NULL ||
        CU_ADD_TEST(suite, only_what_is_new) == NULL ||
        CU_ADD_TEST(suite, since_of_another_file) == NULL ||
        CU_ADD_TEST(suite, one_audit_only) == NULL || CU_ADD_TEST(suite, as_json) == NULL ||
        CU_ADD_TEST(suite, passphrase_files) == NULL)
        return CU_get_error();
    return CUE_SUCCESS;
}

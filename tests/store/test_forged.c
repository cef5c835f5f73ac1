/* test_forged.c - what a merge does with forged and damaged saves, and with those that must wait.
 */
#include <CUnit/CUnit.h>
#include <stdlib.h>
#include <string.h>

#include "store/conflicts.h"
#include "store/stranger.h"
#include "store/suites.h"
#include "store/team.h"
#include "store/verify.h"

enum { LEAD, WANG, ANNA };

/* ---- forged and damaged ---------------------------------------------------------------------- */

/* A save of Wang's, changed by this, signed with his key: what honest programs never write. */
static void wrong_save_is_refused(void (*change)(struct batch *batch, struct crew *crew))
{
    struct crew crew;
    struct parcel parcel;
    struct batch batch;
    struct err err;

    crew_make(&crew, 2);
    laptop_write(&crew, &crew.laptops[WANG], RECORD_SITE, &crew.finding, SITE_NAME, "Gate");
    parcel_make(&parcel, &crew.laptops[WANG]);
    const struct device *wang = &crew.laptops[WANG].device;
    struct ident programme = ident_none();
    uint64_t sequence = 1;
    while (parcel_find(&parcel, &wang->id, &programme, sequence + 1) != SIZE_MAX)
        sequence++;
    size_t at = parcel_find(&parcel, &wang->id, &programme, sequence);
    struct hash last = batch_name(parcel.batches[at].bytes, parcel.batches[at].length);
    batch_next(&crew, &batch, wang, &last, sequence + 1, "Quay");
    change(&batch, &crew);
    parcel_sign(&parcel, &batch, wang);
    batch_clear(&batch);
    laptop_refuses(&crew.laptops[LEAD], &parcel, 1, ERR_DATA, &err);
    parcel_clear(&parcel);
    crew_remove(&crew);
}

static void wrong_file(struct batch *batch, struct crew *crew)
{
    (void)crew;
    batch->file.bytes[0] ^= 1;
}

static void wrong_scope(struct batch *batch, struct crew *crew)
{
    batch->scope = crew->audit; /* a site is of the programme */
    batch->has_previous = false;
    batch->sequence = 1;
    batch->epoch = 7;
}

static void previous_of_another_scope(struct batch *batch, struct crew *crew)
{
    batch->scope = crew->audit;
    batch->operations[0].type = RECORD_FINDING;
}

static void skipped_number(struct batch *batch, struct crew *crew)
{
    (void)crew;
    batch->sequence++;
}

static void same_number(struct batch *batch, struct crew *crew)
{
    (void)crew;
    batch->sequence--;
}

static void epoch_back(struct batch *batch, struct crew *crew)
{
    (void)crew;
    batch->epoch = 0;
}

static void number_in_new_epoch(struct batch *batch, struct crew *crew)
{
    (void)crew;
    batch->epoch = 2;
}

static void counter_back(struct batch *batch, struct crew *crew)
{
    (void)crew;
    batch->lamport = 1;
}

static void counter_near_the_end(struct batch *batch, struct crew *crew)
{
    (void)crew;
    batch->lamport = ((uint64_t)1 << 63) - 2;
}

static void number_near_the_end(struct batch *batch, struct crew *crew)
{
    (void)crew;
    batch->epoch = 2;
    batch->sequence = ((uint64_t)1 << 63) - 2;
}

static void claims_other_device(struct batch *batch, struct crew *crew)
{
    batch->device = crew->laptops[LEAD].device.id; /* signed with Wang's key */
    batch->has_previous = false;
    batch->sequence = 1;
    batch->epoch = 9;
}

static void wrong_saves(void)
{
    static void (*const changes[])(struct batch *, struct crew *) = {
        wrong_file,           wrong_scope,         previous_of_another_scope, skipped_number,
        same_number,          epoch_back,          number_in_new_epoch,       counter_back,
        counter_near_the_end, number_near_the_end, claims_other_device};

    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++)
        wrong_save_is_refused(changes[i]);
}

/* A key in the name of another device is no key of that one. */
static void key_for_another_device(void)
{
    struct crew crew;
    struct parcel parcel;
    struct batch batch;
    struct device thief = stranger_device(9);
    struct err err;

    crew_make(&crew, 2);
    struct laptop *wang = &crew.laptops[WANG];
    laptop_write(&crew, wang, RECORD_DEVICE, &crew.laptops[LEAD].device.id, DEVICE_NAME, "mine");
    struct change change;
    change_init(&change, NULL);
    change_set(&change, RECORD_DEVICE, &crew.laptops[LEAD].device.id, DEVICE_KEY,
               value_bytes(thief.public_key, DEVICE_PUBLIC_SIZE));
    CU_ASSERT_EQUAL_FATAL(store_save(wang->store, &change, NULL, &err), ERR_OK);
    change_clear(&change);
    crew_hand(wang, &crew.laptops[LEAD]);
    laptop_verify(&crew.laptops[LEAD]);
    /* The lead's own saves still count, and those signed with the other key do not. */
    laptop_write(&crew, &crew.laptops[LEAD], RECORD_SITE, &crew.finding, SITE_NAME, "Gate");
    crew_hand(&crew.laptops[LEAD], wang);
    CU_ASSERT_EQUAL(laptop_sites(wang), 1);
    parcel_make(&parcel, wang);
    batch_next(&crew, &batch, &crew.laptops[LEAD].device, NULL, 1, "Quay");
    batch.epoch = 5;
    parcel_sign(&parcel, &batch, &thief);
    batch_clear(&batch);
    laptop_refuses(wang, &parcel, 1, ERR_DATA, &err);
    parcel_clear(&parcel);
    crew_settle(&crew);
    crew_remove(&crew);
}

/* Bytes flipped or cut: refused wholly, whatever byte it is. */
static void damaged_bytes(void)
{
    struct crew crew;
    struct parcel parcel;
    struct err err;

    crew_make(&crew, 2);
    laptop_judge(&crew, &crew.laptops[WANG], "minor");
    parcel_make(&parcel, &crew.laptops[WANG]);
    size_t at = parcel_find(&parcel, &crew.laptops[WANG].device.id, &crew.audit, 1);
    CU_ASSERT_NOT_EQUAL_FATAL(at, SIZE_MAX);
    uint8_t *bytes = mem_dup(parcel.batches[at].bytes, parcel.batches[at].length);
    size_t length = parcel.batches[at].length;
    parcel_drop(&parcel, at);
    for (size_t i = 0; i < length; i += 1 + length / 40) {
        bytes[i] ^= 0x10;
        parcel_add(&parcel, bytes, length);
        enum err_code code = laptop_take(&crew.laptops[LEAD], &parcel, 1, NULL, &err);
        CU_ASSERT(code == ERR_DATA || code == ERR_DENIED); /* it names another laptop now */
        parcel_drop(&parcel, parcel.package.batch_count - 1);
        bytes[i] ^= 0x10;
        parcel_add(&parcel, bytes, i);
        CU_ASSERT_EQUAL(laptop_take(&crew.laptops[LEAD], &parcel, 1, NULL, &err), ERR_DATA);
        parcel_drop(&parcel, parcel.package.batch_count - 1);
    }
    bytes[length / 2] ^= 1;
    parcel_add(&parcel, bytes, length);
    laptop_refuses(&crew.laptops[LEAD], &parcel, 1, ERR_DATA, &err);
    CU_ASSERT_EQUAL(laptop_count(&crew.laptops[LEAD], "SELECT count(*) FROM assessment"), 0);
    free(bytes);
    parcel_clear(&parcel);
    crew_remove(&crew);
}

/* Content that is not what its hash says undoes the whole merge. */
static void damaged_content(void)
{
    struct crew crew;
    struct parcel parcel;
    struct err err;

    crew_make(&crew, 2);
    laptop_attach(&crew, &crew.laptops[WANG], "page 12");
    parcel_make(&parcel, &crew.laptops[WANG]);
    for (size_t i = 0; i < parcel.package.object_count; i++)
        if (strcmp(parcel.contents[i].bytes, "page 12") == 0)
            parcel.contents[i].bytes[0] = 'P';
    laptop_refuses(&crew.laptops[LEAD], &parcel, 1, ERR_DATA, &err);
    parcel_clear(&parcel);
    crew_remove(&crew);
}

static enum err_code send_nothing(void *context, struct object_sink *sink, struct err *err)
{
    (void)context;
    (void)sink;
    (void)err;
    return ERR_OK;
}

/* Announced, but not there. */
static void missing_announced_content(void)
{
    struct crew crew;
    struct parcel parcel;
    struct err err;

    crew_make(&crew, 2);
    laptop_attach(&crew, &crew.laptops[WANG], "page 12");
    parcel_make(&parcel, &crew.laptops[WANG]);
    parcel.package.send_objects = send_nothing;
    laptop_refuses(&crew.laptops[LEAD], &parcel, 1, ERR_DATA, &err);
    parcel_clear(&parcel);
    crew_remove(&crew);
}

/* Wang says that an attachment is a checklist: his other work comes all the same, and verify tells.
 */
static void no_checklist(void)
{
    struct crew crew;
    struct change change;
    struct err err;
    struct ident id = ident_random();
    struct hash hash = hash_bytes("page 12", 7);
    struct verify_report report;

    crew_make(&crew, 2);
    laptop_attach(&crew, &crew.laptops[WANG], "page 12");
    change_init(&change, &crew.audit);
    change_set_id(&change, RECORD_AUDIT_CHECKLIST, &id, AUDIT_CHECKLIST_AUDIT, &crew.audit);
    change_set(&change, RECORD_AUDIT_CHECKLIST, &id, AUDIT_CHECKLIST_SNAPSHOT,
               value_bytes(hash.bytes, HASH_SIZE));
    CU_ASSERT_EQUAL_FATAL(store_save(crew.laptops[WANG].store, &change, NULL, &err), ERR_OK);
    change_clear(&change);
    laptop_judge(&crew, &crew.laptops[WANG], "minor");
    crew_hand(&crew.laptops[WANG], &crew.laptops[LEAD]);
    CU_ASSERT_EQUAL(laptop_count(&crew.laptops[LEAD], "SELECT count(*) FROM assessment"), 1);
    CU_ASSERT_EQUAL_FATAL(store_verify(crew.laptops[LEAD].store, NULL, NULL, &report, &err),
                          ERR_OK);
    CU_ASSERT_EQUAL(report.problem_count, 1);
    verify_report_clear(&report);
    CU_ASSERT_EQUAL(store_rebuild(crew.laptops[LEAD].store, NULL, NULL, &err), ERR_OK);
    crew_remove(&crew);
}

/* A counter that leaves no room is taken, for it was signed; but nobody else counts on from it. */
static void exhausted_counter(void)
{
    struct crew crew;
    struct parcel parcel;
    struct batch batch;
    struct device device = stranger_device(9);
    struct err err;

    crew_make(&crew, 2);
    parcel_make(&parcel, &crew.laptops[LEAD]);
    struct hash first = parcel_introduce(&crew, &parcel, &device);
    batch_next(&crew, &batch, &device, &first, 2, "Gate");
    batch.lamport = INT64_MAX / 2;
    parcel_sign(&parcel, &batch, &device);
    batch_clear(&batch);
    parcel_send_as(&parcel, &device);
    CU_ASSERT_EQUAL(laptop_take(&crew.laptops[LEAD], &parcel, 1, &device.id, &err), ERR_OK);
    laptop_open(&crew.laptops[LEAD]);
    laptop_judge(&crew, &crew.laptops[LEAD], "minor");
    laptop_open(&crew.laptops[LEAD]);
    laptop_judge(&crew, &crew.laptops[LEAD], "major");
    laptop_verify(&crew.laptops[LEAD]);
    parcel_clear(&parcel);
    crew_settle(&crew);
    laptop_open(&crew.laptops[WANG]);
    laptop_judge(&crew, &crew.laptops[WANG], "conforming");
    crew_settle(&crew);
    laptop_verify(&crew.laptops[WANG]);
    crew_remove(&crew);
}

static void unsafe_text_is_filtered(void)
{
    struct crew crew;
    struct parcel parcel;
    struct batch batch;
    struct device device = stranger_device(9);
    struct ident site = ident_random();
    struct err err;

    crew_make(&crew, 1);
    parcel_make(&parcel, &crew.laptops[LEAD]);
    strcpy(device.name, "lap\x1b[2Jtop\xe2\x80\xae");
    struct hash first = parcel_introduce(&crew, &parcel, &device);
    batch_next(&crew, &batch, &device, &first, 2, "Gate");
    batch.label = mem_strdup("la\x1b]0;x\x07"
                             "bel");
    batch_add_text(&batch, RECORD_SITE, &site, SITE_NAME,
                   "A\x1b[31mB\xe2\x80\xae"
                   "C\x01\xc2\x9b"
                   "D");
    parcel_sign(&parcel, &batch, &device);
    batch_clear(&batch);
    parcel_send_as(&parcel, &device);
    CU_ASSERT_EQUAL(laptop_take(&crew.laptops[LEAD], &parcel, 1, &device.id, &err), ERR_OK);
    char *text = laptop_text(&crew.laptops[LEAD], RECORD_SITE, &site, SITE_NAME);
    CU_ASSERT_STRING_EQUAL(text, "A[31mBCD");
    free(text);
    text = laptop_text(&crew.laptops[LEAD], RECORD_DEVICE, &device.id, DEVICE_NAME);
    CU_ASSERT_STRING_EQUAL(text, "lap[2Jtop");
    free(text);
    laptop_verify(&crew.laptops[LEAD]);
    parcel_clear(&parcel);
    crew_remove(&crew);
}

static void clock_years_off(void)
{
    static const int64_t walls[] = {INT64_MIN, INT64_MAX, 0, 4102444800000};
    struct crew crew;
    struct merge_plan *plan = NULL;
    struct conflicts list;
    struct err err;

    for (size_t i = 0; i < sizeof walls / sizeof walls[0]; i++) {
        struct parcel parcel;
        struct batch batch;
        crew_make(&crew, 2);
        laptop_write(&crew, &crew.laptops[LEAD], RECORD_SITE, &crew.finding, SITE_NAME, "Gate");
        parcel_make(&parcel, &crew.laptops[WANG]);
        batch_next(&crew, &batch, &crew.laptops[WANG].device, NULL, 1, "Quay");
        batch.operations[0].record = crew.finding;
        batch.epoch = 3;
        batch.wall = walls[i];
        parcel_sign(&parcel, &batch, &crew.laptops[WANG].device);
        batch_clear(&batch);
        CU_ASSERT_EQUAL_FATAL(laptop_plan(&crew.laptops[LEAD], &parcel, &plan, &err), ERR_OK);
        CU_ASSERT_EQUAL_FATAL(merge_plan_summary(plan)->warning_count, 1);
        CU_ASSERT_PTR_NOT_NULL(strstr(merge_plan_summary(plan)->warnings[0], "clock"));
        CU_ASSERT_EQUAL(merge_apply(plan, NULL, NULL, &err), ERR_OK);
        merge_plan_free(plan);
        CU_ASSERT_EQUAL_FATAL(conflicts_list(crew.laptops[LEAD].store, NULL, "en", &list, NULL),
                              ERR_OK);
        CU_ASSERT_EQUAL_FATAL(list.count, 1); /* kept, and marked */
        CU_ASSERT_EQUAL(list.items[0].sides[0].clock_suspect + list.items[0].sides[1].clock_suspect,
                        1);
        struct conflict_choice choice = {.take = TAKE_SIDE, .reason = "why"};
        CU_ASSERT_EQUAL(conflict_resolve(crew.laptops[LEAD].store, &list.items[0], &choice, &err),
                        ERR_OK);
        conflicts_clear(&list);
        laptop_verify(&crew.laptops[LEAD]);
        parcel_clear(&parcel);
        crew_remove(&crew);
    }
}

/* ---- waiting ----------------------------------------------------------------------------------
 */

/* Wang's chain in the audit has four saves; parts of it come in any order. */
static void make_chain(struct crew *crew)
{
    static const char *const results[] = {"minor", "major", "ofi", "conforming"};

    crew_make(crew, 2);
    for (size_t i = 0; i < 4; i++)
        laptop_judge(crew, &crew->laptops[WANG], results[i]);
}

/* Only this save of the chain, and what is of the programme. */
static void only_save(struct crew *crew, struct parcel *parcel, uint64_t sequence)
{
    const struct ident *wang = &crew->laptops[WANG].device.id;

    parcel_make(parcel, &crew->laptops[WANG]);
    for (uint64_t i = 1; i <= 4; i++)
        if (i != sequence)
            parcel_drop(parcel, parcel_find(parcel, wang, &crew->audit, i));
}

static void gap_waits_in_any_order(void)
{
    static const uint64_t orders[][4] = {{4, 3, 2, 1}, {2, 1, 4, 3}, {3, 1, 2, 4},
                                         {2, 4, 1, 3}, {1, 2, 3, 4}, {4, 1, 3, 2}};

    for (size_t i = 0; i < sizeof orders / sizeof orders[0]; i++) {
        struct crew crew;
        make_chain(&crew);
        struct laptop *lead = &crew.laptops[LEAD];
        uint64_t have = 0;
        for (size_t j = 0; j < 4; j++) {
            struct parcel parcel;
            struct err err;
            only_save(&crew, &parcel, orders[i][j]);
            CU_ASSERT_EQUAL(laptop_take(lead, &parcel, 1, NULL, &err), ERR_OK);
            parcel_clear(&parcel);
            have |= (uint64_t)1 << orders[i][j];
            size_t ready = 0;
            while ((have >> (ready + 1) & 1) != 0)
                ready++;
            CU_ASSERT_EQUAL(laptop_waiting(lead), j + 1 - ready);
            laptop_verify(lead);
        }
        char *result = laptop_text(lead, RECORD_ASSESSMENT, &crew.assessment, ASSESSMENT_RESULT);
        CU_ASSERT_STRING_EQUAL(result, "conforming");
        free(result);
        crew_settle(&crew);
        crew_remove(&crew);
    }
}

/* Wang's edit comes before the save of the lead's that he edited: that one never shows, also where
 * somebody else edited it too. */
static void edit_before_what_it_edits(void)
{
    struct crew crew;
    struct parcel parcel;
    struct err err;

    crew_make(&crew, 3);
    const struct ident *lead = &crew.laptops[LEAD].device.id;
    struct laptop *anna = &crew.laptops[ANNA];
    laptop_judge(&crew, &crew.laptops[LEAD], "minor");
    crew_hand(&crew.laptops[LEAD], &crew.laptops[WANG]);
    laptop_judge(&crew, &crew.laptops[WANG], "major");
    parcel_make(&parcel, &crew.laptops[WANG]);
    uint64_t sequence = 1;
    while (parcel_find(&parcel, lead, &crew.audit, sequence + 1) != SIZE_MAX)
        sequence++;
    parcel_drop(&parcel, parcel_find(&parcel, lead, &crew.audit, sequence));
    CU_ASSERT_EQUAL(laptop_take(anna, &parcel, 1, NULL, &err), ERR_OK);
    CU_ASSERT(laptop_count(anna, "SELECT count(*) FROM superseded_unknown") > 0);
    laptop_verify(anna);
    laptop_judge(&crew, anna, "major");
    crew_hand(&crew.laptops[LEAD], anna);
    CU_ASSERT_EQUAL(laptop_count(anna, "SELECT count(*) FROM superseded_unknown"), 0);
    char *result = laptop_text(anna, RECORD_ASSESSMENT, &crew.assessment, ASSESSMENT_RESULT);
    CU_ASSERT_STRING_EQUAL(result, "major");
    free(result);
    CU_ASSERT_EQUAL(laptop_count(anna, "SELECT count(*) FROM conflict"), 0);
    laptop_verify(anna);
    parcel_clear(&parcel);
    crew_settle(&crew);
    crew_remove(&crew);
}

/* Each file alone has a gap, both together none. */
static void gap_filled_by_the_other_file(void)
{
    struct crew crew;
    struct parcel parcels[2];
    struct merge_options options = {0};
    struct merge_plan *plan = NULL;
    struct err err;

    make_chain(&crew);
    const struct ident *wang = &crew.laptops[WANG].device.id;
    for (size_t i = 0; i < 2; i++) {
        parcel_make(&parcels[i], &crew.laptops[WANG]);
        for (uint64_t j = 1 + i; j <= 4; j += 2)
            parcel_drop(&parcels[i], parcel_find(&parcels[i], wang, &crew.audit, j));
    }
    struct merge_package packages[2] = {parcels[0].package, parcels[1].package};
    CU_ASSERT_EQUAL_FATAL(
        merge_plan_build(crew.laptops[LEAD].store, packages, 1, &options, &plan, &err), ERR_OK);
    CU_ASSERT_EQUAL(merge_plan_summary(plan)->batches_waiting, 2);
    merge_plan_free(plan);
    CU_ASSERT_EQUAL_FATAL(
        merge_plan_build(crew.laptops[LEAD].store, packages, 2, &options, &plan, &err), ERR_OK);
    CU_ASSERT_EQUAL(merge_plan_summary(plan)->batches_waiting, 0);
    CU_ASSERT_EQUAL(merge_apply(plan, NULL, NULL, &err), ERR_OK);
    merge_plan_free(plan);
    parcel_clear(&parcels[0]);
    parcel_clear(&parcels[1]);
    CU_ASSERT_EQUAL(laptop_waiting(&crew.laptops[LEAD]), 0);
    crew_settle(&crew);
    laptop_verify(&crew.laptops[LEAD]);
    crew_remove(&crew);
}

static void missing_content_waits(void)
{
    struct crew crew;
    struct parcel parcel;
    struct merge_plan *plan = NULL;
    struct err err;

    crew_make(&crew, 2);
    struct laptop *lead = &crew.laptops[LEAD];
    laptop_attach(&crew, &crew.laptops[WANG], "page 12");
    laptop_judge(&crew, &crew.laptops[WANG], "minor"); /* follows it, and waits with it */
    parcel_make(&parcel, &crew.laptops[WANG]);
    while (parcel.package.object_count > 0)
        parcel_drop_object(&parcel, 0);
    CU_ASSERT_EQUAL(laptop_take(lead, &parcel, 1, NULL, &err), ERR_OK);
    CU_ASSERT_EQUAL(laptop_waiting(lead), 2);
    CU_ASSERT_EQUAL(laptop_count(lead, "SELECT count(*) FROM attachment"), 0);
    CU_ASSERT_EQUAL_FATAL(laptop_plan(lead, &parcel, &plan, &err), ERR_OK);
    CU_ASSERT_TRUE(merge_plan_summary(plan)->nothing_new);
    merge_plan_free(plan);
    parcel_clear(&parcel);
    parcel_make(&parcel, &crew.laptops[WANG]);
    CU_ASSERT_EQUAL_FATAL(laptop_plan(lead, &parcel, &plan, &err), ERR_OK);
    CU_ASSERT_EQUAL(merge_plan_summary(plan)->batches_released, 2);
    CU_ASSERT_EQUAL(merge_apply(plan, NULL, NULL, &err), ERR_OK);
    merge_plan_free(plan);
    parcel_clear(&parcel);
    CU_ASSERT_EQUAL(laptop_waiting(lead), 0);
    CU_ASSERT_EQUAL(laptop_count(lead, "SELECT count(*) FROM attachment"), 1);
    laptop_verify(lead);
    crew_remove(&crew);
}

/* Who wrote must have introduced itself: until that save comes, its others wait. */
static void without_introduction(void)
{
    struct crew crew;
    struct parcel parcel;
    struct device device = stranger_device(9);
    struct batch batch;
    struct err err;

    crew_make(&crew, 1);
    struct laptop *lead = &crew.laptops[LEAD];
    CU_ASSERT_EQUAL(team_accept(lead->store, &device.id, NULL, &err), ERR_OK);
    parcel_make(&parcel, lead);
    batch_next(&crew, &batch, &device, NULL, 1, "Fence open");
    batch.scope = crew.audit;
    batch.operations[0].type = RECORD_FINDING;
    batch.operations[0].field = FINDING_STATEMENT;
    parcel_sign(&parcel, &batch, &device);
    batch_clear(&batch);
    CU_ASSERT_EQUAL(laptop_take(lead, &parcel, 1, NULL, &err), ERR_OK); /* whose key is that? */
    CU_ASSERT_EQUAL(laptop_waiting(lead), 1);
    parcel_send_as(&parcel, &device);
    CU_ASSERT_EQUAL(laptop_take(lead, &parcel, 1, NULL, &err), ERR_OK);
    CU_ASSERT_EQUAL(laptop_waiting(lead), 1);
    laptop_verify(lead);
    parcel_introduce(&crew, &parcel, &device);
    CU_ASSERT_EQUAL(laptop_take(lead, &parcel, 1, NULL, &err), ERR_OK);
    CU_ASSERT_EQUAL(laptop_waiting(lead), 0);
    CU_ASSERT_EQUAL(laptop_count(lead, "SELECT count(*) FROM finding"), 2);
    laptop_verify(lead);
    parcel_clear(&parcel);
    crew_remove(&crew);
}

/* What waits and turns out forged goes, with a word; it is not in the way of all that comes. */
static void poison_in_the_holding_area(void)
{
    struct crew crew;
    struct parcel parcel;
    struct parcel good;
    struct batch batch;
    struct device device = stranger_device(9);
    struct merge_plan *plan = NULL;
    struct err err;

    crew_make(&crew, 2);
    struct laptop *lead = &crew.laptops[LEAD];
    CU_ASSERT_EQUAL(team_accept(lead->store, &device.id, NULL, &err), ERR_OK);
    parcel_make(&good, lead);
    struct hash first = parcel_introduce(&crew, &good, &device);
    struct hash second = parcel_sign_next(&crew, &good, &device, &first, 2, "Gate");
    parcel_make(&parcel, &crew.laptops[WANG]);
    batch_next(&crew, &batch, &device, &second, 3, "Quay");
    parcel_sign(&parcel, &batch, &crew.laptops[WANG].device); /* not its own key */
    batch_clear(&batch);
    batch_next(&crew, &batch, &device, &second, 9, "Yard"); /* does not follow */
    parcel_sign(&parcel, &batch, &device);
    batch_clear(&batch);
    CU_ASSERT_EQUAL(laptop_take(lead, &parcel, 1, NULL, &err), ERR_OK);
    CU_ASSERT_EQUAL(laptop_waiting(lead), 2);
    CU_ASSERT_EQUAL_FATAL(laptop_plan(lead, &good, &plan, &err), ERR_OK);
    CU_ASSERT_EQUAL(merge_plan_summary(plan)->warning_count, 1);
    CU_ASSERT_EQUAL(merge_apply(plan, NULL, NULL, &err), ERR_OK);
    merge_plan_free(plan);
    CU_ASSERT_EQUAL(laptop_waiting(lead), 0);
    CU_ASSERT_EQUAL(laptop_sites(lead), 1);
    laptop_verify(lead);
    laptop_judge(&crew, &crew.laptops[WANG], "minor");
    crew_hand(&crew.laptops[WANG], lead);
    parcel_clear(&parcel);
    parcel_clear(&good);
    crew_remove(&crew);
}

CU_ErrorCode test_forged_add(void)
{
    CU_TestInfo tests[] = {{"wrong saves", wrong_saves},
                           {"a key for another device", key_for_another_device},
                           {"damaged bytes", damaged_bytes},
                           {"damaged content", damaged_content},
                           {"announced content that is not there", missing_announced_content},
                           {"what is no checklist", no_checklist},
                           {"an exhausted counter", exhausted_counter},
                           {"unsafe text is filtered", unsafe_text_is_filtered},
                           {"a clock years off", clock_years_off},
                           {"a gap waits, in any order", gap_waits_in_any_order},
                           {"an edit before what it edits", edit_before_what_it_edits},
                           {"a gap is filled by the other file", gap_filled_by_the_other_file},
                           {"missing content waits", missing_content_waits},
                           {"without introduction", without_introduction},
                           {"poison in the holding area", poison_in_the_holding_area},
                           CU_TEST_INFO_NULL};
    CU_SuiteInfo suites[] = {{"store/forged", NULL, NULL, NULL, NULL, tests}, CU_SUITE_INFO_NULL};

    return CU_register_suites(suites);
}

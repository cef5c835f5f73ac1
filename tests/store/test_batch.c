/* test_batch.c - batches as bytes: round trip, one encoding only, signatures, hostile input; and
 * packed heads. */
#include <CUnit/CUnit.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "store/batch.h"
#include "store/wire.h"
#include "store/suites.h"

static struct device test_device(uint8_t seed_byte)
{
    struct device device = {0};
    unsigned char seed[crypto_sign_SEEDBYTES];

    memset(seed, seed_byte, sizeof seed);
    crypto_sign_seed_keypair(device.public_key, device.secret_key, seed);
    device.id = device_id_of(device.public_key);
    return device;
}

static void fill(struct batch *batch, const struct device *device)
{
    batch_init(batch);
    batch->file = ident_random();
    batch->device = device->id;
    batch->epoch = 1;
    batch->sequence = 300;
    batch->has_previous = true;
    batch->previous = hash_bytes("x", 1);
    batch->lamport = 70000;
    batch->wall = 1795474500123;
    batch->zone = -330;
    batch->label = mem_strdup("8.4 c) 符合");
    struct operation *operation = batch_add(batch);
    operation->type = RECORD_FINDING;
    operation->record = ident_random();
    operation->field = FINDING_STATEMENT;
    operation->value = value_text("门禁记录缺失 3 of 20");
    operation->superseded = mem_zalloc(2, sizeof *operation->superseded);
    operation->superseded_count = 2;
    operation->superseded[1].index = 4000000000U;
    operation = batch_add(batch);
    operation->type = 9999; /* of a later version */
    operation->record = ident_random();
    operation->field = 7;
    operation->value = value_int(-42);
}

static void a_batch_comes_back_as_it_was(void)
{
    struct device device = test_device(1);
    struct batch batch;
    struct batch back;
    struct buf bytes;
    struct buf again;

    fill(&batch, &device);
    buf_init(&bytes);
    buf_init(&again);
    batch_encode(&batch, &device, &bytes);
    CU_ASSERT_EQUAL_FATAL(batch_decode(bytes.data, bytes.length, &back, NULL), ERR_OK);
    CU_ASSERT_EQUAL(back.count, 2);
    CU_ASSERT_STRING_EQUAL(back.label, batch.label);
    CU_ASSERT_EQUAL(back.wall, batch.wall);
    CU_ASSERT_EQUAL(back.zone, -330);
    CU_ASSERT_TRUE(value_equal(&back.operations[0].value, &batch.operations[0].value));
    CU_ASSERT_EQUAL(back.operations[0].superseded[1].index, 4000000000U);
    CU_ASSERT_EQUAL(back.operations[1].value.integer, -42);
    batch_encode(&back, &device, &again);
    CU_ASSERT_EQUAL(again.length, bytes.length);
    CU_ASSERT_EQUAL(memcmp(again.data, bytes.data, bytes.length), 0);
    buf_clear(&again);
    buf_clear(&bytes);
    batch_clear(&back);
    batch_clear(&batch);
}

static void only_its_device_signed_it(void)
{
    struct device device = test_device(1);
    struct device other = test_device(2);
    struct batch batch;
    struct buf bytes;

    fill(&batch, &device);
    buf_init(&bytes);
    batch_encode(&batch, &device, &bytes);
    CU_ASSERT_TRUE(batch_signed_by(bytes.data, bytes.length, device.public_key));
    CU_ASSERT_FALSE(batch_signed_by(bytes.data, bytes.length, other.public_key));
    for (size_t i = 0; i < bytes.length; i++) {
        bytes.data[i] ^= 1;
        CU_ASSERT_FALSE(batch_signed_by(bytes.data, bytes.length, device.public_key));
        bytes.data[i] ^= 1;
    }
    buf_clear(&bytes);
    batch_clear(&batch);
}

static void no_prefix_is_a_batch(void)
{
    struct device device = test_device(1);
    struct batch batch;
    struct batch back;
    struct buf bytes;

    fill(&batch, &device);
    buf_init(&bytes);
    batch_encode(&batch, &device, &bytes);
    for (size_t length = 0; length < bytes.length; length++)
        CU_ASSERT_EQUAL(batch_decode(bytes.data, length, &back, NULL), ERR_DATA);
    buf_putc(&bytes, '\0');
    CU_ASSERT_EQUAL(batch_decode(bytes.data, bytes.length, &back, NULL), ERR_DATA);
    buf_clear(&bytes);
    batch_clear(&batch);
}

/* Bytes that decode and encode to themselves. */
static bool is_stable(const struct buf *bytes, const struct device *device)
{
    struct batch batch;
    struct buf again;

    buf_init(&again);
    if (batch_decode(bytes->data, bytes->length, &batch, NULL) != ERR_OK)
        return false;
    batch_encode(&batch, device, &again);
    bool same = again.length == bytes->length && memcmp(again.data, bytes->data, again.length) == 0;
    buf_clear(&again);
    batch_clear(&batch);
    return same;
}

/* Random damage must never crash, and what still decodes must encode to the same bytes, but for
 * characters of its texts that are not let in. */
static void damage_is_refused_or_harmless(void)
{
    struct device device = test_device(1);
    struct batch batch;
    struct buf bytes;
    uint32_t random = 12345;

    fill(&batch, &device);
    buf_init(&bytes);
    batch_encode(&batch, &device, &bytes);
    char *copy = mem_alloc(bytes.length);
    for (int round = 0; round < 20000; round++) {
        struct batch back;
        memcpy(copy, bytes.data, bytes.length);
        for (int hit = 0; hit < 1 + round % 4; hit++) {
            random = random * 1664525U + 1013904223U;
            copy[(random >> 8) % bytes.length] = (char)(random >> 24);
        }
        if (batch_decode(copy, bytes.length, &back, NULL) == ERR_OK) {
            struct buf again;
            buf_init(&again);
            batch_encode(&back, &device, &again);
            CU_ASSERT(again.length <= bytes.length);
            CU_ASSERT(is_stable(&again, &device));
            buf_clear(&again);
            batch_clear(&back);
        }
    }
    free(copy);
    buf_clear(&bytes);
    batch_clear(&batch);
}

static void lengths_that_lie_take_no_memory(void)
{
    static const unsigned char huge_array[] = {0x9b, 0x7f, 0xff, 0xff, 0xff,
                                               0xff, 0xff, 0xff, 0xff};
    static const unsigned char huge_bytes[] = {0x5b, 0x00, 0x00, 0x00, 0x7f,
                                               0xff, 0xff, 0xff, 0xff, 'a'};
    static const unsigned char long_head[] = {0x18, 0x05}; /* 5 in two bytes */
    static const unsigned char endless[] = {0x9f, 0x01, 0xff};
    struct wire_reader reader;

    wire_reader_init(&reader, huge_array, sizeof huge_array);
    CU_ASSERT_EQUAL(wire_get_array(&reader), 0);
    CU_ASSERT_TRUE(reader.bad);
    wire_reader_init(&reader, huge_bytes, sizeof huge_bytes);
    CU_ASSERT_EQUAL(wire_next(&reader).kind, WIRE_BAD);
    wire_reader_init(&reader, long_head, sizeof long_head);
    CU_ASSERT_EQUAL(wire_next(&reader).kind, WIRE_BAD);
    wire_reader_init(&reader, endless, sizeof endless);
    CU_ASSERT_EQUAL(wire_next(&reader).kind, WIRE_BAD);
}

static void integers_of_every_size_come_back(void)
{
    static const int64_t numbers[] = {0,      23,        24,         255,        256,
                                      -1,     65536,     4294967296, -25,        -257,
                                      -65537, INT64_MAX, INT64_MIN,  -4294967297};
    struct buf bytes;
    struct wire_reader reader;

    buf_init(&bytes);
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
        wire_put_int(&bytes, numbers[i]);
    wire_reader_init(&reader, bytes.data, bytes.length);
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
        CU_ASSERT_EQUAL(wire_get_int(&reader), numbers[i]);
    CU_ASSERT_FALSE(reader.bad);
    CU_ASSERT_EQUAL(wire_next(&reader).kind, WIRE_BAD);
    buf_clear(&bytes);
}

static struct head head_of(uint8_t batch, uint32_t index, uint16_t field)
{
    struct head head = {.lamport = batch * 1000U, .field = field};

    memset(head.ref.batch, batch, HEAD_BATCH_SIZE);
    head.ref.index = index;
    return head;
}

static void packed_heads_do_not_depend_on_order(void)
{
    struct head list[] = {head_of(3, 0, 12), head_of(1, 5, 11), head_of(3, 300, 10),
                          head_of(2, 0, 11)};
    struct heads forward = {0};
    struct heads backward = {0};
    struct buf a;
    struct buf b;

    for (size_t i = 0; i < 4; i++) {
        heads_add(&forward, &list[i]);
        heads_add(&backward, &list[3 - i]);
    }
    buf_init(&a);
    buf_init(&b);
    heads_pack(&forward, &a);
    heads_pack(&backward, &b);
    CU_ASSERT_EQUAL(a.length, b.length);
    CU_ASSERT_EQUAL(memcmp(a.data, b.data, a.length), 0);
    struct heads back = {0};
    CU_ASSERT_EQUAL(heads_unpack(a.data, a.length, &back, NULL), ERR_OK);
    CU_ASSERT_EQUAL(back.count, 4);
    CU_ASSERT_EQUAL(heads_of(&back, 11, NULL, 0), 2);
    for (size_t length = 1; length < a.length; length++)
        heads_unpack(a.data, length, &back, NULL); /* must not read past the end */
    heads_clear(&back);
    heads_clear(&forward);
    heads_clear(&backward);
    buf_clear(&a);
    buf_clear(&b);
}

CU_ErrorCode test_batch_add(void)
{
    CU_TestInfo tests[] = {
        {"a batch comes back as it was", a_batch_comes_back_as_it_was},
        {"only its device signed it", only_its_device_signed_it},
        {"no prefix is a batch", no_prefix_is_a_batch},
        {"damage is refused or harmless", damage_is_refused_or_harmless},
        {"lengths that lie take no memory", lengths_that_lie_take_no_memory},
        {"integers of every size come back", integers_of_every_size_come_back},
        {"packed heads do not depend on order", packed_heads_do_not_depend_on_order},
        CU_TEST_INFO_NULL};
    CU_SuiteInfo suites[] = {{"store/batch", NULL, NULL, NULL, NULL, tests}, CU_SUITE_INFO_NULL};

    return CU_register_suites(suites);
}

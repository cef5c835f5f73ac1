/* stranger.c - saves that no honest program writes, made by hand. */
#include "store/stranger.h"

#include <CUnit/CUnit.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"

/* A laptop whose key was never seen. */
struct device stranger_device(uint8_t seed_byte)
{
    struct device device = {.name = "stranger"};
    unsigned char seed[crypto_sign_SEEDBYTES];

    memset(seed, seed_byte, sizeof seed);
    crypto_sign_seed_keypair(device.public_key, device.secret_key, seed);
    device.id = device_id_of(device.public_key);
    return device;
}

void parcel_send_as(struct parcel *parcel, const struct device *device)
{
    parcel->package.sender = device->id;
    memcpy(parcel->package.key, device->public_key, DEVICE_PUBLIC_SIZE);
}

struct operation *batch_add_text(struct batch *batch, uint32_t type, const struct ident *record,
                                 uint16_t field, const char *text)
{
    struct operation *operation = batch_add(batch);

    operation->type = type;
    operation->record = *record;
    operation->field = field;
    operation->value = value_text(text);
    return operation;
}

/* The first save of a laptop: who it is, as the program writes it. */
struct hash parcel_introduce(const struct crew *crew, struct parcel *parcel,
                             const struct device *device)
{
    struct batch batch;

    batch_init(&batch);
    batch.file = crew->file;
    batch.device = device->id;
    batch.epoch = batch.sequence = 1;
    batch.lamport = 500;
    batch.wall = 1773050400000;
    batch_add_text(&batch, RECORD_DEVICE, &device->id, DEVICE_NAME, device->name);
    struct operation *key = batch_add(&batch);
    key->type = RECORD_DEVICE;
    key->record = device->id;
    key->field = DEVICE_KEY;
    key->value = value_bytes(device->public_key, DEVICE_PUBLIC_SIZE);
    struct hash name = parcel_sign(parcel, &batch, device);
    batch_clear(&batch);
    return name;
}

/* The next save of this chain by the name of the one before: a site with this name. */
void batch_next(const struct crew *crew, struct batch *batch, const struct device *device,
                const struct hash *previous, uint64_t sequence, const char *text)
{
    struct ident site = ident_random();

    batch_init(batch);
    batch->file = crew->file;
    batch->device = device->id;
    batch->epoch = 1;
    batch->sequence = sequence;
    batch->has_previous = previous != NULL;
    if (previous != NULL)
        batch->previous = *previous;
    batch->lamport = 500 + sequence;
    batch->wall = 1773050400000;
    batch_add_text(batch, RECORD_SITE, &site, SITE_NAME, text);
}

struct hash parcel_sign_next(const struct crew *crew, struct parcel *parcel,
                             const struct device *device, const struct hash *previous,
                             uint64_t sequence, const char *text)
{
    struct batch batch;

    batch_next(crew, &batch, device, previous, sequence, text);
    struct hash name = parcel_sign(parcel, &batch, device);
    batch_clear(&batch);
    return name;
}

size_t laptop_sites(struct laptop *laptop)
{
    return laptop_count(laptop, "SELECT count(*) FROM site");
}

size_t laptop_waiting(struct laptop *laptop)
{
    return laptop_count(laptop, "SELECT count(*) FROM pending_batch");
}

/* Refused with this code, and not a byte of the file is another one. */
void laptop_refuses(struct laptop *laptop, const struct parcel *parcels, size_t count,
                    enum err_code expected, struct err *err)
{
    struct buf before;
    struct buf after;

    buf_init(&before);
    buf_init(&after);
    laptop_close(laptop);
    CU_ASSERT_EQUAL_FATAL(file_read(laptop->path, 1 << 30, &before, NULL), ERR_OK);
    laptop_open(laptop);
    CU_ASSERT_EQUAL(laptop_take(laptop, parcels, count, NULL, err), expected);
    laptop_close(laptop);
    CU_ASSERT_EQUAL_FATAL(file_read(laptop->path, 1 << 30, &after, NULL), ERR_OK);
    CU_ASSERT_EQUAL(before.length, after.length);
    CU_ASSERT(before.length == after.length && memcmp(before.data, after.data, after.length) == 0);
    laptop_open(laptop);
    buf_clear(&before);
    buf_clear(&after);
}

/* batch.h - one save in one scope, as signed deterministic CBOR (RFC 8949 section 4.2; MERGE
 * "Batch").
 *
 *   file      := [ body: bytes, signature: bytes(64) ]
 *   body      := [ "auditwalk-batch-1", file id, scope, device, epoch, sequence, previous / null,
 *                  prior / null, lamport, wall ms, zone minutes, author / null, label / null,
 *                  [ operation* ] ]
 *   operation := [ record type, record id, field, value, [ [ batch(16), index ]* superseded ] ]
 *
 * The signature is Ed25519 over "auditwalk-batch-1" NUL and the body; the name of the batch is the
 * BLAKE2b-256 of the whole. Bytes that are not exactly what the encoder would write are refused, so
 * a batch has one name.
 */
#ifndef AUDITWALK_STORE_BATCH_H
#define AUDITWALK_STORE_BATCH_H

#include "core/value.h"
#include "store/device.h"
#include "store/heads.h"

struct operation {
    uint32_t type; /* may be one this version does not know */
    struct ident record;
    uint16_t field;
    struct value value;
    struct operation_ref *superseded;
    size_t superseded_count;
};

struct batch {
    struct ident file;
    struct ident scope; /* none: programme */
    struct ident device;
    uint64_t epoch;
    uint64_t sequence;
    bool has_previous;
    struct hash previous; /* the batch before it in its chain */
    bool has_prior;
    struct hash prior; /* the batch its device wrote before it in this file, in any scope: so a
                          whole scope can't be taken out unseen */
    uint64_t lamport;
    int64_t wall;
    int zone;
    struct ident author;
    char *label;
    struct operation *operations;
    size_t count;
    size_t capacity;
};

void batch_init(struct batch *batch);
void batch_clear(struct batch *batch);

/* New operation at the end, zeroed, owned by the batch. */
struct operation *batch_add(struct batch *batch);

/* Encodes and signs with the device's key; *out is init'ed. */
void batch_encode(const struct batch *batch, const struct device *device, struct buf *out);

/* Decodes without checking the signature. The bytes are not trusted; ERR_DATA says what is wrong.
 */
enum err_code batch_decode(const void *bytes, size_t length, struct batch *batch, struct err *err);

/* The same without the operations; *operations (may be NULL) gets how many there are. For lists. */
enum err_code batch_decode_head(const void *bytes, size_t length, struct batch *batch,
                                size_t *operations, struct err *err);

/* True if the signature is that of this public key. */
bool batch_signed_by(const void *bytes, size_t length, const uint8_t key[DEVICE_PUBLIC_SIZE]);

/* May batch stand behind before in its chain? In one epoch the numbers go up by one, over epochs
 * the epoch grows; the Lamport counter always grows. Where two laptops wrote under one key, two
 * batches follow the same one. */
bool batch_follows(const struct batch *batch, const struct batch *before);

struct hash batch_name(const void *bytes, size_t length);

#endif

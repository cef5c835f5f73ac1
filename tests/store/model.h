/* model.h - random histories of several laptops, and what they must lead to.
 *
 * A history is a set of batches by virtual laptops that write, exchange parts of what they know and
 * sometimes share one id (a copied disk). What the tables must show is worked out here a second
 * time, in the plainest way, from the definitions of MERGE "Fold"; nothing of the store is used.
 */
#ifndef AUDITWALK_TESTS_STORE_MODEL_H
#define AUDITWALK_TESTS_STORE_MODEL_H

#include "store/batch.h"

enum {
    MODEL_BATCHES = 40, /* a set of batches is a mask of 64 bits */
    MODEL_OPERATIONS = 8,
    MODEL_REFS = 24,
    MODEL_RECORDS = 5,
    MODEL_LAPTOPS = 5,
    MODEL_SCOPES = 3, /* the programme and two audits */
    MODEL_UNKNOWN_FIELD = 999,
    MODEL_UNKNOWN_TYPE = 777
};

/* An operation by its batch and place; a batch that nobody has is -1. */
struct model_ref {
    int batch;
    int operation;
};

struct model_operation {
    int record;
    uint16_t field;
    struct model_ref refs[MODEL_REFS];
    int ref_count;
};

struct model_batch {
    struct model_operation operations[MODEL_OPERATIONS];
    int count;
    struct batch batch; /* the same, as the store takes it */
    struct hash name;
    struct buf bytes;
};

struct model_laptop {
    struct ident device;
    uint64_t known; /* mask of batches */
    uint64_t sequence[MODEL_SCOPES];
    int64_t clock; /* ms beside the truth */
};

struct model {
    uint64_t random;
    struct device key; /* signs everything: nothing here looks at signatures */
    uint32_t types[MODEL_RECORDS];
    struct ident records[MODEL_RECORDS];
    struct ident scopes[MODEL_SCOPES];
    struct model_laptop laptops[MODEL_LAPTOPS];
    int laptop_count;
    struct model_batch batches[MODEL_BATCHES];
    int count;
};

uint64_t model_random(struct model *model, uint64_t below);
void model_make(struct model *model, uint64_t seed);
void model_clear(struct model *model);

/* ---- what must come of a set of batches -------------------------------------------------------
 */

/* Heads of a cell, at most max of them; returns how many there are. */
int model_heads(const struct model *model, uint64_t known, int record, uint16_t field,
                struct model_ref *heads, int max);

/* What is shown of a cell; false if nobody in the set wrote it. scope is that of the shown save. */
bool model_shown(const struct model *model, uint64_t known, int record, uint16_t field,
                 struct value *value, struct ident *scope);
bool model_contested(const struct model *model, uint64_t known, int record, uint16_t field);

const struct operation *model_operation(const struct model *model, struct model_ref ref);

#endif

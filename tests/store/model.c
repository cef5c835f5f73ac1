/* model.c - random histories of several laptops, and what they must lead to. */
#include "store/model.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

/* ---- chance ---------------------------------------------------------------------------------- */

/* Splitmix64. */
static uint64_t next_random(struct model *model)
{
    uint64_t z = (model->random += 0x9e3779b97f4a7c15U);

    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31);
}

uint64_t model_random(struct model *model, uint64_t below)
{
    return next_random(model) % below;
}

static bool chance(struct model *model, unsigned percent)
{
    return model_random(model, 100) < percent;
}

static struct ident random_id(struct model *model)
{
    struct ident id;
    uint64_t halves[2] = {next_random(model), next_random(model)};

    memcpy(id.bytes, halves, IDENT_SIZE);
    return id;
}

/* ---- cells ----------------------------------------------------------------------------------- */

static const uint16_t assessment_fields[] = {
    FIELD_WITHDRAWN, ASSESSMENT_RESULT,      ASSESSMENT_BY,   ASSESSMENT_AT,      ASSESSMENT_METHOD,
    ASSESSMENT_NOTE, ASSESSMENT_SAMPLE_SIZE, ASSESSMENT_AREA, MODEL_UNKNOWN_FIELD};
static const uint16_t finding_fields[] = {FIELD_WITHDRAWN, FINDING_STATEMENT, FINDING_GRADE,
                                          FINDING_SITE,    FINDING_STATE,     FINDING_CLOSED_AT,
                                          FINDING_DISPUTED};
static const uint16_t evidence_fields[] = {FIELD_WITHDRAWN, EVIDENCE_TITLE, EVIDENCE_AREA};
static const uint16_t site_fields[] = {FIELD_WITHDRAWN, SITE_NAME, SITE_POSITION};
static const uint16_t unknown_fields[] = {FIELD_WITHDRAWN, 10};

static const struct {
    uint32_t type;
    const uint16_t *fields;
    size_t count;
} kinds[MODEL_RECORDS] = {{RECORD_ASSESSMENT, assessment_fields, sizeof assessment_fields / 2},
                          {RECORD_FINDING, finding_fields, sizeof finding_fields / 2},
                          {RECORD_EVIDENCE, evidence_fields, sizeof evidence_fields / 2},
                          {RECORD_SITE, site_fields, sizeof site_fields / 2},
                          {MODEL_UNKNOWN_TYPE, unknown_fields, sizeof unknown_fields / 2}};

/* Few values, so that laptops agree now and then. */
static struct value random_text(struct model *model, const char *const words[4])
{
    return value_text(words[model_random(model, 4)]);
}

static struct value random_value(struct model *model, uint32_t type, uint16_t field)
{
    static const char *const results[] = {"conforming", "minor", "not-assessed", ""};
    static const char *const texts[] = {"a", "b", "c", ""};
    static const char *const reasons[] = {"mistake", "twice", "", ""};
    uint8_t id[IDENT_SIZE] = {(uint8_t)(1 + model_random(model, 2))};
    const struct record *record = record_find((int)type);
    const struct field *known = record == NULL ? NULL : record_field(record, field);

    if (chance(model, 3)) /* not of the kind that the field has */
        return chance(model, 50) ? value_int((int64_t)model_random(model, 3))
                                 : value_bytes("xyz", 3);
    if (field == FIELD_WITHDRAWN)
        return random_text(model, reasons);
    if (known != NULL && (known->type == VALUE_ID || known->type == VALUE_BYTES))
        return chance(model, 15) ? value_null() : value_bytes(id, sizeof id);
    if (known != NULL && known->type == VALUE_INT)
        return chance(model, 15) ? value_null() : value_int((int64_t)model_random(model, 3));
    return random_text(model,
                       type == RECORD_ASSESSMENT && field == ASSESSMENT_RESULT ? results : texts);
}

/* ---- writing --------------------------------------------------------------------------------- */

static void add_ref(struct model_operation *operation, struct model_ref ref)
{
    for (int i = 0; i < operation->ref_count; i++)
        if (operation->refs[i].batch == ref.batch && operation->refs[i].operation == ref.operation)
            return;
    if (operation->ref_count < MODEL_REFS)
        operation->refs[operation->ref_count++] = ref;
}

static void see_cell(const struct model *model, uint64_t known, uint16_t field,
                     struct model_operation *operation)
{
    struct model_ref heads[MODEL_REFS];
    int count = model_heads(model, known, operation->record, field, heads, MODEL_REFS);

    for (int i = 0; i < count && i < MODEL_REFS; i++)
        add_ref(operation, heads[i]);
}

/* What a save of the program names: its own cell, for a withdrawal the whole record; now and then
 * only a part, nothing (as withdrawals of format 1 did), or what makes no sense. */
static void choose_refs(struct model *model, const struct model_laptop *laptop,
                        struct model_operation *operation, bool withdrawal)
{
    size_t at = (size_t)operation->record;

    see_cell(model, laptop->known, operation->field, operation);
    for (size_t i = 0; withdrawal && !chance(model, 15) && i < kinds[at].count; i++)
        see_cell(model, laptop->known, kinds[at].fields[i], operation);
    if (chance(model, 4) && operation->ref_count > 0)
        operation->ref_count = (int)model_random(model, (uint64_t)operation->ref_count);
    if (chance(model, 3) && model->count > 0)
        add_ref(operation, (struct model_ref){(int)model_random(model, (uint64_t)model->count),
                                              (int)model_random(model, MODEL_OPERATIONS)});
    if (chance(model, 1))
        add_ref(operation, (struct model_ref){-1, (int)model_random(model, 2)});
}

static void fill_ref(const struct model *model, struct model_ref ref, struct operation_ref *out)
{
    memset(out->batch, 0xab, HEAD_BATCH_SIZE);
    if (ref.batch >= 0)
        memcpy(out->batch, model->batches[ref.batch].name.bytes, HEAD_BATCH_SIZE);
    out->index = (uint32_t)ref.operation;
}

static void add_operation(struct model *model, const struct model_laptop *laptop,
                          struct model_batch *into, int record, uint16_t field)
{
    uint32_t type = kinds[record].type;
    struct value value = random_value(model, type, field);

    if (into->count == MODEL_OPERATIONS) {
        value_clear(&value);
        return;
    }
    struct model_operation *plain = &into->operations[into->count++];
    *plain = (struct model_operation){.record = record, .field = field};
    choose_refs(model, laptop, plain, field == FIELD_WITHDRAWN && value.kind != VALUE_IS_NULL);
    struct operation *operation = batch_add(&into->batch);
    operation->type = type;
    operation->record = model->records[record];
    operation->field = field;
    operation->value = value;
    operation->superseded = calloc((size_t)plain->ref_count + 1, sizeof *operation->superseded);
    for (int i = 0; i < plain->ref_count; i++)
        fill_ref(model, plain->refs[i], &operation->superseded[operation->superseded_count++]);
}

static int scope_of(struct model *model, int record)
{
    if (chance(model, 2)) /* where it does not belong */
        return (int)model_random(model, MODEL_SCOPES);
    return kinds[record].type == RECORD_SITE ? 0 : 1 + record % 2;
}

static void add_operations(struct model *model, const struct model_laptop *laptop,
                           struct model_batch *into, int record)
{
    size_t fields = kinds[record].count;
    bool opinion = record == 0 && chance(model, 60);

    for (size_t i = 1; opinion && i < 5; i++)
        if (i == 1 || chance(model, 80))
            add_operation(model, laptop, into, record, kinds[record].fields[i]);
    for (uint64_t more = opinion ? 0 : 1 + model_random(model, 3); more > 0; more--)
        add_operation(model, laptop, into, record,
                      kinds[record].fields[model_random(model, fields)]);
}

static uint64_t lamport_after(struct model *model, uint64_t known)
{
    uint64_t highest = 0;

    for (int i = 0; i < model->count; i++)
        if ((known >> i & 1) != 0 && model->batches[i].batch.lamport > highest)
            highest = model->batches[i].batch.lamport;
    return highest + 1 + (chance(model, 5) ? model_random(model, 20) : 0);
}

static void write_batch(struct model *model, struct model_laptop *laptop)
{
    if (model->count == MODEL_BATCHES)
        return;
    struct model_batch *made = &model->batches[model->count];
    int record = (int)model_random(model, MODEL_RECORDS);
    int scope = scope_of(model, record);

    batch_init(&made->batch);
    buf_init(&made->bytes);
    made->count = 0;
    made->batch.scope = model->scopes[scope];
    made->batch.device = laptop->device;
    made->batch.epoch = 1;
    made->batch.sequence = ++laptop->sequence[scope];
    made->batch.lamport = lamport_after(model, laptop->known);
    made->batch.wall = 1770000000000 + laptop->clock;
    add_operations(model, laptop, made, record);
    batch_encode(&made->batch, &model->key, &made->bytes);
    made->name = batch_name(made->bytes.data, made->bytes.length);
    for (int i = 0; i < model->count; i++)
        if (hash_equal(&model->batches[i].name, &made->name)) { /* both copies of it wrote alike */
            laptop->known |= (uint64_t)1 << i;
            batch_clear(&made->batch);
            buf_clear(&made->bytes);
            return;
        }
    laptop->known |= (uint64_t)1 << model->count++;
}

/* ---- exchanging ------------------------------------------------------------------------------ */

enum topology { STAR, RING, MESH, CHAIN, TOPOLOGIES };

static void exchange(struct model *model, enum topology topology)
{
    uint64_t count = (uint64_t)model->laptop_count;
    uint64_t from = model_random(model, count);
    uint64_t to = model_random(model, count);

    if (topology == STAR && chance(model, 50))
        from = 0;
    else if (topology == STAR)
        to = 0;
    else if (topology == RING)
        to = (from + 1) % count;
    else if (topology == CHAIN)
        to = from + 1 < count ? from + 1 : from;
    uint64_t part = model->laptops[from].known;
    if (chance(model, 30)) /* not all of it */
        part &= next_random(model);
    model->laptops[to].known |= part;
}

/* ---- a history ------------------------------------------------------------------------------- */

static void make_laptops(struct model *model)
{
    model->laptop_count = 2 + (int)model_random(model, MODEL_LAPTOPS - 1);
    for (int i = 0; i < model->laptop_count; i++) {
        struct model_laptop *laptop = &model->laptops[i];
        *laptop = (struct model_laptop){.device = random_id(model)};
        if (chance(model, 20))
            laptop->clock = (int64_t)model_random(model, 1000) * 86400000 - 43200000000;
        if (i > 0 && chance(model, 15)) /* a copied disk: numbers go on as in the other one */
            laptop->device = model->laptops[i - 1].device;
    }
}

void model_make(struct model *model, uint64_t seed)
{
    unsigned char key[crypto_sign_SEEDBYTES] = {1};

    *model = (struct model){.random = seed};
    crypto_sign_seed_keypair(model->key.public_key, model->key.secret_key, key);
    for (int i = 0; i < MODEL_RECORDS; i++) {
        model->types[i] = kinds[i].type;
        model->records[i] = random_id(model);
    }
    for (int i = 1; i < MODEL_SCOPES; i++)
        model->scopes[i] = random_id(model);
    make_laptops(model);
    enum topology topology = (enum topology)model_random(model, TOPOLOGIES);
    for (uint64_t steps = 8 + model_random(model, 30); steps > 0; steps--) {
        if (chance(model, 60))
            write_batch(model, &model->laptops[model_random(model, (uint64_t)model->laptop_count)]);
        else
            exchange(model, topology);
    }
}

void model_clear(struct model *model)
{
    for (int i = 0; i < model->count; i++) {
        batch_clear(&model->batches[i].batch);
        buf_clear(&model->batches[i].bytes);
    }
    model->count = 0;
}

/* ---- what must come of it -------------------------------------------------------------------- */

const struct operation *model_operation(const struct model *model, struct model_ref ref)
{
    return &model->batches[ref.batch].batch.operations[ref.operation];
}

static const struct model_operation *plain_of(const struct model *model, struct model_ref ref)
{
    return &model->batches[ref.batch].operations[ref.operation];
}

static bool in_cell(const struct model_operation *operation, int record, uint16_t field)
{
    return operation->record == record && operation->field == field;
}

/* Does a known operation on the same cell name it? */
static bool is_superseded(const struct model *model, uint64_t known, struct model_ref ref)
{
    const struct model_operation *old = plain_of(model, ref);

    for (int i = 0; i < model->count; i++)
        for (int j = 0; (known >> i & 1) != 0 && j < model->batches[i].count; j++) {
            const struct model_operation *by = &model->batches[i].operations[j];
            for (int k = 0; in_cell(by, old->record, old->field) && k < by->ref_count; k++)
                if (by->refs[k].batch == ref.batch && by->refs[k].operation == ref.operation)
                    return true;
        }
    return false;
}

int model_heads(const struct model *model, uint64_t known, int record, uint16_t field,
                struct model_ref *heads, int max)
{
    int count = 0;

    for (int i = 0; i < model->count; i++)
        for (int j = 0; (known >> i & 1) != 0 && j < model->batches[i].count; j++) {
            struct model_ref ref = {i, j};
            if (!in_cell(plain_of(model, ref), record, field) || is_superseded(model, known, ref))
                continue;
            if (count < max)
                heads[count] = ref;
            count++;
        }
    return count;
}

static bool is_silent(uint32_t type, uint16_t field, const struct value *value)
{
    return type == RECORD_ASSESSMENT && field == ASSESSMENT_RESULT &&
           (value->kind == VALUE_IS_NULL ||
            (value->kind == VALUE_IS_TEXT && strcmp(value->bytes, "not-assessed") == 0));
}

/* The field whose save decides what is shown here, 0: none. */
static uint16_t leader_of(uint32_t type, uint16_t field)
{
    if (type == RECORD_ASSESSMENT && (field == ASSESSMENT_BY || field == ASSESSMENT_AT ||
                                      field == ASSESSMENT_METHOD || field == ASSESSMENT_AREA))
        return ASSESSMENT_RESULT;
    return type == RECORD_FINDING && field == FINDING_CLOSED_AT ? FINDING_STATE : 0;
}

static int compare_numbers(uint64_t a, uint64_t b)
{
    return a == b ? 0 : a < b ? -1 : 1;
}

/* By Lamport counter, device, name. */
static int rank(const struct model *model, struct model_ref a, struct model_ref b)
{
    const struct model_batch *left = &model->batches[a.batch];
    const struct model_batch *right = &model->batches[b.batch];
    int order = compare_numbers(left->batch.lamport, right->batch.lamport);

    if (order == 0)
        order = memcmp(left->batch.device.bytes, right->batch.device.bytes, IDENT_SIZE);
    if (order == 0)
        order = memcmp(left->name.bytes, right->name.bytes, HASH_SIZE);
    return order != 0 ? order : compare_numbers((uint64_t)a.operation, (uint64_t)b.operation);
}

static bool shown_head(const struct model *model, uint64_t known, int record, uint16_t field,
                       struct model_ref *shown)
{
    struct model_ref heads[MODEL_BATCHES * 2];
    struct model_ref leader = {-1, 0};
    uint32_t type = model->types[record];
    uint16_t leads = leader_of(type, field);
    int best = -1;
    int best_class = -1;

    int count = model_heads(model, known, record, field, heads, MODEL_BATCHES * 2);
    if (leads != 0 && !shown_head(model, known, record, leads, &leader))
        leader.batch = -1;
    for (int i = 0; i < count; i++) {
        const struct value *value = &model_operation(model, heads[i])->value;
        int class = (is_silent(type, field, value) ? 0 : 2) + (heads[i].batch == leader.batch);
        if (class > best_class || (class == best_class && rank(model, heads[i], heads[best]) > 0)) {
            best = i;
            best_class = class;
        }
    }
    if (best >= 0)
        *shown = heads[best];
    return best >= 0;
}

/* ---- withdrawals ----------------------------------------------------------------------------- */

/* One of format 1 named no other cell of its record. */
static bool is_of_format_1(const struct model *model, uint64_t known, struct model_ref withdrawal)
{
    const struct model_operation *plain = plain_of(model, withdrawal);

    for (int i = 0; i < plain->ref_count; i++) {
        struct model_ref ref = plain->refs[i];
        if (ref.batch < 0 || (known >> ref.batch & 1) == 0 ||
            ref.operation >= model->batches[ref.batch].count ||
            !in_cell(plain_of(model, ref), plain->record, FIELD_WITHDRAWN))
            return false;
    }
    return true;
}

static bool saw(const struct model *model, uint64_t known, struct model_ref withdrawal,
                struct model_ref head)
{
    const struct model_operation *plain = plain_of(model, withdrawal);

    if (withdrawal.batch == head.batch)
        return true;
    for (int i = 0; i < plain->ref_count; i++)
        if (plain->refs[i].batch == head.batch && plain->refs[i].operation == head.operation)
            return true;
    return is_of_format_1(model, known, withdrawal) &&
           model->batches[head.batch].batch.lamport <
               model->batches[withdrawal.batch].batch.lamport;
}

/* Nobody brought it back, and each withdrawal saw all that stands in the record. */
static bool holds(const struct model *model, uint64_t known, int record,
                  const struct model_ref *withdrawals, int count)
{
    for (int i = 0; i < count; i++) {
        if (model_operation(model, withdrawals[i])->value.kind == VALUE_IS_NULL)
            return false;
        for (size_t f = 0; f < kinds[record].count; f++) {
            struct model_ref heads[MODEL_BATCHES * 2];
            uint16_t field = kinds[record].fields[f];
            int heads_count = model_heads(model, known, record, field, heads, MODEL_BATCHES * 2);
            for (int j = 0; field != FIELD_WITHDRAWN && j < heads_count; j++)
                if (!saw(model, known, withdrawals[i], heads[j]))
                    return false;
        }
    }
    return count > 0;
}

static bool is_withdrawn(const struct model *model, uint64_t known, int record, bool *contested)
{
    struct model_ref heads[MODEL_BATCHES * 2];
    int count = model_heads(model, known, record, FIELD_WITHDRAWN, heads, MODEL_BATCHES * 2);
    bool any = false;

    for (int i = 0; i < count; i++)
        any = any || model_operation(model, heads[i])->value.kind != VALUE_IS_NULL;
    bool withdrawn = any && holds(model, known, record, heads, count);
    *contested = any && !withdrawn;
    return withdrawn;
}

bool model_shown(const struct model *model, uint64_t known, int record, uint16_t field,
                 struct value *value, struct ident *scope)
{
    struct model_ref shown;
    bool contested = false;

    *value = value_null();
    if (!shown_head(model, known, record, field, &shown))
        return false;
    *scope = model->batches[shown.batch].batch.scope;
    if (field != FIELD_WITHDRAWN || is_withdrawn(model, known, record, &contested))
        *value = value_copy(&model_operation(model, shown)->value);
    return true;
}

bool model_contested(const struct model *model, uint64_t known, int record, uint16_t field)
{
    struct model_ref heads[MODEL_BATCHES * 2];
    const struct value *first = NULL;
    uint32_t type = model->types[record];
    bool contested = false;

    if (field == FIELD_WITHDRAWN) {
        is_withdrawn(model, known, record, &contested);
        return contested;
    }
    int count = model_heads(model, known, record, field, heads, MODEL_BATCHES * 2);
    for (int i = 0; i < count && leader_of(type, field) == 0; i++) {
        const struct value *value = &model_operation(model, heads[i])->value;
        if (is_silent(type, field, value))
            continue;
        contested = contested || (first != NULL && !value_equal(first, value));
        first = value;
    }
    return contested;
}

/* outgoing.c - what a package takes along: the batches of some scopes and the content they name.
 *
 * Batches are listed by Lamport counter, device and name. A save counts one further than everything
 * it has seen, so each stands behind the one before it in its chain and behind what it supersedes.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/outgoing.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "store/batch.h"
#include "store/query.h"

/* One device's chain in one scope and epoch, as this file has it. */
struct chain {
    struct outgoing_head head;
    bool taken;     /* of a scope that was asked for */
    bool forks;     /* two batches with one sequence: two laptops wrote under one key */
    bool known;     /* the receiver's end of it is in this file ... */
    uint64_t until; /* ... at this sequence, and nothing up to it is sent */
};

struct building {
    struct store *store;
    const struct ident *audits;
    size_t audit_count;
    struct chain *chains; /* ordered by scope, device, epoch */
    size_t chain_count;
    size_t chain_capacity;
    struct outgoing *out;
};

static bool is_taken(const struct building *building, const struct ident *scope)
{
    if (building->audit_count == 0 || ident_is_none(scope))
        return true;
    for (size_t i = 0; i < building->audit_count; i++)
        if (ident_equal(&building->audits[i], scope))
            return true;
    return false;
}

static enum err_code damaged(struct err *err)
{
    err_set(err, ERR_DATA, _("an entry of the change log is damaged"));
    err_hint(err, _("auditwalk verify tells which; nothing was packed"));
    return ERR_DATA;
}

/* ---- chains ---------------------------------------------------------------------------------- */

static int head_compare(const struct outgoing_head *a, const struct outgoing_head *b)
{
    int order = ident_compare(&a->end.scope, &b->end.scope);

    if (order == 0)
        order = ident_compare(&a->device, &b->device);
    if (order == 0)
        order = (a->end.epoch > b->end.epoch) - (a->end.epoch < b->end.epoch);
    return order;
}

static int chain_find_compare(const void *key, const void *item)
{
    return head_compare(key, &((const struct chain *)item)->head);
}

static struct chain *find_chain(const struct building *building, const struct outgoing_head *head)
{
    if (building->chain_count == 0)
        return NULL;
    return bsearch(head, building->chains, building->chain_count, sizeof *building->chains,
                   chain_find_compare);
}

/* Rows come in the order of scope, device, epoch, sequence. */
static void take_link(sqlite3_stmt *stmt, void *context)
{
    struct building *building = context;
    struct outgoing_head head = {.device = db_ident(stmt, 1)};

    head.end.scope = db_ident(stmt, 0);
    head.end.epoch = (uint64_t)sqlite3_column_int64(stmt, 2);
    head.end.sequence = (uint64_t)sqlite3_column_int64(stmt, 3);
    db_hash(stmt, 4, &head.end.name);
    struct chain *last =
        building->chain_count > 0 ? &building->chains[building->chain_count - 1] : NULL;
    if (last == NULL || head_compare(&last->head, &head) != 0) {
        building->chains = mem_grow(building->chains, building->chain_count,
                                    &building->chain_capacity, sizeof *building->chains);
        last = &building->chains[building->chain_count++];
        *last = (struct chain){.head = head, .taken = is_taken(building, &head.end.scope)};
        return;
    }
    if (last->head.end.sequence == head.end.sequence)
        last->forks = true;
    last->head = head;
}

static enum err_code find_chains(struct building *building, struct err *err)
{
    struct outgoing *out = building->out;
    sqlite3_stmt *stmt = db_use(building->store,
                                "SELECT scope, device, epoch, sequence, name FROM batch"
                                " ORDER BY scope, device, epoch, sequence, name",
                                err);
    enum err_code code = query_each(building->store, stmt, take_link, building, err);

    for (size_t i = 0; i < building->chain_count && code == ERR_OK; i++) {
        if (!building->chains[i].taken)
            continue;
        out->heads = mem_grow(out->heads, out->head_count, &out->head_capacity, sizeof *out->heads);
        out->heads[out->head_count++] = building->chains[i].head;
    }
    return code;
}

/* ---- what the receiver has ------------------------------------------------------------------- */

/* An end that this file does not have may belong to another branch than ours: only where it has
 * exactly this batch is everything before it the same. */
static enum err_code leave_out(struct building *building, const struct outgoing_head *head,
                               struct err *err)
{
    struct chain *chain = find_chain(building, head);
    int64_t there = 0;

    if (chain == NULL || chain->forks)
        return ERR_OK;
    sqlite3_stmt *stmt = db_use(building->store,
                                "SELECT 1 FROM batch WHERE name = ?1 AND scope = ?2 AND"
                                " device = ?3 AND epoch = ?4 AND sequence = ?5",
                                err);
    if (stmt != NULL) {
        db_bind_hash(stmt, 1, &head->end.name);
        db_bind_blob(stmt, 2, head->end.scope.bytes, IDENT_SIZE);
        db_bind_ident(stmt, 3, &head->device);
        sqlite3_bind_int64(stmt, 4, (int64_t)head->end.epoch);
        sqlite3_bind_int64(stmt, 5, (int64_t)head->end.sequence);
    }
    enum err_code code = query_int(building->store, stmt, &there, err);
    if (there != 0 && head->end.sequence > chain->until) {
        chain->known = true;
        chain->until = head->end.sequence;
    }
    return code;
}

/* ---- batches --------------------------------------------------------------------------------- */

static void take_batch(sqlite3_stmt *stmt, void *context)
{
    struct building *building = context;
    struct outgoing *out = building->out;
    struct outgoing_head head = {.device = db_ident(stmt, 2)};
    struct hash name;

    head.end.scope = db_ident(stmt, 1);
    head.end.epoch = (uint64_t)sqlite3_column_int64(stmt, 3);
    uint64_t sequence = (uint64_t)sqlite3_column_int64(stmt, 4);
    const struct chain *chain = find_chain(building, &head);
    if (chain == NULL || !chain->taken || (chain->known && sequence <= chain->until) ||
        !db_hash(stmt, 0, &name))
        return;
    size_t capacity = out->batch_capacity;
    out->batches = mem_grow(out->batches, out->batch_count, &capacity, sizeof *out->batches);
    out->batch_sizes = mem_grow(out->batch_sizes, out->batch_count, &out->batch_capacity,
                                sizeof *out->batch_sizes);
    out->batches[out->batch_count] = name;
    out->batch_sizes[out->batch_count++] = (uint64_t)sqlite3_column_int64(stmt, 5);
    out->batch_bytes += (uint64_t)sqlite3_column_int64(stmt, 5);
}

static enum err_code find_batches(struct building *building, struct err *err)
{
    sqlite3_stmt *stmt =
        db_use(building->store,
               "SELECT name, scope, device, epoch, sequence, length(bytes) FROM batch"
               " ORDER BY lamport, device, name",
               err);

    return query_each(building->store, stmt, take_batch, building, err);
}

enum err_code outgoing_batch(struct store *store, const struct hash *name, struct buf *bytes,
                             struct err *err)
{
    bool row = false;
    sqlite3_stmt *stmt = db_use(store, "SELECT bytes FROM batch WHERE name = ?1", err);

    if (stmt == NULL)
        return err_code_of(err);
    db_bind_hash(stmt, 1, name);
    enum err_code code = db_step(store, stmt, &row, err);
    if (code == ERR_OK && row) {
        const void *blob = sqlite3_column_blob(stmt, 0);
        size_t length = (size_t)sqlite3_column_bytes(stmt, 0);
        struct hash found = batch_name(blob, length);
        if (hash_equal(&found, name))
            buf_add(bytes, blob, length);
        else
            code = damaged(err);
    } else if (code == ERR_OK) {
        code = damaged(err);
    }
    db_done(store, stmt);
    return code;
}

/* ---- objects --------------------------------------------------------------------------------- */

static bool names_object(const struct operation *operation)
{
    bool field =
        (operation->type == RECORD_ATTACHMENT && operation->field == ATTACHMENT_OBJECT) ||
        (operation->type == RECORD_AUDIT_CHECKLIST && operation->field == AUDIT_CHECKLIST_SNAPSHOT);

    return field && operation->value.kind == VALUE_IS_BYTES && operation->value.length == HASH_SIZE;
}

static void add_objects(const struct batch *batch, struct outgoing *out)
{
    for (size_t i = 0; i < batch->count; i++) {
        if (!names_object(&batch->operations[i]))
            continue;
        out->objects =
            mem_grow(out->objects, out->object_count, &out->object_capacity, sizeof *out->objects);
        struct merge_object *object = &out->objects[out->object_count++];
        *object = (struct merge_object){.size = 0};
        memcpy(object->hash.bytes, batch->operations[i].value.bytes, HASH_SIZE);
    }
}

static int object_compare(const void *left, const void *right)
{
    return memcmp(((const struct merge_object *)left)->hash.bytes,
                  ((const struct merge_object *)right)->hash.bytes, HASH_SIZE);
}

/* Each content once, in the order of hashes. */
static void sort_objects(struct outgoing *out)
{
    size_t kept = 0;

    if (out->object_count > 1)
        qsort(out->objects, out->object_count, sizeof *out->objects, object_compare);
    for (size_t i = 0; i < out->object_count; i++)
        if (i == 0 || !hash_equal(&out->objects[i].hash, &out->objects[kept - 1].hash))
            out->objects[kept++] = out->objects[i];
    out->object_count = kept;
}

static enum err_code lookup_object(struct store *store, struct merge_object *object,
                                   struct err *err)
{
    bool row = false;
    sqlite3_stmt *stmt = db_use(store, "SELECT sha256, size FROM object WHERE hash = ?1", err);

    if (stmt == NULL)
        return err_code_of(err);
    db_bind_hash(stmt, 1, &object->hash);
    enum err_code code = db_step(store, stmt, &row, err);
    if (code == ERR_OK && row && db_hash(stmt, 0, &object->sha256))
        object->size = (uint64_t)sqlite3_column_int64(stmt, 1);
    else if (code == ERR_OK) {
        err_set(err, ERR_DATA, _("a file that the change log names is not in this audit file"));
        err_hint(err, _("auditwalk verify tells which; nothing was packed"));
        code = ERR_DATA;
    }
    db_done(store, stmt);
    return code;
}

static enum err_code find_objects(struct building *building, struct err *err)
{
    struct outgoing *out = building->out;
    struct batch batch;
    struct buf bytes;
    enum err_code code = ERR_OK;

    buf_init(&bytes);
    for (size_t i = 0; i < out->batch_count && code == ERR_OK; i++) {
        buf_reset(&bytes);
        code = outgoing_batch(building->store, &out->batches[i], &bytes, err);
        if (code == ERR_OK)
            code = batch_decode(bytes.data, bytes.length, &batch, err);
        if (code != ERR_OK)
            break;
        add_objects(&batch, out);
        batch_clear(&batch);
    }
    buf_clear(&bytes);
    sort_objects(out);
    for (size_t i = 0; i < out->object_count && code == ERR_OK; i++) {
        code = lookup_object(building->store, &out->objects[i], err);
        out->object_bytes += out->objects[i].size;
    }
    return code;
}

/* ---- all of it ------------------------------------------------------------------------------- */

enum err_code outgoing_build(struct store *store, const struct ident *audits, size_t audit_count,
                             const struct outgoing_head *since, size_t since_count,
                             struct outgoing *outgoing, struct err *err)
{
    struct building building = {
        .store = store, .audits = audits, .audit_count = audit_count, .out = outgoing};

    *outgoing = (struct outgoing){0};
    enum err_code code = find_chains(&building, err);
    for (size_t i = 0; i < since_count && code == ERR_OK; i++)
        code = leave_out(&building, &since[i], err);
    if (code == ERR_OK)
        code = find_batches(&building, err);
    if (code == ERR_OK)
        code = find_objects(&building, err);
    free(building.chains);
    if (code != ERR_OK)
        outgoing_clear(outgoing);
    return code;
}

void outgoing_clear(struct outgoing *outgoing)
{
    free(outgoing->batches);
    free(outgoing->batch_sizes);
    free(outgoing->objects);
    free(outgoing->heads);
    *outgoing = (struct outgoing){0};
}

/* merge_chains.c - what can be applied, what has to wait, and where two laptops wrote under one
 * key.
 *
 * A batch follows the one its device wrote before it in its scope; with a gap it waits, in the file
 * and visibly, for the package that fills it. So does one whose attachments no package brings.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/merge_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "store/log_read.h"
#include "store/shown.h"

/* ---- chains in their order ------------------------------------------------------------------- */

static int chain_order(const struct batch *a, const struct batch *b)
{
    int order = ident_compare(&a->scope, &b->scope);

    if (order == 0)
        order = ident_compare(&a->device, &b->device);
    return order != 0 ? order : (a->epoch > b->epoch) - (a->epoch < b->epoch);
}

static int chain_compare(const void *left, const void *right)
{
    const struct incoming *a = *(struct incoming *const *)left;
    const struct incoming *b = *(struct incoming *const *)right;
    int order = chain_order(&a->batch, &b->batch);

    if (order == 0)
        order = (a->batch.sequence > b->batch.sequence) - (a->batch.sequence < b->batch.sequence);
    return order != 0 ? order : memcmp(a->source.name.bytes, b->source.name.bytes, HASH_SIZE);
}

static void sort_chains(struct merge_plan *plan)
{
    plan->chain = mem_zalloc(plan->count, sizeof(struct incoming *));
    for (size_t i = 0; i < plan->count; i++)
        plan->chain[i] = &plan->items[i];
    if (plan->count > 1)
        qsort(plan->chain, plan->count, sizeof(struct incoming *), chain_compare);
}

/* ---- the one before -------------------------------------------------------------------------- */

static enum err_code forged(struct merge_plan *plan, struct incoming *item, struct err *err)
{
    if (item->package >= plan->package_count) {
        merge_reject(plan, item);
        return ERR_OK;
    }
    err_set(err, ERR_DATA, _("%s: a save in it does not follow the one it names"),
            plan->packages[item->package].name);
    return err_hint(err, _("it was forged or damaged; nothing was merged"));
}

static enum err_code has_previous(struct merge_plan *plan, struct incoming *item, bool *has,
                                  struct err *err)
{
    const struct batch *batch = &item->batch;
    struct batch previous = {0};

    *has = !batch->has_previous;
    if (*has)
        return ERR_OK;
    const struct incoming *before = merge_find(plan, &batch->previous);
    if (before != NULL) {
        *has = before->state == INCOMING_READY;
        return batch_follows(batch, &before->batch) ? ERR_OK : forged(plan, item, err);
    }
    enum err_code code = log_place(plan->store, &batch->previous, &previous, has, err);
    if (code == ERR_OK && *has && !batch_follows(batch, &previous))
        code = forged(plan, item, err);
    return code;
}

/* ---- content --------------------------------------------------------------------------------- */

static bool names_object(const struct operation *operation)
{
    bool attachment = operation->type == RECORD_ATTACHMENT && operation->field == ATTACHMENT_OBJECT;
    bool snapshot =
        operation->type == RECORD_AUDIT_CHECKLIST && operation->field == AUDIT_CHECKLIST_SNAPSHOT;

    return (attachment || snapshot) && operation->value.kind == VALUE_IS_BYTES &&
           operation->value.length == HASH_SIZE;
}

static int hash_compare(const void *left, const void *right)
{
    return memcmp(left, right, HASH_SIZE);
}

static void collect_content(struct merge_plan *plan)
{
    size_t count = 0;

    for (size_t i = 0; i < plan->package_count; i++)
        count += plan->packages[i].object_count;
    plan->content = mem_zalloc(count, sizeof *plan->content);
    for (size_t i = 0; i < plan->package_count; i++)
        for (size_t j = 0; j < plan->packages[i].object_count; j++)
            plan->content[plan->content_count++] = plan->packages[i].objects[j].hash;
    if (count > 1)
        qsort(plan->content, count, sizeof *plan->content, hash_compare);
}

static bool in_packages(const struct merge_plan *plan, const struct hash *hash)
{
    return plan->content_count > 0 && bsearch(hash, plan->content, plan->content_count,
                                              sizeof *plan->content, hash_compare) != NULL;
}

static enum err_code has_content(const struct merge_plan *plan, const struct incoming *item,
                                 bool *has, struct err *err)
{
    *has = true;
    for (size_t i = 0; i < item->batch.count && *has; i++) {
        const struct operation *operation = &item->batch.operations[i];
        struct hash hash;
        if (!names_object(operation))
            continue;
        memcpy(hash.bytes, operation->value.bytes, HASH_SIZE);
        *has = in_packages(plan, &hash);
        enum err_code code = *has ? ERR_OK : object_has(plan->store, &hash, has, err);
        if (code != ERR_OK)
            return code;
    }
    return ERR_OK;
}

enum err_code merge_check_content(const struct merge_plan *plan, struct err *err)
{
    enum err_code code = ERR_OK;

    for (size_t i = 0; i < plan->content_count && code == ERR_OK; i++) {
        bool has = false;
        code = object_has(plan->store, &plan->content[i], &has, err);
        if (code == ERR_OK && !has)
            code = err_set(err, ERR_DATA, _("an attachment of the package is not what it says"));
    }
    return code;
}

/* ---- forks ----------------------------------------------------------------------------------- */

/* How far the log goes in the chain of a batch. */
static enum err_code log_end(struct store *store, const struct batch *batch, uint64_t *sequence,
                             struct err *err)
{
    bool row = false;
    sqlite3_stmt *stmt = db_use(store,
                                "SELECT sequence FROM chain WHERE scope = ?1 AND device = ?2 AND"
                                " epoch = ?3",
                                err);

    if (stmt == NULL)
        return err_code_of(err);
    db_bind_blob(stmt, 1, batch->scope.bytes, IDENT_SIZE);
    db_bind_ident(stmt, 2, &batch->device);
    sqlite3_bind_int64(stmt, 3, (int64_t)batch->epoch);
    enum err_code code = db_step(store, stmt, &row, err);
    *sequence = row ? (uint64_t)sqlite3_column_int64(stmt, 0) : 0;
    db_done(store, stmt);
    return code;
}

static void warn_of_fork(struct merge_plan *plan, const struct ident *device)
{
    const struct device *own = plan->store->device;
    char *name = shown_device(plan->store, device);

    if (own != NULL && ident_equal(&own->id, device)) {
        plan->summary.self_cloned = true;
        merge_warn(plan,
                   _("another laptop writes under this laptop's key (%s): both are kept, and "
                     "this laptop makes itself a new key"),
                   name);
    } else {
        merge_warn(plan, _("%s is two laptops with one key (a copied disk): both are kept"), name);
    }
    free(name);
}

static bool same_place(const struct incoming *a, const struct incoming *b)
{
    return chain_order(&a->batch, &b->batch) == 0 && a->batch.sequence == b->batch.sequence;
}

struct told {
    struct ident *items;
    size_t count;
    size_t capacity;
};

/* True the first time a device is named. */
static bool tell_once(struct told *told, const struct ident *device)
{
    for (size_t i = 0; i < told->count; i++)
        if (ident_equal(&told->items[i], device))
            return false;
    told->items = mem_grow(told->items, told->count, &told->capacity, sizeof *told->items);
    told->items[told->count++] = *device;
    return true;
}

/* A batch that the log has not, at a place where the log has gone already, or two at one place. */
static enum err_code find_forks(struct merge_plan *plan, struct err *err)
{
    struct told told = {0};
    enum err_code code = ERR_OK;
    uint64_t end = 0;

    for (size_t i = 0; i < plan->count && code == ERR_OK; i++) {
        struct incoming *item = plan->chain[i];
        const struct incoming *before = i > 0 ? plan->chain[i - 1] : NULL;
        if (item->state == INCOMING_BAD)
            continue;
        if (before == NULL || chain_order(&before->batch, &item->batch) != 0)
            code = log_end(plan->store, &item->batch, &end, err);
        item->forks = item->batch.sequence <= end || (before != NULL && same_place(before, item));
        if (item->forks && tell_once(&told, &item->batch.device))
            warn_of_fork(plan, &item->batch.device);
    }
    free(told.items);
    return code;
}

/* ---- clocks ---------------------------------------------------------------------------------- */

static void find_suspect_clocks(struct merge_plan *plan)
{
    int64_t now = clock_now();
    struct told told = {0};

    for (size_t i = 0; i < plan->count; i++) {
        const struct batch *batch = &plan->chain[i]->batch;
        if (plan->chain[i]->state == INCOMING_BAD ||
            !clock_is_suspect(batch->wall, plan->created, now) || !tell_once(&told, &batch->device))
            continue;
        char *name = shown_device(plan->store, &batch->device);
        merge_warn(plan, _("the clock of %s can't be right; nothing is lost, its times are marked"),
                   name);
        free(name);
    }
    free(told.items);
}

/* ---- all of it ------------------------------------------------------------------------------- */

/* The log holds the key of everybody who wrote in it, so that it can be checked later: without the
 * save in which its device introduced itself a save waits. */
static enum err_code has_key(struct merge_plan *plan, const struct incoming *item, bool *has,
                             struct err *err)
{
    struct known_key *key = NULL;
    enum err_code code = merge_key(plan, &item->batch.device, &key, err);

    *has = key != NULL && key->introduced;
    for (size_t i = 0; i < item->batch.count && !*has && key != NULL; i++) {
        const struct operation *operation = &item->batch.operations[i];
        *has = operation->type == RECORD_DEVICE && operation->field == DEVICE_KEY &&
               ident_equal(&operation->record, &item->batch.device) &&
               operation->value.kind == VALUE_IS_BYTES &&
               operation->value.length == DEVICE_PUBLIC_SIZE &&
               memcmp(operation->value.bytes, key->bytes, DEVICE_PUBLIC_SIZE) == 0;
    }
    return code;
}

/* Scopes in their order: the programme, in which devices introduce themselves, comes first. */
static enum err_code settle(struct merge_plan *plan, struct incoming *item, struct err *err)
{
    bool ready = false;

    if (item->state != INCOMING_WAITING)
        return ERR_OK;
    enum err_code code = has_previous(plan, item, &ready, err);
    if (code != ERR_OK || item->state == INCOMING_BAD || !ready || !item->trusted)
        return code;
    code = has_content(plan, item, &ready, err);
    if (code == ERR_OK && ready)
        code = has_key(plan, item, &ready, err);
    if (code == ERR_OK && ready) {
        item->state = INCOMING_READY;
        merge_introduce(plan, &item->batch);
    }
    return code;
}

static void count_states(struct merge_plan *plan)
{
    struct merge_summary *summary = &plan->summary;

    for (size_t i = 0; i < plan->count; i++) {
        const struct incoming *item = &plan->items[i];
        summary->batches_new += item->state == INCOMING_READY;
        summary->batches_released += item->state == INCOMING_READY && item->held;
        summary->batches_waiting += item->state == INCOMING_WAITING;
    }
}

enum err_code merge_order(struct merge_plan *plan, struct err *err)
{
    enum err_code code = ERR_OK;

    sort_chains(plan);
    collect_content(plan);
    for (size_t i = 0; i < plan->count && code == ERR_OK; i++)
        code = settle(plan, plan->chain[i], err);
    if (code == ERR_OK)
        code = find_forks(plan, err);
    if (code != ERR_OK)
        return code;
    find_suspect_clocks(plan);
    count_states(plan);
    return ERR_OK;
}

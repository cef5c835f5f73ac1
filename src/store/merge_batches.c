/* merge_batches.c - the batches of packages and of the holding area that the log does not have. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/merge_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "store/query.h"
#include "store/log_read.h"

/* ---- each once ------------------------------------------------------------------------------- */

static void add_item(struct merge_plan *plan, const struct merge_blob *blob, size_t package)
{
    plan->items = mem_grow(plan->items, plan->count, &plan->capacity, sizeof *plan->items);
    struct incoming *item = &plan->items[plan->count++];
    *item = (struct incoming){.bytes = blob->bytes, .length = blob->length, .package = package};
    item->source.name = batch_name(blob->bytes, blob->length);
}

static int name_compare(const void *left, const void *right)
{
    const struct incoming *a = left;
    const struct incoming *b = right;
    int order = memcmp(a->source.name.bytes, b->source.name.bytes, HASH_SIZE);

    return order != 0 ? order : (a->package > b->package) - (a->package < b->package);
}

static void drop_item(struct incoming *item)
{
    batch_clear(&item->batch);
    free(item->own);
    item->own = NULL;
}

/* Sorted by name; of the same one several times the first package's stays, and whether it waited.
 */
static void keep_each_once(struct merge_plan *plan)
{
    size_t kept = 0;

    if (plan->count > 1)
        qsort(plan->items, plan->count, sizeof *plan->items, name_compare);
    for (size_t i = 0; i < plan->count; i++) {
        struct incoming *last = kept > 0 ? &plan->items[kept - 1] : NULL;
        if (last != NULL && hash_equal(&last->source.name, &plan->items[i].source.name)) {
            if (plan->items[i].held) {
                last->held = true;
                last->held_as = plan->items[i].held_as;
            }
            drop_item(&plan->items[i]);
        } else {
            plan->items[kept++] = plan->items[i];
        }
    }
    plan->count = kept;
}

static enum err_code ask_for_each(struct merge_plan *plan, bool *known, struct err *err)
{
    enum err_code code = ERR_OK;

    for (size_t i = 0; i < plan->count && code == ERR_OK; i++)
        code = log_has_name(plan->store, &plan->items[i].source.name, &known[i], err);
    return code;
}

/* The log's names and those of the items, both in their order. */
static enum err_code walk_side_by_side(struct merge_plan *plan, bool *known, struct err *err)
{
    size_t at = 0;
    bool row = false;
    sqlite3_stmt *stmt = db_use(plan->store, "SELECT name FROM batch ORDER BY name", err);

    if (stmt == NULL)
        return err_code_of(err);
    enum err_code code = db_step(plan->store, stmt, &row, err);
    while (code == ERR_OK && row && at < plan->count) {
        const void *name = sqlite3_column_blob(stmt, 0);
        int order = memcmp(plan->items[at].source.name.bytes, name, HASH_SIZE);
        if (order <= 0)
            known[at++] = order == 0;
        else
            code = db_step(plan->store, stmt, &row, err);
    }
    db_done(plan->store, stmt);
    return code;
}

/* One question each is quick where few items meet a large log, one walk where many meet a small
 * one.
 */
static enum err_code find_known(struct merge_plan *plan, bool *known, struct err *err)
{
    int64_t rows = 0;
    enum err_code code =
        query_int(plan->store, db_use(plan->store, "SELECT max(id) FROM batch", err), &rows, err);

    if (code != ERR_OK)
        return code;
    return (uint64_t)rows / 8 < plan->count ? walk_side_by_side(plan, known, err)
                                            : ask_for_each(plan, known, err);
}

static enum err_code drop_known(struct merge_plan *plan, struct err *err)
{
    bool *known = mem_zalloc(plan->count, sizeof *known);
    size_t kept = 0;
    enum err_code code = find_known(plan, known, err);

    for (size_t i = 0; i < plan->count; i++) {
        if (known[i]) {
            drop_item(&plan->items[i]);
            plan->summary.batches_known++;
        } else {
            plan->items[kept++] = plan->items[i];
        }
    }
    plan->count = kept;
    free(known);
    return code;
}

/* ---- the holding area ------------------------------------------------------------------------ */

static enum err_code add_held(struct merge_plan *plan, struct err *err)
{
    bool row = false;
    sqlite3_stmt *stmt =
        db_use(plan->store, "SELECT bytes, name FROM pending_batch ORDER BY name", err);

    if (stmt == NULL)
        return err_code_of(err);
    enum err_code code = db_step(plan->store, stmt, &row, err);
    while (code == ERR_OK && row) {
        size_t length = (size_t)sqlite3_column_bytes(stmt, 0);
        uint8_t *own = mem_dup(sqlite3_column_blob(stmt, 0), length);
        add_item(plan, &(struct merge_blob){own, length}, SIZE_MAX);
        plan->items[plan->count - 1].own = own;
        plan->items[plan->count - 1].held = true;
        db_hash(stmt, 1, &plan->items[plan->count - 1].held_as);
        code = db_step(plan->store, stmt, &row, err);
    }
    db_done(plan->store, stmt);
    return code;
}

/* ---- what they say --------------------------------------------------------------------------- */

static const char *package_name(const struct merge_plan *plan, const struct incoming *item)
{
    return item->package < plan->package_count ? plan->packages[item->package].name : "";
}

static enum err_code damaged(const struct merge_plan *plan, const struct incoming *item,
                             struct err *err)
{
    err_set(err, ERR_DATA, _("%s: a save in it is damaged"), package_name(plan, item));
    return err_hint(err, _("ask for the package again; nothing was merged"));
}

/* A record's changes belong into one kind of chain; anything else is no work of this program. */
static bool is_in_scope(const struct batch *batch)
{
    bool programme = ident_is_none(&batch->scope);

    for (size_t i = 0; i < batch->count; i++) {
        const struct record *record = record_find((int)batch->operations[i].type);
        if (record != NULL && (record->scope == SCOPE_PROGRAMME) != programme)
            return false;
    }
    return batch->sequence > 0 && batch->epoch > 0 && (batch->has_previous || batch->sequence == 1);
}

static enum err_code decode(struct merge_plan *plan, struct incoming *item, struct err *err)
{
    if (batch_decode(item->bytes, item->length, &item->batch, NULL) != ERR_OK ||
        !is_in_scope(&item->batch))
        return damaged(plan, item, err);
    if (!ident_equal(&item->batch.file, &plan->store->file)) {
        err_set(err, ERR_DATA, _("%s holds saves of another organization's file"),
                package_name(plan, item));
        return err_hint(err, _("merge it into the file it was made from"));
    }
    return ERR_OK;
}

/* Batches move when the array grows, so what points to them is set at the end. */
static enum err_code decode_all(struct merge_plan *plan, struct err *err)
{
    for (size_t i = 0; i < plan->count; i++) {
        struct incoming *item = &plan->items[i];
        enum err_code code = decode(plan, item, err);
        if (code != ERR_OK && item->package < plan->package_count)
            return code;
        if (code != ERR_OK) { /* an empty one stays in its place */
            batch_clear(&item->batch);
            merge_reject(plan, item);
        }
        plan->items[i].source.batch = &plan->items[i].batch;
    }
    return ERR_OK;
}

enum err_code merge_collect(struct merge_plan *plan, struct err *err)
{
    for (size_t i = 0; i < plan->package_count; i++)
        for (size_t j = 0; j < plan->packages[i].batch_count; j++)
            add_item(plan, &plan->packages[i].batches[j], i);
    enum err_code code = add_held(plan, err);
    if (code != ERR_OK)
        return code;
    keep_each_once(plan);
    code = drop_known(plan, err);
    return code == ERR_OK ? decode_all(plan, err) : code;
}

/* ---- finding them ---------------------------------------------------------------------------- */

/* First item whose name begins with prefix, or NULL. */
static struct incoming *find_prefix(const struct merge_plan *plan, const uint8_t *prefix,
                                    size_t length)
{
    size_t low = 0;
    size_t high = plan->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (memcmp(plan->items[middle].source.name.bytes, prefix, length) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == plan->count || memcmp(plan->items[low].source.name.bytes, prefix, length) != 0)
        return NULL;
    return &plan->items[low];
}

struct incoming *merge_find(const struct merge_plan *plan, const struct hash *name)
{
    return find_prefix(plan, name->bytes, HASH_SIZE);
}

const struct fold_batch *merge_find_prefix(void *plan, const uint8_t prefix[HEAD_BATCH_SIZE])
{
    const struct incoming *item = find_prefix(plan, prefix, HEAD_BATCH_SIZE);

    return item != NULL && item->state == INCOMING_READY ? &item->source : NULL;
}

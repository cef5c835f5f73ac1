/* merge_keys.c - the public keys of those who signed, and who introduced himself with which.
 *
 * A key comes with a package, in the device records of the file or of what comes in, or from the
 * first saves of a device's chain in the log.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/merge_parts.h"

#include <string.h>

static struct known_key *find_key(const struct merge_plan *plan, const struct ident *device)
{
    for (size_t i = 0; i < plan->key_count; i++)
        if (ident_equal(&plan->keys[i].device, device))
            return &plan->keys[i];
    return NULL;
}

/* A key speaks for the device whose id is its hash, and for no other. */
static struct known_key *learn_key(struct merge_plan *plan, const void *bytes, size_t length)
{
    struct known_key key = {.introduced = false};

    if (length != DEVICE_PUBLIC_SIZE)
        return NULL;
    memcpy(key.bytes, bytes, DEVICE_PUBLIC_SIZE);
    key.device = device_id_of(key.bytes);
    struct known_key *known = find_key(plan, &key.device);
    if (known != NULL)
        return known;
    plan->keys = mem_grow(plan->keys, plan->key_count, &plan->key_capacity, sizeof *plan->keys);
    plan->keys[plan->key_count] = key;
    return &plan->keys[plan->key_count++];
}

static void learn_keys_of(struct merge_plan *plan, const struct batch *batch, bool introduced)
{
    for (size_t i = 0; i < batch->count; i++) {
        const struct operation *operation = &batch->operations[i];
        if (operation->type != RECORD_DEVICE || operation->field != DEVICE_KEY ||
            operation->value.kind != VALUE_IS_BYTES)
            continue;
        struct known_key *key = learn_key(plan, operation->value.bytes, operation->value.length);
        if (key != NULL && ident_equal(&key->device, &operation->record))
            key->introduced = key->introduced || introduced;
    }
}

void merge_introduce(struct merge_plan *plan, const struct batch *batch)
{
    learn_keys_of(plan, batch, true);
}

static bool is_introduced(const struct merge_plan *plan, const struct ident *device)
{
    const struct known_key *key = find_key(plan, device);

    return key != NULL && key->introduced;
}

/* What the table of devices says may have been written over; how a device introduced itself stands
 * in the first save of its chain. */
static enum err_code learn_from_log(struct merge_plan *plan, const struct ident *device,
                                    struct err *err)
{
    struct ident programme = ident_none();
    struct batch batch;
    bool row = false;
    sqlite3_stmt *stmt = db_use(plan->store,
                                "SELECT bytes FROM batch WHERE scope = ?1 AND device = ?2"
                                " ORDER BY epoch, sequence",
                                err);

    if (stmt == NULL)
        return err_code_of(err);
    db_bind_blob(stmt, 1, programme.bytes, IDENT_SIZE);
    db_bind_ident(stmt, 2, device);
    enum err_code code = db_step(plan->store, stmt, &row, err);
    while (code == ERR_OK && row && !is_introduced(plan, device)) {
        if (batch_decode(sqlite3_column_blob(stmt, 0), (size_t)sqlite3_column_bytes(stmt, 0),
                         &batch, NULL) == ERR_OK)
            learn_keys_of(plan, &batch, true);
        batch_clear(&batch);
        code = db_step(plan->store, stmt, &row, err);
    }
    db_done(plan->store, stmt);
    return code;
}

enum err_code merge_key(struct merge_plan *plan, const struct ident *device, struct known_key **key,
                        struct err *err)
{
    enum err_code code = ERR_OK;

    *key = find_key(plan, device);
    if (*key == NULL || !(*key)->introduced) {
        code = learn_from_log(plan, device, err);
        *key = find_key(plan, device);
    }
    return code;
}

enum err_code merge_learn_keys(struct merge_plan *plan, struct err *err)
{
    bool row = false;
    sqlite3_stmt *stmt =
        db_use(plan->store, "SELECT id, key FROM device WHERE key IS NOT NULL", err);

    if (stmt == NULL)
        return err_code_of(err);
    enum err_code code = db_step(plan->store, stmt, &row, err);
    while (code == ERR_OK && row) {
        struct ident id = db_ident(stmt, 0);
        struct known_key *key =
            learn_key(plan, sqlite3_column_blob(stmt, 1), (size_t)sqlite3_column_bytes(stmt, 1));
        if (key != NULL && ident_equal(&id, &key->device))
            key->introduced = true;
        code = db_step(plan->store, stmt, &row, err);
    }
    db_done(plan->store, stmt);
    for (size_t i = 0; i < plan->package_count; i++)
        learn_key(plan, plan->packages[i].key, DEVICE_PUBLIC_SIZE);
    for (size_t i = 0; i < plan->count; i++)
        learn_keys_of(plan, &plan->items[i].batch, false);
    return code;
}

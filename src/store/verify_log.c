/* verify_log.c - the log itself: what batches say, who signed them, how they follow each other. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/verify_parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "store/project.h"
#include "store/log_read.h"
#include "store/save.h"

/* ---- batches --------------------------------------------------------------------------------- */

static const struct key *find_key(const struct verification *check, const struct ident *device)
{
    for (size_t i = 0; i < check->key_count; i++)
        if (ident_equal(&check->keys[i].device, device))
            return &check->keys[i];
    return NULL;
}

/* A device brings its public key in a record whose id is the key's hash, so a wrong key can't pose.
 */
static void learn_keys(struct verification *check, const struct batch *batch)
{
    for (size_t i = 0; i < batch->count; i++) {
        const struct operation *operation = &batch->operations[i];
        if (operation->type != RECORD_DEVICE || operation->field != DEVICE_KEY ||
            operation->value.kind != VALUE_IS_BYTES ||
            operation->value.length != DEVICE_PUBLIC_SIZE)
            continue;
        struct key key;
        memcpy(key.bytes, operation->value.bytes, DEVICE_PUBLIC_SIZE);
        key.device = device_id_of(key.bytes);
        if (!ident_equal(&key.device, &operation->record) || find_key(check, &key.device) != NULL)
            continue;
        check->keys =
            mem_grow(check->keys, check->key_count, &check->key_capacity, sizeof *check->keys);
        check->keys[check->key_count++] = key;
    }
}

static void batch_title(const struct batch *batch, char *out, size_t size)
{
    char device[5];

    ident_short(&batch->device, device);
    snprintf(out, size, "%s/%llu/%llu", device, (unsigned long long)batch->epoch,
             (unsigned long long)batch->sequence);
}

static void check_signature(struct verification *check, const struct batch *batch,
                            const struct buf *bytes)
{
    const struct key *key = find_key(check, &batch->device);
    char title[64];

    batch_title(batch, title, sizeof title);
    if (key == NULL)
        verify_problem(check, _("batch %s: the device that signed it is not known"), title);
    else if (!batch_signed_by(bytes->data, bytes->length, key->bytes))
        verify_problem(check, _("batch %s: the signature is not that of its device"), title);
    if (!ident_equal(&batch->file, &check->store->file))
        verify_problem(check, _("batch %s: it belongs to another file"), title);
}

static void check_columns(struct verification *check, sqlite3_stmt *stmt, const struct batch *batch,
                          const struct hash *name)
{
    struct ident device = db_ident(stmt, 3);
    struct ident scope = db_ident(stmt, 2);
    struct hash written;
    char title[64];

    batch_title(batch, title, sizeof title);
    if (!db_hash(stmt, 0, &written) || !hash_equal(&written, name))
        verify_problem(check, _("batch %s: its content was changed"), title);
    if (!ident_equal(&device, &batch->device) || !ident_equal(&scope, &batch->scope) ||
        (uint64_t)sqlite3_column_int64(stmt, 4) != batch->epoch ||
        (uint64_t)sqlite3_column_int64(stmt, 5) != batch->sequence ||
        (uint64_t)sqlite3_column_int64(stmt, 6) != batch->lamport)
        verify_problem(check, _("batch %s: its place in the log was changed"), title);
}

static enum err_code replay(struct verification *check, const struct batch *batch,
                            const struct hash *name, const struct buf *bytes, struct err *err)
{
    enum err_code code = save_insert_batch(check->scratch, batch, name, bytes, err);

    if (code == ERR_OK)
        code = project_batch(check->scratch, batch, name, err);
    if (code == ERR_OK)
        code = project_chain(check->scratch, batch, name, err);
    return code;
}

static enum err_code check_batch(struct verification *check, sqlite3_stmt *stmt, struct err *err)
{
    struct batch batch;
    bool again = false;
    struct buf bytes;
    enum err_code code = ERR_OK;

    buf_init(&bytes);
    buf_add(&bytes, sqlite3_column_blob(stmt, 1), (size_t)sqlite3_column_bytes(stmt, 1));
    struct hash name = batch_name(bytes.data, bytes.length);
    check->report->batches++;
    if (batch_decode(bytes.data, bytes.length, &batch, NULL) != ERR_OK) {
        verify_problem(check, _("batch %zu of the log can't be read"), check->report->batches);
    } else {
        check->report->operations += batch.count;
        learn_keys(check, &batch);
        check_columns(check, stmt, &batch, &name);
        check_signature(check, &batch, &bytes);
        code = log_has_name(check->scratch, &name, &again, err);
        if (code == ERR_OK && !again)
            code = replay(check, &batch, &name, &bytes, err);
        batch_clear(&batch);
    }
    buf_clear(&bytes);
    return code;
}

enum err_code verify_batches(struct verification *check, struct err *err)
{
    bool row = false;
    sqlite3_stmt *stmt = db_use(check->store,
                                "SELECT name, bytes, scope, device, epoch, sequence, lamport"
                                " FROM batch ORDER BY lamport, device, name",
                                err);

    if (stmt == NULL)
        return err_code_of(err);
    enum err_code code = db_step(check->store, stmt, &row, err);
    while (code == ERR_OK && row) {
        code = check_batch(check, stmt, err);
        if (code == ERR_OK && check->report->batches % 256 == 0)
            code = verify_tell(check, 10, err);
        if (code == ERR_OK)
            code = db_step(check->store, stmt, &row, err);
    }
    db_done(check->store, stmt);
    return code;
}

/* ---- chains ---------------------------------------------------------------------------------- */

static enum err_code check_link(struct verification *check, const struct batch *batch,
                                struct err *err)
{
    struct batch before = {0};
    bool there = false;
    char title[64];

    batch_title(batch, title, sizeof title);
    if (!batch->has_previous) {
        if (batch->sequence != 1)
            verify_problem(check, _("batch %s: the ones before it are missing"), title);
        return ERR_OK;
    }
    enum err_code code = log_place(check->store, &batch->previous, &before, &there, err);
    if (code == ERR_OK && !there)
        verify_problem(check, _("batch %s: a batch before it is missing"), title);
    else if (code == ERR_OK && !batch_follows(batch, &before))
        verify_problem(check, _("batch %s: it does not follow the one before it"), title);
    return code;
}

/* All that this laptop wrote in this file must be here, in every scope: each of its batches names
 * the one before it. What others wrote, or this laptop before an older copy was put back, may have
 * come in part; so it is only asked of them while the file has one device. */
static enum err_code check_prior(struct verification *check, const struct batch *batch,
                                 struct err *err)
{
    const struct device *own = check->store->device;
    bool mine =
        own != NULL && ident_equal(&own->id, &batch->device) && batch->epoch == check->store->epoch;
    bool there = true;
    char title[64];

    if (!batch->has_prior || (!mine && check->key_count > 1))
        return ERR_OK;
    enum err_code code = log_has_name(check->store, &batch->prior, &there, err);
    batch_title(batch, title, sizeof title);
    if (code == ERR_OK && !there)
        verify_problem(check, _("batch %s: the one its device wrote before it is missing"), title);
    return code;
}

enum err_code verify_chains(struct verification *check, struct err *err)
{
    bool row = false;
    sqlite3_stmt *stmt = db_use(
        check->store, "SELECT bytes FROM batch ORDER BY scope, device, epoch, sequence, name", err);

    if (stmt == NULL)
        return err_code_of(err);
    enum err_code code = db_step(check->store, stmt, &row, err);
    while (code == ERR_OK && row) {
        const void *bytes = sqlite3_column_blob(stmt, 0);
        size_t length = (size_t)sqlite3_column_bytes(stmt, 0);
        struct batch batch;
        if (batch_decode(bytes, length, &batch, NULL) == ERR_OK) {
            code = check_link(check, &batch, err);
            if (code == ERR_OK)
                code = check_prior(check, &batch, err);
            batch_clear(&batch);
        }
        if (code == ERR_OK)
            code = db_step(check->store, stmt, &row, err);
    }
    db_done(check->store, stmt);
    return code;
}

/* ---- what waits ------------------------------------------------------------------------------ */

/* Not part of the log yet; but what waits must be what came. */
enum err_code verify_pending(struct verification *check, struct err *err)
{
    bool row = false;
    sqlite3_stmt *stmt =
        db_use(check->store, "SELECT name, bytes FROM pending_batch ORDER BY name", err);

    if (stmt == NULL)
        return err_code_of(err);
    enum err_code code = db_step(check->store, stmt, &row, err);
    while (code == ERR_OK && row) {
        struct hash written;
        struct hash name =
            batch_name(sqlite3_column_blob(stmt, 1), (size_t)sqlite3_column_bytes(stmt, 1));
        check->report->waiting++;
        if (!db_hash(stmt, 0, &written) || !hash_equal(&written, &name))
            verify_problem(check, _("a save that waits was changed"));
        code = db_step(check->store, stmt, &row, err);
    }
    db_done(check->store, stmt);
    return code;
}

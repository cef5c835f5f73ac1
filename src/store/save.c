/* save.c - one save: a change becomes signed batches and rows, in one transaction (MERGE "Batch").
 *
 * The only way into the tables. Cells that already have the value are dropped, so saving a form
 * that was not touched writes nothing.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/save.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "core/conflict.h"
#include "store/project.h"
#include "store/log_read.h"

/* ---- from cells to operations ---------------------------------------------------------------- */

/* The record the last cell was of; cells of one record stand together, so it is loaded once. */
struct loaded {
    const struct record *record;
    struct ident id;
    struct projected projected;
};

static enum err_code load_record(struct store *store, const struct cell *cell,
                                 struct loaded *loaded, struct err *err)
{
    if (loaded->record != NULL && loaded->record->type == cell->type &&
        ident_equal(&loaded->id, &cell->record))
        return ERR_OK;
    projected_clear(&loaded->projected);
    loaded->record = record_find((int)cell->type);
    loaded->id = cell->record;
    return project_load(store, loaded->record, &cell->record, &loaded->projected, err);
}

static void remember_cell(struct save *save, const struct loaded *loaded, const struct cell *cell,
                          const struct value *before)
{
    struct undo_entry *undo = &save->undo;

    undo->cells = mem_grow(undo->cells, undo->count, &undo->capacity, sizeof *undo->cells);
    undo->cells[undo->count++] = (struct undo_cell){.type = cell->type,
                                                    .record = cell->record,
                                                    .field = cell->field,
                                                    .before = value_copy(before),
                                                    .after = value_copy(&cell->value),
                                                    .created = !loaded->projected.exists};
}

/* A withdrawal names all that stands in the record, so that a merge can tell what it did not see;
 * any other operation the heads of its own cell. */
static void add_operation(struct batch *batch, const struct cell *cell, const struct heads *heads)
{
    bool whole = cell->field == FIELD_WITHDRAWN && cell->value.kind != VALUE_IS_NULL;
    struct operation *operation = batch_add(batch);

    operation->type = (uint32_t)cell->type;
    operation->record = cell->record;
    operation->field = cell->field;
    operation->value = value_copy(&cell->value);
    operation->superseded = mem_zalloc(heads->count, sizeof *operation->superseded);
    for (size_t i = 0; i < heads->count; i++)
        if (whole || heads->items[i].field == cell->field)
            operation->superseded[operation->superseded_count++] = heads->items[i].ref;
}

/* Settled and equal: nothing to write. A contested cell is written even if the value stays, because
 * that is how a person decides it; and so is "not withdrawn" where a withdrawal does not hold. */
static bool is_same(const struct loaded *loaded, const struct cell *cell,
                    const struct value *before)
{
    size_t heads = heads_of(&loaded->projected.heads, cell->field, NULL, 0);

    if (cell->field == FIELD_WITHDRAWN && cell->value.kind == VALUE_IS_NULL && heads > 0)
        return false;
    return value_equal(before, &cell->value) && heads < 2;
}

/* Who judged, when and how belongs to the judgement: written with it even where it is the same as
 * before, else another laptop's would be shown beside it after a merge. */
static bool goes_with_leader(const struct loaded *loaded, const struct cell *cell,
                             const struct change *change)
{
    uint16_t leader = conflict_leader(cell->type, cell->field);
    bool written = heads_of(&loaded->projected.heads, cell->field, NULL, 0) > 0;

    for (size_t i = 0; leader != 0 && written && i < change->count; i++) {
        const struct cell *other = &change->cells[i];
        if (other->type == cell->type && other->field == leader &&
            ident_equal(&other->record, &cell->record))
            return !is_same(loaded, other, row_value(&loaded->projected.row, leader));
    }
    return false;
}

static enum err_code collect(struct store *store, const struct change *change,
                             enum record_scope scope, struct batch *batch, struct save *save,
                             struct err *err)
{
    struct loaded loaded = {0};
    enum err_code code = ERR_OK;

    for (size_t i = 0; i < change->count && code == ERR_OK; i++) {
        const struct cell *cell = &change->cells[i];
        if (record_find((int)cell->type)->scope != scope)
            continue;
        code = load_record(store, cell, &loaded, err);
        if (code != ERR_OK)
            break;
        const struct value *before = row_value(&loaded.projected.row, cell->field);
        if (is_same(&loaded, cell, before) && !goes_with_leader(&loaded, cell, change))
            continue;
        add_operation(batch, cell, &loaded.projected.heads);
        remember_cell(save, &loaded, cell, before);
    }
    projected_clear(&loaded.projected);
    return code;
}

/* ---- writing a batch ------------------------------------------------------------------------- */

/* The end of this device's chain in the batch's scope: of this epoch, else of the last one before.
 */
static enum err_code find_previous(struct store *store, struct batch *batch, struct err *err)
{
    bool row = false;
    sqlite3_stmt *stmt = db_use(store,
                                "SELECT epoch, sequence, head FROM chain WHERE scope = ?1 AND"
                                " device = ?2 AND epoch <= ?3 ORDER BY epoch DESC LIMIT 1",
                                err);

    if (stmt == NULL)
        return err_code_of(err);
    db_bind_blob(stmt, 1, batch->scope.bytes, IDENT_SIZE);
    db_bind_ident(stmt, 2, &batch->device);
    sqlite3_bind_int64(stmt, 3, (int64_t)batch->epoch);
    enum err_code code = db_step(store, stmt, &row, err);
    batch->sequence = 1;
    batch->has_previous = row && db_hash(stmt, 2, &batch->previous);
    if (row && (uint64_t)sqlite3_column_int64(stmt, 0) == batch->epoch)
        batch->sequence = (uint64_t)sqlite3_column_int64(stmt, 1) + 1;
    db_done(store, stmt);
    return code;
}

enum err_code save_insert_batch(struct store *store, const struct batch *batch,
                                const struct hash *name, const struct buf *bytes, struct err *err)
{
    sqlite3_stmt *stmt =
        db_use(store,
               "INSERT INTO batch (name, scope, device, epoch, sequence, lamport, bytes)"
               " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
               err);

    if (stmt == NULL)
        return err_code_of(err);
    db_bind_hash(stmt, 1, name);
    db_bind_blob(stmt, 2, batch->scope.bytes, IDENT_SIZE);
    db_bind_ident(stmt, 3, &batch->device);
    sqlite3_bind_int64(stmt, 4, (int64_t)batch->epoch);
    sqlite3_bind_int64(stmt, 5, (int64_t)batch->sequence);
    sqlite3_bind_int64(stmt, 6, (int64_t)batch->lamport);
    sqlite3_bind_blob64(stmt, 7, bytes->data, bytes->length, SQLITE_STATIC);
    return db_finish(store, stmt, err);
}

static void fill_batch(const struct store *store, const struct save *save, struct batch *batch)
{
    batch->file = store->file;
    batch->device = store->device->id;
    batch->epoch = store->epoch;
    batch->lamport = save->lamport + 1;
    batch->wall = clock_now();
    batch->zone = clock_zone_minutes(batch->wall);
    batch->author = store->author;
    batch->prior = save->last;
    batch->has_prior = save->has_last;
}

/* What nobody could read again must not get into the log: a text beyond the limit, a counter. */
static enum err_code check_readable(const struct store *store, const struct buf *bytes,
                                    struct err *err)
{
    struct batch again;

    enum err_code code = batch_decode(bytes->data, bytes->length, &again, NULL);
    batch_clear(&again);
    if (code == ERR_OK)
        return ERR_OK;
    err_set(err, ERR_DATA, _("%s was not changed: this can't be saved"), store->path);
    return err_hint(err, _("make the text shorter"));
}

static enum err_code write_batch(struct store *store, struct batch *batch, struct save *save,
                                 struct err *err)
{
    struct buf bytes;

    fill_batch(store, save, batch);
    enum err_code code = find_previous(store, batch, err);
    if (code != ERR_OK)
        return code;
    buf_init(&bytes);
    batch_encode(batch, store->device, &bytes);
    struct hash name = batch_name(bytes.data, bytes.length);
    code = check_readable(store, &bytes, err);
    if (code == ERR_OK)
        code = save_insert_batch(store, batch, &name, &bytes, err);
    buf_clear(&bytes);
    if (code == ERR_OK)
        code = project_batch(store, batch, &name, err);
    if (code == ERR_OK)
        code = project_chain(store, batch, &name, err);
    if (code != ERR_OK)
        return code;
    save->last = name;
    save->has_last = true;
    save->lamport = batch->lamport;
    save->wrote = true;
    return ERR_OK;
}

static enum err_code write_scope(struct store *store, const struct change *change,
                                 enum record_scope scope, const char *label, struct save *save,
                                 struct err *err)
{
    struct batch batch;

    batch_init(&batch);
    if (scope == SCOPE_AUDIT)
        batch.scope = change->audit;
    if (label != NULL)
        batch.label = mem_strdup(label);
    enum err_code code = collect(store, change, scope, &batch, save, err);
    if (code == ERR_OK && batch.count > 0 && scope == SCOPE_AUDIT && ident_is_none(&change->audit))
        code = err_set(err, ERR_INTERNAL, "a change of audit records names no audit");
    if (code == ERR_OK && batch.count > 0)
        code = write_batch(store, &batch, save, err);
    batch_clear(&batch);
    return code;
}

/* ---- who writes ------------------------------------------------------------------------------ */

/* What the file must know before the first save of this author on this device: both as records, in
 * the same transaction. */
static enum err_code write_introduction(struct store *store, struct save *save, struct err *err)
{
    struct change change;
    struct save introduction = {
        .lamport = save->lamport, .last = save->last, .has_last = save->has_last};

    change_init(&change, NULL);
    if (store->author_unknown) { /* or withdrawn, and so back again */
        change_set_text(&change, RECORD_PERSON, &store->author, PERSON_NAME, store->author_name);
        change_set_text(&change, RECORD_PERSON, &store->author, FIELD_WITHDRAWN, NULL);
    }
    if (store->device_unknown) {
        change_set_text(&change, RECORD_DEVICE, &store->device->id, DEVICE_NAME,
                        store->device->name);
        change_set(&change, RECORD_DEVICE, &store->device->id, DEVICE_KEY,
                   value_bytes(store->device->public_key, DEVICE_PUBLIC_SIZE));
        change_set_id(&change, RECORD_DEVICE, &store->device->id, DEVICE_PERSON, &store->author);
    }
    enum err_code code =
        change.count == 0 ? ERR_OK
                          : write_scope(store, &change, SCOPE_PROGRAMME, NULL, &introduction, err);
    if (code == ERR_OK) {
        save->author_written = store->author_unknown;
        save->device_written = store->device_unknown;
        save->lamport = introduction.lamport;
        save->last = introduction.last;
        save->has_last = introduction.has_last;
    }
    undo_entry_clear(&introduction.undo);
    change_clear(&change);
    return code;
}

static enum err_code require_writable(const struct store *store, struct err *err)
{
    if (store->read_only) {
        err_set(err, ERR_CANTCREAT, _("%s was opened read-only"), store->path);
        return err_hint(err, _("copy it to a place where you may write"));
    }
    if (ident_is_none(&store->author)) {
        err_set(err, ERR_USAGE, _("nobody is named as the one who writes"));
        return err_hint(err, _("give --person NAME"));
    }
    return ERR_OK;
}

/* ---- the save -------------------------------------------------------------------------------- */

enum err_code save_in_transaction(struct store *store, const struct change *change,
                                  const char *label, struct save *save, struct err *err)
{
    *save = (struct save){.lamport = store->lamport,
                          .last = store->last,
                          .has_last = store->has_last,
                          .undo = {.audit = change->audit}};
    enum err_code code = require_writable(store, err);
    if (code == ERR_OK)
        code = write_introduction(store, save, err);
    if (code == ERR_OK)
        code = write_scope(store, change, SCOPE_PROGRAMME, label, save, err);
    if (code == ERR_OK)
        code = write_scope(store, change, SCOPE_AUDIT, label, save, err);
    return code;
}

void save_dropped(struct save *save)
{
    undo_entry_clear(&save->undo);
}

void save_remember(struct store *store, struct save *save)
{
    if (save->wrote) {
        struct device_memory memory = {.epoch = store->epoch, .last = save->last};
        store->lamport = save->lamport;
        store->last = save->last;
        store->has_last = save->has_last;
        store->saved_at = clock_now();
        store->author_unknown = store->author_unknown && !save->author_written;
        store->device_unknown = store->device_unknown && !save->device_written;
        device_remember(store->device, &store->file, &memory);
    }
    undo_entry_clear(&save->undo);
}

void save_committed(struct store *store, struct save *save, const char *label)
{
    if (save->wrote) {
        save->undo.label = mem_strdup(label);
        undo_push(store, &save->undo);
    }
    save_remember(store, save);
}

/* After a COMMIT that reported an error the data may be durable all the same (PITFALLS, SQLite
 * 3.40): close, open again and look. What is there only counts once it went from the journal into
 * the file, since the error may have been that of the sync. */
static bool is_saved_all_the_same(struct store *store, const struct save *save)
{
    bool there = false;

    db_close(store);
    if (db_reopen(store, NULL) != ERR_OK ||
        log_has_name(store, &save->last, &there, NULL) != ERR_OK || !there)
        return false;
    store->lamport = save->lamport; /* saved or not, the next one comes after it */
    store->last = save->last;
    store->has_last = true;
    return db_checkpoint(store, NULL) == ERR_OK;
}

enum err_code save_commit(struct store *store, const struct save *save, struct err *err)
{
    enum err_code code = db_commit(store, err);

    if (code == ERR_OK || !save->wrote)
        return code;
    return is_saved_all_the_same(store, save) ? ERR_OK : code;
}

enum err_code save_with(struct store *store, struct change *change, const char *label,
                        enum err_code (*body)(struct store *store, struct change *change,
                                              void *context, struct err *err),
                        void *context, struct err *err)
{
    struct save save = {0};
    enum err_code code = require_writable(store, err);

    if (code == ERR_OK)
        code = db_begin(store, err);
    if (code != ERR_OK)
        return code;
    if (body != NULL)
        code = body(store, change, context, err);
    if (code == ERR_OK)
        code = save_in_transaction(store, change, label, &save, err);
    if (code == ERR_OK && !save.wrote)
        db_rollback(store); /* nothing changed: not even a new reader of the log is needed */
    else if (code == ERR_OK)
        code = save_commit(store, &save, err);
    else
        db_rollback(store);
    if (code == ERR_OK)
        save_committed(store, &save, label);
    else
        save_dropped(&save);
    return code;
}

enum err_code store_save(struct store *store, const struct change *change, const char *label,
                         struct err *err)
{
    /* Without a body the change is only read. */
    return save_with(store, (struct change *)(uintptr_t)change, label, NULL, NULL, err);
}

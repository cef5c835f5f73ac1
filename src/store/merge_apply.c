/* merge_apply.c - writing a plan: a checked copy first, then everything in one transaction. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/merge_parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/i18n.h"
#include "store/open_check.h"
#include "store/project.h"
#include "store/save.h"

struct applying {
    struct merge_plan *plan;
    struct store *store;
    bool (*progress)(void *context, unsigned percent);
    void *context;
};

static enum err_code tell(const struct applying *apply, unsigned percent, struct err *err)
{
    if (apply->progress == NULL || apply->progress(apply->context, percent))
        return ERR_OK;
    return err_set(err, ERR_CANCELLED, _("the merge was stopped; nothing was merged"));
}

/* ---- content --------------------------------------------------------------------------------- */

static enum err_code take_objects(const struct applying *apply, struct err *err)
{
    struct object_sink *sink = object_sink_new(apply->store);
    enum err_code code = ERR_OK;

    for (size_t i = 0; i < apply->plan->package_count && code == ERR_OK; i++) {
        const struct merge_package *package = &apply->plan->packages[i];
        if (apply->plan->sources[i].objects_new > 0)
            code = package->send_objects(package->context, sink, err);
        if (code == ERR_OK)
            code = tell(apply, 20, err);
    }
    object_sink_free(sink);
    return code;
}

/* ---- the log --------------------------------------------------------------------------------- */

static enum err_code add_to_log(struct store *store, const struct incoming *item, struct err *err)
{
    /* Only read; the buffer is never grown. */
    struct buf bytes = {(char *)(uintptr_t)item->bytes, item->length, item->length};

    return save_insert_batch(store, &item->batch, &item->source.name, &bytes, err);
}

static enum err_code end_chains(const struct applying *apply, struct err *err)
{
    const struct merge_plan *plan = apply->plan;
    enum err_code code = ERR_OK;

    for (size_t i = 0; i < plan->count && code == ERR_OK; i++) {
        const struct incoming *item = plan->chain[i];
        const struct incoming *next = i + 1 < plan->count ? plan->chain[i + 1] : NULL;
        bool last = next == NULL || next->state != INCOMING_READY ||
                    next->batch.epoch != item->batch.epoch ||
                    !ident_equal(&next->batch.device, &item->batch.device) ||
                    !ident_equal(&next->batch.scope, &item->batch.scope);
        if (item->state == INCOMING_READY && last)
            code = project_chain(apply->store, &item->batch, &item->source.name, err);
    }
    return code;
}

static enum err_code let_go(struct store *store, const struct incoming *item, struct err *err)
{
    sqlite3_stmt *stmt = db_use(store, "DELETE FROM pending_batch WHERE name = ?1", err);

    if (stmt == NULL)
        return err_code_of(err);
    db_bind_hash(stmt, 1, &item->held_as);
    return db_finish(store, stmt, err);
}

static enum err_code hold(struct store *store, const struct incoming *item, struct err *err)
{
    sqlite3_stmt *stmt =
        db_use(store,
               "INSERT OR IGNORE INTO pending_batch (name, scope, device, epoch, sequence, bytes)"
               " VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
               err);

    if (stmt == NULL)
        return err_code_of(err);
    db_bind_hash(stmt, 1, &item->source.name);
    db_bind_blob(stmt, 2, item->batch.scope.bytes, IDENT_SIZE);
    db_bind_ident(stmt, 3, &item->batch.device);
    sqlite3_bind_int64(stmt, 4, (int64_t)item->batch.epoch);
    sqlite3_bind_int64(stmt, 5, (int64_t)item->batch.sequence);
    db_bind_blob(stmt, 6, item->bytes, item->length);
    return db_finish(store, stmt, err);
}

static enum err_code write_log(const struct applying *apply, struct err *err)
{
    const struct merge_plan *plan = apply->plan;
    enum err_code code = ERR_OK;

    for (size_t i = 0; i < plan->count && code == ERR_OK; i++) {
        const struct incoming *item = &plan->items[i];
        if (item->state == INCOMING_READY)
            code = add_to_log(apply->store, item, err);
        if (code == ERR_OK && item->held && item->state != INCOMING_WAITING)
            code = let_go(apply->store, item, err);
        if (code == ERR_OK && !item->held && item->state == INCOMING_WAITING)
            code = hold(apply->store, item, err);
        if (code == ERR_OK && i % 1024 == 0)
            code = tell(apply, (unsigned)(30 + 20 * i / (plan->count + 1)), err);
    }
    return code == ERR_OK ? end_chains(apply, err) : code;
}

/* ---- records --------------------------------------------------------------------------------- */

static enum err_code write_records(const struct applying *apply, struct err *err)
{
    const struct merge_plan *plan = apply->plan;
    bool unknowns = false;

    enum err_code code = fold_unknowns(apply->store, &unknowns, err);
    for (size_t i = 0; i < plan->folded_count && code == ERR_OK; i++) {
        code = fold_write(apply->store, &plan->folded[i], err);
        if (code == ERR_OK && i % 1024 == 0)
            code = tell(apply, (unsigned)(50 + 40 * i / plan->folded_count), err);
    }
    for (size_t i = 0; unknowns && i < plan->count && code == ERR_OK; i++)
        if (plan->items[i].state == INCOMING_READY)
            code = fold_arrived(apply->store, &plan->items[i].source.name, err);
    return code;
}

/* ---- this laptop's own entry ------------------------------------------------------------------
 */

/* Batches that only say who merged what, or whom a roster takes, need no record of their own: else
 * two laptops would never be done telling each other. */
static bool is_work(const struct batch *batch)
{
    for (size_t i = 0; i < batch->count; i++)
        if (batch->operations[i].type != RECORD_MERGE && batch->operations[i].type != RECORD_ROSTER)
            return true;
    return false;
}

static bool brought_work(const struct merge_plan *plan, size_t package)
{
    for (size_t i = 0; i < plan->count; i++)
        if (plan->items[i].package == package &&
            (plan->items[i].state == INCOMING_READY || plan->items[i].state == INCOMING_WAITING) &&
            is_work(&plan->items[i].batch))
            return true;
    return false;
}

static char *accepted_text(const struct merge_plan *plan)
{
    struct buf text;
    char fingerprint[FINGERPRINT_SIZE];

    buf_init(&text);
    for (size_t i = 0; i < plan->options.accept_count; i++) {
        fingerprint_text(&plan->accept[i], fingerprint);
        buf_printf(&text, "%s%s", i > 0 ? "\n" : "", fingerprint);
    }
    return buf_take(&text);
}

static size_t total_conflicts(const struct merge_summary *summary)
{
    size_t total = 0;

    for (size_t i = 0; i < CONFLICT_KIND_COUNT; i++)
        total += summary->conflicts[i];
    return total;
}

/* The counts of a merge of several packages stand in the record of each. */
static void add_record(const struct merge_plan *plan, size_t package, struct change *change)
{
    const struct merge_summary *summary = &plan->summary;
    const struct merge_source *source = &plan->sources[package];
    struct ident id = ident_random();
    char time[CLOCK_ISO_SIZE];
    char *accepted = accepted_text(plan);

    change_set(change, RECORD_MERGE, &id, MERGE_PACKAGE,
               value_bytes(source->hash.bytes, HASH_SIZE));
    change_set_id(change, RECORD_MERGE, &id, MERGE_SENDER, &source->sender);
    clock_iso(source->created, time);
    change_set_text(change, RECORD_MERGE, &id, MERGE_PACKED_AT, time);
    change_set_id(change, RECORD_MERGE, &id, MERGE_BY, &plan->store->author);
    clock_now_iso(time);
    change_set_text(change, RECORD_MERGE, &id, MERGE_AT, time);
    change_set_int(change, RECORD_MERGE, &id, MERGE_BATCHES, (int64_t)source->batches_new);
    change_set_int(change, RECORD_MERGE, &id, MERGE_KNOWN,
                   (int64_t)(source->batches - source->batches_new));
    change_set_int(change, RECORD_MERGE, &id, MERGE_WAITING, (int64_t)summary->batches_waiting);
    change_set_int(change, RECORD_MERGE, &id, MERGE_RECORDS_NEW,
                   (int64_t)summary->records[MERGE_NEW]);
    change_set_int(change, RECORD_MERGE, &id, MERGE_RECORDS_CHANGED,
                   (int64_t)summary->records[MERGE_CHANGED]);
    change_set_int(change, RECORD_MERGE, &id, MERGE_CONFLICTS, (int64_t)total_conflicts(summary));
    change_set_text(change, RECORD_MERGE, &id, MERGE_ACCEPTED, accepted);
    free(accepted);
}

/* Counters, epoch and person as they are after what came in. */
static enum err_code look_around(struct store *store, struct err *err)
{
    uint64_t epoch = store->epoch;
    char *person = mem_strdup(store->author_name);

    enum err_code code = open_load_identity(store, err);
    if (code == ERR_OK)
        code = open_choose_epoch(store, err);
    store->epoch = epoch > store->epoch ? epoch : store->epoch;
    if (code == ERR_OK)
        code = open_device_known(store, err);
    if (code == ERR_OK && person != NULL)
        code = store_set_author(store, person, err);
    free(person);
    return code;
}

static enum err_code write_own(const struct applying *apply, struct save *save, struct err *err)
{
    struct change change;

    enum err_code code = look_around(apply->store, err);
    if (code != ERR_OK)
        return code;
    change_init(&change, NULL);
    merge_add_accepted(apply->plan, &change);
    for (size_t i = 0; i < apply->plan->package_count; i++)
        if (brought_work(apply->plan, i))
            add_record(apply->plan, i, &change);
    code = save_in_transaction(apply->store, &change, "merge", save, err);
    change_clear(&change);
    return code;
}

/* ---- taking it back -------------------------------------------------------------------------- */

static enum err_code note_undo(struct store *store, const struct save *save, const char *copy,
                               struct err *err)
{
    enum err_code code = db_run(store, "DELETE FROM merge_undo", err);

    if (code != ERR_OK || copy == NULL || !save->has_last)
        return code;
    sqlite3_stmt *stmt =
        db_use(store, "INSERT INTO merge_undo (one, last, copy) VALUES (1, ?1, ?2)", err);
    if (stmt == NULL)
        return err_code_of(err);
    db_bind_hash(stmt, 1, &save->last);
    db_bind_text(stmt, 2, file_base_name(copy));
    return db_finish(store, stmt, err);
}

/* ---- all of it ------------------------------------------------------------------------------- */

/* The session's view of the file, put back if the transaction does not come off. */
struct view {
    uint64_t epoch;
    uint64_t lamport;
    struct hash last;
    bool has_last;
    struct ident author;
    bool author_unknown;
    bool device_unknown;
};

static struct view view_of(const struct store *store)
{
    return (struct view){store->epoch,         store->lamport, store->last,
                         store->has_last,      store->author,  store->author_unknown,
                         store->device_unknown};
}

static void restore_view(struct store *store, const struct view *view)
{
    store->epoch = view->epoch;
    store->lamport = view->lamport;
    store->last = view->last;
    store->has_last = view->has_last;
    store->author = view->author;
    store->author_unknown = view->author_unknown;
    store->device_unknown = view->device_unknown;
}

static enum err_code write_all(const struct applying *apply, const char *copy, struct save *save,
                               struct err *err)
{
    enum err_code code = take_objects(apply, err);

    if (code == ERR_OK)
        code = merge_check_content(apply->plan, err);
    if (code == ERR_OK)
        code = write_log(apply, err);
    if (code == ERR_OK)
        code = write_records(apply, err);
    if (code == ERR_OK)
        code = snapshot_unfold_all(apply->store, err);
    if (code == ERR_OK)
        code = write_own(apply, save, err);
    if (code == ERR_OK)
        code = note_undo(apply->store, save, copy, err);
    return code == ERR_OK ? tell(apply, 95, err) : code;
}

/* KiB of pages kept in memory: a merge touches many all over the file, and pages that have to make
 * room for others are written more than once. */
enum { MERGE_CACHE = 196608, USUAL_CACHE = 4096 /* as in db.c */ };

static enum err_code use_cache(struct store *store, int size, struct err *err)
{
    char sql[48];

    snprintf(sql, sizeof sql, "PRAGMA cache_size = -%d", size);
    return db_run(store, sql, err);
}

static enum err_code run(const struct applying *apply, const char *copy, struct err *err)
{
    struct store *store = apply->store;
    struct view view = view_of(store);
    struct save save = {0};

    enum err_code code = use_cache(store, MERGE_CACHE, err);
    if (code == ERR_OK)
        code = db_begin(store, err);
    if (code != ERR_OK)
        return code;
    store->index_later = true;
    code = write_all(apply, copy, &save, err);
    store->index_later = false;
    if (code == ERR_OK)
        code = save.wrote ? save_commit(store, &save, err) : db_commit(store, err);
    else
        db_rollback(store);
    if (code != ERR_OK) {
        restore_view(store, &view);
        look_around(store, NULL); /* a COMMIT that failed may be there all the same */
        save_dropped(&save);
        return code;
    }
    save_remember(store, &save);
    undo_stack_clear(&store->undo);
    undo_stack_clear(&store->redo);
    return ERR_OK;
}

static enum err_code require_ready(const struct merge_plan *plan, struct err *err)
{
    const struct store *store = plan->store;

    if (store->read_only) {
        err_set(err, ERR_CANTCREAT, _("%s was opened read-only"), store->path);
        return err_hint(err, _("copy it to a place where you may write"));
    }
    if (ident_is_none(&store->author)) {
        err_set(err, ERR_USAGE, _("nobody is named as the one who merges"));
        return err_hint(err, _("give --person NAME"));
    }
    if (plan->lamport == store->lamport && hash_equal(&plan->last, &store->last))
        return ERR_OK;
    err_set(err, ERR_BUSY, _("something was saved since this merge was planned"));
    return err_hint(err, _("plan it again"));
}

/* A file that holds nothing yet needs no copy. */
static enum err_code has_log(struct store *store, bool *has, struct err *err)
{
    sqlite3_stmt *stmt = db_use(store, "SELECT 1 FROM batch LIMIT 1", err);

    if (stmt == NULL)
        return err_code_of(err);
    enum err_code code = db_step(store, stmt, has, err);
    db_done(store, stmt);
    return code;
}

/* Where the copy goes, and the one of the merge before, which can be taken back until this one is
 * done: so never its name, even where that file is gone. */
struct copies {
    char *fresh;
    char *old; /* NULL: none */
};

static enum err_code choose_copies(struct store *store, struct copies *copies, struct err *err)
{
    bool row = false;
    sqlite3_stmt *stmt = db_use(store, "SELECT copy FROM merge_undo", err);

    if (stmt == NULL)
        return err_code_of(err);
    enum err_code code = db_step(store, stmt, &row, err);
    char *noted = row ? db_text(stmt, 0) : NULL;
    db_done(store, stmt);
    char *first = mem_printf("%s.before-merge", store->path);
    char *second = mem_printf("%s.before-merge-2", store->path);
    bool is_first = noted != NULL && strcmp(noted, file_base_name(first)) == 0;
    bool is_second = noted != NULL && strcmp(noted, file_base_name(second)) == 0;
    *copies = (struct copies){is_first ? second : first, is_first ? first : second};
    if (!is_first && !is_second)
        mem_replace(&copies->old, NULL);
    free(noted);
    return code;
}

static void keep_one(const struct copies *copies, bool merged)
{
    if (merged && copies->old != NULL)
        unlink(copies->old);
    if (!merged && copies->fresh != NULL)
        unlink(copies->fresh);
}

enum err_code merge_apply(struct merge_plan *plan,
                          bool (*progress)(void *context, unsigned percent), void *context,
                          struct err *err)
{
    struct applying apply = {plan, plan->store, progress, context};
    struct copies copies = {0};
    bool has = false;

    enum err_code code = require_ready(plan, err);
    if (code != ERR_OK || plan->summary.nothing_new)
        return code;
    code = has_log(plan->store, &has, err);
    if (code == ERR_OK && has)
        code = choose_copies(plan->store, &copies, err);
    if (code == ERR_OK && has)
        code = backup_copy(plan->store, copies.fresh, progress, context, err);
    if (code == ERR_OK) {
        code = run(&apply, copies.fresh, err);
        keep_one(&copies, code == ERR_OK);
    }
    use_cache(plan->store, USUAL_CACHE, NULL);
    free(copies.fresh);
    free(copies.old);
    return code;
}

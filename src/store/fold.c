/* fold.c - what operations leave in a record. Sets, not sequences: see fold.h. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/fold.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/conflict.h"
#include "store/fold_parts.h"
#include "store/log_read.h"
#include "store/rows.h"

void folded_clear(struct folded *folded)
{
    if (folded->values != NULL)
        for (size_t i = 0; i < folded->record->field_count; i++)
            value_clear(&folded->values[i]);
    heads_clear(&folded->heads);
    buf_clear(&folded->packed);
    free(folded->dirty);
    free(folded->values);
    free(folded->contested);
    free(folded->scopes);
    free(folded->unknown);
    free(folded->unknown_fields);
    *folded = (struct folded){0};
}

/* ---- operations by record ---------------------------------------------------------------------
 */

static const struct operation *operation_of(const struct fold_operation *folding)
{
    return &folding->source->batch->operations[folding->index];
}

static int record_order(const struct fold_operation *a, const struct fold_operation *b)
{
    int order = (a->record->type > b->record->type) - (a->record->type < b->record->type);

    return order != 0 ? order : ident_compare(&operation_of(a)->record, &operation_of(b)->record);
}

static int fold_compare(const void *left, const void *right)
{
    const struct fold_operation *a = left;
    const struct fold_operation *b = right;
    int order = record_order(a, b);

    if (order == 0)
        order = memcmp(a->source->name.bytes, b->source->name.bytes, HASH_SIZE);
    return order != 0 ? order : (a->index > b->index) - (a->index < b->index);
}

void fold_sort(struct fold_operation *operations, size_t count)
{
    if (count > 1)
        qsort(operations, count, sizeof *operations, fold_compare);
}

size_t fold_run(const struct fold_operation *operations, size_t count)
{
    size_t end = 1;

    while (end < count && record_order(&operations[0], &operations[end]) == 0)
        end++;
    return end;
}

/* ---- what the operations supersede ----------------------------------------------------------- */

static int superseded_compare(const void *left, const void *right)
{
    const struct superseded *a = left;
    const struct superseded *b = right;
    int order = memcmp(a->ref.batch, b->ref.batch, HEAD_BATCH_SIZE);

    if (order == 0)
        order = (a->ref.index > b->ref.index) - (a->ref.index < b->ref.index);
    if (order == 0)
        order = (a->field > b->field) - (a->field < b->field);
    return order;
}

static void collect_superseded(struct folding *fold)
{
    size_t count = 0;
    size_t at = 0;

    for (size_t i = 0; i < fold->count; i++)
        count += operation_of(&fold->operations[i])->superseded_count;
    fold->superseded = mem_zalloc(count, sizeof *fold->superseded);
    for (size_t i = 0; i < fold->count; i++) {
        const struct operation *operation = operation_of(&fold->operations[i]);
        for (size_t j = 0; j < operation->superseded_count; j++)
            fold->superseded[at++] =
                (struct superseded){.ref = operation->superseded[j], .field = operation->field};
    }
    fold->superseded_count = count;
    if (count > 1)
        qsort(fold->superseded, count, sizeof *fold->superseded, superseded_compare);
}

/* Marks every entry that names this operation; true if there is one. */
static bool is_superseded(struct folding *fold, const struct head *head)
{
    struct superseded wanted = {.ref = head->ref, .field = head->field};

    if (fold->superseded_count == 0)
        return false;
    struct superseded *found = bsearch(&wanted, fold->superseded, fold->superseded_count,
                                       sizeof wanted, superseded_compare);
    if (found == NULL)
        return false;
    while (found > fold->superseded && superseded_compare(found - 1, &wanted) == 0)
        found--;
    for (struct superseded *end = fold->superseded + fold->superseded_count;
         found < end && superseded_compare(found, &wanted) == 0; found++)
        found->met = true;
    return true;
}

/* ---- operations that came after the ones that supersede them ----------------------------------
 */

static enum err_code was_superseded(struct folding *fold, const struct head *head, bool *was,
                                    struct err *err)
{
    struct store *store = fold->context->store;

    *was = false;
    if (!fold->context->unknowns)
        return ERR_OK;
    sqlite3_stmt *stmt = db_use(store,
                                "SELECT 1 FROM superseded_unknown WHERE batch = ?1 AND"
                                " operation = ?2 AND type = ?3 AND record = ?4 AND field = ?5",
                                err);
    if (stmt == NULL)
        return err_code_of(err);
    db_bind_blob(stmt, 1, head->ref.batch, HEAD_BATCH_SIZE);
    sqlite3_bind_int64(stmt, 2, head->ref.index);
    sqlite3_bind_int(stmt, 3, (int)fold->out->record->type);
    db_bind_ident(stmt, 4, &fold->out->id);
    sqlite3_bind_int(stmt, 5, head->field);
    enum err_code code = db_step(store, stmt, was, err);
    db_done(store, stmt);
    return code;
}

static enum err_code is_known(struct folding *fold, const struct operation_ref *ref, bool *known,
                              struct err *err)
{
    const struct fold_context *context = fold->context;

    *known = context->find != NULL && context->find(context->context, ref->batch) != NULL;
    return *known ? ERR_OK : log_has(context->store, ref->batch, known, err);
}

static enum err_code note_unknown(struct folding *fold, struct err *err)
{
    struct folded *out = fold->out;
    bool known = false;

    for (size_t i = 0; i < fold->superseded_count; i++) {
        const struct superseded *entry = &fold->superseded[i];
        if (entry->met || (i > 0 && superseded_compare(entry - 1, entry) == 0))
            continue;
        enum err_code code = is_known(fold, &entry->ref, &known, err);
        if (code != ERR_OK)
            return code;
        if (known)
            continue;
        size_t capacity = out->unknown_capacity;
        out->unknown = mem_grow(out->unknown, out->unknown_count, &out->unknown_capacity,
                                sizeof *out->unknown);
        out->unknown_fields = mem_grow(out->unknown_fields, out->unknown_count, &capacity,
                                       sizeof *out->unknown_fields);
        out->unknown[out->unknown_count] = entry->ref;
        out->unknown_fields[out->unknown_count++] = entry->field;
    }
    return ERR_OK;
}

/* ---- heads ----------------------------------------------------------------------------------- */

static struct head head_of(const struct fold_operation *folding)
{
    struct head head = {.lamport = folding->source->batch->lamport,
                        .field = operation_of(folding)->field};

    memcpy(head.ref.batch, folding->source->name.bytes, HEAD_BATCH_SIZE);
    head.ref.index = folding->index;
    return head;
}

static enum err_code fold_heads(struct folding *fold, struct err *err)
{
    struct heads *heads = &fold->out->heads;
    size_t kept = 0;

    for (size_t i = 0; i < heads->count; i++)
        if (!is_superseded(fold, &heads->items[i]))
            heads->items[kept++] = heads->items[i];
    heads->count = kept;
    for (size_t i = 0; i < fold->count; i++) {
        struct head head = head_of(&fold->operations[i]);
        bool gone = is_superseded(fold, &head);
        enum err_code code = gone ? ERR_OK : was_superseded(fold, &head, &gone, err);
        if (code != ERR_OK)
            return code;
        if (!gone)
            heads_add(heads, &head);
    }
    return ERR_OK;
}

static enum err_code load_heads(struct folding *fold, struct err *err)
{
    struct store *store = fold->context->store;
    struct folded *out = fold->out;
    bool row = false;
    char sql[96];

    snprintf(sql, sizeof sql, "SELECT heads FROM %s WHERE id = ?1", out->record->table);
    sqlite3_stmt *stmt = db_use(store, sql, err);
    if (stmt == NULL)
        return err_code_of(err);
    sqlite3_bind_blob(stmt, 1, out->id.bytes, IDENT_SIZE, SQLITE_STATIC);
    enum err_code code = db_step(store, stmt, &row, err);
    out->existed = row;
    if (code == ERR_OK && row)
        code = heads_unpack(sqlite3_column_blob(stmt, 0), (size_t)sqlite3_column_bytes(stmt, 0),
                            &out->heads, err);
    db_done(store, stmt);
    return code;
}

static void count_before(struct folding *fold)
{
    const struct record *record = fold->out->record;

    for (size_t i = 0; i < record->field_count; i++)
        fold->heads_before[i] = heads_of(&fold->out->heads, record->fields[i].number, NULL, 0);
}

/* ---- all of it ------------------------------------------------------------------------------- */

static void touch(struct folding *fold, uint16_t number)
{
    const struct record *record = fold->out->record;

    for (size_t i = 0; i < record->field_count; i++)
        if (record->fields[i].number == number ||
            conflict_leader(record->type, record->fields[i].number) == number)
            fold->touched[i] = true;
}

static void count_conflicts(struct folding *fold)
{
    struct folded *out = fold->out;

    for (size_t i = 0; i < out->record->field_count; i++) {
        if (out->contested[i] != 0)
            out->contested[i] = fold->before[i] ? 1 : 2;
        out->conflicts_new += out->contested[i] == 2;
        out->conflicts_gone += out->contested[i] == 0 && fold->before[i];
    }
}

static enum err_code run(struct folding *fold, struct err *err)
{
    enum err_code code = load_heads(fold, err);

    if (code == ERR_OK)
        code = fold_load_contested(fold, err);
    if (code != ERR_OK)
        return code;
    count_before(fold);
    collect_superseded(fold);
    code = fold_heads(fold, err);
    if (code == ERR_OK)
        code = note_unknown(fold, err);
    for (size_t i = 0; i < fold->count; i++)
        touch(fold, operation_of(&fold->operations[i])->field);
    if (code == ERR_OK)
        code = fold_fields(fold, err);
    if (code == ERR_OK)
        code = fold_withdrawal(fold, err);
    if (code == ERR_OK) {
        count_conflicts(fold);
        heads_pack(&fold->out->heads, &fold->out->packed);
    }
    return code;
}

enum err_code fold_record(const struct fold_context *context,
                          const struct fold_operation *operations, size_t count,
                          struct folded *folded, struct err *err)
{
    const struct record *record = operations[0].record;
    size_t fields = record->field_count;

    *folded = (struct folded){.record = record,
                              .id = operation_of(&operations[0])->record,
                              .scope = operations[0].source->batch->scope};
    folded->dirty = mem_zalloc(fields, sizeof *folded->dirty);
    folded->values = mem_zalloc(fields, sizeof *folded->values);
    folded->contested = mem_zalloc(fields, sizeof *folded->contested);
    folded->scopes = mem_zalloc(fields, sizeof *folded->scopes);
    struct folding fold = {
        .context = context, .operations = operations, .count = count, .out = folded};
    fold.touched = mem_zalloc(fields, sizeof *fold.touched);
    fold.before = mem_zalloc(fields, sizeof *fold.before);
    fold.heads_before = mem_zalloc(fields, sizeof *fold.heads_before);
    enum err_code code = run(&fold, err);
    free(fold.touched);
    free(fold.before);
    free(fold.heads_before);
    free(fold.superseded);
    if (code != ERR_OK)
        folded_clear(folded);
    return code;
}

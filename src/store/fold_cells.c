/* fold_cells.c - which head of a cell is shown, where heads disagree, and whether a withdrawal
 * holds. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/fold_parts.h"

#include <stdlib.h>
#include <string.h>

#include "core/conflict.h"
#include "store/log_read.h"
#include "store/rows.h"

int fold_rank(const struct head *a, const struct ident *device_a, const struct head *b,
              const struct ident *device_b)
{
    int order = (a->lamport > b->lamport) - (a->lamport < b->lamport);

    if (order == 0)
        order = ident_compare(device_a, device_b);
    if (order == 0)
        order = memcmp(a->ref.batch, b->ref.batch, HEAD_BATCH_SIZE);
    if (order == 0)
        order = (a->ref.index > b->ref.index) - (a->ref.index < b->ref.index);
    return order;
}

/* ---- values of heads ------------------------------------------------------------------------- */

static bool in_batch(const struct head *head, const struct hash *name)
{
    return memcmp(head->ref.batch, name->bytes, HEAD_BATCH_SIZE) == 0;
}

/* A head with what decides about it. */
struct side {
    struct head head;
    struct value value;
    struct ident device;
    struct ident scope;
};

static void take_value(const struct batch *batch, struct side *side)
{
    side->device = batch->device;
    side->scope = batch->scope;
    if (side->head.ref.index < batch->count)
        side->value = value_copy(&batch->operations[side->head.ref.index].value);
}

static enum err_code read_value(const struct fold_context *context, struct side *side,
                                struct err *err)
{
    struct batch batch;
    bool found = false;

    if (context->find != NULL) {
        const struct fold_batch *coming = context->find(context->context, side->head.ref.batch);
        if (coming != NULL) {
            take_value(coming->batch, side);
            return ERR_OK;
        }
    }
    enum err_code code = log_read(context->store, side->head.ref.batch, &batch, NULL, &found, err);
    if (code == ERR_OK && found)
        take_value(&batch, side);
    batch_clear(&batch);
    return code;
}

enum err_code fold_value(const struct fold_context *context, const struct head *head,
                         struct value *value, struct ident *device, struct err *err)
{
    struct side side = {.head = *head};
    enum err_code code = read_value(context, &side, err);

    *value = side.value;
    *device = side.device;
    return code;
}

struct sides {
    struct side *items;
    size_t count;
};

static void sides_clear(struct sides *sides)
{
    for (size_t i = 0; i < sides->count; i++)
        value_clear(&sides->items[i].value);
    free(sides->items);
    *sides = (struct sides){0};
}

static const struct fold_operation *own_operation(const struct folding *fold,
                                                  const struct head *head)
{
    for (size_t i = 0; i < fold->count; i++)
        if (fold->operations[i].index == head->ref.index &&
            in_batch(head, &fold->operations[i].source->name))
            return &fold->operations[i];
    return NULL;
}

static enum err_code side_load(const struct folding *fold, struct side *side, struct err *err)
{
    const struct fold_operation *own = own_operation(fold, &side->head);

    if (own == NULL)
        return read_value(fold->context, side, err);
    take_value(own->source->batch, side);
    return ERR_OK;
}

static enum err_code sides_load(const struct folding *fold, uint16_t field, struct sides *sides,
                                struct err *err)
{
    enum err_code code = ERR_OK;

    *sides = (struct sides){0};
    size_t count = heads_of(&fold->out->heads, field, NULL, 0);
    struct head *heads = mem_zalloc(count, sizeof *heads);
    heads_of(&fold->out->heads, field, heads, count);
    sides->items = mem_zalloc(count, sizeof *sides->items);
    for (size_t i = 0; i < count && code == ERR_OK; i++) {
        sides->items[i].head = heads[i];
        sides->count++;
        code = side_load(fold, &sides->items[i], err);
    }
    free(heads);
    if (code != ERR_OK)
        sides_clear(sides);
    return code;
}

/* ---- which one is shown ---------------------------------------------------------------------- */

/* A side that says something before one that is silent; one from the leader's save before others;
 * then by rank. */
struct preference {
    enum record_type type;
    uint16_t field;
    const struct head *leader; /* NULL: none */
};

static bool goes_before(const struct preference *want, const struct side *a, const struct side *b)
{
    bool silent_a = conflict_is_silent(want->type, want->field, &a->value);
    bool silent_b = conflict_is_silent(want->type, want->field, &b->value);

    if (silent_a != silent_b)
        return silent_b;
    if (want->leader != NULL) {
        bool with_a = memcmp(a->head.ref.batch, want->leader->ref.batch, HEAD_BATCH_SIZE) == 0;
        bool with_b = memcmp(b->head.ref.batch, want->leader->ref.batch, HEAD_BATCH_SIZE) == 0;
        if (with_a != with_b)
            return with_a;
    }
    return fold_rank(&a->head, &a->device, &b->head, &b->device) > 0;
}

static const struct side *shown_side(const struct preference *want, const struct sides *sides)
{
    const struct side *best = sides->count > 0 ? &sides->items[0] : NULL;

    for (size_t i = 1; i < sides->count; i++)
        if (goes_before(want, &sides->items[i], best))
            best = &sides->items[i];
    return best;
}

static bool disagree(const struct record *record, uint16_t field, const struct sides *sides)
{
    const struct value **values = mem_zalloc(sides->count, sizeof *values);

    for (size_t i = 0; i < sides->count; i++)
        values[i] = &sides->items[i].value;
    bool answer = conflict_disagree(record->type, field, values, sides->count);
    free(values);
    return answer;
}

/* Something that is seen changes unless the values were all there and alike before. */
static bool is_change(const struct folding *fold, const struct sides *sides)
{
    bool old = false;

    for (size_t i = 0; i < sides->count; i++) {
        old = old || own_operation(fold, &sides->items[i].head) == NULL;
        if (!value_equal(&sides->items[i].value, &sides->items[0].value))
            return true;
    }
    return !old;
}

/* The head that is shown of the field this one goes with. */
static enum err_code find_leader(const struct folding *fold, uint16_t leader, struct head *head,
                                 bool *found, struct err *err)
{
    struct sides sides;
    struct preference want = {.type = fold->out->record->type, .field = leader};

    *found = false;
    if (leader == 0)
        return ERR_OK;
    enum err_code code = sides_load(fold, leader, &sides, err);
    if (code != ERR_OK)
        return code;
    const struct side *side = shown_side(&want, &sides);
    *found = side != NULL;
    if (side != NULL)
        *head = side->head;
    sides_clear(&sides);
    return ERR_OK;
}

/* One head, and the file had that one already: what is shown stays. */
static bool stays(const struct folding *fold, size_t at)
{
    const struct heads *heads = &fold->out->heads;
    uint16_t number = fold->out->record->fields[at].number;
    struct head only;

    return fold->heads_before[at] == heads_of(heads, number, &only, 1) &&
           fold->heads_before[at] <= 1 &&
           (fold->heads_before[at] == 0 || own_operation(fold, &only) == NULL);
}

static enum err_code fold_cell(struct folding *fold, size_t at, struct err *err)
{
    struct folded *out = fold->out;
    const struct field *field = &out->record->fields[at];
    uint16_t leads = conflict_leader(out->record->type, field->number);
    struct preference want = {.type = out->record->type, .field = field->number};
    struct sides sides;
    struct head leader;
    bool has_leader = false;

    enum err_code code = sides_load(fold, field->number, &sides, err);
    if (code == ERR_OK && sides.count > 1)
        code = find_leader(fold, leads, &leader, &has_leader, err);
    if (code == ERR_OK) {
        want.leader = has_leader ? &leader : NULL;
        const struct side *side = shown_side(&want, &sides);
        out->dirty[at] = true;
        if (side != NULL) {
            out->values[at] = rows_fit(field, &side->value);
            out->scopes[at] = side->scope;
        }
        out->contested[at] =
            leads == 0 && sides.count > 1 && disagree(out->record, field->number, &sides);
        out->changed = out->changed || is_change(fold, &sides);
    }
    sides_clear(&sides);
    return code;
}

enum err_code fold_fields(struct folding *fold, struct err *err)
{
    const struct record *record = fold->out->record;
    enum err_code code = ERR_OK;

    for (size_t i = 0; i < record->field_count && code == ERR_OK; i++) {
        fold->out->contested[i] = fold->before[i];
        if (fold->touched[i] && record->fields[i].number != FIELD_WITHDRAWN && !stays(fold, i))
            code = fold_cell(fold, i, err);
    }
    return code;
}

/* ---- conflicts so far ------------------------------------------------------------------------ */

/* Only a cell with two heads, or a withdrawal, can be contested. */
static bool may_be_contested(const struct heads *heads)
{
    for (size_t i = 0; i < heads->count; i++)
        if (heads->items[i].field == FIELD_WITHDRAWN ||
            heads_of(heads, heads->items[i].field, NULL, 0) > 1)
            return true;
    return false;
}

enum err_code fold_load_contested(struct folding *fold, struct err *err)
{
    struct folded *out = fold->out;
    struct store *store = fold->context->store;
    bool row = false;

    if (!out->existed || !may_be_contested(&out->heads))
        return ERR_OK;
    sqlite3_stmt *stmt =
        db_use(store, "SELECT field, scope FROM conflict WHERE type = ?1 AND record = ?2", err);
    if (stmt == NULL)
        return err_code_of(err);
    sqlite3_bind_int(stmt, 1, (int)out->record->type);
    db_bind_ident(stmt, 2, &out->id);
    enum err_code code = db_step(store, stmt, &row, err);
    while (code == ERR_OK && row) {
        const struct field *field = record_field(out->record, sqlite3_column_int(stmt, 0));
        if (field != NULL) {
            fold->before[field - out->record->fields] = true;
            out->scopes[field - out->record->fields] = db_ident(stmt, 1);
        }
        out->was_contested = true;
        code = db_step(store, stmt, &row, err);
    }
    db_done(store, stmt);
    return code;
}

/* ---- withdrawal ------------------------------------------------------------------------------ */

/* The operations that one withdrawal saw. */
struct sight {
    struct head head;
    struct operation_ref *refs;
    size_t count;
    bool
        of_format_1; /* which named no cell but their own: what was written before counts as seen */
};

/* The batch of this name, wherever it is; *batch NULL if nobody has it. read is the caller's to
 * clear. */
static enum err_code find_batch(const struct folding *fold, const uint8_t prefix[HEAD_BATCH_SIZE],
                                struct batch *read, const struct batch **batch, struct err *err)
{
    const struct fold_context *context = fold->context;
    bool found = false;

    batch_init(read);
    *batch = NULL;
    for (size_t i = 0; i < fold->count && *batch == NULL; i++)
        if (memcmp(fold->operations[i].source->name.bytes, prefix, HEAD_BATCH_SIZE) == 0)
            *batch = fold->operations[i].source->batch;
    if (*batch == NULL && context->find != NULL) {
        const struct fold_batch *coming = context->find(context->context, prefix);
        *batch = coming != NULL ? coming->batch : NULL;
    }
    if (*batch != NULL)
        return ERR_OK;
    enum err_code code = log_read(context->store, prefix, read, NULL, &found, err);
    if (code == ERR_OK && found)
        *batch = read;
    return code;
}

/* Is this known, and a withdrawal of this record? */
static enum err_code is_withdrawal(const struct folding *fold, const struct operation_ref *ref,
                                   bool *is, struct err *err)
{
    struct batch read;
    const struct batch *batch = NULL;
    enum err_code code = find_batch(fold, ref->batch, &read, &batch, err);

    *is = false;
    if (code == ERR_OK && batch != NULL && ref->index < batch->count) {
        const struct operation *operation = &batch->operations[ref->index];
        *is = operation->field == FIELD_WITHDRAWN &&
              operation->type == (uint32_t)fold->out->record->type &&
              ident_equal(&operation->record, &fold->out->id);
    }
    batch_clear(&read);
    return code;
}

static enum err_code sight_load(const struct folding *fold, const struct head *head,
                                struct sight *sight, struct err *err)
{
    struct batch read;
    const struct batch *batch = NULL;
    enum err_code code = find_batch(fold, head->ref.batch, &read, &batch, err);

    *sight = (struct sight){.head = *head};
    if (code == ERR_OK && batch != NULL && head->ref.index < batch->count) {
        const struct operation *operation = &batch->operations[head->ref.index];
        sight->count = operation->superseded_count;
        sight->refs = mem_dup(operation->superseded, sight->count * sizeof *sight->refs);
    }
    batch_clear(&read);
    sight->of_format_1 = true;
    for (size_t i = 0; i < sight->count && sight->of_format_1 && code == ERR_OK; i++)
        code = is_withdrawal(fold, &sight->refs[i], &sight->of_format_1, err);
    return code;
}

static bool saw(const struct sight *sight, const struct head *head)
{
    if (memcmp(sight->head.ref.batch, head->ref.batch, HEAD_BATCH_SIZE) == 0)
        return true;
    for (size_t i = 0; i < sight->count; i++)
        if (operation_ref_equal(&sight->refs[i], &head->ref))
            return true;
    return sight->of_format_1 && head->lamport < sight->head.lamport;
}

/* Was everything that stands in the record seen by this withdrawal? */
static bool saw_all(const struct folding *fold, const struct sight *sight)
{
    const struct heads *heads = &fold->out->heads;

    for (size_t i = 0; i < heads->count; i++)
        if (heads->items[i].field != FIELD_WITHDRAWN && !saw(sight, &heads->items[i]))
            return false;
    return true;
}

/* All withdrawals together, each of which may have seen another part. */
static enum err_code judge(const struct folding *fold, const struct sides *sides, bool *holds,
                           struct err *err)
{
    enum err_code code = ERR_OK;

    *holds = true;
    for (size_t i = 0; i < sides->count && *holds && code == ERR_OK; i++) {
        struct sight sight = {0};
        if (sides->items[i].value.kind == VALUE_IS_NULL) { /* brought back elsewhere */
            *holds = false;
            break;
        }
        code = sight_load(fold, &sides->items[i].head, &sight, err);
        *holds = code == ERR_OK && saw_all(fold, &sight);
        free(sight.refs);
    }
    return code;
}

static bool any_withdrawal(const struct sides *sides)
{
    for (size_t i = 0; i < sides->count; i++)
        if (sides->items[i].value.kind != VALUE_IS_NULL)
            return true;
    return false;
}

enum err_code fold_withdrawal(struct folding *fold, struct err *err)
{
    struct folded *out = fold->out;
    const struct field *field = record_field(out->record, FIELD_WITHDRAWN);
    size_t at = (size_t)(field - out->record->fields);
    struct preference want = {.type = out->record->type, .field = FIELD_WITHDRAWN};
    struct sides sides;
    bool holds = false;

    if (heads_of(&out->heads, FIELD_WITHDRAWN, NULL, 0) == 0)
        return ERR_OK;
    enum err_code code = sides_load(fold, FIELD_WITHDRAWN, &sides, err);
    bool withdrawn = code == ERR_OK && any_withdrawal(&sides);
    if (withdrawn)
        code = judge(fold, &sides, &holds, err);
    if (code == ERR_OK) {
        const struct side *side = shown_side(&want, &sides);
        out->dirty[at] = true;
        if (holds && side != NULL)
            out->values[at] = rows_fit(field, &side->value);
        if (side != NULL)
            out->scopes[at] = side->scope;
        out->contested[at] = withdrawn && !holds;
        out->changed = out->changed || fold->touched[at] || out->contested[at] != fold->before[at];
    }
    sides_clear(&sides);
    return code;
}

/* history.c - everything that was ever written to a record, found by walking back from its heads.
 *
 * An operation that no known one supersedes is a head, so every other one is behind a head: nothing
 * but the record's own saves is read. The log may hold anything that is signed; an operation that
 * claims to supersede what is of another record is not followed there.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/history.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "core/team.h"
#include "store/history_parts.h"
#include "store/log_read.h"
#include "store/project.h"
#include "store/query.h"
#include "store/shown.h"

void history_clear(struct history *history)
{
    for (size_t i = 0; i < history->count; i++) {
        struct history_line *line = &history->items[i];
        free(line->author);
        free(line->device);
        free(line->from);
        free(line->to);
        free(line->action);
    }
    free(history->items);
    *history = (struct history){0};
}

/* ---- walking --------------------------------------------------------------------------------- */

/* A save that wrote to the record, decoded once. */
struct save_read {
    struct batch batch;
    struct hash name;
    uint8_t prefix[HEAD_BATCH_SIZE];
    bool found; /* else one that is not here yet */
};

/* An operation that was reached. */
struct step {
    size_t save;
    uint32_t index;
};

struct walk {
    struct store *store;
    const struct record *record;
    struct ident id;
    struct heads heads;
    struct save_read *saves;
    size_t save_count;
    size_t save_capacity;
    struct step *steps;
    size_t step_count;
    size_t step_capacity;
};

static void walk_clear(struct walk *walk)
{
    for (size_t i = 0; i < walk->save_count; i++)
        batch_clear(&walk->saves[i].batch);
    free(walk->saves);
    free(walk->steps);
    heads_clear(&walk->heads);
}

static enum err_code read_save(struct walk *walk, const uint8_t prefix[HEAD_BATCH_SIZE], size_t *at,
                               struct err *err)
{
    for (*at = 0; *at < walk->save_count; (*at)++)
        if (memcmp(walk->saves[*at].prefix, prefix, HEAD_BATCH_SIZE) == 0)
            return ERR_OK;
    walk->saves =
        mem_grow(walk->saves, walk->save_count, &walk->save_capacity, sizeof *walk->saves);
    struct save_read *save = &walk->saves[walk->save_count++];
    *save = (struct save_read){.found = false};
    memcpy(save->prefix, prefix, HEAD_BATCH_SIZE);
    return log_read(walk->store, prefix, &save->batch, &save->name, &save->found, err);
}

static bool was_reached(const struct walk *walk, size_t save, uint32_t index)
{
    for (size_t i = 0; i < walk->step_count; i++)
        if (walk->steps[i].save == save && walk->steps[i].index == index)
            return true;
    return false;
}

/* The operation if the log has it and it is of this record; else NULL. */
static const struct operation *operation_at(const struct walk *walk, size_t save, uint32_t index)
{
    const struct batch *batch = &walk->saves[save].batch;

    if (!walk->saves[save].found || index >= batch->count)
        return NULL;
    const struct operation *operation = &batch->operations[index];
    return operation->type == (uint32_t)walk->record->type &&
                   ident_equal(&operation->record, &walk->id)
               ? operation
               : NULL;
}

static enum err_code reach(struct walk *walk, const struct operation_ref *ref, struct err *err)
{
    size_t save = 0;
    enum err_code code = read_save(walk, ref->batch, &save, err);

    if (code != ERR_OK || operation_at(walk, save, ref->index) == NULL ||
        was_reached(walk, save, ref->index))
        return code;
    walk->steps =
        mem_grow(walk->steps, walk->step_count, &walk->step_capacity, sizeof *walk->steps);
    walk->steps[walk->step_count++] = (struct step){save, ref->index};
    return ERR_OK;
}

/* Breadth first; the list of steps is the queue and what was visited. */
static enum err_code walk_back(struct walk *walk, struct err *err)
{
    enum err_code code = ERR_OK;

    for (size_t i = 0; i < walk->heads.count && code == ERR_OK; i++)
        code = reach(walk, &walk->heads.items[i].ref, err);
    for (size_t i = 0; i < walk->step_count && code == ERR_OK; i++) {
        const struct step step = walk->steps[i];
        for (size_t j = 0; code == ERR_OK; j++) {
            /* Looked up anew each time: reading a save may move the list of them. */
            const struct operation *operation = operation_at(walk, step.save, step.index);
            if (j >= operation->superseded_count)
                break;
            const struct operation_ref ref = operation->superseded[j];
            code = reach(walk, &ref, err);
        }
    }
    return code;
}

/* ---- lines ----------------------------------------------------------------------------------- */

static struct operation_ref ref_of(const struct walk *walk, const struct step *step)
{
    struct operation_ref ref = {.index = step->index};

    memcpy(ref.batch, walk->saves[step->save].prefix, HEAD_BATCH_SIZE);
    return ref;
}

static bool is_head(const struct walk *walk, const struct operation_ref *ref)
{
    for (size_t i = 0; i < walk->heads.count; i++)
        if (operation_ref_equal(&walk->heads.items[i].ref, ref))
            return true;
    return false;
}

static enum err_code is_contested(struct walk *walk, const struct step *step, uint16_t field,
                                  bool *contested, struct err *err)
{
    struct operation_ref ref = ref_of(walk, step);
    int64_t rows = 0;

    *contested = false;
    if (!is_head(walk, &ref))
        return ERR_OK;
    sqlite3_stmt *stmt = db_use(walk->store,
                                "SELECT count(*) FROM conflict WHERE type = ?1 AND record = ?2"
                                " AND field = ?3",
                                err);
    if (stmt != NULL) {
        sqlite3_bind_int64(stmt, 1, walk->record->type);
        db_bind_ident(stmt, 2, &walk->id);
        sqlite3_bind_int64(stmt, 3, field);
    }
    enum err_code code = query_int(walk->store, stmt, &rows, err);
    *contested = rows > 0;
    return code;
}

/* What the operation replaced in its own cell; a withdrawal also names what it saw in others. */
static char *shown_before(struct walk *walk, const struct operation *operation,
                          const struct field *field)
{
    struct texts values = {0};
    struct buf out;

    for (size_t i = 0; i < operation->superseded_count; i++) {
        size_t save = 0;
        const struct operation_ref *ref = &operation->superseded[i];
        if (read_save(walk, ref->batch, &save, NULL) != ERR_OK)
            continue;
        const struct operation *before = operation_at(walk, save, ref->index);
        if (before == NULL || before->field != operation->field)
            continue;
        char *value = shown_value(walk->store, field, &before->value);
        if (value[0] != '\0')
            texts_add(&values, value);
        free(value);
    }
    texts_sort(&values);
    buf_init(&out);
    for (size_t i = 0; i < values.count; i++)
        buf_printf(&out, "%s%s", i > 0 ? " | " : "", values.items[i]);
    texts_clear(&values);
    return buf_take(&out);
}

char *history_action(const struct batch *batch)
{
    char *action = NULL;

    if (batch->label == NULL ||
        text_clean(batch->label, strlen(batch->label), TEXT_LINE, &action, NULL) != ERR_OK)
        return mem_strdup("");
    return action;
}

static enum err_code add_line(struct walk *walk, const struct step *step,
                              const struct log_clock *clock, struct history *history,
                              struct err *err)
{
    const struct operation *operation = operation_at(walk, step->save, step->index);
    const struct batch *batch = &walk->saves[step->save].batch;
    const struct field *field = record_field(walk->record, operation->field);
    bool contested = false;

    if (field == NULL)
        return ERR_OK; /* of a later version: kept in the log, not understood here */
    enum err_code code = is_contested(walk, step, operation->field, &contested, err);
    if (code != ERR_OK)
        return code;
    history->items =
        mem_grow(history->items, history->count, &history->capacity, sizeof *history->items);
    history->items[history->count++] = (struct history_line){
        .wall = batch->wall,
        .clock_suspect = clock_is_suspect(batch->wall, clock->made, clock->now),
        .author = shown_person(walk->store, &batch->author),
        .device = shown_device(walk->store, &batch->device),
        .type = walk->record->type,
        .record = walk->id,
        .field = operation->field,
        .label = field->label,
        .from = shown_before(walk, operation, field),
        .to = shown_value(walk->store, field, &operation->value),
        .action = history_action(batch),
        .contested = contested};
    return ERR_OK;
}

/* ---- order ----------------------------------------------------------------------------------- */

struct place {
    struct step step;
    uint64_t lamport;
    const struct ident *device;
    const struct hash *name;
};

static int compare_places(const void *a, const void *b)
{
    const struct place *left = a;
    const struct place *right = b;

    if (left->lamport != right->lamport)
        return left->lamport < right->lamport ? -1 : 1;
    int order = ident_compare(left->device, right->device);
    if (order == 0)
        order = memcmp(left->name->bytes, right->name->bytes, HASH_SIZE);
    if (order == 0)
        order = (left->step.index > right->step.index) - (left->step.index < right->step.index);
    return order;
}

/* Oldest first, in an order that does not depend on the way they were found. */
static void sort_steps(struct walk *walk)
{
    struct place *places = mem_zalloc(walk->step_count + 1, sizeof *places);

    for (size_t i = 0; i < walk->step_count; i++) {
        const struct save_read *save = &walk->saves[walk->steps[i].save];
        places[i] =
            (struct place){walk->steps[i], save->batch.lamport, &save->batch.device, &save->name};
    }
    qsort(places, walk->step_count, sizeof *places, compare_places);
    for (size_t i = 0; i < walk->step_count; i++)
        walk->steps[i] = places[i].step;
    free(places);
}

static enum err_code load_heads(struct walk *walk, struct err *err)
{
    struct projected projected;
    enum err_code code = project_load(walk->store, walk->record, &walk->id, &projected, err);

    walk->heads = projected.heads;
    projected.heads = (struct heads){0};
    projected_clear(&projected);
    return code;
}

enum err_code history_of(struct store *store, enum record_type type, const struct ident *record,
                         struct history *history, struct err *err)
{
    struct walk walk = {.store = store, .record = record_find((int)type), .id = *record};
    struct log_clock clock = {0};

    *history = (struct history){0};
    enum err_code code = log_clock_load(store, &clock, err);
    if (code == ERR_OK)
        code = load_heads(&walk, err);
    if (code == ERR_OK)
        code = walk_back(&walk, err);
    if (code == ERR_OK)
        sort_steps(&walk);
    for (size_t i = 0; i < walk.step_count && code == ERR_OK; i++)
        code = add_line(&walk, &walk.steps[i], &clock, history, err);
    walk_clear(&walk);
    if (code != ERR_OK)
        history_clear(history);
    return code;
}

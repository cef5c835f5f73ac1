/* test_fold.c - thousands of random histories: the tables are a function of the set of operations,
 * and the one that the definitions say.
 *
 * AUDITWALK_TEST_SEED=N plays one history again, AUDITWALK_TEST_ROUNDS=N plays so many.
 */
#include <CUnit/CUnit.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/fold.h"
#include "store/model.h"
#include "store/project.h"
#include "store/rounds.h"
#include "store/save.h"
#include "store/schema.h"
#include "store/suites.h"
#include "store/tables.h"

enum { ROUNDS = 3000, ROUNDS_WITH_SANITIZERS = 300, ORDERS = 3 };

static struct store *open_scratch(void)
{
    struct store *scratch = mem_zalloc(1, sizeof *scratch);
    struct err err;

    scratch->path = mem_strdup("scratch");
    scratch->scratch = true;
    CU_ASSERT_EQUAL_FATAL(db_open(scratch, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, &err),
                          ERR_OK);
    CU_ASSERT_EQUAL_FATAL(schema_upgrade(scratch, 0, &err), ERR_OK);
    return scratch;
}

static void shuffle(struct model *model, int *order, int count)
{
    for (int i = count - 1; i > 0; i--) {
        int j = (int)model_random(model, (uint64_t)i + 1);
        int kept = order[i];
        order[i] = order[j];
        order[j] = kept;
    }
}

static void project(struct store *store, const struct model_batch *batch)
{
    struct err err = {0};

    enum err_code code = save_insert_batch(store, &batch->batch, &batch->name, &batch->bytes, &err);
    if (code == ERR_OK)
        code = project_batch(store, &batch->batch, &batch->name, &err);
    if (code == ERR_OK)
        code = project_chain(store, &batch->batch, &batch->name, &err);
    if (code != ERR_OK)
        printf("\n%s\n", err.message);
    CU_ASSERT_EQUAL_FATAL(code, ERR_OK);
}

/* The known batches into empty tables; round 0 in the order they were written, others in any. */
static void project_known(struct store *store, struct model *model, uint64_t known, int round)
{
    int order[MODEL_BATCHES];
    int count = 0;

    for (int i = 0; i < model->count; i++)
        if ((known >> i & 1) != 0)
            order[count++] = i;
    if (round > 0)
        shuffle(model, order, count);
    for (int i = 0; i < count; i++)
        project(store, &model->batches[order[i]]);
}

/* ---- against the definitions ----------------------------------------------------------------- */

static bool names_head(const struct model *model, const struct head *head, struct model_ref ref)
{
    const struct model_batch *batch = &model->batches[ref.batch];

    return head->ref.index == (uint32_t)ref.operation && head->lamport == batch->batch.lamport &&
           memcmp(head->ref.batch, batch->name.bytes, HEAD_BATCH_SIZE) == 0;
}

/* Every head of the definition is there, and no other; its value can still be read. */
static bool same_heads(struct store *store, const struct model *model, uint64_t known, int record,
                       uint16_t field, const struct heads *heads)
{
    struct fold_context context = {.store = store};
    struct model_ref expected[MODEL_BATCHES * 2];
    struct head got[MODEL_BATCHES * 2];
    int count = model_heads(model, known, record, field, expected, MODEL_BATCHES * 2);
    bool same = heads_of(heads, field, got, MODEL_BATCHES * 2) == (size_t)count;

    for (int i = 0; i < count && same; i++) {
        struct value value;
        struct ident device;
        bool found = false;
        for (int j = 0; j < count && !found; j++)
            found = names_head(model, &got[j], expected[i]);
        same = found && fold_value(&context, &got[i], &value, &device, NULL) == ERR_OK;
        value_clear(&value);
        found = false;
        for (int j = 0; j < count && !found; j++)
            found = names_head(model, &got[i], expected[j]);
        same = same && found;
    }
    return same;
}

static bool same_value(const struct field *field, const struct value *expected,
                       const struct value *got)
{
    bool fits = field->type == VALUE_INT ? expected->kind == VALUE_IS_INT
                : field->type == VALUE_ID
                    ? expected->kind == VALUE_IS_BYTES && expected->length == IDENT_SIZE
                : field->type == VALUE_BYTES ? expected->kind == VALUE_IS_BYTES
                                             : expected->kind == VALUE_IS_TEXT;

    return fits ? value_equal(expected, got) : got->kind == VALUE_IS_NULL;
}

/* 0: no row in the table of conflicts, 1: one with this scope, 2: one with another. */
static int conflict_row(struct store *store, const struct record *record, const struct ident *id,
                        uint16_t field, const struct ident *scope)
{
    bool row = false;
    sqlite3_stmt *stmt = db_use(
        store, "SELECT scope FROM conflict WHERE type = ?1 AND record = ?2 AND field = ?3", NULL);

    sqlite3_bind_int(stmt, 1, (int)record->type);
    db_bind_ident(stmt, 2, id);
    sqlite3_bind_int(stmt, 3, field);
    db_step(store, stmt, &row, NULL);
    struct ident got = row ? db_ident(stmt, 0) : ident_none();
    db_done(store, stmt);
    return !row ? 0 : ident_equal(&got, scope) ? 1 : 2;
}

static const char *check_field(struct store *store, const struct model *model, uint64_t known,
                               int at, const struct field *field, const struct projected *projected)
{
    const struct record *record = projected->row.record;
    const struct ident *id = &model->records[at];
    struct value value;
    struct ident scope = ident_none();
    const char *wrong = NULL;

    model_shown(model, known, at, field->number, &value, &scope);
    bool contested = model_contested(model, known, at, field->number);
    if (!same_heads(store, model, known, at, field->number, &projected->heads))
        wrong = "heads";
    else if (!same_value(field, &value, row_value(&projected->row, field->number)))
        wrong = "what is shown";
    else if (conflict_row(store, record, id, field->number, &scope) != (int)contested)
        wrong = "conflict";
    value_clear(&value);
    return wrong;
}

static const char *check_record(struct store *store, const struct model *model, uint64_t known,
                                int at)
{
    const struct record *record = record_find((int)model->types[at]);
    struct projected projected;
    const char *wrong = NULL;
    bool any = model_heads(model, known, at, MODEL_UNKNOWN_FIELD, NULL, 0) > 0;

    if (record == NULL)
        return NULL;
    for (size_t i = 0; i < record->field_count && !any; i++)
        any = model_heads(model, known, at, record->fields[i].number, NULL, 0) > 0;
    CU_ASSERT_EQUAL_FATAL(project_load(store, record, &model->records[at], &projected, NULL),
                          ERR_OK);
    if (projected.exists != any)
        wrong = "whether it is there";
    if (projected.exists &&
        !same_heads(store, model, known, at, MODEL_UNKNOWN_FIELD, &projected.heads))
        wrong = "heads of a field of a later version";
    for (size_t i = 0; i < record->field_count && any && wrong == NULL; i++)
        wrong = check_field(store, model, known, at, &record->fields[i], &projected);
    projected_clear(&projected);
    return wrong;
}

static bool check(struct store *store, const struct model *model, uint64_t known, uint64_t seed)
{
    for (int at = 0; at < MODEL_RECORDS; at++) {
        const char *wrong = check_record(store, model, known, at);
        if (wrong == NULL)
            continue;
        printf("\nAUDITWALK_TEST_SEED=%llu: record %d: wrong: %s\n", (unsigned long long)seed, at,
               wrong);
        return false;
    }
    return true;
}

/* ---- one history ----------------------------------------------------------------------------- */

/* The same tables from every order, and those that the definitions say. */
static bool one_set(struct store *store, struct model *model, uint64_t known, int orders,
                    uint64_t seed)
{
    struct buf first;
    struct buf again;
    bool good = true;

    buf_init(&first);
    buf_init(&again);
    for (int round = 0; round < orders && good; round++) {
        CU_ASSERT_EQUAL_FATAL(db_begin(store, NULL), ERR_OK);
        project_known(store, model, known, round);
        tables_dump(store, false, round == 0 ? &first : &again);
        if (round == 0)
            good = check(store, model, known, seed);
        else if (!tables_equal(&first, &again)) {
            printf("\nAUDITWALK_TEST_SEED=%llu: tables depend on the order\n",
                   (unsigned long long)seed);
            good = false;
        }
        db_rollback(store);
        buf_reset(&again);
    }
    buf_clear(&first);
    buf_clear(&again);
    return good;
}

static bool one_history(struct store *store, uint64_t seed)
{
    struct model *model = mem_zalloc(1, sizeof *model);

    model_make(model, seed);
    uint64_t all = ((uint64_t)1 << model->count) - 1;
    bool good = one_set(store, model, all, ORDERS, seed);
    /* One laptop that knows only a part, and anything at all. */
    uint64_t part = model->laptops[model_random(model, (uint64_t)model->laptop_count)].known;
    good = good && one_set(store, model, part, 2, seed);
    good = good && one_set(store, model, all & ~(model->laptops[0].known & part), 1, seed);
    model_clear(model);
    free(model);
    return good;
}

static void tables_are_a_function_of_the_set(void)
{
    struct store *store = open_scratch();
    uint64_t seed = rounds_seed(1);
    int rounds = rounds_count(ROUNDS, ROUNDS_WITH_SANITIZERS);
    bool good = true;

    for (int i = 0; i < rounds && good; i++)
        good = one_history(store, seed + (uint64_t)i);
    CU_ASSERT_TRUE(good);
    store_close(store);
}

CU_ErrorCode test_fold_add(void)
{
    CU_TestInfo tests[] = {
        {"tables are a function of the set of operations", tables_are_a_function_of_the_set},
        CU_TEST_INFO_NULL};
    CU_SuiteInfo suites[] = {{"store/fold", NULL, NULL, NULL, NULL, tests}, CU_SUITE_INFO_NULL};

    return CU_register_suites(suites);
}

/* register_sets.c - which findings have something to do that is late, or that is somebody's: looked
 * up where it is planned, in as many steps as there is to do, so that a page need not ask for each
 * finding that it passes. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/register_parts.h"

#include <stdlib.h>

/* ?1 today. */
#define LATE(table, date, done)                                                                    \
    "SELECT x.finding FROM " table " x INDEXED BY " table "_next WHERE x.withdrawn IS NULL"        \
    " AND x." done " IS NULL AND x." date " IS NOT NULL AND x." date                               \
    " < ?1" REGISTER_DATED("x." date)
/* ?1 the name. */
#define OWNED(table, owner, done)                                                                  \
    "SELECT x.finding FROM person p CROSS JOIN " table " x INDEXED BY " table "_owner ON x." owner \
    " = p.id WHERE p.name = ?1 AND x." owner " IS NOT NULL AND x.withdrawn IS NULL AND x." done    \
    " IS NULL"
/* A check that is not judged waits until everything is carried out: whether it is, a page knows of
 * each finding without looking it up. */
#define UNJUDGED " AND x.result IS NULL"
#define JUDGED " AND x.result IS NOT NULL"

enum kind { KIND_CORRECTION, KIND_ACTION, KIND_JUDGED, KIND_UNJUDGED, KIND_COUNT };
static const char *const late_sql[KIND_COUNT] = {
    [KIND_CORRECTION] = LATE("correction", "due", "done_on"),
    [KIND_ACTION] = LATE("corrective_action", "due", "done_on"),
    [KIND_JUDGED] = LATE("effectiveness", "not_before", "verified_at") JUDGED,
    [KIND_UNJUDGED] = LATE("effectiveness", "not_before", "verified_at") UNJUDGED};
static const char *const owned_sql[KIND_COUNT] = {
    [KIND_CORRECTION] = OWNED("correction", "owner", "done_on"),
    [KIND_ACTION] = OWNED("corrective_action", "owner", "done_on"),
    [KIND_JUDGED] = OWNED("effectiveness", "assigned", "verified_at") JUDGED,
    [KIND_UNJUDGED] = OWNED("effectiveness", "assigned", "verified_at") UNJUDGED};

static void take_id(sqlite3_stmt *stmt, void *context)
{
    struct filter_ids *ids = context;

    ids->items = mem_grow(ids->items, ids->count, &ids->capacity, sizeof *ids->items);
    ids->items[ids->count++] = db_ident(stmt, 0);
}

static int compare_ids(const void *a, const void *b)
{
    return ident_compare(a, b);
}

static void sort(struct filter_ids *ids)
{
    if (ids->count > 1)
        qsort(ids->items, ids->count, sizeof *ids->items, compare_ids);
}

static enum err_code load(struct store *store, const char *const sql[KIND_COUNT], const char *text,
                          struct register_set *set, struct err *err)
{
    enum err_code code = ERR_OK;

    set->asked = true;
    for (int kind = 0; kind < KIND_COUNT && code == ERR_OK; kind++) {
        sqlite3_stmt *stmt = db_use(store, sql[kind], err);
        if (stmt != NULL)
            db_bind_text(stmt, 1, text);
        code = query_each(store, stmt, take_id,
                          kind == KIND_UNJUDGED ? &set->implemented : &set->ids, err);
    }
    sort(&set->ids);
    sort(&set->implemented);
    return code;
}

enum err_code register_sets_load(struct store *store, const struct register_query *query,
                                 const char *today, bool late, struct register_sets *sets,
                                 struct err *err)
{
    enum err_code code = ERR_OK;

    *sets = (struct register_sets){.among = query->among};
    if (late)
        code = load(store, late_sql, today, &sets->late, err);
    if (code == ERR_OK && query->owner != NULL)
        code = load(store, owned_sql, query->owner, &sets->owned, err);
    return code;
}

static void set_clear(struct register_set *set)
{
    filter_ids_clear(&set->ids);
    filter_ids_clear(&set->implemented);
}

void register_sets_clear(struct register_sets *sets)
{
    set_clear(&sets->late);
    set_clear(&sets->owned);
}

static bool has(const struct register_set *set, const struct ident *finding,
                enum finding_state state)
{
    return !set->asked || filter_ids_has(&set->ids, finding) ||
           (state == FINDING_IMPLEMENTED && filter_ids_has(&set->implemented, finding));
}

bool register_sets_have(const struct register_sets *sets, const struct ident *finding,
                        enum finding_state state)
{
    return (sets->among == NULL || filter_ids_has(sets->among, finding)) &&
           has(&sets->late, finding, state) && has(&sets->owned, finding, state);
}

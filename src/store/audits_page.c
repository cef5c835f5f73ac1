/* audits_page.c - the audits of a file for a list that shows few of many: their names all at once,
 * the rest of each only when it is on the screen. Every step is a look into an index. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/audits.h"

#include <stdlib.h>

#include "base/text.h"
#include "store/query.h"
#include "store/walk_parts.h"

enum page_sql {
    SQL_HEADS,
    SQL_MORE,
    SQL_LINE,
    SQL_SITES,
    SQL_LISTS,
    SQL_RESULTS,
    SQL_GRADES,
    SQL_PARTS
};

static const char *const sql[] = {
    [SQL_HEADS] = "SELECT id, number, title FROM audit WHERE withdrawn IS NULL"
                  " ORDER BY number DESC",
    [SQL_MORE] = "SELECT id, state, planned_from FROM audit WHERE withdrawn IS NULL",
    [SQL_LINE] = "SELECT number, title, state, type, planned_from, planned_to,"
                 " (SELECT p.name FROM team_member t JOIN person p ON p.id = t.person"
                 " WHERE t.audit = audit.id AND t.role = 'lead' AND t.withdrawn IS NULL"
                 " ORDER BY p.name, p.id LIMIT 1) FROM audit WHERE id = ?1",
    [SQL_SITES] = "SELECT s.name FROM audit_site j CROSS JOIN site s ON s.id = j.site"
                  " WHERE j.audit = ?1 AND j.withdrawn IS NULL AND s.withdrawn IS NULL"
                  " ORDER BY s.position, s.name, s.id",
    /* The last position tells how many there are without counting them. */
    [SQL_LISTS] =
        "SELECT k.checklist, (SELECT max(i.position) + 1 FROM snapshot s CROSS JOIN snapshot_item i"
        " ON i.snapshot = s.id WHERE s.digest = k.snapshot),"
        " (SELECT count(*) FROM snapshot version WHERE version.checklist = k.checklist)"
        " FROM audit_checklist k"
        " WHERE k.audit = ?1 AND k.withdrawn IS NULL",
    /* One checklist at a time: then the index has them in groups. */
    [SQL_RESULTS] = "SELECT result, count(*) FROM assessment WHERE audit = ?1 AND checklist = ?2"
                    " AND withdrawn IS NULL AND unit IS NULL AND result IS NOT NULL"
                    " GROUP BY result",
    [SQL_GRADES] = "SELECT grade, count(*) FROM finding WHERE audit = ?1 AND withdrawn IS NULL"
                   " AND merged_into IS NULL GROUP BY grade",
    /* Of those that were merged into others some count all the same. */
    [SQL_PARTS] =
        "SELECT f.grade, count(*) FROM finding f INDEXED BY finding_part WHERE f.audit = ?1 AND "
        "f.withdrawn IS"
        " NULL AND f.merged_into IS NOT NULL AND " QUERY_COUNTED("f") " GROUP BY f.grade"};

static sqlite3_stmt *use_for(struct store *store, enum page_sql which, const struct ident *audit,
                             struct err *err)
{
    sqlite3_stmt *stmt = db_use(store, sql[which], err);

    if (stmt != NULL)
        db_bind_ident(stmt, 1, audit);
    return stmt;
}

/* ---- their names ----------------------------------------------------------------------------- */

void audit_heads_clear(struct audit_heads *heads)
{
    for (size_t i = 0; i < heads->count; i++) {
        free(heads->items[i].number);
        free(heads->items[i].title);
        free(heads->items[i].planned_from);
    }
    free(heads->items);
    *heads = (struct audit_heads){0};
}

static void take_head(sqlite3_stmt *stmt, void *context)
{
    struct audit_heads *heads = context;

    heads->items = mem_grow(heads->items, heads->count, &heads->capacity, sizeof *heads->items);
    heads->items[heads->count++] = (struct audit_head){
        .id = db_ident(stmt, 0), .number = db_text(stmt, 1), .title = db_text(stmt, 2)};
}

/* As audits_list orders them. */
static int compare_heads(const void *a, const void *b)
{
    const struct audit_head *left = a;
    const struct audit_head *right = b;
    int order = text_compare_natural(right->number, left->number);

    return order != 0 ? order : ident_compare(&left->id, &right->id);
}

/* Numbers of one width come out of the index as they are wanted: comparing each with the next is
 * a tenth of sorting. */
static bool in_order(const struct audit_heads *heads)
{
    for (size_t i = 1; i < heads->count; i++)
        if (compare_heads(&heads->items[i - 1], &heads->items[i]) > 0)
            return false;
    return true;
}

enum err_code audits_heads(struct store *store, struct audit_heads *heads, struct err *err)
{
    *heads = (struct audit_heads){0};
    enum err_code code =
        query_each(store, db_use(store, sql[SQL_HEADS], err), take_head, heads, err);
    if (!in_order(heads))
        qsort(heads->items, heads->count, sizeof *heads->items, compare_heads);
    if (code != ERR_OK)
        audit_heads_clear(heads);
    return code;
}

/* ---- what they are sorted by ------------------------------------------------------------------
 */

struct by_id {
    struct audit_head **heads; /* by their ids */
    size_t count;
};

static int compare_ids(const void *a, const void *b)
{
    const struct audit_head *const *left = a;
    const struct audit_head *const *right = b;

    return ident_compare(&(*left)->id, &(*right)->id);
}

static void take_more(sqlite3_stmt *stmt, void *context)
{
    struct by_id *all = context;
    struct audit_head key = {.id = db_ident(stmt, 0)};
    const struct audit_head *wanted = &key;
    struct audit_head **found =
        bsearch(&wanted, all->heads, all->count, sizeof(struct audit_head *), compare_ids);
    int state = walk_code(stmt, 1, &code_audit_states);

    if (found == NULL)
        return;
    (*found)->state = state < 0 ? AUDIT_PLANNED : (enum audit_state)state;
    free((*found)->planned_from);
    (*found)->planned_from = db_text(stmt, 2);
}

enum err_code audits_heads_more(struct store *store, struct audit_heads *heads, struct err *err)
{
    struct by_id all = {mem_zalloc(heads->count + 1, sizeof(struct audit_head *)), heads->count};

    for (size_t i = 0; i < heads->count; i++)
        all.heads[i] = &heads->items[i];
    if (all.count > 1)
        qsort(all.heads, all.count, sizeof(struct audit_head *), compare_ids);
    enum err_code code = query_each(store, db_use(store, sql[SQL_MORE], err), take_more, &all, err);
    free(all.heads);
    return code;
}

/* ---- one of them ----------------------------------------------------------------------------- */

static void take_line(sqlite3_stmt *stmt, void *context)
{
    struct audit_line *line = context;
    int state = walk_code(stmt, 2, &code_audit_states);

    line->number = db_text(stmt, 0);
    line->title = db_text(stmt, 1);
    line->state = state < 0 ? AUDIT_PLANNED : (enum audit_state)state;
    line->type = db_text(stmt, 3);
    line->planned_from = db_text(stmt, 4);
    line->planned_to = db_text(stmt, 5);
    line->lead = db_text(stmt, 6);
}

static void take_result(sqlite3_stmt *stmt, void *context)
{
    struct tally *tally = context;

    tally->by[walk_result(stmt, 0)] += (size_t)sqlite3_column_int64(stmt, 1);
}

static void take_grade(sqlite3_stmt *stmt, void *context)
{
    size_t *findings = context;
    int grade = walk_code(stmt, 0, &code_grades);

    if (grade >= 0)
        findings[grade] += (size_t)sqlite3_column_int64(stmt, 1);
}

struct counting {
    struct store *store;
    const struct ident *audit;
    struct tally *tally;
    size_t items;
    bool versions; /* of a checklist: some assessments may be of items that this one lacks */
    enum err_code code;
    struct err *err;
};

static void count_list(sqlite3_stmt *stmt, void *context)
{
    struct counting *counting = context;
    sqlite3_stmt *results = use_for(counting->store, SQL_RESULTS, counting->audit, counting->err);

    if (results != NULL)
        sqlite3_bind_value(results, 2, sqlite3_column_value(stmt, 0));
    enum err_code code =
        query_each(counting->store, results, take_result, counting->tally, counting->err);
    counting->items += (size_t)sqlite3_column_int64(stmt, 1);
    counting->versions = counting->versions || sqlite3_column_int64(stmt, 2) > 1;
    if (code != ERR_OK)
        counting->code = code;
}

/* What has no result is open. */
static enum err_code load_tally(struct store *store, const struct ident *audit, struct tally *tally,
                                struct err *err)
{
    struct counting counting = {.store = store, .audit = audit, .tally = tally, .err = err};

    *tally = (struct tally){{0}};
    enum err_code code =
        query_each(store, use_for(store, SQL_LISTS, audit, err), count_list, &counting, err);
    if (code == ERR_OK && counting.code == ERR_OK && counting.versions)
        return audit_tally(store, audit, tally, NULL, NULL, err);
    tally->by[RESULT_NOT_ASSESSED] = 0;
    size_t assessed = tally_total(tally);
    if (counting.items > assessed)
        tally->by[RESULT_NOT_ASSESSED] = counting.items - assessed;
    return code == ERR_OK ? counting.code : code;
}

static enum err_code load_sites(struct store *store, struct audit_line *line, struct err *err)
{
    struct texts sites = {0};
    enum err_code code = query_texts(store, use_for(store, SQL_SITES, &line->id, err), &sites, err);

    line->sites = texts_join(&sites);
    texts_clear(&sites);
    return code;
}

static enum err_code load_parts(struct store *store, const struct ident *audit,
                                struct audit_line *line, struct err *err)
{
    enum err_code code =
        query_each(store, use_for(store, SQL_LINE, audit, err), take_line, line, err);
    if (code == ERR_OK)
        code = load_sites(store, line, err);
    if (code == ERR_OK)
        code = load_tally(store, audit, &line->tally, err);
    if (code == ERR_OK)
        code = query_each(store, use_for(store, SQL_GRADES, audit, err), take_grade, line->findings,
                          err);
    if (code == ERR_OK)
        code = query_each(store, use_for(store, SQL_PARTS, audit, err), take_grade, line->findings,
                          err);
    return code;
}

/* In one transaction: else each of the queries asks the file system whether the file has changed.
 */
enum err_code audit_line_load(struct store *store, const struct ident *audit,
                              struct audit_line *line, struct err *err)
{
    *line = (struct audit_line){.id = *audit};
    enum err_code code = store_begin_read(store, err);
    if (code != ERR_OK)
        return code;
    code = load_parts(store, audit, line, err);
    store_end_read(store);
    if (code != ERR_OK)
        audit_line_clear(line);
    return code;
}

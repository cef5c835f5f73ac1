/* finding_keys.c - what decides where each finding stands in a long list. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/finding_keys.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "store/query.h"
#include "store/walk_parts.h"

enum keys_sql { SQL_ALL, SQL_OF_AUDIT, SQL_COUNT, SQL_COUNT_ACTIONS };

#define COLUMNS                                                                                    \
    "SELECT f.id, f.grade, f.state, coalesce(f.number, f.draft), a.number, f.raised_at,"           \
    " f.closed_at, CASE WHEN f.merged_into IS NULL THEN NULL ELSE nullif(" QUERY_COUNTED_IN(       \
        "f") ", f.id) END FROM finding f LEFT JOIN audit a ON a.id = f.audit"

static const char *const sql[] = {
    [SQL_ALL] = COLUMNS " WHERE f.withdrawn IS NULL",
    [SQL_OF_AUDIT] = COLUMNS " WHERE f.audit = ?1 AND f.withdrawn IS NULL",
    [SQL_COUNT] = "SELECT count(*) FROM finding WHERE withdrawn IS NULL"
                  " AND (?1 IS NULL OR audit = ?1)",
    [SQL_COUNT_ACTIONS] = ("SELECT count(*) FROM corrective_action WHERE withdrawn IS NULL"
                           " AND (?1 IS NULL OR audit = ?1)")};

static uint32_t keep_text(struct finding_keys *keys, sqlite3_stmt *stmt, int column)
{
    const char *text = (const char *)sqlite3_column_text(stmt, column);
    size_t at = keys->texts.length;

    text = text != NULL ? text : "";
    buf_add(&keys->texts, text, strlen(text) + 1);
    return (uint32_t)at;
}

/* The number of the audit is mostly that of the finding before. */
static uint32_t keep_audit(struct finding_keys *keys, sqlite3_stmt *stmt, int column)
{
    const char *text = (const char *)sqlite3_column_text(stmt, column);

    if (keys->count > 0) {
        uint32_t last = keys->items[keys->count - 1].audit;
        if (strcmp(keys->texts.data + last, text != NULL ? text : "") == 0)
            return last;
    }
    return keep_text(keys, stmt, column);
}

static int64_t take_time(sqlite3_stmt *stmt, int column)
{
    const char *text = (const char *)sqlite3_column_text(stmt, column);
    int64_t ms = 0;

    if (text == NULL || *text == '\0')
        return KEY_NO_TIME;
    return clock_parse(text, &ms) ? ms : KEY_BAD_TIME;
}

static void take_key(sqlite3_stmt *stmt, void *context)
{
    struct finding_keys *keys = context;
    struct ident whole = db_ident(stmt, 7);
    struct finding_key key = {.id = db_ident(stmt, 0),
                              .grade = walk_code(stmt, 1, &code_grades),
                              .state = walk_code(stmt, 2, &code_finding_states),
                              .counts = ident_is_none(&whole),
                              .number = keep_text(keys, stmt, 3),
                              .audit = keep_audit(keys, stmt, 4),
                              .raised = take_time(stmt, 5),
                              .closed = take_time(stmt, 6)};

    keys->items = mem_grow(keys->items, keys->count, &keys->capacity, sizeof *keys->items);
    keys->items[keys->count++] = key;
    if (key.counts)
        return;
    keys->parts =
        mem_grow(keys->parts, keys->part_count, &keys->part_capacity, sizeof *keys->parts);
    keys->parts[keys->part_count++] = (struct finding_part){whole, key.id, key.raised};
}

static int compare_parts(const void *a, const void *b)
{
    const struct finding_part *left = a;
    const struct finding_part *right = b;
    int order = ident_compare(&left->whole, &right->whole);

    if (order == 0)
        order = (left->raised > right->raised) - (left->raised < right->raised);
    return order != 0 ? order : ident_compare(&left->part, &right->part);
}

enum err_code finding_keys_list(struct store *store, const struct ident *audit,
                                struct finding_keys *keys, struct err *err)
{
    *keys = (struct finding_keys){0};
    sqlite3_stmt *stmt = db_use(store, sql[audit != NULL ? SQL_OF_AUDIT : SQL_ALL], err);
    if (stmt != NULL && audit != NULL)
        db_bind_ident(stmt, 1, audit);
    enum err_code code = query_each(store, stmt, take_key, keys, err);
    if (code == ERR_OK && keys->part_count > 1)
        qsort(keys->parts, keys->part_count, sizeof *keys->parts, compare_parts);
    if (code != ERR_OK)
        finding_keys_clear(keys);
    return code;
}

void finding_keys_clear(struct finding_keys *keys)
{
    free(keys->items);
    free(keys->parts);
    buf_clear(&keys->texts);
    *keys = (struct finding_keys){0};
}

static enum err_code count(struct store *store, enum keys_sql which, const struct ident *audit,
                           size_t *answer, struct err *err)
{
    sqlite3_stmt *stmt = db_use(store, sql[which], err);
    int64_t number = 0;

    if (stmt != NULL)
        db_bind_ident(stmt, 1, audit);
    enum err_code code = query_int(store, stmt, &number, err);
    *answer = number > 0 ? (size_t)number : 0;
    return code;
}

enum err_code finding_keys_count(struct store *store, const struct ident *audit, size_t *findings,
                                 size_t *actions, struct err *err)
{
    enum err_code code = count(store, SQL_COUNT, audit, findings, err);

    return code == ERR_OK ? count(store, SQL_COUNT_ACTIONS, audit, actions, err) : code;
}

/* evidence.c - lists of audit evidence, and finding one by its number. New evidence is
 * evidence_write.c.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/evidence.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "store/filters.h"
#include "store/query.h"
#include "store/walk_parts.h"

enum evidence_sql {
    SQL_OF_AUDIT,
    SQL_OF_AUDIT_AFTER, /* the same; the time bounds the part of the index that is read */
    SQL_OF_ASSESSMENT,
    SQL_OF_FINDING,
    SQL_REFS,
    SQL_FINDINGS,
    SQL_FIND,
    SQL_NUMBERS
};

/* ?1 audit, ?2 assessment, ?3 finding, null where it does not matter; ?4 to ?6 time, number and id
 * of the line before (null: from the start), ?7 the limit. Numbers are compared by length first, so
 * that -10 comes after -9. */
#define COLUMNS                                                                                    \
    "SELECT e.id, e.number, e.kind, e.title, (SELECT name FROM person WHERE id = e.collected_by)," \
    " e.collected_at, (SELECT count(*) FROM attachment t WHERE t.evidence = e.id"                  \
    " AND t.withdrawn IS NULL)"
#define LINKED(condition)                                                                          \
    "e.id IN (SELECT evidence FROM evidence_link WHERE " condition " AND withdrawn IS NULL)"
#define OF_FINDING "finding IN " QUERY_WITH_MERGED("?3") /* and of those that went into it */
#define REST                                                                                       \
    " AND e.withdrawn IS NULL AND (?4 IS NULL OR (e.collected_at, length(e.number), e.number, "    \
    "e.id) < (?4, length(?5), ?5, ?6))"                                                            \
    " ORDER BY e.collected_at DESC, length(e.number) DESC, e.number DESC, e.id DESC LIMIT ?7"

static const char *const sql[] = {
    [SQL_OF_AUDIT] = COLUMNS " FROM evidence e WHERE e.audit = ?1" REST,
    [SQL_OF_AUDIT_AFTER] =
        COLUMNS " FROM evidence e WHERE e.audit = ?1 AND e.collected_at <= ?4" REST,
    [SQL_OF_ASSESSMENT] = COLUMNS " FROM evidence e WHERE " LINKED(
        "assessment = ?2") " AND (?1 IS NULL OR e.audit = ?1)"
                           " AND (?3 IS NULL OR " LINKED(OF_FINDING) ")" REST,
    [SQL_OF_FINDING] =
        COLUMNS " FROM evidence e WHERE " LINKED(OF_FINDING) " AND (?1 IS NULL"
                                                             " OR e.audit = ?1)" REST,
    [SQL_REFS] = "SELECT coalesce(a.ref, a.item) FROM evidence_link l"
                 " CROSS JOIN assessment a ON a.id = l.assessment"
                 " WHERE l.evidence = ?1 AND l.withdrawn IS NULL AND a.withdrawn IS NULL",
    /* Those that count: a merged one by the finding it went into. */
    [SQL_FINDINGS] =
        "SELECT coalesce(w.number, w.draft) FROM evidence_link l"
        " CROSS JOIN finding f ON f.id = l.finding"
        " CROSS JOIN finding w ON w.id = " QUERY_COUNTED_IN(
            "f") " WHERE l.evidence = ?1 AND l.withdrawn IS NULL AND f.withdrawn IS NULL",
    [SQL_FIND] = ("SELECT id FROM evidence WHERE audit = ?1 AND withdrawn IS NULL"
                  " AND (id = ?2 OR lower(number) = lower(?3)) ORDER BY id"),
    [SQL_NUMBERS] = "SELECT number FROM evidence WHERE audit = ?1 AND withdrawn IS NULL"};

static void line_clear(struct evidence_line *line)
{
    free(line->number);
    free(line->title);
    free(line->refs);
    free(line->findings);
    free(line->collected_by);
    free(line->collected_at);
}

void evidence_lines_clear(struct evidence_lines *lines)
{
    for (size_t i = 0; i < lines->count; i++)
        line_clear(&lines->items[i]);
    free(lines->items);
    *lines = (struct evidence_lines){0};
}

static void take_line(sqlite3_stmt *stmt, void *context)
{
    struct evidence_lines *lines = context;
    int kind = walk_code(stmt, 2, &code_evidence_kinds);

    lines->items = mem_grow(lines->items, lines->count, &lines->capacity, sizeof *lines->items);
    lines->items[lines->count++] =
        (struct evidence_line){.id = db_ident(stmt, 0),
                               .number = db_text(stmt, 1),
                               .kind = kind < 0 ? EVIDENCE_DOCUMENT : kind,
                               .title = db_text(stmt, 3),
                               .collected_by = db_text(stmt, 4),
                               .collected_at = db_text(stmt, 5),
                               .attachments = (size_t)sqlite3_column_int64(stmt, 6)};
}

/* Leaves out what the filter does not let through. */
static enum err_code keep_passing(struct store *store, const struct evidence_query *query,
                                  struct evidence_lines *lines, struct err *err)
{
    struct filter_ids ids;
    size_t kept = 0;
    enum err_code code = filter_evidence(store, query->audit, query->filter, &ids, err);

    for (size_t i = 0; i < lines->count && code == ERR_OK; i++) {
        if (filter_ids_has(&ids, &lines->items[i].id))
            lines->items[kept++] = lines->items[i];
        else
            line_clear(&lines->items[i]);
    }
    if (code == ERR_OK)
        lines->count = kept;
    filter_ids_clear(&ids);
    return code;
}

static sqlite3_stmt *use_query(struct store *store, const struct evidence_query *query,
                               struct err *err)
{
    enum evidence_sql which = query->after != NULL ? SQL_OF_AUDIT_AFTER : SQL_OF_AUDIT;

    if (query->assessment != NULL)
        which = SQL_OF_ASSESSMENT;
    else if (query->finding != NULL)
        which = SQL_OF_FINDING;
    sqlite3_stmt *stmt = db_use(store, sql[which], err);
    if (stmt == NULL)
        return NULL;
    db_bind_ident(stmt, 1, query->audit);
    db_bind_ident(stmt, 2, query->assessment);
    db_bind_ident(stmt, 3, query->finding);
    if (query->after != NULL) {
        db_bind_text(stmt, 4, query->after->collected_at);
        db_bind_text(stmt, 5, query->after->number);
        db_bind_ident(stmt, 6, &query->after->id);
    }
    bool all = query->limit == 0 || query->filter != NULL;
    sqlite3_bind_int64(stmt, 7, all ? -1 : (sqlite3_int64)query->limit);
    return stmt;
}

static enum err_code load_joined(struct store *store, enum evidence_sql which,
                                 const struct ident *evidence, char **joined, struct err *err)
{
    sqlite3_stmt *stmt = db_use(store, sql[which], err);

    if (stmt != NULL)
        db_bind_ident(stmt, 1, evidence);
    return query_joined(store, stmt, joined, err);
}

enum err_code evidence_list(struct store *store, const struct evidence_query *query,
                            struct evidence_lines *lines, struct err *err)
{
    *lines = (struct evidence_lines){0};
    enum err_code code = query_each(store, use_query(store, query, err), take_line, lines, err);
    if (code == ERR_OK && query->filter != NULL)
        code = keep_passing(store, query, lines, err);
    for (size_t i = 0; i < lines->count; i++) {
        struct evidence_line *line = &lines->items[i];
        if (code == ERR_OK)
            code = load_joined(store, SQL_REFS, &line->id, &line->refs, err);
        if (code == ERR_OK)
            code = load_joined(store, SQL_FINDINGS, &line->id, &line->findings, err);
    }
    if (code != ERR_OK)
        evidence_lines_clear(lines);
    return code;
}

/* ---- finding one ----------------------------------------------------------------------------- */

static enum err_code no_evidence(struct store *store, const struct ident *audit, const char *text,
                                 struct err *err)
{
    char *near = NULL;
    enum err_code code = query_near_number(store, sql[SQL_NUMBERS], audit, text, &near, err);

    if (code != ERR_OK)
        return code;
    err_set(err, ERR_USAGE, _("the audit has no evidence '%s'"), text);
    if (near[0] != '\0')
        err_hint(err, _("near it are: %s"), near);
    free(near);
    return ERR_USAGE;
}

enum err_code evidence_find(struct store *store, const struct ident *audit, const char *text,
                            struct ident *id, struct err *err)
{
    struct number_match match;

    *id = ident_none();
    enum err_code code = query_by_number(store, sql[SQL_FIND], audit, text, &match, err);
    if (code != ERR_OK)
        return code;
    if (match.count == 0)
        return no_evidence(store, audit, text, err);
    if (match.count > 1) {
        char shown[IDENT_TEXT_SIZE];
        ident_text(&match.id, shown);
        err_set(err, ERR_USAGE, _("%zu pieces of evidence have the number '%s'"), match.count,
                text);
        err_hint(err, _("give the id instead; one is %s"), shown);
        return ERR_USAGE;
    }
    *id = match.id;
    return ERR_OK;
}

/* ---- the same content ------------------------------------------------------------------------ */

static const char same_sql[] =
    "SELECT e.number FROM attachment t CROSS JOIN evidence e ON e.id = t.evidence"
    " WHERE t.object = ?1 AND t.withdrawn IS NULL AND e.withdrawn IS NULL";

enum err_code evidence_with_file(struct store *store, const char *path, char **numbers,
                                 struct err *err)
{
    struct hash hash;

    *numbers = NULL;
    enum err_code code = store_refuse_itself(store, path, err);
    if (code == ERR_OK)
        code = object_hash_file(path, &hash, err);
    if (code != ERR_OK)
        return code;
    sqlite3_stmt *stmt = db_use(store, same_sql, err);
    if (stmt != NULL)
        db_bind_hash(stmt, 1, &hash);
    return query_joined(store, stmt, numbers, err);
}

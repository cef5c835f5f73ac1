/* query.h - short forms for the queries of this room. Not for other rooms.
 *
 * Each takes a statement of db_use with its parameters bound and gives it back; a NULL statement
 * (db_use failed) returns the error that is already in err.
 */
#ifndef AUDITWALK_STORE_QUERY_H
#define AUDITWALK_STORE_QUERY_H

#include "store/internal.h"

/* The columns of a requirement's assessment are those of this audit's checklists: audit_checklist
 * k, snapshot s, snapshot_item i, assessment a (null columns where there is none yet); ?1 the
 * audit. CROSS JOIN keeps SQLite to this order, in which every step is an index lookup. */
#define QUERY_ITEMS                                                                                \
    " FROM audit_checklist k CROSS JOIN snapshot s ON s.digest = k.snapshot"                       \
    " CROSS JOIN snapshot_item i ON i.snapshot = s.id"                                             \
    " LEFT JOIN assessment a ON a.audit = k.audit AND a.checklist = k.checklist"                   \
    " AND a.item = i.item AND a.unit IS NULL AND a.withdrawn IS NULL"                              \
    " WHERE k.audit = ?1 AND k.withdrawn IS NULL"
#define QUERY_ITEMS_ORDER " ORDER BY k.position, k.checklist, k.id, i.position"

/* Findings for one fact: one that was merged into another is counted there only, over any number of
 * steps, as long as that one stands in the same audit. Two laptops may merge A into B and B into A;
 * then the one with the smallest id counts, so that never all of them are gone.
 *
 * QUERY_COUNTED: true if finding f (an alias of the table) counts. This alone decides wherever
 * findings are counted or listed side by side. QUERY_WITH_MERGED: the ids of all that are counted
 * in the finding that an expression names, itself included. QUERY_HAS_PARTS: true if others may be.
 * QUERY_COUNTED_IN: the id of the finding
 * in which f is counted. */
#define QUERY_MERGES(f)                                                                            \
    "EXISTS (SELECT 1 FROM finding stands WHERE stands.id = " f ".merged_into"                     \
    " AND stands.withdrawn IS NULL AND stands.audit = " f ".audit AND stands.id <> " f ".id)"
#define QUERY_PATH(f)                                                                              \
    "WITH RECURSIVE path (id) AS (SELECT " f ".merged_into UNION SELECT step.merged_into FROM"     \
    " path CROSS JOIN finding step ON step.id = path.id WHERE step.merged_into IS NOT NULL"        \
    " AND " QUERY_MERGES("step") ")"
#define QUERY_COUNTED(f)                                                                           \
    "(" f ".withdrawn IS NULL AND (" f ".merged_into IS NULL OR NOT " QUERY_MERGES(                \
        f) " OR " f ".id = (" QUERY_PATH(f) " SELECT min(id) FROM path)))"
#define QUERY_WITH_MERGED(id)                                                                      \
    "(WITH RECURSIVE merged (id) AS (SELECT " id " UNION SELECT part.id FROM merged"               \
    " CROSS JOIN finding whole ON whole.id = merged.id AND whole.withdrawn IS NULL"                \
    " CROSS JOIN finding part ON part.merged_into = merged.id AND part.withdrawn IS NULL"          \
    " AND part.audit = whole.audit) SELECT id FROM merged)"
#define QUERY_HAS_PARTS(f) "EXISTS (SELECT 1 FROM finding part WHERE part.merged_into = " f ".id)"
#define QUERY_COUNTED_IN(f)                                                                        \
    "CASE WHEN " QUERY_COUNTED(f) " THEN " f ".id ELSE (" QUERY_PATH(                              \
        f) " SELECT last.id FROM"                                                                  \
           " path CROSS JOIN finding last ON last.id = path.id WHERE " QUERY_COUNTED(              \
               "last") ") END"

/* A text of an item or clause in the language of parameter language, else in English, else in the
 * first there is. */
#define QUERY_LANGUAGE(column, table, owner, language)                                             \
    "coalesce((SELECT " column " FROM " table " WHERE snapshot = " owner                           \
    ".snapshot AND position = " owner ".position AND language = " language "), (SELECT " column    \
    " FROM " table " WHERE snapshot = " owner ".snapshot AND position = " owner                    \
    ".position AND language = 'en'), (SELECT " column " FROM " table " WHERE snapshot = " owner    \
    ".snapshot AND position = " owner ".position ORDER BY language LIMIT 1), '')"

/* Calls row for every row. */
enum err_code query_each(struct store *store, sqlite3_stmt *stmt,
                         void (*row)(sqlite3_stmt *stmt, void *context), void *context,
                         struct err *err);

/* First column of the first row; not touched if there is none. */
enum err_code query_int(struct store *store, sqlite3_stmt *stmt, int64_t *answer, struct err *err);
enum err_code query_ident(struct store *store, sqlite3_stmt *stmt, struct ident *answer,
                          struct err *err);
enum err_code query_text(struct store *store, sqlite3_stmt *stmt, char **answer, struct err *err);

/* A list of texts, owned. */
struct texts {
    char **items;
    size_t count;
    size_t capacity;
};
void texts_add(struct texts *texts, const char *text);
void texts_clear(struct texts *texts);
void texts_sort(struct texts *texts); /* natural order; equal ones once */
char *texts_join(const struct texts *texts);

/* The few of them a person may have meant, else the first few; "a, b, ..."; heap, "" for none. */
char *texts_near(const struct texts *texts, const char *wanted);

/* First column of all rows. */
enum err_code query_texts(struct store *store, sqlite3_stmt *stmt, struct texts *texts,
                          struct err *err);

/* First column of all rows, sorted, equal ones once, comma separated; *joined is replaced. */
enum err_code query_joined(struct store *store, sqlite3_stmt *stmt, char **joined, struct err *err);

/* True if one is the other but for upper and lower case. */
bool text_is_same(const char *a, const char *b);

/* True if a person who typed wanted may have meant text. */
bool text_is_near(const char *text, const char *wanted);

/* What people name by a number or an id: sql asks for ids with ?1 the audit (may be NULL), ?2 the
 * id if text is one, ?3 the text. */
struct number_match {
    struct ident id; /* the first */
    size_t count;
};
enum err_code query_by_number(struct store *store, const char *sql, const struct ident *audit,
                              const char *text, struct number_match *match, struct err *err);

/* texts_near of all numbers that sql gives with ?1 the audit; heap, "" for none. */
enum err_code query_near_number(struct store *store, const char *sql, const struct ident *audit,
                                const char *text, char **near, struct err *err);

/* The next number of this device in an audit: prefix "E-k7q2-" (heap) and 1 + the highest that ever
 * was. sql asks for that with ?1 the audit and ?2 the prefix. */
enum err_code query_next_number(struct store *store, const char *sql, char letter,
                                const struct ident *audit, char **number, struct err *err);

#endif

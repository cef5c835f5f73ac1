/* duplicates.c - findings that may describe one fact, proposed to the lead. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/consolidate.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "core/similar.h"
#include "store/consolidate_parts.h"
#include "store/query.h"

/* Two people rarely choose the same words; that both stood at one place with one requirement in
 * hand says more. */
enum { ALIKE = 30 };

enum duplicates_sql { SQL_FINDINGS, SQL_CRITERIA, SQL_DISTINCT };

static const char *const sql[] = {
    [SQL_FINDINGS] = "SELECT f.id, f.audit, f.site, coalesce(f.number, f.draft), f.title,"
                     " f.statement, (SELECT name FROM person WHERE id = f.raised_by), f.raised_at,"
                     " f.grade = 'good-practice' FROM finding f WHERE (?1 IS NULL OR f.audit = ?1)"
                     " AND " QUERY_COUNTED(
                         "f") " AND EXISTS (SELECT 1 FROM audit"
                              " WHERE id = f.audit AND withdrawn IS NULL) ORDER BY f.audit, f.id",
    [SQL_CRITERIA] =
        "SELECT DISTINCT checklist || char(10) || item, coalesce(ref, item)"
        " FROM criterion WHERE finding IN " QUERY_WITH_MERGED(
            "?1") " AND withdrawn IS NULL AND checklist IS NOT NULL AND item IS NOT NULL",
    [SQL_DISTINCT] = "SELECT count(*) FROM decision WHERE id = ?1 AND withdrawn IS NULL"
                     " AND kind = 'distinct'"};

struct candidate {
    struct ident id;
    struct ident audit;
    struct ident site;
    char *number;
    char *title;
    char *statement;
    char *author;
    char *raised_at;
    bool good;         /* good practice and a failure are never one fact */
    struct texts keys; /* checklist and item of each requirement, sorted */
    struct texts refs; /* as in lists of findings, by key */
};
struct candidates {
    struct candidate *items;
    size_t count;
    size_t capacity;
};

static void candidates_clear(struct candidates *candidates)
{
    for (size_t i = 0; i < candidates->count; i++) {
        struct candidate *candidate = &candidates->items[i];
        free(candidate->number);
        free(candidate->title);
        free(candidate->statement);
        free(candidate->author);
        free(candidate->raised_at);
        texts_clear(&candidate->keys);
        texts_clear(&candidate->refs);
    }
    free(candidates->items);
}

void duplicates_clear(struct duplicates *duplicates)
{
    for (size_t i = 0; i < duplicates->count; i++) {
        struct duplicate *pair = &duplicates->items[i];
        free(pair->left_number);
        free(pair->right_number);
        free(pair->left_text);
        free(pair->right_text);
        free(pair->left_author);
        free(pair->right_author);
        free(pair->refs);
    }
    free(duplicates->items);
    *duplicates = (struct duplicates){0};
}

/* ---- reading --------------------------------------------------------------------------------- */

static void take_candidate(sqlite3_stmt *stmt, void *context)
{
    struct candidates *all = context;

    all->items = mem_grow(all->items, all->count, &all->capacity, sizeof *all->items);
    all->items[all->count++] = (struct candidate){.id = db_ident(stmt, 0),
                                                  .audit = db_ident(stmt, 1),
                                                  .site = db_ident(stmt, 2),
                                                  .number = db_text(stmt, 3),
                                                  .title = db_text(stmt, 4),
                                                  .statement = db_text(stmt, 5),
                                                  .author = db_text(stmt, 6),
                                                  .raised_at = db_text(stmt, 7),
                                                  .good = sqlite3_column_int(stmt, 8) != 0};
}

static void take_criterion(sqlite3_stmt *stmt, void *context)
{
    struct candidate *candidate = context;
    char *key = db_text(stmt, 0);
    char *ref = db_text(stmt, 1);

    texts_add(&candidate->keys, key);
    texts_add(&candidate->refs, ref);
    free(ref);
    free(key);
}

static enum err_code load(struct store *store, const struct ident *audit,
                          struct candidates *candidates, struct err *err)
{
    sqlite3_stmt *stmt = db_use(store, sql[SQL_FINDINGS], err);

    if (stmt != NULL)
        db_bind_ident(stmt, 1, audit);
    enum err_code code = query_each(store, stmt, take_candidate, candidates, err);
    for (size_t i = 0; i < candidates->count && code == ERR_OK; i++) {
        stmt = db_use(store, sql[SQL_CRITERIA], err);
        if (stmt != NULL)
            db_bind_ident(stmt, 1, &candidates->items[i].id);
        code = query_each(store, stmt, take_criterion, &candidates->items[i], err);
    }
    return code;
}

/* ---- comparing ------------------------------------------------------------------------------- */

/* What both were raised against; heap, "" if nothing. */
static char *common_refs(const struct candidate *a, const struct candidate *b)
{
    struct texts common = {0};

    for (size_t i = 0; i < a->keys.count; i++)
        for (size_t j = 0; j < b->keys.count; j++)
            if (strcmp(a->keys.items[i], b->keys.items[j]) == 0)
                texts_add(&common, a->refs.items[i]);
    texts_sort(&common);
    char *joined = texts_join(&common);
    texts_clear(&common);
    return joined;
}

static char *whole_text(const struct candidate *candidate)
{
    bool both = candidate->title[0] != '\0' && candidate->statement[0] != '\0';

    return mem_printf("%s%s%s", candidate->title, both ? "\n" : "", candidate->statement);
}

static unsigned likeness(const struct candidate *a, const struct candidate *b)
{
    char *left = whole_text(a);
    char *right = whole_text(b);
    unsigned best = text_similarity(left, right);
    unsigned titles = text_similarity(a->title, b->title);
    unsigned statements = text_similarity(a->statement, b->statement);

    free(left);
    free(right);
    best = titles > best ? titles : best;
    return statements > best ? statements : best;
}

static bool may_be_one(const struct candidate *a, const struct candidate *b)
{
    bool anywhere = ident_is_none(&a->site) || ident_is_none(&b->site);

    return ident_equal(&a->audit, &b->audit) && a->good == b->good &&
           (anywhere || ident_equal(&a->site, &b->site));
}

static enum err_code said_distinct(struct store *store, const struct candidate *a,
                                   const struct candidate *b, bool *distinct, struct err *err)
{
    struct ident id = distinct_id(&a->id, &b->id);
    int64_t count = 0;
    sqlite3_stmt *stmt = db_use(store, sql[SQL_DISTINCT], err);

    if (stmt != NULL)
        db_bind_ident(stmt, 1, &id);
    enum err_code code = query_int(store, stmt, &count, err);
    *distinct = count > 0;
    return code;
}

static void add_pair(struct duplicates *duplicates, const struct candidate *a,
                     const struct candidate *b, char *refs, unsigned similarity)
{
    int order = strcmp(a->raised_at, b->raised_at);

    if (order == 0)
        order = text_compare_natural(a->number, b->number);
    const struct candidate *left = order <= 0 ? a : b;
    const struct candidate *right = order <= 0 ? b : a;
    duplicates->items = mem_grow(duplicates->items, duplicates->count, &duplicates->capacity,
                                 sizeof *duplicates->items);
    duplicates->items[duplicates->count++] =
        (struct duplicate){.left = left->id,
                           .right = right->id,
                           .left_number = mem_strdup(left->number),
                           .right_number = mem_strdup(right->number),
                           .left_text = whole_text(left),
                           .right_text = whole_text(right),
                           .left_author = mem_strdup(left->author),
                           .right_author = mem_strdup(right->author),
                           .refs = refs,
                           .similarity = similarity};
}

static enum err_code compare(struct store *store, const struct candidate *a,
                             const struct candidate *b, struct duplicates *duplicates,
                             struct err *err)
{
    bool distinct = false;

    if (!may_be_one(a, b))
        return ERR_OK;
    char *refs = common_refs(a, b);
    unsigned similarity = refs[0] != '\0' ? likeness(a, b) : 0;
    enum err_code code = similarity >= ALIKE ? said_distinct(store, a, b, &distinct, err) : ERR_OK;
    if (code == ERR_OK && similarity >= ALIKE && !distinct)
        add_pair(duplicates, a, b, refs, similarity);
    else
        free(refs);
    return code;
}

static int compare_pairs(const void *a, const void *b)
{
    const struct duplicate *left = a;
    const struct duplicate *right = b;

    if (left->similarity != right->similarity)
        return left->similarity > right->similarity ? -1 : 1;
    int order = text_compare_natural(left->left_number, right->left_number);
    if (order == 0)
        order = text_compare_natural(left->right_number, right->right_number);
    if (order == 0)
        order = ident_compare(&left->left, &right->left);
    return order != 0 ? order : ident_compare(&left->right, &right->right);
}

enum err_code duplicates_list(struct store *store, const struct ident *audit,
                              struct duplicates *duplicates, struct err *err)
{
    struct candidates all = {0};

    *duplicates = (struct duplicates){0};
    enum err_code code = load(store, audit, &all, err);
    for (size_t i = 0; i < all.count && code == ERR_OK; i++) {
        /* Ordered by audit, so the rest of this audit follows. */
        for (size_t j = i + 1; j < all.count && code == ERR_OK &&
                               ident_equal(&all.items[i].audit, &all.items[j].audit);
             j++)
            code = compare(store, &all.items[i], &all.items[j], duplicates, err);
    }
    candidates_clear(&all);
    if (code != ERR_OK)
        duplicates_clear(duplicates);
    else if (duplicates->count > 1)
        qsort(duplicates->items, duplicates->count, sizeof *duplicates->items, compare_pairs);
    return code;
}

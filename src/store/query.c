/* query.c - short forms for the queries of this room. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/query.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

enum { NEAR_LIMIT = 4, NEAR_SLIPS = 3, NUMBER_LIMIT = 999999999 };

enum err_code query_each(struct store *store, sqlite3_stmt *stmt,
                         void (*row)(sqlite3_stmt *stmt, void *context), void *context,
                         struct err *err)
{
    bool found = false;

    if (stmt == NULL)
        return err_code_of(err);
    enum err_code code = db_step(store, stmt, &found, err);
    while (code == ERR_OK && found) {
        row(stmt, context);
        code = db_step(store, stmt, &found, err);
    }
    db_done(store, stmt);
    return code;
}

static void take_int(sqlite3_stmt *stmt, void *context)
{
    *(int64_t *)context = sqlite3_column_int64(stmt, 0);
}

enum err_code query_int(struct store *store, sqlite3_stmt *stmt, int64_t *answer, struct err *err)
{
    return query_each(store, stmt, take_int, answer, err);
}

static void take_ident(sqlite3_stmt *stmt, void *context)
{
    *(struct ident *)context = db_ident(stmt, 0);
}

enum err_code query_ident(struct store *store, sqlite3_stmt *stmt, struct ident *answer,
                          struct err *err)
{
    return query_each(store, stmt, take_ident, answer, err);
}

static void take_text(sqlite3_stmt *stmt, void *context)
{
    char **answer = context;

    free(*answer);
    *answer = db_text(stmt, 0);
}

enum err_code query_text(struct store *store, sqlite3_stmt *stmt, char **answer, struct err *err)
{
    return query_each(store, stmt, take_text, answer, err);
}

/* ---- lists of texts -------------------------------------------------------------------------- */

void texts_add(struct texts *texts, const char *text)
{
    texts->items = mem_grow(texts->items, texts->count, &texts->capacity, sizeof *texts->items);
    texts->items[texts->count++] = mem_strdup(text);
}

void texts_clear(struct texts *texts)
{
    for (size_t i = 0; i < texts->count; i++)
        free(texts->items[i]);
    free(texts->items);
    *texts = (struct texts){0};
}

static int compare_texts(const void *a, const void *b)
{
    const char *left = *(char *const *)a;
    const char *right = *(char *const *)b;
    int order = text_compare_natural(left, right);

    return order != 0 ? order : strcmp(left, right);
}

void texts_sort(struct texts *texts)
{
    size_t kept = 0;

    if (texts->count == 0)
        return;
    qsort(texts->items, texts->count, sizeof *texts->items, compare_texts);
    for (size_t i = 1; i < texts->count; i++) {
        if (strcmp(texts->items[i], texts->items[kept]) == 0)
            free(texts->items[i]);
        else
            texts->items[++kept] = texts->items[i];
    }
    texts->count = kept + 1;
}

char *texts_join(const struct texts *texts)
{
    struct buf out;

    buf_init(&out);
    for (size_t i = 0; i < texts->count; i++)
        buf_printf(&out, "%s%s", i > 0 ? ", " : "", texts->items[i]);
    return buf_take(&out);
}

bool text_is_same(const char *a, const char *b)
{
    return text_contains(a, b) && text_contains(b, a);
}

bool text_is_near(const char *text, const char *wanted)
{
    return text_contains(text, wanted) || text_distance(text, wanted) <= NEAR_SLIPS;
}

char *texts_near(const struct texts *texts, const char *wanted)
{
    struct texts few = {0};
    bool more = false;

    for (int pass = 0; pass < 2 && few.count == 0; pass++) {
        for (size_t i = 0; i < texts->count; i++) {
            if (pass == 0 && !text_is_near(texts->items[i], wanted))
                continue;
            more = few.count == NEAR_LIMIT;
            if (more)
                break;
            texts_add(&few, texts->items[i]);
        }
    }
    char *joined = texts_join(&few);
    if (more) {
        char *longer = mem_printf("%s ...", joined);
        free(joined);
        joined = longer;
    }
    texts_clear(&few);
    return joined;
}

static void take_one(sqlite3_stmt *stmt, void *context)
{
    char *text = db_text(stmt, 0);

    if (text[0] != '\0')
        texts_add(context, text);
    free(text);
}

enum err_code query_texts(struct store *store, sqlite3_stmt *stmt, struct texts *texts,
                          struct err *err)
{
    return query_each(store, stmt, take_one, texts, err);
}

enum err_code query_joined(struct store *store, sqlite3_stmt *stmt, char **joined, struct err *err)
{
    struct texts texts = {0};
    enum err_code code = query_texts(store, stmt, &texts, err);

    free(*joined);
    texts_sort(&texts);
    *joined = texts_join(&texts);
    texts_clear(&texts);
    return code;
}

/* ---- numbers --------------------------------------------------------------------------------- */

enum err_code query_next_number(struct store *store, const char *sql, char letter,
                                const struct ident *audit, char **number, struct err *err)
{
    char device[5];
    int64_t highest = 0;

    ident_short(&store->device->id, device);
    char *prefix = mem_printf("%c-%s-", letter, device);
    sqlite3_stmt *stmt = db_use(store, sql, err);
    if (stmt != NULL) {
        db_bind_ident(stmt, 1, audit);
        db_bind_text(stmt, 2, prefix);
    }
    enum err_code code = query_int(store, stmt, &highest, err);
    if (highest < 0 || highest >= NUMBER_LIMIT)
        highest = NUMBER_LIMIT; /* written by no version of this program */
    if (code == ERR_OK)
        *number = mem_printf("%s%lld", prefix, (long long)highest + 1);
    free(prefix);
    return code;
}

static void take_match(sqlite3_stmt *stmt, void *context)
{
    struct number_match *match = context;

    if (match->count++ == 0)
        match->id = db_ident(stmt, 0);
}

enum err_code query_by_number(struct store *store, const char *sql, const struct ident *audit,
                              const char *text, struct number_match *match, struct err *err)
{
    struct ident wanted = ident_none();
    sqlite3_stmt *stmt = db_use(store, sql, err);

    *match = (struct number_match){0};
    ident_parse(text, &wanted);
    if (stmt != NULL) {
        db_bind_ident(stmt, 1, audit);
        db_bind_ident(stmt, 2, &wanted);
        db_bind_text(stmt, 3, text);
    }
    return query_each(store, stmt, take_match, match, err);
}

enum err_code query_near_number(struct store *store, const char *sql, const struct ident *audit,
                                const char *text, char **near, struct err *err)
{
    struct texts numbers = {0};
    sqlite3_stmt *stmt = db_use(store, sql, err);

    *near = NULL;
    if (stmt != NULL)
        db_bind_ident(stmt, 1, audit);
    enum err_code code = query_texts(store, stmt, &numbers, err);
    if (code == ERR_OK) {
        texts_sort(&numbers);
        *near = texts_near(&numbers, text);
    }
    texts_clear(&numbers);
    return code;
}

/* finding_number.c - final numbers: given once, by the lead, when all findings are together. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/consolidate.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "store/audits.h"
#include "store/query.h"
#include "store/walk_parts.h"

enum finding_number_sql { SQL_LEADS, SQL_IS_LEAD, SQL_WAITING, SQL_FIRST_REF, SQL_HIGHEST };

static const char *const sql[] = {
    [SQL_LEADS] = "SELECT p.name FROM team_member t JOIN person p ON p.id = t.person"
                  " WHERE t.audit = ?1 AND t.role = 'lead' AND t.withdrawn IS NULL",
    [SQL_IS_LEAD] = "SELECT count(*) FROM team_member WHERE audit = ?1 AND person = ?2"
                    " AND role = 'lead' AND withdrawn IS NULL",
    [SQL_WAITING] = "SELECT f.id, f.grade, f.raised_at FROM finding f WHERE f.audit = ?1"
                    " AND f.number IS NULL AND " QUERY_COUNTED("f"),
    [SQL_FIRST_REF] = "SELECT coalesce(ref, item) FROM criterion WHERE finding = ?1"
                      " AND withdrawn IS NULL ORDER BY position, id LIMIT 1",
    /* Over all audits, and with what was withdrawn: a number is never given again. Nobody counts as
     * far as ten digits; what does is no number of ours. */
    [SQL_HIGHEST] = ("SELECT max(CAST(substr(number, length(?1) + 1) AS INTEGER)) FROM finding"
                     " WHERE substr(number, 1, length(?1)) = ?1"
                     " AND length(number) < length(?1) + 10")};

struct waiting {
    struct ident id;
    enum grade grade;
    char *raised_at;
    char *ref; /* of its first requirement */
};
struct waiting_list {
    struct waiting *items;
    size_t count;
    size_t capacity;
};

static void waiting_clear(struct waiting_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        free(list->items[i].raised_at);
        free(list->items[i].ref);
    }
    free(list->items);
}

static void take_waiting(sqlite3_stmt *stmt, void *context)
{
    struct waiting_list *list = context;
    int grade = walk_code(stmt, 1, &code_grades);

    list->items = mem_grow(list->items, list->count, &list->capacity, sizeof *list->items);
    list->items[list->count++] =
        (struct waiting){.id = db_ident(stmt, 0),
                         .grade = grade < 0 ? GRADE_OFI : (enum grade)grade,
                         .raised_at = db_text(stmt, 2)};
}

static sqlite3_stmt *use_for(struct store *store, enum finding_number_sql which,
                             const struct ident *id, struct err *err)
{
    sqlite3_stmt *stmt = db_use(store, sql[which], err);

    if (stmt != NULL)
        db_bind_ident(stmt, 1, id);
    return stmt;
}

static int compare_waiting(const void *a, const void *b)
{
    const struct waiting *left = a;
    const struct waiting *right = b;

    if (left->grade != right->grade)
        return left->grade < right->grade ? -1 : 1;
    int order = text_compare_natural(left->ref, right->ref);
    if (order == 0)
        order = strcmp(left->raised_at, right->raised_at);
    return order != 0 ? order : ident_compare(&left->id, &right->id);
}

static enum err_code load_waiting(struct store *store, const struct ident *audit,
                                  struct waiting_list *list, struct err *err)
{
    enum err_code code =
        query_each(store, use_for(store, SQL_WAITING, audit, err), take_waiting, list, err);

    for (size_t i = 0; i < list->count; i++) {
        struct waiting *waiting = &list->items[i];
        if (code == ERR_OK)
            code = query_text(store, use_for(store, SQL_FIRST_REF, &waiting->id, err),
                              &waiting->ref, err);
        if (waiting->ref == NULL)
            waiting->ref = mem_strdup("");
    }
    if (code == ERR_OK && list->count > 1)
        qsort(list->items, list->count, sizeof *list->items, compare_waiting);
    return code;
}

/* ---- who may --------------------------------------------------------------------------------- */

static enum err_code require_lead(struct store *store, const struct ident *audit, struct err *err)
{
    int64_t is_lead = 0;
    struct texts leads = {0};
    sqlite3_stmt *stmt = use_for(store, SQL_IS_LEAD, audit, err);

    if (stmt != NULL)
        db_bind_ident(stmt, 2, &store->author);
    enum err_code code = query_int(store, stmt, &is_lead, err);
    if (code == ERR_OK)
        code = query_texts(store, use_for(store, SQL_LEADS, audit, err), &leads, err);
    if (code == ERR_OK && is_lead == 0 && leads.count > 0) {
        texts_sort(&leads);
        char *names = texts_join(&leads);
        code = err_set(err, ERR_DENIED, _("final numbers are given by the lead of the audit: %s"),
                       names);
        free(names);
    }
    texts_clear(&leads);
    return code;
}

/* ---- giving ---------------------------------------------------------------------------------- */

/* "2026": of the start as it was, else as it was planned, else of today. */
static enum err_code audit_year(struct store *store, const struct ident *audit, char year[5],
                                struct err *err)
{
    struct row row;
    char today[CLOCK_DATE_SIZE];
    enum err_code code = store_get(store, RECORD_AUDIT, audit, &row, err);

    if (code != ERR_OK)
        return code;
    clock_local_date(clock_now(), today);
    const char *dates[] = {row_text(&row, AUDIT_ACTUAL_FROM), row_text(&row, AUDIT_PLANNED_FROM),
                           today};
    size_t i = 0;
    while (i < 2 && !clock_is_date(dates[i]))
        i++;
    memcpy(year, dates[i], 4);
    year[4] = '\0';
    row_clear(&row);
    return ERR_OK;
}

/* One row of numbers: what it is called and how far it is. */
struct series {
    char *prefix; /* "NC-2026-" */
    int64_t last;
};
enum { SERIES_NC, SERIES_OFI, SERIES_GP, SERIES_COUNT };

static size_t series_of(enum grade grade)
{
    if (grade == GRADE_GOOD_PRACTICE)
        return SERIES_GP;
    return grade == GRADE_OFI ? SERIES_OFI : SERIES_NC;
}

static enum err_code load_series(struct store *store, const char *year,
                                 struct series series[SERIES_COUNT], struct err *err)
{
    static const char *const letters[SERIES_COUNT] = {"NC", "OFI", "GP"};
    enum err_code code = ERR_OK;

    for (size_t i = 0; i < SERIES_COUNT; i++) {
        series[i] = (struct series){.last = 0};
        series[i].prefix = mem_printf("%s-%s-", letters[i], year);
        if (code != ERR_OK)
            continue;
        sqlite3_stmt *stmt = db_use(store, sql[SQL_HIGHEST], err);
        if (stmt != NULL)
            db_bind_text(stmt, 1, series[i].prefix);
        code = query_int(store, stmt, &series[i].last, err);
    }
    return code;
}

static enum err_code save_numbers(struct store *store, const struct ident *audit,
                                  const struct waiting_list *list,
                                  struct series series[SERIES_COUNT], struct err *err)
{
    struct change change;
    char *label = mem_printf(_("final numbers given: %zu"), list->count);

    change_init(&change, audit);
    for (size_t i = 0; i < list->count; i++) {
        struct series *of = &series[series_of(list->items[i].grade)];
        char *number = mem_printf("%s%03lld", of->prefix, (long long)++of->last);
        change_set_text(&change, RECORD_FINDING, &list->items[i].id, FINDING_NUMBER, number);
        free(number);
    }
    enum err_code code = store_save(store, &change, label, err);
    change_clear(&change);
    free(label);
    return code;
}

static enum err_code number_all(struct store *store, const struct ident *audit,
                                const struct waiting_list *list, struct err *err)
{
    struct series series[SERIES_COUNT] = {{0}};
    char year[5];
    enum err_code code = audit_year(store, audit, year, err);

    if (code == ERR_OK)
        code = load_series(store, year, series, err);
    if (code == ERR_OK)
        code = save_numbers(store, audit, list, series, err);
    for (size_t i = 0; i < SERIES_COUNT; i++)
        free(series[i].prefix);
    return code;
}

enum err_code findings_number(struct store *store, const struct ident *audit, size_t *given,
                              struct err *err)
{
    struct waiting_list list = {0};
    enum err_code code = audit_require_open(store, audit, err);

    *given = 0;
    if (code == ERR_OK)
        code = require_lead(store, audit, err);
    if (code == ERR_OK)
        code = load_waiting(store, audit, &list, err);
    if (code == ERR_OK && list.count > 0)
        code = number_all(store, audit, &list, err);
    if (code == ERR_OK)
        *given = list.count;
    waiting_clear(&list);
    return code;
}

/* audits.c - the audits of a file: list, find, progress. Making one is audit_write.c. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/audits.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "core/audit_path.h"
#include "store/audit_checklists.h"
#include "store/query.h"
#include "store/walk.h"
#include "store/walk_parts.h"

enum audits_sql { SQL_TALLY, SQL_GRADES, SQL_EVIDENCE, SQL_EVIDENCED, SQL_FIND, SQL_STATE };

static const char *const sql[] = {
    [SQL_TALLY] = "SELECT a.result, count(*)" QUERY_ITEMS " GROUP BY a.result",
    [SQL_GRADES] = "SELECT f.grade, count(*) FROM finding f WHERE f.audit = ?1"
                   " AND " QUERY_COUNTED("f") " GROUP BY f.grade",
    [SQL_EVIDENCE] = "SELECT count(*) FROM evidence WHERE audit = ?1 AND withdrawn IS NULL",
    /* Evidence may stand at a requirement that has no assessment yet; one for several sites counts
     * once. */
    [SQL_EVIDENCED] =
        "SELECT count(DISTINCT coalesce(a.checklist || char(31) || a.item, hex(l.assessment)))"
        " FROM evidence e CROSS JOIN evidence_link l ON l.evidence = e.id"
        " LEFT JOIN assessment a ON a.id = l.assessment WHERE e.audit = ?1"
        " AND e.withdrawn IS NULL AND l.withdrawn IS NULL AND l.assessment IS NOT NULL",
    [SQL_FIND] = "SELECT id, number, state, (SELECT max(lamport) FROM chain WHERE scope = audit.id)"
                 " FROM audit WHERE withdrawn IS NULL ORDER BY id",
    [SQL_STATE] = "SELECT state, number FROM audit WHERE id = ?1 AND withdrawn IS NULL"};

static sqlite3_stmt *use_for(struct store *store, enum audits_sql which, const struct ident *audit,
                             struct err *err)
{
    sqlite3_stmt *stmt = db_use(store, sql[which], err);

    if (stmt != NULL)
        db_bind_ident(stmt, 1, audit);
    return stmt;
}

static enum audit_state state_of(sqlite3_stmt *stmt, int column)
{
    int index = walk_code(stmt, column, &code_audit_states);

    return index < 0 ? AUDIT_PLANNED : (enum audit_state)index;
}

/* ---- the list -------------------------------------------------------------------------------- */

void audit_line_clear(struct audit_line *line)
{
    free(line->number);
    free(line->title);
    free(line->type);
    free(line->planned_from);
    free(line->planned_to);
    free(line->sites);
    free(line->lead);
    *line = (struct audit_line){0};
}

void audit_lines_clear(struct audit_lines *lines)
{
    for (size_t i = 0; i < lines->count; i++)
        audit_line_clear(&lines->items[i]);
    free(lines->items);
    *lines = (struct audit_lines){0};
}

static enum err_code count_evidence(struct store *store, struct audit_line *line, struct err *err)
{
    int64_t count = 0;
    enum err_code code =
        query_int(store, use_for(store, SQL_EVIDENCE, &line->id, err), &count, err);

    line->evidence = (size_t)count;
    return code;
}

enum err_code audits_list(struct store *store, struct audit_lines *lines, struct err *err)
{
    struct audit_heads heads;

    *lines = (struct audit_lines){0};
    enum err_code code = audits_heads(store, &heads, err);
    if (code != ERR_OK)
        return code;
    lines->items = mem_zalloc(heads.count + 1, sizeof *lines->items);
    for (size_t i = 0; i < heads.count && code == ERR_OK; i++) {
        struct audit_line *line = &lines->items[lines->count];
        code = audit_line_load(store, &heads.items[i].id, line, err);
        if (code == ERR_OK)
            code = count_evidence(store, &lines->items[lines->count++], err);
    }
    audit_heads_clear(&heads);
    if (code != ERR_OK)
        audit_lines_clear(lines);
    return code;
}

/* ---- progress -------------------------------------------------------------------------------- */

static void take_tally(sqlite3_stmt *stmt, void *context)
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

enum err_code audit_tally(struct store *store, const struct ident *audit, struct tally *tally,
                          size_t findings[GRADE_COUNT], size_t *evidence, struct err *err)
{
    int64_t pieces = 0;

    *tally = (struct tally){{0}};
    enum err_code code =
        query_each(store, use_for(store, SQL_TALLY, audit, err), take_tally, tally, err);
    if (code == ERR_OK && findings != NULL) {
        memset(findings, 0, GRADE_COUNT * sizeof *findings);
        code = query_each(store, use_for(store, SQL_GRADES, audit, err), take_grade, findings, err);
    }
    if (code == ERR_OK && evidence != NULL) {
        code = query_int(store, use_for(store, SQL_EVIDENCE, audit, err), &pieces, err);
        *evidence = (size_t)pieces;
    }
    return code;
}

enum err_code audit_evidenced(struct store *store, const struct ident *audit, size_t *count,
                              struct err *err)
{
    int64_t found = 0;
    enum err_code code = query_int(store, use_for(store, SQL_EVIDENCED, audit, err), &found, err);

    *count = (size_t)found;
    return code;
}

void clause_tallies_clear(struct clause_tallies *tallies)
{
    for (size_t i = 0; i < tallies->count; i++) {
        free(tallies->items[i].checklist);
        free(tallies->items[i].clause);
        free(tallies->items[i].title);
    }
    free(tallies->items);
    *tallies = (struct clause_tallies){0};
}

/* Chapters, and the lines of the checklists where there are several. */
static void add_chapter(const struct walk_group *group, const struct audit_checklists *lists,
                        struct clause_tallies *tallies)
{
    size_t length = strcspn(group->key, ":");
    bool several = group->key[length] == ':';

    if (group->depth > (several ? 1U : 0U))
        return;
    tallies->items =
        mem_grow(tallies->items, tallies->count, &tallies->capacity, sizeof *tallies->items);
    struct clause_tally *line = &tallies->items[tallies->count++];
    *line = (struct clause_tally){.checklist = mem_strndup(group->key, several ? length : 0),
                                  .clause = mem_strdup(group->clause),
                                  .title = mem_strdup(group->title),
                                  .tally = group->tally};
    const struct audit_checklist *list =
        group->clause[0] == '\0' ? audit_checklists_find(lists, line->checklist) : NULL;
    if (list != NULL)
        mem_replace(&line->title, list->title);
}

enum err_code audit_chapters(struct store *store, const struct ident *audit, const char *language,
                             struct clause_tallies *tallies, struct err *err)
{
    struct walk_groups groups;
    struct audit_checklists lists = {0};

    *tallies = (struct clause_tallies){0};
    enum err_code code = walk_groups(store, audit, WALK_CLAUSE, language, &groups, err);
    if (code == ERR_OK)
        code = audit_checklists_list(store, audit, language, &lists, err);
    for (size_t i = 0; code == ERR_OK && i < groups.count; i++)
        add_chapter(&groups.items[i], &lists, tallies);
    audit_checklists_clear(&lists);
    walk_groups_clear(&groups);
    return code;
}

/* ---- finding one ----------------------------------------------------------------------------- */

struct candidate {
    struct ident id;
    char *number;
    enum audit_state state;
    int64_t written; /* Lamport time of its last save */
};
struct candidates {
    struct candidate *items;
    size_t count;
    size_t capacity;
};

static void take_candidate(sqlite3_stmt *stmt, void *context)
{
    struct candidates *all = context;

    all->items = mem_grow(all->items, all->count, &all->capacity, sizeof *all->items);
    all->items[all->count++] = (struct candidate){db_ident(stmt, 0), db_text(stmt, 1),
                                                  state_of(stmt, 2), sqlite3_column_int64(stmt, 3)};
}

static void candidates_clear(struct candidates *all)
{
    for (size_t i = 0; i < all->count; i++)
        free(all->items[i].number);
    free(all->items);
}

static bool is_later(const struct candidate *a, const struct candidate *b)
{
    if (a->written != b->written)
        return a->written > b->written;
    int order = text_compare_natural(a->number, b->number);
    return order != 0 ? order > 0 : ident_compare(&a->id, &b->id) < 0;
}

/* The audit at hand: of those still open, else of all, the one last written to. */
static const struct candidate *current(const struct candidates *all)
{
    const struct candidate *best = NULL;

    for (size_t i = 0; i < all->count; i++) {
        const struct candidate *one = &all->items[i];
        bool open = one->state < AUDIT_ISSUED;
        bool best_open = best != NULL && best->state < AUDIT_ISSUED;
        if (best == NULL || (open && !best_open) || (open == best_open && is_later(one, best)))
            best = one;
    }
    return best;
}

static size_t count_numbered(const struct candidates *all, const char *number, bool exact,
                             struct ident *id)
{
    struct ident wanted = ident_none();
    size_t count = 0;

    ident_parse(number, &wanted);
    for (size_t i = 0; i < all->count; i++) {
        const struct candidate *one = &all->items[i];
        bool same = exact ? strcmp(one->number, number) == 0 : text_is_same(one->number, number);
        if (!same && !ident_equal(&one->id, &wanted))
            continue;
        if (count++ == 0)
            *id = one->id;
    }
    return count;
}

static enum err_code no_audit(const struct candidates *all, const char *number, struct err *err)
{
    struct texts numbers = {0};

    for (size_t i = 0; i < all->count; i++)
        if (all->items[i].number[0] != '\0')
            texts_add(&numbers, all->items[i].number);
    texts_sort(&numbers);
    char *near = texts_near(&numbers, number != NULL ? number : "");
    if (number == NULL)
        err_set(err, ERR_USAGE, _("the audit file has no audit yet"));
    else
        err_set(err, ERR_USAGE, _("there is no audit '%s'"), number);
    if (near[0] != '\0')
        err_hint(err, _("known are: %s"), near);
    else
        err_hint(err, _("make one with: auditwalk audit new"));
    free(near);
    texts_clear(&numbers);
    return ERR_USAGE;
}

static enum err_code choose(const struct candidates *all, const char *number, struct ident *id,
                            struct err *err)
{
    if (number == NULL) {
        const struct candidate *one = current(all);
        if (one == NULL)
            return no_audit(all, NULL, err);
        *id = one->id;
        return ERR_OK;
    }
    size_t count = count_numbered(all, number, true, id);
    if (count == 0)
        count = count_numbered(all, number, false, id);
    if (count == 1)
        return ERR_OK;
    if (count == 0)
        return no_audit(all, number, err);
    char text[IDENT_TEXT_SIZE];
    ident_text(id, text);
    err_set(err, ERR_USAGE, _("%zu audits have the number '%s'"), count, number);
    err_hint(err, _("give one of them another number; by its id one is %s"), text);
    return ERR_USAGE;
}

enum err_code audit_find(struct store *store, const char *number, struct ident *id, struct err *err)
{
    struct candidates all = {0};
    enum err_code code =
        query_each(store, db_use(store, sql[SQL_FIND], err), take_candidate, &all, err);

    *id = ident_none();
    if (code == ERR_OK)
        code = choose(&all, number, id, err);
    candidates_clear(&all);
    return code;
}

struct condition {
    bool found;
    enum audit_state state;
    char *number;
};

static void take_condition(sqlite3_stmt *stmt, void *context)
{
    struct condition *condition = context;

    condition->found = true;
    condition->state = state_of(stmt, 0);
    condition->number = db_text(stmt, 1);
}

static enum err_code require(struct store *store, const struct ident *audit,
                             enum err_code (*check)(enum audit_state state, const char *number,
                                                    struct err *err),
                             struct err *err)
{
    struct condition condition = {0};
    enum err_code code =
        query_each(store, use_for(store, SQL_STATE, audit, err), take_condition, &condition, err);

    if (code == ERR_OK && !condition.found)
        code = err_set(err, ERR_USAGE, _("there is no such audit"));
    else if (code == ERR_OK)
        code = check(condition.state, condition.number, err);
    free(condition.number);
    return code;
}

enum err_code audit_require_open(struct store *store, const struct ident *audit, struct err *err)
{
    return require(store, audit, audit_check_open, err);
}

enum err_code audit_require_closure(struct store *store, const struct ident *audit, struct err *err)
{
    return require(store, audit, audit_check_closure, err);
}

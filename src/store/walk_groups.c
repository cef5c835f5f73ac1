/* walk_groups.c - the left pane of the walk: chapters and clauses, places, methods, with tallies.
 *
 * One query gives every requirement of the audit in a few columns; grouping is done here.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/walk.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "core/ref.h"
#include "store/query.h"
#include "store/walk_parts.h"

enum groups_sql { SQL_BRIEFS, SQL_LISTS, SQL_TITLES, SQL_AREAS };

static const char *const sql[] = {
    [SQL_BRIEFS] =
        "SELECT i.chapter, i.clause, i.methods, i.places, a.result, a.assessed_by, k.checklist,"
        " a.review, i.item" QUERY_ITEMS QUERY_ITEMS_ORDER,
    [SQL_LISTS] = "SELECT k.checklist, k.title FROM audit_checklist k WHERE k.audit = ?1"
                  " AND k.withdrawn IS NULL ORDER BY k.position, k.checklist, k.id",
    [SQL_TITLES] = "SELECT c.clause, " QUERY_LANGUAGE(
        "title", "snapshot_clause_title", "c",
        "?2") " FROM audit_checklist k CROSS JOIN snapshot s ON s.digest = k.snapshot"
              " CROSS JOIN snapshot_clause c ON c.snapshot = s.id"
              " WHERE k.audit = ?1 AND k.withdrawn IS NULL AND (?3 IS NULL OR k.checklist = ?3 OR"
              " s.standard = (SELECT o.standard FROM audit_checklist m CROSS JOIN snapshot o"
              " ON o.digest = m.snapshot WHERE m.audit = ?1 AND m.checklist = ?3"
              " AND m.withdrawn IS NULL))"
              " ORDER BY k.checklist IS NOT ?3, k.position, k.checklist, k.id, c.position",
    [SQL_AREAS] = "SELECT r.place, r.name FROM audit_site j CROSS JOIN site s ON s.id = j.site"
                  " CROSS JOIN area r ON r.site = s.id WHERE j.audit = ?1 AND j.withdrawn IS NULL"
                  " AND s.withdrawn IS NULL AND r.withdrawn IS NULL AND r.place IS NOT NULL"
                  " ORDER BY s.position, s.name, s.id, r.position, r.name, r.id"};

/* What grouping needs of a requirement. */
struct brief {
    char *checklist;
    char *item;
    char *chapter;
    char *clause;
    char *places;
    uint32_t methods;
    enum result result;
    bool again;
};

struct briefs {
    struct brief *items;
    size_t count;
    size_t capacity;
    struct ident author;
    enum walk_order order;
    const char *only; /* NULL: all */
};

static void group_clear(struct walk_group *group)
{
    free(group->key);
    free(group->clause);
    free(group->title);
}

void walk_groups_clear(struct walk_groups *groups)
{
    for (size_t i = 0; i < groups->count; i++)
        group_clear(&groups->items[i]);
    free(groups->items);
    *groups = (struct walk_groups){0};
}

/* Only those of mine, or only open ones. */
static bool is_wanted(const struct briefs *briefs, enum result result, bool again,
                      const struct ident *by)
{
    bool open = result == RESULT_NOT_ASSESSED;

    if (briefs->order == WALK_OPEN)
        return open || again;
    if (briefs->order == WALK_MINE)
        return !open && !ident_is_none(by) && ident_equal(by, &briefs->author);
    return true;
}

static void take_brief(sqlite3_stmt *stmt, void *context)
{
    struct briefs *briefs = context;
    enum result result = walk_result(stmt, 4);
    struct ident by = db_ident(stmt, 5);
    bool again = sqlite3_column_type(stmt, 7) == SQLITE_TEXT;

    if (!is_wanted(briefs, result, again, &by))
        return;
    char *checklist = db_text(stmt, 6);
    char *item = db_text(stmt, 8);
    if (!walk_only_has(briefs->only, checklist, item)) {
        free(checklist);
        free(item);
        return;
    }
    briefs->items =
        mem_grow(briefs->items, briefs->count, &briefs->capacity, sizeof *briefs->items);
    briefs->items[briefs->count++] =
        (struct brief){.checklist = checklist,
                       .item = item,
                       .chapter = db_text(stmt, 0),
                       .clause = db_text(stmt, 1),
                       .methods = (uint32_t)sqlite3_column_int64(stmt, 2),
                       .places = db_text(stmt, 3),
                       .result = result,
                       .again = again};
}

static void brief_clear(struct brief *brief)
{
    free(brief->checklist);
    free(brief->item);
    free(brief->chapter);
    free(brief->clause);
    free(brief->places);
}

static void briefs_clear(struct briefs *briefs)
{
    for (size_t i = 0; i < briefs->count; i++)
        brief_clear(&briefs->items[i]);
    free(briefs->items);
    *briefs = (struct briefs){0};
}

static struct walk_group *group_find(const struct walk_groups *groups, const char *key)
{
    for (size_t i = 0; i < groups->count; i++)
        if (strcmp(groups->items[i].key, key) == 0)
            return &groups->items[i];
    return NULL;
}

/* The group of a key, made if it is not there. */
static struct walk_group *group_for(struct walk_groups *groups, const char *key, const char *title)
{
    struct walk_group *known = group_find(groups, key);

    if (known != NULL)
        return known;
    groups->items =
        mem_grow(groups->items, groups->count, &groups->capacity, sizeof *groups->items);
    known = &groups->items[groups->count++];
    *known = (struct walk_group){
        .key = mem_strdup(key), .clause = mem_strdup(""), .title = mem_strdup(title)};
    return known;
}

static void count_in(struct walk_group *group, const struct brief *brief)
{
    group->tally.by[brief->result]++;
    group->again += brief->again;
}

static bool is_empty_group(struct walk_group *group)
{
    if (tally_total(&group->tally) > 0)
        return false;
    group_clear(group);
    return true;
}

/* Groups without any item are left out: there is nothing to walk. */
static void drop_empty(struct walk_groups *groups)
{
    size_t kept = 0;

    for (size_t i = 0; i < groups->count; i++)
        if (!is_empty_group(&groups->items[i]))
            groups->items[kept++] = groups->items[i];
    groups->count = kept;
}

/* ---- clauses --------------------------------------------------------------------------------- */

struct titles {
    struct walk_groups all; /* clause and title of all that the checklists name */
};

static void take_title(sqlite3_stmt *stmt, void *context)
{
    struct titles *titles = context;
    char *clause = db_text(stmt, 0);
    char *title = db_text(stmt, 1);

    struct walk_group *known = group_for(&titles->all, clause, title);
    if (known->title[0] == '\0')
        mem_replace(&known->title, title);
    free(clause);
    free(title);
}

/* checklist NULL: of all. What a checklist has no title for may have one in another checklist about
 * the same standard. */
static enum err_code load_titles(struct store *store, const struct ident *audit,
                                 const char *checklist, const char *language, struct titles *titles,
                                 struct err *err)
{
    sqlite3_stmt *stmt = db_use(store, sql[SQL_TITLES], err);

    if (stmt != NULL) {
        db_bind_ident(stmt, 1, audit);
        db_bind_text(stmt, 2, language);
        db_bind_text(stmt, 3, checklist);
    }
    return query_each(store, stmt, take_title, titles, err);
}

static unsigned depth_of(const char *clause)
{
    unsigned depth = 0;

    for (; *clause != '\0'; clause++)
        depth += *clause == '.';
    return depth;
}

static int compare_clauses(const void *a, const void *b)
{
    const struct walk_group *left = a;
    const struct walk_group *right = b;
    int order = text_compare_natural(left->key, right->key);

    return order != 0 ? order : strcmp(left->key, right->key);
}

static void add_clause(struct walk_groups *groups, const struct titles *titles, const char *clause)
{
    const struct walk_group *named = group_find(&titles->all, clause);

    struct walk_group *group = group_for(groups, clause, named != NULL ? named->title : "");

    mem_replace(&group->clause, clause);
    group->depth = depth_of(clause);
}

/* A clause between a chapter and its items' clauses stands for itself only if it has a title. */
static void add_outer_clauses(struct walk_groups *groups, const struct titles *titles,
                              const char *clause)
{
    for (size_t i = 0; i < titles->all.count; i++)
        if (clause_inside(clause, titles->all.items[i].key))
            add_clause(groups, titles, titles->all.items[i].key);
}

static bool is_of(const struct brief *brief, const char *checklist)
{
    return checklist == NULL || strcmp(brief->checklist, checklist) == 0;
}

/* The clauses of one checklist, or (NULL) of the only one. */
static void group_by_clause(const struct briefs *briefs, const char *checklist,
                            const struct titles *titles, bool chapters_only,
                            struct walk_groups *groups)
{
    for (size_t i = 0; i < briefs->count; i++) {
        const struct brief *brief = &briefs->items[i];
        if (!is_of(brief, checklist))
            continue;
        add_clause(groups, titles, brief->chapter);
        if (chapters_only || group_find(groups, brief->clause) != NULL)
            continue;
        add_outer_clauses(groups, titles, brief->clause);
        add_clause(groups, titles, brief->clause);
    }
    if (groups->count > 1)
        qsort(groups->items, groups->count, sizeof *groups->items, compare_clauses);
    for (size_t i = 0; i < briefs->count; i++)
        for (size_t j = 0; j < groups->count && is_of(&briefs->items[i], checklist); j++)
            if (clause_inside(briefs->items[i].clause, groups->items[j].key))
                count_in(&groups->items[j], &briefs->items[i]);
}

/* ---- checklists ------------------------------------------------------------------------------ */

static void take_list(sqlite3_stmt *stmt, void *context)
{
    char *checklist = db_text(stmt, 0);
    char *title = db_text(stmt, 1);

    group_for(context, checklist, title);
    free(checklist);
    free(title);
}

/* The line of a checklist and, one step deeper, its clauses; *own is used up. */
static void append_list(const struct briefs *briefs, const struct walk_group *list,
                        struct walk_groups *own, struct walk_groups *groups)
{
    char *key = mem_printf("%s:", list->key);
    struct walk_group *head = group_for(groups, key, list->title);

    for (size_t i = 0; i < briefs->count; i++)
        if (is_of(&briefs->items[i], list->key))
            count_in(head, &briefs->items[i]);
    for (size_t i = 0; i < own->count; i++) {
        char *longer = mem_printf("%s%s", key, own->items[i].key);
        struct walk_group *group = group_for(groups, longer, own->items[i].title);
        mem_replace(&group->clause, own->items[i].clause);
        group->depth = own->items[i].depth + 1;
        group->tally = own->items[i].tally;
        group->again = own->items[i].again;
        free(longer);
    }
    free(key);
}

/* Clauses of the same number in two checklists have nothing to do with each other. */
static enum err_code group_by_list(struct store *store, const struct ident *audit,
                                   const struct walk_groups *lists, bool chapters_only,
                                   const char *language, const struct briefs *briefs,
                                   struct walk_groups *groups, struct err *err)
{
    enum err_code code = ERR_OK;

    for (size_t i = 0; i < lists->count && code == ERR_OK; i++) {
        struct titles titles = {0};
        struct walk_groups own = {0};
        code = load_titles(store, audit, lists->items[i].key, language, &titles, err);
        group_by_clause(briefs, lists->items[i].key, &titles, chapters_only, &own);
        if (code == ERR_OK)
            append_list(briefs, &lists->items[i], &own, groups);
        walk_groups_clear(&titles.all);
        walk_groups_clear(&own);
    }
    drop_empty(groups);
    return code;
}

static enum err_code group_by_clauses(struct store *store, const struct ident *audit,
                                      bool chapters_only, const char *language,
                                      const struct briefs *briefs, struct walk_groups *groups,
                                      struct err *err)
{
    struct walk_groups lists = {0};
    struct titles titles = {0};
    sqlite3_stmt *stmt = db_use(store, sql[SQL_LISTS], err);

    if (stmt != NULL)
        db_bind_ident(stmt, 1, audit);
    enum err_code code = query_each(store, stmt, take_list, &lists, err);
    if (code == ERR_OK && lists.count > 1) {
        code = group_by_list(store, audit, &lists, chapters_only, language, briefs, groups, err);
    } else if (code == ERR_OK) {
        code = load_titles(store, audit, NULL, language, &titles, err);
        if (code == ERR_OK)
            group_by_clause(briefs, NULL, &titles, chapters_only, groups);
    }
    walk_groups_clear(&titles.all);
    walk_groups_clear(&lists);
    return code;
}

/* ---- places and methods ---------------------------------------------------------------------- */

struct area {
    char *place;
    char *name;
};
struct areas {
    struct area *items;
    size_t count;
    size_t capacity;
};

static void take_area(sqlite3_stmt *stmt, void *context)
{
    struct areas *areas = context;

    areas->items = mem_grow(areas->items, areas->count, &areas->capacity, sizeof *areas->items);
    areas->items[areas->count++] = (struct area){db_text(stmt, 0), db_text(stmt, 1)};
}

static void areas_clear(struct areas *areas)
{
    for (size_t i = 0; i < areas->count; i++) {
        free(areas->items[i].place);
        free(areas->items[i].name);
    }
    free(areas->items);
}

static void count_place(const struct briefs *briefs, struct walk_group *group)
{
    char *wanted = mem_printf(" %s ", group->key);
    bool none = strcmp(group->key, WALK_NONE) == 0;

    for (size_t i = 0; i < briefs->count; i++) {
        const struct brief *brief = &briefs->items[i];
        if (none ? brief->places[0] == '\0' : strstr(brief->places, wanted) != NULL)
            count_in(group, brief);
    }
    free(wanted);
}

/* Names of the site's areas of one kind, "Gate 1, Gate 2". */
static void add_area_name(struct walk_group *group, const char *name)
{
    if (name[0] == '\0')
        return;
    char *longer =
        group->title[0] == '\0' ? mem_strdup(name) : mem_printf("%s, %s", group->title, name);
    free(group->title);
    group->title = longer;
}

/* Words of a place that no area and no list of ours has: a checklist's own. */
static void collect_words(const struct briefs *briefs, struct texts *words)
{
    for (size_t i = 0; i < briefs->count; i++) {
        const char *at = briefs->items[i].places;
        while (*(at += strspn(at, " ")) != '\0') {
            char *word = mem_strndup(at, strcspn(at, " "));
            at += strlen(word);
            texts_add(words, word);
            free(word);
        }
    }
    texts_sort(words);
}

static enum err_code group_by_place(struct store *store, const struct ident *audit,
                                    const struct briefs *briefs, struct walk_groups *groups,
                                    struct err *err)
{
    struct areas areas = {0};
    struct texts words = {0};
    sqlite3_stmt *stmt = db_use(store, sql[SQL_AREAS], err);

    if (stmt != NULL)
        db_bind_ident(stmt, 1, audit);
    enum err_code code = query_each(store, stmt, take_area, &areas, err);
    for (size_t i = 0; i < areas.count; i++)
        add_area_name(group_for(groups, areas.items[i].place, ""), areas.items[i].name);
    for (size_t i = 0; i < code_places.count; i++)
        group_for(groups, code_places.rows[i].word, code_places.rows[i].label);
    collect_words(briefs, &words);
    for (size_t i = 0; i < words.count; i++)
        group_for(groups, words.items[i], words.items[i]);
    group_for(groups, WALK_NONE, N_("No particular place"));
    for (size_t i = 0; i < groups->count; i++)
        count_place(briefs, &groups->items[i]);
    drop_empty(groups);
    texts_clear(&words);
    areas_clear(&areas);
    return code;
}

static void group_by_method(const struct briefs *briefs, struct walk_groups *groups)
{
    for (size_t m = 0; m < code_methods.count; m++) {
        struct walk_group *group =
            group_for(groups, code_methods.rows[m].word, code_methods.rows[m].label);
        for (size_t i = 0; i < briefs->count; i++)
            if (briefs->items[i].methods >> m & 1)
                count_in(group, &briefs->items[i]);
    }
    struct walk_group *none = group_for(groups, WALK_NONE, N_("No method named"));
    for (size_t i = 0; i < briefs->count; i++)
        if (briefs->items[i].methods == 0)
            count_in(none, &briefs->items[i]);
    drop_empty(groups);
}

/* ---- processes ------------------------------------------------------------------------------- */

static enum err_code group_by_process(struct store *store, const struct ident *audit,
                                      const struct briefs *briefs, struct walk_groups *groups,
                                      struct err *err)
{
    enum err_code code = walk_processes(store, audit, groups, err);

    for (size_t i = 0; i < groups->count && code == ERR_OK; i++) {
        char *only = NULL;
        code = walk_process_only(store, audit, groups->items[i].key, &only, err);
        for (size_t j = 0; j < briefs->count && code == ERR_OK; j++)
            if (walk_only_has(only, briefs->items[j].checklist, briefs->items[j].item))
                count_in(&groups->items[i], &briefs->items[j]);
        free(only);
    }
    drop_empty(groups);
    return code;
}

/* ---- all ------------------------------------------------------------------------------------- */

static enum err_code group(struct store *store, const struct ident *audit, enum walk_order order,
                           const char *language, const struct briefs *briefs,
                           struct walk_groups *groups, struct err *err)
{
    if (order == WALK_AREA)
        return group_by_place(store, audit, briefs, groups, err);
    if (order == WALK_PROCESS)
        return group_by_process(store, audit, briefs, groups, err);
    if (order != WALK_METHOD)
        return group_by_clauses(store, audit, order != WALK_CLAUSE, language, briefs, groups, err);
    group_by_method(briefs, groups);
    return ERR_OK;
}

enum err_code walk_groups(struct store *store, const struct ident *audit, enum walk_order order,
                          const char *language, struct walk_groups *groups, struct err *err)
{
    return walk_groups_among(store, audit, order, NULL, language, groups, err);
}

enum err_code walk_groups_among(struct store *store, const struct ident *audit,
                                enum walk_order order, const char *only, const char *language,
                                struct walk_groups *groups, struct err *err)
{
    struct briefs briefs = {.author = store->author, .order = order, .only = only};
    sqlite3_stmt *stmt = db_use(store, sql[SQL_BRIEFS], err);

    *groups = (struct walk_groups){0};
    if (stmt != NULL)
        db_bind_ident(stmt, 1, audit);
    enum err_code code = query_each(store, stmt, take_brief, &briefs, err);
    if (code == ERR_OK)
        code = group(store, audit, order, language, &briefs, groups, err);
    briefs_clear(&briefs);
    if (code != ERR_OK)
        walk_groups_clear(groups);
    return code;
}

/* walk.c - the requirements of an audit as the auditor walks them: items, details, finding one.
 *
 * Everything is read through the audit's own checklists (QUERY_ITEMS), so other audits are never
 * touched. The groups of the left pane are walk_groups.c, results are set in walk_write.c.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/walk.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "core/ref.h"
#include "store/query.h"
#include "store/walk_parts.h"

enum walk_sql { SQL_ITEMS, SQL_DETAIL, SQL_NAMES };

/* Columns 0 to 11 are those of take_line. */
#define LINE(evidence, findings)                                                                   \
    " k.checklist, i.item, i.ref, i.clause, " QUERY_LANGUAGE(                                      \
        "heading", "snapshot_text", "i",                                                           \
        "?2") ", i.obligation, a.result, a.note IS NOT NULL, " evidence ", " findings              \
              ", i.position, a.review"
/* Evidence and findings are counted where an item has any; a finding counts at the requirements of
 * those merged into it too. */
#define EVIDENCE_COUNT                                                                             \
    "(SELECT count(DISTINCT e.id) FROM evidence_link l JOIN evidence e ON e.id = l.evidence"       \
    " WHERE l.assessment = a.id AND l.withdrawn IS NULL AND e.withdrawn IS NULL)"
/* Not how many but which: who shows one of the items need not look for them again. */
#define FINDINGS                                                                                   \
    "(SELECT group_concat(lower(hex(finding)), '') FROM (SELECT raised.finding FROM raised"        \
    " WHERE raised.checklist = k.checklist AND raised.item = i.item))"
#define RAISED_FROM(parts)                                                                         \
    "SELECT c.checklist AS checklist, c.item AS item, f.id AS finding"                             \
    " FROM finding f CROSS JOIN criterion c ON c.finding " parts                                   \
    " WHERE f.audit = ?1 AND " QUERY_COUNTED("f") " AND c.withdrawn IS NULL"
#define RAISED                                                                                     \
    "WITH raised AS MATERIALIZED (" RAISED_FROM("= f.id") " UNION " RAISED_FROM(                   \
        "IN " QUERY_WITH_MERGED("f.id")) " AND " QUERY_HAS_PARTS("f") ")"

static const char *const sql[] = {
    /* ?3 clause, ?4 place, ?5 bit of the method, ?6 person: null where it does not matter; ?7 1:
     * open ones only; ?8 checklist; ?9 " CHECKLIST:ITEM ... ", only these. '-' and 0 ask for items
     * that name no place or method. */
    [SQL_ITEMS] = RAISED "SELECT" LINE(EVIDENCE_COUNT, FINDINGS) QUERY_ITEMS
    " AND (?3 IS NULL OR i.clause = ?3"
    " OR substr(i.clause, 1, length(?3) + 1) = ?3 || '.')"
    " AND (?4 IS NULL OR (?4 = '-' AND i.places = '')"
    " OR instr(i.places, ' ' || ?4 || ' ') > 0)"
    " AND (?5 IS NULL OR (?5 = 0 AND i.methods = 0) OR (i.methods & ?5) <> 0)"
    " AND (?6 IS NULL OR (a.assessed_by = ?6"
    " AND coalesce(a.result, 'not-assessed') <> 'not-assessed'))"
    " AND (?7 = 0 OR coalesce(a.result, 'not-assessed') = 'not-assessed' OR a.review IS NOT NULL)"
    " AND (?8 IS NULL OR k.checklist = ?8)"
    " AND (?9 IS NULL OR instr(?9, ' ' || k.checklist || ':' || i.item || ' ') > "
    "0)" QUERY_ITEMS_ORDER,
    /* The line of the list has counted already. */
    [SQL_DETAIL] = "SELECT" LINE("0", "NULL") ", " QUERY_LANGUAGE(
        "ask", "snapshot_text", "i",
        "?2") ", " QUERY_LANGUAGE("look_for", "snapshot_text", "i",
                                  "?2") ", (SELECT " QUERY_LANGUAGE("title",
                                                                    "snapshot_clause_title", "c",
                                                                    "?2") " FROM snapshot_clause c "
                                                                          "WHERE c.snapshot ="
                                                                          " i.snapshot AND "
                                                                          "c.clause = i.clause"
                                                                          " ORDER BY c.position "
                                                                          "LIMIT 1),"
                                                                          " i.places, i.methods, "
                                                                          "i.pdca, i.documented,"
                                                                          " a.note, (SELECT name "
                                                                          "FROM person"
                                                                          " WHERE id = "
                                                                          "a.assessed_by),"
                                                                          " a.assessed_at, "
                                                                          "a.method" QUERY_ITEMS
                                                                          " AND k.checklist = ?3 "
                                                                          "AND i.item = "
                                                                          "?4" QUERY_ITEMS_ORDER
                                                                          " LIMIT 1",
    [SQL_NAMES] = "SELECT k.checklist, i.item, i.ref, i.clause" QUERY_ITEMS QUERY_ITEMS_ORDER};

static void item_clear(struct walk_item *item)
{
    free(item->checklist);
    free(item->item);
    free(item->ref);
    free(item->clause);
    free(item->heading);
    free(item->raised);
}

void walk_items_clear(struct walk_items *items)
{
    for (size_t i = 0; i < items->count; i++)
        item_clear(&items->items[i]);
    free(items->items);
    *items = (struct walk_items){0};
}

void walk_detail_clear(struct walk_detail *detail)
{
    item_clear(&detail->line);
    free(detail->ask);
    free(detail->look_for);
    free(detail->clause_title);
    free(detail->places);
    free(detail->note);
    free(detail->assessed_by);
    free(detail->assessed_at);
    free(detail->method);
    free(detail->review);
    *detail = (struct walk_detail){0};
}

int walk_code(sqlite3_stmt *stmt, int column, const struct code_list *list)
{
    return code_index(list, (const char *)sqlite3_column_text(stmt, column));
}

enum result walk_result(sqlite3_stmt *stmt, int column)
{
    int index = walk_code(stmt, column, &code_results);

    return index < 0 ? RESULT_NOT_ASSESSED : (enum result)index;
}

/* Ids in a row, each of 32 digits. */
static void take_raised(sqlite3_stmt *stmt, struct walk_item *line)
{
    const char *text = (const char *)sqlite3_column_text(stmt, 9);
    char digits[IDENT_TEXT_SIZE] = "";

    if (text == NULL)
        return;
    line->raised = mem_zalloc(strlen(text) / (IDENT_TEXT_SIZE - 1) + 1, sizeof *line->raised);
    for (; strlen(text) >= IDENT_TEXT_SIZE - 1; text += IDENT_TEXT_SIZE - 1) {
        memcpy(digits, text, IDENT_TEXT_SIZE - 1);
        line->findings += ident_parse(digits, &line->raised[line->findings]);
    }
}

static void take_line(sqlite3_stmt *stmt, const struct ident *audit, struct walk_item *line)
{
    int obligation = walk_code(stmt, 5, &code_obligations);

    *line = (struct walk_item){.checklist = db_text(stmt, 0),
                               .item = db_text(stmt, 1),
                               .ref = db_text(stmt, 2),
                               .clause = db_text(stmt, 3),
                               .heading = db_text(stmt, 4),
                               .obligation =
                                   obligation < 0 ? OBLIGATION_SHALL : (enum obligation)obligation,
                               .result = walk_result(stmt, 6),
                               .has_note = sqlite3_column_int(stmt, 7) != 0,
                               .evidence = (size_t)sqlite3_column_int64(stmt, 8),
                               .again = sqlite3_column_type(stmt, 11) == SQLITE_TEXT};
    take_raised(stmt, line);
    line->id = assessment_id(audit, line->checklist, line->item, NULL);
}

/* ---- the items of a group -------------------------------------------------------------------- */

struct items_taking {
    const struct ident *audit;
    struct walk_items *items;
};

static void take_item(sqlite3_stmt *stmt, void *context)
{
    const struct items_taking *taking = context;
    struct walk_items *items = taking->items;

    items->items = mem_grow(items->items, items->count, &items->capacity, sizeof *items->items);
    take_line(stmt, taking->audit, &items->items[items->count++]);
}

/* "CHECKLIST:CLAUSE", "CHECKLIST:" or "CLAUSE". */
static void bind_clause(sqlite3_stmt *stmt, const char *key)
{
    const char *colon = strchr(key, ':');
    const char *clause = colon != NULL ? colon + 1 : key;

    if (clause[0] != '\0')
        db_bind_text(stmt, 3, clause);
    if (colon == NULL)
        return;
    char *checklist = mem_strndup(key, (size_t)(colon - key));
    db_bind_text(stmt, 8, checklist);
    free(checklist);
}

static void bind_key(sqlite3_stmt *stmt, enum walk_order order, const char *key)
{
    int method = code_index(&code_methods, key);

    if (key == NULL || key[0] == '\0')
        return;
    switch (order) {
    case WALK_AREA:
        db_bind_text(stmt, 4, key);
        break;
    case WALK_METHOD: /* a word that is no method finds nothing */
        sqlite3_bind_int64(stmt, 5, 1LL << (method >= 0 ? method : 40));
        if (strcmp(key, WALK_NONE) == 0)
            sqlite3_bind_int64(stmt, 5, 0);
        break;
    case WALK_PROCESS: /* bound as the list of its requirements */
        break;
    default:
        bind_clause(stmt, key);
    }
}

/* Those of the list that are in the group of the process too; *both is heap. */
static enum err_code only_of_process(struct store *store, const struct ident *audit,
                                     const char *key, const char *only, char **both,
                                     struct err *err)
{
    enum err_code code = walk_process_only(store, audit, key, both, err);
    struct buf kept;
    char *rest = NULL;

    if (code != ERR_OK || only == NULL)
        return code;
    buf_init(&kept);
    for (char *word = strtok_r(*both, " ", &rest); word != NULL;
         word = strtok_r(NULL, " ", &rest)) {
        char *wanted = mem_printf(" %s ", word);
        if (strstr(only, wanted) != NULL)
            buf_printf(&kept, "%s%s ", kept.length == 0 ? " " : "", word);
        free(wanted);
    }
    free(*both);
    *both = buf_take(&kept);
    return ERR_OK;
}

enum err_code walk_items(struct store *store, const struct ident *audit, enum walk_order order,
                         const char *key, const char *language, struct walk_items *items,
                         struct err *err)
{
    return walk_items_among(store, audit, order, key, NULL, language, items, err);
}

enum err_code walk_items_among(struct store *store, const struct ident *audit,
                               enum walk_order order, const char *key, const char *only,
                               const char *language, struct walk_items *items, struct err *err)
{
    struct items_taking taking = {audit, items};
    const struct ident nobody = {{0xff}};
    char *both = NULL;
    bool by_process = order == WALK_PROCESS && key != NULL && key[0] != '\0';

    *items = (struct walk_items){0};
    if (by_process && only_of_process(store, audit, key, only, &both, err) != ERR_OK)
        return err_code_of(err);
    sqlite3_stmt *stmt = db_use(store, sql[SQL_ITEMS], err);
    if (stmt != NULL) {
        db_bind_ident(stmt, 1, audit);
        db_bind_text(stmt, 2, language);
        bind_key(stmt, order, key);
        db_bind_text(stmt, 9, by_process ? both : only);
        if (order == WALK_MINE)
            db_bind_ident(stmt, 6, ident_is_none(&store->author) ? &nobody : &store->author);
        sqlite3_bind_int(stmt, 7, order == WALK_OPEN);
    }
    enum err_code code = query_each(store, stmt, take_item, &taking, err);
    free(both);
    if (code != ERR_OK)
        walk_items_clear(items);
    return code;
}

/* ---- one requirement ------------------------------------------------------------------------- */

static char *trimmed(char *text)
{
    size_t length = strlen(text);
    size_t start = strspn(text, " ");

    while (length > start && text[length - 1] == ' ')
        length--;
    char *copy = mem_strndup(text + start, length - start);
    free(text);
    return copy;
}

struct detail_taking {
    const struct ident *audit;
    struct walk_detail *detail;
    bool found;
};

static void take_detail(sqlite3_stmt *stmt, void *context)
{
    struct detail_taking *taking = context;
    struct walk_detail *detail = taking->detail;

    taking->found = true;
    take_line(stmt, taking->audit, &detail->line);
    detail->ask = db_text(stmt, 12);
    detail->look_for = db_text(stmt, 13);
    detail->clause_title = db_text(stmt, 14);
    detail->places = trimmed(db_text(stmt, 15));
    detail->methods = (uint32_t)sqlite3_column_int64(stmt, 16);
    detail->pdca = walk_code(stmt, 17, &code_pdca);
    detail->documented = sqlite3_column_int(stmt, 18) != 0;
    detail->note = db_text(stmt, 19);
    detail->assessed_by = db_text(stmt, 20);
    detail->assessed_at = db_text(stmt, 21);
    detail->method = db_text(stmt, 22);
    detail->review = db_text(stmt, 11);
}

enum err_code walk_detail(struct store *store, const struct ident *audit, const char *checklist,
                          const char *item, const char *language, struct walk_detail *detail,
                          struct err *err)
{
    struct detail_taking taking = {audit, detail, false};
    sqlite3_stmt *stmt = db_use(store, sql[SQL_DETAIL], err);

    *detail = (struct walk_detail){.pdca = -1};
    if (stmt != NULL) {
        db_bind_ident(stmt, 1, audit);
        db_bind_text(stmt, 2, language);
        db_bind_text(stmt, 3, checklist);
        db_bind_text(stmt, 4, item);
    }
    enum err_code code = query_each(store, stmt, take_detail, &taking, err);
    if (code == ERR_OK && !taking.found)
        code = err_set(err, ERR_USAGE, _("the audit has no requirement '%s'"), item);
    if (code != ERR_OK)
        walk_detail_clear(detail);
    return code;
}

/* ---- finding one ----------------------------------------------------------------------------- */

static void take_name(sqlite3_stmt *stmt, void *context)
{
    struct walk_names *names = context;

    names->items = mem_grow(names->items, names->count, &names->capacity, sizeof *names->items);
    names->items[names->count++] =
        (struct walk_name){db_text(stmt, 0), db_text(stmt, 1), db_text(stmt, 2), db_text(stmt, 3)};
}

enum err_code walk_names_load(struct store *store, const struct ident *audit,
                              struct walk_names *names, struct err *err)
{
    sqlite3_stmt *stmt = db_use(store, sql[SQL_NAMES], err);

    *names = (struct walk_names){0};
    if (stmt != NULL)
        db_bind_ident(stmt, 1, audit);
    return query_each(store, stmt, take_name, names, err);
}

static void name_clear(struct walk_name *name)
{
    free(name->checklist);
    free(name->item);
    free(name->ref);
    free(name->clause);
}

void walk_names_clear(struct walk_names *names)
{
    for (size_t i = 0; i < names->count; i++)
        name_clear(&names->items[i]);
    free(names->items);
    *names = (struct walk_names){0};
}

static enum err_code no_such_ref(const struct walk_names *names, const char *typed, const char *ref,
                                 struct err *err)
{
    struct texts near = {0};
    char *clause = ref_clause(ref);

    for (size_t i = 0; i < names->count; i++) {
        char *inside = ref_clause(names->items[i].ref);
        if (clause[0] != '\0' && strcmp(inside, clause) == 0) {
            char *shown = ref_display(names->items[i].ref);
            texts_add(&near, shown);
            free(shown);
        }
        free(inside);
    }
    for (size_t i = 0; i < names->count && near.count == 0; i++)
        if (text_is_near(names->items[i].item, typed))
            texts_add(&near, names->items[i].item);
    texts_sort(&near);
    char *list = texts_near(&near, typed);
    err_set(err, ERR_USAGE, _("the audit has no requirement '%s'"), typed);
    if (list[0] != '\0')
        err_hint(err, _("near it are: %s"), list);
    else
        err_hint(err, _("give it as in the checklist, for example 8.4 c)"));
    free(list);
    free(clause);
    texts_clear(&near);
    return ERR_USAGE;
}

static enum err_code several(const struct walk_names *names, const char *typed, const char *ref,
                             struct err *err)
{
    struct texts items = {0};

    for (size_t i = 0; i < names->count; i++)
        if (strcmp(names->items[i].ref, ref) == 0)
            texts_add(&items, names->items[i].item);
    texts_sort(&items);
    char *list = texts_near(&items, "");
    err_set(err, ERR_USAGE, _("'%s' is asked about by several items of the audit"), typed);
    err_hint(err, _("name one of them: %s"), list);
    free(list);
    texts_clear(&items);
    return ERR_USAGE;
}

/* An item's own id wins, in the first checklist that has it; a ref must be unique within the first
 * checklist that has it. */
static const struct walk_name *match(const struct walk_names *names, const char *typed,
                                     const char *ref, bool *ambiguous)
{
    const struct walk_name *found = NULL;

    *ambiguous = false;
    for (size_t i = 0; i < names->count; i++)
        if (strcmp(names->items[i].item, typed) == 0)
            return &names->items[i];
    for (size_t i = 0; i < names->count; i++) {
        const struct walk_name *name = &names->items[i];
        if (name->ref[0] == '\0' || (strcmp(name->ref, ref) != 0 && strcmp(name->ref, typed) != 0))
            continue;
        if (found == NULL)
            found = name;
        else if (strcmp(found->checklist, name->checklist) == 0)
            *ambiguous = true;
    }
    return found;
}

/* "CHECKLIST:REF": leaves only the names of that checklist, and of what was typed the ref. */
static char *without_checklist(struct walk_names *names, char *typed)
{
    size_t length = strcspn(typed, ":");
    size_t kept = 0;

    if (typed[length] == '\0')
        return typed;
    for (size_t i = 0; i < names->count; i++) {
        const char *checklist = names->items[i].checklist;
        bool wanted = strlen(checklist) == length && strncmp(checklist, typed, length) == 0;
        if (!wanted)
            continue;
        struct walk_name name = names->items[kept];
        names->items[kept++] = names->items[i];
        names->items[i] = name;
    }
    if (kept == 0)
        return typed; /* no such checklist: the whole is told as unknown */
    for (size_t i = kept; i < names->count; i++)
        name_clear(&names->items[i]);
    names->count = kept;
    char *ref = trimmed(mem_strdup(typed + length + 1));
    free(typed);
    return ref;
}

static bool finds(struct store *store, const struct ident *audit, const char *name,
                  const char *checklist, const char *item)
{
    char *found_checklist = NULL;
    char *found_item = NULL;
    bool same = walk_find(store, audit, name, &found_checklist, &found_item, NULL) == ERR_OK &&
                strcmp(found_checklist, checklist) == 0 && strcmp(found_item, item) == 0;

    free(found_checklist);
    free(found_item);
    return same;
}

char *walk_name(struct store *store, const struct ident *audit, const char *checklist,
                const char *item, const char *ref)
{
    if (ref != NULL && ref[0] != '\0' && finds(store, audit, ref, checklist, item))
        return mem_strdup(ref);
    if (finds(store, audit, item, checklist, item))
        return mem_strdup(item);
    return mem_printf("%s:%s", checklist, item);
}

enum err_code walk_find(struct store *store, const struct ident *audit, const char *ref,
                        char **checklist, char **item, struct err *err)
{
    struct walk_names names;
    bool ambiguous = false;

    *checklist = *item = NULL;
    enum err_code code = walk_names_load(store, audit, &names, err);
    char *typed = without_checklist(&names, trimmed(mem_strdup(ref)));
    char *wanted = ref_normalise(typed);
    const struct walk_name *found =
        code == ERR_OK && typed[0] != '\0' ? match(&names, typed, wanted, &ambiguous) : NULL;
    if (ambiguous) {
        code = several(&names, typed, found->ref, err);
    } else if (found != NULL) {
        *checklist = mem_strdup(found->checklist);
        *item = mem_strdup(found->item);
    } else if (code == ERR_OK) {
        code = no_such_ref(&names, typed, wanted, err);
    }
    free(typed);
    free(wanted);
    walk_names_clear(&names);
    return code;
}

enum err_code walk_identify(struct store *store, const struct ident *audit,
                            const struct ident *assessment, char **checklist, char **item,
                            char **ref, struct err *err)
{
    struct walk_names names;
    enum err_code code = walk_names_load(store, audit, &names, err);

    *checklist = *item = *ref = NULL;
    for (size_t i = 0; i < names.count && *item == NULL && code == ERR_OK; i++) {
        const struct walk_name *name = &names.items[i];
        struct ident id = assessment_id(audit, name->checklist, name->item, NULL);
        if (!ident_equal(&id, assessment))
            continue;
        *checklist = mem_strdup(name->checklist);
        *item = mem_strdup(name->item);
        *ref = mem_strdup(name->ref);
    }
    walk_names_clear(&names);
    if (code == ERR_OK && *item == NULL)
        code = err_set(err, ERR_USAGE, _("the audit has no such requirement"));
    return code;
}

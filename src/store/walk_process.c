/* walk_process.c - the walk by process: which requirements each process of the audit is audited
 * against, as the plan's matrix of processes and clauses says, and which belong to none.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/walk.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "store/query.h"
#include "store/walk_parts.h"

/* Two laptops may have added the same process before they met: its lists count together. */
enum process_sql { SQL_PROCESSES, SQL_CLAUSES };
static const char *const sql[] = {
    [SQL_PROCESSES] = "SELECT DISTINCT p.id, p.name FROM audit_process j"
                      " CROSS JOIN process p ON p.id = j.process WHERE j.audit = ?1"
                      " AND j.withdrawn IS NULL AND p.withdrawn IS NULL ORDER BY p.name, p.id",
    [SQL_CLAUSES] = "SELECT j.clauses FROM audit_process j CROSS JOIN process p ON p.id = j.process"
                    " WHERE j.audit = ?1 AND (?2 IS NULL OR j.process = ?2)"
                    " AND j.withdrawn IS NULL AND p.withdrawn IS NULL AND j.clauses IS NOT NULL"
                    " ORDER BY j.id"};

static const struct code order_rows[] = {
    [WALK_CLAUSE] = {"clause", N_("Clause"), " ", ' ', TONE_PLAIN},
    [WALK_AREA] = {"area", N_("Area"), " ", ' ', TONE_PLAIN},
    [WALK_PROCESS] = {"process", N_("Process"), " ", ' ', TONE_PLAIN},
    [WALK_METHOD] = {"method", N_("Method"), " ", ' ', TONE_PLAIN},
    [WALK_MINE] = {"mine", N_("Mine"), " ", ' ', TONE_PLAIN},
    [WALK_OPEN] = {"open", N_("Open"), " ", ' ', TONE_PLAIN},
    [WALK_ORDER_COUNT] = {NULL, NULL, NULL, 0, TONE_PLAIN}};
const struct code_list walk_orders = {"order of the walk", order_rows, WALK_ORDER_COUNT};

/* ---- lists of requirements ------------------------------------------------------------------- */

void walk_only_add(struct buf *only, const char *checklist, const char *item)
{
    buf_printf(only, "%s%s:%s ", only->length == 0 ? " " : "", checklist, item);
}

bool walk_only_has(const char *only, const char *checklist, const char *item)
{
    if (only == NULL)
        return true;
    char *wanted = mem_printf(" %s:%s ", checklist, item);
    bool has = strstr(only, wanted) != NULL;
    free(wanted);
    return has;
}

struct clause_catalog walk_catalog(const struct walk_names *names)
{
    struct clause_item *items = mem_zalloc(names->count + 1, sizeof *items);

    for (size_t i = 0; i < names->count; i++) {
        const struct walk_name *name = &names->items[i];
        items[i] = (struct clause_item){name->checklist, name->item, name->ref, name->clause};
    }
    return (struct clause_catalog){items, names->count};
}

/* ---- processes ------------------------------------------------------------------------------- */

static void add_group(struct walk_groups *groups, const char *key, char *title)
{
    groups->items =
        mem_grow(groups->items, groups->count, &groups->capacity, sizeof *groups->items);
    groups->items[groups->count++] =
        (struct walk_group){.key = mem_strdup(key), .clause = mem_strdup(""), .title = title};
}

static void take_process(sqlite3_stmt *stmt, void *context)
{
    char key[IDENT_TEXT_SIZE];
    struct ident id = db_ident(stmt, 0);

    char *name = db_text(stmt, 1);

    ident_text(&id, key);
    if (name[0] == '\0')
        mem_replace(&name, key); /* a merge may bring one without a name */
    add_group(context, key, name);
}

enum err_code walk_processes(struct store *store, const struct ident *audit,
                             struct walk_groups *groups, struct err *err)
{
    sqlite3_stmt *stmt = db_use(store, sql[SQL_PROCESSES], err);

    if (stmt != NULL)
        db_bind_ident(stmt, 1, audit);
    enum err_code code = query_each(store, stmt, take_process, groups, err);
    if (code == ERR_OK)
        add_group(groups, WALK_NONE, mem_strdup(N_("No process covers these")));
    return code;
}

/* The lists of one process, or of all. */
static enum err_code load_clauses(struct store *store, const struct ident *audit,
                                  const struct ident *process, struct texts *lists, struct err *err)
{
    sqlite3_stmt *stmt = db_use(store, sql[SQL_CLAUSES], err);

    if (stmt != NULL) {
        db_bind_ident(stmt, 1, audit);
        db_bind_ident(stmt, 2, process);
    }
    return query_texts(store, stmt, lists, err);
}

static void mark_covered(const struct texts *lists, const struct clause_catalog *catalog,
                         bool *covered)
{
    for (size_t i = 0; i < lists->count; i++) {
        struct clause_set set;
        char *unknown = NULL;
        clauses_read(lists->items[i], catalog, &set, &unknown, NULL);
        for (size_t j = 0; j < catalog->count; j++)
            covered[j] = covered[j] || clauses_cover(&set, &catalog->items[j]);
        clauses_clear(&set);
        free(unknown);
    }
}

enum err_code walk_process_only(struct store *store, const struct ident *audit, const char *key,
                                char **only, struct err *err)
{
    struct ident process = ident_none();
    bool none = strcmp(key, WALK_NONE) == 0;
    struct walk_names names = {0};
    struct texts lists = {0};
    struct buf out;

    buf_init(&out);
    if (!none && !ident_parse(key, &process))
        process = (struct ident){{0xff}}; /* what is no process has nothing */
    enum err_code code = walk_names_load(store, audit, &names, err);
    if (code == ERR_OK)
        code = load_clauses(store, audit, none ? NULL : &process, &lists, err);
    struct clause_catalog catalog = walk_catalog(&names);
    bool *covered = mem_zalloc(catalog.count + 1, sizeof *covered);
    mark_covered(&lists, &catalog, covered);
    for (size_t i = 0; i < catalog.count; i++)
        if (covered[i] != none)
            walk_only_add(&out, names.items[i].checklist, names.items[i].item);
    free(covered);
    free((void *)(uintptr_t)catalog.items);
    texts_clear(&lists);
    walk_names_clear(&names);
    *only = buf_take(&out);
    return code;
}

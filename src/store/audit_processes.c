/* audit_processes.c - the matrix of processes and clauses in an audit's plan. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/audit_processes.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "store/audits.h"
#include "store/query.h"
#include "store/walk_parts.h"

enum process_sql { SQL_LIST, SQL_THERE };
static const char *const sql[] = {
    [SQL_LIST] = "SELECT j.id, p.id, p.name, (SELECT name FROM person WHERE id = p.owner),"
                 " (SELECT name FROM site WHERE id = p.site), j.clauses FROM audit_process j"
                 " CROSS JOIN process p ON p.id = j.process WHERE j.audit = ?1"
                 " AND j.withdrawn IS NULL AND p.withdrawn IS NULL ORDER BY p.name, p.id, j.id",
    [SQL_THERE] = "SELECT id FROM audit_process WHERE audit = ?1 AND process = ?2"
                  " AND withdrawn IS NULL ORDER BY id LIMIT 1"};

/* ---- reading --------------------------------------------------------------------------------- */

static void process_clear(struct audit_process *process)
{
    free(process->name);
    free(process->owner);
    free(process->site);
    free(process->clauses);
    free(process->unknown);
}

void audit_processes_clear(struct audit_processes *processes)
{
    for (size_t i = 0; i < processes->count; i++)
        process_clear(&processes->items[i]);
    free(processes->items);
    *processes = (struct audit_processes){0};
}

static void take_process(sqlite3_stmt *stmt, void *context)
{
    struct audit_processes *processes = context;

    processes->items = mem_grow(processes->items, processes->count, &processes->capacity,
                                sizeof *processes->items);
    processes->items[processes->count++] = (struct audit_process){.id = db_ident(stmt, 0),
                                                                  .process = db_ident(stmt, 1),
                                                                  .name = db_text(stmt, 2),
                                                                  .owner = db_text(stmt, 3),
                                                                  .site = db_text(stmt, 4),
                                                                  .clauses = db_text(stmt, 5)};
}

/* The lists as written become lists as they stand against the checklists of now. */
static enum err_code settle(struct store *store, const struct ident *audit,
                            struct audit_processes *processes, struct err *err)
{
    struct walk_names names = {0};
    enum err_code code = walk_names_load(store, audit, &names, err);
    struct clause_catalog catalog = walk_catalog(&names);

    for (size_t i = 0; i < processes->count && code == ERR_OK; i++) {
        struct audit_process *process = &processes->items[i];
        struct clause_set set;
        clauses_read(process->clauses, &catalog, &set, &process->unknown, NULL);
        free(process->clauses);
        process->clauses = clauses_text(&set, &catalog);
        clauses_clear(&set);
    }
    free((void *)(uintptr_t)catalog.items);
    walk_names_clear(&names);
    return code;
}

static enum err_code count(struct store *store, const struct ident *audit,
                           struct audit_processes *processes, struct err *err)
{
    struct walk_groups groups;
    enum err_code code = walk_groups(store, audit, WALK_PROCESS, "en", &groups, err);

    for (size_t i = 0; i < groups.count && code == ERR_OK; i++) {
        struct ident id;
        if (!ident_parse(groups.items[i].key, &id)) {
            processes->rest = groups.items[i].tally;
            continue;
        }
        for (size_t j = 0; j < processes->count; j++)
            if (ident_equal(&processes->items[j].process, &id))
                processes->items[j].tally = groups.items[i].tally;
    }
    walk_groups_clear(&groups);
    return code;
}

enum err_code audit_processes_list(struct store *store, const struct ident *audit,
                                   struct audit_processes *processes, struct err *err)
{
    sqlite3_stmt *stmt = db_use(store, sql[SQL_LIST], err);

    *processes = (struct audit_processes){0};
    if (stmt != NULL)
        db_bind_ident(stmt, 1, audit);
    enum err_code code = query_each(store, stmt, take_process, processes, err);
    if (code == ERR_OK)
        code = settle(store, audit, processes, err);
    if (code == ERR_OK)
        code = count(store, audit, processes, err);
    if (code != ERR_OK)
        audit_processes_clear(processes);
    return code;
}

const struct audit_process *audit_processes_find(const struct audit_processes *processes,
                                                 const char *name)
{
    struct ident id;
    bool is_id = ident_parse(name, &id);

    for (size_t i = 0; i < processes->count; i++)
        if (strcmp(processes->items[i].name, name) == 0 ||
            (is_id && ident_equal(&processes->items[i].process, &id)))
            return &processes->items[i];
    for (size_t i = 0; i < processes->count; i++)
        if (text_is_same(processes->items[i].name, name))
            return &processes->items[i];
    return NULL;
}

/* ---- writing --------------------------------------------------------------------------------- */

/* The entry of a process, by whatever id it has; none if it is not in the plan. */
static enum err_code find_entry(struct store *store, const struct ident *audit,
                                const struct ident *process, struct ident *id, struct err *err)
{
    sqlite3_stmt *stmt = db_use(store, sql[SQL_THERE], err);

    *id = ident_none();
    if (stmt != NULL) {
        db_bind_ident(stmt, 1, audit);
        db_bind_ident(stmt, 2, process);
    }
    return query_ident(store, stmt, id, err);
}

/* The one way of writing the list; heap. */
static enum err_code check_clauses(struct store *store, const struct ident *audit,
                                   const char *typed, char **clauses, struct err *err)
{
    struct walk_names names = {0};
    struct clause_set set = {0};
    enum err_code code = walk_names_load(store, audit, &names, err);
    struct clause_catalog catalog = walk_catalog(&names);

    *clauses = NULL;
    if (code == ERR_OK)
        code = clauses_read(typed, &catalog, &set, NULL, err);
    if (code == ERR_OK)
        *clauses = clauses_text(&set, &catalog);
    clauses_clear(&set);
    free((void *)(uintptr_t)catalog.items);
    walk_names_clear(&names);
    return code;
}

enum err_code audit_process_set(struct store *store, const struct ident *audit,
                                const struct ident *process, const char *clauses, struct err *err)
{
    struct change change;
    struct ident id;
    char *text = NULL;
    enum err_code code = audit_require_open(store, audit, err);

    if (code == ERR_OK && clauses != NULL)
        code = check_clauses(store, audit, clauses, &text, err);
    if (code == ERR_OK)
        code = find_entry(store, audit, process, &id, err);
    if (code != ERR_OK) {
        free(text);
        return code;
    }
    if (ident_is_none(&id))
        id = link_id(audit, process);
    char *name = store_name(store, RECORD_PROCESS, process);
    change_init(&change, audit);
    change_set_id(&change, RECORD_AUDIT_PROCESS, &id, AUDIT_PROCESS_AUDIT, audit);
    change_set_id(&change, RECORD_AUDIT_PROCESS, &id, AUDIT_PROCESS_PROCESS, process);
    change_set_text(&change, RECORD_AUDIT_PROCESS, &id, FIELD_WITHDRAWN, NULL);
    if (clauses != NULL)
        change_set_text(&change, RECORD_AUDIT_PROCESS, &id, AUDIT_PROCESS_CLAUSES,
                        text[0] != '\0' ? text : NULL);
    code = store_save(store, &change, name, err);
    change_clear(&change);
    free(name);
    free(text);
    return code;
}

enum err_code audit_process_remove(struct store *store, const struct ident *audit,
                                   const struct ident *process, const char *reason, struct err *err)
{
    struct change change;
    struct ident id;
    char *name = store_name(store, RECORD_PROCESS, process);
    enum err_code code = audit_require_open(store, audit, err);

    if (code == ERR_OK && (reason == NULL || reason[strspn(reason, " \n\t")] == '\0'))
        code = err_set(err, ERR_USAGE, _("the reason is empty"));
    if (code == ERR_OK)
        code = find_entry(store, audit, process, &id, err);
    if (code == ERR_OK && ident_is_none(&id))
        code = err_set(err, ERR_USAGE, _("%s is no process of the audit"), name);
    if (code == ERR_OK) {
        change_init(&change, audit);
        change_set_text(&change, RECORD_AUDIT_PROCESS, &id, FIELD_WITHDRAWN, reason);
        code = store_save(store, &change, name, err);
        change_clear(&change);
    }
    free(name);
    return code;
}

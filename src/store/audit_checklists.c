/* audit_checklists.c - which checklists an audit has; taking a newer version is audit_update.c. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/audit_checklists.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "store/audits.h"
#include "store/query.h"
#include "store/snapshot.h"
#include "store/walk_parts.h"

enum audit_checklists_sql { SQL_LIST, SQL_TALLY, SQL_POSITION };

static const char *const sql[] = {
    [SQL_LIST] = "SELECT id, checklist, version, title, snapshot, position FROM audit_checklist"
                 " WHERE audit = ?1 AND withdrawn IS NULL ORDER BY position, checklist, id",
    [SQL_TALLY] = "SELECT k.checklist, a.result, count(*), count(a.review)" QUERY_ITEMS
                  " GROUP BY k.checklist, a.result",
    [SQL_POSITION] = "SELECT coalesce(max(position), 0) + 1 FROM audit_checklist WHERE audit = ?1"};

static sqlite3_stmt *use_for(struct store *store, enum audit_checklists_sql which,
                             const struct ident *audit, struct err *err)
{
    sqlite3_stmt *stmt = db_use(store, sql[which], err);

    if (stmt != NULL)
        db_bind_ident(stmt, 1, audit);
    return stmt;
}

/* ---- the list -------------------------------------------------------------------------------- */

void audit_checklists_clear(struct audit_checklists *lists)
{
    for (size_t i = 0; i < lists->count; i++) {
        free(lists->items[i].checklist);
        free(lists->items[i].version);
        free(lists->items[i].title);
    }
    free(lists->items);
    *lists = (struct audit_checklists){0};
}

static void take_list(sqlite3_stmt *stmt, void *context)
{
    struct audit_checklists *lists = context;

    lists->items = mem_grow(lists->items, lists->count, &lists->capacity, sizeof *lists->items);
    struct audit_checklist *list = &lists->items[lists->count++];
    *list = (struct audit_checklist){.id = db_ident(stmt, 0),
                                     .checklist = db_text(stmt, 1),
                                     .version = db_text(stmt, 2),
                                     .title = db_text(stmt, 3),
                                     .position = sqlite3_column_int64(stmt, 5)};
    db_hash(stmt, 4, &list->digest);
}

static struct audit_checklist *find_list(struct audit_checklists *lists, const char *checklist)
{
    for (size_t i = 0; i < lists->count; i++)
        if (strcmp(lists->items[i].checklist, checklist) == 0)
            return &lists->items[i];
    return NULL;
}

const struct audit_checklist *audit_checklists_find(const struct audit_checklists *lists,
                                                    const char *checklist)
{
    for (size_t i = 0; i < lists->count; i++)
        if (strcmp(lists->items[i].checklist, checklist) == 0)
            return &lists->items[i];
    return NULL;
}

static void take_tally(sqlite3_stmt *stmt, void *context)
{
    char *checklist = db_text(stmt, 0);
    struct audit_checklist *list = find_list(context, checklist);

    if (list != NULL) {
        list->tally.by[walk_result(stmt, 1)] += (size_t)sqlite3_column_int64(stmt, 2);
        list->again += (size_t)sqlite3_column_int64(stmt, 3);
    }
    free(checklist);
}

/* The record has the title in one language; the snapshot has them all. */
static void translate_title(struct store *store, const char *language, struct audit_checklist *list)
{
    struct checklist checklist;

    if (snapshot_load(store, &list->digest, &checklist, NULL) != ERR_OK)
        return;
    const char *title = local_text_get(&checklist.title, language);
    if (title[0] != '\0')
        mem_replace(&list->title, title);
    checklist_clear(&checklist);
}

enum err_code audit_checklists_list(struct store *store, const struct ident *audit,
                                    const char *language, struct audit_checklists *lists,
                                    struct err *err)
{
    *lists = (struct audit_checklists){0};
    enum err_code code =
        query_each(store, use_for(store, SQL_LIST, audit, err), take_list, lists, err);
    if (code == ERR_OK)
        code = query_each(store, use_for(store, SQL_TALLY, audit, err), take_tally, lists, err);
    for (size_t i = 0; i < lists->count && code == ERR_OK && language != NULL; i++)
        translate_title(store, language, &lists->items[i]);
    if (code != ERR_OK)
        audit_checklists_clear(lists);
    return code;
}

/* ---- adding and removing --------------------------------------------------------------------- */

/* The record is named by audit and checklist: two laptops that take the same one make one record.
 */
static struct ident record_id(const struct ident *audit, const char *checklist)
{
    struct ident_part part = {checklist, strlen(checklist)};
    struct ident list = ident_derive("checklist", &part, 1);

    return link_id(audit, &list);
}

void audit_checklist_set(struct change *change, const struct ident *audit,
                         const struct checklist *checklist, const struct hash *digest,
                         int64_t position)
{
    struct ident id = record_id(audit, checklist->id);
    const char *language = checklist->language != NULL ? checklist->language : "en";

    change_set_id(change, RECORD_AUDIT_CHECKLIST, &id, AUDIT_CHECKLIST_AUDIT, audit);
    change_set_text(change, RECORD_AUDIT_CHECKLIST, &id, AUDIT_CHECKLIST_ID, checklist->id);
    change_set_text(change, RECORD_AUDIT_CHECKLIST, &id, AUDIT_CHECKLIST_VERSION,
                    checklist->version);
    change_set_text(change, RECORD_AUDIT_CHECKLIST, &id, AUDIT_CHECKLIST_TITLE,
                    local_text_get(&checklist->title, language));
    change_set(change, RECORD_AUDIT_CHECKLIST, &id, AUDIT_CHECKLIST_SNAPSHOT,
               value_bytes(digest->bytes, HASH_SIZE));
    change_set_int(change, RECORD_AUDIT_CHECKLIST, &id, AUDIT_CHECKLIST_POSITION, position);
}

struct adding {
    const struct ident *audit;
    const struct checklist *checklist;
    int64_t position;
};

static enum err_code fill_added(struct store *store, struct change *change, void *context,
                                struct err *err)
{
    const struct adding *adding = context;
    struct ident id = record_id(adding->audit, adding->checklist->id);
    struct hash digest;

    enum err_code code = snapshot_put(store, adding->checklist, &digest, err);
    if (code != ERR_OK)
        return code;
    audit_checklist_set(change, adding->audit, adding->checklist, &digest, adding->position);
    change_set_text(change, RECORD_AUDIT_CHECKLIST, &id, FIELD_WITHDRAWN, NULL);
    return ERR_OK;
}

/* Refuses what the audit has already, in whichever version. */
static enum err_code check_added(struct store *store, const struct ident *audit,
                                 const struct checklist *checklist, struct err *err)
{
    struct audit_checklists lists;
    enum err_code code = audit_require_open(store, audit, err);

    if (code == ERR_OK)
        code = audit_checklists_list(store, audit, NULL, &lists, err);
    if (code != ERR_OK)
        return code;
    const struct audit_checklist *there = audit_checklists_find(&lists, checklist->id);
    if (there != NULL) {
        err_set(err, ERR_USAGE, _("the audit has the checklist %s %s already"), there->checklist,
                there->version);
        err_hint(err, _("another version of it is taken with: auditwalk audit update-checklist"));
        code = ERR_USAGE;
    } else if (checklist->item_count == 0) {
        code = err_set(err, ERR_DATA, _("the checklist %s has no items"), checklist->id);
    }
    audit_checklists_clear(&lists);
    return code;
}

enum err_code audit_checklist_add(struct store *store, const struct ident *audit,
                                  const struct checklist *checklist, struct err *err)
{
    struct adding adding = {audit, checklist, 1};
    struct change change;

    enum err_code code = check_added(store, audit, checklist, err);
    if (code == ERR_OK)
        code = query_int(store, use_for(store, SQL_POSITION, audit, err), &adding.position, err);
    if (code != ERR_OK)
        return code;
    char *label = mem_printf(_("checklist %s"), checklist->id);
    change_init(&change, audit);
    code = save_with(store, &change, label, fill_added, &adding, err);
    change_clear(&change);
    free(label);
    return code;
}

static enum err_code no_checklist(const struct audit_checklists *lists, const char *checklist,
                                  struct err *err)
{
    struct buf known;

    buf_init(&known);
    for (size_t i = 0; i < lists->count; i++)
        buf_printf(&known, "%s%s", i > 0 ? ", " : "", lists->items[i].checklist);
    err_set(err, ERR_USAGE, _("the audit has no checklist '%s'"), checklist);
    err_hint(err, _("it has: %s"), known.data != NULL ? known.data : "");
    buf_clear(&known);
    return ERR_USAGE;
}

static enum err_code check_removed(const struct audit_checklists *lists, const char *checklist,
                                   const char *reason, struct err *err)
{
    if (audit_checklists_find(lists, checklist) == NULL)
        return no_checklist(lists, checklist, err);
    if (lists->count == 1) {
        err_set(err, ERR_DENIED, _("%s is the only checklist of the audit"), checklist);
        return err_hint(err, _("add the one that takes its place first"));
    }
    if (reason == NULL || reason[strspn(reason, " \n\t")] == '\0')
        return err_set(err, ERR_USAGE, _("the reason is empty"));
    return ERR_OK;
}

enum err_code audit_checklist_remove(struct store *store, const struct ident *audit,
                                     const char *checklist, const char *reason, struct err *err)
{
    struct audit_checklists lists = {0};
    struct change change;
    struct ident id = record_id(audit, checklist);

    enum err_code code = audit_require_open(store, audit, err);
    if (code == ERR_OK)
        code = audit_checklists_list(store, audit, NULL, &lists, err);
    if (code == ERR_OK)
        code = check_removed(&lists, checklist, reason, err);
    if (code == ERR_OK) {
        char *label = mem_printf(_("%s withdrawn"), checklist);
        change_init(&change, audit);
        change_set_text(&change, RECORD_AUDIT_CHECKLIST, &id, FIELD_WITHDRAWN, reason);
        code = store_save(store, &change, label, err);
        change_clear(&change);
        free(label);
    }
    audit_checklists_clear(&lists);
    return code;
}

/* snapshot_tables.c - a checklist unfolded into the snapshot tables, which the walk queries.
 *
 * A pure function of the checklist: verify unfolds the stored snapshot again and compares.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/snapshot.h"

#include <stdlib.h>
#include <string.h>

#include "store/query.h"

enum snapshot_sql { SQL_FIND, SQL_SNAPSHOT, SQL_CLAUSE, SQL_TITLE, SQL_ITEM, SQL_TEXT };

static const char *const sql[] = {
    [SQL_FIND] = "SELECT id FROM snapshot WHERE digest = ?1",
    [SQL_SNAPSHOT] = "INSERT INTO snapshot (digest, checklist, version, standard)"
                     " VALUES (?1, ?2, ?3, ?4)",
    [SQL_CLAUSE] = "INSERT INTO snapshot_clause (snapshot, position, clause) VALUES (?1, ?2, ?3)",
    [SQL_TITLE] = "INSERT INTO snapshot_clause_title (snapshot, position, language, title)"
                  " VALUES (?1, ?2, ?3, ?4)",
    [SQL_ITEM] = "INSERT INTO snapshot_item (snapshot, position, item, ref, clause, chapter,"
                 " obligation, methods, places, pdca, documented)"
                 " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
    [SQL_TEXT] = "INSERT INTO snapshot_text (snapshot, position, language, heading, ask, look_for)"
                 " VALUES (?1, ?2, ?3, ?4, ?5, ?6)"};

/* A row that belongs to place position of the snapshot. */
static sqlite3_stmt *use_at(struct store *store, enum snapshot_sql which, int64_t snapshot,
                            size_t position, struct err *err)
{
    sqlite3_stmt *stmt = db_use(store, sql[which], err);

    if (stmt != NULL) {
        sqlite3_bind_int64(stmt, 1, snapshot);
        sqlite3_bind_int64(stmt, 2, (int64_t)position);
    }
    return stmt;
}

static const char *known(const char *text)
{
    return text != NULL ? text : "";
}

static enum err_code put_clause(struct store *store, int64_t snapshot, size_t position,
                                const struct checklist_clause *clause, struct err *err)
{
    sqlite3_stmt *stmt = use_at(store, SQL_CLAUSE, snapshot, position, err);

    if (stmt == NULL)
        return err_code_of(err);
    db_bind_text(stmt, 3, known(clause->clause));
    enum err_code code = db_finish(store, stmt, err);
    for (size_t i = 0; i < clause->title.count && code == ERR_OK; i++) {
        stmt = use_at(store, SQL_TITLE, snapshot, position, err);
        if (stmt == NULL)
            return err_code_of(err);
        db_bind_text(stmt, 3, clause->title.items[i].language);
        db_bind_text(stmt, 4, known(clause->title.items[i].text));
        code = db_finish(store, stmt, err);
    }
    return code;
}

static enum err_code put_texts(struct store *store, int64_t snapshot, size_t position,
                               const struct checklist_item *item, struct err *err)
{
    enum err_code code = ERR_OK;

    for (size_t i = 0; i < item->ask.count && code == ERR_OK; i++) {
        const char *language = item->ask.items[i].language;
        sqlite3_stmt *stmt = use_at(store, SQL_TEXT, snapshot, position, err);
        if (stmt == NULL)
            return err_code_of(err);
        db_bind_text(stmt, 3, language);
        db_bind_text(stmt, 4, checklist_item_heading(item, language));
        db_bind_text(stmt, 5, known(item->ask.items[i].text));
        db_bind_text(stmt, 6, local_text_get(&item->look_for, language));
        code = db_finish(store, stmt, err);
    }
    return code;
}

static enum err_code put_item(struct store *store, int64_t snapshot, size_t position,
                              const struct checklist_item *item, struct err *err)
{
    const char *clause = known(item->clause);
    char *chapter = mem_strndup(clause, strcspn(clause, "."));
    sqlite3_stmt *stmt = use_at(store, SQL_ITEM, snapshot, position, err);
    enum err_code code = ERR_OK;

    if (stmt != NULL) {
        db_bind_text(stmt, 3, known(item->id));
        db_bind_text(stmt, 4, item->ref);
        db_bind_text(stmt, 5, clause);
        db_bind_text(stmt, 6, chapter);
        db_bind_text(stmt, 7, code_at(&code_obligations, (int)item->obligation)->word);
        sqlite3_bind_int64(stmt, 8, item->methods);
        db_bind_text(stmt, 9, known(item->places));
        db_bind_text(stmt, 10, item->pdca < 0 ? NULL : code_at(&code_pdca, item->pdca)->word);
        sqlite3_bind_int64(stmt, 11, item->documented);
        code = db_finish(store, stmt, err);
    } else {
        code = err_code_of(err);
    }
    free(chapter);
    return code == ERR_OK ? put_texts(store, snapshot, position, item, err) : code;
}

static enum err_code put_snapshot(struct store *store, const struct checklist *checklist,
                                  const struct hash *digest, int64_t *snapshot, struct err *err)
{
    sqlite3_stmt *stmt = db_use(store, sql[SQL_SNAPSHOT], err);

    if (stmt == NULL)
        return err_code_of(err);
    db_bind_hash(stmt, 1, digest);
    db_bind_text(stmt, 2, known(checklist->id));
    db_bind_text(stmt, 3, known(checklist->version));
    db_bind_text(stmt, 4, checklist->standard);
    enum err_code code = db_finish(store, stmt, err);
    *snapshot = sqlite3_last_insert_rowid(store->db);
    return code;
}

enum err_code snapshot_unfold(struct store *store, const struct checklist *checklist,
                              const struct hash *digest, struct err *err)
{
    int64_t snapshot = 0;

    sqlite3_stmt *stmt = db_use(store, sql[SQL_FIND], err);
    if (stmt != NULL)
        db_bind_hash(stmt, 1, digest);
    enum err_code code = query_int(store, stmt, &snapshot, err);
    if (code != ERR_OK || snapshot != 0)
        return code;
    code = put_snapshot(store, checklist, digest, &snapshot, err);
    for (size_t i = 0; i < checklist->clause_count && code == ERR_OK; i++)
        code = put_clause(store, snapshot, i, &checklist->clauses[i], err);
    for (size_t i = 0; i < checklist->item_count && code == ERR_OK; i++)
        code = put_item(store, snapshot, i, &checklist->items[i], err);
    return code;
}

/* ---- all that audits name ---------------------------------------------------------------------
 */

/* One that is no checklist, or one that can't be (an item twice), is left folded: somebody signed
 * that, and it must not be in the way of all that others wrote. verify tells of it. */
static enum err_code unfold_one(struct store *store, const struct hash *digest, struct err *err)
{
    struct checklist checklist;

    enum err_code code = snapshot_load(store, digest, &checklist, err);
    if (code != ERR_OK) {
        checklist_clear(&checklist);
        return code == ERR_DATA ? ERR_OK : code;
    }
    code = db_run(store, "SAVEPOINT unfolding", err);
    if (code == ERR_OK)
        code = snapshot_unfold(store, &checklist, digest, err);
    if (code == ERR_INTERNAL) /* a constraint of the tables; a full disk is another matter */
        code = db_run(store, "ROLLBACK TO unfolding", err);
    if (code == ERR_OK)
        code = db_run(store, "RELEASE unfolding", err);
    checklist_clear(&checklist);
    return code;
}

enum err_code snapshot_unfold_all(struct store *store, struct err *err)
{
    struct hash *digests = NULL;
    size_t count = 0;
    size_t capacity = 0;
    bool row = false;
    sqlite3_stmt *stmt = db_use(store,
                                "SELECT DISTINCT snapshot FROM audit_checklist k WHERE EXISTS"
                                " (SELECT 1 FROM object WHERE hash = k.snapshot) AND NOT EXISTS"
                                " (SELECT 1 FROM snapshot WHERE digest = k.snapshot)",
                                err);

    if (stmt == NULL)
        return err_code_of(err);
    enum err_code code = db_step(store, stmt, &row, err);
    while (code == ERR_OK && row) {
        digests = mem_grow(digests, count, &capacity, sizeof *digests);
        if (db_hash(stmt, 0, &digests[count]))
            count++;
        code = db_step(store, stmt, &row, err);
    }
    db_done(store, stmt);
    for (size_t i = 0; i < count && code == ERR_OK; i++)
        code = unfold_one(store, &digests[i], err);
    free(digests);
    return code;
}

/* audit_update.c - taking a newer version of a checklist into an audit: the plan, and doing it. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/audit_checklists.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "store/audits.h"
#include "store/query.h"
#include "store/snapshot.h"
#include "store/walk_parts.h"

static const char answers_sql[] = "SELECT item, result, review FROM assessment WHERE audit = ?1"
                                  " AND checklist = ?2 AND unit IS NULL AND withdrawn IS NULL"
                                  " AND coalesce(result, 'not-assessed') <> 'not-assessed'"
                                  " ORDER BY item";

/* What was answered, by item. */
struct answer {
    char *item;
    enum result result;
    char *review;
};
struct answers {
    struct answer *items;
    size_t count;
    size_t capacity;
};

/* The two versions and what stands between them; texts of plan and change are borrowed from here.
 */
struct update {
    const struct ident *audit;
    const struct checklist *newer;
    struct checklist older;
    struct hash digest; /* of the older one */
    int64_t position;
    struct checklist_changes changes;
    struct answers answers;
    bool same;
};

static void update_clear(struct update *update)
{
    for (size_t i = 0; i < update->answers.count; i++) {
        free(update->answers.items[i].item);
        free(update->answers.items[i].review);
    }
    free(update->answers.items);
    checklist_changes_clear(&update->changes);
    checklist_clear(&update->older);
}

static void take_answer(sqlite3_stmt *stmt, void *context)
{
    struct answers *answers = context;

    answers->items =
        mem_grow(answers->items, answers->count, &answers->capacity, sizeof *answers->items);
    answers->items[answers->count++] =
        (struct answer){db_text(stmt, 0), walk_result(stmt, 1), db_text(stmt, 2)};
}

static int compare_answer(const void *item, const void *answer)
{
    return strcmp(item, ((const struct answer *)answer)->item);
}

/* NULL: the item has no result. Bytes are compared as SQLite's ORDER BY does. */
static const struct answer *find_answer(const struct update *update, const char *item)
{
    const struct answers *answers = &update->answers;

    return answers->count == 0 ? NULL
                               : bsearch(item, answers->items, answers->count,
                                         sizeof *answers->items, compare_answer);
}

/* ---- reading --------------------------------------------------------------------------------- */

static enum err_code load_older(struct store *store, struct update *update, struct err *err)
{
    struct audit_checklists lists;

    enum err_code code = audit_checklists_list(store, update->audit, NULL, &lists, err);
    if (code != ERR_OK)
        return code;
    const struct audit_checklist *there = audit_checklists_find(&lists, update->newer->id);
    if (there == NULL) {
        err_set(err, ERR_USAGE, _("the audit has no checklist '%s'"), update->newer->id);
        err_hint(err, _("add it with: auditwalk audit add-checklist"));
        code = ERR_USAGE;
    } else {
        update->digest = there->digest;
        update->position = there->position;
        code = snapshot_load(store, &update->digest, &update->older, err);
    }
    audit_checklists_clear(&lists);
    return code;
}

static bool is_same(const struct update *update)
{
    struct buf bytes;

    buf_init(&bytes);
    snapshot_encode(update->newer, &bytes);
    struct hash digest = hash_bytes(bytes.data, bytes.length);
    buf_clear(&bytes);
    return hash_equal(&digest, &update->digest);
}

static enum err_code load(struct store *store, const struct ident *audit,
                          const struct checklist *newer, struct update *update, struct err *err)
{
    *update = (struct update){.audit = audit, .newer = newer};
    checklist_init(&update->older);
    enum err_code code = load_older(store, update, err);
    if (code != ERR_OK)
        return code;
    update->same = is_same(update);
    checklist_compare(&update->older, newer, &update->changes);
    sqlite3_stmt *stmt = db_use(store, answers_sql, err);
    if (stmt != NULL) {
        db_bind_ident(stmt, 1, audit);
        db_bind_text(stmt, 2, newer->id);
    }
    return query_each(store, stmt, take_answer, &update->answers, err);
}

/* ---- the plan -------------------------------------------------------------------------------- */

void update_plan_clear(struct update_plan *plan)
{
    for (size_t i = 0; i < plan->step_count; i++) {
        free(plan->steps[i].item);
        free(plan->steps[i].ref);
        free(plan->steps[i].heading);
    }
    free(plan->steps);
    free(plan->checklist);
    free(plan->from);
    free(plan->to);
    *plan = (struct update_plan){0};
}

static void plan_step(const struct update *update, const struct item_change *change,
                      const char *language, struct update_plan *plan)
{
    const struct checklist_item *item = change->newer != NULL ? change->newer : change->older;
    const struct answer *answer = find_answer(update, item->id);

    plan->counts[change->step]++;
    plan->answered[change->step] += answer != NULL;
    if (change->step == ITEM_KEPT)
        return;
    plan->steps =
        mem_grow(plan->steps, plan->step_count, &plan->step_capacity, sizeof *plan->steps);
    plan->steps[plan->step_count++] =
        (struct update_step){.step = change->step,
                             .item = mem_strdup(item->id),
                             .ref = mem_strdup(item->ref != NULL ? item->ref : ""),
                             .heading = mem_strdup(checklist_item_heading(item, language)),
                             .result = answer != NULL ? answer->result : RESULT_NOT_ASSESSED};
}

enum err_code audit_checklist_plan(struct store *store, const struct ident *audit,
                                   const struct checklist *newer, const char *language,
                                   struct update_plan *plan, struct err *err)
{
    struct update update;

    *plan = (struct update_plan){0};
    enum err_code code = load(store, audit, newer, &update, err);
    if (code == ERR_OK) {
        plan->checklist = mem_strdup(newer->id);
        plan->from = mem_strdup(update.older.version);
        plan->to = mem_strdup(newer->version);
        plan->same = update.same;
        for (size_t i = 0; i < update.changes.count; i++)
            plan_step(&update, &update.changes.items[i], language, plan);
    }
    update_clear(&update);
    return code;
}

/* ---- doing it -------------------------------------------------------------------------------- */

/* An answer that is marked already keeps the version it answered. */
static void mark_changed(const struct update *update, struct change *change)
{
    for (size_t i = 0; i < update->changes.count; i++) {
        const struct item_change *item = &update->changes.items[i];
        const struct answer *answer =
            item->step == ITEM_CHANGED ? find_answer(update, item->newer->id) : NULL;
        if (answer == NULL || answer->review[0] != '\0')
            continue;
        struct ident id = assessment_id(update->audit, update->newer->id, item->newer->id, NULL);
        change_set_text(change, RECORD_ASSESSMENT, &id, ASSESSMENT_REVIEW, update->older.version);
        change_set_text(change, RECORD_ASSESSMENT, &id, ASSESSMENT_REF,
                        item->newer->ref != NULL ? item->newer->ref : "");
    }
}

static enum err_code fill(struct store *store, struct change *change, void *context,
                          struct err *err)
{
    const struct update *update = context;
    struct hash digest;

    enum err_code code = snapshot_put(store, update->newer, &digest, err);
    if (code != ERR_OK)
        return code;
    audit_checklist_set(change, update->audit, update->newer, &digest, update->position);
    mark_changed(update, change);
    return ERR_OK;
}

enum err_code audit_checklist_update(struct store *store, const struct ident *audit,
                                     const struct checklist *newer, struct err *err)
{
    struct update update = {0};
    struct change change;

    enum err_code code = audit_require_open(store, audit, err);
    if (code != ERR_OK)
        return code;
    code = load(store, audit, newer, &update, err);
    if (code == ERR_OK && !update.same) {
        char *label = mem_printf(_("checklist %s %s"), newer->id, newer->version);
        change_init(&change, audit);
        code = save_with(store, &change, label, fill, &update, err);
        change_clear(&change);
        free(label);
    }
    update_clear(&update);
    return code;
}

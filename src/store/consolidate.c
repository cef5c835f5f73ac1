/* consolidate.c - two findings for one fact: merging one into the other, separating them again,
 * saying that they are not one. Each is one save with a record of who decided what and why.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/consolidate.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "store/audits.h"
#include "store/consolidate_parts.h"
#include "store/query.h"
#include "store/shown.h"

enum consolidate_sql { SQL_COUNTED_IN, SQL_MERGED, SQL_LEADS_TO, SQL_CONTESTED };

static const char *const sql[] = {
    [SQL_COUNTED_IN] = "SELECT " QUERY_COUNTED_IN("f") " FROM finding f WHERE f.id = ?1",
    [SQL_MERGED] =
        "SELECT coalesce(number, draft) FROM finding WHERE id <> ?1 AND id IN " QUERY_WITH_MERGED(
            "?1"),
    /* Did ?1 go, directly or not, into ?2? */
    [SQL_LEADS_TO] = "SELECT count(*) FROM finding f WHERE f.id = ?1 AND " QUERY_MERGES(
        "f") " AND ?2 IN (" QUERY_PATH("f") " SELECT id FROM path)",
    [SQL_CONTESTED] =
        "SELECT count(*) FROM conflict WHERE type = ?2 AND record = ?1 AND field = ?3"};

enum err_code finding_counted_in(struct store *store, const struct ident *finding,
                                 struct ident *counted, struct err *err)
{
    sqlite3_stmt *stmt = db_use(store, sql[SQL_COUNTED_IN], err);

    *counted = *finding;
    if (stmt != NULL)
        db_bind_ident(stmt, 1, finding);
    enum err_code code = query_ident(store, stmt, counted, err);
    if (ident_is_none(counted)) /* withdrawn, and so nowhere */
        *counted = *finding;
    return code;
}

char *finding_also_raised(struct store *store, const struct ident *finding)
{
    char *numbers = NULL;
    sqlite3_stmt *stmt = db_use(store, sql[SQL_MERGED], NULL);

    if (stmt != NULL)
        db_bind_ident(stmt, 1, finding);
    query_joined(store, stmt, &numbers, NULL);
    return numbers;
}

/* ---- a decision ------------------------------------------------------------------------------ */

/* The finding decided about, the other one, and why. */
struct deciding {
    struct store *store;
    const char *kind; /* word of code_decision_kinds */
    struct ident id;  /* of the decision */
    struct ident finding;
    struct ident other;
    const char *reason;
    struct row row; /* of finding */
    struct row other_row;
};

static void deciding_clear(struct deciding *deciding)
{
    row_clear(&deciding->row);
    row_clear(&deciding->other_row);
}

/* "F-k7q2-1 Fence open: Li Na, 2026-11-23" */
static void add_position(struct store *store, const struct row *row, struct buf *out)
{
    struct ident by = row_id(row, FINDING_RAISED_BY);
    char *subject = shown_subject(store, RECORD_FINDING, &row->id, "en");
    char *author = shown_person(store, &by);
    const char *at = row_text(row, FINDING_RAISED_AT);
    int64_t ms = 0;
    char date[CLOCK_DATE_SIZE] = "";

    if (clock_parse(at, &ms))
        clock_local_date(ms, date);
    buf_printf(out, "%s%s: %s%s%s", out->length > 0 ? "\n" : "", subject, author,
               author[0] != '\0' && date[0] != '\0' ? ", " : "", date);
    free(author);
    free(subject);
}

static void add_decision(struct change *change, const struct deciding *deciding, bool with_field)
{
    const struct ident *id = &deciding->id;
    struct store *store = deciding->store;
    struct buf positions;
    char now[CLOCK_ISO_SIZE];
    char *taken = with_field ? shown_subject(store, RECORD_FINDING, &deciding->other, "en") : NULL;

    buf_init(&positions);
    clock_now_iso(now);
    add_position(store, &deciding->row, &positions);
    if (deciding->other_row.record != NULL)
        add_position(store, &deciding->other_row, &positions);
    change_set_id(change, RECORD_DECISION, id, DECISION_AUDIT, &change->audit);
    change_set_text(change, RECORD_DECISION, id, DECISION_KIND, deciding->kind);
    change_set_text(change, RECORD_DECISION, id, DECISION_SUBJECT_TYPE, "finding");
    change_set_id(change, RECORD_DECISION, id, DECISION_SUBJECT, &deciding->finding);
    if (with_field)
        change_set_int(change, RECORD_DECISION, id, DECISION_FIELD, FINDING_MERGED_INTO);
    change_set_text(change, RECORD_DECISION, id, DECISION_TAKEN, taken);
    change_set_text(change, RECORD_DECISION, id, DECISION_POSITIONS, positions.data);
    change_set_text(change, RECORD_DECISION, id, DECISION_REASON, deciding->reason);
    change_set_id(change, RECORD_DECISION, id, DECISION_BY, &store->author);
    change_set_text(change, RECORD_DECISION, id, DECISION_AT, now);
    change_set_text(change, RECORD_DECISION, id, FIELD_WITHDRAWN, NULL);
    free(taken);
    buf_clear(&positions);
}

/* ---- checks ---------------------------------------------------------------------------------- */

static enum err_code require_reason(const char *reason, struct err *err)
{
    if (reason == NULL || reason[strspn(reason, " \n\t")] == '\0')
        return err_set(err, ERR_USAGE, _("the reason is empty"));
    return ERR_OK;
}

static enum err_code load_standing(struct store *store, const struct ident *finding,
                                   struct row *row, struct err *err)
{
    enum err_code code = store_get(store, RECORD_FINDING, finding, row, err);

    if (code != ERR_OK || row_is_null(row, FIELD_WITHDRAWN))
        return code;
    char *name = store_name(store, RECORD_FINDING, finding);
    code = err_set(err, ERR_DENIED, _("the finding %s was withdrawn"), name);
    free(name);
    return code;
}

/* Both stand, in one audit that is open. */
static enum err_code load_both(struct deciding *deciding, struct err *err)
{
    struct store *store = deciding->store;
    enum err_code code = require_reason(deciding->reason, err);

    if (code == ERR_OK && ident_equal(&deciding->finding, &deciding->other))
        code = err_set(err, ERR_DENIED, _("that is one finding, not two"));
    if (code == ERR_OK)
        code = load_standing(store, &deciding->finding, &deciding->row, err);
    if (code == ERR_OK)
        code = load_standing(store, &deciding->other, &deciding->other_row, err);
    if (code != ERR_OK)
        return code;
    struct ident audit = row_id(&deciding->row, FINDING_AUDIT);
    struct ident other = row_id(&deciding->other_row, FINDING_AUDIT);
    if (!ident_equal(&audit, &other))
        return err_set(err, ERR_DENIED, _("the two findings belong to different audits"));
    return audit_require_open(store, &audit, err);
}

static enum err_code refuse_circle(struct deciding *deciding, struct err *err)
{
    struct store *store = deciding->store;
    int64_t leads = 0;
    sqlite3_stmt *stmt = db_use(store, sql[SQL_LEADS_TO], err);

    if (stmt != NULL) {
        db_bind_ident(stmt, 1, &deciding->other);
        db_bind_ident(stmt, 2, &deciding->finding);
    }
    enum err_code code = query_int(store, stmt, &leads, err);
    if (code != ERR_OK || leads == 0)
        return code;
    char *name = store_name(store, RECORD_FINDING, &deciding->finding);
    char *other = store_name(store, RECORD_FINDING, &deciding->other);
    err_set(err, ERR_DENIED, _("%s was merged into %s already"), other, name);
    err_hint(err, _("separate them first"));
    free(other);
    free(name);
    return ERR_DENIED;
}

/* Is it so already, and nobody says otherwise? */
static bool is_settled(const struct deciding *deciding)
{
    int64_t contested = 0;
    struct ident into = row_id(&deciding->row, FINDING_MERGED_INTO);
    sqlite3_stmt *stmt = db_use(deciding->store, sql[SQL_CONTESTED], NULL);

    if (stmt != NULL) {
        db_bind_ident(stmt, 1, &deciding->finding);
        sqlite3_bind_int(stmt, 2, RECORD_FINDING);
        sqlite3_bind_int(stmt, 3, FINDING_MERGED_INTO);
    }
    return query_int(deciding->store, stmt, &contested, NULL) == ERR_OK && contested == 0 &&
           ident_equal(&into, &deciding->other);
}

/* ---- the three decisions --------------------------------------------------------------------- */

/* Takes the change and the label over. */
static enum err_code save(struct deciding *deciding, struct change *change, char *label,
                          struct err *err)
{
    enum err_code code = store_save(deciding->store, change, label, err);

    free(label);
    change_clear(change);
    return code;
}

static char *both_names(const struct deciding *deciding, char **other)
{
    *other = store_name(deciding->store, RECORD_FINDING, &deciding->other);
    return store_name(deciding->store, RECORD_FINDING, &deciding->finding);
}

enum err_code finding_merge(struct store *store, const struct ident *finding,
                            const struct ident *other, const char *reason, struct err *err)
{
    struct deciding deciding = {.store = store,
                                .kind = "merged",
                                .id = ident_random(),
                                .finding = *finding,
                                .other = *other,
                                .reason = reason};
    struct change change;
    enum err_code code = load_both(&deciding, err);

    if (code == ERR_OK)
        code = refuse_circle(&deciding, err);
    if (code == ERR_OK && !is_settled(&deciding)) {
        struct ident audit = row_id(&deciding.row, FINDING_AUDIT);
        char *to = NULL;
        char *from = both_names(&deciding, &to);
        change_init(&change, &audit);
        change_set_id(&change, RECORD_FINDING, finding, FINDING_MERGED_INTO, other);
        add_decision(&change, &deciding, true);
        code = save(&deciding, &change, mem_printf(_("%s merged into %s"), from, to), err);
        free(from);
        free(to);
    }
    deciding_clear(&deciding);
    return code;
}

static enum err_code load_merged(struct deciding *deciding, struct err *err)
{
    struct store *store = deciding->store;
    enum err_code code = require_reason(deciding->reason, err);

    if (code == ERR_OK)
        code = load_standing(store, &deciding->finding, &deciding->row, err);
    if (code != ERR_OK)
        return code;
    deciding->other = row_id(&deciding->row, FINDING_MERGED_INTO);
    if (ident_is_none(&deciding->other)) {
        char *name = store_name(store, RECORD_FINDING, &deciding->finding);
        code = err_set(err, ERR_DENIED, _("the finding %s was not merged into another"), name);
        free(name);
        return code;
    }
    /* The other may be withdrawn by now, or not here yet. */
    store_get(store, RECORD_FINDING, &deciding->other, &deciding->other_row, NULL);
    struct ident audit = row_id(&deciding->row, FINDING_AUDIT);
    return audit_require_open(store, &audit, err);
}

enum err_code finding_separate(struct store *store, const struct ident *finding, const char *reason,
                               struct err *err)
{
    struct deciding deciding = {.store = store,
                                .kind = "separated",
                                .id = ident_random(),
                                .finding = *finding,
                                .reason = reason};
    struct change change;
    enum err_code code = load_merged(&deciding, err);

    if (code == ERR_OK) {
        struct ident audit = row_id(&deciding.row, FINDING_AUDIT);
        char *to = NULL;
        char *from = both_names(&deciding, &to);
        change_init(&change, &audit);
        change_set(&change, RECORD_FINDING, finding, FINDING_MERGED_INTO, value_null());
        add_decision(&change, &deciding, false);
        code = save(&deciding, &change, mem_printf(_("%s separated from %s"), from, to), err);
        free(from);
        free(to);
    }
    deciding_clear(&deciding);
    return code;
}

struct ident distinct_id(const struct ident *a, const struct ident *b)
{
    bool swap = ident_compare(a, b) > 0;
    const struct ident_part parts[] = {{swap ? b->bytes : a->bytes, IDENT_SIZE},
                                       {swap ? a->bytes : b->bytes, IDENT_SIZE}};

    return ident_derive("distinct", parts, 2);
}

enum err_code finding_keep_apart(struct store *store, const struct ident *finding,
                                 const struct ident *other, const char *reason, struct err *err)
{
    bool swap = ident_compare(finding, other) > 0;
    struct deciding deciding = {.store = store,
                                .kind = "distinct",
                                .id = distinct_id(finding, other),
                                .finding = swap ? *other : *finding,
                                .other = swap ? *finding : *other,
                                .reason = reason};
    struct change change;
    enum err_code code = load_both(&deciding, err);

    if (code == ERR_OK) {
        struct ident audit = row_id(&deciding.row, FINDING_AUDIT);
        char *second = NULL;
        char *first = both_names(&deciding, &second);
        change_init(&change, &audit);
        add_decision(&change, &deciding, false);
        code = save(&deciding, &change, mem_printf(_("%s and %s kept apart"), first, second), err);
        free(first);
        free(second);
    }
    deciding_clear(&deciding);
    return code;
}

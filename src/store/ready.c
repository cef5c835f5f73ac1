/* ready.c - what is missing before a step of an audit, each with the record to jump to. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/ready.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "core/ref.h"
#include "core/rules.h"
#include "store/conflicts.h"
#include "store/query.h"
#include "store/ready_parts.h"
#include "store/shown.h"
#include "store/walk.h"

#define BLANK(column) "(" column " IS NULL OR trim(" column ", ' ' || char(10)) = '')"
#define EMPTY(column) "SELECT id FROM audit WHERE id = ?1 AND " BLANK(column)
#define COUNTS "f.audit = ?1 AND f.withdrawn IS NULL AND " QUERY_COUNTED("f")
#define NONCONFORMITY COUNTS " AND f.grade IN ('major', 'minor')"
#define LINKED(column, id)                                                                         \
    "EXISTS (SELECT 1 FROM evidence_link l CROSS JOIN evidence e ON e.id = l.evidence"             \
    " WHERE l.withdrawn IS NULL AND e.withdrawn IS NULL AND l." column " " id ")"
/* Answers of a checklist that was taken out of the audit do not count. */
#define TAKEN                                                                                      \
    " AND EXISTS (SELECT 1 FROM audit_checklist t WHERE t.audit = ?1 AND t.checklist ="            \
    " a.checklist AND t.withdrawn IS NULL)"
/* As the auditor walks them: by their ids 4.10 would stand before 4.2. */
#define WALKED                                                                                     \
    " ORDER BY (SELECT k.position FROM audit_checklist k WHERE k.audit = ?1 AND k.checklist ="     \
    " a.checklist AND k.withdrawn IS NULL ORDER BY k.position LIMIT 1), a.checklist,"              \
    " (SELECT i.position FROM audit_checklist k CROSS JOIN snapshot s ON s.digest = k.snapshot"    \
    " CROSS JOIN snapshot_item i ON i.snapshot = s.id AND i.item = a.item WHERE k.audit = ?1 AND"  \
    " k.checklist = a.checklist AND k.withdrawn IS NULL LIMIT 1), a.item"
#define UNIT(person) "nullif(lower(trim(" person ".unit)), '')"
#define OWNS(table)                                                                                \
    "EXISTS (SELECT 1 FROM " table " x WHERE x.finding = k.finding AND x.withdrawn IS NULL"        \
    " AND x.owner = k.verified_by)"

/* The records that a gate names; those without SQL are asked for below. */
static const struct {
    enum gate gate;
    enum record_type type;
    const char *sql;
} queries[] = {
    {GATE_LEAD, RECORD_AUDIT,
     "SELECT a.id FROM audit a WHERE a.id = ?1 AND NOT EXISTS (SELECT 1 FROM team_member m"
     " WHERE m.audit = a.id AND m.role = 'lead' AND m.withdrawn IS NULL)"},
    {GATE_OBJECTIVES, RECORD_AUDIT, EMPTY("objectives")},
    {GATE_SCOPE, RECORD_AUDIT, EMPTY("scope")},
    {GATE_CRITERIA, RECORD_AUDIT, EMPTY("criteria")},
    {GATE_DATES, RECORD_AUDIT,
     "SELECT id FROM audit WHERE id = ?1 AND (planned_from IS NULL OR planned_to IS NULL)"},
    {GATE_CHECKLIST, RECORD_AUDIT,
     "SELECT a.id FROM audit a WHERE a.id = ?1 AND NOT EXISTS (SELECT 1 FROM audit_checklist k"
     " WHERE k.audit = a.id AND k.withdrawn IS NULL)"},
    {GATE_STATEMENT, RECORD_TEAM_MEMBER,
     "SELECT id FROM team_member WHERE audit = ?1 AND withdrawn IS NULL AND role IN ('lead',"
     " 'auditor', 'expert', 'trainee') AND " BLANK("statement") " ORDER BY id"},
    /* Owner of a process audited, or of the unit of its owner or of who answers for the auditee. */
    {GATE_AUDITOR, RECORD_TEAM_MEMBER,
     "SELECT m.id FROM team_member m CROSS JOIN person p ON p.id = m.person WHERE m.audit = ?1"
     " AND m.withdrawn IS NULL AND m.role IN ('lead', 'auditor', 'expert', 'trainee') AND (EXISTS"
     " (SELECT 1 FROM audit_process j CROSS JOIN process c ON c.id = j.process LEFT JOIN person o"
     " ON o.id = c.owner WHERE j.audit = ?1 AND j.withdrawn IS NULL AND (c.owner = p.id OR " UNIT(
         "o") " = " UNIT("p") ")) OR EXISTS (SELECT 1 FROM team_member r CROSS JOIN person q ON"
                              " q.id = r.person WHERE r.audit = ?1 AND r.role = 'auditee' AND"
                              " r.withdrawn IS NULL AND (q.id = p.id OR " UNIT("q") " = " UNIT(
                                  "p") ")))"
                                       " AND NOT EXISTS (SELECT 1 FROM independence_override v"
                                       " WHERE v.audit = ?1 AND v.kind = 'auditor' AND v.person ="
                                       " p.id AND v.reason IS NOT NULL AND v.withdrawn IS NULL)"
                                       " ORDER BY m.id"},
    {GATE_FINDINGS, RECORD_ASSESSMENT,
     "SELECT a.id FROM assessment a WHERE a.audit = ?1 AND a.withdrawn IS NULL AND a.result IN"
     " ('minor', 'major') AND NOT EXISTS (SELECT 1 FROM criterion c CROSS JOIN finding f ON f.id ="
     " c.finding WHERE c.checklist = a.checklist AND c.item = a.item AND c.withdrawn IS NULL AND"
     " f.audit = ?1 AND f.withdrawn IS NULL AND f.grade IN ('minor', 'major'))" TAKEN WALKED},
    {GATE_CRITERION, RECORD_FINDING,
     "SELECT f.id FROM finding f WHERE " COUNTS
     " AND coalesce(f.source, 'audit') = 'audit' AND NOT EXISTS (SELECT 1 FROM criterion c WHERE"
     " c.withdrawn IS NULL AND c.finding IN " QUERY_WITH_MERGED("f.id") ") ORDER BY f.id"},
    {GATE_EVIDENCE, RECORD_FINDING,
     "SELECT f.id FROM finding f WHERE " NONCONFORMITY
     " AND " BLANK("f.objective_evidence") " AND NOT " LINKED(
         "finding", "IN " QUERY_WITH_MERGED("f.id")) " ORDER BY f.id"},
    {GATE_CONFORMING, RECORD_ASSESSMENT,
     "SELECT a.id FROM assessment a WHERE a.audit = ?1 AND a.withdrawn IS NULL AND a.result ="
     " 'conforming' AND " BLANK("a.note") " AND NOT " LINKED("assessment", "= a.id") TAKEN WALKED},
    {GATE_EXCLUSION, RECORD_ASSESSMENT,
     "SELECT a.id FROM assessment a WHERE a.audit = ?1 AND a.withdrawn IS NULL AND a.result IN"
     " ('na', 'not-covered') AND " BLANK("a.note") TAKEN WALKED},
    {GATE_REVIEW, RECORD_ASSESSMENT,
     "SELECT a.id FROM assessment a WHERE a.audit = ?1 AND a.withdrawn IS NULL AND a.review IS NOT"
     " NULL" TAKEN WALKED},
    {GATE_DEPLOYMENT, RECORD_DEPLOYMENT,
     "SELECT id FROM deployment WHERE audit = ?1 AND withdrawn IS NULL AND what IS NOT NULL AND "
     "working IS NULL AND"
     " found_count IS NULL ORDER BY position, id"},
    {GATE_DEPLOYED, RECORD_DEPLOYMENT,
     "SELECT d.id FROM deployment d WHERE d.audit = ?1 AND d.withdrawn IS NULL AND (d.working IN"
     " ('partly', 'no') OR d.found_count < d.planned_count) AND NOT EXISTS (SELECT 1 FROM finding"
     " f WHERE f.id = d.finding AND f.withdrawn IS NULL) ORDER BY d.position, d.id"},
    {GATE_NUMBER, RECORD_FINDING,
     "SELECT f.id FROM finding f WHERE " COUNTS " AND f.number IS NULL ORDER BY f.id"},
    {GATE_CONCLUSION, RECORD_AUDIT, EMPTY("conclusion")},
    {GATE_VERIFIER, RECORD_FINDING,
     "SELECT f.id FROM finding f WHERE " COUNTS " AND EXISTS (SELECT 1 FROM effectiveness k WHERE"
     " k.finding = f.id AND k.withdrawn IS NULL AND k.result IS NOT NULL AND (" OWNS(
         "corrective_action") " OR " OWNS("correction") ") AND NOT EXISTS (SELECT 1 FROM"
                                                        " independence_override v WHERE v.finding"
                                                        " = f.id AND v.kind = 'verifier' AND"
                                                        " v.person = k.verified_by AND v.reason"
                                                        " IS NOT NULL AND v.withdrawn IS NULL))"
                                                        " ORDER BY f.id"},
    {GATE_OPEN, RECORD_FINDING,
     "SELECT f.id FROM finding f WHERE " NONCONFORMITY " AND f.state IS NOT 'closed' ORDER BY"
     " f.id"}};

struct asking {
    struct store *store;
    const struct ident *audit;
    const char *language;
    struct ready_list *list;
    enum gate gate;
    enum record_type type;
};

void ready_list_clear(struct ready_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        free(list->items[i].subject);
    free(list->items);
    *list = (struct ready_list){0};
}

/* Takes over the subject. */
static void add_item(const struct asking *asking, const struct ident *id, char *subject)
{
    struct ready_list *list = asking->list;
    bool stops = gate_stops(asking->gate, list->action);

    list->items = mem_grow(list->items, list->count, &list->capacity, sizeof *list->items);
    list->items[list->count++] =
        (struct ready_item){asking->gate, stops, asking->type, *id, subject};
    list->stops += stops;
}

struct idents {
    struct ident *items;
    size_t count;
    size_t capacity;
};

static void take_ident(sqlite3_stmt *stmt, void *context)
{
    struct idents *ids = context;

    ids->items = mem_grow(ids->items, ids->count, &ids->capacity, sizeof *ids->items);
    ids->items[ids->count++] = db_ident(stmt, 0);
}

static enum err_code ask_query(struct asking *asking, size_t at, struct err *err)
{
    struct idents ids = {0};
    sqlite3_stmt *stmt = db_use(asking->store, queries[at].sql, err);

    asking->gate = queries[at].gate;
    asking->type = queries[at].type;
    if (stmt != NULL)
        db_bind_ident(stmt, 1, asking->audit);
    enum err_code code = query_each(asking->store, stmt, take_ident, &ids, err);
    for (size_t i = 0; i < ids.count; i++) {
        bool itself = asking->type == RECORD_AUDIT;
        add_item(asking, &ids.items[i],
                 itself
                     ? mem_strdup("")
                     : shown_subject(asking->store, asking->type, &ids.items[i], asking->language));
    }
    free(ids.items);
    return code;
}

/* ---- what no record says ----------------------------------------------------------------------
 */

static void take_item(sqlite3_stmt *stmt, void *context)
{
    struct asking *asking = context;
    char *checklist = db_text(stmt, 0);
    char *item = db_text(stmt, 1);
    char *ref = db_text(stmt, 2);
    char *heading = db_text(stmt, 3);
    char *shown = ref_display(ref[0] != '\0' ? ref : item);
    struct ident id = assessment_id(asking->audit, checklist, item, NULL);

    add_item(asking, &id, mem_printf("%s %s", shown, heading));
    free(shown);
    free(heading);
    free(checklist);
    free(item);
    free(ref);
}

static enum err_code ask_unassessed(struct asking *asking, struct err *err)
{
    sqlite3_stmt *stmt = db_use(
        asking->store,
        "SELECT k.checklist, i.item, i.ref, " QUERY_LANGUAGE("heading", "snapshot_text", "i", "?2")
            QUERY_ITEMS " AND (a.result IS NULL OR a.result = 'not-assessed')" QUERY_ITEMS_ORDER,
        err);

    asking->type = RECORD_ASSESSMENT;
    if (stmt != NULL) {
        db_bind_ident(stmt, 1, asking->audit);
        db_bind_text(stmt, 2, asking->language);
    }
    return query_each(asking->store, stmt, take_item, asking, err);
}

static enum err_code ask_conflicts(struct asking *asking, struct err *err)
{
    struct conflicts conflicts;
    enum err_code code =
        conflicts_list(asking->store, asking->audit, asking->language, &conflicts, err);

    for (size_t i = 0; i < conflicts.count; i++) {
        const struct conflict *conflict = &conflicts.items[i];
        asking->type = conflict->type;
        add_item(asking, &conflict->record,
                 mem_printf("%s: %s", conflict->subject, _(conflict->label)));
    }
    conflicts_clear(&conflicts);
    return code;
}

static enum err_code ask_waiting(struct asking *asking, struct err *err)
{
    int64_t count = 0;
    sqlite3_stmt *stmt =
        db_use(asking->store,
               "SELECT count(*) FROM pending_batch WHERE scope = ?1 OR scope = zeroblob(16)", err);

    if (stmt != NULL)
        db_bind_ident(stmt, 1, asking->audit);
    enum err_code code = query_int(asking->store, stmt, &count, err);
    asking->type = RECORD_AUDIT;
    if (count > 0)
        add_item(asking, asking->audit, mem_printf("%lld", (long long)count));
    return code;
}

static enum err_code ask_signature(struct asking *asking, enum sign_step step, struct err *err)
{
    struct sign_lines lines;
    int64_t revision = 0;
    bool found = false;
    enum err_code code = audit_revision(asking->store, asking->audit, &revision, err);

    if (code == ERR_OK)
        code = audit_signatures(asking->store, asking->audit, &lines, err);
    if (code != ERR_OK)
        return code;
    for (size_t i = 0; i < lines.count; i++) {
        const struct sign_line *line = &lines.items[i];
        found = found ||
                (line->step == step && line->revision == revision && line->valid && line->current);
    }
    sign_lines_clear(&lines);
    asking->type = RECORD_AUDIT;
    if (!found)
        add_item(asking, asking->audit, mem_strdup(""));
    return ERR_OK;
}

/* Followed up is what was judged since it was taken, is verified or closed, or has a word on it. */
static enum err_code ask_previous(struct asking *asking, struct err *err)
{
    struct follow_lines lines;
    enum err_code code = follow_up_list(asking->store, asking->audit, &lines, err);

    asking->type = RECORD_FINDING;
    for (size_t i = 0; i < lines.count; i++) {
        const struct follow_line *line = &lines.items[i];
        if (line->effect < 0 && line->state < FINDING_VERIFIED && line->note[0] == '\0')
            add_item(asking, &line->finding, mem_printf("%s %s", line->number, line->statement));
    }
    follow_lines_clear(&lines);
    return code;
}

static enum err_code ask_gate(struct asking *asking, enum gate gate, struct err *err)
{
    asking->gate = gate;
    switch (gate) {
    case GATE_UNASSESSED:
        return ask_unassessed(asking, err);
    case GATE_CONFLICT:
        return ask_conflicts(asking, err);
    case GATE_WAITING:
        return ask_waiting(asking, err);
    case GATE_PREVIOUS:
        return ask_previous(asking, err);
    case GATE_PREPARED:
        return ask_signature(asking, SIGN_PREPARED, err);
    case GATE_REVIEWED:
        return ask_signature(asking, SIGN_REVIEWED, err);
    case GATE_APPROVED:
        return ask_signature(asking, SIGN_APPROVED, err);
    default:
        break;
    }
    for (size_t i = 0; i < sizeof queries / sizeof queries[0]; i++)
        if (queries[i].gate == gate)
            return ask_query(asking, i, err);
    return ERR_OK;
}

/* ---- the list -------------------------------------------------------------------------------- */

static enum err_code next_action(struct store *store, const struct ident *audit,
                                 enum audit_action *action, struct err *err)
{
    struct row row;

    if (*action != AUDIT_ACTION_COUNT)
        return ERR_OK;
    enum err_code code = store_get(store, RECORD_AUDIT, audit, &row, err);
    if (code == ERR_OK) {
        int state = row_code(&row, AUDIT_STATE);
        *action = audit_next_action(state < 0 ? AUDIT_PLANNED : (enum audit_state)state);
    }
    row_clear(&row);
    return code;
}

enum err_code audit_ready(struct store *store, const struct ident *audit, enum audit_action action,
                          const char *language, struct ready_list *list, struct err *err)
{
    struct asking asking = {.store = store, .audit = audit, .language = language, .list = list};

    *list = (struct ready_list){.action = action};
    enum err_code code = next_action(store, audit, &list->action, err);
    if (code != ERR_OK || list->action == AUDIT_ACTION_COUNT)
        return code;
    for (int pass = 0; pass < 2; pass++)
        for (int gate = 0; gate < GATE_COUNT && code == ERR_OK; gate++)
            if (gate_applies((enum gate)gate, list->action) &&
                gate_stops((enum gate)gate, list->action) == (pass == 0))
                code = ask_gate(&asking, (enum gate)gate, err);
    if (code != ERR_OK)
        ready_list_clear(list);
    return code;
}

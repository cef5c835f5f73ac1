/* audit_member.c - the team of an audit: roles, impartiality, the unit people belong to. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "core/rules.h"
#include "store/audits.h"
#include "store/programme.h"
#include "store/query.h"
#include "store/ready.h"

static bool is_blank(const char *text)
{
    return text == NULL || text[strspn(text, " \n\t")] == '\0';
}

static enum err_code check_given(const struct member_given *given, struct err *err)
{
    if (is_blank(given->name))
        return err_set(err, ERR_USAGE, _("the name is empty"));
    if (given->role != NULL && code_find(&code_team_roles, given->role) == NULL)
        return err_set(err, ERR_USAGE, _("'%s' is not known here"), given->role);
    if (given->reason != NULL && is_blank(given->reason))
        return err_set(err, ERR_USAGE, _("the reason is empty"));
    return ERR_OK;
}

/* The record is named by audit and person: two laptops that add somebody make one record. */
static void set_member(struct change *change, const struct ident *id, const struct ident *audit,
                       const struct ident *person, bool is_new, const struct member_given *given)
{
    change_set_id(change, RECORD_TEAM_MEMBER, id, TEAM_MEMBER_AUDIT, audit);
    change_set_id(change, RECORD_TEAM_MEMBER, id, TEAM_MEMBER_PERSON, person);
    change_set_text(change, RECORD_TEAM_MEMBER, id, FIELD_WITHDRAWN, NULL);
    if (given->role != NULL || is_new)
        change_set_text(change, RECORD_TEAM_MEMBER, id, TEAM_MEMBER_ROLE,
                        given->role != NULL ? given->role : "auditor");
    if (given->statement != NULL)
        change_set_text(change, RECORD_TEAM_MEMBER, id, TEAM_MEMBER_STATEMENT, given->statement);
    if (given->note != NULL)
        change_set_text(change, RECORD_TEAM_MEMBER, id, TEAM_MEMBER_NOTE, given->note);
    if (given->unit != NULL)
        change_set_text(change, RECORD_PERSON, person, PERSON_UNIT, given->unit);
}

/* Is the person in the team already? By whatever id their record has. */
static enum err_code find_member(struct store *store, const struct ident *audit,
                                 const struct ident *person, struct ident *id, bool *there,
                                 struct err *err)
{
    sqlite3_stmt *stmt = db_use(store,
                                "SELECT id FROM team_member WHERE audit = ?1 AND person = ?2"
                                " AND withdrawn IS NULL ORDER BY id LIMIT 1",
                                err);

    *id = ident_none();
    if (stmt != NULL) {
        db_bind_ident(stmt, 1, audit);
        db_bind_ident(stmt, 2, person);
    }
    enum err_code code = query_ident(store, stmt, id, err);
    *there = !ident_is_none(id);
    if (!*there)
        *id = link_id(audit, person);
    return code;
}

enum err_code audit_member_set(struct store *store, const struct ident *audit,
                               const struct member_given *given, struct err *err)
{
    struct change change;
    struct ident id;
    bool there = false;
    enum err_code code = audit_require_open(store, audit, err);

    if (code == ERR_OK)
        code = check_given(given, err);
    if (code != ERR_OK)
        return code;
    change_init(&change, audit);
    struct ident person = person_for(store, &change, given->name);
    code = find_member(store, audit, &person, &id, &there, err);
    if (code == ERR_OK && given->reason != NULL && !there)
        code = err_set(err, ERR_USAGE, _("%s is not in the team"), given->name);
    if (code == ERR_OK && given->reason != NULL)
        change_set_text(&change, RECORD_TEAM_MEMBER, &id, FIELD_WITHDRAWN, given->reason);
    else if (code == ERR_OK)
        set_member(&change, &id, audit, &person, !there, given);
    if (code == ERR_OK)
        code = store_save(store, &change, given->name, err);
    change_clear(&change);
    return code;
}

/* ---- who is not independent ------------------------------------------------------------------ */

#define UNIT(person) "nullif(lower(trim(" person ".unit)), '')"

static const char owners_sql[] =
    "SELECT c.name, o.name, o.unit, c.owner = ?2 FROM audit_process j CROSS JOIN process c ON c.id"
    " = j.process CROSS JOIN person o ON o.id = c.owner CROSS JOIN person p ON p.id = ?2 WHERE"
    " j.audit = ?1 AND j.withdrawn IS NULL AND c.withdrawn IS NULL AND (c.owner = ?2 OR " UNIT(
        "o") " = " UNIT("p") ") ORDER BY c.owner = ?2, c.name DESC";
static const char auditees_sql[] =
    "SELECT '', q.name, q.unit, q.id = ?2 FROM team_member r CROSS JOIN person q ON q.id = r.person"
    " CROSS JOIN person p ON p.id = ?2 WHERE r.audit = ?1 AND r.role = 'auditee' AND r.withdrawn IS"
    " NULL AND (q.id = ?2 OR " UNIT("q") " = " UNIT("p") ") ORDER BY q.id = ?2, q.name DESC";

bool role_audits(int role)
{
    return role >= 0 && role != TEAM_AUDITEE && role != TEAM_OBSERVER;
}

/* The last row is the strongest reason. */
static void take_doubt(sqlite3_stmt *stmt, void *context)
{
    char **doubt = context;
    char *process = db_text(stmt, 0);
    char *name = db_text(stmt, 1);
    char *unit = db_text(stmt, 2);
    bool self = sqlite3_column_int(stmt, 3) != 0;
    char *text = NULL;

    if (process[0] == '\0')
        text =
            self ? mem_strdup(_("speaks for the auditee"))
                 : mem_printf(_("of the unit of %s, who speaks for the auditee (%s)"), name, unit);
    else
        text = self ? mem_printf(_("owns the process %s"), process)
                    : mem_printf(_("of the unit of %s, who owns %s (%s)"), name, process, unit);
    free(*doubt);
    *doubt = text;
    free(process);
    free(name);
    free(unit);
}

enum err_code audit_doubt(struct store *store, const struct ident *audit,
                          const struct ident *person, char **doubt, struct err *err)
{
    const char *const sql[] = {auditees_sql, owners_sql};
    enum err_code code = ERR_OK;

    *doubt = mem_strdup("");
    for (size_t i = 0; i < 2 && code == ERR_OK; i++) {
        sqlite3_stmt *stmt = db_use(store, sql[i], err);
        if (stmt != NULL) {
            db_bind_ident(stmt, 1, audit);
            db_bind_ident(stmt, 2, person);
        }
        code = query_each(store, stmt, take_doubt, doubt, err);
    }
    if (code != ERR_OK) {
        free(*doubt);
        *doubt = NULL;
    }
    return code;
}

enum err_code audit_author_doubt(struct store *store, const struct ident *audit, char **doubt,
                                 struct err *err)
{
    int64_t reasons = 0;
    enum err_code code = audit_doubt(store, audit, &store->author, doubt, err);

    if (code != ERR_OK || (*doubt)[0] == '\0')
        return code;
    sqlite3_stmt *stmt =
        db_use(store,
               "SELECT count(*) FROM independence_override v WHERE v.audit = ?1 AND v.kind ="
               " 'auditor' AND v.person = ?2 AND v.reason IS NOT NULL AND v.withdrawn IS NULL",
               err);
    if (stmt != NULL) {
        db_bind_ident(stmt, 1, audit);
        db_bind_ident(stmt, 2, &store->author);
    }
    code = query_int(store, stmt, &reasons, err);
    if (code != ERR_OK) {
        free(*doubt);
        *doubt = NULL;
    } else if (reasons > 0) {
        mem_replace(doubt, "");
    }
    return code;
}

/* ---- the team -------------------------------------------------------------------------------- */

void member_lines_clear(struct member_lines *lines)
{
    for (size_t i = 0; i < lines->count; i++) {
        struct member_line *line = &lines->items[i];
        free(line->name);
        free(line->unit);
        free(line->statement);
        free(line->note);
        free(line->doubt);
        free(line->override);
    }
    free(lines->items);
    *lines = (struct member_lines){0};
}

static void take_member(sqlite3_stmt *stmt, void *context)
{
    struct member_lines *lines = context;
    char *role = db_text(stmt, 2);
    struct member_line line = {.id = db_ident(stmt, 0),
                               .person = db_ident(stmt, 1),
                               .role = code_index(&code_team_roles, role),
                               .statement = db_text(stmt, 3),
                               .note = db_text(stmt, 4),
                               .name = db_text(stmt, 5),
                               .unit = db_text(stmt, 6),
                               .override = db_text(stmt, 7)};

    lines->items = mem_grow(lines->items, lines->count, &lines->capacity, sizeof *lines->items);
    lines->items[lines->count++] = line;
    free(role);
}

static int compare_members(const void *a, const void *b)
{
    const struct member_line *left = a;
    const struct member_line *right = b;

    if (left->role != right->role)
        return left->role < right->role ? -1 : 1;
    int order = text_compare_natural(left->name, right->name);
    return order != 0 ? order : ident_compare(&left->id, &right->id);
}

enum err_code audit_members(struct store *store, const struct ident *audit,
                            struct member_lines *lines, struct err *err)
{
    sqlite3_stmt *stmt = db_use(
        store,
        "SELECT m.id, m.person, m.role, m.statement, m.note, p.name, p.unit, (SELECT v.reason"
        " FROM independence_override v WHERE v.audit = ?1 AND v.kind = 'auditor' AND"
        " v.person = m.person AND v.withdrawn IS NULL) FROM team_member m LEFT JOIN person p"
        " ON p.id = m.person WHERE m.audit = ?1 AND m.withdrawn IS NULL",
        err);

    *lines = (struct member_lines){0};
    if (stmt != NULL)
        db_bind_ident(stmt, 1, audit);
    enum err_code code = query_each(store, stmt, take_member, lines, err);
    for (size_t i = 0; i < lines->count && code == ERR_OK; i++) {
        struct member_line *line = &lines->items[i];
        if (role_audits(line->role))
            code = audit_doubt(store, audit, &line->person, &line->doubt, err);
        else
            line->doubt = mem_strdup("");
    }
    if (code != ERR_OK)
        member_lines_clear(lines);
    else if (lines->count > 1)
        qsort(lines->items, lines->count, sizeof *lines->items, compare_members);
    return code;
}

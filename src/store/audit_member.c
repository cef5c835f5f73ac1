/* audit_member.c - the team of an audit: roles, impartiality, the unit people belong to. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
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

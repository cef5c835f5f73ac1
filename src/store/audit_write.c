/* audit_write.c - making an audit with a snapshot of its checklist, in one save. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/audits.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "store/audit_checklists.h"
#include "store/programme.h"
#include "store/query.h"

static const char number_sql[] =
    "SELECT count(*) FROM audit WHERE number = ?1 AND withdrawn IS NULL";

struct making {
    const struct audit_new *what;
    const struct checklist *checklist;
    struct ident id;
};

static bool is_given(const char *text)
{
    return text != NULL && text[0] != '\0';
}

static enum err_code check_number(struct store *store, const char *number, struct err *err)
{
    int64_t taken = 0;

    if (!is_given(number)) {
        err_set(err, ERR_USAGE, _("the audit has no number"));
        err_hint(err, _("give one as your programme counts them, for example IA-2026-03"));
        return ERR_USAGE;
    }
    sqlite3_stmt *stmt = db_use(store, number_sql, err);
    if (stmt != NULL)
        db_bind_text(stmt, 1, number);
    enum err_code code = query_int(store, stmt, &taken, err);
    if (code != ERR_OK || taken == 0)
        return code;
    err_set(err, ERR_USAGE, _("the number %s is taken by another audit"), number);
    err_hint(err, _("choose another number"));
    return ERR_USAGE;
}

static enum err_code check_date(const char *date, struct err *err)
{
    if (!is_given(date) || clock_is_date(date))
        return ERR_OK;
    err_set(err, ERR_USAGE, _("'%s' is not a date"), date);
    err_hint(err, _("write it as year-month-day, for example 2026-03-09"));
    return ERR_USAGE;
}

static enum err_code check_type(const char *type, struct err *err)
{
    if (!is_given(type) || code_find(&code_audit_types, type) != NULL)
        return ERR_OK;
    char *words = code_words(&code_audit_types);
    err_set(err, ERR_USAGE, _("'%s' is not a type of audit"), type);
    err_hint(err, _("known are: %s"), words);
    free(words);
    return ERR_USAGE;
}

static enum err_code check_new(struct store *store, const struct audit_new *what,
                               const struct checklist *checklist, struct err *err)
{
    enum err_code code = check_number(store, what->number, err);

    if (code == ERR_OK)
        code = check_type(what->type, err);
    if (code == ERR_OK)
        code = check_date(what->planned_from, err);
    if (code == ERR_OK)
        code = check_date(what->planned_to, err);
    if (code == ERR_OK && is_given(what->planned_from) && is_given(what->planned_to) &&
        strcmp(what->planned_from, what->planned_to) > 0)
        code = err_set(err, ERR_USAGE, _("the audit would end on %s, before it starts on %s"),
                       what->planned_to, what->planned_from);
    if (code == ERR_OK && !is_given(checklist->id))
        code = err_set(err, ERR_DATA, _("the checklist has no id"));
    if (code == ERR_OK && checklist->item_count == 0)
        code = err_set(err, ERR_DATA, _("the checklist %s has no items"), checklist->id);
    return code;
}

static void set_text(struct change *change, const struct ident *id, uint16_t field,
                     const char *text)
{
    if (is_given(text))
        change_set_text(change, RECORD_AUDIT, id, field, text);
}

static const char *title_of(const struct checklist *checklist)
{
    return local_text_get(&checklist->title,
                          checklist->language != NULL ? checklist->language : "en");
}

static void add_audit(struct store *store, struct change *change, const struct making *making)
{
    const struct audit_new *what = making->what;
    const struct ident *id = &making->id;
    const char *standard = making->checklist->standard;
    char now[CLOCK_ISO_SIZE];

    clock_now_iso(now);
    set_text(change, id, AUDIT_NUMBER, what->number);
    set_text(change, id, AUDIT_TYPE, is_given(what->type) ? what->type : "internal");
    set_text(change, id, AUDIT_TITLE, what->title);
    set_text(change, id, AUDIT_STATE,
             code_at(&code_audit_states, what->planned ? AUDIT_PLANNED : AUDIT_FIELDWORK)->word);
    set_text(change, id, AUDIT_OBJECTIVES, what->objectives);
    set_text(change, id, AUDIT_SCOPE, what->scope);
    if (is_given(what->criteria))
        set_text(change, id, AUDIT_CRITERIA, what->criteria);
    else
        set_text(change, id, AUDIT_CRITERIA,
                 is_given(standard) ? standard : title_of(making->checklist));
    set_text(change, id, AUDIT_PLANNED_FROM, what->planned_from);
    set_text(change, id, AUDIT_PLANNED_TO, what->planned_to);
    set_text(change, id, AUDIT_CREATED_AT, now);
    change_set_id(change, RECORD_AUDIT, id, AUDIT_CREATED_BY, &store->author);
}

static void add_site(struct change *change, const struct ident *audit, const struct ident *site)
{
    struct ident id = link_id(audit, site);

    change_set_id(change, RECORD_AUDIT_SITE, &id, AUDIT_SITE_AUDIT, audit);
    change_set_id(change, RECORD_AUDIT_SITE, &id, AUDIT_SITE_SITE, site);
}

static void add_member(struct change *change, const struct ident *audit, const struct ident *person,
                       const char *role)
{
    struct ident id = link_id(audit, person);

    change_set_id(change, RECORD_TEAM_MEMBER, &id, TEAM_MEMBER_AUDIT, audit);
    change_set_id(change, RECORD_TEAM_MEMBER, &id, TEAM_MEMBER_PERSON, person);
    change_set_text(change, RECORD_TEAM_MEMBER, &id, TEAM_MEMBER_ROLE, role);
}

/* From the last to the first, so that who is named twice keeps the first role. */
static void add_team(struct store *store, struct change *change, const struct making *making)
{
    const struct audit_new *what = making->what;

    if (what->leads == NULL || what->lead_count == 0)
        add_member(change, &making->id, &store->author, "lead");
    for (size_t i = what->leads == NULL ? 0 : what->lead_count; i-- > 0;) {
        struct ident person = person_for(store, change, what->leads[i]);
        add_member(change, &making->id, &person, i == 0 ? "lead" : "auditor");
    }
}

static enum err_code fill(struct store *store, struct change *change, void *context,
                          struct err *err)
{
    const struct making *making = context;
    struct hash digest;

    enum err_code code = snapshot_put(store, making->checklist, &digest, err);
    if (code != ERR_OK)
        return code;
    add_audit(store, change, making);
    for (size_t i = 0; i < making->what->site_count; i++)
        add_site(change, &making->id, &making->what->sites[i]);
    add_team(store, change, making);
    audit_checklist_set(change, &making->id, making->checklist, &digest, 1);
    return ERR_OK;
}

enum err_code audit_create(struct store *store, const struct audit_new *what,
                           const struct checklist *checklist, struct ident *id, struct err *err)
{
    struct making making = {what, checklist, ident_random()};
    struct change change;

    *id = ident_none();
    enum err_code code = check_new(store, what, checklist, err);
    if (code != ERR_OK)
        return code;
    char *label = mem_printf(_("audit %s"), what->number);
    change_init(&change, &making.id);
    code = save_with(store, &change, label, fill, &making, err);
    if (code == ERR_OK)
        *id = making.id;
    change_clear(&change);
    free(label);
    return code;
}

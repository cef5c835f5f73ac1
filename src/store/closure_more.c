/* closure_more.c - taking records of a closure out again, other due dates, finding an action. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "store/audits.h"
#include "store/closure_parts.h"
#include "store/programme.h"
#include "store/query.h"

enum closure_more_sql { SQL_ACTION, SQL_ACTIONS };

static const char *const sql[] = {
    [SQL_ACTION] = "SELECT id FROM corrective_action WHERE (?1 IS NULL OR +audit = ?1) AND"
                   " withdrawn IS NULL AND (id = ?2 OR lower(number) = lower(?3)) ORDER BY id",
    [SQL_ACTIONS] = ("SELECT number FROM corrective_action WHERE (?1 IS NULL OR audit = ?1) AND"
                     " withdrawn IS NULL")};

static bool is_blank(const char *text)
{
    return text == NULL || text[strspn(text, " \n\t")] == '\0';
}

/* ---- out again ------------------------------------------------------------------------------- */

enum err_code closure_withdraw(struct store *store, enum record_type type,
                               const struct ident *record, const char *reason, struct err *err)
{
    const struct closure_given nothing = {.effect = -1};
    struct ident finding = closure_finding(store, type, record);
    struct closure closure;
    struct closure_facts facts;
    struct closure_day day;
    struct change change;

    if (is_blank(reason))
        return err_set(err, ERR_USAGE, _("the reason is empty"));
    enum err_code code = closure_load(store, &finding, &closure, err);
    if (code != ERR_OK)
        return code;
    code = audit_require_closure(store, &closure.audit, err);
    if (code == ERR_OK)
        code = closure_facts(store, &closure, &nothing, &day, &facts, err);
    if (code == ERR_OK)
        code = closure_check_record(type, &facts, false, err);
    if (code == ERR_OK) {
        char *label = mem_printf(_("%s withdrawn"), _(record_find((int)type)->name));
        change_init(&change, &closure.audit);
        change_set_text(&change, type, record, FIELD_WITHDRAWN, reason);
        code = store_save(store, &change, label, err);
        change_clear(&change);
        free(label);
    }
    closure_clear(&closure);
    return code;
}

/* ---- extension ------------------------------------------------------------------------------- */

static enum err_code check_extension(const struct row *action, const char *due,
                                     const char *agreed_by, const char *reason, struct err *err)
{
    if (!row_is_null(action, CORRECTIVE_DONE))
        return err_set(err, ERR_DENIED, _("%s is done"), row_text(action, CORRECTIVE_NUMBER));
    if (row_is_null(action, CORRECTIVE_DUE))
        return err_set(err, ERR_DENIED, _("%s has no due date yet"),
                       row_text(action, CORRECTIVE_NUMBER));
    if (is_blank(due))
        return err_set(err, ERR_USAGE, _("no new due date is given"));
    if (!clock_is_date(due)) {
        err_set(err, ERR_USAGE, _("'%s' is not a date"), due);
        err_hint(err, _("write it as year-month-day, for example 2026-03-09"));
        return ERR_USAGE;
    }
    if (strcmp(due, row_text(action, CORRECTIVE_DUE)) <= 0)
        return err_set(err, ERR_USAGE, _("%s is not later than %s"), due,
                       row_text(action, CORRECTIVE_DUE));
    if (is_blank(agreed_by))
        return err_set(err, ERR_USAGE, _("nobody is named who agreed"));
    return is_blank(reason) ? err_set(err, ERR_USAGE, _("the reason is empty")) : ERR_OK;
}

static enum err_code save_extension(struct store *store, const struct ident *audit,
                                    const struct row *action, const char *due,
                                    const char *agreed_by, const char *reason, struct err *err)
{
    struct change change;
    struct ident id = ident_random();
    char now[CLOCK_ISO_SIZE];
    char *label = mem_printf("%s: %s", row_text(action, CORRECTIVE_NUMBER), due);

    clock_now_iso(now);
    change_init(&change, audit);
    struct ident agreed = person_for(store, &change, agreed_by);
    change_set_id(&change, RECORD_EXTENSION, &id, EXTENSION_ACTION, &action->id);
    change_set_text(&change, RECORD_EXTENSION, &id, EXTENSION_OLD,
                    row_text(action, CORRECTIVE_DUE));
    change_set_text(&change, RECORD_EXTENSION, &id, EXTENSION_NEW, due);
    change_set_id(&change, RECORD_EXTENSION, &id, EXTENSION_AGREED, &agreed);
    change_set_text(&change, RECORD_EXTENSION, &id, EXTENSION_REASON, reason);
    change_set_id(&change, RECORD_EXTENSION, &id, EXTENSION_BY, &store->author);
    change_set_text(&change, RECORD_EXTENSION, &id, EXTENSION_AT, now);
    change_set_text(&change, RECORD_ACTION, &action->id, CORRECTIVE_DUE, due);
    enum err_code code = store_save(store, &change, label, err);
    change_clear(&change);
    free(label);
    return code;
}

enum err_code action_extend(struct store *store, const struct ident *action, const char *due,
                            const char *agreed_by, const char *reason, struct err *err)
{
    const struct closure_given nothing = {.effect = -1};
    struct row row;
    struct closure closure;
    struct closure_facts facts;
    struct closure_day day;
    enum err_code code = store_get(store, RECORD_ACTION, action, &row, err);

    if (code != ERR_OK)
        return code;
    struct ident finding = row_id(&row, CORRECTIVE_FINDING);
    code = closure_load(store, &finding, &closure, err);
    if (code == ERR_OK) {
        code = audit_require_closure(store, &closure.audit, err);
        if (code == ERR_OK)
            code = closure_facts(store, &closure, &nothing, &day, &facts, err);
        if (code == ERR_OK)
            code = closure_check_record(RECORD_EXTENSION, &facts, false, err);
        if (code == ERR_OK)
            code = check_extension(&row, due, agreed_by, reason, err);
        if (code == ERR_OK)
            code = save_extension(store, &closure.audit, &row, due, agreed_by, reason, err);
        closure_clear(&closure);
    }
    row_clear(&row);
    return code;
}

/* ---- finding an action ----------------------------------------------------------------------- */

static enum err_code no_action(struct store *store, const struct ident *audit, const char *text,
                               struct err *err)
{
    char *near = NULL;
    enum err_code code = query_near_number(store, sql[SQL_ACTIONS], audit, text, &near, err);

    if (code != ERR_OK)
        return code;
    err_set(err, ERR_USAGE, _("there is no action '%s'"), text);
    if (near[0] != '\0')
        err_hint(err, _("near it are: %s"), near);
    free(near);
    return ERR_USAGE;
}

enum err_code action_find(struct store *store, const struct ident *audit, const char *text,
                          struct ident *id, struct err *err)
{
    struct number_match match;
    enum err_code code = query_by_number(store, sql[SQL_ACTION], audit, text, &match, err);

    *id = match.id;
    if (code == ERR_OK && match.count == 0)
        return no_action(store, audit, text, err);
    if (code == ERR_OK && match.count > 1) {
        err_set(err, ERR_USAGE, _("%zu actions have the number '%s'"), match.count, text);
        err_hint(err, _("name the audit too"));
        return ERR_USAGE;
    }
    return code;
}

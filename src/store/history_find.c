/* history_find.c - the record that people name, whatever kind it is. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/history.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "core/rules.h"
#include "store/audits.h"
#include "store/evidence.h"
#include "store/findings.h"
#include "store/query.h"
#include "store/walk.h"

/* Lists don't know what was withdrawn; its history does. */
#define WITHDRAWN(table, names)                                                                    \
    "SELECT id FROM " table " WHERE (?1 IS NULL OR audit = ?1) AND withdrawn IS NOT NULL"          \
    " AND ?2 IS NULL AND (" names ") ORDER BY id"

struct finder {
    enum record_type type;
    const char *letters; /* what such a name begins with */
    enum err_code (*find)(struct store *store, const struct ident *audit, const char *text,
                          struct ident *id, struct err *err);
    const char *withdrawn; /* NULL: such a record is never */
};

static enum err_code find_requirement(struct store *store, const struct ident *audit,
                                      const char *text, struct ident *id, struct err *err)
{
    char *checklist = NULL;
    char *item = NULL;
    enum err_code code = walk_find(store, audit, text, &checklist, &item, err);

    if (code == ERR_OK)
        *id = assessment_id(audit, checklist, item, NULL);
    free(checklist);
    free(item);
    return code;
}

static enum err_code find_audit(struct store *store, const struct ident *audit, const char *text,
                                struct ident *id, struct err *err)
{
    (void)audit;
    return audit_find(store, text, id, err);
}

static const struct finder finders[] = {
    {RECORD_FINDING, "FfNnOoGg", finding_find,
     WITHDRAWN("finding", "lower(number) = lower(?3) OR lower(draft) = lower(?3)")},
    {RECORD_EVIDENCE, "Ee", evidence_find, WITHDRAWN("evidence", "lower(number) = lower(?3)")},
    {RECORD_ASSESSMENT, "0123456789", find_requirement, NULL},
    {RECORD_AUDIT, "", find_audit, NULL}};
enum { FINDERS = sizeof finders / sizeof finders[0] };

static enum err_code try_withdrawn(struct store *store, const struct finder *finder,
                                   const struct ident *audit, const char *text, struct ident *id,
                                   bool *found, struct err *err)
{
    struct number_match match = {.count = 0};
    struct ident wanted;

    *found = false;
    if (finder->withdrawn == NULL || ident_parse(text, &wanted))
        return ERR_OK;
    enum err_code code = query_by_number(store, finder->withdrawn, audit, text, &match, err);
    *found = match.count > 0;
    *id = match.id;
    return code;
}

/* Findings are looked for in all audits where none is named; refs only make sense in one. */
struct place {
    const struct ident *named; /* NULL: none is */
    struct ident chosen;
};

static const struct ident *audit_for(const struct finder *finder, const struct place *place)
{
    return finder->type == RECORD_FINDING ? place->named : &place->chosen;
}

/* The type of the record that has this id; false if there is none. */
static bool find_by_id(struct store *store, const struct ident *id, enum record_type *type)
{
    for (size_t i = 0; i < record_count; i++) {
        struct row row;
        if (store_get(store, records[i].type, id, &row, NULL) != ERR_OK)
            continue;
        row_clear(&row);
        *type = records[i].type;
        return true;
    }
    return false;
}

/* The refusal of the kind that such a name is of, since it knows what is near. */
static enum err_code nothing_named(struct store *store, const struct place *place, const char *text,
                                   struct err *err)
{
    struct ident id;

    for (size_t i = 0; i < FINDERS; i++)
        if (strchr(finders[i].letters, text[0]) != NULL && text[0] != '\0')
            return finders[i].find(store, audit_for(&finders[i], place), text, &id, err);
    err_set(err, ERR_USAGE, _("nothing here is called '%s'"), text);
    return err_hint(err,
                    _("name a requirement, a finding, a piece of evidence, an audit or an id"));
}

static enum err_code find_by_name(struct store *store, const struct place *place, const char *text,
                                  enum record_type *type, struct ident *record, struct err *err)
{
    bool found = false;
    enum err_code code = ERR_USAGE;

    for (size_t i = 0; i < FINDERS && code == ERR_USAGE; i++) {
        *type = finders[i].type;
        code = finders[i].find(store, audit_for(&finders[i], place), text, record, err);
    }
    for (size_t i = 0; i < FINDERS && code == ERR_USAGE; i++) {
        *type = finders[i].type;
        enum err_code tried =
            try_withdrawn(store, &finders[i], place->named, text, record, &found, err);
        if (tried != ERR_OK || found)
            code = tried;
    }
    return code == ERR_USAGE ? nothing_named(store, place, text, err) : code;
}

enum err_code history_find(struct store *store, const struct ident *audit, const char *text,
                           enum record_type *type, struct ident *record, struct err *err)
{
    struct place place = {.named = audit};

    *record = ident_none();
    if (ident_parse(text, record) && find_by_id(store, record, type))
        return ERR_OK;
    if (audit != NULL)
        place.chosen = *audit;
    else
        audit_find(store, NULL, &place.chosen,
                   NULL); /* a file without audits still has its numbers */
    enum err_code code = find_by_name(store, &place, text, type, record, err);
    if (code != ERR_OK)
        *record = ident_none();
    else
        err_clear(err);
    return code;
}

/* programme.c - finding what audits stand on: organization, sites, areas, processes, people. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/programme.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "core/rules.h"
#include "store/query.h"

enum err_code organization_get(struct store *store, struct row *row, struct err *err)
{
    const struct list_query query = {.type = RECORD_ORGANIZATION, .limit = 1};
    struct rows rows;

    *row = (struct row){0};
    enum err_code code = store_list(store, &query, &rows, err);
    if (code != ERR_OK)
        return code;
    if (rows.count == 0) {
        err_set(err, ERR_DATA, _("%s names no organization"), store->path);
        err_hint(err, _("check it with: auditwalk verify"));
        return ERR_DATA;
    }
    *row = rows.items[0];
    rows.items[0] = (struct row){0};
    rows_clear(&rows);
    return ERR_OK;
}

static const char *name_of(const struct row *row)
{
    /* Field 10 is the name of all of these but of an area, where it is the site. */
    return row_text(row, row->record->type == RECORD_AREA ? AREA_NAME : SITE_NAME);
}

/* How many rows have the name, exactly or but for case; *found gets the first. */
static size_t count_named(const struct rows *rows, const char *name, bool exact,
                          struct ident *found)
{
    size_t count = 0;

    for (size_t i = 0; i < rows->count; i++) {
        const char *known = name_of(&rows->items[i]);
        if (exact ? strcmp(known, name) != 0 : !text_is_same(known, name))
            continue;
        if (count++ == 0)
            *found = rows->items[i].id;
    }
    return count;
}

static bool has_id(const struct rows *rows, const char *text, struct ident *id)
{
    struct ident wanted;

    if (!ident_parse(text, &wanted))
        return false;
    for (size_t i = 0; i < rows->count; i++)
        if (ident_equal(&rows->items[i].id, &wanted)) {
            *id = wanted;
            return true;
        }
    return false;
}

static enum err_code not_found(const struct rows *rows, const char *what, const char *name,
                               struct err *err)
{
    struct texts names = {0};

    for (size_t i = 0; i < rows->count; i++)
        if (name_of(&rows->items[i])[0] != '\0')
            texts_add(&names, name_of(&rows->items[i]));
    texts_sort(&names);
    char *near = texts_near(&names, name);
    err_set(err, ERR_USAGE, _("there is no %s '%s'"), _(what), name);
    if (near[0] != '\0')
        err_hint(err, _("known are: %s"), near);
    else
        err_hint(err, _("the audit file has none yet"));
    free(near);
    texts_clear(&names);
    return ERR_USAGE;
}

static enum err_code choose(const struct rows *rows, enum record_type type, const char *name,
                            struct ident *id, struct err *err)
{
    const char *what = record_find((int)type)->name;
    size_t count = count_named(rows, name, true, id);

    if (count == 0)
        count = count_named(rows, name, false, id);
    if (count == 1 || has_id(rows, name, id))
        return ERR_OK;
    if (count == 0)
        return not_found(rows, what, name, err);
    char text[IDENT_TEXT_SIZE];
    ident_text(id, text);
    err_set(err, ERR_USAGE, _("the %s '%s' is there %zu times"), _(what), name, count);
    err_hint(err, _("give the id instead of the name; the first has %s"), text);
    return ERR_USAGE;
}

enum err_code programme_find(struct store *store, enum record_type type, const char *name,
                             struct ident *id, struct err *err)
{
    const struct list_query query = {.type = type};
    struct rows rows;

    *id = ident_none();
    enum err_code code = store_list(store, &query, &rows, err);
    if (code != ERR_OK)
        return code;
    code = choose(&rows, type, name, id, err);
    rows_clear(&rows);
    return code;
}

struct ident person_for(struct store *store, struct change *change, const char *name)
{
    struct ident id = ident_none();

    sqlite3_stmt *stmt = db_use(
        store, "SELECT id FROM person WHERE name = ?1 AND withdrawn IS NULL ORDER BY id LIMIT 1",
        NULL);
    if (stmt != NULL)
        db_bind_text(stmt, 1, name);
    if (query_ident(store, stmt, &id, NULL) == ERR_OK && !ident_is_none(&id))
        return id;
    id = person_id(&store->file, name);
    change_set_text(change, RECORD_PERSON, &id, PERSON_NAME, name);
    change_set_text(change, RECORD_PERSON, &id, FIELD_WITHDRAWN, NULL);
    return id;
}

/* deployment.c - lists of deployment rows, and finding one. Writing them is deployment_write.c. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/deployment.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "store/query.h"
#include "store/walk_parts.h"

/* A row that undo has emptied has nothing in "what". */
static const char list_sql[] =
    "SELECT d.id, d.position, d.item, (SELECT name FROM site WHERE id = coalesce(d.site, r.site)),"
    " d.area, r.name, d.kind, d.what, d.planned_count, d.planned_hours, d.planned_spec,"
    " d.found_count, d.found_hours, d.found_spec, d.working,"
    " (SELECT name FROM person WHERE id = d.checked_by), d.checked_at,"
    " (SELECT number FROM evidence WHERE id = d.evidence), f.id, coalesce(f.number, f.draft),"
    " d.note FROM deployment d LEFT JOIN area r ON r.id = d.area LEFT JOIN finding f ON f.id ="
    " d.finding AND f.withdrawn IS NULL WHERE d.audit = ?1 AND d.withdrawn IS NULL AND d.what IS "
    "NOT"
    " NULL AND (?2 IS NULL OR d.area = ?2)"
    " ORDER BY 4, r.position IS NULL, r.position, r.name, d.position, d.id";

static const char find_sql[] =
    "SELECT id FROM deployment WHERE audit = ?1 AND withdrawn IS NULL AND what IS NOT NULL"
    " AND (id = ?2 OR CAST(position AS TEXT) = ?3) ORDER BY id";

static int64_t count_at(sqlite3_stmt *stmt, int column)
{
    return sqlite3_column_type(stmt, column) == SQLITE_NULL ? -1
                                                            : sqlite3_column_int64(stmt, column);
}

static void take_line(sqlite3_stmt *stmt, void *context)
{
    struct deployment_lines *lines = context;
    struct deployment_line line = {.id = db_ident(stmt, 0),
                                   .position = sqlite3_column_int64(stmt, 1),
                                   .item = db_text(stmt, 2),
                                   .site = db_text(stmt, 3),
                                   .area_id = db_ident(stmt, 4),
                                   .area = db_text(stmt, 5),
                                   .kind = walk_code(stmt, 6, &code_deployment_kinds),
                                   .what = db_text(stmt, 7),
                                   .planned_count = count_at(stmt, 8),
                                   .planned_hours = db_text(stmt, 9),
                                   .planned_spec = db_text(stmt, 10),
                                   .found_count = count_at(stmt, 11),
                                   .found_hours = db_text(stmt, 12),
                                   .found_spec = db_text(stmt, 13),
                                   .working = walk_code(stmt, 14, &code_yes_partly_no),
                                   .checked_by = db_text(stmt, 15),
                                   .checked_at = db_text(stmt, 16),
                                   .evidence = db_text(stmt, 17),
                                   .finding_id = db_ident(stmt, 18),
                                   .finding = db_text(stmt, 19),
                                   .note = db_text(stmt, 20)};

    line.checked = line.found_count >= 0 || line.working >= 0;
    line.fails = deployment_fails(line.planned_count, line.found_count, line.working);
    lines->items = mem_grow(lines->items, lines->count, &lines->capacity, sizeof *lines->items);
    lines->items[lines->count++] = line;
}

enum err_code deployment_list(struct store *store, const struct ident *audit,
                              const struct ident *area, struct deployment_lines *lines,
                              struct err *err)
{
    sqlite3_stmt *stmt = db_use(store, list_sql, err);

    *lines = (struct deployment_lines){0};
    if (stmt != NULL) {
        db_bind_ident(stmt, 1, audit);
        db_bind_ident(stmt, 2, area);
    }
    enum err_code code = query_each(store, stmt, take_line, lines, err);
    if (code != ERR_OK)
        deployment_lines_clear(lines);
    return code;
}

void deployment_lines_clear(struct deployment_lines *lines)
{
    for (size_t i = 0; i < lines->count; i++) {
        struct deployment_line *line = &lines->items[i];
        free(line->item);
        free(line->site);
        free(line->area);
        free(line->what);
        free(line->planned_hours);
        free(line->planned_spec);
        free(line->found_hours);
        free(line->found_spec);
        free(line->checked_by);
        free(line->checked_at);
        free(line->evidence);
        free(line->finding);
        free(line->note);
    }
    free(lines->items);
    *lines = (struct deployment_lines){0};
}

enum err_code deployment_find(struct store *store, const struct ident *audit, const char *text,
                              struct ident *id, struct err *err)
{
    struct number_match match;
    enum err_code code = query_by_number(store, find_sql, audit, text, &match, err);

    *id = match.id;
    if (code == ERR_OK && match.count == 0) {
        err_set(err, ERR_USAGE, _("there is no deployment row '%s'"), text);
        err_hint(err, _("auditwalk deployment list shows them"));
        return ERR_USAGE;
    }
    if (code == ERR_OK && match.count > 1) { /* made on two laptops */
        char shown[IDENT_TEXT_SIZE];
        ident_text(&match.id, shown);
        err_set(err, ERR_USAGE, _("%zu deployment rows have the number %s"), match.count, text);
        err_hint(err, _("give the id instead; one is %s"), shown);
        return ERR_USAGE;
    }
    return code;
}

/* ---- what an item is about ------------------------------------------------------------------- */

int deployment_kind_of(const char *item)
{
    static const struct {
        const char *item;
        const char *kind;
    } kinds[] = {{"fixed-posts", "post"},
                 {"part-time-posts", "post"},
                 {"control-room-seats", "post"},
                 {"posts-in-evacuation", "post"},
                 {"patrol-rounds", "patrol"},
                 {"patrol-vehicles", "patrol"},
                 {"boats", "patrol"},
                 {"dogs", "patrol"},
                 {"shift-strength", "guard"},
                 {"relief-and-breaks", "guard"},
                 {"response-team", "guard"},
                 {"reinforcement", "guard"},
                 {"skills-by-post", "guard"},
                 {"supervisors", "guard"},
                 {"guard-kit", "guard"},
                 {"hired-and-temporary", "guard"},
                 {"perimeter-barriers", "barrier"},
                 {"vehicle-barriers", "barrier"},
                 {"turnstiles-doors", "barrier"},
                 {"locks-fitted", "lock"},
                 {"keys-held", "lock"},
                 {"doors-on-fire-alarm", "lock"},
                 {"lighting-levels", "lighting"},
                 {"cameras-in-place", "camera"},
                 {"recording", "camera"},
                 {"alarm-zones", "alarm"},
                 {"fence-detection", "alarm"},
                 {"screening-machines", "screening"},
                 {"cargo-scanners", "screening"},
                 {"seal-stock", "seal"},
                 {"radio-coverage", "communication"},
                 {"other-communications", "communication"}};

    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        if (strcmp(kinds[i].item, item) == 0)
            return code_index(&code_deployment_kinds, kinds[i].kind);
    return code_index(&code_deployment_kinds, "other");
}

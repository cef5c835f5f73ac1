/* register_line.c - what a line of the register says, and its keys. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/register_parts.h"

#include <stdlib.h>
#include <string.h>

#include "store/walk_parts.h"

enum line_sql { SQL_LINE, SQL_REFS, SQL_OWNER, SQL_MERGED_INTO };

/* What is open, dated or not, by its owner. */
#define OWNED(date, owner, rows)                                                                   \
    "SELECT " date " AS due, (SELECT name FROM person WHERE id = " owner ") AS name" rows

static const char *const sql[] = {
    [SQL_LINE] = "SELECT coalesce(f.number, f.draft), " REGISTER_GRADE("f") ", " REGISTER_STATE(
        "f") ", " REGISTER_RAISED("f") ", " REGISTER_NEXT("f") ", f.audit,"
                                                               " (SELECT number FROM audit WHERE "
                                                               "id = f.audit),"
                                                               " (SELECT title FROM audit WHERE id "
                                                               "= f.audit), coalesce(f.title, "
                                                               "f.statement),"
                                                               " (SELECT name FROM site WHERE id = "
                                                               "f.site), f.closed_at, "
                                                               "f.merged_into IS NULL"
                                                               " FROM finding f WHERE f.id = ?1 "
                                                               "AND f.withdrawn IS NULL",
    [SQL_REFS] = "SELECT coalesce(ref, item) FROM criterion WHERE finding IN " QUERY_WITH_MERGED(
        "?1") " AND withdrawn IS NULL",
    [SQL_OWNER] = OWNED(
        "x.due", "x.owner",
        " FROM correction x WHERE x.finding = ?1 AND x.withdrawn IS NULL"
        " AND x.done_on IS NULL AND x.owner IS NOT NULL") " UNION ALL " OWNED("x.due", "x.owner",
                                                                              " FROM "
                                                                              "corrective_action x "
                                                                              "WHERE x.finding = "
                                                                              "?1 AND x.withdrawn "
                                                                              "IS NULL"
                                                                              " AND x.done_on IS "
                                                                              "NULL AND x.owner IS "
                                                                              "NOT NULL") " UNION "
                                                                                          "ALL"
                                                                                          " " OWNED(
                                                                                              "x."
                                                                                              "not_"
                                                                                              "befo"
                                                                                              "re",
                                                                                              "x."
                                                                                              "assi"
                                                                                              "gne"
                                                                                              "d",
                                                                                              " FRO"
                                                                                              "M "
                                                                                              "effe"
                                                                                              "ctiv"
                                                                                              "enes"
                                                                                              "s x "
                                                                                              "WHER"
                                                                                              "E "
                                                                                              "x."
                                                                                              "find"
                                                                                              "ing "
                                                                                              "= "
                                                                                              "?1 "
                                                                                              "AND "
                                                                                              "x."
                                                                                              "with"
                                                                                              "draw"
                                                                                              "n "
                                                                                              "IS "
                                                                                              "NULL"
                                                                                              " AND"
                                                                                              " x."
                                                                                              "veri"
                                                                                              "fied"
                                                                                              "_at "
                                                                                              "IS "
                                                                                              "NULL"
                                                                                              " AND"
                                                                                              " x."
                                                                                              "assi"
                                                                                              "gned"
                                                                                              " IS "
                                                                                              "NOT "
                                                                                              "NULL"
                                                                                              " AND"
                                                                                              " (x."
                                                                                              "resu"
                                                                                              "lt "
                                                                                              "IS "
                                                                                              "NOT "
                                                                                              "NULL"
                                                                                              " OR "
                                                                                              "EXIS"
                                                                                              "TS "
                                                                                              "(SEL"
                                                                                              "ECT "
                                                                                              "1 "
                                                                                              "FROM"
                                                                                              " fin"
                                                                                              "ding"
                                                                                              " f "
                                                                                              "WHER"
                                                                                              "E"
                                                                                              " f."
                                                                                              "id "
                                                                                              "= "
                                                                                              "?1 "
                                                                                              "AND "
                                                                                              "f."
                                                                                              "stat"
                                                                                              "e = "
                                                                                              "'imp"
                                                                                              "leme"
                                                                                              "nted"
                                                                                              "')"
                                                                                              ")"),
    [SQL_MERGED_INTO] =
        "SELECT coalesce(whole.number, whole.draft) FROM finding f CROSS JOIN"
        " finding whole WHERE f.id = ?1 AND whole.id = nullif(" QUERY_COUNTED_IN("f") ", f.id)"};

/* ---- keys ------------------------------------------------------------------------------------ */

void register_key_clear(struct register_key *key)
{
    free(key->raised);
    free(key->due);
    free(key->number);
    *key = (struct register_key){0};
}

struct register_key register_key_copy(const struct register_key *key)
{
    struct register_key copy = *key;

    copy.raised = mem_strdup(key->raised);
    copy.due = mem_strdup(key->due);
    copy.number = mem_strdup(key->number);
    return copy;
}

void register_line_clear(struct register_line *line)
{
    register_key_clear(&line->key);
    free(line->number);
    free(line->audit_title);
    free(line->title);
    free(line->site);
    free(line->refs);
    free(line->owner);
    free(line->merged_into);
    *line = (struct register_line){0};
}

void register_lines_clear(struct register_lines *lines)
{
    for (size_t i = 0; i < lines->count; i++)
        register_line_clear(&lines->items[i]);
    free(lines->items);
    *lines = (struct register_lines){0};
}

const char *register_due(const struct register_line *line)
{
    return strcmp(line->key.due, REGISTER_NO_DUE) == 0 ? "" : line->key.due;
}

/* ---- reading --------------------------------------------------------------------------------- */

/* The owner of what is due first; what has no date comes last. */
struct owning {
    char *due;
    char *name;
};

static void take_owner(sqlite3_stmt *stmt, void *context)
{
    struct owning *first = context;
    struct owning next = {db_text(stmt, 0), db_text(stmt, 1)};
    bool is_first =
        first->name == NULL || first->name[0] == '\0' ||
        (next.due[0] != '\0' && (first->due[0] == '\0' || strcmp(next.due, first->due) < 0));
    struct owning other = is_first ? *first : next;

    if (is_first)
        *first = next;
    free(other.due);
    free(other.name);
}

struct filling {
    struct register_line *line;
    const char *today;
    bool stands_alone; /* was merged into no other */
};

static void local_date(const char *moment, char out[CLOCK_DATE_SIZE])
{
    int64_t ms = 0;

    out[0] = '\0';
    if (clock_parse(moment, &ms))
        clock_local_date(ms, out);
}

static long age_of(const struct filling *filling, const char *closed_at)
{
    char raised[CLOCK_DATE_SIZE];
    char closed[CLOCK_DATE_SIZE];
    bool is_closed = filling->line->state == FINDING_CLOSED;

    local_date(filling->line->key.raised, raised);
    local_date(is_closed ? closed_at : "", closed);
    if (raised[0] == '\0')
        return 0;
    return clock_days_between(raised, closed[0] != '\0' ? closed : filling->today);
}

static char *first_line(char *text)
{
    text[strcspn(text, "\n")] = '\0';
    return text;
}

static void take_line(sqlite3_stmt *stmt, void *context)
{
    struct filling *filling = context;
    struct register_line *line = filling->line;
    char *closed_at = db_text(stmt, 10);

    line->number = db_text(stmt, 0);
    line->grade = line->key.grade = (enum grade)sqlite3_column_int(stmt, 1);
    line->state = (enum finding_state)sqlite3_column_int(stmt, 2);
    line->key.raised = db_text(stmt, 3);
    line->key.due = db_text(stmt, 4);
    line->key.audit = db_ident(stmt, 5);
    line->key.numbered = sqlite3_column_type(stmt, 6) != SQLITE_NULL;
    line->key.number = db_text(stmt, 6);
    line->audit_title = db_text(stmt, 7);
    line->title = first_line(db_text(stmt, 8));
    line->site = db_text(stmt, 9);
    filling->stands_alone = sqlite3_column_int(stmt, 11) != 0;
    line->age = age_of(filling, closed_at);
    line->overdue = closure_overdue(register_due(line), filling->today);
    free(closed_at);
}

static sqlite3_stmt *use_for(struct store *store, enum line_sql which, const struct ident *finding,
                             struct err *err)
{
    sqlite3_stmt *stmt = db_use(store, sql[which], err);

    if (stmt != NULL)
        db_bind_ident(stmt, 1, finding);
    return stmt;
}

static enum err_code fill_rest(struct store *store, struct register_line *line, bool alone,
                               struct err *err)
{
    const struct ident *id = &line->key.id;
    struct owning owning = {NULL, NULL};
    enum err_code code = query_joined(store, use_for(store, SQL_REFS, id, err), &line->refs, err);

    if (code == ERR_OK)
        code = query_each(store, use_for(store, SQL_OWNER, id, err), take_owner, &owning, err);
    if (code == ERR_OK && !alone)
        code = query_text(store, use_for(store, SQL_MERGED_INTO, id, err), &line->merged_into, err);
    line->owner = owning.name != NULL ? owning.name : mem_strdup("");
    free(owning.due);
    if (line->merged_into == NULL)
        line->merged_into = mem_strdup("");
    return code;
}

enum err_code register_line_fill(struct store *store, struct register_line *line, bool brief,
                                 const char *today, struct err *err)
{
    struct filling filling = {.line = line, .today = today};
    enum err_code code =
        query_each(store, use_for(store, SQL_LINE, &line->key.id, err), take_line, &filling, err);

    if (code != ERR_OK || line->number == NULL || brief)
        return code;
    return fill_rest(store, line, filling.stands_alone, err);
}

enum err_code register_line_load(struct store *store, const struct ident *finding,
                                 struct register_line *line, struct err *err)
{
    char today[CLOCK_DATE_SIZE];

    *line = (struct register_line){.key.id = *finding};
    clock_local_date(clock_now(), today);
    enum err_code code = register_line_fill(store, line, false, today, err);
    if (code != ERR_OK)
        register_line_clear(line);
    return code;
}

/* history_log.c - the saves of the log as a list. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/history.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "core/team.h"
#include "store/history_parts.h"
#include "store/log_read.h"
#include "store/query.h"
#include "store/shown.h"

/* Which ones is decided on the narrow columns; only then their bytes are read. */
#define NEWEST " ORDER BY lamport DESC, device DESC, name DESC"
#define LINES(condition)                                                                           \
    "SELECT b.name, b.bytes FROM (SELECT id FROM batch" condition NEWEST                           \
    " LIMIT ?2) t CROSS JOIN batch b ON b.id = t.id ORDER BY b.lamport DESC, b.device DESC,"       \
    " b.name DESC"

static const char *const sql[] = {LINES(""), LINES(" WHERE scope = ?1")};

static void line_clear(struct log_line *line)
{
    free(line->author);
    free(line->device);
    free(line->audit);
    free(line->action);
}

void log_lines_clear(struct log_lines *lines)
{
    for (size_t i = 0; i < lines->count; i++)
        line_clear(&lines->items[i]);
    free(lines->items);
    *lines = (struct log_lines){0};
}

struct listing {
    struct store *store;
    struct log_clock clock;
    enum err_code (*take)(const struct log_line *line, void *context);
    void *context;
    enum err_code code;
    struct err *err;
};

/* "finding, criterion": what a save without a label wrote. */
static char *kinds_written(const void *bytes, size_t length)
{
    struct batch batch;
    struct texts kinds = {0};

    if (batch_decode(bytes, length, &batch, NULL) != ERR_OK)
        return mem_strdup("");
    for (size_t i = 0; i < batch.count; i++) {
        const struct record *record = batch.operations[i].type <= INT16_MAX
                                          ? record_find((int)batch.operations[i].type)
                                          : NULL;
        if (i > 0 && batch.operations[i].type == batch.operations[i - 1].type)
            continue;
        texts_add(&kinds, record != NULL ? _(record->name) : _("records of a later version"));
    }
    texts_sort(&kinds);
    char *joined = texts_join(&kinds);
    texts_clear(&kinds);
    batch_clear(&batch);
    return joined;
}

static void take_line(sqlite3_stmt *stmt, void *context)
{
    struct listing *listing = context;
    struct store *store = listing->store;
    const void *bytes = sqlite3_column_blob(stmt, 1);
    size_t length = (size_t)sqlite3_column_bytes(stmt, 1);
    struct batch batch;
    struct log_line line = {.cells = 0};

    if (listing->code != ERR_OK)
        return;
    listing->code = batch_decode_head(bytes, length, &batch, &line.cells, listing->err);
    if (listing->code != ERR_OK)
        return;
    db_hash(stmt, 0, &line.name);
    line.wall = batch.wall;
    line.clock_suspect = clock_is_suspect(batch.wall, listing->clock.made, listing->clock.now);
    line.author = shown_person(store, &batch.author);
    line.device = shown_device(store, &batch.device);
    line.audit = store_name(store, RECORD_AUDIT, &batch.scope);
    line.action = history_action(&batch);
    line.lamport = batch.lamport;
    if (line.action[0] == '\0') {
        free(line.action);
        line.action = kinds_written(bytes, length);
    }
    batch_clear(&batch);
    listing->code = listing->take(&line, listing->context);
    line_clear(&line);
}

enum err_code log_each(struct store *store, const struct ident *audit, size_t limit,
                       enum err_code (*take)(const struct log_line *line, void *context),
                       void *context, struct err *err)
{
    struct listing listing = {
        .store = store, .take = take, .context = context, .code = ERR_OK, .err = err};

    enum err_code code = log_clock_load(store, &listing.clock, err);
    if (code != ERR_OK)
        return code;
    sqlite3_stmt *stmt = db_use(store, sql[audit != NULL], err);
    if (stmt != NULL) {
        if (audit != NULL)
            db_bind_ident(stmt, 1, audit);
        sqlite3_bind_int64(stmt, 2, limit > 0 && limit < INT64_MAX ? (int64_t)limit : -1);
    }
    code = query_each(store, stmt, take_line, &listing, err);
    return code == ERR_OK ? listing.code : code;
}

static enum err_code keep_line(const struct log_line *line, void *context)
{
    struct log_lines *lines = context;
    struct log_line copy = *line;

    copy.author = mem_strdup(line->author);
    copy.device = mem_strdup(line->device);
    copy.audit = mem_strdup(line->audit);
    copy.action = mem_strdup(line->action);
    lines->items = mem_grow(lines->items, lines->count, &lines->capacity, sizeof *lines->items);
    lines->items[lines->count++] = copy;
    return ERR_OK;
}

enum err_code log_list(struct store *store, const struct ident *audit, size_t limit,
                       struct log_lines *lines, struct err *err)
{
    *lines = (struct log_lines){0};
    enum err_code code = log_each(store, audit, limit, keep_line, lines, err);
    if (code != ERR_OK)
        log_lines_clear(lines);
    return code;
}

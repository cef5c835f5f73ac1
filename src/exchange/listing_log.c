/* listing_log.c - the saves of a file and the history of a record as JSON (jansson). */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/listing.h"

#include "exchange/listing_parts.h"
#include "store/history.h"

static json_t *save_object(const struct log_line *line)
{
    json_t *object = json_object();

    listing_set_hash(object, "save", &line->name);
    listing_set_time(object, "at", line->wall);
    listing_set_flag(object, "clock_suspect", line->clock_suspect);
    listing_set_text(object, "author", line->author);
    listing_set_text(object, "device", line->device);
    listing_set_text(object, "audit", line->audit);
    listing_set_text(object, "action", line->action);
    listing_set_count(object, "cells", line->cells);
    listing_set_count(object, "order", (size_t)line->lamport);
    return object;
}

enum err_code listing_log(struct store *store, const struct ident *audit, size_t limit,
                          struct buf *out, struct err *err)
{
    struct log_lines lines = {0};
    enum err_code code = log_list(store, audit, limit, &lines, err);

    if (code == ERR_OK) {
        json_t *array = json_array();
        for (size_t i = 0; i < lines.count; i++)
            json_array_append_new(array, save_object(&lines.items[i]));
        listing_append(out, array);
    }
    log_lines_clear(&lines);
    return code;
}

static json_t *cell_object(const struct history_line *line)
{
    const struct record *record = record_find((int)line->type);
    const struct field *field = record != NULL ? record_field(record, line->field) : NULL;
    json_t *object = json_object();

    listing_set_time(object, "at", line->wall);
    listing_set_flag(object, "clock_suspect", line->clock_suspect);
    listing_set_text(object, "author", line->author);
    listing_set_text(object, "device", line->device);
    listing_set_text(object, "type", record != NULL ? record->table : NULL);
    listing_set_id(object, "record", &line->record);
    listing_set_text(object, "field", field != NULL ? field->column : NULL);
    listing_set_text(object, "from", line->from);
    listing_set_text(object, "to", line->to);
    listing_set_text(object, "action", line->action);
    listing_set_flag(object, "contested", line->contested);
    return object;
}

enum err_code listing_history(struct store *store, enum record_type type,
                              const struct ident *record, size_t limit, struct buf *out,
                              struct err *err)
{
    struct history history = {0};
    enum err_code code = history_of(store, type, record, &history, err);

    if (code == ERR_OK) {
        json_t *array = json_array();
        size_t first = limit > 0 && history.count > limit ? history.count - limit : 0;
        for (size_t i = first; i < history.count; i++)
            json_array_append_new(array, cell_object(&history.items[i]));
        listing_append(out, array);
    }
    history_clear(&history);
    return code;
}

/* decisions.c - what people decided where laptops disagreed, as a list. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/conflicts.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/shown.h"

void decision_lines_clear(struct decision_lines *lines)
{
    for (size_t i = 0; i < lines->count; i++) {
        struct decision_line *line = &lines->items[i];
        free(line->subject);
        free(line->taken);
        free(line->positions);
        free(line->reason);
        free(line->decided_by);
        free(line->decided_at);
    }
    free(lines->items);
    *lines = (struct decision_lines){0};
}

static const struct record *record_named(const char *name)
{
    for (size_t i = 0; i < record_count; i++)
        if (strcmp(records[i].name, name) == 0)
            return &records[i];
    return NULL;
}

static const char *label_of(const struct record *record, int64_t number)
{
    const struct field *field = record != NULL && number > 0 && number <= UINT16_MAX
                                    ? record_field(record, (int)number)
                                    : NULL;

    return field != NULL ? field->label : NULL;
}

static void add_line(struct store *store, const struct row *row, const char *language,
                     struct decision_lines *lines)
{
    const struct record *record = record_named(row_text(row, DECISION_SUBJECT_TYPE));
    struct ident by = row_id(row, DECISION_BY);
    int kind = row_code(row, DECISION_KIND);

    lines->items = mem_grow(lines->items, lines->count, &lines->capacity, sizeof *lines->items);
    lines->items[lines->count++] = (struct decision_line){
        .id = row->id,
        .kind = kind < 0 ? 0 : kind,
        .subject = shown_subject(store, row->record->type, &row->id, language),
        .label = label_of(record, row_int(row, DECISION_FIELD)),
        .taken = mem_strdup(row_text(row, DECISION_TAKEN)),
        .positions = mem_strdup(row_text(row, DECISION_POSITIONS)),
        .reason = mem_strdup(row_text(row, DECISION_REASON)),
        .decided_by = shown_person(store, &by),
        .decided_at = mem_strdup(row_text(row, DECISION_AT))};
}

static enum err_code add_all(struct store *store, enum record_type type, const struct ident *audit,
                             const char *language, struct decision_lines *lines, struct err *err)
{
    struct list_query query = {.type = type, .order = DECISION_AT};
    struct rows rows;

    if (audit != NULL) {
        query.where = DECISION_AUDIT;
        query.equals = value_id(audit);
    }
    enum err_code code = store_list(store, &query, &rows, err);
    value_clear(&query.equals);
    if (code != ERR_OK)
        return code;
    for (size_t i = 0; i < rows.count; i++)
        add_line(store, &rows.items[i], language, lines);
    rows_clear(&rows);
    return ERR_OK;
}

static int compare_lines(const void *a, const void *b)
{
    const struct decision_line *left = a;
    const struct decision_line *right = b;
    int order = strcmp(left->decided_at, right->decided_at);

    return order != 0 ? order : ident_compare(&left->id, &right->id);
}

enum err_code decisions_list(struct store *store, const struct ident *audit, const char *language,
                             struct decision_lines *lines, struct err *err)
{
    *lines = (struct decision_lines){0};
    enum err_code code = add_all(store, RECORD_DECISION, audit, language, lines, err);
    if (code == ERR_OK && audit == NULL)
        code = add_all(store, RECORD_PROGRAMME_DECISION, NULL, language, lines, err);
    if (code != ERR_OK)
        decision_lines_clear(lines);
    else if (lines->count > 1)
        qsort(lines->items, lines->count, sizeof *lines->items, compare_lines);
    return code;
}

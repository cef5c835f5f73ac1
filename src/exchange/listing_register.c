/* listing_register.c - findings as JSON (jansson), page by page: a long list is never held whole.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/listing.h"

#include <stdlib.h>

#include "exchange/listing_parts.h"
#include "store/evidence.h"
#include "store/findings.h"
#include "store/register.h"

/* The numbers of the evidence behind a finding, oldest last as the store lists it. */
static enum err_code evidence_numbers(struct store *store, const struct finding_line *line,
                                      json_t *object, struct err *err)
{
    struct evidence_lines lines = {0};
    json_t *numbers = json_array();
    enum err_code code = ERR_OK;

    if (line->evidence > 0)
        code = evidence_list(store, &(struct evidence_query){.finding = &line->id}, &lines, err);
    for (size_t i = 0; i < lines.count; i++)
        json_array_append_new(numbers, listing_text_or_null(lines.items[i].number));
    json_object_set_new(object, "evidence", numbers);
    evidence_lines_clear(&lines);
    return code;
}

static enum err_code set_texts(struct store *store, const struct ident *id, json_t *object,
                               struct err *err)
{
    struct row row = {0};
    enum err_code code = store_get(store, RECORD_FINDING, id, &row, err);

    if (code != ERR_OK)
        return code;
    struct ident area_id = row_id(&row, FINDING_AREA);
    char *area = ident_is_none(&area_id) ? NULL : store_name(store, RECORD_AREA, &area_id);
    listing_set_text(object, "title", row_text(&row, FINDING_TITLE));
    listing_set_text(object, "statement", row_text(&row, FINDING_STATEMENT));
    listing_set_text(object, "objective_evidence", row_text(&row, FINDING_OBJECTIVE_EVIDENCE));
    listing_set_text(object, "requirement", row_text(&row, FINDING_REQUIREMENT));
    listing_set_text(object, "area", area);
    free(area);
    row_clear(&row);
    return ERR_OK;
}

/* How old and how late: from the line of the register. */
static void set_days(json_t *object, const struct register_line *line)
{
    bool dated = register_due(line)[0] != '\0';

    json_object_set_new(object, "days_open", json_integer(line->age));
    listing_set_text(object, "due", register_due(line));
    json_object_set_new(object, "days_overdue", dated ? json_integer(line->overdue) : json_null());
    listing_set_text(object, "owner", line->owner);
}

static enum err_code set_finding(struct store *store, const struct register_line *of,
                                 const struct finding_line *line, json_t *object, struct err *err)
{
    listing_set_id(object, "id", &line->id);
    listing_set_text(object, "number", line->number);
    listing_set_text(object, "grade", code_at(&code_grades, (int)line->grade)->word);
    listing_set_text(object, "state", code_at(&code_finding_states, line->state)->word);
    listing_set_text(object, "audit", line->audit);
    listing_set_list(object, "refs", line->refs, ",");
    listing_set_list(object, "clauses", line->clauses, ",");
    enum err_code code = set_texts(store, &line->id, object, err);
    listing_set_text(object, "site", line->site);
    listing_set_text(object, "raised_by", line->raised_by);
    listing_set_text(object, "raised_at", line->raised_at);
    set_days(object, of);
    listing_set_text(object, "merged_into", line->merged_into);
    listing_set_list(object, "also_raised", line->merged, ","); /* merged into it, counted here */
    return code == ERR_OK ? evidence_numbers(store, line, object, err) : code;
}

static enum err_code add_finding(struct store *store, const struct register_line *of, bool first,
                                 struct buf *out, struct err *err)
{
    struct finding_lines found = {0};
    const struct finding_query query = {.ids = &of->key.id, .id_count = 1, .with_merged = true};
    json_t *object = json_object();
    enum err_code code = findings_list(store, &query, &found, err);

    if (code == ERR_OK && found.count > 0)
        code = set_finding(store, of, &found.items[0], object, err);
    if (code == ERR_OK && found.count > 0) {
        buf_puts(out, first ? "[\n" : ",\n");
        listing_append_element(out, json_incref(object));
    }
    json_decref(object);
    finding_lines_clear(&found);
    return code;
}

enum err_code listing_register(struct store *store, const struct register_lines *lines, bool first,
                               struct buf *out, struct err *err)
{
    enum err_code code = ERR_OK;

    for (size_t i = 0; i < lines->count && code == ERR_OK; i++)
        code = add_finding(store, &lines->items[i], first && i == 0, out, err);
    return code;
}

void listing_register_end(bool any, struct buf *out)
{
    buf_puts(out, any ? "\n]\n" : "[]\n");
}

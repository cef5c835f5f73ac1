/* listing_closure.c - a finding's way to its closure, what is due, and how ready an audit is, as
 * JSON.
 *
 * Records are written by their tables: a key a column, people, places and evidence by their names.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/listing.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "exchange/listing_parts.h"
#include "store/closure.h"
#include "store/ready.h"

/* ---- rows ------------------------------------------------------------------------------------ */

static void set_name(struct store *store, json_t *object, const struct field *field,
                     const struct row *row)
{
    struct ident id = row_id(row, field->number);
    char *name = store_name(store, field->target, &id);

    listing_set_text(object, field->column, name);
    free(name);
}

static void set_field(struct store *store, json_t *object, const struct field *field,
                      const struct row *row)
{
    const struct value *value = row_value(row, field->number);

    if (field->type == VALUE_ID && field->target != 0)
        set_name(store, object, field, row);
    else if (value->kind == VALUE_IS_INT)
        json_object_set_new(object, field->column, json_integer(value->integer));
    else if (field->type != VALUE_BYTES && field->type != VALUE_ID)
        listing_set_text(object, field->column, row_text(row, field->number));
}

static json_t *row_object(struct store *store, const struct row *row)
{
    json_t *object = json_object();

    listing_set_id(object, "id", &row->id);
    for (size_t i = 0; i < row->record->field_count; i++)
        if (row->record->fields[i].number != FIELD_WITHDRAWN)
            set_field(store, object, &row->record->fields[i], row);
    return object;
}

static void set_rows(struct store *store, json_t *object, const char *key, const struct rows *rows)
{
    json_t *array = json_array();

    for (size_t i = 0; i < rows->count; i++)
        json_array_append_new(array, row_object(store, &rows->items[i]));
    json_object_set_new(object, key, array);
}

void listing_rows(struct store *store, const struct rows *rows, struct buf *out)
{
    json_t *array = json_array();

    for (size_t i = 0; i < rows->count; i++)
        json_array_append_new(array, row_object(store, &rows->items[i]));
    listing_append(out, array);
}

/* ---- one finding ----------------------------------------------------------------------------- */

static json_t *option_object(const struct closure_option *option)
{
    json_t *object = json_object();
    const struct closure_rule *rule = option->rule;

    listing_set_text(object, "step", code_at(&code_finding_actions, (int)option->action)->word);
    listing_set_text(object, "to", code_at(&code_finding_states, (int)rule->to)->word);
    listing_set_text(object, "clause", rule->clause);
    listing_set_flag(object, "allowed", option->allowed);
    return object;
}

enum err_code listing_finding(struct store *store, const struct ident *finding, struct buf *out,
                              struct err *err)
{
    struct closure closure;
    struct closure_options options = {0};
    json_t *object = NULL;
    json_t *steps = json_array();
    enum err_code code = closure_load(store, finding, &closure, err);

    if (code == ERR_OK)
        code = closure_options_list(store, &closure, &options, err);
    if (code == ERR_OK) {
        object = row_object(store, &closure.finding);
        json_object_set_new(object, "round", json_integer(closure.round));
        for (size_t i = 0; i < options.count; i++)
            json_array_append_new(steps, option_object(&options.items[i]));
        json_object_set(object, "next", steps);
        set_rows(store, object, "corrections", &closure.corrections);
        set_rows(store, object, "analyses", &closure.analyses);
        set_rows(store, object, "causes", &closure.causes);
        set_rows(store, object, "similar_cases", &closure.similar);
        set_rows(store, object, "actions", &closure.actions);
        set_rows(store, object, "risk_reviews", &closure.reviews);
        set_rows(store, object, "effectiveness", &closure.checks);
        set_rows(store, object, "extensions", &closure.extensions);
        set_rows(store, object, "overrides", &closure.overrides);
        set_rows(store, object, "steps", &closure.steps);
        listing_append(out, object);
    }
    json_decref(steps);
    closure_options_clear(&options);
    closure_clear(&closure);
    return code;
}

/* ---- what is due ----------------------------------------------------------------------------- */

static json_t *due_object(const struct due_line *line)
{
    json_t *object = json_object();

    listing_set_text(object, "kind", due_kind_word(line->kind));
    listing_set_id(object, "id", &line->id);
    listing_set_text(object, "number", line->number);
    listing_set_text(object, "finding", line->finding);
    listing_set_text(object, "audit", line->audit);
    listing_set_text(object, "grade", code_at(&code_grades, (int)line->grade)->word);
    listing_set_text(object, "state", code_at(&code_finding_states, (int)line->state)->word);
    listing_set_text(object, "text", line->text);
    listing_set_text(object, "owner", line->owner);
    listing_set_text(object, "due", line->due);
    listing_set_text(object, "done", line->done);
    json_object_set_new(object, "overdue_days",
                        json_integer(line->overdue > 0 ? line->overdue : 0));
    json_object_set_new(object, "age_days", json_integer(line->age));
    listing_set_count(object, "extensions", line->extensions);
    return object;
}

void listing_due(const struct due_lines *lines, struct buf *out)
{
    json_t *array = json_array();

    for (size_t i = 0; i < lines->count; i++)
        json_array_append_new(array, due_object(&lines->items[i]));
    listing_append(out, array);
}

/* ---- deployment ------------------------------------------------------------------------------ */

static void set_count(json_t *object, const char *key, int64_t count)
{
    json_object_set_new(object, key, count < 0 ? json_null() : json_integer(count));
}

static json_t *deployment_object(const struct deployment_line *line)
{
    json_t *object = json_object();

    listing_set_id(object, "id", &line->id);
    json_object_set_new(object, "number", json_integer(line->position));
    listing_set_text(object, "item", line->item);
    listing_set_text(object, "site", line->site);
    listing_set_text(object, "area", line->area);
    listing_set_text(object, "kind",
                     line->kind < 0 ? NULL : code_at(&code_deployment_kinds, line->kind)->word);
    listing_set_text(object, "what", line->what);
    set_count(object, "planned_count", line->planned_count);
    listing_set_text(object, "planned_hours", line->planned_hours);
    listing_set_text(object, "planned_spec", line->planned_spec);
    set_count(object, "found_count", line->found_count);
    listing_set_text(object, "found_hours", line->found_hours);
    listing_set_text(object, "found_spec", line->found_spec);
    listing_set_text(object, "working",
                     line->working < 0 ? NULL : code_at(&code_yes_partly_no, line->working)->word);
    listing_set_text(object, "checked_by", line->checked_by);
    listing_set_text(object, "checked_at", line->checked_at);
    listing_set_text(object, "evidence", line->evidence);
    listing_set_text(object, "finding", line->finding);
    listing_set_text(object, "note", line->note);
    listing_set_flag(object, "fails", line->fails);
    return object;
}

void listing_deployment(const struct deployment_lines *lines, struct buf *out)
{
    json_t *array = json_array();

    for (size_t i = 0; i < lines->count; i++)
        json_array_append_new(array, deployment_object(&lines->items[i]));
    listing_append(out, array);
}

/* ---- an audit's steps ------------------------------------------------------------------------ */

static json_t *ready_object(const struct ready_item *item)
{
    json_t *object = json_object();

    listing_set_text(object, "gate", gate_rows[item->gate].word);
    listing_set_flag(object, "stops", item->stops);
    listing_set_text(object, "record", record_find((int)item->type)->table);
    listing_set_id(object, "id", &item->id);
    listing_set_text(object, "subject", item->subject);
    return object;
}

void listing_ready(const struct ready_list *list, struct buf *out)
{
    json_t *object = json_object();
    json_t *array = json_array();
    bool ended = list->action == AUDIT_ACTION_COUNT;

    listing_set_text(object, "step",
                     ended ? NULL : code_at(&code_audit_actions, (int)list->action)->word);
    listing_set_flag(object, "ready", !ended && list->stops == 0);
    for (size_t i = 0; i < list->count; i++)
        json_array_append_new(array, ready_object(&list->items[i]));
    json_object_set_new(object, "missing", array);
    listing_append(out, object);
}

static void set_signatures(json_t *object, const struct sign_lines *lines)
{
    json_t *array = json_array();

    for (size_t i = 0; i < lines->count; i++) {
        const struct sign_line *line = &lines->items[i];
        json_t *entry = json_object();
        listing_set_text(entry, "step", code_at(&code_sign_steps, (int)line->step)->word);
        json_object_set_new(entry, "revision", json_integer(line->revision));
        listing_set_text(entry, "person", line->person);
        listing_set_text(entry, "signed_at", line->signed_at);
        listing_set_text(entry, "device", line->device);
        listing_set_text(entry, "note", line->note);
        listing_set_hash(entry, "digest", &line->digest);
        listing_set_flag(entry, "valid", line->valid);
        listing_set_flag(entry, "current", line->current);
        json_array_append_new(array, entry);
    }
    json_object_set_new(object, "sign_off", array);
}

static void set_followed(json_t *object, const struct follow_lines *lines)
{
    json_t *array = json_array();

    for (size_t i = 0; i < lines->count; i++) {
        const struct follow_line *line = &lines->items[i];
        json_t *entry = json_object();
        listing_set_text(entry, "finding", line->number);
        listing_set_text(entry, "audit", line->audit);
        listing_set_text(entry, "grade", code_at(&code_grades, (int)line->grade)->word);
        listing_set_text(entry, "state", code_at(&code_finding_states, (int)line->state)->word);
        listing_set_text(entry, "statement", line->statement);
        listing_set_text(entry, "effect",
                         line->effect < 0 ? NULL : code_at(&code_effects, line->effect)->word);
        listing_set_text(entry, "verified_by", line->verified_by);
        listing_set_text(entry, "verified_at", line->verified_at);
        listing_set_text(entry, "note", line->note);
        json_array_append_new(array, entry);
    }
    json_object_set_new(object, "follows_up", array);
}

enum err_code listing_audit(struct store *store, const struct ident *audit, struct buf *out,
                            struct err *err)
{
    struct row row = {0};
    struct rows revisions = {0};
    struct sign_lines signatures = {0};
    struct follow_lines followed = {0};
    enum err_code code = store_get(store, RECORD_AUDIT, audit, &row, err);

    if (code == ERR_OK)
        code = audit_signatures(store, audit, &signatures, err);
    if (code == ERR_OK)
        code = audit_revisions(store, audit, &revisions, err);
    if (code == ERR_OK)
        code = follow_up_list(store, audit, &followed, err);
    if (code == ERR_OK) {
        json_t *object = row_object(store, &row);
        set_signatures(object, &signatures);
        set_rows(store, object, "revisions", &revisions);
        set_followed(object, &followed);
        listing_append(out, object);
    }
    follow_lines_clear(&followed);
    rows_clear(&revisions);
    sign_lines_clear(&signatures);
    row_clear(&row);
    return code;
}

/* listing_merge.c - what a merge brings, as JSON (jansson). */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/listing.h"

#include <stdlib.h>

#include "exchange/listing_parts.h"

static const char *const change_words[] = {"new", "changed", "same"};

static json_t *source_object(const struct merge_source *source)
{
    json_t *object = json_object();

    listing_set_text(object, "name", source->name);
    listing_set_hash(object, "package", &source->hash);
    listing_set_text(object, "fingerprint", source->fingerprint);
    listing_set_text(object, "device", source->sender_name);
    listing_set_text(object, "person", source->sender_person);
    listing_set_time(object, "created", source->created);
    listing_set_count(object, "saves", source->batches);
    listing_set_count(object, "saves_new", source->batches_new);
    listing_set_count(object, "attachments_new", source->objects_new);
    listing_set_flag(object, "merged_before", source->merged_before);
    return object;
}

static json_t *sources_array(const struct merge_summary *summary)
{
    json_t *array = json_array();

    for (size_t i = 0; i < summary->source_count; i++)
        json_array_append_new(array, source_object(&summary->sources[i]));
    return array;
}

static json_t *saves_object(const struct merge_summary *summary)
{
    json_t *object = json_object();

    listing_set_count(object, "new", summary->batches_new);
    listing_set_count(object, "known", summary->batches_known);
    listing_set_count(object, "waiting", summary->batches_waiting);
    listing_set_count(object, "released", summary->batches_released);
    listing_set_count(object, "refused", summary->batches_refused);
    return object;
}

static json_t *conflicts_object(const struct merge_summary *summary)
{
    json_t *object = json_object();

    for (int i = 0; i < CONFLICT_KIND_COUNT; i++)
        listing_set_count(object, code_at(&code_conflict_kinds, i)->word, summary->conflicts[i]);
    listing_set_count(object, "settled", summary->conflicts_settled);
    return object;
}

static json_t *vouched_array(const struct merge_summary *summary)
{
    json_t *array = json_array();

    for (size_t i = 0; i < summary->vouched_count; i++) {
        const struct team_device *device = &summary->vouched[i];
        json_t *object = json_object();
        listing_set_text(object, "fingerprint", device->fingerprint);
        listing_set_text(object, "device", device->name);
        listing_set_text(object, "person", device->person);
        listing_set_text(object, "decided_by", device->decided_by);
        json_array_append_new(array, object);
    }
    return array;
}

/* Only what is new or changes: the rest is counted. */
static json_t *changes_array(struct merge_plan *plan, const struct merge_summary *summary)
{
    json_t *array = json_array();

    for (size_t i = 0; i < summary->line_count; i++) {
        const struct merge_line *line = &summary->lines[i];
        const struct record *record = record_find((int)line->type);
        if (line->change == MERGE_SAME && line->conflicts == 0)
            continue;
        char *title = merge_line_title(plan, line, "en");
        json_t *object = json_object();
        listing_set_text(object, "change", change_words[line->change]);
        listing_set_text(object, "type", record != NULL ? record->table : NULL);
        listing_set_id(object, "record", &line->record);
        listing_set_id(object, "audit", &line->audit);
        listing_set_text(object, "title", title);
        listing_set_count(object, "conflicts", line->conflicts);
        json_array_append_new(array, object);
        free(title);
    }
    return array;
}

void listing_merge(struct merge_plan *plan, bool dry_run, struct buf *out)
{
    const struct merge_summary *summary = merge_plan_summary(plan);
    json_t *object = json_object();
    json_t *counts = json_object();
    json_t *warnings = json_array();

    for (int i = 0; i < 3; i++)
        listing_set_count(counts, change_words[i], summary->records[i]);
    for (size_t i = 0; i < summary->warning_count; i++)
        json_array_append_new(warnings, listing_text_or_null(summary->warnings[i]));
    listing_set_flag(object, "dry_run", dry_run);
    listing_set_flag(object, "nothing_new", summary->nothing_new);
    json_object_set_new(object, "packages", sources_array(summary));
    json_object_set_new(object, "saves", saves_object(summary));
    json_object_set_new(object, "records", counts);
    json_object_set_new(object, "conflicts", conflicts_object(summary));
    listing_set_count(object, "attachments_new", summary->objects_new);
    json_object_set_new(object, "attachment_bytes",
                        json_integer((json_int_t)summary->object_bytes));
    json_object_set_new(object, "vouched", vouched_array(summary));
    json_object_set_new(object, "warnings", warnings);
    listing_set_flag(object, "key_in_use_elsewhere", summary->self_cloned);
    json_object_set_new(object, "changes", changes_array(plan, summary));
    listing_append(out, object);
}

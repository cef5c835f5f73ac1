/* listing_walk.c - the walk as JSON: processes of an audit, requirements. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/listing.h"

#include <jansson.h>

#include "exchange/listing_parts.h"
#include "store/audit_processes.h"
#include "store/walk.h"

void listing_processes(const struct audit_processes *processes, struct buf *out)
{
    json_t *array = json_array();

    for (size_t i = 0; i < processes->count; i++) {
        const struct audit_process *process = &processes->items[i];
        json_t *object = json_object();
        listing_set_id(object, "id", &process->process);
        listing_set_text(object, "name", process->name);
        listing_set_text(object, "owner", process->owner);
        listing_set_text(object, "site", process->site);
        listing_set_list(object, "clauses", process->clauses, ",");
        listing_set_list(object, "unknown", process->unknown, ",");
        listing_set_tally(object, &process->tally);
        json_array_append_new(array, object);
    }
    json_t *document = json_object();
    json_t *rest = json_object();
    listing_set_tally(rest, &processes->rest);
    json_object_set_new(document, "processes", array);
    json_object_set_new(document, "no_process", rest);
    listing_append(out, document);
}

void listing_items(const struct walk_items *items, struct buf *out)
{
    json_t *array = json_array();

    for (size_t i = 0; i < items->count; i++) {
        const struct walk_item *item = &items->items[i];
        json_t *object = json_object();
        listing_set_text(object, "checklist", item->checklist);
        listing_set_text(object, "item", item->item);
        listing_set_text(object, "ref", item->ref);
        listing_set_text(object, "clause", item->clause);
        listing_set_text(object, "heading", item->heading);
        listing_set_text(object, "obligation",
                         code_at(&code_obligations, (int)item->obligation)->word);
        listing_set_text(object, "result", code_at(&code_results, (int)item->result)->word);
        listing_set_flag(object, "note", item->has_note);
        listing_set_flag(object, "again", item->again);
        listing_set_count(object, "evidence", item->evidence);
        listing_set_count(object, "findings", item->findings);
        json_array_append_new(array, object);
    }
    listing_append(out, array);
}

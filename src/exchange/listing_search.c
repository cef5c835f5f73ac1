/* listing_search.c - what was found as JSON. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/listing.h"

#include <jansson.h>

#include "exchange/listing_parts.h"
#include "store/search.h"

static json_t *hit_object(const struct search_hit *hit)
{
    json_t *object = json_object();
    const struct record *record = hit->type != 0 ? record_find((int)hit->type) : NULL;

    listing_set_text(object, "kind", record != NULL ? record->name : "requirement");
    listing_set_id(object, "id", &hit->record);
    listing_set_text(object, "audit", hit->audit_number);
    listing_set_text(object, "name", hit->name);
    listing_set_text(object, "field", hit->what);
    listing_set_text(object, "text", hit->text);
    listing_set_text(object, "checklist", hit->checklist);
    listing_set_text(object, "item", hit->item);
    return object;
}

enum err_code listing_search(struct store *store, const struct search_query *query, struct buf *out,
                             struct err *err)
{
    struct search_hits hits = {0};
    enum err_code code = search_run(store, query, &hits, err);

    if (code == ERR_OK) {
        json_t *array = json_array();
        for (size_t i = 0; i < hits.count; i++)
            json_array_append_new(array, hit_object(&hits.items[i]));
        listing_append(out, array);
    }
    search_hits_clear(&hits);
    return code;
}

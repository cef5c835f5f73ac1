/* checklist.c - a checklist in memory. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "core/checklist.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

void checklist_init(struct checklist *checklist)
{
    *checklist = (struct checklist){0};
}

static void item_clear(struct checklist_item *item)
{
    free(item->id);
    free(item->ref);
    free(item->clause);
    free(item->places);
    local_text_clear(&item->topic);
    local_text_clear(&item->ask);
    local_text_clear(&item->look_for);
}

void checklist_clear(struct checklist *checklist)
{
    for (size_t i = 0; i < checklist->clause_count; i++) {
        free(checklist->clauses[i].clause);
        local_text_clear(&checklist->clauses[i].title);
    }
    for (size_t i = 0; i < checklist->item_count; i++)
        item_clear(&checklist->items[i]);
    free(checklist->clauses);
    free(checklist->items);
    free(checklist->id);
    free(checklist->version);
    free(checklist->language);
    free(checklist->standard);
    local_text_clear(&checklist->title);
    *checklist = (struct checklist){0};
}

struct checklist_clause *checklist_add_clause(struct checklist *checklist)
{
    checklist->clauses = mem_grow(checklist->clauses, checklist->clause_count,
                                  &checklist->clause_capacity, sizeof *checklist->clauses);
    struct checklist_clause *clause = &checklist->clauses[checklist->clause_count++];
    *clause = (struct checklist_clause){0};
    return clause;
}

struct checklist_item *checklist_add_item(struct checklist *checklist)
{
    checklist->items = mem_grow(checklist->items, checklist->item_count, &checklist->item_capacity,
                                sizeof *checklist->items);
    struct checklist_item *item = &checklist->items[checklist->item_count++];
    *item = (struct checklist_item){.pdca = -1};
    return item;
}

void local_text_set(struct local_text *text, const char *language, const char *value)
{
    for (size_t i = 0; i < text->count; i++) {
        if (strcmp(text->items[i].language, language) == 0) {
            mem_replace(&text->items[i].text, value);
            return;
        }
    }
    text->items = mem_grow(text->items, text->count, &text->capacity, sizeof *text->items);
    text->items[text->count++] = (struct local_text_entry){mem_strdup(language), mem_strdup(value)};
}

void local_text_clear(struct local_text *text)
{
    for (size_t i = 0; i < text->count; i++) {
        free(text->items[i].language);
        free(text->items[i].text);
    }
    free(text->items);
    *text = (struct local_text){0};
}

const char *local_text_exact(const struct local_text *text, const char *language)
{
    for (size_t i = 0; i < text->count; i++)
        if (strcmp(text->items[i].language, language) == 0)
            return text->items[i].text;
    return NULL;
}

/* The text whose language is the same up to the territory: "zh" for "zh_CN" and the other way. */
static const char *same_language(const struct local_text *text, const char *language)
{
    size_t length = strcspn(language, "_");

    for (size_t i = 0; i < text->count; i++)
        if (strcspn(text->items[i].language, "_") == length &&
            strncmp(text->items[i].language, language, length) == 0)
            return text->items[i].text;
    return NULL;
}

const char *local_text_get(const struct local_text *text, const char *language)
{
    const char *found = local_text_exact(text, language);

    if (found == NULL)
        found = same_language(text, language);
    if (found == NULL)
        found = same_language(text, "en");
    if (found == NULL && text->count > 0)
        found = text->items[0].text;
    return found != NULL ? found : "";
}

const struct checklist_item *checklist_find(const struct checklist *checklist, const char *id)
{
    for (size_t i = 0; i < checklist->item_count; i++)
        if (strcmp(checklist->items[i].id, id) == 0)
            return &checklist->items[i];
    return NULL;
}

const struct checklist_clause *checklist_find_clause(const struct checklist *checklist,
                                                     const char *clause)
{
    for (size_t i = 0; i < checklist->clause_count; i++)
        if (strcmp(checklist->clauses[i].clause, clause) == 0)
            return &checklist->clauses[i];
    return NULL;
}

const char *checklist_item_heading(const struct checklist_item *item, const char *language)
{
    const char *topic = local_text_get(&item->topic, language);

    return topic[0] != '\0' ? topic : local_text_get(&item->ask, language);
}

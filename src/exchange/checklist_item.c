/* checklist_item.c - the items of a checklist file: their keys, and what must hold between them. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/checklist_parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "core/ref.h"

/* An item with where its parts stand, for checks of one against the other. */
struct item_reading {
    struct checklist_item *item;
    const struct node *clause;
};

static void take_item_id(struct reading *reading, const struct node *value, const struct key *key,
                         void *target)
{
    struct item_reading *item = target;
    char *id = value_quoted(reading, value, key->name);

    if (id == NULL)
        return;
    if (!value_is_id(id)) {
        reading_report(reading, PROBLEM_ID, value, id, NULL, NULL);
        free(id);
        return;
    }
    item->item->id = id;
    reading->ids =
        mem_grow(reading->ids, reading->id_count, &reading->id_capacity, sizeof *reading->ids);
    reading->ids[reading->id_count] = (struct seen_id){
        .id = id, .order = reading->id_count, .line = value->line, .column = value->column};
    reading->id_count++;
}

static void take_ref(struct reading *reading, const struct node *value, const struct key *key,
                     void *target)
{
    struct item_reading *item = target;

    item->item->ref = value_ref(reading, value, key->name);
}

static void take_clause(struct reading *reading, const struct node *value, const struct key *key,
                        void *target)
{
    struct item_reading *item = target;

    item->clause = value;
    item->item->clause = value_clause(reading, value, key->name, item->item->ref);
}

static void take_obligation(struct reading *reading, const struct node *value,
                            const struct key *key, void *target)
{
    struct item_reading *item = target;
    int index = value_word(reading, value, key->name, &code_obligations);

    if (index >= 0)
        item->item->obligation = (enum obligation)index;
}

static void take_topic(struct reading *reading, const struct node *value, const struct key *key,
                       void *target)
{
    struct item_reading *item = target;

    value_local_text(reading, value, key->name, &(struct value_local){.compare = true},
                     &item->item->topic);
}

static void take_ask(struct reading *reading, const struct node *value, const struct key *key,
                     void *target)
{
    struct item_reading *item = target;

    value_local_text(reading, value, key->name,
                     &(struct value_local){.block = true, .compare = true}, &item->item->ask);
}

static void take_look_for(struct reading *reading, const struct node *value, const struct key *key,
                          void *target)
{
    struct item_reading *item = target;

    value_local_text(reading, value, key->name,
                     &(struct value_local){.block = true, .lists = true, .compare = true},
                     &item->item->look_for);
}

/* Calls take for each entry of a list of words, of which there may be so many. */
static void take_words(struct reading *reading, const struct node *list, const struct key *key,
                       struct checklist_item *item,
                       void (*take)(struct reading *reading, const struct node *node,
                                    const struct key *key, struct checklist_item *item))
{
    int count = 0;

    if (!value_kind(reading, list, NODE_LIST, key->name))
        return;
    for (const struct node *node = node_first(reading->tree, list); node != NULL;
         node = node_next(reading->tree, node)) {
        if (count++ == CHECKLIST_ENTRY_LIMIT) {
            reading_report_limit(reading, node, _("entries of a list"), CHECKLIST_ENTRY_LIMIT);
            return;
        }
        take(reading, node, key, item);
    }
}

static void take_method(struct reading *reading, const struct node *node, const struct key *key,
                        struct checklist_item *item)
{
    int index = value_word(reading, node, key->name, &code_methods);

    if (index < 0)
        return;
    uint32_t bit = UINT32_C(1) << index;
    if ((item->methods & bit) != 0)
        reading_report(reading, PROBLEM_REPEATED, node, node_text(reading->tree, node), NULL, NULL);
    item->methods |= bit;
}

static void take_methods(struct reading *reading, const struct node *value, const struct key *key,
                         void *target)
{
    struct item_reading *item = target;

    take_words(reading, value, key, item->item, take_method);
}

static bool is_place_word(const char *word)
{
    return word[0] != '\0' && strlen(word) <= 64 &&
           word[strspn(word, "abcdefghijklmnopqrstuvwxyz0123456789-")] == '\0';
}

static void add_place(struct reading *reading, const struct node *node, struct checklist_item *item,
                      const char *word)
{
    char *wanted = mem_printf(" %s ", word);

    if (item->places != NULL && strstr(item->places, wanted) != NULL) {
        reading_report(reading, PROBLEM_REPEATED, node, word, NULL, NULL);
        free(wanted);
        return;
    }
    /* " gate " and "yard " make " gate yard ". */
    char *longer = mem_printf("%s%s", item->places != NULL ? item->places : "",
                              wanted + (item->places != NULL ? 1 : 0));
    free(item->places);
    item->places = longer;
    free(wanted);
}

static void take_place(struct reading *reading, const struct node *node, const struct key *key,
                       struct checklist_item *item)
{
    char *word = value_line(reading, node, key->name);

    if (word != NULL && !is_place_word(word)) {
        reading_report(reading, PROBLEM_PLACE_WORD, node, word, NULL, NULL);
    } else if (word != NULL) {
        if (code_index(&code_places, word) < 0)
            reading_report_known(
                reading, PROBLEM_UNKNOWN_PLACE, node, word, NULL,
                problems_are_full(reading->problems) ? NULL : value_nearest(&code_places, word),
                NULL);
        add_place(reading, node, item, word);
    }
    free(word);
}

static void take_places(struct reading *reading, const struct node *value, const struct key *key,
                        void *target)
{
    struct item_reading *item = target;

    take_words(reading, value, key, item->item, take_place);
}

static void take_pdca(struct reading *reading, const struct node *value, const struct key *key,
                      void *target)
{
    struct item_reading *item = target;

    item->item->pdca = value_word(reading, value, key->name, &code_pdca);
}

static const struct code truths[] = {{"false", "false", " ", ' ', TONE_PLAIN},
                                     {"true", "true", " ", ' ', TONE_PLAIN},
                                     {NULL, NULL, NULL, 0, TONE_PLAIN}};
static const struct code_list truth_list = {"truth", truths, 2};

static void take_documented(struct reading *reading, const struct node *value,
                            const struct key *key, void *target)
{
    struct item_reading *item = target;

    item->item->documented = value_word(reading, value, key->name, &truth_list) == 1;
}

static const struct key item_keys[] = {
    {"id", true, take_item_id},
    {"ref", false, take_ref},
    {"clause", true, take_clause},
    {"obligation", false, take_obligation},
    {"topic", false, take_topic},
    {"ask", true, take_ask},
    {"look_for", false, take_look_for},
    {"methods", false, take_methods},
    {"places", false, take_places},
    {"pdca", false, take_pdca},
    {"documented", false, take_documented},
};

/* A ref names its clause, so the two hold each other: this is how damage by a spreadsheet shows. */
static void check_ref(struct reading *reading, const struct item_reading *item)
{
    const char *clause = item->item->clause;

    if (clause == NULL || item->item->ref == NULL)
        return;
    char *meant = ref_clause(item->item->ref);
    if (strcmp(meant, clause) != 0) {
        size_t length = strlen(clause);
        bool lost_zero = strncmp(meant, clause, length) == 0 && meant[length] != '\0' &&
                         meant[length + strspn(meant + length, "0")] == '\0';
        char *tail =
            lost_zero ? mem_printf(_("; did a spreadsheet turn %s into %s?"), meant, clause) : NULL;
        problem_add(reading->problems, PROBLEM_REF_CLAUSE, item->clause->line, item->clause->column,
                    &(struct problem_note){.values = {clause, item->item->ref}, .tail = tail});
        free(tail);
    }
    free(meant);
}

static void take_item(struct reading *reading, const struct node *node)
{
    struct checklist *checklist = reading->checklist;
    struct item_reading item = {.item = checklist_add_item(checklist)};

    item.item->obligation = OBLIGATION_SHALL;
    if (!TAKE_MAP(reading, node, _("item"), item_keys, &item))
        return;
    check_ref(reading, &item);
    if (item.item->clause != NULL && checklist->clause_count > 0 &&
        checklist_find_clause(checklist, item.item->clause) == NULL)
        reading_report(reading, PROBLEM_NO_CLAUSE_TITLE, item.clause, item.item->clause, NULL,
                       NULL);
}

static int compare_ids(const void *a, const void *b)
{
    const struct seen_id *left = a;
    const struct seen_id *right = b;
    int order = strcmp(left->id, right->id);

    if (order != 0)
        return order;
    return left->order < right->order ? -1 : 1;
}

static void check_ids(struct reading *reading)
{
    struct seen_id *ids = reading->ids;
    const struct seen_id *first = ids;

    if (reading->id_count < 2)
        return;
    qsort(ids, reading->id_count, sizeof *ids, compare_ids);
    for (size_t i = 1; i < reading->id_count; i++) {
        if (strcmp(first->id, ids[i].id) != 0) {
            first = &ids[i];
            continue;
        }
        char line[24];
        snprintf(line, sizeof line, "%u", first->line);
        problem_add(reading->problems, PROBLEM_DUPLICATE_ID, ids[i].line, ids[i].column,
                    &(struct problem_note){.values = {first->id, line}});
    }
}

void checklist_take_items(struct reading *reading, const struct node *value, const struct key *key,
                          void *target)
{
    size_t count = 0;

    (void)target;
    if (!value_kind(reading, value, NODE_LIST, key->name))
        return;
    for (const struct node *node = node_first(reading->tree, value); node != NULL;
         node = node_next(reading->tree, node)) {
        if (count++ == CHECKLIST_ITEM_LIMIT) {
            reading_report_limit(reading, node, _("items"), CHECKLIST_ITEM_LIMIT);
            break;
        }
        take_item(reading, node);
    }
    if (count == 0 && value->complete)
        reading_report(reading, PROBLEM_EMPTY, value, key->name, NULL, NULL);
    check_ids(reading);
}

/* checklist_build.c - the tree of a checklist file into a checklist, by tables of keys.
 *
 * A map is gathered first and its values are then taken in the order of the table, so that the
 * order of keys in the file does not matter (texts need the file's language, items its title).
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/checklist_parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"

enum { KEY_LIMIT = 32 }; /* of one table */

/* What a map of the file has under the keys of a table; node NULL: not there. */
struct gathered {
    const struct node *values[KEY_LIMIT];
    uint32_t lines[KEY_LIMIT];
};

/* ---- maps by tables ---- */

static const char *nearest_key(const struct key *keys, size_t count, const char *name)
{
    const char *best = NULL;
    size_t best_distance = SIZE_MAX;

    for (size_t i = 0; i < count; i++) {
        size_t distance = text_distance(keys[i].name, name);
        if (distance < best_distance && value_is_near(keys[i].name, name)) {
            best = keys[i].name;
            best_distance = distance;
        }
    }
    return best;
}

static void report_unknown_key(struct reading *reading, const struct node *name,
                               const struct key *keys, size_t count)
{
    const char *text = node_text(reading->tree, name);
    struct buf known;

    if (problems_are_full(reading->problems)) {
        reading_report(reading, PROBLEM_UNKNOWN_KEY, name, text, NULL, NULL);
        return;
    }
    buf_init(&known);
    for (size_t i = 0; i < count; i++)
        buf_printf(&known, "%s%s", i > 0 ? ", " : "", keys[i].name);
    reading_report_known(reading, PROBLEM_UNKNOWN_KEY, name, text, NULL,
                         nearest_key(keys, count, text), known.data);
    buf_clear(&known);
}

/* Index of the key that name is; count if it is none. */
static size_t find_key(struct reading *reading, const struct node *name, const struct key *keys,
                       size_t count)
{
    const char *text = node_text(reading->tree, name);
    size_t i = 0;

    while (i < count && (strlen(keys[i].name) != name->length || strcmp(keys[i].name, text) != 0))
        i++;
    return i;
}

static void gather_one(struct reading *reading, const struct node *name, const struct key *keys,
                       size_t count, struct gathered *gathered)
{
    if (name->kind != NODE_SCALAR) {
        if (name->kind != NODE_REFUSED)
            reading_report(reading, PROBLEM_KEY_KIND, name, NULL, NULL, NULL);
        return;
    }
    size_t i = find_key(reading, name, keys, count);
    if (i == count) {
        report_unknown_key(reading, name, keys, count);
    } else if (gathered->lines[i] != 0) {
        char line[24];
        snprintf(line, sizeof line, "%u", gathered->lines[i]);
        reading_report(reading, PROBLEM_DUPLICATE_KEY, name, keys[i].name, line, NULL);
    } else {
        gathered->lines[i] = name->line;
        gathered->values[i] = node_next(reading->tree, name);
    }
}

bool checklist_take_map(struct reading *reading, const struct node *map, const char *called,
                        const struct key *keys, size_t count, void *target)
{
    struct gathered gathered = {0};

    if (!value_kind(reading, map, NODE_MAP, called))
        return false;
    for (const struct node *name = node_first(reading->tree, map); name != NULL;) {
        gather_one(reading, name, keys, count, &gathered);
        const struct node *value = node_next(reading->tree, name);
        name = value != NULL ? node_next(reading->tree, value) : NULL;
    }
    for (size_t i = 0; i < count; i++) {
        if (gathered.values[i] != NULL)
            keys[i].take(reading, gathered.values[i], &keys[i], target);
        else if (keys[i].required && gathered.lines[i] == 0 && map->complete)
            reading_report(reading, PROBLEM_MISSING_KEY, map, keys[i].name, NULL, NULL);
    }
    return true;
}

/* ---- clauses ---- */

static void take_clause_number(struct reading *reading, const struct node *value,
                               const struct key *key, void *target)
{
    struct checklist_clause *clause = target;
    char *number = value_clause(reading, value, key->name, NULL);

    if (number != NULL && checklist_find_clause(reading->checklist, number) != NULL) {
        reading_report(reading, PROBLEM_DUPLICATE_CLAUSE, value, number, NULL, NULL);
        free(number);
        return;
    }
    clause->clause = number;
}

static void take_clause_title(struct reading *reading, const struct node *value,
                              const struct key *key, void *target)
{
    struct checklist_clause *clause = target;

    value_local_text(reading, value, key->name, &(struct value_local){.compare = true},
                     &clause->title);
}

static const struct key clause_keys[] = {
    {"clause", true, take_clause_number},
    {"title", true, take_clause_title},
};

static void add_clause(struct reading *reading, const struct node *node)
{
    struct checklist_clause clause = {0};

    TAKE_MAP(reading, node, _("entry of clauses"), clause_keys, &clause);
    if (clause.clause != NULL) {
        *checklist_add_clause(reading->checklist) = clause;
        return;
    }
    local_text_clear(&clause.title);
}

static void take_clauses(struct reading *reading, const struct node *value, const struct key *key,
                         void *target)
{
    int count = 0;

    (void)target;
    if (!value_kind(reading, value, NODE_LIST, key->name))
        return;
    for (const struct node *node = node_first(reading->tree, value); node != NULL;
         node = node_next(reading->tree, node)) {
        if (count++ == CHECKLIST_CLAUSE_LIMIT) {
            reading_report_limit(reading, node, _("clauses"), CHECKLIST_CLAUSE_LIMIT);
            return;
        }
        add_clause(reading, node);
    }
}

/* ---- the file ---- */

static void take_format(struct reading *reading, const struct node *value, const struct key *key,
                        void *target)
{
    char *format = value_quoted(reading, value, key->name);

    (void)target;
    if (format != NULL && strcmp(format, CHECKLIST_FORMAT_VERSION) != 0)
        reading_report(reading, PROBLEM_FORMAT, value, format, NULL, NULL);
    free(format);
}

static void take_id(struct reading *reading, const struct node *value, const struct key *key,
                    void *target)
{
    char *id = value_quoted(reading, value, key->name);

    (void)target;
    if (id != NULL && !value_is_id(id))
        reading_report(reading, PROBLEM_ID, value, id, NULL, NULL);
    reading->checklist->id = id;
}

static void take_version(struct reading *reading, const struct node *value, const struct key *key,
                         void *target)
{
    char *version = value_quoted(reading, value, key->name);

    (void)target;
    if (version != NULL && !value_is_version(version))
        reading_report(reading, PROBLEM_VERSION, value, version, NULL, NULL);
    reading->checklist->version = version;
}

static void take_language_key(struct reading *reading, const struct node *value,
                              const struct key *key, void *target)
{
    (void)target;
    if (!value_kind(reading, value, NODE_SCALAR, key->name))
        return;
    char *language = value_language(reading, value);
    if (language != NULL)
        mem_replace(&reading->checklist->language, language);
    free(language);
}

static void take_title(struct reading *reading, const struct node *value, const struct key *key,
                       void *target)
{
    (void)target;
    value_local_text(reading, value, key->name, &(struct value_local){0},
                     &reading->checklist->title);
}

static void take_standard(struct reading *reading, const struct node *value, const struct key *key,
                          void *target)
{
    (void)target;
    reading->checklist->standard = value_line(reading, value, key->name);
}

static const struct key source_keys[] = {
    {"standard", false, take_standard},
};

static void take_source(struct reading *reading, const struct node *value, const struct key *key,
                        void *target)
{
    (void)target;
    TAKE_MAP(reading, value, key->name, source_keys, NULL);
}

/* The language comes before every text, the title before the texts that are compared with it, the
 * clauses before the items that name them. */
static const struct key file_keys[] = {
    {"format", true, take_format},    {"id", true, take_id},
    {"version", true, take_version},  {"language", false, take_language_key},
    {"title", true, take_title},      {"source", false, take_source},
    {"clauses", false, take_clauses}, {"items", true, checklist_take_items},
};

void checklist_build(const struct node_tree *tree, struct checklist *checklist,
                     struct checklist_problems *problems)
{
    struct reading reading = {.tree = tree, .checklist = checklist, .problems = problems};

    if (tree->count == 0)
        return;
    mem_replace(&checklist->language, "en");
    TAKE_MAP(&reading, &tree->nodes[0], _("the file"), file_keys, NULL);
    free(reading.ids);
    local_text_clear(&reading.odd);
}

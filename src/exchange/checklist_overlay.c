/* checklist_overlay.c - reading an overlay: the owner's wording by item id. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/checklist_overlay.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/text.h"
#include "exchange/checklist_parts.h"

/* So many unknown items are worth the search for a near one. */
enum { NEAR_LIMIT = 20 };

/* The overlay with the places of its parts. */
struct overlay_reading {
    struct checklist_overlay *overlay;
    const struct node *target;
};

void checklist_overlay_clear(struct checklist_overlay *overlay)
{
    for (size_t i = 0; i < overlay->count; i++) {
        free(overlay->items[i].item);
        local_text_clear(&overlay->items[i].text);
    }
    free(overlay->items);
    free(overlay->checklist);
    *overlay = (struct checklist_overlay){0};
}

/* ---- keys ------------------------------------------------------------------------------------ */

static void take_format(struct reading *reading, const struct node *value, const struct key *key,
                        void *target)
{
    char *format = value_quoted(reading, value, key->name);

    (void)target;
    if (format != NULL && strcmp(format, CHECKLIST_FORMAT_VERSION) != 0)
        reading_report(reading, PROBLEM_FORMAT, value, format, NULL, NULL);
    free(format);
}

static void take_target(struct reading *reading, const struct node *value, const struct key *key,
                        void *target)
{
    struct overlay_reading *overlay = target;
    char *id = value_quoted(reading, value, key->name);

    if (id != NULL && !value_is_id(id)) {
        reading_report(reading, PROBLEM_ID, value, id, NULL, NULL);
        free(id);
        return;
    }
    overlay->overlay->checklist = id;
    overlay->target = value;
}

static void take_language(struct reading *reading, const struct node *value, const struct key *key,
                          void *target)
{
    (void)target;
    if (!value_kind(reading, value, NODE_SCALAR, key->name))
        return;
    char *language = value_language(reading, value);
    if (language != NULL)
        mem_replace(&reading->checklist->language, language);
    free(language);
}

static void add_text(struct reading *reading, const struct node *name, const struct node *value,
                     struct checklist_overlay *overlay)
{
    const char *id = node_text(reading->tree, name);

    if (name->kind != NODE_SCALAR || strlen(id) != name->length || !value_is_id(id)) {
        if (name->kind != NODE_REFUSED)
            reading_report(reading, name->kind == NODE_SCALAR ? PROBLEM_ID : PROBLEM_KEY_KIND, name,
                           id, NULL, NULL);
        return;
    }
    overlay->items =
        mem_grow(overlay->items, overlay->count, &overlay->capacity, sizeof *overlay->items);
    struct overlay_text *text = &overlay->items[overlay->count++];
    *text =
        (struct overlay_text){.item = mem_strdup(id), .line = name->line, .column = name->column};
    value_local_text(reading, value, id, &(struct value_local){.block = true}, &text->text);
}

static void take_texts(struct reading *reading, const struct node *map, const struct key *key,
                       void *target)
{
    struct overlay_reading *overlay = target;
    int count = 0;

    if (!value_kind(reading, map, NODE_MAP, key->name))
        return;
    for (const struct node *name = node_first(reading->tree, map); name != NULL;) {
        const struct node *value = node_next(reading->tree, name);
        if (count++ == CHECKLIST_ITEM_LIMIT) {
            reading_report_limit(reading, name, _("items"), CHECKLIST_ITEM_LIMIT);
            return;
        }
        if (value == NULL)
            return;
        add_text(reading, name, value, overlay->overlay);
        name = node_next(reading->tree, value);
    }
    if (count == 0 && map->complete)
        reading_report(reading, PROBLEM_EMPTY, map, key->name, NULL, NULL);
}

static const struct key overlay_keys[] = {
    {"format", true, take_format},
    {"overlay", true, take_target},
    {"language", false, take_language},
    {"text", true, take_texts},
};

/* ---- what must hold -------------------------------------------------------------------------- */

static int compare_texts(const void *a, const void *b)
{
    const struct overlay_text *left = a;
    const struct overlay_text *right = b;
    int order = strcmp(left->item, right->item);

    if (order != 0)
        return order;
    if (left->line != right->line)
        return left->line < right->line ? -1 : 1;
    return left->column < right->column ? -1 : left->column > right->column;
}

static void check_twice(struct reading *reading, const struct checklist_overlay *overlay)
{
    for (size_t i = 1; i < overlay->count; i++) {
        const struct overlay_text *text = &overlay->items[i];
        char line[24];
        if (strcmp(text[-1].item, text->item) != 0)
            continue;
        snprintf(line, sizeof line, "%u", text[-1].line);
        problem_add(reading->problems, PROBLEM_DUPLICATE_KEY, text->line, text->column,
                    &(struct problem_note){.values = {text->item, line}});
    }
}

static const char *nearest_item(const struct checklist *checklist, const char *id)
{
    const char *nearest = NULL;
    size_t best = SIZE_MAX;

    for (size_t i = 0; i < checklist->item_count; i++) {
        const char *other = checklist->items[i].id;
        size_t distance = text_distance(other, id);
        if (distance < best && value_is_near(other, id)) {
            nearest = other;
            best = distance;
        }
    }
    return nearest;
}

static void check_items(struct reading *reading, const struct checklist *checklist,
                        const struct checklist_overlay *overlay)
{
    size_t unknown = 0;

    for (size_t i = 0; i < overlay->count; i++) {
        const struct overlay_text *text = &overlay->items[i];
        struct node at = {.line = text->line, .column = text->column};
        if (checklist_find(checklist, text->item) != NULL)
            continue;
        const char *nearest = unknown++ < NEAR_LIMIT ? nearest_item(checklist, text->item) : NULL;
        reading_report_known(reading, PROBLEM_NO_ITEM, &at, text->item, checklist->id, nearest,
                             NULL);
    }
}

/* The checklist must be there, or nobody would ever see the texts. */
static void check_target(struct reading *reading, const struct overlay_reading *overlay)
{
    const char *id = overlay->overlay->checklist;
    struct checklist checklist;
    struct err err = {0};
    char *path = NULL;

    if (id == NULL)
        return;
    checklist_init(&checklist);
    enum err_code code = checklist_locate(id, &path, &err);
    if (code == ERR_OK)
        code = checklist_file_read(path, &checklist, NULL, &err);
    if (code == ERR_OK) {
        check_items(reading, &checklist, overlay->overlay);
    } else {
        char *tail = mem_printf(": %s", err.message);
        problem_add(reading->problems, PROBLEM_OVERLAY, overlay->target->line,
                    overlay->target->column, &(struct problem_note){.values = {id}, .tail = tail});
        free(tail);
    }
    checklist_clear(&checklist);
    free(path);
}

/* ---- reading --------------------------------------------------------------------------------- */

static void build(const struct node_tree *tree, bool alone, struct checklist_overlay *overlay,
                  struct checklist_problems *problems)
{
    struct checklist languages; /* its language alone is used */
    struct reading reading = {.tree = tree, .checklist = &languages, .problems = problems};
    struct overlay_reading target = {.overlay = overlay};

    if (tree->count == 0)
        return;
    checklist_init(&languages);
    mem_replace(&languages.language, "en");
    TAKE_MAP(&reading, &tree->nodes[0], _("the file"), overlay_keys, &target);
    if (overlay->count > 1)
        qsort(overlay->items, overlay->count, sizeof *overlay->items, compare_texts);
    check_twice(&reading, overlay);
    if (!alone)
        check_target(&reading, &target);
    local_text_clear(&reading.odd);
    checklist_clear(&languages);
}

/* alone: whether the checklist is there does not matter. */
static enum err_code parse(const char *name, const struct buf *bytes, bool alone,
                           struct checklist_overlay *overlay, struct checklist_problems *problems,
                           struct err *err)
{
    struct checklist_problems own = {0};
    struct node_tree tree;
    enum err_code code = ERR_OK;

    *overlay = (struct checklist_overlay){0};
    if (problems == NULL)
        problems = &own;
    else
        *problems = own;
    node_tree_init(&tree);
    if (problems_check_size(problems, bytes->length))
        node_tree_read(&tree, bytes->data != NULL ? bytes->data : "", bytes->length, problems);
    build(&tree, alone, overlay, problems);
    node_tree_clear(&tree);
    problems_sort(problems);
    if (problems->errors > 0) {
        checklist_overlay_clear(overlay);
        code = problems_fail(name, problems, err);
    }
    checklist_problems_clear(&own);
    return code;
}

enum err_code checklist_overlay_parse(const char *name, const struct buf *bytes,
                                      struct checklist_overlay *overlay,
                                      struct checklist_problems *problems, struct err *err)
{
    return parse(name, bytes, false, overlay, problems, err);
}

static enum err_code read_file(const char *path, bool alone, struct checklist_overlay *overlay,
                               struct checklist_problems *problems, struct err *err)
{
    struct buf bytes;

    *overlay = (struct checklist_overlay){0};
    if (problems != NULL)
        *problems = (struct checklist_problems){0};
    buf_init(&bytes);
    enum err_code code = file_read(path, CHECKLIST_FILE_LIMIT, &bytes, err);
    if (code == ERR_OK)
        code = parse(path, &bytes, alone, overlay, problems, err);
    buf_clear(&bytes);
    return code;
}

enum err_code checklist_overlay_read(const char *path, struct checklist_overlay *overlay,
                                     struct checklist_problems *problems, struct err *err)
{
    return read_file(path, false, overlay, problems, err);
}

enum err_code checklist_overlay_load(const char *checklist, struct checklist_overlay *overlay,
                                     struct err *err)
{
    char *path = checklist_own_file(checklist, true);

    *overlay = (struct checklist_overlay){0};
    enum err_code code = path == NULL ? ERR_OK : read_file(path, true, overlay, NULL, err);
    free(path);
    return code;
}

static int compare_item(const void *id, const void *text)
{
    return strcmp(id, ((const struct overlay_text *)text)->item);
}

const char *checklist_overlay_text(const struct checklist_overlay *overlay, const char *item,
                                   const char *language)
{
    const struct overlay_text *found =
        overlay->count == 0
            ? NULL
            : bsearch(item, overlay->items, overlay->count, sizeof *overlay->items, compare_item);

    return found != NULL ? local_text_get(&found->text, language) : NULL;
}

bool checklist_is_overlay(const char *path)
{
    struct buf bytes;
    bool overlay = false;

    buf_init(&bytes);
    if (checklist_format_of(path) == CHECKLIST_YAML &&
        file_read(path, CHECKLIST_FILE_LIMIT, &bytes, NULL) == ERR_OK && bytes.length > 0)
        free(node_peek(bytes.data, bytes.length, &overlay));
    buf_clear(&bytes);
    return overlay;
}

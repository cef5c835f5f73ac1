/* checklist_values.c - the values of a checklist file: texts, words, ids, clauses, languages.
 *
 * Each function takes one node, reports what is wrong with it and goes on, so that one pass finds
 * everything.
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
#include "core/ref.h"

enum { CLAUSE_LIMIT = 32, REF_LIMIT = 48, ID_LIMIT = 64, VERSION_LIMIT = 32 };

/* ---- reporting ---- */

void reading_report(struct reading *reading, enum problem_id id, const struct node *at,
                    const char *first, const char *second, const char *third)
{
    problem_add(reading->problems, id, at->line, at->column,
                &(struct problem_note){.values = {first, second, third}});
}

void reading_report_known(struct reading *reading, enum problem_id id, const struct node *at,
                          const char *first, const char *second, const char *nearest,
                          const char *known)
{
    char *tail = NULL;

    if (nearest != NULL)
        tail = mem_printf(_("; did you mean \"%s\"?"), nearest);
    else if (known != NULL)
        tail = mem_printf(_("; known: %s"), known);
    problem_add(reading->problems, id, at->line, at->column,
                &(struct problem_note){.values = {first, second}, .tail = tail});
    free(tail);
}

void reading_report_limit(struct reading *reading, const struct node *at, const char *what,
                          int limit)
{
    char text[24];

    snprintf(text, sizeof text, "%d", limit);
    reading_report(reading, PROBLEM_TOO_MANY, at, what, text, NULL);
}

/* ---- kinds ---- */

static const char *kind_name(enum node_kind kind)
{
    switch (kind) {
    case NODE_LIST:
        return _("a list");
    case NODE_MAP:
        return _("a mapping of keys");
    case NODE_SCALAR:
    case NODE_REFUSED:
    default:
        return _("a text");
    }
}

static bool is_empty(const struct node *node)
{
    return node->kind == NODE_SCALAR && node->length == 0;
}

bool value_kind(struct reading *reading, const struct node *node, enum node_kind kind,
                const char *key)
{
    if (node->kind == kind)
        return true;
    if (is_empty(node))
        reading_report(reading, PROBLEM_EMPTY, node, key, NULL, NULL);
    else if (node->kind != NODE_REFUSED)
        reading_report(reading, PROBLEM_KIND, node, key, kind_name(kind), kind_name(node->kind));
    return false;
}

/* ---- texts ---- */

static char *clean_text(struct reading *reading, const struct node *node, const char *key,
                        enum text_kind kind)
{
    struct err err;
    char *text;

    if (!value_kind(reading, node, NODE_SCALAR, key))
        return NULL;
    if (text_clean(node_text(reading->tree, node), node->length, kind, &text, &err) != ERR_OK) {
        char *tail = mem_printf(": %s", err.message);
        problem_add(reading->problems, PROBLEM_TEXT, node->line, node->column,
                    &(struct problem_note){.values = {key}, .tail = tail});
        free(tail);
        return NULL;
    }
    if (text[0] != '\0')
        return text;
    reading_report(reading, PROBLEM_EMPTY, node, key, NULL, NULL);
    free(text);
    return NULL;
}

char *value_line(struct reading *reading, const struct node *node, const char *key)
{
    return clean_text(reading, node, key, TEXT_LINE);
}

char *value_block(struct reading *reading, const struct node *node, const char *key)
{
    return clean_text(reading, node, key, TEXT_BLOCK);
}

/* What YAML or a spreadsheet would read as a number: 8.10, -1, 1e3, 0x1f, 1_000. */
static bool looks_like_number(const char *text)
{
    static const char digits[] = "0123456789_";

    text += *text == '-' || *text == '+';
    if (text[0] == '0' && (text[1] == 'x' || text[1] == 'o'))
        return text[2] != '\0' && text[2 + strspn(text + 2, "0123456789abcdefABCDEF_")] == '\0';
    size_t whole = strspn(text, digits);
    text += whole;
    if (*text == '.')
        text++;
    size_t fraction = strspn(text, digits);
    text += fraction;
    if (whole + fraction == 0)
        return false;
    if (*text == 'e' || *text == 'E') {
        text++;
        text += *text == '-' || *text == '+';
        text += strspn(text, digits);
    }
    return *text == '\0';
}

char *value_quoted(struct reading *reading, const struct node *node, const char *key)
{
    char *text = value_line(reading, node, key);

    if (text == NULL || !node->plain || !looks_like_number(text))
        return text;
    reading_report(reading, PROBLEM_QUOTE, node, key, text, NULL);
    free(text);
    return NULL;
}

/* ---- words ---- */

bool value_is_near(const char *known, const char *typed)
{
    size_t length = strlen(known);
    size_t distance = text_distance(known, typed);

    /* Three slips are a misspelling in a long word; half of a short one is another word. */
    return distance < 4 && distance * 2 <= length;
}

const char *value_nearest(const struct code_list *list, const char *word)
{
    const char *nearest = code_nearest(list, word);

    return nearest != NULL && value_is_near(nearest, word) ? nearest : NULL;
}

int value_word(struct reading *reading, const struct node *node, const char *key,
               const struct code_list *list)
{
    char *word = value_line(reading, node, key);
    int index = code_index(list, word);

    if (word != NULL && index < 0 && problems_are_full(reading->problems)) {
        reading_report(reading, PROBLEM_UNKNOWN_WORD, node, key, word, NULL);
    } else if (word != NULL && index < 0) {
        char *known = code_words(list);
        reading_report_known(reading, PROBLEM_UNKNOWN_WORD, node, key, word,
                             value_nearest(list, word), known);
        free(known);
    }
    free(word);
    return index;
}

/* ---- clauses, refs, ids ---- */

static const char digits[] = "0123456789";
static const char small[] = "abcdefghijklmnopqrstuvwxyz0123456789";
static const char alphanumeric[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                   "abcdefghijklmnopqrstuvwxyz0123456789";

/* Length of "part.part.part" at the start of text, each of one or more of the allowed characters;
 * 0 if it starts with none or a dot has nothing behind it. */
static size_t dotted_length(const char *text, const char *allowed)
{
    size_t length = 0;

    for (;;) {
        size_t part = strspn(text + length, allowed);
        if (part == 0)
            return 0;
        length += part;
        if (text[length] != '.')
            return length;
        length++;
    }
}

/* A clause: numbers, the first of which may be a word for annexes and own rules: "A.5", "own.2". */
static size_t clause_length(const char *text)
{
    size_t first = strspn(text, alphanumeric);

    if (first == 0 || text[first] != '.')
        return first;
    size_t rest = dotted_length(text + first + 1, digits);
    return rest > 0 ? first + 1 + rest : 0;
}

static bool is_clause(const char *text)
{
    size_t length = clause_length(text);

    return length > 0 && length <= CLAUSE_LIMIT && text[length] == '\0';
}

static bool is_ref(const char *text)
{
    size_t clause = clause_length(text);

    if (clause == 0 || clause > CLAUSE_LIMIT || strlen(text) > REF_LIMIT)
        return false;
    if (text[clause] == '\0')
        return true;
    if (text[clause] != '-')
        return false;
    size_t part = dotted_length(text + clause + 1, small);
    return part > 0 && text[clause + 1 + part] == '\0';
}

/* A spreadsheet shows clause 8.4 as 8-Apr or 08. Apr and saves what it shows. */
static void report_misfit(struct reading *reading, const struct node *node, const char *key,
                          const char *text, const char *ref)
{
    char *meant = ref != NULL ? ref_clause(ref) : NULL;
    char *tail = meant != NULL ? mem_printf(_("; by the ref \"%s\" it was %s: did a spreadsheet "
                                              "make a date or number of it?"),
                                            ref, meant)
                               : NULL;

    problem_add(reading->problems, PROBLEM_CLAUSE, node->line, node->column,
                &(struct problem_note){.values = {key, text}, .tail = tail});
    free(tail);
    free(meant);
}

static char *checked_by(struct reading *reading, const struct node *node, const char *key,
                        const char *ref, bool (*fits)(const char *text))
{
    char *text = value_quoted(reading, node, key);

    if (text == NULL || fits(text))
        return text;
    report_misfit(reading, node, key, text, ref);
    free(text);
    return NULL;
}

char *value_clause(struct reading *reading, const struct node *node, const char *key,
                   const char *ref)
{
    return checked_by(reading, node, key, ref, is_clause);
}

char *value_ref(struct reading *reading, const struct node *node, const char *key)
{
    return checked_by(reading, node, key, NULL, is_ref);
}

bool value_is_id(const char *text)
{
    size_t length = strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789._-");

    return length > 0 && length <= ID_LIMIT && text[length] == '\0';
}

bool value_is_version(const char *text)
{
    size_t length =
        strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.+-");

    return length > 0 && length <= VERSION_LIMIT && text[length] == '\0';
}

/* ---- languages ---- */

static bool all_between(const char *text, size_t length, char from, char to)
{
    for (size_t i = 0; i < length; i++)
        if (text[i] < from || text[i] > to)
            return false;
    return true;
}

/* "en", "zh_CN", "sr_Latn", "zh_Hant_TW". */
bool value_is_language(const char *text)
{
    size_t length = strcspn(text, "_");

    if (length < 2 || length > 3 || !all_between(text, length, 'a', 'z'))
        return false;
    text += length;
    if (*text == '_' && strcspn(text + 1, "_") == 4) {
        if (!all_between(text + 1, 1, 'A', 'Z') || !all_between(text + 2, 3, 'a', 'z'))
            return false;
        text += 5;
    }
    if (*text == '_' && strlen(text + 1) == 2 && all_between(text + 1, 2, 'A', 'Z'))
        text += 3;
    return *text == '\0';
}

char *value_language(struct reading *reading, const struct node *node)
{
    const char *text = node_text(reading->tree, node);

    if (node->kind == NODE_SCALAR && strlen(text) == node->length && value_is_language(text))
        return mem_strdup(text);
    if (node->kind == NODE_SCALAR)
        reading_report(reading, PROBLEM_LANGUAGE, node, text, NULL, NULL);
    else
        reading_report(reading, PROBLEM_KEY_KIND, node, NULL, NULL, NULL);
    return NULL;
}

/* The languages of a text and those of the title should be the same ones. */
static void compare_languages(struct reading *reading, const struct node *node, const char *key,
                              const struct local_text *text)
{
    const struct local_text *title = &reading->checklist->title;

    if (title->count == 0 || text->count == 0)
        return;
    for (size_t i = 0; i < title->count; i++)
        if (local_text_exact(text, title->items[i].language) == NULL)
            reading_report(reading, PROBLEM_LACKS_LANGUAGE, node, key, title->items[i].language,
                           NULL);
    for (size_t i = 0; i < text->count; i++) {
        const char *language = text->items[i].language;
        if (local_text_exact(title, language) != NULL ||
            local_text_exact(&reading->odd, language) != NULL)
            continue;
        reading_report(reading, PROBLEM_ODD_LANGUAGE, node, language, NULL, NULL);
        if (reading->odd.count < CHECKLIST_ENTRY_LIMIT)
            local_text_set(&reading->odd, language, "");
    }
}

/* ---- local texts ---- */

/* The entries of a list as lines of one text; NULL if none was usable. */
static char *joined_lines(struct reading *reading, const struct node *list, const char *key)
{
    struct buf lines;
    int count = 0;

    buf_init(&lines);
    for (const struct node *node = node_first(reading->tree, list); node != NULL;
         node = node_next(reading->tree, node)) {
        if (count++ == CHECKLIST_ENTRY_LIMIT) {
            reading_report_limit(reading, node, _("entries of a list"), CHECKLIST_ENTRY_LIMIT);
            break;
        }
        char *line = value_line(reading, node, key);
        if (line != NULL)
            buf_printf(&lines, "%s%s", lines.length > 0 ? "\n" : "", line);
        free(line);
    }
    if (count == 0)
        reading_report(reading, PROBLEM_EMPTY, list, key, NULL, NULL);
    if (lines.length > 0)
        return buf_take(&lines);
    buf_clear(&lines);
    return NULL;
}

static char *text_of(struct reading *reading, const struct node *node, const char *key,
                     const struct value_local *how)
{
    if (how->lists && node->kind == NODE_LIST)
        return joined_lines(reading, node, key);
    return how->block ? value_block(reading, node, key) : value_line(reading, node, key);
}

/* The line in which a map names a key first. */
static uint32_t first_line(const struct reading *reading, const struct node *map, const char *key)
{
    const struct node *name = node_first(reading->tree, map);

    while (name != NULL && strcmp(node_text(reading->tree, name), key) != 0) {
        const struct node *value = node_next(reading->tree, name);
        name = value != NULL ? node_next(reading->tree, value) : NULL;
    }
    return name != NULL ? name->line : map->line;
}

static void take_language(struct reading *reading, const struct node *map, const struct node *name,
                          const char *key, const struct value_local *how, struct local_text *text)
{
    const struct node *value = node_next(reading->tree, name);
    char *language = value_language(reading, name);

    if (language != NULL && local_text_exact(text, language) != NULL) {
        char line[24];
        snprintf(line, sizeof line, "%u", first_line(reading, map, language));
        reading_report(reading, PROBLEM_DUPLICATE_KEY, name, language, line, NULL);
    } else if (language != NULL && value != NULL) {
        char *words = text_of(reading, value, key, how);
        if (words != NULL)
            local_text_set(text, language, words);
        free(words);
    }
    free(language);
}

static void take_languages(struct reading *reading, const struct node *map, const char *key,
                           const struct value_local *how, struct local_text *text)
{
    int count = 0;

    for (const struct node *name = node_first(reading->tree, map); name != NULL;) {
        if (count++ == CHECKLIST_ENTRY_LIMIT) {
            reading_report_limit(reading, name, _("languages"), CHECKLIST_ENTRY_LIMIT);
            return;
        }
        take_language(reading, map, name, key, how, text);
        const struct node *value = node_next(reading->tree, name);
        name = value != NULL ? node_next(reading->tree, value) : NULL;
    }
    if (count == 0 && map->complete)
        reading_report(reading, PROBLEM_EMPTY, map, key, NULL, NULL);
}

void value_local_text(struct reading *reading, const struct node *node, const char *key,
                      const struct value_local *how, struct local_text *text)
{
    if (node->kind == NODE_MAP) {
        take_languages(reading, node, key, how, text);
    } else {
        char *words = text_of(reading, node, key, how);
        if (words != NULL)
            local_text_set(text, reading->checklist->language, words);
        free(words);
    }
    if (how->compare && node->complete)
        compare_languages(reading, node, key, text);
}

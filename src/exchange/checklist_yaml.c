/* checklist_yaml.c - YAML bytes into a bounded tree of nodes (libyaml's events).
 *
 * Knows nothing of checklists. What YAML offers beyond lists, keys and texts is refused here:
 * anchors, aliases, tags, several documents. Depth and number of nodes are bounded, so that no file
 * can make us use much more memory than its own size.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/checklist_parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#include "base/i18n.h"
#include "base/text.h"

/* ---- events ---- */

struct walker {
    yaml_parser_t parser;
    struct node_tree *tree;
    struct checklist_problems *problems;
    struct node_parent stack[CHECKLIST_DEPTH_LIMIT];
    size_t depth;
    size_t documents;
};

static void report_at(struct walker *walker, enum problem_id id, const yaml_mark_t *mark,
                      const char *value, const char *second)
{
    problem_add(walker->problems, id, mark->line + 1, mark->column + 1,
                &(struct problem_note){.values = {value, second}});
}

/* Hangs a new node into the tree below the innermost open list or map. */
static struct node *add_node(struct walker *walker, enum node_kind kind, const yaml_mark_t *mark)
{
    struct node_parent *parent = walker->depth > 0 ? &walker->stack[walker->depth - 1] : NULL;

    /* 16 MB bound the marks far below 2^32. */
    return node_tree_add(walker->tree, parent, kind, (uint32_t)(mark->line + 1),
                         (uint32_t)(mark->column + 1));
}

/* libyaml has written "!!str" out already; people know it as they typed it. */
static void report_tag(struct walker *walker, const yaml_mark_t *mark, const char *tag)
{
    static const char prefix[] = "tag:yaml.org,2002:";
    bool long_form = strncmp(tag, prefix, strlen(prefix)) == 0;
    char *shown = mem_printf("%s%s", long_form ? "!!" : "", long_form ? tag + strlen(prefix) : tag);

    report_at(walker, PROBLEM_TAG, mark, shown, NULL);
    free(shown);
}

static void check_properties(struct walker *walker, const yaml_event_t *event,
                             const yaml_char_t *anchor, const yaml_char_t *tag)
{
    if (anchor != NULL)
        report_at(walker, PROBLEM_ANCHOR, &event->start_mark, (const char *)anchor, NULL);
    if (tag != NULL)
        report_tag(walker, &event->start_mark, (const char *)tag);
}

static bool take_scalar(struct walker *walker, const yaml_event_t *event)
{
    check_properties(walker, event, event->data.scalar.anchor, event->data.scalar.tag);
    struct node *node = add_node(walker, NODE_SCALAR, &event->start_mark);
    node->complete = true;
    node->plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    node_tree_set_text(walker->tree, node, (const char *)event->data.scalar.value,
                       event->data.scalar.length);
    return true;
}

static bool open_node(struct walker *walker, const yaml_event_t *event, enum node_kind kind)
{
    bool list = kind == NODE_LIST;

    check_properties(walker, event,
                     list ? event->data.sequence_start.anchor : event->data.mapping_start.anchor,
                     list ? event->data.sequence_start.tag : event->data.mapping_start.tag);
    if (walker->depth == CHECKLIST_DEPTH_LIMIT) {
        char limit[24];
        snprintf(limit, sizeof limit, "%d", CHECKLIST_DEPTH_LIMIT);
        report_at(walker, PROBLEM_DEPTH, &event->start_mark, limit, NULL);
        return false;
    }
    add_node(walker, kind, &event->start_mark);
    walker->stack[walker->depth++] = node_tree_last(walker->tree);
    return true;
}

static bool close_node(struct walker *walker)
{
    walker->depth--;
    walker->tree->nodes[walker->stack[walker->depth].node].complete = true;
    return true;
}

static bool take_alias(struct walker *walker, const yaml_event_t *event)
{
    report_at(walker, PROBLEM_ANCHOR, &event->start_mark, (const char *)event->data.alias.anchor,
              NULL);
    add_node(walker, NODE_REFUSED, &event->start_mark)->complete = true;
    return true;
}

static bool start_document(struct walker *walker, const yaml_event_t *event)
{
    if (event->data.document_start.tag_directives.start !=
        event->data.document_start.tag_directives.end)
        report_at(walker, PROBLEM_TAG, &event->start_mark, "%TAG", NULL);
    if (walker->documents++ == 0)
        return true;
    report_at(walker, PROBLEM_DOCUMENTS, &event->start_mark, NULL, NULL);
    return false;
}

/* One event into the tree; false ends the reading. */
static bool take_event(struct walker *walker, const yaml_event_t *event)
{
    if (walker->tree->count >= NODE_LIMIT) {
        char limit[24];
        snprintf(limit, sizeof limit, "%d", NODE_LIMIT);
        report_at(walker, PROBLEM_TOO_MANY, &event->start_mark, _("values in the file"), limit);
        return false;
    }
    switch (event->type) {
    case YAML_DOCUMENT_START_EVENT:
        return start_document(walker, event);
    case YAML_SCALAR_EVENT:
        return take_scalar(walker, event);
    case YAML_SEQUENCE_START_EVENT:
        return open_node(walker, event, NODE_LIST);
    case YAML_MAPPING_START_EVENT:
        return open_node(walker, event, NODE_MAP);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        return close_node(walker);
    case YAML_ALIAS_EVENT:
        return take_alias(walker, event);
    case YAML_STREAM_END_EVENT:
        walker->tree->complete = true;
        return false;
    case YAML_NO_EVENT:
    case YAML_STREAM_START_EVENT:
    case YAML_DOCUMENT_END_EVENT:
    default:
        return true;
    }
}

/* ---- what libyaml could not read ---- */

/* Its words for what people do wrong most, and ours. */
static const struct {
    const char *theirs;
    const char *ours;
} explanations[] = {
    {"mapping values are not allowed in this context",
     N_("a colon can't stand here; put a text with a colon in quotes")},
    {"did not find expected key",
     N_("the indentation or a quotation mark does not fit the lines before")},
    {"did not find expected '-' indicator",
     N_("the indentation does not fit the list it stands in")},
    {"could not find expected ':'", N_("this line is neither \"key: value\" nor part of a list")},
    {"did not find expected ',' or ']'", N_("a [ is not closed or a comma is missing")},
    {"did not find expected ',' or '}'", N_("a { is not closed or a comma is missing")},
    {"found unexpected end of stream", N_("a quotation mark is never closed")},
    {"found unknown escape character",
     N_("this backslash means nothing inside double quotes; use single quotes")},
    {"found a tab character that violates indentation", N_("a tab; indent with spaces only")},
    {"found a tab character where an indentation space is expected",
     N_("a tab; indent with spaces only")},
    {"block sequence entries are not allowed in this context",
     N_("a list can't start here; begin it on a line of its own")},
};

static const char *explain(const struct walker *walker)
{
    const yaml_parser_t *parser = &walker->parser;
    const char *problem = parser->problem;

    if (problem == NULL)
        return _("it can't be read");
    for (size_t i = 0; i < sizeof explanations / sizeof explanations[0]; i++)
        if (strcmp(problem, explanations[i].theirs) == 0)
            return _(explanations[i].ours);
    /* libyaml stands on the character it refuses. */
    if (strcmp(problem, "found character that cannot start any token") == 0)
        return *parser->buffer.pointer == '\t'
                   ? _("a tab; indent with spaces only")
                   : _("a text that starts with @, ` or % must be in quotes");
    return problem;
}

static void report_syntax(struct walker *walker)
{
    const yaml_parser_t *parser = &walker->parser;
    /* An open quotation mark shows at the end of the file but must be closed where it stands. */
    bool unclosed = parser->problem != NULL && parser->context != NULL &&
                    strcmp(parser->problem, "found unexpected end of stream") == 0;

    const yaml_mark_t *mark = unclosed ? &parser->context_mark : &parser->problem_mark;
    char *tail = mem_printf(": %s", explain(walker));

    problem_add(walker->problems, PROBLEM_SYNTAX, mark->line + 1, mark->column + 1,
                &(struct problem_note){.tail = tail});
    free(tail);
}

static void walk(struct walker *walker)
{
    for (bool more = true; more;) {
        yaml_event_t event;
        if (!yaml_parser_parse(&walker->parser, &event)) {
            report_syntax(walker);
            return;
        }
        more = take_event(walker, &event);
        yaml_event_delete(&event);
    }
}

static void start_parser(yaml_parser_t *parser, const char *bytes, size_t length)
{
    size_t mark = checklist_bytes_mark(bytes, length);

    if (!yaml_parser_initialize(parser))
        abort();
    /* libyaml takes the byte-order mark for the first column, which then fits no other line. */
    /* Set, so that libyaml never guesses UTF-16. */
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(parser, (const unsigned char *)bytes + mark, length - mark);
}

void node_tree_read(struct node_tree *tree, const char *bytes, size_t length,
                    struct checklist_problems *problems)
{
    struct walker walker = {.tree = tree, .problems = problems};

    if (!checklist_bytes_are_text(bytes, length, problems))
        return;
    buf_reserve(&tree->texts, length); /* values are shorter than the file that has them */
    start_parser(&walker.parser, bytes, length);
    walk(&walker);
    yaml_parser_delete(&walker.parser);
    if (tree->complete && tree->count == 0)
        problem_add(problems, PROBLEM_NOTHING, 1, 1, &(struct problem_note){0});
}

/* ---- what it is at its top ---- */

/* Follows the top level's keys: true once *event is the value of "id" or "overlay". */
static bool next_is_value(yaml_parser_t *parser, yaml_event_t *event, bool *overlay)
{
    size_t depth = 0;
    size_t position = 0; /* on the top level: even for keys */
    bool wanted = false;

    while (yaml_parser_parse(parser, event)) {
        yaml_event_type_t type = event->type;
        const char *text = type == YAML_SCALAR_EVENT ? (const char *)event->data.scalar.value : "";
        if (depth == 1 && wanted)
            return true;
        if (depth == 1 && (type == YAML_SCALAR_EVENT || type == YAML_ALIAS_EVENT)) {
            bool key = position++ % 2 == 0;
            *overlay = key && strcmp(text, "overlay") == 0;
            wanted = *overlay || (key && strcmp(text, "id") == 0);
        }
        if (type == YAML_MAPPING_START_EVENT || type == YAML_SEQUENCE_START_EVENT)
            depth++;
        if (type == YAML_MAPPING_END_EVENT || type == YAML_SEQUENCE_END_EVENT)
            position += --depth == 1;
        if (type == YAML_STREAM_END_EVENT || depth > CHECKLIST_DEPTH_LIMIT)
            return true;
        yaml_event_delete(event);
    }
    return false;
}

char *node_peek(const char *bytes, size_t length, bool *overlay)
{
    yaml_parser_t parser;
    yaml_event_t event;
    char *id = NULL;

    *overlay = false;
    if (checklist_bytes_are_utf16(bytes, length))
        return NULL;
    start_parser(&parser, bytes, length);
    if (next_is_value(&parser, &event, overlay)) {
        if (event.type == YAML_SCALAR_EVENT && value_is_id((const char *)event.data.scalar.value))
            id = mem_strdup((const char *)event.data.scalar.value);
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
    return id;
}

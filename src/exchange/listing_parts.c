/* listing_parts.c - texts, numbers, ids and times as JSON (jansson). */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/listing_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"

/* Four digits hold "100.0"; without the limit 33.3 would come out as 33.299999999999997. */
enum { DUMP_FLAGS = JSON_INDENT(2) | JSON_PRESERVE_ORDER | JSON_REAL_PRECISION(4) };

void listing_append(struct buf *out, json_t *document)
{
    char *text = json_dumps(document, DUMP_FLAGS | JSON_ENCODE_ANY);

    buf_puts(out, text != NULL ? text : "null");
    buf_putc(out, '\n');
    free(text);
    json_decref(document);
}

void listing_append_element(struct buf *out, json_t *document)
{
    char *text = json_dumps(document, DUMP_FLAGS | JSON_ENCODE_ANY);

    for (char *line = text; line != NULL && *line != '\0';) {
        size_t length = strcspn(line, "\n");
        buf_printf(out, "  %.*s%s", (int)length, line, line[length] != '\0' ? "\n" : "");
        line += length + (line[length] != '\0');
    }
    free(text);
    json_decref(document);
}

json_t *listing_text_or_null(const char *text)
{
    return text != NULL && text[0] != '\0' ? json_string(text) : json_null();
}

void listing_set_text(json_t *object, const char *key, const char *text)
{
    json_object_set_new(object, key, listing_text_or_null(text));
}

void listing_set_count(json_t *object, const char *key, size_t count)
{
    json_object_set_new(object, key, json_integer((json_int_t)count));
}

void listing_set_flag(json_t *object, const char *key, bool flag)
{
    json_object_set_new(object, key, json_boolean(flag));
}

void listing_set_id(json_t *object, const char *key, const struct ident *id)
{
    char text[IDENT_TEXT_SIZE] = "";

    if (!ident_is_none(id))
        ident_text(id, text);
    listing_set_text(object, key, text);
}

void listing_set_hash(json_t *object, const char *key, const struct hash *hash)
{
    char text[HASH_TEXT_SIZE];

    hash_text(hash, text);
    listing_set_text(object, key, text);
}

void listing_set_time(json_t *object, const char *key, int64_t ms)
{
    char text[CLOCK_ISO_SIZE] = "";

    if (ms != 0)
        clock_iso(ms, text);
    listing_set_text(object, key, text);
}

static json_t *split(const char *text, const char *separators)
{
    json_t *array = json_array();

    while (text != NULL && *text != '\0') {
        size_t length = strcspn(text, separators);
        const char *part = text;
        size_t size = length;
        while (size > 0 && *part == ' ') {
            part++;
            size--;
        }
        while (size > 0 && part[size - 1] == ' ')
            size--;
        if (size > 0)
            json_array_append_new(array, json_stringn(part, size));
        text += length + (text[length] != '\0');
    }
    return array;
}

void listing_set_list(json_t *object, const char *key, const char *text, const char *separators)
{
    json_object_set_new(object, key, split(text, separators));
}

void listing_set_tally(json_t *object, const struct tally *tally)
{
    json_t *results = json_object();

    for (size_t i = 0; i < RESULT_COUNT; i++)
        listing_set_count(results, code_results.rows[i].word, tally->by[i]);
    listing_set_count(object, "total", tally_total(tally));
    listing_set_count(object, "assessed", tally_assessed(tally));
    listing_set_count(object, "percent", tally_percent(tally));
    json_object_set_new(object, "results", results);
}

/* package_manifest.c - the table of contents of a package, as deterministic CBOR. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/package_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "store/wire.h"

#define MANIFEST_TAG "auditwalk-manifest-1"

enum { MANIFEST_ITEMS = 14, AUDIT_ITEMS = 3, HEAD_ITEMS = 5, OBJECT_ITEMS = 3 };

void package_manifest_clear(struct package_manifest *manifest)
{
    for (size_t i = 0; i < manifest->audit_count; i++) {
        free(manifest->audits[i].number);
        free(manifest->audits[i].title);
    }
    free(manifest->organization);
    free(manifest->sender_name);
    free(manifest->sender_person);
    free(manifest->scopes);
    free(manifest->audits);
    free(manifest->heads);
    free(manifest->batch_sizes);
    free(manifest->objects);
    *manifest = (struct package_manifest){0};
}

/* ---- writing --------------------------------------------------------------------------------- */

static void put_text(struct buf *out, const char *text)
{
    wire_put_text(out, text, strlen(text));
}

static void put_scopes(const struct package_manifest *manifest, struct buf *out)
{
    if (manifest->every_audit) {
        wire_put_null(out);
        return;
    }
    wire_put_array(out, manifest->scope_count);
    for (size_t i = 0; i < manifest->scope_count; i++)
        wire_put_bytes(out, manifest->scopes[i].bytes, IDENT_SIZE);
}

static void put_audits(const struct package_manifest *manifest, struct buf *out)
{
    wire_put_array(out, manifest->audit_count);
    for (size_t i = 0; i < manifest->audit_count; i++) {
        wire_put_array(out, AUDIT_ITEMS);
        wire_put_bytes(out, manifest->audits[i].id.bytes, IDENT_SIZE);
        put_text(out, manifest->audits[i].number);
        put_text(out, manifest->audits[i].title);
    }
}

static void put_heads(const struct package_manifest *manifest, struct buf *out)
{
    wire_put_array(out, manifest->head_count);
    for (size_t i = 0; i < manifest->head_count; i++) {
        const struct outgoing_head *head = &manifest->heads[i];
        wire_put_array(out, HEAD_ITEMS);
        wire_put_bytes(out, head->end.scope.bytes, IDENT_SIZE);
        wire_put_bytes(out, head->device.bytes, IDENT_SIZE);
        wire_put_uint(out, head->end.epoch);
        wire_put_uint(out, head->end.sequence);
        wire_put_bytes(out, head->end.name.bytes, HASH_SIZE);
    }
}

static void put_contents(const struct package_manifest *manifest, struct buf *out)
{
    wire_put_array(out, manifest->batch_count);
    for (size_t i = 0; i < manifest->batch_count; i++)
        wire_put_uint(out, manifest->batch_sizes[i]);
    wire_put_array(out, manifest->object_count);
    for (size_t i = 0; i < manifest->object_count; i++) {
        wire_put_array(out, OBJECT_ITEMS);
        wire_put_bytes(out, manifest->objects[i].hash.bytes, HASH_SIZE);
        wire_put_bytes(out, manifest->objects[i].sha256.bytes, HASH_SIZE);
        wire_put_uint(out, manifest->objects[i].size);
    }
}

void package_manifest_put(const struct package_manifest *manifest, struct buf *out)
{
    wire_put_array(out, MANIFEST_ITEMS);
    put_text(out, MANIFEST_TAG);
    wire_put_bytes(out, manifest->file.bytes, IDENT_SIZE);
    put_text(out, manifest->organization);
    wire_put_bytes(out, manifest->sender.bytes, IDENT_SIZE);
    wire_put_bytes(out, manifest->key, sizeof manifest->key);
    put_text(out, manifest->sender_name);
    put_text(out, manifest->sender_person);
    wire_put_int(out, manifest->created);
    if (manifest->has_since)
        wire_put_bytes(out, manifest->since.bytes, HASH_SIZE);
    else
        wire_put_null(out);
    put_scopes(manifest, out);
    put_audits(manifest, out);
    put_heads(manifest, out);
    put_contents(manifest, out);
}

/* ---- reading --------------------------------------------------------------------------------- */

/* The sender cleans its texts, but whoever made these bytes need not have. "" for what is bad. */
static char *get_line(struct wire_reader *reader)
{
    char *clean = NULL;
    char *text = wire_get_text(reader);

    if (text == NULL || text_clean(text, strlen(text), TEXT_LINE, &clean, NULL) != ERR_OK)
        reader->bad = true;
    free(text);
    return clean != NULL ? clean : mem_strdup("");
}

static void get_tag(struct wire_reader *reader)
{
    char *tag = wire_get_text(reader);

    if (tag == NULL || strcmp(tag, MANIFEST_TAG) != 0)
        reader->bad = true;
    free(tag);
}

/* Lists grow with what is really there: an announced count is no reason to take memory. */
static void get_scopes(struct wire_reader *reader, struct package_manifest *manifest)
{
    const uint8_t *start = reader->at;

    manifest->every_audit = wire_next(reader).kind == WIRE_NULL;
    if (manifest->every_audit)
        return;
    reader->at = start;
    for (size_t left = wire_get_array(reader); left > 0 && !reader->bad; left--) {
        manifest->scopes = mem_grow(manifest->scopes, manifest->scope_count,
                                    &manifest->scope_capacity, sizeof *manifest->scopes);
        wire_get_fixed(reader, manifest->scopes[manifest->scope_count++].bytes, IDENT_SIZE);
    }
}

static void get_audits(struct wire_reader *reader, struct package_manifest *manifest)
{
    for (size_t left = wire_get_array(reader); left > 0 && !reader->bad; left--) {
        manifest->audits = mem_grow(manifest->audits, manifest->audit_count,
                                    &manifest->audit_capacity, sizeof *manifest->audits);
        struct package_audit *audit = &manifest->audits[manifest->audit_count++];
        if (wire_get_array(reader) != AUDIT_ITEMS)
            reader->bad = true;
        wire_get_fixed(reader, audit->id.bytes, IDENT_SIZE);
        audit->number = get_line(reader);
        audit->title = get_line(reader);
    }
}

/* The file counts in signed numbers. */
static uint64_t get_count(struct wire_reader *reader)
{
    uint64_t number = wire_get_uint(reader);

    if (number > INT64_MAX)
        reader->bad = true;
    return reader->bad ? 0 : number;
}

static void get_heads(struct wire_reader *reader, struct package_manifest *manifest)
{
    for (size_t left = wire_get_array(reader); left > 0 && !reader->bad; left--) {
        manifest->heads = mem_grow(manifest->heads, manifest->head_count, &manifest->head_capacity,
                                   sizeof *manifest->heads);
        struct outgoing_head *head = &manifest->heads[manifest->head_count++];
        if (wire_get_array(reader) != HEAD_ITEMS)
            reader->bad = true;
        wire_get_fixed(reader, head->end.scope.bytes, IDENT_SIZE);
        wire_get_fixed(reader, head->device.bytes, IDENT_SIZE);
        head->end.epoch = get_count(reader);
        head->end.sequence = get_count(reader);
        wire_get_fixed(reader, head->end.name.bytes, HASH_SIZE);
    }
}

/* Takes a length out of what is still there. */
static uint64_t get_length(struct wire_reader *reader, uint64_t least, uint64_t *rest)
{
    uint64_t length = get_count(reader);

    if (length < least || length > *rest)
        reader->bad = true;
    if (reader->bad)
        return 0;
    *rest -= length;
    return length;
}

static void get_batch_sizes(struct wire_reader *reader, struct package_manifest *manifest,
                            uint64_t *rest)
{
    for (size_t left = wire_get_array(reader); left > 0 && !reader->bad; left--) {
        uint64_t length = get_length(reader, PACKAGE_BATCH_MIN, rest);
        manifest->batch_sizes = mem_grow(manifest->batch_sizes, manifest->batch_count,
                                         &manifest->batch_capacity, sizeof *manifest->batch_sizes);
        manifest->batch_sizes[manifest->batch_count++] = length;
        manifest->batch_bytes += length;
    }
    if (manifest->batch_bytes > PACKAGE_BATCHES_LIMIT)
        reader->bad = true;
}

static void get_objects(struct wire_reader *reader, struct package_manifest *manifest,
                        uint64_t *rest)
{
    for (size_t left = wire_get_array(reader); left > 0 && !reader->bad; left--) {
        manifest->objects = mem_grow(manifest->objects, manifest->object_count,
                                     &manifest->object_capacity, sizeof *manifest->objects);
        struct merge_object *object = &manifest->objects[manifest->object_count++];
        if (wire_get_array(reader) != OBJECT_ITEMS)
            reader->bad = true;
        wire_get_fixed(reader, object->hash.bytes, HASH_SIZE);
        wire_get_fixed(reader, object->sha256.bytes, HASH_SIZE);
        object->size = get_length(reader, 1, rest);
        manifest->object_bytes += object->size;
        if (manifest->object_count > 1 &&
            memcmp(object[-1].hash.bytes, object->hash.bytes, HASH_SIZE) >= 0)
            reader->bad = true; /* each once */
    }
}

bool package_manifest_parse(const void *bytes, size_t length, uint64_t rest,
                            struct package_manifest *manifest)
{
    struct wire_reader reader;

    wire_reader_init(&reader, bytes, length);
    if (wire_get_array(&reader) != MANIFEST_ITEMS)
        reader.bad = true;
    get_tag(&reader);
    wire_get_fixed(&reader, manifest->file.bytes, IDENT_SIZE);
    manifest->organization = get_line(&reader);
    wire_get_fixed(&reader, manifest->sender.bytes, IDENT_SIZE);
    wire_get_fixed(&reader, manifest->key, sizeof manifest->key);
    manifest->sender_name = get_line(&reader);
    manifest->sender_person = get_line(&reader);
    manifest->created = wire_get_int(&reader);
    manifest->has_since = wire_get_fixed_or_null(&reader, manifest->since.bytes, HASH_SIZE);
    get_scopes(&reader, manifest);
    get_audits(&reader, manifest);
    get_heads(&reader, manifest);
    get_batch_sizes(&reader, manifest, &rest);
    get_objects(&reader, manifest, &rest);
    struct ident owner = device_id_of(manifest->key);
    return !reader.bad && reader.at == reader.end && rest == 0 &&
           ident_equal(&owner, &manifest->sender);
}

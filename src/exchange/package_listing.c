/* package_listing.c - what a package tells about itself, as JSON. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/package.h"

#include <jansson.h>
#include <stdlib.h>

#include "base/clock.h"

static json_t *hash_or_null(const struct hash *hash)
{
    char text[HASH_TEXT_SIZE];

    if (hash == NULL)
        return json_null();
    hash_text(hash, text);
    return json_string(text);
}

static json_t *id_or_null(const struct ident *id)
{
    char text[IDENT_TEXT_SIZE];

    if (ident_is_none(id))
        return json_null();
    ident_text(id, text);
    return json_string(text);
}

static json_t *text_or_null(const char *text)
{
    return text[0] != '\0' ? json_string(text) : json_null();
}

static json_t *number(uint64_t count)
{
    return json_integer((json_int_t)count);
}

static json_t *sender_object(const struct package_info *info)
{
    json_t *object = json_object();

    json_object_set_new(object, "id", id_or_null(&info->sender));
    json_object_set_new(object, "fingerprint", json_string(info->fingerprint));
    json_object_set_new(object, "name", text_or_null(info->sender_name));
    json_object_set_new(object, "person", text_or_null(info->sender_person));
    return object;
}

static json_t *audits_array(const struct package_info *info)
{
    json_t *array = json_array();

    for (size_t i = 0; i < info->audit_count; i++) {
        json_t *object = json_object();
        json_object_set_new(object, "id", id_or_null(&info->audits[i].id));
        json_object_set_new(object, "number", text_or_null(info->audits[i].number));
        json_object_set_new(object, "title", text_or_null(info->audits[i].title));
        json_array_append_new(array, object);
    }
    return array;
}

static json_t *heads_array(const struct package_info *info)
{
    json_t *array = json_array();

    for (size_t i = 0; i < info->head_count; i++) {
        const struct outgoing_head *head = &info->heads[i];
        json_t *object = json_object();
        json_object_set_new(object, "audit", id_or_null(&head->end.scope)); /* null: programme */
        json_object_set_new(object, "device", id_or_null(&head->device));
        json_object_set_new(object, "epoch", number(head->end.epoch));
        json_object_set_new(object, "sequence", number(head->end.sequence));
        json_object_set_new(object, "batch", hash_or_null(&head->end.name));
        json_array_append_new(array, object);
    }
    return array;
}

void package_listing(const struct package_info *info, struct buf *out)
{
    char created[CLOCK_ISO_SIZE];
    json_t *object = json_object();

    clock_iso(info->created, created);
    json_object_set_new(object, "file", id_or_null(&info->file));
    json_object_set_new(object, "organization", text_or_null(info->organization));
    json_object_set_new(object, "sender", sender_object(info));
    json_object_set_new(object, "created", json_string(created));
    json_object_set_new(object, "complete", json_boolean(!info->partial));
    json_object_set_new(object, "every_audit", json_boolean(info->every_audit));
    json_object_set_new(object, "since", hash_or_null(info->has_since ? &info->since : NULL));
    json_object_set_new(object, "passphrase", json_boolean(info->receivers == 0));
    json_object_set_new(object, "receivers", number(info->receivers));
    json_object_set_new(object, "saves", number(info->batches));
    json_object_set_new(object, "objects", number(info->objects));
    json_object_set_new(object, "object_bytes", number(info->object_bytes));
    json_object_set_new(object, "bytes", number(info->file_bytes));
    json_object_set_new(object, "hash", hash_or_null(&info->hash));
    json_object_set_new(object, "audits", audits_array(info));
    json_object_set_new(object, "heads", heads_array(info));
    char *text = json_dumps(object, JSON_INDENT(2) | JSON_PRESERVE_ORDER);
    buf_puts(out, text != NULL ? text : "null");
    buf_putc(out, '\n');
    free(text);
    json_decref(object);
}

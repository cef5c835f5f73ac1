/* package_read.c - opening a package: who can, what it holds, and sending its objects on.
 *
 * The file stays open from the first look to the last byte, so that nobody can put another one in
 * its place; that it may be written to meanwhile is noticed, since every pass ends in the same hash
 * or in an error.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/package_parts.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"
#include "core/team.h"

struct package {
    char *path;
    int fd;
    uint64_t size;
    struct package_header header;
    uint8_t key[PACKAGE_KEY_SIZE];
    struct package_content content;
    struct package_info info;
    struct merge_package merge;
};

void package_close(struct package *package)
{
    if (package == NULL)
        return;
    if (package->fd >= 0)
        close(package->fd);
    package_content_clear(&package->content);
    package_header_clear(&package->header);
    sodium_memzero(package->key, sizeof package->key);
    free(package->path);
    free(package);
}

const struct merge_package *package_content(const struct package *package)
{
    return &package->merge;
}

const struct package_info *package_info(const struct package *package)
{
    return &package->info;
}

/* ---- one pass over the file ------------------------------------------------------------------ */

struct pass {
    struct package_stream stream;
    struct package_source source;
};

static enum err_code pass_begin(struct pass **out, int fd, const char *name,
                                const struct package_header *header, const uint8_t *key,
                                struct err *err)
{
    struct pass *pass = mem_zalloc(1, sizeof *pass);

    *out = pass;
    pass->source.read = package_stream_read;
    pass->source.context = &pass->stream;
    package_source_begin(&pass->source, name, header->plain);
    return package_stream_begin(&pass->stream, fd, name, header, key, err);
}

/* Plain text and the state of the cipher passed through it. */
static void pass_free(struct pass *pass)
{
    sodium_memzero(pass, sizeof *pass);
    free(pass);
}

static enum err_code read_all(int fd, const char *name, const struct package_header *header,
                              const uint8_t *key, struct package_progress *progress,
                              struct package_content *content, struct hash *hash, struct err *err)
{
    struct pass *pass = NULL;

    enum err_code code = pass_begin(&pass, fd, name, header, key, err);
    progress->total = header->plain;
    pass->stream.progress = *progress;
    if (code == ERR_OK)
        code = package_content_read(&pass->source, &header->hash, content, err);
    if (code == ERR_OK)
        code = package_stream_end(&pass->stream, hash, err);
    pass_free(pass);
    return code;
}

enum err_code package_verify(int fd, const char *name, const uint8_t *key,
                             const struct hash *expected, struct package_progress *progress,
                             struct err *err)
{
    struct package_header header;
    struct package_content content = {0};
    struct hash found;
    off_t size = lseek(fd, 0, SEEK_END);

    enum err_code code = package_header_read(fd, size > 0 ? (uint64_t)size : 0, name, &header, err);
    if (code == ERR_OK)
        code = read_all(fd, name, &header, key, progress, &content, &found, err);
    if (code == ERR_OK && !hash_equal(&found, expected))
        code = package_damaged(name, err);
    package_content_clear(&content);
    package_header_clear(&header);
    return code;
}

/* ---- sending the objects --------------------------------------------------------------------- */

enum err_code package_send(const struct package *package, const struct package_taker *taker,
                           struct err *err)
{
    struct pass *pass = NULL;
    struct hash hash;

    enum err_code code =
        pass_begin(&pass, package->fd, package->path, &package->header, package->key, err);
    if (code == ERR_OK)
        code = package_content_send(&pass->source, &package->content, taker, err);
    if (code == ERR_OK)
        code = package_stream_end(&pass->stream, &hash, err);
    pass_free(pass);
    if (code == ERR_OK && !hash_equal(&hash, &package->info.hash)) {
        err_set(err, ERR_DATA, _("%s was changed while it was read: nothing of it was taken"),
                package->path);
        err_hint(err, _("copy it to this laptop first, then try again"));
        code = ERR_DATA;
    }
    return code;
}

static enum err_code sink_begin(void *context, const struct merge_object *object, struct err *err)
{
    return object_sink_begin(context, object, err);
}

static enum err_code sink_add(void *context, const void *bytes, size_t length, struct err *err)
{
    return object_sink_add(context, bytes, length, err);
}

static enum err_code sink_end(void *context, struct err *err)
{
    return object_sink_end(context, err);
}

static enum err_code send_objects(void *context, struct object_sink *sink, struct err *err)
{
    const struct package_taker taker = {
        .begin = sink_begin, .add = sink_add, .end = sink_end, .context = sink};

    return package_send(context, &taker, err);
}

/* ---- opening --------------------------------------------------------------------------------- */

static void fill_merge(struct package *package)
{
    const struct package_manifest *manifest = &package->content.manifest;

    package->merge = (struct merge_package){.name = file_base_name(package->path),
                                            .hash = package->info.hash,
                                            .file = manifest->file,
                                            .sender = manifest->sender,
                                            .created = manifest->created,
                                            .batches = package->content.batches,
                                            .batch_count = manifest->batch_count,
                                            .objects = manifest->objects,
                                            .object_count = manifest->object_count,
                                            .send_objects = send_objects,
                                            .context = package};
    memcpy(package->merge.key, manifest->key, DEVICE_PUBLIC_SIZE);
}

static void fill_info(struct package *package, const struct hash *hash)
{
    const struct package_manifest *manifest = &package->content.manifest;
    const struct package_header *header = &package->header;

    package->info =
        (struct package_info){.file = manifest->file,
                              .organization = manifest->organization,
                              .sender = manifest->sender,
                              .sender_name = manifest->sender_name,
                              .sender_person = manifest->sender_person,
                              .created = manifest->created,
                              .batches = manifest->batch_count,
                              .objects = manifest->object_count,
                              .object_bytes = manifest->object_bytes,
                              .heads = manifest->heads,
                              .head_count = manifest->head_count,
                              .audits = manifest->audits,
                              .audit_count = manifest->audit_count,
                              .receivers = header->has_passphrase ? 0 : header->sealed_count,
                              .partial = !manifest->every_audit || manifest->has_since,
                              .every_audit = manifest->every_audit,
                              .has_since = manifest->has_since,
                              .since = manifest->since,
                              .file_bytes = package->size,
                              .hash = *hash};
    fingerprint_text(&manifest->sender, package->info.fingerprint);
}

/* A key that does not fit may be a wrong one, or there are wrong bytes in the file. */
static enum err_code find_key(struct package *package, const struct package_key *key,
                              struct err *err)
{
    enum err_code code =
        package_key_unwrap(&package->header, key, package->path, package->key, err);

    if (code == ERR_DENIED && !package_file_is_whole(package->fd, package->size))
        return package_damaged(package->path, err);
    return code;
}

static enum err_code read_package(struct package *package, const struct package_key *key,
                                  struct package_progress *progress, struct err *err)
{
    struct hash hash;

    enum err_code code = file_open_regular(package->path, &package->fd, &package->size, err);
    if (code == ERR_OK)
        code =
            package_header_read(package->fd, package->size, package->path, &package->header, err);
    if (code == ERR_OK)
        code = find_key(package, key, err);
    if (code == ERR_OK)
        code = read_all(package->fd, package->path, &package->header, package->key, progress,
                        &package->content, &hash, err);
    if (code != ERR_OK)
        return code;
    fill_info(package, &hash);
    fill_merge(package);
    return ERR_OK;
}

enum err_code package_open(const char *path, const struct package_key *key, struct package **out,
                           bool (*progress)(void *context, unsigned percent), void *context,
                           struct err *err)
{
    struct package_progress telling = {.tell = progress, .context = context, .to = 100};
    struct package *package = mem_zalloc(1, sizeof *package);

    package->fd = -1;
    package->path = mem_strdup(path);
    *out = NULL;
    enum err_code code = read_package(package, key, &telling, err);
    if (code == ERR_OK)
        *out = package;
    else
        package_close(package);
    return code;
}

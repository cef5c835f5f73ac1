/* package_write.c - making a package: what goes in, written beside, read back, renamed. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/package_parts.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/i18n.h"
#include "store/audits.h"

enum { WRITTEN_PERCENT = 60 }; /* the rest is reading it back */

struct packing {
    struct store *store;
    const char *path;
    const struct package_options *options;
    struct outgoing outgoing;
    struct package_manifest manifest;
    struct buf manifest_bytes;
    struct package_header header;
    uint8_t key[PACKAGE_KEY_SIZE];
    struct package_writer *writer;
};

static void packing_clear(struct packing *packing)
{
    outgoing_clear(&packing->outgoing);
    package_manifest_clear(&packing->manifest);
    buf_clear(&packing->manifest_bytes);
    package_header_clear(&packing->header);
    sodium_memzero(packing->key, sizeof packing->key);
    if (packing->writer != NULL)
        sodium_memzero(packing->writer, sizeof *packing->writer);
    free(packing->writer);
}

/* ---- may it be written ----------------------------------------------------------------------- */

static enum err_code check_options(const struct package_options *options, struct err *err)
{
    if (options->key.device == NULL)
        return err_set(err, ERR_INTERNAL, "a package without a sender");
    if (options->receiver_count > 0 || options->key.passphrase != NULL)
        return ERR_OK;
    err_set(err, ERR_USAGE, _("nobody could open the package: no receiver and no passphrase"));
    err_hint(err, _("give --to DEVICE, or --passphrase-file FILE"));
    return ERR_USAGE;
}

/* A package may replace a package; anything else of that name is a slip. */
static enum err_code check_target(const char *path, struct err *err)
{
    uint8_t start[PACKAGE_MAGIC_SIZE];
    int fd = -1;
    uint64_t size = 0;

    if (file_open_regular(path, &fd, &size, NULL) != ERR_OK)
        return ERR_OK; /* missing, or writing tells why not */
    bool good = size == 0 || (package_pread(fd, path, start, sizeof start, 0, NULL) == ERR_OK &&
                              memcmp(start, PACKAGE_MAGIC, strlen("AWPACK")) == 0);
    close(fd);
    if (good)
        return ERR_OK;
    err_set(err, ERR_CANTCREAT, _("%s exists and is no package"), path);
    err_hint(err, _("it was left as it is; choose another name"));
    return ERR_CANTCREAT;
}

static enum err_code check_paths(const struct packing *packing, struct err *err)
{
    const char *since = packing->options->since;

    enum err_code code = store_refuse_itself(packing->store, packing->path, err);
    if (code == ERR_OK && since != NULL)
        code = store_refuse_itself(packing->store, since, err);
    return code == ERR_OK ? check_target(packing->path, err) : code;
}

/* ---- what goes in ---------------------------------------------------------------------------- */

static enum err_code collect_since(struct packing *packing, struct err *err)
{
    const struct package_options *options = packing->options;
    struct package *since = NULL;
    struct ident file = store_file_id(packing->store);

    enum err_code code = package_open(options->since, &options->key, &since, NULL, NULL, err);
    if (code != ERR_OK)
        return code;
    const struct package_info *info = package_info(since);
    if (!ident_equal(&info->file, &file)) {
        err_set(err, ERR_DATA, _("%s is of another audit file"), options->since);
        err_hint(err, _("--since takes an earlier package of this file"));
        code = ERR_DATA;
    } else {
        packing->manifest.has_since = true;
        packing->manifest.since = info->hash;
        code = outgoing_build(packing->store, options->audits, options->audit_count, info->heads,
                              info->head_count, &packing->outgoing, err);
    }
    package_close(since);
    return code;
}

static enum err_code collect(struct packing *packing, struct err *err)
{
    const struct package_options *options = packing->options;

    if (options->since != NULL)
        return collect_since(packing, err);
    return outgoing_build(packing->store, options->audits, options->audit_count, NULL, 0,
                          &packing->outgoing, err);
}

static bool is_packed(const struct package_options *options, const struct ident *audit)
{
    for (size_t i = 0; i < options->audit_count; i++)
        if (ident_equal(&options->audits[i], audit))
            return true;
    return options->audit_count == 0;
}

static enum err_code name_audits(struct packing *packing, struct err *err)
{
    struct package_manifest *manifest = &packing->manifest;
    struct audit_lines lines = {0};
    enum err_code code = audits_list(packing->store, &lines, err);

    for (size_t i = 0; i < lines.count && code == ERR_OK; i++) {
        const struct audit_line *line = &lines.items[i];
        if (!is_packed(packing->options, &line->id))
            continue;
        manifest->audits = mem_grow(manifest->audits, manifest->audit_count,
                                    &manifest->audit_capacity, sizeof *manifest->audits);
        manifest->audits[manifest->audit_count++] = (struct package_audit){
            .id = line->id, .number = mem_strdup(line->number), .title = mem_strdup(line->title)};
    }
    audit_lines_clear(&lines);
    return code;
}

static enum err_code name_organization(struct packing *packing, struct err *err)
{
    const struct list_query query = {.type = RECORD_ORGANIZATION, .limit = 1};
    struct rows rows = {0};

    enum err_code code = store_list(packing->store, &query, &rows, err);
    packing->manifest.organization =
        mem_strdup(rows.count > 0 ? row_text(&rows.items[0], ORGANIZATION_NAME) : "");
    rows_clear(&rows);
    return code;
}

static char *sender_person(struct store *store)
{
    const char *author = store_author_name(store);
    return author[0] != '\0' ? mem_strdup(author) : store_device_person(store);
}

/* The manifest takes over what only it needs of the list. */
static void take_lists(struct package_manifest *manifest, struct outgoing *outgoing)
{
    manifest->heads = outgoing->heads;
    manifest->head_count = outgoing->head_count;
    manifest->batch_sizes = outgoing->batch_sizes;
    manifest->batch_count = outgoing->batch_count;
    manifest->batch_bytes = outgoing->batch_bytes;
    manifest->objects = outgoing->objects;
    manifest->object_count = outgoing->object_count;
    manifest->object_bytes = outgoing->object_bytes;
    outgoing->heads = NULL;
    outgoing->batch_sizes = NULL;
    outgoing->objects = NULL;
}

static enum err_code build_manifest(struct packing *packing, struct err *err)
{
    const struct package_options *options = packing->options;
    const struct device *device = options->key.device;
    struct package_manifest *manifest = &packing->manifest;

    manifest->file = store_file_id(packing->store);
    manifest->sender = device->id;
    memcpy(manifest->key, device->public_key, DEVICE_PUBLIC_SIZE);
    manifest->sender_name = mem_strdup(device->name);
    manifest->sender_person = sender_person(packing->store);
    manifest->created = clock_now();
    manifest->every_audit = options->audit_count == 0;
    manifest->scope_count = options->audit_count;
    if (options->audit_count > 0)
        manifest->scopes = mem_dup(options->audits, options->audit_count * sizeof *options->audits);
    take_lists(manifest, &packing->outgoing);
    enum err_code code = name_organization(packing, err);
    return code == ERR_OK ? name_audits(packing, err) : code;
}

static enum err_code check_limits(const struct packing *packing, struct err *err)
{
    if (packing->manifest.batch_bytes <= PACKAGE_BATCHES_LIMIT &&
        packing->manifest_bytes.length <= PACKAGE_MANIFEST_LIMIT)
        return ERR_OK;
    err_set(err, ERR_CANTCREAT, _("there is more than one package takes: %llu bytes of saves"),
            (unsigned long long)packing->manifest.batch_bytes);
    err_hint(err, _("make one for each audit with --audit, or use --since"));
    return ERR_CANTCREAT;
}

static enum err_code prepare(struct packing *packing, struct err *err)
{
    const struct package_manifest *manifest = &packing->manifest;
    struct package_header *header = &packing->header;

    enum err_code code = collect(packing, err);
    if (code == ERR_OK)
        code = build_manifest(packing, err);
    if (code != ERR_OK)
        return code;
    package_manifest_put(manifest, &packing->manifest_bytes);
    header->plain = PACKAGE_LENGTH_SIZE + packing->manifest_bytes.length + manifest->batch_bytes +
                    manifest->object_bytes + PACKAGE_SIGNATURE_SIZE;
    code = check_limits(packing, err);
    if (code != ERR_OK)
        return code;
    crypto_secretstream_xchacha20poly1305_keygen(packing->key);
    return package_key_wrap(packing->options, packing->key, header, err);
}

/* ---- writing it ------------------------------------------------------------------------------ */

static enum err_code write_manifest(struct packing *packing, struct err *err)
{
    const struct buf *bytes = &packing->manifest_bytes;
    uint8_t length[PACKAGE_LENGTH_SIZE];

    for (unsigned i = 0; i < PACKAGE_LENGTH_SIZE; i++)
        length[i] = (uint8_t)(bytes->length >> (8 * i));
    enum err_code code = package_writer_add(packing->writer, length, sizeof length, err);
    if (code != ERR_OK)
        return code;
    return package_writer_add(packing->writer, bytes->data, bytes->length, err);
}

static enum err_code write_batches(struct packing *packing, struct err *err)
{
    struct buf bytes;
    enum err_code code = ERR_OK;

    buf_init(&bytes);
    for (size_t i = 0; i < packing->outgoing.batch_count && code == ERR_OK; i++) {
        buf_reset(&bytes);
        code = outgoing_batch(packing->store, &packing->outgoing.batches[i], &bytes, err);
        if (code == ERR_OK)
            code = package_writer_add(packing->writer, bytes.data, bytes.length, err);
    }
    buf_clear(&bytes);
    return code;
}

struct copying {
    struct package_writer *writer;
    crypto_hash_sha256_state sha;
    uint64_t size;
    enum err_code code;
    struct err *err;
};

static bool copy_step(void *context, const void *bytes, size_t length)
{
    struct copying *copying = context;

    crypto_hash_sha256_update(&copying->sha, bytes, length);
    copying->size += length;
    copying->code = package_writer_add(copying->writer, bytes, length, copying->err);
    return copying->code == ERR_OK;
}

/* The hash that names the object is checked by object_read; what else the receiver checks, here. */
static enum err_code write_object(struct packing *packing, const struct merge_object *object,
                                  struct err *err)
{
    struct copying copying = {.writer = packing->writer, .err = err};
    struct err reading = {0};
    struct hash sha256;

    crypto_hash_sha256_init(&copying.sha);
    enum err_code code = object_read(packing->store, &object->hash, copy_step, &copying, &reading);
    if (copying.code != ERR_OK)
        return copying.code;
    if (code != ERR_OK && err != NULL)
        *err = reading;
    if (code != ERR_OK)
        return code;
    crypto_hash_sha256_final(&copying.sha, sha256.bytes);
    if (copying.size == object->size && hash_equal(&sha256, &object->sha256))
        return ERR_OK;
    err_set(err, ERR_DATA, _("an attached file in the audit file is damaged"));
    err_hint(err, _("auditwalk verify tells which; nothing was packed"));
    return ERR_DATA;
}

static enum err_code write_signature(struct packing *packing, struct err *err)
{
    crypto_generichash_state so_far = packing->writer->content;
    uint8_t message[PACKAGE_SIGNED_SIZE];
    uint8_t signature[PACKAGE_SIGNATURE_SIZE];
    struct hash content;

    crypto_generichash_final(&so_far, content.bytes, HASH_SIZE);
    package_signed(&packing->writer->prefix, &content, message);
    crypto_sign_detached(signature, NULL, message, sizeof message,
                         packing->options->key.device->secret_key);
    return package_writer_add(packing->writer, signature, sizeof signature, err);
}

static enum err_code write_package(struct packing *packing, int fd, struct hash *hash,
                                   struct err *err)
{
    const struct package_options *options = packing->options;
    const struct package_manifest *manifest = &packing->manifest;
    struct package_writer *writer = mem_zalloc(1, sizeof *writer);

    packing->writer = writer;
    writer->fd = fd;
    writer->path = packing->path;
    writer->progress = (struct package_progress){
        .tell = options->progress, .context = options->context, .to = WRITTEN_PERCENT};
    enum err_code code = package_writer_begin(writer, &packing->header, packing->key, err);
    if (code == ERR_OK)
        code = write_manifest(packing, err);
    if (code == ERR_OK)
        code = write_batches(packing, err);
    for (size_t i = 0; i < manifest->object_count && code == ERR_OK; i++)
        code = write_object(packing, &manifest->objects[i], err);
    if (code == ERR_OK)
        code = write_signature(packing, err);
    return code == ERR_OK ? package_writer_end(writer, hash, err) : code;
}

/* What the medium gives back, as far as the system can be made to ask it. */
static enum err_code read_back(struct packing *packing, int fd, const struct hash *hash,
                               struct err *err)
{
    const struct package_options *options = packing->options;
    struct package_progress progress = {
        .tell = options->progress, .context = options->context, .from = WRITTEN_PERCENT, .to = 100};

    if (fsync(fd) != 0)
        return err_errno(err, errno, _("%s can't be written"), packing->path);
    posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED); /* a hint: the answer does not matter */
    enum err_code code = package_verify(fd, packing->path, packing->key, hash, &progress, err);
    if (code != ERR_DATA)
        return code;
    err_set(err, ERR_IO, _("%s reads back differently from what was written: it was not kept"),
            packing->path);
    err_hint(err, _("the disk or stick is failing; take another one"));
    return ERR_IO;
}

static enum err_code write_beside(struct packing *packing, struct package_counts *counts,
                                  struct err *err)
{
    struct file_replace replace;

    enum err_code code = file_replace_begin(&replace, packing->path, err);
    if (code != ERR_OK)
        return code;
    code = write_package(packing, replace.fd, &counts->hash, err);
    if (code == ERR_OK)
        code = read_back(packing, replace.fd, &counts->hash, err);
    if (code == ERR_OK)
        return file_replace_commit(&replace, err);
    file_replace_abort(&replace);
    return code;
}

static void count(const struct packing *packing, struct package_counts *counts)
{
    counts->batches = packing->manifest.batch_count;
    counts->objects = packing->manifest.object_count;
    counts->object_bytes = packing->manifest.object_bytes;
    counts->file_bytes = packing->writer->written;
    counts->receivers = packing->header.has_passphrase ? 0 : packing->header.sealed_count;
}

enum err_code package_create(struct store *store, const char *path,
                             const struct package_options *options, struct package_counts *counts,
                             struct err *err)
{
    struct packing packing = {.store = store, .path = path, .options = options};

    *counts = (struct package_counts){0};
    buf_init(&packing.manifest_bytes);
    enum err_code code = check_options(options, err);
    if (code == ERR_OK)
        code = check_paths(&packing, err);
    if (code == ERR_OK)
        code = prepare(&packing, err);
    if (code == ERR_OK)
        code = write_beside(&packing, counts, err);
    if (code == ERR_OK)
        count(&packing, counts);
    packing_clear(&packing);
    return code;
}

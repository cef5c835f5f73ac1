/* package_stream.c - the encrypted chunks of a package, written and read in order.
 *
 * Both directions hash the file as it passes by; the reader gives out only bytes that were
 * authenticated.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/package_parts.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"

enum err_code package_tell(struct package_progress *progress, uint64_t done, struct err *err)
{
    unsigned span = progress->to - progress->from;

    if (progress->tell == NULL || progress->total == 0)
        return ERR_OK;
    unsigned percent =
        progress->from + (unsigned)((double)done / (double)progress->total * (double)span);
    if (percent + 1 == progress->told)
        return ERR_OK;
    progress->told = percent + 1;
    if (progress->tell(progress->context, percent))
        return ERR_OK;
    return err_set(err, ERR_CANCELLED, _("stopped"));
}

/* ---- writing --------------------------------------------------------------------------------- */

static enum err_code write_all(struct package_writer *writer, const void *bytes, size_t length,
                               struct err *err)
{
    const char *at = bytes;

    crypto_generichash_update(&writer->file, bytes, length);
    writer->written += length;
    while (length > 0) {
        ssize_t written = write(writer->fd, at, length);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0) {
            enum err_code code = err_errno(err, errno, _("%s can't be written"), writer->path);
            if (code == ERR_CANTCREAT)
                err_hint(err, _("make room, or choose another place"));
            return code;
        }
        at += written;
        length -= (size_t)written;
    }
    return ERR_OK;
}

enum err_code package_writer_begin(struct package_writer *writer, struct package_header *header,
                                   const uint8_t *key, struct err *err)
{
    struct buf prefix;

    crypto_generichash_init(&writer->file, NULL, 0, HASH_SIZE);
    crypto_generichash_init(&writer->content, NULL, 0, HASH_SIZE);
    crypto_secretstream_xchacha20poly1305_init_push(&writer->state, header->stream, key);
    buf_init(&prefix);
    package_header_put(header, &prefix);
    writer->prefix = header->hash;
    writer->total = header->plain;
    writer->progress.total = header->plain;
    enum err_code code = write_all(writer, prefix.data, prefix.length, err);
    buf_clear(&prefix);
    return code;
}

static enum err_code push_chunk(struct package_writer *writer, struct err *err)
{
    bool last = writer->added == writer->total;
    unsigned long long length = 0;

    crypto_secretstream_xchacha20poly1305_push(
        &writer->state, writer->cipher, &length, writer->plain, writer->filled,
        writer->prefix.bytes, HASH_SIZE,
        last ? crypto_secretstream_xchacha20poly1305_TAG_FINAL
             : crypto_secretstream_xchacha20poly1305_TAG_MESSAGE);
    writer->filled = 0;
    enum err_code code = write_all(writer, writer->cipher, (size_t)length, err);
    return code == ERR_OK ? package_tell(&writer->progress, writer->added, err) : code;
}

enum err_code package_writer_add(struct package_writer *writer, const void *bytes, size_t length,
                                 struct err *err)
{
    const uint8_t *at = bytes;
    enum err_code code = ERR_OK;

    if (length > writer->total - writer->added)
        return err_set(err, ERR_INTERNAL, "a package got more than was announced");
    crypto_generichash_update(&writer->content, at, length);
    while (length > 0 && code == ERR_OK) {
        size_t room = PACKAGE_CHUNK - writer->filled;
        size_t step = length < room ? length : room;
        memcpy(writer->plain + writer->filled, at, step);
        writer->filled += step;
        writer->added += step;
        at += step;
        length -= step;
        if (writer->filled == PACKAGE_CHUNK || writer->added == writer->total)
            code = push_chunk(writer, err);
    }
    return code;
}

enum err_code package_writer_end(struct package_writer *writer, struct hash *hash, struct err *err)
{
    crypto_generichash_state so_far = writer->file;
    struct hash check;

    if (writer->added != writer->total || writer->filled != 0)
        return err_set(err, ERR_INTERNAL, "a package got less than was announced");
    crypto_generichash_final(&so_far, check.bytes, HASH_SIZE);
    enum err_code code = write_all(writer, check.bytes, HASH_SIZE, err);
    crypto_generichash_final(&writer->file, hash->bytes, HASH_SIZE);
    return code;
}

/* ---- reading --------------------------------------------------------------------------------- */

enum err_code package_stream_begin(struct package_stream *stream, int fd, const char *name,
                                   const struct package_header *header, const uint8_t *key,
                                   struct err *err)
{
    uint8_t *prefix = mem_alloc((size_t)header->start); /* bounded by the header's limit */

    stream->fd = fd;
    stream->name = name;
    stream->header = header;
    stream->offset = header->start;
    stream->left = header->plain;
    stream->progress.total = header->plain;
    crypto_generichash_init(&stream->file, NULL, 0, HASH_SIZE);
    enum err_code code = package_pread(fd, name, prefix, (size_t)header->start, 0, err);
    if (code == ERR_OK) {
        crypto_generichash_update(&stream->file, prefix, (size_t)header->start);
        struct hash hash = hash_bytes(prefix, (size_t)header->start);
        if (!hash_equal(&hash, &header->hash) || /* changed since it was looked at */
            crypto_secretstream_xchacha20poly1305_init_pull(&stream->state, header->stream, key) !=
                0)
            code = package_damaged(name, err);
    }
    free(prefix);
    return code;
}

static enum err_code pull_chunk(struct package_stream *stream, struct err *err)
{
    size_t plain = stream->left < PACKAGE_CHUNK ? (size_t)stream->left : PACKAGE_CHUNK;
    size_t length = plain + PACKAGE_CHUNK_MORE;
    unsigned char tag = 0;
    unsigned long long got = 0;

    enum err_code code =
        package_pread(stream->fd, stream->name, stream->cipher, length, stream->offset, err);
    if (code != ERR_OK)
        return code;
    crypto_generichash_update(&stream->file, stream->cipher, length);
    if (crypto_secretstream_xchacha20poly1305_pull(&stream->state, stream->plain, &got, &tag,
                                                   stream->cipher, length,
                                                   stream->header->hash.bytes, HASH_SIZE) != 0)
        return package_damaged(stream->name, err);
    stream->offset += length;
    stream->left -= plain;
    stream->at = 0;
    stream->filled = plain;
    bool last = tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL;
    if (last != (stream->left == 0) ||
        (!last && tag != crypto_secretstream_xchacha20poly1305_TAG_MESSAGE))
        return package_damaged(stream->name, err);
    return package_tell(&stream->progress, stream->header->plain - stream->left, err);
}

enum err_code package_stream_read(void *context, void *bytes, size_t length, struct err *err)
{
    struct package_stream *stream = context;
    uint8_t *out = bytes;
    enum err_code code = ERR_OK;

    while (length > 0 && code == ERR_OK) {
        if (stream->at == stream->filled) {
            if (stream->left == 0)
                return package_damaged(stream->name, err);
            code = pull_chunk(stream, err);
            continue;
        }
        size_t there = stream->filled - stream->at;
        size_t step = length < there ? length : there;
        memcpy(out, stream->plain + stream->at, step);
        stream->at += step;
        out += step;
        length -= step;
    }
    return code;
}

enum err_code package_stream_end(struct package_stream *stream, struct hash *hash, struct err *err)
{
    struct hash check;
    struct hash found;
    crypto_generichash_state so_far = stream->file;

    if (stream->left != 0 || stream->at != stream->filled)
        return package_damaged(stream->name, err);
    crypto_generichash_final(&so_far, found.bytes, HASH_SIZE);
    enum err_code code =
        package_pread(stream->fd, stream->name, check.bytes, HASH_SIZE, stream->offset, err);
    if (code != ERR_OK)
        return code;
    if (!hash_equal(&check, &found))
        return package_damaged(stream->name, err);
    crypto_generichash_update(&stream->file, check.bytes, HASH_SIZE);
    crypto_generichash_final(&stream->file, hash->bytes, HASH_SIZE);
    return ERR_OK;
}

/* package_header.c - the prefix of a package: what it is, who can open it, how large it must be. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/package_parts.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "store/wire.h"

enum { HEADER_ITEMS = 5, PASSPHRASE_ITEMS = 4, HASH_STEP = 64 * 1024 };

void package_header_clear(struct package_header *header)
{
    free(header->sealed);
    *header = (struct package_header){0};
}

/* ---- writing --------------------------------------------------------------------------------- */

static void put_passphrase(const struct package_header *header, struct buf *out)
{
    if (!header->has_passphrase) {
        wire_put_null(out);
        return;
    }
    wire_put_array(out, PASSPHRASE_ITEMS);
    wire_put_bytes(out, header->salt, sizeof header->salt);
    wire_put_uint(out, header->opslimit);
    wire_put_uint(out, header->memlimit);
    wire_put_bytes(out, header->wrapped, sizeof header->wrapped);
}

void package_header_put(struct package_header *header, struct buf *out)
{
    struct buf body;
    size_t from = out->length;

    buf_init(&body);
    wire_put_array(&body, HEADER_ITEMS);
    wire_put_text(&body, PACKAGE_TAG, strlen(PACKAGE_TAG));
    put_passphrase(header, &body);
    wire_put_array(&body, header->sealed_count);
    for (size_t i = 0; i < header->sealed_count; i++)
        wire_put_bytes(&body, header->sealed[i], PACKAGE_SEALED_SIZE);
    wire_put_bytes(&body, header->stream, sizeof header->stream);
    wire_put_uint(&body, header->plain);
    buf_add(out, PACKAGE_MAGIC, PACKAGE_MAGIC_SIZE);
    for (unsigned shift = 0; shift < 32; shift += 8)
        buf_putc(out, (char)(uint8_t)(body.length >> shift));
    buf_add(out, body.data, body.length);
    buf_clear(&body);
    header->start = out->length - from;
    header->hash = hash_bytes(out->data + from, out->length - from);
}

/* ---- reading --------------------------------------------------------------------------------- */

/* A header from outside may not choose how much time and memory a guess costs us: only between
 * libsodium's two usual measures (64 MiB to 256 MiB, under a second or so). */
static bool is_payable(uint64_t opslimit, uint64_t memlimit)
{
    return opslimit >= crypto_pwhash_OPSLIMIT_INTERACTIVE &&
           opslimit <= crypto_pwhash_OPSLIMIT_MODERATE &&
           memlimit >= crypto_pwhash_MEMLIMIT_INTERACTIVE &&
           memlimit <= crypto_pwhash_MEMLIMIT_MODERATE;
}

static void get_passphrase(struct wire_reader *reader, struct package_header *header)
{
    const uint8_t *start = reader->at;

    if (wire_next(reader).kind == WIRE_NULL)
        return;
    reader->at = start;
    if (wire_get_array(reader) != PASSPHRASE_ITEMS)
        reader->bad = true;
    header->has_passphrase = true;
    wire_get_fixed(reader, header->salt, sizeof header->salt);
    header->opslimit = wire_get_uint(reader);
    header->memlimit = wire_get_uint(reader);
    wire_get_fixed(reader, header->wrapped, sizeof header->wrapped);
    if (!is_payable(header->opslimit, header->memlimit))
        reader->bad = true;
}

static void get_sealed(struct wire_reader *reader, struct package_header *header)
{
    size_t count = wire_get_array(reader);

    if (count > PACKAGE_RECEIVERS)
        reader->bad = true;
    if (reader->bad)
        return;
    header->sealed = mem_zalloc(count, sizeof *header->sealed);
    for (header->sealed_count = 0; header->sealed_count < count; header->sealed_count++)
        wire_get_fixed(reader, header->sealed[header->sealed_count], PACKAGE_SEALED_SIZE);
}

bool package_header_parse(const void *bytes, size_t length, struct package_header *header)
{
    struct wire_reader reader;

    wire_reader_init(&reader, bytes, length);
    size_t items = wire_get_array(&reader);
    char *tag = wire_get_text(&reader);
    bool known = tag != NULL && strcmp(tag, PACKAGE_TAG) == 0;
    free(tag);
    if (items != HEADER_ITEMS || !known)
        return false;
    get_passphrase(&reader, header);
    get_sealed(&reader, header);
    wire_get_fixed(&reader, header->stream, sizeof header->stream);
    header->plain = wire_get_uint(&reader);
    header->start = PACKAGE_START_SIZE + length;
    return !reader.bad && reader.at == reader.end &&
           header->plain >= PACKAGE_LENGTH_SIZE + PACKAGE_SIGNATURE_SIZE;
}

uint64_t package_header_file_size(const struct package_header *header)
{
    if (header->plain > INT64_MAX / 2) /* so that nothing below can overflow */
        return 0;
    uint64_t chunks = (header->plain + PACKAGE_CHUNK - 1) / PACKAGE_CHUNK;
    return header->start + header->plain + chunks * PACKAGE_CHUNK_MORE + HASH_SIZE;
}

enum err_code package_damaged(const char *name, struct err *err)
{
    err_set(err, ERR_DATA, _("%s is damaged: nothing of it was taken"), name);
    err_hint(err, _("copy it again, or ask its sender for a new one"));
    return ERR_DATA;
}

static enum err_code truncated(const char *name, uint64_t size, struct err *err)
{
    err_set(err, ERR_DATA, _("%s is truncated after %llu bytes: nothing of it was taken"), name,
            (unsigned long long)size);
    err_hint(err, _("copy it again, or ask its sender for a new one"));
    return ERR_DATA;
}

enum err_code package_pread(int fd, const char *name, void *bytes, size_t length, uint64_t offset,
                            struct err *err)
{
    uint8_t *at = bytes;

    while (length > 0) {
        ssize_t got = pread(fd, at, length, (off_t)offset);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return err_errno(err, errno, _("%s can't be read"), name);
        if (got == 0)
            return package_damaged(name, err);
        at += got;
        offset += (uint64_t)got;
        length -= (size_t)got;
    }
    return ERR_OK;
}

static enum err_code check_magic(const uint8_t *start, size_t length, const char *name,
                                 struct err *err)
{
    static const char word[] = "AWPACK";
    size_t word_length = sizeof word - 1;

    if (length < word_length || memcmp(start, word, word_length) != 0) {
        err_set(err, ERR_DATA, _("%s is no package of auditwalk"), name);
        err_hint(err, _("auditwalk package create makes packages; an audit file is opened "
                        "with -f"));
        return ERR_DATA;
    }
    if (length >= PACKAGE_MAGIC_SIZE && memcmp(start, PACKAGE_MAGIC, PACKAGE_MAGIC_SIZE) != 0) {
        err_set(err, ERR_DATA, _("%s was made by a newer version of auditwalk"), name);
        err_hint(err, _("this program reads version 1; update it on this laptop"));
        return ERR_DATA;
    }
    return length < PACKAGE_START_SIZE ? truncated(name, length, err) : ERR_OK;
}

/* What the header says against what is there. */
static enum err_code check_size(const struct package_header *header, uint64_t size,
                                const char *name, struct err *err)
{
    uint64_t expected = package_header_file_size(header);

    if (expected == size)
        return ERR_OK;
    return expected > size ? truncated(name, size, err) : package_damaged(name, err);
}

enum err_code package_header_read(int fd, uint64_t size, const char *name,
                                  struct package_header *header, struct err *err)
{
    uint8_t start[PACKAGE_START_SIZE] = {0};
    size_t first = size < sizeof start ? (size_t)size : sizeof start;

    *header = (struct package_header){0};
    enum err_code code = package_pread(fd, name, start, first, 0, err);
    if (code == ERR_OK)
        code = check_magic(start, first, name, err);
    if (code != ERR_OK)
        return code;
    uint32_t length = 0;
    for (unsigned i = 0; i < 4; i++)
        length |= (uint32_t)start[PACKAGE_MAGIC_SIZE + i] << (8 * i);
    if (length > PACKAGE_HEADER_LIMIT)
        return package_damaged(name, err);
    if (length > size - PACKAGE_START_SIZE)
        return truncated(name, size, err);
    uint8_t *bytes = mem_alloc(PACKAGE_START_SIZE + (size_t)length);
    code = package_pread(fd, name, bytes, PACKAGE_START_SIZE + (size_t)length, 0, err);
    if (code == ERR_OK && !package_header_parse(bytes + PACKAGE_START_SIZE, length, header))
        code = package_damaged(name, err);
    if (code == ERR_OK)
        code = check_size(header, size, name, err);
    header->hash = hash_bytes(bytes, PACKAGE_START_SIZE + (size_t)length);
    free(bytes);
    return code;
}

bool package_file_is_whole(int fd, uint64_t size)
{
    crypto_generichash_state state;
    struct hash found;
    struct hash check;
    uint8_t *bytes = mem_alloc(HASH_STEP);
    bool good = size > HASH_SIZE;

    crypto_generichash_init(&state, NULL, 0, HASH_SIZE);
    for (uint64_t at = 0; good && at < size - HASH_SIZE;) {
        uint64_t rest = size - HASH_SIZE - at;
        size_t step = rest < HASH_STEP ? (size_t)rest : HASH_STEP;
        good = package_pread(fd, "", bytes, step, at, NULL) == ERR_OK;
        crypto_generichash_update(&state, bytes, step);
        at += step;
    }
    free(bytes);
    crypto_generichash_final(&state, found.bytes, HASH_SIZE);
    return good &&
           package_pread(fd, "", check.bytes, HASH_SIZE, size - HASH_SIZE, NULL) == ERR_OK &&
           hash_equal(&found, &check);
}

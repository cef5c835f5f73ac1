/* package_parts.h - what the files of package*.c share. Not for others, but for their tests.
 *
 * A package is written and read in layers: header (who can open it), stream (64 KiB chunks of plain
 * bytes), content (manifest, batches, objects, signature). The reader of the content takes its
 * bytes from a source, so that it can be fed without a file.
 */
#ifndef AUDITWALK_EXCHANGE_PACKAGE_PARTS_H
#define AUDITWALK_EXCHANGE_PACKAGE_PARTS_H

#include <sodium.h>

#include "exchange/package.h"

#define PACKAGE_MAGIC "AWPACK1\n"
#define PACKAGE_TAG "auditwalk-package-1"

enum {
    PACKAGE_MAGIC_SIZE = 8,
    PACKAGE_START_SIZE = PACKAGE_MAGIC_SIZE + 4, /* with the length of the header */
    PACKAGE_HEADER_LIMIT = 128 * 1024,
    PACKAGE_KEY_SIZE = crypto_secretstream_xchacha20poly1305_KEYBYTES,
    PACKAGE_SEALED_SIZE = crypto_box_SEALBYTES + PACKAGE_KEY_SIZE,
    PACKAGE_WRAPPED_SIZE = crypto_secretbox_MACBYTES + PACKAGE_KEY_SIZE,
    PACKAGE_STREAM_SIZE = crypto_secretstream_xchacha20poly1305_HEADERBYTES,
    PACKAGE_CHUNK = 64 * 1024,
    PACKAGE_CHUNK_MORE = crypto_secretstream_xchacha20poly1305_ABYTES,
    PACKAGE_LENGTH_SIZE = 4, /* of the manifest */
    PACKAGE_SIGNATURE_SIZE = crypto_sign_BYTES,
    PACKAGE_BATCH_MIN = 100 /* no signed batch is shorter */
};

/* ---- package_header.c ---- */

struct package_header {
    bool has_passphrase;
    uint8_t salt[crypto_pwhash_SALTBYTES];
    uint64_t opslimit;
    uint64_t memlimit;
    uint8_t wrapped[PACKAGE_WRAPPED_SIZE];
    uint8_t (*sealed)[PACKAGE_SEALED_SIZE]; /* owned */
    size_t sealed_count;
    uint8_t stream[PACKAGE_STREAM_SIZE];
    uint64_t plain; /* bytes in the stream */

    uint64_t start;   /* of the stream in the file */
    struct hash hash; /* of everything before it */
};
void package_header_clear(struct package_header *header);

/* The prefix of the file, appended; fills start and hash. */
void package_header_put(struct package_header *header, struct buf *out);

/* The CBOR of a header; false if it is not exactly what is written, or asks for more than this
 * program spends on a passphrase. header is init'ed ({0}) and to be cleared in any case. */
bool package_header_parse(const void *bytes, size_t length, struct package_header *header);

/* The size of the whole file; 0 if no file can be so large. */
uint64_t package_header_file_size(const struct package_header *header);

/* Reads the prefix of a file and holds the size against it. name is for messages. */
enum err_code package_header_read(int fd, uint64_t size, const char *name,
                                  struct package_header *header, struct err *err);

/* True if the check at the end is that of what is before: a good copy. */
bool package_file_is_whole(int fd, uint64_t size);

/* "NAME is damaged (copy it again ...)", ERR_DATA. */
enum err_code package_damaged(const char *name, struct err *err);

/* Exactly length bytes from offset on; ERR_DATA if the file ends before. */
enum err_code package_pread(int fd, const char *name, void *bytes, size_t length, uint64_t offset,
                            struct err *err);

/* ---- package_key.c ---- */

/* Fills sealed (this laptop first) or wrapped and the passphrase's parameters. */
enum err_code package_key_wrap(const struct package_options *options, const uint8_t *key,
                               struct package_header *header, struct err *err);

/* The stream's key; ERR_DENIED if what is given does not open it. */
enum err_code package_key_unwrap(const struct package_header *header,
                                 const struct package_key *with, const char *name, uint8_t *key,
                                 struct err *err);

/* ---- package_stream.c ---- */

/* Percent of a part of the work. */
struct package_progress {
    bool (*tell)(void *context, unsigned percent); /* NULL: nobody asks */
    void *context;
    unsigned from;
    unsigned to;
    uint64_t total;
    unsigned told; /* 1 more than the last percent told */
};
enum err_code package_tell(struct package_progress *progress, uint64_t done, struct err *err);

struct package_writer {
    int fd;
    const char *path; /* for messages */
    crypto_secretstream_xchacha20poly1305_state state;
    crypto_generichash_state file;    /* of what was written */
    crypto_generichash_state content; /* of the plain bytes */
    struct hash prefix;
    uint64_t total; /* plain bytes */
    uint64_t added;
    uint64_t written;
    size_t filled;
    uint8_t plain[PACKAGE_CHUNK];
    uint8_t cipher[PACKAGE_CHUNK + PACKAGE_CHUNK_MORE];
    struct package_progress progress;
};

/* Writes the prefix; header's stream is filled. writer is zeroed, on the heap. */
enum err_code package_writer_begin(struct package_writer *writer, struct package_header *header,
                                   const uint8_t *key, struct err *err);
enum err_code package_writer_add(struct package_writer *writer, const void *bytes, size_t length,
                                 struct err *err);

/* Writes the check; *hash is that of the file. ERR_INTERNAL if not all was added. */
enum err_code package_writer_end(struct package_writer *writer, struct hash *hash, struct err *err);

struct package_stream {
    int fd;
    const char *name;
    const struct package_header *header;
    crypto_secretstream_xchacha20poly1305_state state;
    crypto_generichash_state file;
    uint64_t offset; /* in the file */
    uint64_t left;   /* plain bytes of the chunks to come */
    size_t at;
    size_t filled;
    uint8_t plain[PACKAGE_CHUNK];
    uint8_t cipher[PACKAGE_CHUNK + PACKAGE_CHUNK_MORE];
    struct package_progress progress;
};
enum err_code package_stream_begin(struct package_stream *stream, int fd, const char *name,
                                   const struct package_header *header, const uint8_t *key,
                                   struct err *err);

/* For a source: the next length plain bytes; context is the stream. */
enum err_code package_stream_read(void *context, void *bytes, size_t length, struct err *err);

/* Everything was read: checks the end of the file and gives its hash. */
enum err_code package_stream_end(struct package_stream *stream, struct hash *hash, struct err *err);

/* ---- package_manifest.c ---- */

struct package_manifest {
    struct ident file;
    char *organization;
    struct ident sender;
    uint8_t key[DEVICE_PUBLIC_SIZE];
    char *sender_name;
    char *sender_person;
    int64_t created;
    bool has_since;
    struct hash since;
    bool every_audit;
    struct ident *scopes; /* unless every_audit */
    size_t scope_count;
    size_t scope_capacity;
    struct package_audit *audits;
    size_t audit_count;
    size_t audit_capacity;
    struct outgoing_head *heads;
    size_t head_count;
    size_t head_capacity;
    uint64_t *batch_sizes;
    size_t batch_count;
    size_t batch_capacity;
    uint64_t batch_bytes;
    struct merge_object *objects;
    size_t object_count;
    size_t object_capacity;
    uint64_t object_bytes;
};
void package_manifest_put(const struct package_manifest *manifest, struct buf *out);

/* Strictly; the lengths must add up to rest, what stands between manifest and signature. manifest
 * is init'ed ({0}) and to be cleared in any case. */
bool package_manifest_parse(const void *bytes, size_t length, uint64_t rest,
                            struct package_manifest *manifest);
void package_manifest_clear(struct package_manifest *manifest);

/* ---- package_content.c ---- */

struct package_source {
    enum err_code (*read)(void *context, void *bytes, size_t length, struct err *err);
    void *context;
    const char *name;
    uint64_t left; /* plain bytes */
    crypto_generichash_state content;
};
void package_source_begin(struct package_source *source, const char *name, uint64_t length);

/* What goes to whoever takes the objects. */
struct package_taker {
    enum err_code (*begin)(void *context, const struct merge_object *object, struct err *err);
    enum err_code (*add)(void *context, const void *bytes, size_t length, struct err *err);
    enum err_code (*end)(void *context, struct err *err);
    void *context;
};

struct package_content {
    struct package_manifest manifest;
    uint64_t manifest_length;
    char *bytes; /* of all batches */
    struct merge_blob *batches;
};
void package_content_clear(struct package_content *content);

/* Reads and verifies all plain bytes; prefix is the hash that the signature covers. content is
 * init'ed ({0}) and to be cleared in any case. */
enum err_code package_content_read(struct package_source *source, const struct hash *prefix,
                                   struct package_content *content, struct err *err);

/* Reads them again, now giving every object to taker. */
enum err_code package_content_send(struct package_source *source,
                                   const struct package_content *content,
                                   const struct package_taker *taker, struct err *err);

/* What is signed. */
enum { PACKAGE_SIGNED_SIZE = sizeof PACKAGE_TAG + 2 * HASH_SIZE };
void package_signed(const struct hash *prefix, const struct hash *content,
                    uint8_t out[PACKAGE_SIGNED_SIZE]);

/* ---- package_read.c ---- */

/* The file was just written under this key: reads it back. */
enum err_code package_verify(int fd, const char *name, const uint8_t *key,
                             const struct hash *expected, struct package_progress *progress,
                             struct err *err);

/* As package_content()->send_objects, to any taker. */
enum err_code package_send(const struct package *package, const struct package_taker *taker,
                           struct err *err);

#endif

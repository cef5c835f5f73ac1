/* package.h - .awpack files: part of an audit file's log, sealed for its receivers (MERGE
 * "Package").
 *
 *   file   := magic(8) "AWPACK1\n"  header length(u32 LE)  header  stream
 *   header := deterministic CBOR [ "auditwalk-package-1",
 *               null / [ salt(16), opslimit, memlimit ],          passphrase: Argon2id
 *               [ sealed(80)* ],                                   else one sealed box a receiver
 *               secretstream header(24) ]
 *   stream := secretstream chunks of 64 KiB of plain bytes, each with its tag, the last one FINAL;
 *             the additional data of each is the BLAKE2b-256 of everything before the stream
 *   plain  := part*  with  part := length(u32 LE) bytes:
 *             the manifest, each batch, each object (u32 length of a CBOR head, then its raw
 * bytes), the signature (64) of the sender over BLAKE2b-256 of all plain bytes before it
 *
 * No file names, no paths, no compression. Every size is checked against what the file can hold
 * before memory is taken. The reader takes hostile bytes.
 */
#ifndef AUDITWALK_EXCHANGE_PACKAGE_H
#define AUDITWALK_EXCHANGE_PACKAGE_H

#include "store/merge.h"
#include "store/outgoing.h"
#include "store/store.h"

struct package_key {
    const struct device *device; /* opens what is sealed to this laptop; may be NULL */
    const char *passphrase;      /* may be NULL */
    size_t passphrase_length;
};

struct package_options {
    const struct ident *audits; /* NULL with count 0: programme and every audit */
    size_t audit_count;
    const char *since;                /* path of an earlier package, NULL: all */
    const struct team_key *receivers; /* NULL with count 0: passphrase */
    size_t receiver_count;
    struct package_key key; /* passphrase to seal with; with since also to open that one */
    bool (*progress)(void *context, unsigned percent);
    void *context;
};

struct package_counts {
    size_t batches;
    size_t objects;
    uint64_t object_bytes;
    uint64_t file_bytes;
    struct hash hash; /* BLAKE2b-256 of the file */
};

/* Writes beside, syncs, reads back and verifies, renames. The old file stays as it was on any
 * error. Receivers always include this laptop. */
enum err_code package_create(struct store *store, const char *path,
                             const struct package_options *options, struct package_counts *counts,
                             struct err *err);

/* A package that was read and verified wholly: keys, every chunk, the signature, every size and the
 * hash of every object. Batches are in memory, objects stay in the file. */
struct package;
enum err_code package_open(const char *path, const struct package_key *key, struct package **out,
                           bool (*progress)(void *context, unsigned percent), void *context,
                           struct err *err);
void package_close(struct package *package); /* NULL allowed */

/* What merge_plan_build takes; borrowed, lives as long as the package. */
const struct merge_package *package_content(const struct package *package);

struct package_info {
    struct ident file;
    const char *organization; /* as the sender's file calls it; borrowed */
    struct ident sender;
    char fingerprint[FINGERPRINT_SIZE];
    const char *sender_name; /* device name */
    const char *sender_person;
    int64_t created;
    size_t batches;
    size_t objects;
    uint64_t object_bytes;
    const struct outgoing_head *heads;
    size_t head_count;
    size_t receivers; /* 0: passphrase */
    bool partial;     /* --audit or --since */
    struct hash hash;
};
const struct package_info *package_info(const struct package *package);

/* Reads a passphrase file: its first line without the newline, 8 bytes at least; wiped by
 * passphrase_clear. */
enum err_code passphrase_read(const char *path, char **passphrase, size_t *length, struct err *err);
void passphrase_clear(char *passphrase, size_t length);

#endif

/* package.h - .awpack files: part of an audit file's log, sealed for its receivers (MERGE
 * "Package").
 *
 *   file     := prefix stream check(32)
 *   prefix   := magic(8) "AWPACK1\n"  header length(u32 LE)  header
 *   header   := deterministic CBOR [ "auditwalk-package-1",
 *                 null / [ salt(16), opslimit, memlimit, wrapped(48) ],    with a passphrase
 *                 [ sealed(80)* ],                                         one a receiver
 *                 secretstream header(24), plain length ]
 *   stream   := secretstream (XChaCha20-Poly1305) chunks of 64 KiB of the plain bytes, 17 more
 *               each; the last one may be shorter and has the tag FINAL; the additional data of
 * each is the BLAKE2b-256 of the prefix check    := BLAKE2b-256 of everything before it: tells a
 * bad copy from a wrong key, no more plain    := manifest length(u32 LE) manifest batch* object*
 * signature(64) manifest := deterministic CBOR [ "auditwalk-manifest-1", file id, organization,
 * sender, its public key(32), its name, its person, created ms, null / since(32), null / [ scope*
 * ],                                   null: every audit [ [ audit, number, title ]* ], [ [ scope,
 * device, epoch, sequence, name(32) ]* heads ], [ batch length* ], [ [ BLAKE2b-256, SHA-256, length
 * ]* objects, in the order of the first ] ]
 *
 * The stream's key is random. A receiver's sealed box (crypto_box_seal to its Ed25519 key as
 * X25519) holds it; so does wrapped, a secretbox with a zero nonce under Argon2id of the passphrase
 * and the salt, which is never used twice. The signature is the sender's over "auditwalk-package-1"
 * NUL, the BLAKE2b-256 of the prefix and that of all plain bytes before it; so nobody who can open
 * a package can pass it on as sealed by its sender to somebody else. since is the hash of the
 * earlier package whose heads were left out.
 *
 * No file names, no paths, no compression. The header's plain length must give exactly the size of
 * the file, and the manifest's lengths exactly the plain length, before memory is taken for what
 * they announce. The reader takes hostile bytes.
 */
#ifndef AUDITWALK_EXCHANGE_PACKAGE_H
#define AUDITWALK_EXCHANGE_PACKAGE_H

#include "store/merge.h"
#include "store/outgoing.h"
#include "store/store.h"

/* What one package takes, written or read; more is refused. */
enum { PACKAGE_RECEIVERS = 1000, PACKAGE_MANIFEST_LIMIT = 64 * 1024 * 1024 };
#define PACKAGE_BATCHES_LIMIT ((uint64_t)1024 * 1024 * 1024)

struct package_key {
    const struct device *device; /* opens what is sealed to this laptop; NULL: none (reading) */
    const char *passphrase;      /* may be NULL */
    size_t passphrase_length;
};

struct package_options {
    const struct ident *audits; /* NULL with count 0: programme and every audit */
    size_t audit_count;
    const char *since;                /* path of an earlier package, NULL: all */
    const struct team_key *receivers; /* NULL with count 0: passphrase */
    size_t receiver_count;
    struct package_key key; /* the signer, and the passphrase to seal with; both open since */
    bool (*progress)(void *context, unsigned percent);
    void *context;
};

struct package_counts {
    size_t batches;
    size_t objects;
    uint64_t object_bytes;
    uint64_t file_bytes;
    struct hash hash; /* BLAKE2b-256 of the file */
    size_t receivers; /* laptops it is sealed for, this one included; 0: a passphrase */
};

/* Writes beside (mode 0600), syncs, reads back and verifies, renames. The old file stays as it was
 * on any error. Receivers always include this laptop. Refused: the audit file itself (ERR_USAGE),
 * an existing file that is no package (ERR_CANTCREAT), a since of another organization's file
 * (ERR_DATA). The sender's person is the store's author. */
enum err_code package_create(struct store *store, const char *path,
                             const struct package_options *options, struct package_counts *counts,
                             struct err *err);

/* A package that was read and verified wholly: keys, every chunk, the signature, every size and the
 * hash of every object. Batches are in memory, objects stay in the file, which stays open; when
 * they are sent, they are read and checked again, since the file may have been changed meanwhile.
 * ERR_NOINPUT: missing, directory, FIFO; ERR_DATA: no package, newer, truncated, damaged, forged;
 * ERR_DENIED: not sealed for this laptop, passphrase missing or wrong. path must not be an audit
 * file that is open (store_refuse_itself). */
struct package;
enum err_code package_open(const char *path, const struct package_key *key, struct package **out,
                           bool (*progress)(void *context, unsigned percent), void *context,
                           struct err *err);
void package_close(struct package *package); /* NULL allowed */

/* What merge_plan_build takes; borrowed, lives as long as the package. */
const struct merge_package *package_content(const struct package *package);

struct package_audit {
    struct ident id;
    char *number; /* as the sender's file calls it, "" if it has none, as below */
    char *title;
};

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
    const struct package_audit *audits; /* that it has, withdrawn ones not */
    size_t audit_count;
    size_t receivers; /* laptops it is sealed for; 0: passphrase */
    bool partial;     /* --audit or --since */
    bool every_audit; /* false: --audit */
    bool has_since;
    struct hash since; /* the package it continues */
    uint64_t file_bytes;
    struct hash hash;
};
const struct package_info *package_info(const struct package *package);

/* The same as JSON (jansson), one document, for scripts; keys and values stay as they are. */
void package_listing(const struct package_info *info, struct buf *out);

/* Reads a passphrase file: its first line without the line end, 8 bytes at least (ERR_USAGE); wiped
 * by passphrase_clear. */
enum err_code passphrase_read(const char *path, char **passphrase, size_t *length, struct err *err);
void passphrase_clear(char *passphrase, size_t length);

#endif

/* merge.h - the union of two change logs and what it does to the records (MERGE).
 *
 * merge_plan_build reads what packages bring, checks it wholly and works out in memory what would
 * change; nothing is written. merge_apply writes exactly that in one transaction. Input is hostile:
 * everything is checked before use. A batch is applied once the one its device wrote before it in
 * its scope is there, with the content it names; what can't be applied yet waits in the file.
 */
#ifndef AUDITWALK_STORE_MERGE_H
#define AUDITWALK_STORE_MERGE_H

#include "core/conflict.h"
#include "store/object.h"
#include "store/team.h"

struct merge_blob {
    const uint8_t *bytes;
    size_t length;
};
struct merge_object {
    struct hash hash;
    struct hash sha256;
    uint64_t size;
};

/* Takes the objects of a package one after the other, inside merge_apply's transaction. Content
 * that the file has already is checked and dropped. */
struct object_sink;
enum err_code object_sink_begin(struct object_sink *sink, const struct merge_object *object,
                                struct err *err);
enum err_code object_sink_add(struct object_sink *sink, const void *bytes, size_t length,
                              struct err *err);
enum err_code object_sink_end(struct object_sink *sink, struct err *err); /* checks hash and size */

/* One verified package, as exchange/package hands it over: its signature is that of key, its
 * content hash is hash. All pointers are borrowed and must outlive the plan. */
struct merge_package {
    const char *name; /* of the file, without folders, for messages */
    struct hash hash;
    struct ident file;
    struct ident sender;
    uint8_t key[DEVICE_PUBLIC_SIZE];
    int64_t created; /* ms */
    const struct merge_blob *batches;
    size_t batch_count;
    const struct merge_object *objects;
    size_t object_count;
    /* Streams every object into the sink; called at most once, by merge_apply. */
    enum err_code (*send_objects)(void *context, struct object_sink *sink, struct err *err);
    void *context;
};

struct merge_options {
    const struct ident *accept; /* devices whose fingerprints were compared just now */
    size_t accept_count;
    bool accept_first; /* trust the sender of the first package, and with it all that its log has:
                          only into a new file, else it means nothing */
};

/* One package in the plan. Texts owned. */
struct merge_source {
    char *name;
    struct hash hash;
    struct ident sender;
    char fingerprint[FINGERPRINT_SIZE];
    char *sender_name; /* device name */
    char *sender_person;
    int64_t created;
    size_t batches;     /* in the package */
    size_t batches_new; /* not in the file before, applied or waiting */
    size_t objects_new;
    bool merged_before;
};

enum merge_change { MERGE_NEW, MERGE_CHANGED, MERGE_SAME };
struct merge_line {
    enum record_type type;
    struct ident record;
    struct ident audit; /* none: programme */
    enum merge_change change;
    size_t conflicts; /* contested cells of it that were not contested before */
};

struct merge_plan;

struct merge_summary {
    const struct merge_source *sources;
    size_t source_count;
    size_t batches_new; /* will be applied, those that waited until now included */
    size_t batches_known;
    size_t batches_waiting;                /* will wait */
    size_t batches_released;               /* waited in the file, will be applied */
    size_t batches_refused;                /* of a revoked device, after its end: left out */
    size_t records[3];                     /* by enum merge_change */
    size_t conflicts[CONFLICT_KIND_COUNT]; /* new contested cells */
    size_t conflicts_settled;              /* contested before, decided by what comes */
    size_t objects_new;
    uint64_t object_bytes;
    const struct merge_line *lines; /* new and changed first, conflicts before others */
    size_t line_count;
    const struct team_device *vouched; /* devices new to the file that a trusted one accepted */
    size_t vouched_count;
    const char *const *warnings; /* "clock suspect ...", "... writes from two laptops" */
    size_t warning_count;
    bool nothing_new; /* applying would write nothing */
    bool self_cloned; /* another laptop writes under this laptop's key */
};

/* Checks and plans. ERR_DENIED: an unknown or revoked signer (its fingerprint is in the message);
 * ERR_DATA: another organization's file, a damaged or forged batch. The store must be writable or
 * read-only (for a dry run). */
enum err_code merge_plan_build(struct store *store, const struct merge_package *packages,
                               size_t count, const struct merge_options *options,
                               struct merge_plan **plan, struct err *err);
void merge_plan_free(struct merge_plan *plan); /* NULL allowed */
const struct merge_summary *merge_plan_summary(const struct merge_plan *plan);

/* "F-k7q2-1 Fence open", heap; for a line of the summary. */
char *merge_line_title(struct merge_plan *plan, const struct merge_line *line,
                       const char *language);

/* Writes the plan: a checked copy beside the file first (not for a new file), then one transaction,
 * with a record of the merge and the roster entries of what was accepted. Nothing new: nothing is
 * written. ERR_BUSY if the file was written to since the plan was built. progress as in
 * store_verify; ERR_CANCELLED leaves everything as it was. Clears this session's undo. */
enum err_code merge_apply(struct merge_plan *plan,
                          bool (*progress)(void *context, unsigned percent), void *context,
                          struct err *err);

/* A new audit file with the identity of another one and nothing in it, to merge a package into. */
enum err_code store_create_for_merge(const char *path, const struct device *device,
                                     const struct ident *file, const char *person,
                                     struct store **out, struct err *err);
/* Removes a file that store_create_for_merge made and into which nothing could be merged; closes
 * the store. */
void store_discard(struct store *store);

/* Brings the copy made before the last merge back in place of the file at path, which must not be
 * open. Refused (ERR_DENIED) if something was saved since, or there is no merge to take back. The
 * file as it was stays beside it as NAME.undone-merge. */
enum err_code merge_undo(const char *path, const struct device *device, struct err *err);

/* What the user should know after a merge that found this laptop's key in use elsewhere: makes a
 * new key for it; the store goes on writing under the new one. */
enum err_code store_renew_device(struct store *store, struct device *device, struct err *err);

#endif

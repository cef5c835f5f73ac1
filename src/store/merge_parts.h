/* merge_parts.h - what the files of merging share. Not for other rooms.
 *
 *   merge_plan.c    the plan: what it reads, in which steps
 *   merge_batches.c batches of packages and of the holding area, each once, decoded and checked
 *   merge_keys.c    the keys they were signed with
 *   merge_trust.c   who signed them, and whether the roster accepts that
 *   merge_chains.c  which can be applied, which wait, where chains fork
 *   merge_records.c what the records become
 *   merge_apply.c   writing it
 *   merge_undo.c    taking it back
 */
#ifndef AUDITWALK_STORE_MERGE_PARTS_H
#define AUDITWALK_STORE_MERGE_PARTS_H

#include "store/batch.h"
#include "store/fold.h"
#include "store/internal.h"
#include "store/merge.h"

enum incoming_state {
    INCOMING_WAITING, /* until shown otherwise */
    INCOMING_READY,
    INCOMING_REFUSED, /* of a revoked device, after its end */
    INCOMING_BAD      /* waited, and is forged or damaged: it goes */
};

/* A batch that the log does not have. */
struct incoming {
    struct batch batch;
    struct fold_batch source; /* of batch, with its name */
    const uint8_t *bytes;     /* in a package, or own */
    size_t length;
    uint8_t *own;        /* from the holding area */
    size_t package;      /* the first that brings it; SIZE_MAX: the holding area only */
    bool held;           /* it is in the holding area, */
    struct hash held_as; /* under this name: another one if it was changed there */
    bool forks;
    bool trusted;
    enum incoming_state state;
};

struct known_key {
    struct ident device;
    uint8_t bytes[DEVICE_PUBLIC_SIZE];
    bool introduced; /* by a save that is in the log, or will be */
};

/* What the roster says of a device, the file's and that of trusted batches together. */
struct verdict {
    struct ident device;
    bool accepted;
    bool revoked;
    bool in_log;  /* the log has batches of it: it was accepted before the file came here */
    bool vouched; /* accepted only by what comes in now */
    bool revoked_before;
    bool pinned; /* revoked by what comes in now: nothing that does not lead to its ends counts */
    struct chain_ends valid;
};

struct merge_plan {
    struct store *store;
    const struct merge_package *packages;
    size_t package_count;
    struct merge_options options;
    struct ident *accept;   /* options.accept, copied */
    struct incoming *items; /* ordered by name */
    size_t count;
    size_t capacity;
    struct hash *content; /* hashes of all objects that the packages bring, sorted */
    size_t content_count;
    struct incoming **chain; /* ordered by scope, device, epoch, sequence, name */
    struct known_key *keys;
    size_t key_count;
    size_t key_capacity;
    struct verdict *verdicts;
    size_t verdict_count;
    size_t verdict_capacity;
    struct folded *folded;
    size_t folded_count;
    size_t folded_capacity;
    struct merge_source *sources;
    struct merge_line *lines;
    struct team vouched;
    char **warnings;
    size_t warning_count;
    size_t warning_capacity;
    struct merge_summary summary;
    uint64_t lamport; /* of the store when this was planned */
    struct hash last;
    int64_t created; /* when the file was made, ms */
};

/* Each step returns the first error; ERR_DATA for damaged or forged, ERR_DENIED for untrusted. */
enum err_code merge_collect(struct merge_plan *plan, struct err *err);
enum err_code merge_judge(struct merge_plan *plan, struct err *err);
enum err_code merge_order(struct merge_plan *plan, struct err *err);
enum err_code merge_fold(struct merge_plan *plan, struct err *err);

/* After their objects came: all that the packages announced is in the file. */
enum err_code merge_check_content(const struct merge_plan *plan, struct err *err);

/* The batch of this name or prefix among those that will be in the log (READY), NULL. */
struct incoming *merge_find(const struct merge_plan *plan, const struct hash *name);
const struct fold_batch *merge_find_prefix(void *plan, const uint8_t prefix[HEAD_BATCH_SIZE]);

struct ident roster_id(const struct ident *device);

/* The key of a device, by what comes in or by the log; NULL if nobody brought it. */
enum err_code merge_key(struct merge_plan *plan, const struct ident *device, struct known_key **key,
                        struct err *err);
enum err_code merge_learn_keys(struct merge_plan *plan, struct err *err); /* all there are */
void merge_introduce(struct merge_plan *plan, const struct batch *batch);

/* A save that waited and is forged or damaged must not be in the way of all others for ever. */
void merge_reject(struct merge_plan *plan, struct incoming *item);
void merge_warn(struct merge_plan *plan, const char *format, ...) BASE_PRINTF(2, 3);

/* Accepts the devices that the options name and that the roster does not have yet: cells for the
 * merging laptop's own batch. */
void merge_add_accepted(const struct merge_plan *plan, struct change *change);

/* True if anything in the plan would write to the file. */
bool merge_writes(const struct merge_plan *plan);

/* backup.c: a checked copy of the open file at path (mode 0600), in place of an older one there. */
enum err_code backup_copy(struct store *store, const char *path,
                          bool (*progress)(void *context, unsigned percent), void *context,
                          struct err *err);

#endif

/* crew.h - several laptops with an audit file each, and what they hand each other.
 *
 * The first one, the lead's, makes the file with one audit of the fixture's checklist and accepts
 * the others, who begin with what it hands them. A parcel stands for a package that was opened:
 * what a laptop's log and attachments were at that moment, to be changed by tests at will.
 */
#ifndef AUDITWALK_TESTS_STORE_CREW_H
#define AUDITWALK_TESTS_STORE_CREW_H

#include "core/checklist.h"
#include "store/batch.h"
#include "store/internal.h"
#include "store/merge.h"

enum { CREW_MAX = 6 };

struct laptop {
    char *home; /* where its key lies */
    char *path; /* of its audit file */
    const char *person;
    struct device device;
    struct store *store; /* open */
};

struct crew {
    char *directory;
    struct checklist checklist;
    struct laptop laptops[CREW_MAX];
    int count;
    struct ident file;
    struct ident audit;
    struct ident finding; /* made by the lead */
    struct ident evidence;
    struct ident assessment; /* of gate-log, not made yet */
};

void crew_make(struct crew *crew, int count); /* the lead's and others that began with its parcel */
void crew_make_lead(struct crew *crew);       /* only the lead's */
void crew_remove(struct crew *crew);

/* A laptop with a key of its own and no file yet. */
struct laptop *crew_add(struct crew *crew);

/* Another laptop with the file and the key of this one: a copied disk. */
struct laptop *crew_clone(struct crew *crew, struct laptop *from);

void laptop_close(struct laptop *laptop);
void laptop_open(struct laptop *laptop);
void laptop_load_device(struct laptop *laptop);

/* One save of one cell; text NULL empties it. */
void laptop_write(struct crew *crew, struct laptop *laptop, enum record_type type,
                  const struct ident *record, uint16_t field, const char *text);
/* Judges gate-log: result, by, at, as the walk does. */
void laptop_judge(struct crew *crew, struct laptop *laptop, const char *result);
/* Evidence with a file of this content, linked to the assessment. */
void laptop_attach(struct crew *crew, struct laptop *laptop, const char *content);
void laptop_verify(struct laptop *laptop); /* finds nothing */
size_t laptop_count(struct laptop *laptop, const char *sql);
char *laptop_text(struct laptop *laptop, enum record_type type, const struct ident *record,
                  uint16_t field);                        /* heap, "" if empty or not there */
void laptop_dump(struct laptop *laptop, struct buf *out); /* log and tables */

/* ---- parcels ----------------------------------------------------------------------------------
 */

struct parcel_object {
    struct merge_object object;
    char *bytes;
};
struct parcel {
    struct merge_package package;
    struct merge_blob *batches;
    struct merge_object *objects;
    struct parcel_object *contents;
};

void parcel_make(struct parcel *parcel, struct laptop *from);
void parcel_clear(struct parcel *parcel);

/* Takes the batch at this place out, or puts a copy of these bytes in at the end. */
void parcel_drop(struct parcel *parcel, size_t at);
void parcel_add(struct parcel *parcel, const void *bytes, size_t length);
void parcel_drop_object(struct parcel *parcel, size_t at);

/* Encodes and signs a batch and puts it in. */
struct hash parcel_sign(struct parcel *parcel, const struct batch *batch,
                        const struct device *device);

/* Of a chain of this device in this scope, the place of the batch with this number in epoch 1;
 * SIZE_MAX: none. */
size_t parcel_find(const struct parcel *parcel, const struct ident *device,
                   const struct ident *scope, uint64_t sequence);

/* ---- merging ----------------------------------------------------------------------------------
 */

enum err_code laptop_plan(struct laptop *laptop, const struct parcel *parcel,
                          struct merge_plan **plan, struct err *err);
enum err_code laptop_take(struct laptop *laptop, const struct parcel *parcels, size_t count,
                          const struct ident *accept, struct err *err);

/* Parcel from one to the other; must work. */
void crew_hand(struct laptop *from, struct laptop *to);
/* Until all have the same. */
void crew_settle(struct crew *crew);

#endif

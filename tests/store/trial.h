/* trial.h - a call of the store that something goes wrong in, tried many times from the same start.
 */
#ifndef AUDITWALK_TESTS_STORE_TRIAL_H
#define AUDITWALK_TESTS_STORE_TRIAL_H

#include "store/crew.h"

/* A file to begin with, always the same, and what is done to it. */
struct stage {
    const char *label;
    struct buf file;    /* empty: there is none */
    struct buf journal; /* its -wal, of a program that was killed */
    struct device device;
    struct ident audit;
    struct ident finding;
    struct parcel *parcel;
    bool opens; /* the call opens the store itself */
    enum err_code (*call)(const struct stage *stage, struct store **store, const char *path,
                          const struct device *device, struct err *err);
};

/* What can be called. */
enum err_code stage_save(const struct stage *stage, struct store **store, const char *path,
                         const struct device *device, struct err *err);
enum err_code stage_rebuild(const struct stage *stage, struct store **store, const char *path,
                            const struct device *device, struct err *err);
enum err_code stage_merge(const struct stage *stage, struct store **store, const char *path,
                          const struct device *device, struct err *err);
enum err_code stage_open(const struct stage *stage, struct store **store, const char *path,
                         const struct device *device, struct err *err);
enum err_code stage_make(const struct stage *stage, struct store **store, const char *path,
                         const struct device *device, struct err *err);
enum err_code stage_close(const struct stage *stage, struct store **store, const char *path,
                          const struct device *device, struct err *err);

/* Fills a stage and calls body with it: a small file, closed or as a killed program leaves it with
 * a journal; none; one of format 1; a laptop's to which another one has much to hand over. */
typedef void stage_body(const struct stage *stage);
void stage_with_file(struct stage *stage, bool killed, stage_body *body);
void stage_without_file(struct stage *stage, stage_body *body);
void stage_with_old_file(struct stage *stage, stage_body *body);
void stage_with_crew(struct stage *stage, stage_body *body);

struct trial {
    const struct stage *stage;
    char *folder;
    char *path;
    struct device device;
    struct store *store;
    struct buf before; /* what is in it */
};

/* A copy of the stage's file in a folder of its own, which begun is told before anything is opened
 * there (NULL: nobody). Where the call does not open the store, it is open. */
void trial_begin(struct trial *trial, const struct stage *stage, void (*begun)(const char *folder));
void trial_end(struct trial *trial);

void trial_open(struct trial *trial); /* must work */
void trial_dump(struct store *store, struct buf *out);
bool trial_is_as_before(struct trial *trial);
bool trial_is_clean(struct store *store); /* verify finds nothing */

/* The store is as before, or may be done; it goes on, and what is written then is there after
 * opening it again. */
bool trial_goes_on(struct trial *trial, bool may_be_done);

#endif

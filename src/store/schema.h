/* schema.h - the steps of data/schema, embedded at build time, and bringing a file up to date. */
#ifndef AUDITWALK_STORE_SCHEMA_H
#define AUDITWALK_STORE_SCHEMA_H

#include <stddef.h>

#include "base/err.h"

struct store;

/* One file of data/schema, in the order of their numbers; version is the number in its name. */
struct schema_step {
    int version;
    const char *name;
    const char *sql;
};

extern const struct schema_step schema_steps[]; /* generated: schema_data.c */
extern const size_t schema_step_count;

int schema_newest(void);

/* Runs every step above the file's user_version, in the running transaction. */
enum err_code schema_write(struct store *store, int from, struct err *err);

/* The same in a transaction of its own: all of them or none. */
enum err_code schema_upgrade(struct store *store, int from, struct err *err);

#endif

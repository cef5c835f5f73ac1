/* parcel.h - a small audit file with one attached file, two laptops, and packages between them. */
#ifndef AUDITWALK_TESTS_EXCHANGE_PARCEL_H
#define AUDITWALK_TESTS_EXCHANGE_PARCEL_H

#include "exchange/package.h"
#include "store/fixture.h"

struct parcel {
    struct fixture fixture; /* Harbour Ltd, written by Li Na */
    struct device other;    /* the receiver */
    struct team_key key;    /* of the receiver */
    char *path;             /* of the package */
};

/* An organization and one attachment of a few bytes: as small as a package with everything gets. */
void parcel_make(struct parcel *parcel);

/* The fixture's whole file, with a photo in its audit. */
void parcel_make_full(struct parcel *parcel);
void parcel_remove(struct parcel *parcel);

/* Only a key: it writes no file. */
struct device parcel_device(uint8_t seed_byte);
void parcel_attach(struct parcel *parcel, const struct ident *audit, const void *bytes,
                   size_t length);

/* Sealed for the receiver, all of it; must work. */
void parcel_pack(struct parcel *parcel, struct package_counts *counts);

/* The options of that, to be changed. */
struct package_options parcel_options(const struct parcel *parcel);

/* Opens it as the receiver. */
enum err_code parcel_open(const struct parcel *parcel, struct package **package, struct err *err);

void parcel_read(const char *path, struct buf *bytes); /* init'ed or used before */
void parcel_write(const char *path, const void *bytes, size_t length);

/* The check at the end is made that of what is before it. */
void parcel_fix_check(struct buf *bytes);

/* How many entries the folder has, but for . and .. */
size_t parcel_entries(const struct parcel *parcel);

#endif

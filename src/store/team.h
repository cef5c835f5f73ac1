/* team.h - the laptops of a file, whom the roster accepts, and accepting or revoking one.
 *
 * The roster is part of the log (records of type roster), so an acceptance travels: a device that a
 * trusted device accepted is trusted. This laptop itself is always trusted. What a revoked device
 * wrote after the chain ends noted at its revocation is never merged.
 */
#ifndef AUDITWALK_STORE_TEAM_H
#define AUDITWALK_STORE_TEAM_H

#include "core/team.h"
#include "store/store.h"

struct team_device {
    struct ident id;
    char fingerprint[FINGERPRINT_SIZE];
    char *name;   /* host name, "" if only its fingerprint is known; owned, as all texts here */
    char *person; /* who uses it, "" if not known */
    bool self;
    bool accepted; /* true for self */
    bool revoked;
    char *decided_by; /* of acceptance or revocation, "" */
    char *decided_at; /* ISO, "" */
    char *reason;
    uint64_t batches;   /* saves of it in this file */
    int64_t last_wall;  /* of its latest save, ms; 0: none */
    bool clock_suspect; /* some save's time can't be right */
    bool cloned;        /* two laptops write under this key: a chain forks */
    uint64_t waiting;   /* saves that wait for earlier ones */
};
struct team {
    struct team_device *items;
    size_t count;
    size_t capacity;
};

/* All devices of the file and the roster, this laptop first, then by fingerprint. */
enum err_code team_list(struct store *store, struct team *team, struct err *err);
void team_clear(struct team *team);

/* How many saves wait in the file for earlier ones; cheap. */
enum err_code team_waiting(struct store *store, uint64_t *count, struct err *err);

/* The device people mean by a fingerprint (or its first group), a device's name or its person's
 * name; ERR_USAGE with what there is. A whole fingerprint need not be known to the file. */
enum err_code team_find(struct store *store, const char *text, struct ident *device,
                        struct err *err);

/* Writes the roster entry: one save. Accepting what is accepted already changes nothing. Revoking
 * wants a reason and is refused for this laptop itself. */
enum err_code team_accept(struct store *store, const struct ident *device, const char *reason,
                          struct err *err);
enum err_code team_revoke(struct store *store, const struct ident *device, const char *reason,
                          struct err *err);

/* The public keys of all devices that are accepted, for sealing a package to them; self included.
 * Heap array. */
struct team_key {
    struct ident device;
    uint8_t key[DEVICE_PUBLIC_SIZE];
};
enum err_code team_keys(struct store *store, struct team_key **keys, size_t *count,
                        struct err *err);

#endif

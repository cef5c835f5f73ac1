/* finding_keys.h - where each finding stands in a long list, for all of them at once.
 *
 * A list of a hundred thousand findings is sorted by what stands here, some sixty bytes for each,
 * and read one finding at a time (store_get).
 */
#ifndef AUDITWALK_STORE_FINDING_KEYS_H
#define AUDITWALK_STORE_FINDING_KEYS_H

#include "base/mem.h"
#include "store/store.h"

/* Texts by their places in finding_keys.texts. */
struct finding_key {
    struct ident id;
    int grade; /* rows of the code lists, -1 */
    int state;
    bool counts;     /* was not merged into another one (consolidate.h) */
    uint32_t number; /* the final one, else the draft, "" */
    uint32_t audit;  /* its number */
    int64_t raised;  /* ms; KEY_NO_TIME: not known */
    int64_t closed;  /* the same; KEY_BAD_TIME: at no time that can be read */
};
#define KEY_NO_TIME INT64_MIN
#define KEY_BAD_TIME (INT64_MIN + 1)

/* A finding that is counted in another one. */
struct finding_part {
    struct ident whole;
    struct ident part;
    int64_t raised;
};
struct finding_keys {
    struct finding_key *items;
    size_t count;
    size_t capacity;
    struct finding_part *parts; /* by whole, then as they were raised */
    size_t part_count;
    size_t part_capacity;
    struct buf texts;
};

/* Findings that are not withdrawn, of one audit or of all (NULL), in no order. */
enum err_code finding_keys_list(struct store *store, const struct ident *audit,
                                struct finding_keys *keys, struct err *err);
void finding_keys_clear(struct finding_keys *keys);

/* How many there are, and how many corrective actions; cheap. */
enum err_code finding_keys_count(struct store *store, const struct ident *audit, size_t *findings,
                                 size_t *actions, struct err *err);

#endif

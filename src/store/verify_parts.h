/* verify_parts.h - what the files of verify share. Not for other rooms.
 *
 *   verify.c           the report, and all checks in their order
 *   verify_log.c       batches: content, signatures, chains; replays them into the scratch database
 *   verify_content.c   objects, and the tables against the replay
 */
#ifndef AUDITWALK_STORE_VERIFY_PARTS_H
#define AUDITWALK_STORE_VERIFY_PARTS_H

#include "store/internal.h"
#include "store/verify.h"

enum { VERIFY_PROBLEM_LIMIT = 1000 }; /* enough to see the pattern, bounded for a hostile file */

struct key {
    struct ident device;
    uint8_t bytes[DEVICE_PUBLIC_SIZE];
};

struct verification {
    struct store *store;
    struct store *scratch;
    struct verify_report *report;
    struct key *keys;
    size_t key_count;
    size_t key_capacity;
    bool (*progress)(void *context, unsigned percent);
    void *context;
};

/* A line of the report; parts of it may come from the file, so it is made safe to show. */
void verify_problem(struct verification *check, const char *format, ...) BASE_PRINTF(2, 3);

/* Progress; ERR_CANCELLED when the user wants no more. */
enum err_code verify_tell(struct verification *check, unsigned percent, struct err *err);

enum err_code verify_batches(struct verification *check, struct err *err);
enum err_code verify_chains(struct verification *check, struct err *err);
enum err_code verify_pending(struct verification *check, struct err *err);

enum err_code verify_objects(struct verification *check, struct err *err);
enum err_code verify_missing_objects(struct verification *check, struct err *err);
enum err_code verify_records(struct verification *check, struct err *err);
enum err_code verify_snapshots(struct verification *check, struct err *err);
enum err_code verify_schema(struct verification *check, struct err *err);
enum err_code verify_references(struct verification *check, struct err *err);

#endif

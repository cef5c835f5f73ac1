/* fixture.h - a private folder with a device, an audit file and one audit of a small checklist.
 *
 * Clauses 4 (4.1), 5 (5.2, 5.2.1) and 8 (8.4, 8.10) in English and Chinese; items by id and ref:
 * context 4.1, policy 5.2.1-a, gate-log 8.4-c, gate-people 8.4-1 (only recommended), lock-a and
 * lock-b 8.4-d, crane without ref, drill 8.10-a (only in German and Chinese).
 */
#ifndef AUDITWALK_TESTS_STORE_FIXTURE_H
#define AUDITWALK_TESTS_STORE_FIXTURE_H

#include "core/checklist.h"
#include "store/store.h"

enum { FIXTURE_ITEMS = 8 };

struct fixture {
    char *directory;
    char *path; /* of the audit file */
    struct device device;
    struct store *store; /* open, author Li Na */
    struct checklist checklist;
    struct ident site; /* Harbour, with the areas North gate (gate) and Quay (berth) */
    struct ident audit;
};

void fixture_make(struct fixture *fixture);
void fixture_reopen(struct fixture *fixture);
void fixture_remove(struct fixture *fixture);

/* Only a folder and a device in it: no audit file. */
void fixture_make_folder(struct fixture *fixture);

/* The checklist of the fixture; the caller clears it. */
void fixture_checklist(struct checklist *checklist);

/* Freezes the clock at this time. */
void fixture_time(const char *iso);

/* Another audit of the same checklist. */
struct ident fixture_audit(struct fixture *fixture, const char *number);

/* Makes a file with these bytes in the folder; its path is heap. */
char *fixture_file(struct fixture *fixture, const char *name, const void *bytes, size_t length);

/* How many batches the log has. */
int64_t fixture_batches(struct fixture *fixture);

/* Sets one text field of a record of the audit. */
void fixture_set(struct fixture *fixture, enum record_type type, const struct ident *record,
                 uint16_t field, const char *text);

/* verify finds nothing wrong. */
void fixture_verify(struct fixture *fixture);

#endif

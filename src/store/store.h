/* store.h - the audit file: open, read records, save changes, undo.
 *
 * The only room that knows SQLite. The truth of a file is its append-only log of signed batches;
 * the tables are a projection of it (MERGE). Every write goes through store_save or a function of
 * this room that ends in it: one call is one transaction, and when it returned ERR_OK the change is
 * on disk. All text that comes in must have passed text_clean; all text that goes out is clean.
 */
#ifndef AUDITWALK_STORE_STORE_H
#define AUDITWALK_STORE_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/ident.h"
#include "core/record.h"
#include "core/value.h"
#include "store/device.h"

struct store;

enum store_flags {
    STORE_READ_ONLY = 1 /* nothing is written, not even a journal */
};

/* Makes a new audit file (mode 0600) with its first batches: the device, the person and the
 * organization. ERR_CANTCREAT if path exists or can't be made; nothing is left behind on failure.
 * device is borrowed and must outlive the store. */
enum err_code store_create(const char *path, const struct device *device, const char *organization,
                           const char *person, struct store **out, struct err *err);

/* Opens an audit file. ERR_NOINPUT: missing, directory, FIFO ...; ERR_DATA: not an audit file, a
 * newer version, truncated or damaged; ERR_BUSY: another program has it (which one is in the
 * message). On read-only media it opens read-only. An older version is upgraded after a copy was
 * made beside it. */
enum err_code store_open(const char *path, const struct device *device, unsigned flags,
                         struct store **out, struct err *err);
void store_close(struct store *store); /* NULL allowed */

bool store_is_read_only(const struct store *store);
const char *store_path(const struct store *store); /* absolute, borrowed */
struct ident store_file_id(const struct store *store);

/* Refuses (ERR_USAGE) a path that names the open audit file or its journal: writing there would
 * destroy it, and even reading it beside SQLite would drop this process's locks on it (POSIX
 * releases all locks of a process on a file when any descriptor of it is closed). A path that does
 * not exist is fine. */
enum err_code store_refuse_itself(const struct store *store, const char *path, struct err *err);

/* Something the user should know about the file that is no error ("an older copy was put back
 * ..."), or NULL; borrowed. */
const char *store_notice(const struct store *store);

/* Who writes from now on. The person is looked up by name and made with the next save if the file
 * does not have it. Name must be clean and not empty. */
enum err_code store_set_author(struct store *store, const char *name, struct err *err);
struct ident store_author(const struct store *store);
const char *store_author_name(const struct store *store); /* "" if none; borrowed */

/* Who wrote first on this laptop into this file, the likely author; "" if nobody did. Heap. */
char *store_device_person(struct store *store);

/* ---- writing ----------------------------------------------------------------------------------
 */

/* Writes a change: cells that already have the value are dropped; nothing left to write is ERR_OK
 * and makes no batch. label is what undo shows ("8.4 c) conforming"), may be NULL. On any error the
 * file is as it was. */
enum err_code store_save(struct store *store, const struct change *change, const char *label,
                         struct err *err);

/* When the last save of this session went to disk (ms), 0 if none did. */
int64_t store_saved_at(const struct store *store);

/* Takes back / does again the last save of this session as a new batch. *label (may be NULL) gets
 * heap text of what it was. ERR_FOUND with a message if there is nothing (more) to undo. */
enum err_code store_undo(struct store *store, char **label, struct err *err);
enum err_code store_redo(struct store *store, char **label, struct err *err);

/* ---- reading records by the tables of core/record ---------------------------------------------
 */

struct row {
    const struct record *record;
    struct ident id;
    struct value *values; /* one for each of record->fields, in their order */
};

struct rows {
    struct row *items;
    size_t count;
    size_t capacity;
};

/* One record; ERR_USAGE if there is none with this id. The caller clears the row. */
enum err_code store_get(struct store *store, enum record_type type, const struct ident *id,
                        struct row *row, struct err *err);

/* Records of a type that are not withdrawn, where field where (0: all) has the value equals,
 * ordered by field order (0: by id), then id. limit 0: all. */
struct list_query {
    enum record_type type;
    uint16_t where;
    struct value equals; /* borrowed */
    uint16_t order;
    size_t limit;
    bool with_withdrawn;
};
enum err_code store_list(struct store *store, const struct list_query *query, struct rows *rows,
                         struct err *err);

void row_clear(struct row *row);
void rows_clear(struct rows *rows);
const char *row_text(const struct row *row, uint16_t field); /* "" if null; borrowed */
int64_t row_int(const struct row *row, uint16_t field);      /* 0 if null */
bool row_is_null(const struct row *row, uint16_t field);
struct ident row_id(const struct row *row, uint16_t field); /* none if null */
int row_code(const struct row *row, uint16_t field);        /* index in the field's list, -1 */
const struct value *row_value(const struct row *row, uint16_t field);

/* The name people know a record by (site, area, process, person, audit number, ...); "" for none.
 * Heap. */
char *store_name(struct store *store, enum record_type type, const struct ident *id);

/* The audit that a finding, evidence or assessment belongs to; none if it is not there. */
struct ident record_audit(struct store *store, enum record_type type, const struct ident *id);

/* Withdraws a finding, evidence or assessment: it leaves the lists, the reason and its history
 * stay. Refused once the audit is issued, and without a reason. */
enum err_code record_withdraw(struct store *store, enum record_type type, const struct ident *id,
                              const char *reason, struct err *err);

/* All reads between the two see one state (a read transaction); for reports. One may stand in
 * another. */
enum err_code store_begin_read(struct store *store, struct err *err);
void store_end_read(struct store *store);

#endif

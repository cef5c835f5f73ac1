/* internal.h - what the files of this room share: the connection, its statements, the log.
 *
 * Not for other rooms. Statements are prepared on first use and kept in the connection; db_use
 * gives one reset and unbound, db_done gives it back. Parameters are bound by number, ?1 is 1.
 */
#ifndef AUDITWALK_STORE_INTERNAL_H
#define AUDITWALK_STORE_INTERNAL_H

#include <sqlite3.h>

#include "base/mem.h"
#include "store/object.h"
#include "store/store.h"

enum { STORE_APPLICATION_ID = 0x41574c4b }; /* "AWLK" */

struct statement {
    char *sql;
    sqlite3_stmt *stmt;
    bool busy;
};

/* The text of a query over a record type (rows.c): made once, since lists of children ask for it
 * again and again. */
struct made_sql {
    const struct record *record;
    uint16_t where;
    uint16_t order;
    unsigned shape;
    char *sql;
};

struct undo_cell {
    enum record_type type;
    struct ident record;
    uint16_t field;
    struct value before;
    struct value after;
    bool created; /* the save made this record */
};
struct undo_entry {
    char *label;
    struct ident audit;
    struct undo_cell *cells;
    size_t count;
    size_t capacity;
};
enum { UNDO_DEPTH = 100 };
struct undo_stack {
    struct undo_entry entries[UNDO_DEPTH];
    size_t count;
};

struct store {
    sqlite3 *db;
    char *path;
    const struct device *device; /* NULL in a scratch store */
    bool read_only;
    bool sound;   /* opened without complaint, and no damage was met since */
    bool scratch; /* a private temporary database of verify: no journal to speak of */
    struct ident file;
    uint64_t epoch; /* this device's, in this file */
    uint64_t lamport;
    struct hash last; /* this device's last batch in this file, if has_last */
    bool has_last;
    struct ident author;
    char *author_name;
    bool author_unknown; /* the file has no record of the author yet */
    bool device_unknown;
    char *notice;
    int64_t saved_at;
    struct statement *statements; /* sorted by sql */
    size_t statement_count;
    size_t statement_capacity;
    unsigned reads; /* read transactions within each other */
    bool own_read;  /* the outermost began the transaction, and ends it */
    struct made_sql *made;
    size_t made_count;
    size_t made_capacity;
    bool spoiled;     /* memory ran out in this connection */
    bool index_later; /* a merge writes: the words of its records go into the index afterwards */
    struct undo_stack undo;
    struct undo_stack redo;
};

/* ---- store.c ---- */

/* A store that is not open yet; store_close frees it. */
struct store *store_new(const char *absolute, const struct device *device);

/* ---- db.c ---- */

/* Opens store->path with all settings; for a scratch store a temporary database that vanishes. */
enum err_code db_open(struct store *store, int flags, struct err *err);
void db_close(struct store *store);

/* Opens a store again whose connection was closed after an error, if it was; db_use and db_run do
 * so by themselves. Outside of a transaction. */
enum err_code db_reopen(struct store *store, struct err *err);

/* Brings what stands in the journal into the file, with all syncs. */
enum err_code db_checkpoint(struct store *store, struct err *err);

/* Switches to WAL: the first thing that may write to the file, so only after it is known to be
 * ours. Nothing to do for a read-only or a scratch store. */
enum err_code db_start_journal(struct store *store, struct err *err);

/* A statement ready to bind, or NULL with err set. sql must stay the same text; it is the cache's
 * key. */
sqlite3_stmt *db_use(struct store *store, const char *sql, struct err *err);
void db_done(struct store *store, sqlite3_stmt *stmt); /* NULL allowed */

/* One step: *row tells whether there is a row. Maps SQLite's failure to ours. */
enum err_code db_step(struct store *store, sqlite3_stmt *stmt, bool *row, struct err *err);

/* Steps a statement that gives no rows, and gives it back. */
enum err_code db_finish(struct store *store, sqlite3_stmt *stmt, struct err *err);

/* Runs fixed SQL text without parameters. */
enum err_code db_run(struct store *store, const char *sql, struct err *err);

/* The connection's last failure as an err: full disk, read-only, busy, damaged, input/output ... */
enum err_code db_error(struct store *store, struct err *err);

void db_bind_blob(sqlite3_stmt *stmt, int at, const void *bytes,
                  size_t length); /* copied; NULL binds null */
void db_bind_ident(sqlite3_stmt *stmt, int at,
                   const struct ident *id); /* none or NULL binds null */
void db_bind_hash(sqlite3_stmt *stmt, int at, const struct hash *hash);
void db_bind_text(sqlite3_stmt *stmt, int at, const char *text); /* copied; NULL binds null */
void db_bind_value(sqlite3_stmt *stmt, int at, const struct value *value);
struct ident db_ident(sqlite3_stmt *stmt, int column); /* none if it is no 16 bytes */
bool db_hash(sqlite3_stmt *stmt, int column, struct hash *hash);
char *db_text(sqlite3_stmt *stmt, int column); /* heap, "" for null */
struct value db_value(sqlite3_stmt *stmt, int column);

/* One transaction at a time. A db_commit that failed has rolled back; db_rollback outside of a
 * transaction does nothing. */
enum err_code db_begin(struct store *store, struct err *err);
enum err_code db_commit(struct store *store, struct err *err);
void db_rollback(struct store *store);

/* ---- save.c ---- */

/* store_save without its own transaction, for writers that store objects in the same one:
 *   db_begin; object_put...; save_in_transaction; db_commit; save_committed
 * save_committed after the commit returned; before that nothing in *store but the database changed.
 */
struct save {
    struct hash last; /* last batch written, or the store's before it */
    bool has_last;
    uint64_t lamport;
    bool wrote;
    bool author_written;
    bool device_written;
    struct undo_entry undo;
};
enum err_code save_in_transaction(struct store *store, const struct change *change,
                                  const char *label, struct save *save, struct err *err);
void save_committed(struct store *store, struct save *save, const char *label);
void save_dropped(struct save *save); /* after a rollback: frees */

/* Begin, a body that stores objects and adds their cells to the change, save, commit, remember. */
enum err_code save_with(struct store *store, struct change *change, const char *label,
                        enum err_code (*body)(struct store *store, struct change *change,
                                              void *context, struct err *err),
                        void *context, struct err *err);

/* ---- object.c ---- */

/* Stores a file / bytes as an object inside the running transaction. ERR_DATA for 0 bytes or over
 * the limit. */
enum err_code object_put_file(struct store *store, const char *path,
                              const struct object_options *options, struct object_info *info,
                              struct err *err);
enum err_code object_put_bytes(struct store *store, const void *bytes, size_t length,
                               struct object_info *info, struct err *err);

/* Is content of this hash in the file? */
enum err_code object_has(struct store *store, const struct hash *hash, bool *has, struct err *err);

/* What merge_apply hands to the sender of a package's objects (store/merge.h). */
struct object_sink;
struct object_sink *object_sink_new(struct store *store);
void object_sink_free(struct object_sink *sink);

/* ---- snapshot.c ---- */

/* Stores the checklist as an object and unfolds it into the snapshot tables, inside the running
 * transaction; one already there is left alone. */
struct checklist;
enum err_code snapshot_put(struct store *store, const struct checklist *checklist,
                           struct hash *digest, struct err *err);

/* Unfolds checklist into the tables for a digest whose object is there already. */
enum err_code snapshot_unfold(struct store *store, const struct checklist *checklist,
                              const struct hash *digest, struct err *err);

/* Every checklist that an audit names and whose object is there, if its tables are missing. */
enum err_code snapshot_unfold_all(struct store *store, struct err *err);

#endif

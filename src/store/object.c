/* object.c - files and snapshots inside the audit file, in chunks, addressed by their hash.
 *
 * A file is read once: its chunks go in under a provisional name while the hashes are computed; at
 * the end the row gets its real name, or goes again if the same bytes are there already. The
 * caller's transaction makes it all or nothing.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/object.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sodium.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/text.h"
#include "store/media_type.h"
#include "store/merge.h"
#include "store/query.h"

enum object_sql {
    SQL_FIND,
    SQL_INSERT,
    SQL_INSERT_CHUNK,
    SQL_NAME,
    SQL_DELETE_CHUNKS,
    SQL_DELETE,
    SQL_CHUNKS
};

static const char *const sql[] = {
    [SQL_FIND] = "SELECT id FROM object WHERE hash = ?1",
    [SQL_INSERT] = "INSERT INTO object (hash, sha256, size) VALUES (?1, ?1, 0)",
    [SQL_INSERT_CHUNK] = "INSERT INTO object_chunk (object, number, bytes) VALUES (?1, ?2, ?3)",
    [SQL_NAME] = "UPDATE object SET hash = ?2, sha256 = ?3, size = ?4 WHERE id = ?1",
    [SQL_DELETE_CHUNKS] = "DELETE FROM object_chunk WHERE object = ?1",
    [SQL_DELETE] = "DELETE FROM object WHERE id = ?1",
    [SQL_CHUNKS] = "SELECT number, bytes FROM object_chunk WHERE object = ?1 ORDER BY number"};

/* ---- writing --------------------------------------------------------------------------------- */

struct writing {
    struct store *store;
    int64_t id;
    int64_t chunks;
    uint64_t size;
    crypto_generichash_state blake;
    crypto_hash_sha256_state sha;
};

static enum err_code writing_begin(struct writing *writing, struct store *store, struct err *err)
{
    struct hash provisional;
    sqlite3_stmt *stmt = db_use(store, sql[SQL_INSERT], err);

    *writing = (struct writing){.store = store};
    crypto_generichash_init(&writing->blake, NULL, 0, HASH_SIZE);
    crypto_hash_sha256_init(&writing->sha);
    if (stmt == NULL)
        return err_code_of(err);
    randombytes_buf(provisional.bytes, HASH_SIZE);
    db_bind_hash(stmt, 1, &provisional);
    enum err_code code = db_finish(store, stmt, err);
    writing->id = sqlite3_last_insert_rowid(store->db);
    return code;
}

static enum err_code writing_add(struct writing *writing, const void *bytes, size_t length,
                                 struct err *err)
{
    sqlite3_stmt *stmt = db_use(writing->store, sql[SQL_INSERT_CHUNK], err);

    if (stmt == NULL)
        return err_code_of(err);
    crypto_generichash_update(&writing->blake, bytes, length);
    crypto_hash_sha256_update(&writing->sha, bytes, length);
    writing->size += length;
    sqlite3_bind_int64(stmt, 1, writing->id);
    sqlite3_bind_int64(stmt, 2, writing->chunks++);
    sqlite3_bind_blob64(stmt, 3, bytes, length, SQLITE_STATIC);
    return db_finish(writing->store, stmt, err);
}

static enum err_code run_for(struct store *store, enum object_sql which, int64_t id,
                             struct err *err)
{
    sqlite3_stmt *stmt = db_use(store, sql[which], err);

    if (stmt == NULL)
        return err_code_of(err);
    sqlite3_bind_int64(stmt, 1, id);
    return db_finish(store, stmt, err);
}

static enum err_code find_object(struct store *store, const struct hash *hash, int64_t *id,
                                 struct err *err)
{
    sqlite3_stmt *stmt = db_use(store, sql[SQL_FIND], err);

    *id = 0;
    if (stmt != NULL)
        db_bind_hash(stmt, 1, hash);
    return query_int(store, stmt, id, err);
}

enum err_code object_has(struct store *store, const struct hash *hash, bool *has, struct err *err)
{
    int64_t id = 0;
    enum err_code code = find_object(store, hash, &id, err);

    *has = id != 0;
    return code;
}

static enum err_code name_object(struct writing *writing, const struct object_info *info,
                                 struct err *err)
{
    sqlite3_stmt *stmt = db_use(writing->store, sql[SQL_NAME], err);

    if (stmt == NULL)
        return err_code_of(err);
    sqlite3_bind_int64(stmt, 1, writing->id);
    db_bind_hash(stmt, 2, &info->hash);
    db_bind_hash(stmt, 3, &info->sha256);
    sqlite3_bind_int64(stmt, 4, (int64_t)info->size);
    return db_finish(writing->store, stmt, err);
}

/* Gives the object its name, or removes it again where the same bytes are stored already. */
static enum err_code writing_end(struct writing *writing, struct object_info *info, struct err *err)
{
    int64_t known = 0;

    crypto_generichash_final(&writing->blake, info->hash.bytes, HASH_SIZE);
    crypto_hash_sha256_final(&writing->sha, info->sha256.bytes);
    info->size = writing->size;
    enum err_code code = find_object(writing->store, &info->hash, &known, err);
    if (code != ERR_OK)
        return code;
    if (known == 0)
        return name_object(writing, info, err);
    code = run_for(writing->store, SQL_DELETE_CHUNKS, writing->id, err);
    return code == ERR_OK ? run_for(writing->store, SQL_DELETE, writing->id, err) : code;
}

enum err_code object_put_bytes(struct store *store, const void *bytes, size_t length,
                               struct object_info *info, struct err *err)
{
    struct writing writing;
    int64_t known = 0;

    *info = (struct object_info){.hash = hash_bytes(bytes, length), .size = length};
    crypto_hash_sha256(info->sha256.bytes, bytes, length);
    media_type_quick(bytes, length, info->media_type);
    enum err_code code = find_object(store, &info->hash, &known, err);
    if (code != ERR_OK || known != 0)
        return code;
    code = writing_begin(&writing, store, err);
    for (size_t at = 0; at < length && code == ERR_OK; at += OBJECT_CHUNK) {
        size_t rest = length - at;
        code = writing_add(&writing, (const char *)bytes + at,
                           rest < OBJECT_CHUNK ? rest : OBJECT_CHUNK, err);
    }
    return code == ERR_OK ? writing_end(&writing, info, err) : code;
}

/* ---- from a package -------------------------------------------------------------------------- */

struct object_sink {
    struct store *store;
    struct merge_object expected;
    struct writing writing;
    char *chunk; /* bytes that fill no chunk yet */
    size_t length;
    bool known; /* the file has it */
};

struct object_sink *object_sink_new(struct store *store)
{
    struct object_sink *sink = mem_zalloc(1, sizeof *sink);

    sink->store = store;
    sink->chunk = mem_alloc(OBJECT_CHUNK);
    return sink;
}

void object_sink_free(struct object_sink *sink)
{
    if (sink == NULL)
        return;
    free(sink->chunk);
    free(sink);
}

enum err_code object_sink_begin(struct object_sink *sink, const struct merge_object *object,
                                struct err *err)
{
    int64_t id = 0;

    sink->expected = *object;
    sink->length = 0;
    enum err_code code = find_object(sink->store, &object->hash, &id, err);
    sink->known = id != 0;
    return code == ERR_OK && !sink->known ? writing_begin(&sink->writing, sink->store, err) : code;
}

static enum err_code sink_flush(struct object_sink *sink, struct err *err)
{
    enum err_code code =
        sink->length > 0 ? writing_add(&sink->writing, sink->chunk, sink->length, err) : ERR_OK;

    sink->length = 0;
    return code;
}

enum err_code object_sink_add(struct object_sink *sink, const void *bytes, size_t length,
                              struct err *err)
{
    const char *at = bytes;

    while (length > 0 && !sink->known) {
        size_t room = OBJECT_CHUNK - sink->length;
        size_t part = length < room ? length : room;
        memcpy(sink->chunk + sink->length, at, part);
        sink->length += part;
        at += part;
        length -= part;
        if (sink->length < OBJECT_CHUNK)
            continue;
        enum err_code code = sink_flush(sink, err);
        if (code != ERR_OK)
            return code;
    }
    return ERR_OK;
}

enum err_code object_sink_end(struct object_sink *sink, struct err *err)
{
    struct object_info info;

    if (sink->known)
        return ERR_OK;
    enum err_code code = sink_flush(sink, err);
    if (code == ERR_OK)
        code = writing_end(&sink->writing, &info, err);
    if (code == ERR_OK &&
        (!hash_equal(&info.hash, &sink->expected.hash) ||
         !hash_equal(&info.sha256, &sink->expected.sha256) || info.size != sink->expected.size))
        code = err_set(err, ERR_DATA, _("an attachment of the package is not what it says"));
    return code;
}

/* ---- a file ---------------------------------------------------------------------------------- */

struct source {
    const char *path;
    int fd;
    uint64_t size; /* when it was opened */
    uint64_t limit;
    const struct object_options *options;
    char *chunk;
    size_t length;
};

static enum err_code check_size(const struct source *source, uint64_t size, struct err *err)
{
    const char *name = file_base_name(source->path);

    if (size == 0) {
        err_set(err, ERR_DATA, _("%s has 0 bytes, so there is nothing to attach"), name);
        err_hint(err, _("check that it was copied completely"));
        return ERR_DATA;
    }
    if (size > source->limit) {
        err_set(err, ERR_DATA, _("%s has %.1f MB, more than the %.1f MB that are taken"), name,
                (double)size / 1048576.0, (double)source->limit / 1048576.0);
        err_hint(err, _("attach a smaller copy, or note where the original is kept"));
        return ERR_DATA;
    }
    return ERR_OK;
}

/* Fills the chunk as far as the file goes. */
static enum err_code read_chunk(struct source *source, struct err *err)
{
    source->length = 0;
    while (source->length < OBJECT_CHUNK) {
        ssize_t got =
            read(source->fd, source->chunk + source->length, OBJECT_CHUNK - source->length);
        if (got < 0 && errno != EINTR) {
            int number = errno;
            return err_errno(err, number, _("%s can't be read"), source->path);
        }
        if (got == 0)
            break;
        source->length += got > 0 ? (size_t)got : 0;
    }
    return ERR_OK;
}

static enum err_code tell(const struct source *source, uint64_t done, struct err *err)
{
    const struct object_options *options = source->options;

    if (options == NULL || options->progress == NULL ||
        options->progress(options->context, done, source->size))
        return ERR_OK;
    return err_set(err, ERR_CANCELLED, _("stopped; %s was not attached"),
                   file_base_name(source->path));
}

static enum err_code copy_chunks(struct source *source, struct writing *writing,
                                 struct object_info *info, struct err *err)
{
    enum err_code code = read_chunk(source, err);

    if (code == ERR_OK)
        media_type_tell(source->chunk, source->length, info->media_type);
    while (code == ERR_OK && source->length > 0) {
        code = check_size(source, writing->size + source->length, err);
        if (code == ERR_OK)
            code = writing_add(writing, source->chunk, source->length, err);
        if (code == ERR_OK)
            code = tell(source, writing->size, err);
        if (code == ERR_OK)
            code = read_chunk(source, err);
    }
    if (code != ERR_OK || writing->size == source->size)
        return code;
    err_set(err, ERR_IO, _("%s changed while it was read"), file_base_name(source->path));
    err_hint(err, _("wait until it is complete, then attach it again"));
    return ERR_IO;
}

enum err_code object_put_file(struct store *store, const char *path,
                              const struct object_options *options, struct object_info *info,
                              struct err *err)
{
    struct source source = {.path = path, .options = options, .limit = OBJECT_LIMIT_DEFAULT};
    struct writing writing;

    *info = (struct object_info){0};
    if (options != NULL && options->limit > 0)
        source.limit = options->limit;
    enum err_code code = store_refuse_itself(store, path, err);
    if (code == ERR_OK)
        code = file_open_regular(path, &source.fd, &source.size, err);
    if (code != ERR_OK)
        return code;
    code = check_size(&source, source.size, err);
    if (code == ERR_OK)
        code = writing_begin(&writing, store, err);
    if (code == ERR_OK) {
        source.chunk = mem_alloc(OBJECT_CHUNK);
        code = copy_chunks(&source, &writing, info, err);
        free(source.chunk);
    }
    close(source.fd);
    return code == ERR_OK ? writing_end(&writing, info, err) : code;
}

/* ---- reading --------------------------------------------------------------------------------- */

static enum err_code not_as_stored(struct err *err)
{
    err_set(err, ERR_DATA, _("its bytes are not the ones that were stored"));
    err_hint(err, _("take it from a backup or a colleague's copy of the audit file"));
    return ERR_DATA;
}

/* Passes the chunks on, which must be numbered without a gap; *hash gets what they are. */
static enum err_code read_chunks(struct store *store, sqlite3_stmt *stmt,
                                 bool (*sink)(void *context, const void *bytes, size_t length),
                                 void *context, struct hash *hash, struct err *err)
{
    crypto_generichash_state state;
    int64_t expected = 0;
    bool row = false;

    crypto_generichash_init(&state, NULL, 0, HASH_SIZE);
    enum err_code code = db_step(store, stmt, &row, err);
    while (code == ERR_OK && row) {
        const void *bytes = sqlite3_column_blob(stmt, 1);
        size_t length = (size_t)sqlite3_column_bytes(stmt, 1);
        if (sqlite3_column_int64(stmt, 0) != expected++ || length == 0)
            return not_as_stored(err);
        crypto_generichash_update(&state, bytes, length);
        if (!sink(context, bytes, length))
            return err_set(err, ERR_CANCELLED, _("stopped"));
        code = db_step(store, stmt, &row, err);
    }
    crypto_generichash_final(&state, hash->bytes, HASH_SIZE);
    return code;
}

enum err_code object_read(struct store *store, const struct hash *hash,
                          bool (*sink)(void *context, const void *bytes, size_t length),
                          void *context, struct err *err)
{
    struct hash found = {{0}};
    int64_t id = 0;

    enum err_code code = find_object(store, hash, &id, err);
    if (code == ERR_OK && id == 0) {
        err_set(err, ERR_DATA, _("the content is not in this audit file"));
        err_hint(err, _("it comes with the package of the person who attached it"));
        code = ERR_DATA;
    }
    if (code != ERR_OK)
        return code;
    sqlite3_stmt *stmt = db_use(store, sql[SQL_CHUNKS], err);
    if (stmt == NULL)
        return err_code_of(err);
    sqlite3_bind_int64(stmt, 1, id);
    code = read_chunks(store, stmt, sink, context, &found, err);
    db_done(store, stmt);
    return code == ERR_OK && !hash_equal(&found, hash) ? not_as_stored(err) : code;
}

struct target {
    int fd;
    int number; /* errno of a failed write */
};

static bool write_target(void *context, const void *bytes, size_t length)
{
    struct target *target = context;
    const char *at = bytes;

    while (length > 0) {
        ssize_t written = write(target->fd, at, length);
        if (written < 0 && errno != EINTR) {
            target->number = errno;
            return false;
        }
        at += written > 0 ? written : 0;
        length -= written > 0 ? (size_t)written : 0;
    }
    return true;
}

enum err_code object_save_as(struct store *store, const struct hash *hash, const char *path,
                             struct err *err)
{
    struct file_replace replace;

    enum err_code code = store_refuse_itself(store, path, err);
    if (code == ERR_OK)
        code = file_replace_begin(&replace, path, err);
    if (code != ERR_OK)
        return code;
    struct target target = {.fd = replace.fd};
    code = object_read(store, hash, write_target, &target, err);
    if (target.number != 0)
        code = err_errno(err, target.number, _("%s can't be written"), path);
    if (code == ERR_OK)
        return file_replace_commit(&replace, err);
    file_replace_abort(&replace);
    return code;
}

/* ---- hashing --------------------------------------------------------------------------------- */

enum err_code object_hash_file(const char *path, struct hash *hash, struct err *err)
{
    struct source source = {.path = path, .fd = -1, .limit = OBJECT_LIMIT_DEFAULT};
    crypto_generichash_state state;
    uint64_t read = 0;

    enum err_code code = file_open_regular(path, &source.fd, &source.size, err);
    if (code != ERR_OK)
        return code;
    source.chunk = mem_zalloc(OBJECT_CHUNK, 1);
    crypto_generichash_init(&state, NULL, 0, HASH_SIZE);
    do {
        code = read_chunk(&source, err);
        crypto_generichash_update(&state, (const unsigned char *)source.chunk, source.length);
        read += source.length;
        if (code == ERR_OK)
            code = check_size(&source, read, err);
    } while (code == ERR_OK && source.length > 0);
    crypto_generichash_final(&state, hash->bytes, HASH_SIZE);
    free(source.chunk);
    close(source.fd);
    return code;
}

/* power_vfs.c - records what SQLite and we do to the files of a folder, and lets calls fail. */
#include "store/power_vfs.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"

enum { FILES_MAX = 256 };

/* What is watched; one folder at a time. */
static struct {
    char *folder;
    size_t folder_length;
    struct power_log log;
    char *names[FILES_MAX]; /* NULL: removed */
    size_t files;
} watched;

static struct {
    bool armed;
    bool for_good;
    enum fault_kind kind;
    unsigned left;
    int code;
    bool failed;
} fault;

/* ---- the record ------------------------------------------------------------------------------ */

static struct power_event *add(enum power_kind kind, size_t file)
{
    struct power_log *log = &watched.log;

    log->events = mem_grow(log->events, log->count, &log->capacity, sizeof *log->events);
    log->events[log->count] = (struct power_event){.kind = kind, .file = file};
    return &log->events[log->count++];
}

/* The name of a path right in the watched folder, else NULL. */
static const char *name_in_folder(const char *path)
{
    if (watched.folder == NULL || path == NULL ||
        strncmp(path, watched.folder, watched.folder_length) != 0 ||
        path[watched.folder_length] != '/')
        return NULL;
    const char *name = path + watched.folder_length + 1;
    return strchr(name, '/') == NULL ? name : NULL;
}

static size_t find(const char *name)
{
    for (size_t i = 0; i < watched.files; i++)
        if (watched.names[i] != NULL && strcmp(watched.names[i], name) == 0)
            return i;
    return SIZE_MAX;
}

static void add_write(size_t file, int64_t offset, const void *bytes, size_t length)
{
    struct power_event *event = add(POWER_WRITE, file);

    event->offset = offset;
    event->length = length;
    event->bytes = mem_dup(bytes, length);
}

static size_t adopt(const char *name)
{
    char chunk[65536];
    char *path = mem_printf("%s/%s", watched.folder, name);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    int64_t offset = 0;
    ssize_t got;

    free(path);
    if (fd < 0 || watched.files == FILES_MAX)
        abort();
    size_t file = watched.files++;
    watched.names[file] = mem_strdup(name);
    add(POWER_CREATE, file)->name = mem_strdup(name);
    while ((got = read(fd, chunk, sizeof chunk)) > 0) {
        add_write(file, offset, chunk, (size_t)got);
        offset += got;
    }
    close(fd);
    return file;
}

/* Files that came into the folder by other ways than SQLite. */
static void look(void)
{
    DIR *folder = opendir(watched.folder);
    const struct dirent *entry;

    while (folder != NULL && (entry = readdir(folder)) != NULL)
        if (entry->d_type == DT_REG && find(entry->d_name) == SIZE_MAX)
            adopt(entry->d_name);
    if (folder != NULL)
        closedir(folder);
}

static void removed(const char *name)
{
    size_t file = find(name);

    if (file == SIZE_MAX)
        return;
    add(POWER_REMOVE, file)->name = mem_strdup(name);
    mem_replace(&watched.names[file], NULL);
}

static void renamed(const char *from, const char *to)
{
    size_t file = find(from);
    size_t old = find(to);

    struct power_event *event = add(POWER_RENAME, file);
    event->name = mem_strdup(from);
    event->other = mem_strdup(to);
    if (old != SIZE_MAX)
        mem_replace(&watched.names[old], NULL);
    mem_replace(&watched.names[file], to);
}

/* ---- faults ---------------------------------------------------------------------------------- */

void power_fail(enum fault_kind kind, unsigned at, bool for_good, int code)
{
    fault.armed = true;
    fault.failed = false;
    fault.kind = kind;
    fault.left = at;
    fault.for_good = for_good;
    fault.code = code;
}

bool power_heal(void)
{
    fault.armed = false;
    return fault.failed;
}

static int fails(enum fault_kind kind)
{
    if (!fault.armed || (fault.kind != kind && fault.kind != FAULT_ANY))
        return SQLITE_OK;
    if (fault.left > 0)
        fault.left--;
    if (fault.left > 0 || (fault.failed && !fault.for_good))
        return SQLITE_OK;
    fault.failed = true;
    return fault.code;
}

/* ---- files of SQLite ------------------------------------------------------------------------- */

struct power_file {
    sqlite3_file base;
    size_t file; /* SIZE_MAX: not watched */
    bool fresh;  /* a journal just made: its first sync is also one of the folder */
    sqlite3_file real[];
};

static struct power_file *of(sqlite3_file *file)
{
    return (struct power_file *)(void *)file;
}
static sqlite3_file *real_of(sqlite3_file *file)
{
    return of(file)->real;
}

static bool is_watched(sqlite3_file *file)
{
    return watched.folder != NULL && of(file)->file != SIZE_MAX;
}

static int fault_of(sqlite3_file *file, enum fault_kind kind)
{
    return is_watched(file) ? fails(kind) : SQLITE_OK;
}

static int file_close(sqlite3_file *file)
{
    return real_of(file)->pMethods->xClose(real_of(file));
}

static int file_read_at(sqlite3_file *file, void *out, int length, sqlite3_int64 offset)
{
    int code = fault_of(file, FAULT_READ);

    return code != SQLITE_OK ? code
                             : real_of(file)->pMethods->xRead(real_of(file), out, length, offset);
}

static int file_write_at(sqlite3_file *file, const void *bytes, int length, sqlite3_int64 offset)
{
    int code = fault_of(file, FAULT_WRITE);

    if (code == SQLITE_OK)
        code = real_of(file)->pMethods->xWrite(real_of(file), bytes, length, offset);
    if (code == SQLITE_OK && is_watched(file))
        add_write(of(file)->file, offset, bytes, (size_t)length);
    return code;
}

static int file_truncate(sqlite3_file *file, sqlite3_int64 size)
{
    int code = fault_of(file, FAULT_RESIZE);

    if (code == SQLITE_OK)
        code = real_of(file)->pMethods->xTruncate(real_of(file), size);
    if (code == SQLITE_OK && is_watched(file))
        add(POWER_RESIZE, of(file)->file)->offset = size;
    return code;
}

static int file_sync(sqlite3_file *file, int flags)
{
    int code = fault_of(file, FAULT_SYNC);

    if (code == SQLITE_OK)
        code = real_of(file)->pMethods->xSync(real_of(file), flags);
    if (code != SQLITE_OK || !is_watched(file))
        return code;
    add(POWER_SYNC, of(file)->file);
    if (of(file)->fresh)
        add(POWER_FOLDER, 0);
    of(file)->fresh = false;
    return code;
}

static int file_size(sqlite3_file *file, sqlite3_int64 *size)
{
    return real_of(file)->pMethods->xFileSize(real_of(file), size);
}

static int file_lock(sqlite3_file *file, int level)
{
    int code = fault_of(file, FAULT_LOCK);

    return code != SQLITE_OK ? code : real_of(file)->pMethods->xLock(real_of(file), level);
}

static int file_unlock(sqlite3_file *file, int level)
{
    return real_of(file)->pMethods->xUnlock(real_of(file), level);
}

static int file_reserved(sqlite3_file *file, int *out)
{
    return real_of(file)->pMethods->xCheckReservedLock(real_of(file), out);
}

static int file_control(sqlite3_file *file, int op, void *argument)
{
    return real_of(file)->pMethods->xFileControl(real_of(file), op, argument);
}

static int file_sector(sqlite3_file *file)
{
    return real_of(file)->pMethods->xSectorSize(real_of(file));
}

static int file_characteristics(sqlite3_file *file)
{
    return real_of(file)->pMethods->xDeviceCharacteristics(real_of(file));
}

static int shm_map(sqlite3_file *file, int page, int size, int extend, void volatile **out)
{
    return real_of(file)->pMethods->xShmMap(real_of(file), page, size, extend, out);
}

static int shm_lock(sqlite3_file *file, int offset, int count, int flags)
{
    return real_of(file)->pMethods->xShmLock(real_of(file), offset, count, flags);
}

static void shm_barrier(sqlite3_file *file)
{
    real_of(file)->pMethods->xShmBarrier(real_of(file));
}

static int shm_unmap(sqlite3_file *file, int remove_it)
{
    return real_of(file)->pMethods->xShmUnmap(real_of(file), remove_it);
}

/* Version 2: no mapped reads and writes, which would go past the record. */
static const sqlite3_io_methods methods = {.iVersion = 2,
                                           .xClose = file_close,
                                           .xRead = file_read_at,
                                           .xWrite = file_write_at,
                                           .xTruncate = file_truncate,
                                           .xSync = file_sync,
                                           .xFileSize = file_size,
                                           .xLock = file_lock,
                                           .xUnlock = file_unlock,
                                           .xCheckReservedLock = file_reserved,
                                           .xFileControl = file_control,
                                           .xSectorSize = file_sector,
                                           .xDeviceCharacteristics = file_characteristics,
                                           .xShmMap = shm_map,
                                           .xShmLock = shm_lock,
                                           .xShmBarrier = shm_barrier,
                                           .xShmUnmap = shm_unmap};

/* ---- the file system of SQLite --------------------------------------------------------------- */

static sqlite3_vfs *real_vfs;
static sqlite3_vfs power_vfs;

static int open_real(const char *name, struct power_file *file, int flags, int *out)
{
    int code = real_vfs->xOpen(real_vfs, name, file->real, flags, out);

    if (file->real->pMethods != NULL)
        file->base.pMethods = &methods;
    return code;
}

static int vfs_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *opened, int flags, int *out)
{
    const int journals = SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_SUPER_JOURNAL;
    struct power_file *file = of(opened);
    const char *short_name = name_in_folder(name);

    (void)vfs;
    *file = (struct power_file){.file = SIZE_MAX};
    if (short_name == NULL)
        return open_real(name, file, flags, out);
    int code = fails(FAULT_OPEN);
    if (code != SQLITE_OK)
        return code;
    look();
    bool is_new = find(short_name) == SIZE_MAX;
    code = open_real(name, file, flags, out);
    if (code == SQLITE_OK) {
        look();
        file->file = find(short_name);
        file->fresh = is_new && (flags & journals) != 0;
    }
    return code;
}

static int vfs_delete(sqlite3_vfs *vfs, const char *name, int sync_folder)
{
    const char *short_name = name_in_folder(name);
    int code = short_name != NULL ? fails(FAULT_REMOVE) : SQLITE_OK;

    (void)vfs;
    if (code == SQLITE_OK)
        code = real_vfs->xDelete(real_vfs, name, sync_folder);
    if (code == SQLITE_OK && short_name != NULL) {
        removed(short_name);
        if (sync_folder)
            add(POWER_FOLDER, 0);
    }
    return code;
}

static void begin_layer(void)
{
    if (real_vfs != NULL)
        return;
    real_vfs = sqlite3_vfs_find(NULL);
    power_vfs = *real_vfs;
    power_vfs.zName = "power";
    power_vfs.szOsFile = (int)sizeof(struct power_file) + real_vfs->szOsFile;
    power_vfs.xOpen = vfs_open;
    power_vfs.xDelete = vfs_delete;
}

void power_watch(const char *folder)
{
    begin_layer();
    memset(&watched, 0, sizeof watched);
    watched.folder = mem_strdup(folder);
    watched.folder_length = strlen(folder);
    look();
    watched.log.settled = watched.log.count;
    sqlite3_vfs_register(&power_vfs, 1);
}

void power_returned(void)
{
    add(POWER_RETURNED, 0);
}

void power_stop(struct power_log *log)
{
    sqlite3_vfs_register(real_vfs, 1);
    for (size_t i = 0; i < watched.files; i++)
        free(watched.names[i]);
    free(watched.folder);
    if (log != NULL)
        *log = watched.log;
    else
        power_log_clear(&watched.log);
    memset(&watched, 0, sizeof watched);
    power_heal();
}

void power_log_clear(struct power_log *log)
{
    for (size_t i = 0; i < log->count; i++) {
        free(log->events[i].bytes);
        free(log->events[i].name);
        free(log->events[i].other);
    }
    free(log->events);
    *log = (struct power_log){0};
}

/* ---- our own calls, wrapped by the linker -----------------------------------------------------
 */

int __real_fsync(int fd);
int __real_rename(const char *from, const char *to);
int __real_renameat2(int from_fd, const char *from, int to_fd, const char *to, unsigned flags);
int __real_link(const char *from, const char *to);
int __real_unlink(const char *path);
int __wrap_fsync(int fd);
int __wrap_rename(const char *from, const char *to);
int __wrap_renameat2(int from_fd, const char *from, int to_fd, const char *to, unsigned flags);
int __wrap_link(const char *from, const char *to);
int __wrap_unlink(const char *path);

static bool is_at(const char *path, const struct stat *status)
{
    struct stat other;

    return stat(path, &other) == 0 && other.st_ino == status->st_ino &&
           other.st_dev == status->st_dev;
}

static void note_sync(const struct stat *status)
{
    if (S_ISDIR(status->st_mode)) {
        if (is_at(watched.folder, status))
            add(POWER_FOLDER, 0);
        return;
    }
    look();
    for (size_t i = 0; i < watched.files; i++) {
        if (watched.names[i] == NULL)
            continue;
        char *path = mem_printf("%s/%s", watched.folder, watched.names[i]);
        if (is_at(path, status))
            add(POWER_SYNC, i);
        free(path);
    }
}

int __wrap_fsync(int fd)
{
    struct stat status;

    int result = __real_fsync(fd);
    if (result == 0 && watched.folder != NULL && fstat(fd, &status) == 0)
        note_sync(&status);
    return result;
}

int __wrap_rename(const char *from, const char *to)
{
    const char *name = name_in_folder(from);
    const char *other = name_in_folder(to);

    if (name != NULL && other != NULL)
        look();
    int result = __real_rename(from, to);
    if (result == 0 && name != NULL && other != NULL)
        renamed(name, other);
    return result;
}

/* Only what the rooms use it for: exchanging two names. */
int __wrap_renameat2(int from_fd, const char *from, int to_fd, const char *to, unsigned flags)
{
    if (name_in_folder(from) != NULL) {
        errno = ENOSYS;
        return -1;
    }
    return __real_renameat2(from_fd, from, to_fd, to, flags);
}

int __wrap_link(const char *from, const char *to)
{
    const char *name = name_in_folder(from);
    const char *other = name_in_folder(to);

    if (name == NULL || other == NULL)
        return __real_link(from, to);
    errno = ENOSYS; /* not modelled, and not used where a power cut is played */
    return -1;
}

int __wrap_unlink(const char *path)
{
    const char *name = name_in_folder(path);

    int result = __real_unlink(path);
    if (result == 0 && name != NULL)
        removed(name);
    return result;
}

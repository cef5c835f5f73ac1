/* file.c - paths, bounded reading of files that may be hostile, and replacing a file atomically. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"

enum {
    READ_CHUNK = 65536,
    LINK_LIMIT = 40,      /* as many symbolic links as the kernel itself follows */
    SHOWN_LIMIT = 400,    /* bytes of a path in a message, so that the reason behind it fits */
    TEMPORARY_NAME = 236, /* bytes of the name that a temporary name keeps, below NAME_MAX */
};

/* The end of a long path, which says more than its beginning. */
static const char *shown(const char *path)
{
    size_t length = strlen(path);
    return length > SHOWN_LIMIT ? path + length - SHOWN_LIMIT : path;
}

/* Adds what a user can do about an errno value; code passes through, since err may be NULL. */
static enum err_code advise(struct err *err, enum err_code code, int number)
{
    switch (number) {
    case ENOENT:
    case ENOTDIR:
        err_hint(err, _("check the spelling of the path; every directory in it must exist"));
        break;
    case EACCES:
    case EPERM:
        err_hint(err, _("check the permissions of the file and of its directory"));
        break;
    case ENOSPC:
    case EDQUOT:
        err_hint(err, _("free some space, or choose a place on another disk"));
        break;
    case EROFS:
        err_hint(err, _("choose another place: this one can only be read"));
        break;
    case ENAMETOOLONG:
        err_hint(err, _("choose a shorter name"));
        break;
    default:
        break;
    }
    return code;
}

/* A path that leads to nothing is missing input, whichever way it does. */
static bool is_missing(int number)
{
    return number == ENOENT || number == ENOTDIR || number == ELOOP || number == ENAMETOOLONG;
}

static enum err_code corrected(struct err *err, enum err_code code)
{
    if (err != NULL)
        err->code = code;
    return code;
}

static enum err_code cannot_open(struct err *err, int number, const char *path)
{
    enum err_code code = err_errno(err, number, _("cannot open '%s'"), shown(path));
    if (is_missing(number))
        code = corrected(err, ERR_NOINPUT);
    return advise(err, code, number);
}

static enum err_code cannot_write(struct err *err, int number, const char *path)
{
    enum err_code code = err_errno(err, number, _("cannot write '%s'"), shown(path));
    if (is_missing(number) || number == EISDIR)
        code = corrected(err, ERR_CANTCREAT);
    return advise(err, code, number);
}

/* Why a file of this mode is not a regular one; NULL if it is. */
static const char *irregular(mode_t mode)
{
    switch (mode & S_IFMT) {
    case S_IFREG:
        return NULL;
    case S_IFDIR:
        return _("it is a directory");
    case S_IFIFO:
        return _("it is a FIFO (a named pipe)");
    case S_IFSOCK:
        return _("it is a socket");
    case S_IFCHR:
    case S_IFBLK:
        return _("it is a device");
    default:
        return _("it is not a regular file");
    }
}

static enum err_code check_regular(const struct stat *status, const char *path, struct err *err)
{
    const char *why = irregular(status->st_mode);
    if (why == NULL)
        return ERR_OK;
    err_set(err, ERR_NOINPUT, _("cannot open '%s': %s"), shown(path), why);
    err_hint(err, _("give the path of a regular file"));
    return ERR_NOINPUT;
}

enum err_code file_open_regular(const char *path, int *fd, uint64_t *size, struct err *err)
{
    struct stat status;
    *fd = -1;
    *size = 0;
    /* Looked at before it is opened, since opening a device can have effects, and again after,
     * since it may have been exchanged in between. */
    if (stat(path, &status) != 0)
        return cannot_open(err, errno, path);
    enum err_code code = check_regular(&status, path, err);
    if (code != ERR_OK)
        return code;
    int opened = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (opened < 0)
        return cannot_open(err, errno, path);
    if (fstat(opened, &status) != 0)
        code = cannot_open(err, errno, path);
    else
        code = check_regular(&status, path, err);
    if (code != ERR_OK) {
        close(opened);
        return code;
    }
    *fd = opened;
    *size = status.st_size > 0 ? (uint64_t)status.st_size : 0;
    return ERR_OK;
}

static enum err_code too_large(struct err *err, const char *path, size_t limit)
{
    err_set(err, ERR_DATA, _("'%s' is too large: at most %zu bytes are read"), shown(path), limit);
    err_hint(err, _("check that this is the file you mean, or split it"));
    return ERR_DATA;
}

/* The size that fstat gave is not trusted: the file may grow, or be one of /proc. */
static enum err_code read_all(int fd, const char *path, size_t limit, struct buf *out,
                              struct err *err)
{
    for (;;) {
        buf_reserve(out, READ_CHUNK);
        size_t room = limit - out->length;
        /* One byte past the limit is asked for, to tell "just fits" from "too large". */
        ssize_t got =
            read(fd, out->data + out->length, room < READ_CHUNK ? room + 1 : (size_t)READ_CHUNK);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0) {
            int number = errno;
            return advise(err, err_errno(err, number, _("cannot read '%s'"), shown(path)), number);
        }
        if ((size_t)got > room)
            return too_large(err, path, limit);
        out->length += (size_t)got;
        out->data[out->length] = '\0';
        if (got == 0)
            return ERR_OK;
    }
}

enum err_code file_read(const char *path, size_t limit, struct buf *out, struct err *err)
{
    int fd;
    uint64_t size;
    enum err_code code = file_open_regular(path, &fd, &size, err);
    if (code != ERR_OK)
        return code;
    if (size > limit) {
        code = too_large(err, path, limit);
    } else {
        buf_reserve(out, (size_t)size + READ_CHUNK);
        code = read_all(fd, path, limit, out, err);
    }
    close(fd);
    if (code != ERR_OK)
        buf_clear(out);
    return code;
}

/* Splits off the last component; "" means that the whole path has to exist ("/", ".", ".."). */
static void split(const char *path, char **directory, char **name)
{
    size_t end = strlen(path);
    while (end > 1 && path[end - 1] == '/')
        end--;
    size_t start = end;
    while (start > 0 && path[start - 1] != '/')
        start--;
    *name = mem_strndup(path + start, end - start);
    if (strcmp(*name, ".") == 0 || strcmp(*name, "..") == 0) {
        (*name)[0] = '\0';
        start = end;
    }
    *directory = start > 0 ? mem_strndup(path, start) : mem_strdup(".");
}

enum err_code file_absolute(const char *path, char **out, struct err *err)
{
    *out = NULL;
    if (*path == '\0')
        return cannot_open(err, ENOENT, path);
    char *directory;
    char *name;
    split(path, &directory, &name);
    enum err_code code = ERR_OK;
    /* The system resolves it, since ".." behind a symbolic link can't be taken off by hand. */
    char *real = realpath(directory, NULL);
    if (real == NULL)
        code = cannot_open(err, errno, path);
    else if (*name == '\0')
        *out = mem_strdup(real);
    else
        *out = file_join(real, name);
    free(real);
    free(name);
    free(directory);
    return code;
}

const char *file_base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash != NULL ? slash + 1 : path;
}

char *file_join(const char *directory, const char *name)
{
    size_t length = strlen(directory);
    bool separated = length == 0 || directory[length - 1] == '/';
    return mem_printf("%s%s%s", directory, separated ? "" : "/", name);
}

static bool is_directory(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

static enum err_code make_directory(const char *path, struct err *err)
{
    if (mkdir(path, 0700) == 0)
        return ERR_OK;
    int number = errno; /* which of several reasons is told for one that exists is not certain */
    if (is_directory(path))
        return ERR_OK;
    if (number == EEXIST) {
        err_set(err, ERR_CANTCREAT, _("cannot make the directory '%s': a file has that name"),
                shown(path));
        err_hint(err, _("move the file away, or choose another place"));
        return ERR_CANTCREAT;
    }
    enum err_code code = err_errno(err, number, _("cannot make the directory '%s'"), shown(path));
    if (is_missing(number))
        code = corrected(err, ERR_CANTCREAT);
    return advise(err, code, number);
}

enum err_code file_make_directories(const char *path, struct err *err)
{
    enum err_code code = ERR_OK;
    char *part = mem_strdup(path);
    for (char *slash = part; code == ERR_OK && slash != NULL && *slash != '\0';) {
        slash = strchr(slash + 1, '/');
        if (slash != NULL)
            *slash = '\0';
        code = make_directory(part, err);
        if (slash != NULL)
            *slash = '/';
    }
    if (*path == '\0')
        code = make_directory(path, err);
    free(part);
    return code;
}

/* $HOME, or what the password file says; "/" as the last resort, where making anything fails with a
 * message, rather than a place that others can write to. */
static char *home(void)
{
    const char *path = getenv("HOME");
    if (path != NULL && path[0] == '/')
        return mem_strdup(path);
    const struct passwd *user = getpwuid(getuid());
    bool usable = user != NULL && user->pw_dir != NULL && user->pw_dir[0] == '/';
    return mem_strdup(usable ? user->pw_dir : "/");
}

static char *xdg_home(const char *variable, const char *below_home)
{
    const char *path = getenv(variable);
    if (path != NULL && path[0] == '/')
        return file_join(path, "auditwalk");
    char *start = home();
    char *base = file_join(start, below_home);
    char *full = file_join(base, "auditwalk");
    free(base);
    free(start);
    return full;
}

char *file_data_home(void)
{
    return xdg_home("XDG_DATA_HOME", ".local/share");
}

char *file_config_home(void)
{
    return xdg_home("XDG_CONFIG_HOME", ".config");
}

char *file_state_home(void)
{
    return xdg_home("XDG_STATE_HOME", ".local/state");
}

static void replace_empty(struct file_replace *replace)
{
    free(replace->path);
    free(replace->temporary);
    *replace = (struct file_replace){-1, NULL, NULL};
}

static char *directory_of(const char *absolute)
{
    size_t length = (size_t)(file_base_name(absolute) - absolute);
    return mem_strndup(absolute, length > 1 ? length - 1 : length);
}

/* What a symbolic link says, as a path from here; NULL with errno set if it can't be read. */
static char *link_target(const char *link)
{
    size_t room = 4096; /* PATH_MAX, beyond which no link can be followed anyway */
    char *target = mem_alloc(room);
    ssize_t length = readlink(link, target, room - 1);
    if (length < 0) {
        free(target);
        return NULL;
    }
    target[length] = '\0';
    if (target[0] == '/')
        return target;
    char *directory = directory_of(link);
    char *full = file_join(directory, target);
    free(directory);
    free(target);
    return full;
}

/* The file that writing to path would reach, behind all symbolic links: renaming over a link would
 * leave the file it points to as it was. It need not exist, but must not be something else. */
static enum err_code final_target(const char *path, char **out, struct err *err)
{
    char *current = mem_strdup(path);
    for (int links = 0; links <= LINK_LIMIT; links++) {
        char *absolute;
        struct stat status;
        enum err_code code = file_absolute(current, &absolute, NULL);
        int number = errno;
        free(current);
        if (code != ERR_OK)
            return cannot_write(err, *path == '\0' ? ENOENT : number, path);
        if (lstat(absolute, &status) != 0 || S_ISREG(status.st_mode)) {
            *out = absolute;
            return ERR_OK;
        }
        if (!S_ISLNK(status.st_mode)) {
            free(absolute);
            err_set(err, ERR_CANTCREAT, _("cannot write '%s': %s"), shown(path),
                    irregular(status.st_mode));
            err_hint(err, _("choose another name for the file"));
            return ERR_CANTCREAT;
        }
        current = link_target(absolute);
        number = errno;
        free(absolute);
        if (current == NULL)
            return cannot_write(err, number, path);
    }
    free(current);
    return cannot_write(err, ELOOP, path);
}

/* "PATH.unfinished-XXXXXX"; a name too long for so many more bytes is shortened between characters.
 */
static char *temporary_pattern(const char *absolute)
{
    const char *name = file_base_name(absolute);
    size_t keep = strlen(name);
    if (keep > TEMPORARY_NAME) {
        keep = TEMPORARY_NAME;
        while (keep > 1 && ((unsigned char)name[keep] & 0xc0) == 0x80)
            keep--;
    }
    struct buf pattern;
    buf_init(&pattern);
    buf_add(&pattern, absolute, (size_t)(name - absolute) + keep);
    buf_puts(&pattern, FILE_UNFINISHED "XXXXXX");
    return buf_take(&pattern);
}

/* Locked as long as it is open, so that nobody takes it for one that was left behind; somebody may
 * have done so before it was locked, then it is made again. */
static int open_temporary(char *temporary, const char *pattern)
{
    struct stat status;
    int fd;

    do {
        memcpy(temporary, pattern, strlen(pattern) + 1);
        fd = mkostemp(temporary, O_CLOEXEC);   /* makes it with mode 0600 */
        if (fd < 0 || flock(fd, LOCK_EX) != 0) /* without locks nobody sweeps either */
            return fd;
        if (fstat(fd, &status) == 0 && status.st_nlink > 0)
            return fd;
        close(fd);
    } while (true);
}

enum err_code file_replace_begin(struct file_replace *replace, const char *path, struct err *err)
{
    *replace = (struct file_replace){-1, NULL, NULL};
    enum err_code code = final_target(path, &replace->path, err);
    if (code != ERR_OK)
        return code;
    file_sweep(replace->path);
    char *pattern = temporary_pattern(replace->path);
    char *temporary = mem_strdup(pattern);
    replace->fd = open_temporary(temporary, pattern);
    int number = errno;
    free(pattern);
    if (replace->fd < 0) {
        code = cannot_write(err, number, path);
        free(temporary);
        replace_empty(replace);
        return code;
    }
    replace->temporary = temporary;
    return ERR_OK;
}

void file_replace_abort(struct file_replace *replace)
{
    /* Judged by the name, since in a struct of zeroes the descriptor would be standard input. */
    if (replace->temporary != NULL) {
        if (replace->fd >= 0)
            close(replace->fd);
        unlink(replace->temporary);
    }
    replace_empty(replace);
}

enum err_code file_replace_commit(struct file_replace *replace, struct err *err)
{
    if (replace->temporary == NULL)
        return err_set(err, ERR_INTERNAL, _("no file is being replaced"));
    int number = fsync(replace->fd) != 0 ? errno : 0;
    /* Some file systems report a full disk or a lost server only when the file is closed. */
    if (close(replace->fd) != 0 && number == 0 && errno != EINTR)
        number = errno;
    replace->fd = -1;
    if (number == 0 && rename(replace->temporary, replace->path) != 0)
        number = errno;
    if (number != 0) {
        enum err_code code = cannot_write(err, number, replace->path);
        file_replace_abort(replace);
        return code;
    }
    char *directory = directory_of(replace->path);
    enum err_code code = file_sync_directory(directory, err);
    free(directory);
    replace_empty(replace);
    return code;
}

static int write_all(int fd, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t written = write(fd, bytes, length);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return errno;
        bytes += written;
        length -= (size_t)written;
    }
    return 0;
}

enum err_code file_write_atomic(const char *path, const void *bytes, size_t length, struct err *err)
{
    struct file_replace replace;
    enum err_code code = file_replace_begin(&replace, path, err);
    if (code != ERR_OK)
        return code;
    int number = write_all(replace.fd, bytes, length);
    if (number != 0) {
        file_replace_abort(&replace);
        return cannot_write(err, number, path);
    }
    return file_replace_commit(&replace, err);
}

enum err_code file_sync_directory(const char *directory, struct err *err)
{
    int fd = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return cannot_open(err, errno, directory);
    /* EINVAL: this file system has no such thing as syncing a directory. */
    int number = fsync(fd) != 0 && errno != EINVAL ? errno : 0;
    close(fd);
    if (number == 0)
        return ERR_OK;
    enum err_code code =
        err_errno(err, number, _("cannot make the change in '%s' safe on disk"), shown(directory));
    return advise(err, code, number);
}

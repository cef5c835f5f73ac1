/* folder_replace.c - fills a folder beside its place and renames it. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "base/folder_replace.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"

enum { DEPTH_LIMIT = 8, NAME_KEPT = 200 };

/* In every folder that is being filled, so that one of somebody else whose name happens to look the
 * same ("report.unfinished-photos") is never taken for what was left behind. */
#define MARK ".auditwalk-unfinished"

static enum err_code cannot_write(struct err *err, int number, const char *path)
{
    enum err_code code = err_errno(err, number, _("cannot write '%s'"), path);

    if (number == ENOSPC || number == EDQUOT || number == EFBIG) {
        if (err != NULL)
            err->code = ERR_CANTCREAT;
        code = ERR_CANTCREAT;
        err_hint(err, _("free some space, or choose a place on another disk"));
    } else if (number == EACCES || number == EPERM) {
        err_hint(err, _("check the permissions of the file and of its directory"));
    }
    return code;
}

static bool is_dots(const char *name)
{
    return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

/* A descriptor of its own: one that is only copied would go on reading where the other stopped. */
static int again(int fd)
{
    return openat(fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

/* ---- removing -------------------------------------------------------------------------------- */

/* Takes the descriptor. Links are removed, never followed. */
static void empty_folder(int fd, int depth)
{
    DIR *folder = fd >= 0 ? fdopendir(fd) : NULL;
    const struct dirent *entry;

    if (folder == NULL) {
        if (fd >= 0)
            close(fd);
        return;
    }
    while ((entry = readdir(folder)) != NULL) {
        if (is_dots(entry->d_name) || unlinkat(dirfd(folder), entry->d_name, 0) == 0)
            continue;
        int below = depth < DEPTH_LIMIT ? openat(dirfd(folder), entry->d_name,
                                                 O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
                                        : -1;
        if (below < 0)
            continue;
        empty_folder(below, depth + 1);
        unlinkat(dirfd(folder), entry->d_name, AT_REMOVEDIR);
    }
    closedir(folder);
}

static bool is_marked(int fd)
{
    struct stat status;

    return fstatat(fd, MARK, &status, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(status.st_mode);
}

static bool set_mark(int fd)
{
    int mark = openat(fd, MARK, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);

    return mark >= 0 && close(mark) == 0;
}

/* Unless somebody fills it: then it is locked. One without the mark is ours only if it is empty. */
static void remove_dead(int parent, const char *name)
{
    struct stat status;
    int fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);

    if (fd < 0)
        return;
    if (fstat(fd, &status) == 0 && status.st_uid == geteuid() &&
        flock(fd, LOCK_EX | LOCK_NB) == 0) {
        if (is_marked(fd))
            empty_folder(again(fd), 0);
        unlinkat(parent, name, AT_REMOVEDIR);
    }
    close(fd);
}

static void sweep(const char *path)
{
    const char *base = file_base_name(path);
    char *directory = mem_strndup(path, (size_t)(base - path));
    DIR *folder = opendir(directory);
    const struct dirent *entry;
    size_t length;

    while (folder != NULL && (entry = readdir(folder)) != NULL)
        if (file_is_temporary(entry->d_name, base, &length) && entry->d_name[length] == '\0')
            remove_dead(dirfd(folder), entry->d_name);
    if (folder != NULL)
        closedir(folder);
    free(directory);
}

/* ---- beginning ------------------------------------------------------------------------------- */

static bool is_empty(const char *path)
{
    DIR *folder = opendir(path);
    const struct dirent *entry;
    bool empty = folder != NULL;

    while (empty && (entry = readdir(folder)) != NULL)
        empty = is_dots(entry->d_name);
    if (folder != NULL)
        closedir(folder);
    return empty;
}

static enum err_code check_free(const char *path, struct err *err)
{
    struct stat status;

    if (lstat(path, &status) != 0)
        return errno == ENOENT ? ERR_OK : cannot_write(err, errno, path);
    if (!S_ISDIR(status.st_mode))
        err_set(err, ERR_CANTCREAT, _("cannot make the folder '%s': something has that name"),
                path);
    else if (!is_empty(path))
        err_set(err, ERR_CANTCREAT, _("the folder '%s' is not empty; nothing was written"), path);
    else
        return ERR_OK;
    err_hint(err, _("choose a new folder or an empty one"));
    return ERR_CANTCREAT;
}

/* "out/" is the same folder as "out". */
static enum err_code place_of(const char *path, char **absolute, struct err *err)
{
    size_t length = strlen(path);

    while (length > 1 && path[length - 1] == '/')
        length--;
    char *plain = mem_strndup(path, length);
    enum err_code code = file_absolute(plain, absolute, err);
    free(plain);
    if (code == ERR_NOINPUT && err != NULL)
        err->code = ERR_CANTCREAT;
    return code == ERR_NOINPUT ? ERR_CANTCREAT : code;
}

static char *pattern_of(const char *path)
{
    const char *name = file_base_name(path);
    size_t keep = strlen(name);

    if (keep > NAME_KEPT)
        for (keep = NAME_KEPT; keep > 1 && ((unsigned char)name[keep] & 0xc0) == 0x80;)
            keep--;
    return mem_printf("%.*s%sXXXXXX", (int)((size_t)(name - path) + keep), path, FILE_UNFINISHED);
}

/* Made again if somebody took it for one that was left behind before it was locked. */
static int make_temporary(char *temporary, const char *pattern)
{
    struct stat status;

    for (;;) {
        memcpy(temporary, pattern, strlen(pattern) + 1);
        if (mkdtemp(temporary) == NULL)
            return -1;
        int fd = open(temporary, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        if (fd < 0 && errno != ENOENT)
            return -1;
        if (fd < 0)
            continue;
        if (flock(fd, LOCK_EX) != 0 || (fstat(fd, &status) == 0 && status.st_nlink > 0))
            return fd;
        close(fd);
    }
}

enum err_code folder_replace_begin(struct folder_replace *replace, const char *path,
                                   struct err *err)
{
    *replace = (struct folder_replace){-1, NULL, NULL};
    enum err_code code = place_of(path, &replace->path, err);

    if (code == ERR_OK)
        code = check_free(replace->path, err);
    if (code == ERR_OK) {
        sweep(replace->path);
        char *pattern = pattern_of(replace->path);
        replace->temporary = mem_strdup(pattern);
        replace->fd = make_temporary(replace->temporary, pattern);
        free(pattern);
        if (replace->fd < 0 || !set_mark(replace->fd))
            code = cannot_write(err, errno, replace->path);
        if (replace->fd < 0)
            mem_replace(&replace->temporary, NULL);
    }
    if (code != ERR_OK)
        folder_replace_abort(replace);
    return code;
}

/* ---- files ----------------------------------------------------------------------------------- */

enum err_code folder_file_open(const struct folder_replace *replace, const char *name, int *fd,
                               struct err *err)
{
    char *path = file_join(replace->temporary, name);
    char *directory = mem_strndup(path, (size_t)(file_base_name(path) - path));
    enum err_code code = file_make_directories(directory, err);

    *fd = -1;
    if (code == ERR_OK)
        *fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (code == ERR_OK && *fd < 0)
        code = cannot_write(err, errno, name);
    free(directory);
    free(path);
    return code;
}

enum err_code folder_file_write(const struct folder_replace *replace, const char *name, int fd,
                                const void *bytes, size_t length, struct err *err)
{
    const char *at = bytes;

    (void)replace;
    while (length > 0) {
        ssize_t written = write(fd, at, length);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return cannot_write(err, errno, name);
        at += written;
        length -= (size_t)written;
    }
    return ERR_OK;
}

enum err_code folder_file_close(const struct folder_replace *replace, const char *name, int fd,
                                struct err *err)
{
    int number = fsync(fd) != 0 ? errno : 0;

    (void)replace;
    if (close(fd) != 0 && number == 0 && errno != EINTR)
        number = errno;
    return number == 0 ? ERR_OK : cannot_write(err, number, name);
}

/* ---- ending ---------------------------------------------------------------------------------- */

/* The folders inside, so that no name is missing after a power cut; takes the descriptor. */
static int sync_folders(int fd, int depth)
{
    DIR *folder = fd >= 0 ? fdopendir(fd) : NULL;
    const struct dirent *entry;
    int number = 0;

    if (folder == NULL) {
        number = errno;
        if (fd >= 0)
            close(fd);
        return number;
    }
    while (number == 0 && (entry = readdir(folder)) != NULL) {
        if (is_dots(entry->d_name) || depth == DEPTH_LIMIT)
            continue;
        int below =
            openat(dirfd(folder), entry->d_name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        if (below >= 0)
            number = sync_folders(below, depth + 1);
    }
    if (number == 0 && fsync(dirfd(folder)) != 0 && errno != EINVAL)
        number = errno;
    closedir(folder);
    return number;
}

enum err_code folder_replace_commit(struct folder_replace *replace, struct err *err)
{
    int number = unlinkat(replace->fd, MARK, 0) != 0 ? errno : 0;

    if (number == 0)
        number = sync_folders(again(replace->fd), 0);
    /* Over an empty folder too, but over nothing else. */
    if (number == 0 && rename(replace->temporary, replace->path) != 0)
        number = errno;
    if (number != 0) {
        enum err_code code = cannot_write(err, number, replace->path);
        folder_replace_abort(replace);
        return code;
    }
    char *parent =
        mem_strndup(replace->path, (size_t)(file_base_name(replace->path) - replace->path));
    enum err_code code = file_sync_directory(parent, err);
    free(parent);
    mem_replace(&replace->temporary, NULL);
    folder_replace_abort(replace);
    return code;
}

void folder_replace_abort(struct folder_replace *replace)
{
    if (replace->temporary != NULL) {
        empty_folder(again(replace->fd), 0);
        rmdir(replace->temporary);
    }
    if (replace->path != NULL && replace->fd >= 0)
        close(replace->fd);
    free(replace->temporary);
    free(replace->path);
    *replace = (struct folder_replace){-1, NULL, NULL};
}

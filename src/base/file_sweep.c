/* file_sweep.c - removes what is left of files that were being written when the program was killed.
 *
 * Deleting is only for what is certainly ours: the name, which nobody gives to a file of his own,
 * and no lock on it, which whoever writes it holds.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

enum { RANDOM_LENGTH = 6 };

bool file_is_temporary(const char *name, const char *base, size_t *length)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    size_t start = strlen(base) + strlen(FILE_UNFINISHED);

    if (strncmp(name, base, strlen(base)) != 0 ||
        strncmp(name + strlen(base), FILE_UNFINISHED, strlen(FILE_UNFINISHED)) != 0 ||
        strspn(name + start, letters) != RANDOM_LENGTH)
        return false;
    *length = start + RANDOM_LENGTH;
    return true;
}

/* Unless somebody writes the temporary: it is gone, or a regular file of ours that can be locked.
 * The lock is held until the entry (itself, or what is beside it) is removed, so that who makes it
 * just now notices. */
static void remove_dead(int folder, const char *temporary, const char *entry)
{
    struct stat status;
    int fd = openat(folder, temporary, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);

    if (fd < 0) {
        if (errno == ENOENT)
            unlinkat(folder, entry, 0);
        return;
    }
    if (fstat(fd, &status) == 0 && S_ISREG(status.st_mode) && status.st_uid == geteuid() &&
        flock(fd, LOCK_EX | LOCK_NB) == 0)
        unlinkat(folder, entry, 0);
    close(fd);
}

/* The temporary itself or what SQLite has beside it. */
static bool is_known_ending(const char *ending)
{
    return strcmp(ending, "") == 0 || strcmp(ending, "-journal") == 0 ||
           strcmp(ending, "-wal") == 0 || strcmp(ending, "-shm") == 0;
}

void file_sweep(const char *path)
{
    const char *base = file_base_name(path);
    char *directory = mem_strndup(path, (size_t)(base - path));
    DIR *folder = opendir(directory);
    const struct dirent *entry;
    size_t length;

    while (folder != NULL && (entry = readdir(folder)) != NULL) {
        if (!file_is_temporary(entry->d_name, base, &length) ||
            !is_known_ending(entry->d_name + length))
            continue;
        char *temporary = mem_strndup(entry->d_name, length);
        remove_dead(dirfd(folder), temporary, entry->d_name);
        free(temporary);
    }
    if (folder != NULL)
        closedir(folder);
    free(directory);
}

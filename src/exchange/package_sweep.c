/* package_sweep.c - removes what a package leaves behind when the laptop dies while it is written.
 *
 * Deleting files is only for what is certainly ours: the name of a temporary of this package, the
 * beginning of a package in it and no end, and nobody at work on it, which a writer tells by a
 * lock.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/package_parts.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

static bool is_unfinished(int fd)
{
    uint8_t start[PACKAGE_MAGIC_SIZE];
    struct stat status;

    return fstat(fd, &status) == 0 && S_ISREG(status.st_mode) &&
           status.st_size >= PACKAGE_MAGIC_SIZE &&
           package_pread(fd, "", start, sizeof start, 0, NULL) == ERR_OK &&
           memcmp(start, PACKAGE_MAGIC, PACKAGE_MAGIC_SIZE) == 0 &&
           !package_file_is_whole(fd, (uint64_t)status.st_size);
}

static void sweep_one(int folder, const char *name)
{
    int fd = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);

    if (fd < 0)
        return;
    if (flock(fd, LOCK_EX | LOCK_NB) == 0 && is_unfinished(fd))
        unlinkat(folder, name, 0);
    close(fd);
}

void package_sweep(const char *path)
{
    const char *package = file_base_name(path);
    char *directory = mem_strndup(path, (size_t)(package - path));
    DIR *folder = opendir(directory);
    const struct dirent *entry;

    while (folder != NULL && (entry = readdir(folder)) != NULL)
        if (file_is_temporary(entry->d_name, package))
            sweep_one(dirfd(folder), entry->d_name);
    if (folder != NULL)
        closedir(folder);
    free(directory);
}

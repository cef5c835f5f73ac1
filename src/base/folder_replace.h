/* folder_replace.h - a folder of files that comes into being whole or not at all.
 *
 * It is filled beside its place under the name "NAME.unfinished-XXXXXX" (mode 0700, locked) and
 * then renamed. What a program leaves behind that was killed is removed by the next that makes the
 * same folder; it is known by a file in it, so that nobody else's is touched.
 */
#ifndef AUDITWALK_BASE_FOLDER_REPLACE_H
#define AUDITWALK_BASE_FOLDER_REPLACE_H

#include <stddef.h>

#include "base/err.h"

struct folder_replace {
    int fd;
    char *path;      /* absolute, the folder to be */
    char *temporary; /* absolute, beside it */
};

/* ERR_CANTCREAT if something stands there already that is no empty folder. */
enum err_code folder_replace_begin(struct folder_replace *replace, const char *path,
                                   struct err *err);

/* A new file in it, mode 0600, by its path inside ("F-1/photo.jpg"); folders on the way are made.
 * *fd is the caller's, who ends it with folder_file_close. Names must be safe (file_name_safe). */
enum err_code folder_file_open(const struct folder_replace *replace, const char *name, int *fd,
                               struct err *err);
enum err_code folder_file_write(const struct folder_replace *replace, const char *name, int fd,
                                const void *bytes, size_t length, struct err *err);
enum err_code folder_file_close(const struct folder_replace *replace, const char *name, int fd,
                                struct err *err); /* when it is safe on disk */

/* After either, *replace is empty. The commit syncs and renames; if it fails, all is removed. */
enum err_code folder_replace_commit(struct folder_replace *replace, struct err *err);
void folder_replace_abort(struct folder_replace *replace);

#endif

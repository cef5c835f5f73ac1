/* folder.h - the files that came last into a folder. */
#ifndef AUDITWALK_BASE_FOLDER_H
#define AUDITWALK_BASE_FOLDER_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct folder_file {
    char *name;
    int64_t changed_at; /* ms since 1970 */
    uint64_t size;
};
struct folder_files {
    struct folder_file *items;
    size_t count;
    size_t capacity;
};

/* The regular files right in a folder, newest first, at most so many. Left out: hidden and empty
 * ones, links, and names that are no clean line of text. ERR_NOINPUT if the folder is not there. */
enum err_code folder_newest(const char *path, size_t most, struct folder_files *files,
                            struct err *err);
void folder_files_clear(struct folder_files *files);

#endif

/* folder.c - lists a folder, newest first. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "base/folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"

void folder_files_clear(struct folder_files *files)
{
    for (size_t i = 0; i < files->count; i++)
        free(files->items[i].name);
    free(files->items);
    *files = (struct folder_files){0};
}

static int compare(const void *a, const void *b)
{
    const struct folder_file *left = a;
    const struct folder_file *right = b;

    if (left->changed_at != right->changed_at)
        return left->changed_at < right->changed_at ? 1 : -1;
    return text_compare_natural(right->name, left->name);
}

/* A name that comes out of the door of texts as it went in. */
static bool is_clean(const char *name)
{
    char *clean = NULL;
    bool same = text_clean(name, strlen(name), TEXT_LINE, &clean, NULL) == ERR_OK &&
                strcmp(clean, name) == 0;

    free(clean);
    return same;
}

static void take(struct folder_files *files, int folder, const char *name)
{
    struct stat status;

    if (name[0] == '.' || fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) != 0 ||
        !S_ISREG(status.st_mode) || status.st_size <= 0 || !is_clean(name))
        return;
    files->items = mem_grow(files->items, files->count, &files->capacity, sizeof *files->items);
    files->items[files->count++] = (struct folder_file){
        .name = mem_strdup(name),
        .changed_at = (int64_t)status.st_mtim.tv_sec * 1000 + status.st_mtim.tv_nsec / 1000000,
        .size = (uint64_t)status.st_size};
}

enum err_code folder_newest(const char *path, size_t most, struct folder_files *files,
                            struct err *err)
{
    DIR *folder = opendir(path);

    *files = (struct folder_files){0};
    if (folder == NULL)
        return err_errno(err, errno, _("the folder %s can't be read"), path);
    for (struct dirent *entry; (entry = readdir(folder)) != NULL;)
        take(files, dirfd(folder), entry->d_name);
    closedir(folder);
    if (files->count > 1)
        qsort(files->items, files->count, sizeof *files->items, compare);
    while (files->count > most)
        free(files->items[--files->count].name);
    return ERR_OK;
}

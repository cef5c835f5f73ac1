/* saved.c - see saved.h. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "ui/saved.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"

enum { FILE_LIMIT = 256 * 1024 };

static char *file_name(void)
{
    char *home = file_state_home();
    char *path = home != NULL ? file_join(home, "searches") : NULL;

    free(home);
    return path;
}

void saved_clear(struct saved *saved)
{
    for (size_t i = 0; i < saved->count; i++)
        free(saved->items[i]);
    saved->count = 0;
}

void saved_load(struct saved *saved)
{
    struct buf bytes;
    char *path = file_name();
    char *clean = NULL;
    char *rest = NULL;

    saved->count = 0;
    buf_init(&bytes);
    if (path != NULL && file_read(path, FILE_LIMIT, &bytes, NULL) == ERR_OK && bytes.length > 0 &&
        text_clean(bytes.data, bytes.length, TEXT_BLOCK, &clean, NULL) == ERR_OK)
        for (char *line = strtok_r(clean, "\n", &rest); line != NULL && saved->count < SAVED_MOST;
             line = strtok_r(NULL, "\n", &rest))
            saved->items[saved->count++] = mem_strdup(line);
    free(clean);
    free(path);
    buf_clear(&bytes);
}

static enum err_code write_file(const struct saved *saved, struct err *err)
{
    struct buf bytes;
    char *home = file_state_home();
    char *path = file_name();
    enum err_code code = home != NULL
                             ? file_make_directories(home, err)
                             : err_set(err, ERR_CANTCREAT, "%s", _("there is no home directory"));

    buf_init(&bytes);
    for (size_t i = 0; i < saved->count; i++)
        buf_printf(&bytes, "%s\n", saved->items[i]);
    if (code == ERR_OK)
        code = file_write_atomic(path, bytes.length > 0 ? bytes.data : "", bytes.length, err);
    buf_clear(&bytes);
    free(path);
    free(home);
    return code;
}

static void drop(struct saved *saved, size_t index)
{
    free(saved->items[index]);
    saved->count--;
    memmove(&saved->items[index], &saved->items[index + 1],
            (saved->count - index) * sizeof saved->items[0]);
}

enum err_code saved_toggle(struct saved *saved, const char *text, bool *kept, struct err *err)
{
    size_t before = saved->count;

    for (size_t i = saved->count; i-- > 0;)
        if (strcmp(saved->items[i], text) == 0)
            drop(saved, i);
    *kept = saved->count == before;
    if (*kept && saved->count == SAVED_MOST)
        drop(saved, SAVED_MOST - 1);
    if (*kept) {
        memmove(&saved->items[1], &saved->items[0], saved->count * sizeof saved->items[0]);
        saved->items[0] = mem_strdup(text);
        saved->count++;
    }
    return write_file(saved, err);
}

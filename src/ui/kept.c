/* kept.c - see kept.h. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "ui/kept.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"

enum { FILE_LIMIT = 1024 * 1024 };

static char *file_name(void)
{
    char *home = file_state_home();
    char *path = home != NULL ? file_join(home, "filters") : NULL;

    free(home);
    return path;
}

void kept_clear(struct kept *kept)
{
    for (size_t i = 0; i < kept->count; i++)
        filter_clear(&kept->items[i].filter);
    kept->count = 0;
}

static int compare(const void *a, const void *b)
{
    const struct kept_filter *left = a;
    const struct kept_filter *right = b;

    if (left->list != right->list)
        return left->list < right->list ? -1 : 1;
    return text_compare_natural(left->filter.name, right->filter.name);
}

static void sort(struct kept *kept)
{
    if (kept->count > 1)
        qsort(kept->items, kept->count, sizeof kept->items[0], compare);
}

/* ---- reading --------------------------------------------------------------------------------- */

static void take_criterion(struct filter *filter, enum filter_list list, char *part)
{
    char *value = strchr(part, '=');

    if (value == NULL)
        return;
    *value++ = '\0';
    for (int i = 0; i < FILTER_CRITERION_COUNT; i++)
        if (strcmp(filter_rows[i].word, part) == 0 && filter_fits(list, (enum filter_criterion)i))
            filter_set(filter, (enum filter_criterion)i, value, NULL);
}

static void take_line(struct kept *kept, char *line)
{
    char *rest = NULL;
    int list = code_index(&filter_lists, strtok_r(line, "\t", &rest));
    char *name = strtok_r(NULL, "\t", &rest);

    if (list < 0 || name == NULL || strlen(name) >= KEPT_NAME_SIZE || kept->count == KEPT_MOST ||
        kept_find(kept, (enum filter_list)list, name) != NULL)
        return;
    struct kept_filter *item = &kept->items[kept->count];
    *item = (struct kept_filter){.list = (enum filter_list)list};
    for (char *part = strtok_r(NULL, "\t", &rest); part != NULL; part = strtok_r(NULL, "\t", &rest))
        take_criterion(&item->filter, item->list, part);
    item->filter.name = mem_strdup(name);
    kept->count++;
}

/* Tabs part the pieces of a line, so the door is passed piece by piece. */
static char *clean_piece(const char *start, size_t length)
{
    char *clean = NULL;

    if (text_clean(start, length, TEXT_LINE, &clean, NULL) != ERR_OK)
        return NULL;
    return clean;
}

static char *clean_line(const char *line, size_t length)
{
    struct buf out;

    buf_init(&out);
    for (size_t at = 0; at <= length;) {
        const char *tab = memchr(line + at, '\t', length - at);
        size_t end = tab != NULL ? (size_t)(tab - line) : length;
        char *piece = clean_piece(line + at, end - at);
        if (piece != NULL && piece[0] != '\0')
            buf_printf(&out, "%s%s", out.length > 0 ? "\t" : "", piece);
        free(piece);
        at = end + 1;
    }
    return buf_take(&out);
}

static void take_bytes(struct kept *kept, const struct buf *bytes)
{
    for (size_t at = 0; at < bytes->length;) {
        const char *end = memchr(bytes->data + at, '\n', bytes->length - at);
        size_t length = end != NULL ? (size_t)(end - bytes->data) - at : bytes->length - at;
        char *line = clean_line(bytes->data + at, length);
        if (line[0] != '\0')
            take_line(kept, line);
        free(line);
        at += length + 1;
    }
    sort(kept);
}

/* A file that is not there has nothing; one that can't be read is another matter. */
static enum err_code load(struct kept *kept, struct err *err)
{
    struct stat status;
    struct buf bytes;
    char *path = file_name();
    enum err_code code = ERR_OK;

    kept->count = 0;
    buf_init(&bytes);
    if (path != NULL && (stat(path, &status) == 0 || errno != ENOENT))
        code = file_read(path, FILE_LIMIT, &bytes, err);
    if (code == ERR_OK)
        take_bytes(kept, &bytes);
    free(path);
    buf_clear(&bytes);
    return code;
}

void kept_load(struct kept *kept)
{
    load(kept, NULL);
}

/* ---- writing --------------------------------------------------------------------------------- */

static void put_filter(const struct kept_filter *item, struct buf *bytes)
{
    buf_printf(bytes, "%s\t%s", code_at(&filter_lists, (int)item->list)->word, item->filter.name);
    for (int i = 0; i < FILTER_CRITERION_COUNT; i++) {
        char *value = filter_get(&item->filter, (enum filter_criterion)i);
        if (value[0] != '\0')
            buf_printf(bytes, "\t%s=%s", filter_rows[i].word, value);
        free(value);
    }
    buf_putc(bytes, '\n');
}

static enum err_code write_file(const struct kept *kept, struct err *err)
{
    struct buf bytes;
    char *home = file_state_home();
    char *path = file_name();
    enum err_code code = home != NULL
                             ? file_make_directories(home, err)
                             : err_set(err, ERR_CANTCREAT, "%s", _("there is no home directory"));

    buf_init(&bytes);
    for (size_t i = 0; i < kept->count; i++)
        put_filter(&kept->items[i], &bytes);
    if (code == ERR_OK && bytes.length > FILE_LIMIT) /* it could not be read again */
        code = err_set(err, ERR_USAGE, _("'%s' is too large: at most %zu bytes are read"), path,
                       (size_t)FILE_LIMIT);
    if (code == ERR_OK)
        code = file_write_atomic(path, bytes.length > 0 ? bytes.data : "", bytes.length, err);
    buf_clear(&bytes);
    free(path);
    free(home);
    return code;
}

/* What another program of this login kept meanwhile is there too: the file is read anew, changed
 * and written. */
static enum err_code finish(struct kept *kept, enum err_code code, struct err *err)
{
    sort(kept);
    if (code == ERR_OK)
        code = write_file(kept, err);
    if (code != ERR_OK) {
        kept_clear(kept);
        kept_load(kept);
    }
    return code;
}

/* What can't be read must not be written over with nothing. */
static enum err_code load_again(struct kept *kept, struct err *err)
{
    kept_clear(kept);
    return load(kept, err);
}

/* ---- names ----------------------------------------------------------------------------------- */

static struct kept_filter *find(const struct kept *kept, enum filter_list list, const char *name)
{
    for (size_t i = 0; i < kept->count; i++) {
        const struct kept_filter *item = &kept->items[i];
        if (item->list == list && text_contains(item->filter.name, name) &&
            text_contains(name, item->filter.name))
            return (struct kept_filter *)(uintptr_t)item;
    }
    return NULL;
}

const struct filter *kept_find(const struct kept *kept, enum filter_list list, const char *name)
{
    const struct kept_filter *item = find(kept, list, name);

    return item != NULL ? &item->filter : NULL;
}

enum err_code kept_need(const struct kept *kept, enum filter_list list, const char *name,
                        const struct filter **filter, struct err *err)
{
    struct buf names;

    *filter = kept_find(kept, list, name);
    if (*filter != NULL)
        return ERR_OK;
    buf_init(&names);
    for (size_t i = 0; i < kept->count && names.length < 160; i++)
        if (kept->items[i].list == list)
            buf_printf(&names, "%s%s", names.length > 0 ? ", " : "", kept->items[i].filter.name);
    err_set(err, ERR_USAGE, _("no filter '%s' is kept for %s"), name,
            code_at(&filter_lists, (int)list)->word);
    if (names.length > 0)
        err_hint(err, _("known are: %s"), names.data);
    else
        err_hint(err, "%s", _("auditwalk filter keep keeps one"));
    buf_clear(&names);
    return ERR_USAGE;
}

static enum err_code check_name(const char *name, struct err *err)
{
    if (name[0] == '\0')
        return err_set(err, ERR_USAGE, "%s", _("the name is empty"));
    if (strlen(name) >= KEPT_NAME_SIZE)
        return err_set(err, ERR_USAGE, "%s", _("the name is too long"));
    return ERR_OK;
}

static enum err_code taken(const char *name, struct err *err)
{
    err_set(err, ERR_USAGE, _("a filter '%s' is kept already"), name);
    return err_hint(err, "%s", _("choose another name, or remove that one first"));
}

enum err_code kept_set(struct kept *kept, enum filter_list list, const char *name,
                       const struct filter *filter, bool replace, struct err *err)
{
    struct filter copy = {0};
    enum err_code code = check_name(name, err);

    if (code != ERR_OK)
        return code;
    filter_copy(&copy, filter); /* it may be one of those that are read anew */
    code = load_again(kept, err);
    struct kept_filter *item = find(kept, list, name);
    if (code == ERR_OK && item != NULL && !replace)
        code = taken(name, err);
    else if (code == ERR_OK && item == NULL && kept->count == KEPT_MOST)
        code = err_set(err, ERR_USAGE, _("more than %d filters are kept"), KEPT_MOST);
    if (code == ERR_OK && item == NULL) {
        item = &kept->items[kept->count++];
        *item = (struct kept_filter){.list = list};
    }
    if (code == ERR_OK) {
        filter_copy(&item->filter, &copy);
        mem_replace(&item->filter.name, name);
        code = finish(kept, code, err);
    }
    filter_clear(&copy);
    return code;
}

enum err_code kept_rename(struct kept *kept, enum filter_list list, const char *name,
                          const char *other, struct err *err)
{
    const struct filter *filter = NULL;
    enum err_code code = check_name(other, err);
    char *old = mem_strdup(name);

    if (code == ERR_OK)
        code = load_again(kept, err);
    if (code == ERR_OK)
        code = kept_need(kept, list, old, &filter, err);
    struct kept_filter *item = code == ERR_OK ? find(kept, list, old) : NULL;
    struct kept_filter *there = code == ERR_OK ? find(kept, list, other) : NULL;
    if (there != NULL && there != item)
        code = taken(other, err);
    if (code == ERR_OK) {
        mem_replace(&item->filter.name, other);
        code = finish(kept, code, err);
    }
    free(old);
    return code;
}

enum err_code kept_remove(struct kept *kept, enum filter_list list, const char *name,
                          struct err *err)
{
    const struct filter *filter = NULL;
    char *old = mem_strdup(name);

    enum err_code code = load_again(kept, err);
    if (code == ERR_OK)
        code = kept_need(kept, list, old, &filter, err);
    if (code == ERR_OK) {
        struct kept_filter *item = find(kept, list, old);
        size_t index = (size_t)(item - kept->items);
        filter_clear(&item->filter);
        kept->count--;
        memmove(item, item + 1, (kept->count - index) * sizeof *item);
        code = finish(kept, code, err);
    }
    free(old);
    return code;
}

/* checklist_places.c - where checklists lie: $AUDITWALK_CHECKLISTS, the user's, the shipped ones.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/checklist_file.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/text.h"
#include "exchange/checklist_overlay.h"
#include "exchange/checklist_parts.h"

#ifndef PKGDATADIR
#define PKGDATADIR "/usr/local/share/auditwalk"
#endif

/* A directory with more files than this is no place of checklists. */
enum { PLACE_FILE_LIMIT = 1000 };

struct found {
    char *path;
    char *id;
};

enum find_kind { FIND_CHECKLISTS, FIND_OVERLAYS };

struct finds {
    enum find_kind kind;
    struct found *items;
    size_t count;
    size_t capacity;
};

static void finds_clear(struct finds *finds)
{
    for (size_t i = 0; i < finds->count; i++) {
        free(finds->items[i].path);
        free(finds->items[i].id);
    }
    free(finds->items);
    *finds = (struct finds){0};
}

static bool has_suffix(const char *text, const char *suffix)
{
    size_t length = strlen(text);
    size_t tail = strlen(suffix);

    return length > tail && strcmp(text + length - tail, suffix) == 0;
}

/* The id of the checklist that a file has or lies over; NULL for what is not looked for. A
 * checklist that names none goes by the name of its file: one with errors must be found too, so
 * that they can be shown. */
static char *id_of_file(const char *path, enum find_kind kind)
{
    struct buf bytes;
    char *id = NULL;

    buf_init(&bytes);
    if (file_read(path, CHECKLIST_FILE_LIMIT, &bytes, NULL) == ERR_OK) {
        const char *name = file_base_name(path);
        bool overlay = false;
        id = bytes.length > 0 ? node_peek(bytes.data, bytes.length, &overlay) : NULL;
        if (id == NULL && !overlay && kind == FIND_CHECKLISTS)
            id = mem_strndup(name, strlen(name) - strlen(".yaml"));
        if (overlay != (kind == FIND_OVERLAYS)) {
            free(id);
            id = NULL;
        }
    }
    buf_clear(&bytes);
    return id;
}

static const struct found *find_id(const struct finds *finds, const char *id)
{
    for (size_t i = 0; i < finds->count; i++)
        if (strcmp(finds->items[i].id, id) == 0)
            return &finds->items[i];
    return NULL;
}

static void add_file(struct finds *finds, const char *directory, const char *name)
{
    char *path = file_join(directory, name);
    char *id = id_of_file(path, finds->kind);

    if (id == NULL || find_id(finds, id) != NULL) {
        free(path);
        free(id);
        return;
    }
    finds->items = mem_grow(finds->items, finds->count, &finds->capacity, sizeof *finds->items);
    finds->items[finds->count++] = (struct found){path, id};
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void add_directory(struct finds *finds, const char *directory)
{
    char **names = NULL;
    size_t count = 0;
    size_t capacity = 0;
    DIR *stream = opendir(directory);

    if (stream == NULL)
        return; /* a place need not be there */
    for (struct dirent *entry; count < PLACE_FILE_LIMIT && (entry = readdir(stream)) != NULL;) {
        if (entry->d_name[0] == '.' || !has_suffix(entry->d_name, ".yaml"))
            continue;
        names = mem_grow(names, count, &capacity, sizeof *names);
        names[count++] = mem_strdup(entry->d_name);
    }
    closedir(stream);
    if (count > 0) /* readdir's order is any */
        qsort(names, count, sizeof *names, compare_names);
    for (size_t i = 0; i < count; i++) {
        add_file(finds, directory, names[i]);
        free(names[i]);
    }
    free(names);
}

static void add_own_place(struct finds *finds)
{
    char *home = file_data_home();
    char *own = home != NULL ? file_join(home, "checklists") : NULL;

    if (own != NULL)
        add_directory(finds, own);
    free(own);
    free(home);
}

static void add_places(struct finds *finds)
{
    const char *list = getenv("AUDITWALK_CHECKLISTS");

    while (list != NULL && *list != '\0') {
        size_t length = strcspn(list, ":");
        char *directory = mem_strndup(list, length);
        if (length > 0)
            add_directory(finds, directory);
        free(directory);
        list += length + (list[length] == ':');
    }
    add_own_place(finds);
    add_directory(finds, PKGDATADIR "/checklists");
}

static enum err_code unknown(const struct finds *finds, const char *id, struct err *err)
{
    const char *nearest = NULL;
    size_t best = SIZE_MAX;
    struct buf known;

    buf_init(&known);
    for (size_t i = 0; i < finds->count; i++) {
        const char *other = finds->items[i].id;
        size_t distance = text_distance(other, id);
        if (distance < best && value_is_near(other, id)) {
            nearest = other;
            best = distance;
        }
        buf_printf(&known, "%s%s", i > 0 ? ", " : "", other);
    }
    if (finds->count == 0)
        err_set(err, ERR_USAGE, _("there is no checklist \"%s\", nor any other"), id);
    else
        err_set(err, ERR_USAGE, _("there is no checklist \"%s\"; known: %s"), id, known.data);
    if (nearest != NULL)
        err_hint(err, _("did you mean \"%s\"?"), nearest);
    else
        err_hint(err, _("a file of your own is named with its path, such as ./%s.yaml"), id);
    buf_clear(&known);
    return ERR_USAGE;
}

enum err_code checklist_locate(const char *path_or_id, char **path, struct err *err)
{
    struct finds finds = {0};
    enum err_code code = ERR_OK;

    *path = NULL;
    if (strchr(path_or_id, '/') != NULL || has_suffix(path_or_id, ".yaml") ||
        has_suffix(path_or_id, ".yml") || has_suffix(path_or_id, ".csv")) {
        *path = mem_strdup(path_or_id);
        return ERR_OK;
    }
    add_places(&finds);
    const struct found *found = find_id(&finds, path_or_id);
    if (found != NULL)
        *path = mem_strdup(found->path);
    else
        code = unknown(&finds, path_or_id, err);
    finds_clear(&finds);
    return code;
}

enum err_code checklist_list_files(char ***paths, size_t *count, struct err *err)
{
    struct finds finds = {0};

    (void)err; /* a place that can't be read is as good as none */
    add_places(&finds);
    *paths = mem_zalloc(finds.count + 1, sizeof **paths);
    *count = finds.count;
    for (size_t i = 0; i < finds.count; i++) {
        (*paths)[i] = finds.items[i].path;
        finds.items[i].path = NULL;
    }
    finds_clear(&finds);
    return ERR_OK;
}

/* An overlay is looked for here alone: what came with the program or lies in a shared place holds
 * no wording of a standard. */
char *checklist_own_file(const char *id, bool overlay)
{
    struct finds finds = {.kind = overlay ? FIND_OVERLAYS : FIND_CHECKLISTS};

    add_own_place(&finds);
    const struct found *found = find_id(&finds, id);
    char *path = found != NULL ? mem_strdup(found->path) : NULL;
    finds_clear(&finds);
    return path;
}

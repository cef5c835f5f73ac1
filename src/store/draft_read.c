/* draft_read.c - drafts read back. The bytes are not trusted: another program may have written
 * them.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/draft_parts.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/text.h"

bool draft_is_name(const char *name)
{
    size_t length = strlen(name);
    size_t ending = strlen(DRAFT_ENDING);

    return length > ending && name[0] != '.' && strcmp(name + length - ending, DRAFT_ENDING) == 0;
}

struct reading {
    struct draft draft;
    char *file;
    char *audit_path;
};

/* "NAME LENGTH\nBYTES\n" from *at on; name and text are heap. False at the end or if it is broken.
 */
static bool next_entry(const struct buf *bytes, size_t *at, char **name, char **text)
{
    const char *start = bytes->data + *at;
    size_t left = bytes->length - *at;
    const char *line_end = memchr(start, '\n', left);
    char *end = NULL;

    if (line_end == NULL)
        return false;
    const char *blank = memchr(start, ' ', (size_t)(line_end - start));
    if (blank == NULL || blank == start || blank[1] < '0' || blank[1] > '9')
        return false;
    unsigned long long length = strtoull(blank + 1, &end, 10);
    left -= (size_t)(line_end - start) + 1;
    if (end != line_end || length >= left || line_end[1 + length] != '\n')
        return false;
    *name = mem_strndup(start, (size_t)(blank - start));
    *text = mem_strndup(line_end + 1, (size_t)length);
    *at = (size_t)(line_end + 2 + length - bytes->data);
    return true;
}

/* A path is compared and never shown: it may be any bytes. */
static void take_entry(struct reading *reading, const char *name, const char *raw)
{
    struct draft *draft = &reading->draft;
    char *text = NULL;

    if (strcmp(name, "path") == 0)
        mem_replace(&reading->audit_path, raw);
    else if (text_clean(raw, strlen(raw), TEXT_BLOCK, &text, NULL) != ERR_OK)
        return;
    else if (strcmp(name, "file") == 0)
        mem_replace(&reading->file, text);
    else if (strcmp(name, "place") == 0)
        mem_replace(&draft->place, text);
    else if (strcmp(name, "title") == 0)
        mem_replace(&draft->title, text);
    else if (strcmp(name, "at") == 0)
        draft->at = strtoll(text, NULL, 10);
    else if (strncmp(name, "field:", 6) == 0 && draft->count < DRAFT_FIELDS)
        draft_add(draft, name + 6, text);
    free(text);
}

static bool parse(const struct buf *bytes, struct reading *reading)
{
    size_t at = strlen(DRAFT_HEAD);
    char *name = NULL;
    char *text = NULL;

    if (bytes->length < at || memcmp(bytes->data, DRAFT_HEAD, at) != 0)
        return false;
    while (at < bytes->length) {
        if (!next_entry(bytes, &at, &name, &text))
            return false;
        take_entry(reading, name, text);
        free(name);
        free(text);
    }
    return reading->file != NULL && reading->audit_path != NULL && reading->draft.place != NULL &&
           reading->draft.count > 0;
}

/* Of this audit file: the same at the same path, or one that is not at its old path any more. A
 * copy has the identity of the original, but the original is still where it was. */
static bool is_of(const struct reading *reading, const struct store *store)
{
    struct ident file;
    struct ident own = store_file_id(store);

    if (!ident_parse(reading->file, &file) || !ident_equal(&file, &own))
        return false;
    return strcmp(reading->audit_path, store_path(store)) == 0 ||
           access(reading->audit_path, F_OK) != 0;
}

static bool read_draft(const struct store *store, const char *path, struct draft *draft)
{
    struct buf bytes;
    struct reading reading = {.file = NULL};

    buf_init(&bytes);
    bool good = file_read(path, DRAFT_LIMIT + 65536, &bytes, NULL) == ERR_OK &&
                parse(&bytes, &reading) && is_of(&reading, store);
    buf_clear(&bytes);
    free(reading.file);
    free(reading.audit_path);
    if (good) {
        mem_replace(&reading.draft.path, path);
        *draft = reading.draft;
    } else {
        draft_clear(&reading.draft);
    }
    return good;
}

static void list_directory(const struct store *store, const char *directory, struct drafts *drafts)
{
    struct ident file = store_file_id(store);
    char prefix[IDENT_TEXT_SIZE];
    DIR *open = opendir(directory);
    size_t seen = 0;

    ident_text(&file, prefix);
    if (open == NULL)
        return;
    for (struct dirent *entry = readdir(open); entry != NULL && seen < (size_t)DRAFT_MOST * 2;
         entry = readdir(open)) {
        struct draft draft;
        if (!draft_is_name(entry->d_name) ||
            strncmp(entry->d_name, prefix, IDENT_TEXT_SIZE - 1) != 0)
            continue;
        seen++;
        char *path = file_join(directory, entry->d_name);
        if (read_draft(store, path, &draft)) {
            drafts->items =
                mem_grow(drafts->items, drafts->count, &drafts->capacity, sizeof *drafts->items);
            drafts->items[drafts->count++] = draft;
        }
        free(path);
    }
    closedir(open);
}

static int newest_first(const void *a, const void *b)
{
    const struct draft *left = a;
    const struct draft *right = b;

    if (left->at != right->at)
        return left->at > right->at ? -1 : 1;
    return strcmp(left->place, right->place);
}

void drafts_list(const struct store *store, struct drafts *drafts)
{
    *drafts = (struct drafts){0};
    for (size_t i = 0; i < DRAFT_PLACES; i++) {
        char *directory = draft_directory(i);
        if (directory != NULL)
            list_directory(store, directory, drafts);
        free(directory);
    }
    if (drafts->count > 1)
        qsort(drafts->items, drafts->count, sizeof *drafts->items, newest_first);
}

bool draft_find(const struct store *store, const char *place, struct draft *draft)
{
    struct drafts all;
    bool found = false;

    drafts_list(store, &all);
    for (size_t i = 0; i < all.count && !found; i++) {
        if (strcmp(all.items[i].place, place) != 0)
            continue;
        *draft = all.items[i];
        all.items[i] = (struct draft){0};
        found = true;
    }
    drafts_clear(&all);
    return found;
}

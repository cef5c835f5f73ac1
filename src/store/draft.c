/* draft.c - drafts as files: names, writing without losing the one before, finding them again.
 *
 *   auditwalk-draft 1
 *   NAME LENGTH
 *   BYTES
 *   ...
 *
 * with the names file, path, at, place, title, and one "field:NAME" a field. How they are read is
 * in draft_read.c.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/draft_parts.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/i18n.h"

void draft_clear(struct draft *draft)
{
    for (size_t i = 0; i < draft->count; i++) {
        free(draft->fields[i].name);
        free(draft->fields[i].text);
    }
    free(draft->fields);
    free(draft->place);
    free(draft->title);
    free(draft->path);
    memset(draft, 0, sizeof *draft);
}

void drafts_clear(struct drafts *drafts)
{
    for (size_t i = 0; i < drafts->count; i++)
        draft_clear(&drafts->items[i]);
    free(drafts->items);
    memset(drafts, 0, sizeof *drafts);
}

void draft_add(struct draft *draft, const char *name, const char *text)
{
    draft->fields = mem_grow(draft->fields, draft->count, &draft->capacity, sizeof *draft->fields);
    draft->fields[draft->count++] = (struct draft_field){mem_strdup(name), mem_strdup(text)};
}

const char *draft_text(const struct draft *draft, const char *name)
{
    for (size_t i = 0; i < draft->count; i++)
        if (strcmp(draft->fields[i].name, name) == 0)
            return draft->fields[i].text;
    return NULL;
}

/* ---- where ----------------------------------------------------------------------------------- */

char *draft_directory(size_t which)
{
    const char *run = getenv("XDG_RUNTIME_DIR");
    char *base = NULL;

    if (which == 0)
        base = file_state_home();
    else if (run != NULL && run[0] == '/')
        base = file_join(run, "auditwalk");
    char *directory = base != NULL ? file_join(base, "drafts") : NULL;
    free(base);
    return directory;
}

/* One name for an audit file at a path and a place in it. */
static char *draft_name(const struct store *store, const char *place)
{
    struct ident file = store_file_id(store);
    char text[IDENT_TEXT_SIZE];
    char hash[IDENT_TEXT_SIZE];
    const struct ident_part parts[] = {{file.bytes, IDENT_SIZE},
                                       {store_path(store), strlen(store_path(store))},
                                       {place, strlen(place)}};
    struct ident name = ident_derive("draft", parts, 3);

    ident_text(&file, text);
    ident_text(&name, hash);
    return mem_printf("%s-%s" DRAFT_ENDING, text, hash);
}

/* ---- writing --------------------------------------------------------------------------------- */

static void put(struct buf *buf, const char *name, const char *text)
{
    buf_printf(buf, "%s %zu\n", name, strlen(text));
    buf_puts(buf, text);
    buf_putc(buf, '\n');
}

static void encode(const struct store *store, const struct draft *draft, struct buf *buf)
{
    struct ident file = store_file_id(store);
    char text[IDENT_TEXT_SIZE];
    char at[24];

    ident_text(&file, text);
    snprintf(at, sizeof at, "%lld", (long long)draft->at);
    buf_puts(buf, DRAFT_HEAD);
    put(buf, "file", text);
    put(buf, "path", store_path(store));
    put(buf, "at", at);
    put(buf, "place", draft->place);
    put(buf, "title", draft->title != NULL ? draft->title : "");
    for (size_t i = 0; i < draft->count; i++) {
        char *name = mem_printf("field:%s", draft->fields[i].name);
        put(buf, name, draft->fields[i].text);
        free(name);
    }
}

static bool write_all(int fd, const struct buf *bytes)
{
    size_t done = 0;

    while (done < bytes->length) {
        ssize_t written = write(fd, bytes->data + done, bytes->length - done);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0) {
            errno = written < 0 ? errno : EIO;
            return false;
        }
        done += (size_t)written;
    }
    return true;
}

/* Beside it under a fixed name, which a program that was killed may have left half written, then
 * renamed: the draft before stays whole until this one is. */
static enum err_code replace(const char *path, const struct buf *bytes, bool sync, struct err *err)
{
    char *beside = mem_printf("%s~", path);
    int fd = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
    bool good = fd >= 0 && write_all(fd, bytes) && (!sync || fsync(fd) == 0);
    int number = errno;

    if (fd >= 0 && close(fd) != 0 && good) {
        good = false;
        number = errno;
    }
    if (good && rename(beside, path) != 0) {
        good = false;
        number = errno;
    }
    if (!good && fd >= 0)
        unlink(beside);
    free(beside);
    return good ? ERR_OK : err_errno(err, number, _("cannot write '%s'"), path);
}

/* The oldest drafts of a directory go, whatever file they belong to. */
static void bound(const char *directory)
{
    for (;;) {
        DIR *open = opendir(directory);
        size_t count = 0;
        char *oldest = NULL;
        struct timespec when = {0};
        if (open == NULL)
            return;
        for (struct dirent *entry = readdir(open); entry != NULL; entry = readdir(open)) {
            struct stat status;
            char *path = file_join(directory, entry->d_name);
            if (draft_is_name(entry->d_name) && lstat(path, &status) == 0) {
                count++;
                bool older = status.st_mtim.tv_sec != when.tv_sec
                                 ? status.st_mtim.tv_sec < when.tv_sec
                                 : status.st_mtim.tv_nsec < when.tv_nsec;
                if (oldest == NULL || older) {
                    when = status.st_mtim;
                    mem_replace(&oldest, path);
                }
            }
            free(path);
        }
        closedir(open);
        bool gone = count > DRAFT_MOST && oldest != NULL && unlink(oldest) == 0;
        free(oldest);
        if (!gone)
            return;
    }
}

static enum err_code write_into(const char *directory, const char *name, const struct buf *bytes,
                                bool sync, struct err *err)
{
    enum err_code code = file_make_directories(directory, err);
    if (code != ERR_OK)
        return code;
    char *path = file_join(directory, name);
    bool is_new = access(path, F_OK) != 0;

    code = replace(path, bytes, sync, err);
    if (code == ERR_OK && sync)
        code = file_sync_directory(directory, err);
    if (code == ERR_OK && is_new)
        bound(directory);
    free(path);
    return code;
}

static void remove_from(const char *directory, const char *name)
{
    char *path = directory != NULL ? file_join(directory, name) : NULL;

    if (path != NULL)
        unlink(path);
    free(path);
}

enum err_code draft_write(const struct store *store, const struct draft *draft, bool sync,
                          struct err *err)
{
    struct buf bytes;
    char *name = draft_name(store, draft->place);
    enum err_code code = ERR_OK;
    bool written = false;

    buf_init(&bytes);
    encode(store, draft, &bytes);
    if (bytes.length > DRAFT_LIMIT)
        code = err_set(err, ERR_DATA, _("%zu bytes are too many"), bytes.length);
    for (size_t i = 0; i < DRAFT_PLACES && bytes.length <= DRAFT_LIMIT; i++) {
        char *directory = draft_directory(i);
        struct err *first = i == 0 ? err : NULL; /* why the usual place failed is what helps */
        enum err_code here = ERR_CANTCREAT;
        if (directory != NULL && !written)
            here = write_into(directory, name, &bytes, sync, first);
        else if (directory != NULL)
            remove_from(directory, name); /* an older one of when the first could not be written */
        else if (i == 0)
            err_set(err, ERR_CANTCREAT, _("there is no home directory"));
        code = i == 0 ? here : code;
        written = written || here == ERR_OK;
        free(directory);
    }
    buf_clear(&bytes);
    free(name);
    return written ? ERR_OK : code;
}

void draft_remove(const struct store *store, const char *place)
{
    struct draft moved;
    char *name = draft_name(store, place);

    for (size_t i = 0; i < DRAFT_PLACES; i++) {
        char *directory = draft_directory(i);
        remove_from(directory, name);
        free(directory);
    }
    free(name);
    if (draft_find(store, place, &moved)) { /* written before the audit file was moved */
        unlink(moved.path);
        draft_clear(&moved);
    }
}

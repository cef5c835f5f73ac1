/* disk.c - files as a power cut leaves them: what was synced, and of the rest what chance kept. */
#include "store/disk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SECTOR = 512 };

/* One state of all files, which events are applied to. */
struct state {
    struct buf *files;
    char **names;
    size_t count;
};

static void resize(struct buf *file, size_t size)
{
    if (size > file->length) {
        buf_reserve(file, size - file->length);
        memset(file->data + file->length, 0, size - file->length);
    }
    file->length = size;
}

static void write_part(struct buf *file, const struct power_event *event, size_t from, size_t to)
{
    size_t end = (size_t)event->offset + to;

    if (end > file->length)
        resize(file, end);
    memcpy(file->data + event->offset + from, event->bytes + from, to - from);
}

static void take_name(struct state *state, const char *name)
{
    for (size_t i = 0; i < state->count; i++)
        if (state->names[i] != NULL && strcmp(state->names[i], name) == 0)
            mem_replace(&state->names[i], NULL);
}

static void apply(struct state *state, const struct power_event *event)
{
    switch (event->kind) {
    case POWER_WRITE:
        write_part(&state->files[event->file], event, 0, event->length);
        break;
    case POWER_RESIZE:
        resize(&state->files[event->file], (size_t)event->offset);
        break;
    case POWER_CREATE:
        take_name(state, event->name);
        mem_replace(&state->names[event->file], event->name);
        break;
    case POWER_REMOVE:
        take_name(state, event->name);
        break;
    case POWER_RENAME:
        take_name(state, event->name);
        take_name(state, event->other);
        mem_replace(&state->names[event->file], event->other);
        break;
    default:
        break;
    }
}

static bool is_of_folder(const struct power_event *event)
{
    return event->kind == POWER_CREATE || event->kind == POWER_REMOVE ||
           event->kind == POWER_RENAME;
}

/* ---- going on -------------------------------------------------------------------------------- */

void disk_begin(struct disk *disk, const struct power_log *log)
{
    *disk = (struct disk){.log = log};
    for (size_t i = 0; i < log->count; i++)
        if (log->events[i].file >= disk->file_count)
            disk->file_count = log->events[i].file + 1;
    disk->files = mem_zalloc(disk->file_count, sizeof *disk->files);
    disk->names = mem_zalloc(disk->file_count, sizeof *disk->names);
    for (; disk->at < log->settled; disk->at++) {
        struct state state = {disk->files, disk->names, disk->file_count};
        apply(&state, &log->events[disk->at]);
    }
}

/* What is pending and of this file, or of the folder, is durable now. */
static void settle(struct disk *disk, const struct power_event *sync)
{
    struct state state = {disk->files, disk->names, disk->file_count};
    size_t kept = 0;

    for (size_t i = 0; i < disk->pending_count; i++) {
        const struct power_event *event = &disk->log->events[disk->pending[i]];
        bool folder = is_of_folder(event);
        if (sync->kind == POWER_FOLDER ? folder : !folder && event->file == sync->file)
            apply(&state, event);
        else
            disk->pending[kept++] = disk->pending[i];
    }
    disk->pending_count = kept;
}

void disk_go(struct disk *disk, size_t at)
{
    for (; disk->at < at; disk->at++) {
        const struct power_event *event = &disk->log->events[disk->at];
        if (event->kind == POWER_SYNC || event->kind == POWER_FOLDER) {
            settle(disk, event);
        } else if (event->kind != POWER_RETURNED) {
            disk->pending = mem_grow(disk->pending, disk->pending_count, &disk->pending_capacity,
                                     sizeof *disk->pending);
            disk->pending[disk->pending_count++] = disk->at;
        }
    }
}

static void clear_state(struct state *state)
{
    for (size_t i = 0; i < state->count; i++) {
        buf_clear(&state->files[i]);
        free(state->names[i]);
    }
    free(state->files);
    free(state->names);
}

void disk_clear(struct disk *disk)
{
    struct state state = {disk->files, disk->names, disk->file_count};

    clear_state(&state);
    free(disk->pending);
}

/* ---- the cut --------------------------------------------------------------------------------- */

static bool luck(uint64_t *chance)
{
    *chance = *chance * 6364136223846793005U + 1442695040888963407U;
    return (*chance >> 40 & 1) != 0;
}

static void tear(struct state *state, const struct power_event *event, uint64_t *chance)
{
    size_t from = 0;

    while (from < event->length) {
        size_t to = from + SECTOR - ((size_t)event->offset + from) % SECTOR;
        if (to > event->length)
            to = event->length;
        if (luck(chance))
            write_part(&state->files[event->file], event, from, to);
        from = to;
    }
}

/* Half of the times a write is all or nothing, so that whole runs of them are kept, too. */
static void gamble(struct state *state, const struct power_event *event, uint64_t *chance)
{
    if (luck(chance) && event->kind == POWER_WRITE)
        tear(state, event, chance);
    else if (luck(chance))
        apply(state, event);
}

static void write_files(const struct state *state, const char *folder)
{
    for (size_t i = 0; i < state->count; i++) {
        if (state->names[i] == NULL)
            continue;
        char *path = mem_printf("%s/%s", folder, state->names[i]);
        FILE *file = fopen(path, "wb");
        const struct buf *content = &state->files[i];
        if (file == NULL ||
            (content->length > 0 && fwrite(content->data, content->length, 1, file) != 1) ||
            fclose(file) != 0)
            abort();
        free(path);
    }
}

void disk_cut(const struct disk *disk, enum disk_cut cut, uint64_t *chance, const char *folder)
{
    struct state state = {mem_zalloc(disk->file_count, sizeof *state.files),
                          mem_zalloc(disk->file_count, sizeof *state.names), disk->file_count};

    for (size_t i = 0; i < state.count; i++) {
        buf_add(&state.files[i], disk->files[i].data, disk->files[i].length);
        state.names[i] = mem_strdup(disk->names[i]);
    }
    for (size_t i = 0; i < disk->pending_count; i++) {
        const struct power_event *event = &disk->log->events[disk->pending[i]];
        if (cut == DISK_KEEPS)
            apply(&state, event);
        else if (cut == DISK_GAMBLES)
            gamble(&state, event, chance);
    }
    write_files(&state, folder);
    clear_state(&state);
}

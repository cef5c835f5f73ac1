/* disk.h - what a power cut leaves of the files that power_vfs.h recorded. */
#ifndef AUDITWALK_TESTS_STORE_DISK_H
#define AUDITWALK_TESTS_STORE_DISK_H

#include "base/mem.h"
#include "store/power_vfs.h"

/* What becomes of writes, and of changes of the folder, that were not synced when the power went.
 */
enum disk_cut {
    DISK_DROPS,   /* all are lost */
    DISK_KEEPS,   /* none is lost: the program was killed */
    DISK_GAMBLES, /* any of them are lost; of a write any sectors of 512 bytes */
    DISK_CUT_COUNT
};

struct disk {
    const struct power_log *log;
    size_t at;         /* events that happened */
    struct buf *files; /* durable content by number */
    size_t file_count;
    char **names;    /* durable name of each, or NULL */
    size_t *pending; /* events that are not durable */
    size_t pending_count;
    size_t pending_capacity;
};

void disk_begin(struct disk *disk, const struct power_log *log);
void disk_go(struct disk *disk, size_t at); /* on until so many events happened */
void disk_clear(struct disk *disk);

/* Makes the files in this empty folder; chance decides for DISK_GAMBLES and moves on. */
void disk_cut(const struct disk *disk, enum disk_cut cut, uint64_t *chance, const char *folder);

#endif

/* power_vfs.h - a layer between SQLite and the file system that remembers and that fails on demand.
 *
 * Of one folder it records, in order, what the program writes, syncs, renames and removes: through
 * SQLite and, by the linker's --wrap, through our own calls. disk.h plays the record again up to
 * any point, as a power cut would leave it. Only in the test program.
 */
#ifndef AUDITWALK_TESTS_STORE_POWER_VFS_H
#define AUDITWALK_TESTS_STORE_POWER_VFS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum power_kind {
    POWER_CREATE,  /* file under name */
    POWER_WRITE,   /* bytes at offset of file */
    POWER_RESIZE,  /* file to offset */
    POWER_SYNC,    /* file */
    POWER_REMOVE,  /* name */
    POWER_RENAME,  /* name to other */
    POWER_LINK,    /* other is name too */
    POWER_FOLDER,  /* the folder was synced */
    POWER_RETURNED /* a call of the test returned: what it did has to last */
};

struct power_event {
    enum power_kind kind;
    size_t file; /* numbered from 0; a name that is removed and made again is another file */
    int64_t offset;
    size_t length;
    uint8_t *bytes;
    char *name;
    char *other;
};

struct power_log {
    struct power_event *events;
    size_t count;
    size_t capacity;
    size_t settled; /* events before this one made the state at the beginning, which is durable */
};

/* From now on, until power_stop; the folder as it is counts as durable. */
void power_watch(const char *folder);
void power_returned(void);
void power_stop(struct power_log *log); /* the caller's, to clear; NULL: not wanted */
void power_log_clear(struct power_log *log);

enum fault_kind {
    FAULT_WRITE,
    FAULT_SYNC,
    FAULT_RESIZE,
    FAULT_LOCK,
    FAULT_READ,
    FAULT_OPEN,
    FAULT_REMOVE,
    FAULT_ANY /* the disk was pulled out */
};

/* The call of this kind in the watched folder with this number (from 1) fails with SQLite's code,
 * and, for good, all after it. */
void power_fail(enum fault_kind kind, unsigned at, bool for_good, int code);
bool power_heal(void); /* no more; true if one failed */

#endif

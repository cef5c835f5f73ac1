/* file.h - paths and files: XDG places, bounded reading, replacing a file atomically.
 *
 * Files from users are hostile: only regular files are opened (no FIFO can make us hang, no
 * device), and never more than the limit is read.
 */
#ifndef AUDITWALK_BASE_FILE_H
#define AUDITWALK_BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/mem.h"

/* Opens a regular file for reading (O_CLOEXEC, never blocks); *fd is the caller's to close, *size
 * its size in bytes. ERR_NOINPUT for what is missing, a directory, a FIFO, a socket or a device;
 * ERR_DENIED where permission lacks. */
enum err_code file_open_regular(const char *path, int *fd, uint64_t *size, struct err *err);

/* Reads a whole regular file of at most limit bytes (ERR_DATA over it) into *out (empty, init'ed).
 */
enum err_code file_read(const char *path, size_t limit, struct buf *out, struct err *err);

/* Absolute path of path, whose last component need not exist; heap. */
enum err_code file_absolute(const char *path, char **out, struct err *err);

const char *file_base_name(const char *path); /* borrowed: behind the last slash */
char *file_join(const char *directory, const char *name);
enum err_code file_make_directories(const char *path, struct err *err); /* mode 0700 */

/* $XDG_DATA_HOME/auditwalk, $XDG_CONFIG_HOME/auditwalk, $XDG_STATE_HOME/auditwalk with their
 * defaults under $HOME (the password file's where HOME is not set); heap, not made. A relative XDG
 * variable is ignored, as the XDG Base Directory Specification asks. */
char *file_data_home(void);
char *file_config_home(void);
char *file_state_home(void);

/* Writing beside and renaming. file_replace_begin makes "NAME.unfinished-XXXXXX" in the directory
 * of path (mode 0600, locked with flock) and tells its name; commit syncs it, renames it over path
 * and syncs the directory; abort removes it. After either, *replace is empty. The old file stays as
 * it was until commit. */
struct file_replace {
    int fd;
    char *path;      /* absolute, the file to be */
    char *temporary; /* absolute, beside it */
};
enum err_code file_replace_begin(struct file_replace *replace, const char *path, struct err *err);
enum err_code file_replace_commit(struct file_replace *replace, struct err *err);
void file_replace_abort(struct file_replace *replace);

/* The three steps with bytes in hand. */
enum err_code file_write_atomic(const char *path, const void *bytes, size_t length,
                                struct err *err);

/* Removes temporaries of path (absolute) that a program left which was killed, and what SQLite has
 * beside them ("-journal", "-wal"). None that is being written, and no file with any other name.
 * Errors do not matter. file_replace_begin does it for its own path. */
#define FILE_UNFINISHED ".unfinished-"
void file_sweep(const char *path);

/* True if name begins with one that file_replace_begin may have given to the temporary of a file
 * called base ("port.audit.unfinished-a1B2c3"); *length is how much of it that is. */
bool file_is_temporary(const char *name, const char *base, size_t *length);

enum err_code file_sync_directory(const char *directory, struct err *err);

#endif

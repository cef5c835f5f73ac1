/* open_check.h - what a file must pass before it is trusted. Not for other rooms. */
#ifndef AUDITWALK_STORE_OPEN_CHECK_H
#define AUDITWALK_STORE_OPEN_CHECK_H

#include "store/internal.h"

/* Before SQLite sees it: a regular file with SQLite's mark and, unless saves wait in a journal,
 * ours. path is what the user said, real where it leads. */
enum err_code open_check_header(const char *path, const char *real, struct err *err);

/* Saves that are not in the file itself yet: another program was killed or is still running. */
bool open_has_journal(const char *path);

/* On the fresh connection: version, completeness, damage, upgrade; then who we are in this file. */
enum err_code open_check_and_load(struct store *store, struct err *err);

/* Its parts, for a file that a merge fills: whose file it is and how far its log goes; this
 * device's epoch, which begins anew where the file lacks what the device wrote; whether the device
 * is in it.
 */
enum err_code open_load_identity(struct store *store, struct err *err);
enum err_code open_choose_epoch(struct store *store, struct err *err);
enum err_code open_device_known(struct store *store, struct err *err);

/* At the end of a session in which nothing was wrong, after the connection is gone: the next start
 * need not read the whole file. */
void open_note_closed(const struct store *store);

#endif

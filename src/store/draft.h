/* draft.h - what was typed and not saved, kept beside the audit file's world.
 *
 * A draft is a small file of its own (mode 0600) under $XDG_STATE_HOME/auditwalk/drafts, where that
 * can't be written under $XDG_RUNTIME_DIR: never in the audit file or its log, so it is there for a
 * file on full or read-only media too. It belongs to one audit file at one path; a copy of that
 * file elsewhere is not shown it, but a file that was moved is. At most DRAFT_MOST are kept, the
 * oldest go. What is read back is checked like any other input.
 */
#ifndef AUDITWALK_STORE_DRAFT_H
#define AUDITWALK_STORE_DRAFT_H

#include "store/store.h"

enum { DRAFT_MOST = 128, DRAFT_FIELDS = 64, DRAFT_LIMIT = 8 * 1024 * 1024 };

struct draft_field {
    char *name;
    char *text; /* as typed: clean UTF-8 */
};

struct draft {
    char *place; /* one line: what was being written, in words of the screens */
    char *title; /* one line for people */
    int64_t at;  /* ms */
    struct draft_field *fields;
    size_t count;
    size_t capacity;
    char *path; /* of the draft, where it was read */
};
struct drafts {
    struct draft *items;
    size_t count;
    size_t capacity;
};

void draft_clear(struct draft *draft);
void draft_add(struct draft *draft, const char *name, const char *text); /* copies */
const char *draft_text(const struct draft *draft, const char *name);     /* NULL; borrowed */

/* Writes the draft of its place, replacing the one before. sync: it is on disk on return; else it
 * survives the end of the program, not that of the machine. ERR_DATA over DRAFT_LIMIT. */
enum err_code draft_write(const struct store *store, const struct draft *draft, bool sync,
                          struct err *err);
void draft_remove(const struct store *store, const char *place);

/* The draft of a place; false if there is none that can be read. */
bool draft_find(const struct store *store, const char *place, struct draft *draft);

/* All of this audit file, the newest first. */
void drafts_list(const struct store *store, struct drafts *drafts);
void drafts_clear(struct drafts *drafts);

#endif

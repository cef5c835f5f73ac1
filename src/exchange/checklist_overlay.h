/* checklist_overlay.h - texts that a licensed owner of a standard keeps for the items of a
 * checklist.
 *
 * An overlay is a file of its own in the user's checklist folder; it never enters an audit file,
 * and so neither packages nor workbooks, unless a command is asked for it (auditwalk-checklist(5)).
 */
#ifndef AUDITWALK_EXCHANGE_CHECKLIST_OVERLAY_H
#define AUDITWALK_EXCHANGE_CHECKLIST_OVERLAY_H

#include "exchange/checklist_file.h"

struct overlay_text {
    char *item; /* id in the checklist */
    struct local_text text;
    uint32_t line;
    uint32_t column;
};

struct checklist_overlay {
    char *checklist;            /* id; NULL: there is none */
    struct overlay_text *items; /* sorted by item */
    size_t count;
    size_t capacity;
};

/* Reads one as checklist_file_read does. The checklist it lies over is looked up, and must be
 * there; texts for items that it does not have are warnings. */
enum err_code checklist_overlay_read(const char *path, struct checklist_overlay *overlay,
                                     struct checklist_problems *problems, struct err *err);
enum err_code checklist_overlay_parse(const char *name, const struct buf *bytes,
                                      struct checklist_overlay *overlay,
                                      struct checklist_problems *problems, struct err *err);

/* The user's own one for a checklist, which need not be there itself: an audit has its copy. ERR_OK
 * and overlay->checklist NULL if there is none. */
enum err_code checklist_overlay_load(const char *checklist, struct checklist_overlay *overlay,
                                     struct err *err);

/* The text for an item in a language, or NULL. */
const char *checklist_overlay_text(const struct checklist_overlay *overlay, const char *item,
                                   const char *language);
void checklist_overlay_clear(struct checklist_overlay *overlay);

/* Whether a YAML file says at its top that it is one. */
bool checklist_is_overlay(const char *path);

#endif

/* keymap.h - keys of a person's own: the key table with some rows changed by the configuration.
 *
 * Rows are named CONTEXT.ACTION in English words of the table ("walk.next-open"), keys as footer
 * and help name them ("Ctrl-S", "Space", "x"). Everything is checked before it is used: a key that
 * two actions of one context would have, text keys where text is typed, leaving without a key.
 */
#ifndef AUDITWALK_UI_KEYMAP_H
#define AUDITWALK_UI_KEYMAP_H

#include "base/err.h"
#include "ui/keys.h"

struct keymap;

struct keymap *keymap_new(void); /* the keys of the table */
void keymap_free(struct keymap *keymap);

/* Gives the row other keys, blanks between them; "none" takes all away. where is said in a message
 * of keymap_check ("config:3"), copied. ERR_USAGE: no such row, the nearest in the hint; no such
 * key; not to be changed. */
enum err_code keymap_set(struct keymap *keymap, const char *name, const char *keys,
                         const char *where, struct err *err);

/* Takes back what would give one key to two actions of one context, and tells of each. */
void keymap_check(struct keymap *keymap, void (*tell)(void *context, const char *message),
                  void *context);

/* From now on these are the keys of the program, as its language is: set once, before the first
 * screen. keymap must live as long; NULL: those of the table again. */
void keymap_use(const struct keymap *keymap);

/* The name of a row, heap; its key as it was named, 0 if it is none. */
char *keymap_name(const struct binding *row);
int keymap_key(const char *name);

/* Every row that may be changed, with its name and keys ("none"), in the order of the table. */
void keymap_list(const struct keymap *keymap,
                 void (*tell)(void *context, const char *name, const char *keys), void *context);

#endif

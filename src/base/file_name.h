/* file_name.h - names of files made of texts that people, cameras and other laptops wrote. */
#ifndef AUDITWALK_BASE_FILE_NAME_H
#define AUDITWALK_BASE_FILE_NAME_H

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"

/* A name that Linux, Windows and macOS take, and no shell or program takes for something else:
 * one component, valid UTF-8 of at most limit bytes (at least 16) with its ending kept, no blanks,
 * quotes, brackets, control or direction characters, not hidden, no option, none of the device
 * names of Windows (CON, LPT1.txt). Never empty. Heap. */
char *file_name_safe(const char *text, size_t limit);

/* Names that were given already, where upper and lower case are the same. */
struct file_names {
    char **items; /* folded, sorted */
    size_t count;
    size_t capacity;
};

/* The name (a safe one, or a path of safe ones), or "NAME-2.ext" and so on if it is taken; taken
 * then. Heap. */
char *file_names_take(struct file_names *names, const char *name);
void file_names_clear(struct file_names *names);

/* A line of SHA256SUMS as sha256sum writes it and reads it: names with a backslash or a line break
 * are escaped. */
void file_sums_add(struct buf *out, const char *sha256, const char *name);

#endif

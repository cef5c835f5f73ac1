/* paths.h - paths as people type, paste and drop them. */
#ifndef AUDITWALK_UI_PATHS_H
#define AUDITWALK_UI_PATHS_H

#include <stddef.h>

/* What was typed as a path: "~" is the home folder, outer quotes go; heap, "" for nothing. */
char *path_typed(const char *text);

/* The path in a paste, if it is one line that names a regular file: absolute, as file:// URI,
 * quoted or with backslashes before blanks, as terminals give dropped files. Heap, or NULL if it is
 * just text. */
char *path_pasted(const char *bytes, size_t length);

#endif

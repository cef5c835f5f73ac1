/* preview.h - a photo as letters, by the program auditwalk-preview. */
#ifndef AUDITWALK_UI_PREVIEW_H
#define AUDITWALK_UI_PREVIEW_H

#include <stdbool.h>
#include <stdint.h>

struct preview {
    char *text; /* rows, heap; NULL: no photo that can be shown */
    int width;  /* pixels */
    int height;
    int64_t taken_at; /* ms since 1970, by the camera's clock; 0: it does not say */
};

/* Never fails: a file that can't be shown gives an empty preview. The size is in columns and rows.
 */
void preview_load(const char *path, int columns, int rows, bool ascii, struct preview *preview);
void preview_clear(struct preview *preview);

#endif

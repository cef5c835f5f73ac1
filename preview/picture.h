/* picture.h - reading a photo that anybody may have made.
 *
 * Linked by programs of their own (auditwalk-preview, auditwalk-thumbnail), which have no file but
 * their input, little memory and little time: whatever an image does to one of them, the audit is
 * in another process. JPEG (with the orientation and time of its EXIF) and PNG.
 */
#ifndef AUDITWALK_PREVIEW_PICTURE_H
#define AUDITWALK_PREVIEW_PICTURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct picture {
    uint8_t *pixels; /* RGB, upright */
    int width;
    int height;
    int whole_width; /* before it was made smaller */
    int whole_height;
    int orientation; /* EXIF, 1 to 8 */
    char taken[20];  /* local time as YYYY-MM-DDTHH:MM:SS or "-" */
};

/* What of a photo is wanted. */
struct picture_wish {
    int width; /* no more pixels than these are needed, in either direction */
    int height;
    bool exact; /* the same pixels on every processor, and no photo that ends early */
};

/* No files, no core, bounded memory and time, no privileges to gain. Ends the program if that can't
 * be had. */
void picture_confine(void);

/* All of standard input, heap; NULL for nothing, too much, or what can't be read. */
uint8_t *picture_read_input(size_t *length);

/* False for what is no image that can be read; clear it in any case. */
bool picture_decode(const uint8_t *bytes, size_t length, const struct picture_wish *wish,
                    struct picture *picture);
void picture_clear(struct picture *picture);

/* A whole number from 1 to most; else 0. */
int picture_number(const char *text, int most);

#endif

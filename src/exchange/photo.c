/* photo.c - asks auditwalk-thumbnail and checks what it says. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/photo.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/child.h"
#include "base/mem.h"

enum {
    LARGEST = 64 * 1024 * 1024, /* of a photo, as the program has it */
    LONGEST = 2 * 1024 * 1024,  /* of what it gives */
    PATIENCE_MS = 20000         /* it has seconds of computing; others may want the processor too */
};

static char *program(void)
{
    return child_find("auditwalk-thumbnail", "AUDITWALK_THUMBNAIL");
}

bool photo_available(void)
{
    char *path = program();
    bool there = access(path, X_OK) == 0;

    free(path);
    return there;
}

enum photo_kind photo_kind_of(const char *media_type)
{
    if (strcmp(media_type, "image/jpeg") == 0 || strcmp(media_type, "image/png") == 0)
        return PHOTO_SHOWN;
    return strncmp(media_type, "image/", 6) == 0 ? PHOTO_UNKNOWN : PHOTO_NONE;
}

/* ---- what came back -------------------------------------------------------------------------- */

static size_t two(const uint8_t *bytes)
{
    return (size_t)bytes[0] << 8 | bytes[1];
}

/* Only the segments that a picture needs, each whole: JFIF, tables, one baseline frame, the scan.
 * Anything else (EXIF, comments, profiles) is not from our encoder. */
static bool check(struct photo *photo, int width, int height)
{
    enum { START = 0xd8, JFIF = 0xe0, TABLE = 0xdb, CODES = 0xc4, FRAME = 0xc0, SCAN = 0xda };
    const uint8_t *bytes = photo->bytes;
    size_t at = 2;

    if (photo->length < 4 || bytes[0] != 0xff || bytes[1] != START ||
        bytes[photo->length - 2] != 0xff || bytes[photo->length - 1] != 0xd9)
        return false;
    while (at + 4 <= photo->length && bytes[at] == 0xff) {
        int marker = bytes[at + 1];
        size_t length = two(bytes + at + 2);
        if (length < 2 || at + 2 + length > photo->length)
            return false;
        if (marker == FRAME && length >= 8) {
            photo->height = (int)two(bytes + at + 5);
            photo->width = (int)two(bytes + at + 7);
        } else if (marker == SCAN) {
            return photo->width >= 1 && photo->width <= width && photo->height >= 1 &&
                   photo->height <= height;
        } else if (marker != JFIF && marker != TABLE && marker != CODES) {
            return false;
        }
        at += 2 + length;
    }
    return false;
}

/* ---- asking ---------------------------------------------------------------------------------- */

static void start(struct child *child, int width, int height)
{
    char *path = program();
    char *wide = mem_printf("%d", width);
    char *high = mem_printf("%d", height);
    char *words[] = {path, wide, high, NULL};

    child_start(child, words, PATIENCE_MS);
    free(high);
    free(wide);
    free(path);
}

static void take(struct child *child, int width, int height, struct photo *photo)
{
    photo->bytes = (uint8_t *)child_collect(child, LONGEST, &photo->length);
    if (photo->bytes != NULL && !check(photo, width, height))
        photo_clear(photo);
}

static bool feed(void *context, const void *bytes, size_t length)
{
    return child_feed(context, bytes, length);
}

void photo_of_object(struct store *store, const struct hash *object, uint64_t size, int width,
                     int height, struct photo *photo)
{
    struct child child;

    *photo = (struct photo){0};
    if (size == 0 || size > LARGEST)
        return;
    start(&child, width, height);
    /* A damaged object is not shown, even if it is still an image. */
    if (object_read(store, object, feed, &child, NULL) != ERR_OK)
        child.failed = true;
    take(&child, width, height, photo);
}

void photo_of_bytes(const void *bytes, size_t length, int width, int height, struct photo *photo)
{
    struct child child;

    *photo = (struct photo){0};
    if (length == 0 || length > LARGEST)
        return;
    start(&child, width, height);
    child_feed(&child, bytes, length);
    take(&child, width, height, photo);
}

void photo_clear(struct photo *photo)
{
    free(photo->bytes);
    *photo = (struct photo){0};
}

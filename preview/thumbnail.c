/* thumbnail.c - auditwalk-thumbnail: a photo made small, for workbooks.
 *
 *     auditwalk-thumbnail WIDTH HEIGHT < PHOTO > SMALL.jpg
 *
 * A JPEG that fits into so many pixels, upright, encoded anew: nothing of the photo but its pixels
 * is in it, no EXIF, no place. The same photo gives the same bytes. Status 1, nothing written: no
 * image it can read, or only a part of one.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <turbojpeg.h>

#include "picture.h"

enum { SIDE_LIMIT = 2000, QUALITY = 82 };

/* The mean of the pixels [left, right) x [top, bottom). */
static void average(const struct picture *picture, int left, int right, int top, int bottom,
                    uint8_t *out)
{
    uint64_t sum[3] = {0};
    uint64_t count = (uint64_t)(right - left) * (uint64_t)(bottom - top);

    for (int y = top; y < bottom; y++) {
        const uint8_t *at =
            picture->pixels + ((size_t)y * (size_t)picture->width + (size_t)left) * 3;
        for (int x = left; x < right; x++, at += 3)
            for (int i = 0; i < 3; i++)
                sum[i] += at[i];
    }
    for (int i = 0; i < 3; i++)
        out[i] = (uint8_t)((sum[i] + count / 2) / count);
}

/* Where the part of length at index of so many begins. */
static int edge(int length, int index, int count)
{
    return (int)((int64_t)length * index / count);
}

static bool shrink(struct picture *picture, int width, int height)
{
    uint8_t *small = calloc((size_t)width * (size_t)height, 3);

    if (small == NULL)
        return false;
    for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++)
            average(picture, edge(picture->width, x, width), edge(picture->width, x + 1, width),
                    edge(picture->height, y, height), edge(picture->height, y + 1, height),
                    small + ((size_t)y * (size_t)width + (size_t)x) * 3);
    free(picture->pixels);
    picture->pixels = small;
    picture->width = width;
    picture->height = height;
    return true;
}

/* Into the box with its proportions kept; a smaller one stays as it is. */
static bool fit(struct picture *picture, int width, int height)
{
    int64_t wide = picture->width;
    int64_t high = picture->height;

    if (wide <= width && high <= height)
        return true;
    if (wide * height >= high * width) /* touches the sides */
        height = (int)(high * width / wide);
    else
        width = (int)(wide * height / high);
    return shrink(picture, width > 0 ? width : 1, height > 0 ? height : 1);
}

static bool write_jpeg(const struct picture *picture)
{
    tjhandle handle = tjInitCompress();
    unsigned char *bytes = NULL;
    unsigned long length = 0;

    if (handle == NULL)
        return false;
    bool done = tjCompress2(handle, picture->pixels, picture->width, 0, picture->height, TJPF_RGB,
                            &bytes, &length, TJSAMP_420, QUALITY, TJFLAG_ACCURATEDCT) == 0 &&
                fwrite(bytes, 1, length, stdout) == length && fflush(stdout) == 0;
    tjFree(bytes);
    tjDestroy(handle);
    return done;
}

int main(int argc, char **argv)
{
    struct picture picture;
    int width = argc > 2 ? picture_number(argv[1], SIDE_LIMIT) : 0;
    int height = argc > 2 ? picture_number(argv[2], SIDE_LIMIT) : 0;
    int side = width > height ? width : height; /* it may lie */
    const struct picture_wish wish = {side, side, true};
    size_t length = 0;

    if (width == 0 || height == 0)
        return 64;
    picture_confine();
    uint8_t *bytes = picture_read_input(&length);
    if (bytes == NULL)
        return 1;
    bool done = picture_decode(bytes, length, &wish, &picture);
    free(bytes);
    done = done && fit(&picture, width, height) && write_jpeg(&picture);
    picture_clear(&picture);
    return done ? 0 : 1;
}

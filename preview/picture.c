/* picture.c - decodes JPEG and PNG in bounded memory and time, upright. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include "picture.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <libexif/exif-data.h>
#include <png.h>
#include <turbojpeg.h>

enum {
    INPUT_LIMIT = 64 * 1024 * 1024,
    PIXELS_LIMIT = 200 * 1000 * 1000, /* of a JPEG, which is made smaller while it is read */
    PNG_PIXELS_LIMIT = 40 * 1000 * 1000,
    SECONDS = 4
};

#define MEMORY_LIMIT ((rlim_t)1024 * 1024 * 1024)

static void limit(int what, rlim_t most)
{
    struct rlimit rule = {most, most};

    if (setrlimit(what, &rule) != 0)
        exit(1);
}

void picture_confine(void)
{
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_FSIZE, 0);
    limit(RLIMIT_CPU, SECONDS);
#ifndef __SANITIZE_ADDRESS__
    limit(RLIMIT_AS, MEMORY_LIMIT);
#endif
}

uint8_t *picture_read_input(size_t *length)
{
    size_t room = 1024 * 1024;
    uint8_t *bytes = malloc(room);
    ssize_t got = 1;

    *length = 0;
    while (bytes != NULL && got > 0 && *length < INPUT_LIMIT) {
        if (*length == room) {
            uint8_t *more = realloc(bytes, room * 2);
            if (more == NULL)
                break;
            bytes = more;
            room *= 2;
        }
        got = read(STDIN_FILENO, bytes + *length, room - *length);
        *length += got > 0 ? (size_t)got : 0;
    }
    if (got == 0 && *length > 0)
        return bytes;
    free(bytes);
    return NULL;
}

/* ---- EXIF ------------------------------------------------------------------------------------ */

/* "2026:03:09 10:11:12" as ISO; anything else is no time. */
static void take_time(const ExifEntry *entry, char taken[20])
{
    static const char form[] = "dddd:dd:dd dd:dd:dd";

    if (entry == NULL || entry->size < sizeof form - 1)
        return;
    for (size_t i = 0; i < sizeof form - 1; i++)
        if (form[i] == 'd' ? !isdigit(entry->data[i]) : entry->data[i] != (uint8_t)form[i])
            return;
    memcpy(taken, entry->data, sizeof form - 1);
    taken[4] = taken[7] = '-';
    taken[10] = 'T';
    taken[19] = '\0';
}

static void read_exif(const uint8_t *bytes, size_t length, struct picture *picture)
{
    ExifData *data = exif_data_new_from_data(bytes, (unsigned)length);

    if (data == NULL)
        return;
    const ExifEntry *turned = exif_content_get_entry(data->ifd[EXIF_IFD_0], EXIF_TAG_ORIENTATION);
    if (turned != NULL && turned->format == EXIF_FORMAT_SHORT && turned->size >= 2) {
        int value = exif_get_short(turned->data, exif_data_get_byte_order(data));
        picture->orientation = value >= 1 && value <= 8 ? value : 1;
    }
    take_time(exif_content_get_entry(data->ifd[EXIF_IFD_0], EXIF_TAG_DATE_TIME), picture->taken);
    take_time(exif_content_get_entry(data->ifd[EXIF_IFD_EXIF], EXIF_TAG_DATE_TIME_ORIGINAL),
              picture->taken);
    exif_data_unref(data);
}

/* ---- decoding -------------------------------------------------------------------------------- */

/* The smallest scale of the library that still gives the pixels that are wanted. */
static tjscalingfactor choose_scale(int width, int height, const struct picture_wish *wish)
{
    int count = 0;
    tjscalingfactor best = {1, 1};
    const tjscalingfactor *all = tjGetScalingFactors(&count);

    for (int i = 0; all != NULL && i < count; i++)
        if (TJSCALED(width, all[i]) < TJSCALED(width, best) &&
            (TJSCALED(width, all[i]) >= wish->width || TJSCALED(height, all[i]) >= wish->height))
            best = all[i];
    return best;
}

/* One that ends early is shown as far as it goes, unless all of it is wanted. */
static bool is_usable(tjhandle handle, const struct picture_wish *wish)
{
    return tjGetErrorCode(handle) == TJERR_WARNING &&
           (!wish->exact || strcasestr(tjGetErrorStr2(handle), "premature end") == NULL);
}

static bool decode_jpeg(tjhandle handle, const uint8_t *bytes, size_t length,
                        const struct picture_wish *wish, struct picture *picture)
{
    int subsampling;
    int colours;

    if (tjDecompressHeader3(handle, bytes, length, &picture->whole_width, &picture->whole_height,
                            &subsampling, &colours) != 0)
        return false;
    if (picture->whole_width < 1 || picture->whole_height < 1 ||
        (int64_t)picture->whole_width * picture->whole_height > PIXELS_LIMIT)
        return false;
    tjscalingfactor scale = choose_scale(picture->whole_width, picture->whole_height, wish);
    picture->width = TJSCALED(picture->whole_width, scale);
    picture->height = TJSCALED(picture->whole_height, scale);
    picture->pixels = calloc((size_t)picture->width * (size_t)picture->height, 3);
    if (picture->pixels == NULL)
        return false;
    int result =
        tjDecompress2(handle, bytes, length, picture->pixels, picture->width, 0, picture->height,
                      TJPF_RGB, wish->exact ? TJFLAG_ACCURATEDCT : TJFLAG_FASTDCT);
    return result == 0 || is_usable(handle, wish);
}

static bool read_jpeg(const uint8_t *bytes, size_t length, const struct picture_wish *wish,
                      struct picture *picture)
{
    tjhandle handle = tjInitDecompress();

    if (handle == NULL)
        return false;
    bool read = decode_jpeg(handle, bytes, length, wish, picture);
    tjDestroy(handle);
    return read;
}

static bool read_png(const uint8_t *bytes, size_t length, struct picture *picture)
{
    png_image image = {.version = PNG_IMAGE_VERSION};
    png_color white = {255, 255, 255};

    if (!png_image_begin_read_from_memory(&image, bytes, length))
        return false;
    if ((int64_t)image.width * image.height > PNG_PIXELS_LIMIT || image.width < 1 ||
        image.height < 1) {
        png_image_free(&image);
        return false;
    }
    image.format = PNG_FORMAT_RGB;
    picture->whole_width = picture->width = (int)image.width;
    picture->whole_height = picture->height = (int)image.height;
    picture->pixels = malloc(PNG_IMAGE_SIZE(image));
    bool read = picture->pixels != NULL &&
                png_image_finish_read(&image, &white, picture->pixels, 0, NULL) != 0;
    png_image_free(&image);
    return read;
}

/* Where the pixel of the picture as it is to be seen lies in the picture as it was stored. */
static size_t source_of(const struct picture *picture, int x, int y)
{
    int right = picture->width - 1;
    int bottom = picture->height - 1;
    const int from[9][2] = {{x, y},          {x, y}, {right - x, y},  {right - x, bottom - y},
                            {x, bottom - y}, {y, x}, {y, bottom - x}, {right - y, bottom - x},
                            {right - y, x}};
    const int *at = from[picture->orientation];

    return ((size_t)at[1] * (size_t)picture->width + (size_t)at[0]) * 3;
}

static bool turn_upright(struct picture *picture)
{
    bool lying = picture->orientation >= 5;
    int width = lying ? picture->height : picture->width;
    int height = lying ? picture->width : picture->height;

    if (picture->orientation == 1)
        return true;
    uint8_t *upright = malloc((size_t)width * (size_t)height * 3);
    if (upright == NULL)
        return false;
    for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++)
            memcpy(upright + ((size_t)y * (size_t)width + (size_t)x) * 3,
                   picture->pixels + source_of(picture, x, y), 3);
    free(picture->pixels);
    picture->pixels = upright;
    picture->width = width;
    picture->height = height;
    if (lying) {
        int swapped = picture->whole_width;
        picture->whole_width = picture->whole_height;
        picture->whole_height = swapped;
    }
    return true;
}

bool picture_decode(const uint8_t *bytes, size_t length, const struct picture_wish *wish,
                    struct picture *picture)
{
    static const uint8_t jpeg[] = {0xff, 0xd8, 0xff};
    bool is_jpeg = length > sizeof jpeg && memcmp(bytes, jpeg, sizeof jpeg) == 0;

    *picture = (struct picture){.orientation = 1, .taken = "-"};
    if (is_jpeg)
        read_exif(bytes, length, picture);
    bool read =
        is_jpeg ? read_jpeg(bytes, length, wish, picture) : read_png(bytes, length, picture);
    return read && turn_upright(picture);
}

void picture_clear(struct picture *picture)
{
    free(picture->pixels);
    picture->pixels = NULL;
}

int picture_number(const char *text, int most)
{
    char *end = NULL;
    long value = strtol(text, &end, 10);

    return *end == '\0' && value >= 1 && value <= most ? (int)value : 0;
}

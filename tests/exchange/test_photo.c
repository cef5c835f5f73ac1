/* test_photo.c - small pictures of photos: upright, without what the camera wrote, the same twice;
 * and images that mean harm. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include <CUnit/CUnit.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "exchange/photo.h"
#include "suites.h"

#ifdef HAVE_PICTURE
#include <png.h>
#include <turbojpeg.h>
#endif

static const char variable[] = "AUDITWALK_THUMBNAIL";
static char *saved;
static char *folder;

static int set_up(void)
{
    const char *build = getenv("top_builddir");

    saved = mem_strdup(getenv(variable));
    folder = mem_strdup("/tmp/test-photo.XXXXXX");
    if (mkdtemp(folder) == NULL)
        return 1;
    if (saved == NULL && build != NULL && build[0] == '/') {
        char *path = file_join(build, "auditwalk-thumbnail");
        setenv(variable, path, 1);
        free(path);
    }
    return 0;
}

static int tear_down(void)
{
    char *command = mem_printf("rm -rf '%s'", folder);
    int status = system(command);

    if (saved != NULL)
        setenv(variable, saved, 1);
    else
        unsetenv(variable);
    free(command);
    free(folder);
    free(saved);
    return status;
}

static void test_kinds(void)
{
    CU_ASSERT_EQUAL(photo_kind_of("image/jpeg"), PHOTO_SHOWN);
    CU_ASSERT_EQUAL(photo_kind_of("image/png"), PHOTO_SHOWN);
    CU_ASSERT_EQUAL(photo_kind_of("image/webp"), PHOTO_UNKNOWN);
    CU_ASSERT_EQUAL(photo_kind_of("image/heic"), PHOTO_UNKNOWN);
    CU_ASSERT_EQUAL(photo_kind_of("application/pdf"), PHOTO_NONE);
    CU_ASSERT_EQUAL(photo_kind_of(""), PHOTO_NONE);
}

/* A program that is not there, or says what it should not, gives no picture. */
static void test_program(void)
{
    static const char *const scripts[] = {
        "cat",                                            /* the photo itself, EXIF and all */
        "cat >/dev/null; printf 'no picture'",            /* not a JPEG */
        "cat >/dev/null; exec head -c 9000000 /dev/zero", /* too much */
        "exec <&-; sleep 1; exit 0",                      /* reads nothing */
        "cat >/dev/null; kill -SEGV $$",                  /* falls */
    };
    char *demo = file_join(TOP_SRCDIR, "data/demo/fence-F12-gap.jpg");
    char *script = file_join(folder, "script");
    char *before = mem_strdup(getenv(variable));
    struct buf bytes = {0};
    struct photo photo;

    CU_ASSERT_EQUAL_FATAL(file_read(demo, 1 << 24, &bytes, NULL), ERR_OK);
    setenv(variable, "/nonexistent/program", 1);
    CU_ASSERT_FALSE(photo_available());
    photo_of_bytes(bytes.data, bytes.length, 100, 100, &photo);
    CU_ASSERT_PTR_NULL(photo.bytes);
    for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++) {
        char *text = mem_printf("#!/bin/sh\n%s\n", scripts[i]);
        CU_ASSERT_EQUAL(file_write_atomic(script, text, strlen(text), NULL), ERR_OK);
        CU_ASSERT_EQUAL(chmod(script, 0700), 0);
        setenv(variable, script, 1);
        CU_ASSERT(photo_available());
        photo_of_bytes(bytes.data, bytes.length, 2000, 2000, &photo);
        CU_ASSERT_PTR_NULL(photo.bytes);
        photo_clear(&photo);
        free(text);
    }
    if (before != NULL)
        setenv(variable, before, 1);
    else
        unsetenv(variable);
    buf_clear(&bytes);
    free(before);
    free(script);
    free(demo);
}

#ifdef HAVE_PICTURE

enum { WIDTH = 640, HEIGHT = 320 };

/* Quarters in red, green, blue and white, from the top left. */
static uint8_t *quarters(void)
{
    static const uint8_t colours[4][3] = {{255, 0, 0}, {0, 255, 0}, {0, 0, 255}, {255, 255, 255}};
    uint8_t *pixels = mem_alloc((size_t)WIDTH * HEIGHT * 3);

    for (size_t y = 0; y < HEIGHT; y++)
        for (size_t x = 0; x < WIDTH; x++)
            memcpy(pixels + (y * WIDTH + x) * 3,
                   colours[(y >= HEIGHT / 2 ? 2 : 0) + (x >= WIDTH / 2 ? 1 : 0)], 3);
    return pixels;
}

/* A JPEG of them whose EXIF (0: none) has an orientation and the name of a place. */
static void make_jpeg(int orientation, struct buf *out)
{
    uint8_t exif[] = "\xff\xe1\x00\x40"
                     "Exif\0\0MM\0\x2a\0\0\0\x08\0\x02"
                     "\x01\x12\0\x03\0\0\0\x01\0\0\0\0"           /* orientation */
                     "\x01\x0e\0\x02\0\0\0\x18\0\0\0\x26\0\0\0\0" /* description */
                     "SECRET-PLACE 59.9N 30.3E";
    uint8_t *pixels = quarters();
    unsigned char *jpeg = NULL;
    unsigned long length = 0;
    tjhandle handle = tjInitCompress();

    CU_ASSERT_EQUAL(
        tjCompress2(handle, pixels, WIDTH, 0, HEIGHT, TJPF_RGB, &jpeg, &length, TJSAMP_444, 90, 0),
        0);
    buf_init(out);
    buf_add(out, jpeg, 2);
    exif[3] = sizeof exif - 1 - 2;
    exif[4 + 6 + 8 + 2 + 9] = (uint8_t)orientation;
    if (orientation > 0)
        buf_add(out, exif, sizeof exif - 1);
    buf_add(out, jpeg + 2, length - 2);
    tjFree(jpeg);
    tjDestroy(handle);
    free(pixels);
}

/* The colour in the middle of a quarter as a letter. */
static char colour(const struct photo *photo, bool right, bool bottom)
{
    tjhandle handle = tjInitDecompress();
    uint8_t *pixels = mem_zalloc((size_t)photo->width * (size_t)photo->height, 3);
    int x = photo->width * (right ? 3 : 1) / 4;
    int y = photo->height * (bottom ? 3 : 1) / 4;

    CU_ASSERT_EQUAL(tjDecompress2(handle, photo->bytes, photo->length, pixels, photo->width, 0,
                                  photo->height, TJPF_RGB, 0),
                    0);
    const uint8_t *at = pixels + ((size_t)y * (size_t)photo->width + (size_t)x) * 3;
    char letter = "kbgcrmyw"[(at[0] > 128 ? 4 : 0) + (at[1] > 128 ? 2 : 0) + (at[2] > 128 ? 1 : 0)];
    tjDestroy(handle);
    free(pixels);
    return letter;
}

static bool holds(const struct photo *photo, const char *text)
{
    return memmem(photo->bytes, photo->length, text, strlen(text)) != NULL;
}

/* What the quarters look like, from the top left, by the table of the EXIF standard: on which side
 * the first row of the file lies, and on which its first column. */
static void test_orientations(void)
{
    static const char *const seen[9] = {"rgbw", "rgbw", "grwb", "wbgr", "bwrg",
                                        "rbgw", "brwg", "wgbr", "gwrb"};

    for (int i = 0; i <= 8; i++) {
        struct buf jpeg;
        struct photo photo;
        bool lying = i >= 5;
        make_jpeg(i, &jpeg);
        photo_of_bytes(jpeg.data, jpeg.length, 160, 160, &photo);
        CU_ASSERT_PTR_NOT_NULL_FATAL(photo.bytes);
        CU_ASSERT_EQUAL(photo.width, lying ? 80 : 160);
        CU_ASSERT_EQUAL(photo.height, lying ? 160 : 80);
        for (int place = 0; place < 4; place++)
            CU_ASSERT_EQUAL(colour(&photo, place % 2 != 0, place >= 2), seen[i][place]);
        CU_ASSERT_FALSE(holds(&photo, "SECRET"));
        CU_ASSERT_FALSE(holds(&photo, "Exif"));
        photo_clear(&photo);
        buf_clear(&jpeg);
    }
}

static void test_sizes(void)
{
    static const int boxes[][4] = {/* box, picture */
                                   {304, 228, 304, 152},
                                   {2000, 2000, WIDTH, HEIGHT},
                                   {100, 10, 20, 10},
                                   {1, 1, 1, 1}};
    struct buf jpeg;

    make_jpeg(1, &jpeg);
    for (size_t i = 0; i < sizeof boxes / sizeof *boxes; i++) {
        struct photo first;
        struct photo second;
        photo_of_bytes(jpeg.data, jpeg.length, boxes[i][0], boxes[i][1], &first);
        photo_of_bytes(jpeg.data, jpeg.length, boxes[i][0], boxes[i][1], &second);
        CU_ASSERT_EQUAL(first.width, boxes[i][2]);
        CU_ASSERT_EQUAL(first.height, boxes[i][3]);
        CU_ASSERT_EQUAL_FATAL(first.length, second.length);
        CU_ASSERT(first.length > 0 && memcmp(first.bytes, second.bytes, first.length) == 0);
        photo_clear(&second);
        photo_clear(&first);
    }
    buf_clear(&jpeg);
}

/* Half of it is clear, and seen on white. */
static void test_png(void)
{
    png_image image = {
        .version = PNG_IMAGE_VERSION, .width = 400, .height = 200, .format = PNG_FORMAT_RGBA};
    uint8_t *pixels = mem_zalloc((size_t)400 * 200, 4);
    uint8_t *png = mem_alloc(1 << 20);
    png_alloc_size_t length = 1 << 20;
    struct photo photo;

    for (size_t i = 0; i < 400 * 200; i++)
        if (i % 400 < 200)
            memcpy(pixels + i * 4, "\x00\x00\xff\xff", 4);
    CU_ASSERT(png_image_write_to_memory(&image, png, &length, 0, pixels, 0, NULL));
    photo_of_bytes(png, length, 100, 100, &photo);
    CU_ASSERT_PTR_NOT_NULL_FATAL(photo.bytes);
    CU_ASSERT_EQUAL(photo.width, 100);
    CU_ASSERT_EQUAL(photo.height, 50);
    CU_ASSERT_EQUAL(colour(&photo, false, false), 'b');
    CU_ASSERT_EQUAL(colour(&photo, true, true), 'w');
    photo_clear(&photo);
    for (size_t cut = 1; cut < length; cut += length / 20 + 1) {
        photo_of_bytes(png, length - cut, 100, 100, &photo);
        /* What is missing may be only what follows the pixels. */
        CU_ASSERT(photo.bytes == NULL || cut < 20);
        photo_clear(&photo);
    }
    free(png);
    free(pixels);
}

static void refuse(const void *bytes, size_t length)
{
    struct photo photo;

    photo_of_bytes(bytes, length, 304, 228, &photo);
    CU_ASSERT_PTR_NULL(photo.bytes);
    CU_ASSERT_EQUAL(photo.length, 0);
    photo_clear(&photo);
}

static void test_hostile(void)
{
    /* 65,000 x 65,000 pixels, and a PNG that says it has 60,000 x 60,000. */
    static const uint8_t huge_jpeg[] = "\xff\xd8\xff\xc0\0\x11\x08\xfd\xe8\xfd\xe8\3\1\x22\0\2\x11"
                                       "\1\3\x11\1\xff\xd9";
    static const uint8_t huge_png[] = "\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\xea\x60\0\0\xea\x60"
                                      "\x08\2\0\0\0\0\0\0\0";
    struct buf jpeg;

    refuse(huge_jpeg, sizeof huge_jpeg - 1);
    refuse(huge_png, sizeof huge_png - 1);
    refuse("", 0);
    refuse("\xff\xd8\xff\xe0", 4);
    refuse("Minutes of the meeting", 22);
    make_jpeg(6, &jpeg);
    for (size_t cut = 100; cut < jpeg.length; cut += jpeg.length / 12)
        refuse(jpeg.data, jpeg.length - cut);
    /* The header of the frame says more than there is. */
    for (size_t i = 0; i + 9 < jpeg.length; i++)
        if (memcmp(jpeg.data + i, "\xff\xc0\0\x11\x08", 5) == 0)
            memcpy(jpeg.data + i + 5, "\x30\x00\x30\x00", 4);
    refuse(jpeg.data, jpeg.length);
    buf_clear(&jpeg);
}

#endif

CU_ErrorCode test_photo_add(void)
{
    CU_pSuite suite = CU_add_suite("photo", set_up, tear_down);

    if (suite == NULL || CU_ADD_TEST(suite, test_kinds) == NULL ||
        CU_ADD_TEST(suite, test_program) == NULL)
        return CU_get_error();
#ifdef HAVE_PICTURE
    if (CU_ADD_TEST(suite, test_orientations) == NULL || CU_ADD_TEST(suite, test_sizes) == NULL ||
        CU_ADD_TEST(suite, test_png) == NULL || CU_ADD_TEST(suite, test_hostile) == NULL)
        return CU_get_error();
#endif
    return CUE_SUCCESS;
}

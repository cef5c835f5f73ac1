/* test_file_name.c - names that every system takes, each once, and the lines of SHA256SUMS. */
#include <CUnit/CUnit.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file_name.h"
#include "base/suites.h"
#include "base/text.h"

static void safe(void)
{
    static const char *const pairs[][2] = {
        {"photo.jpg", "photo.jpg"},
        {"Tor 2 \xE2\x80\x93 nachts.jpg", "Tor-2-\xE2\x80\x93-nachts.jpg"},
        {"照片 1.jpg", "照片-1.jpg"},
        {"../../etc/passwd", "etc-passwd"},
        {"/absolute", "absolute"},
        {"..", "file"},
        {".", "file"},
        {"", "file"},
        {"   ", "file"},
        {"///", "file"},
        {".hidden", "hidden"},
        {"-rf", "rf"},
        {"a\\b:c*d?e\"f<g>h|i.txt", "a-b-c-d-e-f-g-h-i.txt"},
        {"$(reboot).sh", "reboot.sh"},
        {"line\nbreak\r\t.txt", "line-break.txt"},
        {"bell\a \x1b[31m.png", "bell-31m.png"},
        {"gpj.\xE2\x80\xAE"
         "exe",
         "gpj.exe"},
        {"CON", "file-CON"},
        {"con.txt", "file-con.txt"},
        {"Lpt1.tar.gz", "file-Lpt1.tar.gz"},
        {"COM\xC2\xB9", "file-COM\xC2\xB9"},
        {"COM10", "COM10"},
        {"CONTRACT.pdf", "CONTRACT.pdf"},
        {"trailing. . .", "trailing"},
        {"8.4 c)", "8.4-c"},
        {"8.4 (1)", "8.4-1"},
        {"not utf-8 \xff", "file"},
    };

    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        char *name = file_name_safe(pairs[i][0], 120);
        CU_ASSERT_STRING_EQUAL(name, pairs[i][1]);
        if (strcmp(name, pairs[i][1]) != 0)
            fprintf(stderr, "file_name: %s gives %s\n", pairs[i][0], name);
        char *again = file_name_safe(name, 120);
        CU_ASSERT_STRING_EQUAL(again, name);
        free(again);
        free(name);
    }
}

/* A name is looked at once more when it has been cut. */
static void cut_to_a_device(void)
{
    static const char *const starts[] = {"CON", "lpt1", "nul", "COM\xC2\xB2"};

    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        char *longer =
            mem_printf("%s____________________________________________________x", starts[i]);
        char *name = file_name_safe(longer, 40);
        char *wanted = mem_printf("file-%s", starts[i]);
        CU_ASSERT_STRING_EQUAL(name, wanted);
        free(wanted);
        free(name);
        free(longer);
    }
}

static void limits(void)
{
    struct buf text;

    buf_init(&text);
    for (int i = 0; i < 100; i++)
        buf_puts(&text, "照片");
    buf_puts(&text, ".jpeg");
    for (size_t limit = 16; limit < 140; limit++) {
        char *name = file_name_safe(text.data, limit);
        size_t length = strlen(name);
        CU_ASSERT(length <= limit && length + 4 > limit);
        CU_ASSERT(text_is_utf8(name, length));
        CU_ASSERT_STRING_EQUAL(name + length - 5, ".jpeg");
        free(name);
    }
    buf_clear(&text);
}

static void once(void)
{
    static const char *const pairs[][2] = {{"F-1/E-1-a.jpg", "F-1/E-1-a.jpg"},
                                           {"F-1/e-1-A.JPG", "F-1/e-1-A-2.JPG"},
                                           {"f-1/E-1-a.jpg", "f-1/E-1-a-3.jpg"},
                                           {"F-2/E-1-a.jpg", "F-2/E-1-a.jpg"},
                                           {"F.1/name", "F.1/name"},
                                           {"F.1/NAME", "F.1/NAME-2"},
                                           {"\xC3\x84", "\xC3\x84"},
                                           {"\xC3\xA4", "\xC3\xA4-2"}};
    struct file_names names = {0};

    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        char *name = file_names_take(&names, pairs[i][0]);
        CU_ASSERT_STRING_EQUAL(name, pairs[i][1]);
        free(name);
    }
    CU_ASSERT_EQUAL(names.count, sizeof pairs / sizeof *pairs);
    file_names_clear(&names);
}

static void sums(void)
{
    struct buf out;

    buf_init(&out);
    file_sums_add(&out, "00ff", "F-1/a b.jpg");
    file_sums_add(&out, "01", "back\\slash");
    file_sums_add(&out, "02", "line\nbreak");
    CU_ASSERT_STRING_EQUAL(out.data,
                           "00ff  F-1/a b.jpg\n\\01  back\\\\slash\n\\02  line\\nbreak\n");
    buf_clear(&out);
}

CU_ErrorCode test_file_name_add(void)
{
    CU_pSuite suite = CU_add_suite("file names", NULL, NULL);

    if (suite == NULL || CU_ADD_TEST(suite, safe) == NULL || CU_ADD_TEST(suite, limits) == NULL ||
        CU_ADD_TEST(suite, cut_to_a_device) == NULL || CU_ADD_TEST(suite, once) == NULL ||
        CU_ADD_TEST(suite, sums) == NULL)
        return CU_get_error();
    return CUE_SUCCESS;
}

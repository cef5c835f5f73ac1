/* test_folder.c - the files of a folder, newest first. */
#include <CUnit/CUnit.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/folder.h"
#include "base/mem.h"
#include "base/suites.h"

static void put(const char *folder, const char *name, const char *text, time_t changed)
{
    char *path = file_join(folder, name);
    struct timespec times[2] = {{.tv_sec = changed}, {.tv_sec = changed}};
    FILE *file = fopen(path, "w");

    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    fputs(text, file);
    fclose(file);
    CU_ASSERT_EQUAL(utimensat(AT_FDCWD, path, times, 0), 0);
    free(path);
}

static void drop(const char *folder, const char *name)
{
    char *path = file_join(folder, name);

    unlink(path);
    free(path);
}

static void newest_first(void)
{
    static const char *const names[] = {"a.jpg",     "b.jpg",   "门卫.png", "old.pdf",
                                        "empty.jpg", ".hidden", "bad\xff",  "two\nlines"};
    char folder[] = "/tmp/auditwalk-test.XXXXXX";
    struct folder_files files;

    CU_ASSERT_PTR_NOT_NULL_FATAL(mkdtemp(folder));
    put(folder, "a.jpg", "1", 1000);
    put(folder, "b.jpg", "22", 3000);
    put(folder, "门卫.png", "333", 2000);
    put(folder, "old.pdf", "4", 10);
    put(folder, "empty.jpg", "", 4000);
    put(folder, ".hidden", "5", 4000);
    put(folder, "bad\xff", "6", 4000);
    put(folder, "two\nlines", "7", 4000);
    char *link = file_join(folder, "link.jpg");
    CU_ASSERT_EQUAL(symlink("a.jpg", link), 0);
    char *fifo = file_join(folder, "fifo.jpg");
    CU_ASSERT_EQUAL(mkfifo(fifo, 0600), 0);

    CU_ASSERT_EQUAL_FATAL(folder_newest(folder, 3, &files, NULL), ERR_OK);
    CU_ASSERT_EQUAL_FATAL(files.count, 3);
    CU_ASSERT_STRING_EQUAL(files.items[0].name, "b.jpg");
    CU_ASSERT_STRING_EQUAL(files.items[1].name, "门卫.png");
    CU_ASSERT_STRING_EQUAL(files.items[2].name, "a.jpg");
    CU_ASSERT_EQUAL(files.items[0].size, 2);
    CU_ASSERT_EQUAL(files.items[0].changed_at, 3000 * 1000);
    folder_files_clear(&files);
    CU_ASSERT_EQUAL_FATAL(folder_newest(folder, 100, &files, NULL), ERR_OK);
    CU_ASSERT_EQUAL(files.count, 4);
    folder_files_clear(&files);

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        drop(folder, names[i]);
    unlink(link);
    unlink(fifo);
    free(link);
    free(fifo);
    rmdir(folder);
}

static void a_folder_that_is_not_there(void)
{
    struct folder_files files;
    struct err err;

    CU_ASSERT_EQUAL(folder_newest("/no/such/folder", 10, &files, &err), ERR_NOINPUT);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "/no/such/folder"));
    CU_ASSERT_EQUAL(files.count, 0);
}

CU_ErrorCode test_folder_add(void)
{
    CU_TestInfo tests[] = {{"newest first", newest_first},
                           {"a folder that is not there", a_folder_that_is_not_there},
                           CU_TEST_INFO_NULL};
    CU_SuiteInfo suites[] = {{"base/folder", NULL, NULL, NULL, NULL, tests}, CU_SUITE_INFO_NULL};

    return CU_register_suites(suites);
}

/* test_folder_replace.c - a folder comes into being whole or not at all. */
#include <CUnit/CUnit.h>
#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/folder_replace.h"
#include "base/mem.h"
#include "base/suites.h"

static char folder[64];

static int set_up(void)
{
    snprintf(folder, sizeof folder, "/tmp/auditwalk-test.XXXXXX");
    return mkdtemp(folder) == NULL;
}

static int tear_down(void)
{
    char *command = mem_printf("rm -rf '%s'", folder);
    int status = system(command);

    free(command);
    return status;
}

static size_t entries(void)
{
    DIR *list = opendir(folder);
    size_t count = 0;

    while (list != NULL && readdir(list) != NULL)
        count++;
    if (list != NULL)
        closedir(list);
    return count - 2;
}

static enum err_code put(struct folder_replace *replace, const char *name, const char *text,
                         struct err *err)
{
    int fd;
    enum err_code code = folder_file_open(replace, name, &fd, err);

    if (code != ERR_OK)
        return code;
    code = folder_file_write(replace, name, fd, text, strlen(text), err);
    enum err_code closed = folder_file_close(replace, name, fd, code == ERR_OK ? err : NULL);
    return code == ERR_OK ? closed : code;
}

static unsigned mode_of(const char *path)
{
    struct stat status = {0};

    return stat(path, &status) == 0 ? (unsigned)status.st_mode & 07777U : 0;
}

static void whole(void)
{
    struct folder_replace replace;
    struct err err = {0};
    char *path = file_join(folder, "out");
    char *inside = file_join(path, "F-1/a.txt");
    char *below = file_join(path, "F-1");

    CU_ASSERT_EQUAL(mkdir(path, 0755), 0); /* an empty one may be there */
    CU_ASSERT_EQUAL_FATAL(folder_replace_begin(&replace, path, &err), ERR_OK);
    CU_ASSERT_EQUAL(put(&replace, "F-1/a.txt", "text", &err), ERR_OK);
    CU_ASSERT_EQUAL(put(&replace, "F-1/a.txt", "again", &err), ERR_CANTCREAT);
    CU_ASSERT_NOT_EQUAL(access(inside, F_OK), 0);
    CU_ASSERT_EQUAL(folder_replace_commit(&replace, &err), ERR_OK);
    CU_ASSERT_EQUAL(mode_of(path), 0700);
    CU_ASSERT_EQUAL(mode_of(below), 0700);
    CU_ASSERT_EQUAL(mode_of(inside), 0600);
    CU_ASSERT_EQUAL(entries(), 1);
    char *mark = file_join(path, ".auditwalk-unfinished");
    CU_ASSERT_NOT_EQUAL(access(mark, F_OK), 0);
    free(mark);
    /* Now it is not empty; nor is a file a folder. */
    char *slash = mem_printf("%s/", path);
    CU_ASSERT_EQUAL(folder_replace_begin(&replace, slash, &err), ERR_CANTCREAT);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "is not empty"));
    CU_ASSERT_EQUAL(folder_replace_begin(&replace, inside, &err), ERR_CANTCREAT);
    CU_ASSERT_EQUAL(folder_replace_begin(&replace, "/nonexistent/out", &err), ERR_CANTCREAT);
    CU_ASSERT_EQUAL(entries(), 1);
    free(slash);
    free(below);
    free(inside);
    free(path);
}

static void nothing(void)
{
    struct folder_replace replace;
    struct err err = {0};
    char *path = file_join(folder, "none");
    size_t before = entries();

    CU_ASSERT_EQUAL_FATAL(folder_replace_begin(&replace, path, &err), ERR_OK);
    CU_ASSERT_EQUAL(put(&replace, "a/b/c.txt", "text", &err), ERR_OK);
    CU_ASSERT_EQUAL(put(&replace, "d.txt", "text", &err), ERR_OK);
    CU_ASSERT_EQUAL(entries(), before + 1);
    folder_replace_abort(&replace);
    folder_replace_abort(&replace); /* of an empty one too */
    CU_ASSERT_EQUAL(entries(), before);
    /* Somebody filled its place meanwhile. */
    CU_ASSERT_EQUAL_FATAL(folder_replace_begin(&replace, path, &err), ERR_OK);
    CU_ASSERT_EQUAL(put(&replace, "a/b.txt", "text", &err), ERR_OK);
    char *other = file_join(path, "theirs");
    CU_ASSERT_EQUAL(file_make_directories(other, NULL), ERR_OK);
    CU_ASSERT_NOT_EQUAL(folder_replace_commit(&replace, &err), ERR_OK);
    CU_ASSERT_EQUAL(access(other, F_OK), 0);
    CU_ASSERT_EQUAL(entries(), before + 1);
    free(other);
    free(path);
}

static void full(void)
{
    struct folder_replace replace;
    struct rlimit before;
    struct err err = {0};
    char *path = file_join(folder, "full");
    void (*old)(int) = signal(SIGXFSZ, SIG_IGN);

    CU_ASSERT_EQUAL_FATAL(getrlimit(RLIMIT_FSIZE, &before), 0);
    CU_ASSERT_EQUAL_FATAL(folder_replace_begin(&replace, path, &err), ERR_OK);
    const struct rlimit small = {8, before.rlim_max};
    setrlimit(RLIMIT_FSIZE, &small);
    enum err_code code = put(&replace, "a.txt", "more than eight bytes", &err);
    setrlimit(RLIMIT_FSIZE, &before);
    signal(SIGXFSZ, old);
    CU_ASSERT_EQUAL(code, ERR_CANTCREAT);
    CU_ASSERT_STRING_NOT_EQUAL(err.hint, "");
    folder_replace_abort(&replace);
    CU_ASSERT_NOT_EQUAL(access(path, F_OK), 0);
    free(path);
}

/* What a killed program left goes with the next one; what is being filled stays, and so does a
 * folder that only looks like one. */
static void swept(void)
{
    struct folder_replace first;
    struct folder_replace second;
    char *path = file_join(folder, "swept");
    char *dead = mem_printf("%s" FILE_UNFINISHED "aB3dE6/F-1", path);
    char *mark = mem_printf("%s" FILE_UNFINISHED "aB3dE6/.auditwalk-unfinished", path);
    char *empty = mem_printf("%s" FILE_UNFINISHED "eM9tY0", path);
    char *theirs = mem_printf("%s" FILE_UNFINISHED "photos/gate", path); /* as many letters */
    char *other = mem_printf("%s" FILE_UNFINISHED "notes", path);
    char *victim = file_join(folder, "victim");
    char *link = mem_printf("%s/link", dead);

    CU_ASSERT_EQUAL(file_make_directories(victim, NULL), ERR_OK);
    CU_ASSERT_EQUAL(file_make_directories(other, NULL), ERR_OK);
    CU_ASSERT_EQUAL_FATAL(folder_replace_begin(&first, path, NULL), ERR_OK);
    CU_ASSERT_EQUAL(put(&first, "a.txt", "text", NULL), ERR_OK);
    CU_ASSERT_EQUAL(file_make_directories(dead, NULL), ERR_OK);
    CU_ASSERT_EQUAL(file_make_directories(empty, NULL), ERR_OK);
    CU_ASSERT_EQUAL(file_make_directories(theirs, NULL), ERR_OK);
    CU_ASSERT_EQUAL(symlink(victim, link), 0);
    CU_ASSERT_EQUAL(file_write_atomic(mark, "", 0, NULL), ERR_OK);
    CU_ASSERT_EQUAL_FATAL(folder_replace_begin(&second, path, NULL), ERR_OK);
    CU_ASSERT_NOT_EQUAL(access(dead, F_OK), 0);
    CU_ASSERT_EQUAL(access(victim, F_OK), 0);
    CU_ASSERT_NOT_EQUAL(access(empty, F_OK), 0);
    CU_ASSERT_EQUAL(access(theirs, F_OK), 0);
    CU_ASSERT_EQUAL(access(other, F_OK), 0);
    CU_ASSERT_EQUAL(access(first.temporary, F_OK), 0);
    folder_replace_abort(&second);
    CU_ASSERT_EQUAL(folder_replace_commit(&first, NULL), ERR_OK);
    free(theirs);
    free(empty);
    free(mark);
    free(link);
    free(victim);
    free(other);
    free(dead);
    free(path);
}

CU_ErrorCode test_folder_replace_add(void)
{
    CU_pSuite suite = CU_add_suite("folder, whole or not", set_up, tear_down);

    if (suite == NULL || CU_ADD_TEST(suite, whole) == NULL || CU_ADD_TEST(suite, nothing) == NULL ||
        CU_ADD_TEST(suite, full) == NULL || CU_ADD_TEST(suite, swept) == NULL)
        return CU_get_error();
    return CUE_SUCCESS;
}

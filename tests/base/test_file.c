/* test_file.c - hostile paths, bounded reading, replacing a file, the XDG places. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "suites.h"

static char *root; /* the directory a test works in */

static int remove_one(const char *path, const struct stat *status, int flag, struct FTW *place)
{
    (void)status;
    (void)flag;
    (void)place;
    return remove(path);
}

static void enter(void)
{
    char pattern[] = "/tmp/auditwalk-base-XXXXXX";
    CU_ASSERT_PTR_NOT_NULL_FATAL(mkdtemp(pattern));
    CU_ASSERT_FATAL(chmod(pattern, 0755) == 0 && chdir(pattern) == 0);
    root = mem_strdup(pattern);
}

/* Leaves and removes the directory, which must hold exactly so many entries: no temporary file may
 * stay behind. */
static void leave(int expected)
{
    int entries = 0;
    DIR *directory = opendir(root);
    while (directory != NULL && readdir(directory) != NULL)
        entries++;
    closedir(directory);
    CU_ASSERT_EQUAL(entries - 2, expected);
    CU_ASSERT(chdir("/") == 0);
    nftw(root, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    free(root);
    root = NULL;
}

static void put(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    fputs(text, file);
    fclose(file);
}

static bool holds(const char *path, const char *text)
{
    char bytes[256] = "";
    FILE *file = fopen(path, "r");
    if (file == NULL)
        return false;
    size_t got = fread(bytes, 1, sizeof bytes - 1, file);
    fclose(file);
    bytes[got] = '\0';
    return strcmp(bytes, text) == 0;
}

static void make_socket(const char *path)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    strncpy(address.sun_path, path, sizeof address.sun_path - 1);
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    CU_ASSERT(bind(fd, (const struct sockaddr *)&address, sizeof address) == 0);
    close(fd);
}

static void open_fails(const char *path, enum err_code code, const char *part)
{
    struct err err;
    int fd = 7;
    uint64_t size = 7;
    alarm(10); /* hanging on a FIFO ends the run */
    CU_ASSERT_EQUAL(file_open_regular(path, &fd, &size, &err), code);
    CU_ASSERT_EQUAL(file_open_regular(path, &fd, &size, NULL), code);
    alarm(0);
    CU_ASSERT_EQUAL(err.code, code);
    CU_ASSERT_EQUAL(fd, -1);
    CU_ASSERT(strstr(err.message, part) != NULL);
    CU_ASSERT(err.hint[0] != '\0' || code == ERR_IO || strstr(part, "symbolic") != NULL);
}

static void only_regular_files_open(void)
{
    enter();
    CU_ASSERT(mkfifo("fifo", 0600) == 0);
    CU_ASSERT(mkdir("directory", 0700) == 0);
    CU_ASSERT(symlink("fifo", "to-fifo") == 0 && symlink("loop", "loop") == 0);
    make_socket("socket");
    put("file", "12345");
    CU_ASSERT(symlink("file", "to-file") == 0);
    open_fails("fifo", ERR_NOINPUT, "is a FIFO");
    open_fails("to-fifo", ERR_NOINPUT, "is a FIFO");
    open_fails("directory", ERR_NOINPUT, "is a directory");
    open_fails("socket", ERR_NOINPUT, "is a socket");
    open_fails("/dev/null", ERR_NOINPUT, "is a device");
    open_fails("missing", ERR_NOINPUT, "'missing': No such file");
    open_fails("", ERR_NOINPUT, "No such file");
    open_fails("file/below", ERR_NOINPUT, "Not a directory");
    open_fails("loop", ERR_NOINPUT, "symbolic");
    open_fails("a\x1b[2J\nb", ERR_NOINPUT, "'a [2J b'");
    int fd;
    uint64_t size;
    CU_ASSERT_EQUAL(file_open_regular("to-file", &fd, &size, NULL), ERR_OK);
    CU_ASSERT_EQUAL(size, 5);
    CU_ASSERT((fcntl(fd, F_GETFD) & FD_CLOEXEC) != 0);
    close(fd);
    leave(7);
}

static void a_long_path_leaves_the_reason(void)
{
    enter();
    char name[2000];
    memset(name, 'n', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    open_fails(name, ERR_NOINPUT, "File name too long");
    leave(0);
}

static void reading(void)
{
    struct err err;
    struct buf buf;
    buf_init(&buf);
    enter();
    put("file", "12345");
    put("empty", "");
    CU_ASSERT_EQUAL(file_read("file", 5, &buf, &err), ERR_OK);
    CU_ASSERT_EQUAL(buf.length, 5);
    CU_ASSERT_STRING_EQUAL(buf.data, "12345");
    buf_clear(&buf);
    CU_ASSERT_EQUAL(file_read("file", 4, &buf, &err), ERR_DATA);
    CU_ASSERT(strstr(err.message, "too large") != NULL);
    CU_ASSERT_PTR_NULL(buf.data);
    CU_ASSERT_EQUAL(file_read("empty", 0, &buf, &err), ERR_OK);
    CU_ASSERT_STRING_EQUAL(buf.data, "");
    buf_clear(&buf);
    CU_ASSERT_EQUAL(file_read("file", SIZE_MAX, &buf, &err), ERR_OK);
    CU_ASSERT_EQUAL(buf.length, 5);
    buf_clear(&buf);
    CU_ASSERT_EQUAL(file_read("missing", 5, &buf, &err), ERR_NOINPUT);
    CU_ASSERT_EQUAL(file_read("missing", 5, &buf, NULL), ERR_NOINPUT);
    leave(2);
}

/* Their size is given as 0, so that only reading shows whether they keep the limit. */
static void reading_does_not_trust_the_size(void)
{
    struct err err;
    struct buf buf;
    buf_init(&buf);
    if (access("/proc/self/status", R_OK) != 0) {
        skip("files that lie about their size", "no /proc");
        return;
    }
    CU_ASSERT_EQUAL(file_read("/proc/self/status", 1 << 20, &buf, &err), ERR_OK);
    CU_ASSERT(buf.length > 100);
    buf_clear(&buf);
    CU_ASSERT_EQUAL(file_read("/proc/self/status", 10, &buf, &err), ERR_DATA);
    CU_ASSERT_PTR_NULL(buf.data);
}

static void a_large_file_is_read_whole(void)
{
    struct buf buf;
    buf_init(&buf);
    enter();
    char *bytes = mem_alloc(300000);
    for (size_t i = 0; i < 300000; i++)
        bytes[i] = (char)(i % 251);
    CU_ASSERT_EQUAL(file_write_atomic("large", bytes, 300000, NULL), ERR_OK);
    CU_ASSERT_EQUAL(file_read("large", 300000, &buf, NULL), ERR_OK);
    CU_ASSERT_EQUAL(buf.length, 300000);
    CU_ASSERT_EQUAL(memcmp(buf.data, bytes, 300000), 0);
    buf_clear(&buf);
    CU_ASSERT_EQUAL(truncate("large", (off_t)1 << 40), 0); /* a hole of a terabyte */
    CU_ASSERT_EQUAL(file_read("large", 1 << 20, &buf, NULL), ERR_DATA);
    free(bytes);
    leave(1);
}

static void absolute_is(const char *path, const char *expected)
{
    char *out = NULL;
    CU_ASSERT_EQUAL(file_absolute(path, &out, NULL), ERR_OK);
    CU_ASSERT_PTR_NOT_NULL_FATAL(out);
    CU_ASSERT_STRING_EQUAL(out, expected);
    free(out);
}

static void absolute_paths(void)
{
    enter();
    CU_ASSERT(mkdir("d", 0700) == 0 && mkdir("d/e", 0700) == 0 && symlink("d/e", "link") == 0);
    char *new = file_join(root, "new");
    char *d = file_join(root, "d");
    char *uri = file_join(root, "file:x");
    absolute_is("new", new);
    absolute_is("./d/../new", new);
    absolute_is("new//", new);
    absolute_is("d/e/..", d);
    absolute_is("link/..", d); /* behind the link, not beside it */
    absolute_is("file:x", uri);
    absolute_is(".", root);
    absolute_is("/", "/");
    absolute_is("//", "/");
    absolute_is("/new", "/new");
    free(uri);
    free(d);
    free(new);
    char *out = NULL;
    struct err err;
    CU_ASSERT_EQUAL(file_absolute("", &out, &err), ERR_NOINPUT);
    CU_ASSERT_EQUAL(file_absolute("no/file", &out, &err), ERR_NOINPUT);
    CU_ASSERT_PTR_NULL(out);
    leave(2);
}

static void names(void)
{
    CU_ASSERT_STRING_EQUAL(file_base_name("a/b/c.xlsx"), "c.xlsx");
    CU_ASSERT_STRING_EQUAL(file_base_name("c"), "c");
    CU_ASSERT_STRING_EQUAL(file_base_name("a/"), "");
    CU_ASSERT_STRING_EQUAL(file_base_name(""), "");
    static const char *const cases[][3] = {
        {"a", "b", "a/b"}, {"a/", "b", "a/b"}, {"/", "b", "/b"}, {"", "b", "b"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char *joined = file_join(cases[i][0], cases[i][1]);
        CU_ASSERT_STRING_EQUAL(joined, cases[i][2]);
        free(joined);
    }
}

static void directories(void)
{
    struct err err;
    struct stat status;
    enter();
    CU_ASSERT_EQUAL(file_make_directories("a/b//c/", &err), ERR_OK);
    CU_ASSERT(stat("a/b/c", &status) == 0 && (status.st_mode & 07777) == 0700);
    CU_ASSERT_EQUAL(file_make_directories("a/b/c", &err), ERR_OK);
    CU_ASSERT_EQUAL(file_make_directories(root, &err), ERR_OK);
    CU_ASSERT_EQUAL(file_make_directories("/", &err), ERR_OK);
    put("file", "");
    CU_ASSERT_EQUAL(file_make_directories("file", &err), ERR_CANTCREAT);
    CU_ASSERT_EQUAL(file_make_directories("file/x", &err), ERR_CANTCREAT);
    CU_ASSERT(strstr(err.message, "a file has that name") != NULL);
    CU_ASSERT_EQUAL(file_make_directories("", &err), ERR_CANTCREAT);
    leave(2);
}

static void place_is(char *place, const char *expected)
{
    CU_ASSERT_STRING_EQUAL(place, expected);
    free(place);
}

static void places(void)
{
    char *old = mem_strdup(getenv("HOME"));
    setenv("HOME", "/home/x", 1);
    unsetenv("XDG_DATA_HOME");
    setenv("XDG_CONFIG_HOME", "relative", 1);
    setenv("XDG_STATE_HOME", "", 1);
    place_is(file_data_home(), "/home/x/.local/share/auditwalk");
    place_is(file_config_home(), "/home/x/.config/auditwalk");
    place_is(file_state_home(), "/home/x/.local/state/auditwalk");
    setenv("XDG_DATA_HOME", "/d/", 1);
    setenv("XDG_CONFIG_HOME", "/c", 1);
    setenv("XDG_STATE_HOME", "/s", 1);
    place_is(file_data_home(), "/d/auditwalk");
    place_is(file_config_home(), "/c/auditwalk");
    place_is(file_state_home(), "/s/auditwalk");
    unsetenv("XDG_DATA_HOME");
    unsetenv("HOME");
    char *place = file_data_home();
    CU_ASSERT(place[0] == '/' && strstr(place, "/.local/share/auditwalk") != NULL);
    free(place);
    unsetenv("XDG_CONFIG_HOME");
    unsetenv("XDG_STATE_HOME");
    if (old != NULL)
        setenv("HOME", old, 1);
    free(old);
}

static void replacing(void)
{
    struct file_replace replace;
    struct stat status;
    enter();
    put("file", "old");
    CU_ASSERT_EQUAL(file_replace_begin(&replace, "file", NULL), ERR_OK);
    char *path = file_join(root, "file");
    CU_ASSERT_STRING_EQUAL(replace.path, path);
    CU_ASSERT(strncmp(replace.temporary, path, strlen(path)) == 0);
    CU_ASSERT_EQUAL(strlen(replace.temporary), strlen(path) + strlen(FILE_UNFINISHED) + 6);
    CU_ASSERT(strncmp(replace.temporary + strlen(path), FILE_UNFINISHED, strlen(FILE_UNFINISHED)) ==
              0);
    CU_ASSERT(stat(replace.temporary, &status) == 0 && (status.st_mode & 07777) == 0600);
    CU_ASSERT((fcntl(replace.fd, F_GETFD) & FD_CLOEXEC) != 0);
    CU_ASSERT_EQUAL(write(replace.fd, "new", 3), 3);
    CU_ASSERT(holds("file", "old"));
    CU_ASSERT_EQUAL(file_replace_commit(&replace, NULL), ERR_OK);
    CU_ASSERT(holds("file", "new"));
    CU_ASSERT(replace.fd == -1 && replace.path == NULL && replace.temporary == NULL);
    CU_ASSERT_EQUAL(file_replace_commit(&replace, NULL), ERR_INTERNAL);
    file_replace_abort(&replace);
    CU_ASSERT_EQUAL(file_replace_begin(&replace, path, NULL), ERR_OK);
    CU_ASSERT_EQUAL(write(replace.fd, "bad", 3), 3);
    file_replace_abort(&replace);
    CU_ASSERT(replace.fd == -1 && replace.path == NULL && replace.temporary == NULL);
    CU_ASSERT(holds("file", "new"));
    struct file_replace zeroes = {0, NULL, NULL};
    int input = dup(STDIN_FILENO);
    file_replace_abort(&zeroes);
    CU_ASSERT(input < 0 || fcntl(STDIN_FILENO, F_GETFD) >= 0); /* not closed */
    close(input);
    free(path);
    leave(1);
}

static void links_are_followed(void)
{
    struct stat status;
    struct err err;
    enter();
    CU_ASSERT(mkdir("d", 0700) == 0);
    put("d/file", "old");
    CU_ASSERT(symlink("d/file", "one") == 0 && symlink("one", "two") == 0);
    CU_ASSERT(symlink("d/new", "dangling") == 0 && symlink("loop", "loop") == 0);
    CU_ASSERT_EQUAL(file_write_atomic("two", "new", 3, &err), ERR_OK);
    CU_ASSERT(holds("d/file", "new"));
    CU_ASSERT(lstat("two", &status) == 0 && S_ISLNK(status.st_mode));
    CU_ASSERT(lstat("one", &status) == 0 && S_ISLNK(status.st_mode));
    CU_ASSERT_EQUAL(file_write_atomic("dangling", "made", 4, &err), ERR_OK);
    CU_ASSERT(holds("d/new", "made"));
    CU_ASSERT_EQUAL(file_write_atomic("loop", "x", 1, &err), ERR_CANTCREAT);
    leave(5);
}

static void replace_fails(const char *path, enum err_code code, const char *part)
{
    struct err err;
    struct file_replace replace;
    CU_ASSERT_EQUAL(file_replace_begin(&replace, path, &err), code);
    CU_ASSERT(replace.fd == -1 && replace.path == NULL && replace.temporary == NULL);
    CU_ASSERT(strstr(err.message, part) != NULL);
    CU_ASSERT_EQUAL(file_replace_begin(&replace, path, NULL), code);
}

static void what_is_no_file_is_not_replaced(void)
{
    struct stat status;
    enter();
    CU_ASSERT(mkdir("directory", 0700) == 0 && mkfifo("fifo", 0600) == 0);
    CU_ASSERT(symlink("/dev/null", "null") == 0);
    replace_fails("directory", ERR_CANTCREAT, "is a directory");
    replace_fails("fifo", ERR_CANTCREAT, "is a FIFO");
    replace_fails("null", ERR_CANTCREAT, "is a device");
    replace_fails("missing/file", ERR_CANTCREAT, "No such file");
    replace_fails("", ERR_CANTCREAT, "No such file");
    CU_ASSERT(stat("/dev/null", &status) == 0 && S_ISCHR(status.st_mode));
    leave(3);
}

static void temporaries_are_known_by_name(void)
{
    struct file_replace replace;
    size_t length = 0;

    CU_ASSERT_EQUAL_FATAL(file_replace_begin(&replace, "beside", NULL), ERR_OK);
    const char *name = file_base_name(replace.temporary);
    CU_ASSERT_TRUE(file_is_temporary(name, "beside", &length));
    CU_ASSERT_EQUAL(length, strlen(name));
    CU_ASSERT_FALSE(file_is_temporary(name, "besid", &length));
    file_replace_abort(&replace);
    CU_ASSERT_FALSE(file_is_temporary("beside", "beside", &length));
    CU_ASSERT_FALSE(file_is_temporary("beside.backup", "beside", &length));
    CU_ASSERT_FALSE(file_is_temporary("beside.unfinished", "beside", &length));
    CU_ASSERT_FALSE(file_is_temporary("beside.unfinished-draft", "beside", &length));
    CU_ASSERT_FALSE(file_is_temporary("beside.unfinished-letters", "beside", &length));
}

static bool is_there(const char *name)
{
    struct stat status;

    return lstat(name, &status) == 0;
}

/* What a killed program left goes with the next writing; what a program writes now, and all that
 * may be a user's own, stays. */
static void strays_are_swept(void)
{
    static const char *const strays[] = {"f.unfinished-a1B2c3", "f.unfinished-a1B2c3-journal",
                                         "f.unfinished-zzzzzz-wal"};
    static const char *const others[] = {"f.backup",
                                         "f.a1B2c3",
                                         "f.unfinished-letter-wal.odt",
                                         "f.unfinished-letters",
                                         "ff.unfinished-a1B2c3",
                                         "f.unfinished-"};
    struct file_replace writing;

    enter();
    CU_ASSERT_EQUAL_FATAL(file_replace_begin(&writing, "f", NULL), ERR_OK);
    for (size_t i = 0; i < sizeof strays / sizeof strays[0]; i++)
        put(strays[i], "half");
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        put(others[i], "mine");
    CU_ASSERT(mkdir("f.unfinished-folder", 0700) == 0);
    CU_ASSERT(symlink("f.backup", "f.unfinished-linked") == 0);
    char *journal = mem_printf("%s-journal", writing.temporary);
    put(journal, "half");
    CU_ASSERT_EQUAL(file_write_atomic("f", "whole", 5, NULL), ERR_OK);
    for (size_t i = 0; i < sizeof strays / sizeof strays[0]; i++)
        CU_ASSERT_FALSE(is_there(strays[i]));
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        CU_ASSERT_TRUE(holds(others[i], "mine"));
    CU_ASSERT_TRUE(is_there("f.unfinished-folder") && is_there("f.unfinished-linked"));
    CU_ASSERT_TRUE(is_there(writing.temporary) && is_there(journal));
    CU_ASSERT_EQUAL(unlink(journal), 0);
    free(journal);
    file_replace_abort(&writing);
    leave(9);
}

static void a_name_of_full_length_is_replaced(void)
{
    char name[256];
    enter();
    memset(name, 'n', 255);
    name[255] = '\0';
    CU_ASSERT_EQUAL(file_write_atomic(name, "x", 1, NULL), ERR_OK);
    CU_ASSERT(holds(name, "x"));
    leave(1);
}

/* A directory put in the way between begin and commit: the rename fails, nothing is left. */
static void a_failed_commit_cleans_up(void)
{
    struct file_replace replace;
    struct err err;
    enter();
    CU_ASSERT_EQUAL(file_replace_begin(&replace, "file", NULL), ERR_OK);
    CU_ASSERT(mkdir("file", 0700) == 0);
    CU_ASSERT_EQUAL(file_replace_commit(&replace, &err), ERR_CANTCREAT);
    CU_ASSERT(replace.fd == -1 && replace.path == NULL && replace.temporary == NULL);
    leave(1);
}

/* Root may do anything, so become nobody. */
static int denied(void)
{
    struct err err;
    int fd;
    uint64_t size;
    if (geteuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0))
        return CHILD_SKIPPED;
    if (file_open_regular("secret", &fd, &size, &err) != ERR_DENIED || err.hint[0] == '\0')
        return CHILD_FAILED;
    if (file_write_atomic("closed/file", "x", 1, &err) != ERR_DENIED || err.hint[0] == '\0')
        return CHILD_FAILED;
    if (file_make_directories("closed/sub", &err) != ERR_DENIED)
        return CHILD_FAILED;
    return CHILD_PASSED;
}

static void permissions_are_respected(void)
{
    enter();
    put("secret", "x");
    CU_ASSERT(chmod("secret", 0) == 0 && mkdir("closed", 0555) == 0);
    int result = in_child(denied);
    if (result == CHILD_SKIPPED)
        skip("missing permissions", "cannot become another user");
    else
        CU_ASSERT_EQUAL(result, CHILD_PASSED);
    leave(2);
}

/* A write that fails in the middle: the file may not grow over the limit. */
static int too_large(void)
{
    const struct rlimit limit = {4096, 4096};
    static const char bytes[8192] = "x";
    struct err err;
    signal(SIGXFSZ, SIG_IGN);
    if (setrlimit(RLIMIT_FSIZE, &limit) != 0)
        return CHILD_SKIPPED;
    enum err_code code = file_write_atomic("file", bytes, sizeof bytes, &err);
    return code == ERR_IO && holds("file", "old") ? CHILD_PASSED : CHILD_FAILED;
}

static int disk_full(void)
{
    static char bytes[1 << 18];
    struct err err;
    if (unshare(CLONE_NEWNS) != 0 || mount("none", "/", "", MS_REC | MS_PRIVATE, "") != 0 ||
        mount("none", "disk", "tmpfs", 0, "size=64k") != 0)
        return CHILD_SKIPPED;
    bool passed = file_write_atomic("disk/file", "old", 3, &err) == ERR_OK &&
                  file_write_atomic("disk/file", bytes, sizeof bytes, &err) == ERR_CANTCREAT &&
                  err.hint[0] != '\0' && holds("disk/file", "old") &&
                  file_write_atomic("disk/file", "new", 3, &err) == ERR_OK &&
                  mount("none", "disk", "", MS_REMOUNT | MS_RDONLY, "size=64k") == 0 &&
                  file_write_atomic("disk/file", "x", 1, &err) == ERR_CANTCREAT &&
                  err.hint[0] != '\0' && holds("disk/file", "new") &&
                  file_make_directories("disk/sub", &err) == ERR_CANTCREAT;
    umount2("disk", MNT_DETACH);
    return passed ? CHILD_PASSED : CHILD_FAILED;
}

static void a_failed_write_leaves_the_old_file(void)
{
    enter();
    put("file", "old");
    CU_ASSERT(mkdir("disk", 0700) == 0);
    CU_ASSERT_EQUAL(in_child(too_large), CHILD_PASSED);
    int result = in_child(disk_full);
    if (result == CHILD_SKIPPED)
        skip("a full disk", "cannot mount one");
    else
        CU_ASSERT_EQUAL(result, CHILD_PASSED);
    leave(2);
}

static void directories_are_synced(void)
{
    struct err err;
    enter();
    put("file", "");
    CU_ASSERT_EQUAL(file_sync_directory(".", &err), ERR_OK);
    CU_ASSERT_EQUAL(file_sync_directory("missing", &err), ERR_NOINPUT);
    CU_ASSERT_EQUAL(file_sync_directory("file", &err), ERR_NOINPUT);
    leave(1);
}

CU_ErrorCode test_file_add(void)
{
    static const struct suite_test tests[] = {
        {"only regular files open", only_regular_files_open},
        {"a long path leaves the reason", a_long_path_leaves_the_reason},
        {"reading", reading},
        {"reading does not trust the size", reading_does_not_trust_the_size},
        {"a large file is read whole", a_large_file_is_read_whole},
        {"absolute paths", absolute_paths},
        {"names", names},
        {"directories", directories},
        {"places", places},
        {"replacing", replacing},
        {"links are followed", links_are_followed},
        {"what is no file is not replaced", what_is_no_file_is_not_replaced},
        {"temporaries are known by name", temporaries_are_known_by_name},
        {"strays are swept", strays_are_swept},
        {"a name of full length is replaced", a_name_of_full_length_is_replaced},
        {"a failed commit cleans up", a_failed_commit_cleans_up},
        {"permissions are respected", permissions_are_respected},
        {"a failed write leaves the old file", a_failed_write_leaves_the_old_file},
        {"directories are synced", directories_are_synced},
        {NULL, NULL}};
    return suite_add("file", tests);
}

/* test_draft.c - drafts: what was typed comes back, for its own audit file only. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "fixture.h"
#include "store/draft.h"
#include "suites.h"

static char *drafts_directory(void)
{
    char *state = file_state_home();
    char *directory = file_join(state, "drafts");

    free(state);
    return directory;
}

static size_t count_files(const char *directory, char **last)
{
    DIR *open = opendir(directory);
    size_t count = 0;

    if (open == NULL)
        return 0;
    for (struct dirent *entry = readdir(open); entry != NULL; entry = readdir(open)) {
        if (entry->d_name[0] == '.')
            continue;
        count++;
        if (last != NULL) {
            free(*last);
            *last = file_join(directory, entry->d_name);
        }
    }
    closedir(open);
    return count;
}

static void put(const struct store *store, const char *place, int64_t at, const char *text)
{
    struct err err = {0};
    struct draft draft = {.place = mem_strdup(place), .title = mem_strdup("Title"), .at = at};

    draft_add(&draft, "0", text);
    CU_ASSERT_EQUAL(draft_write(store, &draft, at % 2 == 0, &err), ERR_OK);
    draft_clear(&draft);
}

static bool has(const struct store *store, const char *place, const char *text)
{
    struct draft draft;
    if (!draft_find(store, place, &draft))
        return false;
    bool same = draft_text(&draft, "0") != NULL && strcmp(draft_text(&draft, "0"), text) == 0;
    draft_clear(&draft);
    return same;
}

static void test_kept_and_removed(void)
{
    struct fixture fixture;
    struct drafts all;
    struct stat status;
    char *file = NULL;

    fixture_make(&fixture);
    setenv("XDG_STATE_HOME", fixture.directory, 1);
    char *directory = drafts_directory();
    put(fixture.store, "note 1", 1, "two\nlines 门");
    put(fixture.store, "note 2", 2, "other");
    put(fixture.store, "note 1", 3, "two\nlines 门口");
    CU_ASSERT_TRUE(has(fixture.store, "note 1", "two\nlines 门口"));
    CU_ASSERT_FALSE(has(fixture.store, "note 3", ""));
    drafts_list(fixture.store, &all);
    CU_ASSERT_EQUAL_FATAL(all.count, 2);
    CU_ASSERT_STRING_EQUAL(all.items[0].place, "note 1"); /* the newest first */
    drafts_clear(&all);
    CU_ASSERT_EQUAL(count_files(directory, &file), 2);
    CU_ASSERT_EQUAL(stat(file, &status), 0);
    CU_ASSERT_EQUAL(status.st_mode & 0777, 0600);
    draft_remove(fixture.store, "note 1");
    draft_remove(fixture.store, "note 2");
    CU_ASSERT_EQUAL(count_files(directory, NULL), 0);
    free(file);
    free(directory);
    fixture_remove(&fixture);
}

static void copy_file(const char *from, const char *to)
{
    char *command = mem_printf("cp '%s' '%s'", from, to);
    CU_ASSERT_EQUAL(system(command), 0);
    free(command);
}

/* A copy of the file is another file, unless the original is gone: then it was moved. */
static void test_only_of_its_file(void)
{
    struct fixture fixture;
    struct err err = {0};
    struct store *copy = NULL;

    fixture_make(&fixture);
    setenv("XDG_STATE_HOME", fixture.directory, 1);
    char *path = mem_strdup(store_path(fixture.store));
    char *other = mem_printf("%s-copy", path);
    put(fixture.store, "note 1", 1, "mine");
    store_close(fixture.store);
    fixture.store = NULL;
    copy_file(path, other);
    CU_ASSERT_EQUAL_FATAL(store_open(other, &fixture.device, 0, &copy, &err), ERR_OK);
    CU_ASSERT_FALSE(has(copy, "note 1", "mine"));
    draft_remove(copy, "note 1"); /* not its own: nothing goes */
    CU_ASSERT_EQUAL(rename(path, other), 0);
    CU_ASSERT_TRUE(has(copy, "note 1", "mine"));
    draft_remove(copy, "note 1");
    CU_ASSERT_FALSE(has(copy, "note 1", "mine"));
    store_close(copy);
    free(path);
    free(other);
    fixture_remove(&fixture);
}

static void test_bounded(void)
{
    struct fixture fixture;
    struct err err = {0};
    char *directory;

    fixture_make(&fixture);
    setenv("XDG_STATE_HOME", fixture.directory, 1);
    for (int i = 0; i < DRAFT_MOST + 5; i++) {
        char *place = mem_printf("note %d", i);
        put(fixture.store, place, 1 + i, "x");
        free(place);
    }
    directory = drafts_directory();
    CU_ASSERT_EQUAL(count_files(directory, NULL), DRAFT_MOST);
    char *large = mem_alloc(DRAFT_LIMIT + 2);
    memset(large, 'x', DRAFT_LIMIT + 1);
    large[DRAFT_LIMIT + 1] = '\0';
    struct draft draft = {.place = mem_strdup("large"), .at = 1};
    draft_add(&draft, "0", large);
    CU_ASSERT_EQUAL(draft_write(fixture.store, &draft, false, &err), ERR_DATA);
    draft_clear(&draft);
    free(large);
    free(directory);
    fixture_remove(&fixture);
}

static void spoil(const char *path, const char *bytes, size_t length)
{
    FILE *file = fopen(path, "wb");
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    CU_ASSERT_EQUAL(fwrite(bytes, 1, length, file), length);
    CU_ASSERT_EQUAL(fclose(file), 0);
}

static void test_broken_ones_are_not_read(void)
{
    static const char *const bad[] = {"",
                                      "auditwalk-draft 2\n",
                                      "auditwalk-draft 1\n",
                                      "auditwalk-draft 1\nfile 99999999999999999999\nx\n",
                                      "auditwalk-draft 1\nfile 3\nab",
                                      "auditwalk-draft 1\n 1\nx\n",
                                      "auditwalk-draft 1\nfile -1\nx\n"};
    struct fixture fixture;
    char *file = NULL;
    struct drafts all;

    fixture_make(&fixture);
    setenv("XDG_STATE_HOME", fixture.directory, 1);
    char *directory = drafts_directory();
    put(fixture.store, "note 1", 1, "x");
    CU_ASSERT_EQUAL_FATAL(count_files(directory, &file), 1);
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        spoil(file, bad[i], strlen(bad[i]));
        drafts_list(fixture.store, &all);
        CU_ASSERT_EQUAL(all.count, 0);
        drafts_clear(&all);
    }
    CU_ASSERT_EQUAL(unlink(file), 0);
    CU_ASSERT_EQUAL(mkdir(file, 0700), 0); /* a directory of that name */
    drafts_list(fixture.store, &all);
    CU_ASSERT_EQUAL(all.count, 0);
    drafts_clear(&all);
    rmdir(file);
    free(file);
    free(directory);
    fixture_remove(&fixture);
}

/* Where the usual place can't be written, the runtime directory keeps it. */
static void test_other_place(void)
{
    struct fixture fixture;
    struct err err = {0};
    char run[] = "/tmp/auditwalk-run-XXXXXX";

    fixture_make(&fixture);
    setenv("XDG_STATE_HOME", fixture.directory, 1);
    char *before = mem_strdup(getenv("XDG_STATE_HOME"));
    CU_ASSERT_PTR_NOT_NULL_FATAL(mkdtemp(run));
    setenv("XDG_STATE_HOME", "/dev/null/no", 1);
    setenv("XDG_RUNTIME_DIR", run, 1);
    put(fixture.store, "note 1", 1, "kept");
    CU_ASSERT_TRUE(has(fixture.store, "note 1", "kept"));
    draft_remove(fixture.store, "note 1");
    CU_ASSERT_FALSE(has(fixture.store, "note 1", "kept"));
    unsetenv("XDG_RUNTIME_DIR");
    struct draft draft = {.place = mem_strdup("note 1"), .at = 1};
    draft_add(&draft, "0", "x");
    CU_ASSERT_NOT_EQUAL(draft_write(fixture.store, &draft, false, &err), ERR_OK);
    CU_ASSERT_NOT_EQUAL(err.message[0], '\0');
    draft_clear(&draft);
    if (before != NULL)
        setenv("XDG_STATE_HOME", before, 1);
    else
        unsetenv("XDG_STATE_HOME");
    char *command = mem_printf("rm -rf '%s'", run);
    CU_ASSERT_EQUAL(system(command), 0);
    free(command);
    free(before);
    fixture_remove(&fixture);
}

CU_ErrorCode test_draft_add(void)
{
    CU_pSuite suite = CU_add_suite("draft", NULL, NULL);

    CU_add_test(suite, "kept, replaced, removed", test_kept_and_removed);
    CU_add_test(suite, "only of its file", test_only_of_its_file);
    CU_add_test(suite, "bounded", test_bounded);
    CU_add_test(suite, "broken ones are not read", test_broken_ones_are_not_read);
    CU_add_test(suite, "another place", test_other_place);
    return CU_get_error();
}

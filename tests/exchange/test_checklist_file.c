/* test_checklist_file.c - checklist files: what a good one gives and what each fault is told as.
 *
 * tests/fixtures/checklists/NAME.yaml (or NAME.csv) holds one fault each, NAME.txt the lines that
 * are told about it; GENERATE=1 writes the latter anew.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include <CUnit/CUnit.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "exchange/checklist_overlay.h"
#include "exchange/checklist_parts.h"
#include "suites.h"

#ifndef TOP_SRCDIR
#define TOP_SRCDIR "."
#endif

static const char fixtures[] = TOP_SRCDIR "/tests/fixtures/checklists";

/* ---- golden lists ---- */

/* False for what is no overlay. */
static bool list_overlay_problems(const char *path, struct checklist_problems *problems)
{
    struct checklist_overlay overlay;

    if (!checklist_is_overlay(path))
        return false;
    setenv("AUDITWALK_CHECKLISTS", TOP_SRCDIR "/tests/fixtures/checklists", 1);
    enum err_code code = checklist_overlay_read(path, &overlay, problems, NULL);
    CU_ASSERT_EQUAL(code, problems->errors > 0 ? ERR_DATA : ERR_OK);
    CU_ASSERT_EQUAL(overlay.count == 0, problems->errors > 0);
    checklist_overlay_clear(&overlay);
    unsetenv("AUDITWALK_CHECKLISTS");
    return true;
}

static void list_problems(const char *path, const char *name, struct buf *out)
{
    struct checklist checklist;
    struct checklist_problems problems;
    enum err_code code;

    checklist_init(&checklist);
    if (list_overlay_problems(path, &problems))
        code = problems.errors > 0 ? ERR_DATA : ERR_OK;
    else
        code = checklist_file_read(path, &checklist, &problems, NULL);
    for (size_t i = 0; i < problems.count; i++) {
        char *text = checklist_problem_text(name, &problems.items[i]);
        buf_printf(out, "%s\n", text);
        free(text);
    }
    if (strncmp(name, "overlay-", 8) == 0) {
        checklist_problems_clear(&problems);
        return;
    }
    CU_ASSERT_EQUAL(code, problems.errors > 0 ? ERR_DATA : ERR_OK);
    CU_ASSERT_EQUAL(checklist.id == NULL, problems.errors > 0);
    CU_ASSERT_EQUAL(checklist.item_count == 0, problems.errors > 0);
    checklist_problems_clear(&problems);
    checklist_clear(&checklist);
}

static void compare_golden(const char *name)
{
    struct buf got;
    struct buf expected;
    char *path = file_join(fixtures, name);
    char *golden = mem_printf("%.*s.txt", (int)(strrchr(path, '.') - path), path);

    buf_init(&got);
    buf_init(&expected);
    list_problems(path, name, &got);
    if (getenv("GENERATE") != NULL)
        file_write_atomic(golden, got.data != NULL ? got.data : "", got.length, NULL);
    CU_ASSERT_EQUAL(file_read(golden, CHECKLIST_FILE_LIMIT, &expected, NULL), ERR_OK);
    bool equal = got.length == expected.length &&
                 (got.length == 0 || memcmp(got.data, expected.data, got.length) == 0);
    if (!equal)
        printf("\n%s is told as\n%s", name, got.length > 0 ? got.data : "nothing\n");
    CU_ASSERT_TRUE(equal);
    buf_clear(&expected);
    buf_clear(&got);
    free(golden);
    free(path);
}

static void every_fault_is_told(void)
{
    DIR *stream = opendir(fixtures);
    size_t count = 0;

    CU_ASSERT_PTR_NOT_NULL_FATAL(stream);
    for (struct dirent *entry; (entry = readdir(stream)) != NULL;) {
        const char *suffix = strrchr(entry->d_name, '.');
        if (suffix == NULL || (strcmp(suffix, ".yaml") != 0 && strcmp(suffix, ".csv") != 0))
            continue;
        compare_golden(entry->d_name);
        count++;
    }
    closedir(stream);
    CU_ASSERT_TRUE(count > 30);
}

/* ---- a good file ---- */

static void good_file_is_read_whole(void)
{
    struct checklist list;
    struct err err;

    CU_ASSERT_EQUAL_FATAL(
        checklist_file_read(TOP_SRCDIR "/tests/fixtures/checklists/good.yaml", &list, NULL, &err),
        ERR_OK);
    CU_ASSERT_STRING_EQUAL(list.id, "yard-demo");
    CU_ASSERT_STRING_EQUAL(list.version, "1.2.0");
    CU_ASSERT_STRING_EQUAL(list.standard, "ISO 28000:2022");
    CU_ASSERT_STRING_EQUAL(local_text_exact(&list.title, "zh_CN"), "场区出入巡查");
    CU_ASSERT_EQUAL(list.clause_count, 2);
    CU_ASSERT_STRING_EQUAL(list.clauses[1].clause, "8.10");
    CU_ASSERT_EQUAL_FATAL(list.item_count, 2);
    const struct checklist_item *item = &list.items[0];
    CU_ASSERT_STRING_EQUAL(item->id, "gate-log");
    CU_ASSERT_STRING_EQUAL(item->ref, "8.4-c");
    CU_ASSERT_EQUAL(item->obligation, OBLIGATION_SHOULD);
    CU_ASSERT_STRING_EQUAL(local_text_exact(&item->ask, "en"), "Are gate entries signed?");
    CU_ASSERT_STRING_EQUAL(local_text_exact(&item->look_for, "en"),
                           "Last 30 days of logs\nTwo names");
    CU_ASSERT_STRING_EQUAL(local_text_exact(&item->look_for, "zh_CN"), "近30天登记");
    CU_ASSERT_STRING_EQUAL(item->places, " gate yard ");
    CU_ASSERT_EQUAL(item->methods, 1U << code_index(&code_methods, "records") |
                                       1U << code_index(&code_methods, "observation"));
    CU_ASSERT_EQUAL(item->pdca, code_index(&code_pdca, "check"));
    CU_ASSERT_TRUE(item->documented);
    CU_ASSERT_EQUAL(list.items[1].obligation, OBLIGATION_SHALL);
    CU_ASSERT_EQUAL(list.items[1].pdca, -1);
    CU_ASSERT_PTR_NULL(list.items[1].places);
    CU_ASSERT_FALSE(list.items[1].documented);
    checklist_clear(&list);
}

/* ---- files too large to keep as fixtures ---- */

static const char head[] = "format: \"1\"\nid: big\nversion: \"1\"\ntitle: Big\nitems:\n";

/* Reads bytes and tells the first problem's code; 0 if there was none. */
static int first_code(const struct buf *bytes, size_t *errors)
{
    struct checklist list;
    struct checklist_problems problems;
    struct err err;

    checklist_file_parse("big.yaml", bytes->data, bytes->length, &list, &problems, &err);
    int code = problems.count > 0 ? problems.items[0].code : 0;
    CU_ASSERT_TRUE(problems.count <= PROBLEM_LIST_LIMIT);
    *errors = problems.errors;
    checklist_problems_clear(&problems);
    checklist_clear(&list);
    return code;
}

static bool is_told(const struct buf *bytes, int code)
{
    struct checklist list;
    struct checklist_problems problems;
    bool told = false;

    checklist_file_parse("big.yaml", bytes->data, bytes->length, &list, &problems, NULL);
    for (size_t i = 0; i < problems.count; i++)
        told = told || problems.items[i].code == code;
    checklist_problems_clear(&problems);
    checklist_clear(&list);
    return told;
}

static void item_count_is_bounded(void)
{
    struct buf bytes;
    size_t errors;

    buf_init(&bytes);
    buf_puts(&bytes, head);
    for (int i = 0; i < 10000; i++)
        buf_printf(&bytes, "- {id: i%d, clause: \"1\", ask: a}\n", i);
    CU_ASSERT_EQUAL(first_code(&bytes, &errors), 0);
    buf_puts(&bytes, "- {id: last, clause: \"1\", ask: a}\n");
    CU_ASSERT_EQUAL(first_code(&bytes, &errors), 121);
    CU_ASSERT_EQUAL(errors, 1);
    buf_clear(&bytes);
}

static void depth_is_bounded(void)
{
    struct buf bytes;

    buf_init(&bytes);
    for (int i = 0; i < 100000; i++)
        buf_putc(&bytes, '[');
    CU_ASSERT_TRUE(is_told(&bytes, 120));
    buf_reset(&bytes);
    for (int i = 0; i < 100000; i++)
        buf_puts(&bytes, "{a: ");
    CU_ASSERT_TRUE(is_told(&bytes, 120));
    buf_reset(&bytes);
    for (int i = 0; i < 100000; i++)
        buf_puts(&bytes, "- ");
    CU_ASSERT_TRUE(is_told(&bytes, 120));
    buf_clear(&bytes);
}

static void size_is_bounded(void)
{
    struct buf bytes;
    size_t errors;
    char path[] = "/tmp/auditwalk-test-XXXXXX";
    struct checklist list;
    struct err err;

    buf_init(&bytes);
    buf_reserve(&bytes, CHECKLIST_FILE_LIMIT + 1);
    for (size_t i = 0; i <= CHECKLIST_FILE_LIMIT; i++)
        buf_putc(&bytes, '#');
    CU_ASSERT_EQUAL(first_code(&bytes, &errors), 125);
    buf_clear(&bytes);
    int fd = mkstemp(path);
    CU_ASSERT_TRUE_FATAL(fd >= 0);
    CU_ASSERT_EQUAL(ftruncate(fd, (off_t)50 * 1024 * 1024), 0);
    CU_ASSERT_EQUAL(checklist_file_read(path, &list, NULL, &err), ERR_DATA);
    close(fd);
    unlink(path);
}

static void number_of_values_is_bounded(void)
{
    struct buf bytes;

    buf_init(&bytes);
    buf_puts(&bytes, head);
    buf_puts(&bytes, "- {id: a, clause: \"1\", ask: [");
    for (int i = 0; i < 1000000; i++)
        buf_puts(&bytes, "a,");
    CU_ASSERT_TRUE(is_told(&bytes, 121));
    buf_clear(&bytes);
}

static void many_errors_are_counted(void)
{
    struct buf bytes;
    size_t errors;

    buf_init(&bytes);
    buf_puts(&bytes, head);
    for (int i = 0; i < 5000; i++)
        buf_printf(&bytes, "- {id: i%d, clause: \"1\", aks: a}\n", i);
    CU_ASSERT_EQUAL(first_code(&bytes, &errors), 106);
    CU_ASSERT_EQUAL(errors, 10000);
    buf_clear(&bytes);
}

/* ---- errors that are no problems of a file ---- */

static void first_error_is_the_message(void)
{
    static const char bytes[] = "format: \"1\"\nid: a\nversion: \"1\"\ntitel: A\nitems: []\n";
    struct checklist list;
    struct err err;

    CU_ASSERT_EQUAL(checklist_file_parse("my.yaml", bytes, strlen(bytes), &list, NULL, &err),
                    ERR_DATA);
    CU_ASSERT_STRING_EQUAL(err.message, "my.yaml:1:1: error E106: the required key \"title\" is "
                                        "missing (errors in all: 3)");
    CU_ASSERT_EQUAL(checklist_file_read("/nonexistent/a.yaml", &list, NULL, &err), ERR_NOINPUT);
    CU_ASSERT_EQUAL(checklist_file_read("/tmp", &list, NULL, &err), ERR_NOINPUT);
}

static void codes_are_used_once(void)
{
    for (size_t i = 0; i < PROBLEM_ID_COUNT; i++) {
        CU_ASSERT_PTR_NOT_NULL(problem_rows[i].message);
        CU_ASSERT_EQUAL(problem_rows[i].error, problem_rows[i].code < 200);
        for (size_t j = 0; j < i; j++)
            CU_ASSERT_NOT_EQUAL(problem_rows[i].code, problem_rows[j].code);
    }
}

/* And the page explains no code that there is not. */
static void check_manual_codes(const char *page)
{
    size_t explained = 0;

    for (const char *at = page; (at = strstr(at, "\n.B ")) != NULL; at++) {
        int code = atoi(at + 5);
        bool known = false;
        if (strchr("EW", at[4]) == NULL || code < 100)
            continue;
        for (size_t i = 0; i < PROBLEM_ID_COUNT; i++)
            known = known || problem_rows[i].code == code;
        CU_ASSERT_TRUE(known);
        explained++;
    }
    CU_ASSERT_EQUAL(explained, PROBLEM_ID_COUNT);
}

static void read_page(const char *name, struct buf *pages)
{
    char *path = mem_printf("%s/man/%s", TOP_SRCDIR, name);
    struct buf page;

    buf_init(&page);
    CU_ASSERT_EQUAL(file_read(path, CHECKLIST_FILE_LIMIT, &page, NULL), ERR_OK);
    buf_puts(pages, page.data != NULL ? page.data : "");
    buf_clear(&page);
    free(path);
}

static void codes_are_in_the_manual(void)
{
    struct buf page;

    buf_init(&page);
    read_page("auditwalk-checklist.5", &page);
    read_page("auditwalk-template.5", &page); /* has those of templates */
    for (size_t i = 0; page.data != NULL && i < PROBLEM_ID_COUNT; i++) {
        char *code =
            mem_printf(".B %c%d\n", problem_rows[i].error ? 'E' : 'W', problem_rows[i].code);
        CU_ASSERT_PTR_NOT_NULL(strstr(page.data, code));
        free(code);
    }
    check_manual_codes(page.data != NULL ? page.data : "");
    buf_clear(&page);
}

/* ---- places ---- */

static void write_list(const char *directory, const char *name, const char *text)
{
    char *path = file_join(directory, name);

    CU_ASSERT_EQUAL(file_write_atomic(path, text, strlen(text), NULL), ERR_OK);
    free(path);
}

static void remove_tree(const char *root)
{
    char *command = mem_printf("rm -rf -- '%s'", root);

    CU_ASSERT_EQUAL(system(command), 0);
    free(command);
}

static void check_located(const char *what, const char *expected)
{
    struct err err;
    char *path = NULL;

    CU_ASSERT_EQUAL(checklist_locate(what, &path, &err), ERR_OK);
    CU_ASSERT_PTR_NOT_NULL(path);
    if (path != NULL)
        CU_ASSERT_STRING_EQUAL(path, expected);
    free(path);
}

/* Two directories in $AUDITWALK_CHECKLISTS and one of the user's; the first of an id wins. */
static void make_places(const char *root)
{
    char *first = mem_printf("%s/first", root);
    char *second = mem_printf("%s/second", root);
    char *own = mem_printf("%s/data/auditwalk/checklists", root);
    char *data = mem_printf("%s/data", root);
    char *list = mem_printf("%s:%s/missing::%s", first, root, second);

    file_make_directories(first, NULL);
    file_make_directories(second, NULL);
    file_make_directories(own, NULL);
    write_list(first, "one.yaml", "format: \"1\"\nsource: {id: no}\nid: alpha\n");
    write_list(first, "broken.yaml", "id: [\n");
    write_list(first, "notes.txt", "id: notes\n");
    write_list(second, "other.yaml", "id: alpha\n");
    write_list(second, "beta.yaml", "id: beta\n");
    write_list(own, "mine.yaml", "title: x\nid: mine\n");
    setenv("AUDITWALK_CHECKLISTS", list, 1);
    setenv("XDG_DATA_HOME", data, 1);
    free(list);
    free(data);
    free(own);
    free(second);
    free(first);
}

static void checklists_are_found(void)
{
    char root[] = "/tmp/auditwalk-test-XXXXXX";
    struct err err;
    char *path;
    char **paths;
    size_t count;

    CU_ASSERT_PTR_NOT_NULL_FATAL(mkdtemp(root));
    make_places(root);
    char *alpha = mem_printf("%s/first/one.yaml", root);
    char *mine = mem_printf("%s/data/auditwalk/checklists/mine.yaml", root);
    char *broken = mem_printf("%s/first/broken.yaml", root);
    check_located("alpha", alpha);
    check_located("mine", mine);
    check_located("broken", broken);
    check_located("./x", "./x");
    check_located("x.yaml", "x.yaml");
    CU_ASSERT_EQUAL(checklist_locate("alpa", &path, &err), ERR_USAGE);
    CU_ASSERT_PTR_NULL(path);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "broken, alpha, beta, mine"));
    CU_ASSERT_STRING_EQUAL(err.hint, "did you mean \"alpha\"?");
    CU_ASSERT_EQUAL(checklist_list_files(&paths, &count, &err), ERR_OK);
    CU_ASSERT_TRUE(count >= 4); /* and what is installed */
    for (size_t i = 0; i < count; i++)
        free(paths[i]);
    free(paths);
    unsetenv("AUDITWALK_CHECKLISTS");
    unsetenv("XDG_DATA_HOME");
    free(broken);
    free(mine);
    free(alpha);
    remove_tree(root);
}

CU_ErrorCode test_checklist_file_add(void)
{
    CU_pSuite suite = CU_add_suite("checklist_file", NULL, NULL);

    if (suite == NULL || CU_ADD_TEST(suite, every_fault_is_told) == NULL ||
        CU_ADD_TEST(suite, good_file_is_read_whole) == NULL ||
        CU_ADD_TEST(suite, item_count_is_bounded) == NULL ||
        CU_ADD_TEST(suite, depth_is_bounded) == NULL ||
        CU_ADD_TEST(suite, size_is_bounded) == NULL ||
        CU_ADD_TEST(suite, number_of_values_is_bounded) == NULL ||
        CU_ADD_TEST(suite, many_errors_are_counted) == NULL ||
        CU_ADD_TEST(suite, first_error_is_the_message) == NULL ||
        CU_ADD_TEST(suite, codes_are_used_once) == NULL ||
        CU_ADD_TEST(suite, codes_are_in_the_manual) == NULL ||
        CU_ADD_TEST(suite, checklists_are_found) == NULL)
        return CU_get_error();
    return CUE_SUCCESS;
}

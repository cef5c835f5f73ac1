/* test_checklist_csv.c - checklists as CSV and back, and putting them into the user's folder.
 *
 * What is wrong with a CSV is told by the golden lists of test_checklist_file.c (fixtures csv-*).
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
#include <unistd.h>

#include "base/file.h"
#include "exchange/checklist_file.h"
#include "store/snapshot.h"
#include "suites.h"

#ifndef TOP_SRCDIR
#define TOP_SRCDIR "."
#endif

static const char good_csv[] = TOP_SRCDIR "/tests/fixtures/checklists/csv-good.csv";

static void read_good(const char *path, struct checklist *list)
{
    struct err err = {0};

    CU_ASSERT_EQUAL(checklist_file_read(path, list, NULL, &err), ERR_OK);
    if (err.code != ERR_OK)
        printf("\n%s\n", err.message);
}

static bool is_equal(const struct checklist *a, const struct checklist *b)
{
    struct buf left;
    struct buf right;

    buf_init(&left);
    buf_init(&right);
    snapshot_encode(a, &left);
    snapshot_encode(b, &right);
    bool equal = left.length == right.length && memcmp(left.data, right.data, left.length) == 0;
    buf_clear(&left);
    buf_clear(&right);
    return equal;
}

/* Writes the list in a format, reads that, and tells whether it is the same; *bytes is what was
 * written. */
static bool survives(const struct checklist *list, enum checklist_format format, struct buf *bytes)
{
    struct checklist again;
    struct err err = {0};

    buf_init(bytes);
    checklist_write(list, format, bytes);
    enum err_code code =
        checklist_file_parse_as("again", format, bytes->data, bytes->length, &again, NULL, &err);
    if (code != ERR_OK)
        printf("\n%s\n", err.message);
    bool same = code == ERR_OK && is_equal(list, &again);
    /* Also the bytes, whichever way they came. */
    struct buf second;
    buf_init(&second);
    if (code == ERR_OK)
        checklist_write(&again, format, &second);
    same = same && second.length == bytes->length &&
           memcmp(second.data, bytes->data, second.length) == 0;
    buf_clear(&second);
    checklist_clear(&again);
    return same;
}

static void round_trip(const char *path)
{
    struct checklist list;
    struct buf bytes;

    read_good(path, &list);
    CU_ASSERT_TRUE(list.item_count > 0);
    CU_ASSERT_TRUE(survives(&list, CHECKLIST_CSV, &bytes));
    struct checklist second;
    CU_ASSERT_EQUAL(checklist_file_parse_as("csv", CHECKLIST_CSV, bytes.data, bytes.length, &second,
                                            NULL, NULL),
                    ERR_OK);
    buf_clear(&bytes);
    CU_ASSERT_TRUE(survives(&second, CHECKLIST_YAML, &bytes));
    CU_ASSERT_TRUE(is_equal(&list, &second));
    buf_clear(&bytes);
    checklist_clear(&second);
    checklist_clear(&list);
}

/* ---- good ones ---- */

static void spreadsheets_csv_is_read(void)
{
    struct checklist list;

    read_good(good_csv, &list);
    CU_ASSERT_STRING_EQUAL(list.id, "yard");
    CU_ASSERT_STRING_EQUAL(list.standard, "ISO 28000:2022");
    CU_ASSERT_STRING_EQUAL(local_text_exact(&list.title, "zh_CN"), "场区巡查");
    CU_ASSERT_STRING_EQUAL(list.clauses[0].clause, "8.10");
    CU_ASSERT_EQUAL_FATAL(list.item_count, 2);
    const struct checklist_item *item = &list.items[0];
    CU_ASSERT_STRING_EQUAL(local_text_exact(&item->ask, "en"),
                           "Who is inside;\nand how do you \"know\"?");
    CU_ASSERT_STRING_EQUAL(local_text_exact(&item->look_for, "en"), "Log\nBadges");
    CU_ASSERT_EQUAL(item->obligation, OBLIGATION_SHOULD);
    CU_ASSERT_TRUE(item->documented);
    CU_ASSERT_EQUAL(item->methods, 1U << code_index(&code_methods, "records") |
                                       1U << code_index(&code_methods, "observation"));
    CU_ASSERT_STRING_EQUAL(local_text_exact(&list.items[1].ask, "en"), "=1+1 is what?");
    CU_ASSERT_FALSE(list.items[1].documented);
    checklist_clear(&list);
}

static void every_shipped_one_comes_back(void)
{
    DIR *stream = opendir(TOP_SRCDIR "/checklists");
    size_t count = 0;

    CU_ASSERT_PTR_NOT_NULL_FATAL(stream);
    for (struct dirent *entry; (entry = readdir(stream)) != NULL;) {
        const char *suffix = strrchr(entry->d_name, '.');
        if (suffix == NULL || strcmp(suffix, ".yaml") != 0)
            continue;
        char *path = file_join(TOP_SRCDIR "/checklists", entry->d_name);
        round_trip(path);
        free(path);
        count++;
    }
    closedir(stream);
    CU_ASSERT_TRUE(count >= 1);
    round_trip(good_csv);
    round_trip(TOP_SRCDIR "/tests/fixtures/checklists/good.yaml");
}

/* Texts that a writer or a spreadsheet could spoil. */
static void hard_texts_come_back(void)
{
    static const char *const texts[] = {"=HYPERLINK(\"x\")",
                                        "+1",
                                        "-1",
                                        "@a",
                                        "'",
                                        "'=1",
                                        "''=1",
                                        "'quoted'",
                                        "a,b;c",
                                        "a \"b\"",
                                        "\\n is no newline\nbut this is",
                                        "  led in\n   twice",
                                        "a\n\nb",
                                        "1",
                                        "true",
                                        "null",
                                        "- a",
                                        "a: b",
                                        "# a",
                                        "{a}",
                                        "\uFF1D1",
                                        "\u95E8\u536B\u201C\u767B\u8BB0\u201D",
                                        "08. Apr"};
    struct checklist list;

    read_good(good_csv, &list);
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct checklist_item *item = checklist_add_item(&list);
        item->id = mem_printf("hard-%zu", i);
        item->clause = mem_strdup("8.10");
        local_text_set(&item->topic, "en", i == 10 || i == 11 || i == 12 ? "x" : texts[i]);
        local_text_set(&item->ask, "en", i == 11 ? "led" : texts[i]);
        local_text_set(&item->ask, "fr", "oui");
        local_text_set(&item->look_for, "en", i == 11 ? "led" : texts[i]);
    }
    for (int format = 0; format < CHECKLIST_FORMAT_COUNT; format++) {
        struct buf bytes;
        CU_ASSERT_TRUE(survives(&list, (enum checklist_format)format, &bytes));
        /* No cell starts a formula. */
        for (const char *at = ",=\0,+\0,@\0,\"=\0"; *at != '\0' && format == CHECKLIST_CSV;
             at += strlen(at) + 1)
            CU_ASSERT_PTR_NULL(strstr(bytes.data, at));
        buf_clear(&bytes);
    }
    checklist_clear(&list);
}

/* ---- importing ---- */

static char *make_home(char *root)
{
    CU_ASSERT_PTR_NOT_NULL_FATAL(mkdtemp(root));
    setenv("XDG_DATA_HOME", root, 1);
    return mem_printf("%s/auditwalk/checklists/yard.yaml", root);
}

static void remove_home(const char *root, char *path)
{
    char *command = mem_printf("rm -rf -- '%s'", root);

    CU_ASSERT_EQUAL(system(command), 0);
    unsetenv("XDG_DATA_HOME");
    free(command);
    free(path);
}

static enum err_code import_file(const char *file, bool replace,
                                 struct checklist_imported *imported, struct err *err)
{
    struct checklist_import import = {
        .file = file, .format = checklist_format_of(file), .replace = replace};

    return checklist_file_import(&import, imported, err);
}

static void import_makes_a_private_file(void)
{
    char root[] = "/tmp/auditwalk-test-XXXXXX";
    char *path = make_home(root);
    struct checklist_imported imported;
    struct stat status;
    struct err err;

    CU_ASSERT_EQUAL(import_file(good_csv, false, &imported, &err), ERR_OK);
    CU_ASSERT_STRING_EQUAL(imported.path, path);
    CU_ASSERT_STRING_EQUAL(imported.version, "1.0.0");
    CU_ASSERT_EQUAL(imported.items, 2);
    CU_ASSERT_PTR_NULL(imported.replaced);
    checklist_imported_clear(&imported);
    CU_ASSERT_EQUAL(stat(path, &status), 0);
    CU_ASSERT_EQUAL(status.st_mode & 07777, 0600);
    struct checklist list;
    read_good(path, &list);
    CU_ASSERT_EQUAL(list.item_count, 2);
    checklist_clear(&list);
    /* Once more is nothing new. */
    CU_ASSERT_EQUAL(import_file(good_csv, false, &imported, &err), ERR_OK);
    CU_ASSERT_TRUE(imported.unchanged);
    checklist_imported_clear(&imported);
    remove_home(root, path);
}

static void another_version_is_not_replaced_silently(void)
{
    char root[] = "/tmp/auditwalk-test-XXXXXX";
    char *path = make_home(root);
    char *other = mem_printf("%s/other.yaml", root);
    static const char text[] = "format: \"1\"\nid: yard\nversion: \"2\"\ntitle: T\nitems:\n"
                               "- {id: a, clause: \"1\", ask: a}\n";
    struct checklist_imported imported;
    struct err err = {0};
    struct buf before;
    struct buf after;

    CU_ASSERT_EQUAL(import_file(good_csv, false, &imported, &err), ERR_OK);
    checklist_imported_clear(&imported);
    file_write_atomic(other, text, strlen(text), NULL);
    buf_init(&before);
    file_read(path, CHECKLIST_FILE_LIMIT, &before, NULL);
    CU_ASSERT_EQUAL(import_file(other, false, &imported, &err), ERR_CANTCREAT);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "yard 1.0.0, and would become yard 2"));
    CU_ASSERT_PTR_NOT_NULL(strstr(err.hint, "--replace"));
    buf_init(&after);
    file_read(path, CHECKLIST_FILE_LIMIT, &after, NULL);
    CU_ASSERT_EQUAL(before.length, after.length);
    buf_clear(&after);
    CU_ASSERT_EQUAL(import_file(other, true, &imported, &err), ERR_OK);
    CU_ASSERT_STRING_EQUAL(imported.replaced, "1.0.0");
    checklist_imported_clear(&imported);
    /* A YAML file keeps its own bytes. */
    file_read(path, CHECKLIST_FILE_LIMIT, &after, NULL);
    CU_ASSERT_STRING_EQUAL(after.data, text);
    buf_clear(&after);
    buf_clear(&before);
    free(other);
    remove_home(root, path);
}

static void bad_files_leave_nothing(void)
{
    static const char *const names[] = {
        "csv-changed-clause.csv", "csv-quote-open.csv", "csv-utf16.csv",    "csv-nul.csv",
        "csv-columns.csv",        "duplicate-id.yaml",  "wrong-kinds.yaml", "binary.yaml"};
    char root[] = "/tmp/auditwalk-test-XXXXXX";
    char *path = make_home(root);
    char *folder = mem_printf("%s/auditwalk", root);

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        struct checklist_imported imported;
        struct err err = {0};
        char *file = mem_printf(TOP_SRCDIR "/tests/fixtures/checklists/%s", names[i]);
        CU_ASSERT_EQUAL(import_file(file, false, &imported, &err), ERR_DATA);
        CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "error E"));
        CU_ASSERT_NOT_EQUAL(access(folder, F_OK), 0);
        free(file);
    }
    free(folder);
    remove_home(root, path);
}

/* ---- bounds ---- */

static int first_code(struct buf *bytes)
{
    struct checklist list;
    struct checklist_problems problems;

    checklist_file_parse_as("big.csv", CHECKLIST_CSV, bytes->data, bytes->length, &list, &problems,
                            NULL);
    int code = problems.count > 0 ? problems.items[0].code : 0;
    checklist_problems_clear(&problems);
    checklist_clear(&list);
    buf_reset(bytes);
    return code;
}

static void large_sheets_are_bounded(void)
{
    static const char head[] = "kind,id,clause,ask,title,format,version\n"
                               "checklist,big,,,Big,1,1\n";
    struct buf bytes;

    buf_init(&bytes);
    for (int i = 0; i < 1000000; i++)
        buf_puts(&bytes, "kind,");
    CU_ASSERT_EQUAL(first_code(&bytes), 121);
    buf_puts(&bytes, head);
    for (int i = 0; i < 10001; i++)
        buf_printf(&bytes, "item,i%d,1,a\n", i);
    CU_ASSERT_EQUAL(first_code(&bytes), 121);
    buf_puts(&bytes, head);
    for (int i = 0; i < 3000000; i++)
        buf_puts(&bytes, "a,b\n");
    CU_ASSERT_NOT_EQUAL(first_code(&bytes), 0);
    buf_puts(&bytes, head);
    buf_puts(&bytes, "item,a,1,\"");
    for (int i = 0; i < 15000000; i++)
        buf_putc(&bytes, 'x');
    CU_ASSERT_EQUAL(first_code(&bytes), 130);
    buf_puts(&bytes, head);
    buf_puts(&bytes, "item,a,1,a");
    for (int i = 0; i < 5000000; i++)
        buf_puts(&bytes, ",");
    CU_ASSERT_EQUAL(first_code(&bytes), 0);
    buf_reserve(&bytes, CHECKLIST_FILE_LIMIT + 1);
    for (size_t i = 0; i <= CHECKLIST_FILE_LIMIT; i++)
        buf_putc(&bytes, ',');
    CU_ASSERT_EQUAL(first_code(&bytes), 125);
    buf_clear(&bytes);
}

CU_ErrorCode test_checklist_csv_add(void)
{
    CU_pSuite suite = CU_add_suite("checklist_csv", NULL, NULL);

    if (suite == NULL || CU_ADD_TEST(suite, spreadsheets_csv_is_read) == NULL ||
        CU_ADD_TEST(suite, every_shipped_one_comes_back) == NULL ||
        CU_ADD_TEST(suite, hard_texts_come_back) == NULL ||
        CU_ADD_TEST(suite, import_makes_a_private_file) == NULL ||
        CU_ADD_TEST(suite, another_version_is_not_replaced_silently) == NULL ||
        CU_ADD_TEST(suite, bad_files_leave_nothing) == NULL ||
        CU_ADD_TEST(suite, large_sheets_are_bounded) == NULL)
        return CU_get_error();
    return CUE_SUCCESS;
}

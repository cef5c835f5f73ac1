/* test_template.c - templates of workbooks: every problem with its place, files that mean harm, and
 * what the workbooks make of them.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include <CUnit/CUnit.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "exchange/export.h"
#include "exchange/report_model.h"
#include "exchange/template.h"
#include "exchange/workbook.h"
#include "exchange/workbook_tables.h"
#include "suites.h"

#ifndef TOP_SRCDIR
#define TOP_SRCDIR "."
#endif

static char *folder;
static char *path; /* of the template */
static bool own_variable;

static int set_up(void)
{
    const char *build = getenv("top_builddir");

    folder = mem_strdup("/tmp/test-template.XXXXXX");
    if (mkdtemp(folder) == NULL)
        return 1;
    path = file_join(folder, "house.yaml");
    if (getenv("AUDITWALK_THUMBNAIL") == NULL && build != NULL && build[0] == '/') {
        char *program = file_join(build, "auditwalk-thumbnail");
        setenv("AUDITWALK_THUMBNAIL", program, 1);
        own_variable = true;
        free(program);
    }
    return 0;
}

static int tear_down(void)
{
    char *command = mem_printf("rm -rf '%s'", folder);
    int status = system(command);

    if (own_variable)
        unsetenv("AUDITWALK_THUMBNAIL");
    free(command);
    free(path);
    free(folder);
    return status;
}

static void put(const char *name, const char *bytes, size_t length)
{
    char *file = file_join(folder, name);

    CU_ASSERT_EQUAL(file_write_atomic(file, bytes, length, NULL), ERR_OK);
    free(file);
}

static void put_photo(const char *name, size_t length)
{
    char *demo = file_join(TOP_SRCDIR, "data/demo/fence-F12-gap.jpg");
    struct buf bytes = {0};

    CU_ASSERT_EQUAL_FATAL(file_read(demo, 1 << 24, &bytes, NULL), ERR_OK);
    put(name, bytes.data, length > 0 ? length : bytes.length);
    buf_clear(&bytes);
    free(demo);
}

static enum err_code read_text(const char *text, struct template *template,
                               struct checklist_problems *problems, struct err *err)
{
    put("house.yaml", text, strlen(text));
    return template_read(path, template, problems, err);
}

/* ---- problems -------------------------------------------------------------------------------- */

/* The problems as lines behind the name of the file. */
static char *problems_of(const char *text)
{
    struct template template;
    struct checklist_problems problems;
    struct err err = {0};
    struct buf out;

    enum err_code code = read_text(text, &template, &problems, &err);
    CU_ASSERT_EQUAL(code, problems.errors > 0 ? ERR_DATA : ERR_OK);
    CU_ASSERT(code == ERR_OK || template.cover_count == 0);
    buf_init(&out);
    for (size_t i = 0; i < problems.count; i++) {
        char *line = checklist_problem_text("", &problems.items[i]);
        buf_printf(&out, "%s\n", line);
        free(line);
    }
    checklist_problems_clear(&problems);
    template_clear(&template);
    return buf_take(&out);
}

static void expect(const char *text, const char *wanted)
{
    char *have = problems_of(text);

    CU_ASSERT_STRING_EQUAL(have, wanted);
    if (strcmp(have, wanted) != 0)
        fprintf(stderr, "template: %swanted: %s", have, wanted);
    free(have);
}

static void test_problems(void)
{
    expect("format: \"1\"\n", "");
    expect("", ":1:1: error E123: there is nothing in the file\n");
    expect("cover: [x]\n", ":1:1: error E106: the required key \"format\" is missing\n");
    expect("format: \"2\"\nlogo: [a]\nfoot: x\n",
           ":1:9: error E124: format \"2\" is not known to this version; it reads format \"1\"\n"
           ":2:7: error E107: \"logo\" must be a text, not a list\n"
           ":3:1: error E104: unknown key \"foot\"; did you mean \"footer\"?\n");
    expect("format: \"1\"\nsheets:\n  findngs: {columns: [number]}\n",
           ":3:3: error E104: unknown key \"findngs\"; did you mean \"findings\"?\n");
    expect(
        "format: \"1\"\nsheets:\n  merges:\n    columns: [merged_at, sendr, sender, sender]\n"
        "  opinions:\n    columns: [state, subject, nothing_like_it]\n  findings:\n"
        "    columns: []\n",
        ":4:26: error E152: \"sendr\" is no column of the sheet merges; did you mean \"sender\"?\n"
        ":4:41: error E153: the column \"sender\" is listed twice\n"
        ":6:15: error E154: the first column of the sheet opinions must be \"subject\": its rows "
        "are known by it\n"
        ":6:31: error E152: \"nothing_like_it\" is no column of the sheet opinions; known: "
        "subject, state, kind, field, positions, decision, reason, decided_by, decided_at\n"
        ":8:14: error E114: \"columns\" is empty\n");
    expect("format: \"1\"\ncover: &a [*a]\n",
           ":2:8: error E117: anchors (&) and aliases (*) are not "
           "allowed: \"a\"; write the value out, or put a text "
           "that starts so in quotes\n"
           ":2:12: error E117: anchors (&) and aliases (*) are not "
           "allowed: \"a\"; write the value out, or put a text "
           "that starts so in quotes\n");
    expect(
        "format: \"1\"\nfooter: {en: x, klingon_language: y}\n",
        ":2:17: error E116: \"klingon_language\" is no language: they look like en, zh or zh_CN\n");
}

/* Each limit is met exactly, and passed by one. */
static void test_lengths(void)
{
    struct buf text;
    struct template template;

    for (size_t more = 0; more < 2; more++) {
        buf_init(&text);
        buf_puts(&text, "format: \"1\"\nfooter: \"");
        for (size_t i = 0; i < 38 + more; i++)
            buf_puts(&text, "安");
        buf_puts(&text, "a&b\"\ncover:\n");
        for (size_t i = 0; i < TEMPLATE_COVER_LINES + more; i++)
            buf_printf(&text, "  - \"%.*s\"\n", i == 0 ? (int)(TEMPLATE_LINE_LIMIT + more) : 3,
                       "1234567890123456789012345678901234567890123456789012345678901234567890"
                       "1234567890123456789012345678901234567890123456789012345678901234567890"
                       "1234567890123456789012345678901234567890123456789012345678901234567890"
                       "1234567890123456789012345678901234567890123456789012345678901234567890"
                       "1234567890123456789012345678901234567890123456789012345678901234567890"
                       "1234567890123456789012345678901234567890123456789012345678901234567890"
                       "1234567890123456789012345678901234567890123456789012345678901234567890"
                       "1234567890123456789012345678901234567890123456789012345678901234567890");
        if (more == 0) {
            CU_ASSERT_EQUAL(read_text(text.data, &template, NULL, NULL), ERR_OK);
            CU_ASSERT_EQUAL(template.cover_count, TEMPLATE_COVER_LINES);
            template_clear(&template);
        } else {
            expect(text.data, ":2:9: error E150: \"footer\" is 81 characters long; 80 are allowed\n"
                              ":4:5: error E150: \"line of the cover\" is 501 characters long; 500 "
                              "are allowed\n"
                              ":24:5: error E121: too many lines of the cover: 20 are allowed\n");
        }
        buf_clear(&text);
    }
}

static void test_bytes(void)
{
    static const char latin[] = "format: \"1\"\nfooter: M\xFCller\n";
    static const char zero[] = "format: \"1\"\nfooter: a\0b\n";
    struct template template;
    struct checklist_problems problems;
    struct err err = {0};
    char *large = mem_alloc(TEMPLATE_FILE_LIMIT + 1);

    put("house.yaml", latin, sizeof latin - 1);
    CU_ASSERT_EQUAL(template_read(path, &template, &problems, &err), ERR_DATA);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, ":2:10: error E101"));
    CU_ASSERT_PTR_NOT_NULL(strstr(err.hint, "auditwalk template check "));
    checklist_problems_clear(&problems);
    put("house.yaml", zero, sizeof zero - 1);
    CU_ASSERT_EQUAL(template_read(path, &template, NULL, &err), ERR_DATA);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "error E102"));
    memset(large, '#', TEMPLATE_FILE_LIMIT + 1);
    put("house.yaml", large, TEMPLATE_FILE_LIMIT + 1);
    CU_ASSERT_EQUAL(template_read(path, &template, &problems, &err), ERR_DATA);
    CU_ASSERT_EQUAL(problems.count, 0);
    checklist_problems_clear(&problems);
    CU_ASSERT_EQUAL(template_read(folder, &template, NULL, &err), ERR_NOINPUT);
    CU_ASSERT_EQUAL(template_read("/nonexistent", &template, NULL, &err), ERR_NOINPUT);
    free(large);
}

/* ---- the logo -------------------------------------------------------------------------------- */

static void no_logo(const char *name, const char *why)
{
    char *text = mem_printf("format: \"1\"\nlogo: %s\n", name);
    char *have = problems_of(text);

    CU_ASSERT_PTR_NOT_NULL(strstr(have, ":2:7: error E151: the logo \""));
    CU_ASSERT_PTR_NOT_NULL(strstr(have, why));
    free(have);
    free(text);
}

static void test_logo(void)
{
    static const char text[] = "format: \"1\"\nlogo: logo.jpg\n";
    struct template template;
    char *fifo = file_join(folder, "fifo.png");

    put("notes.png", "no image at all", 15);
    put_photo("cut.jpg", 20000);
    put_photo("logo.jpg", 0);
    CU_ASSERT_EQUAL(mkfifo(fifo, 0600), 0);
    no_logo("missing.png", "cannot open");
    no_logo("fifo.png", "FIFO");
    no_logo(".", "directory");
    no_logo("/dev/zero", "device");
#ifdef HAVE_PICTURE
    no_logo("notes.png", "no JPEG or PNG");
    no_logo("cut.jpg", "no JPEG or PNG");
    CU_ASSERT_EQUAL(read_text(text, &template, NULL, NULL), ERR_OK);
    CU_ASSERT_EQUAL(template.logo.height, 2 * TEMPLATE_LOGO_HEIGHT);
    CU_ASSERT_PTR_NULL(memmem(template.logo.bytes, template.logo.length, "Exif", 4));
    template_clear(&template);
#else
    (void)template;
    (void)text;
    no_logo("logo.jpg", "is missing");
#endif
    free(fifo);
}

/* ---- the tables ------------------------------------------------------------------------------ */

/* Columns are chosen by their keys: each once in its sheet. */
static void test_keys(void)
{
    struct buf all;
    struct template template;

    buf_init(&all);
    buf_puts(&all, "format: \"1\"\nsheets:\n");
    for (size_t i = 0; i < workbook_sheet_count(); i++) {
        buf_printf(&all, "  %s:\n    columns:\n", workbook_sheet_key(i));
        CU_ASSERT(workbook_column_count(i) > 1);
        for (size_t j = 0; j < workbook_column_count(i); j++) {
            buf_printf(&all, "      - %s\n", workbook_column_key(i, j));
            for (size_t k = 0; k < j; k++)
                CU_ASSERT_STRING_NOT_EQUAL(workbook_column_key(i, j), workbook_column_key(i, k));
        }
    }
    expect(all.data, "");
    CU_ASSERT_EQUAL_FATAL(read_text(all.data, &template, NULL, NULL), ERR_OK);
    for (size_t i = 0; i < workbook_sheet_count(); i++) {
        const struct template_sheet *sheet = template_sheet(&template, workbook_sheet_key(i));
        CU_ASSERT_PTR_NOT_NULL_FATAL(sheet);
        CU_ASSERT_EQUAL(sheet->count, workbook_column_count(i));
    }
    CU_ASSERT_PTR_NULL(template_sheet(&template, "nothing"));
    CU_ASSERT_PTR_NULL(template_sheet(NULL, "findings"));
    template_clear(&template);
    buf_clear(&all);
}

static void test_sample(void)
{
    char *sample = file_join(TOP_SRCDIR, "data/template.yaml");
    struct template template;
    struct checklist_problems problems;

    CU_ASSERT_EQUAL(template_read(sample, &template, &problems, NULL), ERR_OK);
    CU_ASSERT_EQUAL(problems.count, 0);
    CU_ASSERT_EQUAL(template.cover_count, 2);
    checklist_problems_clear(&problems);
    template_clear(&template);
    free(sample);
}

/* ---- workbooks ------------------------------------------------------------------------------- */

static void fill(struct report *report)
{
    struct report_finding *finding = report_add_finding(report);

    mem_replace(&report->organization, "Harbour & Sons");
    mem_replace(&finding->number, "F-1");
    mem_replace(&finding->statement, "Two exits lack a signature.");
    mem_replace(&finding->consequence, "=1+1");
    finding->grade = GRADE_MINOR;
    mem_replace(&report_add_evidence(report)->number, "E-1");
    report_finish(report);
}

static bool reads_back(const char *file, const char *checks)
{
    char *command = mem_printf("/usr/bin/python3 '%s/tests/exchange/read_workbook.py' '%s' %s",
                               TOP_SRCDIR, file, checks);
    int status = system(command);

    free(command);
    return status == 0;
}

static void check_book(enum export_kind kind, const char *language, const char *text,
                       const char *checks)
{
    char *file = file_join(folder, "book.xlsx");
    struct template template;
    struct report report;
    struct export_result result = {0};

    CU_ASSERT_EQUAL_FATAL(read_text(text, &template, NULL, NULL), ERR_OK);
    report_init(&report, language);
    fill(&report);
    for (size_t large = 0; large < 2; large++) {
        const struct workbook_job job = {.kind = kind,
                                         .path = file,
                                         .tmpdir = folder,
                                         .shown = file,
                                         .template = &template,
                                         .large = large};
        CU_ASSERT_EQUAL(workbook_write(&report, &job, &result, NULL), ERR_OK);
        CU_ASSERT(reads_back(file, checks));
    }
    report_clear(&report);
    template_clear(&template);
    free(file);
}

static void test_report(void)
{
    static const char text[] =
        "format: \"1\"\n"
        "cover:\n  - =HYPERLINK(\"http://x\")\n  - \"left \xE2\x80\xAEright & <b>\"\n"
        "  - {en: Only English, zh_CN: 中文}\n"
        "footer: {en: \"R&D &P end\", zh_CN: 安保部}\n"
        "sheets:\n  findings:\n    columns: [number, statement, site, grade]\n"
        "  evidence:\n    columns: [number, sha256, title]\n";

    check_book(EXPORT_REPORT, "en", text,
               "sound 'only=Findings:Number|Statement of failure|Site|Grade' "
               "'only=Evidence:Number|SHA-256|Title' 'has=Cover:=HYPERLINK(\"http://x\")' "
               "'has=Cover:left right & <b>' 'has=Cover:Only English' 'hasnot=Cover:中文' "
               "'has=Cover:Columns left out' 'has=Cover:Findings: Requirements' "
               "'has=Findings:Columns left out: Requirements' 'hasnot=Findings:=1+1' "
               "'footer=Cover:R&&D &&P end' 'footer=Evidence:R&&D &&P end' "
               "'hasnot=Nonconformities:Columns left out'");
    check_book(EXPORT_REPORT, "zh_CN", text, "sound 'has=Cover:中文' 'footer=Cover:安保部'");
    check_book(EXPORT_REPORT, "both", text,
               "sound 'has=Cover:Only English / 中文' 'footer=Cover:R&&D &&P end\n安保部'");
}

static void test_register(void)
{
    check_book(EXPORT_REGISTER, "en",
               "format: \"1\"\nsheets: {register: {columns: [number, statement]}}\n",
               "sound 'only=Nonconformities:Number|Statement of failure' "
               "'has=Nonconformities:Columns left out: Grade' 'footer=Nonconformities:Harbour'");
}

/* All the columns there are, in their usual order: only the optional ones that are empty are more.
 */
static void test_checklists(void)
{
    static const char text[] =
        "format: \"1\"\nsheets: {blank: {columns: [ref, note, question]}, filled: {columns: "
        "[ref, result]}}\n";

    check_book(EXPORT_CHECKLIST, "en", text, "sound 'only=Checklist:Requirement|Note|Question'");
    check_book(EXPORT_FILLED, "en", text, "sound 'only=Checklist:Requirement|Result'");
}

CU_ErrorCode test_template_add(void)
{
    CU_pSuite suite = CU_add_suite("template", set_up, tear_down);

    if (suite == NULL || CU_ADD_TEST(suite, test_problems) == NULL ||
        CU_ADD_TEST(suite, test_lengths) == NULL || CU_ADD_TEST(suite, test_bytes) == NULL ||
        CU_ADD_TEST(suite, test_logo) == NULL || CU_ADD_TEST(suite, test_keys) == NULL ||
        CU_ADD_TEST(suite, test_sample) == NULL || CU_ADD_TEST(suite, test_report) == NULL ||
        CU_ADD_TEST(suite, test_register) == NULL || CU_ADD_TEST(suite, test_checklists) == NULL)
        return CU_get_error();
    return CUE_SUCCESS;
}

/* test_records.c - lists of findings and evidence, a record to read, withdrawing, exporting. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "stage.h"
#include "suites.h"
#include "ui/record_text.h"
#include "ui/screens.h"

/* Two findings, three pieces of evidence, one of them with a file. */
struct scene {
    struct stage stage;
    struct ident evidence;
    struct ident minor;
};

static void make(struct scene *scene)
{
    struct stage *stage = &scene->stage;

    stage_make_audit(stage);
    stage_write(stage, "photo.txt", "not a photo");
    scene->evidence =
        stage_add_evidence(stage, "8.4-c", "登记簿 of March", EVIDENCE_RECORD, "photo.txt");
    stage_add_evidence(stage, "8.4-d", "Seals on the floor", EVIDENCE_OBSERVATION, NULL);
    stage_add_evidence(stage, "8.4-d", "Shift leader", EVIDENCE_INTERVIEW, NULL);
    scene->minor =
        stage_add_finding(stage, "8.4-c", GRADE_MINOR, "三天无签字 in March", &scene->evidence);
    stage_add_finding(stage, "8.4-d", GRADE_MAJOR, "Seals are not counted", NULL);
}

static void resize_through(struct stage *stage)
{
    static const int sizes[][2] = {{16, 60}, {40, 120}, {5, 20}, {16, 59}, {1, 1}, {24, 80}};

    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++)
        stage_size(stage, sizes[i][0], sizes[i][1]);
}

/* The row of the canvas on which a text stands, -1. */
static int row_of(const struct stage *stage, const char *text)
{
    int found = -1;

    for (int row = 0; row < stage->app->canvas->rows && found < 0; row++) {
        char *line = canvas_row(stage->app->canvas, row);
        if (strstr(line, text) != NULL)
            found = row;
        free(line);
    }
    return found;
}

/* ---- findings -------------------------------------------------------------------------------- */

static void findings_sort_and_filter(void)
{
    struct scene scene;
    struct stage *stage = &scene.stage;

    make(&scene);
    stage_show(stage, findings_screen_new(&stage->audit, NULL), 24, 80);
    stage_has(stage, "Findings · IA-2026-01 · by grade");
    CU_ASSERT_TRUE(row_of(stage, "Seals are not") < row_of(stage, "三天无签字"));
    stage_type(stage, "ss");
    stage_has(stage, "by requirement");
    CU_ASSERT_TRUE(row_of(stage, "Seals are not") > row_of(stage, "三天无签字"));
    stage_type(stage, "F");
    stage_has(stage, "All, no filter");
    stage_type(stage, "jjj");
    stage_key(stage, K_ENTER);
    stage_has(stage, "filter: Minor nonconformity");
    stage_lacks(stage, "Seals are not");
    stage_type(stage, "F");
    stage_type(stage, "jjjjj");
    stage_key(stage, K_ENTER);
    stage_has(stage, "Nothing passes the filter");
    resize_through(stage);
    stage_remove(stage);
}

static void findings_show_more_when_wide(void)
{
    struct scene scene;
    struct stage *stage = &scene.stage;

    make(&scene);
    stage_show(stage, findings_screen_new(NULL, NULL), 16, 60);
    stage_has(stage, "Findings · all audits");
    stage_has(stage, "三天无签字");
    stage_has(stage, "8.4 c)");
    stage_lacks(stage, "2026-03-31");
    stage_size(stage, 40, 120);
    stage_has(stage, "2026-03-31");
    stage_has(stage, "IA-2026-01");
    stage_has(stage, "Harbour");
    stage_type(stage, "a");
    stage_has(stage, "open one");
    stage_remove(stage);
}

/* The findings of one requirement; a new one is against it. */
static void findings_of_a_requirement(void)
{
    struct scene scene;
    struct stage *stage = &scene.stage;

    make(&scene);
    struct walk_detail detail = stage_detail(stage, "8.4-c");
    stage_show(stage, findings_screen_new(NULL, &detail.line.id), 24, 100);
    stage_has(stage, "Findings · IA-2026-01 · 8.4 c)");
    stage_has(stage, "三天无签字");
    stage_lacks(stage, "Seals are not");
    stage_type(stage, "a");
    stage_has(stage, "8.4 c)");
    stage_has(stage, "登记簿 of March");
    stage_type(stage, "Also in April");
    stage_key(stage, K_CONTROL('s'));
    stage_has(stage, "Also in April");
    walk_detail_clear(&detail);
    stage_remove(stage);
}

static void no_findings_says_how(void)
{
    struct stage stage;

    stage_make_audit(&stage);
    stage_show(&stage, findings_screen_new(&stage.audit, NULL), 24, 80);
    stage_has(&stage, "Press a to raise one");
    stage_type(&stage, "sed"); /* nothing selected: nothing happens */
    stage_key(&stage, K_ENTER);
    stage_has(&stage, "Press a to raise one");
    stage_type(&stage, "a");
    stage_type(&stage, "Fence cut");
    for (int i = 0; i < 8; i++) /* the requirements follow the other texts */
        stage_key(&stage, K_TAB);
    stage_type(&stage, "8.4 c)， 8.4 d)；own-1");
    stage_key(&stage, K_CONTROL('s'));
    stage_has(&stage, "Fence cut");

    stage_reopen(&stage);
    CU_ASSERT_EQUAL(stage_result(&stage, "8.4-c"), RESULT_OFI);
    CU_ASSERT_EQUAL(stage_result(&stage, "8.4-d"), RESULT_OFI);
    CU_ASSERT_EQUAL(stage_result(&stage, "own-1"), RESULT_OFI);
    stage_remove(&stage);
}

static void a_finding_is_withdrawn_with_a_reason(void)
{
    struct scene scene;
    struct stage *stage = &scene.stage;
    struct finding_lines findings;
    struct row row;

    make(&scene);
    stage_show(stage, findings_screen_new(&stage->audit, NULL), 24, 80);
    stage_type(stage, "jd");
    stage_has(stage, "Withdraw F-");
    stage_key(stage, K_ENTER);
    stage_has(stage, "something must stand here");
    stage_type(stage, "重复");
    stage_key(stage, K_ENTER);
    stage_has(stage, "is withdrawn");
    stage_lacks(stage, "三天无签字");

    stage_reopen(stage);
    stage_findings(stage, &findings);
    CU_ASSERT_EQUAL(findings.count, 1);
    finding_lines_clear(&findings);
    CU_ASSERT_EQUAL_FATAL(store_get(stage->store, RECORD_FINDING, &scene.minor, &row, NULL),
                          ERR_OK);
    CU_ASSERT_STRING_EQUAL(row_text(&row, FIELD_WITHDRAWN), "重复");
    row_clear(&row);
    stage_remove(stage);
}

/* Once the audit is issued nothing of it can be withdrawn. */
static void an_issued_audit_keeps_its_findings(void)
{
    struct scene scene;
    struct stage *stage = &scene.stage;
    struct finding_lines findings;
    struct change change;

    make(&scene);
    change_init(&change, &stage->audit);
    change_set_text(&change, RECORD_AUDIT, &stage->audit, AUDIT_STATE, "issued");
    CU_ASSERT_EQUAL(store_save(stage->store, &change, "issued", NULL), ERR_OK);
    change_clear(&change);
    stage_show(stage, findings_screen_new(&stage->audit, NULL), 24, 80);
    stage_type(stage, "d");
    stage_type(stage, "重复");
    stage_key(stage, K_ENTER);
    stage_has(stage, "can't be changed");
    stage_has(stage, "重复");

    stage_reopen(stage);
    stage_findings(stage, &findings);
    CU_ASSERT_EQUAL(findings.count, 2);
    finding_lines_clear(&findings);
    stage_remove(stage);
}

static void a_finding_is_edited(void)
{
    struct scene scene;
    struct stage *stage = &scene.stage;
    struct row row;

    make(&scene);
    stage_show(stage, findings_screen_new(&stage->audit, NULL), 24, 80);
    stage_type(stage, "j");
    stage_key(stage, K_ENTER);
    stage_has(stage, "Finding F-");
    stage_type(stage, "e");
    stage_type(stage, "，已复核");
    stage_key(stage, K_CONTROL('s'));
    stage_has(stage, "三天无签字 in March，已复核");

    stage_reopen(stage);
    CU_ASSERT_EQUAL_FATAL(store_get(stage->store, RECORD_FINDING, &scene.minor, &row, NULL),
                          ERR_OK);
    CU_ASSERT_STRING_EQUAL(row_text(&row, FINDING_STATEMENT), "三天无签字 in March，已复核");
    row_clear(&row);
    stage_remove(stage);
}

/* ---- evidence -------------------------------------------------------------------------------- */

static void evidence_sort_and_filter(void)
{
    struct scene scene;
    struct stage *stage = &scene.stage;

    make(&scene);
    stage_show(stage, evidence_screen_new(&stage->audit, NULL, NULL), 24, 80);
    stage_has(stage, "Evidence · IA-2026-01 · newest first");
    stage_has(stage, "[+1]");
    CU_ASSERT_TRUE(row_of(stage, "Shift leader") < row_of(stage, "登记簿"));
    stage_type(stage, "s");
    stage_has(stage, "by number");
    CU_ASSERT_TRUE(row_of(stage, "Shift leader") > row_of(stage, "登记簿"));
    stage_type(stage, "s");
    stage_has(stage, "by requirement");
    stage_type(stage, "F");
    stage_type(stage, "jjjj");
    stage_key(stage, K_ENTER);
    stage_has(stage, "filter: Interview");
    stage_has(stage, "Shift leader");
    stage_lacks(stage, "登记簿");
    resize_through(stage);
    stage_remove(stage);
}

/* More than a page: the list reads on, and Enter opens the row that is seen. */
static void evidence_is_read_in_pages(void)
{
    struct stage stage;
    enum { MANY = 230 };

    stage_make_audit(&stage);
    for (int i = 0; i < MANY; i++) {
        char *title = mem_printf("piece %03d", i);
        stage_add_evidence(&stage, "8.4-d", title, i % 2 ? EVIDENCE_RECORD : EVIDENCE_DOCUMENT,
                           NULL);
        free(title);
    }
    stage_show(&stage, evidence_screen_new(&stage.audit, NULL, NULL), 24, 80);
    stage_has(&stage, "piece 229");
    stage_type(&stage, "G");
    stage_has(&stage, "piece 000");
    stage_key(&stage, K_ENTER);
    stage_has(&stage, "piece 000");
    stage_lacks(&stage, "piece 001");
    stage_key(&stage, K_ESCAPE);
    stage_has(&stage, "piece 000");
    stage_type(&stage, "F");
    stage_type(&stage, "j");
    stage_key(&stage, K_ENTER);
    stage_type(&stage, "G");
    stage_has(&stage, "piece 000");
    stage_lacks(&stage, "piece 001");
    stage_remove(&stage);
}

static void evidence_is_added_attached_withdrawn(void)
{
    struct scene scene;
    struct stage *stage = &scene.stage;
    struct evidence_lines lines;

    make(&scene);
    stage_show(stage, evidence_screen_new(NULL, NULL, &scene.minor), 24, 80);
    stage_has(stage, "登记簿");
    stage_lacks(stage, "Shift leader");
    stage_type(stage, "p");
    stage_type(stage, "none.txt");
    stage_key(stage, K_ENTER);
    stage_has(stage, "none.txt");
    for (int i = 0; i < 8; i++)
        stage_key(stage, K_BACKSPACE);
    stage_type(stage, "photo.txt");
    stage_key(stage, K_ENTER);
    stage_has(stage, "登记簿");
    stage_type(stage, "a");
    stage_type(stage, "Second look");
    stage_key(stage, K_ENTER);
    stage_has(stage, "Second look");
    stage_type(stage, "gd");
    stage_type(stage, "wrong gate");
    stage_key(stage, K_ENTER);
    stage_has(stage, "is withdrawn");

    stage_reopen(stage);
    stage_evidence(stage, &lines);
    CU_ASSERT_EQUAL(lines.count, 3);
    evidence_lines_clear(&lines);
    stage_remove(stage);
}

/* ---- a record -------------------------------------------------------------------------------- */

static void a_finding_to_read(void)
{
    struct scene scene;
    struct stage *stage = &scene.stage;

    make(&scene);
    stage_show(stage, record_screen_new(RECORD_FINDING, &scene.minor), 40, 100);
    stage_has(stage, "▲ Minor nonconformity");
    stage_has(stage, "三天无签字 in March");
    stage_has(stage, "IA-2026-01");
    stage_has(stage, "Li Na");
    stage_has(stage, "2026-03-31 10:00");
    stage_has(stage, "Criteria");
    stage_has(stage, "8.4 c)");
    stage_has(stage, "登记簿 of March [+1]");
    stage_type(stage, "G");
    stage_key(stage, K_ENTER);
    stage_has(stage, "Evidence E-");
    stage_has(stage, "photo.txt · 11 bytes");
    resize_through(stage);
    stage_key(stage, K_ESCAPE);
    stage_has(stage, "Finding F-");
    stage_remove(stage);
}

static void evidence_to_read_and_its_file(void)
{
    struct scene scene;
    struct stage *stage = &scene.stage;
    struct buf saved;

    make(&scene);
    stage_show(stage, record_screen_new(RECORD_EVIDENCE, &scene.evidence), 40, 100);
    stage_has(stage, "Requirements");
    stage_has(stage, "Minor nonconformity");
    stage_has(stage, "三天无签字");
    /* sha256sum of "not a photo" */
    stage_has(stage, "SHA-256");
    stage_type(stage, "/photo");
    stage_key(stage, K_ENTER);
    stage_key(stage, K_ENTER);
    stage_has(stage, "Save a copy of the file");
    stage_key(stage, K_ENTER);
    stage_has(stage, "exists already");
    for (int i = 0; i < 9; i++)
        stage_key(stage, K_BACKSPACE);
    stage_type(stage, "copy.txt");
    stage_key(stage, K_ENTER);
    stage_has(stage, "saved as copy.txt");
    buf_init(&saved);
    CU_ASSERT_EQUAL(file_read("copy.txt", 100, &saved, NULL), ERR_OK);
    CU_ASSERT_STRING_EQUAL(saved.data, "not a photo");
    buf_clear(&saved);
    stage_type(stage, "e");
    stage_has(stage, "登记簿 of March");
    stage_remove(stage);
}

static void texts_of_records(void)
{
    char stamp[RECORD_STAMP_SIZE];
    char *refs = record_text_refs("8.4-c, 8.4-1,own-1");
    char *small = record_text_size(1023);
    char *large = record_text_size(1536 * 1024);

    CU_ASSERT_STRING_EQUAL(refs, "8.4 c), 8.4 (1), own-1");
    CU_ASSERT_STRING_EQUAL(small, "1023 bytes");
    CU_ASSERT_STRING_EQUAL(large, "1.5 MiB (1572864 bytes)");
    record_text_stamp("not a time", stamp);
    CU_ASSERT_STRING_EQUAL(stamp, "");
    free(refs);
    free(small);
    free(large);
}

/* ---- export ---------------------------------------------------------------------------------- */

static void is_workbook(const char *path)
{
    struct buf bytes;

    buf_init(&bytes);
    CU_ASSERT_EQUAL(file_read(path, 1 << 24, &bytes, NULL), ERR_OK);
    CU_ASSERT_TRUE(bytes.length > 1000 && memcmp(bytes.data, "PK", 2) == 0);
    buf_clear(&bytes);
}

static void export_writes_a_workbook(void)
{
    struct scene scene;
    struct stage *stage = &scene.stage;

    make(&scene);
    stage_show(stage, findings_screen_new(&stage->audit, NULL), 24, 80);
    stage_type(stage, "E");
    stage_has(stage, "Export · IA-2026-01");
    stage_has(stage, "IA-2026-01-report.xlsx");
    resize_through(stage);
    for (int i = 0; i < 4; i++)
        stage_key(stage, K_BACK_TAB);
    for (int i = 0; i < 3; i++) /* round over the two formats of lists to the last kind, a folder */
        stage_key(stage, K_LEFT);
    stage_has(stage, "IA-2026-01-evidence");
    stage_has(stage, "Evidence up to");
    for (int i = 0; i < 4; i++)
        stage_key(stage, K_RIGHT);
    stage_has(stage, "IA-2026-01-register.xlsx");
    stage_key(stage, K_LEFT);
    stage_key(stage, K_CONTROL('s'));
    stage_has(stage, "sheets");
    is_workbook("IA-2026-01-report.xlsx");
    stage_key(stage, K_ENTER);
    stage_has(stage, "Findings · IA-2026-01");
    stage_remove(stage);
}

static void holds_text(const char *path, const char *text)
{
    struct buf bytes;

    buf_init(&bytes);
    CU_ASSERT_EQUAL(file_read(path, 1 << 24, &bytes, NULL), ERR_OK);
    CU_ASSERT_TRUE(bytes.length > 0 && strstr(bytes.data, text) != NULL);
    buf_clear(&bytes);
}

static void export_writes_a_list(void)
{
    struct scene scene;
    struct stage *stage = &scene.stage;

    make(&scene);
    stage_show(stage, findings_screen_new(&stage->audit, NULL), 24, 80);
    stage_type(stage, "E");
    for (int i = 0; i < 4; i++)
        stage_key(stage, K_BACK_TAB);
    stage_key(stage, K_LEFT);
    stage_has(stage, "A list as JSON");
    stage_has(stage, "audits.json");
    stage_lacks(stage, "Language");
    stage_lacks(stage, "Evidence folder");
    stage_key(stage, K_LEFT);
    stage_has(stage, "audits.csv");
    stage_has(stage, "Language");
    resize_through(stage);
    stage_key(stage, K_TAB);
    stage_key(stage, K_RIGHT);
    stage_has(stage, "IA-2026-01-requirements.csv");
    for (int i = 0; i < 2; i++)
        stage_key(stage, K_RIGHT);
    stage_has(stage, "IA-2026-01-findings.csv");
    stage_key(stage, K_CONTROL('s'));
    stage_has(stage, "rows");
    holds_text("IA-2026-01-findings.csv", "Statement of failure");
    stage_has(stage, "Findings · IA-2026-01");
    stage_remove(stage);
}

/* English, Chinese, both: the third choice is the last. */
static void export_in_two_languages(void)
{
    struct scene scene;
    struct stage *stage = &scene.stage;

    make(&scene);
    stage_show(stage, findings_screen_new(&stage->audit, NULL), 24, 80);
    stage_type(stage, "E");
    for (int i = 0; i < 3; i++) /* over template and evidence folder */
        stage_key(stage, K_BACK_TAB);
    stage_has(stage, "English");
    stage_key(stage, K_RIGHT);
    stage_has(stage, "中文");
    stage_key(stage, K_RIGHT);
    stage_has(stage, "both, side by side");
    stage_key(stage, K_CONTROL('s'));
    stage_has(stage, "sheets");
    is_workbook("IA-2026-01-report.xlsx");
    stage_remove(stage);
}

static void export_asks_before_it_replaces(void)
{
    struct scene scene;
    struct stage *stage = &scene.stage;
    struct buf bytes;

    make(&scene);
    stage_write(stage, "register.xlsx", "precious");
    stage_show(stage, findings_screen_new(NULL, NULL), 24, 80);
    stage_type(stage, "E");
    stage_has(stage, "Export · all audits");
    stage_key(stage, K_CONTROL('s'));
    stage_has(stage, "register.xlsx exists already");
    stage_key(stage, K_ENTER); /* no is the default */
    stage_has(stage, "Export · all audits");
    buf_init(&bytes);
    CU_ASSERT_EQUAL(file_read("register.xlsx", 100, &bytes, NULL), ERR_OK);
    CU_ASSERT_STRING_EQUAL(bytes.data, "precious");
    buf_clear(&bytes);
    stage_key(stage, K_CONTROL('s'));
    stage_type(stage, "y");
    stage_has(stage, "sheets");
    is_workbook("register.xlsx");
    stage_remove(stage);
}

static void a_refused_export_keeps_the_form(void)
{
    struct scene scene;
    struct stage *stage = &scene.stage;

    make(&scene);
    stage_show(stage, findings_screen_new(&stage->audit, NULL), 24, 80);
    stage_type(stage, "E");
    stage_key(stage, K_CONTROL('u'));
    stage_type(stage, "checklists");
    stage_key(stage, K_CONTROL('s'));
    stage_has(stage, "this is a folder");
    stage_type(stage, "/no/such.xlsx");
    stage_key(stage, K_CONTROL('s'));
    stage_has(stage, "such.xlsx");
    stage_key(stage, K_ENTER);
    stage_has(stage, "Export · IA-2026-01");
    stage_has(stage, "checklists/no/such.xlsx");
    stage_remove(stage);
}

CU_ErrorCode test_records_add(void)
{
    static const struct suite_test tests[] = {
        {"findings sort and filter", findings_sort_and_filter},
        {"findings show more when wide", findings_show_more_when_wide},
        {"findings of a requirement", findings_of_a_requirement},
        {"no findings says how", no_findings_says_how},
        {"a finding is withdrawn with a reason", a_finding_is_withdrawn_with_a_reason},
        {"an issued audit keeps its findings", an_issued_audit_keeps_its_findings},
        {"a finding is edited", a_finding_is_edited},
        {"evidence sorts and filters", evidence_sort_and_filter},
        {"evidence is read in pages", evidence_is_read_in_pages},
        {"evidence is added, attached, withdrawn", evidence_is_added_attached_withdrawn},
        {"a finding to read", a_finding_to_read},
        {"evidence to read, and its file", evidence_to_read_and_its_file},
        {"texts of records", texts_of_records},
        {"export writes a workbook", export_writes_a_workbook},
        {"export writes a list", export_writes_a_list},
        {"export in two languages", export_in_two_languages},
        {"export asks before it replaces", export_asks_before_it_replaces},
        {"a refused export keeps the form", a_refused_export_keeps_the_form},
        {NULL, NULL}};

    return suite_add("records", tests);
}

/* test_screens.c - the screens of a day: first start, audits, the walk, driven by keys alone; after
 * each the file is opened anew, and what was done stands in it.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "stage.h"
#include "store/audits.h"
#include "store/programme.h"
#include "suites.h"
#include "ui/screens.h"

static const int sizes[][2] = {{16, 60}, {24, 80}, {40, 120}, {5, 20}, {16, 59}, {1, 1}, {50, 250}};
enum { SIZE_COUNT = sizeof sizes / sizeof sizes[0] };

/* Every size in turn, then back: nothing breaks, nothing is lost. */
static void resize_through(struct stage *stage)
{
    int rows = stage->app->canvas->rows;
    int columns = stage->app->canvas->columns;
    char *before = canvas_text(stage->app->canvas);

    for (size_t i = 0; i < SIZE_COUNT; i++)
        stage_size(stage, sizes[i][0], sizes[i][1]);
    stage_size(stage, rows, columns);
    char *after = canvas_text(stage->app->canvas);
    CU_ASSERT_STRING_EQUAL(after, before);
    free(before);
    free(after);
}

/* ---- first start ----------------------------------------------------------------------------- */

static void first_start_makes_a_file(void)
{
    struct stage stage;
    struct row organization;

    stage_make(&stage);
    stage_show(&stage, audits_screen_new(), 24, 80);
    stage_has(&stage, "New audit file");
    stage_has(&stage, "Demo audit file");
    resize_through(&stage);
    stage_key(&stage, K_ENTER);
    stage_type(&stage, "port.audit");
    stage_key(&stage, K_TAB);
    stage_type(&stage, "港口公司");
    stage_key(&stage, K_TAB);
    stage_type(&stage, "Li Na");
    resize_through(&stage);
    stage_key(&stage, K_CONTROL('s'));
    stage_has(&stage, "No audits yet");
    stage_has(&stage, "港口公司 · port.audit · Li Na");

    stage_reopen(&stage);
    CU_ASSERT_EQUAL_FATAL(organization_get(stage.store, &organization, NULL), ERR_OK);
    CU_ASSERT_STRING_EQUAL(row_text(&organization, ORGANIZATION_NAME), "港口公司");
    row_clear(&organization);
    stage_remove(&stage);
}

static void an_existing_file_is_never_replaced(void)
{
    struct stage stage;

    stage_make(&stage);
    stage_write(&stage, "port.audit", "precious");
    stage_show(&stage, audits_screen_new(), 24, 80);
    stage_type(&stage, "a");
    stage_type(&stage, "port.audit");
    stage_key(&stage, K_TAB);
    stage_type(&stage, "Port");
    stage_key(&stage, K_TAB);
    stage_type(&stage, "Li Na");
    stage_key(&stage, K_CONTROL('s'));
    CU_ASSERT_PTR_NULL(stage.app->store);
    stage_key(&stage, K_ENTER); /* a dialog, if the reason was long */
    stage_has(&stage, "port.audit");
    stage_remove(&stage);
}

static void new_audit_opens_its_walk(void)
{
    struct stage stage;
    struct audit_lines audits;

    stage_make_audit(&stage);
    stage_show(&stage, audits_screen_new(), 24, 80);
    stage_has(&stage, "IA-2026-01");
    stage_has(&stage, "0/4 0%");
    stage_type(&stage, "a");
    stage_has(&stage, "IA-2026-02");
    stage_has(&stage, "small");
    stage_type(&stage, "堆场夜班");
    resize_through(&stage);
    stage_key(&stage, K_CONTROL('s'));
    stage_has(&stage, "IA-2026-02 堆场夜班");
    stage_has(&stage, "Issues known");
    stage_key(&stage, K_ESCAPE);
    stage_has(&stage, "堆场夜班");

    stage_reopen(&stage);
    CU_ASSERT_EQUAL_FATAL(audits_list(stage.store, &audits, NULL), ERR_OK);
    CU_ASSERT_EQUAL(audits.count, 2);
    CU_ASSERT_STRING_EQUAL(audits.items[0].title, "堆场夜班");
    CU_ASSERT_STRING_EQUAL(audits.items[0].lead, "Li Na");
    CU_ASSERT_EQUAL(tally_total(&audits.items[0].tally), 4);
    audit_lines_clear(&audits);
    stage_remove(&stage);
}

static void the_plan_is_edited(void)
{
    struct stage stage;
    struct audit_lines audits;

    stage_make_audit(&stage);
    stage_show(&stage, audits_screen_new(), 16, 60);
    stage_has(&stage, "Gate and yard");
    stage_type(&stage, "e");
    stage_has(&stage, "Audit IA-2026-01");
    stage_type(&stage, "，夜班");
    stage_key(&stage, K_TAB);
    stage_key(&stage, K_TAB);
    stage_type(&stage, "t");
    resize_through(&stage);
    stage_key(&stage, K_CONTROL('s'));
    stage_has(&stage, "┌ Audits");

    stage_reopen(&stage);
    CU_ASSERT_EQUAL_FATAL(audits_list(stage.store, &audits, NULL), ERR_OK);
    CU_ASSERT_EQUAL(audits.count, 1);
    CU_ASSERT_STRING_EQUAL(audits.items[0].title, "Gate and yard，夜班");
    CU_ASSERT_STRING_EQUAL(audits.items[0].planned_from, "2026-03-31");
    audit_lines_clear(&audits);
    stage_remove(&stage);
}

/* The demo, from a running file; its many findings and places in every order. */
static void the_demo_opens(void)
{
    struct stage stage;

    stage_make_audit(&stage);
    setenv("AUDITWALK_CHECKLISTS", TOP_SRCDIR "/checklists", 1);
    stage_show(&stage, audits_screen_new(), 24, 120);
    stage_type(&stage, "o");
    stage_has(&stage, "Path of the audit file");
    stage_key(&stage, K_ESCAPE);
    stage_type(&stage, "D");
    stage_has(&stage, "demo.audit");
    stage_key(&stage, K_CONTROL('s'));
    stage_has(&stage, "demo.audit ·");
    stage_type(&stage, "/follow"); /* searching rows must not need a canvas */
    stage_key(&stage, K_ENTER);
    stage_type(&stage, "g");
    stage_key(&stage, K_ENTER);
    stage_has(&stage, "[Clause]");
    for (const char *order = "123456"; *order != '\0'; order++) {
        stage_type(&stage, "1g"); /* the requirement that was selected stays so: begin at the top */
        stage_type(&stage, (const char[]){*order, '\0'});
        resize_through(&stage);
    }
    stage_remove(&stage);
}

/* ---- the walk -------------------------------------------------------------------------------- */

static void walk_on(struct stage *stage, int rows, int columns)
{
    stage_make_audit(stage);
    stage_show(stage, audits_screen_new(), rows, columns);
    stage_key(stage, K_ENTER);
}

/* In the list of chapter 8. */
static void go_to_chapter_8(struct stage *stage)
{
    stage_type(stage, "hjjl");
}

static void results_by_one_key(void)
{
    struct stage stage;

    walk_on(&stage, 24, 120);
    stage_has(&stage, "IA-2026-01 Gate and yard");
    stage_has(&stage, "0/4");
    stage_type(&stage, "c");
    stage_has(&stage, "1/4");
    stage_has(&stage, "saved 10:00:00");
    go_to_chapter_8(&stage);
    stage_type(&stage, "o");
    stage_has(&stage, "2/4");
    stage_has(&stage, "Opportunity for improvement");

    stage_reopen(&stage);
    CU_ASSERT_EQUAL(stage_result(&stage, "4.1 (1)"), RESULT_CONFORMING);
    CU_ASSERT_EQUAL(stage_result(&stage, "8.4-c"), RESULT_OFI);
    CU_ASSERT_EQUAL(stage_result(&stage, "8.4-d"), RESULT_NOT_ASSESSED);
    stage_remove(&stage);
}

static void a_nonconformity_opens_its_finding(void)
{
    struct stage stage;
    struct finding_lines findings;

    walk_on(&stage, 24, 80);
    go_to_chapter_8(&stage);
    stage_type(&stage, "m");
    stage_has(&stage, "New finding");
    stage_has(&stage, "Minor nonconformity");
    stage_type(&stage, "封条 missing");
    resize_through(&stage);
    stage_key(&stage, K_CONTROL('s'));
    stage_has(&stage, "IA-2026-01");
    stage_has(&stage, "▲ 8.4 c)");
    stage_has(&stage, "F1");

    stage_reopen(&stage);
    stage_findings(&stage, &findings);
    CU_ASSERT_EQUAL_FATAL(findings.count, 1);
    CU_ASSERT_EQUAL(findings.items[0].grade, GRADE_MINOR);
    CU_ASSERT_STRING_EQUAL(findings.items[0].statement, "封条 missing");
    CU_ASSERT_STRING_EQUAL(findings.items[0].refs, "8.4-c");
    CU_ASSERT_EQUAL(stage_result(&stage, "8.4-c"), RESULT_MINOR);
    finding_lines_clear(&findings);
    stage_remove(&stage);
}

/* In the order "open" the list loses the item with its result: the finding must still be about it.
 */
static void the_finding_is_about_the_item_judged(void)
{
    struct stage stage;
    struct finding_lines findings;

    walk_on(&stage, 24, 80);
    stage_type(&stage, "6");
    go_to_chapter_8(&stage);
    stage_has(&stage, "Gate log");
    stage_type(&stage, "M");
    stage_has(&stage, "8.4 c)");
    stage_type(&stage, "Nobody signs");
    stage_key(&stage, K_CONTROL('s'));
    stage_lacks(&stage, "Gate log");

    stage_reopen(&stage);
    stage_findings(&stage, &findings);
    CU_ASSERT_EQUAL_FATAL(findings.count, 1);
    CU_ASSERT_STRING_EQUAL(findings.items[0].refs, "8.4-c");
    CU_ASSERT_EQUAL(stage_result(&stage, "8.4-c"), RESULT_MAJOR);
    CU_ASSERT_EQUAL(stage_result(&stage, "8.4-d"), RESULT_NOT_ASSESSED);
    finding_lines_clear(&findings);
    stage_remove(&stage);
}

/* A requirement without a reference of its own is named by its id. */
static void an_own_requirement_takes_a_finding(void)
{
    struct stage stage;
    struct finding_lines findings;

    walk_on(&stage, 24, 80);
    go_to_chapter_8(&stage);
    stage_type(&stage, "Gm");
    stage_has(&stage, "own-1");
    stage_type(&stage, "Not walked");
    stage_key(&stage, K_CONTROL('s'));
    stage_has(&stage, "F1");

    stage_reopen(&stage);
    stage_findings(&stage, &findings);
    CU_ASSERT_EQUAL(findings.count, 1);
    CU_ASSERT_EQUAL(stage_result(&stage, "own-1"), RESULT_MINOR);
    finding_lines_clear(&findings);
    stage_remove(&stage);
}

static void an_exclusion_wants_its_reason(void)
{
    struct stage stage;

    walk_on(&stage, 24, 80);
    stage_type(&stage, "n");
    stage_has(&stage, "Why does it not apply?");
    stage_key(&stage, K_ESCAPE); /* later: the result is there, and what is missing is said */
    stage_has(&stage, "1/4");
    stage_key(&stage, K_ENTER);
    stage_has(&stage, "say in the note why it does not apply");
    stage_key(&stage, K_ESCAPE);
    stage_type(&stage, "n");
    stage_type(&stage, "无仓库");
    resize_through(&stage);
    stage_key(&stage, K_CONTROL('s'));
    stage_has(&stage, "1/4");

    stage_reopen(&stage);
    struct walk_detail detail = stage_detail(&stage, "4.1-1");
    CU_ASSERT_EQUAL(detail.line.result, RESULT_NA);
    CU_ASSERT_STRING_EQUAL(detail.note, "无仓库");
    walk_detail_clear(&detail);
    stage_remove(&stage);
}

static void an_exclusion_keeps_its_item_when_the_list_loses_it(void)
{
    struct stage stage;

    walk_on(&stage, 24, 120);
    stage_type(&stage, "6"); /* only what is open: the item leaves the list with its result */
    stage_type(&stage, "x");
    stage_has(&stage, "Why was it not covered?");
    stage_type(&stage, "gate closed");
    stage_key(&stage, K_CONTROL('s'));

    stage_reopen(&stage);
    struct walk_detail detail = stage_detail(&stage, "4.1-1");
    CU_ASSERT_EQUAL(detail.line.result, RESULT_NOT_COVERED);
    CU_ASSERT_STRING_EQUAL(detail.note, "gate closed");
    walk_detail_clear(&detail);
    stage_remove(&stage);
}

static void space_goes_to_the_next_open_item(void)
{
    struct stage stage;

    walk_on(&stage, 24, 120);
    stage_type(&stage, "c ");
    stage_has(&stage, "Who signs the gate log?");
    stage_type(&stage, "c ");
    stage_has(&stage, "Are seals counted?");
    stage_type(&stage, "c c");
    stage_has(&stage, "4/4");
    stage_type(&stage, " ");
    stage_has(&stage, "Nothing is open any more.");
    stage_type(&stage, "b");
    stage_has(&stage, "Nothing is open any more.");

    stage_reopen(&stage);
    CU_ASSERT_EQUAL(stage_result(&stage, "8.4-d"), RESULT_CONFORMING);
    CU_ASSERT_EQUAL(stage_result(&stage, "own-1"), RESULT_CONFORMING);
    stage_remove(&stage);
}

static void evidence_in_chinese(void)
{
    struct stage stage;
    struct evidence_lines lines;

    walk_on(&stage, 24, 80);
    stage_type(&stage, "e");
    stage_has(&stage, "New evidence for 4.1 (1)");
    stage_type(&stage, "登记簿缺三天");
    stage_has(&stage, "登记簿缺三天");
    stage_key(&stage, K_ENTER);
    stage_has(&stage, "E1");

    stage_reopen(&stage);
    stage_evidence(&stage, &lines);
    CU_ASSERT_EQUAL_FATAL(lines.count, 1);
    CU_ASSERT_STRING_EQUAL(lines.items[0].title, "登记簿缺三天");
    CU_ASSERT_STRING_EQUAL(lines.items[0].refs, "4.1-1");
    CU_ASSERT_STRING_EQUAL(lines.items[0].collected_by, "Li Na");
    evidence_lines_clear(&lines);
    stage_remove(&stage);
}

static void a_file_dropped_is_attached(void)
{
    struct stage stage;
    struct evidence_lines lines;

    walk_on(&stage, 24, 80);
    stage_write(&stage, "gate 2.txt", "seal missing");
    char *path = stage_path(&stage, "gate 2.txt");
    stage_type(&stage, "e");
    stage_type(&stage, "Seal");
    app_feed(stage.app,
             &(struct event){.type = EVENT_PASTE, .paste = path, .paste_length = strlen(path)});
    app_paint(stage.app);
    stage_has(&stage, "gate 2.txt will be attached");
    stage_key(&stage, K_ENTER);
    stage_has(&stage, "E1");
    free(path);

    stage_reopen(&stage);
    stage_evidence(&stage, &lines);
    CU_ASSERT_EQUAL_FATAL(lines.count, 1);
    CU_ASSERT_EQUAL(lines.items[0].attachments, 1);
    evidence_lines_clear(&lines);
    stage_remove(&stage);
}

static void a_file_dropped_on_the_walk_is_attached(void)
{
    struct stage stage;

    walk_on(&stage, 24, 80);
    stage_write(&stage, "gate 3.txt", "seal missing");
    char *path = stage_path(&stage, "gate 3.txt");
    app_feed(stage.app,
             &(struct event){.type = EVENT_PASTE, .paste = path, .paste_length = strlen(path)});
    app_paint(stage.app);
    stage_has(&stage, "New evidence for");
    stage_has(&stage, "gate 3.txt");
    stage_type(&stage, "Seal");
    stage_key(&stage, K_ENTER);
    stage_has(&stage, "E1");
    free(path);
    stage_remove(&stage);
}

/* Without a program for previews and with one that shows what it is told. */
static void the_watched_folder_is_listed(void)
{
    struct stage stage;
    struct evidence_lines lines;

    walk_on(&stage, 40, 120);
    char *folder = stage_path(&stage, "phone");
    CU_ASSERT_EQUAL_FATAL(mkdir(folder, 0700), 0);
    stage_write(&stage, "phone/seal.txt", "seal missing");
    stage.app->photos = folder;
    stage.app->capture = "no-such-camera {file}";
    setenv("AUDITWALK_PREVIEW", "/no/such/program", 1);
    stage_type(&stage, "p");
    stage_has(&stage, "Photos and files, newest first");
    stage_has(&stage, "text/plain");
    stage_type(&stage, "c");
    stage_has(&stage, "the camera command \"no-such-camera\" was not found");
    stage_size(&stage, 24, 80);
    stage_has(&stage, "seal.txt");
    stage_key(&stage, K_ENTER);
    stage_type(&stage, "Seal");
    stage_key(&stage, K_ENTER);
    stage_has(&stage, "Photos and files, newest first");
    stage_size(&stage, 40, 120);
    stage_has(&stage, "the same content is attached to E-");
    stage_reopen(&stage);
    stage_evidence(&stage, &lines);
    CU_ASSERT_EQUAL_FATAL(lines.count, 1);
    CU_ASSERT_EQUAL(lines.items[0].attachments, 1);
    evidence_lines_clear(&lines);
    unsetenv("AUDITWALK_PREVIEW");
    char *file = stage_path(&stage, "phone/seal.txt");
    unlink(file);
    rmdir(folder);
    free(file);
    free(folder);
    stage_remove(&stage);
}

static void a_file_that_is_not_there_is_told(void)
{
    struct stage stage;

    walk_on(&stage, 24, 80);
    stage_type(&stage, "p");
    stage_type(&stage, "nothing.jpg");
    stage_key(&stage, K_BACK_TAB);
    stage_key(&stage, K_BACK_TAB);
    stage_type(&stage, "Photo");
    stage_key(&stage, K_ENTER);
    stage_has(&stage, "nothing.jpg");
    stage_has(&stage, "Photo");
    stage_has(&stage, "New evidence");
    stage_remove(&stage);
}

static void undo_and_redo(void)
{
    struct stage stage;

    walk_on(&stage, 24, 80);
    stage_type(&stage, "c");
    stage_has(&stage, "1/4");
    stage_type(&stage, "u");
    stage_has(&stage, "taken back");
    stage_has(&stage, "0/4");
    stage_key(&stage, K_CONTROL('r'));
    stage_has(&stage, "1/4");
    stage_type(&stage, "u");

    stage_reopen(&stage);
    CU_ASSERT_EQUAL(stage_result(&stage, "4.1-1"), RESULT_NOT_ASSESSED);
    stage_remove(&stage);
}

static void note_and_place(void)
{
    struct stage stage;

    walk_on(&stage, 24, 80);
    stage_type(&stage, "a");
    stage_has(&stage, "Gate 2");
    stage_key(&stage, K_DOWN);
    stage_key(&stage, K_ENTER);
    stage_has(&stage, "at Gate 2");
    stage_type(&stage, "t");
    stage_type(&stage, "问班长");
    stage_key(&stage, K_CONTROL('s'));
    stage_has(&stage, " N");

    stage_reopen(&stage);
    struct walk_detail detail = stage_detail(&stage, "4.1-1");
    CU_ASSERT_STRING_EQUAL(detail.note, "问班长");
    CU_ASSERT_EQUAL(detail.line.result, RESULT_NOT_ASSESSED);
    walk_detail_clear(&detail);
    stage_remove(&stage);
}

/* Every order and pane, with every size. */
static void orders_panes_and_sizes(void)
{
    static const char *const orders[] = {"1", "2", "3", "4", "5", "6"};
    static const char *const shown[] = {"[Clause]", "[Area]", "[Process]",
                                        "[Method]", "[Mine]", "[Open]"};
    struct stage stage;

    walk_on(&stage, 24, 120);
    stage_type(&stage, "c");
    for (size_t i = 0; i < 6; i++) {
        stage_type(&stage, orders[i]);
        stage_has(&stage, shown[i]);
        for (int pane = 0; pane < 3; pane++) {
            resize_through(&stage);
            stage_key(&stage, K_TAB);
            stage_type(&stage, "jG");
            stage_key(&stage, K_PAGE_DOWN);
            stage_type(&stage, "gk");
        }
        stage_type(&stage, "hh");
    }
    stage_type(&stage, "2");
    stage_has(&stage, "Gate 2");
    stage_has(&stage, "堆场");
    stage_remove(&stage);
}

static struct ident add_audit(struct stage *stage, const char *number, const char *title,
                              const char *state, const char *date)
{
    struct change change;
    struct ident id = ident_random();

    change_init(&change, &id);
    change_set_text(&change, RECORD_AUDIT, &id, AUDIT_NUMBER, number);
    change_set_text(&change, RECORD_AUDIT, &id, AUDIT_TITLE, title);
    change_set_text(&change, RECORD_AUDIT, &id, AUDIT_STATE, state);
    if (date != NULL)
        change_set_text(&change, RECORD_AUDIT, &id, AUDIT_PLANNED_FROM, date);
    CU_ASSERT_EQUAL_FATAL(store_save(stage->store, &change, NULL, NULL), ERR_OK);
    change_clear(&change);
    return id;
}

/* Row of the screen that has a text, 99: none. */
static int row_with(const struct stage *stage, const char *text)
{
    for (int i = 0; i < stage->app->canvas->rows; i++) {
        char *row = canvas_row(stage->app->canvas, i);
        bool found = strstr(row, text) != NULL;
        free(row);
        if (found)
            return i;
    }
    return 99;
}

/* A choice of a dialog by its search. */
static void choose(struct stage *stage, const char *key, const char *label)
{
    stage_type(stage, key);
    stage_type(stage, "/");
    stage_type(stage, label);
    stage_key(stage, K_ENTER);
    stage_key(stage, K_ENTER);
}

static void audits_are_sorted_and_filtered(void)
{
    struct stage stage;

    stage_make_audit(&stage);
    add_audit(&stage, "IA-2025-02", "Berth", "closed", "2025-06-01");
    add_audit(&stage, "IA-2024-09", "Annual", "cancelled", "2026-08-01");
    stage_show(&stage, audits_screen_new(), 24, 80);
    CU_ASSERT(row_with(&stage, "IA-2026-01") < row_with(&stage, "IA-2025-02"));
    CU_ASSERT(row_with(&stage, "IA-2025-02") < row_with(&stage, "IA-2024-09"));
    stage_key(&stage, 'j'); /* the selection stays on its audit */
    choose(&stage, "s", "title");
    stage_has(&stage, "Audits · by title");
    CU_ASSERT(row_with(&stage, "Annual") < row_with(&stage, "Berth"));
    CU_ASSERT_EQUAL(canvas_style(stage.app->canvas, row_with(&stage, "Berth"), 5), STYLE_SELECTED);
    choose(&stage, "s", "date");
    CU_ASSERT(row_with(&stage, "Annual") < row_with(&stage, "Berth"));
    CU_ASSERT(row_with(&stage, "Berth") < row_with(&stage, "IA-2026-01")); /* has no date */
    choose(&stage, "F", "running");
    stage_has(&stage, "Audits · running ones · latest date first");
    stage_has(&stage, "IA-2026-01");
    stage_lacks(&stage, "Berth");
    stage_lacks(&stage, "Annual");
    choose(&stage, "F", "closed");
    stage_has(&stage, "Berth");
    stage_lacks(&stage, "IA-2026-01");
    stage_key(&stage, K_ENTER);
    stage_has(&stage, "IA-2025-02 Berth"); /* the walk of the audit of that row */
    stage_key(&stage, 'q');
    stage_has(&stage, "Audits · closed");
    choose(&stage, "F", "planned");
    stage_has(&stage, "No audit of this kind. F shows others.");
    stage_key(&stage, K_ENTER);
    stage_key(&stage, 'e');
    stage_key(&stage, 'H');
    choose(&stage, "F", "all");
    choose(&stage, "s", "state");
    CU_ASSERT(row_with(&stage, "IA-2026-01") < row_with(&stage, "Berth"));
    CU_ASSERT(row_with(&stage, "Berth") < row_with(&stage, "Annual"));
    stage_remove(&stage);
}

static void small_windows(void)
{
    struct stage stage;

    walk_on(&stage, 16, 60);
    stage_has(&stage, "Issues known");
    stage_type(&stage, "l");
    stage_has(&stage, "Are issues known?");
    stage_size(&stage, 16, 59);
    stage_has(&stage, "60x16 is needed");
    stage_type(&stage, "c"); /* nothing is seen: nothing is done */
    stage_size(&stage, 5, 20);
    stage_size(&stage, 24, 80);
    stage_has(&stage, "0/4");
    stage_size(&stage, 40, 120);
    stage_has(&stage, "Issues known");
    stage_has(&stage, "Are issues known?");
    stage_key(&stage, K_ESCAPE);
    stage_key(&stage, K_ESCAPE);
    stage_has(&stage, "Audits");
    stage_remove(&stage);
}

/* Chinese content and labels; nothing may be cut in half. */
static void in_chinese(void)
{
    struct stage stage;

    walk_on(&stage, 24, 120);
    app_set_language(stage.app, "zh_CN");
    app_paint(stage.app);
    stage_has(&stage, "已知议题");
    stage_has(&stage, "组织环境");
    resize_through(&stage);
    app_set_language(stage.app, "en");
    stage_remove(&stage);
}

static void is_ascii(const struct stage *stage)
{
    char *text = canvas_text(stage->app->canvas);
    bool ascii = true;

    for (const char *at = text; *at != '\0' && ascii; at++)
        ascii = (unsigned char)*at < 0x80;
    if (!ascii)
        printf("\n%s", text);
    CU_ASSERT_TRUE(ascii);
    free(text);
}

/* A terminal without UTF-8, and --plain for those who hear the screen. */
static void plain_and_ascii(void)
{
    static const char *const ways[] = {"", "ll", "F", "qV", "qE"};
    struct stage stage;

    walk_on(&stage, 24, 80);
    stage.app->canvas->ascii = true;
    stage.app->canvas->plain = true;
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        stage_type(&stage, ways[i]);
        is_ascii(&stage);
        resize_through(&stage);
    }
    stage_has(&stage, "Export");
    stage_remove(&stage);
}

CU_ErrorCode test_screens_add(void)
{
    static const struct suite_test tests[] = {
        {"first start makes a file", first_start_makes_a_file},
        {"an existing file is never replaced", an_existing_file_is_never_replaced},
        {"a new audit opens its walk", new_audit_opens_its_walk},
        {"the plan is edited", the_plan_is_edited},
        {"the demo opens", the_demo_opens},
        {"results by one key", results_by_one_key},
        {"a nonconformity opens its finding", a_nonconformity_opens_its_finding},
        {"the finding is about the item judged", the_finding_is_about_the_item_judged},
        {"an own requirement takes a finding", an_own_requirement_takes_a_finding},
        {"an exclusion wants its reason", an_exclusion_wants_its_reason},
        {"an exclusion keeps its item when the list loses it",
         an_exclusion_keeps_its_item_when_the_list_loses_it},
        {"Space goes to the next open item", space_goes_to_the_next_open_item},
        {"evidence in Chinese", evidence_in_chinese},
        {"a file dropped is attached", a_file_dropped_is_attached},
        {"a file dropped on the walk is attached", a_file_dropped_on_the_walk_is_attached},
        {"the watched folder is listed", the_watched_folder_is_listed},
        {"a file that is not there is told", a_file_that_is_not_there_is_told},
        {"undo and redo", undo_and_redo},
        {"note and place", note_and_place},
        {"orders, panes and sizes", orders_panes_and_sizes},
        {"audits are sorted and filtered", audits_are_sorted_and_filtered},
        {"small windows", small_windows},
        {"in Chinese", in_chinese},
        {"plain and ASCII", plain_and_ascii},
        {NULL, NULL}};

    return suite_add("screens", tests);
}

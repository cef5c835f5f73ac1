/* test_export.c - reports and registers: what the model says, and that a workbook is whole, safe
 * and the same twice. What is in the workbooks is read back by tests/exchange/read_workbook.py.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include <CUnit/CUnit.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "exchange/evidence_folder.h"
#include "exchange/export.h"
#include "exchange/report_model.h"
#include "exchange/report_photos.h"
#include "exchange/report_trend.h"
#include "exchange/workbook.h"
#include "store/audit_checklists.h"
#include "store/audits.h"
#include "store/conflicts.h"
#include "store/consolidate.h"
#include "store/evidence.h"
#include "store/findings.h"
#include "store/internal.h"
#include "store/merge.h"
#include "store/walk.h"
#include "suites.h"

#ifndef TOP_SRCDIR
#define TOP_SRCDIR "."
#endif

static const char *const variables[] = {"HOME", "XDG_DATA_HOME", "TZ", "AUDITWALK_NOW"};
enum { VARIABLE_COUNT = sizeof variables / sizeof variables[0], LONG_TEXT = 40000 };

static char *saved[VARIABLE_COUNT];
static char *home;
static struct device device;
static struct store *store;
static struct ident audit;

/* ---- a small audit -----------------------------------------------------------------------------
 */

static void add_item(struct checklist *checklist, const char *id, const char *ref,
                     const char *clause)
{
    struct checklist_item *item = checklist_add_item(checklist);

    item->id = mem_strdup(id);
    item->ref = mem_strdup(ref);
    item->clause = mem_strdup(clause);
    item->obligation = OBLIGATION_SHALL;
    item->places = mem_strdup(" gate ");
    item->pdca = -1;
    local_text_set(&item->topic, "en", "Gate log");
    local_text_set(&item->ask, "en", "How are entries logged?");
    local_text_set(&item->ask, "zh_CN", "出入如何登记？");
}

static void add_clause(struct checklist *checklist, const char *number, const char *title)
{
    struct checklist_clause *clause = checklist_add_clause(checklist);

    clause->clause = mem_strdup(number);
    local_text_set(&clause->title, "en", title);
}

static void build_checklist(struct checklist *checklist)
{
    checklist_init(checklist);
    checklist->id = mem_strdup("small");
    checklist->version = mem_strdup("1.0.0");
    checklist->language = mem_strdup("en");
    checklist->standard = mem_strdup("ISO 28000:2022");
    local_text_set(&checklist->title, "en", "Small checklist");
    add_clause(checklist, "8", "Operation");
    add_clause(checklist, "8.2", "Second");
    add_clause(checklist, "8.10", "Tenth");
    add_clause(checklist, "9", "Performance evaluation");
    add_item(checklist, "two-a", "8.2-a", "8.2");
    add_item(checklist, "two-b", "8.2-b", "8.2");
    add_item(checklist, "ten", "8.10", "8.10");
    add_item(checklist, "nine", "9-1", "9");
    add_item(checklist, "nine-two", "9-2", "9");
}

static void set_result(const char *item, enum result result, const char *note)
{
    struct err err;

    if (assessment_set(store, &audit, "small", item, result, note, NULL, &err) != ERR_OK)
        fprintf(stderr, "export: %s\n", err.message);
}

/* 8.2 a) minor with finding and evidence; 8.2 b) conforming without evidence; 8.10 not applicable
 * with a reason; 9 (1) major; 9 (2) not assessed. */
static void fill_audit(void)
{
    struct err err;
    struct ident evidence;
    struct ident finding;
    const char *refs[] = {"8.2 a)"};
    const struct object_options options = {0};
    const struct evidence_new proof = {.kind = EVIDENCE_RECORD,
                                       .title = "Gate log",
                                       .detail = "=HYPERLINK(\"http://x\")",
                                       .checklist = "small",
                                       .item = "two-a"};

    set_result("two-b", RESULT_CONFORMING, NULL);
    set_result("ten", RESULT_NA, "No such process.");
    set_result("nine", RESULT_MAJOR, "Nothing was done.");
    if (evidence_add(store, &audit, &proof, &options, &evidence, &err) != ERR_OK)
        fprintf(stderr, "export: %s\n", err.message);
    const struct finding_new what = {.grade = GRADE_MINOR,
                                     .title = "Exits not signed for",
                                     .statement = "Two exits lack a signature.",
                                     .objective_evidence = "Log of November.",
                                     .refs = refs,
                                     .ref_count = 1,
                                     .evidence = &evidence,
                                     .evidence_count = 1};
    if (finding_add(store, &audit, &what, &finding, &err) != ERR_OK)
        fprintf(stderr, "export: %s\n", err.message);
}

static int make_store(void)
{
    struct err err = {0};
    struct checklist checklist;
    char *path = file_join(home, "small.audit");
    const struct audit_new what = {.number = "IA/2026 & 7", .title = "Gate audit"};

    build_checklist(&checklist);
    int failed =
        device_load(&device, &err) != ERR_OK ||
        store_create(path, &device, "Harbour & Sons", "Anna Lindqvist", &store, &err) != ERR_OK ||
        audit_create(store, &what, &checklist, &audit, &err) != ERR_OK;
    if (failed)
        fprintf(stderr, "export: %s (%s)\n", err.message, err.hint);
    else
        fill_audit();
    checklist_clear(&checklist);
    free(path);
    return failed;
}

static int set_up(void)
{
    for (size_t i = 0; i < VARIABLE_COUNT; i++)
        saved[i] = mem_strdup(getenv(variables[i]));
    home = mem_strdup("/tmp/test-export.XXXXXX");
    if (mkdtemp(home) == NULL)
        return 1;
    setenv("HOME", home, 1);
    setenv("XDG_DATA_HOME", home, 1);
    setenv("TZ", "UTC", 1);
    setenv("AUDITWALK_NOW", "2026-11-23T14:32:07Z", 1);
    return make_store();
}

static int tear_down(void)
{
    char *command = mem_printf("rm -rf '%s'", home);

    store_close(store);
    device_clear(&device);
    if (system(command) != 0)
        fprintf(stderr, "export: %s is still there\n", home);
    for (size_t i = 0; i < VARIABLE_COUNT; i++) {
        if (saved[i] != NULL)
            setenv(variables[i], saved[i], 1);
        else
            unsetenv(variables[i]);
        free(saved[i]);
    }
    free(command);
    free(home);
    return 0;
}

/* ---- the model ---------------------------------------------------------------------------------
 */

static void load(struct report *report, const char *language)
{
    const struct report_scope scope = {.audit = &audit, .with_rows = true};
    struct err err = {0};

    report_init(report, language);
    CU_ASSERT_EQUAL(report_load(store, &scope, report, &err), ERR_OK);
    CU_ASSERT_STRING_EQUAL(err.message, "");
}

static void test_model_rows(void)
{
    struct report report;

    load(&report, "en");
    CU_ASSERT_STRING_EQUAL(report.organization, "Harbour & Sons");
    CU_ASSERT_STRING_EQUAL(report.lead, "Anna Lindqvist");
    CU_ASSERT_EQUAL_FATAL(report.rows.count, 5);
    CU_ASSERT_STRING_EQUAL(report.rows.items[0].ref, "8.2 a)");
    CU_ASSERT_STRING_EQUAL(report.rows.items[0].question, "How are entries logged?");
    CU_ASSERT_EQUAL(report.rows.items[0].result, RESULT_MINOR);
    CU_ASSERT_STRING_EQUAL(report.rows.items[2].clause, "8.10");
    CU_ASSERT_STRING_EQUAL(report.rows.items[2].note, "No such process.");
    CU_ASSERT_STRING_EQUAL(report.rows.items[1].auditor, "Anna Lindqvist");
    CU_ASSERT_EQUAL_FATAL(report.checklists.count, 1);
    CU_ASSERT_STRING_EQUAL(report.checklists.items[0].version, "1.0.0");
    CU_ASSERT_EQUAL(strlen(report.checklists.items[0].digest), 64);
    report_clear(&report);
    load(&report, "zh_CN");
    CU_ASSERT_STRING_EQUAL(report.rows.items[0].question, "出入如何登记？");
    CU_ASSERT_STRING_EQUAL(report.rows.items[0].heading, "Gate log");
    report_clear(&report);
}

/* What a checklist says in two languages is there twice, what it says in one once. */
static void test_model_both(void)
{
    struct report report;

    load(&report, "both");
    CU_ASSERT_EQUAL_FATAL(report.rows.count, 5);
    CU_ASSERT_STRING_EQUAL(report.rows.items[0].question, "How are entries logged?");
    CU_ASSERT_STRING_EQUAL(report.rows.items[0].question_other, "出入如何登记？");
    CU_ASSERT_STRING_EQUAL(report.rows.items[0].heading, "Gate log");
    CU_ASSERT_STRING_EQUAL(report.rows.items[0].heading_other, "");
    CU_ASSERT_STRING_EQUAL(report.rows.items[2].note, "No such process.");
    CU_ASSERT_STRING_EQUAL(report.clauses.items[0].title, "Operation");
    CU_ASSERT_STRING_EQUAL(report.clauses.items[0].title_other, "");
    report_clear(&report);
    load(&report, "zh_CN");
    CU_ASSERT_STRING_EQUAL(report.rows.items[0].question_other, "");
    report_clear(&report);
}

static void test_model_links(void)
{
    struct report report;

    load(&report, NULL);
    CU_ASSERT_EQUAL_FATAL(report.findings.count, 1);
    CU_ASSERT_EQUAL_FATAL(report.evidence.count, 1);
    const struct report_finding *finding = &report.findings.items[0];
    CU_ASSERT_STRING_EQUAL(finding->refs, "8.2 a)");
    CU_ASSERT_STRING_EQUAL(finding->clauses, "8.2");
    CU_ASSERT_STRING_EQUAL(finding->edition, "ISO 28000:2022");
    CU_ASSERT_EQUAL(finding->days_open, 0);
    CU_ASSERT_EQUAL(finding->rows.count, 1);
    CU_ASSERT_EQUAL(finding->evidence.count, 1);
    CU_ASSERT_EQUAL(report.rows.items[0].findings.count, 1);
    CU_ASSERT_EQUAL(report.rows.items[0].evidence.count, 1);
    CU_ASSERT_EQUAL(report.evidence.items[0].rows.count, 1);
    CU_ASSERT_EQUAL(report.evidence.items[0].findings.count, 1);
    report_clear(&report);
}

static void test_model_sums(void)
{
    struct report report;

    load(&report, "en");
    CU_ASSERT_EQUAL(tally_total(&report.tally), 5);
    CU_ASSERT_EQUAL(tally_conformity(&report.tally), 333);
    CU_ASSERT_EQUAL(report.grades[GRADE_MINOR], 1);
    CU_ASSERT_EQUAL(report.gaps[GAP_EXCLUSION].count, 0);
    CU_ASSERT_EQUAL(report.gaps[GAP_EVIDENCE].count, 1);
    CU_ASSERT_EQUAL_FATAL(report.gaps[GAP_FINDING].count, 1);
    CU_ASSERT_EQUAL(report.gaps[GAP_FINDING].items[0], 3);
    CU_ASSERT_EQUAL(report.gaps[GAP_UNASSESSED].count, 1);
    CU_ASSERT_EQUAL_FATAL(report.clauses.count, 4);
    CU_ASSERT(report.clauses.items[0].chapter);
    CU_ASSERT_EQUAL(tally_total(&report.clauses.items[0].tally), 3);
    CU_ASSERT_EQUAL(report.clauses.items[0].findings[GRADE_MINOR], 1);
    CU_ASSERT_EQUAL(report.clauses.items[3].first_row, 3);
    report_clear(&report);
}

/* The audits of the file side by side: what trends and coverage are made of. */
static void test_model_audits(void)
{
    struct report report;
    struct err err = {0};

    report_init(&report, "en");
    CU_ASSERT_EQUAL(report_load_audits(store, "2026-11-23", &report, &err), ERR_OK);
    CU_ASSERT_EQUAL_FATAL(report.audits.count, 1);
    const struct report_audit *only = &report.audits.items[0];
    CU_ASSERT_STRING_EQUAL(only->number, "IA/2026 & 7");
    CU_ASSERT_EQUAL(tally_total(&only->tally), 5);
    CU_ASSERT_EQUAL(tally_assessed(&only->tally), 4);
    CU_ASSERT_EQUAL(only->evidenced, 1);
    CU_ASSERT_EQUAL(only->grades[GRADE_MINOR], 1);
    CU_ASSERT_EQUAL(report_audit_findings(only), 1);
    report_clear(&report);
}

/* ---- workbooks ---------------------------------------------------------------------------------
 */

/* Reads the workbook back with checks; true if all hold. */
static bool reads_back(const char *path, const char *checks)
{
    char *command = mem_printf("/usr/bin/python3 '%s/tests/exchange/read_workbook.py' '%s' %s",
                               TOP_SRCDIR, path, checks);
    int status = system(command);

    free(command);
    return status == 0;
}

static enum err_code export_to(enum export_kind kind, const char *path, struct err *err)
{
    const struct export_request request = {.kind = kind, .audit = &audit, .path = path};
    struct export_result result = {0};
    enum err_code code = export_workbook(store, &request, &result, err);

    if (code == ERR_OK)
        CU_ASSERT_EQUAL(result.sheets, kind == EXPORT_REPORT ? 16 : 5);
    return code;
}

static bool same_bytes(const char *a, const char *b)
{
    struct buf first = {0};
    struct buf second = {0};
    bool same = file_read(a, 1 << 24, &first, NULL) == ERR_OK &&
                file_read(b, 1 << 24, &second, NULL) == ERR_OK && first.length == second.length &&
                first.length > 1000 && memcmp(first.data, second.data, first.length) == 0;

    buf_clear(&first);
    buf_clear(&second);
    return same;
}

static void test_report(void)
{
    char *a = file_join(home, "a.xlsx");
    char *b = file_join(home, "b.any name");
    struct err err = {0};

    CU_ASSERT_EQUAL(export_to(EXPORT_REPORT, a, &err), ERR_OK);
    CU_ASSERT_EQUAL(export_to(EXPORT_REPORT, b, &err), ERR_OK);
    CU_ASSERT(same_bytes(a, b));
    CU_ASSERT(reads_back(
        a, "sound sheets=Cover,Summary,Checklist,Findings,Nonconformities,'Corrective actions',"
           "'Previous nonconformities',Deployment,Meetings,Evidence,Matrix,'Clauses by site',"
           "'Diverging opinions','Merge record',Annex,Lists 'has=Merge record:one laptop' "
           "'has=Diverging opinions:differed about nothing' 'rows=Merge record:0' "
           "'cell=Checklist!A7=8.10' 'cell=Checklist!B7=8.10' charts=Summary:3 rows=Checklist:5 "
           "'has=Evidence:=HYPERLINK(\"http://x\")' 'has=Checklist:▲ Minor nonconformity' "
           "'links=Findings>Evidence' 'links=Evidence>Findings' 'links=Checklist>Findings' "
           "'links=Findings>Checklist' 'links=Nonconformities>Findings' 'has=Summary:1: 9 (1)'"));
    free(b);
    free(a);
}

static void test_register(void)
{
    char *path = file_join(home, "register.xlsx");
    struct err err = {0};
    const struct export_request request = {.kind = EXPORT_REGISTER, .path = path};

    CU_ASSERT_EQUAL(export_to(EXPORT_REGISTER, path, &err), ERR_OK);
    CU_ASSERT(reads_back(path, "sound rows=Nonconformities:1"));
    CU_ASSERT_EQUAL(export_workbook(store, &request, NULL, &err), ERR_OK);
    CU_ASSERT(reads_back(path, "sound rows=Nonconformities:1 'charts=Ageing and trend:2' "
                               "'charts=Trend over audits:3' "
                               "'cell=Nonconformities!I5=ISO 28000:2022'"));
    free(path);
}

static bool stop(void *context, unsigned percent)
{
    unsigned *limit = context;

    return percent < *limit;
}

/* The file that is there stays, and nothing is left beside it, however far the export came. */
static void test_cancel(void)
{
    char *directory = file_join(home, "cancel");
    char *path = file_join(directory, "old.xlsx");
    char *list = mem_printf("test \"$(ls -A '%s')\" = old.xlsx", directory);
    struct err err = {0};
    struct buf bytes = {0};

    CU_ASSERT_EQUAL(file_make_directories(directory, &err), ERR_OK);
    CU_ASSERT_EQUAL(file_write_atomic(path, "old", 3, &err), ERR_OK);
    for (unsigned limit = 0; limit <= 85; limit += 5) {
        const struct export_request request = {.kind = EXPORT_REPORT,
                                               .audit = &audit,
                                               .path = path,
                                               .progress = stop,
                                               .context = &limit};
        CU_ASSERT_EQUAL(export_workbook(store, &request, NULL, &err), ERR_CANCELLED);
    }
    CU_ASSERT_EQUAL(file_read(path, 100, &bytes, &err), ERR_OK);
    CU_ASSERT_STRING_EQUAL(bytes.data, "old");
    CU_ASSERT_EQUAL(system(list), 0);
    buf_clear(&bytes);
    free(list);
    free(path);
    free(directory);
}

static void test_bad_targets(void)
{
    struct err err = {0};

    CU_ASSERT_EQUAL(export_to(EXPORT_REPORT, home, &err), ERR_CANTCREAT);
    CU_ASSERT_STRING_NOT_EQUAL(err.hint, "");
    CU_ASSERT_NOT_EQUAL(export_to(EXPORT_REPORT, "/no/such/directory/a.xlsx", &err), ERR_OK);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "/no/such/directory"));
    CU_ASSERT_NOT_EQUAL(export_to(EXPORT_REPORT, "/proc/a.xlsx", &err), ERR_OK);
    CU_ASSERT_NOT_EQUAL(export_to(EXPORT_REPORT, "", &err), ERR_OK);
}

/* No room for what the library writes beside: said, and not a damaged workbook. */
static void test_no_room(void)
{
    char *path = file_join(home, "no-room.xlsx");
    struct rlimit before;
    struct err err = {0};
    void (*old)(int) = signal(SIGXFSZ, SIG_IGN);

    CU_ASSERT_EQUAL_FATAL(getrlimit(RLIMIT_FSIZE, &before), 0);
    const struct rlimit small = {20000, before.rlim_max};
    CU_ASSERT_EQUAL_FATAL(setrlimit(RLIMIT_FSIZE, &small), 0);
    enum err_code code = export_to(EXPORT_REPORT, path, &err);
    setrlimit(RLIMIT_FSIZE, &before);
    signal(SIGXFSZ, old);
    CU_ASSERT_EQUAL(code, ERR_CANTCREAT);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "no space"));
    CU_ASSERT_NOT_EQUAL(access(path, F_OK), 0);
    free(path);
}

static void test_names(void)
{
    struct export_request request = {.kind = EXPORT_REPORT, .audit = &audit};
    char *name = export_default_name(store, &request);

    CU_ASSERT_STRING_EQUAL(name, "IA-2026-7-report.xlsx");
    free(name);
    request.kind = EXPORT_FILLED;
    name = export_default_name(store, &request);
    CU_ASSERT_STRING_EQUAL(name, "IA-2026-7-checklist-filled.xlsx");
    free(name);
    request = (struct export_request){.kind = EXPORT_REGISTER};
    name = export_default_name(store, &request);
    CU_ASSERT_STRING_EQUAL(name, "register.xlsx");
    free(name);
    CU_ASSERT_EQUAL(export_kind_find("register", NULL), EXPORT_REGISTER);
    CU_ASSERT_EQUAL(export_kind_find("checklist", "filled"), EXPORT_FILLED);
    CU_ASSERT_EQUAL(export_kind_find("register", "filled"), -1);
    CU_ASSERT_EQUAL(export_kind_find("nothing", NULL), -1);
    name = export_kind_typed(EXPORT_FILLED);
    CU_ASSERT_STRING_EQUAL(name, "checklist --filled");
    free(name);
    CU_ASSERT_STRING_EQUAL(export_kinds[EXPORT_REPORT].word, "report");
    CU_ASSERT_STRING_EQUAL(export_kinds[EXPORT_REPORT].label, "Audit report");
}

/* ---- the writer alone, with texts that no file would give it -----------------------------------
 */

static enum err_code write_model(const struct report *report, const char *path, size_t large)
{
    const struct workbook_job job = {
        .kind = EXPORT_REPORT, .path = path, .tmpdir = home, .shown = path, .large = large};
    struct err err = {0};
    enum err_code code = workbook_write(report, &job, NULL, &err);

    if (code != ERR_OK)
        fprintf(stderr, "export: %s\n", err.message);
    return code;
}

static void test_empty(void)
{
    char *path = file_join(home, "empty.xlsx");
    struct report report;

    report_init(&report, "en");
    report_finish(&report);
    CU_ASSERT_EQUAL(write_model(&report, path, 0), ERR_OK);
    CU_ASSERT(reads_back(path, "sound rows=Checklist:0 rows=Findings:0 rows=Evidence:0 "
                               "charts=Summary:3 'has=Findings:No findings were recorded.'"));
    report_clear(&report);
    free(path);
}

/* Rows whose notes are hostile, one a row; a finding and evidence behind the first. */
static void add_hostile(struct report *report)
{
    static const char *const notes[] = {
        "=cmd|'/C calc'!A0",
        "+1+1",
        "@SUM(A1)",
        "bell \a escape \x1b[31m end",
        "left\xE2\x80\xAEright",
        "smile \xF0\x9F\x98\x80 end",
        "_x0041_ stays",
        "broken \xFF\xFE utf-8",
        "a < b & c > \"d\"",
        "安全管理体系安全管理体系安全管理体系安全管理体系安全管理体系安全管理体系",
    };
    char *huge = mem_alloc(LONG_TEXT + 5);

    for (size_t i = 0; i < LONG_TEXT; i++)
        huge[i] = i % 11 == 10 ? ' ' : 'x';
    memcpy(huge + LONG_TEXT, " end", 5);
    for (size_t i = 0; i <= sizeof notes / sizeof *notes; i++) {
        struct report_row *row = report_add_row(report);
        mem_replace(&row->ref, "8.10");
        mem_replace(&row->clause, "8.10");
        row->result = RESULT_MINOR;
        mem_replace(&row->note, i < sizeof notes / sizeof *notes ? notes[i] : huge);
        mem_replace(&row->assessed_at, i == 0 ? "not a time" : "2026-11-18T09:12:00.000Z");
    }
    /* Marks without width: 40,000 characters in one column. */
    for (size_t i = 0; i + 1 < LONG_TEXT; i += 2)
        memcpy(huge + i, "\xCC\x81", 2);
    mem_replace(&report->rows.items[1].question, huge);
    mem_replace(&report->title, huge);
    mem_replace(&report->number, "IA & <7>");
    mem_replace(&report->confidentiality, "restricted");
    free(huge);
}

static void test_hostile(void)
{
    char *path = file_join(home, "hostile.xlsx");
    struct report report;

    for (size_t large = 0; large < 2; large++) {
        report_init(&report, large == 0 ? "zh_CN" : "en");
        add_hostile(&report);
        struct report_clause *clause = report_add_clause(&report);
        mem_replace(&clause->clause, "8");
        clause->chapter = true;
        mem_replace(&report_add_finding(&report)->number, "F-1");
        report.findings.items[0].grade = GRADE_MAJOR;
        report_link_finding(&report, 0, 0);
        report_finish(&report);
        CU_ASSERT_EQUAL(write_model(&report, path, large), ERR_OK);
        CU_ASSERT(reads_back(path,
                             "sound \"has=Checklist:=cmd|'/C calc'!A0\" 'has=Checklist:+1+1' "
                             "'has=Checklist:@SUM(A1)' 'has=Checklist:bell  escape [31m end' "
                             "has=Checklist:leftright 'has=Checklist:smile \xF0\x9F\x98\x80 end' "
                             "'has=Checklist:x end' 'has=Checklist:8.10 …' "
                             "'has=Checklist:a < b & c > \"d\"' 'has=Checklist:not a time' "
                             "'has=Summary:go on in the rows below'"));
        report_clear(&report);
    }
    free(path);
}

/* In constant memory there are no pictures, and the summary says so. */
static void test_photos_left_out(void)
{
    char *path = file_join(home, "photos.xlsx");
    const struct report_scope scope = {0};
    struct report report;

    report_init(&report, "en");
    mem_replace(&report_add_evidence(&report)->number, "E-1");
    struct report_attachment *file = report_add_attachment(&report.evidence.items[0]);
    mem_replace(&file->media_type, "image/jpeg");
    CU_ASSERT_EQUAL(report_load_photos(store, &scope, false, &report, NULL), ERR_OK);
    CU_ASSERT_EQUAL(report.photos_left_out, 1);
    report_finish(&report);
    CU_ASSERT_EQUAL(write_model(&report, path, 0), ERR_OK);
    CU_ASSERT(reads_back(path, "sound media=0 photos=Evidence:0 'has=Evidence:left out' "
                               "'has=Summary:does not show, because it would be too large: 1'"));
    report_clear(&report);
    free(path);
}

/* ---- the folder of evidence files ---- */

static enum err_code export_folder(const char *path, unsigned *limit, struct export_result *result,
                                   struct err *err)
{
    const struct export_request request = {.kind = EXPORT_EVIDENCE,
                                           .audit = &audit,
                                           .path = path,
                                           .progress = limit != NULL ? stop : NULL,
                                           .context = limit};
    err_clear(err);
    return export_workbook(store, &request, result, err);
}

/* One byte of what is stored: file systems and memory do that. */
static void damage(const char *with)
{
    char *text = mem_printf("UPDATE object_chunk SET bytes = CAST(replace(CAST(bytes AS TEXT), %s) "
                            "AS BLOB) WHERE CAST(bytes AS TEXT) LIKE 'Minute_ of%%'",
                            with);
    CU_ASSERT_EQUAL(sqlite3_exec(store->db, text, NULL, NULL, NULL), SQLITE_OK);
    CU_ASSERT_EQUAL(sqlite3_changes(store->db), 1);
    free(text);
}

static void set_title(const char *title)
{
    char *text = mem_printf("UPDATE evidence SET title = %s WHERE title LIKE 'Minutes%%'", title);
    CU_ASSERT_EQUAL(sqlite3_exec(store->db, text, NULL, NULL, NULL), SQLITE_OK);
    CU_ASSERT_EQUAL(sqlite3_changes(store->db), 1);
    free(text);
}

/* Somebody wrote into the tables what no screen would let in. */
static void test_readme_is_clean(void)
{
    char *folder = file_join(home, "tampered");
    char *name = file_join(folder, "README.txt");
    struct buf text = {0};
    struct err err = {0};

    set_title(
        "'Minutes' || char(27) || ']0;x' || char(7) || char(8238) || 'fdp' || char(10) || '!'");
    CU_ASSERT_EQUAL(export_folder(folder, NULL, NULL, &err), ERR_OK);
    set_title("'Minutes'");
    CU_ASSERT_EQUAL_FATAL(file_read(name, 1 << 20, &text, NULL), ERR_OK);
    CU_ASSERT_PTR_NOT_NULL(strstr(text.data, "Minutes]0;xfdp !\n"));
    CU_ASSERT_PTR_NULL(strchr(text.data, 27));
    CU_ASSERT_PTR_NULL(strstr(text.data, "\xE2\x80\xAE"));
    buf_clear(&text);
    free(name);
    free(folder);
}

static void test_evidence_folder(void)
{
    static const char text[] = "Minutes of the meeting\n";
    char *folder = file_join(home, "evidence");
    char *source = file_join(home, "minutes.txt");
    const char *paths[] = {source};
    const struct object_options options = {0};
    const struct evidence_new proof = {.kind = EVIDENCE_RECORD,
                                       .title = "Minutes",
                                       .checklist = "small",
                                       .item = "nine",
                                       .paths = paths,
                                       .path_count = 1};
    struct export_result result = {0};
    struct ident evidence;
    struct err err = {0};

    CU_ASSERT_EQUAL(file_write_atomic(source, text, strlen(text), NULL), ERR_OK);
    CU_ASSERT_EQUAL_FATAL(evidence_add(store, &audit, &proof, &options, &evidence, &err), ERR_OK);
    for (unsigned limit = 1; limit <= 95; limit += 47) {
        CU_ASSERT_EQUAL(export_folder(folder, &limit, NULL, &err), ERR_CANCELLED);
        CU_ASSERT_NOT_EQUAL(access(folder, F_OK), 0);
    }
    damage("'Minutes', 'Minuten'");
    CU_ASSERT_EQUAL(export_folder(folder, NULL, NULL, &err), ERR_DATA);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "minutes.txt: "));
    CU_ASSERT_NOT_EQUAL(access(folder, F_OK), 0);
    damage("'Minuten', 'Minutes'");
    CU_ASSERT_EQUAL(export_folder(folder, NULL, &result, &err), ERR_OK);
    CU_ASSERT_EQUAL(result.files, 1);
    char *command = mem_printf("cd '%s' && sha256sum --quiet -c SHA256SUMS && "
                               "cmp 9-1/*-minutes.txt '%s'",
                               folder, source);
    CU_ASSERT_EQUAL(system(command), 0);
    free(command);
    free(source);
    free(folder);
    test_readme_is_clean();
}

static void test_levels(void)
{
    static const char *const words[] = {"public", "internal", "confidential", "restricted"};

    for (int i = 0; i < 4; i++) {
        int most = code_index(&code_confidentiality, words[i]);
        for (int j = 0; j < 4; j++)
            CU_ASSERT_EQUAL(
                confidentiality_allows(most, code_index(&code_confidentiality, words[j])), j <= i);
        CU_ASSERT_EQUAL(confidentiality_allows(most, -1), i >= 1);
        CU_ASSERT(confidentiality_allows(-1, most));
    }
}

/* ---- the work of two ---------------------------------------------------------------------------
 */

enum { BATCHES = 64 };

/* All saves of the open file. */
static size_t take_batches(struct merge_blob blobs[BATCHES])
{
    bool row = true;
    size_t count = 0;
    sqlite3_stmt *stmt = db_use(store, "SELECT bytes FROM batch ORDER BY id", NULL);

    CU_ASSERT_PTR_NOT_NULL_FATAL(stmt);
    while (db_step(store, stmt, &row, NULL) == ERR_OK && row && count < BATCHES) {
        size_t length = (size_t)sqlite3_column_bytes(stmt, 0);
        blobs[count++] = (struct merge_blob){mem_dup(sqlite3_column_blob(stmt, 0), length), length};
    }
    db_done(store, stmt);
    return count;
}

static void open_as(const char *path, const struct device *who, const char *person)
{
    store_close(store);
    CU_ASSERT_EQUAL_FATAL(store_open(path, who, 0, &store, NULL), ERR_OK);
    CU_ASSERT_EQUAL_FATAL(store_set_author(store, person, NULL), ERR_OK);
}

static void set_statement(const struct ident *finding, const char *text)
{
    struct change change;

    change_init(&change, &audit);
    change_set_text(&change, RECORD_FINDING, finding, FINDING_STATEMENT, text);
    CU_ASSERT_EQUAL_FATAL(store_save(store, &change, NULL, NULL), ERR_OK);
    change_clear(&change);
}

/* The same fact found again, against another requirement, with its own evidence. */
static struct ident find_again(void)
{
    const char *refs[] = {"9 (1)"};
    const struct object_options options = {0};
    const struct evidence_new proof = {.kind = EVIDENCE_PHOTO, .title = "Photo of the log"};
    struct ident evidence;
    struct ident finding;

    CU_ASSERT_EQUAL_FATAL(evidence_add(store, &audit, &proof, &options, &evidence, NULL), ERR_OK);
    const struct finding_new what = {.grade = GRADE_MAJOR,
                                     .title = "No signature",
                                     .statement = "Nobody signed for two exits.",
                                     .refs = refs,
                                     .ref_count = 1,
                                     .evidence = &evidence,
                                     .evidence_count = 1};
    CU_ASSERT_EQUAL_FATAL(finding_add(store, &audit, &what, &finding, NULL), ERR_OK);
    return finding;
}

static void merge_from(const struct device *other, const struct merge_blob *blobs, size_t count)
{
    struct merge_package package = {.name = "other.awpack",
                                    .hash = hash_bytes("other", 5),
                                    .file = store_file_id(store),
                                    .sender = other->id,
                                    .created = 1795444327000,
                                    .batches = blobs,
                                    .batch_count = count};
    const struct merge_options options = {.accept = &other->id, .accept_count = 1};
    struct merge_plan *plan = NULL;
    struct err err = {0};

    memcpy(package.key, other->public_key, DEVICE_PUBLIC_SIZE);
    CU_ASSERT_EQUAL_FATAL(merge_plan_build(store, &package, 1, &options, &plan, &err), ERR_OK);
    CU_ASSERT_EQUAL_FATAL(merge_apply(plan, NULL, NULL, &err), ERR_OK);
    merge_plan_free(plan);
}

/* Two write apart: they judge 8.2 b) differently, write one statement anew each, and the other one
 * finds what was found already. What was one statement is decided, the finding merged. */
static struct ident work_apart(const struct ident *first)
{
    struct merge_blob blobs[BATCHES];
    struct device other;
    struct conflicts conflicts;
    char *own = file_join(home, "small.audit");
    char *copied = file_join(home, "other.audit");
    char *directory = file_join(home, "laptop-2");
    char *copy = mem_printf("cp '%s' '%s'", own, copied);

    store_close(store);
    store = NULL;
    CU_ASSERT_EQUAL_FATAL(system(copy), 0);
    setenv("XDG_DATA_HOME", directory, 1);
    CU_ASSERT_EQUAL_FATAL(device_load(&other, NULL), ERR_OK);
    open_as(copied, &other, "Wang Wei");
    set_result("two-b", RESULT_OFI, NULL);
    set_statement(first, "Three exits lack a signature.");
    struct ident again = find_again();
    size_t count = take_batches(blobs);
    setenv("XDG_DATA_HOME", home, 1);
    open_as(own, &device, "Anna Lindqvist");
    set_result("two-b", RESULT_MAJOR, NULL);
    set_statement(first, "Two exits of ten lack a signature.");
    merge_from(&other, blobs, count);
    CU_ASSERT_EQUAL_FATAL(conflicts_list(store, &audit, "en", &conflicts, NULL), ERR_OK);
    CU_ASSERT_EQUAL(conflicts.count, 2);
    for (size_t i = 0; i < conflicts.count; i++) {
        const struct conflict_choice choice = {.take = TAKE_SIDE, .reason = "The log says three."};
        if (conflicts.items[i].type == RECORD_FINDING)
            CU_ASSERT_EQUAL(conflict_resolve(store, &conflicts.items[i], &choice, NULL), ERR_OK);
    }
    conflicts_clear(&conflicts);
    CU_ASSERT_EQUAL(finding_merge(store, &again, first, "One log, one fact.", NULL), ERR_OK);
    for (size_t i = 0; i < count; i++)
        free((void *)(uintptr_t)blobs[i].bytes);
    device_clear(&other);
    free(copy);
    free(directory);
    free(copied);
    free(own);
    return again;
}

static const struct report_finding *finding_in(const struct report *report, const struct ident *id)
{
    for (size_t i = 0; i < report->findings.count; i++)
        if (ident_equal(&report->findings.items[i].id, id))
            return &report->findings.items[i];
    CU_FAIL_FATAL("the finding is not in the report");
    return NULL;
}

static void check_team_model(const struct ident *first, const struct ident *again)
{
    struct report report;

    load(&report, "en");
    CU_ASSERT_EQUAL(report.findings.count, 2);
    const struct report_finding *whole = finding_in(&report, first);
    const struct report_finding *part = finding_in(&report, again);
    CU_ASSERT_TRUE(report_counts(whole));
    CU_ASSERT_FALSE(report_counts(part));
    CU_ASSERT_STRING_EQUAL(whole->number, "NC-2026-001");
    CU_ASSERT_STRING_EQUAL(part->merged_into, "NC-2026-001");
    CU_ASSERT_STRING_EQUAL(whole->also_raised, part->number);
    CU_ASSERT_STRING_EQUAL(whole->refs, "8.2 a), 9 (1)");
    CU_ASSERT_STRING_EQUAL(whole->clauses, "8.2, 9");
    CU_ASSERT_EQUAL(whole->evidence.count, 2);
    CU_ASSERT_EQUAL(part->evidence.count, 1);
    CU_ASSERT_EQUAL(report.grades[GRADE_MINOR], 1);
    CU_ASSERT_EQUAL(report.grades[GRADE_MAJOR], 0);
    CU_ASSERT_EQUAL_FATAL(report.rows.items[3].findings.count, 1); /* 9 (1) */
    CU_ASSERT_PTR_EQUAL(&report.findings.items[report.rows.items[3].findings.items[0]], whole);
    CU_ASSERT_EQUAL_FATAL(report.opinions.count, 3);
    CU_ASSERT_STRING_EQUAL(report.opinions.items[0].subject, "8.2 b) Gate log");
    CU_ASSERT_STRING_EQUAL(report.opinions.items[0].reason, "");
    CU_ASSERT_EQUAL_FATAL(report.merges.count, 1);
    CU_ASSERT_EQUAL(report.merges.items[0].conflicts, 2);
    report_clear(&report);
}

static void test_team(void)
{
    struct finding_lines lines;
    const struct finding_query query = {.audit = &audit};
    char *path = file_join(home, "team.xlsx");
    struct err err = {0};
    size_t given = 0;

    CU_ASSERT_EQUAL_FATAL(findings_list(store, &query, &lines, NULL), ERR_OK);
    CU_ASSERT_EQUAL_FATAL(lines.count, 1);
    struct ident first = lines.items[0].id;
    finding_lines_clear(&lines);
    struct ident again = work_apart(&first);
    CU_ASSERT_EQUAL(findings_number(store, &audit, &given, &err), ERR_OK);
    CU_ASSERT_EQUAL(given, 1);
    check_team_model(&first, &again);
    CU_ASSERT_EQUAL(export_to(EXPORT_REPORT, path, &err), ERR_OK);
    CU_ASSERT(reads_back(path,
                         "sound rows=Findings:2 rows=Nonconformities:1 'rows=Diverging opinions:3' "
                         "'rows=Merge record:1' 'headings=Findings:Merged into|Also raised as' "
                         "'headings=Nonconformities:Also raised as' 'links=Findings>Findings' "
                         "'cell=Diverging opinions!A5=8.2 b) Gate log' "
                         "'cell=Diverging opinions!B5=not decided yet' "
                         "'has=Diverging opinions:Major nonconformity (Anna Lindqvist, ' "
                         "'has=Diverging opinions:Opportunity for improvement (Wang Wei, ' "
                         "'has=Diverging opinions:Disagreement decided' "
                         "'has=Diverging opinions:Two exits of ten lack a signature.' "
                         "'has=Diverging opinions:Three exits lack a signature.' "
                         "'has=Diverging opinions:The log says three.' "
                         "'has=Diverging opinions:Findings merged' "
                         "'has=Diverging opinions:One log, one fact.' "
                         "'has=Merge record:Anna Lindqvist' 'number=Merge record:Conflicts=2'"));
    CU_ASSERT_EQUAL(export_to(EXPORT_REGISTER, path, &err), ERR_OK);
    CU_ASSERT(reads_back(path, "sound rows=Nonconformities:1 has=Nonconformities:NC-2026-001 "
                               "'headings=Nonconformities:Also raised as'"));
    free(path);
}

/* A second checklist with a clause and a ref of the same number, and a newer version of the first.
 */
static void test_model_checklists(void)
{
    struct report report;
    struct checklist list;
    struct err err = {0};

    build_checklist(&list);
    mem_replace(&list.id, "own");
    local_text_set(&list.title, "en", "Own rules");
    CU_ASSERT_EQUAL(audit_checklist_add(store, &audit, &list, &err), ERR_OK);
    checklist_clear(&list);
    build_checklist(&list);
    mem_replace(&list.version, "2.0.0");
    local_text_set(&list.items[1].ask, "en", "Asked otherwise?");
    CU_ASSERT_EQUAL(audit_checklist_update(store, &audit, &list, &err), ERR_OK);
    checklist_clear(&list);
    load(&report, "en");
    CU_ASSERT_EQUAL_FATAL(report.rows.count, 10);
    CU_ASSERT_STRING_EQUAL(report.rows.items[0].list, "Small checklist");
    CU_ASSERT_STRING_EQUAL(report.rows.items[5].list, "Own rules");
    CU_ASSERT_EQUAL(report.rows.items[5].result, RESULT_NOT_ASSESSED);
    CU_ASSERT_STRING_EQUAL(report.rows.items[1].review, "1.0.0");
    CU_ASSERT_EQUAL_FATAL(report.gaps[GAP_AGAIN].count, 1);
    CU_ASSERT_EQUAL(report.gaps[GAP_AGAIN].items[0], 1);
    CU_ASSERT_EQUAL_FATAL(report.clauses.count, 8);
    CU_ASSERT_STRING_EQUAL(report.clauses.items[4].clause, "8");
    CU_ASSERT_STRING_EQUAL(report.clauses.items[4].list, "Own rules");
    CU_ASSERT_EQUAL(report.clauses.items[4].tally.by[RESULT_NOT_ASSESSED], 3);
    CU_ASSERT_EQUAL(report.clauses.items[0].findings[GRADE_MINOR], 1);
    CU_ASSERT_EQUAL(report.clauses.items[4].findings[GRADE_MINOR], 0);
    report_clear(&report);
    char *path = file_join(home, "several.xlsx");
    const struct export_request request = {
        .kind = EXPORT_REPORT, .audit = &audit, .language = "en", .path = path};
    struct export_result result;
    CU_ASSERT_EQUAL(export_workbook(store, &request, &result, &err), ERR_OK);
    CU_ASSERT(reads_back(path, "sound 'has=Checklist:Own rules' 'has=Summary:· Own rules' "
                               "'has=Checklist:To be assessed again since'"));
    free(path);
}

/* ---- blank checklists ---- */

static void write_overlay(void)
{
    static const char text[] = "format: \"1\"\noverlay: small\ntext: {ten: From my own copy.}\n";
    char *folder = file_data_home();
    char *lists = file_join(folder, "checklists");
    char *path = file_join(lists, "small.overlay.yaml");

    CU_ASSERT_EQUAL(file_make_directories(lists, NULL), ERR_OK);
    CU_ASSERT_EQUAL(file_write_atomic(path, text, strlen(text), NULL), ERR_OK);
    free(path);
    free(lists);
    free(folder);
}

static void test_blank(void)
{
    char *path = file_join(home, "blank.xlsx");
    struct checklist list;
    struct export_request request = {
        .kind = EXPORT_CHECKLIST, .checklist = &list, .language = "en", .path = path};
    struct export_result result;
    struct err err = {0};

    build_checklist(&list);
    local_text_set(&list.items[0].look_for, "en", "The log\nTwo names");
    list.items[1].obligation = OBLIGATION_SHOULD;
    write_overlay();
    CU_ASSERT_EQUAL(export_workbook(NULL, &request, &result, &err), ERR_OK);
    CU_ASSERT_EQUAL(result.records, 5);
    CU_ASSERT(reads_back(path, "sound 'has=Checklist:8.10 Tenth' 'has=Checklist:- Two names' "
                               "'has=Checklist:Recommendation' 'has=Checklist:\xE2\x98\x90 Major' "
                               "'has=Checklist:Gate' 'has=Checklist:Date:'"));
    CU_ASSERT(!reads_back(path, "'has=Checklist:From my own copy.'"));
    request.wording = true;
    CU_ASSERT_EQUAL(export_workbook(NULL, &request, &result, &err), ERR_OK);
    CU_ASSERT(reads_back(path, "sound 'has=Checklist:From my own copy.'"));
    /* Of the audit: without its answers. */
    request = (struct export_request){
        .kind = EXPORT_CHECKLIST, .audit = &audit, .language = "en", .path = path};
    CU_ASSERT_EQUAL(export_workbook(store, &request, &result, &err), ERR_OK);
    CU_ASSERT(!reads_back(path, "'has=Checklist:No such process.'"));
    CU_ASSERT(!reads_back(path, "'has=Checklist:From my own copy.'"));
    /* Nor does a report ever have it. */
    request.kind = EXPORT_REPORT;
    CU_ASSERT_EQUAL(export_workbook(store, &request, &result, &err), ERR_OK);
    CU_ASSERT(!reads_back(path, "'has=Checklist:From my own copy.'"));
    checklist_clear(&list);
    free(path);
}

CU_ErrorCode test_export_add(void)
{
    CU_pSuite suite = CU_add_suite("export", set_up, tear_down);

    if (suite == NULL || CU_ADD_TEST(suite, test_model_rows) == NULL ||
        CU_ADD_TEST(suite, test_model_both) == NULL ||
        CU_ADD_TEST(suite, test_model_audits) == NULL ||
        CU_ADD_TEST(suite, test_model_links) == NULL ||
        CU_ADD_TEST(suite, test_model_sums) == NULL || CU_ADD_TEST(suite, test_report) == NULL ||
        CU_ADD_TEST(suite, test_register) == NULL || CU_ADD_TEST(suite, test_cancel) == NULL ||
        CU_ADD_TEST(suite, test_bad_targets) == NULL || CU_ADD_TEST(suite, test_no_room) == NULL ||
        CU_ADD_TEST(suite, test_names) == NULL || CU_ADD_TEST(suite, test_empty) == NULL ||
        CU_ADD_TEST(suite, test_hostile) == NULL ||
        CU_ADD_TEST(suite, test_photos_left_out) == NULL ||
        CU_ADD_TEST(suite, test_levels) == NULL || CU_ADD_TEST(suite, test_team) == NULL ||
        CU_ADD_TEST(suite, test_model_checklists) == NULL ||
        CU_ADD_TEST(suite, test_blank) == NULL || CU_ADD_TEST(suite, test_evidence_folder) == NULL)
        return CU_get_error();
    return CUE_SUCCESS;
}

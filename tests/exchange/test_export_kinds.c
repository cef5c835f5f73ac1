/* test_export_kinds.c - what holds for every kind of workbook, by a loop over the table of kinds:
 * the same bytes twice, stopped anywhere, no room, no place; and what belongs to a period.
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
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "exchange/export.h"
#include "exchange/report_model.h"
#include "demo_store.h"
#include "suites.h"

/* ---- every kind --------------------------------------------------------------------------------
 */

static struct export_request request_for(int kind, const char *path)
{
    return (struct export_request){
        .kind = (enum export_kind)kind, .audit = &demo.audit, .language = "en", .path = path};
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

static void test_table(void)
{
    for (int kind = 0; kind < EXPORT_KIND_COUNT; kind++) {
        const struct export_kind_row *row = &export_kinds[kind];
        CU_ASSERT_PTR_NOT_NULL_FATAL(row->word);
        CU_ASSERT_PTR_NOT_NULL_FATAL(row->label);
        CU_ASSERT_PTR_NOT_NULL(row->sheets);
        CU_ASSERT_EQUAL(export_kind_find(row->word, row->option), kind);
        for (int other = 0; other < kind; other++) {
            CU_ASSERT(strcmp(row->word, export_kinds[other].word) != 0 || row->option != NULL);
            CU_ASSERT_STRING_NOT_EQUAL(row->label, export_kinds[other].label);
        }
    }
}

static void test_same_bytes(void)
{
    char *a = file_join(demo.home, "a.xlsx");
    char *b = file_join(demo.home, "b.xlsx");
    struct err err = {0};

    for (int kind = 0; kind < EXPORT_KIND_COUNT; kind++) {
        struct export_request request = request_for(kind, a);
        struct export_result result = {0};
        CU_ASSERT_EQUAL(export_workbook(demo.store, &request, &result, &err), ERR_OK);
        CU_ASSERT_STRING_EQUAL(err.message, "");
        CU_ASSERT(result.sheets > 1);
        request.path = b;
        CU_ASSERT_EQUAL(export_workbook(demo.store, &request, NULL, &err), ERR_OK);
        CU_ASSERT(same_bytes(a, b));
        CU_ASSERT(demo_reads_back(a, "sound"));
    }
    free(b);
    free(a);
}

struct stop {
    unsigned limit;
    unsigned asked; /* how often */
};

static bool stop_at(void *context, unsigned percent)
{
    struct stop *stop = context;

    stop->asked++;
    return percent < stop->limit;
}

/* Whatever the moment: the old file stays and nothing is left beside it. */
static void test_stopped(void)
{
    char *directory = file_join(demo.home, "stopped");
    char *path = file_join(directory, "old.xlsx");
    char *list = mem_printf("test \"$(ls -A '%s')\" = old.xlsx", directory);
    struct err err = {0};

    CU_ASSERT_EQUAL(file_make_directories(directory, &err), ERR_OK);
    CU_ASSERT_EQUAL(file_write_atomic(path, "old", 3, &err), ERR_OK);
    for (int kind = 0; kind < EXPORT_KIND_COUNT; kind++) {
        struct export_request request = request_for(kind, path);
        struct buf bytes = {0};
        for (unsigned limit = 0; limit < 100; limit += 9) {
            struct stop stop = {limit, 0};
            request.progress = stop_at;
            request.context = &stop;
            CU_ASSERT_EQUAL(export_workbook(demo.store, &request, NULL, &err), ERR_CANCELLED);
            CU_ASSERT(stop.asked > 0);
        }
        CU_ASSERT_EQUAL(file_read(path, 100, &bytes, &err), ERR_OK);
        CU_ASSERT_STRING_EQUAL(bytes.data, "old");
        CU_ASSERT_EQUAL(system(list), 0);
        buf_clear(&bytes);
    }
    free(list);
    free(path);
    free(directory);
}

/* A full disk, however much of the workbook still fits on it. */
static void test_no_room(void)
{
    char *path = file_join(demo.home, "full.xlsx");
    struct rlimit before;
    struct err err = {0};
    void (*old)(int) = signal(SIGXFSZ, SIG_IGN);

    CU_ASSERT_EQUAL_FATAL(getrlimit(RLIMIT_FSIZE, &before), 0);
    CU_ASSERT_EQUAL(file_write_atomic(path, "old", 3, &err), ERR_OK);
    for (int kind = 0; kind < EXPORT_KIND_COUNT; kind++) {
        for (rlim_t room = 0; room <= 8000; room += 4000) {
            const struct rlimit small = {room, before.rlim_max};
            struct export_request request = request_for(kind, path);
            struct buf bytes = {0};
            CU_ASSERT_EQUAL_FATAL(setrlimit(RLIMIT_FSIZE, &small), 0);
            enum err_code code = export_workbook(demo.store, &request, NULL, &err);
            setrlimit(RLIMIT_FSIZE, &before);
            CU_ASSERT_EQUAL(code, ERR_CANTCREAT);
            CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "no space"));
            CU_ASSERT_EQUAL(file_read(path, 100, &bytes, NULL), ERR_OK);
            CU_ASSERT_STRING_EQUAL(bytes.data, "old");
            buf_clear(&bytes);
        }
    }
    signal(SIGXFSZ, old);
    free(path);
}

static void test_no_place(void)
{
    struct err err = {0};

    for (int kind = 0; kind < EXPORT_KIND_COUNT; kind++) {
        struct export_request request = request_for(kind, "/no/such/directory/a.xlsx");
        CU_ASSERT_NOT_EQUAL(export_workbook(demo.store, &request, NULL, &err), ERR_OK);
        CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "/no/such/directory"));
        request.path = demo.home;
        CU_ASSERT_EQUAL(export_workbook(demo.store, &request, NULL, &err), ERR_CANTCREAT);
        request.path = "";
        CU_ASSERT_NOT_EQUAL(export_workbook(demo.store, &request, NULL, &err), ERR_OK);
    }
}

/* What a kind does not have is refused below the command, too. */
static void test_wrong_requests(void)
{
    char *path = file_join(demo.home, "wrong.xlsx");
    struct err err = {0};

    for (int kind = 0; kind < EXPORT_KIND_COUNT; kind++) {
        struct export_request request = request_for(kind, path);
        request.from = "2026-06-30";
        request.to = "2026-01-01";
        CU_ASSERT_EQUAL(export_workbook(demo.store, &request, NULL, &err),
                        export_kinds[kind].period ? ERR_USAGE : ERR_INTERNAL);
        request = request_for(kind, path);
        request.audit = NULL;
        if (export_kinds[kind].subject == EXPORT_OF_AUDIT)
            CU_ASSERT_EQUAL(export_workbook(demo.store, &request, NULL, &err), ERR_INTERNAL);
    }
    CU_ASSERT_NOT_EQUAL(access(path, F_OK), 0);
    free(path);
}

/* ---- periods -----------------------------------------------------------------------------------
 */

static bool belongs(const char *raised, const char *closed, const char *from, const char *to,
                    bool with_open)
{
    char raised_at[32];
    char closed_at[32];
    const struct report_finding finding = {.raised_at = raised_at, .closed_at = closed_at};
    const struct report_period period = {from, to, with_open, false};

    snprintf(raised_at, sizeof raised_at, "%s", raised);
    snprintf(closed_at, sizeof closed_at, "%s", closed);
    return report_in_period(&finding, &period);
}

static void test_period(void)
{
    const char *day = "2026-03-10T23:59:59.999Z";

    CU_ASSERT(belongs(day, "", NULL, NULL, false));
    CU_ASSERT(belongs(day, "", "2026-03-10", "2026-03-10", false));
    CU_ASSERT_FALSE(belongs(day, "", "2026-03-11", NULL, false));
    CU_ASSERT_FALSE(belongs(day, "", NULL, "2026-03-09", true));
    CU_ASSERT(belongs(day, "", "2026-03-11", NULL, true));
    CU_ASSERT(belongs(day, "2026-04-01T08:00:00.000Z", "2026-04-01", NULL, true));
    CU_ASSERT_FALSE(belongs(day, "2026-04-01T08:00:00.000Z", "2026-04-02", NULL, true));
    CU_ASSERT_FALSE(belongs(day, "2026-04-01T08:00:00.000Z", "2026-04-01", NULL, false));
    CU_ASSERT(belongs("not a time", "", "2026-04-02", "2026-05-02", false));
}

/* The local day counts: late in the evening in UTC is the next day in Shanghai. */
static void test_period_zone(void)
{
    setenv("TZ", "CST-8", 1);
    tzset();
    CU_ASSERT(belongs("2026-03-10T20:00:00.000Z", "", "2026-03-11", "2026-03-11", false));
    CU_ASSERT_FALSE(belongs("2026-03-10T20:00:00.000Z", "", NULL, "2026-03-10", false));
    setenv("TZ", "UTC", 1);
    tzset();
}

static void test_register_period(void)
{
    char *path = file_join(demo.home, "period.xlsx");
    struct export_request request = {
        .kind = EXPORT_REGISTER, .language = "en", .path = path, .to = "2025-12-31"};
    struct export_result result = {0};
    struct err err = {0};

    CU_ASSERT_EQUAL(export_workbook(demo.store, &request, &result, &err), ERR_OK);
    CU_ASSERT(demo_reads_back(
        path, "sound rows=Nonconformities:3 'has=Nonconformities:NC-2025-011' "
              "'has=Nonconformities:raised until 2025-12-31' "
              "'hasnot=Nonconformities:IA-2026-03' 'has=Ageing and trend:2025-12' "
              "'hasnot=Ageing and trend:2026-01' "
              "'header=Nonconformities:Register of nonconformities · – 2025-12-31&C' "
              "'header=Ageing and trend:&R&9 Confidential'"));
    request.from = "1990-01-01";
    request.to = "1990-06-30";
    CU_ASSERT_EQUAL(export_workbook(demo.store, &request, &result, &err), ERR_OK);
    CU_ASSERT_EQUAL(result.findings, 0);
    CU_ASSERT(demo_reads_back(path,
                              "sound rows=Nonconformities:0 'rows=Corrective actions:0' "
                              "'has=Nonconformities:raised from 1990-01-01 to 1990-06-30 · No "
                              "nonconformities were recorded.'"));
    free(path);
}

/* ---- a checklist with its answers
 * ----------------------------------------------------------------
 */

static void test_filled(void)
{
    char *path = file_join(demo.home, "filled.xlsx");
    const struct export_request request = {
        .kind = EXPORT_FILLED, .audit = &demo.audit, .language = "en", .path = path};
    struct export_result result = {0};
    struct err err = {0};

    CU_ASSERT_EQUAL(export_workbook(demo.store, &request, &result, &err), ERR_OK);
    CU_ASSERT_EQUAL(result.records, 265);
    CU_ASSERT(demo_reads_back(
        path,
        "sound rows=Checklist:265 'headings=Checklist:Requirement|Result|Note|Evidence|Findings|"
        "Auditor|Assessed|Remark by hand' 'has=Checklist:\xE2\x98\x91 Conforming' "
        "'has=Checklist:\xE2\x98\x90 Conforming' 'has=Checklist:Overview of issues' "
        "'has=Checklist:Three came from outside' 'has=Checklist:Minor nonconformity: Seal check' "
        "'hasnot=Checklist:Date:'"));
    free(path);
}

/* ---- the auditee's form
 * --------------------------------------------------------------------------
 */

static void test_response(void)
{
    char *path = file_join(demo.home, "response.xlsx");
    struct ident finding;
    struct export_request request = {
        .kind = EXPORT_RESPONSE, .audit = &demo.audit, .language = "en", .path = path};
    struct export_result result = {0};
    struct err err = {0};

    demo_find(&demo.audit, demo.seal, &finding);
    CU_ASSERT_EQUAL(export_workbook(demo.store, &request, &result, &err), ERR_OK);
    CU_ASSERT_EQUAL(result.findings, 6);
    CU_ASSERT(demo_reads_back(path, "sound \"links=Contents>$SEAL\" answers=$SEAL"));
    request.finding = &finding;
    CU_ASSERT_EQUAL(export_workbook(demo.store, &request, &result, &err), ERR_OK);
    CU_ASSERT_EQUAL(result.findings, 1);
    CU_ASSERT(demo_reads_back(
        path, "sound sheets=$SEAL,Lists answers=$SEAL \"has=$SEAL:Minor nonconformity\" "
              "\"has=$SEAL:3 of 20 exits drawn\" \"has=$SEAL:8.1 (2)\" "
              "\"has=$SEAL:Boxes leave Gate 2 without a seal number\""));
    /* Neither other findings nor evidence, notes, who was asked, who raised it. */
    CU_ASSERT(demo_reads_back(path,
                              "without=$FENCE without=NC-2025-011 without=$EVIDENCE without=Tomasz "
                              "'without=Three came from outside' 'without=section F12'"));
    free(path);
}

/* Short fields of a record share lines, in their order; long ones keep their own. */
static void test_annex(void)
{
    char *path = file_join(demo.home, "annex.xlsx");
    struct export_request request = {
        .kind = EXPORT_REPORT, .audit = &demo.old, .language = "en", .path = path};
    struct export_result result = {0};
    struct err err = {0};

    CU_ASSERT_EQUAL(export_workbook(demo.store, &request, &result, &err), ERR_OK);
    CU_ASSERT(demo_reads_back(
        path,
        "\"has=Annex:Site: Harbour terminal \xC2\xB7 Area: Gate 2 \xC2\xB7 Kind of place: "
        "Gate\" \"has=Annex:Audit: IA-2025-02 \xC2\xB7 Finding: NC-2025-012 \xC2\xB7 Step: \" "
        "\"has=Annex:\nMethods: Interviews, walks by day and by night, records by sample\n\""));
    free(path);
}

/* In two languages the answer is longer than a page, and no heading stands alone at the end of one.
 */
static void test_response_pages(void)
{
    char *path = file_join(demo.home, "response.xlsx");
    struct ident finding;
    struct export_request request = {.kind = EXPORT_RESPONSE,
                                     .audit = &demo.audit,
                                     .finding = &finding,
                                     .language = "both",
                                     .path = path};
    struct export_result result = {0};
    struct err err = {0};

    demo_find(&demo.audit, demo.seal, &finding);
    CU_ASSERT_EQUAL(export_workbook(demo.store, &request, &result, &err), ERR_OK);
    CU_ASSERT(demo_reads_back(path, "sound \"page=$SEAL:What is on record of it\" "
                                    "\"page=$SEAL:Correction: what was done\" "
                                    "\"page=$SEAL:Plan: what keeps it from\""));
    free(path);
}

static void test_response_nothing(void)
{
    char *path = file_join(demo.home, "nothing.xlsx");
    struct ident finding;
    struct export_request request = {
        .kind = EXPORT_RESPONSE, .audit = &demo.old, .language = "en", .path = path};
    struct export_result result = {0};
    struct err err = {0};

    CU_ASSERT_EQUAL(export_workbook(demo.store, &request, &result, &err), ERR_OK);
    CU_ASSERT_EQUAL(result.findings, 0);
    CU_ASSERT(demo_reads_back(
        path, "sound sheets=Contents,Lists 'has=Contents:no open nonconformities'"));
    demo_find(&demo.old, "GP-2025-002", &finding);
    request.finding = &finding;
    CU_ASSERT_EQUAL(export_workbook(demo.store, &request, NULL, &err), ERR_USAGE);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "good practice"));
    demo_find(&demo.audit, demo.seal, &finding);
    CU_ASSERT_EQUAL(export_workbook(demo.store, &request, NULL, &err), ERR_USAGE);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "another audit"));
    free(path);
}

CU_ErrorCode test_export_kinds_add(void)
{
    static const struct {
        const char *name;
        void (*run)(void);
    } tests[] = {
        {"table", test_table},
        {"same bytes", test_same_bytes},
        {"stopped", test_stopped},
        {"no room", test_no_room},
        {"no place", test_no_place},
        {"wrong requests", test_wrong_requests},
        {"period", test_period},
        {"period and zone", test_period_zone},
        {"register of a period", test_register_period},
        {"filled checklist", test_filled},
        {"response", test_response},
        {"annex", test_annex},
        {"response in two languages", test_response_pages},
        {"nothing to respond to", test_response_nothing},
    };
    CU_pSuite suite = CU_add_suite("export kinds", demo_store_set_up, demo_store_tear_down);

    if (suite == NULL)
        return CU_get_error();
    for (size_t i = 0; i < sizeof tests / sizeof tests[0]; i++)
        if (CU_add_test(suite, tests[i].name, tests[i].run) == NULL)
            return CU_get_error();
    return CUE_SUCCESS;
}

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
#include "exchange/demo.h"
#include "exchange/export.h"
#include "exchange/report_model.h"
#include "store/audits.h"
#include "suites.h"

#ifndef TOP_SRCDIR
#define TOP_SRCDIR "."
#endif

static const char *const variables[] = {"HOME", "XDG_DATA_HOME", "TZ", "AUDITWALK_NOW",
                                        "AUDITWALK_CHECKLISTS"};
enum { VARIABLE_COUNT = sizeof variables / sizeof variables[0] };

static char *saved[VARIABLE_COUNT];
static char *home;
static struct device device;
static struct store *store;
static struct ident audit; /* IA-2026-03 of the demo */

static int make_demo(void)
{
    struct err err = {0};
    char *path = file_join(home, "demo.audit");
    int failed = device_load(&device, &err) != ERR_OK ||
                 demo_create(path, &device, &store, &err) != ERR_OK ||
                 audit_find(store, "IA-2026-03", &audit, &err) != ERR_OK;

    if (failed)
        fprintf(stderr, "export kinds: %s (%s)\n", err.message, err.hint);
    free(path);
    return failed;
}

static int set_up(void)
{
    for (size_t i = 0; i < VARIABLE_COUNT; i++)
        saved[i] = mem_strdup(getenv(variables[i]));
    home = mem_strdup("/tmp/test-kinds.XXXXXX");
    if (mkdtemp(home) == NULL)
        return 1;
    setenv("HOME", home, 1);
    setenv("XDG_DATA_HOME", home, 1);
    setenv("TZ", "UTC", 1);
    setenv("AUDITWALK_NOW", "2026-11-23T14:32:07Z", 1);
    setenv("AUDITWALK_CHECKLISTS", TOP_SRCDIR "/checklists", 1);
    return make_demo();
}

static int tear_down(void)
{
    char *command = mem_printf("rm -rf '%s'", home);

    store_close(store);
    device_clear(&device);
    if (system(command) != 0)
        fprintf(stderr, "export kinds: %s is still there\n", home);
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

/* ---- every kind --------------------------------------------------------------------------------
 */

static struct export_request request_for(int kind, const char *path)
{
    return (struct export_request){
        .kind = (enum export_kind)kind, .audit = &audit, .language = "en", .path = path};
}

static bool reads_back(const char *path, const char *checks)
{
    char *command = mem_printf("/usr/bin/python3 '%s/tests/exchange/read_workbook.py' '%s' %s",
                               TOP_SRCDIR, path, checks);
    int status = system(command);

    free(command);
    return status == 0;
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
    char *a = file_join(home, "a.xlsx");
    char *b = file_join(home, "b.xlsx");
    struct err err = {0};

    for (int kind = 0; kind < EXPORT_KIND_COUNT; kind++) {
        struct export_request request = request_for(kind, a);
        struct export_result result = {0};
        CU_ASSERT_EQUAL(export_workbook(store, &request, &result, &err), ERR_OK);
        CU_ASSERT_STRING_EQUAL(err.message, "");
        CU_ASSERT(result.sheets > 1);
        request.path = b;
        CU_ASSERT_EQUAL(export_workbook(store, &request, NULL, &err), ERR_OK);
        CU_ASSERT(same_bytes(a, b));
        CU_ASSERT(reads_back(a, "sound"));
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
    char *directory = file_join(home, "stopped");
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
            CU_ASSERT_EQUAL(export_workbook(store, &request, NULL, &err), ERR_CANCELLED);
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
    char *path = file_join(home, "full.xlsx");
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
            enum err_code code = export_workbook(store, &request, NULL, &err);
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
        CU_ASSERT_NOT_EQUAL(export_workbook(store, &request, NULL, &err), ERR_OK);
        CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "/no/such/directory"));
        request.path = home;
        CU_ASSERT_EQUAL(export_workbook(store, &request, NULL, &err), ERR_CANTCREAT);
        request.path = "";
        CU_ASSERT_NOT_EQUAL(export_workbook(store, &request, NULL, &err), ERR_OK);
    }
}

/* What a kind does not have is refused below the command, too. */
static void test_wrong_requests(void)
{
    char *path = file_join(home, "wrong.xlsx");
    struct err err = {0};

    for (int kind = 0; kind < EXPORT_KIND_COUNT; kind++) {
        struct export_request request = request_for(kind, path);
        request.from = "2026-06-30";
        request.to = "2026-01-01";
        CU_ASSERT_EQUAL(export_workbook(store, &request, NULL, &err),
                        export_kinds[kind].period ? ERR_USAGE : ERR_INTERNAL);
        request = request_for(kind, path);
        request.audit = NULL;
        if (export_kinds[kind].subject == EXPORT_OF_AUDIT)
            CU_ASSERT_EQUAL(export_workbook(store, &request, NULL, &err), ERR_INTERNAL);
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
    char *path = file_join(home, "period.xlsx");
    struct export_request request = {
        .kind = EXPORT_REGISTER, .language = "en", .path = path, .to = "2025-12-31"};
    struct export_result result = {0};
    struct err err = {0};

    CU_ASSERT_EQUAL(export_workbook(store, &request, &result, &err), ERR_OK);
    CU_ASSERT(reads_back(path, "sound rows=Nonconformities:3 'has=Nonconformities:NC-2025-011' "
                               "'has=Nonconformities:raised until 2025-12-31' "
                               "'hasnot=Nonconformities:IA-2026-03' 'has=Ageing and trend:2025-12' "
                               "'hasnot=Ageing and trend:2026-01'"));
    request.from = "1990-01-01";
    request.to = "1990-06-30";
    CU_ASSERT_EQUAL(export_workbook(store, &request, &result, &err), ERR_OK);
    CU_ASSERT_EQUAL(result.findings, 0);
    CU_ASSERT(reads_back(path, "sound rows=Nonconformities:0 'rows=Corrective actions:0' "
                               "'has=Nonconformities:raised from 1990-01-01 to 1990-06-30 · No "
                               "nonconformities were recorded.'"));
    free(path);
}

/* ---- a checklist with its answers
 * ----------------------------------------------------------------
 */

static void test_filled(void)
{
    char *path = file_join(home, "filled.xlsx");
    const struct export_request request = {
        .kind = EXPORT_FILLED, .audit = &audit, .language = "en", .path = path};
    struct export_result result = {0};
    struct err err = {0};

    CU_ASSERT_EQUAL(export_workbook(store, &request, &result, &err), ERR_OK);
    CU_ASSERT_EQUAL(result.records, 265);
    CU_ASSERT(reads_back(
        path,
        "sound rows=Checklist:265 'headings=Checklist:Requirement|Result|Note|Evidence|Findings|"
        "Auditor|Assessed|Remark by hand' 'has=Checklist:\xE2\x98\x91 Conforming' "
        "'has=Checklist:\xE2\x98\x90 Conforming' 'has=Checklist:Overview of issues' "
        "'has=Checklist:Three came from outside' 'has=Checklist:Minor nonconformity: Seal check' "
        "'hasnot=Checklist:Date:'"));
    free(path);
}

CU_ErrorCode test_export_kinds_add(void)
{
    CU_pSuite suite = CU_add_suite("export kinds", set_up, tear_down);

    if (suite == NULL || CU_ADD_TEST(suite, test_table) == NULL ||
        CU_ADD_TEST(suite, test_same_bytes) == NULL || CU_ADD_TEST(suite, test_stopped) == NULL ||
        CU_ADD_TEST(suite, test_no_room) == NULL || CU_ADD_TEST(suite, test_no_place) == NULL ||
        CU_ADD_TEST(suite, test_wrong_requests) == NULL ||
        CU_ADD_TEST(suite, test_period) == NULL || CU_ADD_TEST(suite, test_period_zone) == NULL ||
        CU_ADD_TEST(suite, test_register_period) == NULL || CU_ADD_TEST(suite, test_filled) == NULL)
        return CU_get_error();
    return CUE_SUCCESS;
}

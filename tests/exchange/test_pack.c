/* test_pack.c - the pack for a management review: what its model says, and its workbook. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include <CUnit/CUnit.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "demo_store.h"
#include "exchange/export.h"
#include "exchange/report_pack.h"
#include "exchange/workbook.h"
#include "store/audits.h"
#include "store/closure.h"
#include "suites.h"

/* ---- pieces of a period, without a store -------------------------------------------------------
 */

static void check_pieces(const char *from, const char *to, size_t count, const char *first_label,
                         const char *last_label, const char *last_day)
{
    struct report report;
    size_t found = 0;

    report_init(&report, "en");
    mem_replace(&report.from, from);
    mem_replace(&report.to, to);
    mem_replace(&report.today, "2026-11-23");
    struct pack_piece *pieces = pack_pieces(&report, &found);
    CU_ASSERT_EQUAL_FATAL(found, count);
    CU_ASSERT_STRING_EQUAL(pieces[0].label, first_label);
    CU_ASSERT_STRING_EQUAL(pieces[0].first, *from != '\0' ? from : "2026-11-23");
    CU_ASSERT_STRING_EQUAL(pieces[count - 1].label, last_label);
    CU_ASSERT_STRING_EQUAL(pieces[count - 1].last, last_day);
    for (size_t i = 1; i < count; i++)
        CU_ASSERT(strcmp(pieces[i - 1].last, pieces[i].first) < 0);
    free(pieces);
    report_clear(&report);
}

static void test_pieces(void)
{
    check_pieces("2026-01-15", "2026-03-10", 3, "2026-01", "2026-03", "2026-03-10");
    check_pieces("2024-02-01", "2024-02-29", 1, "2024-02", "2024-02", "2024-02-29");
    check_pieces("2024-01-01", "2025-12-31", 24, "2024-01", "2025-12", "2025-12-31");
    check_pieces("2023-12-31", "2025-12-31", 9, "2023 Q4", "2025 Q4", "2025-12-31");
    check_pieces("2010-06-01", "2025-12-31", 16, "2010", "2025", "2025-12-31");
    /* Until today, and not beyond it; from the beginning: nothing is known here. */
    check_pieces("2026-10-01", "", 2, "2026-10", "2026-11", "2026-11-23");
    check_pieces("2026-10-01", "2026-12-31", 2, "2026-10", "2026-11", "2026-11-23");
    check_pieces("", "", 1, "2026-11", "2026-11", "2026-11-23");
    check_pieces("2027-01-01", "2027-02-28", 2, "2027-01", "2027-02", "2027-02-28");
    check_pieces("2027-01-01", "", 1, "2027-01", "2027-01", "2027-01-01");
}

static void add_finding(struct report *report, int grade, const char *raised, const char *closed)
{
    struct report_finding *finding = report_add_finding(report);

    finding->grade = grade;
    mem_replace(&finding->raised_at, raised);
    mem_replace(&finding->closed_at, closed);
}

static void test_sums(void)
{
    struct report report;
    struct pack_sums sums;

    report_init(&report, "en");
    add_finding(&report, GRADE_MINOR, "2026-01-10T10:00:00.000Z", "");
    add_finding(&report, GRADE_MAJOR, "2026-02-01T10:00:00.000Z", "2026-02-11T10:00:00.000Z");
    add_finding(&report, GRADE_MINOR, "2026-02-28T23:00:00.000Z", "2026-03-01T00:00:00.000Z");
    add_finding(&report, GRADE_OFI, "2026-02-05T10:00:00.000Z", "2026-02-06T10:00:00.000Z");
    add_finding(&report, GRADE_MINOR, "2026-02-03T10:00:00.000Z", "");
    mem_replace(&report.findings.items[4].merged_into, "NC-1");
    add_finding(&report, GRADE_MINOR, "yesterday", "");
    mem_replace(&report_add_action(&report)->done, "2026-02-28");
    mem_replace(&report_add_action(&report)->done, "2026-03-01");
    report_finish(&report);
    pack_sum(&report, "2026-02-01", "2026-02-28", &sums);
    CU_ASSERT_EQUAL(sums.raised[GRADE_MAJOR], 1);
    CU_ASSERT_EQUAL(sums.raised[GRADE_MINOR], 1);
    CU_ASSERT_EQUAL(sums.raised[GRADE_OFI], 1);
    CU_ASSERT_EQUAL(sums.closed, 1);
    CU_ASSERT_EQUAL(sums.closing_days, 10);
    CU_ASSERT_EQUAL(sums.open, 2);
    CU_ASSERT_EQUAL(sums.actions_done, 1);
    report_clear(&report);
}

/* ---- the demo ----------------------------------------------------------------------------------
 */

static void load(struct report *report, const char *from, const char *to)
{
    const struct report_scope scope = {.with_pack = true,
                                       .period = {.from = from, .to = to, .with_open = true}};
    struct err err = {0};

    report_init(report, "en");
    CU_ASSERT_EQUAL_FATAL(report_load(demo.store, &scope, report, &err), ERR_OK);
    CU_ASSERT_PTR_NOT_NULL_FATAL(report->pack);
}

static void put(enum record_type type, const struct closure_text *texts, size_t count)
{
    struct ident finding;
    struct ident id;
    struct err err = {0};

    demo_find(&demo.audit, demo.seal, &finding);
    CU_ASSERT_EQUAL(closure_put(demo.store, &finding, type, NULL, texts, count, &id, &err), ERR_OK);
    CU_ASSERT_STRING_EQUAL(err.message, "");
}

/* A correction that is overdue by ten days, of a finding that was acknowledged. */
static void test_dues(void)
{
    static const struct closure_text correction[] = {{CORRECTION_KIND, "containment"},
                                                     {CORRECTION_TEXT, "A second look at each box"},
                                                     {CORRECTION_OWNER, "Zhao Min"},
                                                     {CORRECTION_DUE, "2026-11-13"}};
    struct report report;

    put(RECORD_CORRECTION, correction, 4);
    load(&report, NULL, NULL);
    CU_ASSERT_EQUAL_FATAL(report.pack->dues.count, 6); /* five are the demo's own */
    const struct pack_due *due = &report.pack->dues.items[1];
    CU_ASSERT_STRING_EQUAL(due->finding, demo.seal);
    CU_ASSERT_STRING_EQUAL(due->owner, "Zhao Min");
    CU_ASSERT_EQUAL(due->days_overdue, 10);
    CU_ASSERT_EQUAL(report.pack->dues.items[0].days_overdue, 69);
    CU_ASSERT_EQUAL(report.pack->dues.items[5].days_overdue, -1);
    report_clear(&report);
    load(&report, NULL, "2025-12-31"); /* the findings were not there yet */
    CU_ASSERT_EQUAL(report.pack->dues.count, 0);
    report_clear(&report);
}

static void test_audits(void)
{
    struct report report;

    load(&report, NULL, NULL);
    CU_ASSERT_EQUAL_FATAL(report.pack->audits.count, 3);
    const struct pack_audit *old = &report.pack->audits.items[0];
    const struct pack_audit *running = &report.pack->audits.items[2];
    CU_ASSERT_STRING_EQUAL(old->number, "IA-2025-02");
    CU_ASSERT_EQUAL(old->progress, PACK_DONE);
    CU_ASSERT_EQUAL(old->days_late, -1);
    CU_ASSERT_EQUAL(old->findings[GRADE_MINOR], 3);
    CU_ASSERT_EQUAL(running->progress, PACK_RUNNING);
    CU_ASSERT_EQUAL(running->assessed, 160);
    CU_ASSERT_STRING_EQUAL(running->begins, "2026-11-21");
    CU_ASSERT_STRING_EQUAL(running->ends, "2026-11-24");
    report_clear(&report);
    load(&report, "2025-12-12", "2026-04-17"); /* the last day of the one, before the other */
    CU_ASSERT_EQUAL_FATAL(report.pack->audits.count, 1);
    CU_ASSERT_EQUAL(report.pack->audits.items[0].findings[GRADE_MINOR], 3);
    report_clear(&report);
    load(&report, "2025-12-13", "2026-04-17");
    CU_ASSERT_EQUAL(report.pack->audits.count, 0);
    CU_ASSERT(report.findings.count >= 4); /* still open on the first day */
    report_clear(&report);
}

static const struct pack_clause *clause(const struct report *report, const char *number)
{
    for (size_t i = 0; i < report->pack->clauses.count; i++)
        if (strcmp(report->pack->clauses.items[i].clause, number) == 0)
            return &report->pack->clauses.items[i];
    CU_FAIL_FATAL("the clause is not covered");
    return NULL;
}

static void test_coverage(void)
{
    struct report report;

    load(&report, NULL, NULL);
    const struct pack_clause *review = clause(&report, "9.3"); /* not yet in the running audit */
    CU_ASSERT_EQUAL(review->audits, 1);
    CU_ASSERT_STRING_EQUAL(review->last, "IA-2025-02");
    CU_ASSERT_EQUAL(review->days_since, 346);
    CU_ASSERT_EQUAL(tally_assessed(&review->tallies[0]), 19);
    CU_ASSERT_EQUAL(pack_covered(&review->tallies[1]), 0); /* the follow-up left it out */
    CU_ASSERT_EQUAL(tally_assessed(&review->tallies[2]), 0);
    const struct pack_clause *controls = clause(&report, "8.4");
    CU_ASSERT_EQUAL(controls->audits, 2);
    CU_ASSERT_STRING_EQUAL(controls->last_day, "2026-11-23"); /* running: until today */
    CU_ASSERT(controls->nonconformities > 0);
    CU_ASSERT_STRING_EQUAL(controls->list, "");
    report_clear(&report);
}

static void test_again(void)
{
    struct report report;

    load(&report, "2026-01-01", NULL);
    CU_ASSERT_EQUAL_FATAL(report.pack->again.count, 2);
    const struct pack_again *same = &report.pack->again.items[0];
    const struct pack_again *raised = &report.pack->again.items[1];
    CU_ASSERT_STRING_EQUAL(same->number, demo.fence);
    CU_ASSERT_STRING_EQUAL(same->refs, "8.5.3");
    CU_ASSERT_STRING_EQUAL(same->earlier_audit, "FU-2025-02");
    CU_ASSERT_STRING_EQUAL(raised->number, demo.seal);
    CU_ASSERT_STRING_EQUAL(raised->earlier, "NC-2025-011");
    CU_ASSERT_STRING_EQUAL(raised->earlier_audit, "IA-2025-02");
    report_clear(&report);
}

/* ---- its workbook ------------------------------------------------------------------------------
 */

#define SHEETS                                                                                     \
    "Contents,Inputs,Trends,Audits,'Programme effectiveness',Coverage,Nonconformities,"            \
    "'Corrective actions','Open actions',Recurrence,Opportunities,Results,Lists"

static void export_pack(const char *path, const char *from, const char *to, size_t findings)
{
    const struct export_request request = {
        .kind = EXPORT_PACK, .language = "en", .path = path, .from = from, .to = to};
    struct export_result result = {0};
    struct err err = {0};

    CU_ASSERT_EQUAL(export_workbook(demo.store, &request, &result, &err), ERR_OK);
    CU_ASSERT_STRING_EQUAL(err.message, "");
    CU_ASSERT_EQUAL(result.findings, findings);
}

static void test_workbook(void)
{
    char *path = file_join(demo.home, "pack.xlsx");

    export_pack(path, NULL, NULL, 18);
    CU_ASSERT(demo_reads_back(
        path, "sound sheets=" SHEETS " charts=Trends:2 rows=Audits:3 rows=Nonconformities:10 "
              "'chart=Trends:Findings from audit to audit' "
              "'rows=Open actions:6' rows=Recurrence:2 rows=Opportunities:8 rows=Coverage:68 "
              "'headings=Coverage:Clause|Audits|Last audited|IA-2025-02|IA-2026-03' "
              "'number=Open actions:Days overdue=69' 'has=Coverage:0/19' 'has=Coverage:12/12'"));
    CU_ASSERT(demo_reads_back(
        path,
        "links=Contents\\>Inputs links=Contents\\>Results 'links=Contents>Open actions' "
        "links=Inputs\\>Trends 'links=Inputs>Open actions' 'links=Open actions>Nonconformities' "
        "'links=Recurrence>Nonconformities' 'has=Inputs:Processes that changed' "
        "'has=Inputs:1 major, 9 minor; closed in it: 3; open at its end: 7' "
        "'has=Inputs:of them overdue: 3' 'has=Contents:to be filled in' review"));
    free(path);
}

static void test_workbook_period(void)
{
    char *path = file_join(demo.home, "pack.xlsx");

    export_pack(path, "2026-02-01", "2026-03-31", 5);
    CU_ASSERT(demo_reads_back(
        path,
        "sound rows=Nonconformities:3 rows=Audits:0 'has=Trends:2026-02' 'has=Trends:2026-03' "
        "'hasnot=Trends:2026-04' 'has=Audits:No audit has a day in this period.' "
        "'has=Inputs:0 major, 0 minor; closed in it: 0; open at its end: 3' "
        "'has=Inputs:From before the period: 3' "
        "'has=Contents:raised or still open from 2026-02-01 to 2026-03-31'"));
    export_pack(path, "2020-01-01", "2020-12-31", 0);
    CU_ASSERT(demo_reads_back(path,
                              "sound sheets=" SHEETS " rows=Nonconformities:0 "
                              "'has=Contents:no audits and no findings of this period' review"));
    free(path);
}

/* A file so large that rows are written once and in order: no kind of page may go back. Texts
 * longer than a row of paper are in it. */
static void test_large(void)
{
    char *path = file_join(demo.home, "large.xlsx");
    char *words = mem_alloc(6001);
    struct report report;
    struct err err = {0};
    const struct workbook_job job = {
        .kind = EXPORT_PACK, .path = path, .tmpdir = demo.home, .shown = path, .large = 1};

    for (size_t i = 0; i < 6000; i++)
        words[i] = i % 9 == 8 ? ' ' : 'w';
    words[6000] = '\0';
    load(&report, NULL, NULL);
    mem_replace(&report.pack->audits.items[0].conclusion, words);
    mem_replace(&report.pack->audits.items[0].recommendations, words);
    CU_ASSERT_EQUAL(workbook_write(&report, &job, NULL, &err), ERR_OK);
    CU_ASSERT_STRING_EQUAL(err.message, "");
    CU_ASSERT(
        demo_reads_back(path, "sound review sheets=" SHEETS " charts=Trends:2 rows=Audits:3+"));
    report_clear(&report);
    free(words);
    free(path);
}

CU_ErrorCode test_pack_add(void)
{
    static const struct {
        const char *name;
        void (*run)(void);
    } tests[] = {
        {"pieces", test_pieces},     {"sums", test_sums},
        {"dues", test_dues},         {"audits", test_audits},
        {"coverage", test_coverage}, {"recurrence", test_again},
        {"workbook", test_workbook}, {"workbook of a period", test_workbook_period},
        {"large", test_large},
    };
    CU_pSuite suite = CU_add_suite("pack", demo_store_set_up, demo_store_tear_down);

    if (suite == NULL)
        return CU_get_error();
    for (size_t i = 0; i < sizeof tests / sizeof tests[0]; i++)
        if (CU_add_test(suite, tests[i].name, tests[i].run) == NULL)
            return CU_get_error();
    return CUE_SUCCESS;
}

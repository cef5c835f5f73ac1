/* test_report.c - what a report works out of its records, made by hand: the matrix of clauses and
 * sites, and coverage by clause.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include <CUnit/CUnit.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "demo_store.h"
#include "exchange/report_model.h"
#include "exchange/report_trend.h"
#include "suites.h"

static void add_clause(struct report *report, const char *number)
{
    struct report_clause *clause = report_add_clause(report);

    mem_replace(&clause->checklist, "list");
    mem_replace(&clause->clause, number);
    clause->chapter = strchr(number, '.') == NULL;
}

static void add_row(struct report *report, const char *clause, enum result result, const char *site)
{
    struct report_row *row = report_add_row(report);

    mem_replace(&row->checklist, "list");
    mem_replace(&row->clause, clause);
    mem_replace(&row->site, site);
    row->result = (int)result;
}

static size_t add_finding(struct report *report, enum grade grade, const char *site)
{
    struct report_finding *finding = report_add_finding(report);

    finding->grade = (int)grade;
    mem_replace(&finding->site, site);
    return report->findings.count - 1;
}

/* Clauses 8 and 8.4; the audit is at "Quay" and "Depot", a finding at "Annex", one at no site. */
static void build(struct report *report)
{
    report_init(report, "en");
    add_clause(report, "8");
    add_clause(report, "8.4");
    add_row(report, "8.4", RESULT_CONFORMING, "Quay");
    add_row(report, "8.4", RESULT_MINOR, "Quay");
    add_row(report, "8.2", RESULT_CONFORMING, "Depot");
    add_row(report, "8.2", RESULT_NOT_ASSESSED, "");
    report_add_name(report, false, "Quay");
    report_add_name(report, false, "Depot");
    report_add_evidence(report);
    report_link_evidence(report, 0, 0);
    report_link_evidence(report, 0, 1);
    report_link_finding(report, 1, add_finding(report, GRADE_MINOR, "Annex"));
    report_link_finding(report, 1, add_finding(report, GRADE_OFI, ""));
    size_t merged = add_finding(report, GRADE_MINOR, "Quay");
    mem_replace(&report->findings.items[merged].merged_into, "F-1");
    report_link_finding(report, 1, merged);
    report_finish(report);
}

static void test_sites(void)
{
    static const char *const names[] = {"Quay", "Depot", "Annex", ""};
    struct report report;

    build(&report);
    CU_ASSERT_EQUAL_FATAL(report.site_matrix.count, 4);
    for (size_t i = 0; i < 4; i++)
        CU_ASSERT_STRING_EQUAL(report.site_matrix.items[i].name, names[i]);
    const struct report_site *quay = &report.site_matrix.items[0];
    CU_ASSERT_EQUAL(tally_total(&quay->clauses[0].tally), 2);
    CU_ASSERT_EQUAL(quay->clauses[1].tally.by[RESULT_MINOR], 1);
    CU_ASSERT_EQUAL(quay->clauses[1].findings.count, 0); /* counted elsewhere */
    const struct report_site *depot = &report.site_matrix.items[1];
    CU_ASSERT_EQUAL(tally_total(&depot->clauses[0].tally), 1);
    CU_ASSERT_EQUAL(tally_total(&depot->clauses[1].tally), 0);
    CU_ASSERT_EQUAL_FATAL(report.site_matrix.items[2].clauses[1].findings.count, 1);
    CU_ASSERT_EQUAL(report.site_matrix.items[2].clauses[1].findings.items[0], 0);
    CU_ASSERT_EQUAL(report.site_matrix.items[3].clauses[0].findings.count, 1);
    CU_ASSERT_EQUAL(report.site_matrix.items[3].clauses[0].tally.by[RESULT_NOT_ASSESSED], 1);
    report_clear(&report);
}

/* Every requirement and every finding that counts stands in one column of its clause. */
static void test_nothing_is_lost(void)
{
    struct report report;
    size_t rows = 0;
    size_t findings = 0;

    build(&report);
    for (size_t i = 0; i < report.site_matrix.count; i++) {
        rows += tally_total(&report.site_matrix.items[i].clauses[0].tally);
        findings += report.site_matrix.items[i].clauses[0].findings.count;
    }
    CU_ASSERT_EQUAL(rows, report.rows.count);
    CU_ASSERT_EQUAL(findings, 2);
    report_clear(&report);
}

static void test_coverage(void)
{
    struct report report;

    build(&report);
    CU_ASSERT_EQUAL(report.clauses.items[0].evidenced, 2);
    CU_ASSERT_EQUAL(report.clauses.items[1].evidenced, 2);
    CU_ASSERT_EQUAL(tally_assessed(&report.clauses.items[0].tally), 3);
    report_clear(&report);
}

static void test_no_clauses(void)
{
    struct report report;

    report_init(&report, "en");
    add_finding(&report, GRADE_MINOR, "Quay");
    report_finish(&report);
    CU_ASSERT_EQUAL(report.site_matrix.count, 0);
    report_clear(&report);
}

/* ---- of the demo ---- */

/* Oldest first, however they are numbered, and none that was held later. */
static void test_audits(void)
{
    static const char *const numbers[] = {"IA-2025-02", "FU-2025-02", "IA-2026-03"};
    struct report report;
    struct err err = {0};

    report_init(&report, "en");
    CU_ASSERT_EQUAL(report_load_audits(demo.store, NULL, &report, &err), ERR_OK);
    CU_ASSERT_EQUAL_FATAL(report.audits.count, 3);
    for (size_t i = 0; i < 3; i++) {
        const struct report_audit *audit = &report.audits.items[i];
        CU_ASSERT_STRING_EQUAL(audit->number, numbers[i]);
        CU_ASSERT(audit->evidenced > 0 && audit->evidenced <= tally_total(&audit->tally));
        CU_ASSERT(i == 0 || strcmp(audit->date, report.audits.items[i - 1].date) > 0);
    }
    report_clear(&report);
    report_init(&report, "en");
    CU_ASSERT_EQUAL(report_load_audits(demo.store, "2026-06-30", &report, &err), ERR_OK);
    CU_ASSERT_EQUAL_FATAL(report.audits.count, 2);
    CU_ASSERT_STRING_EQUAL(report.audits.items[1].number, "FU-2025-02");
    report_clear(&report);
}

/* An audit counts the same whether its report is loaded or only its line in a trend. */
static void test_audit_counts_the_same(void)
{
    const struct report_scope scope = {.audit = &demo.audit, .with_rows = true};
    struct report report;
    struct err err = {0};
    size_t evidenced = 0;

    report_init(&report, "en");
    CU_ASSERT_EQUAL_FATAL(report_load(demo.store, &scope, &report, &err), ERR_OK);
    CU_ASSERT_EQUAL_FATAL(report_load_audits(demo.store, NULL, &report, &err), ERR_OK);
    for (size_t i = 0; i < report.rows.count; i++)
        evidenced += report.rows.items[i].evidence.count > 0;
    for (size_t i = 0; i < report.audits.count; i++) {
        const struct report_audit *audit = &report.audits.items[i];
        if (!ident_equal(&audit->id, &demo.audit))
            continue;
        CU_ASSERT_EQUAL(audit->evidenced, evidenced);
        CU_ASSERT_EQUAL(tally_assessed(&audit->tally), tally_assessed(&report.tally));
        CU_ASSERT_EQUAL(memcmp(audit->grades, report.grades, sizeof audit->grades), 0);
    }
    CU_ASSERT_EQUAL(strlen(report.digest), 64);
    CU_ASSERT_EQUAL(report.conclusion.count, CONCLUSION_COUNT);
    report_clear(&report);
}

CU_ErrorCode test_report_add(void)
{
    CU_pSuite suite = CU_add_suite("report", demo_store_set_up, demo_store_tear_down);

    if (suite == NULL || CU_ADD_TEST(suite, test_sites) == NULL ||
        CU_ADD_TEST(suite, test_nothing_is_lost) == NULL ||
        CU_ADD_TEST(suite, test_coverage) == NULL || CU_ADD_TEST(suite, test_audits) == NULL ||
        CU_ADD_TEST(suite, test_audit_counts_the_same) == NULL ||
        CU_ADD_TEST(suite, test_no_clauses) == NULL)
        return CU_get_error();
    return CUE_SUCCESS;
}

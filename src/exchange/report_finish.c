/* report_finish.c - what a report works out of its records: order, tallies, gaps, days open. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/report_model.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "core/ref.h"
#include "exchange/report_matrix.h"

bool report_counts(const struct report_finding *finding)
{
    return *finding->merged_into == '\0';
}

bool report_is_nonconformity(const struct report_finding *finding)
{
    return finding->grade == GRADE_MAJOR || finding->grade == GRADE_MINOR;
}

static int by_finding(const void *a, const void *b)
{
    const struct report_finding *first = a;
    const struct report_finding *second = b;
    int order = first->grade - second->grade;

    if (order == 0)
        order = text_compare_natural(first->clauses, second->clauses);
    if (order == 0)
        order = text_compare_natural(first->refs, second->refs);
    if (order == 0)
        order = text_compare_natural(first->number, second->number);
    return order != 0 ? order : ident_compare(&first->id, &second->id);
}

static int by_evidence(const void *a, const void *b)
{
    const struct report_evidence *first = a;
    const struct report_evidence *second = b;
    int order = text_compare_natural(first->number, second->number);

    return order != 0 ? order : ident_compare(&first->id, &second->id);
}

void report_sort(struct report *report)
{
    if (report->findings.count > 0)
        qsort(report->findings.items, report->findings.count, sizeof *report->findings.items,
              by_finding);
    if (report->evidence.count > 0)
        qsort(report->evidence.items, report->evidence.count, sizeof *report->evidence.items,
              by_evidence);
}

static bool is_in(const struct report_row *row, const struct report_clause *clause)
{
    return strcmp(row->checklist, clause->checklist) == 0 &&
           clause_inside(row->clause, clause->clause);
}

static void count_row(struct report *report, size_t index)
{
    const struct report_row *row = &report->rows.items[index];

    report->tally.by[row->result]++;
    for (size_t i = 0; i < report->clauses.count; i++) {
        struct report_clause *clause = &report->clauses.items[i];
        if (!is_in(row, clause))
            continue;
        clause->tally.by[row->result]++;
        clause->evidenced += row->evidence.count > 0 ? 1 : 0;
        if (clause->first_row == SIZE_MAX)
            clause->first_row = index;
    }
}

/* A finding counts once in each clause that one of its requirements is in. */
static void count_finding(struct report *report, const struct report_finding *finding)
{
    if (!report_counts(finding) || finding->grade < 0)
        return;
    report->grades[finding->grade]++;
    for (size_t i = 0; i < report->clauses.count; i++) {
        struct report_clause *clause = &report->clauses.items[i];
        for (size_t j = 0; j < finding->rows.count; j++) {
            const struct report_row *row = &report->rows.items[finding->rows.items[j]];
            if (is_in(row, clause)) {
                clause->findings[finding->grade]++;
                break;
            }
        }
    }
}

static bool has_counted_finding(const struct report *report, const struct report_row *row)
{
    for (size_t i = 0; i < row->findings.count; i++)
        if (report_is_nonconformity(&report->findings.items[row->findings.items[i]]))
            return true;
    return false;
}

static int row_gap(const struct report *report, const struct report_row *row)
{
    if (row->review[0] != '\0')
        return GAP_AGAIN;
    switch ((enum result)row->result) {
    case RESULT_NOT_ASSESSED:
        return GAP_UNASSESSED;
    case RESULT_NA:
    case RESULT_NOT_COVERED:
        return result_missing((enum result)row->result, row->note) != NULL ? GAP_EXCLUSION : -1;
    case RESULT_MINOR:
    case RESULT_MAJOR:
        return has_counted_finding(report, row) ? -1 : GAP_FINDING;
    case RESULT_CONFORMING:
        return row->evidence.count == 0 ? GAP_EVIDENCE : -1;
    default:
        return -1;
    }
}

static void find_gap(struct report *report, size_t index)
{
    int gap = row_gap(report, &report->rows.items[index]);

    if (gap < 0)
        return;
    struct report_links *links = &report->gaps[gap];
    links->items = mem_grow(links->items, links->count, &links->capacity, sizeof *links->items);
    links->items[links->count++] = index;
}

long report_days_open(const struct report *report, const char *raised, const char *closed)
{
    if (*raised == '\0')
        return -1;
    long days = clock_days_between(raised, *closed != '\0' ? closed : report->today);
    return days < 0 ? 0 : days;
}

void report_finish_finding(const struct report *report, struct report_finding *finding)
{
    char raised[CLOCK_DATE_SIZE] = "";
    char closed[CLOCK_DATE_SIZE] = "";

    report_local_date(finding->raised_at, raised);
    report_local_date(finding->closed_at, closed);
    finding->days_open = report_days_open(report, raised, closed);
}

int report_compare_urgency(const struct report_urgency *first, const struct report_urgency *second)
{
    int order = (int)first->closed - (int)second->closed;

    if (order == 0)
        order = first->grade - second->grade;
    if (order == 0)
        order = (first->raised > second->raised) - (first->raised < second->raised);
    if (order == 0)
        order = text_compare_natural(first->audit, second->audit);
    if (order == 0)
        order = text_compare_natural(first->number, second->number);
    return order != 0 ? order : ident_compare(first->id, second->id);
}

static void add_age(struct report *report, size_t index)
{
    const struct report_finding *finding = &report->findings.items[index];
    struct report_age age = {.grade = (int8_t)finding->grade,
                             .days_open = (int32_t)finding->days_open};

    if (!report_is_nonconformity(finding) || !report_counts(finding))
        return;
    age.open = *finding->closed_at == '\0' && finding->state != FINDING_CLOSED;
    report_local_date(finding->raised_at, age.raised);
    report_local_date(finding->closed_at, age.closed);
    report_add_age(report, &age);
}

void report_finish(struct report *report)
{
    for (size_t i = 0; i < report->rows.count; i++) {
        count_row(report, i);
        find_gap(report, i);
    }
    for (size_t i = 0; i < report->findings.count; i++) {
        count_finding(report, &report->findings.items[i]);
        report_finish_finding(report, &report->findings.items[i]);
        add_age(report, i);
    }
    report_make_matrix(report);
}

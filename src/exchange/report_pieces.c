/* report_pieces.c - a period cut into months, quarters or years, and what happened in each. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/report_pack.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"

enum { MONTHS_LIMIT = 24, QUARTERS_LIMIT = 96 }; /* months */

/* ---- cutting -----------------------------------------------------------------------------------
 */

static int number(const char *digits, int count)
{
    int value = 0;

    for (int i = 0; i < count; i++)
        value = value * 10 + (digits[i] - '0');
    return value;
}

/* Months since the year 0. */
static int month_of(const char *date)
{
    return number(date, 4) * 12 + number(date + 5, 2) - 1;
}

static void first_of(int month, char out[11])
{
    snprintf(out, 11, "%04u-%02u-01", (unsigned)(month / 12) % 10000U, (unsigned)(month % 12) + 1);
}

static void last_of(int month, char out[11])
{
    char next[11];

    first_of(month + 1, next);
    first_of(month, out);
    long days = clock_days_between(out, next);
    if (days < 28 || days > 31)
        days = 28;
    out[8] = (char)('0' + days / 10);
    out[9] = (char)('0' + days % 10);
}

static void earlier(char date[11], const char *time)
{
    char day[CLOCK_DATE_SIZE];

    if (report_local_date(time, day) && strcmp(day, date) < 0)
        memcpy(date, day, sizeof day);
}

/* The days from the first to the last, both known and in this order. */
static void bounds(const struct report *report, char first[11], char last[11])
{
    const struct report_pack *pack = report->pack;
    bool past = clock_is_date(report->to) && strcmp(report->to, report->today) < 0;

    memcpy(last, past ? report->to : report->today, CLOCK_DATE_SIZE);
    memcpy(first, last, CLOCK_DATE_SIZE);
    if (clock_is_date(report->from)) {
        memcpy(first, report->from, CLOCK_DATE_SIZE);
    } else {
        for (size_t i = 0; i < report->findings.count; i++)
            earlier(first, report->findings.items[i].raised_at);
        for (size_t i = 0; pack != NULL && i < pack->audits.count; i++)
            earlier(first, pack->audits.items[i].begins);
    }
    if (strcmp(first, last) > 0) /* a period that has not begun */
        memcpy(last, clock_is_date(report->to) ? report->to : first, CLOCK_DATE_SIZE);
}

static void set_label(struct pack_piece *piece, int month, int step)
{
    unsigned year = (unsigned)(month / 12) % 10000U;

    if (step == 1)
        snprintf(piece->label, sizeof piece->label, "%04u-%02u", year, (unsigned)(month % 12) + 1);
    else if (step == 3)
        snprintf(piece->label, sizeof piece->label, "%04u Q%u", year,
                 (unsigned)(month % 12) / 3 + 1);
    else
        snprintf(piece->label, sizeof piece->label, "%04u", year);
}

struct pack_piece *pack_pieces(const struct report *report, size_t *count)
{
    char first[CLOCK_DATE_SIZE];
    char last[CLOCK_DATE_SIZE];

    bounds(report, first, last);
    int begin = month_of(first);
    int end = month_of(last);
    int step = end - begin < MONTHS_LIMIT ? 1 : end - begin < QUARTERS_LIMIT ? 3 : 12;
    struct pack_piece *pieces = mem_zalloc((size_t)((end - begin) / step) + 2, sizeof *pieces);
    *count = 0;
    for (int month = begin - begin % step; month <= end; month += step) {
        struct pack_piece *piece = &pieces[(*count)++];
        set_label(piece, month, step);
        first_of(month, piece->first);
        last_of(month + step - 1, piece->last);
        if (strcmp(piece->first, first) < 0)
            memcpy(piece->first, first, sizeof piece->first);
        if (strcmp(piece->last, last) > 0)
            memcpy(piece->last, last, sizeof piece->last);
    }
    return pieces;
}

/* ---- counting ----------------------------------------------------------------------------------
 */

static bool between(const char *day, const char *first, const char *last)
{
    return strcmp(day, first) >= 0 && strcmp(day, last) <= 0;
}

static void add_finding(const struct report_finding *finding, const char *first, const char *last,
                        struct pack_sums *sums)
{
    char raised[CLOCK_DATE_SIZE];
    char closed[CLOCK_DATE_SIZE] = "9999-99-99";

    if (!report_counts(finding) || finding->grade < 0 ||
        !report_local_date(finding->raised_at, raised))
        return;
    if (between(raised, first, last))
        sums->raised[finding->grade]++;
    if (!report_is_nonconformity(finding))
        return;
    if (report_local_date(finding->closed_at, closed) && between(closed, first, last)) {
        sums->closed++;
        sums->closing_days += finding->days_open > 0 ? (size_t)finding->days_open : 0;
    }
    sums->open += strcmp(raised, last) <= 0 && strcmp(closed, last) > 0 ? 1 : 0;
}

void pack_sum(const struct report *report, const char *first, const char *last,
              struct pack_sums *sums)
{
    *sums = (struct pack_sums){0};
    for (size_t i = 0; i < report->findings.count; i++)
        add_finding(&report->findings.items[i], first, last, sums);
    for (size_t i = 0; i < report->actions.count; i++)
        sums->actions_done += clock_is_date(report->actions.items[i].done) &&
                                      between(report->actions.items[i].done, first, last)
                                  ? 1
                                  : 0;
}

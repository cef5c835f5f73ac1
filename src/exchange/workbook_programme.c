/* workbook_programme.c - how well the audit programme works, from what the file has. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/workbook_pack.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "exchange/workbook_page.h"

static const unsigned widths[] = {58, 16, 62};
enum { COLUMNS = sizeof widths / sizeof widths[0], ROOM_POINTS = 40 };

size_t pack_count_audits(const struct report_pack *pack, enum pack_progress progress)
{
    size_t count = 0;

    for (size_t i = 0; i < pack->audits.count; i++)
        count += pack->audits.items[i].progress == progress ? 1 : 0;
    return count;
}

size_t pack_count_late(const struct report_pack *pack)
{
    size_t count = 0;

    for (size_t i = 0; i < pack->audits.count; i++)
        count += pack->audits.items[i].days_late > 0 ? 1 : 0;
    return count;
}

size_t pack_count_overdue(const struct report_pack *pack)
{
    size_t count = 0;

    for (size_t i = 0; i < pack->dues.count; i++)
        count += pack->dues.items[i].days_overdue > 0 ? 1 : 0;
    return count;
}

/* ---- sums --------------------------------------------------------------------------------------
 */

struct sums {
    size_t audits; /* that began */
    size_t findings;
    size_t nonconformities; /* of the pack */
    size_t closed;
    size_t closing_days;
    long longest; /* days to close */
    size_t judged;
    size_t effective;
    size_t actions;
    size_t done;
    size_t in_time; /* of the done: by their due date */
    size_t extensions;
    size_t uncovered; /* clauses that no audit of the period assessed */
    size_t clauses;
};

static void sum_findings(const struct report *report, struct sums *sums)
{
    for (size_t i = 0; i < report->findings.count; i++) {
        const struct report_finding *finding = &report->findings.items[i];
        if (!report_counts(finding) || !report_is_nonconformity(finding))
            continue;
        sums->nonconformities++;
        sums->judged += finding->effect >= 0 ? 1 : 0;
        sums->effective += finding->effect == EFFECT_EFFECTIVE ? 1 : 0;
        if (*finding->closed_at == '\0' || finding->days_open < 0)
            continue;
        sums->closed++;
        sums->closing_days += (size_t)finding->days_open;
        sums->longest = finding->days_open > sums->longest ? finding->days_open : sums->longest;
    }
}

static void sum_all(const struct report *report, struct sums *sums)
{
    const struct report_pack *pack = report->pack;

    *sums = (struct sums){0};
    sum_findings(report, sums);
    for (size_t i = 0; i < pack->audits.count; i++) {
        const struct pack_audit *audit = &pack->audits.items[i];
        if (audit->progress != PACK_DONE && audit->progress != PACK_RUNNING)
            continue;
        sums->audits++;
        for (int grade = 0; grade < GRADE_COUNT; grade++)
            sums->findings += (size_t)audit->findings[grade];
    }
    for (size_t i = 0; i < report->actions.count; i++) {
        const struct report_action *action = &report->actions.items[i];
        bool done = clock_is_date(action->done);
        sums->actions++;
        sums->done += done ? 1 : 0;
        sums->in_time +=
            done && clock_is_date(action->due) && strcmp(action->done, action->due) <= 0 ? 1 : 0;
        sums->extensions += action->extensions > 0 ? (size_t)action->extensions : 0;
    }
    for (size_t i = 0; i < pack->clauses.count; i++) {
        sums->clauses += pack->clauses.items[i].chapter ? 0 : 1;
        sums->uncovered +=
            !pack->clauses.items[i].chapter && pack->clauses.items[i].audits == 0 ? 1 : 0;
    }
}

/* ---- the page ----------------------------------------------------------------------------------
 */

/* value below zero: nothing to say. */
static void write_figure(struct page *page, const char *label, double value, enum style style,
                         const char *note)
{
    struct book *book = page->book;
    size_t row = page->row;

    page_cells(page,
               (const char *const[COLUMNS]){book_label(book, label), NULL, book_label(book, note)},
               STYLE_VALUE, 0);
    if (value < 0)
        book_text(book, page->sheet, row, 1, "\xE2\x80\x93", STYLE_VALUE);
    else
        book_number(book, page->sheet, row, 1, value, style);
}

static void write_count(struct page *page, const char *label, size_t count, const char *note)
{
    write_figure(page, label, (double)count, STYLE_NUMBER, note);
}

static void write_share(struct page *page, const char *label, size_t part, size_t whole,
                        const char *note)
{
    write_figure(page, label, whole > 0 ? (double)part / (double)whole : -1, STYLE_PERCENT, note);
}

static void write_audits(struct page *page, const struct sums *sums)
{
    const struct report_pack *pack = page->book->report->pack;

    page_section(page, N_("Audits: planned, done, late"));
    write_count(page, N_("Audits of the period"), pack->audits.count, N_("with a day in it"));
    write_count(page, N_("Done"), pack_count_audits(pack, PACK_DONE), N_("report issued"));
    write_count(page, N_("Running"), pack_count_audits(pack, PACK_RUNNING),
                N_("fieldwork or reporting"));
    write_count(page, N_("Not begun"), pack_count_audits(pack, PACK_NOT_BEGUN),
                N_("planned or prepared"));
    write_count(page, N_("Cancelled"), pack_count_audits(pack, PACK_CANCELLED), "");
    write_count(page, N_("Late"), pack_count_late(pack),
                N_("ended after the planned last day, or not done and past it"));
    write_share(page, N_("Share done"), pack_count_audits(pack, PACK_DONE),
                pack->audits.count - pack_count_audits(pack, PACK_CANCELLED),
                N_("of those not cancelled"));
    write_count(page, N_("Clauses that no audit of the period assessed"), sums->uncovered,
                N_("see the sheet of coverage"));
}

static void write_findings(struct page *page, const struct sums *sums)
{
    const struct report_pack *pack = page->book->report->pack;

    page_section(page, N_("Findings and how they are closed"));
    write_figure(page, N_("Findings per audit"),
                 sums->audits > 0 ? (double)sums->findings / (double)sums->audits : -1,
                 STYLE_VALUE_DECIMAL, N_("of audits that began, all grades"));
    write_count(page, N_("Nonconformities in the pack"), sums->nonconformities, "");
    write_count(page, N_("Closed"), sums->closed, N_("of them"));
    write_figure(page, N_("Mean days from raising to closing"),
                 sums->closed > 0 ? (double)sums->closing_days / (double)sums->closed : -1,
                 STYLE_VALUE_DECIMAL, N_("of those that are closed"));
    write_figure(page, N_("Longest, in days"), sums->closed > 0 ? (double)sums->longest : -1,
                 STYLE_NUMBER, N_("of those that are closed"));
    write_count(page, N_("Recurrences"), pack->again.count, N_("lines of the sheet of recurrence"));
    write_share(page, N_("Share effective"), sums->effective, sums->judged,
                N_("of those whose actions were judged"));
}

static void write_actions(struct page *page, const struct sums *sums)
{
    const struct report_pack *pack = page->book->report->pack;

    page_section(page, N_("Actions and their dates"));
    write_count(page, N_("Corrective actions"), sums->actions, "");
    write_share(page, N_("Share carried out"), sums->done, sums->actions, "");
    write_share(page, N_("Share carried out in time"), sums->in_time, sums->done,
                N_("by the date that was due in the end"));
    write_count(page, N_("Extensions of due dates"), sums->extensions, "");
    write_count(page, N_("Still to be done"), pack->dues.count,
                N_("corrections, actions, checks of effectiveness"));
    write_share(page, N_("Share overdue"), pack_count_overdue(pack), pack->dues.count,
                N_("of what is still to be done"));
}

/* What people make of it. */
static void write_judgement(struct page *page)
{
    struct book *book = page->book;

    page_section(page, N_("Judgement, to be filled in"));
    book_set_height(book, page->sheet, page->row, ROOM_POINTS);
    page_span(page, 0, 0,
              book_label(book, N_("Does the audit programme do what it should? Why, and what is to "
                                  "change?")),
              STYLE_LABEL);
    page_span(page, 1, 1, "", STYLE_INPUT);
    page_span(page, 2, 2, "", STYLE_INPUT);
    book_validate_list(book, page->sheet, &code_yes_partly_no, page->row, 1, page->row, 1);
    page->row++;
}

void workbook_pack_programme(struct book *book)
{
    struct page page;
    struct sums sums;
    char *subtitle = book_subtitle(book, "");

    sum_all(book->report, &sums);
    page_begin(&page, book, SHEET_PACK_PROGRAMME, widths, COLUMNS);
    page_title(&page, book_label(book, N_("Programme effectiveness")), subtitle);
    write_audits(&page, &sums);
    write_findings(&page, &sums);
    write_actions(&page, &sums);
    write_judgement(&page);
    page_end(&page);
    free(subtitle);
}

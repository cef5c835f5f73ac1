/* workbook_words.c - what the summary of a report says in words: the conclusion, and beside what
 * people wrote what the records say to the same point.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/workbook_photo.h"
#include "exchange/workbook_sheets.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "exchange/workbook_page.h"
#include "exchange/workbook_photo.h"

static void add_line(struct buf *lines, const char *head, const char *text)
{
    buf_puts(lines, lines->length > 0 ? "\n" : "");
    buf_printf(lines, "%s%s%s", head, *head != '\0' && *text != '\0' ? ": " : "", text);
}

/* "label: lines", unless there are none. */
static void write_lines(struct page *page, const char *label, struct buf *lines)
{
    if (lines->length > 0)
        page_pair(page, label, lines->data);
    buf_clear(lines);
}

static void write_field(struct page *page, enum report_conclusion which)
{
    const struct report_fields *fields = &page->book->report->conclusion;

    if ((size_t)which < fields->count)
        page_field(page, &fields->items[which]);
}

/* ---- what the records say ---------------------------------------------------------------------*/

static void write_good_practice(struct page *page)
{
    const struct report *report = page->book->report;
    struct buf lines;

    buf_init(&lines);
    for (size_t i = 0; i < report->findings.count; i++) {
        const struct report_finding *finding = &report->findings.items[i];
        if (finding->grade == GRADE_GOOD_PRACTICE && report_counts(finding))
            add_line(&lines, finding->number,
                     *finding->title != '\0' ? finding->title : finding->statement);
    }
    write_lines(page, N_("Findings of good practice"), &lines);
}

static void write_not_covered(struct page *page)
{
    const struct report *report = page->book->report;
    struct buf lines;

    buf_init(&lines);
    for (size_t i = 0; i < report->rows.count; i++)
        if (report->rows.items[i].result == RESULT_NOT_COVERED)
            add_line(&lines, report->rows.items[i].ref, report->rows.items[i].note);
    write_lines(page, N_("Requirements not covered, with the reason"), &lines);
}

static void write_samples(struct page *page)
{
    const struct report *report = page->book->report;
    size_t count = 0;
    struct buf refs;

    buf_init(&refs);
    for (size_t i = 0; i < report->rows.count; i++)
        if (report->rows.items[i].sample[0] != '\0')
            buf_printf(&refs, "%s%s", count++ > 0 ? ", " : "", report->rows.items[i].ref);
    if (count > 0) {
        char *text = mem_printf("%zu: %s", count, refs.data);
        page_pair(page, N_("Requirements judged by a sample"), text);
        free(text);
    }
    buf_clear(&refs);
}

/* How many are open and decided; their positions are on a sheet of their own. */
static void write_diverging(struct page *page)
{
    const struct report *report = page->book->report;
    size_t open = 0;

    if (report->opinions.count == 0)
        return;
    for (size_t i = 0; i < report->opinions.count; i++)
        open += report->opinions.items[i].decided_at[0] == '\0';
    char *text = book_words(page->book, N_("not decided: %zu, decided: %zu"), open,
                            report->opinions.count - open);
    page_pair(page, N_("Diverging opinions on record"), text);
    free(text);
}

/* What each of the team states, and where a rule of independence was not kept. */
static void write_impartiality(struct page *page)
{
    const struct report *report = page->book->report;
    int auditee = code_index(&code_team_roles, "auditee");
    struct buf lines;

    page_section(page, N_("Impartiality"));
    for (size_t i = 0; i < report->people.count; i++) {
        const struct report_person *person = &report->people.items[i];
        if (person->role == auditee)
            continue;
        buf_init(&lines);
        add_line(&lines, "",
                 *person->statement != '\0' ? person->statement
                                            : book_label(page->book, N_("no statement")));
        page_pair_named(page, person->name, lines.data);
        buf_clear(&lines);
    }
    buf_init(&lines);
    for (size_t i = 0; i < report->overrides.count; i++) {
        const struct report_line *line = &report->overrides.items[i];
        char *head = mem_printf("%s \xC2\xB7 %s", line->cells[0], line->cells[1]);
        add_line(&lines, head, line->cells[3]);
        free(head);
    }
    if (lines.length == 0)
        buf_puts(&lines, book_label(page->book, N_("none")));
    write_lines(page, N_("Independence: exceptions"), &lines);
}

/* How many and which requirements, as people write them. */
static void write_gap(struct page *page, enum report_gap gap)
{
    const struct report *report = page->book->report;
    const struct report_links *links = &report->gaps[gap];
    struct buf text;

    buf_init(&text);
    buf_printf(&text, "%zu", links->count);
    for (size_t i = 0; i < links->count; i++)
        buf_printf(&text, "%s%s", i > 0 ? ", " : ": ", report->rows.items[links->items[i]].ref);
    page_pair(page, report_gap_label(gap), text.data);
    buf_clear(&text);
}

void summary_conclusion(struct page *page)
{
    page_section(page, N_("Conclusion"));
    write_field(page, CONCLUSION_WORDS);
    write_field(page, CONCLUSION_EFFECTIVENESS);
    write_field(page, CONCLUSION_OBJECTIVES_MET);
}

void summary_words(struct page *page)
{
    page_section(page, N_("How the audit went"));
    write_field(page, CONCLUSION_GOOD_PRACTICE);
    write_good_practice(page);
    write_field(page, CONCLUSION_OBSTACLES);
    write_field(page, CONCLUSION_NOT_COVERED);
    write_not_covered(page);
    write_field(page, CONCLUSION_SAMPLING);
    write_samples(page);
    write_field(page, CONCLUSION_DIVERGING);
    write_diverging(page);
    write_field(page, CONCLUSION_RECOMMENDATIONS);
}

void summary_missing(struct page *page)
{
    write_impartiality(page);
    page_section(page, N_("What is missing"));
    for (int i = 0; i < GAP_COUNT; i++)
        write_gap(page, (enum report_gap)i);
    char *notes[] = {workbook_continued(page->book), photos_left_out(page->book)};
    for (size_t i = 0; i < sizeof notes / sizeof *notes; i++) {
        if (notes[i] != NULL) {
            page->row++;
            page_note(page, notes[i]);
        }
        free(notes[i]);
    }
}

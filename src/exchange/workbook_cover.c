/* workbook_cover.c - the first sheet of a report: which audit, who, against what, for whom. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/workbook_sheets.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "exchange/workbook_page.h"
#include "exchange/workbook_template.h"

static const unsigned widths[] = {28, 24, 26, 66};
enum { COLUMNS = sizeof widths / sizeof widths[0], SIGN_HEIGHT = 30 };

/* Names one a line. */
static char *lines_of(char *const *names, size_t count)
{
    struct buf text;

    buf_init(&text);
    for (size_t i = 0; i < count; i++)
        buf_printf(&text, "%s%s", i > 0 ? "\n" : "", names[i]);
    return buf_take(&text);
}

static void write_fields(struct page *page)
{
    const struct report *report = page->book->report;
    char *sites = lines_of(report->sites.items, report->sites.count);
    char *processes = lines_of(report->processes.items, report->processes.count);

    page->row++;
    page_pair(page, N_("Report"),
              book_label(page->book, report->issued ? N_("Issued") : N_("Draft, not issued")));
    char *version = mem_printf("%lld", (long long)report->revision + 1);
    page_pair(page, N_("Version"), version);
    free(version);
    for (size_t i = 0; i < report->cover.count; i++)
        page_field(page, &report->cover.items[i]);
    page_pair(page, N_("Sites"), sites);
    page_pair(page, N_("Processes"), processes);
    page_pair_date(page, N_("Exported"), report->today);
    if (*report->digest != '\0')
        page_pair(page, N_("Digest of the state (BLAKE2b-256)"), report->digest);
    template_cover_columns(page);
    free(processes);
    free(sites);
}

static void write_headings(struct page *page, const char *a, const char *b, const char *c,
                           const char *d)
{
    const struct book *book = page->book;
    const char *texts[COLUMNS] = {book_label(book, a), book_label(book, b), book_label(book, c),
                                  book_label(book, d)};

    page_cells(page, texts, STYLE_HEADER, 0);
}

static void write_person(struct page *page, const struct report_person *person)
{
    bool both = *person->statement != '\0' && *person->note != '\0';
    char *role = book_code(page->book, &code_team_roles, person->role);
    char *statement = mem_printf("%s%s%s", person->statement, both ? "\n" : "", person->note);
    const char *texts[COLUMNS] = {person->name, role, person->unit, statement};

    page_cells(page, texts, STYLE_TEXT, 0);
    free(statement);
    free(role);
}

/* The team, or those it talked to. */
static void write_people(struct page *page, bool auditees)
{
    const struct report *report = page->book->report;
    int auditee = code_index(&code_team_roles, "auditee");
    size_t written = 0;

    page_section(page, auditees ? N_("Auditee representatives") : N_("Audit team"));
    write_headings(page, N_("Name"), N_("Role"), N_("Organization unit"),
                   auditees ? N_("Note") : N_("Impartiality statement"));
    for (size_t i = 0; i < report->people.count; i++) {
        if ((report->people.items[i].role == auditee) != auditees)
            continue;
        write_person(page, &report->people.items[i]);
        written++;
    }
    if (written == 0)
        page_cells(page, (const char *const[COLUMNS]){"", "", "", ""}, STYLE_TEXT, 0);
}

static void write_checklists(struct page *page)
{
    const struct report *report = page->book->report;

    page_section(page, N_("Checklists"));
    write_headings(page, N_("Title"), N_("Version"), N_("Standard"), N_("Digest (BLAKE2b-256)"));
    for (size_t i = 0; i < report->checklists.count; i++) {
        const struct report_checklist *checklist = &report->checklists.items[i];
        const char *texts[COLUMNS] = {checklist->title, checklist->version, checklist->standard,
                                      checklist->digest};
        page_cells(page, texts, STYLE_TEXT, 0);
    }
}

/* Who signed, by the order of the steps; an empty box to sign on paper where nobody did. */
static void write_signatures(struct page *page)
{
    static const char *const steps[] = {N_("Prepared by"), N_("Reviewed by"), N_("Approved by"),
                                        N_("Issued by")};
    const struct report *report = page->book->report;

    page_section(page, N_("Sign-off"));
    write_headings(page, N_("Step"), N_("Name"), N_("Date"), N_("Signature"));
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        const char *texts[COLUMNS] = {book_label(page->book, steps[i]), "", "", ""};
        bool signed_by = false;
        for (size_t j = 0; j < report->signs.count; j++) {
            const struct report_line *line = &report->signs.items[j];
            if (line->step != (int)i)
                continue;
            for (size_t k = 1; k < COLUMNS; k++)
                texts[k] = line->cells[k];
            page_cells(page, texts, STYLE_TEXT, 0);
            signed_by = true;
        }
        if (!signed_by)
            page_cells(page, texts, STYLE_BOX, SIGN_HEIGHT);
    }
}

static void write_lines(struct page *page, const char *title, const char *const headings[COLUMNS],
                        const struct report_line *lines, size_t count)
{
    if (count == 0)
        return;
    page_section(page, title);
    write_headings(page, headings[0], headings[1], headings[2], headings[3]);
    for (size_t i = 0; i < count; i++)
        page_cells(page, (const char *const *)lines[i].cells, STYLE_TEXT, 0);
}

/* What was corrected after issue, and who was let off a rule of independence. */
static void write_exceptions(struct page *page)
{
    static const char *const revision[COLUMNS] = {N_("Revision"), N_("Made by"), N_("Date"),
                                                  N_("Reason")};
    static const char *const override[COLUMNS] = {N_("Person"), N_("Rule"), N_("Finding"),
                                                  N_("Reason")};
    const struct report *report = page->book->report;

    write_lines(page, N_("Revisions"), revision, report->revisions.items, report->revisions.count);
    write_lines(page, N_("Independence: exceptions"), override, report->overrides.items,
                report->overrides.count);
}

void workbook_cover(struct book *book)
{
    const struct report *report = book->report;
    struct page page;
    char *title = mem_printf("%s %s", book_label(book, N_("Audit report")), report->number);

    page_begin(&page, book, SHEET_COVER, widths, COLUMNS);
    page_title(&page, title, report->title);
    template_cover(&page);
    write_fields(&page);
    write_people(&page, false);
    write_people(&page, true);
    page_break(&page); /* a page to sign */
    write_checklists(&page);
    write_signatures(&page);
    write_exceptions(&page);
    page_end(&page);
    free(title);
}

/* workbook_pack.c - the pack for a management review: its sheets, and the index that leads to them.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/workbook_pack.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "exchange/workbook_columns.h"
#include "exchange/workbook_page.h"
#include "exchange/workbook_template.h"
#include "exchange/workbook_sheets.h"

static const struct {
    enum sheet_id id;
    const char *title;
    const char *holds; /* what the index says of it; NULL: not in the index */
} sheets[] = {
    {SHEET_PACK_INDEX, N_("Contents"), NULL},
    {SHEET_PACK_INPUTS, N_("Inputs"),
     N_("What is to be looked at, a) to m): what the file knows, and room for the rest")},
    {SHEET_PACK_TRENDS, N_("Trends"),
     N_("Nonconformities and audits over the period, with charts")},
    {SHEET_PACK_AUDITS, N_("Audits"), N_("The audits of the period: plan, state, results")},
    {SHEET_PACK_PROGRAMME, N_("Programme effectiveness"),
     N_("How well the audit programme works, in figures")},
    {SHEET_PACK_COVERAGE, N_("Coverage"), N_("Which clauses were audited, in which audit, when")},
    {SHEET_NONCONFORMITIES, N_("Nonconformities"), N_("The register of the period")},
    {SHEET_ACTIONS, N_("Corrective actions"), N_("All corrective actions about them")},
    {SHEET_PACK_DUES, N_("Open actions"),
     N_("What is still to be done: corrections, actions, checks of effectiveness")},
    {SHEET_PACK_AGAIN, N_("Recurrence"), N_("Nonconformities that were there before")},
    {SHEET_PACK_CHANCES, N_("Opportunities"),
     N_("Opportunities for improvement and good practice")},
    {SHEET_PACK_RESULTS, N_("Results"), N_("What the review decides (9.3.3), to be filled in")},
    {SHEET_LISTS, N_("Lists"), NULL},
};
enum { SHEETS = sizeof sheets / sizeof sheets[0], TABLES = 7, TABLE_COVERAGE = 1 };

/* ---- index -------------------------------------------------------------------------------------
 */

static const unsigned widths[] = {36, 46, 50, 24};
enum { COLUMNS = sizeof widths / sizeof widths[0], SAID_COLUMNS = 200 };

/* A row whose first cell leads somewhere. */
static void write_entry(struct page *page, const char *name, const char *title, const char *text,
                        const char *mark, enum sheet_id target, size_t row)
{
    size_t at = page->row;
    char *clean = book_clean(name);

    page_cells(page, (const char *const[COLUMNS]){clean, title, text, mark}, STYLE_VALUE, 0);
    book_link(page->book, page->sheet, at, 0, clean, strlen(clean), target, row);
    free(clean);
}

static char *lines_of(const struct book *book, enum sheet_id id)
{
    size_t count = book->sheets[id].count;

    return book->sheets[id].first == NULL
               ? mem_strdup("")
               : translate_words(book->report->language, N_("lines: %zu"), count);
}

static void write_sheets(struct page *page)
{
    page_section(page, N_("Sheets"));
    for (size_t i = 0; i < SHEETS; i++) {
        if (sheets[i].holds == NULL)
            continue;
        char *lines = lines_of(page->book, sheets[i].id);
        write_entry(page, page->book->sheets[sheets[i].id].name,
                    book_label(page->book, sheets[i].holds), lines, "", sheets[i].id, 0);
        free(lines);
    }
}

static void write_inputs(struct page *page, const size_t rows[INPUT_COUNT])
{
    page_section(page, N_("Inputs of the review"));
    for (int i = 0; i < INPUT_COUNT; i++) {
        char *text = pack_statement(page->book, (enum pack_input)i);
        const char *mark =
            *text != '\0' ? N_("from the file, to be added to") : N_("to be filled in");
        /* The sheet of inputs has all of it. */
        char *first = text_ellipsis(text, SAID_COLUMNS);
        char *name = mem_printf("9.3.2 %s)", code_at(&pack_inputs, i)->word);
        write_entry(page, name, book_label(page->book, code_at(&pack_inputs, i)->label), first,
                    book_label(page->book, mark), SHEET_PACK_INPUTS, rows[i]);
        free(name);
        free(first);
        free(text);
    }
}

/* Which period, and what belongs to it. */
static void write_period(struct page *page)
{
    const struct report *report = page->book->report;
    const char *language = report->language;
    const char *from =
        *report->from != '\0' ? report->from : book_label(page->book, N_("beginning"));
    const char *to = *report->to != '\0' ? report->to : report->today;
    char *period = mem_printf("%s \xE2\x80\x93 %s", from, to);
    char *now =
        translate_words(language, N_("States, due dates and ages are those of %s."), report->today);

    page_section(page, N_("Period"));
    page_pair(page, N_("Period"), period);
    if (*report->number != '\0')
        page_pair(page, N_("Audit"), report->number);
    page_pair(page, N_("What belongs to it"),
              book_label(page->book,
                         N_("Findings that were raised in it, and those raised before that were "
                            "still open on its first day; audits with a day in it.")));
    page_pair(page, N_("As of"), now);
    if (report->findings.count == 0 && report->pack->audits.count == 0)
        page_note(page, book_label(page->book, N_("The file has no audits and no findings of this "
                                                  "period.")));
    free(now);
    free(period);
}

static void write_index(struct book *book, const size_t rows[INPUT_COUNT])
{
    struct page page;
    char *subtitle = book_subtitle(book, "");

    page_begin(&page, book, SHEET_PACK_INDEX, widths, COLUMNS);
    page_title(&page, book_label(book, N_("Management review")), subtitle);
    template_cover(&page);
    write_period(&page);
    template_cover_columns(&page);
    write_sheets(&page);
    write_inputs(&page, rows);
    char *continued = workbook_continued(book);
    if (continued != NULL)
        page_note(&page, continued);
    page_end(&page);
    free(continued);
    free(subtitle);
}

/* ---- sheets ------------------------------------------------------------------------------------
 */

static void set_all(struct table *table, const void *items, size_t count, size_t size)
{
    table->records = mem_zalloc(count + 1, sizeof *table->records);
    for (size_t i = 0; i < count; i++)
        table->records[table->count++] = (const char *)items + i * size;
}

static void set_chances(struct table *table, const struct report *report)
{
    table->records = mem_zalloc(report->findings.count + 1, sizeof *table->records);
    for (size_t i = 0; i < report->findings.count; i++)
        if (report_counts(&report->findings.items[i]) &&
            !report_is_nonconformity(&report->findings.items[i]))
            table->records[table->count++] = &report->findings.items[i];
}

static void set_tables(struct book *book, struct table tables[TABLES])
{
    const struct report *report = book->report;
    const struct report_pack *pack = report->pack;

    tables[0] = table_pack_audits;
    set_all(&tables[0], pack->audits.items, pack->audits.count, sizeof *pack->audits.items);
    pack_coverage_table(book, &tables[TABLE_COVERAGE]);
    set_all(&tables[1], pack->clauses.items, pack->clauses.count, sizeof *pack->clauses.items);
    tables[2] = table_register;
    workbook_register_records(report, &tables[2]);
    tables[3] = table_actions;
    set_all(&tables[3], report->actions.items, report->actions.count,
            sizeof *report->actions.items);
    tables[4] = table_pack_dues;
    set_all(&tables[4], pack->dues.items, pack->dues.count, sizeof *pack->dues.items);
    tables[5] = table_pack_again;
    set_all(&tables[5], pack->again.items, pack->again.count, sizeof *pack->again.items);
    tables[6] = table_pack_chances;
    set_chances(&tables[6], report);
    book->listed = tables[2].records;
    book->listed_count = tables[2].count;
}

/* The columns of coverage are the table's own already, and all wanted. */
static void choose(struct book *book, struct table *table)
{
    struct column *own = table->own_columns;

    table->own_columns = NULL;
    table_choose_columns(book, table);
    free(own);
}

/* What a cell of the coverage means; heap. */
static char *legend(const struct book *book)
{
    struct buf text;

    buf_init(&text);
    buf_puts(&text, book_label(book, N_("Covered of all requirements, then the worst result:")));
    for (int i = RESULT_CONFORMING; i < RESULT_COUNT; i++)
        buf_printf(&text, "  %s %s", code_at(&code_results, i)->symbol,
                   book_label(book, code_at(&code_results, i)->label));
    return buf_take(&text);
}

void workbook_pack_sheets(struct book *book)
{
    struct table tables[TABLES] = {0};
    size_t rows[INPUT_COUNT] = {0};

    for (size_t i = 0; i < SHEETS; i++)
        if (book_add_sheet(book, sheets[i].id, sheets[i].title) == NULL)
            return;
    char *note = legend(book);
    set_tables(book, tables);
    tables[TABLE_COVERAGE].note = note;
    for (size_t i = 0; i < TABLES; i++) {
        choose(book, &tables[i]);
        table_layout(book, &tables[i]);
    }
    workbook_pack_inputs(book, rows);
    if (!book_failed(book)) {
        write_index(book, rows);
        workbook_pack_trends(book);
        workbook_pack_programme(book);
    }
    for (size_t i = 0; i < TABLES && !book_failed(book); i++)
        table_write(book, &tables[i]);
    if (!book_failed(book)) {
        workbook_pack_results(book);
        lists_write(book);
    }
    for (size_t i = 0; i < TABLES; i++)
        table_clear(&tables[i]);
    book->listed = NULL;
    book->listed_count = 0;
    free(note);
}

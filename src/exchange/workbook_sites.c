/* workbook_sites.c - the matrix of clauses and sites: what was judged where, and the findings
 * there.
 *
 * Two columns a site, made for the sites of the report; a column knows its site by its offset.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/workbook_columns.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"

enum {
    LEADING = 4,
    NAME_COLUMNS = 60,
    NAME_BYTES = 180,
    RESULT_WIDTH = 22,
    FINDING_WIDTH = 14,
    TITLE_WIDTH = 30,
    FEW_SITES = 8 /* all of them have their columns, empty ones too */
};

static const struct report_site_clause *cell_of(const struct book *book,
                                                const struct column *column, const void *record)
{
    const struct report *report = book->report;
    size_t clause = (size_t)((const struct report_clause *)record - report->clauses.items);

    return &report->site_matrix.items[column->offset].clauses[clause];
}

/* "â 4  â² 1": how many requirements have each result, but for those that wait. */
static void source_results(const struct book *book, const struct column *column, const void *record,
                           size_t part, struct table_cell *cell)
{
    const struct report_site_clause *at = cell_of(book, column, record);
    struct buf text;

    (void)part;
    buf_init(&text);
    for (int i = RESULT_CONFORMING; i < RESULT_COUNT; i++)
        if (at->tally.by[i] > 0)
            buf_printf(&text, "%s%s %zu", text.length > 0 ? "  " : "",
                       code_at(&code_results, i)->symbol, at->tally.by[i]);
    cell->kind = CELL_TEXT;
    cell->owned = buf_take(&text);
}

static void source_findings(const struct book *book, const struct column *column,
                            const void *record, size_t part, struct table_cell *cell)
{
    const struct column links = {.width = column->width, .target = SHEET_FINDINGS};

    source_links(book, &links, &cell_of(book, column, record)->findings, part, cell);
}

static bool is_recorded(const struct report *report, size_t site)
{
    for (size_t i = 0; i < report->clauses.count; i++) {
        const struct report_site_clause *at = &report->site_matrix.items[site].clauses[i];
        if (at->findings.count > 0)
            return true;
        for (int result = RESULT_CONFORMING; result < RESULT_COUNT; result++)
            if (at->tally.by[result] > 0)
                return true;
    }
    return false;
}

/* Of many sites those where nothing was recorded would be empty columns, page after page. */
static bool is_shown(const struct report *report, size_t site)
{
    return site == 0 || report->site_matrix.count <= FEW_SITES || is_recorded(report, site);
}

/* "✓ Conforming  ◆ Opportunity for improvement ...", heap. */
static char *legend(const struct book *book)
{
    struct buf text;

    buf_init(&text);
    for (int i = RESULT_CONFORMING; i < RESULT_COUNT; i++)
        buf_printf(&text, "%s%s %s", i > RESULT_CONFORMING ? "   " : "",
                   code_at(&code_results, i)->symbol,
                   book_label(book, code_at(&code_results, i)->label));
    return buf_take(&text);
}

/* How many sites have no columns, in words; heap, NULL: all have. */
static char *say_left_out(const struct book *book)
{
    const struct report *report = book->report;
    char count[24];
    size_t left_out = 0;

    for (size_t i = 0; i < report->site_matrix.count; i++)
        left_out += !is_shown(report, i) && report->site_matrix.items[i].name[0] != '\0' ? 1 : 0;
    if (left_out == 0)
        return NULL;
    snprintf(count, sizeof count, "%zu", left_out);
    return book_words(
        book, N_("Sites without results and findings, left out here (the cover names them): %s"),
        count);
}

static const char *keep(struct site_columns *made, char *text)
{
    made->texts[made->text_count++] = text;
    return text;
}

/* A heading has room for 255 characters; marks without width count, too. Heap. */
static char *short_name(const char *name)
{
    char *clean = book_clean(name);
    char *shown = text_ellipsis(clean, NAME_COLUMNS);
    size_t end = 0;

    for (size_t length; (length = text_grapheme_next(shown + end)) > 0; end += length)
        if (end + length > NAME_BYTES)
            break;
    shown[end] = '\0';
    free(clean);
    return shown;
}

static struct column site_column(const struct book *book, struct site_columns *made, size_t site,
                                 bool findings)
{
    const char *name = book->report->site_matrix.items[site].name;
    const char *what = book_label(book, findings ? N_("Findings") : N_("Results"));

    if (*name == '\0')
        name = book_label(book, N_("No site"));
    char *shown = short_name(name);
    const char *heading = keep(made, mem_printf("%s: %s", shown, what));
    free(shown);
    return (struct column){
        .key = keep(made, mem_printf("%s%zu", findings ? "findings" : "results", site)),
        .heading = heading,
        .width = findings ? FINDING_WIDTH : RESULT_WIDTH,
        .style = findings ? STYLE_LINK : STYLE_TEXT,
        .source = findings ? source_findings : source_results,
        .offset = site,
        .literal = true};
}

/* The columns that say which clause it is, as in the matrix of results. */
static void take_leading(struct table *table, struct site_columns *made)
{
    for (size_t i = 0; i < table_matrix.column_count && i < LEADING; i++) {
        struct column *column = &made->columns[table->column_count++];
        *column = table_matrix.columns[i];
        if (column->tongue != TONGUE_ALL)
            column->width = TITLE_WIDTH;
    }
}

void site_table_init(const struct book *book, struct table *table, struct site_columns *made)
{
    const struct report *report = book->report;
    size_t sites = report->site_matrix.count;

    *made = (struct site_columns){.columns = mem_zalloc(LEADING + sites * 2, sizeof *made->columns),
                                  .texts = mem_zalloc(sites * 4 + 1, sizeof *made->texts)};
    made->note = legend(book);
    *table = (struct table){.sheet = SHEET_SITES,
                            .name = "Sites",
                            .emphasis = table_matrix.emphasis,
                            .title = N_("Clauses by site"),
                            .empty = table_matrix.empty,
                            .columns = made->columns,
                            .frozen = 2,
                            .note = made->note,
                            .left_out = say_left_out(book)};
    take_leading(table, made);
    for (size_t i = 0; i < sites; i++) {
        if (!is_shown(report, i))
            continue;
        made->columns[table->column_count++] = site_column(book, made, i, false);
        made->columns[table->column_count++] = site_column(book, made, i, true);
    }
}

void site_columns_clear(struct site_columns *made)
{
    for (size_t i = 0; i < made->text_count; i++)
        free(made->texts[i]);
    free(made->texts);
    free(made->columns);
    free(made->note);
    *made = (struct site_columns){0};
}

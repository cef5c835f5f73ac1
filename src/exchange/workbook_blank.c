/* workbook_blank.c - a checklist to be printed: without answers, to fill in by hand, or with those
 * of an audit and room for remarks.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/workbook_sheets.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "exchange/workbook_columns.h"
#include "exchange/workbook_table.h"

#define ROW(member) offsetof(struct report_row, member)

/* The number of the clause and its title, as the heading that the walk shows. */
static void source_clause(const struct book *book, const struct column *column, const void *record,
                          size_t part, struct table_cell *cell)
{
    const struct report *report = book->report;
    const struct report_row *row = record;
    char *title = NULL;

    (void)column;
    (void)part;
    for (size_t i = 0; i < report->clauses.count; i++)
        if (strcmp(report->clauses.items[i].clause, row->clause) == 0 &&
            strcmp(report->clauses.items[i].checklist, row->checklist) == 0) {
            free(title);
            title = translate_join(report->clauses.items[i].title,
                                   report->clauses.items[i].title_other);
        }
    cell->kind = CELL_TEXT;
    cell->owned = mem_printf("%s %s", row->clause, title != NULL ? title : "");
    free(title);
}

/* The entries of what to look for, one a line, each behind a dash. */
static void source_look_for(const struct book *book, const struct column *column,
                            const void *record, size_t part, struct table_cell *cell)
{
    const char *look_for = *(char *const *)(const void *)((const char *)record + column->offset);
    struct buf text;

    (void)book;
    (void)part;
    buf_init(&text);
    for (const char *at = look_for; *at != '\0'; at += *at == '\n') {
        size_t length = strcspn(at, "\n");
        buf_puts(&text, text.length > 0 ? "\n- " : "- ");
        buf_add(&text, at, length);
        at += length;
    }
    cell->kind = CELL_TEXT;
    cell->owned = buf_take(&text);
}

/* A box to tick for each result. */
static void source_boxes(const struct book *book, const struct column *column, const void *record,
                         size_t part, struct table_cell *cell)
{
    struct buf text;

    (void)column;
    (void)record;
    (void)part;
    buf_init(&text);
    for (int i = RESULT_CONFORMING; i < RESULT_COUNT; i++)
        buf_printf(&text, "%s\xE2\x98\x90 %s", text.length > 0 ? "\n" : "",
                   book_label(book, code_at(&code_results, i)->label));
    cell->kind = CELL_TEXT;
    cell->owned = buf_take(&text);
}

/* The result that was given, its box ticked; all boxes where there is none yet. */
static void source_ticked(const struct book *book, const struct column *column, const void *record,
                          size_t part, struct table_cell *cell)
{
    const struct report_row *row = record;

    if (row->result == RESULT_NOT_ASSESSED) {
        source_boxes(book, column, record, part, cell);
        return;
    }
    cell->kind = CELL_TEXT;
    cell->owned =
        mem_printf("\xE2\x98\x91 %s", book_label(book, code_at(&code_results, row->result)->label));
}

/* Evidence by number and title, one a line. */
static void source_evidence(const struct book *book, const struct column *column,
                            const void *record, size_t part, struct table_cell *cell)
{
    const struct report_row *row = record;
    struct buf text;

    (void)column;
    (void)part;
    buf_init(&text);
    for (size_t i = 0; i < row->evidence.count; i++) {
        const struct report_evidence *evidence =
            &book->report->evidence.items[row->evidence.items[i]];
        buf_printf(&text, "%s%s %s", i > 0 ? "\n" : "", evidence->number, evidence->title);
    }
    cell->kind = CELL_TEXT;
    cell->owned = buf_take(&text);
}

/* Findings by number, grade and title, one a line. */
static void source_findings(const struct book *book, const struct column *column,
                            const void *record, size_t part, struct table_cell *cell)
{
    const struct report_row *row = record;
    struct buf text;

    (void)column;
    (void)part;
    buf_init(&text);
    for (size_t i = 0; i < row->findings.count; i++) {
        const struct report_finding *finding =
            &book->report->findings.items[row->findings.items[i]];
        const char *said = *finding->title != '\0' ? finding->title : finding->statement;
        char *grade = book_code(book, &code_grades, finding->grade);
        buf_printf(&text, "%s%s %s: %s", i > 0 ? "\n" : "", finding->number, grade, said);
        free(grade);
    }
    cell->kind = CELL_TEXT;
    cell->owned = buf_take(&text);
}

static void source_nothing(const struct book *book, const struct column *column, const void *record,
                           size_t part, struct table_cell *cell)
{
    (void)book;
    (void)column;
    (void)record;
    (void)part;
    cell->kind = CELL_EMPTY;
}

#define COLUMN(id, title, columns, looks, from, at)                                                \
    {                                                                                              \
        .key = id, .heading = title, .width = columns, .style = looks, .source = from,             \
        .offset = at                                                                               \
    }

#define FIRST(id, title, columns, from, at)                                                        \
    {                                                                                              \
        .key = id, .heading = title, .width = columns, .style = STYLE_TEXT, .source = from,        \
        .offset = at, .tongue = TONGUE_FIRST                                                       \
    }
#define SECOND(id, title, columns, from, at)                                                       \
    {                                                                                              \
        .key = id, .heading = title, .width = columns, .style = STYLE_TEXT, .source = from,        \
        .offset = at, .optional = true, .tongue = TONGUE_SECOND                                    \
    }

static const struct column blank_columns[] = {
    COLUMN("ref", N_("Requirement"), 13, STYLE_KEY, source_text, ROW(ref)),
    COLUMN("clause", N_("Clause"), 14, STYLE_TEXT, source_clause, 0),
    {.key = "list",
     .heading = N_("Checklist"),
     .width = 12,
     .style = STYLE_TEXT,
     .source = source_text,
     .offset = ROW(list),
     .optional = true},
    {.key = "place",
     .heading = N_("Area"),
     .width = 13,
     .style = STYLE_TEXT,
     .source = source_text,
     .offset = ROW(places),
     .optional = true},
    FIRST("question", N_("Question"), 34, source_text, ROW(question)),
    SECOND("question_other", N_("Question"), 22, source_text, ROW(question_other)),
    {.key = "wording",
     .heading = N_("Wording"),
     .width = 30,
     .style = STYLE_TEXT,
     .source = source_text,
     .offset = ROW(wording),
     .optional = true},
    FIRST("look_for", N_("Look for"), 36, source_look_for, ROW(look_for)),
    SECOND("look_for_other", N_("Look for"), 24, source_look_for, ROW(look_for_other)),
    {.key = "obligation",
     .heading = N_("Obligation"),
     .width = 14,
     .style = STYLE_TEXT,
     .source = source_code,
     .offset = ROW(obligation),
     .codes = &code_obligations},
    COLUMN("result", N_("Result"), 24, STYLE_TEXT, source_boxes, 0),
    COLUMN("note", N_("Note"), 34, STYLE_BOX, source_nothing, 0),
};

const struct table table_blank = {.sheet = SHEET_CHECKLIST,
                                  .name = "Checklist",
                                  .title = N_("Checklist"),
                                  .empty = N_("This audit has no requirements."),
                                  .columns = blank_columns,
                                  .column_count = sizeof blank_columns / sizeof blank_columns[0],
                                  .frozen = 1};

#define OPTIONAL(id, title, columns, at)                                                           \
    {                                                                                              \
        .key = id, .heading = title, .width = columns, .style = STYLE_TEXT, .source = source_text, \
        .offset = at, .optional = true                                                             \
    }

static const struct column filled_columns[] = {
    COLUMN("ref", N_("Requirement"), 13, STYLE_KEY, source_text, ROW(ref)),
    OPTIONAL("list", N_("Checklist"), 12, ROW(list)),
    OPTIONAL("unit", N_("Site or process"), 12, ROW(unit)),
    OPTIONAL("area", N_("Area"), 11, ROW(area)),
    FIRST("question", N_("Question"), 30, source_text, ROW(question)),
    SECOND("question_other", N_("Question"), 26, source_text, ROW(question_other)),
    OPTIONAL("wording", N_("Wording"), 26, ROW(wording)),
    COLUMN("result", N_("Result"), 20, STYLE_TEXT, source_ticked, 0),
    OPTIONAL("review", N_("To be assessed again since"), 12, ROW(review)),
    COLUMN("note", N_("Note"), 30, STYLE_TEXT, source_text, ROW(note)),
    COLUMN("evidence", N_("Evidence"), 24, STYLE_TEXT, source_evidence, 0),
    COLUMN("findings", N_("Findings"), 22, STYLE_TEXT, source_findings, 0),
    COLUMN("auditor", N_("Auditor"), 11, STYLE_TEXT, source_text, ROW(auditor)),
    COLUMN("assessed", N_("Assessed"), 16, STYLE_STAMP, source_stamp, ROW(assessed_at)),
    COLUMN("remark", N_("Remark by hand"), 20, STYLE_BOX, source_nothing, 0),
};

const struct table table_filled = {.sheet = SHEET_CHECKLIST,
                                   .name = "Checklist",
                                   .title = N_("Checklist with its answers"),
                                   .empty = N_("This audit has no requirements."),
                                   .columns = filled_columns,
                                   .column_count = sizeof filled_columns / sizeof filled_columns[0],
                                   .frozen = 1};

/* Who, where and when are written by hand too. Heap. */
static char *lines_to_fill(const struct book *book)
{
    static const char line[] = "________________";

    return mem_printf("%s %s   %s %s   %s %s", book_label(book, N_("Site:")), line,
                      book_label(book, N_("Auditor:")), line, book_label(book, N_("Date:")), line);
}

static void write_sheets(struct book *book, struct table table, bool blank)
{
    const struct report *report = book->report;

    if (book_add_sheet(book, SHEET_CHECKLIST, N_("Checklist")) == NULL ||
        book_add_sheet(book, SHEET_LISTS, N_("Lists")) == NULL)
        return;
    table.records = mem_zalloc(report->rows.count + 1, sizeof *table.records);
    for (size_t i = 0; i < report->rows.count; i++)
        table.records[table.count++] = &report->rows.items[i];
    table_choose_columns(book, &table);
    table_layout(book, &table);
    char *lines = blank ? lines_to_fill(book) : NULL;
    table.note = lines;
    table_write(book, &table);
    free(lines);
    if (!book_failed(book))
        lists_write(book);
    table_clear(&table);
}

void workbook_blank_sheets(struct book *book)
{
    write_sheets(book, table_blank, true);
}

void workbook_filled_sheets(struct book *book)
{
    write_sheets(book, table_filled, false);
}

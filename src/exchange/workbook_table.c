/* workbook_table.c - lays out and writes a table sheet from its columns. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/workbook_table.h"
#include "exchange/workbook_sheets.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "exchange/workbook_photo.h"
#include "exchange/workbook_template.h"

enum { PROGRESS_STEP = 64, FILTER_BUTTON = 3, WIDE_STAMP = 17 };

/* ---- sources -----------------------------------------------------------------------------------
 */

static const void *member(const struct column *column, const void *record)
{
    return (const char *)record + column->offset;
}

void source_text(const struct book *book, const struct column *column, const void *record,
                 size_t part, struct table_cell *cell)
{
    (void)book;
    (void)part;
    cell->kind = CELL_TEXT;
    cell->text = *(char *const *)member(column, record);
}

/* The label is made once and kept by the book, which is only const so that sources do not write. */
static void set_code(const struct book *book, const struct code_list *codes, int code,
                     struct table_cell *cell)
{
    cell->kind = CELL_TEXT;
    cell->codes = codes;
    cell->code = code;
    cell->text = book_code_text((struct book *)(uintptr_t)book, codes, code);
}

void source_code(const struct book *book, const struct column *column, const void *record,
                 size_t part, struct table_cell *cell)
{
    (void)part;
    set_code(book, column->codes, *(const int *)member(column, record), cell);
}

void source_date(const struct book *book, const struct column *column, const void *record,
                 size_t part, struct table_cell *cell)
{
    source_text(book, column, record, part, cell);
    cell->kind = CELL_DATE;
}

void source_stamp(const struct book *book, const struct column *column, const void *record,
                  size_t part, struct table_cell *cell)
{
    source_text(book, column, record, part, cell);
    cell->kind = CELL_STAMP;
}

static const char *target_text(const struct report *report, enum sheet_id target, size_t index)
{
    switch (target) {
    case SHEET_CHECKLIST:
        return report->rows.items[index].ref;
    case SHEET_FINDINGS:
        return report->findings.items[index].number;
    case SHEET_EVIDENCE:
        return report->evidence.items[index].number;
    default:
        return "";
    }
}

/* The entry behind those from first on that fit into one line of the column: LibreOffice does not
 * break the text of a link. */
static size_t line_end(const struct book *book, const struct column *column,
                       const struct report_links *links, size_t first)
{
    size_t width = 0;
    size_t end = first;

    while (end < links->count) {
        width += text_width(target_text(book->report, column->target, links->items[end]));
        if (end > first && width > column->width)
            break;
        width += 2;
        end++;
    }
    return end;
}

/* Where the line of the part begins; *parts gets how many lines there are. */
static size_t line_start(const struct book *book, const struct column *column,
                         const struct report_links *links, size_t part, size_t *parts)
{
    size_t start = links->count;

    *parts = 0;
    for (size_t at = 0; at < links->count; at = line_end(book, column, links, at)) {
        if (*parts == part)
            start = at;
        ++*parts;
    }
    return start;
}

const struct report_links *table_links(const struct column *column, const void *record)
{
    return member(column, record);
}

const char *table_link_text(const struct book *book, const struct column *column, size_t index)
{
    return target_text(book->report, column->target, index);
}

void source_count(const struct book *book, const struct column *column, const void *record,
                  size_t part, struct table_cell *cell)
{
    (void)book;
    (void)part;
    cell->kind = CELL_NUMBER;
    cell->number = (double)*(const size_t *)member(column, record);
}

void source_integer(const struct book *book, const struct column *column, const void *record,
                    size_t part, struct table_cell *cell)
{
    (void)book;
    (void)part;
    cell->kind = CELL_NUMBER;
    cell->number = (double)*(const int64_t *)member(column, record);
}

void source_flag(const struct book *book, const struct column *column, const void *record,
                 size_t part, struct table_cell *cell)
{
    bool flag = *(const bool *)member(column, record);

    (void)part;
    set_code(book, &code_yes_partly_no, code_index(&code_yes_partly_no, flag ? "yes" : "no"), cell);
}

void source_natural(const struct book *book, const struct column *column, const void *record,
                    size_t part, struct table_cell *cell)
{
    int64_t number = *(const int64_t *)(const void *)((const char *)record + column->offset);

    (void)book;
    (void)part;
    if (number < 0)
        return;
    cell->kind = CELL_NUMBER;
    cell->number = (double)number;
}

void source_links(const struct book *book, const struct column *column, const void *record,
                  size_t part, struct table_cell *cell)
{
    const struct report_links *links = member(column, record);
    size_t first = line_start(book, column, links, part, &cell->parts);
    struct buf joined;

    if (first >= links->count)
        return;
    size_t end = line_end(book, column, links, first);
    buf_init(&joined);
    for (size_t i = first; i < end; i++) {
        buf_puts(&joined, i > first ? ", " : "");
        buf_puts(&joined, target_text(book->report, column->target, links->items[i]));
    }
    cell->kind = CELL_TEXT;
    cell->owned = buf_take(&joined);
    cell->target = column->target;
    cell->record = links->items[first];
}

/* ---- one record --------------------------------------------------------------------------------
 */

/* A record's cells with their parts; reused from record to record. */
struct line {
    struct table_cell *cells;
    struct parts *parts;
    size_t count;
};

static void line_init(struct line *line, const struct table *table)
{
    line->count = table->column_count;
    line->cells = mem_zalloc(line->count, sizeof *line->cells);
    line->parts = mem_zalloc(line->count, sizeof *line->parts);
}

static void cell_clear(struct table_cell *cell)
{
    free(cell->owned);
    *cell = (struct table_cell){0};
}

static void line_clear(struct line *line)
{
    for (size_t i = 0; i < line->count; i++) {
        cell_clear(&line->cells[i]);
        free(line->parts[i].items);
    }
    free(line->cells);
    free(line->parts);
}

/* Asks the source and cleans the text; what a cell shows is in cell->text from then on. */
static void fetch(struct book *book, const struct column *column, const void *record, size_t part,
                  struct table_cell *cell)
{
    cell_clear(cell);
    column->source(book, column, record, part, cell);
    if (cell->kind != CELL_TEXT || cell->codes != NULL)
        return;
    if (cell->owned != NULL)
        cell->text = cell->owned;
    if (book_is_plain(cell->text))
        return;
    char *clean = book_clean(cell->text);
    free(cell->owned);
    cell->text = cell->owned = clean;
}

/* Fetches a record's cells and returns how many rows they take. lines: what line_measured said of
 * the record before, NULL: nothing did. */
static size_t line_fetch(struct book *book, const struct table *table, const void *record,
                         const uint8_t *lines, struct line *line)
{
    size_t rows = 1;

    for (size_t i = 0; i < table->column_count; i++) {
        const struct column *column = &table->columns[i];
        struct table_cell *cell = &line->cells[i];
        size_t need = 1;
        fetch(book, column, record, 0, cell);
        line->parts[i].count = 0;
        if (cell->kind == CELL_TEXT && cell->parts == 0) {
            if (lines != NULL && lines[i] > 0)
                book_whole(cell->text, lines[i], &line->parts[i]);
            else
                book_split(book, cell->text, column->width, &line->parts[i]);
            need = line->parts[i].count;
        } else if (cell->parts > 0) {
            need = cell->parts;
        }
        if (need > rows)
            rows = need;
    }
    return rows;
}

static void line_measured(const struct line *line, uint8_t *lines)
{
    for (size_t i = 0; i < line->count; i++)
        if (line->parts[i].count == 1 && line->parts[i].items[0].lines <= UINT8_MAX)
            lines[i] = (uint8_t)line->parts[i].items[0].lines;
}

static bool line_continues(const struct line *line)
{
    for (size_t i = 0; i < line->count; i++)
        if (line->parts[i].count > 1)
            return true;
    return false;
}

bool table_column_used(struct book *book, const struct table *table, const struct column *column)
{
    struct table_cell cell = {0};
    bool used = !column->optional || table->count == 0;

    if (column->tongue == TONGUE_SECOND && !report_is_both(book->report))
        return false;
    for (size_t i = 0; !used && i < table->count; i++) {
        size_t part = 0;
        do {
            fetch(book, column, table->records[i], part, &cell);
            used = cell.kind == CELL_TEXT ? *cell.text != '\0' : cell.kind != CELL_EMPTY;
        } while (!used && ++part < cell.parts);
    }
    cell_clear(&cell);
    return used;
}

void table_narrow_first(struct column *column)
{
    column->width -= column->width / 5;
}

/* A time that does not fit is shown as ###. */
void table_fit_stamp(const struct book *book, struct column *column)
{
    if (column->style == STYLE_STAMP && book->han && column->width < WIDE_STAMP)
        column->width = WIDE_STAMP;
}

void table_choose_wanted(struct book *book, struct table *table)
{
    template_choose(book, table);
}

void table_choose_columns(struct book *book, struct table *table)
{
    if (template_choose(book, table))
        return;
    struct column *columns = mem_zalloc(table->column_count, sizeof *columns);
    size_t count = 0;

    for (size_t i = 0; i < table->column_count; i++)
        if (table_column_used(book, table, &table->columns[i])) {
            columns[count] = table->columns[i];
            if (columns[count].tongue == TONGUE_FIRST && report_is_both(book->report))
                table_narrow_first(&columns[count]);
            table_fit_stamp(book, &columns[count]);
            count++;
        }
    table->columns = table->own_columns = columns;
    table->column_count = count;
}

void table_clear(struct table *table)
{
    free(table->own_columns);
    free(table->records);
    free(table->left_out);
    table->left_out = NULL;
    table->own_columns = NULL;
    table->records = NULL;
    table->count = 0;
}

static bool go_on(struct book *book)
{
    return book_go_on(book, book->rows, book->expected);
}

void table_layout(struct book *book, const struct table *table)
{
    struct sheet *sheet = &book->sheets[table->sheet];
    struct line line;
    size_t row = TABLE_FIRST_ROW;

    sheet->count = table->count;
    sheet->first = mem_zalloc(table->count + 1, sizeof *sheet->first);
    sheet->parts = mem_zalloc(table->count + 1, sizeof *sheet->parts);
    sheet->lines = mem_zalloc(table->count + 1, table->column_count);
    line_init(&line, table);
    for (size_t i = 0; i < table->count; i++) {
        if (i % PROGRESS_STEP == 0 && !go_on(book))
            break;
        sheet->first[i] = row;
        sheet->parts[i] = line_fetch(book, table, table->records[i], NULL, &line);
        line_measured(&line, sheet->lines + i * line.count);
        row += sheet->parts[i];
        book->continued += line_continues(&line) ? 1 : 0;
    }
    sheet->end = table->count == 0 ? TABLE_FIRST_ROW + 1 : row;
    book->expected += table->count;
    line_clear(&line);
}

static void write_text(struct book *book, struct sheet *sheet, size_t row, unsigned column,
                       const struct table_cell *cell, const struct part *part, enum style style)
{
    const char *text = cell->text + part->start;

    if (cell->target != SHEET_NONE && cell->record < book->sheets[cell->target].count)
        book_link(book, sheet, row, column, text, part->length, cell->target,
                  book->sheets[cell->target].first[cell->record]);
    else
        book_part(book, sheet, row, column, text, part->length,
                  style == STYLE_LINK ? STYLE_TEXT : style);
}

static void write_cell(struct book *book, struct sheet *sheet, size_t row, unsigned index,
                       const struct table_cell *cell, enum style style)
{
    switch (cell->kind) {
    case CELL_NUMBER:
        book_number(book, sheet, row, index, cell->number, style);
        return;
    case CELL_DATE:
    case CELL_STAMP:
        if (!book_date(book, sheet, row, index, cell->text, cell->kind == CELL_STAMP, style))
            book_text(book, sheet, row, index, cell->text, STYLE_TEXT);
        return;
    case CELL_TEXT: /* entries of a list */
        write_text(book, sheet, row, index, cell, &(struct part){0, strlen(cell->text), 1}, style);
        return;
    case CELL_PHOTO:
        photo_write(book, sheet, row, index, cell);
        book_blank(book, sheet, row, index, style);
        return;
    case CELL_EMPTY:
        book_blank(book, sheet, row, index, style);
        return;
    }
}

/* The first column of a further row says whose row it is. */
static void write_continued(struct book *book, struct sheet *sheet, size_t row,
                            const struct table_cell *cell)
{
    char *text = mem_printf("%s \xE2\x80\xA6", cell->text);

    book_text(book, sheet, row, 0, text, STYLE_NOTE);
    free(text);
}

static void write_one(struct book *book, const struct table *table, struct line *line, size_t row,
                      size_t part, unsigned index)
{
    struct sheet *sheet = &book->sheets[table->sheet];
    const struct column *column = &table->columns[index];
    struct table_cell *cell = &line->cells[index];
    const struct parts *parts = &line->parts[index];

    if (cell->kind == CELL_TEXT && part < parts->count)
        write_text(book, sheet, row, index, cell, &parts->items[part], column->style);
    else if (index == 0 && part > 0 && cell->kind == CELL_TEXT)
        write_continued(book, sheet, row, cell);
    else if (part == 0 || part < cell->parts)
        write_cell(book, sheet, row, index, cell, column->style);
    else
        book_blank(book, sheet, row, index, column->style);
}

/* Points that the cell takes in this row; an entry of a list is not cut. */
static double cell_height(struct book *book, const struct column *column,
                          const struct table_cell *cell, const struct parts *parts, size_t part)
{
    struct parts own = {0};

    if (part < parts->count)
        return book_height(book, parts->items[part].lines);
    if (part >= cell->parts)
        return 0;
    if (cell->kind == CELL_PHOTO)
        return photo_points(cell->photo);
    if (cell->kind != CELL_TEXT)
        return 0;
    book_split(book, cell->text, column->width, &own);
    double height = book_height(book, own.items[0].lines);
    free(own.items);
    return height;
}

/* Brings the entries of lists into the line that stand in this row of the record. */
static void fetch_entries(struct book *book, const struct table *table, const void *record,
                          struct line *line, size_t part)
{
    for (size_t i = 0; i < line->count; i++)
        if (part < line->cells[i].parts)
            fetch(book, &table->columns[i], record, part, &line->cells[i]);
}

static size_t line_bytes(const struct line *line)
{
    size_t bytes = 0;

    for (size_t i = 0; i < line->count; i++)
        if (line->cells[i].kind == CELL_TEXT)
            bytes += strlen(line->cells[i].text);
    return bytes;
}

/* Writes the rows of a fetched record. */
static void write_record(struct book *book, const struct table *table, const void *record,
                         struct line *line, size_t first, size_t rows)
{
    struct sheet *sheet = &book->sheets[table->sheet];

    if (!workbook_need(book, line_bytes(line), rows * line->count))
        return;
    for (size_t part = 0; part < rows; part++) {
        size_t row = first + part;
        double height = book_height(book, 1);
        if (part > 0)
            fetch_entries(book, table, record, line, part);
        for (size_t i = 0; i < line->count; i++) {
            double need =
                cell_height(book, &table->columns[i], &line->cells[i], &line->parts[i], part);
            if (need > height)
                height = need;
        }
        book_set_height(book, sheet, row, height);
        for (size_t i = 0; i < line->count; i++)
            write_one(book, table, line, row, part, (unsigned)i);
    }
    book->rows += rows;
}

/* ---- what stands around the records ------------------------------------------------------------
 */

static size_t heading_lines(struct book *book, const struct table *table)
{
    struct parts parts = {0};
    size_t lines = 1;

    for (size_t i = 0; i < table->column_count; i++) {
        unsigned width = table->columns[i].width;
        char *heading = table_heading(book, table, i);
        book_split(book, heading, width > FILTER_BUTTON + 2 ? width - FILTER_BUTTON : 2, &parts);
        free(heading);
        if (parts.items[0].lines > lines)
            lines = parts.items[0].lines;
    }
    free(parts.items);
    return lines;
}

static void write_head(struct book *book, const struct table *table)
{
    struct sheet *sheet = &book->sheets[table->sheet];
    const char *empty = table->count == 0 ? book_label(book, table->empty) : "";
    char *subtitle = book_subtitle(book, empty);

    if (table->left_out != NULL) {
        char *longer = mem_printf("%s \xC2\xB7 %s", subtitle, table->left_out);
        free(subtitle);
        subtitle = longer;
    }

    for (size_t i = 0; i < table->column_count; i++)
        book_keep(book, worksheet_set_column(sheet->worksheet, (lxw_col_t)i, (lxw_col_t)i,
                                             table->columns[i].width, NULL));
    book_set_height(book, sheet, TABLE_TITLE_ROW, 26);
    book_text(book, sheet, TABLE_TITLE_ROW, 0, book_label(book, table->title), STYLE_TITLE);
    book_text(book, sheet, TABLE_SUBTITLE_ROW, 0, subtitle, STYLE_SUBTITLE);
    if (table->note != NULL)
        book_text(book, sheet, TABLE_GAP_ROW, 0, table->note, STYLE_SUBTITLE);
    book_set_height(book, sheet, TABLE_HEADING_ROW,
                    book_height(book, heading_lines(book, table)) + 4);
    for (size_t i = 0; i < table->column_count; i++) {
        char *text = table_heading(book, table, i);
        book_text(book, sheet, TABLE_HEADING_ROW, (unsigned)i, text, STYLE_HEADER);
        free(text);
    }
    free(subtitle);
}

/* A table has at least one row. */
static void write_empty(struct book *book, const struct table *table)
{
    for (size_t i = 0; table->count == 0 && i < table->column_count; i++)
        book_blank(book, &book->sheets[table->sheet], TABLE_FIRST_ROW, (unsigned)i,
                   table->columns[i].style);
}

void table_write(struct book *book, const struct table *table)
{
    struct sheet *sheet = &book->sheets[table->sheet];
    struct line line;

    /* The table first: it writes the headings, then in the looks of the program. */
    if (!book->large)
        table_add_filter(book, table, (lxw_row_t)(sheet->end - 1));
    write_head(book, table);
    line_init(&line, table);
    for (size_t i = 0; i < table->count; i++) {
        if (i % PROGRESS_STEP == 0 && !go_on(book))
            break;
        size_t rows =
            line_fetch(book, table, table->records[i], sheet->lines + i * line.count, &line);
        write_record(book, table, table->records[i], &line, sheet->first[i], rows);
    }
    write_empty(book, table);
    line_clear(&line);
    if (!book_failed(book))
        table_add_features(book, table);
}

/* The records of the source, each as it comes; returns the row behind the last. */
static size_t write_source(struct book *book, const struct table *table)
{
    const struct report_source *source = book->report->source;
    const void *record = NULL;
    struct line line;
    size_t row = TABLE_FIRST_ROW;

    line_init(&line, table);
    for (size_t i = 0; i % PROGRESS_STEP != 0 || go_on(book); i++) {
        book_stop(book, source->next(source->context, &record, book->err));
        if (book_failed(book) || record == NULL)
            break;
        size_t rows = line_fetch(book, table, record, NULL, &line);
        book->continued += line_continues(&line) ? 1 : 0;
        write_record(book, table, record, &line, row, rows);
        row += rows;
    }
    line_clear(&line);
    return row;
}

void table_stream(struct book *book, struct table *table, enum report_list list)
{
    const struct report_source *source = book->report->source;
    struct sheet *sheet = &book->sheets[table->sheet];

    if (book_failed(book))
        return;
    book_stop(book, source->start(source->context, list, &table->count, book->err));
    if (book_failed(book))
        return;
    write_head(book, table);
    sheet->end = write_source(book, table);
    if (table->count == 0) {
        write_empty(book, table);
        sheet->end++;
    }
    if (!book_failed(book))
        table_add_features(book, table);
}

/* checklist_csv.c - CSV bytes into rows of cells with their places (libcsv).
 *
 * Knows nothing of checklists; checklist_sheet.c makes nodes of the rows. What spreadsheets write
 * is taken: a byte-order mark, CRLF, quoted newlines, semicolons or tabs instead of commas.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/checklist_csv.h"

#include <csv.h>
#include <stdlib.h>

#include "base/i18n.h"

enum { CSV_BLOCK = 64 * 1024 };

struct cell_place {
    size_t text; /* offset in the row's texts */
    size_t length;
    uint32_t line;
    uint32_t column;
};

struct csv_reading {
    struct csv_parser parser;
    struct checklist_problems *problems;
    csv_row_function *take;
    void *context;
    struct cell_place *places;
    size_t count; /* cells of the row, those that are not kept too */
    size_t capacity;
    struct csv_cell *cells;
    struct buf texts;
    /* Of the next byte, and of the cell it belongs to; from 1. */
    uint32_t line;
    uint32_t column;
    uint32_t cell_line;
    uint32_t cell_column;
    bool in_row;
    bool stopped;
};

/* ---- cells and rows -------------------------------------------------------------------------- */

static void take_cell(void *text, size_t length, void *context)
{
    struct csv_reading *reading = context;

    if (reading->count++ >= CSV_CELL_LIMIT)
        return;
    size_t index = reading->count - 1;
    reading->places = mem_grow(reading->places, index, &reading->capacity, sizeof *reading->places);
    reading->places[index] = (struct cell_place){reading->texts.length, length, reading->cell_line,
                                                 reading->cell_column};
    buf_add(&reading->texts, text, length);
    buf_putc(&reading->texts, '\0');
}

static void take_row(int end, void *context)
{
    struct csv_reading *reading = context;
    size_t kept = reading->count < CSV_CELL_LIMIT ? reading->count : CSV_CELL_LIMIT;

    (void)end;
    for (size_t i = 0; i < kept; i++) {
        const struct cell_place *place = &reading->places[i];
        reading->cells[i] = (struct csv_cell){reading->texts.data + place->text, place->length,
                                              place->line, place->column};
    }
    if (!reading->take(reading->context, reading->cells, kept, reading->count > kept))
        reading->stopped = true;
    reading->count = 0;
    reading->in_row = false;
    buf_reset(&reading->texts);
}

/* ---- places ---------------------------------------------------------------------------------- */

/* Where a byte that was read leads to: columns count characters, a line ends with LF, CRLF or CR.
 */
static void move_on(struct csv_reading *reading, unsigned char byte, bool before_lf)
{
    if (byte == '\n' || (byte == '\r' && !before_lf)) {
        reading->line++;
        reading->column = 1;
    } else if ((byte & 0xC0) != 0x80) {
        reading->column++;
    }
}

static bool is_line_end(unsigned char byte)
{
    return byte == '\r' || byte == '\n';
}

static void report_csv(struct csv_reading *reading, uint32_t line, uint32_t column, const char *why)
{
    char *tail = mem_printf(": %s", why);

    problem_add(reading->problems, PROBLEM_CSV, line, column, &(struct problem_note){.tail = tail});
    free(tail);
}

/* ---- bytes ----------------------------------------------------------------------------------- */

/* The separator is the one of ; , and tab that the first line has most of. */
static unsigned char find_separator(const char *bytes, size_t length)
{
    static const char separators[] = ",;\t";
    size_t counts[3] = {0};
    bool quoted = false;
    size_t best = 0;

    for (size_t i = 0; i < length && (quoted || !is_line_end((unsigned char)bytes[i])); i++) {
        quoted = quoted != (bytes[i] == '"');
        for (size_t s = 0; s < 3 && !quoted; s++)
            counts[s] += bytes[i] == separators[s];
    }
    for (size_t s = 1; s < 3; s++)
        if (counts[s] > counts[best])
            best = s;
    return (unsigned char)separators[best];
}

/* One byte at a time: libcsv tells no places, and this is how they are known. */
static bool feed(struct csv_reading *reading, const char *bytes, size_t length)
{
    for (size_t i = 0; i < length && !reading->stopped; i++) {
        unsigned char byte = (unsigned char)bytes[i];
        size_t cells = reading->count;
        if (!reading->in_row && !is_line_end(byte)) {
            reading->in_row = true;
            reading->cell_line = reading->line;
            reading->cell_column = reading->column;
        }
        if (csv_parse(&reading->parser, &byte, 1, take_cell, take_row, reading) != 1) {
            if (csv_error(&reading->parser) != CSV_EPARSE)
                abort(); /* out of memory, as everywhere */
            report_csv(reading, reading->line, reading->column,
                       _("a cell with a quotation mark inside must stand in quotation marks, the "
                         "inner ones doubled"));
            return false;
        }
        move_on(reading, byte, i + 1 < length && bytes[i + 1] == '\n');
        if (reading->count > cells) {
            reading->cell_line = reading->line;
            reading->cell_column = reading->column;
        }
    }
    return !reading->stopped;
}

static bool finish(struct csv_reading *reading)
{
    if (csv_fini(&reading->parser, take_cell, take_row, reading) == 0)
        return !reading->stopped;
    if (csv_error(&reading->parser) != CSV_EPARSE)
        abort();
    report_csv(reading, reading->cell_line, reading->cell_column,
               _("a quotation mark is never closed"));
    return false;
}

bool csv_read(const char *bytes, size_t length, csv_row_function *take, void *context,
              struct checklist_problems *problems)
{
    struct csv_reading reading = {.problems = problems,
                                  .take = take,
                                  .context = context,
                                  .line = 1,
                                  .column = 1,
                                  .cell_line = 1,
                                  .cell_column = 1};

    if (csv_init(&reading.parser, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL) != 0)
        abort();
    csv_set_delim(&reading.parser, find_separator(bytes, length));
    csv_set_blk_size(&reading.parser, CSV_BLOCK);
    reading.cells = mem_zalloc(CSV_CELL_LIMIT, sizeof *reading.cells);
    buf_init(&reading.texts);
    bool complete = feed(&reading, bytes, length) && finish(&reading);
    csv_free(&reading.parser);
    buf_clear(&reading.texts);
    free(reading.places);
    free(reading.cells);
    return complete;
}

const char *checklist_csv_version(void)
{
#define CSV_TEXT(major, minor, release) #major "." #minor "." #release
#define CSV_VERSION(major, minor, release) CSV_TEXT(major, minor, release)
    return CSV_VERSION(CSV_MAJOR, CSV_MINOR, CSV_RELEASE);
}

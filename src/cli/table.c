/* table.c - aligned lists on standard output, by display width. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "cli/cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"

enum { TABLE_GAP = 2, TABLE_NARROWEST = 12 };

struct table_cell {
    char *text;
    size_t width;
    enum tone tone;
};

struct table {
    const struct column *columns;
    size_t count;
    struct table_cell *cells; /* row by row, the titles first */
    size_t cell_count;
    size_t cell_capacity;
    size_t *widths; /* each column as wide as its widest cell so far */
};

struct table *table_new(const struct column *columns, size_t count)
{
    struct table *table = mem_zalloc(1, sizeof *table);

    table->columns = columns;
    table->count = count;
    for (size_t i = 0; i < count; i++)
        table_cell(table, TONE_MUTED, _(columns[i].title));
    return table;
}

/* One line: what stands behind a newline in a list is read elsewhere. */
void table_cell(struct table *table, enum tone tone, const char *text)
{
    char *first = mem_strndup(text, strcspn(text, "\n"));
    char *line = printable_block(first);

    free(first);
    line[strcspn(line, "\n")] = '\0'; /* from a separator of paragraphs */
    table->cells =
        mem_grow(table->cells, table->cell_count, &table->cell_capacity, sizeof *table->cells);
    table->cells[table->cell_count++] = (struct table_cell){line, text_width(line), tone};
}

void table_number(struct table *table, enum tone tone, size_t number)
{
    char text[24] = "";

    if (number > 0)
        snprintf(text, sizeof text, "%zu", number);
    table_cell(table, number > 0 ? tone : TONE_PLAIN, text);
}

/* What is printed already keeps its width; later rows can only make columns wider. */
static size_t *measure(struct table *table)
{
    size_t *widths = mem_zalloc(table->count, sizeof *widths);
    size_t total = 0;
    size_t limit = output_columns();

    if (table->widths == NULL)
        table->widths = mem_zalloc(table->count, sizeof *table->widths);
    for (size_t i = 0; i < table->cell_count; i++)
        if (table->cells[i].width > table->widths[i % table->count])
            table->widths[i % table->count] = table->cells[i].width;
    for (size_t i = 0; i < table->count; i++) {
        widths[i] = table->widths[i];
        total += widths[i] + (i > 0 ? TABLE_GAP : 0);
    }
    for (size_t i = 0; i < table->count && limit > 0 && total > limit; i++) {
        if (!table->columns[i].flexible || widths[i] <= TABLE_NARROWEST)
            continue;
        size_t room = widths[i] - TABLE_NARROWEST;
        size_t cut = total - limit < room ? total - limit : room;
        widths[i] -= cut;
        total -= cut;
    }
    return widths;
}

static const char *colour_of(enum tone tone)
{
    switch (tone) {
    case TONE_GOOD:
        return "\033[32m";
    case TONE_NOTICE:
        return "\033[36m";
    case TONE_WARN:
        return "\033[33m";
    case TONE_BAD:
        return "\033[1;31m";
    case TONE_MUTED:
        return "\033[2m";
    default:
        return "";
    }
}

static void print_blanks(size_t count)
{
    for (; count > 0; count--)
        putchar(' ');
}

static void print_cell(const struct table_cell *cell, const struct column *column, size_t width,
                       bool last, bool colour)
{
    char *text = cell->width > width ? text_ellipsis(cell->text, width) : mem_strdup(cell->text);
    size_t used = text_width(text);
    size_t padding = used < width ? width - used : 0;

    if (column->right)
        print_blanks(padding);
    colour = colour && cell->tone != TONE_PLAIN;
    printf("%s%s%s", colour ? colour_of(cell->tone) : "", text, colour ? "\033[0m" : "");
    if (!column->right && !last)
        print_blanks(padding);
    free(text);
}

/* True if the rest of the row is empty, so that no blanks stand at the end of a line. */
static bool is_last(const struct table *table, size_t at)
{
    for (size_t i = at + 1; i % table->count != 0; i++)
        if (table->cells[i].width > 0)
            return false;
    return true;
}

void table_flush(struct table *table)
{
    bool only_titles = table->widths == NULL && table->cell_count <= table->count;
    size_t *widths = only_titles ? NULL : measure(table);
    bool colour = output_colour();

    /* A list with nothing in it has no titles either. */
    for (size_t i = 0; !only_titles && i < table->cell_count; i++) {
        size_t column = i % table->count;
        bool last = is_last(table, i);
        print_cell(&table->cells[i], &table->columns[column], widths[column], last, colour);
        if (last) {
            putchar('\n');
            i += table->count - 1 - column;
        } else {
            print_blanks(TABLE_GAP);
        }
    }
    for (size_t i = 0; !only_titles && i < table->cell_count; i++)
        free(table->cells[i].text);
    if (!only_titles)
        table->cell_count = 0;
    free(widths);
}

void table_print(struct table *table)
{
    table_flush(table);
    for (size_t i = 0; i < table->cell_count; i++)
        free(table->cells[i].text);
    free(table->cells);
    free(table->widths);
    free(table);
}

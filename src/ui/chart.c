/* chart.c - see chart.h. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "ui/chart.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"

static size_t parts_of(const struct chart *chart)
{
    return chart->codes->count < CHART_PARTS ? chart->codes->count : CHART_PARTS;
}

/* The row that is drawn at a place. */
static size_t row_at(const struct chart *chart, size_t place)
{
    return (chart->first + place) % parts_of(chart);
}

/* The largest remainder that has not been rounded up yet; count if there is none. */
static size_t largest(const double *rests, size_t count)
{
    size_t best = count;

    for (size_t i = 0; i < count; i++)
        if (rests[i] > 0 && (best == count || rests[i] > rests[best]))
            best = i;
    return best;
}

/* Rarer parts are seen too: the longest gives them a column. */
static void give_all_one(const size_t *values, size_t count, int room, int *columns)
{
    int used = 0;

    for (size_t i = 0; i < count; i++)
        used += columns[i];
    for (size_t i = 0; i < count; i++) {
        if (values[i] == 0 || columns[i] > 0)
            continue;
        size_t longest = 0;
        for (size_t j = 1; j < count; j++)
            if (columns[j] > columns[longest])
                longest = j;
        if (used < room)
            used++;
        else if (columns[longest] > 1)
            columns[longest]--;
        else
            return;
        columns[i] = 1;
    }
}

void chart_split(const size_t *values, size_t count, size_t scale, int width, int *columns)
{
    double rests[CHART_PARTS] = {0};
    double sum = 0;
    int used = 0;

    for (size_t i = 0; i < count; i++)
        sum += (double)values[i];
    double whole = (double)scale > sum ? (double)scale : sum;
    for (size_t i = 0; i < count; i++) {
        double exact = whole > 0 && width > 0 ? (double)values[i] / whole * width : 0;
        columns[i] = (int)exact;
        rests[i] = exact - columns[i];
        used += columns[i];
    }
    int room = whole > 0 && width > 0 ? (int)(sum / whole * width + 0.5) : 0;
    for (size_t i = largest(rests, count); i < count && used < room; i = largest(rests, count)) {
        columns[i]++;
        rests[i] = 0;
        used++;
    }
    give_all_one(values, count, width, columns);
}

/* "6 Conforming, 2 OFI" */
static int draw_words(struct canvas *canvas, int row, int column, int width,
                      const struct chart *chart)
{
    struct buf text;

    buf_init(&text);
    for (size_t i = 0; i < parts_of(chart); i++) {
        size_t at = row_at(chart, i);
        if (chart->values[at] > 0)
            buf_printf(&text, "%s%zu %s", text.length > 0 ? ", " : "", chart->values[at],
                       _(chart->codes->rows[at].label));
    }
    int used =
        draw_text(canvas, row, column, width, STYLE_NORMAL, text.length > 0 ? text.data : "");
    buf_clear(&text);
    return used;
}

int chart_draw_bar(struct canvas *canvas, int row, int column, int width, const struct chart *chart,
                   size_t scale)
{
    int columns[CHART_PARTS] = {0};
    int used = 0;

    if (canvas->plain)
        return draw_words(canvas, row, column, width, chart);
    chart_split(chart->values, parts_of(chart), scale, width, columns);
    for (size_t i = 0; i < parts_of(chart); i++) {
        char ascii[2];
        const struct code *code = &chart->codes->rows[row_at(chart, i)];
        const char *symbol = draw_symbol(canvas, code, ascii);
        for (int j = 0; j < columns[row_at(chart, i)] && used < width; j++)
            used +=
                draw_text(canvas, row, column + used, width - used, theme_tone(code->tone), symbol);
    }
    return used;
}

int chart_draw_legend(struct canvas *canvas, struct area area, const struct chart *chart)
{
    int row = 0;
    int used = 0;

    for (size_t i = 0; i < parts_of(chart); i++) {
        char ascii[2];
        size_t at = row_at(chart, i);
        const struct code *code = &chart->codes->rows[at];
        if (chart->values[at] == 0)
            continue;
        char *text = mem_printf("%s %zu %s", draw_symbol(canvas, code, ascii), chart->values[at],
                                _(code->label));
        int gap = used > 0 ? 2 : 0;
        if (gap > 0 && used + gap + (int)text_width(text) > area.columns) {
            row++;
            used = gap = 0;
        }
        if (row < area.rows)
            draw_text(canvas, area.row + row, area.column + used + gap, area.columns - used - gap,
                      theme_tone(code->tone), text);
        used += gap + (int)text_width(text);
        free(text);
    }
    return row + 1;
}

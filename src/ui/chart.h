/* chart.h - bars made of the symbols of what they count: "✓✓✓✓✓✓◆◆▲✖···".
 *
 * A part is told by its symbol, so the bar says the same without colours and without UTF-8. On a
 * plain canvas there are no bars: numbers and words, "6 Conforming, 2 OFI".
 */
#ifndef AUDITWALK_UI_CHART_H
#define AUDITWALK_UI_CHART_H

#include "ui/draw.h"

enum { CHART_PARTS = 16 };

/* How many columns each of at most CHART_PARTS values has when scale of them fill width: in
 * proportion, none without one as long as there is room, together no more than width. */
void chart_split(const size_t *values, size_t count, size_t scale, int width, int *columns);

/* What is counted: values[i] of the row i of codes, drawn from row first on and around. */
struct chart {
    const struct code_list *codes;
    size_t first;
    const size_t *values;
};

/* Paints one bar, which is width columns long if the sum of its values is scale; returns the
 * columns used. */
int chart_draw_bar(struct canvas *canvas, int row, int column, int width, const struct chart *chart,
                   size_t scale);

/* "✓ 120 Conforming  ◆ 4 OFI": all that are not 0, in as many rows as the area has; returns how
 * many it wants. */
int chart_draw_legend(struct canvas *canvas, struct area area, const struct chart *chart);

#endif

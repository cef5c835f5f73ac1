/* workbook_chart.c - native charts over cells of the same sheet, readable without colour. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/workbook_page.h"

#include <stdlib.h>

#include "base/mem.h"

/* The usual size of a chart of the library, in pixels; others are scales of it. */
#define CHART_WIDTH 480.0
#define CHART_HEIGHT 288.0

enum { INK = 0x1F2933, LINE = 0x9AA5B1, WHITE = 0xFFFFFF };
enum { GAP = 45, FEW = 10, MARKER = 8 };

static void add_series(lxw_chart *chart, const struct sheet *sheet, const struct chart_plan *plan,
                       const struct chart_series *from)
{
    lxw_row_t first = (lxw_row_t)plan->first_row;
    lxw_row_t last = (lxw_row_t)plan->last_row;
    lxw_col_t category = (lxw_col_t)plan->category_column;
    lxw_col_t column = (lxw_col_t)from->column;
    lxw_chart_series *series = chart_add_series(chart, NULL, NULL);
    lxw_chart_line outline = {.color = INK, .width = plan->type == LXW_CHART_LINE ? 1.5F : 0.5F};

    chart_series_set_categories(series, sheet->name, first, category, last, category);
    chart_series_set_values(series, sheet->name, first, column, last, column);
    chart_series_set_name_range(series, sheet->name, (lxw_row_t)plan->heading_row, column);
    chart_series_set_line(series, &outline);
    if (plan->type == LXW_CHART_LINE) { /* a single audit is a mark, though no line */
        chart_series_set_marker_type(series, LXW_CHART_MARKER_DIAMOND);
        chart_series_set_marker_size(series, MARKER);
        return;
    }
    if (from->pattern == LXW_CHART_PATTERN_NONE) {
        lxw_chart_fill fill = {.color = from->color};
        chart_series_set_fill(series, &fill);
    } else {
        lxw_chart_pattern pattern = {
            .fg_color = from->color, .bg_color = WHITE, .type = from->pattern};
        chart_series_set_pattern(series, &pattern);
    }
}

static void name_axis(struct book *book, lxw_chart_axis *axis, const char *name)
{
    lxw_chart_font font = {.size = 9, .color = INK};
    char *face = mem_strdup(book->font);

    font.name = face;
    chart_axis_set_name(axis, book_label(book, name));
    chart_axis_set_name_font(axis, &font);
    chart_axis_set_num_font(axis, &font);
    free(face);
}

/* Bars lie: their categories are on the axis that stands upright. */
static void set_axes(struct book *book, lxw_chart *chart, const struct chart_plan *plan)
{
    bool lying = plan->type == LXW_CHART_BAR || plan->type == LXW_CHART_BAR_STACKED;
    lxw_chart_axis *categories = lying ? chart->y_axis : chart->x_axis;
    lxw_chart_axis *values = lying ? chart->x_axis : chart->y_axis;
    lxw_chart_line grid = {.color = LINE, .width = 0.5F};

    name_axis(book, categories, plan->category_name);
    name_axis(book, values, plan->value_name);
    chart_axis_set_num_format(values, plan->percent ? "0%" : "0");
    chart_axis_set_min(values, 0);
    if (plan->percent)
        chart_axis_set_max(values, 1);
    else if (plan->largest <= FEW)
        chart_axis_set_major_unit(values, 1);
    chart_axis_major_gridlines_set_visible(values, LXW_TRUE);
    chart_axis_major_gridlines_set_line(values, &grid);
    chart_axis_major_gridlines_set_visible(categories, LXW_FALSE);
    if (lying) { /* every category named, the first on top, the numbers below */
        chart_axis_set_interval_unit(categories, 1);
        chart_axis_set_reverse(categories);
        chart_axis_set_crossing_max(categories);
    }
}

void chart_add(struct book *book, struct sheet *sheet, const struct chart_plan *plan)
{
    lxw_chart *chart = workbook_add_chart(book->workbook, plan->type);
    lxw_chart_font font = {.size = 11, .bold = LXW_TRUE, .color = INK};

    if (chart == NULL) {
        book_keep(book, LXW_ERROR_MEMORY_MALLOC_FAILED);
        return;
    }
    for (size_t i = 0; i < plan->series_count; i++)
        add_series(chart, sheet, plan, &plan->series[i]);
    char *face = mem_strdup(book->font);
    char *description = book_clean(book_label(book, plan->description));
    font.name = face;
    chart_set_series_gap(chart, GAP);
    chart_title_set_name(chart, book_label(book, plan->title));
    chart_title_set_name_font(chart, &font);
    set_axes(book, chart, plan);
    if (plan->series_count > 1)
        chart_legend_set_position(chart, LXW_CHART_LEGEND_BOTTOM);
    else
        chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
    lxw_chart_options options = {.x_offset = 4,
                                 .y_offset = 4,
                                 .x_scale = plan->width / CHART_WIDTH,
                                 .y_scale = plan->height / CHART_HEIGHT,
                                 .object_position = LXW_OBJECT_MOVE_DONT_SIZE,
                                 .description = description};
    book_keep(book, worksheet_insert_chart_opt(sheet->worksheet, (lxw_row_t)plan->row,
                                               (lxw_col_t)plan->column, chart, &options));
    free(description);
    free(face);
}

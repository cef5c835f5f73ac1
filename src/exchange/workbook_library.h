/* workbook_library.h - libxlsxwriter, taken into the process only when a workbook is written.
 *
 * With what it brings along it costs as much at the start of the program as everything else
 * together. A function of it that is used has a line in each of the two lists; then it is called by
 * its own name. Included by the workbook files in place of the library's header.
 */
#ifndef AUDITWALK_EXCHANGE_WORKBOOK_LIBRARY_H
#define AUDITWALK_EXCHANGE_WORKBOOK_LIBRARY_H

#include <xlsxwriter.h>

#include "base/err.h"

#define WORKBOOK_CALLS(CALL)                                                                       \
    CALL(chart_add_series)                                                                         \
    CALL(chart_axis_major_gridlines_set_line)                                                      \
    CALL(chart_axis_major_gridlines_set_visible)                                                   \
    CALL(chart_axis_set_crossing_max)                                                              \
    CALL(chart_axis_set_interval_unit)                                                             \
    CALL(chart_axis_set_major_unit)                                                                \
    CALL(chart_axis_set_max)                                                                       \
    CALL(chart_axis_set_min)                                                                       \
    CALL(chart_axis_set_name)                                                                      \
    CALL(chart_axis_set_name_font)                                                                 \
    CALL(chart_axis_set_num_font)                                                                  \
    CALL(chart_axis_set_num_format)                                                                \
    CALL(chart_axis_set_reverse)                                                                   \
    CALL(chart_legend_set_position)                                                                \
    CALL(chart_series_set_categories)                                                              \
    CALL(chart_series_set_fill)                                                                    \
    CALL(chart_series_set_line)                                                                    \
    CALL(chart_series_set_marker_size)                                                             \
    CALL(chart_series_set_marker_type)                                                             \
    CALL(chart_series_set_name_range)                                                              \
    CALL(chart_series_set_pattern)                                                                 \
    CALL(chart_series_set_values)                                                                  \
    CALL(chart_set_series_gap)                                                                     \
    CALL(chart_title_set_name)                                                                     \
    CALL(chart_title_set_name_font)                                                                \
    CALL(format_set_align)                                                                         \
    CALL(format_set_bg_color)                                                                      \
    CALL(format_set_bold)                                                                          \
    CALL(format_set_border)                                                                        \
    CALL(format_set_border_color)                                                                  \
    CALL(format_set_bottom)                                                                        \
    CALL(format_set_font_color)                                                                    \
    CALL(format_set_font_name)                                                                     \
    CALL(format_set_font_size)                                                                     \
    CALL(format_set_italic)                                                                        \
    CALL(format_set_num_format)                                                                    \
    CALL(format_set_text_wrap)                                                                     \
    CALL(format_set_underline)                                                                     \
    CALL(format_set_unlocked)                                                                      \
    CALL(lxw_col_to_name)                                                                          \
    CALL(lxw_strerror)                                                                             \
    CALL(lxw_version)                                                                              \
    CALL(lxw_workbook_free)                                                                        \
    CALL(workbook_add_chart)                                                                       \
    CALL(workbook_add_format)                                                                      \
    CALL(workbook_add_worksheet)                                                                   \
    CALL(workbook_close)                                                                           \
    CALL(workbook_define_name)                                                                     \
    CALL(workbook_new_opt)                                                                         \
    CALL(workbook_set_properties)                                                                  \
    CALL(worksheet_add_table)                                                                      \
    CALL(worksheet_autofilter)                                                                     \
    CALL(worksheet_conditional_format_range)                                                       \
    CALL(worksheet_data_validation_range)                                                          \
    CALL(worksheet_fit_to_pages)                                                                   \
    CALL(worksheet_freeze_panes)                                                                   \
    CALL(worksheet_gridlines)                                                                      \
    CALL(worksheet_ignore_errors)                                                                  \
    CALL(worksheet_insert_chart_opt)                                                               \
    CALL(worksheet_insert_image_buffer_opt)                                                        \
    CALL(worksheet_merge_range)                                                                    \
    CALL(worksheet_print_across)                                                                   \
    CALL(worksheet_print_area)                                                                     \
    CALL(worksheet_protect)                                                                        \
    CALL(worksheet_repeat_columns)                                                                 \
    CALL(worksheet_repeat_rows)                                                                    \
    CALL(worksheet_set_column)                                                                     \
    CALL(worksheet_set_footer)                                                                     \
    CALL(worksheet_set_h_pagebreaks)                                                               \
    CALL(worksheet_set_header)                                                                     \
    CALL(worksheet_set_landscape)                                                                  \
    CALL(worksheet_set_margins)                                                                    \
    CALL(worksheet_set_paper)                                                                      \
    CALL(worksheet_set_row)                                                                        \
    CALL(worksheet_write_blank)                                                                    \
    CALL(worksheet_write_datetime)                                                                 \
    CALL(worksheet_write_number)                                                                   \
    CALL(worksheet_write_string)                                                                   \
    CALL(worksheet_write_url_opt)

#define WORKBOOK_CALL_FIELD(name) __typeof__(name) *name;
struct workbook_calls {
    WORKBOOK_CALLS(WORKBOOK_CALL_FIELD)
};

/* Set by workbook_library_load, the same from then on. */
extern struct workbook_calls workbook_calls;

/* Before any other function of the library. ERR_INTERNAL with the reason if it is not there. */
enum err_code workbook_library_load(struct err *err);

#ifndef WORKBOOK_LIBRARY_OWN_NAMES
#define chart_add_series (*workbook_calls.chart_add_series)
#define chart_axis_major_gridlines_set_line (*workbook_calls.chart_axis_major_gridlines_set_line)
#define chart_axis_major_gridlines_set_visible                                                     \
    (*workbook_calls.chart_axis_major_gridlines_set_visible)
#define chart_axis_set_crossing_max (*workbook_calls.chart_axis_set_crossing_max)
#define chart_axis_set_interval_unit (*workbook_calls.chart_axis_set_interval_unit)
#define chart_axis_set_major_unit (*workbook_calls.chart_axis_set_major_unit)
#define chart_axis_set_max (*workbook_calls.chart_axis_set_max)
#define chart_axis_set_min (*workbook_calls.chart_axis_set_min)
#define chart_axis_set_name (*workbook_calls.chart_axis_set_name)
#define chart_axis_set_name_font (*workbook_calls.chart_axis_set_name_font)
#define chart_axis_set_num_font (*workbook_calls.chart_axis_set_num_font)
#define chart_axis_set_num_format (*workbook_calls.chart_axis_set_num_format)
#define chart_axis_set_reverse (*workbook_calls.chart_axis_set_reverse)
#define chart_legend_set_position (*workbook_calls.chart_legend_set_position)
#define chart_series_set_categories (*workbook_calls.chart_series_set_categories)
#define chart_series_set_fill (*workbook_calls.chart_series_set_fill)
#define chart_series_set_line (*workbook_calls.chart_series_set_line)
#define chart_series_set_marker_size (*workbook_calls.chart_series_set_marker_size)
#define chart_series_set_marker_type (*workbook_calls.chart_series_set_marker_type)
#define chart_series_set_name_range (*workbook_calls.chart_series_set_name_range)
#define chart_series_set_pattern (*workbook_calls.chart_series_set_pattern)
#define chart_series_set_values (*workbook_calls.chart_series_set_values)
#define chart_set_series_gap (*workbook_calls.chart_set_series_gap)
#define chart_title_set_name (*workbook_calls.chart_title_set_name)
#define chart_title_set_name_font (*workbook_calls.chart_title_set_name_font)
#define format_set_align (*workbook_calls.format_set_align)
#define format_set_bg_color (*workbook_calls.format_set_bg_color)
#define format_set_bold (*workbook_calls.format_set_bold)
#define format_set_border (*workbook_calls.format_set_border)
#define format_set_border_color (*workbook_calls.format_set_border_color)
#define format_set_bottom (*workbook_calls.format_set_bottom)
#define format_set_font_color (*workbook_calls.format_set_font_color)
#define format_set_font_name (*workbook_calls.format_set_font_name)
#define format_set_font_size (*workbook_calls.format_set_font_size)
#define format_set_italic (*workbook_calls.format_set_italic)
#define format_set_num_format (*workbook_calls.format_set_num_format)
#define format_set_text_wrap (*workbook_calls.format_set_text_wrap)
#define format_set_underline (*workbook_calls.format_set_underline)
#define format_set_unlocked (*workbook_calls.format_set_unlocked)
#define lxw_col_to_name (*workbook_calls.lxw_col_to_name)
#define lxw_strerror (*workbook_calls.lxw_strerror)
#define lxw_version (*workbook_calls.lxw_version)
#define lxw_workbook_free (*workbook_calls.lxw_workbook_free)
#define workbook_add_chart (*workbook_calls.workbook_add_chart)
#define workbook_add_format (*workbook_calls.workbook_add_format)
#define workbook_add_worksheet (*workbook_calls.workbook_add_worksheet)
#define workbook_close (*workbook_calls.workbook_close)
#define workbook_define_name (*workbook_calls.workbook_define_name)
#define workbook_new_opt (*workbook_calls.workbook_new_opt)
#define workbook_set_properties (*workbook_calls.workbook_set_properties)
#define worksheet_add_table (*workbook_calls.worksheet_add_table)
#define worksheet_autofilter (*workbook_calls.worksheet_autofilter)
#define worksheet_conditional_format_range (*workbook_calls.worksheet_conditional_format_range)
#define worksheet_data_validation_range (*workbook_calls.worksheet_data_validation_range)
#define worksheet_fit_to_pages (*workbook_calls.worksheet_fit_to_pages)
#define worksheet_freeze_panes (*workbook_calls.worksheet_freeze_panes)
#define worksheet_gridlines (*workbook_calls.worksheet_gridlines)
#define worksheet_ignore_errors (*workbook_calls.worksheet_ignore_errors)
#define worksheet_insert_chart_opt (*workbook_calls.worksheet_insert_chart_opt)
#define worksheet_insert_image_buffer_opt (*workbook_calls.worksheet_insert_image_buffer_opt)
#define worksheet_merge_range (*workbook_calls.worksheet_merge_range)
#define worksheet_print_across (*workbook_calls.worksheet_print_across)
#define worksheet_print_area (*workbook_calls.worksheet_print_area)
#define worksheet_protect (*workbook_calls.worksheet_protect)
#define worksheet_repeat_columns (*workbook_calls.worksheet_repeat_columns)
#define worksheet_repeat_rows (*workbook_calls.worksheet_repeat_rows)
#define worksheet_set_column (*workbook_calls.worksheet_set_column)
#define worksheet_set_footer (*workbook_calls.worksheet_set_footer)
#define worksheet_set_h_pagebreaks (*workbook_calls.worksheet_set_h_pagebreaks)
#define worksheet_set_header (*workbook_calls.worksheet_set_header)
#define worksheet_set_landscape (*workbook_calls.worksheet_set_landscape)
#define worksheet_set_margins (*workbook_calls.worksheet_set_margins)
#define worksheet_set_paper (*workbook_calls.worksheet_set_paper)
#define worksheet_set_row (*workbook_calls.worksheet_set_row)
#define worksheet_write_blank (*workbook_calls.worksheet_write_blank)
#define worksheet_write_datetime (*workbook_calls.worksheet_write_datetime)
#define worksheet_write_number (*workbook_calls.worksheet_write_number)
#define worksheet_write_string (*workbook_calls.worksheet_write_string)
#define worksheet_write_url_opt (*workbook_calls.worksheet_write_url_opt)
#endif

#endif

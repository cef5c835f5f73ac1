/* workbook_feature.c - what makes a sheet of records a table: filter, validation, marks, print
 * set-up.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/workbook_table.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"

/* libxlsxwriter 1.1.4 copies the formula of a list twice and loses one of the copies, a few bytes a
 * column: not ours to report. */
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define WITH_LEAK_CHECK 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(WITH_LEAK_CHECK)
#include <sanitizer/lsan_interface.h>
#else
#define __lsan_disable() ((void)0)
#define __lsan_enable() ((void)0)
#endif

enum { MARK_LIMIT = 255 };

static const char *column_label(const struct book *book, const struct column *column)
{
    if (column->tongue == TONGUE_ALL || !report_is_both(book->report))
        return book_label(book, column->heading);
    return translate(column->tongue == TONGUE_FIRST ? TRANSLATE_FIRST : TRANSLATE_SECOND,
                     column->heading);
}

/* The heading of a column. A translation that gives two one heading gets a number behind, since
 * tables want them different. */
char *table_heading(const struct book *book, const struct table *table, size_t index)
{
    char *text = book_clean(column_label(book, &table->columns[index]));

    for (size_t i = 0; i < index; i++) {
        char *other = book_clean(column_label(book, &table->columns[i]));
        bool same = strcmp(other, text) == 0;
        free(other);
        if (!same)
            continue;
        char *numbered = mem_printf("%s %zu", text, index + 1);
        free(text);
        return numbered;
    }
    return text;
}

void table_add_filter(struct book *book, const struct table *table, lxw_row_t last)
{
    lxw_table_column *columns = mem_zalloc(table->column_count, sizeof *columns);
    lxw_table_column **list = mem_zalloc(table->column_count + 1, sizeof *list);
    lxw_table_options options = {.style_type = LXW_TABLE_STYLE_TYPE_LIGHT, .columns = list};

    options.name = mem_strdup(table->name);
    for (size_t i = 0; i < table->column_count; i++) {
        columns[i].header = table_heading(book, table, i);
        columns[i].header_format = book->styles[STYLE_HEADER];
        list[i] = &columns[i];
    }
    book_keep(book, worksheet_add_table(book->sheets[table->sheet].worksheet, TABLE_HEADING_ROW, 0,
                                        last, (lxw_col_t)(table->column_count - 1), &options));
    for (size_t i = 0; i < table->column_count; i++)
        free(columns[i].header);
    free(options.name);
    free(columns);
    free(list);
}

static void add_validation(struct book *book, const struct table *table, unsigned index,
                           lxw_row_t last)
{
    const struct column *column = &table->columns[index];
    char *name = list_name(column->codes);
    char *formula = mem_printf("=%s", name);
    char *title = book_clean(book_label(book, N_("Unknown value")));
    char *message = book_clean(book_label(book, N_("Choose a value of the list.")));
    lxw_data_validation validation = {.validate = LXW_VALIDATION_TYPE_LIST_FORMULA,
                                      .value_formula = formula,
                                      .ignore_blank = LXW_VALIDATION_ON,
                                      .error_title = title,
                                      .error_message = message};

    __lsan_disable();
    book_keep(book, worksheet_data_validation_range(book->sheets[table->sheet].worksheet,
                                                    TABLE_FIRST_ROW, (lxw_col_t)index, last,
                                                    (lxw_col_t)index, &validation));
    __lsan_enable();
    free(message);
    free(title);
    free(formula);
    free(name);
}

/* "text" of a formula: quotes doubled. */
static char *quoted(const char *text)
{
    struct buf out;

    buf_init(&out);
    buf_putc(&out, '"');
    for (; *text != '\0'; text++)
        buf_puts(&out, *text == '"' ? "\"\"" : (char[]){*text, '\0'});
    buf_putc(&out, '"');
    return buf_take(&out);
}

static void add_marks(struct book *book, const struct table *table, unsigned index, lxw_row_t last)
{
    const struct code_list *codes = table->columns[index].codes;

    for (size_t i = 0; i < codes->count; i++) {
        lxw_format *format = book->tones[codes->rows[i].tone];
        if (format == NULL)
            continue;
        char *text = book_code(book, codes, (int)i);
        char *literal = quoted(text);
        lxw_conditional_format mark = {.type = LXW_CONDITIONAL_TYPE_CELL,
                                       .criteria = LXW_CONDITIONAL_CRITERIA_EQUAL_TO,
                                       .value_string = literal,
                                       .format = format};
        if (strlen(literal) <= MARK_LIMIT)
            book_keep(book, worksheet_conditional_format_range(book->sheets[table->sheet].worksheet,
                                                               TABLE_FIRST_ROW, (lxw_col_t)index,
                                                               last, (lxw_col_t)index, &mark));
        free(literal);
        free(text);
    }
}

static void add_emphasis(struct book *book, const struct table *table, lxw_row_t last)
{
    char *formula = mem_strdup(table->emphasis);
    lxw_conditional_format mark = {
        .type = LXW_CONDITIONAL_TYPE_FORMULA, .value_string = formula, .format = book->emphasis};

    book_keep(book, worksheet_conditional_format_range(
                        book->sheets[table->sheet].worksheet, TABLE_FIRST_ROW, 0, last,
                        (lxw_col_t)(table->column_count - 1), &mark));
    free(formula);
}

void table_add_features(struct book *book, const struct table *table)
{
    struct sheet *sheet = &book->sheets[table->sheet];
    lxw_row_t last = (lxw_row_t)(sheet->end - 1);
    lxw_col_t last_column = (lxw_col_t)(table->column_count - 1);

    if (book->large)
        book_keep(book,
                  worksheet_autofilter(sheet->worksheet, TABLE_HEADING_ROW, 0, last, last_column));
    for (unsigned i = 0; i < table->column_count; i++) {
        if (table->columns[i].codes == NULL)
            continue;
        add_validation(book, table, i, last);
        if (table->columns[i].codes == &code_results || table->columns[i].codes == &code_grades)
            add_marks(book, table, i, last);
    }
    if (table->emphasis != NULL)
        add_emphasis(book, table, last);
    if (table->pages > 1) {
        worksheet_fit_to_pages(sheet->worksheet, (uint16_t)table->pages, 0);
        worksheet_print_across(sheet->worksheet);
        book_keep(book,
                  worksheet_repeat_columns(sheet->worksheet, 0, (lxw_col_t)(table->frozen - 1)));
    }
    worksheet_freeze_panes(sheet->worksheet, TABLE_FIRST_ROW, (lxw_col_t)table->frozen);
    book_keep(book, worksheet_repeat_rows(sheet->worksheet, TABLE_HEADING_ROW, TABLE_HEADING_ROW));
    /* Over several pages the title would be cut where the second begins; the header has it. */
    book_keep(book, worksheet_print_area(sheet->worksheet,
                                         table->pages > 1 ? TABLE_HEADING_ROW : TABLE_TITLE_ROW, 0,
                                         last, last_column));
    /* Clauses such as 8.10 are texts and meant to be. */
    char *range = mem_printf("A%d:XFD%u", TABLE_FIRST_ROW + 1, (unsigned)last + 1);
    book_keep(book,
              worksheet_ignore_errors(sheet->worksheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT, range));
    free(range);
}

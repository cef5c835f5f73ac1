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

enum { MARK_LIMIT = 255, HEADING_LIMIT = 240 };

static const char *column_label(const struct book *book, const struct column *column)
{
    if (column->literal)
        return column->heading;
    if (column->tongue == TONGUE_ALL || !report_is_both(book->report))
        return book_label(book, column->heading);
    return translate(column->tongue == TONGUE_FIRST ? TRANSLATE_FIRST : TRANSLATE_SECOND,
                     column->heading);
}

/* In one line, as it can stand in a cell; heap. */
static char *one_line(const struct book *book, const struct column *column)
{
    char *text = book_clean(column_label(book, column));

    for (char *at = text; *at != '\0'; at++)
        if (*at == '\n')
            *at = ' ';
    /* With room for a number behind, and for what an escaped code takes more. */
    book_cut(text, strstr(text, "_x") != NULL ? HEADING_LIMIT / 2 : HEADING_LIMIT);
    return text;
}

/* The heading of a column. A translation that gives two one heading gets a number behind, since
 * tables want them different, without regard to case. */
char *table_heading(const struct book *book, const struct table *table, size_t index)
{
    char *text = one_line(book, &table->columns[index]);
    bool known = false;

    for (size_t i = 0; i < index && !known; i++) {
        char *other = one_line(book, &table->columns[i]);
        known = text_compare_natural(other, text) == 0;
        free(other);
    }
    if (!known)
        return text;
    char *numbered = mem_printf("%s %zu", text, index + 1);
    free(text);
    return numbered;
}

void table_add_filter(struct book *book, const struct table *table, lxw_row_t last)
{
    lxw_table_column *columns = mem_zalloc(table->column_count, sizeof *columns);
    lxw_table_column **list = mem_zalloc(table->column_count + 1, sizeof *list);
    lxw_table_options options = {.style_type = LXW_TABLE_STYLE_TYPE_LIGHT, .columns = list};

    options.name = mem_strdup(table->name);
    for (size_t i = 0; i < table->column_count; i++) {
        char *heading = table_heading(book, table, i);
        columns[i].header = book_escaped(heading);
        free(heading);
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

void book_validate_list(struct book *book, struct sheet *sheet, const struct code_list *codes,
                        size_t row, unsigned column, size_t last_row, unsigned last_column)
{
    char *name = list_name(codes);
    char *formula = mem_printf("=%s", name);
    char *title = book_clean(book_label(book, N_("Unknown value")));
    char *message = book_clean(book_label(book, N_("Choose a value of the list.")));
    lxw_data_validation validation = {.validate = LXW_VALIDATION_TYPE_LIST_FORMULA,
                                      .value_formula = formula,
                                      .ignore_blank = LXW_VALIDATION_ON,
                                      .error_title = title,
                                      .error_message = message};

    __lsan_disable();
    book_keep(book, worksheet_data_validation_range(sheet->worksheet, (lxw_row_t)row,
                                                    (lxw_col_t)column, (lxw_row_t)last_row,
                                                    (lxw_col_t)last_column, &validation));
    __lsan_enable();
    free(message);
    free(title);
    free(formula);
    free(name);
}

void book_validate_date(struct book *book, struct sheet *sheet, size_t row, unsigned column,
                        size_t last_row, unsigned last_column)
{
    char *title = book_clean(book_label(book, N_("No date")));
    char *message = book_clean(book_label(book, N_("Write a date, as 2026-03-12.")));
    lxw_data_validation validation = {.validate = LXW_VALIDATION_TYPE_DATE,
                                      .criteria = LXW_VALIDATION_CRITERIA_GREATER_THAN_OR_EQUAL_TO,
                                      .value_datetime = {.year = 2000, .month = 1, .day = 1},
                                      .ignore_blank = LXW_VALIDATION_ON,
                                      .error_title = title,
                                      .error_message = message};

    book_keep(book, worksheet_data_validation_range(sheet->worksheet, (lxw_row_t)row,
                                                    (lxw_col_t)column, (lxw_row_t)last_row,
                                                    (lxw_col_t)last_column, &validation));
    free(message);
    free(title);
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

/* The condition with "{key}" replaced by the first cell of the column; NULL if it is left out. */
static char *emphasis_formula(const struct table *table)
{
    struct buf formula;

    buf_init(&formula);
    for (const char *at = table->emphasis; *at != '\0';) {
        size_t length = *at == '{' ? strcspn(at, "}") : 0;
        char name[LXW_MAX_COL_NAME_LENGTH];
        size_t i = 0;
        if (length == 0) {
            buf_putc(&formula, *at++);
            continue;
        }
        while (i < table->column_count &&
               (strncmp(table->columns[i].key, at + 1, length - 1) != 0 ||
                table->columns[i].key[length - 1] != '\0'))
            i++;
        if (i == table->column_count) {
            buf_clear(&formula);
            return NULL;
        }
        lxw_col_to_name(name, (lxw_col_t)i, 1);
        buf_printf(&formula, "%s%d", name, TABLE_FIRST_ROW + 1);
        at += length + 1;
    }
    return buf_take(&formula);
}

static void add_emphasis(struct book *book, const struct table *table, lxw_row_t last)
{
    char *formula = emphasis_formula(table);
    if (formula == NULL)
        return;
    lxw_conditional_format mark = {
        .type = LXW_CONDITIONAL_TYPE_FORMULA, .value_string = formula, .format = book->emphasis};

    book_keep(book, worksheet_conditional_format_range(
                        book->sheets[table->sheet].worksheet, TABLE_FIRST_ROW, 0, last,
                        (lxw_col_t)(table->column_count - 1), &mark));
    free(formula);
}

static void fit(struct book *book, const struct table *table)
{
    unsigned *widths = mem_zalloc(table->column_count + 1, sizeof *widths);

    for (size_t i = 0; i < table->column_count; i++)
        widths[i] = table->columns[i].width;
    book_fit(book, &book->sheets[table->sheet], widths, table->column_count, table->frozen);
    free(widths);
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
        book_validate_list(book, sheet, table->columns[i].codes, TABLE_FIRST_ROW, i, last, i);
        if (table->columns[i].codes == &code_results || table->columns[i].codes == &code_grades)
            add_marks(book, table, i, last);
    }
    if (table->emphasis != NULL)
        add_emphasis(book, table, last);
    fit(book, table);
    worksheet_freeze_panes(sheet->worksheet, TABLE_FIRST_ROW, (lxw_col_t)table->frozen);
    book_keep(book, worksheet_repeat_rows(sheet->worksheet, TABLE_HEADING_ROW, TABLE_HEADING_ROW));
    /* Over several pages the title would be cut where the second begins; the header has it. */
    book_keep(book, worksheet_print_area(sheet->worksheet,
                                         sheet->wide ? TABLE_HEADING_ROW : TABLE_TITLE_ROW, 0, last,
                                         last_column));
    /* Clauses such as 8.10 are texts and meant to be. */
    char *range = mem_printf("A%d:XFD%u", TABLE_FIRST_ROW + 1, (unsigned)last + 1);
    book_keep(book,
              worksheet_ignore_errors(sheet->worksheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT, range));
    free(range);
}

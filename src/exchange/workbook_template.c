/* workbook_template.c - the user's own cover, footer and columns. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/workbook_template.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/translate.h"
#include "exchange/template.h"

enum { LOGO_MARGIN = 4, SUBTITLE_COLUMNS = 140, PIXELS_OF_COLUMN = 7, PIXELS_AROUND = 5 };

/* ---- columns --------------------------------------------------------------------------------- */

static bool is_chosen(const struct template_sheet *chosen, const char *key)
{
    for (size_t i = 0; i < chosen->count; i++)
        if (strcmp(chosen->columns[i], key) == 0)
            return true;
    return false;
}

/* With it the one that has the same in a second language, in a workbook of two. */
static size_t take_column(const struct book *book, const struct table *table, const char *key,
                          struct column *out)
{
    size_t count = 0;

    for (size_t i = 0; i < table->column_count; i++) {
        const struct column *column = &table->columns[i];
        if (column->tongue == TONGUE_SECOND || strcmp(column->key, key) != 0)
            continue;
        out[count++] = *column;
        table_fit_stamp(book, &out[0]);
        if (column->tongue != TONGUE_FIRST || !report_is_both(book->report))
            break;
        table_narrow_first(&out[0]);
        if (i + 1 < table->column_count && column[1].tongue == TONGUE_SECOND)
            out[count++] = column[1];
        break;
    }
    return count;
}

/* The headings of what is not chosen though it has something in it; "" for nothing. Heap. */
static char *headings_left(struct book *book, const struct table *table,
                           const struct template_sheet *chosen)
{
    struct buf text;

    buf_init(&text);
    for (size_t i = 0; i < table->column_count; i++) {
        const struct column *column = &table->columns[i];
        if (column->tongue == TONGUE_SECOND || is_chosen(chosen, column->key) ||
            !table_column_used(book, table, column))
            continue;
        buf_printf(&text, "%s%s", text.length > 0 ? ", " : "", book_label(book, column->heading));
    }
    return buf_take(&text);
}

static void remember(struct book *book, struct table *table, const char *left)
{
    if (*left == '\0')
        return;
    buf_printf(&book->left_out, "%s%s: %s", book->left_out.length > 0 ? "\n" : "",
               book_label(book, table->title), left);
    char *text = translate_words(book->report->language, N_("Columns left out: %s"), left);
    free(table->left_out);
    table->left_out = text_ellipsis(text, SUBTITLE_COLUMNS);
    free(text);
}

bool template_choose(struct book *book, struct table *table)
{
    const struct template_sheet *chosen = template_sheet(book->job->template, template_key(table));

    if (chosen == NULL)
        return false;
    struct column *columns = mem_zalloc(2 * chosen->count + 1, sizeof *columns);
    size_t count = 0;
    for (size_t i = 0; i < chosen->count; i++)
        count += take_column(book, table, chosen->columns[i], columns + count);
    char *left = headings_left(book, table, chosen);
    remember(book, table, left);
    free(left);
    /* No more can stay than there are. */
    if (table->frozen > count)
        table->frozen = (unsigned)count;
    table->columns = table->own_columns = columns;
    table->column_count = count;
    return true;
}

/* ---- footer ---------------------------------------------------------------------------------- */

bool template_footer(const struct book *book, struct buf *footer)
{
    const struct template *template = book->job->template;

    if (template == NULL || template->footer.count == 0)
        return false;
    bool both = report_is_both(book->report);
    const char *language = both ? TRANSLATE_FIRST : book->report->language;
    const char *first = local_text_get(&template->footer, language);
    const char *second = both ? local_text_get(&template->footer, TRANSLATE_SECOND) : first;
    char *text =
        strcmp(first, second) == 0 ? mem_strdup(first) : mem_printf("%s\n%s", first, second);
    char *clean = book_clean(text);
    for (const char *at = clean; *at != '\0'; at++)
        buf_puts(footer, *at == '&' ? "&&" : (char[]){*at, '\0'});
    free(clean);
    free(text);
    return true;
}

/* ---- cover ----------------------------------------------------------------------------------- */

/* At the right edge of the page, beside the title. */
static void place_logo(struct page *page, const struct photo *logo)
{
    struct book *book = page->book;
    unsigned column = page->columns - 1;
    double wide = TEMPLATE_LOGO_WIDTH / (double)logo->width;
    double high = TEMPLATE_LOGO_HEIGHT / (double)logo->height;
    double scale = wide < high ? wide : high;

    scale = scale < 1 ? scale : 1;
    int room = (int)page->widths[column] * PIXELS_OF_COLUMN + PIXELS_AROUND;
    int offset = room - (int)(logo->width * scale) - LOGO_MARGIN;
    char *text = mem_printf("%s: %s", book_label(book, N_("Logo")), book->report->organization);
    char *clean = book_clean(text);
    lxw_image_options options = {.x_offset = offset > 0 ? offset : 0,
                                 .y_offset = LOGO_MARGIN,
                                 .x_scale = scale,
                                 .y_scale = scale,
                                 .object_position = LXW_OBJECT_MOVE_DONT_SIZE,
                                 .description = clean};
    book->bytes += logo->length;
    book_keep(book, worksheet_insert_image_buffer_opt(page->sheet->worksheet, 0, (lxw_col_t)column,
                                                      logo->bytes, logo->length, &options));
    free(clean);
    free(text);
}

void template_cover(struct page *page)
{
    const struct template *template = page->book->job->template;

    if (template == NULL)
        return;
    if (template->logo.bytes != NULL) {
        place_logo(page, &template->logo);
        page_skip(page, 1); /* it is higher than the title */
    }
    for (size_t i = 0; i < template->cover_count; i++) {
        char *text = report_local(page->book->report->language, &template->cover[i]);
        page_line(page, text);
        free(text);
    }
}

void template_cover_columns(struct page *page)
{
    if (page->book->left_out.length > 0)
        page_pair(page, N_("Columns left out"), page->book->left_out.data);
}

/* workbook_setup.c - the sheets of a workbook: names, page set-up, header and footer. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/workbook_style.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "exchange/export.h"
#include "exchange/workbook_template.h"

enum { SHEET_NAME_LIMIT = 31 }; /* characters */

static size_t count_characters(const char *text)
{
    size_t count = 0;

    for (; *text != '\0'; text++)
        count += ((unsigned char)*text & 0xC0) != 0x80;
    return count;
}

/* The title in the language of the workbook; in both as far as there is room for both. */
static char *sheet_title(const struct book *book, const char *title)
{
    const char *language = book->report->language;

    if (!report_is_both(book->report))
        return book_clean(translate(language, title));
    const char *first = translate(TRANSLATE_FIRST, title);
    const char *second = translate(TRANSLATE_SECOND, title);
    if (strcmp(first, second) == 0 ||
        count_characters(first) + 1 + count_characters(second) > SHEET_NAME_LIMIT)
        return book_clean(first);
    return mem_printf("%s %s", first, second);
}

/* Makes a clean title, which it returns, a name that Excel takes: no []:*?/\, no quotes around, 31
 * characters. */
static char *sheet_name(char *name)
{
    size_t characters = 0;

    for (char *at = name; *at != '\0'; at++) {
        if (strchr("[]:*?/\\'\n", *at) != NULL)
            *at = ' ';
        if (((unsigned char)*at & 0xC0) != 0x80 && ++characters > SHEET_NAME_LIMIT) {
            *at = '\0';
            break;
        }
    }
    return name;
}

/* Prints so many at 6 points and more. Columns are never cut by the edge of a page. */
enum { PAGE_COLUMNS = 240 };

static unsigned pages_of(const unsigned *widths, size_t count, size_t repeated)
{
    unsigned head = 0;
    unsigned pages = 1;

    for (size_t i = 0; i < repeated && i < count; i++)
        head += widths[i];
    unsigned used = head;
    for (size_t i = repeated; i < count; i++) {
        if (used + widths[i] > PAGE_COLUMNS && used > head) {
            pages++;
            used = head;
        }
        used += widths[i];
    }
    return pages;
}

void book_fit(struct book *book, struct sheet *sheet, const unsigned *widths, size_t count,
              size_t repeated)
{
    unsigned pages = pages_of(widths, count, repeated);

    if (pages == 1)
        return;
    worksheet_fit_to_pages(sheet->worksheet, (uint16_t)pages, 0);
    worksheet_print_across(sheet->worksheet);
    if (repeated > 0)
        book_keep(book, worksheet_repeat_columns(sheet->worksheet, 0, (lxw_col_t)(repeated - 1)));
    sheet->wide = true;
}

char *book_reference(const struct sheet *sheet)
{
    return mem_printf("'%s'", sheet->name);
}

/* Adds text to a header, '&' doubled, at most so many characters, then one closing space. */
static void header_text(struct buf *out, const char *text, size_t limit)
{
    char *clean = book_clean(text);
    char *shown = text_ellipsis(clean, limit);

    for (const char *at = shown; *at != '\0'; at++)
        buf_puts(out, *at == '&' ? "&&" : (char[]){*at, '\0'});
    free(shown);
    free(clean);
}

char *book_subtitle(const struct book *book, const char *what)
{
    const struct report *report = book->report;
    const char *const parts[] = {report->organization, report->number, report->choice, what};
    struct buf text;

    buf_init(&text);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (*parts[i] != '\0')
            buf_printf(&text, "%s%s", text.length > 0 ? " \xC2\xB7 " : "", parts[i]);
    return buf_take(&text);
}

static void set_header(struct book *book, const struct sheet *sheet)
{
    const struct report *report = book->report;
    int level = code_index(&code_confidentiality, report->confidentiality);
    char *page = book_words(book, N_("Page %s of %s"), "&P", "&N");
    struct buf header;
    struct buf footer;

    buf_init(&header);
    buf_puts(&header, "&L&9 ");
    header_text(&header, report->number, 30);
    buf_puts(&header, *report->number != '\0' && *report->title != '\0' ? " \xC2\xB7 " : "");
    header_text(&header, report->title, 60);
    if (*report->number == '\0' && *report->title == '\0') { /* of several audits */
        header_text(&header, book_label(book, export_kinds[book->job->kind].label), 60);
        if (*report->from != '\0' || *report->to != '\0')
            buf_printf(&header, " \xC2\xB7 %s%s\xE2\x80\x93%s%s", report->from,
                       *report->from != '\0' ? " " : "", *report->to != '\0' ? " " : "",
                       report->to);
    }
    buf_puts(&header, "&C&9 &A&R&9 ");
    if (level >= 0)
        header_text(&header, book_label(book, code_at(&code_confidentiality, level)->label), 40);
    buf_init(&footer);
    buf_puts(&footer, "&L&9 ");
    if (!template_footer(book, &footer))
        header_text(&footer, report->organization, 60);
    buf_puts(&footer, "&C&9 ");
    buf_puts(&footer, page);
    buf_puts(&footer, "&R&9 ");
    buf_puts(&footer, report->today);
    /* Marks without width can make them longer than a header takes: then without the texts. */
    if (worksheet_set_header(sheet->worksheet, header.data) != LXW_NO_ERROR)
        book_keep(book, worksheet_set_header(sheet->worksheet, strstr(header.data, "&C&9 ")));
    if (worksheet_set_footer(sheet->worksheet, footer.data) != LXW_NO_ERROR)
        book_keep(book, worksheet_set_footer(sheet->worksheet, strstr(footer.data, "&C&9 ")));
    buf_clear(&header);
    buf_clear(&footer);
    free(page);
}

static struct sheet *add_sheet(struct book *book, struct sheet *sheet, char *name)
{
    sheet->name = name;
    sheet->worksheet = workbook_add_worksheet(book->workbook, sheet->name);
    if (sheet->worksheet == NULL) {
        /* There is one of that name, or it has none. */
        free(sheet->name);
        sheet->name = mem_printf("Sheet %zu", book->sheet_count + 1);
        sheet->worksheet = workbook_add_worksheet(book->workbook, sheet->name);
    }
    if (sheet->worksheet == NULL) {
        book_keep(book, LXW_ERROR_SHEETNAME_ALREADY_USED);
        return NULL;
    }
    book->sheet_count++;
    worksheet_set_landscape(sheet->worksheet);
    worksheet_set_paper(sheet->worksheet, 9); /* A4 */
    worksheet_fit_to_pages(sheet->worksheet, 1, 0);
    worksheet_set_margins(sheet->worksheet, 0.5, 0.5, 0.75, 0.7);
    worksheet_gridlines(sheet->worksheet, LXW_HIDE_ALL_GRIDLINES);
    set_header(book, sheet);
    return sheet;
}

struct sheet *book_add_sheet(struct book *book, enum sheet_id id, const char *title)
{
    return add_sheet(book, &book->sheets[id], sheet_name(sheet_title(book, title)));
}

struct sheet *book_add_own_sheet(struct book *book, struct sheet *sheet, const char *name)
{
    return add_sheet(book, sheet, sheet_name(book_clean(name)));
}

bool book_go_on(struct book *book, size_t done, size_t all)
{
    const struct workbook_job *job = book->job;
    size_t percent = all > 0 ? 30 + (done < all ? done : all) * 55 / all : 30;

    if (job->progress != NULL && !job->progress(job->context, (unsigned)percent))
        book->cancelled = true;
    return !book_failed(book);
}

void book_protect(struct book *book, struct sheet *sheet)
{
    lxw_protection options = {.format_rows = LXW_TRUE};

    (void)book;
    worksheet_protect(sheet->worksheet, NULL, &options);
}

/* workbook_lists.c - the sheet of lists: the values of code columns, for validation by range. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/workbook_table.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"

/* The lists that columns may use, with headings. */
static const struct {
    const struct code_list *codes;
    const char *heading;
} lists[] = {
    {&code_results, N_("Result")},
    {&code_grades, N_("Grade")},
    {&code_finding_states, N_("State")},
    {&code_obligations, N_("Obligation")},
    {&code_methods, N_("Method")},
    {&code_evidence_kinds, N_("Kind of evidence")},
    {&code_finding_sources, N_("Source")},
    {&code_importance, N_("Risk")},
    {&code_yes_partly_no, N_("Answer")},
    {&code_confidentiality, N_("Confidentiality")},
    {&code_cause_methods, N_("Cause analysis")},
    {&code_cause_categories, N_("Kind of cause")},
    {&code_effects, N_("Effectiveness")},
    {&code_deployment_kinds, N_("Kind of deployment")},
    {&code_meeting_kinds, N_("Kind of meeting")},
};
enum { LIST_COUNT = sizeof lists / sizeof lists[0], TITLE_ROW = 0, HEADING_ROW = 3 };
enum { WIDTH_MIN = 12, WIDTH_MAX = 40 };

char *list_name(const struct code_list *codes)
{
    char *name = mem_printf("List_%s", codes->name);

    for (char *at = name; *at != '\0'; at++)
        if (*at == ' ')
            *at = '_';
    return name;
}

/* As wide as its longest entry. */
static void set_width(struct book *book, struct sheet *sheet, unsigned index)
{
    size_t width = WIDTH_MIN;

    for (size_t i = 0; i < lists[index].codes->count; i++) {
        char *label = book_code(book, lists[index].codes, (int)i);
        size_t columns = text_width(label) + 3;
        if (columns > width)
            width = columns;
        free(label);
    }
    if (width > WIDTH_MAX)
        width = WIDTH_MAX;
    book_keep(book, worksheet_set_column(sheet->worksheet, (lxw_col_t)index, (lxw_col_t)index,
                                         (double)width, NULL));
}

static void define(struct book *book, const struct sheet *sheet, unsigned index)
{
    char column[LXW_MAX_COL_NAME_LENGTH];
    char *name = list_name(lists[index].codes);
    char *reference = book_reference(sheet);

    lxw_col_to_name(column, (lxw_col_t)index, 1);
    char *formula = mem_printf("=%s!%s$%d:%s$%zu", reference, column, HEADING_ROW + 2, column,
                               HEADING_ROW + 1 + lists[index].codes->count);
    book_keep(book, workbook_define_name(book->workbook, name, formula));
    free(formula);
    free(reference);
    free(name);
}

/* Row by row, as large workbooks want it. */
static void write_entries(struct book *book, struct sheet *sheet)
{
    size_t longest = 0;

    for (size_t i = 0; i < LIST_COUNT; i++)
        if (lists[i].codes->count > longest)
            longest = lists[i].codes->count;
    for (size_t row = 0; row < longest; row++) {
        for (unsigned i = 0; i < LIST_COUNT; i++) {
            if (row >= lists[i].codes->count)
                continue;
            char *label = book_code(book, lists[i].codes, (int)row);
            book_text(book, sheet, HEADING_ROW + 1 + row, i, label, STYLE_TEXT);
            free(label);
        }
    }
}

void lists_write(struct book *book)
{
    struct sheet *sheet = &book->sheets[SHEET_LISTS];

    for (unsigned i = 0; i < LIST_COUNT; i++)
        set_width(book, sheet, i);
    book_set_height(book, sheet, TITLE_ROW, 26);
    book_text(book, sheet, TITLE_ROW, 0, book_label(book, N_("Lists")), STYLE_TITLE);
    book_text(book, sheet, TITLE_ROW + 1, 0,
              book_label(book, N_("The values that the columns of the other sheets may have.")),
              STYLE_SUBTITLE);
    for (unsigned i = 0; i < LIST_COUNT; i++)
        book_text(book, sheet, HEADING_ROW, i, book_label(book, lists[i].heading), STYLE_HEADER);
    write_entries(book, sheet);
    for (unsigned i = 0; i < LIST_COUNT; i++)
        define(book, sheet, i);
}

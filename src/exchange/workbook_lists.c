/* workbook_lists.c - the sheet of lists: the values of code columns, for validation by range. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/workbook_table.h"
#include "exchange/workbook_pack.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"

/* The lists that columns may use, with headings. */
static const struct {
    const struct code_list *codes;
    const char *heading;
    enum sheet_id only; /* in workbooks with this sheet; SHEET_NONE: in all */
} lists[] = {
    {&code_results, N_("Result"), SHEET_NONE},
    {&code_grades, N_("Grade"), SHEET_NONE},
    {&code_finding_states, N_("State"), SHEET_NONE},
    {&code_obligations, N_("Obligation"), SHEET_NONE},
    {&code_methods, N_("Method"), SHEET_NONE},
    {&code_evidence_kinds, N_("Kind of evidence"), SHEET_NONE},
    {&code_finding_sources, N_("Source"), SHEET_NONE},
    {&code_importance, N_("Risk"), SHEET_NONE},
    {&code_yes_partly_no, N_("Answer"), SHEET_NONE},
    {&code_confidentiality, N_("Confidentiality"), SHEET_NONE},
    {&code_correction_kinds, N_("Kind of correction"), SHEET_NONE},
    {&code_cause_methods, N_("Cause analysis"), SHEET_NONE},
    {&code_cause_categories, N_("Kind of cause"), SHEET_NONE},
    {&code_effects, N_("Effectiveness"), SHEET_NONE},
    {&code_deployment_kinds, N_("Kind of deployment"), SHEET_NONE},
    {&code_meeting_kinds, N_("Kind of meeting"), SHEET_NONE},
    {&pack_inputs, N_("Input"), SHEET_PACK_RESULTS},
    {&pack_decisions, N_("Kind of decision"), SHEET_PACK_RESULTS},
    {&pack_states, N_("State of a decision"), SHEET_PACK_RESULTS},
};
enum { LIST_COUNT = sizeof lists / sizeof lists[0], TITLE_ROW = 0, HEADING_ROW = 3 };
enum { WIDTH_MIN = 12, WIDTH_MAX = 60 };

char *list_name(const struct code_list *codes)
{
    char *name = mem_printf("List_%s", codes->name);

    for (char *at = name; *at != '\0'; at++)
        if (*at == ' ')
            *at = '_';
    return name;
}

/* Those of some workbooks only stand behind the others. */
static unsigned list_count(const struct book *book)
{
    unsigned count = 0;

    while (count < LIST_COUNT &&
           (lists[count].only == SHEET_NONE || book->sheets[lists[count].only].worksheet != NULL))
        count++;
    return count;
}

/* As wide as its longest entry. */
static unsigned set_width(struct book *book, struct sheet *sheet, unsigned index)
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
    return (unsigned)width;
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
    unsigned count = list_count(book);
    size_t longest = 0;

    for (unsigned i = 0; i < count; i++)
        if (lists[i].codes->count > longest)
            longest = lists[i].codes->count;
    for (size_t row = 0; row < longest; row++) {
        for (unsigned i = 0; i < count; i++) {
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
    unsigned count = list_count(book);
    unsigned widths[LIST_COUNT] = {0};

    for (unsigned i = 0; i < count; i++)
        widths[i] = set_width(book, sheet, i);
    book_fit(book, sheet, widths, count, 0);
    book_set_height(book, sheet, TITLE_ROW, 26);
    book_text(book, sheet, TITLE_ROW, 0, book_label(book, N_("Lists")), STYLE_TITLE);
    book_text(book, sheet, TITLE_ROW + 1, 0,
              book_label(book, N_("The values that the columns of the other sheets may have.")),
              STYLE_SUBTITLE);
    for (unsigned i = 0; i < count; i++)
        book_text(book, sheet, HEADING_ROW, i, book_label(book, lists[i].heading), STYLE_HEADER);
    write_entries(book, sheet);
    for (unsigned i = 0; i < count; i++)
        define(book, sheet, i);
}

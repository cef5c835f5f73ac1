/* checklist_sheet.c - the rows of a checklist's CSV into the same tree of nodes that YAML gives.
 *
 * So every rule, message and code is one for both. What is left out here: an empty cell is a key
 * that is not there, and cells need no quotes (checklist_item.c finds what a spreadsheet damaged).
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/checklist_csv.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"

const struct csv_column csv_columns[CSV_COLUMN_COUNT] = {
    {"kind", CSV_KIND, CSV_CHECKLIST_ROW | CSV_CLAUSE_ROW | CSV_ITEM_ROW},
    {"id", CSV_LINE, CSV_CHECKLIST_ROW | CSV_ITEM_ROW},
    {"ref", CSV_LINE, CSV_ITEM_ROW},
    {"clause", CSV_LINE, CSV_CLAUSE_ROW | CSV_ITEM_ROW},
    {"obligation", CSV_LINE, CSV_ITEM_ROW},
    {"title", CSV_LOCAL, CSV_CHECKLIST_ROW | CSV_CLAUSE_ROW},
    {"topic", CSV_LOCAL, CSV_ITEM_ROW},
    {"ask", CSV_LOCAL, CSV_ITEM_ROW},
    {"look_for", CSV_LOCAL, CSV_ITEM_ROW},
    {"methods", CSV_WORDS, CSV_ITEM_ROW},
    {"places", CSV_WORDS, CSV_ITEM_ROW},
    {"pdca", CSV_LINE, CSV_ITEM_ROW},
    {"documented", CSV_TRUTH, CSV_ITEM_ROW},
    {"format", CSV_LINE, CSV_CHECKLIST_ROW},
    {"version", CSV_LINE, CSV_CHECKLIST_ROW},
    {"language", CSV_LINE, CSV_CHECKLIST_ROW},
    {"standard", CSV_SOURCE, CSV_CHECKLIST_ROW},
};

static const struct code row_kinds[] = {{"checklist", "checklist", " ", ' ', TONE_PLAIN},
                                        {"clause", "clause", " ", ' ', TONE_PLAIN},
                                        {"item", "item", " ", ' ', TONE_PLAIN},
                                        {NULL, NULL, NULL, 0, TONE_PLAIN}};
const struct code_list csv_row_kinds = {"row", row_kinds, 3};

/* ---- formulas -------------------------------------------------------------------------------- */

/* The ASCII signs, and their full-width forms, which East Asian spreadsheets take alike. */
static bool starts_formula(const char *text)
{
    static const char *const signs[] = {"=", "+", "-", "@", "\uFF1D", "\uFF0B", "\uFF0D", "\uFF20"};

    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++)
        if (strncmp(text, signs[i], strlen(signs[i])) == 0)
            return true;
    return false;
}

bool csv_needs_guard(const char *text)
{
    return starts_formula(text + strspn(text, "'"));
}

size_t csv_guard_length(const char *text)
{
    return text[0] == '\'' && csv_needs_guard(text) ? 1 : 0;
}

/* ---- the sheet ------------------------------------------------------------------------------- */

/* A column of the file: which one it is and its language, NULL where it names none. */
struct sheet_column {
    const struct csv_column *known; /* NULL: reported, its cells are not looked at */
    char *language;
    uint32_t line;
    uint32_t column;
};

struct sheet {
    struct node_tree *tree;
    struct checklist_problems *problems;
    struct sheet_column columns[CSV_CELL_LIMIT];
    size_t count;
    bool headed; /* the first row was read */
    bool usable; /* and is one of a checklist */
    uint32_t checklist_line;
    struct node_parent root;
    struct node_parent clauses;
    struct node_parent items;
};

static void report(struct sheet *sheet, enum problem_id id, uint32_t line, uint32_t column,
                   const char *first, const char *second, const char *nearest, const char *known)
{
    struct reading reading = {.problems = sheet->problems};
    struct node at = {.line = line, .column = column};

    reading_report_known(&reading, id, &at, first, second, nearest, known);
}

/* ---- its first row --------------------------------------------------------------------------- */

static const struct csv_column *find_column(const char *name, size_t length)
{
    for (size_t i = 0; i < CSV_COLUMN_COUNT; i++)
        if (strlen(csv_columns[i].name) == length &&
            strncmp(csv_columns[i].name, name, length) == 0)
            return &csv_columns[i];
    return NULL;
}

static void report_unknown_column(struct sheet *sheet, const struct csv_cell *cell)
{
    char *name = mem_strndup(cell->text, strcspn(cell->text, "["));
    const char *nearest = NULL;
    size_t best = SIZE_MAX;
    struct buf known;

    buf_init(&known);
    for (size_t i = 0; i < CSV_COLUMN_COUNT; i++) {
        size_t distance = text_distance(csv_columns[i].name, name);
        if (distance < best && value_is_near(csv_columns[i].name, name)) {
            nearest = csv_columns[i].name;
            best = distance;
        }
        buf_printf(&known, "%s%s%s", i > 0 ? ", " : "", csv_columns[i].name,
                   csv_columns[i].shape == CSV_LOCAL ? "[en]" : "");
    }
    report(sheet, PROBLEM_UNKNOWN_KEY, cell->line, cell->column, cell->text, NULL, nearest,
           known.data);
    buf_clear(&known);
    free(name);
}

/* "[zh_CN]" behind a name as zh_CN, heap; NULL for what is none. */
static char *bracketed(const char *text)
{
    size_t length = strlen(text);

    if (length < 3 || text[0] != '[' || text[length - 1] != ']')
        return NULL;
    return mem_strndup(text + 1, length - 2);
}

/* A column beside the same one: of one language, or without a language. */
static const struct sheet_column *find_twin(const struct sheet *sheet,
                                            const struct sheet_column *column)
{
    for (size_t i = 0; i < sheet->count; i++) {
        const struct sheet_column *other = &sheet->columns[i];
        if (other->known != NULL && other->known == column->known &&
            (other->language == NULL || column->language == NULL ||
             strcmp(other->language, column->language) == 0))
            return other;
    }
    return NULL;
}

static void head_column(struct sheet *sheet, const struct csv_cell *cell,
                        struct sheet_column *column)
{
    size_t length = strcspn(cell->text, "[");
    const struct csv_column *known = find_column(cell->text, length);
    bool named = cell->text[length] == '[';

    if (known == NULL || strlen(cell->text) != cell->length ||
        (named && known->shape != CSV_LOCAL)) {
        report_unknown_column(sheet, cell);
        return;
    }
    column->language = named ? bracketed(cell->text + length) : NULL;
    if (named && (column->language == NULL || !value_is_language(column->language))) {
        report(sheet, PROBLEM_LANGUAGE, cell->line, cell->column,
               column->language != NULL ? column->language : cell->text + length, NULL, NULL, NULL);
        return;
    }
    column->known = known;
    const struct sheet_column *twin = find_twin(sheet, column);
    if (twin == NULL)
        return;
    char line[24];
    snprintf(line, sizeof line, "%u", twin->line);
    report(sheet, PROBLEM_DUPLICATE_KEY, cell->line, cell->column, cell->text, line, NULL, NULL);
    column->known = NULL;
}

static bool has_kind_column(const struct sheet *sheet)
{
    for (size_t i = 0; i < sheet->count; i++)
        if (sheet->columns[i].known != NULL && sheet->columns[i].known->shape == CSV_KIND)
            return true;
    return false;
}

static void start_tree(struct sheet *sheet)
{
    struct node_tree *tree = sheet->tree;

    node_tree_add(tree, NULL, NODE_MAP, 1, 1);
    sheet->root = node_tree_last(tree);
}

/* Whether the rest can be read with these columns. */
static bool take_head(struct sheet *sheet, const struct csv_cell *cells, size_t count, bool wider)
{
    char limit[24];

    sheet->headed = true;
    snprintf(limit, sizeof limit, "%d", CSV_CELL_LIMIT);
    if (wider) {
        report(sheet, PROBLEM_TOO_MANY, cells[0].line, cells[0].column, _("columns"), limit, NULL,
               NULL);
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        struct sheet_column column = {.line = cells[i].line, .column = cells[i].column};
        if (cells[i].length > 0)
            head_column(sheet, &cells[i], &column);
        sheet->columns[sheet->count++] = column;
    }
    if (!has_kind_column(sheet)) {
        report(sheet, PROBLEM_MISSING_KEY, cells[0].line, cells[0].column, "kind", NULL, NULL,
               NULL);
        return false;
    }
    start_tree(sheet);
    sheet->usable = true;
    return true;
}

/* ---- values ---------------------------------------------------------------------------------- */

static void put_scalar(struct sheet *sheet, struct node_parent *parent, const char *text,
                       size_t length, const struct csv_cell *at)
{
    struct node *node = node_tree_add(sheet->tree, parent, NODE_SCALAR, at->line, at->column);

    node_tree_set_text(sheet->tree, node, text, length);
}

static void put_key(struct sheet *sheet, struct node_parent *parent, const char *name,
                    const struct csv_cell *at)
{
    put_scalar(sheet, parent, name, strlen(name), at);
}

static struct node_parent put_open(struct sheet *sheet, struct node_parent *parent,
                                   enum node_kind kind, const struct csv_cell *at)
{
    node_tree_add(sheet->tree, parent, kind, at->line, at->column)->complete = true;
    return node_tree_last(sheet->tree);
}

static void put_cell(struct sheet *sheet, struct node_parent *parent, const struct csv_cell *cell)
{
    size_t guard = csv_guard_length(cell->text);

    put_scalar(sheet, parent, cell->text + guard, cell->length - guard, cell);
}

/* "gate yard", "gate, yard" and one a line are all lists. */
static void put_words(struct sheet *sheet, struct node_parent *parent, const struct csv_cell *cell)
{
    static const char between[] = " ,;\t\r\n";
    struct node_parent list = put_open(sheet, parent, NODE_LIST, cell);
    const char *at = cell->text;

    while (*(at += strspn(at, between)) != '\0') {
        size_t length = strcspn(at, between);
        put_scalar(sheet, &list, at, length, cell);
        at += length;
    }
}

/* Spreadsheets write TRUE for the true they read. */
static void put_truth(struct sheet *sheet, struct node_parent *parent, const struct csv_cell *cell)
{
    char *word = mem_strdup(cell->text);

    for (char *p = word; *p != '\0'; p++)
        if (*p >= 'A' && *p <= 'Z')
            *p = (char)(*p - 'A' + 'a');
    put_scalar(sheet, parent, word, strlen(word), cell);
    free(word);
}

/* All languages of one text, wherever their columns stand. */
static void put_local(struct sheet *sheet, struct node_parent *parent,
                      const struct csv_column *known, const struct csv_cell *cells, size_t count)
{
    struct node_parent map = {0};

    for (size_t i = 0; i < count; i++) {
        const struct sheet_column *column = &sheet->columns[i];
        if (column->known != known || cells[i].length == 0)
            continue;
        if (map.node == 0)
            put_key(sheet, parent, known->name, &cells[i]);
        if (column->language == NULL) {
            put_cell(sheet, parent, &cells[i]);
            return;
        }
        if (map.node == 0)
            map = put_open(sheet, parent, NODE_MAP, &cells[i]);
        put_key(sheet, &map, column->language, &cells[i]);
        put_cell(sheet, &map, &cells[i]);
    }
}

static void put_source(struct sheet *sheet, struct node_parent *parent, const char *name,
                       const struct csv_cell *cell)
{
    put_key(sheet, parent, "source", cell);
    struct node_parent map = put_open(sheet, parent, NODE_MAP, cell);
    put_key(sheet, &map, name, cell);
    put_cell(sheet, &map, cell);
}

static void put_value(struct sheet *sheet, struct node_parent *parent,
                      const struct csv_column *known, const struct csv_cell *cell)
{
    if (known->shape == CSV_SOURCE) {
        put_source(sheet, parent, known->name, cell);
        return;
    }
    put_key(sheet, parent, known->name, cell);
    if (known->shape == CSV_WORDS)
        put_words(sheet, parent, cell);
    else if (known->shape == CSV_TRUTH)
        put_truth(sheet, parent, cell);
    else
        put_cell(sheet, parent, cell);
}

/* ---- rows ------------------------------------------------------------------------------------ */

/* The cells of a row under their keys; what its kind does not have is told as an unknown key. */
static void put_cells(struct sheet *sheet, struct node_parent *parent, const struct csv_cell *cells,
                      size_t count)
{
    for (size_t k = 0; k < CSV_COLUMN_COUNT; k++) {
        const struct csv_column *known = &csv_columns[k];
        if (known->shape == CSV_LOCAL)
            put_local(sheet, parent, known, cells, count);
        for (size_t i = 0; i < count && known->shape != CSV_LOCAL; i++)
            if (sheet->columns[i].known == known && cells[i].length > 0 && known->shape != CSV_KIND)
                put_value(sheet, parent, known, &cells[i]);
    }
}

/* The list of the file that rows of a kind go to, made when the first one comes. */
static struct node_parent *list_of(struct sheet *sheet, struct node_parent *list, const char *name,
                                   const struct csv_cell *at)
{
    if (list->node == 0) {
        put_key(sheet, &sheet->root, name, at);
        node_tree_add(sheet->tree, &sheet->root, NODE_LIST, at->line, at->column);
        *list = node_tree_last(sheet->tree);
    }
    return list;
}

static void take_checklist(struct sheet *sheet, const struct csv_cell *cells, size_t count)
{
    char line[24];

    if (sheet->checklist_line == 0) {
        sheet->checklist_line = cells[0].line;
        put_cells(sheet, &sheet->root, cells, count);
        return;
    }
    snprintf(line, sizeof line, "%u", sheet->checklist_line);
    report(sheet, PROBLEM_DUPLICATE_KEY, cells[0].line, cells[0].column, "checklist", line, NULL,
           NULL);
}

/* The kind of a row: its bit; 0 after reporting. A row that says none is an item. */
static unsigned kind_of(struct sheet *sheet, const struct csv_cell *cells, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct csv_column *known = sheet->columns[i].known;
        if (known == NULL || known->shape != CSV_KIND || cells[i].length == 0)
            continue;
        int kind = code_index(&csv_row_kinds, cells[i].text);
        if (kind >= 0)
            return 1U << kind;
        if (problems_are_full(sheet->problems)) {
            report(sheet, PROBLEM_UNKNOWN_WORD, cells[i].line, cells[i].column, NULL, NULL, NULL,
                   NULL);
            return 0;
        }
        char *words = code_words(&csv_row_kinds);
        report(sheet, PROBLEM_UNKNOWN_WORD, cells[i].line, cells[i].column, known->name,
               cells[i].text, value_nearest(&csv_row_kinds, cells[i].text), words);
        free(words);
        return 0;
    }
    return CSV_ITEM_ROW;
}

/* Whether a row has anything; what stands behind the columns can't be taken. */
static bool check_cells(struct sheet *sheet, const struct csv_cell *cells, size_t count)
{
    bool any = false;

    for (size_t i = 0; i < count; i++) {
        any = any || (i < sheet->count && cells[i].length > 0);
        if (i < sheet->count || cells[i].length == 0)
            continue;
        report(sheet, PROBLEM_BEHIND, cells[i].line, cells[i].column, cells[i].text, NULL, NULL,
               NULL);
        break;
    }
    return any;
}

static bool is_full(struct sheet *sheet, const struct csv_cell *at)
{
    char limit[24];

    if (sheet->tree->count < NODE_LIMIT)
        return false;
    snprintf(limit, sizeof limit, "%d", NODE_LIMIT);
    report(sheet, PROBLEM_TOO_MANY, at->line, at->column, _("values in the file"), limit, NULL,
           NULL);
    return true;
}

static void take_entry(struct sheet *sheet, unsigned kind, const struct csv_cell *cells,
                       size_t count)
{
    bool clause = kind == CSV_CLAUSE_ROW;
    struct node_parent *list = clause ? list_of(sheet, &sheet->clauses, "clauses", cells)
                                      : list_of(sheet, &sheet->items, "items", cells);
    struct node_parent map = put_open(sheet, list, NODE_MAP, cells);

    put_cells(sheet, &map, cells, count);
}

static bool take_row(void *context, const struct csv_cell *cells, size_t count, bool wider)
{
    struct sheet *sheet = context;

    if (!sheet->headed)
        return take_head(sheet, cells, count, wider);
    if (!check_cells(sheet, cells, count))
        return true;
    if (is_full(sheet, cells))
        return false;
    count = count < sheet->count ? count : sheet->count;
    unsigned kind = kind_of(sheet, cells, count);
    if (kind == CSV_CHECKLIST_ROW)
        take_checklist(sheet, cells, count);
    else if (kind != 0)
        take_entry(sheet, kind, cells, count);
    return true;
}

/* Only what was read to its end lacks what is missing. */
static void complete_tree(struct sheet *sheet)
{
    struct node_tree *tree = sheet->tree;

    tree->complete = true;
    tree->nodes[sheet->root.node].complete = true;
    if (sheet->clauses.node != 0)
        tree->nodes[sheet->clauses.node].complete = true;
    if (sheet->items.node != 0)
        tree->nodes[sheet->items.node].complete = true;
}

void node_tree_read_csv(struct node_tree *tree, const char *bytes, size_t length,
                        struct checklist_problems *problems)
{
    if (!checklist_bytes_are_text(bytes, length, problems))
        return;
    struct sheet *sheet = mem_zalloc(1, sizeof *sheet);
    size_t mark = checklist_bytes_mark(bytes, length);
    sheet->tree = tree;
    sheet->problems = problems;
    bool complete = csv_read(bytes + mark, length - mark, take_row, sheet, problems);
    if (complete && !sheet->headed)
        problem_add(problems, PROBLEM_NOTHING, 1, 1, &(struct problem_note){0});
    if (complete && sheet->usable)
        complete_tree(sheet);
    for (size_t i = 0; i < sheet->count; i++)
        free(sheet->columns[i].language);
    free(sheet);
}

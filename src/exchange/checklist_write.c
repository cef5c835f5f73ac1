/* checklist_write.c - a checklist as the bytes of a file, YAML or CSV.
 *
 * Equal checklists give equal bytes, and reading them gives the checklist again: languages come in
 * the order of the title's, then by their tags. YAML has every text in double quotes, so that no
 * program takes one for something else; CSV is what spreadsheets call "CSV UTF-8".
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/checklist_file.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "exchange/checklist_csv.h"

static const struct code format_rows[] = {{"yaml", "YAML", " ", ' ', TONE_PLAIN},
                                          {"csv", "CSV", " ", ' ', TONE_PLAIN},
                                          {NULL, NULL, NULL, 0, TONE_PLAIN}};
const struct code_list checklist_formats = {"format", format_rows, 2};

/* ---- languages ------------------------------------------------------------------------------- */

static int compare_entries(const void *a, const void *b)
{
    const struct local_text_entry *left = a;
    const struct local_text_entry *right = b;

    return strcmp(left->language, right->language);
}

static void add_languages(struct local_text *all, const struct local_text *text)
{
    for (size_t i = 0; i < text->count; i++)
        if (local_text_exact(all, text->items[i].language) == NULL)
            local_text_set(all, text->items[i].language, "");
}

/* Every language of the checklist, in the order they are written. */
static void collect_languages(const struct checklist *checklist, struct local_text *all)
{
    add_languages(all, &checklist->title);
    size_t first = all->count;
    for (size_t i = 0; i < checklist->clause_count; i++)
        add_languages(all, &checklist->clauses[i].title);
    for (size_t i = 0; i < checklist->item_count; i++) {
        add_languages(all, &checklist->items[i].topic);
        add_languages(all, &checklist->items[i].ask);
        add_languages(all, &checklist->items[i].look_for);
    }
    if (all->count > first + 1)
        qsort(all->items + first, all->count - first, sizeof *all->items, compare_entries);
}

/* ---- YAML ------------------------------------------------------------------------------------ */

/* Texts are clean: a newline is the only control character they can have. */
static void put_quoted(struct buf *out, const char *text)
{
    buf_putc(out, '"');
    for (; *text != '\0'; text++) {
        if (*text == '\n') {
            buf_puts(out, "\\n");
            continue;
        }
        if (*text == '"' || *text == '\\')
            buf_putc(out, '\\');
        buf_putc(out, *text);
    }
    buf_putc(out, '"');
}

static void put_entry(struct buf *out, const char *indent, const char *key, const char *text)
{
    buf_printf(out, "%s%s: ", indent, key);
    put_quoted(out, text);
    buf_putc(out, '\n');
}

/* Whether reading the lines one by one gives this text again. */
static bool is_list(const char *text)
{
    size_t lines = 0;

    while (*text != '\0') {
        size_t length = strcspn(text, "\n");
        char *line = mem_strndup(text, length);
        char *again = NULL;
        bool same = text_clean(line, length, TEXT_LINE, &again, NULL) == ERR_OK && length > 0 &&
                    strcmp(line, again) == 0 && lines++ < CHECKLIST_ENTRY_LIMIT;
        free(again);
        free(line);
        if (!same)
            return false;
        text += length + (text[length] == '\n');
    }
    return true;
}

static void put_list(struct buf *out, const char *language, const char *text)
{
    buf_printf(out, "      %s:\n", language);
    while (*text != '\0') {
        size_t length = strcspn(text, "\n");
        char *line = mem_strndup(text, length);
        buf_puts(out, "        - ");
        put_quoted(out, line);
        buf_putc(out, '\n');
        free(line);
        text += length + (text[length] == '\n');
    }
}

static void put_local(struct buf *out, const struct local_text *languages, const char *indent,
                      const char *key, const struct local_text *text)
{
    char *deeper = mem_printf("%s  ", indent);

    if (text->count > 0)
        buf_printf(out, "%s%s:\n", indent, key);
    for (size_t i = 0; i < languages->count; i++) {
        const char *words = local_text_exact(text, languages->items[i].language);
        if (words != NULL)
            put_entry(out, deeper, languages->items[i].language, words);
    }
    free(deeper);
}

static void put_look_for(struct buf *out, const struct local_text *languages,
                         const struct local_text *text)
{
    if (text->count > 0)
        buf_puts(out, "    look_for:\n");
    for (size_t i = 0; i < languages->count; i++) {
        const char *language = languages->items[i].language;
        const char *words = local_text_exact(text, language);
        if (words != NULL && is_list(words))
            put_list(out, language, words);
        else if (words != NULL)
            put_entry(out, "      ", language, words);
    }
}

/* The methods as words between single spaces; heap. */
static char *methods_words(const struct checklist_item *item)
{
    struct buf words;

    buf_init(&words);
    for (size_t i = 0; i < code_methods.count; i++)
        if (item->methods >> i & 1)
            buf_printf(&words, "%s%s", words.length > 0 ? " " : "", code_methods.rows[i].word);
    return buf_take(&words);
}

/* " gate yard " without its outer spaces; heap. */
static char *places_words(const struct checklist_item *item)
{
    size_t length = item->places != NULL ? strlen(item->places) : 0;

    return length < 3 ? mem_strdup("") : mem_strndup(item->places + 1, length - 2);
}

static void put_words(struct buf *out, const char *key, char *words)
{
    if (words[0] != '\0')
        buf_printf(out, "    %s: [", key);
    for (const char *at = words; *at != '\0'; at += *at == ' ') {
        size_t length = strcspn(at, " ");
        char *word = mem_strndup(at, length);
        buf_puts(out, at == words ? "" : ", ");
        put_quoted(out, word);
        free(word);
        at += length;
    }
    if (words[0] != '\0')
        buf_puts(out, "]\n");
    free(words);
}

static void put_item(struct buf *out, const struct local_text *languages,
                     const struct checklist_item *item)
{
    static const char indent[] = "    ";

    put_entry(out, "  - ", "id", item->id);
    if (item->ref != NULL)
        put_entry(out, indent, "ref", item->ref);
    put_entry(out, indent, "clause", item->clause);
    buf_printf(out, "    obligation: %s\n",
               code_at(&code_obligations, (int)item->obligation)->word);
    put_local(out, languages, indent, "topic", &item->topic);
    put_local(out, languages, indent, "ask", &item->ask);
    put_look_for(out, languages, &item->look_for);
    put_words(out, "methods", methods_words(item));
    put_words(out, "places", places_words(item));
    if (item->pdca >= 0)
        buf_printf(out, "    pdca: %s\n", code_at(&code_pdca, item->pdca)->word);
    buf_printf(out, "    documented: %s\n", item->documented ? "true" : "false");
}

static void write_yaml(const struct checklist *checklist, const struct local_text *languages,
                       struct buf *out)
{
    put_entry(out, "", "format", CHECKLIST_FORMAT_VERSION);
    put_entry(out, "", "id", checklist->id);
    put_entry(out, "", "version", checklist->version);
    put_entry(out, "", "language", checklist->language);
    put_local(out, languages, "", "title", &checklist->title);
    if (checklist->standard != NULL) {
        buf_puts(out, "source:\n");
        put_entry(out, "  ", "standard", checklist->standard);
    }
    if (checklist->clause_count > 0)
        buf_puts(out, "\nclauses:\n");
    for (size_t i = 0; i < checklist->clause_count; i++) {
        put_entry(out, "  - ", "clause", checklist->clauses[i].clause);
        put_local(out, languages, "    ", "title", &checklist->clauses[i].title);
    }
    buf_puts(out, "\nitems:\n");
    for (size_t i = 0; i < checklist->item_count; i++) {
        buf_puts(out, i > 0 ? "\n" : "");
        put_item(out, languages, &checklist->items[i]);
    }
}

/* ---- CSV ------------------------------------------------------------------------------------- */

/* A row being written: cells by the name of their column; those not set are empty. */
struct sheet_row {
    const struct local_text *languages;
    struct buf *out;
    bool begun;
};

static void put_cell(struct sheet_row *row, const char *text)
{
    struct buf *out = row->out;
    size_t length = strlen(text);
    bool guard = csv_needs_guard(text);
    bool quotes = text[strcspn(text, "\",;\t\n")] != '\0' || text[0] == ' ' ||
                  (length > 0 && text[length - 1] == ' ');

    buf_puts(out, row->begun ? "," : "");
    row->begun = true;
    buf_puts(out, quotes ? "\"" : "");
    buf_puts(out, guard ? "'" : "");
    for (; *text != '\0'; text++) {
        buf_puts(out, *text == '"' ? "\"" : "");
        buf_putc(out, *text);
    }
    buf_puts(out, quotes ? "\"" : "");
}

static void end_row(struct sheet_row *row)
{
    buf_puts(row->out, "\r\n");
    row->begun = false;
}

static void put_names(struct sheet_row *row)
{
    for (size_t k = 0; k < CSV_COLUMN_COUNT; k++) {
        size_t count = csv_columns[k].shape == CSV_LOCAL ? row->languages->count : 1;
        for (size_t i = 0; i < count; i++) {
            char *name =
                csv_columns[k].shape == CSV_LOCAL
                    ? mem_printf("%s[%s]", csv_columns[k].name, row->languages->items[i].language)
                    : mem_strdup(csv_columns[k].name);
            put_cell(row, name);
            free(name);
        }
    }
    end_row(row);
}

/* What a row has for a column that is no text of several languages; heap. */
typedef char *cell_function(const void *record, const char *name);
/* And for one that is, NULL: nothing. */
typedef const struct local_text *local_function(const void *record, const char *name);

static void put_row(struct sheet_row *row, unsigned kind, const void *record, cell_function *cell,
                    local_function *local)
{
    for (size_t k = 0; k < CSV_COLUMN_COUNT; k++) {
        const struct csv_column *column = &csv_columns[k];
        bool has = (column->rows & kind) != 0;
        if (column->shape != CSV_LOCAL) {
            char *text = has ? cell(record, column->name) : mem_strdup("");
            put_cell(row, text);
            free(text);
            continue;
        }
        const struct local_text *texts = has ? local(record, column->name) : NULL;
        for (size_t i = 0; i < row->languages->count; i++) {
            const char *language = row->languages->items[i].language;
            const char *text = texts != NULL ? local_text_exact(texts, language) : NULL;
            put_cell(row, text != NULL ? text : "");
        }
    }
    end_row(row);
}

static char *copy(const char *text)
{
    return mem_strdup(text != NULL ? text : "");
}

static char *checklist_cell(const void *record, const char *name)
{
    const struct checklist *checklist = record;

    if (strcmp(name, "kind") == 0)
        return copy("checklist");
    if (strcmp(name, "format") == 0)
        return copy(CHECKLIST_FORMAT_VERSION);
    if (strcmp(name, "id") == 0)
        return copy(checklist->id);
    if (strcmp(name, "version") == 0)
        return copy(checklist->version);
    if (strcmp(name, "language") == 0)
        return copy(checklist->language);
    return copy(checklist->standard);
}

static const struct local_text *checklist_local(const void *record, const char *name)
{
    const struct checklist *checklist = record;

    (void)name;
    return &checklist->title;
}

static char *clause_cell(const void *record, const char *name)
{
    const struct checklist_clause *clause = record;

    return copy(strcmp(name, "kind") == 0 ? "clause" : clause->clause);
}

static const struct local_text *clause_local(const void *record, const char *name)
{
    const struct checklist_clause *clause = record;

    (void)name;
    return &clause->title;
}

static char *item_cell(const void *record, const char *name)
{
    const struct checklist_item *item = record;

    if (strcmp(name, "kind") == 0)
        return copy("item");
    if (strcmp(name, "id") == 0)
        return copy(item->id);
    if (strcmp(name, "ref") == 0)
        return copy(item->ref);
    if (strcmp(name, "clause") == 0)
        return copy(item->clause);
    if (strcmp(name, "obligation") == 0)
        return copy(code_at(&code_obligations, (int)item->obligation)->word);
    if (strcmp(name, "methods") == 0)
        return methods_words(item);
    if (strcmp(name, "places") == 0)
        return places_words(item);
    if (strcmp(name, "pdca") == 0)
        return copy(item->pdca >= 0 ? code_at(&code_pdca, item->pdca)->word : NULL);
    return copy(item->documented ? "true" : "false");
}

static const struct local_text *item_local(const void *record, const char *name)
{
    const struct checklist_item *item = record;

    if (strcmp(name, "topic") == 0)
        return &item->topic;
    return strcmp(name, "ask") == 0 ? &item->ask : &item->look_for;
}

static void write_csv(const struct checklist *checklist, const struct local_text *languages,
                      struct buf *out)
{
    struct sheet_row row = {.languages = languages, .out = out};

    buf_puts(out, "\xEF\xBB\xBF"); /* or spreadsheets take it for their own old encoding */
    put_names(&row);
    put_row(&row, CSV_CHECKLIST_ROW, checklist, checklist_cell, checklist_local);
    for (size_t i = 0; i < checklist->clause_count; i++)
        put_row(&row, CSV_CLAUSE_ROW, &checklist->clauses[i], clause_cell, clause_local);
    for (size_t i = 0; i < checklist->item_count; i++)
        put_row(&row, CSV_ITEM_ROW, &checklist->items[i], item_cell, item_local);
}

void checklist_write(const struct checklist *checklist, enum checklist_format format,
                     struct buf *out)
{
    struct local_text languages = {0};

    collect_languages(checklist, &languages);
    if (format == CHECKLIST_CSV)
        write_csv(checklist, &languages, out);
    else
        write_yaml(checklist, &languages, out);
    local_text_clear(&languages);
}

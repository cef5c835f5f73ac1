/* template.c - reads a template of the user's own workbooks. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/template.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/text.h"
#include "exchange/checklist_parts.h"
#include "exchange/workbook_tables.h"

enum { SHEET_KEYS = 32 };

/* What is being filled, and where the file lies. */
struct filling {
    struct template *template;
    const char *path;
    size_t sheet; /* whose columns are read */
};

void template_clear(struct template *template)
{
    for (size_t i = 0; i < template->cover_count; i++)
        local_text_clear(&template->cover[i]);
    local_text_clear(&template->footer);
    photo_clear(&template->logo);
    for (size_t i = 0; i < template->count; i++)
        free(template->sheets[i].columns);
    free(template->sheets);
    *template = (struct template){0};
}

const struct template_sheet *template_sheet(const struct template *template, const char *key)
{
    for (size_t i = 0; template != NULL && key != NULL && i < template->count; i++)
        if (strcmp(template->sheets[i].key, key) == 0)
            return &template->sheets[i];
    return NULL;
}

/* ---- texts ----------------------------------------------------------------------------------- */

static void take_format(struct reading *reading, const struct node *value, const struct key *key,
                        void *target)
{
    char *format = value_quoted(reading, value, key->name);

    (void)target;
    if (format != NULL && strcmp(format, CHECKLIST_FORMAT_VERSION) != 0)
        reading_report(reading, PROBLEM_FORMAT, value, format, NULL, NULL);
    free(format);
}

static void take_language(struct reading *reading, const struct node *value, const struct key *key,
                          void *target)
{
    (void)target;
    if (!value_kind(reading, value, NODE_SCALAR, key->name))
        return;
    char *language = value_language(reading, value);
    if (language != NULL)
        mem_replace(&reading->checklist->language, language);
    free(language);
}

static size_t characters(const char *text)
{
    size_t count = 0;

    for (; *text != '\0'; text++)
        count += ((unsigned char)*text & 0xC0) != 0x80;
    return count;
}

/* Reports a text that is longer in one of its languages than there is room for. */
static void check_length(struct reading *reading, const struct node *at, const char *what,
                         const struct local_text *text, size_t (*measure)(const char *),
                         size_t limit)
{
    char most[24];

    snprintf(most, sizeof most, "%zu", limit);
    for (size_t i = 0; i < text->count; i++) {
        char have[24];
        size_t length = measure(text->items[i].text);
        snprintf(have, sizeof have, "%zu", length);
        if (length > limit)
            reading_report(reading, PROBLEM_LONG, at, what, have, most);
    }
}

static void take_cover(struct reading *reading, const struct node *value, const struct key *key,
                       void *target)
{
    struct template *template = ((struct filling *)target)->template;

    if (!value_kind(reading, value, NODE_LIST, key->name))
        return;
    for (const struct node *line = node_first(reading->tree, value); line != NULL;
         line = node_next(reading->tree, line)) {
        if (template->cover_count == TEMPLATE_COVER_LINES) {
            reading_report_limit(reading, line, _("lines of the cover"), TEMPLATE_COVER_LINES);
            return;
        }
        struct local_text *text = &template->cover[template->cover_count++];
        value_local_text(reading, line, _("line of the cover"), &(struct value_local){0}, text);
        check_length(reading, line, _("line of the cover"), text, characters, TEMPLATE_LINE_LIMIT);
    }
}

/* Marks without width count too: a footer holds 255 characters, whatever they look like. */
static size_t footer_length(const char *text)
{
    size_t width = text_width(text);
    size_t count = characters(text);

    for (const char *at = text; *at != '\0'; at++)
        count += *at == '&'; /* written twice */
    return count > width ? count : width;
}

static void take_footer(struct reading *reading, const struct node *value, const struct key *key,
                        void *target)
{
    struct local_text *footer = &((struct filling *)target)->template->footer;

    value_local_text(reading, value, key->name, &(struct value_local){0}, footer);
    check_length(reading, value, key->name, footer, footer_length, TEMPLATE_FOOTER_COLUMNS);
}

/* ---- the logo -------------------------------------------------------------------------------- */

/* Beside the template, unless it begins with / or ~/; heap. */
static char *logo_path(const char *template, const char *logo)
{
    const char *home = getenv("HOME");

    if (logo[0] == '/')
        return mem_strdup(logo);
    if (strncmp(logo, "~/", 2) == 0 && home != NULL)
        return file_join(home, logo + 2);
    char *directory = mem_strndup(template, (size_t)(file_base_name(template) - template));
    char *path = *directory != '\0' ? file_join(directory, logo) : mem_strdup(logo);
    free(directory);
    return path;
}

/* Why it can't be used; NULL if it can. Heap. */
static char *load_logo(const char *path, struct photo *logo)
{
    struct buf bytes;
    struct err err = {0};

    buf_init(&bytes);
    if (file_read(path, TEMPLATE_LOGO_LIMIT, &bytes, &err) != ERR_OK)
        return mem_strdup(err.message);
    if (photo_available())
        photo_of_bytes(bytes.data, bytes.length, 2 * TEMPLATE_LOGO_WIDTH, 2 * TEMPLATE_LOGO_HEIGHT,
                       logo);
    buf_clear(&bytes);
    if (logo->bytes != NULL)
        return NULL;
    return mem_strdup(photo_available() ? _("it is no JPEG or PNG that can be read")
                                        : _("auditwalk-thumbnail, which reads it, is missing"));
}

static void take_logo(struct reading *reading, const struct node *value, const struct key *key,
                      void *target)
{
    struct filling *filling = target;
    char *name = value_line(reading, value, key->name);

    if (name == NULL)
        return;
    char *path = logo_path(filling->path, name);
    char *why = load_logo(path, &filling->template->logo);
    if (why != NULL) {
        char *tail = mem_printf(": %s", why);
        problem_add(reading->problems, PROBLEM_LOGO, value->line, value->column,
                    &(struct problem_note){.values = {name}, .tail = tail});
        free(tail);
    }
    free(why);
    free(path);
    free(name);
}

/* ---- columns --------------------------------------------------------------------------------- */

static void report_column(struct reading *reading, const struct node *at, size_t sheet,
                          const char *name)
{
    const char *nearest = NULL;
    size_t best = SIZE_MAX;
    struct buf known;

    buf_init(&known);
    for (size_t i = 0; i < workbook_column_count(sheet); i++) {
        const char *key = workbook_column_key(sheet, i);
        size_t distance = text_distance(key, name);
        buf_printf(&known, "%s%s", i > 0 ? ", " : "", key);
        if (distance < best && value_is_near(key, name)) {
            nearest = key;
            best = distance;
        }
    }
    reading_report_known(reading, PROBLEM_COLUMN, at, name, workbook_sheet_key(sheet), nearest,
                         known.data);
    buf_clear(&known);
}

static const char *find_column(size_t sheet, const char *name)
{
    for (size_t i = 0; i < workbook_column_count(sheet); i++)
        if (strcmp(workbook_column_key(sheet, i), name) == 0)
            return workbook_column_key(sheet, i);
    return NULL;
}

static void add_column(struct reading *reading, const struct node *node, size_t index,
                       struct template_sheet *chosen)
{
    char *name = value_line(reading, node, "columns");
    const char *key = name != NULL ? find_column(index, name) : NULL;

    if (name != NULL && key == NULL)
        report_column(reading, node, index, name);
    free(name);
    for (size_t i = 0; key != NULL && i < chosen->count; i++) {
        if (chosen->columns[i] != key)
            continue;
        reading_report(reading, PROBLEM_TWICE, node, key, NULL, NULL);
        return;
    }
    if (key == NULL)
        return;
    if (chosen->count == 0 && key != workbook_column_key(index, 0))
        reading_report(reading, PROBLEM_FIRST_COLUMN, node, chosen->key,
                       workbook_column_key(index, 0), NULL);
    chosen->columns =
        mem_grow(chosen->columns, chosen->count, &chosen->capacity, sizeof *chosen->columns);
    chosen->columns[chosen->count++] = key;
}

static void take_columns(struct reading *reading, const struct node *value, const struct key *key,
                         void *target)
{
    struct filling *filling = target;
    struct template *template = filling->template;
    int count = 0;

    if (!value_kind(reading, value, NODE_LIST, key->name))
        return;
    template->sheets =
        mem_grow(template->sheets, template->count, &template->capacity, sizeof *template->sheets);
    struct template_sheet *chosen = &template->sheets[template->count++];
    *chosen = (struct template_sheet){.key = workbook_sheet_key(filling->sheet)};
    for (const struct node *node = node_first(reading->tree, value); node != NULL;
         node = node_next(reading->tree, node)) {
        if (count++ == CHECKLIST_ENTRY_LIMIT) {
            reading_report_limit(reading, node, _("columns"), CHECKLIST_ENTRY_LIMIT);
            return;
        }
        add_column(reading, node, filling->sheet, chosen);
    }
    if (count == 0 && value->complete)
        reading_report(reading, PROBLEM_EMPTY, value, key->name, NULL, NULL);
}

static const struct key sheet_keys[] = {{"columns", true, take_columns}};

static void take_sheet(struct reading *reading, const struct node *value, const struct key *key,
                       void *target)
{
    struct filling *filling = target;

    for (size_t i = 0; i < workbook_sheet_count(); i++)
        if (strcmp(workbook_sheet_key(i), key->name) == 0)
            filling->sheet = i;
    TAKE_MAP(reading, value, key->name, sheet_keys, filling);
}

static void take_sheets(struct reading *reading, const struct node *value, const struct key *key,
                        void *target)
{
    struct key keys[SHEET_KEYS];
    size_t count = workbook_sheet_count();

    for (size_t i = 0; i < count && i < SHEET_KEYS; i++)
        keys[i] = (struct key){workbook_sheet_key(i), false, take_sheet};
    checklist_take_map(reading, value, key->name, keys, count < SHEET_KEYS ? count : SHEET_KEYS,
                       target);
}

/* ---- the file -------------------------------------------------------------------------------- */

static const struct key file_keys[] = {
    {"format", true, take_format},  {"language", false, take_language},
    {"cover", false, take_cover},   {"logo", false, take_logo},
    {"footer", false, take_footer}, {"sheets", false, take_sheets},
};

static void parse(const char *path, const struct buf *bytes, struct template *template,
                  struct checklist_problems *problems)
{
    struct node_tree tree;
    struct checklist language;
    struct filling filling = {.template = template, .path = path};
    struct reading reading = {.tree = &tree, .checklist = &language, .problems = problems};

    checklist_init(&language);
    mem_replace(&language.language, "en");
    node_tree_init(&tree);
    node_tree_read(&tree, bytes->data != NULL ? bytes->data : "", bytes->length, problems);
    if (tree.count > 0)
        TAKE_MAP(&reading, &tree.nodes[0], _("the file"), file_keys, &filling);
    node_tree_clear(&tree);
    local_text_clear(&reading.odd);
    checklist_clear(&language);
    problems_sort(problems);
}

enum err_code template_parse(const char *path, const struct buf *bytes, struct template *template,
                             struct checklist_problems *problems, struct err *err)
{
    struct checklist_problems own = {0};
    enum err_code code = ERR_OK;

    *template = (struct template){0};
    if (problems == NULL)
        problems = &own;
    else
        *problems = own;
    parse(path, bytes, template, problems);
    if (problems->errors > 0) {
        code = problems_fail(path, problems, err);
        err_hint(err, _("auditwalk template check %s shows every problem of the file"), path);
        template_clear(template);
    }
    checklist_problems_clear(&own);
    return code;
}

enum err_code template_read(const char *path, struct template *template,
                            struct checklist_problems *problems, struct err *err)
{
    struct buf bytes;

    *template = (struct template){0};
    if (problems != NULL)
        *problems = (struct checklist_problems){0};
    buf_init(&bytes);
    enum err_code code = file_read(path, TEMPLATE_FILE_LIMIT, &bytes, err);
    if (code == ERR_OK)
        code = template_parse(path, &bytes, template, problems, err);
    buf_clear(&bytes);
    return code;
}

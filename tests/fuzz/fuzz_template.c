/* fuzz_template.c - feeds the reader of templates of workbooks with anything; seeds in
 * corpus-template. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/template.h"
#include "fuzz_check.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);

/* Nothing to decode a logo with: files are looked at, but no other program is started. */
int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    setenv("AUDITWALK_THUMBNAIL", "/nonexistent/auditwalk-thumbnail", 1);
    setenv("HOME", "/nonexistent", 1);
    return 0;
}

/* What the workbooks rely on. */
static void check_sheets(const struct template *template)
{
    for (size_t i = 0; i < template->count; i++) {
        const struct template_sheet *sheet = &template->sheets[i];
        must(sheet->key != NULL && sheet->count > 0 && sheet->columns != NULL);
        must(template_sheet(template, sheet->key) == sheet); /* each once */
        for (size_t j = 0; j < sheet->count; j++)
            for (size_t k = 0; k < j; k++)
                must(sheet->columns[j] != sheet->columns[k]);
    }
}

static void check_texts(const struct local_text *text, size_t most)
{
    for (size_t i = 0; i < text->count; i++) {
        must(text->items[i].language != NULL && text->items[i].text != NULL);
        must(strlen(text->items[i].text) <= most * 4);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    /* A copy of exactly that size, so that reading past its end shows. */
    struct buf copy = {.data = mem_dup(bytes, length), .length = length, .capacity = length};
    struct template template;
    struct checklist_problems problems;

    enum err_code code =
        template_parse("/nonexistent/fuzz.yaml", &copy, &template, &problems, NULL);
    check_problems(&problems, code);
    must(template.cover_count <= TEMPLATE_COVER_LINES);
    must(code == ERR_OK || (template.cover_count == 0 && template.count == 0));
    must(template.logo.bytes == NULL);
    check_sheets(&template);
    check_texts(&template.footer, TEMPLATE_FOOTER_COLUMNS);
    for (size_t i = 0; i < template.cover_count; i++)
        check_texts(&template.cover[i], TEMPLATE_LINE_LIMIT);
    template_clear(&template);
    free(copy.data);
    return 0;
}

/* command_checklist_export.c - auditwalk checklist export: a checklist as YAML or CSV. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "cli/cli.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/i18n.h"
#include "exchange/checklist_file.h"

/* What --format says, else the name of the output, else YAML. */
static enum checklist_format choose_format(const struct args *args)
{
    int format = args_code(args, "format");
    const char *output = args_text(args, "output");

    if (format >= 0)
        return (enum checklist_format)format;
    return output != NULL ? checklist_format_of(output) : CHECKLIST_YAML;
}

static enum err_code write_out(const struct args *args, const struct checklist *checklist,
                               struct err *err)
{
    struct buf bytes;
    const char *output = args_text(args, "output");
    enum err_code code = ERR_OK;

    buf_init(&bytes);
    checklist_write(checklist, choose_format(args), &bytes);
    if (output == NULL) {
        output_buf(&bytes);
        return ERR_OK;
    }
    code = file_write_atomic(output, bytes.data, bytes.length, err);
    if (code == ERR_OK) {
        char *shown = printable(output);
        printf(_("%s  written: %s %s, requirements: %zu\n"), shown, checklist->id,
               checklist->version, checklist->item_count);
        free(shown);
    }
    buf_clear(&bytes);
    return code;
}

static enum err_code run(struct session *session, const struct args *args, struct err *err)
{
    char *path = NULL;
    struct checklist checklist;

    (void)session;
    checklist_init(&checklist);
    enum err_code code = checklist_locate(args->words[0], &path, err);
    if (code == ERR_OK)
        code = checklist_file_read(path, &checklist, NULL, err);
    if (code == ERR_OK)
        code = write_out(args, &checklist, err);
    checklist_clear(&checklist);
    free(path);
    return code;
}

static const struct option options[] = {
    {"format", 0, ARGUMENT_CODE, 0, &checklist_formats, "FORMAT",
     N_("how to write it (else CSV for an output NAME.csv, YAML for all others)")},
    {"output", 'o', ARGUMENT_PATH, 0, NULL, "FILE", N_("the file to write (else standard output)")},
    {NULL, 0, ARGUMENT_NONE, 0, NULL, NULL, NULL}};

const struct command command_checklist_export = {
    .name = "checklist export",
    .words = "PATH-OR-ID",
    .summary = N_("write a checklist as YAML or as CSV for a spreadsheet"),
    .details = N_("Both formats hold everything: what is exported can be imported again and is the "
                  "same. A file of that name is replaced in one step."),
    .options = options,
    .word_kind = ARGUMENT_PATH,
    .words_min = 1,
    .words_max = 1,
    .run = run};

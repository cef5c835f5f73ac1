/* command_checklist_import.c - auditwalk checklist import: a file into the user's folder. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "cli/cli.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "exchange/checklist_file.h"

static void tell(const struct checklist_imported *imported)
{
    char *path = printable(imported->path);
    const char *version = imported->version != NULL ? imported->version : _("overlay");

    if (imported->unchanged)
        printf(_("%s  is there already: %s %s, nothing to do\n"), path, imported->id, version);
    else
        printf(_("%s  imported: %s %s, requirements: %zu, warnings: %zu\n"), path, imported->id,
               version, imported->items, imported->warnings);
    if (!imported->unchanged && imported->replaced != NULL)
        printf(_("in place of version %s\n"), imported->replaced);
    free(path);
}

static enum err_code run(struct session *session, const struct args *args, struct err *err)
{
    struct checklist_imported imported = {0};
    int format = args_code(args, "as");
    struct checklist_import import = {.file = args->words[0],
                                      .format = format >= 0 ? (enum checklist_format)format
                                                            : checklist_format_of(args->words[0]),
                                      .path = args_text(args, "output"),
                                      .replace = args_has(args, "replace")};

    (void)session;
    enum err_code code = checklist_file_import(&import, &imported, err);
    if (code == ERR_OK)
        tell(&imported);
    checklist_imported_clear(&imported);
    return code;
}

static const struct option options[] = {
    {"as", 0, ARGUMENT_CODE, 0, &checklist_formats, "FORMAT",
     N_("what the file is (else CSV for NAME.csv, YAML for all others)")},
    {"output", 'o', ARGUMENT_PATH, 0, NULL, "FILE",
     N_("the file to write instead of the one in your folder")},
    {"replace", 0, ARGUMENT_NONE, 0, NULL, NULL,
     N_("put it in the place of another version that is there")},
    {NULL, 0, ARGUMENT_NONE, 0, NULL, NULL, NULL}};

const struct command command_checklist_import = {
    .name = "checklist import",
    .words = "FILE",
    .summary = N_("check a checklist file and put it among yours"),
    .details =
        N_("YAML, or CSV as spreadsheets write it. The whole file is checked first; one with "
           "an error is not imported. It goes to "
           "~/.local/share/auditwalk/checklists/ID.yaml, readable by you alone, and comes "
           "before one of the same id that came with the program. An overlay, your own copy of a "
           "standard's wording, goes to ID.overlay.yaml and is shown beside the questions."),
    .options = options,
    .word_kind = ARGUMENT_PATH,
    .words_min = 1,
    .words_max = 1,
    .run = run};

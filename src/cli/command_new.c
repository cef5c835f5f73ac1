/* command_new.c - auditwalk new: an audit file for an organization. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "cli/cli.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/i18n.h"

static enum err_code run(struct session *session, const struct args *args, struct err *err)
{
    char *person = NULL;
    const char *organization = args_text(args, "organization");

    enum err_code code = session_person(session, &person, err);
    if (code == ERR_OK)
        code = session_device(session, err);
    if (code == ERR_OK)
        code = store_create(args->words[0], &session->device, organization, person, &session->store,
                            err);
    if (code == ERR_OK) {
        char *path = printable(args->words[0]);
        printf(_("%s  made for %s, by %s\n"), path, organization, person);
        free(path);
    }
    free(person);
    return code;
}

static const struct option options[] = {
    {"organization", 0, ARGUMENT_LINE, OPTION_REQUIRED, NULL, "NAME",
     N_("the organization whose security management system is audited")},
    {NULL, 0, ARGUMENT_NONE, 0, NULL, NULL, NULL}};

const struct command command_new = {
    .name = "new",
    .words = "FILE",
    .summary = N_("make a new, empty audit file for an organization"),
    .details = N_("The author is who --person names. FILE must not exist yet; only its owner can "
                  "read and write it."),
    .options = options,
    .word_kind = ARGUMENT_PATH,
    .words_min = 1,
    .words_max = 1,
    .run = run};

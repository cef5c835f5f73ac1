/* command_demo.c - auditwalk demo: an audit file to try the program with. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "cli/cli.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "exchange/demo.h"

static enum err_code run(struct session *session, const struct args *args, struct err *err)
{
    enum err_code code = session_device(session, err);

    if (code == ERR_OK)
        code = demo_create(args->words[0], &session->device, &session->store, err);
    if (code != ERR_OK)
        return code;
    char *path = printable(args->words[0]);
    printf(_("%s  made, with the demo organization (auditwalk %s opens it)\n"), path, path);
    free(path);
    return ERR_OK;
}

const struct command command_demo = {
    .name = "demo",
    .words = "FILE",
    .summary = N_("make a new audit file with a demo organization"),
    .details = N_("A fictional container terminal operator with two audits, to try everything on. "
                  "FILE must not exist yet."),
    .word_kind = ARGUMENT_PATH,
    .words_min = 1,
    .words_max = 1,
    .run = run};

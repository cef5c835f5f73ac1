/* command_demo.c - auditwalk demo: an audit file to try the program with. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "cli/cli.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "exchange/demo.h"

enum scale { SCALE_SMALL, SCALE_LARGE };

static const struct code scale_rows[] = {
    [SCALE_SMALL] = {"small", N_("three audits"), "", '\0', TONE_PLAIN},
    [SCALE_LARGE] = {"large", N_("a thousand audits"), "", '\0', TONE_PLAIN},
    {NULL, NULL, NULL, '\0', TONE_PLAIN}};
static const struct code_list scales = {"scale", scale_rows, 2};

static const struct option options[] = {
    {"scale", 0, ARGUMENT_CODE, 0, &scales, "SCALE",
     N_("large: a thousand audits with 265 assessments and 50 findings each, to see how fast the "
        "program is; takes a minute or two and 230 MB")},
    {NULL, 0, ARGUMENT_NONE, 0, NULL, NULL, NULL}};

static enum err_code run(struct session *session, const struct args *args, struct err *err)
{
    enum err_code code = session_device(session, err);

    const char *path = args->words[0];
    const struct demo_many many = {
        .audits = DEMO_MANY, .progress = job_percent, .context = &session->job};
    if (code == ERR_OK && args_code(args, "scale") == (int)SCALE_LARGE) {
        job_begin(&session->job, _("Making a thousand audits"));
        code = demo_create_many(path, &session->device, &many, &session->store, err);
        job_end(&session->job);
    } else if (code == ERR_OK)
        code = demo_create(path, &session->device, &session->store, err);
    if (code != ERR_OK)
        return code;
    char *shown = printable(path);
    printf(_("%s  made, with the demo organization (auditwalk %s opens it)\n"), shown, shown);
    free(shown);
    return ERR_OK;
}

const struct command command_demo = {
    .name = "demo",
    .words = "FILE",
    .options = options,
    .summary = N_("make a new audit file with a demo organization"),
    .details =
        N_("A fictional container terminal operator with three audits, to try everything on. "
           "FILE must not exist yet."),
    .word_kind = ARGUMENT_PATH,
    .words_min = 1,
    .words_max = 1,
    .run = run};

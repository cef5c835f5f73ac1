/* command_note.c - auditwalk note: the note of one requirement, its result as it is. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "cli/cli.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "core/ref.h"
#include "store/walk.h"

static void tell(const struct args *args)
{
    char *normal = ref_normalise(args->words[0]);
    char *display = ref_display(normal);
    char *shown = printable(display);

    printf("%s  %s\n", shown, args->words[1][0] != '\0' ? _("note written") : _("note removed"));
    free(shown);
    free(display);
    free(normal);
}

static enum err_code run(struct session *session, const struct args *args, struct err *err)
{
    struct ident audit;
    char *checklist = NULL;
    char *item = NULL;

    enum err_code code = session_open(session, OPEN_TO_WRITE, err);
    if (code == ERR_OK)
        code = session_audit(session, &audit, err);
    if (code == ERR_OK)
        code = walk_find(session->store, &audit, args->words[0], &checklist, &item, err);
    if (code == ERR_OK)
        code = assessment_note(session->store, &audit, checklist, item, args->words[1], err);
    if (code == ERR_OK)
        tell(args);
    free(checklist);
    free(item);
    return code;
}

static const struct option options[] = {
    {"audit", 0, ARGUMENT_LINE, 0, NULL, "NUMBER", N_("the audit (else the one that is open)")},
    {NULL, 0, ARGUMENT_NONE, 0, NULL, NULL, NULL}};

const struct command command_note = {
    .name = "note",
    .words = "REF TEXT",
    .summary = N_("write the note of a requirement"),
    .details = N_("Its result stays as it is. The text takes the place of the note that is there; "
                  "an empty text removes the note."),
    .options = options,
    .word_kind = ARGUMENT_BLOCK,
    .words_min = 2,
    .words_max = 2,
    .run = run};

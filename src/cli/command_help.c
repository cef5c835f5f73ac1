/* command_help.c - auditwalk help: all commands, or one. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"

static enum err_code unknown_topic(const char *topic, struct err *err)
{
    const char *nearest = command_nearest(topic);

    err_set(err, ERR_USAGE, _("unknown command: %s"), topic);
    if (nearest != NULL)
        return err_hint(err, _("did you mean %s?"), nearest);
    return err_hint(err, _("auditwalk help lists them"));
}

static enum err_code help_topic(const struct args *args, struct err *err)
{
    enum err_code code = ERR_OK;
    char *topic = args->word_count > 1 ? mem_printf("%s %s", args->words[0], args->words[1])
                                       : mem_strdup(args->words[0]);

    if (command_find(topic) != NULL)
        help_command(command_find(topic));
    else if (command_is_group(topic))
        help_group(topic);
    else
        code = unknown_topic(topic, err);
    free(topic);
    return code;
}

static enum err_code run(struct session *session, const struct args *args, struct err *err)
{
    (void)session;
    if (args->word_count > 0)
        return help_topic(args, err);
    if (args_has(args, "all"))
        help_all();
    else if (args_has(args, "words"))
        help_words();
    else if (args_has(args, "manual"))
        help_manual();
    else
        help_overview();
    return ERR_OK;
}

static const struct option options[] = {
    {"all", 0, ARGUMENT_NONE, 0, NULL, NULL, N_("every command with its options")},
    {"words", 0, ARGUMENT_NONE, 0, NULL, NULL,
     N_("the same as lines with tabs, for programs: command, option, value, words it takes, "
        "summary")},
    {"manual", 0, ARGUMENT_NONE, 0, NULL, NULL,
     N_("the sections of the manual page that list them")},
    {NULL, 0, ARGUMENT_NONE, 0, NULL, NULL, NULL}};

const struct command command_help = {.name = "help",
                                     .words = "COMMAND",
                                     .summary = N_("tell what the commands do and take"),
                                     .options = options,
                                     .word_kind = ARGUMENT_LINE,
                                     .words_max = 2,
                                     .run = run};

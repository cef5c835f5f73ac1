/* command_config.c - auditwalk config: every setting with its value, as the configuration file has
 * them.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "cli/cli.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/i18n.h"

static void print_key(void *context, const char *name, const char *keys)
{
    (void)context;
    printf("key.%s = %s\n", name, keys);
}

static void print_colours(const struct config *config)
{
    for (int i = 0; i < STYLE_COUNT; i++) {
        enum theme theme = (enum theme)theme_find(config->theme);
        const struct look *look =
            config->looks.set[i] ? &config->looks.own[i] : theme_look(theme, (enum style)i);
        char *words = theme_look_words(look);
        printf("colour.%s = %s\n", theme_style_word((enum style)i), words);
        free(words);
    }
}

static enum err_code run(struct session *session, const struct args *args, struct err *err)
{
    const struct config *config = &session->config;

    (void)args;
    (void)err;
    if (config->person != NULL)
        printf("person = %s\n", config->person);
    if (config->file != NULL)
        printf("file = %s\n", config->file);
    printf("language = %s\n", session->language);
    printf("theme = %s\n", theme_word((enum theme)theme_find(config->theme)));
    if (config->template != NULL)
        printf("template = %s\n", config->template);
    if (config->attachment_limit > 0)
        printf("attachment-limit-mib = %llu\n",
               (unsigned long long)(config->attachment_limit / (1024 * 1024)));
    print_colours(config);
    keymap_list(config->keymap, print_key, NULL);
    return ERR_OK;
}

static const struct option options[] = {{NULL, 0, ARGUMENT_NONE, 0, NULL, NULL, NULL}};

const struct command command_config = {
    .name = "config",
    .summary = N_("print all settings, keys and colours included, as a configuration file"),
    .details = N_("What the file says, else what holds without it; lines to be copied and changed. "
                  "See auditwalk-config(5)."),
    .options = options,
    .run = run};

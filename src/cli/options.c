/* options.c - the command line: words and options, cleaned and checked against the tables.
 *
 * Options may stand anywhere; "--" ends them. The command is found first, because its table says
 * which options take a value.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "cli/cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/text.h"

const struct option global_options[] = {
    {"file", 'f', ARGUMENT_PATH, 0, NULL, "FILE", N_("the audit file (else $AUDITWALK_FILE)")},
    {"person", 0, ARGUMENT_LINE, 0, NULL, "NAME",
     N_("who is working (else $AUDITWALK_PERSON, the configuration, who wrote first into this file "
        "on this laptop, your full name at the login)")},
    {"lang", 0, ARGUMENT_LANGUAGE, 0, NULL, "LANG",
     N_("language: en, zh_CN; of a workbook also both")},
    {"plain", 0, ARGUMENT_NONE, 0, NULL, NULL,
     N_("screens without boxes and bars, for screen readers")},
    {"help", 'h', ARGUMENT_NONE, 0, NULL, NULL, N_("what a command does and takes")},
    {"version", 0, ARGUMENT_NONE, 0, NULL, NULL, N_("the version and its libraries")},
    {NULL, 0, ARGUMENT_NONE, 0, NULL, NULL, NULL}};

/* ---- finding the row of an option ------------------------------------------------------------ */

static const struct option *find_name(const struct option *table, const char *name, size_t length)
{
    for (; table != NULL && table->name != NULL; table++)
        if (strncmp(table->name, name, length) == 0 && table->name[length] == '\0')
            return table;
    return NULL;
}

static const struct option *find_letter(const struct option *table, char letter)
{
    for (; table != NULL && table->name != NULL; table++)
        if (table->letter == letter)
            return table;
    return NULL;
}

/* text is "--name", "--name=value", "-x" or "-xvalue"; *value gets what is joined to it. */
static const struct option *find_option(const struct command *command, const char *text,
                                        const char **value)
{
    const struct option *own = command != NULL ? command->options : NULL;
    const struct option *found;

    *value = NULL;
    if (text[1] == '-') {
        size_t length = strcspn(text + 2, "=");
        found = find_name(own, text + 2, length);
        if (found == NULL)
            found = find_name(global_options, text + 2, length);
        if (text[2 + length] == '=')
            *value = text + 2 + length + 1;
        return found;
    }
    found = find_letter(own, text[1]);
    if (found == NULL)
        found = find_letter(global_options, text[1]);
    if (text[2] != '\0')
        *value = text + 2;
    return found;
}

static bool is_option(const char *text)
{
    return text[0] == '-' && text[1] != '\0';
}

static enum err_code unknown_option(const struct command *command, const char *text,
                                    struct err *err)
{
    struct nearest nearest = {NULL, 0};
    size_t length = strcspn(text, "=");
    char *typed = mem_strndup(text, length);
    const char *name = command != NULL ? command->name : "auditwalk";

    if (text[1] == '-') {
        for (const struct option *row = global_options; row->name != NULL; row++)
            nearest_try(&nearest, typed + 2, row->name);
        if (command != NULL && command->options != NULL)
            for (const struct option *row = command->options; row->name != NULL; row++)
                nearest_try(&nearest, typed + 2, row->name);
    }
    err_set(err, ERR_USAGE, _("%s: unknown option %s"), name, typed);
    free(typed);
    if (nearest.word != NULL)
        return err_hint(err, _("did you mean --%s?"), nearest.word);
    if (command != NULL)
        return err_hint(err, _("auditwalk %s --help lists them"), name);
    return err_hint(err, _("auditwalk help lists them"));
}

/* ---- values at the door ---------------------------------------------------------------------- */

enum err_code code_check(const struct code_list *list, const char *what, const char *word,
                         int *index, struct err *err)
{
    *index = code_index(list, word);
    if (*index >= 0)
        return ERR_OK;
    const char *nearest = code_nearest(list, word);
    char *words = code_words(list);
    err_set(err, ERR_USAGE, _("%s: unknown word \"%s\""), what, word);
    if (nearest != NULL)
        err_hint(err, _("did you mean %s? Known are: %s"), nearest, words);
    else
        err_hint(err, _("known are: %s"), words);
    free(words);
    return ERR_USAGE;
}

static enum err_code check_language(const char *what, const char *text, struct err *err)
{
    char *tag = locale_tag(text);
    bool good = tag != NULL;

    free(tag);
    if (good)
        return ERR_OK;
    err_set(err, ERR_USAGE, _("%s: \"%s\" is no language"), what, text);
    return err_hint(err, _("en or zh_CN; for a workbook also both"));
}

static enum err_code check_value(const struct option *option, const char *what, const char *text,
                                 struct err *err)
{
    int index = 0;

    if (option->kind == ARGUMENT_CODE)
        return code_check(option->codes, what, text, &index, err);
    if (option->kind == ARGUMENT_DATE && !clock_is_date(text)) {
        err_set(err, ERR_USAGE, _("%s: \"%s\" is no date"), what, text);
        return err_hint(err, _("write it as 2026-03-12"));
    }
    if (option->kind == ARGUMENT_NUMBER &&
        (text[0] == '\0' || strlen(text) > 9 || text[strspn(text, "0123456789")] != '\0')) {
        err_set(err, ERR_USAGE, _("%s: \"%s\" is no number"), what, text);
        return err_hint(err, _("write digits only, as 20"));
    }
    return option->kind == ARGUMENT_LANGUAGE ? check_language(what, text, err) : ERR_OK;
}

static enum err_code clean_value(enum argument_kind kind, const char *what, const char *text,
                                 char **clean, struct err *err)
{
    if (kind == ARGUMENT_PATH) {
        *clean = mem_strdup(text);
        if (text[0] != '\0')
            return ERR_OK;
        err_set(err, ERR_USAGE, _("%s: the name of the file is empty"), what);
        return ERR_USAGE;
    }
    enum text_kind how = kind == ARGUMENT_BLOCK ? TEXT_BLOCK : TEXT_LINE;
    enum err_code code = text_clean(text, strlen(text), how, clean, err);
    return code == ERR_OK ? code : err_prefix(err, what);
}

static enum err_code add_given(struct args *args, const struct option *option, const char *text,
                               struct err *err)
{
    char *clean = NULL;
    char *what = mem_printf("--%s", option->name);
    bool global = option >= global_options &&
                  option < global_options + sizeof global_options / sizeof global_options[0];
    enum err_code code = ERR_OK;

    if (!global && (option->flags & OPTION_MANY) == 0 && args_has(args, option->name)) {
        err_set(err, ERR_USAGE, _("%s: %s is given twice"), args->command->name, what);
        code = err_hint(err, _("it can be given once"));
    }
    if (code == ERR_OK && text != NULL)
        code = clean_value(option->kind, what, text, &clean, err);
    if (code == ERR_OK && clean != NULL)
        code = check_value(option, what, clean, err);
    free(what);
    if (code != ERR_OK) {
        free(clean);
        return code;
    }
    args->given =
        mem_grow(args->given, args->given_count, &args->given_capacity, sizeof *args->given);
    args->given[args->given_count++] = (struct given){option, clean};
    return ERR_OK;
}

/* One option at argv[*at], with the value that may follow it; *at ends at the last argument used.
 */
static enum err_code take_option(struct args *args, int argc, char *const *argv, int *at,
                                 struct err *err)
{
    const char *value = NULL;
    const char *text = argv[*at];
    const struct option *option = find_option(args->command, text, &value);

    if (option == NULL)
        return unknown_option(args->command, text, err);
    if (option->kind == ARGUMENT_NONE && value != NULL)
        return err_set(err, ERR_USAGE, _("--%s takes no value"), option->name);
    if (option->kind != ARGUMENT_NONE && value == NULL) {
        if (*at + 1 >= argc) {
            err_set(err, ERR_USAGE, _("--%s needs a value"), option->name);
            return err_hint(err, "--%s %s", option->name, option->value);
        }
        value = argv[++*at];
    }
    return add_given(args, option, value, err);
}

static enum err_code take_word(struct args *args, const char *text, struct err *err)
{
    char *clean = NULL;
    enum argument_kind kind = args->command != NULL ? args->command->word_kind : ARGUMENT_PATH;
    const char *what = args->command != NULL ? args->command->name : "auditwalk";

    enum err_code code = clean_value(kind, what, text, &clean, err);
    if (code != ERR_OK) {
        free(clean);
        return code;
    }
    args->words =
        mem_grow(args->words, args->word_count, &args->word_capacity, sizeof *args->words);
    args->words[args->word_count++] = clean;
    return ERR_OK;
}

/* ---- the command ----------------------------------------------------------------------------- */

/* The first two arguments that are no options, by their places (argc: none). Only global options
 * may stand before them. */
static void find_words(int argc, char *const *argv, int places[2])
{
    int found = 0;

    places[0] = places[1] = argc;
    for (int i = 1; i < argc && found < 2; i++) {
        const char *value = NULL;
        if (strcmp(argv[i], "--") == 0)
            return;
        if (!is_option(argv[i])) {
            places[found++] = i;
            continue;
        }
        const struct option *option = find_option(NULL, argv[i], &value);
        if (option == NULL)
            return;
        if (option->kind != ARGUMENT_NONE && value == NULL)
            i++;
    }
}

/* "evidence" alone, or with a word that it does not know. Asking for help is no mistake. */
static enum err_code check_group(int argc, char *const *argv, const int places[2], struct err *err)
{
    const char *group = places[0] < argc ? argv[places[0]] : "";

    if (!command_is_group(group) || command_find(group) != NULL)
        return ERR_OK;
    for (int i = 1; i < argc; i++)
        if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0)
            return ERR_OK;
    char *words = command_group_words(group);
    if (places[1] < argc)
        err_set(err, ERR_USAGE, _("unknown command: %s %s"), group, argv[places[1]]);
    else
        err_set(err, ERR_USAGE, _("%s: a second word is missing"), group);
    err_hint(err, _("auditwalk %s knows: %s"), group, words);
    free(words);
    return ERR_USAGE;
}

static const struct command *find_command(int argc, char *const *argv, int places[2])
{
    const struct command *command = NULL;

    if (places[0] >= argc)
        return NULL;
    if (places[1] < argc) {
        char *both = mem_printf("%s %s", argv[places[0]], argv[places[1]]);
        command = command_find(both);
        free(both);
        if (command != NULL)
            return command;
    }
    command = command_find(argv[places[0]]);
    if (command != NULL)
        places[1] = argc; /* a word of its own */
    return command;
}

enum err_code args_parse(int argc, char *const *argv, struct args *args, struct err *err)
{
    int places[2];
    bool ended = false;
    enum err_code code = ERR_OK;

    *args = (struct args){0};
    find_words(argc, argv, places);
    args->command = find_command(argc, argv, places);
    if (args->command == NULL)
        code = check_group(argc, argv, places, err);
    for (int i = 1; i < argc && code == ERR_OK; i++) {
        if (args->command != NULL && (i == places[0] || i == places[1]))
            continue;
        if (!ended && strcmp(argv[i], "--") == 0)
            ended = true;
        else if (!ended && is_option(argv[i]))
            code = take_option(args, argc, argv, &i, err);
        else
            code = take_word(args, argv[i], err);
    }
    return code;
}

enum err_code args_check(const struct args *args, struct err *err)
{
    const struct command *command = args->command;

    for (const struct option *row = command->options; row != NULL && row->name != NULL; row++) {
        if ((row->flags & OPTION_REQUIRED) == 0)
            continue;
        const char *text = args_text(args, row->name);
        if (text == NULL)
            err_set(err, ERR_USAGE, _("%s: --%s is missing"), command->name, row->name);
        else if (text[0] == '\0')
            err_set(err, ERR_USAGE, _("%s: --%s is empty"), command->name, row->name);
        else
            continue;
        return err_hint(err, "--%s %s: %s", row->name, row->value, _(row->help));
    }
    if (args->word_count >= command->words_min && args->word_count <= command->words_max)
        return ERR_OK;
    if (args->word_count < command->words_min)
        err_set(err, ERR_USAGE, _("%s: %s is missing"), command->name, command->words);
    else
        err_set(err, ERR_USAGE, _("%s: \"%s\" is too much"), command->name,
                args->words[command->words_max]);
    return err_hint(err, _("auditwalk %s --help tells how"), command->name);
}

/* ---- asking ---------------------------------------------------------------------------------- */

/* The last one given, so that a wrapper's global options can be overridden. */
static const struct given *find_given(const struct args *args, const char *name)
{
    for (size_t i = args->given_count; i > 0; i--)
        if (strcmp(args->given[i - 1].option->name, name) == 0)
            return &args->given[i - 1];
    return NULL;
}

const char *args_text(const struct args *args, const char *name)
{
    const struct given *given = find_given(args, name);
    return given != NULL ? given->text : NULL;
}

bool args_has(const struct args *args, const char *name)
{
    return find_given(args, name) != NULL;
}

int args_code(const struct args *args, const char *name)
{
    const struct given *given = find_given(args, name);
    return given != NULL ? code_index(given->option->codes, given->text) : -1;
}

size_t args_number(const struct args *args, const char *name, size_t other)
{
    const char *text = args_text(args, name);
    return text != NULL ? (size_t)strtoul(text, NULL, 10) : other;
}

const char **args_list(const struct args *args, const char *name, size_t *count)
{
    const char **list = NULL;
    size_t capacity = 0;

    *count = 0;
    for (size_t i = 0; i < args->given_count; i++) {
        if (strcmp(args->given[i].option->name, name) != 0)
            continue;
        list = mem_grow(list, *count, &capacity, sizeof *list);
        list[(*count)++] = args->given[i].text;
    }
    return list;
}

void args_clear(struct args *args)
{
    for (size_t i = 0; i < args->given_count; i++)
        free(args->given[i].text);
    for (size_t i = 0; i < args->word_count; i++)
        free(args->words[i]);
    free(args->given);
    free(args->words);
    *args = (struct args){0};
}

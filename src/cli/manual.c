/* manual.c - the COMMANDS and OPTIONS sections of auditwalk(1), from the table of commands.
 *
 * tests/e2e/docs.sh compares them with the page.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "cli/cli.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"

/* Hyphens that are typed stay hyphens, and no line begins a request. */
static void put_text(const char *text)
{
    if (text[0] == '.' || text[0] == '\'')
        fputs("\\&", stdout);
    for (; *text != '\0'; text++) {
        if (*text == '-')
            fputs("\\-", stdout);
        else if (*text == '\\')
            fputs("\\e", stdout);
        else
            putchar(*text);
    }
}

static void put_line(const char *text)
{
    put_text(text);
    putchar('\n');
}

/* A summary begins with a small letter, as lists want it. */
static void put_sentence(const char *text)
{
    putchar(toupper((unsigned char)text[0]));
    put_text(text + 1);
    puts(".");
}

static void put_option(const struct option *option)
{
    puts(".TP");
    fputs(option->value != NULL ? ".BI " : ".B ", stdout);
    if (option->letter != 0)
        printf("\\-%c%s", option->letter, option->value != NULL ? "\\fR,\\ \\fB" : ",\\ ");
    fputs("\\-\\-", stdout);
    put_text(option->name);
    if (option->value != NULL)
        printf(" \"\\ %s\"", option->value);
    putchar('\n');
    put_text(_(option->help));
    if (option->codes != NULL) {
        char *words = code_words(option->codes);
        fputs(": ", stdout);
        put_text(words);
        free(words);
    }
    if ((option->flags & OPTION_REQUIRED) != 0)
        printf(" (%s)", _("needed"));
    if ((option->flags & OPTION_MANY) != 0)
        printf(" (%s)", _("may be given more than once"));
    putchar('\n');
}

static void put_command(const struct command *command)
{
    char *usage = command_usage(command);

    fputs(".SS ", stdout);
    put_line(command->name);
    fputs(".nh\n.B ", stdout);
    put_line(usage);
    puts(".hy\n.PP");
    free(usage);
    put_sentence(_(command->summary));
    if (command->details != NULL)
        put_line(_(command->details));
    if (command->alias != NULL) {
        printf("%s\n.B auditwalk ", _("Also:"));
        put_line(command->alias);
    }
    for (const struct option *row = command->options; row != NULL && row->name != NULL; row++)
        put_option(row);
}

void help_manual(void)
{
    printf(".SH %s\n", _("COMMANDS"));
    for (size_t i = 0; commands[i] != NULL; i++)
        put_command(commands[i]);
    printf(".SH %s\n", _("OPTIONS"));
    puts(_("These stand before or behind any command."));
    for (const struct option *row = global_options; row->name != NULL; row++)
        put_option(row);
}

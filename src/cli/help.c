/* help.c - help from the table of commands. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "cli/cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"

enum {
    HELP_COLUMNS = 79,
    HELP_INDENT = 4,
    HELP_VALUE_COLUMN = 30,
    HELP_NAME_COLUMN = 24,
    HELP_FURTHER = 8
};

/* ---- pieces ---------------------------------------------------------------------------------- */

static void add_option_usage(struct buf *usage, const struct option *option)
{
    bool required = (option->flags & OPTION_REQUIRED) != 0;

    buf_puts(usage, required ? " " : " [");
    buf_printf(usage, option->letter != 0 ? "-%c" : "--", option->letter);
    if (option->letter == 0)
        buf_puts(usage, option->name);
    if (option->value != NULL)
        buf_printf(usage, " %s", option->value);
    if (!required)
        buf_putc(usage, ']');
    if ((option->flags & OPTION_MANY) != 0)
        buf_puts(usage, "...");
}

char *command_usage(const struct command *command)
{
    struct buf usage;

    buf_init(&usage);
    buf_printf(&usage, "auditwalk %s", command->name);
    if (command->words != NULL)
        buf_printf(&usage, command->words_min > 0 ? " %s" : " [%s]", command->words);
    for (int required = 1; required >= 0; required--) {
        for (const struct option *row = command->options; row != NULL && row->name != NULL; row++)
            if (((row->flags & OPTION_REQUIRED) != 0) == (required != 0))
                add_option_usage(&usage, row);
    }
    return buf_take(&usage);
}

/* Wraps text to the screen; the lines behind the first begin at column indent. */
static void print_wrapped(const char *text, size_t indent, size_t first)
{
    struct text_lines lines = {0};

    text_wrap(text, HELP_COLUMNS - indent, &lines);
    for (size_t i = 0; i < lines.count; i++)
        printf("%*s%.*s\n", (int)(i == 0 ? first : indent), "", (int)lines.items[i].length,
               text + lines.items[i].start);
    text_lines_clear(&lines);
}

/* The length of the first piece of a usage that must not be broken: an option with its value. */
static size_t usage_piece(const char *usage)
{
    size_t length = strcspn(usage, " ");

    while (usage[length] == ' ' && usage[length + 1] != '[' && usage[length + 1] != '-')
        length += 1 + strcspn(usage + length + 1, " ");
    return length;
}

static void print_usage(const char *usage)
{
    size_t used = HELP_INDENT;

    printf("%*s", HELP_INDENT, "");
    for (bool first = true; *usage != '\0'; first = false) {
        size_t length = usage_piece(usage);
        if (!first && used + 1 + length > HELP_COLUMNS) {
            printf("\n%*s", HELP_FURTHER, "");
            used = HELP_FURTHER;
        } else if (!first) {
            putchar(' ');
            used++;
        }
        printf("%.*s", (int)length, usage);
        used += length;
        usage += length + (usage[length] == ' ');
    }
    putchar('\n');
}

static char *option_left(const struct option *option)
{
    char letter[8] = "";

    if (option->letter != 0)
        snprintf(letter, sizeof letter, "-%c, ", option->letter);
    return mem_printf("%s--%s%s%s", letter, option->name, option->value != NULL ? " " : "",
                      option->value != NULL ? option->value : "");
}

/* What the option is for, with the words it takes. */
static char *option_right(const struct option *option)
{
    if (option->codes == NULL)
        return mem_strdup(_(option->help));
    char *words = code_words(option->codes);
    char *text = mem_printf("%s: %s", _(option->help), words);
    free(words);
    return text;
}

static void print_options(const struct option *options)
{
    for (const struct option *row = options; row != NULL && row->name != NULL; row++) {
        char *left = option_left(row);
        char *right = option_right(row);
        size_t width = HELP_INDENT + text_width(left);
        printf("%*s%s", HELP_INDENT, "", left);
        if (width + 2 > HELP_VALUE_COLUMN) {
            putchar('\n');
            width = 0;
        }
        print_wrapped(right, HELP_VALUE_COLUMN, HELP_VALUE_COLUMN - width);
        free(left);
        free(right);
    }
}

static void print_summary(const struct command *command)
{
    size_t width = HELP_INDENT + strlen(command->name);

    printf("%*s%s", HELP_INDENT, "", command->name);
    print_wrapped(_(command->summary), HELP_INDENT + HELP_NAME_COLUMN,
                  HELP_INDENT + HELP_NAME_COLUMN - width);
}

/* ---- the pages ------------------------------------------------------------------------------- */

void help_overview(void)
{
    printf("%s\n\n", _("auditwalk - internal audits of a security management system (ISO 28000)"));
    print_usage("auditwalk FILE");
    print_usage("auditwalk [-f FILE] COMMAND [--OPTION VALUE]...");
    printf("\n%s\n\n", _("FILE opens on the screens; the commands do the same from scripts."));
    for (size_t i = 0; commands[i] != NULL; i++)
        print_summary(commands[i]);
    printf("\n%s\n", _("Options of every command:"));
    print_options(global_options);
    printf("\n%s\n", _("auditwalk COMMAND --help tells more, auditwalk(1) everything. To begin:"));
    printf("%*sauditwalk demo demo.audit && auditwalk demo.audit\n", HELP_INDENT, "");
}

void help_command(const struct command *command)
{
    char *usage = command_usage(command);

    print_usage(usage);
    free(usage);
    putchar('\n');
    print_wrapped(_(command->summary), HELP_INDENT, HELP_INDENT);
    if (command->details != NULL) {
        putchar('\n');
        print_wrapped(_(command->details), HELP_INDENT, HELP_INDENT);
    }
    if (command->alias != NULL)
        printf("\n%*s%s auditwalk %s\n", HELP_INDENT, "", _("Also:"), command->alias);
    if (command->options != NULL) {
        putchar('\n');
        print_options(command->options);
    }
}

void help_group(const char *word)
{
    size_t length = strlen(word);
    bool first = true;

    for (size_t i = 0; commands[i] != NULL; i++) {
        if (strncmp(commands[i]->name, word, length) != 0 || commands[i]->name[length] != ' ')
            continue;
        if (!first)
            putchar('\n');
        help_command(commands[i]);
        first = false;
    }
}

void help_all(void)
{
    help_overview();
    for (size_t i = 0; commands[i] != NULL; i++) {
        putchar('\n');
        help_command(commands[i]);
    }
}

/* ---- for completion -------------------------------------------------------------------------- */

static void print_word_rows(const char *command, const struct option *options)
{
    for (const struct option *row = options; row != NULL && row->name != NULL; row++) {
        char *words = row->codes != NULL ? code_words(row->codes) : mem_strdup("");
        printf("%s\t--%s\t%s\t%s\t%s\n", command, row->name, row->value != NULL ? row->value : "",
               words, _(row->help));
        free(words);
    }
}

void help_words(void)
{
    print_word_rows("", global_options);
    for (size_t i = 0; commands[i] != NULL; i++) {
        const char *words = commands[i]->words != NULL ? commands[i]->words : "";
        printf("%s\t\t%s\t\t%s\n", commands[i]->name, words, _(commands[i]->summary));
        print_word_rows(commands[i]->name, commands[i]->options);
    }
}

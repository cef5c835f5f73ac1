/* manual.c - sections of auditwalk(1): COMMANDS and OPTIONS from the table of commands, the paths
 * of findings and audits from the tables of their rules.
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
#include "core/audit_path.h"
#include "core/closure.h"

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

/* ".B acknowledge: raised -> acknowledged" and who may, what is wanted, the clause. */
static void put_step(const char *word, const char *from, const char *to, const char *clause)
{
    puts(".TP");
    fputs(".BR ", stdout);
    put_text(word);
    fputs(" \" (", stdout);
    put_text(from);
    fputs(strcmp(from, to) != 0 ? " \\(-> " : "", stdout);
    put_text(strcmp(from, to) != 0 ? to : "");
    puts(")\"");
    printf(_("Clause %s."), clause);
    putchar('\n');
}

static void put_needs(const struct closure_rule *rule)
{
    const char *before = _("Wants: ");

    fputs(_("By "), stdout);
    put_text(_(closure_who_text(rule->who)));
    puts(".");
    for (int bit = 0; bit < NEED_COUNT; bit++) {
        if ((rule->needs >> bit & 1) == 0)
            continue;
        fputs(before, stdout);
        put_text(_(closure_need_text(bit)));
        before = "; ";
    }
    if (rule->needs != 0)
        puts(".");
}

static void put_closure(void)
{
    printf(".SH \"%s\"\n", _("THE PATH OF A FINDING"));
    puts(_("The steps of finding advance; all others are refused."));
    for (size_t i = 0; i < closure_rule_count; i++) {
        const struct closure_rule *rule = &closure_rules[i];
        put_step(code_at(&code_finding_actions, (int)rule->action)->word,
                 code_at(&code_finding_states, (int)rule->from)->word,
                 code_at(&code_finding_states, (int)rule->to)->word, rule->clause);
        put_needs(rule);
    }
}

static void put_gates(enum audit_action action)
{
    const char *before = _("Stopped by: ");

    for (int gate = 0; gate < GATE_COUNT; gate++) {
        if (!gate_stops((enum gate)gate, action))
            continue;
        fputs(before, stdout);
        put_text(_(gate_rows[gate].text));
        before = "; ";
    }
    if (before[0] == ';')
        puts(".");
}

static void put_audit_path(void)
{
    printf(".SH \"%s\"\n", _("THE PATH OF AN AUDIT"));
    puts(_("The steps of audit advance, for the lead; all others are refused."));
    for (size_t i = 0; i < audit_rule_count; i++) {
        const struct audit_rule *rule = &audit_rules[i];
        put_step(code_at(&code_audit_actions, (int)rule->action)->word,
                 code_at(&code_audit_states, (int)rule->from)->word,
                 code_at(&code_audit_states, (int)rule->to)->word, rule->clause);
        if (rule->reason)
            puts(_("Wants a reason."));
        put_gates(rule->action);
    }
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
    put_closure();
    put_audit_path();
}

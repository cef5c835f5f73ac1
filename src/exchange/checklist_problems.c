/* checklist_problems.c - what can be wrong with a checklist file: one row a code, and the list of
 * them.
 *
 * The only place that words these messages. A code is never reused for something else.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/checklist_parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"

enum { SHOWN_COLUMNS = 60 };

const struct problem_row problem_rows[PROBLEM_ID_COUNT] = {
    [PROBLEM_NOT_UTF8] = {101, true, N_("this is not UTF-8 text; save the file as UTF-8")},
    [PROBLEM_CONTROL] = {102, true, N_("byte {1} can't be part of a text file")},
    [PROBLEM_UTF16] = {103, true, N_("the file is UTF-16 or UTF-32 text; save it as UTF-8")},
    [PROBLEM_UNKNOWN_KEY] = {104, true, N_("unknown key \"{1}\"")},
    [PROBLEM_DUPLICATE_KEY] = {105, true, N_("\"{1}\" stands here twice, first in line {2}")},
    [PROBLEM_MISSING_KEY] = {106, true, N_("the required key \"{1}\" is missing")},
    [PROBLEM_KIND] = {107, true, N_("\"{1}\" must be {2}, not {3}")},
    [PROBLEM_UNKNOWN_WORD] = {108, true, N_("\"{1}\" can't be \"{2}\"")},
    [PROBLEM_QUOTE] = {109, true,
                       N_("put the value of \"{1}\" in quotes: {1}: \"{2}\"; without them it is "
                          "a number, and other programs turn 8.10 into 8.1")},
    [PROBLEM_ID] = {110, true, N_("\"{1}\" can't be an id: 1 to 64 of a-z 0-9 . _ - are allowed")},
    [PROBLEM_DUPLICATE_ID] = {111, true,
                              N_("another item has the id \"{1}\" already, in line {2}")},
    [PROBLEM_REF_CLAUSE] = {112, true, N_("clause \"{1}\" does not fit ref \"{2}\"")},
    [PROBLEM_CLAUSE] = {113, true,
                        N_("\"{2}\" can't be a {1}: clauses look like 8.4.1, refs like 8.4-c or "
                           "6.1.1-b.1")},
    [PROBLEM_EMPTY] = {114, true, N_("\"{1}\" is empty")},
    [PROBLEM_TEXT] = {115, true, N_("the text of \"{1}\" can't be used")},
    [PROBLEM_LANGUAGE] = {116, true, N_("\"{1}\" is no language: they look like en, zh or zh_CN")},
    [PROBLEM_ANCHOR] = {117, true,
                        N_("anchors (&) and aliases (*) are not allowed: \"{1}\"; write the value "
                           "out, or put a text that starts so in quotes")},
    [PROBLEM_TAG] = {118, true,
                     N_("tags (!) are not allowed: \"{1}\"; put a text that starts so in quotes")},
    [PROBLEM_DOCUMENTS] = {119, true, N_("a second document starts here (---); a file holds one")},
    [PROBLEM_DEPTH] = {120, true, N_("lists and keys are nested deeper than {1} levels")},
    [PROBLEM_TOO_MANY] = {121, true, N_("too many {1}: {2} are allowed")},
    [PROBLEM_SYNTAX] = {122, true, N_("this is no valid YAML")},
    [PROBLEM_NOTHING] = {123, true, N_("there is nothing in the file")},
    [PROBLEM_FORMAT] = {124, true,
                        N_("format \"{1}\" is not known to this version; it reads format \"1\"")},
    [PROBLEM_TOO_LARGE] = {125, true, N_("the file is larger than {1} MB")},
    [PROBLEM_DUPLICATE_CLAUSE] = {126, true, N_("clause \"{1}\" has a title already")},
    [PROBLEM_PLACE_WORD] = {127, true,
                            N_("\"{1}\" can't be a place: words of a-z, 0-9 and - are allowed")},
    [PROBLEM_VERSION] = {128, true,
                         N_("\"{1}\" can't be a version: 1 to 32 of A-Z a-z 0-9 . + - are "
                            "allowed, as in 1.2.0")},
    [PROBLEM_KEY_KIND] = {129, true, N_("a key must be a plain word")},
    [PROBLEM_CSV] = {130, true, N_("this is no valid CSV")},
    [PROBLEM_BEHIND] = {131, true, N_("\"{1}\" stands behind the last column of the first line")},
    [PROBLEM_OVERLAY] = {132, true, N_("there is no good checklist \"{1}\" to lie over")},
    [PROBLEM_IS_OVERLAY] = {133, true,
                            N_("this is an overlay for \"{1}\", no checklist of its own")},
    [PROBLEM_LACKS_LANGUAGE] = {201, false,
                                N_("\"{1}\" has no text in {2}, a language of the title")},
    [PROBLEM_UNKNOWN_PLACE] = {202, false, N_("\"{1}\" is not a known place")},
    [PROBLEM_ODD_LANGUAGE] = {203, false, N_("the title of the checklist has no text in {1}")},
    [PROBLEM_NO_CLAUSE_TITLE] = {204, false, N_("clause \"{1}\" is not listed in \"clauses\"")},
    [PROBLEM_REPEATED] = {205, false, N_("\"{1}\" is listed twice")},
    [PROBLEM_NO_ITEM] = {206, false, N_("{2} has no item \"{1}\"")},
    [PROBLEM_LONG] = {150, true, N_("\"{1}\" is {2} characters long; {3} are allowed")},
    [PROBLEM_LOGO] = {151, true, N_("the logo \"{1}\" can't be used")},
    [PROBLEM_COLUMN] = {152, true, N_("\"{1}\" is no column of the sheet {2}")},
    [PROBLEM_TWICE] = {153, true, N_("the column \"{1}\" is listed twice")},
    [PROBLEM_FIRST_COLUMN] = {154, true,
                              N_("the first column of the sheet {1} must be \"{2}\": its rows are "
                                 "known by it")},
};

/* A value of the file as it may be shown: one line, no control characters, not long. */
static void add_shown(struct buf *out, const char *value)
{
    char *clean;

    /* Only the start is shown, so only the start is looked at; a character cut at the end is
     * dropped by searching back for its first byte. */
    size_t length = strnlen(value, 1024);
    if (length == 1024)
        while (length > 0 && ((unsigned char)value[length] & 0xC0) == 0x80)
            length--;
    if (text_clean(value, length, TEXT_LINE, &clean, NULL) != ERR_OK) {
        buf_puts(out, "?");
        return;
    }
    char *shown = text_ellipsis(clean, SHOWN_COLUMNS);
    buf_puts(out, shown);
    free(shown);
    free(clean);
}

/* The message with its values in place of {1}, {2} and {3}. */
static char *expand(const char *message, const struct problem_note *note)
{
    struct buf out;

    buf_init(&out);
    while (*message != '\0') {
        size_t length = strcspn(message, "{");
        buf_add(&out, message, length);
        message += length;
        if (*message == '\0')
            break;
        if (message[1] >= '1' && message[1] <= '3' && message[2] == '}') {
            const char *value = note->values[message[1] - '1'];
            add_shown(&out, value != NULL ? value : "");
            message += 3;
        } else {
            buf_putc(&out, *message++);
        }
    }
    if (note->tail != NULL)
        buf_puts(&out, note->tail);
    return buf_take(&out);
}

bool problems_are_full(const struct checklist_problems *problems)
{
    return problems->count >= PROBLEM_LIST_LIMIT;
}

void problem_add(struct checklist_problems *problems, enum problem_id id, size_t line,
                 size_t column, const struct problem_note *note)
{
    const struct problem_row *row = &problem_rows[id];

    if (row->error)
        problems->errors++;
    if (problems_are_full(problems))
        return;
    problems->items =
        mem_grow(problems->items, problems->count, &problems->capacity, sizeof *problems->items);
    problems->items[problems->count++] =
        (struct checklist_problem){.line = line,
                                   .column = column,
                                   .error = row->error,
                                   .code = row->code,
                                   .message = expand(_(row->message), note)};
}

static int compare_places(const void *a, const void *b)
{
    const struct checklist_problem *left = a;
    const struct checklist_problem *right = b;

    if (left->line != right->line)
        return left->line < right->line ? -1 : 1;
    if (left->column != right->column)
        return left->column < right->column ? -1 : 1;
    if (left->code != right->code)
        return left->code < right->code ? -1 : 1;
    return strcmp(left->message, right->message);
}

void problems_sort(struct checklist_problems *problems)
{
    if (problems->count > 1)
        qsort(problems->items, problems->count, sizeof *problems->items, compare_places);
}

void checklist_problems_clear(struct checklist_problems *problems)
{
    for (size_t i = 0; i < problems->count; i++)
        free(problems->items[i].message);
    free(problems->items);
    *problems = (struct checklist_problems){0};
}

char *checklist_problem_text(const char *path, const struct checklist_problem *problem)
{
    /* The word and the code stay as they are in every language: people search for them. */
    return mem_printf("%s:%zu:%zu: %s %c%d: %s", path, problem->line, problem->column,
                      problem->error ? "error" : "warning", problem->error ? 'E' : 'W',
                      problem->code, problem->message);
}

bool problems_check_size(struct checklist_problems *problems, size_t length)
{
    char limit[24];

    if (length <= CHECKLIST_FILE_LIMIT)
        return true;
    snprintf(limit, sizeof limit, "%d", CHECKLIST_FILE_LIMIT / (1024 * 1024));
    problem_add(problems, PROBLEM_TOO_LARGE, 1, 1, &(struct problem_note){.values = {limit}});
    return false;
}

enum err_code problems_fail(const char *name, const struct checklist_problems *problems,
                            struct err *err)
{
    const struct checklist_problem *first = NULL;

    for (size_t i = 0; i < problems->count && first == NULL; i++)
        if (problems->items[i].error)
            first = &problems->items[i];
    if (first == NULL) /* a thousand warnings came before the first error */
        return err_set(err, ERR_DATA, _("%s: %zu errors"), name, problems->errors);
    char *text = checklist_problem_text(name, first);
    if (problems->errors > 1)
        err_set(err, ERR_DATA, _("%s (errors in all: %zu)"), text, problems->errors);
    else
        err_set(err, ERR_DATA, "%s", text);
    free(text);
    err_hint(err, _("auditwalk checklist check %s shows every problem of the file"), name);
    return ERR_DATA;
}

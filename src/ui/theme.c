/* theme.c - the table of looks: one row a role, one column a theme. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "ui/theme.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"

enum { OWN = -1, BLACK = 0, RED, GREEN, YELLOW, BLUE, MAGENTA, CYAN, WHITE };

/* In the order of enum theme. */
static const char *const words[THEME_COUNT] = {"default", "mono", "high-contrast"};

/* clang-format off */
static const struct look looks[STYLE_COUNT][THEME_COUNT] = {
    /*                           default                              mono                                  high-contrast */
    [STYLE_NORMAL]            = {{OWN, OWN, 0},                       {OWN, OWN, 0},                        {WHITE, BLACK, LOOK_BOLD}},
    [STYLE_TITLE]             = {{OWN, OWN, LOOK_BOLD | LOOK_REVERSE}, {OWN, OWN, LOOK_BOLD | LOOK_REVERSE}, {BLACK, YELLOW, 0}},
    [STYLE_HEADING]           = {{CYAN, OWN, LOOK_BOLD},              {OWN, OWN, LOOK_BOLD},                {YELLOW, BLACK, LOOK_BOLD}},
    [STYLE_MUTED]             = {{OWN, OWN, LOOK_DIM},                {OWN, OWN, LOOK_DIM},                 {WHITE, BLACK, 0}},
    [STYLE_SELECTED]          = {{OWN, OWN, LOOK_REVERSE},            {OWN, OWN, LOOK_REVERSE},             {BLACK, WHITE, 0}},
    [STYLE_SELECTED_INACTIVE] = {{OWN, OWN, LOOK_UNDERLINE | LOOK_BOLD}, {OWN, OWN, LOOK_UNDERLINE | LOOK_BOLD}, {YELLOW, BLACK, LOOK_UNDERLINE | LOOK_BOLD}},
    [STYLE_GOOD]              = {{GREEN, OWN, 0},                     {OWN, OWN, 0},                        {GREEN, BLACK, LOOK_BOLD}},
    [STYLE_NOTICE]            = {{CYAN, OWN, 0},                      {OWN, OWN, 0},                        {CYAN, BLACK, LOOK_BOLD}},
    [STYLE_WARN]              = {{YELLOW, OWN, 0},                    {OWN, OWN, LOOK_BOLD},                {YELLOW, BLACK, LOOK_BOLD}},
    [STYLE_BAD]               = {{RED, OWN, LOOK_BOLD},               {OWN, OWN, LOOK_BOLD | LOOK_UNDERLINE}, {WHITE, RED, LOOK_BOLD}},
    [STYLE_BORDER]            = {{OWN, OWN, LOOK_DIM},                {OWN, OWN, LOOK_DIM},                 {WHITE, BLACK, LOOK_BOLD}},
    [STYLE_KEY]               = {{OWN, OWN, LOOK_BOLD},               {OWN, OWN, LOOK_BOLD},                {YELLOW, BLACK, LOOK_BOLD}},
    [STYLE_LABEL]             = {{OWN, OWN, 0},                       {OWN, OWN, 0},                        {WHITE, BLACK, 0}},
    [STYLE_INPUT]             = {{OWN, OWN, 0},                       {OWN, OWN, 0},                        {WHITE, BLACK, LOOK_BOLD}},
    [STYLE_INPUT_FOCUS]       = {{OWN, OWN, LOOK_UNDERLINE},          {OWN, OWN, LOOK_UNDERLINE},           {WHITE, BLUE, LOOK_BOLD}},
    [STYLE_MATCH]             = {{OWN, OWN, LOOK_REVERSE | LOOK_BOLD}, {OWN, OWN, LOOK_REVERSE | LOOK_BOLD}, {BLACK, YELLOW, 0}},
    [STYLE_BAR]               = {{GREEN, OWN, 0},                     {OWN, OWN, 0},                        {GREEN, BLACK, LOOK_BOLD}},
    [STYLE_BAR_EMPTY]         = {{OWN, OWN, LOOK_DIM},                {OWN, OWN, LOOK_DIM},                 {WHITE, BLACK, 0}},
    [STYLE_MESSAGE]           = {{OWN, OWN, LOOK_BOLD},               {OWN, OWN, LOOK_BOLD},                {YELLOW, BLACK, LOOK_BOLD}},
    [STYLE_ERROR]             = {{RED, OWN, LOOK_BOLD},               {OWN, OWN, LOOK_BOLD | LOOK_REVERSE}, {WHITE, RED, LOOK_BOLD}},
};
/* clang-format on */

const struct look *theme_look(enum theme theme, enum style style)
{
    return &looks[style < STYLE_COUNT ? style : STYLE_NORMAL]
                 [theme < THEME_COUNT ? theme : THEME_DEFAULT];
}

int theme_find(const char *word)
{
    if (word == NULL)
        return THEME_DEFAULT;
    for (int i = 0; i < THEME_COUNT; i++)
        if (strcmp(words[i], word) == 0)
            return i;
    return -1;
}

const char *theme_word(enum theme theme)
{
    return words[theme < THEME_COUNT ? theme : THEME_DEFAULT];
}

enum style theme_tone(enum tone tone)
{
    switch (tone) {
    case TONE_GOOD:
        return STYLE_GOOD;
    case TONE_NOTICE:
        return STYLE_NOTICE;
    case TONE_WARN:
        return STYLE_WARN;
    case TONE_BAD:
        return STYLE_BAD;
    case TONE_MUTED:
        return STYLE_MUTED;
    case TONE_PLAIN:
    default:
        return STYLE_NORMAL;
    }
}

/* ---- looks in words -------------------------------------------------------------------------- */

static const char *const style_words[STYLE_COUNT] = {[STYLE_NORMAL] = "normal",
                                                     [STYLE_TITLE] = "title",
                                                     [STYLE_HEADING] = "heading",
                                                     [STYLE_MUTED] = "muted",
                                                     [STYLE_SELECTED] = "selected",
                                                     [STYLE_SELECTED_INACTIVE] =
                                                         "selected-inactive",
                                                     [STYLE_GOOD] = "good",
                                                     [STYLE_NOTICE] = "notice",
                                                     [STYLE_WARN] = "warn",
                                                     [STYLE_BAD] = "bad",
                                                     [STYLE_BORDER] = "border",
                                                     [STYLE_KEY] = "key",
                                                     [STYLE_LABEL] = "label",
                                                     [STYLE_INPUT] = "input",
                                                     [STYLE_INPUT_FOCUS] = "input-focus",
                                                     [STYLE_MATCH] = "match",
                                                     [STYLE_BAR] = "bar",
                                                     [STYLE_BAR_EMPTY] = "bar-empty",
                                                     [STYLE_MESSAGE] = "message",
                                                     [STYLE_ERROR] = "error"};

/* In the order of the terminal's colours; the first is -1. */
static const char *const colour_words[] = {"own",  "black",   "red",  "green", "yellow",
                                           "blue", "magenta", "cyan", "white"};
enum { COLOUR_COUNT = sizeof colour_words / sizeof colour_words[0] };

static const struct {
    const char *word;
    unsigned bit;
} attribute_words[] = {{"bold", LOOK_BOLD},
                       {"dim", LOOK_DIM},
                       {"reverse", LOOK_REVERSE},
                       {"underline", LOOK_UNDERLINE}};
enum { ATTRIBUTE_COUNT = sizeof attribute_words / sizeof attribute_words[0] };

int theme_style_find(const char *word)
{
    for (int i = 0; i < STYLE_COUNT; i++)
        if (strcmp(style_words[i], word) == 0)
            return i;
    return -1;
}

const char *theme_style_word(enum style style)
{
    return style_words[style < STYLE_COUNT ? style : STYLE_NORMAL];
}

static int colour_find(const char *word)
{
    for (int i = 0; i < COLOUR_COUNT; i++)
        if (strcmp(colour_words[i], word) == 0)
            return i - 1;
    return -2;
}

static unsigned attribute_find(const char *word)
{
    for (int i = 0; i < ATTRIBUTE_COUNT; i++)
        if (strcmp(attribute_words[i].word, word) == 0)
            return attribute_words[i].bit;
    return 0;
}

/* One word; behind is set by "on". */
static bool take_word(struct look *look, const char *word, bool *behind)
{
    int colour = colour_find(word);
    unsigned bit = attribute_find(word);

    if (strcmp(word, "on") == 0 && !*behind) {
        *behind = true;
        return true;
    }
    look->attributes |= bit;
    if (bit != 0 || colour < OWN)
        return bit != 0;
    if (*behind)
        look->background = (short)colour;
    else
        look->foreground = (short)colour;
    *behind = false;
    return true;
}

enum err_code theme_look_parse(const char *text, struct look *look, struct err *err)
{
    char *copy = mem_strdup(text);
    char *rest = NULL;
    bool behind = false;
    enum err_code code = ERR_OK;

    *look = (struct look){OWN, OWN, 0};
    for (char *word = strtok_r(copy, " ", &rest); word != NULL && code == ERR_OK;
         word = strtok_r(NULL, " ", &rest))
        if (!take_word(look, word, &behind))
            code = err_set(err, ERR_USAGE,
                           _("\"%s\" is neither a colour nor bold, dim, reverse or "
                             "underline"),
                           word);
    free(copy);
    if (code == ERR_OK && behind)
        code = err_set(err, ERR_USAGE, _("a colour is missing behind \"on\""));
    if (code == ERR_OK && look->foreground != OWN && look->foreground == look->background)
        code = err_set(err, ERR_USAGE, _("a colour on itself can't be read"));
    return code;
}

char *theme_look_words(const struct look *look)
{
    struct buf out;

    buf_init(&out);
    buf_puts(&out, colour_words[look->foreground + 1]);
    if (look->background != OWN)
        buf_printf(&out, " on %s", colour_words[look->background + 1]);
    for (int i = 0; i < ATTRIBUTE_COUNT; i++)
        if (look->attributes & attribute_words[i].bit)
            buf_printf(&out, " %s", attribute_words[i].word);
    return buf_take(&out);
}

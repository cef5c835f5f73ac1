/* theme.c - the table of looks: one row a role, one column a theme. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "ui/theme.h"

#include <string.h>

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

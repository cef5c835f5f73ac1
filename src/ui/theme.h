/* theme.h - what a style looks like: colours and attributes as plain numbers.
 *
 * The rest of the ui names roles, never colours. Every role also differs without colour where it
 * matters (bold, reverse, underline), and status always has a symbol and a word beside it. Knows
 * nothing of the terminal library.
 */
#ifndef AUDITWALK_UI_THEME_H
#define AUDITWALK_UI_THEME_H

#include <stdbool.h>

#include "base/err.h"
#include "core/code.h"

enum style {
    STYLE_NORMAL,
    STYLE_TITLE,             /* the top line */
    STYLE_HEADING,           /* headings inside the body, names of fields in focus */
    STYLE_MUTED,             /* secondary text, hints */
    STYLE_SELECTED,          /* the selected row of the pane in focus */
    STYLE_SELECTED_INACTIVE, /* the selected row of another pane */
    STYLE_GOOD,
    STYLE_NOTICE,
    STYLE_WARN,
    STYLE_BAD,
    STYLE_BORDER,
    STYLE_KEY,         /* a key in the footer and the help */
    STYLE_LABEL,       /* the words of a key, names of fields */
    STYLE_INPUT,       /* a text field */
    STYLE_INPUT_FOCUS, /* the text field the caret is in */
    STYLE_MATCH,       /* what a search found */
    STYLE_BAR,         /* the done part of a progress bar */
    STYLE_BAR_EMPTY,
    STYLE_MESSAGE, /* the message line */
    STYLE_ERROR,   /* an error in the message line or under a field */
    STYLE_COUNT
};

enum look_attribute { LOOK_BOLD = 1, LOOK_DIM = 2, LOOK_REVERSE = 4, LOOK_UNDERLINE = 8 };

/* Colours are those of every terminal, 0 black to 7 white; -1 is the terminal's own. */
struct look {
    short foreground;
    short background;
    unsigned attributes; /* LOOK_ bits */
};

enum theme { THEME_DEFAULT, THEME_MONO, THEME_HIGH_CONTRAST, THEME_COUNT };

/* The look of a role; without colours (mono terminal, NO_COLOR) the mono theme is used whatever was
 * asked for. */
const struct look *theme_look(enum theme theme, enum style style);

/* Looks of a person's own, in place of the theme's. */
struct theme_looks {
    bool set[STYLE_COUNT];
    struct look own[STYLE_COUNT];
};

/* "title", "selected-inactive"; -1 for another word. */
int theme_style_find(const char *word);
const char *theme_style_word(enum style style);

/* "black on yellow bold": a colour, "on" and a colour, and any of bold, dim, reverse, underline;
 * "own" is the terminal's own colour. ERR_USAGE names the word that is none; the same colour on
 * itself is refused. And back; heap. */
enum err_code theme_look_parse(const char *text, struct look *look, struct err *err);
char *theme_look_words(const struct look *look);

/* "default", "mono", "high-contrast"; -1 for another word (NULL gives THEME_DEFAULT). */
int theme_find(const char *word);
const char *theme_word(enum theme theme);

/* The role for a tone of a core table. */
enum style theme_tone(enum tone tone);

#endif

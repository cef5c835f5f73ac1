/* term_internal.h - shared by term.c and term_read.c only; knows the terminal library. */
#ifndef AUDITWALK_UI_TERM_INTERNAL_H
#define AUDITWALK_UI_TERM_INTERNAL_H

#include <signal.h>
#include <stdbool.h>

/* The name of a function there is also a word here. */
#define NCURSES_NOMACROS 1
#include <curses.h>

#include "base/mem.h"
#include "ui/term.h"

struct term {
    SCREEN *screen;
    bool utf8;
    attr_t attributes[STYLE_COUNT];
    short pairs[STYLE_COUNT];
    struct canvas *shown;            /* what the terminal shows; NULL: unknown */
    cchar_t *cells;                  /* one row */
    cchar_t ascii[STYLE_COUNT][128]; /* made when first shown; empty until then */
    bool caret;
    sigset_t signals; /* to wait with: SIGWINCH open */
    bool resized;     /* tell the size anew */
    struct buf paste;
    int64_t pressed_at; /* the last press, to see double clicks */
    int pressed_row;
    int pressed_column;
};

/* Sequences that the terminal library is to tell us as keys. */
void term_define_keys(void);
/* SIGTERM or SIGHUP came. */
bool term_asked_to_end(void);

#endif

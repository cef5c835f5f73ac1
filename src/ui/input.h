/* input.h - what a person did: a key, a paste, the mouse, a new window size.
 *
 * Made by term.c from the terminal's bytes, or by a test. Knows nothing of the terminal library.
 */
#ifndef AUDITWALK_UI_INPUT_H
#define AUDITWALK_UI_INPUT_H

#include <stddef.h>
#include <stdint.h>

/* A key: a Unicode character, a control character (K_CONTROL('s')), or one of these. */
enum key {
    K_TAB = 9,
    K_ENTER = 13,
    K_ESCAPE = 27,
    K_SPACE = 32,
    K_SPECIAL = 0x110000, /* the first that is no character */
    K_UP = K_SPECIAL,
    K_DOWN,
    K_LEFT,
    K_RIGHT,
    K_HOME,
    K_END,
    K_PAGE_UP,
    K_PAGE_DOWN,
    K_INSERT,
    K_DELETE,
    K_BACKSPACE,
    K_BACK_TAB,
    K_CTRL_LEFT,
    K_CTRL_RIGHT,
    K_CTRL_HOME,
    K_CTRL_END,
    K_SHIFT_UP,
    K_SHIFT_DOWN,
    K_SHIFT_LEFT,
    K_SHIFT_RIGHT,
    K_SHIFT_HOME,
    K_SHIFT_END,
    K_CTRL_SPACE,
    K_F1, /* F2 to F12 follow */
    K_F12 = K_F1 + 11,
    K_UNKNOWN
};
#define K_CONTROL(letter) ((letter)&0x1f)

enum event_type {
    EVENT_NONE, /* nothing came in the time given */
    EVENT_KEY,
    EVENT_PASTE,
    EVENT_MOUSE,
    EVENT_RESIZE, /* rows, columns */
    EVENT_CLOSED  /* the terminal is gone or a signal asks us to end */
};

enum mouse_action {
    MOUSE_PRESS, /* left button */
    MOUSE_DOUBLE,
    MOUSE_WHEEL_UP,
    MOUSE_WHEEL_DOWN
};

struct event {
    enum event_type type;
    int key;           /* EVENT_KEY */
    const char *paste; /* EVENT_PASTE: raw bytes, borrowed until the next event is read */
    size_t paste_length;
    enum mouse_action mouse; /* EVENT_MOUSE, at row and column */
    int row;
    int column;
    int rows; /* EVENT_RESIZE */
    int columns;
};

#endif

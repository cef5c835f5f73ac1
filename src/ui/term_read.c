/* term_read.c - from the terminal's bytes to events: keys, pastes, mouse, sizes. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "ui/term_internal.h"

#include <poll.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <wchar.h>

#include <unistr.h>

#include "base/text.h"

enum {
    OWN_PASTE_BEGIN = 2000, /* above all key codes of the library */
    OWN_PASTE_END,
    OWN_MOUSE,
    OWN_CTRL_LEFT,
    OWN_CTRL_RIGHT,
    OWN_CTRL_HOME,
    OWN_CTRL_END,
    OWN_SHIFT_UP,
    OWN_SHIFT_DOWN,
    OWN_SHIFT_LEFT,
    OWN_SHIFT_RIGHT,
    OWN_SHIFT_HOME,
    OWN_SHIFT_END,
    PASTE_PATIENCE = 2000, /* ms without a byte that end a paste */
    MOUSE_PATIENCE = 50,
    DOUBLE_CLICK = 400
};

void term_define_keys(void)
{
    static const struct {
        const char *bytes;
        int code;
    } keys[] = {
        {"\033[200~", OWN_PASTE_BEGIN}, {"\033[201~", OWN_PASTE_END},
        {"\033[<", OWN_MOUSE},          {"\033[1;5D", OWN_CTRL_LEFT},
        {"\033[1;5C", OWN_CTRL_RIGHT},  {"\033[1;5H", OWN_CTRL_HOME},
        {"\033[1;5F", OWN_CTRL_END},    {"\033[Z", KEY_BTAB},
        {"\033[1;2A", OWN_SHIFT_UP},    {"\033[1;2B", OWN_SHIFT_DOWN},
        {"\033[1;2D", OWN_SHIFT_LEFT},  {"\033[1;2C", OWN_SHIFT_RIGHT},
        {"\033[1;2H", OWN_SHIFT_HOME},  {"\033[1;2F", OWN_SHIFT_END},
        {"\033[H", KEY_HOME},           {"\033[F", KEY_END},
        {"\033OH", KEY_HOME},           {"\033OF", KEY_END},
        {"\033[1~", KEY_HOME},          {"\033[4~", KEY_END},
    };
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
        define_key(keys[i].bytes, keys[i].code);
}

static int64_t milliseconds_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

enum waited { WAIT_NOTHING, WAIT_INPUT, WAIT_SIGNAL, WAIT_CLOSED };

static enum waited wait_input(const struct term *term, int milliseconds)
{
    struct pollfd poll = {.fd = STDIN_FILENO, .events = POLLIN};
    struct timespec time = {milliseconds / 1000, (milliseconds % 1000) * 1000000L};
    int ready = ppoll(&poll, 1, milliseconds < 0 ? NULL : &time, &term->signals);
    if (ready < 0)
        return WAIT_SIGNAL;
    if (ready == 0)
        return WAIT_NOTHING;
    if ((poll.revents & POLLIN) != 0)
        return WAIT_INPUT;
    return WAIT_CLOSED;
}

/* One code from the library; KEY_CODE_YES, OK, or ERR if none came in time or the input is closed.
 */
static int read_code(struct term *term, int milliseconds, wint_t *code, bool *closed)
{
    *closed = false;
    int got = get_wch(code);
    /* Input that gives nothing three times is the end of it, or bytes that are no characters. */
    for (int empty = 0; got == ERR && empty < 3 && !term_asked_to_end();) {
        enum waited waited = wait_input(term, milliseconds);
        if (waited == WAIT_NOTHING)
            return ERR;
        if (waited == WAIT_CLOSED) {
            *closed = true;
            return ERR;
        }
        empty += waited == WAIT_INPUT;
        got = get_wch(code);
        *closed = got == ERR && empty == 3;
    }
    return got;
}

static const struct {
    int code;
    int key;
} special[] = {
    {KEY_UP, K_UP},
    {KEY_DOWN, K_DOWN},
    {KEY_LEFT, K_LEFT},
    {KEY_RIGHT, K_RIGHT},
    {KEY_HOME, K_HOME},
    {KEY_END, K_END},
    {KEY_PPAGE, K_PAGE_UP},
    {KEY_NPAGE, K_PAGE_DOWN},
    {KEY_IC, K_INSERT},
    {KEY_DC, K_DELETE},
    {KEY_BACKSPACE, K_BACKSPACE},
    {KEY_BTAB, K_BACK_TAB},
    {KEY_ENTER, K_ENTER},
    {KEY_SUSPEND, K_CONTROL('z')}, /* so the Linux console calls it */
    {OWN_CTRL_LEFT, K_CTRL_LEFT},
    {OWN_CTRL_RIGHT, K_CTRL_RIGHT},
    {OWN_CTRL_HOME, K_CTRL_HOME},
    {OWN_CTRL_END, K_CTRL_END},
    {OWN_SHIFT_UP, K_SHIFT_UP},
    {OWN_SHIFT_DOWN, K_SHIFT_DOWN},
    {OWN_SHIFT_LEFT, K_SHIFT_LEFT},
    {OWN_SHIFT_RIGHT, K_SHIFT_RIGHT},
    {OWN_SHIFT_HOME, K_SHIFT_HOME},
    {OWN_SHIFT_END, K_SHIFT_END},
};

static int special_key(int code)
{
    for (size_t i = 0; i < sizeof special / sizeof special[0]; i++)
        if (special[i].code == code)
            return special[i].key;
    if (code >= KEY_F(1) && code <= KEY_F(12))
        return K_F1 + (code - KEY_F(1));
    return K_UNKNOWN;
}

static int character_key(wint_t code)
{
    if (code == 0x7f || code == 8)
        return K_BACKSPACE;
    if (code == '\n')
        return K_ENTER;
    if (code == 0)
        return K_CTRL_SPACE;
    return (int)code;
}

static void paste_add(struct buf *buf, wint_t code)
{
    uint8_t bytes[6];
    int length = u8_uctomb(bytes, (ucs4_t)code, sizeof bytes);
    /* More than any field takes is not kept: the editor refuses it by its size. */
    if (length > 0 && buf->length <= TEXT_LIMIT)
        buf_add(buf, bytes, (size_t)length);
}

static void read_paste(struct term *term, struct event *event)
{
    bool closed;
    wint_t code;
    int got;
    buf_reset(&term->paste);
    while ((got = read_code(term, PASTE_PATIENCE, &code, &closed)) != ERR) {
        if (got == KEY_CODE_YES && (int)code == OWN_PASTE_END)
            break;
        if (got == KEY_CODE_YES && code == KEY_RESIZE)
            term->resized = true;
        else if (got == OK)
            paste_add(&term->paste, code);
    }
    event->type = EVENT_PASTE;
    event->paste = term->paste.length > 0 ? term->paste.data : "";
    event->paste_length = term->paste.length;
}

/* "BUTTON;COLUMN;ROW" and M or m, behind the introducer. */
static bool read_mouse_report(struct term *term, int numbers[3], char *final)
{
    int field = 0;
    bool closed;
    wint_t code;
    numbers[0] = numbers[1] = numbers[2] = 0;
    for (int i = 0; i < 24; i++) {
        if (read_code(term, MOUSE_PATIENCE, &code, &closed) != OK)
            return false;
        if (code >= '0' && code <= '9' && numbers[field] < 100000) {
            numbers[field] = numbers[field] * 10 + (int)(code - '0');
        } else if (code == ';' && field < 2) {
            field++;
        } else {
            *final = (char)code;
            return field == 2 && (code == 'M' || code == 'm');
        }
    }
    return false;
}

static enum mouse_action press(struct term *term, int row, int column)
{
    int64_t now = milliseconds_now();
    bool again = now - term->pressed_at < DOUBLE_CLICK && row == term->pressed_row &&
                 column == term->pressed_column;
    term->pressed_at = again ? 0 : now;
    term->pressed_row = row;
    term->pressed_column = column;
    return again ? MOUSE_DOUBLE : MOUSE_PRESS;
}

static void read_mouse(struct term *term, struct event *event)
{
    int numbers[3];
    char final;
    if (!read_mouse_report(term, numbers, &final) || final == 'm')
        return;
    int row = numbers[2] - 1;
    int column = numbers[1] - 1;
    switch (numbers[0] & ~0x1c) { /* without the modifier bits */
    case 0:
        event->mouse = press(term, row, column);
        break;
    case 64:
        event->mouse = MOUSE_WHEEL_UP;
        break;
    case 65:
        event->mouse = MOUSE_WHEEL_DOWN;
        break;
    default:
        return;
    }
    event->type = EVENT_MOUSE;
    event->row = row;
    event->column = column;
}

static void translate(struct term *term, int got, wint_t code, struct event *event)
{
    if (got == OK) {
        event->type = EVENT_KEY;
        event->key = character_key(code);
        return;
    }
    switch ((int)code) {
    case KEY_RESIZE:
        term->resized = true;
        break;
    case OWN_PASTE_BEGIN:
        read_paste(term, event);
        break;
    case OWN_MOUSE:
        read_mouse(term, event);
        break;
    case OWN_PASTE_END:
        break;
    default:
        event->type = EVENT_KEY;
        event->key = special_key((int)code);
        break;
    }
}

/* True if a size was to be told. */
static bool tell_size(struct term *term, struct event *event)
{
    if (!term->resized)
        return false;
    term->resized = false;
    event->type = EVENT_RESIZE;
    term_size(term, &event->rows, &event->columns);
    return true;
}

void term_read(struct term *term, int milliseconds, struct event *event)
{
    memset(event, 0, sizeof *event);
    if (tell_size(term, event))
        return;
    do {
        bool closed;
        wint_t code = 0;
        int got = read_code(term, milliseconds, &code, &closed);
        if (term_asked_to_end() || closed) {
            event->type = EVENT_CLOSED;
            return;
        }
        if (got == ERR)
            return;
        translate(term, got, code, event);
        if (event->type == EVENT_NONE)
            tell_size(term, event);
    } while (event->type == EVENT_NONE && milliseconds < 0);
}

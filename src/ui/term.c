/* term.c - ncurses behind the interface of term.h. Events are made in term_read.c.
 *
 * Nothing else in the program includes curses.h. The static variables are what a signal handler
 * needs to give the terminal back.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "ui/term.h"

#include <langinfo.h>
#include <locale.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

#include <unistr.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "ui/term_internal.h"

/* Bracketed paste, mouse buttons and wheel, its coordinates in decimal. */
static const char modes_on[] = "\033[?2004h\033[?1000h\033[?1006h";
static const char modes_off[] = "\033[?2004l\033[?1006l\033[?1000l";

static struct {
    volatile sig_atomic_t active;
    struct termios before;
    char bytes[256]; /* what gives the screen back */
    size_t length;
} emergency;

static volatile sig_atomic_t asked_to_end;

static const int fatal_signals[] = {SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL};
static const int ending_signals[] = {SIGTERM, SIGHUP};
/* Keys, as long as we have the terminal; and before and after an editor borrowed it, in the moments
 * when the terminal makes signals of them again. */
static const int key_signals[] = {SIGINT, SIGQUIT};

bool term_asked_to_end(void)
{
    return asked_to_end != 0;
}

static void send(const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t written = write(STDOUT_FILENO, bytes, length);
        if (written <= 0)
            return;
        bytes += written;
        length -= (size_t)written;
    }
}

/* Only async-signal-safe calls. */
static void restore_now(void)
{
    if (!emergency.active)
        return;
    emergency.active = 0;
    send(emergency.bytes, emergency.length);
    tcsetattr(STDIN_FILENO, TCSANOW, &emergency.before);
}

static void on_fatal(int number)
{
    restore_now();
    raise(number); /* SA_RESETHAND put the default back */
}

/* The first asks the loop to end, so that the file is closed in order; the second does not wait. */
static void on_ending(int number)
{
    if (!asked_to_end) {
        asked_to_end = 1;
        return;
    }
    restore_now();
    signal(number, SIG_DFL);
    raise(number);
}

static void set_handlers(struct term *term)
{
    struct sigaction fatal = {.sa_handler = on_fatal, .sa_flags = (int)SA_RESETHAND};
    struct sigaction ending = {.sa_handler = on_ending};
    sigemptyset(&fatal.sa_mask);
    sigemptyset(&ending.sa_mask);
    for (size_t i = 0; i < sizeof fatal_signals / sizeof fatal_signals[0]; i++)
        sigaction(fatal_signals[i], &fatal, NULL);
    for (size_t i = 0; i < sizeof ending_signals / sizeof ending_signals[0]; i++)
        sigaction(ending_signals[i], &ending, NULL);
    for (size_t i = 0; i < sizeof key_signals / sizeof key_signals[0]; i++)
        signal(key_signals[i], SIG_IGN);
    /* A new size is only let through while waiting, so that none gets lost between look and wait.
     */
    sigset_t size;
    sigemptyset(&size);
    sigaddset(&size, SIGWINCH);
    sigprocmask(SIG_BLOCK, &size, &term->signals);
    sigdelset(&term->signals, SIGWINCH);
}

static void reset_handlers(struct term *term)
{
    for (size_t i = 0; i < sizeof fatal_signals / sizeof fatal_signals[0]; i++)
        signal(fatal_signals[i], SIG_DFL);
    for (size_t i = 0; i < sizeof ending_signals / sizeof ending_signals[0]; i++)
        signal(ending_signals[i], SIG_DFL);
    for (size_t i = 0; i < sizeof key_signals / sizeof key_signals[0]; i++)
        signal(key_signals[i], SIG_DFL);
    sigprocmask(SIG_SETMASK, &term->signals, NULL);
}

static void remember(const char *bytes)
{
    size_t length = bytes != NULL ? strlen(bytes) : 0;
    if (emergency.length + length > sizeof emergency.bytes)
        return;
    if (length > 0)
        memcpy(emergency.bytes + emergency.length, bytes, length);
    emergency.length += length;
}

static const char *capability(const char *name)
{
    const char *value = tigetstr(name);
    return value == NULL || value == (const char *)-1 ? NULL : value;
}

static void prepare_emergency(void)
{
    static const char *const wanted[] = {"sgr0", "cnorm", "rmkx", "rmcup"};
    emergency.length = 0;
    remember(modes_off);
    for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++)
        remember(capability(wanted[i]));
    remember("\r\n");
    emergency.active = 1;
    mem_on_failure(restore_now);
}

static enum err_code refuse(struct err *err, const char *why)
{
    err_set(err, ERR_USAGE, _("the screens need a terminal: %s"), why);
    err_hint(err, _("use the commands instead: auditwalk status, auditwalk assess, auditwalk "
                    "--help"));
    return ERR_USAGE;
}

static enum err_code check_environment(struct err *err)
{
    const char *name = getenv("TERM");
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
        return refuse(err, _("standard input or output is not one"));
    if (name == NULL || name[0] == '\0')
        return refuse(err, _("TERM is not set"));
    if (strcmp(name, "dumb") == 0)
        return refuse(err, _("TERM is dumb"));
    if (tcgetattr(STDIN_FILENO, &emergency.before) != 0)
        return refuse(err, _("its settings can't be read"));
    return ERR_OK;
}

static bool no_colour(void)
{
    const char *value = getenv("NO_COLOR");
    return value != NULL && value[0] != '\0';
}

static void set_looks(struct term *term, enum theme theme, const struct theme_looks *own)
{
    bool colour = has_colors() && !no_colour();
    if (colour) {
        start_color();
        use_default_colors();
    }
    for (int i = 0; i < STYLE_COUNT; i++) {
        const struct look *look = theme_look(colour ? theme : THEME_MONO, (enum style)i);
        if (colour && own != NULL && own->set[i])
            look = &own->own[i];
        term->attributes[i] = ((look->attributes & LOOK_BOLD) != 0 ? A_BOLD : 0) |
                              ((look->attributes & LOOK_DIM) != 0 ? A_DIM : 0) |
                              ((look->attributes & LOOK_REVERSE) != 0 ? A_REVERSE : 0) |
                              ((look->attributes & LOOK_UNDERLINE) != 0 ? A_UNDERLINE : 0);
        term->pairs[i] = 0;
        if (colour && (look->foreground >= 0 || look->background >= 0)) {
            term->pairs[i] = (short)(i + 1);
            init_pair(term->pairs[i], look->foreground, look->background);
        }
    }
}

static void set_modes(struct term *term)
{
    raw(); /* Ctrl-S, Ctrl-Z and Ctrl-C are keys */
    noecho();
    nonl();
    keypad(stdscr, TRUE);
    nodelay(stdscr, TRUE);
    set_escdelay(25);
    leaveok(stdscr, FALSE);
    curs_set(0);
    term->caret = false;
}

/* The program may have fallen back to C.UTF-8 for its own texts; what the terminal understands is
 * what the environment says. */
static bool environment_is_utf8(void)
{
    static const char *const variables[] = {"LC_ALL", "LC_CTYPE", "LANG"};
    const char *name = NULL;
    for (size_t i = 0; i < 3 && (name == NULL || name[0] == '\0'); i++)
        name = getenv(variables[i]);
    if (name == NULL || name[0] == '\0')
        return false;
    if (strcasestr(name, "utf-8") != NULL || strcasestr(name, "utf8") != NULL)
        return true;
    locale_t locale = newlocale(LC_CTYPE_MASK, name, (locale_t)0);
    bool utf8 = locale != (locale_t)0 && strcmp(nl_langinfo_l(CODESET, locale), "UTF-8") == 0;
    if (locale != (locale_t)0)
        freelocale(locale);
    return utf8;
}

enum err_code term_start(enum theme theme, const struct theme_looks *own, struct term **out,
                         struct err *err)
{
    *out = NULL;
    enum err_code code = check_environment(err);
    if (code != ERR_OK)
        return code;
    struct term *term = mem_zalloc(1, sizeof *term);
    term->screen = newterm(NULL, stdout, stdin);
    if (term->screen == NULL || capability("cup") == NULL) {
        if (term->screen != NULL) {
            endwin();
            delscreen(term->screen);
        }
        free(term);
        return refuse(err, _("the kind that TERM names is unknown, or can't move its cursor"));
    }
    /* The library sends every movement of the cursor by itself until the screen was left and
     * entered once; from then on a painting is one write. */
    endwin();
    term->utf8 = strcmp(nl_langinfo(CODESET), "UTF-8") == 0 && environment_is_utf8();
    set_modes(term);
    set_looks(term, theme, own);
    prepare_emergency();
    set_handlers(term);
    term_define_keys();
    send(modes_on, sizeof modes_on - 1);
    *out = term;
    return ERR_OK;
}

void term_end(struct term *term)
{
    if (term == NULL)
        return;
    send(modes_off, sizeof modes_off - 1);
    endwin();
    emergency.active = 0;
    mem_on_failure(NULL);
    reset_handlers(term);
    delscreen(term->screen);
    canvas_free(term->shown);
    buf_clear(&term->paste);
    free(term->cells);
    free(term);
}

void term_suspend(struct term *term)
{
    send(modes_off, sizeof modes_off - 1);
    def_prog_mode();
    endwin();
    emergency.active = 0;
    reset_handlers(term);
}

void term_resume(struct term *term)
{
    reset_prog_mode();
    emergency.active = 1;
    set_handlers(term);
    send(modes_on, sizeof modes_on - 1);
    clearok(curscr, TRUE);
    wrefresh(stdscr);
    canvas_free(term->shown);
    term->shown = NULL;
    term->resized = true;
}

bool term_utf8(const struct term *term)
{
    return term->utf8;
}

void term_size(const struct term *term, int *rows, int *columns)
{
    (void)term;
    getmaxyx(stdscr, *rows, *columns);
}

/* A cell of the terminal library; what it would give another width than ours becomes "?". */
static void set_cell(const struct term *term, const struct glyph *glyph, cchar_t *cell)
{
    wchar_t text[CCHARW_MAX + 1];
    size_t count = 0;
    const uint8_t *at = (const uint8_t *)glyph->text;
    ucs4_t c;
    for (int step; count < CCHARW_MAX && (step = u8_strmbtouc(&c, at)) > 0; at += step) {
        if (count > 0 && wcwidth((wchar_t)c) != 0)
            break;
        text[count++] = (wchar_t)c;
    }
    text[count] = L'\0';
    if (count == 0 || wcwidth(text[0]) != glyph->width) {
        text[0] = L'?';
        text[1] = L'\0';
    }
    int style = glyph->style < STYLE_COUNT ? glyph->style : STYLE_NORMAL;
    setcchar(cell, text, term->attributes[style], term->pairs[style], NULL);
}

/* Letters of one byte are most of all that is shown: each is made once. */
static void take_cell(struct term *term, const struct glyph *glyph, cchar_t *cell)
{
    unsigned char c = (unsigned char)glyph->text[0];
    int style = glyph->style < STYLE_COUNT ? glyph->style : STYLE_NORMAL;

    if (c >= 0x80 || glyph->text[1] != '\0') {
        set_cell(term, glyph, cell);
        return;
    }
    if (term->ascii[style][c].chars[0] == L'\0')
        set_cell(term, glyph, &term->ascii[style][c]);
    *cell = term->ascii[style][c];
}

/* Columns first to last of a row. */
static void show_part(struct term *term, const struct glyph *glyphs, int row, int first, int last)
{
    int count = 0;
    for (int i = first; i <= last; i++) {
        if (glyphs[i].width == 0)
            continue;
        cchar_t *cell = &term->cells[count++];
        take_cell(term, &glyphs[i], cell);
        wchar_t text[CCHARW_MAX + 1];
        attr_t attributes;
        short pair;
        if (glyphs[i].width == 2 && getcchar(cell, text, &attributes, &pair, NULL) == OK &&
            text[0] == L'?')
            term->cells[count++] = *cell; /* keeps the columns behind it in place */
    }
    mvadd_wchnstr(row, first, term->cells, count);
}

static bool is_same_glyph(const struct glyph *a, const struct glyph *b)
{
    return memcmp(a, b, sizeof *a) == 0;
}

/* What differs from before, from the first such column to the last; never half a character. */
static void show_row(struct term *term, const struct glyph *now, const struct glyph *before,
                     int row, int columns)
{
    int first = 0;
    int last = columns - 1;
    while (before != NULL && first < last && is_same_glyph(&now[first], &before[first]))
        first++;
    while (before != NULL && last > first && is_same_glyph(&now[last], &before[last]))
        last--;
    while (first > 0 && (now[first].width == 0 || (before != NULL && before[first].width == 0)))
        first--;
    while (last < columns - 1 && now[last + 1].width == 0)
        last++;
    show_part(term, now, row, first, last);
}

static void keep_shown(struct term *term, const struct canvas *canvas)
{
    if (term->shown == NULL)
        term->shown = canvas_new(canvas->rows, canvas->columns);
    if (term->shown->rows != canvas->rows || term->shown->columns != canvas->columns)
        canvas_resize(term->shown, canvas->rows, canvas->columns);
    term->cells = mem_resize(term->cells, (size_t)canvas->columns + 1, sizeof *term->cells);
}

void term_show(struct term *term, const struct canvas *canvas, bool repaint)
{
    size_t line = (size_t)canvas->columns;
    bool all = repaint || term->shown == NULL || term->shown->rows != canvas->rows ||
               term->shown->columns != canvas->columns;
    keep_shown(term, canvas);
    for (int row = 0; row < canvas->rows; row++) {
        const struct glyph *now = canvas->glyphs + (size_t)row * line;
        struct glyph *before = term->shown->glyphs + (size_t)row * line;
        if (!all && memcmp(now, before, line * sizeof *now) == 0)
            continue;
        show_row(term, now, all ? NULL : before, row, canvas->columns);
        memcpy(before, now, line * sizeof *now);
    }
    if (canvas->caret != term->caret)
        curs_set(canvas->caret ? 1 : 0);
    term->caret = canvas->caret;
    if (canvas->caret)
        move(canvas->caret_row, canvas->caret_column);
    if (repaint)
        clearok(curscr, TRUE);
    refresh();
}

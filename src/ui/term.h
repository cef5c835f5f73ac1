/* term.h - the terminal: the only file that knows the terminal library.
 *
 * Starts and ends it, turns its bytes into events, and shows a canvas. Whatever happens, the user
 * gets the terminal back as it was: at the end, when memory runs out, and on a fatal signal.
 */
#ifndef AUDITWALK_UI_TERM_H
#define AUDITWALK_UI_TERM_H

#include "base/err.h"
#include "ui/draw.h"
#include "ui/input.h"
#include "ui/theme.h"

struct term;

/* Only one at a time. ERR_USAGE: standard input or output is no terminal, or TERM is dumb, unknown
 * or lacks cursor movement; the hint names the commands to use instead. */
enum err_code term_start(enum theme theme, const struct theme_looks *own, struct term **out,
                         struct err *err); /* own: looks in place of the theme's, may be NULL */
void term_end(struct term *term);          /* NULL allowed */

/* Gives the terminal back for a while (an external editor), and takes it again. */
void term_suspend(struct term *term);
void term_resume(struct term *term);

bool term_utf8(const struct term *term);
void term_size(const struct term *term, int *rows, int *columns);

/* Waits at most milliseconds (-1: for ever, 0: not at all) for an event. */
void term_read(struct term *term, int milliseconds, struct event *event);

/* Shows the canvas: only what changed is sent, in one write. repaint: everything, whatever the
 * terminal shows now. */
void term_show(struct term *term, const struct canvas *canvas, bool repaint);

#endif

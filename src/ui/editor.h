/* editor.h - the one text editor: a line or a block of UTF-8.
 *
 * Moves by graphemes, deletes what the caret stands before as one, wraps after UAX 14, takes a
 * paste as one insertion cleaned at the door, and has its own undo. The caret is the terminal's
 * real cursor. Text is kept as typed; editor_value() gives it cleaned, as the store wants it.
 */
#ifndef AUDITWALK_UI_EDITOR_H
#define AUDITWALK_UI_EDITOR_H

#include "base/mem.h"
#include "base/text.h"
#include "ui/screen.h"

enum { EDITOR_UNDO = 64 };

/* A part of the text is selected from the anchor to the caret: by Shift, then moving without it
 * ends it; or from a mark, then all moving goes on with it. */
enum select { SELECT_NONE, SELECT_SHIFT, SELECT_MARK };

struct editor_state {
    char *text;
    size_t caret;
};

struct editor {
    enum text_kind kind; /* TEXT_LINE or TEXT_BLOCK */
    size_t limit;        /* bytes */
    struct buf text;
    size_t caret; /* byte offset at a grapheme's start, or the end */
    size_t top;   /* first visible line of a block; first visible column's byte of a line */
    enum select select;
    size_t anchor; /* as caret */
    char **clip; /* what was cut or copied (heap, may be NULL), shared between fields; NULL: none */
    int goal;    /* column that up and down aim at, -1 */
    int width;   /* columns it was drawn in last */
    int rows;
    bool secret;  /* of a line: every character is shown as the same one */
    bool changed; /* since editor_set */
    bool refused; /* the last insertion did not fit or was not text; see refusal */
    struct err refusal;
    struct area area; /* where it was drawn last, for the mouse */
    struct text_lines lines;
    bool wrapped; /* lines are those of text at width */
    struct editor_state undo[EDITOR_UNDO];
    size_t undo_count;
    bool typing; /* the last change was a typed character: the next one joins it in undo */
};

/* limit 0: TEXT_LIMIT. */
void editor_init(struct editor *editor, enum text_kind kind, size_t limit);
void editor_clear(struct editor *editor); /* frees */

/* Sets the text (clean UTF-8; NULL is ""), caret at the end, no undo, not changed. */
void editor_set(struct editor *editor, const char *text);
/* Replaces the text as one step of undo. */
void editor_replace(struct editor *editor, const char *text);
const char *editor_text(const struct editor *editor); /* as typed; borrowed, "" if empty */
bool editor_is_empty(const struct editor *editor);
/* The text through text_clean; heap. ERR_DATA if it is not text. */
enum err_code editor_value(const struct editor *editor, char **out, struct err *err);

/* Inserts raw bytes at the caret (cleaned by text_clean, white space at the ends kept). False and
 * editor->refusal set if they are not UTF-8 or go over the limit: nothing is inserted then. */
bool editor_insert(struct editor *editor, const char *bytes, size_t length);

/* The selected part; false if there is none. What is typed or pasted replaces it, erasing erases
 * it. */
bool editor_selection(const struct editor *editor, size_t *start, size_t *end);

/* Text keys, pastes, ACTION_LEFT .. ACTION_EDIT_UNDO, a click in its area. REACT_HANDLED |
 * REACT_REDRAW, REACT_CHANGED if the text changed. In a line Enter is not handled; in a block it
 * makes a line. Esc is handled while something is selected: it ends that. At the first (last) line
 * of a block LINE_UP (LINE_DOWN) is not handled, so that a form can go on. ACTION_EXTERNAL is left
 * to the owner. */
unsigned editor_act(struct editor *editor, const struct input *input);

/* How many rows the text wants at a width (at least 1). */
int editor_rows(struct editor *editor, int width);

/* Paints it; focused places the caret. A line scrolls sideways, a block up and down. */
void editor_draw(struct editor *editor, struct canvas *canvas, struct area area, bool focused);

/* Gives text to $VISUAL, $EDITOR or sensible-editor/vi in a private file and reads it back cleaned.
 * The command may have arguments ('vim -n', "code --wait"), split as a shell would split quoted
 * words, but no shell runs. term is suspended meanwhile (NULL: none). ERR_USAGE: the editor can't
 * be run or failed; the text is then as it was, and *out is NULL. */
struct term;
enum err_code editor_external(struct term *term, const char *text, enum text_kind kind, char **out,
                              struct err *err);

/* Splits a command into words (quotes and backslashes as in a shell); heap, NULL-terminated, free
 * with editor_free_words. NULL if a quote is open or there are no words. */
char **editor_split_words(const char *command);
void editor_free_words(char **words);

#endif

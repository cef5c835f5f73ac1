/* form.h - fields in a column that scrolls.
 *
 * The owner adds fields, gives inputs to form_act, and when that returns REACT_SUBMIT reads the
 * values, which are clean UTF-8. Tab and Shift-Tab go through the fields, Enter goes to the next
 * one and at the last one saves (in a quick form at any line), Ctrl-S saves, Esc leaves and asks
 * only if something was typed; the default is to keep editing.
 *
 *   form_init(&form);
 *   form_add(&form, &(struct form_spec){.id = TITLE, .kind = FORM_LINE, .label = _("Title"),
 *                                       .required = true});
 *   ...
 *   unsigned flags = form_act(&form, app, input);
 *   if (flags & REACT_SUBMIT) { ... form_text(&form, TITLE) ...; return REACT_DONE | REACT_POP; }
 *   return flags;
 */
#ifndef AUDITWALK_UI_FORM_H
#define AUDITWALK_UI_FORM_H

#include "base/ident.h"
#include "ui/drafts.h"
#include "ui/editor.h"
#include "ui/screen.h"

enum form_kind {
    FORM_LINE,   /* text, one line */
    FORM_BLOCK,  /* text, many lines */
    FORM_DATE,   /* YYYY-MM-DD or empty; t sets today */
    FORM_SECRET, /* a line of which only the length is shown */
    FORM_PATH,   /* a line that starts with ~ or / or not */
    FORM_CHOICE, /* one of choices */
    FORM_MULTI,  /* any of choices */
    FORM_STATIC, /* shown, can't be entered */
    FORM_HEADING /* a title between fields, no value */
};

struct form_choice {
    const char *label; /* translated; copied */
    struct ident id;   /* record id, or none */
};

struct form_spec {
    int id; /* the owner's name for it, unique in the form */
    enum form_kind kind;
    const char *label; /* translated; copied */
    const char *hint;  /* translated, shown muted under the field in focus; NULL: none */
    const char *value; /* starting text; NULL: "" */
    const struct code_list *codes; /* CHOICE, MULTI: labels with symbols from it, or: */
    const struct form_choice *choices;
    size_t choice_count;
    int selected; /* CHOICE: starting index, -1 none; a choice that is not required can be emptied
                   */
    unsigned long chosen; /* MULTI: starting bits, for at most 64 choices */
    int rows;             /* BLOCK: rows it has at least, 0: 3 */
    size_t limit;         /* bytes, 0: TEXT_LIMIT */
    bool required;        /* an empty one refuses to be saved */
};

struct form_field {
    int id;
    enum form_kind kind;
    char *label;
    char *hint;
    char *error; /* shown under the field; NULL: none */
    char *value; /* clean text, made by form_check */
    struct editor editor;
    char **labels; /* of the choices */
    const struct code_list *codes;
    struct ident *ids;
    size_t choice_count;
    int selected;
    unsigned long chosen;
    int cursor; /* MULTI */
    int rows;
    bool required;
    bool hidden;
    bool touched;
    bool along;       /* see form_keep_along */
    struct area area; /* where it was drawn last; no rows: not visible */
};

struct form {
    struct form_field *fields;
    size_t count;
    size_t capacity;
    size_t focus;
    int top;    /* first visible row */
    bool quick; /* Enter in any line saves, and only the first quick_fields are shown until Tab */
    size_t quick_fields;
    bool expanded; /* Tab was pressed in a quick form */
    struct area area;
    struct keeper keeper; /* of what is not saved yet; see form_keep_at */
};

void form_init(struct form *form);
void form_clear(struct form *form);
void form_add(struct form *form, const struct form_spec *spec);

/* Values. text: clean, borrowed until the next call of form_act; "" if empty; that of a choice is
 * its label, of a choice over codes its word. */
const char *form_text(const struct form *form, int id);
void form_set_text(struct form *form, int id, const char *text);
int form_choice(const struct form *form, int id);             /* index, -1 */
struct ident form_choice_id(const struct form *form, int id); /* none */
void form_set_choice(struct form *form, int id, int index);
/* Replaces the choices (people, areas may have been added meanwhile); keeps the selected id if it
 * is still there. */
void form_set_choices(struct form *form, int id, const struct form_choice *choices, size_t count);
unsigned long form_chosen(const struct form *form, int id); /* MULTI: bits */
bool form_dirty(const struct form *form);                   /* something was typed or chosen */
void form_set_clean(struct form *form);                     /* after a save without leaving */
void form_hide(struct form *form, int id, bool hidden);

/* An error under a field (NULL takes it away); the focus goes there. message is copied. */
void form_error(struct form *form, int id, const char *message);
/* An error of the store at the field in focus or nowhere: use app_error. */

void form_focus(struct form *form, int id);
int form_focused(const struct form *form); /* id, -1 */

/* Where to look keys up: base (CONTEXT_FORM or one that has it for parent) with the rows of the
 * field in focus before it: text fields take printable keys as text whatever the tables say. */
enum context form_context(const struct form *form, enum context base);

/* Handles everything above. Flags: REACT_SUBMIT when it is to be saved and all fields passed
 * (required, dates, UTF-8); REACT_POP when it is left (after the question, if one was needed);
 * REACT_CHANGED. app may be NULL in tests: then a dirty form is left without a question. */
unsigned form_act(struct form *form, struct app *app, const struct input *input);

/* Keeps what is typed until the form is left: called by the owner when the form is complete and
 * clean, with the place it was opened at (drafts.h). What was kept there before is put back into
 * the fields. The owner's keep calls form_keep, its finish form_keep_end. */
void form_keep_at(struct form *form, struct app *app, const char *place, const char *title);
void form_keep(struct form *form, struct app *app, bool sync);
/* A text that stood there from the start, and is kept with what is typed: without it that would be
 * of no use. */
void form_keep_along(struct form *form, int id);
void form_keep_end(struct form *form, struct app *app);

void form_draw(struct form *form, struct canvas *canvas, struct area area);

#endif

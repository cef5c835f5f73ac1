/* dialog.h - small windows over a screen: message, confirmation, choice, prompt, progress.
 *
 * Each is a modal screen; its answer comes through a callback after it was closed, whose reactions
 * go to the screen below. Texts are translated already, copied. All return REACT_DONE, so that act
 * can `return dialog_...(...)`.
 */
#ifndef AUDITWALK_UI_DIALOG_H
#define AUDITWALK_UI_DIALOG_H

#include "base/text.h"
#include "ui/app.h"

/* A text to read; any of Enter, Esc, q, Space closes it. */
unsigned dialog_message(struct app *app, enum tone tone, const char *title, const char *text);

/* A question. text names what will be done; yes the verb ("Withdraw"). Its key is y, or x if opener
 * (the key that opened it, 0 if not known) is y. Enter and Esc mean no. done is only called for
 * yes. */
struct dialog_confirm {
    const char *title;
    const char *text;
    const char *yes;
    const char *no; /* NULL: "Cancel" */
    int opener;
    unsigned (*done)(struct app *app, void *owner);
    void *owner;
};
unsigned dialog_confirm(struct app *app, const struct dialog_confirm *confirm);

/* One of a list; / searches. done gets the index; not called on Esc. */
struct dialog_choose {
    const char *title;
    const char *const *labels;
    size_t count;
    size_t selected;
    unsigned (*done)(struct app *app, void *owner, size_t index);
    void *owner;
};
unsigned dialog_choose(struct app *app, const struct dialog_choose *choose);

/* A text. done gets it cleaned (borrowed), may refuse it by filling err and returning false: the
 * dialog then stays open with the text and shows the error. *reactions go to the screen below. */
struct dialog_prompt {
    const char *title;
    const char *label;
    const char *hint;    /* NULL: none */
    const char *value;   /* starting text, NULL: "" */
    enum text_kind kind; /* TEXT_BLOCK: Ctrl-S saves, Enter makes a line */
    bool required;       /* empty is refused */
    const char *place;   /* what is typed is kept there until it is saved (drafts.h); NULL: not */
    bool (*done)(struct app *app, void *owner, const char *text, unsigned *reactions,
                 struct err *err);
    void *owner;
};
unsigned dialog_prompt(struct app *app, const struct dialog_prompt *prompt);

/* Long work, done synchronously by the caller:
 *
 *   struct progress progress;
 *   progress_begin(&progress, app, _("Writing the workbook"));
 *   request.progress = progress_percent; request.context = &progress;
 *   code = export_workbook(...);
 *   progress_end(&progress);
 *
 * The window appears only after 150 ms. The callbacks return false once Esc was pressed. */
struct progress {
    struct screen screen;
    struct app *app;
    char *title;
    int64_t started;
    int64_t painted;
    unsigned percent;
    bool shown;
    bool cancelled;
};
void progress_begin(struct progress *progress, struct app *app, const char *title);
bool progress_percent(void *progress, unsigned percent);
bool progress_bytes(void *progress, uint64_t done, uint64_t total);
void progress_end(struct progress *progress);

#endif

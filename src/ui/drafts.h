/* drafts.h - text that is typed and not saved, kept against a crash and offered back.
 *
 * A form or prompt that keeps its text holds a struct keeper with the place where it was opened.
 * After every painting the app lets the screens keep what changed (screen_ops.keep); when a screen
 * is left, saved or thrown away, its draft goes. A screen that ends with the program leaves it, and
 * the next form of the same place starts with it. Secrets are never kept.
 */
#ifndef AUDITWALK_UI_DRAFTS_H
#define AUDITWALK_UI_DRAFTS_H

#include "store/draft.h"
#include "ui/app.h"

struct keeper {
    char *place; /* NULL: nothing is kept */
    char *title;
    struct hash last; /* of what is kept */
    bool kept;
    bool unsynced;
};

/* Copies. The draft that is there already is read into *draft (true), which the caller clears. */
bool keeper_begin(struct keeper *keeper, struct app *app, const char *place, const char *title,
                  struct draft *draft);
/* Keeps these fields (none: removes what is kept). Says once in a session why that can't be done.
 */
void keeper_keep(struct keeper *keeper, struct app *app, struct draft *draft, bool sync);
/* The screen was left: nothing of it is to be offered back. */
void keeper_end(struct keeper *keeper, struct app *app);
void keeper_clear(struct keeper *keeper);

/* "typed at 14:32 and not saved" in the message line, for a form that started with a draft. */
void drafts_say_restored(struct app *app, const struct draft *draft);

/* Places: "note", "evidence-new", "finding-new" with the item they belong to ("-" for none);
 * "finding", "evidence", "audit" with the record. Heap. */
char *draft_place_item(const char *word, const struct ident *audit, const char *checklist,
                       const char *item);
char *draft_place_record(const char *word, const struct ident *id);

/* Lists what is kept for the open file; Enter goes there. With none: false, or told if asked. */
bool drafts_offer(struct app *app, bool asked);

#endif

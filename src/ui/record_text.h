/* record_text.h - how the screens say what the file holds, ask for reasons, and withdraw a record.
 */
#ifndef AUDITWALK_UI_RECORD_TEXT_H
#define AUDITWALK_UI_RECORD_TEXT_H

#include "ui/app.h"

enum { RECORD_STAMP_SIZE = 17, RECORD_WALL_SIZE = 19 };

/* "8.4-c, 8.4-1" as "8.4 c), 8.4 (1)"; heap. */
char *record_text_refs(const char *refs);

/* "2026-11-23 14:32" in local time, "" for what is no time. */
void record_text_stamp(const char *iso, char out[RECORD_STAMP_SIZE]);

/* The same for milliseconds since 1970, with a question mark behind if that clock can't be right;
 * "" for 0. */
void record_text_wall(int64_t wall, bool suspect, char out[RECORD_WALL_SIZE]);

/* "Finding", "Evidence", ... translated; borrowed. */
const char *record_text_type(enum record_type type);

/* "conflicts: 3 · ", the beginning of title lines where some are open; heap, "" for none. */
char *record_text_conflicts(size_t count);

/* A text as one line: blanks for newlines; heap, "" for NULL. */
char *record_text_flat(const char *text);

/* Asks for a reason and gives it to done, as dialog_prompt does. */
unsigned record_ask_reason(struct app *app, const char *title, const char *hint,
                           bool (*done)(struct app *app, void *owner, const char *text,
                                        unsigned *reactions, struct err *err),
                           void *owner);

/* "512 bytes", "14.2 KiB (14,541 bytes)" without the thousands; heap. */
char *record_text_size(int64_t bytes);

/* A cell for people: codes by their label, ids by the name of what they mean, times in local time;
 * heap, "" for null. canvas (may be NULL) tells whether symbols may be more than ASCII. */
char *record_text_value(struct store *store, const struct field *field, const struct value *value,
                        const struct canvas *canvas);

/* Asks why a finding or evidence is to be withdrawn, and does it: it leaves the lists, its history
 * stays. withdrawal must outlive the question: it is part of the screen that asks, which is loaded
 * again afterwards. Refused once the audit is issued. */
struct withdrawal {
    enum record_type type;
    struct ident id;
};
unsigned record_ask_withdraw(struct app *app, struct withdrawal *withdrawal);

#endif

/* ready_screen.h - the state of the screen of an audit's sign-off, shared by its files. Not for
 * others.
 *
 *   ready_screen.c  loading, drawing, keys
 *   ready_act.c     jumps to what is missing, steps, signatures
 */
#ifndef AUDITWALK_UI_READY_SCREEN_H
#define AUDITWALK_UI_READY_SCREEN_H

#include "store/ready.h"
#include "ui/list.h"
#include "ui/screens.h"

enum ready_kind { READY_HEADING, READY_MISSING, READY_RECORD, READY_TEXT };

struct ready_row {
    enum ready_kind kind;
    size_t item; /* READY_MISSING: of the list of what is missing */
    bool stops;
    enum record_type type; /* READY_RECORD */
    struct ident id;
    enum style style;
    char *text;
};

struct ready_screen {
    struct screen screen;
    struct ident audit;
    char *number;
    enum audit_state state;
    int64_t revision;
    char digest[HASH_TEXT_SIZE]; /* of the audit as it is now */
    struct ready_list list_ready;
    struct ready_row *rows;
    size_t count;
    size_t capacity;
    struct list list;
    enum audit_action steps[AUDIT_ACTION_COUNT]; /* that are offered */
    enum audit_action step;                      /* that is asked about */
    enum sign_step signing;
    struct ident *earlier; /* audits that are offered to be followed up */
    char *remark;          /* of the signature that is asked about */
    struct ident followed; /* the finding a note is written to */
    struct ident member;   /* whose independence is set aside */
};

unsigned ready_jump(struct ready_screen *screen, struct app *app, const struct ready_item *item);
unsigned ready_choose_step(struct ready_screen *screen, struct app *app);
unsigned ready_choose_signature(struct ready_screen *screen, struct app *app);
unsigned ready_follow_up(struct ready_screen *screen, struct app *app);
unsigned ready_note(struct ready_screen *screen, struct app *app, const struct ready_row *row);
unsigned ready_edit_texts(struct ready_screen *screen, struct app *app);

#endif

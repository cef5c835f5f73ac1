/* closure_screen.h - the state of the screen of a finding's path, shared by its files. Not for
 * others.
 *
 *   closure_screen.c  loading, drawing, keys
 *   closure_rows.c    its rows: steps, what is missing, records
 *   step_form.c       the form of a step
 */
#ifndef AUDITWALK_UI_CLOSURE_SCREEN_H
#define AUDITWALK_UI_CLOSURE_SCREEN_H

#include "store/closure.h"
#include "ui/list.h"
#include "ui/screens.h"

/* What a step asks for itself: all else are records of the path. */
enum { CLOSURE_GIVEN = NEED_PERSON | NEED_NOTE | NEED_EFFECTIVE | NEED_FAILED };

enum path_kind { PATH_HEADING, PATH_STEP, PATH_MISSING, PATH_RECORD, PATH_TEXT };
enum path_standing { PATH_DONE, PATH_NEXT, PATH_BLOCKED, PATH_LATER };

struct path_row {
    enum path_kind kind;
    enum path_standing standing;
    const struct closure_rule *rule; /* PATH_STEP, PATH_MISSING */
    int bit;                         /* PATH_MISSING: of what is missing */
    enum record_type type;           /* PATH_RECORD */
    struct ident id;
    char *text;
};

struct closure_screen {
    struct screen screen;
    struct ident finding;
    struct closure closure;
    struct closure_day day;
    struct closure_facts facts;
    bool loaded;
    struct path_row *rows;
    size_t count;
    size_t capacity;
    struct list list;
    struct ident asked; /* the record that is to be withdrawn */
    enum record_type asked_type;
    const struct closure_rule *step; /* that is to be confirmed */
};

/* Makes the rows of what is loaded. */
void closure_rows_make(struct closure_screen *screen, struct app *app);
void closure_rows_clear(struct closure_screen *screen);

/* What is missing before a step that is not asked for with it. */
unsigned closure_rows_missing(const struct closure_screen *screen, const struct closure_rule *rule);

/* A form of what the step asks for; NULL if it asks for nothing. */
struct screen *step_form_new(struct app *app, const struct closure_screen *screen,
                             const struct closure_rule *rule);

#endif

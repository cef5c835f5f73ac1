/* filter.h - what a list leaves out: grade, state, clause, area, process, author, date, overdue,
 * text.
 *
 * One struct for the lists that can be filtered; filter_rows says which criterion fits which list.
 * Several words of one criterion are alternatives, several criteria must all be met. Names are
 * compared as a whole but for upper and lower case, texts are looked for anywhere. Dates may count
 * from today ("today-30", "today+7"), so that a kept filter stays true.
 */
#ifndef AUDITWALK_CORE_FILTER_H
#define AUDITWALK_CORE_FILTER_H

#include <stdbool.h>

#include "base/clock.h"
#include "base/err.h"
#include "core/code.h"

enum filter_list {
    FILTER_WALK,
    FILTER_FINDINGS,
    FILTER_EVIDENCE,
    FILTER_ACTIONS,
    FILTER_LIST_COUNT
};
extern const struct code_list filter_lists; /* rows in the order of the enum */

enum filter_criterion {
    FILTER_RESULT,
    FILTER_GRADE,
    FILTER_STATE,
    FILTER_KIND,
    FILTER_CLAUSE,
    FILTER_AREA,
    FILTER_PROCESS,
    FILTER_AUTHOR,
    FILTER_FROM,
    FILTER_TO,
    FILTER_TEXT,
    FILTER_OVERDUE,
    FILTER_DONE, /* what is done already, too */
    FILTER_CRITERION_COUNT
};

enum filter_form { FILTER_CODES, FILTER_WORDS, FILTER_DATE, FILTER_FLAG };

struct filter_row {
    const char *word;  /* in files and on the command line */
    const char *label; /* msgid */
    enum filter_form form;
    const struct code_list *codes; /* FILTER_CODES */
    unsigned lists;                /* bits of enum filter_list */
};
extern const struct filter_row filter_rows[FILTER_CRITERION_COUNT];

bool filter_fits(enum filter_list list, enum filter_criterion criterion);

/* All zero: nothing is left out. */
struct filter {
    char *name; /* what it is called; NULL: only by its criteria */
    unsigned bits[FILTER_CRITERION_COUNT];
    char *texts[FILTER_CRITERION_COUNT]; /* NULL or not empty */
};
void filter_clear(struct filter *filter);
void filter_copy(struct filter *to, const struct filter *from); /* to is cleared first */
bool filter_is_empty(const struct filter *filter);
bool filter_equal(const struct filter *a, const struct filter *b); /* but for their names */

/* Sets one criterion from its words: "major,minor", "8.4, 9", "today-30"; flags from "yes" or "".
 * "" takes it away. ERR_USAGE for a word or date that is none; value must be clean. */
enum err_code filter_set(struct filter *filter, enum filter_criterion criterion, const char *value,
                         struct err *err);
/* The same words back; heap, "" where it is not set. */
char *filter_get(const struct filter *filter, enum filter_criterion criterion);

/* "Overdue ones", or "Major nonconformity · clause 8.4 · since 2026-03-01", translated; heap, ""
 * for an empty one. */
char *filter_describe(const struct filter *filter);

/* "today+7" or a date as a date; false: neither. */
bool filter_date(const char *text, const char *today, char out[CLOCK_DATE_SIZE]);

/* What is known of a row. Texts are borrowed, NULL where unknown; codes -1. */
struct filter_subject {
    int result;
    unsigned grades; /* bits: of a requirement those of all its findings */
    int state;
    int kind;
    const char *refs; /* lines of clause, blank, reference */
    const char *area;
    bool in_process; /* it belongs to the process that the filter names */
    const char *author;
    const char *date; /* local */
    bool overdue;
    bool done;
    const char *texts[8];
};
bool filter_passes(const struct filter *filter, const struct filter_subject *subject,
                   const char *today);

#endif

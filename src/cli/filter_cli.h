/* filter_cli.h - the criteria of lists as options. */
#ifndef AUDITWALK_CLI_FILTER_CLI_H
#define AUDITWALK_CLI_FILTER_CLI_H

#include "cli/cli.h"
#include "core/filter.h"

/* Rows of an option table, by what fits which list (core/filter.h). */
#define FILTER_OPTION_NAME                                                                         \
    {                                                                                              \
        "filter", 0, ARGUMENT_LINE, 0, NULL, "NAME", N_("a kept filter (auditwalk filter list)")   \
    }
#define FILTER_OPTION_RESULT                                                                       \
    {                                                                                              \
        "result", 0, ARGUMENT_LINE, 0, NULL, "RESULTS",                                            \
            N_("only with one of these results: minor,major")                                      \
    }
#define FILTER_OPTION_GRADE                                                                        \
    {                                                                                              \
        "grade", 0, ARGUMENT_LINE, 0, NULL, "GRADES",                                              \
            N_("only findings of these grades: major,minor")                                       \
    }
#define FILTER_OPTION_STATE                                                                        \
    {                                                                                              \
        "state", 0, ARGUMENT_LINE, 0, NULL, "STATES",                                              \
            N_("only findings in these states: raised,proposed")                                   \
    }
#define FILTER_OPTION_KIND                                                                         \
    {                                                                                              \
        "kind", 0, ARGUMENT_LINE, 0, NULL, "KINDS", N_("only of these kinds: photo,record")        \
    }
#define FILTER_OPTION_OVERDUE                                                                      \
    {                                                                                              \
        "overdue", 0, ARGUMENT_NONE, 0, NULL, NULL, N_("only with something overdue")              \
    }
#define FILTER_OPTION_DONE                                                                         \
    {                                                                                              \
        "done", 0, ARGUMENT_NONE, 0, NULL, NULL, N_("those that are done too")                     \
    }
#define FILTER_OPTIONS_EVERY                                                                       \
    {                                                                                              \
        "clause",                                                                                  \
        0,                                                                                         \
        ARGUMENT_LINE,                                                                             \
        0,                                                                                         \
        NULL,                                                                                      \
        "LIST",                                                                                    \
        N_("only about these clauses: \"8.4, 9.1-9.3\"")},                                         \
        {"area", 0, ARGUMENT_LINE, 0, NULL, "NAME", N_("only of this area")},                      \
        {"process", 0, ARGUMENT_LINE, 0, NULL, "NAME", N_("only of this process")},                \
        {"author",                                                                                 \
         0,                                                                                        \
         ARGUMENT_LINE,                                                                            \
         0,                                                                                        \
         NULL,                                                                                     \
         "NAME",                                                                                   \
         N_("only by this person; of actions: theirs to do")},                                     \
        {"from",                                                                                   \
         0,                                                                                        \
         ARGUMENT_LINE,                                                                            \
         0,                                                                                        \
         NULL,                                                                                     \
         "DATE",                                                                                   \
         N_("only from this date on: 2026-03-12, today, today-30")},                               \
        {"to", 0, ARGUMENT_LINE, 0, NULL, "DATE", N_("only up to this date")},                     \
    {                                                                                              \
        "text", 0, ARGUMENT_LINE, 0, NULL, "TEXT", N_("only with this in number, title or texts")  \
    }

/* What --filter and the criteria say, the latter in place of those of the kept filter. Only the
 * options that the command has are asked. The caller clears the filter. */
enum err_code filter_given(const struct args *args, enum filter_list list, struct filter *filter,
                           struct err *err);

/* The same, and the names must be some of the open file. */
enum err_code filter_given_for(struct session *session, enum filter_list list,
                               struct filter *filter, struct err *err);

#endif

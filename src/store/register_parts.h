/* register_parts.h - between register.c and register_line.c only. */
#ifndef AUDITWALK_STORE_REGISTER_PARTS_H
#define AUDITWALK_STORE_REGISTER_PARTS_H

#include "base/clock.h"
#include "store/query.h"
#include "store/register.h"

/* Row of the list, as the indexes of data/schema/0009-register.sql say it; an unknown word, which a
 * merge may bring, as the program shows it. */
#define REGISTER_GRADE(f)                                                                          \
    "CASE " f ".grade WHEN 'major' THEN 0 WHEN 'minor' THEN 1 WHEN 'good-practice' THEN 3 ELSE 2 " \
    "END"
#define REGISTER_STATE(f)                                                                          \
    "CASE " f ".state WHEN 'acknowledged' THEN 1 WHEN 'contained' THEN 2 WHEN 'analysed' THEN 3 "  \
    "WHEN 'proposed' THEN 4 WHEN 'accepted' THEN 5 WHEN 'implemented' THEN 6 WHEN 'verified' "     \
    "THEN 7 WHEN 'closed' THEN 8 ELSE 0 END"
#define REGISTER_RAISED(f) "coalesce(" f ".raised_at, '')"

/* What is open for a finding f, as due.c has it: its rows x, with a date that is one (only with a
 * modifier date() changes 30 February). Once
 * everything is carried out it waits for its judgement. */
#define REGISTER_CORRECTIONS(f)                                                                    \
    " FROM correction x WHERE x.finding = " f ".id AND x.withdrawn IS NULL AND x.done_on IS NULL"
#define REGISTER_ACTIONS(f)                                                                        \
    " FROM corrective_action x WHERE x.finding = " f                                               \
    ".id AND x.withdrawn IS NULL AND x.done_on IS NULL"
#define REGISTER_CHECKS(f)                                                                         \
    " FROM effectiveness x WHERE x.finding = " f                                                   \
    ".id AND x.withdrawn IS NULL AND x.verified_at IS NULL"                                        \
    " AND (x.result IS NOT NULL OR " f ".state = 'implemented')"
#define REGISTER_DATED(column) " AND date(" column ", '+0 days') IS " column

/* None of these has a date, or they do not count any more: as REGISTER_NEXT, sooner known. */
#define REGISTER_UNDATED(f)                                                                        \
    "(NOT (EXISTS (SELECT 1" REGISTER_ACTIONS(f) REGISTER_DATED(                                   \
        "x.due") " AND x.due IS NOT NULL) OR EXISTS (SELECT 1" REGISTER_CORRECTIONS(f)             \
        REGISTER_DATED("x.due") " AND x.due IS NOT NULL) OR EXISTS (SELECT 1" REGISTER_CHECKS(f)   \
            REGISTER_DATED("x.not_before") " AND x.not_before IS NOT NULL)) OR EXISTS (SELECT 1"   \
                                           " FROM audit a WHERE a.id = " f                         \
                                           ".audit AND a.state = 'cancelled'))"

/* The day of the next of these, '~' if none has a date. Nothing is due in a cancelled audit. */
#define REGISTER_NEXT(f)                                                                           \
    "CASE WHEN EXISTS (SELECT 1 FROM audit a WHERE a.id = " f                                      \
    ".audit AND a.state = 'cancelled') THEN '~' ELSE min("                                         \
    "coalesce((SELECT min(x.due)" REGISTER_CORRECTIONS(f) REGISTER_DATED(                          \
        "x.due") "), '~'), coalesce((SELECT min(x.due)" REGISTER_ACTIONS(f)                        \
        REGISTER_DATED("x.due") "), '~'), coalesce((SELECT min(x.not_before)" REGISTER_CHECKS(f)   \
            REGISTER_DATED("x.not_before") "), '~')) END"

/* What is asked of findings that no index of theirs knows: which are late, which are somebody's. */
struct register_set {
    bool asked; /* else all are in it */
    struct filter_ids ids;
    struct filter_ids implemented; /* these only in that state */
};
struct register_sets {
    const struct filter_ids *among; /* of the query; NULL: all */
    struct register_set late;
    struct register_set owned;
};
/* late: those that are late are asked for. */
enum err_code register_sets_load(struct store *store, const struct register_query *query,
                                 const char *today, bool late, struct register_sets *sets,
                                 struct err *err);
void register_sets_clear(struct register_sets *sets);
bool register_sets_have(const struct register_sets *sets, const struct ident *finding,
                        enum finding_state state);

/* The rest of a line of which key.id is known. */
enum err_code register_line_fill(struct store *store, struct register_line *line, bool brief,
                                 const char *today, struct err *err);

#endif

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

/* The day of the next of these, '~' if none has a date. Nothing is due in a cancelled audit. */
#define REGISTER_NEXT(f)                                                                           \
    "CASE WHEN EXISTS (SELECT 1 FROM audit a WHERE a.id = " f                                      \
    ".audit AND a.state = 'cancelled') THEN '~' ELSE min("                                         \
    "coalesce((SELECT min(x.due)" REGISTER_CORRECTIONS(f) REGISTER_DATED(                          \
        "x.due") "), '~'), coalesce((SELECT min(x.due)" REGISTER_ACTIONS(f)                        \
        REGISTER_DATED("x.due") "), '~'), coalesce((SELECT min(x.not_before)" REGISTER_CHECKS(f)   \
            REGISTER_DATED("x.not_before") "), '~')) END"

/* The rest of a line of which key.id is known. */
enum err_code register_line_fill(struct store *store, struct register_line *line, bool brief,
                                 const char *today, struct err *err);

#endif

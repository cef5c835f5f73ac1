/* rules.h - the rules of an audit that hold at every door (screens, commands, merges).
 *
 * Pure functions: they get plain values and answer, nothing is read or written. A step that is
 * refused says why and what to do. Sources: ISO 19011:2018 6.4.8 (findings), DOMAIN "Assessment",
 * "Finding".
 */
#ifndef AUDITWALK_CORE_RULES_H
#define AUDITWALK_CORE_RULES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/ident.h"
#include "core/code.h"

/* How many requirements have each result. */
struct tally {
    size_t by[RESULT_COUNT];
};

size_t tally_total(const struct tally *tally);
size_t tally_assessed(const struct tally *tally);  /* all but not assessed */
unsigned tally_percent(const struct tally *tally); /* assessed of total, 100 only when all are */

/* Degree of conformity: conforming and opportunities for improvement among those that were judged
 * (without not applicable, not covered and not assessed), in tenths of a percent; -1 if none was.
 */
int tally_conformity(const struct tally *tally);

/* The sentence still missing for a result, or NULL: an exclusion wants its reason (note). A msgid.
 */
const char *result_missing(enum result result, const char *note);

/* May this result be given? Refused (ERR_DENIED): a nonconformity against what is only recommended,
 * without a reason (note). */
enum err_code result_check(enum result result, enum obligation obligation, const char *note,
                           struct err *err);

/* True for the results that a finding stands behind. */
bool result_has_finding(enum result result);

/* The grade a result leads to; result_has_finding must hold. And back: the result that a finding of
 * a grade leaves its requirement with (good practice: conforming). */
enum grade result_grade(enum result result);
enum result grade_result(enum grade grade);

/* Worse of two for a requirement with several findings: major, minor, OFI, then conforming. */
bool result_is_worse(enum result a, enum result b);

/* May a finding be raised so? Refused (ERR_DENIED): no statement; no criterion; a nonconformity
 * against recommendations only without a reason for the grade. */
struct finding_draft {
    enum grade grade;
    const char *statement;
    const char *grade_reason;
    size_t criteria;        /* how many */
    size_t recommendations; /* how many of them the standard only recommends */
    const char *source;     /* word of code_finding_sources; NULL, "": the audit */
};
enum err_code finding_check(const struct finding_draft *draft, struct err *err);

/* May this audit's records still be changed in this state? Refused once it is issued. */
enum err_code audit_check_open(enum audit_state state, const char *number, struct err *err);

/* Does a finding of this source need a criterion? What came to light by an incident, a complaint or
 * the like is one outside of any requirement too. NULL, "": the audit. */
bool source_needs_criterion(const char *source);

/* Record ids that two laptops must agree on. unit may be NULL (the audit has one unit). */
struct ident assessment_id(const struct ident *audit, const char *checklist, const char *item,
                           const struct ident *unit);
struct ident link_id(const struct ident *from, const struct ident *to);
struct ident criterion_id(const struct ident *finding, const char *checklist, const char *ref);
struct ident person_id(const struct ident *file, const char *name);

#endif

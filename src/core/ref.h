/* ref.h - references to requirements: "8.4-c" in files, "8.4 c)" for people.
 *
 * A ref is a clause number and, behind a hyphen, the place inside it: a letter of the standard's
 * own list ("8.4-c", "6.1.1-b.1") or a running number where the standard numbers nothing ("8.4-1").
 */
#ifndef AUDITWALK_CORE_REF_H
#define AUDITWALK_CORE_REF_H

#include <stdbool.h>

/* "8.4 c)", "8.4 (1)", "6.1.1 b) 1)", "4.1"; heap. A text that is no ref comes back as it is. */
char *ref_display(const char *ref);

/* What a person typed ("8.4 c)", "8.4c", "8.4 (1)", " 8.4-C ") as a ref; heap, never NULL, not
 * checked against any checklist. */
char *ref_normalise(const char *typed);

/* The clause of a ref: "8.4" of "8.4-c"; heap. */
char *ref_clause(const char *ref);

/* True if clause is inside outer: "8.4.1" and "8.4" are inside "8.4" and "8", "8.10" not in "8.1".
 */
bool clause_inside(const char *clause, const char *outer);

#endif

/* consolidate.h - two findings for one fact: candidates, merging, separating; final numbers.
 *
 * A merged finding keeps its texts, authors and evidence and names the one it went into
 * (merged_into); reports and tallies count that one only. Reversible. Final numbers are given once.
 */
#ifndef AUDITWALK_STORE_CONSOLIDATE_H
#define AUDITWALK_STORE_CONSOLIDATE_H

#include "store/store.h"

/* The finding in which this one is counted: itself, unless it was merged into another that stands
 * in the same audit, over any number of steps. Where laptops merged findings into each other in a
 * circle, the one with the smallest id counts. */
enum err_code finding_counted_in(struct store *store, const struct ident *finding,
                                 struct ident *counted, struct err *err);

/* Numbers of the findings that were merged into this one, directly or not, in natural order, comma
 * separated; heap, "" for none. */
char *finding_also_raised(struct store *store, const struct ident *finding);

/* Two findings that may be one: of the same audit, against a common requirement, of the same site
 * (or one without), texts alike; and nobody said yet that they are distinct. Texts owned. */
struct duplicate {
    struct ident left; /* the one raised first */
    struct ident right;
    char *left_number;
    char *right_number;
    char *left_text;
    char *right_text;
    char *left_author;
    char *right_author;
    char *refs;          /* what they have in common */
    unsigned similarity; /* 0 to 100 */
};
struct duplicates {
    struct duplicate *items;
    size_t count;
    size_t capacity;
};
/* The most alike first, ties by numbers. audit NULL: all audits. */
enum err_code duplicates_list(struct store *store, const struct ident *audit,
                              struct duplicates *duplicates, struct err *err);
void duplicates_clear(struct duplicates *duplicates);

/* finding goes into other (which counts from then on for both): one save with a decision record.
 * Refused (ERR_DENIED) for findings of two audits, itself, a withdrawn one, or where other went
 * (directly or not) into finding; and without a reason (ERR_USAGE). Evidence links of finding are
 * not moved: lists of other show them too. */
enum err_code finding_merge(struct store *store, const struct ident *finding,
                            const struct ident *other, const char *reason, struct err *err);
enum err_code finding_separate(struct store *store, const struct ident *finding, const char *reason,
                               struct err *err);

/* Notes that two candidates are not one fact, so they are not proposed again. */
enum err_code finding_keep_apart(struct store *store, const struct ident *finding,
                                 const struct ident *other, const char *reason, struct err *err);

/* Gives every counted finding of the audit that has none its final number, in the order of grade,
 * first criterion (natural order), time, id: "NC-2026-014", "OFI-2026-003", "GP-2026-001"; the year
 * is that of the audit's planned or actual start, else of now. ERR_DENIED unless the author leads
 * the audit (or it has no lead). *given gets how many. */
enum err_code findings_number(struct store *store, const struct ident *audit, size_t *given,
                              struct err *err);

#endif

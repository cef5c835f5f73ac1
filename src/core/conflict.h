/* conflict.h - what a disagreement between laptops is, cell by cell (MERGE "Fold").
 *
 * The heads of a cell are its operations that no known operation supersedes. Several heads with
 * different values are a conflict that a person decides; these rules say which heads count, which
 * is shown until then, and which cells only belong to another one. Pure; nothing is read.
 */
#ifndef AUDITWALK_CORE_CONFLICT_H
#define AUDITWALK_CORE_CONFLICT_H

#include <stdbool.h>
#include <stddef.h>

#include "core/value.h"

/* Rows of code_conflict_kinds, in their order. */
enum conflict_kind {
    CONFLICT_OPINION,    /* two auditors judged one requirement or finding differently */
    CONFLICT_TEXT,       /* texts differ: both may be kept */
    CONFLICT_VALUE,      /* anything else that differs */
    CONFLICT_WITHDRAWAL, /* withdrawn here, written to there */
    CONFLICT_KIND_COUNT
};
enum conflict_kind conflict_kind_of(const struct record *record, const struct field *field);

/* The field whose head this one's goes with ("assessed by" goes with "result"): it is shown from
 * the same save, never listed by itself, and decided together with it. 0: it stands for itself. */
uint16_t conflict_leader(enum record_type type, uint16_t field);

/* A value that says nothing beside one that says something: null or "not assessed" as a result.
 * Not assessed never beats assessed. For other fields always false: emptied is a statement. */
bool conflict_is_silent(enum record_type type, uint16_t field, const struct value *value);

/* Do these values disagree? Silent ones are left out where one is not silent. */
bool conflict_disagree(enum record_type type, uint16_t field, const struct value *const *values,
                       size_t count);

/* Both texts, one under the other, without repeating a line that both begin or end with; heap. */
char *conflict_join_texts(const char *const *texts, size_t count);

#endif

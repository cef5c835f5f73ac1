/* conflict.c - what a disagreement between laptops is, cell by cell. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "core/conflict.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* What a person judges, as against what is only written down. */
static const struct {
    enum record_type type;
    uint16_t field;
} opinions[] = {{RECORD_ASSESSMENT, ASSESSMENT_RESULT},
                {RECORD_FINDING, FINDING_GRADE},
                {RECORD_FINDING, FINDING_RISK},
                {RECORD_FINDING, FINDING_DISPUTED},
                {RECORD_AUDIT, AUDIT_OBJECTIVES_MET},
                {RECORD_ROSTER, ROSTER_STATE},
                {RECORD_SIMILAR_CASE, SIMILAR_RESULT},
                {RECORD_RISK_REVIEW, RISK_REVIEW_RESULT},
                {RECORD_EFFECTIVENESS, EFFECTIVENESS_RESULT},
                {RECORD_DEPLOYMENT, DEPLOYMENT_WORKING}};

enum conflict_kind conflict_kind_of(const struct record *record, const struct field *field)
{
    if (field->number == FIELD_WITHDRAWN)
        return CONFLICT_WITHDRAWAL;
    for (size_t i = 0; i < sizeof opinions / sizeof opinions[0]; i++)
        if (opinions[i].type == record->type && opinions[i].field == field->number)
            return CONFLICT_OPINION;
    return field->type == VALUE_TEXT ? CONFLICT_TEXT : CONFLICT_VALUE;
}

/* How an opinion came about is no second disagreement: who, when, where and by which method. */
static const struct {
    enum record_type type;
    uint16_t field;
    uint16_t leader;
} companions[] = {{RECORD_ASSESSMENT, ASSESSMENT_BY, ASSESSMENT_RESULT},
                  {RECORD_ASSESSMENT, ASSESSMENT_AT, ASSESSMENT_RESULT},
                  {RECORD_ASSESSMENT, ASSESSMENT_METHOD, ASSESSMENT_RESULT},
                  {RECORD_ASSESSMENT, ASSESSMENT_AREA, ASSESSMENT_RESULT},
                  {RECORD_ROSTER, ROSTER_BY, ROSTER_STATE},
                  {RECORD_ROSTER, ROSTER_AT, ROSTER_STATE},
                  {RECORD_ROSTER, ROSTER_REASON, ROSTER_STATE},
                  {RECORD_ROSTER, ROSTER_VALID, ROSTER_STATE},
                  {RECORD_DECISION, DECISION_BY, DECISION_REASON},
                  {RECORD_DECISION, DECISION_AT, DECISION_REASON},
                  {RECORD_DECISION, DECISION_POSITIONS, DECISION_REASON},
                  {RECORD_FINDING, FINDING_CLOSED_AT, FINDING_STATE},
                  {RECORD_FINDING, FINDING_ACKNOWLEDGED_AT, FINDING_ACKNOWLEDGED_BY},
                  {RECORD_CORRECTION, CORRECTION_DONE_BY, CORRECTION_DONE},
                  {RECORD_CORRECTION, CORRECTION_BY, CORRECTION_TEXT},
                  {RECORD_CORRECTION, CORRECTION_AT, CORRECTION_TEXT},
                  {RECORD_CAUSE_ANALYSIS, CAUSE_ANALYSIS_BY, CAUSE_ANALYSIS_ROOT},
                  {RECORD_CAUSE_ANALYSIS, CAUSE_ANALYSIS_AT, CAUSE_ANALYSIS_ROOT},
                  {RECORD_SIMILAR_CASE, SIMILAR_BY, SIMILAR_RESULT},
                  {RECORD_SIMILAR_CASE, SIMILAR_AT, SIMILAR_RESULT},
                  {RECORD_ACTION, CORRECTIVE_DONE_BY, CORRECTIVE_DONE},
                  {RECORD_ACTION, CORRECTIVE_BY, CORRECTIVE_TEXT},
                  {RECORD_ACTION, CORRECTIVE_AT, CORRECTIVE_TEXT},
                  {RECORD_RISK_REVIEW, RISK_REVIEW_BY, RISK_REVIEW_RESULT},
                  {RECORD_RISK_REVIEW, RISK_REVIEW_AT, RISK_REVIEW_RESULT},
                  {RECORD_EFFECTIVENESS, EFFECTIVENESS_BY, EFFECTIVENESS_RESULT},
                  {RECORD_EFFECTIVENESS, EFFECTIVENESS_AT, EFFECTIVENESS_RESULT},
                  {RECORD_REVISION, REVISION_BY, REVISION_REASON},
                  {RECORD_REVISION, REVISION_AT, REVISION_REASON},
                  {RECORD_OVERRIDE, OVERRIDE_BY, OVERRIDE_REASON},
                  {RECORD_OVERRIDE, OVERRIDE_AT, OVERRIDE_REASON},
                  {RECORD_DEPLOYMENT, DEPLOYMENT_BY, DEPLOYMENT_WORKING},
                  {RECORD_DEPLOYMENT, DEPLOYMENT_AT, DEPLOYMENT_WORKING},
                  {RECORD_MEETING, MEETING_BY, MEETING_NOTES},
                  {RECORD_MEETING, MEETING_AT, MEETING_NOTES}};

uint16_t conflict_leader(enum record_type type, uint16_t field)
{
    for (size_t i = 0; i < sizeof companions / sizeof companions[0]; i++)
        if (companions[i].type == type && companions[i].field == field)
            return companions[i].leader;
    return 0;
}

bool conflict_is_silent(enum record_type type, uint16_t field, const struct value *value)
{
    if (type != RECORD_ASSESSMENT || field != ASSESSMENT_RESULT)
        return false;
    return value->kind == VALUE_IS_NULL ||
           (value->kind == VALUE_IS_TEXT && strcmp(value->bytes, "not-assessed") == 0);
}

bool conflict_disagree(enum record_type type, uint16_t field, const struct value *const *values,
                       size_t count)
{
    const struct value *first = NULL;

    for (size_t i = 0; i < count; i++) {
        if (conflict_is_silent(type, field, values[i]))
            continue;
        if (first != NULL && !value_equal(first, values[i]))
            return true;
        first = values[i];
    }
    return false;
}

/* ---- both texts ------------------------------------------------------------------------------ */

struct lines {
    const char **starts;
    size_t *lengths;
    size_t count;
    size_t capacity;
};

static bool has_line(const struct lines *lines, const char *start, size_t length)
{
    for (size_t i = 0; i < lines->count; i++)
        if (lines->lengths[i] == length && memcmp(lines->starts[i], start, length) == 0)
            return true;
    return false;
}

static void lines_add(struct lines *lines, const char *start, size_t length)
{
    size_t capacity = lines->capacity;

    lines->starts = mem_grow(lines->starts, lines->count, &lines->capacity, sizeof *lines->starts);
    lines->lengths = mem_grow(lines->lengths, lines->count, &capacity, sizeof *lines->lengths);
    lines->starts[lines->count] = start;
    lines->lengths[lines->count++] = length;
}

/* Lines of one text are kept as they are, even where they repeat; those an earlier text has
 * already are not said twice. Blank lines only stand before another one: no text ends in them. */
static void join_one(const char *text, const struct lines *earlier, struct lines *own,
                     struct buf *out)
{
    size_t blank = 0;

    for (const char *at = text; *at != '\0';) {
        size_t length = strcspn(at, "\n");
        if (length == 0) {
            blank += own->count > 0;
        } else if (!has_line(earlier, at, length)) {
            for (size_t i = 0; i < blank + 1 && out->length > 0; i++)
                buf_putc(out, '\n');
            buf_add(out, at, length);
            blank = 0;
        }
        lines_add(own, at, length);
        at += length + (at[length] == '\n');
    }
}

char *conflict_join_texts(const char *const *texts, size_t count)
{
    struct lines earlier = {0};
    struct buf out;

    buf_init(&out);
    for (size_t i = 0; i < count; i++) {
        struct lines own = {0};
        join_one(texts[i], &earlier, &own, &out);
        for (size_t j = 0; j < own.count; j++)
            lines_add(&earlier, own.starts[j], own.lengths[j]);
        free(own.starts);
        free(own.lengths);
    }
    free(earlier.starts);
    free(earlier.lengths);
    return buf_take(&out);
}

/* merge_records.c - what the records become, worked out in memory before anything is written. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/merge_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "store/shown.h"

/* ---- folding --------------------------------------------------------------------------------- */

static struct fold_operation *collect(const struct merge_plan *plan, size_t *count)
{
    struct fold_operation *operations = NULL;
    size_t capacity = 0;

    *count = 0;
    for (size_t i = 0; i < plan->count; i++) {
        const struct incoming *item = &plan->items[i];
        if (item->state != INCOMING_READY)
            continue;
        for (size_t j = 0; j < item->batch.count; j++) {
            const struct record *record = record_find((int)item->batch.operations[j].type);
            if (record == NULL)
                continue;
            operations = mem_grow(operations, *count, &capacity, sizeof *operations);
            operations[(*count)++] = (struct fold_operation){
                .record = record, .source = &item->source, .index = (uint32_t)j};
        }
    }
    return operations;
}

static void count_folded(struct merge_plan *plan, const struct folded *folded)
{
    enum merge_change change = MERGE_SAME;

    if (!folded->existed)
        change = MERGE_NEW;
    else if (folded->changed)
        change = MERGE_CHANGED;
    plan->summary.records[change]++;
    plan->summary.conflicts_settled += folded->conflicts_gone;
    for (size_t i = 0; i < folded->record->field_count; i++)
        if (folded->contested[i] == 2)
            plan->summary.conflicts[conflict_kind_of(folded->record, &folded->record->fields[i])]++;
}

static enum err_code fold_all(struct merge_plan *plan, const struct fold_operation *operations,
                              size_t count, struct err *err)
{
    struct fold_context context = {
        .store = plan->store, .find = merge_find_prefix, .context = plan};
    enum err_code code = fold_unknowns(plan->store, &context.unknowns, err);

    for (size_t at = 0; at < count && code == ERR_OK;) {
        size_t run = fold_run(operations + at, count - at);
        plan->folded = mem_grow(plan->folded, plan->folded_count, &plan->folded_capacity,
                                sizeof *plan->folded);
        struct folded *folded = &plan->folded[plan->folded_count];
        code = fold_record(&context, operations + at, run, folded, err);
        if (code == ERR_OK) {
            plan->folded_count++;
            count_folded(plan, folded);
        }
        at += run;
    }
    return code;
}

/* ---- lines to look at ------------------------------------------------------------------------ */

static int line_weight(const struct merge_line *line)
{
    return line->conflicts > 0 ? 0 : 1 + (int)line->change;
}

static int line_compare(const void *left, const void *right)
{
    const struct merge_line *a = left;
    const struct merge_line *b = right;
    int order = line_weight(a) - line_weight(b);

    if (order == 0)
        order = (a->type > b->type) - (a->type < b->type);
    return order != 0 ? order : ident_compare(&a->record, &b->record);
}

static void make_lines(struct merge_plan *plan)
{
    plan->lines = mem_zalloc(plan->folded_count, sizeof *plan->lines);
    for (size_t i = 0; i < plan->folded_count; i++) {
        const struct folded *folded = &plan->folded[i];
        struct merge_line *line = &plan->lines[i];
        *line = (struct merge_line){.type = folded->record->type,
                                    .record = folded->id,
                                    .audit = folded->scope,
                                    .conflicts = folded->conflicts_new,
                                    .change = MERGE_SAME};
        if (!folded->existed)
            line->change = MERGE_NEW;
        else if (folded->changed)
            line->change = MERGE_CHANGED;
    }
    if (plan->folded_count > 1)
        qsort(plan->lines, plan->folded_count, sizeof *plan->lines, line_compare);
    plan->summary.lines = plan->lines;
    plan->summary.line_count = plan->folded_count;
}

enum err_code merge_fold(struct merge_plan *plan, struct err *err)
{
    size_t count = 0;
    struct fold_operation *operations = collect(plan, &count);

    fold_sort(operations, count);
    enum err_code code = fold_all(plan, operations, count, err);
    free(operations);
    if (code == ERR_OK)
        make_lines(plan);
    return code;
}

/* ---- titles ---------------------------------------------------------------------------------- */

/* Folded records are in the order of type and id. */
static const struct folded *find_folded(const struct merge_plan *plan,
                                        const struct merge_line *line)
{
    size_t low = 0;
    size_t high = plan->folded_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct folded *at = &plan->folded[middle];
        int order = (at->record->type > line->type) - (at->record->type < line->type);
        if (order == 0)
            order = ident_compare(&at->id, &line->record);
        if (order == 0)
            return at;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

static const char *text_of(const struct folded *folded, uint16_t field)
{
    const struct field *known = record_field(folded->record, field);
    const struct value *value = &folded->values[known - folded->record->fields];

    return value->kind == VALUE_IS_TEXT ? value->bytes : "";
}

static char *first_line(const char *number, const char *text)
{
    return mem_printf("%s%s%.*s", number, number[0] != '\0' && text[0] != '\0' ? " " : "",
                      (int)strcspn(text, "\n"), text);
}

/* The laptop that a roster entry or the record of a merge is about. */
static char *device_of(struct store *store, const struct folded *folded, uint16_t field)
{
    const struct field *known = record_field(folded->record, field);
    const struct value *value = &folded->values[known - folded->record->fields];
    struct ident device;
    char fingerprint[FINGERPRINT_SIZE];

    if (value->kind != VALUE_IS_BYTES || value->length != IDENT_SIZE)
        return mem_strdup("");
    memcpy(device.bytes, value->bytes, IDENT_SIZE);
    char *name = store_name(store, RECORD_DEVICE, &device);
    fingerprint_text(&device, fingerprint);
    char *text = first_line(name, fingerprint);
    free(name);
    return text;
}

static char *new_title(struct store *store, const struct folded *folded)
{
    const char *title = NULL;

    switch (folded->record->type) {
    case RECORD_AUDIT:
        return first_line(text_of(folded, AUDIT_NUMBER), text_of(folded, AUDIT_TITLE));
    case RECORD_ASSESSMENT:
        title = text_of(folded, ASSESSMENT_REF);
        return first_line(title[0] != '\0' ? title : text_of(folded, ASSESSMENT_ITEM), "");
    case RECORD_EVIDENCE:
        return first_line(text_of(folded, EVIDENCE_NUMBER), text_of(folded, EVIDENCE_TITLE));
    case RECORD_FINDING:
        title = text_of(folded, FINDING_TITLE);
        return first_line(text_of(folded, FINDING_DRAFT),
                          title[0] != '\0' ? title : text_of(folded, FINDING_STATEMENT));
    case RECORD_ACTION:
        return first_line(text_of(folded, CORRECTIVE_NUMBER), text_of(folded, CORRECTIVE_TEXT));
    case RECORD_CORRECTION:
        return first_line(text_of(folded, CORRECTION_TEXT), "");
    case RECORD_CAUSE:
        return first_line(text_of(folded, CAUSE_TEXT), "");
    case RECORD_SIMILAR_CASE:
        return first_line(text_of(folded, SIMILAR_PLACE), "");
    case RECORD_DEPLOYMENT:
        return first_line(text_of(folded, DEPLOYMENT_WHAT), "");
    case RECORD_MEETING:
        return first_line(_(code_at(&code_meeting_kinds,
                                    code_index(&code_meeting_kinds, text_of(folded, MEETING_KIND)))
                                ->label),
                          text_of(folded, MEETING_ON));
    case RECORD_ATTACHMENT:
        return mem_strdup(text_of(folded, ATTACHMENT_NAME));
    case RECORD_CRITERION:
        return mem_strdup(text_of(folded, CRITERION_REF));
    case RECORD_AUDIT_CHECKLIST:
        return mem_strdup(text_of(folded, AUDIT_CHECKLIST_TITLE));
    case RECORD_ORGANIZATION:
    case RECORD_SITE:
    case RECORD_PROCESS:
    case RECORD_PERSON:
    case RECORD_DEVICE:
        return mem_strdup(text_of(folded, 10));
    case RECORD_AREA:
        return mem_strdup(text_of(folded, AREA_NAME));
    case RECORD_ROSTER:
        return device_of(store, folded, ROSTER_DEVICE);
    case RECORD_MERGE:
        return device_of(store, folded, MERGE_SENDER);
    default:
        return mem_strdup("");
    }
}

char *merge_line_title(struct merge_plan *plan, const struct merge_line *line, const char *language)
{
    const struct folded *folded = find_folded(plan, line);

    if (folded == NULL || folded->existed)
        return shown_subject(plan->store, line->type, &line->record, language);
    return new_title(plan->store, folded);
}

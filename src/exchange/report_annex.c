/* report_annex.c - records of which the sheets of a report show only a part, with all their fields.
 *
 * What a sheet shows of a correction, a cause, a person is what readers ask for first; who wrote
 * it, when, and what stands beside it must not be lost. Fields are taken from core/record, so that
 * one that is added there is shown here without a line of code.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/report_load.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "store/shown.h"

/* In the order of the annex; where: the field with the id of what the record belongs to, 0: all of
 * them. */
enum owner { OF_ANYTHING, OF_AUDIT, OF_FINDING, OF_ACTION, OF_SITES, OF_PROCESSES, OF_TEAM };
static const struct {
    enum record_type type;
    enum owner owner;
    uint16_t where;
} kinds[] = {
    {RECORD_ORGANIZATION, OF_ANYTHING, 0},
    {RECORD_AUDIT, OF_AUDIT, 0},
    {RECORD_SITE, OF_SITES, 0},
    {RECORD_AREA, OF_SITES, AREA_SITE},
    {RECORD_PROCESS, OF_PROCESSES, 0},
    {RECORD_AUDIT_PROCESS, OF_AUDIT, AUDIT_PROCESS_AUDIT},
    {RECORD_PERSON, OF_TEAM, 0},
    {RECORD_DEVICE, OF_ANYTHING, 0},
    {RECORD_ROSTER, OF_ANYTHING, 0},
    {RECORD_CORRECTION, OF_FINDING, CORRECTION_FINDING},
    {RECORD_CAUSE_ANALYSIS, OF_FINDING, CAUSE_ANALYSIS_FINDING},
    {RECORD_CAUSE, OF_FINDING, CAUSE_FINDING},
    {RECORD_SIMILAR_CASE, OF_FINDING, SIMILAR_FINDING},
    {RECORD_ACTION, OF_FINDING, CORRECTIVE_FINDING},
    {RECORD_EXTENSION, OF_ACTION, EXTENSION_ACTION},
    {RECORD_RISK_REVIEW, OF_FINDING, RISK_REVIEW_FINDING},
    {RECORD_EFFECTIVENESS, OF_FINDING, EFFECTIVENESS_FINDING},
    {RECORD_STEP, OF_AUDIT, STEP_AUDIT},
    {RECORD_OVERRIDE, OF_AUDIT, OVERRIDE_AUDIT},
    {RECORD_MEETING, OF_AUDIT, MEETING_AUDIT},
    {RECORD_SIGN_OFF, OF_AUDIT, SIGN_OFF_AUDIT},
    {RECORD_REVISION, OF_AUDIT, REVISION_AUDIT},
};
enum { KIND_COUNT = sizeof kinds / sizeof kinds[0] };

/* Short fields share a line up to so many columns; long ones have lines of their own. */
enum { SHORT_FIELD = 44, SHARED_LINE = 92 };

/* Puts "Label: what it is" behind the others; *used: columns of the last line, SHARED_LINE where
 * nothing may stand behind it. */
static void add_field(struct buf *out, const char *label, const char *value, size_t *used)
{
    static const char between[] = " \xC2\xB7 ";
    size_t width = text_width(label) + 2 + text_width(value);
    bool alone = width > SHORT_FIELD || strchr(value, '\n') != NULL;

    if (out->length > 0 && !alone && *used + 3 + width <= SHARED_LINE) {
        buf_puts(out, between);
        *used += 3 + width;
    } else {
        buf_puts(out, out->length > 0 ? "\n" : "");
        *used = alone ? SHARED_LINE : width;
    }
    buf_printf(out, "%s: %s", label, value);
}

/* The fields that are set, in their order: on paper an annex of a line a field is twice as long. */
static char *fields_text(struct loader *loader, const struct row *row)
{
    size_t used = 0;
    struct buf out;

    buf_init(&out);
    for (size_t i = 0; i < row->record->field_count; i++) {
        const struct field *field = &row->record->fields[i];
        if (row_is_null(row, field->number))
            continue;
        char *value = shown_value(loader->store, field, row_value(row, field->number));
        add_field(&out, report_label(loader->report->language, field->label), value, &used);
        free(value);
    }
    return buf_take(&out);
}

static void add_record(struct loader *loader, const struct row *row, const char *of)
{
    struct report_annex *line = report_add_annex(loader->report);

    mem_replace(&line->kind, report_label(loader->report->language, row->record->name));
    mem_replace(&line->of, of);
    free(line->text);
    line->text = fields_text(loader, row);
}

/* All records of a kind that belong to one thing. */
static enum err_code add_list(struct loader *loader, size_t kind, const struct ident *id,
                              const char *of, struct err *err)
{
    struct rows rows;
    enum err_code code =
        loader_list(loader, kinds[kind].type, kinds[kind].where, id, 0, &rows, err);

    for (size_t i = 0; code == ERR_OK && i < rows.count; i++)
        add_record(loader, &rows.items[i], of);
    rows_clear(&rows);
    return code;
}

/* The record itself, where it is there. */
static void add_one(struct loader *loader, size_t kind, const struct ident *id)
{
    struct row row = {0};

    if (ident_is_none(id) || store_get(loader->store, kinds[kind].type, id, &row, NULL) != ERR_OK)
        return;
    add_record(loader, &row, loader_name(loader, kinds[kind].type, id));
    row_clear(&row);
}

static enum err_code add_of_findings(struct loader *loader, size_t kind, struct err *err)
{
    const struct report *report = loader->report;
    enum err_code code = ERR_OK;

    for (size_t i = 0; i < report->findings.count && code == ERR_OK; i++)
        code = add_list(loader, kind, &report->findings.items[i].id,
                        report->findings.items[i].number, err);
    return code;
}

static enum err_code add_of_actions(struct loader *loader, size_t kind, struct err *err)
{
    struct rows actions;
    enum err_code code = loader_list(loader, RECORD_ACTION, CORRECTIVE_AUDIT, loader->scope->audit,
                                     CORRECTIVE_AT, &actions, err);

    for (size_t i = 0; i < actions.count && code == ERR_OK; i++)
        code = add_list(loader, kind, &actions.items[i].id,
                        row_text(&actions.items[i], CORRECTIVE_NUMBER), err);
    rows_clear(&actions);
    return code;
}

/* What a record of the audit names: its sites, processes, people. */
static enum err_code add_named(struct loader *loader, size_t kind, enum record_type link,
                               uint16_t audit, uint16_t named, struct err *err)
{
    struct rows links;
    enum err_code code = loader_list(loader, link, audit, loader->scope->audit, 0, &links, err);

    for (size_t i = 0; i < links.count && code == ERR_OK; i++) {
        struct ident id = row_id(&links.items[i], named);
        if (kinds[kind].where != 0)
            code = add_list(loader, kind, &id, loader_name(loader, RECORD_SITE, &id), err);
        else
            add_one(loader, kind, &id);
    }
    rows_clear(&links);
    return code;
}

static enum err_code add_kind(struct loader *loader, size_t kind, struct err *err)
{
    switch (kinds[kind].owner) {
    case OF_ANYTHING:
        return add_list(loader, kind, NULL, "", err);
    case OF_AUDIT:
        if (kinds[kind].where != 0)
            return add_list(loader, kind, loader->scope->audit, loader->report->number, err);
        add_one(loader, kind, loader->scope->audit);
        return ERR_OK;
    case OF_FINDING:
        return add_of_findings(loader, kind, err);
    case OF_ACTION:
        return add_of_actions(loader, kind, err);
    case OF_SITES:
        return add_named(loader, kind, RECORD_AUDIT_SITE, AUDIT_SITE_AUDIT, AUDIT_SITE_SITE, err);
    case OF_PROCESSES:
        return add_named(loader, kind, RECORD_AUDIT_PROCESS, AUDIT_PROCESS_AUDIT,
                         AUDIT_PROCESS_PROCESS, err);
    case OF_TEAM:
        return add_named(loader, kind, RECORD_TEAM_MEMBER, TEAM_MEMBER_AUDIT, TEAM_MEMBER_PERSON,
                         err);
    }
    return ERR_OK;
}

enum err_code loader_annex(struct loader *loader, struct err *err)
{
    enum err_code code = ERR_OK;
    struct translate_turn turn;

    translate_turn(&turn, loader->report->language); /* values come in words */
    for (size_t i = 0; i < KIND_COUNT && code == ERR_OK; i++)
        code = add_kind(loader, i, err);
    translate_back(&turn);
    return code;
}

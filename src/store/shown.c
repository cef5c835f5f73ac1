/* shown.c - values, people, laptops and records as people read them.
 *
 * Values may come straight from the log, where others may have written anything that is UTF-8: they
 * pass the door here.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/shown.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "core/ref.h"
#include "core/team.h"
#include "store/walk.h"

/* ---- people and laptops ---------------------------------------------------------------------- */

char *shown_person(struct store *store, const struct ident *person)
{
    return store_name(store, RECORD_PERSON, person);
}

char *shown_device(struct store *store, const struct ident *device)
{
    char code[5];
    char *name = store_name(store, RECORD_DEVICE, device);

    if (ident_is_none(device))
        return name;
    ident_short(device, code);
    char *shown = name[0] != '\0' ? mem_printf("%s (%s)", name, code) : mem_strdup(code);
    free(name);
    return shown;
}

/* ---- values ---------------------------------------------------------------------------------- */

static char *clean(const struct value *value)
{
    char *text = NULL;

    if (text_clean(value->bytes, value->length, TEXT_BLOCK, &text, NULL) != ERR_OK)
        return mem_strdup("");
    return text;
}

static char *digits(const struct value *value)
{
    struct buf out;

    buf_init(&out);
    for (size_t i = 0; i < value->length; i++)
        buf_printf(&out, "%02x", (unsigned)(unsigned char)value->bytes[i]);
    return buf_take(&out);
}

/* The name behind an id; several types may be meant where the table names none. */
static char *name_of_id(struct store *store, const struct field *field, const struct ident *id)
{
    static const enum record_type units[] = {RECORD_SITE, RECORD_PROCESS};

    if (field->target == RECORD_DEVICE)
        return shown_device(store, id);
    if (field->target != 0)
        return store_name(store, field->target, id);
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        char *name = store_name(store, units[i], id);
        if (name[0] != '\0')
            return name;
        free(name);
    }
    return mem_strdup("");
}

static char *shown_bytes(struct store *store, const struct field *field, const struct value *value)
{
    struct ident id;

    if (field->type != VALUE_ID || value->length != IDENT_SIZE)
        return digits(value);
    memcpy(id.bytes, value->bytes, IDENT_SIZE);
    char *name = name_of_id(store, field, &id);
    if (name[0] != '\0')
        return name;
    free(name);
    return digits(value); /* a record that is not here yet */
}

/* A step holds words of a finding's lists or, without a finding, of an audit's. */
static const struct code *code_of_step(const struct field *field, const char *text)
{
    const struct record *step = record_find(RECORD_STEP);
    bool action = field == record_field(step, STEP_ACTION);

    if (!action && field != record_field(step, STEP_FROM) && field != record_field(step, STEP_TO))
        return NULL;
    const struct code *code =
        code_find(action ? &code_finding_actions : &code_finding_states, text);
    return code != NULL ? code : code_find(action ? &code_audit_actions : &code_audit_states, text);
}

static char *shown_text(const struct field *field, const struct value *value)
{
    char *text = clean(value);
    const struct code *code =
        field->codes != NULL ? code_find(field->codes, text) : code_of_step(field, text);
    char stamp[17];
    int64_t ms = 0;

    if (code != NULL)
        mem_replace(&text, _(code->label));
    if (field->type == VALUE_TIME && clock_parse(text, &ms)) {
        clock_local_stamp(ms, stamp);
        mem_replace(&text, stamp);
    }
    return text;
}

char *shown_value(struct store *store, const struct field *field, const struct value *value)
{
    switch (value->kind) {
    case VALUE_IS_INT:
        return mem_printf("%lld", (long long)value->integer);
    case VALUE_IS_TEXT:
        return shown_text(field, value);
    case VALUE_IS_BYTES:
        return shown_bytes(store, field, value);
    case VALUE_IS_NULL:
        break;
    }
    return mem_strdup("");
}

/* ---- records --------------------------------------------------------------------------------- */

/* "A B", or the one of them that is not empty. */
static char *joined(const char *a, const char *b)
{
    return mem_printf("%s%s%.*s", a, a[0] != '\0' && b[0] != '\0' ? " " : "", (int)strcspn(b, "\n"),
                      b);
}

static char *subject_of_assessment(struct store *store, const struct row *row, const char *language)
{
    struct walk_detail detail = {0};
    struct ident audit = row_id(row, ASSESSMENT_AUDIT);
    char *ref = ref_display(row_text(row, ASSESSMENT_REF));
    const char *item = row_text(row, ASSESSMENT_ITEM);

    walk_detail(store, &audit, row_text(row, ASSESSMENT_CHECKLIST), item, language, &detail, NULL);
    const char *heading = detail.line.heading != NULL ? detail.line.heading : "";
    char *subject = joined(ref[0] != '\0' ? ref : item, heading);
    walk_detail_clear(&detail);
    free(ref);
    return subject;
}

static char *subject_of_finding(const struct row *row)
{
    bool numbered = !row_is_null(row, FINDING_NUMBER);
    bool titled = !row_is_null(row, FINDING_TITLE);

    return joined(row_text(row, numbered ? FINDING_NUMBER : FINDING_DRAFT),
                  row_text(row, titled ? FINDING_TITLE : FINDING_STATEMENT));
}

/* What a record that only belongs to another one belongs to. */
struct owner {
    enum record_type type;
    uint16_t field;
    enum record_type target;
};
static const struct owner owners[] = {
    {RECORD_AUDIT_SITE, AUDIT_SITE_SITE, RECORD_SITE},
    {RECORD_AUDIT_PROCESS, AUDIT_PROCESS_PROCESS, RECORD_PROCESS},
    {RECORD_TEAM_MEMBER, TEAM_MEMBER_PERSON, RECORD_PERSON},
    {RECORD_ATTACHMENT, ATTACHMENT_EVIDENCE, RECORD_EVIDENCE},
    {RECORD_EVIDENCE_LINK, EVIDENCE_LINK_EVIDENCE, RECORD_EVIDENCE},
    {RECORD_CRITERION, CRITERION_FINDING, RECORD_FINDING},
    {RECORD_ROSTER, ROSTER_DEVICE, RECORD_DEVICE},
    {RECORD_MERGE, MERGE_SENDER, RECORD_DEVICE},
    {RECORD_CORRECTION, CORRECTION_FINDING, RECORD_FINDING},
    {RECORD_CAUSE_ANALYSIS, CAUSE_ANALYSIS_FINDING, RECORD_FINDING},
    {RECORD_CAUSE, CAUSE_FINDING, RECORD_FINDING},
    {RECORD_SIMILAR_CASE, SIMILAR_FINDING, RECORD_FINDING},
    {RECORD_RISK_REVIEW, RISK_REVIEW_FINDING, RECORD_FINDING},
    {RECORD_EFFECTIVENESS, EFFECTIVENESS_FINDING, RECORD_FINDING},
    {RECORD_EXTENSION, EXTENSION_ACTION, RECORD_ACTION},
    {RECORD_FOLLOW_UP, FOLLOW_UP_FINDING, RECORD_FINDING},
    {RECORD_SIGN_OFF, SIGN_OFF_PERSON, RECORD_PERSON},
    {RECORD_REVISION, REVISION_AUDIT, RECORD_AUDIT},
    {RECORD_OVERRIDE, OVERRIDE_PERSON, RECORD_PERSON}};

static bool is_decision(int type)
{
    return type == RECORD_DECISION || type == RECORD_PROGRAMME_DECISION;
}

/* What was decided about; a decision about a decision has no subject, which ends here. */
static char *subject_of_decision(struct store *store, const struct row *row, const char *language)
{
    struct ident subject = row_id(row, DECISION_SUBJECT);
    const char *word = row_text(row, DECISION_SUBJECT_TYPE);

    for (size_t i = 0; i < record_count; i++)
        if (strcmp(records[i].name, word) == 0 && !is_decision((int)records[i].type))
            return shown_subject(store, records[i].type, &subject, language);
    return mem_strdup("");
}

/* Of the finding, else of the audit itself. */
static char *subject_of_step(struct store *store, const struct row *row, const char *language)
{
    struct ident finding = row_id(row, STEP_FINDING);
    struct ident audit = row_id(row, STEP_AUDIT);

    return ident_is_none(&finding) ? shown_subject(store, RECORD_AUDIT, &audit, language)
                                   : shown_subject(store, RECORD_FINDING, &finding, language);
}

static char *subject_of_row(struct store *store, const struct row *row, const char *language)
{
    enum record_type type = row->record->type;

    for (size_t i = 0; i < sizeof owners / sizeof owners[0]; i++) {
        struct ident target = ident_none();
        if (owners[i].type != type)
            continue;
        target = row_id(row, owners[i].field);
        return shown_subject(store, owners[i].target, &target, language);
    }
    switch ((int)type) {
    case RECORD_ASSESSMENT:
        return subject_of_assessment(store, row, language);
    case RECORD_FINDING:
        return subject_of_finding(row);
    case RECORD_EVIDENCE:
        return joined(row_text(row, EVIDENCE_NUMBER), row_text(row, EVIDENCE_TITLE));
    case RECORD_AUDIT:
        return joined(row_text(row, AUDIT_NUMBER), row_text(row, AUDIT_TITLE));
    case RECORD_ACTION:
        return joined(row_text(row, CORRECTIVE_NUMBER), row_text(row, CORRECTIVE_TEXT));
    case RECORD_STEP:
        return subject_of_step(store, row, language);
    case RECORD_DEPLOYMENT:
        return joined(row_text(row, DEPLOYMENT_WHAT), "");
    case RECORD_MEETING:
        return joined(_(code_at(&code_meeting_kinds, row_code(row, MEETING_KIND))->label),
                      row_text(row, MEETING_ON));
    case RECORD_AUDIT_CHECKLIST:
        return joined(row_text(row, AUDIT_CHECKLIST_ID), row_text(row, AUDIT_CHECKLIST_VERSION));
    case RECORD_DECISION:
    case RECORD_PROGRAMME_DECISION:
        return subject_of_decision(store, row, language);
    default:
        return store_name(store, type, &row->id);
    }
}

char *shown_subject(struct store *store, enum record_type type, const struct ident *record,
                    const char *language)
{
    struct row row;

    if (type == RECORD_DEVICE)
        return shown_device(store, record);
    if (record_find((int)type) == NULL || store_get(store, type, record, &row, NULL) != ERR_OK)
        return mem_strdup("");
    char *subject = subject_of_row(store, &row, language);
    row_clear(&row);
    return subject;
}

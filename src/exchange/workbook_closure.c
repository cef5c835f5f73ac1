/* workbook_closure.c - the columns of actions, of earlier nonconformities, deployment, meetings. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/workbook_columns.h"

#include <string.h>

#include "base/i18n.h"

#define ACTION(member) offsetof(struct report_action, member)
#define PREVIOUS(member) offsetof(struct report_previous, member)
#define MEETING(member) offsetof(struct report_meeting, member)
#define DEPLOYMENT(member) offsetof(struct report_deployment, member)
#define COUNT(columns) (sizeof(columns) / sizeof(columns)[0])

/* To its line on the sheet of findings, else on that of nonconformities. */
static void lead_to_finding(const struct book *book, const struct ident *id,
                            struct table_cell *cell)
{
    /* The book is only const so that sources do not write. */
    const struct finding_place *place = book_finding((struct book *)(uintptr_t)book, id);

    if (place == NULL)
        return;
    if (book->sheets[SHEET_FINDINGS].worksheet != NULL) {
        cell->target = SHEET_FINDINGS;
        cell->record = place->index;
    } else if (place->listed != SIZE_MAX) {
        cell->target = SHEET_NONCONFORMITIES;
        cell->record = place->listed;
    }
}

/* The finding, leading to its line where the workbook has one. */
static void source_of_finding(const struct book *book, const struct column *column,
                              const void *record, size_t part, struct table_cell *cell)
{
    const struct report_action *action = record;

    source_text(book, column, record, part, cell);
    lead_to_finding(book, &action->finding_id, cell);
}

/* A number, leading to the finding or the evidence that has it. */
static void source_finding_number(const struct book *book, const struct column *column,
                                  const void *record, size_t part, struct table_cell *cell)
{
    const struct report *report = book->report;

    source_text(book, column, record, part, cell);
    for (size_t i = 0; *cell->text != '\0' && i < report->findings.count; i++)
        if (strcmp(report->findings.items[i].number, cell->text) == 0)
            lead_to_finding(book, &report->findings.items[i].id, cell);
}

static void source_evidence_number(const struct book *book, const struct column *column,
                                   const void *record, size_t part, struct table_cell *cell)
{
    const struct report *report = book->report;

    source_text(book, column, record, part, cell);
    for (size_t i = 0; *cell->text != '\0' && i < report->evidence.count; i++) {
        if (strcmp(report->evidence.items[i].number, cell->text) != 0)
            continue;
        cell->target = SHEET_EVIDENCE;
        cell->record = i;
        return;
    }
}

#define COLUMN(id, title, columns, looks, from, at)                                                \
    {                                                                                              \
        .key = id, .heading = title, .width = columns, .style = looks, .source = from,             \
        .offset = at                                                                               \
    }
#define TEXT(key, heading, width, at) COLUMN(key, heading, width, STYLE_TEXT, source_text, at)
#define DATE(key, heading, width, at) COLUMN(key, heading, width, STYLE_DATE, source_date, at)
#define NUMBER(key, heading, width, at)                                                            \
    COLUMN(key, heading, width, STYLE_NUMBER, source_natural, at)
#define CODE(id, title, columns, at, list)                                                         \
    {                                                                                              \
        .key = id, .heading = title, .width = columns, .style = STYLE_TEXT, .source = source_code, \
        .offset = at, .codes = &list                                                               \
    }

static const struct column action_columns[] = {
    COLUMN("number", N_("Number"), 11, STYLE_KEY, source_text, ACTION(number)),
    COLUMN("finding", N_("Finding"), 12, STYLE_LINK, source_of_finding, ACTION(finding)),
    TEXT("audit", N_("Audit"), 12, ACTION(audit)),
    CODE("grade", N_("Grade"), 15, ACTION(grade), code_grades),
    CODE("state", N_("State"), 13, ACTION(state), code_finding_states),
    TEXT("text", N_("Action"), 34, ACTION(text)),
    TEXT("owner", N_("Owner"), 14, ACTION(owner)),
    DATE("due", N_("Due"), 11, ACTION(due)),
    NUMBER("overdue", N_("Days overdue"), 8, ACTION(days_overdue)),
    NUMBER("extensions", N_("Extensions"), 9, ACTION(extensions)),
    DATE("done", N_("Done"), 11, ACTION(done)),
    TEXT("proof", N_("Proof"), 23, ACTION(proof)),
    COLUMN("evidence", N_("Evidence"), 12, STYLE_LINK, source_evidence_number, ACTION(evidence)),
    CODE("system", N_("System change needed"), 11, ACTION(system), code_yes_partly_no),
    TEXT("system_text", N_("What changes in the system"), 24, ACTION(system_text)),
};
const struct table table_actions = {.sheet = SHEET_ACTIONS,
                                    .name = "Actions",
                                    .title = N_("Corrective actions"),
                                    .empty = N_("No corrective actions were recorded."),
                                    .emphasis = "=AND(ISNUMBER({overdue}),{overdue}>0)",
                                    .columns = action_columns,
                                    .column_count = COUNT(action_columns),
                                    .frozen = 1};

static const struct column previous_columns[] = {
    COLUMN("number", N_("Number"), 12, STYLE_KEY, source_text, PREVIOUS(number)),
    TEXT("audit", N_("Audit"), 13, PREVIOUS(audit)),
    CODE("grade", N_("Grade"), 16, PREVIOUS(grade), code_grades),
    TEXT("statement", N_("Statement of failure"), 40, PREVIOUS(statement)),
    CODE("state", N_("State"), 16, PREVIOUS(state), code_finding_states),
    CODE("effect", N_("Effectiveness"), 15, PREVIOUS(effect), code_effects),
    TEXT("verified_by", N_("Verified by"), 14, PREVIOUS(verified_by)),
    DATE("verified_at", N_("Verified"), 11, PREVIOUS(verified_at)),
    TEXT("note", N_("Note"), 40, PREVIOUS(note)),
};
const struct table table_previous = {.sheet = SHEET_PREVIOUS,
                                     .name = "Previous",
                                     .title = N_("Previous nonconformities"),
                                     .empty = N_("This audit follows up no earlier one."),
                                     .columns = previous_columns,
                                     .column_count = COUNT(previous_columns),
                                     .frozen = 1};

static const struct column deployment_columns[] = {
    TEXT("site", N_("Site"), 12, DEPLOYMENT(site)),
    TEXT("area", N_("Area"), 13, DEPLOYMENT(area)),
    CODE("kind", N_("Kind"), 13, DEPLOYMENT(kind), code_deployment_kinds),
    COLUMN("what", N_("What"), 26, STYLE_KEY, source_text, DEPLOYMENT(what)),
    NUMBER("planned_count", N_("Planned"), 9, DEPLOYMENT(planned_count)),
    TEXT("planned_hours", N_("Planned hours"), 12, DEPLOYMENT(planned_hours)),
    TEXT("planned_spec", N_("Planned specification"), 15, DEPLOYMENT(planned_spec)),
    NUMBER("found_count", N_("Found"), 9, DEPLOYMENT(found_count)),
    TEXT("found_hours", N_("Hours found"), 12, DEPLOYMENT(found_hours)),
    TEXT("found_spec", N_("Found specification"), 15, DEPLOYMENT(found_spec)),
    CODE("working", N_("Working"), 10, DEPLOYMENT(working), code_yes_partly_no),
    TEXT("checked_by", N_("Checked by"), 13, DEPLOYMENT(checked_by)),
    COLUMN("checked_at", N_("Checked"), 16, STYLE_STAMP, source_stamp, DEPLOYMENT(checked_at)),
    COLUMN("evidence", N_("Evidence"), 11, STYLE_LINK, source_evidence_number,
           DEPLOYMENT(evidence)),
    COLUMN("finding", N_("Finding"), 12, STYLE_LINK, source_finding_number, DEPLOYMENT(finding)),
    TEXT("note", N_("Note"), 22, DEPLOYMENT(note)),
};
const struct table table_deployment = {.sheet = SHEET_DEPLOYMENT,
                                       .name = "Deployment",
                                       .title = N_("Security deployment: planned against found"),
                                       .empty = N_("No deployment was recorded."),
                                       .columns = deployment_columns,
                                       .column_count = COUNT(deployment_columns),
                                       .frozen = 4};

static const struct column meeting_columns[] = {
    CODE("kind", N_("Meeting"), 18, MEETING(kind), code_meeting_kinds),
    DATE("held_on", N_("Date"), 11, MEETING(held_on)),
    TEXT("hours", N_("Time"), 13, MEETING(hours)),
    TEXT("place", N_("Place"), 18, MEETING(place)),
    TEXT("people", N_("Who was there"), 36, MEETING(people)),
    TEXT("notes", N_("Notes"), 60, MEETING(notes)),
};
const struct table table_meetings = {.sheet = SHEET_MEETINGS,
                                     .name = "Meetings",
                                     .title = N_("Meetings of the audit"),
                                     .empty = N_("No meeting was recorded."),
                                     .columns = meeting_columns,
                                     .column_count = COUNT(meeting_columns),
                                     .frozen = 1};

/* workbook_columns.c - the columns of each table sheet. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/workbook_columns.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "exchange/workbook_photo.h"

#define ROW(member) offsetof(struct report_row, member)
#define FINDING(member) offsetof(struct report_finding, member)
#define EVIDENCE(member) offsetof(struct report_evidence, member)
#define CLAUSE(member) offsetof(struct report_clause, member)
#define OPINION(member) offsetof(struct report_opinion, member)
#define MERGE(member) offsetof(struct report_merge, member)
#define FILE_OF(member) offsetof(struct report_attachment, member)
#define COUNT(columns) (sizeof(columns) / sizeof(columns)[0])

/* ---- sources of their own ----------------------------------------------------------------------
 */

static void source_days(const struct book *book, const struct column *column, const void *record,
                        size_t part, struct table_cell *cell)
{
    const struct report_finding *finding = record;

    (void)book;
    (void)column;
    (void)part;
    if (finding->days_open < 0)
        return;
    cell->kind = CELL_NUMBER;
    cell->number = (double)finding->days_open;
}

/* The number of a finding, leading to its line on the sheet of findings. */
static void source_finding(const struct book *book, const struct column *column, const void *record,
                           size_t part, struct table_cell *cell)
{
    const struct report_finding *finding = record;

    source_text(book, column, record, part, cell);
    cell->target = SHEET_FINDINGS;
    cell->record = (size_t)(finding - book->report->findings.items);
}

/* The number of the finding in which this one is counted, leading to its line. */
static void source_merged(const struct book *book, const struct column *column, const void *record,
                          size_t part, struct table_cell *cell)
{
    const struct report *report = book->report;
    const struct report_finding *finding = record;

    source_text(book, column, record, part, cell);
    for (size_t i = 0; *finding->merged_into != '\0' && i < report->findings.count; i++) {
        if (!ident_equal(&report->findings.items[i].id, &finding->counted))
            continue;
        cell->target = SHEET_FINDINGS;
        cell->record = i;
        return;
    }
}

/* The requirements, leading to the checklist; of another checklist only by their names. */
static void source_criteria(const struct book *book, const struct column *column,
                            const void *record, size_t part, struct table_cell *cell)
{
    const struct report_finding *finding = record;
    const struct column rows = {
        .width = column->width, .offset = FINDING(rows), .target = SHEET_CHECKLIST};

    if (finding->rows.count > 0 && book->sheets[SHEET_CHECKLIST].worksheet != NULL)
        source_links(book, &rows, record, part, cell);
    else
        source_text(book, column, record, part, cell);
}

/* Attached files: one a row. */
static const struct report_attachment *attachment(const void *record, size_t part,
                                                  struct table_cell *cell)
{
    const struct report_evidence *evidence = record;

    cell->parts = evidence->attachment_count;
    return part < evidence->attachment_count ? &evidence->attachments[part] : NULL;
}

static void source_file(const struct book *book, const struct column *column, const void *record,
                        size_t part, struct table_cell *cell)
{
    const struct report_attachment *file = attachment(record, part, cell);

    if (file != NULL)
        source_text(book, column, file, part, cell);
}

static void source_size(const struct book *book, const struct column *column, const void *record,
                        size_t part, struct table_cell *cell)
{
    const struct report_attachment *file = attachment(record, part, cell);

    (void)book;
    (void)column;
    if (file == NULL)
        return;
    cell->kind = CELL_NUMBER;
    cell->number = (double)file->size;
}

/* The clause, leading to its first requirement. */
static void source_clause(const struct book *book, const struct column *column, const void *record,
                          size_t part, struct table_cell *cell)
{
    const struct report_clause *clause = record;

    source_text(book, column, record, part, cell);
    if (clause->first_row == SIZE_MAX)
        return;
    cell->target = SHEET_CHECKLIST;
    cell->record = clause->first_row;
}

static void source_total(const struct book *book, const struct column *column, const void *record,
                         size_t part, struct table_cell *cell)
{
    const struct report_clause *clause = record;

    (void)book;
    (void)column;
    (void)part;
    cell->kind = CELL_NUMBER;
    cell->number = (double)tally_total(&clause->tally);
}

static void source_conformity(const struct book *book, const struct column *column,
                              const void *record, size_t part, struct table_cell *cell)
{
    const struct report_clause *clause = record;
    int conformity = tally_conformity(&clause->tally);

    (void)book;
    (void)column;
    (void)part;
    if (conformity < 0)
        return;
    cell->kind = CELL_NUMBER;
    cell->number = conformity / 1000.0;
}

/* ---- columns: key, heading, width, where it is in the record -----------------------------------
 */

#define COLUMN(id, title, columns, looks, from, at)                                                \
    {                                                                                              \
        .key = id, .heading = title, .width = columns, .style = looks, .source = from,             \
        .offset = at                                                                               \
    }
#define TEXT(key, heading, width, at) COLUMN(key, heading, width, STYLE_TEXT, source_text, at)
#define DATE(key, heading, width, at) COLUMN(key, heading, width, STYLE_DATE, source_date, at)
#define STAMP(key, heading, width, at) COLUMN(key, heading, width, STYLE_STAMP, source_stamp, at)
/* Left out when no record has anything in it. */
#define OPTIONAL(id, title, columns, at)                                                           \
    {                                                                                              \
        .key = id, .heading = title, .width = columns, .style = STYLE_TEXT, .source = source_text, \
        .offset = at, .optional = true                                                             \
    }
/* A text that checklists have in several languages, and the column for its second one. */
#define FIRST(id, title, columns, at)                                                              \
    {                                                                                              \
        .key = id, .heading = title, .width = columns, .style = STYLE_TEXT, .source = source_text, \
        .offset = at, .tongue = TONGUE_FIRST                                                       \
    }
#define SECOND(id, title, columns, at)                                                             \
    {                                                                                              \
        .key = id, .heading = title, .width = columns, .style = STYLE_TEXT, .source = source_text, \
        .offset = at, .optional = true, .tongue = TONGUE_SECOND                                    \
    }
#define CODE(id, title, columns, at, list)                                                         \
    {                                                                                              \
        .key = id, .heading = title, .width = columns, .style = STYLE_TEXT, .source = source_code, \
        .offset = at, .codes = &list                                                               \
    }
#define ENTRIES(id, title, columns, looks, from, at)                                               \
    {                                                                                              \
        .key = id, .heading = title, .width = columns, .style = looks, .source = from,             \
        .offset = at, .many = true                                                                 \
    }
#define LINKS(id, title, columns, at, sheet)                                                       \
    {                                                                                              \
        .key = id, .heading = title, .width = columns, .style = STYLE_LINK,                        \
        .source = source_links, .offset = at, .target = sheet                                      \
    }

static const struct column checklist_columns[] = {
    COLUMN("ref", N_("Requirement"), 13, STYLE_KEY, source_text, ROW(ref)),
    TEXT("clause", N_("Clause"), 8, ROW(clause)),
    OPTIONAL("list", N_("Checklist"), 14, ROW(list)),
    FIRST("heading", N_("Topic"), 14, ROW(heading)),
    SECOND("heading_other", N_("Topic"), 10, ROW(heading_other)),
    FIRST("question", N_("Question"), 31, ROW(question)),
    SECOND("question_other", N_("Question"), 22, ROW(question_other)),
    CODE("obligation", N_("Obligation"), 13, ROW(obligation), code_obligations),
    CODE("result", N_("Result"), 13, ROW(result), code_results),
    OPTIONAL("review", N_("To be assessed again since"), 11, ROW(review)),
    CODE("method", N_("Method"), 10, ROW(method), code_methods),
    OPTIONAL("sample", N_("Sample"), 11, ROW(sample)),
    TEXT("note", N_("Note"), 27, ROW(note)),
    LINKS("evidence", N_("Evidence"), 20, ROW(evidence), SHEET_EVIDENCE),
    LINKS("findings", N_("Findings"), 10, ROW(findings), SHEET_FINDINGS),
    TEXT("place", N_("Area"), 11, ROW(area)),
    OPTIONAL("unit", N_("Site or process"), 11, ROW(unit)),
    TEXT("auditor", N_("Auditor"), 9, ROW(auditor)),
    STAMP("assessed", N_("Assessed"), 15, ROW(assessed_at)),
};
const struct table table_checklist = {.sheet = SHEET_CHECKLIST,
                                      .name = "Checklist",
                                      .title = N_("Checklist"),
                                      .empty = N_("This audit has no requirements."),
                                      .columns = checklist_columns,
                                      .column_count = COUNT(checklist_columns),
                                      .frozen = 1};

static const struct column finding_columns[] = {
    COLUMN("number", N_("Number"), 10, STYLE_KEY, source_text, FINDING(number)),
    CODE("grade", N_("Grade"), 13, FINDING(grade), code_grades),
    COLUMN("criteria", N_("Requirements"), 16, STYLE_LINK, source_criteria, FINDING(refs)),
    OPTIONAL("own_criteria", N_("Other criteria"), 14, FINDING(criteria)),
    TEXT("title", N_("Title"), 13, FINDING(title)),
    TEXT("statement", N_("Statement of failure"), 22, FINDING(statement)),
    TEXT("objective_evidence", N_("Objective evidence"), 22, FINDING(objective_evidence)),
    OPTIONAL("sample", N_("Sample"), 11, FINDING(sample)),
    TEXT("requirement", N_("Requirement in words"), 15, FINDING(requirement)),
    TEXT("grade_reason", N_("Reason for the grade"), 11, FINDING(grade_reason)),
    TEXT("site", N_("Site"), 9, FINDING(site)),
    OPTIONAL("process", N_("Process"), 9, FINDING(process)),
    TEXT("area", N_("Area"), 11, FINDING(area)),
    TEXT("consequence", N_("Consequence"), 11, FINDING(consequence)),
    CODE("risk", N_("Risk"), 7, FINDING(risk), code_importance),
    LINKS("evidence", N_("Evidence"), 20, FINDING(evidence), SHEET_EVIDENCE),
    TEXT("raised_by", N_("Raised by"), 9, FINDING(raised_by)),
    DATE("raised_at", N_("Raised"), 11, FINDING(raised_at)),
    CODE("state", N_("State"), 12, FINDING(state), code_finding_states),
    {.key = "merged_into",
     .heading = N_("Merged into"),
     .width = 10,
     .style = STYLE_LINK,
     .source = source_merged,
     .offset = FINDING(merged_into),
     .optional = true},
    OPTIONAL("also_raised", N_("Also raised as"), 10, FINDING(also_raised)),
};
const struct table table_findings = {.sheet = SHEET_FINDINGS,
                                     .name = "Findings",
                                     .title = N_("Findings"),
                                     .empty = N_("No findings were recorded."),
                                     .columns = finding_columns,
                                     .column_count = COUNT(finding_columns),
                                     .frozen = 1};

static const struct column nonconformity_columns[] = {
    COLUMN("number", N_("Number"), 11, STYLE_KEY, source_finding, FINDING(number)),
    CODE("grade", N_("Grade"), 14, FINDING(grade), code_grades),
    COLUMN("criteria", N_("Requirements"), 14, STYLE_LINK, source_criteria, FINDING(refs)),
    TEXT("title", N_("Title"), 20, FINDING(title)),
    CODE("source", N_("Source"), 10, FINDING(source), code_finding_sources),
    CODE("state", N_("State"), 13, FINDING(state), code_finding_states),
    DATE("raised_at", N_("Raised"), 11, FINDING(raised_at)),
    COLUMN("days", N_("Days open"), 8, STYLE_NUMBER, source_days, 0),
    TEXT("acknowledged_by", N_("Acknowledged by"), 15, FINDING(acknowledged_by)),
    DATE("acknowledged_at", N_("Acknowledged"), 14, FINDING(acknowledged_at)),
    CODE("disputed", N_("Disputed"), 10, FINDING(disputed), code_yes_partly_no),
    TEXT("auditee_position", N_("Auditee's position"), 24, FINDING(auditee_position)),
    TEXT("auditor_position", N_("Auditor's position"), 24, FINDING(auditor_position)),
    TEXT("recurrence_of", N_("Recurrence of"), 12, FINDING(recurrence_of)),
    DATE("closed_at", N_("Closed"), 11, FINDING(closed_at)),
    OPTIONAL("also_raised", N_("Also raised as"), 11, FINDING(also_raised)),
};
const struct table table_nonconformities = {.sheet = SHEET_NONCONFORMITIES,
                                            .name = "Nonconformities",
                                            .title = N_("Nonconformities"),
                                            .empty = N_("No nonconformities were recorded."),
                                            .columns = nonconformity_columns,
                                            .column_count = COUNT(nonconformity_columns),
                                            .frozen = 1};

static const struct column register_columns[] = {
    COLUMN("number", N_("Number"), 11, STYLE_KEY, source_text, FINDING(number)),
    CODE("grade", N_("Grade"), 15, FINDING(grade), code_grades),
    TEXT("grade_reason", N_("Reason for the grade"), 18, FINDING(grade_reason)),
    CODE("state", N_("State"), 13, FINDING(state), code_finding_states),
    TEXT("audit", N_("Audit"), 12, FINDING(audit)),
    DATE("raised_at", N_("Raised"), 11, FINDING(raised_at)),
    TEXT("raised_by", N_("Raised by"), 12, FINDING(raised_by)),
    TEXT("clauses", N_("Clauses"), 9, FINDING(clauses)),
    TEXT("edition", N_("Edition"), 11, FINDING(edition)),
    TEXT("criteria", N_("Requirements"), 13, FINDING(refs)),
    OPTIONAL("own_criteria", N_("Other criteria"), 18, FINDING(criteria)),
    TEXT("requirement", N_("Requirement in words"), 22, FINDING(requirement)),
    TEXT("title", N_("Title"), 18, FINDING(title)),
    TEXT("statement", N_("Statement of failure"), 30, FINDING(statement)),
    TEXT("objective_evidence", N_("Objective evidence"), 30, FINDING(objective_evidence)),
    TEXT("sample", N_("Sample"), 26, FINDING(sample)),
    TEXT("site", N_("Site"), 11, FINDING(site)),
    TEXT("process", N_("Process"), 12, FINDING(process)),
    TEXT("area", N_("Area"), 11, FINDING(area)),
    CODE("source", N_("Source"), 10, FINDING(source), code_finding_sources),
    TEXT("consequence", N_("Consequence"), 18, FINDING(consequence)),
    CODE("risk", N_("Risk"), 9, FINDING(risk), code_importance),
    TEXT("acknowledged_by", N_("Acknowledged by"), 15, FINDING(acknowledged_by)),
    DATE("acknowledged_at", N_("Acknowledged"), 14, FINDING(acknowledged_at)),
    CODE("disputed", N_("Disputed"), 10, FINDING(disputed), code_yes_partly_no),
    TEXT("auditee_position", N_("Auditee's position"), 20, FINDING(auditee_position)),
    TEXT("auditor_position", N_("Auditor's position"), 20, FINDING(auditor_position)),
    TEXT("correction", N_("Correction"), 24, FINDING(correction)),
    TEXT("correction_owner", N_("Owner of the correction"), 13, FINDING(correction_owner)),
    TEXT("correction_due", N_("Correction due"), 11, FINDING(correction_due)),
    TEXT("correction_done", N_("Correction done"), 11, FINDING(correction_done)),
    CODE("cause_method", N_("Cause analysis"), 12, FINDING(cause_method), code_cause_methods),
    TEXT("cause", N_("Cause"), 28, FINDING(cause)),
    CODE("cause_category", N_("Kind of cause"), 13, FINDING(cause_category), code_cause_categories),
    TEXT("similar", N_("Similar cases"), 18, FINDING(similar)),
    TEXT("actions", N_("Corrective actions"), 30, FINDING(actions)),
    TEXT("action_owners", N_("Owner"), 13, FINDING(action_owners)),
    TEXT("action_due", N_("Due"), 11, FINDING(action_due)),
    TEXT("action_done", N_("Done"), 11, FINDING(action_done)),
    TEXT("risk_review", N_("Risk review"), 20, FINDING(risk_review)),
    TEXT("system_change", N_("System change needed"), 18, FINDING(system_change)),
    TEXT("criterion", N_("Criterion of effectiveness"), 22, FINDING(criterion)),
    TEXT("verified_by", N_("Verified by"), 12, FINDING(verified_by)),
    DATE("verified_at", N_("Verified"), 11, FINDING(verified_at)),
    CODE("effect", N_("Effectiveness"), 13, FINDING(effect), code_effects),
    DATE("closed_at", N_("Closed"), 11, FINDING(closed_at)),
    COLUMN("days", N_("Days open"), 8, STYLE_NUMBER, source_days, 0),
    COLUMN("overdue", N_("Days overdue"), 8, STYLE_NUMBER, source_natural, FINDING(days_overdue)),
    COLUMN("extensions", N_("Extensions"), 8, STYLE_NUMBER, source_natural, FINDING(extensions)),
    TEXT("recurrence_of", N_("Recurrence of"), 12, FINDING(recurrence_of)),
    TEXT("also_raised", N_("Also raised as"), 11, FINDING(also_raised)),
};
const struct table table_register = {.sheet = SHEET_NONCONFORMITIES,
                                     .name = "Nonconformities",
                                     .title = N_("Register of nonconformities"),
                                     .empty = N_("No nonconformities were recorded."),
                                     .emphasis = "=AND(ISNUMBER({overdue}),{overdue}>0)",
                                     .columns = register_columns,
                                     .column_count = COUNT(register_columns),
                                     .frozen = 2};

static const struct column evidence_columns[] = {
    COLUMN("number", N_("Number"), 10, STYLE_KEY, source_text, EVIDENCE(number)),
    CODE("kind", N_("Kind"), 13, EVIDENCE(kind), code_evidence_kinds),
    TEXT("title", N_("Title"), 15, EVIDENCE(title)),
    TEXT("detail", N_("Detail"), 22, EVIDENCE(detail)),
    TEXT("source", N_("Source reference"), 11, EVIDENCE(source)),
    LINKS("rows", N_("Requirements"), 16, EVIDENCE(rows), SHEET_CHECKLIST),
    LINKS("findings", N_("Findings"), 10, EVIDENCE(findings), SHEET_FINDINGS),
    TEXT("area", N_("Area"), 11, EVIDENCE(area)),
    TEXT("asked", N_("Who was asked (role)"), 10, EVIDENCE(asked)),
    STAMP("observed_at", N_("Observed"), 15, EVIDENCE(observed_at)),
    TEXT("collected_by", N_("Collected by"), 9, EVIDENCE(collected_by)),
    STAMP("collected_at", N_("Collected"), 15, EVIDENCE(collected_at)),
    CODE("confidentiality", N_("Confidentiality"), 12, EVIDENCE(confidentiality),
         code_confidentiality),
    {.key = "photo",
     .heading = N_("Photo"),
     .width = 22,
     .style = STYLE_TEXT,
     .source = source_photo,
     .optional = true},
    ENTRIES("file", N_("File"), 12, STYLE_TEXT, source_file, FILE_OF(name)),
    ENTRIES("media_type", N_("Media type"), 9, STYLE_TEXT, source_file, FILE_OF(media_type)),
    ENTRIES("size", N_("Size in bytes"), 8, STYLE_NUMBER, source_size, 0),
    ENTRIES("sha256", N_("SHA-256"), 14, STYLE_MONO, source_file, FILE_OF(sha256)),
};
const struct table table_evidence = {.sheet = SHEET_EVIDENCE,
                                     .name = "Evidence",
                                     .title = N_("Evidence"),
                                     .empty = N_("No evidence was recorded."),
                                     .columns = evidence_columns,
                                     .column_count = COUNT(evidence_columns),
                                     .frozen = 1};

#define RESULT(key, heading, result)                                                               \
    COLUMN(key, heading, 13, STYLE_NUMBER, source_count, CLAUSE(tally.by[result]))
#define GRADE(key, heading, grade)                                                                 \
    COLUMN(key, heading, 12, STYLE_NUMBER, source_count, CLAUSE(findings[grade]))
static const struct column matrix_columns[] = {
    COLUMN("clause", N_("Clause"), 9, STYLE_LINK, source_clause, CLAUSE(clause)),
    FIRST("title", N_("Title"), 34, CLAUSE(title)),
    SECOND("title_other", N_("Title"), 20, CLAUSE(title_other)),
    OPTIONAL("list", N_("Checklist"), 16, CLAUSE(list)),
    COLUMN("total", N_("Requirements"), 13, STYLE_NUMBER, source_total, 0),
    RESULT("conforming", N_("Conforming"), RESULT_CONFORMING),
    RESULT("ofi", N_("Opportunity for improvement"), RESULT_OFI),
    RESULT("minor", N_("Minor nonconformity"), RESULT_MINOR),
    RESULT("major", N_("Major nonconformity"), RESULT_MAJOR),
    RESULT("na", N_("Not applicable"), RESULT_NA),
    RESULT("not_covered", N_("Not covered"), RESULT_NOT_COVERED),
    RESULT("not_assessed", N_("Not assessed"), RESULT_NOT_ASSESSED),
    COLUMN("conformity", N_("Degree of conformity"), 12, STYLE_PERCENT, source_conformity, 0),
    GRADE("findings_major", N_("Findings: major"), GRADE_MAJOR),
    GRADE("findings_minor", N_("Findings: minor"), GRADE_MINOR),
    GRADE("findings_ofi", N_("Findings: opportunity"), GRADE_OFI),
    GRADE("findings_good", N_("Findings: good practice"), GRADE_GOOD_PRACTICE),
};
const struct table table_matrix = {.sheet = SHEET_MATRIX,
                                   .name = "Matrix",
                                   .emphasis =
                                       "=AND(LEN({clause})>0,ISERROR(FIND(\".\",{clause})))",
                                   .title = N_("Results by clause"),
                                   .empty = N_("This audit has no requirements."),
                                   .columns = matrix_columns,
                                   .column_count = COUNT(matrix_columns),
                                   .frozen = 2};

static const struct column opinion_columns[] = {
    COLUMN("subject", N_("About"), 24, STYLE_KEY, source_text, OPINION(subject)),
    TEXT("state", N_("State"), 13, OPINION(state)),
    TEXT("kind", N_("Kind"), 12, OPINION(kind)),
    TEXT("field", N_("Field"), 13, OPINION(field)),
    TEXT("positions", N_("Positions"), 46, OPINION(positions)),
    TEXT("decision", N_("Decision"), 26, OPINION(decision)),
    TEXT("reason", N_("Reason"), 26, OPINION(reason)),
    TEXT("decided_by", N_("Decided by"), 12, OPINION(decided_by)),
    STAMP("decided_at", N_("Decided"), 16, OPINION(decided_at)),
};
const struct table table_opinions = {.sheet = SHEET_OPINIONS,
                                     .name = "Opinions",
                                     .title = N_("Diverging opinions"),
                                     .empty = N_("The team differed about nothing."),
                                     .columns = opinion_columns,
                                     .column_count = COUNT(opinion_columns),
                                     .frozen = 1};

#define NUMBER(key, heading, at) COLUMN(key, heading, 10, STYLE_NUMBER, source_integer, MERGE(at))
static const struct column merge_columns[] = {
    COLUMN("merged_at", N_("Merged"), 16, STYLE_STAMP, source_stamp, MERGE(merged_at)),
    TEXT("merged_by", N_("Merged by"), 13, MERGE(merged_by)),
    TEXT("sender", N_("Sender"), 18, MERGE(sender)),
    STAMP("packed_at", N_("Packed"), 16, MERGE(packed_at)),
    NUMBER("batches", N_("New saves"), batches),
    NUMBER("known", N_("Known saves"), known),
    NUMBER("waiting", N_("Waiting saves"), waiting),
    NUMBER("records_new", N_("New records"), records_new),
    NUMBER("records_changed", N_("Changed records"), records_changed),
    NUMBER("conflicts", N_("Conflicts"), conflicts),
    TEXT("accepted", N_("Accepted devices"), 20, MERGE(accepted)),
    COLUMN("package", N_("Package (BLAKE2b-256)"), 24, STYLE_MONO, source_text, MERGE(package)),
};
const struct table table_merges = {.sheet = SHEET_MERGES,
                                   .name = "Merges",
                                   .title = N_("Merge record"),
                                   .empty = N_("All of it was written on one laptop."),
                                   .columns = merge_columns,
                                   .column_count = COUNT(merge_columns),
                                   .frozen = 1};

#define ANNEX(member) offsetof(struct report_annex, member)
static const struct column annex_columns[] = {
    TEXT("kind", N_("Kind"), 22, ANNEX(kind)),
    COLUMN("of", N_("Of"), 24, STYLE_KEY, source_text, ANNEX(of)),
    TEXT("fields", N_("All that is on record"), 96, ANNEX(text)),
};
const struct table table_annex = {.sheet = SHEET_ANNEX,
                                  .name = "Annex",
                                  .title = N_("Annex: records in full"),
                                  .empty = N_("No records."),
                                  .columns = annex_columns,
                                  .column_count = COUNT(annex_columns),
                                  .frozen = 1};

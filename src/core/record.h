/* record.h - every record type and field of an audit file, as tables.
 *
 * A field has a number that is never reused: the change log names cells by (record type, record id,
 * field number), see MERGE "Batch". The store projects cells into one STRICT table a type with one
 * column a field; data/schema holds the same names, and a test holds the two together. Workbooks,
 * history and JSON take their headings from the labels here.
 */
#ifndef AUDITWALK_CORE_RECORD_H
#define AUDITWALK_CORE_RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/code.h"

/* Numbers are part of the file format: never change or reuse one. */
enum record_type {
    RECORD_ORGANIZATION = 1,
    RECORD_SITE = 2,
    RECORD_AREA = 3,
    RECORD_PROCESS = 4,
    RECORD_PERSON = 5,
    RECORD_DEVICE = 6,
    RECORD_ROSTER = 7,
    RECORD_MERGE = 8,
    RECORD_PROGRAMME_DECISION = 9,
    RECORD_AUDIT = 16,
    RECORD_AUDIT_SITE = 17,
    RECORD_AUDIT_PROCESS = 18,
    RECORD_TEAM_MEMBER = 19,
    RECORD_AUDIT_CHECKLIST = 20,
    RECORD_ASSESSMENT = 21,
    RECORD_EVIDENCE = 22,
    RECORD_ATTACHMENT = 23,
    RECORD_EVIDENCE_LINK = 24,
    RECORD_FINDING = 25,
    RECORD_CRITERION = 26,
    RECORD_DECISION = 27,
    RECORD_CORRECTION = 48,
    RECORD_CAUSE_ANALYSIS = 49,
    RECORD_CAUSE = 50,
    RECORD_SIMILAR_CASE = 51,
    RECORD_ACTION = 52,
    RECORD_RISK_REVIEW = 53,
    RECORD_EFFECTIVENESS = 54,
    RECORD_EXTENSION = 55,
    RECORD_SIGN_OFF = 56,
    RECORD_REVISION = 57,
    RECORD_STEP = 58,
    RECORD_OVERRIDE = 59,
    RECORD_DEPLOYMENT = 60,
    RECORD_FOLLOW_UP = 61,
    RECORD_MEETING = 62
};

/* Which chain a record's changes go to (MERGE: a batch belongs to one scope). */
enum record_scope { SCOPE_PROGRAMME, SCOPE_AUDIT };

enum value_type {
    VALUE_TEXT, /* cleaned UTF-8 */
    VALUE_CODE, /* a word of field.codes */
    VALUE_INT,  /* 64 bit */
    VALUE_TIME, /* "2026-11-23T22:55:00.000Z" */
    VALUE_DATE, /* "2026-11-23" */
    VALUE_ID,   /* 16 bytes, a record of type field.target */
    VALUE_BYTES /* hash or key */
};

struct field {
    uint16_t number;
    const char *column; /* in the projection's table */
    enum value_type type;
    const struct code_list *codes; /* VALUE_CODE */
    enum record_type target;       /* VALUE_ID, else 0 */
    const char *label;             /* msgid */
};

struct record {
    enum record_type type;
    const char *name;  /* "finding", for messages and JSON */
    const char *table; /* in the audit file */
    enum record_scope scope;
    /* Last of the fields that say what the record is about, for a record that every laptop makes
     * alike as soon as anybody touches its subject; 0 for all others. Undo empties such a record
     * but for these fields, since others may have written to it meanwhile; any other new record it
     * withdraws. */
    uint16_t subject;
    const struct field *fields;
    size_t field_count;
};

/* Field 1 of every type: a reason; a record with one is out of every list, never erased. */
enum { FIELD_WITHDRAWN = 1 };

/* Field numbers of each type; 2 to 9 are kept for what every type may need one day. */
enum {
    ORGANIZATION_NAME = 10,
    ORGANIZATION_SCOPE,
    ORGANIZATION_ADDRESS,
    ORGANIZATION_CONTACT,
    ORGANIZATION_POLICY,
    ORGANIZATION_NOTE
};
enum { SITE_NAME = 10, SITE_KIND, SITE_ADDRESS, SITE_POSITION, SITE_NOTE };
enum { AREA_SITE = 10, AREA_NAME, AREA_PLACE, AREA_POSITION, AREA_NOTE };
enum {
    PROCESS_NAME = 10,
    PROCESS_OWNER,
    PROCESS_SITE,
    PROCESS_IMPORTANCE,
    PROCESS_RISK,
    PROCESS_CHANGED_ON,
    PROCESS_NOTE
};
enum {
    PERSON_NAME = 10,
    PERSON_UNIT,
    PERSON_ROLES,
    PERSON_CONTACT,
    PERSON_COMPETENCE,
    PERSON_COMPETENCE_PROOF,
    PERSON_COMPETENCE_UNTIL,
    PERSON_NOTE
};
enum { DEVICE_NAME = 10, DEVICE_KEY, DEVICE_PERSON };
enum {
    AUDIT_NUMBER = 10,
    AUDIT_TYPE,
    AUDIT_TITLE,
    AUDIT_STATE,
    AUDIT_OBJECTIVES,
    AUDIT_CRITERIA,
    AUDIT_SCOPE,
    AUDIT_METHODS,
    AUDIT_PLANNED_FROM,
    AUDIT_PLANNED_TO,
    AUDIT_ACTUAL_FROM,
    AUDIT_ACTUAL_TO,
    AUDIT_CLIENT,
    AUDIT_CONFIDENTIALITY,
    AUDIT_DISTRIBUTION,
    AUDIT_FOLLOWS,
    AUDIT_CONCLUSION,
    AUDIT_EFFECTIVENESS,
    AUDIT_OBJECTIVES_MET,
    AUDIT_OBSTACLES,
    AUDIT_NOT_COVERED,
    AUDIT_DIVERGING,
    AUDIT_GOOD_PRACTICE,
    AUDIT_RECOMMENDATIONS,
    AUDIT_SAMPLING,
    AUDIT_CREATED_AT,
    AUDIT_CREATED_BY
};
enum { AUDIT_SITE_AUDIT = 10, AUDIT_SITE_SITE };
enum { AUDIT_PROCESS_AUDIT = 10, AUDIT_PROCESS_PROCESS, AUDIT_PROCESS_CLAUSES };
enum {
    TEAM_MEMBER_AUDIT = 10,
    TEAM_MEMBER_PERSON,
    TEAM_MEMBER_ROLE,
    TEAM_MEMBER_STATEMENT,
    TEAM_MEMBER_NOTE
};
enum {
    AUDIT_CHECKLIST_AUDIT = 10,
    AUDIT_CHECKLIST_ID,
    AUDIT_CHECKLIST_VERSION,
    AUDIT_CHECKLIST_TITLE,
    AUDIT_CHECKLIST_SNAPSHOT,
    AUDIT_CHECKLIST_POSITION
};
enum {
    ASSESSMENT_AUDIT = 10,
    ASSESSMENT_CHECKLIST,
    ASSESSMENT_ITEM,
    ASSESSMENT_REF,
    ASSESSMENT_UNIT,
    ASSESSMENT_RESULT,
    ASSESSMENT_NOTE,
    ASSESSMENT_METHOD,
    ASSESSMENT_AREA,
    ASSESSMENT_SAMPLE_POPULATION,
    ASSESSMENT_SAMPLE_METHOD,
    ASSESSMENT_SAMPLE_SIZE,
    ASSESSMENT_SAMPLE_SEED,
    ASSESSMENT_SAMPLE_DRAWN,
    ASSESSMENT_SAMPLE_FAILURES,
    ASSESSMENT_BY,
    ASSESSMENT_AT,
    ASSESSMENT_REVIEW
};
enum {
    EVIDENCE_AUDIT = 10,
    EVIDENCE_NUMBER,
    EVIDENCE_KIND,
    EVIDENCE_TITLE,
    EVIDENCE_DETAIL,
    EVIDENCE_SOURCE,
    EVIDENCE_AREA,
    EVIDENCE_ASKED,
    EVIDENCE_OBSERVED_AT,
    EVIDENCE_BY,
    EVIDENCE_AT,
    EVIDENCE_CONFIDENTIALITY
};
enum {
    ATTACHMENT_EVIDENCE = 10,
    ATTACHMENT_OBJECT,
    ATTACHMENT_SHA256,
    ATTACHMENT_NAME,
    ATTACHMENT_MEDIA_TYPE,
    ATTACHMENT_SIZE,
    ATTACHMENT_POSITION
};
enum { EVIDENCE_LINK_EVIDENCE = 10, EVIDENCE_LINK_ASSESSMENT, EVIDENCE_LINK_FINDING };
enum {
    FINDING_AUDIT = 10,
    FINDING_DRAFT,
    FINDING_NUMBER,
    FINDING_GRADE,
    FINDING_GRADE_REASON,
    FINDING_TITLE,
    FINDING_STATEMENT,
    FINDING_OBJECTIVE_EVIDENCE,
    FINDING_REQUIREMENT,
    FINDING_SITE,
    FINDING_PROCESS,
    FINDING_AREA,
    FINDING_CONSEQUENCE,
    FINDING_RISK,
    FINDING_SOURCE,
    FINDING_RAISED_BY,
    FINDING_RAISED_AT,
    FINDING_ACKNOWLEDGED_BY,
    FINDING_ACKNOWLEDGED_AT,
    FINDING_DISPUTED,
    FINDING_AUDITEE_POSITION,
    FINDING_AUDITOR_POSITION,
    FINDING_RECURRENCE_OF,
    FINDING_MERGED_INTO,
    FINDING_STATE,
    FINDING_CLOSED_AT
};
enum {
    CRITERION_FINDING = 10,
    CRITERION_CHECKLIST,
    CRITERION_ITEM,
    CRITERION_REF,
    CRITERION_CLAUSE,
    CRITERION_TEXT,
    CRITERION_POSITION
};

/* Whom the team accepts (MERGE "Package"): valid is, for a revoked device, the last batch of each
 * of its chains that still counts, see core/team.h. */
enum { ROSTER_DEVICE = 10, ROSTER_STATE, ROSTER_VALID, ROSTER_REASON, ROSTER_BY, ROSTER_AT };
/* That a package was merged on some laptop, and what it brought there. */
enum {
    MERGE_PACKAGE = 10,
    MERGE_SENDER,
    MERGE_PACKED_AT,
    MERGE_BY,
    MERGE_AT,
    MERGE_BATCHES,
    MERGE_KNOWN,
    MERGE_WAITING,
    MERGE_RECORDS_NEW,
    MERGE_RECORDS_CHANGED,
    MERGE_CONFLICTS,
    MERGE_ACCEPTED
};
/* What a person decided where laptops disagreed, with both positions and the reason. Of a programme
 * record: a RECORD_PROGRAMME_DECISION with the same fields. */
enum {
    DECISION_AUDIT = 10,
    DECISION_KIND,
    DECISION_SUBJECT_TYPE,
    DECISION_SUBJECT,
    DECISION_FIELD,
    DECISION_TAKEN,
    DECISION_POSITIONS,
    DECISION_REASON,
    DECISION_BY,
    DECISION_AT
};

/* ---- from finding to closure (core/closure.h), sign-off, deployment ---- */

/* What was done at once about a nonconformity (10.2 a)): put right, contained, consequence dealt
 * with. */
enum {
    CORRECTION_FINDING = 10,
    CORRECTION_KIND,
    CORRECTION_TEXT,
    CORRECTION_OWNER,
    CORRECTION_DUE,
    CORRECTION_DONE,
    CORRECTION_PROOF,
    CORRECTION_EVIDENCE,
    CORRECTION_DONE_BY,
    CORRECTION_BY,
    CORRECTION_AT
};
/* Cause analysis of one round (10.2 b) 2)); each why is a RECORD_CAUSE. */
enum {
    CAUSE_ANALYSIS_FINDING = 10,
    CAUSE_ANALYSIS_ROUND,
    CAUSE_ANALYSIS_METHOD,
    CAUSE_ANALYSIS_ROOT,
    CAUSE_ANALYSIS_CATEGORY,
    CAUSE_ANALYSIS_BY,
    CAUSE_ANALYSIS_AT
};
enum { CAUSE_FINDING = 10, CAUSE_ROUND, CAUSE_POSITION, CAUSE_TEXT, CAUSE_CATEGORY };
/* Where else it was looked for (10.2 b) 3)). */
enum {
    SIMILAR_FINDING = 10,
    SIMILAR_PLACE,
    SIMILAR_SITE,
    SIMILAR_RESULT,
    SIMILAR_NOTE,
    SIMILAR_BY,
    SIMILAR_AT
};
enum {
    CORRECTIVE_FINDING = 10,
    CORRECTIVE_AUDIT,
    CORRECTIVE_NUMBER,
    CORRECTIVE_ROUND,
    CORRECTIVE_TEXT,
    CORRECTIVE_OWNER,
    CORRECTIVE_DUE,
    CORRECTIVE_SYSTEM,
    CORRECTIVE_SYSTEM_TEXT,
    CORRECTIVE_DONE,
    CORRECTIVE_PROOF,
    CORRECTIVE_EVIDENCE,
    CORRECTIVE_DONE_BY,
    CORRECTIVE_BY,
    CORRECTIVE_AT
};
/* Of a round's plan before it is carried out, or why an emergency went without (10.2). */
enum {
    RISK_REVIEW_FINDING = 10,
    RISK_REVIEW_ROUND,
    RISK_REVIEW_KIND,
    RISK_REVIEW_RESULT,
    RISK_REVIEW_TEXT,
    RISK_REVIEW_BY,
    RISK_REVIEW_AT
};
/* How a round's actions are judged, and the judgement (10.2 d)). */
enum {
    EFFECTIVENESS_FINDING = 10,
    EFFECTIVENESS_ROUND,
    EFFECTIVENESS_CRITERION,
    EFFECTIVENESS_NOT_BEFORE,
    EFFECTIVENESS_ASSIGNED,
    EFFECTIVENESS_RESULT,
    EFFECTIVENESS_NOTE,
    EFFECTIVENESS_EVIDENCE,
    EFFECTIVENESS_BY,
    EFFECTIVENESS_AT
};
/* Of an action's due date. */
enum {
    EXTENSION_ACTION = 10,
    EXTENSION_OLD,
    EXTENSION_NEW,
    EXTENSION_AGREED,
    EXTENSION_REASON,
    EXTENSION_BY,
    EXTENSION_AT
};
/* Who answers for the report as it was (store/sign.h says what is signed). */
enum {
    SIGN_OFF_AUDIT = 10,
    SIGN_OFF_STEP,
    SIGN_OFF_REVISION,
    SIGN_OFF_PERSON,
    SIGN_OFF_AT,
    SIGN_OFF_DIGEST,
    SIGN_OFF_DEVICE,
    SIGN_OFF_SIGNATURE,
    SIGN_OFF_NOTE
};
/* A correction of an issued report: 1 is the first after the report itself. */
enum { REVISION_AUDIT = 10, REVISION_NUMBER, REVISION_REASON, REVISION_BY, REVISION_AT };
/* A step of a finding, or of the audit itself (finding null). */
enum {
    STEP_AUDIT = 10,
    STEP_FINDING,
    STEP_ACTION,
    STEP_FROM,
    STEP_TO,
    STEP_PERSON,
    STEP_NOTE,
    STEP_BY,
    STEP_AT
};
/* Why somebody audits or verifies what is their own all the same (9.2.2 b)). */
enum {
    OVERRIDE_AUDIT = 10,
    OVERRIDE_KIND,
    OVERRIDE_PERSON,
    OVERRIDE_FINDING,
    OVERRIDE_REASON,
    OVERRIDE_BY,
    OVERRIDE_AT
};
/* Planned against found (9.2.2 d)). */
enum {
    DEPLOYMENT_AUDIT = 10,
    DEPLOYMENT_ITEM,
    DEPLOYMENT_POSITION,
    DEPLOYMENT_SITE,
    DEPLOYMENT_AREA,
    DEPLOYMENT_KIND,
    DEPLOYMENT_WHAT,
    DEPLOYMENT_PLANNED_COUNT,
    DEPLOYMENT_PLANNED_HOURS,
    DEPLOYMENT_PLANNED_SPEC,
    DEPLOYMENT_FOUND_COUNT,
    DEPLOYMENT_FOUND_HOURS,
    DEPLOYMENT_FOUND_SPEC,
    DEPLOYMENT_WORKING,
    DEPLOYMENT_BY,
    DEPLOYMENT_AT,
    DEPLOYMENT_EVIDENCE,
    DEPLOYMENT_FINDING,
    DEPLOYMENT_NOTE
};
/* A nonconformity of an earlier audit that this one follows up. */
enum { FOLLOW_UP_AUDIT = 10, FOLLOW_UP_FINDING, FOLLOW_UP_NOTE };
/* Opening, daily, closing: when, who, what was said (ISO 19011:2018, 6.4.3, 6.4.10). */
enum {
    MEETING_AUDIT = 10,
    MEETING_KIND,
    MEETING_ON,
    MEETING_HOURS,
    MEETING_PLACE,
    MEETING_PEOPLE,
    MEETING_NOTES,
    MEETING_BY,
    MEETING_AT
};

/* All types in the order of their numbers. */
extern const struct record records[];
extern const size_t record_count;

/* The row of a type / of a field, or NULL for one this version does not know. */
const struct record *record_find(int type);
const struct record *record_find_table(const char *table);
const struct field *record_field(const struct record *record, int number);

#endif

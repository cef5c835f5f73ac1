/* record.c - the rows of record.h's tables. Numbers are part of the file format. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "core/record.h"

#include <string.h>

#include "base/i18n.h"

#define TEXT(number, column, label)                                                                \
    {                                                                                              \
        number, column, VALUE_TEXT, NULL, 0, label                                                 \
    }
#define INT(number, column, label)                                                                 \
    {                                                                                              \
        number, column, VALUE_INT, NULL, 0, label                                                  \
    }
#define TIME(number, column, label)                                                                \
    {                                                                                              \
        number, column, VALUE_TIME, NULL, 0, label                                                 \
    }
#define DATE(number, column, label)                                                                \
    {                                                                                              \
        number, column, VALUE_DATE, NULL, 0, label                                                 \
    }
#define BYTES(number, column, label)                                                               \
    {                                                                                              \
        number, column, VALUE_BYTES, NULL, 0, label                                                \
    }
#define CODE(number, column, list, label)                                                          \
    {                                                                                              \
        number, column, VALUE_CODE, &(list), 0, label                                              \
    }
#define ID(number, column, target, label)                                                          \
    {                                                                                              \
        number, column, VALUE_ID, NULL, target, label                                              \
    }
#define WITHDRAWN                                                                                  \
    {                                                                                              \
        FIELD_WITHDRAWN, "withdrawn", VALUE_TEXT, NULL, 0, N_("Withdrawn because")                 \
    }

static const struct field organization_fields[] = {
    WITHDRAWN,
    TEXT(ORGANIZATION_NAME, "name", N_("Name")),
    TEXT(ORGANIZATION_SCOPE, "scope", N_("Scope of the management system")),
    TEXT(ORGANIZATION_ADDRESS, "address", N_("Address")),
    TEXT(ORGANIZATION_CONTACT, "contact", N_("Contact")),
    TEXT(ORGANIZATION_POLICY, "policy", N_("Security policy")),
    TEXT(ORGANIZATION_NOTE, "note", N_("Note"))};

static const struct field site_fields[] = {WITHDRAWN,
                                           TEXT(SITE_NAME, "name", N_("Site")),
                                           TEXT(SITE_KIND, "kind", N_("Kind of site")),
                                           TEXT(SITE_ADDRESS, "address", N_("Address")),
                                           INT(SITE_POSITION, "position", N_("Position")),
                                           TEXT(SITE_NOTE, "note", N_("Note"))};

static const struct field area_fields[] = {
    WITHDRAWN,
    ID(AREA_SITE, "site", RECORD_SITE, N_("Site")),
    TEXT(AREA_NAME, "name", N_("Area")),
    CODE(AREA_PLACE, "place", code_places, N_("Kind of place")),
    INT(AREA_POSITION, "position", N_("Walking order")),
    TEXT(AREA_NOTE, "note", N_("Note"))};

static const struct field process_fields[] = {
    WITHDRAWN,
    TEXT(PROCESS_NAME, "name", N_("Process")),
    ID(PROCESS_OWNER, "owner", RECORD_PERSON, N_("Owner")),
    ID(PROCESS_SITE, "site", RECORD_SITE, N_("Site")),
    CODE(PROCESS_IMPORTANCE, "importance", code_importance, N_("Importance")),
    CODE(PROCESS_RISK, "risk", code_importance, N_("Risk rating")),
    DATE(PROCESS_CHANGED_ON, "changed_on", N_("Last change")),
    TEXT(PROCESS_NOTE, "note", N_("Note"))};

static const struct field person_fields[] = {
    WITHDRAWN,
    TEXT(PERSON_NAME, "name", N_("Name")),
    TEXT(PERSON_UNIT, "unit", N_("Organization unit")),
    TEXT(PERSON_ROLES, "roles", N_("Roles")),
    TEXT(PERSON_CONTACT, "contact", N_("Contact")),
    TEXT(PERSON_COMPETENCE, "competence", N_("Competence")),
    TEXT(PERSON_COMPETENCE_PROOF, "competence_proof", N_("Evidence of competence")),
    DATE(PERSON_COMPETENCE_UNTIL, "competence_until", N_("Competence valid until")),
    TEXT(PERSON_NOTE, "note", N_("Note"))};

static const struct field device_fields[] = {
    WITHDRAWN, TEXT(DEVICE_NAME, "name", N_("Device")), BYTES(DEVICE_KEY, "key", N_("Public key")),
    ID(DEVICE_PERSON, "person", RECORD_PERSON, N_("Used by"))};

static const struct field audit_fields[] = {
    WITHDRAWN,
    TEXT(AUDIT_NUMBER, "number", N_("Audit number")),
    CODE(AUDIT_TYPE, "type", code_audit_types, N_("Type")),
    TEXT(AUDIT_TITLE, "title", N_("Title")),
    CODE(AUDIT_STATE, "state", code_audit_states, N_("State")),
    TEXT(AUDIT_OBJECTIVES, "objectives", N_("Objectives")),
    TEXT(AUDIT_CRITERIA, "criteria", N_("Criteria")),
    TEXT(AUDIT_SCOPE, "scope", N_("Scope")),
    TEXT(AUDIT_METHODS, "methods", N_("Methods")),
    DATE(AUDIT_PLANNED_FROM, "planned_from", N_("Planned from")),
    DATE(AUDIT_PLANNED_TO, "planned_to", N_("Planned to")),
    DATE(AUDIT_ACTUAL_FROM, "actual_from", N_("Carried out from")),
    DATE(AUDIT_ACTUAL_TO, "actual_to", N_("Carried out to")),
    TEXT(AUDIT_CLIENT, "client", N_("Audit client")),
    CODE(AUDIT_CONFIDENTIALITY, "confidentiality", code_confidentiality, N_("Confidentiality")),
    TEXT(AUDIT_DISTRIBUTION, "distribution", N_("Distribution")),
    ID(AUDIT_FOLLOWS, "follows", RECORD_AUDIT, N_("Follows audit")),
    TEXT(AUDIT_CONCLUSION, "conclusion", N_("Conclusion")),
    TEXT(AUDIT_EFFECTIVENESS, "effectiveness", N_("Effectiveness of the system")),
    CODE(AUDIT_OBJECTIVES_MET, "objectives_met", code_yes_partly_no, N_("Objectives met")),
    TEXT(AUDIT_OBSTACLES, "obstacles", N_("Obstacles")),
    TEXT(AUDIT_NOT_COVERED, "not_covered", N_("Areas not covered and why")),
    TEXT(AUDIT_DIVERGING, "diverging", N_("Diverging opinions")),
    TEXT(AUDIT_GOOD_PRACTICE, "good_practice", N_("Good practice")),
    TEXT(AUDIT_RECOMMENDATIONS, "recommendations", N_("Recommendations for next audits")),
    TEXT(AUDIT_SAMPLING, "sampling", N_("Sampling statement")),
    TIME(AUDIT_CREATED_AT, "created_at", N_("Created")),
    ID(AUDIT_CREATED_BY, "created_by", RECORD_PERSON, N_("Created by"))};

static const struct field audit_site_fields[] = {
    WITHDRAWN, ID(AUDIT_SITE_AUDIT, "audit", RECORD_AUDIT, N_("Audit")),
    ID(AUDIT_SITE_SITE, "site", RECORD_SITE, N_("Site"))};

static const struct field audit_process_fields[] = {
    WITHDRAWN, ID(AUDIT_PROCESS_AUDIT, "audit", RECORD_AUDIT, N_("Audit")),
    ID(AUDIT_PROCESS_PROCESS, "process", RECORD_PROCESS, N_("Process")),
    TEXT(AUDIT_PROCESS_CLAUSES, "clauses", N_("Clauses"))};

static const struct field team_member_fields[] = {
    WITHDRAWN,
    ID(TEAM_MEMBER_AUDIT, "audit", RECORD_AUDIT, N_("Audit")),
    ID(TEAM_MEMBER_PERSON, "person", RECORD_PERSON, N_("Person")),
    CODE(TEAM_MEMBER_ROLE, "role", code_team_roles, N_("Role")),
    TEXT(TEAM_MEMBER_STATEMENT, "statement", N_("Impartiality statement")),
    TEXT(TEAM_MEMBER_NOTE, "note", N_("Note"))};

static const struct field audit_checklist_fields[] = {
    WITHDRAWN,
    ID(AUDIT_CHECKLIST_AUDIT, "audit", RECORD_AUDIT, N_("Audit")),
    TEXT(AUDIT_CHECKLIST_ID, "checklist", N_("Checklist")),
    TEXT(AUDIT_CHECKLIST_VERSION, "version", N_("Version")),
    TEXT(AUDIT_CHECKLIST_TITLE, "title", N_("Title")),
    BYTES(AUDIT_CHECKLIST_SNAPSHOT, "snapshot", N_("Digest")),
    INT(AUDIT_CHECKLIST_POSITION, "position", N_("Position"))};

static const struct field assessment_fields[] = {
    WITHDRAWN,
    ID(ASSESSMENT_AUDIT, "audit", RECORD_AUDIT, N_("Audit")),
    TEXT(ASSESSMENT_CHECKLIST, "checklist", N_("Checklist")),
    TEXT(ASSESSMENT_ITEM, "item", N_("Item")),
    TEXT(ASSESSMENT_REF, "ref", N_("Requirement")),
    ID(ASSESSMENT_UNIT, "unit", 0, N_("Site or process")),
    CODE(ASSESSMENT_RESULT, "result", code_results, N_("Result")),
    TEXT(ASSESSMENT_NOTE, "note", N_("Note")),
    CODE(ASSESSMENT_METHOD, "method", code_methods, N_("Method")),
    ID(ASSESSMENT_AREA, "area", RECORD_AREA, N_("Area")),
    INT(ASSESSMENT_SAMPLE_POPULATION, "sample_population", N_("Population")),
    CODE(ASSESSMENT_SAMPLE_METHOD, "sample_method", code_sample_methods, N_("Sampling method")),
    INT(ASSESSMENT_SAMPLE_SIZE, "sample_size", N_("Sample size")),
    TEXT(ASSESSMENT_SAMPLE_SEED, "sample_seed", N_("Sample seed")),
    TEXT(ASSESSMENT_SAMPLE_DRAWN, "sample_drawn", N_("Items drawn")),
    INT(ASSESSMENT_SAMPLE_FAILURES, "sample_failures", N_("Failures in sample")),
    ID(ASSESSMENT_BY, "assessed_by", RECORD_PERSON, N_("Auditor")),
    TIME(ASSESSMENT_AT, "assessed_at", N_("Assessed")),
    TEXT(ASSESSMENT_REVIEW, "review", N_("To be assessed again since"))};

static const struct field evidence_fields[] = {
    WITHDRAWN,
    ID(EVIDENCE_AUDIT, "audit", RECORD_AUDIT, N_("Audit")),
    TEXT(EVIDENCE_NUMBER, "number", N_("Evidence")),
    CODE(EVIDENCE_KIND, "kind", code_evidence_kinds, N_("Kind")),
    TEXT(EVIDENCE_TITLE, "title", N_("Title")),
    TEXT(EVIDENCE_DETAIL, "detail", N_("Detail")),
    TEXT(EVIDENCE_SOURCE, "source", N_("Source reference")),
    ID(EVIDENCE_AREA, "area", RECORD_AREA, N_("Area")),
    TEXT(EVIDENCE_ASKED, "asked", N_("Who was asked (role)")),
    TIME(EVIDENCE_OBSERVED_AT, "observed_at", N_("Observed")),
    ID(EVIDENCE_BY, "collected_by", RECORD_PERSON, N_("Collected by")),
    TIME(EVIDENCE_AT, "collected_at", N_("Collected")),
    CODE(EVIDENCE_CONFIDENTIALITY, "confidentiality", code_confidentiality, N_("Confidentiality"))};

static const struct field attachment_fields[] = {
    WITHDRAWN,
    ID(ATTACHMENT_EVIDENCE, "evidence", RECORD_EVIDENCE, N_("Evidence")),
    BYTES(ATTACHMENT_OBJECT, "object", N_("Content")),
    BYTES(ATTACHMENT_SHA256, "sha256", N_("SHA-256")),
    TEXT(ATTACHMENT_NAME, "name", N_("File name")),
    TEXT(ATTACHMENT_MEDIA_TYPE, "media_type", N_("Media type")),
    INT(ATTACHMENT_SIZE, "size", N_("Size in bytes")),
    INT(ATTACHMENT_POSITION, "position", N_("Position"))};

static const struct field evidence_link_fields[] = {
    WITHDRAWN, ID(EVIDENCE_LINK_EVIDENCE, "evidence", RECORD_EVIDENCE, N_("Evidence")),
    ID(EVIDENCE_LINK_ASSESSMENT, "assessment", RECORD_ASSESSMENT, N_("Assessment")),
    ID(EVIDENCE_LINK_FINDING, "finding", RECORD_FINDING, N_("Finding"))};

static const struct field finding_fields[] = {
    WITHDRAWN,
    ID(FINDING_AUDIT, "audit", RECORD_AUDIT, N_("Audit")),
    TEXT(FINDING_DRAFT, "draft", N_("Draft number")),
    TEXT(FINDING_NUMBER, "number", N_("Number")),
    CODE(FINDING_GRADE, "grade", code_grades, N_("Grade")),
    TEXT(FINDING_GRADE_REASON, "grade_reason", N_("Reason for the grade")),
    TEXT(FINDING_TITLE, "title", N_("Title")),
    TEXT(FINDING_STATEMENT, "statement", N_("Statement of failure")),
    TEXT(FINDING_OBJECTIVE_EVIDENCE, "objective_evidence", N_("Objective evidence")),
    TEXT(FINDING_REQUIREMENT, "requirement", N_("Requirement")),
    ID(FINDING_SITE, "site", RECORD_SITE, N_("Site")),
    ID(FINDING_PROCESS, "process", RECORD_PROCESS, N_("Process")),
    ID(FINDING_AREA, "area", RECORD_AREA, N_("Area")),
    TEXT(FINDING_CONSEQUENCE, "consequence", N_("Consequence")),
    CODE(FINDING_RISK, "risk", code_importance, N_("Risk")),
    CODE(FINDING_SOURCE, "source", code_finding_sources, N_("Source")),
    ID(FINDING_RAISED_BY, "raised_by", RECORD_PERSON, N_("Raised by")),
    TIME(FINDING_RAISED_AT, "raised_at", N_("Raised")),
    TEXT(FINDING_ACKNOWLEDGED_BY, "acknowledged_by", N_("Acknowledged by")),
    TIME(FINDING_ACKNOWLEDGED_AT, "acknowledged_at", N_("Acknowledged")),
    INT(FINDING_DISPUTED, "disputed", N_("Disputed")),
    TEXT(FINDING_AUDITEE_POSITION, "auditee_position", N_("Auditee's position")),
    TEXT(FINDING_AUDITOR_POSITION, "auditor_position", N_("Auditor's position")),
    ID(FINDING_RECURRENCE_OF, "recurrence_of", RECORD_FINDING, N_("Recurrence of")),
    ID(FINDING_MERGED_INTO, "merged_into", RECORD_FINDING, N_("Merged into")),
    CODE(FINDING_STATE, "state", code_finding_states, N_("State")),
    TIME(FINDING_CLOSED_AT, "closed_at", N_("Closed"))};

static const struct field criterion_fields[] = {
    WITHDRAWN,
    ID(CRITERION_FINDING, "finding", RECORD_FINDING, N_("Finding")),
    TEXT(CRITERION_CHECKLIST, "checklist", N_("Checklist")),
    TEXT(CRITERION_ITEM, "item", N_("Item")),
    TEXT(CRITERION_REF, "ref", N_("Requirement")),
    TEXT(CRITERION_CLAUSE, "clause", N_("Clause")),
    TEXT(CRITERION_TEXT, "text", N_("Criterion")),
    INT(CRITERION_POSITION, "position", N_("Position"))};

static const struct field roster_fields[] = {
    WITHDRAWN,
    ID(ROSTER_DEVICE, "device", RECORD_DEVICE, N_("Device")),
    CODE(ROSTER_STATE, "state", code_roster_states, N_("State")),
    TEXT(ROSTER_VALID, "valid", N_("Valid up to")),
    TEXT(ROSTER_REASON, "reason", N_("Reason")),
    ID(ROSTER_BY, "decided_by", RECORD_PERSON, N_("Decided by")),
    TIME(ROSTER_AT, "decided_at", N_("Decided"))};

static const struct field merge_fields[] = {
    WITHDRAWN,
    BYTES(MERGE_PACKAGE, "package", N_("Package")),
    ID(MERGE_SENDER, "sender", RECORD_DEVICE, N_("Sender")),
    TIME(MERGE_PACKED_AT, "packed_at", N_("Packed")),
    ID(MERGE_BY, "merged_by", RECORD_PERSON, N_("Merged by")),
    TIME(MERGE_AT, "merged_at", N_("Merged")),
    INT(MERGE_BATCHES, "batches", N_("New saves")),
    INT(MERGE_KNOWN, "known", N_("Known saves")),
    INT(MERGE_WAITING, "waiting", N_("Waiting saves")),
    INT(MERGE_RECORDS_NEW, "records_new", N_("New records")),
    INT(MERGE_RECORDS_CHANGED, "records_changed", N_("Changed records")),
    INT(MERGE_CONFLICTS, "conflicts", N_("Conflicts")),
    TEXT(MERGE_ACCEPTED, "accepted", N_("Accepted devices"))};

static const struct field decision_fields[] = {
    WITHDRAWN,
    ID(DECISION_AUDIT, "audit", RECORD_AUDIT, N_("Audit")),
    CODE(DECISION_KIND, "kind", code_decision_kinds, N_("Kind")),
    TEXT(DECISION_SUBJECT_TYPE, "subject_type", N_("Kind of record")),
    ID(DECISION_SUBJECT, "subject", 0, N_("Record")),
    INT(DECISION_FIELD, "field", N_("Field")),
    TEXT(DECISION_TAKEN, "taken", N_("Decision")),
    TEXT(DECISION_POSITIONS, "positions", N_("Positions")),
    TEXT(DECISION_REASON, "reason", N_("Reason")),
    ID(DECISION_BY, "decided_by", RECORD_PERSON, N_("Decided by")),
    TIME(DECISION_AT, "decided_at", N_("Decided"))};

static const struct field correction_fields[] = {
    WITHDRAWN,
    ID(CORRECTION_FINDING, "finding", RECORD_FINDING, N_("Finding")),
    CODE(CORRECTION_KIND, "kind", code_correction_kinds, N_("Kind")),
    TEXT(CORRECTION_TEXT, "text", N_("What is done")),
    ID(CORRECTION_OWNER, "owner", RECORD_PERSON, N_("Owner")),
    DATE(CORRECTION_DUE, "due", N_("Due")),
    DATE(CORRECTION_DONE, "done_on", N_("Done")),
    TEXT(CORRECTION_PROOF, "proof", N_("Proof")),
    ID(CORRECTION_EVIDENCE, "evidence", RECORD_EVIDENCE, N_("Evidence")),
    ID(CORRECTION_DONE_BY, "done_by", RECORD_PERSON, N_("Reported by")),
    ID(CORRECTION_BY, "made_by", RECORD_PERSON, N_("Made by")),
    TIME(CORRECTION_AT, "made_at", N_("Made"))};

static const struct field cause_analysis_fields[] = {
    WITHDRAWN,
    ID(CAUSE_ANALYSIS_FINDING, "finding", RECORD_FINDING, N_("Finding")),
    INT(CAUSE_ANALYSIS_ROUND, "round", N_("Round")),
    CODE(CAUSE_ANALYSIS_METHOD, "method", code_cause_methods, N_("Method")),
    TEXT(CAUSE_ANALYSIS_ROOT, "root", N_("Root cause")),
    CODE(CAUSE_ANALYSIS_CATEGORY, "category", code_cause_categories, N_("Category")),
    ID(CAUSE_ANALYSIS_BY, "made_by", RECORD_PERSON, N_("Made by")),
    TIME(CAUSE_ANALYSIS_AT, "made_at", N_("Made"))};

static const struct field cause_fields[] = {
    WITHDRAWN,
    ID(CAUSE_FINDING, "finding", RECORD_FINDING, N_("Finding")),
    INT(CAUSE_ROUND, "round", N_("Round")),
    INT(CAUSE_POSITION, "position", N_("Position")),
    TEXT(CAUSE_TEXT, "text", N_("Why")),
    CODE(CAUSE_CATEGORY, "category", code_cause_categories, N_("Category"))};

static const struct field similar_case_fields[] = {
    WITHDRAWN,
    ID(SIMILAR_FINDING, "finding", RECORD_FINDING, N_("Finding")),
    TEXT(SIMILAR_PLACE, "place", N_("Where")),
    ID(SIMILAR_SITE, "site", RECORD_SITE, N_("Site")),
    CODE(SIMILAR_RESULT, "result", code_similar_results, N_("Result")),
    TEXT(SIMILAR_NOTE, "note", N_("Note")),
    ID(SIMILAR_BY, "made_by", RECORD_PERSON, N_("Looked by")),
    TIME(SIMILAR_AT, "made_at", N_("Looked"))};

static const struct field action_fields[] = {
    WITHDRAWN,
    ID(CORRECTIVE_FINDING, "finding", RECORD_FINDING, N_("Finding")),
    ID(CORRECTIVE_AUDIT, "audit", RECORD_AUDIT, N_("Audit")),
    TEXT(CORRECTIVE_NUMBER, "number", N_("Number")),
    INT(CORRECTIVE_ROUND, "round", N_("Round")),
    TEXT(CORRECTIVE_TEXT, "text", N_("Action")),
    ID(CORRECTIVE_OWNER, "owner", RECORD_PERSON, N_("Owner")),
    DATE(CORRECTIVE_DUE, "due", N_("Due")),
    CODE(CORRECTIVE_SYSTEM, "system_change", code_yes_partly_no, N_("System change needed")),
    TEXT(CORRECTIVE_SYSTEM_TEXT, "system_text", N_("What changes in the system")),
    DATE(CORRECTIVE_DONE, "done_on", N_("Done")),
    TEXT(CORRECTIVE_PROOF, "proof", N_("Proof")),
    ID(CORRECTIVE_EVIDENCE, "evidence", RECORD_EVIDENCE, N_("Evidence")),
    ID(CORRECTIVE_DONE_BY, "done_by", RECORD_PERSON, N_("Reported by")),
    ID(CORRECTIVE_BY, "made_by", RECORD_PERSON, N_("Made by")),
    TIME(CORRECTIVE_AT, "made_at", N_("Made"))};

static const struct field risk_review_fields[] = {
    WITHDRAWN,
    ID(RISK_REVIEW_FINDING, "finding", RECORD_FINDING, N_("Finding")),
    INT(RISK_REVIEW_ROUND, "round", N_("Round")),
    CODE(RISK_REVIEW_KIND, "kind", code_review_kinds, N_("Kind")),
    CODE(RISK_REVIEW_RESULT, "result", code_review_results, N_("Result")),
    TEXT(RISK_REVIEW_TEXT, "text", N_("Reason")),
    ID(RISK_REVIEW_BY, "reviewed_by", RECORD_PERSON, N_("Reviewed by")),
    TIME(RISK_REVIEW_AT, "reviewed_at", N_("Reviewed"))};

static const struct field effectiveness_fields[] = {
    WITHDRAWN,
    ID(EFFECTIVENESS_FINDING, "finding", RECORD_FINDING, N_("Finding")),
    INT(EFFECTIVENESS_ROUND, "round", N_("Round")),
    TEXT(EFFECTIVENESS_CRITERION, "criterion", N_("Criterion of effectiveness")),
    DATE(EFFECTIVENESS_NOT_BEFORE, "not_before", N_("Not before")),
    ID(EFFECTIVENESS_ASSIGNED, "assigned", RECORD_PERSON, N_("To be judged by")),
    CODE(EFFECTIVENESS_RESULT, "result", code_effects, N_("Effectiveness")),
    TEXT(EFFECTIVENESS_NOTE, "note", N_("Note")),
    ID(EFFECTIVENESS_EVIDENCE, "evidence", RECORD_EVIDENCE, N_("Evidence")),
    ID(EFFECTIVENESS_BY, "verified_by", RECORD_PERSON, N_("Verified by")),
    TIME(EFFECTIVENESS_AT, "verified_at", N_("Verified"))};

static const struct field extension_fields[] = {
    WITHDRAWN,
    ID(EXTENSION_ACTION, "corrective_action", RECORD_ACTION, N_("Action")),
    DATE(EXTENSION_OLD, "old_due", N_("Due before")),
    DATE(EXTENSION_NEW, "new_due", N_("New due date")),
    ID(EXTENSION_AGREED, "agreed_by", RECORD_PERSON, N_("Agreed by")),
    TEXT(EXTENSION_REASON, "reason", N_("Reason")),
    ID(EXTENSION_BY, "made_by", RECORD_PERSON, N_("Made by")),
    TIME(EXTENSION_AT, "made_at", N_("Made"))};

static const struct field sign_off_fields[] = {
    WITHDRAWN,
    ID(SIGN_OFF_AUDIT, "audit", RECORD_AUDIT, N_("Audit")),
    CODE(SIGN_OFF_STEP, "step", code_sign_steps, N_("Step")),
    INT(SIGN_OFF_REVISION, "revision", N_("Revision")),
    ID(SIGN_OFF_PERSON, "person", RECORD_PERSON, N_("Person")),
    TIME(SIGN_OFF_AT, "signed_at", N_("Signed")),
    BYTES(SIGN_OFF_DIGEST, "digest", N_("Digest")),
    ID(SIGN_OFF_DEVICE, "device", RECORD_DEVICE, N_("Device")),
    BYTES(SIGN_OFF_SIGNATURE, "signature", N_("Signature")),
    TEXT(SIGN_OFF_NOTE, "note", N_("Note"))};

static const struct field revision_fields[] = {
    WITHDRAWN,
    ID(REVISION_AUDIT, "audit", RECORD_AUDIT, N_("Audit")),
    INT(REVISION_NUMBER, "number", N_("Revision")),
    TEXT(REVISION_REASON, "reason", N_("Reason")),
    ID(REVISION_BY, "made_by", RECORD_PERSON, N_("Made by")),
    TIME(REVISION_AT, "made_at", N_("Made"))};

static const struct field step_fields[] = {
    WITHDRAWN,
    ID(STEP_AUDIT, "audit", RECORD_AUDIT, N_("Audit")),
    ID(STEP_FINDING, "finding", RECORD_FINDING, N_("Finding")),
    TEXT(STEP_ACTION, "step", N_("Step")),
    TEXT(STEP_FROM, "state_from", N_("From")),
    TEXT(STEP_TO, "state_to", N_("To")),
    TEXT(STEP_PERSON, "person", N_("Named")),
    TEXT(STEP_NOTE, "note", N_("Note")),
    ID(STEP_BY, "taken_by", RECORD_PERSON, N_("Taken by")),
    TIME(STEP_AT, "taken_at", N_("Taken"))};

static const struct field override_fields[] = {
    WITHDRAWN,
    ID(OVERRIDE_AUDIT, "audit", RECORD_AUDIT, N_("Audit")),
    CODE(OVERRIDE_KIND, "kind", code_override_kinds, N_("Rule")),
    ID(OVERRIDE_PERSON, "person", RECORD_PERSON, N_("Person")),
    ID(OVERRIDE_FINDING, "finding", RECORD_FINDING, N_("Finding")),
    TEXT(OVERRIDE_REASON, "reason", N_("Reason")),
    ID(OVERRIDE_BY, "decided_by", RECORD_PERSON, N_("Decided by")),
    TIME(OVERRIDE_AT, "decided_at", N_("Decided"))};

static const struct field deployment_fields[] = {
    WITHDRAWN,
    ID(DEPLOYMENT_AUDIT, "audit", RECORD_AUDIT, N_("Audit")),
    TEXT(DEPLOYMENT_ITEM, "item", N_("Item")),
    INT(DEPLOYMENT_POSITION, "position", N_("Position")),
    ID(DEPLOYMENT_SITE, "site", RECORD_SITE, N_("Site")),
    ID(DEPLOYMENT_AREA, "area", RECORD_AREA, N_("Area")),
    CODE(DEPLOYMENT_KIND, "kind", code_deployment_kinds, N_("Kind")),
    TEXT(DEPLOYMENT_WHAT, "what", N_("What")),
    INT(DEPLOYMENT_PLANNED_COUNT, "planned_count", N_("Planned")),
    TEXT(DEPLOYMENT_PLANNED_HOURS, "planned_hours", N_("Planned hours")),
    TEXT(DEPLOYMENT_PLANNED_SPEC, "planned_spec", N_("Planned specification")),
    INT(DEPLOYMENT_FOUND_COUNT, "found_count", N_("Found")),
    TEXT(DEPLOYMENT_FOUND_HOURS, "found_hours", N_("Hours found")),
    TEXT(DEPLOYMENT_FOUND_SPEC, "found_spec", N_("Found specification")),
    CODE(DEPLOYMENT_WORKING, "working", code_yes_partly_no, N_("Working")),
    ID(DEPLOYMENT_BY, "checked_by", RECORD_PERSON, N_("Checked by")),
    TIME(DEPLOYMENT_AT, "checked_at", N_("Checked")),
    ID(DEPLOYMENT_EVIDENCE, "evidence", RECORD_EVIDENCE, N_("Evidence")),
    ID(DEPLOYMENT_FINDING, "finding", RECORD_FINDING, N_("Finding")),
    TEXT(DEPLOYMENT_NOTE, "note", N_("Note"))};

static const struct field follow_up_fields[] = {
    WITHDRAWN, ID(FOLLOW_UP_AUDIT, "audit", RECORD_AUDIT, N_("Audit")),
    ID(FOLLOW_UP_FINDING, "finding", RECORD_FINDING, N_("Finding")),
    TEXT(FOLLOW_UP_NOTE, "note", N_("Note"))};

static const struct field meeting_fields[] = {
    WITHDRAWN,
    ID(MEETING_AUDIT, "audit", RECORD_AUDIT, N_("Audit")),
    CODE(MEETING_KIND, "kind", code_meeting_kinds, N_("Meeting")),
    DATE(MEETING_ON, "held_on", N_("Date")),
    TEXT(MEETING_HOURS, "hours", N_("Time")),
    TEXT(MEETING_PLACE, "place", N_("Place")),
    TEXT(MEETING_PEOPLE, "people", N_("Who was there")),
    TEXT(MEETING_NOTES, "notes", N_("Notes")),
    ID(MEETING_BY, "made_by", RECORD_PERSON, N_("Made by")),
    TIME(MEETING_AT, "made_at", N_("Made"))};

const struct record records[] = {
    {RECORD_ORGANIZATION, N_("organization"), "organization", SCOPE_PROGRAMME, 0,
     organization_fields, sizeof organization_fields / sizeof organization_fields[0]},
    {RECORD_SITE, N_("site"), "site", SCOPE_PROGRAMME, 0, site_fields,
     sizeof site_fields / sizeof site_fields[0]},
    {RECORD_AREA, N_("area"), "area", SCOPE_PROGRAMME, 0, area_fields,
     sizeof area_fields / sizeof area_fields[0]},
    {RECORD_PROCESS, N_("process"), "process", SCOPE_PROGRAMME, 0, process_fields,
     sizeof process_fields / sizeof process_fields[0]},
    {RECORD_PERSON, N_("person"), "person", SCOPE_PROGRAMME, 0, person_fields,
     sizeof person_fields / sizeof person_fields[0]},
    {RECORD_DEVICE, N_("device"), "device", SCOPE_PROGRAMME, 0, device_fields,
     sizeof device_fields / sizeof device_fields[0]},
    {RECORD_ROSTER, N_("roster entry"), "roster", SCOPE_PROGRAMME, ROSTER_DEVICE, roster_fields,
     sizeof roster_fields / sizeof roster_fields[0]},
    {RECORD_MERGE, N_("merge"), "merge_record", SCOPE_PROGRAMME, 0, merge_fields,
     sizeof merge_fields / sizeof merge_fields[0]},
    {RECORD_PROGRAMME_DECISION, N_("decision"), "programme_decision", SCOPE_PROGRAMME, 0,
     decision_fields, sizeof decision_fields / sizeof decision_fields[0]},
    {RECORD_AUDIT, N_("audit"), "audit", SCOPE_AUDIT, 0, audit_fields,
     sizeof audit_fields / sizeof audit_fields[0]},
    {RECORD_AUDIT_SITE, N_("audit site"), "audit_site", SCOPE_AUDIT, 0, audit_site_fields,
     sizeof audit_site_fields / sizeof audit_site_fields[0]},
    {RECORD_AUDIT_PROCESS, N_("audit process"), "audit_process", SCOPE_AUDIT, 0,
     audit_process_fields, sizeof audit_process_fields / sizeof audit_process_fields[0]},
    {RECORD_TEAM_MEMBER, N_("team member"), "team_member", SCOPE_AUDIT, 0, team_member_fields,
     sizeof team_member_fields / sizeof team_member_fields[0]},
    {RECORD_AUDIT_CHECKLIST, N_("checklist"), "audit_checklist", SCOPE_AUDIT, 0,
     audit_checklist_fields, sizeof audit_checklist_fields / sizeof audit_checklist_fields[0]},
    {RECORD_ASSESSMENT, N_("assessment"), "assessment", SCOPE_AUDIT, ASSESSMENT_UNIT,
     assessment_fields, sizeof assessment_fields / sizeof assessment_fields[0]},
    {RECORD_EVIDENCE, N_("evidence"), "evidence", SCOPE_AUDIT, 0, evidence_fields,
     sizeof evidence_fields / sizeof evidence_fields[0]},
    {RECORD_ATTACHMENT, N_("attachment"), "attachment", SCOPE_AUDIT, 0, attachment_fields,
     sizeof attachment_fields / sizeof attachment_fields[0]},
    {RECORD_EVIDENCE_LINK, N_("evidence link"), "evidence_link", SCOPE_AUDIT, 0,
     evidence_link_fields, sizeof evidence_link_fields / sizeof evidence_link_fields[0]},
    {RECORD_FINDING, N_("finding"), "finding", SCOPE_AUDIT, 0, finding_fields,
     sizeof finding_fields / sizeof finding_fields[0]},
    {RECORD_CRITERION, N_("criterion"), "criterion", SCOPE_AUDIT, 0, criterion_fields,
     sizeof criterion_fields / sizeof criterion_fields[0]},
    {RECORD_DECISION, N_("decision"), "decision", SCOPE_AUDIT, 0, decision_fields,
     sizeof decision_fields / sizeof decision_fields[0]},
    {RECORD_CORRECTION, N_("correction"), "correction", SCOPE_AUDIT, 0, correction_fields,
     sizeof correction_fields / sizeof correction_fields[0]},
    {RECORD_CAUSE_ANALYSIS, N_("cause analysis"), "cause_analysis", SCOPE_AUDIT,
     CAUSE_ANALYSIS_ROUND, cause_analysis_fields,
     sizeof cause_analysis_fields / sizeof cause_analysis_fields[0]},
    {RECORD_CAUSE, N_("why"), "cause", SCOPE_AUDIT, 0, cause_fields,
     sizeof cause_fields / sizeof cause_fields[0]},
    {RECORD_SIMILAR_CASE, N_("similar case"), "similar_case", SCOPE_AUDIT, 0, similar_case_fields,
     sizeof similar_case_fields / sizeof similar_case_fields[0]},
    {RECORD_ACTION, N_("corrective action"), "corrective_action", SCOPE_AUDIT, 0, action_fields,
     sizeof action_fields / sizeof action_fields[0]},
    {RECORD_RISK_REVIEW, N_("risk review"), "risk_review", SCOPE_AUDIT, RISK_REVIEW_ROUND,
     risk_review_fields, sizeof risk_review_fields / sizeof risk_review_fields[0]},
    {RECORD_EFFECTIVENESS, N_("effectiveness check"), "effectiveness", SCOPE_AUDIT,
     EFFECTIVENESS_ROUND, effectiveness_fields,
     sizeof effectiveness_fields / sizeof effectiveness_fields[0]},
    {RECORD_EXTENSION, N_("extension"), "extension", SCOPE_AUDIT, 0, extension_fields,
     sizeof extension_fields / sizeof extension_fields[0]},
    {RECORD_SIGN_OFF, N_("sign-off"), "sign_off", SCOPE_AUDIT, 0, sign_off_fields,
     sizeof sign_off_fields / sizeof sign_off_fields[0]},
    {RECORD_REVISION, N_("revision"), "issue_revision", SCOPE_AUDIT, REVISION_NUMBER,
     revision_fields, sizeof revision_fields / sizeof revision_fields[0]},
    {RECORD_STEP, N_("step"), "audit_step", SCOPE_AUDIT, 0, step_fields,
     sizeof step_fields / sizeof step_fields[0]},
    {RECORD_OVERRIDE, N_("override"), "independence_override", SCOPE_AUDIT, OVERRIDE_FINDING,
     override_fields, sizeof override_fields / sizeof override_fields[0]},
    {RECORD_DEPLOYMENT, N_("deployment"), "deployment", SCOPE_AUDIT, DEPLOYMENT_ITEM,
     deployment_fields, sizeof deployment_fields / sizeof deployment_fields[0]},
    {RECORD_FOLLOW_UP, N_("follow-up"), "follow_up", SCOPE_AUDIT, 0, follow_up_fields,
     sizeof follow_up_fields / sizeof follow_up_fields[0]},
    {RECORD_MEETING, N_("meeting"), "meeting", SCOPE_AUDIT, 0, meeting_fields,
     sizeof meeting_fields / sizeof meeting_fields[0]}};

const size_t record_count = sizeof records / sizeof records[0];

const struct record *record_find(int type)
{
    for (size_t i = 0; i < record_count; i++)
        if ((int)records[i].type == type)
            return &records[i];
    return NULL;
}

const struct record *record_find_table(const char *table)
{
    for (size_t i = 0; i < record_count; i++)
        if (strcmp(records[i].table, table) == 0)
            return &records[i];
    return NULL;
}

const struct field *record_field(const struct record *record, int number)
{
    for (size_t i = 0; i < record->field_count; i++)
        if ((int)record->fields[i].number == number)
            return &record->fields[i];
    return NULL;
}

/* code.h - the closed lists of the domain: results, grades, kinds, methods, states, roles.
 *
 * The audit file keeps the word (code), never a number, so that a file can be read in fifty years.
 * A list is one constant table; labels, symbols and keys on screens, values of commands, validation
 * lists of workbooks and completions all come from its rows. Labels are msgids: pass them through
 * gettext when shown.
 */
#ifndef AUDITWALK_CORE_CODE_H
#define AUDITWALK_CORE_CODE_H

#include <stddef.h>

/* What a row looks like beside its text; the ui maps a tone to a colour, never the other way. */
enum tone { TONE_PLAIN, TONE_GOOD, TONE_NOTICE, TONE_WARN, TONE_BAD, TONE_MUTED };

struct code {
    const char *word;   /* in the file and on the command line, "not-covered" */
    const char *label;  /* msgid, "Not covered" */
    const char *symbol; /* UTF-8, one column */
    char ascii;         /* where the terminal has no UTF-8 */
    enum tone tone;
};

/* A list ends with a row whose word is NULL; count does not include it. */
struct code_list {
    const char *name; /* "result" */
    const struct code *rows;
    size_t count;
};

/* Result of one requirement in one audit (DOMAIN: Assessment; ISO 19011 6.4.8). The order of the
 * table is that of the enum. */
enum result {
    RESULT_NOT_ASSESSED,
    RESULT_CONFORMING,
    RESULT_OFI,
    RESULT_MINOR,
    RESULT_MAJOR,
    RESULT_NA,
    RESULT_NOT_COVERED,
    RESULT_COUNT
};

/* Grade of a finding (ISO 19011 3.10 note 4: findings can be graded). */
enum grade { GRADE_MAJOR, GRADE_MINOR, GRADE_OFI, GRADE_GOOD_PRACTICE, GRADE_COUNT };

enum obligation { OBLIGATION_SHALL, OBLIGATION_SHOULD, OBLIGATION_OWN, OBLIGATION_COUNT };

enum evidence_kind {
    EVIDENCE_DOCUMENT,
    EVIDENCE_RECORD,
    EVIDENCE_OBSERVATION,
    EVIDENCE_INTERVIEW,
    EVIDENCE_MEASUREMENT,
    EVIDENCE_PHOTO,
    EVIDENCE_KIND_COUNT
};

enum audit_state {
    AUDIT_PLANNED,
    AUDIT_PREPARED,
    AUDIT_FIELDWORK,
    AUDIT_REPORTING,
    AUDIT_ISSUED,
    AUDIT_FOLLOW_UP,
    AUDIT_CLOSED,
    AUDIT_CANCELLED,
    AUDIT_STATE_COUNT
};

/* Steps of a nonconformity on the path of 10.2 (core/closure.h). */
enum finding_action {
    FINDING_ACKNOWLEDGE,
    FINDING_DISPUTE,
    FINDING_SETTLE,
    FINDING_CONTAIN,
    FINDING_ANALYSE,
    FINDING_PROPOSE,
    FINDING_ACCEPT,
    FINDING_REJECT,
    FINDING_IMPLEMENT,
    FINDING_VERIFY,
    FINDING_FAIL,
    FINDING_CLOSE,
    FINDING_REOPEN,
    FINDING_ACTION_COUNT
};

/* Rows of code_finding_states. */
enum finding_state {
    FINDING_RAISED,
    FINDING_ACKNOWLEDGED,
    FINDING_CONTAINED,
    FINDING_ANALYSED,
    FINDING_PROPOSED,
    FINDING_ACCEPTED,
    FINDING_IMPLEMENTED,
    FINDING_VERIFIED,
    FINDING_CLOSED,
    FINDING_STATE_COUNT
};

/* Steps of an audit (core/audit_path.h). */
enum audit_action {
    AUDIT_PREPARE,
    AUDIT_START,
    AUDIT_REPORT,
    AUDIT_RESUME,
    AUDIT_ISSUE,
    AUDIT_REVISE,
    AUDIT_BEGIN_FOLLOW_UP,
    AUDIT_CLOSE,
    AUDIT_CANCEL,
    AUDIT_ACTION_COUNT
};

/* Who signs an audit's report, in this order. */
enum sign_step { SIGN_PREPARED, SIGN_REVIEWED, SIGN_APPROVED, SIGN_ISSUED, SIGN_STEP_COUNT };

/* Whether an action did what it should. */
enum effect { EFFECT_EFFECTIVE, EFFECT_PARTLY, EFFECT_NOT, EFFECT_COUNT };

extern const struct code_list code_results;
extern const struct code_list code_grades;
extern const struct code_list code_obligations;
extern const struct code_list code_evidence_kinds;
extern const struct code_list code_methods;     /* how it was audited */
extern const struct code_list code_audit_types; /* internal, follow-up, supplier, special */
extern const struct code_list code_audit_states;
enum team_role {
    TEAM_LEAD,
    TEAM_AUDITOR,
    TEAM_EXPERT,
    TEAM_OBSERVER,
    TEAM_TRAINEE,
    TEAM_AUDITEE,
    TEAM_ROLE_COUNT
};
extern const struct code_list code_team_roles; /* lead, auditor, expert, observer, trainee, ... */
extern const struct code_list code_finding_states; /* raised ... closed (10.2) */
extern const struct code_list code_finding_sources;
extern const struct code_list code_confidentiality;
extern const struct code_list code_importance;
extern const struct code_list code_sample_methods;
extern const struct code_list code_pdca;
extern const struct code_list code_places; /* kinds of area that checklists name */
extern const struct code_list code_yes_partly_no;
extern const struct code_list code_roster_states;  /* accepted, revoked */
extern const struct code_list code_decision_kinds; /* what a person decided after a merge */
extern const struct code_list code_conflict_kinds; /* enum conflict_kind, core/conflict.h */
extern const struct code_list code_finding_actions;
extern const struct code_list code_audit_actions;
extern const struct code_list code_correction_kinds; /* correction, containment, consequence */
extern const struct code_list code_cause_methods;
extern const struct code_list code_cause_categories;
extern const struct code_list code_similar_results;
extern const struct code_list code_review_kinds; /* risk review, emergency exemption */
extern const struct code_list code_review_results;
extern const struct code_list code_effects;
extern const struct code_list code_sign_steps;
extern const struct code_list code_override_kinds; /* against which rule of independence */
extern const struct code_list code_deployment_kinds;
extern const struct code_list code_meeting_kinds;

/* Every list above, ended by NULL. */
extern const struct code_list *const code_lists[];

/* The row for a word, or NULL. */
const struct code *code_find(const struct code_list *list, const char *word);

/* Its index (the enum value), or -1; NULL word gives -1. */
int code_index(const struct code_list *list, const char *word);

/* The row at an index; an index out of range gives the first row. */
const struct code *code_at(const struct code_list *list, int index);

/* The word nearest to a misspelt one, or NULL if none is near. */
const char *code_nearest(const struct code_list *list, const char *word);

/* "conforming, ofi, minor, ..." for messages and usage; heap, the caller frees. */
char *code_words(const struct code_list *list);

#endif

/* audit_path.h - the path of an audit from planned to closed, with the gates of its steps
 * (ISO 28000:2022, 9.2; ISO 19011:2018, 6), as tables.
 *
 * A gate is a thing that may be missing. Before a step it either stops (the step is refused) or is
 * advice. The store counts and names what is missing (store/ready.h); here is only which gate
 * stands before which step. Pure.
 */
#ifndef AUDITWALK_CORE_AUDIT_PATH_H
#define AUDITWALK_CORE_AUDIT_PATH_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "core/code.h"

struct audit_rule {
    enum audit_action action;
    enum audit_state from;
    enum audit_state to;
    bool lead;   /* only the lead of the audit may (if it has one) */
    bool reason; /* it wants a reason in words */
    const char *clause;
};

extern const struct audit_rule audit_rules[];
extern const size_t audit_rule_count;

const struct audit_rule *audit_rule_find(enum audit_state from, enum audit_action action);

/* What may be missing. */
enum gate {
    GATE_LEAD, /* nobody leads */
    GATE_OBJECTIVES,
    GATE_SCOPE,
    GATE_CRITERIA,
    GATE_DATES,
    GATE_CHECKLIST,
    GATE_STATEMENT,  /* no impartiality statement of a team member */
    GATE_AUDITOR,    /* an auditor belongs to the unit audited */
    GATE_FINDINGS,   /* an assessment "minor" without a finding against it */
    GATE_CRITERION,  /* a finding without criterion */
    GATE_EVIDENCE,   /* a nonconformity without evidence */
    GATE_CONFORMING, /* a conforming result without note or evidence */
    GATE_EXCLUSION,  /* not applicable or not covered without reason */
    GATE_UNASSESSED,
    GATE_REVIEW,     /* an answer that a newer checklist asks to look at again */
    GATE_DEPLOYMENT, /* a planned row nobody looked at */
    GATE_DEPLOYED,   /* a failing row without finding */
    GATE_PREVIOUS,   /* a nonconformity taken for follow-up that nobody verified */
    GATE_CONFLICT,
    GATE_WAITING, /* saves that wait for others */
    GATE_NUMBER,  /* a finding without its final number */
    GATE_CONCLUSION,
    GATE_VERIFIER, /* an owner verified their own action */
    GATE_PREPARED, /* a sign-off is missing or was given to another state */
    GATE_REVIEWED,
    GATE_APPROVED,
    GATE_OPEN, /* an open nonconformity */
    GATE_COUNT
};

struct gate_row {
    enum gate gate;
    const char *word; /* "no-lead", for JSON */
    const char *text; /* msgid */
    unsigned stops;   /* bits of enum audit_action that it stops */
    unsigned advises; /* ... before which it is told */
};

extern const struct gate_row gate_rows[GATE_COUNT];

/* Does the gate matter before the step, and does it stop it? */
bool gate_applies(enum gate gate, enum audit_action action);
bool gate_stops(enum gate gate, enum audit_action action);

/* The step that leads on from a state: what "ready" is asked about. AUDIT_ACTION_COUNT at the end.
 */
enum audit_action audit_next_action(enum audit_state state);

/* What an audit's step is judged by; texts borrowed. */
struct audit_facts {
    const char *number;
    enum audit_state state;
    bool has_lead;
    bool is_lead; /* the person who takes the step */
    const char *reason;
    size_t missing[GATE_COUNT];
};

/* May the step be taken? ERR_DENIED with the reason; *rule (may be NULL) gets the row. */
enum err_code audit_check_step(const struct audit_facts *facts, enum audit_action action,
                               const struct audit_rule **rule, struct err *err);

/* May records of the corrective actions still be written? Yes after issue, not once the audit is
 * closed or cancelled. */
enum err_code audit_check_closure(enum audit_state state, const char *number, struct err *err);

#endif

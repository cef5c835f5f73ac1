/* closure.h - the path of a nonconformity from raised to closed (ISO 28000:2022, 10.2), as one
 * table.
 *
 * A row says from which state a step leads where, who may take it, what must be there before, and
 * the clause behind it. Screens and commands ask closure_check; the path on screen and the table of
 * the manual page are made from the rows. Pure: the caller gives facts, nothing is read.
 *
 * Records of one attempt belong to a round: each plan that was carried out and found not effective
 * ends one, and causes, actions and risk review are due again.
 */
#ifndef AUDITWALK_CORE_CLOSURE_H
#define AUDITWALK_CORE_CLOSURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/ident.h"
#include "core/code.h"
#include "core/record.h"

/* Bits of what a step may want. The order is that of closure_needs. */
enum closure_need {
    NEED_PERSON = 1 << 0,     /* the auditee's name */
    NEED_NOTE = 1 << 1,       /* a reason in words */
    NEED_DISPUTE = 1 << 2,    /* it is disputed */
    NEED_NO_DISPUTE = 1 << 3, /* it is not */
    NEED_CORRECTION = 1 << 4, /* a correction or containment */
    NEED_CORRECTED = 1 << 5,  /* every one of them done, with proof */
    NEED_CAUSE = 1 << 6,      /* method, a why, the cause */
    NEED_SIMILAR = 1 << 7,    /* looked for similar cases */
    NEED_ACTION = 1 << 8,     /* a corrective action */
    NEED_OWNERS = 1 << 9,     /* every one with owner, due date and the word on system changes */
    NEED_CRITERION = 1 << 10, /* how effectiveness will be judged, and not before when */
    NEED_RISK_REVIEW = 1 << 11,
    NEED_RISK_ACCEPTED = 1 << 12,
    NEED_DONE = 1 << 13,      /* every action done, with proof */
    NEED_WAITED = 1 << 14,    /* the day before which effectiveness is not judged is here */
    NEED_EFFECTIVE = 1 << 15, /* checked: effective, with evidence */
    NEED_FAILED = 1 << 16,    /* checked: partly or not effective, with evidence */
    NEED_SETTLED = 1 << 17    /* laptops agree about the finding and its records */
};
enum { NEED_COUNT = 18 };

/* Who may. */
enum closure_who {
    WHO_ANYBODY,
    WHO_AUDITOR,    /* of the team of this audit or of one that follows it up */
    WHO_INDEPENDENT /* an auditor who owns none of its corrections and actions */
};

struct closure_rule {
    enum finding_action action;
    enum finding_state from;
    enum finding_state to;
    enum closure_who who;
    unsigned needs;
    bool opportunities; /* also for opportunities for improvement */
    const char *clause; /* "10.2 b) 2)" */
};

/* The path in its order. */
extern const struct closure_rule closure_rules[];
extern const size_t closure_rule_count;

/* What is missing, as people read it (msgid), by the number of its bit. */
const char *closure_need_text(int bit);
const char *closure_who_text(enum closure_who who); /* msgid */

/* The rule of a step from a state, or NULL. */
const struct closure_rule *closure_rule_find(enum finding_state from, enum finding_action action);

/* Has a finding of this grade this step? Good practice has none; the short way from acknowledged to
 * closed is for opportunities alone. */
bool closure_is_for(const struct closure_rule *rule, enum grade grade);

/* All that a step is judged by. Dates "YYYY-MM-DD", "" if not set; texts borrowed. */
struct closure_facts {
    enum grade grade;
    enum finding_state state;
    const char *number; /* for messages */
    bool merged;        /* counted in another finding */
    bool contested;
    bool disputed;
    size_t corrections;
    size_t corrections_open; /* not done or without proof */
    bool has_method;
    bool has_root;
    size_t whys;
    size_t similar;
    size_t actions;
    size_t actions_unowned;
    size_t actions_open;
    bool reviewed; /* risk review or exemption with its reason */
    bool exempt;   /* it was an emergency */
    bool acceptable;
    const char *criterion;
    const char *not_before;
    int effect; /* row of code_effects, -1: not judged */
    bool effect_proof;
    bool is_auditor; /* the person who takes the step */
    bool is_owner;
    bool overridden; /* that they verify all the same has a reason on record */
    const char *today;
    const char *person; /* given with the step */
    const char *note;
};

/* The bits of rule->needs that are not met. */
unsigned closure_missing(const struct closure_rule *rule, const struct closure_facts *facts);

/* May the step be taken? ERR_DENIED with the first reason; *rule (may be NULL) gets the row. */
enum err_code closure_check(const struct closure_facts *facts, enum finding_action action,
                            const struct closure_rule **rule, struct err *err);

/* ---- the records of the path ---- */

/* May a record of this type be written while the finding is in this state? done: of an action, that
 * it only says that it is carried out, which waits for the accepted plan unless there is an
 * emergency exemption; of a risk review, that it judges the plan and is no exemption. */
enum err_code closure_check_record(enum record_type type, const struct closure_facts *facts,
                                   bool done, struct err *err);

/* Records two laptops agree on: cause analysis, risk review and effectiveness of a round. */
struct ident closure_id(enum record_type type, const struct ident *finding, int64_t round);

/* Is this written on the way to closure, after the report was issued too? field 0: the record as a
 * whole. All else of an audit is read-only once it is issued, and signed with its report. */
bool closure_is_open_field(enum record_type type, uint16_t field);

/* Is what was found less than what was planned? planned, found: counts, -1 where not given;
 * working: row of code_yes_partly_no, -1 if not looked at. */
bool deployment_fails(int64_t planned, int64_t found, int working);

/* Days over the due date (>0), to go (<0); 0: today or no date. */
long closure_overdue(const char *due, const char *today);

#endif

/* audit_path.c - the path of an audit and its gates, as tables and the function that reads them. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "core/audit_path.h"

#include <string.h>

#include "base/i18n.h"

const struct audit_rule audit_rules[] = {
    {AUDIT_PREPARE, AUDIT_PLANNED, AUDIT_PREPARED, true, false, "9.2.2 a)"},
    {AUDIT_START, AUDIT_PREPARED, AUDIT_FIELDWORK, true, false, "9.2.1"},
    {AUDIT_REPORT, AUDIT_FIELDWORK, AUDIT_REPORTING, true, false, "9.2.1"},
    {AUDIT_RESUME, AUDIT_REPORTING, AUDIT_FIELDWORK, true, false, "9.2.1"},
    {AUDIT_ISSUE, AUDIT_REPORTING, AUDIT_ISSUED, true, false, "9.2.2 c)"},
    {AUDIT_REVISE, AUDIT_ISSUED, AUDIT_REPORTING, true, true, "9.2.2"},
    {AUDIT_REVISE, AUDIT_FOLLOW_UP, AUDIT_REPORTING, true, true, "9.2.2"},
    {AUDIT_BEGIN_FOLLOW_UP, AUDIT_ISSUED, AUDIT_FOLLOW_UP, true, false, "9.2.2 f)"},
    {AUDIT_CLOSE, AUDIT_ISSUED, AUDIT_CLOSED, true, false, "9.2.2 e)"},
    {AUDIT_CLOSE, AUDIT_FOLLOW_UP, AUDIT_CLOSED, true, false, "9.2.2 e)"},
    {AUDIT_CANCEL, AUDIT_PLANNED, AUDIT_CANCELLED, true, true, "9.2.2"},
    {AUDIT_CANCEL, AUDIT_PREPARED, AUDIT_CANCELLED, true, true, "9.2.2"},
    {AUDIT_CANCEL, AUDIT_FIELDWORK, AUDIT_CANCELLED, true, true, "9.2.2"},
    {AUDIT_CANCEL, AUDIT_REPORTING, AUDIT_CANCELLED, true, true, "9.2.2"}};

const size_t audit_rule_count = sizeof audit_rules / sizeof audit_rules[0];

#define BEFORE(action) (1U << AUDIT_##action)

const struct gate_row gate_rows[GATE_COUNT] = {
    {GATE_LEAD, "no-lead", N_("nobody leads the audit"),
     BEFORE(PREPARE) | BEFORE(START) | BEFORE(ISSUE), 0},
    {GATE_OBJECTIVES, "no-objectives", N_("the objectives are empty"), BEFORE(PREPARE),
     BEFORE(ISSUE)},
    {GATE_SCOPE, "no-scope", N_("the scope is empty"), BEFORE(PREPARE), BEFORE(ISSUE)},
    {GATE_CRITERIA, "no-criteria", N_("the criteria are empty"), BEFORE(PREPARE) | BEFORE(ISSUE),
     0},
    {GATE_DATES, "no-dates", N_("the planned dates are missing"), BEFORE(PREPARE), 0},
    {GATE_CHECKLIST, "no-checklist", N_("there is no checklist"), BEFORE(PREPARE), 0},
    {GATE_STATEMENT, "no-statement", N_("no impartiality statement"), 0,
     BEFORE(PREPARE) | BEFORE(ISSUE)},
    {GATE_AUDITOR, "not-independent", N_("audits their own unit"), BEFORE(START) | BEFORE(ISSUE),
     BEFORE(PREPARE) | BEFORE(REPORT)},
    {GATE_FINDINGS, "no-finding", N_("a nonconformity without a finding"), BEFORE(ISSUE),
     BEFORE(REPORT)},
    {GATE_CRITERION, "no-criterion", N_("a finding without criterion"), BEFORE(ISSUE),
     BEFORE(REPORT)},
    {GATE_EVIDENCE, "no-evidence", N_("a nonconformity without evidence"), BEFORE(ISSUE),
     BEFORE(REPORT)},
    {GATE_CONFORMING, "conforming-without-evidence", N_("conforming, without a note or evidence"),
     0, BEFORE(REPORT) | BEFORE(ISSUE)},
    {GATE_EXCLUSION, "no-reason", N_("excluded without a reason"), BEFORE(ISSUE), BEFORE(REPORT)},
    {GATE_UNASSESSED, "not-assessed", N_("not assessed"), BEFORE(ISSUE), BEFORE(REPORT)},
    {GATE_REVIEW, "look-again", N_("an answer to look at again: its question has changed"), 0,
     BEFORE(REPORT) | BEFORE(ISSUE)},
    {GATE_DEPLOYMENT, "not-checked", N_("deployment nobody checked"), 0,
     BEFORE(REPORT) | BEFORE(ISSUE)},
    {GATE_DEPLOYED, "deployment-without-finding", N_("deployment that fails, without a finding"),
     BEFORE(ISSUE), BEFORE(REPORT)},
    {GATE_PREVIOUS, "not-verified", N_("a nonconformity of an earlier audit, not followed up"), 0,
     BEFORE(REPORT) | BEFORE(ISSUE)},
    {GATE_CONFLICT, "conflict", N_("laptops disagree"), BEFORE(ISSUE), BEFORE(REPORT)},
    {GATE_WAITING, "waiting", N_("saves that wait for a package"), BEFORE(ISSUE), BEFORE(REPORT)},
    {GATE_NUMBER, "no-number", N_("a finding without its final number"), BEFORE(ISSUE), 0},
    {GATE_CONCLUSION, "no-conclusion", N_("the conclusion is empty"), BEFORE(ISSUE), 0},
    {GATE_VERIFIER, "own-verification", N_("verified by the owner of the action"), BEFORE(CLOSE),
     BEFORE(ISSUE)},
    {GATE_PREPARED, "not-prepared", N_("not signed by who prepared it, as it is now"),
     BEFORE(ISSUE), 0},
    {GATE_REVIEWED, "not-reviewed", N_("not signed by who reviewed it, as it is now"),
     BEFORE(ISSUE), 0},
    {GATE_APPROVED, "not-approved", N_("not signed by who approved it, as it is now"),
     BEFORE(ISSUE), 0},
    {GATE_OPEN, "open", N_("an open nonconformity"), BEFORE(CLOSE), 0}};

bool gate_stops(enum gate gate, enum audit_action action)
{
    return (gate_rows[gate].stops >> action & 1) != 0;
}

bool gate_applies(enum gate gate, enum audit_action action)
{
    return ((gate_rows[gate].stops | gate_rows[gate].advises) >> action & 1) != 0;
}

const struct audit_rule *audit_rule_find(enum audit_state from, enum audit_action action)
{
    for (size_t i = 0; i < audit_rule_count; i++)
        if (audit_rules[i].from == from && audit_rules[i].action == action)
            return &audit_rules[i];
    return NULL;
}

enum audit_action audit_next_action(enum audit_state state)
{
    static const enum audit_action next[AUDIT_STATE_COUNT] = {
        [AUDIT_PLANNED] = AUDIT_PREPARE,     [AUDIT_PREPARED] = AUDIT_START,
        [AUDIT_FIELDWORK] = AUDIT_REPORT,    [AUDIT_REPORTING] = AUDIT_ISSUE,
        [AUDIT_ISSUED] = AUDIT_CLOSE,        [AUDIT_FOLLOW_UP] = AUDIT_CLOSE,
        [AUDIT_CLOSED] = AUDIT_ACTION_COUNT, [AUDIT_CANCELLED] = AUDIT_ACTION_COUNT};

    return next[state];
}

/* ---- the step -------------------------------------------------------------------------------- */

static enum err_code no_way(const struct audit_facts *facts, enum audit_action action,
                            struct err *err)
{
    char words[256] = "";

    for (size_t i = 0; i < audit_rule_count; i++) {
        if (audit_rules[i].from != facts->state)
            continue;
        if (words[0] != '\0')
            strncat(words, ", ", sizeof words - strlen(words) - 1);
        strncat(words, code_at(&code_audit_actions, (int)audit_rules[i].action)->word,
                sizeof words - strlen(words) - 1);
    }
    err_set(err, ERR_DENIED, _("audit %s is %s: the step \"%s\" does not lead on from there"),
            facts->number, _(code_at(&code_audit_states, (int)facts->state)->label),
            _(code_at(&code_audit_actions, (int)action)->label));
    if (words[0] != '\0')
        err_hint(err, _("from here lead: %s"), words);
    return ERR_DENIED;
}

static enum err_code check_gates(const struct audit_facts *facts, enum audit_action action,
                                 struct err *err)
{
    size_t count = 0;
    const struct gate_row *first = NULL;

    for (int gate = 0; gate < GATE_COUNT; gate++) {
        if (facts->missing[gate] == 0 || !gate_stops((enum gate)gate, action))
            continue;
        count += facts->missing[gate];
        if (first == NULL)
            first = &gate_rows[gate];
    }
    if (first == NULL)
        return ERR_OK;
    err_set(err, ERR_DENIED, _("audit %s is not ready for the step \"%s\": %s (%zu in all)"),
            facts->number, _(code_at(&code_audit_actions, (int)action)->label), _(first->text),
            count);
    err_hint(err, _("auditwalk audit ready %s lists what is missing"), facts->number);
    return ERR_DENIED;
}

enum err_code audit_check_step(const struct audit_facts *facts, enum audit_action action,
                               const struct audit_rule **rule, struct err *err)
{
    const struct audit_rule *found = audit_rule_find(facts->state, action);

    if (rule != NULL)
        *rule = found;
    if (found == NULL)
        return no_way(facts, action, err);
    if (found->lead && facts->has_lead && !facts->is_lead) {
        err_set(err, ERR_DENIED, _("audit %s: the step \"%s\" is for its lead auditor"),
                facts->number, _(code_at(&code_audit_actions, (int)action)->label));
        err_hint(err, _("name the lead with --person"));
        return ERR_DENIED;
    }
    if (found->reason &&
        (facts->reason == NULL || facts->reason[strspn(facts->reason, " \n\t")] == '\0'))
        return err_set(err, ERR_DENIED, _("audit %s: the step \"%s\" wants a reason"),
                       facts->number, _(code_at(&code_audit_actions, (int)action)->label));
    return check_gates(facts, action, err);
}

enum err_code audit_check_closure(enum audit_state state, const char *number, struct err *err)
{
    if (state != AUDIT_CLOSED && state != AUDIT_CANCELLED)
        return ERR_OK;
    err_set(err, ERR_DENIED, _("audit %s is %s and can't be changed"), number,
            _(code_at(&code_audit_states, (int)state)->label));
    err_hint(err, _("choose an audit that is still open"));
    return ERR_DENIED;
}

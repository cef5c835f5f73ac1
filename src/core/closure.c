/* closure.c - the path of a nonconformity, as one table and the function that reads it. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "core/closure.h"

#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"

const struct closure_rule closure_rules[] = {
    {FINDING_ACKNOWLEDGE, FINDING_RAISED, FINDING_ACKNOWLEDGED, WHO_ANYBODY, NEED_PERSON, true,
     "9.2.2 c)"},
    {FINDING_DISPUTE, FINDING_RAISED, FINDING_RAISED, WHO_ANYBODY,
     NEED_PERSON | NEED_NOTE | NEED_NO_DISPUTE, true, "9.2.2 b)"},
    {FINDING_SETTLE, FINDING_RAISED, FINDING_RAISED, WHO_AUDITOR, NEED_NOTE | NEED_DISPUTE, true,
     "9.2.2 b)"},
    {FINDING_DISPUTE, FINDING_ACKNOWLEDGED, FINDING_ACKNOWLEDGED, WHO_ANYBODY,
     NEED_PERSON | NEED_NOTE | NEED_NO_DISPUTE, true, "9.2.2 b)"},
    {FINDING_SETTLE, FINDING_ACKNOWLEDGED, FINDING_ACKNOWLEDGED, WHO_AUDITOR,
     NEED_NOTE | NEED_DISPUTE, true, "9.2.2 b)"},
    {FINDING_CONTAIN, FINDING_ACKNOWLEDGED, FINDING_CONTAINED, WHO_ANYBODY,
     NEED_CORRECTION | NEED_CORRECTED, false, "10.2 a)"},
    {FINDING_CLOSE, FINDING_ACKNOWLEDGED, FINDING_CLOSED, WHO_AUDITOR,
     NEED_NOTE | NEED_NO_DISPUTE | NEED_SETTLED, true, "10.1"},
    {FINDING_ANALYSE, FINDING_CONTAINED, FINDING_ANALYSED, WHO_ANYBODY, NEED_CAUSE | NEED_SIMILAR,
     false, "10.2 b)"},
    {FINDING_PROPOSE, FINDING_ANALYSED, FINDING_PROPOSED, WHO_ANYBODY,
     NEED_ACTION | NEED_OWNERS | NEED_CRITERION, false, "10.2 c), e)"},
    {FINDING_ACCEPT, FINDING_PROPOSED, FINDING_ACCEPTED, WHO_INDEPENDENT,
     NEED_RISK_REVIEW | NEED_RISK_ACCEPTED | NEED_NO_DISPUTE | NEED_SETTLED, false, "10.2"},
    {FINDING_REJECT, FINDING_PROPOSED, FINDING_CONTAINED, WHO_AUDITOR, NEED_NOTE, false, "10.2"},
    {FINDING_IMPLEMENT, FINDING_ACCEPTED, FINDING_IMPLEMENTED, WHO_ANYBODY, NEED_DONE, false,
     "10.2 c), e)"},
    {FINDING_VERIFY, FINDING_IMPLEMENTED, FINDING_VERIFIED, WHO_INDEPENDENT,
     NEED_CORRECTED | NEED_WAITED | NEED_EFFECTIVE | NEED_SETTLED, false, "10.2 d)"},
    {FINDING_FAIL, FINDING_IMPLEMENTED, FINDING_CONTAINED, WHO_INDEPENDENT, NEED_FAILED, false,
     "10.2 d)"},
    {FINDING_CLOSE, FINDING_VERIFIED, FINDING_CLOSED, WHO_INDEPENDENT,
     NEED_NO_DISPUTE | NEED_SETTLED, false, "9.2.2 f)"},
    {FINDING_REOPEN, FINDING_CLOSED, FINDING_CLOSED, WHO_AUDITOR, NEED_NOTE, false, "10.2"}};

const size_t closure_rule_count = sizeof closure_rules / sizeof closure_rules[0];

static const char *const need_texts[NEED_COUNT] = {
    N_("the name of who speaks for the auditee"),
    N_("a reason in words"),
    N_("a dispute to settle"),
    N_("the dispute settled"),
    N_("a correction or containment"),
    N_("every correction done, with its proof"),
    N_("the cause: a method, at least one why, and the root cause"),
    N_("where similar cases were looked for, and the result"),
    N_("a corrective action"),
    N_("owner, due date and \"system change\" (yes or no) of every action"),
    N_("how effectiveness is judged, and not before which day"),
    N_("the risk review of the plan, or an emergency exemption with its reason"),
    N_("a risk review that finds the plan acceptable"),
    N_("every action done, with its proof"),
    N_("the day before which effectiveness is not judged"),
    N_("the judgement \"effective\", with its evidence"),
    N_("the judgement \"partly\" or \"not effective\", with its evidence"),
    N_("the conflicts between laptops about it decided")};

const char *closure_need_text(int bit)
{
    return bit >= 0 && bit < NEED_COUNT ? need_texts[bit] : "";
}

const char *closure_who_text(enum closure_who who)
{
    static const char *const texts[] = {N_("anybody"), N_("an auditor of the audit"),
                                        N_("an auditor who owns nothing of it")};

    return texts[who];
}

const struct closure_rule *closure_rule_find(enum finding_state from, enum finding_action action)
{
    for (size_t i = 0; i < closure_rule_count; i++)
        if (closure_rules[i].from == from && closure_rules[i].action == action)
            return &closure_rules[i];
    return NULL;
}

bool closure_is_for(const struct closure_rule *rule, enum grade grade)
{
    if (grade == GRADE_GOOD_PRACTICE)
        return false;
    if (grade == GRADE_OFI)
        return rule->opportunities;
    return rule->action != FINDING_CLOSE || rule->from == FINDING_VERIFIED;
}

static bool is_blank(const char *text)
{
    return text == NULL || text[strspn(text, " \n\t")] == '\0';
}

static bool is_met(enum closure_need need, const struct closure_facts *facts)
{
    switch (need) {
    case NEED_PERSON:
        return !is_blank(facts->person);
    case NEED_NOTE:
        return !is_blank(facts->note);
    case NEED_DISPUTE:
        return facts->disputed;
    case NEED_NO_DISPUTE:
        return !facts->disputed;
    case NEED_CORRECTION:
        return facts->corrections > 0;
    case NEED_CORRECTED:
        return facts->corrections_open == 0;
    case NEED_CAUSE:
        return facts->has_method && facts->has_root && facts->whys > 0;
    case NEED_SIMILAR:
        return facts->similar > 0;
    case NEED_ACTION:
        return facts->actions > 0;
    case NEED_OWNERS:
        return facts->actions_unowned == 0;
    case NEED_CRITERION:
        return !is_blank(facts->criterion) && !is_blank(facts->not_before);
    case NEED_RISK_REVIEW:
        return facts->reviewed;
    case NEED_RISK_ACCEPTED:
        return !facts->reviewed || facts->acceptable;
    case NEED_DONE:
        return facts->actions > 0 && facts->actions_open == 0;
    case NEED_WAITED:
        return !is_blank(facts->not_before) && strcmp(facts->today, facts->not_before) >= 0;
    case NEED_EFFECTIVE:
        return facts->effect == EFFECT_EFFECTIVE && facts->effect_proof;
    case NEED_FAILED:
        return facts->effect > EFFECT_EFFECTIVE && facts->effect_proof;
    case NEED_SETTLED:
        return !facts->contested;
    }
    return false;
}

unsigned closure_missing(const struct closure_rule *rule, const struct closure_facts *facts)
{
    unsigned missing = 0;

    for (int bit = 0; bit < NEED_COUNT; bit++) {
        unsigned need = 1U << bit;
        if ((rule->needs & need) != 0 && !is_met((enum closure_need)need, facts))
            missing |= need;
    }
    return missing;
}

/* ---- refusals -------------------------------------------------------------------------------- */

static const char *action_word(enum finding_action action)
{
    return code_at(&code_finding_actions, (int)action)->word;
}

/* As people read it; words of commands stand in hints only. */
static const char *action_label(enum finding_action action)
{
    return _(code_at(&code_finding_actions, (int)action)->label);
}

/* "acknowledge, dispute": what leads on from here. */
static void hint_steps(const struct closure_facts *facts, struct err *err)
{
    char words[256] = "";

    for (size_t i = 0; i < closure_rule_count; i++) {
        const struct closure_rule *rule = &closure_rules[i];
        if (rule->from != facts->state || !closure_is_for(rule, facts->grade))
            continue;
        if (words[0] != '\0')
            strncat(words, ", ", sizeof words - strlen(words) - 1);
        strncat(words, action_word(rule->action), sizeof words - strlen(words) - 1);
    }
    err_hint(err, _("from here lead: %s"), words);
}

static enum err_code check_path(const struct closure_facts *facts, enum finding_action action,
                                const struct closure_rule *rule, struct err *err)
{
    if (facts->merged) {
        err_set(err, ERR_DENIED, _("%s is merged into another finding"), facts->number);
        err_hint(err, _("take the step with that one"));
        return ERR_DENIED;
    }
    if (facts->grade == GRADE_GOOD_PRACTICE)
        return err_set(err, ERR_DENIED, _("%s is good practice: there is nothing to correct"),
                       facts->number);
    if (rule == NULL || !closure_is_for(rule, facts->grade)) {
        err_set(err, ERR_DENIED, _("%s is %s: the step \"%s\" does not lead on from there"),
                facts->number, _(code_at(&code_finding_states, (int)facts->state)->label),
                action_label(action));
        hint_steps(facts, err);
        return ERR_DENIED;
    }
    return ERR_OK;
}

static enum err_code check_who(const struct closure_facts *facts, const struct closure_rule *rule,
                               struct err *err)
{
    if (rule->who != WHO_ANYBODY && !facts->is_auditor) {
        err_set(err, ERR_DENIED, _("%s: the step \"%s\" is for an auditor of the audit"),
                facts->number, action_label(rule->action));
        err_hint(err, _("name an auditor of its team with --person"));
        return ERR_DENIED;
    }
    if (rule->who == WHO_INDEPENDENT && facts->is_owner && !facts->overridden) {
        err_set(err, ERR_DENIED,
                _("%s: whoever owns one of its actions can't take the step \"%s\""), facts->number,
                action_label(rule->action));
        err_hint(err, _("let somebody else do it, or put the reason on record"));
        return ERR_DENIED;
    }
    return ERR_OK;
}

enum err_code closure_check(const struct closure_facts *facts, enum finding_action action,
                            const struct closure_rule **rule, struct err *err)
{
    const struct closure_rule *found = closure_rule_find(facts->state, action);
    enum err_code code = check_path(facts, action, found, err);

    if (rule != NULL)
        *rule = found;
    if (code == ERR_OK)
        code = check_who(facts, found, err);
    if (code != ERR_OK)
        return code;
    unsigned missing = closure_missing(found, facts);
    for (int bit = 0; bit < NEED_COUNT; bit++)
        if ((missing >> bit & 1) != 0)
            return err_set(err, ERR_DENIED, _("%s: before the step \"%s\" is missing: %s"),
                           facts->number, action_label(action), _(need_texts[bit]));
    return ERR_OK;
}

/* ---- the records of the path ----------------------------------------------------------------- */

/* In which states each may be written: what a later step was decided on stays as it was then. */
static const struct {
    enum record_type type;
    enum finding_state first;
    enum finding_state last;
    bool opportunities;
} windows[] = {{RECORD_CORRECTION, FINDING_RAISED, FINDING_IMPLEMENTED, false},
               {RECORD_CAUSE_ANALYSIS, FINDING_ACKNOWLEDGED, FINDING_CONTAINED, false},
               {RECORD_CAUSE, FINDING_ACKNOWLEDGED, FINDING_CONTAINED, false},
               {RECORD_SIMILAR_CASE, FINDING_RAISED, FINDING_IMPLEMENTED, false},
               {RECORD_ACTION, FINDING_ACKNOWLEDGED, FINDING_ANALYSED, true},
               {RECORD_RISK_REVIEW, FINDING_ACKNOWLEDGED, FINDING_PROPOSED, false},
               {RECORD_EFFECTIVENESS, FINDING_ACKNOWLEDGED, FINDING_ANALYSED, false},
               {RECORD_EXTENSION, FINDING_ACKNOWLEDGED, FINDING_ACCEPTED, true}};

static enum err_code check_done(const struct closure_facts *facts, struct err *err)
{
    if (facts->state == FINDING_ACCEPTED || facts->grade == GRADE_OFI)
        return ERR_OK;
    if (facts->exempt && facts->state < FINDING_ACCEPTED)
        return ERR_OK;
    if (facts->state > FINDING_ACCEPTED)
        return err_set(err, ERR_DENIED, _("%s: its actions are carried out already"),
                       facts->number);
    err_set(err, ERR_DENIED, _("%s: no action is carried out before the plan's risk review"),
            facts->number);
    err_hint(err, _("let the plan be reviewed and accepted, or record an emergency "
                    "exemption with its reason"));
    return ERR_DENIED;
}

enum err_code closure_check_record(enum record_type type, const struct closure_facts *facts,
                                   bool done, struct err *err)
{
    if (facts->merged) {
        err_set(err, ERR_DENIED, _("%s is merged into another finding"), facts->number);
        err_hint(err, _("write it to that one"));
        return ERR_DENIED;
    }
    if (facts->state == FINDING_CLOSED)
        return err_set(err, ERR_DENIED, _("%s is closed"), facts->number);
    for (size_t i = 0; i < sizeof windows / sizeof windows[0]; i++) {
        if (windows[i].type != type)
            continue;
        if (facts->grade == GRADE_GOOD_PRACTICE ||
            (facts->grade == GRADE_OFI && !windows[i].opportunities))
            return err_set(err, ERR_DENIED, _("%s is no nonconformity"), facts->number);
        if (done && type == RECORD_RISK_REVIEW && facts->state != FINDING_PROPOSED)
            return err_set(err, ERR_DENIED, _("%s: a plan is reviewed once it is proposed"),
                           facts->number);
        if (done && type == RECORD_ACTION)
            return check_done(facts, err);
        if (facts->state >= windows[i].first && facts->state <= windows[i].last)
            return ERR_OK;
        return err_set(err, ERR_DENIED, _("%s is %s: the %s is not written at this step"),
                       facts->number, _(code_at(&code_finding_states, (int)facts->state)->label),
                       _(record_find((int)type)->name));
    }
    return err_set(err, ERR_INTERNAL, "not a record of the path");
}

struct ident closure_id(enum record_type type, const struct ident *finding, int64_t round)
{
    unsigned char number[8];
    struct ident_part parts[] = {{finding->bytes, IDENT_SIZE}, {number, sizeof number}};

    for (size_t i = 0; i < sizeof number; i++)
        number[i] = (unsigned char)((uint64_t)round >> (8 * i));
    return ident_derive(record_find((int)type)->table, parts, 2);
}

bool closure_is_open_field(enum record_type type, uint16_t field)
{
    static const uint16_t of_finding[] = {FINDING_STATE,           FINDING_CLOSED_AT,
                                          FINDING_ACKNOWLEDGED_BY, FINDING_ACKNOWLEDGED_AT,
                                          FINDING_DISPUTED,        FINDING_AUDITEE_POSITION,
                                          FINDING_AUDITOR_POSITION};

    if (type == RECORD_AUDIT)
        return field == AUDIT_STATE;
    for (size_t i = 0; type == RECORD_FINDING && i < sizeof of_finding / sizeof of_finding[0]; i++)
        if (of_finding[i] == field)
            return true;
    return (type >= RECORD_CORRECTION && type <= RECORD_OVERRIDE) || type == RECORD_DECISION;
}

bool deployment_fails(int64_t planned, int64_t found, int working)
{
    return working > 0 || (planned >= 0 && found >= 0 && found < planned);
}

long closure_overdue(const char *due, const char *today)
{
    return is_blank(due) ? 0 : clock_days_between(due, today);
}

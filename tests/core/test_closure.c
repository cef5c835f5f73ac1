/* test_closure.c - the path of a nonconformity: every legal and every illegal step. */
#include <CUnit/CUnit.h>
#include <string.h>

#include "core/closure.h"
#include "suites.h"

/* Everything is there that any step wants, except what can't be at once. */
static struct closure_facts complete(enum finding_state state, enum finding_action action)
{
    return (struct closure_facts){.grade = GRADE_MINOR,
                                  .state = state,
                                  .number = "NC-2026-001",
                                  .disputed = action == FINDING_SETTLE,
                                  .corrections = 1,
                                  .has_method = true,
                                  .has_root = true,
                                  .whys = 5,
                                  .similar = 1,
                                  .actions = 2,
                                  .reviewed = true,
                                  .acceptable = true,
                                  .criterion = "no unsigned entry in 30 days",
                                  .not_before = "2026-05-01",
                                  .effect =
                                      action == FINDING_FAIL ? EFFECT_PARTLY : EFFECT_EFFECTIVE,
                                  .effect_proof = true,
                                  .is_auditor = true,
                                  .today = "2026-05-01",
                                  .person = "Zhao Min",
                                  .note = "seen on site"};
}

static const struct {
    enum finding_state from;
    enum finding_action action;
    enum finding_state to;
} legal[] = {{FINDING_RAISED, FINDING_ACKNOWLEDGE, FINDING_ACKNOWLEDGED},
             {FINDING_RAISED, FINDING_DISPUTE, FINDING_RAISED},
             {FINDING_RAISED, FINDING_SETTLE, FINDING_RAISED},
             {FINDING_ACKNOWLEDGED, FINDING_DISPUTE, FINDING_ACKNOWLEDGED},
             {FINDING_ACKNOWLEDGED, FINDING_SETTLE, FINDING_ACKNOWLEDGED},
             {FINDING_ACKNOWLEDGED, FINDING_CONTAIN, FINDING_CONTAINED},
             {FINDING_CONTAINED, FINDING_ANALYSE, FINDING_ANALYSED},
             {FINDING_ANALYSED, FINDING_PROPOSE, FINDING_PROPOSED},
             {FINDING_PROPOSED, FINDING_ACCEPT, FINDING_ACCEPTED},
             {FINDING_PROPOSED, FINDING_REJECT, FINDING_CONTAINED},
             {FINDING_ACCEPTED, FINDING_IMPLEMENT, FINDING_IMPLEMENTED},
             {FINDING_IMPLEMENTED, FINDING_VERIFY, FINDING_VERIFIED},
             {FINDING_IMPLEMENTED, FINDING_FAIL, FINDING_CONTAINED},
             {FINDING_VERIFIED, FINDING_CLOSE, FINDING_CLOSED},
             {FINDING_CLOSED, FINDING_REOPEN, FINDING_CLOSED}};

static bool is_legal(enum finding_state from, enum finding_action action, enum finding_state *to)
{
    for (size_t i = 0; i < sizeof legal / sizeof legal[0]; i++)
        if (legal[i].from == from && legal[i].action == action) {
            *to = legal[i].to;
            return true;
        }
    return false;
}

static void every_step_is_as_it_should(void)
{
    for (int from = 0; from < FINDING_STATE_COUNT; from++)
        for (int action = 0; action < FINDING_ACTION_COUNT; action++) {
            enum finding_state to = FINDING_RAISED;
            struct err err = {0};
            const struct closure_rule *rule = NULL;
            struct closure_facts facts =
                complete((enum finding_state)from, (enum finding_action)action);
            enum err_code code = closure_check(&facts, (enum finding_action)action, &rule, &err);
            if (is_legal((enum finding_state)from, (enum finding_action)action, &to)) {
                CU_ASSERT_EQUAL(code, ERR_OK);
                CU_ASSERT_PTR_NOT_NULL_FATAL(rule);
                CU_ASSERT_EQUAL(rule->to, to);
                CU_ASSERT_TRUE(rule->clause[0] != '\0');
            } else {
                CU_ASSERT_EQUAL(code, ERR_DENIED);
                /* by the name that stands on the screen, not the word of the command */
                CU_ASSERT_PTR_NOT_NULL(
                    strstr(err.message, code_at(&code_finding_actions, action)->label));
            }
        }
}

/* Takes away one thing a time: the step is refused for just that. */
static void spoil(enum closure_need need, struct closure_facts *facts)
{
    switch (need) {
    case NEED_PERSON:
        facts->person = " ";
        break;
    case NEED_NOTE:
        facts->note = NULL;
        break;
    case NEED_DISPUTE:
        facts->disputed = false;
        break;
    case NEED_NO_DISPUTE:
        facts->disputed = true;
        break;
    case NEED_CORRECTION:
        facts->corrections = 0;
        break;
    case NEED_CORRECTED:
        facts->corrections_open = 1;
        break;
    case NEED_CAUSE:
        facts->whys = 0;
        break;
    case NEED_SIMILAR:
        facts->similar = 0;
        break;
    case NEED_ACTION:
        facts->actions = 0;
        break;
    case NEED_OWNERS:
        facts->actions_unowned = 1;
        break;
    case NEED_CRITERION:
        facts->criterion = "";
        break;
    case NEED_RISK_REVIEW:
        facts->reviewed = false;
        break;
    case NEED_RISK_ACCEPTED:
        facts->acceptable = false;
        break;
    case NEED_DONE:
        facts->actions_open = 1;
        break;
    case NEED_WAITED:
        facts->today = "2026-04-30";
        break;
    case NEED_EFFECTIVE:
    case NEED_FAILED:
        facts->effect_proof = false;
        break;
    case NEED_SETTLED:
        facts->contested = true;
        break;
    }
}

static void every_need_is_wanted(void)
{
    unsigned seen = 0;

    for (size_t i = 0; i < closure_rule_count; i++) {
        const struct closure_rule *rule = &closure_rules[i];
        for (int bit = 0; bit < NEED_COUNT; bit++) {
            struct closure_facts facts = complete(rule->from, rule->action);
            struct err err = {0};
            if ((rule->needs >> bit & 1) == 0)
                continue;
            if (rule->from == FINDING_ACKNOWLEDGED && rule->action == FINDING_CLOSE)
                facts.grade = GRADE_OFI;
            CU_ASSERT_EQUAL(closure_missing(rule, &facts), 0);
            CU_ASSERT_EQUAL(closure_check(&facts, rule->action, NULL, NULL), ERR_OK);
            spoil((enum closure_need)(1U << bit), &facts);
            CU_ASSERT_EQUAL(closure_missing(rule, &facts), 1U << bit);
            CU_ASSERT_EQUAL(closure_check(&facts, rule->action, NULL, &err), ERR_DENIED);
            CU_ASSERT_PTR_NOT_NULL(strstr(err.message, closure_need_text(bit)));
            seen |= 1U << bit;
        }
    }
    CU_ASSERT_EQUAL(seen, (1U << NEED_COUNT) - 1);
}

static void judgements_fit_the_step(void)
{
    struct closure_facts facts = complete(FINDING_IMPLEMENTED, FINDING_VERIFY);

    facts.effect = EFFECT_PARTLY;
    CU_ASSERT_EQUAL(closure_check(&facts, FINDING_VERIFY, NULL, NULL), ERR_DENIED);
    CU_ASSERT_EQUAL(closure_check(&facts, FINDING_FAIL, NULL, NULL), ERR_OK);
    facts.effect = EFFECT_EFFECTIVE;
    CU_ASSERT_EQUAL(closure_check(&facts, FINDING_FAIL, NULL, NULL), ERR_DENIED);
    facts.effect = -1;
    CU_ASSERT_EQUAL(closure_check(&facts, FINDING_VERIFY, NULL, NULL), ERR_DENIED);
    CU_ASSERT_EQUAL(closure_check(&facts, FINDING_FAIL, NULL, NULL), ERR_DENIED);
}

static void who_may_is_kept(void)
{
    for (size_t i = 0; i < closure_rule_count; i++) {
        const struct closure_rule *rule = &closure_rules[i];
        struct closure_facts facts = complete(rule->from, rule->action);
        if (rule->from == FINDING_ACKNOWLEDGED && rule->action == FINDING_CLOSE)
            facts.grade = GRADE_OFI;
        facts.is_auditor = false;
        CU_ASSERT_EQUAL(closure_check(&facts, rule->action, NULL, NULL),
                        rule->who == WHO_ANYBODY ? ERR_OK : ERR_DENIED);
        facts.is_auditor = true;
        facts.is_owner = true;
        CU_ASSERT_EQUAL(closure_check(&facts, rule->action, NULL, NULL),
                        rule->who == WHO_INDEPENDENT ? ERR_DENIED : ERR_OK);
        facts.overridden = true;
        CU_ASSERT_EQUAL(closure_check(&facts, rule->action, NULL, NULL), ERR_OK);
    }
}

static void other_grades_have_less_of_a_path(void)
{
    for (size_t i = 0; i < closure_rule_count; i++) {
        const struct closure_rule *rule = &closure_rules[i];
        struct closure_facts facts = complete(rule->from, rule->action);
        bool short_cut = rule->from == FINDING_ACKNOWLEDGED && rule->action == FINDING_CLOSE;
        CU_ASSERT_EQUAL(closure_check(&facts, rule->action, NULL, NULL),
                        short_cut ? ERR_DENIED : ERR_OK);
        facts.grade = GRADE_OFI;
        CU_ASSERT_EQUAL(closure_check(&facts, rule->action, NULL, NULL),
                        rule->opportunities ? ERR_OK : ERR_DENIED);
        facts.grade = GRADE_GOOD_PRACTICE;
        CU_ASSERT_EQUAL(closure_check(&facts, rule->action, NULL, NULL), ERR_DENIED);
        facts.grade = GRADE_MAJOR;
        facts.merged = true;
        CU_ASSERT_EQUAL(closure_check(&facts, rule->action, NULL, NULL), ERR_DENIED);
    }
}

static void no_action_before_the_risk_review(void)
{
    for (int state = 0; state < FINDING_STATE_COUNT; state++) {
        struct closure_facts facts = complete((enum finding_state)state, FINDING_ACCEPT);
        bool accepted = state == FINDING_ACCEPTED;
        CU_ASSERT_EQUAL(closure_check_record(RECORD_ACTION, &facts, true, NULL),
                        accepted ? ERR_OK : ERR_DENIED);
        CU_ASSERT_EQUAL(closure_check_record(RECORD_RISK_REVIEW, &facts, true, NULL),
                        state == FINDING_PROPOSED ? ERR_OK : ERR_DENIED);
        facts.exempt = true;
        CU_ASSERT_EQUAL(closure_check_record(RECORD_ACTION, &facts, true, NULL),
                        accepted || state < FINDING_ACCEPTED ? ERR_OK : ERR_DENIED);
    }
}

static void records_have_their_time(void)
{
    static const enum record_type types[] = {
        RECORD_CORRECTION, RECORD_CAUSE_ANALYSIS, RECORD_CAUSE,         RECORD_SIMILAR_CASE,
        RECORD_ACTION,     RECORD_RISK_REVIEW,    RECORD_EFFECTIVENESS, RECORD_EXTENSION};

    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        size_t open = 0;
        for (int state = 0; state < FINDING_STATE_COUNT; state++) {
            struct closure_facts facts = complete((enum finding_state)state, FINDING_ACCEPT);
            open += closure_check_record(types[i], &facts, false, NULL) == ERR_OK;
        }
        CU_ASSERT_TRUE(open > 0 && open < FINDING_STATE_COUNT);
        struct closure_facts closed = complete(FINDING_CLOSED, FINDING_ACCEPT);
        CU_ASSERT_EQUAL(closure_check_record(types[i], &closed, false, NULL), ERR_DENIED);
        struct closure_facts merged = complete(FINDING_ACKNOWLEDGED, FINDING_ACCEPT);
        merged.merged = true;
        CU_ASSERT_EQUAL(closure_check_record(types[i], &merged, false, NULL), ERR_DENIED);
    }
}

static void ids_agree_and_differ(void)
{
    struct ident finding = ident_random();
    struct ident one = closure_id(RECORD_RISK_REVIEW, &finding, 0);
    struct ident same = closure_id(RECORD_RISK_REVIEW, &finding, 0);
    struct ident round = closure_id(RECORD_RISK_REVIEW, &finding, 1);
    struct ident other = closure_id(RECORD_EFFECTIVENESS, &finding, 0);

    CU_ASSERT_TRUE(ident_equal(&one, &same));
    CU_ASSERT_FALSE(ident_equal(&one, &round));
    CU_ASSERT_FALSE(ident_equal(&one, &other));
    CU_ASSERT_EQUAL(closure_overdue("2026-03-01", "2026-03-04"), 3);
    CU_ASSERT_EQUAL(closure_overdue("2026-03-09", "2026-03-04"), -5);
    CU_ASSERT_EQUAL(closure_overdue("", "2026-03-04"), 0);
}

CU_ErrorCode test_closure_add(void)
{
    CU_TestInfo tests[] = {{"every step is as it should", every_step_is_as_it_should},
                           {"every need is wanted", every_need_is_wanted},
                           {"judgements fit the step", judgements_fit_the_step},
                           {"who may is kept", who_may_is_kept},
                           {"other grades have less of a path", other_grades_have_less_of_a_path},
                           {"no action before the risk review", no_action_before_the_risk_review},
                           {"records have their time", records_have_their_time},
                           {"ids agree and differ", ids_agree_and_differ},
                           CU_TEST_INFO_NULL};
    CU_SuiteInfo suites[] = {{"core/closure", NULL, NULL, NULL, NULL, tests}, CU_SUITE_INFO_NULL};

    return CU_register_suites(suites);
}

/* test_audit_path.c - the path of an audit: every legal and every illegal step, and its gates. */
#include <CUnit/CUnit.h>
#include <string.h>

#include "core/audit_path.h"
#include "suites.h"

static const struct {
    enum audit_state from;
    enum audit_action action;
    enum audit_state to;
} legal[] = {{AUDIT_PLANNED, AUDIT_PREPARE, AUDIT_PREPARED},
             {AUDIT_PREPARED, AUDIT_START, AUDIT_FIELDWORK},
             {AUDIT_FIELDWORK, AUDIT_REPORT, AUDIT_REPORTING},
             {AUDIT_REPORTING, AUDIT_RESUME, AUDIT_FIELDWORK},
             {AUDIT_REPORTING, AUDIT_ISSUE, AUDIT_ISSUED},
             {AUDIT_ISSUED, AUDIT_REVISE, AUDIT_REPORTING},
             {AUDIT_FOLLOW_UP, AUDIT_REVISE, AUDIT_REPORTING},
             {AUDIT_ISSUED, AUDIT_BEGIN_FOLLOW_UP, AUDIT_FOLLOW_UP},
             {AUDIT_ISSUED, AUDIT_CLOSE, AUDIT_CLOSED},
             {AUDIT_FOLLOW_UP, AUDIT_CLOSE, AUDIT_CLOSED},
             {AUDIT_PLANNED, AUDIT_CANCEL, AUDIT_CANCELLED},
             {AUDIT_PREPARED, AUDIT_CANCEL, AUDIT_CANCELLED},
             {AUDIT_FIELDWORK, AUDIT_CANCEL, AUDIT_CANCELLED},
             {AUDIT_REPORTING, AUDIT_CANCEL, AUDIT_CANCELLED}};

static struct audit_facts complete(enum audit_state state)
{
    return (struct audit_facts){.number = "IA-2026-01",
                                .state = state,
                                .has_lead = true,
                                .is_lead = true,
                                .reason = "the wrong site on page 2"};
}

static void every_step_is_as_it_should(void)
{
    for (int from = 0; from < AUDIT_STATE_COUNT; from++)
        for (int action = 0; action < AUDIT_ACTION_COUNT; action++) {
            struct audit_facts facts = complete((enum audit_state)from);
            const struct audit_rule *rule = NULL;
            struct err err = {0};
            size_t i = 0;
            while (i < sizeof legal / sizeof legal[0] &&
                   ((int)legal[i].from != from || (int)legal[i].action != action))
                i++;
            enum err_code code = audit_check_step(&facts, (enum audit_action)action, &rule, &err);
            if (i == sizeof legal / sizeof legal[0]) {
                CU_ASSERT_EQUAL(code, ERR_DENIED);
                CU_ASSERT_PTR_NOT_NULL(
                    strstr(err.message, code_at(&code_audit_actions, action)->label));
                continue;
            }
            CU_ASSERT_EQUAL(code, ERR_OK);
            CU_ASSERT_PTR_NOT_NULL_FATAL(rule);
            CU_ASSERT_EQUAL(rule->to, legal[i].to);
            facts.is_lead = false;
            CU_ASSERT_EQUAL(audit_check_step(&facts, (enum audit_action)action, NULL, NULL),
                            ERR_DENIED);
            facts.has_lead = false;
            CU_ASSERT_EQUAL(audit_check_step(&facts, (enum audit_action)action, NULL, NULL),
                            ERR_OK);
        }
}

static void some_steps_want_a_reason(void)
{
    for (size_t i = 0; i < audit_rule_count; i++) {
        struct audit_facts facts = complete(audit_rules[i].from);
        facts.reason = " \n";
        CU_ASSERT_EQUAL(audit_check_step(&facts, audit_rules[i].action, NULL, NULL),
                        audit_rules[i].reason ? ERR_DENIED : ERR_OK);
    }
}

static void gates_stop_or_advise(void)
{
    for (size_t i = 0; i < audit_rule_count; i++)
        for (int gate = 0; gate < GATE_COUNT; gate++) {
            struct audit_facts facts = complete(audit_rules[i].from);
            struct err err = {0};
            bool stops = gate_stops((enum gate)gate, audit_rules[i].action);
            facts.missing[gate] = 3;
            CU_ASSERT_EQUAL(audit_check_step(&facts, audit_rules[i].action, NULL, &err),
                            stops ? ERR_DENIED : ERR_OK);
            CU_ASSERT_TRUE(!stops || gate_applies((enum gate)gate, audit_rules[i].action));
            CU_ASSERT_TRUE(!stops || strstr(err.message, gate_rows[gate].text) != NULL);
        }
    for (int gate = 0; gate < GATE_COUNT; gate++) {
        CU_ASSERT_EQUAL((int)gate_rows[gate].gate, gate);
        CU_ASSERT_TRUE((gate_rows[gate].stops | gate_rows[gate].advises) != 0);
        CU_ASSERT_EQUAL(gate_rows[gate].stops & gate_rows[gate].advises, 0);
    }
}

static void every_open_state_leads_on(void)
{
    for (int state = 0; state < AUDIT_STATE_COUNT; state++) {
        enum audit_action next = audit_next_action((enum audit_state)state);
        bool end = state == AUDIT_CLOSED || state == AUDIT_CANCELLED;
        CU_ASSERT_EQUAL(next == AUDIT_ACTION_COUNT, end);
        CU_ASSERT_TRUE(end || audit_rule_find((enum audit_state)state, next) != NULL);
        CU_ASSERT_EQUAL(audit_check_closure((enum audit_state)state, "IA-1", NULL),
                        end ? ERR_DENIED : ERR_OK);
    }
}

CU_ErrorCode test_audit_path_add(void)
{
    CU_TestInfo tests[] = {{"every step is as it should", every_step_is_as_it_should},
                           {"some steps want a reason", some_steps_want_a_reason},
                           {"gates stop or advise", gates_stop_or_advise},
                           {"every open state leads on", every_open_state_leads_on},
                           CU_TEST_INFO_NULL};
    CU_SuiteInfo suites[] = {{"core/audit_path", NULL, NULL, NULL, NULL, tests},
                             CU_SUITE_INFO_NULL};

    return CU_register_suites(suites);
}

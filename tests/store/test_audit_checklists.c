/* test_audit_checklists.c - several checklists in one audit, and taking newer versions of one. */
#include <CUnit/CUnit.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/audit_checklists.h"
#include "store/audits.h"
#include "store/findings.h"
#include "store/fixture.h"
#include "store/suites.h"
#include "store/walk.h"

/* A checklist of the organization: clause 8.4 too, one ref that the fixture's has and one item id.
 */
static void own_checklist(struct checklist *list)
{
    static const char *const ids[] = {"fence", "gate-log"};

    checklist_init(list);
    list->id = mem_strdup("own");
    list->version = mem_strdup("3");
    list->language = mem_strdup("en");
    local_text_set(&list->title, "en", "Own rules");
    local_text_set(&list->title, "zh_CN", "自定要求");
    struct checklist_clause *clause = checklist_add_clause(list);
    clause->clause = mem_strdup("8.4");
    local_text_set(&clause->title, "en", "House rules");
    for (size_t i = 0; i < 2; i++) {
        struct checklist_item *item = checklist_add_item(list);
        item->id = mem_strdup(ids[i]);
        item->ref = mem_strdup("8.4-c");
        item->clause = mem_strdup("8.4");
        item->obligation = OBLIGATION_OWN;
        local_text_set(&item->ask, "en", ids[i]);
    }
}

static void add_own(struct fixture *fixture)
{
    struct checklist list;
    struct err err = {0};

    own_checklist(&list);
    CU_ASSERT_EQUAL(audit_checklist_add(fixture->store, &fixture->audit, &list, &err), ERR_OK);
    checklist_clear(&list);
}

static enum result result_of(struct fixture *fixture, const char *checklist, const char *item,
                             bool *again)
{
    struct walk_detail detail;

    CU_ASSERT_EQUAL_FATAL(
        walk_detail(fixture->store, &fixture->audit, checklist, item, "en", &detail, NULL), ERR_OK);
    enum result result = detail.line.result;
    if (again != NULL)
        *again = detail.line.again;
    walk_detail_clear(&detail);
    return result;
}

static void assess(struct fixture *fixture, const char *ref, enum result result)
{
    char *checklist = NULL;
    char *item = NULL;
    struct err err = {0};

    CU_ASSERT_EQUAL(walk_find(fixture->store, &fixture->audit, ref, &checklist, &item, &err),
                    ERR_OK);
    CU_ASSERT_EQUAL(
        assessment_set(fixture->store, &fixture->audit, checklist, item, result, NULL, NULL, &err),
        ERR_OK);
    free(checklist);
    free(item);
}

/* ---- several --------------------------------------------------------------------------------- */

static void a_second_one_stands_apart(void)
{
    struct fixture fixture;
    struct audit_checklists lists;
    struct walk_groups groups;
    struct walk_items items;

    fixture_make(&fixture);
    add_own(&fixture);
    fixture_reopen(&fixture);
    CU_ASSERT_EQUAL(audit_checklists_list(fixture.store, &fixture.audit, "zh_CN", &lists, NULL),
                    ERR_OK);
    CU_ASSERT_EQUAL_FATAL(lists.count, 2);
    CU_ASSERT_STRING_EQUAL(lists.items[0].checklist, "walk");
    CU_ASSERT_STRING_EQUAL(lists.items[1].title, "自定要求");
    CU_ASSERT_EQUAL(tally_total(&lists.items[1].tally), 2);
    CU_ASSERT_EQUAL(tally_total(&lists.items[0].tally), FIXTURE_ITEMS);
    audit_checklists_clear(&lists);

    CU_ASSERT_EQUAL(walk_groups(fixture.store, &fixture.audit, WALK_CLAUSE, "en", &groups, NULL),
                    ERR_OK);
    CU_ASSERT_STRING_EQUAL(groups.items[0].key, "walk:");
    CU_ASSERT_EQUAL(groups.items[0].depth, 0);
    CU_ASSERT_EQUAL(tally_total(&groups.items[0].tally), FIXTURE_ITEMS);
    const struct walk_group *last = &groups.items[groups.count - 1];
    CU_ASSERT_STRING_EQUAL(last->key, "own:8.4");
    CU_ASSERT_STRING_EQUAL(last->clause, "8.4");
    CU_ASSERT_STRING_EQUAL(last->title, "House rules");
    CU_ASSERT_EQUAL(tally_total(&last->tally), 2);
    walk_groups_clear(&groups);

    CU_ASSERT_EQUAL(
        walk_items(fixture.store, &fixture.audit, WALK_CLAUSE, "own:8.4", "en", &items, NULL),
        ERR_OK);
    CU_ASSERT_EQUAL_FATAL(items.count, 2);
    CU_ASSERT_STRING_EQUAL(items.items[0].checklist, "own");
    walk_items_clear(&items);
    CU_ASSERT_EQUAL(
        walk_items(fixture.store, &fixture.audit, WALK_CLAUSE, "walk:", "en", &items, NULL),
        ERR_OK);
    CU_ASSERT_EQUAL(items.count, FIXTURE_ITEMS);
    walk_items_clear(&items);
    fixture_verify(&fixture);
    fixture_remove(&fixture);
}

/* A heading that a checklist lacks may come from one about the same standard, and from no other. */
static void headings_come_from_the_same_standard(void)
{
    struct fixture fixture;
    struct checklist list;
    struct walk_groups groups;

    for (int same = 0; same < 2; same++) {
        fixture_make(&fixture);
        own_checklist(&list);
        mem_replace(&list.clauses[0].clause, "9.9");
        mem_replace(&list.standard, same ? fixture.checklist.standard : "House rules");
        CU_ASSERT_EQUAL(audit_checklist_add(fixture.store, &fixture.audit, &list, NULL), ERR_OK);
        checklist_clear(&list);
        CU_ASSERT_EQUAL(
            walk_groups(fixture.store, &fixture.audit, WALK_CLAUSE, "en", &groups, NULL), ERR_OK);
        const struct walk_group *last = &groups.items[groups.count - 1];
        CU_ASSERT_STRING_EQUAL(last->key, "own:8.4");
        CU_ASSERT_EQUAL(last->title[0] != '\0', same == 1);
        walk_groups_clear(&groups);
        fixture_remove(&fixture);
    }
}

static void answers_and_findings_are_each_ones_own(void)
{
    struct fixture fixture;
    struct err err = {0};
    struct ident finding;
    static const char *const refs[] = {"own:gate-log"};

    fixture_make(&fixture);
    add_own(&fixture);
    assess(&fixture, "own:gate-log", RESULT_CONFORMING);
    assess(&fixture, "gate-log", RESULT_OFI);
    CU_ASSERT_EQUAL(result_of(&fixture, "own", "gate-log", NULL), RESULT_CONFORMING);
    CU_ASSERT_EQUAL(result_of(&fixture, "walk", "gate-log", NULL), RESULT_OFI);
    char *name = walk_name(fixture.store, &fixture.audit, "own", "fence", "8.4-c");
    CU_ASSERT_STRING_EQUAL(name, "fence");
    free(name);
    name = walk_name(fixture.store, &fixture.audit, "own", "gate-log", "8.4-c");
    CU_ASSERT_STRING_EQUAL(name, "own:gate-log");
    free(name);
    name = walk_name(fixture.store, &fixture.audit, "walk", "gate-log", "8.4-c");
    CU_ASSERT_STRING_EQUAL(name, "8.4-c");
    free(name);
    struct finding_new what = {
        .grade = GRADE_MINOR, .statement = "Not kept", .refs = refs, .ref_count = 1};
    CU_ASSERT_EQUAL(finding_add(fixture.store, &fixture.audit, &what, &finding, &err), ERR_OK);
    CU_ASSERT_EQUAL(result_of(&fixture, "own", "gate-log", NULL), RESULT_MINOR);
    CU_ASSERT_EQUAL(result_of(&fixture, "walk", "gate-log", NULL), RESULT_OFI);
    fixture_verify(&fixture);
    fixture_remove(&fixture);
}

static void adding_and_removing_have_rules(void)
{
    struct fixture fixture;
    struct err err = {0};

    fixture_make(&fixture);
    struct store *store = fixture.store;
    CU_ASSERT_EQUAL(audit_checklist_remove(store, &fixture.audit, "walk", "no", &err), ERR_DENIED);
    CU_ASSERT_EQUAL(audit_checklist_add(store, &fixture.audit, &fixture.checklist, &err),
                    ERR_USAGE);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.hint, "update-checklist"));
    add_own(&fixture);
    assess(&fixture, "own:fence", RESULT_CONFORMING);
    CU_ASSERT_EQUAL(audit_checklist_remove(store, &fixture.audit, "own", " ", &err), ERR_USAGE);
    CU_ASSERT_EQUAL(audit_checklist_remove(store, &fixture.audit, "none", "x", &err), ERR_USAGE);
    CU_ASSERT_EQUAL(audit_checklist_remove(store, &fixture.audit, "own", "Not agreed", &err),
                    ERR_OK);
    struct audit_checklists lists;
    CU_ASSERT_EQUAL(audit_checklists_list(store, &fixture.audit, "en", &lists, &err), ERR_OK);
    CU_ASSERT_EQUAL(lists.count, 1);
    audit_checklists_clear(&lists);
    /* Back, and its answers with it. */
    add_own(&fixture);
    CU_ASSERT_EQUAL(result_of(&fixture, "own", "fence", NULL), RESULT_CONFORMING);
    fixture_set(&fixture, RECORD_AUDIT, &fixture.audit, AUDIT_STATE, "issued");
    CU_ASSERT_EQUAL(audit_checklist_remove(store, &fixture.audit, "own", "x", &err), ERR_DENIED);
    fixture_verify(&fixture);
    fixture_remove(&fixture);
}

/* ---- versions -------------------------------------------------------------------------------- */

/* The fixture's checklist with one question changed, one item gone, one new, and a language more.
 */
static void newer_checklist(struct checklist *list)
{
    fixture_checklist(list);
    mem_replace(&list->version, "1.1.0");
    for (size_t i = 0; i < list->item_count; i++) {
        struct checklist_item *item = &list->items[i];
        if (strcmp(item->id, "gate-log") == 0)
            local_text_set(&item->ask, "en", "Asked otherwise?");
        if (strcmp(item->id, "context") == 0)
            local_text_set(&item->ask, "fr", "Une langue de plus ?");
        if (strcmp(item->id, "policy") == 0)
            mem_replace(&item->id, "policy-2");
    }
}

static void the_plan_says_what_will_be(void)
{
    struct fixture fixture;
    struct checklist newer;
    struct update_plan plan;
    struct err err = {0};

    fixture_make(&fixture);
    newer_checklist(&newer);
    assess(&fixture, "gate-log", RESULT_CONFORMING);
    assess(&fixture, "policy", RESULT_OFI);
    assess(&fixture, "context", RESULT_CONFORMING);
    int64_t batches = fixture_batches(&fixture);
    CU_ASSERT_EQUAL(audit_checklist_plan(fixture.store, &fixture.audit, &newer, "en", &plan, &err),
                    ERR_OK);
    CU_ASSERT_EQUAL(fixture_batches(&fixture), batches);
    CU_ASSERT_STRING_EQUAL(plan.from, "1.0.0");
    CU_ASSERT_STRING_EQUAL(plan.to, "1.1.0");
    CU_ASSERT_FALSE(plan.same);
    CU_ASSERT_EQUAL(plan.counts[ITEM_KEPT], FIXTURE_ITEMS - 2);
    CU_ASSERT_EQUAL(plan.counts[ITEM_CHANGED], 1);
    CU_ASSERT_EQUAL(plan.counts[ITEM_ADDED], 1);
    CU_ASSERT_EQUAL(plan.counts[ITEM_REMOVED], 1);
    CU_ASSERT_EQUAL(plan.answered[ITEM_KEPT], 1);
    CU_ASSERT_EQUAL(plan.answered[ITEM_CHANGED], 1);
    CU_ASSERT_EQUAL(plan.answered[ITEM_REMOVED], 1);
    CU_ASSERT_EQUAL(plan.step_count, 3);
    update_plan_clear(&plan);
    CU_ASSERT_EQUAL(
        audit_checklist_plan(fixture.store, &fixture.audit, &fixture.checklist, "en", &plan, &err),
        ERR_OK);
    CU_ASSERT_TRUE(plan.same);
    update_plan_clear(&plan);
    mem_replace(&newer.id, "other");
    CU_ASSERT_EQUAL(audit_checklist_plan(fixture.store, &fixture.audit, &newer, "en", &plan, &err),
                    ERR_USAGE);
    checklist_clear(&newer);
    fixture_remove(&fixture);
}

static void answers_are_carried_over(void)
{
    struct fixture fixture;
    struct checklist newer;
    struct walk_items items;
    struct err err = {0};
    bool again = false;

    fixture_make(&fixture);
    newer_checklist(&newer);
    assess(&fixture, "gate-log", RESULT_CONFORMING);
    assess(&fixture, "policy", RESULT_OFI);
    assess(&fixture, "context", RESULT_CONFORMING);
    int64_t batches = fixture_batches(&fixture);
    CU_ASSERT_EQUAL(audit_checklist_update(fixture.store, &fixture.audit, &newer, &err), ERR_OK);
    CU_ASSERT_EQUAL(fixture_batches(&fixture), batches + 1);
    fixture_verify(&fixture);
    fixture_reopen(&fixture);
    CU_ASSERT_EQUAL(result_of(&fixture, "walk", "context", &again), RESULT_CONFORMING);
    CU_ASSERT_FALSE(again);
    CU_ASSERT_EQUAL(result_of(&fixture, "walk", "gate-log", &again), RESULT_CONFORMING);
    CU_ASSERT_TRUE(again);
    CU_ASSERT_EQUAL(result_of(&fixture, "walk", "policy-2", &again), RESULT_NOT_ASSESSED);
    /* What is to be looked at again is open. */
    CU_ASSERT_EQUAL(walk_items(fixture.store, &fixture.audit, WALK_OPEN, "8", "en", &items, NULL),
                    ERR_OK);
    bool listed = false;
    for (size_t i = 0; i < items.count; i++)
        listed = listed || strcmp(items.items[i].item, "gate-log") == 0;
    CU_ASSERT_TRUE(listed);
    walk_items_clear(&items);
    /* The same result confirms. */
    assess(&fixture, "gate-log", RESULT_CONFORMING);
    CU_ASSERT_EQUAL(result_of(&fixture, "walk", "gate-log", &again), RESULT_CONFORMING);
    CU_ASSERT_FALSE(again);
    /* Taking it once more is nothing. */
    batches = fixture_batches(&fixture);
    CU_ASSERT_EQUAL(audit_checklist_update(fixture.store, &fixture.audit, &newer, &err), ERR_OK);
    CU_ASSERT_EQUAL(fixture_batches(&fixture), batches);
    checklist_clear(&newer);
    fixture_verify(&fixture);
    fixture_remove(&fixture);
}

/* One that was removed and comes back in a later version finds its answer again. */
static void undo_and_the_way_back(void)
{
    struct fixture fixture;
    struct checklist newer;
    struct err err = {0};
    char *label = NULL;
    bool again = false;

    fixture_make(&fixture);
    newer_checklist(&newer);
    assess(&fixture, "gate-log", RESULT_CONFORMING);
    assess(&fixture, "policy", RESULT_OFI);
    CU_ASSERT_EQUAL(audit_checklist_update(fixture.store, &fixture.audit, &newer, &err), ERR_OK);
    CU_ASSERT_EQUAL(store_undo(fixture.store, &label, &err), ERR_OK);
    free(label);
    CU_ASSERT_EQUAL(result_of(&fixture, "walk", "gate-log", &again), RESULT_CONFORMING);
    CU_ASSERT_FALSE(again);
    CU_ASSERT_EQUAL(audit_checklist_update(fixture.store, &fixture.audit, &newer, &err), ERR_OK);
    CU_ASSERT_EQUAL(audit_checklist_update(fixture.store, &fixture.audit, &fixture.checklist, &err),
                    ERR_OK);
    CU_ASSERT_EQUAL(result_of(&fixture, "walk", "policy", NULL), RESULT_OFI);
    checklist_clear(&newer);
    fixture_verify(&fixture);
    fixture_remove(&fixture);
}

/* ---- recommendations ------------------------------------------------------------------------- */

static void a_recommendation_wants_a_reason(void)
{
    struct fixture fixture;
    struct err err = {0};

    fixture_make(&fixture);
    CU_ASSERT_EQUAL(assessment_set(fixture.store, &fixture.audit, "walk", "gate-people",
                                   RESULT_MAJOR, NULL, NULL, &err),
                    ERR_DENIED);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "only recommends"));
    CU_ASSERT_EQUAL(assessment_set(fixture.store, &fixture.audit, "walk", "gate-people", RESULT_OFI,
                                   NULL, NULL, &err),
                    ERR_OK);
    CU_ASSERT_EQUAL(assessment_set(fixture.store, &fixture.audit, "walk", "gate-people",
                                   RESULT_MAJOR, "The insurer requires it", NULL, &err),
                    ERR_OK);
    CU_ASSERT_EQUAL(result_of(&fixture, "walk", "gate-people", NULL), RESULT_MAJOR);
    fixture_remove(&fixture);
}

CU_ErrorCode test_audit_checklists_add(void)
{
    CU_pSuite suite = CU_add_suite("audit_checklists", NULL, NULL);

    if (suite == NULL || CU_ADD_TEST(suite, a_second_one_stands_apart) == NULL ||
        CU_ADD_TEST(suite, headings_come_from_the_same_standard) == NULL ||
        CU_ADD_TEST(suite, answers_and_findings_are_each_ones_own) == NULL ||
        CU_ADD_TEST(suite, adding_and_removing_have_rules) == NULL ||
        CU_ADD_TEST(suite, the_plan_says_what_will_be) == NULL ||
        CU_ADD_TEST(suite, answers_are_carried_over) == NULL ||
        CU_ADD_TEST(suite, undo_and_the_way_back) == NULL ||
        CU_ADD_TEST(suite, a_recommendation_wants_a_reason) == NULL)
        return CU_get_error();
    return CUE_SUCCESS;
}

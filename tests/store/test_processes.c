/* test_processes.c - the processes of an audit: their clauses, the walk by process, two laptops. */
#include <CUnit/CUnit.h>
#include <stdlib.h>
#include <string.h>

#include "store/audit_processes.h"
#include "store/conflicts.h"
#include "store/crew.h"
#include "store/fixture.h"
#include "store/suites.h"
#include "store/walk.h"

static struct ident add_process(struct store *store, const char *name)
{
    struct change change;
    struct ident id = ident_random();

    change_init(&change, NULL);
    change_set_text(&change, RECORD_PROCESS, &id, PROCESS_NAME, name);
    CU_ASSERT_EQUAL_FATAL(store_save(store, &change, NULL, NULL), ERR_OK);
    change_clear(&change);
    return id;
}

static void set(struct fixture *fixture, const struct ident *process, const char *clauses)
{
    struct err err = {0};

    CU_ASSERT_EQUAL(audit_process_set(fixture->store, &fixture->audit, process, clauses, &err),
                    ERR_OK);
}

static void expect_group(const struct walk_group *group, const char *title, size_t total)
{
    CU_ASSERT_STRING_EQUAL(group->title, title);
    CU_ASSERT_EQUAL(tally_total(&group->tally), total);
}

static size_t count_items(struct fixture *fixture, const char *key)
{
    struct walk_items items;

    CU_ASSERT_EQUAL_FATAL(
        walk_items(fixture->store, &fixture->audit, WALK_PROCESS, key, "en", &items, NULL), ERR_OK);
    size_t count = items.count;
    walk_items_clear(&items);
    return count;
}

static void walked_by_process(void)
{
    struct fixture fixture;
    struct walk_groups groups;

    fixture_make(&fixture);
    struct ident seals = add_process(fixture.store, "Seals");
    struct ident access = add_process(fixture.store, "Access");
    CU_ASSERT_EQUAL_FATAL(
        walk_groups(fixture.store, &fixture.audit, WALK_PROCESS, "en", &groups, NULL), ERR_OK);
    CU_ASSERT_EQUAL_FATAL(groups.count, 1);
    expect_group(&groups.items[0], "No process covers these", FIXTURE_ITEMS);
    walk_groups_clear(&groups);
    set(&fixture, &seals, "8.4");
    set(&fixture, &access, "8.4 c), 5");
    fixture_reopen(&fixture);
    CU_ASSERT_EQUAL_FATAL(
        walk_groups(fixture.store, &fixture.audit, WALK_PROCESS, "en", &groups, NULL), ERR_OK);
    CU_ASSERT_EQUAL_FATAL(groups.count, 3);
    expect_group(&groups.items[0], "Access", 2);
    expect_group(&groups.items[1], "Seals", 5);
    expect_group(&groups.items[2], "No process covers these", 2);
    CU_ASSERT_EQUAL(count_items(&fixture, groups.items[0].key), 2);
    CU_ASSERT_EQUAL(count_items(&fixture, groups.items[1].key), 5);
    CU_ASSERT_EQUAL(count_items(&fixture, groups.items[2].key), 2);
    CU_ASSERT_EQUAL(count_items(&fixture, ""), FIXTURE_ITEMS);
    CU_ASSERT_EQUAL(count_items(&fixture, "no process"), 0);
    walk_groups_clear(&groups);
    fixture_verify(&fixture);
    fixture_remove(&fixture);
}

static void the_plan_lists_them(void)
{
    struct fixture fixture;
    struct audit_processes list;
    struct err err = {0};
    char *label = NULL;

    fixture_make(&fixture);
    struct ident seals = add_process(fixture.store, "Seals");
    CU_ASSERT_EQUAL(audit_process_set(fixture.store, &fixture.audit, &seals, "8.99", &err),
                    ERR_USAGE);
    set(&fixture, &seals, "8.10; 4.1");
    CU_ASSERT_EQUAL(audit_processes_list(fixture.store, &fixture.audit, &list, NULL), ERR_OK);
    CU_ASSERT_EQUAL_FATAL(list.count, 1);
    CU_ASSERT_STRING_EQUAL(list.items[0].clauses, "4.1, 8.10");
    CU_ASSERT_EQUAL(tally_total(&list.items[0].tally), 2);
    CU_ASSERT_EQUAL(tally_total(&list.rest), FIXTURE_ITEMS - 2);
    CU_ASSERT_PTR_NOT_NULL(audit_processes_find(&list, "seals"));
    CU_ASSERT_PTR_NULL(audit_processes_find(&list, "seal"));
    audit_processes_clear(&list);
    /* The same list in other words writes nothing. */
    int64_t batches = fixture_batches(&fixture);
    set(&fixture, &seals, "4.1,8.10");
    CU_ASSERT_EQUAL(fixture_batches(&fixture), batches);
    set(&fixture, &seals, "8");
    CU_ASSERT_EQUAL(store_undo(fixture.store, &label, NULL), ERR_OK);
    CU_ASSERT_EQUAL(audit_processes_list(fixture.store, &fixture.audit, &list, NULL), ERR_OK);
    CU_ASSERT_STRING_EQUAL(list.items[0].clauses, "4.1, 8.10");
    free(label);
    audit_processes_clear(&list);
    fixture_remove(&fixture);
}

static void taken_out_with_a_reason(void)
{
    struct fixture fixture;
    struct audit_processes list;
    struct err err = {0};

    fixture_make(&fixture);
    struct ident seals = add_process(fixture.store, "Seals");
    set(&fixture, &seals, "4.1");
    CU_ASSERT_EQUAL(audit_process_remove(fixture.store, &fixture.audit, &seals, " \n", &err),
                    ERR_USAGE);
    CU_ASSERT_EQUAL(audit_process_remove(fixture.store, &fixture.audit, &seals, "moved", &err),
                    ERR_OK);
    CU_ASSERT_EQUAL(audit_process_remove(fixture.store, &fixture.audit, &seals, "again", &err),
                    ERR_USAGE);
    CU_ASSERT_EQUAL(audit_processes_list(fixture.store, &fixture.audit, &list, NULL), ERR_OK);
    CU_ASSERT_EQUAL(list.count, 0);
    audit_processes_clear(&list);
    set(&fixture, &seals, NULL); /* put back, it has its clauses again */
    CU_ASSERT_EQUAL(audit_processes_list(fixture.store, &fixture.audit, &list, NULL), ERR_OK);
    CU_ASSERT_EQUAL_FATAL(list.count, 1);
    CU_ASSERT_STRING_EQUAL(list.items[0].clauses, "4.1");
    audit_processes_clear(&list);
    fixture_set(&fixture, RECORD_AUDIT, &fixture.audit, AUDIT_STATE, "issued");
    CU_ASSERT_EQUAL(audit_process_set(fixture.store, &fixture.audit, &seals, "8", &err),
                    ERR_DENIED);
    fixture_remove(&fixture);
}

/* A list that names what no checklist has any more, and a process without a name. */
static void what_a_merge_may_bring(void)
{
    struct fixture fixture;
    struct audit_processes list;
    struct walk_groups groups;

    fixture_make(&fixture);
    struct ident seals = add_process(fixture.store, "Seals");
    struct ident bare = add_process(fixture.store, NULL);
    struct ident entry = link_id(&fixture.audit, &seals);
    set(&fixture, &seals, "4.1");
    set(&fixture, &bare, "5");
    fixture_set(&fixture, RECORD_AUDIT_PROCESS, &entry, AUDIT_PROCESS_CLAUSES,
                "4.1, 77, \xe2\x80\x93, ,, 8.4");
    CU_ASSERT_EQUAL(audit_processes_list(fixture.store, &fixture.audit, &list, NULL), ERR_OK);
    const struct audit_process *process = audit_processes_find(&list, "Seals");
    CU_ASSERT_PTR_NOT_NULL_FATAL(process);
    CU_ASSERT_STRING_EQUAL(process->clauses, "4.1, 8.4");
    CU_ASSERT_STRING_EQUAL(process->unknown, "77, \xe2\x80\x93");
    audit_processes_clear(&list);
    CU_ASSERT_EQUAL_FATAL(
        walk_groups(fixture.store, &fixture.audit, WALK_PROCESS, "en", &groups, NULL), ERR_OK);
    for (size_t i = 0; i < groups.count; i++)
        CU_ASSERT_NOT_EQUAL(groups.items[i].title[0], '\0');
    walk_groups_clear(&groups);
    fixture_remove(&fixture);
}

/* Two laptops that add one process make one entry; different lists are a conflict of texts. */
static void two_laptops_make_one_entry(void)
{
    struct crew crew;
    struct audit_processes list;
    struct conflicts conflicts;
    struct err err = {0};

    crew_make(&crew, 2);
    struct laptop *lead = &crew.laptops[0];
    struct laptop *wang = &crew.laptops[1];
    struct ident seals = add_process(lead->store, "Seals");
    crew_hand(lead, wang);
    CU_ASSERT_EQUAL(audit_process_set(lead->store, &crew.audit, &seals, "4.1", &err), ERR_OK);
    CU_ASSERT_EQUAL(audit_process_set(wang->store, &crew.audit, &seals, "8.4, 5", &err), ERR_OK);
    crew_settle(&crew);
    CU_ASSERT_EQUAL(audit_processes_list(lead->store, &crew.audit, &list, NULL), ERR_OK);
    CU_ASSERT_EQUAL(list.count, 1);
    audit_processes_clear(&list);
    CU_ASSERT_EQUAL_FATAL(conflicts_list(lead->store, NULL, "en", &conflicts, NULL), ERR_OK);
    CU_ASSERT_EQUAL_FATAL(conflicts.count, 1);
    CU_ASSERT_EQUAL(conflicts.items[0].type, RECORD_AUDIT_PROCESS);
    struct conflict_choice both = {.take = TAKE_BOTH, .reason = "both are asked"};
    CU_ASSERT_EQUAL(conflict_resolve(lead->store, &conflicts.items[0], &both, &err), ERR_OK);
    conflicts_clear(&conflicts);
    crew_settle(&crew);
    CU_ASSERT_EQUAL(audit_processes_list(wang->store, &crew.audit, &list, NULL), ERR_OK);
    CU_ASSERT_EQUAL_FATAL(list.count, 1);
    CU_ASSERT_STRING_EQUAL(list.items[0].clauses, "4.1, 5, 8.4"); /* both, as one list */
    audit_processes_clear(&list);
    laptop_verify(wang);
    crew_remove(&crew);
}

CU_ErrorCode test_processes_add(void)
{
    CU_TestInfo tests[] = {
        {"the requirements are walked by process", walked_by_process},
        {"the plan lists processes and clauses", the_plan_lists_them},
        {"a process is taken out with a reason", taken_out_with_a_reason},
        {"what a merge may bring is read as far as it goes", what_a_merge_may_bring},
        {"two laptops make one entry", two_laptops_make_one_entry},
        CU_TEST_INFO_NULL,
    };
    CU_SuiteInfo suites[] = {{"store/processes", NULL, NULL, NULL, NULL, tests},
                             CU_SUITE_INFO_NULL};
    return CU_register_suites(suites);
}

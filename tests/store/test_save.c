/* test_save.c - one save: all of it or nothing, logged, undone and done again. */
#include <CUnit/CUnit.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"
#include "core/rules.h"
#include "store/internal.h"
#include "store/place.h"
#include "store/suites.h"

static int64_t count(struct place *place, const char *sql)
{
    bool row = false;
    sqlite3_stmt *stmt = db_use(place->store, sql, NULL);

    CU_ASSERT_PTR_NOT_NULL_FATAL(stmt);
    CU_ASSERT_EQUAL_FATAL(db_step(place->store, stmt, &row, NULL), ERR_OK);
    int64_t answer = sqlite3_column_int64(stmt, 0);
    db_done(place->store, stmt);
    return answer;
}

static void a_save_is_there_after_reopening(void)
{
    struct place place;

    place_make(&place);
    place_reopen(&place);
    place_expect(&place, "first");
    CU_ASSERT_EQUAL(place_write(&place, "门禁记录缺失", NULL), ERR_OK);
    CU_ASSERT_TRUE(store_saved_at(place.store) > 0);
    place_reopen(&place);
    place_expect(&place, "门禁记录缺失");
    CU_ASSERT_EQUAL(place_problems(&place, NULL), 0);
    place_remove(&place);
}

static void what_did_not_change_is_not_written(void)
{
    struct place place;

    place_make(&place);
    int64_t before = count(&place, "SELECT count(*) FROM batch");
    CU_ASSERT_EQUAL(place_write(&place, "first", NULL), ERR_OK);
    CU_ASSERT_EQUAL(count(&place, "SELECT count(*) FROM batch"), before);
    CU_ASSERT_EQUAL(place_write(&place, "second", NULL), ERR_OK);
    CU_ASSERT_EQUAL(count(&place, "SELECT count(*) FROM batch"), before + 1);
    place_remove(&place);
}

static void two_scopes_make_two_chains(void)
{
    struct place place;
    struct change change;
    struct ident site = ident_random();

    place_make(&place);
    change_init(&change, &place.audit);
    change_set_text(&change, RECORD_SITE, &site, SITE_NAME, "North quay");
    change_set_text(&change, RECORD_FINDING, &place.finding, FINDING_STATEMENT, "moved");
    int64_t before = count(&place, "SELECT count(*) FROM batch");
    CU_ASSERT_EQUAL(store_save(place.store, &change, NULL, NULL), ERR_OK);
    change_clear(&change);
    CU_ASSERT_EQUAL(count(&place, "SELECT count(*) FROM batch"), before + 2);
    CU_ASSERT_EQUAL(count(&place, "SELECT count(DISTINCT scope) FROM chain"), 2);
    CU_ASSERT_EQUAL(place_problems(&place, NULL), 0);
    place_remove(&place);
}

static void undo_goes_back_step_by_step(void)
{
    struct place place;
    struct err err;
    char *label = NULL;

    place_make(&place);
    place_write(&place, "second", NULL);
    place_write(&place, "third", NULL);
    CU_ASSERT_EQUAL(store_undo(place.store, &label, &err), ERR_OK);
    CU_ASSERT_STRING_EQUAL(label, "third");
    free(label);
    place_expect(&place, "second");
    CU_ASSERT_EQUAL(store_undo(place.store, NULL, &err), ERR_OK);
    place_expect(&place, "first");
    CU_ASSERT_EQUAL(store_redo(place.store, NULL, &err), ERR_OK);
    place_expect(&place, "second");
    CU_ASSERT_EQUAL(store_redo(place.store, NULL, &err), ERR_OK);
    place_expect(&place, "third");
    CU_ASSERT_EQUAL(store_redo(place.store, NULL, &err), ERR_FOUND);
    CU_ASSERT_EQUAL(place_problems(&place, &err), 0);
    place_remove(&place);
}

static void undoing_a_new_record_withdraws_it(void)
{
    struct place place;
    struct rows rows;
    struct list_query query = {.type = RECORD_FINDING};
    struct list_query all = {.type = RECORD_FINDING, .with_withdrawn = true};

    place_make(&place);
    CU_ASSERT_EQUAL(store_undo(place.store, NULL, NULL), ERR_OK);
    CU_ASSERT_EQUAL(store_list(place.store, &query, &rows, NULL), ERR_OK);
    CU_ASSERT_EQUAL(rows.count, 0);
    rows_clear(&rows);
    CU_ASSERT_EQUAL(store_list(place.store, &all, &rows, NULL), ERR_OK);
    CU_ASSERT_EQUAL(rows.count, 1); /* nothing is erased */
    rows_clear(&rows);
    CU_ASSERT_EQUAL(store_redo(place.store, NULL, NULL), ERR_OK);
    CU_ASSERT_EQUAL(store_list(place.store, &query, &rows, NULL), ERR_OK);
    CU_ASSERT_EQUAL(rows.count, 1);
    rows_clear(&rows);
    place_expect(&place, "first");
    place_remove(&place);
}

/* An assessment may have been written to by others meanwhile: undoing the first result leaves what
 * it is about. A link that the same save made is withdrawn. */
static void undo_keeps_the_subject_of_an_assessment(void)
{
    struct place place;
    struct change change;
    struct row row;

    place_make(&place);
    struct ident assessment = assessment_id(&place.audit, "list", "item", NULL);
    struct ident link = link_id(&place.finding, &assessment);
    change_init(&change, &place.audit);
    change_set_id(&change, RECORD_ASSESSMENT, &assessment, ASSESSMENT_AUDIT, &place.audit);
    change_set_text(&change, RECORD_ASSESSMENT, &assessment, ASSESSMENT_ITEM, "item");
    change_set_text(&change, RECORD_ASSESSMENT, &assessment, ASSESSMENT_RESULT, "minor");
    change_set_id(&change, RECORD_EVIDENCE_LINK, &link, EVIDENCE_LINK_ASSESSMENT, &assessment);
    CU_ASSERT_EQUAL(store_save(place.store, &change, "minor", NULL), ERR_OK);
    change_clear(&change);
    CU_ASSERT_EQUAL(store_undo(place.store, NULL, NULL), ERR_OK);
    CU_ASSERT_EQUAL(store_get(place.store, RECORD_ASSESSMENT, &assessment, &row, NULL), ERR_OK);
    CU_ASSERT_STRING_EQUAL(row_text(&row, ASSESSMENT_ITEM), "item");
    CU_ASSERT_TRUE(row_is_null(&row, ASSESSMENT_RESULT));
    CU_ASSERT_TRUE(row_is_null(&row, FIELD_WITHDRAWN));
    row_clear(&row);
    CU_ASSERT_EQUAL(store_get(place.store, RECORD_EVIDENCE_LINK, &link, &row, NULL), ERR_OK);
    CU_ASSERT_FALSE(row_is_null(&row, FIELD_WITHDRAWN));
    row_clear(&row);
    CU_ASSERT_EQUAL(store_redo(place.store, NULL, NULL), ERR_OK);
    CU_ASSERT_EQUAL(store_get(place.store, RECORD_ASSESSMENT, &assessment, &row, NULL), ERR_OK);
    CU_ASSERT_STRING_EQUAL(row_text(&row, ASSESSMENT_RESULT), "minor");
    row_clear(&row);
    CU_ASSERT_EQUAL(store_get(place.store, RECORD_EVIDENCE_LINK, &link, &row, NULL), ERR_OK);
    CU_ASSERT_TRUE(row_is_null(&row, FIELD_WITHDRAWN));
    row_clear(&row);
    place_remove(&place);
}

static void a_new_save_ends_redo(void)
{
    struct place place;

    place_make(&place);
    place_write(&place, "second", NULL);
    store_undo(place.store, NULL, NULL);
    place_write(&place, "other", NULL);
    CU_ASSERT_EQUAL(store_redo(place.store, NULL, NULL), ERR_FOUND);
    place_expect(&place, "other");
    place_remove(&place);
}

/* A save that can't be written whole leaves everything as it was, and the next one works. */
static void a_full_disk_changes_nothing(void)
{
    struct place place;
    struct err err;
    char *big = mem_alloc(300001);

    memset(big, 'x', 300000);
    big[300000] = '\0';
    place_make(&place);
    CU_ASSERT_EQUAL(db_run(place.store, "PRAGMA max_page_count=60", &err), ERR_OK);
    CU_ASSERT_EQUAL(place_write(&place, big, &err), ERR_CANTCREAT);
    CU_ASSERT_TRUE(err.message[0] != '\0' && err.hint[0] != '\0');
    place_expect(&place, "first");
    CU_ASSERT_EQUAL(place_write(&place, "small", &err), ERR_OK);
    place_reopen(&place);
    place_expect(&place, "small");
    CU_ASSERT_EQUAL(place_problems(&place, &err), 0);
    free(big);
    place_remove(&place);
}

/* The same where the operating system refuses the bytes: the journal can't grow. */
static void a_refused_write_changes_nothing(void)
{
    struct place place;
    struct err err;
    struct rlimit old;
    char *big = mem_alloc(3000001);

    memset(big, 'x', 3000000);
    big[3000000] = '\0';
    place_make(&place);
    signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &old);
    struct rlimit small = {1000000, old.rlim_max};
    setrlimit(RLIMIT_FSIZE, &small);
    enum err_code code = place_write(&place, big, &err);
    setrlimit(RLIMIT_FSIZE, &old);
    CU_ASSERT_NOT_EQUAL(code, ERR_OK);
    place_expect(&place, "first");
    CU_ASSERT_EQUAL(place_write(&place, "small", &err), ERR_OK);
    place_reopen(&place);
    place_expect(&place, "small");
    CU_ASSERT_EQUAL(place_problems(&place, &err), 0);
    free(big);
    place_remove(&place);
}

/* kill -9 at any moment: every save that was reported is there, and the file is sound. */
static void a_killed_program_loses_nothing_it_reported(void)
{
    for (int round = 0; round < 8; round++) {
        struct place place;
        int report[2];
        int last = 0;
        int number = 0;
        struct err err;

        place_make(&place);
        place_close(&place);
        CU_ASSERT_EQUAL_FATAL(pipe(report), 0);
        pid_t child = fork();
        if (child == 0) {
            struct err fault;
            if (store_open(place.path, &place.device, 0, &place.store, &fault) != ERR_OK ||
                store_set_author(place.store, "Li Na", &fault) != ERR_OK)
                _exit(1);
            for (int i = 1;; i++) {
                char *text = mem_printf("save %d", i);
                if (place_write(&place, text, &fault) != ERR_OK ||
                    write(report[1], &i, sizeof i) != sizeof i)
                    _exit(1);
                free(text);
            }
        }
        close(report[1]);
        for (int i = 0; i < 20 + 17 * round; i++)
            if (read(report[0], &number, sizeof number) == sizeof number)
                last = number;
        kill(child, SIGKILL);
        while (read(report[0], &number, sizeof number) == sizeof number)
            last = number;
        close(report[0]);
        waitpid(child, NULL, 0);
        place_reopen(&place);
        struct row row;
        CU_ASSERT_EQUAL(store_get(place.store, RECORD_FINDING, &place.finding, &row, &err), ERR_OK);
        CU_ASSERT_TRUE(last > 0);
        CU_ASSERT_TRUE(atoi(row_text(&row, FINDING_STATEMENT) + 5) >= last);
        row_clear(&row);
        CU_ASSERT_EQUAL(place_problems(&place, &err), 0);
        place_remove(&place);
    }
}

static void nobody_writes_without_a_name(void)
{
    struct place place;
    struct err err;

    place_make(&place);
    place_close(&place);
    CU_ASSERT_EQUAL_FATAL(store_open(place.path, &place.device, 0, &place.store, &err), ERR_OK);
    CU_ASSERT_EQUAL(place_write(&place, "second", &err), ERR_USAGE);
    CU_ASSERT_EQUAL(store_set_author(place.store, "", &err), ERR_USAGE);
    place_expect(&place, "first");
    place_remove(&place);
}

static void a_new_author_becomes_a_person(void)
{
    struct place place;
    struct rows people;
    struct list_query query = {.type = RECORD_PERSON, .order = PERSON_NAME};

    place_make(&place);
    CU_ASSERT_EQUAL(store_set_author(place.store, "Wei Chen", NULL), ERR_OK);
    CU_ASSERT_EQUAL(place_write(&place, "by Wei", NULL), ERR_OK);
    CU_ASSERT_EQUAL(store_list(place.store, &query, &people, NULL), ERR_OK);
    CU_ASSERT_EQUAL_FATAL(people.count, 2);
    CU_ASSERT_STRING_EQUAL(row_text(&people.items[1], PERSON_NAME), "Wei Chen");
    CU_ASSERT_TRUE(ident_equal(&people.items[1].id, &(struct ident){{0}}) == false);
    rows_clear(&people);
    CU_ASSERT_EQUAL(place_problems(&place, NULL), 0);
    place_remove(&place);
}

/* A person whose record was taken back writes again: nobody is the author without a record. */
static void a_withdrawn_author_comes_back(void)
{
    struct place place;
    struct rows people;
    struct change change;
    struct list_query query = {.type = RECORD_PERSON, .order = PERSON_NAME};

    place_make(&place);
    CU_ASSERT_EQUAL(store_set_author(place.store, "Wei Chen", NULL), ERR_OK);
    CU_ASSERT_EQUAL(place_write(&place, "by Wei", NULL), ERR_OK);
    struct ident wei = store_author(place.store);
    change_init(&change, NULL);
    change_set_text(&change, RECORD_PERSON, &wei, FIELD_WITHDRAWN, "a slip");
    CU_ASSERT_EQUAL(store_save(place.store, &change, NULL, NULL), ERR_OK);
    change_clear(&change);
    place_reopen(&place);
    CU_ASSERT_EQUAL(store_set_author(place.store, "Wei Chen", NULL), ERR_OK);
    CU_ASSERT_EQUAL(place_write(&place, "by Wei again", NULL), ERR_OK);
    CU_ASSERT_EQUAL(store_list(place.store, &query, &people, NULL), ERR_OK);
    CU_ASSERT_EQUAL_FATAL(people.count, 2);
    CU_ASSERT_TRUE(ident_equal(&people.items[1].id, &wei));
    rows_clear(&people);
    CU_ASSERT_EQUAL(place_problems(&place, NULL), 0);
    place_remove(&place);
}

CU_ErrorCode test_save_add(void)
{
    CU_TestInfo tests[] = {
        {"a save is there after reopening", a_save_is_there_after_reopening},
        {"a withdrawn author comes back", a_withdrawn_author_comes_back},
        {"what did not change is not written", what_did_not_change_is_not_written},
        {"two scopes make two chains", two_scopes_make_two_chains},
        {"undo goes back step by step", undo_goes_back_step_by_step},
        {"undoing a new record withdraws it", undoing_a_new_record_withdraws_it},
        {"undo keeps the subject of an assessment", undo_keeps_the_subject_of_an_assessment},
        {"a new save ends redo", a_new_save_ends_redo},
        {"a full disk changes nothing", a_full_disk_changes_nothing},
        {"a refused write changes nothing", a_refused_write_changes_nothing},
        {"a killed program loses nothing it reported", a_killed_program_loses_nothing_it_reported},
        {"nobody writes without a name", nobody_writes_without_a_name},
        {"a new author becomes a person", a_new_author_becomes_a_person},
        CU_TEST_INFO_NULL};
    CU_SuiteInfo suites[] = {{"store/save", NULL, NULL, NULL, NULL, tests}, CU_SUITE_INFO_NULL};

    return CU_register_suites(suites);
}
